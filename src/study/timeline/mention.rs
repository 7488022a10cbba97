//! A date that was found, and how it is written in digits.

use crate::document::Span;
use crate::document::value::{Date, Grain};

/// A date or a period in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateMention {
    /// Its words.
    pub span: Span,
    /// The sentence around it.
    pub sentence: Span,
    /// The first day of it; its year is 0 where none is known.
    pub first: Date,
    /// The last day of it.
    pub last: Date,
    /// What it counts in; of a period, the coarser of its ends.
    pub grain: Grain,
    /// Whether its ends are our reading of a word: `말`, `mid-`, `early`, a season.
    pub is_rough: bool,
    /// How its year is known.
    pub year: YearBasis,
}

/// How the year of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearBasis {
    /// Its own words say it.
    Said,
    /// From what stands before, at this place.
    Carried(Span),
    /// From the next date of the same list: `12 September and 3 October 2023`.
    Ahead(Span),
    /// From the date of the document itself.
    Document,
    /// Not at all.
    Unknown,
}

impl YearBasis {
    /// What it is called in data: `said`, `carried`, `ahead`, `document`, `unknown`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Carried(_) => "carried",
            Self::Ahead(_) => "ahead",
            Self::Document => "document",
            Self::Unknown => "unknown",
        }
    }

    /// Where the year is said.
    #[must_use]
    pub fn place(self) -> Option<Span> {
        match self {
            Self::Carried(span) | Self::Ahead(span) => Some(span),
            _ => None,
        }
    }
}

impl DateMention {
    /// Whether its year is not said in its own words.
    #[must_use]
    pub fn is_guess(&self) -> bool {
        self.year != YearBasis::Said
    }

    /// Whether its year is known, so that it has a place in time.
    #[must_use]
    pub fn is_placed(&self) -> bool {
        self.year != YearBasis::Unknown
    }

    /// Its days in digits, as short as they can be said: `2023-09-12`, `2023-07-26..27`, `2023-05..08`,
    /// `2020..2022`, `1960s`, `2023-Q3`; `--09-12` and `-` without a year.
    #[must_use]
    pub fn digits(&self) -> String {
        let (first, last) = (self.first, self.last);
        let whole = Date { grain: self.grain, ..first };
        let starts = match self.grain {
            Grain::Day => true,
            Grain::Month => first.day == 1,
            Grain::Quarter => first.day == 1 && first.month % 3 == 1,
            Grain::Half => first.day == 1 && first.month % 6 == 1,
            Grain::Year | Grain::FiscalYear => (first.month, first.day) == (1, 1),
            Grain::Decade => (first.month, first.day) == (1, 1) && first.year.is_multiple_of(10),
        };
        if starts && whole.last_day() == last {
            return whole.to_string();
        }
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) {
            return format!("{}..{}", Date::of_year(first.year), Date::of_year(last.year));
        }
        let is_whole_months = first.day == 1 && Date { grain: Grain::Month, ..last }.last_day() == last;
        let grain = if is_whole_months { Grain::Month } else { Grain::Day };
        let (from, to) = (Date { grain, ..first }, Date { grain, ..last });
        if from.to_string() == to.to_string() {
            return from.to_string();
        }
        let to = match grain {
            _ if from.year != to.year => to.to_string(),
            Grain::Month => format!("{:02}", to.month),
            _ if from.month == to.month => format!("{:02}", to.day),
            _ => format!("{:02}-{:02}", to.month, to.day),
        };
        format!("{from}..{to}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_as_short_as_they_can_be() {
        use Grain::{Day, Decade, FiscalYear, Half, Month, Quarter, Year};
        for (first, last, grain, digits) in [
            ((2023, 9, 12), (2023, 9, 12), Day, "2023-09-12"),
            ((2023, 7, 26), (2023, 7, 27), Day, "2023-07-26..27"),
            ((2023, 9, 12), (2023, 10, 3), Day, "2023-09-12..10-03"),
            ((2023, 12, 30), (2024, 1, 2), Day, "2023-12-30..2024-01-02"),
            ((2023, 9, 1), (2023, 9, 30), Month, "2023-09"),
            ((2023, 9, 1), (2023, 9, 30), Day, "2023-09"),
            ((2023, 9, 1), (2023, 9, 29), Month, "2023-09-01..29"),
            ((2023, 9, 2), (2023, 9, 30), Month, "2023-09-02..30"),
            ((2023, 5, 1), (2023, 8, 31), Year, "2023-05..08"),
            ((2023, 12, 1), (2024, 3, 31), Month, "2023-12..2024-03"),
            ((2023, 1, 1), (2023, 12, 31), Year, "2023"),
            ((2020, 1, 1), (2022, 12, 31), Year, "2020..2022"),
            ((2020, 1, 1), (2022, 12, 31), Month, "2020..2022"),
            ((2024, 1, 1), (2024, 12, 31), FiscalYear, "FY2024"),
            ((1960, 1, 1), (1969, 12, 31), Decade, "1960s"),
            ((1961, 1, 1), (1970, 12, 31), Decade, "1961..1970"),
            ((1994, 1, 1), (1996, 12, 31), Decade, "1994..1996"),
            ((2023, 7, 1), (2023, 9, 30), Quarter, "2023-Q3"),
            ((2023, 8, 1), (2023, 10, 31), Quarter, "2023-08..10"),
            ((2023, 7, 1), (2023, 12, 31), Half, "2023-H2"),
            ((2023, 4, 1), (2023, 9, 30), Half, "2023-04..09"),
            ((0, 9, 12), (0, 9, 12), Day, "--09-12"),
        ] {
            let day = |(year, month, day)| Date::of_day(year, month, day).expect("a day");
            let (span, year) = (Span::default(), YearBasis::Said);
            let dated = DateMention { span, sentence: span, first: day(first), last: day(last), grain, is_rough: false, year };
            assert_eq!(dated.digits(), digits, "{first:?} {last:?} {grain:?}");
        }
    }

    #[test]
    fn a_year_is_said_or_guessed_and_known_or_not() {
        let span = Span::new(1, 2);
        for (year, name, place, guess, placed) in [
            (YearBasis::Said, "said", None, false, true),
            (YearBasis::Carried(span), "carried", Some(span), true, true),
            (YearBasis::Ahead(span), "ahead", Some(span), true, true),
            (YearBasis::Document, "document", None, true, true),
            (YearBasis::Unknown, "unknown", None, true, false),
        ] {
            let day = Date::of_year(2023);
            let dated = DateMention { span, sentence: span, first: day, last: day, grain: Grain::Year, is_rough: false, year };
            assert_eq!((year.name(), year.place(), dated.is_guess(), dated.is_placed()), (name, place, guess, placed));
        }
    }
}
