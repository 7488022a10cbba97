//! Searches for changed words that wait for one another: so many walks through a text are one.

use std::collections::HashMap;

use super::approximate::{Alphabet, End, Pattern};
use super::batch::{Numbered, Wanted};
use super::quote::GoOn;

/// Bytes of a text that a walk for each pattern costs little in.
const SHORT: usize = 16 << 10;

/// Which text: where it lies, and how long it is.
type Key = (usize, usize);

/// What searches share.
#[derive(Debug, Default)]
pub(in crate::annotation) struct Scans {
    pub(in crate::annotation) alphabet: Alphabet,
    /// Texts in numbers; none where that can't be.
    texts: HashMap<Key, Option<Numbered>>,
    /// What was found.
    known: HashMap<(Key, Vec<char>), Vec<End>>,
    /// What is to be found with the next walk.
    wanted: Vec<(Key, Wanted)>,
    /// Whether searches wait.
    gathers: bool,
}

impl Scans {
    /// Where a pattern ends in `text`. `None` where `go_on` said stop, or where the search waits
    /// for the next walk.
    pub(in crate::annotation) fn ends(&mut self, text: &str, chars: &[char], limit: usize, go_on: GoOn<'_>) -> Option<Vec<End>> {
        if !self.gathers || text.len() < SHORT {
            return Pattern::new(chars.iter().copied(), &mut self.alphabet).ends(text, limit, go_on);
        }
        let asked = (key(text), chars.to_vec());
        if let Some(ends) = self.known.get(&asked) {
            return Some(ends.clone());
        }
        self.wanted.push((asked.0, Wanted { chars: asked.1, limit }));
        None
    }

    /// Has searches wait from now on.
    pub(in crate::annotation) fn gather(&mut self) {
        self.gathers = true;
    }

    /// Whether any search waits for a walk.
    pub(in crate::annotation) fn waits(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Searches wait no more, and what was found is forgotten.
    pub(in crate::annotation) fn end(&mut self) {
        self.gathers = false;
        self.known.clear();
        self.wanted.clear();
    }

    /// Walks through the texts for all that waits. `None` where `go_on` said stop.
    pub(in crate::annotation) fn walk(&mut self, texts: &[&str], go_on: GoOn<'_>) -> Option<()> {
        for text in texts {
            let key = key(text);
            let (here, others) = std::mem::take(&mut self.wanted).into_iter().partition(|(of, _)| *of == key);
            self.wanted = others;
            let here: Vec<(Key, Wanted)> = here;
            let mut wanted: Vec<Wanted> = here.into_iter().map(|(_, wanted)| wanted).collect();
            if wanted.is_empty() {
                continue;
            }
            wanted.sort_unstable_by(|a, b| a.chars.cmp(&b.chars));
            wanted.dedup();
            let found = match self.texts.entry(key).or_insert_with(|| Numbered::of(text)) {
                Some(numbered) => numbered.ends(text, &wanted, &mut self.alphabet, go_on)?,
                None => {
                    let alone =
                        |one: &Wanted| Pattern::new(one.chars.iter().copied(), &mut self.alphabet).ends(text, one.limit, go_on);
                    wanted.iter().map(alone).collect::<Option<_>>()?
                }
            };
            self.known.extend(wanted.into_iter().zip(found).map(|(one, ends)| ((key, one.chars), ends)));
        }
        Some(())
    }
}

fn key(text: &str) -> Key {
    (text.as_ptr().addr(), text.len())
}
