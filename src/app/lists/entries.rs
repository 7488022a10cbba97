//! What stands in the lists: entries are made when they are shown.

use crate::document::{Document, Span};
use crate::search::excerpt;

use crate::app::{App, List, ListKind};

/// Characters of words around a hit that an entry shows at each side.
const AROUND: usize = 60;

/// An entry as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by: a label, a kind, a page.
    pub lead: String,
    /// Its words.
    pub text: String,
    /// The part of the words that was searched for, in bytes of `text`.
    pub lit: Option<std::ops::Range<usize>>,
    /// Where it is: section and page.
    pub detail: String,
    /// Which of the label colours it has, from 1; 0 is none.
    pub colour: u8,
    /// Whether something about it waits for the reader.
    pub doubtful: bool,
}

impl App {
    /// The entry `index` of a list, as it is shown.
    #[must_use]
    pub fn entry(&self, list: &List, index: usize) -> Entry {
        match list.listed {
            ListKind::Notes => self.note_entry(list, index),
            ListKind::AllNotes => self.all_notes_entry(list, index),
            ListKind::Drafts => self.draft_entry(index),
            ListKind::Hits => self.hit_entry(index),
            ListKind::Jumps => self.jump_entry(index),
        }
    }

    fn hit_entry(&self, index: usize) -> Entry {
        let document = self.document();
        let Some(hit) = self.pane.search.hits.as_ref().and_then(|hits| hits.spans.get(index)).copied() else {
            return Entry::default();
        };
        let around = excerpt(document, hit, AROUND);
        let before = document.slice(around.before);
        let found = document.slice(around.hit);
        let text = format!("{before}{found}{}", document.slice(around.after));
        Entry {
            lead: String::new(),
            lit: Some(before.len()..before.len() + found.len()),
            text: text.replace('\n', " "),
            detail: self.place_words(document, hit),
            ..Entry::default()
        }
    }

    fn jump_entry(&self, index: usize) -> Entry {
        let document = self.document();
        let Some(position) = self.pane.jumps.positions().nth(index) else { return Entry::default() };
        let text = document.slice(document.sentence_at(position.focus)).replace('\n', " ");
        Entry { text, detail: self.place_words(document, Span::empty(position.focus)), ..Entry::default() }
    }

    /// Section and page of a span, in words.
    #[must_use]
    pub fn place_words(&self, document: &Document, span: Span) -> String {
        let section = document.section_at(span.start).map(|section| self.section_title(document, section));
        let page = Some(self.page_words(document, span)).filter(|page| !page.is_empty());
        [section, page].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The page of a span, in words; empty where the document has none.
    #[must_use]
    pub fn page_words(&self, document: &Document, span: Span) -> String {
        document.page_at(span.start).map_or_else(String::new, |page| {
            let label = document.pages()[page].label.to_string();
            self.words.fill("page-short", &[("page", label.into())])
        })
    }

    /// The title of a section; an untitled one has a name too.
    #[must_use]
    pub fn section_title(&self, document: &Document, section: usize) -> String {
        match document.sections().get(section).map(|section| section.title) {
            Some(title) if !title.is_empty() => document.slice(title).to_owned(),
            _ => self.words.say("section-opening").into_owned(),
        }
    }
}

/// The words by which a footnote is found: its label and its body, or the sentence that calls it.
#[must_use]
pub(in crate::app) fn footnote_words(document: &Document, footnote: usize) -> String {
    let note = &document.footnotes()[footnote];
    let span = document.body_span(footnote).or_else(|| note.calls.first().map(|call| document.sentence_at(*call)));
    let words: String = span.map_or("", |span| document.slice(span)).chars().take(200).collect();
    format!("{} {}", note.label, words.replace('\n', " "))
}
