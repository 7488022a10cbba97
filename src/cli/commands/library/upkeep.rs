//! `ibid library backup`, `check`, `restore` and `purge`: what the notes are kept in.

use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde_json::{Value, json};

use crate::annotation::DocumentId;
use crate::cli::Exit;
use crate::cli::session::{Desk, Done};
use crate::document::clean;
use crate::store::{Backup, Store};

/// Makes a backup now.
pub(crate) fn backup(desk: &Desk) -> Done<Exit> {
    let mut store = desk.writable()?;
    let made = store.back_up(&Zoned::now()).map_err(|error| desk.unsaved(&error))?;
    if desk.json() {
        desk.print_json("ibid.backup/1", json!({ "backup": value(&made) }));
    } else {
        desk.say(&clean(&made.path.to_string_lossy()));
    }
    Ok(Exit::Done)
}

/// Looks at everything that is kept.
pub(crate) fn check(desk: &Desk) -> Done<Exit> {
    let Some(store) = desk.kept()? else {
        desk.remark(&desk.words.say("annotations-none"));
        return Ok(Exit::Nothing);
    };
    let found = store.check().map_err(|error| desk.unread(&error))?;
    if desk.json() {
        let backups: Vec<Value> = found
            .backups
            .iter()
            .map(|(backup, holds)| {
                let mut shown = value(backup);
                shown["holds"] = json!(holds);
                shown
            })
            .collect();
        desk.print_json(
            "ibid.upkeep/1",
            json!({
                "sound": found.is_sound(), "damage": found.damage, "notes": found.notes, "deleted": found.deleted,
                "unsound": found.unsound, "unread": found.unread, "backups": backups,
            }),
        );
    } else {
        let counts = [("notes", found.notes.into()), ("deleted", found.deleted.into())];
        desk.say(&desk.words.fill("upkeep-notes", &counts));
        for (backup, holds) in &found.backups {
            let id = if *holds { "upkeep-holds" } else { "upkeep-broken" };
            let at = backup.at.strftime("%Y-%m-%d %H:%M").to_string();
            desk.say(&desk.words.fill(id, &[("at", at.into()), ("path", clean(&backup.path.to_string_lossy()).into())]));
        }
        if let Some(damage) = &found.damage {
            desk.say(&desk.words.fill("upkeep-damage", &[("reason", clean(damage).into())]));
        }
        if found.unsound + found.unread > 0 {
            let counts = [("unsound", found.unsound.into()), ("unread", found.unread.into())];
            desk.say(&desk.words.fill("upkeep-unsound", &counts));
        }
        desk.say(&desk.words.say(if found.is_sound() { "upkeep-well" } else { "upkeep-ill" }));
    }
    Ok(if found.is_sound() { Exit::Done } else { Exit::Unreadable })
}

/// Puts a backup in the place of what is kept: the one named, or the newest.
pub(crate) fn restore(desk: &Desk) -> Done<Exit> {
    let Some(folders) = desk.folders else {
        desk.remark(&desk.words.say("store-no-home"));
        return Err(Exit::Unsaved);
    };
    let chosen: Option<PathBuf> = match desk.path("backup") {
        Some(path) => Some(path.to_owned()),
        None => Store::backups_in(&folders.data).pop().map(|backup| backup.path),
    };
    let Some(chosen) = chosen else {
        desk.remark(&desk.words.say("upkeep-no-backup"));
        return Err(Exit::Nothing);
    };
    if !chosen.exists() {
        desk.remark(&desk.words.fill("read-missing", &[("file", clean(&chosen.to_string_lossy()).into())]));
        return Err(Exit::Unreadable);
    }
    let aside = Store::restore(&folders.data, &chosen, &Zoned::now()).map_err(|error| desk.unsaved(&error))?;
    let shown = |path: &Path| clean(&path.to_string_lossy()).into_owned();
    if desk.json() {
        let aside = aside.as_deref().map(Path::to_string_lossy);
        desk.print_json("ibid.restored/1", json!({ "backup": chosen.to_string_lossy(), "aside": aside }));
        return Ok(Exit::Done);
    }
    desk.say(&desk.words.fill("upkeep-restored", &[("path", shown(&chosen).into())]));
    if let Some(aside) = aside {
        desk.say(&desk.words.fill("upkeep-aside", &[("path", shown(&aside).into())]));
    }
    Ok(Exit::Done)
}

/// Removes for good what was deleted, or all that is kept of one document.
pub(crate) fn purge(desk: &Desk) -> Done<Exit> {
    let mut store = desk.writable()?;
    let now = Zoned::now();
    let document = desk.text("document").map(|name| document_named(desk, &store, name)).transpose()?;
    let notes = match &document {
        Some(document) => store.notes(document).map_err(|error| desk.unread(&error))?.len(),
        None => store.tombstones().map_err(|error| desk.unread(&error))?.len(),
    };
    let sure = desk.flag("yes");
    if sure {
        let done = match &document {
            Some(document) => store.purge_document(document, &now),
            None => store.tombstones().and_then(|ids| store.purge(&ids, &now)),
        };
        done.map_err(|error| desk.unsaved(&error))?;
    }
    if desk.json() {
        desk.print_json("ibid.purged/1", json!({ "notes": notes, "done": sure }));
    } else {
        let id = if sure { "upkeep-purged" } else { "upkeep-would-purge" };
        desk.say(&desk.words.fill(id, &[("count", notes.into())]));
    }
    Ok(Exit::Done)
}

/// The document that `name` names: the beginning of its hash, or a path that it was read from.
fn document_named(desk: &Desk, store: &Store, name: &str) -> Done<DocumentId> {
    let absolute = std::path::absolute(name).unwrap_or_else(|_| name.into());
    let shelf = desk.shelf(store)?;
    let by_hash = |id: &DocumentId| name.len() >= 8 && id.to_string().starts_with(name);
    let mut found: Vec<DocumentId> = shelf
        .iter()
        .filter(|shelved| by_hash(&shelved.document) || shelved.paths.contains(&absolute))
        .map(|shelved| shelved.document)
        .collect();
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (Some(_), false) => Err(desk.wrong(&desk.words.fill("upkeep-many", &[("name", clean(name).into())]))),
        (None, _) => {
            desk.remark(&desk.words.fill("upkeep-unknown", &[("name", clean(name).into())]));
            Err(Exit::Nothing)
        }
    }
}

fn value(backup: &Backup) -> Value {
    json!({ "number": backup.number, "at": format!("{}Z", backup.at), "path": backup.path.to_string_lossy() })
}
