//! What a program wrote for a terminal, as plain text: colours, titles and links gone,
//! overstrikes taken as the letter that they show, every line ended by one `\n`.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr2, memchr3_iter, memmem};
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

const ESCAPE: char = '\u{1B}';
const BACKSPACE: char = '\u{8}';

/// `text` without terminal control, its letters put together; borrowed where there is nothing to do.
///
/// Line ends become `\n` (lone carriage returns, U+2028 and U+2029 too; `\r\n` stays).
/// Escape sequences by ECMA-48: CSI, the strings (OSC, DCS, …) up to their terminator in the
/// same line, and the short ones. What is no whole sequence stays, to be shown as it is.
/// Overstrikes as `nroff` makes them: `X\bX` is a bold X, `_\bX` and `X\b_` an underlined one.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let text = if is_plain(text.as_bytes()) { Cow::Borrowed(text) } else { Cow::Owned(stripped(text)) };
    // Words are told by their letters, so letters taken apart (as macOS writes names) are put together first.
    if is_composed(text.as_bytes()) { text } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether `bytes` hold none of the letters that are taken apart most: jamo of syllables of
/// Hangul, and accents.
fn is_composed(bytes: &[u8]) -> bool {
    memchr3_iter(0xE1, 0xCC, 0xCD, bytes).all(|at| bytes[at] == 0xE1 && !matches!(bytes.get(at + 1), Some(0x84..=0x87)))
}

fn is_plain(bytes: &[u8]) -> bool {
    let has = |needle: &[u8]| memmem::find(bytes, needle).is_some();
    memchr2(b'\x1B', b'\x08', bytes).is_none()
        && memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n'))
        && !has("\u{2028}".as_bytes())
        && !has("\u{2029}".as_bytes())
        && !has("\u{9B}".as_bytes())
}

fn stripped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(length) = sequence(rest) {
            rest = &rest[length..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            BACKSPACE => rest = overstrike(&mut out, rest),
            '\r' if !rest.starts_with('\n') => out.push('\n'),
            '\u{2028}' | '\u{2029}' => out.push('\n'),
            _ => out.push(c),
        }
    }
    out
}

/// Length of the escape sequence that `text` starts with, in bytes.
fn sequence(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if text.starts_with('\u{9B}') {
        return control(bytes, '\u{9B}'.len_utf8());
    }
    if !text.starts_with(ESCAPE) {
        return None;
    }
    match *bytes.get(1)? {
        b'[' => control(bytes, 2),
        b']' | b'P' | b'X' | b'^' | b'_' => string(text),
        0x20..=0x2F => {
            let end = 1 + bytes[1..].iter().position(|byte| !(0x20..=0x2F).contains(byte))?;
            (0x30..=0x7E).contains(&bytes[end]).then_some(end + 1)
        }
        0x30..=0x7E => Some(2),
        _ => None,
    }
}

/// The end of a control sequence whose parameters start at `from`.
fn control(bytes: &[u8], from: usize) -> Option<usize> {
    let end = from + bytes[from..].iter().position(|byte| !(0x20..=0x3F).contains(byte))?;
    (0x40..=0x7E).contains(&bytes[end]).then_some(end + 1)
}

/// The end of a string sequence: a bell, or `ESC \`, in the same line.
fn string(text: &str) -> Option<usize> {
    let end = text.find(['\u{7}', '\n', '\u{9C}']).unwrap_or(text.len());
    let terminator = text[1..end].find("\u{1B}\\").map(|at| at + 3);
    terminator.or_else(|| match text[end..].chars().next()? {
        '\n' => None,
        bell => Some(end + bell.len_utf8()),
    })
}

/// One step back: the character before is written over by the one that follows, unless that
/// is only its underline.
fn overstrike<'a>(out: &mut String, rest: &'a str) -> &'a str {
    if out.is_empty() || out.ends_with('\n') {
        return rest;
    }
    let Some(struck) = out.pop() else { return rest };
    // Some programs step back once for each column of a wide character.
    let rest = match rest.strip_prefix(BACKSPACE) {
        Some(after) if struck.width() == Some(2) => after,
        _ => rest,
    };
    if let Some(after) = rest.strip_prefix('_') {
        out.push(struck);
        return after;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn colours_titles_and_links_go() {
        assert_eq!(plain("\x1b[1;31merror\x1b[0m: \x1b[38:5:9mx\x1b[K"), "error: x");
        assert_eq!(plain("\x1b]0;title\x07a\x1b]8;;http://x.y\x1b\\link\x1b]8;;\x1b\\b"), "alinkb");
        assert_eq!(plain("\x1b(B\x1b7a\u{9b}2Jb\x1b="), "ab");
    }

    #[test]
    fn what_is_no_sequence_stays() {
        assert_eq!(plain("a\x1b"), "a\x1b");
        assert_eq!(plain("\x1b]0;no end\nnext"), "\x1b]0;no end\nnext");
        assert_eq!(plain("\x1b[12\nnext"), "\x1b[12\nnext");
    }

    #[test]
    fn overstrikes_are_one_letter() {
        assert_eq!(plain("N\x08NA\x08AM\x08ME\x08E _\x08f_\x08i x\x08_"), "NAME fi x");
        assert_eq!(plain("가\x08가 나\x08\x08나 +\x08o"), "가 나 o");
        assert_eq!(plain("\x08a\n\x08b"), "a\nb");
    }

    #[test]
    fn lone_carriage_returns_end_lines() {
        assert_eq!(plain("a\r\nb\rc\u{2028}d"), "a\r\nb\nc\nd");
        assert!(matches!(plain("a\r\nb\n"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in any::<String>(), odd in "[\x1b\x08\r\\[\\]0-9;mA_\u{9b}가a\n]{0,60}") {
            plain(&text);
            let once = plain(&odd).into_owned();
            prop_assert!(once.chars().count() <= odd.chars().count());
        }
    }
}
