//! Citations: a passage with what it is from. No style is wired in: each is a template, and the
//! reader's own stand beside ours.

use minijinja::value::Serde;
use serde::Serialize;

use super::book::DocumentRecord;
use super::template::{TemplateError, environment};

/// A way to cite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CitationStyle {
    /// Its name, as `--style` takes it.
    pub name: &'static str,
    /// Its template; see [`cite`] for the variables.
    pub template: &'static str,
}

/// The styles that are there, each with what belongs to a footnote in it.
pub static STYLES: [CitationStyle; 5] = [
    CitationStyle {
        name: "korean",
        template: r#"{% set short = kind in ["article", "chapter"] -%}
{{ [authors | parts("·"), title | within("「", "」") if short else title | within("『", "』"), container | within("『", "』"), number,
    publisher, year or date, page | within("", "쪽"), footnote | within("주 ", "")] | parts(", ") | ended }}"#,
    },
    CitationStyle {
        name: "author-date",
        template: r#"({{ [[(authors | parts("·")) or title, year or date] | parts(" "), page, footnote | within("n. ", "")] | parts(", ") }})"#,
    },
    CitationStyle {
        name: "chicago",
        template: r#"{% set short = kind in ["article", "chapter"] -%}
{{ [[[authors | parts(", "), title | within("“", "”") if short else title, container, number] | parts(", "),
    [publisher, year or date] | parts(", ") | within("(", ")")] | parts(" "), page, footnote | within("n. ", "")] | parts(", ") | ended }}"#,
    },
    CitationStyle {
        name: "apa",
        template: r#"{{ [[(authors | parts(", ")) or title, (year or "n.d.") | within("(", ")")] | parts(" "),
    title if authors else "", [container, number, publisher] | parts(", "),
    [page | within("p. ", ""), footnote | within("note ", "")] | parts(", ")] | parts(". ") | ended }}"#,
    },
    CitationStyle {
        name: "plain",
        template: r#"{{ [authors | parts(", "), [title, container, number, publisher, year or date, page | within("p. ", ""), footnote | within("n. ", "")]
    | parts(", ")] | parts(": ") }}"#,
    },
];

/// The style named `name`.
#[must_use]
pub fn style_named(name: &str) -> Option<&'static CitationStyle> {
    STYLES.iter().find(|style| style.name == name)
}

/// Writes a citation with a style's template. Its variables are the document's, and `quote`,
/// `page` and `footnote` (the label of the note that the passage stands in) of the passage.
///
/// # Errors
/// What is wrong with the template, and where.
pub fn cite(
    template: &str,
    about: &DocumentRecord,
    quote: &str,
    page: Option<&str>,
    footnote: Option<&str>,
) -> Result<String, TemplateError> {
    #[derive(Serialize)]
    struct Passage<'a> {
        #[serde(flatten)]
        about: &'a DocumentRecord,
        quote: &'a str,
        page: Option<&'a str>,
        footnote: Option<&'a str>,
    }
    let passage = Passage { about, quote, page, footnote };
    let environment = environment();
    let written = environment.render_named_str("citation", template, Serde(&passage));
    Ok(written.map_err(|error| TemplateError::of(&error, template))?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{AnnotatedDocument, Book, ExportInput, Options};
    use super::*;
    use crate::annotation::Details;
    use crate::words::{Language, Words};

    fn cited(style: &str, known: &[(&str, &str)], page: Option<&str>, footnote: Option<&str>) -> String {
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
        let bundle = ExportInput { briefs: &[brief], words: &words, options: Options::default() };
        let book = Book::of(&bundle);
        cite(style_named(style).expect("a style").template, &book.chapters[0].document, "quote", page, footnote).expect("cited")
    }

    #[test]
    fn each_style_cites_what_is_known() {
        let known = [("title", "북러 밀착"), ("author", "홍길동; 김철수"), ("publisher", "연구원"), ("date", "2023-12")];
        let of = |style| cited(style, &known, Some("5"), None);
        assert_eq!(of("korean"), "홍길동·김철수, 『북러 밀착』, 연구원, 2023, 5쪽.");
        assert_eq!(of("author-date"), "(홍길동·김철수 2023, 5)");
        assert_eq!(of("chicago"), "홍길동, 김철수, 북러 밀착 (연구원, 2023), 5.");
        assert_eq!(of("apa"), "홍길동, 김철수 (2023). 북러 밀착. 연구원. p. 5.");
        assert_eq!(of("plain"), "홍길동, 김철수: 북러 밀착, 연구원, 2023, p. 5");
        assert_eq!(cited("korean", &known, Some("5"), Some("3")), "홍길동·김철수, 『북러 밀착』, 연구원, 2023, 5쪽, 주 3.");
        assert!(cited("korean", &[("title", "제목"), ("kind", "article")], None, None).starts_with("「제목」"));
    }

    #[test]
    fn what_is_missing_leaves_no_stray_sign() {
        let all = [("title", "T"), ("author", "A"), ("publisher", "P"), ("date", "2020"), ("container", "C"), ("number", "7")];
        for style in &STYLES {
            for mask in 0..64_usize {
                let known: Vec<_> = all.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, one)| *one).collect();
                for page in [None, Some("5")] {
                    let said = cited(style.name, &known, page, None);
                    for stray in [
                        ", ,",
                        ",,",
                        ", .",
                        "()",
                        "( ",
                        " )",
                        ",)",
                        "(,",
                        "『』",
                        "「」",
                        "..",
                        "  ",
                        ": .",
                        "none",
                        "undefined",
                        ":,",
                    ] {
                        assert!(!said.contains(stray), "{}: {said:?} has {stray:?}", style.name);
                    }
                    assert!(
                        !said.starts_with([',', '.', ':', ' ']) && !said.ends_with([',', ' ', ':']),
                        "{}: {said:?}",
                        style.name
                    );
                }
            }
        }
    }

    #[test]
    fn a_title_keeps_its_own_points() {
        let cited = |style| cited(style, &[("title", "And then..."), ("author", "Kim, J."), ("date", "2020")], None, None);
        assert_eq!(cited("apa"), "Kim, J. (2020). And then...");
        assert_eq!(cited("plain"), "Kim, J.: And then..., 2020");
        assert_eq!(cited("korean"), "Kim, J., 『And then...』, 2020.");
    }

    fn with_about<T>(act: impl Fn(&DocumentRecord) -> T) -> T {
        let words = Words::new(Language::English);
        let brief = AnnotatedDocument {
            document: None,
            name: "brief.pdf",
            rendition: None,
            id: None,
            details: Details::default(),
            notes: &[],
            settled: None,
        };
        act(&Book::of(&ExportInput { briefs: &[brief], words: &words, options: Options::default() }).chapters[0].document)
    }

    #[test]
    fn a_style_that_is_wrong_is_told() {
        let fault = with_about(|about| cite("{{ nope }}", about, "", None, None)).expect_err("wrong");
        assert_eq!(fault.line, 1);
        let said = with_about(|about| cite(" {{ quote }} {{ page }} {{ footnote }} ", about, "q", Some("5"), Some("3")));
        assert_eq!(said, Ok("q 5 3".into()));
    }
}
