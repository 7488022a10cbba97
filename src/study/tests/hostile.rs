//! Texts of 200 KB that are made to be slow: what costs the square of their length does not come to an end here.

use std::sync::Arc;

use super::read;
use crate::study::{Claims, CrossReferences, Terms, Timeline, compare};

/// What a text is made of, again and again: no blanks, brackets without a partner, numbers and names without an end.
const PIECES: [&str; 9] = ["가.나.다.", "a.b.", "((가.", "표1", "제1장", "§1", "1. 1. ", "2019년까지", "울산 801백만원 2022 "];

const TABLE: &str = "\n\n| 항만 | 2022 | 2023 |\n|---|---:|---:|\n| 부산 | 10,500 | 9,870 |\n| 울산 | 800 | 670 |\n";

#[test]
fn texts_that_are_made_to_be_slow_cost_their_length() {
    for piece in PIECES {
        let text = piece.repeat(200_000 / piece.len());
        let document = Arc::new(read(&format!("# A\n\nB {text}{TABLE}")));
        assert!(Claims::of(&document, &|_| true).is_some(), "{piece}");
        assert!(CrossReferences::of(&document, &|| true).is_some(), "{piece}");
        assert!(Timeline::of(&document, &|_| true).is_some(), "{piece}");
        assert!(Terms::of(&document, &|_| true).is_some(), "{piece}");
        let other = read(&format!("# A\n\nC {text}D{TABLE}"));
        assert!(compare(&document, &other, None, &|_| true).is_some(), "{piece}");
    }
}
