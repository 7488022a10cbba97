//! Where notes stand in a column: lines that start with labels which the page calls, set apart
//! from the text by their size, a rule or a raised label; and the lines that go on them.

use super::super::column::Column;
use super::super::file::Area;
use super::super::line::Line;
use super::label::{Label, Series, Shape, Start, TAB, start};
use crate::import::caption::{is_caption, is_remark, is_source};
use crate::import::text::ends_sentence;

/// Notes are set in less than this part of the text's size, unless a line parts them from it.
const SMALLER: f32 = 0.955;
/// Lines of a note are set in no more than this part of its first line's size.
const SAME: f32 = 1.07;
/// Baselines of one note are no further apart than this, in ems.
const APART: f32 = 2.4;
/// The same of two notes.
const NOTES_APART: f32 = 5.0;
/// Lines that may be left below notes, such as a running foot that only one page has.
const LEFT_BELOW: usize = 2;
/// Lines of a column that are looked at, from its end.
const MOST_LINES: usize = 400;
/// A separator is at least this wide, in points.
const SEPARATOR: f32 = 30.0;
/// The part of a column that its separators are not wider than.
const WIDEST: f32 = 0.75;

/// How surely a page calls a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Called {
    No,
    /// By what may as well be a power.
    Weakly,
    /// Further before: notes may stand at the end of a chapter.
    Earlier,
    /// On the page before, which holds no such note.
    Before,
    Surely,
}

/// A line that may be a note's first.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// The line that holds the label, and the one that holds the text: often the same.
    pub(super) at: usize,
    pub(super) text: usize,
    pub(super) start: Start,
    pub(super) size: f32,
    pub(super) y: f32,
}

/// A run of notes in a column.
#[derive(Debug)]
pub(super) struct Zone {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The first lines of its notes, in order.
    pub(super) marks: Vec<Mark>,
}

/// A column of a page, and what is known of the page.
pub(super) struct Place<'a> {
    pub(super) lines: &'a [Line],
    pub(super) rules: &'a [Area],
    pub(super) body: f32,
    /// How surely the label of a mark is called.
    pub(super) called: &'a dyn Fn(&Mark) -> Called,
    /// Whether a call like it has a bracket, too.
    pub(super) bracketed: bool,
    /// The label of the last note of the file so far.
    pub(super) last: Option<&'a Label>,
}

/// A line that stands for a table or a figure.
pub(super) fn stands_in(line: &Line) -> bool {
    line.text.starts_with('\u{1}')
}

/// Puts labels that stand on lines of their own before the lines of their texts.
pub(super) fn order(column: &mut Column) {
    for at in 1..column.len() {
        let (text, label) = (&column[at - 1], &column[at]);
        let level = label.y - text.y < 0.2 * text.size;
        if level && text.x0 > label.x1 && is_bare_label(label) {
            column.swap(at - 1, at);
        }
    }
}

/// Whether a line is nothing but a label.
fn is_bare_label(line: &Line) -> bool {
    line.text.chars().count() <= 6 && start(line).is_some_and(|start| line.text[start.cut..].trim().is_empty())
}

/// The lines that may be the first of notes.
pub(super) fn marks(lines: &[Line]) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut taken = vec![false; lines.len()];
    for at in lines.len().saturating_sub(MOST_LINES)..lines.len() {
        let line = &lines[at];
        if taken[at] || stands_in(line) {
            continue;
        }
        let Some(mut start) = start(line) else { continue };
        if !line.text[start.cut..].trim().is_empty() {
            let beside = lines.get(at + 1).is_some_and(|next| (next.y - line.y).abs() < 0.3 * line.size && next.x0 > line.x1);
            // A row of a table may start with a number, too.
            if start.raised || !beside {
                found.push(Mark { at, text: at, start, size: line.size, y: line.y });
            }
            continue;
        }
        let behind = |text: &Line| {
            let em = text.size.max(1.0);
            (-0.15 * em..0.72 * em).contains(&(text.y - line.y))
                && (0.0..TAB * em).contains(&(text.x0 - line.x1))
                && line.size < SAME * em
                && !stands_in(text)
        };
        if let Some(text) = (at + 1..lines.len().min(at + 5)).find(|other| behind(&lines[*other])) {
            let (size, y) = (lines[text].size, lines[text].y);
            let beside =
                lines.get(text + 1).is_some_and(|next| (next.y - y).abs() < 0.3 * size && next.x0 - lines[text].x1 > 2.0 * size);
            start.raised = line.size < 0.86 * size || y - line.y > 0.12 * size;
            start.cut = 0;
            if start.raised || !beside {
                taken[text] = true;
                found.push(Mark { at, text, start, size, y });
            }
        }
    }
    found
}

impl Place<'_> {
    /// The notes of the column, each run of them.
    pub(super) fn zones(&self) -> Vec<Zone> {
        let marks = marks(self.lines);
        let mut found: Vec<Zone> = Vec::new();
        let mut next = 0;
        while next < marks.len() {
            let zone = self.opens(&marks, next).then(|| self.zone(&marks, next)).filter(|zone| self.is_sound(zone, &marks));
            match zone {
                Some(zone) => {
                    next = marks.partition_point(|mark| mark.at < zone.to);
                    found.push(zone);
                }
                None => next += 1,
            }
        }
        found
    }

    /// Whether a mark is the first of a run of notes.
    fn opens(&self, marks: &[Mark], index: usize) -> bool {
        let mark = &marks[index];
        let called = (self.called)(mark);
        if called == Called::No {
            return false;
        }
        let (raised, small, ruled) = (mark.start.raised, self.is_small(mark), self.is_ruled(mark.at));
        // Of two lines that start alike the one that looks like a note is it.
        let better = |other: &Mark| {
            let alike = other.start.label == mark.start.label && other.size <= mark.size * SAME;
            alike && (other.start.raised || self.is_ruled(other.at) || !small && self.is_small(other))
        };
        if !raised && !ruled && marks[index + 1..].iter().any(better) {
            return false;
        }
        match called {
            Called::Surely => {
                let bracket = self.bracketed && mark.start.shape == Shape::Paren;
                let sign = mark.start.label.series == Series::Sign;
                raised || small || ruled || (bracket || sign) && self.is_gap(mark.at)
            }
            Called::Earlier | Called::Before => small || ruled,
            Called::Weakly => (small || ruled) && (raised || mark.start.shape != Shape::Bare) || ruled && small,
            Called::No => false,
        }
    }

    /// The run of notes that starts at a mark, and what comes before it of the same run.
    fn zone(&self, marks: &[Mark], first: usize) -> Zone {
        let mut notes = vec![marks[first].clone()];
        let mut at = first;
        while let Some(before) = at.checked_sub(1).map(|before| &marks[before]) {
            let is_same = alike(before, &notes[0]) && notes[0].start.label.follows(&before.start.label);
            if !is_same || !(before.text + 1..=notes[0].at).all(|line| self.goes_on(line, before, line == notes[0].at)) {
                break;
            }
            notes.insert(0, before.clone());
            at -= 1;
        }
        let from = notes[0].at;
        let mut to = marks[first].text + 1;
        while to < self.lines.len() {
            let last = &notes[notes.len() - 1];
            let mark = marks.iter().find(|mark| mark.at == to);
            let starts = mark.filter(|mark| {
                let label = &mark.start.label;
                let known = label.follows(&last.start.label) || (self.called)(mark) >= Called::Earlier;
                alike(mark, last) && known && label.is_behind(&last.start.label)
            });
            if !self.goes_on(to, last, starts.is_some()) {
                break;
            }
            match starts {
                Some(mark) => {
                    to = mark.text + 1;
                    notes.push(mark.clone());
                }
                None => to += 1,
            }
        }
        Zone { from, to, marks: notes }
    }

    /// Whether line `at` belongs to the run of notes of which `last` is the last one.
    fn goes_on(&self, at: usize, last: &Mark, starts: bool) -> bool {
        let (line, before) = (&self.lines[at], &self.lines[at - 1]);
        if stands_in(line) || line.size > SAME * last.size {
            return false;
        }
        let apart = line.y - before.y;
        if starts {
            return apart < NOTES_APART * last.size;
        }
        let ended = ends_sentence(&before.text);
        let other = is_caption(&line.text) || is_source(&line.text) || is_remark(&line.text);
        apart < APART * last.size.max(line.size) && !(ended && other) && !self.has_rule_above(at)
    }

    /// Whether a run of notes may stand where it does: at the end of its column, or surely called.
    fn is_sound(&self, zone: &Zone, marks: &[Mark]) -> bool {
        let below = &self.lines[zone.to..];
        let is_last = below.len() <= LEFT_BELOW && !below.iter().any(stands_in);
        // A list that happens to start like a note is none.
        let first = &zone.marks[0];
        let is_sure = |mark: &Mark| match (self.called)(mark) {
            Called::Surely => true,
            Called::Before | Called::Weakly => mark.start.raised,
            _ => false,
        };
        if zone.marks.len() < 2 && !is_sure(first) && !self.last.is_some_and(|last| first.start.label.follows(last)) {
            return false;
        }
        // Under a table, in the middle of a page.
        let alone = |mark: &Mark| {
            let others = marks.iter().filter(|other| other.at < zone.from || other.at >= zone.to);
            self.is_small(mark) && others.into_iter().all(|other| other.start.label != mark.start.label)
        };
        // A remark with a star under a table belongs to it, and is read there.
        let stands = |mark: &Mark| {
            let numbered = mark.start.label.series != Series::Sign;
            numbered && (self.called)(mark) == Called::Surely && (mark.start.raised || alone(mark))
        };
        is_last || zone.marks.iter().all(stands)
    }

    fn is_small(&self, mark: &Mark) -> bool {
        mark.size < SMALLER * self.body.max(self.size_above(mark.at))
    }

    /// The size of most of the text above a line.
    fn size_above(&self, at: usize) -> f32 {
        let mut sizes: Vec<(f32, usize)> = Vec::new();
        for line in self.lines[..at].iter().filter(|line| !stands_in(line)) {
            match sizes.iter_mut().find(|(size, _)| (size / line.size - 1.0).abs() < 0.03) {
                Some((_, letters)) => *letters += line.text.len(),
                None => sizes.push((line.size, line.text.len())),
            }
        }
        sizes.into_iter().filter(|(_, letters)| *letters > 200).max_by_key(|(_, letters)| *letters).map_or(0.0, |(size, _)| size)
    }

    /// Whether a wide gap lies over a line.
    fn is_gap(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.lines[at].y - self.lines[before].y > 1.7 * self.lines[at].size)
    }

    /// Whether a short rule parts a line from the one above it.
    fn is_ruled(&self, at: usize) -> bool {
        let width = self.right() - self.left();
        self.rule_above(at).is_some_and(|rule| rule.width() < (WIDEST * width).max(120.0))
    }

    pub(super) fn has_rule_above(&self, at: usize) -> bool {
        self.rule_above(at).is_some()
    }

    fn rule_above(&self, at: usize) -> Option<&Area> {
        let line = &self.lines[at];
        let above = at.checked_sub(1).map_or(line.y - 6.0 * line.size, |before| self.lines[before].y);
        self.rules.iter().find(|rule| {
            // Right under a line it is its underline.
            let parts = rule.y0 > above + 0.3 * line.size && rule.y0 < line.y - 0.3 * line.size;
            rule.height() < 2.5 && rule.width() > SEPARATOR && parts && rule.x0 < line.x1 && rule.x1 > line.x0 - 20.0
        })
    }

    fn left(&self) -> f32 {
        self.lines.iter().map(|line| line.x0).fold(f32::MAX, f32::min)
    }

    pub(super) fn right(&self) -> f32 {
        self.lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max)
    }

    /// Where the lines start that go on a note of the column or page before: those right above
    /// the first note, or the last of a column without one. `size` is that of the note.
    pub(super) fn continuation(&self, zone: Option<&Zone>, size: f32, is_open: bool) -> Option<usize> {
        let to = zone.map_or(self.lines.len(), |zone| zone.from);
        let suits = |line: &Line| !stands_in(line) && (line.size / size - 1.0).abs() < 0.04;
        let mut from = to;
        while from > 0 && suits(&self.lines[from - 1]) {
            let is_near = from == to || self.lines[from].y - self.lines[from - 1].y < APART * size;
            if !is_near || from < to && self.has_rule_above(from) {
                break;
            }
            from -= 1;
        }
        let first = self.lines.get(from).filter(|_| from < to)?;
        let ruled = self.is_ruled(from);
        let small = size < SMALLER * self.body;
        // Rows of a table lie side by side.
        let row = self.lines[from..to].windows(2).any(|pair| (pair[0].y - pair[1].y).abs() < 0.3 * size);
        let other = is_caption(&first.text)
            || is_source(&first.text)
            || is_remark(&first.text)
            || super::label::plain(&first.text).is_some();
        let above = from.checked_sub(1).map(|above| &self.lines[above]);
        let behind_text = above.is_some_and(|above| !stands_in(above) && above.size > size / SMALLER);
        let parted = ruled || small && behind_text;
        let known = if zone.is_some() { ruled || is_open } else { is_open };
        (parted && known && !row && !other).then_some(from)
    }
}

/// Whether two marks are set alike: notes of one run.
fn alike(a: &Mark, b: &Mark) -> bool {
    a.start.raised == b.start.raised
        && (a.start.shape == b.start.shape || a.start.raised)
        && a.start.label.series_is_like(&b.start.label)
        && a.size < SAME * b.size
        && b.size < SAME * a.size
}

impl Label {
    /// Whether two labels may be of one run: signs may stand before numbers.
    fn series_is_like(&self, other: &Self) -> bool {
        self.series == other.series || self.follows(other) || other.follows(self) || self.is_behind(other)
    }
}
