//! What the heads of an axis tell of it: the order of time, and which line is the total.

use crate::document::value::{Date, Evidence, Kind, Value};

use super::{Axis, TableView};

/// The data lines of a printed axis in the order of time.
#[derive(Debug)]
pub(super) struct Times {
    /// Date and printed line.
    pub(super) lines: Vec<(Date, u32)>,
    /// The places of the lines (counted from the first that holds data), by time.
    pub(super) by_time: Vec<u32>,
    /// Where each place stands in time.
    pub(super) positions: Vec<u32>,
}

impl Times {
    fn new(lines: Vec<(Date, u32)>, first: usize) -> Self {
        let first = u32::try_from(first).unwrap_or(0);
        let by_time: Vec<u32> = lines.iter().map(|(_, line)| line - first).collect();
        let mut positions = vec![0; by_time.len()];
        for (position, place) in (0_u32..).zip(&by_time) {
            positions[*place as usize] = position;
        }
        Self { lines, by_time, positions }
    }
}

impl TableView {
    /// The order of time of a printed axis; `None` where not all its heads are dates, all different.
    pub(super) fn times(&self, along: Axis) -> Option<&Times> {
        self.cache.times[usize::from(along == Axis::Columns)].get_or_init(|| self.read_times(along)).as_ref()
    }

    fn read_times(&self, along: Axis) -> Option<Times> {
        let (from, count) = match along {
            Axis::Columns => (self.stub, self.table().width()),
            Axis::Rows => (0, self.table().height()),
        };
        let evidence = Evidence::default();
        let date = |line: usize| {
            let head = if along == Axis::Columns { self.printed_column_head(line) } else { self.printed_row_head(line) };
            match Value::parse(head.path.last()?, &evidence).kind {
                Kind::Date(date) | Kind::Period(date, _) => Some(date),
                _ => None,
            }
        };
        let mut times = Vec::new();
        for line in from..count {
            times.push((date(line)?, u32::try_from(line).ok()?));
        }
        times.sort_unstable();
        let apart = times.windows(2).all(|pair| pair[0].0 < pair[1].0);
        (times.len() > 1 && apart).then(|| Times::new(times, from))
    }

    /// How many lines of a printed axis hold data.
    pub(super) fn data_count(&self, along: Axis) -> usize {
        match along {
            Axis::Columns => self.table().width().saturating_sub(self.stub),
            Axis::Rows => self.table().height(),
        }
    }

    /// The earliest line of a printed axis, or the first one that holds data.
    pub(super) fn first_line(&self, along: Axis) -> Option<u32> {
        let printed = if along == Axis::Columns { self.stub } else { 0 };
        let first = || (self.data_count(along) > 0).then(|| u32::try_from(printed).ok()).flatten();
        self.times(along).and_then(|times| times.lines.first()).map(|(_, line)| *line).or_else(first)
    }

    /// The one line of a printed axis that is called the total.
    pub(super) fn total_line(&self, along: Axis) -> Option<u32> {
        *self.cache.totals[usize::from(along == Axis::Columns)].get_or_init(|| self.read_total(along))
    }

    fn read_total(&self, along: Axis) -> Option<u32> {
        let from = if along == Axis::Columns { self.stub } else { 0 };
        let to = from + self.data_count(along);
        let is_total = |line: &usize| {
            let head = if along == Axis::Columns { self.printed_column_head(*line) } else { self.printed_row_head(*line) };
            let Some(last) = head.path.last().filter(|label| label.len() < 64) else { return false };
            let words: String = last.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
            matches!(
                words.as_str(),
                "계" | "합계" | "총계" | "전체" | "total" | "all" | "sum" | "grandtotal" | "합" | "총합" | "總計" | "合計"
            )
        };
        let mut found = (from..to).filter(is_total);
        let first = found.next()?;
        found.next().is_none().then(|| u32::try_from(first).ok()).flatten()
    }

    pub(super) fn line_label(&self, along: Axis, line: u32) -> String {
        let line = line as usize;
        if along == Axis::Columns { self.printed_column_head(line) } else { self.printed_row_head(line) }.label()
    }
}
