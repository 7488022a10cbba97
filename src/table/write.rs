//! What is seen, as text for other programs: with its sort, filter and computed values.

mod aligned;
mod chart;
mod delimited;
mod html;
mod json;
mod markdown;

use super::TableView;

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

/// A grid by the names that a person gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedGrid {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// Other names of it.
    pub aliases: &'static [&'static str],
    /// Endings of file names that ask for it, lower case, without the dot.
    pub endings: &'static [&'static str],
    /// What is written: a file for spreadsheets as these take it without being asked.
    pub grid: Grid,
}

/// Every grid by its names.
pub static GRIDS: &[NamedGrid] = &[
    NamedGrid { name: "text", aliases: &["txt"], endings: &["txt"], grid: Grid::Text },
    NamedGrid { name: "csv", aliases: &[], endings: &["csv"], grid: Grid::Csv { bom: true, guard: true } },
    NamedGrid { name: "tsv", aliases: &[], endings: &["tsv"], grid: Grid::Tsv { guard: true } },
    NamedGrid { name: "md", aliases: &["markdown"], endings: &["md", "markdown"], grid: Grid::Markdown },
    NamedGrid { name: "json", aliases: &[], endings: &["json"], grid: Grid::Json },
    NamedGrid { name: "html", aliases: &[], endings: &["html", "htm"], grid: Grid::Html },
    NamedGrid { name: "chart", aliases: &["bars"], endings: &[], grid: Grid::Chart },
];

impl Grid {
    /// The grid of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        GRIDS.iter().find(|named| named.name == name || named.aliases.contains(&name)).map(|named| named.grid)
    }

    /// The grid that a file of this name is written as.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let ending = ending.to_lowercase();
        GRIDS.iter().find(|named| named.endings.contains(&ending.as_str())).map(|named| named.grid)
    }
}

/// `view` written as `format`. Cells are as printed, misprints too; JSON also tells values.
#[must_use]
pub fn write(view: &TableView, format: Grid) -> String {
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
fn heads(view: &TableView) -> Vec<String> {
    (0..view.width()).map(|column| view.column_head(column).label()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_is_known_by_its_names_and_by_the_endings_of_files() {
        for (name, grid) in [("text", Grid::Text), ("txt", Grid::Text), ("markdown", Grid::Markdown), ("bars", Grid::Chart)] {
            assert_eq!(Grid::named(name), Some(grid), "{name}");
        }
        assert_eq!((Grid::named("htm"), Grid::named("")), (None, None));
        for (file, grid) in [
            ("a.b.CSV", Some(Grid::Csv { bom: true, guard: true })),
            ("a.htm", Some(Grid::Html)),
            ("a.txt", Some(Grid::Text)),
            ("a.text", None),
            ("a.chart", None),
            ("csv", None),
        ] {
            assert_eq!(Grid::of_file(file), grid, "{file}");
        }
    }
}
