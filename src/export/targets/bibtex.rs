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
    let documents = || book.chapters.iter().map(|chapter| &chapter.document);
    let entries: Vec<String> = documents().zip(keys(documents())).map(|(about, key)| entry(about, &key)).collect();
    entries.join("\n").into_bytes()
}

fn entry(about: &DocumentRecord, key: &str) -> String {
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
    let author = |name: &str| if is_in_parts(name) { escaped(name) } else { format!("{{{}}}", escaped(name)) };
    let authors: Vec<String> = about.authors.iter().map(|name| author(name)).collect();
    let fields = [
        ("title", Some(format!("{{{}}}", escaped(&about.title)))),
        ("author", Some(authors.join(" and ")).filter(|authors| !authors.is_empty())),
        (publisher, optional(&about.publisher)),
        (container, optional(&about.container)),
        (if kind == "article" { "volume" } else { "number" }, optional(&about.number)),
        ("year", about.year.clone()),
        ("date", optional(&about.date).filter(|date| about.year.as_deref() != Some(date))),
        ("url", about.url.as_ref().map(|url| address(url))),
        ("language", about.language.as_deref().map(escaped)),
        ("file", Some(escaped(&about.file))),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| value.map(|value| format!("  {name} = {{{value}}},\n")));
    format!("@{kind}{{{key},\n{}}}\n", fields.collect::<String>())
}

/// Whether a name is `Family, Given` or `Family, Jr, Given`, and nothing in it parts names.
fn is_in_parts(name: &str) -> bool {
    let parts: Vec<&str> = name.split(',').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| !part.trim().is_empty())
        && !name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"))
}

/// An address: what would be no part of one is written in hexadecimal.
fn address(url: &str) -> String {
    let sign = |c: char| match c {
        '{' | '}' | '\\' | ' ' | '"' | '<' | '>' | '^' | '`' | '|' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    url.chars().map(sign).collect()
}

/// The keys of documents, each once: those that have the same get a number.
pub(super) fn keys<'a>(documents: impl Iterator<Item = &'a DocumentRecord>) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let one = |about: &DocumentRecord| {
        let first = key(about);
        let more = (2..).map(|count| format!("{first}-{count}"));
        let free = std::iter::once(first.clone()).chain(more).find(|key| !taken.contains(key)).unwrap_or_default();
        taken.insert(free.clone());
        free
    };
    documents.map(one).collect()
}

/// What the document is cited by: the first author or the file, and the year. Only signs that
/// BibTeX and its kin take in a key.
fn key(about: &DocumentRecord) -> String {
    let name = about.authors.first().map_or(about.stem.as_str(), |author| author.split(',').next().unwrap_or_default());
    let name: String = name.chars().filter(|c| c.is_alphanumeric() || *c == '-').take(40).collect();
    let name = if name.is_empty() { "document".to_owned() } else { name.to_lowercase() };
    match &about.year {
        Some(year) if !name.ends_with(year.as_str()) => format!("{name}{year}"),
        _ => name,
    }
}

/// Signs that TeX would obey. BibTeX counts braces whatever stands before them: those without a
/// fellow are named.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_i64;
    let is_matched = text.chars().all(|c| {
        depth += i64::from(c == '{') - i64::from(c == '}');
        depth >= 0
    }) && depth == 0;
    for c in text.chars() {
        match c {
            '{' if !is_matched => out.push_str("\\textbraceleft{}"),
            '}' if !is_matched => out.push_str("\\textbraceright{}"),
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
    fn braces_without_a_fellow_are_named() {
        for (text, written) in [
            ("a {b} c", "a \\{b\\} c"),
            ("a { b", "a \\textbraceleft{} b"),
            ("}{", "\\textbraceright{}\\textbraceleft{}"),
            ("{a}}", "\\textbraceleft{}a\\textbraceright{}\\textbraceright{}"),
        ] {
            assert_eq!(escaped(text), written);
        }
        assert_eq!(address("https://a.kr/{x}?q=a b\\&%20"), "https://a.kr/%7Bx%7D?q=a%20b%5C&%20");
        let parts = ["Kim, J.", "A, Jr, B", "a, b, c, d", "Kim and Lee, Inc.", ", x", "Kim,", "One"].map(is_in_parts);
        assert_eq!(parts, [true, true, false, false, false, false, false]);
    }

    #[test]
    fn two_documents_have_two_keys() {
        let twice = with_book(&[("author", "Kim, J."), ("date", "2020")], |book| {
            let about = || book.chapters.iter().map(|chapter| &chapter.document);
            keys(about().chain(about()).chain(about()))
        });
        assert_eq!(twice, ["kim2020", "kim2020-2", "kim2020-3"]);
    }

    #[test]
    fn signs_of_tex_are_written_out() {
        assert_eq!(escaped("#$~^"), "\\#\\$\\textasciitilde{}\\textasciicircum{}");
    }
}
