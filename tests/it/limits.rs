//! Input without an end or beyond all measure: refused, or read as far as there is memory, and said so.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use super::support::desk::{Desk, limit};
use super::support::terminal::Setup;

/// What ibid makes of `begin` and then `piece` for ever on its standard input.
fn fed(desk: &Desk, args: &[&str], begin: &[u8], piece: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(args)
        .env_clear()
        .env("HOME", desk.path().join("home"))
        .env("LANG", "en_US.UTF-8")
        .current_dir(desk.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut input = child.stdin.take().expect("its input");
    let begin = begin.to_vec();
    let many = piece.repeat(64 * 1024 / piece.len() + 1);
    let feeding = std::thread::spawn(move || {
        let mut goes_on = input.write_all(&begin).is_ok();
        while goes_on {
            goes_on = input.write_all(&many).is_ok();
        }
    });
    let output = child.wait_with_output().expect("an end");
    feeding.join().expect("fed");
    output
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn what_is_no_text_is_refused_at_once_though_it_has_no_end() {
    let desk = Desk::new();
    for format in ["text", "markdown", "csv", "tsv"] {
        let output = fed(&desk, &["text", "-", "--format", format], b"", b"\0");
        assert_eq!(output.status.code(), Some(3), "{format}");
        assert!(words(&output.stderr).contains("is not text (byte 0 shows it)"), "{format}: {}", words(&output.stderr));
    }
    for (begin, name) in [(&b"\x7FELF\x02\x01\x01"[..], "ELF"), (b"PK\x03\x04\x14", "ZIP"), (b"\x89PNG\r\n\x1A\n", "PNG")] {
        let output = fed(&desk, &["check", "-"], begin, b"some words of no meaning\n");
        assert_eq!(output.status.code(), Some(3), "{name}");
        assert!(words(&output.stderr).contains(name), "{}", words(&output.stderr));
    }
    // A file of three gigabytes, of which nothing is on the disk.
    std::fs::File::create(desk.path().join("zeros.txt")).and_then(|file| file.set_len(3 << 30)).expect("a file");
    let (code, said) = desk.refused(&["text", "zeros.txt"]);
    assert!(code == 3 && said.contains("zeros.txt is not text"), "{code} {said}");
}

#[test]
fn a_pdf_larger_than_the_memory_is_refused() {
    let desk = Desk::new();
    limit(desk.path(), "memory = 128");
    let output = fed(&desk, &["text", "-"], b"%PDF-1.7\n", b"\0");
    assert_eq!(output.status.code(), Some(3));
    assert!(words(&output.stderr).contains("more than 128 MiB of memory"), "{}", words(&output.stderr));
    std::fs::File::create(desk.path().join("zeros.pdf")).and_then(|file| file.set_len(3 << 30)).expect("a file");
    let (code, said) = desk.refused(&["text", "zeros.pdf"]);
    assert!(code == 3 && said.contains("more than 128 MiB of memory"), "{code} {said}");
}

#[test]
fn text_without_an_end_is_read_to_the_limit_and_the_loss_said() {
    let desk = Desk::new();
    limit(desk.path(), "memory = 128");
    let lines: [(&str, &str, &str); 3] = [
        ("text", "# One\n\n", "words that go on and on and on, and never come to an end of what they say\n\n"),
        ("markdown", "# One\n\n", "한 줄이 끝없이 이어진다. 같은 말이 다시 나온다. 같은 말이 또다시 나온다.\n"),
        ("csv", "One,Two\n", "\"a value of some length, so that there are few\",\"and another one that is as long as that\"\n"),
    ];
    for (format, begin, piece) in lines {
        let output = fed(&desk, &["search", "One", "-", "--format", format], begin.as_bytes(), piece.as_bytes());
        let (found, said) = (words(&output.stdout), words(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{format}: {said}");
        assert!(found.contains("One"), "{format}: {found}");
        assert!(said.contains("Only the first ") && said.contains("128 MiB"), "{format}: {said}");
    }
}

#[test]
fn a_text_that_is_cut_short_says_so_in_check_and_on_the_screen() {
    let desk = Desk::new();
    limit(desk.path(), "memory = 128");
    let text = "words that go on and on and on, and never come to an end of what they say\n\n".repeat(500_000);
    std::fs::write(desk.path().join("long.txt"), &text).expect("a file");
    let home = desk.path().join("home");
    let file = desk.path().join("long.txt").to_str().expect("a path").to_owned();
    let checked = desk.json(&["check", "long.txt", "--json"]);
    let cut = &checked["warnings"][0];
    assert_eq!(cut["kind"], "cut-short");
    assert_eq!(cut["details"]["memory_mebibytes"], 128);
    let read = cut["details"]["read_bytes"].as_u64().expect("a number");
    assert!(read > 1 << 20 && read <= 32 << 20, "{read}");
    let mut t = Setup::new(&[&file]).home(&home).start();
    t.see("Only the first").press("q");
    assert_eq!(t.ended(), 0);
}
