//! What the prose points to without a link: `<표 1>`, `표 1~3`, `아래의 그림`, `제2장`, `앞 절`, `부록 A`, `각주 5`,
//! `식 (2)`, `Tables 1 and 2`, `Section 4.1`, `§2.1`, `Box 3`, `see note 7`, `12쪽 참조`.
//!
//! [`Landmarks`] is what can be pointed to, made once; a sentence is then read at the cost of its
//! length. Words of other works (`유엔헌장 제7장`, `Smith 2019, p. 12`) are left alone: a wrong way
//! annoys more than a missing one.

mod elsewhere;
mod form;
mod landmarks;
mod list;
mod number;
mod outline;
mod particle;
mod scan;

pub use landmarks::{Landmarks, printed_number};

use crate::document::{BlockKind, Document, Span};

use scan::{Meant, Mention};

/// References that are kept of one document at most.
const MOST: usize = 100_000;

/// Words that point to a place of the same document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The words that point.
    pub span: Span,
    /// What they name.
    pub kind: ReferenceKind,
    /// Where that is.
    pub aim: ReferenceTarget,
    /// How that is known.
    pub basis: Basis,
}

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
    /// A table.
    Table,
    /// A figure.
    Figure,
    /// A part, a chapter or a section.
    Section,
    /// An appendix or an annex.
    Appendix,
    /// A footnote.
    Footnote,
    /// A page.
    Page,
    /// An equation.
    Equation,
    /// A box beside the text.
    Box,
}

impl ReferenceKind {
    /// What commands and JSON call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Figure => "figure",
            Self::Section => "section",
            Self::Appendix => "appendix",
            Self::Footnote => "footnote",
            Self::Page => "page",
            Self::Equation => "equation",
            Self::Box => "box",
        }
    }
}

/// Where a reference leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceTarget {
    /// A table: an index into [`Document::tables`].
    Table(usize),
    /// A figure, a box or an equation: the block of its caption, or its own; an index into [`Document::blocks`].
    Figure(usize),
    /// A section, an appendix among them: an index into [`Document::sections`].
    Section(usize),
    /// A footnote: an index into [`Document::footnotes`].
    Footnote(usize),
    /// A page: an index into [`Document::pages`].
    Page(usize),
    /// The document does not have it.
    Nowhere,
}

/// How it is known where a reference leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// By the number that is printed there.
    Printed,
    /// Counted: nothing of the kind carries a number. A guess.
    Counted,
    /// The nearest before it or behind it, as the words say. A guess.
    Nearest,
}

impl Basis {
    /// Whether it may be wrong.
    #[must_use]
    pub fn is_guess(self) -> bool {
        self != Self::Printed
    }

    /// What JSON calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Counted => "counted",
            Self::Nearest => "nearest",
        }
    }
}

/// All references of the document, in the order of the text, the first 100,000 of them; `None`
/// where `go_on` said no. Linear in the text.
pub fn references(document: &Document, landmarks: &Landmarks, go_on: &dyn Fn() -> bool) -> Option<Vec<Reference>> {
    /// Blocks between two looks at `go_on`.
    const STRIDE: usize = 256;
    let mut found = Vec::new();
    for (at, block) in document.blocks().iter().enumerate() {
        if at % STRIDE == 0 && !go_on() {
            return None;
        }
        found.extend(in_block(document, landmarks, at, block.span));
        if found.len() >= MOST {
            found.truncate(MOST);
            break;
        }
    }
    Some(found)
}

/// The references within `span`, which lies in one block; costs its length.
#[must_use]
pub fn references_in(document: &Document, landmarks: &Landmarks, span: Span) -> Vec<Reference> {
    let block = document.block_at(span.start);
    block.map_or_else(Vec::new, |at| in_block(document, landmarks, at, span.intersect(document.blocks()[at].span)))
}

fn in_block(document: &Document, landmarks: &Landmarks, at: usize, span: Span) -> Vec<Reference> {
    let block = &document.blocks()[at];
    let speaks = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::FootnoteBody(_) | BlockKind::Source | BlockKind::Caption
    );
    if !speaks || span.is_empty() {
        return Vec::new();
    }
    let text = document.slice(block.span);
    let from = span.start.at() - block.span.start.at();
    let to = (span.end.at() - block.span.start.at()).min(text.len());
    let captioned = |mention: &Mention| {
        // A caption says what it is itself, and its remarks say much else: only tables and figures are looked for behind it.
        !matches!(block.kind, BlockKind::Source | BlockKind::Caption) || mention.start > from
    };
    let is_body = at >= document.bodies();
    let mut found: Vec<Reference> = Vec::new();
    for mention in scan::mentions(text, from, to) {
        if matches!(block.kind, BlockKind::Source | BlockKind::Caption)
            && !matches!(mention.kind, ReferenceKind::Table | ReferenceKind::Figure)
            || !captioned(&mention)
            || elsewhere::is_elsewhere(text, &mention, is_body)
        {
            continue;
        }
        let own = Span::new(block.span.start.at() + mention.start, block.span.start.at() + mention.end);
        if landmarks.is_linked(own) {
            continue;
        }
        let own_from = found.len();
        let find = |meant: &Meant| landmarks.find(document, own.start, mention.kind, meant);
        let is_there = |meant: &Meant| find(meant).is_some_and(|(aim, _)| aim != ReferenceTarget::Nowhere);
        let all = mention.meant.iter().flat_map(|meant| match meant {
            Meant::Range(whole, all) if !is_there(whole) => all.iter().collect(),
            Meant::Range(whole, _) => vec![&**whole],
            Meant::Between(one) => Some(&**one).filter(|one| is_there(one)).into_iter().collect(),
            one => vec![one],
        });
        for meant in all {
            let Some((aim, basis)) = find(meant) else { continue };
            // What may be something else has to be there.
            if aim == ReferenceTarget::Nowhere && mention.must_be_there {
                continue;
            }
            // A box, an equation: what it calls itself points nowhere.
            if aim == ReferenceTarget::Figure(at) {
                continue;
            }
            let reference = Reference { span: own, kind: mention.kind, aim, basis };
            if !found[own_from..].contains(&reference) {
                found.push(reference);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
