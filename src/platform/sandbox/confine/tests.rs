//! The child is this test binary again: it confines itself, tries what it may not do, and tells how each came out.

use std::ffi::CString;
use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use rustix::fs::{AtFlags, CWD, Mode, OFlags, Timestamps};
use rustix::process::{Pid, Resource, Rlimit, Signal};

/// Names the folder in which the child tries things.
const CHILD: &str = "IBID_CONFINED_CHILD";

/// What came of an attempt: nothing, or the error's number.
type Came = Result<(), Option<i32>>;

fn by_std<T>(came: io::Result<T>) -> Came {
    came.map(drop).map_err(|error| error.raw_os_error())
}

fn by_system<T>(came: rustix::io::Result<T>) -> Came {
    came.map(drop).map_err(|error| Some(error.raw_os_error()))
}

/// Everything that is tried, by name; `own` and `parent` are processes.
fn attempts(folder: &Path, own: Pid, parent: Pid) -> Vec<(&'static str, Came)> {
    let there = folder.join("there");
    let other = folder.join("other");
    let out = io::stdout();
    let now = Timestamps {
        last_access: rustix::fs::Timespec { tv_sec: 1, tv_nsec: 0 },
        last_modification: rustix::fs::Timespec { tv_sec: 1, tv_nsec: 0 },
    };
    let wide = Rlimit { current: None, maximum: None };
    vec![
        ("chmod", by_std(fs::set_permissions(&there, Permissions::from_mode(0o777)))),
        ("fchmod", by_system(rustix::fs::fchmod(&out, Mode::RWXU))),
        ("chown", by_std(std::os::unix::fs::chown(&there, Some(1), Some(1)))),
        ("fchown", by_system(rustix::fs::fchown(&out, None, None))),
        ("utimensat", by_system(rustix::fs::utimensat(CWD, &there, &now, AtFlags::empty()))),
        ("futimens", by_system(rustix::fs::futimens(&out, &now))),
        ("ftruncate", by_system(rustix::fs::ftruncate(&out, 0))),
        ("open", by_std(File::open(&there))),
        ("create", by_std(File::create(&other))),
        ("truncate by open", by_system(rustix::fs::open(&there, OFlags::WRONLY | OFlags::TRUNC, Mode::empty()))),
        ("unlink", by_std(fs::remove_file(&there))),
        ("rename", by_std(fs::rename(&there, &other))),
        ("link", by_std(fs::hard_link(&there, &other))),
        ("symlink", by_std(std::os::unix::fs::symlink(&there, &other))),
        ("mkdir", by_std(fs::create_dir(&other))),
        ("rmdir", by_std(fs::remove_dir(folder))),
        ("stat", by_std(fs::metadata(&there))),
        ("chdir", by_std(std::env::set_current_dir(folder))),
        ("memfd", by_system(rustix::fs::memfd_create(c"x", rustix::fs::MemfdFlags::empty()))),
        ("pipe", by_system(rustix::pipe::pipe())),
        ("fork", by_std(Command::new("/bin/true").spawn())),
        ("exec", by_std(Err::<(), _>(Command::new("/bin/true").exec()))),
        ("thread", by_std(std::thread::Builder::new().spawn(|| ()))),
        ("signal to itself", by_system(rustix::process::kill_process(own, Signal::CONT))),
        ("signal to its parent", by_system(rustix::process::kill_process(parent, Signal::CONT))),
        ("signal to its group", by_system(rustix::process::kill_current_process_group(Signal::CONT))),
        ("tcp", by_std(TcpStream::connect("127.0.0.1:1"))),
        ("listen", by_std(TcpListener::bind("127.0.0.1:0"))),
        ("udp", by_std(UdpSocket::bind("127.0.0.1:0"))),
        ("unix socket", by_std(UnixStream::connect("/tmp/x"))),
        ("socketpair", by_std(UnixStream::pair())),
        ("setrlimit", by_system(rustix::process::setrlimit(Resource::Cpu, wide))),
        ("setsid", by_system(rustix::process::setsid())),
        ("setpriority", by_system(rustix::process::setpriority_process(None, 1))),
        ("set dumpable", by_system(rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::Dumpable))),
        ("mknod", by_system(rustix::fs::mknodat(CWD, CString::default(), rustix::fs::FileType::Fifo, Mode::RWXU, 0))),
        ("ioctl", by_system(rustix::io::ioctl_fionbio(&out, false))),
        ("dup", by_system(rustix::io::dup(&out))),
        ("fcntl", by_system(rustix::io::fcntl_getfd(&out))),
    ]
}

#[test]
fn a_call_that_reading_does_not_need_is_refused() {
    if let Some(folder) = std::env::var_os(CHILD) {
        let (own, parent) = (rustix::process::getpid(), rustix::process::getppid().expect("a parent"));
        let left = super::confine(4 << 30, 60);
        let came = attempts(Path::new(&folder), own, parent);
        let mut said = io::stdout();
        // Landlock may not be there; the calls are refused without it.
        for what in left.iter().filter(|what| !what.contains("landlock")) {
            let _ = writeln!(said, "@left {what}");
        }
        for (name, came) in came {
            let _ = writeln!(said, "@{name}={came:?}");
        }
        let memory = vec![1_u8; 32 << 20];
        let _ = writeln!(said, "@memory={}", memory.len());
        std::process::exit(0);
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("there"), "kept").expect("written");
    let this = concat!(module_path!(), "::a_call_that_reading_does_not_need_is_refused");
    let this = this.split_once("::").map_or(this, |(_, path)| path);
    let output = Command::new(std::env::current_exe().expect("this binary"))
        .args([this, "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, folder.path())
        .output()
        .expect("a child");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said} {}", String::from_utf8_lossy(&output.stderr));
    let told: Vec<&str> = said.lines().filter_map(|line| line.split_once('@').map(|(_, told)| told)).collect();
    // Refused by number: `EPERM`, and not the `EACCES` of the files' own rules or what the call itself would say.
    let refused = format!("=Err(Some({}))", libc::EPERM);
    let wrong: Vec<&&str> = told.iter().filter(|told| !told.ends_with(&refused) && **told != "memory=33554432").collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(told.len(), 40, "{told:?}");
    assert_eq!(fs::read_to_string(folder.path().join("there")).expect("there"), "kept");
}
