//! `ibid tables`: a line a table, or one of them, sorted and turned as asked.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::app::{bad_test_words, no_line_words};
use crate::cli::Exit;
use crate::cli::session::{Desk, Done, Loaded, padded, page, section_title};
use crate::document::{Document, Span};
use crate::layout::width;
use crate::table::{Axis, Derivation, Direction, Grid, SortKey, Test, View, write};
use crate::ui::formula_words;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
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
    // Computed first: what is sorted and filtered is what is seen.
    let formula = match desk.text("view").and_then(Derivation::named) {
        Some(derivation) => view.derive(Some(derivation)).cloned(),
        None => None,
    };
    for condition in desk.texts("filter") {
        filter(desk, &mut view, condition)?;
    }
    let mut keys = Vec::new();
    for sort in desk.texts("sort").chain(desk.texts("then")) {
        keys.push(sort_key(desk, &view, sort)?);
    }
    if !keys.is_empty() {
        let sorted = view.sort(Axis::Rows, &keys);
        if !sorted.unlike.is_empty() {
            desk.remark(&desk.words.fill("message-unlike-units", &[("units", sorted.unlike.join(", ").into())]));
        }
    }
    let grid = match desk.text("format").map(Grid::named) {
        None if desk.json() => Grid::Json,
        Some(Some(Grid::Csv { guard, .. })) => Grid::Csv { bom: desk.flag("bom"), guard },
        Some(Some(grid)) => grid,
        _ => Grid::Text,
    };
    desk.print(&write(&view, grid));
    if grid == Grid::Text || grid == Grid::Chart {
        if let Some(formula) = &formula {
            desk.say(&formula_words(desk.words, formula));
        }
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

/// A column to sort by, `:desc` behind it for the other way.
fn sort_key(desk: &Desk, view: &View, sort: &str) -> Done<SortKey> {
    let (column, direction) = match sort.rsplit_once(':') {
        Some((column, "desc")) => (column, Direction::Descending),
        Some((column, "asc")) => (column, Direction::Ascending),
        _ => (sort, Direction::Ascending),
    };
    Ok(SortKey { line: line_named(desk, view, Axis::Columns, column)?, direction })
}

/// Lets only the rows be seen that pass: `2022>1000`, words, `/pattern/`.
fn filter(desk: &Desk, view: &mut View, condition: &str) -> Done<()> {
    let (name, test) = Test::parse_named(condition).map_err(|bad| desk.wrong(&bad_test_words(desk.words, &bad)))?;
    let line = match (name, &test) {
        (Some(name), _) => Some(line_named(desk, view, Axis::Columns, name)?),
        (None, Test::Compare(..)) => return Err(desk.wrong(&desk.words.say("cli-filter-column"))),
        (None, _) => None,
    };
    view.filter(Axis::Rows, line, test);
    Ok(())
}

/// The table that `number` names, from 1; says that there is none.
pub(crate) fn table(desk: &Desk, loaded: &Loaded, number: usize) -> Done<View> {
    let view = number.checked_sub(1).and_then(|index| View::new(Arc::clone(&loaded.document), index));
    view.ok_or_else(|| {
        let args = [("number", number.into()), ("count", loaded.document.tables().len().into())];
        desk.wrong(&desk.words.fill("cli-no-table", &args))
    })
}

/// The row or column that `name` names; says why it names none.
pub(crate) fn line_named(desk: &Desk, view: &View, axis: Axis, name: &str) -> Done<usize> {
    view.find(axis, name).or_else(|unknown| {
        // Messages and captions put the unit in parentheses: `1인당 GNI (달러)`.
        let parts = name.trim().strip_suffix(')').and_then(|name| name.rsplit_once('('));
        let printed = parts.and_then(|(head, unit)| view.find(axis, &format!("{} › {}", head.trim(), unit.trim())).ok());
        printed.ok_or_else(|| desk.wrong(&no_line_words(desk.words, axis, &unknown)))
    })
}
