//! Whether a cell holds a figure: its value, its unit, and what the sentence around it names.

use rust_decimal::Decimal;

use super::cells::{Cells, Entry, NamedCell, bare, stands_in};
use super::{Claim, MatchingCell};
use crate::document::value::{Measure, Unit, Value, magnitude};

/// Cells told of one figure.
const MOST_HELD: usize = 8;
/// Cells of the same number that are looked at for one figure.
const MOST_ALIKE: usize = 1_000;
/// Digits that tell a figure with a unit, and one without, where no head is named.
const TELLING: (usize, usize) = (3, 5);
/// How many times as large a figure and the cell that it contradicts may be.
const REACH: i64 = 10;

/// The cells that hold a figure; `sentence` is the one around it, in lower case.
///
/// A head that the sentence names ties the figure to its cell, also rounded. Where none is named, a cell
/// holds a figure that says the very same with its unit, and as exactly, if no other cell does.
pub(super) fn held(cells: &Cells, value: &Value, printed: &str, sentence: &str) -> Vec<MatchingCell> {
    let Some(number) = value.number().map(|number| number.abs()) else { return Vec::new() };
    // Zero stands anywhere.
    if number.is_zero() {
        return Vec::new();
    }
    let mut found: Vec<(bool, usize, MatchingCell)> = Vec::new();
    let mut free: Vec<MatchingCell> = Vec::new();
    let scaled = value.unit.is_some();
    let lines: &[&[(Decimal, Entry)]] = match value.unit {
        // `10.5 million` leaves its measure to the table.
        Some(Unit::PLAIN) => &[&cells.amounts, &cells.printed],
        Some(_) => &[&cells.amounts],
        None => &[&cells.printed],
    };
    let Some(wanted) = (if scaled { magnitude(number, value.unit) } else { Some(number) }) else { return Vec::new() };
    let step = precision(printed, number, wanted);
    let half = step / Decimal::TWO;
    for (which, lines) in lines.iter().enumerate() {
        let from = lines.partition_point(|(amount, _)| *amount < wanted - half);
        let near = lines[from..].iter().take_while(|(amount, _)| *amount <= wanted + half).take(MOST_ALIKE);
        for (amount, entry) in near {
            let (table, row, column) = (entry.table as usize, entry.row as usize, entry.column as usize);
            let Some(view) = cells.view(table) else { continue };
            let cell = view.cell(row, column);
            if !agrees(value.unit, cell.unit) || (which > 0 && cell.unit.is_some()) {
                continue;
            }
            let heads = [view.row_head(row), view.column_head(column)];
            let named = heads.iter().flat_map(|head| &head.path).filter(|head| names(sentence, head)).count();
            let is_scaled =
                value.unit.is_some() && cell.value.number().is_some_and(|cell| !is_rounded(first_digits(printed), cell.abs()));
            let told = u32::try_from(named).unwrap_or(u32::MAX);
            let held = MatchingCell { table, row, column, exact: *amount == wanted, scaled: is_scaled, named: told };
            let is_as_fine = cell.value.number().is_some_and(|number| {
                let own = Decimal::new(1, number.scale());
                magnitude(own, cell.unit.filter(|_| value.unit.is_some())).is_some_and(|own| step <= own)
            });
            if named > 0 {
                found.push((!held.exact, usize::MAX - named, held));
            } else if held.exact && (is_as_fine || digits(printed) >= TELLING.0) {
                free.push(held);
            }
        }
    }
    let telling = if value.unit.is_some_and(|unit| unit != Unit::PLAIN) { 0 } else { TELLING.1 };
    if let ([only], true) = (&free[..], found.is_empty() && digits(printed) >= telling) {
        return vec![*only];
    }
    // Named heads first, the same value before a rounded one.
    found.sort_unstable_by_key(|(rounded, named, held)| (*named, *rounded, *held));
    found.into_iter().map(|(_, _, held)| held).take(MOST_HELD).collect()
}

/// Settles the figures of one sentence, whose `named` cells have both heads in it: a figure that is not what the
/// one cell says is told to contradict it, unless another figure of the sentence is.
pub(super) fn settle(cells: &Cells, named: &[NamedCell], claims: &mut [Claim], texts: &[Around]) {
    let is_named =
        |held: &MatchingCell| named.iter().any(|cell| (cell.table, cell.row, cell.column) == (held.table, held.row, held.column));
    if named.is_empty() || claims.iter().any(|claim| claim.held.iter().any(is_named)) {
        return;
    }
    for (claim, around) in claims.iter_mut().zip(texts) {
        let fits = |cell: &&NamedCell| contradicts(cells, cell, claim, around);
        let mut fitting = named.iter().filter(fits);
        let (Some(cell), None) = (fitting.next(), fitting.next()) else { continue };
        claim.contradicts =
            Some(MatchingCell { table: cell.table, row: cell.row, column: cell.column, exact: false, scaled: false, named: 2 });
        claim.held.clear();
        // The first that may be meant is: others are of something else.
        break;
    }
}

/// The text around a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) before: &'a str,
    pub(super) behind: &'a str,
}

fn contradicts(cells: &Cells, named: &NamedCell, claim: &Claim, around: &Around) -> bool {
    let Some(view) = cells.view(named.table) else { return false };
    let cell = view.cell(named.row, named.column);
    let (Some(own), Some(said)) = (cell.value.number(), claim.value.number()) else { return false };
    let unit = claim.value.unit;
    let is_bare = unit.is_none();
    if !agrees(unit, cell.unit) || (is_bare && !around.ends_here()) || around.is_change() || around.is_bound() {
        return false;
    }
    let amounts = match is_bare {
        true => (Some(own), Some(said)),
        false => (magnitude(own, cell.unit), magnitude(said, unit)),
    };
    let (Some(own), Some(said)) = amounts else { return false };
    let (own, said) = (own.abs(), said.abs());
    let reach = Decimal::from(REACH);
    let is_near = |one: Decimal, other: Decimal| one.checked_mul(reach).is_none_or(|most| other <= most);
    !own.is_zero() && own != said && is_near(own, said) && is_near(said, own)
}

impl Around<'_> {
    /// Whether no noun follows that would be counted: `801 in 2022`, `801.`, `801이었다`.
    pub(super) fn ends_here(&self) -> bool {
        let rest = self.behind.trim_start();
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        const LINKS: &str =
            " in for to from and or at by against while as on after before whereas but up down compared this last that per with ";
        const PARTICLES: [&str; 22] = [
            "로",
            "으로",
            "에",
            "이",
            "을",
            "를",
            "에서",
            "까지",
            "보다",
            "과",
            "와",
            "다",
            "였",
            "이었",
            "이다",
            "이며",
            "로서",
            "의",
            "가",
            "은",
            "는",
            "에서는",
        ];
        if word.is_empty() {
            return true;
        }
        if word.is_ascii() {
            return LINKS.contains(&format!(" {} ", word.to_lowercase()));
        }
        !self.behind.starts_with(' ')
            && PARTICLES.iter().any(|particle| word == *particle || (particle.len() > 3 && word.starts_with(particle)))
            || word.starts_with("였")
            || word.starts_with("이었")
    }

    /// Whether the figure says by how much, and not how much: `fell by 30`, `30억원 줄었다`.
    fn is_change(&self) -> bool {
        let before = self.before.trim_end().to_lowercase();
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let verbs =
            " by rose fell grew up down increased decreased dropped gained lost shrank added increase decrease rise fall gain ";
        let behind = self.behind.trim_start();
        let korean = [
            "늘", "줄", "증가", "감소", "상승", "하락", "높", "낮", "오른", "올라", "올랐", "내린", "내려", "많", "적", "떨어",
            "커", "작",
        ];
        (!last.is_empty() && verbs.contains(&format!(" {last} ")))
            || korean.iter().any(|word| behind.starts_with(word))
            || ["more", "less", "higher", "lower", "percentage"].iter().any(|word| behind.starts_with(word))
    }

    /// Whether it is only a bound: `over 30`, `30억원 이상`.
    fn is_bound(&self) -> bool {
        let before = self.before.trim_end().to_lowercase();
        let words = ["over", "under", "than", "least", "most", "nearly", "almost", "above", "below", "최대", "최소"];
        let behind = self.behind.trim_start();
        words.iter().any(|word| before.ends_with(word))
            || ["이상", "이하", "초과", "미만", "을 넘", "를 넘", "넘", "가까", "에 육박", "에 가까", "여 "]
                .iter()
                .any(|word| behind.starts_with(word))
    }
}

/// Whether a figure's unit and a cell's can be of one thing.
fn agrees(figure: Option<Unit>, cell: Option<Unit>) -> bool {
    match (figure, cell) {
        // A scale alone is of what is counted, and no share of it.
        (Some(Unit::PLAIN), cell) => !cell.is_some_and(|unit| matches!(unit.measure, Measure::PERCENT | Measure::POINT)),
        (Some(figure), Some(cell)) => figure.is_like(cell),
        // A bare number may leave its unit to the sentence.
        (None, _) => true,
        (Some(_), None) => false,
    }
}

/// Digits that a figure is written with, without zeros before them.
fn digits(printed: &str) -> usize {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len()
}

/// The first run of digits of a figure: 36 of `36조 7,042억`.
fn first_digits(printed: &str) -> &str {
    let from = printed.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let rest = &printed[from..];
    &rest[..rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len())]
}

/// Whether digits say `number`, or round it: then prose and table count in the same scale.
fn is_rounded(digits: &str, number: Decimal) -> bool {
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    let plain = plain.trim_end_matches('.');
    let decimals = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let step = Decimal::new(1, u32::try_from(decimals.min(20)).unwrap_or(20));
    plain.parse::<Decimal>().is_ok_and(|said| (said - number).abs() <= step / Decimal::TWO)
}

/// Whether a sentence in lower case names a head: its words, the unit in parentheses left out.
fn names(sentence: &str, head: &str) -> bool {
    let bare = bare(head);
    if bare.chars().count() == 1 && bare.starts_with(|c: char| ('가'..='힣').contains(&c)) {
        return is_noun_in(sentence, bare);
    }
    bare.chars().count() > 1 && stands_in(sentence, &bare.to_lowercase())
}

/// Whether a noun of one syllable stands in `sentence` with a particle: `값은`, and not in `값싼`.
fn is_noun_in(sentence: &str, noun: &str) -> bool {
    const PARTICLES: [&str; 12] = ["은", "는", "이", "가", "을", "를", "의", "도", "에", "에서", "로", "으로"];
    // 할 수는 있다, 그때에: these stand anywhere.
    const VAGUE: [&str; 8] = ["수", "이", "그", "저", "나", "때", "것", "중"];
    let has_particle = |word: &str| word.strip_prefix(noun).is_some_and(|particle| PARTICLES.contains(&particle));
    !VAGUE.contains(&noun) && sentence.split(|c: char| !c.is_alphanumeric()).any(has_particle)
}

/// One step of the last digit printed, in ones of the measure: 0.1조 is 10^11, 7,042억 is 10^8.
fn precision(printed: &str, number: Decimal, amount: Decimal) -> Decimal {
    // The last run of digits tells: in 36조 7,042억 that is 7,042 of 억.
    let last = printed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let run = last.rfind(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).map_or(last, |at| {
        let width = last[at..].chars().next().map_or(1, char::len_utf8);
        &last[at + width..]
    });
    let decimals = run.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let digits: String = run.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let Ok(value) = digits.parse::<Decimal>() else { return Decimal::ZERO };
    if value.is_zero() || number.is_zero() {
        return Decimal::ZERO;
    }
    let step = Decimal::new(1, u32::try_from(decimals.min(20)).unwrap_or(20));
    // Of one run the amount says what a step comes to; of several, the scale behind the last.
    let scale = printed[last.len()..].trim_start().chars().next();
    let runs = printed.split(|c: char| "조억만천".contains(c)).filter(|part| part.contains(|c: char| c.is_ascii_digit())).count();
    if runs < 2 {
        return step.checked_mul(amount).and_then(|scaled| scaled.checked_div(value)).unwrap_or_default();
    }
    let power = match scale {
        Some('조') => 12,
        Some('억') => 8,
        Some('만') => 4,
        Some('천') => 3,
        _ => 0,
    };
    step.checked_mul(Decimal::from(10_i64.pow(power))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_printed_says_how_precise_a_figure_is() {
        let of = |printed: &str, number: i64, amount: i64| {
            precision(printed, Decimal::from(number), Decimal::from(amount)).normalize().to_string()
        };
        assert_eq!(of("36조 7,042억", 36, 36_704_200_000_000), "100000000");
        assert_eq!(of("3조 5천", 3, 3), "1000");
        assert_eq!(of("3조 5만 원", 3, 3), "10000");
        assert_eq!(of("3억 2.5조", 3, 3), "100000000000");
        assert_eq!(of("3억 2", 3, 3), "1");
        assert_eq!(of("284.1", 284, 2841), "1");
        assert_eq!(of("25", 25, 25_000), "1000");
        assert_eq!(of("25%", 25, 25), "1");
        assert_eq!(of("0", 0, 5), "0");
        assert_eq!(of("0.0", 5, 5), "0");
        assert_eq!(of("", 5, 5), "0");
    }

    #[test]
    fn digits_say_a_number_or_round_it() {
        assert_eq!(["36조 7,042억", "약 1,107.0원", "없음", "-5"].map(first_digits), ["36", "1,107.0", "", "5"]);
        let is = |digits: &str, number: &str| is_rounded(digits, number.parse().expect("a number"));
        assert!(is("36.7", "36.7") && is("36.7", "36.74") && is("36.7", "36.65") && is("36.7", "36.75"));
        assert!(!is("36.7", "36.76") && !is("36.7", "36.64") && is("36", "36.5") && !is("36", "36.6") && is("1,107", "1107"));
        assert!(is("36.", "36.2") && !is("x", "36"));
    }

    #[test]
    fn a_head_is_named_by_its_words_without_its_unit() {
        assert!(
            names("명목 gni는 늘었다", "명목 GNI")
                && names("인구는", "인구 (천명)")
                && names("인구는", "인구（명）")
                && names("인구는", "인구[명]")
                && names("인구는", "(인구)")
                && names("그 값은 크다", "값 (십억원)")
                && !names("값싼 것", "값")
                && !names("쌀값은", "값")
        );
        assert!(!names("인구는", "무역") && !names("a b", "a"));
    }

    #[test]
    fn units_agree_where_they_are_of_one_thing() {
        let of = |text: &str| Unit::parse(text);
        assert!(agrees(of("달러"), of("억달러")) && agrees(None, of("달러")) && agrees(None, None));
        assert!(!agrees(of("달러"), of("명")) && !agrees(of("달러"), None));
    }
}
