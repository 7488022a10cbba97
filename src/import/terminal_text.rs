//! What a program wrote for a terminal, as plain text: colours, titles and links gone,
//! overstrikes taken as the letter that they show, every line ended by one `\n`.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr2, memchr3_iter, memmem};
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

const ESCAPE: char = '\u{1B}';
const BACKSPACE: char = '\u{8}';
const SOFT_HYPHEN: char = '\u{AD}';
const NOT_SIGN: &str = "¬";

/// A piece of text that a program made a link (OSC 8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) address: String,
}

/// Text without terminal control.
#[derive(Debug)]
pub(super) struct Plain<'a> {
    pub(super) text: Cow<'a, str>,
    /// Its links, in order.
    pub(super) links: Vec<Link>,
}

/// `text` without terminal control, its letters put together; borrowed where there is nothing to do.
///
/// Line ends become `\n` (lone carriage returns, U+2028 and U+2029 too; `\r\n` stays); a carriage
/// return that goes back to write over the line leaves of it what was written last. Escape sequences
/// by ECMA-48: CSI, the strings (OSC, DCS, …) up to their terminator in the same line, and the short
/// ones. What is no whole sequence stays, to be shown as it is. Overstrikes as `nroff` makes them:
/// `X\bX` is a bold X, `_\bX` and `X\b_` an underlined one. A sign for `not` that ends a line inside of
/// a word was a soft hyphen.
pub(super) fn plain(text: &str) -> Plain<'_> {
    let Plain { text, links } =
        if is_plain(text.as_bytes()) { Plain { text: Cow::Borrowed(text), links: Vec::new() } } else { stripped(text) };
    // Words are told by their letters, so letters taken apart (as macOS writes names) are put together first.
    if is_composed(text.as_bytes()) { Plain { text, links } } else { composed(&text, links) }
}

/// `text` with its letters put together, and its links where they stand then.
fn composed(text: &str, mut links: Vec<Link>) -> Plain<'static> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for link in &mut links {
        out.extend(text[at..link.start].nfc());
        let start = out.len();
        out.extend(text[link.start..link.end].nfc());
        at = link.end;
        (link.start, link.end) = (start, out.len());
    }
    out.extend(text[at..].nfc());
    Plain { text: Cow::Owned(out), links }
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
        && !has(NOT_SIGN.as_bytes())
}

/// Puts `Plain` together.
#[derive(Default)]
struct Stripped {
    out: String,
    links: Vec<Link>,
    /// Where a link that is open began, and where it leads.
    open: Option<(usize, String)>,
    /// Where the line began.
    line: usize,
}

fn stripped(text: &str) -> Plain<'static> {
    let mut stripped = Stripped { out: String::with_capacity(text.len()), ..Stripped::default() };
    // Files of old Macintoshes have no other line ends.
    let rewinds = memchr::memchr(b'\n', text.as_bytes()).is_some();
    let mut rest = text;
    let mut unended = Unended::default();
    while let Some(c) = rest.chars().next() {
        if let Some(length) = sequence(rest, &mut unended) {
            if let Some(address) = link_address(&rest[..length]) {
                stripped.link(address);
            }
            rest = &rest[length..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            BACKSPACE => {
                rest = overstrike(&mut stripped.out, rest);
                stripped.shorten_links();
            }
            '\r' if rest.starts_with('\n') || rewinds => stripped.out.push('\r'),
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => stripped.end_line(),
            '¬' if breaks_word(&stripped.out, rest) => stripped.out.push(SOFT_HYPHEN),
            _ => stripped.out.push(c),
        }
    }
    stripped.finish()
}

impl Stripped {
    /// Ends the link that is open, and opens one to `address`, if there is one.
    fn link(&mut self, address: &str) {
        if let Some((start, address)) = self.open.take().filter(|(start, _)| *start < self.out.len()) {
            self.links.push(Link { start, end: self.out.len(), address });
        }
        self.open = (!address.is_empty()).then(|| (self.out.len(), address.to_owned()));
    }

    /// Takes links back to where the text ends, where a step back took their last letters.
    fn shorten_links(&mut self) {
        let end = self.out.len();
        while let Some(link) = self.links.last_mut().filter(|link| link.end > end) {
            link.end = end;
            if link.start < link.end {
                break;
            }
            self.links.pop();
        }
        if let Some((start, _)) = &mut self.open {
            *start = (*start).min(end);
        }
    }

    fn end_line(&mut self) {
        self.rewind();
        self.out.push('\n');
        self.line = self.out.len();
    }

    /// Leaves of the line what was written last, where carriage returns wrote over it; ends lines
    /// at them where they did not.
    fn rewind(&mut self) {
        let line = &self.out[self.line..];
        let ended = line.strip_suffix('\r');
        let inside = ended.unwrap_or(line);
        if !inside.contains('\r') {
            return;
        }
        let end = if ended.is_some() { "\r" } else { "" };
        let Some(last) = written_last(inside) else {
            self.out.replace_range(self.line.., &format!("{}{end}", inside.replace('\r', "\n")));
            return;
        };
        let from = self.line + crate::document::offset_in(inside, last);
        let kept = format!("{last}{end}");
        let (line, to) = (self.line, self.line + inside.len());
        // Links before the line stay as they are, and there may be many.
        let own = self.links.partition_point(|link| link.end <= line);
        let mut links = self.links.split_off(own);
        links.retain_mut(|link| {
            if link.start < line {
                // It began on a line before.
                link.end = if link.end > line { line + link.end.saturating_sub(from).min(last.len()) } else { link.end };
                return true;
            }
            let stays = link.start >= from && link.end <= from + last.len();
            if stays {
                (link.start, link.end) = (link.start - from + line, link.end - from + line);
            }
            stays
        });
        self.links.append(&mut links);
        if let Some((start, _)) = self.open.as_mut().filter(|(start, _)| (line..=to).contains(start)) {
            *start = line + start.saturating_sub(from).min(last.len());
        }
        self.out.replace_range(line.., &kept);
    }

    fn finish(mut self) -> Plain<'static> {
        self.link("");
        self.rewind();
        Plain { text: Cow::Owned(self.out), links: self.links }
    }
}

/// What is left of a line that a program wrote over and over, as it does with a bar that grows; none
/// where its carriage returns end lines: there the pieces have nothing in common.
fn written_last(line: &str) -> Option<&str> {
    let pieces: Vec<&str> = line.split('\r').filter(|piece| !piece.trim().is_empty()).collect();
    let last = *pieces.last()?;
    let shapes: Vec<String> = pieces.iter().map(|piece| shape(piece)).collect();
    let alike = shapes.windows(2).filter(|pair| pair[0] == pair[1]).count();
    let grows = alike * 2 >= pieces.len() - 1 && pieces.len() > 1;
    // A program goes back before it writes, too.
    let goes_back = line.starts_with('\r') && pieces.len() <= 2;
    (grows || goes_back || pieces.len() == 1).then_some(last)
}

/// What stays the same in a line that tells how far something is: no numbers, no bar.
fn shape(piece: &str) -> String {
    piece.chars().filter(|c| c.is_alphabetic() || matches!(c, '%' | '/' | ':')).collect()
}

/// Whether a word goes on behind the end of the line that `out` and then a sign end.
fn breaks_word(out: &str, rest: &str) -> bool {
    let below = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
    out.ends_with(char::is_alphabetic)
        && below.is_some_and(|below| below.trim_start_matches([' ', '\t']).starts_with(char::is_lowercase))
}

/// The address that a sequence opens a link to; an empty one ends it.
fn link_address(sequence: &str) -> Option<&str> {
    let (_, address) = sequence.strip_prefix("\u{1B}]8;")?.split_once(';')?;
    Some(address.trim_end_matches(['\u{7}', '\u{9C}', '\\', ESCAPE]))
}

/// Up to where no string sequence ends, as the length of the text from there on: so that no line is searched once for
/// each string that it begins.
#[derive(Debug, Default)]
struct Unended(Option<usize>);

/// Length of the escape sequence that `text` starts with, in bytes.
fn sequence(text: &str, unended: &mut Unended) -> Option<usize> {
    let bytes = text.as_bytes();
    if text.starts_with('\u{9B}') {
        return control(bytes, '\u{9B}'.len_utf8());
    }
    if !text.starts_with(ESCAPE) {
        return None;
    }
    match *bytes.get(1)? {
        b'[' => control(bytes, 2),
        b']' | b'P' | b'X' | b'^' | b'_' => string(text, unended),
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
fn string(text: &str, unended: &mut Unended) -> Option<usize> {
    if unended.0.is_some_and(|from| text.len() > from) {
        return None;
    }
    let end = text.find(['\u{7}', '\n', '\u{9C}']).unwrap_or(text.len());
    let terminator = text[1..end].find("\u{1B}\\").map(|at| at + 3);
    let bell = text[end..].chars().next().filter(|c| *c != '\n').map(|bell| end + bell.len_utf8());
    let found = terminator.or(bell);
    if found.is_none() {
        unended.0 = Some(text.len() - end);
    }
    found
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

    fn text(text: &str) -> String {
        plain(text).text.into_owned()
    }

    #[test]
    fn colours_titles_and_links_go() {
        assert_eq!(text("\x1b[1;31merror\x1b[0m: \x1b[38:5:9mx\x1b[K"), "error: x");
        assert_eq!(text("\x1b]0;title\x07a\x1b]8;;http://x.y\x1b\\link\x1b]8;;\x1b\\b"), "alinkb");
        assert_eq!(text("\x1b(B\x1b7a\u{9b}2Jb\x1b="), "ab");
    }

    #[test]
    fn links_keep_their_addresses() {
        let found = |text| {
            let plain = plain(text);
            let words = |link: &Link| (plain.text[link.start..link.end].to_owned(), link.address.clone());
            plain.links.iter().map(words).collect::<Vec<_>>()
        };
        let one = |words: &str, address: &str| (words.to_owned(), address.to_owned());
        assert_eq!(
            found(
                "see \x1b]8;;https://a.b/c\x1b\\the site\x1b]8;;\x1b\\ and \x1b]8;id=1;https://d.e?f;g\x07\x1b[1m항만\x1b[0m\x1b]8;;\x07."
            ),
            [one("the site", "https://a.b/c"), one("항만", "https://d.e?f;g")]
        );
        // One that is not closed, one that has no words, and letters that are put together.
        assert_eq!(found("\x1b]8;;x:y\x07\x1b]8;;\x07cafe\u{301} \x1b]8;;u:v\x07e\u{301}te"), [one("éte", "u:v")]);
        // A step back behind a link takes its last letter with it.
        assert_eq!(found("\x1b]8;;x:y\x07ab\x1b]8;;\x07\x08c"), [one("a", "x:y")]);
        assert_eq!(found("\x1b]8;;x:y\x07a\x1b]8;;\x07\x08c"), []);
        assert_eq!(found("\ra\x1b]8;;x:y\x07b\r10 \x1b]8;;u:v\x07c\x1b]8;;\x07\n"), [one("c", "u:v")]);
    }

    #[test]
    fn a_bar_that_grows_leaves_its_last_state() {
        assert_eq!(text("Loading\n\r  0 % [  ]\r 50 % [= ]\r100 % [==]\nDone\n"), "Loading\n100 % [==]\nDone\n");
        assert_eq!(text("\rfirst version\rsecond\nend\n"), "second\nend\n");
        assert_eq!(text("받는 중 10/30\r받는 중 20/30\r받는 중 30/30\r\n끝\n"), "받는 중 30/30\r\n끝\n");
        assert_eq!(text("\x1b[K 5%\r\x1b[K 10%\r\x1b[K 15%"), " 5%\n 10%\n 15%", "without a line's end they are lines");
        assert_eq!(text("a\n 1 of 9\r 2 of 9"), "a\n 2 of 9");
    }

    #[test]
    fn lines_of_a_macintosh_in_another_file_stay() {
        assert_eq!(
            text("From the archive:\nThe ships lay.\rThe council met.\rNobody came.\nend\n"),
            "From the archive:\nThe ships lay.\nThe council met.\nNobody came.\nend\n"
        );
        assert_eq!(text("x\n\rone day\rtwo men\rthree ships\n"), "x\n\none day\ntwo men\nthree ships\n");
    }

    #[test]
    fn a_sign_for_not_that_breaks_a_word_was_a_soft_hyphen() {
        assert_eq!(
            text("in re¬\ncent coun¬\r\n  cil, p ¬\nq, A¬\nB, x¬y\n"),
            "in re\u{AD}\ncent coun\u{AD}\r\n  cil, p ¬\nq, A¬\nB, x¬y\n"
        );
    }

    #[test]
    fn what_is_no_sequence_stays() {
        assert_eq!(text("a\x1b"), "a\x1b");
        assert_eq!(text("\x1b]0;no end\nnext"), "\x1b]0;no end\nnext");
        assert_eq!(text("\x1b[12\nnext"), "\x1b[12\nnext");
    }

    #[test]
    fn time_grows_with_the_text_alone() {
        // Each of these took a second for every hundred kilobytes once, squared.
        let most = 400_000;
        let started = std::time::Instant::now();
        for piece in
            ["\x1b]", "\x1bP", "\x1b[1;", "\x1b]8;;x:y", "\u{9b}1", "a\x08", "a\r", "\x1b]8;;x:y\x07a\x1b]8;;\x07 1\r 2\r\n"]
        {
            let text = piece.repeat(most / piece.len());
            assert!(plain(&text).text.len() <= text.len());
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
        // What begins behind the end of a line is looked at again.
        assert_eq!(text("\x1b]0;no\x1b]0;end\n\x1b]0;t\x07a"), "\x1b]0;no\x1b]0;end\na");
    }

    #[test]
    fn overstrikes_are_one_letter() {
        assert_eq!(text("N\x08NA\x08AM\x08ME\x08E _\x08f_\x08i x\x08_"), "NAME fi x");
        assert_eq!(text("가\x08가 나\x08\x08나 +\x08o"), "가 나 o");
        assert_eq!(text("\x08a\n\x08b"), "a\nb");
    }

    #[test]
    fn lone_carriage_returns_end_lines() {
        assert_eq!(text("a\r\nb\rc\u{2028}d"), "a\r\nb\nc\nd");
        assert_eq!(text("one\rtwo\r\rthree"), "one\ntwo\n\nthree");
        assert!(matches!(plain("a\r\nb\n").text, Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in any::<String>(), odd in "(\x1b\\]8;;[a-z]{0,2}\x07|[\x1b\x08\r\\[\\]0-9;mA_\u{9b}가a\n]){0,60}") {
            plain(&text);
            let once = plain(&odd);
            prop_assert!(once.text.chars().count() <= odd.chars().count());
            for link in once.links {
                prop_assert!(once.text.get(link.start..link.end).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}
