//! How wide the lines were set: what tells a line that was broken because it was full from
//! one that ends because its writer ended it.

use unicode_width::UnicodeWidthStr;

use super::letters::{ends_sentence, first_word, is_hangul, is_letter, is_unspaced};
use super::line::{BLANK, FEED, Line, RUN, WIDE};
use super::word::is_ending;

/// Wider than any page: lines this long are paragraphs, not pieces of one.
const WIDEST: usize = 250;
/// Narrower than any column of text.
const NARROWEST: usize = 24;
/// Narrower columns are taken for such only with a few lines to show for it.
const NARROW: usize = 40;

/// The lines' usual full width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct Measure {
    /// The column that hardly any line passes.
    pub(in crate::import) right: usize,
    /// Whether lines of Hangul break between any two syllables, not only between words.
    pub(in crate::import) anywhere: bool,
}

impl Measure {
    /// Whether the first word of `next` would have fitted behind `line`, so that the line was
    /// not ended by its width. One part in eight is left for letters narrower than columns
    /// show: most text comes from pages set in proportional type.
    pub(super) fn is_loose(&self, line: &Line, next: &str) -> bool {
        let needs = line.right() + 1 + self.least(next);
        let right = self.right_of(line);
        needs * 8 <= right * 7 || line.right() * 4 > right * 5
    }

    /// The column that lines like this one hardly pass: its own, where it stands in one of several.
    pub(super) fn right_of(&self, line: &Line) -> usize {
        if line.full > 0 { usize::from(line.full) } else { self.right }
    }

    /// Columns of what can't be parted from the start of `next`.
    fn least(&self, next: &str) -> usize {
        match next.chars().next() {
            Some(c) if is_unspaced(c) || (self.anywhere && is_hangul(c)) => 2,
            _ => word_width(next),
        }
    }
}

/// Columns of the first word of `text`; a word of 40 or more is not measured to its end.
fn word_width(text: &str) -> usize {
    let end = text.floor_char_boundary(120);
    first_word(&text[..end]).width().min(NARROW)
}

/// The measure of lines that follow each other with `gap` blank lines between them, and how
/// many pairs of them flow; none where they are no running text.
///
/// A pair flows when its first line is full and ends no sentence, and its second goes on in
/// small letters or in a script without capitals. Verse, code, logs and lists have the
/// opposite: lines that end early for no sentence's end.
pub(super) fn measure(text: &str, lines: &[Line], gap: u16) -> Option<(Measure, usize)> {
    let pairs = || {
        lines.windows(2).filter(move |pair| {
            let [line, next] = pair else { return false };
            next.gap == gap && !next.has(FEED) && next.quote == line.quote && line.has(BLANK | WIDE)
        })
    };
    let mut rights: Vec<usize> = pairs().map(|pair| pair[0].right().min(WIDEST * 2)).collect();
    if rights.is_empty() {
        return None;
    }
    let nineteen = rights.len() * 19 / 20;
    let (_, right, _) = rights.select_nth_unstable(nineteen);
    let mut found = Measure { right: *right, anywhere: true };
    let (mut flowing, mut stopping) = (0, 0);
    for pair in pairs() {
        let (here, next) = (pair[0].of(text), pair[1].of(text));
        if ends_sentence(here) {
            continue;
        }
        let loose = found.is_loose(&pair[0], next);
        let goes_on = next.chars().next().is_some_and(|c| is_letter(c) && !c.is_uppercase());
        flowing += usize::from(!loose && goes_on);
        // Rows of numbers, and words before a list, end early for reasons of their own.
        let row = here.ends_with(|c: char| c.is_ascii_digit()) && next.ends_with(|c: char| c.is_ascii_digit());
        let tells = pair[0].indent == pair[1].indent && !pair[0].has(RUN) && !here.ends_with(':') && !row;
        stopping += usize::from(loose && tells);
    }
    // Short lines without an end of a sentence among them are verse, or names.
    let ends = || pairs().any(|pair| pair.iter().any(|line| ends_sentence(line.of(text)) || line.of(text).contains(". ")));
    let narrowest = if flowing < 3 || (found.right < NARROW && !ends()) { NARROW } else { NARROWEST };
    if flowing == 0 || flowing * 3 < stopping || !(narrowest..=WIDEST).contains(&found.right) {
        return None;
    }
    found.anywhere = breaks_anywhere(text, pairs(), found);
    Some((found, flowing))
}

/// Whether lines of Hangul break inside words: then a line starts with a particle or an ending
/// now and then, which no line does that was broken between words.
fn breaks_anywhere<'l>(text: &str, pairs: impl Iterator<Item = &'l [Line]>, measure: Measure) -> bool {
    let (mut full, mut pieces) = (0_usize, 0_usize);
    for pair in pairs {
        let (here, next) = (pair[0].of(text), pair[1].of(text));
        if here.ends_with(is_hangul) && next.starts_with(is_hangul) && !measure.is_loose(&pair[0], next) {
            full += 1;
            pieces += usize::from(is_ending(first_word(next)));
        }
    }
    pieces * 30 >= full && pieces > 0
}
