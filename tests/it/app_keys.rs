//! Before, keys, after: what keys do to the state.

use ibid::app::{
    Context, Effect, Layer, NotesAnswer, Origin, Outcome, ReadAnswer, ReadEffect, Reading, StoreOrder, TerminalEffect,
};

use super::support::reader::Reader;

const BRIEF: &str = "\
The opening stands alone. It calls a footnote[^1] here. And it ends.

## First section

Alpha one. Alpha two calls[^2] nothing. Alpha three.

Beta one. See [the table](#second-section) and [the web](https://example.org/a).

### Inner

Gamma one. Gamma two.

## Second section

Table 1. Numbers (unit: bn won)

| Year | Growth | Price |
|:--|--:|--:|
| 2021 | -0.1 | 1,243.0 |
| 2022 | 0.4 | 98.5 |
| 2020 | | 1,168.0 |

Source: a bank

Delta one. Delta two. Delta three says alpha again.

[^1]: The body of the first.
";

fn reader() -> Reader {
    Reader::of(BRIEF, (80, 12))
}

#[test]
fn a_typed_line_is_emptied_as_in_a_shell() {
    let mut reader = reader();
    reader.press("/ 'alpha' C-u 'beta' Enter");
    assert_eq!(reader.focus(), "Beta one.");
}

#[test]
fn sentences_are_walked_over() {
    let mut reader = reader();
    assert_eq!(reader.focus(), "The opening stands alone.");
    assert_eq!(reader.press(")").focus(), "It calls a footnote here.");
    assert_eq!(reader.press(") )").focus(), "First section");
    assert_eq!(reader.press("(").focus(), "And it ends.");
    assert_eq!(reader.press("2 (").focus(), "The opening stands alone.");
    assert_eq!(reader.press("3 )").focus(), "First section");
}

#[test]
fn paragraphs_are_walked_over() {
    let mut reader = reader();
    assert_eq!(reader.press("} }").focus(), "Alpha one.");
    assert_eq!(reader.press(") {").focus(), "Alpha one.");
    assert_eq!(reader.press("{ {").focus(), "The opening stands alone.");
}

#[test]
fn sections_are_jumped_to_and_come_back_from() {
    let mut reader = reader();
    assert_eq!(reader.press("]").focus(), "First section");
    assert_eq!(reader.press("]").focus(), "Inner");
    assert_eq!(reader.press("]").focus(), "Second section");
    assert_eq!(reader.press("[").focus(), "Inner");
    assert_eq!(reader.press("Backspace").focus(), "Second section");
    assert_eq!(reader.press("C-o").focus(), "Inner");
    assert_eq!(reader.press("M-Right").focus(), "Second section");
    assert_eq!(reader.press("] ]").message(), "This is the last section.");
}

#[test]
fn the_end_is_the_end_and_the_start_the_start() {
    let mut reader = reader();
    reader.press("G");
    assert!(reader.screen().contains("The body of the first."));
    assert_eq!(reader.press("g").focus(), "The opening stands alone.");
    assert_eq!(reader.press("End Home").focus(), "The opening stands alone.");
    reader.press("Backspace");
    assert!(reader.screen().contains("The body of the first."));
}

#[test]
fn rows_and_pages_scroll_and_the_focus_stays_on_the_screen() {
    let mut reader = reader();
    reader.press("3 j");
    assert_eq!(reader.top(), "First section");
    assert_eq!(reader.press("k k k").top(), "The opening stands alone. It calls a footnote¹ here. And it ends.");
    let top = reader.press("Space").top();
    assert_ne!(top, "The opening stands alone. It calls a footnote¹ here. And it ends.");
    assert!(reader.screen().contains('▎'));
    assert_eq!(reader.press("b").top(), "The opening stands alone. It calls a footnote¹ here. And it ends.");
    for keys in ["d", "u", "PageDown", "PageUp", "Down", "Up", "C-d", "C-u"] {
        reader.press(keys);
        assert!(reader.screen().contains('▎'), "{keys}");
    }
}

#[test]
fn hangul_keys_do_what_the_keys_under_them_do() {
    let mut latin = reader();
    let mut hangul = reader();
    latin.press("j j k");
    hangul.press("ㅓ ㅓ ㅏ");
    assert_eq!(latin.screen(), hangul.screen());
    // `러` is `f` and `j`: the footnotes, and one down in them.
    latin.press("f j");
    hangul.press("러");
    assert_eq!(latin.screen(), hangul.screen());
}

#[test]
fn a_footnote_is_peeked_at_then_gone_to_and_come_back_from() {
    let mut reader = reader();
    reader.press(") Enter");
    assert_eq!(reader.app.context(), Context::Peek);
    assert!(reader.screen().contains("The body of the first."));
    reader.press("Enter");
    assert_eq!(reader.focus(), "The body of the first.");
    assert_eq!(reader.app.context(), Context::Text);
    // From the body, back to the very call.
    reader.press("Enter Enter");
    assert_eq!(reader.focus(), "It calls a footnote here.");
    reader.press("C-o C-o");
    assert_eq!(reader.focus(), "It calls a footnote here.");
}

#[test]
fn a_footnote_without_a_body_says_so() {
    let mut reader = reader();
    reader.press("] } ) Enter");
    assert!(reader.screen().contains("This file holds no text for footnote 2."));
    assert_eq!(reader.press("Enter").message(), "This file holds no text for footnote 2.");
    assert_eq!(reader.press("Esc").app.context(), Context::Text);
}

#[test]
fn links_are_shown_and_inner_ones_followed() {
    let mut reader = reader();
    reader.press("] } } ) Enter");
    assert!(reader.screen().contains("Second section"), "{}", reader.screen());
    reader.press("Tab");
    assert!(reader.screen().contains("https://example.org/a"));
    assert_eq!(reader.press("Enter").message(), "! opens the address, y copies it.");
    reader.press("y");
    assert!(
        matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(address))) if address == "https://example.org/a")
    );
    reader.press("Tab Enter");
    assert_eq!(reader.focus(), "Second section");
}

#[test]
fn footnotes_are_listed_with_where_they_are_called() {
    let mut reader = reader();
    reader.press("f");
    let screen = reader.screen();
    assert!(screen.contains("The body of the first.") && screen.contains("no text in this file"), "{screen}");
    reader.press("j Enter");
    assert_eq!(reader.focus(), "Alpha two calls nothing.");
    assert_eq!(reader.press("Backspace").focus(), "The opening stands alone.");
}

#[test]
fn a_search_goes_along_as_it_is_typed_and_back_when_it_is_left() {
    let mut reader = reader();
    reader.press("/ 'delta'");
    assert_eq!(reader.focus(), "Delta one.");
    assert!(reader.screen().contains("1 of 3"));
    assert_eq!(reader.press("Esc").focus(), "The opening stands alone.");
    reader.press("/ 'alpha' Enter");
    assert_eq!(reader.focus(), "Alpha one.");
    assert_eq!(reader.press("n").focus(), "Alpha two calls nothing.");
    assert_eq!(reader.press("2 n").focus(), "Delta three says alpha again.");
    assert_eq!(reader.press("n").message(), "From the start again.");
    assert_eq!(reader.press("N").message(), "From the end again.");
    assert_eq!(reader.press("p").focus(), "Alpha three.");
    assert_eq!(reader.press("/ 'zebra' Enter").message(), "Not found: zebra");
}

#[test]
fn a_search_crosses_footnote_calls_and_rows() {
    let mut reader = Reader::of(BRIEF, (30, 12));
    reader.press("/ 'TWO calls   nothing.' Enter");
    assert_eq!(reader.focus(), "Alpha two calls nothing.");
}

#[test]
fn hits_are_listed_with_their_section() {
    let mut reader = reader();
    reader.press("/ 'alpha' Tab");
    assert_eq!(reader.app.context(), Context::List);
    let screen = reader.screen();
    assert!(screen.contains("Alpha one") && screen.contains("First section"), "{screen}");
    reader.press("G Enter");
    assert_eq!(reader.focus(), "Delta three says alpha again.");
    reader.press("s /");
    reader.press("'second' Enter Enter");
    assert_eq!(reader.focus(), "Delta three says alpha again.");
}

#[test]
fn anything_is_gone_to_by_a_few_letters() {
    let mut reader = reader();
    reader.press(": 'inn' Enter");
    assert_eq!(reader.focus(), "Inner");
    reader.press("C-p 'table 1' Enter");
    assert!(reader.screen().contains("Table 1. Numbers"));
    // A command too.
    reader.press(": 'footnotes' Enter");
    assert!(matches!(reader.app.layers.last(), Some(Layer::Footnotes(_))));
    reader.press("Esc : 'qqqq'");
    assert!(reader.screen().contains("Nothing is called qqqq."));
    assert_eq!(reader.press("Enter").message(), "Nothing chosen.");
}

#[test]
fn the_contents_fold_and_jump() {
    let mut reader = reader();
    reader.press("o");
    assert_eq!(reader.app.pane.contents.shown.len(), 4);
    reader.press("j h");
    assert_eq!(reader.app.pane.contents.shown.len(), 3);
    reader.press("l j Enter");
    assert_eq!(reader.focus(), "Inner");
    assert_eq!(reader.app.context(), Context::Text);
    assert_eq!(reader.press("Tab Tab").app.context(), Context::Text);
}

#[test]
fn the_next_table_is_found_and_its_desk_opened() {
    let mut reader = reader();
    reader.press("t");
    assert!(reader.screen().contains("1,243.0"));
    reader.press("Enter");
    assert_eq!(reader.app.context(), Context::Desk);
    reader.press("Esc");
    assert_eq!(reader.app.context(), Context::Text);
}

#[test]
fn the_desk_sorts_by_number_and_leaves_the_document_alone() {
    let mut reader = reader();
    let before = reader.app.document().text().to_owned();
    reader.press("t Enter l l s");
    let column = |reader: &Reader| -> Vec<String> {
        let Some(Layer::Desk(desk)) = reader.app.layers.last() else { unreachable!("no desk") };
        (0..desk.view.height()).map(|row| desk.view.cell(row, 2).text.to_string()).collect()
    };
    assert_eq!(column(&reader), ["98.5", "1,168.0", "1,243.0"]);
    reader.press("s");
    assert_eq!(column(&reader), ["1,243.0", "1,168.0", "98.5"]);
    reader.press("p");
    assert_eq!(column(&reader), ["1,243.0", "98.5", "1,168.0"]);
    // A missing cell comes last, both ways.
    reader.press("h s");
    let labels = |reader: &Reader| -> Vec<String> {
        let Some(Layer::Desk(desk)) = reader.app.layers.last() else { unreachable!("no desk") };
        (0..desk.view.height()).map(|row| desk.view.cell(row, 0).text.to_string()).collect()
    };
    assert_eq!(labels(&reader), ["2021", "2022", "2020"]);
    reader.press("s");
    assert_eq!(labels(&reader), ["2022", "2021", "2020"]);
    assert_eq!(reader.app.document().text(), before);
}

#[test]
fn the_desk_turns_and_copies() {
    let mut reader = reader();
    reader.press("t Enter x");
    let Some(Layer::Desk(desk)) = reader.app.layers.last() else { unreachable!("no desk") };
    assert!(desk.view.is_transposed());
    reader.press("x y");
    let Some(Effect::Terminal(TerminalEffect::Copy(tsv))) = reader.asked.last() else { unreachable!("nothing copied") };
    assert!(tsv.starts_with("Year\tGrowth\tPrice"), "{tsv}");
    assert!(tsv.contains("2021\t-0.1\t1,243.0"), "{tsv}");
}

#[test]
fn a_mark_made_twice_before_the_store_has_answered_is_one() {
    for (keys, marks) in [("h", 1), ("h h", 0), ("h h h", 1), ("m m", 0), ("m m m", 1), ("h m", 2), ("h ) h", 2), ("h ) h h", 1)]
    {
        let mut reader = reader();
        reader.hold_writes = true;
        reader.press(keys);
        assert!(reader.app.open.notebook.is_empty());
        reader.release_writes();
        assert_eq!(reader.app.open.notebook.len(), marks, "{keys}");
        // What was said to have failed does not stand in the way of the next one.
        reader.hold_writes = true;
        reader.press("G h").tell(Outcome::Notes(NotesAnswer::NotWritten("no room".into())));
        reader.asked.clear();
        reader.press("h");
        reader.release_writes();
        assert_eq!(reader.app.open.notebook.len(), marks + 1, "{keys}");
    }
}

#[test]
fn a_sentence_is_highlighted_and_a_second_time_not() {
    let mut reader = reader();
    assert_eq!(reader.press("h").message(), "Highlight saved.");
    assert_eq!(reader.app.open.notebook.len(), 1);
    assert_eq!(reader.press("h").message(), "Deleted. z brings it back.");
    assert!(reader.app.open.notebook.is_empty());
    assert_eq!(reader.press("z").message(), "Undone.");
    assert_eq!(reader.app.open.notebook.len(), 1);
    reader.press("z");
    assert!(reader.app.open.notebook.is_empty());
    assert_eq!(reader.press("C-r").message(), "Done again.");
    assert_eq!(reader.app.open.notebook.len(), 1);
    assert_eq!(reader.press("z z z").message(), "Nothing to undo or redo.");
}

#[test]
fn a_note_is_written_edited_listed_and_deleted() {
    let mut reader = reader();
    reader.press(") a '첫 메모' Enter 'second line' C-s");
    assert_eq!(reader.message(), "Note saved.");
    let body = |reader: &Reader| reader.app.open.notebook.placed()[0].note.body.to_string();
    assert_eq!(body(&reader), "첫 메모\nsecond line");
    reader.press("a '!' C-l C-s");
    assert_eq!(body(&reader), "첫 메모\nsecond line!");
    assert_eq!(reader.app.open.notebook.placed()[0].note.label.name(), "question");
    reader.press("g l");
    assert!(reader.screen().contains("첫 메모"));
    assert_eq!(reader.press("Enter").focus(), "It calls a footnote here.");
    reader.press("l x");
    assert!(reader.app.open.notebook.is_empty());
    assert!(reader.screen().contains("No notes yet."));
    reader.press("z");
    assert_eq!(reader.app.open.notebook.len(), 1);
}

#[test]
fn what_is_typed_is_kept_when_the_editor_is_left() {
    let mut reader = reader();
    reader.press("a 'half a thought' Esc");
    assert!(
        matches!(reader.asked.last(), Some(Effect::Store(StoreOrder::KeepDraft(kept))) if kept.text == "half a thought" && kept.told)
    );
    // It is said when the store has answered, and as it has answered.
    assert_eq!(reader.message(), "");
    let key = String::from("k");
    reader.tell(Outcome::Notes(NotesAnswer::DraftNotKept { key: key.clone(), reason: "the disk is full.".into() }));
    assert_eq!(reader.message(), "Not kept as a draft, it is only here: the disk is full.");
    reader.tell(Outcome::Notes(NotesAnswer::DraftKept(key)));
    assert_eq!(reader.message(), "Kept as a draft. a opens it again.");
    reader.press("a");
    assert_eq!(reader.message(), "Your unsaved draft is back.");
    assert!(reader.screen().contains("half a thought"));
}

#[test]
fn a_note_that_another_window_saved_is_shown_and_both_texts_are_kept() {
    for (keys, expected, base) in [
        ("Enter", Some("theirs\n\nfirst mine"), "theirs"),
        ("j Enter", Some("first mine"), "theirs"),
        ("j j Enter", None, ""),
        ("Esc", None, ""),
    ] {
        let mut reader = reader();
        reader.press("a 'first' C-s");
        let placed = reader.app.open.notebook.placed()[0].note.clone();
        reader.press("a ' mine'");
        reader.hold_writes = true;
        reader.press("C-s");
        let theirs = ibid::annotation::Note { body: ibid::annotation::SafeLines::new("theirs"), ..placed };
        reader.tell(Outcome::Notes(NotesAnswer::Superseded(Box::new(theirs.clone()))));
        let shown = reader.screen();
        assert!(shown.contains("Another window") && shown.contains("theirs"), "{shown}");
        reader.asked.clear();
        reader.press(keys);
        let saved = reader.asked.iter().find_map(|effect| match effect {
            Effect::Store(StoreOrder::Write(ibid::app::NoteChange::Rewrite(rewrite))) => {
                Some((rewrite.patch.body.as_deref().map(str::to_owned), rewrite.base.body.to_string()))
            }
            _ => None,
        });
        assert_eq!(saved, expected.map(|words| (Some(words.to_owned()), base.to_owned())), "{keys}");
        if keys == "j j Enter" {
            let kept =
                |effect: &Effect| matches!(effect, Effect::Store(StoreOrder::KeepDraft(kept)) if kept.text == "first mine");
            assert!(reader.asked.iter().any(kept), "what was typed waits as a draft");
        }
        if keys == "Esc" {
            assert_eq!(reader.app.context(), Context::Editor);
            assert!(reader.screen().contains("first mine"));
        }
    }
}

#[test]
fn a_note_that_was_not_saved_stays_in_the_editor() {
    let mut reader = reader();
    reader.press("a 'precious'");
    reader.tell(Outcome::Notes(NotesAnswer::NotWritten("disk full".into())));
    assert_eq!(reader.app.context(), Context::Editor);
    assert!(reader.screen().contains("precious") && reader.screen().contains("disk full"));
}

#[test]
fn bookmarks_come_and_go() {
    let mut reader = reader();
    assert_eq!(reader.press("m").message(), "Bookmark saved.");
    assert!(reader.screen().contains('▪'));
    reader.press("m");
    assert!(reader.app.open.notebook.is_empty());
}

#[test]
fn words_are_selected_and_the_selection_extended() {
    let mut reader = reader();
    let selected = |reader: &Reader| match reader.app.layers.last() {
        Some(Layer::Select(selection)) => reader.app.document().slice(selection.span()).to_owned(),
        _ => String::new(),
    };
    reader.press("v");
    assert_eq!(selected(&reader), "The");
    reader.press("Right Right");
    assert_eq!(selected(&reader), "The opening stands");
    reader.press("Left");
    assert_eq!(selected(&reader), "The opening");
    reader.press("s");
    assert_eq!(selected(&reader), "The opening stands alone.");
    reader.press(")");
    assert_eq!(selected(&reader), "The opening stands alone. It calls a footnote here.");
    reader.press("p");
    assert_eq!(selected(&reader), "The opening stands alone. It calls a footnote here. And it ends.");
    reader.press("Esc v o Right h");
    assert_eq!(reader.message(), "Highlight saved.");
    assert_eq!(reader.app.open.notebook.placed()[0].note.anchor.quote.to_string(), "The opening");
}

#[test]
fn copying_takes_the_selection_or_the_sentence() {
    let mut reader = reader();
    reader.press("y");
    assert!(
        matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(text))) if text == "The opening stands alone.")
    );
    reader.press("v Right y");
    assert!(matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(text))) if text == "The opening"));
}

#[test]
fn a_resize_keeps_focus_and_place() {
    let mut reader = reader();
    reader.press("] } ) )");
    let focus = reader.focus().to_owned();
    for size in [(40, 10), (200, 50), (20, 5), (1, 1), (0, 0), (80, 24)] {
        reader.act(ibid::app::Action::Resize(size.0, size.1));
        assert_eq!(reader.focus(), focus, "{size:?}");
        let _ = reader.screen();
    }
}

#[test]
fn help_names_the_keys_of_the_place_where_it_is_asked() {
    let mut reader = Reader::of(BRIEF, (80, 60));
    reader.press("?");
    assert!(reader.screen().contains("Highlight (again: remove it)"));
    reader.press("Esc t Enter ?");
    assert!(reader.screen().contains("Sort by this column"));
    reader.press("Esc Esc f ?");
    assert!(reader.screen().contains("Filter"));
}

#[test]
fn pasted_text_never_runs_commands() {
    let mut reader = reader();
    reader.act(ibid::app::Action::Paste("qqq\nG".into()));
    assert_eq!(reader.app.context(), Context::Text);
    assert_eq!(reader.focus(), "The opening stands alone.");
    reader.press("a").act(ibid::app::Action::Paste("line one\r\nline two\x1b[31m".into()));
    assert!(reader.screen().contains("line two␛[31m"));
    reader.press("Esc /").act(ibid::app::Action::Paste("delta".into()));
    assert_eq!(reader.focus(), "Delta one.");
}

#[test]
fn a_changed_file_says_so_and_is_read_again_in_place() {
    let mut reader = reader();
    reader.press("] ] }");
    let focus = reader.focus().to_owned();
    reader.tell(Outcome::FileChanged);
    assert!(reader.message().contains("has changed"));
    reader.press("r");
    let Some(Effect::Read(ReadEffect::Whole { request, origin, .. })) = reader.asked.last().cloned() else {
        unreachable!("not read")
    };
    assert_eq!(origin, Origin::File("test.md".into()));
    let changed = format!("New words at the start.\n\n{BRIEF}");
    let other = Reader::of(&changed, (80, 12));
    let reading = Reading { document: other.app.document().clone(), rendition: other.app.open.rendition.clone() };
    reader.tell(Outcome::Read { request, answer: ReadAnswer::Done(reading) });
    assert_eq!(reader.message(), "Read again.");
    assert_eq!(reader.focus(), focus);
}

#[test]
fn the_end_pressed_while_reading_is_gone_to_when_it_is_there() {
    let whole = format!("{BRIEF}\n\n{}\n\nThe very end.", "Filler words. ".repeat(500));
    let opening = "The opening stands alone. It calls a footnote[^1] here. And it ends.";
    let mut reader = Reader::of(opening, (80, 12));
    reader.app.open.rendition = None;
    assert!(reader.press("G").message().starts_with("Going to the end"));
    let other = Reader::of(&whole, (80, 12));
    let reading = Reading { document: other.app.document().clone(), rendition: other.app.open.rendition.clone() };
    reader.tell(Outcome::Read { request: 0, answer: ReadAnswer::Done(reading) });
    assert!(reader.screen().contains("The body of the first."));
}

#[test]
fn quitting_keeps_the_place_and_the_draft() {
    let mut reader = reader();
    reader.press("a 'unsaved'").act(ibid::app::Action::Do(ibid::app::Command::Quit));
    assert!(
        reader.asked.iter().any(|effect| matches!(effect, Effect::Store(StoreOrder::KeepDraft(kept)) if kept.text == "unsaved"))
    );
    assert!(reader.asked.iter().any(|effect| matches!(effect, Effect::Store(StoreOrder::KeepPlace(_)))));
    assert!(matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Quit))));
}

#[test]
fn a_click_focuses_and_a_click_on_a_call_peeks() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut reader = reader();
    let click = |column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        ibid::app::Action::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    let row = reader.screen().lines().position(|row| row.contains("It calls")).expect("the row");
    let column = reader.screen().lines().nth(row).expect("the row").chars().position(|c| c == '¹').expect("the call");
    let at = |n: usize| u16::try_from(n).expect("small");
    reader.act(click(at(column) + 4, at(row)));
    assert_eq!(reader.focus(), "It calls a footnote here.");
    reader.act(click(at(column), at(row)));
    assert_eq!(reader.app.context(), Context::Peek);
}

#[test]
fn the_end_is_that_of_the_text_and_then_that_of_its_footnotes() {
    use std::fmt::Write as _;
    let mut brief = String::from("## One\n\nThe first words.\n\n");
    for number in 1..=30 {
        write!(brief, "A statement with a call.[^{number}]\n\n[^{number}]: The body of {number}.\n\n").expect("written");
    }
    brief += "The last words.\n";
    let mut reader = Reader::of(&brief, (80, 12));
    assert_eq!(reader.press("G").focus(), "The last words.");
    assert!(reader.screen().contains("The last words.") && !reader.screen().contains("The body of"));
    assert_eq!(reader.press("G").focus(), "The body of 30.");
    assert!(reader.screen().contains("The body of 30."));
    // Where one screen shows both, once is enough.
    let mut reader = self::reader();
    assert!(reader.press("G").screen().contains("The body of the first."));
}

#[test]
fn a_reading_is_stopped_by_escape_and_what_is_there_stays() {
    let mut r = Reader::of("# One\n\nThe first pages.\n", (80, 24));
    r.app.open.rendition = None;
    r.tell(Outcome::Read { request: 0, answer: ReadAnswer::SoFar(19, 76) });
    assert!(r.screen().contains("25 %"), "{}", r.screen());
    r.press("Esc");
    assert!(r.asked.iter().any(|effect| matches!(effect, Effect::Read(ReadEffect::Stop))), "{:?}", r.asked);
    assert!(r.message().contains("Reading stopped") && r.screen().contains("The first pages."));
    // The end of what is there is the end now.
    r.press("G");
    assert_ne!(r.message(), r.app.words.say("message-end-pending"));
    // With nothing read there is nothing to stay for.
    let mut r = Reader::of("x", (80, 24));
    r.app.open.rendition = None;
    r.app.open.document = std::sync::Arc::new(ibid::document::Builder::new().finish().expect("nothing"));
    r.tell(Outcome::Read { request: 0, answer: ReadAnswer::Failed("gone".into()) });
    assert!(
        r.asked.iter().any(|effect| matches!(effect, Effect::Terminal(TerminalEffect::GiveUp(reason)) if reason == "gone")),
        "{:?}",
        r.asked
    );
}
