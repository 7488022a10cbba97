//! One process that reads: started, fed, listened to, and ended.

use std::io::{self, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::document::{Bitmap, Document, clean};
use crate::import::{Ending, ImportError, ReadObserver};

use super::Limits;
use super::budget::{Spent, overdrawn, processor_time};
use super::child::{ANOTHER_VERSION, COMMAND, PANICKED};
use super::pipes::Pipes;
use super::wire::{Asked, Frame};

/// Bytes that are looked at of what a process says as it dies.
const LAST_WORDS: u64 = 4096;
/// Characters that are shown of the place where it failed.
const LONGEST_PLACE: usize = 200;

/// What an attempt came to.
pub(super) enum Answer {
    Document(Box<Document>),
    Picture(Bitmap),
}

/// Why an attempt came to nothing.
pub(super) enum Failure {
    /// The reader says why.
    Told(ImportError),
    /// The process ended, or had to be.
    Ended {
        /// The page that it was at.
        at: Option<u32>,
        /// What happened.
        how: Ending,
    },
}

/// How exactly the time that a process has used is told.
const TICKS: Duration = Duration::from_millis(100);

/// A process that is ended with whoever holds it.
struct Process {
    child: Child,
    began: Instant,
}

impl Process {
    fn start() -> io::Result<Self> {
        let child = Command::new(program()?)
            .arg0("ibid")
            .arg(COMMAND)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        Ok(Self { child, began: Instant::now() })
    }

    fn spent(&self) -> Spent {
        Spent { processor: processor_time(self.child.id()), clock: self.began.elapsed() }
    }

    /// How it ended by itself.
    fn ending(&mut self, limits: Limits) -> Ending {
        // Told as long as nobody has waited for it.
        let used = self.spent().processor;
        let status = match self.child.wait() {
            Ok(status) => status,
            Err(error) => return Ending::Silent(error.to_string()),
        };
        let mut words = Vec::new();
        if let Some(pipe) = self.child.stderr.take() {
            // What can't be read says nothing.
            let _ = pipe.take(LAST_WORDS).read_to_end(&mut words);
        }
        ending_of(status, &String::from_utf8_lossy(&words), used, limits)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program that runs: itself and not what its name leads to by now, which may be another version or nothing.
pub(crate) fn program() -> io::Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if running.exists() { Ok(running.to_owned()) } else { std::env::current_exe() }
}

/// What a process died of that nobody here ended, when it had used so much of the processor.
fn ending_of(status: ExitStatus, last_words: &str, used: Option<Duration>, limits: Limits) -> Ending {
    let told = status.to_string();
    let by_others = [Signal::XCPU, Signal::KILL, Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT].map(Signal::as_raw);
    // Anyone may send what the system sends at the end of the time.
    let by_system = [Signal::XCPU, Signal::KILL].map(Signal::as_raw);
    let is_over = used.is_some_and(|used| used + TICKS >= Duration::from_secs(limits.seconds));
    match status.signal() {
        Some(signal) if by_system.contains(&signal) && is_over => Ending::Time { seconds: limits.seconds, of_page: false },
        // What Rust says before it gives up.
        Some(_) if last_words.contains("memory allocation of") => Ending::Memory { mebibytes: limits.bytes() >> 20 },
        Some(signal) if by_others.contains(&signal) => Ending::Killed(told),
        Some(_) if last_words.contains("has overflowed its stack") => Ending::Crashed(format!("{told}, stack overflow")),
        Some(_) => Ending::Crashed(told),
        None if status.code() == Some(ANOTHER_VERSION.into()) => Ending::Replaced,
        None if status.code() == Some(PANICKED.into()) => {
            // A process that was taken over could say anything.
            let place = clean(last_words.lines().last().unwrap_or_default());
            Ending::Crashed(place.chars().take(LONGEST_PLACE).collect())
        }
        None => Ending::Silent(told),
    }
}

/// Starts a process, gives it `bytes`, and hears what it answers. What it used is added to `spent`.
pub(super) fn attempt(
    asked: &Asked,
    bytes: &[u8],
    limits: Limits,
    spent: &mut Spent,
    watch: &dyn ReadObserver,
) -> Result<Answer, Failure> {
    let unstarted = |error: io::Error| Failure::Ended { at: None, how: Ending::NotStarted(error.to_string()) };
    let mut process = Process::start().map_err(unstarted)?;
    let (Some(input), Some(output)) = (process.child.stdin.take(), process.child.stdout.take()) else {
        return Err(unstarted(io::ErrorKind::BrokenPipe.into()));
    };
    let pipes = Pipes::new(input, output, asked.to_bytes().map_err(unstarted)?, bytes).map_err(unstarted)?;
    let before = *spent;
    let mut listening =
        Listening { process: &mut process, pipes, limits, before, at: None, pages: 0, page_began: Spent::default() };
    let answer = listening.hear(watch);
    *spent = before.and(process.spent());
    answer
}

/// A process that is listened to.
struct Listening<'a> {
    process: &'a mut Process,
    pipes: Pipes<'a>,
    limits: Limits,
    /// What other attempts have used.
    before: Spent,
    /// The page that it is at, of how many, and what it had used when it began that one.
    at: Option<u32>,
    pages: u32,
    page_began: Spent,
}

impl Listening<'_> {
    fn hear(&mut self, watch: &dyn ReadObserver) -> Result<Answer, Failure> {
        loop {
            let spent = self.process.spent();
            if let Some(how) = overdrawn(self.limits, spent.since(self.page_began), self.before.and(spent)) {
                return Err(self.ended(how));
            }
            let frame = match self.pipes.next() {
                Ok(Some(frame)) => frame,
                Ok(None) if self.pipes.ended => {
                    let how = self.process.ending(self.limits);
                    return Err(self.ended(how));
                }
                Ok(None) => {
                    // Nobody may be waiting any more.
                    watch.at(self.at.unwrap_or(0) as usize, self.pages as usize).map_err(Failure::Told)?;
                    continue;
                }
                Err(unsound) => return Err(self.ended(Ending::Unsound(unsound))),
            };
            if let Some(answer) = self.take(frame, watch)? {
                return Ok(answer);
            }
        }
    }

    /// Takes a frame in; the last one is the answer.
    fn take(&mut self, frame: Frame, watch: &dyn ReadObserver) -> Result<Option<Answer>, Failure> {
        match frame {
            Frame::At { done, all } => {
                (self.at, self.pages, self.page_began) = (Some(done), all, self.process.spent());
                watch.at(done as usize, all as usize).map_err(Failure::Told)?;
            }
            Frame::Log(words) => log::info!("reading apart: {}", clean(&words)),
            Frame::Opening(flat) => watch.opening(self.document(&flat)?),
            Frame::Whole(flat) => return Ok(Some(Answer::Document(Box::new(self.document(&flat)?)))),
            Frame::Picture(points) => {
                let picture = postcard::from_bytes(&points).ok().filter(Bitmap::is_sound);
                let unsound = || self.ended(Ending::Unsound("a picture that is none".into()));
                return picture.map(|picture| Some(Answer::Picture(picture))).ok_or_else(unsound);
            }
            Frame::Failed(fault) => return Err(Failure::Told(fault.into())),
        }
        Ok(None)
    }

    fn document(&self, flat: &[u8]) -> Result<Document, Failure> {
        Document::from_flat(flat).map_err(|unsound| self.ended(Ending::Unsound(unsound.to_string())))
    }

    /// That it ended, at the page that is to blame: behind the last one none is, and leaving one out would help nothing.
    fn ended(&self, how: Ending) -> Failure {
        Failure::Ended { at: self.at.filter(|page| *page < self.pages), how }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_end_has_its_own_reason() {
        let limits = Limits { memory: 1, page_seconds: 20, seconds: 300 };
        let by_signal = |signal: Signal, words: &str| ending_of(ExitStatus::from_raw(signal.as_raw()), words, None, limits);
        let by_code = |code: i32| ending_of(ExitStatus::from_raw(code << 8), "", None, limits);
        let memory = "memory allocation of 268435456 bytes failed\n";
        assert_eq!(by_signal(Signal::ABORT, memory), Ending::Memory { mebibytes: 1 });
        let stack = "thread 'main' (7) has overflowed its stack\nfatal runtime error: stack overflow, aborting\n";
        assert!(matches!(by_signal(Signal::ABORT, stack), Ending::Crashed(told) if told.ends_with("stack overflow")));
        for fault in [Signal::ABORT, Signal::SEGV, Signal::BUS, Signal::ILL, Signal::SYS] {
            assert!(matches!(by_signal(fault, ""), Ending::Crashed(told) if told.contains("SIG")));
        }
        for outside in [Signal::XCPU, Signal::KILL, Signal::TERM, Signal::HUP] {
            assert!(matches!(by_signal(outside, ""), Ending::Killed(told) if told.contains("SIG")));
        }
        assert_eq!(by_code(ANOTHER_VERSION.into()), Ending::Replaced);
        let panic = ending_of(
            ExitStatus::from_raw(i32::from(PANICKED) << 8),
            "panic at src/w.rs:1:1\npanic at \x1B[2Jsrc/x.rs:7:9\n",
            None,
            limits,
        );
        assert!(matches!(panic, Ending::Crashed(place) if place.ends_with("src/x.rs:7:9") && !place.contains('\x1B')));
        assert_eq!(by_code(1), Ending::Silent("exit status: 1".into()));
    }

    #[test]
    fn the_time_is_over_when_it_was_used() {
        let limits = Limits { memory: 1, page_seconds: 20, seconds: 300 };
        let after = |signal: Signal, used: u64| {
            ending_of(ExitStatus::from_raw(signal.as_raw()), "", Some(Duration::from_millis(used)), limits)
        };
        for signal in [Signal::XCPU, Signal::KILL] {
            for used in [299_900, 300_000, 301_000] {
                assert_eq!(after(signal, used), Ending::Time { seconds: 300, of_page: false }, "{used}");
            }
            for used in [0, 299_000, 299_899] {
                assert!(matches!(after(signal, used), Ending::Killed(told) if told.contains("SIG")), "{used}");
            }
        }
        assert!(matches!(after(Signal::TERM, 300_000), Ending::Killed(_)));
        assert!(matches!(after(Signal::SEGV, 300_000), Ending::Crashed(_)));
    }
}
