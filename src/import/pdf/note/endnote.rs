//! Endnotes: a numbered list behind the calls that have no bodies on their pages.

use std::collections::{HashMap, HashSet};

use super::super::block::{Block, Element, Kind};
use super::{Notes, key_of};
use crate::import::text::heads_notes;

/// The part, in hundredths, of a list under a heading for notes that is called at least.
const CALLED: usize = 60;
/// The same of a list without such a heading, and of the calls that it holds.
const CALLED_BARE: usize = 90;
/// Entries of such a list, at least.
const FEWEST: usize = 3;

/// An element that is an endnote, or goes on one.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import::pdf) struct Entry {
    pub(in crate::import::pdf) key: String,
    pub(in crate::import::pdf) label: String,
    /// Bytes of its text that are its number.
    pub(in crate::import::pdf) cut: usize,
}

/// The endnotes among the elements, by their places.
pub(in crate::import::pdf) type Endnotes = HashMap<usize, Entry>;

/// Numbered blocks that count on.
#[derive(Debug, Default)]
struct Run {
    /// Element, number and its bytes.
    entries: Vec<(usize, u32, usize)>,
    /// A heading says that these are notes.
    headed: bool,
}

/// Finds the lists that hold what the file's calls miss.
pub(in crate::import::pdf) fn endnotes(elements: &[Element], notes: &Notes) -> Endnotes {
    if notes.missing.is_empty() {
        return Endnotes::new();
    }
    let runs = runs(elements);
    let mut used: HashSet<usize> = HashSet::new();
    let mut found = Endnotes::new();
    for (chain, numbers) in notes.missing.iter().enumerate() {
        let called: HashSet<u32> = numbers.iter().copied().collect();
        let start = format!("?{chain}/");
        let last = elements.iter().rposition(|element| match element {
            Element::Block(block) => block.flow.calls.iter().any(|(_, key, _)| key.starts_with(&start)),
            _ => false,
        });
        let holds = |run: &Run| {
            let shared = run.entries.iter().filter(|(_, number, _)| called.contains(number)).count();
            let behind = last.is_none_or(|last| run.entries.iter().all(|(at, ..)| *at > last));
            let most = if run.headed { CALLED } else { CALLED_BARE };
            let whole = run.headed || run.entries.len() >= FEWEST && shared * 100 >= most * called.len();
            shared > 0 && behind && whole && shared * 100 >= most * run.entries.len()
        };
        let Some(index) = (0..runs.len()).find(|index| !used.contains(index) && holds(&runs[*index])) else { continue };
        used.insert(index);
        take(elements, &runs[index], chain, &mut found);
    }
    found
}

/// Takes the entries of a run, and the paragraphs between them.
fn take(elements: &[Element], run: &Run, chain: usize, found: &mut Endnotes) {
    for (index, (at, number, cut)) in run.entries.iter().enumerate() {
        let entry = Entry { key: key_of(chain, *number), label: number.to_string(), cut: *cut };
        if let Some((next, ..)) = run.entries.get(index + 1) {
            for (between, element) in elements.iter().enumerate().take(*next).skip(at + 1) {
                if matches!(element, Element::Block(Block { kind: Kind::Paragraph, .. })) {
                    found.insert(between, Entry { cut: 0, ..entry.clone() });
                }
            }
        }
        found.insert(*at, entry);
    }
}

/// The runs of numbered blocks, in order.
fn runs(elements: &[Element]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut run = Run::default();
    let mut under: Option<u8> = None;
    // Blocks without a number since the last one with.
    let mut others = 0;
    for (at, element) in elements.iter().enumerate() {
        let Element::Block(block) = element else { continue };
        if let Kind::Heading(level) = block.kind {
            if heads_notes(&block.flow.text) {
                under = Some(level);
            } else if under.is_some_and(|under| level <= under) {
                under = None;
            }
            runs.push(std::mem::take(&mut run));
            continue;
        }
        let numbered = endnote(&block.flow.text).filter(|_| !matches!(block.kind, Kind::Contents(_) | Kind::Caption));
        let Some((number, cut)) = numbered else {
            others += 1;
            continue;
        };
        let last = run.entries.last().map(|(_, number, _)| *number);
        let counts = last.is_some_and(|last| number == last + 1 || under.is_some() && number > last && number < last + 4);
        if !(counts && (others < 2 || under.is_some())) {
            runs.push(std::mem::take(&mut run));
        }
        run.headed = under.is_some();
        run.entries.push((at, number, cut));
        others = 0;
    }
    runs.push(run);
    runs.retain(|run| !run.entries.is_empty());
    runs
}

/// The number that an endnote starts with, and its bytes.
fn endnote(text: &str) -> Option<(u32, usize)> {
    let value = |c: char| if c.is_ascii_digit() { Some(c) } else { super::label::raised_digit(c) };
    let opener = usize::from(text.starts_with(['[', '(']));
    let number: String = text[opener..].chars().map_while(value).collect();
    let bytes: usize = opener + text[opener..].chars().take(number.len()).map(char::len_utf8).sum::<usize>();
    let rest = &text[bytes..];
    let cut = bytes + rest.len() - rest.trim_start_matches(['.', ')', ']']).len();
    let raised = text.starts_with(|c: char| value(c).is_some() && !c.is_ascii_digit());
    let parted = raised || cut > bytes || rest.starts_with(' ');
    let number = number.parse().ok().filter(|_| number.len() <= 3)?;
    (parted && text[cut..].trim().chars().count() > 3).then_some((number, cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endnotes_start_with_a_number() {
        assert_eq!(endnote("1. A source."), Some((1, 2)));
        assert_eq!(endnote("[12] A source."), Some((12, 4)));
        assert_eq!(endnote("³⁴A source."), Some((34, "³⁴".len())));
        assert_eq!(endnote("A source."), None);
        assert_eq!(endnote("1984"), None);
    }
}
