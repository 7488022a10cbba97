//! Clocks, sizes and scripts that nobody expects.

use super::*;

#[test]
fn a_clock_that_goes_backwards_changes_no_order_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("a", "first", 100);
    add(&mut store, &one);
    // Each later change lies before the one before it, by the clock.
    for (second, text) in [(50, "second"), (-90_000, "third")] {
        store.apply(&[Change::Edit { id: one.id, patch: body(text) }], &at(second)).expect("changed");
    }
    let other = note("a", "made in the past", -200_000);
    add(&mut store, &other);
    assert!(other.id < one.id, "ids go by the clock");
    store.back_up(&at(-300_000)).expect("backed up");
    store.back_up(&at(-400_000)).expect("backed up");
    drop(store);
    let mut store = opened(folder.path());
    assert_eq!(store.take_notices(), []);
    let mut kept = bodies(&store, "a");
    kept.sort();
    assert_eq!(kept, ["made in the past", "third"]);
    // What was done last is undone first, whatever the clock said.
    for expected in [vec!["third"], vec!["second"], vec!["first"]] {
        store.undo(&id("a"), &at(-500_000)).expect("undone");
        assert_eq!(bodies(&store, "a"), expected);
    }
    // The backup that was made last is the newest, too.
    std::fs::write(folder.path().join("notes.db"), "gone").expect("damaged");
    drop(store);
    assert_eq!(bodies(&opened(folder.path()), "a"), ["first"]);
}

#[test]
fn a_body_of_ten_megabytes_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = note("a", &"열 메가바이트의 메모\n".repeat(10 << 20 >> 5), 1);
    assert!(one.body.len() > 9 << 20);
    add(&mut opened(folder.path()), &one);
    assert!(opened(folder.path()).notes(&id("a")).expect("read") == [one], "it is not as it was written");
}

#[test]
fn labels_and_tags_of_any_script_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let names = ["중요", "重要", "أهم", "ключ", "ดู", "👩‍👩‍👧", "e\u{301}", "two words", "a:b", "%_'\"\\"];
    for (second, name) in (1..).zip(names) {
        add(&mut store, &Note { label: Label::named(name), tags: tags([name]), ..note("a", name, second) });
    }
    let notes = opened(folder.path()).notes(&id("a")).expect("read");
    for name in names {
        let safe = SafeText::new(name);
        let found = notes.iter().find(|note| *note.body == *safe).unwrap_or_else(|| unreachable!("{name} is gone"));
        assert_eq!((found.label.name(), &found.tags), (safe.as_str(), &vec![safe.clone()]));
    }
}
