//! A real terminal for tests: the binary in a pseudo-terminal, its screen, and keys.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long is waited for something before a test fails: only what hangs takes so long, on however busy a machine.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often is looked meanwhile.
const GLANCE: Duration = Duration::from_millis(5);
/// What the program fences each frame with, and how it begins one on a screen of which it knows nothing.
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";
const DRAWN_ANEW: &[u8] = b"\x1b[0m\x1b[2J";

/// Waits until `is_so` holds; whether it did in time.
fn came_to_be(mut is_so: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    loop {
        if is_so() {
            return true;
        }
        if begun.elapsed() > PATIENCE {
            return false;
        }
        thread::sleep(GLANCE);
    }
}

/// Waits for something that happens outside of a terminal.
#[track_caller]
pub(crate) fn wait_until(what: &str, is_so: impl FnMut() -> bool) {
    assert!(came_to_be(is_so), "never: {what}");
}

fn holds(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece)
}

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
    /// Whether the last key was Escape, and nothing was waited for since.
    escaped: bool,
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
            let (mut buffer, mut held) = ([0; 65536], Vec::new());
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 || stop.load(Ordering::SeqCst) {
                    break;
                }
                // First: who has seen something on the screen may look at the bytes that brought it there.
                bytes.lock().expect("bytes").extend_from_slice(&buffer[..read]);
                held.extend_from_slice(&buffer[..read]);
                let rest = held.split_off(shown_of(&held));
                seen.lock().expect("a screen").process(&std::mem::replace(&mut held, rest));
            }
            seen.lock().expect("a screen").process(&held);
        });
        Terminal {
            master: Some(pair.master),
            writer: Some(writer),
            child,
            screen,
            raw,
            gone,
            pump: Some(pump),
            escaped: false,
            home,
            _folder: folder,
        }
    }
}

/// How many of `bytes` a terminal shows at once: a frame that has begun is shown when it is whole, so that
/// nothing of it stands beside what it replaces.
fn shown_of(bytes: &[u8]) -> usize {
    let last = |sign: &[u8]| bytes.windows(sign.len()).rposition(|window| window == sign);
    match (last(FRAME_BEGINS), last(FRAME_ENDS)) {
        (Some(begin), end) if end.is_none_or(|end| end < begin) => begin,
        _ => {
            let cut = (1..FRAME_BEGINS.len()).rev().find(|length| bytes.ends_with(&FRAME_BEGINS[..*length]));
            bytes.len() - cut.unwrap_or(0)
        }
    }
}

#[test]
fn a_frame_is_shown_when_it_is_whole() {
    let shown = |text: &str| shown_of(text.as_bytes());
    assert_eq!(shown("ab"), 2);
    assert_eq!(shown("ab\x1b[?2026hcd"), 2);
    assert_eq!(shown("\x1b[?2026hcd\x1b[?2026l"), 18);
    assert_eq!(shown("\x1b[?2026hcd\x1b[?2026le\x1b[?2026hf"), 19);
    assert_eq!(shown("ab\x1b[?20"), 2);
    assert_eq!(shown("ab\x1b[?25h"), 8);
}

impl Terminal {
    /// What the screen shows, a row a line.
    pub(crate) fn text(&self) -> String {
        self.screen.lock().expect("a screen").screen().contents()
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

    /// The bytes of every frame that was written whole.
    pub(crate) fn frames(&self) -> Vec<u8> {
        let mut bytes = self.bytes();
        let last = bytes.windows(FRAME_ENDS.len()).rposition(|window| window == FRAME_ENDS);
        bytes.truncate(last.map_or(0, |at| at + FRAME_ENDS.len()));
        bytes
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

    /// Whether the terminal tells of the mouse.
    pub(crate) fn takes_the_mouse(&self) -> bool {
        self.screen.lock().expect("a screen").screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
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

    /// Waits until `seen` holds of the terminal.
    #[track_caller]
    pub(crate) fn wait(&mut self, what: &str, seen: impl Fn(&Self) -> bool) -> &mut Self {
        assert!(came_to_be(|| seen(self)), "never seen: {what}\n{}\n{}", self.text(), self.log());
        self.escaped = false;
        self
    }

    /// Waits until `seen` holds of the screen.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, seen: impl Fn(&str) -> bool) -> &mut Self {
        self.wait(what, |terminal| seen(&terminal.text()))
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

    /// Sends bytes as they are.
    ///
    /// Nothing is waited for: what was sent before may not have been read, let alone done. The program takes an escape and
    /// a key behind it for two keys then, but for those that may be the beginning of a sequence or a chord of a text field.
    #[track_caller]
    pub(crate) fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let is_unclear = bytes.first().is_some_and(|first| b"[]OP_^Xbdfhnpv<>\r\x7f".contains(first));
        assert!(!self.escaped || !is_unclear, "wait for what Escape does before {:?}", String::from_utf8_lossy(bytes));
        self.escaped = bytes == b"\x1b";
        let writer = self.writer.as_mut().expect("a terminal");
        writer.write_all(bytes).and_then(|()| writer.flush()).expect("keys arrive");
        self
    }

    /// Waits until the program has read all that was sent.
    #[track_caller]
    pub(crate) fn read(&mut self) -> &mut Self {
        let name = self.master.as_ref().and_then(|master| master.tty_name()).expect("a name");
        let tty = std::fs::File::open(name).expect("a terminal");
        self.wait("all is read", |_| rustix::io::ioctl_fionread(&tty).expect("a count") == 0)
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

    /// Gives the terminal another size, and waits until all is drawn for that.
    #[track_caller]
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let before = self.bytes().len();
        self.set_size(columns, rows);
        self.wait(&format!("a frame of {columns} x {rows}"), |terminal| {
            let bytes = terminal.bytes();
            let anew = bytes[before..].windows(DRAWN_ANEW.len()).position(|window| window == DRAWN_ANEW);
            anew.is_some_and(|at| holds(&bytes[before + at..], FRAME_ENDS))
        })
    }

    /// Gives the terminal another size.
    pub(crate) fn set_size(&self, columns: u16, rows: u16) {
        self.screen.lock().expect("a screen").screen_mut().set_size(cells(rows), cells(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("a terminal").resize(size).expect("resized");
    }

    /// Waits until the process is stopped.
    #[track_caller]
    pub(crate) fn stopped(&self) {
        // The state is the first letter behind the name, which stands in parentheses.
        let state = || std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).unwrap_or_default();
        wait_until("it is stopped", || state().rsplit(") ").next().is_some_and(|rest| rest.starts_with('T')));
    }

    /// Its process.
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
        self.set_size(79, 23);
        self.pump.take().map(thread::JoinHandle::join).transpose().expect("the reading ends");
        self.writer = None;
        self.master = None;
        self
    }

    /// Waits until the program has ended and all that it wrote is on the screen; its exit code.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> u32 {
        let mut code = None;
        let ended = came_to_be(|| {
            code = code.or_else(|| self.child.try_wait().expect("a status").map(|status| status.exit_code()));
            code.is_some() && self.pump.as_ref().is_none_or(thread::JoinHandle::is_finished)
        });
        assert!(ended, "it did not end\n{}\n{}", self.text(), self.log());
        code.expect("a status")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
