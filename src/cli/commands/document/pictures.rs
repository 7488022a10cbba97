//! `ibid pictures`: a line a picture, or all of them decoded into a folder.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use clap::Command;

use crate::app::caption_of;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::Key;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, page, section_title};
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, SafeText, Span};
use crate::platform::files::{Pictures, save_png};
use crate::platform::io_reason::io_reason;

/// The folder that pictures are written to.
const WRITE: Key<PathBuf> = Key::new("write");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "pictures", about: "cli-pictures", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.args([build.file(), build.format()]).arg(build.option(WRITE, "FOLDER", "cli-pictures-write")).arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.any_document()?;
    let written = match session.args.value(WRITE) {
        Some(folder) => write(session, &loaded, folder)?,
        None => Vec::new(),
    };
    if session.json() {
        session.print_json("ibid.pictures/1", value(&loaded, &written));
    } else {
        lines(session, &loaded.document, &written);
    }
    let failed = written.iter().any(Option::is_none);
    Ok(if failed { Exit::Unreadable } else { Exit::Done })
}

fn caption(document: &Document, picture: usize) -> Option<&str> {
    caption_of(document, picture).map(|caption| document.slice(caption))
}

fn lines(session: &Session, document: &Document, written: &[Option<String>]) {
    let digits = document.pictures().len().to_string().len();
    for (index, picture) in document.pictures().iter().enumerate() {
        let place = session.whereabouts(document, Span::empty(picture.at));
        let file = written.get(index).and_then(Option::as_deref).unwrap_or_default();
        let parts = [place.as_str(), file, caption(document, index).unwrap_or_default()];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        session.say(&format!("{:>digits$}  {}", index + 1, said.join("  ")));
    }
    if document.pictures().is_empty() {
        session.say(&session.words.say("message-no-pictures"));
    }
}

fn value(loaded: &Loaded, written: &[Option<String>]) -> Value {
    let document = &loaded.document;
    let pictures: Vec<Value> = document
        .pictures()
        .iter()
        .enumerate()
        .map(|(index, picture)| {
            json!({
                "number": index + 1,
                "caption": caption(document, index),
                "section": section_title(document, Span::empty(picture.at)),
                "page": page(document, Span::empty(picture.at)),
                "start_byte": picture.at.0,
                "file": written.get(index),
            })
        })
        .collect();
    json!({ "document": loaded.about(), "pictures": pictures })
}

/// Decodes every picture into `folder`; tells the files, and none for what could not be decoded.
fn write(session: &Session, loaded: &Loaded, folder: &Path) -> CommandResult<Vec<Option<String>>> {
    let unwritten = |error: &std::io::Error| {
        let place = SafeText::new(&folder.to_string_lossy());
        let reason = match error.kind() {
            std::io::ErrorKind::AlreadyExists => session.words.say("reason-exists").into_owned(),
            _ => io_reason(session.words, error),
        };
        session.remark(&session.words.fill("pictures-unwritten", &[("path", place.as_str().into()), ("reason", reason.into())]));
        Exit::Unsaved
    };
    let decoder = Pictures::of(&loaded.origin, session.read_options()).map_err(|error| {
        session.remark(&error.words(session.words, &loaded.shown));
        Exit::Unreadable
    })?;
    let stem = Path::new(loaded.name.as_str()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut written = Vec::new();
    for (index, picture) in loaded.document.pictures().iter().enumerate() {
        let number = index + 1;
        written.push(match decoder.decode(&picture.name, &()) {
            Ok(bitmap) => {
                let path = folder.join(format!("{stem}-{number:03}.png"));
                save_png(&path, &bitmap).map_err(|error| unwritten(&error))?;
                Some(path.to_string_lossy().into_owned())
            }
            Err(error) => {
                let why = error.words(session.words, &loaded.shown);
                session.remark(&session.words.fill("pictures-undecoded", &[("number", number.into()), ("reason", why.into())]));
                None
            }
        });
    }
    Ok(written)
}
