//! HTML: one file that needs no other, for a browser and for paper.

use comrak::Options;
use minijinja::context;
use minijinja::value::Serde;

use super::Target;
use crate::export::book::Book;
use crate::export::template::environment;

/// A page for a browser and for paper.
pub(super) const TARGET: Target = Target {
    name: "html",
    extension: "html",
    aliases: &["htm"],
    example: include_str!("../../../assets/templates/html.html.jinja"),
    ..Target::new(write_html)
};

/// The page, and how a browser shows it.
const PAGE: &str = include_str!("../../../assets/export/notes.html");

/// Writes the notes as a page.
fn write_html(book: &Book) -> Vec<u8> {
    let mut environment = environment();
    environment.set_fuel(None);
    environment.add_filter("html", |body: &str| minijinja::Value::from_safe_string(html_of(body)));
    let words = book.words;
    let say = |id: &str| words.say(id).into_owned();
    let context = context! {
        chapters => Serde(&book.chapters),
        language => words.language().tag(),
        not_found => say("export-not-found"),
        opening => say("section-opening"),
        sentence => say("export-sentence"),
        file => say("export-file"),
        facts => Serde(book.chapters.iter().map(|chapter| chapter.notes.iter().map(|note| note.facts(words)).collect()).collect::<Vec<Vec<Vec<String>>>>()),
        footnotes => Serde(book.chapters.iter().map(|chapter| chapter.notes.iter().map(|note| note.footnote_lines(words)).collect()).collect::<Vec<Vec<_>>>()),
        about => Serde(book.chapters.iter().map(|chapter| super::markdown::known_facts(&chapter.document)).collect::<Vec<_>>()),
    };
    match environment.render_named_str("notes.html", PAGE, context) {
        Ok(page) => page.into_bytes(),
        // The page is ours and every test writes it; what can't be is said, not left out.
        Err(error) => format!("<!-- {error} -->\n").into_bytes(),
    }
}

/// A body as HTML; tags in it are shown, not obeyed.
fn html_of(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.render.escape = true;
    comrak::markdown_to_html(markdown, &options)
}
