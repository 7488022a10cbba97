//! Which rows of the list show what: a footnote a row, and a head where those of one work begin.
//! Drawing and the mouse read the same rows.

use crate::app::App;

use super::{FootnoteDesk, FootnoteOrder};

/// A footnote in the list's window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootnoteRow {
    /// Which of those that pass.
    pub at: usize,
    /// Its row, from the top of the window.
    pub y: usize,
    /// The work whose footnotes begin with it, which stands in the row above.
    pub head: Option<String>,
}

impl App {
    /// The rows in the window of the desk's list, from the first one on.
    #[must_use]
    pub fn footnote_rows(&self, desk: &FootnoteDesk) -> Vec<FootnoteRow> {
        let (window, count) = (usize::from(self.footnote_areas().list.height), desk.count(self.document().footnotes().len()));
        let (mut shown, mut y, mut last) = (Vec::new(), 0, None);
        for at in desk.cursor.first.min(count)..count {
            let group = self.group_of_footnote(desk, desk.index(at));
            let head = group.filter(|own| last != Some(*own)).map(|own| self.work_words(own));
            y += usize::from(head.is_some());
            if y >= window {
                break;
            }
            shown.push(FootnoteRow { at, y, head });
            (y, last) = (y + 1, group);
        }
        shown
    }

    /// Keeps the chosen footnote in the window.
    pub(super) fn fit_footnotes(&mut self, desk: &mut FootnoteDesk) {
        if desk.stale {
            self.sift_footnotes(desk);
        }
        let count = desk.count(self.document().footnotes().len());
        desk.cursor.fit(usize::from(self.footnote_areas().list.height).max(1), count);
        while desk.cursor.first < desk.cursor.at && self.footnote_rows(desk).last().is_some_and(|last| last.at < desk.cursor.at) {
            desk.cursor.first += 1;
        }
    }

    /// The work that a footnote is listed under: one that several cite. `None` outside of the order
    /// by work; `Some(None)` under no work.
    fn group_of_footnote(&self, desk: &FootnoteDesk, footnote: usize) -> Option<Option<usize>> {
        (desk.order == FootnoteOrder::Work).then(|| self.shared_work(footnote))
    }

    fn shared_work(&self, footnote: usize) -> Option<usize> {
        let citations = &self.references()?.citations;
        citations.work_of(footnote).filter(|work| citations.works()[*work].notes.len() > 1)
    }

    fn work_words(&self, work: Option<usize>) -> String {
        let work = work.and_then(|work| Some(self.references()?.citations.works()[work].span));
        work.map_or_else(
            || self.words.say("footnotes-cited-once").into_owned(),
            |span| self.document().slice(span).replace('\n', " "),
        )
    }

    /// Tells anew which footnotes pass the filter, and in what order.
    pub(super) fn sift_footnotes(&self, desk: &mut FootnoteDesk) {
        desk.stale = false;
        let count = u32::try_from(self.document().footnotes().len()).unwrap_or(u32::MAX);
        let typed = desk.filter.text().trim().to_lowercase();
        if typed.is_empty() && desk.order == FootnoteOrder::Number {
            desk.passed = None;
        } else {
            let passes = |index: &u32| typed.is_empty() || self.footnote_has(*index as usize, &typed);
            let mut passed: Vec<u32> = (0..count).filter(passes).collect();
            if desk.order == FootnoteOrder::Work {
                // Works in the order of their first footnotes, what is cited once last.
                passed.sort_by_key(|index| self.shared_work(*index as usize).map_or(usize::MAX, |work| work));
            }
            desk.passed = Some(passed);
        }
        let shown = desk.count(count as usize);
        desk.cursor.at = desk.cursor.at.min(shown.saturating_sub(1));
        // A label that is typed whole is meant, among all the texts that have the same digits.
        let is_named = |at: &usize| self.document().footnotes()[desk.index(*at)].label.to_lowercase() == typed;
        if desk.filtering
            && let Some(at) = (0..shown).find(is_named)
        {
            desk.cursor.at = at;
        }
    }

    /// Whether a footnote has the words `typed`, in lower case: in its label, its text, the reader's
    /// text, or around its first call.
    fn footnote_has(&self, footnote: usize, typed: &str) -> bool {
        /// Bytes of a body that are looked through.
        const BODY: usize = 4000;
        /// Bytes on both sides of a call.
        const AROUND: usize = 160;
        let document = self.document();
        let known = &document.footnotes()[footnote];
        let cut = |from: usize, to: usize| &document.text()[document.floor(from)..document.floor(to.min(document.text().len()))];
        let body = document.body_span(footnote).map(|body| cut(body.start.at(), body.end.at().min(body.start.at() + BODY)));
        let own = self.own_body(footnote).map(|own| &*own.note.body);
        let called = known.calls.first().map(|call| {
            let unit = document.unit_at(*call);
            cut(call.at().saturating_sub(AROUND).max(unit.start.at()), (call.at() + AROUND).min(unit.end.at()))
        });
        known.label.to_lowercase() == typed
            || [body, own, called].into_iter().flatten().any(|text| text.to_lowercase().contains(typed))
    }
}
