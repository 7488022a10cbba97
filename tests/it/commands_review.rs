//! Notes in a newer edition: what changed is never said to be as it was, and what stayed is found.

use std::fs;

use serde_json::Value;

use crate::support::desk::Desk;

const OLD: &str = "# 규정

의회가 2017년 9월 통과된 법은 그 해의 살림에 도움이 될지는 불분명하다. 시장은 통계를 보고 나서 규칙을 바꾸겠다고 밝혔다. 요금이 오르는 일에
직면해왔고, 그 때문에 북쪽 항로의 배들은 다른 항구로 옮겨 갔다. 항구의 물동량은 25,660.4톤이었다. 다른 도시의 부두는 조용하였다고 한다.
";

fn review(desk: &Desk, file: &str, args: &[&str]) -> Vec<(String, String, Option<String>)> {
    let value = desk.json(&[&["annotations", "review", file, "--json"], args].concat());
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let notes = value["notes"].as_array().expect("notes").iter();
    notes
        .map(|note| {
            let place = text(&note["places"][0]["text"]).unwrap_or_default();
            (text(&note["state"]).expect("a state"), place, text(&note["now"]))
        })
        .collect()
}

#[test]
fn a_passage_whose_words_changed_is_not_as_it_was() {
    for (old, new) in [
        ("2017년 9월 통과된", "2018년 9월 통과된"),
        ("25,660.4톤", "25,660.5톤"),
        ("도움이 될지는 불분명하다", "도움이 될지는 분명하다"),
    ] {
        let desk = Desk::new();
        fs::write(desk.path().join("e.md"), OLD).expect("a file");
        desk.said(&["annotate", "e.md", "--quote", old]);
        desk.said(&["annotate", "e.md", "--quote", "다른 도시의 부두는 조용하였다고"]);
        fs::write(desk.path().join("e.md"), OLD.replace(old, new)).expect("a file");
        let found = review(&desk, "e.md", &["--carry"]);
        assert_eq!(found[0], ("moved".into(), new.into(), Some(new.into())), "{old}");
        assert_eq!(found[1].2, None, "the other one says what it said");
        let told = desk.said(&["annotations", "review", "e.md"]);
        assert!(told.contains("other words now") && told.contains(&format!("now: “{new}”")), "{told}");
        let exported = desk.said(&["export", "e.md", "--format", "markdown"]);
        assert!(exported.contains(old) && exported.contains("quoted from an older edition; now "), "{exported}");
        assert_eq!(exported.matches("older edition").count(), 1, "{exported}");
        // «Exact» alone does not settle it; the reader does.
        assert_eq!(review(&desk, "e.md", &["--accept", "exact"])[0].0, "moved");
        assert_eq!(review(&desk, "e.md", &["--accept", "moved"])[0].0, "placed");
        assert!(!desk.said(&["annotations", "review", "e.md"]).contains("other words now"));
    }
}

#[test]
fn other_words_between_the_same_neighbours_are_offered() {
    let desk = Desk::new();
    fs::write(desk.path().join("e.md"), OLD).expect("a file");
    desk.said(&["annotate", "e.md", "--quote", "요금이 오르는 일에 직면해왔고"]);
    let new = OLD.replace("요금이 오르는 일에\n직면해왔고", "요금 오르는 일을 겪었고");
    fs::write(desk.path().join("e.md"), &new).expect("a file");
    assert_eq!(review(&desk, "e.md", &["--carry"]), [("doubtful".into(), "요금 오르는 일을 겪었고".into(), None)]);
    // Where nothing stands between them any more, it was taken out.
    let desk = Desk::new();
    fs::write(desk.path().join("e.md"), OLD).expect("a file");
    desk.said(&["annotate", "e.md", "--quote", "요금이 오르는 일에 직면해왔고"]);
    fs::write(desk.path().join("e.md"), OLD.replace("요금이 오르는 일에\n직면해왔고", "")).expect("a file");
    assert_eq!(review(&desk, "e.md", &["--carry"])[0].0, "lost");
}

/// A table of towns, in an order and under a name of its own.
fn towns(order: impl Iterator<Item = u32>) -> String {
    let rows = order.map(|n| format!("town {n:03},{},{}\n", 10_000 + n * 7919 % 90_000, n * 17 % 100));
    format!("name,people,share\n{}", rows.collect::<String>())
}

#[test]
fn a_table_that_was_sorted_keeps_its_notes_in_their_rows() {
    let desk = Desk::new();
    let write = |name: &str, text: String| fs::write(desk.path().join(name), text).expect("a file");
    write("t.csv", towns(1..40));
    desk.said(&["annotate", "t.csv", "--cell", "1:town 005:people"]);
    let row = 5;
    let value = (10_000 + row * 7919 % 90_000).to_string();
    write("t.csv", towns((1..40).rev()));
    assert_eq!(review(&desk, "t.csv", &["--carry"]), [("moved".into(), value.clone(), None)]);
    let note = &desk.json(&["annotations", "t.csv", "--json"])["notes"][0];
    let at = usize::try_from(note["place"]["start_byte"].as_u64().expect("an offset")).expect("a number");
    let text = desk.said(&["text", "t.csv", "--format", "csv"]);
    assert!(text.contains(&value) && at > 0, "{text}");
    // Under another name it is known by its lines, too, and asked about.
    fs::remove_file(desk.path().join("t.csv")).expect("removed");
    write("renamed.csv", towns((1..40).step_by(2).chain((2..40).step_by(2))));
    let told = desk.said(&["annotations", "review", "renamed.csv"]);
    assert!(told.contains("newer edition"), "{told}");
}

#[test]
fn an_older_edition_is_named_by_hand() {
    let desk = Desk::new();
    fs::write(desk.path().join("draft.md"), OLD).expect("a file");
    desk.said(&["annotate", "draft.md", "--quote", "북쪽 항로의 배들은"]);
    // So much of it is new that nobody would take it for an edition.
    let new = format!(
        "# 보고\n\n{}\n그 때문에 북쪽 항로의 배들은 다른 항구로 옮겨 갔다.\n",
        "새로 쓴 글이 여기에 길게 이어진다. ".repeat(40)
    );
    fs::write(desk.path().join("final.md"), new).expect("a file");
    assert!(!desk.said(&["annotations", "review", "final.md"]).contains("newer edition"));
    let found = review(&desk, "final.md", &["--from", "draft.md"]);
    assert_eq!((found.len(), found[0].1.as_str()), (1, "북쪽 항로의 배들은"));
    assert_eq!(desk.json(&["annotations", "final.md", "--json"])["notes"].as_array().map(Vec::len), Some(1));
    let (code, said) = desk.refused(&["annotations", "review", "final.md", "--from", "nothing.md"]);
    assert!(code == 1 && said.contains("nothing.md"), "{code} {said}");
}

#[test]
fn of_equal_phrases_in_a_cell_the_one_beside_the_same_words_is_it() {
    let desk = Desk::new();
    let table = "| tool | result |\n|---|---|\n| one | 12 errors reported by a scanner, and 0 errors reported by hand |\n";
    fs::write(desk.path().join("p.md"), format!("Some words of the beginning.\n\n{table}")).expect("a file");
    for nth in ["1", "2"] {
        desk.said(&["annotate", "p.md", "--quote", "errors reported", "--nth", nth]);
    }
    let new = format!("A sentence that is new.\n\nSome words of the start.\n\n{table}");
    fs::write(desk.path().join("p.md"), new).expect("a file");
    let value = desk.json(&["annotations", "review", "p.md", "--carry", "--json"]);
    let starts: Vec<u64> = value["notes"]
        .as_array()
        .expect("notes")
        .iter()
        .map(|note| note["places"][0]["start_byte"].as_u64().expect("a place"))
        .collect();
    assert_eq!((starts.len(), starts[1] - starts[0]), (2, 36), "{starts:?}");
}

#[test]
fn a_quote_of_another_program_that_stands_once_is_its_own_proof() {
    let desk = Desk::new();
    let text = "The first sentence stands here.[^1] It was the latest test of a book; the winter was long.\n\nA second one follows it, “well” and late.\n\n[^1]: A note.\n";
    fs::write(desk.path().join("book.md"), text).expect("a file");
    let clippings = |quotes: &[&str]| -> String {
        quotes
            .iter()
            .enumerate()
            .map(|(at, quote)| {
                format!("Book\n- Your Highlight on Location {at} | Added on Monday, February 2, 2015 9:4{at}:48 PM\n\n{quote}\n==========\n")
            })
            .collect()
    };
    let quotes = ["here.1 It", "test", "book", "long. A second one", "\"well\" and  late", "late"];
    fs::write(desk.path().join("clippings.txt"), clippings(&quotes)).expect("a file");
    let said = desk.said(&["import", "book.md", "clippings.txt"]);
    // «late» stands in «latest», too: that is no place of its own.
    assert!(said.starts_with("6 new, 0 changed, 0 the same; 0 of them doubtful, 0 lost."), "{said}");
    let notes = desk.json(&["annotations", "book.md", "--json"]);
    let mut placed: Vec<&str> =
        notes["notes"].as_array().expect("notes").iter().filter_map(|note| note["place"]["text"].as_str()).collect();
    placed.sort_unstable();
    assert_eq!(placed, ["book", "here. It", "late", "long.\nA second one", "test", "“well” and late"]);
    // What stands twice waits, and so does what stands within a word alone.
    fs::write(desk.path().join("doubt.txt"), clippings(&["the", "inter"])).expect("a file");
    let said = desk.said(&["import", "book.md", "doubt.txt"]);
    assert!(said.contains("2 new") && said.contains("2 of them doubtful"), "{said}");
}
