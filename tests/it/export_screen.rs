//! The export desk, imports, details and citations: keys, what came of them, and the screens.

use std::sync::Arc;

use ibid::app::{
    Context, Depth, Effect, ExchangeAnswer, ExchangeEffect, ExportSettings, FileFate, ImportPlan, ImportPlanLine, ImportProgress,
    Layer, NotesAnswer, Outcome, StoreOrder, TerminalEffect, TerminalLook,
};
use ibid::words::Language;

use super::support::reader::Reader;

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");
const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (160, 45)];
/// Marks a few passages.
const NOTES: &str = "a '출처를 확인할 것 check the source' C-s ) h ] m";

const BRIEF: &str = "\
---
title: A short brief
author: Kim, J.
---

The opening stands alone. It calls a footnote[^1] here. And it ends.

## First section

Alpha one. Alpha two. Alpha three.

[^1]: The body of the first.
";

fn reader() -> Reader {
    Reader::of(BRIEF, (80, 24))
}

/// Both editions of the bundled brief, prepared and then snapped on each size.
fn snap(name: &str, prepare: &dyn Fn(&mut Reader)) {
    let look = TerminalLook { depth: Depth::True, light: false, ascii: false };
    for (edition, text, language) in [("ko", KOREAN, Language::Korean), ("en", ENGLISH, Language::English)] {
        for (width, height) in SIZES {
            let mut reader = Reader::with(text, (width, height), language, look);
            prepare(&mut reader);
            insta::assert_snapshot!(format!("{name}-{edition}-{width}x{height}"), steady(&reader.screen()));
        }
    }
}

/// Without ids, sums and times, which differ from run to run, in as many columns.
fn steady(screen: &str) -> String {
    let id = regex::Regex::new("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f…-]*").expect("a pattern");
    let sum = regex::Regex::new("(begin [a-z0-9#-]+) [0-9a-f…]+").expect("a pattern");
    let screen = id.replace_all(screen, |found: &regex::Captures| "#".repeat(found[0].chars().count()));
    sum.replace_all(&screen, "$1 sum").into_owned()
}

fn last_export(reader: &Reader) -> &ibid::app::ExportRequest {
    let found = reader.asked.iter().rev().find_map(|effect| match effect {
        Effect::Exchange(ExchangeEffect::Export(export)) => Some(export),
        _ => None,
    });
    found.expect("an export")
}

fn settings(reader: &Reader) -> ExportSettings {
    match reader.app.layers.last() {
        Some(Layer::Export(exporting)) => exporting.settings.clone(),
        other => panic!("no desk: {other:?}"),
    }
}

#[test]
fn the_desk_shows_what_would_be_written_and_where() {
    let mut reader = Reader::of(BRIEF, (80, 40));
    reader.press("h } h e");
    assert_eq!(reader.app.context(), Context::Export);
    let screen = reader.screen();
    for words in ["2 notes", "test-notes.md", "A new file.", "# A short brief", "The opening stands alone."] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    // The form follows at once, and so does the ending of the file.
    reader.press("l l l");
    assert!(reader.screen().contains("test-notes.org") && reader.screen().contains("#+TITLE: A short brief"));
    reader.press("h h h h");
    assert_eq!(settings(&reader).form, "review", "from the first form back to the last");
    reader.press("Enter");
    assert_eq!(last_export(&reader).settings.form, "review");
    assert!(last_export(&reader).settings.is_own);
    assert_eq!(reader.message(), "Writing …");
    // It stays until it is written.
    assert_eq!(reader.app.context(), Context::Export);
    reader.tell(Outcome::Exchange(ExchangeAnswer::Exported { count: Some(2), path: "~/test-notes.md".into(), rescued: 1 }));
    assert_eq!(reader.app.context(), Context::Text);
    assert!(reader.message().starts_with("2 notes written to ~/test-notes.md."), "{}", reader.message());
    assert!(reader.message().contains("One region"), "{}", reader.message());
}

#[test]
fn a_filter_holds_while_it_is_typed() {
    let mut reader = reader();
    reader.press("h } h ) a 'mine' C-s e /");
    assert_eq!(reader.app.context(), Context::Line);
    reader.press("'alpha'");
    assert!(reader.screen().contains("1 of 3 notes"), "{}", reader.screen());
    reader.press("Enter");
    assert_eq!((reader.app.context(), settings(&reader).filter.as_str()), (Context::Export, "alpha"));
    reader.press("/ C-u 'is:highlight' Enter Enter");
    assert_eq!(last_export(&reader).settings.filter, "is:highlight");
    // Esc takes the filter off, as in a list.
    reader.tell(Outcome::Exchange(ExchangeAnswer::NotExported("no room".into())));
    assert_eq!(reader.message(), "no room");
    reader.press("/ 'x' Esc");
    assert_eq!(settings(&reader).filter, "");
    assert!(reader.screen().contains("3 notes"));
}

#[test]
fn order_sentence_documents_and_path_are_chosen() {
    let mut reader = reader();
    reader.press("h e s w a e C-u '/tmp/out.md' Enter");
    let chosen = settings(&reader);
    assert!(chosen.by_time && chosen.sentence && chosen.all);
    assert_eq!(chosen.path, "/tmp/out.md");
    // The ending goes with the form.
    reader.press("g k k k k k l");
    assert_eq!((settings(&reader).form.as_str(), settings(&reader).path.as_str()), ("obsidian", "/tmp/out.md"));
    reader.press("l l");
    assert_eq!(settings(&reader).path, "/tmp/out.org");
    // One document again: the file of all was no file of this one's.
    reader.press("a");
    assert_eq!((settings(&reader).all, settings(&reader).path), (false, String::new()));
    // What was typed and given up leaves the path as it was.
    reader.press("e C-u 'x' Esc");
    assert_eq!(settings(&reader).path, "");
}

#[test]
fn a_path_is_completed_by_tab() {
    let mut reader = reader();
    reader.press("h e e C-u '~/no' Tab");
    let Some(Effect::Exchange(ExchangeEffect::Complete(typed))) = reader.asked.last().cloned() else { panic!("not asked") };
    assert_eq!(typed, "~/no");
    reader.tell(Outcome::Exchange(ExchangeAnswer::Completed {
        typed,
        text: "~/notes/".into(),
        choices: vec!["a/".into(), "b/".into()],
    }));
    assert_eq!((settings(&reader).path.as_str(), reader.message()), ("~/notes/", "a/  b/"));
    // An answer to what is typed no more changes nothing.
    reader.press("'x'").tell(Outcome::Exchange(ExchangeAnswer::Completed {
        typed: "~/no".into(),
        text: "~/none".into(),
        choices: Vec::new(),
    }));
    assert_eq!(settings(&reader).path, "~/notes/x");
}

#[test]
fn without_notes_the_desk_says_what_an_export_holds_and_bibtex_needs_none() {
    let mut reader = reader();
    reader.press("e");
    assert!(reader.screen().contains("No notes yet."), "{}", reader.screen());
    assert_eq!(reader.press("Enter").message(), "No notes to export yet. h highlights, a writes a note.");
    assert!(!reader.asked.iter().any(|effect| matches!(effect, Effect::Exchange(ExchangeEffect::Export(_)))));
    // Back over the last ones to BibTeX.
    reader.press("h h h");
    assert_eq!(settings(&reader).form, "bibtex");
    assert!(reader.screen().contains("the document") && reader.screen().contains("@techreport"), "{}", reader.screen());
    reader.press("Enter").tell(Outcome::Exchange(ExchangeAnswer::Exported {
        count: None,
        path: "test-notes.bib".into(),
        rescued: 0,
    }));
    assert_eq!(reader.message(), "The document is written to test-notes.bib.");
}

#[test]
fn a_file_of_others_is_not_written_over() {
    let mut reader = reader();
    reader.fate = FileFate::Refused("It is no file of ibid's.".into());
    reader.press("h e");
    assert!(reader.screen().contains("It is no file of ibid's."));
    assert_eq!(reader.press("Enter").message(), "It is no file of ibid's.");
    assert!(!reader.asked.iter().any(|effect| matches!(effect, Effect::Exchange(ExchangeEffect::Export(_)))));
}

#[test]
fn the_desk_stands_as_it_stood_last() {
    let mut reader = reader();
    reader.remembered =
        ExportSettings { form: "csv".into(), filter: "#x".into(), by_time: true, path: "~/a.csv".into(), ..Default::default() };
    reader.press("h e");
    assert_eq!(settings(&reader), reader.remembered);
    assert!(reader.screen().contains("csv") && reader.screen().contains("~/a.csv"));
    // A template that is gone leaves the first form.
    let mut reader = self::reader();
    reader.remembered = ExportSettings { form: "gone".into(), is_own: true, ..Default::default() };
    reader.press("h e");
    assert_eq!((settings(&reader).form.as_str(), settings(&reader).is_own), ("markdown", false));
}

#[test]
fn the_preview_follows_the_notes() {
    let mut reader = reader();
    reader.press("h e");
    assert!(reader.screen().contains("1 note"));
    let before = reader.asked.len();
    reader.press("Esc z e");
    assert!(reader.screen().contains("No notes yet."));
    assert!(reader.asked[before..].iter().any(|effect| matches!(effect, Effect::Exchange(ExchangeEffect::Preview(_)))));
}

fn incoming() -> ImportPlan {
    let line = |state: &str, is_astray, words: &str, place: &str| ImportPlanLine {
        state: state.into(),
        is_astray,
        words: words.into(),
        place: place.into(),
    };
    ImportPlan {
        source: "hypothesis".into(),
        new: 2,
        changed: 1,
        conflicts: 0,
        same: 4,
        doubtful: 1,
        lost: 0,
        lines: vec![
            line("doubtful", true, "러시아는 포탄이 모자라", "note 3"),
            line("new", false, "The opening stands alone.", "note 1"),
            line("changed", false, "Alpha two.", "note 2"),
        ],
        arrivals: Arc::new(ibid::annotation::ImportBatch {
            changes: vec![ibid::annotation::Change::Delete(ibid::annotation::NoteId::from_bytes([1; 16]))],
            ..Default::default()
        }),
    }
}

/// Asks for an import by its name, and names a file.
fn asked_for_import(reader: &mut Reader) -> u64 {
    let name = if reader.app.words.language() == Language::Korean { "'들여오기'" } else { "'import'" };
    reader.press(&format!(": {name} Enter"));
    assert_eq!(reader.app.context(), Context::Line);
    reader.press("'~/notes.json' Enter");
    let Some(Effect::Exchange(ExchangeEffect::ReadNotes(file))) = reader.asked.last() else { panic!("no file is read") };
    assert_eq!(file.path.to_string_lossy(), "~/notes.json");
    file.request
}

#[test]
fn an_import_is_shown_before_it_is_carried_out() {
    let mut reader = reader();
    let request = asked_for_import(&mut reader);
    assert!(reader.screen().contains("The file is being read"));
    reader.tell(Outcome::Exchange(ExchangeAnswer::ImportProgress { request, progress: ImportProgress::SoFar(100, 300) }));
    assert!(reader.screen().contains("100 of 300 notes"));
    reader.tell(Outcome::Exchange(ExchangeAnswer::ImportProgress {
        request,
        progress: ImportProgress::Planned(Arc::new(incoming())),
    }));
    let screen = reader.screen();
    for words in ["2 new, 1 changed, 4 the same", "1 doubtful", "The opening stands alone.", "note 3", "hypothesis"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    reader.press("Enter");
    let Some(Effect::Store(StoreOrder::TakeIn(changes))) = reader.asked.last() else { panic!("not carried out") };
    assert_eq!(changes.changes.len(), 1);
    // Once, however often Enter is pressed.
    reader.press("Enter");
    assert_eq!(reader.asked.iter().filter(|effect| matches!(effect, Effect::Store(StoreOrder::TakeIn(_)))).count(), 1);
    reader.tell(Outcome::Notes(NotesAnswer::Changed { changed: Vec::new(), written: ibid::app::Written::Imported(3) }));
    assert_eq!((reader.app.context(), reader.message()), (Context::Text, "3 notes taken in. z takes them back."));
}

#[test]
fn an_import_that_is_left_changes_nothing() {
    let mut reader = reader();
    let request = asked_for_import(&mut reader);
    reader.tell(Outcome::Exchange(ExchangeAnswer::ImportProgress {
        request,
        progress: ImportProgress::Planned(Arc::new(incoming())),
    }));
    reader.press("Esc");
    assert_eq!(reader.app.context(), Context::Text);
    assert!(!reader.asked.iter().any(|effect| matches!(effect, Effect::Store(StoreOrder::TakeIn(_)))));
    // While it is read, Esc stops that; what comes late opens nothing.
    let request = asked_for_import(&mut reader);
    reader.press("Esc");
    assert!(matches!(reader.asked.last(), Some(Effect::Exchange(ExchangeEffect::StopReading))));
    reader.tell(Outcome::Exchange(ExchangeAnswer::ImportProgress {
        request,
        progress: ImportProgress::Planned(Arc::new(incoming())),
    }));
    assert_eq!(reader.app.context(), Context::Text);
}

#[test]
fn of_notes_on_several_documents_the_reader_chooses() {
    let mut reader = reader();
    let request = asked_for_import(&mut reader);
    let titles = vec!["Another brief".into(), "A third".into()];
    reader.tell(Outcome::Exchange(ExchangeAnswer::ImportProgress { request, progress: ImportProgress::About(titles) }));
    assert!(reader.screen().contains("Which notes belong here?") && reader.screen().contains("A third"));
    reader.press("j Enter");
    let Some(Effect::Exchange(ExchangeEffect::ReadNotes(file))) = reader.asked.last() else { panic!("not read again") };
    assert_eq!(file.about.as_deref(), Some("A third"));
    // A file that is none says why, and is asked for again.
    let request = file.request;
    reader.tell(Outcome::Exchange(ExchangeAnswer::ImportProgress {
        request,
        progress: ImportProgress::Refused("it is no file of notes".into()),
    }));
    assert!(reader.screen().contains("it is no file of notes"));
    reader.press("e");
    assert!(reader.screen().contains("Notes from the file: ~/notes.json"), "{}", reader.screen());
}

#[test]
fn what_the_document_is_can_be_said() {
    let mut reader = reader();
    reader.press(": 'details' Enter");
    let screen = reader.screen();
    assert!(screen.contains("A short brief") && screen.contains("Kim, J."), "what the file says: {screen}");
    reader.press("Tab '홍길동; Lee, S.' Down '연구원' Enter");
    assert_eq!((reader.app.context(), reader.message()), (Context::Text, "Details saved."));
    let known = reader.app.details();
    assert_eq!((known.get("author").as_str(), known.get("title").as_str()), ("홍길동; Lee, S.", "A short brief"));
    assert_eq!(known.get("publisher"), "연구원");
    // Exports and citations take it.
    reader.press("h e h h h");
    assert!(reader.screen().contains("홍길동"), "{}", reader.screen());
    // A kind that is none is not taken.
    reader.press("Esc : 'details' Enter Up Up Up Up 'poem' Enter");
    assert_eq!(reader.message(), "There is no kind poem; there are report, article, book, chapter, thesis, webpage.");
    assert_eq!(reader.app.context(), Context::Line);
}

#[test]
fn details_that_come_late_do_not_pass_for_those_that_are_being_saved() {
    use ibid::app::{Action, Command};
    let mut reader = reader();
    reader.press(": 'details' Enter Tab 'Lee, S.'");
    let effects = reader.app.update(Action::Do(Command::Accept));
    let [Effect::Store(StoreOrder::KeepDetails(own))] = &effects[..] else { panic!("{effects:?}") };
    // What was kept before is answered just now: it is taken in, and the form waits on.
    reader.tell(Outcome::Notes(NotesAnswer::Details(Box::default())));
    assert_eq!((reader.message(), reader.app.context()), ("", Context::Line));
    reader.tell(Outcome::Notes(NotesAnswer::Details(own.clone())));
    assert_eq!((reader.message(), reader.app.context()), ("Details saved.", Context::Text));
    assert_eq!(reader.app.details().get("author"), "Lee, S.");
}

#[test]
fn notes_are_written_again_once_they_can_be_kept() {
    let mut reader = reader();
    reader.tell(Outcome::Notes(NotesAnswer::CannotKeep("the disk is full".into())));
    assert_eq!((reader.message(), reader.app.open.notebook.len()), ("the disk is full", 0));
    // There may be room by now: it is tried, and what comes of it is told.
    reader.press("h");
    assert_eq!((reader.message(), reader.app.open.notebook.len()), ("Highlight saved.", 1));
    assert!(reader.app.open.notebook.cannot_keep.is_some(), "as long as nobody says otherwise");
    reader.tell(Outcome::Notes(NotesAnswer::CanKeep));
    assert_eq!(reader.app.open.notebook.cannot_keep, None);
}

fn cited(reader: &Reader) -> (&str, Option<&str>) {
    match reader.asked.last() {
        Some(Effect::Exchange(ExchangeEffect::Cite(passage))) => (passage.quote.as_str(), passage.footnote.as_deref()),
        other => panic!("nothing is cited: {other:?}"),
    }
}

#[test]
fn a_passage_is_copied_with_its_citation_wherever_it_is() {
    let mut reader = reader();
    reader.press("c");
    assert_eq!(cited(&reader), ("The opening stands alone.", None));
    reader.press("v w c");
    assert_eq!(cited(&reader).0, "The opening");
    // In a peek at a footnote: its body, as that of this footnote.
    reader.press(") Enter c");
    assert_eq!(cited(&reader), ("The body of the first.", Some("1")));
    // In the lists: the passage of a note, the body of a footnote, the sentence of a hit.
    reader.press("Esc g h l c");
    assert_eq!(cited(&reader).0, "The opening stands alone.");
    reader.press("Esc f c");
    assert_eq!(cited(&reader), ("The body of the first.", Some("1")));
    reader.press("Esc / 'two' Tab c");
    assert_eq!(cited(&reader).0, "Alpha two.");
    // What the shell made of it goes to the clipboard.
    reader.tell(Outcome::Exchange(ExchangeAnswer::Cited("“Alpha two.” Kim 2023.".into())));
    assert!(
        matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(text))) if text == "“Alpha two.” Kim 2023.")
    );
}

#[test]
fn the_mouse_chooses_rows_and_scrolls_the_preview() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut reader = reader();
    reader.press("h } h e");
    let area = reader.app.export_areas().settings;
    let mouse = |kind, row| ibid::app::Action::Mouse(MouseEvent { kind, column: area.x + 4, row, modifiers: KeyModifiers::NONE });
    let click = MouseEventKind::Down(MouseButton::Left);
    // The third row: chosen by the first click, changed by the second.
    reader.act(mouse(click, area.y + 2));
    assert!(!settings(&reader).by_time);
    reader.act(mouse(click, area.y + 2));
    assert!(settings(&reader).by_time);
    assert!(reader.screen().contains("ibid:begin about"));
    reader.act(mouse(MouseEventKind::ScrollDown, area.y));
    assert!(!reader.screen().contains("ibid:begin about"));
    reader.act(mouse(MouseEventKind::ScrollUp, area.y));
    assert!(reader.screen().contains("ibid:begin about"));
}

#[test]
fn the_preview_is_scrolled_to_its_end_and_no_further() {
    let mut reader = reader();
    reader.press("h } h e G");
    let end = reader.screen();
    assert!(end.contains("ibid:end") && !end.contains("more line"), "{end}");
    assert_eq!(reader.press("Space d G").screen(), end);
    reader.press("u");
    assert_ne!(reader.screen(), end);
    assert!(reader.press("g").screen().contains("ibid:begin about"));
}

#[test]
fn the_desk_is_drawn_without_colour_and_in_ascii() {
    let look = TerminalLook { depth: Depth::None, light: false, ascii: true };
    let mut reader = Reader::with(ENGLISH, (80, 24), Language::English, look);
    reader.press(NOTES).press("e j");
    insta::assert_snapshot!("export-ascii-80x24", steady(&reader.screen()));
}

#[test]
fn the_keys_of_the_desk_are_in_its_help() {
    let mut reader = Reader::of(BRIEF, (80, 40));
    reader.press("e ?");
    for words in ["The sentences around", "This document, or all", "Which notes: type terms", "Write it"] {
        assert!(reader.screen().contains(words), "{words}");
    }
}

#[test]
fn export_desk() {
    snap("export", &|reader| {
        reader.press(NOTES).press("e");
    });
    snap("export-filter", &|reader| {
        reader.fate = FileFate::Merged { kept: 12, rescued: 1 };
        reader.press(NOTES).press("e / 'check'");
    });
    snap("export-none", &|reader| {
        reader.press("e");
    });
    snap("export-document", &|reader| {
        reader.fate = FileFate::Replaced { bytes: 1234 };
        reader.press("e h h h");
    });
}

#[test]
fn import_summary() {
    snap("import", &|reader| {
        let request = asked_for_import(reader);
        reader.tell(Outcome::Exchange(ExchangeAnswer::ImportProgress {
            request,
            progress: ImportProgress::Planned(Arc::new(incoming())),
        }));
    });
    snap("import-which", &|reader| {
        let request = asked_for_import(reader);
        let titles = vec!["가까워진 평양과 모스크바".into(), "Another brief".into(), "A third".into()];
        reader.tell(Outcome::Exchange(ExchangeAnswer::ImportProgress { request, progress: ImportProgress::About(titles) }));
    });
}

#[test]
fn details_form() {
    snap("details", &|reader| {
        let name = if reader.app.words.language() == Language::Korean { "'문서의 정보'" } else { "'details'" };
        reader.press(&format!(": {name} Enter Tab '홍길동; Kim, J.' Tab"));
    });
}
