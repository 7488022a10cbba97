//! Markdown: CommonMark, and what briefs add to it.
//!
//! Decode; take the front matter off ([`front`]); note which links may be footnote calls
//! ([`note`]); parse a stretch at a time ([`parse`]); walk its blocks ([`blocks`], with
//! [`table`] and, for raw HTML, [`html_block`] and [`grid`]); flatten each line to pieces
//! ([`inline`], [`tag`]); write them ([`mod@write`], [`line`], [`body`]).

mod attributes;
mod blocks;
mod body;
mod front;
mod grid;
mod html;
mod html_block;
mod inline;
mod line;
mod note;
mod opening;
mod parse;
mod plain_tables;
mod reference;
mod slug;
mod stand_in;
mod table;
mod tag;
mod write;

use std::borrow::Cow;

use super::decode::decode;
use super::{Format, ImportError, ReadObserver, Source};
use crate::document::{BlockKind, Builder, Document, Limit};
use parse::Stretch;

/// Markdown.
pub(super) const FORMAT: Format = Format {
    about: "format-markdown",
    extensions: &["md", "markdown", "mdown", "mkd"],
    aliases: &["html", "htm"],
    opening: opening::opening,
    ..Format::new("markdown", read_markdown)
};

/// Reads Markdown.
///
/// # Errors
/// [`ImportError::Unsupported`] and [`ImportError::Binary`] for bytes that are no text,
/// [`ImportError::Empty`] for nothing but white space, [`ImportError::Stopped`] when `watch`
/// says so, [`ImportError::Build`] for 4 GiB of text.
fn read_markdown(source: &Source, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    read_by(parse::STRETCH, source, watch)
}

/// Reads about `stretch` bytes at a time.
fn read_by(stretch: usize, source: &Source, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    watch.at(0, source.bytes.len())?;
    let decoded = decode(source.bytes, source.whole, watch.options().encoding)?;
    let text = with_line_feeds(&decoded.text);
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let (front, body) = front::split(&text);
    let mut builder = Builder::with_capacity(body.len());
    if let Some(front) = front {
        front::read(front, &mut builder);
    }
    decoded.warn(&mut builder, None);
    let mut writer = write::Writer::new(builder, note::Notes::of(body));
    parse::each_stretch(body, source.whole, stretch, watch, |stretch| match stretch {
        Stretch::Parsed { blocks, notes, page } => blocks::write(blocks, notes, page, &mut writer),
        Stretch::Raw(text) => {
            writer.warn_capped(Limit::Markup, parse::MOST_SIGNS);
            for line in text.split('\n') {
                writer.leaf(BlockKind::Paragraph, vec![inline::Inline::Text(line.to_owned().into())], false);
            }
        }
        Stretch::Cut => writer.warn_capped(Limit::Quotes, parse::MOST_QUOTES),
    })?;
    watch.at(source.bytes.len(), source.bytes.len())?;
    Ok(writer.finish()?)
}

/// `text` with every line ending in a line feed.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(stretch: usize, text: &str) -> Document {
        let source = Source { name: "brief.md", bytes: text.as_bytes(), whole: true };
        read_by(stretch, &source, &()).unwrap()
    }

    /// Blocks that touch what stands before or after them.
    const PARTS: [&str; 52] = [
        "# 제목",
        "## Heading\n\n### Another",
        "문단이다. 3~5월과 7~9월.",
        "두 줄\n문단이다.",
        "Setext\n------",
        "- one\n- two",
        "- loose\n\n- list\n\n  more",
        "1. one\n2. two\n   - nested\n\n     deep",
        "> quote\nlazy\n\n> again",
        "> - item\n>\n>   in it",
        "```\ncode\n\n# no heading\n```",
        "~~~ info\ncode\n~~~",
        "    indented\n\n    code",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "표 1. 제목\n\n(단위: 억원)",
        "Table 2: over\n| a | b |\n|---|---|\n| 1 |\n자료: 통일부",
        "* 자료: 한국은행.",
        "주: 잠정치",
        "출처: 통일부",
        "Term\n\n: Details\n\n    more",
        "Second term\n: Its details",
        ": stray details",
        "called[^1] and [^none] and [^A]",
        "[^1]: body\n\n    goes on",
        "[^a]: other body\nlazy line",
        "[ref one]: http://one.kr",
        "[two]:\n  <http://two.kr> 'title'",
        "see [the one][ref one], [two] and [undefined][three]",
        "<div>\ntext\n</div>",
        "<p id=\"fn1\">1. note <a href=\"#r1\">↩</a></p>",
        "call<sup id=\"r1\"><a href=\"#fn1\">1</a></sup>",
        "<!-- comment\n\nover lines -->",
        "<details>\n\ninside\n\n</details>",
        "<table>\n<tr><td>a<td>b\n</table>",
        "![figure](x.png)",
        "그림 1. 모습",
        "***",
        "> [!NOTE]\n> alert",
        "a\\\nb  \nc",
        "했다.<sup>1</sup>\n\n<sup>1</sup> 본문",
        "# Named {#a .b}",
        "# Below\n{: #b}",
        "{: .note}",
        "So $x^2$ and \\(y_1\\), \\[4\\] and \\[open",
        "$$\nx = 1\n$$",
        "> [!tip] Callout\n> text",
        "::: note\nin a div\n:::",
        "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+",
        "Right  Left\n-----  ----\n    1  2",
        "in line^[a note] of it",
        "[[Page]] and ![[x.png]]",
        "==mark== and %%gone%%",
    ];

    #[test]
    fn a_term_that_looks_like_a_figure_makes_no_caption_at_the_end_of_a_stretch() {
        let text: String = [22, 1, 35, 14, 34, 21].iter().flat_map(|part: &usize| [PARTS[*part], "\n\n"]).collect();
        assert_eq!(read(30, &text).dump(), read(usize::MAX, &text).dump());
    }

    #[test]
    fn a_caption_stays_with_its_table_at_the_end_of_a_stretch() {
        let grid = "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n\n: Of the table\n\n";
        let text = format!("{grid}# One\n\ntext\n\n# Two\n\nmore\n\n{grid}# Three\n\ntext\n\n# Four\n\nmore\n");
        let whole = read(usize::MAX, &text).dump();
        assert_eq!(whole.matches("caption \"Of the table\"").count(), 2, "{whole}");
        for stretch in 1..text.len() {
            assert_eq!(read(stretch, &text).dump(), whole, "{stretch}");
        }
    }

    #[test]
    fn a_heading_may_be_named_by_the_line_below_it() {
        let leads = |text: &str| read(usize::MAX, text).dump().contains("-> @0");
        assert!(leads("# Dues\n{: #fees .big}\n\nSee [them](#fees).\n"));
        assert!(!leads("# Dues\n\n{: #fees}\nText.\n\nSee [them](#fees).\n"), "those are the paragraph's");
        assert!(!leads("# Dues\n{: #fees} and words\n\nSee [them](#fees).\n"));
    }

    #[test]
    fn divs_that_stand_too_deep_are_text() {
        let signs = |deep: usize| read(usize::MAX, &format!("{}text\n", "::: a\n".repeat(deep))).text().contains(":::");
        assert_eq!((signs(200), signs(201)), (false, true));
    }

    #[test]
    fn what_pandoc_calls_a_table_is_the_one_above() {
        let captions = |text: &str| {
            let document = read(usize::MAX, text);
            document.tables().iter().map(|table| table.caption.map(|span| document.slice(span).to_owned())).collect::<Vec<_>>()
        };
        let (table, other) = ("| a | b |\n|---|---|\n| c | d |\n\n", "| e | f |\n|---|---|\n| g | h |\n\n");
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(captions(&format!("{table}Table: One\n\n{other}")), [some("One"), None]);
        assert_eq!(captions(&format!("{table}Table: One\n\n{other}Table: Two\n")), [some("One"), some("Two")]);
        assert_eq!(captions(&format!("Table: One\n\n{table}Table: Two\n\n{other}")), [some("One"), some("Two")]);
        // One with a number stands above, as in print.
        assert_eq!(captions(&format!("{table}Table 1: One\n\n{other}")), [None, some("Table 1: One")]);
        assert_eq!(captions(&format!("{table}Words.\n\nTable: Two\n\n{other}")), [None, some("Two")]);
        let own = "<table><caption>Own</caption><tr><td>a<td>b</table>\n\n";
        assert_eq!(captions(&format!("{own}Table: Two\n\nWords.\n")), [some("Own")]);
        assert_eq!(captions(&format!("![figure](x.png)\n\nTable: Two\n\n{other}")), [some("Two")]);
    }

    proptest! {
        #[test]
        fn stretches_of_any_size_give_one_document(
            parts in proptest::collection::vec(0..PARTS.len(), 1..24),
            stretch in 1_usize..200,
        ) {
            let text: String = parts.iter().flat_map(|part| [PARTS[*part], "\n\n"]).collect();
            prop_assert_eq!(read(stretch, &text).dump(), read(usize::MAX, &text).dump());
        }

        #[test]
        fn nothing_written_so_breaks_it(text in "[-*_~`\\[\\]()^#>|:<>/!=\"'&;+. \n\t0-9a가é日]{1,300}") {
            let source = Source { name: "x.md", bytes: text.as_bytes(), whole: true };
            for stretch in [8, usize::MAX] {
                match read_by(stretch, &source, &()) {
                    Ok(document) => prop_assert!(document.text().is_empty() || document.text().ends_with('\n')),
                    Err(error) => prop_assert_eq!(error, ImportError::Empty),
                }
            }
        }

        #[test]
        fn tags_in_any_order_break_nothing(tags in proptest::collection::vec(0..TAGS.len(), 1..40)) {
            let text: String = tags.iter().map(|tag| TAGS[*tag]).collect();
            let document = read(16, &format!("{text}\n\n끝"));
            prop_assert!(document.text().contains('끝'));
        }
    }

    const TAGS: [&str; 34] = [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td colspan=3>",
        "<td rowspan=2>",
        "<th>",
        "</td>",
        "<caption>",
        "<thead>",
        "</thead>",
        "<ul>",
        "</ul>",
        "<ol start=3>",
        "<li id=\"fn1\">",
        "</li>",
        "<p id=\"fn1\">",
        "</p>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<h2>",
        "</h2>",
        "<sup>",
        "</sup>",
        "<a href=\"#fn1\">",
        "</a>",
        "<b>",
        "</b>",
        "<br>",
        "글",
        "1",
        "\n\n",
    ];
}
