//! Sorting a window's lines: what each of them is.

use super::block::{Style, hanging, style};
use super::caption::{caption, is_source, is_unit};
use super::flow::{across_pages, follows};
use super::footnotes::note::Body;
use super::heading::{Around, Levels, Look, heading, is_top};
use super::letters::{ends_sentence, last_word};
use super::line::{DIGIT, GONE, Line, PAGE, REST, RUN};
use super::list::Lists;
use super::marker::{Marker, Scheme, marker};
use super::profile::Profile;
use super::role::{Before, Here, Role, Sorted, Tie, is_text};
use super::runs::{Runs, Standing};
use super::tables::aligned::{aligned_table, is_justified, run_end};
use super::tables::boxed::boxed_table;
use super::tables::flat_table::flat_table;
use super::tables::grid::{Grid, is_period};
use super::tables::stacked::stacked_table;
use super::tables::two_heads::two_heads;
use crate::document::offset_in;

/// The most bytes of a window's last line that the next one sees.
const TAIL: usize = 256;
/// What counts as a full line where lines are not broken at any width.
const FULL: usize = 72;
/// Parts of a hundred of the measure that a line fills at least to count as full: ragged text
/// breaks up to a long word before the edge.
const FULL_SHARE: usize = 85;
/// Parts of a hundred of the measure that a line under a heading fills at least to be running
/// text: another heading, or a name, is shorter.
const TEXT_SHARE: usize = 60;
/// Lines that a table without a frame has at least: two in a row look aligned by chance.
const ALIGNED_LEAST: usize = 3;
/// Columns of a title that a line is drawn under at most: what is longer is a paragraph.
const TITLE_MOST: usize = 120;
/// Columns that a line drawn under a title may be shorter than it: drawn by eye.
const DRAWN_SHORT: usize = 2;
/// Columns beyond twice the title's that it may be longer, where the title does not start a
/// block: there it is rather a rule behind a paragraph.
const DRAWN_LONG: usize = 4;
/// Columns that the text under a heading is set in further than it at least.
const DEEPER: u16 = 2;

/// Asks whether the line at hand is one thing; tells the line that comes next where it is.
type Step = fn(&mut Sorter, &mut Sorted, &Here) -> Option<usize>;

/// What a line may be, in the order that is asked: the first that takes it has it, and tells
/// the line that comes next. Captions and tables come first, since their lines look like
/// anything; a source before a rule and code, since it stands under a table whatever that is
/// set in; what is drawn before headings, since a title with a line under it is one by that
/// alone; headings before items, since both are counted; running text takes what is left.
const STEPS: [Step; 11] = [
    Sorter::take_caption,
    Sorter::take_boxed_table,
    Sorter::take_aligned_table,
    Sorter::take_flat_table,
    Sorter::take_source,
    Sorter::take_lone_rule,
    Sorter::take_code,
    Sorter::take_drawn,
    Sorter::take_heading,
    Sorter::take_item,
    Sorter::take_flow,
];

/// Sorts lines, and remembers from window to window what is open.
#[derive(Debug, Clone, Default)]
pub(super) struct Sorter {
    levels: Levels,
    lists: Lists,
    runs: Runs,
    style: Style,
    /// The column that the block's first line starts in.
    edge: u16,
    /// Up to which line of the window a table without a frame was looked for in vain.
    tried: usize,
    /// The last line of the last window, its role, and the end of its words.
    last: Option<(Line, Role)>,
    tail: String,
    /// The title, where the file starts with one.
    pub(super) title: Option<(u32, u32)>,
}

impl Sorter {
    /// The end of the last window's last line, for [`super::join`].
    pub(super) fn tail(&self) -> &str {
        &self.tail
    }

    /// The last window's last line and its role.
    pub(super) fn last(&self) -> Option<(Line, Role)> {
        self.last
    }

    /// Remembers the last line of the window.
    pub(super) fn keep(&mut self, sorted: &Sorted) {
        let Some(at) = (0..sorted.lines.len()).rev().find(|at| is_text(sorted.pieces[*at].role)) else { return };
        let words = sorted.words(at);
        self.last = Some((sorted.lines[at], sorted.pieces[at].role));
        self.tail.clear();
        self.tail.push_str(&words[words.ceil_char_boundary(words.len().saturating_sub(TAIL))..]);
    }

    /// Sorts the lines of a window.
    pub(super) fn sort(&mut self, sorted: &mut Sorted, profile: &Profile) {
        sorted.pieces.clear();
        sorted.grids.clear();
        let tail = std::mem::take(&mut self.tail);
        let last = self.last;
        self.runs.see(sorted.text, sorted.lines, profile.step);
        let (mut at, mut block_end) = (0, 0);
        self.tried = 0;
        let mut bodies = sorted.bodies.iter().enumerate().peekable();
        while at < sorted.lines.len() {
            let line = sorted.lines[at];
            if line.has(GONE) {
                sorted.push(Role::Gone, Tie::Joins, at);
                at += 1;
                continue;
            }
            if let Some((nth, body)) = bodies.next_if(|(_, body)| body.line == at) {
                self.push_body(sorted, nth, *body, profile);
                at = sorted.pieces.len();
                continue;
            }
            let before = match sorted.before(at) {
                Some(found) => Some(Before {
                    line: sorted.lines[found],
                    words: sorted.lines[found].of(sorted.text),
                    role: sorted.pieces[found].role,
                }),
                None => last.map(|(line, role)| Before { line, words: &tail, role }),
            };
            let fresh =
                before.is_none_or(|before| (line.gap > profile.step && !line.has(PAGE)) || before.line.quote != line.quote);
            if line.has(REST) && before.is_some() {
                self.push_rest(sorted, at, before);
                at += 1;
                continue;
            }
            if fresh || line.has(PAGE) || at >= block_end {
                let carried = !fresh && !line.has(PAGE) && at == 0;
                block_end = block_end_from(sorted.lines, at, profile.step);
                if !carried {
                    self.style = style(sorted.text, sorted.lines, at, block_end, profile);
                    self.edge = line.indent;
                }
            }
            // Under a title without a gap, too.
            let titled = before.is_some_and(|before| matches!(before.role, Role::Heading(_)));
            if titled && hanging(sorted.text, &sorted.lines[at..block_end]).is_some() {
                (self.style, self.edge) = (Style::Hanging, line.indent);
            }
            let from = at;
            at = self.take(sorted, &Here::of(sorted, at, before, fresh, profile));
            debug_assert!(at > from && sorted.pieces.len() == at);
        }
        self.tail = tail;
        self.keep(sorted);
    }

    /// Sorts the line that is looked at, and those that belong to it; tells the next one.
    fn take(&mut self, sorted: &mut Sorted, here: &Here) -> usize {
        STEPS.iter().find_map(|step| step(self, sorted, here)).unwrap_or(here.at + 1)
    }

    fn take_caption(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        let words = here.words;
        if !here.ended && !words.ends_with(['>', '〉', '＞', ']']) {
            return None;
        }
        let inner = caption(words).filter(|inner| here.ended || inner.len() < words.len())?;
        Some(self.push_caption(sorted, here, inner))
    }

    fn take_boxed_table(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        let grid = boxed_table(sorted.text, sorted.lines, here.at, here.profile.step)?;
        Some(self.push_table(sorted, here.at, grid))
    }

    fn take_aligned_table(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        if !here.line.has(RUN) || here.at < self.tried {
            return None;
        }
        let end = run_end(sorted.lines, here.at, here.profile.step);
        self.tried = end;
        let is_justified = |right| is_justified(sorted.lines, here.at, end, right);
        if end - here.at < ALIGNED_LEAST || here.profile.measure.is_some_and(|measure| is_justified(measure.right)) {
            return None;
        }
        let grid = aligned_table(sorted.text, sorted.lines, here.at, end)?;
        Some(self.push_table(sorted, here.at, grid))
    }

    fn take_flat_table(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        let captioned = here.follows(Role::Caption);
        let ends_in_a_year = here.line.has(DIGIT) && is_period(last_word(here.words));
        if !captioned && !ends_in_a_year {
            return None;
        }
        let step = here.profile.step;
        let under_caption = || {
            two_heads(sorted.text, sorted.lines, here.at, step)
                .or_else(|| stacked_table(sorted.text, sorted.lines, here.at, step))
        };
        let grid = captioned.then(under_caption).flatten();
        let grid = grid.or_else(|| flat_table(sorted.text, sorted.lines, here.at, step, captioned))?;
        Some(self.push_table(sorted, here.at, grid))
    }

    fn take_source(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        let closes = here.before.is_some_and(|before| matches!(before.role, Role::Table(_)));
        ((here.ended || closes) && is_source(here.words)).then(|| self.push_block(sorted, here, Role::Source))
    }

    /// A rule with gaps around it: within code, too.
    fn take_lone_rule(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        let lone = here.opens && sorted.lines.get(here.at + 1).is_none_or(|next| next.gap > here.profile.step);
        (lone && drawn_with(here.words).is_some()).then(|| self.push_block(sorted, here, Role::Rule))
    }

    fn take_code(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        if self.style != Style::Code {
            return None;
        }
        let next = self.push_block(sorted, here, Role::Code);
        sorted.pieces[here.at].tie = here.code_tie();
        Some(next)
    }

    fn take_heading(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        let level = self.heading_level(sorted, here)?;
        Some(self.push_block(sorted, here, Role::Heading(level)))
    }

    fn take_item(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        let found = here.marker.filter(|found| self.lists.is_item(sorted, here, found))?;
        self.push_item(sorted, here.at, found);
        Some(here.at + 1)
    }

    /// A line that is a block of its own, outside of every list; tells the next one.
    fn push_block(&mut self, sorted: &mut Sorted, here: &Here, role: Role) -> usize {
        self.lists.leave();
        sorted.push(role, Tie::Starts, here.at);
        here.at + 1
    }

    /// A rule, or a title with one drawn under it.
    fn take_drawn(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        let (at, words, profile) = (here.at, here.words, here.profile);
        if drawn_with(words).is_some() {
            // The upper of two lines around a title says nothing more.
            let titled = sorted.lines.get(at + 2).is_some_and(|under| under.of(sorted.text) == words);
            return Some(self.push_block(sorted, here, if titled { Role::Gone } else { Role::Rule }));
        }
        let under = sorted.lines.get(at + 1).filter(|under| under.gap <= profile.step && !under.has(GONE))?;
        let sign = drawn_with(under.of(sorted.text)).filter(|sign| *sign != '_')?;
        let (wide, drawn) = (usize::from(here.line.width), usize::from(under.width));
        let fits = drawn + DRAWN_SHORT >= wide && (drawn <= wide * 2 + DRAWN_LONG || !here.opens);
        if !fits || wide > TITLE_MOST || ends_sentence(words) && sign != '=' || here.line.has(RUN) {
            return None;
        }
        let level = self.levels.level(Look::Drawn(sign), words, profile.decimal);
        let next = self.push_block(sorted, here, Role::Heading(level));
        sorted.push(Role::Gone, Tie::Joins, next);
        Some(next + 1)
    }

    /// The level of the heading that the line is; none where it is none.
    fn heading_level(&mut self, sorted: &Sorted, here: &Here) -> Option<u8> {
        let (line, words, found, profile) = (&here.line, here.words, here.marker, here.profile);
        let opens = here.opens || (here.parted && (found.is_some() || !profile.gaps));
        let under_heading = here.before.is_some_and(|before| matches!(before.role, Role::Heading(_)));
        if !(opens || under_heading) || line.quote > 0 || self.style == Style::Quote && found.is_none() {
            return None;
        }
        let full = profile.measure.map_or(FULL, |measure| measure.right_of(line));
        let next = sorted.next(here.at);
        let below = next.map(|next| (sorted.lines[next], sorted.words(next)));
        let gap_after = below.is_none_or(|(below, _)| below.gap > profile.step || below.has(PAGE) && line.gap > profile.step);
        let is_full = |line: &Line| line.right() * 100 >= full * FULL_SHARE;
        let goes_on = next.and_then(|next| sorted.next(next)).is_some_and(|after| sorted.lines[after].gap <= profile.step);
        let deeper = below.is_some_and(|(below, _)| {
            below.gap <= profile.step && below.indent >= line.indent + DEEPER && line.indent < profile.base
        });
        if self.style == Style::Stanza && found.is_none() && !deeper {
            return None;
        }
        let counter = below.and_then(|(_, words)| marker(words));
        let first = here.before.is_none();
        let around = Around {
            gap_before: opens,
            gap_after,
            far: line.gap > profile.step + 1,
            text_after: below.map_or(sorted.more, |(below, words)| {
                usize::from(below.width) * 100 >= full * TEXT_SHARE
                    || ends_sentence(words)
                    || goes_on
                    || counter.is_some_and(|counter| counter.number == 1)
            }),
            deeper_after: deeper,
            full_after: below.is_some_and(|(below, _)| is_full(&below)),
            loose: below.is_none_or(|(_, words)| profile.measure.is_none_or(|measure| measure.is_loose(line, words))),
            under_heading,
            at_top: first,
            sibling: match (found, counter) {
                (Some(found), Some(counter)) if found.precedes(&counter) => true,
                (Some(found), _) => self.lists.counts_briefly(&found),
                (None, _) => false,
            },
            standing: found
                .filter(|found| is_top(found.scheme))
                .map_or(Standing::Sure, |found| self.runs.standing(words, &found, counter.as_ref())),
        };
        let look = heading(line, words, found, around, full)?;
        let title = found.map_or(words, |found| words[found.length..].trim_start());
        let level = self.levels.level(look, title, profile.decimal);
        let parted = below.is_some_and(|(below, _)| below.gap > profile.step + 1);
        if first && (parted || matches!(look, Look::Centred | Look::Capitals)) {
            self.title = Some((line.start, line.end));
        }
        Some(level)
    }

    fn push_item(&mut self, sorted: &mut Sorted, at: usize, found: Marker) {
        let depth = self.lists.add(sorted.text, &sorted.lines[at], sorted.lines.get(at + 1), found);
        let quote = u8::from(self.style == Style::Quote);
        let piece = sorted.push(Role::Item(found.scheme), Tie::Starts, at);
        piece.depth = depth;
        piece.quote += quote;
        if matches!(found.scheme, Scheme::Bullet(_)) {
            piece.start += u32::try_from(found.length).unwrap_or(0);
        }
    }

    /// Running text: whether it goes on the line before, stands on a line of its own, or starts
    /// a paragraph.
    fn take_flow(&mut self, sorted: &mut Sorted, here: &Here) -> Option<usize> {
        let (at, line, words, profile) = (here.at, here.line, here.words, here.profile);
        let after = sorted.lines.get(at + 1);
        let tie = match here.before {
            Some(before) if !here.fresh && matches!(before.role, Role::Flow | Role::Item(_)) => match self.style {
                _ if line.has(PAGE) => across_pages(&before, words, profile),
                Style::Paragraphs => Tie::Starts,
                // What hangs behind a label goes on; a label starts anew.
                Style::Hanging if line.indent > self.edge => Tie::Joins,
                Style::Hanging => Tie::Starts,
                Style::Stanza if self.lists.holds(line.indent) => Tie::Joins,
                Style::Stanza => Tie::Breaks,
                _ => follows(&before, &line, words, after, profile),
            },
            _ => Tie::Starts,
        };
        let quote = u8::from(self.style == Style::Quote);
        let mut depth = 0;
        if tie == Tie::Starts {
            // Set further in than the item above: another paragraph of it.
            depth = self.lists.depth_at(line.indent);
        }
        let piece = sorted.push(Role::Flow, tie, at);
        piece.depth = depth;
        piece.quote += quote;
        Some(at + 1)
    }

    /// The rest of a line that was longer than a window.
    fn push_rest(&mut self, sorted: &mut Sorted, at: usize, before: Option<Before>) {
        let role = match before.map(|before| before.role) {
            Some(Role::Code) => Role::Code,
            _ => Role::Flow,
        };
        sorted.push(role, Tie::Joins, at);
    }

    fn push_body(&mut self, sorted: &mut Sorted, nth: usize, body: Body, profile: &Profile) {
        self.lists.leave();
        let nth = u32::try_from(nth).unwrap_or(u32::MAX);
        for at in body.line..body.end {
            let line = sorted.lines[at];
            let starts = at == body.line || (line.gap > profile.step && !line.has(PAGE));
            if line.has(GONE) {
                sorted.push(Role::Gone, Tie::Joins, at);
                continue;
            }
            let piece = sorted.push(Role::Body(nth), if starts { Tie::Starts } else { Tie::Joins }, at);
            if at == body.line {
                piece.start += body.from;
            }
        }
    }

    /// A caption, the lines that go on it, and the table under it.
    fn push_caption(&mut self, sorted: &mut Sorted, here: &Here, inner: &str) -> usize {
        let from = offset_in(sorted.text, inner);
        let mut next = self.push_block(sorted, here, Role::Caption);
        let piece = &mut sorted.pieces[here.at];
        piece.start = u32::try_from(from).unwrap_or(piece.start);
        piece.end = u32::try_from(from + inner.len()).unwrap_or(piece.end);
        // `(단위: 억원)` on a line of its own belongs to the caption.
        if let Some(unit) = sorted.lines.get(next).filter(|unit| unit.gap <= here.profile.step + 1 && !unit.has(GONE))
            && is_unit(unit.of(sorted.text))
        {
            sorted.push(Role::Caption, Tie::Joins, next);
            next += 1;
        }
        next
    }

    fn push_table(&mut self, sorted: &mut Sorted, at: usize, grid: Grid) -> usize {
        self.lists.leave();
        let end = grid.end;
        let nth = u32::try_from(sorted.grids.len()).unwrap_or(u32::MAX);
        sorted.grids.push(grid);
        for line in at..end {
            let role = if sorted.lines[line].has(GONE) { Role::Gone } else { Role::Table(nth) };
            sorted.push(role, if line == at { Tie::Starts } else { Tie::Joins }, line);
        }
        end
    }
}

/// The end of the block that starts at line `from`: the first line behind a wider gap, on a
/// new page, or in other quote signs.
fn block_end_from(lines: &[Line], from: usize, step: u16) -> usize {
    let ends = |line: &Line| line.gap > step || line.has(PAGE) || line.quote != lines[from].quote;
    lines[from + 1..].iter().position(ends).map_or(lines.len(), |found| from + 1 + found)
}

/// The sign that a line is drawn with.
fn drawn_with(words: &str) -> Option<char> {
    let first = words.chars().next()?;
    let drawn = matches!(first, '-' | '=' | '_' | '*' | '~' | '─' | '━' | '═' | '^' | '#' | '―' | '—');
    if !drawn {
        return None;
    }
    let signs = words.chars().filter(|c| *c == first).count();
    (signs >= 3 && words.chars().all(|c| c == first || c == ' ')).then_some(first)
}
