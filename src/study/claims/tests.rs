//! Figures, the cells that hold them, and those that they contradict.

use super::*;
use crate::import::{Source, format_named};

fn read(markdown: &str) -> Arc<Document> {
    let format = format_named("markdown").expect("a format");
    Arc::new((format.read)(&Source { name: "a.md", bytes: markdown.as_bytes(), whole: true }, &()).expect("a document"))
}

/// Each figure with the texts of the cells that hold it; `~` before what is rounded.
fn told(document: &Arc<Document>) -> Vec<(String, Vec<String>)> {
    let cells = Cells::of(document, &|| true).expect("not stopped");
    let text = |held: &MatchingCell| {
        let cell = document.tables()[held.table].cell(held.row, held.column).map_or("", |span| document.slice(span));
        if held.exact { cell.to_owned() } else { format!("~{cell}") }
    };
    document
        .blocks()
        .iter()
        .flat_map(|block| claims(document, &cells, block.span))
        .map(|claim| (document.slice(claim.span).to_owned(), claim.held.iter().map(text).collect()))
        .collect()
}

const TABLE: &str = "\n\n표 1. 지표\n\n| 지표 | 단위 | 2022 | 2021 |\n|:--|:--|--:|--:|\n| 인구 | 천명 | 25,660.4 | 25,484.1 |\n| 명목 GNI | 십억원 | 36,704.2 | 36,253.2 |\n| 명목 GNI | 억달러 | 284.1 | 316.8 |\n| 1인당 GNI | 달러 | 1,107.0 | 1.243.0 |\n| 성장률 | % | -0.2 | -4.5 |\n";

fn of(prose: &str) -> Vec<(String, Vec<String>)> {
    told(&read(&format!("{prose}{TABLE}")))
}

#[test]
fn a_figure_is_held_by_the_cell_with_its_value_in_any_scale() {
    for (prose, figure, cells) in [
        ("명목 GNI는 36조 7,042억 원이었다.", "36조 7,042억 원", &["36,704.2"][..]),
        ("명목 GNI는 36.7조 원이었다.", "36.7조 원", &["~36,704.2"]),
        ("인구는 2,566만 명이다.", "2,566만 명", &["~25,660.4"]),
        ("인구는 25,660,400명이다.", "25,660,400명", &["25,660.4"]),
        ("성장률은 4.5% 낮아졌다.", "4.5%", &["-4.5"]),
        ("1인당 1,243달러였다.", "1,243달러", &["1.243.0"]),
        ("달러로는 284.1억 달러였다.", "284.1억 달러", &["284.1"]),
        ("GNI fell to 28.41 billion dollars.", "28.41 billion dollars", &["284.1"]),
        ("값은 1,107.0이었다.", "1,107.0", &["1,107.0"]),
        ("무역은 99억 달러였다.", "99억 달러", &[]),
        ("284.1% 늘었다.", "284.1%", &[]),
    ] {
        let expected: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        assert_eq!(of(prose), [(figure.to_owned(), expected)], "{prose}");
    }
}

#[test]
fn what_the_sentence_names_comes_first() {
    let table = "\n\n| 나라 | 수출 | 수입 |\n|:--|--:|--:|\n| 가국 | 12.5 | 7.1 |\n| 나국 | 3.3 | 12.5 |\n";
    let document = read(&format!("나국의 수입은 12.5로 늘었다.{table}"));
    let cells = Cells::of(&document, &|| true).expect("not stopped");
    let found = claims(&document, &cells, document.blocks()[0].span);
    let places: Vec<_> = found[0].held.iter().map(|held| (held.row, held.column)).collect();
    assert_eq!(places, [(1, 2)]);
}

#[test]
fn the_dates_and_numbers_of_resolutions_in_the_briefs_are_no_figures() {
    for bytes in [
        &include_bytes!("../../../content/north-korea-russia.ko.md")[..],
        &include_bytes!("../../../content/north-korea-russia.en.md")[..],
    ] {
        let document = read(std::str::from_utf8(bytes).expect("text"));
        assert_eq!(told(&document), []);
        let cells = Cells::of(&document, &|| true).expect("not stopped");
        assert_eq!(cells.printed.len(), 36);
    }
}

#[test]
fn a_match_says_how_it_came_about() {
    for (prose, exact, scaled, named) in [
        ("명목 GNI는 36조 7,042억 원이었다.", true, true, 1),
        ("명목 GNI는 36.7조 원이었다.", false, true, 1),
        ("2022년 인구는 25,660.4천 명이다.", true, false, 2),
        ("인구는 25,660천 명이다.", false, false, 1),
        ("1,107.0이었다.", true, false, 0),
    ] {
        let document = read(&format!("{prose}{TABLE}"));
        let claims = Claims::of(&document, &|_| true).expect("not stopped");
        assert!(claims.is_whole);
        let held = claims.all[0].held[0];
        assert_eq!((held.exact, held.scaled, held.named), (exact, scaled, named), "{prose}");
    }
}

#[test]
fn figures_without_end_are_cut_and_told() {
    let document = read(&"값은 12.5와 13.5다. ".repeat(MOST_CLAIMS / 2 + 10));
    let claims = Claims::of(&document, &|_| true).expect("not stopped");
    assert!(claims.all.len() == MOST_CLAIMS && !claims.is_whole);
    assert!(Claims::of(&document, &|_| false).is_none());
}

#[test]
fn nobody_waits_for_more() {
    assert!(Cells::of(&read(TABLE), &|| false).is_none());
}

#[test]
fn figures_that_a_cell_holds_are_grouped_first() {
    let document = read(&format!("값은 99.5였다. 인구는 25,660.4천 명이다. 또 88.5였다. 성장률은 4.5% 낮아졌다.{TABLE}"));
    let claims = Claims::of(&document, &|_| true).expect("not stopped");
    assert_eq!((claims.all.len(), claims.grouped.as_slice(), claims.held), (4, &[1, 3, 0, 2][..], 2));
    let sentences: Vec<&str> = claims.all.iter().map(|claim| document.slice(claim.sentence).trim()).collect();
    assert_eq!(sentences, ["값은 99.5였다.", "인구는 25,660.4천 명이다.", "또 88.5였다.", "성장률은 4.5% 낮아졌다."]);
    assert!(!claims.cells.is_empty() && claims.cells.view(0).is_some() && claims.cells.view(1).is_none());
    assert!(Cells::of(&read("Words."), &|| true).expect("not stopped").is_empty());
    // Where the same figure stands many times, the first eight cells are told.
    let rows: String = (0..12).map(|row| format!("| r{row} | 12.5 |\n")).collect();
    let document = read(&format!("수출액은 12.5다.\n\n| a | 수출액 |\n|--|--:|\n{rows}"));
    let held = &Claims::of(&document, &|_| true).expect("not stopped").all[0].held;
    assert_eq!(held.iter().map(|held| held.row).collect::<Vec<_>>(), (0..8).collect::<Vec<_>>());
    // What is no prose says nothing.
    let none = read("# 값은 12.5다\n\n```\n12.5\n```\n");
    assert_eq!(Claims::of(&none, &|_| true).expect("not stopped").all, []);
    assert_eq!(told(&read("값은 0.0%이다.\n\n| a | b (%) |\n|--|--:|\n| r | 0.0 |\n")), [("0.0%".to_owned(), vec![])]);
}

#[test]
fn a_figure_of_something_else_is_held_by_none() {
    let table = "\n\nTable 1. Share of trades (%)\n\n| Trade | 2010 | 2020 |\n|---|---:|---:|\n| Farming | 5.7 | 3.1 |\n| Building | 10.2 | 9.4 |\n| Trade | 70.0 | 71.5 |\n";
    let of = |prose: &str| told(&read(&format!("{prose}{table}")));
    let none =
        |figures: &[&str]| figures.iter().map(|figure| ((*figure).to_owned(), vec![])).collect::<Vec<(String, Vec<String>)>>();
    assert_eq!(of("In the survey, 70 % of the teachers like it, and 6 % of the pupils do."), none(&["70 %", "6 %"]));
    assert_eq!(of("The mean score was 5.7 points. It was 9.45 before."), none(&["5.7 points", "9.45"]));
    assert_eq!(of("10.2 The towns"), none(&[]));
    assert_eq!(of("0.0 5.7 10.2 70.0"), none(&[]), "an axis");
    // Where a head is named, also rounded.
    assert_eq!(of("Farming had 6 % then."), [("6 %".to_owned(), vec!["~5.7".to_owned()])]);
    assert_eq!(of("It was 71.5 % of all."), [("71.5 %".to_owned(), vec!["71.5".to_owned()])]);
}

#[test]
fn a_figure_that_says_something_else_than_its_cell_contradicts_it() {
    let table = "\n\n표 1. 항만 수입 (단위: 백만원)\n\n| 항만 | 2022 | 2023 |\n|---|---:|---:|\n| 부산 | 10,500 | 9,870 |\n| 울산 | 800 | 670 |\n| 동부산 | 31 | 45 |\n";
    let of = |prose: &str| {
        let document = read(&format!("{prose}{table}"));
        let claims = Claims::of(&document, &|_| true).expect("not stopped");
        let cell = |held: &MatchingCell| {
            document.slice(document.tables()[held.table].cell(held.row, held.column).expect("a cell")).to_owned()
        };
        let told: Vec<String> = claims
            .grouped
            .iter()
            .map(|index| &claims.all[*index as usize])
            .map(|claim| {
                let against = claim.contradicts.as_ref().map(|held| format!(" against {}", cell(held))).unwrap_or_default();
                format!(
                    "{}{against}{}",
                    document.slice(claim.span),
                    claim.held.first().map(|held| format!(" = {}", cell(held))).unwrap_or_default()
                )
            })
            .collect();
        told.join(" | ")
    };
    for (prose, expected) in [
        ("울산은 2022년에 801백만원을 걷었다.", "801백만원 against 800"),
        ("2022년 울산의 수입은 801이었다.", "801 against 800"),
        ("2022년 울산의 수입은 800이었다.", "800 = 800"),
        ("In 2023, 울산 took 671 million won.", "671 million won against 670"),
        ("2023년 부산의 수입은 9,870백만원으로 630백만원 줄었다.", "9,870백만원 = 9,870 | 630백만원"),
        // By how much, a bound, another unit, something counted, something far off.
        ("2023년 울산은 130백만원 줄었다.", "130백만원"),
        ("2023년 울산은 600백만원 이상이었다.", "600백만원"),
        ("2023년 울산은 12.5% 올랐다.", "12.5%"),
        ("2023년 울산에는 1,234 명이 왔다.", "1,234 명"),
        ("2023년 울산은 99,000백만원을 말했다.", "99,000백만원"),
        ("울산은 801백만원을 걷었다.", "801백만원"),
        ("2022년 동부산의 수입은 32백만원이었다.", "32백만원 against 31"),
    ] {
        assert_eq!(of(prose), expected, "{prose}");
    }
    let two = read(&format!("부산은 2022년에 10,500백만원을 걷었다. 울산은 2022년에 801백만원을 걷었다.{table}"));
    let claims = Claims::of(&two, &|_| true).expect("not stopped");
    assert_eq!(
        (claims.grouped.as_slice(), claims.contradicting, claims.held),
        (&[1, 0][..], 1, 1),
        "those that contradict stand first"
    );
}

#[test]
fn scales_and_units_of_two_in_one_caption_reach_their_rows() {
    let million = "\n\nTable 1. Income (million won)\n\n| Line | 2022 | 2023 |\n|---|---:|---:|\n| Revenue | 10,500 | 9,870 |\n| Cost | 8,200 | 8,900 |\n| Gross profit | 2,300 | 970 |\n";
    let of = |prose: &str| told(&read(&format!("{prose}{million}")));
    for (prose, figure, cell) in [
        ("Revenue stood at 10,500 million in 2022.", "10,500 million", "10,500"),
        ("Gross profit dropped to 0.97 billion.", "0.97 billion", "970"),
        ("Cost rose to 8.9bn.", "8.9bn", "8,900"),
    ] {
        assert_eq!(of(prose), [(figure.to_owned(), vec![cell.to_owned()])], "{prose}");
    }
    let two = "\n\n<표 1> 재정 (단위: 조원, %)\n\n| 구분 | 2022 | 2023 |\n|---|---:|---:|\n| 총수입 | 617.8 | 573.9 |\n| (국내총생산 대비) | △2.8 | △1.5 |\n";
    let of = |prose: &str| told(&read(&format!("{prose}{two}")));
    assert_eq!(of("총수입은 573.9조원이다."), [("573.9조원".to_owned(), vec!["573.9".to_owned()])]);
    assert_eq!(of("국내총생산 대비 1.5% 적자다."), [("1.5%".to_owned(), vec!["△1.5".to_owned()])]);
    assert_eq!(of("총수입은 약 574조원이다."), [("574조원".to_owned(), vec!["~573.9".to_owned()])]);
}
