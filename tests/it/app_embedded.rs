//! The notes that a file itself carries, on the screen.

use std::sync::Arc;

use ibid::annotation::{Note, Rendition};
use ibid::app::{
    Action, Command, Depth, Effect, ExchangeEffect, NotesAnswer, Outcome, Reading, TerminalAnswer, TerminalLook, Written,
};
use ibid::document::{BlockKind, Builder, EmbeddedKind, EmbeddedNote};
use ibid::words::Language;
use jiff::tz::TimeZone;
use ratatui::style::Modifier;

use super::support::reader::Reader;

/// A document whose file carries a highlight with words, one without, a struck passage, and a comment.
fn reading() -> Reading {
    let mut builder = Builder::new();
    builder.page("1");
    builder.open(BlockKind::Heading(1));
    builder.text("The harvest");
    builder.open(BlockKind::Paragraph);
    let mut put = |before: &str, kind, words: &str, said: &str, author: &str| {
        let mut note = EmbeddedNote::new(kind, &format!("nm:{words}, a name for all files"));
        note.contents = if said.is_empty() { Vec::new() } else { vec![said.into()] };
        note.author = Some(author.into());
        note.created = Some("2024-01-02T03:04:05+09:00".into());
        let note = builder.embedded(note);
        builder.text(before);
        let from = builder.here();
        builder.text(words);
        builder.passage(note, from);
    };
    put("Plums were ", EmbeddedKind::Highlight, "sold at the gate", "Is that so?", "Kim");
    put(" in three years. Some ", EmbeddedKind::Highlight, "went to town", "", "Lee");
    put(". None ", EmbeddedKind::StrikeOut, "was new", "", "Lee");
    put(" to the growers. ", EmbeddedKind::Comment, "They", "Who are they?", "김");
    builder.text(" had seen such years before.");
    let document = Arc::new(builder.finish().expect("a document"));
    let rendition = Some(Rendition::of(b"harvest", &document, "pdf test"));
    Reading { document, rendition }
}

fn reader(language: Language) -> Reader {
    Reader::over(&reading(), "harvest.pdf", ((80, 24), language), true)
}

/// Takes the file's notes in, as the store does when the reader says so.
fn take_in(reader: &mut Reader) {
    let reading = reading();
    let rendition = reading.rendition.expect("a rendition");
    let note = |carried: &EmbeddedNote| Note::of_embedded(carried, &reading.document, &rendition, &TimeZone::UTC);
    let changed = reading.document.embedded().iter().map(|carried| (note(carried).id, Some(note(carried)))).collect();
    reader.tell(Outcome::Notes(NotesAnswer::Changed { changed, written: Written::Imported(4) }));
}

#[test]
fn they_stand_in_the_list_as_the_files_own_and_are_gone_to() {
    let mut reader = reader(Language::English);
    let screen = reader.press("l").screen();
    for words in ["In the file itself", "1 of 4", "in the file", "Is that so?", "highlight · Kim", "comment · 김"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    assert_eq!(reader.press("G Enter").focus(), "They had seen such years before.");
    assert_eq!(reader.press("l g Enter").focus(), "Plums were sold at the gate in three years.");
    let korean = self::reader(Language::Korean).press("l").screen();
    assert!(korean.contains("파일 자체에 든 메모"), "{korean}");
}

#[test]
fn they_are_filtered_and_told_from_the_readers() {
    let mut reader = reader(Language::English);
    reader.press("h l");
    assert!(reader.screen().contains("of 5"), "{}", reader.screen());
    for (filter, count) in
        [("is:file", "of 4"), ("-is:file", "of 1"), ("#strikeout", "of 1"), ("is:file is:note", "of 2"), ("so?", "of 1")]
    {
        let screen = reader.press(&format!("/ '{filter}' Enter")).screen();
        assert!(screen.contains(count), "{filter}: {screen}");
        reader.press("/ Esc");
    }
    // The reader's come first, whatever they are ordered by but time.
    let screen = reader.press("s s").screen();
    assert!(screen.find("In the file itself") > screen.find("highlight"), "{screen}");
}

#[test]
fn they_are_not_changed_here_and_that_is_said() {
    let mut reader = reader(Language::English);
    reader.press("l");
    for key in ["e", "x", "t", "=", "#"] {
        assert!(reader.press(key).message().starts_with("This belongs to the file itself"), "{key}: {}", reader.message());
    }
    reader.press("Esc } Enter");
    assert!(reader.press("e").message().starts_with("This belongs to the file itself"), "{}", reader.screen());
}

#[test]
fn a_peek_shows_what_they_say() {
    let mut reader = reader(Language::English);
    reader.press("} Enter");
    let screen = reader.screen();
    assert!(screen.contains("Is that so?") && screen.contains("in the file · highlight · Kim"), "{screen}");
}

#[test]
fn their_look_is_their_own_with_colours_and_without() {
    for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
        let mut reader = reader(Language::English);
        reader.tell(Outcome::Terminal(TerminalAnswer::Look(TerminalLook { depth, light: false, ascii: false })));
        let all = |words: &str, modifier: Modifier| reader.cells_of(words).iter().all(|cell| cell.modifier.contains(modifier));
        assert!(all("went to town", Modifier::UNDERLINED), "{depth:?}");
        assert!(all("was new", Modifier::UNDERLINED | Modifier::CROSSED_OUT), "{depth:?}");
        assert!(!all("in three years", Modifier::UNDERLINED), "{depth:?}");
        assert!(!all("had seen", Modifier::UNDERLINED), "a comment marks no words: {depth:?}");
        assert!(reader.screen().contains('◦'), "{}", reader.screen());
        let lit = |reader: &Reader| {
            let cell = reader.cells_of("went to town")[0].clone();
            (cell.modifier, cell.bg)
        };
        let carried = lit(&reader);
        take_in(&mut reader);
        assert_ne!(carried, lit(&reader), "{depth:?}");
    }
}

#[test]
fn what_became_a_note_of_the_readers_is_seen_once() {
    let mut reader = reader(Language::English);
    reader.act(Action::Do(Command::ImportEmbedded));
    let asked =
        reader.asked.iter().any(|effect| matches!(effect, Effect::Exchange(ExchangeEffect::ReadNotes(file)) if file.is_own));
    assert!(asked, "{:?}", reader.asked);
    reader.press("Esc");
    take_in(&mut reader);
    let screen = reader.press("l").screen();
    assert!(screen.contains("of 4") && !screen.contains("In the file itself"), "{screen}");
    assert_eq!(screen.matches("Is that so?").count(), 1, "{screen}");
    // A note of the reader's again that is deleted is the file's again.
    let id = reader.app.listed_note(0).expect("a note").note.id;
    reader.tell(Outcome::Notes(NotesAnswer::Changed { changed: vec![(id, None)], written: Written::Deleted }));
    let screen = reader.screen();
    assert!(screen.contains("of 4") && screen.contains("In the file itself"), "{screen}");
}

#[test]
fn a_file_that_carries_none_says_so() {
    let mut reader = Reader::of("# One\n\nWords.\n", (80, 24));
    reader.act(Action::Do(Command::ImportEmbedded));
    assert!(reader.message().contains("no highlights"), "{}", reader.message());
    reader.press(": 'highlights and comments'");
    assert!(reader.screen().contains("Make notes of the highlights"), "{}", reader.screen());
}
