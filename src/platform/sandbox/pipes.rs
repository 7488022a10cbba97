//! The two pipes of a process that reads: what is asked and the bytes go in, frames come out; neither waits for the other.

use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::process::{ChildStdin, ChildStdout};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::wire::Frame;

/// How long is waited for the process before others are asked whether to go on, in nanoseconds.
const PAUSE: i64 = 50_000_000;
/// Bytes that are given at once.
const AT_ONCE: usize = 1 << 20;

/// What goes in and what comes out.
pub(super) struct Pipes<'a> {
    /// Closed once it has taken all in.
    input: Option<ChildStdin>,
    /// What still has to go in.
    asked: Vec<u8>,
    bytes: &'a [u8],
    given: usize,
    output: ChildStdout,
    heard: Vec<u8>,
    /// Whether nothing more will come.
    pub(super) ended: bool,
}

impl<'a> Pipes<'a> {
    pub(super) fn new(input: ChildStdin, output: ChildStdout, asked: Vec<u8>, bytes: &'a [u8]) -> io::Result<Self> {
        rustix::io::ioctl_fionbio(&input, true)?;
        Ok(Self { input: Some(input), asked, bytes, given: 0, output, heard: Vec::new(), ended: false })
    }

    /// The next frame; none where nothing came for a moment, or nothing more will.
    pub(super) fn next(&mut self) -> Result<Option<Frame>, String> {
        loop {
            if let Some(frame) = Frame::take(&mut self.heard)? {
                return Ok(Some(frame));
            }
            if self.ended {
                return Ok(None);
            }
            let (can_hear, can_give) = match self.wait() {
                Ok(ready) => ready,
                Err(rustix::io::Errno::INTR) => return Ok(None),
                Err(error) => return Err(error.to_string()),
            };
            if can_give {
                self.give();
            }
            if !can_hear {
                return Ok(None);
            }
            let mut piece = [0; 64 * 1024];
            match self.output.read(&mut piece) {
                Ok(0) => self.ended = true,
                Ok(read) => self.heard.extend_from_slice(&piece[..read]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    /// Waits a moment; tells whether there is something to be heard, and room for something to be given.
    fn wait(&self) -> rustix::io::Result<(bool, bool)> {
        let pause = Timespec { tv_sec: 0, tv_nsec: PAUSE };
        let output = PollFd::from_borrowed_fd(self.output.as_fd(), PollFlags::IN);
        let Some(input) = &self.input else {
            let mut waits = [output];
            poll(&mut waits, Some(&pause))?;
            return Ok((!waits[0].revents().is_empty(), false));
        };
        let mut waits = [output, PollFd::from_borrowed_fd(input.as_fd(), PollFlags::OUT)];
        poll(&mut waits, Some(&pause))?;
        Ok((!waits[0].revents().is_empty(), !waits[1].revents().is_empty()))
    }

    /// Gives what there is room for. One that dies before it has taken all in is noticed by what it does not say.
    fn give(&mut self) {
        let Some(input) = &mut self.input else { return };
        let most = self.given + AT_ONCE;
        while self.given < most {
            let rest = match self.asked.get(self.given..) {
                Some(rest) if !rest.is_empty() => rest,
                _ => &self.bytes[self.given - self.asked.len()..],
            };
            match input.write(&rest[..rest.len().min(AT_ONCE)]) {
                Ok(0) => return self.input = None,
                Ok(given) => self.given += given,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return self.input = None,
            }
        }
    }
}
