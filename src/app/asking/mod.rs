//! Small questions: a line typed at the foot of the screen, and a choice of a few.

mod choice;
mod line;

pub use choice::{Choice, Choosing};
pub use line::{Ask, Question};
