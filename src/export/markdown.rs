//! Markdown: under the document's headings, each quote, what the reader wrote, page and time.

use std::fmt::Write as _;

use super::{Bundle, in_order, title};
use crate::annotation::{Note, NoteKind, write_moment};
use crate::document::{Document, MarkKind, Span};

/// Writes the notes as Markdown.
pub(super) fn write_markdown(bundle: &Bundle) -> Vec<u8> {
    let mut out = String::new();
    // Writing to a String can't fail.
    let _ = write_all(&mut out, bundle);
    out.into_bytes()
}

fn write_all(out: &mut String, bundle: &Bundle) -> std::fmt::Result {
    let document = bundle.document;
    writeln!(out, "# {}", inline(title(bundle)))?;
    let meta = document.meta();
    for (name, value) in &meta.fields {
        write!(out, "\n- {}: {}", inline(name), inline(value))?;
    }
    writeln!(out, "\n- {}: {}", bundle.words.say("export-file"), inline(bundle.name))?;
    let mut shown: Vec<usize> = Vec::new();
    let mut lost_said = false;
    for (note, span) in in_order(bundle) {
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
fn write_headings(out: &mut String, bundle: &Bundle, shown: &mut Vec<usize>, span: Span) -> std::fmt::Result {
    let document = bundle.document;
    let Some(section) = document.section_at(span.start) else { return Ok(()) };
    let path = document.section_path(section);
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

fn write_note(out: &mut String, bundle: &Bundle, note: &Note, span: Option<Span>) -> std::fmt::Result {
    writeln!(out)?;
    for line in note.anchor.quote.lines() {
        writeln!(out, "> {}", inline(line))?;
    }
    if note.anchor.quote.is_empty() {
        writeln!(out, "> …")?;
    }
    if !note.body.is_empty() {
        writeln!(out, "\n{}", note.body.trim_end())?;
    }
    if let Some(cell) = &note.anchor.cell {
        let rows: Vec<String> = cell.rows.iter().map(|head| inline(head)).collect();
        let columns: Vec<String> = cell.columns.iter().map(|head| inline(head)).collect();
        writeln!(out, "\n{} · {}", rows.join(" › "), columns.join(" › "))?;
    }
    for (label, body) in span.map(|span| called(bundle.document, span)).unwrap_or_default() {
        let body = body.unwrap_or_else(|| bundle.words.fill("footnote-none", &[("label", label.as_str().into())]));
        writeln!(out, "\n{}: {}", bundle.words.fill("place-footnote", &[("label", label.as_str().into())]), inline(&body))?;
    }
    writeln!(out, "\n{}", facts(bundle, note).join(" · "))
}

/// Kind or label, page, tags, time and identity of a note.
fn facts(bundle: &Bundle, note: &Note) -> Vec<String> {
    let kind = match note.kind {
        NoteKind::Highlight => "kind-highlight",
        NoteKind::Note => "kind-note",
        NoteKind::Bookmark => "kind-bookmark",
    };
    let mut facts = vec![bundle.words.say(kind).into_owned()];
    if !note.label.name().is_empty() {
        facts.push(inline(note.label.name()));
    }
    if let Some(page) = &note.anchor.page {
        facts.push(bundle.words.fill("page-short", &[("page", page.as_str().into())]));
    }
    facts.extend(note.tags.iter().map(|tag| format!("\\#{}", inline(tag))));
    facts.push(write_moment(&note.created));
    facts.push(format!("`{}`", note.id));
    facts
}

/// The footnotes that `span` calls, with their bodies.
fn called(document: &Document, span: Span) -> Vec<(String, Option<String>)> {
    let calls = document.marks_in(span).filter_map(|mark| match mark.kind {
        MarkKind::Call(footnote) if mark.span.start > span.start => Some(footnote as usize),
        _ => None,
    });
    calls
        .map(|footnote| {
            let body = document.body_span(footnote).map(|body| document.slice(body).replace('\n', " "));
            (document.footnotes()[footnote].label.to_string(), body)
        })
        .collect()
}

/// Text of the document in Markdown: what would be markup is escaped.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let starts_block = at == 0 && matches!(c, '#' | '>' | '-' | '+' | '=' | '~' | '|');
        let numbered = matches!(c, '.' | ')') && at > 0 && at < 10 && text[..at].bytes().all(|byte| byte.is_ascii_digit());
        if starts_block || numbered || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_the_text_is_escaped() {
        assert_eq!(inline("1. *지속*되는 [난국] <b> `x`"), "1\\. \\*지속\\*되는 \\[난국\\] \\<b> \\`x\\`");
        assert_eq!(inline("# no heading"), "\\# no heading");
        assert_eq!(inline("2023.7.26. 3.5"), "2023\\.7.26. 3.5");
    }
}
