//! Finding: the search through the text, and going to anything by its name.

mod effects;
mod goto;
mod search;

pub use effects::{SearchAnswer, SearchEffect};
pub use goto::{Goto, GotoTarget};
pub use search::{SearchLine, SearchState, query_words};
