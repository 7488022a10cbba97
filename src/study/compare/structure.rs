//! Two languages of one text: what belongs together by how the text is built.
//!
//! Sections are paired by order, level, number, length and anchors; in each pair of sections the
//! paragraphs by their lengths and anchors. Anchors are what a translation leaves as it is:
//! figures, years, Latin names, labels of footnotes. Lengths and moves are weighed in the way of
//! Gale and Church (see [`super::align`]); the spread is of the logarithm of the ratio, since
//! paragraphs are told more freely than sentences are.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{Costs, Move, align};
use super::units::{Class, Side};
use super::wording::Link;
use super::words::is_wordy;
use crate::document::{BlockKind, MarkKind};

/// How far a paragraph's share of the length may usually be off, as a logarithm.
const SPREAD: f32 = 0.4;
/// What a length that is far off costs at most.
const FAR_OFF: f32 = 5.0;
/// What moves cost beside a pair: minus the logarithm of how often Gale and Church found them.
const ALONE: f32 = 4.5;
const MERGED: f32 = 2.3;
/// What anchors that are all shared are worth.
const ANCHORED: f32 = 4.0;
/// What a section costs that stands alone.
const SECTION_ALONE: f32 = 2.5;
/// Anchors of one unit that are looked at.
const MOST_ANCHORS: usize = 64;

/// What both sides hold of anchors, and how it agrees.
pub(super) struct Structured {
    pub(super) links: Vec<Link>,
    /// Share of the anchors of paired units that both have, 0 to 1.
    pub(super) agreement: f32,
    /// Whether the headings of both are as many, of the same levels in the same order, and three at least.
    pub(super) same_skeleton: bool,
}

/// The links of two sides by their structure, in order. `None` where `go_on` said no.
pub(super) fn by_structure(left: &Side, right: &Side, go_on: &dyn Fn() -> bool) -> Option<Structured> {
    let anchors = Anchors::of(left, right, go_on)?;
    let (lefts, rights) = (sections(left), sections(right));
    let lengths = [left, right].map(|side| side.units.iter().map(|unit| length(side, unit.span)).collect::<Vec<f32>>());
    let total = |lengths: &[f32]| lengths.iter().sum::<f32>().max(1.0);
    let ratio = total(&lengths[1]) / total(&lengths[0]);
    let ground = Ground { sides: [left, right], anchors: &anchors, lengths: &lengths, ratio };
    let by_section = BySection {
        made: [
            lefts.iter().map(|own| ground.section(0, own)).collect(),
            rights.iter().map(|own| ground.section(1, own)).collect(),
        ],
        ratio,
    };
    let mut links = Vec::new();
    let (mut l, mut r) = (0, 0);
    for step in align(lefts.len(), rights.len(), &by_section, go_on)? {
        let (one, other) = step.takes();
        let (mine, theirs) = (span_of(&lefts[l..l + one], &lefts, l), span_of(&rights[r..r + other], &rights, r));
        ground.pair_units(mine, theirs, &mut links, go_on)?;
        (l, r) = (l + one, r + other);
    }
    let agreement = anchors.agreement(&links);
    let levels = |own: &[Section]| own.iter().filter_map(|section| section.level).collect::<Vec<_>>();
    let same_skeleton = levels(&lefts) == levels(&rights) && levels(&lefts).len() >= 3;
    Some(Structured { links, agreement, same_skeleton })
}

/// The units of some sections; nothing at the place of the next where there are none.
fn span_of(taken: &[Section], all: &[Section], at: usize) -> Range<usize> {
    match (taken.first(), taken.last()) {
        (Some(first), Some(last)) => first.units.start..last.units.end,
        _ => {
            let at = all.get(at).map_or_else(|| all.last().map_or(0, |last| last.units.end), |next| next.units.start);
            at..at
        }
    }
}

/// A heading and what stands under it up to the next heading; the bodies of footnotes are one more.
struct Section {
    units: Range<usize>,
    /// The heading's level; none for what has no heading.
    level: Option<u8>,
    /// The number that the heading begins with.
    number: Option<u32>,
    is_bodies: bool,
}

fn sections(side: &Side) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    let blocks = side.document.blocks();
    for (at, unit) in side.units.iter().enumerate() {
        let is_bodies = unit.block >= side.document.bodies();
        let level = match blocks[unit.block].kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        match found.last_mut() {
            Some(last) if level.is_none() && last.is_bodies == is_bodies => last.units.end = at + 1,
            _ => {
                let number = level.and_then(|_| number_of(side.document.slice(unit.span)));
                found.push(Section { units: at..at + 1, level, number, is_bodies });
            }
        }
    }
    found
}

/// The number that a heading begins with: `3.`, `제2장`, `Ⅳ`, `2.1` (as 21).
fn number_of(title: &str) -> Option<u32> {
    let lead = title.trim_start_matches(|c: char| c == '제' || c == '(' || c.is_whitespace());
    if let Some(roman) = lead.chars().next().filter(|c| ('Ⅰ'..='Ⅻ').contains(c)) {
        return Some(u32::from(roman) - u32::from('Ⅰ') + 1);
    }
    let digits: String =
        lead.chars().take_while(|c| c.is_ascii_digit() || *c == '.').filter(char::is_ascii_digit).take(6).collect();
    digits.parse().ok()
}

/// Characters of a unit that are no blanks.
fn length(side: &Side, span: crate::document::Span) -> f32 {
    #[expect(clippy::cast_precision_loss)]
    let count = side.document.slice(span).chars().filter(|c| !c.is_whitespace()).count() as f32;
    count
}

/// What is the same in both languages, unit by unit.
struct Anchors {
    /// The shared anchors of each unit: number and weight, by number.
    shared: [Vec<Vec<(u32, f32)>>; 2],
    /// What all its anchors weigh, the unshared too.
    weights: [Vec<f32>; 2],
}

impl Anchors {
    fn of(left: &Side, right: &Side, go_on: &dyn Fn() -> bool) -> Option<Self> {
        // How many units of each side have an anchor.
        let mut known: HashMap<String, (u32, [u32; 2])> = HashMap::new();
        let mut held: [Vec<Vec<u32>>; 2] = [Vec::new(), Vec::new()];
        for (which, side) in [left, right].into_iter().enumerate() {
            for unit in 0..side.units.len() {
                if unit % 64 == 0 && !go_on() {
                    return None;
                }
                let mut own = Vec::new();
                for_each_anchor(side, unit, &mut |anchor: &str| {
                    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                    let (id, _) = match known.get(anchor) {
                        Some(entry) => *entry,
                        None => *known.entry(anchor.to_owned()).or_insert((next, [0, 0])),
                    };
                    own.push((id, anchor.bytes().next().is_some_and(|byte| byte.is_ascii_digit() || byte == b'^')));
                });
                own.sort_unstable();
                own.dedup_by_key(|(id, _)| *id);
                held[which].push(own.iter().map(|(id, is_figure)| id << 1 | u32::from(*is_figure)).collect());
            }
        }
        let mut spread = vec![[0_u32; 2]; known.len()];
        for (which, units) in held.iter().enumerate() {
            units.iter().flatten().for_each(|id| spread[(id >> 1) as usize][which] += 1);
        }
        #[expect(clippy::cast_precision_loss)]
        let all = (left.units.len() + right.units.len()) as f32;
        #[expect(clippy::cast_precision_loss)]
        let weight = |id: u32| (all / (spread[id as usize][0] + spread[id as usize][1]) as f32).max(1.0).ln().max(0.05);
        let mut anchors = Self { shared: [Vec::new(), Vec::new()], weights: [Vec::new(), Vec::new()] };
        for (which, units) in held.iter().enumerate() {
            for own in units {
                let is_shared = |id: u32| spread[id as usize].iter().all(|count| *count > 0);
                let shared: Vec<(u32, f32)> = own
                    .iter()
                    .map(|id| id >> 1)
                    .filter(|id| is_shared(*id))
                    .map(|id| (id, weight(id)))
                    .take(MOST_ANCHORS)
                    .collect();
                let all: f32 = own.iter().filter(|id| *id & 1 == 1 || is_shared(*id >> 1)).map(|id| weight(id >> 1)).sum();
                anchors.shared[which].push(shared);
                anchors.weights[which].push(all);
            }
        }
        Some(anchors)
    }

    /// What two units share.
    fn between(&self, left: usize, right: usize) -> f32 {
        let (a, b) = (&self.shared[0][left], &self.shared[1][right]);
        weight_of_common(a, b)
    }

    fn agreement(&self, links: &[Link]) -> f32 {
        let (mut both, mut all) = (0.0, 0.0);
        for link in links {
            let (l, r) = (link.left.0..link.left.0 + link.left.1, link.right.0..link.right.0 + link.right.1);
            both += l
                .clone()
                .flat_map(|one| r.clone().map(move |other| (one, other)))
                .map(|(one, other)| self.between(one, other))
                .sum::<f32>();
            all += l.map(|one| self.weights[0][one]).sum::<f32>() + r.map(|other| self.weights[1][other]).sum::<f32>();
        }
        if all > 0.0 { (2.0 * both / all).min(1.0) } else { 0.0 }
    }
}

fn weight_of_common(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, sum) = (i + 1, j + 1, sum + x.1),
        }
    }
    sum
}

/// The anchors of a unit: figures without their thousands marks, Latin words without case, whole
/// words, and the footnotes that it calls (`^5`).
fn for_each_anchor(side: &Side, unit: usize, tell: &mut dyn FnMut(&str)) {
    let own = &side.units[unit];
    let mut lowered = String::new();
    for word in side.words_of(unit) {
        let text = side.text(*word);
        if !is_wordy(text) {
            continue;
        }
        let mut rest = text;
        while let Some(from) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
            let is_digit = rest.as_bytes()[from].is_ascii_digit();
            let joins = |c: char| if is_digit { c.is_ascii_digit() || c == ',' || c == '.' } else { c.is_ascii_alphabetic() };
            let run = &rest[from..];
            let end = run.find(|c| !joins(c)).unwrap_or(run.len());
            lowered.clear();
            lowered.extend(run[..end].trim_end_matches(['.', ',']).chars().filter(|c| *c != ',').map(|c| c.to_ascii_lowercase()));
            if is_digit || lowered.len() > 1 {
                tell(&lowered);
            }
            rest = &run[end..];
        }
        if !text.is_ascii() {
            tell(&text.to_lowercase());
        }
    }
    for mark in side.document.marks_in(own.span) {
        if let MarkKind::Call(footnote) = mark.kind
            && mark.span.start <= own.span.end
            && let Some(footnote) = side.document.footnotes().get(footnote as usize)
        {
            tell(&format!("^{}", footnote.label));
        }
    }
    if let BlockKind::FootnoteBody(footnote) = side.document.blocks()[own.block].kind
        && let Some(footnote) = side.document.footnotes().get(footnote as usize)
    {
        tell(&format!("^{}", footnote.label));
    }
}

/// What sections are paired by.
struct Made {
    level: Option<u8>,
    number: Option<u32>,
    is_bodies: bool,
    length: f32,
    anchors: Vec<(u32, f32)>,
    weight: f32,
}

struct BySection {
    made: [Vec<Made>; 2],
    ratio: f32,
}

impl Costs for BySection {
    fn shared(&self, left: usize, right: usize) -> f32 {
        weight_of_common(&self.made[0][left].anchors, &self.made[1][right].anchors)
    }

    fn cost(&self, step: Move, left: usize, right: usize, shared: f32) -> f32 {
        match step {
            Move::Left | Move::Right => SECTION_ALONE,
            Move::TwoLeft | Move::TwoRight => f32::INFINITY,
            Move::Pair => {
                let (a, b) = (&self.made[0][left], &self.made[1][right]);
                if a.is_bodies != b.is_bodies {
                    return f32::INFINITY;
                }
                let level = match (a.level, b.level) {
                    (Some(a), Some(b)) => f32::from(a.abs_diff(b)).min(2.0),
                    (None, None) => 0.0,
                    _ => 2.0,
                };
                let number = if a.number == b.number { 0.0 } else { 1.5 };
                level + number + off(a.length, b.length, self.ratio).min(2.0) - anchored(shared, a.weight + b.weight)
            }
        }
    }
}

/// What it costs that two lengths are not in proportion.
fn off(left: f32, right: f32, ratio: f32) -> f32 {
    let far = ((right + 1.0) / ((left + 1.0) * ratio)).ln() / SPREAD;
    (far * far / 2.0).min(FAR_OFF)
}

/// What anchors are worth that weigh `shared` of `all` on both sides; less than nothing where none is shared.
fn anchored(shared: f32, all: f32) -> f32 {
    if all < 1.0 { 0.0 } else { ANCHORED * (2.0 * shared / all).min(1.0) - 0.5 }
}

/// What units are paired on.
struct Ground<'a> {
    sides: [&'a Side<'a>; 2],
    anchors: &'a Anchors,
    lengths: &'a [Vec<f32>; 2],
    ratio: f32,
}

impl Ground<'_> {
    fn section(&self, which: usize, section: &Section) -> Made {
        let mut all: Vec<(u32, f32)> = self.anchors.shared[which][section.units.clone()].iter().flatten().copied().collect();
        all.sort_unstable_by_key(|(id, _)| *id);
        all.dedup_by_key(|(id, _)| *id);
        let weight = all.iter().map(|(_, weight)| weight).sum();
        Made {
            level: section.level,
            number: section.number,
            is_bodies: section.is_bodies,
            length: self.lengths[which][section.units.clone()].iter().sum(),
            anchors: all,
            weight,
        }
    }

    /// Pairs the units of two sections.
    fn pair_units(&self, left: Range<usize>, right: Range<usize>, links: &mut Vec<Link>, go_on: &dyn Fn() -> bool) -> Option<()> {
        let (mut l, mut r) = (left.start, right.start);
        let by_unit = ByUnit { ground: self, from: (left.start, right.start) };
        for step in align(left.len(), right.len(), &by_unit, go_on)? {
            let (one, other) = step.takes();
            links.push(Link { left: (l, one), right: (r, other), moved: None });
            (l, r) = (l + one, r + other);
        }
        Some(())
    }
}

struct ByUnit<'a> {
    ground: &'a Ground<'a>,
    from: (usize, usize),
}

impl Costs for ByUnit<'_> {
    fn shared(&self, left: usize, right: usize) -> f32 {
        self.ground.anchors.between(self.from.0 + left, self.from.1 + right)
    }

    fn cost(&self, step: Move, left: usize, right: usize, shared: f32) -> f32 {
        let (l, r) = (self.from.0 + left, self.from.1 + right);
        let (lefts, rights) = match step {
            Move::Left | Move::Right => return ALONE,
            Move::Pair => (l..l + 1, r..r + 1),
            Move::TwoLeft => (l - 1..l + 1, r..r + 1),
            Move::TwoRight => (l..l + 1, r - 1..r + 1),
        };
        let class = |which: usize, unit: usize| self.ground.sides[which].units[unit].class;
        let mut apart = 0.0_f32;
        for (one, other) in lefts.clone().flat_map(|one| rights.clone().map(move |other| (one, other))) {
            match class(0, one).apart(class(1, other)) {
                // Signs of what it is weigh more than in one language.
                Some(cost) => apart = apart.max(cost * 15.0),
                None => return f32::INFINITY,
            }
        }
        if step != Move::Pair && !lefts.clone().all(|unit| class(0, unit) == Class::Text) {
            return f32::INFINITY;
        }
        let sum = |which: usize, units: Range<usize>, of: &[Vec<f32>; 2]| of[which][units].iter().sum::<f32>();
        let (mine, theirs) = (sum(0, lefts.clone(), self.ground.lengths), sum(1, rights.clone(), self.ground.lengths));
        let all = sum(0, lefts, &self.ground.anchors.weights) + sum(1, rights, &self.ground.anchors.weights);
        let merged = if step == Move::Pair { 0.0 } else { MERGED };
        merged + apart + off(mine, theirs, self.ground.ratio) - anchored(shared, all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_their_numbers() {
        for (title, number) in
            [("3. 결론", Some(3)), ("제2장 배경", Some(2)), ("Ⅳ. Outlook", Some(4)), ("2.1 Scope", Some(21)), ("배경", None)]
        {
            assert_eq!(number_of(title), number, "{title}");
        }
    }

    #[test]
    fn lengths_out_of_proportion_cost_by_their_logarithm() {
        let near = |one: f32, other: f32| (one - other).abs() < 1e-4;
        assert!(near(off(9.0, 9.0, 1.0), 0.0) && near(off(9.0, 19.0, 2.0), 0.0));
        assert!(near(off(9.0, 19.0, 1.0), (2.0_f32.ln() / SPREAD).powi(2) / 2.0));
        assert!(near(off(19.0, 9.0, 1.0), off(9.0, 19.0, 1.0)) && near(off(0.0, 9999.0, 1.0), FAR_OFF));
        assert!(near(anchored(0.0, 0.5), 0.0) && near(anchored(0.0, 2.0), -0.5) && near(anchored(1.0, 2.0), 3.5));
        assert!(near(anchored(0.5, 2.0), 1.5) && near(anchored(9.0, 2.0), 3.5) && near(anchored(0.5, 1.0), 3.5));
    }

    #[test]
    fn what_two_rows_of_anchors_share_weighs_together() {
        let near = |one: f32, other: f32| (one - other).abs() < 1e-6;
        assert!(near(weight_of_common(&[(1, 0.5), (3, 1.0), (5, 2.0)], &[(2, 9.0), (3, 1.0), (5, 2.0), (6, 9.0)]), 3.0));
        assert!(near(weight_of_common(&[(1, 0.5)], &[(2, 0.5)]), 0.0) && near(weight_of_common(&[], &[(2, 0.5)]), 0.0));
    }

    /// The sections of a text, and what each unit has for anchors.
    fn with_side<T>(text: &str, act: impl Fn(&Side) -> T) -> T {
        use super::super::words::Vocabulary;
        let document = crate::study::tests::read(text);
        let (mut vocabulary, mut texts) = (Vocabulary::default(), Vocabulary::default());
        act(&Side::of(&document, &mut vocabulary, &mut texts, &|| true).expect("not stopped"))
    }

    #[test]
    fn anchors_are_figures_latin_words_and_calls() {
        let text = "값은 1,243.0달러, 2023. NATO의 Mig-29가[^1] a b’s 韓國 U.S.A 3.5, 북한.\n\n[^1]: See p. 5.\n";
        let anchors = |unit: usize| {
            with_side(text, |side| {
                let mut found = Vec::new();
                for_each_anchor(side, unit, &mut |anchor: &str| found.push(anchor.to_owned()));
                found
            })
        };
        assert_eq!(
            anchors(0),
            [
                "값은",
                "1243.0",
                "1,243.0달러",
                "2023",
                "nato",
                "nato의",
                "mig",
                "29",
                "29가",
                "b’s",
                "韓",
                "國",
                "3.5",
                "북한",
                "^1"
            ]
        );
        assert_eq!(anchors(1), ["see", "5", "^1"]);
        with_side(text, |side| assert_eq!((length(side, side.units[1].span).to_string(), side.units.len()), ("7".to_owned(), 2)));
    }

    #[test]
    fn a_section_is_a_heading_with_what_stands_under_it() {
        let text =
            "Before.\n\n# 1. One\n\nWords.[^1]\n\nMore.\n\n## Two\n\n## 3 Three\n\nEnd.\n\n[^1]: A note.\n[^2]: Another.\n";
        let told = with_side(text, |side| {
            sections(side).into_iter().map(|one| (one.units, one.level, one.number, one.is_bodies)).collect::<Vec<_>>()
        });
        assert_eq!(
            told[..4],
            [
                (0..1, None, None, false),
                (1..4, Some(1), Some(1), false),
                (4..5, Some(2), None, false),
                (5..7, Some(2), Some(3), false),
            ]
        );
        assert!(told[4].3 && told[4].0.start == 7 && told[4].1.is_none() && told.len() == 5);
        with_side(text, |side| {
            let all = sections(side);
            assert_eq!(span_of(&all[1..3], &all, 1), 1..5);
            assert_eq!(
                (span_of(&[], &all, 2), span_of(&[], &all, 9), span_of(&[], &[], 0)),
                (4..4, all[4].units.end..all[4].units.end, 0..0)
            );
        });
    }

    #[test]
    fn sections_are_paired_by_level_number_length_and_anchors() {
        let made = |level: Option<u8>, number: Option<u32>, is_bodies: bool, length: f32, weight: f32| Made {
            level,
            number,
            is_bodies,
            length,
            anchors: vec![(1, 1.0), (2, weight)],
            weight,
        };
        let cost = |one: Made, other: Made, shared: f32| {
            BySection { made: [vec![one], vec![other]], ratio: 1.0 }.cost(Move::Pair, 0, 0, shared)
        };
        let plain = || made(Some(1), Some(1), false, 9.0, 0.0);
        let near = |one: f32, other: f32| (one - other).abs() < 1e-4;
        assert!(near(cost(plain(), plain(), 0.0), 0.0));
        for (other, expected) in [
            (made(Some(2), Some(1), false, 9.0, 0.0), 1.0),
            (made(Some(5), Some(1), false, 9.0, 0.0), 2.0),
            (made(None, Some(1), false, 9.0, 0.0), 2.0),
            (made(Some(1), Some(2), false, 9.0, 0.0), 1.5),
            (made(Some(1), None, false, 9.0, 0.0), 1.5),
            (made(Some(1), Some(1), false, 9999.0, 0.0), 2.0),
        ] {
            assert!(near(cost(plain(), other, 0.0), expected), "{expected}");
        }
        assert!(cost(plain(), made(Some(1), Some(1), true, 9.0, 0.0), 0.0).is_infinite());
        // Anchors are worth what both weigh.
        let heavy = || made(Some(1), Some(1), false, 9.0, 2.0);
        assert!(
            near(cost(heavy(), heavy(), 2.0), -3.5)
                && near(cost(heavy(), heavy(), 0.0), 0.5)
                && near(cost(heavy(), heavy(), 1.0), -1.5)
        );
        let both = BySection { made: [vec![heavy()], vec![heavy()]], ratio: 1.0 };
        assert!(near(both.shared(0, 0), 3.0));
        assert!(near(both.cost(Move::Left, 0, 0, 0.0), SECTION_ALONE) && near(both.cost(Move::Right, 0, 0, 0.0), SECTION_ALONE));
        assert!(both.cost(Move::TwoLeft, 0, 0, 0.0).is_infinite() && both.cost(Move::TwoRight, 0, 0, 0.0).is_infinite());
    }
}
