//! The rows of the text: pieces in their roles, with marks, notes, hits and selection over them.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::annotation::NoteKind;
use crate::app::{
    App, Area, EmbeddedNotes, FocusMode, Layer, Notebook, OpenDocument, Pane, PaneArea, PlacedNote, SearchState, View, row_span,
};
use crate::document::{Document, EmbeddedKind, Link, MarkKind, Marker, Point, Span};
use crate::layout::{self, Piece, PieceContent, Row};
use crate::study::ReferenceTarget;

use crate::ui::pen::put;
use crate::ui::{Role, Theme};

/// What rows are drawn from, and what lies over them.
pub(in crate::ui) struct Sheet<'a> {
    pub(in crate::ui) app: &'a App,
    pub(in crate::ui) document: &'a Document,
    /// The reader's notes on it, where they are shown.
    pub(in crate::ui) notebook: Option<&'a Notebook>,
    /// The notes that its file carries, where they are shown.
    pub(in crate::ui) embedded: Option<&'a EmbeddedNotes>,
    /// The search in it, where it is shown.
    pub(in crate::ui) search: Option<&'a SearchState>,
    /// Whether what has the keys (a selection) is of it.
    pub(in crate::ui) in_focus: bool,
    /// Spans to be told apart, and how.
    pub(in crate::ui) tints: &'a [(Span, Style)],
}

impl<'a> Sheet<'a> {
    /// The text of the pane in focus.
    fn of(app: &'a App) -> Self {
        let (notebook, search) = (Some(&app.open.notebook), Some(&app.pane.search));
        let embedded = Some(&app.open.embedded);
        Self { app, document: app.document(), notebook, embedded, search, in_focus: true, tints: &[] }
    }

    /// The text of the other pane.
    fn beside(app: &'a App, pane: &'a Pane) -> Self {
        let (notebook, search) = (Some(&app.open_beside().notebook), Some(&pane.search));
        let open = app.open_beside();
        Self { app, document: &open.document, notebook, embedded: Some(&open.embedded), search, in_focus: false, tints: &[] }
    }
}

/// Draws the rows on the screen and the bar at the sentence in focus, in both panes where there are two.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, theme: Theme) {
    let geometry = &app.geometry;
    let place = PaneArea { text: geometry.text, text_x: geometry.text_x, measure: geometry.measure, room: geometry.room };
    draw_pane(buffer, &Sheet::of(app), &app.pane.view, &app.open, theme, place);
    let Some((panes, place)) = app.panes.as_ref().zip(geometry.other_pane) else { return };
    if let Some(pane) = &panes.beside {
        draw_pane(buffer, &Sheet::beside(app, pane), &pane.view, app.open_beside(), theme, place);
    }
    if let Some(border) = geometry.border {
        let upright = border.width == 1;
        let sign = match (app.look.ascii, upright) {
            (true, true) => "|",
            (true, false) => "-",
            (false, true) => "│",
            (false, false) => "─",
        };
        for (x, y) in (border.x..border.right()).flat_map(|x| (border.y..border.bottom()).map(move |y| (x, y))) {
            put(buffer, (x, y), x + 1, sign, theme.style(Role::Rule));
        }
    }
}

fn draw_pane(buffer: &mut Buffer, sheet: &Sheet, view: &View, open: &OpenDocument, theme: Theme, place: PaneArea) {
    let area = place.text;
    if open.is_unread() && open.progress.is_some() {
        let y = area.y + area.height / 3;
        put(buffer, (place.text_x, y), area.right(), &sheet.app.words.say("reading-now"), theme.style(Role::Muted));
    }
    let (lit, ruled) = aided(sheet, view);
    for (at, (y, row)) in (area.y..area.bottom()).zip(&view.rows).enumerate() {
        draw_row(buffer, sheet, theme, row, (place.text_x, y), place.text_x + place.room);
        if lit.is_some_and(|lit| lit != row.block) {
            crate::ui::pen::tint(buffer, Area { y, height: 1, ..area }, theme.style(Role::Faint));
        }
        if ruled == Some(at) {
            let width = place.measure.min(place.room) + 2;
            let line = Area { x: place.text_x.saturating_sub(1), y, width, height: 1 };
            crate::ui::pen::tint(buffer, line, theme.style(Role::Chosen));
        }
        draw_gutter(buffer, sheet, view.sentence, theme, row, (place.text_x, y));
    }
}

/// What the reader's aid does in the pane in focus: the block that alone is lit, and the row that is ruled.
fn aided(sheet: &Sheet, view: &View) -> (Option<u32>, Option<usize>) {
    if !sheet.in_focus {
        return (None, None);
    }
    let block = || sheet.document.block_at(view.focus).and_then(|block| u32::try_from(block).ok());
    match sheet.app.preferences.focus_mode {
        FocusMode::Paragraph => (block(), None),
        FocusMode::Ruler => (None, view.row_of(sheet.document, view.focus)),
        FocusMode::None => (None, None),
    }
}

/// The focus bar, and the sign of a bookmark.
fn draw_gutter(buffer: &mut Buffer, sheet: &Sheet, focus: Span, theme: Theme, row: &Row, (x, y): (u16, u16)) {
    let app = sheet.app;
    let touched = row_span(row).any(|span| span.overlaps(focus) || (span.is_empty() && focus.contains(span.start)));
    if touched && !(sheet.in_focus && matches!(app.layers.last(), Some(Layer::Select(_)))) {
        let bar = if app.look.ascii { "|" } else { "▎" };
        // Where the keys are not, the bar is as quiet as a rule.
        let role = if sheet.in_focus { Role::Focus } else { Role::Rule };
        put(buffer, (x.saturating_sub(2), y), x, bar, theme.style(role));
    }
    let Some(first) = row_span(row).next() else { return };
    let whole = row_span(row).fold(first, Span::cover);
    let marked = sheet.notebook.is_some_and(|notebook| {
        notebook.over(whole).any(|placed| {
            placed.note.kind == NoteKind::Bookmark
                && placed.span().is_some_and(|span| whole.contains(span.start) || span.start == whole.start)
        })
    });
    // A note of the file that says something begins here, or stands beside the passage.
    let speaks = |placed: &PlacedNote, embedded: &EmbeddedNotes| {
        let has_words = !placed.note.body.is_empty() || !embedded.kind(placed.note.id).is_none_or(EmbeddedKind::marks);
        has_words && placed.span().is_some_and(|span| whole.contains(span.start) || span.start == whole.start)
    };
    let carried = sheet.embedded.is_some_and(|own| own.shown().over(whole).any(|placed| speaks(placed, own)));
    if carried && !marked && x >= 3 {
        put(buffer, (x - 3, y), x - 2, if app.look.ascii { "o" } else { "◦" }, theme.style(Role::Muted));
    }
    if marked && x >= 3 {
        let sign = if app.look.ascii { "*" } else { "▪" };
        put(buffer, (x - 3, y), x - 2, sign, theme.style(Role::Accent));
    }
}

/// Draws the pieces of `row` from column `left` on, before `end`.
pub(in crate::ui) fn draw_row(buffer: &mut Buffer, sheet: &Sheet, theme: Theme, row: &Row, (left, y): (u16, u16), end: u16) {
    let app = sheet.app;
    // A figure without words is seen all the same.
    let wordless = || row.pieces.iter().all(|piece| matches!(piece.what, PieceContent::Text(span) if span.is_empty()));
    if row.role == layout::Role::Figure && wordless() {
        let sign = if app.look.ascii { "[]" } else { "▨" };
        let words = format!("{sign} {}", app.words.say("figure-wordless"));
        put(buffer, (left, y), end, &words, theme.style(Role::Muted));
    }
    for piece in &row.pieces {
        draw_on(buffer, sheet, theme, row, piece, (left + piece.x, y), end);
    }
}

/// Draws one piece of the document that is open at `x`, `y`.
pub(in crate::ui) fn draw_piece(
    buffer: &mut Buffer,
    app: &App,
    theme: Theme,
    row: &Row,
    piece: &Piece,
    at: (u16, u16),
    end: u16,
) {
    draw_on(buffer, &Sheet::of(app), theme, row, piece, at, end);
}

/// Draws one piece at `x`, `y`.
fn draw_on(buffer: &mut Buffer, sheet: &Sheet, theme: Theme, row: &Row, piece: &Piece, (x, y): (u16, u16), end: u16) {
    let app = sheet.app;
    let end = end.min(x.saturating_add(piece.width));
    match piece.what {
        PieceContent::Text(span) => draw_text(buffer, sheet, theme, row, span, (x, y), end),
        PieceContent::Formula(formula) => {
            // What lies over a part of the source lies over all that is drawn for it.
            let over = overlays(sheet, theme, formula.whole).into_iter().filter(|(over, _)| over.overlaps(formula.whole));
            let style = over.fold(base(theme, row.role), |style, (_, patch)| style.patch(patch));
            put(buffer, (x, y), end, row.drawn_for(formula), style);
        }
        PieceContent::Call(footnote, _) | PieceContent::Label(footnote) => {
            let label = sheet.document.footnotes().get(footnote as usize).map_or("", |footnote| &*footnote.label);
            put(
                buffer,
                (x, y),
                end,
                &layout::call_label(label, app.look.ascii),
                base(theme, row.role).patch(theme.style(Role::Call)),
            );
        }
        PieceContent::Marker(marker) => {
            let shown = marker_text(marker, app.look.ascii);
            crate::ui::pen::put_right(buffer, y, x, end, &shown, theme.style(Role::Muted));
        }
        PieceContent::QuoteBar => {
            put(buffer, (x, y), end, if app.look.ascii { "|" } else { "│" }, theme.style(Role::Rule));
        }
        PieceContent::Rule => {
            let rule = if app.look.ascii { "-" } else { "─" }.repeat(usize::from(piece.width));
            put(buffer, (x, y), end, &rule, theme.style(Role::Rule));
        }
        PieceContent::Cut => {
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
fn draw_text(buffer: &mut Buffer, sheet: &Sheet, theme: Theme, row: &Row, span: Span, (mut x, y): (u16, u16), end: u16) {
    let document = sheet.document;
    let overlays = overlays(sheet, theme, span);
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
fn overlays(sheet: &Sheet, theme: Theme, span: Span) -> Vec<(Span, Style)> {
    let (app, document) = (sheet.app, sheet.document);
    let mut over = Vec::new();
    for mark in document.marks_in(span) {
        let style = match mark.kind {
            MarkKind::Emphasis => Style::new().add_modifier(Modifier::ITALIC),
            MarkKind::Strong => Style::new().add_modifier(Modifier::BOLD),
            MarkKind::Strike => Style::new().add_modifier(Modifier::CROSSED_OUT),
            MarkKind::Code | MarkKind::Formula => theme.style(Role::Code),
            MarkKind::Link(link) => match document.links().get(link as usize) {
                Some(Link::Broken(_)) => theme.style(Role::Muted).add_modifier(Modifier::UNDERLINED),
                _ => theme.style(Role::Link),
            },
            MarkKind::Call(_) | MarkKind::Break => continue,
        };
        over.push((mark.span, style));
    }
    // What points to another place without being a link is told from one.
    if let Some(references) = app.references().filter(|_| std::ptr::eq(sheet.document, &**app.document())) {
        let quiet = Style::new().add_modifier(Modifier::UNDERLINED);
        over.extend(references.over(span).filter(|way| way.aim != ReferenceTarget::Nowhere).map(|way| (way.span, quiet)));
    }
    over.extend(sheet.embedded.map(|embedded| embedded_over(embedded, theme, span)).unwrap_or_default());
    over.extend(sheet.notebook.map(|notebook| notes_over(app, notebook, theme, span)).unwrap_or_default());
    for (hit, here) in sheet.search.into_iter().flat_map(|search| search.hits_in(span)) {
        over.push((hit, theme.style(if here { Role::HitHere } else { Role::Hit })));
    }
    over.extend(sheet.tints.iter().filter(|(own, _)| own.overlaps(span)));
    for layer in app.layers.iter().filter(|_| sheet.in_focus) {
        if let Layer::Select(selection) = layer {
            over.push((selection.span(), theme.style(Role::Selection)));
        }
    }
    over
}

/// The reader's marks over `span`: a shorter one lies on a longer, and what two cover is underlined,
/// so that none hides another.
fn notes_over(app: &App, notebook: &Notebook, theme: Theme, span: Span) -> Vec<(Span, Style)> {
    let (mut marks, mut shared) = (Vec::new(), Vec::new());
    let mut reach = Point(0);
    for placed in notebook.over(span).filter(|placed| placed.note.kind != NoteKind::Bookmark) {
        let Some(own) = placed.span() else { continue };
        let style = theme.style(Role::Label(app.library.labels.colour(&placed.note.label)));
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

/// The passages that the file itself marks: lined, so that the reader's own marks lie over them and both are seen.
fn embedded_over(embedded: &EmbeddedNotes, theme: Theme, span: Span) -> Vec<(Span, Style)> {
    let style = theme.style(Role::Embedded);
    let marked = embedded.shown().over(span).filter_map(|placed| {
        let kind = embedded.kind(placed.note.id).filter(|kind| kind.marks())?;
        let style = if kind == EmbeddedKind::StrikeOut { style.add_modifier(Modifier::CROSSED_OUT) } else { style };
        Some((placed.span()?, style))
    });
    marked.collect()
}

/// The style of a row of this role, before anything lies over it.
pub(in crate::ui) fn base(theme: Theme, role: layout::Role) -> Style {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use ratatui::layout::Rect;
    use ratatui::style::Color;

    use super::*;
    use crate::annotation::{Anchor, Found, Label, Note, NoteId, NoteKind, Rendition, SafeLines};
    use crate::app::{
        Action, Depth, Effect, NotesAnswer, Origin, Outcome, Reading, SearchAnswer, SearchEffect, TerminalLook, keymap,
    };
    use crate::document::SafeText;
    use crate::import::{Source, format_named};
    use crate::words::{Language, Words};

    const LOOK: TerminalLook = TerminalLook { depth: Depth::True, light: false, ascii: false };

    /// Reads Markdown on a screen of 60 x 16.
    fn app(markdown: &str) -> App {
        let source = Source { name: "test.md", bytes: markdown.as_bytes(), whole: true };
        let document = Arc::new((format_named("markdown").unwrap().read)(&source, &()).unwrap());
        let rendition = Some(Rendition::of(markdown.as_bytes(), &document, "markdown test"));
        let open = OpenDocument::new(Origin::File("test.md".into()), SafeText::new("test.md"), Reading { document, rendition });
        App::new(Words::new(Language::English), LOOK, open, (60, 16))
    }

    /// Presses keys, a letter each; what they have searched for is found at once.
    fn press(app: &mut App, keys: &str) {
        for c in keys.chars() {
            let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
            for action in keymap::actions(app.context(), KeyEvent::new(code, KeyModifiers::NONE), false) {
                for effect in app.update(action) {
                    let Effect::Search(SearchEffect::All { request, document, matcher, from }) = effect else { continue };
                    let hit = matcher.find_at(&document, from).or_else(|| matcher.find_at(&document, Point(0)));
                    let hits = Arc::new(matcher.all(&document, 1000, &mut |_| true));
                    for answer in [SearchAnswer::First(hit), SearchAnswer::All(hits)] {
                        let outcome = Outcome::Search { request, answer };
                        let _ = app.update(Action::Outcome(Box::new(outcome)));
                    }
                }
            }
        }
    }

    /// A highlight on `words`, with its label and where it was found.
    fn highlight(app: &mut App, words: &str, label: &str, found: impl FnOnce(Span) -> Found) {
        let document = Arc::clone(app.document());
        let rendition = app.open.rendition.clone().unwrap();
        let start = document.text().find(words).unwrap();
        let span = Span { start: Point::new(start), end: Point::new(start + words.len()) };
        let at = jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC);
        let note = Note {
            id: NoteId::new(&at),
            kind: NoteKind::Highlight,
            label: Label::named(label),
            body: SafeLines::new(""),
            tags: Vec::new(),
            created: at.clone(),
            updated: at,
            author: None,
            anchor: Anchor::of(&document, span, &rendition),
        };
        let found = vec![(note.id, found(span))];
        for outcome in [
            Outcome::Notes(NotesAnswer::Loaded { notes: vec![note], rendition, past: Arc::default() }),
            Outcome::Notes(NotesAnswer::Placed { request: 0, found }),
        ] {
            let _ = app.update(Action::Outcome(Box::new(outcome)));
        }
    }

    type Seen = (Color, Color, Modifier);

    /// How `words` are drawn, all of their cells alike.
    #[track_caller]
    fn seen(app: &App, words: &str) -> Seen {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 16));
        let _ = crate::ui::draw(&mut buffer, app);
        let rows = buffer.content.chunks(60).map(|row| (row, row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>()));
        let (row, at) = rows.filter_map(|(row, text)| Some((row, text[..text.find(words)?].chars().count()))).next().unwrap();
        let mut cells = row[at..at + words.chars().count()].iter().map(|cell| (cell.fg, cell.bg, cell.modifier));
        let first = cells.next().unwrap();
        assert!(cells.all(|cell| cell == first), "{words} is drawn in several ways");
        first
    }

    /// What the styles of `roles` come to, one over the other, over text.
    fn over_text(roles: &[Role], modifier: Modifier) -> Seen {
        let theme = Theme::of(LOOK);
        let style = roles.iter().fold(theme.style(Role::Text), |style, role| style.patch(theme.style(*role)));
        let colour = |colour: Option<Color>| colour.unwrap_or(Color::Reset);
        (colour(style.fg), colour(style.bg), style.add_modifier | modifier)
    }

    const NONE: Modifier = Modifier::empty();

    #[test]
    fn marks_are_told_from_each_other() {
        let app = app("Plain *italic* **bold** ~~struck~~ `code` [link](https://a.kr) [broken](#nowhere) ***both***.\n");
        for (words, expected) in [
            ("Plain", over_text(&[], NONE)),
            ("italic", over_text(&[], Modifier::ITALIC)),
            ("bold", over_text(&[], Modifier::BOLD)),
            ("struck", over_text(&[], Modifier::CROSSED_OUT)),
            ("code", over_text(&[Role::Code], NONE)),
            ("link", over_text(&[Role::Link], NONE)),
            ("broken", over_text(&[Role::Muted], Modifier::UNDERLINED)),
            ("both", over_text(&[], Modifier::ITALIC | Modifier::BOLD)),
        ] {
            assert_eq!(seen(&app, words), expected, "{words}");
        }
    }

    #[test]
    fn the_hit_that_the_reader_is_at_is_told_from_the_others() {
        let mut app = app("First alpha, then alpha two.\n\nAnd beta.\n");
        press(&mut app, "/alpha\n");
        let styles = ["alpha,", "alpha two"].map(|words| seen(&app, &words[..5]));
        assert_eq!(styles[0], over_text(&[Role::HitHere], NONE));
        press(&mut app, "n");
        assert_eq!(seen(&app, "alpha"), over_text(&[Role::Hit], NONE));
        assert_eq!(seen(&app, "beta"), over_text(&[], NONE));
    }

    #[test]
    fn what_is_selected_is_seen_and_the_bar_gives_way_to_it() {
        let mut app = app("One two three. Four.\n");
        assert_eq!(seen(&app, "▎"), over_text(&[Role::Focus], NONE));
        press(&mut app, "vw");
        assert_eq!(seen(&app, "One"), over_text(&[Role::Selection], NONE));
        assert_eq!(seen(&app, "Four"), over_text(&[], NONE));
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 16));
        let _ = crate::ui::draw(&mut buffer, &app);
        assert!(buffer.content.iter().all(|cell| cell.symbol() != "▎"));
    }

    #[test]
    fn a_doubtful_place_is_told_from_a_certain_one() {
        for (label, role) in [("", Role::Label(0)), ("question", Role::Label(1)), ("todo", Role::Label(4))] {
            let mut certain = app("One two three. Four.\n");
            highlight(&mut certain, "two", label, Found::Exact);
            assert_eq!(seen(&certain, "two"), over_text(&[role], NONE), "{label}");
            assert_eq!(seen(&certain, "three"), over_text(&[], NONE), "{label}");
            let mut doubtful = app("One two three. Four.\n");
            highlight(&mut doubtful, "two", label, |span| Found::Doubtful { candidates: vec![(span, 0.7)] });
            assert_eq!(seen(&doubtful, "two"), over_text(&[role], Modifier::DIM | Modifier::UNDERLINED), "{label}");
        }
    }

    #[test]
    fn each_row_has_the_style_of_what_it_is() {
        let theme = Theme::of(LOOK);
        let text = theme.style(Role::Text);
        for (role, style) in [
            (layout::Role::Text, text),
            (layout::Role::TableBody(0), text),
            (layout::Role::Heading(2), theme.style(Role::Heading)),
            (layout::Role::Code, theme.style(Role::Code)),
            (layout::Role::Caption, text.add_modifier(Modifier::BOLD)),
            (layout::Role::Source, theme.style(Role::Muted)),
            (layout::Role::TableHead, theme.style(Role::Muted)),
            (layout::Role::TableRule, theme.style(Role::Muted)),
            (layout::Role::Figure, theme.style(Role::Muted)),
            (layout::Role::Body(0), theme.style(Role::Muted)),
        ] {
            assert_eq!(base(theme, role), style, "{role:?}");
        }
    }
}
