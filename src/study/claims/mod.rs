//! Figures in prose beside the cells that hold them, the same or rounded, or that they contradict.

mod around;
mod cells;
mod contradict;
mod guards;
mod heads;
mod hold;

use std::collections::HashMap;
use std::sync::Arc;

use super::Pace;
use super::figure::{Figure, figures};
use crate::document::value::Value;
use crate::document::{BlockKind, Document, Point, Span};

use around::Around;
pub use cells::Cells;
use contradict::{Told, settle};
use heads::lower;
use hold::held;

/// Figures of one document that are listed.
const MOST_CLAIMS: usize = 100_000;
/// How much of a sentence is looked through at once for what it names, in bytes: a longer one is a list, or none, and
/// its figures are of what stands near.
const LONGEST_SENTENCE: usize = 4096;

/// A figure in the prose, and the cells that hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Where it stands, its unit included.
    pub span: Span,
    /// The sentence that it stands in.
    pub sentence: Span,
    /// What it says.
    pub value: Value,
    /// The cells that hold the same or a rounded value: those whose heads the sentence names first.
    pub held: Vec<MatchingCell>,
    /// The cell whose heads the sentence names, where it says something else.
    pub contradicts: Option<MatchingCell>,
}

/// A cell that holds a figure of the prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatchingCell {
    /// The table: an index into [`Document::tables`].
    pub table: usize,
    /// Its row and column, as printed.
    pub row: usize,
    /// Its column.
    pub column: usize,
    /// Whether the values are the same; else the prose has it rounded.
    pub exact: bool,
    /// Whether the prose and the table count in other scales: 36.7조 원 beside 36,704.2 of 십억원.
    pub scaled: bool,
    /// How many of the cell's heads the sentence names.
    pub named: u32,
}

/// Every figure in a document's prose.
#[derive(Debug, Default)]
pub struct Claims {
    /// The figures, in order.
    pub all: Vec<Claim>,
    /// The numbers of the tables that they are held against.
    pub cells: Cells,
    /// Whether all figures are here, held against all numbers.
    pub is_whole: bool,
    /// Indices into [`Self::all`]: those that contradict a cell first, then those that a cell holds, each group
    /// in order.
    pub grouped: Vec<u32>,
    /// How many of them contradict a cell.
    pub contradicting: usize,
    /// How many of them a cell holds.
    pub held: usize,
}

impl Claims {
    /// The figures of `document`; `None` where `pace` said no.
    #[must_use]
    pub fn of(document: &Arc<Document>, pace: Pace) -> Option<Self> {
        let cells = Cells::of(document, &|| pace(Point(0)))?;
        let (mut all, mut is_cut) = (Vec::new(), false);
        for block in document.blocks() {
            if !pace(block.span.start) {
                return None;
            }
            is_cut |= add_claims(document, &cells, block.span, &mut all, pace)?;
        }
        let is_whole = cells.is_whole && !is_cut && all.len() < MOST_CLAIMS;
        let mut grouped: Vec<u32> = (0_u32..).take(all.len()).collect();
        let group = |index: &u32| {
            let claim = &all[*index as usize];
            (claim.contradicts.is_none(), claim.held.is_empty())
        };
        grouped.sort_by_key(group);
        let contradicting = all.iter().filter(|claim| claim.contradicts.is_some()).count();
        let held = all.iter().filter(|claim| !claim.held.is_empty()).count();
        Some(Self { all, cells, is_whole, grouped, contradicting, held })
    }
}

/// The figures within `span` of `document`, each with the cells that hold it.
#[must_use]
pub fn claims(document: &Document, cells: &Cells, span: Span) -> Vec<Claim> {
    let mut found = Vec::new();
    add_claims(document, cells, span, &mut found, &|_| true);
    found
}

/// Adds the figures within `span`, up to the most that are listed. Gives whether any was not held against all cells;
/// `None` where `pace` said no.
fn add_claims(document: &Document, cells: &Cells, span: Span, found: &mut Vec<Claim>, pace: Pace) -> Option<bool> {
    let block = document.block_at(span.start).map(|block| document.blocks()[block]);
    let is_prose = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::FootnoteBody(_));
    let Some(block) = block.filter(|block| is_prose(block.kind) && !is_axis(document.slice(block.span))) else {
        return Some(false);
    };
    let text = document.slice(span);
    let mut figures = figures(text).into_iter().peekable();
    // A heading that was taken for a paragraph begins with the number of its section.
    if span.start == block.span.start && numbers_a_section(text) {
        figures.next_if(|figure| figure.start == 0 && figure.value.unit.is_none());
    }
    let mut sentences = document.sentences_in(span);
    let mut sentence = sentences.next().unwrap_or(span);
    let mut is_cut = false;
    while let Some(first) = figures.peek() {
        let start = span.start.at() + first.start;
        if !pace(Point::new(start)) {
            return None;
        }
        while sentence.end.at() <= start {
            let Some(next) = sentences.next() else { break };
            sentence = next;
        }
        let window = window(document, sentence, start);
        let end = window.end.at().max(start + 1);
        let own = |figure: &Figure| span.start.at() + figure.start < end;
        let here: Vec<Figure> = std::iter::from_fn(|| figures.next_if(own)).collect();
        is_cut |= add_window(document, cells, (span, sentence, window), &here, found);
        if found.len() >= MOST_CLAIMS {
            break;
        }
    }
    Some(is_cut)
}

/// The part of a sentence around byte `start` that tells what a figure there is of.
fn window(document: &Document, sentence: Span, start: usize) -> Span {
    if sentence.len() <= LONGEST_SENTENCE {
        return sentence;
    }
    let from = document.floor(start.saturating_sub(LONGEST_SENTENCE / 2)).max(sentence.start.at());
    let to = document.floor(start + LONGEST_SENTENCE / 2).clamp(start, sentence.end.at());
    Span::new(from, to)
}

/// Adds `figures` of `span`, which stand in one sentence or `window` of it. Gives whether more cells were alike than
/// were looked at.
fn add_window(
    document: &Document,
    cells: &Cells,
    (span, sentence, window): (Span, Span, Span),
    figures: &[Figure],
    found: &mut Vec<Claim>,
) -> bool {
    let text = document.slice(span);
    let low = lower(document.slice(window));
    let naming = cells.heads.naming(&low);
    let named = cells.heads.named(&naming);
    let base = window.start.at().saturating_sub(span.start.at());
    let mut claims: Vec<Claim> = Vec::new();
    let (mut arounds, mut tellings, mut is_cut) = (Vec::new(), Vec::new(), false);
    // The same figure again is held by the same cells.
    let mut known: HashMap<&str, Vec<MatchingCell>> = HashMap::new();
    for figure in figures {
        if found.len() + claims.len() >= MOST_CLAIMS {
            break;
        }
        let around = Around::of(text, (figure.start, figure.end), base);
        // A bare small number says something where a sentence names a cell and counts nothing by it.
        if !figure.is_telling && (named.is_empty() || !around.ends_here()) {
            continue;
        }
        let held = known.entry(around.printed).or_insert_with(|| {
            let holding = held(cells, &figure.value, around.printed, &naming);
            is_cut |= holding.is_cut;
            holding.cells
        });
        let own = Span::new(span.start.at() + figure.start, span.start.at() + figure.end);
        claims.push(Claim { span: own, sentence, value: figure.value, held: held.clone(), contradicts: None });
        arounds.push(around);
        tellings.push(figure.is_telling);
    }
    settle(cells, &Told { sentence: &low, named: &named, around: &arounds }, &mut claims);
    found.extend(claims.into_iter().zip(tellings).filter_map(|(claim, is_telling)| {
        let is_named = claim.held.iter().any(|held| held.named > 1);
        (is_telling || claim.contradicts.is_some() || is_named).then_some(claim)
    }));
    is_cut
}

/// Whether a block is nothing but numbers: the labels of an axis.
fn is_axis(text: &str) -> bool {
    let (mut numbers, mut words) = (0, 0);
    for word in text.split_whitespace().take(64) {
        let is_number =
            word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '.')) && !word.contains(char::is_alphabetic);
        if is_number {
            numbers += 1;
        } else {
            words += 1;
        }
    }
    numbers > 2 && words * 2 < numbers
}

/// `10.2 The towns`: a number by levels, words behind it, and no full stop.
fn numbers_a_section(text: &str) -> bool {
    let Some((number, words)) = text.split_once(' ') else { return false };
    let levels = number.trim_end_matches('.').split('.');
    levels.clone().count() > 1
        && levels.clone().all(|level| (1..=2).contains(&level.len()) && level.bytes().all(|byte| byte.is_ascii_digit()))
        && words.starts_with(char::is_alphabetic)
        && text.len() <= 160
        && !text.trim_end().ends_with(['.', '!', '?', '。'])
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod verdicts;
