use proptest::prelude::*;

use super::*;
use crate::document::Builder;
use crate::import::{Source, format_named};

fn brief(bytes: &'static [u8]) -> Document {
    let format = format_named("markdown").expect("a format");
    (format.read)(&Source { name: "a.md", bytes, whole: true }, &()).expect("a document")
}

/// What is found against a list made by hand, both in the order of the text: recall and the share of
/// what is wrong, printed. A date counts where its words, its days and how its year is known are the list's.
fn hold(bytes: &'static [u8], list: &str) {
    let document = brief(bytes);
    let timeline = Timeline::of(&document, &|_| true).expect("not stopped");
    let expected: Vec<&str> = list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let told =
        |date: &DateMention| format!("{} | {}..{} | {}", document.slice(date.span), date.first, date.last, date.year.name());
    let found: Vec<String> = timeline.dates.iter().map(told).collect();
    // The longest common subsequence: `longest[e][f]` of what stands from there on.
    let mut longest = vec![vec![0_usize; found.len() + 1]; expected.len() + 1];
    for e in (0..expected.len()).rev() {
        for f in (0..found.len()).rev() {
            let both = if found[f] == expected[e] { longest[e + 1][f + 1] + 1 } else { 0 };
            longest[e][f] = both.max(longest[e + 1][f]).max(longest[e][f + 1]);
        }
    }
    let (mut e, mut f) = (0, 0);
    while e < expected.len() || f < found.len() {
        if e < expected.len() && f < found.len() && found[f] == expected[e] {
            (e, f) = (e + 1, f + 1);
        } else if f == found.len() || (e < expected.len() && longest[e + 1][f] >= longest[e][f + 1]) {
            println!("missing  {}", expected[e]);
            e += 1;
        } else {
            println!("wrong    {}", found[f]);
            f += 1;
        }
    }
    let hits = longest[0][0];
    let wrong = found.len() - hits;
    println!("{hits} of {} found, {wrong} of {} wrong", expected.len(), found.len());
    assert!(hits * 100 >= expected.len() * 95, "less than 95 % found");
    assert!(wrong * 100 <= found.len() * 5, "more than 5 % wrong");
}

#[test]
fn the_dates_of_the_brief_in_korean_are_those_of_a_list_made_by_hand() {
    hold(
        include_bytes!("../../../content/north-korea-russia.ko.md"),
        include_str!("../../../tests/fixtures/study/timeline.ko.txt"),
    );
}

#[test]
fn the_dates_of_the_brief_in_english_are_those_of_a_list_made_by_hand() {
    hold(
        include_bytes!("../../../content/north-korea-russia.en.md"),
        include_str!("../../../tests/fixtures/study/timeline.en.txt"),
    );
}

fn document(paragraphs: &[&str], own: Option<&str>) -> Document {
    let mut builder = Builder::new();
    if let Some(own) = own {
        builder.meta().fields = vec![("date".into(), own.into())];
    }
    for text in paragraphs {
        let (kind, text) = match text.strip_prefix("# ") {
            Some(title) => (BlockKind::Heading(1), title),
            None => text.strip_prefix("## ").map_or((BlockKind::Paragraph, *text), |title| (BlockKind::Heading(2), title)),
        };
        builder.open(kind);
        builder.text(text);
    }
    builder.finish().expect("a small document")
}

/// Words, days and how the year is known (`said` left out) of each date.
fn found(paragraphs: &[&str], own: Option<&str>) -> Vec<String> {
    let document = document(paragraphs, own);
    let timeline = Timeline::of(&document, &|_| true).expect("not stopped");
    let told = |date: &DateMention| {
        let by = if date.is_guess() { format!(" {}", date.year.name()) } else { String::new() };
        format!("{}={}{by}", document.slice(date.span), date.digits())
    };
    timeline.dates.iter().map(told).collect()
}

/// Texts, and what is found in each as «words=digits», parted by « | ».
fn table(own: Option<&str>, lines: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in lines {
        let found = found(&[text], own).join(" | ");
        if found != *expected {
            wrong.push(format!("{text}\n  found    {found}\n  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dates_that_say_their_year() {
    table(
        None,
        &[
            ("2023년 9월 12일에", "2023년 9월 12일=2023-09-12"),
            ("2018년 3월 25일(일)", "2018년 3월 25일=2018-03-25"),
            ("2022년 말 회의", "2022년 말=2022-10..12"),
            ("2022년 말레이시아에서", "2022년=2022"),
            ("2022년 초대형 사업", "2022년=2022"),
            ("2023년 중반과 2023년 초", "2023년 중반=2023-05..08 | 2023년 초=2023-01..03"),
            ("1990년대 중반, 2000년대", "1990년대 중반=1994..1996 | 2000년대=2000s"),
            ("80년대 후반에는", "80년대 후반=1987..1989"),
            ("2020년에서 2022년 말까지", "2020년에서 2022년 말까지=2020..2022"),
            ("2018년부터 2019년 3월까지의", "2018년부터 2019년 3월까지=2018-01..2019-03"),
            ("2018년부터 2019년의", "2018년=2018 | 2019년=2019"),
            ("2018년과 2022년 사이", "2018년과 2022년=2018..2022"),
            ("2018년과 2022년에", "2018년=2018 | 2022년=2022"),
            ("2017–2022년과 2017~22년", "2017–2022년=2017..2022 | 2017~22년=2017..2022"),
            (
                "2023년 3분기, 2023년 3/4분기, 2023년 상반기",
                "2023년 3분기=2023-Q3 | 2023년 3/4분기=2023-Q3 | 2023년 상반기=2023-H1",
            ),
            ("2024. 3. 5. 회의", "2024. 3. 5.=2024-03-05"),
            ("2024.3.5 회의", "2024.3.5=2024-03-05"),
            ("’23년 예산, ’24.3.5. 기준", "’23년=2023 | ’24.3.5.=2024-03-05"),
            ("2023년도 예산", "2023년도=2023"),
            ("2023년 여름", "2023년 여름=2023-06..08"),
            ("2020년 1월 말, 2020년 1월 초", "2020년 1월 말=2020-01-21..31 | 2020년 1월 초=2020-01-01..10"),
            ("2023년 3~4월", "2023년 3~4월=2023-03..04"),
            ("2023年9月12日", "2023年9月12日=2023-09-12"),
            ("on 12 September 2023.", "12 September 2023=2023-09-12"),
            ("on September 12, 2023, and", "September 12, 2023=2023-09-12"),
            ("the 12th of September 2023", "12th of September 2023=2023-09-12"),
            ("Sept. 12, 2023; 5 Jan 2024", "Sept. 12, 2023=2023-09-12 | 5 Jan 2024=2024-01-05"),
            ("26–27 July 2023, July 26 and 27, 2023", "26–27 July 2023=2023-07-26..27 | July 26 and 27, 2023=2023-07-26..27"),
            ("in mid-2023 and late 2023", "mid-2023=2023-05..08 | late 2023=2023-09..12"),
            ("At the end of 2022 and early in 2023", "end of 2022=2022-10..12 | early in 2023=2023-01..04"),
            ("the 1960s, the mid-1990s", "1960s=1960s | mid-1990s=1994..1996"),
            ("from the 1960s to the 1980s", "1960s to the 1980s=1960..1989"),
            ("in 2018–19, 2018-19 and 2018–2022", "2018–19=2018..2019 | 2018-19=2018..2019 | 2018–2022=2018..2022"),
            ("2010–12, 2003-08 and 2023-09", "2010–12=2010..2012 | 2003-08=2003..2008 | 2023-09=2023-09"),
            ("from 2020 to the end of 2022", "2020 to the end of 2022=2020..2022"),
            ("between March and May 2024", "March and May 2024=2024-03..05"),
            ("from December 2023 to March", "December 2023 to March=2023-12..2024-03"),
            ("12 September–3 October 2023", "12 September–3 October 2023=2023-09-12..10-03"),
            ("in Q3 2023, 3Q23, 2023Q3, H1 2023", "Q3 2023=2023-Q3 | 3Q23=2023-Q3 | 2023Q3=2023-Q3 | H1 2023=2023-H1"),
            ("the third quarter of 2023", "third quarter of 2023=2023-Q3"),
            ("the second half of the 1990s", "second half of the 1990s=1997..1999"),
            ("in FY2024 and fiscal year 2023", "FY2024=FY2024 | fiscal year 2023=FY2023"),
            (
                "on 2023-09-12, 2023-09-12T10:00Z, 9/12/2023, 12.09.2023",
                "2023-09-12=2023-09-12 | 2023-09-12=2023-09-12 | 9/12/2023=2023-09-12 | 12.09.2023=2023-09-12",
            ),
            (
                "the summer of 2023, Fall 2024, winter 2023",
                "summer of 2023=2023-06..08 | Fall 2024=2024-09..11 | winter 2023=2023-12..2024-02",
            ),
            ("May 2023. March 3, 2024.", "May 2023=2023-05 | March 3, 2024=2024-03-03"),
            ("post-2018 and pre-2014 levels", "2018=2018 | 2014=2014"),
            ("COVID-19 March 2020", "March 2020=2020-03"),
            ("A 2022 report (Kim, 2019) on the 2024 election", "2022=2022 | 2019=2019 | 2024=2024"),
            ("29 February 2024, 29 February 2023", "29 February 2024=2024-02-29 | February 2023=2023-02"),
        ],
    );
}

#[test]
fn what_is_no_date() {
    for text in [
        "제2375호 결의, 결의 1718호, 제2397호",
        "Resolution 2375, Resolutions 1718 and 1874, resolution 1929",
        "24개월 안에, 5개년 계획, 60주년, 70년 기념일, 3년 동안, 5년간, 2000년 동안",
        "70th anniversary, 5 years, 24 months, over 2000 people, 1950 soldiers, 2000-strong",
        "Section 2018, page 1999, No. 2017, Table 2020, Windows 2000",
        "version 2024.3.5, v2024, 1.2019, 2018.5%, $2000, 1,2018",
        "at 12:30, 1차 회의, 8차 당대회, Mig-29, T-80, 2018% 증가",
        "It may rain; you may go. May it be so. March on! They march. March of Rome",
        "‘북방·합동-2023’ 훈련, Interaction-2023, Law 2017, 법률 2019",
        "개월, 13월, 32일, 99월 99일, 5일 동안, 27일 남짓, 일월",
        "April said so. Mayor Marching Augustine Decker",
        "그 해결책과 같은 해석, 다음 해결, 올해내내볼",
        "over the last year, for the next year, every previous year",
        "https://example.org/2023/09/12/a, x_2023_y, 2023_09, a@2019",
        "31 June, 2023-13-45, 45/45/2023",
        "인구 2000 명, 1999개, 2010 달러",
    ] {
        assert_eq!(found(&[text], Some("2023-12-01")), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn years_are_carried_as_a_reader_would() {
    table(
        Some("2023-12-01"),
        &[
            ("2018년이다. 그해 그는 9월 12일에", "2018년=2018 | 그해=2018 carried | 9월 12일=2018-09-12 carried"),
            (
                "2017년 9월, 같은 해 12월, 이듬해 3월, 4월",
                "2017년 9월=2017-09 | 같은 해 12월=2017-12 carried | 이듬해 3월=2018-03 carried | 4월=2018-04 carried",
            ),
            ("올해 3월과 작년, 내년 봄", "올해 3월=2023-03 document | 작년=2022 document | 내년 봄=2024-03..05 document"),
            (
                "지난 9월, 지난 12월 25일, 오는 3월",
                "지난 9월=2023-09 document | 지난 12월 25일=2022-12-25 document | 오는 3월=2024-03 document",
            ),
            ("7월 26일에 이어 27일에", "7월 26일=2023-07-26 document | 27일=2023-07-27 document"),
            ("7월 5일과 20일", "7월 5일=2023-07-05 document | 20일=2023-07-20 document"),
            ("7월 26일과 27일", "7월 26일과 27일=2023-07-26..27 document"),
            ("3분기와 하반기", "3분기=2023-Q3 document | 하반기=2023-H2 document"),
            (
                "in 2017, that December; the following year, in May",
                "2017=2017 | that December=2017-12 carried | following year=2018 carried | May=2018-05 carried",
            ),
            ("in October 2017 and the following March", "October 2017=2017-10 | following March=2018-03 carried"),
            ("in March 2017 and the following October", "March 2017=2017-03 | following October=2017-10 carried"),
            (
                "last September, this year, last year, next March",
                "last September=2023-09 document | this year=2023 document | last year=2022 document | next March=2024-03 document",
            ),
            ("12 September and 3 October 2019", "12 September=2019-09-12 ahead | 3 October 2019=2019-10-03"),
            ("in March, April and May 2021", "March=2021-03 ahead | April=2021-04 ahead | May 2021=2021-05"),
            ("on 18 October and in Q3", "18 October=2023-10-18 document | Q3=2023-Q3 document"),
            ("in 2024 and in April", "2024=2024 | April=2024-04 carried"),
            ("as reported (Kim, 2019) in April", "2019=2019 | April=2023-04 document"),
            ("September last year", "September last year=2022-09 document"),
            ("29 February", "29 February=--02-29 unknown"),
        ],
    );
    table(
        None,
        &[
            ("9월 12일에", "9월 12일=--09-12 unknown"),
            ("올해와 그해", "올해=- unknown | 그해=- unknown"),
            ("in March", "March=--03 unknown"),
        ],
    );
}

#[test]
fn a_date_ahead_leads_no_further_than_its_sentence() {
    for (paragraphs, expected) in [
        (
            &["2023년 7월에 만났다.", "2024년 3월로 예정된 선거를 앞두고 서둘렀다.", "9월에 합의하였다."][..],
            &["2023년 7월=2023-07", "2024년 3월=2024-03", "9월=2023-09 carried"][..],
        ),
        (
            &["2023년 7월에 만났다. 오는 2025년 5월 회의와 6월 행사를 준비한다. 9월에 합의하였다."],
            &["2023년 7월=2023-07", "2025년 5월=2025-05", "6월=2025-06 carried", "9월=2023-09 carried"],
        ),
        (
            &["They met in July 2023. The vote scheduled for March 2024 worried them. In September they agreed."],
            &["July 2023=2023-07", "March 2024=2024-03", "September=2023-09 carried"],
        ),
        (&["2030년까지 줄일 계획이다. 그해 3월에 끝난다."], &["2030년=2030", "그해 3월=2030-03 carried"]),
        (&["2024년 3월로 예정된 선거.", "9월에 합의하였다."], &["2024년 3월=2024-03", "9월=--09 unknown"]),
    ] {
        assert_eq!(found(paragraphs, None), expected, "{paragraphs:?}");
    }
}

#[test]
fn years_lead_within_their_section_and_no_further_ahead_than_the_document() {
    let own = Some("2023-12");
    assert_eq!(found(&["2016년의 일.", "# 다음", "11월에"], own), ["2016년=2016", "11월=2023-11 document"]);
    let chapters = ["# 장", "## 하나", "2016년의 일.", "## 둘", "11월에", "# 다른 장", "12월에"];
    assert_eq!(found(&chapters, None), ["2016년=2016", "11월=2016-11 carried", "12월=--12 unknown"]);
    assert_eq!(found(&["2024년 대선.", "9월 회담"], own), ["2024년=2024", "9월=2023-09 document"]);
    assert_eq!(found(&["2019년 회담.", "9월 회담"], own), ["2019년=2019", "9월=2019-09 carried"]);
    let titled = ["# 2019", "## Spring", "In March", "## Autumn", "In October"];
    assert_eq!(found(&titled, own), ["2019=2019", "March=2019-03 carried", "October=2019-10 carried"]);
    // Early in a year, a month that is far ahead is the last one.
    assert_eq!(found(&["11월에, 4월에"], Some("2023-02-10")), ["11월=2022-11 document", "4월=2023-04 document"]);
}

#[test]
fn a_date_has_its_sentence_and_where_its_year_is_said() {
    let document = document(&["First of all. In 2018 (so they say) it was 2024. 3. 5. again. That December it ended."], None);
    let timeline = Timeline::of(&document, &|_| true).expect("not stopped");
    let sentences: Vec<&str> = timeline.dates.iter().map(|date| document.slice(date.sentence)).collect();
    let second = "In 2018 (so they say) it was 2024. 3. 5. again.";
    assert_eq!(sentences[..2], [second, second]);
    assert_eq!(sentences[2], "That December it ended.");
    assert_eq!(timeline.dates[2].year.place().map(|span| document.slice(span)), Some("2024. 3. 5."));
}

#[test]
fn by_time_the_unknown_stay_behind_what_stands_before_them() {
    let document = document(&["2019년, 2018년 3월, 2018년.", "# 새", "1월 1일", "2001년"], None);
    let timeline = Timeline::of(&document, &|_| true).expect("not stopped");
    let order: Vec<&str> = timeline.by_time.iter().map(|index| document.slice(timeline.dates[*index as usize].span)).collect();
    assert_eq!(order, ["2001년", "2018년", "1월 1일", "2018년 3월", "2019년"]);
    let unknown = self::document(&["3월 5일", "2001년", "올해", "2002년"], None);
    let timeline = Timeline::of(&unknown, &|_| true).expect("not stopped");
    let order: Vec<&str> = timeline.by_time.iter().map(|index| unknown.slice(timeline.dates[*index as usize].span)).collect();
    assert_eq!(order, ["3월 5일", "2001년", "올해", "2002년"]);
}

#[test]
fn a_million_dates_are_capped_and_said_so() {
    let text = "2018. 3. 5. ".repeat(MOST_DATES + 10);
    let document = document(&[text.trim_end(), "2019년"], None);
    let timeline = Timeline::of(&document, &|_| true).expect("not stopped");
    assert!(!timeline.is_whole);
    assert_eq!(timeline.dates.len(), MOST_DATES);
    assert_eq!(timeline.by_time.len(), MOST_DATES);
}

#[test]
fn nobody_waits_for_more() {
    let asked = std::cell::Cell::new(0);
    let document = document(&["2018년 ".repeat(20_000).trim_end()], None);
    let go_on = |_| {
        asked.set(asked.get() + 1);
        asked.get() < 5
    };
    assert_eq!(Timeline::of(&document, &go_on), None);
}

proptest! {
    #[test]
    fn spans_lie_in_the_text(text in "(2018|[0-9]{1,5}|년|월|일|말| |-|–|\\.|’|/|May|March|that|year|같은 해|지난|FY|Q|분기|to|and|부터|까지|가|年|s|\\(|\\)|,|0){0,40}") {
        let document = document(&[&text, &text], Some("2023년 말"));
        let timeline = Timeline::of(&document, &|_| true).expect("not stopped");
        let mut end = 0;
        for date in &timeline.dates {
            prop_assert!(date.span.start.at() >= end && !date.span.is_empty());
            end = date.span.end.at();
            prop_assert!(document.text().is_char_boundary(date.span.start.at()) && document.text().is_char_boundary(end));
            prop_assert!(date.sentence.encloses(date.span), "{:?} in {:?}", date.span, date.sentence);
            prop_assert!(date.first <= date.last);
            let _ = (date.digits(), date.first.day_number());
        }
        prop_assert_eq!(timeline.by_time.len(), timeline.dates.len());
    }

    #[test]
    fn nothing_hostile_breaks_it(text in any::<String>()) {
        let document = document(&[&text], Some(&text));
        let _ = Timeline::of(&document, &|_| true);
    }
}
