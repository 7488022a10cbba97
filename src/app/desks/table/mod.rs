//! The table desk: a table with a cursor in it, sorted and turned as the reader likes. The
//! document stays as it is.

mod asking;
mod commands;
mod filter_errors;
mod marking;

use std::collections::HashSet;
use std::sync::Arc;

use crate::document::{Document, Point};
use crate::layout::width;
use crate::table::{Axis, Direction, Summary, TableView};

use crate::app::{Area, Geometry, ViewPosition};
pub use filter_errors::{bad_test_words, no_line_words};
use marking::Block;

/// No column is drawn wider than this; the cursor's cell is shown whole below.
const WIDEST: usize = 36;
/// A column that was widened is drawn this wide at most.
const WIDENED: usize = 160;
/// Columns of air between two columns; one where that lets all of them be shown.
const GAP: u16 = 2;
const NARROW_GAP: u16 = 1;
/// Rows that the chart takes.
const CHART_ROWS: u16 = 10;
/// Columns that a sparkline takes at most.
const SPARK: u16 = 16;

/// What is drawn of the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartKind {
    /// Nothing.
    #[default]
    None,
    /// The cursor's row, or the marked ones, over the columns.
    Lines,
    /// The cursor's column, a bar a row.
    Bars,
}

/// What commands act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// The cursor's cell.
    #[default]
    Cell,
    /// Its row.
    Row,
    /// Its column.
    Column,
}

/// The desk's state.
#[derive(Debug)]
pub struct Desk {
    /// The table as it is seen.
    pub view: TableView,
    /// The cursor's row.
    pub row: usize,
    /// The cursor's column.
    pub column: usize,
    /// The first row drawn.
    pub first_row: usize,
    /// The first column drawn behind the labels.
    pub first_column: usize,
    /// What is drawn below the table.
    pub drawing: ChartKind,
    /// Whether each row has a sparkline.
    pub sparks: bool,
    /// What commands act on.
    pub scope: Scope,
    /// The corner across from the cursor of the cells that are marked.
    pub mark: Option<(usize, usize)>,
    /// The printed columns that were widened.
    wide: HashSet<Option<usize>>,
    /// The first row of the cell that is looked at whole; `None` while none is.
    pub inspected: Option<usize>,
    /// What the cells in hand come to, and which they are: a million are not summed up with each key.
    summed: Option<(Block, Summary)>,
    /// Where the reader was in the text.
    pub(in crate::app) from: Option<ViewPosition>,
    /// Whether it was opened from the desk of inquiries: leaving it leads back there.
    pub(in crate::app) from_inquiry: bool,
}

impl Desk {
    /// The desk of table `table`, its cursor at the cell that holds `near`, or the first data cell.
    #[must_use]
    pub fn new(document: &Arc<Document>, table: usize, near: Point) -> Option<Self> {
        let view = TableView::new(Arc::clone(document), table)?;
        if view.width() == 0 || view.height() == 0 {
            return None;
        }
        let first = view.label_columns().min(view.width() - 1);
        let at = document.table_at(near).filter(|found| *found == table).and_then(|_| view.table().cell_at(near));
        let (row, column) = at.and_then(|source| view.seen_at(source)).unwrap_or((0, first));
        Some(Self {
            view,
            row,
            column,
            first_row: 0,
            first_column: 0,
            drawing: ChartKind::None,
            sparks: false,
            scope: Scope::Cell,
            mark: None,
            wide: HashSet::new(),
            inspected: None,
            summed: None,
            from: None,
            from_inquiry: false,
        })
    }

    /// Puts the cursor on the printed cell `source`.
    pub(in crate::app) fn go_to(&mut self, source: (usize, usize)) {
        if let Some((row, column)) = self.view.seen_at(source) {
            (self.row, self.column) = (row, column);
        }
    }

    /// How wide `column` is drawn.
    #[must_use]
    pub fn width_of(&self, column: usize) -> u16 {
        // The parts of a head stand one below the other.
        let head = self.view.column_head(column);
        let head = head.path.iter().copied().chain(head.unit).map(width).max().unwrap_or(0);
        let measured = self.view.measured(column).cells.max(head);
        // The arrow beside the head of a column that is sorted by has room of its own.
        let arrowed = match self.sorted(column) {
            Some(_) => self.view.column_head(column).path.last().map_or(0, |head| width(head) + 3),
            None => 0,
        };
        let most = if self.wide.contains(&self.printed(column)) { WIDENED } else { WIDEST };
        u16::try_from(measured.max(arrowed).clamp(1, most)).unwrap_or(1)
    }

    /// Which printed line a column as seen is; `None` for the heads of a turned table.
    fn printed(&self, column: usize) -> Option<usize> {
        let (row, at) = self.view.cell(0, column).source?;
        Some(if self.view.is_transposed() { row } else { at })
    }

    /// Whether rows are sorted by `column`: which way, and as which key, from 1, of how many.
    #[must_use]
    pub fn sorted(&self, column: usize) -> Option<(Direction, usize, usize)> {
        let keys = self.view.sort_keys(Axis::Rows);
        let at = keys.iter().position(|key| key.line == column)?;
        Some((keys[at].direction, at + 1, keys.len()))
    }

    /// Columns that a sparkline takes; 0 where none is wanted.
    #[must_use]
    pub fn spark_width(&self) -> u16 {
        let points = self.view.width().saturating_sub(self.view.label_columns());
        if self.sparks && points > 1 { u16::try_from(points).unwrap_or(SPARK).min(SPARK) } else { 0 }
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
        self.drawing != ChartKind::None && geometry.screen.height >= 20 + self.head_rows()
    }

    /// Where the chart is drawn.
    #[must_use]
    pub fn chart_area(&self, geometry: &Geometry) -> Area {
        let screen = geometry.screen;
        let bottom = screen.height.saturating_sub(4);
        Area { x: 2, y: bottom.saturating_sub(CHART_ROWS), width: screen.width.saturating_sub(4).min(100), height: CHART_ROWS }
    }

    /// The columns that are drawn, and where each starts: those that are held first, then
    /// those that fit.
    #[must_use]
    pub fn columns(&self, area: Area) -> Vec<(usize, u16)> {
        self.placed(area).0
    }

    /// Where the sparklines start.
    #[must_use]
    pub fn sparks_at(&self, area: Area) -> Option<u16> {
        self.placed(area).1
    }

    fn placed(&self, area: Area) -> (Vec<(usize, u16)>, Option<u16>) {
        let held = self.view.frozen();
        let gap = if self.fits(area, GAP) || !self.fits(area, NARROW_GAP) { GAP } else { NARROW_GAP };
        let (mut shown, mut sparks) = (Vec::new(), None);
        let mut x = area.x + 1;
        let behind = (held + self.first_column)..self.view.width();
        for column in (0..held).chain(behind) {
            if column >= held && sparks.is_none() && self.spark_width() > 0 {
                sparks = Some(x);
                x = x.saturating_add(self.spark_width() + gap);
            }
            if x >= area.right() {
                break;
            }
            shown.push((column, x));
            x = x.saturating_add(self.width_of(column) + gap);
        }
        (shown, sparks)
    }

    /// Whether all columns stand side by side in `area`, `gap` apart.
    fn fits(&self, area: Area, gap: u16) -> bool {
        let count = self.view.width();
        let wanted = |column: usize| usize::from(self.width_of(column)) + usize::from(gap);
        let area = Area { width: area.width.saturating_sub(self.spark_width() + if self.sparks { gap } else { 0 }), ..area };
        // Each column takes two at least, so that more than these can't fit.
        count <= usize::from(area.width) && (0..count).map(wanted).sum::<usize>() <= usize::from(area.width)
    }

    /// Keeps the cursor on the screen, and the sum of what is in hand.
    fn fit_to(&mut self, geometry: &Geometry) {
        self.sum_up();
        self.row = self.row.min(self.view.height().saturating_sub(1));
        self.column = self.column.min(self.view.width().saturating_sub(1));
        let area = self.body(geometry);
        let rows = usize::from(area.height);
        self.first_row = self.first_row.min(self.row).max((self.row + 1).saturating_sub(rows));
        self.first_row = self.first_row.min(self.view.height().saturating_sub(rows.min(self.view.height())));
        if let Some((row, column)) = &mut self.mark {
            *row = (*row).min(self.view.height().saturating_sub(1));
            *column = (*column).min(self.view.width().saturating_sub(1));
        }
        let Some(at) = self.column.checked_sub(self.view.frozen()) else {
            self.first_column = 0;
            return;
        };
        self.first_column = self.first_column.min(at);
        if !self.is_shown(self.column, area) {
            self.first_column = self.first_before(at, area);
        }
    }

    /// The first scrolled column to be drawn so that the `at`th is the last one that fits.
    fn first_before(&self, at: usize, area: Area) -> usize {
        let held = self.view.frozen();
        let taken = |column: usize| usize::from(self.width_of(column)) + usize::from(GAP);
        let sparks = if self.spark_width() > 0 { usize::from(self.spark_width() + GAP) } else { 0 };
        let before: usize = (0..held).map(taken).sum::<usize>() + sparks + 1;
        let mut room = usize::from(area.width).saturating_sub(before + usize::from(self.width_of(held + at)));
        let mut first = at;
        while first > 0 && room >= taken(held + first - 1) {
            room -= taken(held + first - 1);
            first -= 1;
        }
        first
    }

    fn is_shown(&self, column: usize, area: Area) -> bool {
        self.columns(area).iter().any(|(shown, x)| *shown == column && x.saturating_add(self.width_of(column)) <= area.right())
    }
}
