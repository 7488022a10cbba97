//! Exports from the shell: targets, filters, several documents, files written again, templates
//! and citations.

use std::fs;

use crate::support::desk::Desk;

/// Two documents with notes.
fn furnished() -> Desk {
    let desk = Desk::new();
    fs::write(desk.path().join("second.md"), "# Second\n\nDelta stands here, and epsilon.\n").expect("a file");
    desk.said(&["annotate", "brief.md", "--quote", "Beta two", "--note", "Who says so?", "--label", "question", "--tag", "x"]);
    desk.said(&["annotate", "brief.md", "--quote", "Alpha one"]);
    desk.said(&["annotate", "second.md", "--quote", "Delta stands", "--note", "=cmd()", "--tag", "y"]);
    desk
}

#[test]
fn every_target_is_written_from_the_shell() {
    let desk = furnished();
    for (target, sign) in [
        ("markdown", "> Beta two"),
        ("obsidian", "> [!quote]"),
        ("logseq", "id:: "),
        ("org", "#+begin_quote"),
        ("html", "<article"),
        ("text", "“Beta two”"),
        ("json", "\"ibid.annotations/1\""),
        ("jsonld", "AnnotationCollection"),
        ("epub", "AnnotationSet"),
        ("csv", "Beta two"),
        ("readwise", "Highlight,Title"),
        ("clippings", "=========="),
        ("bibtex", "@techreport"),
        ("csl", "\"report\""),
    ] {
        let said = desk.said(&["export", "brief.md", "--format", target]);
        assert!(said.contains(sign), "{target}: {said}");
        assert_eq!(said, desk.said(&["export", "brief.md", "--format", target]), "{target}");
        assert!(desk.said(&["export", "--all", "--format", target]).contains("econd"), "{target}");
    }
}

#[test]
fn filters_choose_among_the_notes_of_all_documents() {
    let desk = furnished();
    let rows = |args: &[&str]| desk.said(&[&["export", "--format", "csv"], args].concat()).lines().count() - 1;
    assert_eq!(rows(&["--all"]), 3);
    assert_eq!(rows(&["brief.md", "second.md"]), 3);
    assert_eq!(rows(&["--all", "--filter", "#y"]), 1);
    assert_eq!(rows(&["brief.md", "--filter", "label:question"]), 1);
    assert_eq!(rows(&["brief.md", "--filter", "is:lost"]), 0);
    assert_eq!(desk.refused(&["export"]).0, 2);
    let csv = desk.said(&["export", "--all", "--format", "csv", "--bom"]);
    assert!(csv.starts_with('\u{FEFF}') && csv.contains("'=cmd()"), "{csv}");
    // A document whose file is gone is told by what its notes know.
    fs::remove_file(desk.path().join("second.md")).expect("removed");
    let said = desk.said(&["export", "--all", "--format", "csv"]);
    assert!(said.contains("Second,second.md") && said.contains("unread"), "{said}");
}

#[test]
fn a_file_exported_again_keeps_what_was_written_in_it() {
    let desk = furnished();
    let path = desk.path().join("vault.md");
    for target in ["markdown", "obsidian", "logseq", "org"] {
        desk.said(&["export", "brief.md", "--format", target, "--out", "vault.md"]);
        let first = fs::read_to_string(&path).expect("a file");
        fs::write(&path, first.replacen("Beta two\n", "Beta two\nA word inside.\n", 1) + "\nMine at the end.\n").expect("edited");
        let id = desk.said(&["annotate", "brief.md", "--quote", "Gamma one"]);
        let output = desk.run(&["export", "brief.md", "--format", target, "--out", "vault.md"]);
        assert!(String::from_utf8_lossy(&output.stderr).contains("One region was changed"), "{target}: {output:?}");
        let again = fs::read_to_string(&path).expect("a file");
        for words in ["Mine at the end.", "A word inside.", id.trim()] {
            assert!(again.contains(words), "{target}: {words} in {again}");
        }
        fs::remove_file(&path).expect("removed");
    }
    // What can't be read as text is left alone.
    fs::write(&path, b"\xff\xfe not text").expect("a file");
    let (code, said) = desk.refused(&["export", "brief.md", "--out", "vault.md"]);
    assert!(code == 4 && said.contains("UTF-8"), "{said}");
    assert_eq!(fs::read(&path).expect("a file"), b"\xff\xfe not text");
}

#[test]
fn templates_are_found_listed_and_told_where_they_are_wrong() {
    let desk = furnished();
    let config = desk.json(&["paths", "--json"])["config"].as_str().expect("a folder").to_owned();
    let folder = std::path::Path::new(&config).join("templates");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("review.md.jinja"), "{% for note in notes %}{{ note.quote }}|{{ note.body }}\n{% endfor %}")
        .expect("a file");
    fs::write(folder.join("wrong.md.jinja"), "fine\n{{ note.quot }}\n").expect("a file");
    assert!(desk.said(&["export", "brief.md", "--template", "review"]).contains("Beta two|Who says so?\n"));
    assert!(desk.said(&["templates"]).contains("review"));
    assert_eq!(desk.said(&["templates", "review"]).lines().count(), 2);
    assert!(desk.said(&["templates", "--variables"]).contains("note.sentence"));
    let (code, said) = desk.refused(&["export", "brief.md", "--template", "wrong"]);
    assert!(code == 2 && said.contains("wrong.md.jinja, line 2"), "{said}");
    let (code, said) = desk.refused(&["export", "brief.md", "--template", "none"]);
    assert!(code == 2 && said.contains("review"), "{said}");
    // A folder to write into names the file by its own template.
    fs::write(
        std::path::Path::new(&config).join("config.toml"),
        "[export]\nformat = \"org\"\nname = \"{{ document.title }} notes\"\n",
    )
    .expect("a file");
    fs::create_dir(desk.path().join("vault")).expect("a folder");
    desk.said(&["export", "brief.md", "--out", "vault"]);
    assert!(desk.path().join("vault/A short brief notes.org").is_file());
}

#[test]
fn a_passage_is_cited_with_what_the_reader_said_of_its_document() {
    let desk = furnished();
    desk.said(&["library", "edit", "brief.md", "--author", "홍길동", "--publisher", "연구원", "--date", "2023-12"]);
    let cited = |args: &[&str]| desk.said(&[&["cite", "brief.md"], args].concat());
    assert_eq!(cited(&["--style", "korean"]), "홍길동, 『A short brief』, 연구원, 2023.\n");
    assert!(cited(&["--quote", "Beta two"]).starts_with("“Beta two” 홍길동, A short brief (연구원, 2023)"));
    assert!(desk.said(&["export", "brief.md", "--format", "bibtex"]).contains("author = {{홍길동}}"));
    desk.said(&["library", "edit", "brief.md", "--author", ""]);
    assert!(!cited(&["--style", "apa"]).contains("홍길동"));
    assert_eq!(desk.refused(&["cite", "brief.md", "--style", "none"]).0, 2);
    assert_eq!(desk.refused(&["library", "edit", "brief.md", "--kind", "poem"]).0, 2);
    let config = desk.json(&["paths", "--json"])["config"].as_str().expect("a folder").to_owned();
    fs::create_dir_all(&config).expect("a folder");
    let own = "[cite]\nstyle = \"mine\"\n[cite.styles]\nmine = \"{{ [title, page] | parts('; ') }}!\"\n";
    fs::write(std::path::Path::new(&config).join("config.toml"), own).expect("a file");
    assert_eq!(cited(&[]), "A short brief!\n");
}

#[test]
fn a_note_that_was_carried_to_a_newer_edition_is_exported_once() {
    let desk = Desk::new();
    let edition = desk.path().join("edition.md");
    fs::copy(desk.path().join("brief.md"), &edition).expect("copied");
    desk.said(&["annotate", "edition.md", "--quote", "Beta two", "--note", "old"]);
    // The older one stays readable elsewhere.
    fs::copy(&edition, desk.path().join("older.md")).expect("copied");
    desk.said(&["annotate", "older.md", "--quote", "Alpha one"]);
    let text = fs::read_to_string(&edition).expect("a file");
    fs::write(&edition, text + "\nA last paragraph of the newer one.\n").expect("edited");
    desk.said(&["annotations", "review", "edition.md", "--carry"]);
    desk.said(&["annotate", "edition.md", "--quote", "last paragraph", "--note", "new"]);
    let said = desk.said(&["export", "--all", "--format", "csv"]);
    assert_eq!(said.lines().count() - 1, 3, "{said}");
    assert_eq!(desk.said(&["export", "edition.md", "--format", "csv"]).lines().count() - 1, 3);
}

#[test]
fn a_file_that_ibid_did_not_write_is_not_written_over() {
    for target in ["csv", "json", "html", "text", "jsonld", "epub", "readwise", "clippings", "bibtex", "csl"] {
        let desk = furnished();
        let path = desk.path().join("mine");
        fs::write(&path, "my,own\n1,2\n").expect("a file");
        let args = ["export", "brief.md", "--format", target, "--out", "mine"];
        let (code, said) = desk.refused(&args);
        assert_eq!((code, said.contains("--force")), (4, true), "{target}: {said}");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "my,own\n1,2\n", "{target}");
        desk.said(&[&args[..], &["--force"]].concat());
        let written = fs::read(&path).expect("a file");
        assert_eq!(written, desk.said(&args[..4]).into_bytes(), "{target}");
        // What ibid wrote last is its own, however its form tells it.
        desk.said(&["library", "edit", "brief.md", "--author", "Somebody, Else", "--title", "Another title"]);
        desk.said(&["annotate", "brief.md", "--quote", "Alpha", "--note", "More."]);
        desk.said(&args);
        assert_ne!(fs::read(&path).expect("a file"), written, "{target}");
        fs::write(&path, "mine again\n").expect("a file");
        assert_eq!(desk.refused(&args).0, 4, "{target}");
    }
}

#[test]
fn a_head_that_the_reader_changed_stays_changed() {
    for (target, old, new) in [
        ("obsidian", "title: ", "title: \"Mine\""),
        ("logseq", "title:: ", "title:: Mine"),
        ("org", "#+TITLE: ", "#+TITLE: Mine"),
    ] {
        let desk = furnished();
        desk.said(&["library", "edit", "brief.md", "--publisher", "A press"]);
        let args = ["export", "brief.md", "--format", target, "--out", "notes"];
        desk.said(&args);
        let path = desk.path().join("notes");
        let text = fs::read_to_string(&path).expect("a file");
        let line = text.lines().find(|line| line.starts_with(old)).expect("a title");
        let mine = text.replacen(line, new, 1);
        fs::write(&path, &mine).expect("written");
        desk.said(&args);
        assert_eq!(fs::read_to_string(&path).expect("a file"), mine, "{target}");
        // What nobody touched follows what ibid knows.
        desk.said(&["library", "edit", "brief.md", "--publisher", "Another press", "--author", "Else"]);
        desk.said(&args);
        let again = fs::read_to_string(&path).expect("a file");
        assert!(again.contains(new) && !again.contains("A press"), "{target}: {again}");
        assert_eq!(again.lines().filter(|line| line.starts_with(old)).count(), 1, "{target}: {again}");
    }
    // Own front matter above a Markdown file keeps its fences.
    let desk = furnished();
    desk.said(&["export", "brief.md", "--out", "notes.md"]);
    let path = desk.path().join("notes.md");
    let mine = format!("---\ntags: [housing]\nabout: >\n  a\n\n  b\n---\n\n{}", fs::read_to_string(&path).expect("a file"));
    fs::write(&path, &mine).expect("written");
    desk.said(&["export", "brief.md", "--out", "notes.md"]);
    assert_eq!(fs::read_to_string(&path).expect("a file"), mine);
}

#[test]
fn a_title_of_eighty_five_syllables_names_a_file() {
    let desk = furnished();
    desk.said(&["library", "edit", "brief.md", "--title", &"가".repeat(85)]);
    let name = "가".repeat(120) + ".md";
    fs::write(desk.path().join(&name[name.len() - 243..]), "# 제목\n\n본문이다.\n").expect("a file");
    for target in ["markdown", "clippings", "csl"] {
        desk.said(&["export", &name[name.len() - 243..], "--format", target, "--out", "."]);
    }
    let longest = fs::read_dir(desk.path()).expect("a folder").flatten().map(|entry| entry.file_name().len()).max();
    assert_eq!(longest, Some(243));
}
