//! Where a block starts: whether a line begins one or goes on the one before it.
//!
//! Lengths are in ems of the line unless they say otherwise.

use super::super::contents::{entry, follow_in_contents};
use super::super::file::{BOLD, Role};
use super::super::line::Line;
use super::{Block, Composer, Element, Kind, LARGE, Open, leans};
use crate::import::caption::{is_caption, is_source, is_unit};
use crate::import::text::{Scheme, ends_sentence, first_word, is_hangul, is_unspaced, marker};

/// Lines further apart than this part of the usual distance belong to two paragraphs: a raised
/// sign or a formula spreads two lines by a tenth or two, a gap between paragraphs by a third.
const APART: f32 = 1.28;
/// Lines of a heading are no further apart, in its ems.
const APART_LARGE: f32 = 1.32;
/// The same between `Table 1.` on a line of its own and the words of the caption: some set half
/// a line between them, and a second gap is another block's.
const CAPTION_APART: f32 = 2.2;
/// Characters of a caption that is nothing but its number, at most: `Appendix IV.2`.
const BARE_CAPTION: usize = 14;
/// Sizes that differ by more than this part of them are two sizes: faces of one size, and
/// sizes in tenths of a point, differ by less.
const OTHER_SIZE: f32 = 0.06;
/// Characters of a line whose size may be any, at most: a raised sign is no line of another size.
const SIGN: usize = 2;
/// Lines that begin this close to each other begin at one place.
const ALIGNED: f32 = 0.4;
/// The same of the line behind a first one that is set in, whose place it has to share exactly.
const HANGING: f32 = 0.3;
/// What is set in further than this is a first line, or the text of an item.
const INDENT: f32 = 0.7;
/// Parts of a line that are free behind one that was ended in the middle of a sentence. The
/// more before a small letter, which hardly begins anything: only half a line was ended there.
const FREE: f32 = 0.33;
const FREE_BEFORE_SMALL: f32 = 0.6;
/// The part of a line that is filled, at least, where the next column goes on with a small letter.
const FULL: f32 = 0.6;
/// What a syllable takes of a line, at most: text without blanks breaks behind any.
const SYLLABLE: f32 = 1.2;
/// Lines of the title of a chapter or an article that numbered paragraphs follow, at most.
const TITLE_LINES: usize = 2;
/// A word is taken for this many times as wide as it is, with this much of a blank before it:
/// a justified line may have been set wider than the one that the word was put on.
const WIDENED: f32 = 1.15;
const BLANK: f32 = 0.6;

impl Composer {
    /// Whether `line`, right below `last`, starts a block. Asked in order: what the file says,
    /// how far apart they are, what the line begins with, how it is set, where it stands.
    pub(super) fn starts(&self, open: &Open, last: &Line, line: &Line, next: Option<&Line>) -> bool {
        let Some(Element::Block(block)) = self.elements.get(open.element) else { return true };
        if line.role != last.role && line.role != Role::Unsaid && last.role != Role::Unsaid {
            return true;
        }
        let (apart, usual) = (line.y - last.y, self.distance(line.size.max(last.size)));
        // `Table 1.` on a line of its own: its words stand below.
        if matches!(block.kind, Kind::Caption) && block.lines == 1 && block.flow.text.chars().count() < BARE_CAPTION {
            return apart > CAPTION_APART * usual || apart <= 0.0;
        }
        // Large type is set at any distance; what no other lines tell, its size does.
        let most = if line.size > LARGE * self.body { (APART * usual).max(APART_LARGE * line.size) } else { APART * usual };
        if apart > most || apart <= 0.0 || (is_other_size(line, last) && line.text.chars().count() > SIGN) {
            return true;
        }
        if matches!(block.kind, Kind::Contents(_)) || entry(&line.text).is_some() {
            return !wraps_entry(block, line);
        }
        if follow_in_contents(&last.text, &line.text) {
            return true;
        }
        // A word goes on, wherever its line ended.
        if breaks_word(last, line) {
            return false;
        }
        let early = ended_early(last, line, open.right, open.ragged);
        let ended = ends_sentence(&last.text) || last.text.ends_with([':', '：']);
        let pair = Pair { block, open, last, line, early, ended };
        if pair.begins_with_sign() {
            return true;
        }
        if let Some(starts) = self.starts_by_style(&pair) {
            return starts;
        }
        self.starts_by_place(&pair, next)
    }

    /// Whether the styles of two lines tell that the second starts a block, or that it does not;
    /// none where they tell nothing.
    fn starts_by_style(&self, pair: &Pair) -> Option<bool> {
        let Pair { block, last, line, early, ended, .. } = *pair;
        // Headings wrap early, and are set in the middle: only a gap parts them, whatever weights their words have.
        if last.size > LARGE * self.body {
            return Some(false);
        }
        let bold = |line: &Line| line.style() & BOLD != 0;
        if bold(last) && bold(line) && block.flow.is_bold() {
            // A colon inside a heading ends nothing.
            return Some(early && ended && ends_sentence(&last.text));
        }
        // `AGENCY: …` under `DATE: …`: each starts with a heading of its own.
        let run_in = line.pieces.first().is_some_and(|piece| piece.style & BOLD != 0);
        if ended && run_in && !bold(line) && last.pieces.last().is_some_and(|piece| piece.style & BOLD == 0) {
            return Some(true);
        }
        (bold(last) != bold(line) && early && !pair.is_item()).then_some(true)
    }

    /// Whether `line` starts a block by where the two lines begin and end.
    fn starts_by_place(&self, pair: &Pair, next: Option<&Line>) -> bool {
        let Pair { block, open, last, line, early, ended } = *pair;
        let em = line.size.max(1.0);
        let (indent, was) = (line.x0 - open.left, last.x0 - open.left);
        if !pair.is_item() && indent > INDENT * em && was.abs() < ALIGNED * em {
            // A first line set in, unless the next one stands there too: then the first hangs out.
            let hangs = block.lines == 1
                && next
                    .is_some_and(|next| (next.x0 - line.x0).abs() < HANGING * em && next.y - line.y < APART * self.distance(em));
            return early || ended && !hangs;
        }
        // Back at the edge behind a line that was set in: unless that was the block's first line.
        let is_back = !pair.is_item() && was > INDENT * em && indent < ALIGNED * em;
        if is_back && (block.lines > 1 || (last.x0 - open.first_x).abs() > HANGING * em) || early && ended {
            return true;
        }
        // In the middle of a sentence only a line that is far too short was ended on purpose.
        let free = (open.right - last.x1) / (open.right - open.left).max(1.0);
        let least = if line.text.starts_with(char::is_lowercase) { FREE_BEFORE_SMALL } else { FREE };
        early && free > least || pair.is_item() && ended && line.x0 < open.first_x - ALIGNED * em
    }

    /// Whether `line`, at the top of a column, goes on the paragraph left open before it.
    pub(super) fn goes_on(&self, open: &Open, line: &Line, left: f32) -> bool {
        let Some(Element::Block(block)) = self.elements.get(open.element) else { return false };
        let last = &open.last;
        if line.role != last.role {
            return false;
        }
        if !matches!(block.kind, Kind::Paragraph | Kind::Item { .. }) || is_other_size(line, last) {
            return false;
        }
        if line.size > LARGE * self.body || block.flow.is_bold() || line.style() & BOLD != 0 {
            return false;
        }
        if marker(&line.text).is_some_and(|found| list_sign(found.scheme).is_some()) || is_caption(&line.text) {
            return false;
        }
        let lower = line.text.starts_with(char::is_lowercase);
        // Nobody ends most of a line in the middle of a sentence, for a small letter to follow or behind an article.
        let full =
            (lower || leans(&last.text)) && last.x1 - open.left > FULL * (open.right - open.left) || breaks_word(last, line);
        let early = !full && ended_early(last, line, open.right, open.ragged);
        if ends_sentence(&last.text) || last.text.ends_with([':', '：']) || early {
            return false;
        }
        lower || line.x0 - left < INDENT * line.size || line.text.starts_with(|c| is_hangul(c) || is_unspaced(c))
    }
}

/// Two lines, one right below the other, and what is known of them.
struct Pair<'l> {
    /// The block of the upper one.
    block: &'l Block,
    open: &'l Open,
    last: &'l Line,
    line: &'l Line,
    /// Whether the first word of the lower one would have fitted in the upper one.
    early: bool,
    /// Whether the upper one ends a sentence, or what leads to something.
    ended: bool,
}

impl Pair<'_> {
    fn is_item(&self) -> bool {
        matches!(self.block.kind, Kind::Item { .. })
    }

    /// Whether the lower line begins with what starts a block: a sign of a list, a number like
    /// that of the block before, the word of a caption.
    fn begins_with_sign(&self) -> bool {
        let line = self.line;
        let is_ended = self.early || self.ended;
        // The first paragraph of an article, right below its title.
        let titled = matches!(self.block.scheme, Some(Scheme::Part | Scheme::Chapter | Scheme::Section | Scheme::Article));
        if titled && self.block.lines <= TITLE_LINES && marker(&line.text).is_some_and(|found| list_sign(found.scheme).is_some())
        {
            return true;
        }
        if let Some(found) = marker(&line.text) {
            let sign = list_sign(found.scheme);
            let surely = sign == Some(true) || matches!(found.scheme, Scheme::Sign(_) | Scheme::Circled);
            if surely && (found.length > 1 || line.pieces.len() > 1) || self.early || self.ended && sign.is_some() {
                return true;
            }
        }
        // `3.2: …` under `3.1: …`: counted in a way of its own.
        let is_below = (line.x0 - self.open.first_x).abs() < ALIGNED * line.size.max(1.0);
        counted(&self.block.flow.text) && counted(&line.text) && is_below
            || (is_caption(&line.text) || is_source(&line.text) || is_unit(&line.text)) && is_ended
    }
}

/// Whether a hyphen at the end of `last` says that `line` goes on its last word.
fn breaks_word(last: &Line, line: &Line) -> bool {
    let stem = last.text.strip_suffix(['-', '\u{AD}', '‐']);
    stem.is_some_and(|stem| stem.ends_with(char::is_lowercase)) && line.text.starts_with(char::is_lowercase)
}

/// Whether two lines are of two sizes.
fn is_other_size(line: &Line, last: &Line) -> bool {
    (line.size / last.size - 1.0).abs() > OTHER_SIZE
}

/// Whether the first word of `line` would have fitted behind `last`: its writer ended it.
fn ended_early(last: &Line, line: &Line, right: f32, ragged: f32) -> bool {
    let word = first_word(&line.text);
    let needs = match word.chars().next() {
        Some(c) if is_hangul(c) || is_unspaced(c) => SYLLABLE * line.size,
        _ => line.first_word_width(),
    };
    right - last.x1 > WIDENED * needs + BLANK * line.size + ragged
}

/// Whether `text` starts with a number and a colon.
fn counted(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    rest.len() < text.len() && text.starts_with(|c: char| c.is_ascii_digit()) && rest.starts_with(": ")
}

/// Whether `line` is the second line of an entry of a contents page.
fn wraps_entry(block: &Block, line: &Line) -> bool {
    matches!(block.kind, Kind::Paragraph) && block.lines == 1 && block.gap > 2.0 && line.text.len() < 40
}

/// Whether a counter makes an item: `Some(true)` for a bullet, which is drawn and not read.
pub(super) fn list_sign(scheme: Scheme) -> Option<bool> {
    match scheme {
        Scheme::Bullet(_) => Some(true),
        Scheme::Sign(_)
        | Scheme::Circled
        | Scheme::NumberParen(_)
        | Scheme::LetterParen(_)
        | Scheme::HangulParen(_)
        | Scheme::SmallRoman(_)
        | Scheme::Small
        | Scheme::Hangul
        | Scheme::Decimal(1) => Some(false),
        _ => None,
    }
}
