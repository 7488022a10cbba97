//! Mentions of a document's own tables that are no links: `<표 1>에서`, `아래의 표`, `Table 2`.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{BlockKind, Document, Point, Span};

/// A table that the prose speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableMention {
    /// The words.
    pub span: Span,
    /// The table: an index into [`Document::tables`].
    pub table: usize,
}

/// How a table is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meant {
    /// By the number of its caption, in lower case.
    Number(String),
    /// The next one.
    Below,
    /// The one before.
    Above,
}

/// A number as captions have it: `1`, `2-1`, `3.2`, `A1`, `IV`.
const NUMBER: &str = r"(?:[A-Z]?\d{1,3}(?:[-–.]\d{1,3})*|[IVX]{1,5}\b)";

fn pattern(text: &str) -> Regex {
    // Written here, and tried by the tests.
    Regex::new(&text.replace("NUMBER", NUMBER)).expect("a pattern")
}

static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<korean>[<〈＜\[【(]?\s?표\s?(?P<k>NUMBER)\s?[>〉＞\]】)]?)",
        r"|(?P<below>(?:아래|다음|하단)의? ?표)|(?P<above>(?:위|앞|상단)의? ?표)",
        r"|\b(?:[Tt]ables?|TABLES?|[Tt]ab\.)\s(?P<e>NUMBER)(?:\s?(?:,|and|or|to|–|-|&)\s?(?P<f>NUMBER))?",
        r"|(?P<under>\b[Tt]he (?:table below|following table|next table))|(?P<over>\b[Tt]he (?:table above|preceding table|above table))",
    ))
});

static CAPTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*[<〈＜\[【(]?\s?(?:표|[Tt]able|TABLE|[Tt]ab\.|表|図表)\s?(?P<n>NUMBER)"));

/// The mentions in all of the prose, in the order of the text.
#[must_use]
pub fn table_mentions(document: &Document) -> Vec<TableMention> {
    if document.tables().is_empty() {
        return Vec::new();
    }
    document.blocks().iter().flat_map(|block| table_mentions_in(document, block.span)).collect()
}

/// The mentions in `span`; costs its length, and where something is found the tables.
#[must_use]
pub fn table_mentions_in(document: &Document, span: Span) -> Vec<TableMention> {
    if document.tables().is_empty() || span.is_empty() {
        return Vec::new();
    }
    let text = document.slice(span);
    let mut found = Vec::new();
    for captures in MENTION.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let blanks = whole.len() - whole.as_str().trim_start().len();
        let point = Point::new(span.start.at() + whole.start() + blanks);
        if !stands_free(document.text(), point.at(), span.start.at() + whole.end(), &captures) {
            continue;
        }
        if !is_prose(document, point) {
            continue;
        }
        let numbers = ["k", "e", "f"].into_iter().filter_map(|name| captures.name(name));
        let mut meant: Vec<Meant> = numbers.map(|number| Meant::Number(number.as_str().to_lowercase())).collect();
        if captures.name("below").or(captures.name("under")).is_some() {
            meant.push(Meant::Below);
        }
        if captures.name("above").or(captures.name("over")).is_some() {
            meant.push(Meant::Above);
        }
        let words = Span::new(point.at(), span.start.at() + whole.end());
        found.extend(
            meant.iter().filter_map(|meant| Some(TableMention { span: words, table: table_of(document, point, meant)? })),
        );
    }
    found
}

/// Whether the words from `start` to `end` are no part of other words: 발`표 1`, 대`표 2`명.
fn stands_free(text: &str, start: usize, end: usize, captures: &regex::Captures) -> bool {
    let before = text[..start].chars().next_back();
    let mut behind = text[end..].chars();
    let next = behind.next();
    if before.is_some_and(char::is_alphanumeric) {
        return false;
    }
    if captures.name("below").or(captures.name("above")).is_some() {
        // 표현, 표면, 표결 are other words; a particle is none.
        let particle = |c: char| "는가를에와과의로도만은이".contains(c);
        return next.is_none_or(|c| !c.is_alphanumeric() || particle(c));
    }
    if captures.name("korean").is_some() {
        // What is counted is no number of a table: 표 2개, 표 300만.
        return next.is_none_or(|c| !c.is_ascii_digit() && !"개명장억만천%년월".contains(c));
    }
    next.is_none_or(|c| !c.is_alphanumeric())
}

/// Whether `point` stands in running text, not in a table or a caption.
fn is_prose(document: &Document, point: Point) -> bool {
    document.block_at(point).is_some_and(|block| {
        !matches!(document.blocks()[block].kind, BlockKind::Table(_) | BlockKind::Caption | BlockKind::Source | BlockKind::Code)
    })
}

fn table_of(document: &Document, point: Point, meant: &Meant) -> Option<usize> {
    let tables = document.tables();
    let starts_behind = |table: &crate::document::Table| document.blocks()[table.block as usize].span.start > point;
    match meant {
        Meant::Below => tables.iter().position(starts_behind),
        Meant::Above => tables.iter().rposition(|table| !starts_behind(table)),
        Meant::Number(number) => {
            let mut numbers = tables.iter().map(|table| number_of(document, table)).enumerate();
            let mut any = false;
            let same = numbers.find(|(_, own)| {
                any |= own.is_some();
                own.as_ref() == Some(number)
            });
            // Where no caption has a number, the first table is the first.
            let counted = || number.parse::<usize>().ok()?.checked_sub(1).filter(|at| !any && *at < tables.len());
            same.map(|(table, _)| table).or_else(counted)
        }
    }
}

/// The number in a table's caption, in lower case.
fn number_of(document: &Document, table: &crate::document::Table) -> Option<String> {
    let caption = document.slice(table.caption?);
    let end = caption.floor_char_boundary(caption.len().min(80));
    Some(CAPTION.captures(&caption[..end])?.name("n")?.as_str().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Builder;
    use proptest::prelude::*;

    /// Paragraphs, and tables with these captions where a paragraph starts with `#`.
    fn document(parts: &[&str]) -> Document {
        let mut builder = Builder::new();
        for part in parts {
            match part.strip_prefix('#') {
                None => {
                    builder.open(BlockKind::Paragraph);
                    builder.text(part);
                }
                Some(caption) => {
                    if !caption.is_empty() {
                        builder.open(BlockKind::Caption);
                        builder.text(caption);
                    }
                    builder.open_table(1, 0);
                    builder.open_cell();
                    builder.text("표 1의 값");
                    builder.end_cell();
                    builder.end_row();
                    builder.close();
                }
            }
        }
        builder.finish().expect("a small document")
    }

    fn found(parts: &[&str]) -> Vec<(String, usize)> {
        let document = document(parts);
        table_mentions(&document)
            .into_iter()
            .map(|found| (document.slice(found.span).trim().to_owned(), found.table + 1))
            .collect()
    }

    fn one(prose: &str) -> Vec<usize> {
        found(&["#표 1. 가", prose, "#<표 2-1> 나", "#Table 3: c", "#Table IV. d"]).into_iter().map(|(_, table)| table).collect()
    }

    #[test]
    fn tables_are_meant_by_the_number_of_their_caption() {
        for (prose, tables) in [
            ("<표 1>에서 보듯", &[1][..]),
            ("〈표 1〉과 [표 2-1]을 견주면", &[1, 2]),
            ("표 1과 표2-1을", &[1, 2]),
            ("as Table 3 shows", &[3]),
            ("see Tables 1 and 3.", &[1, 3]),
            ("(Table IV)", &[4]),
            ("표 1은", &[1]),
            ("Table 9 and 표 7", &[]),
            ("아래의 표를 보면", &[2]),
            ("다음 표에서", &[2]),
            ("위의 표는", &[1]),
            ("the table below, the table above", &[2, 1]),
        ] {
            assert_eq!(one(prose), tables, "{prose}");
        }
    }

    #[test]
    fn other_words_are_no_tables() {
        for prose in [
            "발표 1건",
            "대표 2명",
            "좌표 3을",
            "표 2개",
            "표 300만",
            "목표 1",
            "tablet 3",
            "Tablets 3",
            "stable 3",
            "다음 표현은",
            "아래 표면의",
            "표를 던졌다",
            "the following tables",
            "Table of 3",
            "표 12억 원",
        ] {
            assert_eq!(one(prose), [0; 0], "{prose}");
        }
    }

    #[test]
    fn without_numbered_captions_tables_are_counted() {
        assert_eq!(found(&["#", "표 2를 보라.", "#"]), [("표 2".into(), 2)]);
        assert_eq!(found(&["#", "표 3을 보라.", "#"]), []);
        assert_eq!(found(&["위의 표, 표 1"]), []);
    }

    #[test]
    fn the_brief_speaks_of_its_table() {
        let bytes = include_bytes!("../../content/north-korea-russia.ko.md");
        let format = crate::import::format_named("markdown").expect("a format");
        let document = (format.read)(&crate::import::Source { name: "a.md", bytes, whole: true }, &()).expect("a document");
        let mentions = table_mentions(&document);
        assert!(mentions.iter().all(|found| found.table == 0));
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text(prose in "[표Table 1-9<>〈〉아래다음위의.,a가\n]{0,60}") {
            let document = document(&["#표 1. 가", &prose, "#"]);
            for found in table_mentions(&document) {
                prop_assert!(found.span.end.at() <= document.text().len() && found.table < document.tables().len());
                let _ = document.slice(found.span);
            }
        }
    }
}
