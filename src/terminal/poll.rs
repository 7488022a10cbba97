//! Waiting for the terminal, for the workers and for signals at once: one `poll`, no wake-ups in between.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH,
    SIGXCPU, SIGXFSZ,
};

use crate::platform::editor::controlling_terminal;

/// Signals that ask the program to end, and would end it.
const ENDING: [i32; 11] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU];
/// Those of them that end it at once where they come again: it may be stuck. (A shell and a terminal that
/// close send SIGHUP twice, while a draft is being kept.)
const INSISTING: [i32; 2] = [SIGQUIT, SIGABRT];

/// Wakes the main thread; the workers have one each.
#[derive(Debug, Clone)]
pub(crate) struct Waker(Arc<UnixStream>);

impl Waker {
    /// Wakes it. A full pipe has a wake-up in it already.
    pub(crate) fn wake(&self) {
        let _ = (&*self.0).write(&[1]);
    }
}

/// What came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Ready {
    /// There are bytes from the terminal.
    pub(crate) input: bool,
    /// The terminal has vanished.
    pub(crate) hung_up: bool,
    /// One of the workers has something.
    pub(crate) outcome: bool,
    /// The terminal has another size.
    pub(crate) resized: bool,
    /// The program was stopped, and goes on.
    pub(crate) continued: bool,
    /// The program is asked to stop for a while.
    pub(crate) stopped: bool,
    /// The program is asked to end.
    pub(crate) ended: bool,
}

/// The pipes and flags that are waited on.
#[derive(Debug)]
pub(crate) struct Poller {
    terminal: OwnedFd,
    woken: UnixStream,
    waker: Waker,
    signalled: UnixStream,
    resized: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
    ended: Arc<AtomicBool>,
    leaving: Arc<AtomicBool>,
}

impl Poller {
    /// Waits on `terminal` from now on, and catches the signals that matter.
    ///
    /// # Errors
    /// When pipes or signals can't be had.
    pub(crate) fn on(terminal: OwnedFd) -> io::Result<Self> {
        let (woken, wakes) = UnixStream::pair()?;
        let (signalled, signals) = UnixStream::pair()?;
        for end in [&woken, &wakes, &signalled, &signals] {
            end.set_nonblocking(true)?;
        }
        let flag = || Arc::new(AtomicBool::new(false));
        let (resized, continued, stopped, ended, leaving) = (flag(), flag(), flag(), flag(), flag());
        for signal in INSISTING {
            let insisted = flag();
            signal_hook::flag::register_conditional_default(signal, Arc::clone(&insisted))?;
            signal_hook::flag::register(signal, insisted)?;
        }
        // Whoever has the shell's screen again ends what hangs.
        signal_hook::flag::register_conditional_default(SIGINT, Arc::clone(&leaving))?;
        let others = [(SIGWINCH, &resized), (SIGCONT, &continued), (SIGTSTP, &stopped)];
        for (signal, raised) in ENDING.map(|signal| (signal, &ended)).into_iter().chain(others) {
            signal_hook::flag::register(signal, Arc::clone(raised))?;
            signal_hook::low_level::pipe::register(signal, signals.try_clone()?)?;
        }
        // A file that may not grow is an error of what writes it.
        signal_hook::flag::register(SIGXFSZ, flag())?;
        Ok(Self { terminal, woken, waker: Waker(Arc::new(wakes)), signalled, resized, continued, stopped, ended, leaving })
    }

    /// The terminal was given back for good.
    pub(crate) fn leave(&self) {
        self.leaving.store(true, Ordering::SeqCst);
    }

    /// What asked the program to stop was done.
    pub(crate) fn forget_stop(&self) {
        self.stopped.store(false, Ordering::SeqCst);
    }

    /// Whether the program is asked to end.
    pub(crate) fn is_over(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// A waker for a worker.
    pub(crate) fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Waits until something comes, or `longest` has passed.
    ///
    /// # Errors
    /// When `poll` fails for another reason than a signal.
    pub(crate) fn wait(&mut self, longest: Option<Duration>) -> io::Result<Ready> {
        let mut came = Ready::default();
        let timeout = longest.and_then(|longest| Timespec::try_from(longest).ok());
        {
            let mut watched = [
                PollFd::new(&self.terminal, PollFlags::IN),
                PollFd::new(&self.woken, PollFlags::IN),
                PollFd::new(&self.signalled, PollFlags::IN),
            ];
            match poll(&mut watched, timeout.as_ref()) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            let terminal = watched[0].revents();
            came.input = terminal.contains(PollFlags::IN);
            came.hung_up = terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
            came.outcome = watched[1].revents().contains(PollFlags::IN);
        }
        drain(&mut self.woken);
        drain(&mut self.signalled);
        came.resized = self.resized.swap(false, Ordering::SeqCst);
        came.continued = self.continued.swap(false, Ordering::SeqCst);
        came.stopped = self.stopped.swap(false, Ordering::SeqCst);
        came.ended = self.ended.load(Ordering::SeqCst);
        Ok(came)
    }

    /// Reads what the terminal has; no byte when it has vanished, `None` where nothing came yet.
    ///
    /// # Errors
    /// Those of reading, an interruption aside.
    pub(crate) fn read(&self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        match rustix::io::read(self.terminal.as_fd(), &mut *buffer) {
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => Ok(None),
            other => other.map(Some).map_err(io::Error::from),
        }
    }
}

fn drain(pipe: &mut UnixStream) {
    let mut sink = [0; 64];
    while matches!(pipe.read(&mut sink), Ok(read) if read == sink.len()) {}
}

/// The terminal to read keys from: standard input, or the controlling terminal where that is a pipe.
///
/// # Errors
/// Where there is no such terminal.
pub(crate) fn input() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if rustix::termios::isatty(stdin.as_fd()) {
        return stdin.as_fd().try_clone_to_owned();
    }
    controlling_terminal()
}
