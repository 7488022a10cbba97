//! BibTeX: the documents as entries of a bibliography.

use super::Target;
use crate::export::book::{About, Book};

/// The documents, for LaTeX and what imports BibTeX.
pub(super) const TARGET: Target = Target {
    name: "bibtex",
    extension: "bib",
    aliases: &["bib"],
    example: include_str!("../../../assets/templates/bibtex.bib.jinja"),
    of_notes: false,
    ..Target::new(write_bibtex)
};

/// Writes each document as a BibTeX entry.
fn write_bibtex(book: &Book) -> Vec<u8> {
    let entries: Vec<String> = book.chapters.iter().map(|chapter| entry(&chapter.document)).collect();
    entries.join("\n").into_bytes()
}

fn entry(about: &About) -> String {
    let kind = match about.kind.as_deref() {
        Some("article") => "article",
        Some("book") => "book",
        Some("chapter") => "incollection",
        Some("thesis") => "phdthesis",
        Some("webpage") => "misc",
        _ => "techreport",
    };
    let (publisher, container) = match kind {
        "techreport" => ("institution", "series"),
        "phdthesis" => ("school", "series"),
        "article" => ("publisher", "journal"),
        _ => ("publisher", "booktitle"),
    };
    let optional = |text: &Option<crate::document::SafeText>| text.as_ref().map(|text| escaped(text));
    // A name that is not `Family, Given` is one name: braces keep it whole.
    let author = |name: &str| if name.contains(',') { escaped(name) } else { format!("{{{}}}", escaped(name)) };
    let authors: Vec<String> = about.authors.iter().map(|name| author(name)).collect();
    let fields = [
        ("title", Some(format!("{{{}}}", escaped(&about.title)))),
        ("author", Some(authors.join(" and ")).filter(|authors| !authors.is_empty())),
        (publisher, optional(&about.publisher)),
        (container, optional(&about.container)),
        (if kind == "article" { "volume" } else { "number" }, optional(&about.number)),
        ("year", about.year.clone()),
        ("date", optional(&about.date).filter(|date| about.year.as_deref() != Some(date))),
        ("url", about.url.as_ref().map(ToString::to_string)),
        ("language", about.language.clone()),
        ("file", Some(escaped(&about.file))),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| value.map(|value| format!("  {name} = {{{value}}},\n")));
    format!("@{kind}{{{},\n{}}}\n", key(about), fields.collect::<String>())
}

/// What the document is cited by: the first author or the file, and the year. Only signs that
/// BibTeX and its kin take in a key.
pub(super) fn key(about: &About) -> String {
    let name = about.authors.first().map_or(about.stem.as_str(), |author| author.split(',').next().unwrap_or_default());
    let name: String = name.chars().filter(|c| c.is_alphanumeric() || *c == '-').take(40).collect();
    let name = if name.is_empty() { "document".to_owned() } else { name.to_lowercase() };
    match &about.year {
        Some(year) if !name.ends_with(year.as_str()) => format!("{name}{year}"),
        _ => name,
    }
}

/// Signs that TeX would obey.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_obeys_nothing_of_a_title() {
        assert_eq!(escaped("R&D 50% {a}_b\\c"), "R\\&D 50\\% \\{a\\}\\_b\\textbackslash{}c");
    }
}
