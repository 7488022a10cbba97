//! Bodies in Org, turned back into Markdown. Blocks that stand as ibid wrote them are known by
//! their Org; of what the reader wrote there, what Markdown has no words for is kept as it is
//! written, and told.

use std::collections::HashMap;

use super::org_inline::inline;
use crate::export::org_blocks;

/// Lists and quotes within each other that are followed.
const DEEPEST: usize = 32;
/// Characters shown of what is kept as it is written.
pub(super) const SHOWN: usize = 60;

/// A body that was turned back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Turned {
    /// The body, in Markdown.
    pub(super) text: String,
    /// The beginnings of what Markdown has no words for.
    pub(super) kept: Vec<String>,
}

/// A body in Org as Markdown; `known` is what it was before the reader may have edited it.
pub(super) fn back(org: &str, known: &str) -> Turned {
    let pieces = split(org);
    let blocks: Vec<(Vec<String>, String)> = org_blocks(known)
        .into_iter()
        .map(|block| (split(&block.org).into_iter().map(|piece| piece.trim_end().to_owned()).collect(), block.markdown))
        .filter(|(pieces, _): &(Vec<String>, _)| !pieces.is_empty())
        .collect();
    // Nothing was edited: not a blank line is another one.
    if blocks.iter().flat_map(|(pieces, _)| pieces).map(String::as_str).eq(pieces.iter().map(|piece| piece.trim_end())) {
        return Turned { text: known.to_owned(), kept: Vec::new() };
    }
    let mut by_first: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (pieces, _)) in blocks.iter().enumerate() {
        by_first.entry(pieces[0].as_str()).or_default().push(at);
    }
    let (mut turned, mut out) = (Turned::default(), Vec::new());
    let mut rest = &pieces[..];
    while let Some(first) = rest.first() {
        let stands = |at: &&usize| {
            let wanted = &blocks[**at].0;
            rest.len() >= wanted.len() && wanted.iter().zip(rest).all(|(one, other)| one == other.trim_end())
        };
        let known = by_first.get(first.trim_end()).and_then(|at| at.iter().filter(stands).max_by_key(|at| blocks[**at].0.len()));
        match known {
            Some(at) => {
                out.push(blocks[*at].1.clone());
                rest = &rest[blocks[*at].0.len()..];
            }
            None => {
                out.push(block(first, &mut turned.kept, 0));
                rest = &rest[1..];
            }
        }
    }
    turned.text = out.join("\n\n");
    turned
}

/// Org in pieces: paragraphs, lists, blocks, tables, single lines. Empty ones are none.
fn split(org: &str) -> Vec<String> {
    let lines: Vec<&str> = org.lines().collect();
    let mut pieces: Vec<String> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let kind = kind(lines[at]);
        let end = match kind {
            Kind::Blank => at + 1,
            Kind::Begin(name) => past(&lines, at, |line| ends_block(line, name)),
            Kind::Drawer => past(&lines, at, |line| line.trim().eq_ignore_ascii_case(":end:")),
            Kind::Item(indent, _) => item_end(&lines, at, indent),
            Kind::Row | Kind::Fixed => at + lines[at..].iter().take_while(|line| self::kind(line) == kind).count(),
            Kind::Headline | Kind::Rule | Kind::Keyword | Kind::Comment => at + 1,
            Kind::Words => at + 1 + lines[at + 1..].iter().take_while(|line| self::kind(line) == Kind::Words).count(),
        };
        if kind != Kind::Blank {
            pieces.push(lines[at..end].join("\n"));
        }
        at = end;
    }
    pieces
}

/// What a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    Blank,
    /// A block of this name.
    Begin(&'a str),
    Drawer,
    /// An item: its indent, and where its words begin.
    Item(usize, usize),
    Row,
    Fixed,
    Headline,
    Rule,
    Keyword,
    Comment,
    Words,
}

fn kind(line: &str) -> Kind<'_> {
    let bare = line.trim();
    let indent = line.len() - line.trim_start().len();
    if bare.is_empty() {
        return Kind::Blank;
    }
    if bare.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("#+begin_")) {
        return Kind::Begin(bare[8..].split_whitespace().next().unwrap_or_default());
    }
    let stars = line.bytes().take_while(|byte| *byte == b'*').count();
    if stars > 0 && line[stars..].starts_with(' ') {
        return Kind::Headline;
    }
    if let Some(words) = bullet(bare) {
        return Kind::Item(indent, indent + words);
    }
    if bare.len() >= 5 && bare.bytes().all(|byte| byte == b'-') {
        return Kind::Rule;
    }
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '#' | '%'));
    match bare.as_bytes() {
        [b'|', ..] => Kind::Row,
        [b'#', b'+', ..] if bare.contains(':') => Kind::Keyword,
        [b'#', b' ', ..] | [b'#'] => Kind::Comment,
        [b':', b' ', ..] | [b':'] => Kind::Fixed,
        [b':', .., b':'] if is_name(&bare[1..bare.len() - 1]) => Kind::Drawer,
        _ => Kind::Words,
    }
}

/// How many bytes a bullet and its blank take, where a line has one.
fn bullet(bare: &str) -> Option<usize> {
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match bare.as_bytes() {
        [b'-' | b'+' | b'*', ..] => 1,
        bytes if (1..=9).contains(&digits) && matches!(bytes.get(digits), Some(b'.' | b')')) => digits + 1,
        _ => return None,
    };
    match bare.as_bytes().get(sign) {
        None => Some(sign),
        Some(b' ' | b'\t') => Some(sign + bare[sign..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()),
        Some(_) => None,
    }
}

fn ends_block(line: &str, name: &str) -> bool {
    let bare = line.trim();
    bare.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("#+end_")) && bare[6..].eq_ignore_ascii_case(name)
}

/// One past the line that ends what begins at `at`; all the rest where none does.
fn past(lines: &[&str], at: usize, is_end: impl Fn(&str) -> bool) -> usize {
    lines[at + 1..].iter().position(|line| is_end(line)).map_or(lines.len(), |found| at + found + 2)
}

/// Where a list ends: at what stands no further in than its bullets and is none, or at a blank line with no more of it behind.
fn item_end(lines: &[&str], at: usize, indent: usize) -> usize {
    let mut end = at + 1;
    while let Some(line) = lines.get(end) {
        let own = line.len() - line.trim_start().len();
        let goes_on = match kind(line) {
            Kind::Blank => {
                lines.get(end + 1).is_some_and(|next| kind(next) != Kind::Blank && next.len() - next.trim_start().len() > indent)
            }
            Kind::Item(other, _) => other >= indent,
            _ => own > indent,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// A piece as Markdown.
fn block(piece: &str, kept: &mut Vec<String>, depth: usize) -> String {
    let first = piece.lines().next().unwrap_or_default();
    let tell = |kept: &mut Vec<String>| {
        let short: String = first.trim().chars().take(SHOWN).collect();
        kept.push(short);
    };
    match kind(first) {
        Kind::Begin(name) => {
            let mut lines: Vec<&str> = piece.lines().skip(1).collect();
            if lines.last().is_some_and(|line| ends_block(line, name)) {
                lines.pop();
            }
            match name.to_ascii_lowercase().as_str() {
                "quote" if depth < DEEPEST => quoted(&inner(&lines.join("\n"), kept, depth)),
                "src" | "example" | "export" => {
                    let language = first.split_whitespace().nth(1).filter(|_| !name.eq_ignore_ascii_case("example"));
                    fenced(language.unwrap_or_default(), lines.iter().map(|line| uncommaed(line)))
                }
                _ => {
                    tell(kept);
                    words(piece, kept)
                }
            }
        }
        Kind::Item(indent, _) if depth < DEEPEST => list(piece, indent, kept, depth),
        Kind::Row => rows(piece, kept),
        Kind::Fixed => fenced("", piece.lines().map(|line| line.trim_start()[1..].strip_prefix(' ').unwrap_or_default())),
        Kind::Headline => {
            let stars = first.bytes().take_while(|byte| *byte == b'*').count();
            format!("{} {}", "#".repeat(stars.min(6)), inline(first[stars..].trim(), kept))
        }
        Kind::Rule => "---".to_owned(),
        Kind::Drawer | Kind::Keyword | Kind::Comment => {
            tell(kept);
            words(piece, kept)
        }
        Kind::Blank | Kind::Words | Kind::Item(..) => words(piece, kept),
    }
}

/// Pieces within a piece, apart by blank lines where they were so.
fn inner(org: &str, kept: &mut Vec<String>, depth: usize) -> String {
    let is_loose = org.trim().contains("\n\n") || org.lines().any(|line| line.trim().is_empty());
    let parts: Vec<String> = split(org).iter().map(|piece| block(piece, kept, depth + 1)).collect();
    parts.join(if is_loose { "\n\n" } else { "\n" })
}

fn quoted(text: &str) -> String {
    if text.is_empty() {
        return ">".to_owned();
    }
    text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn fenced<'a>(language: &str, lines: impl Iterator<Item = &'a str>) -> String {
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{text}{fence}")
}

/// A line of code without the comma that kept it from being markup.
fn uncommaed(line: &str) -> &str {
    match line.strip_prefix(',') {
        Some(rest) if rest.starts_with(['*', ',']) || rest.starts_with("#+") => rest,
        _ => line,
    }
}

/// What an item is counted from where Org says so (`[@5]`), and what stands behind that.
fn counter(words: &str) -> (Option<u32>, &str) {
    let parts = words.strip_prefix("[@").and_then(|rest| rest.split_once(']'));
    match parts.and_then(|(count, rest)| Some((count.parse().ok()?, rest.trim_start()))) {
        Some((count, rest)) => (Some(count), rest),
        None => (None, words),
    }
}

fn list(piece: &str, indent: usize, kept: &mut Vec<String>, depth: usize) -> String {
    let mut items: Vec<(String, Vec<&str>)> = Vec::new();
    for line in piece.lines() {
        match kind(line) {
            Kind::Item(own, words) if own <= indent || items.is_empty() => {
                let sign = line[own..words].trim_end();
                let (count, rest) = counter(&line[words..]);
                let sign = match sign.starts_with(|c: char| c.is_ascii_digit()) {
                    true => count.map_or_else(|| sign.replace(')', "."), |count| format!("{count}.")),
                    false => "-".to_owned(),
                };
                items.push((sign, vec![rest]));
            }
            _ => {
                if let Some((_, lines)) = items.last_mut() {
                    lines.push(line);
                }
            }
        }
    }
    let mut out: Vec<String> = Vec::new();
    for (sign, lines) in &items {
        let (first, rest) = lines.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
        let boxes = [("[ ]", "[ ] "), ("[X]", "[x] "), ("[x]", "[x] "), ("[-]", "[ ] ")];
        // A box may have nothing behind it.
        let behind = |org: &str| first.strip_prefix(org).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        let boxed = boxes.into_iter().find_map(|(org, markdown)| Some((markdown, behind(org)?)));
        let first = boxed.map_or(first, |(_, rest)| rest.trim_start());
        let dent = |line: &&str| line.len() - line.trim_start().len();
        let least = rest.iter().filter(|line| !line.trim().is_empty()).map(dent).min().unwrap_or(0);
        let body: Vec<&str> = rest.iter().map(|line| line.get(least..).unwrap_or_default()).collect();
        let text = inner(&[&[first][..], &body[..]].concat().join("\n"), kept, depth);
        let marker = format!("{sign} ");
        let pad = " ".repeat(marker.len());
        let text = text.lines().map(|line| format!("{pad}{line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n");
        let boxed = boxed.map_or("", |(markdown, _)| markdown);
        out.push(format!("{marker}{boxed}{}", text.trim_start()).trim_end().to_owned());
    }
    // Items with blank lines between them stay so.
    let is_loose = piece.lines().any(|line| line.trim().is_empty());
    out.join(if is_loose { "\n\n" } else { "\n" })
}

/// A table as GitHub writes them; a line of dashes behind its first row is its head's.
fn rows(piece: &str, kept: &mut Vec<String>) -> String {
    let row = |line: &str, kept: &mut Vec<String>| {
        let line = line.trim();
        if line.starts_with("|-") {
            return line.replace('+', "|");
        }
        let cell = |cell: &str| if cell.trim().is_empty() { cell.to_owned() } else { format!(" {} ", inline(cell.trim(), kept)) };
        line.split('|').map(cell).collect::<Vec<_>>().join("|")
    };
    piece.lines().map(|line| row(line, kept)).collect::<Vec<_>>().join("\n")
}

/// Lines of words.
fn words(piece: &str, kept: &mut Vec<String>) -> String {
    inline(piece.trim_end(), kept)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn org(markdown: &str) -> String {
        let blocks: Vec<String> = org_blocks(markdown).into_iter().map(|block| block.org).filter(|org| !org.is_empty()).collect();
        blocks.join("\n\n")
    }

    fn turned(text: &str) -> String {
        back(text, "").text
    }

    #[test]
    fn what_org_has_words_for_is_turned_back() {
        for (org, markdown) in [
            ("정말 *중요*\u{200B}한 /것/ +아님+ ~code~ =verbatim=", "정말 **중요**한 *것* ~~아님~~ `code` `verbatim`"),
            ("[[https://a.kr/?x=1][words]] [[https://a.kr]] [[id:5]]", "[words](https://a.kr/?x=1) <https://a.kr> [id:5](id:5)"),
            ("#+begin_quote\nTwo\nlines\n\nand more\n#+end_quote", "> Two\n> lines\n>\n> and more"),
            ("#+BEGIN_SRC rust\n,* no headline\n,#+end\n\nlet x;\n#+END_SRC", "```rust\n* no headline\n#+end\n\nlet x;\n```"),
            (": fixed\n:   width", "```\nfixed\n  width\n```"),
            ("- one\n  more\n  - two\n- [X] three\n- [ ] four", "- one\n  more\n  - two\n- [x] three\n- [ ] four"),
            ("1. [ ]\n2. [ ] call them\n3. [X]", "1. [ ]\n2. [ ] call them\n3. [x]"),
            ("- [ ]no box", "- \\[ ]no box"),
            ("1. one\n2. two\n\n+ three", "1. one\n2. two\n\n- three"),
            ("** A headline\nWords", "## A headline\n\nWords"),
            ("-----", "---"),
            ("| a | *b* |\n|---+---|\n| 1 | 2 |", "| a | **b** |\n|---|---|\n| 1 | 2 |"),
            ("one\\\\\ntwo", "one\\\ntwo"),
            ("2 * 3 * 4 and a_b and snake_case_x, 3~5", "2 \\* 3 \\* 4 and a_b and snake_case_x, 3~5"),
        ] {
            assert_eq!(turned(org), markdown, "{org}");
            assert_eq!(back(org, "").kept, Vec::<String>::new(), "{org}");
        }
    }

    #[test]
    fn every_form_of_an_item_is_turned_back() {
        for (org, markdown) in [
            ("1. [ ]\n2. [ ] call them", "1. [ ]\n2. [ ] call them"),
            ("- [ ]\n+ [X]\n- [-]", "- [ ]\n- [x]\n- [ ]"),
            ("+ [X] done\n+ [-] begun\n+ [ ] not", "- [x] done\n- [ ] begun\n- [ ] not"),
            ("- [ ]\n  below", "- [ ] below"),
            ("- [X]done", "- \\[X]done"),
            ("-\n-\tone\n- ", "-\n- one\n-"),
            ("1) one\n2) two", "1. one\n2. two"),
            ("3. [@3] three\n4. four", "3. three\n4. four"),
            ("1. [@7] [ ] seven", "7. [ ] seven"),
            ("- [@7] seven", "- seven"),
            ("- term :: what it means\n- other ::", "- term :: what it means\n- other ::"),
            (" * one\n * two", "- one\n- two"),
        ] {
            assert_eq!(back(org, ""), Turned { text: markdown.into(), kept: vec![] }, "{org}");
        }
    }

    #[test]
    fn what_markdown_has_no_words_for_is_kept_and_told() {
        for text in [
            "#+CAPTION: x",
            ":LOGBOOK:\nnote\n:END:",
            "# a comment",
            "_under_",
            "see [fn:1]",
            "{{{macro}}}",
            "#+begin_verse\nx\n#+end_verse",
        ] {
            let found = back(text, "");
            assert_eq!(found.kept.len(), 1, "{text}: {found:?}");
            let bare: String = found.text.replace('\\', "");
            assert_eq!(bare, text.replace('\\', ""), "{text}");
        }
    }

    #[test]
    fn blocks_that_were_not_edited_stay_as_they_were() {
        let known = "Setext\n===\n\nA __strong__ word\nand a [link].\n\n\n* star\n* star\n\n[link]: https://a.kr\n";
        let text = org(known);
        assert_eq!(turned_with(&text, known), known);
        let edited = format!("{}\n\nMine /too/.", text.replace("- star\n- star", "- star\n- other"));
        assert_eq!(
            turned_with(&edited, known),
            "Setext\n===\n\nA __strong__ word\nand a [link].\n\n- star\n- other\n\nMine *too*."
        );
    }

    fn turned_with(text: &str, known: &str) -> String {
        back(text, known).text
    }

    #[test]
    fn lists_within_lists_without_end_are_words_at_last() {
        let deep: String = (0..3000).map(|depth| format!("{}- x\n", " ".repeat(depth))).collect();
        assert!(turned(&deep).contains('x'));
        let deep = "#+begin_quote\n".repeat(3000) + "x";
        assert!(turned(&deep).contains('x'));
    }

    fn markdown() -> impl Strategy<Value = String> {
        let word = "[a-z가-힣]{1,4}|\\*\\*[a-z]{1,3}\\*\\*|\\*[가-힣]{1,3}\\*|`[a-z~ ]{0,2}[a-z]`|~~[a-z]{2}~~|\\[[a-z]{2}\\]\\(https://a\\.kr/[a-z]\\)|[0-9]\\.|[-+*#=_|:>\\[\\]()~^$&]";
        let line = proptest::collection::vec(word, 1..6).prop_map(|words| words.join(" "));
        let lines = proptest::collection::vec(line, 1..3).prop_map(|lines| lines.join("\n"));
        let block = (0..6_u8, lines).prop_map(|(kind, text)| match kind {
            0 => text.lines().map(|line| format!("- {line}\n")).collect(),
            1 => text.lines().map(|line| format!("> {line}\n")).collect(),
            2 => format!("```sh\n{text}\n```\n"),
            3 => text.lines().enumerate().map(|(at, line)| format!("{}. {line}\n", at + 1)).collect(),
            _ => text + "\n",
        });
        proptest::collection::vec(block, 1..4).prop_map(|blocks: Vec<String>| blocks.join("\n"))
    }

    proptest! {
        #[test]
        fn what_was_turned_back_is_the_same_org_again(markdown in markdown()) {
            // Lists with nothing between them are one in Org: blank lines don't count.
            let lines = |org: &str| org.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
            // Nothing in Org is no border between them either.
            prop_assume!(org_blocks(&markdown).iter().all(|block| !block.org.is_empty()));
            let once = org(&markdown);
            let back = turned(&once);
            prop_assert_eq!(lines(&org(&back)), lines(&once), "{} -> {}", markdown, back);
        }

        #[test]
        fn an_unedited_body_comes_back_as_it_was(markdown in "([-+*#>|a-z0-9.`~\\[\\]() \n]|가){0,80}") {
            let known = markdown.trim_matches('\n').trim_end();
            // What Org shows nothing of (definitions of links) alone is no body.
            prop_assume!(!org(known).is_empty() || known.is_empty());
            prop_assert_eq!(turned_with(&org(known), known), known);
        }

        #[test]
        fn every_text_is_turned(text in "([-+*#>|:a-z0-9.`~=/_\\[\\]() \n]|#\\+begin_quote|#\\+end_quote|\\PC){0,60}") {
            let _ = turned(&text);
        }
    }
}
