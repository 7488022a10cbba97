//! Selecting by words, sentences and paragraphs, from the keyboard.

use std::sync::Arc;

use crate::document::{Document, Point, Span};

use crate::app::{App, Command, Layer};

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

    /// Moves both ends into another reading of the document.
    pub(in crate::app) fn carry(&mut self, to: impl Fn(Point) -> Point) {
        for span in [&mut self.anchor, &mut self.head] {
            let length = span.len();
            span.start = to(span.start);
            span.end = Point::new(span.start.at() + length);
        }
    }
}

impl App {
    pub(in crate::app) fn start_selection(&mut self) {
        let document = self.document();
        let word = document.word_at(self.pane.view.sentence.start.max(self.pane.view.focus));
        self.layers.push(Layer::Select(Selection { anchor: word, head: word }));
    }

    pub(in crate::app) fn act_in_selection(&mut self, mut selection: Selection, command: Command, count: Option<usize>) {
        let document = Arc::clone(self.document());
        for _ in 0..count.unwrap_or(1).min(1000) {
            match command {
                Command::NextWord => selection.head = next_word(&document, selection.head),
                Command::PreviousWord => selection.head = previous_word(&document, selection.head),
                Command::Down => selection.head = self.by_row(&document, selection.head, 1),
                Command::Up => selection.head = self.by_row(&document, selection.head, -1),
                Command::NextSentence => {
                    // Up to the end of this sentence first, then sentence by sentence.
                    let here = document.sentence_at(selection.head.start);
                    let end = here.end;
                    selection.head = if selection.span().end < end {
                        last_word(&document, here)
                    } else {
                        document.next_sentence(selection.head.start).map_or(selection.head, |next| last_word(&document, next))
                    };
                }
                Command::PreviousSentence => {
                    let here = document.sentence_at(selection.head.start);
                    selection.head = if selection.span().start > here.start {
                        document.word_at(here.start)
                    } else {
                        document
                            .previous_sentence(selection.head.start)
                            .map_or(selection.head, |before| document.word_at(before.start))
                    };
                }
                _ => break,
            }
        }
        match command {
            Command::SelectSentence => selection = whole(document.sentence_at(selection.head.start), selection),
            Command::SelectParagraph => selection = whole(document.unit_at(selection.head.start), selection),
            Command::SwapEnds => std::mem::swap(&mut selection.anchor, &mut selection.head),
            Command::Highlight => return self.highlight(selection.span()),
            Command::Annotate => return self.annotate(selection.span()),
            Command::Bookmark => return self.bookmark(selection.span()),
            Command::Settle => return self.settle_here(selection.span()),
            Command::Copy => return self.copy(selection.span()),
            Command::CopyCited => return self.copy_cited(selection.span()),
            Command::Close => return,
            _ => {}
        }
        self.pane.view.look_at(&document, document_point(&document, selection.head.start));
        self.layers.push(Layer::Select(selection));
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

/// A selection of all of `unit`, or, where it is that already, as it was.
fn whole(unit: Span, selection: Selection) -> Selection {
    if unit.is_empty() { selection } else { Selection { anchor: unit, head: unit } }
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
