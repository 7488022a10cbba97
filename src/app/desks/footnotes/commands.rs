//! What keys do at the footnote desk.

use crate::app::core::Typed;
use crate::app::layer::{After, Cell, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;

use crate::app::{App, Command, Context, Field, ListCursor, Tone};

use super::{FootnoteDesk, FootnoteOrder};

impl Overlay for FootnoteDesk {
    fn context(&self) -> Context {
        if self.filtering { Context::Line } else { Context::Footnotes }
    }

    fn fills_screen(&self) -> bool {
        true
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        let document = Arc::clone(app.document());
        let all = document.footnotes().len();
        let shown = self.count(all);
        if self.filtering {
            self.obey_while_filtering(app, command, shown);
            return After::Stay;
        }
        let times = count.unwrap_or(1);
        if walk(self, command, times, shown, usize::from(app.footnote_areas().list.height)) {
            return After::Stay;
        }
        let chosen = self.chosen(all);
        match command {
            Command::Filter => self.filtering = true,
            Command::Sort => app.sort_footnotes(self, chosen),
            Command::NextTarget => match chosen.map_or(0, |index| document.footnotes()[index].calls.len()) {
                0 => app.say(Tone::Plain, "footnote-uncalled", &[]),
                calls => self.call = (self.call + times) % calls,
            },
            Command::Accept => match app.footnote_call(self) {
                Some(call) => {
                    app.leave_footnotes(self, call);
                    return After::Close;
                }
                None if chosen.is_some() => app.say(Tone::Plain, "footnote-uncalled", &[]),
                None => {}
            },
            Command::GoToBody => match chosen.and_then(|index| document.body_span(index)) {
                Some(body) => {
                    app.leave_footnotes(self, body.start);
                    return After::Close;
                }
                None => app.say(Tone::Plain, "message-no-body", &[]),
            },
            Command::FollowMeant => app.follow_meant(self),
            Command::Back if app.back_from_meant(self) => {}
            Command::Annotate | Command::Edit => {
                if let Some(index) = chosen {
                    let call = app.footnote_call(self);
                    app.write_body(index, call);
                }
            }
            Command::Delete => match chosen.and_then(|index| app.own_body(index)).map(|own| own.note.id) {
                Some(id) => app.delete_note(id),
                None => app.say(Tone::Plain, "message-not-yours", &[]),
            },
            Command::OpenLink => {
                let body = chosen.and_then(|index| document.body_span(index)).unwrap_or_default();
                app.open_address_in(body, times);
            }
            Command::CopyCited => app.copy_body_cited(chosen.unwrap_or(usize::MAX)),
            Command::Copy => {
                let words = chosen.map_or(String::new(), |index| match document.body_span(index) {
                    Some(body) => document.slice(body).to_owned(),
                    None => app.own_body(index).map_or(String::new(), |own| own.note.body.to_string()),
                });
                app.copy_text(words);
            }
            Command::Undo | Command::Redo => app.read(command, None),
            _ => return After::Close,
        }
        After::Stay
    }

    fn take(&mut self, _: &mut App, typed: Typed) -> Option<After> {
        if !self.filtering {
            return None;
        }
        self.filter.take(typed);
        self.cursor = ListCursor::default();
        (self.call, self.scroll) = (0, 0);
        self.stale = true;
        Some(After::Stay)
    }

    /// A click in the list chooses; on what is chosen it goes to the call.
    fn click(&mut self, app: &mut App, (column, row): Cell) -> Option<After> {
        let list = app.footnote_areas().list;
        let below = usize::from(row.saturating_sub(list.y));
        let there = list.holds(column, row).then(|| app.footnote_rows(self)).into_iter().flatten();
        match there.into_iter().find(|shown| shown.y == below).map(|shown| shown.at) {
            Some(at) if at == self.cursor.at => return Some(self.obey(app, Command::Accept, None)),
            Some(at) => {
                self.cursor.at = at;
                (self.call, self.scroll) = (0, 0);
            }
            None => {}
        }
        Some(After::Stay)
    }

    fn fit(&mut self, app: &mut App) {
        app.fit_footnotes(self);
    }

    fn notes_changed(&mut self) {
        self.count_anew();
    }

    /// Footnotes are known by their numbers, which are others in another reading.
    fn carry(&mut self, app: &mut App, _: &Reload) -> After {
        self.trail.clear();
        (self.call, self.scroll) = (0, 0);
        app.sift_footnotes(self);
        After::Stay
    }
}

impl FootnoteDesk {
    /// Carries out a command while the filter is typed.
    fn obey_while_filtering(&mut self, app: &App, command: Command, shown: usize) {
        match command {
            Command::Accept | Command::NextTarget => self.filtering = false,
            Command::Close => {
                self.filtering = false;
                self.filter = Field::default();
                app.sift_footnotes(self);
            }
            Command::Down => self.cursor.step(1, shown),
            Command::Up => self.cursor.step(-1, shown),
            _ => {}
        }
    }
}

impl App {
    /// The other order of the footnotes; the chosen one stays chosen.
    fn sort_footnotes(&mut self, desk: &mut FootnoteDesk, chosen: Option<usize>) {
        desk.order = match desk.order {
            FootnoteOrder::Number if self.references().is_some() => FootnoteOrder::Work,
            // What the footnotes say of each other is still being read.
            FootnoteOrder::Number => return self.say(Tone::Plain, "message-still-reading", &[]),
            FootnoteOrder::Work => FootnoteOrder::Number,
        };
        self.sift_footnotes(desk);
        if let Some(chosen) = chosen {
            desk.choose(chosen, self.document().footnotes().len());
        }
        let said = if desk.order == FootnoteOrder::Work { "message-by-work" } else { "message-by-number" };
        self.say(Tone::Plain, said, &[]);
    }
}

/// Moves the cursor, or the text of the chosen footnote; `false` for a command that moves nothing.
fn walk(desk: &mut FootnoteDesk, command: Command, times: usize, shown: usize, window: usize) -> bool {
    let steps = isize::try_from(times).unwrap_or(isize::MAX);
    let page = isize::try_from(window.saturating_sub(1).max(1)).unwrap_or(1).saturating_mul(steps);
    let before = desk.cursor.at;
    match command {
        Command::Down => desk.cursor.step(steps, shown),
        Command::Up => desk.cursor.step(-steps, shown),
        Command::PageDown => desk.cursor.step(page, shown),
        Command::PageUp => desk.cursor.step(-page, shown),
        Command::Start => desk.cursor.at = 0,
        Command::End => desk.cursor.at = shown.saturating_sub(1),
        Command::HalfDown => desk.scroll = desk.scroll.saturating_add(times.saturating_mul(3)),
        Command::HalfUp => desk.scroll = desk.scroll.saturating_sub(times.saturating_mul(3)),
        _ => return false,
    }
    if desk.cursor.at != before {
        (desk.call, desk.scroll) = (0, 0);
    }
    true
}
