//! The export desk: how it is to be, where it goes, and the beginning of what would be written.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Modifier;

use crate::app::{App, Area, ExportDesk, ExportRow, FileFate, Preview};
use crate::layout::width;

use crate::ui::pen::{cut, cut_start, put, put_right, tint};
use crate::ui::{Role, Theme, status};

/// Draws it; tells where the cursor belongs while something is typed.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, desk: &ExportDesk, theme: Theme) -> Option<Position> {
    let areas = app.export_areas();
    let head = areas.head;
    let title = app.words.say("export-title");
    let x = put(buffer, (head.x, head.y), head.right(), &title, theme.style(Role::Heading));
    let counts = counts(app, desk);
    let room = usize::from(head.right().saturating_sub(x + 2));
    put_right(buffer, head.y, x + 2, head.right(), &cut(&counts, room), theme.style(Role::Muted));
    let cursor = settings(buffer, app, desk, theme, areas.settings);
    fate(buffer, app, desk, theme, areas.fate);
    let rule = areas.rule;
    let sign = match (rule.width > 1, app.look.ascii) {
        (true, false) => "─",
        (true, true) => "-",
        (false, false) => "│",
        (false, true) => "|",
    };
    for y in rule.y..rule.bottom() {
        put(buffer, (rule.x, y), rule.right(), &sign.repeat(usize::from(rule.width)), theme.style(Role::Rule));
    }
    beginning(buffer, app, desk, theme, areas.preview);
    cursor
}

/// How much is exported.
fn counts(app: &App, desk: &ExportDesk) -> String {
    if let Some(done) = desk.gathering {
        return app.words.fill("export-gathering", &[("done", done.into())]);
    }
    let Some(preview) = &desk.preview else { return String::new() };
    let notes = match (desk.of_notes(), preview.count == preview.all) {
        (false, _) if !desk.settings.all => return app.words.say("export-the-document").into_owned(),
        (false, _) => return app.words.fill("export-documents", &[("count", preview.documents.into())]),
        (true, true) => app.words.fill("export-count", &[("count", preview.count.into())]),
        (true, false) => app.words.fill("export-count-of", &[("count", preview.count.into()), ("all", preview.all.into())]),
    };
    if !desk.settings.all {
        return notes;
    }
    let documents = app.words.fill("export-documents", &[("count", preview.documents.into())]);
    format!("{notes} · {documents}")
}

/// The settings, a row each; on a low screen those round the chosen one.
fn settings(buffer: &mut Buffer, app: &App, desk: &ExportDesk, theme: Theme, area: Area) -> Option<Position> {
    let labels: Vec<_> = ExportRow::ALL.iter().map(|row| app.words.say(label(*row))).collect();
    let widest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let x = area.x + 2 + u16::try_from(widest).unwrap_or(0) + 2;
    let first = desk.first_row(usize::from(area.height));
    let mut cursor = None;
    for (y, at) in (area.y..area.bottom()).zip(first..) {
        let Some(row) = ExportRow::ALL.get(at).copied() else { break };
        let is_chosen = at == desk.row;
        let counts = desk.of_notes() || matches!(row, ExportRow::Form | ExportRow::Documents | ExportRow::Path);
        let label_style = theme.style(if is_chosen { Role::Text } else { Role::Muted });
        put(buffer, (area.x + 2, y), area.right(), &labels[at], label_style);
        if is_chosen {
            put(buffer, (area.x, y), area.right(), if app.look.ascii { "|" } else { "▎" }, theme.style(Role::Focus));
        }
        if let Some(field) = desk.typing.as_ref().filter(|_| is_chosen) {
            cursor = Some(status::typed(buffer, theme, field, (x, y), area.right()));
            continue;
        }
        let style = theme.style(if counts { Role::Text } else { Role::Faint });
        let room = usize::from(area.right().saturating_sub(x));
        let end = match row {
            ExportRow::Form => form(buffer, desk, theme, (x, y), area.right()),
            ExportRow::Path => put(buffer, (x, y), area.right(), &cut_start(&path(desk), room), style),
            _ => put(buffer, (x, y), area.right(), &cut(&value(app, desk, row), room), style),
        };
        if is_chosen {
            let hint = app.words.say(hint(row));
            let room = usize::from(area.right().saturating_sub(end + 2));
            if width(&hint) <= room {
                put_right(buffer, y, end + 2, area.right(), &hint, theme.style(Role::Muted));
            }
            tint(buffer, Area { x: area.x, y, width: area.width, height: 1 }, theme.style(Role::Chosen));
        }
    }
    cursor
}

/// The chosen form, the ending of its files, and which of how many it is.
fn form(buffer: &mut Buffer, desk: &ExportDesk, theme: Theme, (x, y): (u16, u16), end: u16) -> u16 {
    let Some(form) = desk.chosen() else { return put(buffer, (x, y), end, "…", theme.style(Role::Muted)) };
    let name = theme.style(Role::Accent).add_modifier(Modifier::BOLD);
    let x = put(buffer, (x, y), end, &form.name, name);
    let x = put(buffer, (x + 2, y), end, &format!(".{}", form.extension), theme.style(Role::Muted));
    let of = format!("{}/{}", desk.form + 1, desk.forms.len());
    put(buffer, (x + 2, y), end, &of, theme.style(Role::Faint))
}

fn label(row: ExportRow) -> &'static str {
    match row {
        ExportRow::Form => "export-row-form",
        ExportRow::Filter => "export-row-filter",
        ExportRow::Order => "export-row-order",
        ExportRow::Sentence => "export-row-sentence",
        ExportRow::Documents => "export-row-documents",
        ExportRow::Path => "export-row-path",
    }
}

/// The key that changes a row.
fn hint(row: ExportRow) -> &'static str {
    match row {
        ExportRow::Form => "export-hint-turn",
        ExportRow::Filter => "export-hint-filter",
        ExportRow::Order => "export-hint-order",
        ExportRow::Sentence => "export-hint-sentence",
        ExportRow::Documents => "export-hint-documents",
        ExportRow::Path => "export-hint-path",
    }
}

/// What a row says.
fn value(app: &App, desk: &ExportDesk, row: ExportRow) -> String {
    let settings = &desk.settings;
    let said = |is: bool, yes, no| app.words.say(if is { yes } else { no }).into_owned();
    match row {
        ExportRow::Filter if settings.filter.trim().is_empty() => app.words.say("export-all-notes").into_owned(),
        ExportRow::Filter => settings.filter.clone(),
        ExportRow::Order => said(settings.by_time, "export-by-time", "export-by-place"),
        ExportRow::Sentence => said(settings.sentence, "export-with-sentence", "export-without-sentence"),
        ExportRow::Documents => said(settings.all, "export-of-all", "export-of-this"),
        ExportRow::Form | ExportRow::Path => String::new(),
    }
}

/// Where to: in full, as far as that is known.
fn path(desk: &ExportDesk) -> String {
    desk.preview.as_ref().map_or_else(|| desk.settings.path.clone(), |preview| preview.path.clone())
}

/// What becomes of the file.
fn fate(buffer: &mut Buffer, app: &App, desk: &ExportDesk, theme: Theme, area: Area) {
    if desk.fault.is_some() {
        return;
    }
    let Some(preview) = &desk.preview else { return };
    let is_filtering = desk.typing.is_some() && desk.on() == ExportRow::Filter;
    let (role, words) = match &preview.fate {
        _ if is_filtering => (Role::Muted, app.words.say("list-filter-terms").into_owned()),
        None => (Role::Muted, app.words.say("export-fate-looking").into_owned()),
        Some(FileFate::New) => (Role::Good, app.words.say("export-fate-new").into_owned()),
        Some(FileFate::Same) => (Role::Muted, app.words.say("export-fate-same").into_owned()),
        Some(FileFate::Stream) => (Role::Muted, app.words.say("export-fate-stream").into_owned()),
        Some(FileFate::Merged { kept, rescued: 0 }) => {
            (Role::Good, app.words.fill("export-fate-merged", &[("kept", (*kept).into())]))
        }
        Some(FileFate::Merged { kept, rescued }) => {
            (Role::Warning, app.words.fill("export-fate-rescued", &[("kept", (*kept).into()), ("count", (*rescued).into())]))
        }
        Some(FileFate::Replaced { bytes }) => {
            (Role::Warning, app.words.fill("export-fate-replaced", &[("bytes", (*bytes).into())]))
        }
        Some(FileFate::Refused(reason)) => (Role::Error, reason.to_string()),
    };
    let area = Area { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    if width(&words) <= usize::from(area.width) || area.height < 2 {
        put(buffer, (area.x, area.y), area.right(), &cut(&words, usize::from(area.width)), theme.style(role));
    } else {
        paragraph(buffer, theme, role, &words, area);
    }
}

/// Words over as many rows as there are.
fn paragraph(buffer: &mut Buffer, theme: Theme, role: Role, words: &str, area: Area) {
    let setting =
        crate::layout::LayoutOptions { measure: area.width.max(1), room: area.width.max(1), ascii: false, formulas: false };
    let Some((document, rows)) = crate::layout::text_rows(words, setting) else { return };
    for (y, row) in (area.y..area.bottom()).zip(&rows) {
        for piece in &row.pieces {
            if let crate::layout::PieceContent::Text(span) = piece.what {
                put(buffer, (area.x + piece.x, y), area.right(), document.slice(span), theme.style(role));
            }
        }
    }
}

/// The beginning of what would be written, from the line that it is scrolled to.
fn beginning(buffer: &mut Buffer, app: &App, desk: &ExportDesk, theme: Theme, area: Area) {
    if let Some(fault) = &desk.fault {
        return paragraph(buffer, theme, Role::Error, fault, area);
    }
    let Some(preview) = &desk.preview else {
        let words = if desk.gathering.is_some() { "export-reading-all" } else { "export-fate-looking" };
        return paragraph(buffer, theme, Role::Muted, &app.words.say(words), area);
    };
    if desk.of_notes() && preview.count == 0 {
        let id = if preview.all == 0 { "export-nothing-yet" } else { "list-nothing-passes" };
        return paragraph(buffer, theme, Role::Muted, &app.words.say(id), area);
    }
    lines(buffer, app, desk, preview, theme, area);
}

fn lines(buffer: &mut Buffer, app: &App, desk: &ExportDesk, preview: &Preview, theme: Theme, area: Area) {
    let room = usize::from(area.width);
    let first = desk.first.min(preview.lines.len());
    for (y, line) in (area.y..area.bottom()).zip(&preview.lines[first..]) {
        put(buffer, (area.x, y), area.right(), &cut(line, room), theme.style(Role::Text));
    }
    // What is below is said at the foot of the preview.
    let shown = preview.lines.len() - first;
    if area.height > 2 && (shown > usize::from(area.height) || !preview.is_whole) {
        let words = if preview.is_whole {
            app.words.fill("export-more-lines", &[("count", (shown - usize::from(area.height - 1)).into())])
        } else {
            app.words.say("export-more").into_owned()
        };
        let y = area.bottom() - 1;
        tint_blank(buffer, Area { y, height: 1, ..area });
        put(buffer, (area.x, y), area.right(), &cut(&words, room), theme.style(Role::Muted));
    }
}

/// Empties a row, so that words can stand in it.
fn tint_blank(buffer: &mut Buffer, area: Area) {
    for x in area.x..area.right().min(buffer.area.right()) {
        if let Some(cell) = buffer.cell_mut((x, area.y)) {
            cell.reset();
        }
    }
}
