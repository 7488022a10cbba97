//! The job lane: two threads for what takes long and may be dropped: reading, searching,
//! ranking, placing notes. Abandoned at exit.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crate::app::{Inquiry, Outcome};
use crate::terminal::workers::outcomes::Answers;

/// Threads of the lane: one may read a document while the other searches the one on the screen.
const THREADS: usize = 2;

/// Says whether a job's answer is still waited for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Token(Arc<AtomicBool>);

impl Token {
    /// Nobody waits any more.
    pub(crate) fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What kind a job is: a new one of a kind takes the place of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
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

type Work = Box<dyn FnOnce(&Token, &Answers) + Send>;

struct Queue {
    waiting: VecDeque<(Kind, Token, Work)>,
    running: Vec<(Kind, Token)>,
    /// Nobody adds a job any more: the threads end.
    closed: bool,
}

/// The lane.
pub(crate) struct Jobs {
    shared: Arc<(Mutex<Queue>, Condvar)>,
}

impl Jobs {
    /// Starts the lane's threads.
    pub(crate) fn start(answers: &Answers) -> Self {
        let queue = Queue { waiting: VecDeque::new(), running: Vec::new(), closed: false };
        let shared = Arc::new((Mutex::new(queue), Condvar::new()));
        for _ in 0..THREADS {
            let (shared, answers) = (Arc::clone(&shared), answers.clone());
            // Without threads the program still reads; it only can't search.
            if let Err(error) = thread::Builder::new().name("job".into()).spawn(move || serve(&shared, &answers)) {
                log::error!("no thread for the job lane: {error}");
            }
        }
        Self { shared }
    }

    /// Ends the jobs of a kind, and drops those that wait.
    pub(crate) fn cancel(&self, kind: Kind) {
        let mut queue = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        queue.waiting.retain(|(waiting, ..)| *waiting != kind);
        queue.running.iter().filter(|(running, _)| *running == kind).for_each(|(_, token)| token.cancel());
    }

    /// Adds a job; those of the same kind are given up.
    pub(crate) fn add(&self, kind: Kind, work: impl FnOnce(&Token, &Answers) + Send + 'static) {
        let (queue, ready) = &*self.shared;
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        if kind != Kind::Once {
            queue.waiting.retain(|(waiting, ..)| *waiting != kind);
            for (_, token) in queue.running.iter().filter(|(running, _)| *running == kind) {
                token.cancel();
            }
        }
        queue.waiting.push_back((kind, Token::default(), Box::new(work)));
        ready.notify_one();
    }
}

/// With another document comes another lane; what this one does is given up.
impl Drop for Jobs {
    fn drop(&mut self) {
        let (queue, ready) = &*self.shared;
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.closed = true;
        queue.waiting.clear();
        queue.running.iter().for_each(|(_, token)| token.cancel());
        ready.notify_all();
    }
}

fn serve(shared: &(Mutex<Queue>, Condvar), answers: &Answers) {
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
        if catch_unwind(AssertUnwindSafe(|| work(&token, answers))).is_err() {
            answers.send(Outcome::JobFailed);
        }
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.running.retain(|(_, running)| !Arc::ptr_eq(&running.0, &token.0));
    }
}
