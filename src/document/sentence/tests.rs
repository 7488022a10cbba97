//! Sentences by their ends, and from every point.

use super::super::{BlockKind, Builder};
use super::split::sentences;
use super::*;

fn paragraphs(texts: &[&str]) -> Document {
    let mut builder = Builder::new();
    for text in texts {
        builder.open(BlockKind::Paragraph);
        builder.text(text);
    }
    builder.finish().expect("a small document")
}

#[test]
fn a_sentence_ends_where_the_next_begins() {
    let document = paragraphs(&["평양은 답했다. 모스크바도 2.5배 늘었다. 끝.", "Next one."]);
    let at = |needle: &str| Point::new(document.text().find(needle).expect("needle"));
    assert_eq!(document.slice(document.sentence_at(at("답했다"))), "평양은 답했다.");
    assert_eq!(document.slice(document.sentence_at(at("2.5"))), "모스크바도 2.5배 늘었다.");
    assert_eq!(document.slice(document.next_sentence(at("끝")).expect("one more")), "Next one.");
    assert_eq!(document.slice(document.previous_sentence(at("Next")).expect("one before")), "끝.");
    assert_eq!(document.previous_sentence(Point(0)), None);
    assert_eq!(document.next_sentence(at("Next")), None);
}

#[test]
fn sentences_in_a_row_are_those_around_points() {
    let document = paragraphs(&["평양은 답했다. 모스크바도 2.5배 늘었다.  끝.", "", "Next one. And so on"]);
    for block in document.blocks() {
        let all: Vec<_> = document.sentences_in(block.span).collect();
        assert!(all.iter().all(|span| document.sentence_at(span.start) == *span));
    }
    let count: usize = document.blocks().iter().map(|block| document.sentences_in(block.span).count()).sum();
    assert_eq!(count, 5);
    let long = paragraphs(&["가나. ".repeat(30_000).trim_end()]);
    assert_eq!(long.sentences_in(long.blocks()[0].span).count(), 30_000);
    let whole = paragraphs(&[&"가".repeat(100_000)]);
    let pieces: Vec<_> = whole.sentences_in(whole.blocks()[0].span).collect();
    assert!(pieces.len() > 1 && pieces.windows(2).all(|pair| pair[0].end == pair[1].start));
}

#[test]
fn a_paragraph_of_a_megabyte_costs_a_window() {
    let document = paragraphs(&["가나다라마바사 ".repeat(60_000).trim_end()]);
    let middle = Point::new(document.floor(document.text().len() / 2));
    let found = document.sentence_at(middle);
    assert!(found.contains(middle) && found.len() <= 2 * REACH);
}

#[test]
fn a_word_is_what_stands_between_spaces() {
    let document = paragraphs(&["북러 밀착은 이어진다"]);
    let at = Point::new(document.text().find("착은").expect("needle"));
    assert_eq!(document.slice(document.word_at(at)), "밀착은");
    assert_eq!(document.slice(document.word_at(Point(6))), "밀착은");
}

/// The sentences of `text`, by bars between them.
fn parted(text: &str) -> String {
    sentences(text).map(|(_, sentence)| sentence.trim_end()).collect::<Vec<_>>().join(" | ")
}

/// Each text with bars where its sentences end, and nowhere else.
fn holds(rows: &[&str]) {
    let wrong: Vec<String> =
        rows.iter().filter(|row| parted(&row.replace(" | ", " ")) != **row).map(|row| parted(&row.replace(" | ", " "))).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn titles_and_what_is_shortened_end_nothing() {
    holds(&[
        "Dr. Smith met Mr. Kim at 3.5 p.m. in the U.S. Capitol. | He said e.g. nothing. | See Fig. 3 and No. 5 of Vol. 2 for more.",
        "Prof. Lee came on 3 May 2021 with Mrs. Oh and St. John Inc. staff. | The end.",
        "Gen. A. B. Park and Col. Roh spoke. | They left.",
        "Sen. Cruz, Rep. Kim and Gov. Lee v. Acme Corp. Holdings were heard. | It ended.",
        "Roe vs. Wade, cf. Smith and approx. 5 men.",
        "Messrs. Kim & Co. Ltd. Seoul wrote. | Nobody read it.",
        "It is in Ph.D. Programs of the U.N. Security Council. | The U.N. agreed.",
    ]);
}

#[test]
fn a_shortened_word_may_end_a_sentence() {
    holds(&[
        "He works for Acme Inc. | The firm is small.",
        "They live in the U.S. | In 2018 they moved.",
        "Talks were held in Washington, D.C. | However, nothing came of it.",
        "He came at 5 p.m. | Nobody was there.",
        "He came at 5 p.m. Monday and left at 6 a.m. EST on Tuesday.",
        "The answer was no. | They asked again.",
        "Kim et al. (2019) and Lee et al. “Ports” differ. | They say so.",
        "Look at Figs. 3 and 4. | See p. 5. | Pages are few.",
        "On Sept. 5 and Oct. 10 it rose. | It fell in Dec. | Then it rose.",
        "There are rice, beans, etc. | Most are sold.",
        "Martin Luther King Jr. | He spoke.",
    ]);
}

#[test]
fn initials_go_on_and_letters_of_things_end() {
    holds(&[
        "J. K. Rowling and George W. Bush met John F. Kennedy. | A. Smith wrote.",
        "Ask for vitamin C. | The rest is here.",
        "It stands in Annex B. | Figures are in Appendix C. | Tables follow.",
        "Since World War I. | Germany changed.",
        "John F. 케네디는 미국의 대통령이었다. | A. 스미스가 말했다.",
    ]);
}

#[test]
fn the_number_of_a_list_or_a_thing_ends_nothing() {
    holds(&[
        "1. The visit of the mayor",
        "2.1. Data and method. | Text.",
        "II. The outlook",
        "(3). What is meant.",
        "가. 배경과 목적. | 나. 방법.",
        "제2장. 북러 관계",
        "Table 1. Guests of the mayor in 2021",
        "Fig. 3. The harbour. | It is old.",
        "표 2-1. 손님의 수. | 표는 짧다.",
        "그림2. 부두",
        "See Table 1. | It shows the guests.",
        "표 1을 보라. | 그림 2. 부두",
        "They are: 1. Rice.",
        "가. | 나. | 다.",
        "다음과 같다: 1. 쌀 2. 콩 3. 보리.",
    ]);
}

#[test]
fn dates_of_figures_end_nothing() {
    holds(&[
        "2023. 9. 12. 회담이 열렸다. | 2024. 1. 3.에 끝났다.",
        "기간은 2023. 9. 12. ~ 2024. 1. 3. 이다. | 길다.",
        "그는 9. 12. 서울에 왔다. | 곧 떠났다.",
        "지난 2020. 3.11. 대유행을 선언했다. | 그 뒤 2023.9.12. 회담이 열렸다. | 끝.",
        "비율은 3.5. | 이는 높다.",
        "통계청(2023. 9. 12.) 자료이다. | 끝.",
        "’23. 9. 12. 회의 결과이다.",
        "It rose in 2021. | Then it fell. | It was 3.5. | That is all.",
        "It was reviewed in the year. | 14 countries joined. | It ended in 2019. | 3 of them left.",
        "통계청, 2023. | 이 자료는 믿을 만하다.",
    ]);
}

#[test]
fn a_clause_goes_on_behind_a_quotation() {
    holds(&[
        "그는 “가겠다.”라고 말했다. | “왜 그런가?”라는 물음이 남았다.",
        "그는 “가겠다.” 라고 말했다. | 「끝났다.」고 적었다.",
        "무엇을 할 것인가?라는 물음이다. | 답은 없다.",
        "“Who goes?” asked Kim. | “Nobody!” he said. | “Why?” | They left.",
        "“It is over.” | The men left.",
        "He waited . . . Then [...] States are meant.",
        "“끝났다.” | 그는 일어섰다.",
    ]);
}

#[test]
fn korean_endings_behind_a_quotation_go_on_and_words_like_them_do_not() {
    holds(&[
        "그는 “가겠다.” 하면서 떠났다. | 끝.",
        "“왜?” 하며 물었다. | “됐다!” 면서 웃었다. | 「끝났다.」 며 일어섰다.",
        "“가자!” 하는 소리가 났다. | “좋다.” 했다.",
        "“이럴 수가!”라면서 울었다. | “가자.” 면서도 남았다.",
        "“끝났다.” | 며칠 뒤 그는 떠났다.",
        "“끝났다.” | 고향은 멀다. | “갔다.” | 면서기가 왔다. | “왔다.” | 하늘이 맑다.",
    ]);
}

#[test]
fn a_number_with_a_fraction_begins_a_sentence_behind_a_year() {
    holds(&[
        "It began in 2019. | 3.5 million people left. | It ended in 2020. | 14.2 per cent stayed.",
        "It fell in 2019. | 3.5% of it came back.",
        "자료는 통계청, 2023. | 3.5배 늘었다.",
        "지난 2020. 3.11. 대유행을 선언했다. | 2020. 3.11 대유행 뒤의 일이다.",
        "2023. 9. 12. 회담이 열렸다.",
    ]);
}

#[test]
fn a_short_bracket_amidst_a_sentence_is_not_parted() {
    holds(&[
        "수출은 3.3%(전년보다 4.4%p.) 늘었다. | 끝.",
        "수출은 3.3%(전년 4.4%p. 증가) 늘었다. | 끝.",
        "경기(전년 4.4%p.) 회복이 늦다. | 회담이 끝났다(그림 1 참조.) | 그는 갔다.",
        "값은 5원(전년 3원. 그 전년 2원.) 올랐다. | 끝.",
        "회담이 끝났다. | (그림 1 참조.) | 그는 갔다.",
        "He met Kim (of Acme Inc. Seoul) twice. | The end.",
        "Dues rose (see p. 5.) | The council met.",
        "(그는 갔다. | 그녀는 왔다.) | 끝.",
    ]);
}

#[test]
fn a_text_without_a_blank_costs_its_length() {
    // 200 KB each: only what costs the square of it is noticed.
    for piece in
        ["가.나.다.라.", "a.b.", "((((가.", "1.1.1.", "IV.IV.나.", "1. 1. ", "“가.” ", "제1장.", "!)", "§1.", "가(나. ", "?라"]
    {
        let text = piece.repeat(200_000 / piece.len());
        let found: usize = sentences(&text).map(|(_, sentence)| sentence.len()).sum();
        assert_eq!(found, text.len(), "{piece}");
    }
}

#[test]
fn a_call_or_a_bracket_stays_with_its_sentence() {
    assert_eq!(parted("Dues rose.[5] The council met.(3) It left."), "Dues rose.[5] | The council met.(3) | It left.");
    assert_eq!(parted("끝났다.(그림 1) 그리고."), "끝났다. | (그림 1) 그리고.");
    assert_eq!(parted("끝났다.그러나 갔다. 주식회사 가.나다가 왔다."), "끝났다. | 그러나 갔다. | 주식회사 가.나다가 왔다.");
    assert_eq!(parted("He left.“Then” it rained."), "He left. | “Then” it rained.");
}

#[test]
fn a_heading_and_a_caption_are_one_sentence() {
    for kind in [BlockKind::Heading(1), BlockKind::Caption] {
        let mut builder = Builder::new();
        builder.open(kind);
        builder.text("Who rules? The harbour. It is old.");
        let document = builder.finish().expect("a small document");
        let all: Vec<_> = document.sentences_in(document.blocks()[0].span).collect();
        assert_eq!(all, [document.blocks()[0].span]);
        assert_eq!(document.sentence_at(Point(15)), document.blocks()[0].span);
    }
}
