//! What a document is, for a citation: what its file says, under what the reader says.

use serde::{Deserialize, Serialize};

use crate::document::{Meta, SafeText};

/// Characters kept of one detail; what is longer is cut.
const LONGEST: usize = 1000;
/// Authors kept of one document.
const AUTHORS_MOST: usize = 200;

/// Author, title and the rest. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<SafeText>,
    /// Its authors, each as it is to be written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<SafeText>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<SafeText>,
    /// When, as it is written there: a year, a day, or words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<SafeText>,
    /// What it is: `report`, `article`, `book`, `chapter`, `thesis`, `webpage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<SafeText>,
    /// The journal or the book that it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<SafeText>,
    /// Volume, issue or report number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<SafeText>,
    /// Where it is on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeText>,
}

/// The kinds that [`Details::kind`] may name.
pub const KINDS: [&str; 6] = ["report", "article", "book", "chapter", "thesis", "webpage"];

impl Details {
    /// What a document says of itself.
    #[must_use]
    pub fn of(meta: &Meta) -> Self {
        let field = |names: &[&str]| {
            let found = meta.fields.iter().find(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)));
            found.and_then(|(_, value)| detail(value))
        };
        let authors = field(&["author", "authors", "creator"]);
        Self {
            title: meta.title.as_deref().and_then(detail),
            authors: authors.map(|names| parted(&names)).unwrap_or_default(),
            publisher: field(&["publisher", "institution"]),
            date: field(&["date", "issued", "published"]),
            kind: None,
            container: field(&["journal", "container", "series"]),
            number: field(&["number", "volume", "issue"]),
            url: field(&["url", "doi"]),
        }
    }

    /// The same, with what the reader says in the place of what the file says.
    #[must_use]
    pub fn under(self, own: &Self) -> Self {
        let or = |own: &Option<SafeText>, other| own.clone().or(other);
        Self {
            title: or(&own.title, self.title),
            authors: if own.authors.is_empty() { self.authors } else { own.authors.clone() },
            publisher: or(&own.publisher, self.publisher),
            date: or(&own.date, self.date),
            kind: or(&own.kind, self.kind),
            container: or(&own.container, self.container),
            number: or(&own.number, self.number),
            url: or(&own.url, self.url),
        }
    }

    /// Sets the detail called `name`, or takes it away where `value` is empty; `false` where
    /// there is no detail of this name. Authors stand apart by `;`.
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        let value = detail(value);
        match name {
            "title" => self.title = value,
            "author" => self.authors = value.map(|names| parted(&names)).unwrap_or_default(),
            "publisher" => self.publisher = value,
            "date" => self.date = value,
            "kind" => self.kind = value,
            "container" => self.container = value,
            "number" => self.number = value,
            "url" => self.url = value,
            _ => return false,
        }
        true
    }

    /// The detail called `name`, as [`Details::set`] takes it; empty where it is not known.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        let said = match name {
            "title" => &self.title,
            "author" => return self.authors.iter().map(SafeText::as_str).collect::<Vec<_>>().join("; "),
            "publisher" => &self.publisher,
            "date" => &self.date,
            "kind" => &self.kind,
            "container" => &self.container,
            "number" => &self.number,
            "url" => &self.url,
            _ => &None,
        };
        said.as_ref().map_or(String::new(), ToString::to_string)
    }

    /// The year in its date: the first number of four digits that can be one.
    #[must_use]
    pub fn year(&self) -> Option<&str> {
        let date = self.date.as_deref()?;
        let is_year = |word: &&str| word.len() == 4 && ('1'..='2').contains(&word.chars().next().unwrap_or_default());
        date.split(|c: char| !c.is_ascii_digit()).find(is_year)
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn detail(raw: &str) -> Option<SafeText> {
    let end = raw.char_indices().nth(LONGEST).map_or(raw.len(), |(at, _)| at);
    Some(SafeText::new(raw[..end].trim())).filter(|text| !text.is_empty())
}

/// Names apart by `;`. A comma may stand inside of one (`Kim, Jong`).
fn parted(names: &str) -> Vec<SafeText> {
    names.split(';').filter_map(detail).take(AUTHORS_MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_says_stands_over_what_the_file_says() {
        let mut meta = Meta { title: Some("File title".into()), ..Meta::default() };
        meta.fields = vec![("Author".into(), "홍길동; Kim, J.".into()), ("date".into(), "2023년 말".into())];
        let mut own = Details::default();
        assert!(own.set("title", " Own title ") && own.set("publisher", "연구원") && !own.set("colour", "red"));
        let both = Details::of(&meta).under(&own);
        assert_eq!(both.title.as_deref(), Some("Own title"));
        assert_eq!(both.authors, ["홍길동".into(), "Kim, J.".into()]);
        assert_eq!((both.publisher.as_deref(), both.year()), (Some("연구원"), Some("2023")));
        assert!(own.set("title", "") && own.title.is_none());
    }

    #[test]
    fn every_detail_is_set_read_and_taken_away_by_its_name() {
        let names = ["title", "author", "publisher", "date", "kind", "container", "number", "url"];
        let mut all = Details::default();
        assert!(all.is_empty());
        for name in names {
            let mut one = Details::default();
            assert!(one.set(name, &format!(" the {name} ")) && !one.is_empty(), "{name}");
            assert!(all.set(name, name));
            for other in names {
                let wanted = if other == name { format!("the {name}") } else { String::new() };
                assert_eq!(one.get(other), wanted, "{other} of {name}");
            }
            assert!(one.set(name, "  ") && one.is_empty(), "{name}");
        }
        assert_eq!(names.map(|name| all.get(name)), names.map(str::to_owned));
        assert_eq!(all.get("colour"), "");
        assert_eq!(Details::default().under(&all), all);
        assert_eq!(all.clone().under(&Details::default()), all);
        let mut authors = Details::default();
        assert!(authors.set("author", "Kim, J.; ; 홍길동 ;"));
        assert_eq!(authors.get("author"), "Kim, J.; 홍길동");
        assert!(authors.set("title", &"가".repeat(2000)));
        assert_eq!(authors.get("title").chars().count(), 1000);
    }

    #[test]
    fn a_file_calls_its_details_by_many_names() {
        for (field, name) in [
            ("creator", "author"),
            ("Institution", "publisher"),
            ("issued", "date"),
            ("series", "container"),
            ("volume", "number"),
            ("DOI", "url"),
        ] {
            let meta = Meta { fields: vec![(field.into(), "value".into())], ..Meta::default() };
            assert_eq!(Details::of(&meta).get(name), "value", "{field}");
        }
    }

    #[test]
    fn a_year_is_four_digits_that_can_be_one() {
        let year = |date: &str| Details { date: Some(date.into()), ..Details::default() }.year().map(str::to_owned);
        assert_eq!(year("2023-11-07"), Some("2023".into()));
        assert_eq!(year("No. 12345, 7 Nov 1999"), Some("1999".into()));
        assert_eq!(year("날짜 없음"), None);
        assert_eq!(year("3023 0999 123 2023"), Some("2023".into()));
    }
}
