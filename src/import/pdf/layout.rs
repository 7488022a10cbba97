//! Sheets to a document: the steps from lines on, in their order.

use std::collections::HashMap;

use super::block::{Block, Composer, Element, Kind, leading};
use super::borderless_table::{Part, Signs, lined, parts};
use super::column::{Column, columns, common_edges};
use super::contents;
use super::figure::{Figure, charts, pictures};
use super::file::{Area, Bookmark};
use super::flow::Reader;
use super::furniture::{self, Removed};
use super::heading;
use super::line::Line;
use super::note::{self, Leaf, endnotes};
use super::numeral;
use super::quote;
use super::ruled_table::{Cell, Table, bands, grids};
use super::sheet::{Sheet, body_size, without_common_weight};
use super::sidebar::asides;
use super::write::{Found, write};
use crate::document::{Builder, SafeText};
use crate::import::caption::is_caption;
use crate::import::text::{Measure, Profile, Words, is_hangul};

/// Lines whose words tell words from pieces of words.
const WORDS: usize = 20_000;

/// What stands on a page, in reading order.
enum Placed {
    Lines(Column),
    /// A box beside the text.
    Aside(Column),
    Table(Table),
    Figure(Figure),
    Contents(Vec<Line>),
}

/// Reads `sheets`, and tells `builder`.
pub(super) fn lay_out(builder: &mut Builder, mut sheets: Vec<Sheet>, bookmarks: &[Bookmark], labels: Option<&[String]>) {
    let body = body_size(&sheets);
    without_common_weight(&mut sheets);
    let removed = furniture::remove(&mut sheets, body);
    let labels = page_labels(&removed, labels);
    let taken: Vec<Taken> = sheets.iter_mut().map(|sheet| Taken::of(sheet, body)).collect();
    let edges = common_edges(taken.iter().map(|taken| &taken.lines[..]), body);
    let mut arranged: Vec<Arranged> = taken.into_iter().map(|taken| arranged(taken, body, &edges)).collect();
    let mut leaves: Vec<Leaf<'_>> = arranged.iter_mut().zip(&sheets).map(|(page, sheet)| page.leaf(&sheet.rules)).collect();
    let (bodies, notes) = note::find(&mut leaves, body);
    let pages: Vec<Vec<Placed>> = arranged.into_iter().zip(&sheets).map(|(page, sheet)| placed(page, sheet)).collect();
    let lines = || {
        pages
            .iter()
            .flatten()
            .filter_map(|placed| if let Placed::Lines(lines) | Placed::Aside(lines) = placed { Some(&lines[..]) } else { None })
    };
    let mut reader = Reader {
        korean: korean(lines()),
        other: other(&lines),
        notes,
        noted: sheets.iter_mut().map(|sheet| std::mem::take(&mut sheet.noted)).collect(),
        links: sheets.iter_mut().map(|sheet| std::mem::take(&mut sheet.links)).collect(),
    };
    let mut composer = Composer::new(body, leading(lines()));
    for (number, page) in pages.iter().enumerate() {
        composer.page(number);
        for part in page {
            match part {
                Placed::Lines(lines) => composer.lines(lines, number, &mut reader),
                Placed::Aside(lines) => composer.aside(lines, number, &mut reader),
                Placed::Table(table) => composer.table(table.clone(), number),
                Placed::Figure(figure) => composer.figure(number, figure.clone()),
                Placed::Contents(entries) => composer.entries(entries, number, &mut reader),
            }
        }
    }
    let mut elements = composer.elements;
    heading::find(&mut elements, body, bookmarks);
    quote::find(&mut elements);
    join_tables(&mut elements);
    let pages_inside = pages_inside(&elements);
    elements.retain(|element| !matches!(element, Element::Page(page) if pages_inside.contains(page)));
    if builder.meta().title.is_none() {
        builder.meta().title = title(&elements);
    }
    let endnotes = endnotes(&elements, &reader.notes);
    let found =
        Found { elements: &elements, bodies: &bodies, endnotes: &endnotes, sheets: &sheets, removed: &removed, labels: &labels };
    write(builder, &found, &mut reader);
}

/// The lines of a page, and what was taken out from among them.
struct Taken {
    lines: Vec<Line>,
    tables: Vec<Table>,
    figures: Vec<Figure>,
    asides: Vec<Column>,
}

impl Taken {
    fn of(sheet: &mut Sheet, body: f32) -> Self {
        let mut lines = std::mem::take(&mut sheet.lines);
        let mut figures = charts(sheet, &mut lines, body);
        let mut tables = grids(&sheet.rules, &sheet.fills, &mut lines);
        tables.extend(bands(&sheet.fills, &mut lines));
        tables.extend(lined(&sheet.rules, &mut lines));
        figures.extend(pictures(sheet, &lines));
        numeral::raise(&mut lines);
        let asides = asides(&sheet.frames, &sheet.rules, &mut lines);
        Self { lines, tables, figures, asides }
    }
}

/// A page in columns. Tables and figures stand among their lines as one line each.
struct Arranged {
    columns: Vec<Column>,
    /// What the lines stand for.
    stands_for: HashMap<String, Placed>,
    asides: Vec<Column>,
}

impl Arranged {
    /// What notes are looked for in.
    fn leaf<'a>(&'a mut self, rules: &'a [Area]) -> Leaf<'a> {
        let tables =
            self.stands_for.values_mut().filter_map(|placed| if let Placed::Table(table) = placed { Some(table) } else { None });
        let mut tables: Vec<&mut Table> = tables.collect();
        tables.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0).then(a.area.x0.total_cmp(&b.area.x0)));
        let cells = tables.into_iter().flat_map(|table| table.rows.iter_mut().flatten()).flat_map(|cell| match cell {
            Cell::Lines(lines) => lines.as_mut_slice(),
            _ => &mut [],
        });
        Leaf { columns: &mut self.columns, rules, cells: cells.collect(), boxes: self.asides.iter_mut().flatten().collect() }
    }
}

/// A page in columns. With the body's size comes where columns begin on many pages.
fn arranged(taken: Taken, body: f32, edges: &[f32]) -> Arranged {
    let Taken { mut lines, tables, figures, asides } = taken;
    // Tables and figures take their place among the lines as one line each.
    let mut stands_for: HashMap<String, Placed> = HashMap::new();
    let mut stand_in = |placed: Placed, area: Area, lines: &mut Vec<Line>| {
        let text = format!("\u{1}{}", "x".repeat(40) + &stands_for.len().to_string());
        lines.push(Line { text: text.clone(), x0: area.x0, x1: area.x1, y: area.y0 + 0.8 * body, size: body, ..Line::default() });
        stands_for.insert(text, placed);
    };
    for table in tables {
        let area = table.area;
        stand_in(Placed::Table(table), area, &mut lines);
    }
    for figure in figures {
        let area = figure.area;
        stand_in(Placed::Figure(figure), area, &mut lines);
    }
    Arranged { columns: columns(lines, body, edges), stands_for, asides }
}

/// What stands on a page, its notes taken off.
fn placed(page: Arranged, sheet: &Sheet) -> Vec<Placed> {
    let Arranged { columns, mut stands_for, asides } = page;
    let signs = Signs { rules: &sheet.rules, is_caption };
    let mut out = Vec::new();
    for column in columns {
        let mut plain: Column = Vec::new();
        let flush = |plain: &mut Column, out: &mut Vec<Placed>| {
            for part in parts(std::mem::take(plain), &signs) {
                out.push(match part {
                    Part::Lines(lines) => Placed::Lines(lines),
                    Part::Table(table) => match contents::entries(&table) {
                        Some(entries) => Placed::Contents(entries),
                        None => Placed::Table(table),
                    },
                });
            }
        };
        for line in column {
            match stands_for.remove(&line.text) {
                Some(placed) => {
                    flush(&mut plain, &mut out);
                    out.push(placed);
                }
                None => plain.push(line),
            }
        }
        flush(&mut plain, &mut out);
    }
    out.extend(asides.into_iter().map(Placed::Aside));
    out
}

/// What the pages are called: as the file says, else as is printed on them, else by their order.
fn page_labels(removed: &[Removed], said: Option<&[String]>) -> Vec<String> {
    let printed = removed.iter().filter(|page| page.printed.is_some()).count();
    // Labels that merely count from one tell less than what is printed.
    let counts = said.is_none_or(|said| said.iter().enumerate().all(|(at, label)| *label == (at + 1).to_string()));
    let mut labels = Vec::with_capacity(removed.len());
    for (at, page) in removed.iter().enumerate() {
        let own = (at + 1).to_string();
        labels.push(match (&page.printed, said.and_then(|said| said.get(at))) {
            (_, Some(said)) if !counts && !said.is_empty() => said.clone(),
            (Some(printed), _) => printed.clone(),
            // Between two printed numbers a page without one counts on.
            (None, _) if printed * 2 > removed.len() => counted(removed, at).unwrap_or(own),
            (None, _) => own,
        });
    }
    labels
}

/// The number that a page without a printed one has by its neighbours'.
fn counted(removed: &[Removed], at: usize) -> Option<String> {
    let number = |page: usize| removed.get(page)?.printed.as_ref()?.parse::<usize>().ok();
    let by_before = (1..=at).find_map(|back| Some(number(at - back)? + back));
    let by_after = (1..removed.len() - at).find_map(|ahead| number(at + ahead)?.checked_sub(ahead)).filter(|number| *number > 0);
    by_before.or(by_after).map(|number| number.to_string())
}

/// How other lines are joined: by the words that the document shows.
fn other<'l, I: Iterator<Item = &'l [Line]>>(columns: &impl Fn() -> I) -> Profile {
    let words = Words::of_lines(columns().flatten().take(WORDS).map(|line| line.text.as_str()));
    let pairs = columns().flat_map(|column| column.windows(2)).map(|pair| (pair[0].text.as_str(), pair[1].text.as_str()));
    Profile::measured(false, None, words).breaking(pairs.take(WORDS))
}

/// How lines of Hangul are joined: by the blank at a line's end where such blanks are painted,
/// else by the words that the document shows.
fn korean<'l>(columns: impl Iterator<Item = &'l [Line]>) -> Profile {
    let (mut with, mut full, mut early) = (0_usize, 0_usize, 0_usize);
    let (mut trailing, mut pairs) = (0_usize, 0_usize);
    let mut words: Vec<&str> = Vec::new();
    for column in columns {
        let right = column.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
        for pair in column.windows(2) {
            let (here, next) = (&pair[0], &pair[1]);
            if words.len() < WORDS {
                words.push(&here.text);
            }
            if (here.size - next.size).abs() >= 0.5 {
                continue;
            }
            pairs += 1;
            trailing += usize::from(here.trail);
            if !(here.text.ends_with(is_hangul) && next.text.starts_with(is_hangul)) {
                continue;
            }
            let slack = (right - here.x1) / here.size.max(1.0);
            if slack < 1.3 {
                full += 1;
                with += usize::from(here.trail);
            } else if slack < 6.0 {
                early += 1;
            }
        }
    }
    // A program that paints blanks at line ends paints all of them: in any script they tell.
    let signal = trailing >= 2 && trailing * 30 >= pairs;
    // Lines that end ragged break between words; so do lines that all end with a blank.
    let anywhere = if signal { with * 20 < full * 19 } else { early < full };
    let words = if signal || !anywhere { Words::default() } else { Words::of_lines(words.into_iter()) };
    Profile::measured(signal && anywhere, Some(Measure { right: 80, anywhere }), words)
}

/// Tables that go on over pages become one; a head that is printed again goes.
fn join_tables(elements: &mut Vec<Element>) {
    let mut out: Vec<Element> = Vec::with_capacity(elements.len());
    for element in elements.drain(..) {
        let Element::Table { table, page } = element else {
            out.push(element);
            continue;
        };
        // Nothing but the page, and a caption that says «continued», stands between.
        let between = out.iter().rev().take_while(|element| match element {
            Element::Page(_) => true,
            Element::Block(block) => matches!(block.kind, Kind::Caption) && says_continued(&block.flow.text),
            _ => false,
        });
        let count = between.count();
        let before = out.len().checked_sub(count + 1);
        let pages = out[out.len() - count..].iter().filter(|element| matches!(element, Element::Page(_))).count();
        let crosses = pages > 0;
        match before.and_then(|at| out.get_mut(at)) {
            Some(Element::Table { table: first, .. }) if crosses && goes_on(first, &table, count > pages) => {
                let repeated = table.rows.iter().zip(&first.rows).take_while(|(a, b)| same_text(a, b)).count();
                first.rows.extend(table.rows.into_iter().skip(repeated));
                let at = out.len() - count;
                let mut index = 0;
                out.retain(|element| {
                    index += 1;
                    index <= at || matches!(element, Element::Page(_))
                });
            }
            _ => out.push(Element::Table { table, page }),
        }
    }
    *elements = out;
}

fn same_text(a: &[super::ruled_table::Cell], b: &[super::ruled_table::Cell]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.text() == b.text())
}

fn says_continued(caption: &str) -> bool {
    let lower = caption.to_lowercase();
    ["continued", "cont’d", "cont'd", "(계속)", "계속"].iter().any(|word| lower.contains(word))
}

/// Whether `next` goes on `first`: it has the same columns, by their places, by their heads, or because a caption says so.
fn goes_on(first: &Table, next: &Table, says: bool) -> bool {
    let width = |table: &Table| table.rows.first().map_or(0, Vec::len);
    if width(first) != width(next) || first.edges.len() != next.edges.len() {
        return false;
    }
    let near = first.edges.iter().zip(&next.edges).all(|(a, b)| (a - b).abs() < 8.0);
    let heads = first.head.unwrap_or(1).min(next.rows.len().saturating_sub(1));
    let same = heads > 0 && first.rows.iter().zip(&next.rows).take(heads).all(|(a, b)| same_text(a, b));
    near || same || says
}

/// Pages that start in the middle of a block, and are told there.
fn pages_inside(elements: &[Element]) -> Vec<usize> {
    elements
        .iter()
        .filter_map(|element| match element {
            Element::Block(block) => Some(block.flow.pages.iter().map(|(_, page)| *page)),
            _ => None,
        })
        .flatten()
        .collect()
}

/// The largest heading of the first page.
fn title(elements: &[Element]) -> Option<SafeText> {
    let first = elements.iter().filter_map(|element| match element {
        Element::Block(block @ Block { kind: Kind::Heading(_), page: 0, .. }) => Some(block),
        _ => None,
    });
    let largest = first.reduce(|best, block| if block.size > best.size + 0.2 { block } else { best })?;
    Some(SafeText::new(&largest.flow.text))
}
