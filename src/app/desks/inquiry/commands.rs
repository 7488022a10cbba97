//! What keys do at the desk of inquiries.

use crate::app::core::Typed;
use crate::app::layer::{After, Cell, Overlay};
use crate::app::reading::Reload;
use crate::document::Point;
use crate::search::NameFilter;
use crate::study::Term;

use super::{Inquiry, InquiryDesk};
use crate::app::{App, Area, Command, Context, Field, Tone};

impl Overlay for InquiryDesk {
    fn context(&self) -> Context {
        if self.tab().filtering { Context::Line } else { Context::Inquiry }
    }

    fn fills_screen(&self) -> bool {
        true
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        if self.tab().filtering {
            self.obey_while_filtering(app, command);
            return After::Stay;
        }
        let inquiry = self.inquiry;
        let all = app.inquiry_count(inquiry);
        let entries = self.tab().count(all);
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let page = isize::try_from(app.inquiry_window(inquiry).saturating_sub(1).max(1)).unwrap_or(1);
        let chosen = self.chosen(all);
        let tab = self.tab_mut();
        match command {
            Command::Down => tab.cursor.step(times, entries),
            Command::Up => tab.cursor.step(-times, entries),
            Command::PageDown | Command::HalfDown => tab.cursor.step(page.saturating_mul(times), entries),
            Command::PageUp | Command::HalfUp => tab.cursor.step(-page.saturating_mul(times), entries),
            Command::Start => tab.cursor.at = 0,
            Command::End => tab.cursor.at = entries.saturating_sub(1),
            Command::NextYear | Command::PreviousYear => {
                let at = app.year_beside(self, command == Command::NextYear, count.unwrap_or(1));
                self.tab_mut().cursor.at = at;
            }
            Command::Filter => tab.filtering = true,
            Command::Sort => {
                tab.turned = !tab.turned;
                tab.cursor.at = 0;
                app.filter_tab(self);
            }
            Command::NextTarget | Command::Left | Command::Right => {
                let all = Inquiry::ALL.len();
                let step = if command == Command::Left { all - 1 } else { 1 };
                app.turn_to(self, Inquiry::ALL[(self.inquiry.index() + step) % all]);
            }
            Command::NextPlace | Command::PreviousPlace => {
                let step = if command == Command::NextPlace { times } else { -times };
                app.look_at_place(self, chosen, step);
            }
            Command::ToCell => return app.open_held(self, chosen),
            Command::Accept => {
                app.open.replies.left = Some(self.clone());
                app.go_to_answer(self, chosen);
                return After::Close;
            }
            Command::Copy => {
                let text = chosen.map_or(String::new(), |index| app.inquiry_words(inquiry, index));
                app.copy_text(text);
            }
            _ => {
                app.open.replies.left = Some(self.clone());
                return After::Close;
            }
        }
        After::Stay
    }

    fn take(&mut self, app: &mut App, typed: Typed) -> Option<After> {
        let tab = self.tab_mut();
        if !tab.filtering {
            return None;
        }
        tab.filter.take(typed);
        app.filter_tab(self);
        Some(After::Stay)
    }

    /// A click on an entry chooses it; on the chosen one it goes there.
    fn click(&mut self, app: &mut App, (column, row): Cell) -> Option<After> {
        let area = app.inquiry_area(self.inquiry);
        if !area.holds(column, row) {
            return Some(app.click_inquiry_head(self, column));
        }
        let at = self.tab().cursor.first + usize::from(row - area.y) / self.inquiry.entry_rows();
        if at >= self.tab().count(app.inquiry_count(self.inquiry)) {
            return Some(After::Stay);
        }
        if self.tab().cursor.at == at {
            return Some(self.obey(app, Command::Accept, None));
        }
        self.tab_mut().cursor.at = at;
        Some(After::Stay)
    }

    fn fit(&mut self, app: &mut App) {
        app.fit_inquiry(self);
    }

    /// What passed, and which place was looked at, are of the old answers; new ones are asked for.
    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        self.forget_entries();
        After::Stay
    }
}

impl InquiryDesk {
    /// Carries out a command while the filter is typed.
    fn obey_while_filtering(&mut self, app: &App, command: Command) {
        let entries = self.tab().count(app.inquiry_count(self.inquiry));
        let tab = self.tab_mut();
        match command {
            Command::Accept | Command::NextTarget => tab.filtering = false,
            Command::Close => {
                tab.filtering = false;
                tab.filter = Field::default();
                app.filter_tab(self);
            }
            Command::Down => tab.cursor.step(1, entries),
            Command::Up => tab.cursor.step(-1, entries),
            _ => {}
        }
    }

    /// Another document or another answer came: what passes has to be told again.
    pub(super) fn forget_entries(&mut self) {
        for tab in &mut self.tabs {
            tab.stale = true;
        }
    }

    /// Puts the cursor of the open leaf on entry `index`, where that is shown.
    pub(super) fn choose(&mut self, index: Option<usize>) {
        let tab = self.tab_mut();
        let at = match (&tab.passed, index) {
            (None, Some(index)) => Some(index),
            (Some(passed), Some(index)) => passed.iter().position(|own| *own as usize == index),
            (_, None) => None,
        };
        tab.cursor.at = at.unwrap_or(tab.cursor.at);
    }
}

impl App {
    /// Opens the desk as it was left.
    pub(in crate::app) fn open_inquiry(&mut self) {
        let mut desk = self.open.replies.left.take().unwrap_or_default();
        let inquiry = desk.inquiry;
        self.turn_to(&mut desk, inquiry);
        self.layers.push(desk);
    }

    /// Shows the leaf of `inquiry`.
    fn turn_to(&mut self, desk: &mut InquiryDesk, inquiry: Inquiry) {
        desk.inquiry = inquiry;
        self.inquire(inquiry);
        self.filter_tab(desk);
    }

    /// Goes to the chosen entry; to a name, so that the keys of a search go on from place to place.
    fn go_to_answer(&mut self, desk: &InquiryDesk, chosen: Option<usize>) {
        let Some(index) = chosen else { return };
        if desk.inquiry == Inquiry::Names {
            self.walk_term(index, desk.tab().place_of(index));
        } else if let Some(point) = self.inquiry_place(desk.inquiry, index) {
            self.jump_near(point);
        }
    }

    /// Something that the leaves show has changed.
    pub(in crate::app) fn inquiries_changed(&mut self) {
        self.layers.all_mut::<InquiryDesk>().for_each(InquiryDesk::forget_entries);
        if let Some(left) = &mut self.open.replies.left {
            left.forget_entries();
        }
    }

    /// A click on what a leaf draws over its entries.
    fn click_inquiry_head(&mut self, desk: &mut InquiryDesk, column: u16) -> After {
        match desk.inquiry {
            Inquiry::Timeline => desk.choose(self.entry_at_column(column)),
            Inquiry::Names | Inquiry::Claims => {}
            Inquiry::Shape => {
                if let Some(point) = self.strip_point(column) {
                    desk.choose(self.document().section_at(point));
                    let start = self.document().sentence_at(point).start;
                    self.open.replies.left = Some(desk.clone());
                    self.jump(start, 2);
                    return After::Close;
                }
            }
        }
        After::Stay
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
    fn fit_inquiry(&mut self, desk: &mut InquiryDesk) {
        if desk.tab().stale {
            self.inquire(desk.inquiry);
            self.filter_tab(desk);
        }
        let (window, count) = (self.inquiry_window(desk.inquiry), self.inquiry_count(desk.inquiry));
        let tab = desk.tab_mut();
        let count = tab.count(count);
        tab.cursor.fit(window, count);
    }

    /// Which entries pass the filter, and in which order.
    fn filter_tab(&self, desk: &mut InquiryDesk) {
        let inquiry = desk.inquiry;
        let all = u32::try_from(self.inquiry_count(inquiry)).unwrap_or(u32::MAX);
        let turned = desk.tab().turned;
        let wanted = desk.tab().filter.text();
        let order = if turned { self.inquiry_order(inquiry) } else { None };
        let passed = if wanted.is_empty() {
            order
        } else {
            // As «go to anything» finds names: by initial consonants and half-typed syllables, too.
            let names = NameFilter::new(wanted);
            let passes = |index: &u32| names.passes(&self.inquiry_words(inquiry, *index as usize));
            Some(order.unwrap_or_else(|| (0..all).collect()).into_iter().filter(passes).collect())
        };
        let tab = desk.tab_mut();
        tab.passed = passed;
        tab.stale = false;
        tab.cursor.at = tab.cursor.at.min(tab.count(all as usize).saturating_sub(1));
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
    fn look_at_place(&mut self, desk: &mut InquiryDesk, chosen: Option<usize>, step: isize) {
        let Some(index) = chosen else { return };
        let count = isize::try_from(self.places_of(desk.inquiry, index)).unwrap_or(isize::MAX);
        if count == 0 {
            return self.say(Tone::Plain, "places-none", &[]);
        }
        let tab = desk.tab_mut();
        let at = isize::try_from(tab.place_of(index)).unwrap_or(0);
        tab.looked = (index, usize::try_from((at + step % count).rem_euclid(count)).unwrap_or(0));
    }
}
