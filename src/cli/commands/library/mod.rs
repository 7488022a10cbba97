//! `ibid library`: the documents that were read. `ibid paths`: where everything lies.

pub(crate) mod details;
pub(crate) mod upkeep;

use std::path::Path;

use serde_json::{Value, json};

use crate::annotation::write_moment;
use crate::cli::Exit;
use crate::cli::session::{Desk, Done, padded};
use crate::document::clean;
use crate::layout::width;

/// Columns that a title is padded to at most.
const WIDEST_TITLE: usize = 60;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let kept = desk.kept()?;
    let shelved = kept.map(|store| desk.shelf(&store)).transpose()?.unwrap_or_default();
    if desk.json() {
        let values: Vec<Value> = shelved
            .iter()
            .map(|document| {
                json!({
                    "bytes_hash": document.document,
                    "title": document.title,
                    "paths": document.paths.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>(),
                    "size_bytes": document.size,
                    "progress": document.progress,
                    "first_opened": write_moment(&document.first),
                    "last_opened": write_moment(&document.last),
                    "times_opened": document.times,
                })
            })
            .collect();
        desk.print_json("ibid.library/1", json!({ "documents": values }));
        return Ok(Exit::Done);
    }
    let widest = shelved.iter().map(|document| width(&document.title)).max().unwrap_or(0).min(WIDEST_TITLE);
    for document in &shelved {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let percent = (document.progress.clamp(0.0, 1.0) * 100.0).floor() as u64;
        let share = desk.words.fill("status-share", &[("percent", percent.into())]);
        let day = document.last.strftime("%Y-%m-%d");
        let path = document.paths.first().map(|path| clean(&path.to_string_lossy()).into_owned()).unwrap_or_default();
        desk.say(format!("{day}  {share:>5}  {}  {path}", padded(&document.title, widest)).trim_end());
    }
    if shelved.is_empty() {
        desk.say(&desk.words.say("library-empty"));
    }
    Ok(Exit::Done)
}

pub(crate) fn paths(desk: &Desk) -> Done<Exit> {
    let Some(folders) = desk.folders else {
        desk.remark(&desk.words.say("store-no-home"));
        return Err(Exit::Unsaved);
    };
    let notes = folders.data.join("notes.db");
    let log = folders.state.join("ibid.log");
    if desk.json() {
        // A path need not be UTF-8; JSON has to be.
        let shown = |path: &Path| path.to_string_lossy().into_owned();
        let value = json!({
            "data": shown(&folders.data),
            "notes": shown(&notes),
            "state": shown(&folders.state),
            "log": shown(&log),
            "config": shown(&folders.config),
        });
        desk.print_json("ibid.paths/1", value);
        return Ok(Exit::Done);
    }
    let rows = [("paths-notes", &notes), ("paths-state", &folders.state), ("paths-log", &log), ("paths-config", &folders.config)];
    let rows = rows.map(|(id, path)| (desk.words.say(id).into_owned(), path));
    let widest = rows.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    for (name, path) in &rows {
        desk.say(&format!("{}  {}", padded(name, widest), clean(&path.to_string_lossy())));
    }
    Ok(Exit::Done)
}
