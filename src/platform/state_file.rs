//! Small files in the state folder. Nothing depends on them: one that can't be read is as good
//! as none.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the file holds; the default where it can't be read.
pub(crate) fn load<T: DeserializeOwned + Default>(state: &Path, name: &str) -> T {
    let bytes = fs::read(state.join(name)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Writes the file in one piece, so that nobody reads half of it.
///
/// # Errors
/// When it can't be written; the one before is there still.
pub(crate) fn save(state: &Path, name: &str, value: &impl Serialize) -> io::Result<()> {
    fs::create_dir_all(state)?;
    let mut file = tempfile::NamedTempFile::new_in(state)?;
    file.write_all(&serde_json::to_vec(value)?)?;
    file.persist(state.join(name))?;
    Ok(())
}
