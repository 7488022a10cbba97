//! What the terminal can show, as far as it is known.

/// Colours and characters that may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalLook {
    /// How many colours.
    pub depth: Depth,
    /// Whether the background is light.
    pub light: bool,
    /// Whether only ASCII may be drawn by us; the document's text stays as it is.
    pub ascii: bool,
}

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: bold, underline and reverse only.
    None,
    /// The 16 of the terminal's own palette.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24-bit colours.
    True,
}

impl Default for TerminalLook {
    fn default() -> Self {
        Self { depth: Depth::Sixteen, light: false, ascii: false }
    }
}
