//! Writing a file where the reader wants it: all of it, or what was there before.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use memchr::memmem;

use crate::annotation::{DocumentId, Hash32};
use crate::document::clean;
use crate::export::{Overwrite, TARGETS, Target, overwrite};
use crate::platform::io_reason::io_reason;
use crate::words::Words;

/// Bytes of a file that is written again and looked through for the reader's own words.
const MERGED_MOST: u64 = 256 << 20;

/// Writes an export over whatever stands there. What the reader wrote in the file, outside of
/// ibid's regions, stays; tells how many regions had been changed. Why not, in the reader's words.
pub(crate) fn write_export(path: &Path, bytes: &[u8], words: &Words) -> Result<usize, String> {
    write_export_to(path, bytes).map_err(|error| failed(path, &error, words))
}

/// The same, but not over a file that ibid did not write; `known` is the checksum of what it wrote
/// there last.
pub(crate) fn write_own_export(
    path: &Path,
    bytes: &[u8],
    target: Option<&Target>,
    (known, documents): (Option<Hash32>, &[DocumentId]),
    words: &Words,
) -> Result<usize, String> {
    let written =
        plan_write(path, bytes, target, known, documents).and_then(|foreseen| carry_out_plan(path, bytes.to_vec(), foreseen));
    written.map(|(_, rescued)| rescued).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => words.fill("export-not-over", &[("path", clean(&path.to_string_lossy()).into())]),
        _ => failed(path, &error, words),
    })
}

/// Why nothing was written to `path`.
pub(crate) fn failed(path: &Path, error: &io::Error, words: &Words) -> String {
    log::error!("not exported to {}: {error}", path.display());
    let why = match error.kind() {
        io::ErrorKind::InvalidData => words.say("export-not-text").into_owned(),
        _ => io_reason(words, error),
    };
    words.fill("export-failed", &[("path", clean(&path.to_string_lossy()).into()), ("reason", why.into())])
}

fn write_export_to(path: &Path, bytes: &[u8]) -> io::Result<usize> {
    let is_there = fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > 0);
    let has_regions = has_mark(bytes);
    if !is_there || !has_regions {
        // What was asked for by its name is written over, as by any command.
        return write_file(path, bytes).map(|()| 0);
    }
    let foreseen = plan_write(path, bytes, None, None, &[])?;
    Ok(carry_out_plan(path, bytes.to_vec(), foreseen)?.1)
}

/// What stands where an export goes to.
#[derive(Debug)]
pub(crate) enum WritePlan {
    /// Nothing.
    New,
    /// A terminal, a pipe, a device.
    Stream,
    /// A file of so many bytes, and what becomes of it.
    There(Overwrite, u64),
}

/// Tells what writing `bytes` to `path` does, and why it can't be done. `target` is none for a
/// template; `known` is the checksum of what ibid wrote there last. The `documents` that the notes are on are
/// not written into: they would be other documents then, without their notes.
pub(crate) fn plan_write(
    path: &Path,
    bytes: &[u8],
    target: Option<&Target>,
    known: Option<Hash32>,
    documents: &[DocumentId],
) -> io::Result<WritePlan> {
    if is_stream(path) {
        return Ok(WritePlan::Stream);
    }
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            if !fs::metadata(folder)?.is_dir() {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            rustix::fs::access(folder, rustix::fs::Access::WRITE_OK)?;
            return Ok(WritePlan::New);
        }
        found => found?,
    };
    if found.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if found.len() > MERGED_MOST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    // A file that may not be written is not put aside either.
    File::options().append(true).open(path)?;
    let old = fs::read(path)?;
    let has_regions = has_mark(bytes);
    if has_regions && std::str::from_utf8(&old).is_err() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let held = Hash32::of(&old);
    let is_foreign = documents.contains(&DocumentId(held)) || has_regions && !has_mark(&old) && is_of_another(path, target);
    let fate = if is_foreign { Overwrite::Foreign } else { overwrite(&old, bytes, target, known == Some(held)) };
    Ok(WritePlan::There(fate, found.len()))
}

/// Whether a file holds regions of ibid's.
fn has_mark(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"ibid:begin ").is_some()
}

/// Whether the ending of `path` is that of another target, whose files have no room for regions. `txt` is
/// nobody's: people write Markdown and Org into such files too.
fn is_of_another(path: &Path, target: Option<&Target>) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_named = |other: &Target| other.regions.is_none() && other.extension.eq_ignore_ascii_case(ending);
    let is_anyones = ending.eq_ignore_ascii_case("txt");
    !is_anyones && target.is_some_and(|target| !target.extension.eq_ignore_ascii_case(ending)) && TARGETS.iter().any(is_named)
}

/// Writes what was foreseen; gives the bytes of the file, and how many of its regions had been
/// changed.
pub(crate) fn carry_out_plan(path: &Path, bytes: Vec<u8>, foreseen: WritePlan) -> io::Result<(Vec<u8>, usize)> {
    match foreseen {
        // The same words are not written again: programs that watch the file have nothing to do.
        WritePlan::There(Overwrite::Same, _) => Ok((fs::read(path)?, 0)),
        WritePlan::There(Overwrite::Merged(merged), _) => {
            let bytes = merged.text.into_bytes();
            write_file(path, &bytes)?;
            Ok((bytes, merged.rescued))
        }
        WritePlan::There(Overwrite::Foreign, _) => Err(io::ErrorKind::AlreadyExists.into()),
        WritePlan::New | WritePlan::Stream | WritePlan::There(Overwrite::Replaced, _) => {
            write_file(path, &bytes)?;
            Ok((bytes, 0))
        }
    }
}

/// Whether `path` is there and no file: a terminal, a pipe, a device. Nothing can take its place.
pub(crate) fn is_stream(path: &Path) -> bool {
    let of_system = ["/dev/", "/proc/"].iter().any(|folder| path.starts_with(folder));
    of_system || fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Writes `bytes` to `path` in one piece: all of it, or what was there before.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
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

/// Writes a text to a file that is not there yet; its last line is ended.
///
/// # Errors
/// Those of the system; that the file is there already.
pub(crate) fn write_new_file(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        file.write_all(b"\n")?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGION: &[u8] = b"<!-- ibid:begin a 00000000 -->\n\nA\n\n<!-- ibid:end -->\n";

    #[test]
    fn what_is_no_file_of_notes_gets_no_regions() {
        let folder = tempfile::tempdir().unwrap();
        let plan = |name: &str, held: &str, target: &str, documents: &[DocumentId]| {
            let path = folder.path().join(name);
            fs::write(&path, held).unwrap();
            plan_write(&path, REGION, crate::export::target_named(target), None, documents).unwrap()
        };
        let is_foreign = |plan| matches!(plan, WritePlan::There(Overwrite::Foreign, _));
        for name in ["f.json", "f.csv", "f.HTML", "f.bib"] {
            assert!(is_foreign(plan(name, "mine", "markdown", &[])), "{name}");
        }
        for name in ["f.md", "f.txt", "f.markdown", "notes", "f.org"] {
            assert!(!is_foreign(plan(name, "mine", "markdown", &[])), "{name}");
        }
        // One that has regions already is asked nothing.
        assert!(!is_foreign(plan("g.json", "mine\n<!-- ibid:begin b 00000000 -->\n\nB\n\n<!-- ibid:end -->\n", "markdown", &[])));
        // The document that the notes are on stays what it is.
        assert!(is_foreign(plan("brief.md", "# Brief\n", "markdown", &[DocumentId::of(b"# Brief\n")])));
        assert!(!is_foreign(plan("brief.md", "# Brief\n", "markdown", &[DocumentId::of(b"# Other\n")])));
    }

    #[test]
    fn what_becomes_of_a_file_is_told_before_it_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let kind = |path: &Path| plan_write(path, REGION, None, None, &[]).map_err(|error| error.kind());
        assert!(matches!(kind(&at("new.md")), Ok(WritePlan::New)));
        assert!(!at("new.md").exists());
        assert_eq!(kind(&at("none/new.md")).unwrap_err(), io::ErrorKind::NotFound);
        assert_eq!(kind(folder.path()).unwrap_err(), io::ErrorKind::IsADirectory);
        assert!(matches!(kind(Path::new("/dev/null")), Ok(WritePlan::Stream)));
        fs::write(at("latin.md"), b"caf\xe9\n").unwrap();
        assert_eq!(kind(&at("latin.md")).unwrap_err(), io::ErrorKind::InvalidData);
        fs::write(at("mine.md"), "Mine.\n").unwrap();
        let Ok(foreseen @ WritePlan::There(Overwrite::Merged(_), 6)) = kind(&at("mine.md")) else { panic!("not merged") };
        let (written, rescued) = carry_out_plan(&at("mine.md"), REGION.to_vec(), foreseen).unwrap();
        assert_eq!((fs::read(at("mine.md")).unwrap(), rescued), (written, 0));
        assert!(matches!(kind(&at("mine.md")), Ok(WritePlan::There(Overwrite::Same, _))));
        // A table is known by its checksum, where it does not say whose it is.
        fs::write(at("a.csv"), "x,y\n").unwrap();
        let known = |known| plan_write(&at("a.csv"), b"a,b\n", None, known, &[]).unwrap();
        assert!(matches!(known(None), WritePlan::There(Overwrite::Foreign, 4)));
        assert!(carry_out_plan(&at("a.csv"), b"a,b\n".to_vec(), known(None)).is_err());
        assert!(matches!(known(Some(Hash32::of(b"x,y\n"))), WritePlan::There(Overwrite::Replaced, 4)));
        assert_eq!(fs::read(at("a.csv")).unwrap(), b"x,y\n");
    }
}
