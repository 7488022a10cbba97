//! Small files that people reported, each with what is right: what `IBID_CASES` holds of the folders
//! `text`, `markdown`, `csv` and `tables`. The files are not ours to keep; what is right of each
//! stands in `tests/golden/cases`, a table a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::support::desk::Desk;

/// What is right of one file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Case {
    file: String,
    /// Options that every command gets.
    options: Vec<String>,
    /// Whether the text is printed as wide as a pipe has it, and not without line breaks.
    plain: bool,
    /// Words of the text, blanks and line breaks alike.
    has: Vec<String>,
    /// Words that are not in it.
    lacks: Vec<String>,
    /// Lines of the text, without their indent.
    lines: Vec<String>,
    /// Pieces of the text, blank by blank.
    printed: Vec<String>,
    /// All footnotes: label and body.
    notes: Option<Vec<(String, String)>>,
    /// Some of them.
    notes_hold: Vec<(String, String)>,
    /// Their labels alone.
    labels: Option<Vec<String>>,
    /// Their bodies alone.
    bodies: Option<Vec<String>>,
    /// How often each is called.
    calls: Option<Vec<usize>>,
    /// Footnotes that cite one work, by their labels.
    same_work: Option<Vec<Vec<String>>>,
    /// Titles of the sections.
    outline: Option<Vec<String>>,
    /// What the text refers to, the first ones: kind and number.
    references: Vec<String>,
    tables: Option<Vec<Grid>>,
    /// Words that `check` says.
    check: Vec<String>,
    /// Whether `check` has no warning, or has one.
    clean: bool,
    check_any: bool,
    /// Queries, and how many hits each has.
    finds: Vec<(String, usize)>,
    terms: Vec<String>,
    no_terms: Vec<String>,
    /// Figures that a table holds, and such that none does.
    held: Vec<String>,
    not_held: Vec<String>,
    /// Addresses that can be followed.
    links: Vec<String>,
}

/// What is right of a table.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Grid {
    caption: Option<String>,
    source: Option<String>,
    unit: Option<String>,
    /// Heads of its columns; several levels are joined by ` › `.
    heads: Option<Vec<String>>,
    rows: Option<Vec<Vec<String>>>,
    rows_hold: Vec<Vec<String>>,
    count: Option<usize>,
    cells: Vec<String>,
    /// Its numbers, without the first column.
    values: Option<Vec<Vec<f64>>>,
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

fn of_folder(folder: &str) {
    let Some(root) = std::env::var_os("IBID_CASES").map(PathBuf::from) else {
        return eprintln!("skipped: IBID_CASES names no folder");
    };
    let right = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/cases").join(format!("{folder}.toml"));
    let cases: Cases = toml::from_str(&fs::read_to_string(right).expect("what is right")).expect("cases");
    let desk = Desk::new();
    let mut wrong = Vec::new();
    for case in &cases.case {
        let mut looked = Looked { desk: &desk, file: root.join(folder).join(&case.file), case, wrong: Vec::new() };
        looked.look();
        wrong.extend(looked.wrong.into_iter().map(|said| format!("{folder}/{}: {said}", case.file)));
    }
    assert!(wrong.is_empty(), "{} of {} faults:\n{}", wrong.len(), cases.case.len(), wrong.join("\n"));
}

/// A file that is looked at.
struct Looked<'a> {
    desk: &'a Desk,
    file: PathBuf,
    case: &'a Case,
    wrong: Vec<String>,
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strings<'a>(values: &'a Value, field: &str) -> Vec<&'a str> {
    values.as_array().into_iter().flatten().map(|value| value[field].as_str().unwrap_or_default()).collect()
}

impl Looked<'_> {
    fn expect(&mut self, holds: bool, said: impl FnOnce() -> String) {
        if !holds {
            self.wrong.push(said());
        }
    }

    fn said(&mut self, args: &[&str]) -> String {
        let file = self.file.to_string_lossy().into_owned();
        let mut all: Vec<&str> = args.iter().map(|arg| if *arg == "FILE" { file.as_str() } else { arg }).collect();
        all.extend(self.case.options.iter().map(String::as_str));
        let output = self.desk.run(&all);
        let (said, told) =
            (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned());
        self.expect(matches!(output.status.code(), Some(0 | 1)), || format!("{args:?} fails: {told}"));
        said
    }

    fn json(&mut self, args: &[&str]) -> Value {
        let said = self.said(&[args, &["--json"]].concat());
        serde_json::from_str(&said).unwrap_or_default()
    }

    fn look(&mut self) {
        let case = self.case;
        self.text(case);
        self.footnotes(case);
        if let Some(outline) = &case.outline {
            let found = self.json(&["outline", "FILE"]);
            let titles: Vec<&str> = strings(&found["sections"], "title").into_iter().filter(|title| !title.is_empty()).collect();
            self.expect(titles == *outline, || format!("outline {titles:?}"));
        }
        if !case.references.is_empty() {
            let found = self.json(&["references", "FILE"]);
            let found: Vec<String> = found["references"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|one| {
                    format!("{} {}", one["kind"].as_str().unwrap_or_default(), one["printed"].as_str().unwrap_or_default())
                })
                .collect();
            self.expect(found.starts_with(&case.references), || format!("references {found:?}"));
        }
        if let Some(tables) = &case.tables {
            self.tables(tables);
        }
        self.check(case);
        for (query, wanted) in &case.finds {
            let found = self.json(&["search", query, "FILE"])["hits"].as_array().map_or(0, Vec::len);
            self.expect(found == *wanted, || format!("{query}: {found} hits"));
        }
        self.study(case);
    }

    fn text(&mut self, case: &Case) {
        let text = if case.plain { self.said(&["text", "FILE"]) } else { self.said(&["text", "FILE", "--width", "65535"]) };
        let flowing = words(&text);
        for wanted in &case.has {
            self.expect(flowing.contains(&words(wanted)), || format!("lacks {wanted:?}"));
        }
        for unwanted in &case.lacks {
            self.expect(!flowing.contains(&words(unwanted)), || format!("has {unwanted:?}"));
        }
        for line in &case.lines {
            self.expect(text.lines().any(|found| found.trim() == line.trim()), || format!("has no line {line:?}"));
        }
        for piece in &case.printed {
            self.expect(text.contains(piece), || format!("does not print {piece:?}"));
        }
        if !case.links.is_empty() {
            let text = self.said(&["text", "FILE", "--links", "always"]);
            for link in &case.links {
                self.expect(text.contains(link), || format!("leads nowhere: {link}"));
            }
        }
    }

    fn footnotes(&mut self, case: &Case) {
        let asked = case.notes.is_some() || case.labels.is_some() || case.bodies.is_some() || case.calls.is_some();
        if !asked && case.same_work.is_none() && case.notes_hold.is_empty() {
            return;
        }
        let json = self.json(&["footnotes", "FILE"]);
        let found: Vec<&Value> = json["footnotes"].as_array().into_iter().flatten().collect();
        let label = |note: &Value| note["label"].as_str().unwrap_or_default().to_owned();
        let notes: Vec<(String, String)> =
            found.iter().map(|note| (label(note), words(note["body"].as_str().unwrap_or_default()))).collect();
        let calls: Vec<usize> = found.iter().map(|note| note["calls"].as_array().map_or(0, Vec::len)).collect();
        self.expect(case.notes.as_ref().is_none_or(|wanted| *wanted == notes), || format!("footnotes {notes:?}"));
        for wanted in &case.notes_hold {
            self.expect(notes.contains(wanted), || format!("footnotes {notes:?}"));
        }
        let labels: Vec<&str> = notes.iter().map(|(label, _)| label.as_str()).collect();
        self.expect(case.labels.as_ref().is_none_or(|wanted| *wanted == labels), || format!("labels {labels:?}"));
        let bodies: Vec<&str> = notes.iter().map(|(_, body)| body.as_str()).collect();
        self.expect(case.bodies.as_ref().is_none_or(|wanted| *wanted == bodies), || format!("bodies {bodies:?}"));
        self.expect(case.calls.as_ref().is_none_or(|wanted| *wanted == calls), || format!("calls {calls:?}"));
        for group in case.same_work.iter().flatten() {
            for note in found.iter().filter(|note| group.contains(&label(note))) {
                let others = note["same_work"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
                let mut work: Vec<String> = others.chain([label(note)]).collect();
                work.sort();
                self.expect(work == *group, || format!("footnote {} is of the work of {work:?}", label(note)));
            }
        }
    }

    fn tables(&mut self, wanted: &[Grid]) {
        let count = self.json(&["tables", "FILE"])["tables"].as_array().map_or(0, Vec::len);
        self.expect(count == wanted.len(), || format!("{count} tables"));
        for (at, wanted) in wanted.iter().enumerate().take(count) {
            let said = self.said(&["tables", "FILE", &(at + 1).to_string(), "--format", "json"]);
            let found: Value = serde_json::from_str(&said).unwrap_or_default();
            for (name, wanted) in [("caption", &wanted.caption), ("source", &wanted.source), ("unit", &wanted.unit)] {
                self.expect(wanted.is_none() || found[name].as_str() == wanted.as_deref(), || format!("{name} {}", found[name]));
            }
            let joined =
                |head: &Value| head.as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(" › ");
            let heads: Vec<String> =
                found["columns"].as_array().into_iter().flatten().map(|column| joined(&column["head"])).collect();
            self.expect(wanted.heads.as_ref().is_none_or(|wanted| *wanted == heads), || format!("heads {heads:?}"));
            let cells: Vec<Vec<&str>> =
                found["rows"].as_array().into_iter().flatten().map(|row| strings(&row["cells"], "text")).collect();
            self.expect(wanted.rows.as_ref().is_none_or(|wanted| *wanted == cells), || format!("rows {cells:?}"));
            for row in &wanted.rows_hold {
                self.expect(cells.iter().any(|found| found == row), || format!("no row {row:?} in {cells:?}"));
            }
            self.expect(wanted.count.is_none_or(|wanted| wanted == cells.len()), || format!("{} rows", cells.len()));
            for cell in &wanted.cells {
                self.expect(cells.iter().flatten().any(|found| found == cell), || format!("no cell {cell:?}"));
            }
            let number = |cell: &Value| cell["value"].as_f64().unwrap_or(f64::NAN);
            let values: Vec<Vec<f64>> = found["rows"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|row| row["cells"].as_array().into_iter().flatten().skip(1).map(number).collect())
                .collect();
            self.expect(wanted.values.as_ref().is_none_or(|wanted| *wanted == values), || format!("values {values:?}"));
        }
    }

    fn check(&mut self, case: &Case) {
        if !case.check.is_empty() {
            let said = words(&self.said(&["check", "FILE"]));
            for wanted in &case.check {
                self.expect(said.contains(&words(wanted)), || format!("check does not say {wanted:?}: {said}"));
            }
        }
        if case.clean || case.check_any {
            let found = self.json(&["check", "FILE"]);
            let warnings = strings(&found["warnings"], "message");
            self.expect(warnings.is_empty() == case.clean, || format!("warnings {warnings:?}"));
        }
    }

    fn study(&mut self, case: &Case) {
        if !case.terms.is_empty() || !case.no_terms.is_empty() {
            let said = self.said(&["terms", "FILE"]);
            for term in &case.terms {
                self.expect(said.contains(term), || format!("no term {term}"));
            }
            for term in &case.no_terms {
                self.expect(!said.contains(term), || format!("a term {term}"));
            }
        }
        if !case.held.is_empty() || !case.not_held.is_empty() {
            let found = self.json(&["claims", "FILE"]);
            let held: BTreeMap<&str, bool> = found["figures"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|figure| {
                    (
                        figure["text"].as_str().unwrap_or_default(),
                        figure["held"].as_array().is_some_and(|cells| !cells.is_empty()),
                    )
                })
                .collect();
            for figure in &case.held {
                self.expect(held.get(figure.as_str()) == Some(&true), || format!("not held: {figure}"));
            }
            for figure in &case.not_held {
                self.expect(held.get(figure.as_str()) != Some(&true), || format!("held: {figure}"));
            }
        }
    }
}

#[test]
fn plain_text_reads_right() {
    of_folder("text");
}

#[test]
fn markdown_reads_right() {
    of_folder("markdown");
}

#[test]
fn delimited_text_reads_right() {
    of_folder("csv");
}

#[test]
fn values_and_claims_read_right() {
    of_folder("tables");
}
