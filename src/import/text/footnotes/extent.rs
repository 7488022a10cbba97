//! Where a note ends.

use super::super::letters::{ends_sentence, first_word, goes_on, is_hangul, is_unspaced};
use super::super::word::is_ending;
use super::foot::Foot;
use super::label::{alone, is_rule, label};

/// Lines above and below that tell how wide a note is set.
const NEAR: usize = 6;

impl Foot<'_> {
    /// The line behind the last one of a note whose text starts at line `start`, up to `limit`; `widest` is the width of
    /// lines like its own. `mixed` says that texts of several notes may stand below each other there.
    pub(super) fn end_of(&self, start: usize, (limit, widest): (usize, usize), mixed: bool) -> usize {
        let (mut before, mut end) = (start, start + 1);
        for at in self.lines(start + 1, limit) {
            let parted = self.place.lines[at].gap > self.place.step;
            let stays = if parted { self.spans_gap(before, at, (limit, widest)) } else { !self.starts_anew(before, at, mixed) };
            if !stays {
                break;
            }
            (before, end) = (at, at + 1);
        }
        end
    }

    /// Whether a note goes on over the gap between lines `before` and `at`: in the middle of a sentence, on a full line. What
    /// tells no small letters from capitals goes on up to the next label, or where a particle says so.
    fn spans_gap(&self, before: usize, at: usize, (limit, widest): (usize, usize)) -> bool {
        let (line, words, above) = (&self.place.lines[at], self.words(at), self.words(before));
        let filled = usize::from(self.place.lines[before].width) * 5 >= widest * 4;
        if line.gap > self.place.step + 1 || ends_sentence(above) || !filled {
            return false;
        }
        if is_address(words) {
            return above.ends_with([':', ',']);
        }
        if words.starts_with(char::is_lowercase) {
            return true;
        }
        let number = words.starts_with(|c: char| c.is_ascii_digit()) && alone(words).is_none() && label(words).is_none();
        if !number && !goes_on(words) {
            return false;
        }
        // What is cited ends in its page or its year, without a full stop.
        let open =
            !above.ends_with(['쪽', '면', '」', '』', '》', ')', '頁', '页']) && !above.ends_with(|c: char| c.is_ascii_digit());
        let labelled = limit < self.to && self.lines(at + 1, limit).all(|next| self.place.lines[next].gap <= self.place.step);
        // The last words of a page, in the same script.
        let same = above.ends_with(|c: char| is_hangul(c) || is_unspaced(c));
        let last = self.place.paged && open && same && self.lines(at + 1, self.to).next().is_none();
        labelled || is_ending(first_word(words)) || last && !number
    }

    /// Whether line `at`, right below line `before` of a note, is none of it: a rule, what is signed, an item of a list, or a
    /// paragraph behind one that ended with room left in its line.
    fn starts_anew(&self, before: usize, at: usize, mixed: bool) -> bool {
        let (words, above) = (self.words(at), self.words(before));
        let lines = self.place.lines;
        if is_rule(words) || words == "--" || words.split(' ').all(|sign| sign == "*") {
            return true;
        }
        let near = self.lines(before.saturating_sub(NEAR).max(self.from), (before + NEAR).min(self.to));
        let widest = near.map(|near| usize::from(lines[near].width)).max().unwrap_or(0);
        let needs = usize::from(lines[before].width) + 1 + first_word(words).chars().count();
        let loose = needs * 5 < widest * 4;
        let listed = words.starts_with(['-', '•', '*', '—', '–', '>', '□', '○', '·']) && label(words).is_none();
        if listed && (loose || ends_sentence(above)) {
            return true;
        }
        let ends = ends_sentence(above) && !is_address(above);
        !mixed && ends && loose && !words.starts_with(char::is_lowercase)
    }
}

/// Whether `words` begin with an address.
fn is_address(words: &str) -> bool {
    let first = first_word(words);
    first.contains("://") || first.starts_with("www.") || first.contains('@') && first.contains('.')
}
