//! From a key to an action, by what the reader is doing.

pub use super::chord::keys;

use crossterm::event::KeyEvent;

use super::key_name::{digit, is_chord, matches, under_hangul};
use super::{Command, Context};
use crate::app::Action;

/// What `key` means in `context`: one action, or several where one composed syllable stands
/// for several keys. `counting` says whether a count has been started, so that `0` goes on it.
#[must_use]
pub fn actions(context: Context, key: KeyEvent, counting: bool) -> Vec<Action> {
    if context.types() {
        // Only chords with a modifier are taken back to the keys under Hangul: letters are being written.
        let key = if is_chord(key) { under_hangul(key).pop().unwrap_or(key) } else { key };
        return vec![command(context, key).map_or(Action::Type(key), Action::Do)];
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

fn counted(context: Context, key: KeyEvent) -> Option<Command> {
    let found = context.counted().iter().find(|(keys, _)| keys.split(' ').any(|name| matches(name, key)));
    found.map(|(_, command)| *command)
}

pub(super) fn command(context: Context, key: KeyEvent) -> Option<Command> {
    context.bindings().find(|(keys, _)| keys.split(' ').any(|name| matches(name, key))).map(|(_, command)| *command)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use crossterm::event::{KeyCode, KeyModifiers};

    use super::*;
    use crate::app::keys::bindings::MOVES;
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

    fn alt(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::ALT)
    }

    #[test]
    fn a_chord_that_means_nothing_is_escape_and_the_key() {
        let escape = KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE);
        for context in Context::ALL.iter().copied().filter(|context| !context.types()) {
            for c in ['q', 'j', '5', '[', 'ㅂ', '러'] {
                assert_eq!(keys(context, alt(KeyCode::Char(c))), [escape, key(c)], "{c} in {context:?}");
            }
        }
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::ALT | KeyModifiers::SHIFT);
        assert_eq!(keys(Context::Text, shifted), [escape, KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT)]);
        let quit = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::ALT | KeyModifiers::CONTROL);
        assert_eq!(keys(Context::Text, quit), [escape, KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)]);
        assert_eq!(keys(Context::Text, key('q')), [key('q')]);
    }

    #[test]
    fn a_chord_that_means_something_stays_whole() {
        // Bound; sent as one sequence, which no escape and key are; known to the field that is typed into.
        for (context, code) in [
            (Context::Editor, KeyCode::Enter),
            (Context::Text, KeyCode::Left),
            (Context::List, KeyCode::Left),
            (Context::Line, KeyCode::Char('b')),
            (Context::Editor, KeyCode::Char('ㅠ')),
            (Context::Editor, KeyCode::Backspace),
        ] {
            assert_eq!(keys(context, alt(code)), [alt(code)], "{code:?} in {context:?}");
        }
        // The same where the text area has no such chord, or is none.
        for (context, code) in [
            (Context::Line, KeyCode::Enter),
            (Context::Line, KeyCode::Char('q')),
            (Context::Editor, KeyCode::Char('ㅂ')),
            (Context::Letter, KeyCode::Char('b')),
        ] {
            assert_eq!(keys(context, alt(code)).len(), 2, "{code:?} in {context:?}");
        }
    }

    #[test]
    fn chords_are_typed_as_the_keys_under_hangul() {
        let typed = actions(Context::Editor, alt(KeyCode::Char('ㅠ')), false);
        assert!(matches!(typed[..], [Action::Type(key)] if key == alt(KeyCode::Char('b'))), "{typed:?}");
    }

    #[test]
    fn digits_count() {
        assert!(matches!(actions(Context::Text, key('5'), false)[..], [Action::Digit(5)]));
        assert!(matches!(actions(Context::Desk, key('0'), false)[..], [Action::Do(Command::FirstColumn)]));
        assert!(matches!(actions(Context::Desk, key('0'), true)[..], [Action::Digit(0)]));
    }
}
