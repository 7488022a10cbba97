//! `ibid export`: the notes on a document, for elsewhere.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::export::{Bundle, TARGETS, target_named};

use super::{Desk, Done, Exit, eprint, print, print_json, write_file};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("from")?;
    let name = desk.text("format").unwrap_or("markdown");
    let Some(target) = target_named(name) else {
        let known = TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(", ");
        return Err(desk.wrong(&desk.words.fill("cli-no-format", &[("known", known.into())])));
    };
    let notes = desk.notes(&loaded)?;
    let bundle = Bundle { document: &loaded.document, name: &loaded.name, notes: &notes, words: desk.words };
    let Some(path) = desk.found.get_one::<PathBuf>("out") else {
        print(&String::from_utf8_lossy(&(target.write)(&bundle)));
        return Ok(Exit::Done);
    };
    match export_to(&bundle, target.name, path) {
        Ok(()) if desk.json() => {
            print_json(&json!({ "schema": "ibid.export/1", "notes": notes.len(), "path": path, "format": target.name }));
            Ok(Exit::Done)
        }
        Ok(()) => {
            let args = [("count", notes.len().into()), ("path", path.to_string_lossy().into())];
            print(&format!("{}\n", desk.words.fill("message-exported", &args)));
            Ok(Exit::Done)
        }
        Err(reason) => {
            eprint(&format!("{reason}\n"));
            Err(Exit::Unsaved)
        }
    }
}

/// Writes an export to a file, all or nothing; why not, in the reader's words.
pub(crate) fn export_to(bundle: &Bundle, target: &str, path: &Path) -> Result<(), String> {
    let Some(target) = target_named(target) else { return Err(target.to_owned()) };
    write_file(path, &(target.write)(bundle)).map_err(|error| {
        log::error!("not exported to {}: {error}", path.display());
        let args = [("path", path.to_string_lossy().into()), ("reason", error.to_string().into())];
        bundle.words.fill("export-failed", &args)
    })
}
