//! What keys do at the desk.

use std::path::PathBuf;

use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use crate::app::{App, Command, Context, ExchangeEffect, LONGEST_COPY, Question, Tone};
use crate::document::Document;
use crate::table::{Axis, Derivation, Direction, Grid, SortKey, Sorted, write};

use super::{ChartKind, Desk, Scope};

impl Overlay for Desk {
    fn context(&self) -> Context {
        Context::Desk
    }

    fn fills_screen(&self) -> bool {
        true
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        let times = count.unwrap_or(1);
        if self.inspected.is_some() {
            self.obey_in_inspector(app, command, times);
            return After::Stay;
        }
        let page = usize::from(self.body(&app.geometry).height).max(1);
        if self.walk(command, times, page) || self.arrange(app, command) || self.show(app, command) {
            return After::Stay;
        }
        match command {
            Command::Filter => app.ask(Question::Rows, ""),
            Command::FilterColumns => app.ask(Question::Columns, ""),
            Command::WriteTable => app.ask_table_path(self),
            Command::Copy => app.copy_cells(self),
            Command::Passages => app.list_passages(self),
            Command::Annotate | Command::Highlight => match self.noted() {
                Some(span) if command == Command::Annotate => app.annotate(span),
                Some(span) => app.highlight(span),
                None => app.say(Tone::Plain, "message-nothing-in-focus", &[]),
            },
            Command::Accept => {
                let span = self.view.cell(self.row, self.column).span.or_else(|| self.row_span(self.row));
                if let Some(span) = span {
                    app.return_from(self);
                    app.jump_near(span.start);
                }
                return After::Close;
            }
            Command::NextTable => {
                app.open_desk_after(self);
                return After::Close;
            }
            Command::Close if self.mark.take().is_some() => {}
            Command::Close if self.from_inquiry => {
                app.return_from(self);
                app.open_inquiry();
                return After::Close;
            }
            _ => {
                app.return_from(self);
                return After::Close;
            }
        }
        After::Stay
    }

    fn fit(&mut self, app: &mut App) {
        self.fit_to(&app.geometry);
    }

    /// Its cells are spans of the text: they have to be the same ones, of the same table.
    fn carry(&mut self, _: &mut App, reload: &Reload) -> After {
        let (old, new) = (reload.old_document(), reload.new_document());
        let table = self.view.table_index();
        let block = |document: &Document| Some(document.blocks()[document.tables().get(table)?.block as usize].span);
        let is_same = block(old).is_some_and(|was| block(new) == Some(was) && old.slice(was) == new.slice(was))
            && old.tables().get(table) == new.tables().get(table);
        self.from = self.from.map(|position| position.carried(|point| reload.point(point)));
        if is_same { After::Stay } else { After::Close }
    }
}

impl App {
    /// The text as it was when the desk was opened, wherever a search from it has led since.
    fn return_from(&mut self, desk: &Desk) {
        if let Some(position) = desk.from {
            let document = std::sync::Arc::clone(self.document());
            self.pane.view.restore(&document, position);
        }
    }

    /// Says where numbers of unlike units were put in one order.
    fn tell_sorted(&mut self, sorted: &Sorted) {
        if !sorted.unlike.is_empty() {
            self.say(Tone::Warning, "message-unlike-units", &[("units", sorted.unlike.join(", ").into())]);
        }
    }

    fn hide_in(&mut self, desk: &mut Desk) {
        let (axis, line) = if desk.scope == Scope::Row { (Axis::Rows, desk.row) } else { (Axis::Columns, desk.column) };
        if desk.view.hide(axis, line) {
            desk.mark = None;
            self.say(Tone::Plain, "message-hidden", &[]);
        } else {
            self.say(Tone::Plain, "message-stays", &[]);
        }
    }

    /// The passages of the text that name the label of the cursor's row.
    fn list_passages(&mut self, desk: &Desk) {
        let head = desk.view.row_head(desk.row);
        let label = head.path.last().map_or(String::new(), |label| plain_label(label).to_owned());
        if label.is_empty() {
            return self.say(Tone::Plain, "message-no-label", &[]);
        }
        self.search_for(&label);
        self.open_hits();
    }

    /// Puts the marked cells on the clipboard, or all that is seen.
    fn copy_cells(&mut self, desk: &Desk) {
        // A cell is a byte at least: more of them would be made for nothing, with the reader waiting.
        match desk.cells_in_hand() {
            cells if cells > LONGEST_COPY => {
                let args = [("cells", cells.into()), ("most", LONGEST_COPY.into())];
                self.say(Tone::Warning, "copy-too-many-cells", &args);
            }
            _ if desk.has_block() => self.copy_text(desk.copied()),
            _ => self.copy_text(write(&desk.view, Grid::Tsv { guard: false })),
        }
    }

    /// Opens the desk of the next table; leaving that leads to where this one was come from.
    fn open_desk_after(&mut self, desk: &Desk) {
        let tables = self.document().tables().len();
        self.open_desk((desk.view.table_index() + 1) % tables.max(1));
        if let Some(next) = self.layers.top_mut::<Desk>() {
            (next.from, next.from_inquiry) = (desk.from, desk.from_inquiry);
        }
    }

    /// Writes what is seen to a file, in the form that its ending names; `false` where it names none.
    pub(in crate::app) fn write_table(&mut self, path: &str) -> bool {
        let Some(desk) = self.layers.top::<Desk>() else { return true };
        let Some(grid) = Grid::of_file(path) else {
            self.say(Tone::Warning, "message-table-endings", &[]);
            return false;
        };
        self.effects.push(ExchangeEffect::WriteTable { path: PathBuf::from(path), view: Box::new(desk.view.clone()), grid });
        true
    }
}

impl Desk {
    /// Sorts, turns, hides, moves and derives; whether the command was one of those.
    fn arrange(&mut self, app: &mut App, command: Command) -> bool {
        match command {
            Command::Sort => {
                let column = self.column;
                let (_, sorted) = self.rearrange(|view| view.toggle_sort(Axis::Rows, column));
                app.tell_sorted(&sorted);
            }
            Command::ThenSort => {
                let sorted = self.sort_then();
                app.tell_sorted(&sorted);
            }
            Command::SortNumbers => {
                let row = self.row;
                let (_, sorted) = self.rearrange(|view| view.toggle_sort(Axis::Columns, row));
                app.tell_sorted(&sorted);
            }
            Command::Transpose => self.turn(),
            Command::Printed => self.rearrange(|view| {
                view.restore_order();
                view.derive(None);
            }),
            Command::ShowAll => self.rearrange(|view| {
                for axis in [Axis::Rows, Axis::Columns] {
                    view.clear_filters(axis);
                    view.show_all(axis);
                }
            }),
            Command::Derive => {
                let next = next_derivation(self.view.formula_shown().map(|formula| formula.derivation));
                self.rearrange(|view| drop(view.derive(next).cloned()));
            }
            Command::Hide => app.hide_in(self),
            Command::MoveLeft | Command::MoveRight => self.shift(command == Command::MoveRight),
            _ => return false,
        }
        true
    }

    /// Changes what is shown of the table and what is in hand; whether the command was one of those.
    fn show(&mut self, app: &mut App, command: Command) -> bool {
        match command {
            Command::Freeze => self.freeze(),
            Command::Widen => self.widen(),
            Command::Scope => {
                self.scope = match self.scope {
                    Scope::Cell => Scope::Row,
                    Scope::Row => Scope::Column,
                    Scope::Column => Scope::Cell,
                }
            }
            Command::Mark => self.mark = if self.mark.is_some() { None } else { Some((self.row, self.column)) },
            Command::Chart => {
                self.drawing = match self.drawing {
                    ChartKind::None => ChartKind::Lines,
                    ChartKind::Lines => ChartKind::Bars,
                    ChartKind::Bars => ChartKind::None,
                };
                if self.drawing != ChartKind::None && !self.has_chart(&app.geometry) {
                    app.say(Tone::Plain, "message-no-room-for-chart", &[]);
                }
            }
            Command::Sparklines => self.sparks = !self.sparks,
            Command::Inspect => self.inspected = Some(0),
            _ => return false,
        }
        true
    }

    /// Carries out a command while a cell is looked at whole.
    fn obey_in_inspector(&mut self, app: &mut App, command: Command, times: usize) {
        let first = self.inspected.unwrap_or(0);
        match command {
            Command::Down => self.inspected = Some(first + times),
            Command::Up => self.inspected = Some(first.saturating_sub(times)),
            Command::PageDown | Command::HalfDown => self.inspected = Some(first + 10),
            Command::PageUp | Command::HalfUp => self.inspected = Some(first.saturating_sub(10)),
            Command::Left | Command::Right => {
                self.walk(command, times, 1);
                self.inspected = Some(0);
            }
            Command::Copy => {
                let text = self.view.cell(self.row, self.column).text.into_owned();
                app.copy_text(text);
            }
            _ => self.inspected = None,
        }
    }

    /// Moves the cursor; whether the command was a move.
    fn walk(&mut self, command: Command, times: usize, page: usize) -> bool {
        let (rows, columns) = (self.view.height(), self.view.width());
        let down = |row: usize, by: usize| row.saturating_add(by).min(rows.saturating_sub(1));
        match command {
            Command::Down => self.row = down(self.row, times),
            Command::Up => self.row = self.row.saturating_sub(times),
            Command::PageDown => self.row = down(self.row, page.saturating_mul(times)),
            Command::PageUp => self.row = self.row.saturating_sub(page.saturating_mul(times)),
            Command::HalfDown => self.row = down(self.row, page.div_ceil(2)),
            Command::HalfUp => self.row = self.row.saturating_sub(page.div_ceil(2)),
            Command::Start => self.row = 0,
            Command::End => self.row = rows.saturating_sub(1),
            Command::Left => self.column = self.column.saturating_sub(times),
            Command::Right => self.column = self.column.saturating_add(times).min(columns.saturating_sub(1)),
            Command::FirstColumn => self.column = 0,
            Command::LastColumn => self.column = columns.saturating_sub(1),
            _ => return false,
        }
        true
    }

    /// Sorts by the cursor's column behind the columns that rows are sorted by already;
    /// pressed again, the other way round.
    fn sort_then(&mut self) -> Sorted {
        let line = self.column;
        let direction = match self.sorted(line) {
            Some((Direction::Ascending, ..)) => Direction::Descending,
            _ => Direction::Ascending,
        };
        self.rearrange(|view| view.then_sort(Axis::Rows, SortKey { line, direction }))
    }

    fn turn(&mut self) {
        self.rearrange(crate::table::TableView::transpose);
        self.scope = match self.scope {
            Scope::Row => Scope::Column,
            Scope::Column => Scope::Row,
            Scope::Cell => Scope::Cell,
        };
    }

    /// Moves the cursor's column, or its row where rows are in hand, by one.
    fn shift(&mut self, forward: bool) {
        let (axis, at, count) = match self.scope {
            Scope::Row => (Axis::Rows, self.row, self.view.height()),
            _ => (Axis::Columns, self.column, self.view.width()),
        };
        let to = if forward { at + 1 } else { at.wrapping_sub(1) };
        if to < count {
            self.rearrange(|view| view.move_line(axis, at, to));
        }
    }

    /// Holds the columns up to the cursor's; pressed again there, only the labels.
    fn freeze(&mut self) {
        let held = self.column + 1;
        let now = if self.view.frozen() == held { self.view.label_columns() } else { held };
        self.view.freeze(now);
        self.first_column = 0;
    }

    /// Draws the cursor's column as wide as its cells are, or as before.
    fn widen(&mut self) {
        let printed = self.printed(self.column);
        if !self.wide.remove(&printed) {
            self.wide.insert(printed);
        }
    }

    /// How many cells a copy takes: those marked, or all.
    fn cells_in_hand(&self) -> usize {
        if !self.has_block() {
            return self.view.height().saturating_mul(self.view.width());
        }
        let (rows, columns) = self.block();
        rows.count().saturating_mul(columns.count())
    }

    /// What is in hand, as tab-separated lines without heads.
    fn copied(&self) -> String {
        let (rows, columns) = self.block();
        let mut lines = String::new();
        for row in rows {
            let cells: Vec<String> =
                columns.clone().map(|column| self.view.text(row, column).replace(['\t', '\n'], " ")).collect();
            lines.push_str(&cells.join("\t"));
            lines.push('\n');
        }
        lines
    }
}

fn next_derivation(now: Option<Derivation>) -> Option<Derivation> {
    let Some(now) = now else { return Derivation::ALL.first().copied() };
    Derivation::ALL.into_iter().skip_while(|one| *one != now).nth(1)
}

/// A label as a text names it: without the unit in parentheses behind it.
fn plain_label(label: &str) -> &str {
    let bare = label.split(['(', '（', '[']).next().unwrap_or(label).trim();
    if bare.is_empty() { label } else { bare }
}
