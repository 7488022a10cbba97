//! The keys that work here, read from the live keymap.

use super::layer::Layer;
use super::{App, Command, Context, keymap};

/// The help for one context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    /// What the reader was doing.
    pub of: Context,
    /// Rows scrolled.
    pub scroll: usize,
}

impl Help {
    pub(super) fn new(of: Context) -> Self {
        Self { of, scroll: 0 }
    }
}

impl App {
    /// Keys and what they do, in the order of the keymap.
    #[must_use]
    pub fn help_lines(&self, of: Context) -> Vec<(String, String)> {
        let counted = keymap::counted_bindings(of).iter().map(|(key, command)| (format!("12{key}"), *command));
        let plain = of.bindings().map(|(keys, command)| (keys.replace(' ', "  "), *command));
        plain.chain(counted).map(|(keys, command)| (keys, self.words.say(command.message()).into_owned())).collect()
    }

    pub(super) fn act_in_help(&mut self, mut help: Help, command: Command, count: Option<usize>) {
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
