//! The words of a document, each known by a number.

use std::collections::HashMap;

use crate::document::{BlockKind, Document, Span};

/// Different words that are told apart; what comes later is passed over.
const MOST_WORDS: usize = 400_000;
/// Words of a document that are looked at.
const MOST_TOKENS: usize = 4_000_000;
/// Longest word, in bytes: what is longer is data.
const LONGEST: usize = 96;
/// Bytes between two looks at whether somebody still waits.
const BETWEEN_LOOKS: usize = 1 << 16;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// The start of a unit or of a sentence: a capital letter says nothing there.
    Start,
    /// Blanks alone.
    Space,
    /// A dash without blanks: `US–Japan`.
    Dash,
    /// A point in the middle without blanks: `중국·러시아`.
    Middle,
    /// A closing quote or bracket, and no blank: a particle of what stands inside.
    Closing,
    /// Any other sign.
    Sign,
}

/// A word where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Which word: an index into [`Scan::words`].
    pub(super) word: u32,
    pub(super) gap: Gap,
    /// The sign right behind it, or a blank.
    pub(super) behind: u8,
    /// Whether a capital letter says nothing here: in headings in title case, and in all capitals.
    pub(super) shouted: bool,
}

impl Token {
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Has Hangul at its end.
    Hangul,
    /// Latin (or of another script with capitals), in lower case.
    Lower,
    /// With one capital at its start, or some inside: `Putin`, `Mig-29`.
    Capital,
    /// In capitals, digits aside: `NATO`, `COVID-19`, `T-80`.
    Upper,
    /// One letter, or digits.
    Bare,
    /// Of another script, without case: Han, kana.
    Other,
}

/// A word that is met, once.
#[derive(Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) shape: Shape,
    /// How often it stands in the text.
    pub(super) count: u32,
    /// How often in lower case inside of sentences, whatever its own case: for words with a capital.
    pub(super) lower: u32,
    /// The number of the same word in lower case, where it is met.
    pub(super) small: Option<u32>,
}

/// All words of a document.
#[derive(Debug, Default)]
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) words: Vec<Word<'a>>,
    /// Whether all of the text is in it.
    pub(super) is_whole: bool,
}

impl<'a> Scan<'a> {
    /// The words of `document`, code left out; `None` where `go_on` (told the byte that is
    /// reached) said no.
    pub(super) fn of(document: &'a Document, go_on: &dyn Fn(usize) -> bool) -> Option<Self> {
        let mut scan = Self { text: document.text(), is_whole: true, ..Self::default() };
        let mut known: HashMap<&'a str, u32> = HashMap::new();
        let mut looked = 0;
        for block in document.blocks().iter().filter(|block| block.kind != BlockKind::Code) {
            let mut start = block.span.start.at();
            for line in document.slice(block.span).split('\n') {
                if start - looked >= BETWEEN_LOOKS {
                    looked = start;
                    if !go_on(start) {
                        return None;
                    }
                }
                let first = scan.tokens.len();
                if !scan.line(line, start, &mut known) {
                    scan.is_whole = false;
                    return Some(scan.finished(&known));
                }
                scan.mark_shouting(first, matches!(block.kind, BlockKind::Heading(_) | BlockKind::Table(_)));
                start += line.len() + 1;
            }
        }
        Some(scan.finished(&known))
    }

    /// The words of one line that starts at byte `base`; `false` where there is no room for more.
    fn line(&mut self, line: &'a str, base: usize, known: &mut HashMap<&'a str, u32>) -> bool {
        let mut at = 0;
        // What lies between the last word and here.
        let mut between = 0;
        let mut last: Option<(usize, &str)> = None;
        while let Some(c) = line[at..].chars().next() {
            if !c.is_alphanumeric() {
                at += c.len_utf8();
                continue;
            }
            let end = word_end(line, at);
            let text = &line[at..end];
            if text.len() <= LONGEST {
                if self.tokens.len() >= MOST_TOKENS {
                    return false;
                }
                let gap = last.map_or(Gap::Start, |(_, word)| gap(&line[between..at], word));
                match known.get(text) {
                    Some(_) => {}
                    None if self.words.len() >= MOST_WORDS => {
                        self.is_whole = false;
                        last = Some((at, text));
                        at = end;
                        between = end;
                        continue;
                    }
                    None => {
                        known.insert(text, u32::try_from(self.words.len()).unwrap_or(u32::MAX));
                        self.words.push(Word { text, shape: shape(text), count: 0, lower: 0, small: None });
                    }
                }
                let word = known[text];
                self.words[word as usize].count += 1;
                let place = |at: usize| u32::try_from(base + at).unwrap_or(u32::MAX);
                let behind = line.as_bytes().get(end).copied().unwrap_or(b'\n');
                self.tokens.push(Token { start: place(at), end: place(end), word, gap, behind, shouted: false });
            }
            last = Some((at, text));
            between = end;
            at = end + possessive(&line[end..]);
        }
        true
    }

    /// Marks the words of a line that is in title case or in capitals, from token `first` on.
    fn mark_shouting(&mut self, first: usize, is_title: bool) {
        let (mut high, mut low, mut upper) = (0, 0, 0);
        for token in &self.tokens[first..] {
            let word = &self.words[token.word as usize];
            match word.shape {
                Shape::Capital => high += 1,
                Shape::Upper => upper += 1,
                Shape::Lower if word.text.len() > 3 => low += 1,
                _ => {}
            }
        }
        let capitals = upper > 3 && upper > 4 * (high + low);
        let titled = is_title && high > 1 && high >= 2 * low;
        if capitals || titled {
            self.tokens[first..].iter_mut().for_each(|token| token.shouted = true);
        }
    }

    /// Joins capitalised words with the same in lower case.
    fn finished(mut self, known: &HashMap<&'a str, u32>) -> Self {
        for at in 0..self.words.len() {
            if !matches!(self.words[at].shape, Shape::Capital | Shape::Upper) {
                continue;
            }
            let lower = self.words[at].text.to_lowercase();
            if let Some(small) = known.get(lower.as_str()) {
                self.words[at].small = Some(*small);
                self.words[at].lower = self.words[*small as usize].count;
            }
        }
        self
    }

    pub(super) fn word(&self, token: usize) -> &Word<'a> {
        &self.words[self.tokens[token].word as usize]
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }
}

/// Where the word at byte `start` of `line` ends: letters and digits, and the signs inside of words.
fn word_end(line: &str, start: usize) -> usize {
    let mut end = start;
    let mut before = ' ';
    let mut rest = line[start..].chars().peekable();
    while let Some(c) = rest.next() {
        let is_inner = match c {
            _ if c.is_alphanumeric() => true,
            // A mark over the letter before it.
            '\u{300}'..='\u{36F}' | '\u{200D}' => true,
            '-' | '\u{2010}' | '\u{2011}' => rest.peek().is_some_and(|next| next.is_alphanumeric()),
            '\'' | '’' => {
                let own = before.is_alphabetic() && !is_hangul(before);
                own && possessive(&line[end..]) == 0 && rest.peek().is_some_and(char::is_ascii_alphabetic)
            }
            ',' | '.' if before.is_ascii_digit() => rest.peek().is_some_and(char::is_ascii_digit),
            '.' => before.is_ascii_uppercase() && rest.peek().is_some_and(char::is_ascii_uppercase),
            '&' => before.is_ascii_uppercase() && rest.peek().is_some_and(char::is_ascii_uppercase),
            _ => false,
        };
        if !is_inner {
            break;
        }
        end += c.len_utf8();
        before = c;
    }
    // `U.S.` has its last point, too.
    let word = &line[start..end];
    let has_points = word.contains('.') && word.bytes().all(|byte| byte == b'.' || byte.is_ascii_uppercase());
    end + usize::from(has_points && line[end..].starts_with('.'))
}

/// Bytes of a possessive's ’s at the start of `text`: it is of no word, and parts two.
fn possessive(text: &str) -> usize {
    let Some(behind) = text.strip_prefix(['’', '\'']).and_then(|rest| rest.strip_prefix('s')) else { return 0 };
    if behind.starts_with(char::is_alphanumeric) { 0 } else { text.len() - behind.len() }
}

/// What the characters between two words make of the second; `before` is the first.
fn gap(between: &str, before: &str) -> Gap {
    match between {
        "" | " " => return Gap::Space,
        "–" | "—" => return Gap::Dash,
        "·" | "ㆍ" | "・" | "•" => return Gap::Middle,
        _ => {}
    }
    // `Workers’ Party`: the possessive of a plural parts nothing.
    if between.chars().all(char::is_whitespace) || (matches!(between, "’ " | "' ") && before.ends_with('s')) {
        return Gap::Space;
    }
    let has_blank = between.contains(char::is_whitespace);
    if !has_blank && between.ends_with(['’', '”', '\'', '"', ')', ']', '」', '』', '》', '〉', '>', '）', '*']) {
        return Gap::Closing;
    }
    let ends = between.trim_end().chars().any(|c| matches!(c, '?' | '!' | '。' | ':' | ';' | '•' | '□' | '○'));
    // A full stop behind one letter, or behind a title, ends no sentence.
    let stops = has_blank
        && between.contains('.')
        && before.chars().count() > 1
        && !matches!(before, "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "vs" | "No" | "Prof");
    // What an opening quote starts may be a sentence of its own.
    let opens = between.ends_with(['“', '"', '‘', '『', '「', '(']);
    if ends || stops || opens { Gap::Start } else { Gap::Sign }
}

pub(super) fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

fn shape(text: &str) -> Shape {
    if text.chars().next_back().is_some_and(is_hangul) {
        return Shape::Hangul;
    }
    let (mut upper, mut lower, mut letters, mut hangul) = (0, 0, 0, false);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
        letters += usize::from(c.is_alphabetic());
        hangul |= is_hangul(c);
    }
    let first = text.chars().next().unwrap_or(' ');
    if hangul {
        // `만리경-1`, cut off.
        return Shape::Other;
    }
    if letters == 0 || first.is_numeric() || (letters == 1 && text.chars().count() == 1) {
        return Shape::Bare;
    }
    // `anti-American` says what something is like.
    if first.is_lowercase() && text.contains('-') {
        return Shape::Lower;
    }
    match (upper, lower) {
        (0, 0) => Shape::Other,
        (0, _) => Shape::Lower,
        (_, 0) => Shape::Upper,
        _ => Shape::Capital,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<(String, Gap)> {
        let mut scan = Scan { text: line, ..Scan::default() };
        let mut known = HashMap::new();
        scan.line(line, 0, &mut known);
        scan.tokens.iter().map(|token| (scan.slice(token.span()).to_owned(), token.gap)).collect()
    }

    #[test]
    fn words_and_what_stands_between_them() {
        use Gap::{Closing, Dash, Middle, Sign, Space, Start};
        for (line, expected) in [
            ("the US–Japan talks.", &[("the", Start), ("US", Space), ("Japan", Dash), ("talks", Space)][..]),
            ("북한·중국, 러시아가", &[("북한", Start), ("중국", Middle), ("러시아가", Sign)]),
            ("‘노딜’로 끝났다. 그는", &[("노딜", Start), ("로", Closing), ("끝났다", Space), ("그는", Start)]),
            ("North Korea’s Workers’ Party", &[("North", Start), ("Korea", Space), ("Workers", Sign), ("Party", Space)]),
            (
                "U.S. aid of 1,107.0 and J. Smith",
                &[
                    ("U.S.", Start),
                    ("aid", Space),
                    ("of", Space),
                    ("1,107.0", Space),
                    ("and", Space),
                    ("J", Space),
                    ("Smith", Sign),
                ],
            ),
            ("Kim Jong-un at R&D", &[("Kim", Start), ("Jong-un", Space), ("at", Space), ("R&D", Space)]),
        ] {
            let expected: Vec<(String, Gap)> = expected.iter().map(|(word, gap)| ((*word).to_owned(), *gap)).collect();
            assert_eq!(words(line), expected, "{line}");
        }
    }

    #[test]
    fn a_word_tells_what_it_is_by_its_letters() {
        for (word, expected) in [
            ("NATO", Shape::Upper),
            ("COVID-19", Shape::Upper),
            ("T-80", Shape::Upper),
            ("Mig-29", Shape::Capital),
            ("Jong-un", Shape::Capital),
            ("summit", Shape::Lower),
            ("8th", Shape::Bare),
            ("I", Shape::Bare),
            ("UN은", Shape::Hangul),
            ("韓國", Shape::Other),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
    }

    #[test]
    fn signs_between_two_words_tell_how_the_second_stands() {
        use Gap::{Closing, Dash, Middle, Sign, Space, Start};
        for (between, before, expected) in [
            ("", "a", Space),
            (" ", "a", Space),
            (" \u{a0} ", "a", Space),
            ("–", "a", Dash),
            ("—", "a", Dash),
            (" – ", "a", Sign),
            ("·", "a", Middle),
            ("•", "a", Middle),
            ("’ ", "workers", Space),
            ("' ", "workers", Space),
            ("’ ", "worker", Sign),
            ("’", "노딜", Closing),
            (")", "a", Closing),
            ("*", "a", Closing),
            (") ", "a", Sign),
            (", ", "a", Sign),
            ("? ", "ab", Start),
            ("! ", "ab", Start),
            ("。", "ab", Start),
            (": ", "ab", Start),
            ("; ", "ab", Start),
            ("?", "ab", Start),
            (". ", "ab", Start),
            (".", "ab", Sign),
            (". ", "J", Sign),
            (". ", "Dr", Sign),
            (". ", "vs", Sign),
            (" “", "ab", Start),
            (" (", "ab", Start),
            ("(", "ab", Start),
            (" /", "ab", Sign),
        ] {
            assert_eq!(gap(between, before), expected, "{between:?} {before}");
        }
    }

    #[test]
    fn words_hold_the_signs_that_are_of_them() {
        for (line, end) in [
            ("well-known x", "well-known"),
            ("well- known", "well"),
            ("it’s", "it"),
            ("don’t", "don’t"),
            ("don't x", "don't"),
            ("북’a", "북"),
            ("1,107.0.", "1,107.0"),
            ("1, 2", "1"),
            ("U.S. x", "U.S."),
            ("U.S.A", "U.S.A"),
            ("U.s", "U"),
            ("R&D x", "R&D"),
            ("r&d", "r"),
            ("R& D", "R"),
            ("e\u{301}t", "e\u{301}t"),
            ("a.b", "a"),
            ("AB.", "AB"),
            ("북-중-러가", "북-중-러가"),
        ] {
            assert_eq!(&line[..word_end(line, 0)], end, "{line}");
        }
        for (text, bytes) in [("’s x", 4), ("'s", 2), ("’st", 0), ("’t", 0), ("s", 0), ("’s", 4)] {
            assert_eq!(possessive(text), bytes, "{text}");
        }
    }

    #[test]
    fn a_title_and_capitals_shout() {
        let shouted = |line: &str, is_title: bool| {
            let mut scan = Scan { text: line, ..Scan::default() };
            scan.line(line, 0, &mut HashMap::new());
            scan.mark_shouting(0, is_title);
            scan.tokens.iter().all(|token| token.shouted)
        };
        assert!(shouted("The Summit of Powers", true) && !shouted("The Summit of Powers", false));
        assert!(!shouted("The summit of powers", true) && !shouted("The Summit", false) && shouted("The Summit", true));
        assert!(shouted("The Summit with Them", true) && !shouted("The Summit about words here", true));
        assert!(
            shouted("ALL OF THIS HERE", false)
                && !shouted("ALL OF THIS", false)
                && !shouted("ALL OF THIS HERE about Words", false)
        );
        assert!(shouted("ONE TWO THREE FOUR FIVE Words", false) && !shouted("ONE TWO THREE FOUR Words", false));
    }

    #[test]
    fn letters_tell_shapes() {
        for (word, expected) in [
            ("만리경-1", Shape::Other),
            ("1차", Shape::Hangul),
            ("anti-American", Shape::Lower),
            ("iPhone", Shape::Capital),
            ("A1", Shape::Upper),
            ("a", Shape::Bare),
            ("ab", Shape::Lower),
            ("12", Shape::Bare),
            ("1a", Shape::Bare),
            ("Ab", Shape::Capital),
            ("かな", Shape::Other),
            ("К", Shape::Bare),
            ("Киев", Shape::Capital),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
    }
}
