//! A look at what the sentence in focus leads to, without leaving it.

use crate::app::layer::{After, Cell, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;

use crate::annotation::NoteId;
use crate::document::{Document, Link, MarkKind, Point, Span};
use crate::study::{MatchingCell, Pointer, Reference, ReferenceTarget};

use crate::app::{App, Command, Context, Desk, Subject, Tone};

/// Something that a sentence leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A footnote, called at a point.
    Footnote(usize, Point),
    /// A link, over a span.
    Link(usize, Span),
    /// One of the reader's notes on it.
    Note(NoteId),
    /// A footnote's body looks back at its calls.
    Call(usize, Point),
    /// A table that it speaks of.
    Table(usize),
    /// A section, a figure, a footnote or a page that it names without a link, or one that is not there.
    Reference(Reference),
    /// A footnote that words such as 위의 글 or Ibid. in a body mean.
    Meant(Pointer),
    /// A cell that holds a figure of it, and where the figure stands.
    Cell(MatchingCell, Span),
}

/// The peek: one of the targets is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Peek {
    /// Everything that the sentence leads to, in order.
    pub targets: Vec<Target>,
    /// Which one is shown.
    pub at: usize,
    /// Rows scrolled inside of it.
    pub scroll: usize,
    /// Where it belongs: its box never covers this.
    pub of: Span,
}

impl Peek {
    /// The target shown.
    #[must_use]
    pub fn target(&self) -> Option<&Target> {
        self.targets.get(self.at)
    }
}

impl Overlay for Peek {
    fn context(&self) -> Context {
        Context::Peek
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        match command {
            Command::NextTarget => {
                self.at = (self.at + 1) % self.targets.len().max(1);
                self.scroll = 0;
            }
            Command::Down => self.scroll += 1,
            Command::Up => self.scroll = self.scroll.saturating_sub(1),
            Command::Accept => return app.go_through(self),
            Command::OpenLink => {
                let target = self.target().cloned();
                app.open_address_of(target.as_ref(), count.unwrap_or(1));
            }
            Command::Copy => {
                let document = Arc::clone(app.document());
                let text = app.target_text(&document, self);
                app.copy_text(text);
            }
            Command::CopyCited => app.copy_peek_cited(self),
            Command::Edit => return app.edit_peeked(self),
            Command::Annotate => {
                match self.target() {
                    Some(Target::Footnote(footnote, call)) if app.document().body_span(*footnote).is_none() => {
                        app.write_body(*footnote, Some(*call));
                    }
                    _ => app.annotate(self.of),
                }
                return After::Close;
            }
            _ => return After::Close,
        }
        After::Stay
    }

    fn click(&mut self, _: &mut App, _: Cell) -> Option<After> {
        Some(After::Close)
    }

    fn carry(&mut self, app: &mut App, reload: &Reload) -> After {
        self.of = reload.span(self.of);
        self.targets = app.targets(reload.new_document(), self.of);
        let Some(last) = self.targets.len().checked_sub(1) else { return After::Close };
        self.at = self.at.min(last);
        After::Stay
    }
}

impl App {
    /// What `span` leads to: calls and links in it, the reader's notes on it; from a
    /// footnote's body, the ways back to its calls.
    #[must_use]
    pub fn targets(&self, document: &Document, span: Span) -> Vec<Target> {
        let mut targets = Vec::new();
        for mark in document.marks_in(span) {
            match mark.kind {
                MarkKind::Call(footnote) if mark.span.start > span.start || mark.span.start == span.start && span.is_empty() => {
                    targets.push(Target::Footnote(footnote as usize, mark.span.start));
                }
                MarkKind::Link(link) => targets.push(Target::Link(link as usize, mark.span)),
                _ => {}
            }
        }
        if let Some(footnote) = document.body_at(span.start) {
            targets.extend(document.footnotes()[footnote].calls.iter().map(|call| Target::Call(footnote, *call)));
        }
        targets.extend_from_slice(self.mentions_of(span));
        targets.extend(
            self.notes_over(span).filter(|placed| !placed.note.body.is_empty()).map(|placed| Target::Note(placed.note.id)),
        );
        targets
    }

    pub(in crate::app) fn peek_at_focus(&self, document: &Document) -> Option<Peek> {
        let of = self.pane.view.sentence;
        let targets = self.targets(document, of);
        (!targets.is_empty()).then_some(Peek { targets, at: 0, scroll: 0, of })
    }

    /// Opens a peek at one target, as a click on it does.
    pub(in crate::app) fn peek_at(&mut self, target: &Target, of: Span) {
        let document = Arc::clone(self.document());
        let mut targets = self.targets(&document, of);
        let at = targets.iter().position(|found| found == target).unwrap_or_else(|| {
            targets.insert(0, target.clone());
            0
        });
        self.layers.push(Peek { targets, at, scroll: 0, of });
    }

    /// Opens the editor on the note that the peek shows, where it shows one.
    fn edit_peeked(&mut self, peek: &Peek) -> After {
        let own = match peek.target() {
            Some(Target::Note(id)) => Some(*id),
            Some(Target::Footnote(footnote, _)) => self.own_body(*footnote).map(|placed| placed.note.id),
            _ => None,
        };
        match own {
            Some(id) if self.refuse_embedded(id) => After::Stay,
            Some(id) => {
                self.edit_note(id);
                After::Close
            }
            None => {
                self.say(Tone::Plain, "message-not-yours", &[]);
                After::Stay
            }
        }
    }

    /// Goes to what the peek shows.
    fn go_through(&mut self, peek: &Peek) -> After {
        let document = Arc::clone(self.document());
        match peek.target() {
            Some(Target::Footnote(footnote, _)) => match document.body_span(*footnote) {
                Some(body) => self.jump_near(body.start),
                None => {
                    let label = document.footnotes()[*footnote].label.to_string();
                    self.say(Tone::Plain, "footnote-none", &[("label", label.into())]);
                }
            },
            Some(Target::Call(_, call)) => self.jump_near(*call),
            Some(Target::Link(link, _)) => match &document.links()[*link] {
                Link::Inner(point) => self.jump_near(*point),
                Link::Outer(_) => {
                    self.say(Tone::Plain, "message-link-outside", &[]);
                    return After::Stay;
                }
                Link::Broken(target) => {
                    let target = target.to_string();
                    self.say(Tone::Warning, "message-link-broken", &[("target", target.into())]);
                }
            },
            Some(Target::Note(id)) => self.open_notes_at(*id),
            Some(Target::Table(table)) => self.open_desk(*table),
            Some(Target::Reference(reference)) => match aim_point(&document, reference.aim) {
                Some(point) => self.jump_near(point),
                None => self.say(Tone::Plain, "message-reference-nowhere", &[]),
            },
            Some(Target::Meant(pointer)) => match pointer.to.and_then(|to| footnote_point(&document, to)) {
                Some(point) => self.jump_near(point),
                None => self.say(Tone::Plain, "message-reference-nowhere", &[]),
            },
            Some(Target::Cell(held, _)) => {
                self.open_desk(held.table);
                if let Some(desk) = self.layers.top_mut::<Desk>() {
                    desk.go_to((held.row, held.column));
                }
            }
            None => {}
        }
        After::Close
    }

    /// The words of what the peek shows, for the clipboard.
    fn target_text(&self, document: &Document, peek: &Peek) -> String {
        match peek.target() {
            Some(Target::Footnote(footnote, _)) => document.body_span(*footnote).map_or_else(
                || self.own_body(*footnote).map_or(String::new(), |own| own.note.body.to_string()),
                |body| document.slice(body).to_owned(),
            ),
            Some(Target::Call(_, call)) => document.slice(document.sentence_at(*call)).to_owned(),
            Some(Target::Link(link, _)) => match &document.links()[*link] {
                Link::Outer(address) | Link::Broken(address) => address.to_string(),
                Link::Inner(point) => document.slice(document.sentence_at(*point)).to_owned(),
            },
            Some(Target::Note(id)) => self.known_note(*id).map_or(String::new(), |placed| placed.note.body.to_string()),
            Some(Target::Table(table)) => self.table_name(document, *table),
            Some(Target::Reference(reference)) => {
                aim_span(document, reference.aim).map_or("", |span| document.slice(span)).to_owned()
            }
            Some(Target::Meant(pointer)) => {
                pointer.to.and_then(|to| document.body_span(to)).map_or("", |span| document.slice(span)).to_owned()
            }
            Some(Target::Cell(held, _)) => {
                let span = document.tables().get(held.table).and_then(|table| table.cell(held.row, held.column));
                span.map_or(String::new(), |span| document.slice(span).to_owned())
            }
            None => String::new(),
        }
    }

    /// What opening the editor on the peeked note takes.
    pub(in crate::app) fn edit_note(&mut self, id: NoteId) {
        if let Some(placed) = self.open.notebook.get(id) {
            let note = placed.note.clone();
            self.open_editor(Subject::Old(Box::new(note)));
        }
    }
}

/// The place that a reference leads to.
fn aim_point(document: &Document, aim: ReferenceTarget) -> Option<Point> {
    match aim {
        ReferenceTarget::Page(page) => document.pages().get(page).map(|page| page.start),
        ReferenceTarget::Footnote(footnote) => footnote_point(document, footnote),
        _ => aim_span(document, aim).map(|span| span.start),
    }
}

/// The body of a footnote, else its first call.
fn footnote_point(document: &Document, footnote: usize) -> Option<Point> {
    let body = document.body_span(footnote).map(|body| body.start);
    body.or_else(|| document.footnotes().get(footnote)?.calls.first().copied())
}

/// What stands where a reference leads: a title, a caption, a body, the first block of a page.
#[must_use]
pub fn aim_span(document: &Document, aim: ReferenceTarget) -> Option<Span> {
    let blocks = document.blocks();
    match aim {
        ReferenceTarget::Table(table) => document.tables().get(table).map(|table| blocks[table.block as usize].span),
        ReferenceTarget::Figure(block) => blocks.get(block).map(|block| block.span),
        ReferenceTarget::Section(section) => document.sections().get(section).map(|section| section.title),
        ReferenceTarget::Footnote(footnote) => document.body_span(footnote),
        ReferenceTarget::Page(page) => {
            let start = document.pages().get(page)?.start;
            let block = blocks.get(document.block_at(start)?)?;
            Some(Span { start: start.max(block.span.start), end: block.span.end.max(start) })
        }
        ReferenceTarget::Nowhere => None,
    }
}
