//! `ibid text`, and what is printed where there is no screen.

use std::io::{self, IsTerminal, Write};

use serde_json::json;

use clap::Command;

use crate::app::has_address_scheme;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{Choice, JSON, Key, WIDTH};
use crate::cli::commands::Subcommand;
use crate::cli::output::Output;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, Span};
use crate::layout::{Flow, LayoutOptions, Row, plain};
use crate::terminal::{capabilities, hyperlinks};

/// Columns that text is wrapped at where nothing else is said.
const USUAL_WIDTH: u16 = 80;
/// When links are written for terminals that understand them.
#[derive(Clone, Copy)]
enum Links {
    /// Where standard output is such a terminal.
    Auto,
    Always,
    Never,
}

const LINKS: Choice<Links> = Choice::new("links", &[("auto", Links::Auto), ("always", Links::Always), ("never", Links::Never)]);
const SECTION: Key<usize> = Key::new("section");
/// Print the document as tests keep it.
const DUMP: Key<bool> = Key::new("dump");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "text", about: "cli-text", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .args([build.file(), build.format()])
        .arg(build.number(SECTION, "cli-text-section"))
        .arg(build.option(WIDTH, "COLUMNS", "cli-width"))
        .arg(build.choice(LINKS, "WHEN", "cli-text-links"))
        .arg(build.flag(DUMP, "cli-text-dump").conflicts_with_all([JSON.name, SECTION.name, WIDTH.name]))
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.document()?;
    let document = &loaded.document;
    if session.args.flag(DUMP) {
        session.print(&document.dump());
        return Ok(Exit::Done);
    }
    let span = match session.args.number(SECTION) {
        None => Span::new(0, document.text().len()),
        Some(number) => document.sections()[session.section(document, number)?].span,
    };
    if session.json() {
        let value = json!({
            "document": loaded.about(),
            "start_byte": span.start.0,
            "end_byte": span.end.0,
            "text": document.slice(span),
        });
        session.print_json("ibid.text/1", value);
        return Ok(Exit::Done);
    }
    let setting = setting(session);
    let links = match session.args.choice(LINKS).unwrap_or(Links::Auto) {
        Links::Always => true,
        Links::Never => false,
        Links::Auto => io::stdout().is_terminal() && hyperlinks::are_known(),
    };
    if links {
        // What fails is kept for the end.
        let linked = |flow: &Flow, row: &Row| flow.linked_line(row, &has_address_scheme);
        let _ = write_part(document, setting, span, &linked, &mut &*session.out);
    } else {
        write(document, setting, span, session.out);
    }
    Ok(Exit::Done)
}

/// Prints a document where there is no screen.
pub(crate) fn print_document(session: &Session, document: &Document) {
    write(document, setting(session), Span::new(0, document.text().len()), session.out);
}

/// How text is laid out that is printed.
fn setting(session: &Session) -> LayoutOptions {
    let width = match session.args.value(WIDTH).copied() {
        Some(0) => u16::MAX,
        Some(width) => width,
        None if io::stdout().is_terminal() => capabilities::columns().map_or(USUAL_WIDTH, |columns| columns.min(USUAL_WIDTH)),
        None => USUAL_WIDTH,
    };
    // A pipe has no border: what reads it gets tables and code as wide as they are.
    let room = if io::stdout().is_terminal() { width } else { u16::MAX };
    LayoutOptions { measure: width, room, ascii: false, formulas: false }
}

/// Writes rows as they are made. What fails is kept for the end.
fn write(document: &Document, setting: LayoutOptions, span: Span, mut out: &Output) {
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
    setting: LayoutOptions,
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
