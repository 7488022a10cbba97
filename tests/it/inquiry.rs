//! Asking the brief: the desk of what it tells, leaf by leaf.

use ibid::app::{Context, Depth, TerminalLook};
use ibid::words::Language;

use super::support::reader::Reader;

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

const BRIEF: &str = "\
The opening calls a footnote[^1] here.

# Short

A few words.

# Long

Many more words than before, and many more again, and on and on they go.

| Year | Growth |
|:--|--:|
| 2021 | 1 |

## Inner

The end.

[^1]: The body.
";

fn reader() -> Reader {
    Reader::of(BRIEF, (100, 24))
}

/// Both editions of the bundled brief after `keys`.
fn snap(name: &str, keys: &str) {
    let look = TerminalLook { depth: Depth::True, light: false, ascii: false };
    for (edition, text, language) in [("ko", KOREAN, Language::Korean), ("en", ENGLISH, Language::English)] {
        for (width, height) in [(40, 10), (80, 24), (100, 30), (140, 40), (200, 50)] {
            let mut reader = Reader::with(text, (width, height), language, look);
            reader.press(keys);
            insta::assert_snapshot!(format!("{name}-{edition}-{width}x{height}"), reader.screen());
        }
    }
}

#[test]
fn the_shape_of_a_brief() {
    snap("shape", "h ] h i h j");
}

#[test]
fn sections_are_gone_to_and_the_desk_is_found_as_it_was_left() {
    let mut reader = reader();
    reader.press("i h j j j");
    assert_eq!(reader.app.context(), Context::Inquiry);
    assert_eq!(reader.press("Enter").focus(), "Inner");
    assert_eq!(reader.app.context(), Context::Text);
    assert_eq!(reader.press("Backspace").focus(), "The opening calls a footnote here.");
    assert_eq!(reader.press("i Enter").focus(), "Inner");
}

#[test]
fn sections_stand_by_length_and_are_filtered() {
    let mut reader = reader();
    assert_eq!(reader.press("i h s Enter").focus(), "Long");
    // As it was left: by length.
    assert_eq!(reader.press("i j j Enter").focus(), "Short");
    let mut reader = self::reader();
    reader.press("i h / 'inn' Enter");
    assert!(!reader.screen().contains("Short"));
    assert_eq!(reader.press("Enter").focus(), "Inner");
    reader.press("i / 'nothing of the kind' Enter");
    assert!(reader.screen().contains("Nothing matches this filter."), "{}", reader.screen());
}

#[test]
fn a_click_on_the_strip_goes_to_that_part_of_the_text() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut reader = reader();
    reader.press("i h");
    let area = reader.app.strip_area();
    let kind = MouseEventKind::Down(MouseButton::Left);
    let column = area.x + area.width - 1;
    reader.act(ibid::app::Action::Mouse(MouseEvent { kind, column, row: area.y, modifiers: KeyModifiers::NONE }));
    assert_eq!(reader.focus(), "The end.");
    assert_eq!(reader.app.context(), Context::Text);
}

#[test]
fn the_time_that_is_left_in_the_section_stands_in_the_status_line() {
    let words = "word ".repeat(2380);
    let mut reader = Reader::of(&format!("# One\n\n{words}.\n\n# Two\n\nEnd.\n"), (120, 20));
    assert!(reader.screen().contains("10 min left here"), "{}", reader.screen());
    assert!(reader.press("]").screen().contains("under 1 min left here"));
}
