//! The thread that writes exports by itself: a while after the last change of the notes, and
//! at exit what still waits.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::Zoned;

use crate::annotation::DocumentId;
use crate::app::{Outcome, Tone};
use crate::document::SafeText;
use crate::platform::exports::auto_export::AutoExport;
use crate::platform::exports::collect::{DocumentNotes, ReadDocument};
use crate::platform::files;
use crate::platform::store_words::store_words;
use crate::store::Store;
use crate::terminal::workers::outcomes::OutcomeSender;
use crate::words::Words;

use super::order::StoreSubject;

/// How long the notes have to be left alone before their file is written.
const QUIET: Duration = Duration::from_millis(700);
/// How long they are waited for at most.
const LONGEST: Duration = Duration::from_secs(5);

/// Writes files as long as somebody tells of changes; then what still waits, and why the last
/// one was not written, where it was not.
pub(crate) fn serve(
    auto: &AutoExport,
    changed: &Receiver<StoreSubject>,
    words: &Words,
    answers: &OutcomeSender,
) -> Option<String> {
    let mut told: BTreeMap<DocumentId, String> = BTreeMap::new();
    let mut is_over = false;
    while !is_over {
        let Ok(first) = changed.recv() else { break };
        let mut waiting = BTreeMap::from([(first.rendition.document(), first)]);
        let began = Instant::now();
        while began.elapsed() < LONGEST {
            match changed.recv_timeout(QUIET) {
                Ok(about) => drop(waiting.insert(about.rendition.document(), about)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    is_over = true;
                    break;
                }
            }
        }
        for (id, about) in waiting {
            match export(auto, about, words) {
                Ok(_) => drop(told.remove(&id)),
                Err(reason) => {
                    log::error!("{reason}");
                    // Said once, until it has been well again.
                    if told.get(&id) != Some(&reason) {
                        answers.send(Outcome::Told(Tone::Warning, reason.as_str().into()));
                        told.insert(id, reason);
                    }
                }
            }
        }
    }
    told.into_values().next()
}

/// Writes the file of a document that is open.
fn export(auto: &AutoExport, about: StoreSubject, words: &Words) -> Result<PathBuf, String> {
    let store = Store::open(&auto.folders.data, &Zoned::now()).map_err(|error| store_words(words, &error))?;
    let name = match about.path().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())) {
        Some(name) => SafeText::new(&name),
        None => files::name_of(&about.origin, words),
    };
    let read = ReadDocument { document: about.document, rendition: about.rendition, name };
    let mut gathered = DocumentNotes::of(Some(&store), read).map_err(|error| store_words(words, &error))?;
    auto.write(&store, &mut gathered, words)
}
