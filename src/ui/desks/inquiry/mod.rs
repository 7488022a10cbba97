//! The desk of inquiries: tabs over all, what the open leaf draws, and its entries.

mod claims;
mod names;
mod shape;
mod timeline;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::{App, Area, Inquiring, Inquiry};

use crate::ui::pen::{put, put_right, tint};
use crate::ui::{Role, Theme, status};

/// Draws it; tells where the cursor belongs while the filter is typed.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, inquiring: &Inquiring, theme: Theme) -> Option<Position> {
    let screen = app.geometry.screen;
    let (inquiry, leaf) = (inquiring.inquiry, inquiring.leaf());
    let all = app.inquiry_count(inquiry);
    let count = leaf.count(all);
    let y = u16::from(screen.height >= 16);
    let at = app.words.fill("list-count", &[("at", (leaf.roll.at + 1).min(count).into()), ("count", count.into())]);
    let right = screen.width.saturating_sub(2);
    let end = put_right(buffer, y, 1, right, &at, theme.style(Role::Muted)).saturating_sub(2);
    let mut cursor = None;
    if leaf.filtering || !leaf.filter.text().is_empty() {
        let x = put(buffer, (2, y), end, "/ ", theme.style(Role::Accent));
        let caret = status::typed(buffer, theme, &leaf.filter, (x, y), end);
        cursor = leaf.filtering.then_some(caret);
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
        Inquiry::Timeline => timeline::head(buffer, app, inquiring, theme),
        Inquiry::Names => names::head(buffer, app, inquiring, theme),
        Inquiry::Claims => claims::head(buffer, app, theme),
        Inquiry::Shape => shape::head(buffer, app, inquiring, theme),
    }
    let rows = u16::try_from(inquiry.entry_rows()).unwrap_or(1);
    for (shown, at) in (0_u16..).zip(leaf.roll.window(app.inquiry_window(inquiry), count)) {
        let own = Area { y: area.y + shown * rows, height: rows, ..area };
        match inquiry {
            Inquiry::Timeline => timeline::entry(buffer, app, leaf.index(at), theme, own),
            Inquiry::Names => names::entry(buffer, app, leaf, (at, shown == 0), theme, own),
            Inquiry::Claims => claims::entry(buffer, app, leaf, leaf.index(at), theme, own),
            Inquiry::Shape => shape::entry(buffer, app, leaf.index(at), theme, own),
        }
        if at == leaf.roll.at {
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
