//! A formula that is a block: as it is drawn where there is room for that, else parted at its signs.

use super::super::measure::{Cell, Cells};
use super::super::prefix::{columns, narrow};
use super::super::{LayoutOptions, Piece, Row};
use super::{draw_in, formulas_in, shares};
use crate::document::{Document, Point, Span};
use crate::formula;

/// Columns before what goes on from the row above.
const INDENT: u32 = 4;
/// Columns that rows have at least where what goes on is indented.
const LEAST_INDENTED: u32 = 16;
/// Signs of brackets that are several lines high.
const TALL: [char; 20] = ['⎛', '⎜', '⎝', '⎞', '⎟', '⎠', '⎡', '⎢', '⎣', '⎤', '⎥', '⎦', '⎧', '⎨', '⎩', '⎪', '⎫', '⎬', '⎭', '⎰'];
const BARS: [char; 4] = ['|', '∣', '∥', '‖'];

/// The rows of a formula that is a block: what each draws, `room` columns at most (more only for a single cluster that
/// is wider than that), and the source that it stands for.
///
/// `None` where `span` is no such formula, or can't be drawn.
pub(in crate::layout) fn display(
    document: &Document,
    setting: LayoutOptions,
    span: Span,
    room: u32,
) -> Option<Vec<(Span, String)>> {
    if !setting.formulas || setting.ascii {
        return None;
    }
    formulas_in(document, Span { start: span.start, end: Point(span.start.0 + 1) }).find(|mark| mark.span == span)?;
    let source = document.slice(span);
    let mut lines = formula::drawn(source, true)?;
    if lines.iter().any(|line| columns(line) > room) && is_one_thing(&lines) {
        lines = formula::drawn(source, false)?;
    }
    let mut rows = Vec::new();
    lines.iter().for_each(|line| part(line, room, &mut rows));
    if rows.iter().any(|row| columns(row) == 0) {
        return None;
    }
    let spans = shares(source, span, rows.len())?;
    Some(spans.into_iter().zip(rows).collect())
}

/// Adds a row of a formula that is a block.
pub(in crate::layout) fn put_display(row: &mut Row, x: u32, (span, drawn): (Span, &str), whole: Span) {
    let what = draw_in(row, span, whole, drawn);
    row.pieces.push(Piece { x: narrow(x), width: narrow(columns(drawn)), what });
}

/// Whether lines make one thing, such as a matrix, which can't be read with its lines parted.
fn is_one_thing(lines: &[String]) -> bool {
    let bar = |line: &String| line.find(BARS).map(|at| columns(&line[..at]));
    let bars = || lines.iter().all(|line| bar(line).is_some() && bar(line) == bar(&lines[0]));
    lines.len() > 1 && (lines.iter().any(|line| line.contains(TALL)) || bars())
}

/// A place where a line may be parted: bytes of its end and of what goes on.
#[derive(Debug, Clone, Copy)]
struct Gap {
    end: usize,
    next: usize,
    /// Columns before it.
    width: u32,
    /// Brackets that are open there.
    depth: usize,
    /// Whether a sign follows, or a row of a matrix ends.
    at_sign: bool,
}

/// Adds `line` to `rows`, parted where it is wider than `room` columns: before its signs where they stand far enough to
/// the right, of these before one outside of brackets, else between its words, else between clusters.
fn part(line: &str, room: u32, rows: &mut Vec<String>) {
    let text = line.trim_start();
    let lead = columns(&line[..line.len() - text.len()]);
    if lead.saturating_add(columns(text)) <= room {
        rows.push(line.to_owned());
        return;
    }
    let indent = if room >= LEAST_INDENTED { INDENT } else { 0 };
    let mut before = if lead <= room / 4 { lead } else { 0 };
    let cells: Vec<Cell> = Cells::new(text).collect();
    let mut at = 0;
    while at < cells.len() {
        let (end, next) = row_end(text, &cells[at..], room.saturating_sub(before));
        let mut row = " ".repeat(before as usize);
        row.push_str(&text[cells[at].start..end]);
        rows.push(row);
        at += cells[at..].partition_point(|cell| cell.start < next);
        before = indent;
    }
}

/// Where a row of `text` that begins with `cells`, and has `left` columns, ends, and where the next one begins.
fn row_end(text: &str, cells: &[Cell], left: u32) -> (usize, usize) {
    let mut gaps: Vec<Gap> = Vec::new();
    let (mut width, mut depth) = (0, 0_usize);
    for (count, cell) in cells.iter().enumerate() {
        let own = &text[cell.start..cell.end];
        if own == " " && count > 0 {
            if !text[..cell.start].ends_with(' ') {
                let next = cell.start + text[cell.start..].len() - text[cell.start..].trim_start().len();
                let at_sign = begins_with_sign(&text[next..]) || text[..cell.start].ends_with(';');
                gaps.push(Gap { end: cell.start, next, width, depth, at_sign });
            }
        } else if width + cell.width > left && count > 0 {
            let good = |gap: &&Gap| gap.at_sign && gap.width >= left / 3;
            let best = gaps.iter().filter(good).min_by_key(|gap| (gap.depth, std::cmp::Reverse(gap.end)));
            return best.or(gaps.last()).map_or((cell.start, cell.start), |gap| (gap.end, gap.next));
        }
        match own {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        width += cell.width;
    }
    (text.len(), text.len())
}

/// Whether the first word of `text` is a sign between two things.
fn begins_with_sign(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let is_sign = |c: char| {
        matches!(c, '=' | '<' | '>' | '+' | '-' | '*' | '/' | '±' | '×' | '÷' | '·' | '≔'
            | '\u{2190}'..='\u{21FF}' | '\u{2208}'..='\u{220D}' | '\u{2212}'..='\u{2219}' | '\u{221D}'
            | '\u{2223}'..='\u{222A}' | '\u{2234}'..='\u{22FF}' | '\u{27F0}'..='\u{27FF}' | '\u{2A20}'..='\u{2AFF}')
    };
    first.is_some_and(is_sign) && chars.next().is_none_or(|next| next == ' ' || !next.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(line: &str, room: u32) -> Vec<String> {
        let mut rows = Vec::new();
        part(line, room, &mut rows);
        rows
    }

    #[test]
    fn a_wide_line_is_parted_before_its_signs() {
        let line = "Y = C + I + G + (X − M) + errors of all kinds";
        assert_eq!(parted(line, 80), [line]);
        assert_eq!(parted(line, 22), ["Y = C + I + G", "    + (X − M)", "    + errors of all", "    kinds"]);
        assert_eq!(parted(line, 26), ["Y = C + I + G + (X − M)", "    + errors of all kinds"]);
        assert_eq!(parted("a = (b + c)(d + e)", 17), ["a = (b + c)(d", "    + e)"]);
        assert_eq!(parted("f(x + y) + g", 11), ["f(x + y)", "+ g"]);
    }

    #[test]
    fn what_has_no_sign_is_parted_at_words_and_then_anywhere() {
        assert_eq!(parted("one two three", 8), ["one two", "three"]);
        assert_eq!(parted("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(parted("한국 성장률", 5), ["한국", "성장", "률"]);
        assert_eq!(parted("가나", 1), ["가", "나"]);
        // A sign that stands too far on the left leaves too much room.
        assert_eq!(parted("x = aaaa bbbb cccc dddd", 20), ["x = aaaa bbbb cccc", "    dddd"]);
    }

    #[test]
    fn air_before_a_line_is_kept_where_it_is_small() {
        assert_eq!(parted("  = a + b + c + d", 12), ["  = a + b", "+ c + d"]);
        assert_eq!(parted("          = a + b", 12), ["= a + b"]);
    }

    #[test]
    fn rows_of_a_matrix_make_one_thing() {
        let one = |lines: &[&str]| is_one_thing(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        assert!(one(&["⎛a⎞", "⎝c⎠"]) && one(&["|a b|", "|c d|"]) && one(&["⎰a", "⎱b"]));
        assert!(!one(&["a = |b|", "aa = |c|"]) && !one(&["a = b", "  = c"]) && !one(&["|a|"]));
    }
}
