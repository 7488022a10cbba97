//! Rows and columns by the names that a person gives them.

use super::{Axis, TableView};

/// Lines named in a message; a table of 5,000 columns needs no list of all.
const MOST_NAMED: usize = 50;

/// Why a name finds no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameMismatch {
    /// No head is called so.
    Unknown,
    /// Several heads are called so.
    Ambiguous,
}

/// A name that no row or column has, or several; with those that could be meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such line: {name:?}")]
pub struct LineNotFound {
    /// The name asked for.
    pub name: String,
    /// Whether none has it, or several.
    pub why: NameMismatch,
    /// The names there are (or those that fit), as [`TableView::find`] takes them; the first 50.
    pub known: Vec<String>,
    /// How many there are in all.
    pub count: usize,
}

impl TableView {
    /// The line of `axis` that `name` names: by its whole head (`1인당 GNI › 달러`), by its
    /// last piece, by its number from 1, or by the start of its head, in this order, blind to
    /// case and spacing. `label` is the first column of labels, unless a head is called so.
    ///
    /// # Errors
    /// [`LineNotFound`]: no line has the name, or several and none more exactly.
    pub fn find(&self, axis: Axis, name: &str) -> Result<usize, LineNotFound> {
        let count = if axis == Axis::Columns { self.width() } else { self.height() };
        let head = |line: usize| if axis == Axis::Columns { self.column_head(line) } else { self.row_head(line) };
        let wanted = folded(name);
        let mut by_step: [Vec<usize>; 3] = Default::default();
        for line in 0..count {
            let head = head(line);
            let label = folded(&head.label());
            let path = folded(&head.path.join(super::JOINT));
            let last = head.path.last().map(|piece| folded(piece)).unwrap_or_default();
            let step = if wanted.is_empty() {
                continue;
            } else if label == wanted {
                0
            } else if path == wanted || last == wanted {
                1
            } else if label.starts_with(&wanted) || last.starts_with(&wanted) {
                2
            } else {
                continue;
            };
            by_step[step].push(line);
        }
        let number = name.trim().parse::<usize>().ok().filter(|number| (1..=count).contains(number));
        let [whole, piece, start] = &by_step;
        let labels = axis == Axis::Columns && wanted == "label" && count > 0;
        let found: &[usize] = match (whole.is_empty(), piece.is_empty()) {
            (false, _) => whole,
            (_, false) => piece,
            _ if number.is_some() || labels => return Ok(number.map_or(0, |number| number - 1)),
            _ => start,
        };
        if let [line] = found {
            return Ok(*line);
        }
        let all: Vec<usize> = if found.is_empty() { (0..count).collect() } else { found.to_vec() };
        let name_of = |line: &usize| {
            let label = head(*line).label();
            if label.is_empty() { (line + 1).to_string() } else { label }
        };
        Err(LineNotFound {
            name: name.to_owned(),
            why: if found.is_empty() { NameMismatch::Unknown } else { NameMismatch::Ambiguous },
            known: all.iter().take(MOST_NAMED).map(name_of).collect(),
            count: all.len(),
        })
    }
}

/// Lower case, without blanks; `>` and `/` stand for the joint of a path.
fn folded(name: &str) -> String {
    let plain = |c: char| if matches!(c, '>' | '/' | '›') { '›' } else { c };
    name.chars().filter(|c| !c.is_whitespace()).map(plain).flat_map(char::to_lowercase).take(1024).collect()
}
