//! Conditions on cells: `> 1000`, `= 2022`, words, `/pattern/`.

use regex::{Regex, RegexBuilder};
use rust_decimal::Decimal;

use crate::document::value::{Date, Evidence, Kind, Unit, Value};

use crate::document::value::magnitude;

/// Largest compiled pattern, in bytes: a pattern typed by hand needs a fraction of it.
const PATTERN_BYTES: usize = 1 << 20;

/// What a cell must be to be seen.
#[derive(Debug, Clone)]
pub enum Condition {
    /// A number (or a date) that compares so.
    Compare(Comparison, Operand),
    /// Text that holds the pattern; words are a pattern without case.
    Match(Regex),
    /// Text that does not.
    Without(Regex),
}

/// How a cell compares with what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `>=`
    AtLeast,
    /// `>`
    Greater,
}

/// What a cell is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    /// A number as printed; with a unit or a scale, an amount in whatever unit.
    Number(Decimal, Option<Unit>),
    /// A date.
    Date(Date),
}

/// Why a condition can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCondition {
    /// There is nothing to test for.
    #[error("nothing to test for")]
    Empty,
    /// What stands behind `<` or `>` is no number and no date.
    #[error("{0:?} is no number")]
    NoNumber(String),
    /// The pattern is wrong.
    #[error("{0}")]
    Pattern(String),
}

/// The signs of comparison, the longer first.
const SIGNS: [(&str, Comparison); 11] = [
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("!=", Comparison::Unequal),
    ("<>", Comparison::Unequal),
    ("==", Comparison::Equal),
    ("≤", Comparison::AtMost),
    ("≥", Comparison::AtLeast),
    ("≠", Comparison::Unequal),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
    ("=", Comparison::Equal),
];

impl Condition {
    /// Reads a condition: a sign and a number or a date (`> 1,000`, `<= 3.5%`, `= 2022`,
    /// `> 1조원`), `/pattern/` or `/pattern/i`, words, or `!` before words or a pattern.
    ///
    /// # Errors
    /// [`BadCondition`] where there is nothing, no number behind `<`, or a wrong pattern.
    pub fn parse(text: &str) -> Result<Self, BadCondition> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadCondition::Empty);
        }
        if let Some((sign, comparison)) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign)) {
            return Self::compare(*comparison, text[sign.len()..].trim());
        }
        if let Some(rest) = text.strip_prefix('!').filter(|rest| !rest.trim().is_empty()) {
            return pattern(rest.trim()).map(Self::Without);
        }
        pattern(text).map(Self::Match)
    }

    /// Reads `2022>1000`: the words before the sign name a column, the rest is the
    /// condition. Without a sign all of it is a condition on any cell.
    ///
    /// # Errors
    /// As [`Condition::parse`].
    pub fn parse_named(text: &str) -> Result<(Option<&str>, Self), BadCondition> {
        let text = text.trim();
        let sign = if text.starts_with('/') { None } else { text.find(['<', '>', '=', '!', '≤', '≥', '≠', '~']) };
        match sign.filter(|at| *at > 0) {
            // `head~words`: the column holds these words.
            Some(at) if text[at..].starts_with('~') => Ok((Some(text[..at].trim()), Self::parse(&text[at + 1..])?)),
            Some(at) => Ok((Some(text[..at].trim()), Self::parse(&text[at..])?)),
            None => Ok((None, Self::parse(text)?)),
        }
    }

    fn compare(comparison: Comparison, words: &str) -> Result<Self, BadCondition> {
        if words.is_empty() {
            return Err(BadCondition::Empty);
        }
        let value = Value::parse(words, &Evidence { years: false, ..Evidence::default() });
        match (value.kind, value.number()) {
            (_, Some(number)) => Ok(Self::Compare(comparison, Operand::Number(number, value.unit))),
            (Kind::Date(date), _) => Ok(Self::Compare(comparison, Operand::Date(date))),
            _ => {
                let whole = format!("(?i)^{}$", regex::escape(words));
                match comparison {
                    Comparison::Equal => compiled(&whole, false).map(Self::Match),
                    Comparison::Unequal => compiled(&whole, false).map(Self::Without),
                    _ => Err(BadCondition::NoNumber(words.to_owned())),
                }
            }
        }
    }

    /// Whether a cell passes: its text, its value, and the unit that holds for it.
    #[must_use]
    pub(super) fn passes(&self, text: &str, value: &Value, unit: Option<Unit>) -> bool {
        match self {
            Self::Match(pattern) => pattern.is_match(text),
            Self::Without(pattern) => !pattern.is_match(text),
            Self::Compare(comparison, Operand::Date(date)) => match value.kind {
                Kind::Date(own) | Kind::Period(own, _) => comparison.holds(own.cmp(date)),
                _ => false,
            },
            Self::Compare(comparison, Operand::Number(wanted, asked)) => {
                let number = match value.kind {
                    Kind::Date(own) if asked.is_none() => Some(Decimal::from(own.year)),
                    _ => value.rank(),
                };
                let Some(number) = number else { return false };
                let Some(asked) = asked else { return comparison.holds(number.cmp(wanted)) };
                let alike = *asked == Unit::PLAIN || unit.is_some_and(|unit| unit.is_like(*asked));
                let (own, wanted) = (magnitude(number, unit), magnitude(*wanted, Some(*asked)));
                alike && own.zip(wanted).is_some_and(|(own, wanted)| comparison.holds(own.cmp(&wanted)))
            }
        }
    }
}

impl Comparison {
    fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
            Self::AtLeast => order.is_ge(),
            Self::Greater => order.is_gt(),
        }
    }
}

/// `/pattern/`, `/pattern/i`, or words.
fn pattern(text: &str) -> Result<Regex, BadCondition> {
    if let Some(rest) = text.strip_prefix('/').filter(|rest| !rest.is_empty()) {
        let (body, blind) = match rest.strip_suffix("/i") {
            Some(body) => (body, true),
            None => (rest.strip_suffix('/').unwrap_or(rest), false),
        };
        if body.is_empty() {
            return Err(BadCondition::Empty);
        }
        return compiled(body, blind);
    }
    compiled(&regex::escape(text), true)
}

fn compiled(pattern: &str, blind: bool) -> Result<Regex, BadCondition> {
    let built = RegexBuilder::new(pattern).case_insensitive(blind).size_limit(PATTERN_BYTES).build();
    built.map_err(|error| BadCondition::Pattern(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(test: &str, cell: &str, unit: &str) -> bool {
        let value = Value::parse(cell, &Evidence { years: false, ..Evidence::default() });
        Condition::parse(test).expect("a test").passes(cell, &value, value.unit.or_else(|| Unit::parse(unit)))
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        assert!(passes("> 1000", "1,107.0", ""));
        assert!(!passes(">1,000", "284.1", ""));
        assert!(passes("<= -0.1", "△0.2", ""));
        assert!(passes("= 143", "143.0", ""));
        assert!(passes("!= 143", "142.3", ""));
        assert!(!passes("< 5", "-", ""), "nothing is not small");
        assert!(passes("≥ 3.5%", "3.5%", ""));
    }

    #[test]
    fn an_amount_is_compared_across_scales_of_its_unit() {
        assert!(passes("> 1조원", "36,704.2", "십억원"));
        assert!(!passes("> 1조원", "284.1", "억원"));
        assert!(!passes("> 1조원", "36,704.2", "억달러"), "another currency");
    }

    #[test]
    fn words_are_blind_to_case_and_patterns_are_not() {
        assert!(passes("gni", "명목 GNI", ""));
        assert!(!passes("!gni", "명목 GNI", ""));
        assert!(passes("/^명목/", "명목 GNI", ""));
        assert!(!passes("/gni$/", "명목 GNI", ""));
        assert!(passes("/gni$/i", "명목 GNI", ""));
        assert!(passes("a.b", "xA.By", ""), "words are no pattern");
    }

    #[test]
    fn a_wrong_test_says_why() {
        assert_eq!(Condition::parse(" ").err(), Some(BadCondition::Empty));
        assert_eq!(Condition::parse("> many").err(), Some(BadCondition::NoNumber("many".into())));
        assert!(matches!(Condition::parse("/(/"), Err(BadCondition::Pattern(_))));
        assert!(matches!(Condition::parse("/a{1000}{1000}{1000}/"), Err(BadCondition::Pattern(_))));
    }

    #[test]
    fn a_named_test_names_its_column() {
        let (name, test) = Condition::parse_named("2022 > 1000").expect("a test");
        assert_eq!(name, Some("2022"));
        assert!(matches!(test, Condition::Compare(Comparison::Greater, Operand::Number(..))));
        assert_eq!(Condition::parse_named("인구").expect("a test").0, None);
        assert_eq!(Condition::parse_named("단위~원").expect("a test").0, Some("단위"));
        assert_eq!(Condition::parse_named("/a=b/").expect("a test").0, None);
    }
}
