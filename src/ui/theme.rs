//! Roles and their colours. Code names the role; only this file knows a colour.
//!
//! The terminal's own background is never painted over: text keeps the contrast that the
//! tests compute against the darkest and the lightest usual background. One accent; the
//! rest is weight, air and grey.

use ratatui::style::{Color, Modifier, Style};

use crate::app::{Depth, TerminalLook};

/// What something on the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What is read.
    Text,
    /// Secondary words.
    Muted,
    /// Words hardly needed.
    Faint,
    /// The one colour.
    Accent,
    /// A heading.
    Heading,
    /// A footnote call.
    Call,
    /// A link.
    Link,
    /// The bar at the sentence in focus.
    Focus,
    /// Selected text.
    Selection,
    /// A hit.
    Hit,
    /// The hit that the reader is at.
    HitHere,
    /// A highlight; its label's colour, from 0.
    Label(u8),
    /// A passage that the file itself marks.
    Embedded,
    /// Code.
    Code,
    /// Done.
    Good,
    /// To look at.
    Warning,
    /// Wrong.
    Error,
    /// Thin rules.
    Rule,
    /// The background of what floats.
    Floating,
    /// The chosen entry of a list.
    Chosen,
}

/// Red, green, blue.
type Rgb = (u8, u8, u8);

/// The colours of one background.
struct Palette {
    text: Rgb,
    muted: Rgb,
    faint: Rgb,
    rule: Rgb,
    accent: Rgb,
    call: Rgb,
    code: Rgb,
    good: Rgb,
    warning: Rgb,
    error: Rgb,
    floating: Rgb,
    chosen: Rgb,
    selection: Rgb,
    hit: Rgb,
    /// Tints behind highlighted text: plain, question, claim, quote, todo, own.
    labels: [Rgb; 6],
}

const DARK: Palette = Palette {
    text: (0xE6, 0xE4, 0xDF),
    muted: (0xA9, 0xA8, 0xA3),
    faint: (0x82, 0x82, 0x80),
    rule: (0x4C, 0x4D, 0x4F),
    accent: (0x8C, 0xC0, 0xE8),
    call: (0x8C, 0xC0, 0xE8),
    code: (0xD6, 0xC3, 0x9A),
    good: (0x9C, 0xCB, 0x8E),
    warning: (0xE6, 0xC0, 0x7B),
    error: (0xF0, 0x96, 0x8C),
    floating: (0x26, 0x28, 0x2C),
    chosen: (0x34, 0x3A, 0x44),
    selection: (0x2C, 0x4A, 0x66),
    hit: (0x4A, 0x42, 0x20),
    labels: [
        (0x4A, 0x42, 0x1C),
        (0x24, 0x3E, 0x58),
        (0x56, 0x2F, 0x2B),
        (0x2B, 0x48, 0x2B),
        (0x48, 0x2F, 0x50),
        (0x1F, 0x48, 0x47),
    ],
};

const LIGHT: Palette = Palette {
    text: (0x1F, 0x20, 0x23),
    muted: (0x59, 0x59, 0x5C),
    faint: (0x77, 0x77, 0x78),
    rule: (0xC4, 0xC2, 0xBC),
    accent: (0x0B, 0x57, 0x8F),
    call: (0x0B, 0x57, 0x8F),
    code: (0x63, 0x47, 0x0C),
    good: (0x1F, 0x66, 0x2A),
    warning: (0x7A, 0x50, 0x00),
    error: (0xA0, 0x1F, 0x1A),
    floating: (0xF3, 0xF1, 0xEA),
    chosen: (0xDC, 0xE6, 0xEF),
    selection: (0xBF, 0xDB, 0xF5),
    hit: (0xF7, 0xE7, 0xA8),
    labels: [
        (0xF7, 0xE7, 0xA8),
        (0xCF, 0xE3, 0xF7),
        (0xF8, 0xD3, 0xCC),
        (0xD0, 0xEC, 0xCC),
        (0xE8, 0xD5, 0xF0),
        (0xC8, 0xEC, 0xE8),
    ],
};

/// The styles for what a terminal can show.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    look: TerminalLook,
}

impl Theme {
    /// The theme for `look`.
    #[must_use]
    pub fn of(look: TerminalLook) -> Self {
        Self { look }
    }

    /// The style of `role`, to be laid over what is under it.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        match self.look.depth {
            Depth::None => colourless(role),
            Depth::Sixteen => sixteen(role, self.look.light),
            Depth::Indexed => palette(role, self.palette(), |(r, g, b)| Color::Indexed(nearest(r, g, b))),
            Depth::True => palette(role, self.palette(), |(r, g, b)| Color::Rgb(r, g, b)),
        }
    }

    /// A cell of two points, one over the other: the upper as the ink, the lower as the ground.
    pub(super) fn points(self, upper: [u8; 3], lower: [u8; 3]) -> Style {
        let colour = |[r, g, b]: [u8; 3]| match self.look.depth {
            Depth::True => Color::Rgb(r, g, b),
            _ => Color::Indexed(nearest(r, g, b)),
        };
        Style::new().fg(colour(upper)).bg(colour(lower))
    }

    fn palette(self) -> &'static Palette {
        if self.look.light { &LIGHT } else { &DARK }
    }
}

/// Weight and underline only.
fn colourless(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Text | Role::Focus | Role::Rule | Role::Floating | Role::Code | Role::Good => plain,
        Role::Muted | Role::Faint => plain.add_modifier(Modifier::DIM),
        Role::Accent | Role::Heading | Role::Call | Role::Warning | Role::Error => plain.add_modifier(Modifier::BOLD),
        Role::Link | Role::Hit | Role::Label(_) => plain.add_modifier(Modifier::UNDERLINED),
        Role::Embedded => plain.add_modifier(Modifier::ITALIC | Modifier::UNDERLINED),
        Role::Selection | Role::HitHere | Role::Chosen => plain.add_modifier(Modifier::REVERSED),
    }
}

/// The terminal's own sixteen.
fn sixteen(role: Role, light: bool) -> Style {
    let plain = Style::new();
    let grey = if light { Color::DarkGray } else { Color::Gray };
    let accent = if light { Color::Blue } else { Color::Cyan };
    match role {
        Role::Text | Role::Floating => plain,
        Role::Muted => plain.fg(grey),
        Role::Faint | Role::Rule => plain.fg(Color::DarkGray),
        Role::Accent | Role::Call | Role::Focus => plain.fg(accent),
        Role::Heading => plain.add_modifier(Modifier::BOLD),
        Role::Link => plain.fg(accent).add_modifier(Modifier::UNDERLINED),
        Role::Code => plain.fg(if light { Color::Magenta } else { Color::Yellow }),
        Role::Good => plain.fg(Color::Green),
        Role::Warning => plain.fg(if light { Color::Magenta } else { Color::Yellow }),
        Role::Error => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
        Role::Selection | Role::HitHere | Role::Chosen => plain.add_modifier(Modifier::REVERSED),
        Role::Hit => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Embedded => plain.add_modifier(Modifier::ITALIC | Modifier::UNDERLINED),
        Role::Label(label) => {
            let colours = [Color::Yellow, Color::Blue, Color::Red, Color::Green, Color::Magenta, Color::Cyan];
            plain.fg(colours[usize::from(label) % colours.len()]).add_modifier(Modifier::UNDERLINED)
        }
    }
}

/// Colours of our own.
fn palette(role: Role, colours: &Palette, paint: impl Fn(Rgb) -> Color) -> Style {
    let plain = Style::new();
    match role {
        Role::Text => plain.fg(paint(colours.text)),
        Role::Muted => plain.fg(paint(colours.muted)),
        Role::Faint => plain.fg(paint(colours.faint)),
        Role::Rule => plain.fg(paint(colours.rule)),
        Role::Accent | Role::Focus => plain.fg(paint(colours.accent)),
        Role::Heading => plain.fg(paint(colours.text)).add_modifier(Modifier::BOLD),
        Role::Call => plain.fg(paint(colours.call)),
        Role::Link => plain.fg(paint(colours.accent)).add_modifier(Modifier::UNDERLINED),
        Role::Code => plain.fg(paint(colours.code)),
        Role::Good => plain.fg(paint(colours.good)),
        Role::Warning => plain.fg(paint(colours.warning)),
        Role::Error => plain.fg(paint(colours.error)).add_modifier(Modifier::BOLD),
        Role::Selection => plain.bg(paint(colours.selection)),
        Role::Hit => plain.bg(paint(colours.hit)).add_modifier(Modifier::UNDERLINED),
        Role::HitHere => plain.add_modifier(Modifier::REVERSED),
        Role::Label(label) => plain.bg(paint(colours.labels[usize::from(label) % colours.labels.len()])),
        Role::Embedded => plain.bg(paint(colours.floating)).add_modifier(Modifier::UNDERLINED),
        Role::Floating => plain.bg(paint(colours.floating)),
        Role::Chosen => plain.bg(paint(colours.chosen)),
    }
}

/// The nearest of xterm's 6x6x6 cube and its greys.
fn nearest(r: u8, g: u8, b: u8) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |value: u8| (0..6_u8).min_by_key(|step| STEPS[usize::from(*step)].abs_diff(value)).unwrap_or(0);
    let (cr, cg, cb) = (step(r), step(g), step(b));
    let grey = (0..24_u8).min_by_key(|n| (8 + 10 * n).abs_diff(r.midpoint(b).midpoint(g))).unwrap_or(0);
    let far = |to: (u8, u8, u8)| {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(r, to.0) + square(g, to.1) + square(b, to.2)
    };
    let level = 8 + 10 * grey;
    let cube = (STEPS[usize::from(cr)], STEPS[usize::from(cg)], STEPS[usize::from(cb)]);
    if far((level, level, level)) < far(cube) { 232 + grey } else { 16 + 36 * cr + 6 * cg + cb }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast ratio by WCAG 2.1.
    fn luminance((r, g, b): Rgb) -> f64 {
        let channel = |value: u8| {
            let share = f64::from(value) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let (high, low) = (luminance(a).max(luminance(b)), luminance(a).min(luminance(b)));
        (high + 0.05) / (low + 0.05)
    }

    /// Backgrounds that terminals usually have.
    const DARK_GROUNDS: [Rgb; 3] = [(0, 0, 0), (0x1D, 0x1F, 0x21), (0x28, 0x2A, 0x36)];
    const LIGHT_GROUNDS: [Rgb; 3] = [(255, 255, 255), (0xFD, 0xF6, 0xE3), (0xF5, 0xF5, 0xF0)];

    #[test]
    fn every_theme_has_contrast() {
        for (name, colours, grounds) in [("dark", &DARK, DARK_GROUNDS), ("light", &LIGHT, LIGHT_GROUNDS)] {
            let tinted = colours.labels.iter().chain([&colours.selection, &colours.hit, &colours.floating, &colours.chosen]);
            for ground in grounds {
                for (what, colour, least) in [
                    ("text", colours.text, 7.0),
                    ("muted", colours.muted, 4.5),
                    ("faint", colours.faint, 3.0),
                    ("accent", colours.accent, 4.5),
                    ("call", colours.call, 4.5),
                    ("code", colours.code, 4.5),
                    ("good", colours.good, 4.5),
                    ("warning", colours.warning, 4.5),
                    ("error", colours.error, 4.5),
                ] {
                    let found = contrast(colour, ground);
                    assert!(found >= least, "{name} {what} on {ground:?}: {found:.1}");
                }
            }
            for ground in tinted {
                let found = contrast(colours.text, *ground);
                assert!(found >= 7.0, "{name} text on {ground:?}: {found:.1}");
            }
            let floating = contrast(colours.muted, colours.floating);
            assert!(floating >= 4.5, "{name} muted on floating: {floating:.1}");
        }
    }

    #[test]
    fn nothing_is_told_by_colour_alone() {
        let theme = Theme::of(TerminalLook { depth: Depth::None, light: false, ascii: false });
        let shown = [
            Role::Selection,
            Role::Hit,
            Role::HitHere,
            Role::Label(0),
            Role::Embedded,
            Role::Link,
            Role::Chosen,
            Role::Heading,
            Role::Error,
        ];
        for role in shown {
            let style = theme.style(role);
            assert!(style.fg.is_none() && style.bg.is_none());
            assert_ne!(style.add_modifier, Modifier::empty(), "{role:?}");
        }
    }

    #[test]
    fn the_256_colours_come_near() {
        assert_eq!(nearest(0, 0, 0), 16);
        assert_eq!(nearest(255, 255, 255), 231);
        assert_eq!(nearest(0x80, 0x80, 0x80), 244);
    }
}
