//! Tables between level lines: one above the heads, one below them, one at the foot. They are taken before columns
//! are looked for, since their own would be taken for those of the text.

use super::super::file::Area;
use super::super::line::Line;
use super::super::ruled_table::Table;
use super::{Run, examine, rows};

/// Lines that a table has at least: above its heads, below them, at its foot.
const FEWEST_LINES: usize = 3;
/// Rows with several cells that it has at least.
const FEWEST_ROWS: usize = 3;
/// Raised numbers that start lines, at least, where the lines are notes.
const FEWEST_NOTES: usize = 2;
/// Level lines of a page that are looked at: more are a drawing.
const MOST_RULES: usize = 2_000;
/// Lines that end at one place may miss each other by so much, in points.
const SNAP: f32 = 3.0;
/// A shorter line is none of a table, in points.
const SHORTEST: f32 = 100.0;

/// What stands between two lines.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Between {
    Nothing,
    /// Most rows have several cells.
    Cells,
    Words,
}

/// Takes the tables between level lines out of `lines`.
pub(in crate::import::pdf) fn lined(rules: &[Area], lines: &mut Vec<Line>) -> Vec<Table> {
    if rules.len() > MOST_RULES {
        return Vec::new();
    }
    let mut tables = Vec::new();
    for stack in stacks(rules) {
        for region in regions(&stack, lines) {
            let inside = |line: &Line| is_inside(line, &region);
            let held: Vec<Line> = lines.iter().filter(|line| inside(line)).cloned().collect();
            let run = rows(held);
            let several = run.iter().filter(|row| row.len() > 1).count();
            if several < FEWEST_ROWS || several * 5 < run.len() * 3 || are_columns(&run) {
                continue;
            }
            let length = run.len();
            if let Some(Run::Table(found)) = examine(run, length, true, rules) {
                lines.retain(|line| !is_inside(line, &region));
                let mut table = found.table(Vec::new(), rules);
                table.area = table.area.cover(&region);
                tables.push(table);
            }
        }
    }
    tables
}

/// Whether the rows are lines of notes or of running text in columns: notes begin with raised numbers, and
/// sentences go on in small letters from line to line, in all columns alike.
fn are_columns(run: &[Vec<Line>]) -> bool {
    let cells = || run.iter().flatten();
    let is_raised = |line: &&Line| {
        let sign = line.text.starts_with(|c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'));
        sign || line.pieces.first().is_some_and(|piece| piece.raised || piece.sign > 0)
    };
    if cells().filter(is_raised).count() >= FEWEST_NOTES {
        return true;
    }
    let widest = run.iter().map(Vec::len).max().unwrap_or(0);
    let whole = || run.iter().skip(1).filter(|row| row.len() == widest);
    let rows = whole().count();
    let goes_on = |column: usize| whole().filter(|row| row[column].text.starts_with(char::is_lowercase)).count() * 5 >= rows * 2;
    rows >= FEWEST_ROWS && rows * 5 >= run.len() * 3 && (0..widest).all(goes_on)
}

/// Level lines with the same ends, from the top.
fn stacks(rules: &[Area]) -> Vec<Vec<Area>> {
    let mut level: Vec<Area> =
        rules.iter().filter(|rule| rule.height() < SNAP && rule.width() > rule.height()).copied().collect();
    level.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let mut whole: Vec<Area> = Vec::with_capacity(level.len());
    for rule in level {
        // Drawn in pieces, or twice.
        let same = whole.iter_mut().rev().take_while(|last| rule.y0 - last.y0 < 2.0);
        let mut same = same.filter(|last| rule.x0 <= last.x1 + 1.5 && rule.x1 >= last.x0 - 1.5);
        match same.next() {
            Some(last) => *last = last.cover(&rule),
            None => whole.push(rule),
        }
    }
    let mut stacks: Vec<Vec<Area>> = Vec::new();
    for rule in whole.into_iter().filter(|rule| rule.width() >= SHORTEST) {
        let near = |stack: &&mut Vec<Area>| (stack[0].x0 - rule.x0).abs() < SNAP && (stack[0].x1 - rule.x1).abs() < SNAP;
        match stacks.iter_mut().find(near) {
            Some(stack) => stack.push(rule),
            None => stacks.push(vec![rule]),
        }
    }
    stacks.retain(|stack| stack.len() >= FEWEST_LINES);
    stacks
}

fn is_inside(line: &Line, region: &Area) -> bool {
    let y = line.y - 0.3 * line.size;
    region.y0 < y && y < region.y1 && line.x0 > region.x0 - 2.0 * SNAP && line.x1 < region.x1 + 2.0 * SNAP
}

/// The stretches between lines of a stack that cells stand in, heads above and values below a line.
fn regions(stack: &[Area], lines: &[Line]) -> Vec<Area> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut held = 0;
    for at in 1..=stack.len() {
        let here = stack.get(at).map_or(Between::Words, |below| between(&stack[at - 1], below, lines));
        held += usize::from(here == Between::Cells);
        if here == Between::Words || at == stack.len() {
            if held >= 2 {
                found.push(stack[from].cover(&stack[at - 1]));
            }
            (from, held) = (at, 0);
        }
    }
    found
}

fn between(above: &Area, below: &Area, lines: &[Line]) -> Between {
    let region = above.cover(below);
    // What goes on beside it is the text's.
    let crosses = |line: &&Line| {
        let y = line.y - 0.3 * line.size;
        region.y0 < y && y < region.y1 && line.x0 < region.x1 && line.x1 > region.x0 && !is_inside(line, &region)
    };
    if lines.iter().any(|line| crosses(&line)) {
        return Between::Words;
    }
    let rows = rows(lines.iter().filter(|line| is_inside(line, &region)).cloned().collect());
    let several = rows.iter().filter(|row| row.len() > 1).count();
    if rows.is_empty() {
        Between::Nothing
    } else if several * 2 >= rows.len() {
        Between::Cells
    } else {
        Between::Words
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::line::word;
    use super::super::super::ruled_table::Cell;
    use super::*;

    const LINES: [f32; 3] = [0.0, 20.0, 76.0];

    fn rules(ys: &[f32]) -> Vec<Area> {
        ys.iter().map(|y| Area { x0: 0.0, y0: *y, x1: 300.0, y1: *y }).collect()
    }

    fn words() -> Vec<Line> {
        let mut lines = vec![word("1994", 100.0, 14.0), word("2003", 220.0, 14.0)];
        for (label, y) in ["Lowest", "Middle", "Upper", "Highest"].iter().zip([34.0, 46.0, 58.0, 70.0]) {
            lines.extend([word(label, 5.0, y), word("$9,595–$17,992", 100.0, y), word("$34,000 or less", 220.0, y)]);
        }
        lines
    }

    #[test]
    fn cells_between_three_lines_are_a_table() {
        let mut lines = words();
        lines.push(word("text below it, which goes over all of the page", 0.0, 90.0));
        let tables = lined(&rules(&LINES), &mut lines);
        assert_eq!((tables.len(), lines.len()), (1, 1));
        let texts: Vec<Vec<String>> = tables[0].rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
        assert_eq!(texts.len(), 5);
        assert_eq!(texts[0], ["", "1994", "2003"]);
        assert_eq!(texts[4], ["Highest", "$9,595–$17,992", "$34,000 or less"]);
        assert_eq!(tables[0].head, Some(1));
    }

    #[test]
    fn notes_and_text_in_columns_are_no_table() {
        let rows = |texts: [[&str; 2]; 5]| -> Vec<Line> {
            let ys = [14.0, 34.0, 46.0, 58.0, 70.0];
            texts.iter().zip(ys).flat_map(|([left, right], y)| [word(left, 5.0, y), word(right, 160.0, y)]).collect()
        };
        let prose = [
            ["The ships lay in the port", "Dues rose in that year by"],
            ["for the whole of the winter", "as much as the office had"],
            ["and the men of the town", "foreseen. The council was"],
            ["went out to them with bread", "asked to lower them, and"],
            ["before they came back.", "did not answer in time."],
        ];
        let mut lines = rows(prose);
        assert!(lined(&rules(&LINES), &mut lines).is_empty());
        assert_eq!(lines.len(), 10);
        let notes = [
            ["Sources of the page", "More of them here"],
            ["¹ Port Office, Report", "³ Council, Minutes"],
            ["No. 12 (Pusan, 2020).", "Vol. 2 (Pusan, 2021)."],
            ["² Act on Ports, Pub.", "⁴ Office of Dues, Table"],
            ["L. No. 116-283, § 1752.", "No. 4 (2022)."],
        ];
        assert!(lined(&rules(&LINES), &mut rows(notes)).is_empty());
        // Words in cells are cells.
        let words = [
            ["Kind of ship", "What it pays"],
            ["Small ships", "Nothing at all"],
            ["Ships of the state", "Half of the dues"],
            ["Foreign ships", "All dues, in advance"],
            ["Others", "As agreed"],
        ];
        assert_eq!(lined(&rules(&LINES), &mut rows(words)).len(), 1);
    }

    #[test]
    fn text_between_lines_is_text() {
        let mut lines: Vec<Line> =
            (1..6_u8).map(|n| word("a line of the text that goes over all of it", 0.0, 12.0 * f32::from(n))).collect();
        assert!(lined(&rules(&LINES), &mut lines).is_empty());
        let mut lines = words();
        assert!(lined(&rules(&LINES[..2]), &mut lines).is_empty());
    }
}
