//! Whether one text is a newer edition of another, and what changed between them.

use std::time::Duration;

use similar::{Algorithm, ChangeTag, TextDiff};

use crate::document::Document;

/// Words compared of each text: enough to know a document again.
const COMPARED: usize = 20_000;
/// How long a comparison may take; beyond it, what was found so far counts.
const PATIENCE: Duration = Duration::from_millis(500);

/// How alike two texts are, word by word in their order, from 0.0 to 1.0. Unrelated texts of
/// one language come to about 0.2, by their small words.
#[must_use]
pub fn likeness(old: &str, new: &str) -> f64 {
    let [old, new] = [old, new].map(|text| text.split_whitespace().take(COMPARED).collect::<Vec<_>>());
    if old.is_empty() || new.is_empty() {
        return 0.0;
    }
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).timeout(PATIENCE).diff_slices(&old, &new);
    f64::from(diff.ratio())
}

/// What changed in a section: its paragraphs that are new, and those that went from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// The section of the newer document; none for what stands in none.
    pub section: Option<usize>,
    /// Units (paragraphs, cells) that the older text did not have.
    pub added: usize,
    /// Units that the newer one no longer has here.
    pub removed: usize,
}

/// What changed from `old` to `new`, section by section, in order; sections that are as they
/// were are left out.
#[must_use]
pub fn changes(old: &str, new: &Document) -> Vec<Changed> {
    let [old_units, new_units] = [old, new.text()].map(|text| text.split('\n').collect::<Vec<_>>());
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).timeout(PATIENCE).diff_slices(&old_units, &new_units);
    let mut found: Vec<Changed> = Vec::new();
    let mut at = 0;
    for change in diff.iter_all_changes() {
        let point = crate::document::Point::new(at.min(new.text().len()));
        if change.tag() != ChangeTag::Delete {
            at += change.value().len() + 1;
        }
        if change.tag() == ChangeTag::Equal || change.value().is_empty() {
            continue;
        }
        let section = new.section_at(point);
        if found.last().is_none_or(|last| last.section != section) {
            found.push(Changed { section, added: 0, removed: 0 });
        }
        if let Some(last) = found.last_mut() {
            match change.tag() {
                ChangeTag::Insert => last.added += 1,
                _ => last.removed += 1,
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Builder};

    #[test]
    fn editions_are_alike_and_other_texts_are_not() {
        let old = "북러 밀착은 두 나라의 이해가 맞은 결과이다. 그러나 오래갈지는 알 수 없다. ".repeat(40);
        let new = old.replace("오래갈지는", "언제까지 갈지는") + "새 문장이 하나 있다.";
        assert!(likeness(&old, &new) > 0.85);
        assert!(likeness(&old, "한내시는 여름 대책을 내놓으면서 나무를 더 심겠다고 밝혔다. 시의회는 늦었다고 했다.") < 0.2);
        assert!((likeness(&old, "") - 0.0).abs() < f64::EPSILON);
    }

    #[test]
    fn changes_are_told_by_section() {
        let mut builder = Builder::new();
        for (title, body) in [("One", "Same."), ("Two", "Other words."), ("Three", "Same again.")] {
            builder.open(BlockKind::Heading(1));
            builder.text(title);
            builder.open(BlockKind::Paragraph);
            builder.text(body);
        }
        let new = builder.finish().expect("a small document");
        let old = new.text().replace("Other words.", "Old words.\nAnd more.");
        assert_eq!(changes(&old, &new), [Changed { section: Some(1), added: 1, removed: 2 }]);
        assert_eq!(changes(new.text(), &new), []);
    }
}
