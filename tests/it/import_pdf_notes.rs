//! PDFs to documents: which lines are the bodies of notes, what calls them, and what stays in the text.

use ibid::document::Document;

use super::import_pdf::{TEXT, read};
use super::support::paper::{Page, Paper};

/// A line of ten points; what stands between bars is raised: `the office|1| says`.
fn line(page: &mut Page, y: f32, text: &str) {
    sized(page, 10.0, 60.0, y, text);
}

/// The same in a size of its own.
fn sized(page: &mut Page, size: f32, x: f32, y: f32, text: &str) {
    let mut shown = String::new();
    for (at, part) in text.split('|').enumerate() {
        let (size, rise) = if at % 2 == 1 { (0.6 * size, 0.36 * size) } else { (size, 0.0) };
        let byte = |c: char| match c {
            '(' | ')' => format!("\\{c}"),
            c if c.is_ascii() => c.to_string(),
            c => format!("\\{:03o}", u32::from(c)),
        };
        let bytes: String = part.chars().map(byte).collect();
        shown.push_str(&format!("/F {size} Tf {rise} Ts ({bytes}) Tj "));
    }
    page.raw(&format!("BT 1 0 0 1 {x} {} Tm {shown} ET", 800.0 - y));
}

/// Label, body, and how often each note is called.
fn notes(document: &Document) -> Vec<(String, String, usize)> {
    let body = |note: usize| document.body_span(note).map_or("", |span| document.slice(span)).to_owned();
    let notes = document.footnotes().iter().enumerate();
    notes.map(|(at, note)| (note.label.to_string(), body(at), note.calls.len())).collect()
}

fn note(label: &str, body: &str, calls: usize) -> (String, String, usize) {
    (label.into(), body.into(), calls)
}

/// A page of text with these calls, and what `foot` paints below.
fn page(calls: &[&str], foot: impl FnOnce(&mut Page)) -> Paper {
    let mut paper = Paper::default();
    add(&mut paper, calls, foot);
    paper
}

fn add(paper: &mut Paper, calls: &[&str], foot: impl FnOnce(&mut Page)) {
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 80.0, &TEXT);
        let mut y = 140.0;
        for call in calls {
            line(page, y, &format!("The office reports a rise{call} of what was sold abroad"));
            page.lines("F", 10.0, 60.0, y + 12.0, &TEXT);
            y += 60.0;
        }
        foot(page);
    });
}

#[test]
fn a_label_a_tab_before_its_text_is_a_notes() {
    for tab in [1.0, 3.0, 4.5, 8.0, 12.0, 18.0, 25.0] {
        let paper = page(&["|1|", "|2|"], |page| {
            for (label, y) in [("1", 700.0), ("2", 711.0)] {
                page.text("F", 5.0, 60.0, y - 3.0, label);
                page.text("F", 8.0, 63.0 + tab, y, &format!("Report number {label} of that year."));
            }
        });
        let wanted = [note("1", "Report number 1 of that year.", 1), note("2", "Report number 2 of that year.", 1)];
        assert_eq!(notes(&read(&paper)), wanted, "{tab}");
    }
}

#[test]
fn a_note_may_stand_a_page_before_its_call() {
    let foot = |labels: &'static [&'static str]| {
        move |page: &mut Page| {
            for (at, label) in labels.iter().enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "a line on a page")]
                sized(page, 8.0, 60.0, 700.0 + 11.0 * at as f32, &format!("|{label}| Report number {label} of that year."));
            }
        }
    };
    let mut paper = page(&["|1|", "|2|"], foot(&["1", "2", "3"]));
    add(&mut paper, &["|3|", "|4|"], foot(&["4"]));
    let wanted: Vec<_> = ["1", "2", "3", "4"].map(|n| note(n, &format!("Report number {n} of that year."), 1)).into();
    assert_eq!(notes(&read(&paper)), wanted);
    // One that its own page calls is no other's.
    let mut paper = page(&["|1|", "|2|"], foot(&["1", "2"]));
    add(&mut paper, &["|2|", "|3|"], foot(&["3"]));
    let bodies: Vec<_> = notes(&read(&paper)).into_iter().filter(|(_, body, _)| body.starts_with("Report number 2")).collect();
    assert_eq!(bodies, [note("2", "Report number 2 of that year.", 1)]);
}

#[test]
fn a_note_may_start_with_a_digit() {
    for (close, raised) in [(")", ")"), (".", "")] {
        let paper = page(&[&format!("|1{raised}|"), &format!("|2{raised}|"), &format!("|3{raised}|")], |page| {
            for (n, text) in [(1_u8, "2020 report, p. 4"), (2, "2. a. to e. of the law"), (3, "12 of them, and more")] {
                page.text("F", 8.0, 60.0, 690.0 + 11.0 * f32::from(n), &format!("{n}{close} {text}"));
            }
        });
        let wanted =
            [note("1", "2020 report, p. 4", 1), note("2", "2. a. to e. of the law", 1), note("3", "12 of them, and more", 1)];
        assert_eq!(notes(&read(&paper)), wanted, "{close}");
    }
}

#[test]
fn labels_may_be_signs_letters_and_roman_numbers() {
    for labels in [["*", "**"], ["a", "b"], ["i", "ii"], ["1)", "2)"], ["[1]", "[2]"]] {
        let calls = labels.map(|label| format!("|{label}|"));
        let paper = page(&[&calls[0], &calls[1]], |page| {
            sized(page, 8.0, 60.0, 700.0, &format!("|{}| The first source.", labels[0]));
            sized(page, 8.0, 60.0, 711.0, &format!("|{}| The second source.", labels[1]));
        });
        let bare = labels.map(|label| label.trim_matches(['[', ']', ')']));
        assert_eq!(notes(&read(&paper)), [note(bare[0], "The first source.", 1), note(bare[1], "The second source.", 1)]);
    }
}

#[test]
fn a_star_as_large_as_the_text_calls_a_note() {
    let paper = page(&["*"], |page| {
        page.text("F", 8.0, 60.0, 700.0, "* Of the bank, which paid for it.");
    });
    assert_eq!(notes(&read(&paper)), [note("*", "Of the bank, which paid for it.", 1)]);
}

/// Bytes of `text` as the fonts of the tests have them.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\{:03o}", winansi(c)) }).collect()
}

fn winansi(c: char) -> u32 {
    match c {
        '†' => 0x86,
        '‡' => 0x87,
        c => u32::from(c),
    }
}

#[test]
fn signs_raised_a_little_and_as_large_as_the_text_call_notes() {
    for (sign, rise) in [("*", 2.0), ("*", 3.0), ("†", 2.5), ("§", 3.0), ("**", 2.0)] {
        let raised = |y: f32, before: &str, behind: &str| {
            let sign = shown(sign);
            format!("BT 1 0 0 1 60 {} Tm /F 10 Tf ({before}) Tj {rise} Ts ({sign}) Tj 0 Ts ({behind}) Tj ET", 800.0 - y)
        };
        let mut paper = Paper::default();
        paper.page(|page| {
            page.raw(&raised(80.0, "The office reports a rise", " of what was sold abroad"));
            page.lines("F", 10.0, 60.0, 92.0, &TEXT);
            page.rule((60.0, 690.0), (160.0, 690.0));
            page.raw(&raised(705.0, "", " Of the bank, which paid for it."));
        });
        let document = read(&paper);
        assert_eq!(notes(&document), [note(sign, "Of the bank, which paid for it.", 1)], "{rise}: {}", document.dump());
        assert!(document.text().contains("a rise of what was sold abroad"), "{}", document.text());
    }
}

#[test]
fn flat_signs_behind_words_call_notes_and_name_sections_before_numbers() {
    for sign in ["*", "†", "‡", "§", "¶", "*†"] {
        let mut paper = Paper::default();
        paper.page(|page| {
            let line = |y: f32, text: &str| format!("BT 1 0 0 1 60 {} Tm /F 10 Tf ({}) Tj ET", 800.0 - y, shown(text));
            page.raw(&line(80.0, &format!("The office reports a rise{sign} of what was sold, as in § 3 of the law,")));
            page.lines("F", 10.0, 60.0, 92.0, &TEXT);
            let mut y = 705.0;
            for sign in sign.chars() {
                page.raw(&line(y, &format!("{sign} Of the bank, which paid for it.")));
                y += 12.0;
            }
        });
        let document = read(&paper);
        let wanted: Vec<_> = sign.chars().map(|sign| note(&sign.to_string(), "Of the bank, which paid for it.", 1)).collect();
        assert_eq!(notes(&document), wanted, "{}", document.dump());
        assert!(document.text().contains("a rise of what was sold, as in § 3 of the law"), "{}", document.text());
    }
}

#[test]
fn raised_digits_of_a_font_call_notes_and_are_powers() {
    let mut paper = page(&["\u{B9}"], |page| {
        page.text("F", 8.0, 60.0, 700.0, "\u{B9} The source of it.");
    });
    paper.page(|page| line(page, 80.0, "It has 12 km\u{B2} of land, as is said."));
    let document = read(&paper);
    assert_eq!(notes(&document), [note("1", "The source of it.", 1)]);
    assert!(document.text().contains("12 km² of land"), "{}", document.text());
}

#[test]
fn what_nothing_calls_stays_where_it_is_printed() {
    let lists: [&[&str]; 4] = [
        &["(1) Add the figures of the chapter here.", "(2) Add the others of it there.", "(3) Add all the rest."],
        &["[1] A. Aho. Compilers. 2006.", "[2] V. Bala. A system. 2000.", "[3] M. Berndl. Threading. 2005."],
        &["1. The first point of the list.", "2. The second point of the list."],
        &["* Provisional figures; the start may be changed.", "Article 22 Limits"],
    ];
    for list in lists {
        let paper = page(&[], |page| {
            page.rule((60.0, 686.0), (200.0, 686.0));
            page.lines("F", 8.0, 60.0, 700.0, list);
        });
        let document = read(&paper);
        assert_eq!(notes(&document), []);
        assert!(document.text().contains(&list[0][4..]), "{}", document.text());
    }
}

#[test]
fn powers_of_letters_and_numbers_call_nothing_that_words_call() {
    let paper = page(&["|1|", "|2|"], |page| {
        line(page, 300.0, "The reported R|2| is 0.84, x|1| stands for income, 10|2| for more");
        sized(page, 8.0, 60.0, 700.0, "|1| The register of firms.");
        sized(page, 8.0, 60.0, 711.0, "|2| The census of people.");
    });
    let document = read(&paper);
    assert_eq!(notes(&document), [note("1", "The register of firms.", 1), note("2", "The census of people.", 1)]);
    assert!(document.text().contains("R² is 0.84, x¹ stands for income, 10² for more"), "{}", document.text());
}

#[test]
fn a_note_takes_only_what_goes_on_it_from_the_next_page() {
    let text = ["A note of which the sentence is not ended where its page ends, so that it goes on and on and goes"];
    for ruled in [true, false] {
        let mut paper = page(&["|1|"], |page| {
            sized(page, 8.0, 60.0, 700.0, &format!("|1| {}", text[0]));
        });
        add(&mut paper, &["|2|"], |page| {
            if ruled {
                page.rule((60.0, 680.0), (200.0, 680.0));
            }
            page.text("F", 8.0, 60.0, 690.0, "on here.");
            sized(page, 8.0, 60.0, 700.0, "|2| Another note, which is ended.");
        });
        add(&mut paper, &[], |page| {
            page.lines("F", 8.0, 60.0, 690.0, &["Germany 12.4 and what is said of it", "Norway 13.5 and more of it"]);
        });
        let document = read(&paper);
        let whole = format!("{} on here.", text[0]);
        assert_eq!(notes(&document), [note("1", &whole, 1), note("2", "Another note, which is ended.", 1)], "{ruled}");
        assert!(document.text().contains("Germany 12.4"), "{}", document.text());
    }
}

#[test]
fn a_note_on_the_next_page_is_found() {
    let mut paper = page(&["|1|", "|2|"], |page| {
        sized(page, 8.0, 60.0, 700.0, "|1| The first note.");
    });
    add(&mut paper, &["|3|"], |page| {
        sized(page, 8.0, 60.0, 700.0, "|2| The second note.");
        sized(page, 8.0, 60.0, 711.0, "|3| The third note.");
    });
    let wanted = [note("1", "The first note.", 1), note("2", "The second note.", 1), note("3", "The third note.", 1)];
    assert_eq!(notes(&read(&paper)), wanted);
}

#[test]
fn a_missing_note_is_told_only_where_its_number_is_in_turn() {
    let paper = page(&["|1|", "|2|", "|3|"], |page| {
        line(page, 360.0, "It is km|2| that it counts, and of 1|st| rank");
        sized(page, 8.0, 60.0, 700.0, "|1| The first note.");
        sized(page, 8.0, 60.0, 711.0, "|3| The third note.");
    });
    let found = notes(&read(&paper));
    assert_eq!(found, [note("1", "The first note.", 1), note("2", "", 1), note("3", "The third note.", 1)]);
}

#[test]
fn endnotes_without_a_heading_are_a_list_that_the_calls_count_through() {
    let mut paper = page(&["|1|", "|2|", "|3|"], |_| ());
    paper.page(|page| {
        for (n, y) in [(1, 80.0), (2, 100.0), (3, 120.0)] {
            page.text("F", 8.0, 60.0, y, &format!("{n}. Source number {n}, which is old."));
        }
    });
    let body = |n: usize| note(&n.to_string(), &format!("Source number {n}, which is old."), 1);
    assert_eq!(notes(&read(&paper)), [body(1), body(2), body(3)]);
}

#[test]
fn a_list_within_a_note_that_counts_from_one_is_part_of_it() {
    let paper = page(&["|1)|", "|2)|"], |page| {
        page.lines(
            "F",
            8.0,
            60.0,
            690.0,
            &["1) The first note.", "2) It is one of these:", "1) what is sold", "2) what is kept"],
        );
    });
    let wanted = [note("1", "The first note.", 1), note("2", "It is one of these: 1) what is sold 2) what is kept", 1)];
    assert_eq!(notes(&read(&paper)), wanted);
}

#[test]
fn a_label_at_the_place_of_page_numbers_is_none() {
    let mut paper = Paper::default();
    for (n, place) in (1..5).zip(["the coast", "a hill", "some river", "no town"]) {
        let label = n.to_string();
        add(&mut paper, &[&format!("|{label}|")], |page| {
            page.text("F", 5.0, 60.0, 747.0, &label);
            page.text("F", 8.0, 72.0, 750.0, &format!("What was said of {place}."));
        });
    }
    let found = notes(&read(&paper));
    assert_eq!(found.iter().map(|(.., calls)| *calls).collect::<Vec<_>>(), [1; 4], "{found:?}");
    assert_eq!(found[3].1, "What was said of no town.");
}

#[test]
fn brackets_around_a_raised_number_are_of_the_call() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 80.0, &TEXT);
        line(page, 140.0, "It was high in all the regions (|6|). It was low here");
        page.lines("F", 10.0, 60.0, 152.0, &TEXT);
        sized(page, 8.0, 60.0, 700.0, "(|6|) Of the survey.");
    });
    let document = read(&paper);
    assert_eq!(notes(&document), [note("6", "Of the survey.", 1)]);
    assert!(document.text().contains("in all the regions. It was low here"), "{}", document.text());
}

#[test]
fn a_starred_remark_under_a_table_stays_there_and_a_numbered_one_is_joined() {
    let foot = |sign: &'static str| {
        let mut paper = Paper::default();
        paper.page(|page| {
            page.lines("F", 10.0, 60.0, 80.0, &TEXT);
            line(page, 140.0, &format!("It was high in all the regions|{sign}| that were asked"));
            sized(page, 8.0, 60.0, 160.0, &format!("|{sign}| Of the survey."));
            page.lines("F", 10.0, 60.0, 190.0, &TEXT).lines("F", 10.0, 60.0, 260.0, &TEXT);
        });
        notes(&read(&paper))
    };
    assert_eq!(foot("*"), []);
    assert_eq!(foot("1"), [note("1", "Of the survey.", 1)]);
}

#[test]
fn text_that_is_printed_is_not_told_to_be_missing() {
    let paper = page(&["|7|"], |page| {
        page.lines("F", 10.0, 60.0, 300.0, &["7. Only what was asked for is counted here.", "And what follows it."]);
        page.lines("F", 10.0, 60.0, 340.0, &TEXT);
    });
    assert_eq!(notes(&read(&paper)), []);
}
