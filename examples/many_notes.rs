//! Fills a data folder with many notes on one file, and times the store:
//! `cargo run --release --example many_notes -- FILE FOLDER COUNT`; then `ibid --data-dir FOLDER FILE`.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use ibid::annotation::{Anchor, Change, Label, Note, NoteId, NoteKind, Rendition, SafeLines, tags};
use ibid::document::Span;
use ibid::import::{self, Source};
use ibid::store::Store;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder, count] = &args[..] else { return Err("many_notes FILE FOLDER COUNT".into()) };
    let count: usize = count.parse()?;
    let bytes = std::fs::read(file)?;
    let format = import::format_of(file, &bytes);
    let document = (format.read)(&Source { name: file, bytes: &bytes, whole: true }, &())?;
    let rendition = Rendition::of(&bytes, &document, &format!("{} {}", format.name, format.version));
    let now = jiff::Zoned::now();
    let apart = document.text().len() / count.max(1);
    let note = |number: usize| {
        let (start, end) = (number * apart, (number * apart + 60).min(document.text().len()));
        let span = Span::new(document.floor(start), document.floor(end).max(document.floor(start)));
        Note {
            id: NoteId::new(&now),
            kind: NoteKind::Note,
            label: if number.is_multiple_of(3) { Label::Claim } else { Label::None },
            body: SafeLines::new(&format!("note number {number}")),
            tags: tags([format!("t{}", number % 50)]),
            created: now.clone(),
            updated: now.clone(),
            author: None,
            anchor: Anchor::of(&document, span, &rendition),
        }
    };
    let changes: Vec<Change> = (0..count).map(|number| Change::Add(Box::new(note(number)))).collect();
    let mut store = Store::open(Path::new(folder), &now)?;
    let began = Instant::now();
    store.apply(&changes, &now)?;
    println!("{count} notes in one step: {:?}", began.elapsed());
    let began = Instant::now();
    println!("{} read: {:?}", store.notes(&rendition.document())?.len(), began.elapsed());
    drop(store);
    let began = Instant::now();
    Store::open(Path::new(folder), &now)?;
    println!("opened: {:?}", began.elapsed());
    Ok(())
}
