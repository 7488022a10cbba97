//! From the desk into the text, and from a footnote to the one that it means.

use std::sync::Arc;

use crate::app::{App, Tone};
use crate::document::Point;

use super::FootnoteDesk;

impl App {
    /// The call of the chosen footnote that is meant.
    #[must_use]
    pub fn footnote_call(&self, desk: &FootnoteDesk) -> Option<Point> {
        let document = self.document();
        let calls = &document.footnotes().get(desk.chosen(document.footnotes().len())?)?.calls;
        calls.get(desk.call.min(calls.len().saturating_sub(1))).copied()
    }

    /// To the footnote that the chosen one means, if it says one; tells where it does not.
    pub(super) fn follow_meant(&mut self, desk: &mut FootnoteDesk) {
        let document = Arc::clone(self.document());
        let all = document.footnotes().len();
        let Some(from) = desk.chosen(all) else { return };
        let pointers = self.references().map_or(&[][..], |references| references.citations.pointers(from));
        match (pointers.is_empty(), pointers.iter().find_map(|pointer| pointer.to)) {
            (_, Some(to)) => {
                if !desk.choose(to, all) {
                    // The filter hides it: the way there matters more.
                    desk.filter = Default::default();
                    self.sift_footnotes(desk);
                    desk.choose(to, all);
                }
                desk.trail.push(from);
            }
            (true, None) => self.say(Tone::Plain, "message-means-none", &[]),
            (false, None) => self.say(Tone::Plain, "message-reference-nowhere", &[]),
        }
    }

    /// Back to the footnote that was followed from; `false` where none was.
    pub(super) fn back_from_meant(&self, desk: &mut FootnoteDesk) -> bool {
        let Some(before) = desk.trail.pop() else { return false };
        desk.choose(before, self.document().footnotes().len());
        true
    }
}
