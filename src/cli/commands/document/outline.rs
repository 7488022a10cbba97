//! `ibid outline`: a line a section.

use serde_json::{Value, json};

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, padded, page};
use crate::cli::{CommandResult, Exit};
use crate::document::Document;
use crate::layout::width;

/// Columns that a title is padded to at most, its indentation included.
const WIDEST_TITLE: usize = 70;
pub(crate) const COMMAND: Subcommand = Subcommand { name: "outline", about: "cli-outline", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.args([build.file(), build.format(), build.json()])
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.document()?;
    if session.json() {
        session.print_json("ibid.outline/1", value(&loaded));
    } else {
        lines(session, &loaded.document);
    }
    Ok(Exit::Done)
}

/// How much of the text a section holds, its descendants included.
fn share(document: &Document, section: usize) -> f64 {
    let all = document.main().len();
    #[expect(clippy::cast_precision_loss)]
    let share = document.sections()[section].span.len() as f64 / all.max(1) as f64;
    share
}

fn lines(session: &Session, document: &Document) {
    let title = |section: &crate::document::Section| {
        let title = document.slice(section.title);
        let title = if title.is_empty() { session.words.say("section-opening") } else { title.into() };
        format!("{}{title}", "  ".repeat(usize::from(section.depth)))
    };
    let titles: Vec<String> = document.sections().iter().map(title).collect();
    let pages: Vec<String> = document.sections().iter().map(|section| session.page_words(document, section.span)).collect();
    let widest = titles.iter().map(|title| width(title)).max().unwrap_or(0).min(WIDEST_TITLE);
    let widest_page = pages.iter().map(|page| width(page)).max().unwrap_or(0);
    let digits = titles.len().to_string().len();
    for (index, (title, page)) in titles.iter().zip(&pages).enumerate() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let percent = (share(document, index) * 100.0).round() as u64;
        let share = session.words.fill("status-share", &[("percent", percent.into())]);
        let page = if widest_page == 0 { String::new() } else { format!("  {}", padded(page, widest_page)) };
        session.say(&format!("{:>digits$}  {}{page}  {share:>5}", index + 1, padded(title, widest)));
    }
}

fn value(loaded: &Loaded) -> Value {
    let document = &loaded.document;
    let sections: Vec<Value> = document
        .sections()
        .iter()
        .enumerate()
        .map(|(index, section)| {
            json!({
                "number": index + 1,
                "title": document.slice(section.title),
                "depth": section.depth,
                "parent": section.parent.map(|parent| parent + 1),
                "page": page(document, section.span),
                "start_byte": section.span.start.0,
                "end_byte": section.span.end.0,
                "share": (share(document, index) * 10_000.0).round() / 10_000.0,
            })
        })
        .collect();
    json!({ "document": loaded.about(), "pages": document.pages().len(), "sections": sections })
}
