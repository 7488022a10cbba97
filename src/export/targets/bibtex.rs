//! BibTeX: the documents as entries of a bibliography.

use super::Target;
use crate::export::book::{Book, DocumentRecord};

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

fn entry(about: &DocumentRecord) -> String {
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
pub(super) fn key(about: &DocumentRecord) -> String {
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
    use crate::annotation::Details;
    use crate::export::{AnnotatedDocument, ExportInput, Options};
    use crate::words::{Language, Words};

    #[test]
    fn tex_obeys_nothing_of_a_title() {
        assert_eq!(escaped("R&D 50% {a}_b\\c"), "R\\&D 50\\% \\{a\\}\\_b\\textbackslash{}c");
    }

    /// Documents of which these details are known, as they are written.
    fn with_book<T>(known: &[(&str, &str)], act: impl Fn(&Book) -> T) -> T {
        let mut details = Details::default();
        for (name, value) in known {
            assert!(details.set(name, value));
        }
        let words = Words::new(Language::English);
        let brief = AnnotatedDocument {
            document: None,
            name: "brief.pdf",
            rendition: None,
            id: None,
            details,
            notes: &[],
            settled: None,
        };
        act(&Book::of(&ExportInput { briefs: &[brief], words: &words, options: Options::default() }))
    }

    #[test]
    fn bibtex_has_the_fields_of_each_kind() {
        for (kind, expected) in [
            (
                "article",
                "@article{kim2020,\n  title = {{T}},\n  author = {Kim, J.},\n  publisher = {P},\n  journal = {C},\n  volume = {7},\n",
            ),
            (
                "book",
                "@book{kim2020,\n  title = {{T}},\n  author = {Kim, J.},\n  publisher = {P},\n  booktitle = {C},\n  number = {7},\n",
            ),
            (
                "chapter",
                "@incollection{kim2020,\n  title = {{T}},\n  author = {Kim, J.},\n  publisher = {P},\n  booktitle = {C},\n  number = {7},\n",
            ),
            (
                "thesis",
                "@phdthesis{kim2020,\n  title = {{T}},\n  author = {Kim, J.},\n  school = {P},\n  series = {C},\n  number = {7},\n",
            ),
            (
                "webpage",
                "@misc{kim2020,\n  title = {{T}},\n  author = {Kim, J.},\n  publisher = {P},\n  booktitle = {C},\n  number = {7},\n",
            ),
            (
                "report",
                "@techreport{kim2020,\n  title = {{T}},\n  author = {Kim, J.},\n  institution = {P},\n  series = {C},\n  number = {7},\n",
            ),
        ] {
            let known = [
                ("title", "T"),
                ("author", "Kim, J."),
                ("publisher", "P"),
                ("container", "C"),
                ("number", "7"),
                ("date", "2020-05"),
                ("url", "https://a.kr/x_y"),
                ("kind", kind),
            ];
            let text = with_book(&known, |book| String::from_utf8(write_bibtex(book)).expect("UTF-8"));
            let rest = "  year = {2020},\n  date = {2020-05},\n  url = {https://a.kr/x_y},\n  file = {brief.pdf},\n}\n";
            assert_eq!(text, format!("{expected}{rest}"));
        }
        let text = with_book(&[("author", "One Name; Other"), ("date", "2020")], |book| {
            String::from_utf8(write_bibtex(book)).expect("UTF-8")
        });
        assert_eq!(
            text,
            "@techreport{onename2020,\n  title = {{brief.pdf}},\n  author = {{One Name} and {Other}},\n  year = {2020},\n  file = {brief.pdf},\n}\n"
        );
    }

    #[test]
    fn a_key_is_made_of_the_first_author_and_the_year() {
        let of = |known: &[(&str, &str)]| with_book(known, |book| key(&book.chapters[0].document));
        assert_eq!(of(&[]), "brief");
        assert_eq!(of(&[("author", "Kim-Lee, J. {x}; B"), ("date", "in 2020")]), "kim-lee2020");
        assert_eq!(of(&[("author", "Report 2020"), ("date", "2020")]), "report2020");
        assert_eq!(of(&[("author", "{}"), ("date", "2020")]), "document2020");
        assert_eq!(of(&[("author", &"a".repeat(50))]), "a".repeat(40));
    }

    #[test]
    fn signs_of_tex_are_written_out() {
        assert_eq!(escaped("#$~^"), "\\#\\$\\textasciitilde{}\\textasciicircum{}");
    }
}
