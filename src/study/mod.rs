//! What a document tells when it is asked: what its prose points to without a link, figures in its prose
//! beside the cells of its tables, what its footnotes say of each other, the dates and terms in it, and how
//! long it is and where.
//!
//! All of it is read out of the words and guessed: what is found is shown as something to
//! look at, never as a verdict. Nothing here touches a file or the clock.

mod citation;
mod claims;
mod compare;
mod crossing;
mod figure;
mod references;
mod shape;
mod terms;
mod timeline;

pub use citation::{Citations, Pointer, Reason as CitationReason, Work};
pub use claims::{Cells, Claim, Claims, Held, claims};
pub use compare::{By, Changed, Comparison, Counts, Edit, Kind, Pair, SectionChanges, changes, compare, older};
pub use crossing::CrossReferences;
pub use references::{Aim, Basis, Landmarks, Reference, ReferenceKind, references, references_in};
pub use shape::{Length, Shape, Speed, minutes_words};
pub use terms::{BINS, Meaning, Term, TermKind, TermOrder, Terms};
pub use timeline::{Axis, BREAK, Dated, Scale, Timeline, YearBy};

use crate::document::Point;

/// Asked now and then by work over a whole document, with the place that it has reached: whether it
/// is to go on.
pub type Pace<'a> = &'a dyn Fn(Point) -> bool;

#[cfg(test)]
mod tests;
