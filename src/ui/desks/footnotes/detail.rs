//! The chosen footnote: its text, what it means, where else its work is cited, and its calls.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::{App, Area, FootnoteDesk};
use crate::document::{Document, MarkKind, Point, Span};
use crate::layout::{Flow, LayoutOptions, PieceContent, Row, call_label, text_rows};
use crate::ui::pen::{cut, put, put_right, tint};
use crate::ui::{Role, Theme, text};

use super::{meant_here, own_sign};

/// Calls that are drawn at most; `Tab` goes on to the others.
const CALLS: usize = 8;
/// Addresses that are shown.
const ADDRESSES: usize = 4;
/// Rows of a sentence that calls.
const SENTENCE: usize = 3;
/// Other footnotes of one work that are named.
const ALIKE: usize = 40;
/// Bytes of the reader's own text that are laid out.
const OWN: usize = 20_000;

/// A row below the text.
struct Line {
    words: String,
    indent: u16,
    role: Role,
    chosen: bool,
}

/// Draws footnote `footnote` in `area`.
pub(super) fn draw(buffer: &mut Buffer, app: &App, desk: &FootnoteDesk, footnote: usize, theme: Theme, area: Area) {
    if area.height == 0 || area.width < 8 {
        return;
    }
    let document = app.document();
    let own = app.own_body(footnote);
    let label = &document.footnotes()[footnote].label;
    let id = if document.body_span(footnote).is_none() && own.is_some() { "footnote-own" } else { "place-footnote" };
    let title = app.words.fill(id, &[("label", label.as_str().into())]);
    put(buffer, (area.x, area.y), area.right(), &cut(&title, usize::from(area.width)), theme.style(Role::Accent));
    let lines = lines(app, desk, footnote, area);
    let room = usize::from(area.height) - 1;
    // The text has what the rest leaves, and two rows at the least.
    let below = lines.len().min(room.saturating_sub(2));
    let air = usize::from(room >= below + 4);
    let body = Area { y: area.y + 1, height: u16::try_from(room - below - air).unwrap_or(0), ..area };
    let drawn = draw_body(buffer, app, desk, footnote, theme, body);
    let from = body.y + u16::try_from(drawn + air).unwrap_or(0);
    // The chosen call stays in sight.
    let chosen = lines.iter().rposition(|line| line.chosen).unwrap_or(0);
    let fits = usize::from(area.bottom().saturating_sub(from));
    let first = (chosen + 1).saturating_sub(fits);
    for (y, line) in (from..area.bottom()).zip(&lines[first.min(lines.len())..]) {
        let x = area.x + line.indent;
        put(buffer, (x, y), area.right(), &cut(&line.words, usize::from(area.right() - x)), theme.style(line.role));
        if line.chosen {
            put(buffer, (area.x, y), area.x + 1, if app.look.ascii { "|" } else { "▎" }, theme.style(Role::Focus));
        }
    }
}

/// Draws the text, or what stands in its stead; tells how many rows that took.
fn draw_body(buffer: &mut Buffer, app: &App, desk: &FootnoteDesk, footnote: usize, theme: Theme, area: Area) -> usize {
    let document = app.document();
    let setting =
        LayoutOptions { measure: area.width, room: area.width, ascii: app.look.ascii, formulas: !app.preferences.formula_source };
    let height = usize::from(area.height);
    let rows = |all: usize| all.saturating_sub(1).min(desk.scroll);
    let more = |buffer: &mut Buffer, y: u16| {
        put_right(buffer, y, area.x, area.right(), if app.look.ascii { " ..." } else { " …" }, theme.style(Role::Accent));
    };
    if let Some(body) = document.body_span(footnote) {
        let flow = Flow::new(document, setting);
        let made = flow.rows(flow.place_of(body.start), height.saturating_add(desk.scroll.min(5000)).saturating_add(1));
        let made: Vec<Row> =
            made.into_iter().take_while(|row| row.place.point < body.end || row.place.point == body.start).collect();
        let first = rows(made.len());
        for (y, row) in (area.y..area.bottom()).zip(&made[first..]) {
            for piece in &row.pieces {
                text::draw_piece(buffer, app, theme, row, piece, (area.x + piece.x, y), area.right());
            }
            tint(buffer, Area { y, height: 1, ..area }, Style::new().fg(theme.style(Role::Text).fg.unwrap_or_default()));
        }
        let drawn = (made.len() - first).min(height);
        if made.len() - first > height && height > 0 {
            more(buffer, area.bottom() - 1);
        }
        return drawn;
    }
    let Some(own) = app.own_body(footnote) else {
        let label = &document.footnotes()[footnote].label;
        let words = app.words.fill("footnotes-missing", &[("label", label.as_str().into())]);
        return draw_words(buffer, theme.style(Role::Muted), &words, setting, area, 0).0;
    };
    let x = put(buffer, (area.x, area.y), area.right(), own_sign(app), theme.style(Role::Accent));
    let inner = Area { x, width: area.right().saturating_sub(x), ..area };
    let end = own.note.body.floor_char_boundary(own.note.body.len().min(OWN));
    let setting = LayoutOptions { measure: inner.width.max(1), room: inner.width.max(1), ..setting };
    let (drawn, all) = draw_words(buffer, theme.style(Role::Text), &own.note.body[..end], setting, inner, desk.scroll);
    if all > desk.scroll + height && height > 0 {
        more(buffer, area.bottom() - 1);
    }
    drawn
}

/// Draws words that are not the document's; tells the rows drawn, and how many there are.
fn draw_words(
    buffer: &mut Buffer,
    style: Style,
    words: &str,
    setting: LayoutOptions,
    area: Area,
    scroll: usize,
) -> (usize, usize) {
    let Some((made, rows)) = text_rows(words, setting) else { return (0, 0) };
    let first = scroll.min(rows.len().saturating_sub(1));
    for (y, row) in (area.y..area.bottom()).zip(&rows[first..]) {
        for piece in &row.pieces {
            if let PieceContent::Text(span) = piece.what {
                put(buffer, (area.x + piece.x, y), area.right(), made.slice(span), style);
            }
        }
    }
    ((rows.len() - first).min(usize::from(area.height)), rows.len())
}

/// What stands below the text.
fn lines(app: &App, desk: &FootnoteDesk, footnote: usize, area: Area) -> Vec<Line> {
    let document = app.document();
    let mut lines = Vec::new();
    let mut say = |words: String, indent: u16, role: Role, chosen: bool| lines.push(Line { words, indent, role, chosen });
    if let Some(references) = app.references() {
        for pointer in references.citations.pointers(footnote).iter().take(4) {
            let role = if pointer.to.is_some() { Role::Text } else { Role::Warning };
            wrapped(&meant_here(app, pointer), area.width, 3, app, &mut |words| say(words, 0, role, false));
        }
        let others: Vec<usize> = references.citations.alike(footnote).take(ALIKE + 1).collect();
        if !others.is_empty() {
            let named = others.iter().take(ALIKE).map(|other| document.footnotes()[*other].label.to_string());
            let mut labels = named.collect::<Vec<_>>().join(", ");
            if others.len() > ALIKE {
                labels.push('…');
            }
            let words = app.words.fill("footnotes-alike", &[("labels", labels.into())]);
            wrapped(&words, area.width, 3, app, &mut |words| say(words, 0, Role::Muted, false));
        }
    }
    // Where its links lead is seen before one is opened; the count that opens each stands before it.
    let body = document.body_span(footnote).unwrap_or_default();
    for (nth, address) in app.addresses_in(body).take(ADDRESSES).enumerate() {
        let key = if nth == 0 { "!".to_owned() } else { format!("{}!", nth + 1) };
        say(format!("{key} {address}"), 0, Role::Link, false);
    }
    let calls = &document.footnotes()[footnote].calls;
    if calls.is_empty() {
        say(app.words.say("footnote-uncalled").into_owned(), 0, Role::Muted, false);
        return lines;
    }
    let chosen = desk.call.min(calls.len() - 1);
    // Of many those around the chosen one: others come with `Tab`.
    let first = if calls.len() > CALLS { chosen.saturating_sub(1).min(calls.len() - CALLS) } else { 0 };
    let args = [("at", (chosen + 1).into()), ("count", calls.len().into())];
    say(app.words.fill("footnotes-called", &args), 0, Role::Muted, false);
    for (nth, call) in calls.iter().enumerate().skip(first).take(CALLS) {
        let place = app.place_words(document, Span::empty(*call));
        if !place.is_empty() {
            say(place, 2, Role::Faint, nth == chosen);
        }
        wrapped(&calling(document, *call, app.look.ascii), area.width.saturating_sub(2), SENTENCE, app, &mut |words| {
            say(words, 2, Role::Text, nth == chosen);
        });
    }
    lines
}

/// The sentence around `call`, with the labels of the calls in it.
fn calling(document: &Document, call: Point, ascii: bool) -> String {
    let span = document.sentence_at(call);
    let (mut out, mut from) = (String::new(), span.start);
    for mark in document.marks_in(span).take(200) {
        if let MarkKind::Call(footnote) = mark.kind {
            out.push_str(document.slice(Span { start: from, end: mark.span.start }));
            let label = document.footnotes().get(footnote as usize).map_or("", |footnote| &*footnote.label);
            out.push_str(&call_label(label, ascii));
            from = mark.span.start;
        }
    }
    out.push_str(document.slice(Span { start: from, end: span.end }));
    out.replace('\n', " ")
}

/// `words` in rows of `columns`, `most` at most; what is left out is told by a sign.
fn wrapped(words: &str, columns: u16, most: usize, app: &App, say: &mut dyn FnMut(String)) {
    let end = words.floor_char_boundary(words.len().min(usize::from(columns) * 4 * (most + 1)));
    let setting = LayoutOptions { measure: columns.max(1), room: columns.max(1), ascii: app.look.ascii, formulas: false };
    let Some((made, rows)) = text_rows(&words[..end], setting) else { return };
    let line = |row: &Row| row.texts().map(|(_, span)| made.slice(span)).collect::<String>();
    for (nth, row) in rows.iter().take(most).enumerate() {
        let cut_off = nth + 1 == most && (rows.len() > most || end < words.len());
        say(if cut_off { format!("{}…", line(row).trim_end()) } else { line(row) });
    }
}
