//! A Markdown table (GFM).

use crate::document::Align;
use crate::table::TableView;

pub(super) fn write_markdown(view: &TableView) -> String {
    let width = view.width();
    if width == 0 {
        return String::new();
    }
    let mut out = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        out.push('|');
        for cell in cells {
            out.push(' ');
            out.push_str(&cell);
            out.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        out.push('\n');
    };
    line(&mut super::heads(view).iter().map(|head| escaped(head)));
    line(&mut (0..width).map(|column| if view.measured(column).align == Align::Right { "---:" } else { "---" }.to_owned()));
    for row in 0..view.height() {
        line(&mut (0..width).map(|column| escaped(&view.text(row, column))));
    }
    out
}

/// `text` with everything that Markdown or inline HTML would take for its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}
