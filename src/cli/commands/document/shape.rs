//! `ibid shape`: how long the sections are, and what lies in them.

use serde_json::{Value, json};

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, padded, page};
use crate::cli::{CommandResult, Exit};
use crate::document::Span;
use crate::layout::width;
use crate::study::{LengthIndex, ReadingSpeed};

/// Columns that a title is padded to at most, its indentation included.
const WIDEST_TITLE: usize = 60;
/// Columns of the bar of a section that is all of the text.
const WIDEST_BAR: usize = 24;
pub(crate) const COMMAND: Subcommand = Subcommand { name: "shape", about: "cli-shape", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.args([build.file(), build.format(), build.json()])
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.document()?;
    let speed = session.config().speed;
    let notes: Vec<Span> = session.notes_on(&loaded)?.iter().filter_map(|(_, found)| found.span()).collect();
    let Some(shape) = LengthIndex::of(&loaded.document, &|_| true) else { return Ok(Exit::Nothing) };
    if session.json() {
        session.print_json("ibid.shape/1", value(&loaded, &shape, speed, &notes));
    } else {
        lines(session, &loaded, &shape, speed, &notes);
    }
    Ok(Exit::Done)
}

fn notes_in(notes: &[Span], span: Span) -> usize {
    notes.iter().filter(|note| span.contains(note.start)).count()
}

fn lines(session: &Session, loaded: &Loaded, shape: &LengthIndex, speed: ReadingSpeed, notes: &[Span]) {
    let document = &loaded.document;
    let whole = Span::new(0, document.text().len());
    let counted =
        [("words", shape.whole().words), ("characters", shape.whole().characters)].map(|(name, count)| (name, count.into()));
    let minutes = ("minutes", minutes_words(session, shape.within(document, whole).minutes(speed)).into());
    session.say(&session.words.fill("shape-whole", &[counted[0].clone(), counted[1].clone(), minutes]));
    let titles: Vec<String> = document
        .sections()
        .iter()
        .map(|section| {
            let title = document.slice(section.title);
            let title = if title.is_empty() { session.words.say("section-opening") } else { title.into() };
            format!("{}{title}", "  ".repeat(usize::from(section.depth)))
        })
        .collect();
    let widest = titles.iter().map(|title| width(title)).max().unwrap_or(0).min(WIDEST_TITLE);
    for (section, title) in document.sections().iter().zip(&titles) {
        let span = section.span;
        let bar = (span.len() * WIDEST_BAR).div_ceil(document.main().len().max(1));
        let minutes = minutes_words(session, shape.within(document, span).minutes(speed));
        let counts: Vec<String> = [
            ("shape-footnotes", shape.calls_in(span)),
            ("shape-tables", shape.tables_in(span)),
            ("shape-notes", notes_in(notes, span)),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| session.words.fill(id, &[("count", count.into())]))
        .collect();
        let line =
            format!("{}  {minutes:>9}  {}  {}", padded(title, widest), padded(&"▇".repeat(bar), WIDEST_BAR), counts.join(", "));
        session.say(line.trim_end());
    }
}

fn minutes_words(session: &Session, minutes: f64) -> String {
    crate::study::minutes_words(session.words, minutes)
}

fn value(loaded: &Loaded, shape: &LengthIndex, speed: ReadingSpeed, notes: &[Span]) -> Value {
    let document = &loaded.document;
    let length = |span: Span| {
        let length = shape.within(document, span);
        (length.words, length.characters, (length.minutes(speed) * 100.0).round() / 100.0)
    };
    let sections: Vec<Value> = document
        .sections()
        .iter()
        .enumerate()
        .map(|(index, section)| {
            let (words, characters, minutes) = length(section.span);
            json!({
                "number": index + 1,
                "title": document.slice(section.title),
                "page": page(document, section.span),
                "start_byte": section.span.start.0,
                "end_byte": section.span.end.0,
                "words": words,
                "characters": characters,
                "minutes": minutes,
                "footnotes": shape.calls_in(section.span),
                "tables": shape.tables_in(section.span),
                "notes": notes_in(notes, section.span),
            })
        })
        .collect();
    let (words, characters, minutes) = length(Span::new(0, document.text().len()));
    json!({
        "document": loaded.about(), "words": words, "characters": characters, "minutes": minutes,
        "words_per_minute": speed.words, "characters_per_minute": speed.characters, "sections": sections,
    })
}
