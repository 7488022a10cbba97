//! The margin, and the strip at the foot that stands for it on a narrow screen.

use ibid::app::{Action, Context, Depth, SidenoteKind, TerminalLook};
use ibid::words::Language;

use super::support::reader::Reader;

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

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

/// A page that calls `count` footnotes in one paragraph, each with a body of `words` words.
fn page(count: usize, words: usize) -> String {
    let calls: String = (1..=count).map(|n| format!("Word {n}.[^{n}] ")).collect();
    let bodies: String = (1..=count).map(|n| format!("[^{n}]: Body {n}{}\n\n", " and so on".repeat(words / 3))).collect();
    format!("{calls}\n\n{bodies}")
}

#[test]
fn the_margin_and_what_stands_in_its_place() {
    snap("beside", "] ] ] } } }", &[(100, 30), (140, 40), (200, 50)]);
    snap("beside-off", "] ] ] } } } ,", &[(140, 40), (200, 50)]);
    snap("strip", ",", &[(40, 16), (80, 24), (100, 30)]);
    snap("beside-peek", ") Enter", &[(140, 40), (200, 50)]);
    snap("beside-editor", "] ] a '확인 check'", &[(140, 40), (200, 50)]);
}

#[test]
fn a_long_body_is_scrolled_in_place() {
    let body: String = (0..200).map(|n| format!("row{n} filler filler. ")).collect();
    let mut reader = Reader::of(&format!("A call[^1] here.\n\n[^1]: {body}\n"), (160, 30));
    assert!(reader.screen().contains("row0 ") && reader.screen().contains('…'));
    reader.press("Enter");
    assert_eq!(reader.app.context(), Context::Peek);
    // In the margin, and not in a box over the text.
    assert!(!reader.screen().contains('╭'), "{}", reader.screen());
    let first = |reader: &Reader| reader.app.pane.margin.notes[0].rows[0].place;
    let before = first(&reader);
    reader.press("j j j");
    assert!(first(&reader) > before);
    reader.press("k k k");
    assert_eq!(first(&reader), before);
    assert!(reader.press("Enter").focus().starts_with("row0 filler"));
}

#[test]
fn the_note_in_focus_is_lit_and_whole_before_all_others() {
    let mut reader = Reader::of(&page(30, 60), (160, 20));
    for n in [1, 2, 10, 29] {
        reader.press("g").press(&") ".repeat(n));
        let lit: Vec<&SidenoteKind> =
            reader.app.pane.margin.notes.iter().filter(|note| note.lit).map(|note| &note.kind).collect();
        assert!(matches!(lit[..], [SidenoteKind::Footnote(footnote, _)] if *footnote == n), "{n}: {lit:?}");
        let own = reader.app.pane.margin.notes.iter().find(|note| note.lit).expect("a lit one");
        assert!(!own.more, "{n}");
    }
}

#[test]
fn what_finds_no_room_is_told() {
    let mut reader = Reader::of(&page(40, 60), (160, 20));
    let (shown, missing) = (reader.app.pane.margin.notes.len(), reader.app.pane.margin.missing);
    let called = reader.app.pane.view.rows.iter().flat_map(|row| &row.pieces);
    let called = called.filter(|piece| matches!(piece.what, ibid::layout::PieceContent::Call(..))).count();
    assert_eq!(shown + missing, called);
    assert!(missing > 0 && reader.screen().contains(&format!("{missing} more: f, l")), "{}", reader.screen());
    // What it says: all of them.
    reader.press("f");
    assert!(reader.screen().contains("Body 1"));
}

#[test]
fn ten_thousand_footnotes_on_one_page_cost_a_screenful() {
    let mut reader = Reader::of(&page(10_000, 0), (160, 45));
    assert!(reader.app.pane.margin.notes.len() <= 23, "{}", reader.app.pane.margin.notes.len());
    for keys in ["G", "g", "Space", "5 0 %", "x Esc", ") ) ) )"] {
        reader.press(keys);
        for pair in reader.app.pane.margin.notes.windows(2) {
            assert!(pair[0].y < pair[1].y);
        }
    }
}

#[test]
fn the_margins_room_is_the_texts_when_it_is_off() {
    let mut reader = Reader::of("| a | b |\n|--|--|\n| 1 | 2 |\n\nA call[^1].\n\n[^1]: The body.\n", (160, 30));
    let (margin, room) = (reader.app.geometry.margin, reader.app.geometry.room);
    assert!(margin.is_some() && reader.screen().contains("The body."));
    reader.press(",");
    assert_eq!(reader.app.geometry.margin, None);
    assert!(reader.app.geometry.room > room);
    reader.act(Action::Resize(1, 1)).act(Action::Resize(160, 30));
    assert_eq!(reader.app.geometry.margin, None);
    reader.press(",");
    assert_eq!((reader.app.geometry.margin, reader.app.geometry.room), (margin, room));
}

#[test]
fn the_strip_shows_the_footnotes_of_the_screen_and_the_text_keeps_its_place() {
    let text = format!("{}\n\n[^1]: The body of the first.\n", "Words and words. ".repeat(200) + "A call[^1] at last.");
    let mut reader = Reader::of(&text, (80, 24));
    let top = reader.top();
    reader.press(",");
    assert_eq!(reader.top(), top);
    assert!(reader.screen().contains("No footnote is called on this screen."));
    reader.press("5 0 %").press("2 0 0 )");
    assert!(reader.screen().contains("The body of the first."), "{}", reader.screen());
    assert!(reader.press("g ,").app.geometry.strip.is_none());
}

#[test]
fn a_click_in_the_margin_looks_at_what_stands_there() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut reader = Reader::of(&page(3, 6), (160, 30));
    let at = reader.app.pane.margin.notes[2].y;
    let column = reader.app.geometry.margin.expect("a margin").x + 2;
    let kind = MouseEventKind::Down(MouseButton::Left);
    reader.act(Action::Mouse(MouseEvent { kind, column, row: at, modifiers: KeyModifiers::NONE }));
    assert_eq!(reader.app.context(), Context::Peek);
    assert_eq!(reader.focus(), "Word 3.");
    assert!(reader.press("Enter").focus().starts_with("Body 3"));
}

#[test]
fn a_note_is_written_in_the_margin_beside_its_passage() {
    let mut reader = Reader::of(&page(3, 6), (160, 40));
    reader.press(") ) a 'why'");
    let (area, margin) = (reader.app.editor_area(), reader.app.geometry.margin.expect("a margin"));
    assert!(area.x + 1 >= margin.x && area.right() <= margin.right());
    // The text stays as it is beside it.
    assert!(reader.screen().contains("Word 1.¹ Word 2.² Word 3.³"), "{}", reader.screen());
    reader.press("C-s");
    assert!(reader.screen().contains("why"));
}

#[test]
fn footnotes_are_not_said_to_stand_where_there_is_no_room() {
    let said = |size, keys: &str| {
        let mut reader = Reader::of("# One\n\nWords[^1] here.\n\n[^1]: A body.\n", size);
        reader.press(keys);
        (reader.message().to_owned(), reader.app.sidenotes_area().is_some())
    };
    let no_room = "There is no room for them now: the footnotes stand beside the text, or at its foot, where there is.";
    assert_eq!(said((80, 24), ","), ("The footnotes of this screen stand at its foot.".into(), true));
    assert_eq!(said((80, 24), "| Enter ,"), (no_room.into(), false));
    assert_eq!(said((80, 6), ","), (no_room.into(), false));
    assert_eq!(said((160, 40), ", ,"), ("The margin stands beside the text.".into(), true));
    assert_eq!(said((160, 40), "| Enter , ,"), (no_room.into(), false));
}
