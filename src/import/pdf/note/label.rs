//! What notes are called by: `12`, `1)`, `[3]`, `**`, `†`, `a`, `iv`, `①`, `가)`; and which lines start with one.

use super::super::line::Line;
use crate::document::roman;

/// Signs that call notes, in their usual order.
const SIGNS: [char; 8] = ['*', '†', '‡', '§', '‖', '¶', '#', '※'];
/// A note's text stands no further behind its label, in ems.
pub(in crate::import::pdf) const TAB: f32 = 4.0;
/// Syllables that count, in their order.
const HANGUL: &str = "가나다라마바사아자차카타파하";

/// What a label counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Series {
    Number,
    Sign,
    Letter,
    Roman,
    Circled,
    Hangul,
}

/// A label, without the brackets that it may stand in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) series: Series,
    pub(super) value: u32,
}

/// How the label of a line is set off from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Bare,
    Paren,
    Parens,
    Bracket,
    Dot,
}

/// A line that starts with a label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Start {
    pub(super) label: Label,
    /// Bytes that the label takes.
    pub(super) cut: usize,
    pub(super) raised: bool,
    pub(super) shape: Shape,
}

impl Label {
    /// `text` as a label; brackets and a dot around it are none of it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let bare = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | ',' | ':' | ' '));
        let first = bare.chars().next()?;
        let count = bare.chars().count();
        let label = |series, value| Some(Self { text: bare.chars().map(sign_of).collect(), series, value });
        if count <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return label(Series::Number, bare.parse().ok().filter(|value| *value > 0)?);
        }
        if count <= 4
            && let Some(sign) = sign(first)
            && bare.chars().all(|c| sign_of(c) == sign_of(first))
        {
            return label(Series::Sign, u32::try_from(count).unwrap_or(0) * 16 + sign);
        }
        if count == 1 {
            return match first {
                'a'..='z' => label(Series::Letter, u32::from(first) - u32::from('a') + 1),
                '①'..='⑳' => label(Series::Circled, u32::from(first) - u32::from('①') + 1),
                _ => label(Series::Hangul, u32::try_from(HANGUL.chars().position(|c| c == first)? + 1).ok()?),
            };
        }
        (count <= 6).then(|| small_roman(bare)).flatten().and_then(|value| label(Series::Roman, value))
    }

    /// Whether this one comes right behind `before`.
    pub(super) fn follows(&self, before: &Self) -> bool {
        let next = |a: Option<u32>, b: Option<u32>| matches!((a, b), (Some(a), Some(b)) if b == a + 1);
        self.series == before.series && self.series != Series::Sign && next(Some(before.value), Some(self.value))
            || next(small_roman(&before.text), small_roman(&self.text))
    }

    /// Whether this one comes anywhere behind `before`.
    pub(super) fn is_behind(&self, before: &Self) -> bool {
        match (small_roman(&before.text), small_roman(&self.text)) {
            (Some(a), Some(b)) if self.series != before.series || self.series == Series::Roman => b > a,
            _ => self.series == before.series && self.value > before.value,
        }
    }

    pub(super) fn number(&self) -> Option<u32> {
        (self.series == Series::Number).then_some(self.value)
    }
}

/// Whether `text` is a label and nothing else.
pub(in crate::import::pdf) fn is_label(text: &str) -> bool {
    Label::read(text).is_some()
}

/// Whether `c` calls a note, also where it is as large as the text.
pub(in crate::import::pdf) fn is_sign(c: char) -> bool {
    matches!(c, '*' | '∗' | '⁎' | '†' | '‡')
}

/// Whether `c` may call a note as large as the text, and as well name a section: only behind a word, and before none.
pub(in crate::import::pdf) fn is_section_sign(c: char) -> bool {
    matches!(c, '§' | '¶' | '‖' | '∥')
}

/// Whether `text` is nothing but signs that call notes.
pub(in crate::import::pdf) fn are_signs(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| is_sign(c) || is_section_sign(c))
}

/// The digit that `c` is raised, if it is one.
pub(in crate::import::pdf) fn raised_digit(c: char) -> Option<char> {
    match c {
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁰' | '⁴'..='⁹' => char::from_digit(u32::from(c) - u32::from('⁰'), 10),
        _ => None,
    }
}

fn sign(c: char) -> Option<u32> {
    SIGNS.iter().position(|sign| *sign == sign_of(c)).and_then(|at| u32::try_from(at).ok())
}

pub(super) fn sign_of(c: char) -> char {
    match c {
        '∗' | '⁎' => '*',
        '∥' => '‖',
        c => c,
    }
}

/// The value of a small Roman number that counts notes.
fn small_roman(text: &str) -> Option<u32> {
    roman(text).filter(|value| *value < 100 && text.starts_with(char::is_lowercase))
}

/// The label that a line starts with.
pub(super) fn start(line: &Line) -> Option<Start> {
    let first = line.pieces.first()?;
    if (first.raised || first.size < 0.8 * line.size)
        && let Some(label) = Label::read(line.piece_text(first))
    {
        let text = line.piece_text(first);
        let mut cut = first.end as usize;
        // The bracket behind a raised number may stand on the line.
        let rest = &line.text[cut..];
        let mut shape = shape_of(text);
        if shape == Shape::Bare && rest.starts_with([')', '.']) && !rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            shape = if rest.starts_with(')') { Shape::Paren } else { Shape::Dot };
            cut += 1;
        }
        return Some(Start { label, cut, raised: true, shape });
    }
    plain(&line.text)
}

fn shape_of(text: &str) -> Shape {
    match (text.chars().next(), text.chars().next_back()) {
        (Some('['), _) => Shape::Bracket,
        (Some('('), _) => Shape::Parens,
        (_, Some(')')) => Shape::Paren,
        (_, Some('.')) => Shape::Dot,
        _ => Shape::Bare,
    }
}

/// The label that `text` starts with, set as large as its text.
pub(super) fn plain(text: &str) -> Option<Start> {
    let behind = ["각주", "주"].iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start);
    let rest = behind.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(text);
    let opener = rest.chars().next().filter(|c| matches!(c, '(' | '['));
    let body = &rest[usize::from(opener.is_some())..];
    let first = body.chars().next()?;
    let same = |test: fn(char) -> bool| body.chars().take_while(|c| test(*c)).map(char::len_utf8).sum::<usize>();
    let length = match first {
        '0'..='9' => same(|c| c.is_ascii_digit()),
        'a'..='z' => same(|c| c.is_ascii_lowercase()),
        _ if sign(first).is_some() => same(|c| sign(c).is_some()),
        _ => first.len_utf8(),
    };
    let label = Label::read(&body[..length])?;
    let after = &body[length..];
    let closer = after.chars().next().filter(|c| matches!(c, ')' | ']' | '.'));
    let behind = &after[usize::from(closer.is_some())..];
    let shape = match (opener, closer) {
        (Some('('), Some(')')) => Shape::Parens,
        (Some('['), Some(']')) => Shape::Bracket,
        (None, Some(')')) => Shape::Paren,
        (None, Some('.'))
            if behind.is_empty() || behind.starts_with(' ') || !behind.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            Shape::Dot
        }
        (None, None) if after.is_empty() || after.starts_with(' ') => Shape::Bare,
        (None, None) if matches!(label.series, Series::Sign | Series::Circled) => Shape::Bare,
        _ => return None,
    };
    let bare = shape == Shape::Bare;
    // A word of one letter, a syllable: only a bracket behind it makes a label of it.
    if bare && matches!(label.series, Series::Letter | Series::Roman | Series::Hangul)
        || shape == Shape::Dot && label.series == Series::Sign
    {
        return None;
    }
    let cut = text.len() - behind.len();
    Some(Start { label, cut, raised: false, shape })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_every_series_count_on() {
        let follows = |a: &str, b: &str| Label::read(b).zip(Label::read(a)).is_some_and(|(b, a)| b.follows(&a));
        for (a, b) in
            [("9", "10"), ("a", "b"), ("i", "ii"), ("iii", "iv"), ("①", "②"), ("가)", "나)"), ("[1]", "[2]"), ("1)", "2)")]
        {
            assert!(follows(a, b), "{a} {b}");
            assert!(!follows(b, a), "{b} {a}");
        }
        assert!(!follows("*", "**") && Label::read("**").zip(Label::read("*")).is_some_and(|(b, a)| b.is_behind(&a)));
        for text in ["", "2020", "th", "0", "word", "*a", "하나"] {
            assert_eq!(Label::read(text), None, "{text}");
        }
    }

    #[test]
    fn lines_start_with_labels() {
        let found = |text: &str| plain(text).map(|start| (start.label.text, text[start.cut..].to_owned()));
        let is = |label: &str, rest: &str| Some((label.to_owned(), rest.to_owned()));
        assert_eq!(found("4) 2. a. to e."), is("4", " 2. a. to e."));
        assert_eq!(found("2) 2020 report"), is("2", " 2020 report"));
        assert_eq!(found("주 3) 자료"), is("3", " 자료"));
        assert_eq!(found("주3) 자료"), is("3", " 자료"));
        assert_eq!(found("[12] A source"), is("12", " A source"));
        assert_eq!(found("†Corresponding author"), is("†", "Corresponding author"));
        assert_eq!(found("①첫째"), is("①", "첫째"));
        assert_eq!(found("가) 첫째"), is("가", " 첫째"));
        for text in ["1.5 percent", "2020 report", "a word", "다 쓴", "(3 apples", "12th of May", "i think"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
