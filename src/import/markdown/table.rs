//! Tables between pipes (GitHub Flavored Markdown 0.29, section 4.10).

use comrak::Node;
use comrak::nodes::{NodeValue, TableAlignment};

use super::inline::{Inline, has_words};
use super::parse::Page;
use super::write::{Cell, Writer};
use crate::document::{Align, BlockKind};
use crate::import::caption;

/// Cells beyond the head that get a column.
const MOST_BEYOND: usize = 50;

/// Writes `table`. `lines` are where the lines of `page` start.
///
/// comrak makes every row as long as the head: it invents cells, and drops those too many.
/// Both are told from the row's own line, so that no text is lost and a row of another
/// length is said.
pub(super) fn write(
    table: Node<'_>,
    page: &Page,
    lines: &[usize],
    inlines_of: &mut dyn FnMut(Node<'_>, &mut Writer) -> Vec<Inline>,
    writer: &mut Writer,
) {
    let aligns = match &table.data().value {
        NodeValue::Table(found) => found.alignments.clone(),
        _ => return,
    };
    let rows: Vec<Node<'_>> = table.children().collect();
    let under = rows.len() - rows.iter().rev().take_while(|row| is_line_under(row, aligns.len(), page, lines)).count();
    // Cells beyond the head have columns of their own, as far as a slip of the pen goes.
    let widest = rows[..under].iter().map(|row| cells_in(line_of(row, page, lines)).count()).max().unwrap_or(0);
    let builder = writer.begin_table(aligns.len());
    builder.widen_table(widest.min(aligns.len() + MOST_BEYOND));
    for (column, align) in aligns.iter().enumerate() {
        match align {
            TableAlignment::Center => builder.align(column, Align::Center),
            TableAlignment::Right => builder.align(column, Align::Right),
            TableAlignment::Left | TableAlignment::None => {}
        }
    }
    let mut above = Vec::new();
    for row in &rows[..under] {
        let is_head = matches!(row.data().value, NodeValue::TableRow(true));
        let mut cells: Vec<Vec<Inline>> = row.children().map(|cell| inlines_of(cell, writer)).collect();
        if is_head {
            // A head of empty cells is there because the syntax wants one.
            if cells.iter().any(|cell| has_words(cell)) {
                writer.row(cells.into_iter().map(Cell::Pieces), &mut above);
            }
            writer.end_head();
            continue;
        }
        let mut own = cells_in(line_of(row, page, lines));
        let found = own.by_ref().take(cells.len()).count();
        cells.truncate(found.max(1));
        cells.extend(
            own.map(|extra| vec![Inline::Text(page.stand_in.restored(extra.replace("\\|", "|").into()).into_owned().into())]),
        );
        writer.row(cells.into_iter().map(Cell::Pieces), &mut above);
    }
    writer.end_table();
    for row in &rows[under..] {
        let inlines = row.first_child().map(|cell| inlines_of(cell, writer)).unwrap_or_default();
        writer.leaf(BlockKind::Paragraph, inlines, false);
    }
}

fn line_of<'a>(row: Node<'_>, page: &'a Page, lines: &[usize]) -> &'a str {
    let place = row.data().sourcepos.start;
    page.line(lines, place.line, place.column)
}

/// Whether `row` is a source line or a remark that stands under the table without a blank line between.
fn is_line_under(row: Node<'_>, columns: usize, page: &Page, lines: &[usize]) -> bool {
    let line = line_of(row, page, lines);
    columns > 1
        && matches!(row.data().value, NodeValue::TableRow(false))
        && !line.contains('|')
        && (caption::is_source(line) || caption::is_remark(line))
}

/// The cells of a row's line, as they stand between its pipes.
fn cells_in(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let mut rest = Some(line.strip_prefix('|').unwrap_or(line));
    std::iter::from_fn(move || {
        let line = rest.take().filter(|line| !line.trim().is_empty())?;
        let mut escaped = false;
        let end = line.bytes().position(|byte| {
            let ends = byte == b'|' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        rest = end.map(|end| &line[end + 1..]);
        Some(line[..end.unwrap_or(line.len())].trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_what_stands_between_pipes() {
        let cells = |line| cells_in(line).collect::<Vec<_>>();
        assert_eq!(cells("| a | b |"), ["a", "b"]);
        assert_eq!(cells("a | b"), ["a", "b"]);
        assert_eq!(cells("|| a \\| b | "), ["", "a \\| b"]);
        assert_eq!(cells("| a \\\\| b"), ["a \\\\", "b"]);
        assert_eq!(cells("| | |"), ["", ""]);
        assert_eq!(cells("자료: 한국은행"), ["자료: 한국은행"]);
    }
}
