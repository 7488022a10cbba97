//! comrak's block tree to blocks in reading order.

use std::collections::{HashMap, VecDeque};

use comrak::Node;
use comrak::nodes::{ListType, NodeValue};

use super::attributes;
use super::html_block;
use super::inline::{Inline, collect, key_of};
use super::parse::{InlineNotes, Page};
use super::table;
use super::write::Writer;
use crate::document::{BlockKind, MarkKind, Marker};
use crate::import::caption;

/// Bytes of a block of raw HTML in which a table must start to follow a caption.
const NEAR: usize = 200;

/// What is around a block.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    depth: usize,
    quote: usize,
    /// The marker that the next paragraph takes.
    marker: Option<Marker>,
    /// The number of the next item, in a numbered list.
    next: Option<u32>,
    /// Whether paragraphs are terms of a description list.
    term: bool,
    /// Whether a footnote's body ends with this block.
    body: bool,
}

/// Writes the top-level blocks of a stretch.
///
/// Without recursion: the depth of lists is not bounded by what one line can hold.
pub(super) fn write<'a>(blocks: &[Node<'a>], notes: &InlineNotes<'a>, page: &Page, writer: &mut Writer) {
    let mut walk = Walk { page, notes, named: HashMap::new(), lines: None, later: VecDeque::new() };
    for &top in blocks {
        write_tree(&mut walk, top, writer);
        while let Some(definition) = walk.later.pop_front() {
            write_tree(&mut walk, definition, writer);
        }
    }
}

/// A walk over the blocks of a stretch.
struct Walk<'p, 'a> {
    page: &'p Page,
    /// The bodies of notes in the line of their calls.
    notes: &'p InlineNotes<'a>,
    /// The key and the label of those that were called.
    named: HashMap<String, (String, String)>,
    /// Where lines start, once a table has asked.
    lines: Option<Vec<usize>>,
    /// Footnotes defined in the body of another, or in the line of their call: their bodies come after it.
    later: VecDeque<Node<'a>>,
}

impl<'a> Walk<'_, 'a> {
    /// The pieces of a line, its own notes numbered and kept for later.
    fn inlines_of(&mut self, leaf: Node<'_>, writer: &mut Writer) -> Vec<Inline> {
        let mut inlines = Vec::new();
        collect(leaf, self.page, &mut inlines);
        for inline in &mut inlines {
            if let Inline::Bodiless { label, is_new } = inline {
                *is_new = writer.bodiless.insert(key_of(label));
            }
            let Inline::NoteInLine(name) = inline else { continue };
            let (key, label) = writer.name_inline_note();
            self.later.extend(self.notes.get(name));
            self.named.insert(std::mem::take(name), (key.clone(), label.clone()));
            *inline = Inline::Call { key, label };
        }
        inlines
    }
}

fn write_tree<'a>(walk: &mut Walk<'_, 'a>, top: Node<'a>, writer: &mut Writer) {
    let mut open: Vec<Around> = vec![Around::default()];
    let mut node = top;
    loop {
        let around = open.last().copied().unwrap_or_default();
        let inside = enter(walk, node, around, writer);
        if let Some(last) = open.last_mut() {
            // Its first block took the marker, whatever it is.
            last.marker = None;
            last.next = last.next.map(|next| next.saturating_add(1));
        }
        if let (Some(inside), Some(child)) = (inside, node.first_child()) {
            open.push(inside);
            node = child;
            continue;
        }
        if inside.is_some_and(|inside| inside.body) {
            writer.end_body();
        }
        loop {
            if node.same_node(top) {
                writer.nest(0, 0);
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return };
            if open.pop().is_some_and(|closed| closed.body) {
                writer.end_body();
            }
            let around = open.last().copied().unwrap_or_default();
            writer.nest(around.depth, around.quote);
            node = parent;
        }
    }
}

/// The name that a line of attributes right below the heading `node` gives it.
fn name_below(page: &Page, node: Node<'_>) -> Option<String> {
    let below = node.next_sibling()?;
    let (heading, place) = (node.data().sourcepos, below.data().sourcepos);
    let first = matches!(below.data().value, NodeValue::Paragraph).then(|| below.first_child()).flatten()?;
    let NodeValue::Text(text) = &first.data().value else { return None };
    let text = page.stand_in.read(text.clone());
    (place.start.line == heading.end.line + 1 && attributes::is_line(&text)).then(|| attributes::name_in(&text)).flatten()
}

/// Writes what `node` starts with. What is around its children, where it has blocks in it.
fn enter<'a>(walk: &mut Walk<'_, 'a>, node: Node<'a>, around: Around, writer: &mut Writer) -> Option<Around> {
    let page = walk.page;
    let plain_around = Around { marker: None, next: None, body: false, ..around };
    let mut ast = node.data_mut();
    match &mut ast.value {
        NodeValue::Paragraph => {
            drop(ast);
            let mut inlines = walk.inlines_of(node, writer);
            if !inlines.is_empty() {
                attributes::take_lines(&mut inlines);
                if inlines.is_empty() {
                    return None;
                }
            }
            if let [Inline::Formula { source, display: true }] = &inlines[..] {
                writer.formula(source);
                return None;
            }
            if around.term {
                inlines.insert(0, Inline::Start(MarkKind::Strong));
                inlines.push(Inline::End(MarkKind::Strong));
            }
            let kind = around.marker.map_or(BlockKind::Paragraph, BlockKind::Item);
            writer.leaf(kind, inlines, comes_before_table(node));
            None
        }
        NodeValue::Heading(heading) => {
            let level = heading.level;
            drop(ast);
            writer.html_body_lost();
            let mut inlines = walk.inlines_of(node, writer);
            let own = attributes::take_from_heading(&mut inlines);
            if let Some(name) = own.or_else(|| name_below(page, node)) {
                writer.anchor(&name);
            }
            writer.leaf(BlockKind::Heading(level), inlines, false);
            None
        }
        NodeValue::CodeBlock(code) => {
            let text = page.stand_in.restored(std::mem::take(&mut code.literal).into());
            if code.info.split_whitespace().next() == Some("math") {
                writer.formula(&text);
            } else {
                writer.code(&text);
            }
            None
        }
        NodeValue::HtmlBlock(html) => {
            let raw = page.stand_in.restored(std::mem::take(&mut html.literal).into());
            drop(ast);
            html_block::write(&raw, comes_before_table(node), writer);
            writer.nest(around.depth, around.quote);
            None
        }
        NodeValue::ThematicBreak => {
            writer.rule();
            None
        }
        NodeValue::Table(_) => {
            drop(ast);
            let lines = walk.lines.take().unwrap_or_else(|| page.lines());
            let mut inlines_of = |cell: Node<'_>, writer: &mut Writer| walk.inlines_of(cell, writer);
            table::write(node, page, &lines, &mut inlines_of, writer);
            walk.lines = Some(lines);
            None
        }
        // The marker of `- > quoted` is that of the quoted paragraph.
        NodeValue::BlockQuote => Some(nested(Around { quote: around.quote + 1, marker: around.marker, ..plain_around }, writer)),
        NodeValue::Alert(alert) => {
            let title = alert.title.take().unwrap_or_else(|| alert.alert_type.default_title().to_owned());
            let title = page.stand_in.restored(title.into()).into_owned();
            let inside = nested(Around { quote: around.quote + 1, ..plain_around }, writer);
            writer.leaf(BlockKind::Paragraph, strong(vec![Inline::Text(title.into())]), false);
            Some(inside)
        }
        NodeValue::Callout(callout) => {
            let default = callout.callout_type.clone();
            drop(ast);
            let inside = nested(Around { quote: around.quote + 1, ..plain_around }, writer);
            if !node.first_child().is_some_and(|first| matches!(first.data().value, NodeValue::CalloutTitle)) {
                let mut title = default.replace('-', " ");
                title.get_mut(..1).map(str::make_ascii_uppercase);
                writer.leaf(BlockKind::Paragraph, strong(vec![Inline::Text(title.into())]), false);
            }
            Some(inside)
        }
        NodeValue::CalloutTitle => {
            drop(ast);
            let title = walk.inlines_of(node, writer);
            writer.leaf(BlockKind::Paragraph, strong(title), false);
            None
        }
        NodeValue::MultilineComment(comment) => {
            let text = page.stand_in.restored(std::mem::take(&mut comment.literal).into()).into_owned();
            writer.hidden(&format!("%%{text}%%"));
            None
        }
        NodeValue::List(list) => {
            let next = (list.list_type == ListType::Ordered).then(|| u32::try_from(list.start).unwrap_or(u32::MAX));
            Some(nested(Around { depth: around.depth + 1, next, ..plain_around }, writer))
        }
        NodeValue::Item(_) => Some(Around { marker: Some(around.next.map_or(Marker::Bullet, Marker::Number)), ..plain_around }),
        NodeValue::TaskItem(task) => Some(Around { marker: Some(Marker::Task(task.symbol.is_some())), ..plain_around }),
        NodeValue::DescriptionTerm => Some(Around { term: true, ..plain_around }),
        NodeValue::DescriptionDetails => Some(nested(Around { depth: around.depth + 1, term: false, ..plain_around }, writer)),
        NodeValue::FootnoteDefinition(definition) => {
            let (key, label) = walk.named.get(&definition.name).cloned().unwrap_or_else(|| {
                let label = page.stand_in.restored(definition.name.clone().into()).into_owned();
                (key_of(&label), label)
            });
            drop(ast);
            if writer.begin_body(&key, &label) {
                return Some(Around { body: true, ..nested(Around::default(), writer) });
            }
            walk.later.push_back(node);
            None
        }
        _ => Some(plain_around),
    }
}

fn nested(around: Around, writer: &mut Writer) -> Around {
    writer.nest(around.depth, around.quote);
    around
}

/// The pieces of a title, all of them strong.
fn strong(mut inlines: Vec<Inline>) -> Vec<Inline> {
    inlines.insert(0, Inline::Start(MarkKind::Strong));
    inlines.push(Inline::End(MarkKind::Strong));
    inlines
}

/// Whether a table or a figure follows `node`, be it behind a line with its unit or source.
fn comes_before_table(node: Node<'_>) -> bool {
    let Some(next) = node.next_sibling() else { return false };
    is_set_piece(next) || (is_line_between(next) && next.next_sibling().is_some_and(is_set_piece))
}

fn is_set_piece(node: Node<'_>) -> bool {
    match &node.data().value {
        NodeValue::Table(_) => true,
        NodeValue::HtmlBlock(html) => {
            let head = html.literal.as_bytes();
            let head = head[..head.len().min(NEAR)].to_ascii_lowercase();
            [b"<table".as_slice(), b"<img", b"<figure"].iter().any(|tag| memchr::memmem::find(&head, tag).is_some())
        }
        NodeValue::Paragraph => node.first_child().is_some_and(is_image) && node.children().nth(1).is_none(),
        _ => false,
    }
}

fn is_image(node: Node<'_>) -> bool {
    match node.data().value {
        NodeValue::Image(_) => true,
        NodeValue::Link(_) => node.first_child().is_some_and(|child| matches!(child.data().value, NodeValue::Image(_))),
        _ => false,
    }
}

/// Whether `node` is a line that stands between a caption and its table.
fn is_line_between(node: Node<'_>) -> bool {
    if !matches!(node.data().value, NodeValue::Paragraph) {
        return false;
    }
    let mut text = String::new();
    for child in node.descendants() {
        match &child.data().value {
            NodeValue::Text(piece) => text.push_str(piece),
            NodeValue::SoftBreak => text.push(' '),
            _ => {}
        }
        if text.len() > caption::LONGEST {
            return false;
        }
    }
    caption::is_unit(&text) || caption::is_source(&text)
}
