//! Words that point to something, and words that only look like it.

use super::*;
use crate::document::Builder;
use crate::import::{Source, format_named};
use proptest::prelude::*;

fn markdown(text: &str) -> Document {
    let format = format_named("markdown").expect("a format");
    (format.read)(&Source { name: "a.md", bytes: text.as_bytes(), whole: true }, &()).expect("a document")
}

fn all(document: &Document) -> Vec<Reference> {
    references(document, &Landmarks::of(document), &|| true).expect("not stopped")
}

/// Where a reference leads, in words: the section's title, `table 1`, `footnote 2`, `page iv`, `nowhere`.
fn told(document: &Document, reference: &Reference) -> String {
    let words = match reference.aim {
        ReferenceTarget::Table(table) => format!("table {}", table + 1),
        ReferenceTarget::Figure(block) => document.slice(document.blocks()[block].span).to_owned(),
        ReferenceTarget::Section(section) => document.slice(document.sections()[section].title).to_owned(),
        ReferenceTarget::Footnote(footnote) => format!("footnote {}", document.footnotes()[footnote].label),
        ReferenceTarget::Page(page) => format!("page {}", document.pages()[page].label),
        ReferenceTarget::Nowhere => "nowhere".to_owned(),
    };
    if reference.basis.is_guess() { format!("{words}?") } else { words }
}

const KOREAN: &str = "\
# 제1장 서론

PROSE

# 제2장 북러 관계의 전개

## 제1절 냉전기

## 제2절 탈냉전기

표 1. 무역

| 해 | 값 |
|:--|--:|
| 2021 | 1 |

<표 2-1> 인구

| 해 | 값 |
|:--|--:|
| 2021 | 1 |

![](a.png)

그림 1. 두만강 지도

![](b.png)

[그림 2] 철도

# 제3장 전망

## 제1절 요인

# 부록 A. 조사표

# [별표 2] 품목

하나[^1] 둘[^2] 셋[^3].

[^1]: 첫 각주.
[^2]: 둘째 각주.
[^3]: BODY
";

const ENGLISH: &str = "\
# A brief

## 1 Opening

PROSE

## 2 The background

### 2.1 Before 1991

### 2.2 After 1991

Table 1. Trade

| Year | Value |
|:--|--:|
| 2021 | 1 |

Table IV: Arms

| Year | Value |
|:--|--:|
| 2021 | 1 |

![](a.png)

Figure 1. A map

![](b.png)

Figure 2: A railway

## 3 The outlook

## Appendix B: Method

## Annex 1. Sources

One[^1] two[^2] seven[^7].

[^1]: The first.
[^2]: The second.
[^7]: BODY
";

/// What `prose` points to in one of the two documents, each as `words -> where`.
fn pointed(sample: &str, prose: &str) -> Vec<String> {
    let document = markdown(&sample.replace("PROSE", prose).replace("BODY", "끝."));
    all(&document).iter().map(|found| format!("{} -> {}", document.slice(found.span), told(&document, found))).collect()
}

fn pointed_in_body(sample: &str, body: &str) -> Vec<String> {
    let document = markdown(&sample.replace("PROSE", "Text.").replace("BODY", body));
    all(&document).iter().map(|found| format!("{} -> {}", document.slice(found.span), told(&document, found))).collect()
}

#[test]
fn korean_words_lead_to_what_they_name() {
    let mut wrong = Vec::new();
    for (prose, expected) in [
        ("<표 1>에서 보듯 늘었다.", &["<표 1> -> table 1"][..]),
        ("〈표 2-1〉은 그 이유이다.", &["〈표 2-1〉 -> table 2"]),
        ("이는〈표 1〉과 같다.", &["〈표 1〉 -> table 1"]),
        ("표 1과 표2-1을 견주면 그렇다.", &["표 1 -> table 1", "표2-1 -> table 2"]),
        ("[표 1 참조]", &["표 1 -> table 1"]),
        ("표 9를 보라.", &["표 9 -> nowhere"]),
        ("아래의 표를 보면 안다.", &["아래의 표 -> table 1?"]),
        ("그림 1은 지도이다.", &["그림 1 -> 그림 1. 두만강 지도"]),
        ("[그림 2]에서", &["[그림 2] -> [그림 2] 철도"]),
        ("〈그림 7〉은 없다.", &["〈그림 7〉 -> nowhere"]),
        ("아래 그림과 같다.", &["아래 그림 -> 그림 1. 두만강 지도?"]),
        ("제2장에서 다룬다.", &["제2장 -> 제2장 북러 관계의 전개"]),
        ("제 3 장을 보라.", &["제 3 장 -> 제3장 전망"]),
        ("자세한 논의는 2장에서 한다.", &["2장 -> 제2장 북러 관계의 전개"]),
        ("이 글 2장 2절에서 다룬다.", &["2장 2절 -> 제2절 탈냉전기"]),
        ("제2장 제1절은 짧다.", &["제2장 제1절 -> 제1절 냉전기"]),
        ("Ⅲ장에서는 전망한다.", &["Ⅲ장 -> 제3장 전망"]),
        ("(제3장 제1절 참조)", &["제3장 제1절 -> 제1절 요인"]),
        ("이 보고서 제3장을 보라.", &["제3장 -> 제3장 전망"]),
        ("제7장에서 다룬다.", &["제7장 -> nowhere"]),
        ("제2장 제9절에 있다.", &["제2장 제9절 -> nowhere"]),
        ("부록 A에 실었다.", &["부록 A -> 부록 A. 조사표"]),
        ("[부록 A]에 실었다.", &["[부록 A] -> 부록 A. 조사표"]),
        ("별표 2에 품목이 있다.", &["별표 2 -> [별표 2] 품목"]),
        ("부록 C를 보라.", &["부록 C -> nowhere"]),
        ("각주 2에서 말했다.", &["각주 2 -> footnote 2"]),
        ("(각주 3 참조)", &["각주 3 -> footnote 3"]),
        ("주 3)에서 말했다.", &["주 3) -> footnote 3"]),
        ("각주 12 참조.", &["각주 12 -> nowhere"]),
    ] {
        let found = pointed(KOREAN, prose);
        if found != expected {
            wrong.push(format!("{prose}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn english_words_lead_to_what_they_name() {
    let mut wrong = Vec::new();
    for (prose, expected) in [
        ("Table 1 shows it.", &["Table 1 -> table 1"][..]),
        ("See Tables 1 and IV.", &["Tables 1 and IV -> table 1", "Tables 1 and IV -> table 2"]),
        ("In 2022, Table 1 shows it.", &["Table 1 -> table 1"]),
        ("Table 1, 12 countries long.", &["Table 1 -> table 1"]),
        ("(Table IV)", &["Table IV -> table 2"]),
        ("Table 9 is missing.", &["Table 9 -> nowhere"]),
        ("The table below tells.", &["The table below -> table 1?"]),
        ("Figure 2 tells.", &["Figure 2 -> Figure 2: A railway"]),
        ("as Fig. 1 shows", &["Fig. 1 -> Figure 1. A map"]),
        ("the following figure", &["the following figure -> Figure 1. A map?"]),
        ("Section 2.1 tells.", &["Section 2.1 -> 2.1 Before 1991"]),
        ("as told in Section 3.", &["Section 3 -> 3 The outlook"]),
        ("Sections 2 and 3 tell.", &["Sections 2 and 3 -> 2 The background", "Sections 2 and 3 -> 3 The outlook"]),
        ("Chapter II tells.", &["Chapter II -> 2 The background"]),
        ("Section 2.9 is missing.", &["Section 2.9 -> nowhere"]),
        ("Section 3 of this report tells.", &["Section 3 -> 3 The outlook"]),
        ("Appendix B tells.", &["Appendix B -> Appendix B: Method"]),
        ("see Annex 1.", &["Annex 1 -> Annex 1. Sources"]),
        ("Appendix D is missing.", &["Appendix D -> nowhere"]),
        ("see note 7", &["see note 7 -> footnote 7"]),
        ("Footnote 2 tells.", &["Footnote 2 -> footnote 2"]),
        ("see notes 1 and 2", &["see notes 1 and 2 -> footnote 1", "see notes 1 and 2 -> footnote 2"]),
        ("see note 9", &["see note 9 -> nowhere"]),
    ] {
        let found = pointed(ENGLISH, prose);
        if found != expected {
            wrong.push(format!("{prose}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// A document with equations, boxes and sections that call themselves by their level.
const PLACES: &str = "\
# 제1장 서론

앞 절에서 보았다. 다음 장에서 다룬다.

# 제2장 본론

## 1절 배경

E = mc² (2)

y = ax + b   (1)

## 2절 전개

PROSE

## 3절 결론

Box 1. The harbour

상자 2. 부두의 하루

# 제3장 전망

Text.[^1] More.[^2]

[^1]: Note.
[^2]: Another.
";

#[test]
fn sections_beside_equations_and_boxes_are_led_to() {
    let mut wrong = Vec::new();
    for (prose, expected) in [
        ("앞 절에서 다루었다.", &["앞 절 -> 1절 배경?"][..]),
        ("앞의 절과 다음 절을 보라.", &["앞의 절 -> 1절 배경?", "다음 절 -> 3절 결론?"]),
        ("이전 장에서 말했고 다음 장에서 말한다.", &["이전 장 -> 제1장 서론?", "다음 장 -> 제3장 전망?"]),
        ("앞 장면이 길다. 앞장서다.", &[]),
        ("as the next chapter tells", &["the next chapter -> 제3장 전망?"]),
        ("식 (1)과 수식 2를 보라.", &["식 (1) -> y = ax + b   (1)", "수식 2 -> E = mc² (2)"]),
        ("Eq. (1) and Equation 2 hold.", &["Eq. (1) -> y = ax + b   (1)", "Equation 2 -> E = mc² (2)"]),
        ("이런 식 9로는 안 된다. 공식 1은 다르다.", &[]),
        ("Box 1 tells more than box 9.", &["Box 1 -> Box 1. The harbour"]),
        ("<상자 2>에 있다. 사과 상자 7을 보냈다.", &["<상자 2> -> 상자 2. 부두의 하루"]),
        ("See n. 1, and nn. 1–2.", &["See n. 1 -> footnote 1", "nn. 1–2 -> footnote 1", "nn. 1–2 -> footnote 2"]),
        ("Here n. 7 is none.", &[]),
    ] {
        let found: Vec<String> = pointed_from(PLACES, prose);
        let told = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
        if found.iter().map(told).collect::<Vec<_>>() != expected.iter().map(|line| told(&(*line).to_owned())).collect::<Vec<_>>()
        {
            wrong.push(format!("{prose}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    // The document’s own, in its first chapter: nothing stands before its only section.
    assert_eq!(pointed(PLACES, "끝."), ["다음 장 -> 제2장 본론?"]);
}

/// What `prose` itself points to, without the rest of the document.
fn pointed_from(sample: &str, prose: &str) -> Vec<String> {
    let document = markdown(&sample.replace("PROSE", prose));
    let plain = document.text().find(prose).expect("the prose");
    let own = |found: &&Reference| (plain..plain + prose.len()).contains(&found.span.start.at());
    let found = all(&document);
    found.iter().filter(own).map(|found| format!("{} -> {}", document.slice(found.span), told(&document, found))).collect()
}

#[test]
fn several_equations_notes_and_parts_above_are_each_led_to() {
    let (first, second) = ("y = ax + b (1)", "E = mc² (2)");
    let mut wrong = Vec::new();
    for (prose, words, expected) in [
        ("Equations (1) and (2) hold.", "Equations (1) and (2)", &[first, second][..]),
        ("Equations (1), (2) and (7) hold.", "Equations (1), (2) and (7)", &[first, second, "nowhere"]),
        ("Eqs. (1)–(2) hold.", "Eqs. (1)–(2)", &[first, second]),
        ("Eqs. 1, 2 hold.", "Eqs. 1, 2", &[first, second]),
        ("Equation (1), (2 of them) holds.", "Equation (1)", &[first]),
        ("식 (1)~(2)를 보라.", "식 (1)~(2)", &[first, second]),
        ("식 (1), (2)에서", "식 (1), (2)", &[first, second]),
        ("식 (1)과 (2)를 보라.", "식 (1)과 (2)", &[first, second]),
        ("notes 1 and 2 above tell.", "notes 1 and 2 above", &["footnote 1", "footnote 2"]),
        ("Notes 1, 2 below tell.", "Notes 1, 2 below", &["footnote 1", "footnote 2"]),
        ("notes 1–2 above tell.", "notes 1–2 above", &["footnote 1", "footnote 2"]),
        ("the chapter above tells.", "the chapter above", &["제1장 서론?"]),
        ("In the section below it is told.", "the section below", &["3절 결론?"]),
        ("as the above section told", "the above section", &["1절 배경?"]),
        ("위의 절도 그렇다. 다음 절도 사건이다. 다음 절에 들렀다.", "", &[]),
        ("그는 다음 장을 열었다. 역사의 다음 장을 새로 썼다. 다음 장이 섰다.", "", &[]),
        ("다음 장을 보라.", "다음 장", &["제3장 전망?"]),
        ("the next chapter in the war; the section above the gate", "", &[]),
    ] {
        let found: Vec<String> =
            pointed_from(PLACES, prose).iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let expected: Vec<String> = expected.iter().map(|aim| format!("{words} -> {aim}")).collect();
        if found != expected {
            wrong.push(format!("{prose}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_of_a_list_and_of_a_range_is_led_to() {
    let mut wrong = Vec::new();
    for (sample, prose, expected) in [
        (KOREAN, "표 1, 2-1을 비교하라.", &["표 1, 2-1 -> table 1", "표 1, 2-1 -> table 2"][..]),
        (KOREAN, "표 1과 2-1은 다르다.", &["표 1과 2-1 -> table 1", "표 1과 2-1 -> table 2"]),
        (KOREAN, "그림 1~2에서", &["그림 1~2 -> 그림 1. 두만강 지도", "그림 1~2 -> [그림 2] 철도"]),
        (KOREAN, "그림 1부터 2까지", &["그림 1부터 2 -> 그림 1. 두만강 지도", "그림 1부터 2 -> [그림 2] 철도"]),
        (KOREAN, "표 1, 2021년의 일", &["표 1 -> table 1"]),
        (KOREAN, "표 1과 2개의 그림", &["표 1 -> table 1"]),
        (KOREAN, "제2·3장에서 다룬다.", &["제2·3장 -> 제2장 북러 관계의 전개", "제2·3장 -> 제3장 전망"]),
        (KOREAN, "각주 1, 2 참조", &["각주 1, 2 -> footnote 1", "각주 1, 2 -> footnote 2"]),
        (ENGLISH, "See Figs. 1 and 2.", &["Figs. 1 and 2 -> Figure 1. A map", "Figs. 1 and 2 -> Figure 2: A railway"]),
        (
            ENGLISH,
            "Sections 1, 2 and 3 tell.",
            &[
                "Sections 1, 2 and 3 -> 1 Opening",
                "Sections 1, 2 and 3 -> 2 The background",
                "Sections 1, 2 and 3 -> 3 The outlook",
            ],
        ),
        (
            ENGLISH,
            "Sections 1–3 tell.",
            &["Sections 1–3 -> 1 Opening", "Sections 1–3 -> 2 The background", "Sections 1–3 -> 3 The outlook"],
        ),
        (
            ENGLISH,
            "See §2.1 and §§ 2 and 3.",
            &["§2.1 -> 2.1 Before 1991", "§§ 2 and 3 -> 2 The background", "§§ 2 and 3 -> 3 The outlook"],
        ),
        (ENGLISH, "17 U.S.C. § 2 and § 99 of it.", &[]),
        (ENGLISH, "Figures 1–2 show it.", &["Figures 1–2 -> Figure 1. A map", "Figures 1–2 -> Figure 2: A railway"]),
        (ENGLISH, "Tables 1 and IV, 14 states long.", &["Tables 1 and IV -> table 1", "Tables 1 and IV -> table 2"]),
    ] {
        let found = pointed(sample, prose);
        if found != expected {
            wrong.push(format!("{prose}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn words_of_other_works_and_other_words_lead_nowhere() {
    let mut wrong = Vec::new();
    for prose in [
        "헌법 제2장은 권리를 말한다.",
        "「국가재정법」 제2장에 따라",
        "유엔헌장 제7장에 따른 결의이다.",
        "유엔헌장 제7장의 조치",
        "국제연합헌장 제2장",
        "같은 책 제3장을 보라.",
        "앞의 책, 제3장 참조.",
        "김철수, 『북러 관계』, 제2장",
        "『국제정치』 제2장에서",
        "교통법 제3장",
        "사진 2장을 보냈다.",
        "종이는 3장이었다.",
        "제2장관이 왔다.",
        "책 2부를 샀다.",
        "제2부속실이 있다.",
        "요한복음 3장 16절은 안다.",
        "발표 1건이 있었다.",
        "대표 2명이 왔다.",
        "좌표 3을 찍었다.",
        "표 2개를 던졌다.",
        "표 300만 장이 나왔다.",
        "목표 1은 평화이다.",
        "다음 표현은 낯설다.",
        "아래 표면의 온도는 높다.",
        "표 12억 원이 들었다.",
        "경기도 1위가 되었다.",
        "주 3회 만난다.",
        "주 5일 일한다.",
        "지도 1장을 받았다.",
        "tablet 3 and Tablets 3",
        "stable 3",
        "the following tables",
        "Table of 3",
        "Chapter VII of the UN Charter allows it.",
        "the UN Charter Chapter VII allows it.",
        "Section 301 of the Trade Act allows it.",
        "Smith 2019, Chapter 3 says so.",
        "(Smith 2019, p. 12)",
        "Smith’s Table 1 shows it.",
        "Article 5 and Chapter 3 of his book.",
        "the Galaxy Note 7 was recalled",
        "ibid., Section 2 says so.",
        "a note 7 percent above",
        "a 200쪽 분량의 보고서",
    ] {
        for sample in [KOREAN, ENGLISH] {
            let found = pointed(sample, prose);
            if !found.is_empty() {
                wrong.push(format!("{prose}: {found:?}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn in_a_footnote_a_source_takes_the_words_behind_it() {
    for (body, expected) in [
        ("김철수, 『북러 관계』(서울: 한빛, 2019), 표 1.", &[][..]),
        ("Smith, “Trade,” 2015, Table 1.", &[]),
        ("Smith 2015, Section 2.", &[]),
        ("앞의 책, 제2장.", &[]),
        ("이 글 제2장 참조.", &["제2장 -> 제2장 북러 관계의 전개"]),
        ("표 1 참조.", &["표 1 -> table 1"]),
        ("김철수, 『북러 관계』, 2019; 표 1 참조.", &["표 1 -> table 1"]),
        ("각주 1 참조.", &["각주 1 -> footnote 1"]),
        ("Smith 2015; see note 1.", &["see note 1 -> footnote 1"]),
    ] {
        assert_eq!(pointed_in_body(KOREAN, body), expected, "{body}");
    }
}

#[test]
fn pages_are_those_of_the_document_only_where_it_says_so() {
    let mut builder = Builder::new();
    for (page, prose) in
        [("11", "한 쪽. 본문 12쪽 참조. (13쪽 참조)"), ("12", "see p. 11, and (p. 99)"), ("13", "김철수, 12쪽. p. 11 of Smith")]
    {
        builder.page(page);
        builder.open(BlockKind::Paragraph);
        builder.text(prose);
    }
    let document = builder.finish().expect("a small document");
    let found: Vec<String> =
        all(&document).iter().map(|found| format!("{} -> {}", document.slice(found.span), told(&document, found))).collect();
    assert_eq!(found, ["12쪽 -> page 12", "13쪽 -> page 13", "p. 11 -> page 11", "p. 99 -> nowhere"]);
    // Without pages nobody can tell.
    assert_eq!(all(&markdown("see p. 11")), []);
}

#[test]
fn sections_without_numbers_are_counted_and_said_to_be_guessed() {
    let text = "# 보고서\n\n## 배경\n\n제2장에서 다룬다. 4장 참조. Section 2.1 tells.\n\n## 전개\n\n### 처음\n\n## 전망\n";
    let document = markdown(text);
    let found: Vec<String> = all(&document).iter().map(|found| told(&document, found)).collect();
    assert_eq!(found, ["전개?", "처음?"], "a bare 4장 that is not there may be anything");
    let numbered = markdown("# Ⅰ. 배경\n\n제2장은 그렇다.\n\n## 1. 처음\n\n## 2. 둘째\n\n# Ⅱ. 전개\n\n## 2. 셋째\n");
    let found: Vec<String> = all(&numbered).iter().map(|found| told(&numbered, found)).collect();
    assert_eq!(found, ["Ⅱ. 전개"], "the outermost numbers are chapters");
}

#[test]
fn one_number_in_several_chapters_means_that_of_the_same_chapter() {
    let text =
        "# 제1장 가\n\n## 제1절 나\n\n제2절에서 말한다.\n\n## 제2절 다\n\n# 제2장 라\n\n제2절에서 말한다.\n\n## 제2절 마\n";
    let document = markdown(text);
    let found: Vec<String> = all(&document).iter().map(|found| told(&document, found)).collect();
    assert_eq!(found, ["제2절 다", "제2절 마"]);
}

#[test]
fn what_is_linked_says_itself_where_it_leads() {
    let document = markdown("# One\n\nSee [Section 2](#two) there.\n\n# Two\n");
    assert_eq!(all(&document), []);
}

#[test]
fn without_numbered_captions_tables_are_counted() {
    let table = "\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n";
    let document = markdown(&format!("표 2를 보라.{table}그리고{table}표 3도."));
    let found: Vec<String> = all(&document).iter().map(|found| told(&document, found)).collect();
    assert_eq!(found, ["table 2?", "nowhere"]);
}

#[test]
fn the_bundled_briefs_point_to_what_they_have() {
    for bytes in [
        &include_bytes!("../../../content/north-korea-russia.ko.md")[..],
        &include_bytes!("../../../content/north-korea-russia.en.md")[..],
    ] {
        let document = markdown(std::str::from_utf8(bytes).expect("text"));
        let found = all(&document);
        assert!(!found.is_empty());
        for reference in &found {
            assert_ne!(reference.aim, ReferenceTarget::Nowhere, "{}", document.slice(reference.span));
        }
    }
}

#[test]
fn a_sentence_has_what_the_whole_has() {
    let document = markdown(
        &KOREAN
            .replace("PROSE", "제2장을 보라. 그리고 <표 1>과 각주 2를 보라. 헌법 제2장은 다르다.")
            .replace("BODY", "앞의 책, 표 1."),
    );
    let landmarks = Landmarks::of(&document);
    let whole = all(&document);
    let mut pieces = Vec::new();
    let mut at = Some(document.sentence_at(crate::document::Point(0)));
    while let Some(sentence) = at {
        pieces.extend(references_in(&document, &landmarks, sentence));
        at = document.next_sentence(sentence.start);
    }
    assert_eq!(pieces, whole);
}

#[test]
fn a_hundred_thousand_references_are_enough() {
    let document = markdown(&format!("# 제1장 가\n\n{}", "제1장과 표 1과 각주 1을 보라.\n\n".repeat(60_000)));
    assert_eq!(all(&document).len(), MOST);
    // As many in one paragraph cost no more each.
    let document = markdown(&"<표 1>과 ".repeat(60_000));
    assert_eq!(all(&document).len(), 60_000);
    assert!(references(&document, &Landmarks::of(&document), &|| false).is_none());
}

proptest! {
    #[test]
    fn spans_lie_in_the_text(prose in "([표그림도제장절부록각주쪽]|Table |Section |Chapter |p\\. |see note |[0-9IVX<>〈〉().,가 -]){0,40}") {
        for sample in [KOREAN, ENGLISH] {
            let document = markdown(&sample.replace("PROSE", &prose).replace("BODY", &prose));
            for found in all(&document) {
                prop_assert!(found.span.end.at() <= document.text().len() && !found.span.is_empty());
                let _ = told(&document, &found);
            }
        }
    }
}
