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

/// All places of the quote in `text`.
pub(in crate::annotation) fn occurrences(text: &str, anchor: &Anchor, context: &Context, calls: &Calls) -> Occurrences {
    let (mut quote, mut words) = (Vec::new(), vec![0]);
    for c in anchor.quote.nfc() {
        match letter(c) {
            Some(letter) => quote.push(letter),
            None => words.push(quote.len()),
        }
    }
    let mut found = Occurrences::default();
    let Some((from, to)) = longest_word(&quote, &words) else { return found };
    let word: String = quote[from..to].iter().collect();
    let behind: Vec<char> = quote[to..].to_vec();
    let before: Vec<char> = quote[..from].iter().rev().copied().collect();
    for at in memmem::find_iter(text.as_bytes(), word.as_bytes()).take(LOOKED_AT) {
        let forwards = text[at + word.len()..].char_indices().map(|(offset, c)| (at + word.len() + offset, c));
        let end = along(&behind, forwards, at + word.len(), |one, other| calls.between(one, other), false);
        let backwards = text[..at].char_indices().rev();
        let start = || along(&before, backwards, at, |one, other| calls.between(other, one), true);
        let Some((start, end)) = end.and_then(|end| Some((start()?, end))) else { continue };
        found.count += 1;
        if found.candidates.len() < TOLD {
            let span = Span::new(start, end);
            let (before, after) = context.around(text, span);
            found.candidates.push(Candidate { span, quote: 1.0, before, after });
        }
    }
    found
}

/// Follows `quote` along the letters of a text from `from` on; tells where the last of them ends (or, going backwards,
/// begins). `labels` tells the footnotes called between two offsets.
fn along<'c, L: Iterator<Item = &'c [char]>>(
    quote: &[char],
    letters: impl Iterator<Item = (usize, char)>,
    from: usize,
    labels: impl Fn(usize, usize) -> L,
    backwards: bool,
) -> Option<usize> {
    let (mut quote, mut here) = (quote, from);
    for (at, c) in letters {
        if quote.is_empty() {
            return Some(here);
        }
        let Some(plain) = letter(c) else { continue };
        let (near, far) = if backwards { (at + c.len_utf8(), at) } else { (at, at + c.len_utf8()) };
        if quote[0] != plain {
            quote = labels(here, near).find_map(|label| without_label(quote, label, backwards))?;
            if quote.is_empty() {
                return Some(here);
            }
            if quote[0] != plain {
                return None;
            }
        }
        (quote, here) = (&quote[1..], far);
    }
    // A label behind the text's last letter.
    let rest =
        if quote.is_empty() { Some(quote) } else { labels(here, here).find_map(|label| without_label(quote, label, backwards)) };
    rest.is_some_and(<[char]>::is_empty).then_some(here)
}

/// What is left of `quote` behind a footnote's label, in the forms that programs give it: `2`, `[2]`, `(2)`, `^2`, `²`.
fn without_label<'q>(quote: &'q [char], label: &[char], backwards: bool) -> Option<&'q [char]> {
    [("", ""), ("[", "]"), ("[^", "]"), ("(", ")"), ("^", "")].into_iter().find_map(|(open, close)| {
        let form = open.chars().chain(label.iter().copied()).chain(close.chars());
        let mut form: Vec<char> = form.filter_map(letter).collect();
        if backwards {
            form.reverse();
        }
        quote.strip_prefix(&form[..])
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
/// is compared as it is. `words` tells where blanks were.
fn longest_word(quote: &[char], words: &[usize]) -> Option<(usize, usize)> {
    let is_of_east = |c: char| u32::from(c) >= 0x1100;
    let longest = |is_in: &dyn Fn(char) -> bool| {
        let (mut best, mut start) = ((0, 0), 0);
        for at in 0..=quote.len() {
            let is_over = at == quote.len() || !is_in(quote[at]);
            let is_other = || words.contains(&at) || at > 0 && is_of_east(quote[at - 1]) != is_of_east(quote[at]);
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

/// Whether a passage neither begins nor ends within a word, where words are parted by blanks. A Korean word may end
/// anywhere, as particles are glued to it.
pub(in crate::annotation) fn stands_apart(text: &str, span: Span) -> bool {
    let goes_on = |one: Option<char>, other: Option<char>| {
        let is_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && u32::from(c) < 0x1100);
        is_of_word(one) && is_of_word(other)
    };
    let (start, end) = (span.start.at(), span.end.at());
    let inside = &text[start..end];
    !goes_on(text[..start].chars().next_back(), inside.chars().next())
        && !goes_on(inside.chars().next_back(), text[end..].chars().next())
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
            ("다만 시장은3", "다만 시장은"),
            ("1953", "1953"),
        ] {
            assert_eq!(places(quote), [wanted], "{quote:?}");
        }
        for quote in ["war.13 In", "war. In 1954", "the peace came", "분명하다면", "12", "", " ", "\"", "시장은4"] {
            assert_eq!(places(quote), [""; 0], "{quote:?}");
        }
    }

    #[test]
    fn a_piece_of_a_word_does_not_stand_apart() {
        let text = "latest test. tests 협력은";
        for (from, to, wanted) in [(2, 6, false), (7, 11, true), (13, 17, false), (13, 18, true), (19, 25, true), (0, 6, true)] {
            assert_eq!(stands_apart(text, Span::new(from, to)), wanted, "{}", &text[from..to]);
        }
    }
}
