//! Lines of a contents page: a title, dots, a page number.

use std::collections::{HashMap, HashSet};

use super::block::{Element, Kind};
use super::line::Line;
use super::ruled_table::{Cell, Table};
use crate::document::roman;

/// An entry: what it names, and the page that it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Bytes of the title in the line.
    pub(super) title: usize,
    /// The page, as printed.
    pub(super) page: String,
}

/// The entry that a line is, where dots lead to a page number.
pub(super) fn entry(text: &str) -> Option<Entry> {
    let text = text.trim_end();
    let number_at = text
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let page = &text[number_at..];
    let is_number = !page.is_empty() && page.len() <= 6 && page.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        || is_small_roman(page);
    if !is_number {
        return None;
    }
    let before = &text[..number_at];
    let leader = |c: char| matches!(c, '.' | '·' | '․' | '…' | '‥' | '_' | ' ' | '⋯' | '・' | 'ㆍ' | '∙');
    let title = before.trim_end_matches(leader);
    let dots = before[title.len()..].chars().map(|c| match c {
        '…' | '⋯' => 3,
        '‥' => 2,
        ' ' => 0,
        _ => 1,
    });
    let title_letters = title.chars().filter(|c| c.is_alphabetic()).count();
    (dots.sum::<u32>() >= 4 && title_letters >= 2).then(|| Entry { title: title.len(), page: page.to_owned() })
}

/// Whether `page` is a number of the pages before the first: `iv`.
fn is_small_roman(page: &str) -> bool {
    page.starts_with(char::is_lowercase) && roman(page).is_some_and(|value| value < 90)
}

/// Entries without leading dots that are told by the titles they name, at least.
const FEWEST_BARE: usize = 3;
/// The same of those whose titles stand nowhere else.
const FEWEST_UNKNOWN: usize = 6;
/// Characters of such an entry, at most.
const LONGEST_BARE: usize = 200;

/// Finds entries without dots: several on a page, in order, each a title that stands elsewhere, too, and a page.
pub(super) fn find(elements: &mut [Element]) {
    let mut titles: HashSet<String> = HashSet::new();
    let mut found: HashMap<usize, Vec<(usize, Entry)>> = HashMap::new();
    for (at, element) in elements.iter().enumerate() {
        let Element::Block(block) = element else { continue };
        if block.flow.text.len() > LONGEST_BARE || !matches!(block.kind, Kind::Paragraph | Kind::Item { .. }) {
            continue;
        }
        match bare_entry(&block.flow.text) {
            Some(entry) => found.entry(block.page).or_default().push((at, entry)),
            None => {
                titles.insert(bare(&block.flow.text));
            }
        }
    }
    for entries in found.values() {
        let named = |(at, entry): &&(usize, Entry)| {
            let Element::Block(block) = &elements[*at] else { return false };
            titles.contains(&bare(&block.flow.text[..entry.title]))
        };
        let page = |(_, entry): &(usize, Entry)| entry.page.parse::<u32>().unwrap_or(0);
        let in_order = entries.windows(2).all(|pair| page(&pair[0]) <= page(&pair[1]));
        // Many in order speak for themselves.
        let known = entries.iter().filter(named).count() * 2 >= entries.len() && entries.len() >= FEWEST_BARE;
        if !in_order || !known && entries.len() < FEWEST_UNKNOWN {
            continue;
        }
        for (at, entry) in entries {
            if let Element::Block(block) = &mut elements[*at] {
                block.kind = Kind::Contents(entry.clone());
            }
        }
    }
}

/// Whether two lines read like entries, one below the other, that nothing but a blank parts from their pages.
pub(super) fn follow_in_contents(last: &str, line: &str) -> bool {
    let page = |text: &str| bare_entry(text)?.page.parse::<u32>().ok().filter(|page| *page < 1000);
    let begins = !line.starts_with(char::is_lowercase) && !last.starts_with(char::is_lowercase);
    begins && page(line).is_some_and(|next| page(last).is_some_and(|page| page <= next))
}

/// The entry that `text` is where nothing but a blank parts its title from its page.
fn bare_entry(text: &str) -> Option<Entry> {
    let (title, page) = text.trim_end().rsplit_once(' ')?;
    let is_page = (1..=4).contains(&page.len()) && page.bytes().all(|byte| byte.is_ascii_digit()) || is_small_roman(page);
    let title = title.trim_end();
    (is_page && title.chars().filter(|c| c.is_alphabetic()).count() > 2)
        .then(|| Entry { title: title.len(), page: page.to_owned() })
}

/// The entries that a table is made of whose last column numbers pages, each a line.
pub(super) fn entries(table: &Table) -> Option<Vec<Line>> {
    let mut last = 0;
    let mut lines = Vec::new();
    for row in &table.rows {
        let (number, title) = row.split_last()?;
        let page: u32 = number.text().parse().ok().filter(|page| *page >= last && *page < 5000)?;
        last = page;
        let mut words = title.iter().filter_map(|cell| match cell {
            Cell::Lines(lines) => Some(lines.iter()),
            _ => None,
        });
        let mut line = words.by_ref().flatten().cloned().reduce(|mut line, next| {
            line.append(next);
            line
        })?;
        if line.text.chars().filter(|c| c.is_alphabetic()).count() < 3 {
            return None;
        }
        line.text.push_str(&format!(" .... {page}"));
        lines.push(line);
    }
    // Pages of equal steps, or few of them, are a table of something else.
    (lines.len() >= 4 && table.rows.first().is_some_and(|row| row.len() <= 3)).then_some(lines)
}

/// What two titles have in common when they are the same: letters and digits alone.
pub(super) fn bare(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_lead_to_a_page() {
        let found = entry("1. Introduction ............. 3").expect("an entry");
        assert_eq!(("1. Introduction ............. 3"[..found.title].trim(), found.page.as_str()), ("1. Introduction", "3"));
        assert_eq!(entry("Ⅱ. 추진 배경 ·················· 12").map(|found| found.page), Some("12".into()));
        assert_eq!(entry("Summary . . . . . . . . iv").map(|found| found.page), Some("iv".into()));
        for text in ["It rose to 3", "See page ... 3", "A title", "1.5 ..... 3", ""] {
            assert_eq!(entry(text), None, "{text}");
        }
    }
}
