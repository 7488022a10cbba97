//! PDFs to documents: letters, blanks and hyphens as typesetters leave them; heads, feet and numbers of pages.

use ibid::document::{BlockKind, Document, FurnitureKind};

use super::import_pdf::{TEXT, read};
use super::support::paper::{OWN, Paper};

fn labels(document: &Document) -> Vec<String> {
    document.pages().iter().map(|page| page.label.to_string()).collect()
}

/// A file of pages with text, and what `write` puts on each.
fn pages(count: usize, write: impl Fn(&mut super::support::paper::Page, usize)) -> Document {
    let mut paper = Paper::default();
    for number in 0..count {
        paper.page(|page| {
            page.text(
                "F",
                10.0,
                60.0,
                120.0,
                &format!("{} plums were counted on this page, and", ["No", "Few", "Some", "All"][number % 4]),
            );
            page.lines("F", 10.0, 60.0, 132.0, &TEXT);
            write(page, number);
        });
    }
    read(&paper)
}

#[test]
fn heads_that_hold_the_number_are_left_out_and_name_the_page() {
    let document = pages(6, |page, number| {
        let head = if number % 2 == 0 {
            format!("{}   PART TWO   The growers", 170 + number)
        } else {
            format!("The prices   {}", 170 + number)
        };
        page.text("F", 8.0, 60.0, 40.0, &head);
    });
    assert_eq!(labels(&document), ["170", "171", "172", "173", "174", "175"]);
    assert!(!document.text().contains("PART TWO") && !document.text().contains("The prices"), "{}", document.text());
    assert_eq!(document.furniture().iter().filter(|piece| piece.kind == FurnitureKind::RunningHead).count(), 6);
}

#[test]
fn roman_and_long_numbers_name_pages() {
    let document = pages(6, |page, number| {
        page.text("B", 13.0, 540.0, 40.0, ["iii", "iv", "v", "1", "2", "3"][number]);
    });
    assert_eq!(labels(&document), ["iii", "iv", "v", "1", "2", "3"]);
    let document = pages(4, |page, number| {
        page.text("F", 9.0, 540.0, 40.0, &(47698 + number).to_string());
    });
    assert_eq!(labels(&document), ["47698", "47699", "47700", "47701"]);
    assert!(!document.text().contains("47699"));
}

#[test]
fn heads_of_tables_and_marks_of_axes_are_no_page_numbers() {
    let document = pages(6, |page, number| {
        page.text("B", 9.0, 60.0, 30.0, &format!("Table {}. Plums, set {}", number + 1, ["A", "B", "C", "D", "E", "F"][number]));
        for (column, x) in [200.0, 260.0, 320.0, 380.0].into_iter().enumerate() {
            page.text("F", 9.0, x, 48.0, &(number + column + 1).to_string());
            page.text("F", 9.0, x, 62.0, &format!("{}.5", 17 * column + number));
            page.text("F", 9.0, x, 76.0, &format!("{}.7", 13 * column + number));
        }
        page.text("F", 9.0, 60.0, 62.0, "Plums").text("F", 9.0, 60.0, 76.0, "Pears");
    });
    assert_eq!(labels(&document), ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(document.furniture().len(), 0, "{:?}", document.furniture());
    let document = pages(6, |page, _| {
        for (mark, y) in [("50", 30.0), ("40", 50.0), ("30", 70.0)] {
            page.text("F", 7.0, 60.0, y, mark);
        }
    });
    assert_eq!(labels(&document), ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(document.text().matches("50").count(), 6, "{}", document.text());
}

#[test]
fn accents_blanks_and_signs_of_their_own_are_read() {
    let mut paper = Paper::default();
    paper.object("<< /Type /Font /Subtype /TrueType /BaseFont /WPTypographicSymbols /FirstChar 32 /LastChar 126 >>");
    paper.page(|page| {
        page.font("S", OWN);
        page.raw("BT /F 10 Tf 1 0 0 1 60 740 Tm [(M) 0 (\\264) 388 (arcio went to Z) 0 (\\250) 416 (urich, see http:/) 160 (/www.example.org/a)] TJ ET");
        page.raw("BT /B 14 Tf 1 0 0 1 60 700 Tm (WIPO) Tj /B 11 Tf ( ) Tj /B 14 Tf (T) Tj /B 11 Tf (REATY) Tj ET");
        page.raw("BT /B 14 Tf 1 0 0 1 60 670 Tm (T) Tj /B 11 Tf 1 0 0 1 71 670 Tm (HRESHOLD) Tj ET");
        for (y, words) in [(180.0, "plums of the first kind"), (200.0, "pears of all kinds")] {
            page.text("S", 10.0, 60.0, y, "!").text("F", 10.0, 80.0, y, words);
        }
        page.lines("F", 10.0, 60.0, 240.0, &TEXT);
    });
    let document = read(&paper);
    let text = document.text();
    for words in ["Márcio went to Zürich", "http://www.example.org/a", "WIPO TREATY", "THRESHOLD"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let items = document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Item(_)));
    let items: Vec<&str> = items.map(|block| document.slice(block.span)).collect();
    assert_eq!(items, ["plums of the first kind", "pears of all kinds"]);
}

#[test]
fn a_sentence_goes_on_behind_the_table_that_broke_it_off() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines(
            "F",
            10.0,
            60.0,
            60.0,
            &[TEXT[0], "to the market of the town, where in the two years the price of them was lower by"],
        );
        page.text("F", 9.0, 60.0, 110.0, "Tableau 1 : Plums that were sold at the gate");
        for (row, y) in [(0, 130.0), (1, 142.0), (2, 154.0), (3, 166.0)] {
            page.text("F", 9.0, 60.0, y, ["Plums", "Pears", "Figs", "Nuts"][row]);
            page.text("F", 9.0, 200.0, y, &format!("{}.5", row + 3)).text("F", 9.0, 300.0, y, &format!("{}.1", row + 7));
        }
        page.lines(
            "F",
            10.0,
            60.0,
            200.0,
            &["a third than in those before, as the growers say of it when they are asked, and none", "of them was sold."],
        );
    });
    let text = read(&paper).text().to_owned();
    assert!(text.contains("was lower by a third than in those before"), "{text}");
    assert!(text.contains("Tableau 1 : Plums that were sold at the gate\n"), "{text}");
}

#[test]
fn a_broken_word_goes_on_however_early_its_line_ended() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        page.lines("F", 10.0, 60.0, 130.0, &["What was left is in the docu-", "ments of the growers, and in those of the town."]);
    });
    let document = read(&paper);
    assert!(document.text().contains("in the documents of the growers"), "{}", document.text());
}

#[test]
fn the_number_of_a_small_page_on_large_paper_names_it() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        page.lines("F", 10.0, 60.0, 130.0, &TEXT);
        page.text("F", 9.0, 200.0, 420.0, "12");
    });
    let document = read(&paper);
    assert_eq!(labels(&document), ["12"]);
    assert!(!document.text().contains("12"), "{}", document.text());
}

#[test]
fn a_sentence_goes_on_with_a_number_behind_the_caption_that_broke_it_off() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        page.lines(
            "F",
            10.0,
            60.0,
            130.0,
            &[TEXT[0], "In the year of the frost the price of plums at the gate of the town rose by"],
        );
        page.text("B", 10.0, 60.0, 180.0, "Table 7: Prices at the gate");
        page.lines(
            "F",
            10.0,
            60.0,
            204.0,
            &["4.5 points, and in the year behind it, which was a good one, it fell by as much", "as that again."],
        );
    });
    let document = read(&paper);
    assert!(document.text().contains("the town rose by 4.5 points, and in"), "{}", document.text());
}

#[test]
fn a_bullet_that_pages_happen_to_begin_with_is_no_running_head() {
    let document = pages(6, |page, number| {
        if number % 2 == 0 {
            let words = ["The first of them was sold.", "", "A second one was dried.", "", "What is left is here."][number];
            page.text("F", 10.0, 60.0, 50.0, "•").text("F", 10.0, 84.0, 50.0, words);
        }
    });
    let items = document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Item(_))).count();
    assert_eq!(items, 3, "{}", document.dump());
}
