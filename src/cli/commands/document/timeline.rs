//! `ibid timeline`: the dates and periods of a document, in order of time or of the text.

use serde_json::{Value, json};

use crate::cli::Exit;
use crate::cli::session::{Desk, Done, Loaded, padded, page, section_title, shortened};
use crate::document::Span;
use crate::document::value::{Date, Grain};
use crate::layout::width;
use crate::study::{Dated, Timeline};

/// Columns shown of the sentence around a date.
const WIDEST: usize = 100;
/// Columns that a date is padded to at most.
const WIDEST_DATE: usize = 24;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let (from, to) = (bound(desk, "from")?, bound(desk, "to")?);
    let loaded = desk.document("format")?;
    let timeline = Timeline::of(&loaded.document, &|_| true).unwrap_or_default();
    let order: Vec<usize> = match desk.text("order") {
        Some("place") => (0..timeline.dates.len()).collect(),
        _ => timeline.by_time.iter().map(|index| *index as usize).collect(),
    };
    // Dates that overlap what is asked for; one without a year overlaps nothing.
    let is_within = |date: &Dated| {
        let asked = from.is_some() || to.is_some();
        (!asked || date.is_placed())
            && from.is_none_or(|from| date.last >= from.first_day())
            && to.is_none_or(|to| date.first <= to.last_day())
    };
    let dates: Vec<&Dated> = order.into_iter().map(|index| &timeline.dates[index]).filter(|date| is_within(date)).collect();
    if desk.json() {
        desk.print_json("ibid.timeline/1", value(&loaded, &timeline, &dates));
    } else {
        lines(desk, &loaded, &dates);
        if !timeline.is_whole {
            desk.remark(&desk.words.fill("timeline-cut", &[("count", timeline.dates.len().into())]));
        }
    }
    Ok(if dates.is_empty() { Exit::Nothing } else { Exit::Done })
}

/// The date that `option` gives; says where it is none.
fn bound(desk: &Desk, option: &str) -> Done<Option<Date>> {
    let Some(text) = desk.text(option) else { return Ok(None) };
    match Date::parse(text) {
        Some((date, None)) if date.year > 0 => Ok(Some(date)),
        _ => Err(desk.wrong(&desk.words.fill("cli-wrong-date", &[("value", text.into())]))),
    }
}

fn lines(desk: &Desk, loaded: &Loaded, dates: &[&Dated]) {
    let document = &loaded.document;
    let digits: Vec<String> = dates.iter().map(|date| date.digits()).collect();
    let widest = digits.iter().map(|digits| width(digits)).max().unwrap_or(0).min(WIDEST_DATE);
    for (date, digits) in dates.iter().zip(&digits) {
        let guess = if date.is_guess() { '?' } else { ' ' };
        let place = desk.whereabouts(document, date.span);
        let place = if place.is_empty() { place } else { format!("{place}: ") };
        let sentence = shortened(document.slice(date.sentence), WIDEST);
        desk.say(&format!("{} {guess}  {place}{sentence}", padded(digits, widest)));
    }
    if dates.is_empty() {
        desk.say(&desk.words.say("timeline-none"));
    }
}

fn value(loaded: &Loaded, timeline: &Timeline, dates: &[&Dated]) -> Value {
    let document = &loaded.document;
    let day = |date: &Dated, day: Date| {
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
