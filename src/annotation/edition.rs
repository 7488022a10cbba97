//! Whether one text is a newer edition of another.

use std::collections::HashMap;
use std::time::Duration;

use similar::{Algorithm, TextDiff};

use super::finding::candidate::share;

/// Words compared of each text: enough to know a document again.
const COMPARED: usize = 20_000;
/// How long a comparison may take; beyond it, what was found so far counts.
const PATIENCE: Duration = Duration::from_millis(500);

/// How alike two texts are, from 0.0 to 1.0: word by word in their order, or line by line in any order, as a table
/// is another file when it was sorted. Unrelated texts of one language share about 0.2, by their small words.
#[must_use]
pub fn similarity(old: &str, new: &str) -> f64 {
    in_order(old, new).max(lines_shared(old, new))
}

/// The share of two texts, by length, that stands in lines which both have, from 0.0 to 1.0.
#[must_use]
pub fn lines_shared(old: &str, new: &str) -> f64 {
    let mut left: HashMap<&str, usize> = HashMap::new();
    lines(old).for_each(|line| *left.entry(line).or_default() += 1);
    let mut is_shared = |line: &str| left.get_mut(line).filter(|count| **count > 0).map(|count| *count -= 1).is_some();
    let shared: usize = lines(new).filter(|line| is_shared(line)).map(str::len).sum();
    share(2 * shared, lines(old).chain(lines(new)).map(str::len).sum())
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn in_order(old: &str, new: &str) -> f64 {
    let [old, new] = [old, new].map(|text| text.split_whitespace().take(COMPARED).collect::<Vec<_>>());
    if old.is_empty() || new.is_empty() {
        return 0.0;
    }
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).timeout(PATIENCE).diff_slices(&old, &new);
    f64::from(diff.ratio())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_alike_and_other_texts_are_not() {
        let old = "북러 밀착은 두 나라의 이해가 맞은 결과이다. 그러나 오래갈지는 알 수 없다. ".repeat(40);
        let new = old.replace("오래갈지는", "언제까지 갈지는") + "새 문장이 하나 있다.";
        assert!(similarity(&old, &new) > 0.85);
        assert!(similarity(&old, "한내시는 여름 대책을 내놓으면서 나무를 더 심겠다고 밝혔다. 시의회는 늦었다고 했다.") < 0.2);
        assert!((similarity(&old, "") - 0.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_table_that_was_sorted_is_another_edition() {
        let rows = |order: &[u32]| order.iter().map(|n| format!("town {n}\t{}\n", n * 7919 % 1000)).collect::<String>();
        let (up, down): (Vec<u32>, Vec<u32>) = ((100..160).collect(), (100..160).rev().collect());
        assert!(similarity(&rows(&up), &rows(&down)) > 0.99);
        let other: Vec<u32> = (200..260).collect();
        assert!(similarity(&rows(&up), &rows(&other)) < 0.6);
        // Lines count by their length, each as often as both have it.
        for (old, new, wanted) in [
            ("a\nbb\nccc", "ccc\nx\ny", 6.0 / 11.0),
            ("a\na\na", "a", 0.5),
            ("  a \n\n", "a", 1.0),
            ("", "", 0.0),
            ("a", "b", 0.0),
        ] {
            assert!((lines_shared(old, new) - wanted).abs() < 1e-9, "{old:?} {new:?}");
        }
    }
}
