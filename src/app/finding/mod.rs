//! Finding: the search through the text, and going to anything by its name.

mod goto;
mod search;

pub use goto::{Goal, Goto};
pub use search::{Finding, SearchLine, query_words};
