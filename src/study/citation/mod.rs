//! What footnotes point to in other footnotes: 위의 글, 앞의 책, 상게서, Ibid., op. cit., «see note 7», short titles,
//! 저자(연도); and the works that are cited under several numbers.
//!
//! Each is a guess, with its reason as data. A note points to an earlier one, or to the one whose
//! number it gives; chains end at the note that names the work, and never turn in a circle.

mod pointer;
mod short;
mod work;

use std::collections::{HashMap, HashSet};

use crate::document::{Document, Span};

pub use pointer::Reason;
use pointer::{Kind, Pointing, pointings};
use short::{Form, Short, short};
use work::{Source, source};

/// Bytes of a body that are read.
const BODY_MOST: usize = 4000;
/// Notes before one that are looked at for a source.
const BACK_MOST: usize = 8;
/// Notes of one author that are looked at.
const ALIKE_MOST: usize = 64;
/// Clauses of a body that are read.
const CLAUSES_MOST: usize = 16;
/// Notes before one whose titles are looked through for a part of one.
const TITLES_MOST: usize = 256;
/// Links of a chain that are followed.
const CHAIN_MOST: usize = 10_000;

/// Words in a footnote's body that point to another footnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// The words, in the text.
    pub span: Span,
    /// The footnote that is meant: an index into [`Document::footnotes`]; `None` where none is found.
    pub to: Option<usize>,
    /// The footnote that a chain of such words ends at: the first that names the work.
    pub first: Option<usize>,
    /// Why that one.
    pub reason: Reason,
}

/// A work that footnotes cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Its author and title as the first footnote has them.
    pub span: Span,
    /// The footnotes that cite it, in order; those that point to it among them.
    pub notes: Vec<usize>,
}

/// What the footnotes of a document say of each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citations {
    pointers: HashMap<usize, Vec<Pointer>>,
    works: Vec<Work>,
    work_of: HashMap<usize, usize>,
}

impl Citations {
    /// Reads all bodies of `document`; `None` where `go_on` said no. Linear in the bodies.
    pub fn of(document: &Document, go_on: &dyn Fn() -> bool) -> Option<Self> {
        let count = document.footnotes().len();
        let mut made = Reading::default();
        for note in 0..count {
            if note % 64 == 0 && !go_on() {
                return None;
            }
            made.read(document, note);
        }
        Some(made.made)
    }

    /// The words in the body of footnote `note` that point elsewhere, in order.
    #[must_use]
    pub fn pointers(&self, note: usize) -> &[Pointer] {
        self.pointers.get(&note).map_or(&[], Vec::as_slice)
    }

    /// The works, in the order of their first footnotes; also those that one footnote cites alone.
    #[must_use]
    pub fn works(&self) -> &[Work] {
        &self.works
    }

    /// The work that footnote `note` cites: an index into [`Self::works`].
    #[must_use]
    pub fn work_of(&self, note: usize) -> Option<usize> {
        self.work_of.get(&note).copied()
    }

    /// The other footnotes that cite the work of footnote `note`.
    pub fn alike(&self, note: usize) -> impl Iterator<Item = usize> + '_ {
        let notes = self.work_of(note).map_or(&[][..], |work| self.works[work].notes.as_slice());
        notes.iter().copied().filter(move |other| *other != note)
    }
}

/// Where a clause starts, the words that name a work in short, and the footnote that is meant.
type InShort = (usize, (usize, usize), (usize, Reason));

/// Where the clause around byte `at` of a body starts.
fn clause_of(text: &str, at: usize) -> usize {
    text[..text.floor_char_boundary(at)]
        .rfind([';', '；'])
        .map_or(0, |sign| sign + text[sign..].chars().next().map_or(1, char::len_utf8))
}

/// The bodies read so far.
#[derive(Default)]
struct Reading {
    made: Citations,
    /// Where each note's chain of pointers ends: itself, where it names its own work.
    ends: Vec<usize>,
    /// What each note cites itself.
    sources: Vec<Option<Source>>,
    /// Whether it says something of a source, its own or another's.
    cites: Vec<bool>,
    /// Footnotes with a source, by author, in order.
    authors: HashMap<String, Vec<usize>>,
    /// Works by author and the beginning of their titles.
    titles: HashMap<(String, String), Vec<usize>>,
    labels: HashMap<String, usize>,
    /// What each work was made of.
    known: Vec<Source>,
    /// Works by the letters of their titles.
    whole_titles: HashMap<String, Vec<usize>>,
}

impl Reading {
    fn read(&mut self, document: &Document, note: usize) {
        if self.labels.is_empty() {
            for (index, footnote) in document.footnotes().iter().enumerate() {
                let label = footnote.label.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                self.labels.entry(label).or_insert(index);
            }
        }
        let body = document.body_span(note);
        let text = body.map_or("", |body| document.slice(body));
        let text = &text[..text.floor_char_boundary(text.len().min(BODY_MOST))];
        let base = body.map_or(0, |body| body.start.at());
        let found = pointings(text);
        let own = source(text).filter(|own| found.iter().all(|pointing| !(pointing.start..pointing.end).contains(&own.start)));
        let mut pointers = Vec::new();
        for pointing in &found {
            let (to, reason) = self.meant(text, note, pointing);
            let first = to.and_then(|to| self.end_of(to, note));
            pointers.push(Pointer { span: Span::new(base + pointing.start, base + pointing.end), to, first, reason });
        }
        let in_short = self.in_short(text, &found, own.as_ref());
        // A title in its signs looks like a work named in full.
        let own = own.filter(|own| in_short.iter().all(|(at, _, _)| *at != clause_of(text, own.start)));
        for (_, (start, end), (to, reason)) in in_short {
            let first = self.end_of(to, note);
            pointers.push(Pointer { span: Span::new(base + start, base + end), to: Some(to), first, reason });
        }
        pointers.sort_by_key(|pointer| pointer.span.start);
        // A note that merely says «see note 7» names no work itself.
        let is_work = |pointer: &&Pointer| !matches!(pointer.reason, Reason::Numbered | Reason::NoSuchNumber | Reason::Itself);
        let cited = pointers.iter().find(is_work).and_then(|pointer| pointer.first);
        // One whose text is missing may well name one.
        self.cites.push(own.is_some() || !pointers.is_empty() || text.is_empty());
        self.ends.push(match (&own, cited) {
            (None, Some(first)) => first,
            _ => note,
        });
        let work = match (&own, cited) {
            (Some(own), _) => Some(self.work(own, base)),
            (None, Some(first)) => self.made.work_of(first),
            (None, None) => None,
        };
        if let Some(work) = work {
            self.made.works[work].notes.push(note);
            self.made.work_of.insert(note, work);
        }
        if let Some(author) = own.as_ref().map(|own| own.author.clone()).filter(|author| !author.is_empty()) {
            self.authors.entry(author).or_default().push(note);
        }
        self.sources.push(own);
        if !pointers.is_empty() {
            self.made.pointers.insert(note, pointers);
        }
    }

    /// The works that the clauses of a body name in short: where the clause starts, the words, and the footnote
    /// that is meant. What points in other words is left out, and so is `own`, where it names its work in full.
    fn in_short(&self, text: &str, pointings: &[Pointing], own: Option<&Source>) -> Vec<InShort> {
        let mut found = Vec::new();
        let mut at = 0;
        for clause in text.split_inclusive([';', '；']).take(CLAUSES_MOST) {
            let (from, to) = (at, at + clause.len());
            at = to;
            if pointings.iter().any(|pointing| pointing.start < to && pointing.end > from) {
                continue;
            }
            let Some(named) = short(clause.trim_end_matches([';', '；'])) else { continue };
            let Some((note, reason)) = self.named_in_short(&named) else { continue };
            // One that is named in full again is no short name.
            let is_whole = own
                .filter(|own| clause_of(text, own.start) == from)
                .is_some_and(|own| self.sources[note].as_ref().is_some_and(|source| source.is_same(own)));
            if is_whole {
                continue;
            }
            found.push((from, (from + named.start, from + named.end), (note, reason)));
        }
        found
    }

    /// The nearest earlier footnote that names the work, and how that is known.
    fn named_in_short(&self, named: &Short) -> Option<(usize, Reason)> {
        let fits = |note: &usize| self.sources[*note].as_ref().is_some_and(|source| named.fits(source));
        let mut notes: Vec<usize> = match named.author() {
            Some(author) => self.authors.get(author)?.iter().rev().take(ALIKE_MOST).copied().filter(fits).collect(),
            None => (0..self.sources.len()).rev().take(TITLES_MOST).filter(fits).collect(),
        };
        if notes.is_empty() && named.author().is_none() {
            // A whole title is known however far back it stands.
            let works = self.whole_titles.get(&named.letters())?;
            notes =
                works.iter().rev().take(ALIKE_MOST).filter_map(|work| self.made.works[*work].notes.first().copied()).collect();
        }
        let nearest = *notes.first()?;
        let works: HashSet<Option<usize>> = notes.iter().map(|note| self.made.work_of(*note)).collect();
        let reason = match named.form() {
            _ if works.len() > 1 => Reason::Several,
            Form::Title => Reason::ShortTitle,
            Form::AuthorYear => Reason::AuthorYear,
            Form::TitleAlone => Reason::TitleAlone,
            Form::AuthorAlone => Reason::SameAuthor,
        };
        Some((nearest, reason))
    }

    /// Which footnote is meant.
    fn meant(&self, text: &str, note: usize, pointing: &Pointing) -> (Option<usize>, Reason) {
        if pointing.kind == Kind::Number {
            let label = pointing.label(text);
            return match self.labels.get(label) {
                Some(to) if *to == note => (None, Reason::Itself),
                Some(to) => (Some(*to), Reason::Numbered),
                None => (None, Reason::NoSuchNumber),
            };
        }
        if let Some(author) = &pointing.author {
            let earlier = self.authors.get(author).map_or(&[][..], Vec::as_slice);
            let fits = |at: &&usize| self.sources[**at].as_ref().is_some_and(|own| pointing.fits(own));
            let near = || earlier.iter().rev().take(ALIKE_MOST);
            return match near().find(fits).or(near().next()) {
                Some(to) => (Some(*to), Reason::SameAuthor),
                None => (None, Reason::NoEarlier),
            };
        }
        let Some(before) = note.checked_sub(1) else { return (None, Reason::NoEarlier) };
        // A remark between does not part a note from the source before it.
        let back = (0..note).rev().take(BACK_MOST).find(|at| self.cites[*at]);
        match back {
            Some(to) if to != before => (Some(to), Reason::SourceBefore),
            _ => (Some(before), Reason::NoteBefore),
        }
    }

    /// Where the chain that starts at `to` ends, seen from `from`; numbers may lead forward, where
    /// nothing is read yet, and end there.
    fn end_of(&self, to: usize, from: usize) -> Option<usize> {
        let mut at = to;
        for _ in 0..CHAIN_MOST {
            match self.ends.get(at) {
                Some(next) if *next == at => return Some(at),
                Some(next) => at = *next,
                None => return Some(at).filter(|at| *at != from),
            }
        }
        None
    }

    /// The work that a source names: one that is known by author and title, or a new one.
    fn work(&mut self, own: &Source, base: usize) -> usize {
        let key = (own.author.clone(), own.main.chars().take(8).collect::<String>());
        let known = self.titles.entry(key).or_default();
        let same = known.iter().rev().take(ALIKE_MOST).find(|work| self.known[**work].is_same(own)).copied();
        if let Some(work) = same.filter(|_| own.is_telling()) {
            return work;
        }
        let work = self.made.works.len();
        self.made.works.push(Work { span: Span::new(base + own.start, base + own.end), notes: Vec::new() });
        self.known.push(own.clone());
        self.whole_titles.entry(own.title.clone()).or_default().push(work);
        known.push(work);
        work
    }
}

#[cfg(test)]
mod tests;
