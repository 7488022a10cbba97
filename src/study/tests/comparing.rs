//! What is told of two texts: of the briefs in both languages, of a brief and an edited one, and
//! of small texts for each way to change one.

use std::fmt::Write as _;

use super::{ENGLISH, KOREAN, golden, read};
use crate::document::{Document, Span};
use crate::study::{Comparison, PairCounts, PairKind, Pairing, changes, compare, older};

/// A comparison in lines: what each pair is, its texts, and below it what changed.
fn told(left: &Document, right: &Document, found: &Comparison) -> String {
    let Comparison { by, strangers, common, complete, .. } = found;
    let PairCounts { same, changed, moved, left: removed, right: added } = found.counts();
    let mut out = format!(
        "{} strangers {strangers} common {common:.3} complete {complete}: same {same} changed {changed} moved {moved} left {removed} right {added}\n",
        by.name()
    );
    let short = |document: &Document, span: Span| {
        let text = document.slice(span).replace('\n', "¶");
        let count = text.chars().count();
        if count <= 48 { text } else { format!("{}…{}", text.chars().take(44).collect::<String>(), count) }
    };
    for pair in &found.pairs {
        let kind = match pair.kind {
            PairKind::Moved(other) => format!("moved {other}"),
            kind => kind.name().to_owned(),
        };
        let goes_on = if pair.goes_on { "+" } else { "" };
        let _ = writeln!(out, "{goes_on}{kind}: {} | {}", short(left, pair.left), short(right, pair.right));
        for edit in found.edits_of(pair) {
            let _ = writeln!(
                out,
                "    {} > {} @{} {}",
                short(left, edit.left),
                short(right, edit.right),
                edit.left.start.0,
                edit.right.start.0
            );
        }
    }
    for section in found.by_section(left, right) {
        let PairCounts { same, changed, moved, left: removed, right: added } = section.counts;
        let name = |which: Option<usize>| which.map_or("-".to_owned(), |at| at.to_string());
        let _ = writeln!(
            out,
            "section {} {} from {}: {same} {changed} {moved} {removed} {added}",
            name(section.left),
            name(section.right),
            section.pair
        );
    }
    out
}

fn compared(left: &str, right: &str, by: Option<Pairing>) -> String {
    let (left, right) = (read(left), read(right));
    let found = compare(&left, &right, by, &|_| true).expect("not stopped");
    told(&left, &right, &found)
}

#[test]
fn the_two_languages_of_a_brief_stand_like_this() {
    golden("compare-languages", &compared(KOREAN, ENGLISH, None));
    golden("compare-languages-back", &compared(ENGLISH, KOREAN, None));
}

/// The brief as an editor leaves it: words, sentences, paragraphs, cells and notes are others.
fn edited() -> String {
    let mut paragraphs: Vec<String> = ENGLISH.split("\n\n").map(str::to_owned).collect();
    let prose: Vec<usize> =
        (0..paragraphs.len()).filter(|at| paragraphs[*at].len() > 500 && !paragraphs[*at].contains('|')).collect();
    // A word in each sentence, a sentence out, one in, two joined, one cut, one moved, one replaced.
    paragraphs[prose[0]] = paragraphs[prose[0]].replace("summit", "meeting").replace(" and ", " as well as ");
    let first = paragraphs[prose[1]].find(". ").expect("a sentence") + 2;
    paragraphs[prose[1]] = paragraphs[prose[1]][first..].to_owned();
    paragraphs[prose[2]] += " This sentence is new, and nobody has read it before.";
    let middle = paragraphs[prose[3]].len() / 2;
    let cut = paragraphs[prose[3]][..middle].rfind(". ").expect("a sentence") + 2;
    paragraphs[prose[3]].insert_str(cut, "\n\n");
    let moved = paragraphs[prose[4]].clone();
    paragraphs[prose[5]] =
        "An entirely different paragraph stands here, on fish, birds and the sea that they live by.".to_owned();
    let joined = format!("{} {}", paragraphs[prose[6]], paragraphs[prose[7]]);
    paragraphs[prose[6]] = joined;
    paragraphs.remove(prose[7]);
    paragraphs.remove(prose[4]);
    paragraphs.push(moved);
    paragraphs.join("\n\n").replace("36,704.2", "36,704.9").replace("## ", "## On ")
}

#[test]
fn a_brief_and_an_edited_one_differ_like_this() {
    let edited = edited();
    golden("compare-editions", &compared(ENGLISH, &edited, None));
    golden("compare-editions-back", &compared(&edited, ENGLISH, None));
}

const BASE: &str = "# One\n\nThe treaty was signed in March by both sides. It runs for ten years. Nobody has read all of it.\n\n\
    - a first point about trade\n- a second point about arms\n\nThe ministry said that the figures for 2021 are final, and that more will follow.\n\n\
    ## Two\n\n| Land | 2021 | 2022 | remark |\n|--|--:|--:|--|\n| Korea | 1.0 | 2.0 | as told by the bank in a long remark on it |\n\
    | Japan | 3.0 | 4.0 | none |\n| China | 5.0 | 6.0 | none |\n\n```\nlet a = 1;\nlet b = 2;\n```\n\nLast words[^1] here.\n\n[^1]: A note on the last words.\n";

#[test]
fn each_way_to_change_a_text_is_told_as_what_it_is() {
    let mut out = String::new();
    for (from, to) in [
        ("", ""),
        ("in March", "in May"),
        ("signed in March by both sides", "concluded in May by all of them"),
        ("It runs for ten years. ", ""),
        ("It runs for ten years.", "It runs for ten years. It can be ended by either side."),
        ("It runs for ten years. Nobody has read all of it.", "It runs for ten years, and nobody has read all of it."),
        ("It runs for ten years. Nobody has read all of it.", "Nobody has read all of it. It runs for ten years."),
        ("It runs for ten years.", "The weather was fine on the day that it was signed."),
        ("It runs for ten years. Nobody has read all of it.", "Fish live in the sea. Birds fly over the hills at night."),
        ("The treaty was signed in March by both sides. It", "The treaty was signed in March by both sides.\n\nIt"),
        ("a first point about trade\n- a second point about arms", "a second point about arms\n- a first point about trade"),
        ("- a first point about trade\n", ""),
        ("- a second point about arms", "- a second point about arms\n- a third point about fish"),
        ("a first point about trade", "trade"),
        ("final, and", "final; and"),
        ("2021 are final", "2022 are final"),
        ("## Two", "## Second"),
        ("## Two", "### Two"),
        ("# One\n\n", ""),
        ("## Two\n\n", "Two\n\n"),
        ("| 1.0 | 2.0 |", "| 1.5 | 2.0 |"),
        ("| 1.0 | 2.0 |", "| 1.5 | 2.5 |"),
        ("in a long remark on it", "in a very long remark on this"),
        ("| Japan | 3.0 | 4.0 | none |\n", ""),
        (
            "| Japan | 3.0 | 4.0 | none |\n| China | 5.0 | 6.0 | none |",
            "| China | 5.0 | 6.0 | none |\n| Japan | 3.0 | 4.0 | none |",
        ),
        ("| Japan | 3.0 | 4.0 | none |", "| Peru | 7.0 | 8.0 | some |"),
        ("| Japan | 3.0 | 4.0 | none |", "| Japan | 7.0 | 8.0 | some |"),
        ("| China | 5.0 | 6.0 | none |", "| China | 5.0 | 6.0 | none |\n| Peru | 7.0 | 8.0 | none |"),
        (
            "| Land | 2021 | 2022 | remark |\n|--|--:|--:|--|\n| Korea | 1.0 | 2.0 | as told by the bank in a long remark on it |\n| Japan | 3.0 | 4.0 | none |\n| China | 5.0 | 6.0 | none |",
            "| Land | 2022 | remark |\n|--|--:|--|\n| Korea | 2.0 | as told by the bank in a long remark on it |\n| Japan | 4.0 | none |\n| China | 6.0 | none |",
        ),
        ("let a = 1;", "let a = 2;"),
        ("let a = 1;\n", ""),
        ("A note on the last words.", "Another note on the very last words."),
        ("Last words[^1] here.", "Last words here.[^1]"),
        ("\n\n[^1]: A note on the last words.", ""),
    ] {
        let other = if from.is_empty() { BASE.to_owned() } else { BASE.replace(from, to) };
        assert!(from.is_empty() || other != BASE, "{from}");
        let (left, right) = (read(BASE), read(&other));
        for (left, right) in [(&left, &right), (&right, &left)] {
            let found = compare(left, right, None, &|_| true).expect("not stopped");
            let lines = told(left, right, &found);
            // What is the same says nothing.
            let lines: Vec<&str> = lines.lines().filter(|line| !line.starts_with("same: ")).collect();
            let _ = writeln!(out, "«{}» to «{}»\n{}\n", from.replace('\n', "¶"), to.replace('\n', "¶"), lines.join("\n"));
        }
    }
    golden("compare-ways", &out);
}

#[test]
fn words_of_korean_change_behind_their_stems() {
    let left = "평양은 모스크바와 조약을 맺었다. 두 나라의 관계는 가까워졌다. 그 뜻은 분명하다.\n\n다음 문단은 무역을 다룬다. 값은 1,243.0달러였다.\n\n셋째 문단이다.";
    let mut out = String::new();
    for (from, to) in [
        ("평양은 모스크바와", "평양이 모스크바와의"),
        ("조약을 맺었다", "조약에 서명했다"),
        ("두 나라의 관계는 가까워졌다.", "두 나라는 가까워졌다."),
        ("1,243.0달러", "1,244.0달러"),
        ("그 뜻은 분명하다.", "그 뜻은 분명하다. 또 다른 문장이 붙었다."),
        (
            "다음 문단은 무역을 다룬다. 값은 1,243.0달러였다.\n\n셋째 문단이다.",
            "셋째 문단이다.\n\n다음 문단은 무역을 다룬다. 값은 1,243.0달러였다.",
        ),
    ] {
        out += &format!("«{from}» to «{to}»\n{}\n", compared(left, &left.replace(from, to), None));
    }
    golden("compare-korean", &out);
}

#[test]
fn strangers_and_languages_are_told_from_editions() {
    let mut out = String::new();
    let korean = "# 제1장 배경\n\n2023년 9월 13일 두 나라가 만났다. 값은 36,704.2였다.[^1]\n\n짧은 문단.\n\n# 제2장 전망\n\nNATO는 1,107.0을 말했다. 그리고 아주 긴 문단이 뒤따르며 여러 가지를 말한다.\n\n# 3. 결론\n\n끝.\n\n[^1]: 각주 2019.\n";
    let english = "# 1. Background\n\nOn 13 September 2023 the two lands met. The value was 36,704.2.[^1]\n\nA short one.\n\n# 2. Outlook\n\nNATO said 1,107.0.\n\nAnd a very long paragraph follows, which tells of many things.\n\n# 3. Conclusion\n\nThe end.\n\n[^1]: A note of 2019.\n";
    let other = "# Trees\n\nA city plants trees. The council waters them in summer, and pays for it.\n\nThe end.\n\nIt is so.\n";
    for (left, right) in [
        (korean, english),
        (english, korean),
        (korean, other),
        (english, other),
        (other, english),
        ("같은 말 하나.\n\n다른 말 둘.", "같은 말 하나.\n\n아주 새로운 문단."),
        (
            "| a | 2021 |\n|--|--:|\n| 인구 | 1.0 |\n| 무역 | 2.0 |\n\n# 하나\n\n# 둘\n\n# 셋",
            "| a | 2021 |\n|--|--:|\n| people | 1.5 |\n| trade | 2.0 |\n\n# One\n\n# Two\n\n# Three",
        ),
    ] {
        for by in [None, Some(Pairing::Words), Some(Pairing::Structure)] {
            out += &format!("{}\n", compared(left, right, by));
        }
    }
    golden("compare-strangers", &out);
}

#[test]
fn long_paragraphs_are_laid_in_pieces_of_a_page() {
    let sentence = |n: usize| format!("Sentence {n} tells of {} and ends. ", n * 31 % 977);
    let text: String = (0..900).map(sentence).collect();
    let mut out = compared(&text, &text, None);
    out += &compared(&text, &text.replace("Sentence 450 tells", "Sentence 450 spoke"), None);
    out += &compared(&text, &text[..text.len() / 2], None);
    let (letters, others) = ("abcde ".repeat(6_000), "vwxyz ".repeat(8_000));
    out += &compared(&letters, &others, Some(Pairing::Words));
    golden("compare-pieces", &out);
}

#[test]
fn changes_since_an_older_text_are_counted_by_section() {
    let new = read(BASE);
    let told = |old: &str| {
        let found: Vec<String> = changes(old, &new)
            .iter()
            .map(|one| format!("{} +{} -{}", one.section.map_or("-".to_owned(), |at| at.to_string()), one.added, one.removed))
            .collect();
        found.join(", ")
    };
    let text = new.text();
    assert_eq!(told(text), "");
    assert_eq!(told(""), "0 +5 -0, 1 +20 -0, - +1 -0");
    assert_eq!(told(&text.replace("1.0", "1.5")), "1 +1 -1");
    assert_eq!(told(&text.replace("One", "Uno").replace("Last words", "First words")), "0 +1 -1, 1 +1 -1");
    assert_eq!(told(&format!("{text}\nMore\n\nand more")), "- +0 -2");
    assert_eq!(told(&text.replace("a first point about trade\n", "")), "0 +1 -0");
}

#[test]
fn an_older_text_becomes_a_document_that_is_built_like_the_newer_one() {
    let new = read(BASE);
    let told = |old: &str| {
        let document = older(old, &new).expect("a document");
        let blocks: Vec<String> = document
            .blocks()
            .iter()
            .map(|block| format!("{:?} {}", block.kind, document.slice(block.span).replace('\n', "¶")))
            .collect();
        blocks.join(" / ")
    };
    assert_eq!(told("One\nWords.\n\nTwo"), "Heading(1) One / Paragraph Words. / Heading(2) Two");
    // One cell alone is a paragraph; two are a table; two lines between cells stray, three do not, nor does a long one.
    assert_eq!(told("Korea\nWords."), "Paragraph Korea / Paragraph Words.");
    assert_eq!(told("Korea\n1.0\nWords."), "Code Korea¶1.0 / Paragraph Words.");
    assert_eq!(told("Korea\n9.0\n9.1\n2.0\nWords."), "Code Korea¶9.0¶9.1¶2.0 / Paragraph Words.");
    assert_eq!(
        told("Korea\n9.0\n9.1\n9.2\n2.0\nWords."),
        "Paragraph Korea / Paragraph 9.0 / Paragraph 9.1 / Paragraph 9.2 / Paragraph 2.0 / Paragraph Words."
    );
    let forty = "x".repeat(40);
    assert_eq!(told(&format!("Korea\n{forty}\n2.0")), format!("Code Korea¶{forty}¶2.0"));
    let more = "x".repeat(41);
    assert_eq!(told(&format!("Korea\n{more}\n2.0")), format!("Paragraph Korea / Paragraph {more} / Paragraph 2.0"));
}
