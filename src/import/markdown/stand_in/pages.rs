//! Brackets in brackets: `[[Port dues]]` leads to a page, `[[ -f x ]]` and `[[0, 1]]` do not.

use memchr::memmem;

use super::{Sign, is_escaped, near};

/// The inner brackets of those that name no page.
pub(super) fn changes(text: &str) -> Vec<(usize, Sign)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for at in memmem::find_iter(bytes, b"[[").filter(|at| !is_escaped(bytes, *at)) {
        let inside = near(text, at + 2);
        let Some(end) = inside.find(['[', ']']).filter(|end| inside[*end..].starts_with("]]")) else { continue };
        if !names_page(&inside[..end], text[..at].chars().next_back()) {
            found.extend([(at + 1, Sign::Open), (at + 2 + end, Sign::Close)]);
        }
    }
    found
}

/// Whether `inside` is the name of a page, perhaps with words to be shown; `before` stands before the brackets.
fn names_page(inside: &str, before: Option<char>) -> bool {
    let name = inside.split('|').next().unwrap_or_default();
    let in_word = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ')' | ']'));
    let is_number = name.chars().all(|c| c.is_ascii_digit());
    // Conditions of a shell, classes of characters, strings of a list.
    let is_code = name.is_empty()
        || name.starts_with(char::is_whitespace)
        || name.starts_with(['$', '!', '=', '<', '>', '^', ':', '"', '\'', ',', '*', '+'])
        || (in_word && (is_number || name.chars().count() <= 2));
    // Rows of numbers; a day is a page in many notebooks.
    let may_be_words = name.contains(char::is_alphabetic)
        || name.chars().all(|c| c.is_numeric() || matches!(c, '-' | '.' | '#' | '/' | '_' | ':' | ' '));
    !is_code && may_be_words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_numbers_are_no_pages() {
        for (inside, before, is_page) in [
            ("Port dues", None, true),
            ("항만 사용료|사용료", Some('은'), true),
            ("2024-01-05", None, true),
            ("1984", Some(' '), true),
            ("#History", None, true),
            (" -f x ", None, false),
            (" Page ", None, false),
            ("0, 1", None, false),
            ("1 + 2", None, false),
            (":alpha:", None, false),
            ("^a-z", None, false),
            ("$a == b", None, false),
            ("\"a\", \"b\"", None, false),
            ("i", Some('x'), false),
            ("1", Some('x'), false),
            ("i", Some(' '), true),
            ("", None, false),
        ] {
            assert_eq!(names_page(inside, before), is_page, "{inside}");
        }
    }

    #[test]
    fn the_inner_brackets_are_hidden() {
        assert_eq!(changes("a [[ x ]] [[P]]"), [(3, Sign::Open), (7, Sign::Close)]);
        assert_eq!(changes("[[0, 1], [2, 3]] \\[[ x ]] [[ no end"), []);
    }
}
