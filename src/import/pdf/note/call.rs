//! Raised signs in the text: which may call a note, and which are powers, ordinals, fractions.

use super::super::line::Line;
use super::label::{Label, Series, are_signs, sign_of};

/// Labels that one raised piece holds at most.
const MOST_LABELS: usize = 8;
/// Units that are squared and cubed.
const UNITS: [&str; 10] = ["m", "km", "cm", "mm", "dm", "ft", "in", "yd", "mi", "㎞"];

/// Where a raised sign stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) page: usize,
    pub(super) x: f32,
    pub(super) y: f32,
}

/// A raised sign that may call notes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) place: Place,
    pub(super) labels: Vec<Label>,
    /// It may as well be a power, or an ordinal: only a note that nothing else calls is called by it.
    pub(super) weak: bool,
    /// It stands in a cell of a table.
    pub(super) in_table: bool,
    /// It has a bracket: `1)`.
    pub(super) bracketed: bool,
    /// It starts its line: as a note does.
    pub(super) leads: bool,
}

/// The raised signs of a line.
pub(super) fn candidates(line: &mut Line, page: usize, in_table: bool, found: &mut Vec<Candidate>) {
    for (at, piece) in line.pieces.iter_mut().enumerate().filter(|(_, piece)| piece.raised) {
        let (start, end) = (piece.start as usize, piece.end as usize);
        let text = line.text.get(start..end).unwrap_or_default();
        let Some(labels) = labels(text) else { continue };
        let before = line.text.get(..start).unwrap_or_default();
        let after = line.text.get(end..).unwrap_or_default();
        let Some(weak) = weighs(before, after, &labels) else { continue };
        let place = Place { page, x: piece.x0, y: line.y };
        found.push(Candidate { place, labels, weak, in_table, bracketed: text.contains([')', ']']), leads: at == 0 });
        piece.sign = u32::try_from(found.len()).unwrap_or(0);
    }
}

/// The labels that a raised piece holds: `3`, `1,2`, `4-6`, `**`.
fn labels(text: &str) -> Option<Vec<Label>> {
    let mut found: Vec<Label> = Vec::new();
    for part in text.split([',', ' ', ';']).filter(|part| !part.trim_matches(['(', ')', '[', ']', '.']).is_empty()) {
        match part.split_once(['-', '–', '~']).map(|(from, to)| (Label::read(from), Label::read(to))) {
            None => {
                let signs = by_sign(part);
                let parts = if signs.len() > 1 { signs } else { vec![part] };
                for part in parts {
                    found.push(Label::read(part)?);
                }
            }
            Some((Some(from), Some(to))) if from.series == Series::Number && to.is_behind(&from) && to.value - from.value < 9 => {
                let between =
                    (from.value..=to.value).map(|value| Label { text: value.to_string(), series: Series::Number, value });
                found.extend(between);
            }
            Some(_) => return None,
        }
    }
    ((1..=MOST_LABELS).contains(&found.len())).then_some(found)
}

/// The parts of several different signs that call a note each: `*†`; none of anything else.
fn by_sign(text: &str) -> Vec<&str> {
    if !are_signs(text) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for ((_, before), (at, c)) in text.char_indices().zip(text.char_indices().skip(1)) {
        if sign_of(before) != sign_of(c) {
            parts.push(&text[from..at]);
            from = at;
        }
    }
    parts.push(&text[from..]);
    parts
}

/// Whether the sign is a weak one by what stands around it; none where it is no call at all.
fn weighs(before: &str, after: &str, labels: &[Label]) -> Option<bool> {
    let next = after.chars().next();
    let bare = before.trim_end();
    let last = bare.chars().next_back();
    // Half of a fraction; an isotope before its element.
    if next.is_some_and(|c| matches!(c, '/' | '⁄')) || last.is_some_and(|c| matches!(c, '⁄' | '^')) {
        return None;
    }
    let apart = bare.len() < before.len() || last.is_none();
    if apart && last.is_some() && next.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let Some(last) = last else { return Some(false) };
    let word_from = bare.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last().map_or(bare.len(), |(at, _)| at);
    let word = &bare[word_from..];
    let letters = labels.iter().all(|label| matches!(label.series, Series::Letter | Series::Roman | Series::Hangul));
    let counts = labels.iter().all(|label| label.series == Series::Number);
    let one_letter = word.chars().count() == 1 && last.is_alphabetic() && !is_wide(last);
    let unit = counts && labels.iter().all(|label| matches!(label.value, 2 | 3)) && UNITS.contains(&word);
    let ordinal =
        letters && (last.is_ascii_digit() || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'N' | 'n' | 'M' | 'D')));
    // A star behind a value tells how sure it is.
    let star = labels.iter().all(|label| label.series == Series::Sign) && last.is_ascii_digit();
    // Nothing is raised to the power of a year, or of a name with a number.
    let digit = word.bytes().all(|byte| byte.is_ascii_digit()) && last.is_ascii_digit() && !is_year(word);
    let operator = matches!(last, '=' | '+' | '×' | '−' | '-' | '<' | '>' | '~');
    let glued = next.is_some_and(|c| c.is_ascii_alphanumeric());
    Some(digit || one_letter || unit || ordinal || star || operator || glued)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year))
}

/// Scripts whose words may be one character long.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(before: &str, sign: &str, after: &str) -> Option<bool> {
        weighs(before, after, &labels(sign).expect("a label"))
    }

    #[test]
    fn powers_ordinals_and_stars_of_values_are_weak() {
        for (before, sign) in
            [("The reported R", "2"), ("and θ", "1"), ("12 km", "2"), ("about 10", "6"), ("the XIX", "e"), ("0.45", "**")]
        {
            assert_eq!(weight(before, sign, " is"), Some(true), "{before} {sign}");
        }
        for (before, sign) in [
            ("the register", "1"),
            ("(TAO).", "4"),
            ("수", "2"),
            ("법률」", "7)"),
            ("authors ", "1"),
            ("Entities", "a"),
            ("in 2019", "6"),
        ] {
            assert_eq!(weight(before, sign, " is"), Some(false), "{before} {sign}");
        }
    }

    #[test]
    fn fractions_and_isotopes_are_no_calls() {
        assert_eq!(weight("and 3", "1", "/2"), None);
        assert_eq!(weight("dated by ", "14", "C"), None);
    }

    #[test]
    fn one_piece_may_call_several() {
        let texts = |text: &str| labels(text).map(|labels| labels.into_iter().map(|label| label.text).collect::<Vec<_>>());
        assert_eq!(texts("1,2"), Some(vec!["1".to_owned(), "2".to_owned()]));
        assert_eq!(texts("4–6"), Some(vec!["4".to_owned(), "5".to_owned(), "6".to_owned()]));
        assert_eq!(texts("12)"), Some(vec!["12".to_owned()]));
        assert_eq!(texts("**†"), Some(vec!["**".to_owned(), "†".to_owned()]));
        assert_eq!(texts("th"), None);
        assert_eq!(texts("-1"), None);
    }
}
