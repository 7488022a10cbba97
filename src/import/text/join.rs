//! What stands between two lines that were one: nothing, a blank, or less than nothing.

use super::letters::{first_word, is_closer, is_hangul, is_hyphen, is_unspaced, last_word};
use super::profile::Profile;
use super::word::is_ending;

/// How a line goes on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Join {
    /// A word ended there.
    Blank,
    /// A word was broken there, or its script has no blanks.
    Nothing,
    /// A word was broken there, and its last `n` bytes are only the hyphen that says so.
    Without(usize),
}

/// How `next` goes on `here`, of which `trailing` blanks were left out.
pub(in crate::import) fn join(here: &str, trailing: u8, next: &str, profile: &Profile) -> Join {
    let (Some(last), Some(first)) = (here.chars().next_back(), next.chars().next()) else { return Join::Blank };
    if last == '\u{AD}' || is_not_sign(here, last, first) {
        return Join::Without(last.len_utf8());
    }
    let told = profile.signal && trailing > 0;
    if is_hyphen(last) && !told {
        return at_hyphen(here, last, next, first, profile);
    }
    if profile.signal {
        return if trailing > 0 { Join::Blank } else { Join::Nothing };
    }
    if binds_behind(here, last) || binds_ahead(last, next, first) {
        return Join::Nothing;
    }
    if is_closer(last) && is_hangul(first) && is_ending(first_word(next)) {
        return Join::Nothing;
    }
    if is_unspaced(last) || is_unspaced(first) {
        return unspaced(last, first);
    }
    if first == '(' && is_hangul(last) && profile.measure.is_some_and(|measure| measure.anywhere) {
        return Join::Nothing;
    }
    if is_hangul(first) && profile.measure.is_some_and(|measure| measure.anywhere) {
        return hangul(here, last, next, profile);
    }
    if breaks_address(here, next) { Join::Nothing } else { Join::Blank }
}

/// A hyphen at a line's end: left out of a Latin word that goes on in small letters, unless
/// the file shows the word with it; kept between names, numbers and syllables (`한-미-일`,
/// `2016-2020`); a dash where a blank stands before it.
fn at_hyphen(here: &str, hyphen: char, next: &str, first: char, profile: &Profile) -> Join {
    let stem = &here[..here.len() - hyphen.len_utf8()];
    let Some(before) = stem.chars().next_back() else { return Join::Blank };
    if before == ' ' || is_hyphen(before) {
        return Join::Blank;
    }
    let latin = |c: char| c.is_alphabetic() && !is_hangul(c) && !is_unspaced(c);
    // `Trace-` `Monkey`, where the file says `TraceMonkey`.
    let joined = || profile.words.has(&format!("{}{}", last_word(stem), first_word(next)));
    if latin(before) && first.is_uppercase() && joined() {
        return Join::Without(hyphen.len_utf8());
    }
    if !latin(before) || !(first.is_lowercase() || are_capitals(last_word(stem), first_word(next), profile)) {
        return Join::Nothing;
    }
    // `long- and short-term` has a blank; `state-of-the-` goes on in hyphens.
    // One of another kind than the word's own was put in to break it: `non-op‐` `tional`.
    let is_own = |c: char| is_hyphen(c) && (hyphen == '-' || c == hyphen);
    let goes_on = last_word(stem).contains(is_own);
    if matches!(first_word(next), "and" | "or" | "und" | "oder" | "et" | "to") && !goes_on {
        return Join::Blank;
    }
    if goes_on || is_compound(last_word(stem), first_word(next), profile) {
        return Join::Nothing;
    }
    Join::Without(hyphen.len_utf8())
}

/// Words that a hyphen binds to a word before them.
const TAILS: [&str; 14] = [
    "based",
    "bound",
    "dependent",
    "driven",
    "efficient",
    "free",
    "friendly",
    "intensive",
    "like",
    "oriented",
    "owned",
    "related",
    "specific",
    "wide",
];
/// Letters of a word in capitals that was broken, at least.
const BROKEN_CAPITALS: usize = 4;

/// Whether `stem` and `rest` are a compound with a hyphen: by the words of the file, or by a sure rule.
fn is_compound(stem: &str, rest: &str, profile: &Profile) -> bool {
    let stem = stem.trim_start_matches(|c: char| !c.is_alphanumeric());
    let bare = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let whole = format!("{stem}-{bare}");
    if profile.words.has(&whole) || profile.words.has(&whole.to_lowercase()) {
        return true;
    }
    let joined = format!("{stem}{bare}");
    if profile.words.has(&joined) || profile.words.has(&joined.to_lowercase()) {
        return false;
    }
    let capital = stem.starts_with(char::is_uppercase) && profile.words.has_tail(bare);
    let alone = stem.chars().nth(1).is_none();
    // `shell-like`: three equal letters would meet.
    let end: Vec<char> = stem.chars().rev().take(2).collect();
    let meets = end.len() == 2 && end[0] == end[1] && bare.starts_with(end[0]);
    let tailed = TAILS.contains(&bare) && profile.words.has(stem);
    // Where words are not broken, a hyphen behind a word, or before one, is its own.
    let own = profile.unbroken && bare.chars().count() > 2 && (profile.words.has(stem) || profile.words.has(bare));
    capital || own || alone || meets || tailed || is_first_part(&stem.to_lowercase(), bare)
}

/// Whether `stem` and `rest` are pieces of one word in capitals, and `stem` no word of its own.
fn are_capitals(stem: &str, rest: &str, profile: &Profile) -> bool {
    let capitals = |word: &str| word.chars().any(char::is_alphabetic) && !word.contains(char::is_lowercase);
    let title: String = stem.chars().take(1).chain(stem.to_lowercase().chars().skip(1)).collect();
    let is_word = profile.words.has(stem) || profile.words.has(&title) || profile.words.has(&stem.to_lowercase());
    let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
    capitals(stem) && capitals(rest) && stem.chars().count() >= BROKEN_CAPITALS && letters > 1 && !is_word
}

/// Whether `stem` is a word that a hyphen binds to `rest`, as far as that is sure: `highest` has the same beginning.
fn is_first_part(stem: &str, rest: &str) -> bool {
    let is_one_of = |words: &[&str]| words.contains(&rest);
    match stem {
        "self" | "half" | "cross" | "well" | "low" | "high" | "long" | "short" => {
            rest.chars().count() > 2 && !is_one_of(&ENDINGS) && !is_one_of(&GROWN)
        }
        "so" => rest == "called",
        "ex" => is_one_of(&OFFICES),
        "all" => is_one_of(&[
            "inclusive",
            "purpose",
            "time",
            "round",
            "day",
            "night",
            "important",
            "powerful",
            "encompassing",
            "party",
        ]),
        "non" | "quasi" | "ill" | "much" => true,
        _ => false,
    }
}

/// Endings of words: what they are parted from is a stem (`high-est`, `cross-ing`, `self-ish`).
const ENDINGS: [&str; 16] =
    ["est", "ing", "ings", "ish", "ness", "age", "ages", "ers", "ened", "ening", "ener", "ens", "ly", "less", "hood", "ies"];
/// Words that are written with those first parts as one.
const GROWN: [&str; 32] = [
    "way", "ways", "land", "lands", "light", "lights", "lighted", "lighting", "fall", "falls", "coming", "comings", "cut",
    "cuts", "hand", "stop", "list", "lived", "bread", "cake", "wise", "road", "roads", "over", "word", "words", "bow", "time",
    "hold", "being", "come", "comed",
];
/// Who or what may be a former one.
const OFFICES: [&str; 14] = [
    "president",
    "minister",
    "wife",
    "husband",
    "service",
    "servicemen",
    "soldier",
    "soldiers",
    "chairman",
    "director",
    "member",
    "members",
    "ante",
    "post",
];

/// Whether `last` is the sign that stands for a soft hyphen in some old files: `re¬` `cent`.
fn is_not_sign(here: &str, last: char, first: char) -> bool {
    last == '¬' && first.is_lowercase() && here[..here.len() - last.len_utf8()].ends_with(char::is_alphabetic)
}

/// Whether nothing comes between `last`, the end of `here`, and what follows.
fn binds_behind(here: &str, last: char) -> bool {
    match last {
        '(' | '[' | '「' | '『' | '《' | '〈' | '“' | '‘' => true,
        '/' | '~' | '·' | '–' | '—' | '―' => {
            let before = here[..here.len() - last.len_utf8()].chars().next_back();
            before.is_some_and(|c| c != ' ' && c != last)
        }
        _ => false,
    }
}

/// Whether nothing comes between what stands before and `first`, the start of `next`.
fn binds_ahead(last: char, next: &str, first: char) -> bool {
    let second = next.chars().nth(1);
    match first {
        // A part of a name or a range goes on; an option, a minus and a dash start something.
        '-' => {
            second.is_some_and(|second| is_hangul(last) && is_hangul(second) || last.is_ascii_digit() && second.is_ascii_digit())
        }
        '/' | '~' | '·' => second.is_some_and(char::is_alphanumeric),
        ',' | ';' | '?' | '!' | '%' => !matches!(second, Some(c) if c == first),
        '.' => !matches!(second, Some(c) if c == '.' || c.is_alphanumeric()),
        '"' | '\'' => false,
        c => is_closer(c),
    }
}

/// Between characters of a script without blanks, and between them and digits, nothing;
/// between them and letters of other scripts a blank.
fn unspaced(last: char, first: char) -> Join {
    let suits = |c: char| is_unspaced(c) || c.is_ascii_digit() || is_closer(c) || !c.is_alphanumeric();
    if suits(last) && suits(first) { Join::Nothing } else { Join::Blank }
}

/// Korean that breaks inside words, and whose blanks at line ends were lost. A number takes
/// its unit (`2024` `년`); syllables are weighed by the words that the file shows.
fn hangul(here: &str, last: char, next: &str, profile: &Profile) -> Join {
    let goes_on = last.is_ascii_digit()
        || (is_hangul(last) && profile.words.go_on(here, next))
        || (is_closer(last) && is_ending(first_word(next)));
    if goes_on { Join::Nothing } else { Join::Blank }
}

/// Whether an address of the web was broken: its end is a sign inside of addresses, and what
/// follows has such signs too.
fn breaks_address(here: &str, next: &str) -> bool {
    let word = last_word(here);
    let inside = |c: char| matches!(c, '/' | '-' | '_' | '=' | '&' | '?' | '#' | '%');
    (word.contains("://") || word.starts_with("www."))
        && word.ends_with(inside)
        && first_word(next).contains(|c| inside(c) || matches!(c, '.' | '0'..='9'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::measure::Measure;
    use crate::import::text::word::Words;

    fn profile(signal: bool, opening: &str) -> Profile {
        let mut lines = Vec::new();
        crate::import::text::line::scan(opening, &mut Default::default(), &mut lines);
        let measure = Some(Measure { right: 80, anywhere: true });
        Profile { signal, measure, words: Words::of(opening, &lines), ..Profile::default() }
    }

    #[test]
    fn a_trailing_blank_ends_a_word_where_blanks_tell() {
        let profile = profile(true, "");
        assert_eq!(join("미국 백악관", 0, "은 북러", &profile), Join::Nothing);
        assert_eq!(join("밀착을 통해", 1, "평양은", &profile), Join::Blank);
        assert_eq!(join("선제적", 0, "(proactive)인", &profile), Join::Nothing);
    }

    #[test]
    fn hyphens_of_words_go_and_those_of_names_stay() {
        let profile = profile(false, "the well-known case");
        assert_eq!(join("economic co-", 0, "operation between", &profile), Join::Without(1));
        assert_eq!(join("a well-", 0, "known name", &profile), Join::Nothing);
        assert_eq!(join("state-of-the-", 0, "art", &profile), Join::Nothing);
        assert_eq!(join("the Anglo-", 0, "American", &profile), Join::Nothing);
        assert_eq!(join("2016-", 0, "2020", &profile), Join::Nothing);
        assert_eq!(join("한-미-", 0, "일 협력", &profile), Join::Nothing);
        assert_eq!(join("북-중", 0, "-러 간에도", &profile), Join::Nothing);
        assert_eq!(join("this -", 0, "or that", &profile), Join::Blank);
        assert_eq!(join("long-", 0, "and short-term", &profile), Join::Blank);
        assert_eq!(join("RELIABILITY AND TRANS-", 0, "PARENCY: ALL", &profile), Join::Without(1));
        assert_eq!(join("a self-", 0, "employed one", &profile), Join::Nothing);
        assert_eq!(join("an e-", 0, "mail", &profile), Join::Nothing);
        assert_eq!(join("a shell-", 0, "like one", &profile), Join::Nothing);
        assert_eq!(join("co\u{AD}", 0, "operation", &profile), Join::Without(2));
        assert_eq!(join("the coun¬", 0, "cil", &profile), Join::Without(2));
        assert_eq!(join("if ¬", 0, "p holds", &profile), Join::Blank);
    }

    #[test]
    fn hyphens_that_belong_to_a_word_stay() {
        let profile = profile(false, "the short selfish lowercase oddity of a highest crossing");
        for (here, next) in [
            ("paid by e-", "mail orders"),
            ("with n-", "heptanol"),
            ("many (e-", "commerce)"),
            ("a shell-", "like cover"),
            ("the self-", "governing towns"),
            ("the so-", "called levy"),
            ("a long-", "term due"),
            ("the Low-", "income households"),
            ("a high-", "speed line"),
            ("by half-", "yearly rates"),
            ("the cross-", "sectional study"),
            ("the ex-", "president"),
            ("the all-", "inclusive rate"),
            ("a well-", "informed council"),
        ] {
            assert_eq!(join(here, 0, next, &profile), Join::Nothing, "{here} {next}");
        }
        assert_eq!(join("of non-op\u{2010}", 0, "tional arguments", &profile), Join::Without(3));
        for (here, next) in [
            ("at le-", "ast once"),
            ("the coun-", "cil met"),
            ("a so-", "cial rule"),
            ("for ex-", "ample"),
            ("the high-", "est rate"),
            ("a cross-", "ing"),
            ("the high-", "way"),
            ("the self-", "ish man"),
            ("all in low-", "ercase letters"),
            ("it was all-", "owed"),
        ] {
            assert_eq!(join(here, 0, next, &profile), Join::Without(1), "{here} {next}");
        }
    }

    #[test]
    fn a_row_that_begins_with_a_hyphen_has_a_blank_before_it() {
        let profile = profile(false, "");
        assert_eq!(join("is equivalent to", 0, "-T 256.", &profile), Join::Blank);
        assert_eq!(join("a paragraph", 0, "-with dashes", &profile), Join::Blank);
        assert_eq!(join("looked at", 0, "--all at once", &profile), Join::Blank);
        assert_eq!(join("fell to", 0, "-3.5 per cent", &profile), Join::Blank);
        assert_eq!(join("in 2016", 0, "-2020", &profile), Join::Nothing);
        assert_eq!(join("북-중", 0, "-러 연대", &profile), Join::Nothing);
    }

    #[test]
    fn a_compound_keeps_its_hyphen_where_the_file_spells_it_so() {
        let words = [
            "the work-hours of all",
            "a Swedish-speaking minority there",
            "some China words here",
            "the example says it",
            "a SnowDrop of work there",
        ];
        let profile = Profile { words: Words::of_lines(words.into_iter()), ..Profile::default() };
        assert_eq!(join("at $85 per work-", 0, "hour, and", &profile), Join::Nothing);
        assert_eq!(join("the Sami-", 0, "speaking one", &profile), Join::Nothing);
        assert_eq!(join("THE CHINA-", 0, "TAIWAN TALKS", &profile), Join::Nothing);
        assert_eq!(join("the Snow-", 0, "Drop flower", &profile), Join::Without(1));
        assert_eq!(join("a work-", 0, "oriented one", &profile), Join::Nothing);
        assert_eq!(join("for ex-", 0, "ample", &profile), Join::Without(1));
        assert_eq!(join("the docu-", 0, "ments", &profile), Join::Without(1));
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn where_no_line_breaks_a_word_a_hyphen_is_the_words_own() {
        let words = || Words::of_lines(["they keep the privacy of all of them there", "the eligible ones are there"].into_iter());
        let plain = ["a line of the text", "that goes on"];
        let lines = |hyphens: usize| {
            let pairs = (0..100).map(move |at| if at < hyphens { ("the docu-", "ments") } else { (plain[0], plain[1]) });
            Profile { words: words(), ..Profile::default() }.breaking(pairs)
        };
        for (hyphens, own) in [(0, true), (2, true), (3, false), (20, false)] {
            let (kept, gone) = if own { (Join::Nothing, Join::Without(1)) } else { (Join::Without(1), Join::Without(1)) };
            assert_eq!(join("a privacy-", 0, "preserving one", &lines(hyphens)), kept, "{hyphens}");
            assert_eq!(join("of age-", 0, "eligible ones", &lines(hyphens)), kept, "{hyphens}");
            assert_eq!(join("the docu-", 0, "ments", &lines(hyphens)), gone, "{hyphens}");
        }
    }

    #[test]
    fn a_particle_is_not_parted_from_the_quotation_that_it_follows() {
        assert_eq!(join("이른바 ‘신냉전’", 0, "을 말한다", &Profile::default()), Join::Nothing);
        assert_eq!(join("이른바 ‘신냉전’", 0, "시대를 말한다", &Profile::default()), Join::Blank);
    }

    #[test]
    fn scripts_without_blanks_get_none() {
        let profile = profile(false, "");
        assert_eq!(join("政策について", 0, "述べる", &profile), Join::Nothing);
        assert_eq!(join("在2016", 0, "年", &profile), Join::Nothing);
        assert_eq!(join("使用", 0, "Python", &profile), Join::Blank);
        assert_eq!(join("plain words", 0, "go on", &profile), Join::Blank);
    }

    #[test]
    fn korean_without_the_signal_is_weighed_by_its_words() {
        let profile = profile(false, "이 문서는 북러 밀착과 평양의 입장 그리고 모스크바 문제를 다시 다룬다 끝\n");
        assert_eq!(join("최근의 북", 0, "러 밀착은", &profile), Join::Nothing);
        assert_eq!(join("미국 백악관", 0, "은 북러", &profile), Join::Nothing);
        assert_eq!(join("예정된 2024", 0, "년 대선", &profile), Join::Nothing);
        assert_eq!(join("것은 평양의", 0, "입장 그리고", &profile), Join::Blank);
    }
}
