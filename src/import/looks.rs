//! What a text looks like that nothing names: Markdown, HTML, or fields with a sign between them.
//!
//! It is only offered: a text is read as it stands until the reader says otherwise.

use super::delimited;

/// What a text looks like, and the name of the format that reads it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Looks {
    pub(super) what: &'static str,
    pub(super) format: &'static str,
}

const MARKDOWN: Looks = Looks { what: "Markdown", format: "markdown" };
const HTML: Looks = Looks { what: "HTML", format: "markdown" };
const FIELDS: Looks = Looks { what: "CSV", format: "csv" };

/// Bytes of the text that are looked at.
const LOOK: usize = 64 * 1024;
/// Kinds of Markdown's signs that there are at least: one alone is a habit of people.
const LEAST_KINDS: usize = 2;
/// Headings that speak for themselves.
const LEAST_HEADINGS: usize = 3;
/// Tags of HTML that a text holds at least.
const LEAST_TAGS: usize = 8;

/// What `text`, a file or its opening, looks like.
pub(super) fn looks_of(text: &str) -> Option<Looks> {
    let text = &text[..text.floor_char_boundary(LOOK)];
    if is_html(text) {
        Some(HTML)
    } else if is_markdown(text) {
        Some(MARKDOWN)
    } else {
        delimited::is_delimited(text).then_some(FIELDS)
    }
}

/// Whether `text` is a page, or a piece of one: its first sign opens a tag, and blocks are closed by tags.
fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let begins = |word: &str| start.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    if begins("<!doctype html") || begins("<html") {
        return true;
    }
    const BLOCKS: [&str; 10] = ["p", "div", "h1", "h2", "h3", "li", "td", "ul", "table", "body"];
    let is_closed = |name: &str| text.match_indices("</").filter(|(at, _)| tag_is(&text[at + 2..], name)).count();
    start.starts_with('<') && BLOCKS.iter().map(|name| is_closed(name)).sum::<usize>() >= LEAST_TAGS
}

fn tag_is(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)) && text[name.len()..].starts_with('>')
}

/// Signs of Markdown that were seen, by their kinds.
#[derive(Default)]
struct Signs {
    headings: usize,
    levels: [bool; 7],
    fences: usize,
    links: bool,
    strong: bool,
    tables: bool,
    notes: bool,
    front: bool,
}

impl Signs {
    fn kinds(&self) -> usize {
        let headings = self.headings > 0;
        let fences = self.fences >= 2;
        [headings, fences, self.links, self.strong, self.tables, self.notes, self.front].iter().filter(|seen| **seen).count()
    }
}

fn is_markdown(text: &str) -> bool {
    let mut signs = Signs { front: has_front_matter(text), ..Signs::default() };
    let mut lines = text.lines().peekable();
    let (mut before, mut fenced) = ("", false);
    while let Some(line) = lines.next() {
        let words = line.trim_start();
        if line.len() - words.len() < 4 && (words.starts_with("```") || words.starts_with("~~~")) {
            fenced = !fenced;
            signs.fences += 1;
        }
        if fenced {
            continue;
        }
        // A comment in a script stands among other lines; a heading has room around it.
        let alone = before.trim().is_empty() && lines.peek().is_none_or(|next| next.trim().is_empty() || !next.starts_with('#'));
        if let Some(level) = heading_level(line).filter(|_| alone) {
            signs.headings += 1;
            signs.levels[level] = true;
        }
        signs.links |= has_link(line);
        signs.strong |= has_strong(line);
        signs.tables |= before.contains('|') && is_delimiter_row(words);
        signs.notes |= is_definition(words);
        before = line;
    }
    let levels = signs.levels.iter().filter(|seen| **seen).count();
    signs.kinds() >= LEAST_KINDS || (signs.headings >= LEAST_HEADINGS && levels >= 2)
}

/// `# Heading`: how many signs there are.
fn heading_level(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let title = line.get(level..)?.strip_prefix(' ')?.trim();
    // `#!/bin/sh` has no blank; a line of signs has no words.
    ((1..=6).contains(&level) && title.starts_with(|c: char| !c.is_ascii_punctuation() || "\"'([`*_".contains(c)))
        .then_some(level)
}

/// `[words](address)`.
fn has_link(line: &str) -> bool {
    line.match_indices("](").any(|(at, _)| {
        let inside = line[..at].rsplit_once('[').is_some_and(|(_, words)| !words.trim().is_empty());
        let address = line[at + 2..].split_once(')').map_or("", |(address, _)| address);
        inside
            && (address.starts_with('#') || address.contains("://") || address.contains('.') || address.contains('/'))
            && !address.trim().is_empty()
            && !address.split(" \"").next().unwrap_or_default().trim().contains(' ')
    })
}

/// `**words**`, that stand by themselves.
fn has_strong(line: &str) -> bool {
    let mut rest = line;
    while let Some((before, from)) = rest.split_once("**") {
        let opens = !before.ends_with(|c: char| c.is_alphanumeric() || c == '*') && from.starts_with(char::is_alphanumeric);
        let Some((inside, after)) = from.split_once("**") else { return false };
        if opens && !inside.ends_with([' ', '*', '/', '\\']) && !after.starts_with(['*', '/']) {
            return true;
        }
        rest = from;
    }
    false
}

/// `|---|:--:|`, under the head of a table.
fn is_delimiter_row(words: &str) -> bool {
    let row = words.trim_end();
    row.contains("--") && row.contains('|') && !row.contains('+') && row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// `[^1]: text`, `[name]: address`.
fn is_definition(words: &str) -> bool {
    let Some((label, rest)) = words.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) else { return false };
    if label.contains([']', '[']) || label.is_empty() {
        return false;
    }
    label.starts_with('^') || rest.trim_start_matches('<').starts_with("http")
}

/// `---`, lines of `key: value`, `---`.
fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return false;
    }
    let inside = |line: &&str| !matches!(line.trim_end(), "---" | "...");
    let head: Vec<&str> = lines.by_ref().take_while(inside).take(100).collect();
    let is_entry = |line: &&&str| line.starts_with([' ', '-', '#']) || line.contains(':');
    !head.is_empty() && head.len() < 100 && head.iter().filter(is_entry).count() == head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(text: &str) -> Option<&'static str> {
        looks_of(text).map(|looks| looks.what)
    }

    #[test]
    fn markdown_is_told_by_several_of_its_signs() {
        for text in [
            "# Dues\n\nThe dues were set **anew**.\n",
            "# One\n\ntext\n\n## Two\n\ntext\n\n## Three\n",
            "# 항만\n\n사용료는 [보고서](https://a.b/c)에 있다.\n",
            "---\ntitle: Dues\nauthor: Han\n---\n\n# Dues\n",
            "Town | Dues\n--- | ---\nBusan | 12\n\nText.[^1]\n\n[^1]: A note.\n",
            "## 사용법\n\n```sh\n# no heading\nmake\n```\n",
        ] {
            assert_eq!(what(text), Some("Markdown"), "{text}");
        }
    }

    #[test]
    fn habits_of_people_and_programs_are_no_markdown() {
        for text in [
            "A letter.\n\n- bread\n- meat\n\n> What did you say?\n\nYours, *Han*\n",
            "#!/bin/sh\n# make the thing\nset -e\n# and install it\nmake install\n",
            "def dues(*args, **kwargs):\n    return total(**kwargs)\n\n# comment\n\nx = a[0](b)\n",
            "Title\n=====\n\nText as it is.\n\nPart\n----\n\nMore.\n",
            "Issue #12\n\n# 3 was closed, see [1] (and others).\n",
            "+----+----+\n| a  | b  |\n+----+----+\n",
            "See [1](a note) and **\n",
            "",
        ] {
            assert_eq!(what(text), None, "{text}");
        }
    }

    #[test]
    fn html_is_told_by_its_first_sign() {
        assert_eq!(what("<!DOCTYPE html>\n<title>x</title><p>y"), Some("HTML"));
        assert_eq!(what("\u{FEFF}\n<html lang=ko>"), Some("HTML"));
        assert_eq!(what(&"<p>One.</p>\n".repeat(8)), Some("HTML"));
        assert_eq!(what("<표 1. 항만>\n\n본문 <b>굵게</b>\n"), None);
    }

    #[test]
    fn fields_are_told_by_every_line() {
        assert_eq!(what("port,2020,2021\nBusan,10,12\nUlsan,7,9\n"), Some("CSV"));
        assert_eq!(what("항만;값\n부산;10\n울산;7\n인천;8\n"), Some("CSV"));
        assert_eq!(what("name\tplace\tn\nHan\tBusan\t3\nLim\tUlsan\t4\n"), Some("CSV"));
        for text in [
            "The ships lay, in the harbour,\nand the men, of the town,\nwent out, to them, with bread\n",
            "Dear Han,\nI came, I saw.\nYours,\nLim\n",
            "one; two\n",
            "Ports\n\n| port | 2020 | 2021 |\n| Busan | 10 | 12 |\n| Ulsan | 7 | 9 |\n",
            "10:30, 3 May\n11:30, 4 May\n12:00, 5 May\n",
        ] {
            assert_eq!(what(text), None, "{text}");
        }
    }
}
