//! «Go to anything»: tiers, order and marks.

use proptest::prelude::*;

use super::super::{Fuzzy, Ranked, rank, rank_with};

fn ranked(query: &str, candidates: &[&str]) -> Vec<Ranked> {
    rank(query, candidates.iter().copied(), usize::MAX)
}

/// Each as `tier text`, lit parts in brackets.
fn shown(query: &str, candidates: &[&str]) -> Vec<String> {
    let lit = |found: &Ranked| {
        let mut text = candidates[found.index].to_owned();
        for mark in found.marks.iter().rev() {
            text.insert(mark.end, ']');
            text.insert(mark.start, '[');
        }
        format!("{:?} {text}", found.tier)
    };
    ranked(query, candidates).iter().map(lit).collect()
}

#[test]
fn tiers_come_best_first() {
    let titles =
        ["소비자 유통권", "ㅅㅇㄱ", "무소유권", "소유권이란 무엇인가", "소유 권한", "소유권", "소유권 이동", "사용기", "기타"];
    assert_eq!(
        shown("소유권", &titles),
        [
            "Exact [소유권]",
            "Prefix [소유권] 이동",
            "Prefix [소유권]이란 무엇인가",
            "Substring 무[소유권]",
            "Spacing [소유 권]한",
            "Fuzzy [소]비자 [유]통[권]",
        ]
    );
    assert_eq!(shown("소유궈", &titles)[0], "HalfTyped [소유권]");
    assert_eq!(shown("ㅅㅇㄱ", &titles)[0], "Exact [ㅅㅇㄱ]");
    assert_eq!(shown("ㅅㅇㄱ", &titles)[1..3], ["Initials [소유권]", "Initials [사용기]"]);
}

#[test]
fn a_query_with_a_space_finds_the_unspaced_name() {
    assert_eq!(
        shown("함수 호출", &["함수호출", "함수 호출", "함께 수호할 출구"]),
        ["Exact [함수 호출]", "Spacing [함수호출]", "Fuzzy [함]께 [수호]할 [출]구"]
    );
}

#[test]
fn the_start_of_a_word_goes_before_the_middle_of_one() {
    assert_eq!(
        shown("note", &["Footnotes", "Add a note", "Notes"]),
        ["Prefix [Note]s", "Substring Add a [note]", "Substring Foot[note]s"]
    );
}

#[test]
fn letters_by_chance_are_no_match() {
    assert_eq!(shown("ab", &["a.....b", "a....b", "b a"]), ["Fuzzy [a]....[b]"]);
    assert_eq!(shown("abc", &[&format!("a{}ab-c", "-".repeat(20))]), [format!("Fuzzy a{}[ab]-[c]", "-".repeat(20))]);
    assert_eq!(shown("x", &["abc"]), Vec::<String>::new());
}

#[test]
fn case_accents_and_width_do_not_count() {
    assert_eq!(shown("resume", &["Ｒésumé"]), ["Exact [Ｒésumé]"]);
    assert_eq!(shown("ｒｅｓ", &["RESUME"]), ["Prefix [RES]UME"]);
}

#[test]
fn an_empty_query_takes_candidates_as_they_come() {
    let found = rank("  ", ["b", "a", "c"].into_iter(), 2);
    assert_eq!(found.iter().map(|found| found.index).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn hostile_candidates_and_queries_cost_no_more_than_they_are_long() {
    let long = "a".repeat(3 << 20);
    assert_eq!(ranked("ab", &[&long]), []);
    assert_eq!(ranked(&"ab".repeat(100), &[&long, "ab"]), []);
    let many: Vec<&str> = vec!["a"; 1000];
    assert_eq!(rank("a", many.into_iter(), 3).iter().map(|found| found.index).collect::<Vec<_>>(), [0, 1, 2]);
}

struct Never;

impl Fuzzy for Never {
    fn score(&self, _: &str, _: &str) -> Option<i64> {
        None
    }
    fn places(&self, _: &str, _: &str) -> Option<Vec<usize>> {
        None
    }
}

#[test]
fn the_engine_of_the_last_tier_can_be_exchanged() {
    assert_eq!(rank_with(&Never, "ab", ["axb", "ab"].into_iter(), 9).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn marks_are_ranges_of_the_candidate_in_order(
        query in "[가나ㄱab ]{0,4}",
        candidates in proptest::collection::vec("[가나다 abcé]{0,20}", 0..10),
        most in 0_usize..12,
    ) {
        let names: Vec<&str> = candidates.iter().map(String::as_str).collect();
        let found = rank(&query, names.iter().copied(), most);
        prop_assert!(found.len() <= most);
        for ranked in &found {
            let name = names[ranked.index];
            prop_assert!(ranked.marks.iter().all(|mark| mark.start < mark.end && name.get(mark.clone()).is_some()));
            prop_assert!(ranked.marks.windows(2).all(|pair| pair[0].end < pair[1].start));
        }
        let all = rank(&query, names.iter().copied(), usize::MAX);
        prop_assert_eq!(&all[..found.len()], &found[..]);
    }
}
