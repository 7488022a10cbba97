//! A Kindle's clippings. A note stands in an entry of its own, at the end of its highlight.

use jiff::tz::TimeZone;

use super::{Content, ForeignNote, ImportedNote, NoteFileError, NoteFormat, identity};
use crate::annotation::{NoteKind, SafeLines};
use crate::document::SafeText;

/// A Kindle's `My Clippings.txt`.
pub(super) const FORMAT: NoteFormat = NoteFormat { name: "clippings", sniff: is_clippings, read: read_clippings };

/// What parts entries.
const BREAK: &str = "==========";
/// Words by which the devices' languages call highlights, notes and bookmarks.
const HIGHLIGHT: [&str; 7] = ["highlight", "하이라이트", "ハイライト", "subrayado", "surlignement", "markierung", "标注"];
const NOTE: [&str; 7] = ["note", "메모", "メモ", "nota", "notiz", "笔记", "노트"];
const BOOKMARK: [&str; 6] = ["bookmark", "책갈피", "북마크", "ブックマーク", "marcador", "lesezeichen"];

fn is_clippings(text: &str) -> bool {
    text.lines().any(|line| line.trim() == BREAK)
}

fn read_clippings(text: &str, zone: &TimeZone) -> Result<Vec<ImportedNote>, NoteFileError> {
    let mut found: Vec<ImportedNote> = Vec::new();
    // The last highlight of a title, and where it ends, for the note that may follow.
    let mut last: Option<(usize, String, String)> = None;
    let (mut entry, mut first_line): (Vec<&str>, usize) = (Vec::new(), 1);
    for (number, line) in text.lines().enumerate() {
        if line.trim() != BREAK {
            entry.push(line.trim_end_matches('\r'));
            continue;
        }
        let lines = std::mem::take(&mut entry);
        let place = std::mem::replace(&mut first_line, number + 2);
        let skip = lines.iter().take_while(|line| line.trim().is_empty()).count();
        let [title, facts, words @ ..] = &lines[skip..] else {
            return Err(NoteFileError::Broken {
                source: "clippings",
                place: place.to_string(),
                reason: "an entry without its two lines".into(),
            });
        };
        let title = title.trim_matches(['\u{FEFF}', ' ']);
        let words = words.join("\n");
        let facts = facts.trim_start_matches(['-', ' ']);
        let (head, when) = facts.rsplit_once('|').unwrap_or(("", facts));
        let lower = head.to_lowercase();
        let says = |names: &[&str]| names.iter().any(|name| lower.contains(name));
        let end = head.rsplit(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty()).unwrap_or_default().to_owned();
        let created = added(when, zone);
        if says(&NOTE) && !says(&HIGHLIGHT) {
            let on = last.take().filter(|(_, book, at)| book == title && *at == end);
            if let Some((at, _, _)) = on
                && let Content::Foreign(foreign) = &mut found[at].content
            {
                foreign.body = SafeLines::new(words.trim());
                foreign.kind = NoteKind::Note;
                continue;
            }
        }
        let mut foreign =
            if says(&NOTE) && !says(&HIGHLIGHT) { ForeignNote::on("").with_body(&words) } else { ForeignNote::on(&words) };
        if says(&BOOKMARK) {
            foreign.kind = NoteKind::Bookmark;
        }
        foreign.created = created;
        foreign.page = page(head);
        let id = identity(&["clippings", title, head, &words]);
        last = Some((found.len(), title.to_owned(), end));
        found.push(ImportedNote {
            id,
            title: Some(SafeText::new(without_author(title))),
            content: Content::Foreign(Box::new(foreign)),
            place: format!("line {place}"),
        });
    }
    if entry.iter().any(|line| !line.trim().is_empty()) {
        let reason = "the last entry has no end".to_owned();
        return Err(NoteFileError::Broken { source: "clippings", place: first_line.to_string(), reason });
    }
    Ok(found)
}

/// `Title (Author)` without its author.
fn without_author(title: &str) -> &str {
    match title.rfind(" (").filter(|_| title.ends_with(')')) {
        Some(at) if at > 0 => &title[..at],
        _ => title,
    }
}

/// The page, where one is named: in English before its number, in Korean behind.
fn page(head: &str) -> Option<SafeText> {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    let found = match head.find("page ") {
        Some(at) => digits(&head[at + 5..]),
        None => head[..head.find("페이지")?]
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
    };
    Some(SafeText::new(&found)).filter(|page| !page.is_empty())
}

/// When it was added: `Monday, November 23, 2026 6:04:05 PM`, `Monday, 23 November 2026
/// 18:04:05`, `2026년 11월 23일 월요일 오후 6:04:05`.
fn added(text: &str, zone: &TimeZone) -> Option<jiff::Zoned> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let numbers =
        |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse::<i16>().ok()).collect::<Vec<_>>();
    if text.contains('년') {
        let [year, month, day, hour, minute, rest @ ..] = &numbers(&text)[..] else { return None };
        let (is_late, is_early) = (text.contains("오후"), text.contains("오전"));
        let hour = match hour {
            12 if is_early => 0,
            hour if is_late && *hour < 12 => hour + 12,
            hour => *hour,
        };
        let small = |number: i16| i8::try_from(number).ok();
        let second = small(rest.first().copied().unwrap_or(0))?;
        let civil =
            jiff::civil::DateTime::new(*year, small(*month)?, small(*day)?, small(hour)?, small(*minute)?, second, 0).ok()?;
        return civil.to_zoned(zone.clone()).ok();
    }
    let from = text.find("day, ").map(|at| &text[at + 5..])?;
    let civil =
        ["%B %d, %Y %I:%M:%S %p", "%d %B %Y %H:%M:%S", "%B %d, %Y %H:%M:%S", "%d %B %Y %I:%M:%S %p", "%B %d, %Y, %I:%M %p"]
            .into_iter()
            .find_map(|form| jiff::civil::DateTime::strptime(form, from).ok())?;
    civil.to_zoned(zone.clone()).ok()
}
