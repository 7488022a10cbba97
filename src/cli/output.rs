//! Standard output: gathered into large writes, and what became of them is said at the end.

use std::cell::RefCell;
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};

use crate::document::clean;

/// Standard output of a command. Once writing has failed, nothing more is written.
pub(crate) struct Output {
    state: RefCell<State>,
}

struct State {
    out: BufWriter<Stdout>,
    failed: Option<io::Error>,
}

impl Output {
    pub(crate) fn new() -> Self {
        Self { state: RefCell::new(State { out: BufWriter::with_capacity(64 * 1024, io::stdout()), failed: None }) }
    }

    /// Prints `text`.
    pub(crate) fn print(&self, text: &str) {
        // What fails is kept for the end.
        let _ = (&mut &*self).write_all(text.as_bytes());
    }

    /// Hands on what was gathered, before something goes to standard error.
    pub(crate) fn hand_on(&self) {
        let _ = (&mut &*self).flush();
    }

    /// Whether nothing more can be written.
    pub(crate) fn is_closed(&self) -> bool {
        self.state.borrow().failed.is_some()
    }

    /// Ends the output.
    ///
    /// # Errors
    /// What writing gave. A reader that has gone away (`| head`) is no error.
    pub(crate) fn end(self) -> io::Result<()> {
        self.hand_on();
        match self.state.into_inner().failed {
            Some(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }
}

impl State {
    /// Does `write`, unless something failed before.
    fn carry_out<T>(&mut self, write: impl FnOnce(&mut BufWriter<Stdout>) -> io::Result<T>) -> io::Result<T> {
        if self.failed.is_some() {
            return Err(ErrorKind::BrokenPipe.into());
        }
        write(&mut self.out).map_err(|error| {
            let kind = error.kind();
            if kind != ErrorKind::Interrupted {
                self.failed = Some(error);
            }
            kind.into()
        })
    }
}

impl Write for &Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.state.borrow_mut().carry_out(|out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.state.borrow_mut().carry_out(BufWriter::flush)
    }
}

/// Prints to standard error. Names and arguments in what is said may hold anything.
pub(crate) fn eprint(text: &str) {
    let safe: Vec<_> = text.split('\n').map(clean).collect();
    let _ = io::stderr().lock().write_all(safe.join("\n").as_bytes());
}
