//! How deep headings stand: by their numbers first, then by their looks over the whole file.

use std::collections::{HashMap, HashSet};

use super::super::block::Block;
use super::super::sheet::half_points;
use super::DEEPEST;
use super::candidate::is_capitals;
use crate::import::text::Scheme;

/// Sizes that differ by less than this part of them are one.
const SAME_SIZE: f32 = 0.04;
/// How the first level of decimal numbers is ranked among the ways of counting; each further level is one more.
const DECIMAL: u8 = 5;
/// Levels of decimal numbers that are told apart.
const MOST_DECIMALS: u8 = 6;

/// What headings of one level have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Look {
    /// In half points.
    pub(super) size: u32,
    pub(super) bold: bool,
    pub(super) capitals: bool,
    pub(super) italic: bool,
    /// How it is counted: `1.` and `1.1` may look the same else.
    pub(super) counted: u8,
}

impl Look {
    pub(super) fn of(block: &Block) -> Self {
        Self {
            size: half_points(block.size),
            bold: block.flow.is_mostly_bold(),
            capitals: is_capitals(&block.flow.text),
            italic: block.flow.is_italic(),
            counted: counted(block),
        }
    }

    /// Whether two look the same but for how they are counted.
    fn is_like(&self, other: &Self) -> bool {
        is_same_size(self.size, other.size)
            && (self.bold, self.capitals, self.italic) == (other.bold, other.capitals, other.italic)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a font's size")]
fn is_same_size(a: u32, b: u32) -> bool {
    (a.abs_diff(b) as f32) <= SAME_SIZE * a.max(b) as f32
}

/// How a heading is counted: 0 for not at all, the higher the deeper such numbers stand as a rule.
pub(super) fn counted(block: &Block) -> u8 {
    if let Some(levels) = decimals(&block.flow.text) {
        return DECIMAL - 1 + levels;
    }
    match block.scheme {
        Some(Scheme::Part) => 1,
        Some(Scheme::Chapter) => 2,
        Some(Scheme::Section | Scheme::Roman) => 3,
        Some(Scheme::Article) => 4,
        Some(Scheme::Decimal(levels)) => DECIMAL - 1 + levels.min(MOST_DECIMALS),
        Some(Scheme::Capital | Scheme::Hangul | Scheme::Sign(_)) => 12,
        Some(Scheme::NumberParen(_)) => 13,
        Some(Scheme::HangulParen(_)) => 14,
        Some(Scheme::Circled) => 15,
        Some(Scheme::Small | Scheme::LetterParen(_) | Scheme::SmallRoman(_)) => 16,
        _ => 0,
    }
}

/// The levels of the number that `text` starts with: `2 Title`, `2.1 Title`, `5- 2. Title`, `A.1 Title`.
pub(super) fn decimals(text: &str) -> Option<u8> {
    let (mut rest, mut levels) = (text, 0_u8);
    if let Some(behind) = text.strip_prefix(|c: char| c.is_ascii_uppercase())
        && behind.starts_with('.')
        && behind[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        (rest, levels) = (&behind[1..], 1);
    }
    loop {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if !(1..=2).contains(&(rest.len() - behind.len())) || levels == MOST_DECIMALS {
            return None;
        }
        levels += 1;
        let next = behind.strip_prefix(['.', '-', '–']).map(str::trim_start);
        match next.filter(|next| next.starts_with(|c: char| c.is_ascii_digit())) {
            Some(next) if !behind.starts_with(". ") => rest = next,
            _ => {
                let words = behind.strip_prefix('.').unwrap_or(behind);
                let title = words.trim_start();
                let parted = title.len() < words.len() || behind.starts_with('.');
                return (parted && title.starts_with(|c: char| !c.is_ascii_digit())).then_some(levels);
            }
        }
    }
}

/// The level of each look: larger before smaller, bold before light, capitals before small
/// letters, and within a look as they are counted; decimal numbers stand below those with a part
/// less, however they look. Where the outline tells, it tells.
pub(super) fn levels(looks: &[(usize, Look)], marked: &HashMap<usize, u8>) -> HashMap<Look, u8> {
    let mut levels = ranks(looks, marked, false);
    // Covers have lines of many sizes, each but once: they must not use up the levels.
    if levels.values().any(|rank| *rank > DEEPEST) {
        levels = ranks(looks, marked, true);
    }
    levels.values_mut().for_each(|rank| *rank = (*rank).clamp(1, DEEPEST));
    levels
}

/// The ranks of the looks, from 1. Where `together` is set, looks that no other heading has rank as the one above them.
fn ranks(looks: &[(usize, Look)], marked: &HashMap<usize, u8>, together: bool) -> HashMap<Look, u8> {
    let mut kinds: Vec<Look> = looks.iter().map(|(_, look)| *look).collect::<HashSet<_>>().into_iter().collect();
    // A slope makes up for a little size.
    let weight = |look: &Look| if look.italic { look.size - look.size / 10 } else { look.size };
    kinds.sort_by_key(|look| std::cmp::Reverse(weight(look)));
    // Sizes that hardly differ are sorted as the largest of them.
    let mut sizes: HashMap<u32, u32> = HashMap::new();
    let mut largest = 0;
    for look in &kinds {
        if !is_same_size(largest, weight(look)) {
            largest = weight(look);
        }
        sizes.insert(weight(look), largest);
    }
    let below = below(looks);
    kinds.sort_by_key(|look| {
        let counted = if below.contains(look) { u8::MAX } else { look.counted };
        (std::cmp::Reverse(sizes[&weight(look)]), !look.bold, !look.capitals, look.italic, counted, look.size)
    });
    let is_alone = |look: &Look| looks.iter().filter(|(_, other)| other.is_like(look)).count() == 1;
    let mut levels: HashMap<Look, u8> = HashMap::new();
    let mut of_decimals: HashMap<u8, u8> = HashMap::new();
    let mut rank: u8 = 0;
    let mut last: Option<Look> = None;
    for look in kinds {
        let told: Vec<u8> =
            looks.iter().filter(|(_, other)| *other == look).filter_map(|(at, _)| marked.get(at).copied()).collect();
        // Counted and uncounted headings of one look stand side by side.
        let same = !below.contains(&look)
            && last.is_some_and(|last| {
                look.is_like(&last) && (last.counted == look.counted || look.counted == 0 || last.counted == 0)
            });
        let is_decimal = (DECIMAL..DECIMAL + MOST_DECIMALS).contains(&look.counted);
        let above = look.counted.checked_sub(1).and_then(|above| of_decimals.get(&above));
        if let Some(most) = told.iter().max_by_key(|level| told.iter().filter(|other| other == level).count()) {
            rank = *most;
        } else if let Some(known) = of_decimals.get(&look.counted).filter(|_| is_decimal) {
            rank = *known;
        } else if let Some(above) = above.filter(|_| is_decimal) {
            rank = above.saturating_add(1);
        } else if rank == 0 || !(same || together && is_alone(&look) && last.is_some_and(|last| is_alone(&last))) {
            rank = rank.saturating_add(1);
        }
        if is_decimal {
            of_decimals.entry(look.counted).or_insert(rank);
        }
        levels.insert(look, rank);
        last = Some(look);
    }
    levels
}

/// Looks without a number that stand right below counted headings which look the same, `5.2.1` and deeper: they are
/// parts of those.
fn below(looks: &[(usize, Look)]) -> HashSet<Look> {
    let pairs = looks.windows(2).filter(|pair| pair[0].0 + 1 == pair[1].0).map(|pair| (pair[0].1, pair[1].1));
    let is_part = |(above, look): &(Look, Look)| {
        look.counted == 0 && look.is_like(above) && (DECIMAL + 1..DECIMAL + MOST_DECIMALS).contains(&above.counted)
    };
    pairs.filter(is_part).map(|(_, look)| look).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_how_deep_they_are() {
        for (text, levels) in [
            ("2 Basic idea", Some(1)),
            ("2. Basic idea", Some(1)),
            ("1-1. Reform", Some(2)),
            ("5- 2. Aims", Some(2)),
            ("3.1 Data", Some(2)),
            ("3.1.4. Data", Some(3)),
            ("A.1 More", Some(2)),
            ("2020 and after", None),
            ("5", None),
            ("A new way", None),
            ("3.5배", None),
        ] {
            assert_eq!(decimals(text), levels, "{text}");
        }
    }
}
