//! `ibid search`: hits in documents, each with its page, section and the words around.

use std::ffi::OsString;

use serde_json::{Value, json};

use crate::cli::Exit;
use crate::cli::session::{Desk, Done, Loaded, page, section_title};
use crate::document::Span;
use crate::search::{Matcher, Query, excerpt};

/// Hits printed of one document, where nothing else is said.
const USUAL_LIMIT: usize = 10_000;
/// Characters shown around and with a hit.
const AROUND: usize = 80;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let text = desk.text("query").unwrap_or_default();
    let query = if desk.flag("regex") { Query::regex(text) } else { Query::literal(text) };
    let matcher = Matcher::new(&query).map_err(|error| desk.wrong(&crate::app::query_words(desk.words, &error)))?;
    let format = desk.format("format");
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
                desk.say(&line(desk, &loaded, hit, many));
            }
        }
        if hits.truncated && !desk.json() {
            desk.remark(&desk.words.fill("search-limit", &[("file", loaded.shown.as_str().into()), ("limit", limit.into())]));
        }
        if desk.out.is_closed() {
            break;
        }
    }
    if desk.json() {
        desk.print_json("ibid.search/1", json!({ "query": text, "complete": complete, "hits": values }));
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
    let place = desk.whereabouts(document, hit);
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let cut = |more: bool| if more { "…" } else { "" };
    let words = document.slice(Span { start: around.before.start, end: around.after.end });
    format!("{file}{place}{}{}{}", cut(around.more_before), words.replace('\n', " "), cut(around.more_after))
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
        "section": section_title(document, hit),
        "page": page(document, hit),
    })
}
