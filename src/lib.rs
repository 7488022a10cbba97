//! ibid, a terminal reader for briefs.
//!
//! The rooms, from the nouns outwards: [`document`] is one immutable text and ranges over
//! it; [`import`] makes one out of bytes; [`layout`], [`search`], [`table`] and
//! [`annotation`] answer questions about it; [`study`] reads out of it what it does not say in
//! so many words; [`store`] and [`export`] keep and hand out what the reader wrote, [`intake`]
//! takes in what was written elsewhere; [`app`] is the state of the program and how it changes, [`ui`] draws
//! it, and [`shell`] is the only room with files, threads, the clock and the terminal.
//! [`words`] holds every word that a person sees. `ARCHITECTURE.md` is the map.

pub mod annotation;
pub mod app;
pub mod document;
pub mod export;
pub mod import;
pub mod intake;
pub mod layout;
pub mod search;
pub mod shell;
pub mod store;
pub mod study;
pub mod table;
pub mod ui;
pub mod words;
