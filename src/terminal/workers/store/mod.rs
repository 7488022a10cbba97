//! The main thread's end of the store lane: orders about the open document.

mod all_notes;
mod auto_export;
mod watch;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use crate::annotation::Rendition;
use crate::app::{OpenDocument, Origin, StoreOrder};
use crate::document::{Document, SafeText};
use crate::platform::exports::auto::Auto;
use crate::platform::folders::Folders;
use crate::terminal::workers::outcomes::Answers;
use crate::terminal::workers::store::worker::Lane;
use crate::words::Words;

/// An order with the document that it is about.
pub(crate) struct Errand {
    pub(crate) about: About,
    pub(crate) order: StoreOrder,
}

/// The open document, as far as the store goes.
#[derive(Clone)]
pub(crate) struct About {
    pub(crate) document: Arc<Document>,
    pub(crate) rendition: Rendition,
    pub(crate) origin: Origin,
    pub(crate) title: SafeText,
}

impl About {
    /// The file, in full.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        match &self.origin {
            Origin::File(path) => Some(std::path::absolute(path).unwrap_or_else(|_| path.clone())),
            _ => None,
        }
    }
}

/// The main thread's end of the lane.
pub(crate) struct Keeper {
    orders: Option<Sender<Errand>>,
    thread: Option<JoinHandle<()>>,
    /// What writes exports by itself; it tells at last what it could not write.
    exports: Option<JoinHandle<Option<String>>>,
}

impl Keeper {
    /// Starts the lane. The store is opened with the first order, not before the first frame.
    pub(crate) fn start(
        folders: Option<Folders>,
        private: bool,
        (author, auto): (Option<SafeText>, Option<Auto>),
        answers: &Answers,
        words: Arc<Words>,
    ) -> Self {
        let (changed, exports) = match auto.filter(|_| !private) {
            Some(auto) => exporter(auto, answers, &words),
            None => (None, None),
        };
        let (orders, errands) = channel();
        let lane = Lane::new(folders, private, author, changed, answers.clone(), words);
        match thread::Builder::new().name("store".into()).spawn(move || lane.serve(&errands)) {
            Ok(thread) => Self { orders: Some(orders), thread: Some(thread), exports },
            Err(error) => {
                log::error!("no thread for the store lane: {error}");
                Self { orders: None, thread: None, exports }
            }
        }
    }

    /// Gives an order about `open`. Nothing is kept about a document that is not whole yet.
    pub(crate) fn order(&self, open: &OpenDocument, order: StoreOrder) {
        let (Some(orders), Some(rendition)) = (&self.orders, &open.rendition) else { return };
        let about = About {
            document: Arc::clone(&open.document),
            rendition: rendition.clone(),
            origin: open.origin.clone(),
            title: SafeText::new(open.title()),
        };
        if orders.send(Errand { about, order }).is_err() {
            log::error!("the store lane has ended");
        }
    }

    /// Waits until everything ordered is carried out, exports too; why one was not written, where
    /// one was not.
    pub(crate) fn finish(&mut self) -> Option<String> {
        self.orders = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the store lane has failed");
        }
        self.exports.take()?.join().unwrap_or_else(|_| {
            log::error!("the exports have failed");
            None
        })
    }
}

/// Starts what writes exports by itself: its end of the line, and its thread.
fn exporter(auto: Auto, answers: &Answers, words: &Arc<Words>) -> (Option<Sender<About>>, Option<JoinHandle<Option<String>>>) {
    let (changed, changes) = channel();
    let (answers, words) = (answers.clone(), Arc::clone(words));
    let serve = move || auto_export::serve(&auto, &changes, &words, &answers);
    match thread::Builder::new().name("export".into()).spawn(serve) {
        Ok(thread) => (Some(changed), Some(thread)),
        Err(error) => {
            log::error!("no thread for the exports: {error}");
            (None, None)
        }
    }
}

/// What was ordered is kept even where the main thread fails.
impl Drop for Keeper {
    fn drop(&mut self) {
        let _ = self.finish();
    }
}
