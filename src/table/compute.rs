//! Views that are computed from a table and never written into its document.

use std::sync::{Arc, PoisonError};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::document::value::{Date, Evidence, Kind, Unit, Value};

use super::change::{Computed, change, compound, rank, ratio, years};
use super::units::magnitude;
use super::{Axis, View};

/// Values kept of computed lines; beyond it they are worked out again.
const KEPT_VALUES: usize = 4_000_000;

/// What is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Derivation {
    /// Value minus the one before; of percent, percentage points.
    Change,
    /// Change by the size of the one before, in percent. Only of positive amounts.
    ChangePercent,
    /// The first value is 100. Only of positive amounts.
    Index,
    /// Share of the total, in percent: of the line called so, else of the sum.
    Share,
    /// Mean growth a period since the first value, compounded, in percent.
    Growth,
    /// 1 for the greatest; equal ones share their place.
    Rank,
}

impl Derivation {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Change, Self::ChangePercent, Self::Index, Self::Share, Self::Growth, Self::Rank];

    /// The name that the shell takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::ChangePercent => "change-percent",
            Self::Index => "index",
            Self::Share => "share",
            Self::Growth => "growth",
            Self::Rank => "rank",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|derivation| derivation.name() == name)
    }

    /// Whether it compares a value with others of its series, not with its peers.
    fn is_of_series(self) -> bool {
        !matches!(self, Self::Share | Self::Rank)
    }
}

/// How the computed values come about, for a status line to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// What is computed.
    pub derivation: Derivation,
    /// The printed axis that a computed series runs along: `Columns` where it runs across a row.
    pub along: Axis,
    /// The head of the value that all others are seen against: the first period of an index,
    /// the line of totals of a share. None for the one before, or for a sum.
    pub base: Option<String>,
    /// Whether the series is in the order of time, by its heads; else as printed.
    pub by_time: bool,
}

/// A printed line that is computed as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Line {
    Row(u32),
    Column(u32),
}

/// The lines of a printed axis in the order of time.
pub(super) type Times = Arc<[(Date, u32)]>;

impl View {
    /// Shows what is computed instead of what is printed, or the print again. Tells the
    /// formula. Data cells without a value are empty; sorts and filters go by the new values.
    pub fn derive(&mut self, derivation: Option<Derivation>) -> Option<&Formula> {
        self.derivation = derivation.map(|derivation| self.formula(derivation));
        self.cache.keys.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.cache.computed.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.arrange(0);
        self.arrange(1);
        self.derivation.as_ref()
    }

    /// The formula of what is shown; none for the print.
    #[must_use]
    pub fn formula_shown(&self) -> Option<&Formula> {
        self.derivation.as_ref()
    }

    fn formula(&self, derivation: Derivation) -> Formula {
        // Years across: a row is a series. Years down, or no years: a column is.
        let across = self.times(Axis::Columns).is_some();
        let series = if across { Axis::Columns } else { Axis::Rows };
        let along = if derivation.is_of_series() {
            series
        } else {
            // Peers stand on the other axis, unless they count unlike things.
            let peers = if across { Axis::Rows } else { series };
            let rows = self.table().height();
            let unlike = peers == Axis::Rows
                && !self.unlike(rows, |row| (row, self.stub.min(self.table().width().saturating_sub(1)))).is_empty();
            if unlike && across { Axis::Columns } else { peers }
        };
        let by_time = derivation.is_of_series() && self.times(along).is_some();
        let base = match derivation {
            Derivation::Index | Derivation::Growth => self.sequence(along).first().map(|line| self.line_label(along, *line)),
            Derivation::Share => self.total_line(along).map(|line| self.line_label(along, line)),
            _ => None,
        };
        Formula { derivation, along, base, by_time }
    }

    /// The computed cell at a printed place; `None` where the print is shown.
    pub(super) fn computed_cell(&self, row: usize, column: usize) -> Option<Computed> {
        (self.derivation.is_some() && column >= self.stub).then(|| self.computed(row, column)).flatten()
    }

    pub(super) fn computed(&self, row: usize, column: usize) -> Option<Computed> {
        let formula = self.derivation.as_ref()?;
        let index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (line, at) = match formula.along {
            Axis::Columns => (Line::Row(index(row)), column.checked_sub(self.stub)?),
            Axis::Rows => (Line::Column(index(column)), row),
        };
        self.computed_line(line, formula).get(at).copied()
    }

    fn computed_line(&self, line: Line, formula: &Formula) -> Arc<[Computed]> {
        let mut kept = self.cache.computed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(&line) {
            return Arc::clone(known);
        }
        let values: Arc<[Computed]> = self.compute(line, formula).into();
        let each = values.len().max(1);
        if (kept.len() + 1) * each > KEPT_VALUES {
            kept.clear();
        }
        kept.insert(line, Arc::clone(&values));
        values
    }

    /// Every cell of a line, by its place in print.
    fn compute(&self, line: Line, formula: &Formula) -> Vec<Computed> {
        let (count, first) = match formula.along {
            Axis::Columns => (self.table().width() - self.stub, self.stub),
            Axis::Rows => (self.table().height(), 0),
        };
        let place = |at: usize| match line {
            Line::Row(row) => (row as usize, at + first),
            Line::Column(column) => (at, column as usize),
        };
        let read: Vec<(Option<Decimal>, Option<Unit>)> = (0..count)
            .map(|at| {
                let (row, column) = place(at);
                let (value, _) = self.read(row, column);
                // A date in a data column is a bare year: no amount.
                let unit = self.units.holding(&value, row, column);
                (value.number(), unit)
            })
            .collect();
        let sequence: Vec<usize> = self.sequence(formula.along).iter().map(|line| *line as usize - first).collect();
        let mut computed = vec![Computed { number: None, unit: None, decimals: None }; count];
        let amount = |at: usize| read[at].0.and_then(|number| magnitude(number, read[at].1));
        let like = |one: usize, other: usize| match (read[one].1, read[other].1) {
            (Some(one), Some(other)) => one.is_like(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        match formula.derivation {
            Derivation::Change => {
                for pair in sequence.windows(2) {
                    computed[pair[1]] = change(read[pair[0]], read[pair[1]]);
                }
            }
            Derivation::ChangePercent => {
                for pair in sequence.windows(2) {
                    let (before, now) = (amount(pair[0]), amount(pair[1]));
                    let number = ratio(before.filter(|_| like(pair[0], pair[1])), now, read[pair[1]].1)
                        .and_then(|ratio| (ratio - Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED));
                    computed[pair[1]] = Computed { number, unit: Some(Unit::PERCENT), decimals: Some(1) };
                }
            }
            Derivation::Index => {
                let base = sequence.iter().copied().find(|at| read[*at].0.is_some());
                for &at in &sequence {
                    let before = base.filter(|base| like(*base, at)).and_then(amount);
                    let number = ratio(before, amount(at), read[at].1).and_then(|ratio| ratio.checked_mul(Decimal::ONE_HUNDRED));
                    computed[at] = Computed { number, unit: None, decimals: Some(1) };
                }
            }
            Derivation::Growth => {
                let base = sequence.iter().copied().find(|at| read[*at].0.is_some());
                let times = self.times(formula.along);
                for (position, &at) in sequence.iter().enumerate() {
                    let Some(base) = base.filter(|base| *base != at && like(*base, at)) else { continue };
                    // What stands before the first value has none to grow from.
                    let Some(from) = sequence[..position].iter().position(|other| *other == base) else { continue };
                    let periods = match times {
                        Some(times) => years(times[from].0, times[position].0),
                        None => (position - from).to_f64().unwrap_or(0.0),
                    };
                    let number = ratio(amount(base), amount(at), read[at].1).and_then(|ratio| compound(ratio, periods));
                    computed[at] = Computed { number, unit: Some(Unit::PERCENT), decimals: Some(2) };
                }
            }
            Derivation::Share => {
                let total = self.total_line(formula.along).map(|line| line as usize - first);
                let parts = || (0..count).filter(|at| read[*at].0.is_some());
                let alike = parts().zip(parts().skip(1)).all(|(one, other)| like(one, other));
                let whole = if alike && parts().all(|at| amount(at).is_some_and(|part| part >= Decimal::ZERO)) {
                    match total {
                        Some(total) => amount(total),
                        None => parts().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(amount(at)?)),
                    }
                } else {
                    None
                };
                for (at, computed) in computed.iter_mut().enumerate() {
                    let number = ratio(whole, amount(at), None).and_then(|ratio| ratio.checked_mul(Decimal::ONE_HUNDRED));
                    *computed = Computed { number, unit: Some(Unit::PERCENT), decimals: Some(1) };
                }
            }
            Derivation::Rank => rank(&read, like, amount, &mut computed),
        }
        computed
    }

    /// Lines of a printed axis that hold data, in the order of time where their heads are
    /// dates, else as printed.
    fn sequence(&self, along: Axis) -> Vec<u32> {
        if let Some(times) = self.times(along) {
            return times.iter().map(|(_, line)| *line).collect();
        }
        let from = if along == Axis::Columns { self.stub } else { 0 };
        let to = self.lines[usize::from(along == Axis::Columns)].count;
        (u32::try_from(from).unwrap_or(to)..to).collect()
    }

    /// The dates of a printed axis' heads, in the order of time, each with its line; `None`
    /// where not all heads are dates, all different.
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
        (times.len() > 1 && apart).then(|| times.into())
    }

    /// The one line of a printed axis that is called the total.
    fn total_line(&self, along: Axis) -> Option<u32> {
        let from = if along == Axis::Columns { self.stub } else { 0 };
        let to = self.lines[usize::from(along == Axis::Columns)].count as usize;
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
