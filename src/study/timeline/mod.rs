//! Dates and periods in the prose of a document, each with the days it stands for and with how
//! its year is known.
//!
//! What a date leaves open is carried from what stands before, as a reader would; where nothing
//! does, the date of the document itself decides. Both are guesses and are told as such.

mod ahead;
mod axis;
mod guard;
mod korean;
mod mention;
mod pattern;
mod phrase;
mod stamp;
#[cfg(test)]
mod tests;
mod years;

pub use axis::{BREAK, Scale, TimeAxis};
pub use mention::{DateMention, YearBasis};

use super::Pace;
use crate::document::value::Date;
use crate::document::{BlockKind, Document, Span};

use phrase::{Phrase, phrases};
use years::Years;

/// Dates that are told of one document at most.
const MOST_DATES: usize = 200_000;
/// Dates between two looks at whether somebody still waits.
const BETWEEN_LOOKS: usize = 1024;

/// The dates of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// All of them, in the order of the text.
    pub dates: Vec<DateMention>,
    /// Their indices by the days they stand for, the earlier and then the longer first. A date
    /// without a known year stays behind what stands before it in the text.
    pub by_time: Vec<u32>,
    /// Where they lie in time, where a year of any is known.
    pub axis: Option<TimeAxis>,
    /// The date of the document itself, first and last day, where it says one.
    pub own: Option<(Date, Date)>,
    /// Whether all dates are here: of a document of many hundred thousands the first are.
    pub is_whole: bool,
}

impl Timeline {
    /// The dates in the prose of `document`: its paragraphs, items, headings, captions and
    /// footnotes' bodies. `None` where `pace` said no; it is asked at each block, and in long ones.
    #[must_use]
    pub fn of(document: &Document, pace: Pace) -> Option<Self> {
        let own = own_date(document);
        let mut timeline = Self { own, is_whole: true, ..Self::default() };
        let mut years = Years::new(document, own);
        let mut found: Vec<Phrase> = Vec::new();
        for (index, block) in document.blocks().iter().enumerate() {
            let go_on = &|| pace(block.span.start);
            if !go_on() {
                return None;
            }
            if !is_prose(block.kind) || block.span.is_empty() {
                continue;
            }
            let room = MOST_DATES - timeline.dates.len();
            found.clear();
            timeline.is_whole &= phrases(document.slice(block.span), room, &mut found, go_on)?;
            years.enter(index);
            let before = timeline.dates.len();
            for (count, phrase) in found.iter().enumerate() {
                if count % BETWEEN_LOOKS == 0 && !go_on() {
                    return None;
                }
                timeline.dates.extend(years.settle(phrase, index));
            }
            give_sentences(document, block.span, &mut timeline.dates[before..], go_on)?;
            if !timeline.is_whole {
                break;
            }
        }
        timeline.by_time = by_time(&timeline.dates);
        timeline.axis = TimeAxis::of(&timeline.dates);
        Some(timeline)
    }
}

fn by_time(dates: &[DateMention]) -> Vec<u32> {
    let mut keys = Vec::with_capacity(dates.len());
    let mut last = (i32::MIN, i32::MIN);
    for (index, date) in (0_u32..).zip(dates) {
        if date.is_placed() {
            last = (date.first.day_number(), -date.last.day_number());
        }
        keys.push((last, index));
    }
    keys.sort_unstable();
    keys.into_iter().map(|(_, index)| index).collect()
}

fn is_prose(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::FootnoteBody(_) | BlockKind::Heading(_) | BlockKind::Caption
    )
}

/// Names of what a document says of its own date, the first that it has.
const OWN_DATE: [&str; 7] = ["date", "issued", "published", "일시", "발행일", "release date", "posting date"];

/// The first date with its year in what the document says of its own date.
fn own_date(document: &Document) -> Option<(Date, Date)> {
    let fields = &document.meta().fields;
    OWN_DATE.iter().find_map(|name| {
        let (_, value) = fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        let mut found = Vec::new();
        phrases(value, 16, &mut found, &|| true)?;
        found.iter().find_map(Phrase::said)
    })
}

/// Gives each of `dates`, which stand in `block`, the sentence around it.
fn give_sentences(document: &Document, block: Span, dates: &mut [DateMention], go_on: &dyn Fn() -> bool) -> Option<()> {
    if dates.is_empty() {
        return Some(());
    }
    let mut next = 0;
    for (count, sentence) in document.sentences_in(block).enumerate() {
        if count % BETWEEN_LOOKS == 0 && !go_on() {
            return None;
        }
        // The signs of `2024. 3. 5.` look like ends of sentences: the date goes on in the next.
        while let Some(date) = dates.get_mut(next).filter(|date| date.span.start < sentence.end) {
            date.sentence = if date.sentence.is_empty() { sentence } else { date.sentence.cover(sentence) };
            if date.span.end > sentence.end {
                break;
            }
            next += 1;
        }
        if next == dates.len() {
            break;
        }
    }
    Some(())
}
