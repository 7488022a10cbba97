//! How a file of fields is written: the sign between them, how many columns it has, which of its
//! first lines stand above the table, and whether the table has a head.

use std::collections::BTreeMap;
use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use super::MOST_COLUMNS;
use super::quotes::Quotes;
use crate::document::value;

/// The signs that part fields, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Records that are looked at.
const LOOKED_AT: usize = 200;
/// Lines that may stand above a table.
const MOST_ABOVE: usize = 30;
/// Bytes of a field at most, and one of how many signs may stand before a blank, where nothing but the lines shows that
/// they are fields.
const LONGEST_FIELD: usize = 200;
const MOST_SPACED: usize = 10;
/// Bytes of a file that the reader of records asks for at once.
const AT_ONCE: usize = 256 * 1024;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Cells of most rows.
    pub(super) columns: usize,
    /// Bytes of a first line that does nothing but name the delimiter, as spreadsheets write it.
    pub(super) skipped: usize,
    /// Records above the table: its title, where it is from, remarks.
    pub(super) above: usize,
    pub(super) has_head: bool,
}

/// A record, and whether an empty line stands before it.
pub(super) struct Row {
    pub(super) fields: ByteRecord,
    pub(super) gap: bool,
}

impl Row {
    /// Its fields, without empty ones at its end.
    pub(super) fn filled(&self) -> usize {
        self.fields.iter().rposition(|field| !field.trim_ascii().is_empty()).map_or(0, |at| at + 1)
    }

    fn is_comment(&self) -> bool {
        self.fields.get(0).is_some_and(|field| field.trim_ascii_start().starts_with(b"#"))
    }
}

/// Records one after the other; tells of each whether an empty line stands before it.
pub(super) struct Rows<R: Read> {
    reader: csv::Reader<Quotes<R>>,
    /// The line behind the last record.
    next: u64,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(bytes: R, delimiter: u8) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter).buffer_capacity(AT_ONCE);
        Self { reader: builder.from_reader(Quotes::new(bytes, delimiter)), next: 1 }
    }

    /// Reads the next record into `row`; `false` at the end.
    ///
    /// What fails is the disk, which whoever gave the bytes knows of.
    pub(super) fn read(&mut self, row: &mut Row) -> bool {
        if !self.reader.read_byte_record(&mut row.fields).unwrap_or(false) {
            return false;
        }
        // The reader says where a record was looked for: empty lines before it are behind that place.
        let line = self.reader.position().line();
        let inside = memchr::memchr_iter(b'\n', row.fields.as_slice()).count() as u64;
        row.gap = line.saturating_sub(inside) > self.next + 1 && self.next > 1;
        self.next = line;
        true
    }

    /// How many bytes are read.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }

    /// How many records are read.
    pub(super) fn count(&self) -> u64 {
        self.reader.position().record()
    }

    /// The line of the first quotation mark without a partner, from 1, and how many there are.
    pub(super) fn unclosed(&self) -> Option<(u64, u32)> {
        self.reader.get_ref().unclosed()
    }
}

impl Dialect {
    /// The dialect of a file that begins with `opening`; its delimiter where it is known.
    pub(super) fn of(opening: &str, known: Option<u8>) -> Self {
        let (named, skipped) = named_delimiter(opening).map_or((None, 0), |(sign, skipped)| (Some(sign), skipped));
        let opening = &opening[skipped..];
        let delimiter = known.or(named).unwrap_or_else(|| delimiter_of(opening));
        let rows = rows(opening, delimiter);
        let above = above(&rows);
        let table = &rows[above..];
        // The commonest length: a row with a stray sign in it is no measure of the others.
        let first = table.first().map_or(1, |row| row.fields.len());
        let widest = table.iter().map(|row| row.fields.len()).max().unwrap_or(1);
        let same = table.iter().filter(|row| row.fields.len() == first).count();
        let columns = if same * 2 >= table.len() { first } else { widest };
        Self { delimiter, columns: columns.clamp(1, MOST_COLUMNS), skipped, above, has_head: has_head(table) }
    }
}

fn rows(opening: &str, delimiter: u8) -> Vec<Row> {
    let mut reader = Rows::new(opening.as_bytes(), delimiter);
    let mut found = Vec::new();
    let mut row = Row { fields: ByteRecord::new(), gap: false };
    while found.len() < LOOKED_AT && reader.read(&mut row) {
        found.push(Row { fields: row.fields.clone(), gap: row.gap });
    }
    found
}

/// `sep=;` on the first line: the sign, and how many bytes the line has.
fn named_delimiter(opening: &str) -> Option<(u8, usize)> {
    let end = opening.find('\n').map_or(opening.len(), |at| at + 1);
    let line = opening[..end].trim_end_matches(['\r', '\n']);
    let line = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
    let sign = line.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).map(|_| &line[4..])?;
    match sign.as_bytes() {
        [sign] if sign.is_ascii() && !sign.is_ascii_alphanumeric() => Some((*sign, end)),
        b"\\t" => Some((b'\t', end)),
        _ => None,
    }
}

/// The sign that parts records most evenly, by all that are looked at.
fn delimiter_of(opening: &str) -> u8 {
    // Of equals the commonest sign, which stands first.
    let best =
        DELIMITERS.into_iter().rev().map(|delimiter| (evenness(opening, delimiter), delimiter)).max_by_key(|(score, _)| *score);
    best.filter(|(score, _)| *score > 0).map_or(b',', |(_, delimiter)| delimiter)
}

/// How evenly `delimiter` parts the records, and how surely it is no sign of a sentence or a number.
///
/// A comma between two digits may be a decimal comma, and one before a blank belongs to a phrase
/// (`March 3, 2021`, `Busan, KR`): they count little, so that they part fields only where nothing
/// else does.
fn evenness(opening: &str, delimiter: u8) -> usize {
    let rows: Vec<Row> = rows(opening, delimiter).into_iter().filter(|row| !row.is_comment()).collect();
    let signs: Vec<usize> = rows.iter().map(|row| row.filled().saturating_sub(1)).collect();
    let mut counts = BTreeMap::new();
    for signs in signs.iter().filter(|signs| **signs > 0) {
        *counts.entry(*signs).or_insert(0_usize) += 1;
    }
    let Some((usual, _)) = counts.into_iter().max_by_key(|(signs, rows)| (*rows, *signs)) else { return 0 };
    let even: usize = signs.iter().map(|signs| 1000 * usual.min(*signs) / usual.max(*signs)).sum();
    even / rows.len() * sureness(opening.as_bytes(), delimiter) / 100
}

/// How surely the signs outside of quotation marks are no signs of a sentence or a number, in hundredths.
fn sureness(opening: &[u8], delimiter: u8) -> usize {
    let (mut weight, mut all, mut quoted) = (0_usize, 0_usize, false);
    for (at, byte) in opening.iter().enumerate() {
        quoted ^= *byte == b'"';
        if quoted || *byte != delimiter {
            continue;
        }
        let (before, behind) = (at.checked_sub(1).map(|at| opening[at]), opening.get(at + 1).copied());
        let blank = behind == Some(b' ') && before != Some(b' ') && opening.get(at + 2).is_some_and(|next| *next != b'"');
        let digits = [before, behind].iter().all(|byte| byte.is_some_and(|byte| byte.is_ascii_digit()));
        weight += match delimiter {
            b',' if blank => 20,
            b',' if digits => 30,
            b';' if blank => 60,
            _ => 100,
        };
        all += 1;
    }
    // A mark without a partner may hide them all.
    weight.checked_div(all).unwrap_or(1)
}

/// Whether `opening`, which nothing names, is made of fields: each line has as many as the others, more than
/// its sentences would have by chance.
pub(in crate::import) fn is_delimited(opening: &str) -> bool {
    if opening.lines().any(|line| line.starts_with(['|', '+'])) {
        return false;
    }
    let Dialect { delimiter, columns, skipped, above, .. } = Dialect::of(opening, None);
    let rows = rows(&opening[skipped..], delimiter);
    // The last of many may be cut.
    let table = &rows[above..rows.len() - usize::from(rows.len() > 20)];
    let titled = rows[..above].iter().all(|row| row.fields.iter().all(|field| field.len() <= LONGEST_FIELD));
    let even = titled
        && table.iter().all(|row| row.fields.len() == columns && row.fields.iter().all(|field| field.len() <= LONGEST_FIELD));
    let is_number = |row: &Row, column: usize| {
        row.fields.get(column).is_some_and(|field| value::is_numeric(String::from_utf8_lossy(field).trim()))
    };
    let counts = (0..columns).filter(|column| table.iter().skip(1).all(|row| is_number(row, *column))).count();
    // A list of decimal fractions has two columns, too.
    let parts = if columns > 2 { delimiter != b'|' || counts > 0 } else { columns == 2 && counts == 1 };
    parts && even && table.len() > 2 && !is_spaced(opening.as_bytes(), delimiter)
}

/// Whether blanks stand behind signs, as they do in sentences.
fn is_spaced(opening: &[u8], delimiter: u8) -> bool {
    let signs = memchr::memchr_iter(delimiter, opening);
    let (all, spaced) =
        signs.fold((0, 0), |(all, spaced), at| (all + 1, spaced + usize::from(opening.get(at + 1) == Some(&b' '))));
    matches!(delimiter, b',' | b';') && spaced * MOST_SPACED > all
}

/// How many of the first records stand above the table.
///
/// A title, a source or a comment has fewer fields than the rows that follow: one, or at most half as
/// many, or any number of fewer ones where an empty line parts it from the next. Rows of the full
/// width have to follow, two at least.
fn above(rows: &[Row]) -> usize {
    let mut widths = BTreeMap::new();
    for width in rows.iter().map(Row::filled).filter(|width| *width > 1) {
        *widths.entry(width).or_insert(0_usize) += 1;
    }
    let Some((usual, many)) = widths.into_iter().max_by_key(|(width, rows)| (*rows, *width)) else {
        return 0;
    };
    if many < 2 {
        return 0;
    }
    // Whatever is narrower and stands before an empty line is parted from the table by it.
    let narrow = rows.iter().take(MOST_ABOVE).take_while(|row| row.filled() < usual || row.is_comment()).count();
    let parted = (1..=narrow).rev().find(|at| rows.get(*at).is_some_and(|row| row.gap)).unwrap_or(0);
    let mut count = 0;
    while let Some(row) = rows.get(count) {
        let next_is_comment = rows.get(count + 1).is_some_and(Row::is_comment);
        let filled = row.filled();
        let is_above = match row.is_comment() {
            // `#port,dues` right above the rows is their head.
            true => filled < usual || next_is_comment || rows.get(count + 1).is_some() && has_head(&rows[count + 1..]),
            false => filled < usual && (filled <= 1 || filled * 2 <= usual || count < parted),
        };
        if !is_above {
            break;
        }
        count += 1;
    }
    let full = rows[count..].iter().filter(|row| row.filled() >= usual).count();
    if count > MOST_ABOVE || full < 2 { 0 } else { count }
}

/// Whether the first record names the columns: it is no number where what is below it is one,
/// or it is nothing but words, or years.
fn has_head(rows: &[Row]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let text = |field: &[u8]| String::from_utf8_lossy(field).trim().to_owned();
    let fields: Vec<String> = first.fields.iter().map(text).collect();
    let is_number = |field: &str| value::is_numeric(field);
    let is_year = |field: &str| field.len() == 4 && (field.starts_with("19") || field.starts_with("20")) && is_number(field);
    if rest.is_empty() {
        return fields.iter().any(|field| !is_number(field));
    }
    let named = fields.iter().all(|field| field.is_empty() || !is_number(field) || is_year(field));
    let below =
        |column: usize| rest.iter().filter_map(move |row| row.fields.get(column)).map(text).filter(|field| !field.is_empty());
    let stands_over_numbers = (0..fields.len()).any(|column| {
        !fields[column].is_empty()
            && !is_number(&fields[column])
            && below(column).next().is_some()
            && below(column).all(|field| is_number(&field))
    });
    // Years over what are no years are names, too.
    let years = fields.iter().any(|field| is_year(field));
    let over_years = years && (0..fields.len()).all(|column| below(column).all(|field| is_year(&field)));
    named && !over_years || stands_over_numbers
}
