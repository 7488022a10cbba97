//! The steps of the ladder, each by value: what is sure, what is meant, what lies in both texts.

use super::*;

fn candidate(start: usize, score: f64) -> Candidate {
    Candidate { span: Span::new(start, start + 10), quote: score, before: score, after: score }
}

#[test]
fn a_place_is_decided_when_it_is_sure_and_leads() {
    for (scores, wanted) in [
        (&[0.81][..], true),
        (&[0.79], false),
        (&[0.9, 0.84], true),
        (&[0.9, 0.86], false),
        (&[1.0, 0.9, 0.9], true),
        (&[], false),
    ] {
        let candidates: Vec<Candidate> = scores.iter().enumerate().map(|(at, score)| candidate(20 * at, *score)).collect();
        assert_eq!(decided(&candidates), candidates.first().filter(|_| wanted), "{scores:?}");
    }
}

#[test]
fn a_place_is_exact_where_it_is_the_same_and_much_alike() {
    let brief = document(BRIEF);
    let anchor = anchored(&brief, QUOTE);
    let (here, there) = (anchor.span(), Span::new(2, 8));
    let settled = |span: Span, score: f64| super::settled(brief.text(), &anchor, span, score);
    assert_eq!(settled(here, 0.96), Found::Exact(here));
    assert_eq!(settled(here, 0.94), Found::Moved { span: here, score: 0.94 });
    assert_eq!(settled(there, 1.0), Found::Moved { span: there, score: 1.0 });
    // One letter that is another is enough.
    let changed = document(&BRIEF.replace("위성사진에서", "위성사진에도"));
    let changed = changed.text();
    assert_eq!(super::settled(changed, &anchor, here, 1.0), Found::Moved { span: here, score: 1.0 });
    let found = super::settled(changed, &anchor, here, 1.0);
    assert!(found.has_other_words(&anchor, changed) && !found.has_other_words(&anchor, brief.text()));
    assert!(!Found::Exact(here).has_other_words(&anchor, changed));
    assert_eq!(
        [Found::Exact(here).span(), Found::Moved { span: there, score: 1.0 }.span(), Found::Lost.span()],
        [Some(here), Some(there), None]
    );
    assert_eq!(Found::Doubtful { candidates: vec![(here, 1.0)] }.span(), None);
}

#[test]
fn of_doubtful_places_the_first_and_those_that_may_be_are_told() {
    let told = |scores: &[f64]| {
        let candidates: Vec<Candidate> = scores.iter().enumerate().map(|(at, score)| candidate(20 * at, *score)).collect();
        match doubtful(&candidates) {
            Found::Doubtful { candidates } => candidates.iter().map(|(span, _)| span.start.at() / 20).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(told(&[0.5]), [0]);
    assert_eq!(told(&[0.9, 0.61, 0.59]), [0, 1]);
    assert_eq!(told(&[0.7; 12]), (0..8).collect::<Vec<_>>());
}

/// A context of which something, or nothing, is known.
fn context(is_known: bool) -> Context {
    let anchor = anchored(&document(BRIEF), QUOTE);
    let empty = SafeLines::default();
    Context::of(&if is_known { anchor } else { Anchor { before: empty.clone(), after: empty, start: 9, ..anchor } })
}

#[test]
fn the_only_place_is_meant_by_what_is_known_of_it() {
    let only = |before: f64, after: f64| Candidate { span: Span::new(0, 10), quote: 1.0, before, after };
    let (known, unknown) = (context(true), context(false));
    for (before, after, was_alone, length, context, wanted) in [
        (0.0, 0.0, Some(true), 30, &known, true),
        (1.0, 1.0, Some(false), 99, &unknown, false),
        (0.0, 0.0, None, 30, &known, false),
        (0.5, 0.0, None, 30, &known, true),
        (0.0, 0.5, None, 30, &known, true),
        (0.4, 0.4, None, 63, &known, false),
        (0.4, 0.4, None, 64, &known, true),
        (0.0, 0.0, None, 30, &unknown, true),
    ] {
        assert_eq!(is_meant(&only(before, after), was_alone, length, context), wanted, "{before} {after} {was_alone:?} {length}");
    }
}

#[test]
fn a_quote_stands_alone_where_nothing_comes_near() {
    let known = context(true);
    let all =
        |quote: f64, next: f64| vec![Candidate { span: Span::new(0, 10), quote, before: 0.5, after: 0.0 }, candidate(20, next)];
    let alone = |candidates: &[Candidate], count: usize, length: usize, was_alone: Option<bool>| {
        stands_alone(candidates, &Occurrences { count, candidates: Vec::new() }, was_alone, length, &known)
    };
    assert!(alone(&all(1.0, 0.5), 1, 25, Some(true)));
    assert!(alone(&all(1.0, 0.5)[..1], 1, 25, None));
    assert!(!alone(&all(1.0, 0.5), 2, 25, Some(true)), "twice");
    assert!(!alone(&all(0.9, 0.1), 1, 25, Some(true)), "changed");
    assert!(!alone(&all(1.0, 0.5), 1, 24, Some(true)), "short");
    assert!(!alone(&all(1.0, 0.64), 1, 25, Some(true)), "another comes near");
    assert!(!alone(&all(1.0, 0.5), 1, 25, Some(false)), "not the one that was meant");
    assert!(!alone(&[], 1, 25, Some(true)));
}

#[test]
fn what_both_texts_begin_and_end_with_is_counted_once() {
    let prefix_and_suffix = |old: &str, new: &str| {
        let (document, hash) = (document(new), Hash32::of(b"old"));
        let rendition = rendition(&document);
        let mut finder = Finder::new(&document, &rendition);
        finder.remember(Hash32::of(b"another"), "another");
        finder.remember(hash, "first said");
        finder.remember(hash, old);
        assert_eq!(finder.old.iter().filter(|old| old.hash == hash).count(), 1);
        assert_eq!((finder.old.len(), finder.document().text(), finder.rendition()), (2, document.text(), &rendition));
        let old = finder.old.last().expect("remembered");
        (old.prefix, old.suffix)
    };
    assert_eq!(prefix_and_suffix("abcXdef\n", "abcYYdef"), (3, 4));
    assert_eq!(prefix_and_suffix("abc\n", "xyz"), (0, 1));
    assert_eq!(prefix_and_suffix("line\nline\n", "line"), (0, 0), "which of the two was taken out, nobody can tell");
    assert_eq!(prefix_and_suffix("ab-ab\n", "ab-xx-ab"), (2, 3));
}

#[test]
fn a_passage_in_what_both_texts_have_is_where_it_was() {
    let brief = document(BRIEF);
    let at = |before: usize, start: u32, end: u32, after: usize| Anchor {
        before: "b".repeat(before).into(),
        after: "a".repeat(after).into(),
        start,
        end,
        ..anchored(&brief, QUOTE)
    };
    let text = "x".repeat(100);
    let old = Old { hash: Hash32::of(b"old"), text: &text, prefix: 30, suffix: 40 };
    let place = |anchor: &Anchor, length: usize| old.same_place(anchor, length).map(|span| (span.start.0, span.end.0));
    assert_eq!(place(&at(5, 10, 20, 10), 120), Some((10, 20)), "all in the beginning");
    assert_eq!(place(&at(5, 10, 20, 11), 120), None);
    assert_eq!(place(&at(5, 65, 75, 9), 120), Some((85, 95)), "all in the end, which moved");
    assert_eq!(place(&at(5, 65, 75, 9), 90), Some((55, 65)));
    assert_eq!(place(&at(6, 65, 75, 9), 120), None);
    assert_eq!(place(&at(0, 60, 60, 0), 120), Some((80, 80)));
    assert_eq!(place(&at(9, 5, 40, 0), 120), None);
}

/// Words without a full stop, all of one length, none of them the same for two seeds.
fn filler(seed: u32, words: usize) -> String {
    let word = |n: usize| {
        let mut state = (seed * 1000 + u32::try_from(n).expect("few")).wrapping_mul(2_654_435_761) | 1;
        (0..7)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                char::from(b'a' + u8::try_from(state % 26).expect("a letter"))
            })
            .collect::<String>()
    };
    (0..words).map(word).collect::<Vec<_>>().join(" ")
}

/// How `quote` of the text `old` is found in the text `new`, the old one at hand or not: `exact`, `moved`, `doubtful`, `lost`.
fn step(old: &str, quote: &str, new: &str, is_at_hand: bool) -> &'static str {
    let (old, new) = (document(old), document(new));
    match found(is_at_hand.then_some(&old), &new, &anchored(&old, quote)) {
        Found::Exact(_) => "exact",
        Found::Moved { .. } => "moved",
        Found::Doubtful { .. } => "doubtful",
        Found::Lost => "lost",
    }
}

#[test]
fn a_quote_that_stayed_where_it_was_among_other_words() {
    let sides = |first: u32, second: u32, quote: &str| format!("{} {quote} {}", filler(first, 10), filler(second, 10));
    for (words, other_sides, at_hand, wanted) in [
        // Of 39 letters, and 71: known again by the old text, by a side, or by its length.
        (5, (8, 9), true, "exact"),
        (5, (8, 9), false, "doubtful"),
        (5, (1, 9), false, "exact"),
        (5, (8, 2), false, "exact"),
        (9, (8, 9), false, "exact"),
        // A short one is known by both its neighbours alone.
        (2, (8, 9), true, "doubtful"),
        (2, (1, 9), true, "doubtful"),
        (2, (1, 2), true, "exact"),
    ] {
        let quote = filler(5, words);
        let (old, new) = (sides(1, 2, &quote), sides(other_sides.0, other_sides.1, &quote));
        assert_eq!(
            step(&old, &quote, &new, at_hand),
            wanted,
            "{words} words beside {other_sides:?}, the old text at hand: {at_hand}"
        );
    }
}

#[test]
fn a_quote_that_went_elsewhere() {
    let quote = filler(5, 5);
    let near = format!("{} {quote} {}", filler(1, 10), filler(2, 10));
    let old = format!("{near}\n{}", filler(3, 30));
    let moved = format!("{}\n{near}", filler(4, 30));
    for at_hand in [true, false] {
        assert_eq!(step(&old, &quote, &moved, at_hand), "moved");
        assert_eq!(step(&old, &quote, &format!("{moved}\n{moved}"), at_hand), "doubtful", "twice");
        assert_eq!(step(&old, &quote, &filler(6, 60), at_hand), "lost");
        assert_eq!(
            step(&old, &quote, &filler(6, 60).replacen(' ', &format!(" {} ", filler(5, 3)), 1), at_hand),
            "lost",
            "three words of five"
        );
    }
    // Among other words it is the one that was meant only where the old text says that there was but one.
    let alone = format!("{} {quote} {}", filler(8, 12), filler(9, 10));
    assert_eq!([true, false].map(|at_hand| step(&old, &quote, &alone, at_hand)), ["moved", "doubtful"]);
    let long = filler(5, 9);
    let (old, alone) = (old.replace(&quote, &long), alone.replace(&quote, &long));
    assert_eq!(step(&old, &long, &alone, false), "moved");
    assert_eq!(step(&old, &long, &format!("{alone}\n{}", alone.replacen("x", "y", 1)), false), "doubtful");
}

#[test]
fn what_else_looked_like_it_in_its_own_text_makes_doubt() {
    let quote = filler(5, 5);
    let first = format!("{} {quote} {}", filler(1, 10), filler(2, 10));
    // Much like the first, and still there when that is gone.
    let second = first.replacen('a', "o", 2).replacen('e', "i", 2);
    let old = format!("{first}\n{}\n{second}", filler(3, 20));
    let new = format!("{}\n{second}", filler(4, 20));
    assert_eq!(step(&old, &quote, &new, false), "moved");
    assert_eq!(step(&old, &quote, &new, true), "doubtful");
    // What is less like it than what is found makes none.
    let other = format!("{} {quote} {}", filler(8, 10), filler(9, 10));
    let old = format!("{first}\n{}\n{other}", filler(3, 20));
    assert_eq!(step(&old, &quote, &format!("{}\n{first}", filler(4, 20)), true), "moved");
    assert_eq!(step(&old, &quote, &format!("{}\n{other}", filler(4, 20)), true), "doubtful");
}

#[test]
fn changed_words_of_which_others_were_left() {
    let quote = filler(5, 6);
    let changed = quote.replacen('a', "x", 3);
    let first = format!("{} {quote} {}", filler(1, 10), filler(2, 10));
    let old = format!("{first}\n{}", filler(3, 20));
    let new = format!("{}\n{}", filler(4, 20), first.replace(&quote, &changed));
    assert_eq!([true, false].map(|at_hand| step(&old, &quote, &new, at_hand)), ["moved", "moved"]);
    // The changed words stood in the old text too, beside the quote that is gone now.
    let old = format!("{first}\n{}\n{}", filler(3, 20), first.replace(&quote, &changed));
    assert_eq!([true, false].map(|at_hand| step(&old, &quote, &new, at_hand)), ["doubtful", "moved"]);
}

#[test]
fn too_many_exact_places_are_no_decision() {
    let quote = "abcdefghijklmnopqrstuvwxy";
    let (head, tail) = (filler(1, 10), filler(2, 10));
    let old = document(&format!("{head} {quote} {tail}"));
    let anchor = anchored(&old, quote);
    let new = |count: usize| document(&format!("x\n{head} {quote} {tail}\n{}", quote.repeat(count)));
    assert!(matches!(found(None, &new(100), &anchor), Found::Moved { .. }));
    assert!(matches!(found(None, &new(1 << 16), &anchor), Found::Doubtful { .. }));
}

#[test]
fn a_cell_is_settled_by_its_heads_and_never_by_words_alone() {
    let rows: &[&[&str]] = &[&["구분", "2022"], &["인구", "25660"]];
    let old = tables(&[("표 1. 경제지표", rows)]);
    let anchor = anchored(&old, "25660");
    let by = |caption: &str, rows: &[&[&str]]| {
        let new = tables(&[(caption, rows)]);
        words(&new, &found(None, &new, &anchor))
    };
    assert_eq!(by("표 1. 경제지표", &[&["구분", "2021", "2022"], &["인구", "1", "25660"]]), "moved \"25660\"");
    // Heads that are there, and numbers and a caption that are others, are not enough.
    assert_eq!(by("표 1. 경제자료", &[&["구분", "2022"], &["인구", "77777"]]), "doubtful [\"77777\"]");
    // Its very number, in another row: the words are there, and the reader is asked.
    assert!(by("표 1. 경제지표", &[&["구분", "2022"], &["가구", "25660"]]).starts_with("doubtful"));
    let twice: &[&[&str]] = &[&["구분", "2022"], &["계", "10"], &["계", "20"]];
    let old = tables(&[("표", twice)]);
    let new = tables(&[("표", &[&["구분", "2022"], &["계", "10"]])]);
    assert!(matches!(found(None, &new, &anchored(&old, "10")), Found::Doubtful { .. }), "it was not alone");
}

#[test]
fn one_is_found_after_many() {
    let (document, anchors) = many(7);
    let now = rendition(&document);
    let mut finder = Finder::new(&document, &now);
    let all: Vec<&Anchor> = anchors.iter().collect();
    let found = finder.find_all(&all, &|| true).expect("not stopped");
    assert_eq!(anchors.iter().map(|anchor| finder.find(anchor, &|| true).expect("not stopped")).collect::<Vec<_>>(), found);
    assert_eq!(super::find(&document, &now, &anchors[0]), found[0]);
}
