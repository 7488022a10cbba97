//! Writing words into cells: clipped to an area, wide characters whole or not at all.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::Area;
use crate::layout::width;

/// An area as ratatui has it.
pub(super) fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// Writes `text` at `x`, `y`, as far as it fits before column `end`; tells the next column.
pub(super) fn put(buffer: &mut Buffer, (x, y): (u16, u16), end: u16, text: &str, style: Style) -> u16 {
    if x >= end || !buffer.area.contains((x, y).into()) {
        return x;
    }
    let end = end.min(buffer.area.right());
    buffer.set_stringn(x, y, text, usize::from(end - x), style).0
}

/// Writes `text` so that it ends before column `end`; tells where it starts.
pub(super) fn put_right(buffer: &mut Buffer, y: u16, start: u16, end: u16, text: &str, style: Style) -> u16 {
    let columns = u16::try_from(width(text)).unwrap_or(u16::MAX);
    let x = end.saturating_sub(columns).max(start);
    put(buffer, (x, y), end, text, style);
    x
}

/// `text` cut to `columns`, with `…` at its end where something is missing.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut taken = String::new();
    for c in text.chars() {
        taken.push(c);
        if width(&taken) >= columns {
            while width(&taken) + 1 > columns && taken.pop().is_some() {}
            break;
        }
    }
    if columns > 0 {
        taken.push('…');
    }
    taken
}

/// `text` cut to `columns` at its start, with `…` where something is missing.
pub(super) fn cut_start(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut from = text.len();
    for (at, _) in text.char_indices().rev() {
        if width(&text[at..]) + 1 > columns {
            break;
        }
        from = at;
    }
    if columns == 0 { String::new() } else { format!("…{}", &text[from..]) }
}

/// Lays `style` over the cells of `area`.
pub(super) fn tint(buffer: &mut Buffer, area: Area, style: Style) {
    buffer.set_style(rect(area).intersection(buffer.area), style);
}

/// Empties `area` and gives it the background of what floats, in a thin frame with a title.
/// Tells the area inside, a column of air left free at both sides.
pub(super) fn float(buffer: &mut Buffer, area: Area, title: &str, theme: super::Theme) -> Area {
    use super::Role;
    let ground = theme.style(Role::Text).patch(theme.style(Role::Floating));
    let frame = theme.style(Role::Rule).patch(theme.style(Role::Floating));
    let area = Area {
        width: area.width.min(buffer.area.right().saturating_sub(area.x)),
        height: area.height.min(buffer.area.bottom().saturating_sub(area.y)),
        ..area
    };
    for y in area.y..area.bottom() {
        // A wide character that reaches into the frame would be cut in half.
        if let Some(left) = area.x.checked_sub(1).and_then(|x| buffer.cell((x, y)))
            && width(left.symbol()) > 1
        {
            buffer[(area.x - 1, y)].set_symbol(" ");
        }
        for x in area.x..area.right() {
            buffer[(x, y)].reset();
            buffer[(x, y)].set_style(ground);
        }
    }
    if area.width < 4 || area.height < 3 {
        return area;
    }
    let (left, right, top, bottom) = (area.x, area.right() - 1, area.y, area.bottom() - 1);
    let mut draw = |x: u16, y: u16, symbol: &str| {
        buffer[(x, y)].set_symbol(symbol).set_style(frame);
    };
    for x in left + 1..right {
        draw(x, top, "─");
        draw(x, bottom, "─");
    }
    for y in top + 1..bottom {
        draw(left, y, "│");
        draw(right, y, "│");
    }
    for (x, y, corner) in [(left, top, "╭"), (right, top, "╮"), (left, bottom, "╰"), (right, bottom, "╯")] {
        draw(x, y, corner);
    }
    if !title.is_empty() {
        let shown = format!(" {} ", cut(title, usize::from(area.width.saturating_sub(6))));
        put(buffer, (left + 1, top), right, &shown, theme.style(Role::Muted).patch(theme.style(Role::Floating)));
    }
    area.inset(2, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_ends_with_an_ellipsis_and_fits() {
        assert_eq!(cut("북러 밀착", 20), "북러 밀착");
        assert_eq!(cut("북러 밀착", 7), "북러 …");
        assert_eq!(cut("abc", 2), "a…");
        assert_eq!(cut("abc", 0), "");
        assert_eq!(cut_start("북러 밀착", 5), "…밀착");
        for columns in 0..12 {
            assert!(width(&cut("한a국b어c문", columns)) <= columns);
            assert!(width(&cut_start("한a국b어c문", columns)) <= columns);
        }
    }
}
