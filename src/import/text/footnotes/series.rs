//! Calls that stand together: `1,2`, `3–5`, `[1, 2]`.

use super::super::letters::{is_closer, is_letter, is_stop, raised};
use super::call::{Candidate, Print, bare_weight, made};

/// The most numbers from one end of a range of calls to the other, and from a call to the next
/// one of a series.
const LONGEST_RANGE: u32 = 12;
const LONGEST_STEP: u32 = 30;

/// Calls that stand together at `start` of `words`: `1,2`, `3–5`, `[1, 2]`, raised or not; empty
/// where it is none or one.
pub(super) fn series(words: &str, start: usize) -> Vec<Candidate> {
    let none = Vec::new();
    let rest = &words[start..];
    let is_raised = rest.starts_with(|c| raised(c).is_some());
    let bracket = words[..start].ends_with('[');
    let digits = |text: &str| -> usize {
        let own = |c: &char| if is_raised { raised(*c).is_some() } else { c.is_ascii_digit() };
        text.chars().take_while(own).map(char::len_utf8).sum()
    };
    let value = |text: &str| {
        let digit = |c: char| raised(c).or_else(|| c.to_digit(10));
        text.chars().try_fold(0_u32, |sum, c| Some(sum * 10 + digit(c)?).filter(|sum| *sum < 1000))
    };
    let mut at = digits(rest);
    let Some(first) = value(&rest[..at]).filter(|first| *first > 0 && !rest.starts_with('0')) else { return none };
    // Each number with its bytes, from the mark before it on.
    let mut numbers = vec![(first, 0, at)];
    while let Some(mark) = rest[at..].chars().next() {
        let mut from = at + mark.len_utf8();
        let range = matches!(mark, '-' | '–' | '—' | '~' | '⁻');
        if !range && !matches!(mark, ',' | '，' | '、' | '˒') {
            break;
        }
        if bracket && !range {
            from += rest[from..].len() - rest[from..].trim_start_matches(' ').len();
        }
        let length = digits(&rest[from..]);
        let Some(next) = value(&rest[from..from + length]).filter(|_| length > 0) else { break };
        let last = numbers.last().map_or(0, |(last, ..)| *last);
        if next <= last || next - last > if range { LONGEST_RANGE } else { LONGEST_STEP } {
            return none;
        }
        if range {
            numbers.extend((last + 1..next).map(|number| (number, at, at)));
        }
        numbers.push((next, at, from + length));
        at = from + length;
    }
    if numbers.len() < 2 {
        return none;
    }
    let (before, after) = (&words[..start], &rest[at..]);
    let Some(last) = before.chars().next_back() else { return none };
    let (print, weight, open, close) = if bracket {
        let blank = before.len() - 1 - before[..before.len() - 1].trim_end().len();
        let ends = after.starts_with(']') && before.len() > 1 && !after[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        (Print::Bracket, ends.then_some(if blank > 0 { 2 } else { 3 }), 1 + blank, 1)
    } else if is_raised {
        (Print::Raised, (is_letter(last) || is_closer(last) || is_stop(last) || last == ',').then_some(5), 0, 0)
    } else {
        (Print::Bare, bare_weight(before, last, after, "").filter(|weight| *weight > 0), 0, 0)
    };
    let Some(weight) = weight else { return none };
    let count = numbers.len();
    let made = |(nth, (number, from, to)): (usize, (u32, usize, usize))| {
        let from = start + from - if nth == 0 { open } else { 0 };
        let to = start + to + if nth + 1 == count { close } else { 0 };
        let candidate = made(from, to, u16::try_from(number).unwrap_or(0), print, weight);
        Candidate { series: u32::try_from(start).unwrap_or(0).max(1), ..candidate }
    };
    numbers.into_iter().enumerate().map(made).collect()
}
