//! Footnote bodies at the foot of columns and pages, and what calls them.

use std::collections::HashMap;

use super::column::Column;
use super::file::Area;
use super::line::Line;

/// Notes are set in less than this part of the text's size, unless a line parts them from it.
const SMALLER: f32 = 0.94;
/// Signs that call notes.
const SIGNS: &str = "*†‡§¶#∗⁎";
/// Lines of notes at the end of a column, at most.
const MOST_NOTE_LINES: usize = 120;
/// Pages that a note is looked for on behind the one that calls it.
const LATER: usize = 1;

/// A note's body as it is found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Body {
    pub(super) label: String,
    pub(super) page: usize,
    /// Its lines, of all pages that it goes on over, the label taken off; each with its page.
    pub(super) lines: Vec<(usize, Line)>,
}

impl Body {
    /// What tells this note from others with the same label.
    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.page, self.label)
    }
}

/// Takes the notes from the ends of a page's columns.
pub(super) fn take(page: usize, columns: &mut Vec<Column>, rules: &[Area], body_size: f32, bodies: &mut Vec<Body>) {
    for column in columns.iter_mut() {
        let Some(from) = zone(column, rules, body_size) else { continue };
        let notes = column.split_off(from);
        for line in notes {
            match label(&line, bodies.last().filter(|body| body.page == page)) {
                Some((label, cut)) => bodies.push(Body { label, page, lines: vec![(page, without(line, cut))] }),
                None => {
                    if let Some(body) = bodies.last_mut() {
                        body.lines.push((page, line));
                    } else {
                        column.push(line);
                    }
                }
            }
        }
    }
    columns.retain(|column| !column.is_empty());
}

/// Where the notes at the end of a column start.
fn zone(column: &[Line], rules: &[Area], body_size: f32) -> Option<usize> {
    let small = column.iter().rposition(|line| line.size > SMALLER * body_size).map_or(0, |at| at + 1);
    let ruled = |at: usize| {
        let line = &column[at];
        let above = at.checked_sub(1).map_or(line.y - 6.0 * line.size, |before| column[before].y);
        rules.iter().any(|rule| {
            let short = rule.height() < 2.5 && rule.width() > 30.0 && rule.width() < 260.0;
            // Right under a line it is its underline.
            let parts = rule.y0 > above + 0.3 * line.size && rule.y0 < line.y - 0.3 * line.size;
            short && parts && rule.x0 < line.x1 && rule.x1 > line.x0 - 20.0
        })
    };
    let is_small = |line: &Line| line.size <= SMALLER * body_size;
    // A separator tells most surely, where notes follow it.
    let from = column.len().saturating_sub(MOST_NOTE_LINES);
    let parted = (from..column.len()).filter(|at| ruled(*at)).find(|at| {
        let starts = label(&column[*at], None).is_some() && column[*at..].iter().all(|line| line.size <= body_size * 1.05);
        starts || *at >= small && column[*at..].iter().all(is_small)
    });
    if parted.is_some() {
        return parted;
    }
    let starts = |line: &Line| matches!(label(line, None), Some((_, cut)) if cut > 0 && (is_raised(line) || is_small(line)));
    (small..column.len()).find(|at| starts(&column[*at]))
}

fn is_raised(line: &Line) -> bool {
    line.pieces.first().is_some_and(|piece| piece.raised || piece.size < 0.8 * line.size)
}

/// The label that a note's first line starts with, and the bytes that it takes. A plain
/// number has to count on from the note `before`.
pub(super) fn label(line: &Line, before: Option<&Body>) -> Option<(String, usize)> {
    let first = line.pieces.first()?;
    if is_raised(line) {
        let text = line.piece_text(first);
        let label = text.trim_end_matches([')', '.', ']']).trim_start_matches(['(', '[']);
        if is_label(label) {
            return Some((label.to_owned(), first.end as usize));
        }
    }
    let text = line.text.as_str();
    let signs: String = text.chars().take_while(|c| SIGNS.contains(*c)).collect();
    if !signs.is_empty() && signs.chars().count() <= 4 {
        let rest = &text[signs.len()..];
        // `* 자료: …` is a source, which goes with its table.
        return (!rest.trim_start().is_empty() && !crate::import::caption::is_source(text))
            .then_some((signs.clone(), signs.len()));
    }
    let open = usize::from(text.starts_with(['[', '(']));
    let rest = text.strip_prefix("주").unwrap_or(text);
    let skipped = text.len() - rest.len() + open;
    let digits = text.get(skipped..)?.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let number = &text[skipped..skipped + digits];
    let after = &text[skipped + digits..];
    let sign = after.chars().next()?;
    let cut = match sign {
        ')' | ']' | '.' => skipped + digits + 1,
        ' ' if open == 0 => skipped + digits,
        _ => return None,
    };
    let words = text[cut..].trim_start();
    let counts = match before {
        Some(before) => before.label.parse::<u32>().ok().map(|n| n + 1) == number.parse::<u32>().ok(),
        None => true,
    };
    (counts && words.starts_with(|c: char| !c.is_ascii_digit())).then(|| (number.to_owned(), cut))
}

/// Whether `text` can be a note's label: a number, signs, one small letter.
fn is_label(text: &str) -> bool {
    let count = text.chars().count();
    (1..=3).contains(&count) && (text.bytes().all(|byte| byte.is_ascii_digit()) || text.chars().all(|c| SIGNS.contains(c)))
        || count == 1 && text.chars().all(|c| c.is_ascii_lowercase())
}

/// The line without its first `cut` bytes.
fn without(mut line: Line, cut: usize) -> Line {
    let blanks = line.text[cut..].len() - line.text[cut..].trim_start().len();
    let cut = cut + blanks;
    let short = u32::try_from(cut).unwrap_or(u32::MAX);
    line.text.drain(..cut);
    line.pieces.retain(|piece| piece.end > short);
    for piece in &mut line.pieces {
        piece.start = piece.start.saturating_sub(short);
        piece.end -= short;
    }
    line
}

/// Which notes there are, for the calls to be told by.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Labels on each page.
    here: HashMap<(usize, String), String>,
    /// Keys of labels that stand only once in the document.
    once: HashMap<String, Option<String>>,
    /// The last number that was called.
    last: u32,
}

/// What a raised piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raised {
    /// Calls: key and label of each.
    Calls(Vec<(String, String)>),
    /// An exponent, an ordinal, a mark of trade.
    Text,
}

impl Notes {
    pub(super) fn of(bodies: &[Body]) -> Self {
        let mut notes = Self::default();
        for body in bodies {
            notes.here.entry((body.page, body.label.clone())).or_insert_with(|| body.key());
            notes.once.entry(body.label.clone()).and_modify(|key| *key = None).or_insert_with(|| Some(body.key()));
        }
        notes
    }

    /// What the raised `text` on `page` is, of which `before` comes before.
    pub(super) fn read(&mut self, page: usize, text: &str, before: &str) -> Raised {
        let bare = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | ',' | ' '));
        let labels: Vec<&str> = bare.split([',', ' ', ';']).map(str::trim).filter(|label| !label.is_empty()).collect();
        if labels.is_empty() || labels.len() > 6 || !labels.iter().all(|label| is_label(label)) {
            return Raised::Text;
        }
        let last = before.trim_end().chars().next_back();
        let mut calls = Vec::new();
        for label in labels {
            let Some(key) = self.key(page, label, last) else { return Raised::Text };
            if let Ok(number) = label.parse() {
                self.last = number;
            }
            calls.push((key, label.to_owned()));
        }
        Raised::Calls(calls)
    }

    fn key(&self, page: usize, label: &str, last: Option<char>) -> Option<String> {
        let number: Option<u32> = label.parse().ok();
        // `10` raised over six, `m` squared, `1` raised over `st`: no calls, whatever the notes.
        let power = last.is_some_and(|c| c.is_ascii_digit()) || (matches!(label, "2" | "3") && matches!(last, Some('m' | '㎞')));
        for later in 0..=LATER {
            if let Some(key) = self.here.get(&(page + later, label.to_owned())) {
                return (!power || number.is_some_and(|number| number == self.last + 1)).then(|| key.clone());
            }
        }
        if power {
            return None;
        }
        if let Some(Some(key)) = self.once.get(label) {
            return Some(key.clone());
        }
        // Its body is not in the file: only a number in its turn is taken for a call.
        let number = number.filter(|number| *number == self.last + 1 || *number == self.last)?;
        last.is_some().then(|| format!("?/{number}"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::Piece;
    use super::*;

    fn line(label: &str, text: &str, y: f32, size: f32) -> Line {
        let whole = format!("{label}{text}");
        let cut = u32::try_from(label.len()).expect("a short label");
        let end = u32::try_from(whole.len()).expect("a short text");
        let mut pieces = vec![Piece { start: cut, end, x0: 10.0, x1: 200.0, size, style: 0, raised: false }];
        if cut > 0 {
            pieces.insert(0, Piece { start: 0, end: cut, x0: 0.0, x1: 8.0, size: 0.6 * size, style: 0, raised: true });
        }
        Line { text: whole, pieces, x0: 0.0, x1: 200.0, y, size, trail: false, role: crate::import::pdf::file::Role::Unsaid }
    }

    #[test]
    fn small_lines_at_the_foot_are_notes() {
        let mut columns = vec![vec![
            line("", "Text of the page.", 100.0, 10.0),
            line("3", "A source, 2019,", 700.0, 8.0),
            line("", "p. 12.", 710.0, 8.0),
            line("4", "Another.", 720.0, 8.0),
        ]];
        let mut bodies = Vec::new();
        take(2, &mut columns, &[], 10.0, &mut bodies);
        assert_eq!(columns[0].len(), 1);
        let told: Vec<(&str, usize)> = bodies.iter().map(|body| (body.label.as_str(), body.lines.len())).collect();
        assert_eq!(told, [("3", 2), ("4", 1)]);
        assert_eq!(bodies[0].lines[0].1.text, "A source, 2019,");
    }

    #[test]
    fn powers_are_no_calls() {
        let body = Body { label: "2".into(), page: 0, lines: Vec::new() };
        let mut notes = Notes::of(&[Body { label: "1".into(), ..body.clone() }, body]);
        assert_eq!(notes.read(0, "2", "an area of 12 km"), Raised::Text);
        assert_eq!(notes.read(0, "6", "about 10"), Raised::Text);
        assert_eq!(notes.read(0, "th", "the 19"), Raised::Text);
        assert_eq!(notes.read(0, "1", "as was said,"), Raised::Calls(vec![("0/1".into(), "1".into())]));
        assert_eq!(notes.read(0, "2", "and again."), Raised::Calls(vec![("0/2".into(), "2".into())]));
        assert_eq!(notes.read(0, "3", "and without a body"), Raised::Calls(vec![("?/3".into(), "3".into())]));
    }
}
