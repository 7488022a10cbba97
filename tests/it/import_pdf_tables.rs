//! PDFs to documents: tables, with the values that stand under each head.

use ibid::document::Document;

use super::import_pdf::{TEXT, read};
use super::support::paper::{Page, Paper};

type Rows<'a> = Vec<Vec<&'a str>>;

/// The rows of heads and the rows of values of each table.
fn tables(document: &Document) -> Vec<(Rows<'_>, Rows<'_>)> {
    let rows = |spans: &[ibid::document::Span], width: usize| -> Vec<Vec<&str>> {
        spans.chunks(width).map(|row| row.iter().map(|span| document.slice(*span)).collect()).collect()
    };
    let of = |table: &ibid::document::Table| (rows(&table.head, table.columns.len()), rows(&table.cells, table.columns.len()));
    document.tables().iter().map(of).collect()
}

/// The only table of a page.
fn table(write: impl FnOnce(&mut Page)) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        write(page);
        page.lines("F", 10.0, 60.0, 500.0, &TEXT);
    });
    let document = read(&paper);
    let found = tables(&document);
    assert_eq!(found.len(), 1, "{}", document.dump());
    let own = |rows: &Vec<Vec<&str>>| rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    (own(&found[0].0), own(&found[0].1))
}

/// Cells side by side.
fn row(page: &mut Page, y: f32, cells: &[(f32, &str)]) {
    for (x, cell) in cells {
        page.text("F", 10.0, *x, y, cell);
    }
}

fn level(page: &mut Page, from: f32, to: f32, y: f32) {
    page.rule((from, y), (to, y));
}

#[test]
fn heads_that_stand_close_stay_over_their_columns() {
    let (head, rows) = table(|page| {
        level(page, 60.0, 420.0, 140.0);
        row(page, 152.0, &[(60.0, "Quarter"), (296.0, "Portugal"), (340.0, "Greece"), (380.0, "Spain")]);
        level(page, 60.0, 420.0, 157.0);
        for (at, quarter) in ["Q1 2009", "Q2 2009", "Q3 2009", "Q4 2009"].iter().enumerate() {
            let y = 170.0 + 14.0 * f32::from(u8::try_from(at).expect("four"));
            row(page, y, &[(60.0, quarter), (300.0, "0.33"), (345.0, "0.51"), (382.0, "0.31")]);
        }
        level(page, 60.0, 420.0, 218.0);
    });
    assert_eq!(head, [["Quarter", "Portugal", "Greece", "Spain"]]);
    assert_eq!(rows[3], ["Q4 2009", "0.33", "0.51", "0.31"]);
}

#[test]
fn three_levels_of_heads_go_over_the_columns_that_their_lines_say() {
    let (head, rows) = table(|page| {
        level(page, 60.0, 500.0, 140.0);
        row(page, 152.0, &[(280.0, "In thousands")]);
        level(page, 130.0, 500.0, 155.0);
        row(page, 167.0, &[(205.0, "Total"), (395.0, "Public")]);
        level(page, 140.0, 300.0, 170.0);
        level(page, 330.0, 490.0, 170.0);
        row(page, 182.0, &[(60.0, "Year"), (150.0, "men"), (250.0, "women"), (340.0, "men"), (440.0, "women")]);
        level(page, 60.0, 500.0, 186.0);
        row(page, 199.0, &[(60.0, "Actual")]);
        for (at, year) in ["2006", "2007", "2008"].iter().enumerate() {
            let y = 212.0 + 13.0 * f32::from(u8::try_from(at).expect("three"));
            row(page, y, &[(60.0, year), (148.0, "1,234"), (250.0, "1,335"), (338.0, "812"), (440.0, "799")]);
        }
        level(page, 60.0, 500.0, 244.0);
    });
    let all = "In thousands";
    assert_eq!(
        head,
        [["Year", all, all, all, all], ["Year", "Total", "Total", "Public", "Public"], ["Year", "men", "women", "men", "women"],]
    );
    assert_eq!(rows[0], ["Actual", "", "", "", ""], "a row that names a group is no head");
    assert_eq!(rows[2], ["2007", "1,234", "1,335", "812", "799"]);
}

#[test]
fn a_head_in_several_lines_is_one_beside_a_head_over_two_columns() {
    let (head, _) = table(|page| {
        row(page, 140.0, &[(190.0, "Share"), (330.0, "Amount borrowed")]);
        level(page, 300.0, 440.0, 143.0);
        row(page, 153.0, &[(190.0, "who"), (300.0, "Less than"), (390.0, "$10,000")]);
        row(page, 165.0, &[(60.0, "Kind of school"), (190.0, "borrowed"), (300.0, "$10,000"), (390.0, "or more")]);
        for (at, label) in ["Public", "Private", "Other"].iter().enumerate() {
            let y = 180.0 + 13.0 * f32::from(u8::try_from(at).expect("three"));
            row(page, y, &[(60.0, label), (190.0, "44.8"), (300.0, "23.2"), (390.0, "19.4")]);
        }
    });
    let all = "Amount borrowed";
    assert_eq!(
        head,
        [
            ["Kind of school", "Share who borrowed", all, all],
            ["Kind of school", "Share who borrowed", "Less than $10,000", "$10,000 or more"],
        ]
    );
}

#[test]
fn intervals_stars_and_signs_for_none_are_values() {
    let (head, rows) = table(|page| {
        row(page, 140.0, &[(60.0, "Age"), (200.0, "%"), (236.0, "(95% CI)"), (290.0, "No.")]);
        for (at, (age, one, two, three)) in [
            ("Young", "15.4", "(13.8–17.1)", "5,663"),
            ("Middle", "9.1***", "(8.0–10.4)", "n.a."),
            ("Old", "..", "(1.2–3.4)", "12"),
        ]
        .iter()
        .enumerate()
        {
            let y = 154.0 + 13.0 * f32::from(u8::try_from(at).expect("three"));
            row(page, y, &[(60.0, age), (200.0, one), (236.0, two), (292.0, three)]);
        }
    });
    assert_eq!(head, [["Age", "%", "(95% CI)", "No."]]);
    assert_eq!(rows[1], ["Middle", "9.1***", "(8.0–10.4)", "n.a."]);
    assert_eq!(rows[2], ["Old", "..", "(1.2–3.4)", "12"]);
}

/// Upright lines at `xs` from `top` to `end`.
fn upright(page: &mut Page, xs: &[f32], top: f32, end: f32) {
    for x in xs {
        page.rule((*x, top), (*x, end));
    }
}

#[test]
fn rows_inside_ruled_cells_are_told_by_their_baselines() {
    let (head, rows) = table(|page| {
        for y in [140.0, 158.0, 200.0] {
            level(page, 60.0, 400.0, y);
        }
        upright(page, &[60.0, 200.0, 300.0, 400.0], 140.0, 200.0);
        row(page, 152.0, &[(64.0, "Action"), (204.0, "Parts"), (304.0, "Operators")]);
        for (at, action) in ["Installation", "Wiring change", "Sensor test"].iter().enumerate() {
            let y = 170.0 + 12.0 * f32::from(u8::try_from(at).expect("three"));
            row(page, y, &[(64.0, action), (204.0, "Up to $3,790"), (304.0, "$6,205")]);
        }
    });
    assert_eq!(head, [["Action", "Parts", "Operators"]]);
    assert_eq!(
        rows,
        [
            ["Installation", "Up to $3,790", "$6,205"],
            ["Wiring change", "Up to $3,790", "$6,205"],
            ["Sensor test", "Up to $3,790", "$6,205"]
        ]
    );
}

#[test]
fn a_wrapped_cell_stays_one_row() {
    let (_, rows) = table(|page| {
        for y in [140.0, 158.0, 190.0] {
            level(page, 60.0, 400.0, y);
        }
        upright(page, &[60.0, 200.0, 400.0], 140.0, 190.0);
        row(page, 152.0, &[(64.0, "Action"), (204.0, "What it is")]);
        row(page, 170.0, &[(64.0, "Installation of the"), (204.0, "The software is put into each of")]);
        row(page, 182.0, &[(64.0, "whole software"), (204.0, "the boats before the season")]);
    });
    assert_eq!(rows, [["Installation of the whole software", "The software is put into each of the boats before the season"]]);
}

#[test]
fn one_upright_line_leaves_the_columns_behind_it_to_their_numbers() {
    let (head, rows) = table(|page| {
        for y in [140.0, 158.0, 206.0] {
            level(page, 60.0, 400.0, y);
        }
        upright(page, &[60.0, 180.0, 400.0], 140.0, 206.0);
        row(page, 152.0, &[(64.0, "Answers"), (200.0, "Freq."), (270.0, "Percent"), (340.0, "Mean Loss")]);
        for (at, answers) in ["None", "One", "Two"].iter().enumerate() {
            let y = 172.0 + 13.0 * f32::from(u8::try_from(at).expect("three"));
            row(page, y, &[(64.0, answers), (200.0, "344"), (270.0, "75.2"), (340.0, "12196")]);
        }
    });
    assert_eq!(head, [["Answers", "Freq.", "Percent", "Mean Loss"]]);
    assert_eq!(rows[2], ["Two", "344", "75.2", "12196"]);
}

#[test]
fn a_title_and_a_source_in_the_frame_are_no_rows() {
    let (head, rows) = table(|page| {
        for y in [130.0, 150.0, 170.0, 190.0, 210.0] {
            level(page, 60.0, 300.0, y);
        }
        upright(page, &[60.0, 300.0], 130.0, 230.0);
        level(page, 60.0, 300.0, 230.0);
        upright(page, &[180.0], 150.0, 210.0);
        row(page, 144.0, &[(100.0, "Exhibit 9: What was sold")]);
        for (at, (label, value)) in [("Kind", "Boxes"), ("Plums", "12"), ("Pears", "30")].iter().enumerate() {
            row(page, 164.0 + 20.0 * f32::from(u8::try_from(at).expect("three")), &[(64.0, label), (184.0, value)]);
        }
        row(page, 224.0, &[(64.0, "Source: the growers' own books")]);
    });
    assert_eq!(head, [["Kind", "Boxes"]]);
    assert_eq!(rows, [["Plums", "12"], ["Pears", "30"]]);
}

#[test]
fn tinted_rows_with_round_corners_are_a_table() {
    let (head, rows) = table(|page| {
        for (at, (name, words)) in [
            ("Status", "Description"),
            ("ER+", "cells have receptors"),
            ("HER2+", "cells have much of it"),
            ("Unknown", "it was not tested"),
        ]
        .iter()
        .enumerate()
        {
            let y = 140.0 + 20.0 * f32::from(u8::try_from(at).expect("four"));
            let foot = 800.0 - y - 20.0;
            page.raw(&format!(
                "q 0.9 g 66 {foot} m 534 {foot} l 540 {foot} 540 {0} 540 {0} c 540 {1} l 60 {1} l 60 {0} l 60 {foot} 66 {foot} 66 {foot} c f Q",
                foot + 6.0,
                foot + 20.0
            ));
            row(page, y + 14.0, &[(68.0, name), (230.0, words)]);
        }
    });
    assert_eq!(head, [["Status", "Description"]]);
    assert_eq!(rows[1], ["HER2+", "cells have much of it"]);
}

#[test]
fn columns_by_blanks_between_lines_of_hyphens_are_a_table() {
    let mut paper = Paper::default();
    paper.object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
    paper.page(|page| {
        page.font("C", super::support::paper::OWN);
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        page.lines(
            "C",
            9.0,
            60.0,
            140.0,
            &[
                "Table 6.  Households by tenure and year",
                "------------------------------------------",
                "Tenure                 1990      1995",
                "------------------------------------------",
                "Owner occupied       58,320    61,044",
                "Renter occupied      33,110    34,852",
                "------------------------------------------",
                "Total                91,430    95,896",
            ],
        );
        page.lines("F", 10.0, 60.0, 300.0, &TEXT);
    });
    let document = read(&paper);
    let found = tables(&document);
    assert_eq!(found.len(), 1, "{}", document.dump());
    assert_eq!(found[0].0, [["Tenure", "1990", "1995"]]);
    assert_eq!(
        found[0].1,
        [["Owner occupied", "58,320", "61,044"], ["Renter occupied", "33,110", "34,852"], ["Total", "91,430", "95,896"]]
    );
    assert!(!document.text().contains("---"), "{}", document.text());
}

#[test]
fn a_table_of_words_between_three_lines_is_not_read_in_columns() {
    let (head, rows) = table(|page| {
        level(page, 60.0, 500.0, 140.0);
        row(page, 152.0, &[(200.0, "1994"), (360.0, "2003")]);
        level(page, 60.0, 500.0, 156.0);
        for (at, label) in ["Lowest", "Lower middle", "Upper middle", "Highest"].iter().enumerate() {
            let y = 170.0 + 12.0 * f32::from(u8::try_from(at).expect("four"));
            row(page, y, &[(60.0, label), (200.0, "Less than the half of it"), (360.0, "More than the half of it")]);
        }
        level(page, 60.0, 500.0, 211.0);
    });
    assert_eq!(head, [["", "1994", "2003"]]);
    assert_eq!(rows[3], ["Highest", "Less than the half of it", "More than the half of it"]);
}

#[test]
fn columns_that_are_counted_keep_their_numbers_as_heads() {
    let (head, rows) = table(|page| {
        level(page, 60.0, 500.0, 140.0);
        row(page, 152.0, &[(60.0, "Year"), (200.0, "1"), (300.0, "2"), (400.0, "3")]);
        level(page, 60.0, 500.0, 156.0);
        for (at, year) in ["1996", "1997", "1998", "1999"].iter().enumerate() {
            let y = 170.0 + 12.0 * f32::from(u8::try_from(at).expect("four"));
            row(page, y, &[(60.0, year), (200.0, "8,455"), (300.0, "5,589"), (400.0, "8,245")]);
        }
    });
    assert_eq!(head, [["Year", "1", "2", "3"]]);
    assert_eq!(rows.len(), 4);
}

#[test]
fn a_panel_in_the_middle_of_a_table_names_its_rows() {
    let (_, rows) = table(|page| {
        level(page, 60.0, 460.0, 140.0);
        row(page, 152.0, &[(200.0, "1983"), (290.0, "1993"), (380.0, "2004")]);
        level(page, 60.0, 460.0, 156.0);
        for (panel, y) in [("Panel A: all of the areas", 170.0), ("Panel B: urban areas only", 206.0)] {
            row(page, y, &[(210.0, panel)]);
            row(page, y + 12.0, &[(60.0, "Gini"), (200.0, "0.500"), (290.0, "0.511"), (380.0, "0.524")]);
            row(page, y + 24.0, &[(60.0, "Variance"), (200.0, "0.600"), (290.0, "0.611"), (380.0, "0.624")]);
        }
    });
    assert_eq!(rows[0][0], "Panel A: all of the areas");
    assert_eq!(rows[3][0], "Panel B: urban areas only");
    assert_eq!(rows[4], ["Gini", "0.500", "0.511", "0.524"]);
}

#[test]
fn numbers_along_the_axes_of_a_chart_are_no_table() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        for (at, value) in ["450", "400", "350", "300", "250"].iter().enumerate() {
            let y = 140.0 + 20.0 * f32::from(u8::try_from(at).expect("five"));
            row(page, y, &[(60.0, value), (300.0, value)]);
        }
        page.lines("F", 10.0, 60.0, 300.0, &TEXT);
    });
    let document = read(&paper);
    assert_eq!(document.tables().len(), 0, "{}", document.dump());
    assert!(document.text().contains("450") && document.text().contains("250"));
}

#[test]
fn a_table_that_counts_by_tens_is_no_chart() {
    for prices in
        [["1.20", "2.90", "3.10", "4.80", "6.00"], ["100", "200", "300", "400", "500"], ["$5", "$9", "$12", "$16", "$19"]]
    {
        let (head, rows) = table(|page| {
            row(page, 140.0, &[(60.0, "Boxes"), (300.0, "Price")]);
            for (at, price) in prices.iter().enumerate() {
                let y = 154.0 + 14.0 * f32::from(u8::try_from(at).expect("five"));
                row(page, y, &[(60.0, &format!("{}", 10 * (at + 1))), (300.0, price)]);
            }
        });
        assert_eq!(head, [["Boxes", "Price"]]);
        assert_eq!(rows[4], ["50", prices[4]]);
    }
}

#[test]
fn two_tables_one_below_the_other_are_two() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        for (title, y) in [("Table 1. What was sold", 150.0), ("Table 2. What was bought", 230.0)] {
            page.text("F", 10.0, 60.0, y, title);
            row(page, y + 16.0, &[(60.0, "Kind"), (200.0, "2020"), (300.0, "2021")]);
            for (at, kind) in ["Plums", "Pears", "Figs"].iter().enumerate() {
                row(
                    page,
                    y + 30.0 + 13.0 * f32::from(u8::try_from(at).expect("three")),
                    &[(60.0, kind), (200.0, "12"), (300.0, "15")],
                );
            }
        }
        page.lines("F", 10.0, 60.0, 500.0, &TEXT);
    });
    let document = read(&paper);
    let found = tables(&document);
    assert_eq!(
        found.iter().map(|(head, rows)| (head.len(), rows.len())).collect::<Vec<_>>(),
        [(1, 3), (1, 3)],
        "{}",
        document.dump()
    );
    assert!(document.text().contains("Table 2. What was bought"));
}

#[test]
fn text_that_a_typewriter_filled_is_text() {
    let mut paper = Paper::default();
    paper.object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
    let lines = [
        "The 12  ships lay  in the port for  the whole  of the winter,  and",
        "the  40 men of  the town went  out to them with  bread before they",
        "came back in  the spring of 1912.  The dues of  the port rose by 5",
        "percent in  that year, and  the 3 men  of the council  were not at",
        "all  content  with it.   None of them  had foreseen  what came  of",
        "it in the end.",
    ];
    paper.page(|page| {
        page.font("C", super::support::paper::OWN);
        page.lines("C", 10.0, 60.0, 80.0, &lines);
    });
    let document = read(&paper);
    assert_eq!(document.tables().len(), 0, "{}", document.dump());
    let text = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(document.text().contains(&text), "{}", document.text());
}

#[test]
fn a_chart_is_a_figure_with_its_words_and_no_table() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        for (at, value) in ["10", "8", "6", "4", "2"].iter().enumerate() {
            let y = 150.0 + 20.0 * f32::from(u8::try_from(at).expect("five"));
            page.text("F", 7.0, 74.0, y + 2.0, value);
            level(page, 88.0, 400.0, y);
        }
        page.raw("92 640 m 150 600 l 210 630 l 280 580 l 390 610 l S");
        for (x, year) in [(90.0, "1980"), (230.0, "1985"), (380.0, "1990")] {
            page.text("F", 7.0, x, 242.0, year);
        }
        page.text("F", 10.0, 60.0, 262.0, "Figure 1: Growth of output");
        page.lines("F", 10.0, 60.0, 300.0, &TEXT);
    });
    let document = read(&paper);
    assert_eq!(document.tables().len(), 0, "{}", document.dump());
    let figures: Vec<&str> = document
        .blocks()
        .iter()
        .filter(|block| block.kind == ibid::document::BlockKind::Figure)
        .map(|block| document.slice(block.span))
        .collect();
    assert_eq!(figures, ["10 · 8 · 6 · 4 · 2 · 1980 · 1985 · 1990"]);
    assert!(document.text().contains("Figure 1: Growth of output"));
}

#[test]
fn a_table_of_tinted_cells_is_no_chart_of_bars() {
    let (_, rows) = table(|page| {
        for (at, (label, value)) in [("Kind", "Boxes"), ("Plums", "12"), ("Pears", "30"), ("Figs", "7")].iter().enumerate() {
            let y = 140.0 + 18.0 * f32::from(u8::try_from(at).expect("four"));
            for (x, width) in [(60.0, 120.0), (180.0, 80.0 + y / 10.0)] {
                page.raw(&format!("q 0.9 g {x} {} {width} 18 re f Q", 782.0 - y));
            }
            row(page, y + 12.0, &[(64.0, label), (184.0, value)]);
        }
    });
    assert_eq!(rows.last().map(|row| row[1].as_str()), Some("7"));
}
