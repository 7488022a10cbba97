//! What footnotes say of each other, each rule of it.

use std::fmt::Write as _;

use super::{golden, read};
use crate::study::Citations;

/// What is told of footnotes with these bodies: what each points to, and the works.
fn told(bodies: &[&str]) -> String {
    let mut text = String::from("# 머리\n\n");
    for at in 1..=bodies.len() {
        let _ = write!(text, "문장 {at}이다.[^{at}] ");
    }
    text.push_str("\n\n");
    for (at, body) in bodies.iter().enumerate().filter(|(_, body)| !body.is_empty()) {
        let _ = writeln!(text, "[^{}]: {body}", at + 1);
    }
    let document = read(&text);
    let citations = Citations::of(&document, &|| true).expect("not stopped");
    let mut out = String::new();
    let note = |at: Option<usize>| at.map_or("-".to_owned(), |at| (at + 1).to_string());
    for (at, body) in bodies.iter().enumerate() {
        let pointers: Vec<String> = citations
            .pointers(at)
            .iter()
            .map(|one| format!("«{}» {} first {} {}", document.slice(one.span), note(one.to), note(one.first), one.reason.name()))
            .collect();
        let alike: Vec<String> = citations.alike(at).map(|other| note(Some(other))).collect();
        let _ = writeln!(
            out,
            "{} {body}\n    {} work {} alike {}",
            at + 1,
            if pointers.is_empty() { "-".to_owned() } else { pointers.join(", ") },
            note(citations.work_of(at)),
            alike.join(" ")
        );
    }
    for (at, work) in citations.works().iter().enumerate() {
        let notes: Vec<String> = work.notes.iter().map(|at| note(Some(*at))).collect();
        let _ = writeln!(out, "work {}: {} by {}", at + 1, document.slice(work.span), notes.join(" "));
    }
    out + "\n"
}

const BOOK: &str = "김철수, 『북러 관계의 이해』(서울: 한빛, 2019), 12쪽.";
const PAPER: &str = "김철수, 「두만강의 다리」, 『국제정치논총』 60권, 2020, 45쪽.";
const OTHER: &str = "이영희, 『제재의 정치학』(파주: 나루, 2021), 88쪽.";

#[test]
fn words_for_another_note_are_told_from_words_that_look_like_them() {
    let mut out = String::new();
    out += &told(&[
        BOOK,
        "위의 책",
        "윗글",
        "위 글쓰기",
        "같은 책은",
        "같은 책임",
        "상게서",
        "상게문",
        "상동",
        "상동이",
        "Ibid",
        "ibidem",
        "Idem",
        "Idaho",
        "Id. 5",
        "Loc. cit.",
        "loccit",
    ]);
    out += &told(&[
        BOOK,
        PAPER,
        OTHER,
        "앞의 책",
        "앞 글",
        "전게서",
        "전게논문",
        "op. cit.",
        "opcit",
        "Op.Cit",
        "김철수, 앞의 책",
        "김철수, 앞의 글",
        "김철수, 앞의 기사",
        "김철수, 전게문",
        "김철수, 앞의 문서",
        "김철수 2020, 앞의 책",
        "김철수 2019, 앞의 글",
        "박씨, 앞의 책",
        "김철수; 앞의 책",
        "김철수 앞의 책",
    ]);
    out += &told(&[
        BOOK,
        OTHER,
        "각주 1",
        "각주 1 참조",
        "각주 2번",
        "주 1) 책",
        "주 1",
        "주 1 참조",
        "주 3회 참조",
        "앞의 각주 2를 보라",
        "미주 1의 글",
        "주석 1 참고",
        "note 1",
        "See note 2",
        "A note 1 above",
        "as said, note 2",
        "(note 1)",
        "Note 2",
        "Galaxy Note 2",
        "fn. 1",
        "n. 2",
        "an n. 2",
        "nn. 1",
        "notes 2 below",
        "note 1%",
        "note 1x",
        "supra note 1, 각주 23",
        "각주 99 참조",
    ]);
    out += &told(&["", "위의 책", REMARK, "위의 책", REMARK, REMARK, "위의 책"]);
    out += &told(&[BOOK, REMARK, REMARK, REMARK, REMARK, REMARK, REMARK, "위의 책"]);
    out += &told(&[BOOK, REMARK, REMARK, REMARK, REMARK, REMARK, REMARK, REMARK, "위의 책"]);
    out += &told(&[BOOK, REMARK, REMARK, REMARK, REMARK, REMARK, REMARK, REMARK, REMARK, "위의 책"]);
    out += &told(&["각주 3 참조.", BOOK, "각주 1 참조.", "위의 책; 각주 2 참조", "각주 5 참조."]);
    golden("citations-pointers", &out);
}

const REMARK: &str = "이 점은 뒤에서 다룬다.";

#[test]
fn sources_are_known_by_author_title_and_year() {
    let mut out = String::new();
    out += &told(&[
        BOOK,
        "김철수, 『북러 관계의 이해: 국경』, 2019.",
        "김철수, 『북러 관계의 이해: 무역』, 2019.",
        "김철수, 『북러 관계의 이해』, 2020.",
        "김철수, 『북러 관계의 이해』.",
        "김철수, 『북러』, 2019.",
        "김철수, 『북러』, 2019.",
        "『북러 관계의 이해』, 2019.",
        "김철수·이영희, 『북러 관계의 이해』, 2019.",
        "김철수 외, 『북러 관계의 이해』, 2019.",
        "예컨대 김철수 편, 『북러 관계의 이해』, 2019.",
        "이영희, 『북러 관계의 이해』, 2019.",
        "자세한 것은 다음을 보라. 여러 책이 있으나 그 가운데 으뜸은 이것이라고 한다: 김철수, 『북러 관계의 이해』, 2019.",
    ]);
    out += &told(&[
        "Andrei Lankov, The Real North Korea (Oxford: OUP, 2013), p. 40.",
        "A. Lankov, The Real North Korea, 2013.",
        "Lankov, Andrei. The Real North Korea. Oxford, 2013.",
        "See also Andrei Lankov, The Real North Korea (2013).",
        "Lankov and Smith, The Real North Korea, 2013.",
        "Smith & Lankov, The Real North Korea, 2013.",
        "lankov, The Real North Korea, 2013.",
        "Lankov, The Real North Korea.",
        "Lankov, 2013.",
        "Lankov, 2013, p. 5.",
        "Jane Smith, “Sanctions and Trade,” Asian Survey 55 (2015), p. 5.",
        "“Sanctions and Trade,” Asian Survey 55 (2015).",
        "Jane Smith, “Sanctions and Trade,” Asian Survey.",
        "In a long and winding remark that tells of many things and is no name, Jane Smith, “Sanctions and Trade.”",
        "Smith, The Real; 2013.",
        "12, The Real North Korea, 2013.",
        "X, The Real North Korea, 2013.",
        "Smith, The Real North Korea 12013.",
        "통일연구원, 『북한 경제 동향 — 2022』, 2022. 「논문」",
        "〈한겨레〉 2022. \"Reuters\" 2022. 한겨레, 〈기사의 제목〉, 2022.",
    ]);
    golden("citations-works", &out);
}
