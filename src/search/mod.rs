//! A query becomes one compiled matcher, and the matcher finds spans of the canonical text.
//!
//! There is no folded copy of the text and no map of offsets: what a query is blind to
//! (case, spacing, width, accents, quotes, initial consonants, a half-typed syllable) is
//! written into the pattern as classes of characters, so a hit is a span from the start.
//! The steps, a file each:
//!
//! 1. [`Query`]: what was typed.
//! 2. `forms` and `hangul`: what one character of it stands for.
//! 3. `literal`, `needle`, `expression`: the query as a pattern, compiled by the `regex` crate.
//! 4. `segment`, `walk`: the pattern over the text, piece by piece.
//! 5. [`Matcher`]: the questions that the other rooms ask.
//!
//! [`excerpt()`] cuts the words around a hit; [`rank()`] orders short names for «go to anything».

mod excerpt;
mod expression;
mod forms;
mod fuzzy;
mod hangul;
mod literal;
mod matcher;
mod needle;
mod query;
mod rank;
mod segment;
#[cfg(test)]
mod tests;
mod walk;

pub use excerpt::{Excerpt, excerpt};
pub use fuzzy::{Fuzzy, SkimMatch};
pub use matcher::{Hits, Matcher};
pub use query::{Mode, Query, QueryError, RegexFault};
pub use rank::{NameFilter, Ranked, Tier, rank, rank_with};
