//! A long note is written in the reader's own editor: `$VISUAL`, else `$EDITOR`, else `vi`.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::process::Command;

/// Has `text` edited; the terminal must have been given back before. What the editor wrote.
///
/// The file is the reader's alone (mode 0600), and is gone afterwards.
///
/// # Errors
/// When the file can't be written or read, the editor can't be started, or ends with an error:
/// then what it wrote is not taken.
pub(crate) fn edit(text: &str) -> io::Result<String> {
    let named = |name: &str| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty());
    let editor = named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| "vi".into());
    let mut file = tempfile::Builder::new().prefix("ibid-note-").suffix(".md").tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    // Through the shell, since the variable may hold options; the path is no part of the script.
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file.path());
    if !rustix::termios::isatty(io::stdin()) {
        command.stdin(controlling_terminal()?);
    }
    let status = command.status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{editor}: {status}")));
    }
    // Editors may put another file in its place: read by name.
    let bytes = fs::read(file.path())?;
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

/// The terminal of this process, whatever its standard input is.
///
/// # Errors
/// Where it has none.
pub(crate) fn controlling_terminal() -> io::Result<OwnedFd> {
    Ok(File::open("/dev/tty")?.into())
}
