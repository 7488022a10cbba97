//! Bodies as papers have them, and which footnote each means.

use super::*;
use crate::import::{Source as File, format_named};
use proptest::prelude::*;

/// A document whose footnotes, in order, have these bodies; an empty one has none.
fn notes(bodies: &[&str]) -> Document {
    let mut text = String::from("# 머리\n\n");
    for at in 1..=bodies.len() {
        text.push_str(&format!("문장 {at}이다.[^{at}] "));
    }
    text.push_str("\n\n");
    for (at, body) in bodies.iter().enumerate().filter(|(_, body)| !body.is_empty()) {
        text.push_str(&format!("[^{}]: {body}\n", at + 1));
    }
    let format = format_named("markdown").expect("a format");
    (format.read)(&File { name: "a.md", bytes: text.as_bytes(), whole: true }, &()).expect("a document")
}

fn read(bodies: &[&str]) -> (Document, Citations) {
    let document = notes(bodies);
    let citations = Citations::of(&document, &|| true).expect("not stopped");
    (document, citations)
}

const BOOK: &str = "김철수, 『북러 관계의 이해』(서울: 한빛, 2019), 12쪽.";
const ARTICLE: &str = "김철수, 「두만강의 다리」, 『국제정치논총』 60권 2호, 2020, 45쪽.";
const OTHER: &str = "이영희, 『제재의 정치학』(파주: 나루, 2021), 88쪽.";
const LATIN: &str = "Andrei Lankov, The Real North Korea (Oxford: Oxford University Press, 2013), p. 40.";
const SECOND: &str = "Jane Smith, “Sanctions and Trade,” Asian Survey 55, no. 2 (2015), p. 5.";
const INSTITUTE: &str = "통일연구원, 『북한 경제 동향 2022』, 2022, 3쪽.";
const REMARK: &str = "이 점에 대해서는 뒤에서 다시 다룬다.";

/// Bodies before, the body that points, the footnote meant (from 1; 0 is none), and why.
type Row<'a> = (&'a [&'a str], &'a str, usize, Reason);

const ROWS: &[Row] = &[
    // The note before.
    (&[BOOK], "위의 책, 15쪽.", 1, Reason::NoteBefore),
    (&[BOOK], "위의 글, 15쪽.", 1, Reason::NoteBefore),
    (&[BOOK], "위 책, 15쪽.", 1, Reason::NoteBefore),
    (&[BOOK], "윗글, 15쪽.", 1, Reason::NoteBefore),
    (&[BOOK], "같은 책, 15-17쪽.", 1, Reason::NoteBefore),
    (&[ARTICLE], "같은 글.", 1, Reason::NoteBefore),
    (&[ARTICLE], "같은 논문, 47쪽.", 1, Reason::NoteBefore),
    (&[BOOK], "같은 곳.", 1, Reason::NoteBefore),
    (&[BOOK], "상게서, 20면.", 1, Reason::NoteBefore),
    (&[ARTICLE], "상게논문, 50면.", 1, Reason::NoteBefore),
    (&[BOOK], "상동.", 1, Reason::NoteBefore),
    (&[LATIN], "Ibid.", 1, Reason::NoteBefore),
    (&[LATIN], "Ibid., p. 41.", 1, Reason::NoteBefore),
    (&[LATIN], "ibid, 41", 1, Reason::NoteBefore),
    (&[LATIN], "Id. at 44.", 1, Reason::NoteBefore),
    (&[LATIN], "Loc. cit.", 1, Reason::NoteBefore),
    (&[LATIN], "loc. cit.", 1, Reason::NoteBefore),
    (&[OTHER, BOOK], "위의 책, 9쪽.", 2, Reason::NoteBefore),
    // Its text may be missing.
    (&[BOOK, ""], "위의 글.", 2, Reason::NoteBefore),
    // A remark between does not part them.
    (&[BOOK, REMARK], "위의 책, 30쪽.", 1, Reason::SourceBefore),
    (&[LATIN, "The figures differ by source."], "Ibid., p. 3.", 1, Reason::SourceBefore),
    // Without an author, an earlier one is the nearest.
    (&[BOOK], "앞의 책, 15쪽.", 1, Reason::NoteBefore),
    (&[BOOK], "전게서, 15면.", 1, Reason::NoteBefore),
    (&[LATIN], "Op. cit., p. 9.", 1, Reason::NoteBefore),
    // The nearest earlier note of the same author.
    (&[BOOK, OTHER], "김철수, 앞의 책, 12쪽.", 1, Reason::SameAuthor),
    (&[BOOK, OTHER], "김철수, 앞의 글, 12쪽.", 1, Reason::SameAuthor),
    (&[BOOK, OTHER], "김철수, 전게서, 12면.", 1, Reason::SameAuthor),
    (&[BOOK, OTHER], "김철수(2019), 앞의 책, 12쪽.", 1, Reason::SameAuthor),
    (&[BOOK, ARTICLE, OTHER], "김철수, 앞의 책, 12쪽.", 1, Reason::SameAuthor),
    (&[BOOK, ARTICLE, OTHER], "김철수, 앞의 글, 12쪽.", 2, Reason::SameAuthor),
    (&[BOOK, ARTICLE, OTHER], "김철수, 앞의 논문, 12쪽.", 2, Reason::SameAuthor),
    (&[ARTICLE, BOOK, OTHER], "김철수, 앞의 자료, 12쪽.", 2, Reason::SameAuthor),
    (&[BOOK, OTHER], "김철수, 위의 책, 12쪽.", 1, Reason::SameAuthor),
    (&[BOOK, OTHER], "자세한 내용은 김철수, 앞의 책, 2장 참조.", 1, Reason::SameAuthor),
    (&[INSTITUTE, OTHER], "통일연구원, 앞의 보고서, 5쪽.", 1, Reason::SameAuthor),
    (&[LATIN, SECOND], "Lankov, op. cit., p. 5.", 1, Reason::SameAuthor),
    (&[LATIN, SECOND], "A. Lankov, op. cit., p. 5.", 1, Reason::SameAuthor),
    (&[LATIN, SECOND], "Lankov, Op. Cit., 5.", 1, Reason::SameAuthor),
    (&[SECOND, LATIN], "Smith, op. cit., p. 5", 1, Reason::SameAuthor),
    (&[SECOND, LATIN], "See also Smith, op. cit., pp. 5–9.", 1, Reason::SameAuthor),
    (&[SECOND, LATIN], "Smith, loc. cit.", 1, Reason::SameAuthor),
    (&["Lankov, Andrei. The Real North Korea. Oxford, 2013.", SECOND], "Lankov, op. cit., p. 5.", 1, Reason::SameAuthor),
    (&["김철수·박민수, 『국경의 무역』(서울: 한빛, 2018), 3쪽.", OTHER], "김철수·박민수, 앞의 책, 4쪽.", 1, Reason::SameAuthor),
    (&["김철수 외, 『국경의 무역』(서울: 한빛, 2018), 3쪽.", OTHER], "김철수 외, 앞의 책, 4쪽.", 1, Reason::SameAuthor),
    (&[BOOK, OTHER], "박민수, 앞의 책, 12쪽.", 0, Reason::NoEarlier),
    (&[LATIN], "Miller, op. cit., p. 12.", 0, Reason::NoEarlier),
    // A number.
    (&[BOOK, OTHER], "각주 1 참조.", 1, Reason::Numbered),
    (&[BOOK, OTHER], "각주 1의 책, 12쪽.", 1, Reason::Numbered),
    (&[BOOK, OTHER], "앞의 각주 2 참조.", 2, Reason::Numbered),
    (&[BOOK, OTHER], "주 1) 참조.", 1, Reason::Numbered),
    (&[BOOK, OTHER], "주 2)의 글, 3쪽.", 2, Reason::Numbered),
    (&[LATIN, SECOND], "See note 1.", 1, Reason::Numbered),
    (&[LATIN, SECOND], "Smith, supra note 2, p. 7.", 2, Reason::Numbered),
    (&[LATIN, SECOND], "See footnote 1 above.", 1, Reason::Numbered),
    (&[LATIN, SECOND], "Cf. n. 2.", 2, Reason::Numbered),
    (&[LATIN, SECOND], "See fn. 1", 1, Reason::Numbered),
    (&[BOOK], "각주 9 참조.", 0, Reason::NoSuchNumber),
    (&[BOOK], "각주 2 참조.", 0, Reason::Itself),
    // The first of all means nothing.
    (&[], "위의 글, 3쪽.", 0, Reason::NoEarlier),
    (&[], "Ibid., p. 3.", 0, Reason::NoEarlier),
];

#[test]
fn each_body_means_the_footnote_that_a_reader_would_take() {
    let mut wrong = Vec::new();
    for (before, body, to, reason) in ROWS {
        let bodies: Vec<&str> = before.iter().copied().chain([*body]).collect();
        let (document, citations) = read(&bodies);
        let found = citations.pointers(before.len());
        let told = found.first().map(|pointer| (pointer.to.map_or(0, |to| to + 1), pointer.reason));
        if found.len() != 1 || told != Some((*to, *reason)) {
            wrong.push(format!("{before:?} {body} -> {found:?}"));
        }
        assert!(found.iter().all(|pointer| !document.slice(pointer.span).is_empty()));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn other_words_point_nowhere() {
    for body in [
        BOOK,
        ARTICLE,
        LATIN,
        SECOND,
        REMARK,
        "앞의 책임을 다하다.",
        "위의 글쓰기에 관하여.",
        "주 3회 열렸다.",
        "주 5일제에 관한 논의.",
        "Idaho, Ibiza and ids.",
        "Galaxy Note 7 was recalled.",
        "A note 7 percent above the price.",
        "같은 책상에서.",
    ] {
        let (_, citations) = read(&[BOOK, body]);
        assert_eq!(citations.pointers(1), [], "{body}");
    }
}

#[test]
fn a_chain_ends_at_the_note_that_names_the_work() {
    let (_, citations) = read(&[BOOK, "위의 책, 3쪽.", "같은 책, 4쪽.", OTHER, "김철수, 앞의 책, 5쪽.", "위의 책, 6쪽."]);
    let first = |note: usize| citations.pointers(note)[0].first;
    assert_eq!([first(1), first(2), first(4), first(5)], [Some(0); 4]);
    assert_eq!(citations.pointers(5)[0].to, Some(4));
    assert_eq!(citations.alike(0).collect::<Vec<_>>(), [1, 2, 4, 5]);
    assert_eq!(citations.alike(3).count(), 0);
}

#[test]
fn two_sources_in_one_note_are_two_pointers() {
    let (_, citations) = read(&[BOOK, OTHER, "김철수, 앞의 책, 12쪽; 이영희, 앞의 책, 3쪽."]);
    let to: Vec<_> = citations.pointers(2).iter().map(|pointer| pointer.to).collect();
    assert_eq!(to, [Some(0), Some(1)]);
}

#[test]
fn one_work_under_several_numbers_is_one_work() {
    let (document, citations) = read(&[
        BOOK,
        LATIN,
        "김철수, 『북러 관계의 이해: 국경과 무역』, 2019, 40쪽.",
        "A. Lankov, The Real North Korea (Oxford: Oxford University Press, 2013), p. 99.",
        ARTICLE,
        "김철수, 『북러 관계의 이해』(서울: 한빛, 2023), 12쪽.",
        "박민수, 『북러 관계의 이해』(서울: 한빛, 2019), 12쪽.",
    ]);
    let groups: Vec<Vec<usize>> = citations.works().iter().map(|work| work.notes.clone()).collect();
    assert_eq!(groups, [vec![0, 2], vec![1, 3], vec![4], vec![5], vec![6]], "another year and another author are another work");
    assert_eq!(document.slice(citations.works()[0].span), "김철수, 『북러 관계의 이해』");
    assert_eq!(document.slice(citations.works()[1].span), "Andrei Lankov, The Real North Korea");
}

#[test]
fn notes_that_name_each_other_turn_in_no_circle() {
    let (_, citations) = read(&["각주 2 참조.", "각주 1 참조.", "각주 3 참조.", "위의 글."]);
    assert_eq!(citations.pointers(0)[0].to, Some(1));
    assert_eq!(citations.pointers(1)[0].to, Some(0));
    assert_eq!((citations.pointers(2)[0].to, citations.pointers(2)[0].reason), (None, Reason::Itself));
    assert_eq!(citations.pointers(3)[0].to, Some(2));
}

#[test]
fn ten_thousand_notes_that_all_point_back_are_read_in_one_go() {
    let mut bodies = vec!["김철수, 『한 책』, 2019."];
    bodies.resize(10_000, "위의 책, 3쪽.");
    let (_, citations) = read(&bodies);
    assert_eq!(citations.pointers(9_999)[0].first, Some(0));
    assert_eq!(citations.works()[0].notes.len(), 10_000);
    // As many works of one author with titles that begin alike.
    let titles: Vec<String> = (0..10_000).map(|at| format!("김철수, 『같은 시작의 제목 {at}』, 2019.")).collect();
    let (_, citations) = read(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(citations.works().len(), 10_000);
}

#[test]
fn nobody_waits_for_more() {
    assert!(Citations::of(&notes(&[BOOK]), &|| false).is_none());
}

proptest! {
    #[test]
    fn pointers_lead_to_other_notes_and_end(bodies in proptest::collection::vec("(위의 글|앞의 책|각주 [1-9] 참조|Ibid|김철수, |op\\. cit\\.|『가나다라』|20[0-2][0-9]|see note [1-9]|[,;. ]){1,6}", 1..9)) {
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        let (document, citations) = read(&bodies);
        for note in 0..document.footnotes().len() {
            for pointer in citations.pointers(note) {
                prop_assert!(pointer.to != Some(note));
                prop_assert!(pointer.to.is_none_or(|to| to < document.footnotes().len()));
                prop_assert!(pointer.span.end.at() <= document.text().len());
                let _ = document.slice(pointer.span);
            }
        }
    }
}

#[test]
fn a_work_is_known_by_its_short_title_its_year_or_its_title_alone() {
    let north = "Ann Writer, The Harbours of the North (London: Quay Press, 2012), 100.";
    let real = "Ben Author, The Real Dues (Oxford: Mole Press, 2013), 10.";
    let again = "Ann Writer, A History of Salt (London: Quay Press, 2015), 7.";
    let port = "한가람, 『동해 항만』(서울: 나루, 2018), 45쪽.";
    let quay = "이바다, 『부두 문제의 전개』(서울: 물결, 2019), 33쪽.";
    /// Bodies, the one that is asked, and which it means and why.
    type Row<'a> = (&'a [&'a str], &'a str, Option<(usize, Reason)>);
    let rows: &[Row<'_>] = &[
        (&[north, real], "Writer, Harbours, 120.", Some((1, Reason::ShortTitle))),
        (&[north, real], "See Writer, Harbours of the North, pp. 3–5.", Some((1, Reason::ShortTitle))),
        (&[north, real], "Author, “Dues,” 14.", Some((2, Reason::ShortTitle))),
        (&[north, real], "Writer, 121.", Some((1, Reason::SameAuthor))),
        (&[north, real, again], "Writer, 121.", Some((3, Reason::Several))),
        (&[north, real, again], "Writer, Salt, 121.", Some((3, Reason::ShortTitle))),
        (&[north, real, again], "Writer (2012), 121.", Some((1, Reason::AuthorYear))),
        (&[north, real, again], "(Writer 2012: 121)", Some((1, Reason::AuthorYear))),
        (&[north, real, again], "Writer 2013, 121.", None),
        (&[north, real], "Miller, Harbours, 120.", None),
        (&[north, real], "Writer, Mountains, 120.", None),
        (&[port, quay], "한가람(2018), 47쪽.", Some((1, Reason::AuthorYear))),
        (&[port, quay], "이바다 2019, 3-5쪽 참조.", Some((2, Reason::AuthorYear))),
        (&[port, quay], "『동해 항만』, 50쪽.", Some((1, Reason::TitleAlone))),
        (&[port, quay], "『부두 문제』, 50쪽.", Some((2, Reason::TitleAlone))),
        (&[port, quay], "이바다, 『부두 문제』, 50쪽.", Some((2, Reason::ShortTitle))),
        (&[port, quay], "한가람, 동해 항만, 47쪽.", Some((1, Reason::ShortTitle))),
        (&[port, quay], "한가람(2017), 47쪽.", None),
        (&[port, quay], "『서해 항만』, 50쪽.", None),
        (&[port, quay], "한가람은 다르게 본다.", None),
    ];
    let mut wrong = Vec::new();
    for (before, body, expected) in rows {
        let bodies: Vec<&str> = before.iter().copied().chain([*body]).collect();
        let (_, citations) = read(&bodies);
        let found = citations.pointers(before.len()).first().map(|pointer| (pointer.to.map_or(0, |to| to + 1), pointer.reason));
        let same = expected.is_none_or(|(to, _)| citations.work_of(before.len()) == citations.work_of(to - 1));
        if found != *expected || !same {
            wrong.push(format!("{body} -> {found:?} {same}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_chain_goes_through_short_titles() {
    let groups = |bodies: &[&str]| -> Vec<Vec<usize>> { read(bodies).1.works().iter().map(|work| work.notes.clone()).collect() };
    assert_eq!(
        groups(&[
            "Ann Writer, The Harbours of the North (London: Quay Press, 2012), 100.",
            "Ben Author, The Real Dues (Oxford: Mole Press, 2013), 10.",
            "Writer, Harbours, 120.",
            "Ibid., 121.",
            "Author, \"Dues,\" 14.",
        ]),
        [vec![0, 2, 3], vec![1, 4]]
    );
    assert_eq!(
        groups(&[
            "한가람, 『동해 항만』(서울: 나루, 2018), 45쪽.",
            "이바다, 『부두 문제의 전개』(서울: 물결, 2019), 33쪽.",
            "한가람(2018), 47쪽; 이바다(2019), 3쪽.",
            "위의 책, 48쪽.",
            "『동해 항만』, 50쪽.",
        ]),
        [vec![0, 2, 3, 4], vec![1]]
    );
}
