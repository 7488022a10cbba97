//! The leaves of names and of claims at the desk of inquiries.

use ibid::app::{Context, Depth, Inquiry, Layer, TerminalLook};
use ibid::document::Span;
use ibid::words::Language;

use super::support::reader::Reader;

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

/// Prose beside a table: figures that it holds, the same, rounded and in another scale, and one that it does not.
const TRADE: &str = "\
# Growth

Growth was 0.4 in 2022, says the bank. The price rose to 1.24 trillion won. Nobody knows of 77 billion won.

| Year | Growth | Price (bn won) |
|:--|--:|--:|
| 2021 | -0.1 | 1,243.0 |
| 2022 | 0.4 | 98.5 |
";

const KOREAN_TRADE: &str = "\
# 성장

2022년 성장률은 0.4%였다고 은행은 말한다. 값은 1.24조 원으로 올랐다. 770억 원을 아는 이는 없다.

표 1. 지표

| 연도 | 성장률(%) | 값(십억원) |
|:--|--:|--:|
| 2021 | -0.1 | 1,243.0 |
| 2022 | 0.4 | 98.5 |
";

/// On a leaf of the desk, opened by its key.
fn at(leaf: Inquiry, markdown: &str, size: (u16, u16), language: Language, look: TerminalLook) -> Reader {
    let mut reader = Reader::with(markdown, size, language, look);
    reader.press("i");
    turn_to(&mut reader, leaf);
    reader
}

fn turn_to(reader: &mut Reader, leaf: Inquiry) {
    for _ in Inquiry::ALL {
        match reader.app.layers.last() {
            Some(Layer::Inquiry(inquiring)) if inquiring.inquiry == leaf => return,
            _ => reader.press("Tab"),
        };
    }
    panic!("no such leaf");
}

fn names(markdown: &str) -> Reader {
    at(Inquiry::Names, markdown, (100, 24), Language::English, TerminalLook::default())
}

fn claims() -> Reader {
    at(Inquiry::Claims, TRADE, (100, 24), Language::English, TerminalLook::default())
}

fn snap(name: &str, leaf: Inquiry, [korean, english]: [&str; 2], keys: &str) {
    let colours = TerminalLook { depth: Depth::True, light: false, ascii: false };
    for (edition, text, language) in [("ko", korean, Language::Korean), ("en", english, Language::English)] {
        for (width, height) in [(40, 10), (80, 24), (100, 30), (140, 40), (200, 50)] {
            let look = TerminalLook { ascii: (width, height) == (40, 10), ..colours };
            let mut reader = at(leaf, text, (width, height), language, look);
            reader.press(keys);
            insta::assert_snapshot!(format!("{name}-{edition}-{width}x{height}"), reader.screen());
        }
    }
}

#[test]
fn the_index_of_a_brief() {
    snap("names", Inquiry::Names, [KOREAN, ENGLISH], "j j j j j n");
}

#[test]
fn the_most_frequent_terms_of_a_brief() {
    let look = TerminalLook { ascii: true, ..TerminalLook::default() };
    for (edition, text, language) in [("ko", KOREAN, Language::Korean), ("en", ENGLISH, Language::English)] {
        let mut reader = at(Inquiry::Names, text, (100, 30), language, look);
        insta::assert_snapshot!(format!("names-by-count-{edition}-ascii"), reader.press("s").screen());
    }
}

#[test]
fn the_claims_of_a_brief() {
    snap("claims", Inquiry::Claims, [KOREAN_TRADE, TRADE], "j");
}

/// The text of the hit that the reader is at.
fn here(reader: &Reader) -> Option<(String, Span)> {
    let span = reader.app.pane.search.here?;
    Some((reader.app.document().slice(span).to_owned(), span))
}

#[test]
fn a_term_is_gone_to_and_its_places_are_walked_in_the_text() {
    let mut reader = names("Seoul met Tokyo. In Tokyo they spoke. Then Seoul left, and Tokyo stayed.\n");
    reader.press("/ 'tok' Enter Enter");
    assert_eq!(reader.app.context(), Context::Text);
    assert_eq!(reader.focus(), "Seoul met Tokyo.");
    assert_eq!(reader.app.pane.search.position(), Some((1, 3)));
    let first = here(&reader).expect("a place");
    assert_eq!(reader.press("n").focus(), "In Tokyo they spoke.");
    assert_eq!(reader.press("n").focus(), "Then Seoul left, and Tokyo stayed.");
    assert_eq!(reader.app.pane.search.shown.len(), 3, "all places on the screen are marked");
    assert_eq!(here(reader.press("n")), Some(first), "round the end");
    assert_eq!(reader.press("p").focus(), "Then Seoul left, and Tokyo stayed.");
    reader.press("s");
    assert_eq!(reader.app.context(), Context::List);
    assert!(reader.screen().contains("In Tokyo they spoke"), "{}", reader.screen());
    // The places are those of the desk, and the way back is open.
    reader.press("Esc i");
    assert_eq!(reader.app.context(), Context::Inquiry);
    assert!(reader.screen().contains("place 1 of 3"), "{}", reader.screen());
    reader.press("Esc Esc Esc");
    assert_eq!(reader.app.pane.search.position(), None);
}

#[test]
fn places_are_looked_at_one_by_one_before_going_there() {
    let mut reader = names("Seoul met Tokyo. In Tokyo they spoke. Then Seoul left.\n");
    reader.press("/ 'tokyo' Enter");
    assert!(reader.screen().contains("place 1 of 2"));
    assert!(reader.press("n").screen().contains("place 2 of 2"));
    assert!(reader.press("n").screen().contains("place 1 of 2"));
    assert!(reader.press("p").screen().contains("place 2 of 2"));
    assert_eq!(reader.press("Enter").focus(), "In Tokyo they spoke.");
}

#[test]
fn terms_stand_by_name_or_by_count_and_are_filtered_by_initials() {
    let mut reader =
        names("확장억제를 다졌다. 북한의 뜻이다. 북한이 왔다. 확장억제의 뜻. 확장억제와 북한은 NATO의 일이다. 북한.\n");
    let screen = reader.screen();
    let order = |words: &[&str], screen: &str| {
        let places: Vec<Option<usize>> = words.iter().map(|word| screen.rfind(word)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words:?}: {screen}");
    };
    order(&["북한", "확장억제", "NATO"], &screen);
    assert!(screen.contains('ㅂ') && screen.contains('ㅎ'), "{screen}");
    order(&["북한", "확장억제", "NATO"], &reader.press("s").screen());
    let filtered = reader.press("/ 'ㅎㅈㅇㅈ' Enter").screen();
    assert!(filtered.contains("확장억제") && !filtered.contains("NATO"), "{filtered}");
    assert!(reader.press("/ C-u 'zzz' Enter").screen().contains("Nothing matches this filter."));
}

#[test]
fn a_document_without_terms_or_figures_says_so() {
    let mut reader = names("one and two\n");
    assert!(reader.screen().contains("There are no terms."), "{}", reader.screen());
    turn_to(&mut reader, Inquiry::Claims);
    assert!(reader.screen().contains("There are no figures in the prose."), "{}", reader.screen());
    reader.press("n p t Enter");
}

#[test]
fn a_claim_stands_beside_its_cell_and_those_that_no_table_holds_come_last() {
    let mut reader = claims();
    let screen = reader.screen();
    assert!(screen.contains("2 in a table, 1 in none"), "{screen}");
    let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text}: {screen}"));
    assert!(
        at("0.4 in 2022") < at("1.24 trillion") && at("1.24 trillion") < at("77 billion") && at("77 billion") < at("in no table")
    );
    assert!(screen.contains("98.5") || screen.contains("1,243.0"), "{screen}");
    assert!(screen.contains("in another scale"), "{screen}");
    assert_eq!(reader.press("j Enter").focus(), "The price rose to 1.24 trillion won.");
}

#[test]
fn a_claim_leads_to_its_cell_at_the_table_desk_and_back() {
    let mut reader = claims();
    reader.press("j t");
    assert_eq!(reader.app.context(), Context::Desk);
    match reader.app.layers.last() {
        Some(Layer::Desk(desk)) => assert_eq!(desk.view.text(desk.row, desk.column), "1,243.0"),
        other => panic!("{other:?}"),
    }
    assert_eq!(reader.press("Esc").app.context(), Context::Inquiry);
    assert!(reader.screen().contains("in no table"));
    // The one in no table leads to none, and says so.
    reader.press("j t");
    assert_eq!(reader.app.context(), Context::Inquiry);
    assert!(reader.screen().contains("No table holds this."), "{}", reader.screen());
    // From the desk to the text: no way leads back here by itself.
    reader.press("k t Enter");
    assert_eq!(reader.app.context(), Context::Text);
}
