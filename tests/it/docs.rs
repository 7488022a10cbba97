//! Holds the documentation against the program: keys, commands and their options, formats,
//! settings, rooms and links. Both ways: what stands in it exists, and what exists stands in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use regex::Regex;

use ibid::app::keymap::actions;
use ibid::app::{Action, Command, Context};
use ibid::export::{STYLES, TARGETS};
use ibid::import::FORMATS;
use ibid::note_import::NOTE_FORMATS;
use ibid::study::ReadingSpeed;

use super::support::desk::Desk;

type Names = BTreeSet<String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The pages of the documentation, by their paths from the root.
fn pages() -> Vec<String> {
    let mut found: Vec<String> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(String::from).to_vec();
    for folder in ["docs", "docs/decisions"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".md") {
                found.push(format!("{folder}/{name}"));
            }
        }
    }
    found
}

/// A table: what the comment before it says, and the cells of its rows.
struct Table {
    said: String,
    rows: Vec<Vec<String>>,
}

/// The tables of a page that a comment beginning with `kind` stands over.
fn tables(path: &str, kind: &str) -> Vec<Table> {
    let text = page(path);
    let mut lines = text.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some(said) = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->")) else { continue };
        let Some(said) = said.strip_prefix(kind) else { continue };
        let rows: Vec<Vec<String>> = lines.by_ref().take_while(|line| line.starts_with('|')).map(cells).collect();
        assert!(rows.len() > 2, "{path}: no table below {line}");
        found.push(Table { said: said.trim().to_owned(), rows: rows[2..].to_vec() });
    }
    assert!(!found.is_empty(), "{path} has no table of {kind}");
    found
}

/// The cells of a row; `\|` parts none.
fn cells(row: &str) -> Vec<String> {
    let row = row.replace("\\|", "\u{0}");
    let inner = row.trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}

/// What stands between backticks.
fn code(cell: &str) -> Vec<String> {
    let spans = Regex::new(r"`` (.+?) ``|`([^`]+)`").expect("a pattern");
    spans.captures_iter(cell).filter_map(|span| span.get(1).or(span.get(2))).map(|span| span.as_str().to_owned()).collect()
}

/// The first name in code of the first cell of each row of the one table of `kind`.
fn named(path: &str, kind: &str) -> Names {
    tables(path, kind).iter().flat_map(|table| &table.rows).map(|row| code(&row[0])[0].clone()).collect()
}

fn names<'a>(all: impl IntoIterator<Item = &'a str>) -> Names {
    all.into_iter().map(str::to_owned).collect()
}

fn name_of(context: Context) -> &'static str {
    context.message().trim_start_matches("place-")
}

fn command_named(name: &str) -> Command {
    *Command::ALL.iter().find(|command| command.name() == name).unwrap_or_else(|| panic!("there is no command {name}"))
}

const PAGES_OF_KEYS: [&str; 4] = ["docs/reading.md", "docs/search.md", "docs/tables.md", "docs/notes.md"];

#[test]
fn every_key_is_in_the_documentation_and_does_what_it_says() {
    let contexts = names(Context::ALL.iter().map(|context| name_of(*context)));
    // Tables that hold in fewer places come first: a place may take a shared key for itself.
    let mut shared = PAGES_OF_KEYS.iter().flat_map(|path| tables(path, "keys: ")).collect::<Vec<_>>();
    shared.sort_by_key(|table| table.said.split(' ').count());
    for name in shared.iter().flat_map(|table| table.said.split(' ')) {
        assert!(contexts.contains(name), "there is no place {name}");
    }
    for context in Context::ALL {
        let mut written: BTreeMap<String, Command> = BTreeMap::new();
        for table in shared.iter().filter(|table| table.said.split(' ').any(|name| name == name_of(*context))) {
            for row in &table.rows {
                for key in code(&row[0]) {
                    written.entry(key).or_insert_with(|| command_named(&code(&row[1])[0]));
                }
            }
        }
        let mut bound: BTreeMap<String, Command> = BTreeMap::new();
        for (keys, command) in context.bindings() {
            for key in keys.split(' ') {
                bound.entry(key.to_owned()).or_insert(*command);
            }
        }
        assert_eq!(written, bound, "keys of {}", name_of(*context));
    }
}

#[test]
fn keys_behind_a_number_are_in_the_documentation() {
    let mut written = BTreeSet::new();
    for table in tables("docs/reading.md", "keys behind a number: ") {
        for row in &table.rows {
            written.insert((table.said.clone(), code(&row[0])[0].clone(), command_named(&code(&row[1])[0]).name()));
        }
    }
    let mut bound = BTreeSet::new();
    for context in Context::ALL {
        for c in ' '..='~' {
            let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
            let [plain, counting] = [false, true].map(|counting| actions(*context, key, counting));
            if let ([Action::Do(counted)], [first]) = (&counting[..], &plain[..])
                && !matches!(first, Action::Do(command) if command == counted)
            {
                bound.insert((name_of(*context).to_owned(), c.to_string(), counted.name()));
            }
        }
    }
    assert_eq!(written, bound);
}

/// The commands that a help names, each with the long options of its own help.
fn commands_of(desk: &Desk, path: &[&str], found: &mut BTreeMap<String, Names>) {
    let help = desk.said(&[path, &["--help"]].concat());
    let option = Regex::new(r"(?m)^ +(?:-\w, )?(--[a-z-]+)").expect("a pattern");
    found.insert(path.join(" "), option.captures_iter(&help).map(|found| found[1].to_owned()).collect());
    let parts = help.split_once("Commands:\n").map_or("", |(_, rest)| rest.split("\n\n").next().unwrap_or_default());
    for name in parts.lines().filter_map(|line| line.split_whitespace().next()) {
        commands_of(desk, &[path, &[name]].concat(), found);
    }
}

#[test]
fn every_command_and_option_is_in_the_documentation() {
    let desk = Desk::new();
    let mut known = BTreeMap::new();
    commands_of(&desk, &[], &mut known);
    assert!(known.len() > 25, "{known:#?}");

    // The words of a row before its arguments, which are written in capitals.
    let is_argument = |word: &&str| word.trim_start_matches('[').starts_with(|c: char| c.is_ascii_uppercase());
    let bare = |usage: &String| usage.split(' ').take_while(|word| !is_argument(word)).collect::<Vec<_>>().join(" ");
    let rows: Names = named("docs/commands.md", "commands").iter().map(bare).collect();
    assert_eq!(rows, names(known.keys().map(String::as_str).filter(|name| !name.is_empty())));

    let of_all = long_options(&tables("docs/commands.md", "options of all")[0]);
    let mut written: BTreeMap<String, Names> =
        tables("docs/commands.md", "options:").iter().map(|table| (table.said.clone(), long_options(table))).collect();
    for (command, options) in &mut known {
        assert!(of_all.is_subset(options), "{command} lacks an option of all");
        options.retain(|option| !of_all.contains(option));
        let own = written.remove(command).unwrap_or_default();
        // These are described once for all commands that read a document.
        options.retain(|option| {
            own.contains(option) || !["--json", "--format", "--from", "--encoding", "--delimiter"].contains(&option.as_str())
        });
        assert_eq!(own, *options, "options of ibid {command}");
    }
    assert!(written.is_empty(), "options of no command: {written:?}");
}

fn long_options(table: &Table) -> Names {
    let words = table.rows.iter().flat_map(|row| code(&row[0]));
    words.filter(|word| word.starts_with("--")).map(|word| word.split(' ').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_format_target_and_source_is_in_the_documentation() {
    let mut formats: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in tables("docs/formats.md", "formats").iter().flat_map(|table| &table.rows) {
        formats.insert(code(&row[0])[0].clone(), code(&row[1]));
    }
    // The pages are those of a build with everything.
    formats.retain(|name, _| cfg!(feature = "pdf") || name != "pdf");
    let known: BTreeMap<String, Vec<String>> = FORMATS
        .iter()
        .map(|format| (format.name.to_owned(), format.extensions.iter().map(|end| format!(".{end}")).collect()))
        .collect();
    assert_eq!(formats, known);

    let mut targets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in tables("docs/formats.md", "targets").iter().flat_map(|table| &table.rows) {
        targets.insert(code(&row[0])[0].clone(), code(&row[1]));
    }
    let known: BTreeMap<String, Vec<String>> = TARGETS
        .iter()
        .map(|target| (target.name.to_owned(), target.aliases.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    assert_eq!(targets, known);

    assert_eq!(named("docs/formats.md", "sources"), names(NOTE_FORMATS.iter().map(|source| source.name)));
}

/// What the program says of this `config.toml`; nothing where it is right.
fn said_of_config(desk: &Desk, config: &str) -> String {
    let folder = desk.path().join("home/.config/ibid");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.toml"), config).expect("a file");
    let output = desk.run(&["shape", "brief.md"]);
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The names that the program would have understood in place of a wrong one.
fn expected_in(desk: &Desk, table: &str) -> Names {
    let said = said_of_config(desk, &format!("{table}\nno_such_setting = 1\n"));
    let (_, known) = said.split_once("expected").unwrap_or_else(|| panic!("nothing was expected: {said}"));
    code(known).into_iter().collect()
}

#[test]
fn every_setting_is_in_the_documentation() {
    let desk = Desk::new();
    let path = "docs/configuration.md";
    let mut written: BTreeMap<String, Names> = BTreeMap::new();
    let mut defaults = BTreeMap::new();
    for row in tables(path, "settings").iter().flat_map(|table| &table.rows) {
        let setting = code(&row[0])[0].clone();
        let (table, key) = setting.trim_start_matches('[').split_once(']').expect("a table in brackets");
        // A table within a table is a setting of that one.
        let (table, key) = table.split_once('.').unwrap_or((table, key.trim()));
        written.entry(table.to_owned()).or_default().extend((!key.is_empty()).then(|| key.to_owned()));
        defaults.insert(setting.clone(), row[1].clone());
    }
    assert_eq!(names(written.keys().map(String::as_str)), expected_in(&desk, ""), "the tables");
    for (table, keys) in &written {
        // Names of the reader's own stand in some.
        if !keys.is_empty() {
            assert_eq!(*keys, expected_in(&desk, &format!("[{table}]")), "the settings of [{table}]");
        }
    }
    let ReadingSpeed { words, characters } = ReadingSpeed::default();
    assert_eq!(defaults["[reading] words"], words.to_string());
    assert_eq!(defaults["[reading] characters"], characters.to_string());
    assert_eq!(defaults["[export] format"], format!("`{}`", TARGETS[0].name));

    let text = page(path);
    let example = text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    assert_eq!(said_of_config(&desk, example), "");
    for name in STYLES.iter().map(|style| style.name) {
        assert!(text.contains(name), "the style {name} is not told");
    }
}

/// Pages, sections, paragraphs, tables, cells, calls, bodies, and footnotes that have both.
#[cfg(feature = "pdf")]
fn counts(document: &ibid::document::Document) -> [usize; 8] {
    use ibid::document::{BlockKind, Footnote};
    let is_paragraph = |kind: &BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::Item(_));
    let footnotes = document.footnotes();
    let called = |note: &&Footnote| !note.calls.is_empty();
    let explained = |note: &&Footnote| note.body.is_some();
    [
        document.pages().len(),
        document.sections().len(),
        document.blocks().iter().filter(|block| is_paragraph(&block.kind)).count(),
        document.tables().len(),
        document.tables().iter().map(|table| table.head.len() + table.cells.len()).sum(),
        footnotes.iter().filter(called).count(),
        footnotes.iter().filter(explained).count(),
        footnotes.iter().filter(called).filter(explained).count(),
    ]
}

#[cfg(feature = "pdf")]
#[test]
fn what_is_read_of_the_corpus_is_what_the_documentation_counts() {
    let Some(folder) = std::env::var_os("IBID_CORPUS").map(PathBuf::from) else {
        return eprintln!("skipped: IBID_CORPUS names no folder");
    };
    for row in tables("docs/accuracy.md", "files").iter().flat_map(|table| &table.rows) {
        let name = &code(&row[0])[0];
        let bytes = fs::read(folder.join(name)).expect("a file of the corpus");
        let source = ibid::import::Source { name, bytes: &bytes, whole: true };
        let document = (ibid::import::format_of(name, &bytes).read)(&source, &()).expect("a document");
        let written: Vec<usize> = row[1..9].iter().map(|cell| cell.parse().expect("a number")).collect();
        assert_eq!(written, counts(&document), "{name}");
    }
}

#[test]
fn the_map_names_the_rooms_that_are_there() {
    for table in tables("ARCHITECTURE.md", "rooms of ") {
        let written: Names = table.rows.iter().map(|row| code(&row[0])[0].clone()).collect();
        let folders = fs::read_dir(root().join(&table.said)).expect("a folder").flatten();
        let there: Names =
            folders.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        assert_eq!(written, there, "rooms of {}", table.said);
    }
}

/// All of the source, in one.
fn source() -> String {
    let mut text = String::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                text += &fs::read_to_string(&path).expect("a source file");
            }
        }
    }
    text
}

#[test]
fn the_glossary_names_what_is_in_the_source() {
    let source = source();
    let words: BTreeSet<&str> = source.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let rows: Vec<Vec<String>> = tables("ARCHITECTURE.md", "glossary").remove(0).rows;
    assert!(rows.len() >= 30, "{}", rows.len());
    for row in rows {
        for name in code(&row[3]).iter().flat_map(|name| name.split("::")) {
            assert!(words.contains(name), "{}: nothing is called {name}", row[0]);
        }
    }
}

/// The anchors that a page's headings can be linked by.
fn anchors(text: &str) -> Names {
    let heading = |line: &str| line.starts_with('#').then(|| line.trim_start_matches('#').trim().to_lowercase());
    let anchor = |title: String| {
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>()
    };
    text.lines().filter_map(heading).map(anchor).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let link = Regex::new(r"\]\(([^)\s]+)\)").expect("a pattern");
    let mut wrong = Vec::new();
    for path in pages() {
        let text = page(&path);
        for target in link.captures_iter(&text).map(|found| found[1].to_owned()) {
            if target.contains("://") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let folder = Path::new(&path).parent().unwrap_or(Path::new(""));
            let full: PathBuf = if file.is_empty() { root().join(&path) } else { root().join(folder).join(file) };
            let there = full.exists()
                && (anchor.is_empty() || fs::read_to_string(&full).is_ok_and(|text| anchors(&text).contains(anchor)));
            if !there {
                wrong.push(format!("{path}: {target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
