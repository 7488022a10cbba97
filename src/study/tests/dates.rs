//! The dates of both briefs in full, and every way to say one.

use super::{ENGLISH, KOREAN, each, golden, read};
use crate::document::{BlockKind, Builder, Document};
use crate::study::{DateMention, Timeline};

/// `words=digits grain`, then `~` where it is rough, how its year is known, and where that is said.
fn told(document: &Document, date: &DateMention) -> String {
    let rough = if date.is_rough { " ~" } else { "" };
    let by = if date.is_guess() { format!(" {}", date.year.name()) } else { String::new() };
    let place = date.year.place().map(|span| format!(" by {}", document.slice(span))).unwrap_or_default();
    format!("{} = {} {:?}{rough}{by}{place}", document.slice(date.span), date.digits(), date.grain)
}

fn paragraphs(text: &str, own: Option<&str>) -> Document {
    let mut builder = Builder::new();
    if let Some(own) = own {
        builder.meta().fields = vec![("date".into(), own.into())];
    }
    for text in text.split('\n') {
        let level = text.bytes().take_while(|byte| *byte == b'#').count();
        let kind = match u8::try_from(level) {
            Ok(0) | Err(_) if text.starts_with("= ") => BlockKind::Caption,
            Ok(0) | Err(_) => BlockKind::Paragraph,
            Ok(level) => BlockKind::Heading(level),
        };
        builder.open(kind);
        builder.text(text.trim_start_matches(['#', '=', ' ']));
    }
    builder.finish().expect("a small document")
}

fn dated(text: &str, own: Option<&str>) -> Vec<String> {
    let document = paragraphs(text, own);
    let timeline = Timeline::of(&document, &|_| true).expect("not stopped");
    let lines: Vec<String> = timeline.dates.iter().map(|date| told(&document, date)).collect();
    if lines.is_empty() { lines } else { vec![lines.join(" | ")] }
}

#[test]
fn the_timeline_of_a_brief_has_these_dates() {
    for (name, brief) in [("en", ENGLISH), ("ko", KOREAN)] {
        let document = read(brief);
        let timeline = Timeline::of(&document, &|_| true).expect("not stopped");
        let line = |index: &u32| {
            let date = &timeline.dates[*index as usize];
            let sentence = document.slice(date.sentence);
            let head: String = sentence.chars().take(24).collect();
            format!("{} [{head}… {}]\n", told(&document, date), sentence.len())
        };
        let mut out: String = timeline.by_time.iter().map(line).collect();
        let axis = timeline.axis.as_ref().expect("an axis");
        for columns in [200, 80, 40, 17, 5] {
            let scale = axis.scale(columns);
            let labels: Vec<String> = scale.labels().into_iter().map(|(at, label)| format!("{at}:{label}")).collect();
            let breaks: Vec<u16> = scale.breaks().collect();
            out += &format!("{columns} columns: {} breaks {breaks:?}\n", labels.join(" "));
        }
        golden(&format!("timeline-{name}"), &out);
    }
}

#[test]
fn each_way_to_say_a_date_says_these_days() {
    golden(
        "timeline-ways",
        &each(
            &[
                "2023-09-12, 2023/9/12, 2024. 3. 5., 2024.3.5, 12.09.2023, 9/12/2023, 2024. 3.",
                "1990년대, 1990년대 초, 1990년대 초반, 1990년대 중반, 1990년대 말, 1990년대 후반, 90년대, ’90년대, 20년대",
                "the 1990s, the early 1990s, the mid-1990s, the late 1990s, the end of the 1990s, the 2000’s",
                "2022년 초, 2022년 초반, 2022년 중반, 2022년 하순, 2022년 말, 2022년 연초, 2022년 연말, 2022년 후반",
                "early 2022, mid 2022, late 2022, end-2022, the end of 2022, the beginning of 2022, the middle of 2022, the start of 2022, the close of 2022",
                "2022년 상반기, 2022년 하반기, 2022년 전반기, 2022년 후반기, 2022년 1분기, 2022년 4/4분기, 2022년 3사분기",
                "Q1 2022, Q4 2022, 1Q22, 4Q ’22, 2022Q2, 2022-Q3, H1 2022, 2H 2022, 1H22, 2022H2, Q3 FY2022, Q2 of 2022",
                "first quarter of 2022, the second quarter of 2022, third quarter 2022, the 4th quarter of 2022, last quarter of 2022",
                "first half of 2022, the second half of 2022, last half of 2022, the first half of the 1990s, the first half of March 2022",
                "2022년 봄, 2022년 여름, 2022년 가을, 2022년 겨울, spring 2022, the summer of 2022, autumn 2022, fall 2022, winter of 2022",
                "2022년 3월, 2022년 3월 초, 2022년 3월 중순, 2022년 3월 말, 2022년 3월 상순, 2022년 3월 하순, 2022년 12월 31일",
                "early March 2022, mid-March 2022, late March 2022, the end of March 2022, end of February 2024, late February 2023",
                "2022년 3~4월, 2022년 3월과 4월, 2022년 3·4월, 2022년 3월부터 5월까지, 2022년 12월~2023년 1월",
                "2022년 3월 5~7일, 2022년 3월 5일부터 7일, 2022년 3월 5일과 6일, 2022년 3월 5일과 9일, 2022년 3월 5·9일, 2022년 3월 9·5일",
                "5–7 March 2022, 5 and 6 March 2022, 5 and 9 March 2022, 5 to 9 March 2022, 5 or 9 March 2022, 5 & 6 March 2022, 5, 9 March 2022",
                "March 5–7, 2022, March 5 and 6, 2022, March 5 and 9, 2022, March 5 to 9, 2022, the 5th and 9th of March 2022",
                "Jan. 5, 2022, Feb 5, 2022, 5 Sept 2022, Sep. 2022, the 1st of May 2022, May 1st, 2022, 2nd May 2022, 3rd June 2022",
                "2017–2022, 2017-22, 2017/18, 2017–2022년, 2017~22년, 2022–2017, 2017-09, 2017-13, 1999–03, 1998-99",
                "FY2024, FY 24, FY’24, FY2023-24, FY2023/24, fiscal year 2024, Fiscal Year 2024, 2024 회계연도, 2023년도",
                "2018년부터 2022년까지, 2018년부터 2022년, 2018년에서 2020년 사이, 2018년과 2022년 사이에, 2018년과 2022년의 사이",
                "from 2018 to 2022, 2018 through 2022, 2018 until 2022, 2018 up to 2022, between 2018 and 2022, 2018 and 2022, from 2018 till the end of 2022",
                "from March 2018 to May, from May 2018 to March, March to May 2018, December to March 2018, from 12 September to 3 October 2018",
                "2018 to 1990, from late 2018 to early 2019, from the 1960s to 1985, between 5 March and 9 April 2018",
                "29 February 2024, 29 February 2023, 31 April 2023, 30 February, 31 November 2023, 2023년 2월 29일, 2023년 2월 30일",
                "’23년 3월, ’70년, ’69년, 2100년, 2101, 1000, 999년, 20235",
                "23年3月5日, 2023年度, 2023년3월5일, 2023 년 3 월 5 일",
                "the mid-July summit, mid-2023 talks, 2022년 말레이시아, 2022년 초대형, 2022년 말에, 2022년 초부터, 2022년 말까지, 2022년 봄꽃",
            ],
            |text| dated(text, None),
        ),
    );
}

#[test]
fn open_years_are_carried_or_guessed_as_a_reader_would() {
    let texts = [
        "2018년이다. 그해 9월, 같은 해 10월, 그 이듬해 3월, 다음 해 4월, 그다음 해",
        "올해 3월, 작년 5월, 지난해, 재작년, 내년 봄, 금년 상반기, 올 하반기, 올 3월",
        "지난 3월, 지난 6월, 지난 12월 25일, 오는 3월, 오는 9월, 오는 12월",
        "last March, last August, next March, next August, this March, this June",
        "last year, this year, next year, the last year, over the next year, late last year, early next year, that year, the following year, the previous year, the preceding year",
        "in 2017. That December, the same March, the following March, the following year, the previous year, the previous March",
        "in May 2017. The following March, the following May, the following June, last summer, that winter, next autumn",
        "3월 5일, 20일, 21일과 22일, 25일; 30일",
        "3월 5일에 시작하여 오래오래 이어지다가 마침내 모든 일이 끝나게 된 그 다음의 날은 바로 20일이다. 2018년 20일",
        "3월, 9월, 12월, 12월 15일, 12월 16일, 11월 30일",
        "March, April and May 2021; 5 March, 6 April and 7 May 2021; March and 2021; March or April 2021",
        "March, Q2 and H2 2021; March and early 2021; 12 September and 3 October 2019, 3월과 2019년 4월",
        "(Kim, 2019) in April; [2019] in April; 2019 in April; in 1990s, in April",
        "in 2024. In April. 2030년 4월. 5월",
        "2019\nIn April\n2025\nIn April\nIn December",
        "# 2019\n## One\nIn March\n## Two\nIn March 2018. In May\n# Three\nIn June",
        "# One\n## A\n2016년\n## B\n3월\n# Two\n3월",
        "= 표 1. 2016년\n3월의 일\n2015년\n= 표 2. 5월",
        "Q3, 3분기, H2, 하반기, 2사분기, 매 분기, 1분기당, 1분기",
        "29 February, 2월 29일",
    ];
    for (name, own) in [("none", None), ("june", Some("2023-06-15")), ("year", Some("2023")), ("december", Some("2023년 12월"))]
    {
        golden(&format!("timeline-open-{name}"), &each(&texts, |text| dated(text, own)));
    }
}

#[test]
fn numbers_and_words_that_are_no_dates_are_told_by_what_stands_beside_them() {
    golden(
        "timeline-guard",
        &each(
            &[
                "2018 people, 2018 in all, 2018-strong, 2018 strong, 2018-style, 2018 kg, 2018 km, 2018 per cent",
                "2018명, 2018 명, 2018년, 2018개, 2018 개국, 2018여, 2018 여 명, 2018달러, 2018 달러를, 2018만, 2018의",
                "Windows 2000, In 2000, Horizon 2020, Since 2020, The 2020 plan, A 2020 plan, Kim 2020, Spring 2020, the Budget 2020",
                "section 2018, page 2018, No. 2018, Resolution 2018, about 2018, over 2018, least 2018, law 2018, 결의 2018, 번호 2018, p. 2018, art 2018",
                "$2018, €2018, 2018%, 2018°, #2018, +2018, 1,2018, 1.2018, 2018.5, 2018,5, 12:2018, a2018, 2018a, _2018, 2018_, @2018, 2018@, /2018, 2018/a",
                "post-2018, pre-2018, Post-2018, mid-2018, non-2018, x-2018, -2018, –2018, 2018–, 2018-a, 2018-1, 2018·2019, 1·2018",
                "2018, 12 2018, 3 2018 x, 2018 and 1999 and 2001, page 2018 and 2019, pages 2018, 2019",
                "2000년간, 2000년 동안, 2000년째, 2000년 간의, 2000년여, 2000년 여 전, 2000년에, 2000년을",
                "5일간, 3월 5일 동안, 5일, 3월 5일과 9일째, 3월 5일에, 9일부터, 9일나무, 9일가",
                "그해결책, 그해를, 그 해, 같은해석, 올해도, 올해내내, 올해의, 다음 해가",
                "May 5 we go. It may go. In May. Last May. the May talks, the May of old, a May to go. by May; May be; –May; June–May",
                "March on. In March. The March on Rome. the March talks. They march. until March",
                "April said. in April. the April fool. With April. x April. and April, and June; August said; June, July; told August; King August",
                "July said. October, too. Sunday January; Septembers; Octoberfest; December.org; December. A",
                "Q1. What is it? Q2) Who? Q3 is. In Q3. in Q4, Q4",
                "Q1: so it is. He said Q2: so. And then. Q3 came",
                "2023-09-12T10:00, 2023-09-12Tx, 2023-09-12x, 2023-9-12T10, 2023.9.12.3, 2024. 3. 5.1",
                "COVID-19 March 2020, 119 March 2020, 32 March 2020, 0 March 2020, 00년, 13월, 0월, 3월 32일, 3월 0일",
                "https://a.kr/2018/03/05/x, v2018.3.5, ISO 2018, 2018.3.5.7, section 5 March 2018",
                "the last year, over the past year, each last year, last year, The last year, throughout next year, for that year, all this year",
            ],
            |text| dated(text, Some("2023-06-15")),
        ),
    );
}

#[test]
fn a_documents_own_date_is_the_first_field_that_says_one() {
    let own = |fields: &[(&str, &str)]| {
        let mut builder = Builder::new();
        builder.meta().fields = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        builder.open(BlockKind::Paragraph);
        builder.text("3월");
        let timeline = Timeline::of(&builder.finish().expect("a small document"), &|_| true).expect("not stopped");
        timeline.own.map(|(first, last)| format!("{first} {last}"))
    };
    assert_eq!(own(&[("date", "2023")]).as_deref(), Some("2023-01-01 2023-12-31"));
    assert_eq!(own(&[("published", "May 2022"), ("Date", "5 March 2023")]).as_deref(), Some("2023-03-05 2023-03-05"));
    assert_eq!(own(&[("발행일", "2023. 3. 5.")]).as_deref(), Some("2023-03-05 2023-03-05"));
    assert_eq!(own(&[("date", "late, in May or 2021")]).as_deref(), Some("2021-01-01 2021-12-31"));
    assert_eq!(own(&[("date", "no date"), ("issued", "2020")]).as_deref(), Some("2020-01-01 2020-12-31"));
    assert_eq!(own(&[("updated", "2020"), ("author", "Kim 2020")]), None);
}
