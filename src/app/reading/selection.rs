//! Selecting by words, sentences and paragraphs, from the keyboard.

use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;

use crate::document::{Document, Point, Span};

use crate::app::{App, Command, Context};

/// A selection: it grows from its anchor to its head, whole words at both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The unit it was begun with.
    anchor: Span,
    /// The unit that moves.
    head: Span,
}

impl Selection {
    /// What is selected.
    #[must_use]
    pub fn span(self) -> Span {
        self.anchor.cover(self.head)
    }
}

impl Overlay for Selection {
    fn context(&self) -> Context {
        Context::Select
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        let document = Arc::clone(app.document());
        for _ in 0..count.unwrap_or(1).min(1000) {
            if !self.grow(app, &document, command) {
                break;
            }
        }
        match command {
            Command::SelectSentence => self.take_all(document.sentence_at(self.head.start)),
            Command::SelectParagraph => self.take_all(document.unit_at(self.head.start)),
            Command::SwapEnds => std::mem::swap(&mut self.anchor, &mut self.head),
            Command::Highlight => app.highlight(self.span()),
            Command::Annotate => app.annotate(self.span()),
            Command::Bookmark => app.bookmark(self.span()),
            Command::Settle => app.settle_here(self.span()),
            Command::Copy => app.copy(self.span()),
            Command::CopyCited => app.copy_cited(self.span()),
            _ => {}
        }
        let is_done = matches!(
            command,
            Command::Highlight
                | Command::Annotate
                | Command::Bookmark
                | Command::Settle
                | Command::Copy
                | Command::CopyCited
                | Command::Close
        );
        if is_done {
            return After::Close;
        }
        app.pane.view.look_at(&document, document_point(&document, self.head.start));
        After::Stay
    }

    fn carry(&mut self, _: &mut App, reload: &Reload) -> After {
        for span in [&mut self.anchor, &mut self.head] {
            *span = reload.moved(*span);
        }
        After::Stay
    }
}

impl Selection {
    /// Moves the head once; `false` for a command that does not.
    fn grow(&mut self, app: &App, document: &Document, command: Command) -> bool {
        match command {
            Command::NextWord => self.head = next_word(document, self.head),
            Command::PreviousWord => self.head = previous_word(document, self.head),
            Command::Down => self.head = app.by_row(document, self.head, 1),
            Command::Up => self.head = app.by_row(document, self.head, -1),
            Command::NextSentence => {
                // Up to the end of this sentence first, then sentence by sentence.
                let here = document.sentence_at(self.head.start);
                self.head = if self.span().end < here.end {
                    last_word(document, here)
                } else {
                    document.next_sentence(self.head.start).map_or(self.head, |next| last_word(document, next))
                };
            }
            Command::PreviousSentence => {
                let here = document.sentence_at(self.head.start);
                self.head = if self.span().start > here.start {
                    document.word_at(here.start)
                } else {
                    let before = document.previous_sentence(self.head.start);
                    before.map_or(self.head, |before| document.word_at(before.start))
                };
            }
            _ => return false,
        }
        true
    }

    /// Selects all of `unit`, where there is anything in it.
    fn take_all(&mut self, unit: Span) {
        if !unit.is_empty() {
            (self.anchor, self.head) = (unit, unit);
        }
    }
}

impl App {
    pub(in crate::app) fn start_selection(&mut self) {
        let document = self.document();
        let word = document.word_at(self.pane.view.sentence.start.max(self.pane.view.focus));
        self.layers.push(Selection { anchor: word, head: word });
    }

    /// The word nearest under the one at `head`, a row further.
    fn by_row(&self, document: &Document, head: Span, rows: isize) -> Span {
        let flow = crate::layout::Flow::new(document, self.pane.view.setting);
        let place = flow.place_of(head.start);
        let Some(row) = flow.rows(place, 1).into_iter().next() else { return head };
        let x = flow.x_of(&row, head.start).unwrap_or(0);
        let mut at = place;
        // Blank rows and rules hold no words.
        for _ in 0..6 {
            let (next, moved) = flow.step(at, rows);
            if moved == 0 {
                return head;
            }
            at = next;
            if let Some(found) = flow.rows(at, 1).first().and_then(|row| flow.point_at(row, x)) {
                return document.word_at(found);
            }
        }
        head
    }
}

fn next_word(document: &Document, head: Span) -> Span {
    let next = document.word_at(head.end);
    if next.is_empty() { head } else { next }
}

fn previous_word(document: &Document, head: Span) -> Span {
    let before = document.text()[..head.start.at()].trim_end_matches([' ', '\n']);
    before.char_indices().next_back().map_or(head, |(at, _)| document.word_at(Point::new(at)))
}

fn last_word(document: &Document, unit: Span) -> Span {
    document.slice(unit).char_indices().next_back().map_or(unit, |(at, _)| document.word_at(Point::new(unit.start.at() + at)))
}

fn document_point(document: &Document, point: Point) -> Point {
    Point::new(document.floor(point.at().min(document.text().len().saturating_sub(1))))
}
