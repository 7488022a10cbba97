//! Regions that ibid writes within a file of the reader's own: between a line that begins one
//! and a line that ends it everything is ibid's, and everything else is the reader's.
//!
//! A region has a key, by which it is known when the file is written again, and a checksum of
//! its lines, by which what the reader changed inside of it is noticed: such lines are not
//! lost either, they are put behind the region. Text of the reader's stays behind the region
//! that it stood behind, wherever that goes; behind one that is gone, it stays behind the one
//! before it.

use std::collections::{HashMap, HashSet};

use super::targets::{TARGETS, Target, ZERO_WIDTH_SPACE};

/// Digits of a region's checksum.
const SUM_DIGITS: usize = 8;

/// How a line is written that a format does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// `<!-- … -->`: Markdown and Logseq.
    Html,
    /// `%% … %%`: Obsidian.
    Percent,
    /// `# …`: Org.
    Hash,
}

/// How a target's regions stand in its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regions {
    marks: Marks,
    /// Whether each is a block of an outline, its lines set in.
    in_outline: bool,
}

impl Regions {
    pub(super) const fn new(marks: Marks) -> Self {
        Self { marks, in_outline: false }
    }

    pub(super) const fn in_outline(marks: Marks) -> Self {
        Self { marks, in_outline: true }
    }
}

/// The marks of all targets; those of two targets may be the same.
fn all_marks() -> impl Iterator<Item = Marks> {
    TARGETS.iter().filter_map(|target| target.regions).map(|regions| regions.marks)
}

/// What a line says that is ibid's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said<'a> {
    Begin { key: &'a str, sum: &'a str },
    Body { held: bool },
    BodyEnd,
    End,
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

    pub(super) fn line(self, said: &str) -> String {
        let (before, behind) = self.around();
        format!("{before}ibid:{said}{behind}")
    }

    /// What a line says in these marks; a bullet may stand before it.
    fn said(self, line: &str) -> Option<Said<'_>> {
        let (before, behind) = self.around();
        let line = line.trim();
        let line = line.strip_prefix("- ").unwrap_or(line).trim_start();
        let words = line.strip_prefix(before)?.strip_prefix("ibid:")?.strip_suffix(behind)?;
        let mut words = words.split(' ').filter(|word| !word.is_empty());
        match (words.next()?, words.next(), words.next(), words.next()) {
            ("begin", Some(key), Some(sum), None) => Some(Said::Begin { key, sum }),
            ("body", held, None, None) => Some(Said::Body { held: held == Some("held") }),
            ("body-end", None, None, None) => Some(Said::BodyEnd),
            ("end", None, None, None) => Some(Said::End),
            _ => None,
        }
    }

    /// Whether a region in these marks begins in `text`.
    fn begin_in(self, text: &str) -> bool {
        text.lines().any(|line| matches!(self.said(line), Some(Said::Begin { .. })))
    }

    /// A line of the reader's body as it is written: one that reads as a mark gets a backslash.
    pub(super) fn escaped(self, line: &str) -> String {
        self.shifted(line, |at| {
            let mut out = line.to_owned();
            out.insert(at, '\\');
            out
        })
    }

    /// The line that [`Marks::escaped`] wrote.
    fn unescaped(self, line: &str) -> String {
        self.shifted(
            line,
            |at| if line[..at].ends_with('\\') { format!("{}{}", &line[..at - 1], &line[at..]) } else { line.into() },
        )
    }

    /// Does something where the word `ibid:` of a mark stands, behind any number of backslashes.
    fn shifted(self, line: &str, act: impl Fn(usize) -> String) -> String {
        let (before, _) = self.around();
        let start = line.len() - line.trim_start().len();
        let Some(rest) = line[start..].strip_prefix(before) else { return line.to_owned() };
        let bare = rest.trim_start_matches('\\');
        if bare.starts_with("ibid:") { act(line.len() - bare.len()) } else { line.to_owned() }
    }
}

/// Writes a region. Its key holds no blank.
pub(super) fn region(out: &mut String, marks: Marks, key: &str, write: impl FnOnce(&mut String)) {
    let mut content = String::new();
    write(&mut content);
    let content = content.trim_matches('\n');
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    out.push_str(&marks.line(&format!("begin {key} {}", sum(content.lines()))));
    out.push_str(&format!("\n\n{content}\n\n{}\n", marks.line("end")));
}

/// The checksum of lines: blanks at their ends and blank lines don't count, since editors change them.
pub(super) fn sum<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex()[..SUM_DIGITS].to_owned()
}

/// A file that was written again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The whole file.
    pub text: String,
    /// Regions that the reader had changed: their lines stand behind them now.
    pub rescued: usize,
    /// Lines of the reader's own that stand in it, outside of ibid's regions.
    pub kept: usize,
}

#[derive(Debug)]
enum Piece<'a> {
    Own(Vec<&'a str>),
    Region { key: &'a str, sum: &'a str, first: &'a str, lines: Vec<&'a str>, last: Option<&'a str> },
}

/// `new` with what the reader wrote in `old` outside of ibid's regions. What has no regions,
/// like a table, is taken as it is.
#[must_use]
pub fn merged(old: &str, new: &str) -> Merged {
    let Some(marks) = all_marks().find(|marks| marks.begin_in(new)) else {
        return Merged { text: new.to_owned(), rescued: 0, kept: 0 };
    };
    let is_crlf = old.contains("\r\n");
    let old = old.strip_prefix('\u{FEFF}').unwrap_or(old).replace("\r\n", "\n");
    let (old_head, old_rest) = head(&old);
    let (new_head, new_rest) = head(new);
    // What was written there before may have been another target's: its regions are ibid's too.
    let old_marks = [marks].into_iter().chain(all_marks()).find(|marks| marks.begin_in(old_rest)).unwrap_or(marks);
    let (old, fresh) = (pieces(old_rest, old_marks), pieces(new_rest, marks));
    let lines_of: HashMap<&str, &[&str]> = fresh
        .iter()
        .filter_map(|piece| match piece {
            Piece::Region { key, lines, .. } => Some((*key, lines.as_slice())),
            Piece::Own(_) => None,
        })
        .collect();
    // What is the reader's, by the region that it stands behind; before all of them: nothing.
    let (mut own, mut behind, mut rescued): (HashMap<&str, Vec<Vec<&str>>>, &str, usize) = (HashMap::new(), "", 0);
    for piece in &old {
        match piece {
            Piece::Own(lines) => own.entry(behind).or_default().push(lines.clone()),
            Piece::Region { key, sum: said, lines, .. } => {
                let known = lines_of.get(key).copied();
                if known.is_some() {
                    behind = key;
                }
                if sum(lines.iter().copied()) == *said {
                    continue;
                }
                let known: HashSet<String> = known.unwrap_or_default().iter().map(|line| folded(line)).collect();
                let is_new = |line: &&&str| !known.contains(&folded(line));
                let kept: Vec<&str> = lines
                    .iter()
                    .filter(is_new)
                    .copied()
                    .filter(|line| !line.trim().is_empty() && old_marks.said(line).is_none())
                    .collect();
                if !kept.is_empty() {
                    rescued += 1;
                    own.entry(behind).or_default().push(kept);
                }
            }
        }
    }
    let mut out = joined_heads(old_head, new_head);
    let head_end = out.len();
    let put = |out: &mut String, lines: &[&str]| {
        let text = lines.join("\n");
        let text = text.trim_matches('\n');
        if text.trim().is_empty() {
            return;
        }
        // Blocks of an outline stand close together.
        let is_block = out.len() > head_end
            && text
                .trim_start()
                .strip_prefix("- ")
                .is_some_and(|rest| marks.said(rest.lines().next().unwrap_or_default()).is_some());
        if !out.is_empty() && !out.ends_with("\n\n") && !is_block {
            out.push('\n');
        }
        out.push_str(text);
        out.push('\n');
    };
    let kept = own.values().flatten().flatten().filter(|line| !line.trim().is_empty()).count();
    for lines in own.remove("").unwrap_or_default() {
        put(&mut out, &lines);
    }
    for piece in &fresh {
        match piece {
            Piece::Own(lines) => put(&mut out, lines),
            Piece::Region { key, first, lines, last, .. } => {
                let whole: Vec<&str> = [*first].into_iter().chain(lines.iter().copied()).chain(*last).collect();
                put(&mut out, &whole);
                for lines in own.remove(key).unwrap_or_default() {
                    put(&mut out, &lines);
                }
            }
        }
    }
    Merged { text: if is_crlf { out.replace('\n', "\r\n") } else { out }, rescued, kept }
}

/// A line as lines are held against each other: another sign for an item is no other word, and
/// what only keeps Org from seeing markup is none.
fn folded(line: &str) -> String {
    let line = line.trim();
    let line = line.strip_prefix(['-', '+', '*']).filter(|rest| rest.starts_with(' ')).map_or(line, str::trim_start);
    line.replace(ZERO_WIDTH_SPACE, "")
}

/// The file in pieces. A region that is never ended goes on to the next one.
fn pieces(text: &str, marks: Marks) -> Vec<Piece<'_>> {
    let mut found = vec![Piece::Own(Vec::new())];
    for line in text.lines() {
        match (marks.said(line), found.last_mut()) {
            (Some(Said::Begin { key, sum }), _) => {
                found.push(Piece::Region { key, sum, first: line, lines: Vec::new(), last: None });
            }
            (Some(Said::End), Some(Piece::Region { last, .. })) => {
                *last = Some(line);
                found.push(Piece::Own(Vec::new()));
            }
            (_, Some(Piece::Region { lines, .. })) => lines.push(line),
            (None, Some(Piece::Own(lines))) => lines.push(line),
            // A mark without the others of its region says nothing.
            _ => {}
        }
    }
    found.retain(|piece| !matches!(piece, Piece::Own(lines) if lines.iter().all(|line| line.trim().is_empty())));
    found
}

/// What has to stand first in a file (front matter, page properties, keywords) and the rest.
fn head(text: &str) -> (&str, &str) {
    if let Some(rest) = text.strip_prefix("---\n") {
        return match rest.find("\n---\n") {
            Some(end) => text.split_at(4 + end + 5),
            None => ("", text),
        };
    }
    let is_head = |line: &str| {
        let key = line.split_once("::").map(|(key, _)| key);
        line.starts_with("#+") || key.is_some_and(|key| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-'))
    };
    let end = text.split_inclusive('\n').take_while(|line| is_head(line)).map(str::len).sum();
    text.split_at(end)
}

/// The new head, with the lines of the old one whose keys it does not have.
fn joined_heads(old: &str, new: &str) -> String {
    let key = |line: &str| line.split_once(':').map_or("", |(key, _)| key).trim().to_lowercase();
    let keys: Vec<String> = new.lines().map(key).collect();
    let (mut kept, mut is_own): (Vec<&str>, bool) = (Vec::new(), false);
    for line in old.lines().filter(|line| *line != "---") {
        // What is indented, and an item of a list, belongs to the key above.
        if !line.starts_with([' ', '\t']) && !line.starts_with("- ") {
            let is_ours = line.contains(':') && keys.contains(&key(line));
            is_own = !is_ours && !line.trim().is_empty();
        }
        if is_own {
            kept.push(line);
        }
    }
    if kept.is_empty() {
        return new.to_owned();
    }
    let kept = kept.join("\n") + "\n";
    match new.strip_suffix("---\n").filter(|opened| !opened.is_empty()) {
        Some(opened) => format!("{opened}{kept}---\n"),
        None => format!("{new}{kept}"),
    }
}

/// The target that a file with regions was written as; of two with the same marks the one whose
/// regions stand in an outline if these do. None where the file has no regions.
#[must_use]
pub fn regional_target(text: &str) -> Option<&'static Target> {
    let marks = all_marks().find(|marks| marks.begin_in(text))?;
    let is_bullet = |line: &str| line.trim_start().starts_with("- ") && marks.said(line).is_some();
    let with_marks = || TARGETS.iter().filter_map(|target| Some((target, target.regions?))).filter(|(_, own)| own.marks == marks);
    let in_outline = with_marks().any(|(_, own)| own.in_outline) && text.lines().any(is_bullet);
    with_marks().find(|(_, own)| own.in_outline == in_outline).map(|(target, _)| target)
}

/// What stands as a note's body in a file that ibid wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionBody {
    /// The note's id, as it is written.
    pub note: String,
    /// The body, edited or not, as its target has it.
    pub text: String,
    /// The line of the file that it begins on, counted from 1.
    pub line: usize,
}

/// The bodies of notes in a file that ibid wrote; none where it has no regions.
#[must_use]
pub fn region_bodies(text: &str) -> Option<Vec<RegionBody>> {
    let Regions { marks, in_outline } = regional_target(text)?.regions?;
    let (mut found, mut note): (Vec<RegionBody>, Option<&str>) = (Vec::new(), None);
    // The body that is open: its line, its mark, whether it is held by a list item, and its lines.
    let mut open: Option<(usize, &str, bool, Vec<&str>)> = None;
    for (number, line) in text.lines().enumerate() {
        match (marks.said(line), &mut open) {
            (Some(Said::Begin { key, .. }), _) => (note, open) = (Some(key), None),
            (Some(Said::Body { held }), _) => open = Some((number + 2, line, held, Vec::new())),
            (Some(Said::BodyEnd | Said::End), Some((at, mark, held, lines))) => {
                if in_outline {
                    let indent = mark.len() - mark.trim_start().len();
                    lines.iter_mut().for_each(|line| *line = outdented(line, indent));
                }
                let text = freed(lines, *held, marks);
                found.extend(note.map(|note| RegionBody { note: note.to_owned(), text, line: *at }));
                open = None;
            }
            (None, Some((.., lines))) => lines.push(line),
            _ => {}
        }
    }
    Some(found)
}

/// A line without the first `indent` blanks, as far as it has them.
fn outdented(line: &str, indent: usize) -> &str {
    let blanks = line.bytes().take(indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    &line[blanks..]
}

/// A body as it was before it was written.
fn freed(lines: &[&str], held: bool, marks: Marks) -> String {
    let first = lines.iter().position(|line| !line.trim().is_empty());
    let free = |(index, line): (usize, &&str)| {
        let line = match (held, Some(index) == first) {
            (true, true) => line.strip_prefix("+ ").unwrap_or(line),
            (true, false) => line.strip_prefix("  ").unwrap_or(line),
            (false, _) => line,
        };
        marks.unescaped(line)
    };
    lines.iter().enumerate().map(free).collect::<Vec<_>>().join("\n").trim_matches('\n').trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file(notes: &[(&str, &str)]) -> String {
        let mut out = String::new();
        for (key, text) in notes {
            region(&mut out, Marks::Html, key, |out| out.push_str(text));
        }
        out
    }

    #[test]
    fn what_the_reader_wrote_stays_behind_the_note_it_stood_behind() {
        let old = file(&[("a", "A"), ("b", "B"), ("c", "C")]);
        let mine = old.replacen("ibid:end -->\n", "ibid:end -->\n\nMine on A.\n", 1) + "\nLast words.\n";
        let mine = format!("First words.\n\n{mine}");
        assert_eq!(merged(&mine, &old).text, mine, "nothing changed");
        // Moved: A comes last. Deleted: C is gone, and what stood behind it stays behind B.
        let again = merged(&mine, &file(&[("b", "B"), ("a", "A")])).text;
        let order: Vec<usize> = ["First words.", "begin b", "Last words.", "begin a", "Mine on A."]
            .iter()
            .map(|words| again.find(words).expect("there"))
            .collect();
        assert!(order.is_sorted(), "{again}");
        assert!(!again.contains("begin c"));
    }

    #[test]
    fn a_file_of_another_target_is_not_taken_for_the_readers_words() {
        let old = file(&[("a", "A"), ("b", "B")]) + "\nMine.\n";
        let new = file(&[("a", "A, otherwise"), ("b", "B")]).replace("<!--", "%%").replace("-->", "%%");
        let again = merged(&old, &new);
        assert!(again.text.ends_with("\nMine.\n") && !again.text.contains("<!--"), "{}", again.text);
        assert_eq!(again.rescued, 0);
    }

    #[test]
    fn what_the_reader_changed_inside_of_a_region_stands_behind_it() {
        let old = file(&[("a", "A quote"), ("b", "B")]).replace("A quote", "A quote\nand a thought of mine");
        let again = merged(&old, &file(&[("a", "A quote"), ("b", "B")]));
        assert_eq!(again.rescued, 1);
        let (end, thought) = (again.text.find("ibid:end").expect("an end"), again.text.find("and a thought").expect("kept"));
        assert!(end < thought && thought < again.text.find("begin b").expect("b"));
        // A note that is gone, but was changed in the file, is not lost.
        assert!(merged(&old, &file(&[("b", "B")])).text.contains("and a thought"));
        // Once it stands outside, nothing moves any more.
        assert_eq!(
            merged(&again.text, &file(&[("a", "A quote"), ("b", "B")])),
            Merged { text: again.text.clone(), rescued: 0, kept: 1 }
        );
    }

    #[test]
    fn an_end_that_was_deleted_costs_nothing() {
        let old = file(&[("a", "A"), ("b", "B")]).replacen("<!-- ibid:end -->\n", "Mine.\n", 1);
        let again = merged(&old, &file(&[("a", "A"), ("b", "B")])).text;
        assert!(again.contains("Mine.") && again.matches("ibid:end").count() == 2, "{again}");
    }

    #[test]
    fn a_head_keeps_the_readers_own_keys() {
        let new = format!("---\ntitle: New\n---\n{}", file(&[("a", "A")]).replace("<!--", "%%").replace("-->", "%%"));
        let old = new.replace("title: New\n", "title: Old\ntags:\n  - mine\nrating: 5\n");
        let again = merged(&old, &new).text;
        assert!(again.starts_with("---\ntitle: New\ntags:\n  - mine\nrating: 5\n---\n"), "{again}");
        assert_eq!(merged(&again, &new).text, again);
    }

    #[test]
    fn a_file_of_windows_stays_one() {
        let new = file(&[("a", "A")]);
        let old = format!("Mine.\r\n\r\n{}", new.replace('\n', "\r\n"));
        assert_eq!(merged(&old, &new).text, old);
    }

    #[test]
    fn a_body_that_reads_as_a_mark_is_one_no_more() {
        for line in ["<!-- ibid:end -->", "<!-- \\ibid:end -->", "  <!-- ibid:begin a b -->", "plain"] {
            let written = Marks::Html.escaped(line);
            assert!(Marks::Html.said(&written).is_none(), "{written}");
            assert_eq!(Marks::Html.unescaped(&written), line);
        }
    }

    #[test]
    fn a_line_says_what_it_is_in_its_marks() {
        let begin = |key, sum| Some(Said::Begin { key, sum });
        for (line, said) in [
            ("<!-- ibid:begin a b -->", begin("a", "b")),
            ("  - <!-- ibid:begin a b -->  ", begin("a", "b")),
            ("<!-- ibid:begin  a  b -->", begin("a", "b")),
            ("<!-- ibid:begin a -->", None),
            ("<!-- ibid:begin a b c -->", None),
            ("<!-- ibid:body -->", Some(Said::Body { held: false })),
            ("<!-- ibid:body held -->", Some(Said::Body { held: true })),
            ("<!-- ibid:body other -->", Some(Said::Body { held: false })),
            ("<!-- ibid:body held x -->", None),
            ("<!-- ibid:body-end -->", Some(Said::BodyEnd)),
            ("<!-- ibid:body-end x -->", None),
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
        let marks = [Marks::Html, Marks::Percent, Marks::Hash];
        assert_eq!(marks.map(|marks| marks.line("end")), ["<!-- ibid:end -->", "%% ibid:end %%", "# ibid:end"]);
    }

    #[test]
    fn marks_in_a_body_get_a_backslash_and_lose_it_again() {
        for (line, escaped) in [
            ("<!-- ibid:x", "<!-- \\ibid:x"),
            ("  <!-- \\\\ibid:x", "  <!-- \\\\\\ibid:x"),
            ("<!-- xibid:", "<!-- xibid:"),
            ("a <!-- ibid:x", "a <!-- ibid:x"),
            ("%% ibid:x", "%% ibid:x"),
        ] {
            assert_eq!(Marks::Html.escaped(line), escaped, "{line}");
            assert_eq!(Marks::Html.unescaped(escaped), line, "{line}");
        }
        assert_eq!(Marks::Html.unescaped("<!-- ibid:x"), "<!-- ibid:x");
    }

    #[test]
    fn a_head_ends_where_no_key_stands() {
        for (text, cut) in [
            ("---\na: b\n---\nrest", "---\na: b\n---\n"),
            ("---\na: b\nrest", ""),
            ("---\n---\nrest", ""),
            ("#+TITLE: x\n#+A\n\nrest", "#+TITLE: x\n#+A\n"),
            ("title:: x\na-b:: y\n\nrest", "title:: x\na-b:: y\n"),
            ("a b:: x\n", ""),
            (":: x\n", ""),
            ("# a", ""),
            ("", ""),
        ] {
            assert_eq!(head(text), (cut, &text[cut.len()..]), "{text}");
        }
        for (old, new, joined) in [
            ("---\na: 1\nb: 2\n---\n", "---\na: 3\n---\n", "---\na: 3\nb: 2\n---\n"),
            ("---\nA : 1\n  - x\n- y\nb:\n  - z\n- w\n\n v\n---\n", "---\na: 3\n---\n", "---\na: 3\nb:\n  - z\n- w\n---\n"),
            ("a:: 1\nb:: 2\n", "a:: 3\n", "a:: 3\nb:: 2\n"),
            ("", "a:: 3\n", "a:: 3\n"),
            ("b:: 1\n", "", "b:: 1\n"),
            ("---\nword\n\tmore\n---\n", "---\na: 3\n---\n", "---\na: 3\nword\n\tmore\n---\n"),
        ] {
            assert_eq!(joined_heads(old, new), joined, "{old}");
        }
    }

    #[test]
    fn lines_are_the_same_whatever_sign_their_item_has() {
        assert_eq!(
            ["- a", "+ a", "* a", "a", " a ", "-a", "\u{200B}a", "-  a"].map(folded),
            ["a", "a", "a", "a", "a", "-a", "a", "a"]
        );
        assert_eq!(
            [("    a", 2), ("\t\ta", 1), (" a", 4), ("a", 0), ("가", 2)].map(|(line, indent)| outdented(line, indent)),
            ["  a", "\ta", "a", "a", "가"]
        );
        assert_eq!(freed(&["", "+ a", "  b", "c", ""], true, Marks::Html), "a\nb\nc");
        assert_eq!(freed(&["+ a", "+ b"], true, Marks::Html), "a\n+ b");
        assert_eq!(freed(&["+ a", "  b  "], false, Marks::Html), "+ a\n  b");
        let sums = ["a\nb", " a \n\n b", "a b", "ab"].map(|text| sum(text.lines()));
        assert_eq!((&sums[0], sums[0].len()), (&sums[1], 8));
        assert!(sums[2] != sums[3] && sums[0] != sums[2]);
    }

    #[test]
    fn a_file_is_known_by_its_marks_and_bodies_by_their_lines() {
        let html = "<!-- ibid:begin a b -->\n\n<!-- ibid:body -->\n\nText\nmore\n\n<!-- ibid:body-end -->\n<!-- ibid:end -->\n";
        let named = |text: &str| regional_target(text).map(|target| target.name);
        assert_eq!(named(html), Some("markdown"));
        assert_eq!(named(&html.replace("<!-- ", "%% ").replace(" -->", " %%")), Some("obsidian"));
        assert_eq!(named(&html.replacen("<!--", "\t- <!--", 1)), Some("logseq"));
        assert_eq!(named(&html.replace("<!-- ", "# ").replace(" -->", "")), Some("org"));
        assert_eq!((named("- <!-- ibid:end -->"), named("text")), (None, None));
        let found = |text: &str| {
            region_bodies(text).map(|all| all.into_iter().map(|body| (body.note, body.text, body.line)).collect::<Vec<_>>())
        };
        assert_eq!(found(html), Some(vec![("a".into(), "Text\nmore".into(), 4)]));
        // Without its own end a body ends with its region; one that is begun anew is forgotten.
        assert_eq!(found(&html.replace("<!-- ibid:body-end -->\n", "")), Some(vec![("a".into(), "Text\nmore".into(), 4)]));
        let twice = html.replace("more", "<!-- ibid:begin c d -->\n<!-- ibid:body held -->\n+ x\n  y");
        assert_eq!(found(&twice), Some(vec![("c".into(), "x\ny".into(), 8)]));
        let outline =
            "- <!-- ibid:begin a b -->\n  <!-- ibid:body -->\n  Text\n    deep\n  <!-- ibid:body-end -->\n  <!-- ibid:end -->\n";
        assert_eq!(found(outline), Some(vec![("a".into(), "Text\n  deep".into(), 3)]));
        assert_eq!(found("<!-- ibid:body -->\nx\n<!-- ibid:end -->\n<!-- ibid:begin a b -->\n"), Some(vec![]));
    }

    #[test]
    fn regions_are_written_a_blank_line_apart() {
        let mut out = String::new();
        region(&mut out, Marks::Hash, "a", |out| out.push_str("\n\nA\n\n"));
        assert_eq!(out, format!("# ibid:begin a {}\n\nA\n\n# ibid:end\n", sum(["A"].into_iter())));
        region(&mut out, Marks::Hash, "b", |out| out.push('B'));
        assert!(out.contains("end\n\n# ibid:begin b"));
        out.push('\n');
        region(&mut out, Marks::Hash, "c", |out| out.push('C'));
        assert!(out.contains("end\n\n# ibid:begin c"));
    }

    #[test]
    fn words_of_the_readers_are_counted_and_put_where_they_stood() {
        let new = file(&[("a", "A"), ("b", "B")]);
        assert_eq!(merged("", &new), Merged { text: new.clone(), rescued: 0, kept: 0 });
        assert_eq!(merged("anything", "no region"), Merged { text: "no region".into(), rescued: 0, kept: 0 });
        let mine = format!("\u{FEFF}One\n\nTwo\n{new}\nThree\n");
        let again = merged(&mine, &new);
        assert_eq!((again.kept, again.rescued), (3, 0));
        assert_eq!(again.text, format!("One\n\nTwo\n\n{new}\nThree\n"));
        // What was changed inside of a region and what another sign for an item changes.
        let list = file(&[("a", "- one\n- two")]);
        let changed = list.replace("- one", "* one").replace("- two", "- two\n- three\n<!-- ibid:body -->");
        let again = merged(&changed, &list);
        assert_eq!((again.kept, again.rescued), (1, 1));
        assert_eq!(again.text, format!("{list}\n- three\n"));
        // An outline's blocks stand close together.
        let block = |key: &str| format!("- <!-- ibid:begin {key} {} -->\n  {key}\n  <!-- ibid:end -->\n", sum([key].into_iter()));
        let outline = block("a") + &block("b");
        assert_eq!(merged(&outline, &outline).text, outline);
        let head = format!("title:: x\n\n{outline}");
        assert_eq!(merged(&head, &head).text, head);
        assert_eq!(
            merged(
                &outline.replace("  <!-- ibid:end -->\n- <!-- ibid:begin b", "  <!-- ibid:end -->\n- mine\n- <!-- ibid:begin b"),
                &outline
            )
            .text,
            outline.replace("  <!-- ibid:end -->\n- <!-- ibid:begin b", "  <!-- ibid:end -->\n\n- mine\n- <!-- ibid:begin b")
        );
    }

    proptest! {
        #[test]
        fn no_word_of_the_readers_is_ever_lost(
            own in proptest::collection::vec("[a-z#<>% -]{0,12}", 4),
            inside in "[a-z]{1,6}",
            keep in proptest::collection::vec(any::<bool>(), 3),
        ) {
            let keys = ["a", "b", "c"];
            let mut old = format!("{}\n", own[0]);
            for (at, key) in keys.iter().enumerate() {
                region(&mut old, Marks::Html, key, |out| out.push_str("words of ibid"));
                old.push_str(&format!("{}\n", own[at + 1]));
            }
            let old = old.replacen("words of ibid", &format!("words of ibid\nINSIDE {inside}"), 1);
            let left: Vec<(&str, &str)> =
                keys.iter().zip(&keep).rev().filter(|(_, keep)| **keep).map(|(key, _)| (*key, "words of ibid")).collect();
            // With no region left there is nothing to tell ibid's text by: one always is.
            let new = file(&left) + &file(&[("z", "Z")]);
            let again = merged(&old, &new).text;
            for words in own.iter().chain([&format!("INSIDE {inside}")]) {
                prop_assert!(again.contains(words.trim()), "{words:?} in {again}");
            }
            let twice = merged(&again, &new).text;
            prop_assert_eq!(&twice, &again);
        }

        #[test]
        fn every_text_has_bodies_or_not(text in "([a-z \n]|<!-- ibid:(begin a b|end|body|body held|body-end) -->\n){0,12}") {
            let _ = region_bodies(&text);
            let _ = merged(&text, &file(&[("a", "A")]));
        }
    }
}
