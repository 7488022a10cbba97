//! The way back from the workers to the event loop.

use std::sync::mpsc::Sender;

use crate::app::Outcome;
use crate::terminal::poll::Waker;

/// Sends outcomes to the main thread, and wakes it.
#[derive(Debug, Clone)]
pub(crate) struct OutcomeSender {
    sender: Sender<Outcome>,
    waker: Waker,
}

impl OutcomeSender {
    pub(crate) fn new(sender: Sender<Outcome>, waker: Waker) -> Self {
        Self { sender, waker }
    }

    /// Sends `outcome`. Where nobody listens any more, the program is ending.
    pub(crate) fn send(&self, outcome: Outcome) {
        if self.sender.send(outcome).is_ok() {
            self.waker.wake();
        }
    }

    /// Wakes the main thread for something that it gets by another way.
    pub(crate) fn wake(&self) {
        self.waker.wake();
    }
}
