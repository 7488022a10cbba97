//! Another reading takes the place of the one on the screen while something lies over the text: each layer
//! goes over to it or closes, and none holds on to what the new one does not have.

use ibid::app::{Context, Effect, Layer, Outcome, ReadAnswer, ReadAs, ReadEffect, Reading, Settings, WaysToRead};

use super::support::reader::Reader;

const TABLES: &str = "\
Words that stay.

| a | b |
|--|--|
| 1 | 2 |

Between them.

| c | d |
|--|--|
| 3 | 4 |

The last words call a footnote[^1] and lead [elsewhere](https://example.org).

[^1]: Its body.
";

/// Presses `keys` after the key that reads the file again, and only then lets the reading of `text` come.
fn read_again_under(before: &str, keys: &str, text: &str) -> Reader {
    let mut reader = Reader::of(before, (80, 30));
    reader.press("r");
    let Some(Effect::Read(ReadEffect::Whole { request, .. })) = reader.asked.last().cloned() else { unreachable!("not read") };
    reader.press(keys);
    let other = Reader::of(text, (80, 30));
    let reading = Reading { document: other.app.document().clone(), rendition: other.app.open.rendition.clone() };
    reader.tell(Outcome::Read { request, answer: ReadAnswer::Done(reading) });
    // Drawing is where a number of something that is gone would show.
    reader.screen();
    reader
}

#[test]
fn a_choice_offers_no_table_that_another_reading_does_not_have() {
    let mut reader = read_again_under(TABLES, "|", "Words that stay.\n");
    let Some(Layer::Choose(choosing)) = reader.app.layers.last() else { unreachable!("the choice has closed") };
    assert_eq!(choosing.choices.len(), 4, "{:?}", choosing.choices);
    reader.press("j j j Enter");
    assert!(matches!(reader.app.layers.last(), Some(Layer::Prompt(_))), "the last one asks for a file");
}

#[test]
fn letters_on_what_can_be_followed_go_with_what_they_stood_on() {
    let mut reader = read_again_under(TABLES, "x", "Words that stay.\n");
    assert_eq!(reader.app.context(), Context::Text);
    reader.press("a s d f");
}

#[test]
fn a_look_at_a_link_closes_where_there_is_no_link_any_more() {
    let linked = "Words [elsewhere](https://example.org) go on.\n";
    let same = read_again_under(linked, "Enter", linked);
    assert_eq!(same.app.context(), Context::Peek);
    let gone = read_again_under(linked, "Enter", "Words elsewhere go on.\n");
    assert_eq!(gone.app.context(), Context::Text);
}

#[test]
fn a_selection_ends_where_a_shorter_text_ends() {
    let mut reader = read_again_under("One. Two three four five six seven.\n", ") v s", "One. Two.\n");
    let end = reader.app.document().text().len();
    let Some(Layer::Select(selection)) = reader.app.layers.last() else { unreachable!("nothing is selected") };
    assert!(selection.span().end.at() <= end, "{:?} of {end}", selection.span());
    reader.press("y");
}

#[test]
fn the_footnote_desk_lists_the_footnotes_of_the_new_reading_under_what_lies_on_it() {
    let many: String = (1..40).map(|n| format!("Called[^{n}].\n\n")).collect();
    let bodies: String = (1..40).map(|n| format!("[^{n}]: Body {n} alpha.\n\n")).collect();
    let mut reader = read_again_under(&format!("{many}{bodies}"), "f / 'alpha' Enter G ?", TABLES);
    assert_eq!(reader.app.context(), Context::Help);
    reader.press("Esc");
    assert!(reader.screen().contains("0 of 0"), "{}", reader.screen());
}

#[test]
fn a_question_about_a_table_closes_with_its_desk() {
    let reader = read_again_under(TABLES, "t Enter /", "Words that stay.\n");
    assert_eq!(reader.app.context(), Context::Text);
    let kept = read_again_under(TABLES, "t Enter /", &format!("{TABLES}\nMore.\n"));
    assert_eq!(kept.app.context(), Context::Line);
}

fn whole_asked(reader: &Reader) -> (u64, ReadAs) {
    match reader.asked.last() {
        Some(Effect::Read(ReadEffect::Whole { request, read_as, .. })) => (*request, *read_as),
        other => unreachable!("not read: {other:?}"),
    }
}

#[test]
fn a_file_is_read_as_what_the_reader_says_and_that_is_kept_once_it_could_be() {
    let mut reader = Reader::of("Words that stay.\n", (80, 30));
    let ways = WaysToRead { formats: vec!["text", "markdown"], encodings: vec!["UTF-8", "EUC-KR"] };
    reader.app.configure(Settings { ways, ..Settings::default() });
    reader.press("R j Enter");
    let (request, read_as) = whole_asked(&reader);
    assert_eq!(read_as, ReadAs { format: Some("markdown"), ..ReadAs::default() });
    let other = Reader::of("Words that stay, and others.\n", (80, 30));
    let reading = Reading { document: other.app.document().clone(), rendition: other.app.open.rendition.clone() };
    reader.tell(Outcome::Read { request, answer: ReadAnswer::Done(reading) });
    assert!(reader.asked.iter().any(|effect| matches!(effect, Effect::Read(ReadEffect::KeepReadAs(kept)) if *kept == read_as)));
    assert_eq!(reader.message(), "Read so. R reads it in another way.");
    // What could not be read so is not kept, and what is there stays.
    reader.press("R j j Enter j Enter");
    let (request, again) = whole_asked(&reader);
    assert_eq!(again, ReadAs { encoding: Some("EUC-KR"), ..read_as });
    reader.tell(Outcome::Read { request, answer: ReadAnswer::Failed("It is no text.".into()) });
    assert_eq!((reader.app.open.read_as, reader.message()), (read_as, "It is no text."));
    assert!(reader.screen().contains("and others"));
    // As its name says again.
    reader.press("R G Enter");
    assert_eq!(whole_asked(&reader).1, ReadAs::default());
}
