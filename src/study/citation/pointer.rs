//! Words in a footnote's body that stand for another footnote.

use std::sync::LazyLock;

use regex::Regex;

use super::work::{Source, SourceKind, author_key};

/// Pointers that are taken of one body.
const MOST: usize = 16;
/// Bytes before the words that an author is looked for in.
const BEFORE: usize = 200;

/// Why a footnote is taken to be meant, or none is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It stands just before.
    NoteBefore,
    /// It is the last one before that names a source: those between are remarks.
    SourceBefore,
    /// It is the nearest earlier one of the author that is named.
    SameAuthor,
    /// It names the work whose title, or a part of it, is given with its author.
    ShortTitle,
    /// It names the work of the author and the year that are given.
    AuthorYear,
    /// It names the work of the title that stands alone.
    TitleAlone,
    /// Several works fit: it is the nearest that names one of them.
    Several,
    /// Its number is named.
    Numbered,
    /// None stands earlier, or none of the author that is named.
    NoEarlier,
    /// The number that is named is not there.
    NoSuchNumber,
    /// The note names itself.
    Itself,
}

impl Reason {
    /// What JSON calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoteBefore => "just-before",
            Self::SourceBefore => "source-before",
            Self::SameAuthor => "same-author",
            Self::ShortTitle => "short-title",
            Self::AuthorYear => "author-year",
            Self::TitleAlone => "title-alone",
            Self::Several => "several-fit",
            Self::Numbered => "numbered",
            Self::NoEarlier => "none-earlier",
            Self::NoSuchNumber => "number-missing",
            Self::Itself => "itself",
        }
    }
}

/// How a pointer says what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The same as before.
    Same,
    /// One named before.
    Earlier,
    /// A number.
    Number,
}

/// Words that point to another footnote, in bytes of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pointing {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// The key of the author that is named with them.
    pub(super) author: Option<String>,
    /// Whether a book, or an article, is meant.
    wanted: Option<SourceKind>,
    /// The year that is named with the author.
    year: Option<String>,
    /// Where the number stands.
    number: (usize, usize),
}

impl Pointing {
    /// The number that is named.
    pub(super) fn label<'a>(&self, text: &'a str) -> &'a str {
        &text[self.number.0..self.number.1]
    }

    /// Whether a source can be the one that is meant.
    pub(super) fn fits(&self, source: &Source) -> bool {
        let kind = self.wanted.is_none_or(|wanted| source.kind.is_none_or(|kind| kind == wanted));
        let year = self.year.as_ref().is_none_or(|year| source.year.as_ref().is_none_or(|own| own == year));
        kind && year
    }
}

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<same>(?:위의|윗|위|같은) ?(?P<what>글|책|논문|보고서|기사|자료|문서|저서|곳|쪽|면)|상게(?P<gwhat>서|논문|문|보고서)|상동",
        r"|[Ii]bid(?:em)?\b?\.?|[Ii]dem\b?\.?|[Ii]d\.|[Ll]oc\. ?[Cc]it\.?)",
        r"|(?P<earlier>앞의? ?(?P<ewhat>글|책|논문|보고서|기사|자료|문서|저서)|전게(?P<jwhat>서|논문|문|보고서)|[Oo]p\. ?[Cc]it\.?)",
        r"|(?P<number>(?:위의? |앞의? |앞선 )?(?:각주|미주|주석|주) ?(?P<k>[0-9]{1,4})\)?(?:번|의|을|를|과|와)?(?: ?(?:참조|참고|보라|볼 것|인용|글|책|논문|자료|보고서|동일|같음))?",
        r"|(?:[Ss]ee |[Ss]upra |[Cc]f\. ?|above |in |also )?(?:[Ff]ootnotes?|[Nn]otes?|[Ff]nn?\.|nn?\.) ?(?P<e>[0-9]{1,4})(?: above| supra| below)?)",
    ))
    .expect("a pattern")
});

static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:1[89]|20)[0-9]{2}").expect("a pattern"));

/// The pointers of a body, in order.
pub(super) fn pointings(text: &str) -> Vec<Pointing> {
    FORM.captures_iter(text).filter_map(|captures| pointing(text, &captures)).take(MOST).collect()
}

fn pointing(text: &str, captures: &regex::Captures) -> Option<Pointing> {
    let whole = captures.get(0)?;
    let (start, end) = (whole.start(), whole.end());
    let (before, behind) = (&text[..start], &text[end..]);
    if before.chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let named = |name: &str| captures.name(name);
    let next = behind.chars().next();
    if let Some(number) = named("k").or(named("e")) {
        let words = whole.as_str();
        let is_latin = named("e").is_some();
        // `주 3회`, `note 7 percent`, `Galaxy Note 7`; a bare word needs a sign that it points.
        let goes_on = next.is_some_and(|c| c.is_alphanumeric() || c == '%');
        let bare = words.starts_with('주')
            && !words.contains(')')
            && !["참조", "참고", "보라", "볼 것"].iter().any(|sign| words.ends_with(sign));
        // `A note 7 percent` is no pointer; one that begins a clause is.
        let lone = is_latin
            && words.starts_with(['n', 'N'])
            && !words.ends_with(['e', 'a', 'w'])
            && !before.trim_end().is_empty()
            && !before.trim_end().ends_with([',', ';', '.', '(', ':']);
        let in_name = is_latin && words.starts_with('N') && before.trim_end().ends_with(|c: char| c.is_alphabetic());
        if goes_on || bare || lone || in_name {
            return None;
        }
        let number = (number.start(), number.end());
        return Some(Pointing { start, end, kind: Kind::Number, author: None, wanted: None, year: None, number });
    }
    // 위의 글쓰기, 같은 책임, Idaho.
    if next.is_some_and(char::is_alphanumeric) && !is_particle(behind) {
        return None;
    }
    let what = ["what", "gwhat", "ewhat", "jwhat"].into_iter().find_map(named).map_or("", |found| found.as_str());
    let wanted = match what {
        "책" | "저서" | "서" => Some(SourceKind::Book),
        "글" | "논문" | "문" | "기사" => Some(SourceKind::Article),
        _ => None,
    };
    let kind = if named("same").is_some() { Kind::Same } else { Kind::Earlier };
    let clause_from = text.floor_char_boundary(start.saturating_sub(BEFORE));
    let clause = text[clause_from..start].rsplit([';', '；']).next().unwrap_or_default();
    // `…에 관해서는 같은 글` has no author before it; a comma tells that a name stands there.
    let name = clause.trim_end().strip_suffix([',', '，']).map(str::trim_end);
    let author = name.and_then(author_key);
    let year = author.as_ref().and(name).and_then(|name| YEAR.find_iter(name).last()).map(|found| found.as_str().to_owned());
    Some(Pointing { start, end, kind, author, wanted, year, number: (start, start) })
}

fn is_particle(behind: &str) -> bool {
    let end = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
    ["은", "는", "이", "의", "을", "를", "에", "에서", "과", "와", "도", "에서는", "참조", "참고", "이다", "임"]
        .contains(&&behind[..end])
}
