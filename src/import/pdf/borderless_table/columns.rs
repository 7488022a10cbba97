//! Where the columns of a table without lines stand.

use super::super::line::Line;
use super::super::ruled_table::parted;
use super::strip::{Strip, free};
use super::words::{Word, gaps, words};
use super::{STRIP, is_numeric};
use crate::import::text::is_period;

/// Rows of values that tell of the columns without those that head them.
const FEWEST_VALUED: usize = 3;
/// What parts two numbers, in ems.
const NUMBERS: f32 = 0.3;
/// What a place between two columns costs in a row of heads: a blank between two words of one head, and a word.
const BLANK_COST: f32 = 1.0;
const WORD_COST: f32 = 2.5;

/// Whether most of what stands behind a row's label is values, and not what heads columns.
pub(super) fn is_valued(row: &[Line]) -> bool {
    let behind = row.get(1..).unwrap_or_default();
    let values = behind.iter().filter(|line| is_numeric(&line.text) && !line.text.split(' ').all(is_period)).count();
    values * 2 > behind.len()
}

/// The strips between the columns of `run`.
pub(super) fn strips(run: &[Vec<Line>]) -> Option<Vec<Strip>> {
    let em = run[0][0].size;
    let multi: Vec<&Vec<Line>> = run.iter().filter(|row| row.len() > 1).collect();
    let valued: Vec<&Vec<Line>> = multi.iter().copied().filter(|row| is_valued(row)).collect();
    // Heads stand closer than values, or over several columns.
    let rows = if valued.len() >= FEWEST_VALUED { valued } else { multi };
    // What most rows agree on counts; a number is never passed over.
    let allowed = i32::try_from(rows.len() / 7).unwrap_or(0);
    let numbers = |line: &Line| if is_numeric(&line.text) && rows.len() >= FEWEST_VALUED { allowed + 1 } else { 1 };
    let parts = rows.iter().flat_map(|row| row.iter()).flat_map(|line| {
        let weight = numbers(line);
        let parts = if weight > 1 { words(line) } else { vec![Word { x0: line.x0, x1: line.x1 }] };
        parts.into_iter().map(move |part| (part.x0, part.x1, weight))
    });
    let mut strips = free(parts, allowed);
    strips.retain(|strip| strip.width() >= STRIP * em);
    // Each column has to be met by more than one row.
    let middles: Vec<f32> = strips.iter().map(Strip::middle).collect();
    let mut met = vec![(0_usize, usize::MAX); strips.len() + 1];
    for (at, row) in rows.iter().enumerate() {
        for line in *row {
            let (count, last) = &mut met[middles.partition_point(|x| *x <= f32::midpoint(line.x0, line.x1))];
            *count += usize::from(*last != at);
            *last = at;
        }
    }
    let thin = met.iter().any(|(count, _)| count * 4 < rows.len());
    if thin && strips.len() < 2 {
        return None;
    }
    (!strips.is_empty()).then_some(strips)
}

/// Where each strip is cut, so that the `heads` of neighbouring columns are parted where they stand apart.
pub(super) fn cuts(strips: &[Strip], heads: &[Vec<Line>]) -> Vec<f32> {
    strips.iter().map(|strip| cut(strip, heads)).collect()
}

fn cut(strip: &Strip, heads: &[Vec<Line>]) -> f32 {
    let lines: Vec<&Line> = heads.iter().flatten().collect();
    let mut places: Vec<f32> = vec![strip.from, strip.to];
    for word in lines.iter().flat_map(|line| words(line)) {
        places.extend([word.x0, word.x1].into_iter().filter(|x| strip.from < *x && *x < strip.to));
    }
    places.sort_by(f32::total_cmp);
    let cost = |x: f32| -> f32 {
        let of = |line: &&&Line| {
            let words = words(line);
            if words.iter().any(|word| word.x0 < x && x < word.x1) {
                return WORD_COST;
            }
            let before = words.iter().rev().find(|word| word.x1 <= x);
            let behind = words.iter().find(|word| word.x0 >= x);
            match (before, behind) {
                (Some(before), Some(behind)) => BLANK_COST * (1.0 - (behind.x0 - before.x1) / (STRIP * line.size)).max(0.0),
                _ => 0.0,
            }
        };
        lines.iter().map(|line| of(&line)).sum()
    };
    // The widest of the cheapest stretches; of equal ones that in the middle.
    let mut best: Option<(f32, f32, f32)> = None;
    for pair in places.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if to - from < 0.05 {
            continue;
        }
        let (price, wide) = (cost(f32::midpoint(from, to)), to - from);
        let better = best.is_none_or(|(least, widest, _)| price < least - 0.01 || price < least + 0.01 && wide > widest);
        if better {
            best = Some((price, wide, f32::midpoint(from, to)));
        }
    }
    best.map_or(strip.middle(), |(.., x)| x)
}

/// Where lines of several numbers are cut into columns: `headed` ems apart where `heads` stand apart there,
/// too, else `unheaded`.
pub(in crate::import::pdf) fn apart(lines: &[&Line], heads: &[Vec<Line>], (headed, unheaded): (f32, f32)) -> Vec<f32> {
    let mut free = free(lines.iter().flat_map(|line| words(line)).map(|word| (word.x0, word.x1, 1)), 0);
    let em = lines.first().map_or(10.0, |line| line.size);
    let met = |strip: &Strip| {
        let both = |line: &&&Line| line.x0 < strip.from + 0.1 && line.x1 > strip.to - 0.1;
        lines.iter().filter(both).count() * 3 >= lines.len() * 2
    };
    free.retain(|strip| met(strip) && strip.to - strip.from >= headed * em);
    let cuts = cuts(&free, heads);
    let stand_apart = |strip: &Strip, at: f32| {
        let gap = |line: &Line| {
            words(line)
                .windows(2)
                .any(|pair| pair[0].x1 <= at && pair[1].x0 >= at && pair[1].x0 - pair[0].x1 > headed * line.size)
        };
        strip.to - strip.from >= unheaded * em || heads.iter().flatten().any(gap)
    };
    if free.iter().zip(&cuts).all(|(strip, at)| stand_apart(strip, *at)) { cuts } else { Vec::new() }
}

/// The parts of a line of numbers: each number of its own, as far as a blank does not part its thousands.
pub(super) fn numbers_apart(line: Line) -> Vec<Line> {
    let several = line.text.contains(' ') && line.text.split(' ').all(is_numeric);
    if !several || is_grouped(&line.text) {
        return vec![line];
    }
    let edges = gaps(&line, NUMBERS * line.size);
    if edges.is_empty() { vec![line] } else { parted(&line, &edges) }
}

/// Whether blanks part the thousands of one number: `1 234 567`.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(' ');
    let first = groups.next().unwrap_or_default().trim_start_matches(['-', '−', '–', '+', '(']);
    let is_lead = (1..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_digit());
    is_lead
        && groups.all(|group| {
            let digits = group.bytes().take_while(u8::is_ascii_digit).count();
            digits == 3 && group[3..].chars().all(|c| matches!(c, '0'..='9' | ',' | '.' | ')' | '%' | '*'))
        })
}

#[cfg(test)]
mod tests {
    use super::super::super::line::word;
    use super::*;

    #[test]
    fn thousands_stay_together_and_other_numbers_do_not() {
        for (text, whole) in [
            ("1 234", true),
            ("12 345 678.5", true),
            ("(1 234)", true),
            ("1234 567", false),
            ("5.1 117", false),
            ("12 45", false),
        ] {
            assert_eq!(is_grouped(text), whole, "{text}");
        }
    }

    #[test]
    fn a_strip_is_cut_where_the_heads_stand_apart() {
        let heads = [vec![word("wide head", 0.0, 10.0), word("other", 52.0, 10.0)]];
        let at = cut(&Strip { from: 20.0, to: 80.0 }, &heads);
        assert!((45.0..52.0).contains(&at), "{at}");
    }
}
