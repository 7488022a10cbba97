//! Pages: where they break, how they are numbered, and the lines that belong to the page and
//! not to the text.

use std::collections::{HashMap, HashSet};

use super::letters::{digest, ends_sentence};
use super::line::{FEED, GONE, LEADER, Line, PAGE, RUN};
use super::profile::Profile;
use crate::document::FurnitureKind;

/// Lines from a page's edge that running heads, feet and page numbers stand in.
const EDGE: usize = 2;
/// The most pages of a file: a hostile one could have one every other byte.
pub(super) const MOST_PAGES: u32 = 100_000;
/// Running heads remembered from window to window.
const MOST_HEADS: usize = 1024;
/// Fewer lines than this between two numbers that stand alone, and they number no pages.
const SHORTEST_PAGE: usize = 12;

/// A line taken out of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Removed {
    pub(super) line: usize,
    pub(super) kind: FurnitureKind,
}

/// A page that starts in this window, at line `line`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) line: usize,
    /// The page's number: printed, or counted on from the one before.
    pub(super) number: u32,
}

/// What is known of a file's pages.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Whether a line that stands close to the one before, one blank in, starts a page.
    close: bool,
    /// Whether numbers that stand alone end pages.
    numbers: bool,
    /// Whether the file has pages at all.
    has: bool,
    /// The number of the page that is being read; 0 before the first.
    number: u32,
    /// Whether the last page had nothing but furniture so far.
    owed: bool,
    /// Pages found so far.
    found: u32,
    /// Running heads and feet, by their hashes.
    heads: HashSet<u64>,
    /// What this window gave.
    pub(super) starts: Vec<Start>,
    pub(super) removed: Vec<Removed>,
}

impl Pages {
    /// What the first window tells of the file's pages.
    pub(super) fn of(text: &str, lines: &[Line], profile: &Profile) -> Self {
        let close = profile.step > 0 && stands_close(lines, profile.step);
        let feeds = lines.iter().skip(1).any(|line| line.has(FEED));
        let numbers = !close && !feeds && lone_numbers(text, lines) >= 3;
        Self { close, numbers, has: close || feeds || numbers, ..Self::default() }
    }

    /// Marks the lines that start pages and those that are furniture; `ended` says whether a
    /// page ends with the window.
    pub(super) fn find(&mut self, text: &str, lines: &mut [Line], profile: &Profile, ended: bool) {
        self.starts.clear();
        self.removed.clear();
        if lines.is_empty() || self.is_full() {
            return;
        }
        if (self.number == 0 && self.has) || std::mem::take(&mut self.owed) {
            lines[0].holds |= PAGE;
        }
        for (at, line) in lines.iter_mut().enumerate() {
            let close = self.close && at > 0 && line.gap < profile.step && line.indent == 1;
            if line.has(FEED) || close {
                line.holds |= PAGE;
            }
        }
        if self.numbers {
            self.break_at_numbers(text, lines);
        }
        let firsts: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].has(PAGE)).collect();
        if firsts.is_empty() && !self.has {
            return;
        }
        self.has = true;
        self.take_furniture(text, lines, &firsts, profile.step, ended);
        self.number_pages(text, lines, &firsts);
        move_starts(lines, &mut self.starts);
        // A page without text starts when its text comes.
        if self.starts.pop_if(|start| lines[start.line].has(GONE)).is_some() {
            self.number -= 1;
            self.owed = true;
        }
        self.found = self.found.saturating_add(u32::try_from(self.starts.len()).unwrap_or(u32::MAX));
    }

    /// Takes these lines of the window for pages' numbers, too.
    pub(super) fn remove_numbers(&mut self, lines: &[usize]) {
        self.removed.extend(lines.iter().map(|line| Removed { line: *line, kind: FurnitureKind::PageNumber }));
        self.removed.sort_by_key(|removed| removed.line);
    }

    /// Whether the file has pages.
    pub(super) fn are_there(&self) -> bool {
        self.has
    }

    /// Whether there were more pages than are taken.
    pub(super) fn is_full(&self) -> bool {
        self.found >= MOST_PAGES
    }

    /// Breaks pages behind numbers that stand alone and count on.
    fn break_at_numbers(&mut self, text: &str, lines: &mut [Line]) {
        let mut expected = None;
        for at in 0..lines.len() {
            let Some(number) = stands_alone(lines, at).then(|| page_number(lines[at].of(text))).flatten() else { continue };
            if self.number == 0 && expected.is_none() || number == expected.unwrap_or(self.number) {
                lines[at].holds |= GONE;
                self.removed.push(Removed { line: at, kind: FurnitureKind::PageNumber });
                if let Some(next) = lines.get_mut(at + 1) {
                    next.holds |= PAGE;
                }
                expected = Some(number + 1);
                if self.number == 0 {
                    self.number = number;
                    self.starts.push(Start { line: 0, number });
                }
            }
        }
    }

    /// Takes out lines at the edges of pages that repeat from page to page, but for their
    /// numbers, and numbers alone that count on.
    fn take_furniture(&mut self, text: &str, lines: &mut [Line], firsts: &[usize], step: u16, ended: bool) {
        // What comes before the first start belongs to a page of the last window: its end is an edge all the same.
        let started = firsts.first() == Some(&0);
        let from = if started { &firsts[1..] } else { firsts };
        let bounds: Vec<usize> = [0].into_iter().chain(from.iter().copied()).chain([lines.len()]).collect();
        let (mut heads, mut feet) = (Vec::new(), Vec::new());
        for (page, bound) in bounds.windows(2).enumerate() {
            let (from, to) = (bound[0], bound[1]);
            let head = if page == 0 && !started { from } else { to.min(from + EDGE) };
            let foot = if to == lines.len() && !ended { to } else { head.max(to.saturating_sub(EDGE)) };
            heads.extend((from..head).map(|at| Edge::of(text, &lines[at], at, page, at - from).in_text(text, &lines[at], false)));
            feet.extend((foot..to).map(|at| {
                let parted = lines[at].gap > step;
                Edge::of(text, &lines[at], at, page, to - at - 1).in_text(text, &lines[at], parted)
            }));
        }
        let first_number = self.number + u32::from(started);
        for (edges, kind) in [(heads, FurnitureKind::RunningHead), (feet, FurnitureKind::RunningFoot)] {
            let repeats = repeated(&edges);
            let counts = counting(&edges, first_number);
            // Of two numbers alone the outer one is the page's; the other may be a note's.
            let is_inner = |edge: &Edge| {
                lines[edge.line].of(text).bytes().all(|byte| byte.is_ascii_digit())
                    && edges.iter().any(|other| other.page == edge.page && other.depth < edge.depth && other.number.is_some())
            };
            let inner: Vec<bool> = edges.iter().map(is_inner).collect();
            for (at, edge) in edges.iter().enumerate() {
                if lines[edge.line].has(GONE | LEADER) {
                    continue;
                }
                let known = repeats[at] || self.heads.contains(&edge.key);
                if known && edge.apart && self.heads.len() < MOST_HEADS {
                    self.heads.insert(edge.key);
                }
                // A title is no running head, though those of the next pages repeat it.
                if self.number == 0 && edge.page == 0 && edge.depth > 0 && edge.number.is_none() {
                    continue;
                }
                let kind = match edge.number {
                    Some(_) if counts[at] && !self.numbers && !inner[at] => FurnitureKind::PageNumber,
                    _ if known && edge.apart => kind,
                    _ => continue,
                };
                self.removed.push(Removed { line: edge.line, kind });
                lines[edge.line].holds |= GONE;
            }
        }
        self.removed.sort_by_key(|removed| removed.line);
    }

    /// Gives each page its number: the one printed in its furniture where that counts on, else the next.
    fn number_pages(&mut self, text: &str, lines: &[Line], firsts: &[usize]) {
        let mut removed = self.removed.iter().filter(|_| !self.numbers).peekable();
        let mut printed: Vec<Vec<u32>> = vec![Vec::new(); firsts.len()];
        for (page, first) in firsts.iter().enumerate() {
            let end = firsts.get(page + 1).copied().unwrap_or(lines.len());
            while let Some(found) = removed.next_if(|found| found.line < end) {
                if found.line >= *first {
                    printed[page].extend(numbers_in(lines[found.line].of(text)));
                }
            }
        }
        for (page, first) in firsts.iter().enumerate() {
            let counted = self.number + 1;
            // A printed number holds if it counts on, or if the next page's counts on from it.
            let next = printed.get(page + 1);
            let goes_on = |number: &&u32| next.is_some_and(|next| next.contains(&(**number + 1)));
            let number = if printed[page].contains(&counted) {
                counted
            } else {
                printed[page].iter().find(goes_on).copied().unwrap_or(counted)
            };
            if self.starts.last().is_some_and(|start| start.line == *first) {
                continue;
            }
            self.number = number;
            self.starts.push(Start { line: *first, number });
        }
    }
}

/// A line at the edge of a page.
struct Edge {
    line: usize,
    page: usize,
    /// How many lines of its page stand before it.
    depth: usize,
    /// What it says, numbers and blanks left out.
    key: u64,
    /// Whether it looks like a page's and not like the text's: short, or with a wide gap inside.
    apart: bool,
    /// Its number, where it is a page number and nothing else.
    number: Option<u32>,
}

impl Edge {
    fn of(text: &str, line: &Line, at: usize, page: usize, depth: usize) -> Self {
        let words = line.of(text);
        let mut letters = 0;
        let said = words.chars().take(200).filter(|c| !c.is_whitespace() && !c.is_ascii_digit());
        let key = digest(said.inspect(|_| letters += 1));
        let apart = letters > 0 && (line.width < 60 || line.has(RUN));
        Self { line: at, page, key, apart, depth, number: page_number(words) }
    }

    /// The same where the end of a sentence is the text's: texts repeat themselves, and
    /// running heads are no sentences. A foot may be one, if it is `parted` from the text.
    fn in_text(self, text: &str, line: &Line, parted: bool) -> Self {
        Self { apart: self.apart && (parted || line.has(RUN) || !ends_sentence(line.of(text))), ..self }
    }
}

/// Which of `edges` are page numbers that agree with another one, or with the count of pages,
/// the first of which has number `first`.
fn counting(edges: &[Edge], first: u32) -> Vec<bool> {
    let offset = |edge: &Edge| edge.number.map(|number| i64::from(number) - i64::try_from(edge.page).unwrap_or(0));
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for own in edges.iter().filter_map(offset) {
        *counts.entry(own).or_default() += 1;
    }
    edges.iter().map(|edge| offset(edge).is_some_and(|own| own == i64::from(first) || counts[&own] > 1)).collect()
}

/// Which of `edges` stand on the page before or after too, or on the one but next to it, as
/// left and right pages do.
fn repeated(edges: &[Edge]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by_key(|at| (edges[*at].key, edges[*at].page));
    let mut found = vec![false; edges.len()];
    for pair in order.windows(2) {
        let (one, other) = (&edges[pair[0]], &edges[pair[1]]);
        let near = one.key == other.key && (1..=2).contains(&(other.page - one.page));
        if near && one.apart && other.apart {
            (found[pair[0]], found[pair[1]]) = (true, true);
        }
    }
    found
}

/// A page whose first lines are furniture starts with the line behind them.
fn move_starts(lines: &mut [Line], starts: &mut Vec<Start>) {
    for start in starts.iter_mut() {
        let Some(first) = (start.line..lines.len()).find(|at| !lines[*at].has(GONE)) else { continue };
        if first != start.line {
            let (gap, feed) = (lines[start.line].gap, lines[start.line].holds & (PAGE | FEED));
            lines[first].gap = lines[first].gap.max(gap);
            lines[first].holds |= feed;
            start.line = first;
        }
    }
    starts.dedup_by_key(|start| start.line);
}

/// Whether lines that stand closer than the others are pages' first ones: each has one blank
/// before it, and hardly any other line has.
fn stands_close(lines: &[Line], step: u16) -> bool {
    let close = |line: &&Line| line.gap < step;
    let starts = lines.iter().skip(1).filter(close).filter(|line| line.indent == 1).count();
    let others = lines.iter().skip(1).filter(close).filter(|line| line.indent != 1).count();
    let indented = lines.iter().skip(1).filter(|line| line.gap >= step && line.indent == 1).count();
    starts > 0 && others <= starts / 2 && indented <= starts && starts * 8 < lines.len()
}

/// How many numbers that count on stand alone, far enough apart to be pages'.
fn lone_numbers(text: &str, lines: &[Line]) -> usize {
    let mut last: Option<(usize, u32)> = None;
    let mut count = 0;
    for at in 0..lines.len() {
        let Some(number) = stands_alone(lines, at).then(|| page_number(lines[at].of(text))).flatten() else { continue };
        match last {
            Some((line, before)) if number == before + 1 && at - line >= SHORTEST_PAGE => count += 1,
            Some((line, _)) if at - line < SHORTEST_PAGE => return 0,
            _ => count = 1,
        }
        last = Some((at, number));
    }
    count
}

/// Whether line `at` is short and has a gap on one side at least.
fn stands_alone(lines: &[Line], at: usize) -> bool {
    let parted = lines[at].gap > 0 || lines.get(at + 1).is_none_or(|next| next.gap > 0);
    lines[at].width <= 24 && parted
}

/// What may stand around a page's number.
const AROUND: &str = "-–—―[]()<>|·~=〈〉《》【】［］（）「」";

/// The number of a line that is a page number: `12`, `- 12 -`, `Page 3 of 10`, `[Page 3]`, `3쪽`.
fn page_number(line: &str) -> Option<u32> {
    if line.len() > 32 {
        return None;
    }
    let inside = line.trim_matches(|c: char| c == ' ' || AROUND.contains(c));
    let narrow = |c: char| {
        if ('０'..='９').contains(&c) { char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c) } else { c }
    };
    let lower: String = inside.to_lowercase().chars().map(narrow).collect();
    let rest = ["page", "p.", "pg.", "쪽", "페이지", "제", "第"].iter().find_map(|word| lower.strip_prefix(word));
    let rest = rest.unwrap_or(&lower).trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok().filter(|_| digits <= 4)?;
    let behind = rest[digits..].trim();
    let ordinal = lower.starts_with(['제', '第']);
    let is_unit = |word: &str| matches!(word, "쪽" | "페이지" | "頁" | "页");
    let total = ["of ", "/", "중 "].iter().find_map(|word| behind.strip_prefix(word)).is_some_and(|total| {
        let end = total.trim().trim_start_matches(|c: char| c.is_ascii_digit());
        end.len() < total.trim().len() && (end.is_empty() || is_unit(end.trim()))
    });
    // A year alone is a number of its own.
    let bare = lower.len() == digits && line.len() == inside.len();
    let year = bare && (1800..2100).contains(&number);
    ((behind.is_empty() && !ordinal || is_unit(behind) || behind == "p" && !ordinal || total) && !year).then_some(number)
}

/// What may be the page number in a piece of furniture: a number alone, or at an end.
fn numbers_in(line: &str) -> impl Iterator<Item = u32> {
    let alone = page_number(line);
    let ends = if alone.is_some() { [None, None] } else { numbers_at_ends(line) };
    alone.into_iter().chain(ends.into_iter().flatten())
}

fn numbers_at_ends(line: &str) -> [Option<u32>; 2] {
    let last = line.trim_end_matches([']', ')', '-', ' ', '|']);
    let digits = last.bytes().rev().take_while(u8::is_ascii_digit).count();
    let parted = |c: Option<char>| c.is_some_and(|c| matches!(c, ' ' | '|' | '-' | '[' | '\t' | '·'));
    let before = last[..last.len() - digits].chars().next_back();
    let behind = if (1..=4).contains(&digits) && parted(before) { last[last.len() - digits..].parse().ok() } else { None };
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let ahead =
        if (1..=4).contains(&digits) && parted(line[digits..].chars().next()) { line[..digits].parse().ok() } else { None };
    [ahead, behind]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_years() {
        assert_eq!(page_number("- 12 -"), Some(12));
        assert_eq!(page_number("[Page 3]"), Some(3));
        assert_eq!(page_number("Page 3 of 10"), Some(3));
        assert_eq!(page_number("7"), Some(7));
        assert_eq!(page_number("3 / 12"), Some(3));
        for line in ["15쪽", "제15쪽", "제 15 페이지", "15/20쪽", "〈15〉", "【15】", "１５", "第15頁", "= 15 ="]
        {
            assert_eq!(page_number(line), Some(15), "{line}");
        }
        assert_eq!((page_number("제3"), page_number("제3장"), page_number("第3回")), (None, None, None));
        for line in ["2023", "12.5", "1 Kim", "page", "3 of us", ""] {
            assert_eq!(page_number(line), None, "{line}");
        }
        assert_eq!(numbers_in("Bradner     Best Current Practice     [Page 2]").collect::<Vec<_>>(), [2]);
        assert_eq!(numbers_in("4 | Ministry of Health").collect::<Vec<_>>(), [4]);
        assert_eq!(numbers_in("RFC 2119     Key Words     March 1997").collect::<Vec<_>>(), [1997]);
    }
}
