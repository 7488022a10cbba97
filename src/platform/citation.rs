//! Citing a passage in the style that is asked for, configured, or usual in the reader's language.

use crate::export::{AnnotatedDocument, Book, ExportInput, Options, cite, style_named};
use crate::platform::config::CitationConfig;
use crate::platform::exports::templates::template_words;
use crate::words::{Language, Words};

/// What of a document is cited.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CitedPassage<'a> {
    /// The words, in one line; empty for the document itself.
    pub(crate) quote: &'a str,
    /// The label of its page.
    pub(crate) page: Option<&'a str>,
    /// The label of the footnote that it stands in.
    pub(crate) footnote: Option<&'a str>,
}

/// The name of the style, and the citation. `asked` is the style of the command line.
///
/// # Errors
/// In the reader's words: a style that is none, or what is wrong with its template.
pub(crate) fn citation(
    brief: &AnnotatedDocument,
    cited: CitedPassage,
    asked: Option<&str>,
    config: &CitationConfig,
    words: &Words,
) -> Result<(String, String), String> {
    let (name, template) = match asked.or(config.style.as_deref()) {
        Some(name) => match config.template(name) {
            Some(template) => (name.to_owned(), template),
            None => {
                let arg = if asked.is_some() { "--style" } else { "[cite] style" };
                let args = [("arg", arg.into()), ("value", name.into()), ("known", config.names().join(", ").into())];
                return Err(words.fill("cli-wrong-choice", &args));
            }
        },
        None => usual(words.language()),
    };
    let briefs = [AnnotatedDocument { notes: &[], ..brief.clone() }];
    let book = Book::of(&ExportInput { briefs: &briefs, words, options: Options::default() });
    let about = &book.chapters[0].document;
    match cite(&template, about, cited.quote, cited.page, cited.footnote) {
        Ok(citation) => Ok((name, citation)),
        Err(fault) => Err(template_words(&fault, &name, words)),
    }
}

/// A passage in quotation marks with its citation behind it.
pub(crate) fn with_quote(quote: &str, citation: &str) -> String {
    format!("“{quote}” {citation}")
}

/// The style of a language, where none is configured.
fn usual(language: Language) -> (String, String) {
    let name = language.citation();
    (name.to_owned(), style_named(name).map_or("", |style| style.template).to_owned())
}
