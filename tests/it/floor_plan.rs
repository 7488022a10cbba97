//! Holds the floor plan of `ARCHITECTURE.md`: which room may use which, and who may touch
//! files, threads, the database and the terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Each room and the rooms that it may use.
const PLAN: [(&str, &[&str]); 16] = [
    ("document", &[]),
    ("words", &[]),
    ("import", &["document", "words"]),
    ("layout", &["document", "words"]),
    ("search", &["document", "words"]),
    ("table", &["document", "words"]),
    ("annotation", &["document", "words"]),
    ("study", &["table", "document", "words"]),
    ("store", &["annotation", "table", "document", "words"]),
    ("export", &["annotation", "table", "document", "words"]),
    ("intake", &["export", "annotation", "document", "words"]),
    ("app", &["layout", "search", "table", "annotation", "study", "document", "words"]),
    ("ui", &["app", "layout", "search", "table", "annotation", "study", "document", "words"]),
    // Settings, and the plain values that the state is given and asks to have kept.
    ("platform", &["app", "study", "import", "export", "intake", "store", "annotation", "document", "words"]),
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
            "intake",
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
            "intake",
            "store",
            "document",
            "words",
        ],
    ),
];

/// What only some rooms may name, outside of their tests.
const KEPT: [(&str, &[&str]); 9] = [
    ("std::fs", &["platform", "store"]),
    ("std::thread", &["terminal", "platform"]),
    ("std::time::SystemTime", &["platform", "store"]),
    ("std::process", &["cli", "platform"]),
    ("std::env", &["cli", "terminal", "platform"]),
    ("rusqlite", &["store"]),
    ("ratatui", &["ui", "terminal"]),
    ("crossterm", &["app", "terminal"]),
    ("clap", &["cli"]),
];

/// A source file: its room, its path, and its code without its tests.
struct File {
    room: String,
    path: PathBuf,
    code: String,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("inside");
            let room = inside.components().next().expect("a part").as_os_str().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a source file");
            // Tests stand last in a file, and may use what they like.
            let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
            found.push(File { room, path, code });
        }
    }
    found.retain(|file| file.room != "lib.rs" && file.room != "main.rs");
    let of_tests = test_modules(&root);
    found.retain(|file| !of_tests.iter().any(|module| file.path.starts_with(module) || file.path == module.with_extension("rs")));
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// Where modules of tests stand that have files of their own.
fn test_modules(folder: &Path) -> Vec<PathBuf> {
    let declared = Regex::new(r"#\[cfg\(test\)\]\s*\n\s*(?:pub(?:\([a-z ]+\))? )?mod ([a-z_]+);").expect("a pattern");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(test_modules(&path));
            continue;
        }
        let own = if path.ends_with("mod.rs") || path.ends_with("lib.rs") { folder.to_owned() } else { path.with_extension("") };
        let text = fs::read_to_string(&path).expect("a source file");
        found.extend(declared.captures_iter(&text).map(|name| own.join(&name[1])));
    }
    found
}

/// The code without comments, in which other rooms are named freely.
fn without_comments(code: &str) -> String {
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_room_uses_what_the_plan_does_not_list() {
    let plan: BTreeMap<&str, &[&str]> = PLAN.into_iter().collect();
    let names = Regex::new(r"crate::(?:([a-z_]+)|\{([^}]*)\})").expect("a pattern");
    let mut wrong = BTreeSet::new();
    for file in files() {
        let Some(allowed) = plan.get(file.room.as_str()) else {
            wrong.insert(format!("{} is no room of the plan", file.room));
            continue;
        };
        for found in names.captures_iter(&without_comments(&file.code)) {
            let used: Vec<&str> = match (found.get(1), found.get(2)) {
                (Some(one), _) => vec![one.as_str()],
                (None, Some(many)) => {
                    many.as_str().split(',').map(|name| name.trim().split("::").next().unwrap_or_default()).collect()
                }
                (None, None) => vec![],
            };
            for room in used.into_iter().filter(|room| plan.contains_key(room)) {
                if room != file.room && !allowed.contains(&room) {
                    wrong.insert(format!("{}: {} -> {room}", file.path.display(), file.room));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_threads_database_and_terminal_stay_in_their_rooms() {
    let mut wrong = BTreeSet::new();
    for file in files() {
        let code = without_comments(&file.code);
        for (name, rooms) in KEPT {
            // `ratatui` is not `ratatui_textarea`, whose state the app keeps.
            let named = Regex::new(&format!(r"\b{name}(::|;|\b[^_:a-z])")).expect("a pattern");
            if named.is_match(&code) && !rooms.contains(&file.room.as_str()) {
                wrong.insert(format!("{}: {name}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_room_is_a_drawer() {
    for file in files() {
        let stem = file.path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(
            !["utils", "util", "common", "helpers", "helper", "manager", "misc"].contains(&stem.as_str()),
            "{}",
            file.path.display()
        );
    }
}

#[test]
fn files_stay_short_enough_to_read() {
    let long: Vec<String> = files()
        .iter()
        .filter(|file| file.code.lines().count() > 450)
        .map(|file| format!("{}: {} lines", file.path.display(), file.code.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}
