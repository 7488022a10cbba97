//! A source as a footnote names it: its author, its title, its year.

use std::sync::LazyLock;

use regex::Regex;

/// Bytes of a body that its first source is looked for in.
const LEAD: usize = 600;
/// Letters of a title that tell it from others.
const TELLING: usize = 4;

/// A source as it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// The key that its author is known by; empty where none is named.
    pub(super) author: String,
    /// Letters and digits of its title, in lower case.
    pub(super) title: String,
    /// Those of each of its words.
    pub(super) words: Vec<String>,
    /// The same without its subtitle.
    pub(super) main: String,
    pub(super) year: Option<String>,
    pub(super) kind: Option<SourceKind>,
    /// Author and title, in bytes of the body.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What signs round a title tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourceKind {
    Book,
    Article,
}

impl Source {
    /// Whether its title is long enough to be known by.
    pub(super) fn is_telling(&self) -> bool {
        self.title.chars().count() >= TELLING
    }

    /// Whether both name one work: one title, in one of them perhaps without its subtitle.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let years = match (&self.year, &other.year) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        // A subtitle may be left out, but is not another one.
        let is_cut = self.title == self.main || other.title == other.main;
        let titles = self.title == other.title || (self.main == other.main && is_cut);
        self.author == other.author && titles && years
    }
}

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^0-9])((?:1[89]|20)[0-9]{2})(?:[^0-9]|$)").expect("a pattern"));
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"[『《]([^』》]{2,300})[』》]|[「〈“"]([^」〉”"]{2,300})[」〉”"]"#).expect("a pattern"));

/// The first source that a body names, where it looks like one: a title in its signs, or author,
/// title and year between commas.
pub(super) fn source(text: &str) -> Option<Source> {
    let lead = &text[..text.floor_char_boundary(text.len().min(LEAD))];
    let clause = lead.split([';', '；']).next().unwrap_or_default();
    let year = YEAR.captures(clause).and_then(|found| found.get(1)).map(|found| found.as_str().to_owned());
    if let Some(found) = QUOTED.captures(clause) {
        let whole = found.get(0)?;
        let before = clause[..whole.start()].trim_end().trim_end_matches([',', '，', ':']);
        let author = author_key(before).unwrap_or_default();
        // Quotation marks stand round many things: of a source they have a name or a year beside them.
        let curly = whole.as_str().starts_with(['“', '"', '〈']);
        if curly && (author.is_empty() || (year.is_none() && !before_is_short(before))) {
            return None;
        }
        let (book, article) = (found.get(1), found.get(2));
        let title = book.or(article)?.as_str();
        let kind = Some(if book.is_some() { SourceKind::Book } else { SourceKind::Article });
        let start = name_start(before);
        let (whole_title, words, main) = (letters(title), title_words(title), main_title(title));
        return Some(Source { author, title: whole_title, words, main, year, kind, start, end: whole.end() });
    }
    // Author, Title (Place: Publisher, Year).
    let year = year?;
    let (name, rest) = clause.split_once([',', '，'])?;
    let author = author_key(name)?;
    let given = rest.trim_start();
    // `Lankov, Andrei. The Real North Korea. 2013`: what follows the name and a point is the title.
    let is_given =
        given.split(['.', ',']).next().is_some_and(|word| word.split_whitespace().count() <= 2 && !word.trim().is_empty());
    let is_reversed = is_given && !name.trim().contains(' ') && name.trim().is_ascii() && given.contains(". ");
    let title_from = if is_reversed { given.find(". ").map_or(0, |at| at + 2) } else { 0 };
    let title = given[title_from..].split(['(', ',', '，', '.']).next().unwrap_or_default().trim();
    if title.is_empty() || YEAR.is_match(title) && title.len() < 8 {
        return None;
    }
    let end = name.len() + rest.find(title).map_or(0, |at| at + 1 + title.len());
    Some(Source {
        author,
        title: letters(title),
        words: title_words(title),
        main: main_title(title),
        year: Some(year),
        kind: None,
        start: name_start(name),
        end,
    })
}

/// Whether what stands before a title can be no more than a name.
fn before_is_short(before: &str) -> bool {
    before.chars().count() <= 60
}

/// Where the name starts in what stands before a title.
fn name_start(before: &str) -> usize {
    let trimmed = before.trim_end();
    let cut = trimmed.rfind(['.', ':']).filter(|at| trimmed.len() - at > 12 && trimmed.len() > 60);
    cut.map_or(0, |at| at + 1 + (trimmed[at + 1..].len() - trimmed[at + 1..].trim_start().len()))
}

/// The letters and digits of `text`, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(200).collect()
}

/// The letters of each word of a title.
pub(super) fn title_words(title: &str) -> Vec<String> {
    title.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
}

/// The letters of a title up to its subtitle.
fn main_title(title: &str) -> String {
    let signs = [":", "：", " - ", " – ", "—", "―"];
    let end = signs.iter().filter_map(|sign| title.find(sign)).min().unwrap_or(title.len());
    letters(&title[..end])
}

/// Words before a name that are no part of it.
const LEADS: [&str; 12] = ["see", "also", "cf.", "cf", "e.g.", "and", "in", "예컨대", "예를", "들어", "및", "참조:"];
/// What stands behind a name and is no part of it.
const BEHIND: [&str; 14] = ["외", "등", "편", "편저", "저", "역", "지음", "옮김", "eds.", "ed.", "(eds.)", "(ed.)", "et", "al."];

/// What an author is known by: of a Korean name the last word before the comma, of a Latin one the
/// family name, both of the first of several authors. `None` where no name can stand there.
pub(super) fn author_key(before: &str) -> Option<String> {
    let piece = before.trim().trim_end_matches([',', '，', ':']);
    // A title between name and pointer is no name: what stands before it is.
    let piece = piece
        .split(['「', '『', '《', '〈', '“', '"', '(', '（'])
        .next()
        .unwrap_or_default()
        .trim()
        .trim_end_matches([',', '，']);
    let parts: Vec<&str> = piece.split([',', '，', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // `Lankov, Andrei`, `김철수, 이영희`: the first; a clause before a name ends with a comma, too.
    let part = if parts.len() > 1 && parts[0].split_whitespace().count() > 5 { parts[parts.len() - 1] } else { parts.first()? };
    let part = part.split(['·', '&', '/']).next().unwrap_or_default();
    let part = part.split(" and ").next().unwrap_or_default();
    let words: Vec<&str> = part
        .split_whitespace()
        .filter(|word| !BEHIND.contains(word))
        .skip_while(|word| LEADS.contains(&word.to_lowercase().as_str()))
        .collect();
    let key = letters(words.last()?);
    let is_name = key.chars().count() >= 2 && !key.chars().all(|c| c.is_ascii_digit()) && key.chars().count() <= 40;
    // A Latin name begins with a capital.
    let capital = words.last()?.chars().next().is_some_and(|c| !c.is_lowercase());
    (is_name && capital).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_starts_behind_a_remark_that_is_long() {
        // Sixty bytes and less are all name; the sign has to stand more than twelve before the end.
        let of = |lead: usize, sign: &str, name: usize| name_start(&format!("{}{sign}{}", "a".repeat(lead), "b".repeat(name)));
        assert_eq!((of(47, ".", 12), of(48, ".", 12), of(47, ".", 13), of(46, ".", 13)), (0, 49, 48, 0));
        assert_eq!((of(60, ".", 11), of(60, ".", 12), of(60, ":", 20), of(60, ",", 20)), (0, 61, 61, 0));
        assert_eq!(name_start(&format!("{}.   {}", "a".repeat(60), "b".repeat(20))), 64);
    }

    #[test]
    fn an_author_is_known_by_the_last_word_of_the_first_name() {
        for (before, key) in [
            ("김철수", Some("김철수")),
            ("Andrei Lankov", Some("lankov")),
            ("Lankov, Andrei", Some("lankov")),
            ("김철수·박민수", Some("김철수")),
            ("Smith & Jones", Some("smith")),
            ("Smith and Jones", Some("smith")),
            ("김철수 외", Some("김철수")),
            ("Smith et al.", Some("smith")),
            ("See also Smith", Some("smith")),
            ("smith", None),
            ("X", None),
            ("12", None),
            ("", None),
            ("Smith “Title”", Some("smith")),
            ("Smith (2019)", Some("smith")),
            ("a clause of some six words here, Smith", Some("smith")),
            ("a clause of five words, Smith", None),
        ] {
            assert_eq!(author_key(before).as_deref(), key, "{before}");
        }
        assert_eq!(author_key(&"가".repeat(40)).map(|key| key.chars().count()), Some(40));
        assert_eq!(author_key(&"가".repeat(41)), None);
    }

    #[test]
    fn a_source_has_a_title_in_signs_or_between_commas() {
        let of = |text: &str| {
            source(text).map(|one| {
                format!("{}|{}|{}|{:?}|{}..{}", one.author, one.main, one.year.unwrap_or_default(), one.kind, one.start, one.end)
            })
        };
        assert_eq!(of("Kim, 『A Book: More』, 2019").as_deref(), Some("kim|abook|2019|Some(Book)|0..23"));
    }
}
