//! What a reader leaves in the margin.

use std::fmt;
use std::str::FromStr;

use jiff::Zoned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::{Anchor, DocumentId, SafeLines, timestamp};
use crate::document::SafeText;

/// Characters kept of a label or a tag; what is longer is cut.
const NAME_MOST: usize = 100;
/// Tags kept on one note.
const TAGS_MOST: usize = 200;

/// A highlight, a note or a bookmark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its identity, for good.
    pub id: NoteId,
    /// What it is.
    pub kind: NoteKind,
    /// What it is for; the theme gives each its colour.
    #[serde(default)]
    pub label: Label,
    /// What the reader wrote, as Markdown; empty in a plain highlight.
    #[serde(default)]
    pub body: SafeLines,
    /// Tags, each once, as [`tags`] makes them.
    #[serde(default, deserialize_with = "cleaned_tags")]
    pub tags: Vec<SafeText>,
    /// When it was made.
    #[serde(with = "timestamp")]
    pub created: Zoned,
    /// When it was last changed. Clocks go backwards: it may lie before `created`.
    #[serde(with = "timestamp")]
    pub updated: Zoned,
    /// The reader's name, where one is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<SafeText>,
    /// Where it stands, as it was when the note was made; never overwritten.
    pub anchor: Anchor,
}

impl Note {
    /// The document that it was made in.
    #[must_use]
    pub fn document(&self) -> DocumentId {
        self.anchor.rendition.document()
    }
}

/// The identity of a note: a UUID of version 7, so that ids sort by the time they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(Uuid);

impl NoteId {
    /// A new identity for a note made at `at`.
    #[must_use]
    pub fn new(at: &Zoned) -> Self {
        let since = at.timestamp();
        let seconds = u64::try_from(since.as_second()).unwrap_or(0);
        let nanos = u32::try_from(since.subsec_nanosecond()).unwrap_or(0);
        Self(Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos)))
    }

    /// The identity with these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    /// An identity out of another program's: the same parts, the same identity (UUID version 8).
    #[must_use]
    pub fn of_parts(parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// The 16 bytes of the UUID.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for NoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for NoteId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}

/// The kinds of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteKind {
    /// A marked passage, without words of the reader's own.
    Highlight,
    /// A marked passage with a body.
    Note,
    /// A place to come back to; its anchor may be a point.
    Bookmark,
}

/// What a note is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Label {
    /// Nothing in particular.
    #[default]
    None,
    /// The reader asks.
    Question,
    /// The document claims.
    Claim,
    /// Words to quote.
    Quote,
    /// Something to do.
    Todo,
    /// One of the reader's own.
    Own(SafeText),
}

impl Label {
    /// The label called `name`: a built-in one by its name in any case, none for nothing, else one of the reader's own.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let name = short(name);
        match name.to_ascii_lowercase().as_str() {
            "" | "none" => Self::None,
            "question" => Self::Question,
            "claim" => Self::Claim,
            "quote" => Self::Quote,
            "todo" => Self::Todo,
            _ => Self::Own(name),
        }
    }

    /// Its name, as commands and files write it; empty for none. What a screen says of a built-in one comes from the catalogue.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::None => "",
            Self::Question => "question",
            Self::Claim => "claim",
            Self::Quote => "quote",
            Self::Todo => "todo",
            Self::Own(name) => name,
        }
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::named(&String::deserialize(from)?))
    }
}

/// The body and the tags of a note that was typed: a last line of nothing but `#words` is its tags.
#[must_use]
pub fn split_tags(typed: &str) -> (&str, Vec<SafeText>) {
    let typed = typed.trim_end();
    let (body, last) = typed.rsplit_once('\n').unwrap_or(("", typed));
    let is_tag = |word: &str| word.len() > 1 && word.starts_with('#') && !word[1..].starts_with('#');
    if last.trim().is_empty() || !last.split_whitespace().all(is_tag) {
        return (typed, Vec::new());
    }
    (body.trim_end(), tags(last.split_whitespace()))
}

/// The same as it is typed: what [`split_tags`] takes apart. Tags with blanks in them can't be
/// typed, and are left out.
#[must_use]
pub fn join_tags(body: &str, tags: &[SafeText]) -> String {
    let typed: Vec<String> = tags.iter().filter(|tag| !tag.contains(char::is_whitespace)).map(|tag| format!("#{tag}")).collect();
    match (body.is_empty(), typed.is_empty()) {
        (_, true) => body.to_owned(),
        (true, false) => typed.join(" "),
        (false, false) => format!("{}\n\n{}", body.trim_end(), typed.join(" ")),
    }
}

/// What was typed, apart by blanks and the signs `apart`, but not within quotation marks.
#[must_use]
pub fn typed_words(typed: &str, apart: &[char]) -> Vec<String> {
    let (mut found, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in typed.chars() {
        match c {
            '"' => quoted = !quoted,
            c if (c.is_whitespace() || apart.contains(&c)) && !quoted => found.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    found.push(word);
    found.retain(|word| !word.is_empty());
    found
}

/// Tags out of `raw`: trimmed, without a leading `#`, cut to 100 characters, each once, at most 200.
pub fn tags<S: AsRef<str>>(raw: impl IntoIterator<Item = S>) -> Vec<SafeText> {
    let mut seen = std::collections::HashSet::new();
    raw.into_iter()
        .map(|tag| short(tag.as_ref().trim().trim_start_matches('#')))
        .filter(|tag| !tag.is_empty() && seen.insert(tag.clone()))
        .take(TAGS_MOST)
        .collect()
}

fn cleaned_tags<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<SafeText>, D::Error> {
    Ok(tags(Vec::<String>::deserialize(from)?))
}

/// A name cut to what is kept of one.
fn short(raw: &str) -> SafeText {
    let cut = raw.char_indices().nth(4 * NAME_MOST).map_or(raw, |(at, _)| &raw[..at]);
    let name = SafeText::new(cut);
    let name = name.trim();
    let end = name.char_indices().nth(NAME_MOST).map_or(name.len(), |(at, _)| at);
    SafeText::new(name[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_when_they_were_made() {
        let at = |second: i64| jiff::Timestamp::from_second(second).expect("a time").to_zoned(jiff::tz::TimeZone::UTC);
        assert!(NoteId::new(&at(1_700_000_000)) < NoteId::new(&at(1_700_000_001)));
        let id = NoteId::new(&at(-5));
        assert_eq!(id.to_string().parse::<NoteId>().expect("read"), id);
    }

    #[test]
    fn a_label_is_known_by_its_name() {
        assert_eq!(Label::named("Question "), Label::Question);
        assert_eq!(Label::named(""), Label::None);
        assert_eq!(Label::named("쟁점"), Label::Own(SafeText::new("쟁점")));
        let own = Label::named(&"길".repeat(5000));
        assert_eq!(own.name().chars().count(), NAME_MOST);
        assert_eq!(serde_json::from_str::<Label>("\"a\\u001bb\"").expect("read").name(), "a␛b");
    }

    #[test]
    fn the_labels_of_the_program_have_names() {
        for (name, label) in [
            ("", Label::None),
            ("question", Label::Question),
            ("claim", Label::Claim),
            ("quote", Label::Quote),
            ("todo", Label::Todo),
        ] {
            assert_eq!((Label::named(&name.to_uppercase()), label.name()), (label.clone(), name));
            assert_eq!(serde_json::to_string(&label).expect("written"), format!("\"{name}\""));
            assert_eq!(serde_json::from_str::<Label>(&format!("\"{name}\"")).expect("read"), label);
        }
        assert_eq!(Label::named("None"), Label::None);
    }

    #[test]
    fn an_id_is_its_bytes() {
        let bytes = std::array::from_fn(|at| u8::try_from(at * 7).expect("small"));
        let id = NoteId::from_bytes(bytes);
        assert_eq!((id.as_bytes(), id.to_string().as_str()), (&bytes, "00070e15-1c23-2a31-383f-464d545b6269"));
        let made =
            NoteId::new(&jiff::Timestamp::from_millisecond(0x0123_4567_89AB).expect("a time").to_zoned(jiff::tz::TimeZone::UTC));
        assert_eq!(made.as_bytes()[..6], [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB]);
        assert!("not an id".parse::<NoteId>().is_err());
    }

    #[test]
    fn words_are_parted_outside_of_quotation_marks() {
        for (typed, apart, wanted) in [
            ("one  two", "", &["one", "two"][..]),
            ("\"one two\" three", "", &["one two", "three"]),
            ("a,b c", ",", &["a", "b", "c"]),
            ("a,b c", "", &["a,b", "c"]),
            ("x\"y z\"w", "", &["xy zw"]),
            ("\"open end", "", &["open end"]),
            (" \"\" ", "", &[]),
        ] {
            assert_eq!(typed_words(typed, &apart.chars().collect::<Vec<_>>()), wanted, "{typed:?}");
        }
    }

    #[test]
    fn tags_are_few_and_short() {
        assert_eq!(tags((0..300).map(|n| n.to_string())).len(), TAGS_MOST);
        assert_eq!(tags([format!("#{}", "가".repeat(101))])[0].chars().count(), NAME_MOST);
        let padded = format!("{}x", " ".repeat(350));
        assert_eq!(Label::named(&padded).name(), "x", "blanks before it take no room");
        let read: Note = serde_json::from_value(serde_json::json!({
            "id": "00070e15-1c23-2a31-383f-464d545b6269", "kind": "note", "tags": ["#a", "a", " b "],
            "created": "2026-11-23T09:00:00Z", "updated": "2026-11-23T09:00:00Z",
            "anchor": {"quote": "", "before": "", "after": "", "start": 0, "end": 0,
                "rendition": {"bytes": "ab".repeat(32), "text": "cd".repeat(32), "importer": "text 1"}},
        }))
        .expect("a note");
        assert_eq!(read.tags, [SafeText::new("a"), SafeText::new("b")]);
        assert_eq!(read.document().to_string(), "ab".repeat(32));
    }

    #[test]
    fn a_tag_stands_once_and_bare() {
        assert_eq!(tags(["#제재", " 제재 ", "", "##", "wto"]), [SafeText::new("제재"), SafeText::new("wto")]);
    }

    #[test]
    fn a_last_line_of_tags_is_the_notes_tags() {
        let split = |typed| {
            let (body, tags) = split_tags(typed);
            (body.to_owned(), tags.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(split("Why?\n\n#통계 #a\n"), ("Why?".into(), vec!["통계".into(), "a".into()]));
        assert_eq!(split("#only"), (String::new(), vec!["only".into()]));
        assert_eq!(split("# Heading"), ("# Heading".into(), vec![]));
        for untagged in ["Why?\n## x", "Why?\n#a ##b", "Why?\n#a #", "Why?\nb #a"] {
            assert_eq!(split(untagged), (untagged.into(), vec![]), "{untagged:?}");
        }
        assert_eq!(split("See #3 and\n#4 more"), ("See #3 and\n#4 more".into(), vec![]));
        for (body, names) in [("", vec!["a"]), ("Text", vec![]), ("Two\nlines", vec!["x", "통계"])] {
            let tags = tags(names.iter());
            let typed = join_tags(body, &tags);
            assert_eq!(split_tags(&typed), (body, tags));
        }
    }
}
