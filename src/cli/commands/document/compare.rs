//! `ibid compare`: two documents held against each other, section by section.

use std::ffi::OsString;
use std::io::IsTerminal;

use serde_json::{Value, json};

use clap::Command;

use crate::app::Depth;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{Choice, Key};
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, padded, section_title, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::{BlockKind, Document, Span};
use crate::study::{Comparison, Edit, Pair, PairCounts, PairKind, Pairing, SectionChanges, compare};
use crate::terminal::capabilities;

/// Columns shown of what stands side by side without being held against each other word by word.
const SHORT: usize = 56;
const FILES: Key<OsString> = Key::new("files");
/// What documents are held against each other by; what fits them where that is left open.
const BY: Choice<Option<Pairing>> =
    Choice::new("by", &[("auto", None), ("words", Some(Pairing::Words)), ("structure", Some(Pairing::Structure))]);
const SUMMARY: Key<bool> = Key::new("summary");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "compare", about: "cli-compare", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    let files = build.positional(FILES, "FILE", "cli-compare-files");
    command
        .after_help(build.examples("cli-compare-examples"))
        .arg(files.required(true).num_args(2).value_names(["FILE", "OTHER"]))
        .arg(build.choice(BY, "WAY", "cli-compare-by"))
        .arg(build.flag(SUMMARY, "cli-compare-summary"))
        .arg(build.format())
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let [left, right] = session.args.values(FILES)[..] else { return Err(Exit::Usage) };
    let options = session.read_options();
    let both = Both { session, left: session.load(left, options)?, right: session.load(right, options)? };
    let by = session.args.choice(BY).flatten();
    let Some(found) = compare(&both.left.document, &both.right.document, by, &|_| true) else { return Err(Exit::Unreadable) };
    let sections = found.by_section(&both.left.document, &both.right.document);
    if session.json() {
        session.print_json("ibid.compare/1", both.value(&found, &sections));
    } else {
        both.print(&found, &sections);
    }
    // As `diff` has it.
    Ok(if found.counts().is_same() { Exit::Done } else { Exit::Nothing })
}

/// Both documents, and where to print.
struct Both<'a> {
    session: &'a Session<'a>,
    left: Loaded,
    right: Loaded,
}

impl Both<'_> {
    fn print(&self, found: &Comparison, sections: &[SectionChanges]) {
        let (session, words) = (self.session, self.session.words);
        session.say(&format!("--- {}", self.left.shown));
        session.say(&format!("+++ {}", self.right.shown));
        session.say(&words.fill(said_by(found), &[("percent", percent(found.common).into())]));
        if !found.complete {
            session.say(&words.say("compare-incomplete"));
        }
        let counts = found.counts();
        let summed = self.counted(&counts);
        session.say(&if counts.is_same() && found.by == Pairing::Words {
            words.say("compare-same").into_owned()
        } else {
            summed
        });
        if session.args.flag(SUMMARY) {
            return self.summary(sections, found.by);
        }
        for (at, section) in sections.iter().enumerate() {
            let end = sections.get(at + 1).map_or(found.pairs.len(), |next| next.pair);
            // What is side by side without a change is told of two languages alone.
            if section.counts.is_same() && found.by == Pairing::Words {
                continue;
            }
            session.say("");
            session.say(&format!("@@ {} @@", self.title(section)));
            for pair in &found.pairs[section.pair..end] {
                self.pair(found, pair);
            }
        }
    }

    fn summary(&self, sections: &[SectionChanges], by: Pairing) {
        let same = if by == Pairing::Words { "compare-section-same" } else { "compare-paired" };
        for section in sections {
            let counts = self.counted(&section.counts);
            let quiet = section.counts.is_same().then(|| self.session.words.say(same).into_owned());
            self.session.say(&format!(
                "{}  {}",
                padded(&shortened(&self.title(section), SHORT), SHORT + 2),
                quiet.unwrap_or(counts)
            ));
        }
    }

    fn counted(&self, counts: &PairCounts) -> String {
        let args = [
            ("changed", counts.changed.into()),
            ("moved", counts.moved.into()),
            ("left", counts.left.into()),
            ("right", counts.right.into()),
            ("same", counts.same.into()),
        ];
        self.session.words.fill("compare-counts", &args)
    }

    /// The titles of a section on both sides; once where they are the same.
    fn title(&self, section: &SectionChanges) -> String {
        let name = |document: &Document, section: Option<usize>| {
            let title = section.map_or("", |section| document.slice(document.sections()[section].title));
            if title.is_empty() { self.session.words.say("section-opening").into_owned() } else { title.to_owned() }
        };
        let (mine, theirs) = (name(&self.left.document, section.left), name(&self.right.document, section.right));
        match (section.left, section.right) {
            (None, None) => self.session.words.say("list-footnotes").into_owned(),
            (None, Some(_)) => theirs,
            (Some(_), None) => mine,
            _ if mine == theirs => mine,
            _ => format!("{mine} | {theirs}"),
        }
    }

    fn pair(&self, found: &Comparison, pair: &Pair) {
        let session = self.session;
        let (mine, theirs) = (self.left.document.slice(pair.left), self.right.document.slice(pair.right));
        match pair.kind {
            PairKind::Same => {}
            PairKind::Left => session.say(&format!("- {}", self.gone(&flat(mine)))),
            PairKind::Right => session.say(&format!("+ {}", self.come(&flat(theirs)))),
            PairKind::Moved(_) if pair.right.is_empty() => session.say(&format!("< {}", self.gone(&shortened(mine, SHORT)))),
            PairKind::Moved(_) => session.say(&format!("> {}", self.come(&shortened(theirs, SHORT)))),
            PairKind::Beside => {
                session.say(&format!("| {}  |  {}", padded(&shortened(mine, SHORT), SHORT + 2), shortened(theirs, SHORT)))
            }
            PairKind::Changed => {
                for line in self.changed(found.edits_of(pair), pair) {
                    session.say(&format!("~ {line}"));
                }
            }
        }
    }

    /// What changed in a pair: of a table a cell a line, else the sentences that it stands in.
    fn changed(&self, edits: &[Edit], pair: &Pair) -> Vec<String> {
        let (left, right) = (&*self.left.document, &*self.right.document);
        let is_table = |document: &Document, span: Span| {
            document.block_at(span.start).is_some_and(|block| matches!(document.blocks()[block].kind, BlockKind::Table(_)))
        };
        if is_table(right, pair.right) || is_table(left, pair.left) {
            let place = |edit: &Edit| cell_place(right, edit.right).or_else(|| cell_place(left, edit.left)).unwrap_or_default();
            return edits.iter().map(|edit| format!("{}{}", place(edit), self.edit(edit))).collect();
        }
        let mut line = String::new();
        // How far the right is told.
        let mut at = pair.right.start;
        for (index, edit) in edits.iter().enumerate() {
            let sentence = right.sentence_at(edit.right.start).start.clamp(at, edit.right.start);
            if sentence > at {
                line.push_str("… ");
            }
            let end = edits.get(index + 1).map_or(pair.right.end, |next| next.right.start);
            let stop = right.sentence_at(edit.right.end).end.clamp(edit.right.end, end);
            line.push_str(right.slice(Span { start: sentence, end: edit.right.start }));
            let parted = edit.right.is_empty() && !line.is_empty() && !line.ends_with(' ') && before_blank(left, edit.left);
            line.push_str(if parted { " " } else { "" });
            line.push_str(&self.edit(edit));
            line.push_str(right.slice(Span { start: edit.right.end, end: stop }));
            at = stop;
        }
        line.push_str(if at < pair.right.end { " …" } else { "" });
        vec![line.replace('\n', " ").replace("  ", " ")]
    }

    fn edit(&self, edit: &Edit) -> String {
        let (mine, theirs) = (flat(self.left.document.slice(edit.left)), flat(self.right.document.slice(edit.right)));
        let mut said = String::new();
        if !mine.is_empty() {
            said.push_str(&self.mark("31", "[-", &mine, "-]"));
        }
        if !theirs.is_empty() {
            said.push_str(&self.mark("32", "{+", &theirs, "+}"));
        }
        said
    }

    fn gone(&self, text: &str) -> String {
        if self.has_colour() { self.mark("31", "", text, "") } else { text.to_owned() }
    }

    fn come(&self, text: &str) -> String {
        if self.has_colour() { self.mark("32", "", text, "") } else { text.to_owned() }
    }

    /// `text` in a colour, or between signs.
    fn mark(&self, colour: &str, open: &str, text: &str, close: &str) -> String {
        if self.has_colour() { format!("\x1b[{colour}m{text}\x1b[0m") } else { format!("{open}{text}{close}") }
    }

    fn has_colour(&self) -> bool {
        std::io::stdout().is_terminal() && capabilities::of_environment(false).depth > Depth::None
    }

    fn value(&self, found: &Comparison, sections: &[SectionChanges]) -> Value {
        let (left, right) = (&*self.left.document, &*self.right.document);
        let pairs: Vec<Value> = found
            .pairs
            .iter()
            .map(|pair| {
                let edits: Vec<Value> = found
                    .edits_of(pair)
                    .iter()
                    .map(|edit| json!({ "left": side(left, edit.left), "right": side(right, edit.right) }))
                    .collect();
                let moved = if let PairKind::Moved(other) = pair.kind { Some(other + 1) } else { None };
                json!({
                    "kind": pair.kind.name(),
                    "left": span(left, pair.left),
                    "right": span(right, pair.right),
                    "goes_on": pair.goes_on,
                    "moved": moved,
                    "edits": edits,
                })
            })
            .collect();
        let number = |section: Option<usize>| section.map(|section| section + 1);
        let sections: Vec<Value> = sections
            .iter()
            .map(|section| {
                json!({
                    "left": number(section.left),
                    "right": number(section.right),
                    "title": self.title(section),
                    "counts": counts(&section.counts),
                })
            })
            .collect();
        let summary = self.session.args.flag(SUMMARY);
        json!({
            "left": self.left.about(),
            "right": self.right.about(),
            "by": found.by.name(),
            "strangers": found.strangers,
            "common": found.common,
            "complete": found.complete,
            "same": found.counts().is_same(),
            "counts": counts(&found.counts()),
            "sections": sections,
            "pairs": if summary { Vec::new() } else { pairs },
        })
    }
}

/// The message that says what two documents were held against each other by.
fn said_by(found: &Comparison) -> &'static str {
    match found.by {
        _ if found.strangers => "compare-strangers",
        Pairing::Words => "compare-by-words",
        Pairing::Structure => "compare-by-structure",
    }
}

fn percent(share: f32) -> usize {
    // Between 0 and 100 by the clamp.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = (share.clamp(0.0, 1.0) * 100.0).round() as usize;
    whole
}

fn counts(counts: &PairCounts) -> Value {
    json!({
        "same": counts.same,
        "changed": counts.changed,
        "moved": counts.moved,
        "left": counts.left,
        "right": counts.right,
    })
}

fn span(document: &Document, span: Span) -> Value {
    json!({
        "start_byte": span.start.0,
        "end_byte": span.end.0,
        "section": section_title(document, span),
    })
}

fn side(document: &Document, span: Span) -> Value {
    json!({ "start_byte": span.start.0, "end_byte": span.end.0, "text": document.slice(span) })
}

/// One line of it.
fn flat(text: &str) -> String {
    text.trim_end_matches('\n').replace('\n', " | ")
}

/// Whether `span` stood behind a blank.
fn before_blank(document: &Document, span: Span) -> bool {
    document.text()[..span.start.at().min(document.text().len())].ends_with(' ')
}

/// Which cell of a table a span stands in: the heads of its row and its column.
fn cell_place(document: &Document, span: Span) -> Option<String> {
    if span.is_empty() {
        return None;
    }
    let table = &document.tables()[document.table_at(span.start)?];
    let (row, column) = table.cell_at(span.start)?;
    let heads = |own: Vec<Span>| own.into_iter().map(|head| document.slice(head)).collect::<Vec<_>>().join(" ");
    let (of_row, of_column) = (heads(table.row_path(row).collect()), heads(table.column_path(column).collect()));
    let whole = table.cell(row, column).is_some_and(|cell| cell.encloses(span));
    Some(match whole {
        true if of_row.is_empty() || column < usize::from(table.stub) => format!("{of_column}: "),
        true => format!("{of_row}, {of_column}: "),
        false => String::new(),
    })
}
