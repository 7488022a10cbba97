//! Names in a script with capitals: of one word and of several.

use super::lexicon::{is_institution, is_no_name, is_small, is_stop, is_title};
use super::scan::{Gap, Scan, Shape, Token};

/// A name where it stands: its first and its last token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Whether dashes join several names in it: `US–China`.
    pub(super) is_chain: bool,
    /// Whether it is part of one before it in the list.
    pub(super) is_inner: bool,
}

/// Words of one name at most.
const MOST_WORDS: usize = 12;

/// What is known of each word with a capital.
struct Evidence<'s, 'a> {
    scan: &'s Scan<'a>,
    /// How often it stands with its capital where none is asked for.
    inside: Vec<u32>,
    /// How often a number follows it.
    numbered: Vec<u32>,
    /// How often it starts a run of capitalised words that no `of` or `and` leads to.
    alone: Vec<u32>,
    /// Words that are stop words, no names or titles: looked up once.
    class: Vec<Class>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    /// A small word.
    Small,
    /// A word too general to be a name alone.
    General,
    NoName,
    Title,
    Joint(Joint),
}

/// Small words inside of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Of,
    For,
    In,
    And,
    The,
    /// von, de, al: parts of a person's name.
    Own,
}

/// The names of a text, in order; a chain before its parts.
pub(super) fn names(scan: &Scan, go_on: &dyn Fn() -> bool) -> Option<Vec<Name>> {
    let evidence = Evidence::of(scan);
    let mut found = Vec::new();
    let mut at = 0;
    let mut looked = 0;
    while at < scan.tokens.len() {
        if at - looked > 1 << 14 {
            looked = at;
            if !go_on() {
                return None;
            }
        }
        let end = evidence.run(at);
        if end == at {
            at += 1;
            continue;
        }
        evidence.name(at, end, &mut found);
        at = end;
    }
    Some(found)
}

impl<'s, 'a> Evidence<'s, 'a> {
    fn of(scan: &'s Scan<'a>) -> Self {
        let none = || vec![0; scan.words.len()];
        let class = scan.words.iter().map(|word| class(word.text, word.shape)).collect();
        let mut own = Self { scan, inside: none(), numbered: none(), alone: none(), class };
        let mut before: Option<Token> = None;
        for (at, token) in scan.tokens.iter().enumerate() {
            let word = token.word as usize;
            if scan.words[word].shape == Shape::Capital && token.gap != Gap::Start && !token.shouted {
                own.inside[word] += 1;
            }
            if let Some(before) = before
                && token.gap == Gap::Space
                && is_number(scan.words[word].text)
            {
                own.numbered[before.word as usize] += 1;
            }
            if own.is_high(at) && !before.is_some_and(|before| matches!(own.class[before.word as usize], Class::Joint(_))) {
                own.alone[word] += 1;
            }
            before = Some(*token);
        }
        own
    }

    fn class_at(&self, token: usize) -> Class {
        self.class[self.scan.tokens[token].word as usize]
    }

    /// Whether a token may be a word of a name by its letters.
    fn is_high(&self, token: usize) -> bool {
        let word = self.scan.word(token);
        match word.shape {
            Shape::Capital => !matches!(self.class_at(token), Class::Small | Class::Joint(_)),
            Shape::Upper => !(self.scan.tokens[token].shouted && word.small.is_some()) && self.class_at(token) != Class::Small,
            _ => false,
        }
    }

    /// Where the run of a name's words that starts at token `from` ends: one past its last.
    fn run(&self, from: usize) -> usize {
        let mut end = from;
        // Whether `for` or `on`, and `of`, have been met: then more may follow.
        let (mut has_for, mut has_joint) = (false, false);
        while end < self.scan.tokens.len() && end - from < MOST_WORDS {
            let gap = self.scan.tokens[end].gap;
            if end > from && !matches!(gap, Gap::Space | Gap::Dash) {
                break;
            }
            if self.is_high(end) {
                end += 1;
                continue;
            }
            if end == from || gap == Gap::Dash {
                break;
            }
            let Class::Joint(joint) = self.class_at(end) else { break };
            let mut next = end + 1;
            if self.joint(next) == Some(Joint::The) {
                next += 1;
            }
            let follows = next < self.scan.tokens.len()
                && self.is_high(next)
                && (end + 1..=next).all(|at| self.scan.tokens[at].gap == Gap::Space);
            if !follows {
                break;
            }
            let head = self.scan.word(end - 1).text.to_lowercase();
            let joins = match joint {
                Joint::Own => true,
                Joint::Of => is_institution(&head) || has_joint && self.alone[self.scan.tokens[next].word as usize] == 0,
                Joint::For => is_institution(&head),
                Joint::In => has_for,
                Joint::And => has_joint && self.alone[self.scan.tokens[next].word as usize] == 0,
                Joint::The => false,
            };
            if !joins {
                break;
            }
            has_joint = true;
            has_for |= joint == Joint::For;
            end = next;
        }
        end
    }

    fn joint(&self, token: usize) -> Option<Joint> {
        match self.scan.tokens.get(token).map(|found| self.class[found.word as usize]) {
            Some(Class::Joint(joint)) => Some(joint),
            _ => None,
        }
    }

    /// The name within the run of tokens `from..end`, and its parts, if it is one.
    fn name(&self, from: usize, end: usize, found: &mut Vec<Name>) {
        let (mut first, mut end) = (from, end);
        // `Table`, `September`, `President`: what stands before or behind a name.
        while first < end && self.is_outside(first, first + 1 < end) {
            first += 1;
        }
        while end > first && matches!(self.class_at(end - 1), Class::NoName) {
            end -= 1;
        }
        // A sentence's first word has its capital from its place.
        if first < end && self.is_unsure(first) && !self.is_known(first, end - first > 1) {
            first += 1;
            while first < end && !self.is_high(first) {
                first += 1;
            }
        }
        if (first..end).all(|at| self.class_at(at) == Class::General) {
            return;
        }
        if first >= end || (first..end).any(|at| self.scan.tokens[at].shouted && self.is_unsure(at) && !self.is_known(at, false))
        {
            return;
        }
        if end - first == 1 && !self.is_worth_alone(first) {
            return;
        }
        let last = end - 1;
        let is_chain = (first + 1..end).any(|at| self.scan.tokens[at].gap == Gap::Dash);
        let last = if is_chain { last } else { self.with_number(last) };
        found.push(Name { first, last, is_chain, is_inner: false });
        if !is_chain {
            return self.halves(first, last, found);
        }
        let mut part = first;
        for at in first + 1..=end {
            if at == end || self.scan.tokens[at].gap == Gap::Dash {
                if self.class_at(part) == Class::Plain {
                    found.push(Name { first: part, last: at - 1, is_chain: false, is_inner: true });
                }
                part = at;
            }
        }
    }

    /// The names of two words and more on both sides of an `of`, which may stand alone elsewhere.
    fn halves(&self, first: usize, last: usize, found: &mut Vec<Name>) {
        let mut from = first;
        for at in first..=last + 1 {
            if at <= last && !matches!(self.class_at(at), Class::Joint(_)) {
                continue;
            }
            if at - from > 1 && !(from == first && at == last + 1) {
                found.push(Name { first: from, last: at - 1, is_chain: false, is_inner: true });
            }
            from = at + 1;
        }
    }

    /// Whether a token at the start of a run is not of the name: a title before more, a month.
    fn is_outside(&self, token: usize, more: bool) -> bool {
        match self.class_at(token) {
            Class::NoName | Class::Joint(_) => true,
            // A sentence that starts with it has its capital from there.
            Class::General => !more || self.is_unsure(token),
            Class::Title => more || self.scan.word(token).shape != Shape::Upper,
            _ => false,
        }
    }

    /// Whether a capital letter at `token` may be there for its place alone.
    fn is_unsure(&self, token: usize) -> bool {
        let found = &self.scan.tokens[token];
        self.scan.word(token).shape == Shape::Capital && (found.gap == Gap::Start || found.shouted)
    }

    /// Whether the word at `token` is known with its capital from other places; `in_run` where
    /// capitalised words follow it.
    fn is_known(&self, token: usize, in_run: bool) -> bool {
        let word = self.scan.word(token);
        let inside = self.inside[self.scan.tokens[token].word as usize];
        let odd = word.text.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
        odd || inside > word.lower || (in_run && word.lower == 0) || self.is_numbered(token)
    }

    /// Whether a number follows the word at `token`, here and mostly.
    fn is_numbered(&self, token: usize) -> bool {
        let word = self.scan.tokens[token].word as usize;
        self.with_number(token) > token && self.class[word] == Class::Plain
    }

    fn is_worth_alone(&self, token: usize) -> bool {
        let word = self.scan.word(token);
        match word.shape {
            Shape::Upper => true,
            // Declaration and declaration: what is more often a common noun is one.
            _ => {
                let inside = self.inside[self.scan.tokens[token].word as usize];
                self.class_at(token) == Class::Plain
                    && (inside > word.lower || (self.is_unsure(token) && self.is_known(token, false)) || self.is_numbered(token))
            }
        }
    }

    /// `Resolution 2375`: the number behind a name that mostly has one.
    fn with_number(&self, last: usize) -> usize {
        let Some(next) = self.scan.tokens.get(last + 1) else { return last };
        let word = self.scan.tokens[last].word as usize;
        let number = self.scan.words[next.word as usize].text;
        let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
        let mostly = self.numbered[word] * 2 >= self.scan.words[word].count;
        if next.gap == Gap::Space && is_number(number) && !is_year && mostly { last + 1 } else { last }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn class(text: &str, shape: Shape) -> Class {
    match text {
        "of" => return Class::Joint(Joint::Of),
        "for" | "on" => return Class::Joint(Joint::For),
        "in" => return Class::Joint(Joint::In),
        "and" => return Class::Joint(Joint::And),
        "the" => return Class::Joint(Joint::The),
        "de" | "du" | "la" | "von" | "van" | "der" | "den" | "da" | "di" | "bin" | "al" => return Class::Joint(Joint::Own),
        _ => {}
    }
    if !matches!(shape, Shape::Capital | Shape::Upper) {
        return Class::Plain;
    }
    let lower = text.to_lowercase();
    // `US` is a name, and `us` is not.
    if shape == Shape::Capital && is_small(&lower) && !is_no_name(&lower) {
        Class::Small
    } else if is_no_name(&lower) {
        Class::NoName
    } else if is_title(&lower) {
        Class::Title
    } else if shape == Shape::Capital && is_stop(&lower) {
        Class::General
    } else {
        Class::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_class() {
        for (text, shape, expected) in [
            ("of", Shape::Lower, Class::Joint(Joint::Of)),
            ("on", Shape::Lower, Class::Joint(Joint::For)),
            ("for", Shape::Lower, Class::Joint(Joint::For)),
            ("in", Shape::Lower, Class::Joint(Joint::In)),
            ("and", Shape::Lower, Class::Joint(Joint::And)),
            ("the", Shape::Lower, Class::Joint(Joint::The)),
            ("von", Shape::Lower, Class::Joint(Joint::Own)),
            ("day", Shape::Lower, Class::Plain),
            ("The", Shape::Capital, Class::Small),
            ("US", Shape::Upper, Class::Plain),
            ("May", Shape::Capital, Class::NoName),
            ("President", Shape::Capital, Class::Title),
            ("Day", Shape::Capital, Class::General),
            ("DAY", Shape::Upper, Class::Plain),
            ("Putin", Shape::Capital, Class::Plain),
            ("NO", Shape::Upper, Class::NoName),
        ] {
            assert_eq!(class(text, shape), expected, "{text}");
        }
        assert!(is_number("2375") && !is_number("23a"));
    }
}
