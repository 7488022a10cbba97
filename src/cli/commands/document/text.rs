//! `ibid text`, and what is printed where there is no screen.

use std::io::{self, IsTerminal};

use serde_json::json;

use clap::Command;

use crate::app::has_address_scheme;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{Choice, JSON, Key, WIDTH};
use crate::cli::commands::Subcommand;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, Span};
use crate::layout::{Flow, LayoutOptions, Print, Row, print};
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
    let links = match session.args.choice(LINKS).unwrap_or(Links::Auto) {
        Links::Always => true,
        Links::Never => false,
        Links::Auto => io::stdout().is_terminal() && hyperlinks::are_known(),
    };
    let line: &dyn Fn(&Flow<'_>, &Row, &mut String) = if links {
        &|flow, row, out| out.push_str(&flow.linked_line(row, &has_address_scheme))
    } else {
        &|flow, row, out| flow.write_line(row, out)
    };
    write(session, document, span, line);
    Ok(Exit::Done)
}

/// Prints a document where there is no screen.
pub(crate) fn print_document(session: &Session, document: &Document) {
    write(session, document, Span::new(0, document.text().len()), &|flow, row, out| flow.write_line(row, out));
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
fn write(session: &Session, document: &Document, span: Span, line: &dyn Fn(&Flow<'_>, &Row, &mut String)) {
    // What has a border, or was given one, gets wide tables in groups of columns.
    let in_groups = session.args.value(WIDTH).is_some_and(|width| *width > 0) || io::stdout().is_terminal();
    let _ = print(document, setting(session), &Print { span, in_groups, line }, &mut &*session.out);
}
