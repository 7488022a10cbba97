//! A walk through the program in a strict terminal: keys and the mouse as they fall, on six documents in four sizes
//! and two languages, whose files are written again meanwhile.
//!
//! `IBID_WALK_KEYS` says how many keys, `IBID_WALK_SEED` which walk.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use super::support::strict::Strict;
use super::support::wander::{Dice, WORDS, documents, key, number, rewritten, seed};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (40, 12), (200, 50)];
/// Only what hangs takes so long.
const PATIENCE: Duration = Duration::from_secs(60);
/// Kilobytes that a session may grow by: lists, layouts and another reading of the document, never one for each key.
const GROWTH: usize = 96 * 1024;

/// The program in its terminal.
struct Walk {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<Strict>>,
    pump: Option<thread::JoinHandle<()>>,
    size: (u16, u16),
}

impl Walk {
    fn start(home: &std::path::Path, file: &str, size: (u16, u16), language: &str) -> Self {
        let (cols, rows) = size;
        let pair =
            native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ibid"));
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", language), ("EDITOR", "/bin/true")]
        {
            command.env(name, value);
        }
        command.env("HOME", home);
        // Nothing that opens an address is found.
        command.env("PATH", home);
        command.cwd(home);
        command.arg(file);
        let child = pair.slave.spawn_command(command).expect("ibid starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let screen = Arc::new(Mutex::new(Strict::new(cols, rows)));
        let seen = Arc::clone(&screen);
        let pump = thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 {
                    break;
                }
                seen.lock().expect("a screen").take(&buffer[..read]);
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        let mut walk = Self { master: pair.master, writer, child, screen, pump: Some(pump), size };
        walk.until(|walk| walk.screen.lock().expect("a screen").frames > 0 || walk.code().is_some());
        walk
    }

    /// Waits; whether it came to be.
    fn until(&mut self, mut is_so: impl FnMut(&mut Self) -> bool) -> bool {
        let begun = Instant::now();
        while !is_so(self) {
            if begun.elapsed() > PATIENCE {
                return false;
            }
            thread::sleep(Duration::from_millis(2));
        }
        true
    }

    fn code(&mut self) -> Option<u32> {
        self.child.try_wait().expect("a status").map(|status| status.exit_code())
    }

    fn send(&mut self, bytes: &[u8]) {
        // What has ended reads nothing.
        let _ = self.writer.write_all(bytes).and_then(|()| self.writer.flush());
    }

    /// Waits until all is read and nothing has been drawn for a while.
    fn rest(&mut self, quiet: Duration) {
        let tty = self.master.tty_name().and_then(|name| std::fs::File::open(name).ok());
        let mut last = (usize::MAX, Instant::now());
        self.until(|walk| {
            let unread = tty.as_ref().and_then(|tty| rustix::io::ioctl_fionread(tty).ok()).unwrap_or(0);
            let (frames, is_whole) = {
                let screen = walk.screen.lock().expect("a screen");
                (screen.frames, screen.is_whole())
            };
            if unread > 0 || !is_whole || frames != last.0 {
                last = (frames, Instant::now());
            }
            last.1.elapsed() >= quiet || walk.code().is_some()
        });
    }

    fn signal(&self, signal: Signal) {
        let pid = self.child.process_id().and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw);
        if let Some(pid) = pid {
            let _ = kill_process(pid, signal);
        }
    }

    /// Whether it waits for something to happen: none of its threads has work, and nothing reads for it.
    fn is_idle(&self) -> bool {
        let Some(pid) = self.child.process_id() else { return true };
        let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        let sleeps = |thread: std::fs::DirEntry| {
            let state = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
            let children = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            state.rsplit(") ").next().is_none_or(|rest| rest.starts_with('S')) && children.trim().is_empty()
        };
        threads.into_iter().all(sleeps)
    }

    /// Waits until nothing is drawn and nothing is being done.
    fn idle(&mut self) {
        for _ in 0..50 {
            self.rest(Duration::from_millis(40));
            if self.is_idle() {
                thread::sleep(Duration::from_millis(10));
                if self.is_idle() {
                    return;
                }
            }
        }
    }

    /// Kilobytes in memory.
    fn memory(&self) -> usize {
        let status = self.child.process_id().and_then(|pid| std::fs::read_to_string(format!("/proc/{pid}/status")).ok());
        let line = status.as_deref().unwrap_or_default().lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
    }

    /// What differs between the screen and the same one drawn anew, where it stands still.
    fn artefacts(&mut self) -> Option<String> {
        let shown = |walk: &Self| walk.screen.lock().expect("a screen").shown();
        self.idle();
        let before = shown(self);
        self.idle();
        if shown(self) != before || self.code().is_some() {
            return None;
        }
        let frames = self.screen.lock().expect("a screen").frames;
        self.signal(Signal::WINCH);
        self.until(|walk| walk.screen.lock().expect("a screen").frames > frames || walk.code().is_some());
        self.rest(Duration::from_millis(30));
        let after = shown(self);
        let rows = before.iter().zip(&after).enumerate().filter(|(_, (before, after))| before != after);
        let words = |row: &[super::support::strict::Cell]| {
            row.iter().map(|cell| if cell.text.is_empty() { " " } else { &cell.text }).collect::<String>()
        };
        let told: Vec<String> = rows
            .take(4)
            .map(|(y, (before, after))| {
                let x = before.iter().zip(after).position(|(before, after)| before != after).unwrap_or(0);
                format!(
                    "row {y} from column {x}: {:?} {:?} / drawn anew {:?} {:?}",
                    words(before),
                    before[x],
                    words(after),
                    after[x]
                )
            })
            .collect();
        (!told.is_empty()).then(|| told.join("\n"))
    }

    /// A few escapes and `q` end it; the exit code.
    fn leave(&mut self) -> Option<u32> {
        for _ in 0..4 {
            for _ in 0..5 {
                self.send(b"\x1b");
                self.rest(Duration::from_millis(35));
            }
            self.send(b"q");
            let begun = Instant::now();
            self.until(|walk| walk.code().is_some() || begun.elapsed() > Duration::from_secs(5));
            if let Some(code) = self.code() {
                return Some(code);
            }
        }
        None
    }
}

impl Drop for Walk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(pump) = self.pump.take() {
            let _ = pump.join();
        }
    }
}

/// The bytes of a key.
fn bytes(name: &str) -> Vec<u8> {
    let sequence = match name {
        "Enter" => "\r",
        "Esc" => "\x1b",
        "Tab" => "\t",
        "Space" => " ",
        "Backspace" => "\x7f",
        "Delete" => "\x1b[3~",
        "Up" => "\x1b[A",
        "Down" => "\x1b[B",
        "Right" => "\x1b[C",
        "Left" => "\x1b[D",
        "Home" => "\x1b[H",
        "End" => "\x1b[F",
        "PageUp" => "\x1b[5~",
        "PageDown" => "\x1b[6~",
        "C-Left" => "\x1b[1;5D",
        "M-Left" => "\x1b[1;3D",
        "M-Right" => "\x1b[1;3C",
        "M-Enter" => "\x1b\r",
        _ => match name.strip_prefix("C-") {
            Some(letter) => return vec![letter.as_bytes()[0] & 0x1f],
            None => name,
        },
    };
    sequence.as_bytes().to_vec()
}

/// One session on one document; the keys pressed, and what was wrong.
fn session(
    seed: u64,
    (name, bytes_of): &(&str, Vec<u8>),
    (size, language): ((u16, u16), &str),
    keys: usize,
) -> (usize, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let file: PathBuf = folder.path().join(name);
    std::fs::write(&file, bytes_of).expect("a file");
    let path = file.to_str().expect("a path");
    let mut dice = Dice::new(seed);
    let mut walk = Walk::start(folder.path(), path, size, language);
    let (mut pressed, mut since, mut wrong) = (0, 0, Vec::new());
    let mut trail: VecDeque<String> = VecDeque::new();
    let first = walk.memory();
    let mut most = first;
    while pressed < keys && wrong.is_empty() {
        let (what, sent) = match dice.below(120) {
            0..=2 => {
                let words = *dice.one(WORDS);
                (format!("'{words}'"), words.as_bytes().to_vec())
            }
            3..=6 => {
                let button = *dice.one(&[0, 32, 64, 65]);
                let (x, y) = (dice.cell(size.0) + 1, dice.cell(size.1) + 1);
                (format!("mouse {button} at {x},{y}"), format!("\x1b[<{button};{x};{y}M\x1b[<0;{x};{y}m").into_bytes())
            }
            7 => ("paste".into(), "\x1b[200~pasted\ntext 한글\x1b[201~".as_bytes().to_vec()),
            8 | 9 => {
                let text = rewritten(&mut dice, bytes_of);
                std::fs::write(&file, &text).expect("a file");
                (format!("the file has {} bytes", text.len()), b"\x1b[I".to_vec())
            }
            10 => ("stop and go on".into(), b"\x1a".to_vec()),
            _ => {
                let name = key(&mut dice);
                (name.to_owned(), bytes(name))
            }
        };
        let is_stop = sent == b"\x1a";
        trail.push_back(what);
        if trail.len() > 40 {
            trail.pop_front();
        }
        walk.send(&sent);
        if sent == b"\x1b" || dice.once_in(3) {
            walk.rest(Duration::from_millis(if sent == b"\x1b" { 35 } else { 4 }));
        }
        if is_stop {
            // It is stopped, or the key meant something else; woken it goes on either way.
            walk.rest(Duration::from_millis(60));
            walk.signal(Signal::CONT);
            walk.rest(Duration::from_millis(60));
        }
        pressed += 1;
        since += 1;
        if since >= 25 || pressed >= keys {
            since = 0;
            wrong.extend(walk.artefacts().map(|told| format!("an artefact\n{told}")));
            most = most.max(walk.memory());
        }
        wrong.extend(walk.screen.lock().expect("a screen").faults.drain(..).map(|fault| format!("written: {fault}")));
        if let Some(code) = walk.code() {
            if code != 0 {
                wrong.push(format!("it ended with {code}"));
            }
            if pressed < keys && wrong.is_empty() {
                std::fs::write(&file, bytes_of).expect("a file");
                walk = Walk::start(folder.path(), path, size, language);
            }
        }
    }
    if wrong.is_empty() && walk.code().is_none() {
        match walk.leave() {
            Some(0) => {}
            Some(code) => wrong.push(format!("it ended with {code}")),
            None => wrong.push("it is stuck".into()),
        }
    }
    if most > first + GROWTH {
        wrong.push(format!("it grew from {first} to {most} KB"));
    }
    let log = std::fs::read_to_string(folder.path().join(".local/state/ibid/ibid.log")).unwrap_or_default();
    wrong.extend(log.lines().filter(|line| line.contains("panicked")).map(|line| format!("the log: {line}")));
    if !wrong.is_empty() {
        let screen = walk.screen.lock().expect("a screen");
        let rows: Vec<String> = (0..usize::from(walk.size.1)).map(|y| screen.row(y)).collect();
        wrong.push(format!("after {trail:?}\non\n{}", rows.join("\n")));
    }
    (pressed, wrong)
}

#[test]
fn a_walk_in_a_strict_terminal_finds_nothing_wrong() {
    let keys = number("IBID_WALK_KEYS", 300);
    let (seed, documents) = (seed(), documents());
    let languages = ["C.UTF-8", "ko_KR.UTF-8"];
    // Few keys go through few of the 48 ways to set it up, each time others of another seed.
    let sessions = (keys / 40).clamp(documents.len(), documents.len() * SIZES.len() * languages.len());
    let (mut pressed, mut wrong) = (0, Vec::new());
    for number in 0..sessions {
        let turn = number / documents.len() + usize::try_from(seed).expect("a seed") + number;
        let document = &documents[number % documents.len()];
        let (size, language) = if sessions == 48 {
            (SIZES[number / documents.len() % 4], languages[number / documents.len() / 4])
        } else {
            (SIZES[turn % 4], languages[turn / 4 % 2])
        };
        let own = seed.wrapping_mul(1_000_003) + u64::try_from(number).expect("a number");
        let (here, found) = session(own, document, (size, language), keys.div_ceil(sessions));
        pressed += here;
        wrong.extend((!found.is_empty()).then(|| {
            format!("seed {seed}, session {number}: {} at {}x{} in {language}: {}", document.0, size.0, size.1, found.join("\n"))
        }));
    }
    eprintln!("{pressed} keys in {sessions} sessions");
    assert!(wrong.is_empty(), "{} of {sessions} sessions\n{}", wrong.len(), wrong.join("\n\n"));
}
