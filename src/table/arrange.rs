//! What a reader does to a view: sort, transpose, filter, hide, move, freeze.

use std::sync::Arc;

use crate::document::value::{Evidence, Value};

use super::filter::Condition;
use super::lines::{By, Key, Sieve};
use super::sort_keys;
use super::sorting::KeyLine;
use super::{Axis, TableView};

/// Which way a sort goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// The least first.
    #[default]
    Ascending,
    /// The greatest first.
    Descending,
}

/// A line to sort by, as seen on the other axis: a column, when rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortKey {
    /// The line, as seen.
    pub line: usize,
    /// Whether the least or the greatest comes first.
    pub direction: Direction,
}

/// What sorting has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sorted {
    /// The units of the first key's numbers, where they are unlike: they were put in order
    /// as printed, without regard to what they count.
    pub unlike: Vec<String>,
}

impl TableView {
    /// Orders the lines of `axis` (rows, say) by the given lines of the other one, the first
    /// key first; equal ones stay as printed, empty ones stand last both ways. No keys: the
    /// printed order. Label columns stay where they are when columns are sorted.
    ///
    /// Numbers of one measure are compared by what they amount to (`1조` above `900억`). A key
    /// that names no line as seen is left out.
    pub fn sort(&mut self, axis: Axis, sort_keys: &[SortKey]) -> Sorted {
        let by = |key: &SortKey| self.by(axis, key.line).map(|by| Key { by, descending: key.direction == Direction::Descending });
        let found: Vec<Key> = sort_keys.iter().filter_map(by).collect();
        let printed = self.printed_axis(axis);
        self.lines[printed].keys = found;
        self.arrange(printed);
        let first = self.lines[printed].keys.first().copied();
        first.map_or_else(Sorted::default, |key| Sorted { unlike: self.key_line(printed, key.by).unlike.clone() })
    }

    /// Sorts by one line: ascending, then descending, then as printed again. Tells the
    /// direction it has now.
    pub fn toggle_sort(&mut self, axis: Axis, line: usize) -> (Option<Direction>, Sorted) {
        let printed = self.printed_axis(axis);
        let now = self.by(axis, line).and_then(|by| match self.lines[printed].keys.as_slice() {
            [key] if key.by == by => Some(key.descending),
            _ => None,
        });
        let next = match now {
            None => Some(Direction::Ascending),
            Some(false) => Some(Direction::Descending),
            Some(true) => None,
        };
        let sort_keys: Vec<SortKey> = next.map(|direction| SortKey { line, direction }).into_iter().collect();
        let sorted = self.sort(axis, &sort_keys);
        (next, sorted)
    }

    /// Adds a key behind those that `axis` is sorted by, or turns the one it has of this line.
    pub fn then_sort(&mut self, axis: Axis, key: SortKey) -> Sorted {
        let mut all = self.sort_keys(axis);
        match all.iter_mut().find(|known| known.line == key.line) {
            Some(known) => *known = key,
            None => all.push(key),
        }
        self.sort(axis, &all)
    }

    /// The keys that `axis` is sorted by, as seen now; those by hidden lines are left out.
    #[must_use]
    pub fn sort_keys(&self, axis: Axis) -> Vec<SortKey> {
        let keys = &self.lines[self.printed_axis(axis)].keys;
        let seen = |key: &Key| {
            let direction = if key.descending { Direction::Descending } else { Direction::Ascending };
            self.seen_line(axis, key.by).map(|line| SortKey { line, direction })
        };
        keys.iter().filter_map(seen).collect()
    }

    /// Back to the printed order of both axes; filters and hidden lines stay.
    pub fn restore_order(&mut self) {
        for printed in 0..2 {
            self.lines[printed].keys.clear();
            self.lines[printed].moved = None;
            self.arrange(printed);
        }
    }

    /// Back to the table as printed in everything.
    pub fn reset(&mut self) {
        if let Some(view) = Self::new(Arc::clone(&self.document), self.table) {
            *self = view;
        }
    }

    /// Rows become columns and columns rows; the order of each is kept.
    pub fn transpose(&mut self) {
        self.transposed = !self.transposed;
    }

    /// Lets only those lines of `axis` be seen that pass `test` where they meet `line` of the
    /// other axis, or anywhere where `line` is none. Filters add up. Tells how many are seen.
    pub fn filter(&mut self, axis: Axis, line: Option<usize>, test: Condition) -> usize {
        let by = line.and_then(|line| self.by(axis, line));
        let printed = self.printed_axis(axis);
        if line.is_none() || by.is_some() {
            self.lines[printed].sieves.push(Sieve { by, test });
            self.arrange(printed);
        }
        if axis == Axis::Rows { self.height() } else { self.width() }
    }

    /// How many filters hold on `axis`.
    #[must_use]
    pub fn filters(&self, axis: Axis) -> usize {
        self.lines[self.printed_axis(axis)].sieves.len()
    }

    /// Takes the last filter off `axis`.
    pub fn drop_filter(&mut self, axis: Axis) {
        let printed = self.printed_axis(axis);
        self.lines[printed].sieves.pop();
        self.arrange(printed);
    }

    /// Takes all filters off `axis`.
    pub fn clear_filters(&mut self, axis: Axis) {
        let printed = self.printed_axis(axis);
        self.lines[printed].sieves.clear();
        self.arrange(printed);
    }

    /// Hides a line of `axis`; whether there was one to hide. The heads of a transposed
    /// table, and the last line of an axis, stay.
    pub fn hide(&mut self, axis: Axis, line: usize) -> bool {
        let printed = self.printed_axis(axis);
        let Some(By::Line(number)) = self.by(axis.across(), line) else { return false };
        if self.lines[printed].shown.len() < 2 {
            return false;
        }
        self.lines[printed].hidden.insert(number);
        self.arrange(printed);
        true
    }

    /// How many lines of `axis` are hidden by hand.
    #[must_use]
    pub fn hidden(&self, axis: Axis) -> usize {
        self.lines[self.printed_axis(axis)].hidden.len()
    }

    /// Shows all lines of `axis` that were hidden.
    pub fn show_all(&mut self, axis: Axis) {
        let printed = self.printed_axis(axis);
        self.lines[printed].hidden.clear();
        self.arrange(printed);
    }

    /// Moves a line of `axis` to where another stands; whether both are there. A sorted axis
    /// keeps its sort, so there only equal lines change places.
    pub fn move_line(&mut self, axis: Axis, from: usize, to: usize) -> bool {
        let printed = self.printed_axis(axis);
        let (Some(By::Line(what)), Some(By::Line(target))) = (self.by(axis.across(), from), self.by(axis.across(), to)) else {
            return false;
        };
        self.lines[printed].shift(what, target);
        self.arrange(printed);
        true
    }

    /// Holds the first `columns` as seen in place while the rest scrolls.
    pub fn freeze(&mut self, columns: usize) {
        self.frozen = columns;
    }

    /// How many columns, as seen, are held: the labels at first.
    #[must_use]
    pub fn frozen(&self) -> usize {
        let frozen = if self.frozen == self.stub { self.label_columns() } else { self.frozen };
        frozen.min(self.width())
    }

    /// 0 for the printed rows, 1 for the printed columns.
    pub(super) fn printed_axis(&self, axis: Axis) -> usize {
        usize::from((axis == Axis::Columns) != self.transposed)
    }

    /// What a line as seen, across `axis`, is in print.
    fn by(&self, axis: Axis, line: usize) -> Option<By> {
        let across = self.printed_axis(axis.across());
        let shown = &self.lines[across].shown;
        let number = match (axis, self.transposed) {
            (Axis::Rows, true) => match line.checked_sub(1) {
                None => return Some(By::Heads),
                Some(line) => shown.get(line).copied(),
            },
            (Axis::Columns, true) => self.data_columns().nth(line),
            (_, false) => shown.get(line).copied(),
        };
        number.map(By::Line)
    }

    /// Where a printed line across `axis` is seen.
    fn seen_line(&self, axis: Axis, by: By) -> Option<usize> {
        let By::Line(number) = by else { return self.transposed.then_some(0) };
        let shown = &self.lines[self.printed_axis(axis.across())].shown;
        match (axis, self.transposed) {
            (Axis::Rows, true) => shown.iter().position(|line| *line == number).map(|at| at + 1),
            (Axis::Columns, true) => self.data_columns().position(|line| line == number),
            (_, false) => shown.iter().position(|line| *line == number),
        }
    }

    /// Works out what is seen of a printed axis.
    pub(super) fn arrange(&mut self, printed: usize) {
        let mut shown = self.lines[printed].base();
        let labels: Vec<u32> =
            if printed == 1 { shown.iter().copied().filter(|line| self.is_label(*line)).collect() } else { Vec::new() };
        let is_data = |line: &u32| printed == 0 || !self.is_label(*line);
        let sieves = &self.lines[printed].sieves;
        if !sieves.is_empty() {
            shown.retain(|line| !is_data(line) || sieves.iter().all(|sieve| self.holds(printed, *line, sieve)));
        }
        let sort_keys = &self.lines[printed].keys;
        if !sort_keys.is_empty() {
            let lines: Vec<(Arc<KeyLine>, bool)> =
                sort_keys.iter().map(|key| (self.key_line(printed, key.by), key.descending)).collect();
            let keys: Vec<(&[u64], bool)> = lines.iter().map(|(line, descending)| (line.keys.as_slice(), *descending)).collect();
            shown.retain(is_data);
            shown = labels.into_iter().chain(sort_keys::order(&shown, &keys)).collect();
        }
        self.lines[printed].shown = shown;
    }

    /// Whether a printed line passes a sieve.
    fn holds(&self, printed: usize, line: u32, sieve: &Sieve) -> bool {
        let line = line as usize;
        let passes = |across: usize| {
            let (row, column) = if printed == 0 { (line, across) } else { (across, line) };
            let cell = self.body_cell(row, column);
            sieve.test.passes(&cell.text, &cell.value, cell.unit)
        };
        match sieve.by {
            Some(By::Line(across)) => passes(across as usize),
            Some(By::Heads) => {
                let text = self.printed_column_head(line).label();
                let value = Value::parse(&text, &Evidence::default());
                sieve.test.passes(&text, &value, None)
            }
            None => {
                // A column is known by its heads as well; a row's labels are among its cells.
                let head = || printed == 1 && sieve.test.passes(&self.printed_column_head(line).label(), &Value::MISSING, None);
                let mut across = 0..self.lines[1 - printed].count as usize;
                match sieve.test {
                    // What leaves words out leaves out every line that has them somewhere.
                    Condition::Without(_) => across.all(passes) && (printed == 0 || head()),
                    _ => head() || across.any(passes),
                }
            }
        }
    }
}
