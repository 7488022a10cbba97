//! Which sign parts the fields of a file, how many columns it has, and whether it has a head.

use csv::ByteRecord;

use crate::document::value;

/// The signs that part fields, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Records that are looked at.
const LOOKED_AT: usize = 200;
/// Columns that a table has at most; what is beyond joins the last.
const MOST_COLUMNS: usize = 10_000;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    pub(super) columns: usize,
    pub(super) has_head: bool,
}

impl Dialect {
    /// The dialect of a file that begins with `opening`; its delimiter where it is known.
    pub(super) fn of(opening: &str, known: Option<u8>) -> Self {
        let delimiter = known.unwrap_or_else(|| delimiter_of(opening));
        let records = records(opening, delimiter);
        // The commonest length: a row with a stray sign in it widens no table.
        let first = records.first().map_or(1, ByteRecord::len);
        let widest = records.iter().map(ByteRecord::len).max().unwrap_or(1);
        let same = records.iter().filter(|record| record.len() == first).count();
        let columns = if same * 2 >= records.len() { first } else { widest };
        Self { delimiter, columns: columns.clamp(1, MOST_COLUMNS), has_head: has_head(&records) }
    }
}

fn records(opening: &str, delimiter: u8) -> Vec<ByteRecord> {
    super::reader(opening.as_bytes(), delimiter).into_byte_records().map_while(Result::ok).take(LOOKED_AT).collect()
}

/// The sign that parts most records into equally many fields, more than one.
fn delimiter_of(opening: &str) -> u8 {
    let score = |delimiter: &u8| {
        let records = records(opening, *delimiter);
        let first = records.first().map_or(0, ByteRecord::len);
        if first < 2 {
            return 0;
        }
        // In hundredths, so that one odd record does not matter.
        records.iter().filter(|record| record.len() == first).count() * 100 / records.len()
    };
    // Of equals the commonest sign, which stands first.
    DELIMITERS.into_iter().rev().max_by_key(score).filter(|best| score(best) > 0).unwrap_or(b',')
}

/// Whether the first record names the columns: it is no number where what is below it is one,
/// or it is nothing but words, or years.
fn has_head(records: &[ByteRecord]) -> bool {
    let Some((first, rest)) = records.split_first() else { return false };
    let text = |field: &[u8]| String::from_utf8_lossy(field).trim().to_owned();
    let fields: Vec<String> = first.iter().map(text).collect();
    let is_number = |field: &str| value::is_numeric(field);
    let is_year = |field: &str| field.len() == 4 && (field.starts_with("19") || field.starts_with("20")) && is_number(field);
    if rest.is_empty() {
        return fields.iter().any(|field| !is_number(field));
    }
    let named = fields.iter().all(|field| field.is_empty() || !is_number(field) || is_year(field));
    let below =
        |column: usize| rest.iter().filter_map(move |record| record.get(column)).map(text).filter(|field| !field.is_empty());
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
