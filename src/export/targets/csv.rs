//! CSV: a row for each note, for spreadsheets.

use super::Target;
use crate::export::JOINT;
use crate::export::book::Book;
use crate::table::guarded;

/// A table of notes.
pub(super) const TARGET: Target = Target {
    name: "csv",
    extension: "csv",
    example: include_str!("../../../assets/templates/csv.csv.jinja"),
    ..Target::new(write_csv)
};

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
fn write_csv(book: &Book) -> Vec<u8> {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for chapter in &book.chapters {
        for entry in &chapter.notes {
            let cell = entry.cell.as_ref();
            let of_cell = |part: fn(&crate::export::book::Cell) -> String| cell.map(part).unwrap_or_default();
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

/// Rows as RFC 4180 has them.
pub(super) fn csv_of(rows: &[Vec<String>], bom: bool, guard: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(if bom { "\u{FEFF}".as_bytes().to_vec() } else { Vec::new() });
    for row in rows {
        // Writing to memory can't fail, and every row is as long as the first.
        let _ = writer.write_record(row.iter().map(|cell| guarded(cell, guard).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}
