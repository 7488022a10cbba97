//! From blocks and pieces of lines to the document: the one place that speaks to the builder.

use std::collections::HashSet;

use super::body::Body;
use super::inline::{Inline, has_words, plain};
use super::line;
use super::note::{self, Notes};
use super::slug::{Slugs, anchor_name};
use crate::document::{
    BlockKind, BuildError, Builder, Document, FurnitureKind, Limit, MarkKind, Marker, SafeText, Span, WarningKind,
};
use crate::import::caption;

/// Lists and quotes nested deeper than this are shown at this depth.
pub(super) const DEEPEST: u8 = 32;
/// Columns that a tab in code leads to, as CommonMark counts.
const TAB_STOP: usize = 4;
/// Blocks under a table among which a caption or a source line is looked for.
const UNDER_TABLE: u8 = 2;

/// Writes what is found, and keeps what the next block needs to know of those before.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) builder: Builder,
    slugs: Slugs,
    pub(super) notes: Notes,
    /// Whether a Markdown footnote's body is open, and whether nothing stands in it yet.
    pub(super) body: Option<Body>,
    /// How many more blocks may go with the table or figure above.
    pub(super) under_table: u8,
    /// Whether the open block is a caption that a line with its unit may join.
    pub(super) caption_open: bool,
    /// Whether the last block is a table without a caption above it.
    bare_table: bool,
    /// Blocks of text written, and what the first one and the headings of level 1 say.
    first: Option<FirstBlock>,
    titles: u32,
    pub(super) nest: (usize, usize),
    nested_too_deep: bool,
    /// Names for the place where the next block starts.
    names: Vec<String>,
    /// Keys of the footnotes whose body was written.
    pub(super) bodies: HashSet<String>,
    /// Keys of the footnotes that are not there, so far.
    pub(super) bodiless: HashSet<String>,
    /// Notes in the line of their call so far, and the last label that one got.
    inline_notes: (u32, u32),
}

/// What the first block is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FirstBlock {
    Title(String),
    Other,
}

/// A cell of a table, as it is written.
#[derive(Debug)]
pub(super) enum Cell {
    /// Its pieces.
    Pieces(Vec<Inline>),
    /// The same as the cell above (`true`) or to its left: part of a cell that spans.
    Repeats { above: bool },
}

impl Writer {
    pub(super) fn new(mut builder: Builder, notes: Notes) -> Self {
        for name in ["", "top"] {
            builder.anchor(name);
        }
        Self {
            builder,
            slugs: Slugs::default(),
            notes,
            body: None,
            under_table: 0,
            caption_open: false,
            bare_table: false,
            first: None,
            titles: 0,
            nest: (0, 0),
            nested_too_deep: false,
            names: Vec::new(),
            bodies: HashSet::new(),
            bodiless: HashSet::new(),
            inline_notes: (0, 0),
        }
    }

    /// Hands the document over. A heading of level 1 that is the first block and the only
    /// one of its level is the title, where nothing else states one.
    pub(super) fn finish(mut self) -> Result<Document, BuildError> {
        self.end_body();
        self.name_place();
        if let (Some(FirstBlock::Title(title)), 1, None) = (&self.first, self.titles, &self.builder.meta().title) {
            self.builder.meta().title = Some(SafeText::new(title.trim()));
        }
        self.builder.finish()
    }

    /// The key and the label of the next note in the line of its call: they are counted, past the numbers that
    /// other notes have.
    pub(super) fn name_inline_note(&mut self) -> (String, String) {
        let (count, mut label) = self.inline_notes;
        label += 1;
        while self.notes.has_label(label) {
            label += 1;
        }
        self.inline_notes = (count + 1, label);
        (format!("^[{count}]"), label.to_string())
    }

    /// The nesting of what comes: depth in lists and in block quotes.
    pub(super) fn nest(&mut self, depth: usize, quote: usize) {
        let deepest = usize::from(DEEPEST);
        if (depth > deepest || quote > deepest) && !self.nested_too_deep {
            self.nested_too_deep = true;
            self.warn_capped(Limit::Nesting, u32::from(DEEPEST));
        }
        self.nest = (depth, quote);
        let capped = |n: usize| u8::try_from(n.min(deepest)).unwrap_or(DEEPEST);
        self.builder.nest(capped(depth), capped(quote));
    }

    pub(super) fn nesting(&self) -> (usize, usize) {
        self.nest
    }

    /// More of `what` than is taken.
    pub(super) fn warn_capped(&mut self, what: Limit, limit: u32) {
        let here = self.builder.here();
        self.builder.warn(WarningKind::Capped { what, limit }, Span::empty(here));
    }

    /// Markup without text of its own.
    pub(super) fn hidden(&mut self, raw: &str) {
        let raw = raw.trim();
        if !raw.is_empty() {
            self.builder.furniture(FurnitureKind::Markup, raw);
        }
    }

    /// A name for the place where the next block starts.
    pub(super) fn anchor(&mut self, name: &str) {
        self.names.push(anchor_name(name));
    }

    fn open(&mut self, kind: BlockKind) {
        self.builder.open(kind);
        self.name_place();
    }

    fn name_place(&mut self) {
        for name in self.names.drain(..) {
            self.builder.anchor(&name);
        }
    }

    /// Writes a block whose footnotes are joined.
    pub(super) fn block(&mut self, kind: BlockKind, inlines: &[Inline], table_next: bool) {
        if !has_words(inlines) {
            self.loose(inlines);
            return;
        }
        if self.figures(kind, inlines) {
            return;
        }
        if let Some(body) = self.body.as_mut().filter(|body| body.fresh) {
            body.fresh = false;
            let label = body.label.take();
            let goes_on = body.element.is_some() || kind == BlockKind::Paragraph;
            if goes_on && !matches!(kind, BlockKind::Heading(_)) {
                // The body's first block is open already.
                self.name_place();
                match label {
                    Some(label) => line::write(&mut self.builder, &note::without_label(inlines.to_vec(), &label)),
                    None => line::write(&mut self.builder, inlines),
                }
                return;
            }
        }
        let is_below = std::mem::take(&mut self.bare_table);
        let role = self.role_of(kind, inlines, table_next);
        if role == BlockKind::Source && kind != BlockKind::Paragraph {
            // `* 자료: …` is a list in Markdown only.
            let (depth, quote) = self.nest;
            self.nest(depth.saturating_sub(1), quote);
        }
        if role == BlockKind::Caption && self.caption_open && caption::is_unit(&plain(inlines)) {
            self.builder.text(" ");
        } else {
            self.open(role);
        }
        self.caption_open = role == BlockKind::Caption;
        if let BlockKind::Heading(level) = role {
            self.heading(level, inlines);
        } else if self.body.is_none() {
            self.first.get_or_insert(FirstBlock::Other);
        }
        match inlines {
            // pandoc's `Table: words` is a caption of these words, and of the table above before one below.
            [Inline::Text(text), rest @ ..] if role == BlockKind::Caption && text.starts_with("Table:") => {
                let words = Inline::Text(text["Table:".len()..].trim_start().to_owned().into());
                let start = self.builder.here();
                line::write(&mut self.builder, &[std::slice::from_ref(&words), rest].concat());
                if is_below {
                    let caption = Span { start, end: self.builder.here() };
                    self.builder.caption_below(caption);
                }
            }
            _ => line::write(&mut self.builder, inlines),
        }
    }

    fn heading(&mut self, level: u8, inlines: &[Inline]) {
        let title = plain(inlines);
        let slug = self.slugs.of(&title);
        self.builder.anchor(&slug);
        self.titles += u32::from(level == 1);
        let first = if level == 1 { FirstBlock::Title(title) } else { FirstBlock::Other };
        self.first.get_or_insert(first);
    }

    /// What a paragraph or an item is, beside a table or a figure.
    fn role_of(&mut self, kind: BlockKind, inlines: &[Inline], table_next: bool) -> BlockKind {
        let under = std::mem::replace(&mut self.under_table, 0);
        if !matches!(kind, BlockKind::Paragraph | BlockKind::Item(Marker::Bullet)) || !(table_next || under > 0) {
            return kind;
        }
        let length: usize = inlines.iter().map(|inline| if let Inline::Text(text) = inline { text.len() } else { 0 }).sum();
        if length > caption::LONGEST {
            return kind;
        }
        let text = plain(inlines);
        if caption::is_source(&text) {
            return BlockKind::Source;
        }
        if kind == BlockKind::Paragraph && (caption::is_caption(&text) || (table_next && caption::is_unit(&text))) {
            self.under_table = under.saturating_sub(1);
            return BlockKind::Caption;
        }
        if caption::is_remark(&text) {
            self.under_table = under.saturating_sub(1);
        }
        kind
    }

    /// A paragraph that is nothing but pictures becomes figures; whether it is one.
    fn figures(&mut self, kind: BlockKind, inlines: &[Inline]) -> bool {
        let mut images = 0;
        for inline in inlines {
            match inline {
                Inline::Image { .. } => images += 1,
                Inline::Text(text) if text.trim().is_empty() => {}
                Inline::Text(_) | Inline::Code(_) | Inline::Call { .. } => return false,
                _ => {}
            }
        }
        if images == 0 || matches!(kind, BlockKind::Heading(_)) {
            return false;
        }
        let mut link = None;
        for inline in inlines {
            match inline {
                Inline::LinkStart { target, .. } => link = Some(target.as_str()),
                Inline::LinkEnd => link = None,
                Inline::Anchor(name) => self.anchor(name),
                Inline::Hidden(raw) => self.hidden(raw),
                Inline::Image { alt, title } => {
                    self.open(BlockKind::Figure);
                    let from = self.builder.here();
                    self.builder.text(if alt.trim().is_empty() { title } else { alt });
                    if let Some(target) = link {
                        line::link(&mut self.builder, from, target);
                    }
                    if !title.trim().is_empty() && !alt.trim().is_empty() && title != alt {
                        self.builder.open(BlockKind::Caption);
                        self.builder.text(title);
                    }
                    self.builder.close();
                }
                _ => {}
            }
        }
        self.after_set_piece();
        true
    }

    /// A table or a figure was written.
    fn after_set_piece(&mut self) {
        self.caption_open = false;
        self.bare_table = false;
        self.under_table = UNDER_TABLE;
        if let Some(body) = &mut self.body {
            body.fresh = false;
        } else {
            self.first.get_or_insert(FirstBlock::Other);
        }
    }

    /// Lines that are kept as they are.
    pub(super) fn code(&mut self, text: &str) {
        self.code_marked(text, None);
    }

    fn code_marked(&mut self, text: &str, mark: Option<MarkKind>) {
        if text.trim().is_empty() {
            return;
        }
        self.after_set_piece();
        self.under_table = 0;
        self.open(BlockKind::Code);
        let from = self.builder.here();
        for line in text.trim_end_matches('\n').split('\n') {
            if line.contains('\t') {
                self.builder.code_line(&without_tabs(line));
            } else {
                self.builder.code_line(line);
            }
        }
        if let Some(mark) = mark {
            self.builder.mark(from, mark);
        }
        self.builder.close();
    }

    /// A formula that is a block, as its source.
    pub(super) fn formula(&mut self, source: &str) {
        self.code_marked(source, Some(MarkKind::Formula));
    }

    /// A thematic break.
    pub(super) fn rule(&mut self) {
        self.after_set_piece();
        self.under_table = 0;
        self.open(BlockKind::Rule);
        self.builder.close();
    }

    /// Starts a table; rows follow, then [`Writer::end_table`].
    pub(super) fn begin_table(&mut self, columns: usize) -> &mut Builder {
        self.builder.open_table(columns, u16::from(columns > 1));
        self.name_place();
        &mut self.builder
    }

    /// A row: a head row until [`Writer::end_head`].
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Cell>, above: &mut Vec<Span>) {
        let mut left = Span::default();
        for (column, cell) in cells.into_iter().enumerate() {
            let span = match cell {
                Cell::Pieces(mut inlines) => {
                    self.notes.join(&mut inlines);
                    self.builder.open_cell();
                    line::write(&mut self.builder, &inlines);
                    self.builder.end_cell()
                }
                Cell::Repeats { above: from_above } => {
                    let span = if from_above { above.get(column).copied().unwrap_or_default() } else { left };
                    self.builder.repeat_cell(span);
                    span
                }
            };
            left = span;
            match above.get_mut(column) {
                Some(slot) => *slot = span,
                None => above.push(span),
            }
        }
        self.builder.end_row();
    }

    /// The rows so far are the table's head.
    pub(super) fn end_head(&mut self) {
        self.builder.end_head();
    }

    /// Ends the table.
    pub(super) fn end_table(&mut self) {
        self.builder.close();
        let is_bare = !self.caption_open;
        self.after_set_piece();
        self.bare_table = is_bare;
    }

    /// What stands in a block without words: names and comments.
    fn loose(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Anchor(name) => self.anchor(name),
                Inline::Hidden(raw) => self.hidden(raw),
                _ => {}
            }
        }
    }
}

fn without_tabs(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + TAB_STOP);
    let mut column = 0;
    for c in line.chars() {
        if c == '\t' {
            let width = TAB_STOP - column % TAB_STOP;
            out.extend(std::iter::repeat_n(' ', width));
            column += width;
        } else {
            out.push(c);
            column += 1;
        }
    }
    out
}
