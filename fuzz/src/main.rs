//! Feeds what reads hostile bytes with damaged ones: on stable Rust, from seeds in a folder.
//!
//! `cargo run --release --manifest-path fuzz/Cargo.toml -- TARGET FOLDER [SECONDS] [SEED]`, where
//! TARGET is `pdf` (interpreter and layout), `text` (structure of plain text), `clean` (the
//! sanitiser), `flat` (documents as bytes), or a form of notes as `ibid import --source` names it:
//! what is read is put on a document and planned, and what is written of it is read again. Of the
//! forms of notes `notes` makes seeds of its own, and takes each in turn. A panic writes the bytes beside the program's
//! working folder and ends it with 1; what overflows the stack or hangs shows by itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use ibid::annotation::{Anchor, Change, Details, Finder, Label, Note, NoteId, NoteKind, Rendition, SafeLines, tags};
use ibid::document::{Document, Span, clean};
use ibid::export::{AnnotatedDocument, ExportInput, Options, Placement, TARGETS, write};
use ibid::import::{Source, format_named};
use ibid::note_import::{self, ImportStatus, KnownNote, NOTE_FORMATS};
use ibid::words::{Language, Words};

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
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b")",
    b" R",
    b"0 Tf",
    b"Tm",
    b"Tj",
    b"endobj",
    b"stream",
    b"-",
    b"99999999999",
    b"\x1B[",
    "\u{202E}".as_bytes(),
    "e\u{301}".as_bytes(),
    "북".as_bytes(),
    b"\n\n",
    b"1. ",
    b"\x0C",
    b"|",
    b"\xFF",
    b"\0",
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
        name if name == "notes" || NOTE_FORMATS.iter().any(|source| source.name == name) => {
            let named = NOTE_FORMATS.iter().filter(|source| name == "notes" || source.name == name);
            named.for_each(|source| feed_notes(source.name, bytes));
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

/// A small document that notes are put on.
fn brief() -> Document {
    let text = "# One\n\nThe agency reported that demand for transit fell sharply.\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n# 둘\n\n조약을 맺고 서로의 안보를 지킨다.\n";
    let format = format_named("markdown").expect("a format");
    (format.read)(&Source { name: "brief.md", bytes: text.as_bytes(), whole: true }, &()).expect("a document")
}

/// Reads notes, puts them on a document, takes them in, writes them, and reads what was written.
fn feed_notes(source: &str, bytes: &[u8]) {
    let zone = jiff::tz::TimeZone::UTC;
    let Ok(note_file) = note_import::read(bytes, Some(source), &zone) else { return };
    let document = brief();
    let rendition = Rendition::of(b"brief", &document, "fuzz 1");
    let now = jiff::Timestamp::UNIX_EPOCH.to_zoned(zone.clone());
    let found = note_import::place(&note_file.notes, note_file.source, &mut Finder::new(&document, &rendition), &|| true)
        .expect("placed");
    let known = |_| None;
    let planned = note_import::plan(&note_file, Some((&document, &rendition, &found)), &known, &now);
    let notes: Vec<(Note, Placement)> = planned
        .arrivals
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Add(note) => Some((note.as_ref().clone(), Placement::Lost)),
            _ => None,
        })
        .collect();
    let words = Words::new(Language::English);
    let brief = AnnotatedDocument {
        document: Some(&document),
        name: "brief.md",
        rendition: Some(&rendition),
        id: Some(rendition.document()),
        details: Details::of(document.meta()),
        notes: &notes,
        settled: None,
    };
    let briefs = [brief];
    for target in TARGETS {
        let bundle = ExportInput { briefs: &briefs, words: &words, options: Options::default() };
        let written = write(target, &bundle);
        let text = std::str::from_utf8(&written).expect("UTF-8");
        assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')), "{}", target.name);
        // Bodies come back as they were, whatever they hold.
        if matches!(target.name, "json" | "markdown" | "obsidian" | "logseq" | "org") {
            let again = note_import::read(&written, None, &zone).unwrap_or_else(|fault| panic!("{}: {fault:?}", target.name));
            let held = |id| {
                let note = notes.iter().find(|(note, _)| note.id == id)?.0.clone();
                Some(KnownNote { note, is_deleted: false, settled: None })
            };
            let plan = note_import::plan(&again, None, &held, &now);
            assert_eq!((plan.arrivals.changes.len(), plan.count(ImportStatus::Unmatched)), (0, 0), "{}: {text}", target.name);
        }
    }
}

/// A file of each form of notes that ibid writes itself, and of the others.
fn seeds_of_notes() -> Vec<Vec<u8>> {
    let document = brief();
    let rendition = Rendition::of(b"brief", &document, "fuzz 1");
    let now = jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC);
    let span = |words: &str| {
        let start = document.text().find(words).expect("there");
        Span::new(start, start + words.len())
    };
    let bodies = ["Why **so**?\n\n- one\n- [ ] two\n\n> quoted", "", "# Heading\n\n```sh\n* x\n```\n[a](https://a.kr)", "메모"];
    let notes: Vec<(Note, Placement)> = bodies
        .into_iter()
        .zip([span("demand for transit"), span("1"), span("조약을 맺고"), span("fell")])
        .map(|(body, span)| {
            let note = Note {
                id: NoteId::new(&now),
                kind: if body.is_empty() { NoteKind::Highlight } else { NoteKind::Note },
                label: Label::Claim,
                body: SafeLines::new(body),
                tags: tags(["one", "두 말"]),
                created: now.clone(),
                updated: now.clone(),
                author: None,
                anchor: Anchor::of(&document, span, &rendition),
            };
            (note, Placement::At(span))
        })
        .collect();
    let words = Words::new(Language::English);
    let briefs = [AnnotatedDocument {
        document: Some(&document),
        name: "brief.md",
        rendition: Some(&rendition),
        id: Some(rendition.document()),
        details: Details::of(document.meta()),
        notes: &notes,
        settled: None,
    }];
    let bundle = ExportInput { briefs: &briefs, words: &words, options: Options::default() };
    let mut seeds: Vec<Vec<u8>> = TARGETS.iter().map(|target| write(target, &bundle)).collect();
    for text in [
        r#"[{"id":"A","created":"2026-01-02T03:04:05.1+00:00","user":"acct:kim@a.kr","uri":"https://a.kr","text":"x","tags":["t"],"target":[{"source":"s","selector":[{"type":"TextQuoteSelector","exact":"demand","prefix":"that ","suffix":" for"}]}]}]"#,
        "return {\n [\"annotations\"] = { [1] = { [\"chapter\"] = \"One\", [\"datetime\"] = \"2026-01-02 03:04:05\", [\"pageno\"] = 7, [\"pos0\"] = \"/a.0\", [\"pos1\"] = \"/a.9\", [\"text\"] = \"demand\\\nfor\" } },\n}\n",
        r#"{"title":"A","entries":[{"chapter":"One","page":7,"text":"demand for transit","note":"Mine","time":1767323045}],"created_on":1767323045}"#,
        "A (Kim)\r\n- Your Highlight on page 7 | Location 100-101 | Added on Monday, November 23, 2026 6:04:05 PM\r\n\r\ndemand\r\n==========\r\n다른 책 (홍)\r\n- 12페이지의 하이라이트 | 위치 200-201 | 추가일: 2026년 11월 23일 월요일 오후 6:04:05\r\n\r\n조약을\r\n==========\r\n",
    ] {
        seeds.push(text.as_bytes().to_vec());
    }
    seeds
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [target, folder, rest @ ..] = args.as_slice() else {
        eprintln!("pdf|text|clean|flat|notes|SOURCE FOLDER [SECONDS] [SEED]");
        std::process::exit(2);
    };
    let seconds = rest.first().and_then(|text| text.parse().ok()).unwrap_or(180);
    let mut dice = Dice(rest.get(1).and_then(|text| text.parse().ok()).unwrap_or(1) | 1);
    let wanted = if target == "pdf" { "pdf" } else { "" };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file() && path.to_string_lossy().ends_with(wanted));
    paths.sort();
    let mut seeds: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    if target == "notes" || NOTE_FORMATS.iter().any(|source| source.name == target.as_str()) {
        seeds = seeds_of_notes();
    }
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
