//! Sorting a window's lines: what each of them is.

use super::aligned::{aligned_table, is_justified, run_end};
use super::block::{Style, style};
use super::boxed::boxed_table;
use super::caption::{caption, is_source, is_unit};
use super::flat_table::flat_table;
use super::flow::{across_pages, ends_line, follows};
use super::grid::{Grid, is_period};
use super::heading::{Around, Levels, Look, heading};
use super::letters::{ends_sentence, last_word};
use super::line::{DIGIT, GONE, Line, PAGE, REST, RUN};
use super::list::Lists;
use super::marker::{Marker, Scheme, marker};
use super::note::Body;
use super::profile::Profile;
use super::role::{Before, Role, Sorted, Tie, is_text};

/// The most bytes of a window's last line that the next one sees.
const TAIL: usize = 256;
/// What counts as a full line where lines are not broken at any width.
const FULL: usize = 72;

/// Sorts lines, and remembers from window to window what is open.
#[derive(Debug, Default)]
pub(super) struct Sorter {
    levels: Levels,
    lists: Lists,
    style: Style,
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
        let (mut at, mut block_end, mut tried) = (0, 0, 0);
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
                }
            }
            let from = at;
            at = self.take(sorted, at, before, fresh, &mut tried, profile);
            debug_assert!(at > from && sorted.pieces.len() == at);
        }
        self.tail = tail;
        self.keep(sorted);
    }

    /// Sorts line `at`, and those that belong to it; tells the next one.
    fn take(
        &mut self,
        sorted: &mut Sorted,
        at: usize,
        before: Option<Before>,
        fresh: bool,
        tried: &mut usize,
        profile: &Profile,
    ) -> usize {
        let line = sorted.lines[at];
        let opens = fresh || line.has(PAGE);
        let text = sorted.text;
        let words = line.of(text);
        // Behind a line that ends its paragraph, a heading may stand without a gap.
        let parted = before.is_some_and(|before| {
            let done = matches!(before.role, Role::Table(_) | Role::Source)
                || (before.role == Role::Flow && ends_sentence(before.words));
            done && ends_line(&before, words, profile)
        });
        let ended = opens || before.is_some_and(|before| ends_line(&before, words, profile));
        if (ended || words.ends_with(['>', '〉', '＞', ']']))
            && let Some(inner) = caption(words).filter(|inner| ended || inner.len() < words.len())
        {
            return self.push_caption(sorted, at, inner, profile);
        }
        if let Some(grid) = boxed_table(text, sorted.lines, at, profile.step) {
            return self.push_table(sorted, at, grid);
        }
        if line.has(RUN) && at >= *tried {
            let end = run_end(sorted.lines, at, profile.step);
            *tried = end;
            if end - at >= 3
                && !profile.measure.is_some_and(|measure| is_justified(sorted.lines, at, end, measure.right))
                && let Some(grid) = aligned_table(text, sorted.lines, at, end)
            {
                return self.push_table(sorted, at, grid);
            }
        }
        let captioned = before.is_some_and(|before| before.role == Role::Caption);
        if (captioned || (line.has(DIGIT) && is_period(last_word(words))))
            && let Some(grid) = flat_table(text, sorted.lines, at, profile.step, captioned)
        {
            return self.push_table(sorted, at, grid);
        }
        if is_source(words) && ended {
            self.lists.leave();
            sorted.push(Role::Source, Tie::Starts, at);
            return at + 1;
        }
        let lone = opens && sorted.lines.get(at + 1).is_none_or(|next| next.gap > profile.step);
        if lone && drawn_with(words).is_some() {
            self.lists.leave();
            sorted.push(Role::Rule, Tie::Starts, at);
            return at + 1;
        }
        if self.style == Style::Code {
            let tie = if !fresh && before.is_some_and(|before| before.role == Role::Code) {
                Tie::Joins
            } else {
                self.code_tie(&line, before, profile)
            };
            self.lists.leave();
            sorted.push(Role::Code, tie, at);
            return at + 1;
        }
        if let Some(next) = self.push_drawn(sorted, at, opens, profile) {
            return next;
        }
        let found = marker(words);
        if let Some(level) =
            self.heading_level(sorted, at, found, before, opens || (parted && (found.is_some() || !profile.gaps)), profile)
        {
            self.lists.leave();
            sorted.push(Role::Heading(level), Tie::Starts, at);
            return at + 1;
        }
        if let Some(found) = found.filter(|found| self.lists.is_item(sorted, at, found, before, opens || parted, profile)) {
            self.push_item(sorted, at, found);
            return at + 1;
        }
        self.push_flow(sorted, at, before, fresh, profile);
        at + 1
    }

    /// A rule, or a title with one drawn under it.
    fn push_drawn(&mut self, sorted: &mut Sorted, at: usize, opens: bool, profile: &Profile) -> Option<usize> {
        let words = sorted.words(at);
        if drawn_with(words).is_some() {
            self.lists.leave();
            // The upper of two lines around a title says nothing more.
            let titled = sorted.lines.get(at + 2).is_some_and(|under| under.of(sorted.text) == words);
            sorted.push(if titled { Role::Gone } else { Role::Rule }, Tie::Starts, at);
            return Some(at + 1);
        }
        let under = sorted.lines.get(at + 1).filter(|under| under.gap <= profile.step && !under.has(GONE))?;
        let sign = drawn_with(under.of(sorted.text)).filter(|sign| *sign != '_')?;
        let (wide, drawn) = (usize::from(sorted.lines[at].width), usize::from(under.width));
        let fits = drawn + 2 >= wide && (drawn <= wide * 2 + 4 || !opens);
        if !fits || wide > 120 || ends_sentence(words) && sign != '=' || sorted.lines[at].has(RUN) {
            return None;
        }
        let level = self.levels.level(Look::Drawn(sign), words, profile.decimal);
        self.lists.leave();
        sorted.push(Role::Heading(level), Tie::Starts, at);
        sorted.push(Role::Gone, Tie::Joins, at + 1);
        Some(at + 2)
    }

    /// The level of the heading that line `at` is; none where it is none.
    fn heading_level(
        &mut self,
        sorted: &Sorted,
        at: usize,
        found: Option<Marker>,
        before: Option<Before>,
        opens: bool,
        profile: &Profile,
    ) -> Option<u8> {
        let line = &sorted.lines[at];
        let under_heading = before.is_some_and(|before| matches!(before.role, Role::Heading(_)));
        if !(opens || under_heading) || line.quote > 0 || self.style == Style::Quote && found.is_none() {
            return None;
        }
        let words = sorted.words(at);
        let full = profile.measure.map_or(FULL, |measure| measure.right);
        let next = sorted.next(at);
        let below = next.map(|next| (sorted.lines[next], sorted.words(next)));
        let gap_after = below.is_none_or(|(below, _)| below.gap > profile.step || below.has(PAGE) && line.gap > profile.step);
        let is_full = |line: &Line| line.right() * 100 >= full * 85;
        let goes_on = next.and_then(|next| sorted.next(next)).is_some_and(|after| sorted.lines[after].gap <= profile.step);
        let deeper = below
            .is_some_and(|(below, _)| below.gap <= profile.step && below.indent >= line.indent + 2 && line.indent < profile.base);
        if self.style == Style::Stanza && found.is_none() && !deeper {
            return None;
        }
        let counter = below.and_then(|(_, words)| marker(words));
        let around = Around {
            gap_before: opens,
            gap_after,
            far: line.gap > profile.step + 1,
            text_after: below.map_or(sorted.more, |(below, words)| {
                usize::from(below.width) * 10 >= full * 6
                    || ends_sentence(words)
                    || goes_on
                    || counter.is_some_and(|counter| counter.number == 1)
            }),
            deeper_after: deeper,
            full_after: below.is_some_and(|(below, _)| is_full(&below)),
            loose: below.is_none_or(|(_, words)| profile.measure.is_none_or(|measure| measure.is_loose(line, words))),
            under_heading,
            at_top: before.is_none(),
            sibling: match (found, counter) {
                (Some(found), Some(counter)) if found.precedes(&counter) => true,
                (Some(found), _) => self.lists.counts_briefly(&found),
                (None, _) => false,
            },
        };
        let look = heading(line, words, found, around, full)?;
        let title = found.map_or(words, |found| words[found.length..].trim_start());
        let first = before.is_none();
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
    fn push_flow(&mut self, sorted: &mut Sorted, at: usize, before: Option<Before>, fresh: bool, profile: &Profile) {
        let line = sorted.lines[at];
        let words = line.of(sorted.text);
        let after = sorted.lines.get(at + 1);
        let tie = match before {
            Some(before) if !fresh && matches!(before.role, Role::Flow | Role::Item(_)) => match self.style {
                _ if line.has(PAGE) => across_pages(&before, words, profile),
                Style::Paragraphs => Tie::Starts,
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
    fn push_caption(&mut self, sorted: &mut Sorted, at: usize, inner: &str, profile: &Profile) -> usize {
        self.lists.leave();
        let from = inner.as_ptr() as usize - sorted.text.as_ptr() as usize;
        let piece = sorted.push(Role::Caption, Tie::Starts, at);
        piece.start = u32::try_from(from).unwrap_or(piece.start);
        piece.end = u32::try_from(from + inner.len()).unwrap_or(piece.end);
        let mut next = at + 1;
        // `(단위: 억원)` on a line of its own belongs to the caption.
        if let Some(unit) = sorted.lines.get(next).filter(|unit| unit.gap <= profile.step + 1 && !unit.has(GONE))
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

    /// Blocks of code that a blank line or two part are one.
    fn code_tie(&self, line: &Line, before: Option<Before>, profile: &Profile) -> Tie {
        let near = line.gap <= profile.step + 2
            && before.is_some_and(|before| before.role == Role::Code && before.line.quote == line.quote);
        if near { Tie::Joins } else { Tie::Starts }
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
