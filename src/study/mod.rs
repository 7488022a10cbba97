//! What a document tells when it is asked: what its prose points to without a link, figures in its prose
//! beside the cells of its tables, what its footnotes say of each other, the dates and terms in it, and how
//! long it is and where.
//!
//! All of it is read out of the words and guessed: what is found is shown as something to
//! look at, never as a verdict. Nothing here touches a file or the clock.

mod citation;
mod claims;
mod compare;
mod cross_references;
mod figure;
mod length;
mod references;
mod terms;
mod timeline;

pub use citation::{Citations, Pointer, Reason as CitationReason, Work};
pub use claims::{Cells, Claim, Claims, MatchingCell, claims};
pub use compare::{ChangedUnits, Comparison, Edit, Pair, PairCounts, PairKind, Pairing, SectionChanges, changes, compare, older};
pub use cross_references::CrossReferences;
pub use length::{Length, LengthIndex, ReadingSpeed, minutes_words};
pub use references::{Basis, Landmarks, Reference, ReferenceKind, ReferenceTarget, printed_number, references, references_in};
pub use terms::{BINS, Meaning, Term, TermKind, TermOrder, Terms};
pub use timeline::{BREAK, DateMention, Scale, TimeAxis, Timeline, YearBasis};

use crate::document::Point;

/// Asked now and then by work over a whole document, with the place that it has reached: whether it
/// is to go on.
pub type Pace<'a> = &'a dyn Fn(Point) -> bool;

#[cfg(test)]
mod tests;
