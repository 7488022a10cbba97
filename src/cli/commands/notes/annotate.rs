//! `ibid annotate`: a note from the shell, on a passage, a cell or a heading.

use serde_json::json;

use clap::{ArgAction, Command};

use crate::annotation::{Anchor, Change, Label, NoteKind, tags};
use crate::app::{NewNote, query_words};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{Key, NTH, QUOTE};
use crate::cli::commands::Subcommand;
use crate::cli::commands::document::tables;
use crate::cli::session::{Loaded, Session};
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, SafeText, Span};
use crate::export::note_value;
use crate::layout::call_label;
use crate::platform::note_writes::new_note;
use crate::search::{Matcher, Query, excerpt};
use crate::table::Axis;

/// Equal passages that are counted.
const MOST_PASSAGES: usize = 100_000;
/// Equal passages that a message shows.
const PASSAGES_SHOWN: usize = 10;
/// Characters shown around and with one.
const AROUND: usize = 70;
const CELL: Key<String> = Key::new("cell");
const SECTION: Key<usize> = Key::new("section");
const FOOTNOTE: Key<String> = Key::new("footnote");
const NOTE: Key<String> = Key::new("note");
const LABEL: Key<String> = Key::new("label");
const TAG: Key<String> = Key::new("tag");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "annotate", about: "cli-annotate", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .after_help(build.examples("cli-annotate-examples"))
        .arg(build.file())
        .arg(build.option(QUOTE, "TEXT", "cli-quote"))
        .arg(build.number(NTH, "cli-nth").requires(QUOTE.name))
        .arg(build.option(CELL, "TABLE:ROW:COLUMN", "cli-cell").conflicts_with(QUOTE.name))
        .arg(build.number(SECTION, "cli-annotate-section").conflicts_with_all([QUOTE.name, CELL.name]))
        .arg(build.option(FOOTNOTE, "LABEL", "cli-annotate-footnote").conflicts_with_all([QUOTE.name, CELL.name, SECTION.name]))
        .arg(build.option(NOTE, "TEXT", "cli-note"))
        .arg(build.option(LABEL, "NAME", "cli-label"))
        .arg(build.option(TAG, "NAME", "cli-tag").action(ArgAction::Append))
        .arg(build.format())
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.document()?;
    let anchor = match session.args.text(FOOTNOTE) {
        Some(label) => body_of(session, &loaded, label)?,
        None => Anchor::of(&loaded.document, target(session, &loaded)?, &loaded.rendition),
    };
    let span = anchor.span();
    let body = session.args.text(NOTE).unwrap_or_default().to_owned();
    let kind = if body.trim().is_empty() { NoteKind::Highlight } else { NoteKind::Note };
    let given: Vec<String> = session.args.values(TAG).into_iter().cloned().collect();
    let new = NewNote {
        kind,
        label: Label::named(session.args.text(LABEL).unwrap_or_default()),
        body,
        tags: tags(given),
        anchor,
        draft: None,
    };
    let mut store = session.writable_store()?;
    let now = jiff::Zoned::now();
    let note = new_note(new, session.config().author(), &now);
    store.apply(&[Change::Add(Box::new(note.clone()))], &now).map_err(|error| session.unsaved(&error))?;
    session.keep_document(&mut store, &loaded, now);
    session.export_again(&store, &loaded);
    if session.json() {
        let value = note_value(&loaded.document, &note, Some(span), None);
        session.print_json("ibid.annotation/1", json!({ "document": loaded.about(), "note": value }));
    } else {
        session.say(&note.id.to_string());
    }
    Ok(Exit::Done)
}

/// Where a text for the footnote `label` stands: one that the file holds none for.
fn body_of(session: &Session, loaded: &Loaded, label: &str) -> CommandResult<Anchor> {
    let document = &loaded.document;
    if session.args.text(NOTE).is_none_or(|note| note.trim().is_empty()) {
        return Err(session.wrong(&session.words.say("message-no-words")));
    }
    let mut named = document.footnotes().iter().enumerate().filter(|(_, footnote)| &*footnote.label == label).peekable();
    let known = ("label", label.into());
    if named.peek().is_none() {
        return Err(session.wrong(&session.words.fill("cli-no-footnote", &[known])));
    }
    let missing = named.find(|(index, _)| document.body_span(*index).is_none());
    let call = missing.and_then(|(_, footnote)| Some((*footnote.calls.first()?, &footnote.label)));
    let (call, label) = call.ok_or_else(|| session.wrong(&session.words.fill("message-has-body", &[known])))?;
    Ok(Anchor::of_body(document, call, label, &loaded.rendition))
}

/// What the note is to stand on.
fn target(session: &Session, loaded: &Loaded) -> CommandResult<Span> {
    if let Some(quote) = session.args.text(QUOTE) {
        return passage(session, loaded, quote);
    }
    if let Some(cell) = session.args.text(CELL) {
        return cell_named(session, loaded, cell);
    }
    let Some(number) = session.args.number(SECTION) else {
        return Err(session.wrong(&session.words.say("cli-no-target")));
    };
    let section = &loaded.document.sections()[session.section(&loaded.document, number)?];
    // An untitled section has no heading: its first sentence stands for it.
    Ok(if section.title.is_empty() { loaded.document.sentence_at(section.span.start) } else { section.title })
}

/// The passage that is quoted; where it stands several times, which one has to be said.
pub(crate) fn passage(session: &Session, loaded: &Loaded, quote: &str) -> CommandResult<Span> {
    let document = &loaded.document;
    let mut found = passages(session, loaded, quote)?;
    if found.is_empty()
        && let Some((bare, called)) = without_labels(document, quote)
    {
        found = passages(session, loaded, &bare)?;
        found.retain(|hit| called.iter().all(|footnote| is_called_in(document, *footnote, *hit)));
    }
    let nth = session.args.number(NTH);
    let chosen = match (found.as_slice(), nth) {
        ([], _) => {
            session.remark(&session.words.fill("message-not-found", &[("query", quote.into())]));
            return Err(Exit::Nothing);
        }
        ([one], None) => Some(*one),
        (_, None) => None,
        (several, Some(nth)) => nth.checked_sub(1).and_then(|index| several.get(index)).copied(),
    };
    chosen.ok_or_else(|| {
        let count = ("count", found.len().into());
        let mut said = match nth {
            None => session.words.fill("cli-many-passages", &[count]),
            Some(nth) => session.words.fill("cli-no-passage", &[count, ("nth", nth.into())]),
        };
        for (index, hit) in found.iter().take(PASSAGES_SHOWN).enumerate() {
            let around = excerpt(document, *hit, AROUND);
            let words = document.slice(Span { start: around.before.start, end: around.after.end });
            let place = session.whereabouts(document, *hit);
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            said.push_str(&format!("\n  {}  {place}{}", index + 1, words.replace('\n', " ")));
        }
        if found.len() > PASSAGES_SHOWN {
            said.push_str("\n  …");
        }
        session.wrong(&said)
    })
}

/// Where the quote stands: letter by letter, else but for case, spacing and the like.
fn passages(session: &Session, loaded: &Loaded, quote: &str) -> CommandResult<Vec<Span>> {
    let matcher = Matcher::new(&Query::literal(quote)).map_err(|error| session.wrong(&query_words(session.words, &error)))?;
    let found = exact(loaded, quote);
    Ok(if found.is_empty() { matcher.all(&loaded.document, MOST_PASSAGES, &mut |_| true).spans } else { found })
}

/// The quote without the labels that calls are printed with, and the footnotes that they
/// name: who copies a passage from the screen copies them too, but they are not in the text.
fn without_labels(document: &Document, quote: &str) -> Option<(String, Vec<usize>)> {
    let labels = document.footnotes().iter().enumerate().map(|(index, footnote)| (call_label(&footnote.label, false), index));
    let mut labels: Vec<(String, usize)> = labels.filter(|(label, _)| !label.is_empty() && quote.contains(label)).collect();
    // `¹²` is 12 before it is 1 and 2.
    labels.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
    let mut bare = quote.to_owned();
    let mut called = Vec::new();
    for (label, footnote) in labels {
        if bare.contains(&label) {
            bare = bare.replace(&label, "");
            called.push(footnote);
        }
    }
    (!called.is_empty() && !bare.trim().is_empty()).then_some((bare, called))
}

/// Whether `footnote` is called in `span` or right behind it.
fn is_called_in(document: &Document, footnote: usize, span: Span) -> bool {
    document.footnotes()[footnote].calls.iter().any(|call| span.start <= *call && *call <= span.end)
}

/// Where the quote stands letter by letter, in paragraphs one below the other too.
fn exact(loaded: &Loaded, quote: &str) -> Vec<Span> {
    let lines: Vec<SafeText> = quote.lines().map(SafeText::new).filter(|line| !line.trim().is_empty()).collect();
    let quote = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
    if quote.is_empty() {
        return Vec::new();
    }
    let at = loaded.document.text().match_indices(&quote).take(MOST_PASSAGES);
    at.map(|(start, found)| Span::new(start, start + found.len())).collect()
}

/// `TABLE:ROW:COLUMN`: numbers from 1, or heads; a head in quotes may hold a colon.
fn cell_named(session: &Session, loaded: &Loaded, named: &str) -> CommandResult<Span> {
    let parts = split(named);
    let wrong = || session.wrong(&session.words.fill("cli-wrong-cell", &[("cell", named.into())]));
    let [table, row, column] = parts.as_slice() else { return Err(wrong()) };
    let view = tables::table(session, loaded, table.trim().parse().map_err(|_| wrong())?)?;
    let row = tables::line_named(session, &view, Axis::Rows, row)?;
    let column = tables::line_named(session, &view, Axis::Columns, column)?;
    let span = view.cell(row, column).span.filter(|span| !span.is_empty());
    span.ok_or_else(|| session.wrong(&session.words.fill("cli-empty-cell", &[("cell", named.into())])))
}

/// Splits at colons outside of quotes.
fn split(named: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in named.chars() {
        match c {
            '"' => quoted = !quoted,
            ':' if !quoted => parts.push(String::new()),
            other => {
                if let Some(part) = parts.last_mut() {
                    part.push(other);
                }
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_head_in_quotes_may_hold_a_colon() {
        assert_eq!(split("1:2:3"), ["1", "2", "3"]);
        assert_eq!(split("1:\"a: b\":2022"), ["1", "a: b", "2022"]);
    }
}
