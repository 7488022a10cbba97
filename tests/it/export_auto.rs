//! Exports that write themselves when notes change: from the shell, and on the screen.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::desk::Desk;
use crate::support::terminal::{Setup, written};

/// Has a desk's exports written to a folder of it; the folder.
fn configured(desk: &Desk, format: &str) -> PathBuf {
    let folder = desk.path().join("vault");
    fs::create_dir_all(&folder).expect("a folder");
    let config = desk.json(&["paths", "--json"])["config"].as_str().expect("a folder").to_owned();
    fs::create_dir_all(&config).expect("a folder");
    let text = format!("[export]\nauto = \"{}\"\nformat = \"{format}\"\n", folder.display());
    fs::write(Path::new(&config).join("config.toml"), text).expect("a file");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_command_that_changes_notes_writes_their_file() {
    let desk = Desk::new();
    let folder = configured(&desk, "markdown");
    desk.said(&["annotate", "brief.md", "--quote", "Beta two", "--note", "Mine."]);
    let path = folder.join("brief-notes.md");
    let text = fs::read_to_string(&path).expect("a file");
    assert_eq!(text, desk.said(&["export", "brief.md"]));
    // What is written in it stays, and what only reads changes nothing.
    fs::write(&path, format!("{text}\nA thought.\n")).expect("edited");
    desk.said(&["annotations", "brief.md"]);
    desk.said(&["annotate", "brief.md", "--quote", "Alpha one"]);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains("> Alpha one") && text.contains("A thought."), "{text}");
    fs::write(&path, text.replace("Mine.", "Ours.")).expect("edited");
    assert!(desk.said(&["import", path.to_str().expect("a path")]).contains("1 changed"));
    let text = fs::read_to_string(&path).expect("a file");
    assert_eq!((text.matches("Ours.").count(), text.matches("Mine.").count()), (1, 0), "{text}");
    // A newer edition goes on with the file of the older one.
    let brief = desk.path().join("brief.md");
    let newer = fs::read_to_string(&brief).expect("a file").replace("Gamma one.", "Gamma one. More of it.");
    fs::write(&brief, newer).expect("edited");
    desk.said(&["annotations", "review", "brief.md", "--carry"]);
    desk.said(&["annotate", "brief.md", "--quote", "More of it", "--note", "New."]);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains("New.") && text.contains("Ours.") && text.contains("A thought."), "{text}");
    assert_eq!(names(&folder), ["brief-notes.md"]);
}

#[test]
fn a_file_of_another_document_or_of_nobodys_is_not_written_over() {
    for format in ["markdown", "json", "csv"] {
        let desk = Desk::new();
        let folder = configured(&desk, format);
        let other = desk.path().join("other");
        fs::create_dir(&other).expect("a folder");
        fs::write(other.join("brief.md"), "# Another\n\nBeta two stands here too.\n").expect("a file");
        desk.said(&["annotate", "brief.md", "--quote", "Beta two"]);
        let first = names(&folder);
        desk.said(&["annotate", "other/brief.md", "--quote", "stands here"]);
        let second = names(&folder);
        assert_eq!((first.len(), second.len()), (1, 2), "{format}: {second:?}");
        let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a file");
        assert!(read(&first[0]).contains("Beta two") && !read(&first[0]).contains("stands here"), "{format}");
        // Also where it is not known any more which file was written for which.
        fs::remove_file(
            Path::new(desk.json(&["paths", "--json"])["state"].as_str().expect("a folder")).join("auto-exports-1.json"),
        )
        .expect("removed");
        desk.said(&["annotate", "other/brief.md", "--quote", "stands here too"]);
        desk.said(&["annotate", "brief.md", "--quote", "Alpha one"]);
        assert_eq!(names(&folder), second, "{format}");
        assert!(read(&first[0]).contains("Alpha one") && !read(&first[0]).contains("stands here"), "{format}");
        // A file of the reader's own.
        let desk = Desk::new();
        let folder = configured(&desk, format);
        let own = folder.join(&first[0]);
        fs::write(&own, "My own words.\n").expect("a file");
        desk.said(&["annotate", "brief.md", "--quote", "Beta two"]);
        assert_eq!(
            (fs::read_to_string(&own).expect("a file").as_str(), names(&folder).len()),
            ("My own words.\n", 2),
            "{format}"
        );
    }
}

#[test]
fn a_folder_that_can_not_be_written_is_told_and_costs_no_note() {
    let desk = Desk::new();
    let folder = configured(&desk, "markdown");
    fs::remove_dir(&folder).expect("removed");
    let output = desk.run(&["annotate", "brief.md", "--quote", "Beta two"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("vault") && said.contains("could not be written"), "{said}");
    assert_eq!(desk.json(&["annotations", "brief.md", "--json"])["notes"].as_array().map(Vec::len), Some(1));
    let config = desk.json(&["paths", "--json"])["config"].as_str().expect("a folder").to_owned();
    fs::write(Path::new(&config).join("config.toml"), "[export]\nauto = \"vault\"\n").expect("a file");
    let output = desk.run(&["annotate", "brief.md", "--quote", "Alpha one"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("no whole path"), "{output:?}");
}

/// A home with a document and a folder for exports: the document and the folder.
fn home(folder: &Path) -> (String, PathBuf) {
    let vault = folder.join("vault");
    fs::create_dir(&vault).expect("a folder");
    let config = folder.join(".config/ibid");
    fs::create_dir_all(&config).expect("a folder");
    fs::write(config.join("config.toml"), format!("[export]\nauto = \"{}\"\nformat = \"obsidian\"\n", vault.display()))
        .expect("a file");
    (written(folder, "brief.md", b"# One\n\nThe first words. More of them.\n\n# Two\n\nThe last words.\n"), vault)
}

#[test]
fn a_note_on_the_screen_is_exported_by_the_time_the_program_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, vault) = home(folder.path());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    let text = fs::read_to_string(vault.join("brief-notes.md")).expect("a file");
    assert!(text.contains("> The first words."), "{text}");
    // Undone on the screen, it is gone from the file.
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("z").see("Undone").press("q");
    assert_eq!(t.ended(), 0);
    let text = fs::read_to_string(vault.join("brief-notes.md")).expect("a file");
    assert!(!text.contains("> The first words."), "{text}");
    // Reading alone, and reading in private, write nothing.
    fs::remove_file(vault.join("brief-notes.md")).expect("removed");
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("j q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&["--private", &file]).home(folder.path()).start();
    t.see("The first words.").press("} h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    assert_eq!(names(&vault), Vec::<String>::new());
}

#[test]
fn a_vanished_folder_is_told_on_the_screen_and_the_note_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, vault) = home(folder.path());
    fs::remove_dir(&vault).expect("removed");
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} h").see("could not be written");
    // The folder is there again: the next change writes all there is.
    fs::create_dir(&vault).expect("a folder");
    t.press("} h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    let text = fs::read_to_string(vault.join("brief-notes.md")).expect("a file");
    assert_eq!(text.matches("[!quote]").count(), 2, "{text}");
    // One that is told at the end is told on the terminal that is given back.
    fs::remove_file(vault.join("brief-notes.md")).expect("removed");
    fs::remove_dir(&vault).expect("removed");
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("G h q");
    assert_eq!(t.ended(), 4);
    assert!(t.text().contains("could not be written"), "{}", t.text());
}
