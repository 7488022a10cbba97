//! The lists of notes and hits.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Modifier;

use crate::app::{App, Area, Entry, List, ListKind};
use crate::layout::width;

use crate::ui::pen::{cut, float, put, put_right, tint};
use crate::ui::{Role, Theme, status};

/// Columns that the lead of an entry takes at most.
const WIDEST_LEAD: usize = 12;

/// Draws the list; tells where the cursor belongs while the filter is typed.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, list: &List, theme: Theme) -> Option<Position> {
    let title = app.words.say(match list.listed {
        ListKind::Notes => "list-notes",
        ListKind::AllNotes => "list-all-notes",
        ListKind::Drafts => "list-drafts",
        ListKind::Hits => "list-hits",
        ListKind::Jumps => "list-jumps",
    });
    let inner = float(buffer, app.list_area(), &title, theme);
    let ground = theme.style(Role::Floating);
    let muted = theme.style(Role::Muted).patch(ground);
    let count = list.count(app);
    let shown_of = app.words.fill("list-count", &[("at", (list.cursor.at + 1).min(count).into()), ("count", count.into())]);
    let end = put_right(buffer, inner.y, inner.x, inner.right(), &shown_of, muted);
    let mut cursor = None;
    if list.filtering || !list.filter.text().is_empty() {
        let x = put(buffer, (inner.x, inner.y), end, "/ ", theme.style(Role::Accent).patch(ground));
        let caret = status::typed(buffer, theme, &list.filter, (x, inner.y), end);
        cursor = list.filtering.then_some(caret);
    }
    let body = Area { y: inner.y + 1, height: inner.height.saturating_sub(2), ..inner };
    if count == 0 {
        let words = match (list.filter.text().is_empty(), list.listed) {
            (false, _) => app.words.say("list-nothing-passes"),
            // Notes that can't be read are not none.
            (true, ListKind::Notes | ListKind::AllNotes | ListKind::Drafts) if app.notes_unread().is_some() => {
                app.notes_unread().unwrap_or_default().into()
            }
            (true, ListKind::Notes) => app.words.say("list-no-notes"),
            (true, ListKind::Drafts) => app.words.say("list-no-drafts"),
            (true, ListKind::AllNotes) if app.library.all.is_none() => app.words.say("list-all-notes-coming"),
            (true, ListKind::AllNotes) => app.words.say("list-no-notes"),
            (true, ListKind::Jumps) => app.words.say("list-no-jumps"),
            (true, ListKind::Hits) if app.pane.search.hits.is_none() => app.words.say("search-going-on"),
            (true, ListKind::Hits) => app.words.say("search-none"),
        };
        paragraph(buffer, theme, &words, Area { y: body.y + 1, height: body.height.saturating_sub(1), ..body });
    }
    for shown in app.list_rows(list) {
        let y = body.y + u16::try_from(shown.y).unwrap_or(u16::MAX);
        if let Some(head) = &shown.head {
            let head = cut(head, usize::from(body.width));
            put(buffer, (body.x, y.saturating_sub(1)), body.right(), &head, theme.style(Role::Heading).patch(ground));
        }
        let entry = app.entry(list, list.index(shown.at));
        let area = Area { y, height: 2.min(body.bottom().saturating_sub(y)), ..body };
        draw_entry(buffer, theme, &entry, area);
        if shown.at == list.cursor.at {
            tint(buffer, area, theme.style(Role::Chosen));
        }
    }
    let keys = match list.listed {
        ListKind::Notes if list.filtering => app.words.say("list-filter-terms"),
        ListKind::AllNotes if list.filtering => app.words.say("list-filter-terms"),
        ListKind::Notes => app.words.say("list-keys-notes"),
        ListKind::AllNotes => app.words.say("list-keys-all-notes"),
        ListKind::Drafts => app.words.say("list-keys-drafts"),
        ListKind::Hits | ListKind::Jumps => app.words.say("list-keys-hits"),
    };
    put_right(buffer, inner.bottom().saturating_sub(1), inner.x, inner.right(), &cut(&keys, usize::from(inner.width)), muted);
    cursor
}

fn draw_entry(buffer: &mut Buffer, theme: Theme, entry: &Entry, area: Area) {
    let ground = theme.style(Role::Floating);
    let plain = theme.style(Role::Text).patch(ground);
    let mut x = area.x + 1;
    if !entry.lead.is_empty() {
        let lead = cut(&entry.lead, WIDEST_LEAD);
        let mut style = theme.style(Role::Accent).patch(ground);
        if entry.colour > 0 {
            style = style.patch(theme.style(Role::Label(entry.colour)));
        }
        x = put(buffer, (x, area.y), area.right(), &lead, style) + 2;
    }
    if entry.doubtful {
        x = put(buffer, (x, area.y), area.right(), "? ", theme.style(Role::Warning).patch(ground));
    }
    let room = usize::from(area.right().saturating_sub(x));
    match &entry.lit {
        Some(lit) if lit.end <= entry.text.len() => {
            // The hit stays in sight: what stands before it gives way.
            let (before, found, after) = (&entry.text[..lit.start], &entry.text[lit.clone()], &entry.text[lit.end..]);
            let spare = room.saturating_sub(width(found));
            let before = crate::ui::pen::cut_start(before, (spare / 2).max(spare.saturating_sub(width(after))));
            x = put(buffer, (x, area.y), area.right(), &before, plain);
            x = put(buffer, (x, area.y), area.right(), found, plain.patch(theme.style(Role::Hit)).add_modifier(Modifier::BOLD));
            put(buffer, (x, area.y), area.right(), &cut(after, usize::from(area.right().saturating_sub(x))), plain);
        }
        _ => {
            put(buffer, (x, area.y), area.right(), &cut(&entry.text, room), plain);
        }
    }
    if area.height > 1 {
        let detail = cut(&entry.detail, usize::from(area.width.saturating_sub(4)));
        put(buffer, (area.x + 3, area.y + 1), area.right(), &detail, theme.style(Role::Muted).patch(ground));
    }
}

/// Words over as many rows as they need.
pub(in crate::ui) fn paragraph(buffer: &mut Buffer, theme: Theme, words: &str, area: Area) {
    let setting =
        crate::layout::LayoutOptions { measure: area.width.max(1), room: area.width.max(1), ascii: false, formulas: false };
    let Some((document, rows)) = crate::layout::text_rows(words, setting) else { return };
    let style = theme.style(Role::Muted).patch(theme.style(Role::Floating));
    for (y, row) in (area.y..area.bottom()).zip(&rows) {
        for piece in &row.pieces {
            if let crate::layout::PieceContent::Text(span) = piece.what {
                put(buffer, (area.x + piece.x, y), area.right(), document.slice(span), style);
            }
        }
    }
}
