//! A process that gives the terminal back where the reader can't: it was killed, it aborted, memory or its
//! stack ran out.
//!
//! It is this same program, waits on a pipe whose other end only the reader has, and does nothing until
//! that closes. It is in a session of its own, so that no signal of the terminal reaches it and it may set
//! one that another program has by then.

use std::io::{self, BufRead, Write};
use std::process::{Child, ChildStdin, Command, ExitCode, Stdio};

use rustix::termios::{
    ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};
use serde::{Deserialize, Serialize};

use super::sandbox::program;

/// The hidden command that starts it.
pub(crate) const COMMAND: &str = "--watch-terminal";

/// The terminal as it was found, and what brings back all else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Found {
    /// Its modes: of input, output, control, and local ones.
    modes: [u64; 4],
    /// The special codes that mean something else when keys come one by one.
    least: u8,
    time: u8,
    /// What is written to it.
    leave: String,
}

impl Found {
    fn of(terminal: &Termios, leave: &str) -> Self {
        let modes = [
            terminal.input_modes.bits().into(),
            terminal.output_modes.bits().into(),
            terminal.control_modes.bits().into(),
            terminal.local_modes.bits().into(),
        ];
        let [least, time] = [SpecialCodeIndex::VMIN, SpecialCodeIndex::VTIME].map(|code| terminal.special_codes[code]);
        Self { modes, least, time, leave: leave.to_owned() }
    }

    /// Puts what was found in the place of what `terminal` has.
    fn put(&self, terminal: &mut Termios) {
        let [input, output, control, local] = self.modes.map(|mode| mode.try_into().unwrap_or_default());
        terminal.input_modes = InputModes::from_bits_retain(input);
        terminal.output_modes = OutputModes::from_bits_retain(output);
        terminal.control_modes = ControlModes::from_bits_retain(control);
        terminal.local_modes = LocalModes::from_bits_retain(local);
        terminal.special_codes[SpecialCodeIndex::VMIN] = self.least;
        terminal.special_codes[SpecialCodeIndex::VTIME] = self.time;
    }
}

/// The reader's end of the watcher; it ends with it.
#[derive(Debug)]
pub(crate) struct TerminalWatcher {
    pipe: ChildStdin,
    _process: Child,
}

impl TerminalWatcher {
    /// Starts it for the terminal that is standard output. It is not waited for.
    ///
    /// # Errors
    /// When the process can't be started.
    pub(crate) fn start() -> io::Result<Self> {
        let mut process =
            Command::new(program()?).arg(COMMAND).env_clear().stdin(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let pipe = process.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { pipe, _process: process })
    }

    /// The terminal is going to be taken over; `leave` is what brings back all but its modes.
    ///
    /// # Errors
    /// When there is no terminal, or the watcher has gone.
    pub(crate) fn taken(&mut self, leave: &str) -> io::Result<()> {
        let mut line = serde_json::to_vec(&Found::of(&tcgetattr(io::stdout())?, leave))?;
        line.push(b'\n');
        self.pipe.write_all(&line)
    }

    /// The terminal was given back.
    ///
    /// # Errors
    /// When the watcher has gone.
    pub(crate) fn given_back(&mut self) -> io::Result<()> {
        self.pipe.write_all(b"\n")
    }
}

/// Waits until the reader has ended, and gives back what it has not given back.
pub(crate) fn serve() -> ExitCode {
    let _ = rustix::process::setsid();
    // Whoever ends every `ibid` by name means the readers.
    #[cfg(target_os = "linux")]
    let _ = std::fs::write("/proc/self/comm", "ibid-terminal");
    let mut left: Option<Found> = None;
    for line in io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        left = serde_json::from_str(&line).ok();
    }
    match left.map(|found| give_back(&found)) {
        Some(Err(_)) => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn give_back(found: &Found) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut terminal = tcgetattr(&out)?;
    // A shell that was quicker has set it to its own liking.
    if !terminal.local_modes.intersects(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG) {
        found.put(&mut terminal);
        tcsetattr(&out, OptionalActions::Now, &terminal)?;
    }
    out.write_all(found.leave.as_bytes())?;
    out.flush()
}
