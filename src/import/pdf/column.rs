//! Columns, and the order in which their lines are read.
//!
//! A gutter is an upright strip that no line of a run of lines touches, with running text on
//! both sides of it: cut there, left before right, and look again in each part (a cut of the
//! page by white space, after Nagy and Seth's X-Y tree, 1984; but upright cuts first, and
//! only between what reads like prose, so that tables stay whole).

use super::borderless_table::is_numeric;
use super::line::Line;
use crate::import::caption::is_caption;

/// A gutter is at least this wide, in ems of the page's text.
const GUTTER: f32 = 0.55;
/// Lines that have to stand on each side of it.
const FEWEST: usize = 3;
/// The same of lines that are full and long, and the letters that such a line has.
const FEWEST_LONG: usize = 2;
const LONG: usize = 25;
/// The part of the shorter side that stands beside the other at least: a note in the margin,
/// and the last lines over a table, are no column.
const BESIDE: f32 = 0.5;
/// How far a line may reach into a gutter, or over it, when the next one beside it begins behind it, in ems.
const OVERFULL: f32 = 2.0;
/// Lines of text beside a figure's words at least, and the letters that most of them have.
const FEWEST_BESIDE_FIGURE: usize = 5;
const LETTERS_BESIDE_FIGURE: usize = 20;
/// Type that is larger than this part of the text's is a title's.
const TITLE: f32 = 1.2;
/// White space over both sides that parts what stands above from what stands below, in ems.
const BAND: f32 = 0.8;
/// Parts of a run that are looked at for themselves, at most: more are rows.
const MOST_BANDS: usize = 12;
/// Lines of a title below columns, at most.
const MOST_TITLE_LINES: usize = 2;
/// Characters of a caption that is nothing but its number, at most.
const BARE_CAPTION: usize = 14;
/// Baselines that differ by less are one, in ems.
const LEVEL: f32 = 0.15;
/// Left edges of columns that differ by less are one, in ems.
const SAME_EDGE: f32 = 0.3;
/// Pages on which a column begins at one place: then it is the file's.
const PAGES_OF_EDGE: usize = 2;
/// Cuts are looked for in parts of at most this many lines: more are no page of text.
const MOST_LINES: usize = 3_000;
/// How often a page is cut, one cut within another.
const DEEPEST: u8 = 12;

/// The lines of one column, from top to bottom.
pub(super) type Column = Vec<Line>;

/// The columns of a page, in reading order. `edges` is where columns begin on other pages, too.
pub(super) fn columns(lines: Vec<Line>, em: f32, edges: &[f32]) -> Vec<Column> {
    let order = Cutter::of(&lines, em, edges).order;
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    order.into_iter().map(|column| column.into_iter().filter_map(|at| lines.get_mut(at)?.take()).collect()).collect()
}

/// Where columns to the right of others begin on several of the `pages`.
pub(super) fn common_edges<'l>(pages: impl Iterator<Item = &'l [Line]>, em: f32) -> Vec<f32> {
    let mut met: Vec<(f32, usize)> = Vec::new();
    for lines in pages {
        let mut here = Cutter::of(lines, em, &[]).edges_met;
        here.sort_by(f32::total_cmp);
        here.dedup_by(|a, b| (*a - *b).abs() < SAME_EDGE * em);
        for edge in here {
            match met.iter_mut().find(|(known, _)| (known - edge).abs() < SAME_EDGE * em) {
                Some((_, count)) => *count += 1,
                None => met.push((edge, 1)),
            }
        }
    }
    met.into_iter().filter(|(_, count)| *count >= PAGES_OF_EDGE).map(|(edge, _)| edge).collect()
}

/// A line, and its place among those of its page.
type Seen<'l> = (usize, &'l Line);

/// Cuts a page.
struct Cutter<'e> {
    em: f32,
    edges: &'e [f32],
    /// The lines of each column, by their places.
    order: Vec<Vec<usize>>,
    /// Where the right columns of the cuts begin.
    edges_met: Vec<f32>,
}

impl<'e> Cutter<'e> {
    fn of(lines: &[Line], em: f32, edges: &'e [f32]) -> Self {
        let mut cutter = Self { em, edges, order: Vec::new(), edges_met: Vec::new() };
        cutter.cut(lines.iter().enumerate().collect(), 0);
        cutter
    }

    fn cut(&mut self, mut lines: Vec<Seen<'_>>, depth: u8) {
        lines.sort_by(|(_, a), (_, b)| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
        let gutter = if depth < DEEPEST && lines.len() <= MOST_LINES { self.gutter(&lines) } else { None };
        let Some(Gutter { mut from, mut to, x }) = gutter else {
            if !lines.is_empty() {
                self.order.push(lines.into_iter().map(|(at, _)| at).collect());
            }
            return;
        };
        // The last line of a title over the columns may be short.
        while from > 0 && from < to && goes_on_title(lines[from - 1].1, &lines[from..], self.em) {
            from += 1;
        }
        // `Table 1.` or a heading below the columns, over what goes over both of them.
        if to < lines.len() {
            let tops = (to.saturating_sub(MOST_TITLE_LINES).max(from + 1)..to).rev();
            let heads = |at: &usize| heads_what_follows(&lines[from..*at], &lines[*at..to], lines[to].1, self.em);
            to = tops.into_iter().find(heads).unwrap_or(to);
        }
        let after = lines.split_off(to);
        let run = lines.split_off(from);
        let (left, right): (Vec<Seen<'_>>, Vec<Seen<'_>>) = run.into_iter().partition(|(_, line)| is_left(line, x));
        self.edges_met.push(right.iter().map(|(_, line)| line.x0).fold(f32::MAX, f32::min));
        for part in [lines, left, right, after] {
            self.cut(part, depth + 1);
        }
    }

    /// The strip with the most lines beside it.
    fn gutter(&self, lines: &[Seen<'_>]) -> Option<Gutter> {
        let em = self.em;
        let left = lines.iter().map(|(_, line)| line.x0).fold(f32::MAX, f32::min);
        let right = lines.iter().map(|(_, line)| line.x1).fold(f32::MIN, f32::max);
        let half = GUTTER * em / 2.0;
        let mut best: Option<(usize, Gutter)> = None;
        // A gutter starts where some line ends: of ends that lie together, where the last one does.
        let mut places: Vec<f32> =
            lines.iter().map(|(_, line)| line.x1 + half).filter(|x| *x > left + 2.0 * em && *x < right - 2.0 * em).collect();
        places.sort_by(|a, b| b.total_cmp(a));
        places.dedup_by(|a, b| (*a - *b).abs() < 1.0);
        let beside = beside(lines);
        for x in places {
            let free = |at: usize| {
                let (line, (before, behind)) = (lines[at].1, beside[at]);
                let (from, to) = (x - half + 0.1, x + half - 0.1);
                let (near, far) = (from - OVERFULL * em, to + OVERFULL * em);
                line.x1 <= from
                    || line.x0 >= to
                    || line.x0 < near && line.x1 < far && behind.is_some_and(|behind| behind >= to)
                    || line.x1 > far && line.x0 > near && before.is_some_and(|before| before <= from)
            };
            let mut from = 0;
            while from < lines.len() {
                if !free(from) {
                    from += 1;
                    continue;
                }
                let end = from + (from..lines.len()).take_while(|at| free(*at)).count();
                let mut look = |from: usize, end: usize| {
                    let count = end - from;
                    let found = best.as_ref().is_none_or(|(most, _)| count > *most) && self.is_gutter(&lines[from..end], x);
                    if found {
                        best = Some((count, Gutter { from, to: end, x }));
                    }
                    found
                };
                // What stands above or below, parted by white space, may be no text: a table, a figure.
                if !look(from, end) {
                    bands(&lines[from..end], em).into_iter().for_each(|(first, last)| {
                        look(from + first, from + last);
                    });
                }
                from = end;
            }
        }
        best.map(|(_, gutter)| gutter)
    }

    /// Whether what stands on the two sides of `x` is read one side after the other.
    fn is_gutter(&self, run: &[Seen<'_>], x: f32) -> bool {
        let (left, right): (Vec<&Line>, Vec<&Line>) = run.iter().map(|(_, line)| *line).partition(|line| is_left(line, x));
        if left.is_empty() || right.is_empty() || !stand_beside(&left, &right) {
            return false;
        }
        if is_caption(&left[0].text) && is_caption(&right[0].text) {
            return true;
        }
        let fewest = left.len().min(right.len());
        let (left_prose, right_prose) = (is_prose(&left), is_prose(&right));
        if left_prose && right_prose && (fewest >= FEWEST || fewest >= FEWEST_LONG && is_full(&left) && is_full(&right)) {
            return true;
        }
        left_prose && is_beside_figure(&left, &right, self.em)
            || right_prose && is_beside_figure(&right, &left, self.em)
            || self.is_at_common_edge(&left, &right)
    }

    /// Whether the right side begins where columns do on other pages, and no row of a table goes over both.
    fn is_at_common_edge(&self, left: &[&Line], right: &[&Line]) -> bool {
        let edge = right.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
        let known = self.edges.iter().any(|known| (known - edge).abs() < SAME_EDGE * self.em);
        known && !is_tabular(left) && !is_tabular(right)
    }
}

/// A strip beside which the lines `from..to` stand.
struct Gutter {
    from: usize,
    to: usize,
    x: f32,
}

/// Whether the first of `run` is the next line of the title that `above` is a line of, with nothing beside it.
fn goes_on_title(above: &Line, run: &[Seen<'_>], em: f32) -> bool {
    let line = run[0].1;
    let alike = (line.size / above.size - 1.0).abs() < 0.04 && line.size > TITLE * em;
    let below = line.y - above.y < 1.45 * line.size;
    alike && below && run.get(1).is_none_or(|(_, next)| next.top() > line.bottom() - 0.1 * line.size)
}

/// Whether `title`, below all of `run`, belongs to what follows: the number of a caption whose words are `next`, or
/// lines that white space parts from the run and not from `next`.
fn heads_what_follows(run: &[Seen<'_>], title: &[Seen<'_>], next: &Line, em: f32) -> bool {
    let (Some((_, first)), Some((_, last))) = (title.first(), title.last()) else { return false };
    let above = first.top() - run.iter().map(|(_, line)| line.bottom()).fold(f32::MIN, f32::max);
    let below = next.top() - last.bottom();
    let over = next.x0 < last.x1 && title.windows(2).all(|pair| pair[1].1.top() > pair[0].1.y);
    let numbered = title.len() == 1 && last.text.chars().count() < BARE_CAPTION && is_caption(&last.text);
    let parted = above > BAND * em && below < above;
    over && above > 0.0 && next.y - last.y < 2.0 * next.size.max(last.size) && (numbered || parted)
}

/// The parts of a run that white space over all of it parts; none where there is only one.
fn bands(run: &[Seen<'_>], em: f32) -> Vec<(usize, usize)> {
    let mut starts = vec![0];
    let mut bottom = f32::MIN;
    for (at, (_, line)) in run.iter().enumerate() {
        if at > 0 && line.top() - bottom > BAND * em {
            starts.push(at);
        }
        bottom = bottom.max(line.bottom());
    }
    starts.push(run.len());
    if starts.len() < 3 || starts.len() > MOST_BANDS {
        Vec::new()
    } else {
        starts.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }
}

fn is_left(line: &Line, x: f32) -> bool {
    line.x0 + line.x1 < 2.0 * x
}

/// For each line, where the nearest one at its height ends to the left of it, and begins to the right.
fn beside(lines: &[Seen<'_>]) -> Vec<(Option<f32>, Option<f32>)> {
    let largest = lines.iter().map(|(_, line)| line.size).fold(0.0, f32::max).min(40.0);
    let mut from = 0;
    let near = |(_, line): &Seen<'_>| {
        while lines[from].1.y < line.y - largest {
            from += 1;
        }
        let level = lines[from..].iter().map(|(_, other)| *other).take_while(|other| other.y <= line.y + largest);
        level.filter(|other| (other.y - line.y).abs() < 0.8 * line.size.max(other.size)).fold((None, None), |found, other| {
            let (before, behind): (Option<f32>, Option<f32>) = found;
            if other.x1 <= line.x0 {
                (Some(before.map_or(other.x1, |x| x.max(other.x1))), behind)
            } else if other.x0 >= line.x1 {
                (before, Some(behind.map_or(other.x0, |x| x.min(other.x0))))
            } else {
                found
            }
        })
    };
    lines.iter().map(near).collect()
}

/// Whether most of the shorter side stands beside the other.
fn stand_beside(left: &[&Line], right: &[&Line]) -> bool {
    let extent = |side: &[&Line]| (side[0].top(), side.iter().map(|line| line.bottom()).fold(f32::MIN, f32::max));
    let ((left_top, left_end), (right_top, right_end)) = (extent(left), extent(right));
    let shared = left_end.min(right_end) - left_top.max(right_top);
    shared >= BESIDE * (left_end - left_top).min(right_end - right_top)
}

/// Whether a few lines are long, and all but the last of them full.
fn is_full(side: &[&Line]) -> bool {
    let right = side.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let left = side.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
    let full = |line: &&&Line| line.text.chars().count() >= LONG && line.width() > 0.8 * (right - left);
    side.iter().take(side.len() - 1).all(|line| full(&line))
}

/// Whether `prose` is a column of text, and `other` neither text nor cells of rows that begin in it:
/// the words of a figure.
fn is_beside_figure(prose: &[&Line], other: &[&Line], em: f32) -> bool {
    if prose.len() < FEWEST_BESIDE_FIGURE || other.len() < 2 {
        return false;
    }
    let mut letters: Vec<usize> = prose.iter().map(|line| line.text.chars().count()).collect();
    letters.sort_unstable();
    // Lines of a column follow each other at one distance; rows of a table whose labels wrap do not.
    let mut steps: Vec<f32> = prose.windows(2).map(|pair| pair[1].y - pair[0].y).collect();
    steps.sort_by(f32::total_cmp);
    let usual = steps[steps.len() / 2];
    let even = steps.iter().filter(|step| (**step - usual).abs() < 0.1 * usual).count();
    let level = other.iter().filter(|line| prose.iter().any(|text| (text.y - line.y).abs() < LEVEL * em)).count();
    letters[prose.len() / 2] >= LETTERS_BESIDE_FIGURE && even * 10 >= steps.len() * 7 && level * 2 < other.len()
}

/// Whether a side is part of a table: numbers, or rows of several cells.
fn is_tabular(side: &[&Line]) -> bool {
    let numbers = side.iter().filter(|line| is_numeric(&line.text)).count();
    let cells = side.windows(2).filter(|pair| (pair[1].y - pair[0].y).abs() < LEVEL * pair[0].size).count();
    numbers * 2 >= side.len() || cells * 3 >= side.len()
}

/// Whether the lines of a side fill it as the lines of paragraphs do.
fn is_prose(side: &[&Line]) -> bool {
    let left = side.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
    let right = side.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let width = right - left;
    let mut shares: Vec<f32> = side.iter().map(|line| line.width() / width.max(1.0)).collect();
    shares.sort_by(f32::total_cmp);
    let mut letters: Vec<usize> = side.iter().map(|line| line.text.chars().count()).collect();
    letters.sort_unstable();
    // Of one column most lines are full; a side of two is, over all, covered with text.
    let height = side.iter().map(|line| line.bottom()).fold(f32::MIN, f32::max) - side[0].top();
    let covered: f32 = side.iter().map(|line| 1.2 * line.size * line.width()).sum();
    letters[side.len() / 2] >= 14 && (shares[side.len() / 2] > 0.5 || covered > 0.45 * width * height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x0: f32, x1: f32, y: f32) -> Line {
        Line { text: text.into(), x0, x1, y, size: 10.0, ..Line::default() }
    }

    fn order(lines: Vec<Line>) -> Vec<String> {
        columns(lines, 10.0, &[]).into_iter().flatten().map(|line| line.text.split(' ').next().unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn two_columns_under_a_title_are_read_one_after_the_other() {
        let mut lines = vec![line("title over both of the columns", 0.0, 210.0, 10.0)];
        for n in 0..5_u8 {
            let y = 30.0 + 12.0 * f32::from(n);
            lines.push(line(&format!("l{n} and some more words"), 0.0, 100.0, y));
            lines.push(line(&format!("r{n} and some more words"), 112.0, 210.0, y + 3.0));
        }
        lines.push(line("foot under both of the columns", 0.0, 210.0, 120.0));
        assert_eq!(order(lines), ["title", "l0", "l1", "l2", "l3", "l4", "r0", "r1", "r2", "r3", "r4", "foot"]);
    }

    #[test]
    fn a_table_is_not_cut_into_columns() {
        let mut lines = Vec::new();
        for n in 0..6_u8 {
            let y = 30.0 + 12.0 * f32::from(n);
            lines.push(line("row label", 0.0, 40.0, y));
            lines.push(line("12.5", 112.0, 130.0, y));
            lines.push(line("99.0", 190.0, 210.0, y));
        }
        assert_eq!(columns(lines, 10.0, &[]).len(), 1);
    }
}
