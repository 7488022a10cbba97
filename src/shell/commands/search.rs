//! `ibid search`: hits in documents, each with its page, section and the words around.

use std::ffi::OsString;

use serde_json::{Value, json};

use crate::document::Span;
use crate::search::{Matcher, Mode, Query, excerpt};

use super::{Desk, Done, Exit, Loaded, page, print, print_json, section};

/// Hits printed of one document, where nothing else is said.
const USUAL_LIMIT: usize = 10_000;
/// Characters shown around a hit at each side.
const AROUND: usize = 40;

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let text = desk.text("query").unwrap_or_default();
    let mode = if desk.flag("regex") { Mode::Regex } else { Mode::Literal };
    let query = Query { mode, ..Query::literal(text) };
    let matcher = Matcher::new(&query).map_err(|error| desk.wrong(&crate::app::query_words(desk.words, &error)))?;
    let format = desk.format("format")?;
    let limit = desk.number("limit").unwrap_or(USUAL_LIMIT);
    let files: Vec<&OsString> = desk.found.get_many("file").into_iter().flatten().collect();
    let many = files.len() > 1;
    let (mut found, mut unread, mut values, mut complete) = (0, false, Vec::new(), true);
    for file in files {
        // One that can't be read does not keep the others from being searched.
        let Ok(loaded) = desk.load(file, format) else {
            unread = true;
            continue;
        };
        let hits = matcher.all(&loaded.document, limit, &mut |_| true);
        found += hits.spans.len();
        complete &= !hits.truncated;
        for hit in hits.spans {
            if desk.json() {
                values.push(value(&loaded, hit));
            } else {
                print(&line(desk, &loaded, hit, many));
            }
        }
    }
    if desk.json() {
        print_json(&json!({ "schema": "ibid.search/1", "query": text, "complete": complete, "hits": values }));
    }
    Ok(match (unread, found) {
        (true, _) => Exit::Unreadable,
        (false, 0) => Exit::Nothing,
        (false, _) => Exit::Done,
    })
}

fn line(desk: &Desk, loaded: &Loaded, hit: Span, many: bool) -> String {
    let document = &loaded.document;
    let around = excerpt(document, hit, AROUND);
    let file = if many { format!("{}: ", loaded.shown) } else { String::new() };
    let page = page(document, hit).map(|page| desk.words.fill("page-short", &[("page", page.into())]) + ": ").unwrap_or_default();
    let words = format!("{}{}{}", document.slice(around.before), document.slice(hit), document.slice(around.after));
    format!("{file}{page}{}\n", words.replace('\n', " "))
}

fn value(loaded: &Loaded, hit: Span) -> Value {
    let document = &loaded.document;
    let around = excerpt(document, hit, AROUND);
    json!({
        "file": loaded.shown,
        "start_byte": hit.start.0,
        "end_byte": hit.end.0,
        "text": document.slice(hit),
        "before": document.slice(around.before),
        "after": document.slice(around.after),
        "section": section(document, hit),
        "page": page(document, hit),
    })
}
