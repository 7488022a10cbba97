//! Pieces of lines that commands print.

use crate::document::{Document, Span};
use crate::layout::width;

use super::Session;

impl Session<'_> {
    /// A page in few words; empty where there are no pages.
    pub(crate) fn page_words(&self, document: &Document, span: Span) -> String {
        page(document, span).map(|page| self.words.fill("page-short", &[("page", page.into())])).unwrap_or_default()
    }

    /// Where something stands: its page and its section, as far as the document has them.
    pub(crate) fn whereabouts(&self, document: &Document, span: Span) -> String {
        let section = match (document.body_at(span.start), document.section_at(span.start)) {
            (Some(footnote), _) => {
                let label = document.footnotes()[footnote].label.as_str();
                self.words.fill("place-footnote", &[("label", label.into())])
            }
            (None, Some(section)) if document.sections().len() > 1 => {
                self.words.fill("section-short", &[("number", (section + 1).into())])
            }
            _ => String::new(),
        };
        let both = [self.page_words(document, span), section];
        both.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// A page's label at a point.
pub(crate) fn page(document: &Document, span: Span) -> Option<&str> {
    document.page_at(span.start).map(|page| document.pages()[page].label.as_str())
}

/// The title of the section around a point; empty for an untitled one.
pub(crate) fn section_title(document: &Document, span: Span) -> &str {
    document.section_at(span.start).map_or("", |section| document.slice(document.sections()[section].title))
}

/// `text` in `columns` columns at least, by display width.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The beginning of `text` on one line, in about `columns` columns.
pub(crate) fn shortened(text: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut taken = 0;
    for c in text.chars() {
        let c = if c == '\n' { ' ' } else { c };
        taken += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if taken > columns {
            return out.trim_end().to_owned() + " …";
        }
        out.push(c);
    }
    out
}
