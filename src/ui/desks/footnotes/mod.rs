//! The footnote desk: the list of all, and the chosen one in full.

mod detail;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::{App, Area, FootnoteDesk, FootnoteOrder};
use crate::layout::width;
use crate::study::{CitationReason, Pointer};
use crate::words::Words;

use crate::ui::pen::{cut, put, put_right, tint};
use crate::ui::{Role, Theme, status};

/// Columns that a label takes at most.
const WIDEST_LABEL: usize = 8;

/// Draws it; tells where the cursor belongs while the filter is typed.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, desk: &FootnoteDesk, theme: Theme) -> Option<Position> {
    let areas = app.footnote_areas();
    let all = app.document().footnotes().len();
    let count = desk.count(all);
    let list = areas.list;
    let right = app.geometry.screen.width.saturating_sub(list.x);
    let at = app.words.fill("list-count", &[("at", (desk.cursor.at + 1).min(count).into()), ("count", count.into())]);
    let at = if desk.order == FootnoteOrder::Work { format!("{} · {at}", app.words.say("footnotes-by-work")) } else { at };
    let end = put_right(buffer, areas.head, list.x, right, &at, theme.style(Role::Muted)).saturating_sub(2);
    let mut cursor = None;
    if desk.filtering || !desk.filter.text().is_empty() {
        let x = put(buffer, (list.x, areas.head), end, "/ ", theme.style(Role::Accent));
        let caret = status::typed(buffer, theme, &desk.filter, (x, areas.head), end);
        cursor = desk.filtering.then_some(caret);
    } else {
        put(buffer, (list.x, areas.head), end, &app.words.say("list-footnotes"), theme.style(Role::Heading));
    }
    if areas.beside {
        let rule = if app.look.ascii { "|" } else { "│" };
        for y in list.y..list.bottom() {
            put(buffer, (list.right() + 1, y), list.right() + 2, rule, theme.style(Role::Rule));
        }
    } else if list.bottom() < app.geometry.status.y {
        let rule = if app.look.ascii { "-" } else { "─" }.repeat(usize::from(list.width));
        put(buffer, (list.x, list.bottom()), list.right(), &rule, theme.style(Role::Rule));
    }
    if count == 0 {
        let words = app.words.say(if all == 0 { "list-no-footnotes" } else { "list-nothing-passes" });
        put(buffer, (list.x, list.y), right, &cut(&words, usize::from(right - list.x)), theme.style(Role::Muted));
        return cursor;
    }
    for shown in app.footnote_rows(desk) {
        let y = list.y + u16::try_from(shown.y).unwrap_or(u16::MAX);
        if let Some(head) = &shown.head {
            put(buffer, (list.x, y - 1), list.right(), &cut(head, usize::from(list.width)), theme.style(Role::Muted));
        }
        let row = Area { y, height: 1, ..list };
        entry(buffer, app, desk.index(shown.at), theme, row);
        if shown.at == desk.cursor.at {
            tint(buffer, row, theme.style(Role::Chosen));
        }
    }
    if let Some(chosen) = desk.chosen(all) {
        detail::draw(buffer, app, desk, chosen, theme, areas.detail);
    }
    cursor
}

/// A footnote in a row: its label, how its text begins, and how often it is called.
fn entry(buffer: &mut Buffer, app: &App, footnote: usize, theme: Theme, row: Area) {
    let document = app.document();
    let Some(known) = document.footnotes().get(footnote) else { return };
    let label = cut(&known.label, WIDEST_LABEL);
    // Numbers stand flush right, so that the texts begin in one column.
    let start = row.x + 1 + 4_u16.saturating_sub(u16::try_from(width(&label)).unwrap_or(4));
    let x = put(buffer, (start, row.y), row.right(), &label, theme.style(Role::Call)) + 2;
    let calls = if known.calls.len() == 1 { String::new() } else { format!("×{}", known.calls.len()) };
    let calls = if app.look.ascii { calls.replace('×', "x") } else { calls };
    let end =
        put_right(buffer, row.y, x, row.right(), &calls, theme.style(Role::Muted)).saturating_sub(u16::from(!calls.is_empty()));
    let room = usize::from(end.saturating_sub(x));
    let own = app.own_body(footnote).filter(|_| document.body_span(footnote).is_none());
    let first = match (document.body_span(footnote), own) {
        (Some(body), _) => document.slice(body.intersect(document.unit_at(body.start))),
        (None, Some(own)) => own.note.body.lines().next().unwrap_or_default(),
        (None, None) => {
            let words = app.words.say("footnote-no-text");
            put(buffer, (x, row.y), end, &cut(&words, room), theme.style(Role::Faint));
            return;
        }
    };
    // No more than a row of it is measured.
    let first = &first[..first.floor_char_boundary(first.len().min(room * 4))];
    let x = if own.is_some() { put(buffer, (x, row.y), end, own_sign(app), theme.style(Role::Accent)) } else { x };
    put(buffer, (x, row.y), end, &cut(first, usize::from(end.saturating_sub(x))), theme.style(Role::Text));
}

/// What a text of the reader's own is told by.
pub(in crate::ui) fn own_sign(app: &App) -> &'static str {
    if app.look.ascii { "* " } else { "▪ " }
}

/// What words in a footnote mean, and why that is guessed, in words: `said` is what stands there,
/// `label` tells what a footnote is called.
#[must_use]
pub fn meant_words(words: &Words, pointer: &Pointer, said: &str, label: impl Fn(Option<usize>) -> String) -> String {
    let id = match pointer.reason {
        CitationReason::NoteBefore => "meant-note-before",
        CitationReason::SourceBefore => "meant-source-before",
        CitationReason::SameAuthor => "meant-same-author",
        CitationReason::ShortTitle => "meant-short-title",
        CitationReason::AuthorYear => "meant-author-year",
        CitationReason::TitleAlone => "meant-title-alone",
        CitationReason::Several => "meant-several",
        CitationReason::Numbered => "meant-numbered",
        CitationReason::NoEarlier => "meant-none-earlier",
        CitationReason::NoSuchNumber => "meant-no-number",
        CitationReason::Itself => "meant-itself",
    };
    let told = words.fill(id, &[("words", said.into()), ("label", label(pointer.to).into())]);
    match pointer.first.filter(|first| Some(*first) != pointer.to) {
        Some(first) => format!("{told} {}", words.fill("meant-first", &[("label", label(Some(first)).into())])),
        None => told,
    }
}

/// The same of the document that is open.
pub(in crate::ui) fn meant_here(app: &App, pointer: &Pointer) -> String {
    let document = app.document();
    let label = |footnote: Option<usize>| {
        footnote.and_then(|at| document.footnotes().get(at)).map_or(String::new(), |footnote| footnote.label.to_string())
    };
    meant_words(&app.words, pointer, document.slice(pointer.span), label)
}
