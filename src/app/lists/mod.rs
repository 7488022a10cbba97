//! The lists: every note of the reader's, every hit. Entries are made when
//! they are shown, so that a list of a million costs a screenful.

mod entries;
mod rows;

pub use entries::Entry;
pub(in crate::app) use entries::footnote_words;
pub use rows::Shown;

use crate::annotation::Sieve;

use crate::app::{App, Area, Command, Field, Layer, Roll, Tone};

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// The reader's notes.
    Notes,
    /// The reader's notes on all documents.
    Shelf,
    /// The hits of the search.
    Hits,
    /// The places that the reader left by jumps.
    Jumps,
}

/// How the reader's notes stand in their list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As in the text.
    #[default]
    Place,
    /// The one changed last first.
    Newest,
    /// By label, then as in the text.
    Label,
}

/// A list with a cursor and a filter.
#[derive(Debug, Clone)]
pub struct List {
    /// What it is of.
    pub listed: Listed,
    /// Whether the filter is being typed.
    pub filtering: bool,
    /// The filter.
    pub filter: Field,
    /// The cursor.
    pub roll: Roll,
    /// How notes are ordered.
    pub order: Order,
    /// Which place of the chosen note is meant.
    pub call: usize,
    /// The entries that pass the filter; `None` while there is none.
    passed: Option<Vec<u32>>,
    stale: bool,
}

impl List {
    /// A list with its cursor at entry `at`.
    #[must_use]
    pub fn new(listed: Listed, at: usize) -> Self {
        Self {
            listed,
            filtering: false,
            filter: Field::default(),
            roll: Roll::starting(at),
            order: Order::Place,
            call: 0,
            passed: None,
            stale: false,
        }
    }

    /// Entries shown.
    #[must_use]
    pub fn count(&self, app: &App) -> usize {
        self.passed.as_ref().map_or_else(|| app.count_of(self.listed), Vec::len)
    }

    /// The index of the entry shown at `at`.
    #[must_use]
    pub fn index(&self, at: usize) -> usize {
        self.passed.as_ref().map_or(at, |passed| passed.get(at).map_or(usize::MAX, |index| *index as usize))
    }

    pub(in crate::app) fn type_filter(&mut self, change: impl FnOnce(&mut Field)) {
        if self.filtering {
            change(&mut self.filter);
        }
    }

    /// What the list is of has changed.
    pub(in crate::app) fn count_anew(&mut self) {
        self.stale = true;
    }
}

impl App {
    /// Entries that a list of `listed` has.
    #[must_use]
    pub fn count_of(&self, listed: Listed) -> usize {
        match listed {
            Listed::Notes => self.open.notebook.len(),
            Listed::Shelf => self.library.all.as_ref().map_or(0, |shelf| shelf.notes.len()),
            Listed::Hits => self.pane.finding.hits.as_ref().map_or(0, |hits| hits.spans.len()),
            Listed::Jumps => self.pane.jumps.stops().count(),
        }
    }

    /// The area of a list: it floats over the text and never moves it.
    #[must_use]
    pub fn list_area(&self) -> Area {
        if let (Some(panes), Some(beside)) = (&self.panes, self.geometry.other_pane)
            && panes.beside.is_none()
        {
            return beside.text;
        }
        let screen = self.geometry.screen;
        self.geometry.floating(screen.width.saturating_sub(4).min(100), screen.height.saturating_sub(4).min(40))
    }

    pub(in crate::app) fn open_list(&mut self, list: List) {
        self.layers.retain(|layer| !matches!(layer, Layer::List(_)));
        self.layers.push(Layer::List(list));
    }

    /// The places that were left by jumps, the last first.
    pub(in crate::app) fn open_jumps(&mut self) {
        self.open_list(List::new(Listed::Jumps, 0));
    }

    pub(in crate::app) fn open_notes(&mut self) {
        let near = self.open.notebook.first_from(self.pane.view.sentence.start);
        self.open_list(List::new(Listed::Notes, near));
    }

    pub(in crate::app) fn open_notes_at(&mut self, id: crate::annotation::NoteId) {
        let at = self.open.notebook.position(id).unwrap_or(0);
        self.open_list(List::new(Listed::Notes, at));
    }

    /// Keeps what floats inside its window.
    pub(in crate::app) fn fit_layers(&mut self) {
        let Some(layer) = self.layers.pop() else { return };
        let layer = match layer {
            Layer::List(mut list) => {
                self.fit_list(&mut list);
                Layer::List(list)
            }
            Layer::Choose(mut choosing) => {
                let height = usize::from(self.choosing_area(&choosing).height).saturating_sub(2);
                choosing.roll.fit(height, choosing.choices.len());
                Layer::Choose(choosing)
            }
            Layer::Compare(mut desk) => {
                desk.fit(&self.geometry, self.look.ascii);
                Layer::Compare(desk)
            }
            Layer::Goto(mut goto) => {
                goto.roll.fit(self.goto_height(), goto.ranked.len());
                Layer::Goto(goto)
            }
            Layer::Footnotes(mut desk) => {
                self.fit_footnotes(&mut desk);
                Layer::Footnotes(desk)
            }
            Layer::Inquiry(mut inquiring) => {
                self.fit_inquiry(&mut inquiring);
                Layer::Inquiry(inquiring)
            }
            Layer::Import(mut importing) => {
                self.fit_import(&mut importing);
                Layer::Import(importing)
            }
            Layer::Export(mut exporting) => {
                self.fit_export(&mut exporting);
                Layer::Export(exporting)
            }
            Layer::Desk(mut desk) => {
                desk.fit(&self.geometry);
                Layer::Desk(desk)
            }
            other => other,
        };
        self.layers.push(layer);
    }

    /// Keeps the chosen entry of a list in its window, its filter up to date.
    pub(in crate::app) fn fit_list(&mut self, list: &mut List) {
        if list.stale {
            self.refilter(list);
        }
        self.fit_rows(list);
    }

    /// The area of go-to-anything.
    #[must_use]
    pub fn goto_area(&self) -> Area {
        let screen = self.geometry.screen;
        self.geometry.floating(screen.width.saturating_sub(4).min(90), screen.height.saturating_sub(4).min(18))
    }

    /// Rows for its results.
    #[must_use]
    pub fn goto_height(&self) -> usize {
        usize::from(self.goto_area().height).saturating_sub(4).max(1)
    }

    /// The filter has changed: which entries pass it.
    pub(in crate::app) fn refilter(&mut self, list: &mut List) {
        list.stale = false;
        let typed = list.filter.text();
        let noted = matches!(list.listed, Listed::Notes | Listed::Shelf);
        list.passed = if typed.is_empty() && list.order == Order::Place {
            None
        } else {
            let count = u32::try_from(self.count_of(list.listed)).unwrap_or(u32::MAX);
            let (sieve, wanted) = (Sieve::of(typed), typed.to_lowercase());
            let passes = |index: &u32| {
                if noted {
                    return sieve.is_open() || self.asked_for(list.listed, *index as usize, &sieve);
                }
                let entry = self.entry(list, *index as usize);
                [entry.lead, entry.text, entry.detail].iter().any(|part| part.to_lowercase().contains(&wanted))
            };
            let mut passed: Vec<u32> = (0..count).filter(passes).collect();
            if noted {
                self.order_notes(list.listed, &mut passed, list.order);
            }
            Some(passed)
        };
        let count = list.count(self);
        list.roll.at = list.roll.at.min(count.saturating_sub(1));
    }

    pub(in crate::app) fn act_in_list(&mut self, mut list: List, command: Command, count: Option<usize>) {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let entries = list.count(self);
        let page = isize::try_from(self.list_rows(&list).len().saturating_sub(1).max(1)).unwrap_or(1);
        let chosen = (list.roll.at < entries).then(|| list.index(list.roll.at));
        if list.filtering {
            match command {
                Command::Accept | Command::NextTarget => list.filtering = false,
                Command::Close => {
                    list.filtering = false;
                    list.filter = Field::default();
                    self.refilter(&mut list);
                }
                Command::Down => list.roll.step(1, entries),
                Command::Up => list.roll.step(-1, entries),
                _ => {}
            }
            return self.layers.push(Layer::List(list));
        }
        match command {
            Command::Down => list.roll.step(times, entries),
            Command::Up => list.roll.step(-times, entries),
            Command::PageDown | Command::HalfDown => list.roll.step(page.saturating_mul(times), entries),
            Command::PageUp | Command::HalfUp => list.roll.step(-page.saturating_mul(times), entries),
            Command::Start => list.roll.at = 0,
            Command::End => list.roll.at = entries.saturating_sub(1),
            Command::Filter => list.filtering = true,
            Command::NextTarget => list.call += 1,
            Command::Accept => return self.go_to_entry(&list, chosen),
            Command::Copy => {
                if let Some(index) = chosen {
                    let text = self.entry(&list, index).text;
                    self.copy_text(text);
                }
            }
            Command::CopyCited => {
                if let Some(index) = chosen {
                    self.copy_entry_cited(list.listed, index);
                }
            }
            Command::Settle => return self.settle_entry(list, chosen),
            Command::Notes => return self.turn_list(&list),
            Command::Review => return self.review(),
            Command::Sort if matches!(list.listed, Listed::Notes | Listed::Shelf) => {
                let (order, said) = match list.order {
                    Order::Place => (Order::Newest, "message-by-newest"),
                    Order::Newest => (Order::Label, "message-by-label"),
                    Order::Label => (Order::Place, "message-by-place"),
                };
                list.order = order;
                list.roll.at = 0;
                self.refilter(&mut list);
                self.say(Tone::Plain, said, &[]);
            }
            Command::Undo | Command::Redo => self.read(command, None),
            Command::Edit | Command::Delete | Command::NextLabel | Command::SetLabel | Command::SetTags => {
                self.layers.push(Layer::List(list));
                return self.change_entry(command, chosen);
            }
            _ => return,
        }
        if matches!(command, Command::Down | Command::Up | Command::PageDown | Command::PageUp) {
            list.call = 0;
        }
        if list.listed == Listed::Notes
            && let Some(placed) = chosen.and_then(|index| self.open.notebook.at(index))
        {
            list.call %= placed.places().len().max(1);
        }
        self.layers.push(Layer::List(list));
    }

    /// Changes the chosen note of the list that is open.
    fn change_entry(&mut self, command: Command, chosen: Option<usize>) {
        let Some(Layer::List(list)) = self.layers.last() else { return };
        let noted = match list.listed {
            Listed::Notes => chosen.and_then(|index| self.open.notebook.at(index)).map(|placed| placed.note.id),
            // Only what is open can be changed: undo reaches no further.
            Listed::Shelf => return self.say(Tone::Plain, "message-open-first", &[]),
            Listed::Hits | Listed::Jumps => return self.say(Tone::Plain, "message-not-yours", &[]),
        };
        let Some(id) = noted else { return };
        match command {
            Command::Edit => self.edit_note(id),
            Command::Delete => self.delete_note(id),
            Command::SetLabel => self.ask_label(id),
            Command::SetTags => self.ask_tags(id),
            _ => self.relabel_note(id),
        }
    }

    /// From the notes on this document to those on all, and back.
    fn turn_list(&mut self, list: &List) {
        match list.listed {
            Listed::Notes => self.open_shelf(),
            _ => self.open_notes(),
        }
    }

    /// Goes to what the entry stands for.
    fn go_to_entry(&mut self, list: &List, chosen: Option<usize>) {
        let Some(index) = chosen else { return };
        // What is gone to stands in the text.
        self.layers.retain(|layer| !matches!(layer, Layer::Desk(_)));
        match list.listed {
            Listed::Notes => {
                let Some(placed) = self.open.notebook.at(index) else { return };
                match placed.places().get(list.call) {
                    Some(span) if placed.is_doubtful() => self.jump_near(span.start),
                    _ => self.go_to_note(placed.note.id),
                }
            }
            Listed::Shelf => self.go_to_shelved(index),
            Listed::Jumps => {
                let Some(stop) = self.pane.jumps.stops().nth(index) else { return };
                let document = std::sync::Arc::clone(self.document());
                self.pane.jumps.leave(self.pane.view.stop());
                self.pane.view.restore(&document, stop);
            }
            Listed::Hits => {
                if let Some(hit) = self.pane.finding.hits.as_ref().and_then(|hits| hits.spans.get(index)).copied() {
                    self.go_to_hit(hit);
                }
            }
        }
    }
}
