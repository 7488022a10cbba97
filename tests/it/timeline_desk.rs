//! The timeline of a brief on the screen: its axis, its entries, and the ways to the text and back.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ibid::app::{Action, Context, Depth, TerminalLook};
use ibid::words::Language;

use super::support::reader::Reader;

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

const BRIEF: &str = "\
---
date: 2023-12-01
---

The armistice was signed in 1953.

# Years

In 2018 it began. That year, on 25 March, they met. It ended in 2020.

# Later

They met in September. From 2021 to the end of 2022 nobody came.
";

fn reader() -> Reader {
    Reader::of(BRIEF, (100, 24))
}

const TRUE: TerminalLook = TerminalLook { depth: Depth::True, light: false, ascii: false };

/// Both editions of the bundled brief after `keys`.
fn snap(name: &str, keys: &str, look: TerminalLook, sizes: &[(u16, u16)]) {
    for (edition, text, language) in [("ko", KOREAN, Language::Korean), ("en", ENGLISH, Language::English)] {
        for (width, height) in sizes {
            let mut reader = Reader::with(text, (*width, *height), language, look);
            reader.press(keys);
            insta::assert_snapshot!(format!("{name}-{edition}-{width}x{height}"), reader.screen());
        }
    }
}

#[test]
fn the_dates_of_a_brief() {
    let sizes = [(40, 10), (80, 24), (100, 30), (140, 40), (200, 50)];
    snap("timeline", "i ] ] ] j", TRUE, &sizes);
    snap("timeline-place", "i s", TRUE, &[(100, 30)]);
    snap("timeline-ascii", "i G", TerminalLook { ascii: true, ..TRUE }, &[(80, 24)]);
}

/// The sentence that the chosen entry leads to; the desk is open again behind it.
fn chosen(reader: &mut Reader) -> String {
    let place = reader.press("Enter").focus().to_owned();
    reader.press("Backspace i");
    place
}

#[test]
fn dates_are_gone_to_and_the_desk_is_found_as_it_was_left() {
    let mut reader = reader();
    reader.press("i");
    assert_eq!(reader.app.context(), Context::Inquiry);
    assert_eq!(reader.press("Enter").focus(), "The armistice was signed in 1953.");
    assert_eq!(reader.app.context(), Context::Text);
    assert_eq!(reader.press("i j j j Enter").focus(), "That year, on 25 March, they met.");
    assert_eq!(reader.press("Backspace").focus(), "The armistice was signed in 1953.");
    assert_eq!(reader.press("i j Enter").focus(), "It ended in 2020.");
}

#[test]
fn years_are_stepped_through_in_either_order() {
    let mut reader = reader();
    reader.press("i ]");
    assert_eq!(chosen(&mut reader), "In 2018 it began.");
    reader.press("]");
    assert_eq!(chosen(&mut reader), "It ended in 2020.");
    // Backwards a year is entered at its first date.
    reader.press("[");
    assert_eq!(chosen(&mut reader), "In 2018 it began.");
    reader.press("9 ]");
    assert_eq!(chosen(&mut reader), "They met in September.");
    reader.press("[ [ [ [ [");
    assert_eq!(chosen(&mut reader), "The armistice was signed in 1953.");
    // In the order of the text.
    reader.press("s G");
    assert_eq!(chosen(&mut reader), "From 2021 to the end of 2022 nobody came.");
    reader.press("[");
    assert_eq!(chosen(&mut reader), "They met in September.");
}

#[test]
fn a_guess_is_marked_and_says_how_it_was_made() {
    let mut reader = reader();
    let screen = reader.press("i G").screen();
    let row = screen.lines().rev().find(|row| row.contains("2023-09")).expect("a row").to_owned();
    assert!(row.contains(" ? ") && row.contains("They met in September."), "{screen}");
    assert!(screen.contains("year by the document’s own date, 2023"), "{screen}");
    // What it says itself is not marked; a carried year names its words.
    let screen = reader.press("g").screen();
    assert!(!screen.contains("? year"), "{screen}");
    let screen = reader.press("j j").screen();
    assert!(screen.contains("? year from “2018” before it"), "{screen}");
    // A lone early date is set apart, and that is said.
    assert!(screen.contains("╱╱ years without dates are left out") && screen.contains(" ╱╱ "), "{screen}");
    // On a low screen, too.
    let screen = Reader::of(BRIEF, (40, 10)).press("i G").screen();
    assert!(screen.contains("? year by the document’s own"), "{screen}");
    let screen = Reader::of("On 5 May, so.\n", (100, 24)).press("i").screen();
    assert!(screen.contains("5 May  ") && screen.contains("? no year is known"), "{screen}");
}

#[test]
fn dates_are_filtered_by_digits_and_words() {
    let mut reader = reader();
    let screen = reader.press("i / '2018' Enter").screen();
    assert!(screen.contains("25 March") && !screen.contains("armistice"), "{screen}");
    let screen = reader.press("/ 'zzz' Enter").screen();
    assert!(screen.contains("Nothing matches this filter."), "{screen}");
    assert!(Reader::of("No days.\n", (80, 24)).press("i").screen().contains("No dates."));
}

#[test]
fn a_click_on_the_axis_chooses_the_next_date() {
    let mut reader = reader();
    reader.press("i");
    let area = reader.app.axis_area();
    let kind = MouseEventKind::Down(MouseButton::Left);
    let mut click = |column: u16, row: u16| {
        reader.act(Action::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
        chosen(&mut reader)
    };
    assert_eq!(click(area.x + area.width - 5, area.y), "They met in September.");
    assert_eq!(click(area.x, area.y), "The armistice was signed in 1953.");
}

#[test]
fn every_size_is_drawn_in_full() {
    for text in [BRIEF, KOREAN, ENGLISH, "In 1392, 1592, 1910, 1945 and 2023. From 1300 to 2100.\n", "On 5 May.\n"] {
        for size in [(40, 10), (41, 15), (60, 16), (79, 29), (80, 30), (200, 50), (20, 5), (3, 2)] {
            for ascii in [false, true] {
                let mut reader = Reader::with(text, size, Language::English, TerminalLook { ascii, ..TRUE });
                let screen = reader.press("i ] j G").screen();
                assert!(screen.lines().count() > 0);
                if ascii {
                    assert!(!screen.contains(['╱', '▂', '├', '▲']), "{screen}");
                }
            }
        }
    }
}
