//! The forms that references are written in: each a pattern, and a reading of what it matched.

use std::sync::LazyLock;

use regex::{Captures, Regex, RegexSet};

use super::ReferenceKind;
use super::number::normal;
use super::particle::{ends_with_particle, is_particle};
use super::scan::{Level, Meant};

const NUMBER: &str = r"(?:[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3}){0,4}|[IVXL]{1,7}|[Ⅰ-Ⅻ])";
const COUNTED: &str = r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}|[IVXL]{1,7}|[Ⅰ-Ⅻ])";
const LIST: &str = r"(?: ?(?:,|，|and|or|to|–|-|&) ?";

/// A form that references are written in.
pub(super) struct Form {
    /// A pattern, in which `NUMBER`, `COUNTED` and `LIST` stand for those above.
    pattern: &'static str,
    /// Whether it may name a second one, which counts where the word is in the plural only:
    /// `Section 2, 14 states`.
    is_list: bool,
    /// What a match names; none where it is something else.
    pub(super) read: fn(&Match) -> Option<Reading>,
}

/// What is named, which of it, and whether the words mean something else where there is nothing
/// of the kind.
type Reading = (ReferenceKind, Vec<Meant>, bool);

/// Every form; where two match from the same place, the longer match holds.
pub(super) static FORMS: [Form; 9] = [
    // <표 1>, 그림 2-1
    Form {
        pattern: r"(?P<open>[<〈＜\[【(（] ?)?(?P<word>표|그림|도표|도|사진|지도|그래프) ?(?P<n>NUMBER)(?P<close> ?[>〉＞\]】)）])?",
        is_list: false,
        read: korean_figure,
    },
    // 아래의 표, 위 그림
    Form {
        pattern: r"(?P<side>아래|다음|하단|위|앞|상단)(?:의|에 있는)? ?(?P<word>표|그림|도표)",
        is_list: false,
        read: korean_neighbour,
    },
    // Table 2, Figures 3 and 4
    Form {
        pattern: r"(?P<word>[Tt]ables?|TABLES?|[Tt]ab\.|[Ff]igures?|FIGURES?|[Ff]igs?\.|[Cc]harts?|[Gg]raphs?) (?P<n>NUMBER)LIST(?P<m>NUMBER))?",
        is_list: true,
        read: english_figure,
    },
    // the table below
    Form {
        pattern: r"[Tt]he (?:(?P<word>table|figure|chart) (?P<side>below|above)|(?P<front>following|next|preceding|above) (?P<noun>table|figure|chart))",
        is_list: false,
        read: english_neighbour,
    },
    // 제2장, 2장 1절, Ⅱ장
    Form {
        pattern: r"(?P<ord>제 ?)?(?P<n>COUNTED) ?(?P<word>부|장|절)(?: ?(?:제 ?)?(?P<m>COUNTED) ?(?P<sub>장|절))?",
        is_list: false,
        read: korean_section,
    },
    // Section 4.1, Chapter II
    Form {
        pattern: r"(?P<word>[Ss]ections?|SECTION|[Ss]ec\.|[Cc]hapters?|CHAPTER|[Cc]h\.|[Pp]arts?|PART) (?P<n>COUNTED)LIST(?P<m>COUNTED))?",
        is_list: true,
        read: english_section,
    },
    // 부록 A, [별표 2], Appendix B, Annexes 1 and 2
    Form {
        pattern: r"(?P<open>[<〈＜\[【(（] ?)?(?P<word>부록|별표|별첨|붙임|[Aa]ppendix|APPENDIX|[Aa]ppendices|[Aa]nnex(?:es)?|ANNEX) ?(?P<n>[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3})?|[IVXL]{1,5}|[A-Z]|[Ⅰ-Ⅻ])(?:LIST(?P<m>[A-Z]|[0-9]{1,3}))?)?(?P<close> ?[>〉＞\]】)）])?",
        is_list: true,
        read: appendix,
    },
    // 각주 5, 주 3), footnote 7, see note 7, n. 4 above
    Form {
        pattern: r"(?P<word>각주|미주|후주|[Ff]ootnotes?|[Ee]ndnotes?|[Ff]nn?\.) ?(?P<n>[0-9]{1,4})\)?LIST(?P<m>[0-9]{1,4}))?|(?P<short>주) ?(?P<k>[0-9]{1,4}) ?[)）\]]|(?P<see>[Ss]ee|[Ss]upra|[Ii]nfra|[Cc]f\.|in|also) (?P<notes>notes?|nn?\.) ?(?P<s>[0-9]{1,4})LIST(?P<t>[0-9]{1,4}))?|(?P<bare>notes?|nn?\.) ?(?P<u>[0-9]{1,4}) (?:above|below|supra|infra)",
        is_list: true,
        read: footnote,
    },
    // p. 12, pp. 12–15, 12쪽
    Form {
        pattern: r"(?P<word>pp?\.|[Pp]ages?) ?(?P<n>[0-9]{1,4}|[ivxl]{1,7})(?: ?[–-] ?[0-9]{1,4})?|(?P<k>[0-9]{1,4})(?: ?[–~∼-] ?[0-9]{1,4})?쪽",
        is_list: false,
        read: page,
    },
];

fn written(form: &Form) -> String {
    form.pattern.replace("LIST", LIST).replace("NUMBER", NUMBER).replace("COUNTED", COUNTED)
}

static SET: LazyLock<RegexSet> = LazyLock::new(|| RegexSet::new(FORMS.iter().map(written)).expect("patterns"));
static EACH: LazyLock<Vec<Regex>> =
    LazyLock::new(|| FORMS.iter().map(|form| Regex::new(&written(form)).expect("a pattern")).collect());

/// The forms that stand somewhere in `text`, with their patterns: only these need to be tried.
pub(super) fn standing(text: &str) -> impl Iterator<Item = (&'static Form, &'static Regex)> {
    SET.matches(text).into_iter().map(|at| (&FORMS[at], &EACH[at]))
}

/// A match of a form, with the text around it.
pub(super) struct Match<'t> {
    captures: Captures<'t>,
    /// First byte, in the whole text; one past the last.
    pub(super) start: usize,
    pub(super) end: usize,
    before: &'t str,
    behind: &'t str,
    /// Whether brackets stand around it.
    is_closed: bool,
    /// Whether the word that says what is named is in the plural.
    is_plural: bool,
}

impl<'t> Match<'t> {
    /// A match in `text[from..]`; none where it is the end of a longer word.
    pub(super) fn of(form: &Form, text: &'t str, from: usize, captures: Captures<'t>) -> Option<Self> {
        let whole = captures.get(0)?;
        let (mut start, mut end) = (from + whole.start(), from + whole.end());
        // A bracket that is not closed belongs to more than the reference.
        let (open, close) = (captures.name("open"), captures.name("close"));
        let is_closed = open.is_some() && close.is_some();
        if !is_closed {
            start += open.map_or(0, |open| open.len());
            end -= close.map_or(0, |close| close.len());
        }
        let word = captures.name("word").or(captures.name("notes"));
        let is_plural = word.is_some_and(|word| word.as_str().ends_with(['s', 'S']));
        let (first, second) = (captures.name("n").or(captures.name("s")), captures.name("m").or(captures.name("t")));
        if form.is_list && !is_plural && !is_closed && second.is_some() {
            end = first.map_or(end, |first| from + first.end());
        }
        let (before, behind) = (&text[..start], &text[end..]);
        let is_end = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/'));
        (is_closed || !is_end).then_some(Self { captures, start, end, before, behind, is_closed, is_plural })
    }

    fn named(&self, name: &str) -> Option<&str> {
        self.captures.name(name).map(|found| found.as_str())
    }

    fn word(&self) -> &str {
        self.named("word").unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.behind.chars().next()
    }

    /// Whether a longer word goes on behind it; a particle does not make it another word.
    fn goes_on(&self) -> bool {
        self.next().is_some_and(char::is_alphanumeric) && !is_particle(self.behind)
    }

    /// The first number, and of a word in the plural the second.
    fn numbers(&self, letters: bool) -> Option<Vec<Meant>> {
        let number = |name: &str| self.named(name).map(|found| Meant::Number(normal(found, letters)));
        Some(std::iter::once(number("n")?).chain(number("m").filter(|_| self.is_plural)).collect())
    }
}

/// A table or a figure, by the word for it.
fn table_or_figure(is_table: bool) -> ReferenceKind {
    if is_table { ReferenceKind::Table } else { ReferenceKind::Figure }
}

fn neighbour(is_below: bool) -> Vec<Meant> {
    vec![if is_below { Meant::Below } else { Meant::Above }]
}

fn korean_figure(found: &Match) -> Option<Reading> {
    let (word, next) = (found.word(), found.next());
    // What is counted is no number: 표 2개, 표 300만.
    let is_count = next.is_some_and(|c| c.is_ascii_digit() || c == '만')
        || (next.is_some_and(char::is_alphabetic) && !is_particle(found.behind));
    if !found.is_closed && is_count {
        return None;
    }
    let number = Meant::Number(normal(found.named("n")?, false));
    // 도 1 is many things.
    let must_be_there = !found.is_closed && word != "표" && word != "그림" || word == "도";
    Some((table_or_figure(word == "표"), vec![number], must_be_there))
}

fn korean_neighbour(found: &Match) -> Option<Reading> {
    // 표현, 표면, 표결 are other words.
    if found.goes_on() {
        return None;
    }
    let is_below = matches!(found.named("side")?, "아래" | "다음" | "하단");
    Some((table_or_figure(found.word() != "그림"), neighbour(is_below), true))
}

fn english_figure(found: &Match) -> Option<Reading> {
    let word = found.word().to_ascii_lowercase();
    let is_vague = matches!(word.trim_end_matches('s'), "chart" | "graph");
    Some((table_or_figure(word.starts_with('t')), found.numbers(false)?, is_vague))
}

fn english_neighbour(found: &Match) -> Option<Reading> {
    if found.next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let is_table = found.word() == "table" || found.named("noun") == Some("table");
    let is_below = matches!(found.named("side").or(found.named("front"))?, "below" | "following" | "next");
    Some((table_or_figure(is_table), neighbour(is_below), true))
}

fn korean_section(found: &Match) -> Option<Reading> {
    let levels = korean_levels(&found.captures, found.before, found.behind)?;
    Some((ReferenceKind::Section, vec![levels], !is_ordinal(&found.captures)))
}

fn english_section(found: &Match) -> Option<Reading> {
    if found.next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let level = match found.word().to_ascii_lowercase().as_bytes() {
        [b'c', ..] => Level::Chapter,
        [b'p', ..] => Level::Part,
        _ => Level::Any,
    };
    let levels = |name| found.named(name).map(|number| Meant::Levels(vec![(level, normal(number, false))]));
    let second = levels("m").filter(|_| found.is_plural);
    Some((ReferenceKind::Section, levels("n").into_iter().chain(second).collect(), level == Level::Part))
}

fn appendix(found: &Match) -> Option<Reading> {
    if !found.is_closed && found.goes_on() {
        return None;
    }
    Some((ReferenceKind::Appendix, found.numbers(true)?, false))
}

fn footnote(found: &Match) -> Option<Reading> {
    if found.next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '%') {
        return None;
    }
    let first = ["n", "k", "s", "u"].into_iter().find_map(|name| found.named(name))?;
    let second = ["m", "t"].into_iter().find_map(|name| found.named(name)).filter(|_| found.is_plural);
    let meant = [Some(first), second].into_iter().flatten().map(|number| Meant::Number(number.to_owned())).collect();
    // `주 3)` may be the sign of a list; of a note that is there it is taken.
    Some((ReferenceKind::Footnote, meant, found.named("short").is_some() || found.named("see") == Some("in")))
}

/// A page: those in small Roman numerals are labelled so.
fn page(found: &Match) -> Option<Reading> {
    if found.next().is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let number = found.named("n").or(found.named("k"))?;
    Some((ReferenceKind::Page, vec![Meant::Number(number.to_owned())], false))
}

/// Whether the number of a chapter is one by its form: with 제, or Roman.
fn is_ordinal(captures: &Captures) -> bool {
    let roman = |name: &str| captures.name(name).is_some_and(|found| !found.as_str().starts_with(|c: char| c.is_ascii_digit()));
    captures.name("ord").is_some() || roman("n")
}

/// `제2장`, `2장 1절`, `Ⅱ장`: the levels that are named, or none where it is something else
/// (`사진 2장`, `3부`, `제2장관`).
fn korean_levels(captures: &Captures, before: &str, behind: &str) -> Option<Meant> {
    let level = |word: &str| match word {
        "부" => Level::Part,
        "장" => Level::Chapter,
        _ => Level::Section,
    };
    if behind.starts_with(char::is_alphanumeric) && !is_particle(behind) {
        return None;
    }
    // A line that begins with it, and goes on with words, is a heading.
    if before.trim_start_matches(|c: char| !c.is_alphanumeric()).is_empty()
        && behind.starts_with([' ', '.', ':'])
        && behind.trim_start_matches([' ', '.', ':']).starts_with(char::is_alphanumeric)
        && !["참조", "참고", "및", "또는"].iter().any(|word| behind.trim_start().starts_with(word))
    {
        return None;
    }
    let (word, number) = (captures.name("word")?.as_str(), captures.name("n")?.as_str());
    let sub = captures.name("m").zip(captures.name("sub"));
    if !is_ordinal(captures) {
        // Copies, sheets and verses are counted with the same words.
        let is_bare_noun = sub.is_none()
            && before.ends_with(' ')
            && before.trim_end().ends_with(|c: char| c.is_alphanumeric())
            && !ends_with_particle(before)
            && !THIS.iter().any(|own| before.trim_end().ends_with(own));
        if is_bare_noun
            || (word != "장" && sub.is_none() && !number.contains('.'))
            || (sub.is_none() && !behind.starts_with(char::is_alphanumeric) && !is_pointed(behind))
        {
            return None;
        }
    }
    let first = (level(word), normal(number, false));
    let second = sub.map(|(number, word)| (level(word.as_str()), normal(number.as_str(), false)));
    Some(Meant::Levels(std::iter::once(first).chain(second).collect()))
}

/// Whether a reader is told to look there.
fn is_pointed(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', ')', '）', ']', ',', '.']);
    ["참조", "참고", "을 보", "를 보"].iter().any(|word| rest.starts_with(word))
        || behind.starts_with([')', '）', ']', ',', '·', '~'])
}

/// What this document is called before a chapter of it.
const THIS: [&str; 7] = ["이 글", "본고", "본문", "이 보고서", "이 논문", "이 책", "본서"];
