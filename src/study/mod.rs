//! What a document tells when it is asked: tables that its prose speaks of, and figures in
//! its prose beside the cells of its tables.
//!
//! All of it is read out of the words and guessed: what is found is shown as something to
//! look at, never as a verdict. Nothing here touches a file or the clock.

mod claims;
mod figure;
mod references;

pub use claims::{Cells, Claim, Held, claims};
pub use references::{TableMention, table_mentions, table_mentions_in};
