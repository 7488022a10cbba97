//! Two panes: each with its own place, search and way back; notes shared; the border moved.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ibid::app::{Action, Context, Depth, Effect, Outcome, ReadAnswer, ReadEffect, TerminalEffect, TerminalLook};
use ibid::words::Language;

use super::support::reader::Reader;

const LOOK: TerminalLook = TerminalLook { depth: Depth::True, light: false, ascii: false };

fn brief() -> String {
    let section = |n: usize| {
        format!("# Section {n}\n\n{}\n\nAlpha {n} stands here. Beta {n} follows it.\n\n", "Words before it. ".repeat(30))
    };
    (1..=20).map(section).collect()
}

fn reader(size: (u16, u16)) -> Reader {
    Reader::with(&brief(), size, Language::English, LOOK)
}

#[test]
fn both_panes_keep_their_own_place_search_and_way_back() {
    let mut reader = reader((120, 30));
    reader.press("| Enter");
    assert!(reader.app.panes.is_some());
    reader.press("] ] ]");
    assert_eq!(reader.focus(), "Section 4");
    reader.press("Tab");
    assert_eq!(reader.focus(), "Section 1");
    reader.press("/ 'Alpha 7' Enter");
    assert_eq!(reader.focus(), "Alpha 7 stands here.");
    reader.press("Tab");
    assert_eq!((reader.focus(), reader.app.pane.search.query.as_str()), ("Section 4", ""));
    reader.press("Backspace");
    assert_eq!(reader.focus(), "Section 3");
    reader.press("Tab Backspace");
    assert_eq!(reader.focus(), "Section 1");
    assert_eq!(reader.app.pane.search.query, "Alpha 7");
    // Closed, the pane in focus stays.
    reader.press("Tab |");
    assert!(reader.app.panes.is_none());
    assert_eq!(reader.focus(), "Section 3");
}

#[test]
fn notes_on_one_document_show_in_both_panes() {
    let mut reader = reader((120, 30));
    reader.press("} h | Enter");
    let cells = |reader: &Reader| {
        let screen = reader.screen();
        (screen.matches("Words before it.").count(), reader.cells_of("Words before it.").first().map(|cell| cell.bg))
    };
    let (count, tint) = cells(&reader);
    assert!(count > 4 && tint != Some(ratatui::style::Color::Reset), "{count} {tint:?}");
    reader.press("} a 'from the other pane' C-s Tab l");
    assert!(
        reader.screen().contains("1 of ") || reader.screen().contains("of 1") || reader.screen().contains("of 2"),
        "{}",
        reader.screen()
    );
}

#[test]
fn the_border_moves_by_key_and_by_mouse() {
    let mut reader = reader((120, 30));
    reader.press("C-Right");
    assert!(reader.message().contains("There is one pane"), "{}", reader.message());
    reader.press("| Enter");
    let border = |reader: &Reader| reader.app.geometry.border.expect("a border").x;
    let middle = border(&reader);
    reader.press("C-Right C-Right");
    let right = border(&reader);
    reader.press("3 C-Left");
    assert!(right > middle && border(&reader) < middle);
    let mouse = |kind, column, row| Action::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    let at = border(&reader);
    reader.act(mouse(MouseEventKind::Down(MouseButton::Left), at, 5));
    reader.act(mouse(MouseEventKind::Drag(MouseButton::Left), 70, 6));
    assert_eq!(border(&reader), 70);
    // Let go, and taken elsewhere: nothing is dragged.
    reader.act(mouse(MouseEventKind::Down(MouseButton::Left), 10, 5));
    reader.act(mouse(MouseEventKind::Drag(MouseButton::Left), 40, 5));
    assert_eq!(border(&reader), 70);
    // The wheel turns the pane under it.
    let (top, beside) =
        (reader.app.pane.view.top, reader.app.panes.as_ref().and_then(|panes| panes.beside.as_ref()).expect("two").view.top);
    let over = if reader.app.panes.as_ref().expect("two").second { 5 } else { 110 };
    reader.act(mouse(MouseEventKind::ScrollDown, over, 5));
    assert_eq!(reader.app.pane.view.top, top);
    assert_ne!(reader.app.panes.as_ref().and_then(|panes| panes.beside.as_ref()).expect("two").view.top, beside);
    // A click gives a pane the focus.
    let second = |reader: &Reader| reader.app.panes.as_ref().expect("two").second;
    let before = second(&reader);
    reader.act(mouse(MouseEventKind::Down(MouseButton::Left), if before { 10 } else { 90 }, 5));
    assert_ne!(second(&reader), before);
}

#[test]
fn a_narrow_screen_has_one_above_the_other_or_none() {
    let mut low = reader((60, 12));
    low.press("|");
    assert!(low.message().contains("Two panes need") && low.app.panes.is_none());
    let mut high = reader((60, 30));
    high.press("| Enter");
    assert!(high.message().contains("one above the other"), "{}", high.message());
    assert!(high.app.geometry.is_stacked());
    high.press("] Tab C-Right");
    let _ = high.screen();
}

#[test]
fn a_resize_to_nothing_and_back_keeps_everything() {
    let mut reader = reader((120, 30));
    reader.press("| Enter ] ] } Tab ] ]");
    let before = (reader.focus().to_owned(), reader.screen());
    for size in [(1, 1), (0, 0), (20, 6), (120, 30)] {
        reader.act(Action::Resize(size.0, size.1));
        let _ = reader.screen();
    }
    assert_eq!((reader.focus().to_owned(), reader.screen()), before);
    for size in [(73, 5), (30, 40), (200, 50), (120, 30)] {
        reader.act(Action::Resize(size.0, size.1));
        let _ = reader.screen();
    }
    assert_eq!(reader.focus(), before.0);
    reader.press("Tab");
    assert!(reader.focus().starts_with("Words before it."), "{}", reader.focus());
}

#[test]
fn another_document_is_read_searched_copied_and_no_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.md");
    std::fs::write(&path, "# Other\n\nGamma stands alone. Delta follows.\n\n# More\n\nThe end of it.\n").expect("a file");
    let mut reader = reader((140, 30));
    reader.press("} h");
    reader.press("| G Enter");
    assert_eq!(reader.app.context(), Context::Line);
    reader.press(&format!("'{}' Enter", path.display()));
    assert!(reader.app.is_guest());
    assert_eq!(reader.focus(), "Other");
    reader.press("/ 'Delta' Enter");
    assert_eq!(reader.focus(), "Delta follows.");
    reader.press("y");
    assert!(matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(text))) if text == "Delta follows."));
    for key in ["h", "a", "m", "l", "e", "z", "r", "w"] {
        reader.press(key);
        assert!(reader.message().contains("opened first"), "{key}: {}", reader.message());
        assert_eq!(reader.app.context(), Context::Text, "{key}");
    }
    assert!(!reader.screen().contains("Reading"), "{}", reader.screen());
    // What is answered meanwhile goes to the document that it is of.
    assert_eq!(reader.app.home().name.as_str(), "test.md");
    reader.tell(Outcome::FileChanged);
    assert!(reader.app.home().stale && !reader.app.open.stale);
    reader.press("Tab");
    assert_eq!(reader.focus().split(' ').next(), Some("Words"));
    assert_eq!(reader.app.open.notebook.len(), 1);
    reader.press("Tab M-Enter");
    assert!(reader.asked.iter().any(|effect| matches!(effect, Effect::Read(ReadEffect::Open { .. }))));
    assert!(!reader.app.is_guest());
}

#[test]
fn a_guest_that_can_not_be_read_says_so_and_nothing_ends() {
    let mut reader = reader((140, 30));
    reader.press("] | G Enter '/no/such/file.md' Enter");
    assert!(reader.app.panes.is_none() && !reader.app.is_guest());
    assert_eq!((reader.app.open.name.as_str(), reader.message()), ("test.md", "there is no such file"));
    assert_eq!(reader.focus(), "Section 2");
    assert!(!reader.asked.iter().any(|effect| matches!(effect, Effect::Terminal(TerminalEffect::GiveUp(_)))));
}

#[test]
fn the_notes_are_a_pane() {
    let mut reader = reader((120, 30));
    reader.press("} h ] } h g | j Enter");
    assert_eq!(reader.app.context(), Context::List);
    let screen = reader.screen();
    assert!(screen.contains("My notes") && screen.contains("Section 1"), "{screen}");
    reader.press("j Enter");
    assert_eq!(reader.app.context(), Context::Text);
    assert!(reader.screen().contains("My notes"), "{}", reader.screen());
    assert!(reader.focus().starts_with("Words before it."));
    // A note made meanwhile is in the list at once.
    reader.press(") h");
    assert!(reader.screen().contains("of 3"), "{}", reader.screen());
    reader.press("Tab");
    assert_eq!(reader.app.context(), Context::List);
    reader.press("Esc");
    assert_eq!(reader.app.context(), Context::Text);
    assert!(reader.app.panes.is_some());
    reader.press("Tab |");
    assert!(reader.app.panes.is_none());
    assert_eq!(reader.app.context(), Context::Text);
}

#[test]
fn a_newer_reading_comes_to_both_panes() {
    let mut reader = reader((120, 30));
    reader.press("| Enter ] ] ] Tab ] ] ] ] ]");
    assert_eq!(reader.focus(), "Section 6");
    let text = format!("A line that is new.\n\n{}", brief());
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("newer.md");
    std::fs::write(&path, text).expect("a file");
    reader.press("r");
    let request = reader
        .asked
        .iter()
        .rev()
        .find_map(|effect| if let Effect::Read(ReadEffect::Whole { request, .. }) = effect { Some(*request) } else { None });
    let reading = Reader::reading_of(&path);
    reader.tell(Outcome::Read { request: request.expect("asked for"), answer: ReadAnswer::Done(reading) });
    assert_eq!(reader.focus(), "Section 6");
    reader.press("Tab");
    assert_eq!(reader.focus(), "Section 4");
}

#[test]
fn screens() {
    for (edition, language) in [("ko", Language::Korean), ("en", Language::English)] {
        for size in [(60, 20), (100, 30), (140, 40), (200, 50)] {
            let mut reader = Reader::bundled(language, size, LOOK);
            reader.press("| Enter ] ] ] Tab");
            insta::assert_snapshot!(format!("two-{edition}-{}x{}", size.0, size.1), reader.screen());
            let mut reader = Reader::bundled(language, size, LOOK);
            reader.press("|");
            if size.0 == 100 {
                insta::assert_snapshot!(format!("choice-{edition}-100x30"), reader.screen());
            }
            reader.press("G k Enter");
            insta::assert_snapshot!(format!("guest-{edition}-{}x{}", size.0, size.1), reader.screen());
        }
        let mut reader = Reader::bundled(language, (140, 40), LOOK);
        reader.press("h ) m | j Enter Tab");
        insta::assert_snapshot!(format!("notes-{edition}-140x40"), reader.screen());
    }
    let mut reader =
        Reader::bundled(Language::English, (100, 30), TerminalLook { depth: Depth::None, light: false, ascii: true });
    reader.press("| Enter Tab");
    insta::assert_snapshot!("ascii-100x30", reader.screen());
}
