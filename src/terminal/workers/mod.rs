//! What runs beside the event loop: the store worker, which keeps what has to be kept, in
//! order, and the job queue, whose work may be given up.

pub(crate) mod jobs;
pub(crate) mod outcomes;
pub(crate) mod store;
