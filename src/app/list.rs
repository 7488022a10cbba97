//! The lists: every footnote, every note of the reader's, every hit. Entries are made when
//! they are shown, so that a list of a million costs a screenful.

use std::sync::Arc;

use crate::document::{Document, Span};
use crate::search::excerpt;

use super::layer::Layer;
use super::roll::Roll;
use super::{App, Area, Command, Field, Tone};

/// Rows that an entry takes.
pub const ROWS_AN_ENTRY: usize = 2;
/// Characters of words around a hit that an entry shows at each side.
const AROUND: usize = 60;

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// The document's footnotes.
    Footnotes,
    /// The reader's notes.
    Notes,
    /// The hits of the search.
    Hits,
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
    /// Which call of the chosen footnote is meant.
    pub call: usize,
    /// The entries that pass the filter; `None` while there is none.
    passed: Option<Vec<u32>>,
    stale: bool,
}

/// An entry as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by: a label, a kind, a page.
    pub lead: String,
    /// Its words.
    pub text: String,
    /// The part of the words that was searched for, in bytes of `text`.
    pub lit: Option<std::ops::Range<usize>>,
    /// Where it is: section and page.
    pub detail: String,
    /// Which of the label colours it has, from 1; 0 is none.
    pub colour: u8,
    /// Whether something about it waits for the reader.
    pub doubtful: bool,
}

impl List {
    /// A list with its cursor at entry `at`.
    #[must_use]
    pub fn new(listed: Listed, at: usize) -> Self {
        Self { listed, filtering: false, filter: Field::default(), roll: Roll::starting(at), call: 0, passed: None, stale: false }
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

    pub(super) fn type_filter(&mut self, change: impl FnOnce(&mut Field)) {
        if self.filtering {
            change(&mut self.filter);
        }
    }

    /// What the list is of has changed.
    pub(super) fn count_anew(&mut self) {
        self.stale = true;
    }
}

impl App {
    /// Entries that a list of `listed` has.
    #[must_use]
    pub fn count_of(&self, listed: Listed) -> usize {
        match listed {
            Listed::Footnotes => self.document().footnotes().len(),
            Listed::Notes => self.notebook.len(),
            Listed::Hits => self.finding.hits.as_ref().map_or(0, |hits| hits.spans.len()),
        }
    }

    /// The area of a list: it floats over the text and never moves it.
    #[must_use]
    pub fn list_area(&self) -> Area {
        let screen = self.geometry.screen;
        self.geometry.floating(screen.width.saturating_sub(4).min(100), screen.height.saturating_sub(4).min(40))
    }

    /// Entries that fit into the list's window.
    #[must_use]
    pub fn list_height(&self) -> usize {
        // The frame, the head and the line with the keys.
        (usize::from(self.list_area().height).saturating_sub(4) / ROWS_AN_ENTRY).max(1)
    }

    pub(super) fn open_list(&mut self, list: List) {
        self.layers.retain(|layer| !matches!(layer, Layer::List(_)));
        self.layers.push(Layer::List(list));
    }

    pub(super) fn open_footnotes(&mut self) {
        let document = Arc::clone(self.document());
        let near = document
            .footnotes()
            .iter()
            .position(|footnote| footnote.calls.first().is_some_and(|call| *call >= self.view.sentence.start));
        self.open_list(List::new(Listed::Footnotes, near.unwrap_or(0)));
    }

    pub(super) fn open_notes(&mut self) {
        let near = self.notebook.first_from(self.view.sentence.start);
        self.open_list(List::new(Listed::Notes, near));
    }

    pub(super) fn open_notes_at(&mut self, id: crate::annotation::NoteId) {
        let at = self.notebook.position(id).unwrap_or(0);
        self.open_list(List::new(Listed::Notes, at));
    }

    /// Keeps what floats inside its window.
    pub(super) fn fit_layers(&mut self) {
        let Some(layer) = self.layers.pop() else { return };
        let layer = match layer {
            Layer::List(mut list) => {
                if list.stale {
                    self.refilter(&mut list);
                }
                let (height, count) = (self.list_height(), list.count(self));
                list.roll.fit(height, count);
                Layer::List(list)
            }
            Layer::Goto(mut goto) => {
                goto.roll.fit(self.goto_height(), goto.ranked.len());
                Layer::Goto(goto)
            }
            Layer::Desk(mut desk) => {
                desk.fit(&self.geometry);
                Layer::Desk(desk)
            }
            other => other,
        };
        self.layers.push(layer);
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

    /// The entry `index` of a list, as it is shown.
    #[must_use]
    pub fn entry(&self, list: &List, index: usize) -> Entry {
        match list.listed {
            Listed::Footnotes => self.footnote_entry(list, index),
            Listed::Notes => self.note_entry(list, index),
            Listed::Hits => self.hit_entry(index),
        }
    }

    fn footnote_entry(&self, list: &List, index: usize) -> Entry {
        let document = self.document();
        let Some(footnote) = document.footnotes().get(index) else { return Entry::default() };
        let body = document.body_span(index).map(|body| document.slice(document.unit_at(body.start)).to_owned());
        let text = body.unwrap_or_else(|| self.words.fill("footnote-none", &[("label", footnote.label.as_str().into())]));
        let call = footnote.calls.get(list.call.min(footnote.calls.len().saturating_sub(1)));
        let detail = call.map_or_else(
            || self.words.say("footnote-uncalled").into_owned(),
            |call| {
                let sentence = document.slice(document.sentence_at(*call));
                let more = footnote.calls.len() - 1;
                let place = self.place_words(document, Span::empty(*call));
                if more > 0 {
                    let more = self.words.fill("footnote-more-calls", &[("count", more.into())]);
                    format!("{place} · {sentence} {more}")
                } else {
                    format!("{place} · {sentence}")
                }
            },
        );
        Entry { lead: footnote.label.to_string(), text, detail, ..Entry::default() }
    }

    fn hit_entry(&self, index: usize) -> Entry {
        let document = self.document();
        let Some(hit) = self.finding.hits.as_ref().and_then(|hits| hits.spans.get(index)).copied() else {
            return Entry::default();
        };
        let around = excerpt(document, hit, AROUND);
        let before = document.slice(around.before);
        let found = document.slice(around.hit);
        let text = format!("{before}{found}{}", document.slice(around.after));
        Entry {
            lead: String::new(),
            lit: Some(before.len()..before.len() + found.len()),
            text: text.replace('\n', " "),
            detail: self.place_words(document, hit),
            ..Entry::default()
        }
    }

    /// Section and page of a span, in words.
    #[must_use]
    pub fn place_words(&self, document: &Document, span: Span) -> String {
        let section = document.section_at(span.start).map(|section| self.section_title(document, section));
        let page = document.page_at(span.start).map(|page| {
            let label = document.pages()[page].label.to_string();
            self.words.fill("page-short", &[("page", label.into())])
        });
        [section, page].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The title of a section; an untitled one has a name too.
    #[must_use]
    pub fn section_title(&self, document: &Document, section: usize) -> String {
        match document.sections().get(section).map(|section| section.title) {
            Some(title) if !title.is_empty() => document.slice(title).to_owned(),
            _ => self.words.say("section-opening").into_owned(),
        }
    }

    /// The filter has changed: which entries pass it.
    pub(super) fn refilter(&mut self, list: &mut List) {
        list.stale = false;
        let wanted = list.filter.text().to_lowercase();
        list.passed = if wanted.is_empty() {
            None
        } else {
            let count = u32::try_from(self.count_of(list.listed)).unwrap_or(u32::MAX);
            let passes = |index: &u32| {
                let entry = self.entry(list, *index as usize);
                [entry.lead, entry.text, entry.detail].iter().any(|part| part.to_lowercase().contains(&wanted))
            };
            Some((0..count).filter(passes).collect())
        };
        let count = list.count(self);
        list.roll.at = list.roll.at.min(count.saturating_sub(1));
    }

    pub(super) fn act_in_list(&mut self, mut list: List, command: Command, count: Option<usize>) {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let entries = list.count(self);
        let page = isize::try_from(self.list_height()).unwrap_or(1);
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
            Command::Settle => return self.settle_entry(list, chosen),
            Command::Undo | Command::Redo => self.read(command, None),
            Command::Edit | Command::Delete | Command::NextLabel if list.listed == Listed::Notes => {
                let id = chosen.and_then(|index| self.notebook.at(index)).map(|placed| placed.note.id);
                if let Some(id) = id {
                    match command {
                        Command::Edit => {
                            self.layers.push(Layer::List(list));
                            return self.edit_note(id);
                        }
                        Command::Delete => self.delete_note(id),
                        _ => self.relabel_note(id),
                    }
                }
            }
            Command::Edit | Command::Delete | Command::NextLabel => self.say(Tone::Plain, "message-not-yours", &[]),
            _ => return,
        }
        if matches!(command, Command::Down | Command::Up | Command::PageDown | Command::PageUp) {
            list.call = 0;
        }
        if list.listed == Listed::Footnotes
            && let Some(footnote) = chosen.and_then(|index| self.document().footnotes().get(index))
        {
            list.call %= footnote.calls.len().max(1);
        }
        if list.listed == Listed::Notes
            && let Some(placed) = chosen.and_then(|index| self.notebook.at(index))
        {
            list.call %= placed.places().len().max(1);
        }
        self.layers.push(Layer::List(list));
    }

    /// Goes to what the entry stands for.
    fn go_to_entry(&mut self, list: &List, chosen: Option<usize>) {
        let document = Arc::clone(self.document());
        let Some(index) = chosen else { return };
        match list.listed {
            Listed::Footnotes => {
                let footnote = &document.footnotes()[index];
                let call = footnote.calls.get(list.call).or(footnote.calls.first()).copied();
                if let Some(point) = call.or_else(|| document.body_span(index).map(|body| body.start)) {
                    self.jump_near(point);
                }
            }
            Listed::Notes => {
                let Some(placed) = self.notebook.at(index) else { return };
                match placed.places().get(list.call) {
                    Some(span) if placed.is_doubtful() => self.jump_near(span.start),
                    _ => self.go_to_note(placed.note.id),
                }
            }
            Listed::Hits => {
                if let Some(hit) = self.finding.hits.as_ref().and_then(|hits| hits.spans.get(index)).copied() {
                    self.go_to_hit(hit);
                }
            }
        }
    }
}

/// The words by which a footnote is found: its label and its body, or the sentence that calls it.
#[must_use]
pub(super) fn footnote_words(document: &Document, footnote: usize) -> String {
    let note = &document.footnotes()[footnote];
    let span = document.body_span(footnote).or_else(|| note.calls.first().map(|call| document.sentence_at(*call)));
    let words: String = span.map_or("", |span| document.slice(span)).chars().take(200).collect();
    format!("{} {}", note.label, words.replace('\n', " "))
}
