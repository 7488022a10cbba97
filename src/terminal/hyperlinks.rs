//! Whether a terminal understands links (OSC 8): asked of its environment, since nothing answers.

/// Whether the terminal that this process writes to is one that is known to understand links.
pub(crate) fn are_known() -> bool {
    known(&|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

fn known(set: &dyn Fn(&str) -> Option<String>) -> bool {
    let term = set("TERM").unwrap_or_default();
    // What stands between may swallow them, or show them.
    if term == "dumb" || term.starts_with("screen") || term.starts_with("tmux") || set("TMUX").is_some() || set("STY").is_some() {
        return false;
    }
    let number = |name: &str| set(name).and_then(|value| value.parse::<u64>().ok()).unwrap_or(0);
    let program = set("TERM_PROGRAM").unwrap_or_default();
    ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby"].contains(&program.as_str())
        || number("VTE_VERSION") >= 5000
        || number("KONSOLE_VERSION") >= 201_200
        || ["KITTY_WINDOW_ID", "WT_SESSION", "DOMTERM"].iter().any(|name| set(name).is_some())
        || ["xterm-kitty", "alacritty", "foot", "xterm-ghostty", "wezterm", "contour", "rio"]
            .iter()
            .any(|name| term.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn terminals_are_told_by_what_they_set() {
        for (environment, expected) in [
            (&[("TERM", "xterm-256color")][..], false),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "6800")], true),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "4999")], false),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], true),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")], false),
            (&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "230400")], true),
            (&[("TERM", "tmux-256color"), ("TERM_PROGRAM", "WezTerm")], false),
            (&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/x")], false),
            (&[("TERM", "dumb"), ("KITTY_WINDOW_ID", "1")], false),
            (&[], false),
        ] {
            let set = |name: &str| environment.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(known(&set), expected, "{environment:?}");
        }
    }
}
