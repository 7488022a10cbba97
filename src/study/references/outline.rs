//! Sections by the numbers that their titles print: `제2장`, `3.1`, `Ⅱ.`, `2.`, `Appendix B`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::number::{levels, normal};
use super::scan::Level;
use super::{Basis, ReferenceTarget};
use crate::document::{Document, Point};

/// Sections of one number that are told apart.
const MOST_ALIKE: usize = 64;
/// Bytes of a title that its number is looked for in.
const LEAD: usize = 60;
/// A number that is larger than the document has sections, by more than this, is of something else.
const LEEWAY: usize = 5;

/// The sections of a document by their printed numbers.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// By what they are called, none for a bare number, and the number.
    named: HashMap<(Option<Level>, String), Vec<usize>>,
    /// The sections that chapters are counted among: the outermost with titles.
    tops: Vec<usize>,
    /// Sections in each, in order.
    children: HashMap<usize, Vec<usize>>,
    /// The depth at which bare numbers of one level stand outermost.
    shallowest: Option<u16>,
    appendices: HashMap<String, usize>,
    /// Those whose titles print one.
    numbered: HashSet<usize>,
    /// What sections call themselves.
    called: HashMap<usize, Level>,
}

static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^[\[<〈(]?\s*(?:제?\s?(?P<k>[0-9]{1,2}|[IVXL]{1,6}|[Ⅰ-Ⅻ])\s?(?P<level>부|장|절)(?:[\s.:,\])]|$)",
        r"|(?P<word>(?i:chapter|section|part))\s(?P<e>[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVXL]{1,6})(?:[\s.:]|$)",
        r"|(?P<dotted>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})[.)]?(?:\s|$)",
        r"|(?P<single>[0-9]{1,2})(?P<sign>[.)])?(?:\s|$)",
        r"|(?P<roman>[IVXL]{1,6})\.(?:\s|$)|(?P<ligature>[Ⅰ-Ⅻ])[.\s]?)",
    ))
    .expect("a pattern")
});

static APPENDIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\[<〈(【]?\s*(?:부록|별표|별첨|붙임|(?i:appendix|annex))\s?(?P<n>[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3})?|[IVXL]{1,5}|[A-Z]|[Ⅰ-Ⅻ])(?:[\s.:,\])】〉>]|$)")
        .expect("a pattern")
});

impl Outline {
    pub(super) fn of(document: &Document) -> Self {
        let mut made = Self::default();
        // What the last bare number among the sections of each parent was: `10 lessons` is no tenth.
        let mut last: HashMap<Option<u32>, usize> = HashMap::new();
        for (at, section) in document.sections().iter().enumerate() {
            if section.title.is_empty() {
                continue;
            }
            if let Some(parent) = section.parent {
                made.children.entry(parent as usize).or_default().push(at);
            }
            let title = document.slice(section.title);
            let lead = &title[..title.floor_char_boundary(title.len().min(LEAD))];
            if let Some(found) = APPENDIX.captures(lead) {
                made.appendices.entry(normal(&found["n"], true)).or_insert(at);
                continue;
            }
            let Some((level, number, is_certain)) = number_of(lead) else { continue };
            let plain = number.parse::<usize>().ok();
            if let Some(own) = plain.filter(|_| level.is_none()) {
                let before = last.insert(section.parent, own);
                if !is_certain && own != before.map_or(1, |before| before + 1) {
                    last.remove(&section.parent);
                    continue;
                }
                made.shallowest = Some(made.shallowest.map_or(section.depth, |depth| depth.min(section.depth)));
            }
            made.numbered.insert(at);
            if let Some(level) = level {
                made.called.insert(at, level);
            }
            let alike = made.named.entry((level, number)).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push(at);
            }
        }
        made.tops = tops(document, &made.children);
        made
    }

    /// The appendix with this number.
    pub(super) fn appendix(&self, number: &str) -> Option<usize> {
        self.appendices.get(number).copied()
    }

    /// The section that is named from outside in (`제2장 1절`), seen from `point`; nowhere where
    /// the document would have it and does not, `None` where the words may mean something else.
    pub(super) fn find(&self, document: &Document, point: Point, named: &[(Level, String)]) -> Option<(ReferenceTarget, Basis)> {
        let mut scope: Option<usize> = None;
        let mut basis = Basis::Printed;
        for (level, number) in named {
            let (found, how) = match self.one(document, point, scope, *level, number) {
                Answer::Found(found, how) => (found, how),
                Answer::Several => return None,
                Answer::None => {
                    let plausible = levels(number)
                        .is_some_and(|levels| levels.first().is_some_and(|first| *first <= self.tops.len() + LEEWAY));
                    return (plausible && !self.tops.is_empty()).then_some((ReferenceTarget::Nowhere, Basis::Printed));
                }
            };
            scope = Some(found);
            if how.is_guess() {
                basis = how;
            }
        }
        scope.map(|section| (ReferenceTarget::Section(section), basis))
    }

    /// The section beside the one around `point`, of those that are called `level`: the next, else the one before.
    pub(super) fn beside(&self, document: &Document, point: Point, level: Level, is_next: bool) -> Option<usize> {
        let sections = document.sections();
        let around = |at: &usize| sections[*at].parent.map(|parent| parent as usize);
        let chain: Vec<usize> = std::iter::successors(document.section_at(point), around).take(MOST_ALIKE).collect();
        let is_called = |at: &usize| self.called.get(at) == Some(&level);
        // Where the titles say what they are, they tell; else sections are the innermost, and chapters the outermost.
        let own = match self.called.values().any(|called| *called == level) {
            true => chain.iter().find(|at| is_called(at)),
            false if level == Level::Chapter => chain.iter().find(|at| self.tops.contains(at)),
            false => chain.first(),
        };
        let own = *own?;
        let is_like = |at: &usize| sections[*at].parent == sections[own].parent && !sections[*at].title.is_empty();
        if is_next { (own + 1..sections.len()).find(is_like) } else { (0..own).rev().find(is_like) }
    }

    fn one(&self, document: &Document, point: Point, scope: Option<usize>, level: Level, number: &str) -> Answer {
        let inside = |section: &usize| {
            scope.is_none_or(|outer| {
                *section != outer && document.sections()[outer].span.encloses(document.sections()[*section].span)
            })
        };
        let of = |level: Option<Level>| -> Vec<usize> {
            let found = self.named.get(&(level, number.to_owned()));
            found.into_iter().flatten().copied().filter(inside).collect()
        };
        let words: &[Option<Level>] = match level {
            Level::Any => &[Some(Level::Any), None, Some(Level::Section), Some(Level::Chapter)],
            Level::Chapter => &[Some(Level::Chapter), None],
            Level::Section => &[Some(Level::Section), None],
            Level::Part => &[Some(Level::Part)],
        };
        for word in words {
            let mut found = of(*word);
            if word.is_none() && !number.contains('.') && scope.is_none() && level != Level::Section {
                // Where each chapter counts from 1 again, a bare number means the outermost.
                found.retain(|section| Some(document.sections()[*section].depth) == self.shallowest);
            }
            if let Some(outer) = scope {
                let is_child = |section: &usize| document.sections()[*section].parent == u32::try_from(outer).ok();
                if found.iter().any(is_child) {
                    found.retain(is_child);
                }
            }
            match found.as_slice() {
                [] => {}
                [one] => return Answer::Found(*one, Basis::Printed),
                several => return self.nearest(document, point, several),
            }
        }
        // 3.1 of sections that are numbered level by level: the first of the third.
        if let Some((outer, inner)) = number.split_once('.').filter(|_| scope.is_none()) {
            let Answer::Found(outer, how) = self.one(document, point, None, Level::Any, outer) else { return Answer::None };
            return match self.one(document, point, Some(outer), Level::Any, inner) {
                Answer::Found(inner, own) => Answer::Found(inner, if how.is_guess() { how } else { own }),
                other => other,
            };
        }
        self.counted(scope, level, number)
    }

    /// The nth section, where none beside it prints a number.
    fn counted(&self, scope: Option<usize>, level: Level, number: &str) -> Answer {
        let among = match scope {
            Some(outer) => self.children.get(&outer).map_or(&[][..], Vec::as_slice),
            None if level == Level::Section => return Answer::None,
            None => &self.tops,
        };
        let is_numbered = |section: &usize| self.numbered.contains(section);
        let nth = number.parse::<usize>().ok().and_then(|nth| nth.checked_sub(1));
        // Looked at only where it matters: most documents number all or none.
        match nth.and_then(|nth| among.get(nth)) {
            Some(section) if level != Level::Part && !among.iter().take(MOST_ALIKE).any(is_numbered) => {
                Answer::Found(*section, Basis::Counted)
            }
            _ => Answer::None,
        }
    }

    /// Of several with one number the one beside which the words stand.
    fn nearest(&self, document: &Document, point: Point, several: &[usize]) -> Answer {
        let sections = document.sections();
        let around = |section: &&usize| {
            let parent = sections[**section].parent.map(|parent| sections[parent as usize].span);
            parent.is_some_and(|span| span.contains(point))
        };
        let mut close = several.iter().filter(around);
        match (close.next(), close.next()) {
            (Some(one), None) => Answer::Found(*one, Basis::Printed),
            _ => Answer::Several,
        }
    }
}

enum Answer {
    Found(usize, Basis),
    Several,
    None,
}

/// What a title is called, its number, and whether it is surely one.
fn number_of(title: &str) -> Option<(Option<Level>, String, bool)> {
    let found = TITLE.captures(title)?;
    let named = |name: &str| found.name(name).map(|found| found.as_str());
    if let (Some(number), Some(level)) = (named("k"), named("level")) {
        let level = match level {
            "부" => Level::Part,
            "장" => Level::Chapter,
            _ => Level::Section,
        };
        return Some((Some(level), normal(number, false), true));
    }
    if let (Some(number), Some(word)) = (named("e"), named("word")) {
        let level = match word.to_ascii_lowercase().as_str() {
            "chapter" => Level::Chapter,
            "part" => Level::Part,
            _ => Level::Any,
        };
        return Some((Some(level), normal(number, false), true));
    }
    let bare = named("dotted").or(named("single")).or(named("roman")).or(named("ligature"))?;
    Some((None, normal(bare, false), named("single").is_none() || named("sign").is_some()))
}

/// The number that a title prints, in its normal form.
pub(super) fn printed_section(title: &str) -> Option<String> {
    let lead = &title[..title.floor_char_boundary(title.len().min(LEAD))];
    let appendix = || APPENDIX.captures(lead).map(|found| normal(&found["n"], true));
    appendix().or_else(|| number_of(lead).map(|(_, number, _)| number))
}

/// The sections that chapters are counted among: the outermost, or, where one holds all the
/// others, those in it.
fn tops(document: &Document, children: &HashMap<usize, Vec<usize>>) -> Vec<usize> {
    let sections = document.sections();
    let outer: Vec<usize> =
        (0..sections.len()).filter(|at| sections[*at].parent.is_none() && !sections[*at].title.is_empty()).collect();
    match outer.as_slice() {
        [one] => children.get(one).cloned().unwrap_or(outer),
        _ => outer,
    }
}
