//! What keys do at the compare desk, and how it is come to and left.

use crate::app::layer::{After, Cell, Overlay};
use crate::app::reading::Reload;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{
    App, Choice, ChoiceList, Command, Context, ListCursor, NamedPlace, Origin, Question, Reason, Request, StudyEffect, Tone,
};
use crate::document::Point;
use crate::study::{PairKind, Pairing};
use crate::words::Language;

use super::{CompareColumns, CompareDesk, CompareSource, ComparedDocuments};

impl Overlay for CompareDesk {
    fn context(&self) -> Context {
        Context::Compare
    }

    fn fills_screen(&self) -> bool {
        true
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        let times = count.unwrap_or(1);
        if let Some(cursor) = self.summary {
            self.summary = self.obey_in_summary(app, cursor, command, times);
            return After::Stay;
        }
        if self.walk(app, command, times) {
            return After::Stay;
        }
        match command {
            Command::NextChange => app.go_to_change(self, times, false),
            Command::PreviousChange => app.go_to_change(self, times, true),
            Command::NextSection | Command::PreviousSection => app.go_to_section(self, command, times),
            Command::OtherSide => self.cross(),
            Command::Changes => {
                let at = self.section_of(self.at).unwrap_or(0);
                self.summary = Some(ListCursor::starting(at));
            }
            Command::CompareBy => app.compare_by_next(self),
            Command::Copy => app.copy_side(self),
            Command::Accept => return app.leave_compare(self),
            Command::Close => return After::Close,
            _ => {}
        }
        After::Stay
    }

    /// A click gives the focus to the pair there, and to its side.
    fn click(&mut self, app: &mut App, (column, row): Cell) -> Option<After> {
        let (area, columns) = (Self::body(&app.geometry), CompareColumns::of(&app.geometry, app.look.ascii));
        let there = (area.holds(column, row) && self.summary.is_none()).then(|| usize::from(row - area.y));
        if let Some(line) = there.and_then(|below| self.lines.get(below)) {
            self.at = line.pair;
            self.on_right = match columns.rule {
                Some(rule) => column > rule,
                None => line.sides[1].is_some(),
            };
        }
        Some(After::Stay)
    }

    /// A notch goes a pair.
    fn wheel(&mut self, app: &mut App, command: Command) -> After {
        self.obey(app, command, Some(1))
    }

    fn fit(&mut self, app: &mut App) {
        self.lay_out(&app.geometry, app.look.ascii);
    }

    /// The two are held against each other again.
    fn carry(&mut self, app: &mut App, _: &Reload) -> After {
        let request = app.request();
        let (other, by) = (self.at_hand(), self.by);
        app.effects.push(StudyEffect::Compare { request, document: Arc::clone(app.document()), other, by });
        *self = Self { by, ..Self::new(Arc::clone(app.document()), self.source.clone(), request) };
        After::Stay
    }
}

impl CompareDesk {
    /// Goes from pair to pair; whether the command was a move.
    fn walk(&mut self, app: &App, command: Command, times: usize) -> bool {
        let last = self.held.as_ref().map_or(0, |held| held.found.pairs.len()).saturating_sub(1);
        match command {
            Command::Down | Command::Up if times == 1 => {
                let down = command == Command::Down;
                if !self.scroll_inside(&app.geometry, app.look.ascii, down) {
                    self.go(if down { self.at + 1 } else { self.at.saturating_sub(1) }.min(last));
                }
            }
            Command::Down => self.go((self.at + times).min(last)),
            Command::Up => self.go(self.at.saturating_sub(times)),
            Command::PageDown | Command::HalfDown | Command::PageUp | Command::HalfUp => {
                let down = matches!(command, Command::PageDown | Command::HalfDown);
                let by = self.shown_pairs() * times;
                if !self.scroll_inside(&app.geometry, app.look.ascii, down) {
                    self.go(if down { (self.at + by).min(last) } else { self.at.saturating_sub(by) });
                    self.top = (self.at, 0);
                }
            }
            Command::Start => self.go(0),
            Command::End => self.go(last),
            _ => return false,
        }
        true
    }

    /// Carries out a command in the summary; the cursor in it afterwards, or none where it closes.
    fn obey_in_summary(&mut self, app: &App, mut cursor: ListCursor, command: Command, times: usize) -> Option<ListCursor> {
        let count = self.sections.len();
        let by = isize::try_from(times).unwrap_or(isize::MAX);
        let page = isize::from(i16::try_from(Self::body(&app.geometry).height).unwrap_or(1)).max(1);
        match command {
            Command::Down => cursor.step(by, count),
            Command::Up => cursor.step(-by, count),
            Command::PageDown | Command::HalfDown => cursor.step(page.saturating_mul(by), count),
            Command::PageUp | Command::HalfUp => cursor.step(-page.saturating_mul(by), count),
            Command::Start => cursor.at = 0,
            Command::End => cursor.at = count.saturating_sub(1),
            Command::Accept => {
                if let Some(section) = self.sections.get(cursor.at) {
                    let pair = section.pair;
                    self.go(pair);
                    self.top = (pair, 0);
                }
                return None;
            }
            Command::Close | Command::Changes => return None,
            _ => {}
        }
        Some(cursor)
    }
}

impl App {
    /// Asks what to compare with: what is at hand is offered first.
    pub(in crate::app) fn ask_compare(&mut self) {
        if !self.open.is_whole() {
            return self.say(Tone::Plain, "message-still-reading", &[]);
        }
        let mut offers = Vec::new();
        if let Origin::Bundled(language) = self.open.origin {
            offers.push(Choice::Compare(Origin::Bundled(other_language(language))));
        }
        if let Some(panes) = self.panes.as_ref().and_then(crate::app::Panes::other_origin) {
            offers.push(Choice::Compare(panes));
        }
        offers.extend(self.open.notebook.past().texts.iter().map(|(hash, _)| Choice::CompareKept(*hash)));
        if offers.is_empty() {
            return self.ask_path(Question::ComparePath);
        }
        offers.push(Choice::CompareFile);
        self.layers.push(ChoiceList::new("choose-compare", offers));
    }

    /// Compares with the file at `path`.
    pub(in crate::app) fn compare_with_path(&mut self, path: &str) {
        self.compare_with(CompareSource::Origin(Origin::File(PathBuf::from(path))));
    }

    /// Opens the desk, and has the other document read and compared.
    pub(in crate::app) fn compare_with(&mut self, other: CompareSource) {
        let request = self.request();
        let desk = CompareDesk::new(Arc::clone(self.document()), other.clone(), request);
        self.effects.push(StudyEffect::Compare { request, document: Arc::clone(self.document()), other, by: None });
        self.layers.push(desk);
    }

    fn compare_desk(&mut self, request: Request) -> Option<&mut CompareDesk> {
        self.layers.all_mut::<CompareDesk>().find(|desk| desk.request == request)
    }

    pub(in crate::app) fn take_compared(&mut self, request: Request, held: ComparedDocuments) {
        if let Some(desk) = self.compare_desk(request) {
            let first = desk.held.is_none();
            desk.take(held);
            if first {
                desk.at = desk.changes.first().copied().unwrap_or(0);
            }
        }
    }

    pub(in crate::app) fn take_compare_progress(&mut self, request: Request, progress: u16) {
        if let Some(desk) = self.compare_desk(request) {
            desk.progress = progress;
        }
    }

    /// The other document could not be read: the desk has nothing to show.
    pub(in crate::app) fn take_compare_failure(&mut self, request: Request, reason: &Reason) {
        if self.compare_desk(request).is_some() {
            self.layers.close_where::<CompareDesk>(|desk| desk.request == request);
            self.tell(Tone::Error, &**reason);
        }
    }

    fn go_to_change(&mut self, desk: &mut CompareDesk, times: usize, back: bool) {
        let before = desk.changes.partition_point(|change| *change < desk.at);
        let after = desk.changes.partition_point(|change| *change <= desk.at);
        let wanted = if back { before.checked_sub(times) } else { Some(after + times - 1) };
        match wanted.and_then(|wanted| desk.changes.get(wanted)) {
            Some(change) => desk.go(*change),
            None if desk.changes.is_empty() => self.say(Tone::Plain, "message-no-changes", &[]),
            None => self.say(Tone::Plain, if back { "message-first-change" } else { "message-last-change" }, &[]),
        }
    }

    fn go_to_section(&mut self, desk: &mut CompareDesk, command: Command, times: usize) {
        let Some(here) = desk.section_of(desk.at) else { return };
        let inside = usize::from(desk.sections[here].pair < desk.at);
        let wanted = match command {
            Command::NextSection => here + times,
            _ => (here + inside).saturating_sub(times),
        };
        match desk.sections.get(wanted) {
            Some(section) => {
                let pair = section.pair;
                desk.go(pair);
                desk.top = (pair, 0);
            }
            None => self.say(Tone::Plain, "message-last-section", &[]),
        }
    }

    /// From the way that fits to words, to structure, and back.
    fn compare_by_next(&mut self, desk: &mut CompareDesk) {
        desk.by = match desk.by {
            None => Some(Pairing::Words),
            Some(Pairing::Words) => Some(Pairing::Structure),
            Some(Pairing::Structure) => None,
        };
        desk.request = self.request();
        desk.progress = 0;
        let document = Arc::clone(&desk.left);
        let other = desk.at_hand();
        self.effects.push(StudyEffect::Compare { request: desk.request, document, other, by: desk.by });
        let said = match desk.by {
            None => "message-compare-auto",
            Some(Pairing::Words) => "message-compare-words",
            Some(Pairing::Structure) => "message-compare-structure",
        };
        self.say(Tone::Plain, said, &[]);
    }

    /// The text of the side in focus.
    fn copy_side(&mut self, desk: &CompareDesk) {
        let Some(held) = &desk.held else { return };
        let Some(pair) = held.found.pairs.get(desk.at) else { return };
        let text = if desk.on_right { held.other.slice(pair.right) } else { desk.left.slice(pair.left) };
        self.copy_text(text.trim_end().to_owned());
    }

    /// Leaves for the text at this place: for the one on the left, or the other document.
    fn leave_compare(&mut self, desk: &CompareDesk) -> After {
        let Some(held) = &desk.held else { return After::Stay };
        let Some(pair) = held.found.pairs.get(desk.at) else { return After::Close };
        let edit = held.found.edits_of(pair).first();
        if !desk.on_right {
            let point = edit.map_or(pair.left.start, |edit| edit.left.start).max(pair.left.start);
            let end = Point::new(desk.left.floor(pair.left.end.at().saturating_sub(1)));
            self.jump_near(point.min(end.max(pair.left.start)));
            return After::Close;
        }
        let offset = edit.map_or(pair.right.start, |edit| edit.right.start);
        match desk.source.clone() {
            CompareSource::Origin(origin) => {
                self.leave_for(origin, Some(NamedPlace::Offset(offset.0)));
                After::Close
            }
            CompareSource::Kept(..) | CompareSource::Read(..) => {
                self.say(Tone::Plain, "message-kept-words-only", &[]);
                After::Stay
            }
        }
    }
}

impl CompareDesk {
    /// To the other side; of what moved, to its other place.
    fn cross(&mut self) {
        let kind =
            self.held.as_ref().and_then(|held| held.found.pairs.get(self.at)).map(|pair| (pair.kind, pair.left.is_empty()));
        match kind {
            Some((PairKind::Moved(other), on_right)) => {
                self.go(other);
                self.on_right = !on_right;
            }
            _ => self.on_right = !self.on_right,
        }
    }

    /// The other document, read already where it is.
    fn at_hand(&self) -> CompareSource {
        let read = |held: &ComparedDocuments| CompareSource::Read(Arc::clone(&held.other), held.name.clone());
        self.held.as_ref().map_or_else(|| self.source.clone(), read)
    }

    fn go(&mut self, pair: usize) {
        if pair != self.at {
            self.at = pair;
            // A pair that is longer than the window is read from its beginning.
            if self.top.0 == pair || self.top.1 > 0 {
                self.top.1 = 0;
            }
        }
    }
}

/// The other language of the bundled brief.
fn other_language(language: Language) -> Language {
    match language {
        Language::English => Language::Korean,
        Language::Korean => Language::English,
    }
}
