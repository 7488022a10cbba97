//! Notes that the file carries, as an importer tells them: which there are, and which pieces of
//! the text each stands on.

use super::super::{Document, EmbeddedNote, Point, SafeText, Span};
use super::Builder;

/// Bytes between two pieces of one passage: blanks, a call, a head that was taken out. What stands
/// further apart is another passage.
const APART: usize = 120;

impl Builder {
    /// A note that the file carries; what comes back names it for [`Builder::passage`].
    pub fn embedded(&mut self, note: EmbeddedNote) -> usize {
        self.embedded.push(note);
        self.embedded.len() - 1
    }

    /// What came since `from` (a former [`Builder::here`]) is of the passage that `note` stands on.
    pub fn passage(&mut self, note: usize, from: Point) {
        let end = self.here();
        self.passages.push((note, self.current, Span { start: from.min(end), end }));
    }

    /// Here is the place of `note`, if no passage of it is found.
    pub fn place(&mut self, note: usize) {
        let here = self.here();
        self.passages.push((note, self.current, Span::empty(here)));
    }
}

/// A piece of the text, and the stream that it was told in.
type Piece = (usize, Span);

/// Gives each note its span. The pieces are as they were told, but moved to where their streams stand.
pub(super) fn placed(mut document: Document, mut notes: Vec<EmbeddedNote>, pieces: Vec<(usize, Piece)>) -> Document {
    let mut own: Vec<Vec<Piece>> = vec![Vec::new(); notes.len()];
    for (note, (stream, span)) in pieces {
        if let Some(own) = own.get_mut(note) {
            own.push((stream, trimmed(&document, span)));
        }
    }
    for (note, mut own) in notes.iter_mut().zip(own) {
        let place = own.first().map(|(_, place)| *place).unwrap_or_default();
        own.retain(|(_, span)| !span.is_empty());
        note.span = longest(own).unwrap_or(Span::empty(place.start));
        note.page = document.page_at(place.start).and_then(|page| u32::try_from(page).ok());
        if !note.kind.marks() && !note.span.is_empty() {
            note.span = document.sentence_at(note.span.start);
        } else if repeats(note, document.slice(note.span)) {
            note.contents.clear();
        }
    }
    notes.sort_by_key(|note| (note.span.start, note.span.end));
    document.embedded = notes;
    document
}

/// Whether nothing is written but the passage itself: some programs copy it there.
fn repeats(note: &EmbeddedNote, passage: &str) -> bool {
    let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let length: usize = note.contents.iter().map(|line| line.len()).sum();
    !note.contents.is_empty()
        && length <= 2 * passage.len()
        && signs(&note.contents.iter().map(SafeText::as_str).collect::<String>()) == signs(passage)
}

/// A piece on the edges of characters, without blanks at its ends, within the text.
fn trimmed(document: &Document, span: Span) -> Span {
    let start = document.floor(span.start.at().min(document.text.len()));
    let end = document.text.ceil_char_boundary(span.end.at().min(document.text.len())).max(start);
    let text = &document.text[start..end];
    let lead = text.len() - text.trim_start().len();
    if lead == text.len() {
        return Span::new(start, start);
    }
    Span::new(start + lead, start + text.trim_end().len())
}

/// The pieces that stand close together in one stream, as one span: those that cover most.
fn longest(mut pieces: Vec<Piece>) -> Option<Span> {
    pieces.sort_unstable();
    let mut runs: Vec<(Piece, usize)> = Vec::new();
    for (stream, piece) in pieces {
        match runs.last_mut() {
            Some(((own, run), covered)) if *own == stream && piece.start.at() <= run.end.at() + APART => {
                *covered += piece.len();
                *run = run.cover(piece);
            }
            _ => runs.push(((stream, piece), piece.len())),
        }
    }
    runs.into_iter().rev().max_by_key(|(_, covered)| *covered).map(|((_, run), _)| run)
}
