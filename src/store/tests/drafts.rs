//! What is being typed: nobody's words are written over by another's.

use super::*;

fn texts(store: &Store) -> Vec<(String, String)> {
    store.drafts().expect("read").into_iter().map(|draft| (draft.name, draft.text.to_string())).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn two_programs_that_type_under_one_name_keep_both_drafts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut one, mut other) = (opened(folder.path()), opened(folder.path()));
    assert_eq!(one.save_draft(&draft_of("n", "mine"), None).as_deref(), Ok("n"));
    assert_eq!(other.save_draft(&draft_of("n", "theirs"), None).as_deref(), Ok("n #2"));
    assert_eq!(one.save_draft(&draft_of("n", "mine, more"), Some("mine")).as_deref(), Ok("n"));
    assert_eq!(other.save_draft(&draft_of("n #2", "theirs, more"), Some("theirs")).as_deref(), Ok("n #2"));
    assert_eq!(texts(&one), pairs(&[("n", "mine, more"), ("n #2", "theirs, more")]));
    // Who goes on with it knows what it said; the other one drops only its own.
    assert_eq!(other.save_draft(&draft_of("n", "taken over"), Some("mine, more")).as_deref(), Ok("n"));
    one.drop_draft("n", "mine, more").expect("looked");
    assert_eq!(texts(&one), pairs(&[("n", "taken over"), ("n #2", "theirs, more")]));
    other.drop_draft("n", "taken over").expect("dropped");
    assert_eq!(texts(&one), pairs(&[("n #2", "theirs, more")]));
}

#[test]
fn a_draft_goes_with_the_note_that_it_became_and_not_without_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    store.save_draft(&draft_of("n", "words"), None).expect("kept");
    let one = note("a", "words", 1);
    let draft = DraftName { name: "n", text: "words" };
    let missing = Change::Delete(NoteId::from_bytes([9; 16]));
    let failed = store.apply_draft(&[Change::Add(Box::new(one.clone())), missing], Some(draft), &at(1));
    assert!(matches!(failed, Err(StoreError::NoSuchNote(_))));
    assert_eq!((texts(&store), bodies(&store, "a").len()), (pairs(&[("n", "words")]), 0));
    store.apply_draft(&[Change::Add(Box::new(one))], Some(draft), &at(1)).expect("added");
    assert_eq!((texts(&store), bodies(&store, "a")), (Vec::new(), vec!["words".to_owned()]));
}

#[test]
fn a_later_save_does_not_write_over_what_another_program_saved_meanwhile() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut one, mut other) = (opened(folder.path()), opened(folder.path()));
    let base = note("a", "first words", 1);
    add(&mut one, &base);
    let patch = |text: &str| Patch { label: Some(Label::Claim), tags: Some(base.tags.clone()), ..body(text) };
    other.rewrite(&base, &patch("theirs"), None, &at(2)).expect("nobody else wrote");
    other.save_draft(&draft_of("n", "mine"), None).expect("kept");
    let draft = DraftName { name: "n", text: "mine" };
    let Err(StoreError::Superseded { now }) = one.rewrite(&base, &patch("mine"), Some(draft), &at(3)) else {
        panic!("it was written over");
    };
    assert_eq!((now.body.as_str(), bodies(&one, "a")), ("theirs", vec!["theirs".to_owned()]));
    assert_eq!(texts(&one), pairs(&[("n", "mine")]));
    // Once the reader has seen it, it may be replaced; the history has both.
    one.rewrite(&now, &patch("mine"), Some(draft), &at(4)).expect("written");
    assert_eq!((texts(&one), bodies(&one, "a")), (Vec::new(), vec!["mine".to_owned()]));
    let history = format!("{:?}", one.history(HistoryScope::Note(base.id)).expect("read"));
    assert!(history.contains("theirs") && history.contains("mine"));
}

#[test]
fn fields_that_only_one_of_two_programs_changed_are_both_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut one, mut other) = (opened(folder.path()), opened(folder.path()));
    let base = note("a", "words", 1);
    add(&mut one, &base);
    let label = Patch { label: Some(Label::Todo), ..Patch::default() };
    other.rewrite(&base, &label, None, &at(2)).expect("written");
    // The editor sends all fields: those that it left alone are not sent back.
    let all = Patch {
        kind: Some(base.kind),
        label: Some(base.label.clone()),
        body: Some(SafeLines::new("more words")),
        tags: Some(base.tags.clone()),
    };
    one.rewrite(&base, &all, None, &at(3)).expect("written");
    let note = one.notes(&id("a")).expect("read").remove(0);
    assert_eq!((note.body.as_str(), &note.label), ("more words", &Label::Todo));
    // The same words from both are no quarrel; a label of each is one.
    other.rewrite(&base, &body("more words"), None, &at(4)).expect("the same");
    let another = Patch { label: Some(Label::Quote), ..Patch::default() };
    assert!(matches!(one.rewrite(&base, &another, None, &at(5)), Err(StoreError::Superseded { .. })));
}

#[test]
fn a_draft_that_meets_a_lock_says_so_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let other = Connection::open(folder.path().join("notes.db")).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    let kept = store.save_draft(&draft_of("n", "words"), None);
    assert!(matches!(kept, Err(StoreError::Busy { .. })), "{kept:?}");
    other.execute_batch("COMMIT").expect("free");
    store.save_draft(&draft_of("n", "words"), None).expect("kept");
}

#[test]
fn a_document_with_a_draft_alone_is_an_older_edition() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let text: String = (0..200).map(|at| format!("word{at} ")).collect();
    let mut anchor = note("a", "", 0).anchor;
    anchor.rendition.text = crate::annotation::Hash32::of(text.as_bytes());
    let path = PathBuf::from("/brief.txt");
    let opening = OpenedDocument { document: id("a"), path: Some(path.clone()), title: SafeText::new("A"), size: 1, at: at(1) };
    store.opened(&opening).expect("shelved");
    store.save_text(&PackedText::of(&text)).expect("kept");
    store.save_draft(&Draft { anchor: Some(anchor), ..draft_of("n", "typed") }, None).expect("kept");
    let older = store.older_editions(&id("b"), Some(&path), "A", &format!("{text} more")).expect("looked");
    assert_eq!(older.iter().map(|older| (older.document, older.notes, older.drafts)).collect::<Vec<_>>(), [(id("a"), 0, 1)]);
}
