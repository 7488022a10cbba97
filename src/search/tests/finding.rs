//! What a query finds: one line a case.

use unicode_normalization::UnicodeNormalization;

use super::super::{Matcher, Mode, Query, QueryError};
use super::{found, paragraphs};
use crate::document::{BlockKind, Builder, Point, Span};

fn check(cases: &[(&str, &str, &[&str])]) {
    for (query, text, hits) in cases {
        assert_eq!(found(&paragraphs(&[text]), &Query::literal(query)), *hits, "{query:?} in {text:?}");
    }
}

#[test]
fn case_width_and_form_do_not_count() {
    check(&[
        ("nato", "NATO Nato nato", &["NATO", "Nato", "nato"]),
        ("ΑΘΗΝΑ", "Αθηνα", &["Αθηνα"]),
        ("россия", "РОССИЯ", &["РОССИЯ"]),
        ("nato", "ＮＡＴＯ", &["ＮＡＴＯ"]),
        ("ＮＡＴＯ", "nato", &["nato"]),
        ("2023", "２０２３년", &["２０２３"]),
        ("カタカナ", "ｶﾀｶﾅ", &["ｶﾀｶﾅ"]),
        ("ｶﾞｯﾂ", "ガッツ", &["ガッツ"]),
        ("ガッツ", "ｶﾞｯﾂ", &["ｶﾞｯﾂ"]),
        ("か", "がか", &["か"]),
        ("₩", "￦100", &["￦"]),
        ("政策", "對外政策", &["政策"]),
        ("كتاب", "كِتَاب", &["كِتَاب"]),
        ("امر", "أمر", &["أمر"]),
        ("☎\u{FE0F}번", "☎번 ☎\u{FE0F}번", &["☎번", "☎\u{FE0F}번"]),
        ("👩\u{200D}👧", "a👩\u{200D}👧b", &["👩\u{200D}👧"]),
    ]);
    let text = paragraphs(&["북러 밀착 café"]);
    for query in ["북러", "café"] {
        let decomposed: String = query.nfd().collect();
        assert_eq!(found(&text, &Query::literal(&decomposed)), [query]);
    }
    let decomposed: String = "북러".nfd().collect();
    assert_eq!(found(&paragraphs(&[&decomposed]), &Query::literal("북러")), ["북러"]);
}

#[test]
fn signs_of_drawn_formulas_find_their_source() {
    check(&[
        ("α", r"the share $\alpha_t$, α and \beta", &[r"\alpha", "α"]),
        ("ω", r"$\Omega + \omega$", &[r"\Omega", r"\omega"]),
        ("∑", r"$\sum_i x_i$", &[r"\sum"]),
        ("µ", r"$\mu$ μ", &[r"\mu", "μ"]),
    ]);
}

#[test]
fn spaces_come_and_go_beside_hangul_han_and_kana_only() {
    check(&[
        ("할수있", "할 수 있다", &["할 수 있"]),
        ("할 수 있", "할수있다", &["할수있"]),
        ("할 수있", "할수 있다", &["할수 있"]),
        ("10월", "10 월과 1 0월", &["10 월"]),
        ("NATO는", "NATO 는", &["NATO 는"]),
        ("国連", "国\u{3000}連", &["国\u{3000}連"]),
        ("북러", "북\u{A0}러", &["북\u{A0}러"]),
        ("cat", "magic attack", &[]),
        ("data base", "database, data base", &["database", "data base"]),
        ("database", "data base", &[]),
        ("  북러  ", "북러", &["북러"]),
    ]);
}

#[test]
fn accents_are_asked_for_by_an_accent() {
    check(&[
        ("resume", "résumé Resume RÉSUMÉ", &["résumé", "Resume", "RÉSUMÉ"]),
        ("résumé", "resume RÉSUMÉ", &["RÉSUMÉ"]),
        ("e", "e\u{30B}f", &["e\u{30B}"]),
        ("Lodz", "Łódź", &["Łódź"]),
        ("Malmo", "Malmö", &["Malmö"]),
        ("Istanbul", "İstanbul", &["İstanbul"]),
        ("замок", "за\u{301}мок", &["за\u{301}мок"]),
        ("и", "й", &[]),
        ("x\u{300}", "x x\u{300}", &["x\u{300}"]),
    ]);
}

#[test]
fn typography_does_not_count() {
    check(&[
        ("'a'", "‘a’ 'a' `a`", &["‘a’", "'a'", "`a`"]),
        ("\"권\"", "“권” \"권\"", &["“권”", "\"권\""]),
        ("북-중-러", "북–중—러 북‐중−러", &["북–중—러", "북‐중−러"]),
        ("경제·군사", "경제ㆍ군사 경제・군사", &["경제ㆍ군사", "경제・군사"]),
        ("2017~2022", "2017∼2022", &["2017∼2022"]),
        ("…", "그런데... 끝⋯", &["...", "⋯"]),
        ("office", "oﬃce oﬀice of\u{FB01}ce office", &["oﬃce", "oﬀice", "ofﬁce", "office"]),
        ("strasse", "Straße", &["Straße"]),
        ("raffle", "raﬄe", &["raﬄe"]),
    ]);
}

#[test]
fn a_dash_that_only_the_text_has_is_no_gap() {
    check(&[
        ("한미일", "한-미-일", &[]),
        ("한-미-일", "한미일", &[]),
        ("한미일", "한·미·일", &[]),
        ("한-미", "한 - 미", &["한 - 미"]),
    ]);
}

#[test]
fn initial_consonants_stand_for_their_syllables() {
    check(&[
        ("ㅂㄹ", "북러 보라 불 러", &["북러", "보라", "불 러"]),
        ("북ㄹ", "북러 북한", &["북러"]),
        ("ㅂ러", "북러", &["북러"]),
        ("ㅋㅋ", "ㅋㅋ 크크", &["ㅋㅋ", "크크"]),
        ("ㄳ", "ㄳ 감사", &["ㄳ", "감사"]),
        ("ㄲ", "가 까 깎", &["까", "깎"]),
        ("\u{1107}\u{1105}", "북러", &["북러"]),
        ("ﾡ", "가", &["가"]),
        ("ㅏ", "아 ㅏ", &["ㅏ"]),
    ]);
}

#[test]
fn the_last_syllable_may_be_half_typed() {
    let text = paragraphs(&["북러 밀착, 북한"]);
    for (typed, hit) in [
        ("ㅂ", "북"),
        ("부", "북"),
        ("북", "북"),
        ("북ㄹ", "북러"),
        ("북러", "북러"),
        ("북러 ㅁ", "북러 밀"),
        ("북러밀", "북러 밀"),
    ] {
        let first = Matcher::new(&Query::typing(typed)).expect("a query").find_at(&text, Point(0)).expect(typed);
        assert_eq!((first.start, text.slice(first)), (Point(0), hit), "{typed}");
    }
    let text = paragraphs(&["러브 럽 럾 러비 러\u{3142}"]);
    assert_eq!(found(&text, &Query::typing("럽")), ["러브", "럽", "럾", "러비", "러ㅂ"]);
    assert_eq!(found(&text, &Query::typing("럽 ")), ["럽"]);
    assert_eq!(found(&text, &Query::literal("럽")), ["럽"]);
    assert_eq!(found(&paragraphs(&["값 갑사 갑 사 가"]), &Query::typing("값")), ["값", "갑사", "갑 사"]);
    assert_eq!(found(&paragraphs(&["과학 괘념 고 교"]), &Query::typing("고")), ["과", "괘", "고"]);
}

#[test]
fn whole_words_start_where_words_do() {
    let whole = |query: &str, text: &str| {
        let query = Query { mode: Mode::Words, ..Query::literal(query) };
        found(&paragraphs(&[text]), &query).len()
    };
    assert_eq!(whole("소유권", "소유권이 소유권 무소유권"), 2);
    assert_eq!(whole("권", "소유권 권한"), 1);
    assert_eq!(whole("cat", "cat cats concat (cat) Cat,"), 3);
    assert_eq!(whole("23", "2023 23 23년 1.23"), 3);
    assert_eq!(whole("本", "日本語"), 1);
    assert_eq!(whole("aa", "aaa aa"), 1);
}

#[test]
fn a_regular_expression_stays_in_its_unit() {
    let text = paragraphs(&["가나 다", "라 마나", "Nato nato"]);
    let hits = |query: &str| found(&text, &Query::regex(query));
    assert_eq!(hits("."), found(&text, &Query::regex("[^\\n]")));
    assert_eq!(hits("[^x]+"), ["가나 다", "라 마나", "Nato nato"]);
    assert_eq!(hits("다\\s라"), Vec::<&str>::new());
    assert_eq!(hits("^."), ["가", "라", "N"]);
    assert_eq!(hits(".$"), ["다", "나", "o"]);
    assert_eq!(hits("\\s+|나\\b"), ["나", " ", " ", "나", " "]);
    assert_eq!(hits("nato"), ["Nato", "nato"]);
    assert_eq!(hits("Nato"), ["Nato"]);
    let decomposed: String = "[가-다]나".nfd().collect();
    assert_eq!(hits(&decomposed), ["가나"]);
}

#[test]
fn a_phrase_is_found_across_a_footnote_call_and_a_break_and_not_across_units() {
    let mut builder = Builder::new();
    builder.open(BlockKind::Paragraph);
    builder.text("발표했고,");
    builder.call("1", "1");
    builder.text(" 10월 18일에는");
    builder.line_break();
    builder.text("방문했다");
    builder.open_table(2, 0);
    for cell in ["북", "러", "북러", "중"] {
        builder.open_cell();
        builder.text(cell);
        builder.end_cell();
    }
    builder.end_row();
    builder.begin_body("1", "1");
    builder.text("각주의 본문");
    builder.end_body();
    let document = builder.finish().expect("a small document");
    assert_eq!(found(&document, &Query::literal("발표했고, 10월")), ["발표했고, 10월"]);
    assert_eq!(found(&document, &Query::literal("18일에는 방문")), ["18일에는 방문"]);
    assert_eq!(found(&document, &Query::literal("북러")), ["북러"]);
    assert_eq!(found(&document, &Query::literal("각주의")), ["각주의"]);
}

#[test]
fn what_can_be_pasted_is_cleaned_as_the_text_is() {
    let text = paragraphs(&["북\u{200B}러 밀\u{AD}착\tabc"]);
    check(&[("밀\u{AD}착", "밀착", &["밀착"]), ("북\u{FEFF}러\n밀", "북러 밀착", &["북러 밀"])]);
    assert_eq!(found(&text, &Query::literal("북러\t밀착 abc")).len(), 1);
    let bracketed = paragraphs(&["(a+b)* [c] \\d $1 {2} ^x|y? -]"]);
    for query in ["(a+b)*", "[c]", "\\d", "$1", "{2}", "^x|y?", "-]", "."] {
        assert_eq!(found(&bracketed, &Query::literal(query)).len(), usize::from(query != "."), "{query}");
    }
}

#[test]
fn a_query_of_nothing_or_of_too_much_is_an_error() {
    for text in ["", " ", "\u{3000}\t", "\u{200B}"] {
        assert_eq!(Matcher::new(&Query::literal(text)).err(), Some(QueryError::Empty), "{text:?}");
    }
    for c in ["e", "가", "ㄱ", "ㄳ", "f", "s", "ガ", "…", "-", "ا", "럽", "👩", "\u{301}"] {
        assert_eq!(Matcher::new(&Query::typing(&c.repeat(10_000))).err(), Some(QueryError::TooLong { most: 256 }));
        assert!(Matcher::new(&Query::typing(&c.repeat(256))).is_ok(), "{c}");
    }
}

#[test]
fn a_limit_and_a_stop_are_told_apart() {
    let document = paragraphs(&["가 가 가", &"나 ".repeat(900_000)]);
    let matcher = Matcher::new(&Query::literal("가")).expect("a query");
    let three = matcher.all(&document, 3, &mut |_| true);
    assert!((three.complete, three.truncated, three.spans.len()) == (true, false, 3));
    let two = matcher.all(&document, 2, &mut |_| true);
    assert!((two.complete, two.truncated, two.spans.len()) == (false, true, 2));
    let mut asked = Vec::new();
    let stopped = matcher.all(&document, 9, &mut |at| {
        asked.push(at);
        asked.len() < 2
    });
    assert!((stopped.complete, stopped.truncated, stopped.spans.len()) == (false, false, 3));
    assert!(asked.len() == 2 && asked[1] - asked[0] >= 1 << 20 && asked[1] < 3 << 20, "{asked:?}");
}

#[test]
fn places_outside_of_the_text_find_nothing() {
    let document = paragraphs(&["가나다"]);
    let matcher = Matcher::new(&Query::literal("나")).expect("a query");
    let far = Point(u32::MAX);
    assert_eq!(matcher.find_at(&document, far), None);
    assert_eq!(matcher.find_before(&document, far), Some(Span::new(3, 6)));
    assert_eq!(matcher.find_before(&document, Point(3)), None);
    assert_eq!(matcher.find_at(&document, Point(4)), None);
    assert_eq!(matcher.in_span(&document, Span { start: Point(0), end: far }), [Span::new(3, 6)]);
    let empty = paragraphs(&[]);
    assert_eq!(matcher.find_at(&empty, Point(0)), None);
    assert_eq!(matcher.find_before(&empty, far), None);
    assert_eq!(matcher.in_span(&empty, Span::default()), []);
    assert!(matcher.all(&empty, 1, &mut |_| true).complete);
}

#[test]
fn whether_to_go_on_is_asked_every_64_hits_of_an_expression() {
    let document = paragraphs(&[&"가".repeat(200)]);
    let asked = |query: &Query, stop: usize| {
        let mut asked = Vec::new();
        let hits = Matcher::new(query).expect("a query").all(&document, usize::MAX, &mut |at| {
            asked.push(at);
            asked.len() < stop
        });
        (asked, hits.spans.len(), hits.complete)
    };
    assert_eq!(asked(&Query::regex("가"), 9), (vec![63 * 3, 127 * 3, 191 * 3], 200, true));
    assert_eq!(asked(&Query::regex("가"), 2), (vec![63 * 3, 127 * 3], 128, false));
    assert_eq!(asked(&Query::literal("가"), 9), (vec![], 200, true));
}

#[test]
fn a_screen_holds_what_shares_a_byte_with_it() {
    let document = paragraphs(&["ab ab ab", "ab"]);
    for query in [Query::literal("ab"), Query::regex("ab")] {
        let matcher = Matcher::new(&query).expect("a query");
        let within = |from: usize, to: usize| {
            matcher.in_span(&document, Span::new(from, to)).into_iter().map(|span| span.start.at()).collect::<Vec<_>>()
        };
        assert_eq!(within(0, 11), [0, 3, 6, 9]);
        assert_eq!(within(1, 4), [0, 3]);
        assert_eq!(within(2, 3), Vec::<usize>::new());
        assert_eq!(within(2, 6), [3], "the one that starts at its end is outside");
        assert_eq!(within(5, 9), [6]);
        assert_eq!(within(5, 10), [6, 9]);
        let before = |at: usize| matcher.find_before(&document, Point::new(at)).map(|span| span.start.at());
        assert_eq!([0, 1, 3, 4, 9, 10].map(before), [None, Some(0), Some(0), Some(3), Some(6), Some(9)]);
        let at = |at: usize| matcher.find_at(&document, Point::new(at)).map(|span| span.start.at());
        assert_eq!([0, 1, 3, 4, 7, 9, 10].map(at), [Some(0), Some(3), Some(3), Some(6), Some(9), Some(9), None]);
    }
}
