//! What stands in quotes and is a term, not speech.

use crate::document::{Document, Span, offset_in};

use super::scan::is_hangul;

/// Signs that open and close a quote. Single ones also stand for an apostrophe.
const PAIRS: [(char, char); 11] = [
    ('‘', '’'),
    ('“', '”'),
    ('『', '』'),
    ('「', '」'),
    ('《', '》'),
    ('〈', '〉'),
    ('<', '>'),
    ('＜', '＞'),
    ('"', '"'),
    ('«', '»'),
    ('„', '“'),
];
/// Longest quote that is looked through for its end, in bytes.
const REACH: usize = 240;
/// Most words of a term, and of a title (most of whose words have a capital).
const MOST_WORDS: usize = 6;
const MOST_TITLE: usize = 14;
/// Most Hangul words of a term.
const MOST_KOREAN: usize = 5;
/// Quotes of a document that are kept.
const MOST: usize = 200_000;

/// The spans within quotes that are terms, without the quotes, in order; `None` where `go_on` said no.
pub(super) fn quoted(document: &Document, go_on: &dyn Fn() -> bool) -> Option<Vec<Span>> {
    let mut found = Vec::new();
    for block in document.blocks() {
        if matches!(block.kind, crate::document::BlockKind::Code) {
            continue;
        }
        if !go_on() {
            return None;
        }
        let mut start = block.span.start.at();
        for line in document.slice(block.span).split('\n') {
            in_line(line, start, &mut found);
            start += line.len() + 1;
        }
        if found.len() >= MOST {
            break;
        }
    }
    found.truncate(MOST);
    Some(found)
}

fn in_line(line: &str, base: usize, found: &mut Vec<Span>) {
    let mut before = ' ';
    let mut skip = 0;
    for (at, c) in line.char_indices() {
        let previous = std::mem::replace(&mut before, c);
        if at < skip {
            continue;
        }
        let Some((_, closing)) = PAIRS.iter().find(|(open, _)| *open == c) else { continue };
        // What opens stands behind a blank, a bracket or another quote, or behind Hangul.
        if previous.is_alphanumeric() && !is_hangul(previous) {
            continue;
        }
        let from = at + c.len_utf8();
        let Some(length) = inside(&line[from..], c, *closing) else { continue };
        let text = &line[from..from + length];
        if let Some(term) = term(text) {
            let start = base + from + offset_in(text, term);
            found.push(Span::new(start, start + term.len()));
            skip = from;
        }
    }
}

/// Bytes up to the sign that closes.
fn inside(rest: &str, open: char, close: char) -> Option<usize> {
    let mut chars = rest.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        if at > REACH || (c == open && open != close) {
            return None;
        }
        // `Workers’ Party` and `it’s` close nothing.
        let apostrophe =
            c == '’' && before.is_ascii_alphabetic() && chars.peek().is_some_and(|(_, next)| next.is_ascii_alphabetic());
        if c == close && !apostrophe {
            return Some(at);
        }
        before = c;
    }
    None
}

/// What of a quote is a term: its words without signs at the ends; nothing where it is speech.
fn term(text: &str) -> Option<&str> {
    let is_end = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '(');
    let inner = text.trim_matches(|c: char| is_end(c) || PAIRS.iter().any(|(open, close)| *open == c || *close == c));
    let lead = inner.strip_prefix("the ").or_else(|| inner.strip_prefix("a ")).unwrap_or(inner);
    let words: Vec<&str> = lead.split_whitespace().collect();
    let count = words.len();
    if lead.chars().nth(1).is_none() || count == 0 || text.ends_with(['.', '?', '!', '。']) {
        return None;
    }
    if lead.contains(". ") || lead.contains(['<', '>', '=', '{', '}', '/', '\\', '@']) && !lead.chars().any(char::is_uppercase) {
        return None;
    }
    if !lead.chars().any(char::is_alphabetic) || is_reference(words[0]) {
        return None;
    }
    let korean = lead.chars().filter(|c| is_hangul(*c)).count() > lead.chars().filter(char::is_ascii_alphabetic).count();
    if korean {
        // A sentence ends in 다, 라, 까, 요; a term does not.
        let last = words[count - 1].chars().next_back().unwrap_or(' ');
        let speech = count > 1 && matches!(last, '다' | '라' | '까' | '요' | '자' | '고' | '며' | '면');
        return (count <= MOST_KOREAN && !speech && !lead.contains(',')).then_some(lead);
    }
    let high = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let is_title = high * 3 >= count * 2 && count > 1;
    let most = if is_title { MOST_TITLE } else { MOST_WORDS };
    (count <= most && (is_title || !lead.contains(','))).then_some(lead)
}

/// `<표 1>`, `<Table 2>`: a reference.
fn is_reference(first: &str) -> bool {
    let word = first.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    matches!(
        word.to_lowercase().as_str(),
        "표" | "그림"
            | "부록"
            | "붙임"
            | "별표"
            | "별첨"
            | "사진"
            | "각주"
            | "table"
            | "figure"
            | "appendix"
            | "box"
            | "note"
            | "section"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<String> {
        let mut spans = Vec::new();
        in_line(line, 0, &mut spans);
        spans.into_iter().map(|span| line[span.range()].to_owned()).collect()
    }

    #[test]
    fn a_term_in_quotes_is_told_from_speech() {
        for (line, expected) in [
            ("‘군사정찰위성’ ‘만리경-1호’ 역시", &["군사정찰위성", "만리경-1호"][..]),
            ("‘노딜’로 끝났다", &["노딜"]),
            ("『로동신문』이 “중동사태의 장본인은 미국이다”라는", &["로동신문"]),
            ("ended in “no deal”, Kim said", &["no deal"]),
            ("its “exhibition of weaponry and equipment”", &["exhibition of weaponry and equipment"]),
            ("North Korea’s Workers’ Party’s plan", &[]),
            ("“I will not go there at any price now.”", &[]),
            ("“the trend itself cannot be reversed, but it moves”", &[]),
            (
                "report “North Korean Workers Officially Dispatched to China & Russia”, 2022",
                &["North Korean Workers Officially Dispatched to China & Russia"],
            ),
            ("<표 1>과 <그림 2>", &[]),
            ("<국가안보전략>을", &["국가안보전략"]),
        ] {
            assert_eq!(found(line), expected, "{line}");
        }
    }

    #[test]
    fn a_quote_is_a_term_by_its_words() {
        for (text, expected) in [
            ("no deal", Some("no deal")),
            ("the deal", Some("deal")),
            ("a deal", Some("deal")),
            ("...deal...", None),
            ("…deal—", Some("deal")),
            ("x", None),
            ("xy", Some("xy")),
            ("It ended.", None),
            ("Why?", None),
            ("Go!", None),
            ("one. two", None),
            ("a/b c", None),
            ("A/B c", Some("A/B c")),
            ("x=y", None),
            ("12", None),
            ("표 1", None),
            ("Table 2", None),
            ("Tables 2", Some("Tables 2")),
            ("one two three four five six", Some("one two three four five six")),
            ("one two three four five six seven", None),
            ("one, two", None),
            ("One, Two", Some("One, Two")),
            (
                "One Two Three Four Five Six Seven Eight Nine Ten El Tw Th Fo",
                Some("One Two Three Four Five Six Seven Eight Nine Ten El Tw Th Fo"),
            ),
            ("One Two Three Four Five Six Seven Eight Nine Ten El Tw Th Fo Fi", None),
            ("One Two three four five six seven", None),
            ("One two Three", Some("One two Three")),
            ("One two, Three", Some("One two, Three")),
            ("One two, three", None),
            ("하나 둘 셋 넷 다섯", Some("하나 둘 셋 넷 다섯")),
            ("하나 둘 셋 넷 다섯 여섯", None),
            ("하나, 둘", None),
            ("가고 오다", None),
            ("오다", Some("오다")),
            ("가는 사람", Some("가는 사람")),
            ("북한 NATO", Some("북한 NATO")),
        ] {
            assert_eq!(term(text), expected, "{text}");
        }
    }

    #[test]
    fn a_quote_ends_at_its_own_sign() {
        for (rest, open, close, expected) in [
            ("a’", '‘', '’', Some(1)),
            ("it’s’", '‘', '’', Some(6)),
            ("it’ s", '‘', '’', Some(2)),
            ("북’a’", '‘', '’', Some(3)),
            ("a‘b’", '‘', '’', None),
            ("a\"b", '"', '"', Some(1)),
            ("abc", '“', '”', None),
        ] {
            assert_eq!(inside(rest, open, close), expected, "{rest}");
        }
        assert_eq!(inside(&format!("{}”", "a".repeat(240)), '“', '”'), Some(240));
        assert_eq!(inside(&format!("{}”", "a".repeat(241)), '“', '”'), None);
    }

    #[test]
    fn quotes_are_found_on_every_line_and_not_in_code() {
        let format = crate::import::format_named("markdown").expect("a format");
        let text = "말 ‘하나’\n\n```\n‘둘’\n‘셋’\n```\n\n| a | b |\n|--|--|\n| ‘넷칸’ | ‘다섯’ |\n";
        let source = crate::import::Source { name: "a.md", bytes: text.as_bytes(), whole: true };
        let document = (format.read)(&source, &()).expect("a document");
        let found = quoted(&document, &|| true).expect("not stopped");
        let words: Vec<&str> = found.into_iter().map(|span| document.slice(span)).collect();
        assert_eq!(words, ["하나", "넷칸", "다섯"]);
        assert_eq!(quoted(&document, &|| false), None);
    }
}
