//! The headings that stand before a note: those of its sections that were not written yet.

use std::collections::HashMap;

use super::book::{DocumentRecord, Entry};
use super::regions::sum;
use crate::words::Words;

/// What was written so far.
#[derive(Debug, Default)]
pub(super) struct Headings {
    path: Vec<String>,
    times: HashMap<String, usize>,
}

/// What stands over a note.
#[derive(Debug)]
pub(super) struct Under {
    /// Its headings, the outermost first; for one without a place a heading of its own.
    pub(super) path: Vec<String>,
    /// How many of them stand there already.
    pub(super) known: usize,
    /// The key of the region that the others stand in; none where there are none.
    pub(super) key: Option<String>,
}

impl Headings {
    /// What has to be written before `entry`.
    pub(super) fn before(&mut self, entry: &Entry, about: &DocumentRecord, words: &Words) -> Under {
        let path =
            if entry.is_astray() { vec![words.say("export-not-found").into_owned()] } else { titles(&entry.section, words) };
        let known = path.iter().zip(&self.path).take_while(|(a, b)| a == b).count();
        let key = (known < path.len()).then(|| {
            // What is under the same headings again, in another order of notes, is a region more.
            let name = sum([about.id.as_str()].into_iter().chain(path.iter().map(String::as_str)));
            let time = self.times.entry(name.clone()).or_default();
            *time += 1;
            if *time == 1 { format!("under-{name}") } else { format!("under-{name}-{time}") }
        });
        self.path.clone_from(&path);
        Under { path, known, key }
    }
}

/// Titles of a path; an untitled opening by its name.
pub(super) fn titles(path: &[String], words: &Words) -> Vec<String> {
    path.iter().map(|title| if title.is_empty() { words.say("section-opening").into_owned() } else { title.clone() }).collect()
}
