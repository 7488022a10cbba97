//! PDFs to documents: what is read after what, where text stands in columns.

use ibid::document::Document;

use super::import_pdf::read;
use super::support::paper::{Page, Paper};

/// Letters that are all as wide as a digit, so that each line is as long as the others.
const WORDS: &str = "a good deed on a bad bed and a bead on no one and on";
/// Where a line of [`WORDS`] behind a number of three digits ends that begins at 0, in type of ten points.
const WIDTH: f32 = 269.66;

/// A line of ten points from `x` on, as long as `width`.
fn line(page: &mut Page, number: usize, x: f32, y: f32, width: f32) {
    let scale = 100.0 * width / WIDTH;
    page.raw(&format!("{scale} Tz")).text("F", 10.0, x, y, &format!("{number} {WORDS}")).raw("100 Tz");
}

#[expect(clippy::cast_precision_loss, reason = "a line's number")]
fn down(from: f32, line: usize) -> f32 {
    from + 12.0 * line as f32
}

/// The numbers that lines begin with, in the order that they are read in.
fn order(document: &Document) -> Vec<usize> {
    let words = document.text().split_whitespace().filter(|word| word.len() == 3);
    words.filter_map(|word| word.parse().ok()).collect()
}

fn numbers(runs: &[(usize, usize)]) -> Vec<usize> {
    runs.iter().flat_map(|(from, count)| *from..from + count).collect()
}

#[test]
fn a_line_that_ends_a_little_short_or_long_scrambles_no_columns() {
    for extra in [-3.0, -1.2, -0.9, -0.5, -0.3, 0.0, 0.3, 0.45, 0.8, 1.5, 3.0] {
        let mut paper = Paper::default();
        paper.page(|page| {
            for n in 0..30 {
                line(page, 100 + n, 40.0, down(80.0, n), 240.0 + if n == 12 { extra } else { 0.0 });
                line(page, 200 + n, 292.0, down(76.0, n), 240.0);
            }
        });
        assert_eq!(order(&read(&paper)), numbers(&[(100, 30), (200, 30)]), "{extra}");
    }
}

#[test]
fn a_line_that_reaches_over_the_gutter_stays_in_its_column() {
    let mut paper = Paper::default();
    paper.page(|page| {
        for n in 0..20 {
            line(page, 100 + n, 40.0, down(80.0, n), if n == 7 { 247.0 } else { 240.0 });
            line(page, 200 + n, 290.0, down(76.0, n), 240.0);
        }
    });
    assert_eq!(order(&read(&paper)), numbers(&[(100, 20), (200, 20)]));
}

#[test]
fn text_beside_a_figure_is_read_without_the_figures_words() {
    let mut paper = Paper::default();
    paper.page(|page| {
        for n in 0..24 {
            line(page, 100 + n, 40.0, down(80.0, n), 240.0);
        }
        for n in 0..14 {
            let x = if n % 2 == 0 { 330.0 } else { 420.0 };
            page.text("F", 6.0, x, 82.0 + 11.0 * down(0.0, n) / 12.0, ["Guard", "Side exit", "Anchor"][n % 3]);
        }
        page.text("F", 9.0, 310.0, 260.0, "Figure 5. A tree with two traces");
        for n in 0..6 {
            line(page, 200 + n, 310.0, down(290.0, n), 240.0);
        }
    });
    let document = read(&paper);
    assert_eq!(order(&document), numbers(&[(100, 24), (200, 6)]));
    let at = |words: &str| document.text().find(words).unwrap_or_else(|| panic!("{words}: {}", document.text()));
    assert!(at("123 a good") < at("Guard") && at("Side exit") < at("Figure 5.") && at("Figure 5.") < at("200 a good"));
}

#[test]
fn two_columns_of_two_lines_stand_below_what_goes_over_both() {
    let mut paper = Paper::default();
    paper.page(|page| {
        for row in 0..8 {
            for (x, cell) in [(40.0, "Plums"), (230.0, "12.5"), (330.0, "14.0"), (430.0, "16.2")] {
                page.text("F", 10.0, x, down(80.0, row), cell);
            }
        }
        for n in 0..2 {
            line(page, 100 + n, 40.0, down(220.0, n), 240.0);
            line(page, 200 + n, 300.0, down(220.0, n), 240.0);
        }
    });
    assert_eq!(order(&read(&paper)), [100, 101, 200, 201]);
}

#[test]
fn one_line_of_each_column_is_enough_where_other_pages_have_them_too() {
    let mut paper = Paper::default();
    for first in [100, 300] {
        paper.page(|page| {
            for n in 0..20 {
                line(page, first + n, 40.0, down(80.0, n), 240.0);
                line(page, first + 100 + n, 300.0, down(80.0, n), 240.0);
            }
        });
    }
    paper.page(|page| {
        line(page, 500, 40.0, 80.0, 240.0);
        line(page, 501, 40.0, 92.0, 120.0);
        line(page, 600, 300.0, 80.0, 240.0);
        page.text("B", 14.0, 40.0, 140.0, "A title over all that follows on this page, and longer than a column");
        line(page, 700, 40.0, 170.0, 500.0);
    });
    assert_eq!(order(&read(&paper)), numbers(&[(100, 20), (200, 20), (300, 20), (400, 20), (500, 2), (600, 1), (700, 1)]));
}

#[test]
fn captions_side_by_side_are_two() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.picture(40.0, 80.0, 200.0, 100.0).picture(300.0, 80.0, 200.0, 100.0);
        page.text("F", 9.0, 40.0, 200.0, "Figure 1. Plums sold at the gate").text("F", 9.0, 40.0, 211.0, "in three years");
        page.text("F", 9.0, 300.0, 200.0, "Figure 2. Pears sold at the gate").text("F", 9.0, 300.0, 211.0, "in two years");
        line(page, 100, 40.0, 260.0, 500.0);
    });
    let text = read(&paper).text().to_owned();
    assert!(text.contains("Figure 1. Plums sold at the gate in three years\n"), "{text}");
    assert!(text.contains("Figure 2. Pears sold at the gate in two years\n"), "{text}");
}

#[test]
fn korean_columns_are_read_one_after_the_other() {
    let mut paper = Paper::default();
    paper.page(|page| {
        for n in 0..12 {
            page.text("K", 9.0, 40.0, down(80.0, n), &format!("{} 지난 구월 두 번째 회담 이후 양측은 계속", 100 + n));
            page.text(
                "K",
                9.0,
                40.0 + if n == 5 { 260.4 } else { 260.0 },
                down(80.0, n),
                &format!("{} 미국 백악관은 무기거래가 이루어진", 200 + n),
            );
        }
    });
    assert_eq!(order(&read(&paper)), numbers(&[(100, 12), (200, 12)]));
}

#[test]
fn rows_of_a_table_are_no_columns() {
    let mut paper = Paper::default();
    paper.page(|page| {
        for n in 0..10 {
            page.text("F", 10.0, 40.0, down(80.0, n), &format!("{} bed and bead on no one and on", 100 + n));
            page.text("F", 10.0, 320.0, down(80.0, n), &format!("{}.5", 200 + n)).text("F", 10.0, 400.0, down(80.0, n), "17.25");
        }
    });
    assert_eq!(order(&read(&paper)), numbers(&[(100, 10)]));
    assert_eq!(read(&paper).tables().len(), 1);
}

#[test]
fn a_title_below_columns_belongs_to_what_goes_over_both() {
    for (title, size) in [("Table 1.", 8.0), ("HIGHLIGHTS", 12.0)] {
        let mut paper = Paper::default();
        paper.page(|page| {
            for at in 0..5 {
                line(page, 100 + at, 60.0, down(60.0, at), 220.0);
                line(page, 200 + at, 320.0, down(60.0, at), 220.0);
            }
            page.text("F", size, 60.0, down(60.0, 4) + 32.0, title);
            line(page, 300, 60.0, down(60.0, 4) + 46.0, 480.0);
            line(page, 301, 60.0, down(60.0, 4) + 58.0, 480.0);
        });
        let document = read(&paper);
        let text = document.text();
        let (last, heading) = (text.find("204").expect("the right column"), text.find(title).expect("the title"));
        assert!(last < heading, "{title}: {text}");
    }
}
