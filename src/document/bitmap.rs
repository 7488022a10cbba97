//! Pictures, decoded.

use serde::{Deserialize, Serialize};

/// A side of a picture has at most so many points: more tell a reader nothing.
pub(crate) const MOST_SIDE: u32 = 2_000;

/// A picture: rows of points from the top, three bytes each, red, green, blue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bitmap {
    /// Points in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The points.
    pub rgb: Vec<u8>,
}

impl Bitmap {
    /// A picture all white. Sides are held to what a picture may have.
    #[must_use]
    pub fn white(width: u32, height: u32) -> Self {
        let (width, height) = (width.clamp(1, MOST_SIDE), height.clamp(1, MOST_SIDE));
        Self { width, height, rgb: vec![255; width as usize * height as usize * 3] }
    }

    /// Whether its numbers agree with each other.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let sides = (1..=MOST_SIDE).contains(&self.width) && (1..=MOST_SIDE).contains(&self.height);
        sides && self.rgb.len() == self.width as usize * self.height as usize * 3
    }

    /// The point at column `x` of row `y`; white outside.
    #[must_use]
    pub fn point(&self, x: u32, y: u32) -> [u8; 3] {
        let at = (y as usize * self.width as usize + x as usize) * 3;
        match self.rgb.get(at..at + 3) {
            Some(&[r, g, b]) if x < self.width => [r, g, b],
            _ => [255; 3],
        }
    }

    /// The picture in `width` x `height` points, each the mean of those that it stands for.
    #[must_use]
    pub fn scaled(&self, width: u32, height: u32) -> Self {
        let mut out = Self::white(width, height);
        let (columns, rows) = (stretches(self.width, out.width), stretches(self.height, out.height));
        let mut points = out.rgb.chunks_exact_mut(3);
        for &(top, bottom) in &rows {
            for &(left, right) in &columns {
                let mut sums = [0_u64; 3];
                for y in top..bottom {
                    for x in left..right {
                        sums.iter_mut().zip(self.point(x, y)).for_each(|(sum, part)| *sum += u64::from(part));
                    }
                }
                let count = u64::from((bottom - top) * (right - left)).max(1);
                let Some(point) = points.next() else { return out };
                point.iter_mut().zip(sums).for_each(|(part, sum)| *part = u8::try_from(sum / count).unwrap_or(u8::MAX));
            }
        }
        out
    }

    /// The picture, made to fit in `width` x `height` points with its shape kept.
    #[must_use]
    pub fn fitted(&self, width: u32, height: u32) -> Self {
        let (own_width, own_height) = (u64::from(self.width.max(1)), u64::from(self.height.max(1)));
        let (width, height) = (u64::from(width), u64::from(height));
        let (to_width, to_height) = if own_width * height > own_height * width {
            (width, own_height * width / own_width)
        } else {
            (own_width * height / own_height, height)
        };
        let narrow = |n: u64| u32::try_from(n.max(1)).unwrap_or(MOST_SIDE);
        self.scaled(narrow(to_width), narrow(to_height))
    }
}

/// Which of `all` points each of `few` stands for: one at least.
fn stretches(all: u32, few: u32) -> Vec<(u32, u32)> {
    let at = |n: u32| u32::try_from(u64::from(n) * u64::from(all) / u64::from(few.max(1))).unwrap_or(all);
    (0..few).map(|n| (at(n).min(all.saturating_sub(1)), at(n + 1).max(at(n) + 1).min(all))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_made_smaller_by_its_means() {
        let two = Bitmap { width: 2, height: 2, rgb: vec![0, 0, 0, 200, 0, 0, 0, 100, 0, 0, 0, 60] };
        assert_eq!(two.scaled(1, 1).rgb, [50, 25, 15]);
        let wide = Bitmap::white(400, 100).fitted(80, 80);
        assert_eq!((wide.width, wide.height), (80, 20));
        assert_eq!(two.scaled(4, 4).point(3, 0), [200, 0, 0], "and larger by repeating");
    }

    #[test]
    fn a_picture_that_lies_about_its_size_is_not_sound() {
        assert!(Bitmap::white(3, 4).is_sound());
        assert!(!Bitmap { width: 3, height: 4, rgb: vec![0; 35] }.is_sound());
        assert!(!Bitmap { width: 0, height: 4, rgb: Vec::new() }.is_sound());
    }
}
