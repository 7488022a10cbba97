//! The compare desk: both documents side by side, what changed told apart.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::app::{App, Area, CompareColumns, CompareDesk, CompareRow, ComparedDocuments};
use crate::document::{Document, Span};
use crate::layout::width;
use crate::study::{Pair, PairCounts, PairKind, Pairing};

use crate::ui::pen::{cut, put, put_right, tint};
use crate::ui::text::{Sheet, draw_row};
use crate::ui::{Role, Theme};

/// Draws it.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, desk: &CompareDesk, theme: Theme) {
    let columns = CompareColumns::of(&app.geometry, app.look.ascii);
    head(buffer, app, desk, theme, columns);
    let area = CompareDesk::body(&app.geometry);
    let Some(held) = &desk.held else {
        let percent = usize::from(desk.progress / 10);
        let words = app.words.fill("compare-coming", &[("percent", percent.into())]);
        put(buffer, (3, area.y + area.height / 3), area.right(), &words, theme.style(Role::Muted));
        return;
    };
    if held.found.pairs.is_empty() {
        put(buffer, (3, area.y + area.height / 3), area.right(), &app.words.say("compare-empty"), theme.style(Role::Muted));
        return;
    }
    if desk.summary.is_some() {
        return summary(buffer, app, desk, held, theme, area);
    }
    if let Some(rule) = columns.rule {
        for y in area.y..area.bottom() {
            put(buffer, (rule, y), rule + 1, if app.look.ascii { "|" } else { "│" }, theme.style(Role::Rule));
        }
    }
    for (y, line) in (area.y..area.bottom()).zip(&desk.lines) {
        let Some(pair) = held.found.pairs.get(line.pair) else { continue };
        draw_line(buffer, app, (desk, held), theme, (line, pair), columns, y);
    }
}

/// Which documents, by what, and what came of it.
fn head(buffer: &mut Buffer, app: &App, desk: &CompareDesk, theme: Theme, columns: CompareColumns) {
    let screen = app.geometry.screen;
    let y = u16::from(screen.height >= 16);
    let right = screen.width.saturating_sub(1);
    let (mine, theirs) = (app.open.name.as_str(), desk.held.as_ref().map_or("", |held| held.name.as_str()));
    let name = |on_right: bool| {
        let style = theme.style(Role::Heading);
        if desk.on_right == on_right { style.patch(theme.style(Role::Accent)) } else { style }
    };
    match columns.rule {
        Some(rule) => {
            put(buffer, (columns.starts[0], y), rule, &cut(mine, usize::from(columns.width)), name(false));
            put(buffer, (columns.starts[1], y), right, &cut(theirs, usize::from(columns.width)), name(true));
        }
        None => {
            let half = usize::from(right / 2).saturating_sub(3);
            let x = put(buffer, (columns.starts[0], y), right, &cut(mine, half), name(false));
            let x = put(buffer, (x, y), right, " | ", theme.style(Role::Rule));
            put(buffer, (x, y), right, &cut(theirs, half), name(true));
        }
    }
    let Some(held) = &desk.held else { return };
    let said = cut(&said(app, desk, held, columns), usize::from(right.saturating_sub(columns.starts[0])));
    put(buffer, (columns.starts[0], y + 1), right, &said, theme.style(Role::Muted));
}

/// By what both were held against each other, and the counts.
fn said(app: &App, desk: &CompareDesk, held: &ComparedDocuments, columns: CompareColumns) -> String {
    let found = &held.found;
    let by = app.words.say(match found.by {
        _ if found.strangers => "compare-head-strangers",
        Pairing::Words => "compare-head-words",
        Pairing::Structure => "compare-head-structure",
    });
    let mut parts = vec![by.into_owned(), counted(app, &desk.counts, found.by)];
    if !found.complete {
        parts.push(app.words.say("compare-head-incomplete").into_owned());
    }
    if columns.rule.is_none() {
        parts.push(app.words.say("compare-head-stacked").into_owned());
    }
    parts.join(" · ")
}

fn counted(app: &App, counts: &PairCounts, by: Pairing) -> String {
    if counts.is_same() {
        return app.words.say(if by == Pairing::Words { "compare-section-same" } else { "compare-paired" }).into_owned();
    }
    let parts = [
        ("compare-changed", counts.changed),
        ("compare-moved", counts.moved),
        ("compare-left", counts.left),
        ("compare-right", counts.right),
    ];
    let told = parts.into_iter().filter(|(_, count)| *count > 0);
    told.map(|(id, count)| app.words.fill(id, &[("count", count.into())])).collect::<Vec<_>>().join(", ")
}

/// The sign of a pair on one side.
fn sign(kind: PairKind, on_right: bool, ascii: bool) -> &'static str {
    match kind {
        PairKind::Same | PairKind::Beside => "",
        PairKind::Changed => "~",
        PairKind::Left if !on_right => {
            if ascii {
                "-"
            } else {
                "−"
            }
        }
        PairKind::Right if on_right => "+",
        PairKind::Moved(_) => {
            if ascii {
                "^"
            } else {
                "↕"
            }
        }
        PairKind::Left | PairKind::Right => "",
    }
}

fn draw_line(
    buffer: &mut Buffer,
    app: &App,
    (desk, held): (&CompareDesk, &ComparedDocuments),
    theme: Theme,
    (line, pair): (&CompareRow, &Pair),
    columns: CompareColumns,
    y: u16,
) {
    let documents: [&Document; 2] = [&desk.left, &held.other];
    for (side, row) in line.sides.iter().enumerate() {
        let Some(row) = row else { continue };
        let (on_right, x) = (side == 1, columns.starts[side]);
        let own = if on_right { pair.right } else { pair.left };
        // What stands on one side alone is quiet, and told by its sign.
        let tints: Vec<(Span, Style)> = match pair.kind {
            PairKind::Changed => {
                let changed = |edit: &crate::study::Edit| (if on_right { edit.right } else { edit.left }, mark(theme, on_right));
                held.found.edits_of(pair).iter().map(changed).filter(|(span, _)| !span.is_empty()).collect()
            }
            PairKind::Left | PairKind::Right | PairKind::Moved(_) => vec![(own, theme.style(Role::Muted))],
            PairKind::Same | PairKind::Beside => Vec::new(),
        };
        let sheet = Sheet {
            app,
            document: documents[side],
            notebook: None,
            embedded: None,
            search: None,
            in_focus: false,
            tints: &tints,
        };
        draw_row(buffer, &sheet, theme, row, (x, y), x + columns.width);
        let sign = if columns.rule.is_some() || pair.kind != PairKind::Changed {
            sign(pair.kind, on_right, app.look.ascii)
        } else if on_right {
            "+"
        } else if app.look.ascii {
            "-"
        } else {
            "−"
        };
        // Where nothing stands on the side in focus, the other is all there is to be at.
        let is_alone = pair.left.is_empty() || pair.right.is_empty();
        let in_focus = line.pair == desk.at && (desk.on_right == on_right || is_alone || columns.rule.is_none());
        if in_focus {
            let bar = if app.look.ascii { "|" } else { "▎" };
            put(buffer, (x.saturating_sub(3), y), x, bar, theme.style(Role::Focus));
        }
        if line.first || columns.rule.is_none() {
            put(buffer, (x.saturating_sub(2), y), x, sign, theme.style(Role::Accent));
        }
    }
}

/// How changed words are told apart: by a tint, and without colours by weight and a line.
fn mark(theme: Theme, on_right: bool) -> Style {
    let tinted = theme.style(Role::Label(if on_right { 3 } else { 2 }));
    if on_right { tinted.add_modifier(Modifier::UNDERLINED | Modifier::BOLD) } else { tinted.add_modifier(Modifier::UNDERLINED) }
}

/// What changed, a section a row.
fn summary(buffer: &mut Buffer, app: &App, desk: &CompareDesk, held: &ComparedDocuments, theme: Theme, area: Area) {
    let cursor = desk.summary.unwrap_or_default();
    let title = |document: &Document, section: Option<usize>| {
        let title = section.map_or("", |section| document.slice(document.sections()[section].title));
        if title.is_empty() { app.words.say("section-opening").into_owned() } else { title.to_owned() }
    };
    let window = cursor.window(usize::from(area.height), desk.sections.len());
    for (y, at) in (area.y..area.bottom()).zip(window) {
        let section = &desk.sections[at];
        let (mine, theirs) = (title(&desk.left, section.left), title(&held.other, section.right));
        let name = match (section.left, section.right) {
            (None, None) => app.words.say("list-footnotes").into_owned(),
            (None, Some(_)) => theirs,
            (Some(_), Some(_)) if mine != theirs => format!("{mine} | {theirs}"),
            _ => mine,
        };
        let quiet = section.counts.is_same();
        let right = area.right().saturating_sub(2);
        let counts = counted(app, &section.counts, held.found.by);
        let end = put_right(
            buffer,
            y,
            area.x + area.width / 2,
            right,
            &cut(&counts, usize::from(area.width / 2)),
            theme.style(Role::Muted),
        );
        let style = theme.style(if quiet { Role::Muted } else { Role::Text });
        let room = usize::from(end.saturating_sub(area.x + 5));
        put(buffer, (area.x + 3, y), end, &if width(&name) > room { cut(&name, room) } else { name }, style);
        if at == cursor.at {
            tint(buffer, Area { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 }, theme.style(Role::Chosen));
        }
    }
}
