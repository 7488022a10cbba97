//! Blocks of raw HTML: tags dropped, text kept, in the order that it is read.

use super::grid::Grid;
use super::html::{self, Token};
use super::inline::{Inline, has_words};
use super::tag::{self, is_block};
use super::write::Writer;
use crate::document::{BlockKind, Marker};

/// Writes a block of raw HTML. `table_next` tells that a table or a figure follows it.
///
/// Only a footnote's body may go on into the next block; anything else that is left open
/// ends here, so that a tag that is never closed does no harm further on.
pub(super) fn write(raw: &str, table_next: bool, writer: &mut Writer) {
    let (depth, quote) = writer.nesting();
    let speaks = html::tokens(raw).any(|token| match token {
        Token::Text(text) => !text.trim().is_empty(),
        Token::Start(name, _) => ["img", "hr"].iter().any(|own| name.eq_ignore_ascii_case(own)),
        _ => false,
    });
    let mut block = HtmlBlock {
        writer,
        inlines: Vec::new(),
        speaks,
        depth,
        quote,
        outer_quote: quote,
        body_lists: 0,
        lists: Vec::new(),
        marker: None,
        heading: None,
        code: None,
        table: None,
        inner_tables: 0,
    };
    // A table that ends elsewhere is no table: it would take all that comes between.
    let mut ends =
        html::tokens(raw).filter(|token| matches!(token, Token::End(name) if name.eq_ignore_ascii_case("table"))).count();
    for token in html::tokens(raw) {
        match token {
            Token::Start(name, attributes) if name.eq_ignore_ascii_case("table") && block.begins_table(ends) => {
                block.flush(true);
                block.table = Some(Grid::default());
                if let Some(id) = html::attribute(attributes, "id") {
                    block.writer.anchor(&id);
                }
            }
            Token::End(name) if name.eq_ignore_ascii_case("table") => {
                ends = ends.saturating_sub(1);
                block.token(token);
            }
            _ => block.token(token),
        }
    }
    block.flush(table_next);
    block.end_code();
    block.writer.html_body_end("p");
    if !speaks {
        block.writer.hidden(raw);
    }
}

#[derive(Debug)]
struct HtmlBlock<'w> {
    writer: &'w mut Writer,
    /// The text of the paragraph that is being read.
    inlines: Vec<Inline>,
    /// Whether the block has any text; one that has none is listed whole.
    speaks: bool,
    depth: usize,
    quote: usize,
    outer_quote: usize,
    /// Lists that were open where the footnote's body started.
    body_lists: usize,
    /// Lists around: the number of the next item, where they are numbered.
    lists: Vec<Option<u32>>,
    marker: Option<Marker>,
    heading: Option<u8>,
    code: Option<String>,
    table: Option<Grid>,
    inner_tables: u32,
}

impl HtmlBlock<'_> {
    fn begins_table(&self, ends: usize) -> bool {
        self.table.is_none() && self.code.is_none() && ends > 0
    }

    fn token(&mut self, token: Token<'_>) {
        if let Some(code) = &mut self.code {
            match token {
                Token::Text(text) => code.push_str(&html::decode(text)),
                Token::End(name) if name.eq_ignore_ascii_case("pre") => self.end_code(),
                _ => {}
            }
            return;
        }
        match token {
            Token::Text(text) => self.text(text),
            Token::Hidden(_) if !self.speaks => {}
            Token::Hidden(_) => tag::push(token, self.target()),
            Token::Start(name, attributes) => {
                let lower = name.to_ascii_lowercase();
                if self.table.is_some() {
                    self.start_in_table(&lower, attributes, token);
                } else if is_block(&lower) {
                    self.start(&lower, attributes);
                } else {
                    tag::push(token, &mut self.inlines);
                }
            }
            Token::End(name) => {
                let lower = name.to_ascii_lowercase();
                if self.table.is_some() {
                    self.end_in_table(&lower, token);
                } else if is_block(&lower) {
                    self.end(&lower);
                } else {
                    tag::push(token, &mut self.inlines);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        let mut blank = false;
        for (number, line) in html::decode(text).split('\n').enumerate() {
            if number > 0 {
                // A block that may hold a blank line is one whose tag was never closed.
                if blank && self.table.is_none() {
                    self.flush(false);
                }
                blank = line.trim().is_empty();
                self.target().push(Inline::Soft);
            }
            if !line.is_empty() {
                self.target().push(Inline::Text(line.to_owned().into()));
            }
        }
    }

    /// Where text goes now.
    fn target(&mut self) -> &mut Vec<Inline> {
        match &mut self.table {
            Some(grid) => grid.target(),
            None => &mut self.inlines,
        }
    }

    fn start(&mut self, name: &str, attributes: &str) {
        if matches!(name, "td" | "th" | "dd" | "option") {
            // A row that has lost its table is a line.
            self.inlines.push(Inline::Soft);
            if name != "dd" {
                return;
            }
        }
        self.flush(false);
        if matches!(name, "li" | "p") {
            self.writer.html_body_end(name);
        }
        if let Some(id) = html::attribute(attributes, "id").filter(|id| !id.is_empty()) {
            let is_heading = name.len() == 2 && name.starts_with('h');
            if !is_heading && self.writer.html_body(&id, name) {
                self.body_lists = self.lists.len();
            }
            self.inlines.push(Inline::Anchor(id.into_owned()));
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.writer.html_body_lost();
                self.heading = name[1..].parse().ok();
            }
            "ul" | "menu" | "dir" => self.lists.push(None),
            "ol" => {
                let start = html::attribute(attributes, "start").and_then(|start| start.trim().parse().ok());
                self.lists.push(Some(start.unwrap_or(1)));
            }
            "li" => {
                let own = html::attribute(attributes, "value").and_then(|value| value.trim().parse().ok());
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(next)) => {
                        let number = own.unwrap_or(*next);
                        *next = number.saturating_add(1);
                        Marker::Number(number)
                    }
                    _ => Marker::Bullet,
                });
            }
            "blockquote" => self.quote += 1,
            "pre" => self.code = Some(String::new()),
            "hr" => self.writer.rule(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "td" | "th") {
            return;
        }
        self.flush(false);
        match name {
            "ul" | "ol" | "menu" | "dir" => {
                self.lists.pop();
                self.writer.html_body_end("li");
            }
            "li" => self.marker = None,
            "blockquote" => self.quote = self.quote.saturating_sub(1).max(self.outer_quote),
            _ => {}
        }
        self.heading = None;
        self.writer.html_body_end(name);
    }

    fn start_in_table(&mut self, name: &str, attributes: &str, token: Token<'_>) {
        let Some(grid) = &mut self.table else { return };
        match name {
            "table" => self.inner_tables += 1,
            _ if self.inner_tables > 0 => {}
            "tr" => return grid.begin_row(),
            "td" | "th" => {
                let span = |key: &str| html::attribute(attributes, key).and_then(|n| n.trim().parse().ok()).unwrap_or(1);
                return grid.begin_cell(name == "th", span("colspan"), span("rowspan"));
            }
            "thead" => return grid.set_head(true),
            "tbody" | "tfoot" => return grid.set_head(false),
            "caption" => return grid.begin_caption(),
            _ => {}
        }
        tag::push(token, grid.target());
    }

    fn end_in_table(&mut self, name: &str, token: Token<'_>) {
        let Some(grid) = &mut self.table else { return };
        match name {
            "table" if self.inner_tables > 0 => self.inner_tables -= 1,
            "table" => return self.end_table(),
            _ if self.inner_tables > 0 => {}
            "tr" | "td" | "th" | "caption" => return grid.end_cell(),
            "thead" => return grid.set_head(false),
            _ => {}
        }
        tag::push(token, grid.target());
    }

    fn end_table(&mut self) {
        self.place();
        if let Some(grid) = self.table.take() {
            grid.write(self.writer);
        }
    }

    fn end_code(&mut self) {
        if let Some(code) = self.code.take() {
            self.place();
            self.writer.code(code.strip_prefix('\n').unwrap_or(&code));
        }
    }

    /// Writes the paragraph that was read.
    fn flush(&mut self, table_next: bool) {
        if let Some(grid) = self.table.take() {
            // Its end tag stood in a comment or a script.
            self.place();
            grid.write(self.writer);
        }
        if self.inlines.is_empty() {
            return;
        }
        self.place();
        let inlines = std::mem::take(&mut self.inlines);
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            // Space between tags takes no marker.
            None if has_words(&inlines) => self.marker.take().map_or(BlockKind::Paragraph, BlockKind::Item),
            None => BlockKind::Paragraph,
        };
        self.writer.leaf(kind, inlines, table_next);
    }

    fn place(&mut self) {
        if self.writer.in_html_body() {
            let own = self.lists.len().saturating_sub(self.body_lists);
            return self.writer.nest(own, 0);
        }
        let own = self.lists.len().max(usize::from(self.marker.is_some()));
        self.writer.nest(self.depth + own, self.quote);
    }
}
