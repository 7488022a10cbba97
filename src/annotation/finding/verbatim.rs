//! The words of an anchor letter by letter, whatever programs do to what stands between them: blanks and line ends
//! are others, quotation marks and hyphens are plain or not, and a footnote's number stands among them.

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;

use super::super::Anchor;
use super::candidate::{Candidate, Context};
use super::quote::Occurrences;
use crate::document::{Document, Span};

/// Places at which the longest word is looked at.
const LOOKED_AT: usize = 1 << 16;
/// Letters that are compared in all.
const STEPS_MOST: usize = 1 << 23;
/// Places that are told.
const TOLD: usize = 32;

/// Where footnotes are called, in order: offset and label.
#[derive(Debug, Default)]
pub(in crate::annotation) struct Calls(Vec<(usize, Vec<char>)>);

impl Calls {
    pub(in crate::annotation) fn of(document: &Document) -> Self {
        let of = |at: usize| document.footnotes()[at].calls.iter().map(move |call| (call.at(), at));
        let mut calls: Vec<(usize, usize)> = (0..document.footnotes().len()).flat_map(of).collect();
        calls.sort_unstable();
        Self(calls.into_iter().map(|(at, note)| (at, document.footnotes()[note].label.chars().collect())).collect())
    }

    /// The labels between two offsets, both included.
    fn between(&self, from: usize, to: usize) -> impl Iterator<Item = &[char]> {
        let first = self.0.partition_point(|(at, _)| *at < from);
        self.0[first..].iter().take_while(move |(at, _)| *at <= to).map(|(_, label)| label.as_slice())
    }
}

/// A letter of a quote, and whether a blank stands before it.
type Letter = (char, bool);

/// All places of the quote in `text`; too many to tell where following them costs too much.
pub(in crate::annotation) fn occurrences(text: &str, anchor: &Anchor, context: &Context, calls: &Calls) -> Occurrences {
    let (mut quote, mut is_apart): (Vec<Letter>, bool) = (Vec::new(), false);
    for c in anchor.quote.nfc() {
        match letter(c) {
            Some(letter) => quote.push((letter, std::mem::take(&mut is_apart))),
            None => is_apart |= c.is_whitespace(),
        }
    }
    let mut found = Occurrences::default();
    let Some((from, to)) = longest_word(&quote) else { return found };
    let word: String = quote[from..to].iter().map(|(c, _)| c).collect();
    // Backwards the blank of the letter behind is the one between two letters.
    let before: Vec<Letter> = (0..from).rev().map(|at| (quote[at].0, quote[at + 1].1)).collect();
    let mut steps = STEPS_MOST;
    for at in memmem::find_iter(text.as_bytes(), word.as_bytes()).take(LOOKED_AT) {
        let behind = at + word.len();
        let forwards = text[behind..].char_indices().map(|(offset, c)| (behind + offset, c));
        let way = Way { calls, from: behind, last: quote[to - 1].0, backwards: false };
        let Some(end) = along(&quote[to..], forwards, &way, &mut steps) else { continue };
        let way = Way { calls, from: at, last: quote[from].0, backwards: true };
        let Some(start) = along(&before, text[..at].char_indices().rev(), &way, &mut steps) else { continue };
        found.count += 1;
        if found.candidates.len() < TOLD {
            let span = Span::new(start, end);
            let (before, after) = context.around(text, span);
            found.candidates.push(Candidate { span, quote: 1.0, before, after });
        }
    }
    if steps == 0 {
        found.count = LOOKED_AT;
    }
    found
}

/// Where a quote is followed from, and which way.
struct Way<'c> {
    calls: &'c Calls,
    from: usize,
    /// The letter of the quote that stands there.
    last: char,
    backwards: bool,
}

impl Way<'_> {
    /// What is left of `quote` behind the label of a footnote called between two offsets.
    fn without_label<'q>(&self, quote: &'q [Letter], here: usize, near: usize, last: char) -> Option<&'q [Letter]> {
        let mut labels = self.calls.between(here.min(near), here.max(near));
        labels.find_map(|label| without_label(quote, label, last, self.backwards))
    }
}

/// Follows `quote` along the letters of a text; tells where the last of them ends (or, going backwards, begins).
fn along(quote: &[Letter], letters: impl Iterator<Item = (usize, char)>, way: &Way, steps: &mut usize) -> Option<usize> {
    let (mut quote, mut here, mut last) = (quote, way.from, way.last);
    let mut is_apart = false;
    for (at, c) in letters {
        if quote.is_empty() {
            return Some(here);
        }
        *steps = steps.checked_sub(1)?;
        let Some(plain) = letter(c) else {
            is_apart |= c.is_whitespace();
            continue;
        };
        let (near, far) = if way.backwards { (at + c.len_utf8(), at) } else { (at, at + c.len_utf8()) };
        let fits = |(one, apart): Letter, last: char| one == plain && (apart == is_apart || may_join(last, plain));
        if !fits(quote[0], last) {
            quote = way.without_label(quote, here, near, last)?;
            match quote.first() {
                None => return Some(here),
                Some((one, _)) if *one != plain => return None,
                Some(_) => {}
            }
        }
        (quote, here, last, is_apart) = (&quote[1..], far, plain, false);
    }
    // A label behind the text's last letter.
    let rest = if quote.is_empty() { Some(quote) } else { way.without_label(quote, here, here, last) };
    rest.is_some_and(<[Letter]>::is_empty).then_some(here)
}

/// Whether a blank between two letters may be there in one text and not in the other: beside signs, and in scripts
/// that lines are broken in anywhere. «The rapist» is no «therapist», and 1 953 no 1953.
fn may_join(one: char, other: char) -> bool {
    let parts_words = |c: char| !c.is_alphanumeric() || u32::from(c) >= 0x1100;
    parts_words(one) || parts_words(other)
}

/// What is left of `quote` behind a footnote's label, in the forms that programs give it: `2`, `[2]`, `(2)`, `^2`, `²`.
/// A bare number beside a digit is the end of another number.
fn without_label<'q>(quote: &'q [Letter], label: &[char], last: char, backwards: bool) -> Option<&'q [Letter]> {
    [("", ""), ("[", "]"), ("[^", "]"), ("(", ")"), ("^", "")].into_iter().find_map(|(open, close)| {
        let form = open.chars().chain(label.iter().copied()).chain(close.chars());
        let mut form: Vec<char> = form.filter_map(letter).collect();
        if backwards {
            form.reverse();
        }
        let is_there = quote.len() >= form.len() && quote.iter().zip(&form).all(|((one, _), other)| one == other);
        let rest = is_there.then(|| &quote[form.len()..])?;
        let beside = if backwards { rest.first().map(|(c, _)| *c) } else { Some(last) };
        let is_of_number = open.is_empty() && beside.is_some_and(|c| c.is_ascii_digit());
        (!is_of_number).then_some(rest)
    })
}

/// A character as it is compared: none for blanks and what is not seen.
fn letter(c: char) -> Option<char> {
    match c {
        '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => None,
        c if c.is_whitespace() => None,
        '‘' | '’' | '‚' | '‛' | '`' | '´' => Some('\''),
        '“' | '”' | '„' | '‟' => Some('"'),
        '\u{2010}' | '\u{2011}' => Some('-'),
        '⁰' => Some('0'),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁴'..='⁹' => char::from_digit(u32::from(c) - u32::from('⁰'), 10),
        c => Some(c),
    }
}

/// The longest piece of a quote that stands in a text just so: letters of one word and one script, else anything that
/// is compared as it is.
fn longest_word(quote: &[Letter]) -> Option<(usize, usize)> {
    let is_of_east = |c: char| u32::from(c) >= 0x1100;
    let longest = |is_in: &dyn Fn(char) -> bool| {
        let (mut best, mut start) = ((0, 0), 0);
        for at in 0..=quote.len() {
            let is_over = at == quote.len() || !is_in(quote[at].0);
            let is_other = || quote[at].1 || at > 0 && is_of_east(quote[at - 1].0) != is_of_east(quote[at].0);
            if is_over || is_other() {
                if at - start > best.1 - best.0 {
                    best = (start, at);
                }
                start = if is_over { at + 1 } else { at };
            }
        }
        (best.1 > best.0).then_some(best)
    };
    longest(&char::is_alphabetic).or_else(|| longest(&|c| !matches!(c, '\'' | '"' | '-')))
}

/// Whether a passage neither begins nor ends within a word, where words are parted by blanks, or within a number. A
/// Korean word may end anywhere, as particles are glued to it.
pub(in crate::annotation) fn stands_apart(text: &str, span: Span) -> bool {
    let (before, inside, after) = (&text[..span.start.at()], &text[span.range()], &text[span.end.at()..]);
    let is_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && u32::from(c) < 0x1100);
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (first, last) = (inside.chars().next(), inside.chars().next_back());
    let mut back = before.chars().rev();
    let (near, far) = (back.next(), back.next());
    let begins_within = is_of_word(near) && is_of_word(first)
        || is_digit(first) && (matches!(near, Some('.' | ',')) && is_digit(far) || matches!(near, Some('-' | '−')));
    let mut on = after.chars();
    let (near, far) = (on.next(), on.next());
    let ends_within = is_of_word(last) && is_of_word(near) || is_digit(last) && matches!(near, Some('.' | ',')) && is_digit(far);
    !begins_within && !ends_within
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Rendition;
    use crate::document::{BlockKind, Builder};

    /// Where `quote` stands in two paragraphs, a footnote called behind `war.` and another behind the last word.
    fn places(quote: &str) -> Vec<String> {
        let mut builder = Builder::new();
        builder.open(BlockKind::Paragraph);
        builder.text("After the war.");
        builder.call("12", "12");
        builder.text(" In 1953 the “peace” came, well-known and late");
        builder.open(BlockKind::Paragraph);
        builder.text("도움이 될지는 불분명하다. 다만 시장은");
        builder.call("3", "3");
        let document = builder.finish().expect("a small document");
        let rendition = Rendition::of(b"", &document, "t 1");
        let anchor = Anchor { quote: quote.into(), ..Anchor::of(&document, Span::default(), &rendition) };
        let found = occurrences(document.text(), &anchor, &Context::of(&anchor), &Calls::of(&document));
        assert_eq!(found.count, found.candidates.len());
        found.candidates.iter().map(|one| document.slice(one.span).to_owned()).collect()
    }

    #[test]
    fn words_are_found_whatever_stands_between_them() {
        for (quote, wanted) in [
            ("war. In 1953", "war. In 1953"),
            ("the  war.\u{A0}In", "the war. In"),
            ("war.12 In 1953", "war. In 1953"),
            ("war.[12] In", "war. In"),
            ("war.¹² In", "war. In"),
            ("war.12", "war."),
            ("war.(12)", "war."),
            ("12 In 1953", "In 1953"),
            ("the \"peace\" came", "the “peace” came"),
            ("\"peace\"", "“peace”"),
            ("well\u{2011}known", "well-known"),
            ("and late 도움이", "and late\n도움이"),
            ("and late도움이", "and late\n도움이"),
            ("불분명 하다", "불분명하다"),
            ("war . In", "war. In"),
            ("다만 시장은3", "다만 시장은"),
            ("1953", "1953"),
        ] {
            assert_eq!(places(quote), [wanted], "{quote:?}");
        }
        for quote in [
            "war.13 In",
            "war. In 1954",
            "thewar.",
            "the w ar.",
            "In 19 53",
            "In1953",
            "195312 the",
            "the peace came",
            "분명하다면",
            "12",
            "",
            " ",
            "\"",
            "시장은4",
        ] {
            assert_eq!(places(quote), [""; 0], "{quote:?}");
        }
    }

    #[test]
    fn what_costs_too_much_is_too_many_places() {
        let mut builder = Builder::new();
        builder.open(BlockKind::Paragraph);
        builder.text(&"ab ".repeat(20_000));
        let document = builder.finish().expect("a document");
        let rendition = Rendition::of(b"", &document, "t 1");
        let quote = format!("{}x", "ab ".repeat(15_000));
        let anchor = Anchor { quote: quote.as_str().into(), ..Anchor::of(&document, Span::default(), &rendition) };
        let found = occurrences(document.text(), &anchor, &Context::of(&anchor), &Calls::default());
        assert!(found.are_too_many() && found.candidates.is_empty());
    }

    #[test]
    fn a_piece_of_a_word_does_not_stand_apart() {
        let text = "latest test. tests 협력은";
        for (text, words, wanted) in [
            ("cost 1,500 in", "500", false),
            ("by 13.5 %", "5 %", false),
            ("by 13.5 %", "13", false),
            ("at -0.2", "0.2", false),
            ("in 1953. 5 of", "1953", true),
            ("in 1953.", "1953", true),
            ("a, 5", "5", true),
        ] {
            let at = text.find(words).expect("there");
            assert_eq!(stands_apart(text, Span::new(at, at + words.len())), wanted, "{words} in {text}");
        }
        for (from, to, wanted) in [(2, 6, false), (7, 11, true), (13, 17, false), (13, 18, true), (19, 25, true), (0, 6, true)] {
            assert_eq!(stands_apart(text, Span::new(from, to)), wanted, "{}", &text[from..to]);
        }
    }
}
