//! A table as rows that have text of their own, and the widths of its columns.
//!
//! Head and body rows are counted as one sequence. A row whose cells are all empty, or all
//! carried over from the row above, has no text of its own and so no place: it is left out
//! of the sequence, and a blank row stands for it. Rows are found by their ends: the end of
//! a row's last text grows from row to row, and rows without text of their own share that of
//! the row before.

use std::ops::Range;

use smallvec::SmallVec;

use super::LayoutOptions;
use crate::document::{Column, Document, Point, Span, Table};

/// A row with a larger cell, in bytes, is set cell by cell, as paragraphs: in a column it
/// would be a hundred rows and more.
pub(super) const LARGE_CELL: usize = 4096;
/// Columns between two columns; one where that lets the whole table be shown.
pub(super) const GAP: u32 = 2;
/// Groups that a table is printed in, at most, and the least room for that.
const MOST_GROUPS: usize = 100;
const LEAST_GROUPED: u32 = 12;
/// Room without a border: nothing is left out at the right.
const UNCUT: u16 = u16::MAX;
/// Columns between them where a table would else lose some.
const NARROW_GAP: u32 = 1;
/// A text column isn't set narrower, if it isn't by itself.
const NARROWEST: u32 = 6;

/// The rows of a table, its head first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid<'a> {
    pub(super) table: &'a Table,
    /// The end of its block.
    end: Point,
}

impl<'a> Grid<'a> {
    pub(super) fn of(document: &'a Document, table: usize) -> Option<Self> {
        let table = document.tables().get(table)?;
        let end = document.blocks().get(table.block as usize)?.span.end;
        (table.width() > 0).then_some(Self { table, end })
    }

    /// Number of rows, head rows included.
    fn height(&self) -> usize {
        self.table.head_height() + self.table.height()
    }

    /// The cells of `row`; head rows come first.
    pub(super) fn cells(&self, row: usize) -> &'a [Span] {
        let head = self.table.head_height();
        if row < head { self.table.head_row(row) } else { self.table.row(row - head) }
    }

    /// The body row that `row` is; `None` in the head.
    pub(super) fn body(&self, row: usize) -> Option<u32> {
        row.checked_sub(self.table.head_height()).map(|row| u32::try_from(row).unwrap_or(u32::MAX))
    }

    /// The cells of `row` that have text and are neither carried over from the row above nor
    /// from the column before, with their column.
    pub(super) fn own_cells(&self, row: usize) -> impl Iterator<Item = (usize, Span)> {
        let cells = self.cells(row);
        let above = row.checked_sub(1).map(|above| self.cells(above));
        let is_own = move |column: usize, cell: Span| {
            !cell.is_empty() && above.is_none_or(|above| above[column] != cell) && (column == 0 || cells[column - 1] != cell)
        };
        cells.iter().copied().enumerate().filter(move |(column, cell)| is_own(*column, *cell))
    }

    /// From the start of the first to the end of the last cell of its own.
    pub(super) fn own_span(&self, row: usize) -> Span {
        self.own_cells(row).map(|(_, cell)| cell).reduce(Span::cover).unwrap_or(Span::empty(self.end))
    }

    /// The row that `point` stands in, one with text of its own; the last such row after all.
    pub(super) fn row_at(&self, point: Point) -> Option<usize> {
        let found = self.first_behind(point.0);
        let row = if found < self.height() {
            found
        } else {
            self.first_behind(self.behind(self.height().checked_sub(1)?).checked_sub(1)?)
        };
        (row < self.height() && self.own_cells(row).next().is_some()).then_some(row)
    }

    /// Whether `row` follows another one of the same part of the table across an empty row.
    pub(super) fn follows_empty(&self, row: usize) -> bool {
        let head = self.table.head_height();
        row > 0 && row != head && self.cells(row - 1).iter().all(|cell| cell.is_empty())
    }

    /// The first row with text that `point` stands before or in: in its ends too.
    fn first_behind(&self, point: u32) -> usize {
        let (mut low, mut high) = (0, self.height());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.behind(middle) <= point { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// One byte past the end of the last text in `row` or before it: where the line break is
    /// behind. An empty cell stands there, too, or at the very end of the table.
    fn behind(&self, row: usize) -> u32 {
        let after = |point: Point| point.0.saturating_add(1);
        let behind = |cell: &Span| if cell.is_empty() && cell.start != self.end { cell.start.0 } else { after(cell.end) };
        self.cells(row).iter().map(behind).max().unwrap_or(0)
    }
}

/// The columns of a table that are shown, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// First screen column and width of each.
    pub(super) shown: SmallVec<[(u32, u32); 12]>,
    /// Columns between two of them.
    pub(super) gap: u32,
    /// Where the sign for columns left out stands.
    pub(super) cut: Option<u32>,
    /// The columns of the table, from its second on, that stand in the groups before this one.
    pub(super) skipped: Range<usize>,
}

impl Columns {
    /// Columns that a table takes, the sign for what is left out included.
    pub(super) fn total(&self) -> u32 {
        self.cut.map_or_else(|| self.shown.last().map_or(0, |(x, width)| x + width), |x| x + 1)
    }

    /// The columns of `table` as `setting` has them, `indent` screen columns from the left. Where the room is
    /// [`UNCUT`], a table that does not fit the measure is as wide as it is.
    pub(super) fn of(table: &Table, setting: LayoutOptions, indent: u32) -> Self {
        if setting.room < UNCUT {
            return Self::fitted(table, room(setting, indent));
        }
        let measure = u32::from(setting.measure).saturating_sub(indent).max(1);
        let fitted = Self::fitted(table, measure);
        if fitted.shown.len() == table.width() { fitted } else { Self::whole(table, measure) }
    }

    /// All columns at their own widths, the widest within `most`.
    fn whole(table: &Table, most: u32) -> Self {
        let mut x = 0;
        let place = |column: &Column| {
            let width = natural(column).min(most.max(least(column, most)));
            let place = (x, width);
            x += width + GAP;
            place
        };
        Self { shown: table.columns.iter().map(place).collect(), gap: GAP, cut: None, skipped: 0..0 }
    }

    /// The columns in groups that fit `room`, the first column in each of them, parted where no head `goes_on` from the
    /// column before if there is such a place; `None` where the table fits as a whole, or there is no room for groups.
    pub(super) fn groups(table: &Table, room: u32, goes_on: impl Fn(usize) -> bool) -> Option<Vec<Self>> {
        let count = table.width();
        if count < 2 || room < LEAST_GROUPED || Self::fitted(table, room).shown.len() == count {
            return None;
        }
        let half = (room - GAP) / 2;
        let wants = |at: usize, most: u32| {
            let column = &table.columns[at];
            (least(column, room).min(most), natural(column).min(most))
        };
        let label = wants(0, half);
        let mut groups = Vec::new();
        let mut at = 1;
        while at < count {
            let mut group: SmallVec<[(u32, u32); 12]> = SmallVec::from_slice(&[label]);
            let mut taken = label.0;
            for next in (at..count).map(|next| wants(next, room - label.0 - GAP)) {
                taken += GAP + next.0;
                if taken > room && group.len() > 1 {
                    break;
                }
                group.push(next);
            }
            let mut end = at + group.len() - 1;
            if end < count
                && let Some(apart) = (at + 1..=end).rev().find(|column| !goes_on(*column))
            {
                group.truncate(apart - at + 1);
                end = apart;
            }
            groups.push(Self { shown: spread(&group, room, GAP), gap: GAP, cut: None, skipped: 1..at });
            at = end;
            if groups.len() > MOST_GROUPS {
                return None;
            }
        }
        Some(groups)
    }

    /// One past the last column of the table that is shown.
    pub(super) fn end(&self) -> usize {
        self.shown.len() + self.skipped.len()
    }

    /// Where a cell over the table's columns `first` to `last` begins and ends, as far as these are shown.
    pub(super) fn place(&self, first: usize, last: usize) -> Option<(u32, u32)> {
        let first = if self.skipped.contains(&first) { self.skipped.end } else { first };
        let last = if self.skipped.contains(&last) { self.skipped.start.checked_sub(1)? } else { last };
        let shown = |column: usize| {
            let index = if column >= self.skipped.end { column - self.skipped.len() } else { column };
            self.shown.get(index).copied()
        };
        let ((from, _), (x, width)) = (shown(first)?, shown(last)?);
        (first <= last).then_some((from, x + width))
    }

    /// Widths from the columns' samples alone, within `room` screen columns.
    ///
    /// All at their own width, if they fit. Else the wide ones give: no column is set wider
    /// than the widest still allowed, none narrower than its longest word. If that isn't
    /// enough, columns at the right are left out.
    pub(super) fn fitted(table: &Table, room: u32) -> Self {
        let room = room.max(1);
        let count = table.width();
        // A column takes three screen columns at least, a narrow gap included, so no more than these can be shown.
        let most = (room as usize / 3 + 1).min(count);
        let wants: SmallVec<[(u32, u32); 12]> =
            table.columns[..most].iter().map(|column| (least(column, room), natural(column))).collect();
        let fits = |from: &[(u32, u32)], room: u32, gap: u32| sum(from.iter().map(|(least, _)| *least), gap) <= room;
        if most == count
            && let Some(gap) = [GAP, NARROW_GAP].into_iter().find(|gap| fits(&wants, room, *gap))
        {
            return Self { shown: spread(&wants, room, gap), gap, cut: None, skipped: 0..0 };
        }
        // The sign and the gap before it.
        let left = room.saturating_sub(GAP + 1);
        let shown =
            (1..=most.min(count.saturating_sub(1)).max(1)).rev().find(|shown| fits(&wants[..*shown], left, GAP)).unwrap_or(1);
        let shown = spread(&wants[..shown], left.max(1), GAP);
        let cut = shown.last().map_or(0, |(x, width)| x + width) + GAP;
        Self { shown, gap: GAP, cut: (cut < room && count > 1).then_some(cut), skipped: 0..0 }
    }
}

/// Width of `widths` side by side, with the gaps between.
fn sum(widths: impl ExactSizeIterator<Item = u32>, gap: u32) -> u32 {
    let gaps = gap * u32::try_from(widths.len().saturating_sub(1)).unwrap_or(u32::MAX / GAP);
    widths.fold(gaps, u32::saturating_add)
}

fn natural(column: &Column) -> u32 {
    // Two columns for a wide character that the sample had none of.
    u32::from(column.width).max(2)
}

/// The least that a column can be set at: its longest word, and of numbers all.
fn least(column: &Column, room: u32) -> u32 {
    let word = u32::from(column.word) + u32::from(column.fraction);
    // A word may be an address as long as the row.
    natural(column).min(word.max(NARROWEST)).min((room / 2).max(NARROWEST))
}

/// Gives each column its place, `gap` apart, the widest ones as much as is left in `room`.
fn spread(wants: &[(u32, u32)], room: u32, gap: u32) -> SmallVec<[(u32, u32); 12]> {
    let at = |cap: u32| wants.iter().map(move |(least, natural)| (*natural).min(cap.max(*least)));
    let (mut low, mut high) = (1, room.max(1));
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if sum(at(middle), gap) <= room { low = middle } else { high = middle - 1 }
    }
    // One column wider than the room is the only one.
    let spare = room.saturating_sub(sum(at(low), gap));
    let mut x = 0;
    let mut given = 0;
    at(low)
        .zip(wants)
        .map(|(width, (_, natural))| {
            let more = u32::from(given < spare && width < *natural);
            given += more;
            let width = (width + more).min(room.saturating_sub(x).max(1));
            let place = (x, width);
            x += width + gap;
            place
        })
        .collect()
}

/// The room for a table or for code that starts at `indent`.
pub(super) fn room(setting: LayoutOptions, indent: u32) -> u32 {
    u32::from(setting.room.max(setting.measure)).saturating_sub(indent).max(1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture;
    use super::*;

    fn table(widths: &[(u16, u16)]) -> Table {
        let columns = widths.iter().map(|(width, word)| Column { width: *width, word: *word, ..Column::default() }).collect();
        Table { columns, ..Table::default() }
    }

    #[test]
    fn what_does_not_fit_goes_in_groups_under_the_first_column() {
        let wide = table(&[(6, 6), (9, 9), (9, 9), (9, 9), (30, 8)]);
        let groups_of = |table: &Table, room| Columns::groups(table, room, |_| false);
        assert_eq!((groups_of(&wide, 80), groups_of(&wide, 11)), (None, None));
        let parted: Vec<_> =
            Columns::groups(&wide, 30, |column| column == 2).into_iter().flatten().map(|group| group.end()).collect();
        assert_eq!(parted, [3, 5], "nothing is parted there");
        let parted: Vec<_> =
            Columns::groups(&wide, 30, |column| column == 3).into_iter().flatten().map(|group| group.end()).collect();
        assert_eq!(parted, [2, 4, 5]);
        let groups = groups_of(&wide, 30).unwrap_or_default();
        let ends: Vec<_> = groups.iter().map(|group| (group.skipped.clone(), group.end(), group.total())).collect();
        assert_eq!(ends, [(1..1, 3, 28), (1..3, 5, 30)]);
        // A head over the second to the fourth column has its part in either.
        assert_eq!((groups[0].place(1, 2), groups[1].place(1, 3)), (Some((8, 28)), Some((8, 17))));
        assert_eq!((groups[1].place(0, 0), groups[1].place(1, 2)), (Some((0, 6)), None));
        let many = table(&vec![(5, 5); 2000]);
        assert_eq!(groups_of(&many, 20), None);
        assert!(groups_of(&many, 400).unwrap_or_default().iter().all(|group| group.total() <= 400));
    }

    fn widths(columns: &Columns) -> Vec<u32> {
        columns.shown.iter().map(|(_, width)| *width).collect()
    }

    #[test]
    fn columns_that_fit_have_their_own_width() {
        let columns = Columns::fitted(&table(&[(10, 5), (4, 4), (8, 8)]), 40);
        assert_eq!(columns.shown.as_slice(), [(0, 10), (12, 4), (18, 8)]);
        assert_eq!((columns.cut, columns.total()), (None, 26));
    }

    #[test]
    fn wide_columns_give_first_and_none_below_its_longest_word() {
        assert_eq!(widths(&Columns::fitted(&table(&[(10, 5), (200, 8), (60, 30)]), 72)), [10, 28, 30]);
        assert_eq!(widths(&Columns::fitted(&table(&[(100, 8), (100, 8)]), 41)), [20, 19]);
    }

    #[test]
    fn what_does_not_fit_is_cut_at_the_right() {
        let columns = Columns::fitted(&table(&[(10, 10); 9]), 40);
        assert_eq!(columns.shown.as_slice(), [(0, 10), (12, 10), (24, 10)]);
        assert_eq!((columns.cut, columns.total()), (Some(36), 37));
    }

    #[test]
    fn without_a_border_every_column_is_shown() {
        let setting = |room: u16| LayoutOptions { measure: 40, room, ascii: false, formulas: false };
        let wide = table(&[(10, 10); 9]);
        assert_eq!(Columns::of(&wide, setting(40), 0), Columns::fitted(&wide, 40));
        let whole = Columns::of(&wide, setting(UNCUT), 0);
        assert_eq!((whole.shown.len(), whole.cut, whole.total()), (9, None, 9 * 10 + 8 * 2));
        // One that fits by giving way stays within the measure, and a cell of prose is wrapped.
        let prose = table(&[(10, 5), (200, 8)]);
        assert_eq!(Columns::of(&prose, setting(UNCUT), 0), Columns::fitted(&prose, 40));
        let both = table(&[(10, 10), (10, 10), (10, 10), (300, 9), (10, 10)]);
        assert_eq!(widths(&Columns::of(&both, setting(UNCUT), 0)), [10, 10, 10, 40, 10]);
    }

    #[test]
    fn many_narrow_columns_stand_closer_before_any_is_cut() {
        let columns = Columns::fitted(&table(&[(2, 2); 20]), 60);
        assert_eq!((columns.shown.len(), columns.gap, columns.cut), (20, NARROW_GAP, None));
    }

    #[test]
    fn no_table_is_wider_than_its_room() {
        for room in 1..120 {
            for count in 1..30 {
                for word in [0, 1, 6, 30, 400] {
                    let columns = Columns::fitted(&table(&vec![(word * 2, word); count]), room);
                    assert!(!columns.shown.is_empty() && columns.total() <= room, "{columns:?} in {room}");
                }
            }
        }
    }

    #[test]
    fn rows_without_text_of_their_own_have_no_place() {
        let document = fixture::built(|b| {
            fixture::table(b, 1, 1, &[&["h", ""], &["", ""], &["a", "b"], &["^", "^"], &["", ""], &["", "c"], &["", ""]]);
        });
        let grid = Grid::of(&document, 0).expect("a table");
        let rows: Vec<usize> = (0..=document.text().len()).filter_map(|at| grid.row_at(Point::new(at))).collect();
        assert_eq!(rows, [0, 0, 2, 2, 2, 2, 5, 5, 5]);
    }
}
