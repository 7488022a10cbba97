//! Delimited text (CSV, TSV): a document of one table.
//!
//! Fields and quotes are the `csv` crate's; here is what a file does not say: which sign
//! parts its fields, and whether its first line is a head. Both are told from the file's
//! opening, so that the opening reads like the whole.

mod dialect;

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use super::stream::{Stream, Text};
use super::{Format, ImportError, ReadObserver, Source, decode, window};
use crate::document::{Builder, Document};
use dialect::Dialect;

/// Comma-separated values, or with another sign between them.
pub(super) const CSV: Format = Format {
    about: "format-csv",
    extensions: &["csv"],
    opening: window::opening,
    stream: Some(stream_csv),
    ..Format::new("csv", read_csv)
};
/// Tab-separated values.
pub(super) const TSV: Format = Format {
    about: "format-tsv",
    extensions: &["tsv", "tab"],
    opening: window::opening,
    stream: Some(stream_tsv),
    ..Format::new("tsv", read_tsv)
};

/// Bytes that are cut into fields at once.
const AT_ONCE: usize = 256 * 1024;
/// Records between two looks at the watch.
const PAUSE: u64 = 4096;
/// Empty cells that fill short rows beyond one a byte: a head of thousands of columns over
/// millions of short lines would take all memory there is.
const PADDING: usize = 1_000_000;

/// Reads comma-separated values, or what other sign parts them.
fn read_csv(source: &Source, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    read(source, watch, None)
}

/// Reads tab-separated values.
fn read_tsv(source: &Source, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    read(source, watch, Some(b'\t'))
}

/// The same, as it comes.
fn stream_csv(stream: &mut Stream, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    stream_by(stream, watch, None)
}

/// The same, as it comes.
fn stream_tsv(stream: &mut Stream, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    stream_by(stream, watch, Some(b'\t'))
}

fn read(source: &Source, watch: &dyn ReadObserver, delimiter: Option<u8>) -> Result<Document, ImportError> {
    let decoded = decode::decode(source.bytes, source.whole)?;
    let text = &*decoded.text;
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut builder = Grid::of(text, text.len(), delimiter).fill(text.as_bytes(), text.len(), watch)?;
    decoded.warn(&mut builder, None);
    Ok(builder.finish()?)
}

fn stream_by(stream: &mut Stream, watch: &dyn ReadObserver, delimiter: Option<u8>) -> Result<Document, ImportError> {
    let size = stream.size.and_then(|size| usize::try_from(size).ok()).unwrap_or(stream.head.len());
    let opening = decode::decode(stream.head, false)?;
    if opening.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let grid = Grid::of(&opening.text, size, delimiter);
    drop(opening);
    let mut text = Text::of(stream)?;
    let mut builder = grid.fill(&mut text, size, watch)?;
    if let Some(decoder) = text.decoder() {
        decoder.warn(&mut builder, None);
    }
    Ok(builder.finish()?)
}

/// A table that is about to be read.
struct Grid {
    builder: Builder,
    dialect: Dialect,
}

impl Grid {
    /// The table of a file that begins with `text`, and has about `size` bytes.
    fn of(text: &str, size: usize, delimiter: Option<u8>) -> Self {
        // The same bytes that an opening has: what follows must not change what was seen.
        let opening = window::opening(text.as_bytes());
        let dialect = Dialect::of(&text[..text.floor_char_boundary(opening)], delimiter);
        let mut builder = Builder::with_capacity(size);
        builder.open_table(dialect.columns, 0);
        builder.reserve_cells(estimated_cells(text, size, opening, &dialect));
        Self { builder, dialect }
    }

    /// Reads the records of `text`, which is UTF-8.
    fn fill(self, text: impl Read, size: usize, watch: &dyn ReadObserver) -> Result<Builder, ImportError> {
        let Self { mut builder, dialect } = self;
        let mut reader = reader(text, dialect.delimiter);
        let mut record = ByteRecord::new();
        let mut at_head = dialect.has_head;
        let (mut columns, mut padded) = (dialect.columns, 0);
        if !at_head {
            builder.end_head();
        }
        // What fails is the disk, which whoever gave the stream knows of.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            // Looked at once for all its fields, which are cut at ASCII signs.
            let all = std::str::from_utf8(record.as_slice()).unwrap_or_default();
            let missing = columns.saturating_sub(record.len());
            let read = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            if missing > 0 && padded + missing > read.saturating_add(PADDING) {
                // What follows is another table, as wide as its first row.
                columns = record.len().max(1);
                builder.close();
                builder.open_table(columns, 0);
                builder.end_head();
                at_head = false;
            } else {
                padded += missing;
            }
            for field in 0..record.len() {
                builder.open_cell();
                builder.text(record.range(field).and_then(|range| all.get(range)).unwrap_or_default());
                builder.end_cell();
            }
            builder.end_row();
            if std::mem::take(&mut at_head) {
                builder.end_head();
            }
            if record.position().is_some_and(|position| position.record() % PAUSE == 0) {
                watch.at(read, size.max(read))?;
                if watch.room() == 0 {
                    watch.cut(read);
                    break;
                }
            }
        }
        builder.close();
        Ok(builder)
    }
}

/// How many cells there will be, by the rows of the opening, so that room is made once.
fn estimated_cells(text: &str, size: usize, opening: usize, dialect: &Dialect) -> usize {
    let lines = memchr::memchr_iter(b'\n', &text.as_bytes()[..opening]).count().max(1);
    let row = (opening / lines).max(1);
    // A little more than that: growing would copy all of it.
    let cells = (size / row + 1).saturating_mul(dialect.columns).saturating_mul(17) / 16;
    // A cell is a byte at least, be it the sign before it.
    cells.min(size.saturating_add(PADDING))
}

fn reader<R: Read>(bytes: R, delimiter: u8) -> csv::Reader<R> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).buffer_capacity(AT_ONCE).from_reader(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::WarningKind;
    use proptest::prelude::*;

    fn read_str(text: &str) -> Document {
        read_csv(&Source { name: "a.csv", bytes: text.as_bytes(), whole: true }, &()).expect("a document")
    }

    /// Head and rows, as they are seen.
    fn grid(document: &Document) -> (Vec<&str>, Vec<Vec<&str>>) {
        let table = &document.tables()[0];
        let head = if table.head_height() > 0 { table.head_row(0) } else { &[] };
        let texts = |cells: &[crate::document::Span]| cells.iter().map(|span| document.slice(*span)).collect::<Vec<_>>();
        (texts(head), (0..table.height()).map(|row| texts(table.row(row))).collect())
    }

    #[test]
    fn fields_quotes_and_line_breaks_are_read() {
        let document = read_str("연도,값,말\r\n2021,\"1,243.0\",\"그는 \"\"예\"\"라고\n했다\"\r\n2022,98.5,\r\n");
        let (head, rows) = grid(&document);
        assert_eq!(head, ["연도", "값", "말"]);
        assert_eq!(rows, [vec!["2021", "1,243.0", "그는 \"예\"라고 했다"], vec!["2022", "98.5", ""]]);
        assert!(document.warnings().is_empty());
    }

    #[test]
    fn the_sign_between_fields_is_found() {
        for text in ["a;b;c\n1,5;2,5;3\n", "a\tb\tc\n1,5\t2,5\t3\n", "a|b|c\n1,5|2,5|3\n"] {
            assert_eq!(grid(&read_str(text)).1, [["1,5", "2,5", "3"]], "{text:?}");
        }
        assert_eq!(grid(&read_str("a,\"x;y;z\"\n1,\"x;y;z\"\n")).0, ["a", "x;y;z"]);
        assert_eq!(grid(&read_str("alone\n1\n2\n")).1, [["1"], ["2"]]);
    }

    #[test]
    fn a_first_line_of_numbers_is_no_head() {
        assert_eq!(grid(&read_str("1,2\n3,4\n")), (vec![], vec![vec!["1", "2"], vec!["3", "4"]]));
        assert_eq!(grid(&read_str("name,2021,2022\na,1,2\n")).0, ["name", "2021", "2022"]);
        assert_eq!(grid(&read_str("2021,2022\n1.5,2.5\n")).0, ["2021", "2022"]);
        assert_eq!(grid(&read_str("서울,부산\n대전,광주\n")).0, ["서울", "부산"]);
    }

    #[test]
    fn ragged_rows_keep_all_words_and_are_told() {
        let document = read_str("a,b\n1\n1,2,3\n4,5\n6,7\n");
        assert_eq!(grid(&document).1[..2], [["1", ""], ["1", "2"]]);
        assert!(document.text().contains('3'), "the cell too many can be found");
        let ragged = document.warnings().iter().filter(|warning| matches!(warning.kind, WarningKind::RaggedRow { .. }));
        assert_eq!(ragged.count(), 2);
        let many = read_str(&format!("a,b\n{}", "1\n".repeat(5000)));
        assert!(many.warnings().len() <= 200, "{} warnings", many.warnings().len());
    }

    #[test]
    fn a_wide_head_over_short_lines_takes_no_memory() {
        let text = format!("{}\n{}", vec!["h"; 9_999].join(","), "1\n".repeat(300_000));
        let document = read_str(&text);
        let cells: usize = document.tables().iter().map(|table| table.width() * table.height()).sum();
        assert!(cells <= text.len() + PADDING + 10_000, "{cells} cells of {} bytes", text.len());
        assert_eq!(document.tables().iter().map(crate::document::Table::height).sum::<usize>(), 300_000);
        assert_eq!(document.tables().len(), 2);
    }

    #[test]
    fn old_encodings_and_empty_files() {
        let (bytes, _, _) =
            encoding_rs::EUC_KR.encode("이름,값\n서울특별시의 인구,1\n부산광역시의 인구,2\n대구광역시의 인구,3\n");
        let document = read_csv(&Source { name: "a.csv", bytes: &bytes, whole: true }, &()).expect("a document");
        assert_eq!(grid(&document).0, ["이름", "값"]);
        let empty = read_csv(&Source { name: "a.csv", bytes: b" \n", whole: true }, &());
        assert_eq!(empty.err(), Some(ImportError::Empty));
    }

    #[test]
    fn an_opening_begins_like_the_whole() {
        let text = format!("name;value\n{}", (0..20_000).map(|n| format!("row {n};{n},5\n")).collect::<String>());
        let cut = window::opening(text.as_bytes());
        let opening = read_csv(&Source { name: "a.csv", bytes: &text.as_bytes()[..cut], whole: false }, &()).expect("a document");
        let whole = read_str(&text);
        assert!(whole.text().starts_with(opening.text().trim_end()));
        let (short, long) = (grid(&opening), grid(&whole));
        assert_eq!(short.0, long.0);
        assert_eq!(short.1[..], long.1[..short.1.len()]);
    }

    #[test]
    fn a_stream_gives_the_same_as_the_whole() {
        let text: String = (0..9000).map(|n| format!("이름 {n},\"{n},5\",{}\n", n * 7)).collect();
        let (euc, _, _) = encoding_rs::EUC_KR.encode(&text);
        for bytes in [text.as_bytes(), &euc] {
            let (head, mut rest) = bytes.split_at(65_537);
            let mut stream = Stream { name: "a.csv", head, rest: &mut rest, size: Some(bytes.len() as u64) };
            let streamed = stream_csv(&mut stream, &()).expect("a document");
            let whole = read_csv(&Source { name: "a.csv", bytes, whole: true }, &()).expect("a document");
            assert_eq!(streamed.dump(), whole.dump());
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in proptest::collection::vec(proptest::collection::vec("[a-z가-힣\",;\n ]{0,6}[a-z]", 3), 1..12)) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
            let document = read_str(&rows.iter().map(line).collect::<String>());
            let (head, read) = grid(&document);
            let found: Vec<Vec<&str>> = if head.is_empty() { read } else { std::iter::once(head).chain(read).collect() };
            let plain = |cell: &String| cell.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(plain).collect()).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn any_bytes_end_well(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read_csv(&Source { name: "a.csv", bytes: &bytes, whole: true }, &());
            let _ = read_tsv(&Source { name: "a.tsv", bytes: &bytes, whole: false }, &());
        }
    }
}
