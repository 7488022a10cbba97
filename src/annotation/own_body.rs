//! Texts that the reader writes for footnotes whose own text the file does not hold. Such a note
//! stands on the words before the call; its anchor keeps the footnote's label.

use std::collections::HashMap;

use super::{Anchor, Note, NoteId, Rendition};
use crate::document::{Document, MarkKind, Point, SafeText, Span};

impl Anchor {
    /// The anchor of a text for the footnote `label` that is called at `call`: the words of the
    /// sentence up to the call, so that it ends where the call stands.
    #[must_use]
    pub fn of_body(document: &Document, call: Point, label: &SafeText, rendition: &Rendition) -> Self {
        Self { footnote: Some(label.clone()), ..Self::of(document, words_before(document, call), rendition) }
    }
}

impl Note {
    /// The label of the footnote that it is the text of, where it is one.
    #[must_use]
    pub fn body_of(&self) -> Option<&SafeText> {
        self.anchor.footnote.as_ref()
    }
}

/// The words of the sentence before `call`; those behind it, where none stand before it.
#[must_use]
pub fn words_before(document: &Document, call: Point) -> Span {
    let unit = document.unit_at(call);
    let here = document.sentence_at(call);
    let before = if here.start < call { Some(here) } else { document.previous_sentence(call) };
    let start = before.map(|sentence| sentence.start).filter(|start| *start >= unit.start && *start < call);
    match start {
        Some(start) => Span { start, end: call },
        None => Span { start: call, end: here.end.max(call) },
    }
}

/// Which footnote each of `notes` is the text of, by where it stands now: the call at its end,
/// else the nearest in its sentence; of several at one place the one with its label. The first
/// note that has words wins. Costs the notes given, and the calls near each.
pub fn own_bodies<'a>(document: &Document, notes: impl Iterator<Item = (&'a Note, Option<Span>)>) -> HashMap<usize, NoteId> {
    let mut found = HashMap::new();
    for (note, span) in notes {
        let (Some(label), Some(span)) = (note.body_of(), span) else { continue };
        if note.body.trim().is_empty() {
            continue;
        }
        if let Some(footnote) = called_near(document, span, label) {
            found.entry(footnote).or_insert(note.id);
        }
    }
    found
}

fn called_near(document: &Document, span: Span, label: &SafeText) -> Option<usize> {
    /// Calls that are looked at near one note.
    const MOST: usize = 1000;
    let around = span.cover(document.sentence_at(span.end));
    let calls = document.marks_in(around).filter_map(|mark| match mark.kind {
        MarkKind::Call(footnote) => Some((footnote as usize, mark.span.start)),
        _ => None,
    });
    let other = |footnote: usize| document.footnotes().get(footnote).is_none_or(|own| own.label != *label);
    calls.take(MOST).min_by_key(|(footnote, at)| (at.0.abs_diff(span.end.0), other(*footnote))).map(|(footnote, _)| footnote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Label, NoteKind, SafeLines};
    use crate::import::{Source, format_named};

    fn read(markdown: &str) -> Document {
        let format = format_named("markdown").expect("a format");
        (format.read)(&Source { name: "a.md", bytes: markdown.as_bytes(), whole: true }, &()).expect("a document")
    }

    fn note(document: &Document, footnote: usize, words: &str) -> Note {
        let at: jiff::Zoned = "2026-11-23T09:00:00+09:00[Asia/Seoul]".parse().expect("a time");
        let own = &document.footnotes()[footnote];
        let rendition = Rendition::of(document.text().as_bytes(), document, "test 1");
        Note {
            id: NoteId::from_bytes([u8::try_from(footnote).expect("few"); 16]),
            kind: NoteKind::Note,
            label: Label::None,
            body: SafeLines::new(words),
            tags: Vec::new(),
            created: at.clone(),
            updated: at,
            author: None,
            anchor: Anchor::of_body(document, own.calls[0], &own.label, &rendition),
        }
    }

    #[test]
    fn a_text_stands_on_the_words_before_its_call() {
        let document = read("평양은 답했다.[^1] 모스크바[^2]도 왔다[^3][^4].\n\n[^5] 처음에.\n");
        let quotes: Vec<_> = (0..5).map(|at| note(&document, at, "x").anchor.quote.to_string()).collect();
        assert_eq!(quotes, ["평양은 답했다.", "모스크바", "모스크바도 왔다", "모스크바도 왔다", "처음에."]);
        let notes: Vec<Note> = (0..5).map(|at| note(&document, at, "x")).collect();
        let found = own_bodies(&document, notes.iter().map(|note| (note, Some(note.anchor.span()))));
        for (at, note) in notes.iter().enumerate() {
            assert_eq!(found.get(&at), Some(&note.id), "{at}");
        }
        let empty = note(&document, 1, " ");
        assert!(own_bodies(&document, std::iter::once((&empty, Some(empty.anchor.span())))).is_empty());
    }

    #[test]
    fn a_text_goes_with_its_call_into_an_edition_that_counts_otherwise() {
        let first = read("The brief says much.[^7] It calls twice[^8] here.\n");
        let newer = read("A new call[^7] comes first.\n\nThe brief says much.[^8] It calls twice[^9] here.\n");
        let own = note(&first, 1, "mine");
        let rendition = Rendition::of(b"newer", &newer, "test 1");
        let span = crate::annotation::find(&newer, &rendition, &own.anchor).span();
        let found = own_bodies(&newer, std::iter::once((&own, span)));
        assert_eq!(found.keys().map(|at| newer.footnotes()[*at].label.to_string()).collect::<Vec<_>>(), ["9"]);
    }
}
