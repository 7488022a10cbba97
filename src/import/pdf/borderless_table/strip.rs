//! Upright strips of white space: what parts columns.

/// An upright strip that (nearly) nothing crosses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::import::pdf) struct Strip {
    pub(in crate::import::pdf) from: f32,
    pub(in crate::import::pdf) to: f32,
}

impl Strip {
    pub(in crate::import::pdf) fn middle(&self) -> f32 {
        f32::midpoint(self.from, self.to)
    }

    pub(in crate::import::pdf) fn width(&self) -> f32 {
        self.to - self.from
    }

    /// Whether two strips are those between the same columns.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// The strips, from the left, between what goes from one place to another with a weight, where all that crosses a
/// strip weighs no more than `allowed`.
pub(in crate::import::pdf) fn free(parts: impl Iterator<Item = (f32, f32, i32)>, allowed: i32) -> Vec<Strip> {
    let mut edges: Vec<(f32, i32)> = parts.flat_map(|(from, to, weight)| [(from, weight), (to, -weight)]).collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut depth = 0;
    let mut strips: Vec<Strip> = Vec::new();
    let mut open: Option<f32> = None;
    for (x, step) in edges {
        let before = depth;
        depth += step;
        if before > allowed && depth <= allowed {
            open = Some(x);
        } else if before <= allowed
            && depth > allowed
            && let Some(from) = open.take()
        {
            strips.push(Strip { from, to: x });
        }
    }
    strips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_lie_between_what_touches() {
        let parts = || [(0.0, 10.0, 1), (20.0, 30.0, 1), (30.0, 40.0, 1), (5.0, 12.0, 1), (50.0, 60.0, 1)].into_iter();
        assert_eq!(free(parts(), 0), [Strip { from: 12.0, to: 20.0 }, Strip { from: 40.0, to: 50.0 }]);
        // One that goes over all of it is passed over.
        let crossed = || parts().chain([(0.0, 60.0, 1)]);
        assert!(free(crossed(), 0).is_empty());
        assert_eq!(free(crossed(), 1), [Strip { from: 12.0, to: 20.0 }, Strip { from: 40.0, to: 50.0 }]);
    }
}
