//! Lines to blocks: paragraphs, items, captions, over columns and pages. Where one starts is asked
//! in [`starts`].

mod starts;

use std::collections::HashMap;

use super::contents::{Entry, entry};
use super::figure::Figure;
use super::file::Role;
use super::flow::{Flow, Reader};
use super::line::{Line, Piece};
use super::ruled_table::Table;
use super::sheet::half_points;
use crate::import::caption::{is_caption, is_remark, is_source, is_unit};
use crate::import::text::{Scheme, ends_sentence, marker};
use starts::list_sign;

/// Bytes of a note on units that is a caption of its own, at most.
const LONGEST_UNIT: usize = 80;
/// Text larger than this part of the body's is that of a heading.
const LARGE: f32 = 1.2;
/// A remark is set smaller than this part of the body.
const SMALL: f32 = 0.97;
/// List signs further apart than this, in ems of the body, stand at two depths.
const DEEPER: f32 = 0.6;
/// Characters of a paragraph that may be broken off and go on elsewhere, at least.
const LONG_LINE: usize = 30;
/// Words that stand further apart than this, in ems, are not of one text.
const PARTED: f32 = 1.8;
/// Text is set in less than this part of the body's size.
const PLAIN: f32 = 1.07;
/// Lines of what may stand inside a sentence, at most.
const FEW_LINES: usize = 3;
/// Words that a sentence does not end with: articles, and what stands before a noun.
const LEANING: [&str; 40] = [
    "a", "an", "the", "of", "and", "or", "to", "by", "with", "from", "for", "at", "than", "about", "between", "de", "du", "des",
    "la", "le", "les", "et", "à", "un", "une", "par", "der", "die", "das", "und", "von", "mit", "el", "los", "las", "y", "del",
    "que", "con", "por",
];
/// How deep lists are told.
const DEEPEST: usize = 9;
/// The gap above a column's first line, in usual distances: larger than any between lines.
const TOP_GAP: f32 = 9.0;
/// Pairs of lines that tell how far lines of a size are apart, at least, where that is wide, in ems.
const FEWEST_PAIRS: usize = 4;
const WIDE_LEADING: f32 = 1.6;
/// The usual distance of lines of a size that no two lines of the file share, in its ems: as the text's, within these.
const USUAL_LEADING: f32 = 1.25;
const WIDEST_LEADING: f32 = 1.9;

/// What a block is, as far as its lines tell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Paragraph,
    /// An item of a list: how deep, and whether its sign was a mere bullet, now cut off.
    Item {
        depth: u8,
        bullet: bool,
    },
    Heading(u8),
    Caption,
    /// A paragraph of another text, set in.
    Quote,
    Source,
    /// A line of a contents page.
    Contents(Entry),
}

/// A block of lines.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) flow: Flow,
    pub(super) page: usize,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) lines: usize,
    /// The gap above it, in usual distances of lines; large at the top of a column.
    pub(super) gap: f32,
    /// How a numbered one is counted.
    pub(super) scheme: Option<Scheme>,
    /// What the file says that it is.
    pub(super) role: Role,
    /// How far its lines stay off the edges of their column.
    pub(super) inset: Inset,
    /// Words of one of its lines stand far apart: parts of it, side by side.
    pub(super) parted: bool,
    /// A sentence that began before it goes on behind it.
    pub(super) inside: bool,
    /// It is set in the type of a typewriter.
    pub(super) typed: bool,
}

/// The air on both sides of a block's lines, in points: the least of all lines, and the most on the left.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Inset {
    pub(super) left: f32,
    pub(super) left_most: f32,
    pub(super) right: f32,
}

/// A part of the document, in reading order.
#[derive(Debug)]
pub(super) enum Element {
    Page(usize),
    Block(Block),
    Table { table: Table, page: usize },
    Figure { page: usize, figure: Figure },
}

impl Inset {
    fn of(line: &Line, left: f32, right: f32) -> Self {
        let air = line.x0 - left;
        Self { left: air, left_most: air, right: right - line.x1 }
    }

    fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            left_most: self.left_most.max(other.left_most),
            right: self.right.min(other.right),
        }
    }
}

/// Puts lines together to blocks.
pub(super) struct Composer {
    pub(super) elements: Vec<Element>,
    /// The paragraph that may go on: its index, and its last line with its column.
    open: Option<Open>,
    /// The usual distance of lines of a size, in half points.
    leading: HashMap<u32, f32>,
    body: f32,
    /// Where signs of open lists stand.
    lists: Vec<f32>,
    /// A paragraph that was broken off in the middle of a sentence, and the page where.
    held: Option<(Open, usize)>,
}

struct Open {
    element: usize,
    last: Line,
    /// The first line of the block.
    first_x: f32,
    left: f32,
    right: f32,
    /// How far most lines of its column end before its edge.
    ragged: f32,
}

impl Composer {
    pub(super) fn new(body: f32, leading: HashMap<u32, f32>) -> Self {
        Self { elements: Vec::new(), open: None, leading, body, lists: Vec::new(), held: None }
    }

    pub(super) fn page(&mut self, page: usize) {
        self.elements.push(Element::Page(page));
    }

    pub(super) fn table(&mut self, table: Table, page: usize) {
        self.elements.push(Element::Table { table, page });
        self.lists.clear();
    }

    pub(super) fn figure(&mut self, page: usize, figure: Figure) {
        self.elements.push(Element::Figure { page, figure });
    }

    /// Takes in entries of a contents page, each for itself.
    pub(super) fn entries(&mut self, lines: &[Line], page: usize, reader: &mut Reader) {
        for line in lines {
            // The pages stand behind the pieces, which tell of styles and places.
            let whole = Line { pieces: whole_pieces(line), ..line.clone() };
            self.start(&whole, page, 1.0, reader);
        }
        self.open = None;
    }

    /// Takes in the lines of a box; what is open in the text goes on behind it.
    pub(super) fn aside(&mut self, lines: &[Line], page: usize, reader: &mut Reader) {
        let open = self.open.take();
        self.lines(lines, page, reader);
        self.open = open;
    }

    /// Takes in the lines of a column, or the part of one between two tables.
    pub(super) fn lines(&mut self, lines: &[Line], page: usize, reader: &mut Reader) {
        let left = edge(lines, |line| line.x0, self.body);
        let right = lines.iter().filter(|line| line.size <= LARGE * self.body).map(|line| line.x1).fold(f32::MIN, f32::max);
        let right = if right > left { right } else { lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max) };
        let ragged = ragged(lines, right, self.body);
        let mut before: Option<&Line> = None;
        for (at, line) in lines.iter().enumerate() {
            let mut starts = match (&self.open, before) {
                (None, _) => true,
                (Some(open), Some(last)) => self.starts(open, last, line, lines.get(at + 1)),
                (Some(open), None) => !self.goes_on(open, line, left),
            };
            if starts {
                let resumed = self.resumed(line, page, before.is_none(), left);
                starts = resumed.is_none();
                self.hold();
                if resumed.is_some() {
                    self.open = resumed;
                }
            }
            if starts {
                let gap = before.map_or(TOP_GAP, |last| (line.y - last.y) / self.distance(line.size));
                self.start(line, page, gap, reader);
                if let Some(Element::Block(block)) = self.elements.last_mut() {
                    block.inset = Inset::of(line, left, right);
                }
            } else if let Some(open) = &self.open
                && let Some(Element::Block(block)) = self.elements.get_mut(open.element)
            {
                if block.page != page && block.flow.pages.last().is_none_or(|(_, last)| *last != page) && before.is_none() {
                    // The page starts inside this block, and not where its element stands.
                    let at = block.flow.text.len();
                    block.flow.pages.push((at, page));
                }
                block.flow.push(line, page, reader);
                block.lines += 1;
                block.parted |= is_parted(line);
                block.typed &= line.typed;
                block.inset = block.inset.with(Inset::of(line, left, right));
            }
            if let Some(open) = &mut self.open {
                if starts {
                    open.first_x = line.x0;
                }
                (open.left, open.right, open.ragged, open.last) = (left, right, ragged, line.clone());
            }
            before = Some(line);
        }
    }

    /// The paragraph that was broken off before, where `line` goes on in the middle of its sentence: behind a
    /// caption, or at the top of a column.
    fn resumed(&mut self, line: &Line, page: usize, on_top: bool, left: f32) -> Option<Open> {
        let is_small = line.text.starts_with(char::is_lowercase);
        let last = self.open.as_ref().map(|open| open.element);
        let (behind, foreign) = match last.and_then(|last| self.elements.get(last)) {
            Some(Element::Block(block)) => {
                let other = block.flow.is_bold() || is_other(block.size, self.body);
                let foreign = is_small && other && block.lines <= FEW_LINES && block.gap >= TOP_GAP;
                (matches!(block.kind, Kind::Caption | Kind::Source) || foreign, foreign)
            }
            _ => (true, false),
        };
        let held = self.held.as_ref().filter(|held| page <= held.1 + 1 && (on_top || behind))?;
        // `rose by` `4.5 points`, `the price of` `(dried) plums`.
        let goes_on = is_small || leans(&held.0.last.text) && !line.text.starts_with(char::is_uppercase);
        if !goes_on || !self.goes_on(&held.0, line, left) {
            return None;
        }
        // A few lines of other type: the name of whoever publishes it, the words of a picture.
        if let Some(Element::Block(block)) = last.filter(|_| foreign).and_then(|last| self.elements.get_mut(last)) {
            block.inside = true;
        }
        self.held.take().map(|(open, _)| open)
    }

    /// Keeps the open paragraph in mind where it ends in the middle of a sentence.
    fn hold(&mut self) {
        let Some(open) = &self.open else { return };
        let Some(Element::Block(block)) = self.elements.get(open.element) else { return };
        let text = matches!(block.kind, Kind::Paragraph | Kind::Item { .. }) && block.flow.text.chars().count() >= LONG_LINE;
        let plain = !is_other(block.size, self.body) && block.size < PLAIN * self.body && !block.flow.is_bold();
        if text && plain && !ends_sentence(&open.last.text) {
            let page = block.flow.pages.last().map_or(block.page, |(_, page)| *page);
            self.held = self.open.take().map(|open| (open, page));
        }
    }

    fn start(&mut self, line: &Line, page: usize, gap: f32, reader: &mut Reader) {
        let mut flow = Flow::default();
        flow.push(line, page, reader);
        let mut block = Block {
            kind: Kind::Paragraph,
            flow,
            page,
            y: line.y,
            size: line.size,
            lines: 1,
            gap,
            scheme: None,
            role: line.role,
            inset: Inset::default(),
            parted: is_parted(line),
            inside: false,
            typed: line.typed,
        };
        let text = block.flow.text.clone();
        if let Some(found) = entry(&text) {
            block.kind = Kind::Contents(found);
        } else if line.role == Role::Caption || is_caption(&text) || (is_unit(&text) && text.len() < LONGEST_UNIT) {
            block.kind = Kind::Caption;
        } else if is_source(&text) || (is_remark(&text) && line.size < SMALL * self.body) {
            block.kind = Kind::Source;
        } else if let Some(found) = marker(&text) {
            block.scheme = Some(found.scheme);
            // A star before small type is the sign of a remark: something in a table has it, too.
            let starred = text.starts_with(['*', '∗', '†']);
            let remark = starred && (line.size < SMALL * self.body || self.is_behind_table() || text.contains("; **"));
            if let Some(bullet) = list_sign(found.scheme).filter(|_| !remark) {
                let depth = self.depth(line.x0);
                if bullet {
                    block.flow.cut(found.length);
                }
                block.kind = Kind::Item { depth, bullet };
            } else {
                self.lists.clear();
            }
        } else {
            self.lists.clear();
        }
        let element = self.elements.len();
        self.elements.push(Element::Block(block));
        self.open = Some(Open { element, last: line.clone(), first_x: line.x0, left: line.x0, right: line.x1, ragged: 0.0 });
    }

    /// Whether a table, or its source, stands right before what comes next.
    fn is_behind_table(&self) -> bool {
        match self.elements.last() {
            Some(Element::Table { .. }) => true,
            Some(Element::Block(block)) => matches!(block.kind, Kind::Source),
            _ => false,
        }
    }

    /// How deep a list sign at `x` stands, from 1.
    fn depth(&mut self, x: f32) -> u8 {
        while self.lists.last().is_some_and(|open| *open > x + DEEPER * self.body) {
            self.lists.pop();
        }
        if self.lists.last().is_none_or(|open| x - *open > DEEPER * self.body) && self.lists.len() < DEEPEST {
            self.lists.push(x);
        }
        u8::try_from(self.lists.len()).unwrap_or(1).max(1)
    }

    /// The usual distance of two lines of a size.
    fn distance(&self, size: f32) -> f32 {
        let usual = || {
            // Where the text is set wide, a lone title is, too.
            let body = self.leading.get(&half_points(self.body)).map_or(0.0, |leading| leading / self.body.max(1.0));
            body.clamp(USUAL_LEADING, WIDEST_LEADING) * size
        };
        self.leading.get(&half_points(size)).copied().unwrap_or_else(usual)
    }
}

/// Whether `size` is not that of the text.
fn is_other(size: f32, body: f32) -> bool {
    size > LARGE * body || size < SMALL * body
}

/// Whether `text` ends in a word that no sentence ends with.
fn leans(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    LEANING.contains(&last.as_str())
}

/// Whether words of a line stand further apart than words of one text do.
fn is_parted(line: &Line) -> bool {
    let words = |from: u32, to: u32| {
        let part = line.text.get(from as usize..to as usize).unwrap_or_default();
        part.chars().filter(|c| c.is_alphabetic()).count() > 2
    };
    let end = u32::try_from(line.text.len()).unwrap_or(u32::MAX);
    line.pieces
        .windows(2)
        .any(|pair| pair[1].x0 - pair[0].x1 > PARTED * line.size && words(0, pair[0].end) && words(pair[1].start, end))
}

/// The pieces of a line whose text is longer than they are.
fn whole_pieces(line: &Line) -> Vec<Piece> {
    let end = u32::try_from(line.text.len()).unwrap_or(u32::MAX);
    let behind = line.pieces.last().map(|last| Piece { start: last.end, end, style: 0, raised: false, sign: 0, ..*last });
    line.pieces.iter().copied().chain(behind).collect()
}

/// How far before `right` the lines of a column usually end.
fn ragged(lines: &[Line], right: f32, body: f32) -> f32 {
    let full = lines.windows(2).filter(|pair| (pair[0].size / body - 1.0).abs() < 0.1 && !ends_sentence(&pair[0].text));
    let mut slack: Vec<f32> = full.map(|pair| (right - pair[0].x1).max(0.0)).collect();
    if slack.len() < 6 {
        return 0.0;
    }
    slack.sort_by(f32::total_cmp);
    slack[slack.len() / 2].min(6.0 * body)
}

/// The place that most of the lines start at.
fn edge(lines: &[Line], at: impl Fn(&Line) -> f32, body: f32) -> f32 {
    let mut counts: HashMap<i32, usize> = HashMap::new();
    for line in lines.iter().filter(|line| line.size <= 1.2 * body) {
        #[expect(clippy::cast_possible_truncation, reason = "a place on a page")]
        let place = (at(line) / 2.0).round() as i32;
        *counts.entry(place).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|(place, count)| (**count, -**place)).map(|(place, _)| *place);
    let least = lines.iter().map(&at).fold(f32::MAX, f32::min);
    #[expect(clippy::cast_precision_loss, reason = "a place on a page")]
    most.map_or(least, |place| (place as f32 * 2.0).max(least))
}

/// The usual distance of lines of each size, over all columns.
pub(super) fn leading<'l>(columns: impl Iterator<Item = &'l [Line]>) -> HashMap<u32, f32> {
    let mut seen: HashMap<u32, HashMap<u32, usize>> = HashMap::new();
    for column in columns {
        for pair in column.windows(2) {
            let (apart, size) = (pair[1].y - pair[0].y, pair[0].size);
            if half_points(size) == half_points(pair[1].size) && apart > 0.8 * size && apart < 2.6 * size {
                *seen.entry(half_points(size)).or_default().entry(half_points(apart)).or_default() += 1;
            }
        }
    }
    seen.into_iter()
        .filter_map(|(size, apart)| {
            let all: usize = apart.values().sum();
            // The closest distance that a good part of the lines has: gaps between paragraphs
            // may be as common as lines within them.
            let mut places: Vec<(u32, usize)> = apart.into_iter().collect();
            places.sort_unstable();
            let usual =
                places.iter().find(|(_, count)| count * 4 >= all).or_else(|| places.iter().max_by_key(|(_, count)| *count))?;
            #[expect(clippy::cast_precision_loss, reason = "a distance on a page")]
            let (usual, sized) = (usual.0 as f32 / 2.0, size as f32 / 2.0);
            // A few lines far apart are no two of one text.
            (all >= FEWEST_PAIRS || usual < WIDE_LEADING * sized).then_some((size, usual))
        })
        .collect()
}
