//! What holds for a whole file, taken from its first window alone: so that the opening of a
//! file is read as it is when the rest has come in.

use super::letters::{ends_sentence, is_hangul};
#[cfg(feature = "pdf")]
use super::letters::{first_word, last_word};
use super::line::{Line, WIDE};
use super::marker::{Scheme, marker};
use super::measure::{Measure, measure};
use super::word::Words;

/// Lines that tell whether words are broken at their ends, at least; of so many one may end in a hyphen of its own.
#[cfg(feature = "pdf")]
const FEWEST_LINES: usize = 60;
#[cfg(feature = "pdf")]
const SELDOM: usize = 40;

/// How a file is set.
#[derive(Debug, Default)]
pub(in crate::import) struct Profile {
    /// Blank lines between two lines of one paragraph: 0, or 1 where every line is followed by a blank one.
    pub(super) step: u16,
    /// The full width of its lines; none where each line stands for itself.
    pub(super) measure: Option<Measure>,
    /// Whether a blank at a line's end says that a word ends there, and none that it goes on.
    pub(super) signal: bool,
    /// Columns before most lines.
    pub(super) base: u16,
    /// Whether paragraphs are parted by wider gaps.
    pub(super) gaps: bool,
    /// Whether its numbered headings have numbered ones below them (`1.`, `1.1`).
    pub(super) decimal: bool,
    /// The words of the opening, to tell words from pieces of words.
    pub(super) words: Words,
    /// Whether its lines break between words only: a hyphen at a line's end is the word's own.
    pub(super) unbroken: bool,
}

impl Profile {
    /// The profile of lines that PDF has measured in its own way.
    #[cfg(feature = "pdf")]
    pub(in crate::import) fn measured(signal: bool, measure: Option<Measure>, words: Words) -> Self {
        Self { signal, measure, words, ..Self::default() }
    }

    /// The same of lines that end in hyphens as seldom as lines do that break between words only.
    ///
    /// `lines` are all of the lines, with the one behind each.
    #[cfg(feature = "pdf")]
    pub(in crate::import) fn breaking<'t>(mut self, lines: impl Iterator<Item = (&'t str, &'t str)>) -> Self {
        let (mut all, mut hyphens, mut broken) = (0_usize, 0_usize, 0_usize);
        for (here, next) in lines {
            all += 1;
            let Some(stem) = here.strip_suffix('-').filter(|stem| stem.ends_with(char::is_alphabetic)) else { continue };
            if next.starts_with(char::is_lowercase) {
                hyphens += 1;
                broken += usize::from(self.words.has(&format!("{}{}", last_word(stem), first_word(next))));
            }
        }
        self.unbroken = all >= FEWEST_LINES && broken * 4 <= hyphens && hyphens * SELDOM <= all;
        self
    }

    /// The profile of a file whose first window is `text` with these lines.
    pub(super) fn of(text: &str, lines: &[Line]) -> Self {
        let (step, measure) = spacing(text, lines);
        let mut profile = Self { step, measure, ..Self::default() };
        profile.base = base(lines, step);
        if let Some(measure) = &mut profile.measure {
            profile.signal = trailing_blanks_tell(text, lines, step, measure);
        }
        profile.gaps = parted_by_gaps(text, lines, &profile);
        profile.decimal = lines.iter().any(|line| {
            line.width < 80 && matches!(marker(line.of(text)), Some(found) if matches!(found.scheme, Scheme::Decimal(2..)))
        });
        let unsure = profile.measure.is_some_and(|measure| measure.anywhere) && !profile.signal;
        let broken = |line: &Line| line.of(text).strip_suffix('-').is_some_and(|stem| stem.ends_with(char::is_lowercase));
        if unsure || lines.iter().any(broken) {
            profile.words = Words::of(text, lines);
        }
        profile
    }
}

/// How many blank lines part the lines of a paragraph, and how wide these lines are: the
/// number with which most lines flow into the next one.
fn spacing(text: &str, lines: &[Line]) -> (u16, Option<Measure>) {
    let mut best = (0, None, 0);
    for step in 0..=2 {
        let pairs = lines.iter().skip(1).filter(|line| line.gap == step).count();
        let Some((measure, flowing)) = measure(text, lines, step) else { continue };
        // Paragraphs of one line with a blank one between hardly flow, but by chance.
        if flowing > best.2 && (step == 0 || (flowing > 3 && flowing * 5 >= pairs * 2)) {
            best = (step, Some(measure), flowing);
        }
    }
    (best.0, best.1)
}

/// The most frequent indent of lines with a neighbour.
fn base(lines: &[Line], step: u16) -> u16 {
    let mut counts = [0_usize; 64];
    for line in lines.iter().skip(1).filter(|line| line.gap <= step && line.indent < 64) {
        counts[usize::from(line.indent)] += 1;
    }
    let most = (0..counts.len()).rev().max_by_key(|indent| counts[*indent]).unwrap_or(0);
    u16::try_from(most).unwrap_or(0)
}

/// Whether blanks at line ends carry a signal: full lines between letters of Hangul have one
/// now and then. Where every one has, lines break between words only; where hardly any has,
/// something trimmed them, and the few left are chance.
fn trailing_blanks_tell(text: &str, lines: &[Line], step: u16, measure: &mut Measure) -> bool {
    let (mut with, mut full) = (0_usize, 0_usize);
    for pair in lines.windows(2).filter(|pair| pair[1].gap == step && pair[0].has(WIDE)) {
        let (here, next) = (pair[0].of(text), pair[1].of(text));
        if here.ends_with(is_hangul) && next.starts_with(is_hangul) && !measure.is_loose(&pair[0], next) {
            full += 1;
            with += usize::from(pair[0].trail > 0);
        }
    }
    let tells = full >= 4 && with * 5 >= full;
    if tells {
        measure.anywhere = with * 20 < full * 19;
    }
    tells
}

/// Whether more paragraphs end at a wider gap than in the middle of a block.
fn parted_by_gaps(text: &str, lines: &[Line], profile: &Profile) -> bool {
    let (mut gaps, mut inside) = (0_usize, 0_usize);
    for pair in lines.windows(2) {
        if !ends_sentence(pair[0].of(text)) {
            continue;
        }
        let loose = profile.measure.is_some_and(|measure| measure.is_loose(&pair[0], pair[1].of(text)));
        gaps += usize::from(pair[1].gap > profile.step);
        inside += usize::from(pair[1].gap == profile.step && loose);
    }
    gaps > inside
}
