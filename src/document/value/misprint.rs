//! Numbers that were printed wrong: what they most likely say, by the numbers around them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::digits;
use super::evidence::Evidence;
use super::plain::Plain;
use super::{Value, quantity};

/// Neighbours looked at; more would not tell more.
const MOST_NEIGHBOURS: usize = 64;
/// How far from its neighbours, as a factor, a reading may be.
const REACH: f64 = 10.0;
/// How far from its neighbours, as a factor, a well-formed number must be to be doubted.
const DOUBT: f64 = 100.0;

/// The likely reading of a misprinted number, by cells of the same series beside it.
///
/// `1.243.0` among `1,107.0` and `1,168.0` is 1243.0; so is `1.243` among `1,107` and
/// `1,168`. None where `text` is well formed and of its neighbours' size, where no reading
/// comes near them, or where two come equally near. Letters that look like digits (`l`, `O`)
/// are read as such.
#[must_use]
pub fn misprint(text: &str, neighbours: &[&str]) -> Option<Decimal> {
    let plain = Plain::new(text)?;
    let parts = Parts::of(plain.as_str())?;
    let around = Around::of(neighbours)?;
    let read = digits::number(&parts.run, &around.evidence).filter(|_| !parts.lookalikes);
    if let Some(value) = read {
        // A lone mark before three digits is the only thing that changes the size.
        let lone = parts.run.matches([',', '.']).count() == 1 && parts.run.len() - parts.run.rfind([',', '.'])? == 4;
        if !lone || around.distance(value.to_f64()?) < DOUBT.ln() {
            return None;
        }
    }
    let mut readings = readings(&parts.run, around.decimals);
    readings.retain(|reading| reading.to_f64().is_some_and(|value| around.distance(value) <= REACH.ln()));
    let near = |reading: &Decimal| around.distance(reading.to_f64().unwrap_or(f64::MAX));
    readings.sort_by(|one, other| near(one).total_cmp(&near(other)));
    readings.dedup();
    let best = *readings.first()?;
    let tied = readings.get(1).is_some_and(|second| near(second) - near(&best) < 2_f64.ln());
    if tied {
        return None;
    }
    let mut best = best;
    best.set_sign_negative(parts.negative && !best.is_zero());
    Some(best)
}

/// Whether `text` is shaped like a number with wrong marks: groups of three, then a rest
/// that is no group (`1.243.0`, `25,660,4`). Needs no neighbours, and tells no value.
pub(in crate::document) fn looks_misprinted(text: &str) -> bool {
    // Every cell of a table is asked about: most have too few marks, or begin as words do.
    let marks = text.bytes().filter(|byte| matches!(byte, b',' | b'.' | b'\'')).count();
    let is_word = text
        .chars()
        .next()
        .is_some_and(|c| matches!(c, 'A'..='Z' | 'a'..='z' | '가'..='힣') && !matches!(c, 'O' | 'o' | 'l' | 'I'));
    if is_word || (marks < 2 && text.is_ascii()) {
        return false;
    }
    let Some(plain) = Plain::new(text) else { return false };
    let Some(parts) = Parts::of(plain.as_str()).filter(|parts| !parts.lookalikes) else { return false };
    let groups: Vec<&str> = parts.run.split([',', '.']).collect();
    let [first, inner @ .., last] = groups.as_slice() else { return false };
    let marks = parts.run.matches([',', '.']).count();
    // `12,34.5`: both marks in one number part thousands and a fraction, and no group of two is a thousand.
    // Of one mark alone they may part the steps of a date or of a section.
    let in_place = if parts.run.contains(',') && parts.run.contains('.') { 1..=4 } else { 3..=3 };
    marks >= 2
        && digits::shape(&parts.run).is_none()
        && (1..=3).contains(&first.len())
        && inner.iter().all(|group| in_place.contains(&group.len()))
        && (1..=4).contains(&last.len())
}

/// What a number with both marks says by itself: `1,24.3` is 124.3, its last mark the decimal one.
pub(in crate::document) fn by_its_marks(text: &str) -> Option<Decimal> {
    let plain = Plain::new(text)?;
    let parts = Parts::of(plain.as_str()).filter(|parts| !parts.lookalikes)?;
    let last = parts.run.rfind([',', '.'])?;
    let mark = parts.run[last..].chars().next()?;
    let other = if mark == '.' { ',' } else { '.' };
    let once = parts.run.matches(mark).count() == 1 && parts.run.contains(other);
    let mut number = digits::exact(&parts.run, Some(mark)).filter(|_| once)?;
    number.set_sign_negative(parts.negative && !number.is_zero());
    Some(number)
}

/// Whether the one mark of `text`, before three digits, is another than the one that parts thousands
/// in a cell beside it: `1.502` among `1,234` and `2,736`.
pub(in crate::document) fn has_other_mark<'a>(text: &str, mut neighbours: impl Iterator<Item = &'a str>) -> bool {
    let Some(at) = text.find([',', '.']) else { return false };
    let (mark, behind) = (text.as_bytes()[at], &text.as_bytes()[at + 1..]);
    let three = |bytes: &[u8]| bytes.len() >= 3 && bytes[..3].iter().all(u8::is_ascii_digit);
    if !three(behind) || behind[3..].iter().any(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')) {
        return false;
    }
    let other = if mark == b'.' { ',' } else { '.' };
    neighbours.any(|cell| cell.find(other).is_some_and(|at| three(&cell.as_bytes()[at + 1..])))
}

/// A number's sign and its run of digits and marks.
struct Parts {
    negative: bool,
    run: String,
    /// Whether letters were taken for digits.
    lookalikes: bool,
}

impl Parts {
    /// `None` where something else than sign, digits, marks and a percent is there.
    fn of(text: &str) -> Option<Self> {
        let body = text.trim_start_matches(['-', '△', '▲', '▼', '(', '+', ' ']);
        let negative = text[..text.len() - body.len()].contains(['-', '△', '▲', '▼', '(']);
        let body = body.trim_end_matches(['%', ')', ' ', '*']);
        let digits = body.bytes().filter(u8::is_ascii_digit).count();
        let mut run = String::with_capacity(body.len());
        let mut lookalikes = false;
        for c in body.chars() {
            match c {
                '0'..='9' | ',' | '.' => run.push(c),
                'O' | 'o' => run.push('0'),
                'l' | 'I' | '|' => run.push('1'),
                // A blank beside a mark is the setting's.
                ' ' => {}
                '·' | ';' | ':' | '\'' => run.push('.'),
                _ => return None,
            }
            lookalikes |= !matches!(c, '0'..='9' | ',' | '.' | ' ' | '\'');
        }
        // Most of it must be digits as they stand: `IO` is a word.
        (digits >= 2 && digits * 2 > run.len() && run.len() <= 28).then_some(Self { negative, run, lookalikes })
    }
}

/// What the neighbours say: how large numbers are here, and with how many decimals.
struct Around {
    low: f64,
    high: f64,
    middle: f64,
    decimals: u32,
    evidence: Evidence,
}

impl Around {
    /// `None` where fewer than two neighbours are numbers.
    fn of(neighbours: &[&str]) -> Option<Self> {
        let evidence = Evidence::gather(neighbours.iter().take(MOST_NEIGHBOURS).copied());
        let evidence = Evidence { years: false, ..evidence };
        let mut sizes = Vec::new();
        let mut decimals = [0_usize; 29];
        for cell in neighbours.iter().take(MOST_NEIGHBOURS) {
            let value = Value::parse(cell, &evidence);
            if let Some(number) = value.number() {
                decimals[number.scale().min(28) as usize] += 1;
                sizes.extend(number.abs().to_f64().filter(|size| *size > 0.0).map(f64::ln));
            }
        }
        sizes.sort_by(f64::total_cmp);
        let usual = (0..29_u32).max_by_key(|n| decimals[*n as usize])?;
        let (low, high, middle) = (*sizes.first()?, *sizes.last()?, sizes[sizes.len() / 2]);
        (sizes.len() >= 2).then_some(Self { low, high, middle, decimals: usual, evidence })
    }

    /// How far `value` is from the neighbours: 0 amidst them, else the logarithm of the factor;
    /// the middle's pull parts two readings that are both amidst.
    fn distance(&self, value: f64) -> f64 {
        if value <= 0.0 {
            return f64::MAX;
        }
        let size = value.ln();
        (self.low - size).max(size - self.high).max(0.0) + (size - self.middle).abs() * 0.1
    }
}

/// What `run` could say: its last mark before the fraction, or no mark at all, or the point
/// forgotten where the neighbours have it.
fn readings(run: &str, decimals: u32) -> Vec<Decimal> {
    let mut readings = Vec::new();
    let whole = digits::exact(run, None);
    if let Some(at) = run.rfind([',', '.']) {
        let mark = if run[at..].starts_with(',') { ',' } else { '.' };
        let fits = u32::try_from(run.len() - at - 1) == Ok(decimals);
        if let Some(split) = digits::exact(run, Some(mark)).filter(|_| fits) {
            // As many decimals as the others have: nothing is more likely.
            return vec![split];
        }
        readings.extend(digits::exact(run, Some(mark)));
    }
    readings.extend(whole);
    if decimals > 0 {
        readings.extend(whole.and_then(|whole| quantity::times(whole, -i8::try_from(decimals).ok()?)));
    }
    readings
}
