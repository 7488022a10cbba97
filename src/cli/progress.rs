//! How far a long command is: on a terminal one line that is written again and again, elsewhere
//! a line now and then. What is done at once says nothing.

use std::cell::Cell;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::words::Words;

/// What is done sooner needs no line.
const PATIENCE: Duration = Duration::from_millis(500);
/// Between two lines on a terminal.
const ON_SCREEN: Duration = Duration::from_millis(100);
/// Between two lines elsewhere.
const ELSEWHERE: Duration = Duration::from_secs(5);

/// The line of one command.
pub(crate) struct Progress<'a> {
    words: &'a Words,
    /// A message that takes `done` and `count`.
    id: &'static str,
    count: usize,
    on_screen: bool,
    next: Cell<Instant>,
    is_shown: Cell<bool>,
}

impl<'a> Progress<'a> {
    /// The progress of something with `count` parts.
    pub(crate) fn new(words: &'a Words, id: &'static str, count: usize) -> Self {
        let on_screen = io::stderr().is_terminal();
        Self { words, id, count, on_screen, next: Cell::new(Instant::now() + PATIENCE), is_shown: Cell::new(false) }
    }

    /// Tells how many parts are done, where it is time to.
    pub(crate) fn tell(&self, done: usize) {
        let now = Instant::now();
        if now < self.next.get() {
            return;
        }
        self.next.set(now + if self.on_screen { ON_SCREEN } else { ELSEWHERE });
        self.is_shown.set(true);
        let said = self.words.fill(self.id, &[("done", done.into()), ("count", self.count.into())]);
        // Nobody to tell is no fault.
        let _ = match self.on_screen {
            true => write!(io::stderr(), "\r\x1B[K{said}"),
            false => writeln!(io::stderr(), "{said}"),
        };
    }
}

/// The line goes, whatever comes behind it.
impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if self.on_screen && self.is_shown.get() {
            let _ = write!(io::stderr(), "\r\x1B[K");
        }
    }
}
