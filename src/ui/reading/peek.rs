//! The peek: a box under the sentence that it belongs to, or over it; never upon it.

use ratatui::buffer::Buffer;
use smallvec::SmallVec;

use crate::app::{App, Area, Peek, Target, aim_span, row_span};
use crate::document::{Document, Link, Point, Span};
use crate::layout::{Flow, LayoutOptions, Row, text_rows};
use crate::study::{Basis, MatchingCell, Reference, ReferenceTarget};

use crate::ui::pen::{float, put, put_right};
use crate::ui::{Role, Theme, text};

/// Rows of content that a peek shows at most.
const TALLEST: usize = 12;
/// Rows of a peek that still show something: its frame, its keys, two rows of words.
const SMALLEST: u16 = 5;
/// Bytes of a section or a page that a peek shows at most.
const NEAR: usize = 2000;

/// What a peek shows: rows of this document or of one made for it.
struct Shown {
    title: String,
    document: Option<Document>,
    rows: Vec<Row>,
}

/// Draws the peek.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, peek: &Peek, theme: Theme) {
    let Some(target) = peek.target().filter(|_| !app.peeks_in_margin(peek)) else { return };
    let frame_width = (app.geometry.measure + 4).min(app.geometry.screen.width);
    let measure = frame_width.saturating_sub(4).max(1);
    let shown = content(app, target, measure);
    let scroll = peek.scroll.min(shown.rows.len().saturating_sub(1));
    let wanted = shown.rows.len().saturating_sub(scroll).clamp(1, TALLEST);
    let area = place(app, peek, target, frame_width, u16::try_from(wanted).unwrap_or(1) + 3);
    let inner = float(buffer, area, &shown.title, theme);
    let rows = usize::from(inner.height.saturating_sub(1));
    let ground = theme.style(Role::Floating);
    for (y, row) in (inner.y..).zip(shown.rows.iter().skip(scroll).take(rows)) {
        for piece in &row.pieces {
            let at = (inner.x + piece.x, y);
            match &shown.document {
                Some(made) => {
                    if let crate::layout::PieceContent::Text(span) = piece.what {
                        put(buffer, at, inner.right(), made.slice(span), theme.style(Role::Text).patch(ground));
                    }
                }
                None => text::draw_piece(buffer, app, theme, row, piece, at, inner.right()),
            }
        }
    }
    crate::ui::pen::tint(buffer, Area { height: inner.height.saturating_sub(1), ..inner }, ground);
    let foot = inner.bottom().saturating_sub(1);
    let more = shown.rows.len() > scroll + rows;
    put_right(buffer, foot, inner.x, inner.right(), &keys(app, peek, target, more), theme.style(Role::Muted).patch(ground));
}

/// The keys that work in it.
fn keys(app: &App, peek: &Peek, target: &Target, more: bool) -> String {
    let mut parts = Vec::new();
    if more {
        parts.push(app.words.say("peek-more").into_owned());
    }
    if peek.targets.len() > 1 {
        parts.push(app.words.fill("peek-next", &[("at", (peek.at + 1).into()), ("all", peek.targets.len().into())]));
    }
    let leads = match target {
        Target::Footnote(footnote, _) => app.document().body_span(*footnote).is_some(),
        Target::Link(link, _) => matches!(app.document().links().get(*link), Some(Link::Inner(_))),
        Target::Reference(reference) => reference.aim != ReferenceTarget::Nowhere,
        Target::Meant(pointer) => pointer.to.is_some(),
        Target::Note(_) | Target::Call(..) | Target::Table(_) | Target::Cell(..) => true,
    };
    if let Target::Footnote(footnote, _) = target
        && app.document().body_span(*footnote).is_none()
    {
        let id = if app.own_body(*footnote).is_some() { "peek-edit-body" } else { "peek-write-body" };
        parts.push(app.words.say(id).into_owned());
    }
    if matches!(target, Target::Link(link, _) if matches!(app.document().links().get(*link), Some(Link::Outer(_)))) {
        parts.push(app.words.say("peek-open").into_owned());
    }
    if leads {
        parts.push(app.words.say("peek-go").into_owned());
    }
    parts.push(app.words.say("peek-close").into_owned());
    parts.join("   ")
}

/// What the target says, laid out at `measure`.
fn content(app: &App, target: &Target, measure: u16) -> Shown {
    let document = app.document();
    let setting = LayoutOptions { measure, room: measure, ascii: app.look.ascii, formulas: !app.preferences.formula_source };
    match target {
        Target::Footnote(footnote, _) => {
            let label = document.footnotes().get(*footnote).map_or("", |footnote| &*footnote.label);
            let title = app.words.fill("place-footnote", &[("label", label.into())]);
            match document.body_span(*footnote) {
                Some(body) => {
                    with_meant(app, *footnote, Shown { title, document: None, rows: rows_of(document, setting, body) }, setting)
                }
                None => match app.own_body(*footnote) {
                    Some(own) => words(app.words.fill("footnote-own", &[("label", label.into())]), &own.note.body, setting),
                    None => words(title, &app.words.fill("footnote-none", &[("label", label.into())]), setting),
                },
            }
        }
        Target::Call(footnote, call) => {
            let label = document.footnotes().get(*footnote).map_or("", |footnote| &*footnote.label);
            let title = app.words.fill("peek-called", &[("label", label.into())]);
            let sentence = document.sentence_at(*call);
            Shown { title, document: None, rows: rows_of(document, setting, sentence) }
        }
        Target::Link(link, _) => match document.links().get(*link) {
            Some(Link::Inner(point)) => {
                let title = app.place_words(document, Span::empty(*point));
                let block = document.block_at(*point).map_or(Span::empty(*point), |block| document.blocks()[block].span);
                let near =
                    Span { start: block.start.max(*point), end: block.end }.intersect(Span::new(point.at(), point.at() + 2000));
                Shown { title, document: None, rows: rows_of(document, setting, near) }
            }
            Some(Link::Outer(address)) => {
                let note = format!("{address}\n{}", app.words.say("link-outside"));
                words(app.words.say("hint-link").into_owned(), &note, setting)
            }
            Some(Link::Broken(target)) => {
                let note = app.words.fill("message-link-broken", &[("target", target.as_str().into())]);
                words(app.words.say("hint-link").into_owned(), &note, setting)
            }
            None => words(String::new(), "", setting),
        },
        Target::Reference(reference) => reference_shown(app, reference, setting),
        Target::Meant(pointer) => {
            let title = crate::ui::footnotes::meant_here(app, pointer);
            match pointer.to.and_then(|to| document.body_span(to)) {
                Some(body) => Shown { title, document: None, rows: rows_of(document, setting, body) },
                None => {
                    let own = pointer.to.and_then(|to| app.own_body(to));
                    let none = || app.words.say("message-reference-nowhere").into_owned();
                    let missing = |to: usize| {
                        let label = document.footnotes().get(to).map_or("", |footnote| &*footnote.label);
                        app.words.fill("footnote-none", &[("label", label.into())])
                    };
                    let said = own.map(|own| own.note.body.to_string());
                    words(title, &said.or_else(|| pointer.to.map(missing)).unwrap_or_else(none), setting)
                }
            }
        }
        Target::Table(table) => {
            let span =
                document.tables().get(*table).map(|table| document.blocks()[table.block as usize].span).unwrap_or_default();
            Shown { title: app.table_name(document, *table), document: None, rows: rows_of(document, setting, span) }
        }
        Target::Cell(held, figure) => words(app.table_name(document, held.table), &cell_words(app, *held, *figure), setting),
        Target::Note(id) => match app.known_note(*id) {
            Some(placed) => {
                let lead = app.note_lead(&placed.note);
                let lead = app.embedded_words(&placed.note).map_or(lead.clone(), |words| format!("{lead} · {words}"));
                words(lead, &placed.note.body, setting)
            }
            None => words(String::new(), "", setting),
        },
    }
}

/// A footnote whose body means another: which one, and the body of the one that names the work.
fn with_meant(app: &App, footnote: usize, shown: Shown, setting: LayoutOptions) -> Shown {
    let document = app.document();
    let pointers = app.references().map_or(&[][..], |references| references.citations.pointers(footnote));
    let Some(pointer) = pointers.iter().find(|pointer| pointer.to.is_some()).or(pointers.first()) else { return shown };
    let title = format!("{} · {}", shown.title, crate::ui::footnotes::meant_here(app, pointer));
    let mut rows = shown.rows;
    if let Some(body) = pointer.first.or(pointer.to).and_then(|meant| document.body_span(meant)) {
        let blank = rows.last().map(|row| Row { role: crate::layout::Role::Blank, pieces: SmallVec::new(), ..row.clone() });
        rows.extend(blank);
        rows.extend(rows_of(document, setting, body));
    }
    Shown { title, document: None, rows }
}

/// Where a reference leads: how it begins there, with what is guessed in the title.
fn reference_shown(app: &App, reference: &Reference, setting: LayoutOptions) -> Shown {
    let document = app.document();
    let said = document.slice(reference.span);
    let place = match reference.aim {
        ReferenceTarget::Section(section) => app.section_title(document, section),
        ReferenceTarget::Footnote(footnote) => {
            let label = document.footnotes().get(footnote).map_or("", |footnote| &*footnote.label);
            app.words.fill("place-footnote", &[("label", label.into())])
        }
        ReferenceTarget::Page(page) => {
            let label = document.pages().get(page).map_or("", |page| &*page.label);
            app.words.fill("page-short", &[("page", label.into())])
        }
        _ => String::new(),
    };
    let guess = match reference.basis {
        Basis::Printed => String::new(),
        Basis::Counted => app.words.say("reference-counted").into_owned(),
        Basis::Nearest => app.words.say("reference-nearest").into_owned(),
    };
    let parts = [said.to_owned(), place, guess];
    let title = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let shown = match reference.aim {
        // The title stands over the box: what follows it says more.
        ReferenceTarget::Section(section) => document.sections().get(section).map(|section| section.span),
        aim => aim_span(document, aim),
    };
    match shown {
        Some(span) => {
            let near = span.intersect(Span::new(span.start.at(), document.floor(span.start.at() + NEAR)));
            Shown { title, document: None, rows: rows_of(document, setting, near) }
        }
        None => {
            let id = match reference.aim {
                ReferenceTarget::Footnote(_) => "margin-no-body",
                _ => "reference-nowhere",
            };
            words(title, &app.words.fill(id, &[("words", said.into())]), setting)
        }
    }
}

/// The cell that holds a figure of the prose: its heads, what it says, and whether that is the same.
fn cell_words(app: &App, held: MatchingCell, figure: Span) -> String {
    let document = app.document();
    let Some(view) = app.printed_table(held.table) else { return String::new() };
    let heads = [view.row_head(held.row).label(), view.column_head(held.column).label()];
    let heads = heads.into_iter().filter(|head| !head.is_empty()).collect::<Vec<_>>().join(" · ");
    let said = document.slice(figure);
    let id = if held.exact { "figure-same" } else { "figure-rounded" };
    let words = app.words.fill(id, &[("figure", said.into()), ("cell", view.text(held.row, held.column).into_owned().into())]);
    format!("{heads}\n\n{words}")
}

/// Rows of the document that show `span`, from its first block on.
fn rows_of(document: &Document, setting: LayoutOptions, span: Span) -> Vec<Row> {
    let flow = Flow::new(document, setting);
    let rows = flow.rows(flow.place_of(span.start), TALLEST * 8);
    rows.into_iter().take_while(|row| row.place.point < span.end.max(Point(span.start.0 + 1))).collect()
}

fn words(title: String, words: &str, setting: LayoutOptions) -> Shown {
    // Showing more than a few screens of a note in a peek would only slow the key down.
    let end = words.floor_char_boundary(words.len().min(20_000));
    match text_rows(&words[..end], setting) {
        Some((document, rows)) => Shown { title, document: Some(document), rows },
        None => Shown { title, document: None, rows: Vec::new() },
    }
}

/// Where a box of this size does not cover the sentence that it belongs to; where there is too
/// little room beside that, the one row that it belongs to.
fn place(app: &App, peek: &Peek, target: &Target, width: u16, height: u16) -> Area {
    let own = match target {
        Target::Footnote(_, call) => Span::empty(*call),
        Target::Link(_, span) => *span,
        Target::Cell(_, figure) => *figure,
        Target::Reference(reference) => reference.span,
        Target::Meant(pointer) => pointer.span,
        Target::Note(_) | Target::Call(..) | Target::Table(_) => Span::empty(peek.of.start),
    };
    let [sentence, row] = [peek.of, own].map(|of| beside(app, of, height));
    let (y, room) = if sentence.1 >= height.min(SMALLEST) { sentence } else { row };
    let x = app.geometry.text_x.saturating_sub(2).min(app.geometry.screen.width.saturating_sub(width));
    Area { x, y, width, height: height.min(room) }
}

/// The first row, and how many there are, under the rows that show `of`, or over them.
fn beside(app: &App, of: Span, height: u16) -> (u16, u16) {
    let text = app.geometry.text;
    let shows = |row: &Row| {
        row_span(row).any(|span| span.overlaps(of) || (of.is_empty() && span.start <= of.start && of.start <= span.end))
    };
    let first = app.pane.view.rows.iter().position(shows);
    let last = app.pane.view.rows.iter().rposition(shows);
    let row = |at: usize| text.y + u16::try_from(at).unwrap_or(0);
    let (top, bottom) = (first.map_or(0, row), last.map_or(0, |at| row(at) + 1));
    let (below, above) = (app.geometry.status.y.saturating_sub(bottom), top);
    if below >= height || below >= above { (bottom, below) } else { (top.saturating_sub(height), above) }
}
