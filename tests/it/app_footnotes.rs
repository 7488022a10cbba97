//! Footnotes by their keys: the desk, the reader's own texts, and what notes point to.

use ibid::annotation::NoteKind;
use ibid::app::{Effect, Layer, NoteChange, StoreOrder, TerminalEffect, TerminalLook};
use ibid::words::Language;

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
    assert_eq!(reader.app.open.notebook.len(), 2);
}

#[test]
fn a_text_that_is_there_is_not_written_anew() {
    let mut reader = Reader::of(MISSING, (80, 24));
    reader.press(") Enter a 'On the sentence.' C-s");
    assert!(reader.app.own_body(0).is_none());
    assert_eq!(reader.app.open.notebook.len(), 1, "the key writes on the sentence there");
    // No words, no text.
    reader.press(") Enter a C-s");
    assert!(matches!(reader.app.layers.last(), Some(Layer::Editor(_))));
    assert!(!reader.asked.iter().any(|effect| matches!(effect, Effect::Store(StoreOrder::Write(NoteChange::Add(_))))));
}

const NOTES: &str = "\
# 서론

첫째 문장이다.[^1] 둘째 문장이다.[^2] 셋째 문장이다.[^3] 넷째 문장이다.[^4]

# 본론

다시 첫째를 부른다.[^1] 다섯째이다.[^5] 여섯째이다.[^6]

[^1]: 김철수, 『북러 관계의 이해』(서울: 한빛, 2019), 12쪽.
[^2]: 이영희, 『제재의 정치학』(파주: 나루, 2021), 88쪽.
[^3]: 위의 책, 90쪽.
[^4]: 김철수, 앞의 책, 15쪽. [원문](https://example.org/a) 참조.
[^6]: 박민수, 앞의 글, 3쪽.
";

fn desk() -> Reader {
    let mut reader = Reader::with(NOTES, (100, 30), Language::Korean, TerminalLook::default());
    reader.press("f");
    reader
}

/// The footnote that is chosen at the desk: its label.
fn chosen(reader: &Reader) -> String {
    let Some(Layer::Footnotes(desk)) = reader.app.layers.last() else { return "no desk".into() };
    let footnotes = reader.app.document().footnotes();
    desk.chosen(footnotes.len()).map_or("none".into(), |at| footnotes[at].label.to_string())
}

#[test]
fn the_desk_shows_the_chosen_one_in_full() {
    let mut reader = desk();
    let screen = reader.screen();
    assert!(screen.contains("2군데 중 1번째") && screen.contains("다시 첫째를 부른다.¹"), "{screen}");
    assert!(screen.contains("같은 문헌: 각주 4"), "{screen}");
    reader.press("j j");
    assert!(reader.screen().contains("위의 책 → 각주 2 (짐작: 바로 앞 각주)"), "{}", reader.screen());
    reader.press("G");
    assert!(reader.screen().contains("앞의 글 → 맞는 앞 각주가 없음"), "{}", reader.screen());
    reader.press("k");
    assert!(reader.screen().contains("각주 5의 본문이 없습니다"), "{}", reader.screen());
}

#[test]
fn tab_walks_the_calls_and_enter_goes_to_the_very_one_and_comes_back() {
    let mut reader = desk();
    reader.press("Tab Enter");
    assert!(reader.app.layers.is_empty() && reader.focus().starts_with("다시 첫째를"), "{}", reader.focus());
    reader.press("Backspace");
    assert_eq!(chosen(&reader), "1");
    let Some(Layer::Footnotes(open)) = reader.app.layers.last() else { panic!("no desk") };
    assert_eq!(open.call, 1, "as it was left");
    // Its body, from there to the call, and back twice.
    reader.press("b");
    assert!(reader.focus().starts_with("김철수"), "{}", reader.focus());
    reader.press("Enter Enter");
    assert!(reader.focus().starts_with("첫째"), "{}", reader.focus());
    reader.press("Backspace Backspace");
    assert_eq!(chosen(&reader), "1");
    reader.press("f");
    assert!(reader.app.layers.is_empty());
}

#[test]
fn a_pointer_is_followed_and_come_back_from() {
    let mut reader = desk();
    reader.press("j j o");
    assert_eq!(chosen(&reader), "2");
    reader.press("o");
    assert_eq!((chosen(&reader).as_str(), reader.message()), ("2", "다른 각주를 가리키지 않습니다."));
    reader.press("Backspace");
    assert_eq!(chosen(&reader), "3");
    reader.press("j o");
    assert_eq!(chosen(&reader), "1");
    reader.press("Backspace Backspace");
    assert!(reader.app.layers.is_empty(), "nothing was followed before");
    // A filter that hides the footnote that is meant gives way.
    reader.press("f / '90' Enter");
    assert_eq!(chosen(&reader), "3");
    reader.press("o");
    assert_eq!(chosen(&reader), "2");
}

#[test]
fn the_filter_takes_words_of_texts_calls_and_labels() {
    let mut reader = desk();
    for (typed, label) in [("제재", "2"), ("다섯째", "5"), ("5", "5"), ("nothing", "none")] {
        reader.press(&format!("/ '{typed}' Enter"));
        assert_eq!(chosen(&reader), label, "{typed}");
        reader.press("/ Esc");
    }
    assert_eq!(chosen(&reader), "1");
    reader.press("/ 'nothing'");
    assert!(reader.screen().contains("맞는 것이 없습니다") || reader.screen().contains("없"), "{}", reader.screen());
}

#[test]
fn one_work_stands_together_on_demand() {
    let mut reader = desk();
    reader.press("s");
    let screen = reader.screen();
    assert!(screen.contains("김철수, 『북러 관계의 이해』") && screen.contains("한 번만"), "{screen}");
    let rows: Vec<&str> = screen.lines().collect();
    let row = |words: &str| rows.iter().position(|row| row.contains(words)).unwrap_or(usize::MAX);
    assert!(row("4  김철수, 앞의 책") < row("2  이영희"), "{screen}");
    reader.press("s");
    assert!(!reader.screen().contains("한 번만"));
}

#[test]
fn a_missing_text_is_written_changed_and_taken_away_at_the_desk() {
    let mut reader = desk();
    reader.press("/ '다섯째' Enter a '내가 찾은 출처.' C-s");
    assert!(matches!(reader.app.layers.last(), Some(Layer::Footnotes(_))));
    assert!(reader.screen().contains("내가 쓴 본문") && reader.screen().contains("내가 찾은 출처."), "{}", reader.screen());
    reader.press("e ' 고침.' C-s");
    assert!(reader.screen().contains("내가 찾은 출처. 고침."), "{}", reader.screen());
    reader.press("x");
    assert!(reader.app.own_body(4).is_none());
    reader.press("z");
    assert!(reader.app.own_body(4).is_some());
    // What the file holds is not the reader's.
    reader.press("/ Esc g a");
    assert!(reader.message().contains("이 파일에 있습니다"), "{}", reader.message());
    reader.press("x");
    assert!(reader.app.own_body(4).is_some());
}

#[test]
fn on_a_missing_call_itself_the_key_writes_its_text() {
    let mut reader = desk();
    reader.press("/ '다섯째' Enter Enter a '여기에 쓴다.' C-s");
    assert_eq!(reader.app.own_body(4).map(|own| own.note.body.to_string()).as_deref(), Some("여기에 쓴다."));
    // On the sentence around it stays a note.
    reader.press(") ( a '문장에.' C-s");
    assert_eq!(reader.app.open.notebook.len(), 2);
}

#[test]
fn addresses_are_opened_by_an_explicit_key_alone() {
    let mut reader = desk();
    let opened = |reader: &Reader| {
        let addresses = reader.asked.iter().filter_map(|effect| match effect {
            Effect::Terminal(TerminalEffect::OpenAddress(address)) => Some(address.to_string()),
            _ => None,
        });
        addresses.collect::<Vec<_>>()
    };
    reader.press("j j j Enter b");
    assert_eq!(opened(&reader), [""; 0]);
    reader.press("Backspace !");
    assert_eq!(opened(&reader), ["https://example.org/a"]);
    reader.press("g O");
    assert_eq!((opened(&reader).len(), reader.message()), (1, "여기에는 바깥 주소가 없습니다."));
    let mut reader =
        Reader::of("See [one](https://a.example/x), [two](mailto:b@c.example) and [three](file:///etc/passwd).\n", (80, 12));
    reader.press("Enter");
    assert!(reader.screen().contains("https://a.example/x") && reader.screen().contains("! open"), "{}", reader.screen());
    reader.press("Enter Enter");
    assert_eq!(opened(&reader), [""; 0]);
    reader.press("! Esc 2 ! 3 !");
    assert_eq!(opened(&reader), ["https://a.example/x", "mailto:b@c.example"]);
    assert!(reader.message().contains("Not opened"), "{}", reader.message());
}

#[test]
fn references_are_peeked_at_followed_and_come_back_from() {
    let text = "# 제1장 서론\n\n제2장에서 다룬다. 제5장은 없다.\n\n각주 1을 보라.\n\n# 제2장 본론\n\n위의 말이다.[^1]\n\n[^1]: 첫 각주.\n[^2]: 위의 글, 3쪽.\n";
    let mut reader = Reader::of(text, (80, 24));
    reader.press("} Enter");
    assert!(reader.screen().contains("제2장 · 제2장 본론"), "{}", reader.screen());
    reader.press("Enter");
    assert_eq!(reader.focus(), "제2장 본론");
    reader.press("Backspace ) Enter");
    assert!(reader.screen().contains("nothing that is called 제5장"), "{}", reader.screen());
    reader.press("Enter");
    assert!(reader.message().contains("no such place"), "{}", reader.message());
    reader.press("} Enter");
    assert!(reader.screen().contains("첫 각주."), "{}", reader.screen());
    reader.press("Enter");
    assert_eq!(reader.focus(), "첫 각주.");
    // From 위의 글 to the footnote that it means.
    reader.press(") Enter");
    assert!(reader.screen().contains("위의 글 → footnote 1 (guess"), "{}", reader.screen());
    reader.press("Enter");
    assert_eq!(reader.focus(), "첫 각주.");
}

#[test]
fn ten_thousand_footnotes_on_one_page_stay_a_list() {
    let mut text = String::from("# One\n\n");
    for at in 1..=10_000 {
        text.push_str(&format!("Word{at}[^{at}] "));
    }
    text.push_str("\n\n");
    for at in 1..=10_000 {
        text.push_str(&format!("[^{at}]: Body {at} of many.\n"));
    }
    let mut reader = Reader::of(&text, (100, 30));
    reader.press("f G");
    assert_eq!(chosen(&reader), "10000");
    assert!(reader.screen().contains("Body 10000 of many."));
    reader.press("/ 'body 77' Enter");
    assert_eq!(chosen(&reader), "77");
    reader.press("G Enter Backspace");
    assert_eq!(chosen(&reader), "7799");
}

#[test]
fn a_footnote_that_is_called_a_thousand_times_shows_the_chosen_call() {
    let text = format!("# One\n\n{}\n\n[^1]: Its body.\n", "A sentence calls it.[^1] ".repeat(1000));
    let mut reader = Reader::of(&text, (80, 24));
    reader.press("f 5 0 0 Tab");
    assert!(reader.screen().contains("1000 times, here 501"), "{}", reader.screen());
    reader.press("Enter Backspace");
    assert!(reader.screen().contains("here 501"), "{}", reader.screen());
}

#[test]
fn an_empty_desk_says_so_at_any_size() {
    for size in [(40, 10), (80, 24), (200, 50), (10, 4), (1, 1)] {
        let mut reader = Reader::of("# One\n\nNothing is called here.\n", size);
        reader.press("f Enter Tab b o a e x s ! y j k d u");
        if size.0 >= 40 {
            assert!(reader.screen().contains("no footnotes"), "{}", reader.screen());
        }
        reader.press("q");
        assert!(reader.app.layers.is_empty());
    }
}

#[test]
fn the_desk_looks_the_same_tomorrow() {
    for (edition, language) in [("ko", Language::Korean), ("en", Language::English)] {
        for (width, height) in [(40, 10), (80, 24), (100, 30), (140, 40), (200, 50)] {
            let mut reader = Reader::with(NOTES, (width, height), language, TerminalLook::default());
            reader.press("f j j j");
            insta::assert_snapshot!(format!("desk-{edition}-{width}x{height}"), reader.screen());
            if width == 100 {
                reader.press("s");
                insta::assert_snapshot!(format!("works-{edition}-{width}x{height}"), reader.screen());
                reader.press("/ '다섯째' Enter a '내가 찾은 출처.' C-s");
                insta::assert_snapshot!(format!("own-{edition}-{width}x{height}"), reader.screen());
            }
        }
    }
}

#[test]
fn an_address_that_two_links_in_a_row_lead_to_is_told_once() {
    let text = "A call[^1].\n\n[^1]: See [the first](https://example.org/a) [line](https://example.org/a), [more](https://example.org/b).\n";
    let mut reader = Reader::of(text, (120, 30));
    let screen = reader.press("f").screen();
    let told = |address: &str| screen.matches(address).count();
    assert_eq!((told("https://example.org/a"), told("https://example.org/b")), (1, 1), "{screen}");
}

#[test]
fn a_peek_says_at_once_which_work_a_note_means() {
    let mut reader = Reader::of(NOTES, (100, 30));
    reader.press(") ) ) Enter");
    let screen = reader.screen();
    assert!(screen.contains("위의 책, 90쪽.") && screen.contains("이영희, 『제재의 정치학』"), "{screen}");
    assert!(screen.contains("위의 책 → footnote 2"), "{screen}");
}
