//! The forms that notes are exported in, each in a file of its own. Adding one is a file with a
//! [`Target`], and its line in [`TARGETS`].

mod bibtex;
mod clippings;
mod csl;
mod csv;
mod epub;
mod html;
mod json;
mod logseq;
mod markdown;
mod obsidian;
mod org;
mod org_body;
mod readwise;
mod text;
mod webanno;

use super::book::Book;
use super::regions::Regions;

pub use json::{VersionedJson, document_value, note_value, notes_value};
pub use logseq::{logseq_line, logseq_line_back};
pub use org_body::{OrgBlock, ZERO_WIDTH_SPACE, org_blocks};

/// A form that notes can be exported in.
#[derive(Debug)]
pub struct Target {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// The ending of its files; no two that can't be told apart by their regions have the same.
    pub extension: &'static str,
    /// Other names of it.
    pub aliases: &'static [&'static str],
    /// Whether it holds the notes; else it holds the documents alone.
    pub of_notes: bool,
    /// Whether it tells where the reader settled that notes stand: that has to be asked for.
    pub tells_settled: bool,
    /// How it marks its part of a file, where the reader's own words may stand beside it. Bodies
    /// that are edited in such a file can be imported again.
    pub regions: Option<Regions>,
    /// A template that writes nearly the same, to begin one's own with.
    pub example: &'static str,
    /// Writes it.
    pub write: fn(&Book) -> Vec<u8>,
}

impl Target {
    /// A target of notes that has neither a name nor an example yet.
    const fn new(write: fn(&Book) -> Vec<u8>) -> Self {
        Self { name: "", extension: "", aliases: &[], of_notes: true, tells_settled: false, regions: None, example: "", write }
    }
}

/// Every target, the usual one first.
pub static TARGETS: &[Target] = &[
    markdown::TARGET,
    obsidian::TARGET,
    logseq::TARGET,
    org::TARGET,
    html::TARGET,
    text::TARGET,
    json::TARGET,
    webanno::TARGET,
    epub::TARGET,
    csv::TARGET,
    readwise::TARGET,
    clippings::TARGET,
    bibtex::TARGET,
    csl::TARGET,
];

/// The target named `name`.
#[must_use]
pub fn target_named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name || target.aliases.contains(&name))
}
