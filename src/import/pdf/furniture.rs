//! What stands on many pages at the same place: running heads, running feet, page numbers.

mod numbering;

use std::collections::HashMap;

use super::file::Area;
use super::line::Line;
use super::sheet::Sheet;
use crate::document::{FurnitureKind, roman};
use crate::import::caption::is_numbered_caption;
use numbering::{Numbering, Numbers, page_number};

/// What stands on so many pages is no text.
const SURELY: usize = 5;
/// The part of a page's height, above and below, that furniture stands in.
const ZONE: f32 = 0.13;

/// The part of its height that a page of smaller size fills at most.
const CROPPED: f32 = 0.7;
/// Lines at the edges of a page that are looked at: more are a drawing, or a map.
const MOST_AT_EDGES: usize = 1_000;
/// Parts of a row that begins a table, and how far below it the next one stands at most, in ems.
const CELLS: usize = 3;
const NEXT_ROW: f32 = 2.6;

/// What was taken off a page.
#[derive(Debug, Default)]
pub(super) struct Removed {
    /// What it was, and its words.
    pub(super) pieces: Vec<(FurnitureKind, String)>,
    /// The number that is printed on the page.
    pub(super) printed: Option<String>,
}

/// Takes the furniture off the pages.
pub(super) fn remove(sheets: &mut [Sheet], body: f32) -> Vec<Removed> {
    let numbering = Numbering::of(sheets);
    let mut seen: HashMap<(String, i32), Vec<usize>> = HashMap::new();
    for sheet in sheets.iter() {
        for (_, line) in at_edges(sheet) {
            for key in keys(sheet, line, &numbering, body) {
                let pages = seen.entry(key).or_default();
                if pages.last() != Some(&sheet.number) {
                    pages.push(sheet.number);
                }
            }
        }
    }
    let enough = if sheets.len() < 5 { 2 } else { 3 };
    let sheets_count = sheets.len();
    let pages_with = |sheet: &Sheet, line: &Line| {
        let counts = keys(sheet, line, &numbering, body).map(|(words, y)| {
            // A baseline that lies on the border between two places counts in both.
            (y - 1..=y + 1).filter_map(|y| seen.get(&(words.clone(), y))).map(Vec::len).sum::<usize>()
        });
        counts.into_iter().max().unwrap_or(0)
    };
    let repeated = |sheet: &Sheet, line: &Line| {
        // A heading that a few pages happen to start with is larger than their text.
        pages_with(sheet, line) >= if line.size > 1.05 * body { enough.max(sheets_count / 2) } else { enough }
    };
    let mut removed = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let mut off = Removed::default();
        let mut gone = vec![false; sheet.lines.len()];
        let numbers = Numbers::of(sheet);
        for (index, line) in at_edges(sheet) {
            let Some(above) = zone(sheet, line) else { continue };
            let is_furniture = match page_number(&line.text) {
                // A number that stands at the same place on many pages, and does not count, is no page's.
                Some(number) => {
                    numbering.counts(&number, sheet.number)
                        && !numbers.are_around(line)
                        && (stands_apart(sheet, index) || is_outermost(sheet, index))
                        || number.contains(|c: char| !c.is_ascii_digit()) && repeated(sheet, line) && stands_apart(sheet, index)
                }
                None => {
                    !is_bullet(sheet, line)
                        && repeated(sheet, line)
                        && stands_apart_enough(sheet, index, above)
                        && !is_in_grid(sheet, line)
                        && !heads_table(sheet, index)
                }
            };
            if !is_furniture {
                continue;
            }
            gone[index] = true;
        }
        // On a few pages the same words at the same place may be text: what stands close to text is.
        let unsure = |at: &usize| {
            gone[*at] && pages_with(sheet, &sheet.lines[*at]) < SURELY && page_number(&sheet.lines[*at].text).is_none()
        };
        let unsure: Vec<(usize, Vec<usize>)> = (0..gone.len()).filter(unsure).map(|at| (at, near(sheet, at))).collect();
        while let Some((kept, _)) = unsure.iter().find(|(at, near)| gone[*at] && near.iter().any(|other| !gone[*other])) {
            gone[*kept] = false;
        }
        let found = gone.iter().zip(&sheet.lines).filter_map(|(gone, line)| gone.then_some(line));
        for line in sheet.paged.iter().chain(found) {
            let number = page_number(&line.text);
            let kind = match &number {
                Some(_) => FurnitureKind::PageNumber,
                None if line.y < sheet.height / 2.0 => FurnitureKind::RunningHead,
                None => FurnitureKind::RunningFoot,
            };
            off.pieces.push((kind, line.text.clone()));
            // A label has to count; what the file itself calls a page's number does, too.
            let printed = match number {
                Some(number) => Some((numbering.counts(&number, sheet.number), number)),
                None => numbering.within(&line.text, sheet.number).map(|number| (true, number)),
            };
            if let Some((counts, printed)) = printed
                && (counts || off.printed.is_none())
            {
                off.printed = Some(printed);
            }
        }
        let mut gone = gone.into_iter();
        sheet.lines.retain(|_| !gone.next().unwrap_or(false));
        removed.push(off);
    }
    removed
}

/// Whether a line stands where furniture does: `Some(true)` above, `Some(false)` below.
fn zone(sheet: &Sheet, line: &Line) -> Option<bool> {
    let (first, last) = (sheet.lines.first()?, sheet.lines.last()?);
    if line.text.chars().count() > 160 {
        return None;
    }
    // A page that was printed on larger paper ends with its number.
    let is_cropped = last.y < CROPPED * sheet.height && line.y > last.y - 0.5 * last.size && page_number(&line.text).is_some();
    if line.y < sheet.height * ZONE || line.y < first.y + 0.5 * first.size && line.y < sheet.height * 0.2 {
        Some(true)
    } else if is_cropped
        || line.y > sheet.height * (1.0 - ZONE)
        || line.y > last.y - 0.5 * last.size && line.y > sheet.height * 0.8
    {
        Some(false)
    } else {
        None
    }
}

/// The lines that stand where furniture does, and their places; none of a page that has too many of them.
fn at_edges(sheet: &Sheet) -> Vec<(usize, &Line)> {
    let mut found = sheet.lines.iter().enumerate().filter(|(_, line)| zone(sheet, line).is_some());
    let held: Vec<(usize, &Line)> = found.by_ref().take(MOST_AT_EDGES).collect();
    if found.next().is_some() { Vec::new() } else { held }
}

/// What furniture has in common from page to page: its words, without the page's own number,
/// and its height. Other numbers stay: rows of a long table differ by nothing else. A year may
/// be the page's number by chance, so both are tried.
#[expect(clippy::cast_possible_truncation, reason = "a place on a page")]
fn keys(sheet: &Sheet, line: &Line, numbering: &Numbering, body: f32) -> [(String, i32); 2] {
    let mut words = String::new();
    let mut rest = line.text.as_str();
    let mut before: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let length = if digits > 0 { digits } else { rest.bytes().take_while(u8::is_ascii_alphabetic).count() };
        if length > 0 {
            let word = &rest[..length];
            // `Chapter 3` in large letters on the third page is its heading.
            let bounded = !rest[length..].starts_with(char::is_alphanumeric) && !before.is_some_and(char::is_alphanumeric);
            let can = digits > 0 || bounded && roman(word).is_some();
            before = word.chars().next_back();
            let own = can && line.size <= 1.05 * body && numbering.is_own(word, sheet.number);
            words.push_str(if own { "#" } else { word });
            rest = &rest[length..];
        } else {
            words.extend((!c.is_whitespace()).then_some(c));
            before = Some(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    let from_edge = if line.y > sheet.height / 2.0 { sheet.height - line.y } else { line.y };
    let place = (from_edge / 4.0) as i32;
    let exact = line.text.chars().filter(|c| !c.is_whitespace()).collect();
    [(words, place), (exact, place)]
}

/// Whether the line is a sign before text on its baseline: the bullet of a list that pages happen to begin with.
fn is_bullet(sheet: &Sheet, line: &Line) -> bool {
    let beside = |other: &Line| (other.y - line.y).abs() < 0.3 * line.size && other.x0 > line.x1;
    !line.text.contains(char::is_alphanumeric) && sheet.lines.iter().any(beside)
}

/// Whether the line stands between upright lines: in a table, whose head may be on each page.
fn is_in_grid(sheet: &Sheet, line: &Line) -> bool {
    let middle = line.y - 0.3 * line.size;
    let upright = |rule: &&Area| rule.width() < 3.0 && rule.height() > 8.0 && rule.y0 < middle && middle < rule.y1;
    // One alone parts columns, or is the edge of a box; those on one side are a picture's.
    let places = || sheet.rules.iter().filter(upright).map(|rule| rule.x0);
    places().any(|x| x < line.x0 + 3.0) && places().any(|x| x > line.x1 - 3.0)
}

/// Whether the line is the head of a table that begins the page: its caption stands above it, or it
/// is one of several on its baseline, right above another row of several.
fn heads_table(sheet: &Sheet, index: usize) -> bool {
    let line = &sheet.lines[index];
    let level = |y: f32| sheet.lines.iter().filter(move |other| (other.y - y).abs() < 0.3 * line.size).count();
    let captioned = sheet.lines[..index].iter().any(|other| other.y < line.y && is_numbered_caption(&other.text));
    let below = sheet.lines.iter().find(|other| other.y > line.y + 0.5 * line.size);
    let above = sheet.lines.iter().rfind(|other| other.y < line.y - 0.5 * line.size);
    let is_row = |other: Option<&Line>| {
        other.is_some_and(|other| (other.y - line.y).abs() < NEXT_ROW * line.size && level(other.y) >= CELLS)
    };
    let rows = is_row(below) || is_row(above);
    captioned && line.y < sheet.height / 2.0 || level(line.y) >= CELLS && rows
}

/// Whether the line is the first of the page or the last, alone on its baseline.
fn is_outermost(sheet: &Sheet, index: usize) -> bool {
    let line = &sheet.lines[index];
    let mut others = sheet.lines.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, other)| other.y - line.y).peekable();
    let side = others.peek().map_or(1.0, |apart| apart.signum());
    others.all(|apart| apart * side > 0.5 * line.size)
}

/// Whether no text stands close to the line, above or below, as it would to a line of its own.
fn stands_apart(sheet: &Sheet, index: usize) -> bool {
    near(sheet, index).is_empty()
}

/// The lines that stand close to a line, above or below.
fn near(sheet: &Sheet, index: usize) -> Vec<usize> {
    let line = &sheet.lines[index];
    let near = |other: &&Line| {
        let shares = other.x0 < line.x1 && other.x1 > line.x0;
        let gap = (other.y - line.y).abs();
        shares && gap > 0.5 && gap < 1.25 * line.size.max(other.size)
    };
    let others = sheet.lines.iter().enumerate().filter(|(at, _)| *at != index);
    others.filter(|(_, other)| near(other)).map(|(at, _)| at).collect()
}

/// The same for heads and feet, which may have several lines: nothing but furniture beyond them.
fn stands_apart_enough(sheet: &Sheet, index: usize, above: bool) -> bool {
    let line = &sheet.lines[index];
    let beyond = |other: &&Line| if above { other.y < line.y - 1.0 } else { other.y > line.y + 1.0 };
    sheet.lines.iter().filter(beyond).all(|other| zone(sheet, other) == Some(above))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, y: f32) -> Line {
        Line { text: text.into(), y, x0: 50.0, x1: 300.0, size: 10.0, ..Line::default() }
    }

    #[test]
    fn labels_with_a_letter_count_on() {
        let page = |number: usize| {
            let text = format!("words of page {number} that differ");
            let lines = vec![line(&text, 200.0), Line { x0: 290.0, x1: 300.0, ..line(&format!("A-{}", number + 5), 770.0) }];
            Sheet { number, width: 600.0, height: 800.0, lines, ..Sheet::default() }
        };
        let mut sheets: Vec<Sheet> = (0..4).map(page).collect();
        let labels: Vec<Option<String>> = remove(&mut sheets, 10.0).into_iter().map(|removed| removed.printed).collect();
        assert_eq!(labels, ["A-5", "A-6", "A-7", "A-8"].map(|label| Some(label.to_owned())));
    }

    #[test]
    fn what_repeats_at_the_edges_goes_and_is_listed() {
        let page = |number: usize| {
            let texts = [
                format!("A brief on trade, page {}", number + 1),
                format!("text of page {number}"),
                format!("more of it {number}"),
            ];
            let mut lines = vec![line(&texts[0], 30.0), line(&texts[1], 200.0), line(&texts[2], 212.0)];
            lines.push(Line { x0: 290.0, x1: 300.0, ..line(&(number + 1).to_string(), 770.0) });
            Sheet { number, width: 600.0, height: 800.0, lines, ..Sheet::default() }
        };
        let mut sheets: Vec<Sheet> = (0..4).map(page).collect();
        let removed = remove(&mut sheets, 10.0);
        assert!(sheets.iter().all(|sheet| sheet.lines.len() == 2), "{:?}", sheets[0].lines);
        assert_eq!(removed[2].printed.as_deref(), Some("3"));
        assert_eq!(removed[2].pieces[0], (FurnitureKind::RunningHead, "A brief on trade, page 3".into()));
    }

    #[test]
    fn roman_numbers_in_heads_are_the_pages_own() {
        for head in [|label: &str| format!("{label}  Contents of it"), |label: &str| format!("A report on trade - {label} -")] {
            let page = |number: usize| {
                let roman = ["ii", "iii", "iv", "v", "vi", "vii"].get(number).copied();
                let label = roman.map_or_else(|| (number - 5).to_string(), str::to_owned);
                let text = format!("words of page {number} that differ");
                let mut lines = vec![line(&text, 200.0)];
                if number < 6 {
                    lines.insert(0, line(&head(&label), 30.0));
                } else {
                    lines.push(Line { x0: 290.0, x1: 300.0, ..line(&label, 770.0) });
                }
                Sheet { number, width: 600.0, height: 800.0, lines, ..Sheet::default() }
            };
            let mut sheets: Vec<Sheet> = (0..40).map(page).collect();
            let removed = remove(&mut sheets, 10.0);
            assert!(sheets.iter().all(|sheet| sheet.lines.len() == 1), "{:?}", sheets[0].lines);
            let labels: Vec<Option<&str>> = removed[..7].iter().map(|page| page.printed.as_deref()).collect();
            assert_eq!(labels, ["ii", "iii", "iv", "v", "vi", "vii", "1"].map(Some));
        }
    }
}
