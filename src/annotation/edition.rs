//! Whether one text is a newer edition of another.

use std::time::Duration;

use similar::{Algorithm, TextDiff};

/// Words compared of each text: enough to know a document again.
const COMPARED: usize = 20_000;
/// How long a comparison may take; beyond it, what was found so far counts.
const PATIENCE: Duration = Duration::from_millis(500);

/// How alike two texts are, word by word in their order, from 0.0 to 1.0. Unrelated texts of
/// one language share about 0.2, by their small words.
#[must_use]
pub fn similarity(old: &str, new: &str) -> f64 {
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
}
