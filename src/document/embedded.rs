//! Notes that a file itself carries: highlights and comments that somebody put into it.

use serde::{Deserialize, Serialize};

use super::{SafeText, Span};

/// A highlight or a comment in the file. Its words are no part of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedNote {
    /// What the file knows it by, each name once in a document: the same when its words change.
    pub key: SafeText,
    /// What it is.
    pub kind: EmbeddedKind,
    /// Who made it.
    pub author: Option<SafeText>,
    /// When it was made, as ISO 8601 has it, with an offset or without; and when it was changed last.
    pub created: Option<SafeText>,
    /// See `created`.
    pub updated: Option<SafeText>,
    /// Its colour: red, green, blue.
    pub colour: Option<[u8; 3]>,
    /// What was written, line by line; none where a passage is only marked.
    pub contents: Vec<SafeText>,
    /// Answers to it, in the file's order.
    pub replies: Vec<EmbeddedReply>,
    /// The passage that it stands on: of a comment beside the text, the nearest sentence. Empty
    /// where there is no text: then it is the place.
    pub span: Span,
    /// The page that it stands on: an index into [`super::Document::pages`].
    pub page: Option<u32>,
}

/// An answer to a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedReply {
    /// Who answers.
    pub author: Option<SafeText>,
    /// When, as ISO 8601 has it.
    pub created: Option<SafeText>,
    /// What, line by line.
    pub contents: Vec<SafeText>,
}

/// What a file's note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EmbeddedKind {
    /// A passage in another colour.
    Highlight,
    /// A passage with a line under it.
    Underline,
    /// A passage that is struck out.
    StrikeOut,
    /// A passage with a wave under it.
    Squiggly,
    /// Words at a place of the text.
    Comment,
    /// Words that were typed on the page, beside the text.
    TextBox,
}

impl EmbeddedKind {
    /// Whether it marks a passage, rather than standing beside the text.
    #[must_use]
    pub fn marks(self) -> bool {
        !matches!(self, Self::Comment | Self::TextBox)
    }

    /// The message of the catalogue that names it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Highlight => "embedded-highlight",
            Self::Underline => "embedded-underline",
            Self::StrikeOut => "embedded-strikeout",
            Self::Squiggly => "embedded-squiggly",
            Self::Comment => "embedded-comment",
            Self::TextBox => "embedded-textbox",
        }
    }

    /// Its name, as commands write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Highlight => "highlight",
            Self::Underline => "underline",
            Self::StrikeOut => "strikeout",
            Self::Squiggly => "squiggly",
            Self::Comment => "comment",
            Self::TextBox => "textbox",
        }
    }
}

impl EmbeddedNote {
    /// A note of which nothing else is known.
    #[must_use]
    pub fn new(kind: EmbeddedKind, key: &str) -> Self {
        Self {
            key: SafeText::new(key),
            kind,
            author: None,
            created: None,
            updated: None,
            colour: None,
            contents: Vec::new(),
            replies: Vec::new(),
            span: Span::default(),
            page: None,
        }
    }

    /// What was written and what was answered, as one text: each answer behind the name of who gives it.
    #[must_use]
    pub fn body(&self) -> String {
        let mut out = lines(&self.contents);
        for reply in &self.replies {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            if let Some(author) = &reply.author {
                out.push_str(author);
                out.push_str(": ");
            }
            out.push_str(&lines(&reply.contents));
        }
        out
    }
}

/// Lines as one text.
fn lines(lines: &[SafeText]) -> String {
    lines.iter().map(SafeText::as_str).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, Builder, Document};
    use super::*;

    /// A paragraph in which `passages` are marked by the first note, and a footnote's body.
    fn document(write: impl FnOnce(&mut Builder)) -> Document {
        let mut builder = Builder::new();
        builder.page("1");
        write(&mut builder);
        builder.finish().expect("a small document")
    }

    fn spans(document: &Document) -> Vec<&str> {
        document.embedded().iter().map(|note| document.slice(note.span)).collect()
    }

    #[test]
    fn a_passage_over_two_blocks_is_one() {
        let document = document(|b| {
            let note = b.embedded(EmbeddedNote::new(EmbeddedKind::Highlight, "a"));
            b.open(BlockKind::Paragraph);
            b.text("인구는 ");
            let from = b.here();
            b.text("줄었다. ");
            b.passage(note, from);
            b.open(BlockKind::Paragraph);
            let from = b.here();
            b.text("Trade");
            b.passage(note, from);
            b.text(" grew.");
        });
        assert_eq!(spans(&document), ["줄었다.\nTrade"]);
        assert_eq!(document.embedded()[0].page, Some(0));
    }

    #[test]
    fn a_passage_is_where_most_of_it_is() {
        let document = document(|b| {
            let note = b.embedded(EmbeddedNote::new(EmbeddedKind::Highlight, "a"));
            let from = b.here();
            b.text("A");
            b.passage(note, from);
            b.text(&format!(" word, and {} ", "others ".repeat(200)));
            let from = b.here();
            b.text("far behind");
            b.passage(note, from);
            b.call("1", "1");
            b.begin_body("1", "1");
            let from = b.here();
            b.text("a body");
            b.passage(note, from);
            b.end_body();
        });
        assert_eq!(spans(&document), ["far behind"]);
    }

    #[test]
    fn a_comment_stands_on_the_sentence_and_a_passage_that_is_nowhere_on_a_place() {
        let document = document(|b| {
            let comment = b.embedded(EmbeddedNote::new(EmbeddedKind::Comment, "a"));
            b.text("One sentence. ");
            let lost = b.embedded(EmbeddedNote::new(EmbeddedKind::Highlight, "b"));
            b.place(lost);
            b.text("The ");
            let from = b.here();
            b.text("second");
            b.passage(comment, from);
            b.text(" one. A third.");
        });
        assert_eq!(spans(&document), ["", "The second one."]);
        assert_eq!(document.embedded()[0].span, Span::new(14, 14));
    }

    #[test]
    fn a_passage_that_is_copied_into_its_note_is_no_words() {
        let document = document(|b| {
            for (key, words) in [("a", "인구는\n줄었다"), ("b", "인구는 줄었다?")] {
                let mut note = EmbeddedNote::new(EmbeddedKind::Highlight, key);
                note.contents = words.lines().map(SafeText::new).collect();
                let note = b.embedded(note);
                let from = b.here();
                b.text("인구는 줄었다");
                b.passage(note, from);
                b.text(" 또 ");
            }
        });
        assert_eq!(document.embedded().iter().map(EmbeddedNote::body).collect::<Vec<_>>(), ["", "인구는 줄었다?"]);
    }

    #[test]
    fn answers_go_behind_what_they_answer() {
        let mut note = EmbeddedNote::new(EmbeddedKind::Comment, "a");
        note.contents = vec!["왜?".into(), "Why?".into()];
        note.replies = vec![EmbeddedReply { author: Some("김".into()), created: None, contents: vec!["Because.".into()] }];
        assert_eq!(note.body(), "왜?\nWhy?\n\n김: Because.");
        note.contents.clear();
        assert_eq!(note.body(), "김: Because.");
    }
}
