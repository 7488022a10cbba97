//! What the status line says instead of where the reader is, until the next key.

/// A message for the reader, in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// How grave.
    pub tone: Tone,
    /// The words.
    pub text: String,
}

/// How grave a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Plain,
    /// Something is done.
    Good,
    /// Something to look at.
    Warning,
    /// Something went wrong.
    Error,
}
