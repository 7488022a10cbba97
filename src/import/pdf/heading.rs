//! Which blocks are headings, and how deep they stand: by the file's outline where it has
//! one, else by size, weight, capitals and numbering, the same looks on the same level.

mod candidate;
mod level;

use std::collections::{HashMap, HashSet};

use super::block::{Block, Element, Kind};
use super::contents::{self, bare};
use super::file::{BOLD, Bookmark, Role};
use crate::import::caption::is_numbered_caption;
use candidate::{LARGE, MOST_LETTERS, MOST_LINES, Sign, is_date, is_prose, leads_to_text, opens_text, sign};
use level::{Look, decimals, levels};

/// A file that calls so many blocks headings tells which are.
const TOLD: usize = 3;
/// Headings that only their slope or their number tells: one alone is none.
const FEWEST_SLIGHT: usize = 2;
/// Lines of a paragraph that tells the first page of text, at least; and pages that may stand before it.
const TEXT_LINES: usize = 3;
const MOST_COVERS: usize = 6;
/// A heading right over another one is no smaller than this part of it.
const STACKED: f32 = 0.98;
/// What the titles of boxes start with.
const BOXES: [&str; 6] = ["box", "kasten", "recuadro", "caixa", "박스", "글상자"];
/// The levels of a document's headings.
const DEEPEST: u8 = 6;

/// Finds the headings among the blocks, and gives each its level.
pub(super) fn find(elements: &mut [Element], body: f32, bookmarks: &[Bookmark]) {
    contents::find(elements);
    let mut marked = marked(elements, bookmarks);
    let tagged = tagged(elements);
    // The outline tells levels better than tags, which writers choose for their looks.
    if marked.is_empty() {
        marked.extend(tagged.iter().filter_map(|(at, level)| Some((*at, (*level)?))));
    }
    let by_outline: HashSet<usize> = marked.keys().copied().collect();
    drop_flat(&mut marked, elements);
    let told = tagged.len() >= TOLD;
    let typed = is_typed(elements);
    let named = |at: usize| by_outline.contains(&at) || tagged.contains_key(&at);
    let mut signs: HashMap<usize, Option<Sign>> = HashMap::new();
    for at in 0..elements.len() {
        let Element::Block(block) = &elements[at] else { continue };
        // Where the file tells its headings, what it calls text is text, unless it is large.
        let text = told && block.role == Role::Text && block.size < LARGE * body || block.typed && !typed;
        if named(at) {
            signs.insert(at, None);
        } else if let Some(sign) = sign(elements, at, body).filter(|_| !text) {
            signs.insert(at, Some(sign));
        }
    }
    let slight = |sign: &Option<Sign>| *sign == Some(Sign::Slight);
    if signs.values().filter(|sign| slight(sign)).count() < FEWEST_SLIGHT {
        signs.retain(|_, sign| !slight(sign));
    }
    let is_heading = |at: usize| signs.contains_key(&at);
    let leads = |at: usize| leads_to_text(elements, at, is_heading);
    let mut looks: Vec<(usize, Look)> = Vec::new();
    for at in 0..elements.len() {
        let (Element::Block(block), Some(sign)) = (&elements[at], signs.get(&at)) else { continue };
        // A running foot that other pages do not have: the last of its page, with a number.
        let is_foot = matches!(elements.get(at + 1), None | Some(Element::Page(_)))
            && block.flow.text.trim_end().ends_with(|c: char| c.is_ascii_digit());
        if sign.is_none_or(|sign| (sign == Sign::Size || leads(at)) && !is_foot) {
            looks.push((at, Look::of(block)));
        }
    }
    drop_common(&mut looks, elements, body);
    let headed: HashSet<usize> = looks.iter().map(|(at, _)| *at).collect();
    // Headings may stand one on the other.
    let opens = |at: usize| match headed.contains(&(at + 1)) {
        true if !is_above(elements, at) || is_date_at(elements, at + 1) => false,
        true if headed.contains(&(at + 2)) => is_above(elements, at + 1) && opens_prose(elements, at + 2),
        true => opens_prose(elements, at + 1),
        false => opens_prose(elements, at),
    };
    drop_cover(&mut looks, elements, |at| named(at) || opens(at));
    let boxes: Vec<usize> = looks.extract_if(.., |(at, _)| is_box(elements, *at)).map(|(at, _)| at).collect();
    drop_listed(&mut looks, elements);
    let titles = table_titles(&mut looks, elements, named);
    let levels = levels(&looks, &marked);
    for at in titles {
        if let Element::Block(block) = &mut elements[at] {
            block.kind = Kind::Caption;
        }
    }
    for (at, look) in &looks {
        let level = marked.get(at).copied().or_else(|| levels.get(look).copied()).unwrap_or(DEEPEST);
        if let Element::Block(block) = &mut elements[*at] {
            block.kind = Kind::Heading(level.clamp(1, DEEPEST));
            // What makes it a heading is no emphasis in it.
            if block.flow.is_mostly_bold() {
                block.flow.styles.iter_mut().for_each(|(.., style)| *style &= !BOLD);
            }
        }
    }
    for at in boxes {
        // A box stands in a section, however large its title is.
        let above = elements[..at].iter().rev().find_map(|element| match element {
            Element::Block(Block { kind: Kind::Heading(level), .. }) => Some(*level),
            _ => None,
        });
        if let Element::Block(block) = &mut elements[at] {
            block.kind = Kind::Heading(above.map_or(1, |level| level + 1).min(DEEPEST));
        }
    }
    for element in elements.iter_mut() {
        if let Element::Block(block @ Block { kind: Kind::Paragraph, .. }) = element
            && block.flow.is_bold()
            && block.lines <= MOST_LINES
            && is_numbered_caption(&block.flow.text)
        {
            block.kind = Kind::Caption;
        }
    }
}

/// On a page of contents what other pages have as a heading is its entry, and so is what ends in a number.
fn drop_listed(looks: &mut Vec<(usize, Look)>, elements: &[Element]) {
    let block = |at: usize| block_at(elements, at);
    let mut listing: HashMap<usize, usize> = HashMap::new();
    for entry in elements.iter().enumerate().filter_map(|(at, _)| block(at)) {
        if matches!(entry.kind, Kind::Contents(_)) {
            *listing.entry(entry.page).or_default() += 1;
        }
    }
    let lists = |page: usize| listing.get(&page).is_some_and(|count| *count >= TOLD);
    let elsewhere: HashSet<String> = looks
        .iter()
        .filter_map(|(at, _)| block(*at))
        .filter(|block| !lists(block.page))
        .map(|block| bare(&block.flow.text))
        .collect();
    let counted =
        |at: Option<usize>| at.and_then(|at| block_at(elements, at)).is_some_and(|block| decimals(&block.flow.text).is_some());
    looks.retain(|(at, _)| {
        // One of many that count, and that end in their pages.
        let ends = block(*at).is_some_and(|block| block.flow.text.trim_end().ends_with(|c: char| c.is_ascii_digit()));
        if ends && counted(Some(*at)) && counted(at.checked_sub(1)) && counted(Some(at + 1)) {
            return false;
        }
        let Some(block) = block(*at).filter(|block| lists(block.page)) else { return true };
        !elsewhere.contains(&bare(&block.flow.text)) && !block.flow.text.trim_end().ends_with(|c: char| c.is_ascii_digit())
    });
}

fn block_at(elements: &[Element], at: usize) -> Option<&Block> {
    match elements.get(at) {
        Some(Element::Block(block)) => Some(block),
        _ => None,
    }
}

/// Takes the titles of tables out: small headings of a look that has nothing but tables right behind it.
fn table_titles(looks: &mut Vec<(usize, Look)>, elements: &[Element], stays: impl Fn(usize) -> bool) -> Vec<usize> {
    let heads = |at: usize| matches!(elements.get(at + 1), Some(Element::Table { .. })) && !stays(at);
    let largest = looks.iter().map(|(_, look)| look.size).max();
    let others: HashSet<Look> = looks.iter().filter(|(at, _)| !heads(*at)).map(|(_, look)| *look).collect();
    let is_title = |(at, look): &(usize, Look)| {
        heads(*at) && look.counted == 0 && !others.contains(look) && (Some(look.size) != largest || others.is_empty())
    };
    looks.extract_if(.., |heading| is_title(heading)).map(|(at, _)| at).collect()
}

/// Whether the file is written with a typewriter; else what is typed in it is code.
fn is_typed(elements: &[Element]) -> bool {
    let lengths = (0..elements.len()).filter_map(|at| block_at(elements, at)).map(|block| (block.typed, block.flow.text.len()));
    let (typed, all) = lengths.fold((0, 0), |(typed, all), (own, length)| (typed + if own { length } else { 0 }, all + length));
    typed * 2 > all
}

/// Whether the block at `at` is larger than the one behind it, or as large.
fn is_above(elements: &[Element], at: usize) -> bool {
    let size = |at: usize| block_at(elements, at).map_or(0.0, |block| block.size);
    size(at) >= STACKED * size(at + 1)
}

/// Whether the block at `at` is the title of a box: `Box 1.2 …`.
fn is_box(elements: &[Element], at: usize) -> bool {
    let Element::Block(block) = &elements[at] else { return false };
    let text = block.flow.text.trim_start();
    let rest = BOXES
        .iter()
        .find_map(|word| text.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word)).map(|_| &text[word.len()..]));
    rest.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether sentences come right behind the block at `at`, and no names or addresses.
fn opens_prose(elements: &[Element], at: usize) -> bool {
    let names = |element: &Element| matches!(element, Element::Block(block) if matches!(block.kind, Kind::Paragraph) && !is_prose(&block.flow.text));
    opens_text(elements, at) && !elements.get(at + 1).is_some_and(names)
}

fn is_date_at(elements: &[Element], at: usize) -> bool {
    matches!(&elements[at], Element::Block(block) if is_date(&block.flow.text))
}

/// An outline of one level tells none, where its headings are set in several sizes.
fn drop_flat(marked: &mut HashMap<usize, u8>, elements: &[Element]) {
    let levels: HashSet<u8> = marked.values().copied().collect();
    let sizes = marked.keys().filter_map(|at| match &elements[*at] {
        Element::Block(block) => Some(block.size),
        _ => None,
    });
    let (least, most) = sizes.fold((f32::MAX, 0.0_f32), |(least, most), size| (least.min(size), most.max(size)));
    if levels.len() == 1 && marked.len() >= TOLD && most > LARGE * least {
        marked.clear();
    }
}

/// On the pages before the first text, lines that no text follows name authors, places and dates; the largest is the title.
fn drop_cover(looks: &mut Vec<(usize, Look)>, elements: &[Element], stays: impl Fn(usize) -> bool) {
    let page = |at: usize| match &elements[at] {
        Element::Block(block) => block.page,
        _ => 0,
    };
    let is_text = |block: &Block| match block.kind {
        Kind::Paragraph => block.lines >= TEXT_LINES && is_prose(&block.flow.text),
        _ => matches!(block.kind, Kind::Contents(_)),
    };
    let text = elements.iter().find_map(|element| match element {
        Element::Block(block) if is_text(block) => Some(block.page),
        _ => None,
    });
    let covers = text.unwrap_or(0).min(MOST_COVERS);
    let mut largest: HashMap<usize, u32> = HashMap::new();
    for (at, look) in looks.iter() {
        largest.entry(page(*at)).and_modify(|size| *size = (*size).max(look.size)).or_insert(look.size);
    }
    let title = largest.get(&0).copied().unwrap_or(0);
    looks.retain(|(at, look)| {
        let page = page(*at);
        let stands = stays(*at) && !is_date_at(elements, *at) || look.counted > 0;
        // The title may be printed again on a page of its own.
        let is_title = largest.get(&page) == Some(&look.size) && look.size * 5 >= title * 4;
        page > covers || page > 0 && text == Some(page) || is_title || stands
    });
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
        let most = if look.size > super::sheet::half_points(body) { all / 3 } else { all / 5 };
        all < 800 || share[&(look.size, look.bold, look.capitals)] <= most
    });
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
            parted: false,
            inside: false,
            typed: false,
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
