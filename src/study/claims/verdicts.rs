//! Sentences and what is said of their figures: `=` what a cell holds, `!` what contradicts one, nothing else.

use super::*;
use crate::import::{Source, format_named};

const KOREAN: &str = "

표 1. 항만 수입 (단위: 백만원)

| 항만 | 2022 | 2023 |
|---|---:|---:|
| 부산 | 10,500 | 9,870 |
| 울산 | 800 | 670 |
| 동부산 | 31 | 45 |

표 2. 인구와 소득

| 지표 | 단위 | 2022 | 2023 |
|:--|:--|--:|--:|
| 인구 | 천명 | 25,660.4 | 25,484.1 |
| 명목 GNI | 십억원 | 36,704.2 | 40,253.2 |
| 성장률 | % | 3.1 | 4.5 |
| 재정 적자 | 조원 | 0.6 | 0.7 |
";

const ENGLISH: &str = "

Table 1. Port income (million won)

| Port | 2022 | 2023 |
|---|---:|---:|
| Busan | 10,500 | 9,870 |
| Ulsan | 800 | 670 |
| North Busan | 31 | 45 |

Table 2. People and income

| Line | 2022 | 2023 |
|:--|--:|--:|
| Residents (thousand persons) | 25,660.4 | 25,484.1 |
| Nominal GNI (billion dollars) | 297.3 | 316.8 |
| Growth (%) | 3.1 | 4.5 |
";

/// What is said of the figures of `prose`, above the tables of `sample`.
fn told(sample: &str, prose: &str) -> String {
    let format = format_named("markdown").expect("a format");
    let text = format!("{prose}{sample}");
    let read = (format.read)(&Source { name: "a.md", bytes: text.as_bytes(), whole: true }, &()).expect("a document");
    let document = Arc::new(read);
    let claims = Claims::of(&document, &|_| true).expect("not stopped");
    let cell = |held: &MatchingCell| {
        document.slice(document.tables()[held.table].cell(held.row, held.column).expect("a cell")).to_owned()
    };
    let one = |claim: &Claim| {
        let figure = document.slice(claim.span);
        let against = claim.contradicts.as_ref().map(|held| format!("{figure} ! {}", cell(held)));
        against.or_else(|| claim.held.first().map(|held| format!("{figure} = {}", cell(held))))
    };
    claims.all.iter().filter_map(one).collect::<Vec<_>>().join(" | ")
}

fn holds(sample: &str, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(prose, expected)| {
            let told = told(sample, prose);
            (told != *expected).then(|| format!("{prose}: {told}, not {expected}"))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn korean_figures_that_the_cell_of_their_sentence_says_or_not() {
    holds(
        KOREAN,
        &[
            ("울산은 2022년에 800백만원을 걷었다.", "800백만원 = 800"),
            ("울산은 2022년에 801백만원을 걷었다.", "801백만원 ! 800"),
            ("2022년 울산의 수입은 8억 원이었다.", "8억 원 = 800"),
            ("2022년 울산의 수입은 8억 5천만 원이었다.", "8억 5천만 원 ! 800"),
            ("2022년 울산의 수입은 801이었다.", "801 ! 800"),
            ("2022년 울산의 수입은 670백만원이었다.", "670백만원 ! 800"),
            ("2023년 부산의 수입은 99억 원이었다.", "99억 원 = 9,870"),
            ("2023년 부산의 수입은 97억 원이었다.", "97억 원 ! 9,870"),
            ("2023년 부산의 수입은 약 100억 원이었다.", ""),
            ("2023년 부산의 수입은 105억 원 안팎이었다.", "105억 원 = 10,500"),
            ("2023년 부산의 수입은 약 60억 원이었다.", "60억 원 ! 9,870"),
            ("2022년 명목 GNI는 37조 원이었다.", "37조 원 = 36,704.2"),
            ("2022년 명목 GNI는 36조 7천억 원이었다.", "36조 7천억 원 = 36,704.2"),
            ("2022년 명목 GNI는 36조 8천억 원이었다.", "36조 8천억 원 ! 36,704.2"),
            ("2022년 명목 GNI는 30조 원대였다.", ""),
            ("2022년 명목 GNI는 20조 원대였다.", "20조 원 ! 36,704.2"),
            ("2022년 인구는 2천5백만 명이었다.", ""),
            ("2022년 인구는 2천5백66만 명이었다.", "2천5백66만 명 = 25,660.4"),
            ("2022년 인구는 2천4백만 명이었다.", "2천4백만 명 ! 25,660.4"),
            ("2022년 인구는 2,600만 명가량이었다.", ""),
            ("2022년 인구밀도는 1,560만 명이었다.", ""),
            ("2022년 성장률은 4.5%였다.", "4.5% ! 3.1"),
            ("2022년 성장률은 3%였다.", "3% = 3.1"),
            ("2022년 재정 적자는 1조 원이었다.", ""),
            // Comparisons, denials, plans, sums, parts, changes, bounds.
            ("2022년 울산의 수입은 부산보다 적은 801백만원이었다.", ""),
            ("2022년 울산의 수입은 801백만원이 아니었다.", ""),
            ("2022년 울산의 수입은 801백만원에 못 미쳤다.", ""),
            ("2022년 울산의 목표는 900백만원이었다.", ""),
            ("2022년 울산의 수입 계획은 900백만원이었다.", ""),
            ("2022년 울산의 예산은 900백만원이었다.", ""),
            ("2022년 울산의 수입은 두 배인 1,600백만원이 되었다.", ""),
            ("2022년 부산과 울산의 수입은 모두 11,300백만원이었다.", ""),
            ("2022년 울산의 수입 가운데 이 중 500백만원은 요금이다.", ""),
            ("2023년 울산은 130백만원 줄었다.", ""),
            ("2023년 울산은 600백만원 이상이었다.", ""),
            // Another measure, another place, a year alone, too little of a figure.
            ("2022년 울산의 지출은 801백만원이었다.", ""),
            ("2022년 울산은 부진했으나, 전국 매출은 950백만원이었다.", ""),
            ("울산은 801백만원을 걷었다.", ""),
            ("2022년에는 801백만원이 걷혔다.", ""),
            ("2022년에는 26백만 명이 왔다.", ""),
            ("2022년 울산에는 12가 있었다.", ""),
            ("2023년 울산에는 1,234 명이 왔다.", ""),
            ("2022년 동부산의 수입은 32백만원이었다.", "32백만원 ! 31"),
            // One right figure silences no wrong one.
            ("울산의 수입은 2022년 800백만원, 2023년 690백만원이었다.", "800백만원 = 800 | 690백만원 ! 670"),
            ("2022년 부산은 10,500백만원, 울산은 820백만원을 걷었다.", "10,500백만원 = 10,500 | 820백만원 ! 800"),
            ("2022년 부산은 10,700백만원, 울산은 820백만원을 걷었다.", "10,700백만원 ! 10,500 | 820백만원 ! 800"),
            ("울산의 수입은 2022년 800백만원에서 2023년 670백만원으로 130백만원 줄었다.", "800백만원 = 800 | 670백만원 = 670"),
        ],
    );
}

#[test]
fn english_figures_that_the_cell_of_their_sentence_says_or_not() {
    holds(
        ENGLISH,
        &[
            ("Ulsan took 800 million won in 2022.", "800 million won = 800"),
            ("Ulsan took 801 million won in 2022.", "801 million won ! 800"),
            ("In 2022 the income of Ulsan was 801.", "801 ! 800"),
            ("In 2022 the income of Ulsan was 0.8 billion won.", "0.8 billion won = 800"),
            ("In 2022 the income of Ulsan was 0.9 billion won.", "0.9 billion won ! 800"),
            ("In 2023, Busan took nearly 10 billion won.", "10 billion won = 9,870"),
            ("In 2023, Busan took about 6 billion won.", "6 billion won ! 9,870"),
            ("In 2022, nominal GNI was 300 billion dollars.", ""),
            ("In 2022, nominal GNI was about 310 billion dollars.", ""),
            ("In 2022, nominal GNI was 297 billion dollars.", "297 billion dollars = 297.3"),
            ("In 2022, nominal GNI was 287.3 billion dollars.", "287.3 billion dollars ! 297.3"),
            ("In 2022 there were 25.7 million residents.", "25.7 million = 25,660.4"),
            ("In 2022, growth was 4.1%.", "4.1% ! 3.1"),
            // Comparisons, denials, plans, sums, parts, changes, bounds.
            ("In 2022 Ulsan took more than 801 million won.", ""),
            ("In 2022 Ulsan took less than Busan, 801 million won.", ""),
            ("In 2022 Ulsan did not take 801 million won.", ""),
            ("In 2022 Ulsan never took 801 million won.", ""),
            ("Ulsan planned to take 900 million won in 2022.", ""),
            ("The target of Ulsan for 2022 was 900 million won.", ""),
            ("The 2022 budget of Ulsan was 900 million won.", ""),
            ("In 2022 Ulsan took twice as much, 1,600 million won.", ""),
            ("In 2022 Busan and Ulsan took a total of 11,300 million won.", ""),
            ("In 2022 Ulsan took in dues, of which 500 million won were late.", ""),
            ("In 2023 Ulsan fell by 130 million won.", ""),
            ("In 2023 Ulsan took over 600 million won.", ""),
            // Another measure, a part of a name, a year alone, something far off.
            ("In 2022 the spending of Ulsan was 801 million won.", ""),
            ("In 2022 Ulsan’s exports came to 801 million won.", ""),
            ("Ulsan took 801 million won.", ""),
            ("In 2022 they took 801 million won.", ""),
            ("In 2023 Ulsan spoke of 99,000 million won.", ""),
            ("In 2022 North Busan took 32 million won.", "32 million won ! 31"),
            ("In 2022 Ulsan had 12 in all.", ""),
            ("In 2022 Busan took 11,000, Ulsan 900 and North Busan 40 million won.", ""),
            (
                "In 2022 Busan took 10,500, Ulsan 900 and North Busan 40 million won.",
                "10,500 = 10,500 | 900 ! 800 | 40 million won ! 31",
            ),
            ("Subtract the 801 million won of Ulsan in 2022.", ""),
            // One right figure silences no wrong one.
            ("Ulsan took 800 million won in 2022 and 690 million won in 2023.", "800 million won = 800 | 690 million won ! 670"),
            ("Ulsan took 820 million won in 2022 and 690 million won in 2023.", "820 million won ! 800 | 690 million won ! 670"),
            ("In 2022 Busan took 10,500 and Ulsan 820 million won.", "10,500 = 10,500 | 820 million won ! 800"),
        ],
    );
}

#[test]
fn long_lists_and_heads_without_end_are_told_not_to_be_whole() {
    let rows: String = (0..50_100).map(|row| format!("| r{row} | 5 |\n")).collect();
    let format = format_named("markdown").expect("a format");
    let text = format!("The income of r7 was 123.\n\n| a | income |\n|--|--:|\n{rows}");
    let read = (format.read)(&Source { name: "a.md", bytes: text.as_bytes(), whole: true }, &()).expect("a document");
    assert!(!Cells::of(&Arc::new(read), &|| true).expect("not stopped").is_whole, "some heads are not looked for");
}

#[test]
fn a_sentence_without_an_end_costs_its_length() {
    // 200 KB of figures without a full stop, beside a table that has each of them in every row.
    let rows: String = (0..200).map(|row| format!("| aa{row} | 12.5 | 801 |\n")).collect();
    let table = format!("\n\n| a | income | 2022 |\n|--|--:|--:|\n{rows}");
    for piece in ["aa1 12.5 in 2022, ", "801을 aa2 ", "aa", "1,234.5 2022 income ", "12.5"] {
        let prose = piece.repeat(200_000 / piece.len());
        told(&table, &prose);
    }
}
