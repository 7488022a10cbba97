//! Markdown to comrak's tree, a stretch of the file at a time.
//!
//! The tree takes many times the room of its text, so it is made for about a megabyte at
//! once. That is exact for blocks: what stands before the last top-level block can't be
//! changed by any later line, so the last one is read again with the next stretch. Link
//! references, which may be defined anywhere, are looked up by [`super::reference`].

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use comrak::nodes::NodeValue;
use comrak::options::BrokenLinkReference;
use comrak::{Arena, Node, Options, ResolvedReference};
use memchr::{memchr, memchr_iter, memchr2_iter, memchr3_iter, memmem, memrchr};

use super::plain_tables;
use super::reference::References;
use super::stand_in::{Letters, StandIn};
use crate::import::{ImportError, ReadObserver};

/// Bytes that are parsed at once, unless a single block is longer.
pub(super) const STRETCH: usize = 1 << 20;
/// Signs of markup in one stretch; each costs some 200 bytes while it is read.
pub(super) const MOST_SIGNS: u32 = 2_000_000;
/// Quote signs at a line's start that are looked at. comrak takes seconds for 100,000.
pub(super) const MOST_QUOTES: u32 = 64;
/// Fenced divs that stand in each other. comrak takes the square of their number in time.
const MOST_DIVS: usize = 200;
/// Bytes of memory that reading a byte takes at most, while it is read.
const COST: usize = 16;
/// Bytes of a footnote's label that comrak looks at.
const LONGEST_LABEL: usize = 1000;

/// A stretch of Markdown, as it comes to the writer.
#[derive(Debug)]
pub(super) enum Stretch<'a, 'p> {
    /// Parsed: the top-level blocks, in order, and the lines that they were parsed from.
    Parsed { blocks: &'p [Node<'a>], notes: &'p InlineNotes<'a>, page: &'p Page },
    /// More markup than is taken: the text as it stands.
    Raw(&'p str),
    /// Something was cut on the way here.
    Cut,
}

/// The bodies of notes that stand in the line of their call (`^[…]`), by the names that comrak gave them.
pub(super) type InlineNotes<'a> = HashMap<String, Node<'a>>;

/// The text that was handed to comrak, by lines.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    pub(super) stand_in: StandIn,
    references: Arc<References>,
}

impl Page {
    /// Line `number`, counted from 1, from byte column `column` on, counted from 1.
    pub(super) fn line<'a>(&'a self, lines: &[usize], number: usize, column: usize) -> &'a str {
        let bounds = number.checked_sub(1).and_then(|at| Some((*lines.get(at)?, *lines.get(at + 1)?)));
        let line = bounds.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default();
        line.get(column.saturating_sub(1)..).unwrap_or_default().trim_end_matches('\n')
    }

    /// Whether `[^label]` calls a footnote.
    pub(super) fn calls(&self, label: &str) -> bool {
        self.references.calls(label)
    }

    /// Where its lines start, and where the last one ends.
    pub(super) fn lines(&self) -> Vec<usize> {
        line_starts(&self.text)
    }
}

/// Gives `text`, whose lines end with `\n`, to `write`, about `stretch` bytes at a time.
///
/// # Errors
/// What `watch` says.
pub(super) fn each_stretch(
    mut text: &str,
    whole: bool,
    stretch: usize,
    watch: &dyn ReadObserver,
    mut write: impl FnMut(Stretch<'_, '_>),
) -> Result<(), ImportError> {
    let references = Arc::new(References::of(text, whole, text.len() > stretch));
    let letters = Letters::of(text);
    let (mut at, mut size) = (0, stretch);
    while at < text.len() {
        watch.at(at, text.len())?;
        let end = blank_line_from(text, at.saturating_add(size));
        // A block of the whole file is cut where there is no memory to read it at once.
        let most = watch.room() / COST;
        if end - at > most.max(stretch.min(STRETCH)) || most == 0 {
            let cut = at + line_cut(&text[at..end], most);
            watch.cut(cut);
            text = &text[..cut];
            continue;
        }
        let part = &text[at..end];
        if signs(part) > MOST_SIGNS as usize {
            write(Stretch::Raw(part));
            (at, size) = (end, stretch);
            continue;
        }
        let prepared = prepared(part, &letters, &references);
        if prepared.cut {
            write(Stretch::Cut);
        }
        let arena = Arena::new();
        let lookup = Arc::clone(&references);
        let mut options = options(&prepared.page.stand_in, lookup);
        options.extension.block_directive = depth_of_divs(part) <= MOST_DIVS;
        let stop = || watch.at(at, text.len()).is_err();
        let root = comrak::try_parse_document(&arena, &prepared.page.text, &options, &stop).map_err(|_| ImportError::Stopped)?;
        let mut blocks: Vec<Node<'_>> = Vec::new();
        let mut notes = InlineNotes::new();
        for block in root.children() {
            match name_of_inline_note(block) {
                Some(name) => drop(notes.insert(name, block)),
                None if block.data().sourcepos.start.line > prepared.ahead => blocks.push(block),
                None => {}
            }
        }
        let mut next = end;
        if end < text.len() {
            // The writer looks two blocks ahead (caption, unit, table), so those are read again;
            // and what the last block is, what follows it may still change.
            let sure = blocks.len().saturating_sub(2);
            let starts = |block: &Node<'_>| {
                let line = block.data().sourcepos.start.line - prepared.ahead;
                // What a colon begins may be the caption of the table above.
                starts_surely(block) && !part[line_start(part, line)..].trim_start().starts_with(':')
            };
            let Some(keep) = blocks[..sure].iter().rposition(starts).filter(|keep| *keep > 0) else {
                // One block or two fill the stretch: look further.
                size = size.saturating_mul(2);
                continue;
            };
            let line = blocks[keep].data().sourcepos.start.line - prepared.ahead;
            next = at + line_start(part, line);
            blocks.truncate(keep);
        }
        write(Stretch::Parsed { blocks: &blocks, notes: &notes, page: &prepared.page });
        (at, size) = (next, stretch);
    }
    Ok(())
}

/// How many of the first `most` bytes of `part` are whole lines; of one long line, whole characters.
fn line_cut(part: &str, most: usize) -> usize {
    let most = part.floor_char_boundary(most);
    memrchr(b'\n', &part.as_bytes()[..most]).map_or(most, |at| at + 1)
}

/// The name of the note that `block` is the body of, where that stood in the line of its call: comrak puts
/// those behind all that is in the text, and counts them from 1.
fn name_of_inline_note(block: Node<'_>) -> Option<String> {
    match &block.data().value {
        NodeValue::FootnoteDefinition(definition) if is_inline_note(&definition.name) => Some(definition.name.clone()),
        _ => None,
    }
}

/// Whether comrak made this name up for a note in the line of its call.
pub(super) fn is_inline_note(name: &str) -> bool {
    name.strip_prefix("__inline_").is_some_and(|count| count.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the place of `block` is where its text starts: a description list's is not.
fn starts_surely(block: Node<'_>) -> bool {
    !matches!(block.data().value, NodeValue::DescriptionList)
}

/// CommonMark 0.31 and GitHub's additions, emphasis as Korean, Chinese and Japanese need it.
fn options(stand_in: &StandIn, references: Arc<References>) -> Options<'static> {
    let mut options = Options::default();
    let on = &mut options.extension;
    on.table = true;
    on.strikethrough = true;
    on.autolink = true;
    on.tasklist = true;
    on.footnotes = true;
    on.description_lists = true;
    on.alerts = true;
    on.cjk_friendly_emphasis = true;
    on.inline_footnotes = true;
    // Formulas as pandoc, GitHub and LaTeX write them.
    on.math_dollars = true;
    on.math_code = true;
    on.math_latex = true;
    // What Obsidian and other notebooks add, and pandoc's fenced divs.
    on.ofm_callouts = true;
    on.wikilinks_title_after_pipe = true;
    on.ofm_comments = true;
    on.highlight = true;
    on.block_directive = true;
    options.parse.leave_footnote_definitions = true;
    let stand_in = stand_in.clone();
    let resolve = move |broken: BrokenLinkReference<'_>| {
        let label = stand_in.restored(Cow::Owned(broken.original.to_owned()));
        references.target(&label).map(|url| ResolvedReference { url, title: String::new() })
    };
    options.parse.broken_link_callback = Some(Arc::new(resolve));
    options
}

/// A stretch made ready for comrak.
struct Prepared {
    page: Page,
    /// Lines that were put before it.
    ahead: usize,
    /// Whether quote signs were taken away.
    cut: bool,
}

/// Makes four changes that comrak has no option for.
///
/// - Each label called gets an empty definition ahead of the text, because a call without
///   one becomes literal text in pieces. So comrak itself says what is a call: what is
///   escaped or stands in code is none.
/// - What comrak would take for other markup becomes a character that means nothing
///   ([`super::stand_in`]): a lone `~`, because `3~5월 … 7~9월` is not struck out.
/// - Quote signs beyond [`MOST_QUOTES`] at a line's start go.
/// - pandoc's tables without pipes get them, in as many lines.
fn prepared(part: &str, letters: &Letters, references: &Arc<References>) -> Prepared {
    let (flat, cut) = flattened(part);
    let flat = plain_tables::piped(&flat);
    let stand_in = StandIn::for_text(&flat, letters);
    let mut text = String::with_capacity(part.len() + part.len() / 64 + 64);
    let labels = labels_called(part);
    for label in &labels {
        text.push_str("[^");
        stand_in.push_replaced(label, &mut text);
        text.push_str("]:\n");
    }
    if !labels.is_empty() {
        // Ends the last definition, which would take an indented line.
        text.push_str("<!---->\n");
    }
    let ahead = if labels.is_empty() { 0 } else { labels.len() + 1 };
    stand_in.push_replaced(&flat, &mut text);
    Prepared { page: Page { text, stand_in, references: Arc::clone(references) }, ahead, cut }
}

/// The labels of all that may be footnote calls, each once, in order.
fn labels_called(part: &str) -> Vec<&str> {
    let mut seen = HashSet::new();
    memmem::find_iter(part.as_bytes(), b"[^")
        .filter_map(|at| {
            let bytes = &part.as_bytes()[at + 2..];
            let window = &bytes[..bytes.len().min(LONGEST_LABEL)];
            let len = window.iter().position(|byte| matches!(byte, b']' | b' ' | b'\t' | b'\n' | b'\0'))?;
            (window[len] == b']' && len > 0).then(|| &part[at + 2..at + 2 + len])
        })
        .filter(|label| seen.insert(*label))
        .collect()
}

/// `part` without the quote signs that are too many at a line's start, and whether there were any.
fn flattened(part: &str) -> (Cow<'_, str>, bool) {
    let most = MOST_QUOTES as usize;
    let too_many = |line: &str| quote_signs(line).nth(most).is_some();
    if memmem::find(part.as_bytes(), b">>").is_none() && memmem::find(part.as_bytes(), b"> >").is_none()
        || !part.lines().any(too_many)
    {
        return (Cow::Borrowed(part), false);
    }
    let mut out = String::with_capacity(part.len());
    for line in part.split_inclusive('\n') {
        match quote_signs(line).nth(most - 1).filter(|_| too_many(line)) {
            Some(last) => {
                let rest = line[last + 1..].trim_start_matches(['>', ' ']);
                out.push_str(&line[..=last]);
                out.push(' ');
                out.push_str(rest);
            }
            None => out.push_str(line),
        }
    }
    (Cow::Owned(out), true)
}

/// How many fenced divs (`::: note` … `:::`) are open at once in `part`, at most.
fn depth_of_divs(part: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    if memmem::find(part.as_bytes(), b":::").is_none() {
        return 0;
    }
    for line in part.lines() {
        let Some(sign) = line.trim_start_matches([' ', '\t', '>']).strip_prefix(":::") else { continue };
        open = if sign.trim_start_matches(':').trim().is_empty() { open.saturating_sub(1) } else { open + 1 };
        most = most.max(open);
    }
    most
}

/// Where the quote signs at the start of `line` stand.
fn quote_signs(line: &str) -> impl Iterator<Item = usize> + '_ {
    let prefix = line.bytes().enumerate().take_while(|(_, byte)| matches!(byte, b'>' | b' ' | b'\t'));
    prefix.filter(|(_, byte)| *byte == b'>').map(|(at, _)| at)
}

/// Signs of markup in `part`, by the room that comrak takes for what they can become: a
/// line three times that of a `*`, a bracket twice.
fn signs(part: &str) -> usize {
    let bytes = part.as_bytes();
    if bytes.len() * 3 <= MOST_SIGNS as usize {
        return 0;
    }
    let lines = memchr_iter(b'\n', bytes).count();
    let brackets = memchr2_iter(b'[', b']', bytes).count();
    let emphasis = memchr3_iter(b'*', b'_', b'`', bytes).count() + memchr2_iter(b'~', b'!', bytes).count();
    let others = memchr3_iter(b'<', b'&', b'\\', bytes).count() + memchr_iter(b'|', bytes).count();
    3 * lines + 2 * brackets + emphasis + others
}

/// The end of the first blank line from byte `from` on: no paragraph or table is cut there.
fn blank_line_from(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let Some(end) = memchr(b'\n', &bytes[at..]).map(|end| at + end + 1) else { break };
        let blank = bytes[end..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        at = end;
        if bytes.get(end + blank) == Some(&b'\n') {
            return end + blank + 1;
        }
    }
    bytes.len()
}

/// Where each line of `text` starts, and at last where the text ends.
fn line_starts(text: &str) -> Vec<usize> {
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let mut starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
    if starts.last() != Some(&text.len()) {
        starts.push(text.len());
    }
    starts
}

/// Where line `number` of `text`, counted from 1, starts.
fn line_start(text: &str, number: usize) -> usize {
    match number.checked_sub(2) {
        Some(before) => memchr_iter(b'\n', text.as_bytes()).nth(before).map_or(text.len(), |at| at + 1),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::depth_of_divs;

    #[test]
    fn divs_are_as_deep_as_they_are_open_at_once() {
        for (text, deepest) in [
            ("", 0),
            ("a ::: b\n", 0),
            ("::: a\ntext\n:::\n::: b\n:::\n", 1),
            ("::: a\n> :::: {.b}\n  ::: c\n:::\n:::\n::: d", 3),
            (":::\n:::\n::: a\n", 1),
        ] {
            assert_eq!(depth_of_divs(text), deepest, "{text}");
        }
    }
}
