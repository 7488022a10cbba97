//! Regions that ibid writes within a file of the reader's own: between a line that begins one
//! and a line that ends it everything is ibid's, and everything else is the reader's.
//!
//! A region has a key, by which it is known when the file is written again, and a checksum of
//! its lines, by which what the reader changed inside of it is noticed: such lines are not
//! lost either. What belongs to a block stays in it; other words are put behind the region. Text
//! of the reader's stays behind the region that it stood behind, wherever that goes; behind one
//! that is gone, it stays behind the one before it.

mod bodies;
mod changed;
mod digest;
mod head;
mod marks;

use std::collections::HashMap;

use self::changed::{Joined, first_line, joined};
use self::head::{head, joined_heads};
use self::marks::{Said, markings};
use super::targets::{TARGETS, Target};

pub(super) use self::bodies::{BodyForm, body_begin};
pub use self::bodies::{RegionBody, region_bodies};
pub use self::digest::body_digest;
pub(super) use self::digest::sum;
pub(super) use self::head::head_sums;
pub(super) use self::marks::{Marks, defused, uncommented};

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

/// Those of a file that has regions.
fn regional_marks(text: &str) -> Option<Marks> {
    all_marks().find(|marks| marks.begin_in(text))
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
    Region {
        key: &'a str,
        sum: &'a str,
        first: &'a str,
        /// Its first line, counted from 0.
        at: usize,
        lines: Vec<&'a str>,
        last: Option<&'a str>,
    },
}

/// What the reader wrote in a file, and what becomes of its regions.
#[derive(Debug, Default)]
struct Kept<'a> {
    /// What is the reader's, by the region that it stands behind; before all of them: nothing.
    own: HashMap<&'a str, Vec<Vec<String>>>,
    /// Regions that are written otherwise than ibid would: the first line, and the others.
    regions: HashMap<&'a str, (String, Vec<String>)>,
    rescued: usize,
}

/// `new` with what the reader wrote in `old` outside of ibid's regions. What has no regions,
/// like a table, is taken as it is.
#[must_use]
pub fn merged(old: &str, new: &str) -> Merged {
    let Some(regions) = regional_target(new).and_then(|target| target.regions) else {
        return Merged { text: new.to_owned(), rescued: 0, kept: 0 };
    };
    let is_crlf = old.contains("\r\n");
    let old = old.strip_prefix('\u{FEFF}').unwrap_or(old).replace("\r\n", "\n");
    let (old_head, old_rest) = head(&old);
    let (new_head, new_rest) = head(new);
    // What was written there before may have been another target's: its regions are ibid's too.
    let own = regions.marks.begin_in(old_rest).then_some(regions.marks);
    let old_marks = own.or_else(|| regional_marks(old_rest)).unwrap_or(regions.marks);
    let (old, fresh) = (pieces(old_rest, old_marks), pieces(new_rest, regions.marks));
    let sums = old.iter().find_map(|piece| match piece {
        Piece::Region { lines, .. } => lines.iter().find_map(|line| match old_marks.said(line) {
            Some(Said::Head(sums)) => Some(sums),
            _ => None,
        }),
        Piece::Own(_) => None,
    });
    let Kept { mut own, regions: changed, rescued } = kept(&old, &fresh, Regions { marks: old_marks, ..regions });
    let mut out = joined_heads(old_head, new_head, sums.unwrap_or_default());
    let head_end = out.len();
    let kept = own.values().flatten().flatten().filter(|line| !line.trim().is_empty()).count();
    let mut put = |text: &str| put(&mut out, head_end, text, regions.marks);
    let mut put_own = |put: &mut dyn FnMut(&str), key: &str| {
        own.remove(key).unwrap_or_default().into_iter().for_each(|lines| put(&lines.join("\n")));
    };
    put_own(&mut put, "");
    for piece in &fresh {
        match piece {
            Piece::Own(lines) => put(&lines.join("\n")),
            Piece::Region { key, first, lines, last, .. } => {
                let (first, lines) = changed
                    .get(key)
                    .map_or_else(|| ((*first).to_owned(), lines.join("\n")), |(first, lines)| (first.clone(), lines.join("\n")));
                put(&[first.as_str(), &lines].into_iter().chain(*last).collect::<Vec<_>>().join("\n"));
                put_own(&mut put, key);
            }
        }
    }
    Merged { text: if is_crlf { out.replace('\n', "\r\n") } else { out }, rescued, kept }
}

/// Puts a piece into the file, a blank line apart; blocks of an outline stand close together.
fn put(out: &mut String, head_end: usize, text: &str, marks: Marks) {
    let text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return;
    }
    let first = text.lines().next().unwrap_or_default();
    let is_block =
        out.len() > head_end && markings(first) > first.len() - first.trim_start().len() && marks.said(first).is_some();
    if !out.is_empty() && !out.ends_with("\n\n") && !is_block {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}

/// What the reader wrote in `old`, held against what is written there now.
fn kept<'a>(old: &[Piece<'a>], fresh: &[Piece<'_>], regions: Regions) -> Kept<'a> {
    let marks = regions.marks;
    let new_of: HashMap<&str, (&str, &[&str])> = fresh
        .iter()
        .filter_map(|piece| match piece {
            Piece::Region { key, first, lines, .. } => Some((*key, (*first, lines.as_slice()))),
            Piece::Own(_) => None,
        })
        .collect();
    let (mut kept, mut behind) = (Kept::default(), "");
    for piece in old {
        match piece {
            Piece::Own(lines) => {
                kept.own.entry(behind).or_default().push(lines.iter().map(|line| (*line).to_owned()).collect());
            }
            Piece::Region { key, sum: said, first, lines, .. } => {
                let is_as_written = sum(lines.iter().copied()) == *said;
                let known = new_of.get(key);
                let rescued = match known {
                    Some((_, new)) if !is_as_written => {
                        let Joined { lines, rescued } = joined(lines, new, regions);
                        kept.regions.entry(key).or_insert((String::new(), lines));
                        rescued
                    }
                    None if !is_as_written => {
                        lines.iter().filter(|line| marks.said(line).is_none()).map(|line| (*line).to_owned()).collect()
                    }
                    _ => Vec::new(),
                };
                if let Some((new_first, new)) = known {
                    behind = key;
                    let first = if regions.in_outline { first_line(first, new_first) } else { (*new_first).to_owned() };
                    if !is_as_written || first != *new_first {
                        let lines = || (String::new(), new.iter().map(|line| (*line).to_owned()).collect());
                        kept.regions.entry(key).or_insert_with(lines).0 = first;
                    }
                }
                if rescued.iter().any(|line| !line.trim().is_empty()) {
                    kept.rescued += 1;
                    kept.own.entry(behind).or_default().push(rescued);
                }
            }
        }
    }
    kept
}

/// The file in pieces. A region that is never ended goes on to the next one.
fn pieces(text: &str, marks: Marks) -> Vec<Piece<'_>> {
    let mut found = vec![Piece::Own(Vec::new())];
    for (at, line) in text.lines().enumerate() {
        match (marks.said(line), found.last_mut()) {
            (Some(Said::Begin { key, sum }), _) => {
                found.push(Piece::Region { key, sum, first: line, at, lines: Vec::new(), last: None });
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

/// The target that a file with regions was written as; of two with the same marks the one whose
/// regions stand in an outline if these do. None where the file has no regions.
#[must_use]
pub fn regional_target(text: &str) -> Option<&'static Target> {
    let marks = regional_marks(text)?;
    let is_bullet =
        |line: &str| line.trim_start().starts_with(['-', '*', '+']) && matches!(marks.said(line), Some(Said::Begin { .. }));
    let with_marks = || TARGETS.iter().filter_map(|target| Some((target, target.regions?))).filter(|(_, own)| own.marks == marks);
    let in_outline = with_marks().any(|(_, own)| own.in_outline) && text.lines().any(is_bullet);
    with_marks().find(|(_, own)| own.in_outline == in_outline).map(|(target, _)| target)
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
        let sums = format!("A\n%% ibid:head {} %%", head_sums(&new));
        let region = |text: &str| text.replace("\nA\n", &format!("\n{sums}\n"));
        let old = new.replace("title: New\n", "title: New\ntags:\n  - mine\nrating: 5\n");
        let new = new.replace("New", "Newer");
        let again = merged(&region(&old), &new).text;
        assert!(again.starts_with("---\ntitle: Newer\ntags:\n  - mine\nrating: 5\n---\n"), "{again}");
        let again = merged(&region(&old.replace("title: New\n", "title: Mine\n")), &new).text;
        assert!(again.starts_with("---\ntitle: Mine\ntags:\n  - mine\nrating: 5\n---\n"), "{again}");
        assert_eq!(merged(&again, &new).text, again);
    }

    #[test]
    fn a_file_of_windows_stays_one() {
        let new = file(&[("a", "A")]);
        let old = format!("Mine.\r\n\r\n{}", new.replace('\n', "\r\n"));
        assert_eq!(merged(&old, &new).text, old);
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
