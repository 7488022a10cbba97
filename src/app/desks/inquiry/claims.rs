//! The leaf of claims: the figures of the prose, those that contradict a cell first, then those that a table holds.

use crate::app::layer::After;
use crate::app::{App, Desk, Tone};
use crate::document::Point;
use crate::study::{Claim, MatchingCell};

use super::{Inquiry, InquiryDesk};

impl App {
    pub(super) fn claims_count(&self) -> usize {
        self.open.replies.claims().map_or(0, |claims| claims.all.len())
    }

    /// Figure `index`: those that contradict a cell come first, then those that a table holds.
    #[must_use]
    pub fn claim(&self, index: usize) -> Option<&Claim> {
        let claims = self.open.replies.claims()?;
        claims.all.get(*claims.grouped.get(index)? as usize)
    }

    /// How many figures contradict a cell, and how many a table holds; the rest stands in none.
    #[must_use]
    pub fn claims_by_verdict(&self) -> (usize, usize) {
        self.open.replies.claims().map_or((0, 0), |claims| (claims.contradicting, claims.held))
    }

    /// Whether all figures are here, held against all of the tables.
    #[must_use]
    pub fn claims_are_whole(&self) -> bool {
        self.open.replies.claims().is_none_or(|claims| claims.is_whole)
    }

    /// The words by which figure `index` is found: its sentence, and the heads of the cell that holds it.
    pub(super) fn claim_words(&self, index: usize) -> String {
        let Some(claim) = self.claim(index) else { return String::new() };
        let sentence = self.document().slice(claim.sentence);
        let heads = claim.held.first().or(claim.contradicts.as_ref()).map_or(String::new(), |held| self.held_words(held));
        format!("{sentence} {heads}").trim_end().to_owned()
    }

    /// The figures as they stand in the text.
    pub(super) fn claims_by_place(&self) -> Option<Vec<u32>> {
        let claims = self.open.replies.claims()?;
        let mut order: Vec<u32> = (0_u32..).take(claims.grouped.len()).collect();
        order.sort_unstable_by_key(|index| claims.grouped[*index as usize]);
        Some(order)
    }

    /// The table and the heads of a cell.
    #[must_use]
    pub fn held_words(&self, held: &MatchingCell) -> String {
        let mut parts = vec![self.table_name(self.document(), held.table)];
        if let Some(view) = self.open.replies.claims().and_then(|claims| claims.cells.view(held.table)) {
            parts.extend([view.row_head(held.row).label(), view.column_head(held.column).label()]);
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }

    /// Opens the table desk at the cell that holds the chosen figure, or that it contradicts, at that of its cells which is looked
    /// at. Leaving it comes back here.
    pub(super) fn open_held(&mut self, inquiry_desk: &InquiryDesk, chosen: Option<usize>) -> After {
        let nth = chosen.map_or(0, |index| inquiry_desk.tab().place_of(index));
        let claim = chosen.filter(|_| inquiry_desk.inquiry == Inquiry::Claims).and_then(|index| self.claim(index));
        let held = claim.and_then(|claim| claim.held.get(nth).or(claim.contradicts.as_ref())).copied();
        let desk = held.and_then(|held| {
            let mut desk = Desk::new(self.document(), held.table, Point(0))?;
            desk.go_to((held.row, held.column));
            Some(desk)
        });
        let Some(mut desk) = desk else {
            self.say(Tone::Plain, "claims-no-cell", &[]);
            return After::Stay;
        };
        desk.from = Some(self.pane.view.position());
        desk.from_inquiry = true;
        self.open.replies.left = Some(inquiry_desk.clone());
        self.layers.push(desk);
        After::Close
    }
}
