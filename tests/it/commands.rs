//! The commands, as a shell starts them.

use std::path::Path;

use serde_json::Value;

use super::support::desk::{BRIEF, Desk, steady};

#[test]
fn outline_lists_sections_with_number_title_and_share() {
    let said = Desk::new().said(&["outline", "brief.md"]);
    let lines: Vec<Vec<&str>> = said.lines().map(|line| line.split("  ").filter(|part| !part.is_empty()).collect()).collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert_eq!((lines[1][0], lines[1][1], lines[2][0], lines[2][1]), ("2", "First section", "3", "Inner"));
    assert!(said.lines().nth(2).is_some_and(|line| line.starts_with("3    Inner")), "{said}");
    assert!(said.lines().all(|line| line.ends_with(" %")), "{said}");
}

#[test]
fn text_is_wrapped_cut_to_a_section_or_dumped() {
    let desk = Desk::new();
    let whole = desk.said(&["text", "brief.md", "--width", "30"]);
    assert!(whole.contains("The opening calls a footnote¹"), "{whole}");
    assert!(whole.lines().all(|line| line.chars().count() <= 30), "{whole}");
    let inner = desk.said(&["text", "brief.md", "--section", "3"]);
    assert!(inner.contains("Gamma one.") && !inner.contains("Alpha"), "{inner}");
    let dump = desk.said(&["text", "brief.md", "--dump"]);
    assert!(dump.starts_with("document ") && dump.contains("\"First section\""), "{dump}");
    assert_eq!(desk.refused(&["text", "brief.md", "--section", "9"]).0, 2);
    // Without a terminal, ibid prints.
    assert_eq!(desk.said(&["brief.md"]), desk.said(&["text", "brief.md"]));
}

#[test]
fn a_table_is_sorted_turned_and_written_in_every_form() {
    let desk = Desk::new();
    let listed = desk.said(&["tables", "brief.md"]);
    assert!(listed.starts_with('1') && listed.contains("3 x 3") && listed.contains("Table 1. Numbers"), "{listed}");
    let csv = |more: &[&str]| desk.said(&[&["tables", "brief.md", "1", "--format", "csv"], more].concat());
    assert_eq!(csv(&[]), "Year,Growth,Price\n2021,-0.1,\"1,243.0\"\n2022,0.4,98.5\n2020,,\"1,168.0\"\n");
    // By number and not by text, what is missing last both ways.
    let first = |more: &[&str]| csv(more).lines().skip(1).map(|line| line[..4].to_owned()).collect::<Vec<_>>();
    assert_eq!(first(&["--sort", "Price"]), ["2022", "2020", "2021"]);
    assert_eq!(first(&["--sort", "3:desc"]), ["2021", "2020", "2022"]);
    assert_eq!(first(&["--sort", "Growth"]), ["2021", "2022", "2020"]);
    assert_eq!(first(&["--sort", "Growth:desc"]), ["2022", "2021", "2020"]);
    assert!(csv(&["--transpose"]).starts_with(",2021,2022,2020\nGrowth,-0.1,0.4,\n"), "{}", csv(&["--transpose"]));
    let tsv = desk.said(&["tables", "brief.md", "1", "--format", "tsv"]);
    assert_eq!(tsv.lines().nth(1), Some("2021\t-0.1\t1,243.0"));
    let md = desk.said(&["tables", "brief.md", "1", "--format", "md"]);
    assert_eq!(md.lines().nth(2), Some("| 2021 | -0.1 | 1,243.0 |"));
    let table = desk.json(&["tables", "brief.md", "1", "--format", "json"]);
    assert_eq!(table["rows"][0]["cells"][2]["value"], 1243.0);
    let (code, said) = desk.refused(&["tables", "brief.md", "1", "--sort", "Nothing"]);
    assert!(code == 2 && said.contains("Nothing") && said.contains("Year, Growth, Price"), "{said}");
    assert_eq!(desk.refused(&["tables", "brief.md", "2"]).0, 2);
}

#[test]
fn footnotes_have_the_promised_shape() {
    let value = Desk::new().json(&["footnotes", "brief.md", "--json"]);
    assert_eq!(value["schema"], "ibid.footnotes/1");
    let notes = value["footnotes"].as_array().expect("footnotes");
    assert_eq!(notes.len(), 2);
    assert_eq!((notes[0]["label"].as_str(), notes[0]["body"].as_str()), (Some("1"), Some("The body of the first.")));
    assert!(notes[1]["body"].is_null());
    let call = &notes[0]["calls"][0];
    assert_eq!(call["sentence"], "The opening calls a footnote here, and one that has no text.");
    assert_eq!((call["section"].as_str(), call["page"].is_null()), (Some(""), true));
    assert_eq!(call["offset"], 28);
}

#[test]
fn search_tells_by_its_exit_code_whether_it_found_anything() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("other.txt"), "Nothing of alpha here.\n").expect("a file");
    let said = desk.said(&["search", "ALPHA", "brief.md", "other.txt"]);
    assert_eq!(said.lines().count(), 3, "{said}");
    assert!(said.lines().next().is_some_and(|line| line.starts_with("brief.md: section 2: ")), "{said}");
    assert_eq!(desk.said(&["search", "--regex", "[0-9]{2}\\.5", "brief.md"]).lines().count(), 1);
    assert_eq!(desk.run(&["search", "no such words", "brief.md"]).status.code(), Some(1));
    assert_eq!(desk.refused(&["search", "--regex", "(", "brief.md"]).0, 2);
    let value = desk.json(&["search", "alpha", "brief.md", "--limit", "1", "--json"]);
    assert_eq!((value["complete"].as_bool(), value["hits"].as_array().map(Vec::len)), (Some(false), Some(1)));
    // One file that can't be read does not keep the other from being searched.
    let output = desk.run(&["search", "alpha", "missing.md", "other.txt"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Nothing of alpha"));
}

#[test]
fn notes_are_made_listed_and_exported() {
    let desk = Desk::new();
    let id = desk.said(&[
        "annotate",
        "brief.md",
        "--quote",
        "Beta two",
        "--note",
        "Who says so?",
        "--label",
        "question",
        "--tag",
        "x",
    ]);
    let (code, said) = desk.refused(&["annotate", "brief.md", "--quote", "one"]);
    assert!(code == 2 && said.contains("--nth") && said.contains("Gamma one"), "{said}");
    desk.said(&["annotate", "brief.md", "--quote", "one", "--nth", "3"]);
    desk.said(&["annotate", "brief.md", "--cell", "1:2:\"Price\""]);
    desk.said(&["annotate", "brief.md", "--cell", "1:2020:3"]);
    desk.said(&["annotate", "brief.md", "--section", "3", "--note", "A heading"]);
    for wrong in ["1:7:1", "2:1:1", "1:1", "1:2020:Growth"] {
        assert_eq!(desk.refused(&["annotate", "brief.md", "--cell", wrong]).0, 2, "{wrong}");
    }
    assert_eq!(desk.refused(&["annotate", "brief.md", "--quote", "not there"]).0, 1);
    assert_eq!(desk.refused(&["annotate", "brief.md"]).0, 2);

    let value = desk.json(&["annotations", "brief.md", "--json"]);
    let quotes: Vec<&str> =
        value["notes"].as_array().expect("notes").iter().filter_map(|note| note["anchor"]["quote"].as_str()).collect();
    assert_eq!(quotes, ["Beta two", "98.5", "1,168.0", "Inner", "one"]);
    let first = &value["notes"][0];
    assert_eq!((first["id"].as_str(), first["kind"].as_str()), (Some(id.trim()), Some("note")));
    assert_eq!((first["label"].as_str(), first["tags"][0].as_str()), (Some("question"), Some("x")));
    assert_eq!(first["place"]["text"], "Beta two");
    assert!(desk.said(&["annotations", "brief.md"]).contains("Who says so?"));
    // All notes, of any document, and the library that knows them.
    assert_eq!(desk.json(&["annotations", "--json"])["notes"].as_array().map(Vec::len), Some(5));
    assert_eq!(desk.json(&["library", "--json"])["documents"][0]["title"], "A short brief");

    steady("notes.md", &desk.said(&["export", "brief.md"]));
    steady("notes.json", &desk.said(&["export", "brief.md", "--format", "json"]));
    let out = desk.path().join("out.md");
    desk.said(&["export", "brief.md", "--out", out.to_str().expect("a path")]);
    assert_eq!(std::fs::read_to_string(out).expect("a file"), desk.said(&["export", "brief.md"]));
    assert_eq!(desk.refused(&["export", "brief.md", "--out", "no/such/folder/out.md"]).0, 4);
}

#[test]
fn a_data_folder_can_be_named_in_two_ways() {
    let desk = Desk::new();
    desk.said(&["--data-dir", "one", "annotate", "brief.md", "--quote", "Alpha"]);
    let listed = |folder: &str| {
        let output = desk.command().env("IBID_DATA_DIR", folder).args(["annotations", "--json"]).output().expect("a run");
        let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        value["notes"].as_array().map(Vec::len)
    };
    assert_eq!((listed("one"), listed("two")), (Some(1), Some(0)));
    assert!(desk.path().join("one/notes.db").exists() && !desk.path().join("two/notes.db").exists());
}

#[test]
fn what_is_kept_is_backed_up_checked_restored_and_purged() {
    let desk = Desk::new();
    let notes = || desk.json(&["annotations", "--json"])["notes"].as_array().map_or(0, Vec::len);
    assert_eq!(desk.refused(&["library", "check"]).0, 1);
    desk.said(&["annotate", "brief.md", "--quote", "Alpha one", "--note", "first"]);
    let backup = desk.said(&["library", "backup"]);
    assert!(Path::new(backup.trim()).is_file(), "{backup}");
    desk.said(&["annotate", "brief.md", "--quote", "Beta two"]);
    assert_eq!(notes(), 2);
    let checked = desk.said(&["library", "check"]);
    assert!(checked.starts_with("2 notes; 0 deleted") && checked.ends_with("All well.\n"), "{checked}");
    let history = desk.said(&["annotations", "history", "brief.md"]);
    assert!(history.lines().count() == 2 && history.contains("made: first"), "{history}");
    // What it would change is said before, and the log is taken along.
    let told = desk.said(&["library", "restore"]);
    assert!(told.contains(backup.trim()) && told.contains("Afterwards: 2 notes.") && !told.contains("It would"), "{told}");
    let told = desk.said(&["library", "restore", "--alone"]);
    assert!(told.contains("Afterwards: one note.") && told.contains("It would go: Beta two") && told.contains("--yes"), "{told}");
    assert_eq!(notes(), 2);
    desk.said(&["library", "restore", "--yes"]);
    assert_eq!(notes(), 2);
    let restored = desk.said(&["library", "restore", backup.trim(), "--alone", "--yes"]);
    assert!(restored.contains(backup.trim()), "{restored}");
    assert_eq!(notes(), 1);
    // A copy that does not hold is no reason to put anything back.
    std::fs::write(backup.trim(), "x").expect("spoilt");
    let output = desk.run(&["library", "check"]);
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.code() == Some(3) && told.contains("themselves are sound") && !told.contains("restore"), "{told}");
    // Nothing goes without a yes.
    assert!(desk.said(&["library", "purge", "--document", "brief.md"]).contains("--yes"));
    assert_eq!(notes(), 1);
    desk.said(&["library", "purge", "--document", "brief.md", "--yes"]);
    assert_eq!(notes(), 0);
    assert!(desk.json(&["annotations", "history", "--json"])["changes"].as_array().is_some_and(Vec::is_empty));
    assert_eq!(desk.refused(&["library", "purge", "--document", "unknown.md"]).0, 1);
}

#[test]
fn notes_are_carried_over_to_a_new_edition_and_settled() {
    let desk = Desk::new();
    let filler = "The harbour was made deeper in that year, and the towns of the coast bore the cost together. ".repeat(8);
    let old = format!(
        "# One\n\n{filler}A passage that stays as it is. Another that will change a little soon.\n\n# Two\n\nOne that goes away for good, with all its words. {filler}\n"
    );
    let new = old
        .replace("# One", "A new opening.\n\n# One")
        .replace("will change a little", "has changed a little")
        .replace("One that goes away for good, with all its words. ", "");
    let path = desk.path().join("paper.md");
    std::fs::write(&path, &old).expect("a file");
    for quote in [
        "A passage that stays as it is.",
        "Another that will change a little soon.",
        "One that goes away for good, with all its words.",
    ] {
        desk.said(&["annotate", "paper.md", "--quote", quote]);
    }
    assert_eq!(desk.json(&["annotations", "review", "paper.md", "--json"])["notes"].as_array().map(Vec::len), Some(0));
    std::fs::write(&path, &new).expect("a file");
    // The new edition is known by its path and its words, and asked about once.
    let asked = desk.json(&["annotations", "review", "paper.md", "--json"]);
    assert_eq!(asked["editions"][0]["notes"], 3);
    assert!(asked["editions"][0]["likeness"].as_f64().is_some_and(|similarity| similarity > 0.8));
    assert_eq!(desk.json(&["annotations", "paper.md", "--json"])["notes"].as_array().map(Vec::len), Some(0));
    let carried = desk.json(&["annotations", "review", "paper.md", "--carry", "--json"]);
    let states = |value: &Value| {
        value["notes"]
            .as_array()
            .expect("notes")
            .iter()
            .map(|note| note["state"].as_str().expect("a state").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(states(&carried), ["moved", "moved", "lost"]);
    assert_eq!(carried["notes"][1]["places"][0]["text"], "Another that has changed a little soon.");
    let changed: Vec<_> = carried["changes"].as_array().expect("changes").iter().map(|change| change["title"].clone()).collect();
    assert_eq!(changed, ["", "One", "Two"]);
    assert!(carried["notes"][2]["before"].as_str().is_some_and(|before| before.ends_with("Two\n")), "{}", carried["notes"][2]);
    let settled = desk.json(&["annotations", "review", "paper.md", "--accept", "moved", "--json"]);
    assert_eq!(settled["accepted"], 2);
    assert!(settled["editions"].as_array().is_some_and(Vec::is_empty));
    assert_eq!(states(&desk.json(&["annotations", "review", "paper.md", "--json"])), ["placed", "placed", "lost"]);
    // Lost is not deleted, and the first anchor is as it was.
    let all = desk.json(&["annotations", "paper.md", "--json"]);
    assert_eq!(all["notes"].as_array().map(Vec::len), Some(3));
    assert_eq!(all["notes"][1]["anchor"]["quote"], "Another that will change a little soon.");
    assert_eq!(all["notes"][1]["place"]["text"], "Another that has changed a little soon.");
    assert!(all["notes"][2]["place"].is_null());
    // A file that was moved and renamed is the same document.
    std::fs::rename(&path, desk.path().join("renamed.md")).expect("renamed");
    assert_eq!(desk.json(&["annotations", "renamed.md", "--json"])["notes"].as_array().map(Vec::len), Some(3));
}

#[test]
fn an_edition_that_is_left_is_not_asked_about_again() {
    let desk = Desk::new();
    desk.said(&["annotate", "brief.md", "--quote", "Alpha one."]);
    std::fs::write(desk.path().join("brief.md"), format!("{BRIEF}\nMore.\n")).expect("a file");
    assert!(desk.said(&["annotations", "review", "brief.md"]).contains("newer edition"));
    desk.said(&["annotations", "review", "brief.md", "--leave"]);
    assert!(!desk.said(&["annotations", "review", "brief.md"]).contains("newer edition"));
    // Other words at the same path are no edition.
    std::fs::write(desk.path().join("brief.md"), "# Other\n\nNothing here was there before, in any way at all.\n")
        .expect("a file");
    assert!(!desk.said(&["annotations", "review", "brief.md"]).contains("newer edition"));
}

#[test]
fn check_tells_what_is_wrong() {
    let desk = Desk::new();
    let said = desk.said(&["check", "brief.md"]);
    assert!(said.contains("A footnote is called, but its text is not in this file"), "{said}");
    let kinds = desk.json(&["check", "brief.md", "--json"]);
    assert_eq!(kinds["warnings"][0]["kind"], "footnote-without-body");
    std::fs::write(desk.path().join("clean.md"), "# All\n\nWell.\n").expect("a file");
    assert_eq!(desk.said(&["check", "clean.md"]).lines().count(), 1);
    std::fs::write(desk.path().join("bytes.txt"), b"\xEF\xBB\xBFall \xFF well\n").expect("a file");
    let value = desk.json(&["check", "bytes.txt", "--json"]);
    assert_eq!(
        (&value["warnings"][0]["kind"], &value["warnings"][0]["details"]["file_byte"]),
        (&"undecodable".into(), &7.into())
    );
    assert!(desk.said(&["text", "bytes.txt"]).contains("all \u{FFFD} well"));
}

#[test]
fn standard_input_is_read_and_cleaned() {
    let desk = Desk::new();
    let piped = |args: &[&str], input: &str| {
        let output = desk.command().args(args).write_stdin(input).output().expect("a run");
        String::from_utf8(output.stdout).expect("text")
    };
    assert_eq!(piped(&["text", "-"], "a \u{1b}[31mred\u{1b}[0m word, n\u{8}na\u{8}am\u{8}me\u{8}e\n"), "a red word, name\n");
    assert_eq!(piped(&["outline", "-", "--format", "markdown"], "# One\n\ntext\n\n# Two\n").lines().count(), 2);
    assert_eq!(piped(&[], "only this\n"), "only this\n");
}

#[test]
fn formats_are_those_of_this_build() {
    let said = Desk::new().said(&["formats"]);
    let has_pdf = cfg!(feature = "pdf");
    assert_eq!(said.lines().next().is_some_and(|line| line.starts_with("pdf ")), has_pdf, "{said}");
    assert_eq!(said.contains("PDF is read in a process of its own"), has_pdf, "{said}");
    assert_eq!(said.contains("Left out of this build: PDF."), !has_pdf, "{said}");
}

#[test]
fn what_can_not_be_read_is_named_with_what_to_do() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("empty.txt"), "").expect("a file");
    std::fs::write(desk.path().join("blank.txt"), " \n\n").expect("a file");
    std::fs::write(desk.path().join("binary.txt"), [0_u8, 1, 2, 3].repeat(500)).expect("a file");
    std::fs::write(desk.path().join("paper.pdf"), "%PDF-1.7\n%\u{1}\n").expect("a file");
    std::fs::create_dir(desk.path().join("folder")).expect("a folder");
    for (file, words) in [
        ("missing.txt", "Check the name"),
        ("folder", "Name a file in it"),
        ("empty.txt", "is empty"),
        ("blank.txt", "is empty"),
        ("binary.txt", "not text"),
        ("paper.pdf", if cfg!(feature = "pdf") { "is damaged" } else { "this build of ibid doesn’t read" }),
        ("https://example.org/a.md", "Download it first"),
    ] {
        for args in [vec![file], vec!["outline", file], vec!["annotate", file, "--quote", "x"]] {
            let (code, said) = desk.refused(&args);
            assert!(code == 3 && said.contains(file) && said.contains(words), "{args:?}: {code} {said}");
        }
    }
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_or_written_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let secret = desk.path().join("secret.txt");
    std::fs::write(&secret, "words").expect("a file");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).expect("permissions");
    // Root may read and write everything.
    if std::fs::read(&secret).is_err() {
        let (code, said) = desk.refused(&["text", "secret.txt"]);
        assert!(code == 3 && said.contains("secret.txt"), "{said}");
    }
    // A file where the folder should be keeps anyone out.
    std::fs::write(desk.path().join("data"), "in the way").expect("a file");
    let (code, said) = desk.refused(&["--data-dir", "data", "annotate", "brief.md", "--quote", "Alpha one"]);
    assert!(code == 4 && said.contains("data") && said.contains("--data-dir"), "{code} {said}");
    // Reading goes on without it.
    assert!(desk.said(&["--data-dir", "data", "outline", "brief.md"]).contains("First section"));
}

#[test]
fn a_wrong_command_line_is_told_in_the_readers_language() {
    let desk = Desk::new();
    for args in [vec!["--nope"], vec!["outline"], vec!["frobnicate", "x"], vec!["tables", "brief.md", "1", "--format", "xlsx"]] {
        let (code, said) = desk.refused(&args);
        assert!(code == 2 && said.contains("--help"), "{args:?} {said}");
        let korean = desk.command().args(&args).args(["--language", "ko"]).output().expect("a run");
        assert!(String::from_utf8_lossy(&korean.stderr).contains("사용법"), "{args:?}");
    }
    assert_eq!(desk.refused(&["brief.md", "--at", "nowhere"]).0, 2);
}

#[test]
fn help_completions_and_the_manual_know_every_command() {
    let desk = Desk::new();
    let names = ["outline", "text", "tables", "footnotes", "search", "annotate", "annotations", "export", "library", "check"];
    let bash = desk.said(&["completions", "bash"]);
    let manual = desk.said(&["man"]);
    for name in names {
        assert!(bash.contains(name) && manual.contains(name), "{name}");
        assert_eq!(desk.said(&["help", name]), desk.said(&[name, "--help"]));
    }
    for shell in ["elvish", "fish", "powershell", "zsh"] {
        assert!(desk.said(&["completions", shell]).contains("outline"), "{shell}");
    }
    assert_eq!(desk.said(&["--version"]), format!("ibid {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_misspelt_command_is_told_from_a_second_file() {
    let desk = Desk::new();
    for (args, words) in [
        (["outlin", "brief.md"], "Did you mean outline?"),
        (["table", "brief.md"], "Did you mean tables?"),
        (["annot", "brief.md"], "Did you mean annotations, annotate?"),
        (["frobnicate", "brief.md"], "Unknown command: frobnicate."),
        (["brief.md", "other.md"], "One argument too many: other.md."),
        (["brief.md", "outlin"], "One argument too many: outlin."),
        (["brief.md", "outline"], "The command comes first: ibid outline FILE."),
        (["outlne", "outline"], "Unknown command: outlne. Did you mean outline?"),
        (["libary", "check"], "Unknown command: libary. Did you mean library?"),
        (["help", "outlin"], "Did you mean outline?"),
        (["help", "frobnicate"], "Unknown command: frobnicate."),
        (["otuline", "brief.md"], "Did you mean outline?"),
        (["library", "chekc"], "Did you mean check?"),
        (["outline", "--jsno"], "Did you mean --json?"),
    ] {
        let (code, said) = desk.refused(&args);
        assert!(code == 2 && said.contains(words) && said.contains("--help"), "{args:?} {said}");
    }
    // A name alone may be a file as well.
    let (code, said) = desk.refused(&["outlin"]);
    assert!(code == 3 && said.contains("Did you mean the command outline?"), "{said}");
    let (_, said) = desk.refused(&["outlin", "--language", "ko"]);
    assert!(said.contains("비슷한 명령: outline."), "{said}");
    let (code, said) = desk.refused(&["outlin.md"]);
    assert!(code == 3 && !said.contains("outline"), "{said}");
}

#[test]
fn options_may_stand_before_their_command() {
    let desk = Desk::new();
    for (before, behind) in [
        (&["--format", "markdown", "outline", "brief.md"][..], &["outline", "brief.md", "--format", "markdown"][..]),
        (&["--width", "20", "text", "brief.md"], &["text", "brief.md", "--width", "20"]),
        (&["--section", "3", "text", "brief.md", "--width=0"], &["text", "brief.md", "--section", "3", "--width", "0"]),
        (
            &["--language", "ko", "--json", "search", "one", "brief.md"],
            &["search", "one", "brief.md", "--json", "--language", "ko"],
        ),
    ] {
        assert_eq!(desk.said(before), desk.said(behind), "{before:?}");
    }
    assert!(desk.said(&["--width", "20", "text", "brief.md"]).lines().all(|line| line.chars().count() <= 20));
    // An option of another command stays a mistake.
    assert_eq!(desk.refused(&["--nth", "2", "outline", "brief.md"]).0, 2);
}

#[test]
fn values_may_begin_with_a_hyphen() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("signs.md"), "# Signs\n\nGrowth was -0.2 and -가 is a sign. Run it with -T 256.\n")
        .expect("a file");
    for (quote, body) in [("-0.2", "- check this"), ("-가", "-- 확인할 것"), ("-T", "-4.5 is wrong")] {
        let value = desk.json(&["annotate", "signs.md", "--quote", quote, "--note", body, "--json"]);
        assert_eq!((&value["note"]["anchor"]["quote"], &value["note"]["body"]), (&quote.into(), &body.into()));
    }
    for query in ["-0.2", "-가"] {
        assert_eq!(desk.json(&["search", query, "signs.md", "--json"])["hits"].as_array().map(Vec::len), Some(1), "{query}");
    }
    assert_eq!(desk.said(&["search", "-0.2", "signs.md"]), desk.said(&["search", "--", "-0.2", "signs.md"]));
}

#[test]
fn a_place_that_is_not_there_is_said() {
    let desk = Desk::new();
    for place in ["section:99", "section:0", "page:99", "page:x", "offset:99999999"] {
        let (code, said) = desk.refused(&["--at", place, "brief.md"]);
        assert!(code == 2 && said.contains("This document has no such place."), "{place}: {said}");
    }
    for place in ["150%", "nowhere:3", "section:x"] {
        let (code, said) = desk.refused(&["--at", place, "brief.md"]);
        assert!(code == 2 && said.contains("No such place."), "{place}: {said}");
    }
    for place in ["section:3", "offset:0", "100%"] {
        assert_eq!(desk.said(&["--at", place, "brief.md"]), desk.said(&["brief.md"]), "{place}");
    }
}

#[test]
fn a_passage_that_is_not_the_nth_is_refused_with_what_there_is() {
    let desk = Desk::new();
    let (code, said) = desk.refused(&["annotate", "brief.md", "--quote", "Gamma one", "--nth", "2"]);
    assert!(code == 2 && said.starts_with("The passage occurs once; there is no number 2.\n"), "{said}");
    let (code, said) = desk.refused(&["annotate", "brief.md", "--quote", "one", "--nth", "0"]);
    assert!(code == 2 && said.contains("there is no number 0") && said.contains("Gamma one"), "{said}");
    assert_eq!(desk.json(&["annotations", "--json"])["notes"].as_array().map(Vec::len), Some(0));
    // But for case and spacing it is the same passage.
    let value = desk.json(&["annotate", "brief.md", "--quote", "gamma  ONE", "--json"]);
    assert_eq!(value["note"]["anchor"]["quote"], "Gamma one");
}

#[test]
fn why_an_export_is_not_written_is_told() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("folder")).expect("a folder");
    for (out, reason) in [("none/x.md", "there is no such folder"), ("brief.md/x.md", "there is no such folder")] {
        let (code, said) = desk.refused(&["export", "brief.md", "--out", out]);
        assert_eq!((code, said), (4, format!("{out} could not be written: {reason}. Choose another place.\n")));
    }
    // What was there before stays as it was until all of the new is written.
    let out = desk.path().join("notes.md");
    std::fs::write(&out, "before").expect("a file");
    assert_eq!(desk.refused(&["export", "missing.md", "--out", "notes.md"]).0, 3);
    assert_eq!(std::fs::read_to_string(&out).expect("a file"), "before");
    desk.said(&["export", "brief.md", "--out", "notes.md"]);
    let merged = std::fs::read_to_string(&out).expect("a file");
    assert!(merged.starts_with("before\n\n<!-- ibid:begin about") && merged.contains("# A short brief"), "{merged}");
    assert_eq!(desk.refused(&["export", "brief.md", "--json", "--format", "markdown"]).0, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_can_not_be_written_is_said_and_a_reader_that_has_left_is_no_error() {
    let desk = Desk::new();
    let program = env!("CARGO_BIN_EXE_ibid");
    let shell = |script: &str| {
        let mut command = std::process::Command::new("/bin/sh");
        command.args(["-c", script]).current_dir(desk.path()).env_clear().env("HOME", desk.path()).env("LANG", "en_US.UTF-8");
        command.output().expect("a run")
    };
    let full = shell(&format!("{program} text brief.md > /dev/full"));
    assert_eq!(full.status.code(), Some(4));
    assert_eq!(String::from_utf8_lossy(&full.stderr), "Not everything could be printed: the disk is full.\n");
    std::fs::write(desk.path().join("long.txt"), "Some words to print. ".repeat(20_000)).expect("a file");
    let left = shell(&format!("{{ {program} long.txt; echo $? >&2; }} | head -n 1"));
    assert_eq!(String::from_utf8_lossy(&left.stderr), "0\n");
}

#[test]
fn a_format_is_read_as_asked_and_not_as_the_file_is_called() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("plain.txt"), "# One\n\nWords.\n\n| a | b |\n|--|--|\n| 1 | 2 |\n").expect("a file");
    let sections = |more: &[&str]| desk.said(&[&["outline", "plain.txt"], more].concat()).contains("  One  ");
    assert!(sections(&["--format", "markdown"]) && sections(&["--format", "md"]));
    // Where --format says what to write, --from says what to read.
    let csv = desk.said(&["tables", "plain.txt", "1", "--from", "markdown", "--format", "csv"]);
    assert_eq!(csv, "a,b\n1,2\n");
    assert!(desk.said(&["export", "plain.txt", "--from", "markdown", "--format", "md"]).contains("\n# One\n"));
}

#[test]
fn the_folder_on_the_command_line_goes_before_the_one_of_the_environment() {
    let desk = Desk::new();
    let mut command = desk.command();
    command.env("IBID_DATA_DIR", "two").args(["--data-dir", "one", "annotate", "brief.md", "--quote", "Alpha"]);
    assert!(command.output().expect("a run").status.success());
    assert!(desk.path().join("one/notes.db").exists() && !desk.path().join("two").exists());
    // An empty name is none.
    let output = desk.command().env("IBID_DATA_DIR", "").args(["paths", "--json"]).output().expect("a run");
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(value["data"].as_str().is_some_and(|path| path.starts_with(desk.path().join("home").to_str().expect("a path"))));
}

#[test]
fn listing_leaves_no_folder_behind() {
    let desk = Desk::new();
    for args in [vec!["annotations"], vec!["library"], vec!["export", "brief.md"], vec!["annotations", "brief.md", "--json"]] {
        desk.said(&[&["--data-dir", "data"], &args[..]].concat());
        assert!(!desk.path().join("data/notes.db").exists(), "{args:?}");
    }
}

#[test]
fn text_in_no_encoding_is_read_and_checked() {
    let desk = Desk::new();
    let mut bytes = "가나다라 마바사 ".repeat(40).into_bytes();
    bytes.extend(b"\xC0\xC1 end\n");
    std::fs::write(desk.path().join("broken.txt"), bytes).expect("a file");
    let value = desk.json(&["check", "broken.txt", "--json"]);
    assert!(!value["warnings"].as_array().expect("warnings").is_empty());
    assert!(desk.said(&["text", "broken.txt"]).contains("end"));
}

#[test]
fn long_lines_and_many_headings_are_printed() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("line.txt"), "word ".repeat(200_000)).expect("a file");
    let said = desk.said(&["text", "line.txt", "--width", "60"]);
    assert!(said.lines().all(|line| line.len() <= 60) && said.matches("word").count() == 200_000);
    let headings: String = (1..=3000).map(|n| format!("# Heading {n}\n\nText.\n\n")).collect();
    std::fs::write(desk.path().join("many.md"), headings).expect("a file");
    assert_eq!(desk.said(&["outline", "many.md"]).lines().count(), 3000);
    assert!(desk.said(&["text", "many.md", "--section", "2999"]).starts_with("Heading 2999\n"));
    assert_eq!(desk.json(&["annotate", "many.md", "--section", "3000", "--json"])["note"]["anchor"]["quote"], "Heading 3000");
}

#[test]
fn notes_are_asked_for_by_terms_on_one_document_and_on_all() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("other.md"), "# Elsewhere\n\nAnother text altogether.\n").expect("a file");
    let annotate = |file: &str, quote: &str, more: &[&str]| {
        let mut args = vec!["annotate", file, "--quote", quote];
        args.extend(more);
        desk.said(&args);
    };
    annotate("brief.md", "Alpha one.", &["--note", "Who says so?", "--label", "question", "--tag", "통계"]);
    annotate("brief.md", "Gamma one.", &["--label", "중요"]);
    annotate("other.md", "Another text", &["--note", "So what", "--label", "question"]);
    let quotes = |args: &[&str]| -> Vec<String> {
        let value = desk.json(&[&["annotations"], args, &["--json"]].concat());
        let notes = value["notes"].as_array().cloned().unwrap_or_default();
        notes.iter().map(|note| note["anchor"]["quote"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(quotes(&["brief.md", "--filter", "#통계"]), ["Alpha one."]);
    assert_eq!(quotes(&["brief.md", "--filter", "section:inner"]), ["Gamma one."]);
    assert_eq!(quotes(&["brief.md", "--filter", "-label:question"]), ["Gamma one."]);
    assert_eq!(quotes(&["brief.md", "--filter", "nowhere"]), [""; 0]);
    assert_eq!(quotes(&["brief.md", "--sort", "newest"]), ["Gamma one.", "Alpha one."]);
    assert_eq!(quotes(&["--filter", "label:question"]).len(), 2);
    assert_eq!(quotes(&["--filter", "label:question so what"]), ["Another text"]);
    assert_eq!(quotes(&["--filter", "is:lost"]), [""; 0]);
    // In a newer edition a note that was not found is asked for as such.
    std::fs::write(desk.path().join("brief.md"), super::support::desk::BRIEF.replace("Gamma one.", "Quite other words."))
        .expect("a file");
    desk.said(&["annotations", "review", "brief.md", "--carry"]);
    assert_eq!(quotes(&["brief.md", "--filter", "is:lost"]), ["Gamma one."]);
    assert_eq!(quotes(&["brief.md", "--filter", "is:placed"]), ["Alpha one."]);
}

#[test]
fn tables_wider_than_asked_for_come_in_groups_of_columns() {
    let desk = Desk::new();
    let table = "<table><thead><tr><th rowspan=2>항구<th colspan=3>Exports of goods<th colspan=2>Balance</tr><tr><th>2019<th>2020<th>2021<th>2020<th>2021</tr></thead>\n<tr><td>Busan<td>1,234,567<td>2,234,567<td>3,234,567<td>100,000<td>90,000</tr>\n<tr><td>울산<td>134,567<td>234,567<td>334,567<td>0<td>1</tr></table>";
    std::fs::write(desk.path().join("wide.md"), format!("Words before.\n\n{table}\n\nWords behind.\n")).expect("a file");
    let said = |width: &str| desk.said(&["text", "wide.md", "--width", width]);
    let grouped = said("30");
    insta::assert_snapshot!("wide-table-30", grouped);
    assert!(grouped.lines().all(|line| ibid::layout::width(line) <= 30), "{grouped}");
    for value in ["1,234,567", "2,234,567", "3,234,567", "100,000", "90,000", "134,567", "Words behind."] {
        assert_eq!(grouped.matches(value).count(), said("80").matches(value).count(), "{value}");
    }
    assert_eq!(grouped.matches("울산").count(), 3);
    // Without a width nothing is parted in a pipe.
    assert_eq!(desk.said(&["text", "wide.md"]), said("80"));
}
