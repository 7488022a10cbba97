//! The rows of the text: pieces in their roles, with marks, notes, hits and selection over them.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::annotation::NoteKind;
use crate::app::{Aid, App, Area, Layer, row_span};
use crate::document::{Link, MarkKind, Marker, Point, Span};
use crate::layout::{self, Drawn, Piece, Row};

use super::pen::put;
use super::{Role, Theme};

/// Draws the rows on the screen and the bar at the sentence in focus.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: Theme) {
    let area = app.geometry.text;
    if app.brief.is_unread() && app.brief.progress.is_some() {
        let y = area.y + area.height / 3;
        put(buffer, (app.geometry.text_x, y), area.right(), &app.words.say("reading-now"), theme.style(Role::Muted));
    }
    let lit = lit_block(app);
    let ruled = (app.aid == Aid::Ruler).then(|| app.view.row_of(app.document(), app.view.focus)).flatten();
    for (at, (y, row)) in (area.y..area.bottom()).zip(&app.view.rows).enumerate() {
        draw_row(buffer, app, theme, row, y);
        if lit.is_some_and(|lit| lit != row.block) {
            super::pen::tint(buffer, Area { y, height: 1, ..area }, theme.style(Role::Faint));
        }
        if ruled == Some(at) {
            let width = app.geometry.measure.min(app.geometry.room) + 2;
            super::pen::tint(
                buffer,
                Area { x: app.geometry.text_x.saturating_sub(1), y, width, height: 1 },
                theme.style(Role::Chosen),
            );
        }
        draw_gutter(buffer, app, theme, row, y);
    }
}

/// The block that alone is lit, where only one is.
fn lit_block(app: &App) -> Option<u32> {
    let block = app.document().block_at(app.view.focus).filter(|_| app.aid == Aid::Paragraph)?;
    u32::try_from(block).ok()
}

/// The focus bar, and the sign of a bookmark.
fn draw_gutter(buffer: &mut Buffer, app: &App, theme: Theme, row: &Row, y: u16) {
    let x = app.geometry.text_x;
    let focus = app.view.sentence;
    let touched = row_span(row).any(|span| span.overlaps(focus) || (span.is_empty() && focus.contains(span.start)));
    if touched && !matches!(app.layers.last(), Some(Layer::Select(_))) {
        let bar = if app.look.ascii { "|" } else { "▎" };
        put(buffer, (x.saturating_sub(2), y), x, bar, theme.style(Role::Focus));
    }
    let Some(first) = row_span(row).next() else { return };
    let whole = row_span(row).fold(first, Span::cover);
    let marked = app.notebook.over(whole).any(|placed| {
        placed.note.kind == NoteKind::Bookmark
            && placed.span().is_some_and(|span| whole.contains(span.start) || span.start == whole.start)
    });
    if marked && x >= 3 {
        let sign = if app.look.ascii { "*" } else { "▪" };
        put(buffer, (x - 3, y), x - 2, sign, theme.style(Role::Accent));
    }
}

/// Draws the pieces of `row` on line `y`, from the text's column on.
pub(super) fn draw_row(buffer: &mut Buffer, app: &App, theme: Theme, row: &Row, y: u16) {
    let (left, end) = (app.geometry.text_x, app.geometry.text_x + app.geometry.room);
    // A figure without words is seen all the same.
    let wordless = || row.pieces.iter().all(|piece| matches!(piece.what, Drawn::Text(span) if span.is_empty()));
    if row.role == layout::Role::Figure && wordless() {
        let sign = if app.look.ascii { "[]" } else { "▨" };
        let words = format!("{sign} {}", app.words.say("figure-wordless"));
        put(buffer, (left, y), end, &words, theme.style(Role::Muted));
    }
    for piece in &row.pieces {
        draw_piece(buffer, app, theme, row, piece, (left + piece.x, y), end);
    }
}

/// Draws one piece at `x`, `y`.
pub(super) fn draw_piece(buffer: &mut Buffer, app: &App, theme: Theme, row: &Row, piece: &Piece, (x, y): (u16, u16), end: u16) {
    let end = end.min(x.saturating_add(piece.width));
    match piece.what {
        Drawn::Text(span) => draw_text(buffer, app, theme, row, span, (x, y), end),
        Drawn::Call(footnote, _) | Drawn::Label(footnote) => {
            let label = app.document().footnotes().get(footnote as usize).map_or("", |footnote| &*footnote.label);
            put(
                buffer,
                (x, y),
                end,
                &layout::call_label(label, app.look.ascii),
                base(theme, row.role).patch(theme.style(Role::Call)),
            );
        }
        Drawn::Marker(marker) => {
            let shown = marker_text(marker, app.look.ascii);
            super::pen::put_right(buffer, y, x, end, &shown, theme.style(Role::Muted));
        }
        Drawn::QuoteBar => {
            put(buffer, (x, y), end, if app.look.ascii { "|" } else { "│" }, theme.style(Role::Rule));
        }
        Drawn::Rule => {
            let rule = if app.look.ascii { "-" } else { "─" }.repeat(usize::from(piece.width));
            put(buffer, (x, y), end, &rule, theme.style(Role::Rule));
        }
        Drawn::Cut => {
            put(buffer, (x, y), end, if app.look.ascii { ">" } else { "›" }, theme.style(Role::Accent));
        }
    }
}

fn marker_text(marker: Marker, ascii: bool) -> String {
    match marker {
        Marker::Bullet => if ascii { "-" } else { "•" }.to_owned(),
        Marker::Number(number) => format!("{number}."),
        Marker::Task(done) => if done { "[x]" } else { "[ ]" }.to_owned(),
        Marker::Printed => String::new(),
    }
}

/// Draws `span`, cut wherever its style changes.
fn draw_text(buffer: &mut Buffer, app: &App, theme: Theme, row: &Row, span: Span, (mut x, y): (u16, u16), end: u16) {
    let document = app.document();
    let overlays = overlays(app, theme, span);
    let mut cuts: Vec<u32> = overlays.iter().flat_map(|(over, _)| [over.start.0, over.end.0]).collect();
    cuts.push(span.end.0);
    cuts.sort_unstable();
    cuts.dedup();
    let ground = base(theme, row.role);
    let mut from = span.start.0;
    for cut in cuts {
        let to = cut.min(span.end.0);
        if to <= from {
            continue;
        }
        let part = Span { start: crate::document::Point(from), end: crate::document::Point(to) };
        let style = overlays.iter().filter(|(over, _)| over.encloses(part)).fold(ground, |style, (_, patch)| style.patch(*patch));
        x = put(buffer, (x, y), end, document.slice(part), style);
        from = to;
    }
}

/// Everything that lies over `span`, what wins last.
fn overlays(app: &App, theme: Theme, span: Span) -> Vec<(Span, Style)> {
    let document = app.document();
    let mut over = Vec::new();
    for mark in document.marks_in(span) {
        let style = match mark.kind {
            MarkKind::Emphasis => Style::new().add_modifier(Modifier::ITALIC),
            MarkKind::Strong => Style::new().add_modifier(Modifier::BOLD),
            MarkKind::Strike => Style::new().add_modifier(Modifier::CROSSED_OUT),
            MarkKind::Code => theme.style(Role::Code),
            MarkKind::Link(link) => match document.links().get(link as usize) {
                Some(Link::Broken(_)) => theme.style(Role::Muted).add_modifier(Modifier::UNDERLINED),
                _ => theme.style(Role::Link),
            },
            MarkKind::Call(_) | MarkKind::Break => continue,
        };
        over.push((mark.span, style));
    }
    over.extend(notes_over(app, theme, span));
    for (hit, here) in app.hits_in(span) {
        over.push((hit, theme.style(if here { Role::HitHere } else { Role::Hit })));
    }
    for layer in &app.layers {
        if let Layer::Select(selection) = layer {
            over.push((selection.span(), theme.style(Role::Selection)));
        }
    }
    over
}

/// The reader's marks over `span`: a shorter one lies on a longer, and what two cover is underlined,
/// so that none hides another.
fn notes_over(app: &App, theme: Theme, span: Span) -> Vec<(Span, Style)> {
    let (mut marks, mut shared) = (Vec::new(), Vec::new());
    let mut reach = Point(0);
    for placed in app.notebook.over(span).filter(|placed| placed.note.kind != NoteKind::Bookmark) {
        let Some(own) = placed.span() else { continue };
        let style = theme.style(Role::Label(app.labels.colour(&placed.note.label)));
        // A place that waits to be confirmed is told from a certain one.
        let style = if placed.is_doubtful() { style.add_modifier(Modifier::DIM | Modifier::UNDERLINED) } else { style };
        marks.push((own, style));
        if own.start < reach {
            shared.push((Span { start: own.start, end: own.end.min(reach) }, Style::new().add_modifier(Modifier::UNDERLINED)));
        }
        reach = reach.max(own.end);
    }
    marks.sort_by_key(|(own, _)| std::cmp::Reverse(own.len()));
    marks.extend(shared);
    marks
}

/// The style of a row of this role, before anything lies over it.
pub(super) fn base(theme: Theme, role: layout::Role) -> Style {
    match role {
        layout::Role::Heading(_) => theme.style(Role::Heading),
        layout::Role::Text | layout::Role::Blank | layout::Role::TableBody(_) | layout::Role::Rule => theme.style(Role::Text),
        layout::Role::Code => theme.style(Role::Code),
        layout::Role::TableHead
        | layout::Role::TableRule
        | layout::Role::Source
        | layout::Role::Figure
        | layout::Role::Body(_) => theme.style(Role::Muted),
        layout::Role::Caption => theme.style(Role::Text).add_modifier(Modifier::BOLD),
    }
}
