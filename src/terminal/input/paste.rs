//! A bracketed paste, as it comes: in parts where it is long, and up to what has come where it stops.
//!
//! The sign that ends one may never come: a line breaks, or noise looked like a beginning. Then the
//! keys that are pressed next are keys. The rest of a paste that only paused must not be taken for
//! keys, since it would do anything: it comes with its end or in a large piece, and keys do neither.

use super::sequence::{ESCAPE, PASTE_BEGINS, PASTE_ENDS};

/// More bytes than this at once were not typed.
pub(super) const TYPED_AT_ONCE: usize = 32;
/// Bytes that are kept before they are handed on.
const PART: usize = 1 << 20;

/// A paste that has begun.
#[derive(Debug, Default)]
pub(super) struct Paste {
    /// What is not handed on yet.
    text: Vec<u8>,
    /// Nothing came for so long that it may have no end.
    paused: bool,
}

/// What some bytes were to a paste.
#[derive(Debug)]
pub(super) struct Taken {
    /// Text of it.
    pub(super) text: Option<String>,
    /// How many of the bytes belong to it.
    pub(super) used: usize,
    /// Whether it has ended.
    pub(super) ended: bool,
}

impl Paste {
    /// Takes in what came next.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Taken {
        if bytes.is_empty() {
            return Taken { text: None, used: 0, ended: false };
        }
        if std::mem::take(&mut self.paused) && !self.goes_on(bytes) {
            return Taken { text: None, used: 0, ended: true };
        }
        let before = self.text.len();
        let seen = before.saturating_sub(PASTE_ENDS.len() - 1);
        self.text.extend_from_slice(bytes);
        if let Some(end) = memchr::memmem::find(&self.text[seen..], PASTE_ENDS).map(|at| seen + at) {
            let text = some_text(&self.text[..end]);
            return Taken { text, used: end + PASTE_ENDS.len() - before, ended: true };
        }
        let text = if self.text.len() < PART { None } else { self.hand_on() };
        Taken { text, used: bytes.len(), ended: false }
    }

    /// Nothing came for a while: hands on what is there.
    pub(super) fn pause(&mut self) -> Option<String> {
        self.paused = true;
        self.hand_on()
    }

    /// Whether its end is waited for.
    pub(super) fn is_open(&self) -> bool {
        !self.paused
    }

    /// Whether what came behind a pause is more of it.
    fn goes_on(&self, bytes: &[u8]) -> bool {
        let all = [&self.text, bytes].concat();
        let (end, begin) = (memchr::memmem::find(&all, PASTE_ENDS), memchr::memmem::find(&all, PASTE_BEGINS));
        match (end, begin) {
            (Some(end), begin) => begin.is_none_or(|begin| end < begin),
            (None, Some(_)) => false,
            (None, None) => bytes.len() > TYPED_AT_ONCE && !bytes.contains(&ESCAPE),
        }
    }

    /// What is there, but for a character or an end that is cut.
    fn hand_on(&mut self) -> Option<String> {
        let text = &self.text;
        let sign = (1..PASTE_ENDS.len()).rev().find(|length| text.ends_with(&PASTE_ENDS[..*length]));
        let whole = text.len() - sign.unwrap_or_else(|| cut_character(text));
        let text = some_text(&self.text[..whole]);
        self.text.drain(..whole);
        text
    }
}

/// How many bytes at the end of `text` are the beginning of a character.
fn cut_character(text: &[u8]) -> usize {
    let starts = (1..=text.len().min(3)).find(|back| text[text.len() - back] >= 0xC0);
    let is_cut = |back: &usize| std::str::from_utf8(&text[text.len() - back..]).is_err_and(|error| error.error_len().is_none());
    starts.filter(is_cut).unwrap_or(0)
}

fn some_text(bytes: &[u8]) -> Option<String> {
    (!bytes.is_empty()).then(|| String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paste_is_handed_on_in_parts_and_never_kept_whole() {
        let (mut paste, mut parts, text) = (Paste::default(), Vec::new(), "한글 text\n".repeat(400_000));
        let bytes = [text.as_bytes(), PASTE_ENDS, b"q"].concat();
        let mut left = &bytes[..];
        loop {
            let taken = paste.take(&left[..left.len().min(4095)]);
            assert!(paste.text.len() < PART + 4096);
            parts.extend(taken.text);
            left = &left[taken.used..];
            if taken.ended {
                break;
            }
        }
        assert_eq!(left, b"q");
        assert_eq!(parts.len(), 1 + text.len() / PART);
        assert_eq!(parts.concat(), text);
    }

    /// What a paste hands on at a pause, what it takes `next` for, and what it takes of it.
    fn paused(before: &[u8], next: &[u8]) -> (Option<String>, Option<String>, usize, bool) {
        let mut paste = Paste::default();
        assert_eq!(paste.take(before).text, None);
        let (first, taken) = (paste.pause(), paste.take(next));
        (first, taken.text, taken.used, taken.ended)
    }

    #[test]
    fn behind_a_pause_keys_are_keys_and_the_rest_of_a_paste_is_none() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(paused(b"one", b"q"), (text("one"), None, 0, true));
        assert_eq!(paused(b"one", &[b'q'; TYPED_AT_ONCE]), (text("one"), None, 0, true));
        assert_eq!(paused(b"one", &[b'q'; TYPED_AT_ONCE + 1]), (text("one"), None, TYPED_AT_ONCE + 1, false));
        assert_eq!(paused(b"one", &b"\x1b[<0;1;1M".repeat(9)), (text("one"), None, 0, true));
        assert_eq!(paused(b"one", b"q\x1b[201~j"), (text("one"), text("q"), 7, true));
        // Its end, and characters, are cut anywhere.
        assert_eq!(paused(b"one\x1b[20", b"1~j"), (text("one"), None, 2, true));
        assert_eq!(paused(b"one\x1b[20", b"q"), (text("one"), None, 0, true));
        assert_eq!(paused(b"a\xed\x95", b"\x9c\x1b[201~"), (text("a"), text("한"), 7, true));
        assert_eq!(paused(b"a\xff", b"\x1b[201~"), (text("a\u{fffd}"), None, 6, true));
        // Another one begins.
        assert_eq!(paused(b"one", b"\x1b[200~two\x1b[201~"), (text("one"), None, 0, true));
    }
}
