//! Choosing how and where to export the notes.

use std::path::PathBuf;

use crossterm::event::KeyEvent;

use super::layer::Layer;
use super::{App, Command, Effect, Field, Tone};

/// The targets offered on the screen: name, and the ending of the file.
pub const EXPORT_TARGETS: [(&str, &str); 14] = [
    ("markdown", "md"),
    ("obsidian", "md"),
    ("logseq", "md"),
    ("org", "org"),
    ("html", "html"),
    ("text", "txt"),
    ("json", "json"),
    ("jsonld", "jsonld"),
    ("epub", "annotation"),
    ("csv", "csv"),
    ("readwise", "readwise.csv"),
    ("clippings", "clippings.txt"),
    ("bibtex", "bib"),
    ("csl", "csl.json"),
];

/// The export form.
#[derive(Debug, Clone)]
pub struct Exporting {
    /// Which target is chosen.
    pub target: usize,
    /// Where to.
    pub path: Field,
    /// Whether the path is being typed.
    pub editing: bool,
    stem: String,
    own_path: bool,
}

impl Exporting {
    pub(super) fn key(&mut self, key: KeyEvent) {
        self.path.key(key);
        self.own_path = true;
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.path.paste(text);
        self.own_path = true;
    }

    /// The path follows the target, unless the reader has typed one.
    fn suggest(&mut self) {
        if !self.own_path {
            self.path = Field::new(&format!("{}-notes.{}", self.stem, EXPORT_TARGETS[self.target].1));
        }
    }
}

impl App {
    pub(super) fn open_export(&mut self) {
        if self.notebook.is_empty() {
            return self.say(Tone::Plain, "message-nothing-to-export", &[]);
        }
        let name = &*self.brief.name;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        let mut exporting = Exporting { target: 0, path: Field::default(), editing: false, stem, own_path: false };
        exporting.suggest();
        self.layers.push(Layer::Export(exporting));
    }

    pub(super) fn act_in_export(&mut self, mut exporting: Exporting, command: Command) {
        match command {
            Command::Accept if exporting.path.text().trim().is_empty() => {
                self.say(Tone::Warning, "message-no-path", &[]);
                exporting.editing = true;
            }
            Command::Accept => {
                let path = PathBuf::from(exporting.path.text().trim());
                let notes = self.notebook.placed().iter().map(|placed| (placed.note.clone(), placed.found.clone())).collect();
                let (document, name) = (std::sync::Arc::clone(self.document()), self.brief.name.clone());
                return self.effects.push(Effect::Export {
                    target: EXPORT_TARGETS[exporting.target].0,
                    path,
                    document,
                    name,
                    notes,
                });
            }
            Command::Close if exporting.editing => exporting.editing = false,
            Command::Close => return,
            Command::Edit | Command::NextTarget => exporting.editing = !exporting.editing,
            Command::Down | Command::Up => {
                let by = if command == Command::Down { 1 } else { EXPORT_TARGETS.len() - 1 };
                exporting.target = (exporting.target + by) % EXPORT_TARGETS.len();
                exporting.suggest();
            }
            _ => {}
        }
        self.layers.push(Layer::Export(exporting));
    }
}
