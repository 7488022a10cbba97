//! What the store says of itself, in the reader's words: what, and what to do next.

use crate::store::{Access, Notice, Store, StoreError};
use crate::words::Words;

/// Why something could not be kept.
pub(crate) fn store_words(words: &Words, error: &StoreError) -> String {
    let at =
        |id: &str, path: &std::path::Path| words.fill(id, &[("path", crate::document::clean(&path.to_string_lossy()).into())]);
    match error {
        StoreError::Unwritable { path, .. } => at("store-unwritable", path),
        StoreError::Denied { path } => at("store-denied", path),
        StoreError::WrongKind { path } => at("store-wrong-kind", path),
        StoreError::Foreign { path } => at("store-foreign", path),
        StoreError::Newer { path, .. } => at("store-newer", path),
        StoreError::ReadOnly { path } => at("store-read-only", path),
        StoreError::Full { path } => at("store-full", path),
        StoreError::Busy { path } => at("store-busy", path),
        StoreError::Vanished { path } => at("store-vanished", path),
        StoreError::Damaged { path, reason } => {
            words.fill("store-damaged", &[("path", path.to_string_lossy().into()), ("reason", reason.as_str().into())])
        }
        StoreError::NoSuchNote(_) => words.say("store-no-note").into_owned(),
        StoreError::Superseded { .. } => words.say("store-superseded").into_owned(),
        StoreError::Exists(_) => words.say("store-exists").into_owned(),
        StoreError::TooLarge { bytes, most } => {
            words.fill("store-too-large", &[("bytes", (*bytes).into()), ("most", (*most).into())])
        }
        StoreError::Io { path, reason } => {
            words.fill("store-failed", &[("path", path.to_string_lossy().into()), ("reason", reason.as_str().into())])
        }
    }
}

/// Why a store that is open can't be written, in the reader's words.
pub(crate) fn cannot_write(store: &Store, words: &Words) -> Option<String> {
    let folder = store.folder().to_string_lossy().into_owned();
    match store.access() {
        Access::Write => None,
        Access::ReadOnly { why } => match &**why {
            StoreError::ReadOnly { .. } => Some(words.fill("store-read-only", &[("path", folder.into())])),
            other => Some(words.fill("store-read-only-for", &[("reason", store_words(words, other).into())])),
        },
        Access::Newer { .. } => Some(words.fill("store-newer", &[("path", folder.into())])),
    }
}

/// What the reader should know of opening the store.
pub(crate) fn notice_words(words: &Words, notice: &Notice) -> Option<String> {
    match notice {
        Notice::Restored { aside, notes, missing, unsure_since, .. } => {
            let mut said = vec![words.fill("store-restored", &[("notes", (*notes).into()), ("missing", (*missing).into())])];
            if let Some(at) = unsure_since {
                let at = at.strftime("%Y-%m-%d %H:%M UTC").to_string();
                said.push(words.fill("store-restored-since", &[("at", at.into())]));
            }
            if let Some(aside) = aside {
                let aside = crate::document::clean(&aside.to_string_lossy()).into_owned();
                said.push(words.fill("store-restored-aside", &[("aside", aside.into())]));
            }
            Some(said.join(" "))
        }
        Notice::CaughtUp { notes, missing } => {
            Some(words.fill("store-caught-up", &[("notes", (*notes).into()), ("missing", (*missing).into())]))
        }
        Notice::Repaired { notes, lost } => {
            Some(words.fill("store-repaired", &[("notes", (*notes).into()), ("lost", (*lost).into())]))
        }
        // The library starts anew or is not kept; no note depends on it.
        Notice::IndexRebuilt | Notice::NoIndex => None,
    }
}
