//! `ibid text`, and what is printed where there is no screen.

use std::io::{self, IsTerminal, Write};

use serde_json::json;

use crate::app::has_address_scheme;
use crate::cli::Exit;
use crate::cli::commands::ended_with;
use crate::cli::output::Output;
use crate::cli::session::{Desk, Done};
use crate::document::{Document, Span};
use crate::import::Format;
use crate::layout::{Flow, Row, Setting, plain};
use crate::platform::files::Opened;
use crate::terminal::{capabilities, hyperlinks};
use crate::words::Words;

/// Columns that text is wrapped at where nothing else is said.
const USUAL_WIDTH: u16 = 80;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    let document = &loaded.document;
    if desk.flag("dump") {
        desk.print(&document.dump());
        return Ok(Exit::Done);
    }
    let span = match desk.number("section") {
        None => Span::new(0, document.text().len()),
        Some(number) => document.sections()[desk.section(document, number)?].span,
    };
    if desk.json() {
        let value = json!({
            "document": loaded.about(),
            "start_byte": span.start.0,
            "end_byte": span.end.0,
            "text": document.slice(span),
        });
        desk.print_json("ibid.text/1", value);
        return Ok(Exit::Done);
    }
    let setting = setting(desk.found.get_one::<u16>("width").copied());
    let links = match desk.text("links") {
        Some("always") => true,
        Some("never") => false,
        _ => io::stdout().is_terminal() && hyperlinks::are_known(),
    };
    if links {
        // What fails is kept for the end.
        let linked = |flow: &Flow, row: &Row| flow.linked_line(row, &has_address_scheme);
        let _ = write_part(document, setting, span, &linked, &mut &*desk.out);
    } else {
        write(document, setting, span, desk.out);
    }
    Ok(Exit::Done)
}

/// Prints a document where there is no screen.
pub(crate) fn print_document(
    opened: Opened,
    format: Option<&'static Format>,
    width: Option<u16>,
    words: &Words,
    shown: &str,
) -> Exit {
    let reading = match opened.whole(format, &()) {
        Ok(reading) => reading,
        Err(error) => return crate::cli::unreadable(&error, words, shown),
    };
    let out = Output::new();
    let document = &reading.document;
    write(document, setting(width), Span::new(0, document.text().len()), &out);
    ended_with(Exit::Done, out.end(), words)
}

fn setting(width: Option<u16>) -> Setting {
    let width = match width {
        Some(0) => u16::MAX,
        Some(width) => width,
        None if io::stdout().is_terminal() => capabilities::columns().map_or(USUAL_WIDTH, |columns| columns.min(USUAL_WIDTH)),
        None => USUAL_WIDTH,
    };
    Setting { measure: width, room: width, ascii: false }
}

/// Writes rows as they are made. What fails is kept for the end.
fn write(document: &Document, setting: Setting, span: Span, mut out: &Output) {
    let whole = span.start.0 == 0 && span.end.at() >= document.text().len();
    let _ = if whole {
        plain(document, setting, &mut out)
    } else {
        write_part(document, setting, span, &|flow, row| flow.line(row), &mut out)
    };
}

/// The rows that show `span`.
fn write_part(
    document: &Document,
    setting: Setting,
    span: Span,
    line: &dyn Fn(&Flow, &Row) -> String,
    out: &mut impl Write,
) -> io::Result<()> {
    /// Rows made at once.
    const AT_ONCE: usize = 500;
    let flow = Flow::new(document, setting);
    let mut top = flow.place_of(span.start);
    loop {
        let rows = flow.rows(top, AT_ONCE);
        for row in &rows {
            if row.place.point >= span.end && span.end.at() < document.text().len() {
                return Ok(());
            }
            writeln!(out, "{}", line(&flow, row))?;
        }
        let (next, moved) = flow.step(top, isize::try_from(AT_ONCE).unwrap_or(isize::MAX));
        if rows.len() < AT_ONCE || moved == 0 {
            return Ok(());
        }
        top = next;
    }
}
