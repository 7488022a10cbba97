//! `ibid open` from the shell: what the addresses in exported files lead to.

use std::fs;

use crate::support::desk::Desk;

/// A brief with a note on it; the note's id.
fn noted() -> (Desk, String) {
    let desk = Desk::new();
    let id = desk.said(&["annotate", "brief.md", "--quote", "Beta two"]).trim().to_owned();
    (desk, id)
}

/// What an address leads to, as JSON.
fn led(desk: &Desk, address: &str) -> serde_json::Value {
    desk.json(&["open", address, "--json"])
}

#[test]
fn every_address_of_an_exported_file_leads_back() {
    let (desk, id) = noted();
    let path = desk.path().join("brief.md").to_string_lossy().into_owned();
    let markdown = desk.said(&["export", "brief.md"]);
    let address = &markdown[markdown.find("(ibid://note/").expect("an address") + 1..];
    let address = address.split(')').next().expect("its end");
    assert_eq!(address, format!("ibid://note/{id}"));
    let value = led(&desk, address);
    let expected = (path.as_str().into(), "there".into(), "Beta two".into(), "First section".into());
    let [file, state, quote, section] = ["path", "state", "quote", "section"].map(|name| value[name].clone());
    assert_eq!((file, state, quote, section), expected);
    let said = desk.said(&["open", address, "--print"]);
    assert_eq!(said, format!("{path}\nsection 2 · “Beta two”\n"));
    // Where there is no screen, it is said as well.
    assert_eq!(desk.said(&["open", address]), said);
    let json = desk.said(&["export", "brief.md", "--format", "obsidian"]);
    let document = json.split('"').find(|part| part.starts_with("ibid://document/")).expect("an address");
    assert_eq!(led(&desk, document)["start_byte"], serde_json::Value::Null);
    assert_eq!(led(&desk, &format!("{document}?at=section:2"))["section"], "First section");
    let (code, said) = desk.refused(&["open", &format!("{document}?at=section:99"), "--print"]);
    assert!(code == 2 && said.contains("no such place"), "{said}");
}

#[test]
fn what_leads_nowhere_says_why() {
    let (desk, id) = noted();
    let other = Desk::new();
    for address in ["https://a.kr", "ibid://note/1", "ibid://note/../x", "ibid://document/00?at=section:1", ""] {
        let (code, said) = desk.refused(&["open", address]);
        assert!(code == 2 && said.contains("no address of ibid"), "{address}: {said}");
    }
    let (code, said) = desk.refused(&["open", "ibid://note/\u{1B}]0;x\u{7}"]);
    assert!(code == 2 && !said.contains('\u{1B}'), "{said:?}");
    let address = format!("ibid://note/{id}");
    let (code, said) = other.refused(&["open", &address]);
    assert!(code == 1 && said.contains("there is none"), "{said}");
    let (code, said) = other.refused(&["open", &format!("ibid://document/{}", "0".repeat(64))]);
    assert!(code == 3 && said.contains("does not know where"), "{said}");
    let hash = led(&desk, &address)["document"]["bytes_hash"].as_str().expect("a hash").to_owned();
    let (code, said) = desk.refused(&["open", &format!("ibid://document/{hash}?at=line:3")]);
    assert!(code == 2 && said.contains("section:3"), "{said}");
    // Moved away, the file is named; opened where it is now, the address leads there.
    fs::rename(desk.path().join("brief.md"), desk.path().join("moved.md")).expect("moved");
    let (code, said) = desk.refused(&["open", &address]);
    assert!(code == 3 && said.contains("brief.md") && said.contains("no file any more"), "{said}");
    desk.said(&["annotate", "moved.md", "--quote", "Alpha one"]);
    assert!(desk.said(&["open", &address]).contains("moved.md"));
}

#[test]
fn a_changed_file_is_told_until_its_notes_are_carried_over() {
    let (desk, id) = noted();
    let address = format!("ibid://note/{id}");
    let file = desk.path().join("brief.md");
    let text = fs::read_to_string(&file).expect("a file");
    fs::write(&file, text.replace("Alpha one.", "A line that is new. Alpha one.")).expect("edited");
    let value = led(&desk, &address);
    assert_eq!((&value["state"], &value["start_byte"]), (&"changed".into(), &serde_json::Value::Null));
    let output = desk.run(&["open", &address]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("was changed"), "{output:?}");
    desk.said(&["annotations", "review", "brief.md", "--carry"]);
    let value = led(&desk, &address);
    assert_eq!((&value["state"], &value["section"]), (&"there".into(), &"First section".into()));
    // The newer edition may lie elsewhere.
    fs::rename(&file, desk.path().join("second.md")).expect("moved");
    desk.said(&["annotate", "second.md", "--quote", "Gamma one"]);
    assert!(led(&desk, &address)["path"].as_str().expect("a path").ends_with("second.md"));
}

#[test]
fn a_deleted_note_and_standard_input_are_told() {
    let desk = Desk::new();
    let note = |text: &str| {
        let args = ["annotate", "-", "--quote", "words of a pipe"];
        let output = desk.command().args(args).write_stdin(text.to_owned()).output().expect("a run");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    let id = note("Some words of a pipe that nobody keeps.\n");
    let (code, said) = desk.refused(&["open", &format!("ibid://note/{id}")]);
    assert!(code == 3 && said.contains("standard input"), "{said}");
}

#[test]
fn the_bundled_brief_is_always_there() {
    let desk = Desk::new();
    let bundled = include_str!("../../content/north-korea-russia.en.md");
    fs::write(desk.path().join("copy.md"), bundled).expect("a file");
    let id = desk.said(&["annotate", "copy.md", "--section", "2"]).trim().to_owned();
    fs::remove_file(desk.path().join("copy.md")).expect("removed");
    let value = led(&desk, &format!("ibid://note/{id}"));
    assert_eq!((&value["path"], &value["state"]), (&serde_json::Value::Null, &"there".into()));
    assert!(desk.said(&["open", &format!("ibid://note/{id}")]).starts_with("north-korea-russia.en.md\n"));
}
