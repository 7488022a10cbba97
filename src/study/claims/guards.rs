//! Sentences whose figures contradict no cell: plans, bounds, sums, parts, what is denied, and other measures.
//!
//! A word that stands in the heads or the caption of the table guards nothing: a table of budgets is of budgets.

use super::around::Around;
use super::heads::is_particle;

/// Words of Korean that make a figure something else than what is; looked for anywhere.
const KOREAN: [&str; 43] = [
    "보다",
    "아니",
    "않",
    "못미",
    "못하",
    "못했",
    "목표",
    "계획",
    "예산",
    "예상",
    "전망",
    "예정",
    "추정",
    "추산",
    "당초",
    "애초",
    "차이",
    "격차",
    "그중",
    "중에서",
    "절반",
    "제외",
    "빼면",
    "뺀",
    "잘못",
    "가정",
    "만약",
    "하향",
    "상향",
    "했더라면",
    "갑절",
    "곱절",
    "못 미",
    "이 중",
    "이 가운데",
    "그 중",
    "빼고",
    "빼야",
    "상반기",
    "하반기",
    "분기",
    "사이에",
    " 사이",
];
/// Words of sums and means, in Korean. A head that says no more than one of them (`합계`) is no table of its own.
const KOREAN_SUMS: [&str; 14] =
    ["합계", "합치", "합쳐", "합하", "합한", "더하", "더한", "모두", "전체", "총합", "통틀어", "평균", "누적", "누계"];
/// Words of English, each whole.
const ENGLISH: &str = concat!(
    " not never cannot neither nor without plan plans planned target targets targeted budget budgets budgeted goal goals aim",
    " aims aimed twice double doubled triple tripled half times than expected forecast forecasts projected estimated proposed",
    " supposed would could should shall will if unless instead rather wrongly difference gap excluding except including",
    " exclude excluded subtract subtracted subtracting add adding deduct leaving originally initially",
    " between capacity rival rivals claimed alleged quarter january february march april june july august september october",
    " november december ",
);
/// Words of sums and means, in English.
const ENGLISH_SUMS: &str = " total totals combined sum together average mean altogether overall cumulative ";
/// Parts of a whole, in English.
const PARTS: [&str; 4] = ["of which", "of whom", "of these", "of them"];
/// What is measured, so far as reports name it: where the nearest before a figure is not the table's, the figure is of
/// something else. English ones by their stems.
const MEASURES: [&str; 74] = [
    "지출",
    "비용",
    "수출",
    "수입",
    "소득",
    "매출",
    "이익",
    "손실",
    "인구",
    "생산",
    "투자",
    "부채",
    "적자",
    "흑자",
    "임금",
    "고용",
    "실업",
    "출생",
    "사망",
    "세금",
    "세수",
    "소비",
    "가격",
    "물가",
    "무역",
    "예금",
    "대출",
    "보조금",
    "지원금",
    "기부",
    "이자",
    "배당",
    "급여",
    "관리비",
    "인건비",
    "운영비",
    "면적",
    "물동량",
    "방문객",
    "관광객",
    "spend",
    "expen",
    "cost",
    "import",
    "export",
    "income",
    "revenue",
    "profit",
    "loss",
    "sale",
    "sold",
    "population",
    "output",
    "product",
    "invest",
    "debt",
    "deficit",
    "surplus",
    "wage",
    "salar",
    "employ",
    "unemploy",
    "birth",
    "death",
    "visit",
    "price",
    "consum",
    "earn",
    "trade",
    "loan",
    "deposit",
    "grant",
    "subsid",
    "tonnage",
];
/// Words by which another time is meant than the heads that are named.
const OTHER_TIMES: [&str; 22] = [
    "전년",
    "작년",
    "지난해",
    "이듬해",
    "이전",
    "종전",
    "동기",
    "올해",
    "재작년",
    "다음 해",
    "전달",
    "같은 기간",
    "previous",
    "last year",
    "prior",
    "earlier",
    "preceding",
    "following",
    "next year",
    "a year",
    "formerly",
    "before",
];

/// Whether a word of `sentence` (lower case) makes its figures something else than what `names`, the heads and the
/// caption of a cell, tell.
pub(super) fn is_guarded(sentence: &str, names: &[String; 2]) -> bool {
    let is_free = |word: &str| !names.iter().any(|name| name.contains(word));
    // `Total` over a column is of each table: only `Total revenue` says what a sum is of.
    let is_sum = |word: &str| !names[0].lines().any(|head| head.contains(word) && head.len() > word.len());
    let stands = |word: &&&str| sentence.contains(**word);
    let korean =
        KOREAN.iter().filter(stands).any(|word| is_free(word)) || KOREAN_SUMS.iter().filter(stands).any(|word| is_sum(word));
    let has_month =
        is_free("월") && sentence.match_indices('월').any(|(at, _)| sentence[..at].ends_with(|c: char| c.is_ascii_digit()));
    if korean || has_month || is_multiple(sentence) || PARTS.iter().any(|part| sentence.contains(part)) {
        return true;
    }
    let guards = |word: &str| {
        let padded = format!(" {word} ");
        let is_denied = word.ends_with("n't") || word.ends_with("n’t");
        ((is_denied || ENGLISH.contains(&padded)) && is_free(word)) || (ENGLISH_SUMS.contains(&padded) && is_sum(word))
    };
    let words = sentence.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    words.filter(|word| !word.is_empty()).any(guards)
}

/// `2배`, `두 배`, `1.5 배`: no `재배`, and no `배추`.
fn is_multiple(sentence: &str) -> bool {
    sentence.match_indices('배').any(|(at, found)| {
        let before = sentence[..at].trim_end();
        let behind = &sentence[at + found.len()..];
        let word = &behind[..behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len())];
        let ends =
            is_particle(word) || ["가", "로", "나", "이", "에", "였", "였다", "쯤"].iter().any(|one| word.starts_with(one));
        before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '두' | '세' | '네' | '몇' | '수')) && ends
    })
}

/// Whether the words before a figure name something else as its measure than `names` tell. Where a table has no
/// caption, nothing is known of its measure.
pub(super) fn is_other_measure(sentence: &str, around: &Around, names: &[String; 2]) -> bool {
    if names[1].trim().is_empty() {
        return false;
    }
    let is_told = |word: &str| names.iter().any(|name| name.contains(word));
    let before = sentence.get(..around.start()).unwrap_or(sentence);
    let nearest = MEASURES.iter().filter_map(|word| Some((before.rfind(word)?, *word))).max();
    if nearest.is_some_and(|(_, word)| !is_told(word)) {
        return true;
    }
    // 울산의 실적은 801: what the clause is about.
    let clause = before.rsplit([',', ';', '，']).next().unwrap_or_default();
    let topic = clause.split_whitespace().rev().find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let stem = ["은", "는", "이", "가"].iter().find_map(|particle| word.strip_suffix(particle))?;
        let is_noun = stem.chars().count() > 1 && stem.chars().all(|c| ('가'..='힣').contains(&c) || c.is_ascii_alphabetic());
        is_noun.then_some(stem)
    });
    topic.is_some_and(|stem| {
        let is_of = |name: &String| name.contains(stem) || name.split_whitespace().any(|word| stem.contains(bare(word)));
        !names.iter().any(is_of)
    })
}

/// A word of a head or a caption without signs; of one letter nothing, which stands in nothing.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word.chars().count() > 1 { word } else { "\u{0}" }
}

/// Whether the sentence speaks of another time without naming it.
pub(super) fn is_of_another_time(sentence: &str) -> bool {
    OTHER_TIMES.iter().any(|word| sentence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_guard_are_words() {
        let free = [String::new(), String::new()];
        for sentence in [
            "목표는 801이다",
            "801에 못 미쳤다",
            "801이 아니라 900이다",
            "두 배인 801",
            "2배로 늘어 801",
            "it was not 801",
            "it wasn't 801",
            "twice as much, 801",
            "of which 801",
            "a planned 801",
        ] {
            assert!(is_guarded(sentence, &free), "{sentence}");
        }
        for sentence in ["재배 면적은 801", "it noted 801", "배추는 801", "the plane had 801", "울산은 801이었다"] {
            assert!(!is_guarded(sentence, &free), "{sentence}");
        }
        let budget = ["울산 2022".to_owned(), "표 1. 예산".to_owned()];
        let total = ["total\n2022".to_owned(), "table 1. all".to_owned()];
        assert!(is_guarded("a total of 801 in 2022", &total));
        let revenue = ["total revenue\n2022".to_owned(), String::new()];
        assert!(!is_guarded("total revenue was 801 in 2022", &revenue));
        assert!(!is_guarded("울산의 2022년 예산은 801이다", &budget) && is_guarded("울산의 2022년 예산은 801보다 크다", &budget));
    }

    #[test]
    fn a_part_of_the_year_a_range_and_another_measure_are_guarded() {
        let years = ["busan\n2022".to_owned(), "exports by port".to_owned()];
        let months = ["부산\n3월".to_owned(), "월별 수출".to_owned()];
        for (sentence, names, wanted) in [
            ("in march 2022 busan shipped 310 million tons", &years, true),
            ("busan shipped between 1,100 and 1,300 million tons", &years, true),
            ("busan's capacity in 2022 was 2,000 million tons", &years, true),
            ("부산은 2022년 3월에 310억원을 수출했다", &years, true),
            ("부산의 2022년 상반기 수출은 640억원이었다", &years, true),
            ("부산은 3월에 310억원을 수출했다", &months, false),
            ("busan shipped 310 million tons in 2022", &years, false),
            ("부산은 2022년 세월 속에 310억원을 수출했다", &years, false),
        ] {
            assert_eq!(is_guarded(sentence, names), wanted, "{sentence}");
        }
    }
}
