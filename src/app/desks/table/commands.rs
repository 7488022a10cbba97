//! What keys do at the desk.

use std::path::PathBuf;

use crate::app::{App, Command, Effect, LONGEST_COPY, Layer, Tone};
use crate::table::{Axis, Derivation, Direction, Grid, SortKey, Sorted, write};

use super::{Desk, Drawing, Scope};

impl App {
    pub(in crate::app) fn act_in_desk(&mut self, mut desk: Box<Desk>, command: Command, count: Option<usize>) {
        if desk.inspected.is_some() {
            return self.act_in_inspector(desk, command, count.unwrap_or(1));
        }
        let times = count.unwrap_or(1);
        if desk.walk(command, times, usize::from(desk.body(&self.geometry).height).max(1)) {
            return self.layers.push(Layer::Desk(desk));
        }
        match command {
            Command::Sort => {
                let column = desk.column;
                let (_, sorted) = desk.rearrange(|view| view.toggle_sort(Axis::Rows, column));
                self.tell_sorted(&sorted);
            }
            Command::ThenSort => {
                let sorted = desk.sort_then();
                self.tell_sorted(&sorted);
            }
            Command::SortNumbers => {
                let row = desk.row;
                let (_, sorted) = desk.rearrange(|view| view.toggle_sort(Axis::Columns, row));
                self.tell_sorted(&sorted);
            }
            Command::Transpose => desk.turn(),
            Command::Printed => {
                desk.rearrange(|view| {
                    view.restore_order();
                    view.derive(None);
                });
            }
            Command::ShowAll => desk.rearrange(|view| {
                for axis in [Axis::Rows, Axis::Columns] {
                    view.clear_filters(axis);
                    view.show_all(axis);
                }
            }),
            Command::Derive => {
                let next = next_derivation(desk.view.formula_shown().map(|formula| formula.derivation));
                desk.rearrange(|view| drop(view.derive(next).cloned()));
            }
            Command::Hide => self.hide_in(&mut desk),
            Command::MoveLeft | Command::MoveRight => desk.shift(command == Command::MoveRight),
            Command::Freeze => desk.freeze(),
            Command::Widen => desk.widen(),
            Command::Scope => {
                desk.scope = match desk.scope {
                    Scope::Cell => Scope::Row,
                    Scope::Row => Scope::Column,
                    Scope::Column => Scope::Cell,
                }
            }
            Command::Mark => desk.mark = if desk.mark.is_some() { None } else { Some((desk.row, desk.column)) },
            Command::Chart => {
                desk.drawing = match desk.drawing {
                    Drawing::None => Drawing::Lines,
                    Drawing::Lines => Drawing::Bars,
                    Drawing::Bars => Drawing::None,
                };
                if desk.drawing != Drawing::None && !desk.has_chart(&self.geometry) {
                    self.say(Tone::Plain, "message-no-room-for-chart", &[]);
                }
            }
            Command::Sparklines => desk.sparks = !desk.sparks,
            Command::Inspect => desk.inspected = Some(0),
            Command::Filter => return self.ask_rows(desk),
            Command::FilterColumns => return self.ask_columns(desk),
            Command::WriteTable => return self.ask_table_path(desk),
            Command::Copy => {
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
            Command::Passages => return self.list_passages(desk),
            Command::Annotate => match desk.noted() {
                Some(span) => {
                    self.layers.push(Layer::Desk(desk));
                    return self.annotate(span);
                }
                None => self.say(Tone::Plain, "message-nothing-in-focus", &[]),
            },
            Command::Highlight => match desk.noted() {
                Some(span) => self.highlight(span),
                None => self.say(Tone::Plain, "message-nothing-in-focus", &[]),
            },
            Command::Accept => {
                let span = desk.view.cell(desk.row, desk.column).span.or_else(|| desk.row_span(desk.row));
                if let Some(span) = span {
                    self.return_from(&desk);
                    self.jump_near(span.start);
                }
                return;
            }
            Command::NextTable => {
                let tables = self.document().tables().len();
                let next = (desk.view.table_index() + 1) % tables.max(1);
                let (from, from_inquiry) = (desk.from, desk.from_inquiry);
                self.open_desk(next);
                if let Some(Layer::Desk(desk)) = self.layers.last_mut() {
                    (desk.from, desk.from_inquiry) = (from, from_inquiry);
                }
                return;
            }
            Command::Close if desk.mark.take().is_some() => {}
            Command::Close if desk.from_inquiry => {
                self.return_from(&desk);
                return self.open_inquiry();
            }
            _ => return self.return_from(&desk),
        }
        self.layers.push(Layer::Desk(desk));
    }

    /// The text as it was when the desk was opened, wherever a search from it has led since.
    fn return_from(&mut self, desk: &Desk) {
        if let Some(stop) = desk.from {
            let document = std::sync::Arc::clone(self.document());
            self.pane.view.restore(&document, stop);
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
    fn list_passages(&mut self, desk: Box<Desk>) {
        let head = desk.view.row_head(desk.row);
        let label = head.path.last().map_or(String::new(), |label| plain_label(label).to_owned());
        self.layers.push(Layer::Desk(desk));
        if label.is_empty() {
            return self.say(Tone::Plain, "message-no-label", &[]);
        }
        self.search_for(&label);
        self.open_hits();
    }

    fn act_in_inspector(&mut self, mut desk: Box<Desk>, command: Command, times: usize) {
        let first = desk.inspected.unwrap_or(0);
        match command {
            Command::Down => desk.inspected = Some(first + times),
            Command::Up => desk.inspected = Some(first.saturating_sub(times)),
            Command::PageDown | Command::HalfDown => desk.inspected = Some(first + 10),
            Command::PageUp | Command::HalfUp => desk.inspected = Some(first.saturating_sub(10)),
            Command::Left | Command::Right => {
                desk.walk(command, times, 1);
                desk.inspected = Some(0);
            }
            Command::Copy => {
                let text = desk.view.cell(desk.row, desk.column).text.into_owned();
                self.copy_text(text);
            }
            _ => desk.inspected = None,
        }
        self.layers.push(Layer::Desk(desk));
    }

    /// Writes what is seen to a file, in the form that its ending names; `false` where it names none.
    pub(in crate::app) fn write_table(&mut self, path: &str) -> bool {
        let Some(Layer::Desk(desk)) = self.layers.last() else { return true };
        let Some(grid) = Grid::of_file(path) else {
            self.say(Tone::Warning, "message-table-endings", &[]);
            return false;
        };
        self.effects.push(Effect::WriteTable { path: PathBuf::from(path), view: Box::new(desk.view.clone()), grid });
        true
    }
}

impl Desk {
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
        self.rearrange(crate::table::View::transpose);
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
