//! The beginning of an export, made of its first notes: what a preview shows need not cost
//! what the whole does.

use super::{AnnotatedDocument, ExportInput};

/// Notes that a beginning is made of.
const NOTES: usize = 100;

/// The bytes that an export begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The first bytes of the export.
    pub bytes: Vec<u8>,
    /// Whether they are all there is.
    pub is_whole: bool,
}

/// The beginning of what `write` makes of `bundle`, `enough` bytes of it or more where there
/// are as many; the notes come in the order that they are written in.
///
/// It is what two exports have in common: of the first notes, and of one note more. What
/// depends on the notes behind them (a count, what closes a list) differs in both and is left
/// out; where that leaves too little, the whole is written.
///
/// # Errors
/// What `write` says.
pub fn opening<E>(bundle: &ExportInput, enough: usize, write: &dyn Fn(&ExportInput) -> Result<Vec<u8>, E>) -> Result<Opening, E> {
    let all: usize = bundle.briefs.iter().map(|brief| brief.notes.len()).sum();
    if all > 2 * NOTES {
        let (first, more) = (first_notes(bundle.briefs, NOTES), first_notes(bundle.briefs, NOTES + 1));
        let (first, more) =
            (write(&ExportInput { briefs: &first, ..*bundle })?, write(&ExportInput { briefs: &more, ..*bundle })?);
        let same = first.iter().zip(&more).take_while(|(a, b)| a == b).count();
        let end = first[..same].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if end >= enough {
            return Ok(Opening { bytes: first[..end].to_vec(), is_whole: false });
        }
    }
    Ok(Opening { bytes: write(bundle)?, is_whole: true })
}

/// The briefs with their first `count` notes; those behind them are left out.
fn first_notes<'a>(briefs: &[AnnotatedDocument<'a>], count: usize) -> Vec<AnnotatedDocument<'a>> {
    let mut left = count;
    let mut found = Vec::new();
    for brief in briefs {
        if left == 0 && !found.is_empty() {
            break;
        }
        let taken = brief.notes.len().min(left);
        found.push(AnnotatedDocument { notes: &brief.notes[..taken], ..brief.clone() });
        left -= taken;
    }
    found
}
