//! Lines put together to running text, with what lies over it: styles, calls, links, pages.

use super::file::{BOLD, ITALIC, Link};
use super::line::{Line, Piece};
use super::note::Notes;
use super::noted::Noted;
use crate::import::text::{Join, Profile, is_hangul, join};

/// Running text.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    /// Stretches in one style, in order.
    pub(super) styles: Vec<(usize, usize, u8)>,
    /// Calls of footnotes: where, key, label.
    pub(super) calls: Vec<(usize, String, String)>,
    /// Stretches that lead somewhere, with the page and the index of the link there.
    pub(super) links: Vec<(usize, usize, usize, usize)>,
    /// Stretches that a note of the file stands on, with the page and the index of the note there.
    pub(super) noted: Vec<(usize, usize, usize, usize)>,
    /// Pages that start inside: where, and which.
    pub(super) pages: Vec<(usize, usize)>,
    /// A blank stood at the last line's end.
    pub(super) trail: bool,
    /// The bracket that comes next closes one before a call, which is gone.
    pub(super) bracket: bool,
}

/// What lines are read with.
pub(super) struct Reader {
    /// How lines that end or start with Hangul are joined.
    pub(super) korean: Profile,
    /// How others are.
    pub(super) other: Profile,
    pub(super) notes: Notes,
    /// The links of each page.
    pub(super) links: Vec<Vec<Link>>,
    /// The highlights and comments of each page.
    pub(super) noted: Vec<Noted>,
}

impl Flow {
    /// Goes on with `line` of `page`.
    pub(super) fn push(&mut self, line: &Line, page: usize, reader: &mut Reader) {
        if !self.text.is_empty() {
            self.bind(&line.text, reader);
        }
        for piece in &line.pieces {
            self.piece(line, piece, page, reader);
        }
        self.trail = line.trail;
    }

    /// Takes away or puts in what belongs between two lines.
    fn bind(&mut self, next: &str, reader: &Reader) {
        let ends = self.text.chars().next_back().is_some_and(is_hangul) || next.starts_with(is_hangul);
        let profile = if ends { &reader.korean } else { &reader.other };
        // A call behind the last word tells nothing of whether the word goes on.
        match join(&self.text, u8::from(self.trail), next, profile) {
            Join::Blank => self.text.push(' '),
            Join::Nothing => {}
            Join::Without(bytes) => {
                let end = self.text.len() - bytes;
                self.text.truncate(end);
                self.styles.iter_mut().for_each(|(_, to, _)| *to = (*to).min(end));
                self.calls.iter_mut().for_each(|(at, ..)| *at = (*at).min(end));
                self.links.iter_mut().chain(&mut self.noted).for_each(|(_, to, ..)| *to = (*to).min(end));
            }
        }
    }

    fn piece(&mut self, line: &Line, piece: &Piece, page: usize, reader: &mut Reader) {
        let mut text = line.piece_text(piece);
        if std::mem::take(&mut self.bracket) {
            text = text.strip_prefix(')').unwrap_or(text);
        }
        if line.text[..piece.start as usize].ends_with(' ') && !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        if piece.raised {
            if let Some(calls) = reader.notes.calls(piece.sign) {
                // Brackets around a call are its own: `(4)` with nothing but the number raised.
                let after = line.text.get(piece.end as usize..).unwrap_or_default();
                if self.text.ends_with('(') && after.starts_with(')') {
                    self.text.pop();
                    self.bracket = true;
                }
                // A blank before a call is the typesetter's.
                let end = self.text.trim_end().len();
                if self.bracket {
                    self.text.truncate(end);
                }
                self.calls.extend(calls.iter().map(|(key, label)| (end, key.clone(), label.clone())));
            } else {
                self.text.extend(text.chars().map(raised));
            }
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        if piece.style != 0 {
            match self.styles.last_mut() {
                Some((_, to, style)) if *style == piece.style && self.text[*to..start].trim().is_empty() => *to = end,
                _ => self.styles.push((start, end, piece.style)),
            }
        }
        if let Some(noted) = reader.noted.get(page) {
            noted.over(line, piece, text, |from, to, index| self.noted.push((start + from, start + to, page, index)));
        }
        let y = line.y - 0.3 * line.size;
        let middle = f32::midpoint(piece.x0, piece.x1);
        let links = reader.links.get(page).map_or(&[][..], Vec::as_slice);
        if let Some(link) = links.iter().position(|link| link.area.holds(middle, y, 1.0)) {
            match self.links.last_mut() {
                Some((_, to, of, index)) if (*of, *index) == (page, link) && start - *to <= 1 => *to = end,
                _ => self.links.push((start, end, page, link)),
            }
        }
    }

    /// Whether all of its letters are bold.
    pub(super) fn is_bold(&self) -> bool {
        let length = self.text.trim().len();
        let bold = self.set_in(BOLD);
        // One word in another weight, inside a heading, changes nothing.
        let inside = || {
            let (first, last) = (self.styles.first(), self.styles.last());
            first.is_some_and(|(from, ..)| *from == 0) && last.is_some_and(|(_, to, style)| *to >= length && style & BOLD != 0)
        };
        length > 0 && (bold + 2 >= length || bold * 4 >= length * 3 && inside())
    }

    /// Whether most of its letters are bold.
    pub(super) fn is_mostly_bold(&self) -> bool {
        self.set_in(BOLD) * 2 > self.text.trim().len()
    }

    /// Whether all of its letters are italic.
    pub(super) fn is_italic(&self) -> bool {
        !self.text.is_empty() && self.set_in(ITALIC) + 2 >= self.text.trim().len()
    }

    /// Bytes that are set in `style`, blanks between them counted.
    fn set_in(&self, style: u8) -> usize {
        self.styles.iter().filter(|(.., own)| own & style != 0).map(|(from, to, _)| to - from).sum()
    }

    /// Takes dots at its end off that led the eye to the next column.
    pub(super) fn without_leader(&mut self) {
        let bare = self.text.trim_end_matches(['.', '·', '…', ' ', '_', '․']).len();
        if self.text[bare..].chars().filter(|c| *c != ' ').count() >= 4 {
            self.text.truncate(bare);
            self.styles.iter_mut().for_each(|(from, to, _)| (*from, *to) = ((*from).min(bare), (*to).min(bare)));
            let stretches = self.links.iter_mut().chain(&mut self.noted);
            stretches.for_each(|(from, to, ..)| (*from, *to) = ((*from).min(bare), (*to).min(bare)));
            self.calls.iter_mut().for_each(|(at, ..)| *at = (*at).min(bare));
        }
    }

    /// Takes `bytes` off its start.
    pub(super) fn cut(&mut self, bytes: usize) {
        let blanks = self.text[bytes..].len() - self.text[bytes..].trim_start().len();
        let bytes = bytes + blanks;
        self.text.drain(..bytes);
        let less = |at: &mut usize| *at = at.saturating_sub(bytes);
        self.styles.retain(|(_, to, _)| *to > bytes);
        self.styles.iter_mut().for_each(|(from, to, _)| {
            less(from);
            less(to);
        });
        self.calls.iter_mut().for_each(|(at, ..)| less(at));
        self.links.retain(|(_, to, ..)| *to > bytes);
        self.noted.retain(|(_, to, ..)| *to > bytes);
        self.links.iter_mut().chain(&mut self.noted).for_each(|(from, to, ..)| {
            less(from);
            less(to);
        });
        self.pages.iter_mut().for_each(|(at, _)| less(at));
    }
}

/// A raised digit or letter that calls nothing, as a character of its own where there is one.
pub(super) fn raised(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32)).unwrap_or(c),
        '-' | '−' => '⁻',
        c => c,
    }
}
