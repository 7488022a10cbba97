//! Works that are named in short: `Writer, Harbours, 120`, `한가람(2018), 47쪽`, `『동해 항만』, 50쪽`, `Writer, 121`.

use std::sync::LazyLock;

use regex::Regex;

use super::work::{Source, author_key, title_words};

/// Bytes of a clause that is read: what names a work in short is short.
const LONGEST: usize = 300;
/// Bytes of what stands before a title and is no more than a name.
const LONGEST_NAME: usize = 80;
/// Letters of a short title that tell it from others, of an alphabet and of Hangul.
const TELLING: (usize, usize) = (4, 2);

/// A work as it is named in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Short {
    /// The key of its author; none where the title stands alone.
    author: Option<String>,
    /// Letters of each word of its title.
    title: Vec<String>,
    year: Option<String>,
    /// The words, in bytes of the clause.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How a short name is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Title,
    AuthorYear,
    TitleAlone,
    AuthorAlone,
}

const NAME: &str = r#"[^0-9「『《〈“"()（）,;:]{2,80}?(?:, [^0-9「『《〈“"()（）,;:]{2,40}?){0,3}"#;

static AUTHOR_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        format!(r"^[(（\[]?(?P<author>{NAME}),? ?[(（\[]?(?P<year>(?:1[89]|20)[0-9]{{2}})[a-z]?(?P<rest>[^0-9가-힣a-z].*)?$");
    Regex::new(&pattern).expect("a pattern")
});
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^(?P<author>[^「『《〈“"]*?)[,，]?\s*[「『《〈“"](?P<title>[^」』》〉”"]{2,200})[」』》〉”"](?P<rest>.*)$"#)
        .expect("a pattern")
});
/// Pages, chapters and the like: what may stand behind a short name.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:[\s.,:()（）\[\]–—~∼-]|[0-9]+|쪽|면|장|절|권|호|제|표|그림|각주|주|참조|참고|및|을|를|pp?\b|pages?\b|chaps?\b|chapters?\b|ch\b|vol\b|no\b|nn?\b|notes?\b|tables?\b|figs?\b|figures?\b|ff?\b|passim\b|esp\b|at\b|and\b|[ivxl]+\b)*$",
    )
    .expect("a pattern")
});

/// What a clause of a body names in short; `None` where it names a work in full, or none.
pub(super) fn short(clause: &str) -> Option<Short> {
    let start = clause.len() - clause.trim_start().len();
    let own = clause.trim().trim_end_matches(['.', '。']);
    if own.len() > LONGEST || own.is_empty() {
        return None;
    }
    let is_place = |rest: &str| PLACE.is_match(rest);
    let made = |author: Option<String>, title: &str, year: Option<&str>, end: usize| Short {
        author,
        title: title_words(title),
        year: year.map(str::to_owned),
        start,
        end: start + end,
    };
    if let Some(found) = TITLE.captures(own) {
        let author = found["author"].trim();
        let (title, rest) = (&found["title"], &found["rest"]);
        let year = YEAR.find(rest).map(|year| year.as_str());
        let end = own.len() - rest.len();
        let key = author_key(author);
        let is_name = author.is_empty() || (author.len() <= LONGEST_NAME && key.is_some());
        return (is_place(rest) && is_name).then(|| made(key, title, year, end));
    }
    if let Some(found) = AUTHOR_YEAR.captures(own) {
        let rest = found.name("rest").map_or("", |rest| rest.as_str());
        let key = author_key(&found["author"])?;
        let closed = rest.len() - rest.trim_start_matches([')', '）', ']']).len();
        return is_place(rest)
            .then(|| made(Some(key), "", found.name("year").map(|year| year.as_str()), own.len() - rest.len() + closed));
    }
    // Author, Short Title, 120
    let (author, rest) = own.split_once([',', '，'])?;
    let key = author_key(author).filter(|_| author.split_whitespace().count() <= 5)?;
    let after = rest.trim_start();
    let title = after.rsplit_once([',', '，']).filter(|(_, place)| is_place(place)).map_or(after, |(title, _)| title).trim_end();
    if is_place(after) {
        let is_told = after.contains(|c: char| c.is_ascii_digit());
        return is_told.then(|| made(Some(key), "", None, author.len()));
    }
    let is_title = !title.contains(['(', '（', '.', ':']) && title.split_whitespace().count() <= 8;
    let is_named = title.starts_with(|c: char| c.is_uppercase() || ('가'..='힣').contains(&c));
    let end = own.len() - after.len() + title.len();
    (is_title && is_named && !YEAR.is_match(title)).then(|| made(Some(key), title, None, end))
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(?:1[89]|20)[0-9]{2}\b").expect("a pattern"));

impl Short {
    /// The key of its author; none where its title stands alone.
    pub(super) fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }

    /// The letters of its title.
    pub(super) fn letters(&self) -> String {
        self.title.concat()
    }

    /// What it is made of.
    pub(super) fn form(&self) -> Form {
        match (&self.author, self.title.is_empty(), &self.year) {
            (None, _, _) => Form::TitleAlone,
            (Some(_), false, _) => Form::Title,
            (Some(_), true, Some(_)) => Form::AuthorYear,
            (Some(_), true, None) => Form::AuthorAlone,
        }
    }

    /// Whether `source` can be the work that is meant.
    pub(super) fn fits(&self, source: &Source) -> bool {
        let author = self.author.as_ref().is_none_or(|author| *author == source.author);
        let year = match (&self.year, &source.year) {
            (Some(own), Some(other)) => own == other,
            (Some(_), None) => self.form() != Form::AuthorYear,
            (None, _) => true,
        };
        author && year && (self.title.is_empty() || self.is_title_of(source))
    }

    /// Whether the words of the short title stand in the whole one, in their order, each as a whole word: `art` is
    /// none of `Departures`. Korean may leave out the blanks between them.
    fn is_title_of(&self, source: &Source) -> bool {
        let count: usize = self.title.iter().map(|word| word.chars().count()).sum();
        let telling = if self.title.iter().any(|word| word.is_ascii()) { TELLING.0 } else { TELLING.1 };
        let stand = |own: &[String]| {
            let mut from = 0;
            own.iter().all(|word| {
                let end = (from..source.words.len()).find_map(|at| Some(at + words_of(&source.words[at..], word)?));
                from = end.unwrap_or(from);
                end.is_some()
            })
        };
        count >= telling && (stand(&self.title) || stand(&[self.letters()]))
    }
}

/// How many of `words`, from the first on, are `word` together; the last may have a Korean particle.
fn words_of(words: &[String], word: &str) -> Option<usize> {
    const PARTICLES: [&str; 14] = ["의", "과", "와", "은", "는", "이", "가", "을", "를", "에", "에서", "로", "으로", "도"];
    let mut rest = word;
    for (at, own) in words.iter().enumerate() {
        match rest.strip_prefix(own.as_str()) {
            Some("") => return Some(at + 1),
            Some(behind) => rest = behind,
            None => return own.strip_prefix(rest).filter(|particle| PARTICLES.contains(particle)).map(|_| at + 1),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_title_is_of_whole_words() {
        use super::super::work::source;
        for (clause, work, fits) in [
            ("Writer, Harbours, 120.", "Ann Writer, The Harbours of the North (London: Quay, 2012), 1.", true),
            ("Writer, Harbours North, 120.", "Ann Writer, The Harbours of the North (London: Quay, 2012), 1.", true),
            ("Writer, North Harbours, 120.", "Ann Writer, The Harbours of the North (London: Quay, 2012), 1.", false),
            ("Writer, Harbour, 120.", "Ann Writer, The Harbours of the North (London: Quay, 2012), 1.", false),
            ("Writer, Parts, 120.", "Ann Writer, Departures and Counterparts (London: Quay, 2012), 1.", false),
            ("『항만』, 50쪽.", "한가람, 『동해 항만의 밤』(서울: 나루, 2018), 45쪽.", true),
            ("『동해항만』, 50쪽.", "한가람, 『동해 항만의 밤』(서울: 나루, 2018), 45쪽.", true),
            ("『동해 항만』, 50쪽.", "한가람, 『동해항만의 밤』(서울: 나루, 2018), 45쪽.", true),
            ("『항만』, 50쪽.", "한가람, 『동해항만청』(서울: 나루, 2018), 45쪽.", false),
        ] {
            let (short, source) = (short(clause).expect("a short name"), source(work).expect("a work"));
            assert_eq!(short.fits(&source), fits, "{clause} of {work}");
        }
    }

    #[test]
    fn a_short_name_is_an_author_and_a_title_or_a_year() {
        for (clause, expected) in [
            ("Writer, Harbours, 120.", "writer|harbours||Title|Writer, Harbours"),
            (
                "See Writer, Harbours of the North, pp. 3–5",
                "writer|harbours of the north||Title|See Writer, Harbours of the North",
            ),
            ("Author, “Dues,” 14.", "author|dues||Title|Author, “Dues,”"),
            ("한가람(2018), 47쪽.", "한가람||2018|AuthorYear|한가람(2018)"),
            ("(Kim 2018: 47)", "kim||2018|AuthorYear|(Kim 2018"),
            ("Kim and Lee (2018a), p. 4", "kim||2018|AuthorYear|Kim and Lee (2018a)"),
            ("한가람·이바다, 2018, 3쪽 참조", "한가람||2018|AuthorYear|한가람·이바다, 2018"),
            ("『동해 항만』, 50쪽.", "|동해 항만||TitleAlone|『동해 항만』"),
            ("「부두의 밤」", "|부두의 밤||TitleAlone|「부두의 밤」"),
            ("Writer, 121.", "writer|||AuthorAlone|Writer"),
            ("한가람, 동해 항만, 47쪽", "한가람|동해 항만||Title|한가람, 동해 항만"),
        ] {
            let found = short(clause).map(|one| {
                let (author, title) = (one.author.clone().unwrap_or_default(), one.title.join(" "));
                let (year, words) = (one.year.clone().unwrap_or_default(), &clause[one.start..one.end]);
                format!("{author}|{title}|{year}|{:?}|{words}", one.form())
            });
            assert_eq!(found.as_deref(), Some(expected), "{clause}");
        }
        for clause in [
            "Ann Writer, The Harbours of the North (London: Quay Press, 2012), 100.",
            "한가람, 『동해 항만』(서울: 나루, 2018), 45쪽.",
            "이 점에 대해서는 뒤에서 다시 다룬다.",
            "The figures differ by source.",
            "통일부, 2023년 9월 12일 발표.",
            "",
        ] {
            assert_eq!(short(clause), None, "{clause}");
        }
    }
}
