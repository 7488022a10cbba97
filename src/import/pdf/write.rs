//! Tells the builder what was found, in reading order.

use std::collections::{BTreeSet, HashMap};

use super::block::{Block, Element, Kind};
use super::borderless_table::is_numeric;
use super::contents::bare;
use super::figure::Figure;
use super::file::{Area, BOLD, ITALIC, Target};
use super::flow::{Flow, Reader, raised};
use super::furniture::Removed;
use super::note::{Body, Endnotes};
use super::ruled_table::{Cell, Table};
use super::sheet::{Sheet, State};
use crate::document::{BlockKind, Builder, FurnitureKind, MarkKind, Marker, PageFault, Point, SafeText, Span, WarningKind};
use crate::import::text::is_period;

/// What is written.
pub(super) struct Found<'a> {
    pub(super) elements: &'a [Element],
    pub(super) bodies: &'a [Body],
    pub(super) endnotes: &'a Endnotes,
    pub(super) sheets: &'a [Sheet],
    pub(super) removed: &'a [Removed],
    /// What each page is called.
    pub(super) labels: &'a [String],
}

/// Writes the document.
pub(super) fn write(builder: &mut Builder, found: &Found<'_>, reader: &mut Reader) {
    let names = Names::of(found, reader);
    let noted = reader.noted.iter_mut().map(|page| std::mem::take(&mut page.notes));
    let noted = noted.map(|notes| notes.into_iter().map(|note| builder.embedded(note)).collect()).collect();
    let mut writer = Writer { builder, reader, found, names, noted };
    for (at, element) in found.elements.iter().enumerate() {
        match element {
            Element::Page(page) => writer.page(*page),
            Element::Block(block) => writer.block(at, block),
            Element::Table { table, page } => writer.table(at, table, *page),
            Element::Figure { page, figure } => writer.figure(at, *page, figure),
        }
    }
    for body in found.bodies {
        writer.body(body);
    }
}

/// What places are called, for links to lead there.
#[derive(Default)]
struct Names {
    /// The names of elements.
    of: HashMap<usize, Vec<String>>,
    /// The name of a link's target.
    to: HashMap<(usize, usize), String>,
    /// The name of the heading with a title.
    headings: HashMap<String, String>,
}

impl Names {
    fn of(found: &Found<'_>, reader: &Reader) -> Self {
        let mut names = Self::default();
        for (at, element) in found.elements.iter().enumerate() {
            if let Element::Block(Block { kind: Kind::Heading(_), flow, .. }) = element {
                let name = format!("heading {at}");
                names.headings.entry(bare(&flow.text)).or_insert_with(|| name.clone());
                names.of.entry(at).or_default().push(name);
            }
        }
        // Elements by page, with their heights, for targets in the middle of a page.
        let mut places: Vec<(usize, f32, usize)> = found
            .elements
            .iter()
            .enumerate()
            .filter_map(|(at, element)| match element {
                Element::Block(block) => Some((block.page, block.y, at)),
                Element::Table { table, page } => Some((*page, table.area.y0, at)),
                Element::Figure { page, figure } => Some((*page, figure.area.y0, at)),
                Element::Page(_) => None,
            })
            .collect();
        places.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for (page, links) in reader.links.iter().enumerate() {
            for (index, link) in links.iter().enumerate() {
                let Target::Page(to, y) = &link.target else { continue };
                let first = places.partition_point(|(page, ..)| page < to);
                let here = places[first..].iter().take_while(|(page, ..)| page == to);
                // A baseline lies lower than the top that a target names.
                let below = y.and_then(|y| here.clone().find(|(_, line, _)| *line >= y - 2.0));
                let name = match below {
                    Some((.., at)) => {
                        let name = format!("element {at}");
                        let known = names.of.entry(*at).or_default();
                        if !known.contains(&name) {
                            known.push(name.clone());
                        }
                        name
                    }
                    None => format!("page {to}"),
                };
                names.to.insert((page, index), name);
            }
        }
        names
    }
}

struct Writer<'a> {
    builder: &'a mut Builder,
    reader: &'a mut Reader,
    found: &'a Found<'a>,
    names: Names,
    /// What the builder calls the notes of each page.
    noted: Vec<Vec<usize>>,
}

impl Writer<'_> {
    fn page(&mut self, page: usize) {
        let found = self.found;
        self.builder.close();
        self.builder.page(found.labels.get(page).map_or("", String::as_str));
        self.builder.anchor(&format!("page {page}"));
        self.notes_of(page);
        if let Some(removed) = found.removed.get(page) {
            for (kind, text) in &removed.pieces {
                self.builder.furniture(*kind, text);
            }
        }
        let Some(sheet) = found.sheets.get(page) else { return };
        if !sheet.askew.trim().is_empty() {
            self.builder.furniture(FurnitureKind::Markup, &sheet.askew);
        }
        for line in &sheet.turned {
            self.builder.furniture(FurnitureKind::Markup, &line.text);
        }
        let fault = match sheet.state {
            State::Read => return,
            State::Unmapped => PageFault::Unmapped,
            State::Scanned => PageFault::Scanned,
            State::Partly => PageFault::Partly,
            State::Failed => PageFault::Failed,
        };
        let label = found.labels.get(page).map_or("", String::as_str);
        let at = self.builder.here();
        self.builder.warn(WarningKind::PageUnread { page: SafeText::new(label), fault }, Span::empty(at));
        if sheet.state == State::Partly {
            return;
        }
        self.builder.nest(0, 0);
        self.builder.open(BlockKind::Figure);
        if sheet.state == State::Scanned {
            self.picture(page, Area { x0: 0.0, y0: 0.0, x1: sheet.width, y1: sheet.height });
        }
        self.builder.close();
    }

    /// Says that the notes of a page are here, wherever on it.
    fn notes_of(&mut self, page: usize) {
        for note in self.noted.get(page).into_iter().flatten() {
            self.builder.place(*note);
        }
    }

    /// A picture, or what is drawn, with its words.
    fn figure(&mut self, at: usize, page: usize, figure: &Figure) {
        self.builder.nest(0, 0);
        self.open(at, BlockKind::Figure);
        if figure.pictured {
            self.picture(page, figure.area);
        }
        let words: Vec<&str> = figure.words.iter().map(|line| line.text.as_str()).collect();
        self.builder.text(&words.join(" · "));
        self.builder.close();
    }

    /// Names the picture of the figure that was opened.
    fn picture(&mut self, page: usize, area: Area) {
        if let Some(sheet) = self.found.sheets.get(page) {
            self.builder.picture(&super::picture_name(page, sheet.painted(area)));
        }
    }

    fn open(&mut self, at: usize, kind: BlockKind) {
        self.builder.open(kind);
        for name in self.names.of.get(&at).into_iter().flatten() {
            self.builder.anchor(name);
        }
    }

    fn block(&mut self, at: usize, block: &Block) {
        let (depth, kind) = match &block.kind {
            Kind::Paragraph => (0, BlockKind::Paragraph),
            Kind::Item { depth, bullet: true } => (*depth, BlockKind::Item(Marker::Bullet)),
            Kind::Item { depth, bullet: false } => (*depth, BlockKind::Item(Marker::Printed)),
            Kind::Heading(level) => (0, BlockKind::Heading(*level)),
            Kind::Caption => (0, BlockKind::Caption),
            Kind::Quote => (0, BlockKind::Paragraph),
            Kind::Source => (0, BlockKind::Source),
            Kind::Contents(entry) => {
                self.builder.nest(1, 0);
                self.open(at, BlockKind::Item(Marker::Printed));
                let title = block.flow.text.get(..entry.title).unwrap_or(&block.flow.text).trim();
                let from = self.builder.here();
                self.builder.text(title);
                let heading = self.names.headings.get(&bare(title)).cloned();
                if let Some(name) = heading.or_else(|| self.page_named(&entry.page)) {
                    self.builder.link_inside(from, &name);
                }
                self.builder.text(&format!(" {}", entry.page));
                return self.builder.close();
            }
        };
        if let Some(entry) = self.found.endnotes.get(&at) {
            let mut flow = block.flow.clone();
            if entry.cut > 0 {
                flow.cut(entry.cut);
            }
            self.builder.begin_body(&entry.key, &entry.label);
            self.flow(&flow);
            return self.builder.end_body();
        }
        self.builder.nest(depth, u8::from(matches!(block.kind, Kind::Quote)));
        self.open(at, kind);
        self.flow(&block.flow);
        self.builder.close();
    }

    /// The name of the page that is called `label`.
    fn page_named(&self, label: &str) -> Option<String> {
        self.found.labels.iter().position(|known| known == label).map(|page| format!("page {page}"))
    }

    fn flow(&mut self, flow: &Flow) {
        let mut cuts: BTreeSet<usize> = BTreeSet::from([flow.text.len()]);
        cuts.extend(flow.styles.iter().flat_map(|(from, to, _)| [*from, *to]));
        cuts.extend(flow.links.iter().flat_map(|(from, to, ..)| [*from, *to]));
        cuts.extend(flow.noted.iter().flat_map(|(from, to, ..)| [*from, *to]));
        cuts.extend(flow.calls.iter().map(|(at, ..)| *at));
        cuts.extend(flow.pages.iter().map(|(at, _)| *at));
        let (mut styles, mut links) = (flow.styles.iter().peekable(), flow.links.iter().peekable());
        let (mut calls, mut pages) = (flow.calls.iter().peekable(), flow.pages.iter().peekable());
        let mut open_style: Option<(usize, u8, Point)> = None;
        let mut open_link: Option<(usize, usize, usize, Point)> = None;
        let mut noted = flow.noted.iter().peekable();
        let mut open_notes: Vec<(usize, usize, Point)> = Vec::new();
        let mut at = 0;
        for cut in std::iter::once(0).chain(cuts) {
            if let Some(text) = flow.text.get(at..cut).filter(|text| !text.is_empty()) {
                self.builder.text(text);
            }
            at = cut;
            if let Some((_, style, from)) = open_style.take_if(|(to, ..)| *to <= at) {
                self.style(from, style);
            }
            if let Some((_, page, link, from)) = open_link.take_if(|(to, ..)| *to <= at) {
                self.link(from, page, link);
            }
            open_notes.retain(|(to, note, from)| {
                if *to <= at {
                    self.builder.passage(*note, *from);
                }
                *to > at
            });
            while let Some((_, key, label)) = calls.next_if(|(call, ..)| *call <= at) {
                // Where its text stays in the text, the number is a mere number.
                if self.reader.notes.is_printed(key) && !self.found.endnotes.values().any(|entry| entry.key == *key) {
                    self.builder.text(&label.chars().map(raised).collect::<String>());
                } else {
                    self.builder.call(key, label);
                }
            }
            while let Some((_, page)) = pages.next_if(|(start, _)| *start <= at) {
                self.page_inside(*page);
            }
            while let Some((_, to, page, index)) = noted.next_if(|(from, ..)| *from <= at) {
                let note = self.noted.get(*page).and_then(|notes| notes.get(*index));
                open_notes.extend(note.map(|note| (*to, *note, self.builder.here())));
            }
            if let Some((_, to, style)) = styles.next_if(|(from, ..)| *from <= at) {
                open_style = Some((*to, *style, self.builder.here()));
            }
            if let Some((_, to, page, link)) = links.next_if(|(from, ..)| *from <= at) {
                open_link = Some((*to, *page, *link, self.builder.here()));
            }
        }
    }

    /// A page that starts in the middle of a block.
    fn page_inside(&mut self, page: usize) {
        let label = self.found.labels.get(page).map_or("", String::as_str);
        self.builder.page(label);
        self.builder.anchor(&format!("page {page}"));
        self.notes_of(page);
        for (kind, text) in self.found.removed.get(page).map(|removed| &removed.pieces).into_iter().flatten() {
            self.builder.furniture(*kind, text);
        }
    }

    fn style(&mut self, from: Point, style: u8) {
        if style & BOLD != 0 {
            self.builder.mark(from, MarkKind::Strong);
        }
        if style & ITALIC != 0 {
            self.builder.mark(from, MarkKind::Emphasis);
        }
    }

    fn link(&mut self, from: Point, page: usize, index: usize) {
        match self.reader.links.get(page).and_then(|links| links.get(index)).map(|link| &link.target) {
            Some(Target::Address(address)) => self.builder.link(from, address),
            Some(Target::Page(..)) => {
                if let Some(name) = self.names.to.get(&(page, index)) {
                    self.builder.link_inside(from, name);
                }
            }
            None => {}
        }
    }

    fn table(&mut self, at: usize, table: &Table, page: usize) {
        let width = table.rows.first().map_or(0, Vec::len);
        if width == 0 {
            return;
        }
        let head = head_rows(table);
        self.builder.nest(0, 0);
        self.builder.open_table(width, label_columns(table, head));
        for name in self.names.of.get(&at).into_iter().flatten() {
            self.builder.anchor(name);
        }
        let mut above: Vec<Span> = vec![Span::default(); width];
        if head == 0 {
            self.builder.end_head();
        }
        for (index, row) in table.rows.iter().enumerate() {
            let mut left = Span::default();
            for (column, cell) in row.iter().enumerate() {
                let span = match cell {
                    Cell::Lines(lines) => {
                        let mut flow = Flow::default();
                        lines.iter().for_each(|line| flow.push(line, page, self.reader));
                        flow.without_leader();
                        self.builder.open_cell();
                        self.flow(&flow);
                        self.builder.end_cell()
                    }
                    Cell::Wide => {
                        self.builder.repeat_cell(left);
                        left
                    }
                    Cell::Tall => {
                        self.builder.repeat_cell(above[column]);
                        above[column]
                    }
                };
                left = span;
                above[column] = span;
            }
            self.builder.end_row();
            if index + 1 == head {
                self.builder.end_head();
                // A label over head and body rows would be one cell of two parts of the table.
            }
        }
        self.builder.close();
    }

    fn body(&mut self, body: &Body) {
        let mut flow = Flow::default();
        for (page, line) in &body.lines {
            flow.push(line, *page, self.reader);
        }
        self.builder.begin_body(&body.key, &body.label);
        self.flow(&flow);
        self.builder.end_body();
    }
}

/// How many of the rows head the columns: those above the first with values.
fn head_rows(table: &Table) -> usize {
    if let Some(head) = table.head {
        return head.min(table.rows.len().saturating_sub(1));
    }
    let valued = |row: &Vec<Cell>| {
        let texts: Vec<String> = row.iter().skip(1).map(Cell::text).filter(|text| !text.is_empty()).collect();
        // Years head columns more often than they fill them.
        let numbers = texts.iter().filter(|text| is_numeric(text) && !is_period(text)).count();
        numbers * 2 > texts.len()
    };
    match table.rows.iter().position(valued) {
        Some(first) => first.min(6),
        None => usize::from(table.rows.len() > 1),
    }
}

/// How many leading columns hold labels: those before the first with more values than words.
fn label_columns(table: &Table, head: usize) -> u16 {
    let width = table.rows.first().map_or(0, Vec::len);
    let valued = |column: &usize| {
        let (mut filled, mut values) = (0, 0);
        for text in table.rows.iter().skip(head).map(|row| row[*column].text()).filter(|text| !text.is_empty()) {
            filled += 1;
            // Years name rows more often than they fill them.
            values += usize::from(is_numeric(&text) && !(*column == 0 && is_period(&text)));
        }
        values * 2 > filled
    };
    let first = (0..width).find(valued).unwrap_or(1);
    u16::try_from(first.min(4)).unwrap_or(1)
}
