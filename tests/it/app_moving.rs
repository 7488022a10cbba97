//! Moving, deeper: hints, marks, the jump list, pages and percent, sections of one level, aids for
//! the eye, and scrolling by itself.

use ibid::app::{Action, Context, Depth, Effect, ReadAnswer, ReadEffect, TerminalLook};
use ibid::words::Language;

use super::support::reader::Reader;

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

const BRIEF: &str = "\
The opening calls a footnote[^1] here. See [the second](#second).

# First

Alpha one. Alpha two calls[^2] more.

## Inner one

Gamma one.

## Inner two

Delta one.

# Second

| Year | Growth |
|:--|--:|
| 2021 | 1 |

The last words.

[^1]: The body of the first.
[^2]: The body of the second.
";

fn reader() -> Reader {
    Reader::of(BRIEF, (80, 40))
}

/// Both editions of the bundled brief after `keys`.
fn snap(name: &str, keys: &str, sizes: &[(u16, u16)]) {
    let look = TerminalLook { depth: Depth::True, light: false, ascii: false };
    for (edition, text, language) in [("ko", KOREAN, Language::Korean), ("en", ENGLISH, Language::English)] {
        for &(width, height) in sizes {
            let mut reader = Reader::with(text, (width, height), language, look);
            reader.press(keys);
            insta::assert_snapshot!(format!("{name}-{edition}-{width}x{height}"), reader.screen());
        }
    }
}

#[test]
fn hints_on_the_screen() {
    snap("hints", "h a 'why' C-s x", &[(80, 24), (140, 40)]);
}

#[test]
fn marks_on_the_screen() {
    snap("marks", "` a ] ` b Apostrophe", &[(40, 10), (80, 24)]);
}

#[test]
fn jumps_on_the_screen() {
    snap("jumps", "] ] ] -", &[(80, 24)]);
}

#[test]
fn a_hint_leads_to_what_it_stands_on() {
    let mut reader = reader();
    // The first is the call, the second the link.
    reader.press("x a");
    assert_eq!(reader.app.context(), Context::Peek);
    assert!(reader.screen().contains("The body of the first."));
    reader.press("Esc x s");
    assert!(reader.screen().contains("Second"), "{}", reader.screen());
    assert_eq!(reader.press("Enter").focus(), "Second");
    assert_eq!(reader.press("Backspace").focus(), "See the second.");
}

#[test]
fn hints_are_letters_in_hangul_mode_too() {
    let mut latin = reader();
    let mut hangul = reader();
    latin.press("x a");
    // `ㅌ` stands on `x`, `ㅁ` on `a`.
    hangul.press("ㅌ ㅁ");
    assert_eq!(latin.screen(), hangul.screen());
}

#[test]
fn of_more_things_than_letters_the_last_have_two() {
    let calls: String = (1..=40).map(|n| format!("Word[^{n}] ")).collect();
    let bodies: String = (1..=40).map(|n| format!("[^{n}]: Body {n}.\n\n")).collect();
    let mut reader = Reader::of(&format!("{calls}\n\n{bodies}"), (80, 12));
    reader.press("x s");
    assert!(reader.screen().contains("Body 2."), "{}", reader.screen());
    // 25 letters, and `m` begins the labels of two.
    reader.press("Esc x m");
    assert_eq!(reader.app.context(), Context::Letter);
    reader.press("s");
    assert_eq!(reader.app.context(), Context::Peek);
    assert!(reader.screen().contains("Body 27."), "{}", reader.screen());
}

#[test]
fn the_texts_hints_are_the_short_ones_beside_long_contents() {
    let sections: String = (0..40).map(|n| format!("## Section {n}\n\nWords.\n\n")).collect();
    let mut reader = Reader::of(&format!("A call[^1] here.\n\n{sections}\n[^1]: The body.\n"), (120, 45));
    reader.press("x a");
    assert_eq!(reader.app.context(), Context::Peek);
    assert!(reader.screen().contains("The body."), "{}", reader.screen());
}

#[test]
fn a_wrong_letter_and_escape_end_the_hints() {
    for keys in ["x x", "x Esc", "x Enter Esc"] {
        let mut reader = reader();
        assert_eq!(reader.press(keys).app.context(), Context::Text, "{keys}");
    }
    let mut nothing = Reader::of("Only words.\n", (40, 10));
    assert_eq!(nothing.press("x").message(), "Nothing on this screen leads anywhere.");
}

#[test]
fn marks_are_set_gone_to_and_come_back_from() {
    let mut reader = Reader::of(BRIEF, (80, 12));
    assert!(reader.press("Apostrophe").message().contains("No place has a letter"));
    reader.press("] ` a");
    assert!(matches!(reader.asked.last(), Some(Effect::Read(ReadEffect::KeepMarks(marks))) if marks.len() == 1));
    assert_eq!(reader.press("G Apostrophe a").focus(), "First");
    assert_eq!(reader.press("g Apostrophe a").focus(), "First");
    assert_eq!(reader.press("Apostrophe Apostrophe").focus(), "The opening calls a footnote here.");
    assert_eq!(reader.press("Apostrophe b").message(), "No place has the letter b.");
    // `ㅁ` stands on `a`.
    assert_eq!(reader.press("Apostrophe ㅁ").focus(), "First");
}

#[test]
fn jumps_are_listed_and_gone_back_to() {
    let mut reader = Reader::of(BRIEF, (80, 24));
    assert!(reader.press("-").screen().contains("Places that you leave by a jump stand here"));
    reader.press("Esc ] ] ]");
    assert_eq!(reader.focus(), "Inner two");
    // The last left first: `Inner one`, `First`, the opening.
    assert_eq!(reader.press("- j Enter").focus(), "First");
    assert_eq!(reader.press("Backspace").focus(), "Inner two");
}

#[test]
fn pages_and_percent_are_gone_to_by_number() {
    let pages = "One.\u{c}Two.\u{c}Three.";
    let format = ibid::import::format_named("text").expect("a format");
    let source = ibid::import::Source { name: "a.txt", bytes: pages.as_bytes(), whole: true };
    let document = (format.read)(&source, &()).expect("a document");
    assert_eq!(document.pages().len(), 3);
    let mut reader = Reader::of("x\n", (40, 10));
    let rendition = ibid::annotation::Rendition::of(pages.as_bytes(), &document, "text test");
    let reading = ibid::app::Reading { document: std::sync::Arc::new(document), rendition: Some(rendition) };
    reader.tell(ibid::app::Outcome::Read { request: 0, answer: ReadAnswer::Done(reading) });
    assert_eq!(reader.press("3 p").focus(), "Three.");
    assert_eq!(reader.press("2 p").focus(), "Two.");
    assert_eq!(reader.press("Backspace").focus(), "Three.");
    assert_eq!(reader.press("9 p").message(), "This document has no such place.");
    let mut reader = self::reader();
    assert_eq!(reader.press("1 2 p").message(), "This document has no pages.");
    assert_eq!(reader.press("%").message(), "Type the number first: 50%.");
    let words: String = (0..100).map(|n| format!("Sentence {n:02}.\n\n")).collect();
    let mut reader = Reader::of(&words, (40, 10));
    assert_eq!(reader.press("5 0 %").focus(), "Sentence 50.");
    assert_eq!(reader.press("1 %").focus(), "Sentence 01.");
    assert_eq!(reader.press("1 0 0 %").focus(), "Sentence 99.");
    assert_eq!(reader.press("Backspace").focus(), "Sentence 01.");
}

#[test]
fn sections_of_one_level_are_walked_over() {
    let mut reader = Reader::of(BRIEF, (80, 12));
    assert_eq!(reader.press("] >").focus(), "Second");
    assert_eq!(reader.press("<").focus(), "First");
    assert_eq!(reader.press("] >").focus(), "Inner two");
    assert_eq!(reader.press(">").message(), "No further section of this level here.");
    assert_eq!(reader.press("<").focus(), "Inner one");
}

#[test]
fn all_but_the_paragraph_in_focus_is_dimmed() {
    let look = TerminalLook { depth: Depth::True, light: false, ascii: false };
    let mut reader = Reader::with("One here.\n\nTwo there.\n", (40, 10), Language::English, look);
    let colours = |reader: &Reader| ["One here.", "Two there."].map(|words| reader.cells_of(words)[0].fg);
    let plain = colours(&reader);
    assert_eq!(plain[0], plain[1]);
    reader.press("\\");
    let dimmed = colours(&reader);
    assert_eq!(dimmed[0], plain[0]);
    assert_ne!(dimmed[1], plain[1]);
    reader.press("}");
    assert_eq!(colours(&reader), [dimmed[1], plain[1]]);
    reader.press("\\ \\");
    assert_eq!(colours(&reader), plain);
}

#[test]
fn a_ruler_walks_down_the_rows_to_the_end_and_back() {
    let words: String = (0..60).map(|n| format!("Line {n:02} of words.\n\n")).collect();
    let mut reader = Reader::of(&words, (40, 12));
    reader.press("\\ \\");
    for n in 1..60 {
        assert_eq!(reader.press("j").focus(), format!("Line {n:02} of words."));
        let shown = format!("Line {n:02}");
        assert!(reader.screen().contains(&shown), "{}", reader.screen());
    }
    assert_eq!(reader.press("j").focus(), "Line 59 of words.");
    for n in (0..59).rev() {
        assert_eq!(reader.press("k").focus(), format!("Line {n:02} of words."));
    }
}

#[test]
fn the_text_scrolls_by_itself_as_fast_as_it_is_read() {
    let words: String = (0..60).map(|n| format!("Line {n:02} of some words.\n\n")).collect();
    let mut reader = Reader::of(&words, (110, 12));
    assert_eq!(reader.app.pause(), None);
    reader.press(";");
    let pause = reader.app.pause().expect("a pause");
    reader.act(Action::Tick).act(Action::Tick);
    assert_eq!(reader.top(), "Line 01 of some words.");
    assert!(reader.screen().contains("scrolling 1.00×"));
    reader.press("k");
    assert!(reader.app.pause().expect("a pause") < pause);
    reader.press("Space");
    assert_eq!(reader.app.pause(), None);
    assert_eq!(reader.act(Action::Tick).top(), "Line 01 of some words.");
    reader.press("Space Esc");
    assert_eq!(reader.app.context(), Context::Text);
    // The speed of the last time, and whatever else is wanted ends it.
    assert!(reader.press(";").screen().contains("scrolling 1.25×"));
    assert_eq!(reader.press("]").app.pause(), None);
    reader.press("g ;");
    for _ in 0..300 {
        reader.act(Action::Tick);
    }
    assert_eq!(reader.app.context(), Context::Text);
    assert_eq!(reader.message(), "This is the end.");
}

#[test]
fn help_names_the_keys_behind_a_number() {
    let mut reader = Reader::of(BRIEF, (120, 60));
    let screen = reader.press("?").screen();
    assert!(screen.contains("12p") && screen.contains("To page 12"), "{screen}");
}
