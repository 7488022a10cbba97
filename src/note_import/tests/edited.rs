//! Bodies in files that ibid wrote, held against notes that may have been edited meanwhile.

use super::*;
use crate::annotation::Patch;
use crate::export::body_digest;
use crate::note_import::plan::{ImportPlan, ImportStatus, KnownNote, plan};

fn known(body: &str, earlier: &[&str], is_imported: bool) -> KnownNote {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let made: Zoned = "2026-11-24T09:00:00+09:00[Asia/Seoul]".parse().expect("a time");
    let note = Note {
        id: identity(&["a note"]),
        kind: NoteKind::Note,
        label: Label::None,
        body: SafeLines::new(body),
        tags: Vec::new(),
        created: made.clone(),
        updated: made,
        author: None,
        anchor: Anchor::of(&document, document.blocks()[0].span, &rendition),
    };
    let earlier = earlier.iter().map(|body| SafeLines::new(body)).collect();
    KnownNote { note, is_deleted: false, settled: None, earlier, is_imported }
}

/// A body in a file, which was `base` when it was written; what becomes of the note.
fn of(
    target: &'static str,
    base: Option<&str>,
    is_as_written: bool,
    text: &str,
    known: &KnownNote,
) -> (ImportStatus, Option<String>) {
    let body = EditedBody { text: text.into(), target, base: base.map(body_digest), is_as_written };
    let note = ImportedNote { id: known.note.id, title: None, content: Content::Body(body), place: "line 1".into() };
    let ImportPlan { arrivals, notes } = plan(
        &NoteFile { source: target, notes: vec![note], remarks: Vec::new() },
        None,
        &|_| Some(known.clone()),
        &known.note.created,
    );
    let text = arrivals.changes.into_iter().find_map(|change| match change {
        Change::Edit { patch: Patch { body: Some(body), .. }, .. } => Some(body.to_string()),
        _ => None,
    });
    (notes[0].outcome, text)
}

const SAME: (ImportStatus, Option<String>) = (ImportStatus::Same, None);

#[test]
fn a_region_that_nobody_touched_changes_nothing() {
    for target in ["markdown", "obsidian", "logseq", "org"] {
        // The note was edited here since; the file has the older text.
        let newer = known("newer words", &["newer words", "older"], false);
        assert_eq!(of(target, Some("older"), true, "older", &newer), SAME, "{target}");
        // An older export does not say what it wrote: its region, or what the note was before, tells.
        assert_eq!(of(target, None, true, "older", &newer), SAME, "{target}");
        assert_eq!(of(target, None, false, "older", &newer), SAME, "{target}");
        // A formatter went over it.
        assert_eq!(of(target, Some("older"), false, "older", &newer), SAME, "{target}");
    }
    let newer = known("newer", &["# A *b*\nc\n\n- d"], false);
    assert_eq!(of("markdown", Some("# A *b*\nc\n\n- d"), false, "# A _b_\n\nc\n\n* d", &newer), SAME);
    let here = known("# A *b*\nlong c", &[], false);
    assert_eq!(of("markdown", Some("# A *b*\nlong c"), false, "# A _b_\nlong\nc", &here), SAME);
}

#[test]
fn what_was_edited_in_the_file_alone_is_taken() {
    let here = known("older", &["oldest", "older"], false);
    for (base, text) in [(Some("older"), "edited"), (Some("older"), "oldest"), (Some("older"), "    older"), (Some("older"), "")]
    {
        assert_eq!(of("markdown", base, false, text, &here), (ImportStatus::Changed, Some(text.into())), "{text}");
    }
    // An older export, and a note that never was another.
    let never = known("older", &[], false);
    assert_eq!(of("markdown", None, false, "edited", &never), (ImportStatus::Changed, Some("edited".into())));
    assert_eq!(of("markdown", None, true, "    older", &never), (ImportStatus::Changed, Some("    older".into())));
    assert_eq!(of("logseq", None, true, "    older", &never), (ImportStatus::Changed, Some("    older".into())));
    assert_eq!(of("logseq", None, true, "  older", &never), SAME);
    // Edited again in the file whose import made the note what it is.
    let imported = known("edited once", &["older"], true);
    for base in [Some("older"), None] {
        assert_eq!(of("markdown", base, false, "edited twice", &imported), (ImportStatus::Changed, Some("edited twice".into())));
    }
}

#[test]
fn where_both_sides_changed_both_texts_are_kept() {
    for (target, base) in [("markdown", Some("older")), ("obsidian", None), ("logseq", Some("older")), ("org", Some("older"))] {
        let here = known("edited here", &["edited here", "older"], false);
        let (outcome, text) = of(target, base, false, "edited there", &here);
        assert_eq!((outcome, text.as_deref()), (ImportStatus::Conflict, Some("edited here\n\n---\n\nedited there")), "{target}");
        // Imported again it is there already.
        let both = known(&text.expect("a text"), &["edited here", "older"], false);
        assert_eq!(of(target, base, false, "edited there", &both), SAME, "{target}");
    }
    // The text of which it was made is not known: all the same.
    let here = known("edited here", &["edited here"], false);
    assert_eq!(of("markdown", Some("unknown"), false, "there", &here).0, ImportStatus::Conflict);
    // What was deleted there is kept.
    assert_eq!(of("markdown", Some("older"), false, "", &here), SAME);
    // Whole lines count, not parts of words.
    assert_eq!(of("markdown", Some("older"), false, "edited", &here).0, ImportStatus::Conflict);
}

#[test]
fn the_three_texts_of_a_conflict_are_told() {
    let here = known("edited here", &["edited here", "older"], false);
    let body = EditedBody { text: "there".into(), target: "markdown", base: Some(body_digest("older")), is_as_written: false };
    let note = ImportedNote { id: here.note.id, title: None, content: Content::Body(body), place: "line 1".into() };
    let plan = plan(
        &NoteFile { source: "markdown", notes: vec![note], remarks: Vec::new() },
        None,
        &|_| Some(here.clone()),
        &here.note.created,
    );
    let both = plan.notes[0].conflict.as_ref().expect("a conflict");
    assert_eq!((both.before.as_deref(), both.here.as_str(), both.file.as_str()), (Some("older"), "edited here", "there"));
    assert_eq!((plan.count(ImportStatus::Conflict), plan.count(ImportStatus::Changed)), (1, 0));
}
