//! The tables, as numbered steps: a step that was released is never edited, only followed.

/// Written into the header of `notes.db`, so that no other program's file is taken for ours: «ibid».
pub(super) const APPLICATION: i32 = 0x6962_6964;

/// The schema of `notes.db`, step by step; its `user_version` is the number of steps taken.
///
/// - `notes`: `data` is the note as JSON, `version` the step that wrote it last, `sum` a
///   checksum of the row, since SQLite keeps none of its own.
/// - `journal`: `before` and `after` are JSON, compressed where long; `state` is 0 for done,
///   1 for undone, 2 for undone for good.
/// - `resolutions`: where notes were found in other renditions; a row is never changed.
/// - `meta`: `logged` is the checksum of the log's record of the last step, 0 where it is not known.
/// - `details`: what the reader says a document is, as JSON.
/// - `texts`: the text of each rendition that has notes, compressed.
pub(super) const NOTES: &[&str] = &[
    "
    CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO meta VALUES ('step', 0), ('segment', 1), ('backed', 0);
    CREATE TABLE notes (
        id BLOB PRIMARY KEY, document BLOB NOT NULL, data TEXT NOT NULL,
        deleted TEXT, version INTEGER NOT NULL, sum BLOB NOT NULL
    ) STRICT;
    CREATE INDEX notes_of ON notes (document);
    CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT, step INTEGER NOT NULL, document BLOB NOT NULL, note BLOB NOT NULL,
        what TEXT NOT NULL, before BLOB, after BLOB, at TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0, undone TEXT
    ) STRICT;
    CREATE INDEX journal_of ON journal (document, state, step);
    CREATE INDEX journal_of_note ON journal (note, id);
    CREATE TABLE resolutions (
        id INTEGER PRIMARY KEY, note BLOB NOT NULL, text BLOB NOT NULL, data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX resolutions_of ON resolutions (text, note, id);
    CREATE TABLE editions (
        newer BLOB NOT NULL, older BLOB NOT NULL, carried INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (newer, older)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE places (document BLOB PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE drafts (name TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT;
    CREATE TABLE texts (text BLOB PRIMARY KEY, length INTEGER NOT NULL, packed BLOB NOT NULL) STRICT;
",
    "
    CREATE TABLE details (document BLOB PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO meta VALUES ('logged', 0);
",
    // Passages whose words had changed were called exact: those are looked for again.
    r#"
    DELETE FROM resolutions WHERE data LIKE '%"state":"exact"%';
"#,
];

/// The schema of `index.db`, which can be thrown away at any time.
pub(super) const INDEX: &[&str] = &["
    CREATE TABLE documents (
        document BLOB PRIMARY KEY, title TEXT NOT NULL, size INTEGER NOT NULL, progress REAL NOT NULL DEFAULT 0,
        first TEXT NOT NULL, last TEXT NOT NULL, turn INTEGER NOT NULL, times INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE paths (
        path BLOB NOT NULL, document BLOB NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (path, document)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX paths_of ON paths (document);
"];
