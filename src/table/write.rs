//! What is seen, as text for other programs: with its sort, filter and computed values.

mod aligned;
mod chart;
mod delimited;
mod html;
mod json;
mod markdown;

use super::View;

pub use delimited::guarded;

/// The ways to write a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grid {
    /// Tab-separated lines, for a clipboard.
    Tsv {
        /// Keep cells from being taken for formulas: see [`Grid::Csv`].
        guard: bool,
    },
    /// RFC 4180: commas, quotes, CRLF.
    Csv {
        /// Start with a byte-order mark, so that spreadsheets see UTF-8.
        bom: bool,
        /// Put an apostrophe before cells that a spreadsheet would run as formulas; numbers
        /// such as `-0.2` stay as they are.
        guard: bool,
    },
    /// A Markdown table.
    Markdown,
    /// Rows with types and units, `"schema": "ibid.table/1"`; numbers exact.
    Json,
    /// An HTML table.
    Html,
    /// Columns aligned by display width.
    Text,
    /// A line or a bar a row, in plain text.
    Chart,
}

/// `view` written as `format`. Cells are as printed, misprints too; JSON also tells values.
#[must_use]
pub fn write(view: &View, format: Grid) -> String {
    match format {
        Grid::Tsv { guard } => delimited::write_tsv(view, guard),
        Grid::Csv { bom, guard } => delimited::write_csv(view, bom, guard),
        Grid::Markdown => markdown::write_markdown(view),
        Grid::Json => json::write_json(view),
        Grid::Html => html::write_html(view),
        Grid::Text => aligned::write_text(view),
        Grid::Chart => chart::write_chart(view),
    }
}

/// The heads of all columns as seen, in one line each: `명목 GNI › 십억원`.
fn heads(view: &View) -> Vec<String> {
    (0..view.width()).map(|column| view.column_head(column).label()).collect()
}
