//! Brackets behind backslashes: `\[x^2\]` and `\(n\)` are formulas of LaTeX; `\[4\]`, `\(US\)` and `\(a\)` are how
//! converters write brackets of prose.

use std::collections::HashSet;

use memchr::{memchr_iter, memmem};

use super::{LONGEST, Sign, up_to};

/// Letters of a word that is looked up, at most.
const LONGEST_WORD: usize = 3;

/// What letters are used for in a text.
#[derive(Debug, Clone, Default)]
pub(in crate::import::markdown) struct Letters {
    /// Words of what is a formula by its signs.
    variables: HashSet<String>,
    /// What stands alone in round brackets behind backslashes.
    alone: HashSet<String>,
}

impl Letters {
    /// Looks through the whole of `text`.
    pub(in crate::import::markdown) fn of(text: &str) -> Self {
        let mut letters = Self::default();
        if memmem::find(text.as_bytes(), br"\(").is_none() {
            return letters;
        }
        each_bracket(text, |bracket| {
            let Some(source) = bracket.source else { return false };
            let has_signs = has_signs(source);
            if has_signs {
                letters.add_variables(source);
            } else if bracket.is_round && source.len() <= LONGEST_WORD {
                letters.alone.insert(source.to_owned());
            }
            has_signs
        });
        let dollars: Vec<usize> = memchr_iter(b'$', text.as_bytes()).collect();
        for pair in dollars.windows(2).filter(|pair| pair[1] - pair[0] <= LONGEST) {
            let source = &text[pair[0] + 1..pair[1]];
            if !source.starts_with(char::is_whitespace) && !source.ends_with(char::is_whitespace) && has_signs(source) {
                letters.add_variables(source);
            }
        }
        letters
    }

    fn add_variables(&mut self, source: &str) {
        let mut from = 0;
        while let Some(word) = next_word(source, &mut from) {
            if word.len() <= LONGEST_WORD {
                self.variables.insert(word.to_owned());
            }
            if word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                self.variables.extend(word.chars().map(String::from));
            }
        }
    }

    /// Whether `source` is variables, and numbers perhaps.
    fn are_variables(&self, source: &str) -> bool {
        let words = || source.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let is_variable = |word: &str| self.variables.contains(word) || word.len() == 1 && word.is_ascii() && !self.counts(word);
        words().next().is_some() && words().all(is_variable)
    }

    /// Whether `letter` counts items, `(a)`, `(b)`, `(i)`, or is a sign, `(c)`.
    fn counts(&self, letter: &str) -> bool {
        let has = |words: [&str; 2]| words.iter().any(|word| self.alone.contains(*word));
        match letter {
            "a" | "A" | "i" | "I" | "c" | "C" => true,
            "v" | "x" if has(["ii", "iv"]) => true,
            "V" | "X" if has(["II", "IV"]) => true,
            _ => {
                let byte = letter.as_bytes()[0];
                let first = if byte.is_ascii_uppercase() { b'A' } else { b'a' };
                (first..byte).all(|before| self.alone.contains(char::from(before).encode_utf8(&mut [0; 4]) as &str))
            }
        }
    }
}

/// The next word of letters from byte `from` on that is no command.
fn next_word<'s>(source: &'s str, from: &mut usize) -> Option<&'s str> {
    loop {
        let start = *from + source.get(*from..)?.find(char::is_alphabetic)?;
        let rest = &source[start..];
        let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        *from = start + len;
        if !source[..start].ends_with('\\') {
            return Some(&rest[..len]);
        }
    }
}

/// A bracket behind a backslash that opens.
struct Bracket<'s> {
    at: usize,
    /// What it holds, where it ends.
    source: Option<&'s str>,
    is_round: bool,
}

/// Gives each bracket behind a backslash to `take`, which says whether it is a formula: what stands in one is none.
fn each_bracket<'s>(text: &'s str, mut take: impl FnMut(Bracket<'s>) -> bool) {
    let bytes = text.as_bytes();
    // Up to where the text has been looked through.
    let mut done = 0;
    for at in memchr_iter(b'\\', bytes) {
        if at < done || at + 1 >= bytes.len() {
            continue;
        }
        let (close, is_round) = match bytes[at + 1] {
            // An escaped backslash.
            b'\\' => {
                done = at + 2;
                continue;
            }
            b'[' => (r"\]", false),
            b'(' => (r"\)", true),
            _ => continue,
        };
        let from = at + 2;
        let source = up_to(text, from, close);
        let is_formula = take(Bracket { at, source, is_round });
        done = from + source.filter(|_| is_formula).map_or(0, |source| source.len() + 2);
    }
}

/// The brackets behind backslashes that comrak would take for the signs of a formula, and where formulas begin.
pub(super) fn changes(text: &str, letters: &Letters) -> Vec<(usize, Sign)> {
    let mut found = Vec::new();
    each_bracket(text, |Bracket { at, source, is_round }| {
        let kind = if is_round { 2 } else { 0 };
        let before = text[..at].chars().next_back();
        let Some(source) = source else {
            // comrak would look for its end to the end of the file, for each anew.
            found.push((at, Sign::Bracket(kind)));
            return false;
        };
        let is_formula = is_formula(source, is_round.then_some(letters), before);
        if is_formula {
            found.push((at + 2, Sign::Begins));
        } else {
            found.extend([(at, Sign::Bracket(kind)), (at + 2 + source.len(), Sign::Bracket(kind + 1))]);
        }
        is_formula
    });
    // A bracket inside another one ends at the same sign.
    found.sort_unstable_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    found
}

/// Whether what stands between brackets of LaTeX is a formula, no words and no number. In round ones (with `letters`)
/// variables alone are one, unless they stand at the end of a word, as in `item\(s\)`.
fn is_formula(source: &str, letters: Option<&Letters>, before: Option<char>) -> bool {
    let alone = |letters: &Letters| !before.is_some_and(char::is_alphanumeric) && letters.are_variables(source);
    !source.contains("](") && (has_signs(source) || letters.is_some_and(alone))
}

/// Whether `source` has signs that only formulas have.
fn has_signs(source: &str) -> bool {
    let sides = |at: usize| (source[..at].trim_end().chars().next_back(), source[at + 1..].trim_start().chars().next());
    let is_index = |(at, _): (usize, &str)| {
        let before = source[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        before && source[at + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '{')
    };
    let is_command = |(at, _): (usize, &str)| !source[at + 1..].starts_with(['[', '(', ']', ')']);
    // `C++`, `+5%` and `<10` are no sums.
    let is_between = |(at, _): (usize, &str)| {
        let (before, after) = sides(at);
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '}' | '\'' | '%'))
            && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '[' | '\\' | '-' | '.'))
    };
    source.contains(['^', '=', '{'])
        || source.match_indices(['+', '<', '>']).any(is_between)
        || source.match_indices('_').any(is_index)
        || source.match_indices('\\').any(is_command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_variables_make_a_formula() {
        for (source, display, round) in [
            ("4", false, false),
            ("x", false, true),
            ("x, y", false, true),
            ("2n", false, true),
            ("sic", false, false),
            ("US", false, false),
            ("kg", false, false),
            ("a", false, false),
            ("i", false, false),
            ("c", false, false),
            ("역자 주", false, false),
            ("see _below_ here", false, false),
            ("a_1", true, true),
            ("GDP_t = C_t", true, true),
            ("총수요 = 소비 + 투자", true, true),
            ("a+b", true, true),
            ("C++", false, false),
            ("+5%", false, false),
            ("<10", false, false),
            (r"\alpha", true, true),
            ("see [this](x?a=1)", false, false),
            ("", false, false),
        ] {
            let round_one = is_formula(source, Some(&Letters::default()), None);
            assert_eq!((is_formula(source, None, None), round_one), (display, round), "{source}");
        }
        assert!(!is_formula("s", Some(&Letters::default()), Some('m')));
    }

    /// What is taken for formulas.
    fn formulas(text: &str) -> Vec<&str> {
        let begins = changes(text, &Letters::of(text)).into_iter().filter(|(_, sign)| *sign == Sign::Begins);
        begins.map(|(at, _)| text[at..].split('\\').next().unwrap_or_default()).collect()
    }

    #[test]
    fn letters_that_count_items_are_no_variables() {
        assert_eq!(formulas(r"The law \(a\) binds, \(b\) frees and \(d\) ends."), ["d"]);
        assert_eq!(formulas(r"First \(i\), then \(ii\), \(iii\), \(iv\) and \(v\)."), [""; 0]);
        assert_eq!(formulas(r"\(A\) 갑, \(B\) 을, \(C\) 병, \(D\) 정"), [""; 0]);
    }

    #[test]
    fn letters_of_other_formulas_are_variables() {
        assert_eq!(formulas(r"Where \(a + b = 1\), \(a\) and \(b\) are shares of \(US\)."), ["a + b = 1", "a", "b"]);
        assert_eq!(formulas(r"So $i_t = 0$, and \(i\) is the rate; \(v\) and \(t\) too."), ["i", "v", "t"]);
        assert_eq!(formulas(r"It costs $5 or $6 \(a\)."), [""; 0]);
        assert_eq!(formulas(r"The item\(s\) of \(US\) law"), [""; 0]);
    }
}
