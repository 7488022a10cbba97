//! The figures of the prose: each in its sentence, and below it the cell that holds it, or that none does.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, Inquiry, InquiryTab};
use crate::ui::pen::{cut, put, put_right};
use crate::ui::{Role, Theme};

use super::names::line_around;

/// Draws how many figures a table holds, and how many none does.
pub(super) fn head(buffer: &mut Buffer, app: &App, theme: Theme) {
    let area = app.inquiry_area(Inquiry::Claims);
    let rows = Inquiry::Claims.head_rows(app.geometry.screen.height);
    if rows == 0 {
        return;
    }
    let ((against, held), all) = (app.claims_by_verdict(), app.inquiry_count(Inquiry::Claims));
    let free = all.saturating_sub(held + against);
    let id = if against > 0 { "claims-counted-against" } else { "claims-counted" };
    let words = app.words.fill(id, &[("against", against.into()), ("held", held.into()), ("free", free.into())]);
    let words = if app.claims_are_whole() { words } else { format!("{words} ({})", app.words.say("claims-cut")) };
    let words = cut(&words, usize::from(area.width.saturating_sub(1)));
    put(buffer, (area.x + 1, area.y.saturating_sub(rows)), area.right(), &words, theme.style(Role::Muted));
}

/// Draws one figure on two rows: its sentence with its page, and the cell.
pub(super) fn entry(buffer: &mut Buffer, app: &App, tab: &InquiryTab, index: usize, theme: Theme, area: Area) {
    let Some(claim) = app.claim(index) else { return };
    let document = app.document();
    let muted = theme.style(Role::Muted);
    let held = claim.held.get(tab.place_of(index).min(claim.held.len().saturating_sub(1))).or(claim.contradicts.as_ref());
    let signs = if app.look.ascii { ["=", "~", "-"] } else { ["=", "≈", "–"] };
    let (sign, role) = match held {
        Some(_) if claim.contradicts.is_some() => ("!", Role::Warning),
        Some(held) if held.exact => (signs[0], Role::Good),
        Some(_) => (signs[1], Role::Accent),
        None => (signs[2], Role::Warning),
    };
    put(buffer, (area.x + 1, area.y), area.right(), sign, theme.style(role));
    let page = app.page_words(document, claim.span);
    let end = put_right(buffer, area.y, area.x, area.right(), &page, muted).saturating_sub(u16::from(!page.is_empty()) * 2);
    let x = area.x + 4;
    line_around(buffer, document, claim.span, Area { x, width: end.saturating_sub(x), ..area }, theme);
    let (y, end) = (area.y + 1, area.right());
    let Some(held) = held else {
        put(buffer, (x, y), end, &app.words.say("claims-no-table"), theme.style(Role::Faint));
        return;
    };
    let view = app.open.replies.claims().and_then(|claims| claims.cells.view(held.table));
    let text = view.map(|view| view.text(held.row, held.column).into_owned()).unwrap_or_default();
    let x = put(buffer, (x, y), end, &cut(&text, usize::from(end.saturating_sub(x))), theme.style(Role::Text)) + 2;
    let mut said = vec![app.held_words(held)];
    if claim.contradicts.is_some() {
        said.push(app.words.say("claims-contradicts").into_owned());
    }
    if held.scaled {
        said.push(app.words.say("figure-scaled").into_owned());
    }
    if held.named > 0 {
        said.push(app.words.fill("figure-named", &[("count", (held.named as usize).into())]));
    }
    if claim.held.len() > 1 {
        let at = tab.place_of(index).min(claim.held.len() - 1) + 1;
        said.push(app.words.fill("claims-cell", &[("at", at.into()), ("count", claim.held.len().into())]));
    }
    let said = cut(&said.join("  "), usize::from(end.saturating_sub(x)));
    put(buffer, (x, y), end, &said, muted);
}
