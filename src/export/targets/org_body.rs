//! What the reader wrote, turned from Markdown into Org, block by block: an import turns those
//! blocks back that were changed, and knows the others by their Org.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options, parse_document};

/// Stands before what Org would take for markup; Org's manual names it for this.
pub const ZERO_WIDTH_SPACE: char = '\u{200B}';
/// Lists and quotes within each other that are followed.
const DEEPEST: usize = 64;

/// A block of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgBlock {
    /// As the reader wrote it.
    pub markdown: String,
    /// The same in Org; empty where Org shows nothing of it.
    pub org: String,
}

/// Words of the document: what Org would take for markup is kept apart from the words around it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let opens = before.is_none_or(|before| !before.is_alphanumeric()) && next.is_some_and(|next| !next.is_whitespace());
        let marks = match c {
            '*' | '/' | '_' | '=' | '~' | '+' => opens,
            '[' => matches!(next, Some('[' | 'f' | '0'..='9' | '-' | 'X' | ' ')),
            '<' => next.is_some_and(|next| next == '<' || next.is_ascii_digit() || next.is_ascii_alphabetic()),
            '\\' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '(' | '[' | '\\')),
            '{' => next == Some('{'),
            '$' => opens,
            '@' => next == Some('@'),
            _ => false,
        };
        out.push(if c == '\n' { ' ' } else { c });
        if marks {
            out.push(ZERO_WIDTH_SPACE);
        }
        before = Some(c);
    }
    out
}

/// Code as a block. A comma stands before what would end it or begin a headline: Org takes it
/// away again.
pub(super) fn src(language: &str, code: &str) -> String {
    let is_taken = |line: &str| line.starts_with(['*', ',']) || line.starts_with("#+");
    let line = |line: &str| format!("{}{line}\n", if is_taken(line) { "," } else { "" });
    format!("#+begin_src{language}\n{}#+end_src\n", code.lines().map(line).collect::<String>())
}

/// A body in Markdown, block by block, each as Org.
#[must_use]
pub fn org_blocks(markdown: &str) -> Vec<OrgBlock> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    let arena = Arena::new();
    // An empty item is one only where its line is ended.
    let root = parse_document(&arena, &format!("{markdown}\n"), &options);
    let lines: Vec<&str> = markdown.lines().collect();
    let nodes: Vec<_> = root.children().collect();
    // What no block holds (definitions of links) goes with the block before it.
    let starts: Vec<usize> = nodes.iter().map(|node| node.data().sourcepos.start.line.saturating_sub(1)).collect();
    let mut found = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let from = if at == 0 { 0 } else { starts[at].min(lines.len()) };
        let to = starts.get(at + 1).map_or(lines.len(), |next| *next).clamp(from, lines.len());
        let mut org = String::new();
        write_block(node, &mut org, Within::default());
        let markdown = lines[from..to].join("\n").trim_matches('\n').trim_end().to_owned();
        found.push(OrgBlock { markdown, org: org.trim_end().to_owned() });
    }
    found
}

/// How far within others a block stands.
#[derive(Debug, Clone, Copy, Default)]
struct Within {
    depth: usize,
    /// Whether a quote is around it: Org has none within another.
    quote: bool,
}

fn blocks<'a>(parent: &'a AstNode<'a>, out: &mut String, within: Within) {
    if within.depth <= DEEPEST {
        parent.children().for_each(|node| write_block(node, out, within));
    }
}

fn write_block<'a>(node: &'a AstNode<'a>, out: &mut String, within: Within) {
    let inside = Within { depth: within.depth + 1, ..within };
    let value = node.data().value.clone();
    match value {
        NodeValue::Paragraph => *out += &format!("{}\n\n", paragraph_of(node)),
        // A headline in a note would end it.
        NodeValue::Heading(_) => {
            let words = inlines(node, "*");
            let (words, signs) = (words.trim(), ['*', '/', '+', '~', ZERO_WIDTH_SPACE]);
            // Marks right within marks are not told apart.
            let is_marked = words.is_empty() || words.starts_with(signs) || words.ends_with(signs);
            *out += &if is_marked { format!("{}\n\n", guarded(words)) } else { format!("*{words}*\n\n") };
        }
        NodeValue::BlockQuote if within.quote => {
            let mut inner = String::new();
            blocks(node, &mut inner, inside);
            let line = |line: &str| format!("> {}", line.trim_start_matches(ZERO_WIDTH_SPACE));
            let lines: Vec<String> = inner.trim_end().lines().filter(|line| !line.is_empty()).map(line).collect();
            *out += &format!("{}\n\n", lines.join("\n"));
        }
        NodeValue::BlockQuote => {
            let mut inner = String::new();
            blocks(node, &mut inner, Within { quote: true, ..inside });
            *out += &format!("#+begin_quote\n{}\n#+end_quote\n\n", inner.trim_end());
        }
        NodeValue::CodeBlock(code) => {
            let language = code.info.split_whitespace().next().map(|name| format!(" {name}")).unwrap_or_default();
            *out += &format!("{}\n", src(&language, &code.literal));
        }
        NodeValue::HtmlBlock(html) => {
            *out += &format!("{}\n\n", html.literal.lines().map(super::org::paragraph).collect::<Vec<_>>().join("\n"))
        }
        NodeValue::List(list) => {
            for (index, item) in node.children().enumerate() {
                let mut inner = String::new();
                blocks(item, &mut inner, inside);
                let bullet = match list.list_type {
                    ListType::Ordered => format!("{}. ", list.start + index),
                    ListType::Bullet => "- ".to_owned(),
                };
                let boxed = match &item.data().value {
                    NodeValue::TaskItem(task) if task.symbol.is_some() => "[X] ",
                    NodeValue::TaskItem(_) => "[ ] ",
                    _ => "",
                };
                let indent = format!("\n{}", " ".repeat(bullet.len()));
                // Behind a bullet another bullet would be words.
                let is_list = item.first_child().is_some_and(|first| matches!(first.data().value, NodeValue::List(_)));
                let inner = inner.trim_end().replace("\n\n", "\n").replace('\n', &indent);
                let head = format!("{bullet}{boxed}");
                *out += &if is_list || inner.is_empty() { head.trim_end().to_owned() } else { head };
                *out += if is_list { &indent } else { "" };
                *out += &inner;
                out.push('\n');
            }
            out.push('\n');
        }
        NodeValue::ThematicBreak => *out += "-----\n\n",
        _ => blocks(node, out, inside),
    }
}

fn paragraph_of<'a>(node: &'a AstNode<'a>) -> String {
    inlines(node, "").split('\n').map(guarded).collect::<Vec<_>>().join("\n")
}

/// A line of words, kept from beginning anything else.
fn guarded(line: &str) -> String {
    if starts_block(line) { format!("{ZERO_WIDTH_SPACE}{line}") } else { line.to_owned() }
}

/// Whether Org would take a line for a headline, a keyword, an item, a rule or a row.
fn starts_block(line: &str) -> bool {
    let ends = |at: usize| line[at..].is_empty() || line[at..].starts_with(' ');
    let stars = line.bytes().take_while(|byte| *byte == b'*').count();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_item =
        (line.starts_with(['-', '+']) && ends(1)) || (digits > 0 && line[digits..].starts_with(['.', ')']) && ends(digits + 1));
    let is_rule = line.len() >= 5 && line.bytes().all(|byte| byte == b'-');
    is_item || is_rule || line.starts_with(['#', '|', ':']) || (stars > 0 && ends(stars))
}

/// Words with their marks; those that are `open` already have no second one within.
fn inlines<'a>(parent: &'a AstNode<'a>, open: &str) -> String {
    let within = |node: &'a AstNode<'a>, sign: &'static str| {
        if open.contains(sign) { ("", inlines(node, open)) } else { (sign, inlines(node, &format!("{open}{sign}"))) }
    };
    let mut out = String::new();
    // Whether a mark has ended right before: Org reads it as one only where no word goes on there.
    let mut is_closed = false;
    for node in parent.children() {
        let value = node.data().value.clone();
        let mark = match &value {
            NodeValue::Code(code) => Some(("~", code.literal.replace('~', "∼"))),
            NodeValue::Emph => Some(within(node, "/")),
            NodeValue::Strong => Some(within(node, "*")),
            NodeValue::Strikethrough => Some(within(node, "+")),
            _ => None,
        };
        if let Some((sign, words)) = mark {
            if sign.is_empty() {
                out += &words;
                continue;
            }
            if is_closed || out.chars().next_back().is_some_and(|before| !may_stand_before(before)) {
                out.push(ZERO_WIDTH_SPACE);
            }
            out += &format!("{sign}{words}{sign}");
            is_closed = true;
            continue;
        }
        let written = out.len();
        match value {
            NodeValue::Text(text) => out += &escaped(&text),
            NodeValue::SoftBreak => out.push('\n'),
            NodeValue::LineBreak => out += "\\\\\n",
            NodeValue::Link(link) | NodeValue::Image(link) => {
                let url = link.url.replace('[', "%5B").replace(']', "%5D");
                let words = inlines(node, open);
                out += &if words.is_empty() || words.replace(ZERO_WIDTH_SPACE, "") == url {
                    format!("[[{url}]]")
                } else {
                    format!("[[{url}][{words}]]")
                };
            }
            NodeValue::HtmlInline(html) => out += &escaped(&html),
            _ => out += &inlines(node, open),
        }
        if std::mem::take(&mut is_closed) && out[written..].chars().next().is_some_and(|next| !may_stand_behind(next)) {
            out.insert(written, ZERO_WIDTH_SPACE);
        }
    }
    out
}

/// What Org takes before a mark, and behind one.
fn may_stand_before(c: char) -> bool {
    c.is_whitespace() || matches!(c, ZERO_WIDTH_SPACE | '-' | '–' | '—' | '(' | '\'' | '"' | '{')
}

fn may_stand_behind(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ZERO_WIDTH_SPACE | '-' | '–' | '—' | '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '"' | ')' | '}' | '[' | '\\'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block as Org, apart by `|`; what keeps apart is shown as `^`.
    fn org(markdown: &str) -> String {
        let blocks: Vec<String> = org_blocks(markdown).into_iter().map(|block| block.org).collect();
        blocks.join("|").replace(ZERO_WIDTH_SPACE, "^")
    }

    #[test]
    fn signs_that_org_would_obey_are_kept_apart() {
        for (text, expected) in [
            ("*a*", "*^a*"),
            ("a*b", "a*b"),
            ("a * b", "a * b"),
            ("/a =b ~c +d _e", "/^a =^b ~^c +^d _^e"),
            ("[[a", "[^[a"),
            ("[fn", "[^fn"),
            ("[1]", "[^1]"),
            ("[-] [X] [ ]", "[^-] [^X] [^ ]"),
            ("[a]", "[a]"),
            ("[", "["),
            ("<a <1 <<", "<^a <^1 <^<"),
            ("< a", "< a"),
            ("\\a \\( \\[ \\\\", "\\^a \\^( \\^[^ \\^\\"),
            ("\\ a", "\\ a"),
            ("{{a {a", "{^{a {a"),
            ("$a a$", "$^a a$"),
            ("@@a @a", "@^@a @a"),
            ("a\nb", "a b"),
        ] {
            assert_eq!(escaped(text).replace(ZERO_WIDTH_SPACE, "^"), expected, "{text}");
        }
    }

    #[test]
    fn lines_that_org_would_take_for_blocks_begin_with_nothing() {
        for (line, is) in [
            ("* a", true),
            ("** a", true),
            ("*", true),
            ("*a", false),
            ("- a", true),
            ("-", true),
            ("-a", false),
            ("+ a", true),
            ("1. a", true),
            ("1.", true),
            ("12) a", true),
            ("1.5", false),
            ("1 a", false),
            (". a", false),
            ("-----", true),
            ("----", false),
            ("-----a", false),
            ("# a", true),
            ("#a", true),
            ("| a", true),
            (": a", true),
            ("a", false),
            ("", false),
        ] {
            assert_eq!(starts_block(line), is, "{line}");
        }
        assert_eq!(guarded("- a"), "\u{200B}- a");
    }

    #[test]
    fn code_keeps_its_lines_with_a_comma_before_what_ends_it() {
        assert_eq!(src(" sh", "* a\n,b\n#+c\n#d\ne"), "#+begin_src sh\n,* a\n,,b\n,#+c\n#d\ne\n#+end_src\n");
        assert_eq!(src("", ""), "#+begin_src\n#+end_src\n");
    }

    #[test]
    fn each_block_of_markdown_has_its_org() {
        for (markdown, expected) in [
            ("a\nb\n\nc", "a\nb|c"),
            ("a  \nb", "a\\\\\nb"),
            ("# T", "*T*"),
            ("# *T* x", "/T/ x"),
            ("# *T*", "/T/"),
            ("# x *T*", "x /T/"),
            ("## ", ""),
            ("> a\n>\n> b", "#+begin_quote\na\n\nb\n#+end_quote"),
            ("> a\n> > b\n> > c", "#+begin_quote\na\n\n> b\n> c\n#+end_quote"),
            ("```sh x\n* a\n```", "#+begin_src sh\n,* a\n#+end_src"),
            ("    code", "#+begin_src\ncode\n#+end_src"),
            ("<div>\n* x\n</div>", "<^div>\n^* x\n</^div>"),
            ("- a\n- b", "- a\n- b"),
            ("* a\n  * b\n    c\n* d", "- a\n  - b\n    c\n- d"),
            ("3. a\n4. b", "3. a\n4. b"),
            ("10. a\n    - b", "10. a\n    - b"),
            ("- [ ] a\n- [x] b\n- [X] c", "- [ ] a\n- [X] b\n- [X] c"),
            ("- a\n\n  b", "- a\n  b"),
            ("- - a", "-\n  - a"),
            ("-", "-"),
        ] {
            assert_eq!(org(markdown), expected, "{markdown}");
        }
        let blocks: Vec<String> = org_blocks("\n\na\n\n[x]: u\n\n\nb\n").into_iter().map(|block| block.markdown).collect();
        assert_eq!(blocks, ["a\n\n[x]: u", "b"]);
        assert_eq!(org_blocks(""), []);
    }

    #[test]
    fn quotes_within_quotes_are_followed_to_a_depth() {
        let deep = |count: usize| format!("{}x", "> ".repeat(count));
        assert!(org(&deep(60)).contains('x') && !org(&deep(80)).contains('x'));
    }

    #[test]
    fn marks_stand_beside_these_signs() {
        let all = ['a', '1', '가', ' ', '-', '(', ')', '"', '.', ',', '[', '\\', '{', '}', ZERO_WIDTH_SPACE];
        let of = |may: fn(char) -> bool| all.into_iter().filter(|c| may(*c)).collect::<String>().replace(ZERO_WIDTH_SPACE, "^");
        assert_eq!((of(may_stand_before).as_str(), of(may_stand_behind).as_str()), (" -(\"{^", " -)\".,[\\}^"));
    }
}
