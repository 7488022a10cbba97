//! Where a point stands: block, section, page, note, table, mark.

use super::super::{BlockKind, Document, Mark, MarkKind, Meta, Point, SafeText, Span, clean};
use super::{built, table};

/// `Intro.`, sections `A`, `A.1` and `B`, three pages, a table, a picture, a note that is called and one that is not.
fn brief() -> Document {
    built(|b| {
        b.page("i");
        b.text("Intro.");
        b.open(BlockKind::Heading(1));
        b.text("A");
        b.open(BlockKind::Paragraph);
        b.text("one ");
        b.page("ii");
        b.text("two");
        b.open(BlockKind::Heading(2));
        b.text("A.1");
        table(b, 0, 0, &["k|1"]);
        b.page("iii");
        b.open(BlockKind::Heading(1));
        b.text("B");
        b.open(BlockKind::Paragraph);
        b.text("called");
        b.call("1", "1");
        b.open(BlockKind::Figure);
        b.picture("map.png");
        b.text("map");
        b.begin_body("1", "1");
        b.text("note body");
        b.open(BlockKind::Paragraph);
        b.text("more");
        b.end_body();
        b.begin_body("2", "2");
        b.text("lonely");
        b.end_body();
    })
}

const TEXT: &str = "Intro.\nA\none two\nA.1\nk\n1\nB\ncalled\nmap\nnote body\nmore\nlonely\n";

/// What `of` says of every point, as stretches: first point and answer.
fn stretches<T: PartialEq>(document: &Document, of: impl Fn(Point) -> T) -> Vec<(u32, T)> {
    let mut found: Vec<(u32, T)> = Vec::new();
    for at in 0..=u32::try_from(document.text().len()).expect("short") {
        let answer = of(Point(at));
        if found.last().is_none_or(|(_, last)| *last != answer) {
            found.push((at, answer));
        }
    }
    found
}

#[test]
fn every_point_stands_in_one_block_section_and_page() {
    let brief = brief();
    assert_eq!(brief.text(), TEXT);
    let some = |numbers: &[(u32, usize)]| numbers.iter().map(|(at, n)| (*at, Some(*n))).collect::<Vec<_>>();
    let blocks = [(0, 0), (7, 1), (9, 2), (17, 3), (21, 4), (25, 5), (27, 6), (34, 7), (38, 8), (48, 9), (53, 10)];
    assert_eq!(stretches(&brief, |point| brief.block_at(point)), some(&blocks));
    let mut sections = some(&[(0, 0), (7, 1), (17, 2), (25, 3)]);
    sections.push((38, None));
    assert_eq!(stretches(&brief, |point| brief.section_at(point)), sections);
    // A note's body stands on the page of its call; one without a call on none.
    let mut pages = some(&[(0, 0), (13, 1), (25, 2)]);
    pages.push((53, None));
    assert_eq!(stretches(&brief, |point| brief.page_at(point)), pages);
    let bodies = [(0, None), (38, Some(0)), (53, Some(1))];
    assert_eq!(stretches(&brief, |point| brief.body_at(point)), bodies);
    assert_eq!(stretches(&brief, |point| brief.table_at(point)), [(0, None), (21, Some(0)), (25, None)]);
}

#[test]
fn what_stands_before_the_first_page_or_block_is_on_none() {
    let late = built(|b| {
        b.text("cover");
        b.open(BlockKind::Paragraph);
        b.page("1");
        b.text("text");
    });
    assert_eq!(stretches(&late, |point| late.page_at(point)), [(0, None), (6, Some(0))]);
    let empty = built(|_| {});
    assert_eq!(
        (empty.block_at(Point(0)), empty.section_at(Point(0)), empty.page_at(Point(0)), empty.body_at(Point(0))),
        (None, None, None, None)
    );
    assert_eq!((empty.bodies(), empty.main(), empty.share(Point(3))), (0, Span::default(), 0.0));
}

#[test]
fn parts_lead_to_their_wholes() {
    let brief = brief();
    assert_eq!([1, 2, 3].map(|section| brief.section_path(section)), [vec![1], vec![1, 2], vec![3]]);
    assert_eq!([0, 1, 2].map(|note| brief.body_span(note)), [Some(Span::new(38, 52)), Some(Span::new(53, 59)), None]);
    let pictures: Vec<_> = (0..12).map(|block| brief.picture_of(block)).collect();
    assert_eq!(
        pictures.iter().enumerate().filter_map(|(at, picture)| picture.map(|picture| (at, picture))).collect::<Vec<_>>(),
        [(7, 0)]
    );
    assert_eq!((brief.bodies(), brief.main()), (8, Span::new(0, 37)));
    assert_eq!([0, 37, 38, 99].map(|at| brief.share(Point(at))), [0.0, 1.0, 1.0, 1.0]);
    assert!((brief.share(Point(18)) - 18.0 / 37.0).abs() < 1e-9);
}

#[test]
fn a_span_of_another_text_is_cut_to_this_one() {
    let document = built(|b| b.text("가나다"));
    for (span, wanted) in [((0, 3), "가"), ((3, 99), "나다\n"), ((1, 5), "가"), ((4, 7), "나"), ((50, 99), "")] {
        assert_eq!(document.slice(Span::new(span.0, span.1)), wanted, "{span:?}");
    }
}

#[test]
fn marks_are_found_by_what_they_touch() {
    let document = built(|b| {
        let all = b.here();
        b.text("one");
        b.mark(all, MarkKind::Emphasis);
        b.call("1", "1");
        b.text(" two ");
        let three = b.here();
        b.text("three");
        b.mark(three, MarkKind::Strong);
        b.line_break();
        b.text("four");
        b.mark(all, MarkKind::Strike);
        b.text(" and more");
        b.call("2", "2");
    });
    let calls = built(|b| {
        b.text("a");
        b.call("1", "1");
        b.text("b");
        b.call("2", "2");
    });
    for document in [document, calls] {
        let length = document.text().len();
        for (start, end) in (0..=length).flat_map(|start| (start..=length).map(move |end| (start, end))) {
            let span = Span::new(start, end);
            let touches = |mark: &&Mark| {
                let shares = mark.span.range().any(|byte| span.range().contains(&byte));
                let around = span.is_empty() && mark.span.start < span.start && span.start < mark.span.end;
                shares || around || (mark.span.is_empty() && start <= mark.span.start.at() && mark.span.start.at() <= end)
            };
            let wanted: Vec<_> = document.marks().iter().filter(touches).collect();
            assert_eq!(document.marks_in(span).collect::<Vec<_>>(), wanted, "{span:?}");
        }
    }
}

#[test]
fn spans_are_sets_of_bytes() {
    let all: Vec<Span> = (0..6).flat_map(|start| (start..6).map(move |end| Span::new(start, end))).collect();
    for one in &all {
        assert_eq!((one.len(), one.is_empty()), (one.range().count(), one.range().count() == 0));
        assert_eq!(one.shifted(10), Span::new(one.start.at() + 10, one.end.at() + 10));
        for at in 0..8 {
            assert_eq!(one.contains(Point(at)), one.range().contains(&(at as usize)), "{one:?} {at}");
        }
        for other in &all {
            let shared: Vec<usize> = one.range().filter(|byte| other.range().contains(byte)).collect();
            assert_eq!(one.intersect(*other).range().collect::<Vec<_>>(), shared, "{one:?} {other:?}");
            assert_eq!(one.cover(*other), Span::new(one.start.at().min(other.start.at()), one.end.at().max(other.end.at())));
            assert_eq!(one.encloses(*other), one.start <= other.start && other.end <= one.end, "{one:?} {other:?}");
            if !one.is_empty() && !other.is_empty() {
                assert_eq!(one.overlaps(*other), !shared.is_empty(), "{one:?} {other:?}");
            }
        }
    }
    assert_eq!(Span::new(5, 3), Span { start: Point(5), end: Point(5) });
    let inverted = Span { start: Point(5), end: Point(3) };
    assert_eq!((inverted.is_empty(), inverted.len()), (true, 0));
    assert_eq!((Point::new(7).at(), Point::new(usize::MAX)), (7, Point(u32::MAX)));
}

#[test]
fn a_document_says_what_it_is() {
    let mut meta = Meta { fields: vec![("author".into(), "Kim".into()), ("date".into(), "2023".into())], ..Meta::default() };
    assert_eq!((meta.field("date"), meta.field("title")), (Some(&SafeText::new("2023")), None));
    assert!(!meta.is_locked());
    meta.lock();
    assert!(meta.is_locked());
}

#[test]
fn signs_that_a_terminal_obeys_are_shown_or_left_out() {
    for (raw, wanted) in [
        ("a\tb\nc\rd\u{B}e\u{C}f\u{85}g\u{2028}h\u{2029}i", "a b c d e f g h i"),
        ("\0\u{1}\u{1F}", "␀␁␟"),
        ("\u{80}\u{9F}\u{202A}\u{202E}\u{2066}\u{2069}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("a\u{61C}\u{180E}\u{200E}\u{200F}\u{2060}\u{2064}\u{206A}\u{FFF9}\u{E0001}b", "ab"),
        ("\u{2065}\u{200C}\u{200D}", "\u{2065}\u{200C}\u{200D}"),
    ] {
        assert_eq!(clean(raw), wanted, "{raw:?}");
    }
    let stack = |marks: usize| clean(&format!("x{}y", "\u{302}".repeat(marks))).chars().count() - 2;
    assert_eq!([3, 15, 16, 4000].map(stack), [3, 15, 15, 15]);
    let hangul = |vowels: usize| clean(&format!("a{}", "\u{1160}".repeat(vowels))).chars().count() - 1;
    assert_eq!([15, 16].map(hangul), [15, 15], "what has no width stacks too");
    let text = SafeText::new("가나");
    assert_eq!(
        (format!("{text:>4}|{text:?}"), text.as_str(), &*SafeText::from("x".to_owned())),
        ("  가나|\"가나\"".to_owned(), "가나", "x")
    );
}
