//! Delimited text (CSV, TSV): a document of one table, and what stands above and below it.
//!
//! Fields and quotes are the `csv` crate's; here is what a file does not say: which sign
//! parts its fields, where its table begins, and whether that has a head ([`dialect`]); and
//! quotation marks that are not written by the rules ([`quotes`]). All but the latter is told
//! from the file's opening, so that the opening reads like the whole.

mod dialect;
mod quotes;
mod surroundings;

use std::io::{self, Read};

use csv::ByteRecord;

use super::stream::{Stream, Text};
use super::{Format, ImportError, ReadObserver, Source, decode, window};
use crate::document::{Builder, Document, Span, WarningKind};
pub(super) use dialect::is_delimited;

use dialect::{Dialect, Row, Rows};
use surroundings::{Above, Below};

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

/// Records between two looks at the watch.
const PAUSE: u64 = 4096;
/// Empty cells that fill short rows beyond one a byte: a head of thousands of columns over
/// millions of short lines would take all memory there is.
const PADDING: usize = 1_000_000;
/// Columns that a table has at most; what is beyond joins the last.
const MOST_COLUMNS: usize = 10_000;

/// Reads comma-separated values, or what other sign parts them.
fn read_csv(source: &Source, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    read(source, watch, watch.options().delimiter)
}

/// Reads tab-separated values.
fn read_tsv(source: &Source, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    read(source, watch, watch.options().delimiter.or(Some(b'\t')))
}

/// The same, as it comes.
fn stream_csv(stream: &mut Stream, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    stream_by(stream, watch, watch.options().delimiter)
}

/// The same, as it comes.
fn stream_tsv(stream: &mut Stream, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    stream_by(stream, watch, watch.options().delimiter.or(Some(b'\t')))
}

fn read(source: &Source, watch: &dyn ReadObserver, delimiter: Option<u8>) -> Result<Document, ImportError> {
    let decoded = decode::decode(source.bytes, source.whole, watch.options().encoding)?;
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
    let opening = decode::decode(stream.head, false, watch.options().encoding)?;
    if opening.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let grid = Grid::of(&opening.text, size, delimiter);
    drop(opening);
    let mut text = Text::of(stream, watch.options().encoding)?;
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
    /// How many cells there may be, by the rows of the opening.
    cells: usize,
}

/// The table that is being read.
struct Filling {
    builder: Builder,
    /// Cells of most rows, and of the widest row so far.
    columns: usize,
    width: usize,
    /// Rows written.
    rows: usize,
    /// Empty cells that short rows were filled with.
    padded: usize,
}

impl Grid {
    /// The table of a file that begins with `text`, and has about `size` bytes.
    fn of(text: &str, size: usize, delimiter: Option<u8>) -> Self {
        // The same bytes that an opening has: what follows must not change what was seen.
        let opening = window::opening(text.as_bytes());
        let dialect = Dialect::of(&text[..text.floor_char_boundary(opening)], delimiter);
        let cells = estimated_cells(text, size, opening, &dialect);
        Self { builder: Builder::with_capacity(size), dialect, cells }
    }

    /// Reads the records of `text`, which is UTF-8.
    fn fill(self, mut text: impl Read, size: usize, watch: &dyn ReadObserver) -> Result<Builder, ImportError> {
        let Self { builder, dialect, cells } = self;
        // What fails is the disk, which whoever gave the text knows of.
        let _ = io::copy(&mut text.by_ref().take(dialect.skipped as u64), &mut io::sink());
        let mut records = Rows::new(text, dialect.delimiter);
        let mut row = Row { fields: ByteRecord::new(), gap: false };
        let mut above = Above::default();
        for _ in 0..dialect.above {
            if records.read(&mut row) {
                above.take(&row, dialect.delimiter);
            }
        }
        let mut filling = Filling { builder, columns: dialect.columns, width: dialect.columns, rows: 0, padded: 0 };
        above.write(&mut filling.builder);
        filling.open(dialect.has_head);
        above.bind(&mut filling.builder);
        filling.builder.reserve_cells(cells);
        let mut at_head = dialect.has_head;
        let mut below = Below::default();
        while records.read(&mut row) {
            let read = records.position();
            // A remark below the table, unless rows follow it.
            if !at_head && filling.columns > 1 && below.takes(&row) {
                continue;
            }
            for fields in below.give_up() {
                filling.row(&fields, read);
            }
            filling.row(&row.fields, read);
            if std::mem::take(&mut at_head) {
                filling.builder.end_head();
            }
            if records.count() % PAUSE == 0 {
                watch.at(read, size.max(read))?;
                if watch.room() == 0 {
                    watch.cut(read);
                    break;
                }
            }
        }
        filling.builder.close();
        below.write(&mut filling.builder);
        if let Some((line, count)) = records.unclosed() {
            let line = u32::try_from(line + u64::from(dialect.skipped > 0)).unwrap_or(u32::MAX);
            filling.builder.warn(WarningKind::UnclosedQuote { line, count }, Span::default());
        }
        Ok(filling.builder)
    }
}

impl Filling {
    /// Opens a table as wide as most rows.
    fn open(&mut self, has_head: bool) {
        self.builder.open_table(self.columns, 0);
        (self.width, self.rows) = (self.columns, 0);
        if !has_head {
            self.builder.end_head();
        }
    }

    /// Writes a row; `read` bytes of the file are read with it.
    fn row(&mut self, fields: &ByteRecord, read: usize) {
        // Looked at once for all its fields, which are cut at ASCII signs.
        let all = std::str::from_utf8(fields.as_slice()).unwrap_or_default();
        self.widen(fields.len(), read);
        let missing = self.width.saturating_sub(fields.len());
        if missing > 0 && self.padded + missing > read.saturating_add(PADDING) {
            // What follows is another table, as wide as its first row.
            self.columns = fields.len().max(1);
            self.builder.close();
            self.open(false);
        } else {
            self.padded += missing;
        }
        for field in 0..fields.len() {
            self.builder.open_cell();
            let text = fields.range(field).and_then(|range| all.get(range)).unwrap_or_default();
            let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            self.builder.text(lines.next().unwrap_or_default());
            for line in lines {
                self.builder.line_break();
                self.builder.text(line);
            }
            self.builder.end_cell();
        }
        self.builder.end_row();
        self.rows += 1;
    }

    /// Gives a row with cells beyond the others columns for them, which have no head. There are as
    /// many as the row needs, unless filling them up would take too much of the memory.
    fn widen(&mut self, found: usize, read: usize) {
        let more = found.saturating_sub(self.width);
        let fill = self.rows.saturating_mul(more);
        if more == 0 || found > MOST_COLUMNS || self.padded.saturating_add(fill) > read.saturating_add(PADDING) {
            return;
        }
        self.padded += fill;
        self.width = found;
        self.builder.widen_table(found);
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
        assert_eq!(
            grid(&document),
            (vec!["a", "b", ""], vec![vec!["1", "", ""], vec!["1", "2", "3"], vec!["4", "5", ""], vec!["6", "7", ""]])
        );
        let ragged = document.warnings().iter().filter(|warning| matches!(warning.kind, WarningKind::RaggedRow { .. }));
        assert_eq!(ragged.count(), 2);
        let many = read_str(&format!("a,b\n{}", "1\n".repeat(5000)));
        assert!(many.warnings().len() <= 200, "{} warnings", many.warnings().len());
    }

    #[test]
    fn cells_beyond_the_head_have_columns_wherever_they_come() {
        let text = format!("a,b\n{}x,y,late,later\n", "1,2\n".repeat(5000));
        let document = read_str(&text);
        let table = &document.tables()[0];
        assert_eq!((table.width(), table.height()), (4, 5001));
        let texts: Vec<&str> = table.row(5000).iter().map(|cell| document.slice(*cell)).collect();
        assert_eq!(texts, ["x", "y", "late", "later"]);
        assert!(table.row(4999)[2..].iter().all(|cell| cell.is_empty()));
        let ragged = WarningKind::RaggedRow { table: 1, row: 5001, cells: 4, columns: 2 };
        assert_eq!(document.warnings().iter().map(|warning| &warning.kind).collect::<Vec<_>>(), [&ragged]);
    }

    #[test]
    fn a_row_that_would_widen_too_many_others_joins_its_last_cell() {
        let rows = |many: usize| format!("a,b\n{}{}end\n", "1,2\n".repeat(many), "x,".repeat(100));
        let width = |many: usize| read_str(&rows(many)).tables()[0].width();
        assert_eq!((width(9_000), width(20_000)), (101, 2));
        assert!(read_str(&rows(20_000)).text().contains("end"));
    }

    #[test]
    fn lines_above_the_head_are_title_source_unit_and_remarks() {
        let document = read_str(
            "Table 3. Dues, by port\nSource: port office; unit: million won\n\nPort,2020,2021\nBusan,10,12\nUlsan,7,9\n\n* preliminary\n",
        );
        let table = &document.tables()[0];
        let said = |span: Option<Span>| span.map(|span| document.slice(span));
        assert_eq!(said(table.caption), Some("Table 3. Dues, by port"));
        assert_eq!((said(table.source), said(table.unit)), (Some("port office"), Some("million won")));
        assert_eq!(grid(&document), (vec!["Port", "2020", "2021"], vec![vec!["Busan", "10", "12"], vec!["Ulsan", "7", "9"]]));
        assert!(document.text().ends_with("* preliminary\n") || document.text().ends_with("* preliminary"));
        assert!(document.warnings().is_empty(), "{:?}", document.warnings());
    }

    #[test]
    fn lines_above_the_head_are_known_by_their_width() {
        let head = |text: &str| grid(&read_str(text)).0.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let korean = "시도별 항만 세입,,\n(단위: 백만원),,\n시도,2020,2021\n부산,10,12\n울산,7,9\n";
        assert_eq!(head(korean), ["시도", "2020", "2021"]);
        let document = read_str(korean);
        assert_eq!(document.tables()[0].unit.map(|span| document.slice(span)), Some("백만원"));
        let pairs = "\"Data Source\",\"Harbour figures\",\n\n\"Last Updated\",\"2023-07-25\",\n\n\"Country\",\"Code\",\"2020\"\n\"Korea, Rep.\",\"KOR\",\"10.5\"\n\"Japan\",\"JPN\",\"8\"\n";
        assert_eq!(head(pairs), ["Country", "Code", "2020"]);
        assert!(read_str(pairs).text().starts_with("Data Source: Harbour figures\n"));
        let comments = "# made by the office\n# on 3 May, 2021\nport,dues\nBusan,10\nUlsan,7\n";
        assert_eq!(head(comments), ["port", "dues"]);
        // The last comment is the head where nothing else is.
        assert_eq!(head("# made by hand\n#port,dues\nBusan,10\nUlsan,7\n"), ["#port", "dues"]);
        // A head that is a cell short is a head.
        assert_eq!(head("name,age\na,1,x\nb,2,y\nc,3,z\n"), ["name", "age", ""]);
        // One row below is no table that something could stand above.
        assert_eq!(head("title\na,b\n"), ["title", ""]);
    }

    #[test]
    fn a_single_field_among_rows_is_a_row() {
        let document = read_str("port,dues\nBusan,10\n* Ulsan\nIncheon,8\n");
        assert_eq!(grid(&document).1, [["Busan", "10"], ["* Ulsan", ""], ["Incheon", "8"]]);
    }

    #[test]
    fn a_first_line_may_name_the_sign_between_fields() {
        assert_eq!(grid(&read_str("sep=;\nport;dues\nBusan;3\n")), (vec!["port", "dues"], vec![vec!["Busan", "3"]]));
        assert_eq!(grid(&read_str("\"sep=|\"\r\na,b|c\r\n1|2\r\n")).0, ["a,b", "c"]);
        assert!(!read_str("sep=;\nport;dues\nBusan;3\n").text().contains("sep"));
        assert_eq!(grid(&read_str("sep=x,b\n1,2\n")).0, ["sep=x", "b"]);
    }

    #[test]
    fn commas_of_sentences_and_numbers_part_nothing_where_another_sign_does() {
        let head = |text: &str| grid(&read_str(text)).0.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(head("Port;Dues, EUR;Share, %\nBusan;1,5;2,5\nUlsan;3,25;4,75\n"), ["Port", "Dues, EUR", "Share, %"]);
        assert_eq!(head("name|place, land|n\nHan|Busan, KR|3\nLim|Osaka, JP|4\n"), ["name", "place, land", "n"]);
        assert_eq!(head("이름\t주소, 동\nHan\t부산, 중구\n"), ["이름", "주소, 동"]);
        let dates = read_str("March 3, 2021;5501;25.00;Han;open;\nMarch 2, 2021;5502;26.00;Lim\nMarch 1, 2021;5503;27.00;Oh;\n");
        assert_eq!(
            grid(&dates).1.iter().map(|row| row[0]).collect::<Vec<_>>(),
            ["March 3, 2021", "March 2, 2021", "March 1, 2021"]
        );
        // Commas with a blank behind them do part, where nothing else does.
        assert_eq!(head("name, place, n\nHan, Busan, 3\n"), ["name", "place", "n"]);
        assert_eq!(grid(&read_str("1,2,3\n4,5,6\n")).1, [["1", "2", "3"], ["4", "5", "6"]]);
        // A list in one column is no evidence against the commas.
        assert_eq!(head("id,tags,who\na,x;y,Han\nb,z;w,Lim\n"), ["id", "tags", "who"]);
    }

    #[test]
    fn a_quotation_mark_that_nothing_closes_is_told_and_swallows_nothing() {
        let document = read_str("id,remark\n1,\"open quote never closed\n2,second\n3,third\n");
        assert_eq!(grid(&document).1, [["1", "\"open quote never closed"], ["2", "second"], ["3", "third"]]);
        let told = WarningKind::UnclosedQuote { line: 2, count: 1 };
        assert_eq!(document.warnings().iter().map(|warning| &warning.kind).collect::<Vec<_>>(), [&told]);
        let behind_a_named_sign = read_str("sep=,\nid,remark\n1,\"open\n2,second\n");
        assert_eq!(behind_a_named_sign.warnings()[0].kind, WarningKind::UnclosedQuote { line: 3, count: 1 });
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
