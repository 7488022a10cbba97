//! What the environment says of the terminal.

use crate::app::{Depth, TerminalLook};

/// The look that the environment allows: `NO_COLOR`, `TERM`, `COLORTERM`, `COLORFGBG`, the locale's characters.
pub(crate) fn of_environment(ascii: bool) -> TerminalLook {
    from(|name| std::env::var(name).ok().filter(|value| !value.is_empty()), ascii)
}

/// The columns of the terminal; none where there is no terminal.
pub(crate) fn columns() -> Option<u16> {
    crossterm::terminal::size().ok().map(|(columns, _)| columns)
}

/// Whether the terminal may be asked for its background.
pub(crate) fn may_ask(look: TerminalLook) -> bool {
    look.depth > Depth::None && std::env::var("TERM").is_ok_and(|term| !matches!(term.as_str(), "dumb" | "linux" | ""))
}

fn from(set: impl Fn(&str) -> Option<String>, ascii: bool) -> TerminalLook {
    let term = set("TERM").unwrap_or_default();
    let depth = if set("NO_COLOR").is_some() || term == "dumb" {
        Depth::None
    } else if set("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    };
    // «foreground;background» of rxvt and others: 7 and 9 to 15 are light.
    let light = set("COLORFGBG")
        .and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok())
        .is_some_and(|ground| ground == 7 || ground > 8);
    TerminalLook { depth, light, ascii }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(set: &[(&str, &str)]) -> TerminalLook {
        from(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()), false)
    }

    #[test]
    fn the_environment_tells_how_many_colours() {
        assert_eq!(look(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]).depth, Depth::True);
        assert_eq!(look(&[("TERM", "xterm-256color")]).depth, Depth::Indexed);
        assert_eq!(look(&[("TERM", "linux")]).depth, Depth::Sixteen);
        assert_eq!(look(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")]).depth, Depth::None);
        assert!(look(&[("COLORFGBG", "0;15")]).light && !look(&[("COLORFGBG", "15;0")]).light);
    }
}
