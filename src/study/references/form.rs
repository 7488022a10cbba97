//! The forms that references are written in: each a pattern, and a reading of what it matched.

use std::sync::LazyLock;

use regex::{Captures, Regex, RegexSet};

use super::ReferenceKind;
use super::list::{Item, List, Numbers, items, meant};
use super::number::normal;
use super::particle::{ends_with_particle, is_particle};
use super::scan::{Level, Meant};

const NUMBER: &str = r"(?:[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3}){0,4}|[IVXL]{1,7}|[Ⅰ-Ⅻ])";
const COUNTED: &str = r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}|[IVXL]{1,7}|[Ⅰ-Ⅻ])";

/// Bytes before a match that are looked at.
const NEAR: usize = 64;

/// A form that references are written in.
pub(super) struct Form {
    /// A pattern, in which `NUMBER` and `COUNTED` stand for those above.
    pattern: &'static str,
    /// Whether it may name more than one; of an English word only in the plural: `Section 2, 14 states`.
    list: List,
    /// What a match names; none where it is something else.
    pub(super) read: fn(&Match) -> Option<Reading>,
}

/// What is named, which of it, and whether the words mean something else where there is nothing
/// of the kind.
type Reading = (ReferenceKind, Vec<Meant>, bool);

/// Every form; where two match from the same place, the longer match holds.
pub(super) static FORMS: [Form; 16] = [
    // <표 1>, 그림 2-1
    Form {
        pattern: r"(?P<open>[<〈＜\[【(（] ?)?(?P<word>표|그림|도표|도|사진|지도|그래프) ?(?P<n>NUMBER)(?P<close> ?[>〉＞\]】)）])?",
        list: List::Numbers,
        read: korean_figure,
    },
    // 아래의 표, 위 그림
    Form {
        pattern: r"(?P<side>아래|다음|하단|위|앞|상단)(?:의|에 있는)? ?(?P<word>표|그림|도표)",
        list: List::None,
        read: korean_neighbour,
    },
    // Table 2, Figures 3 and 4
    Form {
        pattern: r"(?P<word>[Tt]ables?|TABLES?|[Tt]ab\.|[Ff]igures?|FIGURES?|[Ff]igs?\.|[Cc]harts?|[Gg]raphs?|[Ee]xhibits?) (?P<n>NUMBER)",
        list: List::Numbers,
        read: english_figure,
    },
    // the table below
    Form {
        pattern: r"[Tt]he (?:(?P<word>table|figure|chart) (?P<side>below|above)|(?P<front>following|next|preceding|above) (?P<noun>table|figure|chart))",
        list: List::None,
        read: english_neighbour,
    },
    // 제2장, 2장 1절, Ⅱ장
    Form {
        pattern: r"(?P<ord>제 ?)?(?P<n>COUNTED) ?(?P<word>부|장|절)(?: ?(?:제 ?)?(?P<m>COUNTED) ?(?P<sub>장|절))?",
        list: List::None,
        read: korean_section,
    },
    // Section 4.1, Chapter II
    Form {
        pattern: r"(?P<word>[Ss]ections?|SECTION|[Ss]ec\.|[Cc]hapters?|CHAPTER|[Cc]h\.|[Pp]arts?|PART) (?P<n>COUNTED)",
        list: List::Numbers,
        read: english_section,
    },
    // §2.1, §§ 2 and 3
    Form { pattern: r"(?P<word>§§?) ?(?P<n>COUNTED)", list: List::Numbers, read: section_sign },
    // 제2·3장, 제2장~제4장 is two
    Form {
        pattern: r"제 ?(?P<n>COUNTED)(?P<sep> ?[,·ㆍ~∼～–-] ?|[과와] | 및 | 내지 )(?:제 ?)?(?P<m>COUNTED) ?(?P<word>부|장|절)",
        list: List::None,
        read: korean_sections,
    },
    // 앞 절, 다음 장
    Form {
        pattern: r"(?P<side>앞|바로 앞|이전|직전|위|다음|뒤|이어지는|아래)(?:의|선)? (?P<word>절|장)",
        list: List::None,
        read: korean_beside,
    },
    // the previous section, the chapter above
    Form {
        pattern: r"(?:[Tt]he|[Ii]n) (?:(?P<front>previous|preceding|foregoing|above|next|following) (?P<word>section|chapter|subsection)|(?P<noun>section|chapter|subsection) (?P<side>above|below|before|following))",
        list: List::None,
        read: english_beside,
    },
    // 식 (1), 수식 2
    Form {
        pattern: r"(?P<open>[<〈\[【(（])?(?P<word>식|수식|방정식) ?(?P<in>[(（])?(?P<n>NUMBER)[)）]?(?P<close>[>〉\]】)）])?",
        list: List::Bracketed,
        read: equation,
    },
    // Eq. (3), Equations (1), (2) and (3)
    Form {
        pattern: r"(?P<word>[Ee]quations?|EQUATIONS?|[Ee]qs?\.|[Ee]qns?\.) ?(?P<in>\()?(?P<n>NUMBER)\)?",
        list: List::Bracketed,
        read: equation,
    },
    // 상자 2, Boxes 1 and 2
    Form {
        pattern: r"(?P<open>[<〈＜\[【(（] ?)?(?P<word>글상자|상자|박스|[Bb]ox(?:es)?|BOX(?:ES)?) ?(?P<n>NUMBER)(?P<close> ?[>〉＞\]】)）])?",
        list: List::Numbers,
        read: text_box,
    },
    // 부록 A, [별표 2], Appendix B, Annexes 1 and 2
    Form {
        pattern: r"(?P<open>[<〈＜\[【(（] ?)?(?P<word>부록|별표|별첨|붙임|[Aa]ppendix|APPENDIX|[Aa]ppendices|[Aa]nnex(?:es)?|ANNEX) ?(?P<n>[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3})?|[IVXL]{1,5}|[A-Z]|[Ⅰ-Ⅻ])(?P<close> ?[>〉＞\]】)）])?",
        list: List::Letters,
        read: appendix,
    },
    // 각주 5, 주 3), footnote 7, see note 7, n. 4 above, notes 1 and 2 above
    Form {
        pattern: r"(?P<word>각주|미주|후주|[Ff]ootnotes?|[Ee]ndnotes?|[Ff]nn?\.) ?(?P<n>[0-9]{1,4})\)?|(?P<short>주) ?(?P<k>[0-9]{1,4}) ?[)）\]]|(?P<see>[Ss]ee|[Ss]upra|[Ii]nfra|[Cc]f\.|in|also) (?P<notes>notes?|nn?\.) ?(?P<s>[0-9]{1,4})|(?P<bare>[Nn]otes?|nn?\.) ?(?P<u>[0-9]{1,4})(?P<more>(?:(?:,? and |,? or |, ?| to | ?[–-] ?)[0-9]{1,4})*) (?:above|below|supra|infra)|(?P<lone>nn?\.) ?(?P<v>[0-9]{1,4})",
        list: List::Numbers,
        read: footnote,
    },
    // p. 12, pp. 12–15, 12쪽
    Form {
        pattern: r"(?P<word>pp?\.|[Pp]ages?) ?(?P<n>[0-9]{1,4}|[ivxl]{1,7})(?: ?[–-] ?[0-9]{1,4})?|(?P<k>[0-9]{1,4})(?: ?[–~∼-] ?[0-9]{1,4})?쪽",
        list: List::None,
        read: page,
    },
];

fn written(form: &Form) -> String {
    form.pattern.replace("NUMBER", NUMBER).replace("COUNTED", COUNTED)
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
    /// Whether the word that says what is named is in the plural; a Korean one has none.
    is_plural: bool,
    /// Those that are named behind the first.
    items: Vec<Item<'t>>,
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
        let word =
            ["word", "notes", "bare", "lone"].into_iter().find_map(|name| captures.name(name)).map_or("", |word| word.as_str());
        let is_korean = !word.is_ascii() && !word.starts_with('§');
        let bare = word.trim_end_matches('.');
        let is_doubled = matches!(bare, "nn" | "fnn" | "Fnn" | "§§");
        let is_plural = is_korean || is_doubled || bare.ends_with(['s', 'S']);
        let (items, taken) = match (form.list, captures.name("more")) {
            (List::None, _) => (Vec::new(), 0),
            // Those within it: `notes 1 and 2 above`.
            (list, Some(more)) => (items(more.as_str(), list, false).0, 0),
            _ if !is_plural || is_closed => (Vec::new(), 0),
            (list, None) => items(&text[end..], list, is_korean),
        };
        end += taken;
        let (before, behind) = (&text[..start], &text[end..]);
        let is_end = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/'));
        (is_closed || !is_end).then_some(Self { captures, start, end, before, behind, is_closed, is_plural, items })
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

    /// The numbers that are named, each as `make` makes it.
    fn all(&self, letters: bool, make: &dyn Fn(String) -> Meant) -> Option<Vec<Meant>> {
        let first = ["n", "s", "k", "u", "v"].into_iter().find_map(|name| self.named(name))?;
        Some(meant(Numbers { first, items: &self.items, is_plural: self.is_plural, letters }, make))
    }

    fn numbers(&self, letters: bool) -> Option<Vec<Meant>> {
        self.all(letters, &Meant::Number)
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
    // 도 1 is many things.
    let must_be_there = !found.is_closed && word != "표" && word != "그림" || word == "도";
    Some((table_or_figure(word == "표"), found.numbers(false)?, must_be_there))
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
    let is_vague = matches!(word.trim_end_matches('s'), "chart" | "graph" | "exhibit");
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
    let levels = |number| Meant::Levels(vec![(level, number)]);
    Some((ReferenceKind::Section, found.all(false, &levels)?, level == Level::Part))
}

/// `§ 2.1`: of a law where what stands before it is one (`17 U.S.C. § 2`).
fn section_sign(found: &Match) -> Option<Reading> {
    let near = &found.before[found.before.ceil_char_boundary(found.before.len().saturating_sub(NEAR))..];
    let last = near.trim_end().rsplit(' ').next().unwrap_or_default();
    let is_law = last.ends_with('.') && last.chars().filter(|c| c.is_uppercase()).count() > 1;
    if is_law || found.goes_on() || found.behind.starts_with('(') {
        return None;
    }
    Some((ReferenceKind::Section, found.all(false, &|number| Meant::Levels(vec![(Level::Any, number)]))?, true))
}

/// `제2·3장`, `제2~4장`
fn korean_sections(found: &Match) -> Option<Reading> {
    if found.goes_on() {
        return None;
    }
    let level = korean_level(found.word());
    let (first, last) = (found.named("n")?, found.named("m")?);
    let is_range = found.named("sep")?.contains(['~', '∼', '～', '–', '-', '내']);
    let items = [Item { number: last, is_range }];
    let numbers = Numbers { first, items: &items, is_plural: true, letters: false };
    Some((ReferenceKind::Section, meant(numbers, &|number| Meant::Levels(vec![(level, number)])), false))
}

fn korean_beside(found: &Match) -> Option<Reading> {
    if found.goes_on() || looks_like_a_part(found.word(), found.behind) {
        return None;
    }
    let is_next = matches!(found.named("side")?, "다음" | "뒤" | "이어지는" | "아래");
    Some((ReferenceKind::Section, vec![Meant::Beside(korean_level(found.word()), is_next)], true))
}

/// Whether the words behind `절` or `장` make it something else than a part of a text: 절도 is a theft, a temple is gone
/// to, and a chapter of a history opened.
fn looks_like_a_part(word: &str, behind: &str) -> bool {
    const OPENED: [&str; 12] = ["열", "연 ", "여는", "넘", "펼", "펴", "쓰", "써", "썼", "쓸", "장식", "맞"];
    const WENT: [&str; 12] = ["들르", "들렀", "머물", "머문", "묵", "갔", "가서", "가다", "오르", "올랐", "나가", "나갔"];
    let followed = |particles: &[&str], verbs: &[&str]| {
        particles.iter().filter_map(|particle| behind.strip_prefix(particle)?.strip_prefix(' ')).any(|rest| {
            // An adverb may stand between: 다음 장을 새로 열었다.
            let second = rest.split_once(' ').map_or("", |(_, second)| second);
            verbs.iter().any(|verb| rest.starts_with(verb) || second.starts_with(verb))
        })
    };
    (word == "절" && behind.starts_with('도'))
        || followed(&["을", "이"], &OPENED)
        || followed(&["에", "으로", "로", "에서"], &WENT)
        || (word == "장" && followed(&["이"], &["서", "섰", "열", "선"]))
}

fn english_beside(found: &Match) -> Option<Reading> {
    if found.next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    // The next chapter in their lives; the section above the gate.
    let is_followed = |words: &[&str]| words.iter().any(|word| found.behind.starts_with(word));
    let things = [" in the ", " in his ", " in her ", " in their ", " in its ", " for "];
    let places = [" the ", " a ", " an ", " his ", " her ", " their ", " its "];
    if is_followed(&things) || (found.named("side").is_some() && is_followed(&places)) {
        return None;
    }
    let noun = found.named("noun").unwrap_or(found.word());
    let level = if noun == "chapter" { Level::Chapter } else { Level::Any };
    let is_next = matches!(found.named("front").or(found.named("side"))?, "next" | "following" | "below");
    Some((ReferenceKind::Section, vec![Meant::Beside(level, is_next)], true))
}

/// `식 (1)`, `Equations 1 and 2`: 이런 식 and others are told by what is there.
fn equation(found: &Match) -> Option<Reading> {
    if !found.is_closed && found.goes_on() {
        return None;
    }
    let must_be_there = !found.word().is_ascii() || found.named("in").is_none();
    Some((ReferenceKind::Equation, found.numbers(false)?, must_be_there))
}

/// A box: 상자 1 and `box 3` may hold anything else.
fn text_box(found: &Match) -> Option<Reading> {
    if !found.is_closed && found.goes_on() {
        return None;
    }
    Some((ReferenceKind::Box, found.numbers(false)?, true))
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
    // `주 3)` may be the sign of a list, and `n. 3` a size; of a note that is there it is taken.
    let may_be_other = found.named("short").is_some() || found.named("lone").is_some() || found.named("see") == Some("in");
    Some((ReferenceKind::Footnote, found.all(false, &Meant::Number)?, may_be_other))
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
    if behind.starts_with(char::is_alphanumeric) && !is_particle(behind) {
        return None;
    }
    // A line that begins with it, and goes on with words, is a heading.
    if before.len() <= NEAR
        && before.trim_start_matches(|c: char| !c.is_alphanumeric()).is_empty()
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
    let first = (korean_level(word), normal(number, false));
    let second = sub.map(|(number, word)| (korean_level(word.as_str()), normal(number.as_str(), false)));
    Some(Meant::Levels(std::iter::once(first).chain(second).collect()))
}

fn korean_level(word: &str) -> Level {
    match word {
        "부" => Level::Part,
        "장" => Level::Chapter,
        _ => Level::Section,
    }
}

/// Whether a reader is told to look there.
fn is_pointed(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', ')', '）', ']', ',', '.']);
    ["참조", "참고", "을 보", "를 보"].iter().any(|word| rest.starts_with(word))
        || behind.starts_with([')', '）', ']', ',', '·', '~'])
}

/// What this document is called before a chapter of it.
const THIS: [&str; 7] = ["이 글", "본고", "본문", "이 보고서", "이 논문", "이 책", "본서"];
