//! Documents in files: opening and reading them, their pictures, and what they are called.

mod meter;
mod opened;
mod origin;
pub(crate) mod password;
mod pictures;
mod pipe;
mod read_as;
mod read_error;

pub(crate) use opened::OpenedFile;
pub(crate) use origin::{Stamp, bundled_document, document_at, name_of, shown_name, stamp};
pub(crate) use password::{read_password, set_password};
pub(crate) use pictures::{Pictures, save_png};
pub(crate) use read_as::{options_of, read_as_of, ways_to_read};
pub(crate) use read_error::ReadError;

/// Bytes that an opening is made of at most; a file this small is read whole at once.
const OPENING: usize = 64 * 1024;
/// Bytes that a document may have: points are 32 bits.
const MOST: u64 = u32::MAX as u64;
