//! What follows from the blocks and is the same for every importer: sections, captions,
//! column widths, the order of marks, and the warnings: footnotes that lack a half, links to nowhere, misprints.

use std::cmp::Reverse;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Align, BlockKind, Document, Link, SafeText, Section, Span, Table, Warning, WarningKind, misprints, value};

/// Rows that a column's width is taken from: the first ones. A scan of all would make
/// opening a table of a million rows a matter of its rows.
const SAMPLED_ROWS: usize = 256;
/// Columns of room for what stands below those rows: numbers grow by a digit or two.
const LATER: usize = 2;
/// No column asks for more than this.
const WIDEST_COLUMN: usize = 4096;

/// Derives everything, in the order that each step needs.
pub(super) fn all(document: Document) -> Document {
    let mut document = structure(document);
    add_warnings(&mut document);
    guess_language(&mut document);
    document
}

/// What is looked up rather than told: sections, the order of marks, captions, widths of columns.
pub(super) fn structure(mut document: Document) -> Document {
    order_marks(&mut document);
    document.sections = sections(&document);
    bind_captions(&mut document);
    let tables = std::mem::take(&mut document.tables);
    document.tables = tables.into_iter().map(|table| measured(&document, table)).collect();
    document
}

/// Marks by start, the longer first, so that an outer one is met before what it holds.
fn order_marks(document: &mut Document) {
    document.marks.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end)));
    document.reach = document.marks.iter().map(|mark| mark.span.len()).max().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
}

/// Sections out of headings. Depth counts the headings around, so that a file which jumps
/// from level 1 to level 4 has no empty levels.
fn sections(document: &Document) -> Vec<Section> {
    let main = &document.blocks[..document.bodies()];
    let end = document.main().end;
    let index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut sections: Vec<Section> = Vec::new();
    // Open sections, outermost first: heading level and index.
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (at, block) in main.iter().enumerate() {
        let BlockKind::Heading(level) = block.kind else {
            if sections.is_empty() {
                let span = Span { start: block.span.start, end };
                sections.push(Section { title: Span::empty(span.start), depth: 0, parent: None, span, block: index(at) });
                open.push((u8::MAX, 0));
            }
            continue;
        };
        let before = if at == 0 { block.span.start } else { main[at - 1].span.end };
        while open.last().is_some_and(|(outer, _)| *outer >= level) {
            if let Some((_, closed)) = open.pop() {
                sections[closed].span.end = before;
            }
        }
        sections.push(Section {
            title: block.span,
            depth: u16::try_from(open.len()).unwrap_or(u16::MAX),
            parent: open.last().map(|(_, outer)| index(*outer)),
            span: Span { start: block.span.start, end },
            block: index(at),
        });
        open.push((level, sections.len() - 1));
    }
    sections
}

/// A caption belongs to the table before or after which it stands; the one before wins.
fn bind_captions(document: &mut Document) {
    for index in 0..document.tables.len() {
        let block = document.tables[index].block as usize;
        let neighbour = |at: Option<usize>, kind: BlockKind| {
            at.and_then(|at| document.blocks.get(at)).filter(|found| found.kind == kind).map(|found| found.span)
        };
        let above = block.checked_sub(1);
        let source_at = [Some(block + 1), Some(block + 2), above]
            .into_iter()
            .find(|at| neighbour(*at, BlockKind::Source).is_some())
            .flatten();
        let below = Some(if source_at == Some(block + 1) { block + 2 } else { block + 1 });
        let is_free = |span: &Span| !document.tables[..index].iter().rev().take(1).any(|table| table.caption == Some(*span));
        let caption = neighbour(above, BlockKind::Caption)
            .or_else(|| neighbour(above.and_then(|at| at.checked_sub(1)), BlockKind::Caption).filter(|_| source_at == above))
            .filter(is_free)
            .or_else(|| neighbour(below, BlockKind::Caption).filter(|_| !starts_another(document, below)));
        let source = neighbour(source_at, BlockKind::Source).map(|span| source_of(document, span));
        let unit = caption.and_then(|span| unit_in(document, span));
        let table = &mut document.tables[index];
        table.caption = table.caption.or(caption);
        table.source = table.source.or(source);
        table.unit = table.unit.or(unit);
    }
}

/// Whether the block after `caption` is a table, which the caption then stands over.
fn starts_another(document: &Document, caption: Option<usize>) -> bool {
    caption.and_then(|at| document.blocks.get(at + 1)).is_some_and(|next| matches!(next.kind, BlockKind::Table(_)))
}

/// `* 자료: 한국은행.` -> `한국은행`: what follows the word for «source», its full stop left out.
fn source_of(document: &Document, line: Span) -> Span {
    let text = document.slice(line);
    let from = text.find([':', '：']).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let rest = &text[from..];
    let start = from + (rest.len() - rest.trim_start().len());
    let end = text.trim_end_matches([' ', '.', '。', ')']).len().max(start);
    Span::new(line.start.at() + start, line.start.at() + end)
}

/// `(단위: 억원)`, `(Unit: bn won)`, `($ millions)` in a caption.
fn unit_in(document: &Document, caption: Span) -> Option<Span> {
    let text = document.slice(caption);
    let open = text.rfind(['(', '（', '['])?;
    let inside = &text[open..];
    let bracket = inside.chars().next()?.len_utf8();
    let close = inside.find([')', '）', ']'])?;
    let words = &inside[bracket..close];
    let lead = words.find([':', '：']).map(|at| (at, words[at..].chars().next().map_or(1, char::len_utf8)));
    let named = lead.is_some_and(|(at, _)| matches!(words[..at].trim().to_lowercase().as_str(), "단위" | "unit" | "units"));
    let from = match lead {
        Some((at, width)) if named => at + width,
        Some(_) => return None,
        None if value::is_unit(words.trim()) => 0,
        None => return None,
    };
    let unit = words[from..].trim();
    let start = caption.start.at() + open + bracket + from + (words[from..].len() - words[from..].trim_start().len());
    (!unit.is_empty()).then(|| Span::new(start, start + unit.len()))
}

/// Widths, alignment and units of a table's columns, from its first rows.
fn measured(document: &Document, mut table: Table) -> Table {
    // An empty cell at the table's end was noted behind the line break that the table gave up.
    let end = document.blocks[table.block as usize].span.end;
    for span in table.cells.iter_mut().rev().take_while(|span| span.start > end) {
        *span = Span::empty(end);
    }
    let rows = table.height().min(SAMPLED_ROWS);
    for at in 0..table.width() {
        // A cell over several columns says nothing of the width of one.
        let own = |cells: &[Span]| (at == 0 || cells[at - 1] != cells[at]) && cells.get(at + 1) != Some(&cells[at]);
        let body = (0..rows).map(|row| table.row(row)).filter(|cells| own(cells)).map(|cells| document.slice(cells[at]));
        let body: Vec<&str> = body.filter(|text| !text.is_empty()).collect();
        let head = (0..table.head_height()).map(|row| table.head_row(row)).filter(|cells| own(cells));
        let head: Vec<&str> = head.map(|cells| document.slice(cells[at])).collect();
        let mut column = table.columns[at];
        // A head that says so outweighs what the cells look like: `10,000 won` is a unit there.
        // Bare numbers are no units whatever their head says: `units` may be what was sold.
        let is_bare =
            |text: &&str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '+' | '(' | ')' | ' '));
        let says_unit = head.iter().any(|text| matches!(text.trim().to_lowercase().as_str(), "단위" | "unit" | "units"))
            && !body.iter().all(is_bare);
        let are_units =
            at > 0 && body.iter().all(|text| value::is_unit(text)) && !body.iter().any(|text| value::is_numeric(text));
        column.holds_units |= !body.is_empty() && (says_unit || are_units);
        let numbers = body.iter().filter(|text| value::is_numeric(text)).count();
        if column.align == Align::Left && !column.holds_units && at >= usize::from(table.stub) && numbers * 2 > body.len() {
            column.align = Align::Right;
        }
        if column.align == Align::Right {
            let fraction = body.iter().filter(|text| value::is_numeric(text)).map(|text| value::fraction_width(text)).max();
            column.fraction = fraction.and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
        }
        let whole = |text: &&str| {
            let own = value::fraction_width(text);
            columns(text)
                + usize::from(column.fraction).saturating_sub(own)
                    * usize::from(column.align == Align::Right && value::is_numeric(text))
        };
        let width = body.iter().map(whole).chain(head.iter().map(|text| columns(text))).max().unwrap_or(0);
        let word = body.iter().chain(&head).flat_map(|text| text.split(' ')).map(columns).max().unwrap_or(0);
        let later = if table.height() > rows { LATER } else { 0 };
        let (width, word) = (width + later, word + later);
        column.width = u16::try_from(width.min(WIDEST_COLUMN)).unwrap_or(u16::MAX);
        column.word = u16::try_from(word.min(WIDEST_COLUMN)).unwrap_or(u16::MAX);
        table.columns[at] = column;
    }
    let stub = usize::from(table.stub);
    if stub > 0 && table.columns.get(stub).is_some_and(|next| next.holds_units) {
        table.stub += 1;
    }
    table
}

/// Screen columns of `text`, cluster by cluster, as it is drawn.
fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// A call without a body, a body without a call, a link to nowhere, a number that looks
/// misprinted: ordinary, and said.
fn add_warnings(document: &mut Document) {
    let mut warnings = std::mem::take(&mut document.warnings);
    warnings.extend(misprints::warn(document));
    warnings.extend(misprints::warn_of_triangles(document));
    for (index, footnote) in document.footnotes.iter().enumerate() {
        let label = footnote.label.clone();
        match (footnote.calls.first(), document.body_span(index)) {
            (Some(call), None) => {
                warnings.push(Warning { kind: WarningKind::FootnoteWithoutBody { label }, span: Span::empty(*call) })
            }
            (None, Some(body)) => warnings.push(Warning { kind: WarningKind::FootnoteWithoutCall { label }, span: body }),
            _ => {}
        }
    }
    for mark in &document.marks {
        if let super::MarkKind::Link(link) = mark.kind
            && let Some(Link::Broken(target)) = document.links.get(link as usize)
        {
            warnings.push(Warning { kind: WarningKind::BrokenLink { target: target.clone() }, span: mark.span });
        }
    }
    warnings.sort_by_key(|warning| warning.span.start);
    document.warnings = warnings;
}

/// The language by the script of the opening, where nothing states it: Hangul is Korean and
/// kana Japanese; Latin and Han letters alone tell nothing.
fn guess_language(document: &mut Document) {
    if document.meta.language.is_some() {
        return;
    }
    let (mut hangul, mut kana, mut others) = (0, 0, 0);
    for c in document.text.chars().take(4000) {
        match c {
            '가'..='힣' => hangul += 1,
            '\u{3041}'..='\u{30FF}' => kana += 1,
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{1FFF}' | '\u{3400}'..='\u{9FFF}' => others += 1,
            _ => {}
        }
    }
    let letters = hangul + kana + others;
    let tag = if hangul * 3 > letters {
        Some("ko")
    } else if kana * 5 > letters {
        Some("ja")
    } else {
        None
    };
    document.meta.language = tag.map(SafeText::new);
}
