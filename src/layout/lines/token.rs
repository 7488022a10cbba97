//! A stretch of text -> tokens: what a row takes as a whole, with its width.

use std::fmt;

use textwrap::core::Fragment;

use super::super::measure::{Cells, alone, starts_cluster, width};
use super::breaks::{self, closes, opens};
use crate::document::Point;

/// What stands between two places where a row may start.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) struct Token {
    /// First byte, in the document's text.
    pub(in crate::layout) start: u32,
    /// One past its last byte that is no trailing space.
    pub(in crate::layout) end: u32,
    /// Columns, the labels of its calls included.
    pub(in crate::layout) width: u32,
    /// Columns of the spaces after it, which a row's end drops.
    pub(in crate::layout) space: u32,
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{} {}+{}", self.start, self.end, self.width, self.space)
    }
}

impl Fragment for Token {
    fn width(&self) -> f64 {
        f64::from(self.width)
    }
    fn whitespace_width(&self) -> f64 {
        f64::from(self.space)
    }
    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// A footnote call with the room that its label takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) struct Call {
    pub(in crate::layout) at: Point,
    pub(in crate::layout) footnote: u32,
    /// Columns of the label.
    pub(in crate::layout) label: u32,
    /// Columns before the label: calls at one point stand apart.
    pub(in crate::layout) gap: u32,
    /// Columns that a row must have for it; less than it takes where it may hang over the end.
    pub(in crate::layout) counted: u32,
}

/// Spaces that a row's end drops; those that glue are none.
#[inline]
pub(in crate::layout) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}')
}

/// Whether nothing joins the space that `text` starts with to a cluster, as an accent would.
#[inline]
fn is_free(text: &str, space: char) -> bool {
    let at = space.len_utf8();
    text[at..].chars().next().is_none_or(|next| alone(next).is_some()) || starts_cluster(text, at)
}

/// What the characters of a word do to the place between them, for words that need no closer look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Latin letters and digits.
    Latin,
    /// Hangul syllables.
    Hangul,
    /// Marks that hold together with letters on both sides: `.` `)` `”`.
    Hold,
    /// Marks after which a Hangul letter may start a row: `,` `:`.
    Clause,
    /// Opening marks.
    Open,
    /// Everything else: [`breaks::inside`] decides.
    Other,
}

impl Kind {
    #[inline]
    fn of(c: char) -> Self {
        match c {
            '가'..='힣' => Self::Hangul,
            'a'..='z' | 'A'..='Z' | '0'..='9' => Self::Latin,
            '.' | '\'' | '"' | '’' | '”' | ')' => Self::Hold,
            ',' | ';' | ':' | '?' | '!' => Self::Clause,
            '‘' | '“' | '(' => Self::Open,
            _ => Self::Other,
        }
    }

    /// Whether there is surely no break between two of these kinds.
    #[inline]
    fn holds(self, next: Self) -> bool {
        use Kind::{Clause, Hangul, Hold, Latin, Open, Other};
        match (self, next) {
            (Other, _) | (_, Other) | (Clause, Hangul | Latin | Open) | (Hangul | Hold, Open) | (Hold, Latin) => false,
            (Latin | Hangul | Hold | Clause | Open, _) => true,
        }
    }
}

/// Adds the tokens of `text` to `out`; `base` is where it starts in the document.
///
/// `calls` are those of this text, in order: each sticks to the word before it, or after it
/// where a space stands before the call. `seams` is scratch room.
pub(in crate::layout) fn tokens(text: &str, base: u32, calls: &[Call], seams: &mut Vec<usize>, out: &mut Vec<Token>) {
    let mut calls = Pending { calls, base };
    let floor = out.len();
    let mut at = 0;
    // The last word holds only opening marks, so the next one belongs to it.
    let mut is_open = false;
    while at < text.len() {
        let word = Word::read(text, at, at == 0);
        let from = out.len();
        if word.plain && calls.calls.first().is_none_or(|call| call.at.0 > base + offset(word.reach(text))) {
            out.push(Token { start: base + offset(at), end: base + offset(word.end), width: word.width, space: word.space });
        } else {
            word.split(text, at, &mut calls, seams, out);
        }
        if from > floor && (is_open || word.closing) {
            // `( 가` and `가 !` stay together though a space stands between.
            let joined = out.remove(from);
            let last = &mut out[from - 1];
            *last =
                Token { start: last.start, end: joined.end, width: last.width + last.space + joined.width, space: joined.space };
        }
        is_open = word.opening;
        at = word.next;
    }
}

fn offset(at: usize) -> u32 {
    // A stretch is a part of a text of less than 4 GiB.
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Calls that no token has taken yet.
struct Pending<'c> {
    calls: &'c [Call],
    base: u32,
}

impl Pending<'_> {
    /// Takes the calls up to byte `at` of the stretch: their columns.
    fn take(&mut self, at: usize) -> u32 {
        let limit = self.base.saturating_add(offset(at));
        let (mut width, mut count) = (0, 0);
        for call in self.calls.iter().take_while(|call| call.at.0 <= limit) {
            width += call.counted;
            count += 1;
        }
        self.calls = &self.calls[count..];
        width
    }
}

/// A run of characters up to where spaces end.
#[derive(Debug)]
struct Word {
    /// Where its last character ends.
    end: usize,
    /// Where the spaces after it end.
    next: usize,
    width: u32,
    space: u32,
    /// No row starts inside, and each character is a cluster of its own.
    plain: bool,
    /// Only opening marks.
    opening: bool,
    /// Only closing marks.
    closing: bool,
}

impl Word {
    /// The word at `at`; with `lead`, spaces before it are its own.
    fn read(text: &str, at: usize, lead: bool) -> Self {
        let mut chars = text[at..].char_indices();
        // Any kind but `Other` may follow an opening mark, so the first one is held against that.
        let (mut last, mut width, mut plain, mut opening, mut closing) = (Kind::Open, 0, true, true, true);
        let (mut leading, mut letters) = (lead, false);
        let mut end = text.len();
        for (i, c) in chars.by_ref() {
            let kind = match c {
                '가'..='힣' => {
                    width += 2;
                    Kind::Hangul
                }
                'a'..='z' | 'A'..='Z' | '0'..='9' => {
                    width += 1;
                    Kind::Latin
                }
                _ => {
                    if is_space(c) && !leading && is_free(&text[at + i..], c) {
                        end = at + i;
                        break;
                    }
                    leading = leading && is_space(c);
                    opening = opening && opens(c);
                    closing = closing && closes(c);
                    width += alone(c).unwrap_or(0);
                    Kind::of(c)
                }
            };
            letters |= matches!(kind, Kind::Hangul | Kind::Latin);
            leading &= kind == Kind::Other;
            plain &= last.holds(kind);
            last = kind;
        }
        let (opening, closing) = (opening && !letters, closing && !letters);
        let rest = &text[end..];
        let spaces = rest.char_indices().find(|(i, c)| !is_space(*c) || !is_free(&rest[*i..], *c));
        let next = spaces.map_or(text.len(), |(i, _)| end + i);
        let space = if next == end + 1 { 1 } else { columns(&text[end..next]) };
        Self { end, next, width, space, plain, opening, closing }
    }

    /// The last byte at which a call belongs to it: one right before the next word is that one's.
    fn reach(&self, text: &str) -> usize {
        if self.next == text.len() { text.len() } else { self.next - 1 }
    }

    /// Adds the tokens of a word that may break inside, or that carries calls.
    fn split(&self, text: &str, at: usize, calls: &mut Pending<'_>, seams: &mut Vec<usize>, out: &mut Vec<Token>) {
        let word = &text[at..self.end];
        seams.clear();
        breaks::inside(word, seams);
        let mut seams = seams.iter().peekable();
        let base = calls.base;
        // Calls at the very start have a space before them.
        let (mut start, mut width) = (0, calls.take(at));
        for cell in Cells::new(word) {
            if cell.start > start && seams.next_if(|seam| **seam == cell.start).is_some() {
                let calls = calls.take(at + cell.start);
                out.push(Token {
                    start: base + offset(at + start),
                    end: base + offset(at + cell.start),
                    width: width + calls,
                    space: 0,
                });
                (start, width) = (cell.start, 0);
            }
            while seams.next_if(|seam| **seam <= cell.start).is_some() {}
            width += cell.width;
        }
        width += calls.take(self.reach(text));
        out.push(Token { start: base + offset(at + start), end: base + offset(self.end), width, space: self.space });
    }
}

fn columns(text: &str) -> u32 {
    u32::try_from(width(text)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tokens of `text`, with bars between.
    fn barred(text: &str, calls: &[Call]) -> String {
        let mut out = Vec::new();
        tokens(text, 0, calls, &mut Vec::new(), &mut out);
        let shown = |token: &Token| text[token.start as usize..token.end as usize].to_owned();
        out.iter().map(shown).collect::<Vec<_>>().join("|")
    }

    fn call(at: u32) -> Call {
        Call { at: Point(at), footnote: 0, label: 1, gap: 0, counted: 1 }
    }

    #[test]
    fn a_mark_alone_stays_with_its_word() {
        assert_eq!(barred("정말 ! 그래 ?", &[]), "정말 !|그래 ?");
        assert_eq!(barred("성장은 3.5 % 였다 ( 추정 )", &[]), "성장은|3.5 %|였다|( 추정 )");
        assert_eq!(barred(".NET 과 %d", &[]), ".NET|과|%d");
    }

    #[test]
    fn spaces_at_the_start_are_part_of_the_first_word() {
        assert_eq!(barred("\u{3000}今日は 晴れ", &[]), "\u{3000}今日は|晴れ");
    }

    #[test]
    fn a_space_that_an_accent_stands_on_is_none() {
        assert_eq!(barred("a \u{301}b c", &[]), "a \u{301}b|c");
    }

    #[test]
    fn calls_widen_the_word_that_they_stand_at() {
        let mut out = Vec::new();
        let text = "발표했고, 10월 18일";
        let after_word = u32::try_from(text.find(' ').expect("a space")).expect("short");
        let before_word = u32::try_from(text.rfind(' ').expect("a space")).expect("short") + 1;
        tokens(text, 0, &[call(after_word), call(before_word)], &mut Vec::new(), &mut out);
        assert_eq!(out.iter().map(|token| token.width).collect::<Vec<_>>(), [10, 4, 5]);
        assert_eq!(out.iter().map(|token| token.space).collect::<Vec<_>>(), [1, 1, 0]);
    }

    #[test]
    fn a_call_between_letters_that_may_part_stays_with_the_first() {
        let text = "発表した。次の条約を結んだ";
        let at = u32::try_from("発表した。".len()).expect("short");
        let mut out = Vec::new();
        tokens(text, 0, &[call(at)], &mut Vec::new(), &mut out);
        let with = out.iter().find(|token| token.end == at).expect("a break after the full stop");
        assert_eq!(with.width, 5);
    }

    proptest! {
        #[test]
        fn a_plain_word_has_no_break_inside(text in "[가-힣a-z0-9 .,:;!?()'\"’”‘“%]{0,20}") {
            let mut at = 0;
            while at < text.len() {
                let word = Word::read(&text, at, at == 0);
                if word.plain {
                    let mut seams = Vec::new();
                    breaks::inside(&text[at..word.end], &mut seams);
                    prop_assert_eq!(seams, Vec::<usize>::new(), "{:?}", &text[at..word.end]);
                    prop_assert_eq!(word.width as usize, width(&text[at..word.end]));
                }
                at = word.next;
            }
        }

        #[test]
        fn tokens_are_the_whole_text(text in "[가-힣a-z0-9 .,()一-三\u{3000}\u{301}\u{200d}👨]{0,60}") {
            let mut out = Vec::new();
            tokens(&text, 0, &[], &mut Vec::new(), &mut out);
            let mut at = 0;
            for token in &out {
                prop_assert!(text[at..token.start as usize].chars().all(is_space));
                let shown = &text[token.start as usize..token.end as usize];
                prop_assert_eq!(token.width as usize, width(shown));
                at = token.end as usize;
            }
            prop_assert!(text[at..].chars().all(is_space));
        }
    }
}
