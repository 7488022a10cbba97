//! Sentences and words, from every point and in texts larger than is looked at.

use super::super::{BlockKind, Document, Point, Span};
use super::built;

fn paragraphs(texts: &[&str]) -> Document {
    built(|b| {
        for text in texts {
            b.open(BlockKind::Paragraph);
            b.text(text);
        }
    })
}

fn sentences(document: &Document) -> Vec<Span> {
    document.blocks().iter().flat_map(|block| document.sentences_in(block.span)).collect()
}

#[test]
fn every_point_is_in_the_sentence_that_began_last() {
    let document = paragraphs(&["평양은 답했다. 모스크바도 2.5배 늘었다. 끝.", "Next one? Yes. (Or no.)", "x"]);
    let all = sentences(&document);
    assert_eq!(all.len(), 7);
    for (at, _) in document.text().char_indices() {
        let unit = document.unit_at(Point::new(at));
        let wanted = all.iter().rfind(|span| unit.encloses(**span) && span.start.at() <= at);
        assert_eq!(Some(&document.sentence_at(Point::new(at))), wanted, "at {at}");
    }
}

#[test]
fn sentences_lead_on_and_back() {
    let document = paragraphs(&["One. Two.", "Three.", "Four. Five"]);
    let all = sentences(&document);
    let onward: Vec<Span> = std::iter::successors(Some(all[0]), |span| document.next_sentence(span.start)).collect();
    assert_eq!(onward, all);
    let mut backward: Vec<Span> = std::iter::successors(Some(all[4]), |span| document.previous_sentence(span.start)).collect();
    backward.reverse();
    assert_eq!(backward, all);
    assert_eq!(document.next_sentence(Point(u32::MAX)), None);
}

#[test]
fn units_and_words_are_what_stands_between_breaks() {
    let document = paragraphs(&["one two", "three"]);
    let units: Vec<_> = (0..14).map(|at| document.slice(document.unit_at(Point(at)))).collect();
    assert_eq!(units, [["one two"; 8].as_slice(), &["three"; 6]].concat());
    let words: Vec<_> = (0..14).map(|at| document.slice(document.word_at(Point(at)))).collect();
    assert_eq!(
        words,
        ["one", "one", "one", "two", "two", "two", "two", "three", "three", "three", "three", "three", "three", "three"]
    );
    assert_eq!(document.word_at(Point(99)), Span::new(14, 14));
}

#[test]
fn a_long_sentence_is_looked_at_within_reach() {
    // Words of seven letters and a blank; nowhere a full stop.
    let words = paragraphs(&["abcdefg ".repeat(2500).trim_end()]);
    for (at, wanted) in
        [(10_000, (5912, 14_095)), (4096, (0, 8191)), (4097, (8, 8191)), (15_903, (11_808, 19_999)), (15_902, (11_808, 19_991))]
    {
        let found = words.sentence_at(Point(at));
        assert_eq!((found.start.0, found.end.0), wanted, "at {at}");
    }
    let solid = paragraphs(&[&"x".repeat(20_000)]);
    assert_eq!(solid.sentence_at(Point(10_000)), Span::new(10_000 - 4096, 10_000 + 4096));
    assert_eq!(solid.word_at(Point(10_000)), Span::new(10_000 - 4096, 10_000 + 4096));
    assert_eq!(solid.word_at(Point(10)), Span::new(0, 4106));
}

#[test]
fn a_long_unit_is_taken_in_pieces_between_words() {
    let words = paragraphs(&["abcdef ".repeat(12_000).trim_end()]);
    assert_eq!(sentences(&words), [Span::new(0, 65_533), Span::new(65_534, 83_999)]);
    let solid = paragraphs(&[&"x".repeat(70_000)]);
    assert_eq!(sentences(&solid), [Span::new(0, 65_536), Span::new(65_536, 70_000)]);
    let exact = paragraphs(&[&"x".repeat(65_536)]);
    assert_eq!(sentences(&exact), [Span::new(0, 65_536)]);
    let blank = built(|b| {
        b.open(BlockKind::Code);
        b.code_line("   ");
        b.code_line("X. Y.");
    });
    assert_eq!(sentences(&blank), [Span::new(4, 6), Span::new(7, 9)], "what is blank has none");
}
