//! Where documents come from: what they are called, and whether they have changed.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use crate::annotation::{DocumentId, Hash32};
use crate::app::Origin;
use crate::document::{SafeText, clean};
use crate::words::{Language, Words};

const KOREAN_BRIEF: &str = include_str!("../../../content/north-korea-russia.ko.md");
const ENGLISH_BRIEF: &str = include_str!("../../../content/north-korea-russia.en.md");

/// Whether `name` is an address and not a file's name.
pub(crate) fn is_address(name: &str) -> bool {
    ["http://", "https://", "ftp://", "file://"].iter().any(|scheme| name.starts_with(scheme))
}

/// The bundled brief of a language.
pub(crate) fn bundled(language: Language) -> &'static str {
    match language {
        Language::English => ENGLISH_BRIEF,
        Language::Korean => KOREAN_BRIEF,
    }
}

/// What the bundled brief's file is called.
pub(crate) fn bundled_name(language: Language) -> &'static str {
    match language {
        Language::English => "north-korea-russia.en.md",
        Language::Korean => "north-korea-russia.ko.md",
    }
}

/// The identity of a bundled brief.
pub(crate) fn bundled_document(origin: &Origin) -> Option<DocumentId> {
    let Origin::Bundled(language) = origin else { return None };
    Some(DocumentId(Hash32::of(bundled(*language).as_bytes())))
}

/// What a file is known by: the hash of its bytes, which are read and not kept.
pub(crate) fn document_at(path: &Path) -> io::Result<DocumentId> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok(DocumentId(Hash32::from_bytes(*hasher.finalize().as_bytes())))
}

/// What `origin` is called on the screen.
pub(crate) fn name_of(origin: &Origin, words: &Words) -> SafeText {
    match origin {
        Origin::Input => SafeText::new(&words.say("name-input")),
        Origin::Bundled(language) => SafeText::new(bundled_name(*language)),
        Origin::File(path) => SafeText::new(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()),
    }
}

/// What messages call it: the whole path as it was given, since that is what the reader has to mend.
pub(crate) fn shown_name(origin: &Origin, words: &Words) -> String {
    match origin {
        Origin::File(path) => clean(&path.to_string_lossy()).into_owned(),
        other => name_of(other, words).to_string(),
    }
}

/// When a file was last changed, and how large it is: another stamp is another file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    changed: SystemTime,
    size: u64,
}

/// The stamp of the file of `origin`, where it has one.
pub(crate) fn stamp(origin: &Origin) -> Option<Stamp> {
    let Origin::File(path) = origin else { return None };
    let found = fs::metadata(path).ok()?;
    Some(Stamp { changed: found.modified().ok()?, size: found.len() })
}
