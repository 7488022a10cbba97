//! The leaf of names and terms: the document's index, and the places of the term that is chosen.

use std::sync::Arc;

use crate::app::App;
use crate::search::Hits;
use crate::study::{Term, TermOrder};

impl App {
    pub(super) fn terms_count(&self) -> usize {
        self.open.replies.terms().map_or(0, |terms| terms.all.len())
    }

    /// Term `index` of the index, by name.
    #[must_use]
    pub fn term(&self, index: usize) -> Option<&Term> {
        self.open.replies.terms()?.all.get(index)
    }

    /// What term `index` stands for, in words; empty where nothing says it.
    #[must_use]
    pub fn meaning_words(&self, index: usize) -> String {
        let Some(meaning) = self.term(index).and_then(|term| term.meaning) else { return String::new() };
        let words = self.document().slice(meaning.span);
        if meaning.is_guess { format!("{words}?") } else { words.to_owned() }
    }

    /// The words by which term `index` is found: its form and what it stands for.
    pub(super) fn term_words(&self, index: usize) -> String {
        let form = self.term(index).map_or("", |term| term.form.as_str());
        format!("{form} {}", self.meaning_words(index)).trim_end().to_owned()
    }

    /// The terms, the most frequent first.
    pub(super) fn terms_by_count(&self) -> Option<Vec<u32>> {
        Some(self.open.replies.terms()?.in_order(TermOrder::Count))
    }

    /// To place `nth` of term `index`; from there the keys of a search go on to the others.
    pub(super) fn walk_term(&mut self, index: usize, nth: usize) {
        let Some(term) = self.term(index) else { return };
        let (query, spans) = (term.form.clone(), term.places.clone());
        self.walk_hits(&query, Arc::new(Hits { spans, truncated: false, complete: true }), nth);
    }
}
