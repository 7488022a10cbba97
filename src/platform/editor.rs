//! A long note is written in the reader's own editor: `$VISUAL`, else `$EDITOR`, else `vi`.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// How long an editor has to end when the program is told to end.
const LAST: Duration = Duration::from_secs(1);
/// How often it is asked whether the editor has ended.
const TICK: Duration = Duration::from_millis(30);

/// What came of an editor.
pub(crate) struct Edited {
    /// What it wrote; none where it wrote nothing else than it was given.
    pub(crate) text: Option<String>,
    /// Why it failed, where it did.
    pub(crate) failure: Option<String>,
}

/// Has `text` edited; the terminal must have been given back before. `is_over` tells that the
/// terminal has gone, or that the program is to end: then the editor has a second left.
///
/// The file is the reader's alone (mode 0600), and is gone afterwards. What the editor has written
/// is taken whatever became of it: one that a hang-up killed has ended with an error.
pub(crate) fn edit(text: &str, is_over: &dyn Fn() -> bool) -> Edited {
    let mut failure = None;
    let written = edited(text, is_over, &mut failure);
    match written {
        Ok(written) => Edited { text: Some(written).filter(|written| written != text.trim_end()), failure },
        Err(error) => Edited { text: None, failure: Some(error.to_string()) },
    }
}

fn edited(text: &str, is_over: &dyn Fn() -> bool, failure: &mut Option<String>) -> io::Result<String> {
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
    let mut child = command.spawn()?;
    let mut over: Option<Instant> = None;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if is_over() && over.get_or_insert_with(Instant::now).elapsed() > LAST {
            break None;
        }
        thread::sleep(TICK);
    };
    // Editors may put another file in its place: read by name.
    let bytes = fs::read(file.path())?;
    match status {
        Some(status) if status.success() => {}
        Some(status) => *failure = Some(format!("{editor}: {status}")),
        // It may go on writing there.
        None => drop(file.keep()),
    }
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

/// The terminal of this process, whatever its standard input is.
///
/// # Errors
/// Where it has none.
pub(crate) fn controlling_terminal() -> io::Result<OwnedFd> {
    Ok(File::open("/dev/tty")?.into())
}
