//! What a reader does to a view: sort, transpose, filter, hide, move, freeze.

use std::sync::{Arc, PoisonError};

use rust_decimal::Decimal;

use crate::document::value::Unit;

use super::filter::Test;
use super::keys::{self, Collector};
use super::lines::{By, Key, Sieve};
use super::units::magnitude;
use super::{Axis, View};

/// Key lines kept; sorting by more keys at once reads some of them again.
const KEPT_KEYS: usize = 4;

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
    /// Which way.
    pub direction: Direction,
}

/// What sorting has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sorted {
    /// The units of the first key's numbers, where they are unlike: they were put in order
    /// as printed, without regard to what they count.
    pub unlike: Vec<String>,
}

/// A line of keys in the cache: the printed axis that it orders (0: rows), and by what.
pub(super) type KeyOf = (usize, By);

/// The sort keys of the cells that one line has on the other axis.
#[derive(Debug)]
pub(super) struct KeyLine {
    pub(super) keys: Vec<u64>,
    pub(super) unlike: Vec<String>,
}

impl View {
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
    pub fn filter(&mut self, axis: Axis, line: Option<usize>, test: Test) -> usize {
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
        let By::Line(number) = by else { return (axis == Axis::Rows && self.transposed).then_some(0) };
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
            shown = labels.into_iter().chain(keys::order(&shown, &keys)).collect();
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
                let head = if printed == 0 { self.printed_row_head(line) } else { self.printed_column_head(line) };
                let text = head.label();
                let value = crate::document::value::Value::parse(&text, &crate::document::value::Evidence::default());
                sieve.test.passes(&text, &value, None)
            }
            None => (0..self.lines[1 - printed].count as usize).any(passes),
        }
    }

    /// The sort keys for a printed axis, from the cache or read now.
    pub(super) fn key_line(&self, printed: usize, by: By) -> Arc<KeyLine> {
        let of = (printed, by);
        let mut kept = self.cache.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, line)) = kept.iter().find(|(known, _)| *known == of) {
            return Arc::clone(line);
        }
        let line = Arc::new(self.read_keys(printed, by));
        if kept.len() == KEPT_KEYS {
            kept.remove(0);
        }
        kept.push((of, Arc::clone(&line)));
        line
    }

    fn read_keys(&self, printed: usize, by: By) -> KeyLine {
        let count = self.lines[printed].count as usize;
        let By::Line(across) = by else {
            let heads: Vec<String> = (0..count)
                .map(|line| if printed == 0 { self.printed_row_head(line) } else { self.printed_column_head(line) }.label())
                .collect();
            let evidence = crate::document::value::Evidence::default();
            let mut collector = Collector::with_capacity(count);
            for head in &heads {
                let value = crate::document::value::Value::parse(head, &evidence);
                collector.push(head, &value, value.rank());
            }
            return KeyLine { keys: collector.finish(), unlike: Vec::new() };
        };
        let across = across as usize;
        let at = |line: usize| if printed == 0 { (line, across) } else { (across, line) };
        if self.derivation.is_some() && (printed == 1 || across >= self.stub) {
            return self.computed_keys(count, at);
        }
        let unlike = self.unlike(count, at);
        let like = unlike.is_empty();
        // Of a column whose cells share a scale, a cell of nothing but digits counts as it
        // stands, and the odd one out is brought to that scale.
        let shared = printed == 0 && (!like || !self.units.by_row());
        let scale = if shared && across >= self.stub {
            self.units.around(0, across).and_then(|named| named.unit).map_or(0, |unit| unit.power)
        } else {
            0
        };
        let mut collector = Collector::with_capacity(count);
        for line in 0..count {
            let (row, column) = at(line);
            let text = self.printed(row, column);
            if shared && collector.push_simple(text, &self.column_evidence(column)) {
                continue;
            }
            let (value, _) = self.read(row, column);
            let number = value.rank();
            let amount = |number: Decimal| {
                let unit = if column < self.stub { value.unit } else { self.units.holding(&value, row, column) };
                let unit = unit.map(|unit| Unit { power: unit.power.saturating_sub(scale), ..unit });
                magnitude(number, unit).unwrap_or(number)
            };
            collector.push(text, &value, if like { number.map(amount) } else { number });
        }
        KeyLine { keys: collector.finish(), unlike }
    }

    /// Keys of computed cells; what has no computed value is empty.
    fn computed_keys(&self, count: usize, at: impl Fn(usize) -> (usize, usize)) -> KeyLine {
        let mut collector = Collector::with_capacity(count);
        for line in 0..count {
            let (row, column) = at(line);
            collector.push_number(self.computed(row, column).and_then(|computed| computed.number));
        }
        KeyLine { keys: collector.finish(), unlike: Vec::new() }
    }

    /// The units of a line's numbers, where there is more than one measure: as printed.
    pub(super) fn unlike(&self, count: usize, at: impl Fn(usize) -> (usize, usize)) -> Vec<String> {
        let mut found: Vec<(Option<Unit>, String)> = Vec::new();
        for line in 0..count {
            let (row, column) = at(line);
            if column < self.stub {
                continue;
            }
            let own = self.own_unit(row, column);
            let named = if own.is_some() { None } else { self.units.around(row, column) };
            let unit = own.or(named.and_then(|named| named.unit));
            // A bare number has no unit that it could be unlike in.
            let Some((unit, name)) = (match (unit, named) {
                (Some(unit), _) if unit.measure == Unit::PLAIN.measure => None,
                (Some(unit), Some(named)) => Some((Some(unit), super::bare(self.document.slice(named.span)).to_owned())),
                (Some(unit), None) => Some((Some(unit), unit.measure.0.to_owned())),
                (None, Some(named)) => Some((None, super::bare(self.document.slice(named.span)).to_owned())),
                (None, None) => None,
            }) else {
                continue;
            };
            let known = found.iter().any(|(other, label)| match (unit, other) {
                (Some(unit), Some(other)) => unit.is_like(*other),
                (None, None) => *label == name,
                _ => false,
            });
            if !known {
                found.push((unit, name));
            }
            if found.len() > MOST_UNLIKE {
                break;
            }
        }
        if found.len() > 1 { found.into_iter().map(|(_, name)| name).collect() } else { Vec::new() }
    }

    /// The unit that a cell itself names; `None` at once for a cell of nothing but digits.
    fn own_unit(&self, row: usize, column: usize) -> Option<Unit> {
        let text = self.printed(row, column);
        if text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b',' | b'.' | b'-' | b' ')) {
            return None;
        }
        self.read(row, column).0.unit.filter(|unit| *unit != Unit::PLAIN)
    }
}

/// Unlike units told by name; a line with more of them needs no longer list.
const MOST_UNLIKE: usize = 8;
