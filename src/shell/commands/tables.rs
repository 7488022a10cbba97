//! `ibid tables`: a line a table, or one of them, sorted and turned as asked.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::document::Document;
use crate::table::{Axis, Direction, Grid, SortKey, View, write};

use super::{Desk, Done, Exit, Loaded, about, page, print, print_json, section};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("from")?;
    match desk.number("number") {
        Some(number) => one(desk, &loaded, number),
        None => {
            if desk.json() {
                print_json(&value(&loaded));
            } else {
                print(&lines(desk, &loaded));
            }
            Ok(Exit::Done)
        }
    }
}

fn caption(document: &Document, table: usize) -> &str {
    document.tables()[table].caption.map_or("", |caption| document.slice(caption))
}

fn lines(desk: &Desk, loaded: &Loaded) -> String {
    let document = &loaded.document;
    let mut out = String::new();
    for (index, table) in document.tables().iter().enumerate() {
        let span = document.blocks()[table.block as usize].span;
        let page =
            page(document, span).map(|page| desk.words.fill("page-short", &[("page", page.into())]) + "  ").unwrap_or_default();
        let size = desk.words.fill("tables-size", &[("rows", table.height().into()), ("columns", table.width().into())]);
        out.push_str(&format!("{}  {page}{size}  {}\n", index + 1, caption(document, index)));
    }
    if document.tables().is_empty() {
        out.push_str(&format!("{}\n", desk.words.say("message-no-tables")));
    }
    out
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
                "section": section(document, span),
                "page": page(document, span),
                "start_byte": span.start.0,
                "end_byte": span.end.0,
            })
        })
        .collect();
    json!({ "schema": "ibid.tables/1", "document": about(loaded), "tables": tables })
}

/// One table, in the form asked for.
fn one(desk: &Desk, loaded: &Loaded, number: usize) -> Done<Exit> {
    let Some(mut view) = number.checked_sub(1).and_then(|index| View::new(Arc::clone(&loaded.document), index)) else {
        let args = [("number", number.into()), ("count", loaded.document.tables().len().into())];
        return Err(desk.wrong(&desk.words.fill("cli-no-table", &args)));
    };
    if desk.flag("transpose") {
        view.transpose();
    }
    if let Some(sort) = desk.text("sort") {
        let (column, direction) = match sort.rsplit_once(':') {
            Some((column, "desc")) => (column, Direction::Descending),
            Some((column, "asc")) => (column, Direction::Ascending),
            _ => (sort, Direction::Ascending),
        };
        match view.find_column(column) {
            Ok(line) => drop(view.sort(Axis::Rows, &[SortKey { line, direction }])),
            Err(unknown) => {
                let args = [("column", column.into()), ("known", unknown.known.join(", ").into())];
                return Err(desk.wrong(&desk.words.fill("cli-no-column", &args)));
            }
        }
    }
    let grid = match desk.text("format") {
        None if desk.json() => Grid::Json,
        None | Some("text") => Grid::Text,
        Some("csv") => Grid::Csv { bom: false, guard: true },
        Some("tsv") => Grid::Tsv { guard: true },
        Some("md" | "markdown") => Grid::Markdown,
        Some("json") => Grid::Json,
        Some("html") => Grid::Html,
        Some(_) => {
            return Err(desk.wrong(&desk.words.fill("cli-no-format", &[("known", "csv, tsv, md, json, html, text".into())])));
        }
    };
    print(&write(&view, grid));
    Ok(Exit::Done)
}
