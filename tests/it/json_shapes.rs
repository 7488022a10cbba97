//! What `ibid help json` promises is what every command prints, field by field, both ways.

use std::collections::BTreeMap;

use serde_json::Value;

use super::support::desk::{BRIEF, Desk};
#[cfg(feature = "pdf")]
use super::support::paper::Paper;

const BUNDLED: &str = include_str!("../../content/north-korea-russia.en.md");
/// Every kind of trouble that Markdown can have, and a misprint.
const ODD: &str = "\
# Odd

<br>

[A link](#nowhere) and a call[^a].

[^b]: Never called.

| Head | Unit | 2021 | 2020 |
|--|--|--:|--:|
| GNI | USD | 1.243.0 | 1,168.0 | 1 |
";

/// Words that point, to what is there and to what is not; a footnote without a text, and one that means another.
const POINTING: &str =
    "# 1 One\n\nSection 1 and Table 7 call[^1] and[^2] and[^3].\n\n[^1]: Jane Smith, “Trade,” 2015.\n[^3]: Smith, op. cit.\n";

/// Names of fields, each with those of the objects in it, where the page lists them.
#[derive(Debug, Default, PartialEq)]
struct Fields(BTreeMap<String, Fields>);

/// Reads `a, b (remark), c: [d, e]` up to the end or a closing bracket.
fn promised(text: &mut std::iter::Peekable<std::str::Chars>) -> Fields {
    let mut found = Fields::default();
    let (mut name, mut inner, mut depth) = (String::new(), Fields::default(), 0);
    loop {
        let next = text.next();
        match next {
            Some('(') => depth += 1,
            Some(')') => depth -= 1,
            _ if depth > 0 => assert!(next.is_some(), "a remark has no end"),
            Some('[') => inner = promised(text),
            None | Some(']' | ',') => {
                let name: String = std::mem::take(&mut name).trim().trim_end_matches([':', '.', ' ']).to_owned();
                assert!(!name.is_empty() && !name.contains(' '), "no name of a field: {name:?}");
                found.0.insert(name, std::mem::take(&mut inner));
                if next != Some(',') {
                    return found;
                }
            }
            Some(c) => name.push(c),
        }
    }
}

/// The shapes on the page, by their names.
fn shapes(page: &str) -> BTreeMap<String, Fields> {
    let parts = page.split("\n\n").filter(|part| part.starts_with("ibid."));
    let read = |part: &str| {
        let mut lines = part.lines();
        let name = lines.next().and_then(|line| line.split_whitespace().next()).expect("a name").to_owned();
        // What is under `anchor:` and `place:` is told in sentences.
        let fields: Vec<&str> = lines.take_while(|line| !line.starts_with("  anchor:")).collect();
        (name, promised(&mut fields.join(" ").chars().peekable()))
    };
    parts.map(read).collect()
}

/// The fields under `document`, a line each.
fn document_fields(page: &str) -> Vec<String> {
    let part = page.split("\n\n").find(|part| part.starts_with("\"document\"")).expect("a part on documents");
    part.lines().skip(1).filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// The fields of an object, or of all objects of an array together.
fn printed(value: &Value) -> BTreeMap<String, Vec<&Value>> {
    let objects: Vec<&Value> = match value {
        Value::Array(values) => values.iter().collect(),
        other => vec![other],
    };
    let mut found: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for (name, value) in objects.iter().filter_map(|value| value.as_object()).flatten() {
        found.entry(name.clone()).or_default().push(value);
    }
    found
}

/// Holds what is printed in several answers against what is promised. Of each array one has
/// to hold something.
fn hold(at: &str, promised: &Fields, values: &[&Value]) {
    let all: Vec<BTreeMap<String, Vec<&Value>>> = values.iter().map(|value| printed(value)).collect();
    let mut names: Vec<&str> = all.iter().flat_map(BTreeMap::keys).map(String::as_str).filter(|name| *name != "schema").collect();
    names.sort_unstable();
    names.dedup();
    let expected: Vec<&str> = promised.0.keys().map(String::as_str).collect();
    assert_eq!(names, expected, "fields of {at}");
    for (name, inner) in promised.0.iter().filter(|(_, inner)| !inner.0.is_empty()) {
        let values: Vec<&Value> = all.iter().filter_map(|fields| fields.get(name)).flatten().copied().collect();
        hold(&format!("{at}.{name}"), inner, &values);
    }
}

fn furnished() -> Desk {
    let desk = Desk::new();
    let config = desk.json(&["paths", "--json"])["config"].as_str().expect("a folder").to_owned();
    let templates = std::path::Path::new(&config).join("templates");
    std::fs::create_dir_all(&templates).expect("a folder");
    std::fs::write(templates.join("own.md.jinja"), "{{ document.title }}").expect("a file");
    let clippings =
        "A short brief\n- Your Highlight on page 1 | Added on Monday, 1 June 2026 10:00:00\n\nAlpha one\n==========\n";
    std::fs::write(desk.path().join("clippings.txt"), clippings).expect("a file");
    std::fs::write(desk.path().join("bundled.md"), BUNDLED).expect("a file");
    std::fs::write(desk.path().join("odd.md"), ODD).expect("a file");
    #[cfg(feature = "pdf")]
    {
        let mut scan = Paper::default();
        scan.page(|page| {
            page.picture(0.0, 0.0, 600.0, 800.0);
        });
        std::fs::write(desk.path().join("scan.pdf"), scan.bytes()).expect("a file");
        let mut noted = Paper::default();
        noted.page(|page| {
            page.text("F", 10.0, 60.0, 100.0, "Plums were sold.").annotation("Highlight", &[(60.0, 90.0, 90.0, 103.0)], "");
        });
        std::fs::write(desk.path().join("noted.pdf"), noted.bytes()).expect("a file");
    }
    std::fs::write(desk.path().join("figure.md"), format!("{BRIEF}\nIn 2021 the price was 1,243.0.\n")).expect("a file");
    std::fs::write(desk.path().join("dated.md"), "---\ndate: 2023-12\n---\n\nIn March it began.\n").expect("a file");
    std::fs::write(desk.path().join("compared.md"), BRIEF.replace("Alpha one", "Alpha two")).expect("a file");
    std::fs::write(desk.path().join("notes.md"), POINTING).expect("a file");
    desk.said(&["annotate", "notes.md", "--footnote", "2", "--note", "mine"]);
    desk.said(&["annotate", "brief.md", "--cell", "1:2:3", "--note", "n"]);
    // What was typed there and not saved.
    let folder = desk.json(&["paths", "--json"])["data"].as_str().expect("a path").to_owned();
    let mut store = ibid::store::Store::open(std::path::Path::new(&folder), &jiff::Zoned::now()).expect("the store");
    let note = store.all_notes().expect("notes").remove(0);
    let draft = ibid::store::Draft {
        name: "draft".into(),
        document: note.document(),
        note: Some(note.id),
        anchor: Some(note.anchor),
        label: note.label,
        base: None,
        text: ibid::annotation::SafeLines::new("typed"),
        at: jiff::Zoned::now(),
    };
    store.save_draft(&draft, None).expect("kept");
    drop(store);
    // A document with notes, and its newer edition at the same place.
    let edition = desk.path().join("edition.md");
    std::fs::write(&edition, format!("{BRIEF}\nThe older edition.\n")).expect("a file");
    desk.said(&["annotate", "edition.md", "--quote", "Gamma one."]);
    std::fs::write(&edition, format!("{BRIEF}\nThe newer edition, longer by a few words.\n")).expect("a file");
    desk
}

#[test]
fn every_shape_has_the_fields_that_the_page_promises_and_no_others() {
    let desk = furnished();
    let shapes = shapes(&desk.said(&["help", "json"]));
    let mut answers: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let noted = desk.said(&["annotate", "brief.md", "--quote", "Beta two"]).trim().to_owned();
    for args in [
        vec!["outline", "brief.md", "--json"],
        vec!["shape", "brief.md", "--json"],
        vec!["terms", "bundled.md", "--json"],
        vec!["claims", "figure.md", "--json"],
        vec!["text", "brief.md", "--json"],
        vec!["footnotes", "brief.md", "--json"],
        vec!["footnotes", "notes.md", "--json"],
        vec!["references", "notes.md", "--json"],
        vec!["check", "notes.md", "--json"],
        #[cfg(feature = "pdf")]
        vec!["pictures", "scan.pdf", "--write", "pictures", "--json"],
        vec!["tables", "brief.md", "--json"],
        vec!["tables", "bundled.md", "1", "--sort", "2021", "--json"],
        vec!["tables", "bundled.md", "1", "--sort", "2021", "--format", "json"],
        vec!["search", "alpha", "brief.md", "--json"],
        vec!["annotate", "brief.md", "--quote", "Alpha one", "--json"],
        vec!["annotations", "brief.md", "--json"],
        vec!["annotations", "history", "--json"],
        vec!["annotations", "drafts", "--json"],
        vec!["annotations", "review", "edition.md", "--json"],
        vec!["annotations", "review", "edition.md", "--carry", "--json"],
        vec!["export", "brief.md", "--format", "json"],
        vec!["export", "brief.md", "--out", "x.md", "--json"],
        vec!["import", "brief.md", "clippings.txt", "--json"],
        vec!["templates", "--json"],
        vec!["library", "edit", "brief.md", "--publisher", "A press", "--json"],
        vec!["cite", "brief.md", "--quote", "Alpha one", "--json"],
        vec!["library", "--json"],
        vec!["library", "backup", "--json"],
        vec!["library", "check", "--json"],
        vec!["library", "restore", "--json"],
        vec!["library", "purge", "--json"],
        vec!["compare", "brief.md", "figure.md", "--json"],
        vec!["compare", "brief.md", "compared.md", "--json"],
        vec!["paths", "--json"],
        vec!["formats", "--json"],
        #[cfg(feature = "pdf")]
        vec!["check", "scan.pdf", "--json"],
        #[cfg(feature = "pdf")]
        vec!["check", "noted.pdf", "--json"],
        #[cfg(feature = "pdf")]
        vec!["import", "noted.pdf", "--from-document", "--json"],
        vec!["check", "odd.md", "--json"],
        vec!["check", "figure.md", "--json"],
        vec!["timeline", "bundled.md", "--json"],
        vec!["timeline", "dated.md", "--json"],
        vec!["open", &format!("ibid://note/{noted}"), "--json"],
    ] {
        let differ = args[0] == "compare" && args[1] != args[2];
        let value: Value = if differ { serde_json::from_str(&desk.differing(&args)).expect("JSON") } else { desk.json(&args) };
        let schema = value["schema"].as_str().expect("a schema").to_owned();
        let promised = shapes.get(&schema).unwrap_or_else(|| panic!("{schema} is not on the page"));
        // The outermost fields are in every answer.
        let outermost: Vec<String> = printed(&value).into_keys().filter(|name| name != "schema").collect();
        assert_eq!(outermost, promised.0.keys().cloned().collect::<Vec<_>>(), "{args:?}");
        answers.entry(schema).or_default().push(value);
    }
    // Only PDFs have pictures, and pages that can't be read.
    let of_pdf = |schema: &str| ["ibid.pictures/1", "ibid.check/1"].contains(&schema) && cfg!(not(feature = "pdf"));
    for (schema, promised) in shapes.iter().filter(|(schema, _)| !of_pdf(schema)) {
        let values: Vec<&Value> = answers.get(schema).into_iter().flatten().collect();
        assert!(!values.is_empty(), "no command prints {schema}");
        hold(schema, promised, &values);
    }
}

#[test]
fn both_languages_promise_the_same() {
    let desk = Desk::new();
    let [english, korean] = ["en", "ko"].map(|language| desk.said(&["help", "json", "--language", language]));
    assert_eq!(shapes(&english), shapes(&korean));
    assert_eq!(document_fields(&english), document_fields(&korean));
    for page in [&english, &korean] {
        assert!(page.lines().all(|line| ibid::layout::width(line) <= 96), "{page}");
    }
}

#[test]
fn documents_and_notes_have_the_fields_that_the_page_names() {
    let desk = furnished();
    let page = desk.said(&["help", "json"]);
    let mut expected = document_fields(&page);
    expected.sort();
    let exported = desk.json(&["export", "brief.md", "--format", "json"]);
    let names: Vec<&String> = exported["document"].as_object().expect("a document").keys().collect();
    assert_eq!(names, expected.iter().collect::<Vec<_>>());
    // A note in every answer that holds one.
    let note = &exported["notes"][0];
    let made = desk.json(&["annotate", "brief.md", "--quote", "Gamma one", "--json"]);
    assert_eq!(printed(&made["note"]).into_keys().collect::<Vec<_>>(), printed(note).into_keys().collect::<Vec<_>>());
    let words: Vec<&str> = page.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for (under, value) in [("anchor", &note["anchor"]), ("cell", &note["anchor"]["cell"]), ("place", &note["place"])] {
        for name in printed(value).keys() {
            assert!(words.contains(&name.as_str()), "{under}.{name}");
        }
    }
    // Without a file each note says which document it is on.
    let all = desk.json(&["annotations", "--json"]);
    assert!(all["document"].is_null());
    assert_eq!(printed(&all["notes"][0]["document"]).into_keys().collect::<Vec<_>>(), ["bytes_hash", "title"]);
}
