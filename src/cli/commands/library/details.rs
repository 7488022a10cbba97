//! `ibid library edit`: what the reader says a document is. `ibid cite`: citing it.

use serde_json::json;

use crate::annotation::{Details, KINDS};
use crate::cli::Exit;
use crate::cli::commands::notes::annotate;
use crate::cli::session::{Desk, Done, page};
use crate::document::Span;
use crate::export::Brief;
use crate::platform::citation::{Cited, citation, with_quote};

/// The details that can be set, as options.
pub(crate) const DETAILS: [(&str, &str); 8] = [
    ("title", "cli-detail-title"),
    ("author", "cli-detail-author"),
    ("publisher", "cli-detail-publisher"),
    ("date", "cli-detail-date"),
    ("kind", "cli-detail-kind"),
    ("container", "cli-detail-container"),
    ("number", "cli-detail-number"),
    ("url", "cli-detail-url"),
];

/// Sets what is given, and shows what is known.
pub(crate) fn edit(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    let id = loaded.rendition.document();
    let given: Vec<(&str, &str)> = DETAILS.iter().filter_map(|(name, _)| Some((*name, desk.text(name)?))).collect();
    if let Some((_, kind)) = given.iter().find(|(name, value)| *name == "kind" && !value.is_empty() && !KINDS.contains(value)) {
        let args = [("arg", "--kind".into()), ("value", (*kind).into()), ("known", KINDS.join(", ").into())];
        return Err(desk.wrong(&desk.words.fill("cli-wrong-choice", &args)));
    }
    let mut own = Details::default();
    if given.is_empty() {
        if let Some(store) = desk.kept()? {
            own = store.details(&id).map_err(|error| desk.unread(&error))?;
        }
    } else {
        let mut store = desk.writable()?;
        own = store.details(&id).map_err(|error| desk.unread(&error))?;
        for (name, value) in given {
            own.set(name, value);
        }
        store.save_details(&id, &own).map_err(|error| desk.unsaved(&error))?;
    }
    let known = Details::of(loaded.document.meta()).under(&own);
    if desk.json() {
        desk.print_json("ibid.details/1", json!({ "document": loaded.about(), "details": known, "own": own }));
        return Ok(Exit::Done);
    }
    let said = DETAILS.iter().map(|(name, _)| (name, known.get(name))).filter(|(_, said)| !said.is_empty());
    let mut lines: Vec<String> = said.map(|(name, said)| format!("{name}: {said}")).collect();
    if lines.is_empty() {
        lines.push(desk.words.say("details-none").into_owned());
    }
    desk.say(&lines.join("\n"));
    Ok(Exit::Done)
}

/// Prints a citation of the document, or of a passage with its words.
pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    let document = loaded.document.as_ref();
    let quoted = desk.text("quote").map(|quote| annotate::passage(desk, &loaded, quote)).transpose()?;
    let brief = Brief {
        document: Some(document),
        name: &loaded.name,
        rendition: Some(&loaded.rendition),
        id: Some(loaded.rendition.document()),
        details: desk.details(desk.kept()?.as_ref(), &loaded)?,
        notes: &[],
        settled: None,
    };
    let quote = quoted.map(|span| document.slice(span).replace('\n', " ")).unwrap_or_default();
    let on_page = quoted.and_then(|span| page(document, span));
    let footnote =
        quoted.and_then(|span: Span| document.body_at(span.start)).map(|note| document.footnotes()[note].label.as_str());
    let cited = Cited { quote: &quote, page: on_page, footnote };
    let (name, citation) =
        citation(&brief, cited, desk.text("style"), &desk.config().cite, desk.words).map_err(|said| desk.wrong(&said))?;
    if desk.json() {
        let fields = json!({
            "document": loaded.about(), "style": name, "citation": citation,
            "quote": quoted.map(|_| quote), "page": on_page, "footnote": footnote,
        });
        desk.print_json("ibid.citation/1", fields);
    } else if quoted.is_some() {
        desk.say(&with_quote(&quote, &citation));
    } else {
        desk.say(&citation);
    }
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::DETAILS;
    use crate::app::DETAIL_FIELDS;

    #[test]
    fn the_form_on_the_screen_has_the_details_of_the_command() {
        assert_eq!(DETAIL_FIELDS.map(|(name, _)| name), DETAILS.map(|(name, _)| name));
    }
}
