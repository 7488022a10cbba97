//! Letter hints: a letter or two on everything on the screen that can be followed.

use crate::app::core::Typed;
use crate::app::layer::{After, Overlay};
use std::collections::HashSet;
use std::sync::Arc;

use crate::annotation::NoteKind;
use crate::document::{BlockKind, Document, MarkKind, Point, Span};
use crate::layout::{Flow, PieceContent};

use super::letter_marks::letters;
use crate::app::{App, Command, Context, Geometry, Target, Tone, row_span};

/// The letters of labels: the home row first, then what fingers reach easily.
const LETTERS: &[u8; 26] = b"asdfjklghqwertyuiopzxcvbnm";

/// Something that can be followed, and its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Hint {
    /// One letter, or two.
    pub label: String,
    /// The column of the screen that it stands at.
    pub x: u16,
    /// The row of the screen.
    pub y: u16,
    lead: HintAction,
}

/// What following a hint does.
#[derive(Debug, Clone, PartialEq)]
enum HintAction {
    /// Peeks at something in this sentence.
    Peek(Target, Span),
    /// Opens the desk of a table.
    Table(usize),
    /// Shows a picture.
    Picture(usize),
    /// Goes to a place.
    Place(Point),
}

/// The hints on the screen, and what of a label is typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hints {
    /// All of them, from the top.
    pub hints: Vec<Hint>,
    /// The first letter, where a label has two.
    pub typed: String,
}

/// Labels for `count` things, the first of them the shortest: one letter each, as far as letters
/// go; the last letters of the row begin labels of two where there are more things.
fn labels(count: usize) -> impl Iterator<Item = String> {
    let letter = |at: usize| char::from(LETTERS[at % LETTERS.len()]);
    let all = LETTERS.len();
    let begin = count.saturating_sub(all).div_ceil(all - 1).min(all);
    let single = (0..all - begin).map(move |at| letter(at).to_string());
    let double = (0..begin * all).map(move |at| [letter(all - 1 - at / all), letter(at)].iter().collect());
    single.chain(double).take(count)
}

impl Overlay for Hints {
    fn context(&self) -> Context {
        Context::Letter
    }

    /// The only command that a letter that is waited for leaves is to wait no longer.
    fn obey(&mut self, _: &mut App, _: Command, _: Option<usize>) -> After {
        After::Close
    }

    fn take(&mut self, app: &mut App, typed: Typed) -> Option<After> {
        let Typed::Key(key) = typed else { return None };
        for letter in letters(key) {
            self.typed.push(letter.to_ascii_lowercase());
            if let Some(hint) = self.hints.iter().find(|hint| hint.label == self.typed) {
                app.follow_hint(&hint.lead);
                return Some(After::Close);
            }
        }
        let may_go_on = self.hints.iter().any(|hint| hint.label.starts_with(&self.typed));
        Some(if may_go_on { After::Stay } else { After::Close })
    }

    /// The labels stood on cells that show something else now.
    fn resized(&self, _: &Geometry) -> After {
        After::Close
    }
}

impl App {
    /// Puts a label on everything that can be followed.
    pub(in crate::app) fn open_hints(&mut self) {
        let document = Arc::clone(self.document());
        let mut found = self.leads(&document);
        found.sort_by_key(|(x, y, _)| (*y, *x));
        // The text comes before the contents: its labels are the short ones.
        found.extend(self.leads_of_contents(&document));
        // Two leads of one cell: the first is what is drawn there.
        let mut taken = HashSet::new();
        found.retain(|(x, y, _)| taken.insert((*x, *y)));
        if found.is_empty() {
            return self.say(Tone::Plain, "message-nothing-to-hint", &[]);
        }
        let hints = labels(found.len()).zip(found).map(|(label, (x, y, lead))| Hint { label, x, y, lead }).collect();
        self.layers.push(Hints { hints, typed: String::new() });
    }

    /// Everything in the text on the screen that can be followed, with its cell.
    fn leads(&self, document: &Document) -> Vec<(u16, u16, HintAction)> {
        let (geometry, flow) = (&self.geometry, Flow::new(document, self.pane.view.setting));
        let mut found = Vec::new();
        let mut tables = HashSet::new();
        for (y, row) in (geometry.text.y..geometry.text.bottom()).zip(&self.pane.view.rows) {
            let at = |x: u16| geometry.text_x + x;
            let block = document.blocks()[row.block as usize];
            match block.kind {
                BlockKind::Table(table) if tables.insert(table) => {
                    found.push((geometry.text_x.saturating_sub(1), y, HintAction::Table(table as usize)));
                }
                BlockKind::Figure => {
                    let picture = document.picture_of(row.block as usize).map(HintAction::Picture);
                    found.extend(picture.map(|lead| (at(0), y, lead)));
                }
                _ => {}
            }
            for piece in &row.pieces {
                match piece.what {
                    PieceContent::Call(footnote, point) => {
                        let of = document.sentence_at(point);
                        found.push((at(piece.x), y, HintAction::Peek(Target::Footnote(footnote as usize, point), of)));
                    }
                    PieceContent::Label(footnote) => {
                        let call = document.footnotes().get(footnote as usize).and_then(|own| own.calls.first());
                        found.extend(call.map(|call| (at(piece.x), y, HintAction::Place(*call))));
                    }
                    _ => {}
                }
            }
            let Some(first) = row_span(row).next() else { continue };
            let shown = row_span(row).fold(first, Span::cover);
            let cell = |point: Point| flow.x_of(row, point).map(at);
            for mark in document.marks_in(shown).filter(|mark| shown.contains(mark.span.start)) {
                if let (MarkKind::Link(link), Some(x)) = (mark.kind, cell(mark.span.start)) {
                    let target = Target::Link(link as usize, mark.span);
                    found.push((x, y, HintAction::Peek(target, document.sentence_at(mark.span.start))));
                }
            }
            for (target, point) in self.mentions(document, shown) {
                let of = document.sentence_at(point);
                found.extend(cell(point).map(|x| (x, y, HintAction::Peek(target, of))));
            }
            for placed in self.notes_over(shown) {
                let start = placed.span().map(|span| span.start).filter(|start| shown.contains(*start));
                if let (Some(start), false) = (start, placed.note.body.is_empty() || placed.note.kind == NoteKind::Bookmark) {
                    let lead = HintAction::Peek(Target::Note(placed.note.id), document.sentence_at(start));
                    found.extend(cell(start).map(|x| (x, y, lead)));
                }
            }
        }
        found
    }

    /// The sections beside the text, with their cells.
    fn leads_of_contents(&self, document: &Document) -> Vec<(u16, u16, HintAction)> {
        let Some(area) = self.geometry.contents else { return Vec::new() };
        let shown = self.pane.contents.cursor.window(usize::from(area.height), self.pane.contents.shown.len());
        let start = |at: usize| document.sections()[self.pane.contents.shown[at] as usize].span.start;
        (area.y..area.bottom()).zip(shown).map(|(y, at)| (area.x, y, HintAction::Place(start(at)))).collect()
    }

    fn follow_hint(&mut self, lead: &HintAction) {
        let document = Arc::clone(self.document());
        match lead {
            HintAction::Peek(target, of) => {
                // What is peeked at belongs to its sentence, which has the focus then.
                self.pane.view.focus = of.start;
                self.pane.view.sentence = *of;
                self.find_mentions();
                self.peek_at(target, *of);
            }
            HintAction::Table(table) => self.open_desk(*table),
            HintAction::Picture(picture) => self.decode(&document, *picture),
            HintAction::Place(point) => self.jump_near(*point),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_differ_and_none_begins_another() {
        for count in [0, 1, 9, 26, 27, 300, 676] {
            let all: Vec<String> = labels(count).collect();
            assert_eq!(all.len(), count);
            assert_eq!(all.iter().collect::<HashSet<_>>().len(), count);
            let begins = |one: &String| all.iter().any(|other| other != one && other.starts_with(one.as_str()));
            assert!(!all.iter().any(begins), "{count}");
            assert!(all.is_sorted_by_key(String::len));
        }
        assert_eq!(labels(3).collect::<String>(), "asd");
        assert_eq!(labels(1000).count(), 676);
    }
}
