//! A Kindle's clippings. Each entry says in the language of the device what it is, where and when; a note stands in an
//! entry of its own, before, behind or within the range of its highlight.

mod facts;

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;

use super::{Content, ForeignNote, ImportedNote, NoteFileError, NoteFormat, Remark, identity};
use crate::annotation::{NoteKind, SafeLines};
use crate::document::SafeText;

use facts::{Facts, Kind};

/// A Kindle's `My Clippings.txt`.
pub(super) const FORMAT: NoteFormat = NoteFormat { name: "clippings", sniff: is_clippings, read: read_clippings, remarks };

/// What parts entries.
const BREAK: &str = "==========";

fn is_clippings(text: &str) -> bool {
    text.lines().any(|line| line.trim() == BREAK)
}

/// What stands between two separators.
struct Entry<'a> {
    /// The line that it begins in, from 1.
    line: usize,
    title: &'a str,
    facts: Facts,
    /// The second line, as it is.
    head: &'a str,
    words: String,
    /// The same with the blank lines around them, by which the note is known again.
    raw: String,
}

/// The entries, and the lines of those that are none.
fn entries<'a>(text: &'a str, zone: &TimeZone) -> (Vec<Entry<'a>>, Vec<usize>) {
    let (mut found, mut skipped) = (Vec::new(), Vec::new());
    let (mut lines, mut first): (Vec<&str>, usize) = (Vec::new(), 1);
    for (number, line) in text.lines().enumerate() {
        if line.trim() != BREAK {
            lines.push(line.trim_end_matches('\r'));
            continue;
        }
        let (taken, begun) = (std::mem::take(&mut lines), std::mem::replace(&mut first, number + 2));
        let blank = taken.iter().take_while(|line| line.trim_matches(['\u{FEFF}', ' ', '\t']).is_empty()).count();
        match &taken[blank..] {
            [title, head, words @ ..] if head.trim_start().starts_with('-') => {
                let title = title.trim_matches(['\u{FEFF}', ' ']);
                let facts = Facts::of(head, zone);
                let raw = words.join("\n");
                found.push(Entry { line: begun, title, facts, head, words: raw.trim().to_owned(), raw });
            }
            _ => skipped.push(begun),
        }
    }
    // Without its separator the last one may have lost half of its words.
    if lines.iter().any(|line| !line.trim().is_empty()) {
        skipped.push(first);
    }
    (found, skipped)
}

fn read_clippings(text: &str, zone: &TimeZone) -> Result<Vec<ImportedNote>, NoteFileError> {
    let (entries, skipped) = entries(text, zone);
    if let (true, Some(line)) = (entries.is_empty(), skipped.first()) {
        let reason = "an entry without its two lines".to_owned();
        return Err(NoteFileError::Broken { source: FORMAT.name, place: line.to_string(), reason });
    }
    let passages = Passages::of(&entries);
    // The first note on each highlight, which becomes a note itself; further ones stand on the same words.
    let mut first: HashMap<usize, usize> = HashMap::new();
    let on: Vec<Option<usize>> = entries.iter().map(|entry| passages.under(entry)).collect();
    for (at, highlight) in on.iter().enumerate() {
        if let Some(highlight) = highlight {
            first.entry(*highlight).or_insert(at);
        }
    }
    let mut notes = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if on[at].is_some_and(|highlight| first[&highlight] == at) {
            continue;
        }
        let mut foreign = match (entry.facts.kind, on[at]) {
            (Kind::Note, Some(highlight)) => ForeignNote::on(&entries[highlight].words).with_body(&entry.words),
            (Kind::Note, None) => ForeignNote::on("").with_body(&entry.words),
            (Kind::Bookmark, _) => ForeignNote { kind: NoteKind::Bookmark, ..ForeignNote::on(&entry.words) },
            (Kind::Highlight, _) => ForeignNote::on(&entry.words),
        };
        if let Some(note) = first.get(&at).map(|note| &entries[*note]) {
            foreign.body = SafeLines::new(&note.words);
            foreign.kind = NoteKind::Note;
        }
        foreign.created.clone_from(&entry.facts.created);
        foreign.page = entry.facts.page.as_deref().map(SafeText::new);
        notes.push(ImportedNote {
            id: identity(&["clippings", entry.title, facts::place(entry.head), &entry.raw]),
            title: Some(SafeText::new(without_author(entry.title))),
            content: Content::Foreign(Box::new(foreign)),
            place: format!("line {}", entry.line),
        });
    }
    Ok(notes)
}

/// Entries that were passed over, and those of which only their shape tells what they are.
fn remarks(text: &str) -> Vec<Remark> {
    let (entries, skipped) = entries(text, &TimeZone::UTC);
    let unsure = entries.iter().filter(|entry| entry.facts.is_unsure).map(|entry| Remark::KindUnsure { line: entry.line });
    skipped.into_iter().map(|line| Remark::PassedOver { line }).chain(unsure).collect()
}

/// Highlights by their titles, each with its range.
struct Passages<'a>(HashMap<&'a str, Vec<(usize, u64, u64)>>);

impl<'a> Passages<'a> {
    fn of(entries: &'a [Entry<'a>]) -> Self {
        let mut found: HashMap<&str, Vec<(usize, u64, u64)>> = HashMap::new();
        // Of a passage that was marked again only the first is kept, and its notes with it.
        let mut seen = HashSet::new();
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.facts.kind == Kind::Highlight) {
            let is_new = seen.insert((entry.title, facts::place(entry.head), entry.raw.as_str()));
            if let Some((from, to)) = entry.facts.range.filter(|_| is_new) {
                found.entry(entry.title).or_default().push((at, from, to));
            }
        }
        found.values_mut().for_each(|ranges| ranges.sort_by_key(|(at, from, _)| (*from, *at)));
        Self(found)
    }

    /// The highlight that a note is on: the one that ends where it stands, else the shortest one around it.
    fn under(&self, entry: &Entry) -> Option<usize> {
        let (_, here) = entry.facts.range.filter(|_| entry.facts.kind == Kind::Note)?;
        let ranges = self.0.get(entry.title)?;
        let behind = ranges.partition_point(|(_, from, _)| *from <= here);
        let around = ranges[..behind].iter().rev().take(LOOKED_AT).filter(|(_, _, to)| *to >= here);
        around.min_by_key(|(_, from, to)| (*to != here, to - from)).map(|(at, ..)| *at)
    }
}

/// Highlights before a note that are looked at.
const LOOKED_AT: usize = 256;

/// `Title (Author)` without its author.
fn without_author(title: &str) -> &str {
    match title.rfind(" (").filter(|_| title.ends_with(')')) {
        Some(at) if at > 0 => &title[..at],
        _ => title,
    }
}
