//! How things are drawn, beside what is drawn: a few screens with the styles of their cells, so that a link
//! drawn as text or a doubtful place as a certain one is seen in review.

use ibid::annotation::Found;
use ibid::app::{Depth, NotesAnswer, Outcome, TerminalLook};
use ibid::words::Language;

use super::support::reader::Reader;

const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

const TEXT: &str = "\
# A heading

Plain, *in italics*, **bold**, ~~struck out~~, `code`, ***both***, [a link](https://example.org), [one inside](#2-second), \
[a broken one](#nowhere), a call[^1] and one without[^2]. Section 2 is pointed to.

> A quotation *within*.

- [x] done
- open

```
let code = 1;
```

Table 1. Harvest (unit: t)

| Year | Crop |
|:--|--:|
| 2021 | 30 |

Source: an orchard

## 2 Second

The last words.

[^1]: The body.
";

const LOOK: TerminalLook = TerminalLook { depth: Depth::True, light: false, ascii: false };

fn reader(text: &str, size: (u16, u16)) -> Reader {
    Reader::with(text, size, Language::English, LOOK)
}

#[test]
fn marks_and_blocks() {
    insta::assert_snapshot!("text", reader(TEXT, (80, 40)).styles());
}

#[test]
fn hits_and_the_one_that_the_reader_is_at() {
    insta::assert_snapshot!("hits", reader(TEXT, (80, 12)).press("/ 'on' Enter n").styles());
}

#[test]
fn a_selection() {
    insta::assert_snapshot!("selection", reader(TEXT, (80, 12)).press("} v w w").styles());
}

#[test]
fn notes_certain_and_in_doubt() {
    let text = "One two three four. Five six seven eight. Nine ten.\n\nThe end of it.\n";
    let mut reader = reader(text, (60, 12));
    reader.press("h ) h ) m } a 'why?' C-l C-s g");
    // The second one's place is not certain any more.
    let placed = reader.app.open.notebook.at(1).expect("a note");
    let (id, span) = (placed.note.id, placed.span().expect("a place"));
    reader.tell(Outcome::Notes(NotesAnswer::Placed {
        request: 0,
        found: vec![(id, Found::Doubtful { candidates: vec![(span, 0.7)] })],
    }));
    insta::assert_snapshot!("notes", reader.styles());
}

#[test]
fn what_lies_over_the_text() {
    insta::assert_snapshot!("contents", reader(ENGLISH, (80, 24)).press("o j").styles());
    insta::assert_snapshot!("peek", reader(ENGLISH, (80, 16)).press(") Enter").styles());
    insta::assert_snapshot!("desk", reader(TEXT, (80, 20)).press("t Enter l s m").styles());
    insta::assert_snapshot!("list", reader(ENGLISH, (80, 20)).press("a 'why?' C-s ) h l / 'wh'").styles());
}

#[test]
fn only_the_paragraph_in_focus_and_a_ruler() {
    insta::assert_snapshot!("paragraph", reader(TEXT, (60, 14)).press("} \\").styles());
    insta::assert_snapshot!("ruler", reader(TEXT, (60, 14)).press("} \\ \\").styles());
}
