//! What keys do at the compare desk, and how it is come to and left.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{App, At, Choice, Choosing, Command, Effect, Layer, Origin, Question, Reason, Request, Tone};
use crate::document::Point;
use crate::study::{By, Kind};
use crate::words::Language;

use super::{Columns, Comparing, Held, Other};

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
        self.layers.push(Layer::Choose(Choosing::new("choose-compare", offers)));
    }

    /// Compares with the file at `path`.
    pub(in crate::app) fn compare_with_path(&mut self, path: &str) {
        self.compare_with(Other::Origin(Origin::File(PathBuf::from(path))));
    }

    /// Opens the desk, and has the other document read and compared.
    pub(in crate::app) fn compare_with(&mut self, other: Other) {
        let request = self.request();
        let desk = Comparing::new(Arc::clone(self.document()), other.clone(), request);
        self.effects.push(Effect::Hold { request, document: Arc::clone(self.document()), other, by: None });
        self.layers.push(Layer::Compare(Box::new(desk)));
    }

    /// The desk again, on another reading of the document.
    pub(in crate::app) fn compare_again(&mut self, desk: Comparing) -> Comparing {
        let request = self.request();
        let (other, by) = (desk.at_hand(), desk.by);
        self.effects.push(Effect::Hold { request, document: Arc::clone(self.document()), other, by });
        Comparing { by, ..Comparing::new(Arc::clone(self.document()), desk.source, request) }
    }

    /// A click at the desk: the pair there, and its side, have the focus.
    pub(in crate::app) fn click_compare(&mut self, column: u16, row: u16) {
        let (area, columns) = (Comparing::body(&self.geometry), Columns::of(&self.geometry, self.look.ascii));
        let Some(Layer::Compare(desk)) = self.layers.last_mut() else { return };
        if !area.holds(column, row) || desk.summary.is_some() {
            return;
        }
        if let Some(line) = desk.lines.get(usize::from(row - area.y)) {
            desk.at = line.pair;
            desk.on_right = match columns.rule {
                Some(rule) => column > rule,
                None => line.sides[1].is_some(),
            };
        }
    }

    fn comparing(&mut self, request: Request) -> Option<&mut Comparing> {
        self.layers.iter_mut().find_map(|layer| match layer {
            Layer::Compare(desk) if desk.request == request => Some(&mut **desk),
            _ => None,
        })
    }

    pub(in crate::app) fn take_held(&mut self, request: Request, held: Held) {
        if let Some(desk) = self.comparing(request) {
            let first = desk.held.is_none();
            desk.take(held);
            if first {
                desk.at = desk.changes.first().copied().unwrap_or(0);
            }
        }
    }

    pub(in crate::app) fn take_holding(&mut self, request: Request, progress: u16) {
        if let Some(desk) = self.comparing(request) {
            desk.progress = progress;
        }
    }

    /// The other document could not be read: the desk has nothing to show.
    pub(in crate::app) fn take_not_held(&mut self, request: Request, reason: &Reason) {
        if self.comparing(request).is_some() {
            self.layers.retain(|layer| !matches!(layer, Layer::Compare(desk) if desk.request == request));
            self.message = Some(crate::app::Message { tone: Tone::Error, text: reason.to_string() });
        }
    }

    pub(in crate::app) fn act_in_compare(&mut self, mut desk: Box<Comparing>, command: Command, count: Option<usize>) {
        let times = count.unwrap_or(1);
        if desk.summary.is_some() {
            return self.act_in_summary(desk, command, times);
        }
        let pairs = desk.held.as_ref().map_or(0, |held| held.found.pairs.len());
        let last = pairs.saturating_sub(1);
        let page = desk.shown_pairs();
        match command {
            Command::Down | Command::Up if times == 1 => {
                let down = command == Command::Down;
                if !desk.scroll_inside(&self.geometry, self.look.ascii, down) {
                    desk.go(if down { desk.at + 1 } else { desk.at.saturating_sub(1) }.min(last));
                }
            }
            Command::Down => desk.go((desk.at + times).min(last)),
            Command::Up => desk.go(desk.at.saturating_sub(times)),
            Command::PageDown | Command::HalfDown | Command::PageUp | Command::HalfUp => {
                let down = matches!(command, Command::PageDown | Command::HalfDown);
                let by = page * times;
                if !desk.scroll_inside(&self.geometry, self.look.ascii, down) {
                    desk.go(if down { (desk.at + by).min(last) } else { desk.at.saturating_sub(by) });
                    desk.top = (desk.at, 0);
                }
            }
            Command::Start => desk.go(0),
            Command::End => desk.go(last),
            Command::NextChange => self.go_to_change(&mut desk, times, false),
            Command::PreviousChange => self.go_to_change(&mut desk, times, true),
            Command::NextSection | Command::PreviousSection => self.go_to_section(&mut desk, command, times),
            Command::OtherSide => desk.cross(),
            Command::Changes => {
                let at = desk.section_of(desk.at).unwrap_or(0);
                desk.summary = Some(crate::app::Roll::starting(at));
            }
            Command::CompareBy => self.compare_by_next(&mut desk),
            Command::Copy => self.copy_side(&desk),
            Command::Accept => return self.leave_compare(desk),
            Command::Close => return,
            _ => {}
        }
        self.layers.push(Layer::Compare(desk));
    }

    fn act_in_summary(&mut self, mut desk: Box<Comparing>, command: Command, times: usize) {
        let count = desk.sections.len();
        let mut roll = desk.summary.unwrap_or_default();
        let by = isize::try_from(times).unwrap_or(isize::MAX);
        let page = isize::from(i16::try_from(Comparing::body(&self.geometry).height).unwrap_or(1)).max(1);
        match command {
            Command::Down => roll.step(by, count),
            Command::Up => roll.step(-by, count),
            Command::PageDown | Command::HalfDown => roll.step(page.saturating_mul(by), count),
            Command::PageUp | Command::HalfUp => roll.step(-page.saturating_mul(by), count),
            Command::Start => roll.at = 0,
            Command::End => roll.at = count.saturating_sub(1),
            Command::Accept => {
                if let Some(section) = desk.sections.get(roll.at) {
                    let pair = section.pair;
                    desk.go(pair);
                    desk.top = (pair, 0);
                }
                desk.summary = None;
                return self.layers.push(Layer::Compare(desk));
            }
            Command::Close | Command::Changes => {
                desk.summary = None;
                return self.layers.push(Layer::Compare(desk));
            }
            _ => {}
        }
        desk.summary = Some(roll);
        self.layers.push(Layer::Compare(desk));
    }

    fn go_to_change(&mut self, desk: &mut Comparing, times: usize, back: bool) {
        let before = desk.changes.partition_point(|change| *change < desk.at);
        let after = desk.changes.partition_point(|change| *change <= desk.at);
        let wanted = if back { before.checked_sub(times) } else { Some(after + times - 1) };
        match wanted.and_then(|wanted| desk.changes.get(wanted)) {
            Some(change) => desk.go(*change),
            None if desk.changes.is_empty() => self.say(Tone::Plain, "message-no-changes", &[]),
            None => self.say(Tone::Plain, if back { "message-first-change" } else { "message-last-change" }, &[]),
        }
    }

    fn go_to_section(&mut self, desk: &mut Comparing, command: Command, times: usize) {
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
    fn compare_by_next(&mut self, desk: &mut Comparing) {
        desk.by = match desk.by {
            None => Some(By::Words),
            Some(By::Words) => Some(By::Structure),
            Some(By::Structure) => None,
        };
        desk.request = self.request();
        desk.progress = 0;
        let document = Arc::clone(&desk.left);
        let other = desk.at_hand();
        self.effects.push(Effect::Hold { request: desk.request, document, other, by: desk.by });
        let said = match desk.by {
            None => "message-compare-auto",
            Some(By::Words) => "message-compare-words",
            Some(By::Structure) => "message-compare-structure",
        };
        self.say(Tone::Plain, said, &[]);
    }

    /// The text of the side in focus.
    fn copy_side(&mut self, desk: &Comparing) {
        let Some(held) = &desk.held else { return };
        let Some(pair) = held.found.pairs.get(desk.at) else { return };
        let text = if desk.on_right { held.other.slice(pair.right) } else { desk.left.slice(pair.left) };
        self.copy_text(text.trim_end().to_owned());
    }

    /// Leaves for the text at this place: for the one on the left, or the other document.
    fn leave_compare(&mut self, desk: Box<Comparing>) {
        let Some(held) = &desk.held else { return self.layers.push(Layer::Compare(desk)) };
        let Some(pair) = held.found.pairs.get(desk.at) else { return };
        let edit = held.found.edits_of(pair).first();
        if !desk.on_right {
            let point = edit.map_or(pair.left.start, |edit| edit.left.start).max(pair.left.start);
            let end = Point::new(desk.left.floor(pair.left.end.at().saturating_sub(1)));
            return self.jump_near(point.min(end.max(pair.left.start)));
        }
        let offset = edit.map_or(pair.right.start, |edit| edit.right.start);
        match desk.source.clone() {
            Other::Origin(origin) => self.leave_for(origin, Some(At::Offset(offset.0))),
            Other::Kept(..) | Other::Read(..) => {
                self.say(Tone::Plain, "message-kept-words-only", &[]);
                self.layers.push(Layer::Compare(desk));
            }
        }
    }
}

impl Comparing {
    /// To the other side; of what moved, to its other place.
    fn cross(&mut self) {
        let kind =
            self.held.as_ref().and_then(|held| held.found.pairs.get(self.at)).map(|pair| (pair.kind, pair.left.is_empty()));
        match kind {
            Some((Kind::Moved(other), on_right)) => {
                self.go(other);
                self.on_right = !on_right;
            }
            _ => self.on_right = !self.on_right,
        }
    }

    /// The other document, read already where it is.
    fn at_hand(&self) -> Other {
        let read = |held: &Held| Other::Read(Arc::clone(&held.other), held.name.clone());
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
