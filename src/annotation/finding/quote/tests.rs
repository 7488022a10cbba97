use super::*;
use crate::annotation::Rendition;
use crate::document::Document;

fn anchor(before: &str, quote: &str, after: &str, start: usize) -> Anchor {
    let nothing = Document::default();
    let place = Point::new(start);
    Anchor {
        quote: quote.into(),
        before: before.into(),
        after: after.into(),
        start: place.0,
        end: place.0 + Point::new(quote.len()).0,
        ..Anchor::of(&nothing, Span::default(), &Rendition::of(b"", &nothing, "t 1"))
    }
}

fn starts(found: &Occurrences) -> Vec<usize> {
    found.candidates.iter().map(|one| one.span.start.at()).collect()
}

fn exactly(text: &str, anchor: &Anchor, except: Option<Span>) -> Occurrences {
    exact(text, anchor, &Context::of(anchor), except)
}

fn changed_in(text: &str, anchor: &Anchor) -> Vec<Candidate> {
    changed(text, anchor, &Context::of(anchor), &mut Scans::default(), &|| true).expect("not stopped")
}

/// Letters and blanks that resemble nothing.
fn noise(seed: u32, chars: usize) -> String {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    };
    (0..chars).map(|_| char::from(b'a' + u8::try_from(next() % 26).expect("a letter"))).collect()
}

/// `text` with every letter at `places` another one.
fn with_errors(text: &str, places: &[usize]) -> String {
    text.chars().enumerate().map(|(at, c)| if places.contains(&at) { '#' } else { c }).collect()
}

#[test]
fn the_words_are_counted_and_the_most_alike_come_first() {
    let text = "ab cab ab";
    let all = exactly(text, &anchor("xc", "ab", " a", 7), None);
    assert_eq!((all.count, starts(&all)), (3, vec![4, 0, 7]));
    assert!(all.candidates.iter().all(|one| one.quote >= 1.0 && one.span.len() == 2));
    let others = exactly(text, &anchor("xc", "ab", " a", 7), Some(Span::new(4, 6)));
    assert_eq!((others.count, starts(&others)), (2, vec![0, 7]));
    // Bytes of both sides add up.
    assert_eq!(starts(&exactly("?zab( xyzab!", &anchor("xyz", "ab", "(", 2), None)), [9, 2]);
    assert_eq!(starts(&exactly("ab?), ab(]  ", &anchor("", "ab", "(]", 0), None)), [6, 0]);
    assert_eq!(exactly(text, &anchor("", "", "", 0), None).count, 0, "no words, no place");
}

#[test]
fn a_point_is_where_the_words_of_both_sides_meet() {
    let point = anchor("ab", "", "cde", 0);
    let found = exactly("x abcde y abcde", &point, None);
    assert_eq!(
        found.candidates.iter().map(|one| (one.span, one.score())).collect::<Vec<_>>(),
        [(Span::new(4, 4), 1.0), (Span::new(12, 12), 1.0)]
    );
    assert_eq!(starts(&exactly("x abcde y abcde", &point, Some(Span::new(4, 4)))), [12]);
}

#[test]
fn of_many_alike_the_nearest_are_looked_at() {
    let text = "ab.".repeat(100);
    let place = |at: usize| 3 * at;
    let anchor = anchor(&text[place(50) - 32..place(50)], "ab", &text[place(50) + 2..][..32], place(50));
    let found = exactly(&text, &anchor, None);
    let mut near = starts(&found);
    near.sort_unstable();
    assert_eq!((found.count, near), (100, (34..66).map(place).collect()));
    assert!(!found.are_too_many());
    let one = self::anchor("", "a", "", 0);
    assert!(!exactly(&"a".repeat(65_535), &one, None).are_too_many());
    assert!(exactly(&"a".repeat(70_000), &one, None).are_too_many());
}

#[test]
fn blanks_at_the_ends_are_the_quotes_or_nobodys() {
    let text = "  ab\n ";
    let place = Place { start: 0, end: 6, errors: 0 };
    for (quote, wanted) in [("ab", (2, 4)), (" ab", (0, 4)), ("ab ", (2, 6)), ("\nab\n", (0, 6))] {
        assert_eq!(trimmed(text, place, quote), Span::new(wanted.0, wanted.1), "{quote:?}");
    }
    assert_eq!(trimmed("ab  cd", Place { start: 1, end: 5, errors: 0 }, "b  c"), Span::new(1, 5));
}

#[test]
fn changed_words_are_found_with_the_share_that_is_the_same() {
    let found = changed_in("one two thrxe four", &anchor("one ", "two three", " four", 4));
    assert_eq!(found.iter().map(|one| one.span).collect::<Vec<_>>(), [Span::new(4, 13)]);
    assert!((found[0].quote - 8.0 / 9.0).abs() < 1e-9 && found[0].before >= 1.0 && found[0].after >= 1.0);
    assert_eq!(changed_in("zz zzzz zzz zzzzz", &anchor("", "two three", "", 0)), []);
    assert_eq!(changed_in("xa", &anchor("", "ab", "", 0)), [], "of two letters none may be another");
    assert_eq!(changed_in("x abd", &anchor("", "abc", "", 0)).len(), 1);
}

#[test]
fn up_to_768_characters_are_looked_for_as_a_whole() {
    let quote = noise(1, 768);
    let text = format!("{} {} {}", noise(2, 100), with_errors(&quote, &[400]), noise(3, 100));
    let found = changed_in(&text, &anchor("", &quote, "", 1));
    assert!((found[0].quote - 767.0 / 768.0).abs() < 1e-9, "{found:?}");
    let quote = noise(1, 769);
    let text = format!("{} {} {}", noise(2, 100), with_errors(&quote, &[400]), noise(3, 100));
    let found = changed_in(&text, &anchor("", &quote, "", 1));
    assert!((found[0].quote - 1022.0 / 1024.0).abs() < 1e-9, "both ends have the error: {found:?}");
}

#[test]
fn a_long_quote_is_its_two_ends() {
    let quote = noise(1, 2000);
    let anchor = anchor("", &quote, "", 1);
    let errors = [3, 30, 300, 700, 800, 900, 1000, 1100, 1200, 1300, 1700, 1990];
    let text = format!("{}{}{}", noise(2, 700), with_errors(&quote, &errors), noise(3, 900));
    let found = changed_in(&text, &anchor);
    assert_eq!(found.iter().map(|one| one.span).collect::<Vec<_>>(), [Span::new(700, 2700)]);
    assert!((found[0].quote - 1019.0 / 1024.0).abs() < 1e-9, "{found:?}");
    // The end is looked for up to a third nearer, and a third farther.
    for (middle, is_whole) in [(376, true), (1576, true), (76, false), (2076, false)] {
        let text = format!("{}{}{}{}{}", noise(2, 700), &quote[..512], noise(4, middle), &quote[1488..], noise(3, 900));
        let found = changed_in(&text, &anchor);
        let (wanted, score) = if is_whole { (700 + 512 + middle + 512, 1.0) } else { (700 + 512, 0.5) };
        assert_eq!(found[0].span, Span::new(700, wanted), "{middle} between");
        assert!((found[0].quote - score).abs() < 1e-9, "{middle} between: {found:?}");
    }
    let ending = format!("{}{}{}", noise(2, 700), &quote[1400..], noise(3, 900));
    let found = changed_in(&ending, &anchor);
    assert_eq!(found.iter().map(|one| (one.span, one.quote)).collect::<Vec<_>>(), [(Span::new(788, 1300), 0.5)]);
    assert_eq!(changed_in(&noise(5, 3000), &anchor), []);
}

#[test]
fn a_point_among_changed_words_is_where_both_sides_fit() {
    let point = anchor("abcdefgh", "", "ijklmnop", 0);
    for (text, wanted, share) in [
        ("xx abcXefgh" /* one letter */, None, 0.0),
        ("xx abcXefghijklmnop yy", Some(11), 15.0 / 16.0),
        ("xx abcdefghijkXmnop yy", Some(11), 15.0 / 16.0),
        ("xx abcdefgh--ijklmnop yy", Some(11), 14.0 / 16.0),
        ("xx abcdefgX-ijklmnop yy", Some(12), 14.0 / 16.0),
        ("xx abcdefghXjklmnop yy", Some(11), 15.0 / 16.0),
    ] {
        let found = changed_in(text, &point);
        assert_eq!(found.first().map(|one| one.span), wanted.map(|at| Span::empty(Point(at))), "{text:?}");
        if let Some(one) = found.first() {
            assert!([one.quote, one.before, one.after].iter().all(|part| (part - share).abs() < 1e-9), "{text:?} {one:?}");
        }
    }
}

#[test]
fn searches_wait_for_one_another_only_while_they_are_gathered() {
    let text = format!("{}one two thrxe four", noise(1, 20_000));
    let anchor = anchor("one ", "two three", " four", 4);
    let mut scans = Scans::default();
    let find = |scans: &mut Scans| changed(&text, &anchor, &Context::of(&anchor), scans, &|| true);
    let alone = find(&mut scans);
    assert_eq!(alone.as_ref().map(Vec::len), Some(1));
    scans.gather();
    assert_eq!((find(&mut scans), scans.waits()), (None, true));
    assert_eq!(scans.walk(&[&text], &|| true), Some(()));
    assert_eq!((find(&mut scans), scans.waits()), (alone.clone(), false));
    scans.end();
    assert_eq!(find(&mut scans), alone);
    // A short text is searched at once, and a walk that is told to stop stops.
    scans.gather();
    assert_eq!(changed("one two thrxe", &anchor, &Context::of(&anchor), &mut scans, &|| true).map(|found| found.len()), Some(1));
    assert!(!scans.waits());
    assert_eq!(find(&mut scans), None);
    assert_eq!(scans.walk(&[&text], &|| false), None);
}
