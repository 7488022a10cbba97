//! The rows without text above a unit: air between blocks, the rule under a table's head, the
//! rule before the footnotes' bodies.

use smallvec::SmallVec;

use super::grid::{Columns, Grid};
use super::prefix::{Prefix, narrow, put_bars};
use super::unit::{Part, Unit};
use super::{LayoutOptions, Piece, PieceContent, Place, Role, Row};
use crate::document::{BlockKind, Document, Marker};

/// Columns of the rule before the footnotes' bodies.
const SHORT_RULE: u32 = 12;

/// The rows without text above a unit, the nearest first.
pub(super) type Gap = SmallVec<[Role; 3]>;

/// What stands between `unit` and what comes before it.
pub(super) fn above(document: &Document, unit: &Unit) -> Gap {
    if unit.is_first(document) {
        return between_blocks(document, unit.block);
    }
    let mut gap = Gap::new();
    let (Part::Row(row) | Part::Cell(row), BlockKind::Table(table)) = (unit.part, document.blocks()[unit.block].kind) else {
        return gap;
    };
    let Some(grid) = Grid::of(document, table as usize) else { return gap };
    if grid.own_span(row).start != unit.span.start {
        return gap;
    }
    let follows_head = grid.body(row).is_some()
        && unit
            .previous(document)
            .is_some_and(|previous| matches!(previous.part, Part::Row(above) | Part::Cell(above) if grid.body(above).is_none()));
    if follows_head {
        gap.push(Role::TableRule);
    } else if grid.follows_empty(row) {
        gap.push(Role::Blank);
    }
    gap
}

fn between_blocks(document: &Document, index: usize) -> Gap {
    use BlockKind::{Caption, Figure, FootnoteBody, Heading, Item, Source, Table};
    let blocks = document.blocks();
    let (Some(before), block) = (index.checked_sub(1).map(|before| blocks[before]), blocks[index]) else { return Gap::new() };
    if index == document.bodies() {
        return Gap::from_slice(&[Role::Rule, Role::Blank, Role::Blank]);
    }
    let rows = match (before.kind, block.kind) {
        (Heading(_), _) => 1,
        (_, Heading(_)) => 2,
        (Item(one), Item(other)) if before.quote == block.quote && (before.depth != block.depth || goes_on(one, other)) => 0,
        (FootnoteBody(_), FootnoteBody(_)) | (Table(_) | Figure | Source, Source) | (Figure, Caption) => 0,
        (Table(table), Caption)
            if document.tables().get(table as usize).is_some_and(|table| table.caption == Some(block.span)) =>
        {
            0
        }
        _ => 1,
    };
    SmallVec::from_elem(Role::Blank, rows)
}

/// Whether two items that follow each other are of one list.
fn goes_on(one: Marker, other: Marker) -> bool {
    match (one, other) {
        (Marker::Number(one), Marker::Number(other)) => one < other,
        (Marker::Bullet | Marker::Task(_), Marker::Bullet | Marker::Task(_)) | (Marker::Printed, Marker::Printed) => true,
        _ => false,
    }
}

/// The row of `gap` that is the `above`th over the row at `place`.
pub(super) fn row(document: &Document, setting: LayoutOptions, unit: &Unit, gap: &Gap, above: usize) -> Row {
    let role = gap[above - 1];
    let place = Place { point: unit.span.start, above: narrow(u32::try_from(above).unwrap_or(u32::MAX)) };
    let mut row =
        Row { place, block: u32::try_from(unit.block).unwrap_or(u32::MAX), role, pieces: SmallVec::new(), drawn: String::new() };
    let prefix = Prefix::of(document, setting, unit.block);
    // A bar runs through the air inside a quote, not over its ends.
    let bars = unit
        .block
        .checked_sub(1)
        .filter(|_| unit.is_first(document))
        .map_or(prefix.bars(), |before| prefix.bars().min(Prefix::of(document, setting, before).bars()));
    put_bars(&mut row, if role == Role::Rule { 0 } else { bars });
    let rule = match (role, document.blocks()[unit.block].kind) {
        (Role::Rule, _) => Some((0, SHORT_RULE.min(u32::from(setting.measure.max(1))))),
        (Role::TableRule, BlockKind::Table(table)) => document.tables().get(table as usize).map(|table| {
            let columns = Columns::of(table, setting, prefix.rest);
            (prefix.rest, columns.total())
        }),
        _ => None,
    };
    row.pieces.extend(rule.map(|(x, width)| Piece { x: narrow(x), width: narrow(width), what: PieceContent::Rule }));
    row
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture::{built, table};
    use super::super::{Flow, Place};
    use super::*;

    const SETTING: LayoutOptions = LayoutOptions { measure: 40, room: 40, ascii: false, formulas: false };

    /// A row's first word each, `-` for a blank row, `=` for a rule.
    fn shape(build: impl FnOnce(&mut crate::document::Builder)) -> String {
        let document = built(build);
        let flow = Flow::new(&document, SETTING);
        let name = |row: &Row| match row.role {
            Role::Blank => "-".to_owned(),
            Role::TableRule | Role::Rule => "=".to_owned(),
            _ => flow.line(row).trim().to_owned(),
        };
        flow.rows(Place::default(), usize::MAX).iter().map(name).collect::<Vec<_>>().join(" ")
    }

    fn open(b: &mut crate::document::Builder, kind: BlockKind, text: &str) {
        b.open(kind);
        b.text(text);
    }

    #[test]
    fn headings_stand_apart_from_what_is_before_them() {
        let found = shape(|b| {
            open(b, BlockKind::Heading(1), "A");
            open(b, BlockKind::Heading(2), "B");
            open(b, BlockKind::Paragraph, "p");
            open(b, BlockKind::Paragraph, "q");
            open(b, BlockKind::Heading(2), "C");
            open(b, BlockKind::Paragraph, "r");
        });
        assert_eq!(found, "A - B - p - q - - C - r");
    }

    #[test]
    fn a_list_is_tight_but_for_what_goes_on_an_item() {
        let found = shape(|b| {
            open(b, BlockKind::Paragraph, "p");
            for (depth, kind, text) in [
                (1, BlockKind::Item(Marker::Bullet), "a"),
                (2, BlockKind::Item(Marker::Bullet), "b"),
                (1, BlockKind::Item(Marker::Bullet), "c"),
                (1, BlockKind::Paragraph, "d"),
                (1, BlockKind::Item(Marker::Bullet), "e"),
                (1, BlockKind::Item(Marker::Number(1)), "f"),
                (1, BlockKind::Item(Marker::Number(2)), "g"),
                (1, BlockKind::Item(Marker::Number(1)), "h"),
                (0, BlockKind::Paragraph, "q"),
            ] {
                b.nest(depth, 0);
                open(b, kind, text);
            }
        });
        assert_eq!(found, "p - • a • b • c - d - • e - 1. f 2. g - 1. h - q");
    }

    #[test]
    fn captions_and_sources_keep_to_their_table() {
        let found = shape(|b| {
            open(b, BlockKind::Caption, "T1");
            table(b, 0, 1, &[&["h"], &["x"]]);
            open(b, BlockKind::Source, "S1");
            table(b, 0, 1, &[&["h"], &["y"]]);
            open(b, BlockKind::Caption, "T2");
            open(b, BlockKind::Paragraph, "p");
            open(b, BlockKind::Figure, "f");
            open(b, BlockKind::Caption, "F1");
        });
        assert_eq!(found, "T1 - h = x S1 - h = y T2 - p - f F1");
    }

    #[test]
    fn footnotes_stand_apart_under_a_rule() {
        let found = shape(|b| {
            open(b, BlockKind::Paragraph, "p");
            for label in ["1", "2"] {
                b.call(label, label);
            }
            for label in ["1", "2"] {
                b.begin_body(label, label);
                b.text("n");
                b.end_body();
            }
        });
        assert_eq!(found, "p¹ ² - - = ¹ n ² n");
    }

    #[test]
    fn a_document_of_footnotes_alone_starts_with_one() {
        let found = shape(|b| {
            b.begin_body("1", "1");
            b.text("n");
            b.end_body();
        });
        assert_eq!(found, "¹ n");
    }

    #[test]
    fn empty_rows_of_a_table_are_one_blank_row() {
        let found = shape(|b| {
            table(b, 0, 1, &[&["h", "i"], &["", ""], &["x", ""], &["", ""], &["", ""], &["", "y"], &["", ""]]);
            open(b, BlockKind::Paragraph, "p");
        });
        assert_eq!(found, "h   i = x - y - p");
    }
}
