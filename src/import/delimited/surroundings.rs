//! What stands above and below the table of a file: title, source, unit, remarks.

use csv::ByteRecord;

use super::dialect::Row;
use crate::document::{BlockKind, Builder, Span};
use crate::import::caption::{is_remark, is_source, is_unit};

/// Lines below a table that wait for what follows them.
const MOST_BELOW: usize = 30;
/// Signs that a remark may begin with.
const REMARK_SIGNS: [char; 7] = ['*', '※', '†', '‡', '#', '¹', '주'];

/// The lines above the table, in their order.
#[derive(Default)]
pub(super) struct Above {
    lines: Vec<String>,
    caption: Option<Span>,
    unit: Option<Span>,
    source: Option<Span>,
}

impl Above {
    /// Takes a record as the line that it was.
    pub(super) fn take(&mut self, row: &Row, delimiter: u8) {
        let line = line_of(&row.fields, delimiter);
        let bare = line.trim_start_matches('#').trim();
        let parts: Vec<&str> = bare.split([';', '；']).map(str::trim).collect();
        // `Source: port office; unit: million won` says two things.
        if parts.len() > 1 && parts.iter().all(|part| is_source(part) || is_unit(part) || is_remark(part)) {
            self.lines.extend(parts.into_iter().map(str::to_owned));
        } else if !bare.is_empty() {
            self.lines.push(if line.starts_with('#') { line } else { bare.to_owned() });
        }
    }

    /// Writes them: the first that is neither a source, a unit, a remark nor a comment is the caption.
    pub(super) fn write(&mut self, builder: &mut Builder) {
        let lines = std::mem::take(&mut self.lines);
        let is_title = |line: &&String| !line.starts_with('#') && !is_source(line) && !is_unit(line) && !is_remark(line);
        let title = lines.iter().position(|line| is_title(&line));
        for (at, line) in lines.iter().enumerate() {
            let (of_source, of_unit) = (is_source(line), is_unit(line));
            builder.open(match (Some(at) == title, of_source) {
                (true, _) => BlockKind::Caption,
                (_, true) => BlockKind::Source,
                _ => BlockKind::Paragraph,
            });
            let start = builder.here().at();
            builder.text(line);
            let end = builder.here().at();
            builder.close();
            let behind = line.find([':', '：']).map_or(0, |colon| colon + line[colon..].chars().next().map_or(1, char::len_utf8));
            let words = line[behind..].trim().trim_end_matches([')', '）', ']']);
            let inside = line.rfind(words).map(|from| Span::new(start + from, start + from + words.len()));
            // Cleaning may have changed the text; then there is no telling where the words stand.
            let inside = inside.filter(|span| end - start == line.len() && !span.is_empty());
            if Some(at) == title {
                self.caption = Some(Span::new(start, end));
            } else if of_source {
                self.source = self.source.or(inside);
            } else if of_unit {
                self.unit = self.unit.or(inside);
            }
        }
    }

    /// Tells the open table of them.
    pub(super) fn bind(&self, builder: &mut Builder) {
        if let Some(table) = builder.table() {
            table.caption = self.caption;
            table.unit = self.unit;
            table.source = self.source;
        }
    }
}

/// The lines that may stand below the table.
#[derive(Default)]
pub(super) struct Below {
    rows: Vec<ByteRecord>,
}

impl Below {
    /// Whether `row` may be such a line: a single field where the table has more, that reads like a
    /// source or a remark, or stands behind an empty line, or behind such a line. It is kept, then.
    pub(super) fn takes(&mut self, row: &Row) -> bool {
        let Some(first) = row.fields.get(0) else { return false };
        let text = String::from_utf8_lossy(first);
        let text = text.trim();
        let reads_so = text.starts_with(REMARK_SIGNS) && !text.starts_with('주') || is_source(text) || is_remark(text);
        let is_line = row.filled() == 1 && (reads_so || row.gap || !self.rows.is_empty()) && self.rows.len() < MOST_BELOW;
        if is_line {
            self.rows.push(row.fields.clone());
        }
        is_line
    }

    /// Rows of the table after all.
    pub(super) fn give_up(&mut self) -> Vec<ByteRecord> {
        std::mem::take(&mut self.rows)
    }

    /// Writes them below the table.
    pub(super) fn write(self, builder: &mut Builder) {
        for row in &self.rows {
            let line = line_of(row, b',');
            builder.open(if is_source(&line) { BlockKind::Source } else { BlockKind::Paragraph });
            builder.text(&line);
            builder.close();
        }
    }
}

/// A record as the line that it was: a name and a value with a colon, else with the signs that part them.
fn line_of(fields: &ByteRecord, delimiter: u8) -> String {
    let texts: Vec<String> = fields.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
    let filled = texts.iter().rposition(|text| !text.trim().is_empty()).map_or(0, |at| at + 1);
    match &texts[..filled] {
        [name, value] if !value.starts_with(' ') && !name.trim().ends_with([':', '：']) => {
            format!("{}: {}", name.trim(), value.trim())
        }
        [name, value] if name.trim().ends_with([':', '：']) => format!("{} {}", name.trim(), value.trim()),
        texts => texts.join(&char::from(delimiter).to_string()).trim().to_owned(),
    }
}
