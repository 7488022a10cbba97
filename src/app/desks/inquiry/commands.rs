//! What keys do at the desk of inquiries.

use std::sync::Arc;

use crate::document::Point;
use crate::search::NameFilter;
use crate::study::Term;

use super::{Inquiring, Inquiry};
use crate::app::{App, Area, Command, Field, Layer, Tone};

impl App {
    /// Opens the desk as it was left.
    pub(in crate::app) fn open_inquiry(&mut self) {
        if !self.open.is_whole() && !self.open.stopped {
            return self.say(Tone::Plain, "message-still-reading", &[]);
        }
        let inquiring = self.open.replies.left.take().unwrap_or_default();
        self.turn_to(Box::new(inquiring));
    }

    /// Shows the leaf that `inquiring` says.
    fn turn_to(&mut self, mut inquiring: Box<Inquiring>) {
        self.inquire(inquiring.inquiry);
        self.filter_leaf(&mut inquiring);
        self.layers.push(Layer::Inquiry(inquiring));
    }

    /// Entries that the leaf has in all.
    #[must_use]
    pub fn inquiry_count(&self, inquiry: Inquiry) -> usize {
        match inquiry {
            Inquiry::Timeline => self.timeline_count(),
            Inquiry::Names => self.terms_count(),
            Inquiry::Claims => self.claims_count(),
            Inquiry::Shape => self.shape_count(),
        }
    }

    /// The words by which entry `index` is found.
    fn inquiry_words(&self, inquiry: Inquiry, index: usize) -> String {
        match inquiry {
            Inquiry::Timeline => self.timeline_words(index),
            Inquiry::Names => self.term_words(index),
            Inquiry::Claims => self.claim_words(index),
            Inquiry::Shape => self.section_title(self.document(), index),
        }
    }

    /// Where entry `index` leads.
    fn inquiry_place(&self, inquiry: Inquiry, index: usize) -> Option<Point> {
        match inquiry {
            Inquiry::Timeline => self.dated(index).map(|date| date.span.start),
            Inquiry::Names => self.term(index).map(Term::first),
            Inquiry::Claims => self.claim(index).map(|claim| claim.span.start),
            Inquiry::Shape => self.document().sections().get(index).map(|section| section.span.start),
        }
    }

    /// The other order of a leaf's entries; `None` where it has but one.
    fn inquiry_order(&self, inquiry: Inquiry) -> Option<Vec<u32>> {
        match inquiry {
            Inquiry::Timeline => Some(self.dates_by_place()),
            Inquiry::Names => self.terms_by_count(),
            Inquiry::Claims => self.claims_by_place(),
            Inquiry::Shape => Some(self.sections_by_length()),
        }
    }

    /// The area of the desk's entries.
    #[must_use]
    pub fn inquiry_area(&self, inquiry: Inquiry) -> Area {
        let screen = self.geometry.screen;
        let air = u16::from(screen.height >= 16);
        // The line of tabs, a blank row below it, and what the leaf draws.
        let top = (air + 2 + inquiry.head_rows(screen.height)).min(screen.height);
        Area { x: 1, y: top, width: screen.width.saturating_sub(2), height: self.geometry.status.y.saturating_sub(top + air) }
    }

    /// Entries that the desk shows at once.
    #[must_use]
    pub fn inquiry_window(&self, inquiry: Inquiry) -> usize {
        (usize::from(self.inquiry_area(inquiry).height) / inquiry.entry_rows()).max(1)
    }

    /// Keeps the chosen entry in the window, and tells anew what passes where that has changed.
    pub(in crate::app) fn fit_inquiry(&mut self, inquiring: &mut Inquiring) {
        if inquiring.leaf().stale {
            self.inquire(inquiring.inquiry);
            self.filter_leaf(inquiring);
        }
        let (window, count) = (self.inquiry_window(inquiring.inquiry), self.inquiry_count(inquiring.inquiry));
        let leaf = inquiring.leaf_mut();
        let count = leaf.count(count);
        leaf.roll.fit(window, count);
    }

    /// Which entries pass the filter, and in which order.
    pub(in crate::app) fn filter_leaf(&mut self, inquiring: &mut Inquiring) {
        let inquiry = inquiring.inquiry;
        let all = u32::try_from(self.inquiry_count(inquiry)).unwrap_or(u32::MAX);
        let turned = inquiring.leaf().turned;
        let wanted = inquiring.leaf().filter.text();
        let order = if turned { self.inquiry_order(inquiry) } else { None };
        let passed = if wanted.is_empty() {
            order
        } else {
            // As «go to anything» finds names: by initial consonants and half-typed syllables, too.
            let names = NameFilter::new(wanted);
            let passes = |index: &u32| names.passes(&self.inquiry_words(inquiry, *index as usize));
            Some(order.unwrap_or_else(|| (0..all).collect()).into_iter().filter(passes).collect())
        };
        let leaf = inquiring.leaf_mut();
        leaf.passed = passed;
        leaf.stale = false;
        leaf.roll.at = leaf.roll.at.min(leaf.count(all as usize).saturating_sub(1));
    }

    /// Something that the leaves show has changed.
    pub(in crate::app) fn inquiries_changed(&mut self) {
        let open = self.layers.iter_mut().filter_map(|layer| match layer {
            Layer::Inquiry(inquiring) => Some(&mut **inquiring),
            _ => None,
        });
        for inquiring in open.chain(&mut self.open.replies.left) {
            inquiring.leaves.iter_mut().for_each(|leaf| leaf.stale = true);
        }
    }

    pub(in crate::app) fn act_in_inquiry(&mut self, mut inquiring: Box<Inquiring>, command: Command, count: Option<usize>) {
        let inquiry = inquiring.inquiry;
        let all = self.inquiry_count(inquiry);
        let entries = inquiring.leaf().count(all);
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let page = isize::try_from(self.inquiry_window(inquiry).saturating_sub(1).max(1)).unwrap_or(1);
        let chosen = inquiring.chosen(all);
        let leaf = inquiring.leaf_mut();
        if leaf.filtering {
            match command {
                Command::Accept | Command::NextTarget => leaf.filtering = false,
                Command::Close => {
                    leaf.filtering = false;
                    leaf.filter = Field::default();
                    self.filter_leaf(&mut inquiring);
                }
                Command::Down => leaf.roll.step(1, entries),
                Command::Up => leaf.roll.step(-1, entries),
                _ => {}
            }
            return self.layers.push(Layer::Inquiry(inquiring));
        }
        match command {
            Command::Down => leaf.roll.step(times, entries),
            Command::Up => leaf.roll.step(-times, entries),
            Command::PageDown | Command::HalfDown => leaf.roll.step(page.saturating_mul(times), entries),
            Command::PageUp | Command::HalfUp => leaf.roll.step(-page.saturating_mul(times), entries),
            Command::Start => leaf.roll.at = 0,
            Command::End => leaf.roll.at = entries.saturating_sub(1),
            Command::NextYear | Command::PreviousYear => {
                let at = self.year_beside(&inquiring, command == Command::NextYear, count.unwrap_or(1));
                inquiring.leaf_mut().roll.at = at;
            }
            Command::Filter => leaf.filtering = true,
            Command::Sort => {
                leaf.turned = !leaf.turned;
                leaf.roll.at = 0;
                self.filter_leaf(&mut inquiring);
            }
            Command::NextTarget | Command::Left | Command::Right => {
                let all = Inquiry::ALL.len();
                let step = if command == Command::Left { all - 1 } else { 1 };
                inquiring.inquiry = Inquiry::ALL[(inquiry.index() + step) % all];
                return self.turn_to(inquiring);
            }
            Command::NextPlace | Command::PreviousPlace => {
                let step = if command == Command::NextPlace { times } else { -times };
                self.look_at_place(&mut inquiring, chosen, step);
            }
            Command::ToCell => {
                let nth = chosen.map_or(0, |index| inquiring.leaf().place_of(index));
                return match inquiry {
                    Inquiry::Claims => self.open_held(inquiring, chosen, nth),
                    _ => {
                        self.say(Tone::Plain, "claims-no-cell", &[]);
                        self.layers.push(Layer::Inquiry(inquiring));
                    }
                };
            }
            Command::Accept if inquiry == Inquiry::Names => {
                let nth = chosen.map_or(0, |index| inquiring.leaf().place_of(index));
                self.open.replies.left = Some(*inquiring);
                return chosen.into_iter().for_each(|index| self.walk_term(index, nth));
            }
            Command::Accept => {
                self.open.replies.left = Some(*inquiring);
                if let Some(point) = chosen.and_then(|index| self.inquiry_place(inquiry, index)) {
                    self.jump_near(point);
                }
                return;
            }
            Command::Copy => {
                let text = chosen.map_or(String::new(), |index| self.inquiry_words(inquiry, index));
                self.copy_text(text);
            }
            _ => {
                self.open.replies.left = Some(*inquiring);
                return;
            }
        }
        self.layers.push(Layer::Inquiry(inquiring));
    }

    /// How many places entry `index` has that can be looked at one after the other.
    fn places_of(&self, inquiry: Inquiry, index: usize) -> usize {
        match inquiry {
            Inquiry::Names => self.term(index).map_or(0, Term::count),
            Inquiry::Claims => self.claim(index).map_or(0, |claim| claim.held.len()),
            Inquiry::Timeline | Inquiry::Shape => 0,
        }
    }

    /// Looks at another place of the chosen entry; from the last on to the first.
    fn look_at_place(&mut self, inquiring: &mut Inquiring, chosen: Option<usize>, step: isize) {
        let Some(index) = chosen else { return };
        let count = isize::try_from(self.places_of(inquiring.inquiry, index)).unwrap_or(isize::MAX);
        if count == 0 {
            return self.say(Tone::Plain, "places-none", &[]);
        }
        let leaf = inquiring.leaf_mut();
        let at = isize::try_from(leaf.place_of(index)).unwrap_or(0);
        leaf.looked = (index, usize::try_from((at + step % count).rem_euclid(count)).unwrap_or(0));
    }

    /// A click on the desk: an entry is chosen, a chosen one gone to.
    pub(in crate::app) fn click_inquiry(&mut self, column: u16, row: u16) {
        let Some(Layer::Inquiry(inquiring)) = self.layers.last() else { return };
        let inquiry = inquiring.inquiry;
        let area = self.inquiry_area(inquiry);
        if !area.holds(column, row) {
            return self.click_inquiry_head(inquiry, column, row);
        }
        let at = inquiring.leaf().roll.first + usize::from(row - area.y) / inquiry.entry_rows();
        if at >= inquiring.leaf().count(self.inquiry_count(inquiry)) {
            return;
        }
        if inquiring.leaf().roll.at == at {
            return self.obey(Command::Accept, None);
        }
        if let Some(Layer::Inquiry(inquiring)) = self.layers.last_mut() {
            inquiring.leaf_mut().roll.at = at;
        }
    }

    /// A click on what a leaf draws over its entries.
    fn click_inquiry_head(&mut self, inquiry: Inquiry, column: u16, _row: u16) {
        match inquiry {
            Inquiry::Timeline => self.choose_in_inquiry(self.entry_at_column(column)),
            Inquiry::Names | Inquiry::Claims => {}
            Inquiry::Shape => {
                if let Some(point) = self.strip_point(column) {
                    self.choose_in_inquiry(self.document().section_at(point));
                    let document = Arc::clone(self.document());
                    if let Some(Layer::Inquiry(inquiring)) = self.layers.pop() {
                        self.open.replies.left = Some(*inquiring);
                    }
                    self.jump(document.sentence_at(point).start, 2);
                }
            }
        }
    }

    /// Puts the cursor of the open leaf on entry `index`, where that is shown.
    pub(in crate::app) fn choose_in_inquiry(&mut self, index: Option<usize>) {
        let Some(Layer::Inquiry(inquiring)) = self.layers.last_mut() else { return };
        let leaf = inquiring.leaf_mut();
        let at = match (&leaf.passed, index) {
            (None, Some(index)) => Some(index),
            (Some(passed), Some(index)) => passed.iter().position(|own| *own as usize == index),
            (_, None) => None,
        };
        leaf.roll.at = at.unwrap_or(leaf.roll.at);
    }
}
