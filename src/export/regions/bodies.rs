//! Bodies of notes in regions: how they are marked, and how they are read again.

use super::digest::{body_digest, sum};
use super::marks::{BodyMark, Marks, Said};
use super::{Piece, pieces, regional_marks};

/// What stands as a note's body in a file that ibid wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionBody {
    /// The note's id, as it is written.
    pub note: String,
    /// The body, edited or not, as its target has it.
    pub text: String,
    /// The line of the file that it begins on, counted from 1.
    pub line: usize,
    /// The digest of the note's body as it was written; none in an older export.
    pub base: Option<String>,
    /// Whether it stands as it was written. Of an older export only the words of the whole region tell.
    pub is_as_written: bool,
}

/// How a body is written where it can't stand as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::export) struct BodyForm {
    /// A list item holds it.
    pub(in crate::export) held: bool,
    /// Its last line closes a fence that the reader left open.
    pub(in crate::export) closed: bool,
}

/// The line before a body that is written as `lines`.
pub(in crate::export) fn body_begin(marks: Marks, form: BodyForm, body: &str, lines: &[String]) -> String {
    let how = BodyMark { held: form.held, closed: form.closed, digests: None };
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let flags = [(form.held, " held"), (form.closed, " closed")];
    let flags: String = flags.into_iter().filter_map(|(is, word)| is.then_some(word)).collect();
    marks.line(&format!("body{flags} {} {}", body_digest(body), body_digest(&freed(&lines, how, marks))))
}

/// The bodies of notes in a file that ibid wrote; none where it has no regions.
#[must_use]
pub fn region_bodies(text: &str) -> Option<Vec<RegionBody>> {
    let marks = regional_marks(text)?;
    let mut found = Vec::new();
    for piece in pieces(text, marks) {
        let Piece::Region { key, sum: said, lines, at, .. } = piece else { continue };
        let is_whole = sum(lines.iter().copied()) == said;
        for body in bodies_in(&lines, marks) {
            let text = freed(&body.lines, body.how, marks);
            let is_as_written = body.how.digests.map_or(is_whole, |digests| body_digest(&text) == digests.written);
            let base = body.how.digests.map(|digests| digests.body.to_owned());
            found.push(RegionBody { note: key.to_owned(), text, line: at + body.first + 2, base, is_as_written });
        }
    }
    Some(found)
}

/// A body among the lines of its region.
#[derive(Debug)]
pub(super) struct BodyLines<'a> {
    how: BodyMark<'a>,
    /// The first of its lines, counted from that behind the region's first.
    pub(super) first: usize,
    /// Set in no further than its mark is.
    pub(super) lines: Vec<&'a str>,
}

impl BodyLines<'_> {
    /// Whether it is known to stand as it was written.
    pub(super) fn is_as_written(&self, marks: Marks) -> bool {
        self.how.digests.is_some_and(|digests| body_digest(&freed(&self.lines, self.how, marks)) == digests.written)
    }
}

/// The bodies of a region; one without an end of its own ends with it.
pub(super) fn bodies_in<'a>(lines: &[&'a str], marks: Marks) -> Vec<BodyLines<'a>> {
    let mut found: Vec<BodyLines> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        match (marks.said(line), open) {
            (Some(Said::Body(how)), _) => {
                found.truncate(found.len() - usize::from(open.is_some()));
                open = Some(line.len() - line.trim_start().len());
                found.push(BodyLines { how, first: at + 1, lines: Vec::new() });
            }
            (Some(_), _) => open = None,
            (None, Some(indent)) => found.iter_mut().last().into_iter().for_each(|body| body.lines.push(outdented(line, indent))),
            (None, None) => {}
        }
    }
    found
}

/// A line without the first `indent` blanks, as far as it has them.
fn outdented(line: &str, indent: usize) -> &str {
    let blanks = line.bytes().take(indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    &line[blanks..]
}

/// A body as it was before it was written.
fn freed(lines: &[&str], how: BodyMark, marks: Marks) -> String {
    let is_words = |line: &&str| !line.trim().is_empty();
    let mut lines = lines.to_vec();
    let last = lines.iter().rposition(is_words);
    if let Some(last) = last.filter(|last| how.closed && lines[*last].trim_start().starts_with(['`', '~'])) {
        lines.truncate(last);
    }
    let first = lines.iter().position(is_words);
    // ibid writes `+`; what sets lists in another way writes another sign, and sets all of it in alike.
    let width = |line: &str| match line.as_bytes() {
        [b'-' | b'*', b' ', ..] => 1 + line[1..].bytes().take_while(|byte| *byte == b' ').count(),
        _ => 2,
    };
    let width = first.map_or(2, |first| width(lines[first]));
    let free = |(index, line): (usize, &&str)| {
        let is_first = Some(index) == first;
        let line = match how.held {
            true if is_first => line.get(width..).filter(|_| line.starts_with(['+', '-', '*']) && line[1..].starts_with(' ')),
            true if width == 2 => line.strip_prefix("  "),
            true => Some(outdented(line, width)),
            false => None,
        }
        .unwrap_or(line);
        marks.unescaped(line)
    };
    lines.iter().enumerate().map(free).collect::<Vec<_>>().join("\n").trim_matches('\n').trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::regional_target;
    use super::*;

    #[test]
    fn a_held_body_is_freed_of_whatever_sign_holds_it() {
        assert_eq!(
            [("    a", 2), ("\t\ta", 1), (" a", 4), ("a", 0), ("가", 2)].map(|(line, indent)| outdented(line, indent)),
            ["  a", "\ta", "a", "a", "가"]
        );
        let held = BodyMark { held: true, ..BodyMark::default() };
        for (lines, body) in [
            (&["", "+ a", "  b", "c", ""][..], "a\nb\nc"),
            (&["+ a", "+ b"], "a\n+ b"),
            (&["- # a", "  b"], "# a\nb"),
            (&["* # a", "", "  b"], "# a\n\nb"),
            (&["-   # a", "    b"], "# a\nb"),
            (&["+   a", "    b"], "  a\n  b"),
            (&["a"], "a"),
        ] {
            assert_eq!(freed(lines, held, Marks::Html), body, "{lines:?}");
        }
        let plain = BodyMark::default();
        assert_eq!(freed(&["+ a", "  b  "], plain, Marks::Html), "+ a\n  b");
        let closed = BodyMark { closed: true, ..plain };
        assert_eq!(freed(&["```", "a", "```", ""], closed, Marks::Html), "```\na");
        assert_eq!(freed(&["```", "a"], closed, Marks::Html), "```\na");
    }

    #[test]
    fn a_file_is_known_by_its_marks_and_bodies_by_their_lines() {
        let html = "<!-- ibid:begin a b -->\n\n<!-- ibid:body -->\n\nText\nmore\n\n<!-- ibid:body-end -->\n<!-- ibid:end -->\n";
        let named = |text: &str| regional_target(text).map(|target| target.name);
        assert_eq!(named(html), Some("markdown"));
        assert_eq!(named(&html.replace("<!-- ", "%% ").replace(" -->", " %%")), Some("obsidian"));
        assert_eq!(named(&html.replacen("<!--", "\t- <!--", 1)), Some("logseq"));
        assert_eq!(named(&html.replacen("<!--", "- DONE <!--", 1)), Some("logseq"));
        assert_eq!(named(&html.replace("<!-- ", "# ").replace(" -->", "")), Some("org"));
        assert_eq!((named("- <!-- ibid:end -->"), named("text")), (None, None));
        let found = |text: &str| {
            region_bodies(text).map(|all| all.into_iter().map(|body| (body.note, body.text, body.line)).collect::<Vec<_>>())
        };
        assert_eq!(found(html), Some(vec![("a".into(), "Text\nmore".into(), 4)]));
        // Without its own end a body ends with its region; one that is begun anew is forgotten.
        assert_eq!(found(&html.replace("<!-- ibid:body-end -->\n", "")), Some(vec![("a".into(), "Text\nmore".into(), 4)]));
        let twice = html.replace("more", "<!-- ibid:begin c d -->\n<!-- ibid:body held -->\n+ x\n  y");
        assert_eq!(found(&twice).map(|all| all[all.len() - 1].clone()), Some(("c".into(), "x\ny".into(), 8)));
        let outline =
            "- <!-- ibid:begin a b -->\n  <!-- ibid:body -->\n  Text\n    deep\n  <!-- ibid:body-end -->\n  <!-- ibid:end -->\n";
        assert_eq!(found(outline), Some(vec![("a".into(), "Text\n  deep".into(), 3)]));
        assert_eq!(found("<!-- ibid:body -->\nx\n<!-- ibid:end -->\n<!-- ibid:begin a b -->\n"), Some(vec![]));
    }

    #[test]
    fn a_body_says_whether_it_stands_as_it_was_written() {
        let lines: Vec<String> = ["+ # a", "  b"].map(str::to_owned).to_vec();
        let mark = body_begin(Marks::Html, BodyForm { held: true, closed: false }, "# a\nb", &lines);
        assert_eq!(mark, format!("<!-- ibid:body held {0} {0} -->", body_digest("# a\nb")));
        let file = format!("<!-- ibid:begin a b -->\n\n{mark}\n\n+ # a\n  b\n\n<!-- ibid:body-end -->\n\n<!-- ibid:end -->\n");
        let told = |text: &str| {
            let body = region_bodies(text).expect("regions").remove(0);
            (body.base == Some(body_digest("# a\nb")), body.is_as_written)
        };
        assert_eq!(told(&file), (true, true));
        // Another sign of the list and blanks are no edit; a word and another indent are.
        assert_eq!(told(&file.replace("+ #", "- #").replace("  b", "  b ")), (true, true));
        assert_eq!(told(&file.replace("  b", "  c")), (true, false));
        assert_eq!(told(&file.replace("  b", "    b")), (true, false));
        // Of an older export the words of the region tell.
        let old = |sum: &str| {
            format!("<!-- ibid:begin a {sum} -->\n<!-- ibid:body -->\nx\n<!-- ibid:body-end -->\n<!-- ibid:end -->\n")
        };
        let lines = ["<!-- ibid:body -->", "x", "<!-- ibid:body-end -->"];
        assert_eq!([told(&old(&sum(lines.into_iter()))), told(&old("00000000"))], [(false, true), (false, false)]);
    }
}
