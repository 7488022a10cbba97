//! `ibid tables`: a line a table, or one of them, sorted and turned as asked.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::document::{Document, Span};
use crate::layout::width;
use crate::table::{Axis, Direction, Grid, NoSuchLine, SortKey, Unsuited, View, write};

use super::{Desk, Done, Exit, Loaded, padded, page, section_title};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("from")?;
    match desk.number("number") {
        Some(number) => one(desk, &loaded, number),
        None => {
            if desk.json() {
                desk.print_json("ibid.tables/1", value(&loaded));
            } else {
                lines(desk, &loaded.document);
            }
            Ok(Exit::Done)
        }
    }
}

fn caption(document: &Document, table: usize) -> Option<&str> {
    document.tables()[table].caption.map(|caption| document.slice(caption))
}

fn lines(desk: &Desk, document: &Document) {
    let rows: Vec<[String; 2]> = document
        .tables()
        .iter()
        .map(|table| {
            let span = document.blocks()[table.block as usize].span;
            let size = desk.words.fill("tables-size", &[("rows", table.height().into()), ("columns", table.width().into())]);
            [desk.whereabouts(document, span), size]
        })
        .collect();
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let (place, size) = (widest(0), widest(1));
    let digits = rows.len().to_string().len();
    for (index, row) in rows.iter().enumerate() {
        let place = if place == 0 { String::new() } else { padded(&row[0], place) + "  " };
        let line =
            format!("{:>digits$}  {place}{}  {}", index + 1, padded(&row[1], size), caption(document, index).unwrap_or(""));
        desk.say(line.trim_end());
    }
    if rows.is_empty() {
        desk.say(&desk.words.say("message-no-tables"));
    }
}

fn value(loaded: &Loaded) -> Value {
    let document = &loaded.document;
    let tables: Vec<Value> = document
        .tables()
        .iter()
        .enumerate()
        .map(|(index, table)| {
            let span = document.blocks()[table.block as usize].span;
            let heads: Vec<String> = (0..table.width())
                .map(|column| table.column_path(column).map(|head| document.slice(head)).collect::<Vec<_>>().join(" › "))
                .collect();
            json!({
                "number": index + 1,
                "caption": caption(document, index),
                "unit": table.unit.map(|unit| document.slice(unit)),
                "source": table.source.map(|source| document.slice(source)),
                "rows": table.height(),
                "columns": heads,
                "label_columns": table.stub,
                "section": section_title(document, span),
                "page": page(document, span),
                "start_byte": span.start.0,
                "end_byte": span.end.0,
            })
        })
        .collect();
    json!({ "document": loaded.about(), "tables": tables })
}

/// One table, in the form asked for.
fn one(desk: &Desk, loaded: &Loaded, number: usize) -> Done<Exit> {
    let mut view = table(desk, loaded, number)?;
    if desk.flag("transpose") {
        view.transpose();
    }
    if let Some(sort) = desk.text("sort") {
        let (column, direction) = match sort.rsplit_once(':') {
            Some((column, "desc")) => (column, Direction::Descending),
            Some((column, "asc")) => (column, Direction::Ascending),
            _ => (sort, Direction::Ascending),
        };
        let line = line_named(desk, &view, Axis::Columns, column)?;
        view.sort(Axis::Rows, &[SortKey { line, direction }]);
    }
    let grid = match desk.text("format") {
        None if desk.json() => Grid::Json,
        Some("json") => Grid::Json,
        Some("csv") => Grid::Csv { bom: false, guard: true },
        Some("tsv") => Grid::Tsv { guard: true },
        Some("md" | "markdown") => Grid::Markdown,
        Some("html") => Grid::Html,
        _ => Grid::Text,
    };
    desk.print(&write(&view, grid));
    if grid == Grid::Text {
        let said = |span: Option<Span>, id: &str, key: &'static str| {
            let text = view.document().slice(span?);
            Some(desk.words.fill(id, &[(key, text.into())]))
        };
        let unit = said(view.table().unit, "tables-unit", "unit");
        let source = said(view.table().source, "desk-source", "source");
        unit.iter().chain(&source).for_each(|line| desk.say(line));
    }
    Ok(Exit::Done)
}

/// The table that `number` names, from 1; says that there is none.
pub(super) fn table(desk: &Desk, loaded: &Loaded, number: usize) -> Done<View> {
    let view = number.checked_sub(1).and_then(|index| View::new(Arc::clone(&loaded.document), index));
    view.ok_or_else(|| {
        let args = [("number", number.into()), ("count", loaded.document.tables().len().into())];
        desk.wrong(&desk.words.fill("cli-no-table", &args))
    })
}

/// The row or column that `name` names; says why it names none.
pub(super) fn line_named(desk: &Desk, view: &View, axis: Axis, name: &str) -> Done<usize> {
    view.find(axis, name).or_else(|unknown| {
        // Messages and captions put the unit in parentheses: `1인당 GNI (달러)`.
        let parts = name.trim().strip_suffix(')').and_then(|name| name.rsplit_once('('));
        let printed = parts.and_then(|(head, unit)| view.find(axis, &format!("{} › {}", head.trim(), unit.trim())).ok());
        printed.ok_or_else(|| no_such_line(desk, axis, &unknown))
    })
}

/// Says why a name finds no row or column, and what there is.
fn no_such_line(desk: &Desk, axis: Axis, unknown: &NoSuchLine) -> Exit {
    let more = if unknown.count > unknown.known.len() { ", …" } else { "" };
    let args = [("name", unknown.name.as_str().into()), ("known", (unknown.known.join(", ") + more).into())];
    desk.wrong(&desk.words.fill(
        match (axis, unknown.why) {
            (Axis::Columns, Unsuited::Unknown) => "cli-no-column",
            (Axis::Columns, Unsuited::Ambiguous) => "cli-many-columns",
            (Axis::Rows, Unsuited::Unknown) => "cli-no-row",
            (Axis::Rows, Unsuited::Ambiguous) => "cli-many-rows",
        },
        &args,
    ))
}
