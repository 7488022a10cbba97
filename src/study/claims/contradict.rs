//! Whether a figure says something else than the cell that its sentence names.
//!
//! A wrong «contradiction» annoys more than a missing one: said only where the row and the column stand in the
//! sentence, the figure is of what the table counts, and no word makes it a plan, a part, a sum, a bound or a share.

use rust_decimal::Decimal;

use super::around::{Around, Closeness};
use super::cells::Cells;
use super::guards::{is_guarded, is_of_another_time, is_other_measure};
use super::heads::{NamedCell, lower};
use super::hold::{agrees, digits, precision};
use super::{Claim, MatchingCell};
use crate::document::value::{Value, magnitude};
use crate::table::TableView;

/// How many times as large a figure and the cell that it contradicts may be.
const REACH: i64 = 5;
/// How far from the cell a figure may be that is said to be about so much, in percent.
const ABOUT: i64 = 10;
/// How far a figure of a coarser scale may fall short of the cell, in percent.
const CUT: i64 = 5;
/// How far a figure that ends with zeros, in percent: 300 billion for 297.3.
const ROUND: i64 = 1;
/// Digits that a figure without a unit has at least.
const TELLING: usize = 3;

/// Figures of one sentence that are not all wrong.
const MANY: usize = 3;

/// How a figure and a cell go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The figure can be what the cell says.
    Same,
    /// It says something else.
    Other,
    /// They are of different things.
    Apart,
}

/// The figures of one sentence, as far as they were listed.
pub(super) struct Told<'a> {
    /// The sentence, in the letters of [`lower`].
    pub(super) sentence: &'a str,
    /// The cells that it names.
    pub(super) named: &'a [NamedCell],
    /// What stands around each figure.
    pub(super) around: &'a [Around<'a>],
}

/// Settles `claims`, the figures of one sentence: each that is not what the named cell says which it can be of alone
/// is told to contradict it. A cell that another figure says is not contradicted.
pub(super) fn settle(cells: &Cells, told: &Told, claims: &mut [Claim]) {
    if told.named.is_empty() {
        return;
    }
    let holds = |claim: &Claim, cell: &NamedCell| {
        claim.held.iter().any(|held| (cell.table, cell.row, cell.column) == (held.table, held.row, held.column))
    };
    // Where a year is named, what only rounds the cell of another says nothing.
    let is_beside = |held: &MatchingCell| {
        let alike = |cell: &NamedCell| cell.table == held.table && (cell.row == held.row || cell.column == held.column);
        !told.named.iter().any(|cell| (cell.table, cell.row, cell.column) == (held.table, held.row, held.column))
            && told.named.iter().any(alike)
    };
    for claim in &mut *claims {
        claim.held.retain(|held| held.exact || !is_beside(held));
    }
    let mut is_said = vec![false; told.named.len()];
    let mut is_settled = vec![false; claims.len()];
    for ((claim, around), settled) in claims.iter().zip(told.around).zip(&mut is_settled) {
        for (cell, said) in told.named.iter().zip(&mut is_said) {
            if holds(claim, cell) || fit(cells, cell, &claim.value, around) == Fit::Same {
                (*said, *settled) = (true, true);
            }
        }
    }
    let is_any_right = is_settled.contains(&true);
    for ((claim, around), settled) in claims.iter_mut().zip(told.around).zip(is_settled) {
        if settled || !around.is_plain_amount(claim.value.unit.is_some()) {
            continue;
        }
        let may_be = |(at, cell): &(usize, &NamedCell)| !is_said[*at] && fit(cells, cell, &claim.value, around) == Fit::Other;
        let fitting: Vec<(usize, &NamedCell)> = told.named.iter().enumerate().filter(may_be).collect();
        let Some((at, cell)) = nearest(&fitting, around) else { continue };
        let Some(view) = cells.view(cell.table) else { continue };
        let names = names_of(view, cell);
        let own_row = |held: &MatchingCell| held.exact && held.table == cell.table && held.named > 0;
        if is_guarded(told.sentence, &names)
            || is_other_measure(told.sentence, around, &names)
            || (claim.held.iter().any(own_row) && is_of_another_time(told.sentence))
        {
            continue;
        }
        is_said[at] = true;
        claim.contradicts =
            Some(MatchingCell { table: cell.table, row: cell.row, column: cell.column, exact: false, scaled: false, named: 2 });
    }
    // Where many are wrong and none is right, they are of another column, year or table.
    let wrong = claims.iter().filter(|claim| claim.contradicts.is_some()).count();
    for claim in claims.iter_mut().filter(|claim| claim.contradicts.is_some()) {
        if wrong >= MANY && !is_any_right {
            claim.contradicts = None;
        } else {
            claim.held.clear();
        }
    }
}

/// The cell whose heads both stand nearest to the figure; none where one head is nearer of one cell, and the other of
/// another.
fn nearest<'a>(fitting: &[(usize, &'a NamedCell)], around: &Around) -> Option<(usize, &'a NamedCell)> {
    let away = |cell: &NamedCell| cell.places.each_ref().map(|places| around.distance(places));
    let least = fitting.iter().map(|(_, cell)| away(cell)).reduce(|one, other| [one[0].min(other[0]), one[1].min(other[1])])?;
    let mut found = fitting.iter().filter(|(_, cell)| away(cell) == least);
    let first = found.next()?;
    found.next().is_none().then_some(*first)
}

/// What the table says that `cell` is of: its heads, each on a line, and the caption; in the letters of [`lower`].
fn names_of(view: &TableView, cell: &NamedCell) -> [String; 2] {
    let heads = [view.row_head(cell.row).path, view.column_head(cell.column).path].concat().join("\n");
    let caption = view.table().caption.map_or("", |span| view.document().slice(span));
    [lower(&heads), lower(caption)]
}

fn fit(cells: &Cells, named: &NamedCell, value: &Value, around: &Around) -> Fit {
    let Some(view) = cells.view(named.table) else { return Fit::Apart };
    let cell = view.cell(named.row, named.column);
    let (Some(own), Some(said)) = (cell.value.number(), value.number()) else { return Fit::Apart };
    let is_bare = value.unit.is_none();
    if !agrees(value.unit, cell.unit) || (is_bare && !around.ends_here()) {
        return Fit::Apart;
    }
    // `10.5 million` may leave its measure to a table without one.
    let unit = cell.unit.filter(|_| !is_bare);
    let amounts = (magnitude(own, unit), magnitude(said, value.unit));
    let (Some(own), Some(said), Some(fine)) = (amounts.0, amounts.1, magnitude(Decimal::new(1, own.scale()), unit)) else {
        return Fit::Apart;
    };
    let (own, said) = (own.abs(), said.abs());
    let reach = Decimal::from(REACH);
    let is_near = |one: Decimal, other: Decimal| one.checked_mul(reach).is_none_or(|most| other <= most);
    if own.is_zero() || !is_near(own, said) || !is_near(said, own) {
        return Fit::Apart;
    }
    let number = value.number().unwrap_or_default().abs();
    let step = precision(around.printed, number, said);
    let away = (own - said).abs();
    // Either may be the rounding of the other.
    if away <= step / Decimal::TWO || away <= fine / Decimal::TWO {
        return Fit::Same;
    }
    let within = |percent: i64| own.checked_mul(Decimal::new(percent, 2)).is_some_and(|most| away <= most);
    // `2천5백만` of 25,660 thousand: cut off where the scale that it is told in ends.
    let is_cut = step >= fine * Decimal::TEN && said <= own && own < said + step && within(CUT);
    let zeros = round_step(around.printed, step);
    let is_same = match around.closeness() {
        Closeness::About => within(ABOUT),
        // 30%대 is from 30 to 40.
        Closeness::From => said <= own && own < said + zeros,
        Closeness::Plain => false,
    };
    if is_same || is_cut || (zeros > step && away <= zeros / Decimal::TWO && within(ROUND)) { Fit::Same } else { Fit::Other }
}

/// One of the last digit that is no zero, where the printed one is `step`: 100 of 300.
fn round_step(printed: &str, step: Decimal) -> Decimal {
    let digits = printed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let run = &digits[digits
        .rfind(|c: char| !c.is_ascii_digit() && c != ',')
        .map_or(0, |at| at + digits[at..].chars().next().map_or(1, char::len_utf8))..];
    let zeros = run.chars().rev().filter(|c| *c != ',').take_while(|c| *c == '0').count();
    // A fraction that ends with zeros is meant so.
    if digits[..digits.len() - run.len()].ends_with('.') {
        return step;
    }
    let power = u32::try_from(zeros.min(15)).unwrap_or(15);
    step.checked_mul(Decimal::from(10_i64.pow(power))).unwrap_or(step)
}

impl Around<'_> {
    /// Whether it says how much something is, and not by how much it changed or at least is; without a unit it has
    /// digits enough.
    fn is_plain_amount(&self, has_unit: bool) -> bool {
        (has_unit || digits(self.printed) >= TELLING) && !self.is_change() && !self.is_bound()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_at_the_end_say_how_round_a_figure_is() {
        let of = |printed: &str| round_step(printed, Decimal::ONE).to_string();
        assert_eq!(["300", "1,200", "10,500", "801", "30.0", "36조 700억"].map(of), ["100", "100", "100", "1", "1", "100"]);
    }
}
