//! The CSV that Readwise imports.

use super::Target;
use super::csv::csv_of;
use crate::export::book::Book;

/// What Readwise imports.
pub(super) const TARGET: Target = Target {
    name: "readwise",
    extension: "readwise.csv",
    example: include_str!("../../../assets/templates/readwise.csv.jinja"),
    ..Target::new(write_readwise)
};

/// Writes what Readwise imports. Its tags are words behind a point in the note's first line.
/// Nothing is guarded: what is put before a quote would be part of it there.
fn write_readwise(book: &Book) -> Vec<u8> {
    let mut rows = vec![["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"].map(str::to_owned).to_vec()];
    for chapter in &book.chapters {
        let about = &chapter.document;
        for entry in &chapter.notes {
            let tags: Vec<String> = entry.tags.iter().map(|tag| format!(".{}", tag.replace(char::is_whitespace, "_"))).collect();
            // Where there are no tags, a first line of points would be some.
            let is_tags = tags.is_empty() && entry.body.lines().next().is_some_and(|line| line.trim_start().starts_with('.'));
            let body = if is_tags { format!("\n{}", entry.body) } else { entry.body.to_owned() };
            let note = [tags.join(" "), body].into_iter().filter(|part| !part.is_empty());
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
