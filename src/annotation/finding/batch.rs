//! Many patterns searched for in one walk through a text.
//!
//! Myers' columns of several patterns stand beside each other: no step of one waits for another's,
//! and the processor does them at once. The text is turned into small numbers once, for all of
//! them. A pattern longer than a word is searched for by pieces: where it stands with so many
//! errors, one of its pieces stands with its share of them, or fewer; only around those places
//! it is looked for itself. What is found is what a search for each of them finds.

use std::collections::HashMap;
use std::ops::Range;

use super::approximate::{Alphabet, End, Ends, Pattern, fold};

/// Patterns, or pieces of them, in one walk.
const LANES: usize = 8;
/// Rows of a column in one word.
const WORD: usize = 64;
/// Characters between two places of which the byte is known.
const APART: usize = 64;
/// Characters between two looks at whether to go on.
const PATIENCE: usize = 1 << 16;
/// Bytes of a text that is turned into numbers.
const LONGEST: usize = 256 << 20;

/// A text as numbers, one a character.
#[derive(Debug)]
pub(in crate::annotation) struct Numbered {
    /// From 1 on; 0 is none's.
    classes: Vec<u16>,
    of: HashMap<char, u16>,
    /// Where every 64th character begins, in bytes.
    starts: Vec<u32>,
}

/// A pattern, and how many errors it may have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::annotation) struct Wanted {
    /// Folded characters.
    pub(in crate::annotation) chars: Vec<char>,
    pub(in crate::annotation) limit: usize,
}

/// A pattern or a piece of one: whose it is, its characters, and its share of the errors.
struct Piece {
    owner: usize,
    range: Range<usize>,
    limit: usize,
}

/// A walk's columns: more and less than above, errors over the limit, what each character equals.
struct Columns {
    more: [u64; LANES],
    less: [u64; LANES],
    /// Negative where the pattern ends with no more errors than it may have.
    over: [i64; LANES],
    equal: Vec<[u64; LANES]>,
}

impl Numbered {
    /// The text in numbers; nothing of one too long, or with too many kinds of characters.
    pub(in crate::annotation) fn of(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let (mut classes, mut of, mut starts) = (Vec::with_capacity(text.len()), HashMap::new(), Vec::new());
        let mut low = [0_u16; 128];
        for (index, (at, c)) in text.char_indices().enumerate() {
            if index % APART == 0 {
                starts.push(u32::try_from(at).ok()?);
            }
            let c = fold(c);
            // Most are found without a look at the table.
            let known = low.get(c as usize).copied().unwrap_or(0);
            let class = match known {
                0 => {
                    let next = u16::try_from(of.len() + 1).ok()?;
                    let class = *of.entry(c).or_insert(next);
                    low.get_mut(c as usize).into_iter().for_each(|slot| *slot = class);
                    class
                }
                known => known,
            };
            classes.push(class);
        }
        Some(Self { classes, of, starts })
    }

    /// Where character `index` begins, in bytes; past the last one the text ends.
    fn byte(&self, text: &str, index: usize) -> usize {
        let Some(start) = self.starts.get(index / APART) else { return text.len() };
        let start = *start as usize;
        text[start..].char_indices().nth(index % APART).map_or(text.len(), |(at, _)| start + at)
    }

    /// Ends of each pattern, as [`Pattern::ends`] finds them. `None` where `go_on` said stop.
    pub(in crate::annotation) fn ends(
        &self,
        text: &str,
        wanted: &[Wanted],
        alphabet: &mut Alphabet,
        go_on: &dyn Fn() -> bool,
    ) -> Option<Vec<Vec<End>>> {
        let mut ends: Vec<Ends> = wanted.iter().map(|one| Ends::of(one.chars.len())).collect();
        // Characters around which a pattern of several pieces may stand, in order and apart.
        let mut around: Vec<Vec<Range<usize>>> = vec![Vec::new(); wanted.len()];
        let pieces: Vec<Piece> = wanted.iter().enumerate().flat_map(|(owner, one)| pieces(owner, one)).collect();
        for pieces in pieces.chunks(LANES) {
            self.walk(wanted, pieces, go_on, |lane, index, errors| {
                let piece = &pieces[lane];
                let one = &wanted[piece.owner];
                if piece.range.len() == one.chars.len() {
                    let is_neat = one.chars.last().is_some_and(|last| self.of.get(last) == Some(&self.classes[index]));
                    ends[piece.owner].add(End { index, at: 0, errors, is_neat });
                } else {
                    let from = (index + 1).saturating_sub(piece.range.end + one.limit);
                    let to = index + 1 + (one.chars.len() - piece.range.end) + one.limit;
                    widen(&mut around[piece.owner], from..to.min(self.classes.len()));
                }
            })?;
        }
        for (owner, mut around) in around.into_iter().enumerate().filter(|(_, around)| !around.is_empty()) {
            around.sort_unstable_by_key(|range| range.start);
            let mut apart: Vec<Range<usize>> = Vec::new();
            around.into_iter().for_each(|range| widen(&mut apart, range));
            let pattern = Pattern::new(wanted[owner].chars.iter().copied(), alphabet);
            for range in apart {
                let (from, to) = (self.byte(text, range.start), self.byte(text, range.end));
                let tell = |end: End| ends[owner].add(End { index: end.index + range.start, at: 0, ..end });
                pattern.scan(&text[from..to], wanted[owner].limit, go_on, tell)?;
            }
        }
        let place = |end: End| End { at: self.byte(text, end.index + 1), ..end };
        Some(ends.into_iter().map(|ends| ends.finish().into_iter().map(place).collect()).collect())
    }

    /// Walks through the text with up to eight pieces; tells which ends where, with how many errors.
    fn walk(
        &self,
        wanted: &[Wanted],
        pieces: &[Piece],
        go_on: &dyn Fn() -> bool,
        mut tell: impl FnMut(usize, usize, usize),
    ) -> Option<()> {
        let Columns { mut more, mut less, mut over, equal } = self.columns(wanted, pieces);
        for (part, classes) in self.classes.chunks(PATIENCE).enumerate() {
            if !go_on() {
                return None;
            }
            for (at, class) in classes.iter().enumerate() {
                let equal = &equal[usize::from(*class)];
                let mut found = 0;
                for lane in 0..LANES {
                    let (same, up, down) = (equal[lane], more[lane], less[lane]);
                    let vertical = same | down;
                    let across = ((same & up).wrapping_add(up) ^ up) | same;
                    let (mut worse, mut better) = (down | !(across | up), up & across);
                    // The pattern's last row is the highest bit.
                    over[lane] += (worse >> (WORD - 1)).cast_signed() - (better >> (WORD - 1)).cast_signed();
                    worse <<= 1;
                    better <<= 1;
                    more[lane] = better | !(vertical | worse);
                    less[lane] = worse & vertical;
                    found |= over[lane];
                }
                if found < 0 {
                    for (lane, piece) in pieces.iter().enumerate() {
                        if let Ok(errors) = usize::try_from(over[lane] + 1 + piece.limit.cast_signed() as i64)
                            && over[lane] < 0
                        {
                            tell(lane, part * PATIENCE + at, errors);
                        }
                    }
                }
            }
        }
        Some(())
    }

    /// The first columns. A piece of fewer rows than a word has stands at its end; what is above
    /// it equals everything and costs nothing.
    fn columns(&self, wanted: &[Wanted], pieces: &[Piece]) -> Columns {
        let mut columns = Columns {
            more: [!0; LANES],
            less: [0; LANES],
            over: [i64::MAX / 2; LANES],
            equal: vec![[0; LANES]; self.of.len() + 1],
        };
        for (lane, piece) in pieces.iter().enumerate() {
            let rows = piece.range.len();
            let above = if rows < WORD { (1 << (WORD - rows)) - 1 } else { 0 };
            columns.equal.iter_mut().for_each(|equal| equal[lane] = above);
            for (row, c) in wanted[piece.owner].chars[piece.range.clone()].iter().enumerate() {
                if let Some(class) = self.of.get(c) {
                    columns.equal[usize::from(*class)][lane] |= 1 << (WORD - rows + row);
                }
            }
            columns.more[lane] = !above;
            columns.over[lane] = i64::try_from(rows).unwrap_or(i64::MAX / 2) - i64::try_from(piece.limit).unwrap_or(0) - 1;
        }
        columns
    }
}

/// A pattern in pieces of a word at most, as alike in length as can be. With `e` errors in all, one
/// of `n` pieces of `m` characters has no more than its share `e·length/m` of them.
fn pieces(owner: usize, wanted: &Wanted) -> impl Iterator<Item = Piece> {
    let (length, limit) = (wanted.chars.len(), wanted.limit);
    let count = length.div_ceil(WORD);
    (0..count).map(move |at| {
        let range = at * length / count..(at + 1) * length / count;
        Piece { owner, limit: limit * range.len() / length, range }
    })
}

/// Adds a range to those that are there, the last of which it may touch.
fn widen(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    match ranges.last_mut() {
        Some(last) if last.start <= range.start && range.start <= last.end => last.end = last.end.max(range.end),
        _ => ranges.push(range),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alone(text: &str, wanted: &Wanted) -> Vec<End> {
        let mut alphabet = Alphabet::default();
        Pattern::new(wanted.chars.iter().copied(), &mut alphabet).ends(text, wanted.limit, &|| true).expect("not stopped")
    }

    fn together(text: &str, wanted: &[Wanted]) -> Vec<Vec<End>> {
        let numbered = Numbered::of(text).expect("a short text");
        numbered.ends(text, wanted, &mut Alphabet::default(), &|| true).expect("not stopped")
    }

    fn wanted(words: &str) -> Wanted {
        let chars: Vec<char> = words.chars().map(fold).collect();
        Wanted { limit: chars.len() / 3, chars }
    }

    #[test]
    fn a_walk_stops_when_told() {
        let numbered = Numbered::of("text").expect("a short text");
        assert!(numbered.ends("text", &[wanted("words")], &mut Alphabet::default(), &|| false).is_none());
    }

    #[test]
    fn every_character_may_be_another() {
        let text: String = ('\u{4E00}'..='\u{9FFF}').collect();
        let words: String = text.chars().skip(500).take(100).collect();
        assert_eq!(together(&text, &[wanted(&words)]), [alone(&text, &wanted(&words))]);
        let text: String = ('\u{20000}'..='\u{323AF}').collect();
        assert!(Numbered::of(&text).is_none(), "more kinds than there are numbers");
    }

    proptest! {
        #[test]
        fn many_find_what_each_finds(
            texts in proptest::collection::vec("[ab가𝄞\n]{0,40}", 1..30),
            cuts in proptest::collection::vec((0_usize..900, 2_usize..200, 3_usize..9), 1..12),
        ) {
            let text = texts.concat();
            let chars: Vec<char> = text.chars().collect();
            // Pieces of the text, each with a letter here and there that is another.
            let wanted: Vec<Wanted> = cuts
                .iter()
                .map(|(start, length, every)| {
                    let piece = chars.iter().cycle().skip(*start).take((*length).min(4 * chars.len()));
                    let words: String = piece.enumerate().map(|(at, c)| if at % every == 2 { 'x' } else { *c }).collect();
                    wanted(&words)
                })
                .filter(|one| one.limit > 0)
                .collect();
            let each: Vec<Vec<End>> = wanted.iter().map(|one| alone(&text, one)).collect();
            prop_assert_eq!(together(&text, &wanted), each);
        }
    }
}
