//! `ibid annotate`: a note from the shell, on a passage, a cell or a heading.

use std::sync::Arc;

use serde_json::json;

use crate::annotation::{Anchor, Change, Label, NoteKind, tags};
use crate::app::NewNote;
use crate::document::Span;
use crate::export::note_value;
use crate::search::{Matcher, Query};
use crate::store::{Opening, PackedText};
use crate::table::View;

use super::super::keeping::{cannot_write, made};
use super::{Desk, Done, Exit, Loaded, eprint, print, print_json};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    let span = target(desk, &loaded)?;
    let body = desk.text("note").unwrap_or_default().to_owned();
    let kind = if body.is_empty() { NoteKind::Highlight } else { NoteKind::Note };
    let given: Vec<String> = desk.found.get_many("tag").into_iter().flatten().cloned().collect();
    let new = NewNote {
        kind,
        label: Label::named(desk.text("label").unwrap_or_default()),
        body,
        tags: tags(given),
        anchor: Anchor::of(&loaded.document, span, &loaded.rendition),
        draft: None,
    };
    let mut store = desk.store()?;
    if let Some(reason) = cannot_write(&store, desk.words) {
        eprint(&format!("{reason}\n"));
        return Err(Exit::Unsaved);
    }
    let now = jiff::Zoned::now();
    let note = made(new, &now);
    store.apply(&[Change::Add(Box::new(note.clone()))], &now).map_err(|error| desk.unsaved(&error))?;
    // The note is saved; what follows only helps to find it again.
    let opening = Opening {
        document: loaded.rendition.document(),
        path: match &loaded.origin {
            crate::app::Origin::File(path) => std::path::absolute(path).ok(),
            _ => None,
        },
        title: loaded.document.meta().title.clone().unwrap_or_else(|| loaded.name.as_str().into()),
        size: loaded.document.text().len() as u64,
        at: now,
    };
    if let Err(error) = store.opened(&opening).and_then(|()| store.keep_text(&PackedText::of(loaded.document.text()))) {
        log::warn!("{error}");
    }
    if desk.json() {
        print_json(&json!({ "schema": "ibid.annotation/1", "note": note_value(&loaded.document, &note, Some(span)) }));
    } else {
        print(&format!("{}\n", note.id));
    }
    Ok(Exit::Done)
}

/// What the note is to stand on.
fn target(desk: &Desk, loaded: &Loaded) -> Done<Span> {
    if let Some(quote) = desk.text("quote") {
        return passage(desk, loaded, quote);
    }
    if let Some(cell) = desk.text("cell") {
        return cell_named(desk, loaded, cell);
    }
    if let Some(number) = desk.number("section") {
        let sections = loaded.document.sections();
        return match number.checked_sub(1).and_then(|index| sections.get(index)) {
            // An untitled section has no heading: its first sentence stands for it.
            Some(section) if section.title.is_empty() => Ok(loaded.document.sentence_at(section.span.start)),
            Some(section) => Ok(section.title),
            None => {
                let args = [("number", number.into()), ("count", sections.len().into())];
                Err(desk.wrong(&desk.words.fill("cli-no-section", &args)))
            }
        };
    }
    Err(desk.wrong(&desk.words.say("cli-no-target")))
}

/// The passage that is quoted; where it stands several times, which one has to be said.
fn passage(desk: &Desk, loaded: &Loaded, quote: &str) -> Done<Span> {
    let matcher =
        Matcher::new(&Query::literal(quote)).map_err(|error| desk.wrong(&crate::app::query_words(desk.words, &error)))?;
    let hits = matcher.all(&loaded.document, 100_000, &mut |_| true).spans;
    let found = match (hits.len(), desk.number("nth")) {
        (0, _) => {
            eprint(&format!("{}\n", desk.words.fill("message-not-found", &[("query", quote.into())])));
            return Err(Exit::Nothing);
        }
        (1, None) => hits.first().copied(),
        (count, None) => {
            return Err(desk.wrong(&desk.words.fill("cli-many-passages", &[("count", count.into())])));
        }
        (_, Some(nth)) => nth.checked_sub(1).and_then(|index| hits.get(index)).copied(),
    };
    found.ok_or_else(|| desk.wrong(&desk.words.fill("cli-many-passages", &[("count", hits.len().into())])))
}

/// `TABLE:ROW:COLUMN`: numbers from 1, or heads; a head in quotes may hold a colon.
fn cell_named(desk: &Desk, loaded: &Loaded, named: &str) -> Done<Span> {
    let parts = split(named);
    let [table, row, column] = parts.as_slice() else {
        return Err(desk.wrong(&desk.words.fill("cli-wrong-cell", &[("cell", named.into())])));
    };
    let tables = loaded.document.tables().len();
    let view = table.parse::<usize>().ok().and_then(|number| View::new(Arc::clone(&loaded.document), number.checked_sub(1)?));
    let Some(view) = view else {
        let args = [("number", table.as_str().into()), ("count", tables.into())];
        return Err(desk.wrong(&desk.words.fill("cli-no-table", &args)));
    };
    let unknown = |id: &str, name: &str, known: &[String]| {
        let key = if id == "cli-no-column" { "column" } else { "row" };
        desk.wrong(&desk.words.fill(id, &[(key, name.into()), ("known", known.join(", ").into())]))
    };
    let at_row = view.find_row(row).map_err(|error| unknown("cli-no-row", row, &error.known))?;
    let at_column = view.find_column(column).map_err(|error| unknown("cli-no-column", column, &error.known))?;
    let span = view.cell(at_row, at_column).span.filter(|span| !span.is_empty());
    span.ok_or_else(|| desk.wrong(&desk.words.fill("cli-empty-cell", &[("cell", named.into())])))
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
