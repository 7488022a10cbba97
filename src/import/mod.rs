//! Bytes in, a document out. No disk, no clock, no terminal: an importer is handed bytes.
//!
//! [`FORMATS`] is the whole list of what can be read; a reader is one function in a file of
//! its own, which tells what it finds to a [`crate::document::Builder`].

mod binary;
mod caption;
mod decode;
mod delimited;
mod encoding;
mod ending;
mod looks;
mod markdown;
mod options;
#[cfg(feature = "pdf")]
mod pdf;
mod stream;
mod terminal_text;
mod text;
mod window;

pub use encoding::{ENCODINGS, TextEncoding};
pub use ending::Ending;
pub use options::{ReadOptions, delimiter_named};
pub use stream::Stream;
pub use window::opening;

use crate::document::{Bitmap, BuildError, Document};

/// What is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file's name, for its extension; it is not opened.
    pub name: &'a str,
    /// Its bytes: all of them, or with `whole: false` its opening part.
    pub bytes: &'a [u8],
    /// Whether `bytes` is the whole file. An opening ends at a place that [`Format::opening`] chose.
    pub whole: bool,
}

/// A reader of a file that is read as it comes.
pub type ReadStream = fn(&mut Stream, &dyn ReadObserver) -> Result<Document, ImportError>;

/// A decoder of a picture: the file, the picture's name, and whoever has the password.
pub type ReadPicture = fn(&Source, &str, &dyn ReadObserver) -> Result<Bitmap, ImportError>;

/// A format that can be read.
#[derive(Debug)]
pub struct Format {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// The word of the catalogue that tells what of it is read.
    pub about: &'static str,
    /// File name extensions, lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// What else `--format` takes for it, besides these: what it reads as a part of itself.
    pub aliases: &'static [&'static str],
    /// Whether these bytes look like it, whatever the file's name.
    pub sniff: fn(&[u8]) -> bool,
    /// How many of these bytes, the head of a longer file, make a good opening.
    pub opening: fn(&[u8]) -> usize,
    /// Reads it as it comes, where that spares holding its bytes beside the document.
    pub stream: Option<ReadStream>,
    /// Whether it is read in a process of its own: whatever a hostile file can be made of.
    pub sandboxed: bool,
    /// Reads it.
    pub read: fn(&Source, &dyn ReadObserver) -> Result<Document, ImportError>,
    /// Decodes one of a document's pictures ([`crate::document::Picture`]) by its name.
    pub picture: Option<ReadPicture>,
    /// Grows whenever the reader gives another text for the same bytes.
    pub version: u32,
}

impl Format {
    /// A format that is told by its extension alone and read from its first byte to its last.
    const fn new(name: &'static str, read: fn(&Source, &dyn ReadObserver) -> Result<Document, ImportError>) -> Self {
        Self {
            name,
            about: "",
            extensions: &[],
            aliases: &[],
            sniff: |_| false,
            opening: |_| 0,
            stream: None,
            sandboxed: false,
            read,
            picture: None,
            version: 1,
        }
    }
}

/// Every format, in the order they are tried by their looks. Text is last: it takes anything.
/// Adding one is a file or a folder with a [`Format`], and its line here.
pub static FORMATS: &[Format] = &[
    #[cfg(feature = "pdf")]
    pdf::FORMAT,
    markdown::FORMAT,
    delimited::CSV,
    delimited::TSV,
    text::FORMAT,
];

/// Formats that this build was made without, each a feature of the crate.
pub static LEFT_OUT: &[&str] = &[
    #[cfg(not(feature = "pdf"))]
    "PDF",
];

/// Told how far a reader is; answers whether to go on.
pub trait ReadObserver {
    /// `done` of `all` bytes are read.
    ///
    /// # Errors
    /// [`ImportError::Stopped`] when nobody waits for the document any more.
    fn at(&self, done: usize, all: usize) -> Result<(), ImportError>;

    /// Bytes of memory that are left. Where there are none, a reader of text ends with what it has.
    fn room(&self) -> usize {
        usize::MAX
    }

    /// Told that nothing behind the first `bytes` of the file is read, for want of memory.
    fn cut(&self, _bytes: usize) {}

    /// Whether an opening is waited for, by a reader that can tell one before the whole.
    fn wants_opening(&self) -> bool {
        false
    }

    /// Takes the opening.
    fn opening(&self, _: Document) {}

    /// The password, for files that ask for one.
    fn password(&self) -> Option<&str> {
        None
    }

    /// What the reader says about the file.
    fn options(&self) -> ReadOptions {
        ReadOptions::default()
    }

    /// Whether page `number`, from 0, is left out: reading it failed before.
    fn skips(&self, _number: usize) -> bool {
        false
    }
}

/// Nobody watches, and nobody stops it.
impl ReadObserver for () {
    fn at(&self, _: usize, _: usize) -> Result<(), ImportError> {
        Ok(())
    }
}

/// Why nothing could be read. The words come from the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// There are no bytes, or nothing but white space.
    #[error("empty")]
    Empty,
    /// The bytes are no text: the first one that shows it.
    #[error("binary, at byte {offset}")]
    Binary {
        /// Its offset.
        offset: usize,
    },
    /// A format that is known and not read.
    #[error("{format} is not read")]
    Unsupported {
        /// Its name (`PDF`, `ZIP`, …).
        format: &'static str,
    },
    /// A format that is read, but not by this build.
    #[error("{format} was left out of this build")]
    LeftOut {
        /// Its name, one of [`LEFT_OUT`].
        format: &'static str,
    },
    /// It has a password.
    #[error("locked")]
    Locked {
        /// Whether one was given, and is not the right one.
        wrong: bool,
    },
    /// It is encrypted in a way that is not read.
    #[error("encrypted")]
    Encrypted,
    /// The process that read it ended before it had told all of it.
    #[error("ended behind page {pages}: {how:?}")]
    Ended {
        /// Pages that were read before.
        pages: u32,
        /// How it ended.
        how: Ending,
    },
    /// It is of its format by its first bytes, and can't be read any further.
    #[error("damaged")]
    Damaged,
    /// More than a document can hold.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The watch said stop.
    #[error("stopped")]
    Stopped,
}

/// Refuses what is no text by its first bytes, where `format` is one of text.
///
/// # Errors
/// As reading all of it, which need not be waited for then.
pub fn check_head(format: &Format, head: &[u8], options: ReadOptions) -> Result<(), ImportError> {
    if format.sandboxed { Ok(()) } else { decode::readable(head, options.encoding).map(drop) }
}

/// How many of the last of `bytes`, a file that was cut, belong to a character that goes on behind them.
#[must_use]
pub fn cut_character(bytes: &[u8]) -> usize {
    bytes.len() - stream::whole_characters(bytes)
}

/// The format that people call `name`: by its name, by an ending of its files, or by what else it reads.
#[must_use]
pub fn format_called(name: &str) -> Option<&'static Format> {
    let is_called = |format: &&Format| format.extensions.contains(&name) || format.aliases.contains(&name);
    format_named(name).or_else(|| FORMATS.iter().find(is_called))
}

/// The format named `name`.
#[must_use]
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format of a file: by its looks where they are plain, else by its extension, else text.
#[must_use]
pub fn format_of(name: &str, bytes: &[u8]) -> &'static Format {
    let extension = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    let by_looks = FORMATS[..FORMATS.len() - 1].iter().find(|format| (format.sniff)(bytes));
    let by_name = || FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()));
    by_looks.or_else(by_name).unwrap_or(&FORMATS[FORMATS.len() - 1])
}
