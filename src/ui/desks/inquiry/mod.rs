//! The desk of inquiries: tabs over all, what the open leaf draws, and its entries.

mod claims;
mod names;
mod shape;
mod timeline;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::{App, Area, Inquiry, InquiryDesk};

use crate::ui::pen::{put, put_right, tint};
use crate::ui::{Role, Theme, status};

/// Draws it; tells where the cursor belongs while the filter is typed.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, desk: &InquiryDesk, theme: Theme) -> Option<Position> {
    let screen = app.geometry.screen;
    let (inquiry, tab) = (desk.inquiry, desk.tab());
    let all = app.inquiry_count(inquiry);
    let count = tab.count(all);
    let y = u16::from(screen.height >= 16);
    let at = app.words.fill("list-count", &[("at", (tab.cursor.at + 1).min(count).into()), ("count", count.into())]);
    let right = screen.width.saturating_sub(2);
    let end = put_right(buffer, y, 1, right, &at, theme.style(Role::Muted)).saturating_sub(2);
    let mut cursor = None;
    if tab.filtering || !tab.filter.text().is_empty() {
        let x = put(buffer, (2, y), end, "/ ", theme.style(Role::Accent));
        let caret = status::typed(buffer, theme, &tab.filter, (x, y), end);
        cursor = tab.filtering.then_some(caret);
    } else {
        tabs(buffer, app, inquiry, theme, y, end);
    }
    let area = app.inquiry_area(inquiry);
    if all == 0 {
        let words = match app.open.replies.progress(inquiry) {
            Some(point) => app.words.fill("inquiry-coming", &[("percent", percent(app, point).into())]),
            None => app.words.say(inquiry.nothing()).into_owned(),
        };
        put(buffer, (2, area.y), right, &words, theme.style(Role::Muted));
        return cursor;
    }
    match inquiry {
        Inquiry::Timeline => timeline::head(buffer, app, desk, theme),
        Inquiry::Names => names::head(buffer, app, desk, theme),
        Inquiry::Claims => claims::head(buffer, app, theme),
        Inquiry::Shape => shape::head(buffer, app, desk, theme),
    }
    let rows = u16::try_from(inquiry.entry_rows()).unwrap_or(1);
    for (shown, at) in (0_u16..).zip(tab.cursor.window(app.inquiry_window(inquiry), count)) {
        let own = Area { y: area.y + shown * rows, height: rows, ..area };
        match inquiry {
            Inquiry::Timeline => timeline::entry(buffer, app, tab.index(at), theme, own),
            Inquiry::Names => names::entry(buffer, app, tab, (at, shown == 0), theme, own),
            Inquiry::Claims => claims::entry(buffer, app, tab, tab.index(at), theme, own),
            Inquiry::Shape => shape::entry(buffer, app, tab.index(at), theme, own),
        }
        if at == tab.cursor.at {
            tint(buffer, own, theme.style(Role::Chosen));
        }
    }
    if count == 0 {
        put(buffer, (2, area.y), right, &app.words.say("list-nothing-passes"), theme.style(Role::Muted));
    }
    cursor
}

/// The names of all leaves, the open one lit.
fn tabs(buffer: &mut Buffer, app: &App, open: Inquiry, theme: Theme, y: u16, end: u16) {
    let mut x = 2;
    for inquiry in Inquiry::ALL {
        let style = theme.style(if *inquiry == open { Role::Accent } else { Role::Muted });
        x = put(buffer, (x, y), end, &app.words.say(inquiry.message()), style) + 3;
    }
}

/// How much of the text a point stands for, in whole percent.
fn percent(app: &App, point: crate::document::Point) -> usize {
    point.at() * 100 / app.document().text().len().max(1)
}
