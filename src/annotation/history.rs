//! What is known of notes from other renditions of a document, and finding them by it.

use std::collections::HashMap;

use super::{Anchor, Finder, Found, Hash32, NoteId, Rendition};
use crate::document::{Document, Span};

/// What is kept of the renditions that notes come from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AnchorHistory {
    /// Texts of other renditions, by their hashes.
    pub texts: Vec<(Hash32, String)>,
    /// Where notes stand in this rendition, as the reader settled or as was found before.
    pub known: HashMap<NoteId, Found>,
    /// Where the reader settled that notes stand in a rendition between their own and this one.
    pub later: HashMap<NoteId, Anchor>,
}

impl AnchorHistory {
    /// A finder that has the old texts at hand.
    #[must_use]
    pub fn finder<'a>(&'a self, document: &'a Document, rendition: &'a Rendition) -> Finder<'a> {
        let mut finder = Finder::new(document, rendition);
        for (hash, text) in &self.texts {
            finder.remember(*hash, text);
        }
        finder
    }

    /// The text with this hash.
    #[must_use]
    pub fn text(&self, hash: &Hash32) -> Option<&str> {
        self.texts.iter().find(|(known, _)| known == hash).map(|(_, text)| text.as_str())
    }

    /// Where a note is known to stand in `document`. A place that lies beyond the text, as one
    /// from another library may, is none.
    #[must_use]
    pub fn known_in(&self, note: NoteId, document: &Document) -> Option<&Found> {
        let fits = |span: &Span| document.text().get(span.range()).is_some();
        self.known.get(&note).filter(|found| match found {
            Found::Exact(span) | Found::Moved { span, .. } => fits(span),
            Found::Doubtful { candidates } => candidates.iter().all(|(span, _)| fits(span)),
            Found::Lost => true,
        })
    }

    /// Where a note stands, as [`AnchorHistory::find_all`] tells.
    pub fn find(&self, finder: &mut Finder, note: NoteId, anchor: &Anchor, go_on: &dyn Fn() -> bool) -> Option<Found> {
        self.find_all(finder, &[(note, anchor)], go_on)?.pop()
    }

    /// Where each of several notes stands: as it is known, else by the place that the reader
    /// settled last, else by its own anchor. What has to be looked for is looked for together.
    /// `None` where `go_on` says no.
    pub fn find_all(&self, finder: &mut Finder, notes: &[(NoteId, &Anchor)], go_on: &dyn Fn() -> bool) -> Option<Vec<Found>> {
        let mut found: Vec<Option<Found>> =
            notes.iter().map(|(note, _)| self.known_in(*note, finder.document()).cloned()).collect();
        let later = |at: &usize| self.later.get(&notes[*at].0);
        let waiting: Vec<usize> = (0..notes.len()).filter(|at| found[*at].is_none() && later(at).is_some()).collect();
        let anchors: Vec<&Anchor> = waiting.iter().filter_map(later).collect();
        let mut unsure: HashMap<usize, Found> = HashMap::new();
        for (at, by_later) in waiting.into_iter().zip(finder.find_all(&anchors, go_on)?) {
            if by_later.span().is_some() {
                found[at] = Some(by_later);
            } else {
                unsure.insert(at, by_later);
            }
        }
        let waiting: Vec<usize> = (0..notes.len()).filter(|at| found[*at].is_none()).collect();
        let anchors: Vec<&Anchor> = waiting.iter().map(|at| notes[*at].1).collect();
        for (at, by_first) in waiting.into_iter().zip(finder.find_all(&anchors, go_on)?) {
            let by_later = unsure.remove(&at).filter(|_| by_first == Found::Lost);
            found[at] = Some(by_later.unwrap_or(by_first));
        }
        found.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Builder};

    fn text(paragraphs: &[&str]) -> Document {
        let mut builder = Builder::new();
        for paragraph in paragraphs {
            builder.open(BlockKind::Paragraph);
            builder.text(paragraph);
        }
        builder.finish().expect("a small document")
    }

    #[test]
    fn what_the_reader_settled_in_one_edition_leads_to_the_next() {
        let first = text(&["The first wording of a thought that was dropped."]);
        let second = text(&["Here stands what both of them have.", "Quite another wording, chosen by hand."]);
        let third = text(&["A line before it.", "Here stands what both of them have.", "Quite another wording, chosen by hand."]);
        let [one, two, three] =
            [(&first, "1"), (&second, "2"), (&third, "3")].map(|(text, name)| Rendition::of(name.as_bytes(), text, "t 1"));
        let anchor = Anchor::of(&first, Span::new(0, 25), &one);
        let settled = Anchor::of(&second, Span::new(36, 57), &two);
        let at: jiff::Zoned = "2026-11-23T09:00:00+09:00[Asia/Seoul]".parse().expect("a time");
        let note = NoteId::new(&at);
        let mut past = AnchorHistory::default();
        let find = |past: &AnchorHistory| past.find(&mut past.finder(&third, &three), note, &anchor, &|| true);
        assert_eq!(find(&past), Some(Found::Lost));
        past.later.insert(note, settled);
        let found = find(&past).and_then(|found| found.span()).expect("a place");
        assert_eq!(third.slice(found), "Quite another wording");
        past.known.insert(note, Found::Exact(Span::new(1, 4)));
        assert_eq!(find(&past), Some(Found::Exact(Span::new(1, 4))));
        past.known.insert(note, Found::Exact(Span::new(1, 4000)));
        assert_eq!(find(&past).and_then(|found| found.span()), Some(found), "a place beyond the text is none");
    }
}
