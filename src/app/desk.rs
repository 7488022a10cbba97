//! The table desk: a table with a cursor in it, sorted and turned as the reader likes. The
//! document stays as it is.

use std::sync::Arc;

use crate::document::{Document, Point};
use crate::layout::width;
use crate::table::{Axis, Direction, Grid, View, write};

use super::geometry::{Area, Geometry};
use super::layer::Layer;
use super::{App, Command, Tone};

/// No column is drawn wider than this; the cursor's cell is shown whole below.
const WIDEST: usize = 36;
/// Columns of air between two columns; one where that lets all of them be shown.
const GAP: u16 = 2;
const NARROW_GAP: u16 = 1;
/// Rows that the chart takes.
const CHART_ROWS: u16 = 9;

/// The desk's state.
#[derive(Debug)]
pub struct Desk {
    /// The table as it is seen.
    pub view: View,
    /// The cursor's row.
    pub row: usize,
    /// The cursor's column.
    pub column: usize,
    /// The first row drawn.
    pub first_row: usize,
    /// The first column drawn behind the labels.
    pub first_column: usize,
    /// Whether the chart of the cursor's row is drawn.
    pub chart: bool,
    /// What the table is sorted by now: column or row, its heads, which way.
    pub sorted: Option<(Axis, usize, Direction)>,
}

impl Desk {
    /// The desk of table `table`, its cursor at the cell that holds `near`, or the first data cell.
    #[must_use]
    pub fn new(document: &Arc<Document>, table: usize, near: Point) -> Option<Self> {
        let view = View::new(Arc::clone(document), table)?;
        if view.width() == 0 || view.height() == 0 {
            return None;
        }
        let first = view.label_columns().min(view.width() - 1);
        let at = document.table_at(near).filter(|found| *found == table).and_then(|_| view.table().cell_at(near));
        let (row, column) = at.and_then(|source| view.seen_at(source)).unwrap_or((0, first));
        Some(Self { view, row, column, first_row: 0, first_column: 0, chart: false, sorted: None })
    }

    /// How wide `column` is drawn.
    #[must_use]
    pub fn width_of(&self, column: usize) -> u16 {
        let measured = self.view.measured(column).width;
        // The arrow beside the head of the column that is sorted by has room of its own.
        let sorted = self.sorted.is_some_and(|(axis, line, _)| axis == Axis::Rows && line == column);
        let arrowed = if sorted { self.view.column_head(column).path.last().map_or(0, |head| width(head) + 2) } else { 0 };
        u16::try_from(measured.max(arrowed).clamp(1, WIDEST)).unwrap_or(1)
    }

    /// Head rows: the path of heads, and the units under it.
    #[must_use]
    pub fn head_rows(&self) -> u16 {
        let deepest = (0..self.view.width()).map(|column| self.view.column_head(column).path.len()).take(400).max().unwrap_or(0);
        let has_units = (0..self.view.width()).take(400).any(|column| self.view.column_head(column).unit.is_some());
        u16::try_from(deepest.clamp(1, 4)).unwrap_or(1) + u16::from(has_units)
    }

    /// The area of the rows.
    #[must_use]
    pub fn body(&self, geometry: &Geometry) -> Area {
        let screen = geometry.screen;
        let air = u16::from(screen.height >= 16);
        // The caption and a blank row above, the heads and their rule; the cell and the source below.
        let top = air + 2 + self.head_rows() + 1;
        let below = 3 + if self.has_chart(geometry) { CHART_ROWS + 1 } else { 0 };
        Area {
            x: 1.min(screen.width),
            y: top,
            width: screen.width.saturating_sub(2),
            height: screen.height.saturating_sub(top + below).max(1),
        }
    }

    /// Whether there is room for the chart that is wanted.
    #[must_use]
    pub fn has_chart(&self, geometry: &Geometry) -> bool {
        self.chart && geometry.screen.height >= 20 + self.head_rows()
    }

    /// Where the chart is drawn.
    #[must_use]
    pub fn chart_area(&self, geometry: &Geometry) -> Area {
        let screen = geometry.screen;
        let bottom = screen.height.saturating_sub(4);
        Area { x: 2, y: bottom.saturating_sub(CHART_ROWS), width: screen.width.saturating_sub(4).min(100), height: CHART_ROWS }
    }

    /// The columns that are drawn, and where each starts: labels first, then those that fit.
    #[must_use]
    pub fn columns(&self, area: Area) -> Vec<(usize, u16)> {
        let labels = self.view.label_columns();
        let gap = if self.fits(area, GAP) || !self.fits(area, NARROW_GAP) { GAP } else { NARROW_GAP };
        let mut shown = Vec::new();
        let mut x = area.x + 1;
        let behind = (labels + self.first_column)..self.view.width();
        for column in (0..labels).chain(behind) {
            if x >= area.right() {
                break;
            }
            shown.push((column, x));
            x = x.saturating_add(self.width_of(column) + gap);
        }
        shown
    }

    /// Whether all columns stand side by side in `area`, `gap` apart.
    fn fits(&self, area: Area, gap: u16) -> bool {
        let count = self.view.width();
        let wanted = |column: usize| usize::from(self.width_of(column)) + usize::from(gap);
        // Each column takes two at least, so that more than these can't fit.
        count <= usize::from(area.width) && (0..count).map(wanted).sum::<usize>() <= usize::from(area.width)
    }

    /// Keeps the cursor on the screen.
    pub(super) fn fit(&mut self, geometry: &Geometry) {
        self.row = self.row.min(self.view.height().saturating_sub(1));
        self.column = self.column.min(self.view.width().saturating_sub(1));
        let area = self.body(geometry);
        let rows = usize::from(area.height);
        self.first_row = self.first_row.min(self.row).max((self.row + 1).saturating_sub(rows));
        self.first_row = self.first_row.min(self.view.height().saturating_sub(rows.min(self.view.height())));
        let labels = self.view.label_columns();
        let Some(at) = self.column.checked_sub(labels) else {
            self.first_column = 0;
            return;
        };
        self.first_column = self.first_column.min(at);
        // Each turn takes one column away at the left; the cursor's own is drawn in the end.
        while self.first_column < at && !self.is_shown(self.column, area) {
            self.first_column += 1;
        }
    }

    fn is_shown(&self, column: usize, area: Area) -> bool {
        self.columns(area).iter().any(|(shown, x)| *shown == column && x.saturating_add(self.width_of(column)) <= area.right())
    }

    /// Changes the view, the cursor staying on its cell.
    fn rearrange<T>(&mut self, change: impl FnOnce(&mut View) -> T) -> T {
        let source = self.view.cell(self.row, self.column).source;
        let result = change(&mut self.view);
        if let Some((row, column)) = source.and_then(|source| self.view.seen_at(source)) {
            (self.row, self.column) = (row, column);
        }
        result
    }

    /// Sorts along `axis` by the cursor's line: rising, falling, as printed.
    fn sort(&mut self, axis: Axis) {
        let line = if axis == Axis::Rows { self.column } else { self.row };
        let (direction, _) = self.rearrange(|view| view.toggle_sort(axis, line));
        self.sorted = direction.map(|direction| (axis, line, direction));
    }
}

impl App {
    pub(super) fn act_in_desk(&mut self, mut desk: Box<Desk>, command: Command, count: Option<usize>) {
        let times = count.unwrap_or(1);
        let page = usize::from(desk.body(&self.geometry).height).max(1);
        let (rows, columns) = (desk.view.height(), desk.view.width());
        let down = |row: usize, by: usize| (row + by).min(rows.saturating_sub(1));
        match command {
            Command::Down => desk.row = down(desk.row, times),
            Command::Up => desk.row = desk.row.saturating_sub(times),
            Command::PageDown => desk.row = down(desk.row, page.saturating_mul(times)),
            Command::PageUp => desk.row = desk.row.saturating_sub(page.saturating_mul(times)),
            Command::HalfDown => desk.row = down(desk.row, page.div_ceil(2)),
            Command::HalfUp => desk.row = desk.row.saturating_sub(page.div_ceil(2)),
            Command::Start => desk.row = 0,
            Command::End => desk.row = rows.saturating_sub(1),
            Command::Left => desk.column = desk.column.saturating_sub(times),
            Command::Right => desk.column = (desk.column + times).min(columns.saturating_sub(1)),
            Command::FirstColumn => desk.column = 0,
            Command::LastColumn => desk.column = columns.saturating_sub(1),
            Command::Sort => desk.sort(Axis::Rows),
            Command::SortNumbers => desk.sort(Axis::Columns),
            Command::Transpose => {
                desk.rearrange(View::transpose);
                desk.sorted = desk.sorted.map(|(axis, line, direction)| (axis.across(), line, direction));
            }
            Command::Printed => {
                desk.rearrange(View::restore_order);
                desk.sorted = None;
            }
            Command::Chart => {
                desk.chart = !desk.chart;
                if desk.chart && !desk.has_chart(&self.geometry) {
                    self.say(Tone::Plain, "message-no-room-for-chart", &[]);
                }
            }
            Command::Copy => self.copy_text(write(&desk.view, Grid::Tsv { guard: false })),
            Command::Annotate => {
                if let Some(span) = desk.view.cell(desk.row, desk.column).span {
                    self.layers.push(Layer::Desk(desk));
                    return self.annotate(span);
                }
                self.say(Tone::Plain, "message-nothing-in-focus", &[]);
            }
            Command::Accept => {
                let span = desk.view.cell(desk.row, desk.column).span;
                if let Some(span) = span {
                    self.jump_near(span.start);
                }
                return;
            }
            Command::NextTable => {
                let tables = self.document().tables().len();
                let next = (desk.view.table_index() + 1) % tables.max(1);
                return self.open_desk(next);
            }
            _ => return,
        }
        self.layers.push(Layer::Desk(desk));
    }
}
