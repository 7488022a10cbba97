//! Which blocks are headings, and how deep they stand: by the file's outline where it has
//! one, else by size, weight, capitals and numbering, the same looks on the same level.

use std::collections::{HashMap, HashSet};

use super::block::{Block, Element, Kind};
use super::contents::bare;
use super::file::{BOLD, Bookmark, Role};
use super::sheet::half_points;
use crate::import::text::{Scheme, ends_sentence};

/// A heading has at most so many lines and characters.
const MOST_LINES: usize = 4;
const MOST_LETTERS: usize = 180;
/// A file that calls so many blocks headings tells which are.
const TOLD: usize = 3;
/// The levels of a document's headings.
const DEEPEST: u8 = 6;

/// What headings of one level have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Look {
    size: u32,
    bold: bool,
    capitals: bool,
    /// How it is counted: `1.` and `1.1` may look the same else.
    counted: u8,
}

/// Finds the headings among the blocks, and gives each its level.
pub(super) fn find(elements: &mut [Element], body: f32, bookmarks: &[Bookmark]) {
    let mut marked = marked(elements, bookmarks);
    let tagged = tagged(elements);
    // The outline tells levels better than tags, which writers choose for their looks.
    if marked.is_empty() {
        marked.extend(tagged.iter().filter_map(|(at, level)| Some((*at, (*level)?))));
    }
    let told = tagged.len() >= TOLD;
    let mut looks: Vec<(usize, Look)> = Vec::new();
    for at in 0..elements.len() {
        let Element::Block(block) = &elements[at] else { continue };
        // Where the file tells its headings, what it calls text is text, unless it is large.
        let text = told && block.role == Role::Text && block.size < 1.1 * body;
        let named = marked.contains_key(&at) || tagged.contains_key(&at);
        if named || !text && is_heading(block, next_text(elements, at), body) {
            looks.push((at, look(block, body)));
        }
    }
    drop_common(&mut looks, elements, body);
    let levels = levels(&looks, &marked);
    for (at, look) in &looks {
        let level = marked.get(at).copied().or_else(|| levels.get(look).copied()).unwrap_or(DEEPEST);
        if let Element::Block(block) = &mut elements[*at] {
            block.kind = Kind::Heading(level.clamp(1, DEEPEST));
            // What makes it a heading is no emphasis in it.
            if block.flow.is_bold() {
                block.flow.styles.iter_mut().for_each(|(.., style)| *style &= !BOLD);
            }
        }
    }
}

/// Blocks that the file calls headings, with their levels where it tells them.
fn tagged(elements: &[Element]) -> HashMap<usize, Option<u8>> {
    let blocks = elements.iter().enumerate().filter_map(|(at, element)| match element {
        Element::Block(block) if block.lines <= MOST_LINES && block.flow.text.chars().count() <= MOST_LETTERS => {
            Some((at, block))
        }
        _ => None,
    });
    blocks
        .filter_map(|(at, block)| match block.role {
            Role::Heading(level) if !matches!(block.kind, Kind::Contents(_)) => Some((at, level)),
            _ => None,
        })
        .collect()
}

/// Blocks that bookmarks name, with the bookmarks' levels.
fn marked(elements: &[Element], bookmarks: &[Bookmark]) -> HashMap<usize, u8> {
    let mut wanted: HashMap<String, Vec<&Bookmark>> = HashMap::new();
    for bookmark in bookmarks {
        wanted.entry(bare(&bookmark.title)).or_default().push(bookmark);
    }
    let mut found: HashMap<usize, u8> = HashMap::new();
    let mut taken: HashSet<*const Bookmark> = HashSet::new();
    for (at, element) in elements.iter().enumerate() {
        let Element::Block(block) = element else { continue };
        if block.lines > MOST_LINES || !matches!(block.kind, Kind::Paragraph | Kind::Item { .. }) {
            continue;
        }
        let Some(bookmarks) = wanted.get(&bare(&block.flow.text)) else { continue };
        let near =
            |bookmark: &&&Bookmark| bookmark.page == block.page && !taken.contains(&std::ptr::from_ref::<Bookmark>(bookmark));
        if let Some(bookmark) = bookmarks.iter().find(near) {
            taken.insert(*bookmark);
            found.insert(at, bookmark.level);
        }
    }
    found
}

/// The text block behind the one at `at`.
fn next_text(elements: &[Element], at: usize) -> Option<&Block> {
    elements[at + 1..].iter().take(4).find_map(|element| match element {
        Element::Block(block) => Some(block),
        _ => None,
    })
}

fn is_heading(block: &Block, next: Option<&Block>, body: f32) -> bool {
    let text = block.flow.text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let count = text.chars().count();
    let seen = text.chars().filter(|c| !c.is_whitespace()).count();
    let counted = matches!(block.scheme, Some(Scheme::Decimal(_) | Scheme::Roman | Scheme::Capital | Scheme::Hangul));
    let plain = matches!(block.kind, Kind::Paragraph) || counted && matches!(block.kind, Kind::Item { bullet: false, .. });
    if !plain || letters < 2 || letters * 2 <= seen || count > MOST_LETTERS || block.lines > MOST_LINES {
        return false;
    }
    let ends = ends_sentence(text) && !text.ends_with(['?', '!']) || text.ends_with([',', ';', ':', '：', '،']);
    if ends {
        return false;
    }
    let large = block.size >= 1.1 * body;
    if large {
        return true;
    }
    if block.size < 0.93 * body {
        return false;
    }
    let short = block.lines <= 2 && count <= 120;
    let capitals = is_capitals(text);
    if short && (block.flow.is_bold() || capitals && count <= 80) {
        // Names and addresses are set bold, too.
        return next.is_some() && block.gap > 1.05 && text.matches([',', '·']).count() < 2 && !text.contains('@');
    }
    let outline = matches!(block.scheme, Some(Scheme::Part | Scheme::Chapter | Scheme::Section | Scheme::Roman));
    outline && block.lines == 1 && count <= 60 && block.gap > 1.2
}

fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4 && !text.contains(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() * 10 > letters * 9
}

fn look(block: &Block, body: f32) -> Look {
    let large = block.size >= 1.1 * body;
    Look {
        size: if large { half_points(block.size) } else { half_points(body) },
        bold: block.flow.is_bold(),
        capitals: is_capitals(&block.flow.text),
        counted: match block.scheme {
            Some(Scheme::Part) => 1,
            Some(Scheme::Chapter) => 2,
            Some(Scheme::Section | Scheme::Roman) => 3,
            Some(Scheme::Article) => 4,
            Some(Scheme::Decimal(levels)) => 4 + levels,
            Some(Scheme::Capital | Scheme::Hangul) => 12,
            _ => 0,
        },
    }
}

/// A look that a good part of the text has is no heading's, whatever its size.
fn drop_common(looks: &mut Vec<(usize, Look)>, elements: &[Element], body: f32) {
    let length = |at: usize| match &elements[at] {
        Element::Block(block) => block.flow.text.len(),
        _ => 0,
    };
    let all: usize = (0..elements.len()).map(length).sum();
    let mut share: HashMap<(u32, bool, bool), usize> = HashMap::new();
    for (at, look) in looks.iter() {
        *share.entry((look.size, look.bold, look.capitals)).or_default() += length(*at);
    }
    looks.retain(|(_, look)| {
        let most = if look.size > half_points(body) { all / 3 } else { all / 5 };
        all < 800 || share[&(look.size, look.bold, look.capitals)] <= most
    });
}

/// The level of each look: larger before smaller, bold before light, capitals before small
/// letters, and within a look as they are counted. Where the outline tells, it tells.
fn levels(looks: &[(usize, Look)], marked: &HashMap<usize, u8>) -> HashMap<Look, u8> {
    let mut kinds: Vec<Look> = looks.iter().map(|(_, look)| *look).collect::<HashSet<_>>().into_iter().collect();
    kinds.sort_by_key(|look| (std::cmp::Reverse(look.size), !look.bold, !look.capitals, look.counted));
    let mut levels = HashMap::new();
    let mut rank: u8 = 0;
    let mut last: Option<Look> = None;
    for look in kinds {
        let told: Vec<u8> =
            looks.iter().filter(|(_, other)| *other == look).filter_map(|(at, _)| marked.get(at).copied()).collect();
        let same = last.is_some_and(|last| {
            let close = last.size.abs_diff(look.size) <= 1 && last.bold == look.bold && last.capitals == look.capitals;
            // Counted and uncounted headings of one look stand side by side.
            close && (last.counted == look.counted || look.counted == 0 || last.counted == 0)
        });
        if let Some(most) = told.iter().max_by_key(|level| told.iter().filter(|other| other == level).count()) {
            rank = *most;
        } else if !same || rank == 0 {
            rank = rank.saturating_add(1);
        }
        levels.insert(look, rank.clamp(1, DEEPEST));
        last = Some(look);
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::super::block::Inset;
    use super::super::flow::Flow;
    use super::*;
    use crate::import::text::marker;

    fn block(text: &str, size: f32, bold: bool) -> Element {
        let styles = if bold { vec![(0, text.len(), 1)] } else { Vec::new() };
        let flow = Flow { text: text.into(), styles, ..Flow::default() };
        let scheme = marker(text).map(|found| found.scheme);
        let lines = text.len() / 80 + 1;
        Element::Block(Block {
            kind: Kind::Paragraph,
            flow,
            page: 0,
            y: 0.0,
            size,
            lines,
            gap: 2.0,
            scheme,
            role: Role::Unsaid,
            inset: Inset::default(),
        })
    }

    fn levels_of(elements: &mut [Element], bookmarks: &[Bookmark]) -> Vec<Option<u8>> {
        find(elements, 10.0, bookmarks);
        elements
            .iter()
            .map(|element| match element {
                Element::Block(Block { kind: Kind::Heading(level), .. }) => Some(*level),
                _ => None,
            })
            .collect()
    }

    fn text() -> Element {
        block(&"A sentence of the text that is quite long. ".repeat(12), 10.0, false)
    }

    #[test]
    fn looks_make_levels() {
        let mut elements = [
            block("The title", 20.0, true),
            text(),
            block("Part", 14.0, true),
            text(),
            block("Small and bold", 10.0, true),
            text(),
            block("Another part", 14.0, true),
            text(),
            block("Not bold, not large", 10.0, false),
        ];
        assert_eq!(levels_of(&mut elements, &[]), [Some(1), None, Some(2), None, Some(3), None, Some(2), None, None]);
    }

    #[test]
    fn numbers_make_levels_within_a_look() {
        let mut elements =
            [block("1. One", 12.0, true), block("1.1. Deeper", 12.0, true), text(), block("2. Two", 12.0, true), text(), text()];
        assert_eq!(levels_of(&mut elements, &[]), [Some(1), Some(2), None, Some(1), None, None]);
    }

    #[test]
    fn the_outline_has_the_last_word() {
        let mut elements = [block("Plain as text", 10.0, false), text(), block("Large", 14.0, false), text()];
        let bookmark = |title: &str, level| Bookmark { title: title.into(), level, page: 0, y: None };
        let outline = [bookmark("Plain as text", 1), bookmark("Large", 2)];
        assert_eq!(levels_of(&mut elements, &outline), [Some(1), None, Some(2), None]);
    }
}
