//! Plain text: what it was, before it became lines.
//!
//! Text comes hard-wrapped, with page numbers in it, tables flattened, footnotes' calls glued
//! to words. A reader made for one file's habits fails on the next, so each habit is a signal
//! with a function of its own, and what a file does is measured before it is believed.
//!
//! The steps, window by window ([`super::window`]), in order:
//!
//! 1. [`decode`](super::decode) and [`terminal_text`](super::piped): text without what terminals obey;
//! 2. [`columns`] side by side, one after the other; [`line`]: a small record for each line that holds something;
//! 3. [`profile`]: what holds for the whole file (spacing, measure, signals), from its first window;
//! 4. [`page`]: where pages start, and the furniture that goes;
//! 5. [`footnotes::call`] and [`footnotes::note`]: what may call a footnote, and the bodies on the pages;
//! 6. [`sort`]: what each line is, with the looks of [`block`], [`heading`], [`caption`],
//!    [`tables::flat_table`], [`tables::boxed`] and [`tables::aligned`];
//! 7. [`footnotes::chain`]: which candidates are calls;
//! 8. [`write`]: telling the builder, joining lines by [`join`].
//!
//! Nothing looks further than a window ahead, so a file's opening reads the same alone as
//! with the rest behind it, and memory does not grow with the file.

mod block;
mod caption;
mod chapter;
mod columns;
mod flow;
mod footnotes;
mod heading;
mod join;
mod letters;
mod line;
mod list;
mod marker;
mod measure;
mod page;
mod profile;
mod role;
mod runs;
mod sort;
mod tables;
mod word;
mod write;

use footnotes::answer::{Answers, bound};
use footnotes::call::{Candidate, Print, SYMBOLS, candidates};
use footnotes::chain::{Call, Chains};
use footnotes::note::{Bodies, Place};
use line::{Line, Pending, scan};
use page::Pages;
use role::{Piece, Sorted};
use sort::Sorter;
use tables::grid::Grid;
use write::{Found, Last, Writer};

pub(super) use profile::Profile;

// What PDF asks of running text, too: its pages are lines, as text files are.
#[cfg(feature = "pdf")]
pub(super) use self::{
    heading::heads_notes,
    join::{Join, join},
    letters::{ends_sentence, first_word, is_hangul, is_unspaced},
    marker::{Scheme, marker},
    measure::Measure,
    tables::grid::{is_period, is_value},
    word::Words,
};

use super::decode::{Decoder, readable};
use super::looks::{Looks, looks_of};
use super::terminal_text::{Plain, plain};
use super::window::cut;
use super::{Format, ImportError, ReadObserver, Source};
use crate::document::{Builder, Document, Limit, Point, SafeText, Span, WarningKind};

/// Plain text: whatever no other format claims.
pub(super) const FORMAT: Format = Format {
    about: "format-text",
    extensions: &["txt", "text", "log"],
    sniff: |_| true,
    opening: super::window::opening,
    version: 3,
    ..Format::new("text", read_text)
};

/// Bytes between two looks at the watch.
const WATCHED: usize = 1 << 20;

/// Reads plain text.
///
/// # Errors
/// [`ImportError::Unsupported`] and [`ImportError::Binary`] for bytes that are no text,
/// [`ImportError::Empty`] for a whole file of white space, [`ImportError::Stopped`] when the
/// watch says so.
fn read_text(source: &Source, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    let charset = readable(source.bytes, watch.options().encoding)?;
    let mut decoder = Decoder::new(charset, source.whole);
    let mut reader = Reader::new(source.bytes.len());
    // What the reader calls text is text.
    let mut unnamed = watch.options().format.is_none();
    let mut looks = None;
    let (mut at, mut watched) = (0, 0);
    while at < source.bytes.len() {
        let rest = &source.bytes[at..];
        let size = cut(rest, charset.width());
        let last = size == rest.len();
        let text = decoder.piece(&rest[..size], last);
        at += size;
        reader.lossy = decoder.bad().is_some();
        let plain = plain(&text);
        if std::mem::take(&mut unnamed) {
            looks = looks_of(&plain.text);
        }
        reader.read(&plain, last && source.whole);
        if at - watched >= WATCHED {
            watch.at(at, source.bytes.len())?;
            watched = at;
            if watch.room() == 0 {
                watch.cut(at);
                break;
            }
        }
    }
    watch.at(at, source.bytes.len())?;
    let (builder, lost) = reader.finish();
    let Some(mut builder) = builder else {
        return if source.whole { Err(ImportError::Empty) } else { Ok(Builder::new().finish()?) };
    };
    decoder.warn(&mut builder, lost);
    if let Some(Looks { what, format }) = looks {
        let kind = WarningKind::LooksLike { what: SafeText::new(what), format: SafeText::new(format) };
        builder.warn(kind, Span::default());
    }
    Ok(builder.finish()?)
}

/// How a call or a body of this number is labelled.
fn label_of(print: Print, number: u16) -> String {
    match print {
        Print::Symbol => SYMBOLS.get(usize::from(number).wrapping_sub(1)).copied().unwrap_or("*").to_owned(),
        _ => number.to_string(),
    }
}

/// Everything that goes on from window to window.
#[derive(Default)]
struct Reader {
    builder: Builder,
    profile: Option<(Profile, Pages)>,
    pending: Pending,
    bodies: Bodies,
    chains: Chains,
    sorter: Sorter,
    writer: Writer,
    lossy: bool,
    // What a window is taken apart into, kept for the next one to fill.
    lines: Vec<Line>,
    candidates: Vec<Candidate>,
    pieces: Vec<Piece>,
    grids: Vec<Grid>,
}

impl Reader {
    fn new(bytes: usize) -> Self {
        Self { builder: Builder::with_capacity(bytes), ..Self::default() }
    }

    /// Reads a window; `last` if the file ends with it.
    fn read(&mut self, plain: &Plain, last: bool) {
        // Links are known by their places in the text as it stands.
        let unrolled = if plain.links.is_empty() { columns::unrolled(&plain.text) } else { columns::as_printed(&plain.text) };
        let text = &*unrolled.text;
        scan(text, &mut self.pending, &mut self.lines);
        unrolled.measure(&mut self.lines);
        let (profile, mut pages) = self.profile.take().unwrap_or_else(|| {
            let profile = Profile::of(text, &self.lines);
            let pages = Pages::of(text, &self.lines, &profile);
            (profile, pages)
        });
        let ended = last || self.pending.ends_page();
        pages.find(text, &mut self.lines, &profile, ended);
        candidates(text, &self.lines, &profile, &mut self.candidates);
        let called = |print: Print| self.chains.last_number(print);
        self.bodies.find(&Place {
            text,
            lines: &self.lines,
            candidates: &self.candidates,
            step: profile.step,
            right: profile.measure.map_or(0, |measure| measure.right),
            ended,
            paged: pages.are_there(),
            called: &called,
        });
        let tail = self.sorter.tail().to_owned();
        let before = self.sorter.last().map(|(line, _)| Last { words: &tail, line });
        let doubted = !pages.are_there() && !self.bodies.found.is_empty();
        let known = doubted.then(|| (self.sorter.clone(), self.chains.clone(), self.lines.clone(), self.candidates.clone()));
        let mut calls = self.sort_and_call(text, !last, (&profile, &pages));
        // What nothing calls after all is sorted as what it looks like.
        if let Some((sorter, chains, lines, candidates)) = known
            && self.bodies.drops_uncalled(&lines, &calls, &chains)
        {
            (self.sorter, self.chains, self.lines, self.candidates) = (sorter, chains, lines, candidates);
            calls = self.sort_and_call(text, !last, (&profile, &pages));
        }
        pages.remove_numbers(&self.bodies.notes.pages);
        pages.remove_numbers(&self.bodies.notes.unread(&calls));
        let bodies = bound(&mut self.chains, &self.writer, &self.bodies.found, &calls);
        let found = Found {
            profile: &profile,
            text,
            lines: &self.lines,
            pieces: &self.pieces,
            grids: &self.grids,
            calls: &calls,
            bodies: &bodies,
            pages: &pages,
            lossy: self.lossy,
            links: &plain.links,
        };
        self.writer.write(&mut self.builder, &found, before);
        if let Some((start, end)) = self.sorter.title.take() {
            let title = SafeText::new(&text[start as usize..end as usize]);
            self.builder.meta().title.get_or_insert(title);
        }
        self.profile = Some((profile, pages));
    }

    /// Sorts the lines of a window, and tells which candidates are calls.
    fn sort_and_call(&mut self, text: &str, more: bool, (profile, pages): (&Profile, &Pages)) -> Vec<Call> {
        self.bodies.notes.settle(&mut self.lines, &mut self.candidates);
        let mut sorted = Sorted {
            text,
            lines: &self.lines,
            bodies: &self.bodies.found,
            pieces: &mut self.pieces,
            grids: &mut self.grids,
            more,
        };
        self.sorter.sort(&mut sorted, profile);
        let answers = Answers::of(&self.bodies.found);
        answers.calls(&mut self.chains, &mut self.candidates, &self.pieces, pages)
    }

    /// The builder, if anything was written, and where the first lost character stands.
    fn finish(mut self) -> (Option<Builder>, Option<Point>) {
        self.writer.finish(&mut self.builder);
        let pages = self.profile.as_ref().is_some_and(|(_, pages)| pages.is_full());
        let notes = self.chains.is_full() || self.bodies.is_full();
        let capped = [(notes, Limit::Footnotes, footnotes::chain::MOST_CALLS), (pages, Limit::Pages, page::MOST_PAGES)];
        for (_, what, limit) in capped.into_iter().filter(|(full, ..)| *full) {
            self.builder.warn(WarningKind::Capped { what, limit }, Span::default());
        }
        (self.writer.written.then_some(self.builder), self.writer.lost)
    }
}

#[cfg(test)]
mod tests;
