//! The lists: every note of the reader's, every hit. Entries are made when
//! they are shown, so that a list of a million costs a screenful.

mod entries;
mod rows;

pub use entries::Entry;
pub(in crate::app) use entries::footnote_words;
pub use rows::ListRow;

use crate::annotation::NoteFilter;
use crate::app::core::Typed;
use crate::app::layer::{After, Cell, Overlay};
use crate::app::reading::Reload;

use crate::app::{App, Area, Command, Context, Desk, Field, ListCursor, Tone};

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// The reader's notes.
    Notes,
    /// The reader's notes on all documents.
    AllNotes,
    /// What was typed and not saved.
    Drafts,
    /// The hits of the search.
    Hits,
    /// The places that the reader left by jumps.
    Jumps,
}

/// How the reader's notes stand in their list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoteOrder {
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
    pub listed: ListKind,
    /// Whether the filter is being typed.
    pub filtering: bool,
    /// The filter.
    pub filter: Field,
    /// The cursor.
    pub cursor: ListCursor,
    /// How notes are ordered.
    pub order: NoteOrder,
    /// Which place of the chosen note is meant.
    pub call: usize,
    /// The entries that pass the filter; `None` while there is none.
    passed: Option<Vec<u32>>,
    stale: bool,
}

impl List {
    /// A list with its cursor at entry `at`.
    #[must_use]
    pub fn new(listed: ListKind, at: usize) -> Self {
        Self {
            listed,
            filtering: false,
            filter: Field::default(),
            cursor: ListCursor::starting(at),
            order: NoteOrder::Place,
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

    /// What the list is of has changed.
    pub(in crate::app) fn count_anew(&mut self) {
        self.stale = true;
    }
}

impl Overlay for List {
    fn context(&self) -> Context {
        if self.filtering { Context::Line } else { Context::List }
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        if app.list_is_pane() {
            return self.obey_as_pane(app, command, count);
        }
        if self.filtering {
            self.obey_while_filtering(app, command);
            return After::Stay;
        }
        self.obey_plainly(app, command, count)
    }

    fn take(&mut self, app: &mut App, typed: Typed) -> Option<After> {
        if !self.filtering {
            return None;
        }
        self.filter.take(typed);
        app.refilter(self);
        Some(After::Stay)
    }

    fn click(&mut self, app: &mut App, (column, row): Cell) -> Option<After> {
        let inner = app.list_area().inset(2, 1);
        if !inner.holds(column, row) {
            return Some(After::Close);
        }
        // The head takes the first row.
        let below = usize::from(row - inner.y).checked_sub(1);
        let holds = |shown: &ListRow| below.is_some_and(|below| (shown.y..shown.y + ListRow::HEIGHT).contains(&below));
        match app.list_rows(self).iter().find(|shown| holds(shown)).map(|shown| shown.at) {
            Some(at) if at == self.cursor.at => Some(self.obey(app, Command::Accept, None)),
            Some(at) => {
                self.cursor.at = at;
                Some(After::Stay)
            }
            None => Some(After::Stay),
        }
    }

    fn fit(&mut self, app: &mut App) {
        app.fit_list(self);
    }

    fn notes_changed(&mut self) {
        self.count_anew();
    }

    fn carry(&mut self, app: &mut App, _: &Reload) -> After {
        app.refilter(self);
        After::Stay
    }
}

impl List {
    /// Carries out a command while the filter is typed.
    fn obey_while_filtering(&mut self, app: &App, command: Command) {
        let entries = self.count(app);
        match command {
            Command::Accept | Command::NextTarget => self.filtering = false,
            Command::Close => {
                self.filtering = false;
                self.filter = Field::default();
                app.refilter(self);
            }
            Command::Down => self.cursor.step(1, entries),
            Command::Up => self.cursor.step(-1, entries),
            _ => {}
        }
    }

    /// Moves the cursor; `false` for a command that moves nothing.
    fn walk(&mut self, app: &App, command: Command, count: Option<usize>) -> bool {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let entries = self.count(app);
        let page = isize::try_from(app.list_rows(self).len().saturating_sub(1).max(1)).unwrap_or(1);
        match command {
            Command::Down => self.cursor.step(times, entries),
            Command::Up => self.cursor.step(-times, entries),
            Command::PageDown | Command::HalfDown => self.cursor.step(page.saturating_mul(times), entries),
            Command::PageUp | Command::HalfUp => self.cursor.step(-page.saturating_mul(times), entries),
            Command::Start => self.cursor.at = 0,
            Command::End => self.cursor.at = entries.saturating_sub(1),
            _ => return false,
        }
        if !matches!(command, Command::HalfDown | Command::HalfUp | Command::Start | Command::End) {
            self.call = 0;
        }
        true
    }

    /// Carries out a command in the list, wherever it stands.
    fn obey_plainly(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        let chosen = (self.cursor.at < self.count(app)).then(|| self.index(self.cursor.at));
        if self.walk(app, command, count) {
            self.wrap_places(app, chosen);
            return After::Stay;
        }
        match command {
            Command::Filter => self.filtering = true,
            Command::NextTarget => self.call += 1,
            Command::Accept => {
                app.go_to_entry(self, chosen);
                return After::Close;
            }
            Command::Copy => {
                if let Some(index) = chosen {
                    let text = app.entry(self, index).text;
                    app.copy_text(text);
                }
            }
            Command::CopyCited => {
                if let Some(index) = chosen {
                    app.copy_entry_cited(self.listed, index);
                }
            }
            Command::Settle => return app.settle_entry(self, chosen),
            Command::Notes => {
                app.turn_list(self);
                return After::Close;
            }
            Command::Drafts => {
                app.open_drafts();
                return After::Close;
            }
            Command::Review => {
                app.review();
                return After::Close;
            }
            Command::Sort if matches!(self.listed, ListKind::Notes | ListKind::AllNotes) => self.sort(app),
            Command::Undo | Command::Redo => app.read(command, None),
            Command::Edit | Command::Delete | Command::NextLabel | Command::SetLabel | Command::SetTags => {
                app.change_entry(self.listed, command, chosen);
            }
            _ => return After::Close,
        }
        self.wrap_places(app, chosen);
        After::Stay
    }

    /// From the last place of a note back to its first.
    fn wrap_places(&mut self, app: &App, chosen: Option<usize>) {
        if self.listed == ListKind::Notes
            && let Some(placed) = chosen.and_then(|index| app.listed_note(index))
        {
            self.call %= placed.places().len().max(1);
        }
    }

    /// The next order of notes.
    fn sort(&mut self, app: &mut App) {
        let (order, said) = match self.order {
            NoteOrder::Place => (NoteOrder::Newest, "message-by-newest"),
            NoteOrder::Newest => (NoteOrder::Label, "message-by-label"),
            NoteOrder::Label => (NoteOrder::Place, "message-by-place"),
        };
        self.order = order;
        self.cursor.at = 0;
        app.refilter(self);
        app.say(Tone::Plain, said, &[]);
    }

    /// Carries out a command where the list is the second pane: it stays there when the text gets the keys.
    fn obey_as_pane(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        match command {
            Command::SecondPane => app.close_pane(),
            Command::NextTarget | Command::Close if !self.filtering => app.rest_list(self.clone()),
            _ if self.filtering => {
                self.obey_while_filtering(app, command);
                return After::Stay;
            }
            _ => {
                let kept = self.clone();
                if self.obey_plainly(app, command, count) == After::Stay {
                    return After::Stay;
                }
                if !app.layers.have::<Self>() {
                    app.rest_list(kept);
                }
            }
        }
        After::Close
    }
}

impl App {
    /// Entries that a list of `listed` has.
    #[must_use]
    pub fn count_of(&self, listed: ListKind) -> usize {
        match listed {
            ListKind::Notes => self.listed_notes(),
            ListKind::AllNotes => self.library.all.as_ref().map_or(0, |all| all.notes.len()),
            ListKind::Drafts => self.library.drafts.waiting().len(),
            ListKind::Hits => self.pane.search.hits.as_ref().map_or(0, |hits| hits.spans.len()),
            ListKind::Jumps => self.pane.jumps.positions().count(),
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
        self.layers.close::<List>();
        self.layers.push(list);
    }

    /// The places that were left by jumps, the last first.
    pub(in crate::app) fn open_jumps(&mut self) {
        self.open_list(List::new(ListKind::Jumps, 0));
    }

    pub(in crate::app) fn open_notes(&mut self) {
        let near = self.nearest_note();
        self.open_list(List::new(ListKind::Notes, near));
    }

    pub(in crate::app) fn open_notes_at(&mut self, id: crate::annotation::NoteId) {
        let at = self.position_in_list(id).unwrap_or(0);
        self.open_list(List::new(ListKind::Notes, at));
    }

    /// Keeps the chosen entry of a list in its window, its filter up to date.
    pub(in crate::app) fn fit_list(&self, list: &mut List) {
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
    pub(in crate::app) fn refilter(&self, list: &mut List) {
        list.stale = false;
        let typed = list.filter.text();
        let noted = matches!(list.listed, ListKind::Notes | ListKind::AllNotes);
        list.passed = if typed.is_empty() && list.order == NoteOrder::Place {
            None
        } else {
            let count = u32::try_from(self.count_of(list.listed)).unwrap_or(u32::MAX);
            let (filter, wanted) = (NoteFilter::of(typed), typed.to_lowercase());
            let passes = |index: &u32| {
                if noted {
                    return filter.is_empty() || self.asked_for(list.listed, *index as usize, &filter);
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
        list.cursor.at = list.cursor.at.min(count.saturating_sub(1));
    }

    /// Changes the chosen note of the list that is open.
    fn change_entry(&mut self, listed: ListKind, command: Command, chosen: Option<usize>) {
        let noted = match listed {
            ListKind::Notes => chosen.and_then(|index| self.listed_note(index)).map(|placed| placed.note.id),
            // Only what is open can be changed: undo reaches no further.
            ListKind::AllNotes => return self.say(Tone::Plain, "message-open-first", &[]),
            ListKind::Drafts if command == Command::Delete => return self.ask_to_drop_draft(chosen),
            ListKind::Drafts => return self.say(Tone::Plain, "message-open-draft-first", &[]),
            ListKind::Hits | ListKind::Jumps => return self.say(Tone::Plain, "message-not-yours", &[]),
        };
        let Some(id) = noted.filter(|id| !self.refuse_embedded(*id)) else { return };
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
            ListKind::Notes => self.open_all_notes(),
            _ => self.open_notes(),
        }
    }

    /// Goes to what the entry stands for.
    fn go_to_entry(&mut self, list: &List, chosen: Option<usize>) {
        let Some(index) = chosen else { return };
        // What is gone to stands in the text.
        self.layers.close::<Desk>();
        match list.listed {
            ListKind::Notes => {
                let Some(placed) = self.listed_note(index) else { return };
                match placed.places().get(list.call) {
                    Some(span) if placed.is_doubtful() => self.jump_near(span.start),
                    _ => self.go_to_note(placed.note.id),
                }
            }
            ListKind::AllNotes => self.go_to_note_elsewhere(index),
            ListKind::Drafts => self.open_draft(index),
            ListKind::Jumps => {
                let Some(position) = self.pane.jumps.positions().nth(index) else { return };
                let document = std::sync::Arc::clone(self.document());
                self.pane.jumps.leave(self.pane.view.position());
                self.pane.view.restore(&document, position);
            }
            ListKind::Hits => {
                if let Some(hit) = self.pane.search.hits.as_ref().and_then(|hits| hits.spans.get(index)).copied() {
                    self.go_to_hit(hit);
                }
            }
        }
    }
}
