//! The years that dates leave open: carried as a reader carries them, or guessed.

use crate::document::value::{Date, Grain};
use crate::document::{BlockKind, Document, Point, Span};

use super::ahead::{around, is_ahead};
use super::mention::{DateMention, YearBasis};
use super::phrase::Phrase;
use super::stamp::{Part, Shade, Stamp, Year};

/// A document speaks of what is further ahead than this only with its year, in days.
const FAR_AHEAD: i32 = 184;

/// A year that was spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    year: u16,
    /// The month it was spoken of with; 1 where with none.
    month: u8,
    at: Span,
    block: usize,
}

/// Which year is spoken of where.
pub(super) struct Years<'a> {
    document: &'a Document,
    own: Option<(Date, Date)>,
    /// The last year spoken of in this section.
    here: Option<Known>,
    /// The last one in this chapter.
    before: Option<Known>,
    section: Option<usize>,
    /// The depth of chapters: the outermost that has more than one section.
    chapters: u16,
    footnote: Option<u32>,
    /// The year of a date ahead, and the end of its sentence: it leads no further.
    ahead: Option<(Known, Point)>,
    /// Years in titles, by section.
    titles: Vec<(usize, Known)>,
    /// What `here` became, and from where on.
    history: Vec<(Point, Option<Known>)>,
}

impl<'a> Years<'a> {
    pub(super) fn new(document: &'a Document, own: Option<(Date, Date)>) -> Self {
        let mut depths: Vec<u16> = document.sections().iter().map(|section| section.depth).collect();
        depths.sort_unstable();
        let chapters = depths.windows(2).find(|pair| pair[0] == pair[1]).map_or(0, |pair| pair[0]);
        let (titles, history) = (Vec::new(), Vec::new());
        Self { document, own, here: None, before: None, section: None, chapters, footnote: None, titles, history, ahead: None }
    }

    /// Goes on to `block`, which may begin a section or a footnote's body.
    pub(super) fn enter(&mut self, block: usize) {
        let here = self.document.blocks()[block];
        if block >= self.document.bodies() {
            if let BlockKind::FootnoteBody(footnote) = here.kind
                && self.footnote != Some(footnote)
            {
                // A body goes on from where it is called.
                self.footnote = Some(footnote);
                let call = self.document.footnotes().get(footnote as usize).and_then(|found| found.calls.first().copied());
                self.here = call.and_then(|call| self.at(call));
            }
            return;
        }
        let section = self.document.section_at(here.span.start);
        if section == self.section {
            return;
        }
        self.section = section;
        // The title of a section around it may name the year.
        let titled = section.and_then(|section| {
            let path = self.document.section_path(section);
            path.iter().rev().find_map(|around| {
                let found = self.titles.binary_search_by_key(around, |(section, _)| *section).ok()?;
                Some(self.titles[found].1)
            })
        });
        // A year leads from section to section, and not from chapter to chapter: that would be a wild guess.
        if section.is_some_and(|section| self.document.sections()[section].depth <= self.chapters) {
            self.before = None;
        }
        self.set(here.span.start, titled);
    }

    /// The year spoken of at `point` of the text before.
    fn at(&self, point: Point) -> Option<Known> {
        let behind = self.history.partition_point(|(from, _)| *from <= point);
        self.history[..behind].last().and_then(|(_, known)| *known)
    }

    fn set(&mut self, from: Point, known: Option<Known>) {
        self.here = known;
        self.before = known.or(self.before);
        self.history.push((from, known));
    }

    /// What `phrase` in `block` is, its year carried or guessed. What it says of a year holds for
    /// those behind it.
    pub(super) fn settle(&mut self, phrase: &Phrase, block: usize) -> Option<DateMention> {
        let base = self.document.blocks()[block].span.start.at();
        let span = Span::new(base + phrase.start, base + phrase.end);
        let (mut year, mut by) = match phrase.ahead {
            Some((year, start, end)) => (year, YearBasis::Ahead(Span::new(base + start, base + end))),
            None => self.year_of(phrase.first, block, span.start),
        };
        let mut end = None;
        if let Some(last) = phrase.last {
            end = Some(match last.year {
                // March–May 2024: said in the same words.
                Year::Said(said) if phrase.first.year == Year::Open => {
                    let months = (month_of(phrase.first), month_of(last));
                    (year, by) = (said - u16::from(months.0 > months.1), YearBasis::Said);
                    (last, said)
                }
                Year::Said(said) => (last, said),
                Year::Range(_, said) => (Stamp { year: Year::Said(said), ..last }, said),
                Year::From(further) => (last, year.saturating_add_signed(further)),
                Year::Now(_) | Year::Past | Year::Coming => (last, self.year_of(last, block, span.start).0),
                Year::Open | Year::After => {
                    let turns = month_of(last) < month_of(phrase.first);
                    (last, if year > 0 { year + u16::from(turns) } else { 0 })
                }
            });
        }
        let (first, mut until) = days(phrase.first, year).or_else(|| {
            // 29 February of a year without one: the year was not that.
            by = YearBasis::Unknown;
            days(phrase.first, 0)
        })?;
        let mut grain = grain_of(phrase.first);
        let mut is_rough = phrase.first.shade.is_some() || matches!(phrase.first.part, Part::Season(_));
        if let Some((last, last_year)) = end {
            let (_, last_day) = days(last, last_year)?;
            // An end before the start is another's end; the start stands.
            if last_day >= first {
                until = last_day;
                grain = grain.min(grain_of(last));
                is_rough |= last.shade.is_some_and(|shade| shade != Shade::End);
            }
        }
        self.remember(phrase, block, span, until, by);
        Some(DateMention { span, sentence: Span::empty(span.start), first, last: until, grain, is_rough, year: by })
    }

    /// Holds the year of a date for those behind it.
    fn remember(&mut self, phrase: &Phrase, block: usize, span: Span, last: Date, by: YearBasis) {
        let kind = self.document.blocks()[block].kind;
        let names_year = phrase.first.year != Year::Open || phrase.last.is_some_and(|last| last.year != Year::Open);
        // Guesses, decades, captions and years of citations lead nobody.
        let leads = names_year && phrase.first.part != Part::Decade && kind != BlockKind::Caption && !phrase.is_aside;
        if !leads || by == YearBasis::Unknown {
            return;
        }
        let known = Known { year: last.year, month: last.month, at: span, block };
        // What is told behind it is no later: a date ahead leads to the end of its sentence.
        let text = self.document.slice(self.document.blocks()[block].span);
        let (from, to) = around(text, phrase.start, phrase.end);
        let is_ahead = is_ahead(&text[from..to], phrase.start - from, phrase.end - from);
        if is_ahead && !matches!(kind, BlockKind::Heading(_)) {
            self.ahead = Some((known, Point::new(self.document.blocks()[block].span.start.at() + to)));
            return;
        }
        if block >= self.document.bodies() {
            self.here = Some(known);
            return;
        }
        self.set(span.start, Some(known));
        if let (BlockKind::Heading(_), Some(section)) = (kind, self.section)
            && self.titles.last().is_none_or(|(last, _)| *last < section)
        {
            self.titles.push((section, known));
        }
    }

    /// The year of `stamp`, and how it is known; 0 where it is not.
    fn year_of(&self, stamp: Stamp, block: usize, point: Point) -> (u16, YearBasis) {
        let ahead = self.ahead.filter(|(known, end)| known.at.start < point && point < *end).map(|(known, _)| known);
        // 그해 means what was spoken of last, ahead or not.
        let last = self.ahead.map(|(known, _)| known).filter(|known| self.here.is_none_or(|here| here.at.start < known.at.start));
        let spoken = last.or(self.here).or(self.before);
        let carried = |known: Known, by: i16| (known.year.saturating_add_signed(by), YearBasis::Carried(known.at));
        let own = |year: Option<u16>| year.map(|year| (year, YearBasis::Document));
        let found = match stamp.year {
            Year::Said(year) | Year::Range(year, _) => Some((year, YearBasis::Said)),
            Year::From(by) => spoken.map(|known| carried(known, by)).or_else(|| {
                let (_, last) = self.own?;
                Some((last.year.saturating_add_signed(by), YearBasis::Document))
            }),
            Year::After => spoken.map(|known| carried(known, i16::from(month_of(stamp) <= known.month))),
            Year::Now(by) => own(self.own.map(|(_, last)| last.year.saturating_add_signed(by))),
            Year::Past => own(self.past(stamp)).or_else(|| spoken.map(|known| carried(known, 0))),
            Year::Coming => own(self.past(stamp).map(|year| year + 1)).or_else(|| spoken.map(|known| carried(known, 0))),
            Year::Open => {
                // What is still to come when a document is written is named with its year; so a year
                // ahead does not lead into the next paragraph.
                let leads =
                    |known: &Known| known.block == block || self.own.is_none_or(|(_, own)| !is_behind(stamp, known.year, own));
                let here = ahead.or(self.here.filter(leads)).map(|known| carried(known, 0));
                here.or_else(|| own(self.nearest(stamp))).or_else(|| self.before.map(|known| carried(known, 0)))
            }
        };
        found.unwrap_or((0, YearBasis::Unknown))
    }

    /// The year in which `stamp` began last before the document's own date.
    fn past(&self, stamp: Stamp) -> Option<u16> {
        let (_, last) = self.own?;
        let (first, _) = days(stamp, last.year)?;
        Some(last.year - u16::from(first > last))
    }

    /// The year of the document's own date, or the one before where that would be far ahead.
    fn nearest(&self, stamp: Stamp) -> Option<u16> {
        let (_, last) = self.own?;
        let (first, _) = days(stamp, last.year)?;
        Some(last.year - u16::from(first.day_number() - last.day_number() > FAR_AHEAD))
    }
}

fn is_behind(stamp: Stamp, year: u16, own: Date) -> bool {
    days(stamp, year).is_some_and(|(first, _)| first > own)
}

fn grain_of(stamp: Stamp) -> Grain {
    match stamp.part {
        Part::Decade => Grain::Decade,
        Part::Year => Grain::Year,
        Part::Fiscal => Grain::FiscalYear,
        Part::Half(_) => Grain::Half,
        Part::Quarter(_) => Grain::Quarter,
        Part::Season(_) | Part::Months(..) => Grain::Month,
        Part::Days(..) => Grain::Day,
    }
}

/// The month that `stamp` begins with.
fn month_of(stamp: Stamp) -> u8 {
    match stamp.part {
        Part::Decade | Part::Year | Part::Fiscal => 1,
        Part::Half(half) => half * 6 - 5,
        Part::Quarter(quarter) => quarter * 3 - 2,
        Part::Season(first) | Part::Months(first, _) | Part::Days(first, ..) => first,
    }
}

/// First and last day of `stamp` in `year`; `None` where the calendar has no such day.
pub(super) fn days(stamp: Stamp, year: u16) -> Option<(Date, Date)> {
    let month = |month| Date::of_month(year, month);
    let shade = stamp.shade;
    let (first, last) = match stamp.part {
        Part::Decade => {
            let (from, to) = match shade {
                None => (0, 9),
                Some(Shade::Start | Shade::Early) => (0, 3),
                Some(Shade::Mid) => (4, 6),
                Some(Shade::Late | Shade::End) => (7, 9),
            };
            (Date::of_year(year + from), Date::of_year(year + to))
        }
        Part::Year => {
            let until = if let Year::Range(_, last) = stamp.year { last } else { year };
            let (from, to) = match shade {
                None => (1, 12),
                Some(Shade::Start) => (1, 3),
                Some(Shade::Early) => (1, 4),
                Some(Shade::Mid) => (5, 8),
                Some(Shade::Late) => (9, 12),
                Some(Shade::End) => (10, 12),
            };
            // The end of a period of years is an end of its last.
            let from = if until > year { 1 } else { from };
            (Date::of_month(year, from)?, Date::of_month(until, to)?)
        }
        Part::Fiscal => (Date::of_year(year), Date::of_year(year)),
        Part::Half(half) => (month(half * 6 - 5)?, month(half * 6)?),
        Part::Quarter(quarter) => (month(quarter * 3 - 2)?, month(quarter * 3)?),
        Part::Season(12) => (month(12)?, Date::of_month(year + u16::from(year > 0), 2)?),
        Part::Season(first) => (month(first)?, month(first + 2)?),
        Part::Months(from, to) => {
            let (from, to) = (month(from)?, month(to)?);
            let ends = match shade {
                None => (1, to.last_day().day),
                Some(Shade::Start | Shade::Early) => (1, 10),
                Some(Shade::Mid) => (11, 20),
                Some(Shade::Late | Shade::End) => (21, to.last_day().day),
            };
            return Some((Date::of_day(year, from.month, ends.0)?, Date::of_day(year, to.month, ends.1)?));
        }
        Part::Days(month, from, to) => return Some((Date::of_day(year, month, from)?, Date::of_day(year, month, to)?)),
    };
    Some((first.first_day(), last.last_day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_year_has_its_days() {
        use Shade::{Early, End, Late, Mid, Start};
        let stamp = |part, shade| Stamp { year: Year::Open, part, shade };
        for (part, shade, expected) in [
            (Part::Decade, None, "2020-01-01..2029-12-31"),
            (Part::Decade, Some(Start), "2020-01-01..2023-12-31"),
            (Part::Decade, Some(Early), "2020-01-01..2023-12-31"),
            (Part::Decade, Some(Mid), "2024-01-01..2026-12-31"),
            (Part::Decade, Some(Late), "2027-01-01..2029-12-31"),
            (Part::Decade, Some(End), "2027-01-01..2029-12-31"),
            (Part::Year, None, "2020-01-01..2020-12-31"),
            (Part::Year, Some(Start), "2020-01-01..2020-03-31"),
            (Part::Year, Some(Early), "2020-01-01..2020-04-30"),
            (Part::Year, Some(Mid), "2020-05-01..2020-08-31"),
            (Part::Year, Some(Late), "2020-09-01..2020-12-31"),
            (Part::Year, Some(End), "2020-10-01..2020-12-31"),
            (Part::Fiscal, None, "2020-01-01..2020-12-31"),
            (Part::Half(1), None, "2020-01-01..2020-06-30"),
            (Part::Half(2), None, "2020-07-01..2020-12-31"),
            (Part::Quarter(1), None, "2020-01-01..2020-03-31"),
            (Part::Quarter(4), None, "2020-10-01..2020-12-31"),
            (Part::Season(3), None, "2020-03-01..2020-05-31"),
            (Part::Season(12), None, "2020-12-01..2021-02-28"),
            (Part::Months(2, 2), None, "2020-02-01..2020-02-29"),
            (Part::Months(2, 4), None, "2020-02-01..2020-04-30"),
            (Part::Months(2, 2), Some(Start), "2020-02-01..2020-02-10"),
            (Part::Months(2, 2), Some(Early), "2020-02-01..2020-02-10"),
            (Part::Months(2, 2), Some(Mid), "2020-02-11..2020-02-20"),
            (Part::Months(2, 2), Some(Late), "2020-02-21..2020-02-29"),
            (Part::Months(2, 2), Some(End), "2020-02-21..2020-02-29"),
            (Part::Days(2, 28, 29), None, "2020-02-28..2020-02-29"),
        ] {
            let (first, last) = days(stamp(part, shade), 2020).expect("days");
            assert_eq!(format!("{first}..{last}"), expected, "{part:?} {shade:?}");
        }
        assert_eq!(days(stamp(Part::Days(2, 29, 29), None), 2021), None);
        let winter = days(stamp(Part::Season(12), None), 0).expect("days");
        assert_eq!((winter.0.year, winter.1.year), (0, 0));
        let range = Stamp { year: Year::Range(2020, 2022), part: Part::Year, shade: Some(Shade::End) };
        let (first, last) = days(range, 2020).expect("days");
        assert_eq!(format!("{first}..{last}"), "2020-01-01..2022-12-31");
    }

    #[test]
    fn each_part_begins_with_its_month_and_has_its_grain() {
        for (part, month, grain) in [
            (Part::Decade, 1, Grain::Decade),
            (Part::Year, 1, Grain::Year),
            (Part::Fiscal, 1, Grain::FiscalYear),
            (Part::Half(2), 7, Grain::Half),
            (Part::Quarter(3), 7, Grain::Quarter),
            (Part::Season(9), 9, Grain::Month),
            (Part::Months(4, 6), 4, Grain::Month),
            (Part::Days(5, 1, 2), 5, Grain::Day),
        ] {
            let stamp = Stamp { year: Year::Open, part, shade: None };
            assert_eq!((month_of(stamp), grain_of(stamp)), (month, grain), "{part:?}");
        }
        let stamp = Stamp { year: Year::Open, part: Part::Days(5, 2, 2), shade: None };
        let own = |day| Date::of_day(2020, 5, day).expect("a day");
        assert_eq!([1, 2, 3].map(|day| is_behind(stamp, 2020, own(day))), [true, false, false]);
    }
}
