//! Reading files: opened once, what was opened is looked at, never more than fits is read.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::annotation::{DocumentId, Hash32, Rendition};
use crate::app::{Origin, Reading};
use crate::document::{Bitmap, Builder, Document, SafeText, clean};
use crate::import::{self, Format, ImportError, ReadStream, Source, Stream, Watch};
use crate::platform::sandbox;
use crate::words::{Arg, Language, Words};

/// Bytes that an opening is made of at most; a file this small is read whole at once.
pub(crate) const OPENING: usize = 64 * 1024;
/// Bytes that a document may have: points are 32 bits.
const MOST: u64 = u32::MAX as u64;

const KOREAN_BRIEF: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH_BRIEF: &str = include_str!("../../content/north-korea-russia.en.md");

/// Why a document could not be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// It is a device or the like.
    Special,
    /// It may not be read.
    Forbidden,
    /// It looks like an address of the web.
    Address,
    /// It has more bytes than a document can hold.
    TooLarge(u64),
    /// Reading failed.
    Io(io::Error),
    /// Its bytes are no document.
    Import(ImportError),
}

impl From<ImportError> for ReadError {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

impl ReadError {
    /// The words for the reader: the file, what is wrong, and what to do next.
    pub(crate) fn words(&self, words: &Words, name: &str) -> String {
        let file: [(&'static str, Arg); 1] = [("file", name.into())];
        match self {
            Self::Missing => words.fill("read-missing", &file),
            Self::Folder => words.fill("read-folder", &file),
            Self::Special => words.fill("read-special", &file),
            Self::Forbidden => words.fill("read-forbidden", &file),
            Self::Address => words.fill("read-address", &file),
            Self::TooLarge(bytes) => words.fill("read-too-large", &[("file", name.into()), ("bytes", (*bytes).into())]),
            Self::Io(error) => words.fill("read-failed", &[("file", name.into()), ("reason", error.to_string().into())]),
            Self::Import(ImportError::Empty) => words.fill("read-empty", &file),
            Self::Import(ImportError::Binary { offset }) => {
                words.fill("read-binary", &[("file", name.into()), ("offset", (*offset).into())])
            }
            Self::Import(ImportError::Unsupported { format }) => {
                words.fill("read-unsupported", &[("file", name.into()), ("format", (*format).into())])
            }
            Self::Import(ImportError::LeftOut { format }) => {
                words.fill("read-left-out", &[("file", name.into()), ("format", (*format).into())])
            }
            Self::Import(ImportError::Locked { wrong: false }) => words.fill("read-locked", &file),
            Self::Import(ImportError::Locked { wrong: true }) => words.fill("read-wrong-password", &file),
            Self::Import(ImportError::Encrypted) => words.fill("read-encrypted", &file),
            Self::Import(ImportError::Overran { pages }) => {
                words.fill("read-overran", &[("file", name.into()), ("pages", (*pages).into())])
            }
            Self::Import(ImportError::Damaged) => words.fill("read-damaged", &file),
            Self::Import(ImportError::Build(_)) => words.fill("read-too-large", &[("file", name.into()), ("bytes", MOST.into())]),
            Self::Import(ImportError::Stopped) => words.fill("read-stopped", &file),
        }
    }
}

/// The password of documents that have one, as the reader has given it last.
static PASSWORD: Mutex<Option<String>> = Mutex::new(None);

/// Takes in the password for what is read from now on.
pub(crate) fn set_password(password: &str) {
    *PASSWORD.lock().unwrap_or_else(PoisonError::into_inner) = Some(password.to_owned());
}

/// Who watches a reading, and the password.
struct Keyed<'a> {
    watch: &'a dyn Watch,
    password: Option<String>,
}

impl Watch for Keyed<'_> {
    fn at(&self, done: usize, all: usize) -> Result<(), ImportError> {
        self.watch.at(done, all)
    }

    fn wants_opening(&self) -> bool {
        self.watch.wants_opening()
    }

    fn opening(&self, document: Document) {
        self.watch.opening(document);
    }

    fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }
}

/// Bytes that were opened: their beginning, and the rest still to come.
pub(crate) struct Opened {
    /// What the file is called.
    pub(crate) name: String,
    /// The bytes read so far.
    pub(crate) head: Vec<u8>,
    rest: Option<Box<dyn Read + Send>>,
    /// How many bytes there are in all, where that is known.
    pub(crate) size: Option<u64>,
}

impl Opened {
    /// Opens `origin` and reads its first [`OPENING`] bytes.
    pub(crate) fn open(origin: &Origin) -> Result<Self, ReadError> {
        match origin {
            Origin::Bundled(language) => Ok(Self::of_bytes(bundled_name(*language), bundled(*language).as_bytes().to_vec())),
            Origin::Input => Self::begin("-".to_owned(), Box::new(io::stdin()), None),
            Origin::File(path) => Self::open_file(path),
        }
    }

    fn of_bytes(name: &str, head: Vec<u8>) -> Self {
        Self { name: name.to_owned(), size: Some(head.len() as u64), head, rest: None }
    }

    fn open_file(path: &Path) -> Result<Self, ReadError> {
        let shown = path.to_string_lossy();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => {
                return Err(match error.kind() {
                    io::ErrorKind::NotFound if is_address(&shown) => ReadError::Address,
                    io::ErrorKind::NotFound => ReadError::Missing,
                    io::ErrorKind::PermissionDenied => ReadError::Forbidden,
                    _ => ReadError::Io(error),
                });
            }
        };
        // What was opened is asked, not the path: it may lead elsewhere by now.
        let found = file.metadata().map_err(ReadError::Io)?;
        let kind = found.file_type();
        if kind.is_dir() {
            return Err(ReadError::Folder);
        }
        let is_pipe = { std::os::unix::fs::FileTypeExt::is_fifo(&kind) };
        if !kind.is_file() && !is_pipe {
            return Err(ReadError::Special);
        }
        if found.len() > MOST {
            return Err(ReadError::TooLarge(found.len()));
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self::begin(name, Box::new(file), kind.is_file().then_some(found.len()))
    }

    fn begin(name: String, mut from: Box<dyn Read + Send>, size: Option<u64>) -> Result<Self, ReadError> {
        let room = size.and_then(|size| usize::try_from(size).ok()).unwrap_or(OPENING).min(OPENING) + 1;
        let mut head = Vec::with_capacity(room);
        from.by_ref().take(room as u64).read_to_end(&mut head).map_err(ReadError::Io)?;
        let is_all = head.len() < room;
        Ok(Self { name, head, rest: (!is_all).then_some(from), size })
    }

    /// Whether the head is all there is.
    pub(crate) fn is_whole(&self) -> bool {
        self.rest.is_none()
    }

    /// How many bytes there are, where that is known, and whether it is read apart.
    pub(crate) fn extent(&self, format: Option<&'static Format>) -> (Option<usize>, bool) {
        let apart = format.unwrap_or_else(|| import::format_of(&self.name, &self.head)).apart;
        (self.size.and_then(|size| usize::try_from(size).ok()), apart)
    }

    /// The document of the head: all of it, which is known by its hash at once, or an opening.
    pub(crate) fn opening(&self, format: &Format) -> Result<Reading, ReadError> {
        if format.apart {
            // Nothing is waited for: the first frame shows that it is being read.
            let document = Builder::new().finish().map_err(ImportError::from)?;
            return Ok(Reading { document: Arc::new(document), rendition: None });
        }
        if self.is_whole() {
            return read_whole(&self.name, &self.head, format, &());
        }
        let bytes = &self.head[..(format.opening)(&self.head)];
        let document = (format.read)(&Source { name: &self.name, bytes, whole: false }, &())?;
        Ok(Reading { document: Arc::new(document), rendition: None })
    }

    /// Reads what is left, and makes the whole document.
    pub(crate) fn whole(self, format: Option<&Format>, watch: &dyn Watch) -> Result<Reading, ReadError> {
        let Self { name, mut head, rest, size } = self;
        let used = format.unwrap_or_else(|| import::format_of(&name, &head));
        if let Some(mut rest) = rest {
            if let Some(stream) = used.stream {
                return read_stream(&name, &head, &mut rest, size, (used, stream), watch);
            }
            if let Some(size) = size.and_then(|size| usize::try_from(size).ok()) {
                // Room for one byte more than the file had, so that growing is seen without a copy.
                head.reserve_exact((size + 1).saturating_sub(head.len()));
            }
            let most = MOST + 1;
            loop {
                let read = rest.by_ref().take(8 << 20).read_to_end(&mut head).map_err(ReadError::Io)?;
                if read == 0 {
                    break;
                }
                if head.len() as u64 >= most {
                    return Err(ReadError::TooLarge(head.len() as u64));
                }
                watch.at(0, head.len())?;
            }
        }
        read_whole(&name, &head, used, watch)
    }
}

/// Reads a format that needs no bytes twice, as it comes; its hash is made on the way.
fn read_stream(
    name: &str,
    head: &[u8],
    rest: &mut dyn Read,
    size: Option<u64>,
    (format, read): (&Format, ReadStream),
    watch: &dyn Watch,
) -> Result<Reading, ReadError> {
    let mut counted = Counted { inner: rest, hash: blake3::Hasher::new(), bytes: head.len() as u64, failed: None };
    counted.hash.update(head);
    let read = read(&mut Stream { name, head, rest: &mut counted, size }, watch);
    // The disk's fault is told before what came of it.
    if let Some(error) = counted.failed {
        return Err(ReadError::Io(error));
    }
    if counted.bytes > MOST {
        return Err(ReadError::TooLarge(counted.bytes));
    }
    let document = read?;
    let hash = Hash32::from_bytes(*counted.hash.finalize().as_bytes());
    let rendition = Rendition::hashed(hash, &document, &format!("{} {}", format.name, format.version));
    Ok(Reading { document: Arc::new(document), rendition: Some(rendition) })
}

/// A file that is hashed and counted while it is read, and whose fault is kept.
struct Counted<'a> {
    inner: &'a mut dyn Read,
    hash: blake3::Hasher,
    bytes: u64,
    failed: Option<io::Error>,
}

impl Read for Counted<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.bytes > MOST {
            return Ok(0);
        }
        match self.inner.read(to) {
            Ok(read) => {
                self.hash.update(&to[..read]);
                self.bytes += read as u64;
                Ok(read)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let kind = error.kind();
                self.failed = Some(error);
                Err(kind.into())
            }
        }
    }
}

fn read_whole(name: &str, bytes: &[u8], format: &Format, watch: &dyn Watch) -> Result<Reading, ReadError> {
    let document = if format.apart {
        let password = PASSWORD.lock().unwrap_or_else(PoisonError::into_inner).clone();
        sandbox::read(format, bytes, sandbox::limits(), &Keyed { watch, password })?
    } else {
        (format.read)(&Source { name, bytes, whole: true }, watch)?
    };
    let importer = format!("{} {}", format.name, format.version);
    let rendition = Rendition::of(bytes, &document, &importer);
    Ok(Reading { document: Arc::new(document), rendition: Some(rendition) })
}

/// A file whose pictures are decoded, each in a process of its own: one that fails is one lost.
pub(crate) struct Pictures {
    format: &'static Format,
    bytes: Vec<u8>,
}

impl Pictures {
    /// Reads the bytes of `origin`.
    pub(crate) fn of(origin: &Origin, format: Option<&'static Format>) -> Result<Self, ReadError> {
        let Opened { name, head: mut bytes, rest, .. } = Opened::open(origin)?;
        if let Some(rest) = rest {
            rest.take(MOST).read_to_end(&mut bytes).map_err(ReadError::Io)?;
        }
        Ok(Self { format: format.unwrap_or_else(|| import::format_of(&name, &bytes)), bytes })
    }

    /// Decodes a picture, by the name that the document has for it.
    pub(crate) fn decode(&self, name: &str, watch: &dyn Watch) -> Result<Bitmap, ReadError> {
        let password = PASSWORD.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(sandbox::picture(self.format, &self.bytes, name, sandbox::limits(), &Keyed { watch, password })?)
    }
}

/// Whether `name` is an address and not a file's name.
pub(crate) fn is_address(name: &str) -> bool {
    ["http://", "https://", "ftp://", "file://"].iter().any(|scheme| name.starts_with(scheme))
}

/// The bundled brief of a language.
pub(crate) fn bundled(language: Language) -> &'static str {
    match language {
        Language::English => ENGLISH_BRIEF,
        Language::Korean => KOREAN_BRIEF,
    }
}

/// What the bundled brief's file is called.
pub(crate) fn bundled_name(language: Language) -> &'static str {
    match language {
        Language::English => "north-korea-russia.en.md",
        Language::Korean => "north-korea-russia.ko.md",
    }
}

/// The identity of a bundled brief.
pub(crate) fn bundled_document(origin: &Origin) -> Option<DocumentId> {
    let Origin::Bundled(language) = origin else { return None };
    Some(DocumentId(Hash32::of(bundled(*language).as_bytes())))
}

/// What a file is known by: the hash of its bytes, which are read and not kept.
pub(crate) fn document_at(path: &Path) -> io::Result<DocumentId> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok(DocumentId(Hash32::from_bytes(*hasher.finalize().as_bytes())))
}

/// What `origin` is called on the screen.
pub(crate) fn name_of(origin: &Origin, words: &Words) -> SafeText {
    match origin {
        Origin::Input => SafeText::new(&words.say("name-input")),
        Origin::Bundled(language) => SafeText::new(bundled_name(*language)),
        Origin::File(path) => SafeText::new(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()),
    }
}

/// What messages call it: the whole path as it was given, since that is what the reader has to mend.
pub(crate) fn shown_name(origin: &Origin, words: &Words) -> String {
    match origin {
        Origin::File(path) => clean(&path.to_string_lossy()).into_owned(),
        other => name_of(other, words).to_string(),
    }
}

/// When the file of `origin` was last changed, and how large it is.
pub(crate) fn stamp(origin: &Origin) -> Option<(std::time::SystemTime, u64)> {
    let Origin::File(path) = origin else { return None };
    let found = fs::metadata(path).ok()?;
    Some((found.modified().ok()?, found.len()))
}
