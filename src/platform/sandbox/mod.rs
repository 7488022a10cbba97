//! Documents read apart: in a process of this same program that limits itself first, so that
//! no file can take more than a moment of it.
//!
//! The bytes go in by one pipe, and by another come [`wire`] frames: how far it is, an
//! opening, the whole document. What dies, hangs or grows is ended; the page that it was at is
//! left out, and the rest read again without it.

mod child;
mod confine;
mod wire;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::document::{Bitmap, Document};
use crate::import::{Format, ImportError, ReadObserver};

pub(crate) use child::{COMMAND, serve};
use wire::{Asked, Frame};

/// Pages that are left out one after the other before a document is given up.
const MOST_FAILED: usize = 8;
/// How long the child may take to start and to take its bytes in.
const PAUSE: Duration = Duration::from_millis(50);

/// What a document may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Limits {
    /// Memory, in MiB.
    pub(crate) memory: u64,
    /// Seconds that one page may take.
    pub(crate) page_seconds: u64,
    /// Seconds for all of it; for the processor and by the clock.
    pub(crate) seconds: u64,
}

/// What the reader's configuration allows.
static ALLOWED: OnceLock<Limits> = OnceLock::new();

/// Sets what documents may take, once and for all.
pub(crate) fn allow(limits: Limits) {
    let _ = ALLOWED.set(limits);
}

/// What documents may take.
pub(crate) fn limits() -> Limits {
    ALLOWED.get().copied().unwrap_or_default()
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 1024, page_seconds: 20, seconds: 300 }
    }
}

/// Reads `bytes` apart.
///
/// # Errors
/// What the reader said of the bytes; [`ImportError::Overran`] where it died, or took too long.
pub(crate) fn read(format: &Format, bytes: &[u8], limits: Limits, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    let began = Instant::now();
    let mut failed: BTreeSet<u32> = BTreeSet::new();
    loop {
        let asked = Asked {
            format: format.name.to_owned(),
            password: watch.password().map(str::to_owned),
            skip: failed.iter().copied().collect(),
            opening: watch.wants_opening() && failed.is_empty(),
            picture: None,
            memory: limits.memory,
            seconds: limits.seconds,
        };
        let end = Instant::now() + Duration::from_secs(limits.seconds);
        let attempt = attempt(&asked, bytes, limits, end, watch);
        match attempt {
            // Nothing but pages that failed is nothing read.
            Ok(Answer::Document(document)) if !failed.is_empty() && document.text().trim().is_empty() => {
                return Err(ImportError::Overran { pages: 0 });
            }
            Ok(Answer::Document(document)) => return Ok(*document),
            Ok(Answer::Picture(_)) => return Err(ImportError::Damaged),
            Err(Failure::Told(error)) => return Err(error),
            Err(Failure::Died { at: Some(page), how }) if failed.len() < MOST_FAILED && failed.insert(page) => {
                log::warn!("reading apart: {how} at page {}; read again without it", page + 1);
                // All of the attempts together keep to the time.
                if began.elapsed() > Duration::from_secs(limits.seconds) {
                    return Err(ImportError::Overran { pages: page });
                }
            }
            Err(Failure::Died { at, how }) => {
                log::warn!("reading apart: {how}");
                return Err(ImportError::Overran { pages: at.unwrap_or(0) });
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
    let asked = Asked {
        format: format.name.to_owned(),
        password: watch.password().map(str::to_owned),
        skip: Vec::new(),
        opening: false,
        picture: Some(name.to_owned()),
        memory: limits.memory,
        seconds: limits.seconds,
    };
    match attempt(&asked, bytes, limits, Instant::now() + Duration::from_secs(limits.seconds), watch) {
        Ok(Answer::Picture(picture)) => Ok(picture),
        Ok(Answer::Document(_)) => Err(ImportError::Damaged),
        Err(Failure::Told(error)) => Err(error),
        Err(Failure::Died { how, .. }) => {
            log::warn!("decoding apart: {how}");
            Err(ImportError::Overran { pages: 0 })
        }
    }
}

/// What an attempt came to.
enum Answer {
    Document(Box<Document>),
    Picture(Bitmap),
}

/// Why an attempt came to nothing.
enum Failure {
    /// The reader says why.
    Told(ImportError),
    /// The process ended, or had to be.
    Died {
        /// The page that it was at.
        at: Option<u32>,
        /// What happened.
        how: String,
    },
}

/// A process that is ended with whoever holds it.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn attempt(asked: &Asked, bytes: &[u8], limits: Limits, end: Instant, watch: &dyn ReadObserver) -> Result<Answer, Failure> {
    let died = |how: String| Failure::Died { at: None, how };
    let program = std::env::current_exe().map_err(|error| died(error.to_string()))?;
    let child = Command::new(program)
        .arg(COMMAND)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| died(error.to_string()))?;
    let mut child = Ended(child);
    if let Some(mut pipe) = child.0.stdin.take() {
        // One that dies before it has taken all in is noticed by what it does not say.
        let _ = asked.write(&mut pipe).and_then(|()| pipe.write_all(bytes)).and_then(|()| pipe.flush());
    }
    let Some(pipe) = child.0.stdout.take() else { return Err(died("no pipe".into())) };
    let mut frames = Frames { pipe, heard: Vec::new(), ended: false };
    let mut at: Option<u32> = None;
    let mut pages = 0;
    let mut stalled = Instant::now() + Duration::from_secs(limits.page_seconds);
    loop {
        let now = Instant::now();
        if now > end || now > stalled {
            // Behind the last page no page is to blame, and leaving one out would help nothing.
            let at = at.filter(|page| (*page as usize) < pages);
            return Err(Failure::Died { at, how: "it took too long".into() });
        }
        let frame = match frames.next() {
            Ok(Some(frame)) => frame,
            Ok(None) if frames.ended => {
                let how = child.0.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
                return Err(Failure::Died { at: at.filter(|page| (*page as usize) < pages), how });
            }
            Ok(None) => {
                // Nobody may be waiting any more.
                watch.at(at.map_or(0, |page| page as usize), pages).map_err(Failure::Told)?;
                continue;
            }
            Err(how) => return Err(Failure::Died { at, how }),
        };
        match frame {
            Frame::At { done, all } => {
                at = Some(done);
                pages = all as usize;
                stalled = Instant::now() + Duration::from_secs(limits.page_seconds);
                watch.at(done as usize, all as usize).map_err(Failure::Told)?;
            }
            Frame::Log(words) => log::info!("reading apart: {}", crate::document::clean(&words)),
            Frame::Opening(flat) => {
                let document = Document::from_flat(&flat).map_err(|unsound| Failure::Died { at, how: unsound.to_string() })?;
                watch.opening(document);
            }
            Frame::Whole(flat) => {
                let document = Document::from_flat(&flat).map_err(|unsound| Failure::Died { at, how: unsound.to_string() })?;
                return Ok(Answer::Document(Box::new(document)));
            }
            Frame::Picture(points) => {
                let unsound = || Failure::Died { at, how: "a picture that is none".into() };
                let picture: Bitmap = postcard::from_bytes(&points).map_err(|_| unsound())?;
                return if picture.is_sound() { Ok(Answer::Picture(picture)) } else { Err(unsound()) };
            }
            Frame::Failed(fault) => return Err(Failure::Told(fault.into())),
        }
    }
}

/// Frames as they come.
struct Frames {
    pipe: ChildStdout,
    heard: Vec<u8>,
    ended: bool,
}

impl Frames {
    /// The next frame; none where nothing came for a moment, or nothing more will.
    fn next(&mut self) -> Result<Option<Frame>, String> {
        loop {
            if let Some(frame) = Frame::take(&mut self.heard)? {
                return Ok(Some(frame));
            }
            if self.ended {
                return Ok(None);
            }
            let pause = Timespec { tv_sec: 0, tv_nsec: i64::from(PAUSE.subsec_nanos()) };
            let mut waits = [PollFd::from_borrowed_fd(self.pipe.as_fd(), PollFlags::IN)];
            match poll(&mut waits, Some(&pause)) {
                Ok(0) | Err(rustix::io::Errno::INTR) => return Ok(None),
                Ok(_) => {}
                Err(error) => return Err(error.to_string()),
            }
            let mut piece = [0; 64 * 1024];
            match self.pipe.read(&mut piece) {
                Ok(0) => self.ended = true,
                Ok(read) => self.heard.extend_from_slice(&piece[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.to_string()),
            }
        }
    }
}
