//! Raw HTML as it stands in Markdown: tags, attributes and character references.
//!
//! This is no parser of HTML, and makes no tree: in Markdown a tag may be opened in one
//! block and closed three blocks on. Tokens follow the HTML standard (section 13.2.5) where
//! a document that is well formed can tell the difference.

mod elements;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::{memchr, memmem};

/// The longest character reference that is looked for, in bytes (`&CounterClockwiseContourIntegral;`).
const LONGEST_REFERENCE: usize = 33;

/// A piece of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, its character references not decoded.
    Text(&'a str),
    /// A start tag: its name as written, and what stands between the name and the `>`.
    Start(&'a str, &'a str),
    /// An end tag: its name as written.
    End(&'a str),
    /// What has no text of its own: a comment, a declaration, a script, a style sheet.
    Hidden(&'a str),
}

/// The tokens of `html`, in order. What is not closed (`<b`, `<!--`) is text.
pub(super) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { rest: html, quotes: true, unclosed: [false; 4] }
}

/// See [`tokens`].
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// Whether quotes in tags are obeyed. A quote that is never closed would be looked for
    /// again from each tag, so after the first one quotes count as ordinary characters.
    quotes: bool,
    /// Which of [`HIDDEN`] were found to have no end in what is left.
    unclosed: [bool; 4],
}

/// How markup without text starts and ends.
const HIDDEN: [(&str, &str); 4] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];

impl<'a> Tokens<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    /// The length of the tag that the rest starts with.
    fn tag_len(&mut self) -> Option<usize> {
        let bytes = self.rest.as_bytes();
        if self.quotes {
            let mut quote = None;
            for (at, &byte) in bytes.iter().enumerate() {
                match (quote, byte) {
                    (None, b'>') => return Some(at + 1),
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), _) if open == byte => quote = None,
                    _ => {}
                }
            }
            self.quotes = false;
        }
        memchr(b'>', bytes).map(|at| at + 1)
    }

    /// The length of what starts with `<!` or `<?`, `None` where it is not closed.
    fn hidden_len(&mut self) -> Option<usize> {
        let kind = HIDDEN.iter().position(|(open, _)| self.rest.starts_with(open))?;
        let (open, close) = HIDDEN[kind];
        if self.rest.starts_with("<!-->") || self.rest.starts_with("<!--->") {
            return self.rest.find('>').map(|at| at + 1);
        }
        if self.unclosed[kind] {
            return None;
        }
        let end = memmem::find(&self.rest.as_bytes()[open.len()..], close.as_bytes());
        self.unclosed[kind] = end.is_none();
        end.map(|at| open.len() + at + close.len())
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.rest.as_bytes();
        if bytes.is_empty() {
            return None;
        }
        if bytes[0] != b'<' {
            let len = memchr(b'<', bytes).unwrap_or(bytes.len());
            return Some(Token::Text(self.take(len)));
        }
        match bytes.get(1) {
            Some(b'!' | b'?') => match self.hidden_len() {
                Some(len) => Some(Token::Hidden(self.take(len))),
                None if self.rest.starts_with("<!--") => Some(Token::Hidden(self.take(4))),
                None => Some(Token::Text(self.take(1))),
            },
            Some(byte) if byte.is_ascii_alphabetic() => {
                let Some(len) = self.tag_len() else { return Some(Token::Text(self.take(1))) };
                let (name, attributes) = name_of(&self.rest[1..len - 1]);
                if !elements::is_markup(name, attributes) {
                    return Some(Token::Text(self.take(len)));
                }
                if ["script", "style"].iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
                    let end = raw_end(&self.rest[len..], name);
                    return Some(Token::Hidden(self.take(len + end)));
                }
                self.take(len);
                Some(Token::Start(name, attributes))
            }
            Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                let Some(len) = self.tag_len() else { return Some(Token::Text(self.take(1))) };
                let (name, _) = name_of(&self.rest[2..len - 1]);
                // A word to be filled in has no end.
                if !elements::is_markup(name, "/") {
                    return Some(Token::Text(self.take(len)));
                }
                self.take(len);
                Some(Token::End(name))
            }
            _ => Some(Token::Text(self.take(1))),
        }
    }
}

fn name_of(tag: &str) -> (&str, &str) {
    tag.split_at(tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len()))
}

/// Where the text of a script or a style sheet ends, its end tag included; all, where it has none.
fn raw_end(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    let closes = |at: usize| {
        let tag = bytes.get(at + 2..at + 2 + name.len());
        bytes.get(at + 1) == Some(&b'/') && tag.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let end = memchr::memchr_iter(b'<', bytes).find(|at| closes(*at));
    end.and_then(|at| memchr(b'>', &bytes[at..]).map(|close| at + close + 1)).unwrap_or(text.len())
}

/// The value of attribute `name` in the inside of a tag, decoded; empty where it has no value.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let len = rest.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '=').unwrap_or(rest.len()).max(1);
        // A stray `=` is one byte; anything else ends at a character that was found.
        let (found, after) = rest.split_at_checked(len)?;
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            if found.eq_ignore_ascii_case(name) {
                return Some(Cow::Borrowed(""));
            }
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(decode(value));
        }
        rest = after;
    }
}

/// `text` with its character references (`&amp;`, `&#44032;`, `&#xAC00;`) as characters.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let window = &rest.as_bytes()[..rest.len().min(LONGEST_REFERENCE)];
        let len = memchr(b';', window).map_or(0, |end| end + 1);
        // A reference is ASCII, so a `;` inside the window is a place to cut only then.
        if len > 0 && window[..len].is_ascii() && push_reference(&rest[..len], &mut out) {
            rest = &rest[len..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Adds what `reference` (`&…;`) stands for; whether it stands for anything.
fn push_reference(reference: &str, out: &mut String) -> bool {
    static NAMED: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| entities::ENTITIES.iter().map(|entity| (entity.entity, entity.characters)).collect());
    let name = &reference[1..reference.len() - 1];
    if let Some(digits) = name.strip_prefix('#') {
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        };
        let Ok(number) = number else { return false };
        out.push(char::from_u32(number).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER));
        return true;
    }
    let found = NAMED.get(reference);
    out.push_str(found.unwrap_or(&""));
    found.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_text_and_comments_come_apart() {
        let found: Vec<Token> = tokens("a<p class='x>y' id=\"f\">b</p ><!-- c --> < d <br/>").collect();
        assert_eq!(
            found,
            [
                Token::Text("a"),
                Token::Start("p", " class='x>y' id=\"f\""),
                Token::Text("b"),
                Token::End("p"),
                Token::Hidden("<!-- c -->"),
                Token::Text(" "),
                Token::Text("<"),
                Token::Text(" d "),
                Token::Start("br", "/"),
            ]
        );
    }

    #[test]
    fn what_is_not_closed_stays_text() {
        assert_eq!(tokens("<b").collect::<Vec<_>>(), [Token::Text("<"), Token::Text("b")]);
        assert_eq!(tokens("<!-- 주").collect::<Vec<_>>(), [Token::Hidden("<!--"), Token::Text(" 주")]);
        assert_eq!(tokens("<a href=\"x>y").collect::<Vec<_>>(), [Token::Start("a", " href=\"x"), Token::Text("y")]);
    }

    #[test]
    fn a_script_is_hidden_with_what_it_holds() {
        assert_eq!(tokens("<SCRIPT>if (a<b) {}</script>x").collect::<Vec<_>>()[1], Token::Text("x"));
        assert_eq!(tokens("<style>p{}").count(), 1);
    }

    #[test]
    fn attributes_are_found_however_they_are_quoted() {
        let inside = " hidden CLASS = 'a b' href=#x data-href=\"y\" title=\"&amp;&#44032;\"";
        assert_eq!(attribute(inside, "href").as_deref(), Some("#x"));
        assert_eq!(attribute(inside, "class").as_deref(), Some("a b"));
        assert_eq!(attribute(inside, "title").as_deref(), Some("&가"));
        assert_eq!(attribute(inside, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(inside, "id"), None);
    }

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(decode("&amp;lt; &hellip; &#x1b; &#0; &nosuch; & &주;"), "&lt; … \u{1b} \u{FFFD} &nosuch; & &주;");
    }

    #[test]
    fn what_never_closes_is_looked_for_once() {
        for open in ["<a href=\"#", "<!--", "<?", "<![CDATA[", "<script "] {
            let hostile = open.repeat(100_001);
            assert!(tokens(&hostile).count() > 0);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_between_tokens(html in "[<>/!\"'a-c=& 가\\-]{0,60}") {
            for token in tokens(&html) {
                if let Token::Start(_, attributes) = token {
                    let _ = attribute(attributes, "a");
                }
            }
            let text: String = tokens(&html).map(|token| match token { Token::Text(text) => text, _ => "" }).collect();
            prop_assert!(text.len() <= html.len());
            let _ = decode(&html);
        }
    }
}
