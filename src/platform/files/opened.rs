//! Reading files: opened once, what was opened is looked at, never more than fits is read.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::path::Path;
use std::sync::Arc;

use crate::annotation::{Hash32, Rendition};
use crate::app::{Origin, Reading};
use crate::document::Builder;
use crate::import::{self, Format, ImportError, ReadObserver, ReadOptions, ReadStream, Source, Stream};
use crate::platform::sandbox;

use crate::platform::reading_positions::kept_options;

use super::meter::Metered;
use super::origin::{bundled, bundled_name, is_address};
use super::password::WithPassword;
use super::pipe::Pipe;
use super::{MOST, OPENING, ReadError};

/// Bytes that were opened: their beginning, and the rest still to come.
pub(crate) struct OpenedFile {
    /// What the file is called.
    pub(crate) name: String,
    /// The bytes read so far.
    pub(crate) head: Vec<u8>,
    pub(crate) rest: Option<Box<dyn Read + Send>>,
    /// How many bytes there are in all, where that is known.
    pub(crate) size: Option<u64>,
    /// How it is read where nothing is said: as the reader said before.
    pub(crate) kept: ReadOptions,
    /// What the rest comes through, where it comes when it likes.
    pub(super) pipe: Option<Pipe>,
}

impl OpenedFile {
    /// Opens `origin` and reads its first [`OPENING`] bytes.
    pub(crate) fn open(origin: &Origin) -> Result<Self, ReadError> {
        match origin {
            Origin::Bundled(language) => Ok(Self::of_bytes(bundled_name(*language), bundled(*language).as_bytes().to_vec())),
            Origin::Input => Self::open_input(),
            Origin::File(path) => Ok(Self::open_file(path)?.with_kept(kept_options(origin))),
        }
    }

    /// The same, read as the reader said before, unless it has become something else since.
    fn with_kept(self, kept: ReadOptions) -> Self {
        let used = kept.format_of(&self.name, &self.head);
        let fits = !used.sandboxed && import::check_head(used, &self.head, kept).is_ok();
        if fits { Self { kept, ..self } } else { self }
    }

    /// How it is read where `said` is said of it, which nothing that was said before changes from now on.
    pub(crate) fn settle(&mut self, said: ReadOptions) -> ReadOptions {
        let options = self.options(said);
        self.kept = ReadOptions::default();
        options
    }

    /// How it is read where `said` is said of it.
    fn options(&self, said: ReadOptions) -> ReadOptions {
        if said.is_nothing() { self.kept } else { said }
    }

    fn of_bytes(name: &str, head: Vec<u8>) -> Self {
        Self { name: name.to_owned(), size: Some(head.len() as u64), head, rest: None, kept: ReadOptions::default(), pipe: None }
    }

    fn open_input() -> Result<Self, ReadError> {
        let name = "-".to_owned();
        // Past the buffer of the library, which would hold what is waited for.
        let input = File::from(io::stdin().as_fd().try_clone_to_owned().map_err(ReadError::Io)?);
        if input.metadata().map_err(ReadError::Io)?.is_file() || rustix::termios::isatty(&input) {
            return Self::begin(name, Box::new(input), None);
        }
        let pipe = Pipe::of(&input).map_err(ReadError::Io)?;
        Self::begin_pipe(name, Box::new(input), pipe)
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
        if is_pipe {
            let pipe = Pipe::of(&file).map_err(ReadError::Io)?;
            return Self::begin_pipe(name, Box::new(file), pipe);
        }
        Self::begin(name, Box::new(file), Some(found.len()))
    }

    fn begin(name: String, mut from: Box<dyn Read + Send>, size: Option<u64>) -> Result<Self, ReadError> {
        let room = size.and_then(|size| usize::try_from(size).ok()).unwrap_or(OPENING).min(OPENING) + 1;
        let mut head = Vec::with_capacity(room);
        from.by_ref().take(room as u64).read_to_end(&mut head).map_err(ReadError::Io)?;
        let is_all = head.len() < room;
        Ok(Self { name, head, rest: (!is_all).then_some(from), size, kept: ReadOptions::default(), pipe: None })
    }

    /// Whether the head is all there is.
    pub(crate) fn is_whole(&self) -> bool {
        self.rest.is_none()
    }

    /// How many bytes there are, where that is known, and whether it is read apart.
    pub(crate) fn extent(&self, said: ReadOptions) -> (Option<usize>, bool) {
        let options = self.options(said);
        let apart = options.format_of(&self.name, &self.head).sandboxed;
        (self.size.and_then(|size| usize::try_from(size).ok()), apart)
    }

    /// The document of the head: all of it, which is known by its hash at once, or an opening.
    pub(crate) fn opening(&self, said: ReadOptions) -> Result<Reading, ReadError> {
        let options = self.options(said);
        let format = options.format_of(&self.name, &self.head);
        if format.sandboxed {
            // Nothing is waited for: the first frame shows that it is being read.
            let document = Builder::new().finish().map_err(ImportError::from)?;
            return Ok(Reading { document: Arc::new(document), rendition: None });
        }
        if self.is_begun() {
            return Ok(self.begun(options));
        }
        if self.is_whole() {
            return read_whole(&self.name, &self.head, None, format, &Metered::of(&options, options, sandbox::limits()));
        }
        let bytes = &self.head[..(format.opening)(&self.head)];
        let document = (format.read)(&Source { name: &self.name, bytes, whole: false }, &options)?;
        Ok(Reading { document: Arc::new(document), rendition: None })
    }

    /// Reads what is left, and makes the whole document; or the part that there is memory for, which says so.
    pub(crate) fn whole(mut self, said: ReadOptions, watch: &dyn ReadObserver) -> Result<Reading, ReadError> {
        self.fill_head().map_err(ReadError::Io)?;
        let options = self.options(said);
        let Self { name, mut head, rest, size, .. } = self;
        let used = options.format_of(&name, &head);
        let watch = Metered::of(watch, options, sandbox::limits());
        let Some(mut rest) = rest else { return read_whole(&name, &head, None, used, &watch) };
        // What is no text need not be read to its end to be refused.
        import::check_head(used, &head, options)?;
        if let Some(stream) = used.stream {
            let source = Stream { name: &name, head: &head, rest: &mut rest, size };
            return read_stream(source, used, stream, &watch);
        }
        // Half of a PDF is none.
        let too_much = ReadError::TooMuch { memory: sandbox::limits().bytes() >> 20 };
        if used.sandboxed && size.is_some_and(|size| size > sandbox::limits().file_bytes()) {
            return Err(too_much);
        }
        if let Some(size) = size.and_then(|size| usize::try_from(size).ok()) {
            // Room for one byte more than the file had, so that growing is seen without a copy.
            let _ = head.try_reserve_exact((size + 1).saturating_sub(head.len()));
        }
        if read_rest(&mut head, &mut rest, sandbox::limits().file_bytes(), &watch)? {
            return read_whole(&name, &head, None, used, &watch);
        }
        if used.sandboxed {
            return Err(too_much);
        }
        watch.cut(head.len());
        // A file is known by all of its bytes; what comes through a pipe may have no end.
        let hash = size.is_some().then(|| hash_of(&head, &mut rest)).transpose().map_err(ReadError::Io)?;
        head.truncate(head.len() - import::cut_character(&head));
        read_whole(&name, &head, hash, used, &watch)
    }
}

/// Reads to the end, or to `most` bytes; tells whether that was all.
pub(super) fn read_rest(head: &mut Vec<u8>, rest: &mut dyn Read, most: u64, watch: &dyn ReadObserver) -> Result<bool, ReadError> {
    /// Bytes between two looks at the watch.
    const AT_ONCE: u64 = 8 << 20;
    let most = most.min(MOST);
    loop {
        let room = most.saturating_sub(head.len() as u64);
        if room == 0 {
            // The byte that shows that there is more is kept for the hash.
            return Ok(rest.take(1).read_to_end(head).map_err(ReadError::Io)? == 0);
        }
        if rest.take(room.min(AT_ONCE)).read_to_end(head).map_err(ReadError::Io)? == 0 {
            return Ok(true);
        }
        watch.at(0, head.len())?;
    }
}

/// The hash of a file of which `head` is read.
fn hash_of(head: &[u8], rest: &mut dyn Read) -> io::Result<Hash32> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(head);
    io::copy(rest, &mut hasher)?;
    Ok(Hash32::from_bytes(*hasher.finalize().as_bytes()))
}

/// Reads a format that needs no bytes twice, as it comes; its hash is made on the way.
fn read_stream(stream: Stream, format: &Format, read: ReadStream, watch: &Metered) -> Result<Reading, ReadError> {
    let Stream { name, head, rest, size } = stream;
    let mut counted = Counted { inner: rest, hash: blake3::Hasher::new(), bytes: head.len() as u64, failed: None };
    counted.hash.update(head);
    let read = read(&mut Stream { name, head, rest: &mut counted, size }, watch);
    // The disk's fault is told before what came of it.
    if let Some(error) = counted.failed {
        return Err(ReadError::Io(error));
    }
    if counted.bytes > MOST {
        watch.cut(usize::try_from(MOST).unwrap_or(usize::MAX));
    }
    let document = watch.told(read?)?;
    if size.is_some() {
        io::copy(counted.inner, &mut counted.hash).map_err(ReadError::Io)?;
    }
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

/// Makes the document of `bytes`; `hash` is that of the file, where they are not all of it.
fn read_whole(name: &str, bytes: &[u8], hash: Option<Hash32>, format: &Format, watch: &Metered) -> Result<Reading, ReadError> {
    let document = if format.sandboxed {
        sandbox::read(format, bytes, sandbox::limits(), &WithPassword::of(watch))?
    } else {
        watch.told((format.read)(&Source { name, bytes, whole: true }, watch)?)?
    };
    let importer = format!("{} {}", format.name, format.version);
    let rendition = match hash {
        Some(hash) => Rendition::hashed(hash, &document, &importer),
        None => Rendition::of(bytes, &document, &importer),
    };
    Ok(Reading { document: Arc::new(document), rendition: Some(rendition) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_read_to_the_limit() {
        let read = |head: &[u8], rest: &mut dyn Read, most| {
            let mut bytes = head.to_vec();
            let all = read_rest(&mut bytes, rest, most, &()).expect("read");
            (bytes.len(), all)
        };
        assert_eq!(read(b"head", &mut io::repeat(b'y'), 1000), (1001, false));
        assert_eq!(read(b"head", &mut &[b'y'; 995][..], 1000), (999, true));
        assert_eq!(read(b"head", &mut &[b'y'; 996][..], 1000), (1000, true));
        assert_eq!(read(b"head", &mut &[b'y'; 997][..], 1000), (1001, false));
        assert_eq!(read(b"head", &mut io::empty(), 2), (4, true));
    }

    #[test]
    fn a_file_that_is_cut_is_known_by_all_of_its_bytes() {
        let mut rest: &[u8] = b"and the rest";
        let mut head = b"head ".to_vec();
        assert!(!read_rest(&mut head, &mut rest, 7, &()).expect("read"));
        assert_eq!(hash_of(&head, &mut rest).expect("hashed"), Hash32::of(b"head and the rest"));
    }

    #[test]
    fn what_is_no_text_is_refused_before_its_end() {
        /// A file that must not be read any further.
        struct Forbidden;
        impl Read for Forbidden {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::PermissionDenied.into())
            }
        }
        for (name, head) in [
            ("a.txt", &b"\0\0\0\0"[..]),
            ("a.md", b"\x7FELF\x02\x01"),
            ("a.csv", b"PK\x03\x04...."),
            ("a", b"text \x01\x02\x03\x04\x05"),
        ] {
            let opened = OpenedFile {
                name: name.into(),
                head: head.to_vec(),
                rest: Some(Box::new(Forbidden)),
                size: None,
                kept: ReadOptions::default(),
                pipe: None,
            };
            let refused = opened.whole(ReadOptions::default(), &());
            assert!(
                matches!(refused, Err(ReadError::Import(ImportError::Binary { .. } | ImportError::Unsupported { .. }))),
                "{name}: {refused:?}"
            );
        }
    }
}
