//! A real terminal for tests: the binary in a pseudo-terminal, its screen, and keys.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take on a loaded machine before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A size in cells; a terminal has one at least.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}

/// Writes a file for a test; its path.
pub(crate) fn written(folder: &Path, name: &str, text: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.to_str().expect("a path").to_owned()
}

/// A running ibid and what its terminal shows.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    gone: Arc<AtomicBool>,
    pump: Option<thread::JoinHandle<()>>,
    home: PathBuf,
    _folder: Option<tempfile::TempDir>,
}

/// How a terminal is started.
pub(crate) struct Setup {
    program: String,
    args: Vec<String>,
    env: Vec<(String, String)>,
    size: (u16, u16),
    home: Option<PathBuf>,
    cwd: Option<PathBuf>,
}

impl Setup {
    /// ibid with these arguments, on 80 columns and 24 rows, in an empty home.
    pub(crate) fn new(args: &[&str]) -> Self {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        Self { program: env!("CARGO_BIN_EXE_ibid").into(), args, env: Vec::new(), size: (80, 24), home: None, cwd: None }
    }

    /// A shell that runs `script`.
    pub(crate) fn shell(script: &str) -> Self {
        Self { program: "/bin/sh".into(), ..Self::new(&["-c", script]) }
    }

    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// In a home that other runs share.
    pub(crate) fn home(mut self, home: &Path) -> Self {
        self.home = Some(home.to_owned());
        self
    }

    pub(crate) fn cwd(mut self, folder: &Path) -> Self {
        self.cwd = Some(folder.to_owned());
        self
    }

    pub(crate) fn start(self) -> Terminal {
        let folder = self.home.is_none().then(|| tempfile::tempdir().expect("a folder"));
        let home = self.home.unwrap_or_else(|| folder.as_ref().expect("a folder").path().to_owned());
        let (columns, rows) = self.size;
        let pair = native_pty_system()
            .openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&self.program);
        command.env_clear();
        command.env("HOME", &home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command.cwd(self.cwd.as_deref().unwrap_or(Path::new(env!("CARGO_MANIFEST_DIR"))));
        command.args(&self.args);
        let child = pair.slave.spawn_command(command).expect("ibid starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(rows), cells(columns), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let (seen, bytes) = (Arc::clone(&screen), Arc::clone(&raw));
        let gone = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&gone);
        let pump = thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 || stop.load(Ordering::SeqCst) {
                    break;
                }
                seen.lock().expect("a screen").process(&buffer[..read]);
                bytes.lock().expect("bytes").extend_from_slice(&buffer[..read]);
            }
        });
        Terminal {
            master: Some(pair.master),
            writer: Some(writer),
            child,
            screen,
            raw,
            gone,
            pump: Some(pump),
            home,
            _folder: folder,
        }
    }
}

#[allow(dead_code, reason = "each test crate uses some of these")]
impl Terminal {
    /// The home that it runs in.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// What the screen shows, a row a line.
    pub(crate) fn text(&self) -> String {
        self.screen.lock().expect("a screen").screen().contents()
    }

    /// A row of the screen.
    pub(crate) fn row(&self, row: usize) -> String {
        self.text().lines().nth(row).unwrap_or_default().to_owned()
    }

    /// What the log says.
    fn log(&self) -> String {
        let state = self.home.join(".local/state/ibid/ibid.log");
        std::fs::read_to_string(state).unwrap_or_default()
    }

    /// Every byte that was written to the terminal.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.raw.lock().expect("bytes").clone()
    }

    /// Where the cursor is, and whether it is seen: column, row.
    pub(crate) fn cursor(&self) -> Option<(u16, u16)> {
        let parser = self.screen.lock().expect("a screen");
        let (row, column) = parser.screen().cursor_position();
        (!parser.screen().hide_cursor()).then_some((column, row))
    }

    /// Whether the terminal is as a shell expects it: no alternate screen, cursor seen, no modes left on.
    pub(crate) fn is_restored(&self) -> bool {
        let parser = self.screen.lock().expect("a screen");
        let screen = parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    }

    /// Whether the terminal gives lines and shows what is typed, as a shell expects it.
    pub(crate) fn is_in_line_mode(&self) -> bool {
        let name = self.master.as_ref().and_then(|master| master.tty_name()).expect("a name");
        let tty = std::fs::File::open(name).expect("a terminal");
        let modes = rustix::termios::tcgetattr(&tty).expect("modes").local_modes;
        modes.contains(rustix::termios::LocalModes::ICANON | rustix::termios::LocalModes::ECHO)
    }

    /// Sets the terminal to lines that are shown.
    pub(crate) fn set_line_mode(&self) {
        let name = self.master.as_ref().and_then(|master| master.tty_name()).expect("a name");
        let tty = std::fs::File::open(name).expect("a terminal");
        let mut modes = rustix::termios::tcgetattr(&tty).expect("modes");
        modes.local_modes |= rustix::termios::LocalModes::ICANON | rustix::termios::LocalModes::ECHO;
        rustix::termios::tcsetattr(&tty, rustix::termios::OptionalActions::Now, &modes).expect("modes set");
    }

    /// Waits until `seen` holds of the screen.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, seen: impl Fn(&str) -> bool) -> &mut Self {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if seen(&self.text()) {
                return self;
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("never seen: {what}\n{}\n{}", self.text(), self.log());
    }

    /// Waits until `words` are on the screen.
    #[track_caller]
    pub(crate) fn see(&mut self, words: &str) -> &mut Self {
        self.until(words, |screen| screen.contains(words))
    }

    /// Waits until `words` are not on the screen.
    #[track_caller]
    pub(crate) fn miss(&mut self, words: &str) -> &mut Self {
        self.until(&format!("no {words}"), |screen| !screen.contains(words))
    }

    /// Waits until nothing has changed for a while.
    pub(crate) fn settle(&mut self) -> &mut Self {
        let mut before = self.bytes().len();
        let mut quiet = Instant::now();
        while quiet.elapsed() < Duration::from_millis(60) {
            thread::sleep(Duration::from_millis(10));
            let now = self.bytes().len();
            if now != before {
                (before, quiet) = (now, Instant::now());
            }
        }
        self
    }

    /// Sends bytes as they are.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let writer = self.writer.as_mut().expect("a terminal");
        writer.write_all(bytes).and_then(|()| writer.flush()).expect("keys arrive");
        self
    }

    /// Presses keys by name, apart by blanks: `j`, `Enter`, `C-o`, `M-Left`, or letters.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            let bytes: Vec<u8> = match key {
                "Enter" => b"\r".to_vec(),
                "Esc" => b"\x1b".to_vec(),
                "Tab" => b"\t".to_vec(),
                "Space" => b" ".to_vec(),
                "Backspace" => b"\x7f".to_vec(),
                "Delete" => b"\x1b[3~".to_vec(),
                "Up" => b"\x1b[A".to_vec(),
                "Down" => b"\x1b[B".to_vec(),
                "Right" => b"\x1b[C".to_vec(),
                "Left" => b"\x1b[D".to_vec(),
                "Home" => b"\x1b[H".to_vec(),
                "End" => b"\x1b[F".to_vec(),
                "PageUp" => b"\x1b[5~".to_vec(),
                "PageDown" => b"\x1b[6~".to_vec(),
                "C-Left" => b"\x1b[1;5D".to_vec(),
                "M-Left" => b"\x1b[1;3D".to_vec(),
                "M-Right" => b"\x1b[1;3C".to_vec(),
                "M-Enter" => b"\x1b\r".to_vec(),
                other => match other.strip_prefix("C-") {
                    Some(letter) if letter.len() == 1 => vec![letter.as_bytes()[0] & 0x1f],
                    _ => other.as_bytes().to_vec(),
                },
            };
            self.send(&bytes);
            // An escape that something follows at once would be the start of a sequence.
            thread::sleep(Duration::from_millis(if key == "Esc" { 60 } else { 4 }));
        }
        self
    }

    /// Types text as it stands.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        self.send(text.as_bytes())
    }

    /// Pastes text, bracketed.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes())
    }

    /// Clicks at a column and row, from 0.
    pub(crate) fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.send(format!("\x1b[<0;{};{}M\x1b[<0;{};{}m", column + 1, row + 1, column + 1, row + 1).as_bytes())
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.screen.lock().expect("a screen").screen_mut().set_size(cells(rows), cells(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("a terminal").resize(size).expect("resized");
        self
    }

    /// Its process.
    /// Waits until the process is stopped.
    pub(crate) fn stopped(&self) {
        let begun = Instant::now();
        // The state is the first letter behind the name, which stands in parentheses.
        let state = || std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).unwrap_or_default();
        while !state().rsplit(") ").next().is_some_and(|rest| rest.starts_with('T')) {
            assert!(begun.elapsed() < PATIENCE, "it was not stopped");
            thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn pid(&self) -> i32 {
        i32::try_from(self.child.process_id().expect("a process")).expect("a process id")
    }

    /// The terminal vanishes.
    pub(crate) fn hang_up(&mut self) -> &mut Self {
        // The last one to hold the terminal is the thread that reads: something to read wakes it.
        self.gone.store(true, Ordering::SeqCst);
        // Else the library types an end of file into what it closes.
        let name = self.master.as_ref().and_then(|master| master.tty_name()).expect("a name");
        let tty = std::fs::File::open(name).expect("a terminal");
        let mut modes = rustix::termios::tcgetattr(&tty).expect("modes");
        modes.special_codes[rustix::termios::SpecialCodeIndex::VEOF] = 0;
        rustix::termios::tcsetattr(&tty, rustix::termios::OptionalActions::Now, &modes).expect("modes set");
        drop(tty);
        self.resize(79, 23);
        self.pump.take().map(thread::JoinHandle::join).transpose().expect("the reading ends");
        self.writer = None;
        self.master = None;
        self
    }

    /// Waits until the program has ended; its exit code.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> u32 {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().expect("a status") {
                thread::sleep(Duration::from_millis(20));
                return status.exit_code();
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("it did not end\n{}", self.text());
    }

    /// How long it took to end.
    pub(crate) fn ended_within(&mut self, longest: Duration) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < longest {
            if self.child.try_wait().expect("a status").is_some() {
                return true;
            }
            thread::sleep(Duration::from_millis(5));
        }
        false
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
