//! What calls and list markers are drawn as.

use crate::document::Marker;

/// No label of a call takes more columns than this; a longer one is cut.
const WIDEST: usize = 12;

/// How the call of a footnote with this label is drawn: raised digits (`¹²`), marks that are
/// raised as they are (`*`, `†`), and anything else in brackets (`[a]`); with `ascii` always in
/// brackets, but for `*`. No more than 12 columns.
#[must_use]
pub fn call_label(label: &str, ascii: bool) -> String {
    if !label.is_empty() && label.chars().all(|c| c == '*') {
        return cut(label, ascii);
    }
    if !ascii && !label.is_empty() {
        if label.chars().all(|c| raised(c).is_some()) {
            return cut(&label.chars().filter_map(raised).collect::<String>(), ascii);
        }
        if label.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '‖' | '※')) {
            return cut(label, ascii);
        }
    }
    let bare = label.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(label);
    let plain: String = if ascii { bare.chars().map(lowered).collect() } else { bare.to_owned() };
    let mut out = String::from("[");
    out.push_str(&shortened(&plain, WIDEST - 2, ascii));
    out.push(']');
    out
}

fn cut(label: &str, ascii: bool) -> String {
    shortened(label, WIDEST, ascii)
}

/// The start of `text` in at most `columns` columns, with a sign where something is left out.
fn shortened(text: &str, columns: usize, ascii: bool) -> String {
    if super::width(text) <= columns {
        return text.to_owned();
    }
    let sign = if ascii { "~" } else { "…" };
    let mut room = columns - 1;
    let cells = super::measure::Cells::new(text).take_while(|cell| {
        let fits = cell.width as usize <= room;
        room = room.saturating_sub(cell.width as usize);
        fits
    });
    let end = cells.last().map_or(0, |cell| cell.end);
    format!("{}{sign}", &text[..end])
}

/// `c` raised, where Unicode has such a character that fonts have too.
fn raised(c: char) -> Option<char> {
    Some(match c {
        '1' | '¹' => '¹',
        '2' | '²' => '²',
        '3' | '³' => '³',
        '0' | '⁰' => '⁰',
        '4'..='9' => char::from_u32(0x2070 + (c as u32 - '0' as u32))?,
        '⁴'..='⁹' | '⁽' | '⁾' | '⁺' | '⁻' => c,
        '(' => '⁽',
        ')' => '⁾',
        '+' => '⁺',
        '-' => '⁻',
        _ => return None,
    })
}

/// A raised digit as the digit that it is.
fn lowered(c: char) -> char {
    ('0'..='9').chain(['(', ')', '+', '-']).find(|plain| raised(*plain) == Some(c)).unwrap_or(c)
}

/// How the marker of a list item is drawn; a printed one is part of the text.
pub(super) fn marker_text(marker: Marker, ascii: bool) -> String {
    match marker {
        Marker::Bullet if ascii => "-".into(),
        Marker::Bullet => "•".into(),
        Marker::Number(number) => format!("{number}."),
        Marker::Task(true) => "[x]".into(),
        Marker::Task(false) => "[ ]".into(),
        Marker::Printed => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_raised_and_all_else_is_bracketed() {
        for (label, drawn) in [
            ("3", "³"),
            ("120", "¹²⁰"),
            ("1)", "¹⁾"),
            ("⁵", "⁵"),
            ("*", "*"),
            ("†", "†"),
            ("a", "[a]"),
            ("[1]", "[1]"),
            ("주3", "[주3]"),
            ("", "[]"),
            ("a-very-long-name", "[a-very-lo…]"),
            ("아주아주긴이름표", "[아주아주…]"),
        ] {
            assert_eq!(call_label(label, false), drawn);
        }
    }

    #[test]
    fn ascii_labels_are_bracketed() {
        for (label, drawn) in [("3", "[3]"), ("⁵", "[5]"), ("*", "*"), ("a-very-long-name", "[a-very-lo~]")] {
            assert_eq!(call_label(label, true), drawn);
        }
    }

    #[test]
    fn no_label_is_wider_than_twelve_columns() {
        for label in ["1".repeat(40), "*".repeat(40), "가".repeat(40), "x".repeat(40)] {
            assert!(super::super::width(&call_label(&label, false)) <= WIDEST);
        }
    }
}
