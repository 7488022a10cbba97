//! ibid, a terminal reader for briefs.
//!
//! The rooms, from the nouns outwards: [`document`] is one immutable text and ranges over
//! it; [`import`] makes one out of bytes; [`layout`], [`search`], [`table`] and
//! [`annotation`] answer questions about it; [`study`] reads out of it what it does not say in
//! so many words; [`store`] and [`export`] keep and hand out what the reader wrote, [`note_import`]
//! takes in what was written elsewhere; [`app`] is the state of the program and how it changes, [`ui`] draws
//! it. `formula` makes text of formulas, `platform` has the files and folders, `terminal` is the reader on the screen, and [`cli`] the command line.
//! [`words`] holds every word that a person sees, `collation` their order in a dictionary.
//! `ARCHITECTURE.md` is the map.

pub mod annotation;
pub mod app;
pub mod cli;
mod collation;
pub mod document;
pub mod export;
mod formula;
pub mod import;
pub mod layout;
pub mod note_import;
mod platform;
pub mod search;
pub mod store;
pub mod study;
pub mod table;
mod terminal;
pub mod ui;
pub mod words;
