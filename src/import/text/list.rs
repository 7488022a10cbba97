//! Lists: which counters start an item, and how deep it stands.

use super::letters::ends_sentence;
use super::line::Line;
use super::marker::{Marker, Scheme, marker};
use super::role::{Here, Role, Sorted};

/// The deepest nesting.
const DEEPEST: usize = 8;

/// A list that is open.
#[derive(Debug, Clone, Copy)]
struct List {
    indent: u16,
    /// The counter of its last item.
    last: Marker,
}

/// The lists that are open, outermost first.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    open: Vec<List>,
    /// Whether the last item is a few words on one line, as headings are too.
    brief: bool,
}

impl Lists {
    /// Ends them all.
    pub(super) fn leave(&mut self) {
        self.open.clear();
    }

    /// Whether a line set in by `indent` stands under the text of an item.
    pub(super) fn holds(&self, indent: u16) -> bool {
        self.open.last().is_some_and(|list| indent > list.indent)
    }

    /// Whether `found` counts on in an open list.
    fn counts(&self, found: &Marker) -> bool {
        self.open.iter().any(|list| list.last.precedes(found))
    }

    /// Whether `found` counts on items that look like headings too.
    pub(super) fn counts_briefly(&self, found: &Marker) -> bool {
        self.brief && self.counts(found)
    }

    /// How deep a paragraph set in by `indent` stands: in the items that it is set further in
    /// than. The others end.
    pub(super) fn depth_at(&mut self, indent: u16) -> u8 {
        while self.open.last().is_some_and(|list| indent <= list.indent + 1) {
            self.open.pop();
        }
        u8::try_from(self.open.len()).unwrap_or(0)
    }

    /// Whether the counter `found` of this line starts an item: at a block's start or behind a
    /// line that was ended on purpose, and in the order of its list.
    pub(super) fn is_item(&self, sorted: &Sorted, here: &Here, found: &Marker) -> bool {
        let counts = self.counts(found);
        let opens = here.opens || here.parted;
        let ended =
            here.ended || counts || here.before.is_some_and(|before| matches!(before.role, Role::Item(_) | Role::Heading(_)));
        if !ended {
            return false;
        }
        let listed = counts || self.open.iter().any(|list| list.last.scheme == found.scheme);
        match found.scheme {
            Scheme::Part | Scheme::Chapter | Scheme::Section | Scheme::Article => false,
            Scheme::Decimal(levels) if levels > 1 => false,
            // A name's initial, a word of one letter.
            Scheme::Capital
            | Scheme::Small
            | Scheme::Roman
            | Scheme::SmallRoman(_)
            | Scheme::Hangul
            | Scheme::LetterParen(false) => {
                let begins = || {
                    sorted.next(here.at).is_some_and(|next| marker(sorted.words(next)).is_some_and(|next| found.precedes(&next)))
                };
                counts || (found.number == 1 && (opens || begins())) || begins()
            }
            Scheme::Decimal(_) | Scheme::NumberParen(_) if !opens => counts || found.number == 1,
            Scheme::Bullet('*') => listed || opens || !self.open.is_empty(),
            _ => true,
        }
    }

    /// Opens or goes on the list of the item `found` in `line`; tells how deep it stands.
    pub(super) fn add(&mut self, text: &str, line: &Line, next: Option<&Line>, found: Marker) -> u8 {
        let near = |list: &List| {
            let counts = found.number > 1 && list.last.precedes(&found);
            list.last.scheme == found.scheme && (counts || list.indent.abs_diff(line.indent) <= 2)
        };
        if let Some(open) = self.open.iter().rposition(near) {
            self.open.truncate(open + 1);
            self.open[open].last = found;
        } else {
            while self.open.last().is_some_and(|list| list.indent > line.indent) {
                self.open.pop();
            }
            if self.open.len() < DEEPEST {
                self.open.push(List { indent: line.indent, last: found });
            }
        }
        self.brief = !ends_sentence(line.of(text)) && next.is_none_or(|next| next.gap > 0 || marker(next.of(text)).is_some());
        u8::try_from(self.open.len()).unwrap_or(1)
    }
}
