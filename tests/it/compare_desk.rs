//! The compare desk: what its keys do, and what it looks like.

use ibid::app::{Context, Depth, Effect, ReadEffect, TerminalEffect, TerminalLook};
use ibid::words::Language;

use super::support::reader::Reader;

const LOOK: TerminalLook = TerminalLook { depth: Depth::True, light: false, ascii: false };

const OLD: &str = "# One\n\nThe first words stand here. They are followed by more.\n\nA paragraph that goes away later on.\n\n# Two\n\nThe last words of all.\n";
const NEW: &str = "# One\n\nThe first words stood here. They are followed by more.\n\n# Two\n\nA paragraph that nobody wrote before.\n\nThe last words of all.\n";

/// The old text, with the desk open on the new one.
fn desk(size: (u16, u16)) -> (tempfile::TempDir, Reader) {
    desk_of(OLD, NEW, size, LOOK)
}

fn desk_of(old: &str, new: &str, size: (u16, u16), look: TerminalLook) -> (tempfile::TempDir, Reader) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new.md");
    std::fs::write(&path, new).expect("a file");
    let mut reader = Reader::with(old, size, Language::English, look);
    reader.press(&format!("= '{}' Enter", path.display()));
    assert_eq!(reader.app.context(), Context::Compare, "{}", reader.screen());
    (folder, reader)
}

#[test]
fn it_opens_at_the_first_change_and_steps_from_one_to_the_next() {
    let (_folder, mut reader) = desk((100, 30));
    let screen = reader.screen();
    assert!(screen.contains("1 changed") && screen.contains("1 only here") && screen.contains("1 only there"), "{screen}");
    assert!(screen.contains("change 1 of 3"), "{screen}");
    reader.press("n");
    assert!(reader.screen().contains("change 2 of 3"));
    reader.press("n n");
    assert!(reader.screen().contains("change 3 of 3") || reader.message().contains("last change"));
    assert!(reader.message().contains("last change"), "{}", reader.message());
    reader.press("p p p");
    assert!(reader.message().contains("first change"), "{}", reader.message());
}

#[test]
fn paired_paragraphs_begin_at_the_same_height() {
    let (_folder, reader) = desk((100, 30));
    for (left, right) in
        [("The first words stand here.", "The first words stood here."), ("The last words of all.", "The last words of all.")]
    {
        let screen = reader.screen();
        assert!(
            screen.lines().any(|line| line.split('│').next().is_some_and(|own| own.contains(left))
                && line.split('│').nth(1).is_some_and(|own| own.contains(right))),
            "{left}\n{screen}"
        );
    }
}

#[test]
fn changed_words_are_told_apart_with_colours_and_without() {
    for look in [LOOK, TerminalLook { depth: Depth::None, ..LOOK }] {
        let (_folder, reader) = desk_of(OLD, NEW, (100, 30), look);
        let cells = reader.cells_of("words stood here");
        let style = |at: usize| (cells[at].bg, cells[at].modifier);
        assert_ne!(style(6), style(0), "the changed word");
        assert_eq!(style(12), style(0), "a word that stays");
    }
}

#[test]
fn the_side_in_focus_is_copied_and_left_for() {
    let (folder, mut reader) = desk((100, 30));
    reader.press("y");
    assert!(
        matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(text))) if text.starts_with("The first words stand here."))
    );
    reader.press("Tab y");
    assert!(
        matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(text))) if text.starts_with("The first words stood here."))
    );
    reader.press("Enter");
    let opened = reader.asked.iter().any(|effect| matches!(effect, Effect::Read(ReadEffect::Open { origin: ibid::app::Origin::File(path), at: Some(ibid::app::NamedPlace::Offset(_)) }) if path.starts_with(folder.path())));
    assert!(opened, "{:?}", reader.asked.last());
    let (_folder, mut reader) = desk((100, 30));
    reader.press("Enter");
    assert_eq!(reader.app.context(), Context::Text);
    assert!(reader.focus().starts_with("The first words stand here."), "{}", reader.focus());
    reader.press("Backspace");
    assert_eq!(reader.focus(), "One");
}

#[test]
fn sections_and_the_summary_lead_through_it() {
    let (_folder, mut reader) = desk((100, 30));
    reader.press("]");
    assert!(reader.screen().contains("Two · change"), "{}", reader.screen());
    reader.press("[");
    assert!(reader.screen().contains("One · change"), "{}", reader.screen());
    reader.press("s");
    let screen = reader.screen();
    assert!(screen.contains("1 changed, 1 only here") && screen.contains("1 only there"), "{screen}");
    reader.press("g j Enter");
    assert!(reader.screen().contains("Two · change"), "{}", reader.screen());
    reader.press("s Esc q");
    assert_eq!(reader.app.context(), Context::Text);
}

#[test]
fn what_moved_leads_to_its_other_place() {
    let paragraph = |n: usize| format!("Paragraph number {n} speaks of subject {} and of nothing else.\n\n", n * 7);
    let text = |order: &[usize]| order.iter().map(|n| paragraph(*n)).collect::<String>();
    let (_folder, mut reader) = desk_of(&text(&[1, 2, 3, 4]), &text(&[2, 3, 4, 1]), (100, 30), LOOK);
    assert!(reader.screen().contains("change 1 of 2"), "{}", reader.screen());
    reader.press("Tab y");
    assert!(reader.screen().contains("change 2 of 2"), "{}", reader.screen());
    assert!(
        matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(text))) if text.starts_with("Paragraph number 1"))
    );
    reader.press("Tab y");
    assert!(reader.screen().contains("change 1 of 2"));
    assert!(
        matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(text))) if text.starts_with("Paragraph number 1"))
    );
}

#[test]
fn the_way_can_be_set() {
    let (_folder, mut reader) = desk((120, 30));
    assert!(reader.screen().contains("by words"));
    reader.press("w");
    assert!(reader.message().contains("by words"));
    reader.press("w k");
    assert!(reader.screen().contains("by structure"), "{}", reader.screen());
    reader.press("w");
    assert!(reader.message().contains("whichever fits"));
}

#[test]
fn strangers_and_equals_are_told() {
    let (_folder, reader) = desk_of(OLD, "전혀 다른 글이다.\n\n아무 관계가 없다.\n", (120, 24), LOOK);
    assert!(reader.screen().contains("nothing in common"), "{}", reader.screen());
    let (_folder, mut reader) = desk_of(OLD, OLD, (120, 24), LOOK);
    assert!(reader.screen().contains("the same"), "{}", reader.screen());
    reader.press("n");
    assert!(reader.message().contains("Nothing changed"));
}

#[test]
fn the_other_language_of_the_bundled_brief_is_offered_first() {
    let mut reader = Reader::bundled(Language::English, (100, 30), LOOK);
    reader.press("=");
    assert!(reader.screen().contains("the Korean edition of this brief"), "{}", reader.screen());
    reader.press("Enter");
    let screen = reader.screen();
    assert!(screen.contains("by structure") && screen.contains("푸틴"), "{screen}");
    // A key costs the pairs in the window: any of them is shown in step.
    reader.press("G");
    assert!(reader.screen().contains("로동신문"), "{}", reader.screen());
}

#[test]
fn any_size_shows_the_pair_in_focus() {
    let (_folder, mut reader) = desk((100, 30));
    for size in [(1, 1), (20, 5), (40, 10), (59, 12), (60, 10), (200, 50), (3, 40), (100, 30)] {
        reader.act(ibid::app::Action::Resize(size.0, size.1));
        let _ = reader.screen();
        reader.press("j k n p ] [ s j s Tab d u g G");
        let _ = reader.screen();
    }
    reader.press("g");
    assert!(reader.screen().contains("One"), "{}", reader.screen());
}

#[test]
fn a_paragraph_longer_than_the_window_is_read_through() {
    let long = |word: &str| (0..400).map(|n| format!("Sentence {n} has {word} words in it. ")).collect::<String>();
    let (_folder, mut reader) =
        desk_of(&long("some"), &long("some").replace("Sentence 399", "Sentence four hundred"), (80, 20), LOOK);
    reader.press("g");
    let mut seen = reader.screen();
    for _ in 0..200 {
        reader.press("j");
        seen.push_str(&reader.screen());
    }
    for n in (0..399).step_by(7) {
        assert!(seen.contains(&format!("Sentence {n} ")) || seen.contains(&format!("{n} has")), "{n}");
    }
}

#[test]
fn screens() {
    for (edition, language) in [("ko", Language::Korean), ("en", Language::English)] {
        for size in [(60, 20), (100, 30), (140, 40), (200, 50)] {
            let mut reader = Reader::bundled(language, size, LOOK);
            reader.press("= Enter ]");
            insta::assert_snapshot!(format!("languages-{edition}-{}x{}", size.0, size.1), reader.screen());
            let text = if edition == "ko" { KOREAN } else { ENGLISH };
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("new.md");
            std::fs::write(&path, newer(text)).expect("a file");
            let mut reader = Reader::with(text, size, language, LOOK);
            reader.press(&format!("= '{}' Enter n", path.display()));
            insta::assert_snapshot!(format!("editions-{edition}-{}x{}", size.0, size.1), reader.screen());
            if size.0 == 100 {
                reader.press("s");
                insta::assert_snapshot!(format!("summary-{edition}-100x30"), reader.screen());
                reader.press("s ?");
                insta::assert_snapshot!(format!("help-{edition}-100x30"), reader.screen());
            }
        }
    }
}

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

/// A newer edition of the bundled brief: a word, a sentence, a paragraph and a cell are others.
fn newer(text: &str) -> String {
    let mut paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    let moved = paragraphs.remove(8);
    paragraphs.insert(11, moved);
    let text = paragraphs.join("\n\n");
    text.replace("2023년 8월 들어", "2023년 8월에")
        .replace("In August 2023", "By August 2023")
        .replace("36,704.2", "36,704.9")
        .replace("이 흐름은 한동안 꺾이지 않을", "이 흐름이 오래 꺾이지 않을")
        .replace("It will probably last for some time yet.", "It may well last for a long time yet.")
}
