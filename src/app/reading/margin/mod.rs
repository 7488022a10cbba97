//! The margin: footnotes' bodies and the reader's notes beside the rows that they belong to; on a
//! narrow screen, where it is asked for, a strip at the foot with the footnotes called on it.
//!
//! Made anew when the screen changes, so that drawing and mouse read the same.

mod arrange;

use std::sync::Arc;

use crate::annotation::{NoteId, NoteKind};
use crate::document::{Document, Point, Span};
use crate::layout::{Flow, LayoutOptions, PieceContent, Role, Row, call_label, text_rows};

use crate::app::{App, Area, Peek, Target, Tone, row_span};
use arrange::{Wish, arrange};

/// Rows of a note that is not in focus.
const ROWS: usize = 8;
/// Rows of a footnote in the strip, where it is not in focus.
const STRIP_ROWS: usize = 3;
/// Rows of a note that are made at most: what is further down is scrolled to.
const MOST_ROWS: usize = 2_000;
/// Bytes of a note's body that are laid out beside the text.
const MOST_BYTES: usize = 20_000;

/// What a sidenote is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SidenoteKind {
    /// A footnote, called at a point.
    Footnote(usize, Point),
    /// One of the reader's notes.
    Note(NoteId),
}

/// Something that stands beside the text.
#[derive(Debug)]
pub struct Sidenote {
    /// What it is.
    pub kind: SidenoteKind,
    /// Its first row on the screen.
    pub y: u16,
    /// Its rows, as many as it has room for.
    pub rows: Vec<Row>,
    /// What the rows are of, where that is not the open document.
    pub made: Option<Arc<Document>>,
    /// The line over its rows, where it has one: whose it is.
    pub lead: Option<SidenoteHead>,
    /// Whether it belongs to the sentence in focus.
    pub lit: bool,
    /// Whether there is more of it below what is shown.
    pub more: bool,
}

/// The line over a sidenote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SidenoteHead {
    /// Of a note of the reader's.
    Note,
    /// Of the reader's own text for a footnote.
    OwnBody,
    /// Of a footnote that this file holds no text for; nothing follows.
    NoBody,
}

/// All that stands beside the text.
#[derive(Debug, Default)]
pub struct Margin {
    /// What is shown, from the top.
    pub notes: Vec<Sidenote>,
    /// How many found no room.
    pub missing: usize,
}

/// Something that belongs to a row of the screen.
struct Candidate {
    kind: SidenoteKind,
    y: u16,
    lit: bool,
}

/// The rows of a sidenote before it has its place.
struct Body {
    lead: Option<SidenoteHead>,
    made: Option<Arc<Document>>,
    rows: Vec<Row>,
}

impl Body {
    fn height(&self) -> usize {
        (self.rows.len() + usize::from(self.lead.is_some())).max(1)
    }
}

impl App {
    /// Gives the margin's columns to the text, or takes them back; on a screen without one, the strip
    /// at the foot.
    pub(in crate::app) fn toggle_margin(&mut self) {
        let said = if self.geometry.can_have_margin() {
            self.preferences.beside.margin = !self.preferences.beside.margin;
            if self.preferences.beside.margin { "message-margin-on" } else { "message-margin-off" }
        } else {
            self.preferences.beside.strip = !self.preferences.beside.strip;
            if self.preferences.beside.strip { "message-strip-on" } else { "message-strip-off" }
        };
        self.lay_out();
        // Two panes leave no room beside the text, nor a low screen any under it.
        let is_wanted = matches!(said, "message-margin-on" | "message-strip-on");
        let said = if is_wanted && self.sidenotes_area().is_none() { "message-sidenotes-no-room" } else { said };
        self.say(Tone::Plain, said, &[]);
    }

    /// The area that sidenotes stand in, where there is one.
    #[must_use]
    pub fn sidenotes_area(&self) -> Option<Area> {
        self.geometry.margin.or(self.geometry.strip)
    }

    /// Makes what stands beside the text anew.
    pub(in crate::app) fn fit_margin(&mut self) {
        let document = Arc::clone(self.document());
        self.pane.margin = match self.sidenotes_area() {
            Some(area) if area.height > 0 && area.width > 3 => self.sidenotes(&document, area),
            _ => Margin::default(),
        };
    }

    /// Whether what `peek` shows stands in the margin anyhow, so that it is looked at there.
    #[must_use]
    pub fn peeks_in_margin(&self, peek: &Peek) -> bool {
        self.geometry.margin.is_some()
            && peek.target().is_some_and(|target| self.pane.margin.notes.iter().any(|note| note.kind.is(target)))
    }

    /// What belongs to the rows on the screen, in their order.
    fn candidates_beside(&self, document: &Document) -> Vec<Candidate> {
        let in_margin = self.geometry.margin.is_some();
        let (text, focus) = (self.geometry.text, self.pane.view.sentence);
        let mut found = Vec::new();
        for (y, row) in (text.y..text.bottom()).zip(&self.pane.view.rows) {
            if matches!(row.role, Role::Body(_)) {
                continue;
            }
            for piece in &row.pieces {
                if let PieceContent::Call(footnote, at) = piece.what {
                    let lit = focus.start <= at && at <= focus.end;
                    found.push(Candidate { kind: SidenoteKind::Footnote(footnote as usize, at), y, lit });
                }
            }
            let Some(first) = row_span(row).next().filter(|_| in_margin) else { continue };
            let shown = row_span(row).fold(first, Span::cover);
            for placed in self.notes_over(shown) {
                let Some(span) = placed.span().filter(|span| shown.contains(span.start)) else { continue };
                if !placed.note.body.is_empty() && placed.note.kind != NoteKind::Bookmark {
                    let lit = span.overlaps(focus);
                    found.push(Candidate { kind: SidenoteKind::Note(placed.note.id), y, lit });
                }
            }
        }
        // A footnote that is called twice on one screen stands once.
        let mut seen = std::collections::HashSet::new();
        found.retain(|candidate| match candidate.kind {
            SidenoteKind::Footnote(footnote, _) => document.footnotes().get(footnote).is_some() && seen.insert(footnote),
            SidenoteKind::Note(_) => true,
        });
        found
    }

    fn sidenotes(&self, document: &Document, area: Area) -> Margin {
        let strip = self.geometry.margin.is_none();
        let candidates = self.candidates_beside(document);
        let peek = self.layers.top::<Peek>().filter(|_| !strip);
        let peek = peek.and_then(|peek| Some((peek.target()?, peek.scroll)));
        let peeked = peek.and_then(|(target, _)| candidates.iter().position(|candidate| candidate.kind.is(target)));
        let first = peeked.or_else(|| candidates.iter().position(|candidate| candidate.lit)).unwrap_or(0);
        // No more are laid out than could stand here; a screen of calls would cost each key.
        let most = usize::from(area.height).div_ceil(2) + 1;
        let from = first.saturating_sub(most);
        let near = &candidates[from..candidates.len().min(first + most)];
        let mut bodies: Vec<Body> = near
            .iter()
            .enumerate()
            .map(|(at, candidate)| {
                let usual = if strip { STRIP_ROWS } else { ROWS };
                let in_focus = from + at == first && (candidate.lit || peeked.is_some());
                self.sidenote_body(document, candidate.kind, area.width, if in_focus { MOST_ROWS } else { usual + 1 })
            })
            .collect();
        let usual = if strip { STRIP_ROWS } else { ROWS };
        let wishes: Vec<Wish> = near
            .iter()
            .zip(&bodies)
            .enumerate()
            .map(|(at, (candidate, body))| {
                let most = if from + at == first && (candidate.lit || peeked.is_some()) { MOST_ROWS } else { usual };
                let rows = u16::try_from(body.height().min(most)).unwrap_or(u16::MAX);
                Wish { y: if strip { area.y } else { candidate.y }, rows }
            })
            .collect();
        let mut spots = arrange(&wishes, first - from, area.y, area.bottom());
        if spots.len() < candidates.len() && area.height > 2 {
            // A row for the sign that says so.
            spots = arrange(&wishes, first - from, area.y, area.bottom() - 2);
        }
        let missing = candidates.len() - spots.len();
        let notes = spots
            .into_iter()
            .map(|spot| {
                let (candidate, body) = (&near[spot.wish], &mut bodies[spot.wish]);
                let all = std::mem::take(&mut body.rows);
                let room = usize::from(spot.rows).saturating_sub(usize::from(body.lead.is_some()));
                let scroll = peek.filter(|_| peeked == Some(from + spot.wish)).map_or(0, |(_, scroll)| scroll);
                let skip = scroll.min(all.len().saturating_sub(room));
                let more = all.len() > skip + room;
                let rows = all.into_iter().skip(skip).take(room).collect();
                let (lead, made) = (body.lead.clone(), body.made.clone());
                Sidenote { kind: candidate.kind, y: spot.y, rows, made, lead, lit: candidate.lit, more }
            })
            .collect();
        Margin { notes, missing }
    }

    /// The rows of a footnote or a note, `most` at most.
    fn sidenote_body(&self, document: &Document, kind: SidenoteKind, width: u16, most: usize) -> Body {
        let setting =
            LayoutOptions { measure: width, room: width, ascii: self.look.ascii, formulas: !self.preferences.formula_source };
        let words = |lead, words: &str| {
            let narrow =
                LayoutOptions { measure: width.saturating_sub(2).max(1), room: width.saturating_sub(2).max(1), ..setting };
            let end = words.floor_char_boundary(words.len().min(MOST_BYTES));
            let (made, rows) = text_rows(&words[..end], narrow).map_or((None, Vec::new()), |(made, mut rows)| {
                rows.truncate(most);
                (Some(Arc::new(made)), rows)
            });
            Body { lead: Some(lead), made, rows }
        };
        match kind {
            SidenoteKind::Footnote(footnote, _) => match document.body_span(footnote) {
                Some(body) => {
                    let flow = Flow::new(document, setting);
                    let rows = flow.rows(flow.place_of(body.start), most);
                    let own = |row: &Row| row.place.point < body.end || row.place.point == body.start;
                    Body { lead: None, made: None, rows: rows.into_iter().take_while(own).collect() }
                }
                None => match self.own_body(footnote) {
                    Some(own) => words(SidenoteHead::OwnBody, &own.note.body),
                    None => Body { lead: Some(SidenoteHead::NoBody), made: None, rows: Vec::new() },
                },
            },
            SidenoteKind::Note(id) => {
                let body = self.known_note(id).map_or(String::new(), |placed| placed.note.body.to_string());
                words(SidenoteHead::Note, &body)
            }
        }
    }

    /// The label of a footnote as it is drawn at its call.
    #[must_use]
    pub fn call_sign(&self, footnote: usize) -> String {
        let label = self.document().footnotes().get(footnote).map_or("", |footnote| &*footnote.label);
        call_label(label, self.look.ascii)
    }

    /// A click beside the text: what stands there is looked at.
    pub(in crate::app) fn click_margin(&mut self, row: u16) {
        let at = self.pane.margin.notes.iter().rposition(|note| note.y <= row);
        let Some(kind) = at.map(|at| self.pane.margin.notes[at].kind) else { return };
        let document = Arc::clone(self.document());
        let (target, point) = match kind {
            SidenoteKind::Footnote(footnote, call) => (Target::Footnote(footnote, call), call),
            SidenoteKind::Note(id) => {
                let Some(span) = self.known_note(id).and_then(crate::app::PlacedNote::span) else { return };
                (Target::Note(id), span.start)
            }
        };
        let of = document.sentence_at(point);
        (self.pane.view.focus, self.pane.view.sentence) = (of.start, of);
        self.find_mentions();
        self.peek_at(&target, of);
    }
}

impl SidenoteKind {
    /// Whether a peek at `target` shows this.
    #[must_use]
    pub fn is(self, target: &Target) -> bool {
        match (self, target) {
            (Self::Footnote(own, _), Target::Footnote(footnote, _)) => own == *footnote,
            (Self::Note(own), Target::Note(id)) => own == *id,
            _ => false,
        }
    }
}
