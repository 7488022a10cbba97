//! From a key to an action, by what the reader is doing.
//!
//! One table says all: the help screen and the hints of the status line are read from it, so
//! they can't drift from what the keys do. Keys are less's, with vim and helix where they agree.

use crossterm::event::KeyEvent;

use super::desk_bindings::{CHOOSE, COMPARE, EDITION, FOOTNOTES, HELP, REVIEW};
use super::key_name::{digit, is_chord, matches, under_hangul};
use crate::app::{Action, Command};

/// What the reader is doing, as far as keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Reading.
    Text,
    /// In the contents.
    Contents,
    /// Selecting.
    Select,
    /// Looking at a peek.
    Peek,
    /// In a list (footnotes, notes, hits).
    List,
    /// At the footnote desk.
    Footnotes,
    /// At the table desk.
    Desk,
    /// In the help.
    Help,
    /// Choosing how to export.
    Export,
    /// Looking at what an import would change.
    Import,
    /// A question about an older edition.
    Edition,
    /// Reviewing notes that an edition moved.
    Review,
    /// At the desk of what the brief tells when asked.
    Inquiry,
    /// A letter is waited for: a mark, or a hint.
    Letter,
    /// The text scrolls by itself.
    Rolling,
    /// Choosing one of a few.
    Choose,
    /// At the compare desk.
    Compare,
    /// Typing into a line (search, go to, filter).
    Line,
    /// Writing a note.
    Editor,
}

/// Keys, the command, and whether the command is among the few that the status line names.
pub(super) type Binding = (&'static str, Command);

const MOVES: &[Binding] = &[
    ("j Down", Command::Down),
    ("k Up", Command::Up),
    ("Space PageDown C-f", Command::PageDown),
    ("b PageUp C-b", Command::PageUp),
    ("d C-d", Command::HalfDown),
    ("u C-u", Command::HalfUp),
    ("g Home", Command::Start),
    ("G End", Command::End),
];

const TEXT: &[Binding] = &[
    ("]", Command::NextSection),
    ("[", Command::PreviousSection),
    ("}", Command::NextParagraph),
    ("{", Command::PreviousParagraph),
    (") Right", Command::NextSentence),
    ("( Left", Command::PreviousSentence),
    ("t", Command::NextTable),
    ("Enter", Command::Follow),
    ("Backspace C-o M-Left", Command::Back),
    ("M-Right", Command::Forward),
    ("/", Command::Search),
    ("n", Command::NextHit),
    ("N p", Command::PreviousHit),
    ("s", Command::Hits),
    (": C-p", Command::Goto),
    ("o", Command::Contents),
    ("Tab", Command::NextPane),
    ("f", Command::Footnotes),
    ("l", Command::Notes),
    ("w", Command::Review),
    ("i", Command::Inquire),
    (">", Command::NextSibling),
    ("<", Command::PreviousSibling),
    ("%", Command::ToPercent),
    ("x", Command::Hints),
    ("`", Command::SetMark),
    ("'", Command::GoToMark),
    ("-", Command::Jumps),
    ("\\", Command::NextAid),
    (";", Command::Roll),
    (",", Command::Beside),
    ("v", Command::Select),
    ("h", Command::Highlight),
    ("a", Command::Annotate),
    ("m", Command::Bookmark),
    ("+", Command::Settle),
    ("O !", Command::OpenLink),
    ("y", Command::Copy),
    ("c", Command::CopyCited),
    ("=", Command::Compare),
    ("|", Command::SecondPane),
    ("C-Left", Command::BorderLeft),
    ("C-Right", Command::BorderRight),
    ("M-Enter", Command::OpenOwn),
    ("e", Command::Export),
    ("z", Command::Undo),
    ("C-r", Command::Redo),
    ("r", Command::Reload),
    ("?", Command::Help),
    ("Esc", Command::Close),
    ("q C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

const SELECT: &[Binding] = &[
    ("Right w", Command::NextWord),
    ("Left b", Command::PreviousWord),
    ("Down j", Command::Down),
    ("Up k", Command::Up),
    (")", Command::NextSentence),
    ("(", Command::PreviousSentence),
    ("s", Command::SelectSentence),
    ("p", Command::SelectParagraph),
    ("o Tab", Command::SwapEnds),
    ("h", Command::Highlight),
    ("a", Command::Annotate),
    ("m", Command::Bookmark),
    ("+", Command::Settle),
    ("y", Command::Copy),
    ("c", Command::CopyCited),
    ("?", Command::Help),
    ("Esc v q", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

const CONTENTS: &[Binding] = &[
    ("h Left", Command::Fold),
    ("l Right", Command::Unfold),
    ("Enter", Command::Accept),
    ("/", Command::Search),
    (": C-p", Command::Goto),
    ("?", Command::Help),
    ("Tab", Command::NextPane),
    ("o Esc", Command::Close),
    ("q C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

const PEEK: &[Binding] = &[
    ("Enter", Command::Accept),
    ("Tab Right", Command::NextTarget),
    ("j Down", Command::Down),
    ("k Up", Command::Up),
    ("e", Command::Edit),
    ("a", Command::Annotate),
    ("O !", Command::OpenLink),
    ("y", Command::Copy),
    ("c", Command::CopyCited),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

const LIST: &[Binding] = &[
    ("Enter", Command::Accept),
    ("/", Command::Filter),
    ("Tab", Command::NextTarget),
    ("e", Command::Edit),
    ("t C-l", Command::NextLabel),
    ("=", Command::SetLabel),
    ("#", Command::SetTags),
    ("s", Command::Sort),
    ("l", Command::Notes),
    ("w", Command::Review),
    ("|", Command::SecondPane),
    ("+", Command::Settle),
    ("x Delete", Command::Delete),
    ("y", Command::Copy),
    ("c", Command::CopyCited),
    ("z", Command::Undo),
    ("C-r", Command::Redo),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

const DESK: &[Binding] = &[
    ("h Left", Command::Left),
    ("l Right", Command::Right),
    ("0 ^", Command::FirstColumn),
    ("$", Command::LastColumn),
    ("s", Command::Sort),
    ("S +", Command::ThenSort),
    ("r", Command::SortNumbers),
    ("x", Command::Transpose),
    ("p", Command::Printed),
    ("/", Command::Filter),
    ("&", Command::FilterColumns),
    ("-", Command::Hide),
    ("=", Command::ShowAll),
    ("<", Command::MoveLeft),
    (">", Command::MoveRight),
    ("z", Command::Freeze),
    ("w", Command::Widen),
    ("v", Command::Derive),
    ("o", Command::Scope),
    ("m", Command::Mark),
    ("c", Command::Chart),
    (",", Command::Sparklines),
    ("i", Command::Inspect),
    ("n", Command::Passages),
    ("a", Command::Annotate),
    ("*", Command::Highlight),
    ("t", Command::NextTable),
    ("y", Command::Copy),
    ("e", Command::WriteTable),
    ("Enter", Command::Accept),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

const EXPORT: &[Binding] = &[
    ("j Down", Command::Down),
    ("k Up", Command::Up),
    ("l Right", Command::Right),
    ("h Left", Command::Left),
    ("/", Command::Filter),
    ("s", Command::Sort),
    ("w", Command::WithSentence),
    ("a", Command::AllDocuments),
    ("e", Command::Edit),
    ("Enter", Command::Accept),
    ("Tab", Command::NextTarget),
    ("Space PageDown C-f", Command::PageDown),
    ("b PageUp C-b", Command::PageUp),
    ("d C-d", Command::HalfDown),
    ("u C-u", Command::HalfUp),
    ("g Home", Command::Start),
    ("G End", Command::End),
    ("?", Command::Help),
    ("Esc q", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

const IMPORT: &[Binding] = &[
    ("Enter", Command::Accept),
    ("e", Command::Edit),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

const INQUIRY: &[Binding] = &[
    ("Enter", Command::Accept),
    ("n", Command::NextPlace),
    ("N p", Command::PreviousPlace),
    ("t", Command::ToCell),
    ("Tab l Right", Command::NextTarget),
    ("h Left", Command::Left),
    ("]", Command::NextYear),
    ("[", Command::PreviousYear),
    ("/", Command::Filter),
    ("s", Command::Sort),
    ("y", Command::Copy),
    ("?", Command::Help),
    ("Esc q i Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

/// What a key means behind a number, where that differs.
const COUNTED: &[Binding] = &[("p", Command::ToPage)];

const LETTER: &[Binding] = &[("Esc C-c", Command::Close), ("C-z", Command::Suspend)];

const ROLLING: &[Binding] = &[("k Up", Command::Up), ("j Down", Command::Down), ("Space", Command::Pause)];

const LINE: &[Binding] = &[
    ("Enter", Command::Accept),
    ("Down C-n", Command::Down),
    ("Up C-p", Command::Up),
    ("Tab", Command::NextTarget),
    ("Esc C-c", Command::Close),
    ("C-z", Command::Suspend),
];

const EDITOR: &[Binding] = &[
    ("C-s M-Enter", Command::Save),
    ("C-l", Command::NextLabel),
    ("C-o", Command::EditOutside),
    ("C-t", Command::Rescue),
    ("Esc", Command::Close),
    ("C-z", Command::Suspend),
];

impl Context {
    /// Every context.
    pub const ALL: &[Self] = &[
        Self::Text,
        Self::Contents,
        Self::Select,
        Self::Peek,
        Self::List,
        Self::Footnotes,
        Self::Desk,
        Self::Help,
        Self::Export,
        Self::Import,
        Self::Edition,
        Self::Review,
        Self::Inquiry,
        Self::Letter,
        Self::Rolling,
        Self::Choose,
        Self::Compare,
        Self::Line,
        Self::Editor,
    ];

    /// Its bindings, own ones first.
    pub fn bindings(self) -> impl Iterator<Item = &'static Binding> {
        let (own, shared): (&[Binding], &[Binding]) = match self {
            Self::Text => (MOVES, TEXT),
            Self::Contents => (CONTENTS, MOVES),
            Self::Select => (SELECT, &[]),
            Self::Peek => (PEEK, &[]),
            Self::List => (LIST, MOVES),
            Self::Footnotes => (FOOTNOTES, MOVES),
            Self::Desk => (DESK, MOVES),
            Self::Help => (HELP, MOVES),
            Self::Export => (EXPORT, &[]),
            Self::Import => (IMPORT, MOVES),
            Self::Edition => (EDITION, &[]),
            Self::Review => (REVIEW, &[]),
            Self::Inquiry => (INQUIRY, MOVES),
            Self::Letter => (LETTER, &[]),
            Self::Rolling => (ROLLING, TEXT),
            Self::Choose => (CHOOSE, MOVES),
            Self::Compare => (COMPARE, MOVES),
            Self::Line => (LINE, &[]),
            Self::Editor => (EDITOR, &[]),
        };
        own.iter().chain(shared)
    }

    /// Whether keys are letters of a text being typed here, not commands.
    #[must_use]
    pub fn types(self) -> bool {
        matches!(self, Self::Line | Self::Editor | Self::Letter)
    }

    /// The message that names it.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Text => "place-text",
            Self::Contents => "place-contents",
            Self::Select => "place-select",
            Self::Peek => "place-peek",
            Self::List => "place-list",
            Self::Footnotes => "place-footnotes",
            Self::Desk => "place-desk",
            Self::Help => "place-help",
            Self::Export => "place-export",
            Self::Import => "place-import",
            Self::Edition => "place-edition",
            Self::Review => "place-review",
            Self::Inquiry => "place-inquiry",
            Self::Letter => "place-letter",
            Self::Rolling => "place-rolling",
            Self::Choose => "place-choose",
            Self::Compare => "place-compare",
            Self::Line => "place-line",
            Self::Editor => "place-editor",
        }
    }
}

/// What `key` means in `context`: one action, or several where one composed syllable stands
/// for several keys. `counting` says whether a count has been started, so that `0` goes on it.
#[must_use]
pub fn actions(context: Context, key: KeyEvent, counting: bool) -> Vec<Action> {
    if context.types() {
        // Only chords with a modifier are taken apart: letters are being written.
        let chord = if is_chord(key) { under_hangul(key).pop().unwrap_or(key) } else { key };
        return vec![command(context, chord).map_or(Action::Type(key), Action::Do)];
    }
    let keys = under_hangul(key);
    keys.into_iter()
        .map(|key| match (digit(key), counted(context, key).filter(|_| counting).or_else(|| command(context, key))) {
            (Some(digit), None) => Action::Digit(digit),
            (Some(0), Some(_)) if counting => Action::Digit(0),
            (_, Some(command)) => Action::Do(command),
            (None, None) => Action::Unknown,
        })
        .collect()
}

/// The keys of `command` in `context`, as they are shown, the first first.
pub fn keys_of(context: Context, command: Command) -> impl Iterator<Item = &'static str> {
    context.bindings().filter(move |(_, bound)| *bound == command).flat_map(|(keys, _)| keys.split(' '))
}

/// The keys that mean something else behind a number.
pub(in crate::app) fn counted_bindings(context: Context) -> &'static [Binding] {
    if context == Context::Text { COUNTED } else { &[] }
}

fn counted(context: Context, key: KeyEvent) -> Option<Command> {
    let found = counted_bindings(context).iter().find(|(keys, _)| keys.split(' ').any(|name| matches(name, key)));
    found.map(|(_, command)| *command)
}

fn command(context: Context, key: KeyEvent) -> Option<Command> {
    context.bindings().find(|(keys, _)| keys.split(' ').any(|name| matches(name, key))).map(|(_, command)| *command)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use crossterm::event::{KeyCode, KeyModifiers};

    use super::*;
    use crate::app::keys::key_name::code;

    fn key(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
    }

    fn commands(context: Context, key: KeyEvent) -> Vec<Command> {
        actions(context, key, false)
            .into_iter()
            .filter_map(|action| if let Action::Do(command) = action { Some(command) } else { None })
            .collect()
    }

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for context in Context::ALL {
            let mut seen = HashMap::new();
            let own = context.bindings().map(|(_, command)| *command).collect::<Vec<_>>();
            for (keys, command) in context.bindings() {
                for name in keys.split(' ') {
                    // A context may take a key of the shared moves for itself; it stands first then.
                    let first = seen.entry(name).or_insert(*command);
                    let shadows =
                        MOVES.iter().any(|(shared, moved)| moved == command && shared.split(' ').any(|key| key == name));
                    assert!(first == command || shadows, "{name} in {context:?}");
                }
            }
            assert!(!own.is_empty());
        }
    }

    #[test]
    fn every_key_name_is_a_key() {
        for context in Context::ALL {
            for name in context.bindings().flat_map(|(keys, _)| keys.split(' ')) {
                let bare = name.trim_start_matches("C-").trim_start_matches("M-");
                assert!(code(bare).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn hangul_keys_are_commands() {
        assert_eq!(commands(Context::Text, key('ㅓ')), [Command::Down]);
        assert_eq!(commands(Context::Text, key('ㅏ')), [Command::Up]);
        assert_eq!(commands(Context::Text, key('러')), [Command::Footnotes, Command::Down]);
        let redo = KeyEvent::new(KeyCode::Char('ㄱ'), KeyModifiers::CONTROL);
        assert_eq!(commands(Context::Text, redo), [Command::Redo]);
    }

    #[test]
    fn capital_commands_have_a_key_without_shift() {
        // Two-set Hangul has no capital for most letters.
        for context in Context::ALL {
            for (keys, command) in context.bindings() {
                let capital = |name: &str| name.len() == 1 && name.chars().all(|c| c.is_ascii_uppercase());
                assert!(!keys.split(' ').all(capital), "{command:?} in {context:?} has only a capital");
            }
        }
    }

    #[test]
    fn letters_are_typed_where_text_is_written() {
        assert!(matches!(actions(Context::Editor, key('러'), false)[..], [Action::Type(_)]));
        let save = KeyEvent::new(KeyCode::Char('ㄴ'), KeyModifiers::CONTROL);
        assert_eq!(commands(Context::Editor, save), [Command::Save]);
    }

    #[test]
    fn every_command_and_context_has_its_words() {
        for language in [crate::words::Language::English, crate::words::Language::Korean] {
            let words = crate::words::Words::new(language);
            for id in
                Command::ALL.iter().map(|command| command.message()).chain(Context::ALL.iter().map(|context| context.message()))
            {
                assert_ne!(words.say(id), id, "no words for {id}");
            }
        }
    }

    #[test]
    fn digits_count() {
        assert!(matches!(actions(Context::Text, key('5'), false)[..], [Action::Digit(5)]));
        assert!(matches!(actions(Context::Desk, key('0'), false)[..], [Action::Do(Command::FirstColumn)]));
        assert!(matches!(actions(Context::Desk, key('0'), true)[..], [Action::Digit(0)]));
    }
}
