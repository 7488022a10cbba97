//! Whether words that look like a reference point into another work: a law, a charter, a book
//! that is cited. Told by what stands just before and behind them.

use std::sync::LazyLock;

use regex::Regex;

use super::ReferenceKind;
use super::scan::Mention;

/// Bytes looked at before the words.
const BEFORE: usize = 160;
/// Bytes looked at before them in a footnote's body.
const BODY: usize = 600;

/// What other works are called, in Korean.
const WORKS: [&str; 44] = [
    "헌법",
    "헌장",
    "법",
    "법률",
    "조약",
    "협정",
    "협약",
    "규정",
    "규칙",
    "시행령",
    "대통령령",
    "조례",
    "의정서",
    "선언",
    "결의",
    "강령",
    "정관",
    "책",
    "저서",
    "글",
    "논문",
    "보고서",
    "백서",
    "실록",
    "복음",
    "복음서",
    "성경",
    "소설",
    "교본",
    "지침",
    "교범",
    "계획서",
    "기사",
    "사전",
    "매뉴얼",
    "편람",
    "전게서",
    "상게서",
    "전게논문",
    "상게논문",
    "규약",
    "당규",
    "창세기",
    "로마서",
];
/// Words that end like one of them and are none.
const NO_WORKS: [&str; 8] = ["방법", "문법", "용법", "어법", "해법", "기법", "수법", "화법"];
/// What makes a work this one.
const THIS: [&str; 8] = ["이", "본", "우리", "이번", "the", "this", "our", "present"];

/// What other works are called, in English.
const ENGLISH_WORKS: [&str; 18] = [
    "act",
    "charter",
    "constitution",
    "treaty",
    "convention",
    "code",
    "law",
    "statute",
    "covenant",
    "agreement",
    "protocol",
    "regulation",
    "directive",
    "resolution",
    "ibid",
    "cit",
    "id",
    "idem",
];
/// Words with a capital that say nothing of a work.
const LEADS: [&str; 26] = [
    "see", "in", "and", "the", "as", "of", "from", "to", "by", "our", "this", "under", "cf", "also", "with", "for", "on", "at",
    "while", "but", "both", "section", "chapter", "part", "table", "figure",
];

static YEAR_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^0-9])(?:1[89]|20)[0-9]{2}[a-z]?[)\],: ]*$").expect("a pattern"));
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:1[89]|20)[0-9]{2}|[「『《“]|https?://|(?:앞의|위의|같은) ?(?:책|글|논문)|[전상]게(?:서|논문)|[Ii]bid|op\. ?cit|loc\. ?cit")
        .expect("a pattern")
});

/// Whether `mention` in `text` (one block) points into another work; `in_body` where the block
/// is of a footnote's body.
pub(super) fn is_elsewhere(text: &str, mention: &Mention, in_body: bool) -> bool {
    let from = text.floor_char_boundary(mention.start.saturating_sub(BEFORE));
    let (before, behind) = (&text[from..mention.start], &text[mention.end..]);
    let tail = before.trim_end();
    if mention.kind == ReferenceKind::Page && !is_told_page(text, mention, tail, behind) {
        return true;
    }
    if in_body && mention.kind != ReferenceKind::Footnote && cites_before(text, mention.start, tail) {
        return true;
    }
    names_work(tail, mention.kind) || is_of_another(behind)
}

/// In a footnote's body: whether a source stands before the words in the same clause, so that they go with it.
fn cites_before(text: &str, start: usize, tail: &str) -> bool {
    if is_cue(tail) {
        return false;
    }
    let from = text.floor_char_boundary(start.saturating_sub(BODY));
    let clause = text[from..start].rsplit([';', '；']).next().unwrap_or_default();
    SOURCE.is_match(clause)
}

/// Whether the last words point a reader to this document.
fn is_cue(tail: &str) -> bool {
    let tail = tail.trim_end_matches([',', ' ']).to_lowercase();
    [
        "see",
        "cf.",
        "above",
        "below",
        "supra",
        "infra",
        "본문",
        "이 글",
        "본고",
        "본서",
        "위",
        "아래",
        "앞",
        "뒤",
        "이 보고서",
        "본 보고서",
        "위의",
        "아래의",
        "앞의",
        "뒤의",
    ]
    .iter()
    .any(|cue| tail.strip_suffix(cue).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
}

/// Whether what stands just before names another work.
fn names_work(tail: &str, kind: ReferenceKind) -> bool {
    // A bracket between them cuts the tie.
    if tail.ends_with(['(', '（', '[', '<', '〈']) {
        return false;
    }
    if tail.trim_end_matches([',', '，', ' ']).ends_with(['」', '』', '》']) || (tail.ends_with(['”', '’']) && is_division(kind))
    {
        return true;
    }
    let bare = tail.trim_end_matches([',', '，', ':', ' ']);
    if YEAR_BEFORE.is_match(tail) && is_citation(bare) {
        return true;
    }
    let mut words = bare.rsplit(' ');
    let last = words.next().unwrap_or_default().trim_start_matches(['(', '（', '[', '“', '"']);
    let earlier = words.next().unwrap_or_default().to_lowercase();
    let is_this = THIS.contains(&earlier.trim_start_matches(['(', '“']));
    let noun = last.trim_end_matches(['」', '』', '》', '>', '〉', '"', '”', '’', ')', '.']);
    let noun = noun.strip_suffix("의").filter(|rest| rest.chars().count() > 1).unwrap_or(noun);
    if is_korean_work(noun) {
        return !is_this && !["이글", "본서", "본고", "본글", "본보고서"].contains(&noun)
            || ["같은", "앞의", "위의", "앞", "위"].contains(&earlier.as_str());
    }
    if !noun.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    if last.ends_with("'s") || last.ends_with("’s") {
        return true;
    }
    let lower = noun.to_lowercase();
    if ENGLISH_WORKS.contains(&lower.as_str()) {
        return !is_this;
    }
    // `Trade Act Section 301` was met; `Geneva Section 3` is as little ours. A sentence that begins is none.
    let is_name = noun.len() > 1 && noun.starts_with(|c: char| c.is_ascii_uppercase()) && !tail.ends_with([',', ':', ';', '.']);
    is_division(kind) && is_name && !LEADS.contains(&lower.as_str())
}

fn is_division(kind: ReferenceKind) -> bool {
    matches!(kind, ReferenceKind::Section | ReferenceKind::Appendix | ReferenceKind::Page | ReferenceKind::Footnote)
}

fn is_korean_work(noun: &str) -> bool {
    WORKS.iter().any(|work| noun.ends_with(work)) && !NO_WORKS.iter().any(|other| noun.ends_with(other))
}

/// `Smith 2019`, `(김철수 2019`, `Smith (2019)`: a name before the year; `In 2022` is none.
fn is_citation(bare: &str) -> bool {
    let year = bare.trim_end_matches([')', ']', ';']);
    let Some(year) = year.rfind(' ').map(|at| (&year[..at], &year[at + 1..])) else { return bare.starts_with('(') };
    let (before, own) = year;
    let name = before.trim_end_matches([',', ' ']).rsplit(' ').next().unwrap_or_default();
    let name = name.trim_start_matches(['(', '（']);
    let lower = name.to_lowercase();
    const TIMES: [&str; 20] = [
        "in",
        "since",
        "by",
        "of",
        "from",
        "to",
        "during",
        "after",
        "before",
        "until",
        "and",
        "year",
        "march",
        "may",
        "june",
        "july",
        "august",
        "september",
        "spring",
        "late",
    ];
    let is_name = name.starts_with(|c: char| c.is_uppercase() || ('가'..='힣').contains(&c)) && !TIMES.contains(&lower.as_str());
    is_name || (own.starts_with('(') && !name.is_empty() && name.starts_with(char::is_uppercase))
}

/// `of the UN Charter`, `of his book`, `in Smith (2019)`.
fn is_of_another(behind: &str) -> bool {
    let cut = behind.floor_char_boundary(behind.len().min(60));
    let rest = &behind[..cut];
    let Some(of) = rest.strip_prefix(" of ") else { return false };
    let mut words = of.split([' ', ',', '.', ')']);
    let first = words.next().unwrap_or_default();
    match first.to_lowercase().as_str() {
        "this" | "our" => false,
        "the" | "that" => {
            let next = words.next().unwrap_or_default();
            let own = [
                "present",
                "report",
                "paper",
                "brief",
                "study",
                "article",
                "document",
                "volume",
                "text",
                "annex",
                "appendix",
                "main",
                "guide",
                "handbook",
                "next",
                "following",
                "previous",
            ];
            !own.contains(&next.to_lowercase().as_str())
        }
        _ => true,
    }
}

/// Whether a page is told as one of this document: most pages that are named are those of works cited.
fn is_told_page(text: &str, mention: &Mention, tail: &str, behind: &str) -> bool {
    let words = &text[mention.start..mention.end];
    let rest = behind.trim_start_matches(['을', '를', ' ']);
    let is_pointed = ["참조", "참고", "보라", "볼 것"].iter().any(|word| rest.starts_with(word));
    let closed = behind.starts_with([')', '）', ']']) || is_pointed;
    let opened = tail.ends_with(['(', '（', '[']);
    if words.ends_with('쪽') {
        return (opened && closed) || is_cue(tail) || (is_pointed && !SOURCE.is_match(tail) && !tail.ends_with(','));
    }
    let before = tail.trim_end_matches(',').to_lowercase();
    let on = ["see", "on", "cf.", "also"]
        .iter()
        .any(|cue| before.strip_suffix(cue).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)));
    (opened && closed) || is_cue(tail) || (on && !SOURCE.is_match(tail)) || (opened && before.ends_with("(see"))
}
