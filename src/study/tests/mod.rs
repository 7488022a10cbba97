//! What is found in the bundled briefs, and in texts that are made to be hard: everything that
//! is told of them, held against files that were read by hand (`tests/golden/study`).

mod citations;
mod comparing;
mod dates;
mod hostile;
mod lots;
mod references;
mod terms;

use crate::document::Document;
use crate::import::{Source, format_named};

const ENGLISH: &str = include_str!("../../../content/north-korea-russia.en.md");
const KOREAN: &str = include_str!("../../../content/north-korea-russia.ko.md");

pub(in crate::study) fn read(markdown: &str) -> Document {
    let format = format_named("markdown").expect("a format");
    (format.read)(&Source { name: "a.md", bytes: markdown.as_bytes(), whole: true }, &()).expect("a document")
}

pub(in crate::study) fn golden(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../tests/golden/study");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Each text of a table, and below it what `told` says of it.
fn each(texts: &[&str], told: impl Fn(&str) -> Vec<String>) -> String {
    let mut out = String::new();
    for text in texts {
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        out += &format!("{}\n", lines.join("\n"));
        let found = told(text);
        out += &if found.is_empty() { "    -\n".to_owned() } else { format!("    {}\n", found.join("\n    ")) };
    }
    out
}

/// The words of a list that `takes` takes.
pub(in crate::study) fn picked(words: &str, takes: impl Fn(&str) -> bool) -> Vec<&str> {
    words.split_whitespace().filter(|word| takes(word)).collect()
}
