//! Tags that stand in a line: what they say in the words of Markdown.

use super::html::{self, Token};
use super::inline::{Inline, Role};
use crate::document::MarkKind;

/// Adds what a token of raw HTML says, as far as it stands in a line.
pub(super) fn push(token: Token<'_>, out: &mut Vec<Inline>) {
    match token {
        Token::Text(text) => out.push(Inline::Text(html::decode(text).into_owned().into())),
        Token::Hidden(raw) => out.push(Inline::Hidden(raw.to_owned())),
        Token::Start(name, attributes) => push_start(&name.to_ascii_lowercase(), attributes, out),
        Token::End(name) => {
            let name = name.to_ascii_lowercase();
            match name.as_str() {
                "a" => out.push(Inline::LinkEnd),
                "sup" => out.push(Inline::SupEnd),
                "q" => out.push(Inline::Text("”".into())),
                _ if is_block(&name) => out.push(Inline::Soft),
                _ => out.extend(style(&name).map(Inline::End)),
            }
        }
    }
}

fn push_start(name: &str, attributes: &str, out: &mut Vec<Inline>) {
    let value = |key: &str| html::attribute(attributes, key).filter(|value| !value.is_empty());
    if let Some(id) = value("id").or_else(|| value("name").filter(|_| name == "a")) {
        out.push(Inline::Anchor(id.into_owned()));
    }
    match name {
        "a" => {
            if let Some(target) = value("href") {
                out.push(Inline::LinkStart { target: target.into_owned(), role: role_of(attributes) });
            }
        }
        "sup" => out.push(Inline::SupStart),
        "br" => out.push(Inline::Break),
        "q" => out.push(Inline::Text("“".into())),
        "img" => {
            let [alt, title] = ["alt", "title"].map(|key| value(key).unwrap_or_default().into_owned());
            out.push(Inline::Image { alt, title });
        }
        _ if is_block(name) => out.push(Inline::Soft),
        _ => out.extend(style(name).map(Inline::Start)),
    }
}

/// Class names of the common writers of HTML footnotes, and the roles of DPUB-ARIA 1.1.
fn role_of(attributes: &str) -> Role {
    let says = |words: &[&str]| {
        ["class", "role", "rel", "rev", "epub:type"].iter().filter_map(|key| html::attribute(attributes, key)).any(|value| {
            let value = value.to_ascii_lowercase();
            words.iter().any(|word| value.contains(word))
        })
    };
    if says(&["backlink", "backref", "footnote-back", "reversefootnote"]) {
        Role::Back
    } else if says(&["noteref", "footnote-ref", "footnoteref"]) {
        Role::Call
    } else {
        Role::Plain
    }
}

fn style(name: &str) -> Option<MarkKind> {
    match name {
        "b" | "strong" => Some(MarkKind::Strong),
        "i" | "em" | "cite" | "dfn" | "var" => Some(MarkKind::Emphasis),
        "code" | "kbd" | "samp" | "tt" => Some(MarkKind::Code),
        "del" | "s" | "strike" => Some(MarkKind::Strike),
        _ => None,
    }
}

/// Whether an element of this name is set apart from the text around it.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "title"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_say_what_markdown_says() {
        let mut out = Vec::new();
        for token in html::tokens("<b>x</B><a href='#f'>1</a><br><span id=s>&lt;</span>") {
            push(token, &mut out);
        }
        assert_eq!(
            out,
            [
                Inline::Start(MarkKind::Strong),
                Inline::Text("x".into()),
                Inline::End(MarkKind::Strong),
                Inline::LinkStart { target: "#f".into(), role: Role::Plain },
                Inline::Text("1".into()),
                Inline::LinkEnd,
                Inline::Break,
                Inline::Anchor("s".into()),
                Inline::Text("<".into()),
            ]
        );
    }
}
