//! A stretch of text -> tokens, which a row takes as a whole -> lines of a width.

mod breaks;
mod token;
mod wrap;

pub(super) use breaks::{clings, closes};
pub(super) use token::{Call, Token, is_space};
pub(super) use wrap::{Line, Room, Wrapping, leads};
