//! Documents that are read in a process of their own: waiting for them, passwords, and what
//! becomes of files that take too much.

use super::support::desk::{Desk, limit};
use super::support::paper::Paper;
use super::support::terminal::{Setup, written};

fn paper(pages: usize) -> Paper {
    let mut paper = Paper::default();
    for page in 1..=pages {
        paper.page(|own| {
            own.text("B", 16.0, 60.0, 60.0, &format!("Chapter {page}"));
            own.lines("F", 10.0, 60.0, 200.0, &["Something is said here that nobody", "will ever need again."]);
        });
    }
    paper
}

/// A page of 256 MiB that comes out of a few hundred bytes.
fn with_bomb(paper: &mut Paper) {
    let once = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 256 << 20], 6);
    let twice = miniz_oxide::deflate::compress_to_vec_zlib(&once, 6);
    paper.packed_page("[/FlateDecode /FlateDecode]", &twice);
}

#[test]
fn a_pdf_opens_in_the_terminal_and_goes_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.pdf", &paper(30).bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Chapter 1")
        .press("G")
        .see("Chapter 30")
        .press("a")
        .see("C-s save")
        .type_text("read to its end")
        .press("C-s")
        .see("Note saved");
    t.press("q");
    assert_eq!(t.ended(), 0);
    // The note and the place are there the next time.
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Chapter 30").press("l").see("read to its end").press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_password_is_asked_for_and_never_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = include_bytes!("../fixtures/pdf/locked.pdf");
    let file = written(folder.path(), "locked.pdf", bytes);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Password").type_text("pear").see("••••").press("Enter").see("That is not its password");
    t.type_text("plum").press("Enter").see("What stands behind the lock is short.");
    t.press("a").see("C-s save").type_text("a note on it").press("C-s").see("Note saved").press("q");
    assert_eq!(t.ended(), 0);
    // The note is kept, and the text that was behind the lock is kept nowhere.
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Password").press("Esc");
    assert_eq!(t.ended(), 3);
    assert!(t.is_restored());
    assert!(folder.path().join(".local/share/ibid/notes.db").exists());
    let store = ibid::store::Store::open(&folder.path().join(".local/share/ibid"), &jiff::Zoned::now()).expect("a store");
    assert!(store.texts().expect("read").is_empty(), "a text was kept");
}

#[test]
fn a_file_that_can_not_be_read_ends_it_with_a_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type");
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    assert_eq!(t.ended(), 3);
    assert!(t.is_restored());
    t.see("cut.pdf").see("is damaged");
}

#[test]
fn a_page_that_takes_too_much_is_left_out_and_told() {
    let desk = Desk::new();
    limit(desk.path(), "memory = 220\nseconds = 60");
    let mut paper = paper(2);
    with_bomb(&mut paper);
    paper.page(|page| {
        page.text("B", 16.0, 60.0, 60.0, "Behind it");
    });
    std::fs::write(desk.path().join("bomb.pdf"), paper.bytes()).expect("a file");
    let text = desk.said(&["text", "bomb.pdf"]);
    assert!(text.contains("Chapter 2") && text.contains("Behind it"), "{text}");
    assert!(desk.said(&["check", "bomb.pdf"]).contains("Page 3 could not be read"));
}

#[test]
fn a_file_that_takes_too_long_is_given_up_with_its_reason() {
    let desk = Desk::new();
    limit(desk.path(), "page_seconds = 1\nseconds = 1");
    let mut paper = paper(1);
    (0..12).for_each(|_| with_bomb(&mut paper));
    std::fs::write(desk.path().join("slow.pdf"), paper.bytes()).expect("a file");
    let (code, said) = desk.refused(&["text", "slow.pdf"]);
    assert!(code == 3 && said.contains("slow.pdf") && said.contains("1 seconds of the processor"), "{code} {said}");
}

#[test]
fn a_file_that_takes_too_much_memory_is_given_up_with_its_reason() {
    let desk = Desk::new();
    limit(desk.path(), "memory = 220");
    let mut paper = Paper::default();
    with_bomb(&mut paper);
    std::fs::write(desk.path().join("bomb.pdf"), paper.bytes()).expect("a file");
    let (code, said) = desk.refused(&["text", "bomb.pdf"]);
    assert!(code == 3 && said.contains("more than 220 MiB of memory") && !said.contains("seconds"), "{code} {said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_is_replaced_while_it_runs_still_reads_a_pdf() {
    use std::io::Write;
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("ibid");
    std::fs::copy(env!("CARGO_BIN_EXE_ibid"), &program).expect("a copy");
    let pipe = folder.path().join("pipe.pdf");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).expect("a pipe");
    for replace in [true, false] {
        let child = std::process::Command::new(&program)
            .args(["text", "pipe.pdf"])
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("started");
        // Opened only once the program has opened it too.
        let mut end = std::fs::OpenOptions::new().write(true).open(&pipe).expect("opened");
        if replace {
            let other = written(folder.path(), "other", b"#!/bin/sh\nexit 1\n");
            std::fs::set_permissions(&other, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("set");
            std::fs::rename(&other, &program).expect("replaced");
            assert!(std::fs::read(&program).expect("there").starts_with(b"#!"));
        }
        end.write_all(&paper(2).bytes()).expect("read");
        drop(end);
        let output = child.wait_with_output().expect("an end");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("Chapter 2"), "{said} {}", String::from_utf8_lossy(&output.stderr));
        if replace {
            // Gone is no worse than another.
            std::fs::remove_file(&program).expect("removed");
            std::fs::copy(env!("CARGO_BIN_EXE_ibid"), &program).expect("a copy");
        }
    }
}

#[test]
fn the_text_behind_a_password_is_kept_nowhere_but_in_what_a_note_quotes() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "locked.pdf", include_bytes!("../fixtures/pdf/locked-long.pdf"));
    let home = folder.path().join("home");
    std::fs::create_dir_all(&home).expect("a folder");
    let mut t = Setup::new(&["--debug", &file]).home(&home).start();
    t.see("Password").type_text("plum").press("Enter").see("juniper");
    // Read on, looked for, marked, noted, and a draft left behind.
    t.press("/").type_text("juniper").press("Enter").press("Esc").press("g g").press("j").press("a").see("C-s save");
    t.type_text("a note on it").press("C-s").see("Note saved").press("q");
    assert_eq!(t.ended(), 0);
    let password = written(folder.path(), "word", b"plum\n");
    let desk = Desk::new();
    let output = desk
        .command()
        .env("HOME", &home)
        .args(["annotate", &file, "--quote", "second quartz sentence", "--password-file", &password, "--debug"])
        .output()
        .expect("a run");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));

    let mut kept = Vec::new();
    let mut folders = vec![home];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                kept.push((entry.path(), std::fs::read(entry.path()).expect("read")));
            }
        }
    }
    let holders = |word: &str| {
        let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()));
        kept.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path.clone()).collect::<Vec<_>>()
    };
    assert!(!holders("quartz").is_empty(), "the quote is kept, and seen here");
    for word in ["juniper", "marzipan", "walnut", "plum"] {
        assert_eq!(holders(word), Vec::<std::path::PathBuf>::new(), "{word}");
    }
}

/// Numbers that are the same on each machine (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most.max(1) as u64).unwrap_or(0)
    }
}

/// `bytes` cut, with some changed, some taken out, or some that mean something put in.
fn damaged(bytes: &[u8], how: usize, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match how % 4 {
        0 => bytes.truncate(1 + dice.below(bytes.len() - 1)),
        1 => {
            for _ in 0..=dice.below(200) {
                let at = dice.below(bytes.len());
                bytes[at] = u8::try_from(dice.below(256)).unwrap_or(0);
            }
        }
        2 => {
            for _ in 0..=dice.below(5) {
                let from = dice.below(bytes.len());
                let to = bytes.len().min(from + dice.below(2000));
                bytes.drain(from..to);
            }
        }
        _ => {
            for _ in 0..=dice.below(60) {
                let at = dice.below(bytes.len());
                bytes[at] = b"09<>(/-R"[dice.below(8)];
            }
        }
    }
    bytes
}

#[test]
fn damaged_files_give_a_message_or_a_part() {
    let mut papers = vec![paper(3).bytes(), include_bytes!("../fixtures/pdf/locked.pdf").to_vec()];
    match std::env::var_os("IBID_CORPUS") {
        Some(folder) => {
            let files = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
            let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
            files.sort();
            papers.extend(files.iter().map(|path| std::fs::read(path).expect("a file")));
        }
        None => eprintln!("the corpus is skipped: IBID_CORPUS names no folder"),
    }
    let count = if papers.len() > 2 { 300 } else { 40 };
    let desk = Desk::new();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for number in 0..count {
        let bytes = damaged(&papers[number % papers.len()], number / papers.len(), &mut dice);
        std::fs::write(desk.path().join("damaged.pdf"), &bytes).expect("a file");
        let output = desk.run(&["text", "damaged.pdf"]);
        let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => assert!(!output.stdout.contains(&0x1B), "{number}"),
            Some(3) => assert!(wrong.contains("damaged.pdf") && !wrong.contains("panicked"), "{number}: {wrong}"),
            other => panic!("{number}: {other:?} {wrong}"),
        }
    }
}

#[test]
fn a_picture_is_shown_over_the_text_and_written_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("F", 10.0, 60.0, 60.0, "The harvest in one picture.");
        page.raw("q 200 0 0 200 60 400 cm BI /W 2 /H 2 /BPC 8 /CS /RGB /F /AHx ID 000000FF000000FF000000FF> EI Q");
        page.text("F", 9.0, 60.0, 416.0, "Figure 1. Four points of light");
    });
    let file = written(folder.path(), "brief.pdf", &paper.bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The harvest").press("j").see("its picture").press("Enter").see("╭ Picture").press("Esc").see("a note").press("q");
    assert_eq!(t.ended(), 0);
    let desk = Desk::new();
    let out = folder.path().join("pictures");
    let out = out.to_str().expect("UTF-8");
    let said = desk.said(&["pictures", &file, "--write", out]);
    assert!(said.contains("Figure 1. Four points of light"), "{said}");
    let png = std::fs::read(folder.path().join("pictures/brief-001.png")).expect("a file");
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
    let mut points = [0; 12];
    reader.next_frame(&mut points).expect("a picture");
    assert_eq!(points, [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]);
}
