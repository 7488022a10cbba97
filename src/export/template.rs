//! The reader's own templates, in Jinja's language.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use unicode_segmentation::UnicodeSegmentation as _;

use super::book::{Book, DocumentRecord};
use super::escape::inline;

/// Steps that a template may take; a loop without end stops there. A note takes some hundred.
const FUEL: u64 = 50_000_000;
/// Characters kept of a file's name.
const NAME_MOST: usize = 120;
/// Bytes of a file's name, as disks take them, less what is put behind it: an ending, the beginning
/// of a hash, the signs of a file that an editor or a program that copies keeps for a while.
const BYTES_MOST: usize = 255 - 55;

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The line, counted from 1; 0 where it is not known.
    pub line: usize,
    /// The words of that line.
    pub words: String,
    /// What the template engine says.
    pub reason: String,
}

impl TemplateError {
    pub(super) fn of(error: &minijinja::Error, source: &str) -> Self {
        let line = error.line().unwrap_or(0);
        let words = line.checked_sub(1).and_then(|at| source.lines().nth(at)).unwrap_or_default();
        let reason = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        Self { line, words: words.trim().to_owned(), reason }
    }
}

/// The variables and filters of templates, described.
pub static VARIABLES: &str = include_str!("../../assets/templates/variables.txt");

/// Jinja with our filters. A name that is not known is an error: a misspelt one would be nothing.
pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_syntax(
        SyntaxConfig::builder().keep_trailing_newline(true).trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default(),
    );
    environment.set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
    environment.add_filter("parts", parts);
    environment.add_filter("within", within);
    environment.add_filter("ended", ended);
    environment.add_filter("md", |text: &str| inline(text));
    environment.add_filter("csv", |text: &str| format!("\"{}\"", crate::table::guarded(text, true).replace('"', "\"\"")));
    environment.add_filter("quoted", |text: &str, before: &str| {
        text.lines().map(|line| format!("{before}{line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    });
    environment
}

/// What there is of a list, with `between` between it: nothing that is empty leaves a sign.
fn parts(list: &Value, between: &str) -> Result<String, minijinja::Error> {
    let mut out = String::new();
    for text in list.try_iter()?.filter(|item| !is_nothing(item)).map(|item| item.to_string()) {
        if !out.is_empty() {
            // What ends with a point needs no second one.
            let is_ended = between.starts_with('.') && out.ends_with('.');
            out.push_str(if is_ended { &between[1..] } else { between });
        }
        out.push_str(&text);
    }
    Ok(out)
}

/// A text that ends a sentence, once.
fn ended(text: &str) -> String {
    if text.is_empty() || text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}

/// A text with signs around it; nothing stays nothing.
fn within(value: &Value, before: &str, behind: &str) -> String {
    if is_nothing(value) { String::new() } else { format!("{before}{value}{behind}") }
}

fn is_nothing(value: &Value) -> bool {
    matches!(value.kind(), ValueKind::None | ValueKind::Undefined) || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// Looks whether a template can be read.
///
/// # Errors
/// What is wrong with it, and where.
pub fn check_template(source: &str) -> Result<(), TemplateError> {
    let environment = environment();
    environment.template_from_named_str("template", source).map(drop).map_err(|error| TemplateError::of(&error, source))
}

/// Writes a book with a template. `extension` is that of the file: in HTML words are escaped.
/// Checksums of ibid's regions in it are filled in, so that a template can have them too.
///
/// # Errors
/// What is wrong with the template, and where.
pub fn write_template(source: &str, extension: &str, book: &Book) -> Result<Vec<u8>, TemplateError> {
    let name = format!("template.{extension}");
    let first = book.chapters.first();
    let context = context! {
        documents => Serde(&book.chapters),
        document => Serde(first.map(|chapter| &chapter.document)),
        notes => Serde(first.map(|chapter| &chapter.notes)),
        language => book.words.language().tag(),
    };
    let written = environment().render_named_str(&name, source, context).map_err(|error| TemplateError::of(&error, source))?;
    Ok(written.into_bytes())
}

/// What a file is to be called, by a template over the document's variables; without folders
/// and signs that file systems refuse, and without an ending.
///
/// # Errors
/// What is wrong with the template.
pub fn file_name(source: &str, about: &DocumentRecord) -> Result<String, TemplateError> {
    let context = context! { document => Serde(about) };
    let written = environment().render_named_str("name", source, context).map_err(|error| TemplateError::of(&error, source))?;
    let is_wrong = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = written.chars().map(|c| if is_wrong(c) { '-' } else { c }).collect();
    let name = name.trim().trim_start_matches('.').trim();
    // Never within what is seen as one sign.
    let (mut end, mut count) = (0, 0);
    for sign in name.graphemes(true) {
        count += sign.chars().count();
        if end + sign.len() > BYTES_MOST || count > NAME_MOST {
            break;
        }
        end += sign.len();
    }
    let name = name[..end].trim_end().to_owned();
    Ok(if name.is_empty() { "notes".to_owned() } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(template: &str) -> String {
        environment()
            .render_named_str("x.md", template, context! { nothing => (), list => ["a", "", " ", "b."], text => "a\n=b" })
            .expect("written")
    }

    #[test]
    fn filters_leave_no_stray_sign() {
        for (template, expected) in [
            ("{{ list | parts(\", \") }}", "a, b."),
            ("{{ [\"a.\", \"b\"] | parts(\". \") }}", "a. b"),
            ("{{ [\"a\", \"b\"] | parts(\". \") }}", "a. b"),
            ("{{ [\"a.\", \"b\"] | parts(\", \") }}", "a., b"),
            ("{{ [nothing, none] | parts(\", \") }}", ""),
            ("{{ \"a\" | ended }}", "a."),
            ("{{ \"a.\" | ended }}{{ \"a?\" | ended }}{{ \"a!\" | ended }}{{ \"\" | ended }}", "a.a?a!"),
            ("{{ \"a\" | within(\"(\", \")\") }}", "(a)"),
            ("{{ nothing | within(\"(\", \")\") }}{{ \" \" | within(\"(\", \")\") }}", ""),
            ("{{ 5 | within(\"(\", \")\") }}", "(5)"),
            ("{{ \"*a\" | md }}", "\\*a"),
            ("{{ \"=a\" | csv }}", "\"'=a\""),
            ("{{ 'a\"b' | csv }}", "\"a\"\"b\""),
            ("{{ text | quoted(\"> \") }}", "> a\n> =b"),
            ("{{ \"a\n\nb\" | quoted(\"> \") }}", "> a\n>\n> b"),
            ("a\n{% if true %}\nb\n{% endif %}\n", "a\nb\n"),
        ] {
            assert_eq!(written(template), expected, "{template}");
        }
    }

    #[test]
    fn only_html_is_escaped() {
        let of = |name: &str| environment().render_named_str(name, "{{ text }}", context! { text => "<b>" }).expect("written");
        assert_eq!((of("a.html"), of("a.md"), of("a.htmlx")), ("&lt;b&gt;".into(), "<b>".into(), "<b>".into()));
    }

    #[test]
    fn a_template_is_looked_at_before_it_is_written_with() {
        assert_eq!(check_template("{{ anything }}"), Ok(()));
        let fault = check_template("a\n  {% for x %}  \n").expect_err("wrong");
        assert_eq!((fault.line, fault.words.as_str()), (2, "{% for x %}"));
        assert!(!fault.reason.is_empty());
    }

    #[test]
    fn a_name_is_cut_and_freed_of_signs() {
        use crate::annotation::Details;
        use crate::export::{AnnotatedDocument, ExportInput, Options};
        use crate::words::{Language, Words};
        let words = Words::new(Language::English);
        let brief = AnnotatedDocument {
            document: None,
            name: "a",
            rendition: None,
            id: None,
            details: Details::default(),
            notes: &[],
            settled: None,
        };
        let bundle = ExportInput { briefs: &[brief], words: &words, options: Options::default() };
        let book = Book::of(&bundle);
        let of = |source: &str| file_name(source, &book.chapters[0].document).expect("a name");
        assert_eq!(of("a/b\\c:d*e?f\"g<h>i|j\u{7}k"), "a-b-c-d-e-f-g-h-i-j-k");
        assert_eq!((of(" .. .a. "), of("..."), of("a.b")), (".a.".into(), "notes".into(), "a.b".into()));
        assert_eq!(of(&"x".repeat(200)).len(), 120);
        // Disks count bytes: 85 syllables, and letters with signs that belong to them.
        assert_eq!(of(&"가".repeat(85)), "가".repeat(66));
        let apart = "\u{1100}\u{1161}\u{11A8}";
        assert_eq!(of(&apart.repeat(40)), apart.repeat(22));
        assert_eq!(of(&format!("{}👩‍👩‍👧‍👦", "가".repeat(60))), "가".repeat(60));
        assert_eq!(of(&format!("{} 끝", "나".repeat(66))), "나".repeat(66));
    }
}
