//! Exports, imports, details and citations in a real terminal.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::support::terminal::{Setup, written};

const BRIEF: &[u8] = b"---\ntitle: Harvests\n---\n\n# One\n\nThe first words. More of them.\n\n# Two\n\nThe last words.\n";

/// What a command says, in the same home.
fn run(home: &Path, args: &[&str]) -> Output {
    let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
    command.env_clear().env("HOME", home).env("LANG", "C.UTF-8").current_dir(home).args(args).output().expect("a run")
}

fn said(home: &Path, args: &[&str]) -> String {
    let output = run(home, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_file_exported_again_keeps_the_words_that_were_written_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let file = written(home, "brief.md", BRIEF);
    let vault = home.join("vault");
    fs::create_dir(&vault).expect("a folder");
    let mut t = Setup::new(&[&file]).home(home).cwd(home).size(100, 46).start();
    t.see("The first words.").press("} h").see("Highlight saved");
    t.press("e")
        .see("A new file.")
        .see("~/brief-notes.md")
        .press("e")
        .press("C-u")
        .type_text("~/vau")
        .press("Tab")
        .see("~/vault/");
    t.press("Enter").see("~/vault/brief-notes.md").see("> The first words.").press("Enter");
    t.see("1 note written to ~/vault/brief-notes.md").miss("ibid:begin");
    let out = vault.join("brief-notes.md");
    let first = fs::read_to_string(&out).expect("the export");
    assert!(first.contains("> The first words."), "{first}");
    // Words outside of the regions, and in one of them.
    let mine = first.replacen("> The first words.", "> The first words.\n\nmy thought", 1) + "\nMy last line.\n";
    fs::write(&out, &mine).expect("edited");
    t.press("] ] h").see("Highlight saved").press("e");
    // The desk stands as it stood, and says what will happen before it does.
    t.see("~/vault/brief-notes.md").see("1 region of ibid").see("My last line.").see("2 notes");
    assert_eq!(fs::read_to_string(&out).expect("the file"), mine, "nothing is written yet");
    t.press("Enter").see("2 notes written to").see("One region was changed");
    let again = fs::read_to_string(&out).expect("the export");
    for words in ["my thought", "My last line.", "> The first words.", "Two"] {
        assert_eq!(
            again.matches(words).count(),
            1 + usize::from(words == "Two" && again.matches("Two").count() > 1),
            "{words}: {again}"
        );
    }
    // Once more there is nothing to do.
    t.press("e").see("just this already").press("Enter").see("2 notes written to").press("q");
    assert_eq!(t.ended(), 0);
    assert_eq!(fs::read_to_string(&out).expect("the file"), again);
    // Another run knows where it went.
    let mut t = Setup::new(&[&file]).home(home).cwd(home).start();
    t.see("The first words.").press("e").see("~/vault/brief-notes.md").press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_file_of_others_is_refused_and_private_reading_remembers_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let file = written(home, "brief.md", BRIEF);
    let theirs = written(home, "theirs.csv", b"name,price\napples,3\n");
    let mut t = Setup::new(&["--private", &file]).home(home).cwd(home).size(100, 46).start();
    t.see("The first words.").press("} h").see("Highlight saved").press("e").see("A new file.");
    // To CSV, the tenth form.
    t.press("l l l l l l l l l").see("document,file,section").press("e C-u").type_text("theirs.csv");
    t.see("ibid did not write").press("Enter Enter").see("ibid did not write");
    assert_eq!(fs::read(&theirs).expect("theirs"), b"name,price\napples,3\n");
    t.press("e C-u").type_text("no-such/x.csv").see("no such folder").press("Enter");
    t.press("e C-u").type_text("mine.csv").see("A new file.").press("Enter Enter").see("1 note written to");
    t.press("e").see("markdown").press("Esc q");
    assert_eq!(t.ended(), 0);
    assert!(home.join("mine.csv").is_file());
    let state = home.join(".local/state/ibid");
    assert!(!state.join("exports-1.json").exists(), "private reading left a trace");
}

#[test]
fn templates_and_all_documents_are_exported_from_the_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let templates = home.join(".config/ibid/templates");
    fs::create_dir_all(&templates).expect("a folder");
    fs::create_dir(home.join("out")).expect("a folder");
    written(
        &templates,
        "mine.txt.jinja",
        b"{% for d in documents %}{{ d.document.title }}: {{ d.notes | length }}\n{% endfor %}",
    );
    written(&templates, "wrong.txt.jinja", b"first\n{{ nope.x }}\n");
    written(
        &home.join(".config/ibid"),
        "config.toml",
        b"[export]\nformat = \"org\"\nfolder = \"~/out\"\nname = \"{{ document.title }} notes\"\n",
    );
    let one = written(home, "one.md", b"# One\n\nThe first brief says this.\n");
    let two = written(home, "two.md", BRIEF);
    said(home, &["annotate", &one, "--quote", "The first brief"]);
    let mut t = Setup::new(&[&two]).home(home).cwd(home).size(100, 46).start();
    t.see("The first words.").press("} h").see("Highlight saved");
    // The configured form, folder and name.
    t.press("e").see("org").see("~/out/Harvests notes.org");
    // Behind the last of ours come the reader's own, and the first again.
    t.press("h h h h").see("wrong").see("nope").see("wrong.txt.jinja, line 2");
    t.press("h").see("mine").see("Harvests: 1").press("a").see("2 documents").see("Harvests: 1").see("One: 1");
    t.see("~/out/ibid-notes.txt").press("Enter").see("2 notes written to ~/out/ibid-notes.txt").press("q");
    assert_eq!(t.ended(), 0);
    let out = fs::read_to_string(home.join("out/ibid-notes.txt")).expect("the export");
    assert_eq!(out.lines().count(), 2, "{out}");
}

#[test]
fn notes_are_taken_in_and_given_back_in_one_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let file = written(home, "brief.md", BRIEF);
    let csv = "Highlight,Title,Author,URL,Note,Location,Date\n\
        The first words.,Harvests,,,from elsewhere,1,2026-11-01 10:00:00+00:00\n\
        The last words.,Harvests,,,,2,2026-11-01 10:05:00+00:00\n\
        Words that are nowhere in it at all,Harvests,,,,3,2026-11-01 10:06:00+00:00\n";
    written(home, "readwise.csv", csv.as_bytes());
    written(home, "broken.json", b"{ \"schema\": \"ibid.annotations/1\", ");
    let mut t = Setup::new(&[&file]).home(home).cwd(home).size(100, 46).start();
    t.see("The first words.").press("} h").see("Highlight saved").press(":").type_text("import").see("command").press("Enter");
    t.see("Notes from the file").type_text("~/read").press("Tab").see("~/readwise.csv").press("Enter");
    t.see("3 new, 0 changed, 0 the same").see("1 not found").see("Words that are nowhere").see("readwise");
    // Left, nothing has changed.
    t.press("Esc").miss("3 new").press("l").see("1 of 1").press("Esc");
    t.press(":")
        .type_text("import")
        .see("command")
        .press("Enter")
        .see("Notes from the file")
        .type_text("readwise.csv")
        .press("Enter");
    t.see("3 new").press("Enter").see("3 notes taken in. z takes them back.");
    t.press("l").see("of 4").see("from elsewhere").press("Esc").press("z").see("Undone").press("l").see("1 of 1").press("Esc");
    t.press("C-r").see("Done again").press("l").see("of 4").press("Esc");
    // A second time there is nothing to do.
    t.press(":")
        .type_text("import")
        .see("command")
        .press("Enter")
        .see("Notes from the file")
        .type_text("readwise.csv")
        .press("Enter");
    t.see("0 new, 0 changed, 3 the same").press("Enter").see("nothing to take in");
    // A file that is cut short: why, and where.
    t.press(":")
        .type_text("import")
        .see("command")
        .press("Enter")
        .see("Notes from the file")
        .type_text("broken.json")
        .press("Enter");
    t.see("No notes are taken from").see("Nothing was changed").press("Esc").press("q");
    assert_eq!(t.ended(), 0);
    let listed = said(home, &["annotations", &file, "--json"]);
    assert_eq!(listed.matches("\"id\":").count(), 4, "{listed}");
}

#[test]
fn details_that_are_said_on_the_screen_are_cited_and_exported() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    fs::create_dir_all(home.join(".config/ibid")).expect("a folder");
    written(&home.join(".config/ibid"), "config.toml", b"[cite]\nstyle = \"korean\"\n");
    let file = written(home, "brief.md", BRIEF);
    let mut t = Setup::new(&[&file]).home(home).cwd(home).size(100, 46).start();
    t.see("The first words.").press("} c").see("Sent to the clipboard");
    assert_eq!(copied(&t.bytes()), "“The first words.” 『Harvests』.");
    t.press(":").type_text("details").see("command").press("Enter").see("Address").press("Tab").type_text("홍길동");
    t.press("Tab").type_text("연구원").press("Tab").type_text("2023").press("Enter").see("Details saved.");
    t.press("v w c").see("Sent to the clipboard");
    assert_eq!(copied(&t.bytes()), "“The first” 홍길동, 『Harvests』, 연구원, 2023.");
    // Plain copying stays plain.
    t.press("y").wait("the words alone", |t| copied(&t.bytes()) == "The first words.");
    t.press("e").see("No notes yet.").press("h h").see("@techreport{홍길동2023").press("Enter");
    t.see("The document is written to ~/brief-notes.bib").press("q");
    assert_eq!(t.ended(), 0);
    assert!(fs::read_to_string(home.join("brief-notes.bib")).expect("the export").contains("institution = {연구원}"));
    assert_eq!(said(home, &["cite", &file]), "홍길동, 『Harvests』, 연구원, 2023.\n");
}

/// The text that went to the clipboard last.
fn copied(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let packed = text.rsplit_once("\x1b]52;c;").expect("something was copied").1;
    let packed = packed.split(['\x1b', '\x07']).next().unwrap_or_default();
    let digit = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let (mut out, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for c in packed.bytes().filter(|c| *c != b'=') {
        (held, bits) = (held << 6 | u32::from(digit(c)), bits + 6);
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xFF).expect("a byte"));
        }
    }
    String::from_utf8(out).expect("words")
}
