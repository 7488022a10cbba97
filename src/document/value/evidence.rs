//! What a table says of its own signs: the same `1.234` is a thousand here and one there.

use super::digits::{self, Shape};
use super::plain::Plain;

/// How to read what a cell alone leaves open; gathered from a sample of the cells around.
///
/// Without a sample it reads as most English and Korean tables do: a comma parts thousands,
/// parentheses and every triangle are a minus, and four digits can be a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// The decimal mark, where the cells show it.
    pub decimal: Option<DecimalMark>,
    /// Whether `(1.2)` is a minus; not where the table has other minus signs.
    pub parentheses_negative: bool,
    /// Whether `▲` is a minus; not where `▼` or `-` is one beside it.
    pub filled_negative: bool,
    /// Whether `△` is a minus; not beside `▽`, nor where `▲` and `▼` are. Beside `▼` alone it is one: Korean tables
    /// have both.
    pub open_negative: bool,
    /// Whether four digits such as `2022` are a year.
    pub years: bool,
    /// Digits after the decimal mark, where most cells have the same.
    pub decimals: Option<u8>,
}

/// The mark before the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,234.5`
    Dot,
    /// `1.234,5`
    Comma,
}

impl Default for Evidence {
    fn default() -> Self {
        Self {
            decimal: None,
            parentheses_negative: true,
            filled_negative: true,
            open_negative: true,
            years: true,
            decimals: None,
        }
    }
}

/// Counts of the signs that tell one way from another.
#[derive(Debug, Default)]
struct Tally {
    dot: usize,
    comma: usize,
    minus: usize,
    filled: usize,
    open: usize,
    down: usize,
    /// `▽` alone.
    open_down: usize,
    parenthesised: usize,
    /// Numbers without any sign.
    plain: usize,
    /// Numbers in parentheses right below a plain one.
    below: usize,
    last_was_plain: bool,
    numbers: usize,
    years: usize,
    decimals: [usize; 8],
}

impl Evidence {
    /// The evidence of `cells`: a bounded sample of a table's data cells, the caller's choice.
    #[must_use]
    pub fn gather<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        Self::default().narrowed(cells)
    }

    /// The evidence for one column (or row) of a table that says `self` as a whole.
    ///
    /// A column that sets a sign beside plain numbers, and no other sign, means a minus by it, whatever
    /// another column holds: accounts have `(8,200)` beside `10,500`, and `-6.0%` in the column of
    /// changes. What a column leaves open is the table's habit. Years and the number of decimals are
    /// the column's.
    #[must_use]
    pub fn narrowed<'a>(&self, cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut tally = Tally::default();
        for cell in cells {
            tally.add(cell);
        }
        let minus = tally.minus > 0;
        let down = tally.down > 0;
        let only_parenthesised = tally.parenthesised >= 3 && tally.parenthesised == tally.numbers;
        let alone = |signed: usize, others: usize| signed > 0 && others == 0 && tally.plain > 0;
        // `0.42` and `(0.11)` below it, all the way down: a coefficient and its standard error.
        let in_pairs = tally.below > 1 && tally.below == tally.parenthesised && tally.below == tally.plain;
        let others = tally.minus + tally.down + tally.open + tally.filled + usize::from(in_pairs);
        // `▽` is less to the more of `△`, and `▼` to that of `▲`: a style of the press.
        let press = tally.open_down + if tally.filled > 0 { tally.down } else { 0 };
        Self {
            decimal: match tally.dot.cmp(&tally.comma) {
                std::cmp::Ordering::Greater => Some(DecimalMark::Dot),
                std::cmp::Ordering::Less => Some(DecimalMark::Comma),
                std::cmp::Ordering::Equal => self.decimal,
            },
            parentheses_negative: alone(tally.parenthesised, others)
                || self.parentheses_negative
                    && !minus
                    && !down
                    && tally.open + tally.filled == 0
                    && !only_parenthesised
                    && !in_pairs,
            filled_negative: alone(tally.filled, tally.minus + tally.down) || self.filled_negative && !(down || minus),
            open_negative: alone(tally.open, press) || self.open_negative && press == 0,
            years: tally.numbers == tally.years,
            decimals: (0..tally.decimals.len())
                .find(|&n| tally.decimals[n] * 3 >= tally.decimals.iter().sum::<usize>() * 2 && tally.decimals[n] > 1)
                .and_then(|n| u8::try_from(n).ok()),
        }
    }
}

impl Tally {
    fn add(&mut self, cell: &str) {
        let Some(plain) = Plain::new(cell) else { return };
        let text = plain.as_str();
        let Some(first_digit) = text.find(|c: char| c.is_ascii_digit()) else { return };
        let (before, rest) = text.split_at(first_digit);
        let run = digits::run(rest);
        let after = &rest[run.len()..];
        // Words before a digit (`제2장`, `Table 3`) make it a label.
        if before.chars().any(|c| c.is_alphabetic() && !c.is_ascii_uppercase()) {
            return;
        }
        self.numbers += 1;
        let bare_year = before.is_empty() && after.is_empty() && digits::is_year(run);
        self.years += usize::from(bare_year);
        if after.starts_with('-') || after.starts_with('~') {
            return;
        }
        let parenthesised = before.contains('(') && after.contains(')');
        let is_plain = !parenthesised && !before.ends_with('-') && !before.contains(['▲', '△', '▼', '▽']);
        self.minus += usize::from(before.ends_with('-'));
        self.filled += usize::from(before.contains('▲'));
        self.open += usize::from(before.contains('△'));
        self.down += usize::from(before.contains(['▼', '▽']));
        self.open_down += usize::from(before.contains('▽'));
        self.parenthesised += usize::from(parenthesised);
        self.plain += usize::from(is_plain);
        self.below += usize::from(parenthesised && self.last_was_plain);
        self.last_was_plain = is_plain;
        match digits::shape(run) {
            Some(Shape { decimal: Some('.'), certain: true, .. }) => self.dot += 1,
            Some(Shape { decimal: Some(','), certain: true, .. }) => self.comma += 1,
            // Two or more groups tell the thousands mark, and so the other one.
            Some(Shape { group: Some(','), certain: true, .. }) => self.dot += 1,
            Some(Shape { group: Some('.'), certain: true, .. }) => self.comma += 1,
            _ => {}
        }
        if !bare_year && let Some(shape) = digits::shape(run) {
            let decimals = shape.decimals.min(self.decimals.len() - 1);
            self.decimals[decimals] += 1;
        }
    }
}
