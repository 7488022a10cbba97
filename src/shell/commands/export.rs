//! `ibid export`: the notes on a document, for elsewhere.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::document::clean;
use crate::export::{Bundle, Target, target_named};

use super::super::output::reason;
use super::{Desk, Done, Exit};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let out = desk.path("out").filter(|path| *path != Path::new("-"));
    // Without a file to report on, JSON can only mean the notes themselves.
    let usual = if desk.json() && out.is_none() { "json" } else { "markdown" };
    let name = desk.text("format").unwrap_or(usual);
    let Some(target) = target_named(name) else { return Err(Exit::Usage) };
    if desk.json() && out.is_none() && target.name != "json" {
        let args = [("arg", "--json".into()), ("other", format!("--format {}", target.name).into())];
        return Err(desk.wrong(&desk.words.fill("cli-wrong-conflict", &args)));
    }
    let loaded = desk.document("from")?;
    let notes = desk.notes(&loaded)?;
    let bundle = Bundle {
        document: &loaded.document,
        name: &loaded.name,
        rendition: Some(&loaded.rendition),
        notes: &notes,
        words: desk.words,
    };
    let Some(path) = out else {
        desk.print(&String::from_utf8_lossy(&(target.write)(&bundle)));
        return Ok(Exit::Done);
    };
    if let Err(reason) = export_to(&bundle, target.name, path) {
        desk.remark(&reason);
        return Err(Exit::Unsaved);
    }
    report(desk, target, path, notes.len());
    Ok(Exit::Done)
}

/// Says what was written; on standard error, where the notes themselves went to standard output.
fn report(desk: &Desk, target: &Target, path: &Path, count: usize) {
    let shown = path.to_string_lossy();
    if desk.json() {
        desk.print_json("ibid.export/1", json!({ "notes": count, "path": shown, "format": target.name }));
        return;
    }
    let said = desk.words.fill("message-exported", &[("count", count.into()), ("path", clean(&shown).into())]);
    if is_stream(path) { desk.remark(&said) } else { desk.say(&said) }
}

/// Writes an export to a file, all or nothing; why not, in the reader's words.
pub(crate) fn export_to(bundle: &Bundle, target: &str, path: &Path) -> Result<(), String> {
    let Some(target) = target_named(target) else { return Err(target.to_owned()) };
    write_file(path, &(target.write)(bundle)).map_err(|error| {
        log::error!("not exported to {}: {error}", path.display());
        let args = [("path", clean(&path.to_string_lossy()).into()), ("reason", reason(bundle.words, &error).into())];
        bundle.words.fill("export-failed", &args)
    })
}

/// Whether `path` is there and no file: a terminal, a pipe, a device. Nothing can take its place.
fn is_stream(path: &Path) -> bool {
    let of_system = ["/dev/", "/proc/"].iter().any(|folder| path.starts_with(folder));
    of_system || fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Writes `bytes` to `path` in one piece: all of it, or what was there before.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_stream(path) {
        return File::options().write(true).open(path)?.write_all(bytes);
    }
    // A link that the reader named stays a link: what it leads to is written.
    let path: PathBuf = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let before = fs::metadata(&path).ok();
    // A file that may not be written is not put aside either.
    if before.is_some() {
        File::options().append(true).open(&path)?;
    }
    // The mode of a new file, less what the user's mask takes away.
    let mut file = tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(before) = before {
        file.as_file().set_permissions(before.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&path)?;
    // The name is on the disk once the folder is; some file systems can't be asked.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}
