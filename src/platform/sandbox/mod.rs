//! Documents read apart: in a process of this same program that limits itself first, so that
//! no file can take more than a moment of it.
//!
//! The bytes go in by one pipe, and by another come [`wire`] frames: how far it is, an
//! opening, the whole document. What dies, hangs or grows is ended; the page that it was at is
//! left out, and the rest read again without it.

mod attempt;
mod budget;
mod child;
mod confine;
mod limits;
mod pipes;
mod wire;

use std::collections::BTreeSet;

use crate::document::{Bitmap, Document};
use crate::import::{Ending, Format, ImportError, ReadObserver};

pub(crate) use attempt::program;
use attempt::{Answer, Failure, attempt};
use budget::Spent;
pub(crate) use child::{COMMAND, serve};
pub(crate) use limits::{Limits, LimitsConfig, allow, limits};
use wire::Asked;

/// Pages that are left out one after the other before a document is given up.
const MOST_FAILED: usize = 8;

/// Reads `bytes` apart.
///
/// # Errors
/// What the reader said of the bytes; [`ImportError::Ended`] where it ended, or had to be, before that.
pub(crate) fn read(format: &Format, bytes: &[u8], limits: Limits, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    let mut spent = Spent::default();
    let mut failed: BTreeSet<u32> = BTreeSet::new();
    let mut last: Option<Ending> = None;
    loop {
        let skip = failed.iter().copied().collect();
        let opening = watch.wants_opening() && failed.is_empty();
        let asked = Asked { skip, opening, ..asked(format, limits, watch) };
        match attempt(&asked, bytes, limits, &mut spent, watch) {
            // Nothing but pages that failed is nothing read.
            Ok(Answer::Document(document)) if document.text().trim().is_empty() && last.is_some() => {
                return Err(ended(0, last.unwrap_or(Ending::Silent(String::new()))));
            }
            Ok(Answer::Document(document)) => return Ok(*document),
            Ok(Answer::Picture(_)) => return Err(ImportError::Damaged),
            Err(Failure::Told(error)) => return Err(error),
            Err(Failure::Ended { at: Some(page), how })
                if failed.len() < MOST_FAILED && is_of_page(&how) && failed.insert(page) =>
            {
                log::warn!("reading apart: {how:?} at page {}; read again without it", page + 1);
                // All of the attempts together keep to the time.
                if let Some(how) = budget::overdrawn(limits, Spent::default(), spent) {
                    return Err(ended(page, how));
                }
                last = Some(how);
            }
            Err(Failure::Ended { at, how }) => {
                log::warn!("reading apart: {how:?}");
                return Err(ended(at.unwrap_or(0), how));
            }
        }
    }
}

/// Decodes one of a document's pictures apart.
///
/// # Errors
/// As [`read`]; [`ImportError::Damaged`] too where the format or the document has no such picture.
pub(crate) fn picture(
    format: &Format,
    bytes: &[u8],
    name: &str,
    limits: Limits,
    watch: &dyn ReadObserver,
) -> Result<Bitmap, ImportError> {
    let asked = Asked { picture: Some(name.to_owned()), ..asked(format, limits, watch) };
    match attempt(&asked, bytes, limits, &mut Spent::default(), watch) {
        Ok(Answer::Picture(picture)) => Ok(picture),
        Ok(Answer::Document(_)) => Err(ImportError::Damaged),
        Err(Failure::Told(error)) => Err(error),
        Err(Failure::Ended { how, .. }) => {
            log::warn!("decoding apart: {how:?}");
            Err(ended(0, how))
        }
    }
}

/// Whether it may be the page's fault.
fn is_of_page(how: &Ending) -> bool {
    !matches!(how, Ending::Time { of_page: false, .. } | Ending::Killed(_) | Ending::Replaced | Ending::NotStarted(_))
}

/// What is asked of the process, where nothing more is said: the document.
fn asked(format: &Format, limits: Limits, watch: &dyn ReadObserver) -> Asked {
    Asked {
        version: wire::VERSION.to_owned(),
        format: format.name.to_owned(),
        password: watch.password().map(str::to_owned),
        skip: Vec::new(),
        opening: false,
        picture: None,
        memory: limits.bytes(),
        seconds: limits.seconds,
    }
}

fn ended(pages: u32, how: Ending) -> ImportError {
    ImportError::Ended { pages, how }
}
