//! References, footnotes and links by commands, as a shell starts them.

use serde_json::json;

use super::support::desk::Desk;

const TEXT: &str = "\
# 1 Opening

Section 2 tells more, Table 9 does not. See [the report](https://example.org/a) or [mail](mailto:a@b.example)
or [a file](file:///etc/passwd). It calls[^1] one, and one[^2] without a text, and another[^3].

# 2 The rest

Smith 2019, Chapter 3 is another book.

[^1]: Jane Smith, “Trade and War,” 2015, p. 3.
[^3]: Ibid., p. 5.
";

fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.path().join("a.md"), TEXT).expect("a file");
    desk
}

#[test]
fn references_are_listed_with_where_they_lead() {
    let desk = desk();
    let said = desk.said(&["references", "a.md"]);
    assert_eq!(said, "Section 2 → 2 The rest\nTable 9 → nowhere: the document has nothing that is called so\n");
    let value = desk.json(&["references", "a.md", "--json"]);
    assert_eq!(value["schema"], "ibid.references/1");
    let of = |at: usize, name: &str| value["references"][at][name].clone();
    assert_eq!(
        [of(0, "kind"), of(0, "leads"), of(0, "number"), of(0, "guess")],
        [json!("section"), json!(true), json!(2), json!(false)]
    );
    assert_eq!([of(1, "kind"), of(1, "leads"), of(1, "to_byte")], [json!("table"), json!(false), json!(null)]);
    assert!(desk.said(&["references", "brief.md"]).contains("Nothing in the text points"));
}

#[test]
fn check_lists_the_references_that_lead_nowhere() {
    let desk = desk();
    let said = desk.said(&["check", "a.md"]);
    assert!(said.contains("A reference that leads nowhere\n  Table 9  “Section 2 tells more, Table 9 does not.”"), "{said}");
    let value = desk.json(&["check", "a.md", "--json"]);
    assert_eq!(value["references"][0]["text"], "Table 9");
    assert_eq!(value["references"].as_array().map(Vec::len), Some(1));
}

#[test]
fn footnotes_say_what_they_mean_and_what_the_reader_wrote_for_them() {
    let desk = desk();
    desk.said(&["annotate", "a.md", "--footnote", "2", "--note", "Found in the archive."]);
    let said = desk.said(&["footnotes", "a.md"]);
    assert!(said.contains("    your text: Found in the archive."), "{said}");
    assert!(
        said.contains("Ibid. → footnote 1 (guess: the last one before that names a source)")
            || said.contains("Ibid. → footnote 2"),
        "{said}"
    );
    let value = desk.json(&["footnotes", "a.md", "--json"]);
    let footnote = |label: &str| {
        value["footnotes"].as_array().and_then(|all| all.iter().find(|one| one["label"] == label)).cloned().expect("a footnote")
    };
    assert_eq!(footnote("2")["own"]["body"], "Found in the archive.");
    assert_eq!(footnote("2")["body"], json!(null));
    assert_eq!(footnote("1")["own"], json!(null));
    assert_eq!(footnote("3")["meant"][0]["text"], "Ibid.");
    // Only what is missing can be written, and only of what is there.
    assert_eq!(desk.refused(&["annotate", "a.md", "--footnote", "1", "--note", "n"]).0, 2);
    assert_eq!(desk.refused(&["annotate", "a.md", "--footnote", "9", "--note", "n"]).0, 2);
    assert_eq!(desk.refused(&["annotate", "a.md", "--footnote", "2"]).0, 2);
}

#[test]
fn a_text_of_ones_own_goes_out_with_what_calls_it_and_comes_back_in() {
    let desk = desk();
    desk.said(&["annotate", "a.md", "--footnote", "2", "--note", "Found in the archive."]);
    desk.said(&["annotate", "a.md", "--quote", "and one without a text", "--note", "Which?"]);
    for format in ["markdown", "obsidian", "logseq", "org", "html", "text", "csv"] {
        let said = desk.said(&["export", "a.md", "--format", format]);
        assert!(said.contains("Found in the archive."), "{format}: {said}");
        let marked =
            if format == "csv" { said.matches("Found in the archive.").count() == 2 } else { said.contains("(your text)") };
        assert!(marked, "{format}: {said}");
        let told = format == "csv" || said.contains("text of footnote 2") || said.contains(":FOOTNOTE: 2");
        assert!(told, "{format}: {said}");
    }
    for format in ["json", "jsonld"] {
        let file = format!("notes.{format}");
        desk.said(&["export", "a.md", "--format", format, "--out", &file]);
        let other = self::desk();
        std::fs::copy(desk.path().join(&file), other.path().join(&file)).expect("a copy");
        other.said(&["import", "a.md", &file]);
        let value = other.json(&["footnotes", "a.md", "--json"]);
        let own = value["footnotes"].as_array().and_then(|all| all.iter().find(|one| one["label"] == "2")).cloned();
        assert_eq!(own.expect("a footnote")["own"]["body"], "Found in the archive.", "{format}");
    }
}

#[test]
fn a_text_of_ones_own_goes_into_a_newer_edition_and_through_a_backup() {
    let desk = desk();
    desk.said(&["annotate", "a.md", "--footnote", "2", "--note", "Found in the archive."]);
    let backup = desk.said(&["library", "backup"]);
    desk.said(&["annotate", "a.md", "--quote", "Section 2", "--note", "later"]);
    desk.said(&["library", "restore", backup.trim(), "--alone", "--yes"]);
    assert!(!desk.said(&["annotations", "a.md"]).contains("later"), "what was written behind the backup is gone");
    assert!(desk.said(&["footnotes", "a.md"]).contains("Found in the archive."));
    std::fs::write(
        desk.path().join("a.md"),
        format!("# 0 New\n\nA new one calls[^0] first.\n\n{}", TEXT.replace("[^2]", "[^4]")),
    )
    .expect("a file");
    desk.said(&["annotations", "review", "a.md", "--carry"]);
    let value = desk.json(&["footnotes", "a.md", "--json"]);
    let own: Vec<_> = value["footnotes"].as_array().into_iter().flatten().filter(|one| !one["own"].is_null()).collect();
    assert_eq!(own.iter().map(|one| one["label"].clone()).collect::<Vec<_>>(), [json!("4")], "{value}");
}

#[test]
fn links_become_links_of_the_terminal_on_demand_and_what_is_seen_is_the_same() {
    let desk = desk();
    let plain = desk.said(&["text", "a.md"]);
    let linked = desk.said(&["text", "a.md", "--links", "always"]);
    assert!(linked.contains("\x1b]8;id=ibid0;https://example.org/a\x1b\\the report\x1b]8;;\x1b\\"), "{linked:?}");
    assert!(linked.contains("mailto:a@b.example") && !linked.contains("passwd"), "{linked:?}");
    let bare = regex::Regex::new("\x1b\\]8;[^\x1b]*\x1b\\\\").expect("a pattern").replace_all(&linked, "").into_owned();
    assert_eq!(bare, plain);
    for when in ["auto", "never"] {
        assert_eq!(desk.said(&["text", "a.md", "--links", when]), plain, "{when}: piped");
    }
}
