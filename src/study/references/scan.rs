//! Which words look like references, by their form alone.

use std::sync::LazyLock;

use regex::{Captures, Regex, RegexSet};

use super::ReferenceKind;
use super::number::normal;

/// Words that may be a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// First byte, in the text that was scanned.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// What they name.
    pub(super) kind: ReferenceKind,
    /// Which of the kind; several for `Tables 1 and 3`.
    pub(super) meant: Vec<Meant>,
    /// Whether the words mean something else where there is nothing to be pointed to.
    pub(super) must_be_there: bool,
}

/// Which one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// By its number, in the form of [`normal`].
    Number(String),
    /// The next one.
    Below,
    /// The one before.
    Above,
    /// A chapter, and a section of it: what each is called, and its number.
    Levels(Vec<(Level, String)>),
}

/// What a part of a document is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Level {
    /// 부, Part.
    Part,
    /// 장, Chapter.
    Chapter,
    /// 절.
    Section,
    /// Section: of any depth.
    Any,
}

const NUMBER: &str = r"(?:[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3}){0,4}|[IVXL]{1,7}|[Ⅰ-Ⅻ])";
const COUNTED: &str = r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}|[IVXL]{1,7}|[Ⅰ-Ⅻ])";
const LIST: &str = r"(?: ?(?:,|，|and|or|to|–|-|&) ?";

/// The forms; each is tried only where the set of them says that it stands somewhere.
const FORMS: [&str; 9] = [
    // 0: <표 1>, 그림 2-1
    r"(?P<open>[<〈＜\[【(（] ?)?(?P<word>표|그림|도표|도|사진|지도|그래프) ?(?P<n>NUMBER)(?P<close> ?[>〉＞\]】)）])?",
    // 1: 아래의 표, 위 그림
    r"(?P<side>아래|다음|하단|위|앞|상단)(?:의|에 있는)? ?(?P<word>표|그림|도표)",
    // 2: Table 2, Figures 3 and 4
    r"(?P<word>[Tt]ables?|TABLES?|[Tt]ab\.|[Ff]igures?|FIGURES?|[Ff]igs?\.|[Cc]harts?|[Gg]raphs?) (?P<n>NUMBER)LIST(?P<m>NUMBER))?",
    // 3: the table below
    r"[Tt]he (?:(?P<word>table|figure|chart) (?P<side>below|above)|(?P<front>following|next|preceding|above) (?P<noun>table|figure|chart))",
    // 4: 제2장, 2장 1절, Ⅱ장
    r"(?P<ord>제 ?)?(?P<n>COUNTED) ?(?P<word>부|장|절)(?: ?(?:제 ?)?(?P<m>COUNTED) ?(?P<sub>장|절))?",
    // 5: Section 4.1, Chapter II
    r"(?P<word>[Ss]ections?|SECTION|[Ss]ec\.|[Cc]hapters?|CHAPTER|[Cc]h\.|[Pp]arts?|PART) (?P<n>COUNTED)LIST(?P<m>COUNTED))?",
    // 6: 부록 A, [별표 2], Appendix B, Annexes 1 and 2
    r"(?P<open>[<〈＜\[【(（] ?)?(?P<word>부록|별표|별첨|붙임|[Aa]ppendix|APPENDIX|[Aa]ppendices|[Aa]nnex(?:es)?|ANNEX) ?(?P<n>[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3})?|[IVXL]{1,5}|[A-Z]|[Ⅰ-Ⅻ])(?:LIST(?P<m>[A-Z]|[0-9]{1,3}))?)?(?P<close> ?[>〉＞\]】)）])?",
    // 7: 각주 5, 주 3), footnote 7, see note 7, n. 4 above
    r"(?P<word>각주|미주|후주|[Ff]ootnotes?|[Ee]ndnotes?|[Ff]nn?\.) ?(?P<n>[0-9]{1,4})\)?LIST(?P<m>[0-9]{1,4}))?|(?P<short>주) ?(?P<k>[0-9]{1,4}) ?[)）\]]|(?P<see>[Ss]ee|[Ss]upra|[Ii]nfra|[Cc]f\.|in|also) (?P<notes>notes?|nn?\.) ?(?P<s>[0-9]{1,4})LIST(?P<t>[0-9]{1,4}))?|(?P<bare>notes?|nn?\.) ?(?P<u>[0-9]{1,4}) (?:above|below|supra|infra)",
    // 8: p. 12, pp. 12–15, 12쪽
    r"(?P<word>pp?\.|[Pp]ages?) ?(?P<n>[0-9]{1,4}|[ivxl]{1,7})(?: ?[–-] ?[0-9]{1,4})?|(?P<k>[0-9]{1,4})(?: ?[–~∼-] ?[0-9]{1,4})?쪽",
];

fn written(form: &str) -> String {
    form.replace("LIST", LIST).replace("NUMBER", NUMBER).replace("COUNTED", COUNTED)
}

static SET: LazyLock<RegexSet> = LazyLock::new(|| RegexSet::new(FORMS.map(written)).expect("patterns"));
static EACH: LazyLock<[Regex; 9]> = LazyLock::new(|| FORMS.map(|form| Regex::new(&written(form)).expect("a pattern")));

/// The mentions that start in `text[from..to]`, in order; of two that overlap the first.
pub(super) fn mentions(text: &str, from: usize, to: usize) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let Some(piece) = text.get(from..to) else { return found };
    for form in &SET.matches(piece) {
        found.extend(EACH[form].captures_iter(piece).filter_map(|captures| mention(text, from, form, &captures)));
    }
    found.sort_by_key(|mention| (mention.start, std::cmp::Reverse(mention.end)));
    let mut end = 0;
    found.retain(|mention| {
        let is_free = mention.start >= end;
        if is_free {
            end = mention.end;
        }
        is_free
    });
    found
}

fn mention(text: &str, from: usize, form: usize, captures: &Captures) -> Option<Mention> {
    let whole = captures.get(0)?;
    let (mut start, end) = (from + whole.start(), from + whole.end());
    let named = |name: &str| captures.name(name).map(|found| found.as_str());
    // A bracket that is not closed belongs to more than the reference.
    let is_closed = named("open").is_some() && named("close").is_some();
    let mut end = if named("close").is_some() && !is_closed { end - named("close").map_or(0, str::len) } else { end };
    if let Some(open) = named("open").filter(|_| !is_closed) {
        start += open.len();
    }
    // `Section 2, 14 states`: only the first number is one.
    let plural = named("word").or(named("notes")).is_some_and(|word| word.ends_with(['s', 'S']));
    let lone = captures.name("n").or(captures.name("s")).filter(|_| form != 8 && !plural && !is_closed);
    if let (Some(first), Some(_)) = (lone, captures.name("m").or(captures.name("t")).filter(|_| matches!(form, 2 | 5 | 6 | 7))) {
        end = from + first.end();
    }
    let (before, behind) = (&text[..start], &text[end..]);
    if !is_closed && before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/')) {
        return None;
    }
    let next = behind.chars().next();
    let word = named("word").unwrap_or_default();
    let lower = word.to_ascii_lowercase();
    let (kind, meant, must_be_there) = match form {
        0 => {
            // What is counted is no number: 표 2개, 표 300만.
            if !is_closed
                && (next.is_some_and(|c| c.is_ascii_digit() || c == '만')
                    || (next.is_some_and(char::is_alphabetic) && !is_particle(behind)))
            {
                return None;
            }
            let kind = if word == "표" { ReferenceKind::Table } else { ReferenceKind::Figure };
            // 도 1 is many things.
            (kind, vec![Meant::Number(normal(named("n")?, false))], !is_closed && word != "표" && word != "그림" || word == "도")
        }
        1 => {
            // 표현, 표면, 표결 are other words.
            if next.is_some_and(char::is_alphanumeric) && !is_particle(behind) {
                return None;
            }
            let kind = if word == "그림" { ReferenceKind::Figure } else { ReferenceKind::Table };
            let below = matches!(named("side")?, "아래" | "다음" | "하단");
            (kind, vec![if below { Meant::Below } else { Meant::Above }], true)
        }
        2 => {
            let kind = if lower.starts_with('t') { ReferenceKind::Table } else { ReferenceKind::Figure };
            let meant = numbers(captures, false, plural)?;
            (kind, meant, matches!(lower.trim_end_matches('s'), "chart" | "graph"))
        }
        3 => {
            if next.is_some_and(char::is_alphanumeric) {
                return None;
            }
            let kind =
                if word == "table" || named("noun") == Some("table") { ReferenceKind::Table } else { ReferenceKind::Figure };
            let below = matches!(named("side").or(named("front"))?, "below" | "following" | "next");
            (kind, vec![if below { Meant::Below } else { Meant::Above }], true)
        }
        4 => (ReferenceKind::Section, vec![korean_levels(captures, before, behind)?], !is_ordinal(captures)),
        5 => {
            if next.is_some_and(char::is_alphanumeric) {
                return None;
            }
            let level = match lower.as_bytes() {
                [b'c', ..] => Level::Chapter,
                [b'p', ..] => Level::Part,
                _ => Level::Any,
            };
            let levels = |name| named(name).map(|number| Meant::Levels(vec![(level, normal(number, false))]));
            let second = levels("m").filter(|_| plural);
            (ReferenceKind::Section, levels("n").into_iter().chain(second).collect(), level == Level::Part)
        }
        6 => {
            if !is_closed && next.is_some_and(char::is_alphanumeric) && !is_particle(behind) {
                return None;
            }
            (ReferenceKind::Appendix, numbers(captures, true, plural)?, false)
        }
        7 => {
            if next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '%') {
                return None;
            }
            let first = ["n", "k", "s", "u"].into_iter().find_map(named)?;
            let second = ["m", "t"].into_iter().find_map(named).filter(|_| plural);
            let meant = [Some(first), second].into_iter().flatten().map(|number| Meant::Number(number.to_owned())).collect();
            // `주 3)` may be the sign of a list; of a note that is there it is taken.
            (ReferenceKind::Footnote, meant, named("short").is_some() || named("see") == Some("in"))
        }
        _ => {
            if next.is_some_and(|c| c.is_ascii_alphanumeric()) {
                return None;
            }
            let number = named("n").or(named("k"))?;
            // Pages in small Roman numerals are labelled so.
            (ReferenceKind::Page, vec![Meant::Number(number.to_owned())], false)
        }
    };
    Some(Mention { start, end, kind, meant, must_be_there })
}

/// The first number, and of a word in the plural the second.
fn numbers(captures: &Captures, letters: bool, plural: bool) -> Option<Vec<Meant>> {
    let number = |name: &str| captures.name(name).map(|found| Meant::Number(normal(found.as_str(), letters)));
    Some(std::iter::once(number("n")?).chain(number("m").filter(|_| plural)).collect())
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

/// What may stand behind a noun in Korean.
const PARTICLES: [&str; 48] = [
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "에",
    "의",
    "와",
    "과",
    "로",
    "으로",
    "도",
    "만",
    "까지",
    "부터",
    "처럼",
    "보다",
    "에서",
    "에는",
    "에도",
    "에서는",
    "에서도",
    "에서의",
    "으로는",
    "로는",
    "과는",
    "와는",
    "과의",
    "와의",
    "이다",
    "이며",
    "이나",
    "나",
    "및",
    "이라",
    "라는",
    "이라는",
    "에서와",
    "에서처럼",
    "으로부터",
    "으로서",
    "에만",
    "만을",
    "까지의",
    "부터는",
    "참조",
    "이란",
];

/// Whether what follows without a blank is a particle, and the word ends behind it.
fn is_particle(behind: &str) -> bool {
    let end = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
    PARTICLES.contains(&&behind[..end])
}

/// Whether a reader is told to look there.
fn is_pointed(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', ')', '）', ']', ',', '.']);
    ["참조", "참고", "을 보", "를 보"].iter().any(|word| rest.starts_with(word))
        || behind.starts_with([')', '）', ']', ',', '·', '~'])
}

/// What this document is called before a chapter of it.
const THIS: [&str; 7] = ["이 글", "본고", "본문", "이 보고서", "이 논문", "이 책", "본서"];

/// Whether the last word ends with a particle that is hardly the end of a noun (지도, 종이 are).
fn ends_with_particle(before: &str) -> bool {
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let particles = ["은", "는", "을", "를", "에서", "에는", "와", "과", "의", "및"];
    particles.iter().any(|particle| word.ends_with(particle)) && word.chars().count() > 1
}
