//! `ibid cite`: a citation of a document, or of a passage with its words.

use serde_json::json;

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{Key, NTH, QUOTE};
use crate::cli::commands::Subcommand;
use crate::cli::commands::notes::annotate;
use crate::cli::session::{Session, page};
use crate::cli::{CommandResult, Exit};
use crate::document::Span;
use crate::export::AnnotatedDocument;
use crate::platform::citation::{CitedPassage, citation, with_quote};

const STYLE: Key<String> = Key::new("style");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "cite", about: "cli-cite", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .after_help(build.examples("cli-cite-examples"))
        .arg(build.file())
        .arg(build.option(QUOTE, "TEXT", "cli-cite-quote"))
        .arg(build.number(NTH, "cli-nth").requires(QUOTE.name))
        .arg(build.option(STYLE, "NAME", "cli-cite-style"))
        .arg(build.format())
        .arg(build.json())
}

/// Prints a citation of the document, or of a passage with its words.
fn run(session: &Session) -> CommandResult {
    let loaded = session.any_document()?;
    let document = loaded.document.as_ref();
    let quoted = session.args.text(QUOTE).map(|quote| annotate::passage(session, &loaded, quote)).transpose()?;
    let brief = AnnotatedDocument {
        document: Some(document),
        name: &loaded.name,
        rendition: Some(&loaded.rendition),
        id: Some(loaded.rendition.document()),
        details: session.details(session.existing_store()?.as_ref(), &loaded)?,
        notes: &[],
        settled: None,
    };
    let quote = quoted.map(|span| document.slice(span).replace('\n', " ")).unwrap_or_default();
    let on_page = quoted.and_then(|span| page(document, span));
    let footnote =
        quoted.and_then(|span: Span| document.body_at(span.start)).map(|note| document.footnotes()[note].label.as_str());
    let cited = CitedPassage { quote: &quote, page: on_page, footnote };
    let (name, citation) = citation(&brief, cited, session.args.text(STYLE), &session.config().cite, session.words)
        .map_err(|said| session.wrong(&said))?;
    if session.json() {
        let fields = json!({
            "document": loaded.about(), "style": name, "citation": citation,
            "quote": quoted.map(|_| quote), "page": on_page, "footnote": footnote,
        });
        session.print_json("ibid.citation/1", fields);
    } else if quoted.is_some() {
        session.say(&with_quote(&quote, &citation));
    } else {
        session.say(&citation);
    }
    Ok(Exit::Done)
}
