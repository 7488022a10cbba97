//! `ibid search`: hits in documents, each with its page, section and the words around.

use serde_json::{Value, json};

use clap::Command;
use clap::builder::RangedU64ValueParser;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{FILE, Key};
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, page, section_title};
use crate::cli::{CommandResult, Exit};
use crate::document::Span;
use crate::search::{Matcher, Query, excerpt};

/// Hits printed of one document, where nothing else is said.
const USUAL_LIMIT: usize = 10_000;
/// Characters shown around and with a hit.
const AROUND: usize = 80;
const QUERY: Key<String> = Key::new("query");
const REGEX: Key<bool> = Key::new("regex");
/// Hits printed of one document.
const LIMIT: Key<usize> = Key::new("limit");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "search", about: "cli-search", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .after_help(build.examples("cli-search-examples"))
        .arg(build.positional(QUERY, "QUERY", "cli-query").required(true))
        .arg(build.file().num_args(1..))
        .arg(build.flag(REGEX, "cli-regex"))
        .arg(build.number(LIMIT, "cli-limit").value_parser(RangedU64ValueParser::<usize>::new().range(1..)))
        .arg(build.format())
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let text = session.args.text(QUERY).unwrap_or_default();
    let query = if session.args.flag(REGEX) { Query::regex(text) } else { Query::literal(text) };
    let matcher = Matcher::new(&query).map_err(|error| session.wrong(&crate::app::query_words(session.words, &error)))?;
    let options = session.read_options();
    let limit = session.args.number(LIMIT).unwrap_or(USUAL_LIMIT);
    let files = session.args.values(FILE);
    let many = files.len() > 1;
    let (mut found, mut unread, mut values, mut complete) = (0, false, Vec::new(), true);
    for file in files {
        // One that can't be read does not keep the others from being searched.
        let Ok(loaded) = session.load(file, options) else {
            unread = true;
            continue;
        };
        let hits = matcher.all(&loaded.document, limit, &mut |_| true);
        found += hits.spans.len();
        complete &= !hits.truncated;
        for hit in hits.spans {
            if session.json() {
                values.push(value(&loaded, hit));
            } else {
                session.say(&line(session, &loaded, hit, many));
            }
        }
        if hits.truncated && !session.json() {
            session
                .remark(&session.words.fill("search-limit", &[("file", loaded.shown.as_str().into()), ("limit", limit.into())]));
        }
        if session.out.is_closed() {
            break;
        }
    }
    if session.json() {
        session.print_json("ibid.search/1", json!({ "query": text, "complete": complete, "hits": values }));
    }
    Ok(match (unread, found) {
        (true, _) => Exit::Unreadable,
        (false, 0) => Exit::Nothing,
        (false, _) => Exit::Done,
    })
}

fn line(session: &Session, loaded: &Loaded, hit: Span, many: bool) -> String {
    let document = &loaded.document;
    let around = excerpt(document, hit, AROUND);
    let file = if many { format!("{}: ", loaded.shown) } else { String::new() };
    let place = session.whereabouts(document, hit);
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
