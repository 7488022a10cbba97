//! Names and terms: each with its kind, how often it stands in the text, and where, drawn small; over
//! them the place of the chosen one that is looked at.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, InquiryDesk, InquiryTab};
use crate::document::{Document, Span};
use crate::layout::width;
use crate::search::excerpt;
use crate::study::{BINS, Term, TermKind};
use crate::ui::pen::{cut, put, put_right};
use crate::ui::{Role, Theme};

/// Eighths of a cell, from one to all, from below.
const LEVELS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// Columns that an entry takes at most: what belongs together stands together.
const WIDEST: u16 = 118;
/// Columns from which the spread is drawn, and from which the kind is said.
const WITH_SPREAD: u16 = 66;
const WITH_KIND: u16 = 90;

/// Draws where the chosen term stands: which of its places is looked at, and the words around it.
pub(super) fn head(buffer: &mut Buffer, app: &App, desk: &InquiryDesk, theme: Theme) {
    let area = app.inquiry_area(desk.inquiry);
    let rows = desk.inquiry.head_rows(app.geometry.screen.height);
    let count = app.inquiry_count(desk.inquiry);
    let Some((index, term)) = desk.chosen(count).and_then(|index| Some((index, app.term(index)?))) else { return };
    if rows == 0 {
        return;
    }
    let y = area.y.saturating_sub(rows);
    let nth = desk.tab().place_of(index).min(term.count() - 1);
    let place = term.places[nth];
    let at = app.words.fill("term-place", &[("at", (nth + 1).into()), ("count", term.count().into())]);
    let x = put(buffer, (area.x + 1, y), area.right(), &at, theme.style(Role::Muted));
    let whereabouts = app.place_words(app.document(), place);
    if !whereabouts.is_empty() {
        let words = cut(&format!(" · {whereabouts}"), usize::from(area.right().saturating_sub(x)));
        put(buffer, (x, y), area.right(), &words, theme.style(Role::Muted));
    }
    line_around(
        buffer,
        app.document(),
        place,
        Area { x: area.x + 1, y: y + 1, width: area.width.saturating_sub(1), height: 1 },
        theme,
    );
}

/// Draws the words around `place` on one row, `place` itself lit.
pub(super) fn line_around(buffer: &mut Buffer, document: &Document, place: Span, area: Area, theme: Theme) {
    let columns = usize::from(area.width);
    // Hangul takes two columns a letter: fewer of them where all would not fit.
    let mut around = excerpt(document, place, columns);
    for room in [columns * 3 / 4, columns / 2, columns / 3] {
        let whole = Span { start: around.before.start, end: around.after.end };
        if width(document.slice(whole)) + 2 <= columns {
            break;
        }
        around = excerpt(document, place, room);
    }
    let sign = |more: bool| if more { "…" } else { "" };
    let before = format!("{}{}", sign(around.more_before), document.slice(around.before));
    let after = format!("{}{}", document.slice(around.after), sign(around.more_after));
    let (end, text) = (area.right(), theme.style(Role::Text));
    let x = put(buffer, (area.x, area.y), end, &before, text);
    let x = put(buffer, (x, area.y), end, document.slice(around.hit), theme.style(Role::Accent));
    put(buffer, (x, area.y), end, &after, text);
}

/// Draws one term: its letter where that is another than of the one before, its form and what it stands
/// for, its kind, count and spread.
pub(super) fn entry(buffer: &mut Buffer, app: &App, tab: &InquiryTab, (at, is_top): (usize, bool), theme: Theme, area: Area) {
    let index = tab.index(at);
    let Some(term) = app.term(index) else { return };
    let y = area.y;
    let muted = theme.style(Role::Muted);
    if !tab.turned {
        let before = at.checked_sub(1).and_then(|before| app.term(tab.index(before))).and_then(Term::letter);
        if let Some(letter) = term.letter().filter(|letter| is_top || before != Some(*letter)) {
            put(buffer, (area.x + 1, y), area.right(), &letter.to_string(), theme.style(Role::Faint));
        }
    }
    let mut end = area.x + area.width.min(WIDEST);
    if area.width >= WITH_SPREAD {
        let columns = u16::try_from(BINS).unwrap_or(0);
        draw_spread(buffer, app, &term.spread, (end - columns, y), theme);
        end -= columns + 2;
    }
    put_right(buffer, y, area.x, end, &term.count().to_string(), theme.style(Role::Text));
    end = end.saturating_sub(6);
    if area.width >= WITH_KIND {
        let id = match term.kind {
            TermKind::Abbreviation => "kind-abbreviation",
            TermKind::Name => "kind-name",
            TermKind::Quoted => "kind-quoted",
            TermKind::Term => "kind-term",
        };
        put(buffer, (end.saturating_sub(13), y), end, &app.words.say(id), theme.style(Role::Faint));
        end = end.saturating_sub(15);
    }
    let x = area.x + 4;
    let form = cut(&term.form, usize::from(end.saturating_sub(x)));
    let x = put(buffer, (x, y), end, &form, theme.style(Role::Text));
    let meaning = app.meaning_words(index);
    if !meaning.is_empty() && x + 4 < end {
        put(buffer, (x + 2, y), end, &cut(&meaning, usize::from(end - x - 2)), muted);
    }
}

/// A small drawing of how many places lie in each part of the text.
fn draw_spread(buffer: &mut Buffer, app: &App, spread: &[u32; BINS], (x, y): (u16, u16), theme: Theme) {
    let most = spread.iter().copied().max().unwrap_or(1).max(1);
    for (column, count) in (x..).zip(spread) {
        let sign = match (*count, app.look.ascii) {
            (0, true) => ".".to_owned(),
            (0, false) => "·".to_owned(),
            // ASCII has no levels: digits say how many.
            (count, true) => {
                if count > 9 {
                    "+".to_owned()
                } else {
                    count.to_string()
                }
            }
            (count, false) => LEVELS[(count * 8).div_ceil(most.max(4)).clamp(1, 8) as usize - 1].to_owned(),
        };
        let role = if *count == 0 { Role::Rule } else { Role::Muted };
        put(buffer, (column, y), column + 1, &sign, theme.style(role));
    }
}
