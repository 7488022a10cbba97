//! `ibid annotate`: a note from the shell, on a passage, a cell or a heading.

use serde_json::json;

use crate::annotation::Change;
use crate::annotation::{Anchor, Label, NoteKind, tags};
use crate::app::{NewNote, query_words};
use crate::cli::Exit;
use crate::cli::commands::document::tables;
use crate::cli::session::{Desk, Done, Loaded};
use crate::document::{Document, SafeText, Span};
use crate::export::note_value;
use crate::layout::call_label;
use crate::platform::note_changes::made;
use crate::search::{Matcher, Query, excerpt};
use crate::table::Axis;

/// Equal passages that are counted.
const MOST_PASSAGES: usize = 100_000;
/// Equal passages that a message shows.
const PASSAGES_SHOWN: usize = 10;
/// Characters shown around and with one.
const AROUND: usize = 70;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    let anchor = match desk.text("footnote") {
        Some(label) => body_of(desk, &loaded, label)?,
        None => Anchor::of(&loaded.document, target(desk, &loaded)?, &loaded.rendition),
    };
    let span = anchor.span();
    let body = desk.text("note").unwrap_or_default().to_owned();
    let kind = if body.trim().is_empty() { NoteKind::Highlight } else { NoteKind::Note };
    let given: Vec<String> = desk.found.get_many("tag").into_iter().flatten().cloned().collect();
    let new = NewNote {
        kind,
        label: Label::named(desk.text("label").unwrap_or_default()),
        body,
        tags: tags(given),
        anchor,
        draft: None,
    };
    let mut store = desk.writable()?;
    let now = jiff::Zoned::now();
    let note = made(new, desk.config().author, &now);
    store.apply(&[Change::Add(Box::new(note.clone()))], &now).map_err(|error| desk.unsaved(&error))?;
    desk.shelve(&mut store, &loaded, now);
    desk.export_again(&store, &loaded);
    if desk.json() {
        let value = note_value(&loaded.document, &note, Some(span), None);
        desk.print_json("ibid.annotation/1", json!({ "document": loaded.about(), "note": value }));
    } else {
        desk.say(&note.id.to_string());
    }
    Ok(Exit::Done)
}

/// Where a text for the footnote `label` stands: one that the file holds none for.
fn body_of(desk: &Desk, loaded: &Loaded, label: &str) -> Done<Anchor> {
    let document = &loaded.document;
    if desk.text("note").is_none_or(|note| note.trim().is_empty()) {
        return Err(desk.wrong(&desk.words.say("message-no-words")));
    }
    let mut named = document.footnotes().iter().enumerate().filter(|(_, footnote)| &*footnote.label == label).peekable();
    let known = ("label", label.into());
    if named.peek().is_none() {
        return Err(desk.wrong(&desk.words.fill("cli-no-footnote", &[known])));
    }
    let missing = named.find(|(index, _)| document.body_span(*index).is_none());
    let call = missing.and_then(|(_, footnote)| Some((*footnote.calls.first()?, &footnote.label)));
    let (call, label) = call.ok_or_else(|| desk.wrong(&desk.words.fill("message-has-body", &[known])))?;
    Ok(Anchor::of_body(document, call, label, &loaded.rendition))
}

/// What the note is to stand on.
fn target(desk: &Desk, loaded: &Loaded) -> Done<Span> {
    if let Some(quote) = desk.text("quote") {
        return passage(desk, loaded, quote);
    }
    if let Some(cell) = desk.text("cell") {
        return cell_named(desk, loaded, cell);
    }
    let Some(number) = desk.number("section") else {
        return Err(desk.wrong(&desk.words.say("cli-no-target")));
    };
    let section = &loaded.document.sections()[desk.section(&loaded.document, number)?];
    // An untitled section has no heading: its first sentence stands for it.
    Ok(if section.title.is_empty() { loaded.document.sentence_at(section.span.start) } else { section.title })
}

/// The passage that is quoted; where it stands several times, which one has to be said.
pub(crate) fn passage(desk: &Desk, loaded: &Loaded, quote: &str) -> Done<Span> {
    let document = &loaded.document;
    let mut found = passages(desk, loaded, quote)?;
    if found.is_empty()
        && let Some((bare, called)) = without_labels(document, quote)
    {
        found = passages(desk, loaded, &bare)?;
        found.retain(|hit| called.iter().all(|footnote| is_called_in(document, *footnote, *hit)));
    }
    let nth = desk.number("nth");
    let chosen = match (found.as_slice(), nth) {
        ([], _) => {
            desk.remark(&desk.words.fill("message-not-found", &[("query", quote.into())]));
            return Err(Exit::Nothing);
        }
        ([one], None) => Some(*one),
        (_, None) => None,
        (several, Some(nth)) => nth.checked_sub(1).and_then(|index| several.get(index)).copied(),
    };
    chosen.ok_or_else(|| {
        let count = ("count", found.len().into());
        let mut said = match nth {
            None => desk.words.fill("cli-many-passages", &[count]),
            Some(nth) => desk.words.fill("cli-no-passage", &[count, ("nth", nth.into())]),
        };
        for (index, hit) in found.iter().take(PASSAGES_SHOWN).enumerate() {
            let around = excerpt(document, *hit, AROUND);
            let words = document.slice(Span { start: around.before.start, end: around.after.end });
            let place = desk.whereabouts(document, *hit);
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            said.push_str(&format!("\n  {}  {place}{}", index + 1, words.replace('\n', " ")));
        }
        if found.len() > PASSAGES_SHOWN {
            said.push_str("\n  …");
        }
        desk.wrong(&said)
    })
}

/// Where the quote stands: letter by letter, else but for case, spacing and the like.
fn passages(desk: &Desk, loaded: &Loaded, quote: &str) -> Done<Vec<Span>> {
    let matcher = Matcher::new(&Query::literal(quote)).map_err(|error| desk.wrong(&query_words(desk.words, &error)))?;
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
fn cell_named(desk: &Desk, loaded: &Loaded, named: &str) -> Done<Span> {
    let parts = split(named);
    let wrong = || desk.wrong(&desk.words.fill("cli-wrong-cell", &[("cell", named.into())]));
    let [table, row, column] = parts.as_slice() else { return Err(wrong()) };
    let view = tables::table(desk, loaded, table.trim().parse().map_err(|_| wrong())?)?;
    let row = tables::line_named(desk, &view, Axis::Rows, row)?;
    let column = tables::line_named(desk, &view, Axis::Columns, column)?;
    let span = view.cell(row, column).span.filter(|span| !span.is_empty());
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
