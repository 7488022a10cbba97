//! A region that the reader, an outliner or a formatter changed, over what ibid writes there now:
//! what belongs to a block (what has to be done with it, when, a drawer, a property, a ticked
//! task) stays where it is, what was only set otherwise is known, and other words are the reader's.

use std::collections::HashSet;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Regions;
use super::bodies::bodies_in;
use super::marks::{Marks, markings};
use crate::export::targets::ZERO_WIDTH_SPACE;

/// What becomes of a region.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Joined {
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// Words of the reader's that stood in it.
    pub(super) rescued: Vec<String>,
}

/// What a line of the old region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A mark, or a body that nobody touched.
    Ours,
    /// What stays where it is.
    Placed,
    Blank,
    Words,
    /// Words that ibid does not write there.
    Own,
}

/// `old`, the lines of a region that was changed, over `new`.
pub(super) fn joined(old: &[&str], new: &[&str], regions: Regions) -> Joined {
    let marks = regions.marks;
    let mut parts = parts(old, new, regions);
    fence(old, new, &mut parts);
    let olds: Vec<usize> = (0..old.len()).filter(|at| parts[*at] == Part::Words).collect();
    // A body that nobody touched is ibid's on both sides.
    let is_touched = bodies_in(old, marks).iter().any(|body| !body.is_as_written(marks));
    let bodies: Vec<_> = bodies_in(new, marks).iter().map(|body| body.first..body.first + body.lines.len()).collect();
    let is_words = |at: &usize| {
        let is_free = is_touched || bodies.iter().all(|body| !body.contains(at));
        is_free && !new[*at].trim().is_empty() && marks.said(new[*at]).is_none()
    };
    let news: Vec<usize> = (0..new.len()).filter(is_words).collect();
    let cores = |lines: &[&str], at: &[usize]| at.iter().map(|at| core(lines[*at], marks)).collect::<Vec<_>>();
    let (old_cores, new_cores) = (cores(old, &olds), cores(new, &news));
    let mut stands: Vec<Option<usize>> = vec![None; old.len()];
    let mut missing: Vec<usize> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_cores, &new_cores) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            (0..len).for_each(|at| stands[olds[old_index + at]] = Some(news[new_index + at]));
        } else {
            op.new_range().for_each(|at| missing.push(news[at]));
            op.old_range().for_each(|at| parts[olds[at]] = Part::Own);
        }
    }
    // What only stands elsewhere now is not the reader's.
    let moved: HashSet<String> = missing.iter().map(|at| core(new[*at], marks)).collect();
    for at in 0..old.len() {
        if parts[at] == Part::Own && moved.contains(&core(old[at], marks)) {
            parts[at] = Part::Words;
        }
    }
    let pool: Vec<String> = missing.iter().flat_map(|at| words(new[*at])).collect();
    Joined { lines: placed(old, new, &parts, &stands, marks), rescued: rescued(old, &parts, &pool) }
}

/// What each line of the old region is, before the two are held against each other.
fn parts(old: &[&str], new: &[&str], regions: Regions) -> Vec<Part> {
    let marks = regions.marks;
    let of = |line: &&str| match marks.said(line) {
        Some(_) => Part::Ours,
        None if line.trim().is_empty() => Part::Blank,
        None => Part::Words,
    };
    let mut parts: Vec<Part> = old.iter().map(of).collect();
    let mut in_body = vec![false; old.len()];
    for body in bodies_in(old, marks) {
        let range = body.first..body.first + body.lines.len();
        in_body[range.clone()].fill(true);
        if body.is_as_written(marks) {
            parts[range].fill(Part::Ours);
        }
    }
    if marks != Marks::Hash && !regions.in_outline {
        return parts;
    }
    let known: HashSet<&str> = new.iter().filter_map(|line| property(line, regions)).collect();
    let mut drawer = None;
    for (at, line) in old.iter().enumerate().filter(|(at, _)| !in_body[*at]) {
        let bare = line.trim();
        let name = bare.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')).filter(|name| !name.contains([':', ' ']));
        let is_other = |name: &str| !name.eq_ignore_ascii_case("properties");
        let is_planned = ["SCHEDULED:", "DEADLINE:", "CLOSED:", "CLOCK:"].iter().any(|word| bare.starts_with(word));
        match name {
            Some(end) if end.eq_ignore_ascii_case("end") => {
                if drawer.take().is_some_and(is_other) {
                    parts[at] = Part::Placed;
                }
                continue;
            }
            Some(name) if drawer.is_none() => drawer = Some(name),
            _ => {}
        }
        let is_own_property = property(line, regions).is_some_and(|key| !known.contains(key));
        if is_planned || drawer.is_some_and(is_other) || is_own_property {
            parts[at] = Part::Placed;
        }
    }
    parts
}

/// The key of a property.
fn property(line: &str, regions: Regions) -> Option<&str> {
    let bare = line.trim();
    let key = match regions.in_outline {
        true => bare.split_once("::").filter(|(_, value)| value.is_empty() || value.starts_with(' '))?.0,
        false => bare.strip_prefix(':')?.split_once(": ")?.0,
    };
    (!key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '+'))).then_some(key)
}

/// A fence of the reader's holds all that is in it.
fn fence(old: &[&str], new: &[&str], parts: &mut [Part]) {
    let known: HashSet<&str> = new.iter().map(|line| line.trim()).collect();
    let mut at = 0;
    while at < old.len() {
        let bare = old[at].trim_start();
        let sign = bare.chars().next().filter(|c| matches!(c, '`' | '~'));
        let run = sign.map_or(0, |sign| bare.chars().take_while(|c| *c == sign).count());
        let is_block = bare.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("#+begin_"));
        let ends = |line: &&str| {
            let line = line.trim();
            let is_end = line.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("#+end_"));
            if is_block {
                is_end
            } else {
                sign.is_some_and(|sign| line.chars().count() >= run && line.chars().all(|c| c == sign))
            }
        };
        let end = old[at + 1..].iter().position(ends).map(|found| at + 1 + found);
        let is_own = parts[at] == Part::Words && !known.contains(bare.trim_end());
        match end.filter(|_| is_own && (is_block || run >= 3)) {
            Some(end) if parts[at..=end].iter().all(|part| *part != Part::Ours) => {
                parts[at..=end].fill(Part::Own);
                at = end + 1;
            }
            _ => at += 1,
        }
    }
}

/// The new lines, with what stays in its place.
fn placed(old: &[&str], new: &[&str], parts: &[Part], stands: &[Option<usize>], marks: Marks) -> Vec<String> {
    let mut lines: Vec<String> = new.iter().map(|line| (*line).to_owned()).collect();
    let mut behind: Vec<Vec<String>> = vec![Vec::new(); new.len() + 1];
    let mut anchor = 0;
    for (at, line) in old.iter().enumerate() {
        let indent = |of: &str| of[..of.len() - of.trim_start().len()].to_owned();
        if let Some(now) = stands[at] {
            anchor = now + 1;
            if folded(line) != folded(new[now]) {
                lines[now] = marked(line, new[now], marks);
            }
        } else if parts[at] == Part::Placed {
            let by = new.get(anchor.saturating_sub(1)).copied().unwrap_or_default();
            let indent = if marks == Marks::Hash { indent(line) } else { indent(by) };
            behind[anchor].push(format!("{indent}{}", line.trim()));
        }
    }
    let (first, rest) = behind.split_first().map_or((Vec::new(), &[][..]), |(first, rest)| (first.clone(), rest));
    let each = lines.into_iter().zip(rest).flat_map(|(line, behind)| [line].into_iter().chain(behind.iter().cloned()));
    first.into_iter().chain(each).collect()
}

/// The new line with what was put on the old one: a tick, what has to be done, tags.
fn marked(old: &str, new: &str, marks: Marks) -> String {
    let (Some((stars, words)), Some((_, was)), Marks::Hash) = (headline(new), headline(old), marks) else {
        let indent = &new[..new.len() - new.trim_start().len()];
        return format!("{indent}{}", old.trim());
    };
    let (words, tags) = tags(words);
    let (was, own) = self::tags(was);
    let done = &was[..markings(was)];
    let mut all: Vec<&str> = tags;
    own.into_iter().for_each(|tag| {
        if !all.contains(&tag) {
            all.push(tag)
        }
    });
    let all = if all.is_empty() { String::new() } else { format!(" :{}:", all.join(":")) };
    format!("{stars} {done}{}{all}", &words[markings(words)..])
}

/// The stars of a headline of Org, and its words.
fn headline(line: &str) -> Option<(&str, &str)> {
    let stars = line.bytes().take_while(|byte| *byte == b'*').count();
    line[stars..].strip_prefix(' ').filter(|_| stars > 0).map(|words| (&line[..stars], words.trim()))
}

/// The words of a headline, and its tags.
fn tags(words: &str) -> (&str, Vec<&str>) {
    let last = words.rsplit_once([' ', '\t']).map_or(words, |(_, last)| last);
    let is_tags = last.len() > 2 && last.starts_with(':') && last.ends_with(':');
    let named = || last.trim_matches(':').split(':');
    let is_name = |tag: &str| !tag.is_empty() && tag.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '%'));
    if !is_tags || !named().all(is_name) {
        return (words, Vec::new());
    }
    (words[..words.len() - last.len()].trim_end(), named().collect())
}

/// The words of the reader's, with the blank lines between them; those that are only set in other
/// lines than ibid sets them are none.
fn rescued(old: &[&str], parts: &[Part], pool: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < old.len() {
        if parts[at] != Part::Own {
            at += 1;
            continue;
        }
        let end = at + parts[at..].iter().take_while(|part| **part == Part::Own).count();
        let here: Vec<String> = old[at..end].iter().flat_map(|line| words(line)).collect();
        let is_known = !here.is_empty() && pool.windows(here.len()).any(|known| known == here);
        if !is_known {
            if !found.is_empty() {
                found.push(String::new());
            }
            found.extend(old[at..end].iter().map(|line| line.trim_end().to_owned()));
        }
        at = end;
    }
    found
}

/// The words of a line, without what only sets them.
fn words(line: &str) -> Vec<String> {
    let bare = |word: &str| word.replace(['\\', '*', '_', ZERO_WIDTH_SPACE], "");
    let is_set = |word: &&str| matches!(*word, ">" | "-" | "+" | "*");
    line.split_whitespace().filter(|word| !is_set(word)).map(bare).filter(|word| !word.is_empty()).collect()
}

/// A line as lines are held against each other: another sign for an item is no other word, and
/// what only keeps Org from seeing markup is none.
fn folded(line: &str) -> String {
    let line = line.trim();
    let line = line.strip_prefix(['-', '+', '*']).filter(|rest| rest.starts_with(' ')).map_or(line, str::trim_start);
    line.replace(ZERO_WIDTH_SPACE, "")
}

/// The same without what is put on a line: a tick, what has to be done, tags.
fn core(line: &str, marks: Marks) -> String {
    let words = headline(line).filter(|_| marks == Marks::Hash).map(|(_, words)| tags(words).0);
    let words = words.unwrap_or(line).trim();
    words[markings(words)..].replace(ZERO_WIDTH_SPACE, "")
}

/// The first line of a block, with what an outliner put behind its bullet.
pub(super) fn first_line(old: &str, new: &str) -> String {
    let own = old[..markings(old)].trim().trim_start_matches(['-', '+', '*', ' ']);
    let at = markings(new);
    if own.is_empty() || at == 0 { new.to_owned() } else { format!("{}{own} {}", &new[..at], &new[at..]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Regions = Regions::new(Marks::Html);
    const OUTLINE: Regions = Regions::in_outline(Marks::Html);
    const ORG: Regions = Regions::new(Marks::Hash);

    fn of(old: &str, new: &str, regions: Regions) -> (String, String) {
        let old: Vec<&str> = old.lines().collect();
        let new: Vec<&str> = new.lines().collect();
        let joined = joined(&old, &new, regions);
        (joined.lines.join("\n"), joined.rescued.join("\n"))
    }

    #[test]
    fn words_of_the_readers_keep_their_blank_lines_fences_and_rows() {
        let new = "> quote\n\nbody\n\nfacts";
        for own in ["one\n\ntwo", "```sh\nls\n\nbody\n```", "| a | b |\n|---|---|\n| 1 | 2 |", "- a\n- b\n\n  c"] {
            assert_eq!(of(&format!("> quote\n\n{own}\n\nbody\n\nfacts"), new, PLAIN), (new.into(), own.into()), "{own}");
            assert_eq!(of(&format!("> quote\n\nbody\n\nfacts\n\n{own}"), new, PLAIN), (new.into(), own.into()), "{own}");
        }
        // Two places, apart.
        assert_eq!(of("one\n> quote\ntwo\n\nbody\n\nfacts", new, PLAIN).1, "one\n\ntwo");
    }

    #[test]
    fn what_a_formatter_set_otherwise_stands_once() {
        let new = "> A long quote that goes on and on.\n\n+ # Head\n  *more*\n\nfacts";
        for old in [
            "> A long quote\n> that goes on\n> and on.\n\n- # Head\n  *more*\n\nfacts",
            "> A long quote that goes on and on.\n\n* # Head\n  _more_\n\nfacts",
            "  > A long quote that goes on and on.\n\n  + # Head\n    *more*\n\n  facts",
            "facts\n\n> A long quote that goes on and on.\n\n+ # Head\n  *more*",
        ] {
            assert_eq!(of(old, new, PLAIN), (new.into(), String::new()), "{old}");
        }
        // A word that ibid has elsewhere is the reader's all the same.
        assert_eq!(of("> A long quote that goes on and on.\nlong\n\n+ # Head\n  *more*\n\nfacts", new, PLAIN).1, "long");
    }

    #[test]
    fn what_an_outliner_put_on_a_block_stays_in_its_place() {
        let new = "  id:: 5\n  ibid-created:: now\n  > quote\n\n  facts";
        let old = "  id:: 5\n  collapsed:: true\n  ibid-created:: now\n  > quote\n\n  facts";
        assert_eq!(of(old, new, OUTLINE), (old.into(), String::new()));
        let old = "  SCHEDULED: <2026-12-01 Tue>\n  id:: 5\n  ibid-created:: now\n  :LOGBOOK:\n  CLOCK: [2026-12-01 Tue 10:00]\n  :END:\n  > quote\n\n  facts";
        let then = of(old, new, OUTLINE);
        assert_eq!(then, (old.into(), String::new()));
        assert_eq!(of("  id:: 5\n  ibid-created:: now\n  > quote\n  a:: b:: c d\n  mine\n\n  facts", new, OUTLINE).1, "  mine");
        // In Markdown two colons are words.
        assert_eq!(of("a:: b\n> quote", "> quote", PLAIN), ("> quote".into(), "a:: b".into()));
        for (old, then) in [
            ("- TODO <!-- m -->", "\t- TODO <!-- m -->"),
            ("  * DOING [#A] <!-- m -->", "\t- DOING [#A] <!-- m -->"),
            ("- <!-- m -->", "\t- <!-- m -->"),
            ("<!-- m -->", "\t- <!-- m -->"),
        ] {
            assert_eq!(first_line(old, "\t- <!-- m -->"), then, "{old}");
        }
        assert_eq!(first_line("- TODO <!-- m -->", "<!-- m -->"), "<!-- m -->");
    }

    #[test]
    fn what_org_put_on_a_headline_stays_in_its_place() {
        let new = "** words :a:\n:PROPERTIES:\n:ID: 5\n:END:\n#+begin_quote\nquote\n#+end_quote";
        let old = "** TODO [#A] words :a:mine:\nSCHEDULED: <2026-12-01 Tue>\n:PROPERTIES:\n:ID: 5\n:EFFORT: 1h\n:END:\n:LOGBOOK:\n- State \"DONE\"\n:END:\n#+begin_quote\nquote\n#+end_quote";
        assert_eq!(of(old, new, ORG), (old.into(), String::new()));
        // What ibid knows now of words and tags, with what the reader put there.
        assert_eq!(of("** DONE words :b:", "*** words :a:", ORG).0, "*** DONE words :a:b:");
        assert_eq!(of("** other\nmine", "** words\n", ORG), ("** words".into(), "** other\nmine".into()));
    }

    #[test]
    fn a_task_that_was_ticked_stays_ticked_and_stands_once() {
        assert_eq!(of("- [x] a\n- [ ] b", "- [ ] a\n- [ ] b", PLAIN), ("- [x] a\n- [ ] b".into(), String::new()));
        assert_eq!(of("* [x] a", "  - [ ] a", PLAIN), ("  * [x] a".into(), String::new()));
    }

    #[test]
    fn tags_of_a_headline_are_at_its_end() {
        for (words, cut, names) in [
            ("a :b:c:", "a", vec!["b", "c"]),
            ("a:b:", "a:b:", vec![]),
            ("a :b c:", "a :b c:", vec![]),
            ("a ::", "a ::", vec![]),
            ("a :b::c:", "a :b::c:", vec![]),
            (":b:", "", vec!["b"]),
        ] {
            assert_eq!(tags(words), (cut, names), "{words}");
        }
        assert_eq!([headline("** a"), headline("**a"), headline("a"), headline(" * a")], [Some(("**", "a")), None, None, None]);
    }

    #[test]
    fn lines_are_the_same_whatever_sign_their_item_has() {
        assert_eq!(
            ["- a", "+ a", "* a", "a", " a ", "-a", "\u{200B}a", "-  a"].map(folded),
            ["a", "a", "a", "a", "a", "-a", "a", "a"]
        );
    }
}
