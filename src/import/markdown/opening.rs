//! Where the opening part of a Markdown file may end, so that it reads as the whole will.

use memchr::{memchr_iter, memmem};

/// Bytes of an opening.
const LENGTH: usize = 64 << 10;

/// How many of `bytes` are an opening: up to a blank line, before a heading if one is near,
/// not inside a fence, a comment or front matter where that can be had. All, where there are
/// no more than 64 KiB.
pub(super) fn opening(bytes: &[u8]) -> usize {
    if bytes.len() <= LENGTH {
        return bytes.len();
    }
    let head = &bytes[..LENGTH];
    if matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        // UTF-16: a line end is two bytes, and cutting between them would turn all that follows.
        return LENGTH & !1;
    }
    let mut shelter = Shelter::None;
    let (mut blank, mut heading, mut line_end, mut after_blank) = (0, 0, 0, false);
    let mut start = front_len(head);
    let text = start;
    for end in memchr_iter(b'\n', &head[text..]).map(|at| text + at + 1) {
        let line = head[start..end].trim_ascii();
        if after_blank {
            blank = start;
            if line.starts_with(b"#") {
                heading = start;
            }
        }
        shelter = shelter.after(line);
        after_blank = line.is_empty() && shelter == Shelter::None;
        (start, line_end) = (end, end);
    }
    if after_blank {
        blank = start;
    }
    // A heading that is far from the end would waste what can be shown.
    let best = if heading > LENGTH / 4 * 3 { heading } else { blank };
    match (best, line_end) {
        (0, 0) => whole_characters(head),
        (0, line_end) => line_end,
        (best, _) => best,
    }
}

/// What a blank line does not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shelter {
    None,
    Fence { sign: u8, length: usize },
    Comment,
}

impl Shelter {
    /// What is open after `line`, whose ends are trimmed. Fences in quotes and lists count too.
    fn after(self, line: &[u8]) -> Self {
        let marker = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+');
        let inside = &line[line.iter().take_while(|byte| marker(byte)).count()..];
        let sign = inside.first().copied().unwrap_or(0);
        let length = inside.iter().take_while(|byte| **byte == sign).count();
        let rest = inside.get(length..).unwrap_or_default();
        let fences = matches!(sign, b'`' | b'~') && length >= 3;
        let holds = |text: &[u8]| memmem::find(line, text).is_some();
        match self {
            Self::None if fences && !(sign == b'`' && rest.contains(&b'`')) => Self::Fence { sign, length },
            Self::None if inside.starts_with(b"<!--") && !holds(b"-->") => Self::Comment,
            Self::Fence { sign: own, length: least } if fences && sign == own && length >= least && rest.is_empty() => Self::None,
            Self::Comment if holds(b"-->") => Self::None,
            same => same,
        }
    }
}

/// The length of the front matter that `head` starts with, its fences included.
fn front_len(head: &[u8]) -> usize {
    let mut lines = head.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let bare = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first).trim_ascii_end();
    if !matches!(bare, b"---" | b"+++") {
        return 0;
    }
    let mut end = first.len();
    for line in lines {
        end += line.len();
        if line.trim_ascii_end() == bare || (bare == b"---" && line.trim_ascii_end() == b"...") {
            return end;
        }
    }
    0
}

/// `head` up to its last whole character, where it is UTF-8.
fn whole_characters(head: &[u8]) -> usize {
    let cut = head.utf8_chunks().last().map_or(0, |chunk| chunk.invalid().len());
    head.len() - if cut < 4 { cut } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILL: &str = "김정은 시대의 북러 관계는 이렇게 흘러왔다. The text goes on.\n\n";

    fn filled(start: &str, unit: &str, end: &str) -> Vec<u8> {
        format!("{start}{}{end}", unit.repeat(2 * LENGTH / unit.len())).into_bytes()
    }

    #[test]
    fn a_short_file_is_its_own_opening() {
        assert_eq!(opening(FILL.as_bytes()), FILL.len());
        assert_eq!(opening(b""), 0);
    }

    #[test]
    fn it_ends_behind_a_blank_line_near_the_end() {
        let bytes = filled("", FILL, "");
        let cut = opening(&bytes);
        assert!(cut > LENGTH - FILL.len() - 1 && bytes[..cut].ends_with(b"\n\n"));
    }

    #[test]
    fn it_ends_before_a_heading_if_one_is_near() {
        let unit = format!("## 절\n\n{}", FILL.repeat(20));
        let bytes = filled("", &unit, "");
        assert!(bytes[opening(&bytes)..].starts_with("## 절".as_bytes()));
    }

    #[test]
    fn it_does_not_end_in_a_fence_or_a_comment() {
        for open in ["```text\n", "> ~~~\n", "- ````\n", "<!-- \n"] {
            let bytes = filled(&format!("first\n\n{open}"), FILL, "");
            assert_eq!(opening(&bytes), "first\n\n".len(), "{open}");
        }
        let closed = filled("first\n\n```\ncode\n\n```\n\n<!-- a -->\n\n", FILL, "");
        assert!(opening(&closed) > LENGTH / 2);
    }

    #[test]
    fn it_does_not_end_in_front_matter() {
        let front = "---\ntitle: x\n\nauthor: y\n---\n";
        let bytes = filled(front, "한국", "");
        assert_eq!((opening(&bytes) - front.len()) % 3, 0, "after the front matter there is one line, cut between characters");
        assert!(opening(&bytes) > LENGTH - 4);
    }

    #[test]
    fn one_long_line_is_cut_between_characters() {
        let bytes = filled("a", "가", "");
        assert!(std::str::from_utf8(&bytes[..opening(&bytes)]).is_ok());
        let wide: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(FILL.encode_utf16().cycle().take(LENGTH).flat_map(u16::to_le_bytes)).collect();
        assert_eq!(opening(&wide) % 2, 0);
    }
}
