//! Words that a full stop shortens, and what has to follow for it to end a sentence all the same.

use crate::document::roman;

/// What a full stop behind a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shortened {
    /// A title, or a word that something must follow: `Dr.`, `e.g.`
    Never,
    /// A number follows: `No. 5`, `Vol. II`, `May 3`; elsewhere the sentence ends.
    BeforeNumbers,
    /// A name may go on, and a sentence may end: `Acme Inc.`, `the U.S.`, `J.`
    Anywhere,
    /// A time of the day, behind which a weekday, a month or a zone may stand.
    Time,
}

const TITLES: &str = " dr mr mrs ms mx messrs mmes mme mlle prof profs gen col lt capt cmdr adm maj sgt cpl rev hon gov sen sens rep reps amb supt pres ";

const NEVER: &str = " vs v cf viz ca approx esp incl resp e.g i.e ";

const BEFORE_NUMBERS: &str = " no nos vol vols fig figs eq eqs eqn sec secs sect ch chap chaps art arts para paras p pp ex tab app ref refs n nn fn fnn op opp res cl pt bk ser sched reg ibid cit pub stat c jan feb mar apr jun jul aug sep sept oct nov dec nr tit ann ";

const ANYWHERE: &str = " al ed eds trans repr dept depts assn univ ";

/// With a capital: `critical mass.` is no state.
const NAMES: &str = " inc corp ltd co cos llc plc jr sr bros ave blvd rd hwy assoc inst natl govt mass conn calif fla wash ore colo mich minn wis tex tenn ariz okla st ste mt ft esq pty ";

/// Words that begin a sentence far more often than they go on a name.
const STARTERS: &str = " the a an this that these those it he she they we i you there here in on at by for from with without as if when while since because although though however but and or yet so then thus therefore moreover furthermore meanwhile nevertheless nonetheless also both each every some many most few several all no not such other another its his her their our my your after before during until under over between among through despite unlike like what who which where how why whether today now later instead still even only once to where please see let one two three although according ";

const DAYS: &str = " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december est edt cst cdt mst mdt pst pdt gmt utc kst bst cet et pt ";

/// Whether a list, its words between blanks, has `word`.
fn has(list: &str, word: &str) -> bool {
    word.len() <= 12 && list.contains(&format!(" {} ", word.to_ascii_lowercase()))
}

/// What the full stop behind `word` says; `None` for an ordinary word.
pub(super) fn shortened(word: &str) -> Option<Shortened> {
    if word.is_empty() || !word.is_ascii() {
        return None;
    }
    let is_name = word.starts_with(|c: char| c.is_ascii_uppercase());
    if matches!(word.to_ascii_lowercase().as_str(), "a.m" | "p.m" | "am" | "pm") {
        Some(Shortened::Time)
    } else if is_initial(word) {
        Some(Shortened::Anywhere)
    } else if has(NEVER, word) || (is_name && has(TITLES, word)) {
        Some(Shortened::Never)
    } else if has(BEFORE_NUMBERS, word) {
        Some(Shortened::BeforeNumbers)
    } else {
        (has(ANYWHERE, word) || (is_name && has(NAMES, word)) || is_letters(word)).then_some(Shortened::Anywhere)
    }
}

/// `U.S`, `Ph.D`, `z.B`: letters with full stops between them.
fn is_letters(word: &str) -> bool {
    let is_part = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    word.contains('.') && word.split('.').all(is_part)
}

/// One capital letter.
pub(super) fn is_initial(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether `rest`, which follows a blank, begins as sentences do.
pub(super) fn begins_a_sentence(rest: &str) -> bool {
    let (word, behind) = first_word(rest);
    // `J. I. Smith`, `Pub. L. No. 5`
    let is_short = behind.starts_with('.') && (word.len() == 1 || has(BEFORE_NUMBERS, word));
    word.starts_with(char::is_uppercase) && has(STARTERS, word) && !is_short
}

/// Whether `rest` goes on a time of the day: `p.m. EST`, `a.m. Monday`.
pub(super) fn goes_on_a_time(rest: &str) -> bool {
    has(DAYS, first_word(rest).0)
}

/// Whether `rest` begins as numbers of things do: `5`, `§ 3`, `II`, `A1`, `B`.
pub(super) fn begins_a_number(rest: &str) -> bool {
    if rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '§' | '#' | '†' | '*' | '\u{2160}'..='\u{216B}')) {
        return true;
    }
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..end];
    is_initial(word)
        || is_roman(word)
        || (word.starts_with(|c: char| c.is_ascii_uppercase()) && word.len() > 1 && word[1..].bytes().all(|b| b.is_ascii_digit()))
}

/// `II`, `xiv`: a Roman number of several letters of one case.
pub(super) fn is_roman(word: &str) -> bool {
    word.len() > 1 && roman(word).is_some_and(|value| value < 90)
}

/// The letters that begin `rest`, and what is behind them.
fn first_word(rest: &str) -> (&str, &str) {
    rest.split_at(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()))
}
