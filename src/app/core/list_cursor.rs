//! A cursor in a list that is longer than its window.

/// The chosen entry, and the first one shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The chosen entry.
    pub at: usize,
    /// The first entry shown.
    pub first: usize,
}

impl ListCursor {
    /// A roll that starts at entry `at`.
    #[must_use]
    pub fn starting(at: usize) -> Self {
        Self { at, first: at.saturating_sub(2) }
    }

    /// Moves by `by` among `count` entries.
    pub fn step(&mut self, by: isize, count: usize) {
        self.at = self.at.saturating_add_signed(by).min(count.saturating_sub(1));
    }

    /// Keeps the chosen entry in a window of `height` entries out of `count`.
    pub fn fit(&mut self, height: usize, count: usize) {
        self.at = self.at.min(count.saturating_sub(1));
        let height = height.max(1);
        let air = usize::from(height > 4);
        self.first = self.first.min(self.at.saturating_sub(air));
        let lowest = (self.at + 1 + air).min(count).saturating_sub(height);
        self.first = self.first.max(lowest).min(count.saturating_sub(height));
    }

    /// The entries shown in a window of `height` out of `count`.
    #[must_use]
    pub fn window(&self, height: usize, count: usize) -> std::ops::Range<usize> {
        self.first.min(count)..(self.first + height).min(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_chosen_entry_is_always_shown(steps in proptest::collection::vec(-30_isize..30, 1..40), count in 1_usize..60, height in 1_usize..20) {
            let mut cursor = ListCursor::default();
            for step in steps {
                cursor.step(step, count);
                cursor.fit(height, count);
                prop_assert!(cursor.window(height, count).contains(&cursor.at));
                prop_assert!(cursor.window(height, count).len() == height.min(count));
            }
        }
    }
}
