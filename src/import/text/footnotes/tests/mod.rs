//! Footnotes of plain text, read by value.

mod apart;

use crate::document::{Document, FurnitureKind};
use crate::import::{Source, format_named};

fn read(text: &str) -> Document {
    let source = Source { name: "notes.txt", bytes: text.as_bytes(), whole: true };
    (format_named("text").expect("a format").read)(&source, &()).expect("a text")
}

/// Each note: its label, its body, and the last words before each of its calls.
fn notes(document: &Document) -> Vec<(String, String, Vec<String>)> {
    let told = document.footnotes().iter().enumerate().map(|(at, note)| {
        let body = document.body_span(at).map_or("none", |span| document.slice(span)).to_owned();
        let word = |point: usize| document.text()[..point].rsplit([' ', '\n']).next().unwrap_or("").to_owned();
        ((*note.label).to_owned(), body, note.calls.iter().map(|call| word(call.at())).collect())
    });
    told.collect()
}

fn assert_notes(text: &str, expected: &[(&str, &str, &[&str])]) -> Document {
    let document = read(text);
    let found = notes(&document);
    let expected: Vec<_> = expected
        .iter()
        .map(|(label, body, calls)| {
            ((*label).to_owned(), (*body).to_owned(), calls.iter().map(|call| (*call).to_owned()).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(found, expected, "{}", document.text());
    document
}

const MILL: &str = "The mill stood at the edge of the village, and its wheel had not been turned for years.1 The\nowner asked the bank of the county for a loan, which it would not give to him or to his wife,2\nsince nobody could say how much the mill was worth, or whether the river would come back to";
const BANK: &str = "its old bed.";

#[test]
fn a_number_alone_on_its_line_labels_the_text_below() {
    let text = format!(
        "{MILL}\n\n1\n\nRecords of the county, 1871.\n2\nLedger of the bank, 1872, which is kept\nin the hall.\n\n7\n\n\u{C}{BANK}"
    );
    let document = assert_notes(
        &text,
        &[
            ("1", "Records of the county, 1871.", &["years."]),
            ("2", "Ledger of the bank, 1872, which is kept in the hall.", &["wife,"]),
        ],
    );
    assert!(document.text().contains("the river would come back to its old bed."), "{}", document.text());
}

#[test]
fn indents_of_labels_and_of_texts_change_nothing() {
    let text = format!(
        "{MILL}\n\n\n 1\n     Records of the county, 1871.\n 2\n     Ledger of the bank, 1872, which is kept\nin the hall.\n\n                         7\n\u{C}{BANK}"
    );
    assert_notes(
        &text,
        &[
            ("1", "Records of the county, 1871.", &["years."]),
            ("2", "Ledger of the bank, 1872, which is kept in the hall.", &["wife,"]),
        ],
    );
}

#[test]
fn stacked_numbers_label_the_texts_below_in_their_order() {
    let text = "물레방아는 오래전에 멈추었다.1 주인은 은행에서 돈을 빌리려고 하였으나 은행은 빌려주지 않았고,2 방앗간이\n얼마짜리인지 아무도 말하지 못하였다.3 강물이 돌아올지도 알 수 없는 일이었다고 한다.\n\n1\n2\n3\n\n고을 문서, 1871.\n은행 장부, 1872.\n마을 이야기, 12쪽.\n\n4\n\n\u{C}그 뒤로 아무도 그 일을 말하지 않았다.\n";
    assert_notes(
        text,
        &[
            ("1", "고을 문서, 1871.", &["멈추었다."]),
            ("2", "은행 장부, 1872.", &["않았고,"]),
            ("3", "마을 이야기, 12쪽.", &["못하였다."]),
        ],
    );
}

#[test]
fn a_number_below_its_text_labels_it() {
    let below = format!(
        "{MILL}\n\nRecords of the county, which were burnt in the year after the river had been led away, and of which\nonly the first volume is left.\n2\nLedger of the bank, 1872.\n1\n\n7\n\n\u{C}{BANK}"
    );
    assert_notes(
        &below,
        &[
            (
                "1",
                "Records of the county, which were burnt in the year after the river had been led away, and of which only the first volume is left.",
                &["years."],
            ),
            ("2", "Ledger of the bank, 1872.", &["wife,"]),
        ],
    );
    let second = format!(
        "{MILL}\n\n1\n\nRecords of the county, 1871.\nLedger of the bank, 1872, which is kept in the hall of the old school and may be seen there.\n2\n\n7\n\n\u{C}{BANK}"
    );
    assert_notes(
        &second,
        &[
            ("1", "Records of the county, 1871.", &["years."]),
            ("2", "Ledger of the bank, 1872, which is kept in the hall of the old school and may be seen there.", &["wife,"]),
        ],
    );
}

#[test]
fn text_below_the_notes_of_a_column_is_no_note() {
    let text = format!(
        "{MILL}\n1\nRecords of the county, 1871.\n2\nLedger of the bank, 1872.\n\n{BANK} Nothing more was heard of it for a long time."
    );
    let document = assert_notes(
        &text,
        &[("1", "Records of the county, 1871.", &["years."]), ("2", "Ledger of the bank, 1872.", &["wife,"])],
    );
    assert!(document.text().contains("would come back to its old bed. Nothing more"), "{}", document.text());
}

#[test]
fn the_last_number_of_a_page_is_its_own() {
    let text = format!("{MILL} {BANK}\n\n1 Records of the county, 1871.\n2 Ledger of the bank, 1872.\n\n31\n");
    let document = assert_notes(
        &text,
        &[("1", "Records of the county, 1871.", &["years."]), ("2", "Ledger of the bank, 1872.", &["wife,"])],
    );
    let [number] = document.furniture() else { panic!("one line left out") };
    assert_eq!((number.kind, &*number.text), (FurnitureKind::PageNumber, "31"));
}

#[test]
fn a_gap_in_the_middle_of_a_sentence_does_not_end_a_note() {
    let text = format!(
        "{MILL}\n1 Records of the county, 1871, which were burnt in the year after, so that hardly any of it is left\n\nto be read today.\n2 Ledger of the bank, 1872.\n\n7\n\n\u{C}{BANK}"
    );
    assert_notes(
        &text,
        &[
            (
                "1",
                "Records of the county, 1871, which were burnt in the year after, so that hardly any of it is left to be read today.",
                &["years."],
            ),
            ("2", "Ledger of the bank, 1872.", &["wife,"]),
        ],
    );
}

#[test]
fn a_call_behind_a_blank_is_one_where_a_note_answers_it() {
    let text = "The mill had been listed by the Records Office 1 , and the wheel had not been turned for 3 years. The\nowner asked the bank for 12 loans, and it gave none. “Nobody knows what it is worth.” 2\n\n1\nRecords of the county, 1871.\n2\nLedger of the bank, 1872.\n";
    let document = assert_notes(
        text,
        &[("1", "Records of the county, 1871.", &["Office"]), ("2", "Ledger of the bank, 1872.", &["worth.”"])],
    );
    assert!(document.text().contains("Records Office , and the wheel had not been turned for 3 years."), "{}", document.text());
}

#[test]
fn a_call_on_a_line_of_its_own_goes_to_the_line_below() {
    let text = "The mill had been listed by the county.1 The wheel had not been turned since the river\n2\nwas led away ) and the owner asked the bank for a loan, which it would not give.\n\n1\nRecords of the county, 1871.\n2\nLedger of the bank, 1872.\n";
    let document =
        assert_notes(text, &[("1", "Records of the county, 1871.", &["county."]), ("2", "Ledger of the bank, 1872.", &["away"])]);
    assert!(document.text().contains("was led away ) and the owner"), "{}", document.text());
}

#[test]
fn several_calls_stand_in_one_place() {
    let bodies = "1 Records, 1871.\n2 Ledger, 1872.\n3 Letters, 1873.\n4 Diary, 1874.\n";
    let expected: [(&str, &str, &[&str]); 4] = [
        ("1", "Records, 1871.", &["years."]),
        ("2", "Ledger, 1872.", &["years."]),
        ("3", "Letters, 1873.", &["years."]),
        ("4", "Diary, 1874.", &["none."]),
    ];
    for (first, last) in [("1,2,3", "4"), ("1-3", "4"), ("1–3", "4"), ("¹,²,³", "⁴"), ("¹⁻³", "⁴")] {
        let text = format!(
            "The wheel had not been turned for years.{first} The owner of the mill asked the bank of the county for\na loan, and it gave none.{last} The river did not come back to its bed.\n\n{bodies}"
        );
        let document = assert_notes(&text, &expected);
        assert!(document.text().starts_with("The wheel had not been turned for years. The owner"), "{}", document.text());
    }
}

#[test]
fn several_calls_in_brackets_are_each_one() {
    let bodies = "References\n\n[1] Records, 1871.\n[2] Ledger, 1872.\n[3] Letters, 1873.\n";
    for calls in ["[1, 2]", "[1,2]", "[1-2]", "[1–2]"] {
        let text = format!(
            "The wheel had not been turned for years {calls}. The owner of the mill asked the bank of the county for\na loan, and it gave none [3], as its books show {calls}.\n\n{bodies}"
        );
        let document = assert_notes(
            &text,
            &[
                ("1", "Records, 1871.", &["years", "show"]),
                ("2", "Ledger, 1872.", &["years", "show"]),
                ("3", "Letters, 1873.", &["none"]),
            ],
        );
        assert!(document.text().contains("turned for years. The owner"), "{}", document.text());
    }
}

#[test]
fn a_call_may_be_glued_to_the_next_sentence() {
    let text = "The wheel had not been turned for years.1The owner asked the bank for a loan of some size.2It gave\nnone, and the river did not come back.\n\n물은 돌아오지 않았다.3그 뒤로 아무도 그 일을 말하지 않았다.\n\n1 Records, 1871.\n2 Ledger, 1872.\n3 마을 이야기, 12쪽.\n";
    let document = assert_notes(
        text,
        &[("1", "Records, 1871.", &["years."]), ("2", "Ledger, 1872.", &["size."]), ("3", "마을 이야기, 12쪽.", &["않았다."])],
    );
    assert!(document.text().contains("years. The owner") && document.text().contains("않았다. 그 뒤로"), "{}", document.text());
}

#[test]
fn calls_in_round_brackets_and_with_carets_are_read() {
    for (open, close) in [("(", ")"), ("^", "")] {
        let text = format!(
            "The wheel had not been turned for years.{open}1{close} The owner asked the bank for a loan,{open}2{close} and it gave\nnone of the 12 million. H2O, CO2 and the G20 of the 1990s were nothing to him, nor 12 km2 of land.\n\n{open}1{close} Records, 1871.\n{open}2{close} Ledger, 1872.\n"
        );
        let document = assert_notes(&text, &[("1", "Records, 1871.", &["years."]), ("2", "Ledger, 1872.", &["loan,"])]);
        assert!(
            document.text().contains("H2O, CO2 and the G20 of the 1990s") && document.text().contains("12 km2 of land"),
            "{}",
            document.text()
        );
    }
}

#[test]
fn counting_may_begin_above_one() {
    let text = format!(
        "{}\n\n18 Records of the county, 1871.\n19 Ledger of the bank, 1872.\n\n7\n\n\u{C}{BANK}",
        MILL.replace("years.1", "years.18").replace("wife,2", "wife,19")
    );
    assert_notes(&text, &[("18", "Records of the county, 1871.", &["years."]), ("19", "Ledger of the bank, 1872.", &["wife,"])]);
}

#[test]
fn one_broken_label_does_not_lose_the_others() {
    let text = format!(
        "{MILL} {BANK}3 It\ndid not, and the bank was shut.4 Nobody spoke of it.\n\n1 Records of the county, 1871.\nZ Ledger of the bank, 1872.\n3 Letters of the owner, 1873.\n4 Diary of his wife, 1874.\n"
    );
    let document = read(&text);
    let bodies: Vec<_> = notes(&document).into_iter().map(|(label, body, calls)| (label, body, calls.len())).collect();
    let told = |label: &str, body: &str| (label.to_owned(), body.to_owned(), 1);
    assert!(bodies.contains(&told("3", "Letters of the owner, 1873.")), "{bodies:?}");
    assert!(bodies.contains(&told("4", "Diary of his wife, 1874.")), "{bodies:?}");
    assert!(bodies.contains(&told("2", "none")), "{bodies:?}");
}

#[test]
fn notes_of_a_spread_stand_on_its_second_page() {
    let text = format!(
        "{MILL}\n\n6\n\u{C}{BANK} It did not, and nobody spoke of it in the village for a long time after that day.\n\n1 Records of the county, 1871.\n2 Ledger of the bank, 1872.\n\n7\n\u{C}The end.\n"
    );
    assert_notes(&text, &[("1", "Records of the county, 1871.", &["years."]), ("2", "Ledger of the bank, 1872.", &["wife,"])]);
}

#[test]
fn numbers_of_tables_headings_and_lists_are_no_notes() {
    let heading = "The mill was listed as mill1 and the forge as forge2 by the county, which kept no other books at all.\n\n1\n\nThe mill\n\nThe mill stood at the edge of the village, and nobody had turned its wheel for a very long time.\n\n2\n\nThe forge\n\nThe forge stood beside it, and the smith had gone to the war and had not come back from there.\n";
    let document = read(heading);
    assert!(document.text().contains("The mill stood at the edge"), "{}", document.text());
    let cells = "The wheel had been turned, as the table of the county shows for each of its years and mills.1\n\nMills\n\n1\n2\n\n12\n31\n\n40\n55\n\nThe county has not said why it kept the table, or who was asked to look at the mills for it.\n";
    assert_eq!(notes(&read(cells)).iter().filter(|(_, body, _)| body != "none").count(), 0);
    let list = "「방앗간 목록」(【별표1】 및 【별표2】 참조)에서 정한 바에 따라 방앗간을 살핀다. 그 밖의 일은 따로 정한다.\n\n1. 방앗간은 해마다 살핀다.\n2. 바퀴는 세 해마다 갈아 끼운다.\n";
    assert_eq!(notes(&read(list)), []);
    let manual = "FIND(1)\n\nThe tool is like locate(1), which calls stat(2) and printf(3) for each of the files that it knows, and\nlike xargs(1), which takes names from them.\n";
    assert_eq!(notes(&read(manual)), []);
}

#[test]
fn counting_may_start_again_in_a_file_without_pages() {
    let chapter = |name: &str, first: &str, second: &str| {
        format!(
            "The {name} was the only one of its kind for miles.1 It was slow,2 and nobody liked it very much, as far as\nthe county knows.\n\n1\n{first}\n2\n{second}\n\n"
        )
    };
    let text = chapter("bridge", "Bridge book, p. 4.", "War diary, vol. 2.")
        + &chapter("ferry", "Ferry book, 1899.", "Storm report, 1904.");
    assert_notes(
        &text,
        &[
            ("1", "Bridge book, p. 4.", &["miles."]),
            ("2", "War diary, vol. 2.", &["slow,"]),
            ("1", "Ferry book, 1899.", &["miles."]),
            ("2", "Storm report, 1904.", &["slow,"]),
        ],
    );
}

#[test]
fn headings_with_the_brackets_of_calls_are_no_notes() {
    let text = "물레방아는 오래전에 멈추었다고 한다.1) 주인은 은행에서 돈을 빌리려 하였으나 은행은 빌려주지 않았다.2)\n\n1) 배경\n\n강물이 돌려진 뒤로는 바퀴가 돌지 않았고, 마을 사람들은 이웃 마을의 방앗간으로 갔다.\n\n2) 경과\n\n그 뒤로 아무도 그 일을 말하지 않았으며, 방앗간은 그대로 서 있다.\n";
    assert!(notes(&read(text)).iter().all(|(_, body, _)| body == "none"));
}

#[test]
fn what_has_no_text_has_none() {
    let text = format!("{MILL} {BANK}\n");
    let document = read(&text);
    assert_eq!(notes(&document).into_iter().map(|(_, body, _)| body).collect::<Vec<_>>(), ["none", "none"]);
}

/// Each text with a file's usual prose before it, in which nothing may become a note.
fn assert_none(texts: &[&str]) {
    for text in texts {
        let document = read(text);
        assert_eq!(notes(&document), [], "{text}\n--\n{}", document.text());
    }
}

#[test]
fn lists_of_numbers_in_programs_call_nothing() {
    assert_none(&[
        "The list of the example has three members, of which the second is taken: > let list = [1, 2, 3]\nlet other = list[0][1] and then [3, 4] of them.\n",
        "Can also be used as a method: mylist.assert_equal([1, 2, 3]) of the list.\n",
        "Run the parts of the tests that you want with a range, as in \"--run='1-4 6 8-'\", and leave the others out.\n",
    ]);
}

#[test]
fn what_is_counted_in_brackets_is_a_list() {
    assert_none(&[
        "You may have no remedies for [1] the loss of the flour, [2] the loss of the wheel, or [3] the loss of time.\n\nYou can do all of this if you\n\n[1] Give exact copies of the ledger to whoever asks.\n\n[2] Honour the refund of the bank.\n\n[3] Pay a fee of the flour to the mill.\n",
    ]);
    // Works are named one after the other, too.
    assert_notes(
        "The mill was dry, as in [1] and [2]. Nobody came.\n\n[1] Records of the county.\n[2] Ledger of the bank.\n",
        &[("1", "Records of the county.", &["in"]), ("2", "Ledger of the bank.", &["and"])],
    );
}

#[test]
fn verses_rows_and_codes_are_no_notes() {
    assert_none(&[
        "1 In the beginning stood the mill. 2 And the mill was without water, and it was dark in the hall. 3 Then said the owner: let there be light. And there was light. 4 And he saw that it was good.\n\n4 These are the records of the mill, from the day on which it was built. 5 And there was no flour.\n\n10 And a river went out of the land. And it was so. 11 The name of the river is lost.\n",
        "  3   3   3             grey1\n  5   5   5             grey2\n  8   8   8             grey3\nThe names snow1, snow2 and snow3 are those of whites.\n  3   3   3             grey4\n",
        "30EF  ; [.194C.0020.0011.30EF] # LETTER WA\n30F7  ; [.194C.0020.0011.30EF] # LETTER VA\n",
        "The register \"1 is used for what was taken away last, and it is never empty then.\n\n1  Don't break a line behind a word of one letter. It is broken before it instead.\n",
        "The mill took file1 file2 file3 of the county to the bank.\n\n1 #h  \"/mill/text\"  line 1\n2u    \"flour\"       line 0\n3 %a  \"wheel.c\"     line 1\n",
    ]);
}

#[test]
fn a_note_that_only_a_row_of_a_table_calls_stays_below_it() {
    let table = "Command          Runs       Waits\nopen             usually[1] none\nclose            usually[1] none\nturn             usually[1] these\ncount            usually[1] none\n\n[1] can be said by --turns\n\nThe mill goes on.\n";
    let document = read(table);
    assert!(document.text().contains("[1] can be said by --turns\n"), "{}", document.text());
    assert_eq!(notes(&document), []);
}
