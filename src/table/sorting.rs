//! The sort keys of a whole line: its cells by what they amount to, and whether they count alike.

use std::sync::{Arc, PoisonError};

use rust_decimal::Decimal;

use crate::document::value::{Evidence, Unit, Value};

use super::lines::By;
use super::sort_keys::Collector;
use super::{TableView, bare};
use crate::document::value::magnitude;

/// Key lines kept; sorting by more keys at once reads some of them again.
const KEPT_KEYS: usize = 4;
/// Unlike units told by name; a line with more of them needs no longer list.
const MOST_UNLIKE: usize = 8;

/// A line of keys in the cache: the printed axis that it orders (0: rows), and by what.
pub(super) type KeyOf = (usize, By);

/// The sort keys of the cells that one line has on the other axis.
#[derive(Debug)]
pub(super) struct KeyLine {
    pub(super) keys: Vec<u64>,
    pub(super) unlike: Vec<String>,
}

impl TableView {
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
            let heads: Vec<String> = (0..count).map(|line| self.printed_column_head(line).label()).collect();
            let evidence = Evidence::default();
            let mut collector = Collector::with_capacity(count);
            for head in &heads {
                let value = Value::parse(head, &evidence);
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
    fn computed_keys(&self, count: usize, at: impl Fn(usize) -> (usize, usize) + Copy) -> KeyLine {
        let mut collector = Collector::with_capacity(count);
        for line in 0..count {
            let (row, column) = at(line);
            collector.push_number(self.computed(row, column).and_then(|computed| computed.number));
        }
        // A change is in the unit of what changed; all else that is computed can be compared.
        let is_change = self.derivation.as_ref().is_some_and(|formula| formula.derivation == super::Derivation::Change);
        KeyLine { keys: collector.finish(), unlike: if is_change { self.unlike(count, at) } else { Vec::new() } }
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
                (Some(unit), Some(named)) => Some((Some(unit), bare(self.document.slice(named.span)).to_owned())),
                (Some(unit), None) => Some((Some(unit), unit.measure.0.to_owned())),
                (None, Some(named)) => Some((None, bare(self.document.slice(named.span)).to_owned())),
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
