//! Words of the document in Markdown, so that it shows them and obeys none of them.
//!
//! What CommonMark 0.31 and GitHub's extensions would take for markup is escaped, and the
//! few signs of note-taking programs that would swallow text (`#tag`, `==mark==`, `$math$`);
//! nothing else, because exports are read as they are too.

/// `text` in the middle of a line, or as a heading.
#[must_use]
pub fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // One alone pairs with nothing; ranges such as `3~5월` stay readable.
    let pairs = |sign: char| text.matches(sign).nth(1).is_some();
    let (tildes, dollars) = (pairs('~'), pairs('$'));
    let mut before = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(address) = address(rest) {
            write_address(&mut out, address);
            before = address.chars().next_back();
            rest = &rest[address.len()..];
            continue;
        }
        let behind = &rest[c.len_utf8()..];
        let next = behind.chars().next();
        let in_word = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let marks = match c {
            '*' | '`' | '[' => true,
            '_' => !in_word,
            '~' => tildes,
            '$' => dollars,
            // Before an address stands the bracket that is put around it.
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()) || address(behind).is_some(),
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) || is_mail(behind),
            '&' => is_entity(behind),
            '=' => next == Some('='),
            '#' => before.is_none_or(char::is_whitespace),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
        before = Some(c);
        rest = behind;
    }
    out
}

/// `text` as a paragraph of its own, whose beginning could be taken for a list, a quote, a rule.
#[must_use]
pub fn paragraph(text: &str) -> String {
    let text = text.trim_matches(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ends_word = |at: usize| text[at..].chars().next().is_none_or(|c| c == ' ');
    let numbered = (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) && ends_word(digits + 1);
    let bulleted = text.starts_with(['-', '+']) && ends_word(1);
    let ruled = text.starts_with('-') && text.chars().all(|c| matches!(c, '-' | ' '));
    if numbered {
        format!("{}\\{}", &text[..digits], inline(&text[digits..]))
    } else if bulleted || ruled || text.starts_with('>') {
        format!("\\{}", inline(text))
    } else {
        inline(text)
    }
}

/// An address between brackets: nothing in it is markup, but a character reference is one.
fn write_address(out: &mut String, address: &str) {
    out.push('<');
    for (at, c) in address.char_indices() {
        out.push(c);
        if c == '&' && is_entity(&address[at + 1..]) {
            out.push_str("amp;");
        }
    }
    out.push('>');
}

/// The address that `text` starts with; between angle brackets nothing in it is markup.
fn address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let length =
        text.bytes().take_while(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'\'' | b'`')).count();
    // What ends a sentence or a bracket is not part of it.
    let end = text[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '*', '_', '~', '\\']).len();
    (end > scheme.len()).then(|| &text[..end])
}

/// Whether `behind` a bracket goes on as a mail address: no letter need begin it.
fn is_mail(behind: &str) -> bool {
    let end = behind.find(|c: char| matches!(c, '<' | '>') || c.is_whitespace());
    end.is_some_and(|end| behind[end..].starts_with('>') && behind[..end].contains('@'))
}

/// Whether `behind` an ampersand goes on as a character reference.
fn is_entity(behind: &str) -> bool {
    let length = behind.bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    length > 0 && behind[length..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use comrak::nodes::NodeValue;
    use comrak::{Arena, Options, parse_document};
    use proptest::prelude::*;

    use super::*;

    /// What a reader sees of a Markdown file of one paragraph or heading; `None` where it is more than that.
    fn seen(markdown: &str) -> Option<String> {
        let mut options = Options::default();
        options.extension.strikethrough = true;
        options.extension.table = true;
        options.extension.autolink = true;
        options.extension.tasklist = true;
        options.extension.footnotes = true;
        options.extension.math_dollars = true;
        let arena = Arena::new();
        let root = parse_document(&arena, markdown, &options);
        let mut blocks = root.children();
        let (block, more) = (blocks.next(), blocks.next());
        let Some(block) = block else { return Some(String::new()) };
        if more.is_some() || !matches!(block.data().value, NodeValue::Paragraph | NodeValue::Heading(_)) {
            return None;
        }
        let mut out = String::new();
        for node in block.descendants().skip(1) {
            match &node.data().value {
                NodeValue::Text(text) => out.push_str(text),
                NodeValue::Link(_) => {}
                _ => return None,
            }
        }
        Some(out)
    }

    #[test]
    fn only_markup_is_escaped() {
        assert_eq!(inline("*지속*되는 [난국] <b> `x` a_b _c_"), "\\*지속\\*되는 \\[난국] \\<b> \\`x\\` a_b \\_c\\_");
        assert_eq!(inline("R&D 3 < 5, 2020~2022년, $5"), "R&D 3 < 5, 2020~2022년, $5");
        assert_eq!(inline("3~5월, 7~9월; $5, $6; &lt; ==a=="), "3\\~5월, 7\\~9월; \\$5, \\$6; \\&lt; \\==a\\==");
        assert_eq!(
            inline("http://a.kr/_x_y~z에서, (https://b.kr/?a=1&b;)."),
            "<http://a.kr/_x_y~z>에서, (<https://b.kr/?a=1&b>;)."
        );
    }

    #[test]
    fn a_backslash_before_an_address_escapes_no_bracket() {
        assert_eq!(inline("\\http://a.kr"), "\\\\<http://a.kr>");
    }

    #[test]
    fn an_address_is_shown_as_it_is() {
        assert_eq!(inline("http://a.kr/?a=1&copy;b"), "<http://a.kr/?a=1&amp;copy;b>");
        assert_eq!(inline("http://a.kr/?a=1&copy=b"), "<http://a.kr/?a=1&copy=b>");
        assert_eq!(inline("<0@a.kr>, <5 and 3<5>"), "\\<0@a.kr>, <5 and 3<5>");
    }

    #[test]
    fn the_beginning_of_a_paragraph_is_no_list_and_no_heading() {
        for (text, escaped) in [
            ("1. 지속", "1\\. 지속"),
            ("2023.7.26. 3.5", "2023.7.26. 3.5"),
            ("-0.2", "-0.2"),
            ("- a", "\\- a"),
            ("---", "\\---"),
            ("# no", "\\# no"),
            ("> no", "\\> no"),
            ("+", "\\+"),
        ] {
            assert_eq!(paragraph(text), escaped);
        }
    }

    #[test]
    fn each_sign_is_escaped_where_it_would_be_obeyed() {
        for (text, escaped) in [
            ("a_b", "a_b"),
            ("_a", "\\_a"),
            ("a_", "a\\_"),
            ("a _ b", "a \\_ b"),
            ("~a", "~a"),
            ("~a~", "\\~a\\~"),
            ("$5", "$5"),
            ("$5 $6", "\\$5 \\$6"),
            ("\\", "\\\\"),
            ("\\a", "\\a"),
            ("\\*", "\\\\\\*"),
            ("<b", "\\<b"),
            ("</b", "\\</b"),
            ("<!b", "\\<!b"),
            ("<?b", "\\<?b"),
            ("<5", "<5"),
            ("<", "<"),
            ("<5@a>", "\\<5@a>"),
            ("<5 @a>", "<5 @a>"),
            ("<5@a <", "<5@a <"),
            ("&amp;", "\\&amp;"),
            ("&amp", "&amp"),
            ("&;", "&;"),
            ("&#39;", "\\&#39;"),
            ("a=b", "a=b"),
            ("==a", "\\==a"),
            ("=a=", "=a="),
            ("#a", "\\#a"),
            ("a#b", "a#b"),
            ("a #b", "a \\#b"),
            ("[a]", "\\[a]"),
            ("`a`", "\\`a\\`"),
            ("a\nb", "a b"),
            ("http://", "http://"),
            ("http://a", "<http://a>"),
            ("https://a.", "<https://a>."),
            ("http://a)b)", "<http://a)b>)"),
            ("xhttp://a", "x<http://a>"),
            ("http://a'b", "<http://a>'b"),
            ("http://가", "http://가"),
            ("http://a _b_", "<http://a> \\_b\\_"),
        ] {
            assert_eq!(inline(text), escaped, "{text}");
        }
        let long = |count: usize| format!("&{};", "a".repeat(count));
        assert!(inline(&long(40)).starts_with('\\') && !inline(&long(41)).starts_with('\\'));
    }

    #[test]
    fn a_paragraph_is_kept_from_beginning_a_list() {
        for (text, escaped) in [
            ("1.", "1\\."),
            ("1)", "1\\)"),
            ("1.5", "1.5"),
            ("1. a", "1\\. a"),
            ("123456789. a", "123456789\\. a"),
            ("1234567890. a", "1234567890. a"),
            (". a", ". a"),
            ("1 a", "1 a"),
            ("-a", "-a"),
            ("-", "\\-"),
            ("+ a", "\\+ a"),
            ("--", "\\--"),
            ("- - -", "\\- - -"),
            ("--a", "--a"),
            (">a", "\\>a"),
            ("  a  ", "a"),
        ] {
            assert_eq!(paragraph(text), escaped, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(text in "[ -~가나년“”·]{0,40}|(https?://[ -~]{0,20} ?){1,2}|[-+*_#=>~`|:.) 0-9]{0,12}|\\PC{0,30}") {
            let text = crate::document::SafeText::new(&text).trim().to_owned();
            prop_assert_eq!(seen(&paragraph(&text)), Some(text.clone()), "{}", paragraph(&text));
            prop_assert_eq!(seen(&format!("## {}", inline(&text))), Some(text.clone()), "{}", inline(&text));
        }
    }
}
