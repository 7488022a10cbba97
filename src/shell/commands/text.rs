//! `ibid text`, and what is printed where there is no screen.

use std::io::{self, IsTerminal, Write};

use serde_json::json;

use crate::document::{Document, Span};
use crate::import::Format;
use crate::layout::{Flow, Setting, plain};
use crate::words::Words;

use super::super::files::Opened;
use super::{Desk, Done, Exit, about, print, print_json};

/// Columns that text is wrapped at where nothing else is said.
const USUAL_WIDTH: u16 = 80;

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    let document = &loaded.document;
    if desk.flag("dump") {
        print(&document.dump());
        return Ok(Exit::Done);
    }
    let span = match desk.number("section") {
        None => Span::new(0, document.text().len()),
        Some(number) => match number.checked_sub(1).and_then(|index| document.sections().get(index)) {
            Some(section) => section.span,
            None => {
                let args = [("number", number.into()), ("count", document.sections().len().into())];
                return Err(desk.wrong(&desk.words.fill("cli-no-section", &args)));
            }
        },
    };
    if desk.json() {
        let value = json!({
            "schema": "ibid.text/1",
            "document": about(&loaded),
            "start_byte": span.start.0,
            "end_byte": span.end.0,
            "text": document.slice(span),
        });
        print_json(&value);
        return Ok(Exit::Done);
    }
    write(document, setting(desk.found.get_one::<u16>("width").copied()), span);
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
    match opened.whole(format, &()) {
        Ok(reading) => {
            let document = &reading.document;
            write(document, setting(width), Span::new(0, document.text().len()));
            Exit::Done
        }
        Err(error) => super::unreadable(&error, words, shown),
    }
}

fn setting(width: Option<u16>) -> Setting {
    let width = match width {
        Some(0) => u16::MAX,
        Some(width) => width,
        None if io::stdout().is_terminal() => {
            crossterm::terminal::size().map_or(USUAL_WIDTH, |(columns, _)| columns.min(USUAL_WIDTH))
        }
        None => USUAL_WIDTH,
    };
    Setting { measure: width, room: width, ascii: false }
}

/// Writes rows as they are made. A reader that has gone away is no error.
fn write(document: &Document, setting: Setting, span: Span) {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let whole = span.start.0 == 0 && span.end.at() >= document.text().len();
    let written = if whole { plain(document, setting, &mut out) } else { write_part(document, setting, span, &mut out) };
    let _ = written.and_then(|()| out.flush());
}

/// The rows that show `span`.
fn write_part(document: &Document, setting: Setting, span: Span, out: &mut impl Write) -> io::Result<()> {
    /// Rows made at once.
    const AT_ONCE: usize = 500;
    let flow = Flow::new(document, setting);
    let mut top = flow.place_of(span.start);
    loop {
        let rows = flow.rows(top, AT_ONCE);
        for row in &rows {
            if row.place.point >= span.end {
                return Ok(());
            }
            writeln!(out, "{}", flow.line(row))?;
        }
        let (next, moved) = flow.step(top, isize::try_from(AT_ONCE).unwrap_or(isize::MAX));
        if rows.len() < AT_ONCE || moved == 0 {
            return Ok(());
        }
        top = next;
    }
}
