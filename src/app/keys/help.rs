//! The keys that work here, read from the rows of the context.

use crate::app::layer::{After, Cell, Overlay};
use crate::app::reading::Reload;
use crate::app::{App, Command, Context, keymap};

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

impl Overlay for Help {
    fn context(&self) -> Context {
        Context::Help
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        let page = usize::from(app.geometry.screen.height / 2).max(1);
        let most = app.help_lines(self.of).len();
        let times = count.unwrap_or(1);
        let scroll = match command {
            Command::Down => self.scroll + times,
            Command::Up => self.scroll.saturating_sub(times),
            Command::PageDown | Command::HalfDown => self.scroll + page,
            Command::PageUp | Command::HalfUp => self.scroll.saturating_sub(page),
            Command::Start => 0,
            Command::End => most,
            _ => return After::Close,
        };
        self.scroll = scroll.min(most.saturating_sub(1));
        After::Stay
    }

    fn click(&mut self, _: &mut App, _: Cell) -> Option<After> {
        Some(After::Close)
    }

    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        After::Stay
    }
}

impl App {
    /// The keys that the status line names where the reader is, each with the message that is its word.
    pub fn key_hints(&self) -> impl Iterator<Item = (Command, &'static str, &'static str)> {
        let context = self.context();
        context.hints().iter().filter_map(move |command| {
            let word = self.layers.hint(*command).unwrap_or_else(|| context.hint(*command));
            Some((*command, keymap::keys_of(context, *command).next()?, word))
        })
    }

    /// Keys and what they do, in the order of the keymap.
    #[must_use]
    pub fn help_lines(&self, of: Context) -> Vec<(String, String)> {
        let counted = of.counted().iter().map(|(key, command)| (format!("12{key}"), *command));
        let plain = of.bindings().map(|(keys, command)| (keys.replace(' ', "  "), *command));
        plain.chain(counted).map(|(keys, command)| (keys, self.words.say(of.words(command)).into_owned())).collect()
    }
}
