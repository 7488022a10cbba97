use proptest::prelude::*;

use super::*;
use crate::document::{BlockKind, Builder};
use crate::import::{Source, format_named};

const KOREAN: &str = include_str!("../../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../../content/north-korea-russia.en.md");
const PAIRS: &str = include_str!("../../../tests/fixtures/study/pairs.txt");

fn read(markdown: &str) -> Document {
    let format = format_named("markdown").expect("a format");
    (format.read)(&Source { name: "test.md", bytes: markdown.as_bytes(), whole: true }, &()).expect("a document")
}

fn compared(left: &Document, right: &Document) -> Comparison {
    compare(left, right, None, &|_| true).expect("not stopped")
}

/// The edits of all pairs, `old>new`.
fn told(left: &Document, right: &Document, found: &Comparison) -> Vec<String> {
    found.edits.iter().map(|edit| format!("{}>{}", left.slice(edit.left), right.slice(edit.right))).collect()
}

fn kinds(found: &Comparison) -> String {
    let sign = |pair: &Pair| match pair.kind {
        PairKind::Same => '=',
        PairKind::Changed => '~',
        PairKind::Moved(_) if pair.right.is_empty() => '^',
        PairKind::Moved(_) => 'v',
        PairKind::Left => '-',
        PairKind::Right => '+',
        PairKind::Beside => '|',
    };
    found.pairs.iter().map(sign).collect()
}

/// What has to hold of any comparison.
fn sound(left: &Document, right: &Document, found: &Comparison) {
    for (document, side) in [(left, 0), (right, 1)] {
        let span = |pair: &Pair| if side == 0 { pair.left } else { pair.right };
        let mut at = 0;
        let mut seen = String::new();
        for pair in &found.pairs {
            let own = span(pair);
            assert!(own.start.at() >= at && own.end.at() <= document.text().len(), "{own:?} behind {at}");
            assert!(document.text().is_char_boundary(own.start.at()) && document.text().is_char_boundary(own.end.at()));
            seen.push_str(document.slice(own));
            at = own.end.at();
            let mut inner = own.start;
            for edit in found.edits_of(pair) {
                let edit = if side == 0 { edit.left } else { edit.right };
                assert!(edit.start >= inner && edit.end <= own.end, "{edit:?} in {own:?}");
                assert!(document.text().is_char_boundary(edit.start.at()) && document.text().is_char_boundary(edit.end.at()));
                inner = edit.end;
            }
        }
        let bare = |text: &str| text.chars().filter(|c| *c != '\n').collect::<String>();
        assert_eq!(bare(&seen), bare(document.text()));
    }
    let words = |text: &str| text.split_whitespace().collect::<String>();
    for pair in &found.pairs {
        match pair.kind {
            PairKind::Moved(other) => assert!(matches!(found.pairs[other].kind, PairKind::Moved(_))),
            // What is left of both sides without the edits is the same.
            PairKind::Changed if found.by == Pairing::Words => {
                let rest = |document: &Document, own: Span, edits: Vec<Span>| {
                    let mut at = own.start;
                    let mut rest = String::new();
                    for edit in edits {
                        rest.push_str(document.slice(Span { start: at, end: edit.start }));
                        at = edit.end;
                    }
                    rest + document.slice(Span { start: at, end: own.end })
                };
                let mine = rest(left, pair.left, found.edits_of(pair).iter().map(|edit| edit.left).collect());
                let theirs = rest(right, pair.right, found.edits_of(pair).iter().map(|edit| edit.right).collect());
                assert_eq!(words(&mine), words(&theirs));
            }
            _ => {}
        }
    }
}

#[test]
fn paragraphs_are_told_apart() {
    let base = "# 하나\n\n첫째 문단은 그대로 있다. 두 문장이다.\n\n둘째 문단에서는 한 낱말이 바뀐다.\n\n셋째 문단은 없어진다고 한다.\n\n# 둘\n\n넷째 문단도 그대로 남아 있다.\n";
    for (change, to, expected, edits) in [
        ("한 낱말이", "두 낱말이", "==~===", vec!["한>두"]),
        ("셋째 문단은 없어진다고 한다.\n\n", "", "===-==", vec![]),
        ("# 둘", "새로 온 문단은 이렇게 쓰였다.\n\n# 둘", "====+==", vec![]),
        ("문단에서는", "문단에서도", "==~===", vec!["는>도"]),
        ("문단에서는 한 낱말이", "문단에서도 두 낱말이", "==~===", vec!["는>도", "한>두"]),
        ("두 문장이다.", "두 문장이다. 셋째 문장이 붙었다.", "=~====", vec![">셋째 문장이 붙었다."]),
        ("", "", "======", vec![]),
    ] {
        let (left, right) = (read(base), read(&if change.is_empty() { base.to_owned() } else { base.replace(change, to) }));
        let found = compared(&left, &right);
        sound(&left, &right, &found);
        assert_eq!((kinds(&found).as_str(), found.by, found.strangers), (expected, Pairing::Words, false), "{change}");
        assert_eq!(told(&left, &right, &found), edits, "{change}");
        assert_eq!(found.counts().is_same(), change.is_empty());
    }
}

#[test]
fn english_words_are_marked_whole_and_signs_alone() {
    let [left, right] = ["The committee met on 12 March, and agreed.", "The committee met on 14 March; and agreed."].map(read);
    let found = compared(&left, &right);
    assert_eq!(told(&left, &right, &found), ["12>14", ",>;"]);
}

#[test]
fn what_moved_is_told_at_both_places() {
    let paragraph = |n: usize| format!("Paragraph number {n} speaks of subject {} and of nothing else at all.", n * 7);
    let text = |order: &[usize]| order.iter().map(|n| paragraph(*n)).collect::<Vec<_>>().join("\n\n");
    let (left, right) = (read(&text(&[1, 2, 3, 4, 5])), read(&text(&[2, 3, 4, 5, 1])));
    let found = compared(&left, &right);
    sound(&left, &right, &found);
    assert_eq!(kinds(&found), "^====v");
    assert_eq!((found.pairs[0].kind, found.pairs[5].kind), (PairKind::Moved(5), PairKind::Moved(0)));
    assert_eq!(found.counts(), PairCounts { same: 4, moved: 1, ..PairCounts::default() });
}

#[test]
fn a_parted_paragraph_is_one_beside_two() {
    let (one, other) =
        ("The first half tells of the treaty and its terms.", "The second half tells of money and of who paid it.");
    let (left, right) = (
        read(&format!("Before it.\n\n{one} {other}\n\nBehind it.")),
        read(&format!("Before it.\n\n{one}\n\n{other}\n\nBehind it.")),
    );
    for (left, right) in [(&left, &right), (&right, &left)] {
        let found = compared(left, right);
        sound(left, right, &found);
        assert_eq!(found.pairs.len(), 3);
        assert!(found.edits.is_empty());
    }
}

#[test]
fn tables_are_compared_cell_by_cell() {
    let table = |cell: &str, more: &str| {
        read(&format!("| Land | 2021 | 2022 |\n|--|--:|--:|\n| Korea | 1.0 | {cell} |\n| Japan | 3.0 | 4.0 |\n{more}"))
    };
    let left = table("2.0", "");
    for (right, edits) in [
        (table("2.5", ""), vec!["2.0>2.5"]),
        (table("2.0", "| China | 5.0 | 6.0 |\n"), vec![">China\n5.0\n6.0"]),
        (table("2.0", ""), vec![]),
    ] {
        let found = compared(&left, &right);
        sound(&left, &right, &found);
        assert_eq!(told(&left, &right, &found), edits);
    }
}

/// The blocks of both editions of the bundled brief that belong together, by hand: words of each.
fn by_hand() -> Vec<(&'static str, &'static str)> {
    let lines = PAIRS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| line.split_once('\t').expect("two parts")).collect()
}

/// Those of [`by_hand`] that are found paired, and those that are not; what is not in a text is left out.
fn rightly(left: &Document, right: &Document) -> (usize, Vec<(&'static str, &'static str)>) {
    let found = compared(left, right);
    sound(left, right, &found);
    assert_eq!((found.by, found.strangers), (Pairing::Structure, false), "{}", found.common);
    let of = |document: &Document, words: &str| {
        let at = document.text().find(words)?;
        document.block_at(crate::document::Point::new(at)).map(|block| document.blocks()[block].span)
    };
    let (mut count, mut wrong) = (0, Vec::new());
    for (korean, english) in by_hand() {
        let (Some(one), Some(other)) = (of(left, korean), of(right, english)) else { continue };
        if found.pairs.iter().any(|pair| pair.left.encloses(one) && pair.right.encloses(other)) {
            count += 1;
        } else {
            wrong.push((korean, english));
        }
    }
    (count, wrong)
}

#[test]
fn two_languages_of_the_bundled_brief_are_paired_by_structure() {
    let (right, wrong) = rightly(&read(KOREAN), &read(ENGLISH));
    assert_eq!(right + wrong.len(), by_hand().len());
    assert!(by_hand().len() > 30 && right * 100 >= by_hand().len() * 95, "{right}; wrong: {wrong:#?}");
}

#[test]
fn they_are_paired_where_one_lacks_a_paragraph_or_has_it_in_two_parts() {
    let paragraphs: Vec<&str> = ENGLISH.split("\n\n").collect();
    let korean = read(KOREAN);
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for (at, paragraph) in paragraphs.iter().enumerate().filter(|(_, own)| own.len() > 600) {
        let without = [&paragraphs[..at], &paragraphs[at + 1..]].concat().join("\n\n");
        let middle = paragraph[..paragraph.len() / 2].rfind(". ").map_or(0, |found| found + 2);
        let parted = paragraph[..middle].trim_end().to_owned() + "\n\n" + &paragraph[middle..];
        let parted = [&paragraphs[..at], &[parted.as_str()], &paragraphs[at + 1..]].concat().join("\n\n");
        for text in [without, parted] {
            let (here, missed) = rightly(&korean, &read(&text));
            (right, all) = (right + here, all + here + missed.len());
            wrong.extend(missed.into_iter().map(|pair| (at, pair)));
        }
    }
    assert!(all > 900 && right * 100 >= all * 95, "{right} of {all}; wrong: {wrong:#?}");
}

#[test]
fn figures_in_common_make_no_editions_of_two_languages() {
    let line = |words: &str, n: usize| format!("{words} {}, {}, {} {words}.\n\n", 1900 + n * 7, 41 * n + 3, n * n + 100);
    let (korean, english): (String, String) =
        (0..12).map(|n| (line("값은 해마다 다시", n), line("the value was again", n))).unzip();
    let found = compared(&read(&korean), &read(&english));
    assert_eq!((found.by, found.strangers, kinds(&found)), (Pairing::Structure, false, "|".repeat(12)));
}

#[test]
fn figures_that_differ_between_languages_of_a_table_are_told() {
    let (left, right) = (read(KOREAN), read(&ENGLISH.replace("36,704.2", "36,704.9")));
    let found = compared(&left, &right);
    assert_eq!(told(&left, &right, &found), ["36,704.2>36,704.9"]);
}

#[test]
fn strangers_stand_side_by_side_from_their_beginnings() {
    let left = read("# Trees\n\nA city plants more trees in its streets, and waters them in summer.\n\nThe council said so.\n");
    let right = read("이 글은 전혀 다른 이야기를 한다. 물고기는 바다에 산다.\n\n새는 하늘을 난다.\n");
    let found = compared(&left, &right);
    sound(&left, &right, &found);
    assert!(found.strangers);
    assert_eq!(kinds(&found), "||-");
    // It can be set all the same.
    let set = compare(&left, &right, Some(Pairing::Words), &|_| true).expect("not stopped");
    assert_eq!((set.by, set.strangers), (Pairing::Words, false));
    assert_eq!(kinds(&set), "---++");
}

#[test]
fn an_empty_document_has_no_more_than_the_other() {
    let (empty, full) = (Builder::new().finish().expect("an empty document"), read("One.\n\nTwo."));
    assert_eq!(kinds(&compared(&empty, &full)), "++");
    assert_eq!(kinds(&compared(&full, &empty)), "--");
    assert_eq!(kinds(&compared(&empty, &empty)), "");
}

#[test]
fn many_equal_paragraphs_are_paired_within_bounds() {
    let of = |count: usize, last: &str| {
        let mut builder = Builder::new();
        for _ in 0..count {
            builder.open(BlockKind::Paragraph);
            builder.text("The same words again.");
        }
        builder.open(BlockKind::Paragraph);
        builder.text(last);
        builder.finish().expect("a document")
    };
    let (left, right) = (of(20_000, "The end."), of(19_990, "An end."));
    let found = compared(&left, &right);
    sound(&left, &right, &found);
    assert!(found.counts().same >= 19_990);
}

#[test]
fn a_long_paragraph_is_laid_in_pieces() {
    let sentence = |n: usize| format!("문장 {n}은 {}을 말하고 끝난다. ", n * 31 % 977);
    let text: String = (0..4_000).map(sentence).collect();
    let (left, right) = (read(&text), read(&text.replace("문장 2000은", "문장 이천은")));
    let found = compared(&left, &right);
    sound(&left, &right, &found);
    assert!(found.pairs.len() > 20 && found.pairs.iter().all(|pair| pair.left.len().max(pair.right.len()) <= 5 * 4096));
    assert_eq!(found.counts().changed, 1);
    assert_eq!(found.pairs.iter().filter(|pair| !pair.goes_on).count(), 1);
    // No sentence, no blank, and every letter another.
    let (left, right) = (read(&"가".repeat(60_000)), read(&"나".repeat(90_000)));
    let set = compare(&left, &right, Some(Pairing::Words), &|_| true).expect("not stopped");
    sound(&left, &right, &set);
}

#[test]
fn it_stops_when_nobody_waits() {
    let (left, right) = (read(KOREAN), read(ENGLISH));
    assert_eq!(compare(&left, &right, None, &|_| false), None);
    assert_eq!(compare(&left, &right, None, &|done| done < 400), None);
}

fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "평양은",
        "평양이",
        "답했다.",
        "money",
        "2023년",
        "그리고",
        "treaty,",
        "no",
        "deal.",
        "말했다.",
    ]);
    prop::collection::vec(prop::collection::vec(word, 1..12).prop_map(|words| words.join(" ")), 0..14)
}

proptest! {
    #[test]
    fn any_two_documents_are_told_whole(left in paragraphs(), right in paragraphs(), same in paragraphs(), by in 0_usize..3) {
        let text = |own: &[String]| own.iter().chain(&same).enumerate().map(|(n, text)| if n % 5 == 4 { format!("## {text}\n\n") } else { format!("{text}\n\n") }).collect::<String>() + "End.";
        let (left, right) = (read(&text(&left)), read(&text(&right)));
        let by = [None, Some(Pairing::Words), Some(Pairing::Structure)][by];
        let found = compare(&left, &right, by, &|_| true).expect("not stopped");
        sound(&left, &right, &found);
        let own = compare(&left, &left, by, &|_| true).expect("not stopped");
        prop_assert!(own.counts().is_same() && own.edits.is_empty());
        prop_assert_eq!(own.pairs.len(), left.blocks().len());
    }
}

#[test]
fn a_text_is_covered_by_what_is_paired_in_the_shorter_one() {
    let (left, right) = (read("one two\n\nthree four five"), read("one two\n\nthree four five six seven"));
    let (mut vocabulary, mut texts) = (Vocabulary::default(), Vocabulary::default());
    let mine = Side::of(&left, &mut vocabulary, &mut texts, &|| true).expect("not stopped");
    let theirs = Side::of(&right, &mut vocabulary, &mut texts, &|| true).expect("not stopped");
    let near = |one: f32, other: f32| (one - other).abs() < 1e-5;
    let alone = |left: (usize, usize), right: (usize, usize), moved| Link { left, right, moved };
    assert!(near(covered(&mine, &theirs, &[Link::pair(0, 0)]), 0.4));
    assert!(near(covered(&mine, &theirs, &[Link::pair(0, 0), Link::pair(1, 1)]), 1.0));
    assert!(near(covered(&theirs, &mine, &[Link::pair(1, 1)]), 0.6));
    assert!(near(covered(&mine, &theirs, &[alone((0, 1), (0, 0), None), alone((1, 0), (1, 1), None)]), 0.0));
    assert!(near(covered(&mine, &theirs, &[alone((1, 1), (0, 0), Some(1))]), 0.6));
    assert!(near(covered(&mine, &theirs, &[alone((0, 2), (0, 1), None)]), 1.0));
    assert_eq!([(0, 4), (1, 4), (4, 4), (0, 0)].map(|(done, all)| stage(done, all)), [500, 625, 1000, 500]);
}
