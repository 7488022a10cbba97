//! The job queue: two threads for what takes long and may be dropped: reading, searching,
//! ranking, placing notes. Abandoned at exit.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crate::app::{Inquiry, Outcome};
use crate::import::{ImportError, ReadObserver};
use crate::terminal::workers::outcomes::OutcomeSender;

/// Threads of the queue: one may read a document while the other searches the one on the screen.
const THREADS: usize = 2;

/// Says whether the answer of a job is still waited for.
#[derive(Debug, Clone, Default)]
struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// Nobody waits any more.
    fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What kind a job is: a new one of a kind takes the place of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JobKind {
    /// Reading a document.
    Read,
    /// Searching.
    Find,
    /// Ordering candidates.
    Rank,
    /// Placing notes.
    Place,
    /// Decoding a picture.
    Decode,
    /// Reading the numbers of tables.
    Study,
    /// Reading what words point to.
    Refer,
    /// Answering a question about the document.
    Inquire(Inquiry),
    /// Telling what an export would write.
    Preview,
    /// Reading notes from elsewhere.
    Intake,
    /// Holding the document against another.
    Hold,
    /// Reading a document for the second pane.
    ReadBeside,
    /// Anything that is carried out whatever comes after it.
    Once,
}

/// A job that is carried out: whether its answer is still waited for, and where it goes.
pub(crate) struct Job {
    token: CancelToken,
    outcomes: OutcomeSender,
}

impl Job {
    /// Whether nobody waits any more.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.token.0.load(Ordering::Relaxed)
    }

    /// Sends an outcome to the event loop.
    pub(crate) fn send(&self, outcome: Outcome) {
        self.outcomes.send(outcome);
    }

    /// Wakes the event loop for something that it gets by another way.
    pub(crate) fn wake(&self) {
        self.outcomes.wake();
    }
}

/// What is read goes on for as long as its answer is waited for.
impl ReadObserver for Job {
    fn at(&self, _: usize, _: usize) -> Result<(), ImportError> {
        if self.is_cancelled() { Err(ImportError::Stopped) } else { Ok(()) }
    }
}

type Work = Box<dyn FnOnce(&Job) + Send>;

struct Queue {
    waiting: VecDeque<(JobKind, CancelToken, Work)>,
    running: Vec<(JobKind, CancelToken)>,
    /// Nobody adds a job any more: the threads end.
    closed: bool,
}

impl Queue {
    /// Drops the jobs of a kind that wait, and tells those that run that nobody waits for them.
    fn give_up(&mut self, kind: JobKind) {
        self.waiting.retain(|(waiting, ..)| *waiting != kind);
        self.running.iter().filter(|(running, _)| *running == kind).for_each(|(_, token)| token.cancel());
    }
}

/// The job queue.
pub(crate) struct JobQueue {
    shared: Arc<(Mutex<Queue>, Condvar)>,
}

impl JobQueue {
    /// Starts its threads.
    pub(crate) fn start(outcomes: &OutcomeSender) -> Self {
        let queue = Queue { waiting: VecDeque::new(), running: Vec::new(), closed: false };
        let shared = Arc::new((Mutex::new(queue), Condvar::new()));
        for _ in 0..THREADS {
            let (shared, outcomes) = (Arc::clone(&shared), outcomes.clone());
            // Without threads the program still reads; it only can't search.
            if let Err(error) = thread::Builder::new().name("job".into()).spawn(move || serve(&shared, &outcomes)) {
                log::error!("no thread for the job queue: {error}");
            }
        }
        Self { shared }
    }

    /// Ends the jobs of a kind, and drops those that wait.
    pub(crate) fn cancel(&self, kind: JobKind) {
        let mut queue = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        queue.give_up(kind);
    }

    /// Adds a job; those of the same kind are given up.
    pub(crate) fn add(&self, kind: JobKind, work: impl FnOnce(&Job) + Send + 'static) {
        let (queue, ready) = &*self.shared;
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        if kind != JobKind::Once {
            queue.give_up(kind);
        }
        queue.waiting.push_back((kind, CancelToken::default(), Box::new(work)));
        ready.notify_one();
    }
}

/// With another document comes another queue; what this one does is given up.
impl Drop for JobQueue {
    fn drop(&mut self) {
        let (queue, ready) = &*self.shared;
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.closed = true;
        queue.waiting.clear();
        queue.running.iter().for_each(|(_, token)| token.cancel());
        ready.notify_all();
    }
}

fn serve(shared: &(Mutex<Queue>, Condvar), outcomes: &OutcomeSender) {
    let (queue, ready) = shared;
    loop {
        let (token, work) = {
            let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
            loop {
                if queue.closed {
                    return;
                }
                if let Some((kind, token, work)) = queue.waiting.pop_front() {
                    queue.running.push((kind, token.clone()));
                    break (token, work);
                }
                queue = ready.wait(queue).unwrap_or_else(PoisonError::into_inner);
            }
        };
        // A job that fails is one answer less; the reader goes on.
        let job = Job { token: token.clone(), outcomes: outcomes.clone() };
        if catch_unwind(AssertUnwindSafe(|| work(&job))).is_err() {
            outcomes.send(Outcome::JobFailed);
        }
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.running.retain(|(_, running)| !Arc::ptr_eq(&running.0, &token.0));
    }
}
