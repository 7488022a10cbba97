//! Compounds of several words, of Hangul and of Latin, that are met again and again; and the
//! English words that are nouns.

use std::collections::HashMap;

use crate::document::Span;

use super::lexicon::{is_korean_title, is_place, is_small, is_stop};
use super::name::Name;
use super::noun::{Noun, Proof, is_angle, is_foreign, sounds_foreign};
use super::scan::{Gap, Scan, Shape, is_hangul};

/// Words of one compound at most.
const LONGEST: usize = 4;
/// Different compounds that are counted.
const MOST: usize = 600_000;

/// A word, or a name of several, that may be part of a compound.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// What it is, whatever its form.
    id: u32,
    first: usize,
    last: usize,
    role: Role,
    /// Whether it goes on from the piece before, with a blank.
    goes_on: bool,
    /// Whether it is the second part of a word with a hyphen: nothing starts there.
    is_tail: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A Hangul noun without particle, and one with: a compound ends there.
    Bare,
    Parted,
    /// How many take part: never last.
    Angle,
    /// A name in Latin.
    Name,
    /// A Latin word in lower case that may end a compound, and one that may not.
    Noun,
    Other,
}

/// A compound where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Compound {
    /// Its tokens.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Where it stands, the particle behind it left out.
    pub(super) span: Span,
    /// Whether it is the name of a person: met once is enough.
    pub(super) is_name: bool,
}

/// How often each English word stands where a noun stands: behind an article or a preposition,
/// and at the end of its words.
pub(super) struct English<'a> {
    /// Which word a text is.
    known: HashMap<&'a str, usize>,
    nouns: Vec<u32>,
    /// How often each stands where a verb stands: behind `to` and `will`.
    verbs: Vec<u32>,
    counts: Vec<u32>,
}

impl<'a> English<'a> {
    pub(super) fn of(scan: &Scan<'a>) -> Self {
        let none = || vec![0; scan.words.len()];
        let lower = scan.words.iter().enumerate().filter(|(_, word)| word.shape == Shape::Lower);
        let known = lower.map(|(at, word)| (word.text, at)).collect();
        let mut own = Self { known, nouns: none(), verbs: none(), counts: none() };
        // The word that opened the run, and whether only a noun can follow it.
        let mut open: Option<bool> = None;
        let mut run = 0;
        for (at, token) in scan.tokens.iter().enumerate() {
            let word = scan.word(at);
            let is_own = word.shape == Shape::Lower && !is_stop(word.text);
            let goes_on = matches!(token.gap, Gap::Space | Gap::Dash);
            if !goes_on {
                own.close(scan, open, run, at);
                (open, run) = (None, at);
            }
            if is_own {
                own.counts[token.word as usize] += 1;
                own.verbs[token.word as usize] += u32::from(goes_on && at > 0 && leads_to_verb(scan.word(at - 1).text));
                own.nouns[token.word as usize] += u32::from(has_noun_end(word.text));
            } else if !matches!(word.shape, Shape::Capital | Shape::Upper) {
                // `for stronger deterrence`, `a rare case`: a general word is part of what is open, and
                // ends nothing.
                if is_small(word.text) || word.shape != Shape::Lower {
                    own.close(scan, open, run, at);
                    open = opener(word.text);
                }
                run = at + 1;
            }
        }
        own.close(scan, open, run, scan.tokens.len());
        own.join_plurals();
        own
    }

    /// What is known of a plural and of its singular is known of both.
    fn join_plurals(&mut self) {
        let pairs: Vec<(usize, usize)> = self
            .known
            .iter()
            .filter(|(word, _)| word.len() > 3 && !word.ends_with("ss"))
            .filter_map(|(word, plural)| Some((*plural, *self.known.get(word.strip_suffix('s')?)?)))
            .collect();
        for (plural, single) in pairs {
            for numbers in [&mut self.nouns, &mut self.verbs, &mut self.counts] {
                let sum = numbers[plural] + numbers[single];
                (numbers[plural], numbers[single]) = (sum, sum);
            }
        }
    }

    /// The last word of the run `from..to`, which `open` led to.
    fn close(&mut self, scan: &Scan, open: Option<bool>, from: usize, to: usize) {
        if to <= from || to - from > LONGEST {
            return;
        }
        let word = scan.word(to - 1);
        if has_noun_end(word.text) {
            return;
        }
        // `conventional weapons`: an adjective leads to a noun, too.
        let after_adjective = || to - from > 1 && has_adjective_end(scan.word(to - 2).text) && word.text.ends_with('s');
        let Some(is_sure) = open.or_else(|| after_adjective().then_some(true)) else { return };
        if word.shape == Shape::Lower && (is_sure || !word.text.ends_with("ing")) {
            self.nouns[scan.tokens[to - 1].word as usize] += 1;
        }
    }

    /// Whether word `word` stands where verbs stand, a third of the time or more.
    fn is_verb(&self, word: usize) -> bool {
        self.verbs[word] > 0 && self.verbs[word] * 3 >= self.counts[word]
    }

    /// How often word `word` stands where a noun stands.
    pub(super) fn times(&self, word: usize) -> u32 {
        self.nouns[word]
    }

    /// Whether word `word` is a noun; `least` times it must stand like one.
    pub(super) fn is_noun(&self, scan: &Scan, word: usize, least: u32) -> bool {
        let text = scan.words[word].text;
        let (nouns, count) = (self.nouns[word], self.counts[word]);
        let is_odd = text.ends_with("ly") || text.chars().count() < 3;
        !is_odd
            && !self.is_verb(word)
            && nouns >= least
            && nouns * 3 >= count
            && (!text.ends_with("ed") || nouns * 3 >= count * 2)
    }
}

/// Whether an English word ends as nouns alone do.
fn has_noun_end(word: &str) -> bool {
    const ENDS: [&str; 15] =
        ["tion", "sion", "ment", "ness", "ity", "ship", "ism", "ance", "ence", "ology", "ysis", "ency", "ancy", "ers", "ors"];
    let single = word.strip_suffix('s').filter(|_| !word.ends_with("ers") && !word.ends_with("ors")).unwrap_or(word);
    let single = single.strip_suffix("ie").map_or_else(|| single.to_owned(), |base| format!("{base}y"));
    word.len() > 5 && ENDS.iter().any(|end| single.ends_with(end))
}

/// Whether an English word ends as adjectives do.
fn has_adjective_end(word: &str) -> bool {
    ["al", "ic", "ive", "ous", "ary", "less", "ful", "ent", "ant", "ble", "ar", "ed"].iter().any(|end| word.ends_with(end))
}

/// Whether a verb follows a small word.
fn leads_to_verb(word: &str) -> bool {
    matches!(
        word,
        "to" | "will"
            | "would"
            | "can"
            | "could"
            | "should"
            | "must"
            | "may"
            | "might"
            | "shall"
            | "not"
            | "they"
            | "we"
            | "you"
            | "who"
            | "i"
    )
}

/// Whether a noun can follow a small word: `Some(true)` where nothing else can.
fn opener(word: &str) -> Option<bool> {
    match word {
        "the" | "a" | "an" | "this" | "these" | "those" | "its" | "their" | "his" | "her" | "our" | "your" | "my" | "no"
        | "any" | "some" | "each" | "every" | "both" | "such" | "another" | "many" | "more" | "most" | "other" | "two"
        | "three" | "several" => Some(true),
        "of" | "for" | "with" | "by" | "from" | "in" | "on" | "between" | "against" | "about" | "over" | "into" | "under"
        | "without" | "as" => Some(false),
        _ => None,
    }
}

/// The compounds of a text: those met twice and more, and foreign names of two words.
pub(super) fn compounds(
    scan: &Scan,
    nouns: &[Option<Noun>],
    names: &[Name],
    english: &English,
    go_on: &dyn Fn() -> bool,
) -> Option<Vec<Compound>> {
    let pieces = pieces(scan, nouns, names, english);
    let mut counts: HashMap<[u32; LONGEST], u32> = HashMap::new();
    for end in 0..pieces.len() {
        if end % (1 << 14) == 0 && !go_on() {
            return None;
        }
        windows(&pieces, end, |key, _| {
            if let Some(count) = counts.get_mut(&key) {
                *count += 1;
            } else if counts.len() < MOST {
                counts.insert(key, 1);
            }
        });
    }
    // What stands only inside of one longer compound is part of it.
    let mut within: HashMap<[u32; LONGEST], u32> = HashMap::new();
    for (key, count) in counts.iter().filter(|(key, count)| **count > 1 && key[2] != 0) {
        let length = key.iter().filter(|id| **id != 0).count();
        for part in [shifted(key, 0, length - 1), shifted(key, 1, length)] {
            let most = within.entry(part).or_default();
            *most = (*most).max(*count);
        }
    }
    let mut found = Vec::new();
    for end in 0..pieces.len() {
        windows(&pieces, end, |key, from| {
            let count = counts.get(&key).copied().unwrap_or(0);
            if count > 1 && within.get(&key).is_none_or(|most| *most < count) {
                let (first, last) = (pieces[from].first, pieces[end].last);
                found.push(Compound { first, last, span: span(scan, nouns, first, last), is_name: false });
            }
        });
    }
    people(scan, nouns, &mut found);
    foreign_names(scan, nouns, &mut found);
    Some(found)
}

fn shifted(key: &[u32; LONGEST], from: usize, to: usize) -> [u32; LONGEST] {
    let mut part = [0; LONGEST];
    part[..to - from].copy_from_slice(&key[from..to]);
    part
}

/// Calls `each` with the compounds that end with piece `end`: their key, and their first piece.
fn windows(pieces: &[Piece], end: usize, mut each: impl FnMut([u32; LONGEST], usize)) {
    let last = pieces[end];
    if !matches!(last.role, Role::Bare | Role::Parted | Role::Noun) {
        return;
    }
    let mut from = end;
    while pieces[from].goes_on && from > 0 && end - from + 1 < LONGEST {
        from -= 1;
        let first = pieces[from].role;
        let inner_name = pieces[from + 1..=end].iter().any(|piece| piece.role == Role::Name);
        let is_latin = matches!(last.role, Role::Noun);
        let fits = match first {
            Role::Parted => break,
            Role::Bare | Role::Angle => !is_latin,
            Role::Name => true,
            Role::Noun | Role::Other => is_latin,
        };
        if !fits || inner_name && is_latin {
            break;
        }
        let mut key = [0; LONGEST];
        if pieces[from].is_tail {
            continue;
        }
        for (slot, piece) in key.iter_mut().zip(&pieces[from..=end]) {
            *slot = piece.id;
        }
        each(key, from);
    }
}

/// The pieces of a text. Words met once are no part of what is met twice.
fn pieces(scan: &Scan, nouns: &[Option<Noun>], names: &[Name], english: &English) -> Vec<Piece> {
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut of_word: Vec<Option<u32>> = vec![None; scan.words.len()];
    let mut id = |text: &str| {
        let next = u32::try_from(ids.len() + 1).unwrap_or(u32::MAX);
        *ids.entry(super::key::key(text)).or_insert(next)
    };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut name = names.iter().filter(|name| !name.is_inner).peekable();
    let mut at = 0;
    while at < scan.tokens.len() {
        let token = scan.tokens[at];
        let word = token.word as usize;
        while name.peek().is_some_and(|name| name.first < at) {
            name.next();
        }
        let before = pieces.last().is_some_and(|piece| piece.last + 1 == at);
        let goes_on = before && token.gap == Gap::Space;
        if let Some(found) = name.peek().filter(|name| name.first == at) {
            let span = token.span().cover(scan.tokens[found.last].span());
            pieces.push(Piece {
                id: id(scan.slice(span)),
                first: at,
                last: found.last,
                role: Role::Name,
                goes_on,
                is_tail: false,
            });
            at = found.last + 1;
            continue;
        }
        let text = scan.words[word].text;
        let role = match (scan.words[word].shape, nouns[word]) {
            (Shape::Hangul, _) if is_angle(text) => Some(Role::Angle),
            (Shape::Hangul, Some(noun)) if noun.proof > Proof::Bare => Some(if noun.is_bare { Role::Bare } else { Role::Parted }),
            (Shape::Lower, _) if !is_stop(text) && !text.ends_with("ly") => {
                // `measuring progress`, `implement programs`: a verb and what it acts on.
                let is_verb = || text.ends_with("ing") || english.is_verb(word);
                if english.is_noun(scan, word, 1) { Some(Role::Noun) } else { (!is_verb()).then_some(Role::Other) }
            }
            _ => None,
        };
        // A title belongs to the name before it.
        let stem = nouns[word].map_or(text, |noun| &text[..noun.length as usize]);
        if let Some(role) = role.filter(|_| !is_korean_title(stem)) {
            // `ballistic-missile` is the same as `ballistic missile`.
            match stem.split_once('-').filter(|(_, tail)| scan.words[word].shape == Shape::Lower && !tail.contains('-')) {
                Some((head, tail)) => {
                    pieces.push(Piece { id: id(head), first: at, last: at, role: Role::Other, goes_on, is_tail: false });
                    let noun = english.known.get(tail).is_some_and(|tail| english.is_noun(scan, *tail, 1));
                    let role = if noun { Role::Noun } else { Role::Other };
                    pieces.push(Piece { id: id(tail), first: at, last: at, role, goes_on: true, is_tail: true });
                }
                None => {
                    let own = *of_word[word].get_or_insert_with(|| id(stem));
                    pieces.push(Piece { id: own, first: at, last: at, role, goes_on, is_tail: false });
                }
            }
        }
        at += 1;
    }
    pieces
}

/// Names of persons in Hangul: foreign words before a title, with the land between them or not.
fn people(scan: &Scan, nouns: &[Option<Noun>], found: &mut Vec<Compound>) {
    for at in 1..scan.tokens.len() {
        let word = scan.tokens[at].word as usize;
        if scan.words[word].shape != Shape::Hangul {
            continue;
        }
        let stem = nouns[word].map_or(scan.words[word].text, |noun| &scan.words[word].text[..noun.length as usize]);
        if !is_korean_title(stem) || scan.tokens[at].gap != Gap::Space {
            continue;
        }
        let mut last = at - 1;
        if is_place(scan.word(last).text) && last > 0 && scan.tokens[last].gap == Gap::Space {
            last -= 1;
        }
        if !is_given(scan, nouns, last) {
            continue;
        }
        let mut first = last;
        if first > 0
            && scan.tokens[first].gap == Gap::Space
            && is_given(scan, nouns, first - 1)
            && ends_open(scan.word(first - 1).text)
        {
            first -= 1;
        }
        found.push(Compound { first, last, span: span(scan, nouns, first, last), is_name: true });
    }
}

/// Names of two words that are met again, the first of which is foreign and never has a particle: 캠프 데이비드.
fn foreign_names(scan: &Scan, nouns: &[Option<Noun>], found: &mut Vec<Compound>) {
    let stem = |at: usize| {
        let word = scan.tokens[at].word as usize;
        nouns[word].map_or(scan.words[word].text, |noun| &scan.words[word].text[..noun.length as usize])
    };
    let mut pairs: HashMap<(u32, &str), Vec<usize>> = HashMap::new();
    for at in 1..scan.tokens.len() {
        let before = scan.word(at - 1);
        let is_pair = scan.tokens[at].gap == Gap::Space
            && scan.word(at).shape == Shape::Hangul
            && is_given(scan, nouns, at - 1)
            && sounds_foreign(before.text)
            && nouns[scan.tokens[at].word as usize].is_some()
            && !is_korean_title(before.text);
        if is_pair {
            pairs.entry((scan.tokens[at - 1].word, stem(at))).or_default().push(at);
        }
    }
    // Where it stands with others as well, it is a word of its own.
    let always = |first: u32, count: usize| count > 1 && count == scan.words[first as usize].count as usize;
    let mut ends: Vec<usize> =
        pairs.into_iter().filter(|((first, _), ends)| always(*first, ends.len())).flat_map(|(_, ends)| ends).collect();
    ends.sort_unstable();
    let name = |last: usize| Compound { first: last - 1, last, span: span(scan, nouns, last - 1, last), is_name: true };
    found.extend(ends.into_iter().map(name));
}

/// The text of tokens `first..=last`, the last one's particle left out.
fn span(scan: &Scan, nouns: &[Option<Noun>], first: usize, last: usize) -> Span {
    let (from, to) = (scan.tokens[first], scan.tokens[last]);
    let end = nouns[to.word as usize].map_or(to.end, |noun| to.start + noun.length);
    Span::new(from.start as usize, end as usize)
}

/// Whether a token can be part of a person's name: no particle, no word that is known as another.
fn is_given(scan: &Scan, nouns: &[Option<Noun>], token: usize) -> bool {
    const OTHERS: [&str; 14] =
        ["신임", "현직", "전직", "공동", "수석", "외교", "국방", "행정", "부", "양국", "각국", "상임", "선임", "역대"];
    let word = scan.word(token);
    let noun = nouns[scan.tokens[token].word as usize];
    let count = word.text.chars().count();
    word.shape == Shape::Hangul
        && word.text.chars().all(is_hangul)
        && (2..=6).contains(&count)
        && !is_place(word.text)
        && !OTHERS.contains(&word.text)
        && noun.is_some_and(|noun| noun.is_bare)
}

/// Whether a word ends as the first of two foreign names may: adjectives in ㄴ and ㄹ do not.
fn ends_open(word: &str) -> bool {
    let coda = word.chars().next_back().map_or(0, super::particle::coda);
    is_foreign(word) || (coda != 4 && coda != super::particle::RIEUL && word.chars().count() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::tests::picked;

    #[test]
    fn endings_of_english_tell_nouns_and_adjectives() {
        assert_eq!(
            picked(
                "nation action tension statement ability abilities leadership realism balance presence ecology urgency \
                 infancy teachers authors errors teacher ox ment mention mentions policies unity city cities ships relations",
                has_noun_end
            ),
            picked(
                "nation action tension statement ability abilities leadership realism balance presence ecology urgency \
                 infancy teachers authors errors mention mentions cities relations",
                |_| true
            )
        );
        assert_eq!(
            picked(
                "national basic active famous military helpless helpful recent distant stable nuclear tested ox weapon",
                has_adjective_end
            ),
            [
                "national", "basic", "active", "famous", "military", "helpless", "helpful", "recent", "distant", "stable",
                "nuclear", "tested"
            ]
        );
        assert_eq!(
            picked("to will the can not of they who i you", leads_to_verb),
            ["to", "will", "can", "not", "they", "who", "i", "you"]
        );
        let openers = ["the", "several", "of", "as", "to", "weapon"].map(opener);
        assert_eq!(openers, [Some(true), Some(true), Some(false), Some(false), None, None]);
    }

    #[test]
    fn a_key_without_its_first_or_its_last() {
        assert_eq!((shifted(&[1, 2, 3, 0], 0, 2), shifted(&[1, 2, 3, 0], 1, 3)), ([1, 2, 0, 0], [2, 3, 0, 0]));
    }

    /// The keys of the compounds that end with each piece.
    fn keys(roles: &[(Role, bool, bool)]) -> Vec<Vec<(usize, usize)>> {
        let piece = |(at, (role, goes_on, is_tail)): (usize, &(Role, bool, bool))| Piece {
            id: u32::try_from(at).expect("few") + 1,
            first: at,
            last: at,
            role: *role,
            goes_on: *goes_on,
            is_tail: *is_tail,
        };
        let pieces: Vec<Piece> = roles.iter().enumerate().map(piece).collect();
        let of = |end: usize| {
            let mut found = Vec::new();
            windows(&pieces, end, |key, from| found.push((from, key.iter().filter(|id| **id != 0).count())));
            found
        };
        (0..pieces.len()).map(of).collect()
    }

    #[test]
    fn compounds_go_back_as_far_as_their_pieces_fit() {
        use Role::{Angle, Bare, Name, Noun, Other, Parted};
        let on = |role| (role, true, false);
        let chain = |roles: &[Role]| keys(&roles.iter().map(|role| on(*role)).collect::<Vec<_>>());
        assert_eq!(
            chain(&[Bare, Bare, Bare, Bare, Parted]),
            [vec![], vec![(0, 2)], vec![(1, 2), (0, 3)], vec![(2, 2), (1, 3), (0, 4)], vec![(3, 2), (2, 3), (1, 4)],]
        );
        assert_eq!(chain(&[Parted, Bare, Angle, Parted]), [vec![], vec![], vec![], vec![(2, 2), (1, 3)]]);
        assert_eq!(chain(&[Other, Noun, Other, Noun]), [vec![], vec![(0, 2)], vec![], vec![(2, 2), (1, 3), (0, 4)]]);
        assert_eq!(chain(&[Bare, Noun, Bare]), [vec![], vec![], vec![]]);
        assert_eq!(chain(&[Other, Name, Noun, Noun]), [vec![], vec![], vec![(1, 2)], vec![(2, 2), (1, 3)]]);
        assert_eq!(chain(&[Bare, Name, Bare]), [vec![], vec![], vec![(1, 2), (0, 3)]]);
        assert_eq!(keys(&[on(Bare), (Bare, false, false), on(Bare)]), [vec![], vec![], vec![(1, 2)]]);
        assert_eq!(keys(&[on(Other), (Noun, true, true), on(Noun)]), [vec![], vec![(0, 2)], vec![(0, 3)]]);
    }
}
