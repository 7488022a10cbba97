//! `ibid claims`: the figures of the prose, beside the cells of the tables that hold them. `ibid check`
//! tells them, too.

use serde_json::{Value, json};

use clap::Command;

use crate::annotation::CellAnchor;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, page, section_title, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, Span};
use crate::export::cell_words;
use crate::study::{Claim, Claims, MatchingCell};

/// Columns shown of the sentence around a figure.
const WIDEST: usize = 100;
pub(crate) const COMMAND: Subcommand = Subcommand { name: "claims", about: "cli-claims", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.args([build.file(), build.format(), build.json()])
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.document()?;
    let claims = claims(session, &loaded);
    if session.json() {
        let figures = value(&loaded.document, &claims.all);
        session
            .print_json("ibid.claims/1", json!({ "document": loaded.about(), "complete": claims.is_whole, "figures": figures }));
    } else {
        say(session, &loaded.document, &claims.all);
        if claims.all.is_empty() {
            session.say(&session.words.say("claims-none"));
        }
    }
    Ok(if claims.all.is_empty() { Exit::Nothing } else { Exit::Done })
}

/// Every figure of the prose; says where there are more than are kept, or more numbers than
/// figures are held against.
pub(crate) fn claims(session: &Session, loaded: &Loaded) -> Claims {
    let found = Claims::of(&loaded.document, &|_| true).unwrap_or_default();
    if !found.is_whole && !found.all.is_empty() {
        session.remark(&session.words.say("check-figures-cut"));
    }
    found
}

/// Says them: those that a table contradicts, those that one holds, then those that none does.
pub(crate) fn say(session: &Session, document: &Document, all: &[Claim]) {
    let against: Vec<(&Claim, MatchingCell)> = all.iter().filter_map(|claim| Some((claim, claim.contradicts?))).collect();
    if !against.is_empty() {
        session.say(&session.words.fill("check-contradicted", &[("count", against.len().into())]));
    }
    for (claim, cell) in against {
        let at = page(document, claim.span).map(|page| session.words.fill("page-short", &[("page", page.into())]) + ": ");
        let args = [("figure", document.slice(claim.span).into()), ("cell", text(document, &cell).into())];
        let said = session.words.fill("figure-contradicts", &args);
        let sentence = shortened(document.slice(claim.sentence), WIDEST);
        session.say(&format!("  {}{said}  {}  “{sentence}”", at.unwrap_or_default(), place(session, document, &cell)));
    }
    for (held, heading) in [(true, "check-figures"), (false, "check-claims")] {
        let of_kind: Vec<&Claim> =
            all.iter().filter(|claim| claim.contradicts.is_none() && claim.held.is_empty() != held).collect();
        if of_kind.is_empty() {
            continue;
        }
        session.say(&session.words.fill(heading, &[("count", of_kind.len().into())]));
        for claim in of_kind {
            let at = page(document, claim.span).map(|page| session.words.fill("page-short", &[("page", page.into())]) + ": ");
            let (figure, sentence) = (document.slice(claim.span), shortened(document.slice(claim.sentence), WIDEST));
            let at = at.unwrap_or_default();
            let Some(held) = claim.held.first() else {
                session.say(&format!("  {at}{figure}  “{sentence}”"));
                continue;
            };
            let id = if held.exact { "figure-same" } else { "figure-rounded" };
            let args = [("figure", figure.into()), ("cell", text(document, held).into())];
            session.say(&format!(
                "  {at}{}  {}{}",
                session.words.fill(id, &args),
                place(session, document, held),
                signs(session, held)
            ));
        }
    }
}

/// How the cell was found, beside its value: in brackets.
fn signs(session: &Session, held: &MatchingCell) -> String {
    let mut signs = Vec::new();
    if held.scaled {
        signs.push(session.words.say("figure-scaled").into_owned());
    }
    if held.named > 0 {
        signs.push(session.words.fill("figure-named", &[("count", (held.named as usize).into())]));
    }
    if signs.is_empty() { String::new() } else { format!(" ({})", signs.join(", ")) }
}

fn text<'a>(document: &'a Document, held: &MatchingCell) -> &'a str {
    span(document, held).map_or("", |span| document.slice(span))
}

fn span(document: &Document, held: &MatchingCell) -> Option<Span> {
    document.tables().get(held.table)?.cell(held.row, held.column)
}

/// The cell's table and heads.
fn place(session: &Session, document: &Document, held: &MatchingCell) -> String {
    let Some(span) = span(document, held) else { return String::new() };
    CellAnchor::of(document, span).map_or(String::new(), |cell| cell_words(session.words, &cell, Some((document, span))))
}

/// The same for programs.
pub(crate) fn value(document: &Document, all: &[Claim]) -> Vec<Value> {
    let cell = |held: &MatchingCell| {
        json!({
            "table": held.table + 1, "row": held.row + 1, "column": held.column + 1,
            "cell": text(document, held), "exact": held.exact, "scaled": held.scaled, "heads_named": held.named,
        })
    };
    let figure = |claim: &Claim| {
        json!({
            "text": document.slice(claim.span), "start_byte": claim.span.start.0, "end_byte": claim.span.end.0,
            "sentence": document.slice(claim.sentence),
            "section": section_title(document, claim.span),
            "page": page(document, claim.span), "held": claim.held.iter().map(cell).collect::<Vec<_>>(),
            "contradicts": claim.contradicts.as_ref().map(cell),
        })
    };
    all.iter().map(figure).collect()
}
