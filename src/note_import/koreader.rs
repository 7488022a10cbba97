//! KOReader: the sidecar beside a book (Lua), and what its exporter writes as JSON.

use jiff::tz::TimeZone;
use serde_json::Value;

use super::{Content, ForeignNote, ImportedNote, NoteFileError, NoteFormat, broken, identity, lua, moment};
use crate::annotation::NoteKind;
use crate::document::SafeText;

/// The settings that KOReader keeps beside a book.
pub(super) const FORMAT: NoteFormat =
    NoteFormat { name: "koreader", sniff: is_koreader, read: read_koreader, remarks: super::no_remarks };

fn is_koreader(text: &str) -> bool {
    let lines = text.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with("--"));
    let is_lua = lines.is_some_and(|line| line.trim_start().starts_with("return"));
    let head = text.get(..text.floor_char_boundary(4000)).unwrap_or(text);
    is_lua
        || (head.trim_start().starts_with('{') && head.contains("\"entries\""))
        || (head.trim_start().starts_with('{') && head.contains("\"documents\"") && head.contains("\"created_on\""))
}

fn read_koreader(text: &str, zone: &TimeZone) -> Result<Vec<ImportedNote>, NoteFileError> {
    if text.trim_start().starts_with('{') {
        let value: Value = serde_json::from_str(text).map_err(|error| broken("koreader", &error))?;
        let books = value["documents"].as_array().cloned().unwrap_or_else(|| vec![value]);
        return Ok(books.iter().flat_map(|book| exported(book, zone)).collect());
    }
    let value = lua::read(text).map_err(|(line, reason)| NoteFileError::Broken {
        source: "koreader",
        place: line.to_string(),
        reason: reason.to_owned(),
    })?;
    let title = value["doc_props"]["title"].as_str().or_else(|| value["stats"]["title"].as_str()).map(SafeText::new);
    let (key, words, said) =
        if value["annotations"].is_object() { ("annotations", "text", "note") } else { ("bookmarks", "notes", "text") };
    let mut found = Vec::new();
    for (index, item) in in_order(&value[key]).enumerate() {
        let text = |name: &str| item[name].as_str().unwrap_or_default();
        let quote = text(words);
        // Older versions wrote a text of their own where nothing was noted.
        let note = if key == "bookmarks" && (text(said).starts_with("Page ") || text(said) == quote) { "" } else { text(said) };
        let mut foreign = ForeignNote::on(quote).with_body(note);
        // A page that was dog-eared has no ends.
        if item["pos1"].is_null() && item["highlighted"] != true {
            foreign.kind = NoteKind::Bookmark;
        }
        foreign.created = moment(text("datetime"), zone);
        foreign.updated = moment(text("datetime_updated"), zone);
        foreign.section = Some(text("chapter")).filter(|title| !title.is_empty()).map(SafeText::new);
        foreign.page = page(&item["pageref"]).or_else(|| page(&item["pageno"]));
        let id = identity(&["koreader", text("datetime"), text("pos0"), quote]);
        found.push(ImportedNote {
            id,
            title: title.clone(),
            content: Content::Foreign(Box::new(foreign)),
            place: format!("note {}", index + 1),
        });
    }
    Ok(found)
}

/// The values of a Lua list, in the order of their numbers.
fn in_order(value: &Value) -> impl Iterator<Item = &Value> {
    let mut items: Vec<(usize, &Value)> =
        value.as_object().into_iter().flatten().filter_map(|(key, item)| Some((key.parse().ok()?, item))).collect();
    items.sort_by_key(|(key, _)| *key);
    items.into_iter().map(|(_, item)| item)
}

fn page(value: &Value) -> Option<SafeText> {
    value.as_str().map(SafeText::new).or_else(|| value.as_f64().map(|number| SafeText::new(&number.to_string())))
}

/// One book of the exporter's JSON.
fn exported(book: &Value, zone: &TimeZone) -> Vec<ImportedNote> {
    let title = book["title"].as_str().map(SafeText::new);
    let entries = book["entries"].as_array().map(Vec::as_slice).unwrap_or_default();
    let incoming = |(index, item): (usize, &Value)| {
        let text = |name: &str| item[name].as_str().unwrap_or_default();
        let mut foreign = ForeignNote::on(text("text")).with_body(text("note"));
        foreign.created = item["time"]
            .as_i64()
            .and_then(|second| jiff::Timestamp::from_second(second).ok())
            .map(|at| at.to_zoned(zone.clone()));
        foreign.section = Some(text("chapter")).filter(|title| !title.is_empty()).map(SafeText::new);
        foreign.page = page(&item["page"]);
        if foreign.quote.is_empty() {
            foreign.kind = NoteKind::Bookmark;
        }
        let id = identity(&["koreader", &item["time"].to_string(), &item["page"].to_string(), &foreign.quote]);
        ImportedNote {
            id,
            title: title.clone(),
            content: Content::Foreign(Box::new(foreign)),
            place: format!("note {}", index + 1),
        }
    };
    entries.iter().enumerate().map(incoming).collect()
}
