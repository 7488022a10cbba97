//! JSON with types and units.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::document::value::{Kind, Unit, Value};
use crate::table::{Axis, Cell, Direction, Head, TableView};

/// One object. Numbers are JSON numbers with every digit that was printed; a cell's `row`
/// and `column` count the printed body from 1.
pub(super) fn write_json(view: &TableView) -> String {
    let mut out = String::new();
    // Writing to a String can't fail.
    let _ = object(&mut out, view);
    out
}

fn object(out: &mut String, view: &TableView) -> std::fmt::Result {
    let (document, table) = (view.document(), view.table());
    let said = |span: Option<crate::document::Span>| span.map_or("null".to_owned(), |span| quoted(document.slice(span)));
    write!(out, "{{\"schema\":\"ibid.table/1\",\"table\":{}", view.table_index() + 1)?;
    write!(out, ",\"caption\":{},\"unit\":{},\"source\":{}", said(table.caption), said(table.unit), said(table.source))?;
    write!(out, ",\"transposed\":{}", view.is_transposed())?;
    let sort: Vec<String> = [Axis::Rows, Axis::Columns]
        .into_iter()
        .flat_map(|axis| view.sort_keys(axis).into_iter().map(move |key| (axis, key)))
        .map(|(axis, key)| {
            let axis = if axis == Axis::Rows { "rows" } else { "columns" };
            let direction = if key.direction == Direction::Ascending { "ascending" } else { "descending" };
            format!("{{\"axis\":\"{axis}\",\"by\":{},\"direction\":\"{direction}\"}}", key.line + 1)
        })
        .collect();
    write!(out, ",\"sort\":[{}],\"view\":", sort.join(","))?;
    match view.formula_shown() {
        None => write!(out, "null")?,
        Some(formula) => {
            let base = formula.base.as_deref().map_or("null".to_owned(), quoted);
            let along = if formula.along == Axis::Rows { "rows" } else { "columns" };
            let name = formula.derivation.name();
            write!(out, "{{\"name\":\"{name}\",\"along\":\"{along}\",\"base\":{base},\"by_time\":{}}}", formula.by_time)?;
        }
    }
    write!(out, ",\"columns\":[")?;
    for column in 0..view.width() {
        let comma = if column > 0 { "," } else { "" };
        write!(out, "{comma}{{{},\"label\":{}}}", head(&view.column_head(column)), column < view.label_columns())?;
    }
    write!(out, "],\"rows\":[")?;
    for row in 0..view.height() {
        write!(out, "{}{{{},\"cells\":[", if row > 0 { "," } else { "" }, head(&view.row_head(row)))?;
        for column in 0..view.width() {
            if column > 0 {
                out.push(',');
            }
            cell(out, &view.cell(row, column))?;
        }
        write!(out, "]}}")?;
    }
    out.push_str("]}\n");
    Ok(())
}

fn head(head: &Head<'_>) -> String {
    let path: Vec<String> = head.path.iter().map(|piece| quoted(piece)).collect();
    format!("\"head\":[{}],\"unit\":{}", path.join(","), head.unit.map_or("null".to_owned(), quoted))
}

fn cell(out: &mut String, cell: &Cell<'_>) -> std::fmt::Result {
    write!(out, "{{\"text\":{},\"type\":\"{}\",\"value\":{}", quoted(&cell.text), kind(&cell.value), value(&cell.value))?;
    if let Some(unit) = cell.unit {
        write!(out, ",\"unit\":{}", self::unit(unit))?;
    }
    if cell.misprint {
        write!(out, ",\"misprint\":true")?;
    }
    if let Some((row, column)) = cell.source {
        write!(out, ",\"row\":{},\"column\":{}", row + 1, column + 1)?;
    }
    out.push('}');
    Ok(())
}

fn kind(value: &Value) -> &'static str {
    match value.kind {
        Kind::Integer(_) => "integer",
        Kind::Decimal(_) => "decimal",
        Kind::Percent(_) => "percent",
        Kind::PercentPoint(_) => "percent point",
        Kind::Money(_) => "money",
        Kind::Range(..) => "range",
        Kind::Date(_) => "date",
        Kind::Period(..) => "period",
        Kind::Missing => "missing",
        Kind::Text => "text",
    }
}

fn value(value: &Value) -> String {
    let number = |number: Decimal| number.to_string();
    match value.kind {
        Kind::Range(from, to) => format!("[{},{}]", number(from), number(to)),
        Kind::Date(date) => quoted(&date.to_string()),
        Kind::Period(from, to) => format!("[{},{}]", quoted(&from.to_string()), quoted(&to.to_string())),
        Kind::Missing | Kind::Text => "null".to_owned(),
        _ => value.number().map_or("null".to_owned(), number),
    }
}

fn unit(unit: Unit) -> String {
    let per = unit.per.map_or("null".to_owned(), |per| quoted(per.0));
    format!("{{\"measure\":{},\"per\":{per},\"power\":{}}}", quoted(unit.measure.0), unit.power)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
