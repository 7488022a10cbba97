//! Figures of the prose, beside the cells of the tables that hold them: a part of `ibid check`.

use serde_json::{Value, json};

use crate::annotation::CellAnchor;
use crate::document::{Document, Span};
use crate::export::cell_words;
use crate::study::{Cells, Claim, Held, claims};

use super::{Desk, Loaded, page, shortened};

/// Columns shown of the sentence around a figure.
const WIDEST: usize = 100;

/// Every figure of the prose, where the document has a table with numbers; says where there
/// are more numbers than figures are held against.
pub(super) fn figures(desk: &Desk, loaded: &Loaded) -> Vec<Claim> {
    let Some(cells) = Cells::of(&loaded.document, &|| true).filter(|cells| !cells.is_empty()) else { return Vec::new() };
    let blocks = loaded.document.blocks().iter();
    let found: Vec<Claim> = blocks.flat_map(|block| claims(&loaded.document, &cells, block.span)).collect();
    if !cells.is_whole && !found.is_empty() {
        desk.remark(&desk.words.say("check-figures-cut"));
    }
    found
}

/// Says them: those that a table holds, then those that none does.
pub(super) fn say(desk: &Desk, document: &Document, all: &[Claim]) {
    for (held, heading) in [(true, "check-figures"), (false, "check-claims")] {
        let of_kind: Vec<&Claim> = all.iter().filter(|claim| claim.held.is_empty() != held).collect();
        if of_kind.is_empty() {
            continue;
        }
        desk.say(&desk.words.fill(heading, &[("count", of_kind.len().into())]));
        for claim in of_kind {
            let at = page(document, claim.span).map(|page| desk.words.fill("page-short", &[("page", page.into())]) + ": ");
            let (figure, sentence) = (document.slice(claim.span), document.sentence_at(claim.span.start));
            let sentence = shortened(document.slice(sentence), WIDEST);
            let at = at.unwrap_or_default();
            let Some(held) = claim.held.first() else {
                desk.say(&format!("  {at}{figure}  “{sentence}”"));
                continue;
            };
            let id = if held.exact { "figure-same" } else { "figure-rounded" };
            let args = [("figure", figure.into()), ("cell", text(document, held).into())];
            desk.say(&format!("  {at}{}  {}", desk.words.fill(id, &args), place(desk, document, held)));
        }
    }
}

fn text<'a>(document: &'a Document, held: &Held) -> &'a str {
    span(document, held).map_or("", |span| document.slice(span))
}

fn span(document: &Document, held: &Held) -> Option<Span> {
    document.tables().get(held.table)?.cell(held.row, held.column)
}

/// The cell's table and heads.
fn place(desk: &Desk, document: &Document, held: &Held) -> String {
    let Some(span) = span(document, held) else { return String::new() };
    CellAnchor::of(document, span).map_or(String::new(), |cell| cell_words(desk.words, &cell, Some((document, span))))
}

/// The same for programs.
pub(super) fn value(document: &Document, all: &[Claim]) -> Vec<Value> {
    let cell = |held: &Held| {
        json!({
            "table": held.table + 1, "row": held.row + 1, "column": held.column + 1,
            "cell": text(document, held), "exact": held.exact,
        })
    };
    let figure = |claim: &Claim| {
        json!({
            "text": document.slice(claim.span), "start_byte": claim.span.start.0, "end_byte": claim.span.end.0,
            "page": page(document, claim.span), "held": claim.held.iter().map(cell).collect::<Vec<_>>(),
        })
    };
    all.iter().map(figure).collect()
}
