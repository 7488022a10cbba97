//! The store worker: one thread that keeps what has to be kept, in order, and one that writes
//! exports by itself. Here is the end of the event loop.

mod all_notes;
mod auto_export;
mod order;
mod thread;
mod watch;

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crate::app::{OpenDocument, StoreOrder};
use crate::document::SafeText;
use crate::platform::exports::auto_export::AutoExport;
use crate::store::Patience;
use order::{StoreRequest, StoreSubject};
use thread::StoreThread;

pub(crate) use thread::StoreSetup;

/// What all locks of other programs are waited for at the end.
const LAST_WAIT: Duration = Duration::from_secs(1);

/// The event loop's end of the store worker.
pub(crate) struct StoreWorker {
    patience: Patience,
    requests: Option<Sender<StoreRequest>>,
    /// What keeps; it tells at last what it could not keep.
    thread: Option<JoinHandle<Option<String>>>,
    /// What writes exports by itself; it tells at last what it could not write.
    exports: Option<JoinHandle<Option<String>>>,
}

impl StoreWorker {
    /// Starts the threads. The store is opened with the first order, not before the first frame.
    pub(crate) fn start(mut setup: StoreSetup) -> Self {
        let patience = Patience::default();
        let (changed, exports) = match setup.auto_export.take() {
            Some(auto) => start_exports(auto, &patience, &setup),
            None => (None, None),
        };
        let (sender, requests) = channel();
        let thread = StoreThread::new(setup, changed);
        let own = patience.clone();
        let serve = move || {
            own.use_here();
            thread.serve(&requests)
        };
        match Builder::new().name("store".into()).spawn(serve) {
            Ok(thread) => Self { patience, requests: Some(sender), thread: Some(thread), exports },
            Err(error) => {
                log::error!("no thread for the store worker: {error}");
                Self { patience, requests: None, thread: None, exports }
            }
        }
    }

    /// Gives an order about `open`. Nothing is kept about a document that is not whole yet.
    pub(crate) fn order(&self, open: &OpenDocument, order: StoreOrder) {
        let (Some(requests), Some(rendition)) = (&self.requests, &open.rendition) else { return };
        let about = StoreSubject {
            document: Arc::clone(&open.document),
            rendition: rendition.clone(),
            origin: open.origin.clone(),
            // Behind a password stands the title, too.
            title: if open.document.meta().is_locked() { open.name.clone() } else { SafeText::new(open.title()) },
        };
        if requests.send(StoreRequest { about, order }).is_err() {
            log::error!("the store worker has ended");
        }
    }

    /// Waits until everything ordered is carried out, exports too, and for locks hardly any more; what
    /// could not be kept or written, and why, where something could not.
    pub(crate) fn finish(&mut self) -> Option<String> {
        self.patience.end_within(LAST_WAIT);
        self.requests = None;
        let ended = |thread: JoinHandle<Option<String>>, what: &str| {
            thread.join().unwrap_or_else(|_| {
                log::error!("{what} failed");
                None
            })
        };
        let unkept = self.thread.take().and_then(|thread| ended(thread, "the store worker"));
        let unexported = self.exports.take().and_then(|thread| ended(thread, "the thread of the exports"));
        let both: Vec<String> = [unkept, unexported].into_iter().flatten().collect();
        (!both.is_empty()).then(|| both.join("\n"))
    }
}

/// The way to tell what writes exports by itself of changes, and its thread.
type Exports = (Option<Sender<StoreSubject>>, Option<JoinHandle<Option<String>>>);

/// Starts what writes exports by itself.
fn start_exports(auto: AutoExport, patience: &Patience, setup: &StoreSetup) -> Exports {
    let (changed, changes) = channel();
    let (patience, outcomes, words) = (patience.clone(), setup.outcomes.clone(), Arc::clone(&setup.words));
    let serve = move || {
        patience.use_here();
        auto_export::serve(&auto, &changes, &words, &outcomes)
    };
    match Builder::new().name("export".into()).spawn(serve) {
        Ok(thread) => (Some(changed), Some(thread)),
        Err(error) => {
            log::error!("no thread for the exports: {error}");
            (None, None)
        }
    }
}

/// What was ordered is kept even where the event loop fails.
impl Drop for StoreWorker {
    fn drop(&mut self) {
        let _ = self.finish();
    }
}
