//! What a file of notes would change, before it is carried out.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, ImportPlan, ImportProgress, PendingImport};
use crate::layout::width;

use crate::ui::pen::{cut, cut_start, float, put, put_right, tint};
use crate::ui::{Role, Theme};

/// Draws it.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, import: &PendingImport, theme: Theme) {
    let inner = float(buffer, app.import_area(), &app.words.say("place-import"), theme);
    if inner.height < 3 {
        return;
    }
    let ground = theme.style(Role::Floating);
    let (plain, muted) = (theme.style(Role::Text).patch(ground), theme.style(Role::Muted).patch(ground));
    let width = usize::from(inner.width);
    let x = put(buffer, (inner.x, inner.y), inner.right(), &cut_start(&import.path, width), plain);
    if let ImportProgress::Planned(plan) = &import.progress {
        let source = format!("  {}", plan.source);
        put(buffer, (x, inner.y), inner.right(), &source, muted);
    }
    let body = Area { y: inner.y + 2, height: inner.height.saturating_sub(3), ..inner };
    let keys = match &import.progress {
        ImportProgress::SoFar(done, count) => {
            let words = match count {
                0 => app.words.say("import-reading").into_owned(),
                _ => app.words.fill("import-progress", &[("done", (*done).into()), ("count", (*count).into())]),
            };
            put(buffer, (body.x, body.y), body.right(), &cut(&words, width), plain);
            "import-keys-stop"
        }
        ImportProgress::Refused(reason) => {
            crate::ui::list::paragraph(buffer, theme, reason, body);
            "import-keys-refused"
        }
        ImportProgress::About(titles) => {
            let ask = app.words.fill("import-which", &[("count", titles.len().into())]);
            crate::ui::list::paragraph(buffer, theme, &ask, Area { height: 2.min(body.height), ..body });
            let rows = Area { y: body.y + 3, height: body.height.saturating_sub(3), ..body };
            for (y, at) in (rows.y..rows.bottom()).zip(import.cursor.window(app.import_rows(), titles.len())) {
                put(buffer, (rows.x + 1, y), rows.right(), &cut(&titles[at], width.saturating_sub(1)), plain);
                if at == import.cursor.at {
                    tint(buffer, Area { y, height: 1, ..rows }, theme.style(Role::Chosen));
                }
            }
            "import-keys-which"
        }
        ImportProgress::Planned(plan) => {
            planned(buffer, app, import, plan, theme, body);
            match (import.writing, plan.arrivals.is_empty()) {
                (true, _) => "editor-saving",
                (false, true) => "import-keys-nothing",
                (false, false) => "import-keys",
            }
        }
    };
    let keys = cut(&app.words.say(keys), width);
    put_right(buffer, inner.bottom().saturating_sub(1), inner.x, inner.right(), &keys, muted);
}

/// The counts, and the notes.
fn planned(buffer: &mut Buffer, app: &App, import: &PendingImport, plan: &ImportPlan, theme: Theme, area: Area) {
    let ground = theme.style(Role::Floating);
    let (plain, muted) = (theme.style(Role::Text).patch(ground), theme.style(Role::Muted).patch(ground));
    let warning = theme.style(Role::Warning).patch(ground);
    let room = usize::from(area.width);
    let args = [
        ("new", plan.new.into()),
        ("changed", plan.changed.into()),
        ("same", plan.same.into()),
        ("conflicts", plan.conflicts.into()),
    ];
    let (counts, style) = if plan.conflicts > 0 { ("import-counts-both", warning) } else { ("import-counts", plain) };
    put(buffer, (area.x, area.y), area.right(), &cut(&app.words.fill(counts, &args), room), style);
    let mut y = area.y + 1;
    if plan.doubtful + plan.lost > 0 {
        let args = [("doubtful", plan.doubtful.into()), ("lost", plan.lost.into())];
        put(buffer, (area.x, y), area.right(), &cut(&app.words.fill("import-astray", &args), room), warning);
        y += 1;
    }
    let rows = Area { y: y + 1, height: area.bottom().saturating_sub(y + 1), ..area };
    let widest = plan.lines.iter().map(|line| width(&line.state)).max().unwrap_or(0).min(room / 3);
    let lead = u16::try_from(widest).unwrap_or(0) + 2;
    for (y, at) in (rows.y..rows.bottom()).zip(import.cursor.window(app.import_rows(), plan.lines.len())) {
        let line = &plan.lines[at];
        let state = cut(&line.state, widest);
        put(buffer, (rows.x + 1, y), rows.right(), &state, if line.is_astray { warning } else { muted });
        // Where in the file it stands, where there is room for it.
        let place = cut(&line.place, room / 4);
        let end =
            if room >= 50 { put_right(buffer, y, rows.x, rows.right(), &place, muted).saturating_sub(2) } else { rows.right() };
        let from = rows.x + 1 + lead;
        put(buffer, (from, y), end, &cut(&line.words, usize::from(end.saturating_sub(from))), plain);
        if at == import.cursor.at {
            tint(buffer, Area { y, height: 1, ..rows }, theme.style(Role::Chosen));
        }
    }
}
