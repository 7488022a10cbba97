//! Footnotes by their keys: the desk, the reader's own texts, and what notes point to.

use ibid::annotation::NoteKind;
use ibid::app::{Effect, Layer, Write};

use super::support::reader::Reader;

const MISSING: &str = "# One\n\nThe first calls[^1] one. The second calls[^2] another.\n\n[^1]: Its body.\n";

#[test]
fn a_missing_text_is_written_from_the_peek_and_shown_in_it() {
    let mut reader = Reader::of(MISSING, (80, 24));
    reader.press(") ) Enter");
    assert!(reader.screen().contains("a write its text"), "{}", reader.screen());
    reader.press("a 'Written by me.' C-s");
    let own = reader.app.own_body(1).expect("a text of the reader's");
    assert_eq!((own.note.kind, &*own.note.body), (NoteKind::Note, "Written by me."));
    assert_eq!(own.note.anchor.footnote.as_deref(), Some("2"));
    assert!(reader.app.own_body(0).is_none());
    reader.press("Enter");
    assert!(reader.screen().contains("your text") && reader.screen().contains("Written by me."), "{}", reader.screen());
    // Written again it is the same note that is edited, and undone it is gone.
    reader.press("e ' Twice.' C-s");
    assert_eq!(reader.app.own_body(1).map(|own| own.note.body.to_string()).as_deref(), Some("Written by me. Twice."));
    reader.press("z z");
    assert!(reader.app.own_body(1).is_none());
    // The sentence itself has no note on it: h still marks it.
    reader.press("C-r h");
    assert_eq!(reader.app.notebook.len(), 2);
}

#[test]
fn a_text_that_is_there_is_not_written_anew() {
    let mut reader = Reader::of(MISSING, (80, 24));
    reader.press(") Enter a 'On the sentence.' C-s");
    assert!(reader.app.own_body(0).is_none());
    assert_eq!(reader.app.notebook.len(), 1, "the key writes on the sentence there");
    // No words, no text.
    reader.press(") Enter a C-s");
    assert!(matches!(reader.app.layers.last(), Some(Layer::Editor(_))));
    assert!(!reader.asked.iter().any(|effect| matches!(effect, Effect::Write(Write::Add(_)))));
}
