//! Feeds what reads hostile bytes with damaged ones: on stable Rust, from seeds in a folder.
//!
//! `cargo run --release --manifest-path fuzz/Cargo.toml -- TARGET FOLDER [SECONDS] [SEED]`, where
//! TARGET is `pdf` (interpreter and layout), `text` (structure of plain text), `clean` (the
//! sanitiser) or `flat` (documents as bytes). A panic writes the bytes beside the program's
//! working folder and ends it with 1; what overflows the stack or hangs shows by itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use ibid::document::{Document, clean};
use ibid::import::{Source, format_named};

/// Numbers that are the same on each machine (xorshift64*, Vigna 2016).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) % most.max(1) as u64) as usize
    }
}

/// Signs that mean something to one of the readers.
const SIGNS: [&[u8]; 24] = [
    b"<<", b">>", b"[", b"]", b"(", b")", b" R", b"0 Tf", b"Tm", b"Tj", b"endobj", b"stream", b"-", b"99999999999", b"\x1B[",
    "\u{202E}".as_bytes(), "e\u{301}".as_bytes(), "북".as_bytes(), b"\n\n", b"1. ", b"\x0C", b"|", b"\xFF", b"\0",
];

fn damaged(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(12) {
        let at = dice.below(bytes.len() + 1);
        let end = bytes.len().min(at + 1 + dice.below(64));
        match dice.below(6) {
            0 => bytes.truncate(at.max(1)),
            1 => drop(bytes.drain(at..end)),
            2 => bytes[at..end].iter_mut().for_each(|byte| *byte = dice.below(256) as u8),
            3 => {
                let sign = SIGNS[dice.below(SIGNS.len())];
                bytes.splice(at..at, sign.iter().copied());
            }
            4 => {
                // A piece again, elsewhere.
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            _ => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len());
                let piece = &other[from..other.len().min(from + dice.below(256))];
                bytes.splice(at..end, piece.iter().copied());
            }
        }
    }
    bytes
}

fn feed(target: &str, bytes: &[u8]) {
    let read = |format: &str| {
        let format = format_named(format).expect("a format");
        (format.read)(&Source { name: "damaged", bytes, whole: true }, &())
    };
    match target {
        "pdf" | "text" => {
            if let Ok(document) = read(target) {
                // What was read comes back as it was from the flat form, and is clean.
                let flat = document.to_flat().expect("bytes");
                assert_eq!(Document::from_flat(&flat).as_ref(), Ok(&document));
            }
        }
        "clean" => {
            let text = String::from_utf8_lossy(bytes);
            let once = clean(&text).into_owned();
            assert!(!once.contains(|c: char| c.is_control()));
            assert_eq!(clean(&once), once);
        }
        _ => {
            if let Ok(document) = Document::from_flat(bytes) {
                let _ = document.dump();
                let flat = document.to_flat().expect("bytes");
                assert_eq!(Document::from_flat(&flat), Ok(document));
            }
        }
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [target, folder, rest @ ..] = args.as_slice() else {
        eprintln!("pdf|text|clean|flat FOLDER [SECONDS] [SEED]");
        std::process::exit(2);
    };
    let seconds = rest.first().and_then(|text| text.parse().ok()).unwrap_or(180);
    let mut dice = Dice(rest.get(1).and_then(|text| text.parse().ok()).unwrap_or(1) | 1);
    let wanted = if target == "pdf" { "pdf" } else { "" };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file() && path.to_string_lossy().ends_with(wanted));
    paths.sort();
    let mut seeds: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    if target != "pdf" {
        seeds.retain(|bytes| std::str::from_utf8(bytes).is_ok());
        seeds.iter_mut().for_each(|bytes| bytes.truncate(20_000));
    }
    if target == "flat" {
        let text = format_named("markdown").expect("a format");
        let flat = |bytes: &Vec<u8>| (text.read)(&Source { name: "a.md", bytes, whole: true }, &()).ok()?.to_flat().ok();
        seeds = seeds.iter().filter_map(flat).collect();
    }
    seeds.retain(|bytes| !bytes.is_empty());
    assert!(!seeds.is_empty(), "no seeds in {folder}");
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut count = 0_u64;
    let mut slowest = Duration::ZERO;
    while Instant::now() < end {
        let bytes = damaged(&seeds, &mut dice);
        let began = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| feed(target, &bytes))).is_err() {
            let name = format!("found-{target}-{count}");
            std::fs::write(&name, &bytes).expect("written");
            eprintln!("{target}: a panic after {count} executions: {name}");
            std::process::exit(1);
        }
        slowest = slowest.max(began.elapsed());
        count += 1;
    }
    println!("{target}: {count} executions in {seconds} s, no find; the slowest took {} ms", slowest.as_millis());
}
