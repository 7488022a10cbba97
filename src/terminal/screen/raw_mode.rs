//! The terminal: taken over on entering, given back on leaving, whatever happens.
//!
//! It is given back from a guard's drop, from the panic hook (before the panic's message is
//! printed) and around a suspend; giving it back twice does no harm. Where none of them can, a
//! process that watches does it.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crossterm::terminal;

use crate::platform::terminal_watcher::TerminalWatcher;

use crate::platform::logging::panic_words;

/// Whether the terminal is ours at this moment.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Gives the terminal back where this process can't.
static WATCHER: Mutex<Option<TerminalWatcher>> = Mutex::new(None);
static HOOK: Once = Once::new();

/// The alternate screen, no wrapping, pastes in brackets, focus told, no cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?1004h\x1b[?25l";
/// Mouse clicks and the wheel, in SGR coordinates. Motion is not asked for: nothing here needs
/// it, and every report would wake the program.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// What takes all of that back, and ends a frame that was broken off.
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[r\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?25h\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?1049l";

/// Holds the terminal; gives it back when dropped.
#[derive(Debug)]
pub(crate) struct TerminalGuard {
    mouse: bool,
}

impl TerminalGuard {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When there is no terminal, or it can't be set.
    pub(crate) fn take(mouse: bool) -> io::Result<Self> {
        HOOK.call_once(|| {
            let report = std::panic::take_hook();
            let main = std::thread::current().id();
            std::panic::set_hook(Box::new(move |panic| {
                log::error!("{}\n{}", panic_words(panic), std::backtrace::Backtrace::force_capture());
                // A worker that fails takes nothing from the reader: the screen stays as it is.
                if std::thread::current().id() == main {
                    give_back();
                    report(panic);
                }
            }));
        });
        match TerminalWatcher::start() {
            Ok(watcher) => *WATCHER.lock().unwrap_or_else(PoisonError::into_inner) = Some(watcher),
            Err(error) => log::warn!("nothing watches the terminal: {error}"),
        }
        let taken = Self { mouse };
        taken.enter()?;
        Ok(taken)
    }

    /// Takes it over (again).
    pub(crate) fn enter(&self) -> io::Result<()> {
        tell_watcher(|watcher| watcher.taken(LEAVE));
        // First: what was half done is given back too.
        TAKEN.store(true, Ordering::SeqCst);
        terminal::enable_raw_mode()?;
        let mut out = io::stdout().lock();
        out.write_all(ENTER.as_bytes())?;
        if self.mouse {
            out.write_all(MOUSE_ON.as_bytes())?;
        }
        out.flush()
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back as it was found. Errors are of no use: there may be no terminal any more.
pub(crate) fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout().lock();
    let _ = out.write_all(LEAVE.as_bytes()).and_then(|()| out.flush());
    let _ = terminal::disable_raw_mode();
    tell_watcher(TerminalWatcher::given_back);
}

/// Tells the watcher something, where there is one. A panic may have come while it was told something.
fn tell_watcher(tell: impl FnOnce(&mut TerminalWatcher) -> io::Result<()>) {
    let Ok(mut watcher) = WATCHER.try_lock() else { return };
    if let Some(Err(error)) = watcher.as_mut().map(tell) {
        log::warn!("nothing watches the terminal any more: {error}");
        *watcher = None;
    }
}
