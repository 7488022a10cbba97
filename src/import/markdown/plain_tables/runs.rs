//! Runs of hyphens, and what stands in the columns over and under them.

use unicode_width::UnicodeWidthChar;

/// Hyphens of the line over a multi-line table, at least.
const RULE: usize = 8;

/// A line of nothing but hyphens, without a blank in it.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim_end();
    line.len() >= RULE && line.bytes().all(|byte| byte == b'-')
}

/// The runs of hyphens of a line that holds nothing else: where each begins and ends, in columns.
pub(super) fn runs(line: &str) -> Option<Vec<(usize, usize)>> {
    let line = line.trim_end();
    if line.len() - line.trim_start().len() > 3 || !line.contains("--") || !line.bytes().all(|byte| matches!(byte, b'-' | b' ')) {
        return None;
    }
    let mut found = Vec::new();
    let mut from = None;
    for (at, byte) in line.bytes().chain([b' ']).enumerate() {
        match (byte, from) {
            (b'-', None) => from = Some(at),
            (b' ', Some(start)) => {
                found.push((start, at));
                from = None;
            }
            _ => {}
        }
    }
    (found.len() > 1 && found.iter().all(|(from, to)| to - from > 1)).then_some(found)
}

/// The cells of a line under `runs`; `None` where a word goes over the gap between two.
pub(super) fn cells(line: &str, runs: &[(usize, usize)]) -> Option<Vec<String>> {
    let mut cells = vec![String::new(); runs.len()];
    let (mut column, mut at) = (0, 0);
    let mut last = ' ';
    for c in line.trim_end().chars() {
        // A gap belongs to the column before it, as pandoc has it; but no word may stand in two.
        while runs.get(at + 1).is_some_and(|(from, _)| *from <= column) {
            at += 1;
        }
        let begins = runs[at].0 == column && at > 0;
        if begins && c != ' ' && last != ' ' {
            return None;
        }
        cells[at].push(c);
        last = c;
        column += c.width().unwrap_or(0);
    }
    Some(cells.into_iter().map(|cell| cell.trim().to_owned()).collect())
}

/// The words of a head's line, each in the column that most of it stands over: heads are often set by eye.
pub(super) fn words_over(line: &str, runs: &[(usize, usize)]) -> Vec<String> {
    let mut cells = vec![String::new(); runs.len()];
    let (mut column, mut word, mut from, mut first) = (0, String::new(), 0, 0);
    for c in line.trim_end().chars().chain([' ']) {
        if c == ' ' && !word.is_empty() {
            while runs.get(first + 1).is_some_and(|next| next.0 <= from) {
                first += 1;
            }
            let over = |at: usize| {
                let end = runs.get(at + 1).map_or(usize::MAX, |next| next.0);
                end.min(column).saturating_sub(runs[at].0.max(from))
            };
            let count = runs[first..].iter().skip(1).take_while(|run| run.0 < column).count();
            // Of equals the first.
            let at = (first..=first + count).rev().max_by_key(|at| over(*at)).unwrap_or(0);
            if !cells[at].is_empty() {
                cells[at].push(' ');
            }
            cells[at].push_str(&std::mem::take(&mut word));
        } else if c != ' ' {
            if word.is_empty() {
                from = column;
            }
            word.push(c);
        }
        column += c.width().unwrap_or(0);
    }
    cells
}

/// For each of `runs`, whether a word of `line` ends where it ends, and none goes on there.
pub(super) fn ends_at(line: &str, runs: &[(usize, usize)]) -> Vec<bool> {
    let mut found = Vec::with_capacity(runs.len());
    let (mut at, mut last) = (0, ' ');
    for c in line.trim_end().chars() {
        while let Some((_, to)) = runs.get(found.len()).filter(|(_, to)| at >= *to) {
            found.push(at == *to && last != ' ' && c == ' ');
        }
        last = c;
        at += c.width().unwrap_or(0);
    }
    while let Some((_, to)) = runs.get(found.len()) {
        found.push(at == *to);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_that_are_set_by_eye_stand_over_the_column_they_cover_most() {
        let runs = runs("------ ------ ------").unwrap_or_default();
        assert_eq!(words_over("a      Dues  Remark x", &runs), ["a", "Dues", "Remark x"]);
        assert_eq!(words_over("           Dues Remark", &runs), ["", "Dues", "Remark"]);
    }

    #[test]
    fn where_words_end_is_told_for_each_run() {
        let runs = runs("---- ---- ----").unwrap_or_default();
        assert_eq!(ends_at("  ab    cd  ef", &runs), [true, false, true]);
        assert_eq!(ends_at("abcde", &runs), [false, false, false]);
        assert_eq!(ends_at("", &runs), [false, false, false]);
    }
}
