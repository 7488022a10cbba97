//! Markdown: under the document's headings, each quote, what the reader wrote, page and time.

use std::fmt::{self, Write as _};

use super::escape::{inline, paragraph};
use super::{Bundle, JOINT, cell_words, in_order, kind_message, label_words};
use crate::annotation::Note;
use crate::document::{BlockKind, Document, MarkKind, SafeText, Span};

/// Writes the notes as Markdown.
pub(super) fn write_markdown(bundle: &Bundle) -> Vec<u8> {
    let mut out = String::new();
    // Writing to a String can't fail.
    let _ = write_all(&mut out, bundle);
    out.into_bytes()
}

fn write_all(out: &mut String, bundle: &Bundle) -> fmt::Result {
    let meta = bundle.document.meta();
    writeln!(out, "# {}\n", inline(meta.title.as_deref().unwrap_or(bundle.name)))?;
    for (name, value) in &meta.fields {
        writeln!(out, "- {}: {}", paragraph(name), inline(value))?;
    }
    writeln!(out, "- {}: {}", bundle.words.say("export-file"), inline(bundle.name))?;
    let mut shown: Vec<usize> = Vec::new();
    let mut lost_said = false;
    for (note, span) in in_order(bundle.notes) {
        match span {
            Some(span) => write_headings(out, bundle, &mut shown, *span)?,
            None if !std::mem::replace(&mut lost_said, true) => {
                writeln!(out, "\n## {}", bundle.words.say("export-not-found"))?;
            }
            None => {}
        }
        write_note(out, bundle, note, *span)?;
    }
    Ok(())
}

/// The headings around `span` that were not written yet.
fn write_headings(out: &mut String, bundle: &Bundle, shown: &mut Vec<usize>, span: Span) -> fmt::Result {
    let document = bundle.document;
    let path = document.section_at(span.start).map(|section| document.section_path(section)).unwrap_or_default();
    let same = path.iter().zip(shown.iter()).take_while(|(a, b)| a == b).count();
    for (depth, section) in path.iter().enumerate().skip(same) {
        let title = document.slice(document.sections()[*section].title);
        let title = if title.is_empty() { bundle.words.say("section-opening").into_owned() } else { inline(title) };
        // Markdown has six levels; the document's title has taken the first.
        writeln!(out, "\n{} {title}", "#".repeat((depth + 2).min(6)))?;
    }
    *shown = path;
    Ok(())
}

fn write_note(out: &mut String, bundle: &Bundle, note: &Note, span: Option<Span>) -> fmt::Result {
    write_quote(out, bundle.document, note, span)?;
    write_body(out, &note.body)?;
    if let Some(cell) = &note.anchor.cell {
        let now = span.map(|span| (bundle.document, span));
        writeln!(out, "\n{}", paragraph(&cell_words(bundle.words, cell, now)))?;
    }
    for (label, body) in span.map(|span| called(bundle.document, span)).unwrap_or_default() {
        let body = body.unwrap_or_else(|| bundle.words.fill("footnote-none", &[("label", label.into())]));
        writeln!(out, "\n{}: {}", bundle.words.fill("place-footnote", &[("label", label.into())]), inline(&body))?;
    }
    if span.is_none() && note.anchor.section.iter().any(|title| !title.is_empty()) {
        let path: Vec<&str> = note.anchor.section.iter().map(SafeText::as_str).filter(|title| !title.is_empty()).collect();
        writeln!(out, "\n{}", paragraph(&path.join(JOINT)))?;
    }
    writeln!(out, "\n{}", facts(bundle, note).join(" · "))
}

/// The words that the note stands on, each paragraph of them a paragraph; code as code.
fn write_quote(out: &mut String, document: &Document, note: &Note, span: Option<Span>) -> fmt::Result {
    let quote = note.anchor.quote.trim_matches('\n');
    if quote.trim().is_empty() {
        // A place and no words: what stands there tells it.
        let at = span.map(|span| document.slice(document.sentence_at(span.start)));
        let words = at.filter(|words| !words.is_empty()).unwrap_or_else(|| note.anchor.after.lines().next().unwrap_or_default());
        return writeln!(out, "\n> … {}", inline(words.trim()));
    }
    let is_code = span.and_then(|span| document.block_at(span.start)).is_some_and(|block| {
        let block = &document.blocks()[block];
        block.kind == BlockKind::Code && span.is_some_and(|span| block.span.encloses(span))
    });
    if is_code {
        let longest = quote.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        writeln!(out, "\n> {fence}")?;
        quote.lines().try_for_each(|line| writeln!(out, "> {line}"))?;
        return writeln!(out, "> {fence}");
    }
    let paragraphs = quote.lines().filter(|line| !line.trim().is_empty());
    for (index, line) in paragraphs.enumerate() {
        writeln!(out, "{}> {}", if index == 0 { "\n" } else { ">\n" }, paragraph(line))?;
    }
    Ok(())
}

/// What the reader wrote, as it is. A heading, a fence or a tag in it would reach beyond it
/// into the notes that follow: such a body is held by a list item.
fn write_body(out: &mut String, body: &str) -> fmt::Result {
    let body = body.trim_matches('\n').trim_end();
    if body.is_empty() {
        return Ok(());
    }
    out.push('\n');
    let is_held = body.lines().any(reaches_out);
    for (index, line) in body.lines().enumerate() {
        match (is_held, index) {
            _ if line.trim().is_empty() => writeln!(out)?,
            (false, _) => writeln!(out, "{line}")?,
            // Behind `-` or `*` a rule would be taken for part of the marker.
            (true, 0) => writeln!(out, "+ {line}")?,
            (true, _) => writeln!(out, "  {line}")?,
        }
    }
    Ok(())
}

/// Whether a line may begin a heading, a code block or HTML, or makes the one above a heading.
fn reaches_out(line: &str) -> bool {
    let line = line.trim_start_matches(' ').trim_end();
    line.starts_with(['#', '<'])
        || line.starts_with("```")
        || line.starts_with("~~~")
        || (!line.is_empty() && line.bytes().all(|byte| byte == b'='))
        || (!line.is_empty() && line.bytes().all(|byte| byte == b'-'))
}

/// Kind or label, page, tags, time and identity of a note.
fn facts(bundle: &Bundle, note: &Note) -> Vec<String> {
    let mut facts = vec![bundle.words.say(kind_message(note.kind)).into_owned()];
    if !note.label.name().is_empty() {
        facts.push(inline(&label_words(bundle.words, &note.label)));
    }
    if let Some(page) = &note.anchor.page {
        facts.push(inline(&bundle.words.fill("page-short", &[("page", page.as_str().into())])));
    }
    // Written as programs for notes read tags.
    facts.extend(note.tags.iter().map(|tag| format!("#{}", inline(tag))));
    facts.push(note.created.strftime("%Y-%m-%d %H:%M %:z").to_string());
    facts.push(format!("`{}`", note.id));
    facts
}

/// The footnotes that `span` calls, each once, with their bodies.
fn called(document: &Document, span: Span) -> Vec<(&str, Option<String>)> {
    let mut found: Vec<usize> = Vec::new();
    for mark in document.marks_in(span) {
        // A call where the span begins belongs to the word before it.
        if let MarkKind::Call(footnote) = mark.kind
            && mark.span.start > span.start
            && !found.contains(&(footnote as usize))
        {
            found.push(footnote as usize);
        }
    }
    let body = |footnote| document.body_span(footnote).map(|body| document.slice(body).replace('\n', " "));
    found.into_iter().map(|footnote| (document.footnotes()[footnote].label.as_str(), body(footnote))).collect()
}
