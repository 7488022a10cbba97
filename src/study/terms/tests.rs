//! What is found, against hand-made lists and tables.

use std::collections::HashSet;

use proptest::prelude::*;

use super::key::key;
use super::*;
use crate::import::{Source, format_named};

const ENGLISH: &str = include_str!("../../../content/north-korea-russia.en.md");
const KOREAN: &str = include_str!("../../../content/north-korea-russia.ko.md");

fn read(markdown: &str) -> Document {
    let format = format_named("markdown").expect("a format");
    (format.read)(&Source { name: "a.md", bytes: markdown.as_bytes(), whole: true }, &()).expect("a document")
}

fn terms(markdown: &str) -> (Document, Terms) {
    let document = read(markdown);
    let terms = Terms::of(&document, &|_| true).expect("not stopped");
    (document, terms)
}

/// The term whose form is `form`.
fn named<'t>(terms: &'t Terms, form: &str) -> Option<&'t Term> {
    terms.all.iter().find(|term| term.form == form)
}

/// The entries of a list, without its remarks.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The share of a hand-made index that is found, in percent, and what is not.
fn recall(brief: &str, list: &str) -> (usize, Vec<String>) {
    let (_, terms) = terms(brief);
    let found: HashSet<String> = terms.all.iter().map(|term| key(&term.form)).collect();
    let missed: Vec<String> =
        entries(list).filter(|line| !line.split(" / ").any(|form| found.contains(&key(form)))).map(str::to_owned).collect();
    let all = entries(list).count();
    ((all - missed.len()) * 100 / all, missed)
}

#[test]
fn what_a_person_would_put_into_the_index_is_found() {
    for (brief, list) in [
        (ENGLISH, include_str!("../../../tests/fixtures/study/terms.en.txt")),
        (KOREAN, include_str!("../../../tests/fixtures/study/terms.ko.txt")),
    ] {
        let (percent, missed) = recall(brief, list);
        assert!(percent >= 95, "{percent} %: {missed:?}");
    }
}

#[test]
fn what_no_index_has_is_not_there() {
    for (brief, list) in [
        (ENGLISH, include_str!("../../../tests/fixtures/study/not-terms.en.txt")),
        (KOREAN, include_str!("../../../tests/fixtures/study/not-terms.ko.txt")),
    ] {
        let (_, terms) = terms(brief);
        let forms: HashSet<&str> = terms.all.iter().map(|term| term.form.as_str()).collect();
        let wrong: Vec<&str> = entries(list).filter(|line| !line.starts_with('?') && forms.contains(line)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let doubtful: HashSet<&str> = entries(list).filter_map(|line| line.strip_prefix("? ")).collect();
        let most = terms.in_order(TermOrder::Count).into_iter().take(60).map(|index| terms.all[index as usize].form.as_str());
        let wrong: Vec<&str> = most.filter(|form| doubtful.contains(form)).collect();
        assert!(wrong.len() <= 6, "{wrong:?}");
    }
}

#[test]
fn particles_are_parted_from_nouns_and_verbs_kept_out() {
    for (prose, expected, never) in [
        ("북한이 답했다. 북한의 뜻이다. 북한은 갔다.", "북한", "북한이"),
        ("김정은의 방문이다. 김정은과 만났다. 김정은 위원장이 갔다.", "김정은", "김정"),
        ("주민들에게 주민의 불만을 물었다. 주민들이 말했다.", "주민", "주민들"),
        ("확장억제를 다졌다. 확장억제의 강화다.", "확장억제", "확장억제를"),
        ("UN은 결의했다. UN이 나섰다.", "UN", "UN은"),
        ("북-중-러가 모였다. 북-중-러 연대의 북-중-러 연대다.", "북-중-러", "북-중-러가"),
        ("사회주의의 나라다. 사회주의를 지켰다.", "사회주의", "사회주"),
        ("이를 되찾은 뒤 되찾을 것을 되찾고자 한다. 밀착을 본다. 밀착의 끝.", "밀착", "되찾"),
        ("움직이는 것과 움직이고 움직이며 갔다. 노동자를 보낸다. 노동자의 수다.", "노동자", "움직이"),
        ("제2397호는 조였다. 이는 5개국의 60주년을 뜻한다.", "제2397호", "60주년"),
    ] {
        let (_, terms) = terms(prose);
        let forms: Vec<&str> = terms.all.iter().map(|term| term.form.as_str()).collect();
        assert!(forms.contains(&expected) && !forms.contains(&never), "{prose}: {forms:?}");
    }
}

#[test]
fn names_are_told_from_words_with_a_capital() {
    let prose = "The summit was in Hanoi. Talks ended there, and talks began. North Korea’s State Affairs Commission met \
        the Bank of Korea, and President Vladimir Putin of Russia spoke in September. Later Putin left Hanoi for the \
        Committee for Human Rights in North Korea. The Russian side left. Russia and China, see Table 1, met the US–Japan team.";
    let (_, terms) = terms(prose);
    let forms: Vec<&str> = terms.all.iter().map(|term| term.form.as_str()).collect();
    for name in [
        "Hanoi",
        "North Korea",
        "State Affairs Commission",
        "Bank of Korea",
        "Vladimir Putin",
        "Russia",
        "China",
        "Committee for Human Rights in North Korea",
        "US–Japan",
        "Japan",
    ] {
        assert!(forms.contains(&name), "{name}: {forms:?}");
    }
    for none in
        ["The", "Talks", "Later", "September", "Table", "Putin", "Russian", "President Vladimir Putin", "Russia and China"]
    {
        assert!(!forms.contains(&none), "{none}: {forms:?}");
    }
    // A surname counts with the full name, a people with its land.
    assert_eq!(named(&terms, "Vladimir Putin").map(Term::count), Some(2));
    assert_eq!(named(&terms, "Russia").map(Term::count), Some(3));
}

#[test]
fn abbreviations_and_glosses_say_what_they_stand_for() {
    for (prose, term, meaning, kind) in [
        ("The Nuclear Consultative Group (NCG) met.", "NCG", "Nuclear Consultative Group", TermKind::Abbreviation),
        ("The Nuclear Consultative Group (NCG) met.", "Nuclear Consultative Group", "NCG", TermKind::Name),
        ("We saw US nuclear submarines (SSBN) there.", "SSBN", "nuclear submarines", TermKind::Abbreviation),
        ("핵협의그룹(NCG)의 운영이다.", "NCG", "핵협의그룹", TermKind::Abbreviation),
        ("핵협의그룹(NCG)의 운영이다.", "핵협의그룹", "NCG", TermKind::Term),
        (
            "북한인권위원회(Committee for Human Rights in North Korea, HRNK)가 냈다.",
            "HRNK",
            "Committee for Human Rights in North Korea",
            TermKind::Abbreviation,
        ),
        ("북한의 김정은 국무위원장(이하 김정은)이 갔다. 김정은의 길. 김정은과.", "김정은", "김정은 국무위원장", TermKind::Name),
        ("시기의 단절(insulation)로 힘이 다했다.", "단절", "insulation", TermKind::Term),
        ("그는 NCG(핵협의그룹)를 말했다.", "NCG", "핵협의그룹", TermKind::Abbreviation),
        ("한국(韓國)의 일이다.", "한국", "韓國", TermKind::Name),
    ] {
        let (document, terms) = terms(prose);
        let found = named(&terms, term).unwrap_or_else(|| panic!("{term} of {prose}: {:?}", terms.all));
        let said = found.meaning.map(|meaning| document.slice(meaning.span));
        assert_eq!((said, found.kind), (Some(meaning), found.kind.min(kind).max(kind)), "{prose}");
    }
    // What only explains is no gloss of a verb.
    let (_, terms) = terms("뒤따라 반응하던(reactive) 자세다. 3월 2일(뉴욕 시각)에 했다.");
    assert!(terms.all.iter().all(|term| term.meaning.is_none()), "{:?}", terms.all);
    // Initials of one name are a guess.
    let (document, terms) = self::terms("The United States and the US agreed. In the United States the US won.");
    let us = named(&terms, "US").and_then(|term| term.meaning).expect("a meaning");
    assert!(us.is_guess && document.slice(us.span) == "United States");
}

#[test]
fn what_is_the_same_is_one_term_at_all_its_places() {
    let prose = "The ballistic missile flew. A ballistic-missile test, and then ballistic missiles again. Ballistic missiles fly. \
        ‘군사정찰위성’을 쏘았다. 군사정찰위성의 성공이다. 북-중-러 연대와 북중러 연대다.";
    let (document, terms) = terms(prose);
    let missile = named(&terms, "ballistic missile").or(named(&terms, "ballistic missiles")).expect("a compound");
    assert_eq!(
        missile.places.iter().map(|span| document.slice(*span)).collect::<Vec<_>>(),
        ["ballistic missile", "ballistic-missile", "ballistic missiles",]
    );
    let satellite = named(&terms, "군사정찰위성").expect("a term in quotes");
    assert_eq!((satellite.kind, satellite.count()), (TermKind::Quoted, 2));
}

#[test]
fn places_and_spread_are_those_of_the_text() {
    for brief in [ENGLISH, KOREAN] {
        let (document, terms) = terms(brief);
        let ranks = collation::ranks(terms.all.iter().map(|term| term.form.as_str()));
        assert!(terms.is_whole && ranks.is_sorted());
        for term in &terms.all {
            assert!(term.places.windows(2).all(|two| two[0].end <= two[1].start), "{term:?}");
            assert_eq!(term.spread.iter().sum::<u32>() as usize, term.count());
            assert!(term.places.iter().any(|span| document.slice(*span) == term.form), "{term:?}");
        }
        let by_count = terms.in_order(TermOrder::Count);
        assert!(by_count.is_sorted_by_key(|index| usize::MAX - terms.all[*index as usize].count()));
        let by_place = terms.in_order(TermOrder::Place);
        assert!(by_place.is_sorted_by_key(|index| terms.all[*index as usize].first()));
        assert_eq!(by_place.iter().collect::<HashSet<_>>().len(), terms.all.len());
    }
}

#[test]
fn texts_made_to_hurt_end_soon() {
    for text in
        ["(A".repeat(200_000), "‘a “b ".repeat(60_000), "and Kim ".repeat(100_000), "가는 ".repeat(100_000), "a".repeat(1 << 20)]
    {
        assert!(terms(&text).1.is_whole);
    }
    let many: String = (0..40_000).map(|number| format!("the W{number:x}q went. ")).collect();
    let (_, terms) = terms(&many);
    assert!(terms.all.len() == 30_000 && !terms.is_whole);
}

#[test]
fn nobody_waits_for_more() {
    let document = read(KOREAN);
    assert!(Terms::of(&document, &|_| false).is_none());
    // It can be stopped at any of its steps.
    for most in 0..12 {
        let looks = std::cell::Cell::new(0);
        let stopped = Terms::of(&document, &|_| {
            looks.set(looks.get() + 1);
            looks.get() <= most
        });
        assert!(stopped.is_none() || looks.get() <= most);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_has_terms_at_places_of_it(
        pieces in proptest::collection::vec(
            prop_oneof![
                "[가-힣]{1,5}(은|는|이|가|을|를|의|에서|으로)?",
                "[A-Z][a-z]{1,6}",
                "[A-Z]{2,5}",
                "[a-z]{1,8}",
                "[ ,.()‘’“”·–\\-0-9]{1,3}",
                "(이하 |[(]NCG[)]|『|』|<표 1>|of the|and)",
                any::<String>().prop_map(|text| text.chars().take(8).collect()),
            ],
            0..80,
        ),
        joint in prop_oneof![Just(""), Just(" ")],
    ) {
        let (document, terms) = terms(&format!("a {}", pieces.join(joint)));
        for term in &terms.all {
            prop_assert!(!term.places.is_empty() && !term.form.is_empty());
            for span in &term.places {
                prop_assert!(span.end.at() <= document.text().len() && !span.is_empty());
                prop_assert!(document.text().is_char_boundary(span.start.at()) && document.text().is_char_boundary(span.end.at()));
                prop_assert!(!document.slice(*span).contains('\n'), "{:?}", term);
            }
            prop_assert!(term.places.windows(2).all(|two| two[0].end <= two[1].start));
        }
    }
}

#[test]
fn verbs_and_adverbs_cut_short_are_no_terms_and_names_are_whole() {
    let (_, terms) = terms(
        "비용이 드므로 미루었다. 비용이 드므로 줄였다. 형편이므로 기다렸다. 같은 형편이므로 참았다. 가까스로 마쳤다. 또 가까스로 막았다.\n\n\
         사신은 국제기구로부터 답을 받았다. 누가 들어오느냐 물었다. 한여울 시장은 클럽 마리나에서 만났다. 클럽 마리나의 문은 닫혔다. \
         김정일은 울란우데를 찾았다. 울란우데에서 만났다.\n",
    );
    let forms: Vec<&str> = terms.all.iter().map(|term| &*term.form).collect();
    for none in ["드므", "형편이므", "가까스", "국제기구로", "들어오느냐"] {
        assert!(!forms.contains(&none), "{none}: {forms:?}");
    }
    for whole in ["울란우데", "김정일", "클럽 마리나"] {
        assert!(forms.contains(&whole), "{whole}: {forms:?}");
    }
}
