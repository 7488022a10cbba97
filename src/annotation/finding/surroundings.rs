//! A passage whose words are others by what stands around it: both sides letter by letter, and near each other.

use memchr::memmem;

use super::super::Anchor;
use super::candidate::{Candidate, alike, ranked};
use crate::document::Span;

/// Characters of a side that say enough.
const SIDE_LEAST: usize = 12;
/// A passage may have grown to so many times its length, and by so many bytes more.
const GROWN: usize = 3;
const GROWN_BY: usize = 64;
/// How alike the words have to be: of less, nothing is left of the passage.
const QUOTE_LEAST: f64 = 0.3;
/// Sides that are looked at.
const LOOKED_AT: usize = 64;

/// The places between the words that stood before and behind the anchor. Not those where nothing stands between
/// them: a passage that was taken out is lost.
pub(in crate::annotation) fn between(text: &str, anchor: &Anchor) -> Vec<Candidate> {
    let (before, after) = (anchor.before.trim_start(), anchor.after.trim_end());
    let says_enough = |side: &str| side.chars().count() >= SIDE_LEAST;
    if anchor.quote.is_empty() || !says_enough(before) || !says_enough(after) {
        return Vec::new();
    }
    let reach = GROWN * anchor.quote.len() + GROWN_BY;
    let starts = memmem::find_iter(text.as_bytes(), before.as_bytes()).map(|at| at + before.len());
    let places = starts.take(LOOKED_AT).filter_map(|start| {
        let mut end = (start + reach + after.len()).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let found = memmem::find(&text.as_bytes()[start..end], after.as_bytes())?;
        let words = &text[start..start + found];
        let from = start + (words.len() - words.trim_start().len());
        let to = from + words.trim().len();
        let quote = alike(&anchor.quote, &text[from..to]);
        (quote >= QUOTE_LEAST).then_some(Candidate { span: Span::new(from, to), quote, before: 1.0, after: 1.0 })
    });
    ranked(places.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Rendition;
    use crate::document::Document;

    fn places(before: &str, quote: &str, after: &str, text: &str) -> Vec<String> {
        let nothing = Document::default();
        let anchor = Anchor {
            before: before.into(),
            quote: quote.into(),
            after: after.into(),
            ..Anchor::of(&nothing, Span::default(), &Rendition::of(b"", &nothing, "t 1"))
        };
        between(text, &anchor).iter().map(|one| text[one.span.range()].to_owned()).collect()
    }

    #[test]
    fn what_stands_between_the_same_neighbours_is_told() {
        let (before, after) = ("규칙을 바꾸겠다고 밝혔다. ", ", 그 때문에 북쪽 항로의");
        let with = |words: &str| format!("그는 {before}{words}{after} 배들은");
        assert_eq!(places(before, "인상에 직면해왔고", after, &with("인상을 겪어왔고")), ["인상을 겪어왔고"]);
        assert_eq!(places(before, "인상에 직면해왔고", after, &with("")), [""; 0], "taken out");
        assert_eq!(places(before, "인상에 직면해왔고", after, &with(" \n ")), [""; 0], "but for blanks");
        assert_eq!(
            places(before, "인상에 직면해왔고", after, &with(&format!("인상에 직면해왔고{}", "길고 ".repeat(40)))),
            [""; 0],
            "too far apart"
        );
        assert_eq!(places(before, "인상에 직면해왔고", after, &with("전혀 다른 말")), [""; 0], "nothing is left of it");
        assert_eq!(places(before, "인상에 직면해왔고", ", 그 때문에 남쪽 항로의", &with("인상을 겪어왔고")), [""; 0]);
        assert_eq!(places("밝혔다. ", "인상에 직면해왔고", after, &with("인상을 겪어왔고")), [""; 0], "too little before it");
        assert_eq!(places(before, "인상에", after, &format!("{}{}", with("인상은"), with("인상을"))).len(), 2);
        // Twelve characters of a side say enough, eleven do not.
        let plain = |side: usize| {
            places(&"b".repeat(side), "was it", "and then some more", &format!("{} is it and then some more", "b".repeat(side)))
        };
        assert_eq!((plain(12).len(), plain(11).len()), (1, 0));
    }
}
