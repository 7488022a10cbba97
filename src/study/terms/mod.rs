//! A back-of-the-book index: the names, the quoted and repeated terms and the abbreviations of a
//! document, each with every place where it stands.
//!
//! Nothing is looked up: capital letters, quotes, brackets, the particles of Korean and how often a
//! word is met tell what is a term. [`scan`] makes words of the text, [`noun`] parts Hangul words from
//! their particles, [`name`], [`quoted`], [`gloss`] and [`phrase`] each find terms of their kind, and
//! [`gather`] makes one of those that are the same.

mod gather;
mod gloss;
mod key;
mod lexicon;
mod name;
mod noun;
mod particle;
mod phrase;
mod quoted;
mod scan;
#[cfg(test)]
mod tests;

use crate::collation;
use crate::document::{Document, Point, Span};

use super::Pace;

/// Into how many parts of equal length the text is divided for [`Term::spread`].
pub const BINS: usize = 24;

/// What a term is, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// Stands for something else: `NCG`.
    Abbreviation,
    /// Of a person, a land, a place, an institution.
    Name,
    /// Stands in quotes somewhere.
    Quoted,
    /// A noun or a compound that is met again and again.
    Term,
}

/// What a term stands for, or means in another script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// Where the document says it.
    pub span: Span,
    /// Whether it is guessed by initials alone; else a bracket says it.
    pub is_guess: bool,
}

/// A term of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its form: the one met most often; without particle.
    pub form: String,
    /// What it is.
    pub kind: TermKind,
    /// What it stands for.
    pub meaning: Option<Meaning>,
    /// Every place, in the order of the text; a particle is not of it. At least one.
    pub places: Vec<Span>,
    /// How many of the places stand in each [`BINS`]th of the text.
    pub spread: [u32; BINS],
}

impl Term {
    /// How often it stands in the text.
    #[must_use]
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// Where it stands first.
    #[must_use]
    pub fn first(&self) -> Point {
        self.places.first().map_or(Point(0), |span| span.start)
    }

    /// The letter that it stands under, as an index has it.
    #[must_use]
    pub fn letter(&self) -> Option<char> {
        collation::letter(&self.form)
    }
}

/// An order of the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TermOrder {
    /// As in a dictionary of Korean: Hangul, then Latin.
    #[default]
    Name,
    /// The most frequent first; of equals the first met.
    Count,
    /// As they are first met.
    Place,
}

/// The index of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// All terms, by name.
    pub all: Vec<Term>,
    /// Whether all of the text was looked at, and all terms kept.
    pub is_whole: bool,
}

impl Terms {
    /// The index of `document`, in about its length's time; `None` where `pace` said no.
    #[must_use]
    pub fn of(document: &Document, pace: Pace) -> Option<Self> {
        // Making words of the text is about half of the work.
        let length = document.text().len();
        let scan = scan::Scan::of(document, &|at| pace(Point::new(at / 2)))?;
        let step = |eighths: usize| move || pace(Point::new(length / 8 * eighths));
        let nouns = noun::nouns(&scan, &step(4))?;
        let names = name::names(&scan, &step(5))?;
        let quoted = quoted::quoted(document, &step(5))?;
        let glosses = gloss::Reader::new(&scan, &nouns, &names).glosses(&step(5))?;
        let english = phrase::English::of(&scan);
        let compounds = phrase::compounds(&scan, &nouns, &names, &english, &step(6))?;
        let mut gather = gather::Gather::new(&scan);
        gather.names(&names);
        gather.quoted(&quoted);
        gather.glosses(&glosses);
        gather.compounds(&compounds);
        gather.hangul(&nouns);
        gather.english(&english);
        gather.finish(&step(7))
    }

    /// The terms in `order`: indices into [`Self::all`].
    #[must_use]
    pub fn in_order(&self, order: TermOrder) -> Vec<u32> {
        let mut indices: Vec<u32> = (0..u32::try_from(self.all.len()).unwrap_or(u32::MAX)).collect();
        let of = |index: &u32| &self.all[*index as usize];
        match order {
            TermOrder::Name => {}
            TermOrder::Count => indices.sort_by_key(|index| (usize::MAX - of(index).count(), of(index).first(), *index)),
            TermOrder::Place => indices.sort_by_key(|index| (of(index).first(), *index)),
        }
        indices
    }
}
