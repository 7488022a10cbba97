//! Page numbers: which numbers at the edges of pages count on from page to page.

use std::collections::{BTreeSet, HashMap};

use super::super::line::Line;
use super::super::sheet::Sheet;
use super::at_edges;
use crate::document::roman;

/// Pages that a second way of counting is seen on, at least.
const RUN: usize = 3;
/// Pages between two of a run that have no number, at most: plates, and first pages of chapters.
const SKIPPED: usize = 3;
/// Numbers side by side, or one above the other, that are heads of a table or the marks of an axis.
const ROW: usize = 3;
/// Numbers of one row differ in height by less, and those of one column by more than this is far away, in ems.
const LEVEL: f32 = 0.3;
const COLUMN: f32 = 6.0;
/// Digits of a page's number.
const MOST_DIGITS: usize = 5;

/// A number, and the digits that it is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Number {
    roman: bool,
    value: i64,
}

/// A way that pages are counted in: by how much the numbers run ahead of the pages, and on which.
#[derive(Debug)]
struct Series {
    roman: bool,
    ahead: i64,
    pages: BTreeSet<usize>,
}

/// The ways that pages are counted in.
#[derive(Debug, Default)]
pub(super) struct Numbering(Vec<Series>);

impl Numbering {
    /// Reads off the pages how they are counted.
    pub(super) fn of(sheets: &[Sheet]) -> Self {
        // Alone in its line, or at either end of one.
        let mut alone: HashMap<(bool, i64), BTreeSet<usize>> = HashMap::new();
        let mut within = alone.clone();
        // Where other pages have the very same line, its number does not count them.
        let mut lines: HashMap<&str, usize> = HashMap::new();
        for line in sheets.iter().flat_map(at_edges).map(|(_, line)| line) {
            *lines.entry(&line.text).or_default() += 1;
        }
        for sheet in sheets {
            let numbers = Numbers::of(sheet);
            for line in at_edges(sheet).into_iter().map(|(_, line)| line).filter(|line| !numbers.are_around(line)) {
                let ahead = |number: Number| (number.roman, number.value - page(sheet.number));
                if let Some(number) = page_number(&line.text).as_deref().and_then(number) {
                    alone.entry(ahead(number)).or_default().insert(sheet.number);
                } else if lines.get(line.text.as_str()).is_none_or(|count| *count < 2) {
                    for number in at_ends(&line.text, false).into_iter().flatten().filter_map(number) {
                        within.entry(ahead(number)).or_default().insert(sheet.number);
                    }
                }
            }
        }
        let count = sheets.len();
        let enough = if count < 4 { 1 } else { (count / 5).max(2) };
        let mut all: Vec<Series> = Vec::new();
        let most =
            alone.iter().filter(|(_, pages)| pages.len() >= enough).max_by_key(|((_, ahead), pages)| (pages.len(), -ahead.abs()));
        let best = most.map(|(key, _)| *key);
        for (key, pages) in alone {
            let others = within.get(&key).into_iter().flatten().copied();
            let pages: BTreeSet<usize> = pages.into_iter().chain(others).collect();
            if best == Some(key) || runs(&pages) {
                all.push(Series { roman: key.0, ahead: key.1, pages });
            }
        }
        // Numbers within heads are sure only where many pages have them, or where no others are; Roman ones, which
        // the first pages of a long file have, where they count at all.
        for ((roman, ahead), pages) in within {
            let known = all.iter().any(|series| (series.roman, series.ahead) == (roman, ahead));
            if !known && runs(&pages) && (roman || pages.len() * 2 >= count.min(2 * enough.max(RUN))) {
                all.push(Series { roman, ahead, pages });
            }
        }
        all.sort_by_key(|series| (std::cmp::Reverse(series.pages.len()), series.roman, series.ahead));
        Self(all)
    }

    /// Whether `label` is the number of page `at`, from 0, by one of the ways.
    pub(super) fn counts(&self, label: &str, at: usize) -> bool {
        number(label).is_some_and(|number| self.0.iter().any(|series| series.has(number, at)))
    }

    /// Whether digits or Roman letters within a line are the page's own number; where nothing is known, its place in the file is.
    pub(super) fn is_own(&self, digits: &str, at: usize) -> bool {
        self.counts(digits, at) || self.0.is_empty() && number(digits).is_some_and(|number| number.value == page(at) + 1)
    }

    /// The page's number within a line of other words, where one counts.
    pub(super) fn within(&self, text: &str, at: usize) -> Option<String> {
        at_ends(text, true).into_iter().flatten().find(|label| self.counts(label, at)).map(str::to_owned)
    }
}

impl Series {
    fn has(&self, number: Number, at: usize) -> bool {
        let (first, last) = (self.pages.first().copied().unwrap_or(0), self.pages.last().copied().unwrap_or(0));
        number.roman == self.roman && number.value == page(at) + self.ahead && at + SKIPPED >= first && at <= last + SKIPPED
    }
}

/// Whether enough of the pages follow each other.
fn runs(pages: &BTreeSet<usize>) -> bool {
    let all: Vec<usize> = pages.iter().copied().collect();
    let mut run = 1;
    all.windows(2).any(|pair| {
        run = if pair[1] - pair[0] <= SKIPPED { run + 1 } else { 1 };
        run >= RUN
    })
}

fn page(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(0)
}

/// The numbers of a page, by their places.
pub(super) struct Numbers {
    heights: Vec<f32>,
    /// By the points that they begin and end at: their heights.
    left: HashMap<i32, Vec<f32>>,
    right: HashMap<i32, Vec<f32>>,
}

impl Numbers {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let is_numeric =
            |line: &&Line| line.text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%' | b'-'));
        let mut numbers: Vec<&Line> = sheet.lines.iter().filter(is_numeric).collect();
        numbers.sort_by(|a, b| a.y.total_cmp(&b.y));
        let mut all = Self { heights: Vec::with_capacity(numbers.len()), left: HashMap::new(), right: HashMap::new() };
        for line in numbers {
            all.heights.push(line.y);
            all.left.entry(point(line.x0)).or_default().push(line.y);
            all.right.entry(point(line.x1)).or_default().push(line.y);
        }
        all
    }

    /// Whether `line` stands in a row of numbers, or in a column of them.
    pub(super) fn are_around(&self, line: &Line) -> bool {
        let within = |heights: &[f32], reach: f32| {
            heights.partition_point(|y| *y < line.y + reach) - heights.partition_point(|y| *y <= line.y - reach)
        };
        let aligned = |by: &HashMap<i32, Vec<f32>>, x: f32| {
            let near = (point(x) - 1..=point(x) + 1).filter_map(|x| by.get(&x));
            near.map(|heights| within(heights, COLUMN * line.size)).sum::<usize>() >= ROW
        };
        within(&self.heights, LEVEL * line.size) >= ROW || aligned(&self.left, line.x0) || aligned(&self.right, line.x1)
    }
}

/// A place on a page in whole points.
#[expect(clippy::cast_possible_truncation, reason = "a place on a page")]
fn point(x: f32) -> i32 {
    x.floor() as i32
}

/// The first word of a line and its last, where they can be numbers; Roman ones of one letter only where `single`.
fn at_ends(text: &str, single: bool) -> [Option<&str>; 2] {
    const MARKS: [char; 10] = ['-', '–', '—', '―', '|', '·', '<', '>', '[', ']'];
    let mut words = text.split_whitespace().map(|word| word.trim_matches(MARKS)).filter(|word| !word.is_empty());
    // A capital alone is an initial, and the word of who speaks.
    let is_long = |word: &str| word.len() > 1 || single && word.starts_with(char::is_lowercase);
    let can = |word: &&str| is_digits(word) || is_roman(word) && is_long(word);
    let first = words.next().filter(can);
    [words.next_back().filter(can), first]
}

/// The number of a line that is nothing but one: `12`, `- 12 -`, `xii`, `Page 3 of 9`, `A-5`.
pub(super) fn page_number(text: &str) -> Option<String> {
    let bare = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '―' | '|' | '·' | '∙' | '•' | '<' | '>' | '[' | ']')
    });
    let lower = bare.to_lowercase();
    let bare = match lower.strip_prefix("page ").or_else(|| lower.strip_prefix("p. ")).or_else(|| lower.strip_suffix("쪽")) {
        Some(rest) => rest.split(" of ").next().unwrap_or(rest).trim().to_owned(),
        None => match lower.split_once('/') {
            Some((number, all)) if is_digits(number.trim()) && is_digits(all.trim()) => number.trim().to_owned(),
            _ => bare.to_owned(),
        },
    };
    let lettered = bare.split_once(['-', '.']).is_some_and(|(part, number)| {
        let lettered = part.starts_with(|c: char| c.is_ascii_alphabetic()) || bare.contains('-');
        lettered && (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()) && is_digits(number)
    });
    (is_digits(&bare) || lettered || is_roman(&bare)).then_some(bare)
}

fn is_digits(text: &str) -> bool {
    (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_roman(text: &str) -> bool {
    roman(text).is_some_and(|value| value < 100)
}

/// The number that a page's label counts by: `A-5` counts 5, `xii` 12.
fn number(label: &str) -> Option<Number> {
    if let Some(value) = roman(label).filter(|value| *value < 100) {
        return Some(Number { roman: true, value: i64::from(value) });
    }
    let before = label.trim_end_matches(|c: char| c.is_ascii_digit());
    label[before.len()..].parse().ok().map(|value| Number { roman: false, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_other_lines() {
        for (text, number) in [
            ("12", "12"),
            ("- 3 -", "3"),
            ("Page 3 of 9", "3"),
            ("xii", "xii"),
            ("A-5", "A-5"),
            ("7 / 12", "7"),
            ("15쪽", "15"),
            ("47698", "47698"),
            ("- iv -", "iv"),
            ("xxxviii", "xxxviii"),
        ] {
            assert_eq!(page_number(text).as_deref(), Some(number), "{text}");
        }
        for text in ["100.00", "12 apples", "Chapter II", "123456", "", "§ 3", "ill", "iiii"] {
            assert_eq!(page_number(text), None, "{text}");
        }
    }

    #[test]
    fn labels_count() {
        let value = |label: &str| number(label).map(|number| (number.roman, number.value));
        assert_eq!(value("A-5"), Some((false, 5)));
        assert_eq!(value("xiv"), Some((true, 14)));
        assert_eq!(value("XLII"), Some((true, 42)));
    }
}
