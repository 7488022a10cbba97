//! Tables of notes: CSV for spreadsheets, and the CSV that Readwise takes.

use super::JOINT;
use super::book::Book;
use crate::table::guarded;

/// The columns of our CSV.
const COLUMNS: [&str; 20] = [
    "document",
    "file",
    "section",
    "page",
    "kind",
    "label",
    "quote",
    "note",
    "tags",
    "footnotes",
    "table",
    "row",
    "column",
    "value",
    "unit",
    "sentence",
    "created",
    "updated",
    "state",
    "id",
];

/// Writes a row a note. What a spreadsheet would run as a formula gets an apostrophe.
pub(super) fn write_csv(book: &Book) -> Vec<u8> {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for chapter in &book.chapters {
        for entry in &chapter.notes {
            let cell = entry.cell.as_ref();
            let of_cell = |part: fn(&super::book::Cell) -> String| cell.map(part).unwrap_or_default();
            let tags: Vec<&str> = entry.tags.iter().map(crate::document::SafeText::as_str).collect();
            let footnotes: Vec<String> = entry
                .footnotes
                .iter()
                .map(|called| format!("{}: {}", called.label, called.body.as_deref().unwrap_or_default()).trim_end().to_owned())
                .collect();
            rows.push(vec![
                chapter.document.title.clone(),
                chapter.document.file.clone(),
                entry.section.iter().filter(|title| !title.is_empty()).cloned().collect::<Vec<_>>().join(JOINT),
                entry.page.clone().unwrap_or_default(),
                entry.kind.clone(),
                entry.label.clone(),
                entry.quote.to_owned(),
                entry.body.to_owned(),
                tags.join(", "),
                footnotes.join("\n"),
                of_cell(|cell| cell.caption.clone().unwrap_or_else(|| cell.table.to_string())),
                of_cell(|cell| cell.rows.join(JOINT)),
                of_cell(|cell| cell.columns.join(JOINT)),
                of_cell(|cell| cell.value.clone()),
                of_cell(|cell| cell.unit.clone().unwrap_or_default()),
                entry.sentence.clone().unwrap_or_default(),
                entry.created.clone(),
                entry.updated.clone(),
                entry.state.to_owned(),
                entry.id.clone(),
            ]);
        }
    }
    csv_of(&rows, book.options.bom, true)
}

/// Writes what Readwise imports. Its tags are words behind a point in the note's first line.
/// Nothing is guarded: what is put before a quote would be part of it there.
pub(super) fn write_readwise(book: &Book) -> Vec<u8> {
    let mut rows = vec![["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"].map(str::to_owned).to_vec()];
    for chapter in &book.chapters {
        let about = &chapter.document;
        for entry in &chapter.notes {
            let tags: Vec<String> = entry.tags.iter().map(|tag| format!(".{}", tag.replace(char::is_whitespace, "_"))).collect();
            let note = [tags.join(" "), entry.body.to_owned()].into_iter().filter(|part| !part.is_empty());
            let quote = if entry.quote.is_empty() { entry.line() } else { entry.quote.to_owned() };
            rows.push(vec![
                quote,
                about.title.clone(),
                about.authors_line(),
                about.url.as_ref().map(ToString::to_string).unwrap_or_default(),
                note.collect::<Vec<_>>().join("\n"),
                entry.note.anchor.start.to_string(),
                entry.note.created.strftime("%Y-%m-%d %H:%M:%S%:z").to_string(),
            ]);
        }
    }
    csv_of(&rows, book.options.bom, false)
}

fn csv_of(rows: &[Vec<String>], bom: bool, guard: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(if bom { "\u{FEFF}".as_bytes().to_vec() } else { Vec::new() });
    for row in rows {
        // Writing to memory can't fail, and every row is as long as the first.
        let _ = writer.write_record(row.iter().map(|cell| guarded(cell, guard).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}
