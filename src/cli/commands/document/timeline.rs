//! `ibid timeline`: the dates and periods of a document, in order of time or of the text.

use serde_json::{Value, json};

use clap::Command;

use crate::app::date_words;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{Choice, Key};
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, padded, page, section_title, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::Span;
use crate::document::value::{Date, Grain};
use crate::layout::width;
use crate::study::{DateMention, Timeline};

/// Columns shown of the sentence around a date.
const WIDEST: usize = 100;
/// Columns that a date is padded to at most.
const WIDEST_DATE: usize = 24;
/// What dates are ordered by.
#[derive(Clone, Copy)]
enum Order {
    Time,
    Place,
}

const ORDER: Choice<Order> = Choice::new("order", &[("time", Order::Time), ("place", Order::Place)]);
const FIRST: Key<String> = Key::new("from");
const LAST: Key<String> = Key::new("to");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "timeline", about: "cli-timeline", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .after_help(build.examples("cli-timeline-examples"))
        .arg(build.file())
        .arg(build.option(FIRST, "DATE", "cli-timeline-from"))
        .arg(build.option(LAST, "DATE", "cli-timeline-to"))
        .arg(build.choice(ORDER, "ORDER", "cli-timeline-order"))
        .arg(build.format())
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let (from, to) = (bound(session, FIRST)?, bound(session, LAST)?);
    let loaded = session.document()?;
    let timeline = Timeline::of(&loaded.document, &|_| true).unwrap_or_default();
    let order: Vec<usize> = match session.args.choice(ORDER).unwrap_or(Order::Time) {
        Order::Place => (0..timeline.dates.len()).collect(),
        Order::Time => timeline.by_time.iter().map(|index| *index as usize).collect(),
    };
    // Dates that overlap what is asked for; one without a year overlaps nothing.
    let is_within = |date: &DateMention| {
        let asked = from.is_some() || to.is_some();
        (!asked || date.is_placed())
            && from.is_none_or(|from| date.last >= from.first_day())
            && to.is_none_or(|to| date.first <= to.last_day())
    };
    let dates: Vec<&DateMention> = order.into_iter().map(|index| &timeline.dates[index]).filter(|date| is_within(date)).collect();
    if session.json() {
        session.print_json("ibid.timeline/1", value(&loaded, &timeline, &dates));
    } else {
        lines(session, &loaded, &dates);
        if !timeline.is_whole {
            session.remark(&session.words.fill("timeline-cut", &[("count", timeline.dates.len().into())]));
        }
    }
    Ok(if dates.is_empty() { Exit::Nothing } else { Exit::Done })
}

/// The date that `option` gives; says where it is none.
fn bound(session: &Session, option: Key<String>) -> CommandResult<Option<Date>> {
    let Some(text) = session.args.text(option) else { return Ok(None) };
    match Date::parse(text) {
        Some((date, None)) if date.year > 0 => Ok(Some(date)),
        _ => Err(session.wrong(&session.words.fill("cli-wrong-date", &[("value", text.into())]))),
    }
}

fn lines(session: &Session, loaded: &Loaded, dates: &[&DateMention]) {
    let document = &loaded.document;
    let digits: Vec<String> = dates.iter().map(|date| date_words(session.words, date)).collect();
    let widest = digits.iter().map(|digits| width(digits)).max().unwrap_or(0).min(WIDEST_DATE);
    for (date, digits) in dates.iter().zip(&digits) {
        let guess = if date.is_guess() { '?' } else { ' ' };
        let place = session.whereabouts(document, date.span);
        let place = if place.is_empty() { place } else { format!("{place}: ") };
        let sentence = shortened(document.slice(date.sentence), WIDEST);
        session.say(&format!("{} {guess}  {place}{sentence}", padded(digits, widest)));
    }
    if dates.is_empty() {
        session.say(&session.words.say("timeline-none"));
    }
}

fn value(loaded: &Loaded, timeline: &Timeline, dates: &[&DateMention]) -> Value {
    let document = &loaded.document;
    let day = |date: &DateMention, day: Date| {
        // Of a year that is not known nothing is known; of a month in it the month is.
        let coarse = matches!(date.grain, Grain::Decade | Grain::Year | Grain::FiscalYear);
        (date.is_placed() || !coarse).then(|| day.to_string())
    };
    let bytes = |span: Option<Span>| (span.map(|span| span.start.0), span.map(|span| span.end.0));
    let dates: Vec<Value> = dates
        .iter()
        .map(|date| {
            let (year_start, year_end) = bytes(date.year.place());
            json!({
                "text": document.slice(date.span),
                "start_byte": date.span.start.0,
                "end_byte": date.span.end.0,
                "first": day(date, date.first),
                "last": day(date, date.last),
                "precision": precision(date.grain),
                "rough": date.is_rough,
                "year_by": date.year.name(),
                "year_start_byte": year_start,
                "year_end_byte": year_end,
                "sentence": document.slice(date.sentence),
                "section": section_title(document, date.span),
                "page": page(document, date.span),
            })
        })
        .collect();
    let own = timeline.own.map(|(first, last)| json!({ "first": first.to_string(), "last": last.to_string() }));
    json!({ "document": loaded.about(), "own_date": own, "complete": timeline.is_whole, "dates": dates })
}

fn precision(grain: Grain) -> &'static str {
    match grain {
        Grain::Decade => "decade",
        Grain::Year => "year",
        Grain::FiscalYear => "fiscal year",
        Grain::Half => "half",
        Grain::Quarter => "quarter",
        Grain::Month => "month",
        Grain::Day => "day",
    }
}
