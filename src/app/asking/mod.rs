//! Small questions: a line typed at the foot of the screen, and a choice of a few.

mod choice;
mod prompt;
mod read_as;

pub use choice::{Choice, ChoiceList};
pub use prompt::{Prompt, Question};
