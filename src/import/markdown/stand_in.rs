//! Characters that stand in, on the way through comrak, for what it would take for other markup.
//!
//! - Lone tildes, which would strike words out.
//! - Brackets behind backslashes that hold no formula: `\[4\]` is how converters write a bracket that is
//!   no link, and `\[x^2\]` is LaTeX.
//! - Where a formula of LaTeX begins: comrak does not tell it from one between dollars.

use std::borrow::Cow;

use memchr::{memchr_iter, memmem};

/// Bytes of a formula that is looked for, at most.
const LONGEST: usize = 4000;

/// What stands in for what.
#[derive(Debug, Clone, Default)]
pub(super) struct StandIn {
    tilde: Option<char>,
    latex: Option<Latex>,
}

/// Characters that the text does not hold.
#[derive(Debug, Clone, Copy)]
struct Latex {
    /// For `\[`, `\]`, `\(` and `\)` that hold no formula.
    brackets: [char; 4],
    /// Behind the sign that opens a formula.
    begins: char,
}

const BRACKETS: [&str; 4] = [r"\[", r"\]", r"\(", r"\)"];

/// What becomes of a place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Tilde,
    Bracket(usize),
    Formula,
}

impl StandIn {
    /// Characters that `text` does not hold. Punctuation, as what they stand for is, so that the
    /// rules of emphasis see no difference.
    pub(super) fn for_text(text: &str) -> Self {
        let mut free = ('\u{2E2E}'..='\u{2E4F}').filter(|c| !text.contains(*c));
        let tilde = lone_tildes(text).next().and_then(|_| free.next());
        let has_latex = [r"\[", r"\("].iter().any(|sign| memmem::find(text.as_bytes(), sign.as_bytes()).is_some());
        let mut next = || free.next();
        let latex = has_latex.then(|| Some(Latex { brackets: [next()?, next()?, next()?, next()?], begins: next()? })).flatten();
        Self { tilde, latex }
    }

    /// Adds `text` to `out`, with what stands in.
    pub(super) fn push_replaced(&self, text: &str, out: &mut String) {
        let mut changes: Vec<(usize, Change)> = Vec::new();
        if self.tilde.is_some() {
            changes.extend(lone_tildes(text).map(|at| (at, Change::Tilde)));
        }
        if self.latex.is_some() {
            changes.extend(brackets(text));
        }
        changes.sort_unstable_by_key(|(at, _)| *at);
        let mut from = 0;
        for (at, change) in changes {
            out.push_str(&text[from..at]);
            let (stand_in, kept, gone) = match (change, self.tilde, self.latex) {
                (Change::Tilde, Some(tilde), _) => (tilde, "", 1),
                (Change::Bracket(kind), _, Some(latex)) => (latex.brackets[kind], "", 2),
                (Change::Formula, _, Some(latex)) => (latex.begins, &text[at..at + 2], 2),
                _ => continue,
            };
            out.push_str(kept);
            out.push(stand_in);
            from = at + gone;
        }
        out.push_str(&text[from..]);
    }

    /// `text` as it was written: the text of code, of addresses, of what comrak leaves as it is.
    pub(super) fn restored<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        self.back(text, |bracket| bracket)
    }

    /// `text` as it is read: a backslash before a bracket is markup.
    pub(super) fn read<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        self.back(text, |bracket| &bracket[1..])
    }

    /// Whether the formula `source` stands between brackets, as LaTeX has it.
    pub(super) fn is_latex(&self, source: &str) -> bool {
        self.latex.is_some_and(|latex| source.starts_with(latex.begins))
    }

    fn back<'a>(&self, text: Cow<'a, str>, bracket: impl Fn(&'static str) -> &'static str) -> Cow<'a, str> {
        let is_own =
            |c: char| self.tilde == Some(c) || self.latex.is_some_and(|latex| latex.begins == c || latex.brackets.contains(&c));
        if !text.contains(is_own) {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let kind = self.latex.and_then(|latex| latex.brackets.iter().position(|own| *own == c));
            match kind {
                Some(kind) => out.push_str(bracket(BRACKETS[kind])),
                None if self.tilde == Some(c) => out.push('~'),
                None if is_own(c) => {}
                None => out.push(c),
            }
        }
        Cow::Owned(out)
    }
}

/// Tildes that stand alone and are not escaped.
fn lone_tildes(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    memchr_iter(b'~', bytes).filter(move |&at| {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        !matches!(before, Some(b'~' | b'\\')) && bytes.get(at + 1) != Some(&b'~')
    })
}

/// The brackets behind backslashes that comrak would take for the signs of a formula, and what they are.
fn brackets(text: &str) -> Vec<(usize, Change)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    // Up to where the text has been looked through.
    let mut done = 0;
    for at in memchr_iter(b'\\', bytes) {
        if at < done || at + 1 >= bytes.len() {
            continue;
        }
        let (open, close, kind) = match bytes[at + 1] {
            // An escaped backslash.
            b'\\' => {
                done = at + 2;
                continue;
            }
            b'[' => (at, r"\]", 0),
            b'(' => (at, r"\)", 2),
            _ => continue,
        };
        let from = open + 2;
        let window = &text[from..text.floor_char_boundary(from.saturating_add(LONGEST).min(text.len()))];
        let Some(end) = window.find(close).filter(|end| !window[..*end].contains("\n\n")) else {
            // comrak would look for its end to the end of the file, for each anew.
            found.push((open, Change::Bracket(kind)));
            continue;
        };
        if is_formula(&window[..end], kind == 2) {
            found.push((open, Change::Formula));
            done = from + end + 2;
        } else {
            found.push((open, Change::Bracket(kind)));
            found.push((from + end, Change::Bracket(kind + 1)));
            done = from;
        }
    }
    // A bracket inside another one ends at the same sign.
    found.sort_unstable_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    found
}

/// Whether what stands between brackets of LaTeX is a formula, no words and no number. In `round` ones a
/// letter alone is one.
fn is_formula(source: &str, round: bool) -> bool {
    let is_index = |(at, _): (usize, &str)| {
        let has = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        has(source[..at].chars().next_back()) && source[at + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '{')
    };
    let is_command = |(at, _): (usize, &str)| !source[at + 1..].starts_with(['[', '(', ']', ')']);
    let signs = source.contains(['^', '=', '{', '+', '<', '>'])
        || source.match_indices('_').any(is_index)
        || source.match_indices('\\').any(is_command);
    let words = || source.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let variables = round && words().next().is_some() && words().all(|word| word.is_ascii() && word.len() <= 2);
    !source.contains("](") && (signs || variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(text: &str) -> (String, String) {
        let stand_in = StandIn::for_text(text);
        let mut out = String::new();
        stand_in.push_replaced(text, &mut out);
        (stand_in.restored(out.clone().into()).into_owned(), stand_in.read(out.into()).into_owned())
    }

    #[test]
    fn what_stands_in_goes_back() {
        for (text, read) in [
            (r"a\[4\] b", "a[4] b"),
            (r"a\[sic\] \(see below\) b", "a[sic] (see below) b"),
            (r"a\[\[4\]\] b", r"a[[4]\] b"),
            (r"from 3~5 ~~out~~ \~ \[x^2\]", r"from 3~5 ~~out~~ \~ \[x^2\]"),
            (r"\\[4\\] and \[no end", r"\\[4\\] and [no end"),
            ("\\[4\n\nb\\]", "[4\n\nb\\]"),
            (r"ends in \", r"ends in \"),
        ] {
            assert_eq!(through(text), (text.to_owned(), read.to_owned()), "{text}");
        }
    }

    #[test]
    fn signs_and_variables_make_a_formula() {
        for (source, display, round) in [
            ("4", false, false),
            ("x", false, true),
            ("2n", false, true),
            ("sic", false, false),
            ("역자 주", false, false),
            ("see _below_ here", false, false),
            ("a_1", true, true),
            ("GDP_t = C_t", true, true),
            ("총수요 = 소비 + 투자", true, true),
            (r"\alpha", true, true),
            ("see [this](x?a=1)", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_formula(source, false), is_formula(source, true)), (display, round), "{source}");
        }
    }

    #[test]
    fn a_formula_of_latex_is_marked() {
        let text = r"\(a_1\) and \(the first\)";
        let stand_in = StandIn::for_text(text);
        let mut out = String::new();
        stand_in.push_replaced(text, &mut out);
        let source = out.strip_prefix(r"\(").expect("the sign stays");
        assert!(stand_in.is_latex(source) && !stand_in.is_latex("a_1"));
        assert_eq!(stand_in.read(source.to_owned().into()), r"a_1\) and (the first)");
    }
}
