//! A date in the reader's words: `9월 12일`, `1960년대`, `26–27 Jul 2023`.

use crate::document::value::{Date, Grain};
use crate::study::DateMention;
use crate::words::{Arg, Language, Words};

/// The days of `date` as the reader's language writes them, as short as they can be said.
#[must_use]
pub fn date_words(words: &Words, date: &DateMention) -> String {
    let (first, last) = (date.first, date.last);
    let whole = Date { grain: date.grain, ..first };
    // What one grain says, as the digits have it.
    if date.digits() == whole.to_string() {
        return one(words, whole);
    }
    let years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31);
    if years && first.year > 0 {
        return words.fill("when-years", &[("year", year(first)), ("last", year(last))]);
    }
    let is_whole_months = first.day == 1 && Date { grain: Grain::Month, ..last }.last_day() == last;
    let grain = if is_whole_months { Grain::Month } else { Grain::Day };
    let (from, to) = (Date { grain, ..first }, Date { grain, ..last });
    if from == to {
        return one(words, from);
    }
    let args = || [("year", year(first)), ("month", count(first.month)), ("day", count(first.day))];
    let is_placed = first.year > 0;
    let id = match grain {
        _ if first.year != last.year => None,
        Grain::Month => Some(if is_placed { "when-months" } else { "when-months-alone" }),
        _ if first.month == last.month => Some(if is_placed { "when-days" } else { "when-days-alone" }),
        _ => None,
    };
    match id {
        Some(id) => {
            let last = if grain == Grain::Month { last.month } else { last.day };
            let args: Vec<_> = args().into_iter().chain([("last", count(last))]).collect();
            words.fill(id, &args)
        }
        None => words.fill("when-span", &[("from", one(words, from).into()), ("to", one(words, to).into())]),
    }
}

/// A year, as digits without marks between them.
fn year(date: Date) -> Arg {
    date.year.to_string().into()
}

fn count(number: u8) -> Arg {
    usize::from(number).into()
}

/// A day, a month, a year.
fn one(words: &Words, date: Date) -> String {
    let is_placed = date.year > 0;
    let id = match date.grain {
        Grain::Decade | Grain::Year | Grain::FiscalYear if !is_placed => return "–".to_owned(),
        Grain::Decade => "when-decade",
        Grain::Year => "when-year",
        Grain::FiscalYear => "when-fiscal",
        Grain::Half if is_placed => "when-half",
        Grain::Half => "when-half-alone",
        Grain::Quarter if is_placed => "when-quarter",
        Grain::Quarter => "when-quarter-alone",
        Grain::Month if is_placed => "when-month",
        Grain::Month => "when-month-alone",
        Grain::Day if is_placed => "when-day",
        Grain::Day => "when-day-alone",
    };
    // English readers have ISO 8601 for what it can say.
    if is_placed && words.language() == Language::English {
        return date.to_string();
    }
    let part = if date.grain == Grain::Half { date.month / 7 + 1 } else { (date.month.max(1) - 1) / 3 + 1 };
    let args = [("year", year(date)), ("month", count(date.month)), ("day", count(date.day)), ("part", count(part))];
    words.fill(id, &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::study::YearBasis;

    fn said(language: Language, first: (u16, u8, u8), last: (u16, u8, u8), grain: Grain) -> String {
        let day = |(year, month, day)| Date { year, month, day, grain: Grain::Day };
        let year = if first.0 == 0 { YearBasis::Unknown } else { YearBasis::Said };
        let date = DateMention {
            span: Span::new(0, 0),
            sentence: Span::new(0, 0),
            first: day(first),
            last: day(last),
            grain,
            is_rough: false,
            year,
        };
        date_words(&Words::new(language), &date)
    }

    #[test]
    fn dates_are_said_as_their_language_writes_them() {
        for (first, last, grain, korean, english) in [
            ((2023, 9, 12), (2023, 9, 12), Grain::Day, "2023년 9월 12일", "2023-09-12"),
            ((0, 9, 12), (0, 9, 12), Grain::Day, "9월 12일", "12 Sep"),
            ((0, 9, 1), (0, 9, 30), Grain::Month, "9월", "Sep"),
            ((1960, 1, 1), (1969, 12, 31), Grain::Decade, "1960년대", "1960s"),
            ((1994, 1, 1), (1996, 12, 31), Grain::Year, "1994~1996년", "1994–1996"),
            ((2023, 1, 1), (2023, 12, 31), Grain::Year, "2023년", "2023"),
            ((2023, 7, 26), (2023, 7, 27), Grain::Day, "2023년 7월 26~27일", "26–27 Jul 2023"),
            ((0, 7, 26), (0, 7, 27), Grain::Day, "7월 26~27일", "26–27 Jul"),
            ((2023, 5, 1), (2023, 8, 31), Grain::Month, "2023년 5~8월", "May–Aug 2023"),
            ((2023, 7, 1), (2023, 9, 30), Grain::Quarter, "2023년 3분기", "2023-Q3"),
            ((2023, 7, 1), (2023, 12, 31), Grain::Half, "2023년 하반기", "2023-H2"),
            ((2023, 9, 1), (2023, 9, 30), Grain::Month, "2023년 9월", "2023-09"),
            ((2024, 1, 1), (2024, 12, 31), Grain::FiscalYear, "2024 회계연도", "FY2024"),
            ((2023, 12, 30), (2024, 1, 2), Grain::Day, "2023년 12월 30일~2024년 1월 2일", "2023-12-30 to 2024-01-02"),
            ((0, 1, 1), (0, 12, 31), Grain::Year, "–", "–"),
        ] {
            assert_eq!(said(Language::Korean, first, last, grain), korean);
            assert_eq!(said(Language::English, first, last, grain), english);
        }
    }
}
