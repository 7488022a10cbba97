//! All questions tell of the same hits.

use proptest::prelude::*;

use super::super::segment::Pieces;
use super::super::{Matcher, Query};
use super::paragraphs;
use crate::document::{BlockKind, Builder, Document, Point, Span};

/// Asks each question at every place of the text.
fn agree(matcher: &Matcher, document: &Document) {
    let all = matcher.all(document, usize::MAX, &mut |_| true).spans;
    for pair in all.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?}");
    }
    assert!(all.iter().all(|span| !span.is_empty() && !document.slice(*span).contains('\n')));
    for at in (0..=document.text().len()).filter(|at| document.text().is_char_boundary(*at)) {
        let point = Point::new(at);
        let first = all.iter().copied().find(|span| span.start >= point);
        assert_eq!(matcher.find_at(document, point), first, "from {at}");
        let last = all.iter().copied().rfind(|span| span.start < point);
        assert_eq!(matcher.find_before(document, point), last, "before {at}");
        let screen = Span::new(at, at + 20);
        let touching: Vec<Span> = all.iter().copied().filter(|span| span.overlaps(screen)).collect();
        assert_eq!(matcher.in_span(document, screen), touching, "in {screen:?}");
    }
}

fn query() -> impl Strategy<Value = Query> {
    prop_oneof![
        "[가나ab]{1,3}".prop_map(|text| Query::literal(&text)),
        "[가나ㄱ]{1,2}".prop_map(|text| Query::typing(&text)),
        prop_oneof![
            Just("a.*b"),
            Just("[^a]+"),
            Just("\\s+|a"),
            Just("가+|나가?"),
            Just("^.|.$"),
            Just("\\bab?\\b"),
            Just("[^z]*z|a"),
            Just("(가|나)\\w*"),
        ]
        .prop_map(Query::regex),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn in_short_units(
        texts in proptest::collection::vec("[가나 ab]{0,30}", 0..8),
        query in query(),
        tiny in any::<bool>(),
    ) {
        // Tiny pieces, and none of the units longer than one: exact for needles of any kind.
        let document = paragraphs(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let pieces = if tiny { Pieces { length: 128, reach: 64 } } else { Pieces::OF_WORDS };
        agree(&Matcher::with_pieces(&query, pieces).expect("a query"), &document);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn in_a_unit_longer_than_a_piece(text in "[가나다 ab]{100,200}", query in "[가나][나다][다a]?|ab") {
        let document = paragraphs(&[&text, "가나다 ab"]);
        let pieces = Pieces { length: 64, reach: 64 };
        for query in [Query::literal(&query), Query::regex(&query)] {
            agree(&Matcher::with_pieces(&query, pieces).expect("a query"), &document);
        }
    }
}

#[test]
fn in_code_and_tables() {
    let mut builder = Builder::new();
    builder.open(BlockKind::Code);
    for line in ["fn main() {", "    가  나", "", "    가", "나", "}"] {
        builder.code_line(line);
    }
    builder.open_table(3, 0);
    for _ in 0..20 {
        for cell in ["가", "나", "가나"] {
            builder.open_cell();
            builder.text(cell);
            builder.end_cell();
        }
        builder.end_row();
    }
    let document = builder.finish().expect("a small document");
    for query in [Query::literal("가나"), Query::literal("나"), Query::regex("가|나"), Query::regex("\\s*나")] {
        for pieces in [Pieces::OF_WORDS, Pieces { length: 64, reach: 32 }] {
            agree(&Matcher::with_pieces(&query, pieces).expect("a query"), &document);
        }
    }
}

#[test]
fn overlapping_needles_keep_step_in_a_unit() {
    let document = paragraphs(&["aaaaaaa", "baaaab"]);
    agree(&Matcher::new(&Query::literal("aa")).expect("a query"), &document);
}

#[test]
fn a_hit_across_a_cut_is_one_hit() {
    let line = "북러 밀착의 배경 ".repeat(40);
    let document = paragraphs(&[&line]);
    let pieces = Pieces { length: 64, reach: 64 };
    for query in [Query::literal("밀착의배경"), Query::literal("배경북러"), Query::regex("착의 배경 북")] {
        let matcher = Matcher::with_pieces(&query, pieces).expect("a query");
        assert!(matcher.all(&document, usize::MAX, &mut |_| true).spans.len() >= 39);
        agree(&matcher, &document);
    }
}
