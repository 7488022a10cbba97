//! Tables between level lines: one above the heads, one below them, one at the foot. They are taken before columns
//! are looked for, since their own would be taken for those of the text.

use super::super::file::Area;
use super::super::line::Line;
use super::super::ruled_table::Table;
use super::{Run, examine, is_numeric, rows};
use crate::import::text::{ends_sentence, is_unspaced};

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
/// Two lines with nothing between them are further apart than those of one table, in points.
const PARTED: f32 = 10.0;
/// Letters that half of the lines of running text have, at least, and a blank, in ems.
const FEWEST_LETTERS: usize = 11;
const BLANK: f32 = 0.25;
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
    let stacks = stacks(rules);
    let mut heights = if stacks.is_empty() { Vec::new() } else { heights(lines) };
    for stack in stacks {
        for region in regions(&stack, &Page { lines, heights: &heights }) {
            let run = rows(Page { lines, heights: &heights }.inside(&region).cloned().collect());
            let several = run.iter().filter(|row| row.len() > 1).count();
            if several < FEWEST_ROWS || several * 5 < run.len() * 3 || are_columns(&run) {
                continue;
            }
            let length = run.len();
            if let Some(Run::Table(found)) = examine(run, length, true, rules) {
                lines.retain(|line| !is_inside(line, &region));
                heights = self::heights(lines);
                let mut table = found.table(Vec::new(), rules);
                table.area = table.area.cover(&region);
                tables.push(table);
            }
        }
    }
    tables
}

/// The height that a line is looked for at.
fn height(line: &Line) -> f32 {
    line.y - 0.3 * line.size
}

/// The heights of lines, from the top, and their places.
fn heights(lines: &[Line]) -> Vec<(f32, usize)> {
    let mut heights: Vec<(f32, usize)> = lines.iter().enumerate().map(|(at, line)| (height(line), at)).collect();
    heights.sort_by(|a, b| a.0.total_cmp(&b.0));
    heights
}

/// The lines of a page, by their heights.
struct Page<'l> {
    lines: &'l [Line],
    heights: &'l [(f32, usize)],
}

impl<'l> Page<'l> {
    /// The lines at the height of `region`, whatever is beside it.
    fn level(&self, region: &Area) -> impl Iterator<Item = &'l Line> + use<'l> {
        let lines = self.lines;
        let from = self.heights.partition_point(|(y, _)| *y <= region.y0);
        let to = self.heights.partition_point(|(y, _)| *y < region.y1);
        let mut held: Vec<usize> = self.heights.get(from..to).unwrap_or_default().iter().map(|(_, at)| *at).collect();
        held.sort_unstable();
        held.into_iter().map(move |at| &lines[at])
    }

    /// The lines inside of `region`.
    fn inside(&self, region: &Area) -> impl Iterator<Item = &'l Line> + use<'l> {
        let region = *region;
        self.level(&region).filter(move |line| is_inside(line, &region))
    }
}

/// Whether the rows are lines of notes or of running text in columns: notes begin with raised numbers, and
/// sentences go on from line to line, in all columns alike.
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
    let whole: Vec<&Vec<Line>> = run.iter().filter(|row| row.len() == widest).collect();
    let rows = whole.len().saturating_sub(1);
    let goes_on = |column: usize| {
        let small = whole.iter().skip(1).filter(|row| row[column].text.starts_with(char::is_lowercase)).count();
        small * 5 >= rows * 2 || are_full(&whole, column)
    };
    rows >= FEWEST_ROWS && rows * 5 >= run.len() * 3 && (0..widest).all(goes_on)
}

/// Whether the lines of a column are full, as those of paragraphs are: they end in the middle of a sentence where
/// the next word had no room. Nouns may begin with capitals, and Hangul has none.
fn are_full(rows: &[&Vec<Line>], column: usize) -> bool {
    let lines: Vec<&Line> = rows.iter().map(|row| &row[column]).collect();
    let right = lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let mut letters: Vec<usize> = lines.iter().map(|line| line.text.chars().filter(|c| !c.is_whitespace()).count()).collect();
    letters.sort_unstable();
    let full = |pair: &[&Line]| {
        let begins = if pair[1].text.starts_with(is_unspaced) { pair[1].size } else { pair[1].first_word_width() };
        !ends_sentence(&pair[0].text) && !is_numeric(&pair[1].text) && right - pair[0].x1 < begins + BLANK * pair[0].size
    };
    let several = |line: &&&Line| line.text.contains(' ') || line.text.contains(is_unspaced);
    let worded = lines.iter().filter(several).count() * 5 >= lines.len() * 4;
    let count = lines.windows(2).filter(|pair| full(pair)).count();
    worded && letters[letters.len() / 2] >= FEWEST_LETTERS && count * 5 >= (lines.len() - 1) * 3
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
    let y = height(line);
    region.y0 < y && y < region.y1 && line.x0 > region.x0 - 2.0 * SNAP && line.x1 < region.x1 + 2.0 * SNAP
}

/// The stretches between lines of a stack that cells stand in, heads above and values below a line.
fn regions(stack: &[Area], page: &Page<'_>) -> Vec<Area> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut held = 0;
    for at in 1..=stack.len() {
        let here = stack.get(at).map_or(Between::Words, |below| between(&stack[at - 1], below, page));
        held += usize::from(here == Between::Cells);
        // The foot of one table, and the top of the next.
        let parted = here == Between::Nothing && stack.get(at).is_some_and(|below| below.y0 - stack[at - 1].y1 > PARTED);
        if here == Between::Words || parted || at == stack.len() {
            if held >= 2 {
                found.push(stack[from].cover(&stack[at - 1]));
            }
            (from, held) = (at, 0);
        }
    }
    found
}

fn between(above: &Area, below: &Area, page: &Page<'_>) -> Between {
    let region = above.cover(below);
    // What goes on beside it is the text's.
    let crosses = |line: &Line| line.x0 < region.x1 && line.x1 > region.x0 && !is_inside(line, &region);
    if page.level(&region).any(crosses) {
        return Between::Words;
    }
    let rows = rows(page.inside(&region).cloned().collect());
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
        let german = [
            ["Die Schiffe lagen im Hafen", "Hafengebühren des Jahres"],
            ["Winterwochen lang, bis die", "Stadtverwaltung erhoben"],
            ["Mannschaften der Stadt mit", "Handelshäuser und deren"],
            ["Brot hinausfuhren und ihre", "Niederlassungen, so dass"],
            ["Rückkehr abwarteten.", "niemand mehr bezahlte."],
        ];
        let korean = [
            ["우리 경제는 지난 십 년간의", "수출은 그해에 들어서면서"],
            ["세계 경기 둔화에도 불구하", "반도체와 자동차를 중심으"],
            ["고 완만한 성장을 이어 왔으", "로 빠르게 회복되었고 정부"],
            ["며 고용 또한 뚜렷하게 개선", "역시 기업의 투자를 뒷받침"],
            ["되는 모습을 보였다.", "하는 대책을 내놓았다."],
        ];
        for prose in [german, korean] {
            assert!(lined(&rules(&LINES), &mut rows(prose)).is_empty(), "{}", prose[0][0]);
        }
        let cells = [
            ["구분", "내용"],
            ["소형 선박", "사용료를 내지 않는다"],
            ["국가 소유의 선박", "절반만 낸다"],
            ["외국 선박", "입항 전에 모두 낸다"],
            ["기타", "협의하여 정한다"],
        ];
        assert_eq!(lined(&rules(&LINES), &mut rows(cells)).len(), 1);
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
    fn the_foot_of_one_table_and_the_top_of_the_next_part_them() {
        let shifted = |lines: Vec<Line>, by: f32| lines.into_iter().map(move |line| Line { y: line.y + by, ..line });
        let mut lines: Vec<Line> = words().into_iter().chain(shifted(words(), 95.0)).collect();
        let heights: Vec<f32> = LINES.iter().copied().chain(LINES.map(|y| y + 95.0)).collect();
        assert_eq!(lined(&rules(&heights), &mut lines).len(), 2);
        assert!(lines.is_empty());
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
