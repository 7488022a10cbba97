//! Numbers of things, as print has them: `1`, `2-1`, `3.2`, `A1`, `IV`, `Ⅱ`, `B`.

/// A number in one form, so that `Ⅱ`, `II` and `2`, `2-1` and `2.1` are the same: lower case, its
/// parts apart by points, Roman numerals counted.
///
/// Where `letters` says so, a single letter is a letter (`Appendix C`), not a hundred.
pub(super) fn normal(printed: &str, letters: bool) -> String {
    let printed = printed.trim();
    if let Some(value) = printed.chars().next().and_then(ligature).filter(|_| printed.chars().count() == 1) {
        return value.to_string();
    }
    let is_letter = printed.len() == 1 && letters;
    if !is_letter && let Some(value) = roman(printed) {
        return value.to_string();
    }
    printed.chars().map(|c| if matches!(c, '-' | '–' | '·') { '.' } else { c.to_ascii_lowercase() }).collect()
}

/// The parts of a number that counts in levels; `None` for what holds a letter.
pub(super) fn levels(normal: &str) -> Option<Vec<usize>> {
    normal.split('.').map(|part| part.parse().ok()).collect()
}

/// `Ⅰ` to `Ⅻ`.
fn ligature(c: char) -> Option<u32> {
    matches!(c, 'Ⅰ'..='Ⅻ').then(|| u32::from(c) - u32::from('Ⅰ') + 1)
}

/// The value of a numeral in capitals up to 89.
fn roman(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 8 {
        return None;
    }
    let value = |c: u8| match c {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        _ => None,
    };
    let values: Vec<u32> = letters.bytes().map(value).collect::<Option<_>>()?;
    let before_larger = |at: usize| values.get(at + 1).is_some_and(|next| *next > values[at]);
    let (less, more): (Vec<_>, Vec<_>) = values.iter().enumerate().partition(|(at, _)| before_larger(*at));
    let sum = |of: &[(usize, &u32)]| of.iter().map(|(_, value)| **value).sum::<u32>();
    let sum = sum(&more).checked_sub(sum(&less))?;
    (sum < 90 && written(sum) == letters).then_some(sum)
}

/// A number as a Roman numeral.
fn written(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 7] = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value && out.len() < 16 {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for (printed, form) in [
            ("1", "1"),
            ("2-1", "2.1"),
            ("2–1", "2.1"),
            ("3.2", "3.2"),
            ("A1", "a1"),
            ("IV", "4"),
            ("XLIX", "49"),
            ("IIX", "iix"),
            ("Ⅱ", "2"),
            ("B", "b"),
        ] {
            assert_eq!(normal(printed, false), form, "{printed}");
        }
        assert_eq!((normal("I", true), normal("II", true), normal("I", false)), ("i".into(), "2".into(), "1".into()));
        assert_eq!((levels("4.1"), levels("a1")), (Some(vec![4, 1]), None));
    }

    #[test]
    fn roman_numerals_are_those_that_would_be_written() {
        for (letters, value) in [
            ("I", Some(1)),
            ("III", Some(3)),
            ("IV", Some(4)),
            ("IX", Some(9)),
            ("XIV", Some(14)),
            ("XL", Some(40)),
            ("LXXXIX", Some(89)),
            ("LXXXVIII", Some(88)),
            ("LXXXVIIII", None),
            ("IIII", None),
            ("VX", None),
            ("IL", None),
            ("LL", None),
            ("", None),
            ("C", None),
            ("IVa", None),
        ] {
            assert_eq!(roman(letters), value, "{letters}");
        }
        assert_eq!((1..=89).find(|number| roman(&written(*number)) != Some(*number)), None);
        assert_eq!((ligature('Ⅰ'), ligature('Ⅻ'), ligature('I'), ligature('ⅰ')), (Some(1), Some(12), None, None));
        assert_eq!((normal("Ⅱa", false), normal(" 3·2 ", false), normal("Ⅳ", true)), ("Ⅱa".into(), "3.2".into(), "4".into()));
    }
}
