//! From blocks and pieces of lines to the document: the one place that speaks to the builder.

use super::inline::{Inline, has_words, plain};
use super::note::{self, Notes};
use super::slug::{Slugs, anchor_name};
use crate::document::{
    BlockKind, BuildError, Builder, Document, FurnitureKind, MarkKind, Marker, Point, SafeText, Span, WarningKind,
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
    builder: Builder,
    slugs: Slugs,
    notes: Notes,
    /// Whether a Markdown footnote's body is open, and whether nothing stands in it yet.
    body: Option<Body>,
    /// How many more blocks may go with the table or figure above.
    under_table: u8,
    /// Whether the open block is a caption that a line with its unit may join.
    caption_open: bool,
    /// Blocks of text written, and what the first one and the headings of level 1 say.
    first: Option<FirstBlock>,
    titles: u32,
    nest: (usize, usize),
    nested_too_deep: bool,
    /// Names for the place where the next block starts.
    names: Vec<String>,
}

/// An open footnote body.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Body {
    fresh: bool,
    /// The element that ends it, where HTML started it.
    element: Option<String>,
    /// The label that its text may start with.
    label: Option<String>,
}

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
            first: None,
            titles: 0,
            nest: (0, 0),
            nested_too_deep: false,
            names: Vec::new(),
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

    /// The nesting of what comes: depth in lists and in block quotes.
    pub(super) fn nest(&mut self, depth: usize, quote: usize) {
        let deepest = usize::from(DEEPEST);
        if (depth > deepest || quote > deepest) && !self.nested_too_deep {
            self.nested_too_deep = true;
            self.warn_capped("capped-nesting", u32::from(DEEPEST));
        }
        self.nest = (depth, quote);
        let capped = |n: usize| u8::try_from(n.min(deepest)).unwrap_or(DEEPEST);
        self.builder.nest(capped(depth), capped(quote));
    }

    pub(super) fn nesting(&self) -> (usize, usize) {
        self.nest
    }

    /// More of `what` than is taken.
    pub(super) fn warn_capped(&mut self, what: &'static str, limit: u32) {
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

    /// A block of running text. `table_next` tells that a table or a figure follows it.
    pub(super) fn leaf(&mut self, kind: BlockKind, mut inlines: Vec<Inline>, table_next: bool) {
        self.notes.join(&mut inlines);
        if self.body.is_some() || !self.notes.any() || !matches!(kind, BlockKind::Paragraph | BlockKind::Item(_)) {
            return self.block(kind, &inlines, table_next);
        }
        if let Some((key, label)) = self.notes.bare_body(&inlines) {
            self.open_body(&key, &label, None, true);
            self.block(BlockKind::Paragraph, &inlines, false);
            return self.end_body();
        }
        // `<a id="fn1"></a>1. …`, several in one paragraph.
        let mut line_start = true;
        let mut cuts = Vec::new();
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Anchor(name) if line_start && self.notes.is_called(name) => cuts.push(at),
                Inline::Break | Inline::Soft => line_start = true,
                Inline::Text(text) if text.trim().is_empty() => {}
                Inline::Text(_) | Inline::Code(_) | Inline::Image { .. } | Inline::Call { .. } => line_start = false,
                _ => {}
            }
        }
        let Some(&first) = cuts.first() else { return self.block(kind, &inlines, table_next) };
        let mut bodies = inlines.split_off(first);
        self.block(kind, &inlines, false);
        let mut starts: Vec<usize> = cuts.iter().map(|cut| cut - first).collect();
        let mut parts = Vec::with_capacity(starts.len());
        while let Some(start) = starts.pop() {
            parts.push(bodies.split_off(start));
        }
        while let Some(part) = parts.pop() {
            if let Some(Inline::Anchor(name)) = part.first() {
                let (key, label) = self.notes.key_and_label(name);
                self.open_body(&key, &label, None, !matches!(kind, BlockKind::Item(_)));
            }
            self.block(BlockKind::Paragraph, &part, false);
            self.end_body();
        }
    }

    /// Starts the body of the footnote that calls name `name`, if any does: what comes goes
    /// to it until `element` ends. Whether it did.
    pub(super) fn html_body(&mut self, name: &str, element: &str) -> bool {
        let starts = self.body.as_ref().is_none_or(|body| body.element.is_some()) && self.notes.is_called(name);
        if starts {
            self.end_body();
            let (key, label) = self.notes.key_and_label(name);
            // A list counts its items itself.
            self.open_body(&key, &label, Some(element.to_owned()), element != "li");
        }
        starts
    }

    /// Whether a body is open that HTML started.
    pub(super) fn in_html_body(&self) -> bool {
        self.body.as_ref().is_some_and(|body| body.element.is_some())
    }

    /// Ends the body that `element` started, if one is open.
    pub(super) fn html_body_end(&mut self, element: &str) {
        if self.body.as_ref().is_some_and(|body| body.element.as_deref() == Some(element)) {
            self.end_body();
        }
    }

    /// Ends the body that HTML started and did not end.
    pub(super) fn html_body_lost(&mut self) {
        if self.in_html_body() {
            self.end_body();
        }
    }

    /// Starts a footnote's body; whether one may start: bodies do not nest.
    pub(super) fn begin_body(&mut self, key: &str, label: &str) -> bool {
        self.html_body_lost();
        if self.body.is_some() {
            return false;
        }
        self.open_body(key, label, None, false);
        true
    }

    fn open_body(&mut self, key: &str, label: &str, element: Option<String>, labelled: bool) {
        self.under_table = 0;
        self.caption_open = false;
        self.builder.nest(0, 0);
        self.builder.begin_body(key, label);
        self.body = Some(Body { fresh: true, element, label: labelled.then(|| label.to_owned()) });
    }

    /// Ends the open body.
    pub(super) fn end_body(&mut self) {
        if self.body.take().is_some() {
            self.builder.end_body();
            let (depth, quote) = self.nest;
            self.nest(depth, quote);
        }
    }

    fn block(&mut self, kind: BlockKind, inlines: &[Inline], table_next: bool) {
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
                    Some(label) => self.pieces(&note::without_label(inlines.to_vec(), &label)),
                    None => self.pieces(inlines),
                }
                return;
            }
        }
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
        self.pieces(inlines);
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
                        self.link(from, target);
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
        self.under_table = UNDER_TABLE;
        if let Some(body) = &mut self.body {
            body.fresh = false;
        } else {
            self.first.get_or_insert(FirstBlock::Other);
        }
    }

    /// Lines that are kept as they are.
    pub(super) fn code(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.after_set_piece();
        self.under_table = 0;
        self.open(BlockKind::Code);
        for line in text.trim_end_matches('\n').split('\n') {
            if line.contains('\t') {
                self.builder.code_line(&without_tabs(line));
            } else {
                self.builder.code_line(line);
            }
        }
        self.builder.close();
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
                    self.pieces(&inlines);
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
        self.after_set_piece();
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

    /// The pieces of a line, into the open block.
    fn pieces(&mut self, inlines: &[Inline]) {
        let mut open: [(u32, Point); 4] = Default::default();
        let mut link: Option<(Point, &str)> = None;
        let (mut soft, mut broken, mut written) = (false, false, false);
        let mut last = ' ';
        let mut at = 0;
        while at < inlines.len() {
            let inline = &inlines[at];
            if matches!(
                inline,
                Inline::Text(_) | Inline::Code(_) | Inline::Image { .. } | Inline::Start(_) | Inline::LinkStart { .. }
            ) {
                // A break counts between words only: the last one of a block is nobody's.
                if std::mem::take(&mut broken) && written {
                    self.builder.line_break();
                }
                written |= has_words(std::slice::from_ref(inline));
            }
            match inline {
                Inline::Text(text) => {
                    if let Some(first) = text.chars().next() {
                        if std::mem::take(&mut soft) && !(runs_on(last) && runs_on(first)) {
                            self.builder.text(" ");
                        }
                        last = text.chars().next_back().unwrap_or(' ');
                        self.builder.text(text);
                    }
                }
                Inline::Code(text) => {
                    self.space(&mut soft);
                    last = '`';
                    let from = self.builder.here();
                    self.builder.text(text);
                    self.builder.mark(from, MarkKind::Code);
                }
                Inline::Image { alt, title } => {
                    self.space(&mut soft);
                    last = ' ';
                    self.builder.text(if alt.trim().is_empty() { title } else { alt });
                }
                Inline::Soft => soft = true,
                Inline::Break => {
                    soft = false;
                    last = ' ';
                    broken = true;
                }
                Inline::Start(kind) => {
                    self.space_before(&mut soft, last, &inlines[at + 1..]);
                    if let Some((depth, from)) = slot(&mut open, *kind) {
                        if *depth == 0 {
                            *from = self.builder.here();
                        }
                        *depth += 1;
                    }
                }
                Inline::End(kind) => {
                    if let Some((depth, from)) = slot(&mut open, *kind)
                        && *depth > 0
                    {
                        *depth -= 1;
                        if *depth == 0 {
                            let from = *from;
                            self.builder.mark(from, *kind);
                        }
                    }
                }
                Inline::LinkStart { target, .. } => {
                    self.space_before(&mut soft, last, &inlines[at + 1..]);
                    if let Some((from, target)) = link.replace((self.builder.here(), target)) {
                        self.link(from, target);
                    }
                }
                Inline::LinkEnd => {
                    if let Some((from, target)) = link.take() {
                        self.link(from, target);
                    }
                }
                Inline::SupStart => {
                    if let Some((raised, taken)) = raised(&inlines[at + 1..]) {
                        self.space(&mut soft);
                        last = ' ';
                        self.builder.text(&raised);
                        at += taken;
                    }
                }
                Inline::SupEnd => {}
                Inline::Anchor(name) => self.builder.anchor(&anchor_name(name)),
                Inline::Call { key, label } => self.builder.call(key, label),
                Inline::Hidden(raw) => self.builder.furniture(FurnitureKind::Markup, raw),
            }
            at += 1;
        }
        // What was not closed reaches to the end.
        for (kind, (depth, from)) in STYLES.into_iter().zip(open) {
            if depth > 0 {
                self.builder.mark(from, kind);
            }
        }
        if let Some((from, target)) = link {
            self.link(from, target);
        }
    }

    fn space(&mut self, soft: &mut bool) {
        if std::mem::take(soft) {
            self.builder.text(" ");
        }
    }

    /// A space that stands before a mark stays outside of it.
    fn space_before(&mut self, soft: &mut bool, last: char, rest: &[Inline]) {
        let next = rest.iter().take(4).find_map(|inline| match inline {
            Inline::Text(text) => text.chars().next(),
            Inline::Code(_) | Inline::Image { .. } => Some(' '),
            _ => None,
        });
        if next.is_none_or(|next| !(runs_on(last) && runs_on(next))) {
            self.space(soft);
        }
    }

    fn link(&mut self, from: Point, target: &str) {
        let target = target.trim();
        if let Some(name) = target.strip_prefix('#') {
            self.builder.link_inside(from, &anchor_name(name));
        } else if !target.is_empty() {
            self.builder.link(from, target);
        }
    }
}

const STYLES: [MarkKind; 4] = [MarkKind::Emphasis, MarkKind::Strong, MarkKind::Strike, MarkKind::Code];

/// Where the style `kind` is counted: only the outermost of a kind becomes a mark.
fn slot(open: &mut [(u32, Point); 4], kind: MarkKind) -> Option<&mut (u32, Point)> {
    STYLES.iter().position(|style| *style == kind).map(|at| &mut open[at])
}

/// Characters between which a line end is no space (CSS Text 3, 4.1.3): East Asian wide ones but Hangul.
fn runs_on(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF01}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

/// `10<sup>6</sup>` is not 106: raised digits become the characters for them. Returns
/// them, and the pieces that they took.
fn raised(rest: &[Inline]) -> Option<(String, usize)> {
    let [Inline::Text(text), Inline::SupEnd, ..] = rest else { return None };
    let digits = text.trim();
    if digits.is_empty() || digits.len() > 6 {
        return None;
    }
    let raise = |c| {
        Some(match c {
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '0' | '4'..='9' => char::from_u32(0x2070 + u32::from(c) - u32::from('0'))?,
            '+' => '⁺',
            '-' | '\u{2212}' => '⁻',
            _ => return None,
        })
    };
    Some((digits.chars().map(raise).collect::<Option<String>>()?, 2))
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
