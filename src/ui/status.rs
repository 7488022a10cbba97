//! The line at the foot: where I am, and what I can do now. Messages take its place.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::{App, Command, CompareDesk, Context, Desk, Field, Layer, Question, Target, Tone};
use crate::layout::width;

use super::pen::{cut, cut_start, put, put_right};
use super::{Role, Theme};

/// Draws it; tells where the cursor belongs while a query is typed.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: Theme) -> Option<Position> {
    let area = app.geometry.status;
    if area.height == 0 {
        return None;
    }
    let (y, left, right) = (area.y, area.x + u16::from(area.width > 20), area.right().saturating_sub(u16::from(area.width > 20)));
    for x in area.x..area.right() {
        buffer[(x, y)].reset();
    }
    if let Some(Layer::Search(line)) = app.layers.last() {
        return Some(search(buffer, app, theme, &line.field, (left, y), right));
    }
    if let Some(Layer::Prompt(ask)) = app.layers.last() {
        let asked = format!("{}: ", app.words.say(ask.question.message()));
        // What is wrong with the answer stands beside it; the question gives way.
        let wrong = app.message.as_ref().map_or("", |message| message.text.as_str());
        let is_plain = app.message.as_ref().is_some_and(|message| message.tone == Tone::Plain);
        let tone = if is_plain { Role::Muted } else { Role::Warning };
        let most = usize::from((right - left) / 2);
        let end = put_right(buffer, y, left, right, &cut(wrong, most), theme.style(tone));
        let end = if wrong.is_empty() { right } else { end.saturating_sub(1) };
        let asked = cut(&asked, usize::from(end - left).saturating_sub(if wrong.is_empty() { 8 } else { 16 }));
        let x = put(buffer, (left, y), end, &asked, theme.style(Role::Accent));
        if ask.question == Question::Password {
            // What is typed is counted and not shown.
            let dots = if app.look.ascii { "*" } else { "•" }.repeat(ask.field.text().chars().count());
            return Some(typed(buffer, theme, &Field::new(&dots), (x, y), end));
        }
        return Some(typed(buffer, theme, &ask.field, (x, y), end));
    }
    if let Some(message) = &app.message {
        let role = match message.tone {
            Tone::Plain => Role::Text,
            Tone::Good => Role::Good,
            Tone::Warning => Role::Warning,
            Tone::Error => Role::Error,
        };
        put(buffer, (left, y), right, &cut(&message.text, usize::from(right - left)), theme.style(role));
        return None;
    }
    let hints = hints(app);
    let start = draw_hints(buffer, theme, &hints, (left + (right - left) / 3, y), right);
    let place = match app.layers.last() {
        Some(Layer::Desk(desk)) => desk_place(app, desk),
        Some(Layer::Compare(desk)) => compare_place(app, desk),
        _ => place(app),
    };
    let room = usize::from(start.saturating_sub(left).saturating_sub(2));
    let shown = if width(&place.tail) + 2 > room {
        cut(&place.tail, room)
    } else {
        let head = cut_start(&place.head, room - width(&place.tail));
        if head.is_empty() { place.tail } else { format!("{head}{}", place.tail) }
    };
    put(buffer, (left, y), start, &shown, theme.style(Role::Muted));
    None
}

/// Where the reader is: the part that may be cut, and the part that stays.
struct Whereabouts {
    head: String,
    tail: String,
}

/// At the desk: which table, and which row of it.
fn desk_place(app: &App, desk: &Desk) -> Whereabouts {
    let row = app.words.fill("desk-row", &[("row", (desk.row + 1).into()), ("rows", desk.view.height().into())]);
    let head = app.words.fill("table-number", &[("number", (desk.view.table_index() + 1).into())]);
    Whereabouts { head, tail: format!(" · {row}") }
}

/// At the compare desk: the section, and which change of how many.
fn compare_place(app: &App, desk: &CompareDesk) -> Whereabouts {
    let section = desk.section_of(desk.at).map(|at| &desk.sections[at]);
    let title = match (section.map(|section| (section.left, section.right)), &desk.held) {
        (Some((Some(left), _)), _) => app.section_title(&desk.left, left),
        (Some((None, Some(right))), Some(held)) => app.section_title(&held.other, right),
        _ => String::new(),
    };
    let args = [("at", desk.change_at().into()), ("all", desk.changes.len().into())];
    Whereabouts { head: title, tail: format!(" · {}", app.words.fill("compare-change", &args)) }
}

fn place(app: &App) -> Whereabouts {
    let document = app.document();
    let mut tail = Vec::new();
    if let Some(count) = app.count {
        tail.push(count.to_string());
    }
    let point = app.pane.view.focus;
    if let Some(page) = document.page_at(point) {
        let label = document.pages()[page].label.to_string();
        let pages = document.pages().len();
        tail.push(if app.geometry.screen.width >= 100 {
            app.words.fill("status-page-of", &[("page", label.into()), ("pages", pages.into())])
        } else {
            app.words.fill("status-page-of-short", &[("page", label.into()), ("pages", pages.into())])
        });
    }
    tail.push(app.words.fill("status-share", &[("percent", percent(document.share(app.pane.view.shown().end).max(0.0)).into())]));
    if let Some(Layer::AutoScroll(scrolling)) = app.layers.last() {
        let id = if scrolling.paused { "status-auto-scroll-paused" } else { "status-auto-scroll" };
        tail.push(app.words.fill(id, &[("pace", format!("{:.2}", scrolling.pace()).into())]));
    }
    if let Some(minutes) = app.minutes_left().filter(|_| app.geometry.screen.width >= 100) {
        let words = crate::study::minutes_words(&app.words, minutes);
        tail.push(app.words.fill("status-left", &[("minutes", words.into())]));
    }
    if let Some((here, all)) = app.pane.search.position().filter(|(_, all)| *all > 0) {
        tail.push(hits_words(app, here, all));
    }
    if let Some((done, all)) = app.open.progress.filter(|(_, all)| *all > 0) {
        #[expect(clippy::cast_precision_loss)]
        let share = done as f64 / all as f64;
        tail.push(app.words.fill("status-reading", &[("percent", percent(share).into())]));
    }
    if app.open.stale {
        tail.push(app.words.say("status-stale").into_owned());
    }
    if app.open.notebook.cannot_keep.is_some() {
        tail.push(app.words.say("status-cannot-keep").into_owned());
    }
    let path = match document.section_at(point) {
        Some(section) => {
            let path = document.section_path(section);
            path.iter().map(|section| app.section_title(document, *section)).collect::<Vec<_>>().join(" › ")
        }
        None => document.body_at(point).map_or(String::new(), |footnote| {
            let label = document.footnotes()[footnote].label.to_string();
            app.words.fill("place-footnote", &[("label", label.into())])
        }),
    };
    let title = app.open.title();
    let head = if app.geometry.contents.is_none() && app.geometry.screen.width < 100 || path.is_empty() {
        if path.is_empty() { title.to_owned() } else { path }
    } else {
        format!("{title} › {path}")
    };
    let tail = tail.join(" · ");
    Whereabouts { tail: if head.is_empty() { tail } else { format!(" · {tail}") }, head }
}

/// A share as whole percent; 100 only at the very end.
fn percent(share: f64) -> usize {
    // Between 0 and 100 by the clamp.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let floor = (share.clamp(0.0, 1.0) * 100.0).floor() as usize;
    floor
}

/// A key and what it does here.
type Hint = (&'static str, String);

/// The few keys that matter where the reader is.
fn hints(app: &App) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    if app.context() == Context::Text {
        hints.extend(follow_hint(app));
    }
    // What the sentence leads to matters more than the next table.
    let tables = hints.is_empty() && !app.document().tables().is_empty();
    let all = app.key_hints().filter(|(command, ..)| *command != Command::NextTable || tables);
    hints.extend(all.map(|(_, key, word)| (key, app.words.say(word).into_owned())));
    hints
}

/// What `Enter` leads to from the sentence in focus.
fn follow_hint(app: &App) -> Option<Hint> {
    let document = app.document();
    let what = if document.table_at(app.pane.view.focus).is_some() {
        app.words.say("hint-table-desk").into_owned()
    } else if app.picture_in_focus(document).is_some() {
        app.words.say("hint-picture").into_owned()
    } else {
        match app.targets(document, app.pane.view.sentence).first()? {
            Target::Footnote(footnote, _) => {
                let label = document.footnotes()[*footnote].label.to_string();
                app.words.fill("hint-footnote", &[("label", label.into())])
            }
            Target::Link(..) => app.words.say("hint-link").into_owned(),
            Target::Note(_) => app.words.say("hint-note").into_owned(),
            Target::Call(..) => app.words.say("hint-call").into_owned(),
            Target::Table(_) => app.words.say("hint-table-desk").into_owned(),
            Target::Reference(reference) => document.slice(reference.span).to_owned(),
            Target::Meant(pointer) => document.slice(pointer.span).to_owned(),
            Target::Cell(..) => app.words.say("hint-figure").into_owned(),
        }
    };
    Some(("Enter", what))
}

/// Draws hints flush right, the later ones first to stay when room is scarce; tells where they start.
fn draw_hints(buffer: &mut Buffer, theme: Theme, hints: &[Hint], (from, y): (u16, u16), right: u16) -> u16 {
    let mut x = right;
    let columns = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
    for (key, what) in hints.iter().rev() {
        let wanted = columns(key) + 1 + columns(what) + if x == right { 0 } else { 3 };
        match x.checked_sub(wanted) {
            Some(start) if start >= from => x = start,
            _ => break,
        }
        let next = put(buffer, (x, y), right, key, theme.style(Role::Text));
        put(buffer, (next + 1, y), right, what, theme.style(Role::Muted));
    }
    x
}

/// Which hit of how many; there may be more than were looked for.
fn hits_words(app: &App, here: usize, all: usize) -> String {
    let is_cut = app.pane.search.hits.as_ref().is_some_and(|hits| hits.truncated);
    app.words.fill(if is_cut { "status-hits-more" } else { "status-hits" }, &[("here", here.into()), ("all", all.into())])
}

/// The line that a query is typed in, with what was found at its right.
fn search(buffer: &mut Buffer, app: &App, theme: Theme, field: &Field, (left, y): (u16, u16), right: u16) -> Position {
    let found = match (&app.pane.search.fault, app.pane.search.position()) {
        (Some(fault), _) => fault.clone(),
        (None, Some((_, 0))) => app.words.say("search-none").into_owned(),
        (None, Some((here, all))) => hits_words(app, here, all),
        (None, None) if app.pane.search.matcher.is_some() => app.words.say("search-going-on").into_owned(),
        (None, None) => app.words.say("search-hint").into_owned(),
    };
    let end = put_right(
        buffer,
        y,
        left + (right - left) / 2,
        right,
        &cut(&found, usize::from((right - left) / 2)),
        theme.style(Role::Muted),
    );
    let x = put(buffer, (left, y), end, "/ ", theme.style(Role::Accent));
    typed(buffer, theme, field, (x, y), end.saturating_sub(1))
}

/// Draws a field; the caret stays in sight. Tells where the cursor belongs.
pub(super) fn typed(buffer: &mut Buffer, theme: Theme, field: &Field, (x, y): (u16, u16), end: u16) -> Position {
    let text = field.text();
    let caret = text.char_indices().nth(field.caret()).map_or(text.len(), |(at, _)| at);
    let room = usize::from(end.saturating_sub(x).saturating_sub(1));
    let before = cut_start(&text[..caret], room);
    let at = put(buffer, (x, y), end, &before, theme.style(Role::Text));
    put(buffer, (at, y), end, &text[caret..], theme.style(Role::Text));
    Position { x: at.min(end.max(1) - 1), y }
}
