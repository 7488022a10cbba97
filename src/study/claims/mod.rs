//! Figures in prose beside the cells that hold them, the same or rounded, or that they contradict.

mod cells;
mod hold;

use std::sync::Arc;

use super::Pace;
use super::figure::figures;
use crate::document::value::Value;
use crate::document::{BlockKind, Document, Point, Span};

pub use cells::Cells;
use hold::{Around, held, settle};

/// Figures of one document that are listed.
const MOST_CLAIMS: usize = 100_000;

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
        let mut all = Vec::new();
        for block in document.blocks() {
            if !pace(block.span.start) {
                return None;
            }
            add_claims(document, &cells, block.span, &mut all, pace)?;
        }
        let is_whole = cells.is_whole && all.len() < MOST_CLAIMS;
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

/// Adds the figures within `span`, up to the most that are listed; `None` where `pace` said no.
fn add_claims(document: &Document, cells: &Cells, span: Span, found: &mut Vec<Claim>, pace: Pace) -> Option<()> {
    let block = document.block_at(span.start).map(|block| document.blocks()[block]);
    let is_prose = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::FootnoteBody(_));
    let Some(block) = block.filter(|block| is_prose(block.kind) && !is_axis(document.slice(block.span))) else { return Some(()) };
    let text = document.slice(span);
    let mut figures = figures(text).into_iter().peekable();
    // A heading that was taken for a paragraph begins with the number of its section.
    if span.start == block.span.start && numbers_a_section(text) {
        figures.next_if(|figure| figure.start == 0 && figure.value.unit.is_none());
    }
    let mut sentences = document.sentences_in(span);
    let mut sentence = sentences.next().unwrap_or(span);
    while let Some(first) = figures.peek() {
        let start = span.start.at() + first.start;
        if !pace(Point::new(start)) {
            return None;
        }
        while sentence.end.at() <= start {
            let Some(next) = sentences.next() else { break };
            sentence = next;
        }
        let end = sentence.end.at().max(start + 1);
        let lower = document.slice(sentence).to_lowercase();
        let (from, mut texts) = (found.len(), Vec::new());
        let named = cells.named(&lower);
        while let Some(figure) = figures.next_if(|figure| span.start.at() + figure.start < end) {
            if found.len() >= MOST_CLAIMS {
                break;
            }
            let own = Span::new(span.start.at() + figure.start, span.start.at() + figure.end);
            let around = Around { before: &text[..figure.start], behind: &text[figure.end..] };
            // A bare small number says something where a sentence names a cell and counts nothing by it.
            if !figure.is_telling && (named.is_empty() || !around.ends_here()) {
                continue;
            }
            let held = held(cells, &figure.value, &text[figure.start..figure.end], &lower);
            texts.push((around, figure.is_telling));
            found.push(Claim { span: own, sentence, value: figure.value, held, contradicts: None });
        }
        let arounds: Vec<Around> = texts.iter().map(|(around, _)| *around).collect();
        settle(cells, &named, &mut found[from..], &arounds);
        let mut tellings = texts.iter().map(|(_, is_telling)| *is_telling);
        let told = found.split_off(from);
        found.extend(told.into_iter().filter(|claim| {
            let is_named = claim.held.iter().any(|held| held.named > 1);
            tellings.next().unwrap_or(true) || claim.contradicts.is_some() || is_named
        }));
        if found.len() >= MOST_CLAIMS {
            break;
        }
    }
    Some(())
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
