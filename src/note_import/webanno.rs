//! Web Annotations in JSON-LD, the EPUB profile of them, and what Hypothesis exports.

use jiff::tz::TimeZone;
use serde_json::Value;

use super::{Content, ForeignNote, ImportedNote, NoteFileError, NoteFormat, broken, identity, moment};
use crate::annotation::{Label, NoteKind, SafeLines, tags};
use crate::document::SafeText;

/// Web Annotations in JSON-LD.
pub(super) const WEBANNO: NoteFormat =
    NoteFormat { name: "jsonld", sniff: is_webanno, read: read_webanno, remarks: super::no_remarks };
/// What Hypothesis' API answers.
pub(super) const HYPOTHESIS: NoteFormat =
    NoteFormat { name: "hypothesis", sniff: is_hypothesis, read: read_hypothesis, remarks: super::no_remarks };

fn is_webanno(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(2000)).unwrap_or(text);
    head.trim_start().starts_with(['{', '[']) && (head.contains("ns/anno.jsonld") || head.contains("ns/epub-anno.jsonld"))
}

fn is_hypothesis(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(4000)).unwrap_or(text);
    head.trim_start().starts_with(['{', '['])
        && head.contains("\"uri\"")
        && (head.contains("acct:") || head.contains("\"target\""))
}

fn read_webanno(text: &str, zone: &TimeZone) -> Result<Vec<ImportedNote>, NoteFileError> {
    let value: Value = serde_json::from_str(text).map_err(|error| broken("jsonld", &error))?;
    let mut found = Vec::new();
    gather(&value, None, &mut found);
    found.into_iter().enumerate().map(|(index, (item, title))| annotation(item, title, index + 1, zone)).collect()
}

/// The annotations of a collection, a page, a set, an array, or a single one.
fn gather<'a>(value: &'a Value, title: Option<&'a str>, found: &mut Vec<(&'a Value, Option<&'a str>)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, title, found)),
        Value::Object(map) => {
            let about = value["about"]["dc:title"].as_str().or_else(|| value["label"].as_str()).or(title);
            if let Some(items) = map.get("items").or_else(|| map.get("first").and_then(|page| page.get("items"))) {
                gather(items, about, found);
            } else if map.contains_key("target") {
                found.push((value, title));
            }
        }
        _ => {}
    }
}

fn annotation(item: &Value, title: Option<&str>, number: usize, zone: &TimeZone) -> Result<ImportedNote, NoteFileError> {
    let place = format!("note {number}");
    let target = first(&item["target"]);
    let (mut quote, mut before, mut after) = (None, "", "");
    for selector in each(&target["selector"]) {
        let selector = if selector["type"] == "TextQuoteSelector" { selector } else { first(&selector["refinedBy"]) };
        if selector["type"] == "TextQuoteSelector" && quote.is_none() {
            quote = selector["exact"].as_str();
            before = selector["prefix"].as_str().unwrap_or_default();
            after = selector["suffix"].as_str().unwrap_or_default();
        }
    }
    let (mut body, mut own, mut label) = (item["bodyValue"].as_str().unwrap_or_default().to_owned(), Vec::new(), None);
    for part in each(&item["body"]) {
        let text = part["value"].as_str().or_else(|| part.as_str()).unwrap_or_default();
        match part["purpose"].as_str() {
            Some("tagging") => own.push(text.to_owned()),
            Some("classifying") => label = Some(text),
            _ if body.is_empty() => text.clone_into(&mut body),
            _ => body = format!("{body}\n\n{text}"),
        }
        own.extend(each(&part["tags"]).filter_map(|tag| tag.as_str().map(str::to_owned)));
        label = label.or_else(|| part["ibid:label"].as_str());
    }
    let mut foreign = ForeignNote::on(quote.unwrap_or_default()).with_body(&body);
    (foreign.before, foreign.after) = sides(quote.unwrap_or_default(), before, after);
    foreign.tags = tags(own);
    foreign.label = Label::named(label.unwrap_or_default());
    if item["motivation"] == "bookmarking" || quote.unwrap_or_default().is_empty() {
        foreign.kind = NoteKind::Bookmark;
    }
    foreign.footnote = item["ibid:footnote"].as_str().map(SafeText::new).filter(|label| !label.is_empty());
    foreign.author = first(&item["creator"])["name"].as_str().map(SafeText::new);
    foreign.created = item["created"].as_str().and_then(|at| moment(at, zone));
    foreign.updated = item["modified"].as_str().and_then(|at| moment(at, zone));
    let given = item["id"].as_str().unwrap_or_default();
    let own_id = given.strip_prefix("urn:uuid:").and_then(|id| id.parse().ok());
    let id = own_id.unwrap_or_else(|| identity(&["webanno", given, &foreign.quote, &foreign.body]));
    let label_of_source = first(&target["source"])["label"].as_str();
    Ok(ImportedNote {
        id,
        title: label_of_source.or(title).map(SafeText::new),
        content: Content::Foreign(Box::new(foreign)),
        place,
    })
}

fn read_hypothesis(text: &str, zone: &TimeZone) -> Result<Vec<ImportedNote>, NoteFileError> {
    let value: Value = serde_json::from_str(text).map_err(|error| broken("hypothesis", &error))?;
    let rows = ["annotations", "rows"].into_iter().find_map(|name| value.get(name)).unwrap_or(&value);
    let mut found = Vec::new();
    for (index, row) in each(rows).enumerate() {
        let mut quote = Value::Null;
        for selector in each(&first(&row["target"])["selector"]) {
            if selector["type"] == "TextQuoteSelector" {
                quote = selector.clone();
            }
        }
        let text = |name: &str| quote[name].as_str().unwrap_or_default();
        let mut foreign = ForeignNote::on(text("exact")).with_body(row["text"].as_str().unwrap_or_default());
        (foreign.before, foreign.after) = sides(text("exact"), text("prefix"), text("suffix"));
        foreign.tags = tags(each(&row["tags"]).filter_map(Value::as_str));
        let user = row["user"].as_str().map(|user| user.trim_start_matches("acct:").split('@').next().unwrap_or_default());
        foreign.author = user.filter(|user| !user.is_empty()).map(SafeText::new);
        foreign.created = row["created"].as_str().and_then(|at| moment(at, zone));
        foreign.updated = row["updated"].as_str().and_then(|at| moment(at, zone));
        if foreign.quote.is_empty() {
            foreign.kind = NoteKind::Bookmark;
        }
        let title = first(&row["document"]["title"]).as_str().map(SafeText::new);
        let id = identity(&["hypothesis", row["id"].as_str().unwrap_or_default(), &foreign.quote]);
        found.push(ImportedNote {
            id,
            title,
            content: Content::Foreign(Box::new(foreign)),
            place: format!("note {}", index + 1),
        });
    }
    Ok(found)
}

/// What stands on both sides of a quote, with the blanks at its ends, which the quote loses.
fn sides(quote: &str, before: &str, after: &str) -> (SafeLines, SafeLines) {
    let lead = &quote[..quote.len() - quote.trim_start().len()];
    let tail = &quote[quote.trim_end().len().max(lead.len())..];
    (SafeLines::new(&format!("{before}{lead}")), SafeLines::new(&format!("{tail}{after}")))
}

/// A value that may be one or several: the first.
fn first(value: &Value) -> &Value {
    match value {
        Value::Array(values) => values.first().unwrap_or(&Value::Null),
        other => other,
    }
}

/// The same: each of them.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Array(values) => values.iter(),
        Value::Null => [].iter(),
        other => std::slice::from_ref(other).iter(),
    }
}
