//! The words of a line, with their places.

use super::super::line::Line;

/// A word of a line: from where to where it goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Word {
    pub(super) x0: f32,
    pub(super) x1: f32,
}

impl Word {
    pub(super) fn middle(&self) -> f32 {
        f32::midpoint(self.x0, self.x1)
    }
}

/// The words of `line` from the left, whichever way it reads: pieces without a blank between them are one.
pub(super) fn words(line: &Line) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(line.pieces.len());
    for piece in &line.pieces {
        match words.last_mut() {
            Some(last) if !line.text[..piece.start as usize].ends_with(' ') => {
                (last.x0, last.x1) = (last.x0.min(piece.x0), last.x1.max(piece.x1));
            }
            _ => words.push(Word { x0: piece.x0, x1: piece.x1 }),
        }
    }
    words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    words
}

/// Where `line` has gaps of at least `least` points between its words: their middles.
pub(super) fn gaps(line: &Line, least: f32) -> Vec<f32> {
    let words = words(line);
    words.windows(2).filter(|pair| pair[1].x0 - pair[0].x1 >= least).map(|pair| f32::midpoint(pair[0].x1, pair[1].x0)).collect()
}
