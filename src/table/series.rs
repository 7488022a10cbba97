//! Rows and columns as what a chart draws.

use rust_decimal::prelude::ToPrimitive;

use super::{Axis, TableView};

/// Points of a row or a column, with their labels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// What it is: `1인당 GNI`.
    pub label: String,
    /// Its unit, where all its points have one and the same, as printed.
    pub unit: Option<String>,
    /// Label and value; a gap where there is no number.
    pub points: Vec<(String, Option<f64>)>,
    /// Whether the points go forward in time, by their labels; else they are as seen.
    pub by_time: bool,
}

impl TableView {
    /// The series of `row` as seen, over the data columns.
    #[must_use]
    pub fn series(&self, row: usize) -> Series {
        let columns: Vec<usize> = (self.label_columns()..self.width()).collect();
        let head = self.row_head(row);
        let label = head.path.join(super::JOINT);
        let points = columns.iter().map(|column| (self.column_head(*column).path.join(super::JOINT), self.cell(row, *column)));
        self.drawn(label, &points.collect::<Vec<_>>())
    }

    fn drawn(&self, label: String, cells: &[(String, super::Cell<'_>)]) -> Series {
        let mut order: Vec<usize> = (0..cells.len()).collect();
        let printed = self.printed_axis(Axis::Columns);
        let times = self.times(if printed == 0 { Axis::Rows } else { Axis::Columns });
        if let Some(times) = times {
            let first = if printed == 0 { 0 } else { self.stub };
            let lines: Vec<u32> = if printed == 0 { self.lines[0].shown.clone() } else { self.data_columns().collect() };
            order.sort_by_key(|at| {
                lines.get(*at).and_then(|line| times.positions.get((*line as usize).checked_sub(first)?)).copied()
            });
        }
        let mut units = cells.iter().filter(|(_, cell)| cell.value.number().is_some()).map(|(_, cell)| cell.unit);
        let first = units.next();
        let one_unit = first.is_some_and(|first| units.all(|unit| unit == first));
        let unit = if one_unit { self.unit_drawn(cells) } else { None };
        let points =
            order.into_iter().map(|at| (cells[at].0.clone(), cells[at].1.value.number().and_then(|number| number.to_f64())));
        Series { label, unit, points: points.collect(), by_time: times.is_some() }
    }

    /// The unit that the cells were printed in; of computed ones, its name.
    fn unit_drawn(&self, cells: &[(String, super::Cell<'_>)]) -> Option<String> {
        let (_, cell) = cells.iter().find(|(_, cell)| cell.value.number().is_some())?;
        let (row, column) = cell.source?;
        if cell.span.is_some() && cell.value.unit.is_none() {
            let named = self.units.around(row, column)?;
            return Some(super::bare(self.document.slice(named.span)).to_owned());
        }
        let unit = cell.unit?;
        Some(match unit.measure {
            crate::document::value::Measure::PERCENT => "%".to_owned(),
            crate::document::value::Measure::POINT => "%p".to_owned(),
            measure => {
                let around = self.units.around(row, column).filter(|named| named.unit == Some(unit));
                around.map_or_else(|| measure.0.to_owned(), |named| super::bare(self.document.slice(named.span)).to_owned())
            }
        })
    }
}
