//! ibid, a terminal reader for briefs.
pub mod document;
pub mod import;
pub mod layout;
pub mod table;
