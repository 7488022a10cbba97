//! From the words of a date to what they say of it, its year still open where they name none.

use smallvec::SmallVec;

use crate::document::value::{Date, Grain, month_named};

use super::korean::{KOREAN, Word};

/// What the words of a date say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// How they name the year.
    pub(super) year: Year,
    /// What part of it.
    pub(super) part: Part,
    /// Which end of that part.
    pub(super) shade: Option<Shade>,
}

/// How words name a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// `2023`
    Said(u16),
    /// `2017–2022`: first and last.
    Range(u16, u16),
    /// Not at all.
    Open,
    /// So many years from the one spoken of: `같은 해` 0, `the following year` 1.
    From(i16),
    /// So many years from now: `올해` 0, `last year` -1.
    Now(i16),
    /// The last such before now: `지난 9월`, `last September`.
    Past,
    /// The next such: `오는 9월`, `next March`.
    Coming,
    /// The next such after the time spoken of: `the following March`.
    After,
}

/// What part of a year is named; years of one decade and more are parts too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Decade,
    Year,
    Fiscal,
    /// 1 or 2.
    Half(u8),
    /// 1 to 4.
    Quarter(u8),
    /// Three months from this one: 3, 6, 9, 12.
    Season(u8),
    /// First and last month.
    Months(u8, u8),
    /// A month, its first and its last day.
    Days(u8, u8, u8),
}

/// Which end of a time is meant. Words are no measures: a year has thirds for `early`, `mid` and
/// `late`, and its first and last quarter for its start and end; a month has tens of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shade {
    Start,
    Early,
    Mid,
    Late,
    End,
}

/// A number in the words, with how it is written.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u16,
    digits: usize,
    /// `’23`
    is_short: bool,
}

type Numbers = SmallVec<[Number; 4]>;

/// What is being gathered from the words.
#[derive(Default)]
struct Gathered {
    years: SmallVec<[u16; 2]>,
    months: SmallVec<[u8; 2]>,
    days: SmallVec<[u8; 2]>,
    relative: Option<Year>,
    is_decade: bool,
    is_fiscal: bool,
    is_half: bool,
    is_quarter: bool,
    /// Whether `quarter of` or `half of` is still to come after an ordinal.
    ordinal: Option<u8>,
    which: Option<u8>,
    season: Option<u8>,
    shade: Option<Shade>,
    /// Whether a word between two days or months says that they are a stretch.
    stretch: bool,
}

/// Reads the words of one date; `None` where they are none (`13월`, `31 June`).
pub(super) fn read(words: &str) -> Option<Stamp> {
    if !words.chars().any(char::is_alphabetic) {
        return numeric(words);
    }
    let mut gathered = Gathered::default();
    let mut pending = Numbers::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let before = words[..words.len() - rest.len()].chars().next_back();
            let is_short = matches!(before, Some('\'' | '’' | '‘'));
            pending.push(Number { value: rest[..length].parse().ok()?, digits: length, is_short });
            length
        } else if first.is_ascii_alphabetic() {
            let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            gathered.latin(&rest[..length], &mut pending)?;
            length
        } else if first.is_alphabetic() {
            gathered.korean(rest, &mut pending)?
        } else {
            gathered.stretch |= is_dash(first);
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    gathered.close(&mut pending)?;
    gathered.stamp()
}

/// Dates of digits alone, as cells write them.
fn numeric(words: &str) -> Option<Stamp> {
    // Prose means years by `2010–12` and `2003-08`; only what can be none is a month: `2023-09`.
    if let Some((first, last)) = words.split_once(is_dash)
        && let (Ok(first), Ok(last)) = (first.trim().parse::<u16>(), last.trim().parse::<u16>())
    {
        let last = if last < 100 { first - first % 100 + last } else { last };
        if first < last {
            return Some(Stamp { year: Year::Range(first, last), part: Part::Year, shade: None });
        }
    }
    let (date, to) = Date::parse(words)?;
    let said = |date: Date, part| Some(Stamp { year: Year::Said(date.year), part, shade: None });
    match (date.grain, to) {
        (Grain::Year, Some(to)) => Some(Stamp { year: Year::Range(date.year, to.year), part: Part::Year, shade: None }),
        (Grain::Year, None) => said(date, Part::Year),
        (Grain::FiscalYear, None) => said(date, Part::Fiscal),
        (Grain::Month, None) => said(date, Part::Months(date.month, date.month)),
        (Grain::Day, None) => said(date, Part::Days(date.month, date.day, date.day)),
        _ => None,
    }
}

impl Gathered {
    /// The Korean word that `rest` starts with: takes what it says, and gives its length.
    fn korean(&mut self, rest: &str, pending: &mut Numbers) -> Option<usize> {
        let (text, word) = KOREAN.iter().find(|(text, _)| rest.starts_with(text))?;
        match *word {
            // `그 이듬해`, `그 다음 해`: the later word says more.
            Word::Relative(year) => self.relative = Some(year),
            Word::Year | Word::FiscalYear | Word::Decade => {
                self.is_fiscal |= matches!(word, Word::FiscalYear);
                self.is_decade |= matches!(word, Word::Decade);
                self.take_years(pending)?;
            }
            Word::Month => {
                for number in pending.drain(..) {
                    self.months.push(month(number)?);
                }
            }
            Word::Day => {
                for number in pending.drain(..) {
                    self.days.push(day(number)?);
                }
            }
            Word::Quarter => {
                self.is_quarter = true;
                // `3/4분기`: the first of both.
                self.which = u8::try_from(pending.first()?.value).ok();
                pending.clear();
            }
            Word::Half(half) => {
                self.is_half = true;
                self.which = Some(half);
            }
            Word::Shade(shade) => self.shade = Some(shade),
            Word::Season(first) => self.season = Some(first),
            Word::To => self.stretch = true,
            Word::Nothing => {}
        }
        Some(text.len())
    }

    /// Takes what an English word, or letters beside digits, say.
    fn latin(&mut self, word: &str, pending: &mut Numbers) -> Option<()> {
        let lower = word.to_ascii_lowercase();
        match lower.as_str() {
            "st" | "nd" | "rd" | "th" if self.months.is_empty() && pending.len() == 1 => {
                self.ordinal = u8::try_from(pending[0].value).ok();
            }
            "st" | "nd" | "rd" | "th" | "of" | "the" | "in" | "or" | "and" => {}
            "to" => self.stretch = true,
            "s" => {
                self.is_decade = true;
                self.take_years(pending)?;
            }
            "early" => self.shade = Some(Shade::Early),
            "mid" | "middle" => self.shade = Some(Shade::Mid),
            "late" => self.shade = Some(Shade::Late),
            "end" | "close" => self.shade = Some(Shade::End),
            "start" | "beginning" => self.shade = Some(Shade::Start),
            "first" => self.ordinal = Some(1),
            "second" => self.ordinal = Some(2),
            "third" => self.ordinal = Some(3),
            "fourth" => self.ordinal = Some(4),
            "last" => {
                self.ordinal = Some(0);
                self.relative = Some(Year::Past);
            }
            "quarter" => {
                (self.is_quarter, self.which) = (true, Some(self.ordinal.map_or(0, |n| if n == 0 { 4 } else { n })));
                self.relative = None;
                pending.clear();
            }
            "half" => {
                (self.is_half, self.which) = (true, Some(self.ordinal.map_or(0, |n| if n == 0 { 2 } else { n })));
                self.relative = None;
                pending.clear();
            }
            "that" | "same" => self.relative = Some(Year::From(0)),
            "following" => self.relative = Some(Year::After),
            "previous" | "preceding" => self.relative = Some(Year::From(-1)),
            "this" => self.relative = Some(Year::Now(0)),
            "next" => self.relative = Some(Year::Coming),
            "spring" => self.season = Some(3),
            "summer" => self.season = Some(6),
            "autumn" | "fall" => self.season = Some(9),
            "winter" => self.season = Some(12),
            // `last year` and `next year` are counted from now.
            "year" | "years" => match self.relative {
                Some(Year::Past) => self.relative = Some(Year::Now(-1)),
                Some(Year::Coming) => self.relative = Some(Year::Now(1)),
                Some(Year::After) => self.relative = Some(Year::From(1)),
                _ => {}
            },
            "fy" | "fiscal" => self.is_fiscal = true,
            "q" => self.is_quarter = true,
            "h" => self.is_half = true,
            name => self.months.push(u8::try_from(month_named(name)?).ok()?),
        }
        // `3Q23`: the digit before; `Q3`: the one behind comes when all is closed.
        if matches!(lower.as_str(), "q" | "h")
            && pending.last().is_some_and(|number| number.digits == 1)
            && let Some(number) = pending.pop()
        {
            self.which = u8::try_from(number.value).ok();
        }
        Some(())
    }

    /// The numbers so far are years: `2017–22`, `’23`, `80`(s).
    fn take_years(&mut self, pending: &mut Numbers) -> Option<()> {
        for number in pending.drain(..) {
            let year = match (self.years.last(), number.digits) {
                (_, 4) => number.value,
                (Some(first), 2) if self.stretch => first - first % 100 + number.value,
                (None, 2) if number.is_short && !self.is_decade => if_short(number.value, 70),
                (None, 2) => if_short(number.value, 30),
                _ => return None,
            };
            self.years.push(year);
        }
        Some(())
    }

    /// What the numbers behind the last word are.
    fn close(&mut self, pending: &mut Numbers) -> Option<()> {
        for number in std::mem::take(pending) {
            if number.digits == 4 || number.is_short {
                self.take_years(&mut Numbers::from_slice(&[number]))?;
            } else if (self.is_quarter || self.is_half) && self.which.is_none() && number.digits == 1 {
                self.which = u8::try_from(number.value).ok();
            } else if self.is_quarter || self.is_half || self.is_fiscal {
                if self.years.is_empty() {
                    self.years.push(if_short(number.value, 70));
                }
            } else if !self.months.is_empty() {
                self.days.push(day(number)?);
            } else {
                self.take_years(&mut Numbers::from_slice(&[number]))?;
            }
        }
        Some(())
    }

    fn stamp(mut self) -> Option<Stamp> {
        let year = match (self.years.as_slice(), self.relative) {
            ([], relative) => relative.unwrap_or(Year::Open),
            ([year], _) => Year::Said(*year),
            ([first, last], _) if first < last => Year::Range(*first, *last),
            _ => return None,
        };
        // A leap day is in doubt only where the year is open.
        let known = if let Year::Said(year) = year { year } else { 0 };
        // Half of a decade or of a month is one end of it.
        if self.is_half && (self.is_decade || !self.months.is_empty()) {
            self.is_half = false;
            self.shade = Some(if self.which == Some(1) { Shade::Early } else { Shade::Late });
        }
        let part = if self.is_quarter {
            Part::Quarter(self.which.filter(|which| (1..=4).contains(which))?)
        } else if self.is_half {
            Part::Half(self.which.filter(|which| (1..=2).contains(which))?)
        } else if let Some(first) = self.season {
            Part::Season(first)
        } else if let [month] = *self.months {
            match *self.days {
                [] => Part::Months(month, month),
                [day] => Part::Days(month, day, Date::of_day(known, month, day)?.day),
                // `26일과 27일` are one stretch; `5일과 20일` would be two.
                [from, to] if from < to => Part::Days(month, from, Date::of_day(known, month, to)?.day),
                _ => return None,
            }
        } else if let [from, to] = *self.months {
            (self.days.is_empty() && from < to).then_some(Part::Months(from, to))?
        } else if self.is_decade {
            Part::Decade
        } else if self.is_fiscal {
            Part::Fiscal
        } else if let [day] = *self.days {
            // A day alone: its month is carried with its year.
            Part::Days(0, day, day)
        } else {
            (year != Year::Open).then_some(Part::Year)?
        };
        let fits = match part {
            Part::Decade => matches!(year, Year::Said(year) if year % 10 == 0),
            // `지난` and `last` alone name no year.
            Part::Year => !matches!(year, Year::Past | Year::Coming | Year::After),
            _ => !matches!(year, Year::Range(..)),
        };
        fits.then_some(Stamp { year, part, shade: self.shade })
    }
}

/// Where the second of two days that stand apart begins in `words`: `5일과 |20일`. Days in a row
/// (`26일과 27일`) and stretches (`5~20일`) are one.
pub(super) fn apart(stamp: Stamp, words: &str) -> Option<usize> {
    let Part::Days(_, from, to) = stamp.part else { return None };
    let is_stretch = words.contains(is_dash) || ["부터", "에서", " to "].iter().any(|word| words.contains(word));
    if to <= from + 1 || is_stretch {
        return None;
    }
    let bytes = words.as_bytes();
    let starts = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[at - 1].is_ascii_digit()));
    let number = |at: usize| words[at..].bytes().take_while(u8::is_ascii_digit).fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'));
    let mut after_first = false;
    for at in starts {
        if after_first && number(at) == u32::from(to) {
            return Some(at);
        }
        after_first = number(at) == u32::from(from);
    }
    None
}

/// Signs between the two ends of a stretch.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐'..='―' | '−' | '~' | '∼' | '～' | '〜')
}

fn month(number: Number) -> Option<u8> {
    u8::try_from(number.value).ok().filter(|month| (1..=12).contains(month) && number.digits <= 2)
}

fn day(number: Number) -> Option<u8> {
    u8::try_from(number.value).ok().filter(|day| (1..=31).contains(day) && number.digits <= 2)
}

/// The year of two digits: those from `turn` on are of the last century.
fn if_short(value: u16, turn: u16) -> u16 {
    match value {
        100.. => value,
        _ if value >= turn => 1900 + value,
        _ => 2000 + value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_their_year_and_their_part() {
        use Shade::{Early, End, Late, Mid, Start};
        let said = |year| Some(Year::Said(year));
        for (words, year, part, shade) in [
            ("2023", said(2023), Part::Year, None),
            ("2017-22", Some(Year::Range(2017, 2022)), Part::Year, None),
            ("2017–2022", Some(Year::Range(2017, 2022)), Part::Year, None),
            ("2017-09", said(2017), Part::Months(9, 9), None),
            ("2003-08", Some(Year::Range(2003, 2008)), Part::Year, None),
            ("2017/18", said(2017), Part::Fiscal, None),
            ("2023-09-12", said(2023), Part::Days(9, 12, 12), None),
            ("90년대", said(1990), Part::Decade, None),
            ("20년대", said(2020), Part::Decade, None),
            ("30년대", said(1930), Part::Decade, None),
            ("’70년", said(1970), Part::Year, None),
            ("’69년", said(2069), Part::Year, None),
            ("1990s", said(1990), Part::Decade, None),
            ("mid-1990s", said(1990), Part::Decade, Some(Mid)),
            ("second half of the 1990s", said(1990), Part::Decade, Some(Late)),
            ("first half of the 1990s", said(1990), Part::Decade, Some(Early)),
            ("first half of March 2022", said(2022), Part::Months(3, 3), Some(Early)),
            ("last quarter of 2022", said(2022), Part::Quarter(4), None),
            ("last half of 2022", said(2022), Part::Half(2), None),
            ("3rd quarter of 2022", said(2022), Part::Quarter(3), None),
            ("fourth quarter of 2022", said(2022), Part::Quarter(4), None),
            ("Q3 2023", said(2023), Part::Quarter(3), None),
            ("3Q23", said(2023), Part::Quarter(3), None),
            ("3Q ’70", said(1970), Part::Quarter(3), None),
            ("3Q70", said(1970), Part::Quarter(3), None),
            ("3Q69", said(2069), Part::Quarter(3), None),
            ("2023H1", said(2023), Part::Half(1), None),
            ("3/4분기", Some(Year::Open), Part::Quarter(3), None),
            ("FY24", said(2024), Part::Fiscal, None),
            ("FY2023-24", said(2023), Part::Fiscal, None),
            ("fiscal year 2024", said(2024), Part::Fiscal, None),
            ("end of 2022", said(2022), Part::Year, Some(End)),
            ("close of 2022", said(2022), Part::Year, Some(End)),
            ("beginning of 2022", said(2022), Part::Year, Some(Start)),
            ("start of 2022", said(2022), Part::Year, Some(Start)),
            ("middle of 2022", said(2022), Part::Year, Some(Mid)),
            ("late 2022", said(2022), Part::Year, Some(Late)),
            ("early 2022", said(2022), Part::Year, Some(Early)),
            ("last year", Some(Year::Now(-1)), Part::Year, None),
            ("next year", Some(Year::Now(1)), Part::Year, None),
            ("this year", Some(Year::Now(0)), Part::Year, None),
            ("following year", Some(Year::From(1)), Part::Year, None),
            ("previous year", Some(Year::From(-1)), Part::Year, None),
            ("preceding year", Some(Year::From(-1)), Part::Year, None),
            ("that year", Some(Year::From(0)), Part::Year, None),
            ("last March", Some(Year::Past), Part::Months(3, 3), None),
            ("next March", Some(Year::Coming), Part::Months(3, 3), None),
            ("following March", Some(Year::After), Part::Months(3, 3), None),
            ("last winter", Some(Year::Past), Part::Season(12), None),
            ("spring 2023", said(2023), Part::Season(3), None),
            ("summer 2023", said(2023), Part::Season(6), None),
            ("autumn 2023", said(2023), Part::Season(9), None),
            ("fall 2023", said(2023), Part::Season(9), None),
            ("26 and 27 July", Some(Year::Open), Part::Days(7, 26, 27), None),
            ("12th of September", Some(Year::Open), Part::Days(9, 12, 12), None),
            ("27일", Some(Year::Open), Part::Days(0, 27, 27), None),
            ("3~4월", Some(Year::Open), Part::Months(3, 4), None),
            ("29 February", Some(Year::Open), Part::Days(2, 29, 29), None),
            ("29 February 2024", said(2024), Part::Days(2, 29, 29), None),
        ] {
            assert_eq!(read(words), year.map(|year| Stamp { year, part, shade }), "{words}");
        }
        for words in [
            "29 February 2023",
            "31 June",
            "13월",
            "0월",
            "32일",
            "4~3월",
            "7 and 6 July",
            "5분기",
            "0분기",
            "3반기",
            "last",
            "지난",
            "next",
            "5Q23",
            "2022–2017",
            "3 H",
            "95s",
            "1995년대",
            "나라",
            "March foo",
            "1234567일",
            "123월",
            "3월 4월 5월",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn two_days_stand_apart_where_one_lies_between_them() {
        for (words, at) in [
            ("5일과 20일", Some(8)),
            ("26일과 27일", None),
            ("5~20일", None),
            ("5일부터 20일", None),
            ("5 to 20 July", None),
            ("5 and 20 July", Some(6)),
            ("5 and 7 July 2005", Some(6)),
            ("July 5 and 15", Some(11)),
        ] {
            let (from, to) = if words.contains("26") {
                (26, 27)
            } else if words.contains("15") {
                (5, 15)
            } else if words.contains('7') {
                (5, 7)
            } else {
                (5, 20)
            };
            let stamp = Stamp { year: Year::Open, part: Part::Days(7, from, to), shade: None };
            assert_eq!(apart(stamp, words), at, "{words}");
        }
        assert_eq!(apart(Stamp { year: Year::Open, part: Part::Months(3, 5), shade: None }, "3월과 5월"), None);
    }

    #[test]
    fn short_years_turn_where_their_kind_does() {
        assert_eq!(
            [0, 29, 30, 69, 70, 99, 100, 2023].map(|value| if_short(value, 30)),
            [2000, 2029, 1930, 1969, 1970, 1999, 100, 2023]
        );
        let number = |value, digits| Number { value, digits, is_short: false };
        assert_eq!(
            [(0, 1), (1, 1), (12, 2), (13, 2), (5, 3)].map(|(value, digits)| month(number(value, digits))),
            [None, Some(1), Some(12), None, None]
        );
        assert_eq!(
            [(0, 1), (1, 1), (31, 2), (32, 2), (5, 3)].map(|(value, digits)| day(number(value, digits))),
            [None, Some(1), Some(31), None, None]
        );
        assert!(
            ['-', '‐', '―', '−', '~', '∼', '～', '〜', '–'].into_iter().all(is_dash)
                && !['.', ' ', 'ー', '·'].into_iter().any(is_dash)
        );
    }
}
