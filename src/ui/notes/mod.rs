//! Writing notes, and reviewing what an edition moved.

pub(super) mod edition;
pub(super) mod editor;
pub(super) mod review;
