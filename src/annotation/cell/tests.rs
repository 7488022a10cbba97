use super::*;
use crate::annotation::Rendition;
use crate::document::{BlockKind, Builder};

/// Tables with their captions; cells are parted by `|`, the first line is the head, the first column labels.
fn document(tables: &[(&str, &[&str])]) -> Document {
    let mut b = Builder::new();
    for (caption, lines) in tables {
        b.open(BlockKind::Paragraph);
        b.text("between");
        if !caption.is_empty() {
            b.open(BlockKind::Caption);
            b.text(caption);
        }
        b.open_table(lines[0].split('|').count(), 1);
        for (at, line) in lines.iter().enumerate() {
            for cell in line.split('|') {
                b.open_cell();
                b.text(cell);
                b.end_cell();
            }
            b.end_row();
            if at == 0 {
                b.end_head();
            }
        }
        b.close();
    }
    b.finish().expect("a small document")
}

fn anchored(document: &Document, words: &str) -> Anchor {
    let start = document.text().find(words).expect("the words");
    let span = Span::new(start, start + words.len());
    Anchor::of(document, span, &Rendition::of(b"", document, "t 1"))
}

/// What is found of `words` of `old` in `new`: the words there, where they stand, and the score.
fn found(old: &Document, words: &str, new: &Document) -> Vec<(String, usize, String)> {
    let anchor = anchored(old, words);
    let cell = anchor.cell.clone().expect("a cell");
    let candidates = by_heads(new, &anchor, &cell, &mut RowsByHeads::default());
    let told = |one: &Candidate| {
        assert!([one.quote, one.before, one.after].iter().all(|part| (part - one.quote).abs() < 1e-9));
        (new.slice(one.span).to_owned(), one.span.start.at(), format!("{:.2}", one.score()))
    };
    candidates.iter().map(told).collect()
}

const ROWS: &[&str] = &["|2021|2022", "people|10|20", "trade|30|40"];

fn words_of(found: &[(String, usize, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|(words, _, score)| (words.as_str(), score.as_str())).collect()
}

#[test]
fn a_cell_is_scored_by_caption_heads_and_words() {
    let old = document(&[("Table 1. Trade", ROWS)]);
    for (caption, lines, wanted) in [
        ("Table 1. Trade", ROWS, &[("30", "1.00")][..]),
        // Other words in it: 0.2 of them counts.
        ("Table 1. Trade", &["|2021", "trade|35"], &[("35", "0.90")]),
        ("Table 1. Trade", &["|2021", "trade|99"], &[("99", "0.80")]),
        // The quote inside of a longer cell.
        ("Table 1. Trade", &["|2021", "trade|about 30 won"], &[("30", "1.00")]),
        // Another caption, as alike as it is: 13 of 14 characters.
        ("Table 2. Trade", ROWS, &[("30", "0.98")]),
        ("Tablx 22 Tr", ROWS, &[]),
        ("", ROWS, &[]),
        ("Table 1. Trade", &["|2020|2022", "trade|30|40"], &[]),
        ("Table 1. Trade", &["|2021", "traders|30"], &[]),
        ("Table 1. Trade", &["|2021", "trade|30", "trade|31"], &[("30", "1.00"), ("31", "0.90")]),
        ("Table 1. Trade", &["|2021|2021", "trade|30|31"], &[("30", "1.00"), ("31", "0.90")]),
    ] {
        assert_eq!(words_of(&found(&old, "30", &document(&[(caption, lines)]))), wanted, "{caption:?} {lines:?}");
    }
}

#[test]
fn the_very_caption_keeps_others_away() {
    let old = document(&[("Table 1. Trade", ROWS)]);
    let new = document(&[("Table 2. Trade", ROWS), ("Table 1. Trade", ROWS), ("Table 1. Trade", ROWS)]);
    let places: Vec<usize> = found(&old, "30", &new).iter().map(|(_, at, _)| *at).collect();
    let all: Vec<usize> = new.text().match_indices("30").map(|(at, _)| at).collect();
    assert_eq!((all.len(), places), (3, all[1..].to_vec()));
}

#[test]
fn without_a_caption_the_tables_number_counts() {
    let old = document(&[("", ROWS), ("", &["|2021", "trade|77"])]);
    let new = document(&[("Table", ROWS), ("", ROWS), ("", ROWS)]);
    assert_eq!(words_of(&found(&old, "77", &new)), [("30", "0.71"), ("30", "0.59")], "the second table, then the third");
}

#[test]
fn labels_and_heads_stand_for_their_rows_and_columns() {
    let old = document(&[("Table 1. Trade", ROWS)]);
    let turned = document(&[("Table 1. Trade", &["|2023|2022|2021", "steel|1|2|3", "trade|4|5|6"])]);
    assert_eq!(words_of(&found(&old, "trade", &turned)), [("trade", "1.00")]);
    assert_eq!(words_of(&found(&old, "2022", &turned)), [("2022", "1.00")]);
    assert_eq!(words_of(&found(&old, "people", &turned)), []);
    let other = document(&[("Table 1. Trade", &["|2020", "trade|4"])]);
    assert_eq!(words_of(&found(&old, "2022", &other)), []);
}

#[test]
fn a_cell_that_is_alone_knows_it() {
    let alone = |lines: &[&str], words: &str| {
        anchored(&document(&[("", lines)]), words).cell.map(|cell| (cell.is_alone, cell.rows.len(), cell.columns.len()))
    };
    assert_eq!(alone(ROWS, "30"), Some((true, 1, 1)));
    assert_eq!(alone(&["|2021", "sum|30", "sum|40"], "30"), Some((false, 1, 1)));
    assert_eq!(alone(&["|2021|2021", "sum|30|40"], "30"), Some((false, 1, 1)));
    // Of a label, every column without a head counts; of a number, those that hold numbers.
    assert_eq!(alone(&["|x|", "sum|30|40"], "sum"), Some((false, 1, 0)));
    assert_eq!(alone(&["|x|", "sum|30|40"], "40"), Some((true, 1, 0)));
    assert_eq!(alone(ROWS, "2022"), Some((true, 0, 1)));
    assert_eq!(alone(&["|2021|2021", "sum|30|40"], "2021"), Some((false, 0, 1)));
    let second = document(&[("", ROWS), ("", &["|y", "z|77"])]);
    assert_eq!(
        [anchored(&second, "30"), anchored(&second, "77"), anchored(&second, "y")]
            .map(|anchor| anchor.cell.map(|cell| cell.table)),
        [Some(1), Some(2), Some(2)]
    );
}
