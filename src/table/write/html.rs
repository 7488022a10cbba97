//! An HTML table.

use crate::document::Align;
use crate::table::TableView;

pub(super) fn write_html(view: &TableView) -> String {
    let width = view.width();
    let aligned: Vec<&str> = (0..width)
        .map(|column| if view.measured(column).align == Align::Right { " style=\"text-align:right\"" } else { "" })
        .collect();
    let labels = view.label_columns();
    let mut out = String::from("<table>\n");
    if let Some(caption) = view.table().caption {
        out.push_str(&format!("<caption>{}</caption>\n", escaped(view.document().slice(caption))));
    }
    out.push_str("<thead>\n<tr>");
    for (column, head) in super::heads(view).iter().enumerate() {
        out.push_str(&format!("<th scope=\"col\"{}>{}</th>", aligned[column], escaped(head)));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in 0..view.height() {
        out.push_str("<tr>");
        for (column, aligned) in aligned.iter().enumerate() {
            let text = escaped(&view.text(row, column));
            if column < labels {
                out.push_str(&format!("<th scope=\"row\"{aligned}>{text}</th>"));
            } else {
                out.push_str(&format!("<td{aligned}>{text}</td>"));
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
