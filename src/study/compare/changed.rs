//! What changed since an older text of which only the words are kept, section by section.

use super::sequence::{Budget, Run, runs};
use super::words::Vocabulary;
use crate::document::{Document, Point};

/// What changed in a section: its paragraphs that are new, and those that went from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedUnits {
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
pub fn changes(old: &str, new: &Document) -> Vec<ChangedUnits> {
    let mut texts = Vocabulary::default();
    let old_units: Vec<&str> = old.split('\n').collect();
    let new_units: Vec<&str> = new.text().split('\n').collect();
    let old_ids: Vec<u32> = old_units.iter().map(|unit| texts.id(unit)).collect();
    let new_ids: Vec<u32> = new_units.iter().map(|unit| texts.id(unit)).collect();
    let mut starts = Vec::with_capacity(new_units.len() + 1);
    starts.push(0);
    starts.extend(new_units.iter().scan(0, |at, unit| {
        *at += unit.len() + 1;
        Some(*at)
    }));
    let mut found: Vec<ChangedUnits> = Vec::new();
    let mut tell = |unit: usize, added: usize, removed: usize| {
        let section = new.section_at(Point::new(starts[unit].min(new.text().len())));
        if found.last().is_none_or(|last| last.section != section) {
            found.push(ChangedUnits { section, added: 0, removed: 0 });
        }
        if let Some(last) = found.last_mut() {
            (last.added, last.removed) = (last.added + added, last.removed + removed);
        }
    };
    let (mut l, mut r) = (0, 0);
    let end = Run { left: old_units.len(), right: new_units.len(), length: 0 };
    for run in runs(&old_ids, &new_ids, &mut Budget::usual()).into_iter().chain([end]) {
        let removed = old_units[l..run.left].iter().filter(|unit| !unit.is_empty()).count();
        if removed > 0 {
            tell(r, 0, removed);
        }
        for unit in (r..run.right).filter(|unit| !new_units[*unit].is_empty()) {
            tell(unit, 1, 0);
        }
        (l, r) = (run.left + run.length, run.right + run.length);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Builder};

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
        assert_eq!(changes(&old, &new), [ChangedUnits { section: Some(1), added: 1, removed: 2 }]);
        assert_eq!(changes(new.text(), &new), []);
    }
}
