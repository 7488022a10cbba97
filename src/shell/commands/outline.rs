//! `ibid outline`: a line a section.

use serde_json::{Value, json};

use crate::document::Document;
use crate::layout::width;

use super::{Desk, Done, Exit, Loaded, about, page, print, print_json};

/// Columns that a title takes at most, its indentation included.
const WIDEST_TITLE: usize = 70;

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    if desk.json() {
        print_json(&value(&loaded));
    } else {
        print(&lines(desk, &loaded.document));
    }
    Ok(Exit::Done)
}

/// How much of the text a section holds, its descendants included.
fn share(document: &Document, section: usize) -> f64 {
    let all = document.main().len();
    #[expect(clippy::cast_precision_loss)]
    let share = document.sections()[section].span.len() as f64 / all.max(1) as f64;
    share
}

fn lines(desk: &Desk, document: &Document) -> String {
    let titles: Vec<String> = document
        .sections()
        .iter()
        .map(|section| {
            let title = document.slice(section.title);
            let title = if title.is_empty() { desk.words.say("section-opening").into_owned() } else { title.to_owned() };
            format!("{}{title}", "  ".repeat(usize::from(section.depth)))
        })
        .collect();
    let widest = titles.iter().map(|title| width(title)).max().unwrap_or(0).min(WIDEST_TITLE);
    let digits = titles.len().to_string().len();
    let mut out = String::new();
    for (index, title) in titles.iter().enumerate() {
        let pad = " ".repeat(widest.saturating_sub(width(title)));
        let page = page(document, document.sections()[index].span)
            .map(|page| desk.words.fill("page-short", &[("page", page.into())]))
            .unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let percent = (share(document, index) * 100.0).round() as u64;
        let share = desk.words.fill("status-share", &[("percent", percent.into())]);
        out.push_str(&format!("{:>digits$}  {title}{pad}  {page:>7}  {share:>5}\n", index + 1));
    }
    out
}

fn value(loaded: &Loaded) -> Value {
    let document = &loaded.document;
    let sections: Vec<Value> = document
        .sections()
        .iter()
        .enumerate()
        .map(|(index, section)| {
            json!({
                "number": index + 1,
                "title": document.slice(section.title),
                "depth": section.depth,
                "parent": section.parent.map(|parent| parent + 1),
                "page": page(document, section.span),
                "start_byte": section.span.start.0,
                "end_byte": section.span.end.0,
                "share": (share(document, index) * 10_000.0).round() / 10_000.0,
            })
        })
        .collect();
    json!({ "schema": "ibid.outline/1", "document": about(loaded), "pages": document.pages().len(), "sections": sections })
}
