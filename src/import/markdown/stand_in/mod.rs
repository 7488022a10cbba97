//! Characters that stand in, on the way through comrak, for what it would take for other markup, or would look for the
//! end of through all of the text, for each anew.
//!
//! - Lone tildes, which would strike words out.
//! - Brackets behind backslashes that hold no formula ([`latex`]), and where a formula of LaTeX begins: comrak does not
//!   tell it from one between dollars.
//! - Brackets in brackets that name no page ([`pages`]).
//! - `^` and `$` of notes and formulas that do not end ([`ends`]).

mod ends;
mod latex;
mod pages;

use std::borrow::Cow;

use memchr::{memchr_iter, memmem};

pub(super) use latex::Letters;

/// Bytes of a formula or a note that is looked for, at most.
const LONGEST: usize = 4000;

/// What something stands in for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Tilde,
    /// One of [`BRACKETS`] that holds no formula.
    Bracket(usize),
    /// Nothing: it stands behind the sign that opens a formula of LaTeX.
    Begins,
    /// A bracket in another one.
    Open,
    Close,
    /// `^` before a bracket.
    Caret,
    /// `$` before a backtick.
    Dollar,
}

const BRACKETS: [&str; 4] = [r"\[", r"\]", r"\(", r"\)"];

impl Sign {
    /// As it was written.
    fn written(self) -> &'static str {
        match self {
            Self::Tilde => "~",
            Self::Bracket(kind) => BRACKETS[kind],
            Self::Begins => "",
            Self::Open => "[",
            Self::Close => "]",
            Self::Caret => "^",
            Self::Dollar => "$",
        }
    }

    /// As it is read: a backslash before a bracket is markup.
    fn read(self) -> &'static str {
        let written = self.written();
        if matches!(self, Self::Bracket(_)) { &written[1..] } else { written }
    }

    /// Bytes that it takes the place of.
    fn len(self) -> usize {
        self.written().len()
    }
}

/// What stands in for what.
#[derive(Debug, Clone, Default)]
pub(super) struct StandIn {
    /// Characters that the text does not hold.
    own: Vec<(char, Sign)>,
    /// What letters are used for in the whole text.
    letters: Letters,
}

impl StandIn {
    /// Characters that `text` does not hold. Punctuation, as what they stand for is, so that the
    /// rules of emphasis see no difference.
    pub(super) fn for_text(text: &str, letters: &Letters) -> Self {
        let mut free = ('\u{2E2E}'..='\u{2E4F}').filter(|c| !text.contains(*c));
        let has = |sign: &str| memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
        let mut signs = Vec::new();
        if lone_tildes(text).next().is_some() {
            signs.push(Sign::Tilde);
        }
        if has(r"\[") || has(r"\(") {
            signs.extend((0..BRACKETS.len()).map(Sign::Bracket).chain([Sign::Begins]));
        }
        if has("[[") {
            signs.extend([Sign::Open, Sign::Close]);
        }
        signs.extend(has("^[").then_some(Sign::Caret));
        signs.extend(has("$`").then_some(Sign::Dollar));
        Self { own: signs.into_iter().map_while(|sign| Some((free.next()?, sign))).collect(), letters: letters.clone() }
    }

    /// Adds `text` to `out`, with what stands in.
    pub(super) fn push_replaced(&self, text: &str, out: &mut String) {
        let has = |sign: Sign| self.own.iter().any(|(_, own)| *own == sign);
        let mut changes: Vec<(usize, Sign)> = Vec::new();
        if has(Sign::Tilde) {
            changes.extend(lone_tildes(text).map(|at| (at, Sign::Tilde)));
        }
        if has(Sign::Begins) {
            changes.extend(latex::changes(text, &self.letters));
        }
        if has(Sign::Close) {
            changes.extend(pages::changes(text));
        }
        if has(Sign::Caret) {
            changes.extend(ends::notes_without(text).into_iter().map(|at| (at, Sign::Caret)));
        }
        if has(Sign::Dollar) {
            changes.extend(ends::formulas_without(text).map(|at| (at, Sign::Dollar)));
        }
        changes.sort_unstable_by_key(|(at, _)| *at);
        let mut from = 0;
        for (at, sign) in changes {
            let Some((stand_in, _)) = self.own.iter().find(|(_, own)| *own == sign).filter(|_| at >= from) else { continue };
            out.push_str(&text[from..at]);
            out.push(*stand_in);
            from = at + sign.len();
        }
        out.push_str(&text[from..]);
    }

    /// `text` as it was written: the text of code, of addresses, of what comrak leaves as it is.
    pub(super) fn restored<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        self.back(text, Sign::written)
    }

    /// `text` as it is read: a backslash before a bracket is markup.
    pub(super) fn read<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        self.back(text, Sign::read)
    }

    /// Whether the formula `source` stands between brackets, as LaTeX has it.
    pub(super) fn is_latex(&self, source: &str) -> bool {
        self.own.iter().any(|(own, sign)| *sign == Sign::Begins && source.starts_with(*own))
    }

    fn back<'a>(&self, text: Cow<'a, str>, shown: impl Fn(Sign) -> &'static str) -> Cow<'a, str> {
        let sign_of = |c: char| self.own.iter().find(|(own, _)| *own == c).map(|(_, sign)| *sign);
        if !text.contains(|c| sign_of(c).is_some()) {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match sign_of(c) {
                Some(sign) => out.push_str(shown(sign)),
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

/// Whether a backslash takes its meaning from the byte at `at`.
fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// What stands from byte `from` on before `close`, where that is near and in the same paragraph.
fn up_to<'t>(text: &'t str, from: usize, close: &str) -> Option<&'t str> {
    let window = near(text, from);
    window.find(close).map(|end| &window[..end]).filter(|inside| !inside.contains("\n\n"))
}

/// The part of `text` from byte `from` on in which an end is looked for.
fn near(text: &str, from: usize) -> &str {
    &text[from..text.floor_char_boundary(from.saturating_add(LONGEST).min(text.len()))]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comrak sees, what was written, and what is read.
    fn through(text: &str) -> [String; 3] {
        let stand_in = StandIn::for_text(text, &Letters::of(text));
        let mut out = String::new();
        stand_in.push_replaced(text, &mut out);
        let (written, read) =
            (stand_in.restored(out.clone().into()).into_owned(), stand_in.read(out.clone().into()).into_owned());
        [out, written, read]
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
            ("if [[ -f x ]]; then ^[no end $`no end", "if [[ -f x ]]; then ^[no end $`no end"),
        ] {
            let [_, written, shown] = through(text);
            assert_eq!((&*written, &*shown), (text, read), "{text}");
        }
    }

    #[test]
    fn what_does_not_end_is_hidden_and_what_ends_is_not() {
        for text in ["a^[a note] b", "a^[of [one](two) \\] more] b", "[[Page]] ![[a.png]]", "$`a`$", "\\^[x", "\\$`x", "~~a~~"] {
            let [seen, ..] = through(text);
            assert_eq!(seen, text);
        }
        let hidden = |text: &str| text.matches(|c| ('\u{2E2E}'..='\u{2E4F}').contains(&c)).count();
        for (text, signs) in [
            ("a^[no end", 1),
            ("^[a ^[b] c", 1),
            ("^[a\n\nb]", 1),
            ("> ^[a\n>\n> b]", 1),
            ("[^[^[^[", 3),
            ("^[[31mred^[[0m", 2),
            ("$`a $`b", 2),
            ("[[ x ]] and [[0, 1]]", 4),
        ] {
            let [seen, ..] = through(text);
            assert_eq!(hidden(&seen), signs, "{text}");
        }
        let long = format!("^[{}]", "가".repeat(LONGEST));
        assert_eq!(hidden(&through(&long)[0]), 1);
    }

    #[test]
    fn a_formula_of_latex_is_marked() {
        let text = r"\(a_1\) and \(the first\)";
        let stand_in = StandIn::for_text(text, &Letters::of(text));
        let mut out = String::new();
        stand_in.push_replaced(text, &mut out);
        let source = out.strip_prefix(r"\(").expect("the sign stays");
        assert!(stand_in.is_latex(source) && !stand_in.is_latex("a_1"));
        assert_eq!(stand_in.read(source.to_owned().into()), r"a_1\) and (the first)");
    }
}
