//! Every key of the table desk, in a real terminal.

use super::support::terminal::{Setup, Terminal, written};

const TABLE: &str = "\
# Harvest

The harvest of plums fell, as Table 1 shows. Of apples 290 tons were left, of pears 77 tons.

Table 1. Harvest (unit: tons)

| Fruit | 2021 | 2022 | 2023 |
|:--|--:|--:|--:|
| Plums | 120 | 90 | 60 |
| Apples | 300 | 310 | 290 |
| Quinces | 90 | | 110 |
| Pears, of which the greater part was dried or distilled before it came to any market | -5 | 40 | 45 |

Source: an orchard

Plums were sold at the gate. The rest of the plums was dried.
";

fn desk(folder: &std::path::Path) -> Terminal {
    let file = written(folder, "harvest.md", TABLE.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder).cwd(folder).size(100, 32).start();
    t.see("Harvest").press("t Enter").see("row 1 of 4");
    t
}

/// Whether `words` stand below each other on the screen, in this order.
fn falls(screen: &str, words: &[&str]) -> bool {
    let at: Vec<Option<usize>> =
        words.iter().map(|word| screen.lines().position(|row| row.trim_start().starts_with(word))).collect();
    at.iter().all(Option::is_some) && at.is_sorted()
}

#[test]
fn the_desk_sorts_by_one_column_by_several_and_by_a_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = desk(folder.path());
    t.press("s").until("2021 rising", |screen| falls(screen, &["Pears", "Quinces", "Plums", "Apples"])).see("2021 ↑");
    t.press("s").until("2021 falling", |screen| falls(screen, &["Apples", "Plums", "Quinces", "Pears"])).see("2021 ↓");
    t.press("p").until("printed", |screen| falls(screen, &["Plums", "Apples", "Quinces", "Pears"]));
    // What is missing stands last both ways.
    t.press("l s").until("2022 rising", |screen| falls(screen, &["Pears", "Plums", "Apples", "Quinces"]));
    t.press("s").until("2022 falling", |screen| falls(screen, &["Apples", "Plums", "Pears", "Quinces"]));
    t.press("l +").see("2022 ↓1").see("2023 ↑2").see(", then sorted by 2023, rising").press("S").see("2023 ↓2");
    t.press("p g r").until("by the row of plums", |screen| {
        screen.lines().any(|row| row.find("2023").zip(row.find("2021")).is_some_and(|(late, early)| late < early))
    });
    t.press("p Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn the_desk_filters_hides_moves_holds_and_widens() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = desk(folder.path());
    t.press("/").see("Rows that hold").type_text("> 100").press("Enter").see("2 are seen").miss("Quinces").see("1 filter");
    t.press("/").type_text("2023<100").press("Enter").see("1 is seen").miss("Apples").see("2 filters");
    t.press("=").see("Quinces").see("Apples");
    t.press("/").type_text("/^P/").press("Enter").see("2 are seen").miss("Apples").press("/").type_text("apples").press("Enter");
    t.see("Nothing passes").see("Plums").press("/ Enter").see("4 are seen").see("Apples");
    t.press("/").type_text("> many").press("Enter").see("many is no number").press("Esc").see("row ");
    t.press("/").type_text("2031>5").press("Enter").see("no column 2031").press("Esc");
    t.press("&")
        .see("Columns that hold")
        .type_text("2022")
        .press("Enter")
        .see("1 is seen")
        .miss("2021")
        .press("&")
        .type_text("nowhere")
        .press("Enter")
        .see("Nothing passes")
        .press("=")
        .see("2021");
    t.press("g 0 l l -").see("Hidden").miss("2022").see("1 hidden").press("=").see("2022");
    t.press("o").see("cells").press("-").miss("Plums").press("=").see("Plums").press("o o");
    t.press("0 l >").until("2022 first", |screen| {
        screen.lines().any(|row| row.find("2022").zip(row.find("2021")).is_some_and(|(a, b)| a < b))
    });
    t.press("<").until("2021 first", |screen| {
        screen.lines().any(|row| row.find("2021").zip(row.find("2022")).is_some_and(|(a, b)| a < b))
    });
    assert!(!t.text().contains("came to any market"));
    t.press("0 w").see("came to any market").press("w").miss("came to any market").press("l z $ 0");
    t.press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn the_desk_computes_sums_up_and_draws() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = desk(folder.path());
    t.press("l v").see("change: value − the one before").see("-30").press("v").see("change in %").see("-25");
    t.press("v")
        .see("index: value ÷ 2021")
        .press("v")
        .see("share in %")
        .press("v")
        .see("growth a period")
        .press("v")
        .see("rank: 1");
    t.press("v").miss("rank: 1").see("Source: an orchard");
    t.press("0 l m l l").see("3 cells").see("sum 270").see("mean 90").see("median 90").press("m").miss("3 cells");
    t.press("m j").see("2 cells").press("Esc").miss("2 cells").see("row 2 of 4");
    t.press(",").see("▁").press(",").miss("▁");
    t.press("c").see("│").press("j c").see("█").press("c").miss("█");
    t.press("G 0 i").see("came to any market").press("l").see("-5").press("Esc").miss("j k scroll");
    t.press("x").see("rows and columns swapped").press("x").miss("swapped");
    t.press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn the_desk_notes_copies_writes_and_leads_to_the_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = desk(folder.path());
    t.press("*").see("Highlight saved").press("o a").see("C-s save").type_text("the row").press("C-s").see("Note saved");
    t.press("o a").see("C-s save").type_text("the column").press("C-s").see("Note saved").press("o");
    t.press("y").see("Sent to the clipboard").press("m j l y").see("Sent to the clipboard").press("m");
    t.press("e").see("Write the table to").press("Enter").see("Written to harvest-table-1.csv");
    let csv = std::fs::read_to_string(folder.path().join("harvest-table-1.csv")).expect("the table");
    assert!(csv.contains("Fruit,2021,2022,2023\nPlums,120,90,60\n"), "{csv}");
    t.press("e")
        .type_text("x")
        .press("Enter")
        .see("The ending tells the form")
        .see("Write the table to")
        .press("Backspace Enter")
        .see("not written over");
    t.press("g n").see("Hits").see("Plums were sold at the gate").press("Esc").see("row 1 of 4");
    t.press("n").see("Hits").press("G Enter").miss("Hits").see("The rest of the plums").see("Source: an orchard");
    t.press("Esc t Enter").see("row 1 of 4").press("Enter").miss("row 1 of 4").see("Plums were sold").press("l").see("3 of 3");
    t.see("the row").see("the column").press("Esc q");
    assert_eq!(t.ended(), 0);
    let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
    let output = command
        .env_clear()
        .env("HOME", folder.path())
        .current_dir(folder.path())
        .args(["annotations", "harvest.md", "--json"])
        .output()
        .expect("a run");
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let quotes: Vec<&str> =
        value["notes"].as_array().expect("notes").iter().filter_map(|note| note["anchor"]["quote"].as_str()).collect();
    assert_eq!(quotes, ["2021", "Plums", "120"]);
}

#[test]
fn the_text_leads_to_the_table_that_it_speaks_of_and_to_the_cell_of_a_figure() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "harvest.md", TABLE.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(100, 32).start();
    t.see("Harvest").press("}").see("Enter table desk").press("Enter").see("Enter go").press("Enter").see("row 1 of 4");
    t.press("j j Esc").miss("row 3 of 4").see("The harvest of plums fell").see("Enter table desk");
    t.press(")").see("its cell").press("Enter").see("290 tons stands here as 290.").see("Apples · 2023").press("Enter");
    t.see("row 2 of 4").see("Apples · 2023  290").press("Esc").see("Of apples 290 tons").press("q");
    assert_eq!(t.ended(), 0);
    let check = |args: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
        let output = command.env_clear().env("HOME", folder.path()).args(["check", &file]).args(args).output().expect("a run");
        String::from_utf8(output.stdout).expect("text")
    };
    let said = check(&[]);
    assert!(said.contains("290 tons stands here as 290.  Table 1. Harvest (unit: tons): Apples · 2023"), "{said}");
    assert!(said.contains("to look at, not wrong by that") && said.contains("77 tons  “Of apples"), "{said}");
    let value: serde_json::Value = serde_json::from_str(&check(&["--json"])).expect("JSON");
    let figures = value["figures"].as_array().expect("figures");
    assert_eq!(
        figures.iter().map(|figure| figure["text"].as_str().unwrap_or_default()).collect::<Vec<_>>(),
        ["290 tons", "77 tons"]
    );
    let held = &figures[0]["held"][0];
    let told = ["table", "row", "column", "cell", "exact"].map(|field| held[field].clone());
    assert_eq!(serde_json::json!(told), serde_json::json!([1, 2, 4, "290", true]), "{held}");
    assert_eq!(figures[1]["held"], serde_json::json!([]));
}

#[test]
fn the_help_of_the_desk_names_every_key() {
    use ibid::app::Context;
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "harvest.md", TABLE.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(140, 60).start();
    t.see("Harvest").press("t Enter").see("row 1 of 4").press("?").see("Keys · Table desk");
    let words = ibid::words::Words::new(ibid::words::Language::English);
    for (keys, command) in Context::Desk.bindings() {
        let said: String = words.say(command.message()).chars().take(24).collect();
        // A frame comes in pieces: each key is waited for.
        t.until(&format!("{keys}: {said}"), |screen| screen.contains(said.trim()));
    }
    t.press("Esc Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_file_of_values_is_a_document_of_one_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: String = (0..20_000).map(|row| format!("row {row};{},5\n", 20_000 - row)).collect();
    let file = written(folder.path(), "values.csv", format!("name;value\n{rows}").as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("name").see("row 0").press("Enter").see("row 1 of 20000").press("l s").see("value ↑").press("g").see("row 19999");
    t.press("G").see("row 20000 of 20000").press("Esc").press("G").see("row 19999");
    t.press("q");
    assert_eq!(t.ended(), 0);
}
