//! The keys that work here, read from the live keymap.

use crate::app::{App, Command, Context, Layer, keymap};

/// The help for one context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    /// What the reader was doing.
    pub of: Context,
    /// Rows scrolled.
    pub scroll: usize,
}

impl Help {
    pub(in crate::app) fn new(of: Context) -> Self {
        Self { of, scroll: 0 }
    }
}

impl App {
    /// Keys and what they do, in the order of the keymap.
    #[must_use]
    pub fn help_lines(&self, of: Context) -> Vec<(String, String)> {
        let counted = keymap::counted_bindings(of).iter().map(|(key, command)| (format!("12{key}"), *command));
        let plain = of.bindings().map(|(keys, command)| (keys.replace(' ', "  "), *command));
        plain.chain(counted).map(|(keys, command)| (keys, self.words.say(message_in(of, command)).into_owned())).collect()
    }

    pub(in crate::app) fn act_in_help(&mut self, mut help: Help, command: Command, count: Option<usize>) {
        let page = usize::from(self.geometry.screen.height / 2).max(1);
        let most = self.help_lines(help.of).len();
        let times = count.unwrap_or(1);
        help.scroll = match command {
            Command::Down => help.scroll + times,
            Command::Up => help.scroll.saturating_sub(times),
            Command::PageDown | Command::HalfDown => help.scroll + page,
            Command::PageUp | Command::HalfUp => help.scroll.saturating_sub(page),
            Command::Start => 0,
            Command::End => most,
            _ => return,
        }
        .min(most.saturating_sub(1));
        self.layers.push(Layer::Help(help));
    }
}

/// What a command does where it means something of the place's own.
fn message_in(of: Context, command: Command) -> &'static str {
    match (of, command) {
        (Context::Export, Command::Down | Command::NextTarget) => "here-row-below",
        (Context::Export, Command::Up) => "here-row-above",
        (Context::Export, Command::Right) => "here-next-choice",
        (Context::Export, Command::Left) => "here-choice-before",
        (Context::Export, Command::Filter) => "here-filter-notes",
        (Context::Export, Command::Sort) => "here-export-order",
        (Context::Export, Command::Edit) => "here-export-path",
        (Context::Export, Command::Accept) => "here-export-write",
        (Context::Import, Command::Accept) => "here-take-in",
        (Context::Import, Command::Edit) => "here-other-file",
        _ => command.message(),
    }
}
