use super::*;
use crate::annotation::{Hash32, SafeLines};
use crate::document::{BlockKind, Builder, Point, SafeText};
use proptest::prelude::*;

mod ladder;

/// A document with a paragraph a line; `# ` starts a heading.
fn document(text: &str) -> Document {
    let mut builder = Builder::new();
    for line in text.lines() {
        match line.strip_prefix("# ") {
            Some(title) => {
                builder.open(BlockKind::Heading(1));
                builder.text(title);
            }
            None => {
                builder.open(BlockKind::Paragraph);
                builder.text(line);
            }
        }
    }
    builder.finish().expect("a small document")
}

fn rendition(document: &Document) -> Rendition {
    Rendition::of(document.text().as_bytes(), document, "text 1")
}

fn anchored(document: &Document, quote: &str) -> Anchor {
    let start = document.text().find(quote).expect("the quote");
    Anchor::of(document, Span::new(start, start + quote.len()), &rendition(document))
}

/// Where `anchor` stands in `new`, with the old text at hand or without.
fn found(old: Option<&Document>, new: &Document, anchor: &Anchor) -> Found {
    let rendition = rendition(new);
    let mut finder = Finder::new(new, &rendition);
    if let Some(old) = old {
        finder.remember(Hash32::of(old.text().as_bytes()), old.text());
    }
    finder.find(anchor, &|| true).expect("not stopped")
}

fn words(new: &Document, found: &Found) -> String {
    match found {
        Found::Exact(span) => format!("exact {:?}", new.slice(*span)),
        Found::Moved { span, .. } => format!("moved {:?}", new.slice(*span)),
        Found::Doubtful { candidates } => {
            format!("doubtful {:?}", candidates.iter().map(|(span, _)| new.slice(*span)).collect::<Vec<_>>())
        }
        Found::Lost => "lost".into(),
    }
}

const BRIEF: &str = "# 배경
평양과 모스크바는 2019년 하노이 이후 다시 가까워졌고, 무기 거래의 정황이 위성사진에서 여러 차례 확인되었다.
제재는 느슨해졌다. 두 나라는 이를 서로 다르게 설명하지만, 항구를 드나드는 배의 수는 세 배로 늘었다.
# 전망
겨울이 지나면 협상이 다시 열릴 것이라는 기대가 있으나, 조건은 그때마다 달라졌다.";
const QUOTE: &str = "무기 거래의 정황이 위성사진에서 여러 차례 확인되었다";

#[test]
fn the_same_text_needs_no_search() {
    let brief = document(BRIEF);
    let anchor = anchored(&brief, "제재");
    assert_eq!(found(None, &brief, &anchor), Found::Exact(anchor.span()));
}

#[test]
fn offsets_that_do_not_fit_their_own_text_are_not_believed() {
    let brief = document(BRIEF);
    let anchor = Anchor { start: 1, end: u32::MAX, ..anchored(&brief, QUOTE) };
    assert_eq!(words(&brief, &found(None, &brief, &anchor)), format!("moved {QUOTE:?}"));
}

#[test]
fn words_that_moved_are_found() {
    let old = document(BRIEF);
    let new = document(&format!("표지\n요약은 다음과 같다.\n{BRIEF}"));
    assert_eq!(words(&new, &found(None, &new, &anchored(&old, QUOTE))), format!("moved {QUOTE:?}"));
}

#[test]
fn words_that_changed_are_found() {
    let old = document(BRIEF);
    let new = document(
        &BRIEF.replace("위성사진에서 여러 차례 확인되었다", "위성 사진으로 여러 번 확인됐다").replace("하노이", "하노이 회담"),
    );
    assert_eq!(
        words(&new, &found(None, &new, &anchored(&old, QUOTE))),
        "moved \"무기 거래의 정황이 위성 사진으로 여러 번 확인됐다\""
    );
}

#[test]
fn words_that_were_joined_or_parted_are_found() {
    let old = document(BRIEF);
    let new = document(&BRIEF.replace("확인되었다.\n제재는", "확인되었다. 제재는"));
    let anchor = anchored(&old, "확인되었다.\n제재는 느슨해졌다. 두 나라는");
    assert_eq!(words(&new, &found(None, &new, &anchor)), "exact \"확인되었다. 제재는 느슨해졌다. 두 나라는\"");
}

#[test]
fn a_deleted_passage_is_lost() {
    let old = document(BRIEF);
    let new = document(&BRIEF.lines().filter(|line| !line.contains("위성사진")).collect::<Vec<_>>().join("\n"));
    for old_text in [None, Some(&old)] {
        assert_eq!(found(old_text, &new, &anchored(&old, QUOTE)), Found::Lost);
    }
}

#[test]
fn what_resembles_a_deleted_passage_is_not_taken_for_it() {
    // The same sentence with one number changed, in like surroundings: only the old text tells
    // that it stood there before.
    let entry = |year: u32| {
        format!(
            "{year}년 보고서는 다음과 같이 말한다. 교역액은 {year}년에 크게 늘었으나 무기 거래의 정황은 여전히 확인되지 않았다. 끝."
        )
    };
    let old = document(&[BRIEF.to_owned(), entry(2021), "사이에 다른 글이 있다.".into(), entry(2022)].join("\n"));
    let new = document(&[BRIEF.to_owned(), "사이에 다른 글이 있다.".into(), entry(2022)].join("\n"));
    let anchor = anchored(&old, "교역액은 2021년에 크게 늘었으나 무기 거래의 정황은");
    assert!(matches!(found(Some(&old), &new, &anchor), Found::Doubtful { .. }));
    let kept = anchored(&old, "교역액은 2022년에 크게 늘었으나 무기 거래의 정황은");
    assert_eq!(words(&new, &found(Some(&old), &new, &kept)), "moved \"교역액은 2022년에 크게 늘었으나 무기 거래의 정황은\"");
}

#[test]
fn of_two_that_stood_side_by_side_nobody_says_which_was_deleted() {
    let line = "위원회는 이 권고에 동의하고 다음 회의에서 다시 살피기로 하였다.";
    let old = document(&format!("앞글이 여기에 있다.\n{line}\n{line}\n뒷글이 여기에 있다."));
    let new = document(&format!("앞글이 여기에 있다.\n{line}\n뒷글이 여기에 있다."));
    let first = anchored(&old, line);
    let second = Anchor::of(&old, Span::new(first.end as usize + 1, first.end as usize + 1 + line.len()), &rendition(&old));
    for anchor in [first, second] {
        assert!(matches!(found(Some(&old), &new, &anchor), Found::Doubtful { .. }));
    }
}

#[test]
fn a_short_quote_needs_both_its_neighbours() {
    let old = document(BRIEF);
    let anchor = anchored(&old, "제재는 느슨해졌다");
    let moved = document(&format!("앞에 한 줄.\n{BRIEF}"));
    assert_eq!(words(&moved, &found(None, &moved, &anchor)), "moved \"제재는 느슨해졌다\"");
    let elsewhere = document("아주 다른 글에서도 누군가는 말한다. 제재는 느슨해졌다. 그리고 이야기는 전혀 다른 곳으로 흐른다.");
    assert!(found(None, &elsewhere, &anchor).span().is_none());
}

#[test]
fn the_same_words_twice_are_told_apart_by_what_stands_around_them() {
    let old = document(&format!("{BRIEF}\n요컨대 {QUOTE} 하는 것이 모두의 결론이다."));
    let anchor = anchored(&old, QUOTE);
    let new = document(&format!("요컨대 {QUOTE} 하는 것이 모두의 결론이다.\n{BRIEF}"));
    let span = found(None, &new, &anchor).span().expect("found");
    assert!(new.text()[..span.start.at()].ends_with("가까워졌고, "));
}

#[test]
fn a_whole_paragraph_that_moved_is_found_where_the_old_text_is_at_hand() {
    let lines: Vec<&str> = BRIEF.lines().collect();
    let old = document(BRIEF);
    let new = document(&[lines[0], lines[2], lines[3], lines[4], "끼어든 단락이다.", lines[1]].join("\n"));
    let anchor = anchored(&old, lines[1]);
    assert_eq!(words(&new, &found(Some(&old), &new, &anchor)), format!("moved {:?}", lines[1]));
}

#[test]
fn a_point_stands_between_the_same_words() {
    let old = document(BRIEF);
    let at = old.text().find("두 나라는").expect("a sentence");
    let anchor = Anchor::of(&old, Span::empty(Point::new(at)), &rendition(&old));
    assert_eq!(&*anchor.quote, "");
    for new in [format!("표지\n{BRIEF}"), BRIEF.replace("두 나라는 이를 서로 다르게", "양국은 이를 서로 달리")]
    {
        let new = document(&new);
        let span = found(None, &new, &anchor).span().expect("found");
        assert!(span.is_empty());
        assert!(new.text()[..span.start.at()].ends_with("느슨해졌다. "), "{:?}", &new.text()[..span.start.at()]);
    }
    let gone = document("전혀 다른 글이다. 여기에는 그 말이 없다. 그러니 찾을 수 없다.");
    assert_eq!(found(None, &gone, &anchor), Found::Lost);
}

#[test]
fn a_long_quote_is_found_by_its_ends() {
    let sentence = |n: u32| format!("{n}번째 문장은 {}에 관하여 {}을 말하고 있다. ", n * 7919 % 1000, n * 104_729 % 977);
    let body = |from: u32, to: u32| (from..to).map(sentence).collect::<String>().trim().to_owned();
    let old = document(&format!("머리말이다.\n{}\n{}", body(0, 200), body(200, 230)));
    let anchor = anchored(&old, &body(5, 195));
    let mut changed = body(0, 200);
    for n in (7..190).step_by(3) {
        changed = changed.replace(&sentence(n), &sentence(n).replace("관하여", "대하여").replace("말하고 있다", "말한다"));
    }
    let new = document(&format!("머리말이다.\n{changed}\n{}", body(200, 230)));
    let span = found(None, &new, &anchor).span().expect("found");
    assert!(new.slice(span).starts_with("5번째") && new.slice(span).ends_with(sentence(194).trim()));
}

#[test]
fn sections_that_were_renamed_change_nothing() {
    let old = document(BRIEF);
    let new = document(&BRIEF.replace("# 배경", "# 1. 두 나라가 가까워진 배경").replace("# 전망", "# 2. 앞으로"));
    assert_eq!(words(&new, &found(None, &new, &anchored(&old, QUOTE))), format!("moved {QUOTE:?}"));
}

#[test]
fn an_anchor_from_elsewhere_without_context_is_placed_where_its_words_stand_once() {
    let brief = document(BRIEF);
    let empty = SafeLines::default();
    let anchor = Anchor {
        before: empty.clone(),
        after: empty,
        start: 9,
        end: 9,
        rendition: Rendition { text: Hash32::of(b"unknown"), ..rendition(&brief) },
        ..anchored(&brief, QUOTE)
    };
    assert_eq!(words(&brief, &found(None, &brief, &anchor)), format!("moved {QUOTE:?}"));
    let twice = document(&format!("{BRIEF}\n{BRIEF}"));
    assert!(found(None, &twice, &anchor).span().is_none());
}

#[test]
fn a_search_that_nobody_waits_for_stops() {
    let old = document(BRIEF);
    let new = document(&"다른 말만 한없이 이어진다. ".repeat(60_000));
    let rendition = rendition(&new);
    let anchor = anchored(&old, QUOTE);
    assert_eq!(Finder::new(&new, &rendition).find(&anchor, &|| false), None);
}

/// A document with one table a caption.
fn tables(tables: &[(&str, &[&[&str]])]) -> Document {
    let mut b = Builder::new();
    for (caption, rows) in tables {
        b.open(BlockKind::Paragraph);
        b.text("표 앞에 서는 글이다.");
        if !caption.is_empty() {
            b.open(BlockKind::Caption);
            b.text(caption);
        }
        b.open_table(rows[0].len(), 1);
        for (index, row) in rows.iter().enumerate() {
            for cell in *row {
                b.open_cell();
                b.text(cell);
                b.end_cell();
            }
            b.end_row();
            if index == 0 {
                b.end_head();
            }
        }
    }
    b.finish().expect("a small document")
}

const ROWS: &[&[&str]] =
    &[&["구분", "2022", "2021"], &["인구", "25660", "25528"], &["1인당 GNI", "1430", "1.243.0"], &["성장률", "-0.2", "-0.1"]];

#[test]
fn a_cell_is_found_by_its_heads_when_a_year_is_added_and_the_number_put_right() {
    let old = tables(&[("표 1. 경제지표 추이", ROWS)]);
    let anchor = anchored(&old, "1.243.0");
    let new = tables(&[
        ("표 1. 다른 표", &[&["구분", "2021"], &["1인당 GNI", "1.243.0"]]),
        (
            "표 2. 경제지표 추이",
            &[&["구분", "2023", "2021", "2022"], &["성장률", "3.1", "-0.1", "-0.2"], &["1인당 GNI", "1500", "1,243.0", "1430"]],
        ),
    ]);
    assert_eq!(words(&new, &found(None, &new, &anchor)), "moved \"1,243.0\"");
    assert_eq!(words(&new, &found(Some(&old), &new, &anchor)), "moved \"1,243.0\"");
}

#[test]
fn a_cell_whose_row_is_gone_is_not_put_elsewhere_silently() {
    let old = tables(&[("표 1. 경제지표 추이", ROWS)]);
    let anchor = anchored(&old, "1.243.0");
    let new = tables(&[("표 1. 경제지표 추이", &[ROWS[0], ROWS[1], ROWS[3], &["1인당 GDP", "1430", "1.243.0"]])]);
    assert!(found(None, &new, &anchor).span().is_none());
}

#[test]
fn a_cell_among_rows_of_the_same_name_waits_for_the_reader() {
    let rows: &[&[&str]] = &[&["구분", "2022"], &["계", "10"], &["계", "20"]];
    let old = tables(&[("표 3", rows)]);
    let new = tables(&[("표 3", &[&["구분", "2022"], &["계", "20"]])]);
    assert!(found(None, &new, &anchored(&old, "10")).span().is_none());
}

#[test]
fn two_thousand_tables_of_one_caption_do_not_stall() {
    let cells: Vec<(&str, &[&[&str]])> = (0..2000).map(|_| ("표", ROWS)).collect();
    let old = tables(&cells);
    let mut more = cells.clone();
    more.insert(0, ("표", &[&["구분", "1999"], &["인구", "1"]]));
    let new = tables(&more);
    assert!(found(None, &new, &anchored(&old, "1.243.0")).span().is_none());
}

#[test]
fn a_text_of_one_letter_does_not_stall() {
    let old = document(&"가".repeat(200_000));
    let new = document(&"가".repeat(200_001));
    let anchor = Anchor::of(&old, Span::new(300_000, 300_120), &rendition(&old));
    assert!(found(None, &new, &anchor).span().is_none());
    assert!(found(Some(&old), &new, &anchor).span().is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_anchor_in_any_text_gives_places_of_the_text(
        text in "[가-나a-c ,.\n]{0,300}", other in "[가-나a-c ,.\n]{0,300}", start in 0_usize..600, length in 0_usize..200, with_old in any::<bool>(),
    ) {
        let (old, new) = (document(&text), document(&other));
        let anchor = Anchor::of(&old, Span::new(start, start + length), &rendition(&old));
        let found = found(with_old.then_some(&old), &new, &anchor);
        let spans: Vec<Span> = match &found {
            Found::Doubtful { candidates } => candidates.iter().map(|(span, _)| *span).collect(),
            other => other.span().into_iter().collect(),
        };
        for span in spans {
            prop_assert!(new.text().get(span.range()).is_some(), "{:?}", span);
        }
        if text == other {
            prop_assert_eq!(found, Found::Exact(anchor.span()));
        }
    }

    #[test]
    fn a_hostile_anchor_does_no_harm(
        quote in "\\PC{0,80}", before in "\\PC{0,40}", after in "\\PC{0,40}", start in any::<u32>(), end in any::<u32>(), is_same in any::<bool>(),
    ) {
        let brief = document(BRIEF);
        let mut anchor = anchored(&brief, QUOTE);
        if !is_same {
            anchor.rendition.text = Hash32::of(b"other");
        }
        let anchor = Anchor { quote: quote.into(), before: before.into(), after: after.into(), start, end, page: Some(SafeText::new("")), ..anchor };
        let _ = found(Some(&brief), &brief, &anchor);
    }
}

#[test]
fn notes_on_a_row_and_on_a_column_follow_their_headings() {
    let old = tables(&[("표 1. 경제지표 추이", ROWS)]);
    let turned: &[&[&str]] =
        &[&["구분", "2023", "2021", "2022"], &["성장률", "3.1", "-0.1", "-0.2"], &["인구", "25,700", "25,528", "25,660"]];
    let new = tables(&[("표 1. 다른 표", &[&["구분", "2022"], &["인구", "1"]]), ("표 2. 경제지표 추이", turned)]);
    let table = &new.tables()[1];
    let row = found(Some(&old), &new, &anchored(&old, "인구")).span();
    assert_eq!(row, table.cell(1, 0), "the label of the row");
    let column = found(Some(&old), &new, &anchored(&old, "2022")).span();
    assert_eq!(column, table.column_path(3).last(), "the head of the column");
    // A row or a column that is gone is not put elsewhere.
    assert_eq!(found(Some(&old), &new, &anchored(&old, "1인당 GNI")).span(), None);
}

/// A text long enough that searches wait for one another, and anchors of which some letters are others.
fn many(seed: u64) -> (Document, Vec<Anchor>) {
    let mut dice = seed | 1;
    let mut below = move |most: u64| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        dice % most
    };
    let words = ["reports", "나라의", "of the", "정책", "second", "year", "보고서를", "and", "fell", "사람들이", "more", "than"];
    let mut b = Builder::new();
    for _ in 0..400 {
        b.open(BlockKind::Paragraph);
        let count = 6 + below(12);
        let text: Vec<&str> = (0..count).map(|_| words[usize::try_from(below(words.len() as u64)).expect("small")]).collect();
        b.text(&text.join(" "));
    }
    let document = b.finish().expect("a document");
    let length = document.text().len() as u64;
    let elsewhere = Rendition { text: Hash32::of(b"elsewhere"), ..rendition(&document) };
    let anchors = (0..24).map(|_| {
        let start = usize::try_from(below(length)).expect("small");
        let span = Span::new(start, start + 8 + usize::try_from(below(400)).expect("small"));
        let mut anchor = Anchor::of(&document, span, &elsewhere);
        let every = 4 + below(12);
        let changed: String = anchor.quote.chars().map(|c| if below(every) == 0 && c != '\n' { 'x' } else { c }).collect();
        anchor.quote = SafeLines::new(&changed);
        if below(2) == 0 {
            (anchor.before, anchor.after, anchor.start) = (SafeLines::default(), SafeLines::default(), 1);
        }
        anchor
    });
    let anchors: Vec<Anchor> = anchors.collect();
    (document, anchors)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn many_are_found_as_each_is(seed in any::<u64>()) {
        let (document, anchors) = many(seed);
        let now = rendition(&document);
        let each: Vec<Found> =
            anchors.iter().map(|anchor| Finder::new(&document, &now).find(anchor, &|| true).expect("not stopped")).collect();
        let all: Vec<&Anchor> = anchors.iter().collect();
        prop_assert_eq!(Finder::new(&document, &now).find_all(&all, &|| true), Some(each));
        prop_assert_eq!(Finder::new(&document, &now).find_all(&all, &|| false), None);
    }
}
