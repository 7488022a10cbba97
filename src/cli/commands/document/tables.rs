//! `ibid tables`: a line a table, or one of them, sorted and turned as asked.

use std::sync::Arc;

use serde_json::{Value, json};

use clap::builder::PossibleValue;
use clap::{ArgAction, Command};

use crate::app::{bad_test_words, no_line_words};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{BOM, FILTER, FORMAT, Key};
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, padded, page, section_title};
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, Span};
use crate::layout::width;
use crate::table::{Axis, Condition, Derivation, Direction, GRIDS, Grid, SortKey, TableView, write};
use crate::ui::formula_words;

/// Which table, from 1.
const NUMBER: Key<usize> = Key::new("number");
const SORT: Key<String> = Key::new("sort");
const THEN: Key<String> = Key::new("then");
const TRANSPOSE: Key<bool> = Key::new("transpose");
const VIEW: Key<String> = Key::new("view");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "tables", about: "cli-tables", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    let number = NUMBER.name;
    let grids = GRIDS.iter().map(|grid| PossibleValue::new(grid.name).aliases(grid.aliases)).collect();
    let views = Derivation::ALL.map(|view| PossibleValue::new(view.name())).to_vec();
    command
        .after_help(build.examples("cli-tables-examples"))
        .arg(build.file())
        .arg(build.positional(NUMBER, "NUMBER", "cli-tables-number"))
        .arg(build.name_of(FORMAT, "NAME", "cli-tables-format", grids).requires(number))
        .arg(build.option(SORT, "COLUMN[:desc]", "cli-tables-sort").requires(number))
        .arg(build.option(THEN, "COLUMN[:desc]", "cli-tables-then").requires(SORT.name).action(ArgAction::Append))
        .arg(build.flag(TRANSPOSE, "cli-tables-transpose").requires(number))
        .arg(
            build
                .option(FILTER, "CONDITION", "cli-tables-filter")
                .requires(number)
                .action(ArgAction::Append)
                .allow_hyphen_values(true),
        )
        .arg(build.name_of(VIEW, "NAME", "cli-tables-view", views).requires(number))
        .arg(build.flag(BOM, "cli-tables-bom").requires(number))
        .arg(build.from())
        .arg(build.json().conflicts_with(FORMAT.name))
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.document_as(session.read_options_from())?;
    match session.args.number(NUMBER) {
        Some(number) => one(session, &loaded, number),
        None => {
            if session.json() {
                session.print_json("ibid.tables/1", value(&loaded));
            } else {
                lines(session, &loaded.document);
            }
            Ok(Exit::Done)
        }
    }
}

fn caption(document: &Document, table: usize) -> Option<&str> {
    document.tables()[table].caption.map(|caption| document.slice(caption))
}

fn lines(session: &Session, document: &Document) {
    let rows: Vec<[String; 2]> = document
        .tables()
        .iter()
        .map(|table| {
            let span = document.blocks()[table.block as usize].span;
            let size = session.words.fill("tables-size", &[("rows", table.height().into()), ("columns", table.width().into())]);
            [session.whereabouts(document, span), size]
        })
        .collect();
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let (place, size) = (widest(0), widest(1));
    let digits = rows.len().to_string().len();
    for (index, row) in rows.iter().enumerate() {
        let place = if place == 0 { String::new() } else { padded(&row[0], place) + "  " };
        let line =
            format!("{:>digits$}  {place}{}  {}", index + 1, padded(&row[1], size), caption(document, index).unwrap_or(""));
        session.say(line.trim_end());
    }
    if rows.is_empty() {
        session.say(&session.words.say("message-no-tables"));
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
fn one(session: &Session, loaded: &Loaded, number: usize) -> CommandResult {
    let mut view = table(session, loaded, number)?;
    if session.args.flag(TRANSPOSE) {
        view.transpose();
    }
    // Computed first: what is sorted and filtered is what is seen.
    let formula = match session.args.text(VIEW).and_then(Derivation::named) {
        Some(derivation) => view.derive(Some(derivation)).cloned(),
        None => None,
    };
    for condition in session.args.values(FILTER) {
        filter(session, &mut view, condition)?;
    }
    let mut keys = Vec::new();
    for sort in session.args.values(SORT).into_iter().chain(session.args.values(THEN)) {
        keys.push(sort_key(session, &view, sort)?);
    }
    if !keys.is_empty() {
        let sorted = view.sort(Axis::Rows, &keys);
        if !sorted.unlike.is_empty() {
            session.remark(&session.words.fill("message-unlike-units", &[("units", sorted.unlike.join(", ").into())]));
        }
    }
    let grid = match session.args.text(FORMAT).map(Grid::named) {
        None if session.json() => Grid::Json,
        Some(Some(Grid::Csv { guard, .. })) => Grid::Csv { bom: session.args.flag(BOM), guard },
        Some(Some(grid)) => grid,
        _ => Grid::Text,
    };
    session.print(&write(&view, grid));
    if grid == Grid::Text || grid == Grid::Chart {
        if let Some(formula) = &formula {
            session.say(&formula_words(session.words, formula));
        }
        let said = |span: Option<Span>, id: &str, key: &'static str| {
            let text = view.document().slice(span?);
            Some(session.words.fill(id, &[(key, text.into())]))
        };
        let unit = said(view.table().unit, "tables-unit", "unit");
        let source = said(view.table().source, "desk-source", "source");
        unit.iter().chain(&source).for_each(|line| session.say(line));
    }
    Ok(Exit::Done)
}

/// A column to sort by, `:desc` behind it for the other way.
fn sort_key(session: &Session, view: &TableView, sort: &str) -> CommandResult<SortKey> {
    let (column, direction) = match sort.rsplit_once(':') {
        Some((column, "desc")) => (column, Direction::Descending),
        Some((column, "asc")) => (column, Direction::Ascending),
        _ => (sort, Direction::Ascending),
    };
    Ok(SortKey { line: line_named(session, view, Axis::Columns, column)?, direction })
}

/// Lets only the rows be seen that pass: `2022>1000`, words, `/pattern/`.
fn filter(session: &Session, view: &mut TableView, condition: &str) -> CommandResult<()> {
    let (name, test) = Condition::parse_named(condition).map_err(|bad| session.wrong(&bad_test_words(session.words, &bad)))?;
    let line = match (name, &test) {
        (Some(name), _) => Some(line_named(session, view, Axis::Columns, name)?),
        (None, Condition::Compare(..)) => return Err(session.wrong(&session.words.say("cli-filter-column"))),
        (None, _) => None,
    };
    view.filter(Axis::Rows, line, test);
    Ok(())
}

/// The table that `number` names, from 1; says that there is none.
pub(crate) fn table(session: &Session, loaded: &Loaded, number: usize) -> CommandResult<TableView> {
    let view = number.checked_sub(1).and_then(|index| TableView::new(Arc::clone(&loaded.document), index));
    view.ok_or_else(|| {
        let args = [("number", number.into()), ("count", loaded.document.tables().len().into())];
        session.wrong(&session.words.fill("cli-no-table", &args))
    })
}

/// The row or column that `name` names; says why it names none.
pub(crate) fn line_named(session: &Session, view: &TableView, axis: Axis, name: &str) -> CommandResult<usize> {
    view.find(axis, name).or_else(|unknown| {
        // Messages and captions put the unit in parentheses: `1인당 GNI (달러)`.
        let parts = name.trim().strip_suffix(')').and_then(|name| name.rsplit_once('('));
        let printed = parts.and_then(|(head, unit)| view.find(axis, &format!("{} › {}", head.trim(), unit.trim())).ok());
        printed.ok_or_else(|| session.wrong(&no_line_words(session.words, axis, &unknown)))
    })
}
