//! What a document has that words can point to, by its number.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::number::normal;
use super::outline::{Outline, printed_section};
use super::scan::Meant;
use super::{Basis, ReferenceKind, ReferenceTarget};
use crate::document::{BlockKind, Document, MarkKind, Point, Span};

/// Footnotes of one label that are told apart.
const MOST_ALIKE: usize = 32;
/// Bytes of a caption that its number is looked for in.
const LEAD: usize = 80;

/// What kind of thing a caption stands over, by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Table,
    Figure,
    Annex,
    Box,
    Equation,
}

/// What can be pointed to in a document: made once, asked for each reference.
#[derive(Debug, Default)]
pub struct Landmarks {
    /// By the number of a caption.
    captions: HashMap<(Class, String), ReferenceTarget>,
    /// Whether a caption of the class has a number.
    numbered: [bool; 2],
    /// Figures in order: the block of each, and where it starts.
    figures: Vec<(usize, Point)>,
    /// Where tables start, in order.
    tables: Vec<Point>,
    /// Sections by their printed numbers.
    outline: Outline,
    /// Footnotes by their labels.
    labels: HashMap<String, Vec<usize>>,
    /// Pages by their labels.
    pages: HashMap<String, usize>,
    /// Where links start, each with the furthest end of it and those before it.
    links: Vec<(Point, Point)>,
}

static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\s*[<〈＜\[【(（]?\s?(?P<word>표|그림|도표|도|사진|부도|지도|그래프|별표|글상자|상자|박스|表|図表|図|图|圖|(?i:tables?|tab\.|figures?|fig\.|charts?|graph|map|exhibit|box))",
        r"\s?(?P<n>[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3}){0,4}|[IVXL]{1,7}|[Ⅰ-Ⅻ])",
    ))
    .expect("a pattern")
});

/// A box that is no caption: its number, and a sign behind it.
static BOX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\[〈<【(]?\s?(?:글상자|상자|박스|(?i:box))\s?(?P<n>[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3}){0,2}|[IVXL]{1,5})\s?(?:[.:\])〉>】—–](?:\s|$)|$)")
        .expect("a pattern")
});

/// An equation with its number at the end of the line, or as TeX has it.
static EQUATION: LazyLock<Regex> = LazyLock::new(|| {
    const NUMBER: &str = r"[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3}){0,2}";
    Regex::new(&format!(
        r"(?m)^(?P<body>.*[=≤≥≈∝<>∑∫→].*\S)\s*[(（](?P<n>{NUMBER})[)）][.,]?\s*$|\\tag\*?\{{(?P<tag>{NUMBER})\}}"
    ))
    .expect("a pattern")
});

/// The number that is printed where a reference leads: in a title or a caption, or as a label.
#[must_use]
pub fn printed_number(document: &Document, aim: ReferenceTarget) -> Option<String> {
    let of_caption = |span: Span| {
        let text = document.slice(span);
        let lead = &text[..text.floor_char_boundary(text.len().min(LEAD))];
        let equation =
            || EQUATION.captures(text).and_then(|found| found.name("n").or(found.name("tag")).map(|n| n.as_str().to_owned()));
        CAPTION.captures(lead).map(|found| found["n"].to_owned()).or_else(equation)
    };
    match aim {
        ReferenceTarget::Table(table) => of_caption(document.tables().get(table)?.caption?),
        ReferenceTarget::Figure(block) => of_caption(document.blocks().get(block)?.span),
        ReferenceTarget::Section(section) => printed_section(document.slice(document.sections().get(section)?.title)),
        ReferenceTarget::Footnote(footnote) => document.footnotes().get(footnote).map(|footnote| footnote.label.to_string()),
        ReferenceTarget::Page(page) => document.pages().get(page).map(|page| page.label.to_string()),
        ReferenceTarget::Nowhere => None,
    }
}

impl Landmarks {
    /// The landmarks of `document`; costs its blocks, footnotes, pages and marks.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut made = Self { outline: Outline::of(document), ..Self::default() };
        made.gather_captions(document);
        for (index, footnote) in document.footnotes().iter().enumerate() {
            let label = footnote.label.trim_matches(|c: char| !c.is_alphanumeric());
            let alike = made.labels.entry(label.to_lowercase()).or_default();
            if !label.is_empty() && alike.len() < MOST_ALIKE {
                alike.push(index);
            }
        }
        for (index, page) in document.pages().iter().enumerate() {
            made.pages.entry(page.label.to_lowercase()).or_insert(index);
        }
        let mut reach = Point(0);
        for mark in document.marks().iter().filter(|mark| matches!(mark.kind, MarkKind::Link(_))) {
            reach = reach.max(mark.span.end);
            made.links.push((mark.span.start, reach));
        }
        made
    }

    fn gather_captions(&mut self, document: &Document) {
        let blocks = document.blocks();
        self.tables = document.tables().iter().map(|table| blocks[table.block as usize].span.start).collect();
        let by_caption: HashMap<Point, usize> =
            document.tables().iter().enumerate().filter_map(|(at, table)| Some((table.caption?.start, at))).collect();
        let mut last_figure = None;
        for (at, block) in blocks.iter().enumerate() {
            match block.kind {
                // Its caption, just before it, may stand for it already.
                BlockKind::Figure if last_figure.is_none_or(|last| last + 1 != at) => {
                    self.figures.push((at, block.span.start));
                    last_figure = Some(at);
                }
                BlockKind::Caption => {
                    let aim = by_caption
                        .get(&block.span.start)
                        .map_or(ReferenceTarget::Figure(at), |table| ReferenceTarget::Table(*table));
                    let is_box = BOX.is_match(document.slice(block.span));
                    if matches!(aim, ReferenceTarget::Figure(_)) && !is_box {
                        match last_figure.filter(|last| last + 1 == at) {
                            Some(_) => {
                                if let Some(last) = self.figures.last_mut() {
                                    *last = (at, block.span.start);
                                }
                            }
                            None => self.figures.push((at, block.span.start)),
                        }
                        last_figure = Some(at);
                    }
                    self.name_caption(document.slice(block.span), aim);
                }
                BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Code | BlockKind::Item(_) => {
                    self.name_box_or_equation(document.slice(block.span), at);
                }
                _ => {}
            }
        }
    }

    fn name_caption(&mut self, caption: &str, aim: ReferenceTarget) {
        let lead = &caption[..caption.floor_char_boundary(caption.len().min(LEAD))];
        let Some(found) = CAPTION.captures(lead) else { return };
        let class = match found["word"].to_lowercase().as_str() {
            "표" | "table" | "tables" | "tab." | "表" | "図表" => Class::Table,
            "별표" => Class::Annex,
            "글상자" | "상자" | "박스" | "box" => Class::Box,
            _ => Class::Figure,
        };
        match class {
            Class::Table => self.numbered[0] = true,
            Class::Figure => self.numbered[1] = true,
            Class::Annex | Class::Box | Class::Equation => {}
        }
        self.captions.entry((class, normal(&found["n"], false))).or_insert(aim);
    }

    /// A block of prose or code that is a box or an equation by its number.
    fn name_box_or_equation(&mut self, text: &str, block: usize) {
        /// Bytes of an equation; a longer block is prose.
        const EQUATION_MOST: usize = 2000;
        /// Words of an equation: more make a sentence that ends with a number in brackets.
        const WORDS_MOST: usize = 8;
        let aim = ReferenceTarget::Figure(block);
        let lead = &text[..text.floor_char_boundary(text.len().min(LEAD))];
        if let Some(found) = BOX.captures(lead) {
            self.captions.entry((Class::Box, normal(&found["n"], false))).or_insert(aim);
        }
        if text.len() > EQUATION_MOST || !text.contains([')', '）', '}']) {
            return;
        }
        for found in EQUATION.captures_iter(text) {
            let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 3;
            let is_prose = found.name("body").is_some_and(|body| body.as_str().split(' ').filter(is_word).count() > WORDS_MOST);
            let number = found.name("n").or(found.name("tag")).filter(|_| !is_prose);
            if let Some(number) = number {
                self.captions.entry((Class::Equation, normal(number.as_str(), false))).or_insert(aim);
            }
        }
    }

    /// Whether a link lies over a part of `span`: it says itself where it leads.
    pub(super) fn is_linked(&self, span: Span) -> bool {
        let behind = self.links.partition_point(|(start, _)| *start < span.end);
        behind.checked_sub(1).is_some_and(|last| self.links[last].1 > span.start)
    }

    /// Where a mention at `point` leads, and how that is known; `None` where the words may mean
    /// several things, or say nothing.
    pub(super) fn find(
        &self,
        document: &Document,
        point: Point,
        kind: ReferenceKind,
        meant: &Meant,
    ) -> Option<(ReferenceTarget, Basis)> {
        match (kind, meant) {
            (ReferenceKind::Table | ReferenceKind::Figure, Meant::Number(number)) => Some(self.captioned(kind, number)),
            (ReferenceKind::Table | ReferenceKind::Figure, Meant::Below | Meant::Above) => {
                self.near(kind, point, *meant == Meant::Below)
            }
            (ReferenceKind::Section, Meant::Levels(levels)) => self.outline.find(document, point, levels),
            (ReferenceKind::Section, Meant::Beside(level, is_next)) => {
                let found = self.outline.beside(document, point, *level, *is_next);
                found.map(|section| (ReferenceTarget::Section(section), Basis::Nearest))
            }
            (ReferenceKind::Box | ReferenceKind::Equation, Meant::Number(number)) => {
                let class = if kind == ReferenceKind::Box { Class::Box } else { Class::Equation };
                let found = self.captions.get(&(class, number.clone())).copied();
                Some((found.unwrap_or(ReferenceTarget::Nowhere), Basis::Printed))
            }
            (ReferenceKind::Appendix, Meant::Number(number)) => {
                let section = self.outline.appendix(number).map(ReferenceTarget::Section);
                let captioned = || self.captions.get(&(Class::Annex, number.clone())).copied();
                Some((section.or_else(captioned).unwrap_or(ReferenceTarget::Nowhere), Basis::Printed))
            }
            (ReferenceKind::Footnote, Meant::Number(label)) => {
                let near =
                    |index: &usize| document.footnotes()[*index].calls.first().map_or(u32::MAX, |call| call.0.abs_diff(point.0));
                let found = self.labels.get(label).and_then(|alike| alike.iter().copied().min_by_key(near));
                // Without any footnotes the words are of another text.
                let any = !document.footnotes().is_empty();
                found
                    .map(|index| (ReferenceTarget::Footnote(index), Basis::Printed))
                    .or(any.then_some((ReferenceTarget::Nowhere, Basis::Printed)))
            }
            (ReferenceKind::Page, Meant::Number(label)) if !document.pages().is_empty() => {
                let found = self.pages.get(label).map(|index| ReferenceTarget::Page(*index));
                Some((found.unwrap_or(ReferenceTarget::Nowhere), Basis::Printed))
            }
            _ => None,
        }
    }

    fn captioned(&self, kind: ReferenceKind, number: &str) -> (ReferenceTarget, Basis) {
        let (class, numbered, count) = match kind {
            ReferenceKind::Table => (Class::Table, self.numbered[0], self.tables.len()),
            _ => (Class::Figure, self.numbered[1], self.figures.len()),
        };
        if let Some(aim) = self.captions.get(&(class, number.to_owned())) {
            return (*aim, Basis::Printed);
        }
        // Where no caption has a number, the first table is the first.
        let nth = number.parse::<usize>().ok().and_then(|nth| nth.checked_sub(1)).filter(|nth| !numbered && *nth < count);
        match (nth, kind) {
            (Some(nth), ReferenceKind::Table) => (ReferenceTarget::Table(nth), Basis::Counted),
            (Some(nth), _) => (ReferenceTarget::Figure(self.figures[nth].0), Basis::Counted),
            (None, _) => (ReferenceTarget::Nowhere, Basis::Printed),
        }
    }

    fn near(&self, kind: ReferenceKind, point: Point, below: bool) -> Option<(ReferenceTarget, Basis)> {
        let pick =
            |behind: usize, count: usize| if below { Some(behind).filter(|at| *at < count) } else { behind.checked_sub(1) };
        let aim = if kind == ReferenceKind::Table {
            pick(self.tables.partition_point(|start| *start <= point), self.tables.len()).map(ReferenceTarget::Table)
        } else {
            let at = pick(self.figures.partition_point(|(_, start)| *start <= point), self.figures.len());
            at.map(|at| ReferenceTarget::Figure(self.figures[at].0))
        };
        aim.map(|aim| (aim, Basis::Nearest))
    }
}
