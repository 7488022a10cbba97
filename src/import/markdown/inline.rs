//! What stands in a line: comrak's inline tree and raw tags, as one flat list of pieces.
//!
//! Markdown and HTML say the same things in two ways (`**a**`, `<b>a</b>`), and a footnote
//! in HTML is spread over several nodes. In one list both are the same, and a pattern of
//! several pieces can be seen.

use std::borrow::Cow;

use comrak::Node;
use comrak::nodes::{NodeMath, NodeValue};

use super::attributes;
use super::html;
use super::parse::{Page, is_inline_note};
use super::slug;
use super::stand_in::StandIn;
use super::tag;
use crate::document::{MarkKind, clean};

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inline {
    /// Text as it is to be read.
    Text(Cow<'static, str>),
    /// Code in a line.
    Code(String),
    /// The end of a source line: a space, or nothing between CJK characters.
    Soft,
    /// A line break that is meant.
    Break,
    /// Inline style starts.
    Start(MarkKind),
    /// The style of the same kind that started last ends.
    End(MarkKind),
    /// A link to `target` starts; what its markup says of its part in a footnote.
    LinkStart { target: String, role: Role },
    /// The link ends.
    LinkEnd,
    /// Raised text starts.
    SupStart,
    /// Raised text ends.
    SupEnd,
    /// A name for this place.
    Anchor(String),
    /// A picture: its alternative text and its title.
    Image { alt: String, title: String },
    /// A footnote call.
    Call { key: String, label: String },
    /// What is written as a call, `[^label]`, of a footnote that is not there; `is_new` where none of it was yet.
    Bodiless { label: String, is_new: bool },
    /// A footnote whose body stands in the line of its call, by the name that comrak gave it.
    NoteInLine(String),
    /// A formula as its source, the signs around it included; `display` where it stands by itself.
    Formula { source: String, display: bool },
    /// Markup without text of its own.
    Hidden(String),
}

/// What a link's markup says of its part in a footnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing.
    Plain,
    /// It leads to a footnote.
    Call,
    /// It leads back to the call.
    Back,
}

/// The key of the Markdown footnote `label`: labels differ in more than case, or how Hangul is composed.
pub(super) fn key_of(label: &str) -> String {
    format!("^{}", clean(label).to_lowercase())
}

/// Adds what stands in the leaf block `leaf` to `out`. The strings are taken out of the tree.
///
/// Without recursion: `**a **b **c` nests as deep as the line is long.
pub(super) fn collect(leaf: Node<'_>, page: &Page, out: &mut Vec<Inline>) {
    collect_all(leaf, &page.stand_in, out);
    for inline in out.iter_mut() {
        if let Inline::Call { label, .. } = inline
            && !page.calls(label)
        {
            *inline = Inline::Bodiless { label: std::mem::take(label), is_new: false };
        }
    }
    attributes::take(out);
    without_blanks_before_calls(out);
}

fn collect_all(leaf: Node<'_>, stand_in: &StandIn, out: &mut Vec<Inline>) {
    let Some(mut node) = leaf.first_child() else { return };
    loop {
        if enter(node, stand_in, out)
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        loop {
            if let Some(end) = end_of(node) {
                out.push(end);
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) if !parent.same_node(leaf) => node = parent,
                _ => return,
            }
        }
    }
}

/// A blank before a footnote call belongs to the call: `rose [^1] and` is read «rose and». Where a word goes on
/// behind the call, the call is a word itself: `as [^1]을 says`.
fn without_blanks_before_calls(inlines: &mut [Inline]) {
    let is_call = |inline: &Inline| matches!(inline, Inline::Call { .. } | Inline::NoteInLine(_));
    for at in 1..inlines.len() {
        let (before, behind) = inlines.split_at_mut(at);
        let next = behind.iter().find(|inline| !is_call(inline));
        let is_word = matches!(next, Some(Inline::Text(text)) if text.starts_with(char::is_alphanumeric));
        if let (Some(Inline::Text(text)), true, false) = (before.last_mut(), is_call(&behind[0]), is_word) {
            let kept = text.trim_end_matches(' ').len();
            if kept > 0 && kept < text.len() {
                text.to_mut().truncate(kept);
            }
        }
    }
}

/// Adds what `node` starts with; whether its children are wanted.
fn enter(node: Node<'_>, stand_in: &StandIn, out: &mut Vec<Inline>) -> bool {
    let mut ast = node.data_mut();
    match &mut ast.value {
        NodeValue::Text(text) => out.push(Inline::Text(stand_in.read(std::mem::take(text)))),
        NodeValue::Code(code) => out.push(Inline::Code(stand_in.restored(std::mem::take(&mut code.literal).into()).into_owned())),
        NodeValue::SoftBreak => out.push(Inline::Soft),
        NodeValue::LineBreak => out.push(Inline::Break),
        NodeValue::Emph => out.push(Inline::Start(MarkKind::Emphasis)),
        NodeValue::Strong => out.push(Inline::Start(MarkKind::Strong)),
        NodeValue::Strikethrough => out.push(Inline::Start(MarkKind::Strike)),
        NodeValue::Highlight => out.push(Inline::Start(MarkKind::Strong)),
        NodeValue::Math(formula) => {
            let (open, close) = signs_of(formula, stand_in);
            let source = stand_in.restored(std::mem::take(&mut formula.literal).into());
            out.push(Inline::Formula { source: format!("{open}{source}{close}"), display: formula.display_math });
        }
        NodeValue::CommentInline(comment) => {
            out.push(Inline::Hidden(format!("%%{}%%", stand_in.restored(std::mem::take(&mut comment.literal).into()))));
        }
        NodeValue::WikiLink(link) => {
            let target = stand_in.restored(std::mem::take(&mut link.url).into()).into_owned();
            if link.embed && is_picture(&target) {
                out.push(Inline::Image { alt: target, title: String::new() });
                return false;
            }
            out.push(Inline::LinkStart { target: page_of(&target), role: Role::Plain });
        }
        NodeValue::HtmlInline(raw) => {
            let raw = stand_in.restored(std::mem::take(raw).into());
            for token in html::tokens(&raw) {
                tag::push(token, out);
            }
        }
        NodeValue::FootnoteReference(reference) if is_inline_note(&reference.name) => {
            out.push(Inline::NoteInLine(reference.name.clone()));
        }
        NodeValue::FootnoteReference(reference) => {
            // comrak gives the definition's spelling; a definition further on must not change what is shown here.
            let label: String = reference.texts.iter().map(|(text, _)| text.as_str()).collect();
            let label = stand_in.restored(label.strip_prefix('^').unwrap_or(&label).to_owned().into()).into_owned();
            out.push(Inline::Call { key: key_of(&label), label });
        }
        NodeValue::Link(link) => {
            let target = stand_in.restored(std::mem::take(&mut link.url).into()).into_owned();
            drop(ast);
            let Some(text) = bare_text(node, stand_in).filter(|text| target.ends_with(text.as_str())) else {
                out.push(Inline::LinkStart { target, role: Role::Plain });
                return true;
            };
            // The address stands in the text as it is.
            let keep = address_len(&text);
            let tail = text.len() - keep;
            out.push(Inline::LinkStart { target: target[..target.len() - tail].to_owned(), role: Role::Plain });
            out.push(Inline::Text(text[..keep].to_owned().into()));
            out.push(Inline::LinkEnd);
            out.push(Inline::Text(text[keep..].to_owned().into()));
            // Its end is pushed already, and a second one does nothing.
            return false;
        }
        NodeValue::Image(image) => {
            let title = stand_in.restored(std::mem::take(&mut image.title).into()).into_owned();
            drop(ast);
            let mut inside = Vec::new();
            collect_image(node, stand_in, &mut inside);
            out.push(Inline::Image { alt: plain(&inside), title });
            return false;
        }
        _ => {}
    }
    true
}

/// The signs around a formula.
fn signs_of(formula: &NodeMath, stand_in: &StandIn) -> (&'static str, &'static str) {
    match (formula.dollar_math, formula.display_math) {
        (_, true) if stand_in.is_latex(&formula.literal) => ("\\[", "\\]"),
        (_, false) if stand_in.is_latex(&formula.literal) => ("\\(", "\\)"),
        (true, true) => ("$$", "$$"),
        (true, false) => ("$", "$"),
        (false, _) => ("$`", "`$"),
    }
}

/// Whether what is embedded is a picture, by its name.
fn is_picture(target: &str) -> bool {
    let name = target.split(['#', '|']).next().unwrap_or_default().to_ascii_lowercase();
    [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif"].iter().any(|ending| name.ends_with(ending))
}

/// Where a link between pages leads: `Port dues#History` is a heading of the file `Port dues.md` beside this one.
fn page_of(target: &str) -> String {
    let (page, heading) = target.split_once('#').map_or((target, None), |(page, heading)| (page, Some(heading)));
    let file = match page.rsplit('/').next().unwrap_or_default() {
        "" => String::new(),
        name if name.contains('.') => page.to_owned(),
        _ => format!("{page}.md"),
    };
    match heading {
        // The innermost of several headings is meant.
        Some(heading) => format!("{file}#{}", slug::slug_of(heading.rsplit('#').next().unwrap_or(heading))),
        None => file,
    }
}

/// The inside of an image. Images in images (`![![![`) are text in text, without recursion.
fn collect_image(image: Node<'_>, stand_in: &StandIn, out: &mut Vec<Inline>) {
    for node in image.descendants().skip(1) {
        let mut ast = node.data_mut();
        match &mut ast.value {
            NodeValue::Text(text) => out.push(Inline::Text(stand_in.read(std::mem::take(text)))),
            NodeValue::Code(code) => {
                out.push(Inline::Code(stand_in.restored(std::mem::take(&mut code.literal).into()).into_owned()));
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(Inline::Soft),
            _ => {}
        }
    }
}

/// What ends with `node`.
fn end_of(node: Node<'_>) -> Option<Inline> {
    match node.data().value {
        NodeValue::Emph => Some(Inline::End(MarkKind::Emphasis)),
        NodeValue::Strong => Some(Inline::End(MarkKind::Strong)),
        NodeValue::Strikethrough => Some(Inline::End(MarkKind::Strike)),
        NodeValue::Highlight => Some(Inline::End(MarkKind::Strong)),
        NodeValue::Link(_) => Some(Inline::LinkEnd),
        NodeValue::WikiLink(ref link) if !(link.embed && link.url.is_empty()) => Some(Inline::LinkEnd),
        _ => None,
    }
}

/// The text of a link that holds nothing else.
fn bare_text(link: Node<'_>, stand_in: &StandIn) -> Option<String> {
    let child = link.first_child().filter(|child| child.next_sibling().is_none())?;
    match &child.data().value {
        NodeValue::Text(text) => Some(stand_in.read(text.clone()).into_owned()),
        _ => None,
    }
}

/// Bytes of `text` that are its address: a particle or a bracket that Korean, Chinese and
/// Japanese write without a space behind it is not part of it.
fn address_len(text: &str) -> usize {
    const PARTICLES: [&str; 30] = [
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "의",
        "에",
        "에서",
        "에는",
        "에게",
        "로",
        "으로",
        "와",
        "과",
        "도",
        "만",
        "부터",
        "까지",
        "보다",
        "처럼",
        "이나",
        "나",
        "라고",
        "이라고",
        "입니다",
        "이다",
        "에서는",
        "으로부터",
        "및",
    ];
    let closes =
        |c: char| matches!(c, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '’' | '”' | '…');
    let end = text.find(closes).unwrap_or(text.len());
    let head = &text[..end];
    let hangul = head.trim_end_matches(|c: char| matches!(c, '가'..='힣')).len();
    let own = head[..hangul].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    if own && PARTICLES.contains(&&head[hangul..]) { hangul } else { end }
}

/// The words of `inlines`, without what is over them.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(piece) => text.push_str(piece),
            Inline::Code(piece) | Inline::Image { alt: piece, .. } | Inline::Formula { source: piece, .. } => {
                text.push_str(piece)
            }
            Inline::Bodiless { label, .. } => text.extend(["[^", label, "]"]),
            Inline::Soft | Inline::Break => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Whether `inlines` hold something to be read.
pub(super) fn has_words(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) => text.chars().any(|c| !c.is_whitespace()),
        Inline::Code(text) => !text.trim().is_empty(),
        Inline::Image { .. } | Inline::Call { .. } | Inline::Bodiless { .. } | Inline::NoteInLine(_) | Inline::Formula { .. } => {
            true
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_a_particle() {
        for (text, address) in [
            ("https://www.unikorea.go.kr에서", "https://www.unikorea.go.kr"),
            ("https://a.kr/b/을", "https://a.kr/b/"),
            ("https://ko.wikipedia.org/wiki/한국", "https://ko.wikipedia.org/wiki/한국"),
            ("https://a.jp/x。次", "https://a.jp/x"),
            ("https://a.kr/x」", "https://a.kr/x"),
            ("www.a.com", "www.a.com"),
        ] {
            assert_eq!(&text[..address_len(text)], address);
        }
    }
}
