//! Holds the floor plan of `ARCHITECTURE.md`: which room may use which, and who may touch
//! files, threads, the database and the terminal.

mod source;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use source::{Module, Names, Source};

/// Rooms, and the rooms that each may use.
type Plan = &'static [(&'static str, &'static [&'static str])];

/// Each room and the rooms that it may use.
const PLAN: Plan = &[
    ("document", &[]),
    ("words", &[]),
    ("collation", &[]),
    ("import", &["document"]),
    ("formula", &[]),
    ("layout", &["formula", "document"]),
    ("search", &["document"]),
    ("table", &["collation", "document"]),
    ("annotation", &["document"]),
    ("study", &["table", "collation", "document", "words"]),
    ("store", &["annotation", "document"]),
    ("export", &["annotation", "table", "document", "words"]),
    ("note_import", &["export", "annotation", "document"]),
    ("app", &["layout", "search", "table", "annotation", "study", "document", "words"]),
    ("ui", &["app", "layout", "search", "table", "annotation", "study", "document", "words"]),
    // Settings, and the plain values that the state is given and asks to have kept.
    ("platform", &["app", "study", "import", "export", "note_import", "store", "annotation", "document", "words"]),
    (
        "terminal",
        &[
            "ui",
            "app",
            "platform",
            "search",
            "table",
            "annotation",
            "study",
            "import",
            "export",
            "note_import",
            "store",
            "document",
            "words",
        ],
    ),
    (
        "cli",
        &[
            "terminal",
            "ui",
            "app",
            "platform",
            "layout",
            "search",
            "table",
            "annotation",
            "study",
            "import",
            "export",
            "note_import",
            "store",
            "document",
            "words",
        ],
    ),
];

/// Rooms within rooms. What stands in a room itself puts its own together and may use them all; they may use it where
/// they list it by its name.
const INNER: &[(&str, Plan)] = &[(
    "app",
    &[
        ("core", &[]),
        ("action", &["keys", "outcome"]),
        ("effect", &["app", "desks", "exchange", "finding", "notes", "reading"]),
        ("outcome", &["action", "core", "desks", "effect", "exchange", "finding", "notes", "reading"]),
        ("answers", &["app", "core", "desks", "effect", "exchange", "finding", "notes", "outcome", "reading"]),
        ("layer", &["app", "asking", "core", "desks", "effect", "exchange", "finding", "keys", "lists", "notes", "reading"]),
        ("keys", &["action", "app", "core", "layer", "reading"]),
        ("reading", &["action", "app", "core", "desks", "effect", "keys", "layer", "notes"]),
        ("lists", &["app", "core", "desks", "keys", "layer", "reading"]),
        ("finding", &["app", "core", "effect", "keys", "layer", "lists", "reading"]),
        ("asking", &["app", "core", "desks", "effect", "exchange", "keys", "layer", "notes", "reading"]),
        ("notes", &["action", "app", "asking", "core", "effect", "exchange", "keys", "layer", "lists", "reading"]),
        ("desks", &["action", "app", "asking", "core", "effect", "exchange", "keys", "layer", "panes", "reading"]),
        ("exchange", &["action", "app", "asking", "core", "effect", "keys", "layer", "lists", "notes", "reading"]),
        ("panes", &["app", "asking", "core", "desks", "finding", "lists", "reading"]),
    ],
)];

/// What only some rooms may name, outside of their tests.
const KEPT: &[(&str, &[&str])] = &[
    ("std::fs", &["platform", "store"]),
    ("std::io::stdin", &["cli", "terminal", "platform"]),
    ("std::io::stdout", &["cli", "terminal", "platform"]),
    ("std::io::stderr", &["cli"]),
    ("std::os", &["terminal", "platform", "store"]),
    ("std::net", &[]),
    ("std::thread", &["terminal", "platform"]),
    ("std::time::SystemTime", &["platform", "store"]),
    ("std::time::Instant", &["cli", "terminal", "platform"]),
    ("jiff::Zoned::now", &["cli", "terminal", "platform"]),
    ("jiff::Timestamp::now", &["platform"]),
    ("std::process", &["cli", "platform"]),
    ("std::env", &["cli", "terminal", "platform"]),
    ("rusqlite", &["store"]),
    ("ratatui", &["ui", "terminal"]),
    ("crossterm", &["app", "terminal"]),
    ("termina", &["terminal"]),
    ("clap", &["cli"]),
    ("notify", &["terminal"]),
    ("open", &["platform"]),
    ("rustix", &["cli", "terminal", "platform", "store"]),
    ("signal_hook", &["terminal"]),
    ("tempfile", &["platform", "store"]),
];

/// Methods of paths that ask the disk, which only rooms with files may call.
const ASKS_DISK: [&str; 7] = ["canonicalize", "exists", "is_dir", "is_file", "read_dir", "read_link", "try_exists"];

/// How many files a folder may hold beside each other.
const MOST_FILES: usize = 20;

/// The files of `src`, by their names within it.
fn files() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut folders) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
            found.insert(inside, fs::read_to_string(&path).expect("a source file"));
        }
    }
    assert!(found.len() > 100, "the sources were not found");
    found
}

/// What `Cargo.toml` lets the program use.
fn dependencies() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = text.parse().expect("TOML");
    let mut found: Vec<String> = Vec::new();
    let mut take = |table: Option<&toml::Value>| {
        let names = table.and_then(toml::Value::as_table).into_iter().flatten().map(|(name, _)| name.replace('-', "_"));
        found.extend(names);
    };
    take(manifest.get("dependencies"));
    for (_, target) in manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten() {
        take(target.get("dependencies"));
    }
    found
}

static SOURCE: LazyLock<Source> = LazyLock::new(|| {
    let others = dependencies();
    Source::of(&files(), &others.iter().map(String::as_str).collect::<Vec<_>>())
});

/// The room at `depth` that a module or a name stands in.
fn room(names: &[String], depth: usize) -> &str {
    names.get(depth).map_or("", String::as_str)
}

/// What rooms use and may not.
fn crossed(source: &Source, plan: Plan) -> BTreeSet<String> {
    let plan: BTreeMap<&str, &[&str]> = plan.iter().copied().collect();
    let mut wrong = BTreeSet::new();
    for module in source.modules().filter(|module| module.path.len() > 1) {
        let own = room(&module.path, 1);
        let Some(allowed) = plan.get(own) else {
            wrong.insert(format!("{own} is no room of the plan"));
            continue;
        };
        for names in source.names(module).iter().filter(|names| names[0] == "crate" && names.len() > 1) {
            let used = room(names, 1);
            if used != own && !allowed.contains(&used) {
                wrong.insert(told(module, names));
            }
        }
        wrong.extend(source.faults(module).into_iter().map(|fault| format!("{}: {fault}", module.file)));
    }
    wrong
}

/// What rooms within `outer` use of each other and may not.
fn reached_over(source: &Source, outer: &str, plan: Plan) -> BTreeSet<String> {
    let plan: BTreeMap<&str, &[&str]> = plan.iter().copied().collect();
    let mut wrong = BTreeSet::new();
    let is_within = |names: &[String]| names.len() > 1 && names[0] == "crate" && names[1] == outer;
    let rooms: BTreeSet<&str> =
        source.modules().filter(|module| is_within(&module.path)).map(|module| room(&module.path, 2)).collect();
    for module in source.modules().filter(|module| is_within(&module.path) && module.path.len() > 2) {
        let own = room(&module.path, 2);
        let Some(allowed) = plan.get(own) else {
            wrong.insert(format!("{outer}/{own} is no room of the plan"));
            continue;
        };
        // A name that another room hands on is that of who made it; what stands in none stands in the room around them.
        for names in source.names(module).iter().filter(|names| is_within(names) && names.len() > 2) {
            let used = Some(room(names, 2)).filter(|used| rooms.contains(used) && !used.is_empty()).unwrap_or(outer);
            let is_handed_on = used == outer && source.is_handed_on(names);
            if used != own && !allowed.contains(&used) && !is_handed_on {
                wrong.insert(told(module, names));
            }
        }
    }
    wrong
}

/// What rooms name of what is kept to others.
fn taken(source: &Source, kept: &[(&str, &[&str])]) -> BTreeSet<String> {
    let mut wrong = BTreeSet::new();
    for module in source.modules().filter(|module| module.path.len() > 1) {
        for names in source.names(module) {
            let is_kept = kept.iter().find(|(name, _)| {
                name.split("::")
                    .zip(names.iter().map(Some).chain(std::iter::repeat(None)))
                    .all(|(wanted, own)| own.is_some_and(|own| own == wanted))
            });
            if is_kept.is_some_and(|(_, rooms)| !rooms.contains(&room(&module.path, 1))) {
                wrong.insert(told(module, &names));
            }
        }
    }
    wrong
}

fn told(module: &Module, names: &Names) -> String {
    format!("{}: {}", module.file, names.join("::"))
}

#[test]
fn no_room_uses_what_the_plan_does_not_list() {
    let wrong = crossed(&SOURCE, PLAN);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_room_within_a_room_reaches_over() {
    let wrong: Vec<String> = INNER.iter().flat_map(|(outer, plan)| reached_over(&SOURCE, outer, plan)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_threads_database_and_terminal_stay_in_their_rooms() {
    let wrong = taken(&SOURCE, KEPT);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_rooms_with_files_ask_the_disk_of_a_path() {
    let rooms = ["cli", "terminal", "platform", "store"];
    let asks = |module: &&Module| SOURCE.methods(module).any(|method| ASKS_DISK.contains(&method));
    let pure = SOURCE.modules().filter(|module| !rooms.contains(&room(&module.path, 1)));
    let wrong: Vec<&str> = pure.filter(asks).map(|module| module.file.as_str()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_is_a_module_or_a_test() {
    let is_test = |file: &str| SOURCE.tests.iter().any(|test| file == test || (test.ends_with('/') && file.starts_with(test)));
    let lost: Vec<String> =
        files().into_keys().filter(|file| file != "main.rs" && !SOURCE.files.contains(file) && !is_test(file)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn the_map_has_a_row_for_each_room() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).expect("the map");
    let table = map.split_once("| room |").expect("a table of rooms").1;
    let row = Regex::new(r"(?m)^\| `([a-z_]+)` \|").expect("a pattern");
    let rows = table.split("\n\n").next().unwrap_or_default();
    let told: BTreeSet<&str> = row.captures_iter(rows).map(|row| row.get(1).expect("a name").as_str()).collect();
    assert_eq!(told, PLAN.iter().map(|(room, _)| *room).collect());
}

#[test]
fn no_room_is_a_drawer() {
    for file in files().keys() {
        let stem = Path::new(file).file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(!["utils", "util", "common", "helpers", "helper", "manager", "misc"].contains(&stem.as_str()), "{file}");
    }
}

#[test]
fn no_folder_holds_more_files_than_an_eye_takes_in() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in files().keys() {
        let folder = Path::new(file).parent().expect("a folder").to_string_lossy().into_owned();
        *counts.entry(folder).or_default() += 1;
    }
    counts.retain(|_, count| *count > MOST_FILES);
    assert!(counts.is_empty(), "{counts:#?}");
}

#[test]
fn files_stay_short_enough_to_read() {
    // Tests that stand in the file come last in it.
    let tests = Regex::new(r"(?m)^#\[cfg\(test\)\]\nmod [a-z_]+ \{").expect("a pattern");
    let is_code = |file: &String| SOURCE.files.contains(file);
    let lines = |text: &str| text[..tests.find(text).map_or(text.len(), |found| found.start())].lines().count();
    let long: Vec<String> = files()
        .into_iter()
        .filter(|(file, text)| is_code(file) && lines(text) > 450)
        .map(|(file, text)| format!("{file}: {} lines", lines(&text)))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// What this test would say of a crate with a room `low`, a room `high` that may use it, and `code` in `low`.
fn said_of(code: &str) -> BTreeSet<String> {
    let files = [
        ("lib.rs", "pub mod high;\npub mod low;"),
        ("high/mod.rs", "mod inner;\npub use inner::Thing;\npub use std::fs;\npub fn call() {}\n"),
        ("high/inner.rs", "pub struct Thing;"),
        ("low/mod.rs", "mod deep;\nmod far;\npub use far::Far;"),
        ("low/far.rs", "pub struct Far;"),
        ("low/deep/mod.rs", "mod deeper;"),
        ("low/deep/deeper.rs", code),
    ];
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let source = Source::of(&files, &["rusqlite", "ratatui", "ratatui_textarea"]);
    let plan: Plan = &[("high", &["low"]), ("low", &[])];
    let kept: &[(&str, &[&str])] = &[("std::fs", &["high"]), ("std::thread", &[]), ("rusqlite", &[]), ("ratatui", &[])];
    let inner: Plan = &[("deep", &[]), ("far", &[])];
    crossed(&source, plan).into_iter().chain(taken(&source, kept)).chain(reached_over(&source, "low", inner)).collect()
}

#[test]
fn this_test_is_not_walked_around() {
    for code in [
        // Another room, by any way.
        "use crate::high::Thing;",
        "use super::super::super::high::Thing;",
        "use super::{super::{super::{high}}};",
        "use crate::{low::{Far}, high::Thing};",
        "use crate as root; fn f() { root::high::call() }",
        "use crate::{self as root}; fn f() { root::high::call() }",
        "use super::super::super as up; type T = up::high::Thing;",
        "fn f() { crate::high::call() }",
        "fn f() { use crate::high; }",
        "struct S(Vec<crate::high::Thing>);",
        "fn f(x: u8) { match x { crate::high::Thing => {} _ => {} } }",
        "impl crate::high::Thing { }",
        "fn f() { println!(\"{}\", crate::high::call()) }",
        "macro_rules! m { () => { $crate::high::call() } }",
        "fn f() { m!(use crate::{low::Far, high::Thing}) }",
        "#[derive(crate::high::Thing)] struct S;",
        "mod inside { use super::super::super::super::high; }",
        "use crate::*;",
        "#[path = \"../../../high/mod.rs\"] mod high;",
        "fn f() { include!(\"../../../high/mod.rs\") }",
        "extern crate self as me;",
        "#[cfg(test)] mod tests; use crate::high::Thing;",
        "#[cfg(not(test))] use crate::high::Thing;",
        "#[cfg(any(test, unix))] use crate::high::Thing;",
        // What is kept to some rooms.
        "use std::{fs, io};",
        "use std::{io, fs::{self as disk}};",
        "use std as s; fn f() { s::fs::read(\"x\"); }",
        "use ::std::fs::read;",
        "fn f() { std::fs::read(\"x\"); }",
        "fn f() { let _ = format!(\"{:?}\", std::thread::current()); }",
        "use std::*;",
        "use rusqlite as db; struct S(db::Connection);",
        "use rusqlite;",
        "fn f(c: &rusqlite::Connection) {}",
        "fn f() { ratatui::init(); }",
        // Rooms within the room.
        "use crate::low::far::Far;",
        "use super::super::Far;",
        "use crate::low::Far as Near;",
        "use super::super::far;",
    ] {
        assert!(!said_of(code).is_empty(), "walked around by: {code}");
    }
}

#[test]
fn what_is_allowed_is_not_complained_of() {
    for code in [
        "use super::Thing; use std::fmt; use std::io;",
        "use ratatui_textarea::TextArea; fn ratatui(fs: u8) -> u8 { fs }",
        "// use crate::high::Thing;\n/// [`crate::high`]\nstruct S;",
        "const WORDS: &str = \"crate::high std::fs\";",
        "#[cfg(test)] mod tests { use crate::high::Thing; use std::fs; }",
        "#[cfg(test)] use crate::high::Thing;",
        "#[cfg(all(test, unix))] fn f() { std::fs::read(\"x\"); }",
        "struct S; impl S { #[cfg(test)] fn f() { std::fs::read(\"x\"); } }",
        "mod fs { pub fn read() {} } fn f() { fs::read() }",
        "fn f(s: &str) -> bool { s.is_empty() && matches!(s, \"high\") }",
    ] {
        assert_eq!(said_of(code), BTreeSet::new(), "{code}");
    }
}
