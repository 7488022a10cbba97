//! Notes that a file carries, as notes of ours: what each is known by here, and what it says.

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::{Anchor, Label, Note, NoteId, NoteKind, Rendition, SafeLines, parse_timestamp};
use crate::document::{Document, EmbeddedKind, EmbeddedNote, SafeText};

/// What a key starts with that is one for all files.
const NAME: &str = "nm:";

impl NoteId {
    /// The identity of a note that a file carries: the same in each copy and version of the file, as long as
    /// the note stands where it stood.
    #[must_use]
    pub fn of_embedded(note: &EmbeddedNote, document: &Document) -> Self {
        if note.key.starts_with(NAME) {
            return Self::of_parts(&["embedded", &note.key]);
        }
        let title = document.meta().title.as_deref().unwrap_or_default();
        // What is only a place is one in many files: the words there tell them apart.
        Self::of_parts(&["embedded", &note.key, title, document.slice(note.span)])
    }
}

impl Note {
    /// A note of the file's as one of ours, which it becomes where it is imported. Times without an offset are of
    /// `zone`; one that is not told is that of the file's last change.
    #[must_use]
    pub fn of_embedded(note: &EmbeddedNote, document: &Document, rendition: &Rendition, zone: &TimeZone) -> Self {
        let moment = |said: &Option<SafeText>| moment(said.as_deref()?, zone);
        let changed = || ["modified", "date"].into_iter().find_map(|name| self::moment(document.meta().field(name)?, zone));
        let created = moment(&note.created).or_else(changed);
        let created = created.unwrap_or_else(|| jiff::Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC));
        let body = SafeLines::new(note.body().trim());
        Self {
            id: NoteId::of_embedded(note, document),
            kind: kind(note, &body),
            label: label(note),
            body,
            tags: tags(note),
            updated: moment(&note.updated).unwrap_or_else(|| created.clone()),
            created,
            author: note.author.clone(),
            anchor: Anchor::of(document, note.span, rendition),
        }
    }
}

/// A passage with words is a note, and so is a comment; without a passage and words there is only a place.
fn kind(note: &EmbeddedNote, body: &SafeLines) -> NoteKind {
    match (body.is_empty(), note.span.is_empty() || !note.kind.marks()) {
        (false, _) => NoteKind::Note,
        (true, false) => NoteKind::Highlight,
        (true, true) => NoteKind::Bookmark,
    }
}

/// How a passage is marked, where it is not merely coloured.
fn tags(note: &EmbeddedNote) -> Vec<SafeText> {
    match note.kind {
        EmbeddedKind::Underline | EmbeddedKind::StrikeOut | EmbeddedKind::Squiggly => vec![SafeText::new(note.kind.name())],
        EmbeddedKind::Highlight | EmbeddedKind::Comment | EmbeddedKind::TextBox => Vec::new(),
    }
}

/// The colour of a highlight by its name. Yellow is what programs highlight with unasked, and means nothing; so do
/// the colours of lines and boxes.
fn label(note: &EmbeddedNote) -> Label {
    match note.colour.filter(|_| note.kind == EmbeddedKind::Highlight).and_then(colour_name) {
        Some("yellow") | None => Label::None,
        Some(name) => Label::named(name),
    }
}

/// What a colour is called: by its hue; none for what has hardly any.
fn colour_name([red, green, blue]: [u8; 3]) -> Option<&'static str> {
    let (red, green, blue) = (i32::from(red), i32::from(green), i32::from(blue));
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let chroma = most - least;
    if chroma < 32 {
        return (most < 224).then_some("grey");
    }
    // Degrees on the circle of hues.
    let sixty = |a: i32, b: i32| 60 * (a - b) / chroma;
    let hue = if most == red {
        (sixty(green, blue) + 360) % 360
    } else if most == green {
        120 + sixty(blue, red)
    } else {
        240 + sixty(red, green)
    };
    Some(match hue {
        0..=14 | 346.. if least > 140 => "pink",
        0..=14 | 346.. => "red",
        15..=42 => "orange",
        43..=70 => "yellow",
        71..=165 => "green",
        166..=255 => "blue",
        256..=290 => "purple",
        _ => "pink",
    })
}

/// A time, with an offset or, without one, in `zone`; a day alone is its beginning.
fn moment(said: &str, zone: &TimeZone) -> Option<Zoned> {
    if let Some(found) = parse_timestamp(said) {
        return Some(found);
    }
    let civil = said.parse::<jiff::civil::DateTime>().or_else(|_| said.parse::<jiff::civil::Date>().map(Into::into));
    civil.ok()?.to_zoned(zone.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Builder;

    fn document(text: &str) -> Document {
        let mut builder = Builder::new();
        builder.text(text);
        builder.finish().expect("a small document")
    }

    #[test]
    fn colours_have_the_names_that_programs_give_them() {
        for (colour, name) in [
            ([255, 255, 0], Some("yellow")),
            ([255, 209, 0], Some("yellow")),
            ([250, 205, 90], Some("yellow")),
            ([255, 102, 102], Some("red")),
            ([230, 20, 30], Some("red")),
            ([255, 160, 160], Some("pink")),
            ([251, 91, 159], Some("pink")),
            ([242, 152, 54], Some("orange")),
            ([124, 200, 104], Some("green")),
            ([0, 255, 0], Some("green")),
            ([105, 176, 241], Some("blue")),
            ([0, 0, 255], Some("blue")),
            ([166, 116, 236], Some("purple")),
            ([192, 138, 255], Some("purple")),
            ([170, 170, 170], Some("grey")),
            ([0, 0, 0], Some("grey")),
            ([255, 255, 255], None),
        ] {
            assert_eq!(colour_name(colour), name, "{colour:?}");
        }
    }

    #[test]
    fn a_name_for_all_files_is_an_identity_and_a_place_is_not() {
        let (one, other) = (document("One."), document("Other."));
        let named = EmbeddedNote::new(EmbeddedKind::Highlight, "nm:7b0f3c1e-aaaa-bbbb-cccc-0123456789ab");
        assert_eq!(NoteId::of_embedded(&named, &one), NoteId::of_embedded(&named, &other));
        let placed = EmbeddedNote { span: one.main(), ..EmbeddedNote::new(EmbeddedKind::Highlight, "highlight 0 1,2,3,4") };
        assert_eq!(NoteId::of_embedded(&placed, &one), NoteId::of_embedded(&placed, &one.clone()));
        assert_ne!(NoteId::of_embedded(&placed, &one), NoteId::of_embedded(&placed, &other));
    }

    #[test]
    fn kinds_times_and_tags_are_those_of_the_file() {
        let document = document("인구는 줄었다.");
        let rendition = Rendition::of(b"x", &document, "pdf test");
        let on = |kind, body: &str| {
            let contents = if body.is_empty() { Vec::new() } else { vec![SafeText::new(body)] };
            let said = EmbeddedNote {
                span: document.main(),
                contents,
                created: Some("2023-11-03T14:05:06+09:00".into()),
                updated: Some("2023-11-04T01:00:00".into()),
                colour: Some([255, 0, 0]),
                ..EmbeddedNote::new(kind, "a")
            };
            Note::of_embedded(&said, &document, &rendition, &TimeZone::UTC)
        };
        let plain = on(EmbeddedKind::Highlight, "");
        assert_eq!((plain.kind, plain.label.name(), plain.tags.len()), (NoteKind::Highlight, "red", 0));
        assert_eq!(plain.created.to_string(), "2023-11-03T14:05:06+09:00[+09:00]");
        assert_eq!(plain.updated.to_string(), "2023-11-04T01:00:00+00:00[UTC]");
        let struck = on(EmbeddedKind::StrikeOut, "왜?");
        assert_eq!((struck.kind, struck.label.name(), &*struck.tags[0]), (NoteKind::Note, "", "strikeout"));
        assert_eq!(on(EmbeddedKind::Comment, "").kind, NoteKind::Bookmark);
    }
}
