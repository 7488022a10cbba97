//! `ibid annotations review`: the notes that were made in an older edition or by another
//! importer, where each stands now, and what changed around them.

use std::collections::HashMap;

use jiff::Zoned;
use serde_json::{Value, json};

use clap::Command;

use crate::annotation::{Anchor, AnchorHistory, Found, Note};
use crate::app::Origin;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{Choice, Key};
use crate::cli::commands::Subcommand;
use crate::cli::commands::library::document_named;
use crate::cli::session::{Loaded, Session, page, section_title, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, Span};
use crate::search::excerpt;
use crate::store::{EarlierEdition, Edition, Resolution, ResolutionKind, Store};
use crate::study::changes;

/// Characters shown around a place.
const AROUND: usize = 60;
/// Columns shown of a quote.
const WIDEST: usize = 100;

/// A note that was made in another text than that of the document, and where it was found.
struct Reviewed {
    note: Note,
    state: ResolutionKind,
    /// Where it stands, or may stand, with scores; the best first.
    places: Vec<(Span, f64)>,
    /// The words there, where they are others than those of the quote.
    now: Option<String>,
}

/// Which places are settled: those that are as they were, those that moved too, or all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Accept {
    Exact,
    Moved,
    All,
}

const ACCEPT: Choice<Accept> = Choice::new("accept", &[("exact", Accept::Exact), ("moved", Accept::Moved), ("all", Accept::All)]);
/// The document whose notes are carried over, named by hand.
const FROM: Key<String> = Key::new("from");
const CARRY: Key<bool> = Key::new("carry");
const LEAVE: Key<bool> = Key::new("leave");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "review", about: "cli-review", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .arg(build.file())
        .arg(build.flag(CARRY, "cli-review-carry"))
        .arg(build.option(FROM, "OTHER", "cli-review-from").conflicts_with(LEAVE.name))
        .arg(build.flag(LEAVE, "cli-review-leave").conflicts_with(CARRY.name))
        .arg(build.choice(ACCEPT, "WHICH", "cli-review-accept"))
        .arg(build.format())
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.any_document()?;
    let from = session.args.text(FROM);
    let answer = (session.args.flag(CARRY) || from.is_some(), session.args.flag(LEAVE));
    let accept = session.args.choice(ACCEPT);
    let writes = answer != (false, false) || accept.is_some();
    let kept = if writes { Some(session.writable_store()?) } else { session.existing_store()? };
    let Some(mut store) = kept else {
        session.remark(&session.words.say("annotations-none"));
        return Ok(Exit::Nothing);
    };
    let editions = match from {
        Some(name) => vec![named_edition(session, &store, &loaded, name)?],
        None => editions(session, &store, &loaded)?,
    };
    if answer != (false, false) {
        for older in &editions {
            let (older, newer) = (older.document, loaded.rendition.document());
            let edition = Edition { older, newer, carried: answer.0, at: Zoned::now() };
            store.save_edition(&edition).map_err(|error| session.unsaved(&error))?;
        }
    }
    let notes = store.notes(&loaded.rendition.document()).map_err(|error| session.unread(&error))?;
    let past = store.past(&notes, &loaded.rendition).map_err(|error| session.unread(&error))?;
    let mut reviewed = review(session, &store, &loaded, notes, &past)?;
    let accepted = match accept {
        Some(level) => accepted(&mut reviewed, level, &loaded),
        None => Vec::new(),
    };
    store.resolve(&accepted).map_err(|error| session.unsaved(&error))?;
    if answer.0 || !accepted.is_empty() {
        session.export_again(&store, &loaded);
    }
    let asked: &[EarlierEdition] = if answer == (false, false) { &editions } else { &[] };
    if session.json() {
        session.print_json("ibid.review/1", value(&loaded, asked, &reviewed, &past, accepted.len()));
    } else {
        tell(session, &loaded, asked, &reviewed, &past);
        if !accepted.is_empty() {
            session.say(&session.words.fill("review-accepted", &[("count", accepted.len().into())]));
        }
    }
    Ok(Exit::Done)
}

/// The documents that this one looks like a newer edition of.
fn editions(session: &Session, store: &Store, loaded: &Loaded) -> CommandResult<Vec<EarlierEdition>> {
    let path = match &loaded.origin {
        Origin::File(path) => std::path::absolute(path).ok(),
        _ => None,
    };
    let title = loaded.document.meta().title.clone().unwrap_or_else(|| loaded.name.clone());
    store
        .older_editions(&loaded.rendition.document(), path.as_deref(), &title, loaded.document.text())
        .map_err(|error| session.unread(&error))
}

/// The older edition that `name` names: the newest with notes that was read from a path, or the beginning of a hash.
fn named_edition(session: &Session, store: &Store, loaded: &Loaded, name: &str) -> CommandResult<EarlierEdition> {
    let path = std::path::absolute(name).unwrap_or_else(|_| name.into());
    let seen = store.seen_at(&path).map_err(|error| session.unread(&error))?;
    for document in seen.into_iter().filter(|document| *document != loaded.rendition.document()) {
        let notes = store.notes(&document).map_err(|error| session.unread(&error))?;
        if !notes.is_empty() {
            return Ok(EarlierEdition { document, title: name.into(), notes: notes.len(), drafts: 0, similarity: 0.0 });
        }
    }
    let document = document_named(session, store, name)?;
    let notes = store.notes(&document).map_err(|error| session.unread(&error))?.len();
    Ok(EarlierEdition { document, title: name.into(), notes, drafts: 0, similarity: 0.0 })
}

fn review(
    session: &Session,
    store: &Store,
    loaded: &Loaded,
    notes: Vec<Note>,
    past: &AnchorHistory,
) -> CommandResult<Vec<Reviewed>> {
    let decided = store.resolutions(&loaded.rendition.text).map_err(|error| session.unread(&error))?;
    let decided: HashMap<_, _> = decided.into_iter().map(|resolution| (resolution.note, resolution)).collect();
    let mut finder = past.finder(&loaded.document, &loaded.rendition);
    let elsewhere = notes.into_iter().filter(|note| note.anchor.rendition.text != loaded.rendition.text);
    let mut found: Vec<Reviewed> = elsewhere
        .map(|note| {
            let placed = decided.get(&note.id).filter(|resolution| resolution.state == ResolutionKind::Placed);
            if let Some(span) = placed.and_then(|resolution| resolution.span) {
                return Reviewed { note, state: ResolutionKind::Placed, places: vec![(span, 1.0)], now: None };
            }
            let found = past.find(&mut finder, note.id, &note.anchor, &|| true).unwrap_or(Found::Lost);
            let there = found.span().filter(|_| found.has_other_words(&note.anchor, loaded.document.text()));
            let now = there.map(|span| loaded.document.slice(span).to_owned());
            let (state, places) = match found {
                Found::Exact(span) => (ResolutionKind::Exact, vec![(span, 1.0)]),
                Found::Moved { span, score } => (ResolutionKind::Moved, vec![(span, score)]),
                Found::Doubtful { candidates } => (ResolutionKind::Doubtful, candidates),
                Found::Lost => (ResolutionKind::Lost, Vec::new()),
            };
            Reviewed { note, state, places, now }
        })
        .collect();
    found.sort_by_key(|reviewed| (reviewed.places.first().map_or(u32::MAX, |(span, _)| span.start.0), reviewed.note.id));
    Ok(found)
}

/// Settles the places of the notes that `level` takes in; each as a row of its own, the first
/// anchors stay as they are.
fn accepted(reviewed: &mut [Reviewed], level: Accept, loaded: &Loaded) -> Vec<Resolution> {
    let takes = |state: ResolutionKind| match state {
        ResolutionKind::Exact => true,
        ResolutionKind::Moved => level != Accept::Exact,
        ResolutionKind::Doubtful => level == Accept::All,
        ResolutionKind::Placed | ResolutionKind::Lost => false,
    };
    let mut settled = Vec::new();
    for one in reviewed.iter_mut().filter(|one| takes(one.state)) {
        let Some((span, score)) = one.places.first().copied() else { continue };
        settled.push(Resolution {
            note: one.note.id,
            text: loaded.rendition.text,
            state: ResolutionKind::Placed,
            span: Some(span),
            score,
            candidates: one.places.clone(),
            anchor: Some(Anchor::of(&loaded.document, span, &loaded.rendition)),
            basis: None,
            at: Zoned::now(),
        });
        (one.state, one.places) = (ResolutionKind::Placed, vec![(span, score)]);
    }
    settled
}

/// The words around a note where it was made, from the kept text where there is one.
fn was_around(note: &Note, past: &AnchorHistory) -> (String, String) {
    note.anchor.surroundings(past.text(&note.anchor.rendition.text), AROUND)
}

fn name(state: ResolutionKind) -> &'static str {
    match state {
        ResolutionKind::Exact => "exact",
        ResolutionKind::Moved => "moved",
        ResolutionKind::Doubtful => "doubtful",
        ResolutionKind::Lost => "lost",
        ResolutionKind::Placed => "placed",
    }
}

fn tell(session: &Session, loaded: &Loaded, editions: &[EarlierEdition], reviewed: &[Reviewed], past: &AnchorHistory) {
    for older in editions {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let percent = (older.similarity * 100.0).floor() as u64;
        let args = [("title", older.title.as_str().into()), ("count", older.notes.into()), ("percent", percent.into())];
        session.say(&session.words.fill("review-edition", &args));
    }
    for one in reviewed {
        let place = one.places.first().map(|(span, _)| session.whereabouts(&loaded.document, *span)).unwrap_or_default();
        let state = session.words.say(match one.state {
            ResolutionKind::Exact => "review-exact",
            ResolutionKind::Moved if one.now.is_some() => "review-changed",
            ResolutionKind::Moved => "review-moved",
            ResolutionKind::Doubtful => "review-doubtful",
            ResolutionKind::Lost => "review-lost",
            ResolutionKind::Placed => "review-placed",
        });
        let head = [state.as_ref(), place.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        session.say(&format!("{head}\n  “{}”", shortened(one.note.anchor.quote.trim(), WIDEST)));
        if let Some(now) = &one.now {
            let now = shortened(now.replace('\n', " ").trim(), WIDEST);
            session.say(&format!("  {} “{now}”", session.words.say("review-is")));
        }
        if matches!(one.state, ResolutionKind::Doubtful | ResolutionKind::Lost) {
            let (before, after) = was_around(&one.note, past);
            let was = format!("…{before}[{}]{after}…", one.note.anchor.quote).replace('\n', " ");
            session.say(&format!("  {} {}", session.words.say("review-was"), shortened(&was, 3 * WIDEST)));
        }
        if one.state == ResolutionKind::Doubtful {
            for (span, _) in &one.places {
                session.say(&format!("  ? {}", shown(&loaded.document, *span)));
            }
        }
    }
    if editions.is_empty() && reviewed.is_empty() {
        session.say(&session.words.say("review-nothing"));
    }
}

/// A place with the words around it.
fn shown(document: &Document, span: Span) -> String {
    let around = excerpt(document, span, AROUND);
    let (before, hit, after) = (document.slice(around.before), document.slice(around.hit), document.slice(around.after));
    format!("…{before}[{hit}]{after}…").replace('\n', " ")
}

fn value(loaded: &Loaded, editions: &[EarlierEdition], reviewed: &[Reviewed], past: &AnchorHistory, accepted: usize) -> Value {
    let document: &Document = &loaded.document;
    let editions: Vec<Value> = editions
        .iter()
        .map(|older| {
            json!({ "bytes_hash": older.document, "title": older.title, "notes": older.notes, "likeness": older.similarity })
        })
        .collect();
    let changes: Vec<Value> = past
        .texts
        .iter()
        .flat_map(|(_, text)| changes(text, document))
        .map(|changed| {
            let title = changed.section.map(|section| document.slice(document.sections()[section].title));
            json!({
                "section": changed.section.map(|section| section + 1), "title": title,
                "added": changed.added, "removed": changed.removed,
            })
        })
        .collect();
    let notes: Vec<Value> = reviewed
        .iter()
        .map(|one| {
            let (before, after) = was_around(&one.note, past);
            let places: Vec<Value> = one
                .places
                .iter()
                .map(|(span, score)| {
                    json!({
                        "start_byte": span.start.0, "end_byte": span.end.0, "text": document.slice(*span), "score": score,
                        "section": section_title(document, *span), "page": page(document, *span),
                    })
                })
                .collect();
            json!({
                "id": one.note.id, "state": name(one.state), "quote": one.note.anchor.quote, "body": one.note.body,
                "before": before, "after": after, "places": places, "now": one.now,
            })
        })
        .collect();
    json!({ "document": loaded.about(), "editions": editions, "changes": changes, "notes": notes, "accepted": accepted })
}
