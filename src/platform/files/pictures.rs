//! The pictures of a document, as it was read from a file.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

use crate::app::Origin;
use crate::document::Bitmap;
use crate::import::{Format, ReadObserver, ReadOptions};
use crate::platform::sandbox;

use super::opened::read_rest;
use super::password::WithPassword;
use super::{OpenedFile, ReadError};

/// A file whose pictures are decoded, each in a process of its own: one that fails is one lost.
pub(crate) struct Pictures {
    format: &'static Format,
    bytes: Vec<u8>,
}

impl Pictures {
    /// Reads the bytes of `origin`.
    pub(crate) fn of(origin: &Origin, options: ReadOptions) -> Result<Self, ReadError> {
        let OpenedFile { name, head: mut bytes, rest, .. } = OpenedFile::open(origin)?;
        if let Some(mut rest) = rest
            && !read_rest(&mut bytes, &mut rest, sandbox::limits().file_bytes(), &())?
        {
            return Err(ReadError::TooMuch { memory: sandbox::limits().bytes() >> 20 });
        }
        Ok(Self { format: options.format_of(&name, &bytes), bytes })
    }

    /// Decodes a picture, by the name that the document has for it.
    pub(crate) fn decode(&self, name: &str, watch: &dyn ReadObserver) -> Result<Bitmap, ReadError> {
        Ok(sandbox::picture(self.format, &self.bytes, name, sandbox::limits(), &WithPassword::of(watch))?)
    }
}

/// Writes a picture as PNG, where no file is yet, and makes its folder.
///
/// # Errors
/// Those of the system; that a file is there already.
pub(crate) fn save_png(path: &Path, bitmap: &Bitmap) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let mut encoder = png::Encoder::new(io::BufWriter::new(file), bitmap.width, bitmap.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&bitmap.rgb)?;
    writer.finish()?;
    Ok(())
}
