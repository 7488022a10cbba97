//! The lines that a format does not show and that say what is ibid's. Words of the document and
//! of the reader never read as one: they are defused when they are written.

use super::digest::Digests;

/// What ibid's lines say behind `ibid:`; other words are nobody's.
const SAYS: [&str; 4] = ["begin", "body", "end", "head"];
/// What outliners put before a block to say what has to be done with it.
pub(super) const KEYWORDS: [&str; 13] = [
    "TODO",
    "DONE",
    "DOING",
    "NOW",
    "LATER",
    "WAITING",
    "WAIT",
    "IN-PROGRESS",
    "CANCELED",
    "CANCELLED",
    "NEXT",
    "HOLD",
    "STARTED",
];

/// How a line is written that a format does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Marks {
    /// `<!-- … -->`: Markdown and Logseq.
    Html,
    /// `%% … %%`: Obsidian.
    Percent,
    /// `# …`: Org.
    Hash,
}

/// All of them: a file of one target may be written again as another.
const ALL: [Marks; 3] = [Marks::Html, Marks::Percent, Marks::Hash];

/// What a line says that is ibid's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said<'a> {
    Begin {
        key: &'a str,
        sum: &'a str,
    },
    Body(BodyMark<'a>),
    BodyEnd,
    /// What the values of the file's head were, each by its key.
    Head(&'a str),
    End,
}

/// How a body stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct BodyMark<'a> {
    /// Whether a list item holds it.
    pub(super) held: bool,
    /// Whether a fence was closed behind it that is left open in it.
    pub(super) closed: bool,
    /// What it was, and how it was written; an older export does not say.
    pub(super) digests: Option<Digests<'a>>,
}

impl Marks {
    /// What stands before and behind the words.
    fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::Html => ("<!-- ", " -->"),
            Self::Percent => ("%% ", " %%"),
            Self::Hash => ("# ", ""),
        }
    }

    pub(in crate::export) fn line(self, said: &str) -> String {
        let (before, behind) = self.around();
        format!("{before}ibid:{said}{behind}")
    }

    /// What a line says in these marks; a bullet and what outliners put behind it may stand before it.
    pub(super) fn said(self, line: &str) -> Option<Said<'_>> {
        let (before, behind) = self.around();
        let line = line.trim();
        let line = &line[markings(line)..];
        let words = line.strip_prefix(before)?.strip_prefix("ibid:")?.strip_suffix(behind)?;
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        match words[..] {
            ["begin", key, sum] => Some(Said::Begin { key, sum }),
            ["body", ref how @ ..] => body_mark(how).map(Said::Body),
            ["body-end"] => Some(Said::BodyEnd),
            ["head", sums] => Some(Said::Head(sums)),
            ["end"] => Some(Said::End),
            _ => None,
        }
    }

    /// Whether a region in these marks begins in `text`.
    pub(super) fn begin_in(self, text: &str) -> bool {
        text.lines().any(|line| matches!(self.said(line), Some(Said::Begin { .. })))
    }

    /// Words as they are written in a file with these marks: what reads as a mark of any target
    /// gets a backslash, and in Obsidian what would begin a comment.
    pub(in crate::export) fn escaped(self, line: &str) -> String {
        let line = if self == Self::Percent { percents(line, |count| count + 1) } else { line.to_owned() };
        defused(&line)
    }

    /// The line that [`Marks::escaped`] wrote.
    pub(super) fn unescaped(self, line: &str) -> String {
        let mut line = line.to_owned();
        for marks in ALL {
            line = marks.shifted(&line, |count| count.saturating_sub(1));
        }
        if self == Self::Percent { percents(&line, |count: usize| count.saturating_sub(1)) } else { line }
    }

    /// Another number of backslashes before the word `ibid:` wherever a mark would begin.
    fn shifted(self, line: &str, count: impl Fn(usize) -> usize) -> String {
        let (before, _) = self.around();
        let mut out = String::with_capacity(line.len() + 1);
        let mut rest = line;
        while let Some(at) = rest.find("ibid:") {
            let bare = rest[..at].trim_end_matches('\\');
            let says = SAYS.iter().any(|word| rest[at + 5..].starts_with(word));
            if says && bare.ends_with(before) {
                out.push_str(bare);
                out.push_str(&"\\".repeat(count(at - bare.len())));
            } else {
                out.push_str(&rest[..at]);
            }
            out.push_str("ibid:");
            rest = &rest[at + 5..];
        }
        out + rest
    }
}

/// Words that read as no mark of any target, whatever stands before them in their line.
pub(in crate::export) fn defused(line: &str) -> String {
    let mut line = line.to_owned();
    if line.contains("ibid:") {
        for marks in ALL {
            line = marks.shifted(&line, |count| count + 1);
        }
    }
    line
}

/// Words of Markdown in which no comment of Obsidian's begins.
pub(in crate::export) fn uncommented(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '%' && out.ends_with('%') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Another number of backslashes between two per cent signs.
fn percents(line: &str, count: impl Fn(usize) -> usize) -> String {
    let mut out = String::with_capacity(line.len() + 1);
    let (mut signs, mut is_behind) = (0, false);
    for c in line.chars() {
        match c {
            '\\' if is_behind => signs += 1,
            _ => {
                out.push_str(&"\\".repeat(if is_behind && c == '%' { count(signs) } else { signs }));
                signs = 0;
                is_behind = c == '%';
                out.push(c);
            }
        }
    }
    out + &"\\".repeat(signs)
}

fn body_mark<'a>(how: &[&'a str]) -> Option<BodyMark<'a>> {
    let (mut mark, mut how) = (BodyMark::default(), how);
    while let [word, rest @ ..] = how {
        match *word {
            "held" => mark.held = true,
            "closed" => mark.closed = true,
            _ => break,
        }
        how = rest;
    }
    match *how {
        [] | [_] => Some(mark),
        [body, written] => Some(BodyMark { digests: Some(Digests { body, written }), ..mark }),
        _ => None,
    }
}

/// Bytes of what stands before the words of a block: its bullet, what has to be done with it, its
/// box, its priority.
pub(super) fn markings(line: &str) -> usize {
    let mut rest = line;
    loop {
        let bare = rest.trim_start();
        let (word, behind) = bare.split_once([' ', '\t']).unwrap_or((bare, ""));
        let is_priority = word.len() == 4 && word.starts_with("[#") && word.ends_with(']');
        let is_box = matches!(word, "[x]" | "[X]" | "[-]");
        if !behind.is_empty() && bare.starts_with("[ ] ") {
            rest = &bare[4..];
        } else if !behind.is_empty() && (matches!(word, "-" | "+" | "*") || is_priority || is_box || KEYWORDS.contains(&word)) {
            rest = behind;
        } else {
            return line.len() - bare.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(held: bool, closed: bool, digests: Option<(&'static str, &'static str)>) -> Option<Said<'static>> {
        let digests = digests.map(|(body, written)| Digests { body, written });
        Some(Said::Body(BodyMark { held, closed, digests }))
    }

    #[test]
    fn a_body_that_reads_as_a_mark_is_one_no_more() {
        for words in ["ibid:end", "\\ibid:end", "ibid:begin a b", "ibid:body", "ibid:body-end", "ibid:head a=b"] {
            for before in ["", "  ", "- ", "* ", "+ ", "\t- ", "- - ", "- TODO ", "* [ ] ", "words ", "> "] {
                for marks in ALL {
                    let (open, close) = marks.around();
                    let line = format!("{before}{open}{words}{close}");
                    for of in ALL {
                        let written = of.escaped(&line);
                        assert!(ALL.iter().all(|marks| marks.said(&written).is_none()), "{written}");
                        assert_eq!(of.unescaped(&written), line);
                    }
                }
            }
        }
    }

    #[test]
    fn a_line_says_what_it_is_in_its_marks() {
        let begin = |key, sum| Some(Said::Begin { key, sum });
        for (line, said) in [
            ("<!-- ibid:begin a b -->", begin("a", "b")),
            ("  - <!-- ibid:begin a b -->  ", begin("a", "b")),
            ("* <!-- ibid:begin a b -->", begin("a", "b")),
            ("- TODO [#A] <!-- ibid:begin a b -->", begin("a", "b")),
            ("- [ ] <!-- ibid:begin a b -->", begin("a", "b")),
            ("- [x] <!-- ibid:begin a b -->", begin("a", "b")),
            ("- TODAY <!-- ibid:begin a b -->", None),
            ("> <!-- ibid:begin a b -->", None),
            ("<!-- ibid:begin  a  b -->", begin("a", "b")),
            ("<!-- ibid:begin a -->", None),
            ("<!-- ibid:begin a b c -->", None),
            ("<!-- ibid:body -->", body(false, false, None)),
            ("<!-- ibid:body held -->", body(true, false, None)),
            ("<!-- ibid:body other -->", body(false, false, None)),
            ("<!-- ibid:body closed 1 2 -->", body(false, true, Some(("1", "2")))),
            ("<!-- ibid:body held 1 2 -->", body(true, false, Some(("1", "2")))),
            ("<!-- ibid:body held x -->", body(true, false, None)),
            ("<!-- ibid:body 1 2 3 -->", None),
            ("<!-- ibid:body-end -->", Some(Said::BodyEnd)),
            ("<!-- ibid:body-end x -->", None),
            ("<!-- ibid:head a=1,b=2 -->", Some(Said::Head("a=1,b=2"))),
            ("<!-- ibid:end -->", Some(Said::End)),
            ("<!-- ibid:end x -->", None),
            ("<!-- ibid: -->", None),
            ("<!-- ibid:other -->", None),
            ("%% ibid:end %%", None),
            ("<!-- end -->", None),
        ] {
            assert_eq!(Marks::Html.said(line), said, "{line}");
        }
        assert_eq!((Marks::Percent.said("%% ibid:end %%"), Marks::Hash.said("# ibid:end")), (Some(Said::End), Some(Said::End)));
        assert!(Marks::Hash.begin_in("x\n# ibid:begin a b\n") && !Marks::Hash.begin_in("# ibid:end\n# ibid:begin a\n"));
        let marks = ALL.map(|marks| marks.line("end"));
        assert_eq!(marks, ["<!-- ibid:end -->", "%% ibid:end %%", "# ibid:end"]);
    }

    #[test]
    fn marks_in_a_body_get_a_backslash_and_lose_it_again() {
        for (line, escaped) in [
            ("<!-- ibid:end", "<!-- \\ibid:end"),
            ("  <!-- \\\\ibid:end", "  <!-- \\\\\\ibid:end"),
            ("<!-- xibid:end", "<!-- xibid:end"),
            ("a <!-- ibid:end # ibid:end", "a <!-- \\ibid:end # \\ibid:end"),
            ("# ibid: page 5", "# ibid: page 5"),
            ("%% ibid:end", "%% \\ibid:end"),
            ("ibid:end", "ibid:end"),
        ] {
            assert_eq!(Marks::Html.escaped(line), escaped, "{line}");
            assert_eq!(Marks::Html.unescaped(escaped), line, "{line}");
        }
        assert_eq!(Marks::Html.unescaped("<!-- ibid:end"), "<!-- ibid:end");
        // What older exports wrote.
        assert_eq!(Marks::Percent.unescaped("%% \\ibid:end %%"), "%% ibid:end %%");
    }

    #[test]
    fn no_comment_of_obsidian_begins_in_a_body() {
        for (line, escaped) in [
            ("50%% this", "50%\\% this"),
            ("%%%", "%\\%\\%"),
            ("%\\%", "%\\\\%"),
            ("%\\", "%\\"),
            ("%\\a %", "%\\a %"),
            ("100%", "100%"),
            ("%% ibid:end %%", "%\\% ibid:end %\\%"),
        ] {
            assert_eq!(Marks::Percent.escaped(line), escaped, "{line}");
            assert_eq!(Marks::Percent.unescaped(escaped), line, "{line}");
        }
        assert_eq!([uncommented("a%%b%%%"), uncommented("%\\%")], ["a%\\%b%\\%\\%", "%\\%"]);
    }

    #[test]
    fn what_stands_before_the_words_of_a_block_is_known() {
        for (line, bytes) in
            [("- a", 2), ("  - TODO a", 9), ("- [ ] a", 6), ("* [X] [#A] a", 11), ("TODO", 0), ("- ", 0), ("-a", 0), ("a - b", 0)]
        {
            assert_eq!(markings(line), bytes, "{line}");
        }
    }
}
