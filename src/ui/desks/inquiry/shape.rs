//! The shape of a document: a strip of what lies where, and its sections with their lengths.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, InquiryDesk};
use crate::document::Span;
use crate::study::minutes_words;
use crate::ui::pen::{cut, put, put_right};
use crate::ui::{Role, Theme};

/// Columns that a section's bar takes at most.
const WIDEST_BAR: u16 = 30;
/// Eighths of a cell, from none to all, from the left.
const EIGHTHS: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// Draws the strip: where sections start, the chosen one, and where footnotes, tables and notes lie.
pub(super) fn head(buffer: &mut Buffer, app: &App, desk: &InquiryDesk, theme: Theme) {
    if desk.inquiry.head_rows(app.geometry.screen.height) == 0 {
        return;
    }
    let (area, ascii) = (app.strip_area(), app.look.ascii);
    let Some(shape) = app.open.replies.shape() else { return };
    let sections = app.document().sections();
    let chosen = desk.chosen(sections.len()).and_then(|index| sections.get(index)).map(|section| section.span);
    let words = ["strip-sections", "", "strip-footnotes", "strip-tables", "strip-notes"];
    for (y, id) in (area.y..).zip(words).filter(|(_, id)| !id.is_empty() && area.x > 4) {
        put(buffer, (2, y), area.x - 1, &app.words.say(id), theme.style(Role::Faint));
    }
    let signs =
        if ascii { ["-", "+", "|", "=", "^", ":", "#", "*"] } else { ["─", "┴", "┼", "━", "▴", "·", "▦", "▪"] };
    let mut first = 0;
    for column in 0..area.width {
        let (own, x) = (app.strip_span(column), area.x + column);
        let mut set = |row: u16, sign: &str, role: Role| put(buffer, (x, area.y + row), x + 1, sign, theme.style(role));
        // The outermost section that starts here says which tick stands.
        let behind = first + sections[first..].partition_point(|section| section.span.start < own.end);
        let tick = match sections[first..behind].iter().map(|section| section.depth).min() {
            None => signs[0],
            Some(0) => signs[2],
            Some(_) => signs[1],
        };
        first = behind;
        set(0, tick, Role::Rule);
        if chosen.is_some_and(|chosen| chosen.overlaps(own) || (own.is_empty() && chosen.contains(own.start))) {
            set(1, signs[3], Role::Accent);
        }
        if own.contains(app.pane.view.focus) {
            set(1, signs[4], Role::Text);
        }
        if shape.calls_in(own) > 0 {
            set(2, signs[5], Role::Call);
        }
        if shape.tables_in(own) > 0 {
            set(3, signs[6], Role::Text);
        }
        if app.open.notebook.count_in(own) > 0 {
            set(4, signs[7], Role::Accent);
        }
    }
}

/// Draws one section: its title, how long it takes, its share of the whole as a bar, and what lies in it.
pub(super) fn entry(buffer: &mut Buffer, app: &App, index: usize, theme: Theme, area: Area) {
    let document = app.document();
    let (Some(section), Some(shape)) = (document.sections().get(index), app.open.replies.shape()) else { return };
    let (y, span) = (area.y, section.span);
    let muted = theme.style(Role::Muted);
    let mut end = area.right();
    if area.width >= 50 {
        let bar = (area.width / 4).min(WIDEST_BAR);
        draw_bar(buffer, app, theme, share(app, span), Area { x: end - bar, width: bar, ..area });
        end -= bar + 2;
        for (count, sign) in [
            (app.open.notebook.count_in(span), if app.look.ascii { "*" } else { "▪" }),
            (shape.tables_in(span), if app.look.ascii { "#" } else { "▦" }),
            (shape.calls_in(span), if app.look.ascii { "^" } else { "·" }),
        ] {
            if count > 0 {
                put_right(buffer, y, end.saturating_sub(5), end, &format!("{sign}{count}"), muted);
            }
            end = end.saturating_sub(6);
        }
    }
    let minutes = minutes_words(&app.words, shape.within(document, span).minutes(app.preferences.speed));
    let end = put_right(buffer, y, area.x, end, &minutes, muted).min(end.saturating_sub(9)).saturating_sub(1);
    let x = area.x + 1 + (section.depth * 2).min(area.width / 4);
    let title = cut(&app.section_title(document, index), usize::from(end.saturating_sub(x)));
    let reading = document.section_at(app.pane.view.focus) == Some(index);
    put(buffer, (x, y), end, &title, theme.style(if reading { Role::Accent } else { Role::Text }));
}

/// What part of the reading text `span` is, in thousandths.
fn share(app: &App, span: Span) -> usize {
    span.len() * 1000 / app.document().main().len().max(1)
}

fn draw_bar(buffer: &mut Buffer, app: &App, theme: Theme, thousandths: usize, area: Area) {
    let eighths = (thousandths * usize::from(area.width) * 8 / 1000).max(1);
    let (full, rest) = (eighths / 8, eighths % 8);
    let bar = if app.look.ascii { "#".repeat(full.max(1)) } else { EIGHTHS[8].repeat(full) + EIGHTHS[rest] };
    put(buffer, (area.x, area.y), area.right(), &bar, theme.style(Role::Faint));
}
