//! The review of notes that an edition moved: what stood around each then, and what may be it now.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::annotation::Note;
use crate::app::{App, Area, PlacedNote, Review};
use crate::document::{BlockKind, Builder, MarkKind, Span};
use crate::layout::{Flow, LayoutOptions, PieceContent};
use crate::search::excerpt;
use crate::study::ChangedUnits;

use crate::ui::pen::{cut, float, put, put_right};
use crate::ui::{Role, Theme};

/// Characters shown at each side of a passage.
const AROUND: usize = 160;
/// The width from which then and now stand beside each other.
const SIDE_BY_SIDE: u16 = 64;

/// Draws it.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, review: &Review, theme: Theme) {
    let title = match review.changes {
        true => app.words.say("review-changes").into_owned(),
        false => {
            let args = [("at", (review.at + 1).into()), ("count", review.queue.len().into())];
            app.words.fill("review-title", &args)
        }
    };
    let inner = float(buffer, app.review_area(), &title, theme);
    if inner.height < 4 {
        return;
    }
    let muted = theme.style(Role::Muted).patch(theme.style(Role::Floating));
    let body = Area { height: inner.height - 1, ..inner };
    let keys = if review.changes { "review-keys-changes" } else { "review-keys" };
    let keys = cut(&app.words.say(keys), usize::from(inner.width));
    put_right(buffer, inner.bottom() - 1, inner.x, inner.right(), &keys, muted);
    if review.changes {
        return match &review.changed {
            Some(changed) => changes(buffer, app, theme, &changed[review.first.min(changed.len())..], body),
            None => crate::ui::list::paragraph(buffer, theme, &app.words.say("review-comparing"), body),
        };
    }
    if let Some(placed) = review.note().and_then(|id| app.open.notebook.get(id)) {
        one(buffer, app, theme, placed, review.place, body);
    }
}

/// One note: its state, what the reader wrote, then and now.
fn one(buffer: &mut Buffer, app: &App, theme: Theme, placed: &PlacedNote, at: usize, area: Area) {
    let ground = theme.style(Role::Floating);
    let (plain, muted) = (theme.style(Role::Text).patch(ground), theme.style(Role::Muted).patch(ground));
    let note = &placed.note;
    let places = placed.places();
    let here = places.get(at).copied();
    let state = match (placed.is_doubtful(), placed.is_lost()) {
        (true, _) => app.words.fill("review-doubtful-of", &[("at", (at + 1).into()), ("count", places.len().into())]),
        (_, true) => app.words.say("review-lost").into_owned(),
        _ if app.has_other_words(placed) => app.words.say("review-changed").into_owned(),
        _ if app.was_moved(placed) => app.words.say("review-moved").into_owned(),
        _ => app.words.say("review-settled").into_owned(),
    };
    let tone = if placed.is_doubtful() || placed.is_lost() || app.has_other_words(placed) { Role::Warning } else { Role::Good };
    let x = put(buffer, (area.x, area.y), area.right(), &state, theme.style(tone).patch(ground));
    let lead = format!("   {}", app.note_lead(note));
    let x = put(buffer, (x, area.y), area.right(), &lead, muted);
    let first = note.body.lines().next().unwrap_or_default();
    put(buffer, (x + 2, area.y), area.right(), &cut(first, usize::from(area.right().saturating_sub(x + 2))), plain);
    let rest = Area { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let then = (app.words.say("review-then").into_owned(), stood(app, note));
    let now = match here {
        Some(span) => {
            let place = app.place_words(app.document(), span);
            let words = app.words.say("review-now");
            (if place.is_empty() { words.into_owned() } else { format!("{words} · {place}") }, stands(app, span))
        }
        None => (
            app.words.say("review-now").into_owned(),
            [String::new(), String::new(), app.words.say("review-nowhere").into_owned()],
        ),
    };
    if area.width >= SIDE_BY_SIDE {
        let half = area.width / 2;
        side(buffer, theme, &then, Area { width: half - 2, ..rest });
        side(buffer, theme, &now, Area { x: area.x + half + 1, width: area.width - half - 1, ..rest });
    } else {
        let half = rest.height / 2;
        side(buffer, theme, &then, Area { height: half, ..rest });
        side(buffer, theme, &now, Area { y: rest.y + half, height: rest.height - half, ..rest });
    }
}

/// The passage as it stood: what was before it, itself, what was behind it.
fn stood(app: &App, note: &Note) -> [String; 3] {
    let kept = app.open.notebook.past().text(&note.anchor.rendition.text);
    let (before, after) = note.anchor.surroundings(kept, AROUND);
    // As on the other side, what stands in the same paragraph.
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    [before.to_owned(), note.anchor.quote.to_string(), after.to_owned()]
}

/// The same as it stands in the document that is open.
fn stands(app: &App, span: Span) -> [String; 3] {
    let document = app.document();
    let around = excerpt(document, span, AROUND);
    [around.before, around.hit, around.after].map(|span| document.slice(span).to_owned())
}

/// A head, and below it a passage among its neighbours, itself lit.
fn side(buffer: &mut Buffer, theme: Theme, (head, [before, passage, after]): &(String, [String; 3]), area: Area) {
    let ground = theme.style(Role::Floating);
    let (muted, accent) = (theme.style(Role::Muted).patch(ground), theme.style(Role::Accent).patch(ground));
    put(buffer, (area.x, area.y), area.right(), &cut(head, usize::from(area.width)), accent);
    let mut builder = Builder::new();
    builder.open(BlockKind::Paragraph);
    builder.text(before);
    let from = builder.here();
    // What stood before it stays in sight however long the passage is.
    builder.text(&passage.replace('\n', " "));
    builder.mark(from, MarkKind::Strong);
    builder.text(after);
    let Ok(document) = builder.finish() else { return };
    let lit = document.marks_in(Span::new(0, document.text().len())).next().map(|mark| mark.span).unwrap_or_default();
    let setting = LayoutOptions { measure: area.width.max(1), room: area.width.max(1), ascii: false, formulas: false };
    let room = usize::from(area.height.saturating_sub(1));
    let flow = Flow::new(&document, setting);
    let rows = flow.rows(crate::layout::Place::default(), 200);
    // The passage in the middle, where not all fits.
    let on = rows.iter().position(|row| crate::app::row_span(row).any(|span| span.end > lit.start)).unwrap_or(0);
    let first = on.saturating_sub(room / 3).min(rows.len().saturating_sub(room));
    for (y, row) in (area.y + 1..area.bottom()).zip(&rows[first..]) {
        for piece in &row.pieces {
            let PieceContent::Text(span) = piece.what else { continue };
            let mut x = area.x + piece.x;
            let (start, end) = (lit.start.clamp(span.start, span.end), lit.end.clamp(span.start, span.end));
            for (from, to, style) in [
                (span.start, start, muted),
                (start, end, theme.style(Role::Text).patch(ground).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)),
                (end, span.end, muted),
            ] {
                if from < to {
                    x = put(buffer, (x, y), area.right(), document.slice(Span { start: from, end: to }), style);
                }
            }
        }
    }
}

/// What changed, a section a row.
fn changes(buffer: &mut Buffer, app: &App, theme: Theme, changed: &[ChangedUnits], area: Area) {
    let ground = theme.style(Role::Floating);
    if changed.is_empty() {
        return crate::ui::list::paragraph(buffer, theme, &app.words.say("review-no-changes"), area);
    }
    for (y, one) in (area.y..area.bottom()).zip(changed) {
        let title = one
            .section
            .map_or_else(|| app.words.say("section-opening").into_owned(), |section| app.section_title(app.document(), section));
        let counts = format!("+{:<4} −{:<4}", one.added, one.removed);
        let end = put_right(buffer, y, area.x, area.right(), &counts, theme.style(Role::Muted).patch(ground));
        let room = usize::from(end.saturating_sub(area.x + 2));
        put(buffer, (area.x, y), end, &cut(&title, room), theme.style(Role::Text).patch(ground));
    }
}
