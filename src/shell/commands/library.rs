//! `ibid library`: the documents that were read. `ibid paths`: where everything lies.

use serde_json::{Value, json};

use crate::annotation::write_moment;

use super::{Desk, Done, Exit, print, print_json};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let store = desk.store()?;
    let shelved = store.library().map_err(|error| desk.unsaved(&error))?;
    if desk.json() {
        let values: Vec<Value> = shelved
            .iter()
            .map(|document| {
                json!({
                    "bytes_hash": document.document,
                    "title": document.title,
                    "paths": document.paths,
                    "size_bytes": document.size,
                    "progress": document.progress,
                    "first_opened": write_moment(&document.first),
                    "last_opened": write_moment(&document.last),
                    "times_opened": document.times,
                })
            })
            .collect();
        print_json(&json!({ "schema": "ibid.library/1", "documents": values }));
        return Ok(Exit::Done);
    }
    for document in &shelved {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let percent = (document.progress.clamp(0.0, 1.0) * 100.0).floor() as u64;
        let share = desk.words.fill("status-share", &[("percent", percent.into())]);
        let day = document.last.strftime("%Y-%m-%d");
        let path = document.paths.first().map(|path| format!("  {}", path.to_string_lossy())).unwrap_or_default();
        print(&crate::document::clean(&format!("{day}  {share:>5}  {}{path}", document.title)));
        print("\n");
    }
    if shelved.is_empty() {
        print(&format!("{}\n", desk.words.say("library-empty")));
    }
    Ok(Exit::Done)
}

pub(super) fn paths(desk: &Desk) -> Done<Exit> {
    let Some(folders) = desk.folders else { return Err(desk.wrong(&desk.words.say("store-no-home"))) };
    let notes = folders.data.join("notes.db");
    let log = folders.state.join("ibid.log");
    if desk.json() {
        let value = json!({
            "schema": "ibid.paths/1",
            "data": folders.data,
            "notes": notes,
            "state": folders.state,
            "log": log,
            "config": folders.config,
        });
        print_json(&value);
    } else {
        let rows =
            [("paths-notes", &notes), ("paths-state", &folders.state), ("paths-log", &log), ("paths-config", &folders.config)];
        for (id, path) in rows {
            print(&format!("{}  {}\n", desk.words.say(id), crate::document::clean(&path.to_string_lossy())));
        }
    }
    Ok(Exit::Done)
}
