//! What makes two forms of a term the same.

use super::scan::is_hangul;

/// The form that all forms of a term share: case, hyphens, quotes, the plural of the last word and,
/// in Hangul, blanks left out.
pub(super) fn key(text: &str) -> String {
    let has_hangul = text.chars().any(is_hangul);
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' | '\'' | '.' | '*' | '“' | '”' | '"' | '‘' => {}
            c if c.is_whitespace() || matches!(c, '-' | '–' | '—' | '‐' | '‑' | '·' | 'ㆍ' | '・' | '/') => {
                // Two numbers stay apart.
                if (!has_hangul || key.ends_with(|c: char| c.is_ascii_digit())) && !key.ends_with(' ') && !key.is_empty() {
                    key.push(' ');
                }
            }
            c => key.extend(c.to_lowercase()),
        }
    }
    let trimmed = key.trim_end().len();
    key.truncate(trimmed);
    let is_upper = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !has_hangul && !is_upper {
        singular(&mut key);
    }
    key
}

/// Cuts the plural's s off the last word.
fn singular(key: &mut String) {
    let last = key.rfind(' ').map_or(0, |at| at + 1);
    let word = &key[last..];
    if word.len() < 4 || !word.ends_with('s') || !word.is_ascii() {
        return;
    }
    let cut = ["ss", "us", "is", "ous", "ics"];
    if cut.iter().any(|end| word.ends_with(end)) {
        return;
    }
    if word.ends_with("ies") && word.len() > 4 {
        let length = key.len() - 3;
        key.truncate(length);
        key.push('y');
    } else if ["ches", "shes", "xes", "sses", "zes"].iter().any(|end| word.ends_with(end)) {
        let length = key.len() - 2;
        key.truncate(length);
    } else {
        key.pop();
    }
}

/// The forms that the people of a land may be called after: `russian` -> `russia`.
pub(super) fn lands(key: &str) -> impl Iterator<Item = String> + '_ {
    const ENDS: [(&str, &str); 9] =
        [("n", ""), ("an", ""), ("ian", ""), ("ean", "e"), ("ese", ""), ("ese", "a"), ("i", ""), ("ish", "and"), ("ic", "")];
    ENDS.iter().filter_map(move |(end, other)| {
        let base = key.strip_suffix(end)?;
        let last = base.rfind(' ').map_or(0, |at| at + 1);
        (base.len() - last > 2).then(|| format!("{base}{other}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_term_share_a_key() {
        for forms in [
            &["extended deterrence", "extended-deterrence", "Extended deterrence"][..],
            &["ballistic missiles", "ballistic missile"],
            &["Workers’ Party", "Workers' Party"],
            &["북-중-러 연대", "북중러 연대", "북·중·러연대"],
            &["군사정찰위성", "군사 정찰위성"],
            &["policies", "policy"],
            &["Ulan-Ude", "Ulan Ude"],
        ] {
            let keys: Vec<String> = forms.iter().map(|form| key(form)).collect();
            assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        }
        for (one, other) in [("US", "us"), ("crisis", "crisi"), ("1 2", "12"), ("UN", "US")] {
            assert_ne!((key(one), one), (key(other), other));
        }
        assert_eq!(key("crisis"), "crisis");
    }

    #[test]
    fn a_people_is_called_after_its_land() {
        for (people, land) in [
            ("russian", "russia"),
            ("north korean", "north korea"),
            ("chinese", "china"),
            ("japanese", "japan"),
            ("european", "europe"),
            ("israeli", "israel"),
        ] {
            assert!(lands(people).any(|found| found == land), "{people}");
        }
    }

    #[test]
    fn plurals_are_cut_to_what_they_are_of() {
        for (text, expected) in [
            ("missiles", "missile"),
            ("Missiles", "missile"),
            ("gas", "gas"),
            ("cars", "car"),
            ("class", "class"),
            ("virus", "virus"),
            ("basis", "basis"),
            ("famous", "famous"),
            ("politics", "politics"),
            ("policies", "policy"),
            ("ties", "tie"),
            ("churches", "church"),
            ("wishes", "wish"),
            ("boxes", "box"),
            ("classes", "class"),
            ("quizzes", "quizz"),
            ("houses", "house"),
            ("states of states", "states of state"),
            ("NGOS", "ngos"),
            ("cafés", "cafés"),
            ("the “U.S.”", "the us"),
            ("a - b", "a b"),
            ("-a-", "a"),
            ("북 중", "북중"),
            ("3 북", "3 북"),
            ("북/중", "북중"),
            ("A/B", "a b"),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
    }

    #[test]
    fn only_the_last_word_of_a_people_changes_and_it_is_no_short_one() {
        let of = |people: &str| lands(people).collect::<Vec<_>>();
        assert_eq!(of("korean"), ["korea", "kore", "kore"]);
        assert_eq!(of("north korean"), ["north korea", "north kore", "north kore"]);
        assert_eq!(of("polish"), ["poland"]);
        assert_eq!(of("iraqi"), ["iraq"]);
        assert_eq!(of("slavic"), ["slav"]);
        assert_eq!(of("men"), [""; 0]);
        assert_eq!(of("big men"), [""; 0]);
        assert_eq!(of("omani"), ["oman"]);
    }
}
