//! ibid, a terminal reader for briefs.
pub mod annotation;
pub mod document;
pub mod import;
pub mod layout;
pub mod store;
