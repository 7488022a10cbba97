//! More than one of a kind: `Tables 1 and 2`, `Figs. 3–5`, `표 1, 2`, `표 1~3`.

use std::sync::LazyLock;

use regex::Regex;

use super::number::{levels, normal};
use super::particle::is_particle;
use super::scan::Meant;

/// The most that one list names.
const MOST: usize = 40;

/// How a form goes on behind its first number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// One only.
    None,
    /// With `and` and commas, where the word is in the plural; or with Korean particles, where it is Korean.
    Numbers,
    /// The same, of letters too: `Appendices A and C`.
    Letters,
    /// The same, each perhaps in brackets: `Equations (1), (2) and (3)`.
    Bracketed,
}

/// What goes on a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item<'t> {
    /// Its number, as printed.
    pub(super) number: &'t str,
    /// Whether all between the one before and this one are meant.
    pub(super) is_range: bool,
}

const NUMBER: &str = r"(?P<n>[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3}){0,4}|[IVXL]{1,7}|[Ⅰ-Ⅻ]LETTER)";
const ENGLISH: &str = r"^(?:(?P<range> ?[–—~-] ?| to | through )|(?P<last>,? (?:and|or|&) )|, ?|，)";
const KOREAN: &str = r"^(?:(?P<range> ?[~∼～〜–] ?|부터 | 내지 )|(?P<last>[과와] | ?및 |이?나 |,? 또는 )| ?[,，·ㆍ] ?)";

fn pattern(lead: &str, letter: &str) -> Regex {
    Regex::new(&format!("{lead}{}", NUMBER.replace("LETTER", letter))).expect("a pattern")
}

/// The same with brackets around the number: closed, where they are opened.
fn bracketed(lead: &str) -> Regex {
    let bare = NUMBER.replace("LETTER", "");
    let within = bare.replace("?P<n>", "?P<in>");
    Regex::new(&format!("{lead}(?:[(（]{within}[)）]|{bare})")).expect("a pattern")
}

static EACH: LazyLock<[Regex; 6]> = LazyLock::new(|| {
    let of = |lead: &str| [pattern(lead, ""), pattern(lead, "|[A-Z]"), bracketed(lead)];
    let ([a, b, c], [d, e, f]) = (of(ENGLISH), of(KOREAN));
    [a, b, c, d, e, f]
});

/// The items that `behind`, the text behind a first number, goes on with, and how many bytes they take.
pub(super) fn items<'t>(behind: &'t str, list: List, is_korean: bool) -> (Vec<Item<'t>>, usize) {
    let kind = match list {
        List::None | List::Numbers => 0,
        List::Letters => 1,
        List::Bracketed => 2,
    };
    let pattern = &EACH[usize::from(is_korean) * 3 + kind];
    let (mut found, mut at) = (Vec::new(), 0);
    while found.len() < MOST {
        let Some(captures) = pattern.captures(&behind[at..]) else { break };
        let Some(number) = captures.name("n").or_else(|| captures.name("in")) else { break };
        let end = captures.get(0).map_or(number.end(), |whole| whole.end());
        let rest = &behind[at + end..];
        // `표 1, 2021년`, `표 1과 2개`, `Tables 1 and 2nd`: another word, or another number.
        let goes_on = rest.starts_with(char::is_alphanumeric) && !(is_korean && is_particle(rest));
        if goes_on || rest.starts_with('%') {
            break;
        }
        found.push(Item { number: number.as_str(), is_range: captures.name("range").is_some() });
        at += end;
        // `Tables 1 and 2, 14 of them`
        if captures.name("last").is_some() {
            break;
        }
    }
    (found, at)
}

/// What a first number and the items behind it mean; where `is_plural`, `1–3` may be a range. `make` makes one of
/// a number in its normal form.
pub(super) fn meant(numbers: Numbers, make: &dyn Fn(String) -> Meant) -> Vec<Meant> {
    let one = |number: &str| {
        let whole = make(normal(number, numbers.letters));
        let ends = number.split_once(['-', '–']).filter(|_| numbers.is_plural);
        match ends.and_then(|(from, to)| between(from, to)) {
            Some(all) => Meant::Range(Box::new(whole), all.into_iter().map(make).collect()),
            None => whole,
        }
    };
    let mut found = vec![one(numbers.first)];
    let mut before = numbers.first;
    for item in numbers.items {
        let within = between(before, item.number).filter(|_| item.is_range).unwrap_or_default();
        let inner = within.len().saturating_sub(1);
        found.extend(within.into_iter().take(inner).skip(1).map(|number| Meant::Between(Box::new(make(number)))));
        found.push(one(item.number));
        before = item.number;
    }
    found
}

/// Numbers as they are written.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'t> {
    /// The first.
    pub(super) first: &'t str,
    /// Those behind it.
    pub(super) items: &'t [Item<'t>],
    /// Whether the word before them is in the plural.
    pub(super) is_plural: bool,
    /// Whether a single letter is a letter.
    pub(super) letters: bool,
}

/// All numbers from one to the other: `2.1` to `2.3`; `None` where they do not count up, or too far.
fn between(from: &str, to: &str) -> Option<Vec<String>> {
    let (first, last) = (levels(&normal(from, false))?, levels(&normal(to, false))?);
    let (own, same) = first.split_last()?;
    let (end, other) = last.split_last()?;
    let steps = end.checked_sub(*own).filter(|steps| (1..MOST).contains(steps) && same == other)?;
    let lead: String = same.iter().map(|level| format!("{level}.")).collect();
    Some((*own..=own + steps).map(|number| format!("{lead}{number}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(first: &str, behind: &str, is_korean: bool) -> String {
        fn said(one: &Meant) -> String {
            match one {
                Meant::Number(number) => number.clone(),
                Meant::Between(one) => format!("{}-", said(one)),
                Meant::Range(whole, all) => format!("{}({})", said(whole), all.iter().map(said).collect::<Vec<_>>().join(" ")),
                other => format!("{other:?}"),
            }
        }
        let (items, taken) = items(behind, List::Numbers, is_korean);
        let numbers = Numbers { first, items: &items, is_plural: true, letters: false };
        let said: Vec<String> = meant(numbers, &Meant::Number).iter().map(said).collect();
        format!("{}|{}", said.join(" "), &behind[taken..])
    }

    #[test]
    fn numbers_in_brackets_go_on_a_list_where_they_are_closed() {
        for (behind, is_korean, numbers, rest) in [
            (", (2) and (3) hold", false, "2 3", " hold"),
            ("–(3).", false, "3", "."),
            (" and 2", false, "2", ""),
            (", (2 of them)", false, "", ", (2 of them)"),
            ("~(3)은", true, "3", "은"),
            (", (2)를", true, "2", "를"),
            ("과 (2)번", true, "", "과 (2)번"),
        ] {
            let (found, taken) = items(behind, List::Bracketed, is_korean);
            let all: Vec<&str> = found.iter().map(|item| item.number).collect();
            assert_eq!((all.join(" ").as_str(), &behind[taken..]), (numbers, rest), "{behind}");
        }
    }

    #[test]
    fn a_list_goes_on_with_numbers_alone() {
        for (first, behind, is_korean, expected) in [
            ("1", " and 2 are close", false, "1 2| are close"),
            ("1", ", 2, and 4, 14 of them", false, "1 2 4|, 14 of them"),
            ("1", "–3.", false, "1 2- 3|."),
            ("1", " to 3 and 5", false, "1 2- 3 5|"),
            ("2.1", " through 2.3", false, "2.1 2.2- 2.3|"),
            ("1–3", "", false, "1.3(1 2 3)|"),
            ("3-1", "", false, "3.1|"),
            ("1", ", 14countries", false, "1|, 14countries"),
            ("1", " and 20 %", false, "1 20| %"),
            ("1", ", 2를 비교", true, "1 2|를 비교"),
            ("1", "과 2는", true, "1 2|는"),
            ("1", "~3에서", true, "1 2- 3|에서"),
            ("1", "부터 3까지", true, "1 2- 3|까지"),
            ("1", " 및 2 참조", true, "1 2| 참조"),
            ("1", "·2·4", true, "1 2 4|"),
            ("1", "과 2개", true, "1|과 2개"),
            ("1", ", 2021년", true, "1|, 2021년"),
            ("1", "과 그림 2", true, "1|과 그림 2"),
            ("5", "~3", true, "5 3|"),
        ] {
            assert_eq!(listed(first, behind, is_korean), expected, "{first}{behind}");
        }
    }
}
