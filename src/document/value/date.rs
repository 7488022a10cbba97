//! Dates and periods, as heads and labels write them.

use smallvec::SmallVec;

use super::digits;
use super::evidence::Evidence;
use super::plain::Plain;

/// A day, month, quarter, half, year or decade of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year; 0 where none is named (`3월`).
    pub year: u16,
    /// The first month of it, 1 to 12; 1 where it is a year or more.
    pub month: u8,
    /// The first day of it, 1 to 31; 1 where it is a month or more.
    pub day: u8,
    /// How much time it is; the longer comes first.
    pub grain: Grain,
}

/// How much time a date names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// `1990년대`, `1990s`
    Decade,
    /// `2022`
    Year,
    /// `FY2024`, `2023/24`
    FiscalYear,
    /// `2023 상반기`, `H1 2023`
    Half,
    /// `Q3 2023`, `3분기`
    Quarter,
    /// `2022년 3월`
    Month,
    /// `2023.7.26.`
    Day,
}

impl Date {
    /// The date that `text` is (`2024. 3. 5.`, `12-Sep-2023`, `FY2024`), or the first and the last of a span of them.
    #[must_use]
    pub fn parse(text: &str) -> Option<(Self, Option<Self>)> {
        date(Plain::new(text)?.as_str(), &Evidence { years: true, ..Evidence::default() })
    }

    /// The year `year`, 1 to 9999.
    #[must_use]
    pub fn of_year(year: u16) -> Self {
        self::year(year)
    }

    /// Month `month` (1 to 12) of `year`; a year of 0 is none that is known.
    #[must_use]
    pub fn of_month(year: u16, month: u8) -> Option<Self> {
        self::month(year, month.into())
    }

    /// A day of the calendar, where it has one; in the year 0, which is not known, February has 29.
    #[must_use]
    pub fn of_day(year: u16, month: u8, day: u8) -> Option<Self> {
        self::day(year, month.into(), day.into())
    }

    /// The first day of it.
    #[must_use]
    pub fn first_day(self) -> Self {
        Self { grain: Grain::Day, ..self }
    }

    /// The last day of it. A fiscal year is taken for the calendar's, since whose it is is not said.
    #[must_use]
    pub fn last_day(self) -> Self {
        let Self { year, month, day, grain } = self;
        let (year, month) = match grain {
            Grain::Decade => (year.saturating_add(9), 12),
            Grain::Year | Grain::FiscalYear => (year, 12),
            Grain::Half => (year, (month + 5).min(12)),
            Grain::Quarter => (year, (month + 2).min(12)),
            Grain::Month => (year, month),
            Grain::Day => return self,
        };
        let day = u8::try_from(month_length(year, month.into())).unwrap_or(day);
        Self { year, month, day, grain: Grain::Day }
    }

    /// Days from the first day of the year 0 to the first of it, in the Gregorian calendar carried backwards.
    #[must_use]
    pub fn day_number(self) -> i32 {
        // Years that begin in March end with their leap day (the usual reckoning of civil days).
        let (y, m) = (i32::from(self.year), i32::from(self.month));
        let y = if m <= 2 { y - 1 } else { y };
        let in_year = (153 * ((m + 9) % 12) + 2) / 5 + i32::from(self.day) - 1;
        365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + in_year + 60
    }
}

impl std::fmt::Display for Date {
    /// `2023-07-26`, `2023-07`, `2023-Q3`, `2023-H1`, `2023`, `FY2024`, `1990s`; without a
    /// year `--07` (ISO 8601 as far as it goes).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { year, month, day, .. } = *self;
        if self.grain == Grain::FiscalYear {
            return write!(f, "FY{year}");
        }
        if year == 0 {
            write!(f, "-")?;
        } else {
            write!(f, "{year:04}")?;
        }
        match self.grain {
            Grain::Decade => write!(f, "s"),
            Grain::Year | Grain::FiscalYear => Ok(()),
            Grain::Half => write!(f, "-H{}", month / 7 + 1),
            Grain::Quarter => write!(f, "-Q{}", (month - 1) / 3 + 1),
            Grain::Month => write!(f, "-{month:02}"),
            Grain::Day => write!(f, "-{month:02}-{day:02}"),
        }
    }
}

/// A part of a date's text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'a> {
    /// Digits: their number, and how many they are.
    N(u16, usize),
    /// Letters of one script.
    W(&'a str),
    /// Anything else but blanks.
    S(char),
}

use Token::{N, S, W};

/// The most parts that a date has; a text of more is none.
const MOST_PARTS: usize = 14;

/// The date that `text` (plain spelling) is, or the first and the last of a span of them.
pub(super) fn date(text: &str, evidence: &Evidence) -> Option<(Date, Option<Date>)> {
    // Only a few words without digits are dates: months, halves.
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let wordy = || text.len() <= 12 && (text.is_ascii() || text.contains("반기") || text.contains('半'));
    if text.len() > 48 || !(has_digit || wordy()) {
        return None;
    }
    if digits::is_year(text) {
        return evidence.years.then_some((year(text.parse().ok()?), None));
    }
    let lower = text.to_lowercase();
    let tokens = tokens(&lower)?;
    if let Some(date) = single(&tokens) {
        return Some((date, None));
    }
    span(&tokens).map(|(from, to)| (from, Some(to)))
}

fn tokens(text: &str) -> Option<SmallVec<[Token<'_>; MOST_PARTS]>> {
    let mut tokens = SmallVec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if tokens.len() == MOST_PARTS {
            return None;
        }
        let is_letter = |c: char| c.is_alphabetic() && c.is_ascii() == first.is_ascii();
        let end = if first.is_ascii_digit() {
            rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
        } else if first.is_alphabetic() {
            rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let part = &rest[..end];
        tokens.push(match first {
            '0'..='9' => N(part.parse().ok().filter(|_| end <= 4)?, end),
            _ if first.is_alphabetic() => W(part),
            _ => S(first),
        });
        rest = rest[end..].trim_start();
    }
    Some(tokens)
}

fn year(year: u16) -> Date {
    Date { year, month: 1, day: 1, grain: Grain::Year }
}

fn is_year(number: u16) -> bool {
    (1000..=2999).contains(&number)
}

/// The year of `'98` and `FY24`: the one nearest to the turn of this century.
fn whole_year(short: u16) -> u16 {
    if short >= 70 { 1900 + short } else { 2000 + short }
}

fn single(tokens: &[Token<'_>]) -> Option<Date> {
    match *tokens {
        [W("fy"), N(y, 4)] | [N(y, 4), W("회계연도")] if is_year(y) => Some(Date { grain: Grain::FiscalYear, ..year(y) }),
        [W("fy"), N(y, 2)] => Some(Date { grain: Grain::FiscalYear, ..year(whole_year(y)) }),
        [W("fy"), N(y, 4), S('/' | '-'), N(z, 2 | 4)] if is_year(y) && z % 100 == (y + 1) % 100 => {
            Some(Date { grain: Grain::FiscalYear, ..year(y) })
        }
        [N(y, 4), S('/'), N(z, 2)] if is_year(y) && z == (y + 1) % 100 => Some(Date { grain: Grain::FiscalYear, ..year(y) }),
        [N(y, 4), W("s" | "년대" | "年代")] if is_year(y) && y % 10 == 0 => Some(Date { grain: Grain::Decade, ..year(y) }),
        [N(d, 1 | 2), S('.'), N(m, 1 | 2), S('.'), N(y, 4)] => day(y, m, d),
        // `26/07/2023` and `07/26/2023`; where both could be, the month comes first.
        [N(a, 1 | 2), S('/'), N(b, 1 | 2), S('/'), N(y, 4)] => day(y, a, b).or_else(|| day(y, b, a)),
        _ => year_first(tokens).or_else(|| year_last(tokens)),
    }
}

/// `2023년 7월 26일`, `2023.7.26.`, `2023-07`, `'23.3Q`, `2023 상반기`.
fn year_first(tokens: &[Token<'_>]) -> Option<Date> {
    let (y, rest) = match *tokens {
        [N(y, 4), W("년" | "년도" | "年" | "年度" | "년말" | "年末"), ref rest @ ..] if is_year(y) => (y, rest),
        [S('\''), N(y, 2), W("년"), ref rest @ ..] => (whole_year(y), rest),
        [S('\''), N(y, 2), ref rest @ ..] => (whole_year(y), rest),
        [N(y, 4), ref rest @ ..] if (1800..=2100).contains(&y) => (y, rest),
        _ => return None,
    };
    let inner = match rest {
        // Provisional, estimated, forecast.
        [] | [W("p" | "e" | "f" | "r" | "추정" | "전망")] => return Some(year(y)),
        [S('('), W(_), S(')')] | [W("p" | "e" | "f" | "r"), S(')')] | [S('*' | '.')] => return Some(year(y)),
        [S('.' | '-' | '/'), N(m, 1 | 2), S('.' | '-' | '/'), N(d, 1 | 2)]
        | [S('.'), N(m, 1 | 2), S('.'), N(d, 1 | 2), S('.')] => return day(y, *m, *d),
        [S('.'), N(m, 1 | 2), S('.')] | [S('-' | '/') | W("m"), N(m, 2)] | [S('/'), N(m, 1)] => return month(y, *m),
        // After an abbreviated year `.3` can't be a fraction.
        [S('.'), N(m, 1 | 2)] if matches!(tokens, [S('\''), ..]) => return month(y, *m),
        [S('.' | '-' | '/' | ':' | ','), inner @ ..] => inner,
        inner => inner,
    };
    part(inner).map(|date| Date { year: y, ..date })
}

/// `Q3 2023`, `3Q23`, `July 2023`, `26 July 2023`, `July 26, 2023`, and all of them without a year.
fn year_last(tokens: &[Token<'_>]) -> Option<Date> {
    match *tokens {
        [N(d, 1 | 2), S('-'), W(name), S('-'), N(y, 2 | 4)] | [N(d, 1 | 2), W(name), N(y, 4)] => {
            return day(if y < 100 { whole_year(y) } else { y }, month_named(name)?, d);
        }
        [W(name), N(d, 1 | 2), S(','), N(y, 4)] | [W(name), N(d, 1 | 2), N(y, 4)] => {
            if let Some(m) = month_named(name) {
                return day(y, m, d);
            }
        }
        _ => {}
    }
    let (inner, y) = match *tokens {
        [ref inner @ .., S('\'' | '-' | ',' | '.' | '/'), N(y, 4)] | [ref inner @ .., N(y, 4)] if is_year(y) => (inner, y),
        [ref inner @ .., S('\'' | '-'), N(y, 2)] | [ref inner @ .., N(y, 2)] if part(inner).is_some() => (inner, whole_year(y)),
        _ => return part(tokens),
    };
    let inner = match inner {
        [inner @ .., S('.' | ',')] => inner,
        _ => inner,
    };
    part(inner).map(|date| Date { year: y, ..date })
}

/// A part of a year: month and day, quarter, half. The year is left at 0.
fn part(tokens: &[Token<'_>]) -> Option<Date> {
    let quarter = |q: u16| u8::try_from(q).ok().filter(|q| (1..=4).contains(q)).map(|q| (q * 3 - 2, Grain::Quarter));
    let half = |h: u16| u8::try_from(h).ok().filter(|h| (1..=2).contains(h)).map(|h| (h * 6 - 5, Grain::Half));
    let (month, grain) = match *tokens {
        [N(m, 1 | 2), W("월" | "月"), N(d, 1 | 2), W("일" | "日")] => {
            return day(4, m, d).map(|date| Date { year: 0, ..date });
        }
        [N(m, 1 | 2), W("월" | "月" | "월말")] => return self::month(0, m),
        [W(name)] if month_named(name).is_some() => (u8::try_from(month_named(name)?).ok()?, Grain::Month),
        [W("q"), N(q, 1)] | [N(q, 1), W("q" | "분기" | "사분기")] | [N(q, 1), S('/'), N(4, 1), W("분기")] => quarter(q)?,
        [W("h"), N(h, 1)] | [N(h, 1), W("h")] => half(h)?,
        [W("상반기" | "上半期" | "上半年")] => half(1)?,
        [W("하반기" | "下半期" | "下半年")] => half(2)?,
        _ => return None,
    };
    Some(Date { year: 0, month, day: 1, grain })
}

/// `2017~2022`, `2017-22`, `2022.1분기~2023.2분기`.
fn span(tokens: &[Token<'_>]) -> Option<(Date, Date)> {
    if let [N(y, 4), S('-' | '/'), N(z, 2)] = *tokens
        && is_year(y)
        && z > y % 100
    {
        return Some((year(y), year(y - y % 100 + z)));
    }
    let at = tokens
        .iter()
        .position(|token| *token == S('~'))
        .or_else(|| tokens.iter().position(|token| matches!(token, S('-') | W("to"))))?;
    let (from, to) = (&tokens[..at], &tokens[at + 1..]);
    let from = single(from)?;
    let to = match *to {
        [N(z, 2)] | [N(z, 2), W("년")] if from.grain == Grain::Year && z > from.year % 100 => {
            year(from.year - from.year % 100 + z)
        }
        _ => single(to)?,
    };
    let to = if to.year == 0 { Date { year: from.year, ..to } } else { to };
    (from <= to).then_some((from, to))
}

fn month(y: u16, m: u16) -> Option<Date> {
    let month = u8::try_from(m).ok().filter(|month| (1..=12).contains(month))?;
    Some(Date { year: y, month, day: 1, grain: Grain::Month })
}

/// Days of month `m` of year `y`.
fn month_length(y: u16, m: u16) -> u16 {
    let leap = y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400));
    match m {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn day(y: u16, m: u16, d: u16) -> Option<Date> {
    let month = month(y, m)?;
    (1..=month_length(y, m)).contains(&d).then(|| Date { day: u8::try_from(d).unwrap_or(1), grain: Grain::Day, ..month })
}

/// The month (1 to 12) of an English name, whole or of three letters, in lower case.
#[must_use]
pub fn month_named(name: &str) -> Option<u16> {
    let names = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is =
        |full: &&str| *full == name || (name.len() == 3 && full.starts_with(name)) || (name == "sept" && full.starts_with(name));
    names.iter().position(is).and_then(|at| u16::try_from(at + 1).ok())
}
