//! Makes one term of all that are the same, and leaves out what no index has.

use std::collections::HashMap;

use crate::collation;
use crate::document::Span;

use super::gloss::{Gloss, initials_of, is_abbreviation};
use super::key::{key, lands};
use super::name::Name;
use super::noun::{Noun, Proof, is_telling};
use super::phrase::{Compound, English};
use super::scan::{Scan, Shape, is_hangul};
use super::{BINS, Meaning, Term, TermKind, Terms};

/// Terms that are kept: the most frequent.
const MOST_TERMS: usize = 30_000;
/// Places that are kept, over all terms.
const MOST_PLACES: usize = 6_000_000;
/// How often an English word must stand in the text to be a term by itself.
const LEAST_ENGLISH: u32 = 3;

/// What is known of the terms that share a key.
#[derive(Debug, Clone)]
struct Entry {
    kind: TermKind,
    meaning: Option<Meaning>,
    /// Whether it is a term by signs that need no second occurrence.
    is_sure: bool,
    /// Whether it is a long noun: met once outside of longer terms is enough.
    is_telling: bool,
    /// Whether dashes join several names in it.
    is_chain: bool,
    /// How often it stands in the text, and how often outside of longer terms.
    count: u32,
    free: u32,
}

/// Terms on the way.
pub(super) struct Gather<'s, 'a> {
    scan: &'s Scan<'a>,
    ids: HashMap<String, u32>,
    keys: Vec<String>,
    entries: Vec<Entry>,
    found: Vec<(u32, Span)>,
    /// Tokens inside of a longer term, and those inside of a name in Latin.
    covered: Vec<bool>,
    named: Vec<bool>,
}

impl<'s, 'a> Gather<'s, 'a> {
    pub(super) fn new(scan: &'s Scan<'a>) -> Self {
        let none = || vec![false; scan.tokens.len()];
        Self {
            scan,
            ids: HashMap::new(),
            keys: Vec::new(),
            entries: Vec::new(),
            found: Vec::new(),
            covered: none(),
            named: none(),
        }
    }

    fn entry(&mut self, text: &str, kind: TermKind) -> u32 {
        let key = key(text);
        let id = match self.ids.get(&key) {
            Some(id) => *id,
            None => {
                let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
                self.ids.insert(key.clone(), id);
                self.keys.push(key);
                let (is_sure, is_telling, is_chain) = (false, false, false);
                self.entries.push(Entry { kind, meaning: None, is_sure, is_telling, is_chain, count: 0, free: 0 });
                id
            }
        };
        let entry = &mut self.entries[id as usize];
        entry.kind = entry.kind.min(kind);
        id
    }

    /// A term at `span`; `is_free` where it stands outside of longer ones.
    fn add(&mut self, id: u32, span: Span, is_free: bool) {
        if self.found.len() < MOST_PLACES {
            self.found.push((id, span));
            let entry = &mut self.entries[id as usize];
            entry.count += 1;
            entry.free += u32::from(is_free);
        }
    }

    pub(super) fn names(&mut self, names: &[Name]) {
        for name in names {
            let (first, last) = (self.scan.tokens[name.first], self.scan.tokens[name.last]);
            let span = first.span().cover(last.span());
            let text = self.scan.slice(span);
            let is_short = name.first == name.last && self.scan.word(name.first).shape == Shape::Upper && is_initials(text);
            let id = self.entry(text, if is_short { TermKind::Abbreviation } else { TermKind::Name });
            self.entries[id as usize].is_sure = true;
            self.entries[id as usize].is_chain |= name.is_chain;
            self.named[name.first..=name.last].fill(true);
            self.add(id, span, true);
        }
    }

    pub(super) fn quoted(&mut self, quoted: &[Span]) {
        for span in quoted {
            let id = self.entry(self.scan.slice(*span), TermKind::Quoted);
            self.entries[id as usize].is_sure = true;
            self.add(id, *span, true);
        }
    }

    pub(super) fn glosses(&mut self, glosses: &[Gloss]) {
        for gloss in glosses {
            let text = self.scan.slice(gloss.term);
            let is_short = gloss.is_short && is_abbreviation(text);
            let id = self.entry(text, if is_short { TermKind::Abbreviation } else { TermKind::Term });
            self.add(id, gloss.term, true);
            let entry = &mut self.entries[id as usize];
            entry.is_sure = true;
            entry.meaning.get_or_insert(Meaning { span: gloss.meaning, is_guess: false });
        }
    }

    pub(super) fn compounds(&mut self, compounds: &[Compound]) {
        for compound in compounds {
            let kind = if compound.is_name { TermKind::Name } else { TermKind::Term };
            let id = self.entry(self.scan.slice(compound.span), kind);
            self.entries[id as usize].is_sure = true;
            self.add(id, compound.span, true);
            if compound.last > compound.first {
                self.covered[compound.first..=compound.last].fill(true);
            }
        }
    }

    /// Nouns of Hangul, without their particles.
    pub(super) fn hangul(&mut self, nouns: &[Option<Noun>]) {
        let mut of_word: Vec<Option<Option<u32>>> = vec![None; self.scan.words.len()];
        for (at, token) in self.scan.tokens.iter().enumerate() {
            let word = token.word as usize;
            let Some(noun) = nouns[word] else { continue };
            let stem = &self.scan.words[word].text[..noun.length as usize];
            let id = match of_word[word] {
                Some(id) => id,
                None => {
                    let id = if noun.proof > Proof::Bare {
                        let id = self.entry(stem, if noun.proof == Proof::Name { TermKind::Name } else { TermKind::Term });
                        self.entries[id as usize].is_sure |= noun.proof == Proof::Name;
                        self.entries[id as usize].is_telling |= is_telling(stem);
                        Some(id)
                    } else {
                        // Without a particle it counts where it is known by other places.
                        self.ids.get(&key(stem)).copied()
                    };
                    of_word[word] = Some(id);
                    id
                }
            };
            let Some(id) = id else { continue };
            let span = Span::new(token.start as usize, token.start as usize + noun.length as usize);
            self.add(id, span, !self.covered[at]);
        }
    }

    /// English nouns that are met again and again.
    pub(super) fn english(&mut self, english: &English) {
        // Singular and plural count together.
        let mut sums: HashMap<String, (u32, u32)> = HashMap::new();
        for (at, word) in self.scan.words.iter().enumerate() {
            if word.shape == Shape::Lower && english.is_noun(self.scan, at, 1) {
                // A plural's times are its singular's, too.
                let sum = sums.entry(key(word.text)).or_default();
                *sum = (sum.0 + word.count, sum.1.max(english.times(at)));
            }
        }
        sums.retain(|_, (count, times)| *count >= LEAST_ENGLISH && *times > 1);
        let mut of_word: Vec<Option<u32>> = vec![None; self.scan.words.len()];
        for (at, word) in self.scan.words.iter().enumerate() {
            let is_own = word.shape == Shape::Lower && (word.text.contains('-') || english.is_noun(self.scan, at, 1));
            if !is_own {
                continue;
            }
            let key = key(word.text);
            of_word[at] =
                if sums.contains_key(&key) { Some(self.entry(word.text, TermKind::Term)) } else { self.ids.get(&key).copied() };
            if let Some(id) = of_word[at] {
                self.entries[id as usize].is_telling = true;
            }
        }
        for (at, token) in self.scan.tokens.iter().enumerate() {
            let word = &self.scan.words[token.word as usize];
            // A sentence's first word is the same as in lower case.
            let own = match word.small {
                Some(small) if !self.named[at] => small as usize,
                _ => token.word as usize,
            };
            if let Some(id) = of_word[own] {
                self.add(id, token.span(), !self.covered[at]);
            }
        }
    }

    /// The index of what was gathered; none where `go_on` said no.
    pub(super) fn finish(mut self, go_on: &dyn Fn() -> bool) -> Option<Terms> {
        let is_whole = self.scan.is_whole && self.found.len() < MOST_PLACES;
        let target = self.merged();
        for (id, _) in &mut self.found {
            let to = target[*id as usize];
            if to != *id {
                self.entries[to as usize].count += 1;
                self.entries[to as usize].free += 1;
            }
            *id = to;
        }
        let kept = |entry: &Entry| {
            let by_itself = entry.is_telling || entry.count > 1;
            entry.count > 0
                && (entry.is_sure && (entry.kind != TermKind::Name || entry.free > 0) || (by_itself && entry.free > 0))
        };
        let mut chosen: Vec<u32> = (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX))
            .filter(|id| target[*id as usize] == *id && kept(&self.entries[*id as usize]))
            .collect();
        let all_kept = chosen.len() <= MOST_TERMS;
        chosen.sort_by_key(|id| (u32::MAX - self.entries[*id as usize].count, *id));
        chosen.truncate(MOST_TERMS);
        if !go_on() {
            return None;
        }
        let mut place_of: Vec<Option<u32>> = vec![None; self.entries.len()];
        for (at, id) in chosen.iter().enumerate() {
            place_of[*id as usize] = u32::try_from(at).ok();
        }
        let mut places: Vec<Vec<Span>> = vec![Vec::new(); chosen.len()];
        // In the order of the text, the longer first where two start together.
        self.found.sort_unstable_by_key(|(_, span)| (span.start, u32::MAX - span.end.0));
        for (id, span) in &self.found {
            if let Some(at) = place_of[*id as usize] {
                let own = &mut places[at as usize];
                if own.last().is_none_or(|last| last.end <= span.start) {
                    own.push(*span);
                }
            }
        }
        if !go_on() {
            return None;
        }
        let mut all: Vec<Term> = chosen.iter().zip(places).map(|(id, places)| self.term(*id, places)).collect();
        self.spell_out(&mut all);
        let ranks = collation::ranks(all.iter().map(|term| term.form.as_str()));
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|at| (ranks[*at], all[*at].first()));
        let mut slots: Vec<Option<Term>> = all.into_iter().map(Some).collect();
        let all = order.into_iter().filter_map(|at| slots[at].take()).collect();
        go_on().then_some(Terms { all, is_whole: is_whole && all_kept })
    }

    fn term(&self, id: u32, places: Vec<Span>) -> Term {
        let entry = &self.entries[id as usize];
        let mut forms: HashMap<&str, (u32, usize)> = HashMap::new();
        for (at, span) in places.iter().enumerate() {
            forms.entry(self.scan.slice(*span)).or_insert((0, at)).0 += 1;
        }
        // What was led here from another key gives no form: Putin is Vladimir Putin.
        let own = forms.iter().filter(|(form, _)| key(form) == self.keys[id as usize]);
        let best = own.max_by_key(|(_, (count, at))| (*count, usize::MAX - at)).map(|(form, _)| *form);
        let form = best.unwrap_or_else(|| self.scan.slice(places[0])).to_owned();
        let mut spread = [0; BINS];
        let length = self.scan.text.len().max(1) as u64;
        for span in &places {
            let bin = u64::from(span.start.0) * BINS as u64 / length;
            spread[usize::try_from(bin).unwrap_or(0).min(BINS - 1)] += 1;
        }
        Term { form, kind: entry.kind, meaning: entry.meaning, places, spread }
    }

    /// Which entry each goes to: a people to its land, a surname to the one full name before it.
    fn merged(&self) -> Vec<u32> {
        let count = self.entries.len();
        let mut target: Vec<u32> = (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
        let mut first: Vec<u32> = vec![u32::MAX; count];
        for (id, span) in &self.found {
            let own = &mut first[*id as usize];
            *own = (*own).min(span.start.0);
        }
        let is_name = |id: u32| self.entries[id as usize].kind == TermKind::Name && !self.entries[id as usize].is_chain;
        // The one full name that ends with a shorter one; `None` where there are several.
        let mut full: HashMap<&str, Option<u32>> = HashMap::new();
        for (at, key) in self.keys.iter().enumerate() {
            let id = u32::try_from(at).unwrap_or(u32::MAX);
            if !is_name(id) || key.chars().any(is_hangul) {
                continue;
            }
            for (cut, _) in key.match_indices(' ').take(5) {
                let before = key[..cut].rsplit(' ').next().unwrap_or_default();
                if !super::lexicon::is_stop(before) {
                    full.entry(&key[cut + 1..]).and_modify(|known| *known = None).or_insert(Some(id));
                }
            }
        }
        for (at, key) in self.keys.iter().enumerate() {
            let id = u32::try_from(at).unwrap_or(u32::MAX);
            if !is_name(id) || key.chars().any(is_hangul) {
                continue;
            }
            let land = lands(key).find_map(|land| self.ids.get(&land).copied().filter(|land| is_name(*land)));
            let whole = full.get(key.as_str()).copied().flatten().filter(|whole| first[*whole as usize] < first[at]);
            if let Some(to) = land.or(whole) {
                target[at] = to;
            }
        }
        // `Korean` to `Korea` to `North Korea`: to the end, and no circle.
        for at in 0..count {
            let mut to = target[at];
            for _ in 0..3 {
                to = target[to as usize];
            }
            target[at] = if target[to as usize] == to { to } else { u32::try_from(at).unwrap_or(u32::MAX) };
        }
        target
    }

    /// Guesses what abbreviations stand for whose letters are the initials of one name.
    fn spell_out(&self, terms: &mut [Term]) {
        let mut by_initials: HashMap<String, Option<Span>> = HashMap::new();
        for term in terms.iter().filter(|term| term.kind == TermKind::Name && term.form.contains(' ')) {
            by_initials.entry(initials_of(&term.form)).and_modify(|known| *known = None).or_insert(term.places.first().copied());
        }
        for term in terms.iter_mut().filter(|term| term.kind == TermKind::Abbreviation && term.meaning.is_none()) {
            let letters: String = term.form.chars().filter(|c| c.is_alphabetic()).collect();
            if let Some(Some(span)) = by_initials.get(&letters) {
                term.meaning = Some(Meaning { span: *span, is_guess: true });
            }
        }
    }
}

/// Whether a word in capitals is an abbreviation: letters alone, a few of them.
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_uppercase).count();
    (2..=6).contains(&letters) && text.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '.' | '&'))
}
