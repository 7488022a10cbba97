//! What importing makes of the files of a folder: a line a file.
//!
//! `cargo run --release --example corpus_report -- FOLDER…` reads every file of a known format
//! in this process, one after the other, and prints a table. Characters are held against a
//! plain extraction where the format has one: for PDF that of `pdftotext`, if it is installed;
//! for text and Markdown the file's own letters and digits.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use ibid::document::{BlockKind, Document};
use ibid::import::{Source, format_of};

fn main() {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() {
        eprintln!("Name a folder: cargo run --release --example corpus_report -- FOLDER");
        std::process::exit(2);
    }
    println!(
        "| file | format | pages | sections | paragraphs | tables | cells | calls | bodies | joined | warnings | characters | ms | MiB |"
    );
    println!("|:--|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    let mut files: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let mut all = 0.0;
    for file in files.iter().filter(|file| file.is_file()) {
        all += report(file);
    }
    println!("\n{all:.0} ms in all");
}

/// Prints the line of a file; tells its milliseconds.
fn report(file: &Path) -> f64 {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Ok(bytes) = std::fs::read(file) else { return 0.0 };
    let format = format_of(&name, &bytes);
    let extension = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if format.name == "text" && !format.extensions.contains(&extension.as_str()) {
        return 0.0;
    }
    let began = Instant::now();
    let read = (format.read)(&Source { name: &name, bytes: &bytes, whole: true }, &());
    let took = began.elapsed().as_secs_f64() * 1000.0;
    match read {
        Ok(document) => println!("| {name} | {} | {} |", format.name, line(&document, file, &bytes, format.name, took)),
        Err(error) => println!("| {name} | {} | {error} |", format.name),
    }
    took
}

fn line(document: &Document, file: &Path, bytes: &[u8], format: &str, took: f64) -> String {
    let paragraphs =
        document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_))).count();
    let cells: usize = document.tables().iter().map(|table| table.head.len() + table.cells.len()).sum();
    let calls = document.footnotes().iter().filter(|note| !note.calls.is_empty()).count();
    let bodies = document.footnotes().iter().filter(|note| note.body.is_some()).count();
    let joined = document.footnotes().iter().filter(|note| !note.calls.is_empty() && note.body.is_some()).count();
    let plain = match format {
        "pdf" => Command::new("pdftotext")
            .arg(file)
            .arg("-")
            .output()
            .ok()
            .map(|out| String::from_utf8_lossy(&out.stdout).into_owned()),
        _ => Some(String::from_utf8_lossy(bytes).into_owned()),
    };
    let characters = plain.map_or_else(|| "–".into(), |plain| format!("{:.1} %", 100.0 * kept(&plain, document)));
    let counts =
        [document.pages().len(), document.sections().len(), paragraphs, document.tables().len(), cells, calls, bodies, joined];
    let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
    format!("{} | {} | {characters} | {took:.1} | {}", counts.join(" | "), document.warnings().len(), memory())
}

/// The part of the letters and digits of `plain` that the document has, or lists as left out.
fn kept(plain: &str, document: &Document) -> f64 {
    let mut have: HashMap<char, i64> = HashMap::new();
    let labels = document.footnotes().iter().flat_map(|note| std::iter::repeat_n(&*note.label, note.calls.len() + 1));
    let furniture = document.furniture().iter().map(|piece| &*piece.text);
    for text in std::iter::once(document.text()).chain(furniture).chain(labels) {
        text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *have.entry(c).or_default() += 1);
    }
    let (mut all, mut found) = (0_u32, 0_u32);
    for c in plain.chars().filter(|c| c.is_alphanumeric()) {
        all += 1;
        let left = have.entry(c).or_default();
        found += u32::from(*left > 0);
        *left -= 1;
    }
    if all == 0 { 1.0 } else { f64::from(found) / f64::from(all) }
}

/// The most memory that this process has had, in MiB.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    peak.map_or_else(|| "–".into(), |kib| (kib / 1024).to_string())
}
