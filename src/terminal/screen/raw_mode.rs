//! The terminal: taken over on entering, given back on leaving, whatever happens.
//!
//! It is given back from a guard's drop, from the panic hook (before the panic's message is
//! printed) and around a suspend; giving it back twice does no harm.

use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor;
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::terminal::{DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, terminal};

use crate::platform::logging::panic_words;

/// Whether the terminal is ours at this moment.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Mouse clicks and the wheel, in SGR coordinates. Motion is not asked for: nothing here needs
/// it, and every report would wake the program.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

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
        let taken = Self { mouse };
        taken.enter()?;
        Ok(taken)
    }

    /// Takes it over (again).
    pub(crate) fn enter(&self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let mut out = io::stdout().lock();
        execute!(out, EnterAlternateScreen, DisableLineWrap, EnableBracketedPaste, EnableFocusChange, cursor::Hide)?;
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
    let _ = out.write_all(MOUSE_OFF.as_bytes());
    let _ = execute!(out, cursor::Show, DisableFocusChange, DisableBracketedPaste, EnableLineWrap, LeaveAlternateScreen);
    let _ = terminal::disable_raw_mode();
}
