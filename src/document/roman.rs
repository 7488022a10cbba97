//! Roman numbers.

/// Letters, or two of them, and what they count, from the largest.
const VALUES: [(&str, u32); 13] = [
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
];

/// The value of a Roman number, as it is written: `xiv` or `XIV`, but not `XiV`, `iiii` or `ill`.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let small = text.to_ascii_lowercase();
    let one_case = small == text || !text.contains(|c: char| c.is_ascii_lowercase());
    // The longest below 4000: `mmmdccclxxxviii`.
    if text.is_empty() || text.len() > 15 || !one_case {
        return None;
    }
    let mut rest = small.as_str();
    let mut value = 0;
    for (letters, counts) in VALUES {
        let most = if letters.len() > 1 || matches!(letters, "d" | "l" | "v") { 1 } else { 3 };
        for _ in 0..most {
            let Some(behind) = rest.strip_prefix(letters) else { break };
            (rest, value) = (behind, value + counts);
        }
    }
    (rest.is_empty() && written(value) == small).then_some(value)
}

/// The number `value` in small letters.
fn written(mut value: u32) -> String {
    let mut out = String::new();
    for (letters, counts) in VALUES {
        while value >= counts {
            out.push_str(letters);
            value -= counts;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numbers_are_read_as_they_are_written() {
        for value in 1..4000 {
            let text = written(value);
            assert_eq!((roman(&text), roman(&text.to_uppercase())), (Some(value), Some(value)), "{text}");
        }
        for text in ["", "iiii", "ill", "vx", "XiV", "Iv", "ivi", "ixx", "a", "일", "xiv.", "iviv", "mmmm"] {
            assert_eq!(roman(text), None, "{text}");
        }
    }
}
