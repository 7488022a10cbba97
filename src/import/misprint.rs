//! Numbers of tables that look misprinted: said, with what they are read as, and never corrected.

use crate::document::{Builder, SafeText, Span, WarningKind};

/// A table's body as printed, for the look at its numbers.
pub(super) struct Printed<'a> {
    /// The table, counted from 1.
    pub(super) table: u32,
    /// How many leading columns hold labels.
    pub(super) stub: usize,
    /// The column that holds the rows' units.
    pub(super) units: Option<usize>,
    /// The head of each column.
    pub(super) heads: Vec<String>,
    /// The cells, row after row, with their place in the text.
    pub(super) cells: Vec<(&'a str, Span)>,
}

impl Printed<'_> {
    /// Warns of each number that looks misprinted.
    pub(super) fn warn(&self, builder: &mut Builder) {
        let columns = self.heads.len();
        if columns == 0 || !self.cells.iter().any(|(text, _)| dots(text) > 1) {
            return;
        }
        for (at, (printed, span)) in self.cells.iter().enumerate() {
            let (row, column) = (at / columns, at % columns);
            if column < self.stub {
                continue;
            }
            let Some(read) = self.read_as(printed, row, column) else { continue };
            let kind = WarningKind::Misprint {
                printed: SafeText::new(printed),
                read: SafeText::new(&read),
                table: self.table,
                row: SafeText::new(&self.row_head(row)),
                column: SafeText::new(&self.heads[column]),
            };
            builder.warn(kind, *span);
        }
    }

    /// What `printed` is read as, if it is a number with a point where a thousands mark
    /// belongs (`1.243.0` for `1,243.0`): one with more than one point, that is a number with
    /// as many decimals as its neighbours have once all points but the last are commas.
    ///
    /// Where a neighbour has several points too, points are that table's thousands marks.
    fn read_as(&self, printed: &str, row: usize, column: usize) -> Option<String> {
        let (read, decimals) = with_commas(printed)?;
        let columns = self.heads.len();
        let above = row.checked_sub(1).map(|above| above * columns + column);
        let below = (row + 1) * columns + column;
        let left = (column > self.stub).then(|| row * columns + column - 1);
        let right = (column + 1 < columns).then(|| row * columns + column + 1);
        let near = [above, Some(below), left, right].into_iter().flatten();
        let mut neighbours = near.filter_map(|at| self.cells.get(at)).filter(|(text, _)| is_number(text)).peekable();
        neighbours.peek()?;
        neighbours.all(|(text, _)| dots(text) <= 1 && decimals_of(text) == decimals).then_some(read)
    }

    /// The labels of `row`, its unit in parentheses: `1인당 GNI (달러)`.
    fn row_head(&self, row: usize) -> String {
        let cells = &self.cells[row * self.heads.len()..][..self.stub];
        let mut head = String::new();
        for (column, (text, _)) in cells.iter().enumerate().filter(|(_, (text, _))| !text.is_empty()) {
            if !head.is_empty() {
                head.push(' ');
            }
            if self.units == Some(column) {
                head.push('(');
                head.push_str(text);
                head.push(')');
            } else {
                head.push_str(text);
            }
        }
        head
    }
}

fn dots(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'.').count()
}

fn is_number(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b",.-+() %".contains(&byte))
}

fn decimals_of(text: &str) -> usize {
    text.rsplit_once('.').map_or(0, |(_, behind)| behind.bytes().take_while(u8::is_ascii_digit).count())
}

/// `printed` with commas for all points but the last, and how many decimals it has then; none
/// where that is no well-formed number.
fn with_commas(printed: &str) -> Option<(String, usize)> {
    let digits = printed.trim_start_matches(['-', '−', '+', '△', '▲', '(']).trim_end_matches([')', '%']);
    let (whole, decimals) = digits.rsplit_once('.')?;
    let mut groups = whole.split(['.', ',']);
    let first = groups.next()?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut more = 0;
    let grouped = groups.all(|group| {
        more += 1;
        group.len() == 3 && is_digits(group)
    });
    let fits = dots(whole) > 0 && grouped && more > 0 && first.len() <= 3 && is_digits(first) && is_digits(decimals);
    let at = printed.len() - printed.trim_start_matches(['-', '−', '+', '△', '▲', '(']).len();
    fits.then(|| (format!("{}{}{}", &printed[..at], whole.replace('.', ","), &printed[at + whole.len()..]), decimals.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(row: [&str; 3]) -> Option<String> {
        let cells = row.map(|text| (text, Span::default())).to_vec();
        let printed = Printed { table: 1, stub: 0, units: None, heads: vec![String::new(); 3], cells };
        printed.read_as(row[1], 0, 1)
    }

    #[test]
    fn a_point_for_a_thousands_mark_is_seen_by_its_neighbours() {
        assert_eq!(read(["1,107.0", "1.243.0", "1,168.0"]), Some("1,243.0".into()));
        assert_eq!(read(["-7.0", "-1.243.0", ""]), Some("-1,243.0".into()));
        assert_eq!(read(["-7.0", "(12.345.678.9)", "x"]), Some("(12,345,678.9)".into()));
    }

    #[test]
    fn points_that_are_thousands_marks_are_none() {
        assert_eq!(read(["1.107.000", "1.243.000", "1.168.000"]), None);
        assert_eq!(read(["1,107", "1.243.0", "1,168"]), None);
        assert_eq!(read(["1,107.0", "1,243.0", "1,168.0"]), None);
        assert_eq!(read(["", "1.243.0", ""]), None);
        assert_eq!(read(["2.0", "1.24.3.0", "2.0"]), None);
        assert_eq!(read(["2.0", "1.2.3", "2.0"]), None);
    }
}
