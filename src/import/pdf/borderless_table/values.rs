//! What tables print for values.

use crate::import::text::is_value;

/// Whether each word of a cell is a value.
pub(in crate::import::pdf) fn is_numeric(text: &str) -> bool {
    !text.is_empty() && text.split(' ').all(is_value_of_table)
}

/// Whether a word is a value, with the signs that tables put at it, or what stands for one.
fn is_value_of_table(word: &str) -> bool {
    const SIGNS: [char; 7] = ['*', ')', '†', '‡', '§', '#', ']'];
    let bare = word.trim_end_matches(SIGNS);
    let none = || {
        !word.is_empty() && word.chars().all(|c| matches!(c, '‡' | '†' | '§' | '#' | '*'))
            || matches!(word, "n.s." | "n.d." | ":")
    };
    // The first of two that a bracket holds.
    let first =
        || word.strip_prefix(['(', '[']).and_then(|inside| is_value(inside.strip_suffix([',', ';'])?).then_some(())).is_some();
    is_value(bare) || is_value(word) || is_interval(word) || none() || first()
}

/// Whether a word is an interval in brackets: `(13.8–17.1)`, `[0.2,0.4]`. One without brackets may be a name.
fn is_interval(word: &str) -> bool {
    let inside = word.trim_end_matches(['*', '†', '‡']);
    let inside = inside.strip_prefix(['(', '[']).and_then(|inside| inside.strip_suffix([')', ']']));
    let ends = |inside: &str| {
        let at = inside.char_indices().skip(1).find(|(_, c)| matches!(c, '–' | '—' | '-' | '−' | '~' | ',' | ';' | ':'));
        at.is_some_and(|(at, sign)| is_value(&inside[..at]) && is_value(&inside[at + sign.len_utf8()..]))
    };
    // A comma may part thousands first.
    inside.is_some_and(|inside| {
        !is_value(inside) && (ends(inside) || inside.split_once(['–', '—', '−']).is_some_and(|(a, b)| is_value(a) && is_value(b)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_signs_and_stars_are_values() {
        for text in [
            "(13.8–17.1)",
            "[0.2,0.4]",
            "(-0.3--0.1)",
            "(1,200–1,450)",
            "0.12***",
            "‡",
            "..",
            "n.a.",
            "(0.2, 0.4)",
            "5.1 (4.9–5.3)",
            "#",
            "3.2†",
        ] {
            assert!(is_numeric(text), "{text}");
        }
        for text in ["18–24", "(a–b)", "(2)x", "", "(13.8–)", "p (1)"] {
            assert!(!is_numeric(text), "{text}");
        }
    }
}
