//! Pipes: what comes through one comes when it likes, and may never end. It is shown as it comes.

use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::app::Reading;
use crate::document::Document;
use crate::import::{self, ReadObserver, ReadOptions, Source};
use crate::platform::sandbox;

use super::{MOST, OPENING, OpenedFile, ReadError};

/// How long the beginning of a pipe is waited for before there is a first screen.
const BEGINNING: Duration = Duration::from_millis(150);
/// What came before a pause of this length is shown.
const PAUSE: Duration = Duration::from_millis(100);
/// How often at most something is shown of what comes without a pause.
const FLOW: Duration = Duration::from_millis(500);
/// How often is looked whether anybody waits, while nothing comes.
const LOOK: Duration = Duration::from_secs(1);
/// Showing takes one part in so many of the time.
const SHARE: u32 = 10;
/// Bytes of which something is shown before the end.
const SHOWN: usize = 16 << 20;
/// Bytes that are taken at once.
const AT_ONCE: usize = 64 * 1024;

/// The end of a pipe that is read from, as something to wait for.
#[derive(Debug)]
pub(crate) struct Pipe(OwnedFd);

impl Pipe {
    pub(super) fn of(from: impl AsFd) -> io::Result<Self> {
        Ok(Self(from.as_fd().try_clone_to_owned()?))
    }

    /// Whether there are bytes, or the end, before `longest` has passed.
    fn has_more(&self, longest: Duration) -> io::Result<bool> {
        let mut watched = [PollFd::new(&self.0, PollFlags::IN)];
        let longest = Timespec::try_from(longest).ok();
        match poll(&mut watched, longest.as_ref()) {
            Ok(0) | Err(rustix::io::Errno::INTR) => Ok(false),
            Ok(_) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }
}

/// Takes what is there, or waits for it; whether it was the end.
fn take(head: &mut Vec<u8>, from: &mut dyn Read) -> io::Result<bool> {
    let mut piece = [0; AT_ONCE];
    loop {
        match from.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Ok(read) => {
                head.extend_from_slice(&piece[..read]);
                return Ok(read == 0);
            }
            Err(error) => return Err(error),
        }
    }
}

/// What was shown last of what has come.
struct Shown {
    bytes: usize,
    at: Instant,
    took: Duration,
}

impl Shown {
    /// Whether something of so many bytes is to be shown, when none `flows` or more comes at once.
    fn is_due(&self, bytes: usize, flows: bool, now: Instant) -> bool {
        let pause = if flows { FLOW } else { PAUSE };
        bytes > self.bytes && bytes <= SHOWN && now.duration_since(self.at) >= pause.max(self.took * SHARE)
    }
}

impl OpenedFile {
    /// Takes the beginning of a pipe, if it comes soon.
    pub(super) fn begin_pipe(name: String, mut from: Box<dyn Read + Send>, pipe: Pipe) -> Result<Self, ReadError> {
        let (began, mut head, mut is_all) = (Instant::now(), Vec::new(), false);
        while !is_all && head.len() <= OPENING {
            let left = BEGINNING.saturating_sub(began.elapsed());
            if left.is_zero() {
                break;
            }
            if pipe.has_more(left).map_err(ReadError::Io)? {
                is_all = take(&mut head, &mut from).map_err(ReadError::Io)?;
            }
        }
        Ok(Self { name, head, rest: (!is_all).then_some(from), size: None, kept: ReadOptions::default(), pipe: Some(pipe) })
    }

    /// Waits until what it is can be told by its first bytes.
    pub(super) fn fill_head(&mut self) -> io::Result<()> {
        while let Some(rest) = self.rest.as_mut().filter(|_| self.pipe.is_some() && self.head.len() <= OPENING) {
            if take(&mut self.head, rest)? {
                self.rest = None;
            }
        }
        Ok(())
    }

    /// Whether more of its beginning may come.
    pub(super) fn is_begun(&self) -> bool {
        self.pipe.is_some() && self.rest.is_some() && self.head.len() <= OPENING
    }

    /// Takes in what comes through a pipe, to its end, and shows it as it comes. Where there is no pipe,
    /// or it brings more at once than it is good to keep, all is left as it is.
    ///
    /// # Errors
    /// Those of reading, and of who watches.
    pub(crate) fn follow(&mut self, options: ReadOptions, watch: &dyn ReadObserver) -> Result<(), ReadError> {
        let (mut shown, mut paused) = (Shown { bytes: self.head.len(), at: Instant::now(), took: Duration::ZERO }, false);
        let most = sandbox::limits().file_bytes().min(MOST);
        while let (Some(pipe), Some(rest)) = (&self.pipe, &mut self.rest) {
            if self.head.len() as u64 >= most {
                break;
            }
            let longest = if self.head.len() > shown.bytes { PAUSE } else { LOOK };
            let flows = pipe.has_more(longest).map_err(ReadError::Io)?;
            if flows && take(&mut self.head, rest).map_err(ReadError::Io)? {
                self.rest = None;
                break;
            }
            paused |= !flows;
            watch.at(0, self.head.len())?;
            let used = options.format_of(&self.name, &self.head);
            if !paused && self.head.len() > SHOWN && used.stream.is_some() {
                break;
            }
            let began = Instant::now();
            if shown.is_due(self.head.len(), flows, began) {
                if !self.is_begun() {
                    // What is no text is refused before its end, too.
                    import::check_head(used, &self.head, options)?;
                }
                if let Some(document) = self.as_far_as(options) {
                    watch.opening(document);
                }
                shown = Shown { bytes: self.head.len(), at: Instant::now(), took: began.elapsed() };
            }
        }
        Ok(())
    }

    /// The document of what has come; none where that can't be read yet.
    fn as_far_as(&self, options: ReadOptions) -> Option<Document> {
        let format = options.format_of(&self.name, &self.head);
        let source = Source { name: &self.name, bytes: &self.head, whole: false };
        if format.sandboxed { None } else { (format.read)(&source, &options).ok() }
    }

    /// The document of the beginning of a pipe; an empty one where that says nothing yet.
    pub(super) fn begun(&self, options: ReadOptions) -> Reading {
        Reading { document: Arc::new(self.as_far_as(options).unwrap_or_default()), rendition: None }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::io::Write;
    use std::os::unix::net::UnixStream;

    use super::*;
    use crate::import::ImportError;

    fn pipe() -> (UnixStream, OpenedFile) {
        let (read, write) = UnixStream::pair().expect("a pipe");
        let pipe = Pipe::of(&read).expect("an end");
        (write, OpenedFile::begin_pipe("-".into(), Box::new(read), pipe).expect("begun"))
    }

    /// Writes a line for each that was shown, and the end behind the last.
    struct Talk {
        lines: RefCell<(Option<UnixStream>, Vec<&'static str>)>,
        shown: RefCell<Vec<String>>,
    }

    impl Talk {
        fn say_on(&self) {
            let (pipe, lines) = &mut *self.lines.borrow_mut();
            match (lines.pop(), &mut *pipe) {
                (Some(line), Some(pipe)) => pipe.write_all(line.as_bytes()).expect("written"),
                _ => *pipe = None,
            }
        }
    }

    impl ReadObserver for Talk {
        fn at(&self, _: usize, _: usize) -> Result<(), ImportError> {
            Ok(())
        }

        fn opening(&self, document: Document) {
            self.shown.borrow_mut().push(document.text().to_owned());
            self.say_on();
        }
    }

    #[test]
    fn each_line_is_shown_before_the_next_one_comes() {
        let (write, mut opened) = pipe();
        assert!(opened.head.is_empty() && opened.is_begun() && !opened.is_whole());
        let talk = Talk { lines: RefCell::new((Some(write), vec!["three\n", "two\n\n", "one\n\n"])), shown: RefCell::default() };
        talk.say_on();
        opened.follow(ReadOptions::default(), &talk).expect("followed");
        assert!(opened.is_whole());
        assert_eq!(talk.shown.into_inner(), ["one\n", "one\ntwo\n", "one\ntwo\nthree\n"]);
        assert_eq!(opened.whole(ReadOptions::default(), &()).expect("read").document.text(), "one\ntwo\nthree\n");
    }

    #[test]
    fn who_does_not_wait_any_more_ends_it() {
        struct Gone;
        impl ReadObserver for Gone {
            fn at(&self, _: usize, _: usize) -> Result<(), ImportError> {
                Err(ImportError::Stopped)
            }
        }
        let (_write, mut opened) = pipe();
        assert!(matches!(opened.follow(ReadOptions::default(), &Gone), Err(ReadError::Import(ImportError::Stopped))));
    }

    #[test]
    fn what_it_is_is_told_by_all_of_its_beginning() {
        let (mut write, mut opened) = pipe();
        write.write_all(b"%P").expect("written");
        write.write_all(b"DF-1.7\n").expect("written");
        drop(write);
        opened.fill_head().expect("read");
        assert!(opened.is_whole() && !opened.is_begun());
        assert_eq!(opened.head, b"%PDF-1.7\n");
    }

    #[test]
    fn showing_takes_its_part_of_the_time_and_no_more() {
        let now = Instant::now();
        let shown = Shown { bytes: 10, at: now, took: Duration::ZERO };
        assert!(!shown.is_due(10, false, now + LOOK) && shown.is_due(11, false, now + PAUSE));
        assert!(!shown.is_due(11, true, now + PAUSE) && shown.is_due(11, true, now + FLOW));
        assert!(!shown.is_due(SHOWN + 1, false, now + LOOK));
        let slow = Shown { took: LOOK, ..shown };
        assert!(!slow.is_due(11, false, now + LOOK * (SHARE - 1)) && slow.is_due(11, false, now + LOOK * SHARE));
    }
}
