//! PDFs to documents: which lines are headings, and how deep they stand.

use ibid::document::{BlockKind, Document};

use super::import_pdf::{TEXT, read};
use super::support::paper::{OWN, Page, Paper};

/// The headings, with their levels.
fn headings(document: &Document) -> Vec<(u8, &str)> {
    let blocks = document.blocks().iter().filter_map(|block| match block.kind {
        BlockKind::Heading(level) => Some((level, document.slice(block.span))),
        _ => None,
    });
    blocks.collect()
}

#[test]
fn bold_is_told_by_the_name_of_a_font_that_is_not_in_the_file() {
    let widths = ["500"; 95].join(" ");
    for subtype in ["TrueType", "Type1"] {
        for (name, stem, flags) in [
            ("HelveticaRoundedLTStd-Bd", 80, 32),
            ("NimbusRomNo9L-Medi", 80, 34),
            ("GaramondNo8-Med", 80, 34),
            ("Univers-65", 80, 32),
            ("YoonGothic770", 80, 32),
            ("TimesNewRoman,Bold", 80, 34),
            ("Unknown", 140, 34),
            ("Unnamed", 80, 34 + (1 << 18)),
        ] {
            let font = |base: &str, stem: i32, flags: i32| {
                format!(
                    "<< /Type /Font /Subtype /{subtype} /BaseFont /{base} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths \
                     [{widths}] /FontDescriptor << /Type /FontDescriptor /FontName /{base} /Flags {flags} /ItalicAngle 0 /Ascent 891 \
                     /Descent -216 /CapHeight 662 /StemV {stem} /FontBBox [-100 -200 1000 900] >> >>"
                )
            };
            let mut paper = Paper::default();
            paper.object(&font("Family-Roman", 80, flags & 63)).object(&font(name, stem, flags));
            paper.page(|page| {
                page.font("X", OWN).font("Y", OWN + 1);
                for (at, title) in [(80.0, "What was sold"), (180.0, "What was not")] {
                    page.raw("q").text("Y", 10.0, 60.0, at, title).raw("Q");
                    page.lines("X", 10.0, 60.0, at + 24.0, &TEXT);
                }
            });
            assert_eq!(headings(&read(&paper)), [(1, "What was sold"), (1, "What was not")], "{subtype} {name}");
        }
    }
}

/// A page of `paper` with what is written on it, and text below each of `titles` in a font and a size.
fn titled(page: &mut Page, y: f32, font: &str, size: f32, title: &str) -> f32 {
    page.text(font, size, 60.0, y, title).lines("F", 10.0, 60.0, y + 24.0, &TEXT);
    y + 96.0
}

#[test]
fn levels_go_by_numbers_first_and_then_by_looks() {
    let mut paper = Paper::default();
    paper.page(|page| {
        let mut y = titled(page, 60.0, "B", 18.0, "The harvest of plums");
        for title in ["1 Background", "1.1 What was sold", "1-2. What was dried", "2 Outlook", "References"] {
            y = titled(page, y, "B", 10.0, title);
        }
    });
    assert_eq!(
        headings(&read(&paper)),
        [
            (1, "The harvest of plums"),
            (2, "1 Background"),
            (3, "1.1 What was sold"),
            (3, "1-2. What was dried"),
            (2, "2 Outlook"),
            (2, "References")
        ]
    );
}

#[test]
fn a_little_size_a_slope_or_a_korean_number_makes_a_heading() {
    let mut paper = Paper::default();
    paper.page(|page| {
        let y = titled(page, 60.0, "F", 10.8, "Sold at the gate");
        let y = titled(page, y, "I", 10.0, "Prices in three years");
        let y = titled(page, y, "I", 10.0, "Prices in the town");
        page.text("K", 10.0, 60.0, y, "제21조 경기시간 제한").lines("F", 10.0, 60.0, y + 24.0, &TEXT);
        page.text("K", 10.0, 230.0, y + 96.0, "제1관 목적 및 용어의 정의").lines("F", 10.0, 60.0, y + 120.0, &TEXT);
    });
    let document = read(&paper);
    let titles: Vec<&str> = headings(&document).into_iter().map(|(_, title)| title).collect();
    assert_eq!(
        titles,
        ["Sold at the gate", "Prices in three years", "Prices in the town", "제21조 경기시간 제한", "제1관 목적 및 용어의 정의"]
    );
}

#[test]
fn authors_dates_formulas_quotations_and_captions_are_no_headings() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("B", 20.0, 60.0, 60.0, "The harvest of plums").text("F", 13.0, 60.0, 90.0, "Ann Lee and Bo Chan");
        page.text("F", 13.0, 60.0, 120.0, "December 2020");
        let y = titled(page, 160.0, "B", 12.0, "What was sold");
        page.text("F", 13.0, 60.0, y, "G = A + B");
        page.lines("F", 14.0, 60.0, y + 40.0, &["We sold all of the plums at the gate. None", "of them was left for us to dry"]);
        page.text("B", 10.0, 60.0, y + 110.0, "Table II-12 What was sold, and what was the price ?");
        page.lines("F", 10.0, 60.0, y + 140.0, &TEXT);
    });
    paper.page(|page| {
        page.text("B", 12.0, 60.0, 60.0, "iii").lines("F", 10.0, 60.0, 90.0, &TEXT);
    });
    assert_eq!(headings(&read(&paper)), [(1, "The harvest of plums"), (2, "What was sold")]);
}

#[test]
fn a_colon_a_light_word_or_a_numeral_beside_it_cuts_no_title() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("B", 20.0, 60.0, 60.0, "Plums and pears:")
            .text("F", 20.0, 60.0, 84.0, "what")
            .text("B", 20.0, 112.0, 84.0, "was sold");
        page.lines("F", 10.0, 60.0, 110.0, &TEXT);
        page.text("B", 60.0, 470.0, 240.0, "5");
        page.lines("B", 20.0, 60.0, 210.0, &["The market,", "the price, and", "the growers"]);
        page.lines("F", 10.0, 60.0, 300.0, &TEXT);
    });
    assert_eq!(headings(&read(&paper)), [(1, "Plums and pears: what was sold"), (1, "The market, the price, and the growers")]);
}

#[test]
fn letters_that_are_painted_twice_are_bold() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("F", 10.0, 60.0, 60.0, "What was sold").text("F", 10.0, 60.3, 60.0, "What was sold");
        page.lines("F", 10.0, 60.0, 84.0, &TEXT);
        page.raw("2 Tr 0.3 w").text("F", 10.0, 60.0, 160.0, "What was not").raw("0 Tr");
        page.lines("F", 10.0, 60.0, 184.0, &TEXT);
    });
    assert_eq!(headings(&read(&paper)), [(1, "What was sold"), (1, "What was not")]);
}

#[test]
fn a_contents_page_without_dots_has_entries_and_no_headings() {
    let titles = ["WHAT WAS SOLD", "WHAT WAS DRIED", "WHAT WAS LEFT", "OUTLOOK"];
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("B", 14.0, 60.0, 60.0, "CONTENTS");
        for (at, title) in titles.iter().enumerate() {
            page.text("B", 11.0, 60.0, 100.0 + 24.0 * f32::from(u8::try_from(at).expect("four")), &format!("{title} {}", at + 2));
        }
    });
    for title in titles {
        paper.page(|page| {
            titled(page, 60.0, "B", 14.0, title);
        });
    }
    let document = read(&paper);
    let found: Vec<&str> = headings(&document).into_iter().map(|(_, title)| title).filter(|title| *title != "CONTENTS").collect();
    assert_eq!(found, titles);
    assert_eq!(document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Item(_))).count(), 4);
}

#[test]
fn authors_side_by_side_with_their_addresses_are_no_headings() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("B", 18.0, 60.0, 60.0, "The harvest of plums");
        for (x, name) in [(60.0, "Ann von Lee"), (240.0, "Bo Chan"), (420.0, "Cy Dunn")] {
            page.text("F", 12.0, x, 100.0, name);
            page.lines("F", 10.0, x, 115.0, &["University of Plums", "Orchard Road, Town", "name@plums.example"]);
        }
        page.text("B", 12.0, 60.0, 190.0, "ABSTRACT").lines("F", 10.0, 60.0, 206.0, &TEXT);
        page.text("B", 12.0, 60.0, 290.0, "INTRODUCTION").lines("F", 10.0, 60.0, 306.0, &TEXT);
    });
    let document = read(&paper);
    let titles: Vec<&str> = headings(&document).into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles, ["The harvest of plums", "ABSTRACT", "INTRODUCTION"]);
}

#[test]
fn the_title_of_a_box_stands_below_its_section() {
    let mut paper = Paper::default();
    paper.page(|page| {
        let y = titled(page, 60.0, "B", 16.0, "The harvest");
        let y = titled(page, y, "B", 12.0, "What was sold");
        let y = titled(page, y, "B", 14.0, "Box 1.2 How plums are counted");
        titled(page, y, "B", 12.0, "What was dried");
    });
    assert_eq!(
        headings(&read(&paper)),
        [(1, "The harvest"), (2, "What was sold"), (3, "Box 1.2 How plums are counted"), (2, "What was dried")]
    );
}

#[test]
fn a_numbered_paragraph_right_below_its_article_is_no_part_of_the_title() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        for (y, title) in
            [(130.0, "제21조 심판위원과 기록위원의 임시조치"), (200.0, "제22조 심판위원, 기록위원의 사고발생으로 인한 임시조치")]
        {
            page.text("K", 10.0, 60.0, y, title);
            page.text("K", 10.0, 68.0, y + 12.0, "1. 출장 예정 심판위원의 일부가 사고로 인하여 경기에 나오지 못하면");
            page.text("K", 10.0, 78.0, y + 24.0, "다른 심판위원이 이를 대신한다.");
        }
    });
    let document = read(&paper);
    let titles: Vec<&str> = headings(&document).into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles, ["제21조 심판위원과 기록위원의 임시조치", "제22조 심판위원, 기록위원의 사고발생으로 인한 임시조치"]);
}

#[test]
fn a_name_in_large_type_inside_a_sentence_is_no_heading() {
    let mut paper = Paper::default();
    paper.page(|page| {
        titled(page, 60.0, "B", 14.0, "What was sold");
        page.lines(
            "F",
            10.0,
            60.0,
            160.0,
            &[&TEXT[..], &["The growers kept a third of all of it for themselves, and they gave the"]].concat(),
        );
    });
    paper.page(|page| {
        page.text("B", 14.0, 60.0, 60.0, "Office of Plums");
        page.lines("F", 10.0, 60.0, 84.0, &["rest of the harvest to the town, as the law says."]);
        titled(page, 140.0, "B", 14.0, "What was dried");
    });
    let document = read(&paper);
    let titles: Vec<&str> = headings(&document).into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles, ["What was sold", "What was dried"]);
    assert!(document.text().contains("they gave the rest of the harvest"), "{}", document.text());
}

#[test]
fn a_title_right_below_a_numbered_one_of_its_look_is_a_part_of_it() {
    let mut paper = Paper::default();
    paper.page(|page| {
        let y = titled(page, 60.0, "B", 14.0, "5.2 The market");
        page.text("B", 10.0, 60.0, y, "5.2.1 What was sold");
        let y = titled(page, y + 24.0, "B", 10.0, "Plums");
        let y = titled(page, y, "B", 10.0, "Pears");
        titled(page, y, "B", 10.0, "5.2.2 What was dried");
    });
    let levels: Vec<u8> = headings(&read(&paper)).into_iter().map(|(level, _)| level).collect();
    assert_eq!(levels, [1, 2, 3, 3, 2]);
}

#[test]
fn a_title_of_two_lines_is_one_where_all_is_set_wide() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("B", 13.0, 120.0, 60.0, "AN OVERVIEW OF THE MARKET OF PLUMS");
        page.text("B", 13.0, 150.0, 84.0, "UPON SOURCES OF THE TIME");
        for (at, line) in TEXT.iter().chain(&TEXT).enumerate() {
            page.text("F", 11.0, 60.0, 124.0 + 20.0 * f32::from(u8::try_from(at).expect("few")), line);
        }
    });
    assert_eq!(headings(&read(&paper)), [(1, "AN OVERVIEW OF THE MARKET OF PLUMS UPON SOURCES OF THE TIME")]);
}

#[test]
fn code_in_capitals_is_no_heading() {
    let mut paper = Paper::default();
    paper.object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
    paper.page(|page| {
        page.font("C", OWN);
        let y = titled(page, 60.0, "B", 14.0, "What was sold");
        let y = titled(page, y, "C", 10.0, "ENFORCED FOR ALL PLUMS");
        let y = titled(page, y, "C", 11.5, "CREATE MARKET");
        titled(page, y, "F", 10.0, "DEFINITIONS OF PLUMS ::= BEGIN");
    });
    assert_eq!(headings(&read(&paper)), [(1, "What was sold")]);
}

#[test]
fn names_right_over_the_first_section_are_no_headings() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("B", 20.0, 60.0, 60.0, "The harvest of plums");
        page.text("B", 12.0, 60.0, 100.0, "Ann Lee").text("B", 11.0, 60.0, 124.0, "ann at plums.example");
        titled(page, 160.0, "B", 14.0, "1. Introduction");
    });
    assert_eq!(headings(&read(&paper)), [(1, "The harvest of plums"), (2, "1. Introduction")]);
}

#[test]
fn counted_headings_of_two_syllables_are_headings() {
    for titles in [["1. 개요", "2. 결론"], ["1) 배경", "2) 목적"], ["가. 현황", "나. 과제"], ["1. EU", "2. UK"]] {
        let mut paper = Paper::default();
        paper.page(|page| {
            for (title, y) in titles.iter().zip([80.0, 200.0]) {
                let font = if title.is_ascii() { "F" } else { "K" };
                page.text(font, 14.0, 60.0, y, title).lines("F", 10.0, 60.0, y + 24.0, &TEXT);
            }
        });
        let document = read(&paper);
        let found: Vec<&str> = headings(&document).into_iter().map(|(_, title)| title).collect();
        assert_eq!(found, titles, "{}", document.dump());
    }
}
