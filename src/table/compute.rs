//! Views that are computed from a table and never written into its document.

use std::sync::{Arc, PoisonError};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::document::value::Unit;

use super::change::{Amount, Computed, change, compound, places, ratio, years};
use super::time_order::Times;
use super::{Axis, TableView};

/// Lines whose basis is kept, and ranks kept in all; beyond it they are worked out again.
const KEPT_LINES: usize = 4096;
const KEPT_PLACES: usize = 16_000_000;

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
    /// The head of the value that all others are seen against: the first period of an index
    /// (a series without a value there starts at its own first), the line of totals of a
    /// share. None for the one before, or for a sum.
    pub base: Option<String>,
    /// Whether the series is in the order of time, by its heads; else as printed.
    pub by_time: bool,
}

/// A printed line that is computed upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Line {
    Row(u32),
    Column(u32),
}

/// What the cells of a line are seen against.
#[derive(Debug, Default)]
pub(super) struct Basis {
    /// Where its first value stands in the order of time.
    first: Option<usize>,
    /// Its total.
    whole: Option<Decimal>,
    /// The rank of each cell, 0 for none.
    places: Vec<u32>,
}

impl TableView {
    /// Shows what is computed instead of what is printed, or the print again. Tells the
    /// formula. Data cells without a value are empty; sorts and filters go by the new values.
    pub fn derive(&mut self, derivation: Option<Derivation>) -> Option<&Formula> {
        self.derivation = derivation.map(|derivation| self.formula(derivation));
        self.cache.keys.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.cache.bases.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.cache.measured.lock().unwrap_or_else(PoisonError::into_inner).clear();
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
            // Peers stand under each other, unless those of a series across count unlike things.
            let first = self.stub.min(self.table().width().saturating_sub(1));
            let unlike = across && !self.unlike(self.table().height(), |row| (row, first)).is_empty();
            if unlike { Axis::Columns } else { Axis::Rows }
        };
        let by_time = derivation.is_of_series() && self.times(along).is_some();
        let base = match derivation {
            Derivation::Index | Derivation::Growth => self.first_line(along).map(|line| self.line_label(along, line)),
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
        Some(self.compute(line, at, formula))
    }

    /// What a line's cells are all seen against, from the cache or worked out now.
    fn basis(&self, line: Line, formula: &Formula) -> Arc<Basis> {
        let mut kept = self.cache.bases.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(&line) {
            return Arc::clone(known);
        }
        let basis = Arc::new(self.work_out(line, formula));
        // Only ranks take room: one place a cell.
        let room: usize = if basis.places.is_empty() { 0 } else { kept.values().map(|other| other.places.len()).sum() };
        if kept.len() >= KEPT_LINES || room + basis.places.len() > KEPT_PLACES {
            kept.clear();
        }
        kept.insert(line, Arc::clone(&basis));
        basis
    }

    fn work_out(&self, line: Line, formula: &Formula) -> Basis {
        let count = self.data_count(formula.along);
        let mut basis = Basis::default();
        match formula.derivation {
            Derivation::Change | Derivation::ChangePercent => {}
            Derivation::Index | Derivation::Growth => {
                let times = self.times(formula.along);
                basis.first = (0..count).find(|position| self.amount_at(line, at_position(times, *position)).number.is_some());
            }
            Derivation::Share => basis.whole = self.whole(line, formula.along, count),
            Derivation::Rank => {
                // A total is no peer of its parts.
                let total = self.total_place(formula.along);
                let amounts = (0..count).map(|at| if Some(at) == total { Amount::default() } else { self.amount_at(line, at) });
                basis.places = places(&amounts.collect::<Vec<_>>());
            }
        }
        basis
    }

    /// What the parts of a line add up to: the total that it names, or their sum. None where
    /// they are unlike, or where one is below zero.
    fn whole(&self, line: Line, along: Axis, count: usize) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        let mut last: Option<Amount> = None;
        let total = self.total_place(along);
        for at in 0..count {
            let part = self.amount_at(line, at);
            if part.number.is_none() {
                continue;
            }
            let size = part.size().filter(|size| *size >= Decimal::ZERO)?;
            if last.is_some_and(|last| !last.is_like(&part)) {
                return None;
            }
            last = Some(part);
            if total.is_none() {
                sum = sum.checked_add(size)?;
            }
        }
        match total {
            Some(total) => self.amount_at(line, total).size(),
            None => Some(sum),
        }
    }

    /// The computed cell at place `at` of a line.
    fn compute(&self, line: Line, at: usize, formula: &Formula) -> Computed {
        let times = self.times(formula.along);
        let now = self.amount_at(line, at);
        let position = position_of(times, at);
        let before = || Some(self.amount_at(line, at_position(times, position.checked_sub(1)?)));
        let percent =
            |number: Option<Decimal>, decimals| Computed { number, unit: Some(Unit::PERCENT), decimals: Some(decimals) };
        let hundredfold = |ratio: Decimal| ratio.checked_mul(Decimal::ONE_HUNDRED);
        match formula.derivation {
            Derivation::Change => before().map_or(Computed::EMPTY, |before| change(&before, &now)),
            Derivation::ChangePercent => {
                let grown = before().and_then(|before| ratio(&before, &now));
                percent(grown.and_then(|ratio| hundredfold(ratio.checked_sub(Decimal::ONE)?)), 1)
            }
            Derivation::Index => {
                let first = self.basis(line, formula).first.map(|first| self.amount_at(line, at_position(times, first)));
                let number = first.and_then(|first| ratio(&first, &now)).and_then(hundredfold);
                Computed { number, unit: None, decimals: Some(1) }
            }
            Derivation::Growth => {
                // The first value, and what stands before it, has none to grow from.
                let Some(first) = self.basis(line, formula).first.filter(|first| *first < position) else {
                    return Computed::EMPTY;
                };
                let periods = match times {
                    Some(times) => years(times.lines[first].0, times.lines[position].0),
                    None => (position - first).to_f64().unwrap_or(0.0),
                };
                let grown = ratio(&self.amount_at(line, at_position(times, first)), &now);
                percent(grown.and_then(|ratio| compound(ratio, periods)), 2)
            }
            Derivation::Share => {
                let whole = self.basis(line, formula).whole.filter(|whole| !whole.is_zero());
                let part = whole.and_then(|whole| now.size()?.checked_div(whole));
                percent(part.and_then(hundredfold), 1)
            }
            Derivation::Rank => {
                let place = self.basis(line, formula).places.get(at).copied().filter(|place| *place > 0);
                Computed { number: place.map(Decimal::from), ..Computed::EMPTY }
            }
        }
    }

    /// The number at place `at` of a line, with the unit that holds for it.
    fn amount_at(&self, line: Line, at: usize) -> Amount {
        let (row, column) = match line {
            Line::Row(row) => (row as usize, at + self.stub),
            Line::Column(column) => (at, column as usize),
        };
        let (value, _) = self.read(row, column);
        let number = value.number();
        Amount { number, unit: number.and_then(|_| self.units.holding(&value, row, column)) }
    }

    /// The place of the total among a printed axis' data lines.
    fn total_place(&self, along: Axis) -> Option<usize> {
        let first = if along == Axis::Columns { self.stub } else { 0 };
        self.total_line(along).and_then(|line| (line as usize).checked_sub(first))
    }
}

/// The place that stands at `position` in the order of time; the position itself without times.
fn at_position(times: Option<&Times>, position: usize) -> usize {
    times.and_then(|times| times.by_time.get(position)).map_or(position, |place| *place as usize)
}

/// Where the place `at` stands in the order of time.
fn position_of(times: Option<&Times>, at: usize) -> usize {
    times.and_then(|times| times.positions.get(at)).map_or(at, |position| *position as usize)
}
