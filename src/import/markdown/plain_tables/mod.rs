//! pandoc's tables without pipes (grid tables, simple and multi-line tables) as tables with pipes.
//!
//! The text keeps its number of lines, so that the places of blocks stay what they were. What is not
//! surely such a table stays as it is: no word of it is ever lost. With them come two small signs of
//! pandoc: `: words` below such a table is its caption, and `~` may begin a definition.
//! Source: pandoc's manual, «Tables» and «Definition lists».

mod runs;

use std::borrow::Cow;

use memchr::memmem;
use unicode_width::UnicodeWidthChar;

use runs::{cells, ends_at, is_rule, runs, words_over};

/// Lines that a table has at most.
const MOST_LINES: usize = 2000;
/// Lines that the head of a multi-line table has at most.
const MOST_HEAD: usize = 8;
/// Cells that a table has at most: short rows under many columns would fill the memory.
const MOST_CELLS: usize = 1 << 18;

/// `text` with such tables between pipes.
pub(super) fn piped(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    if memmem::find(bytes, b"--").is_none() && memmem::find(bytes, b"\n~ ").is_none() {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut out = String::new();
    let (mut at, mut copied) = (0, 0);
    let mut fence: Option<&str> = None;
    // The last line of a table that may still get a caption.
    let mut below = None;
    while at < lines.len() {
        let line = lines[at].trim();
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark)) {
            fence = match fence {
                Some(open) if open == mark => None,
                None => Some(mark),
                other => other,
            };
        }
        let found = if fence.is_some() { None } else { grid(&lines, at).or_else(|| columns(&lines, at)) };
        if let Some(table) = found {
            lines[copied..table.start].iter().for_each(|line| out.push_str(line));
            table.write(&mut out);
            (at, copied) = (table.end, table.end);
            below = Some(at);
            continue;
        }
        let near = below.is_some_and(|below| at <= below + 1);
        let replaced = match fence {
            None if near && line.starts_with(": ") => Some((':', "Table:")),
            None if line.starts_with("~ ") && begins_definition(&lines, at) => Some(('~', ":")),
            _ => None,
        };
        if let Some((sign, with)) = replaced {
            lines[copied..at].iter().for_each(|line| out.push_str(line));
            out.push_str(&lines[at].replacen(sign, with, 1));
            copied = at + 1;
        }
        at += 1;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    lines[copied..].iter().for_each(|line| out.push_str(line));
    Cow::Owned(out)
}

/// Whether a term, or another definition, stands above line `at`.
fn begins_definition(lines: &[&str], at: usize) -> bool {
    let above = lines[..at].iter().rev().take(2).map(|line| line.trim()).find(|line| !line.is_empty());
    above.is_some_and(|line| !line.starts_with(['#', '>', '|', '-', '*', '+', '`']))
}

/// A table that was found: the lines that it takes, and its cells.
struct Found {
    start: usize,
    end: usize,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Where the columns of the source stand: for each, whether it is flush right.
    right: Vec<bool>,
}

impl Found {
    fn write(&self, out: &mut String) {
        let row = |cells: &[String], out: &mut String| {
            for cell in cells {
                out.push_str("| ");
                out.push_str(&cell.replace('|', "\\|"));
                out.push(' ');
            }
            out.push_str("|\n");
        };
        row(&self.head, out);
        for right in &self.right {
            out.push_str(if *right { "|---:" } else { "|---" });
        }
        out.push_str("|\n");
        self.rows.iter().for_each(|cells| row(cells, out));
        (self.rows.len() + 2..self.end - self.start).for_each(|_| out.push('\n'));
    }
}

/// `+---+---+` at line `at`: a grid table down to the last such line.
fn grid(lines: &[&str], at: usize) -> Option<Found> {
    let is_border = |line: &str| {
        line.len() > 2
            && line.starts_with('+')
            && line.ends_with('+')
            && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
    };
    let first = lines[at].trim_end();
    let indent = first.len() - first.trim_start().len();
    if indent > 3 || !is_border(first.trim_start()) {
        return None;
    }
    let bounds: Vec<usize> = first.bytes().enumerate().filter(|(_, byte)| *byte == b'+').map(|(at, _)| at).collect();
    let columns = bounds.len() - 1;
    let mut found =
        Found { start: at, end: at, head: vec![String::new(); columns], rows: Vec::new(), right: vec![false; columns] };
    let mut open: Vec<Vec<String>> = vec![Vec::new(); columns];
    let mut last_border = at;
    for (place, line) in lines.iter().enumerate().skip(at + 1).take(MOST_LINES) {
        let line = line.trim_end();
        let bare = line.trim_start();
        if is_border(bare) {
            if line.bytes().enumerate().filter(|(_, byte)| *byte == b'+').map(|(at, _)| at).ne(bounds.iter().copied()) {
                return None;
            }
            let cells: Vec<String> = open.iter_mut().map(|lines| joined(&std::mem::take(lines))).collect();
            if bare.contains('=') && found.rows.is_empty() && found.head.iter().all(String::is_empty) {
                found.head = cells;
            } else {
                found.rows.push(cells);
            }
            if found.rows.len() * columns > MOST_CELLS {
                return None;
            }
            last_border = place;
        } else if bare.starts_with('|') {
            let cells = between(line, &bounds)?;
            open.iter_mut().zip(cells).for_each(|(lines, cell)| lines.push(cell.to_owned()));
        } else {
            break;
        }
    }
    if last_border == at || open.iter().any(|lines| !lines.is_empty()) || found.rows.is_empty() {
        return None;
    }
    found.end = last_border + 1;
    Some(found)
}

/// What stands between upright lines in the columns `bounds` of the screen; `None` where one of them stands elsewhere.
fn between<'l>(line: &'l str, bounds: &[usize]) -> Option<Vec<&'l str>> {
    let mut cells = Vec::with_capacity(bounds.len().saturating_sub(1));
    let (mut column, mut start) = (0, None);
    let mut bounds = bounds.iter().peekable();
    for (at, c) in line.char_indices() {
        if bounds.peek().is_some_and(|bound| **bound == column) {
            if c != '|' {
                return None;
            }
            bounds.next();
            cells.extend(start.map(|start| &line[start..at]));
            start = Some(at + 1);
        }
        column += c.width().unwrap_or(0);
    }
    bounds.next().is_none().then_some(cells)
}

/// The lines of a cell as one: items of a list a line each.
fn joined(lines: &[String]) -> String {
    let mut cell = String::new();
    for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        if !cell.is_empty() {
            cell.push_str(if item.is_some() { "<br>" } else { " " });
        }
        cell.push_str(item.unwrap_or(line));
    }
    cell
}

/// A simple or a multi-line table that begins at line `at`: columns under or over runs of hyphens.
fn columns(lines: &[&str], at: usize) -> Option<Found> {
    let line = lines[at];
    let is_first = at == 0 || lines[at - 1].trim().is_empty();
    if is_rule(line) && is_first {
        // Multi-line: a rule, the head, the runs, rows between empty lines, a rule.
        let runs = (at + 2..lines.len().min(at + 2 + MOST_HEAD)).find(|place| runs(lines[*place]).is_some())?;
        return rows_between(lines, at, Some(&(at + 1..runs)), runs, is_rule);
    }
    if runs(line).is_some() && is_first {
        // Without a head: runs above and below.
        return rows_between(lines, at, None, at, |line| runs(line).is_some());
    }
    let next = lines.get(at + 1)?;
    if line.trim().is_empty() || runs(next).is_none() || !is_first {
        return None;
    }
    let under = runs(next)?;
    let end = (at + 2..lines.len().min(at + MOST_LINES)).find(|place| lines[*place].trim().is_empty()).unwrap_or(lines.len());
    let closing = usize::from(runs(lines[end - 1]).is_some() && end > at + 3);
    if (end - at) * under.len() > MOST_CELLS {
        return None;
    }
    let rows: Option<Vec<Vec<String>>> = lines[at + 2..end - closing].iter().map(|line| cells(line, &under)).collect();
    let head = cells(line, &under)?;
    let rows = rows.filter(|rows| !rows.is_empty())?;
    let right = ends_at(line, &under);
    // One cell of words in each row is prose over a line of hyphens.
    let is_table = head.iter().filter(|cell| !cell.is_empty()).count() > 1;
    is_table.then_some(Found { start: at, end, head, rows, right })
}

/// The rows of a multi-line table whose columns stand at line `runs_at`, down to the line that `closes`.
fn rows_between(
    lines: &[&str],
    start: usize,
    head: Option<&std::ops::Range<usize>>,
    runs_at: usize,
    closes: impl Fn(&str) -> bool,
) -> Option<Found> {
    let under = runs(lines[runs_at])?;
    let end = (runs_at + 1..lines.len().min(runs_at + MOST_LINES)).find(|place| closes(lines[*place]))?;
    if lines.get(end + 1).is_some_and(|next| !next.trim().is_empty()) {
        return None;
    }
    if (end - start) * under.len() > MOST_CELLS {
        return None;
    }
    let parted = head.is_some() || lines[runs_at + 1..end].iter().any(|line| line.trim().is_empty());
    let mut rows: Vec<Vec<Vec<String>>> = Vec::new();
    let mut fresh = true;
    for line in &lines[runs_at + 1..end] {
        if line.trim().is_empty() {
            fresh = true;
            continue;
        }
        if fresh || !parted {
            rows.push(vec![Vec::new(); under.len()]);
            fresh = false;
        }
        for (kept, cell) in rows.last_mut()?.iter_mut().zip(cells(line, &under)?) {
            kept.push(cell);
        }
    }
    let mut over = vec![Vec::new(); under.len()];
    let mut right = vec![false; under.len()];
    for line in head.cloned().into_iter().flatten().map(|place| lines[place]) {
        for (kept, cell) in over.iter_mut().zip(words_over(line, &under)) {
            kept.push(cell);
        }
        for (right, ends) in right.iter_mut().zip(ends_at(line, &under)) {
            *right |= ends;
        }
    }
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| joined(cell)).collect()).collect();
    // A head of lines and a rule of hyphens need more room than a row with pipes: there always is.
    let head = over.iter().map(|cell| joined(cell)).collect();
    (!rows.is_empty() && rows.len() + 2 <= end + 1 - start).then_some(Found { start, end: end + 1, head, rows, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_gets_pipes_in_as_many_lines() {
        let text = "a\n\n+-----+------+\n| 가  | two  |\n+=====+======+\n| - x | 1\\|2 |\n| - y |      |\n+-----+------+\n| z   | 3    |\n+-----+------+\n\n: Caption\n";
        let wide = text.replace("1\\|2", "12  ");
        let read = piped(&wide).into_owned();
        assert_eq!(read, "a\n\n| 가 | two |\n|---|---|\n| x<br>y | 12 |\n| z | 3 |\n\n\n\n\n\nTable: Caption\n");
        assert_eq!(read.lines().count(), wide.lines().count());
        let headless = "+---+---+\n| a | b |\n+---+---+\n";
        assert_eq!(piped(headless), "|  |  |\n|---|---|\n| a | b |\n");
    }

    #[test]
    fn upright_lines_stand_in_the_columns_of_the_border() {
        assert_eq!(between("|가|b |", &[0, 3, 6]), Some(vec!["가", "b "]));
        assert_eq!((between("|가|b |", &[0, 2, 6]), between("|a|", &[0, 2, 4])), (None, None));
    }

    #[test]
    fn what_is_no_grid_stays() {
        for text in [
            "+---+---+\n| a | b |\n",
            "+---+---+\n| a     |\n+---+---+\n",
            "+---+---+\n| a | b |\n+-------+\n",
            "```\n+---+\n| a |\n+---+\n```\n",
            "    +---+\n    | a |\n    +---+\n",
        ] {
            assert_eq!(piped(text), text);
        }
    }

    #[test]
    fn simple_tables_stand_over_runs_of_hyphens() {
        let text = "  Port     2020       2021\n-------  ------ ----------\n  부산        12         15\n  Ulsan     123        130\n\nTable: Ships\n";
        let read = "| Port | 2020 | 2021 |\n|---|---:|---:|\n| 부산 | 12 | 15 |\n| Ulsan | 123 | 130 |\n\nTable: Ships\n";
        assert_eq!(piped(text), read);
        let headless = "\n----- --\none   1\ntwo   2\n----- --\n\n";
        assert_eq!(piped(headless), "\n|  |  |\n|---|---|\n| one | 1 |\n| two | 2 |\n\n");
    }

    #[test]
    fn lines_of_hyphens_in_prose_stay() {
        for text in [
            "A heading\n-- --\nwords and more words\n\n",
            "a  b\n--- ---\n\nnext\n",
            "text\n\n-----\n\nmore\n",
            "one two\n------ ----\nlonger words here\n\n",
        ] {
            assert_eq!(piped(text), text, "{text:?}");
        }
    }

    #[test]
    fn rows_of_several_lines_are_joined() {
        let text = "\n-------------------\n Port        Dues\n          million\n------- -----------\n Busan         12 \n of the\n coast\n\n Ulsan          5\n-------------------\n\nAfter.\n";
        let read = piped(text).into_owned();
        assert!(read.starts_with("\n| Port | Dues million |\n|---|---|\n| Busan of the coast | 12 |\n| Ulsan | 5 |\n"), "{read}");
        assert_eq!(read.lines().count(), text.lines().count());
    }

    #[test]
    fn tables_of_many_columns_are_read_soon_and_too_many_cells_stay_text() {
        let (columns, rows) = (20_000, 3);
        let begun = std::time::Instant::now();
        let simple = format!(
            "{}\n{}\n{}",
            "ab ".repeat(columns),
            "-- ".repeat(columns),
            format!("{}\n", "cd ".repeat(columns)).repeat(rows)
        );
        let grid = format!("{0}+\n{1}|\n{0}+\n", "+--".repeat(columns), "|ef".repeat(columns));
        for text in [&simple, &grid] {
            assert!(piped(text).contains("|---"), "{}", &text[..9]);
        }
        assert!(begun.elapsed().as_secs() < 10);
        let short = format!("{}\n{}\n{}", "ab ".repeat(columns), "-- ".repeat(columns), "c\n".repeat(1000));
        assert_eq!(piped(&short), short);
    }

    #[test]
    fn a_tilde_begins_a_definition_below_a_term() {
        assert_eq!(piped("Term\n\n~ Words --\n"), "Term\n\n: Words --\n");
        assert_eq!(piped("# Head\n~ words --\n"), "# Head\n~ words --\n");
    }
}
