//! The keys that work where the reader is.

use ratatui::buffer::Buffer;

use crate::app::{App, Help};
use crate::layout::width;

use super::pen::{cut, float, put, put_right};
use super::{Role, Theme};

/// Draws the help: in two columns where there is room.
pub(super) fn draw(buffer: &mut Buffer, app: &App, help: &Help, theme: Theme) {
    let lines = app.help_lines(help.of);
    let screen = app.geometry.screen;
    let two = screen.width >= 100;
    let per_column = if two { lines.len().div_ceil(2) } else { lines.len() };
    let height = u16::try_from(per_column + 2).unwrap_or(u16::MAX);
    let title = app.words.fill("help-title", &[("place", app.words.say(help.of.message()).into())]);
    let inner = float(buffer, app.geometry.floating(if two { 116 } else { 64 }, height), &title, theme);
    let ground = theme.style(Role::Floating);
    let keys_width =
        u16::try_from(lines.iter().map(|(keys, _)| width(keys)).max().unwrap_or(0)).unwrap_or(0).min(inner.width / 2);
    let rows = usize::from(inner.height);
    let scroll = help.scroll.min(per_column.saturating_sub(rows));
    let column_width = if two { inner.width / 2 } else { inner.width };
    if scroll + rows < per_column {
        // On the frame, so that no row of keys is lost to it.
        let words = format!(" {} ", app.words.say("help-more"));
        put_right(buffer, inner.bottom(), inner.x, inner.right(), &words, theme.style(Role::Muted).patch(ground));
    }
    for column in 0..if two { 2_u16 } else { 1 } {
        let from = usize::from(column) * per_column;
        let shown = lines.iter().take((from + per_column).min(lines.len())).skip(from + scroll);
        for (y, (keys, what)) in (inner.y..inner.bottom()).zip(shown) {
            let x = inner.x + column * column_width;
            let end = (x + column_width).min(inner.right()).saturating_sub(1);
            put(buffer, (x, y), end, keys, theme.style(Role::Accent).patch(ground));
            let from = x + keys_width + 2;
            let what = cut(what, usize::from(end.saturating_sub(from)));
            put(buffer, (from, y), end, &what, theme.style(Role::Text).patch(ground));
        }
    }
}
