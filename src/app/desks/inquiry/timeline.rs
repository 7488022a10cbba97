//! The leaf of the document's dates: in order of time or of the text, under a drawn axis.

use crate::app::{App, Area};
use crate::study::{DateMention, Scale, YearBasis};

use super::{Inquiry, InquiryDesk, date_words};

impl App {
    pub(super) fn timeline_count(&self) -> usize {
        self.open.replies.timeline().map_or(0, |timeline| timeline.dates.len())
    }

    /// The date that entry `index` tells; entries count in order of time.
    #[must_use]
    pub fn dated(&self, index: usize) -> Option<&DateMention> {
        let timeline = self.open.replies.timeline()?;
        timeline.dates.get(*timeline.by_time.get(index)? as usize)
    }

    /// A date in digits, and its sentence.
    pub(super) fn timeline_words(&self, index: usize) -> String {
        let Some(date) = self.dated(index) else { return String::new() };
        // Found by its digits as well as by its words.
        format!(
            "{}  {}  {}",
            date_words(&self.words, date),
            date.digits(),
            self.document().slice(date.sentence).replace('\n', " ")
        )
    }

    /// Entries in the order of the text.
    pub(super) fn dates_by_place(&self) -> Vec<u32> {
        let Some(timeline) = self.open.replies.timeline() else { return Vec::new() };
        let mut entries = vec![0; timeline.by_time.len()];
        for (entry, date) in (0_u32..).zip(&timeline.by_time) {
            if let Some(own) = entries.get_mut(*date as usize) {
                *own = entry;
            }
        }
        entries
    }

    /// Where the axis is drawn.
    #[must_use]
    pub fn axis_area(&self) -> Area {
        let screen = self.geometry.screen;
        let air = u16::from(screen.height >= 16);
        let height = Inquiry::Timeline.head_rows(screen.height).saturating_sub(air);
        Area { x: 2, y: air + 2, width: screen.width.saturating_sub(4).max(1), height }
    }

    /// The axis on the columns that it has here; `None` where no date has a year.
    #[must_use]
    pub fn axis_scale(&self) -> Option<Scale<'_>> {
        let axis = self.open.replies.timeline()?.axis.as_ref()?;
        Some(axis.scale(self.axis_area().width))
    }

    /// The entry shown that starts the next year, or the one before where not `forward`, `times` over.
    pub(super) fn year_beside(&self, desk: &InquiryDesk, forward: bool, times: usize) -> usize {
        let tab = desk.tab();
        let mut at = tab.cursor.at;
        if desk.inquiry != Inquiry::Timeline {
            return at;
        }
        let count = tab.count(self.timeline_count());
        let year = |at: usize| self.dated(tab.index(at)).filter(|date| date.is_placed()).map(|date| date.first.year);
        for _ in 0..times.min(count) {
            let here = year(at);
            let is_other = |other: &usize| year(*other).is_some_and(|other| Some(other) != here);
            let found = if forward { (at + 1..count).find(is_other) } else { (0..at).rev().find(is_other) };
            let Some(found) = found else { break };
            at = found;
            // Backwards, a year is entered at its end.
            let own = year(at);
            while !forward && at > 0 && year(at - 1) == own {
                at -= 1;
            }
        }
        at
    }

    /// The first entry of the days that a column of the screen stands for, or the next one.
    pub(super) fn entry_at_column(&self, column: u16) -> Option<usize> {
        let area = self.axis_area();
        let column = column.checked_sub(area.x).filter(|column| *column < area.width)?;
        let (first, _) = self.axis_scale()?.days(column)?;
        let timeline = self.open.replies.timeline()?;
        let begins = |date: &DateMention| date.is_placed() && date.first.day_number() >= first;
        timeline.by_time.iter().position(|index| timeline.dates.get(*index as usize).is_some_and(begins))
    }

    /// How the year of entry `index` is known, where its words don't say it, and what is read into them.
    #[must_use]
    pub fn year_words(&self, index: usize) -> Option<String> {
        let date = self.dated(index)?;
        let own = self.open.replies.timeline()?.own;
        let words = |span| ("words", self.document().slice(span).to_owned().into());
        Some(match date.year {
            YearBasis::Carried(span) => self.words.fill("timeline-carried", &[words(span)]),
            YearBasis::Ahead(span) => self.words.fill("timeline-ahead", &[words(span)]),
            YearBasis::Document => {
                let year = own.map(|(_, last)| last.year.to_string()).unwrap_or_default();
                self.words.fill("timeline-document", &[("year", year.into())])
            }
            YearBasis::Unknown => self.words.say("timeline-unknown").into_owned(),
            YearBasis::Said if date.is_rough => self.words.say("timeline-rough").into_owned(),
            YearBasis::Said => return None,
        })
    }
}
