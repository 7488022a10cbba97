//! What keys do at the footnote desk.

use std::sync::Arc;

use crate::app::{App, Command, Field, Layer, Tone};

use super::{FootnoteDesk, FootnoteOrder};

impl App {
    pub(in crate::app) fn act_in_footnotes(&mut self, mut desk: Box<FootnoteDesk>, command: Command, count: Option<usize>) {
        let document = Arc::clone(self.document());
        let all = document.footnotes().len();
        let shown = desk.count(all);
        if desk.filtering {
            match command {
                Command::Accept | Command::NextTarget => desk.filtering = false,
                Command::Close => {
                    desk.filtering = false;
                    desk.filter = Field::default();
                    self.sift_footnotes(&mut desk);
                }
                Command::Down => desk.roll.step(1, shown),
                Command::Up => desk.roll.step(-1, shown),
                _ => {}
            }
            return self.layers.push(Layer::Footnotes(desk));
        }
        let times = count.unwrap_or(1);
        if walk(&mut desk, command, times, shown, usize::from(self.footnote_areas().list.height)) {
            return self.layers.push(Layer::Footnotes(desk));
        }
        let chosen = desk.chosen(all);
        let calls = chosen.map_or(0, |index| document.footnotes()[index].calls.len());
        match command {
            Command::Filter => desk.filtering = true,
            Command::Sort => {
                desk.order = match desk.order {
                    FootnoteOrder::Number if self.ways().is_some() => FootnoteOrder::Work,
                    FootnoteOrder::Number => return self.wait_at(desk),
                    FootnoteOrder::Work => FootnoteOrder::Number,
                };
                let before = chosen;
                self.sift_footnotes(&mut desk);
                if let Some(before) = before {
                    desk.choose(before, all);
                }
                let said = if desk.order == FootnoteOrder::Work { "message-by-work" } else { "message-by-number" };
                self.say(Tone::Plain, said, &[]);
            }
            Command::NextTarget if calls > 0 => desk.call = (desk.call + times) % calls,
            Command::NextTarget => self.say(Tone::Plain, "footnote-uncalled", &[]),
            Command::Accept => match self.footnote_call(&desk) {
                Some(call) => return self.leave_footnotes(desk, call),
                None if chosen.is_some() => self.say(Tone::Plain, "footnote-uncalled", &[]),
                None => {}
            },
            Command::GoToBody => match chosen.and_then(|index| document.body_span(index)) {
                Some(body) => return self.leave_footnotes(desk, body.start),
                None => self.say(Tone::Plain, "message-no-body", &[]),
            },
            Command::FollowMeant => self.follow_meant(&mut desk),
            Command::Back if self.back_from_meant(&mut desk) => {}
            Command::Annotate | Command::Edit => {
                let call = self.footnote_call(&desk);
                self.layers.push(Layer::Footnotes(desk));
                if let Some(index) = chosen {
                    self.write_body(index, call);
                }
                return;
            }
            Command::Delete => match chosen.and_then(|index| self.own_body(index)).map(|own| own.note.id) {
                Some(id) => self.delete_note(id),
                None => self.say(Tone::Plain, "message-not-yours", &[]),
            },
            Command::OpenLink => {
                let body = chosen.and_then(|index| document.body_span(index)).unwrap_or_default();
                self.open_address_in(body, times);
            }
            Command::CopyCited => self.copy_body_cited(chosen.unwrap_or(usize::MAX)),
            Command::Copy => {
                let words = chosen.map_or(String::new(), |index| match document.body_span(index) {
                    Some(body) => document.slice(body).to_owned(),
                    None => self.own_body(index).map_or(String::new(), |own| own.note.body.to_string()),
                });
                self.copy_text(words);
            }
            Command::Undo | Command::Redo => self.read(command, None),
            _ => return,
        }
        self.layers.push(Layer::Footnotes(desk));
    }

    /// What the footnotes say of each other is still being read.
    fn wait_at(&mut self, desk: Box<FootnoteDesk>) {
        self.say(Tone::Plain, "message-still-reading", &[]);
        self.layers.push(Layer::Footnotes(desk));
    }

    /// A click in the list chooses; on what is chosen it goes to the call.
    pub(in crate::app) fn click_footnotes(&mut self, column: u16, row: u16) {
        let list = self.footnote_areas().list;
        let Some(Layer::Footnotes(desk)) = self.layers.last() else { return };
        if !list.holds(column, row) {
            return;
        }
        let below = usize::from(row - list.y);
        let Some(at) = self.footnote_rows(desk).iter().find(|shown| shown.y == below).map(|shown| shown.at) else { return };
        let Some(Layer::Footnotes(desk)) = self.layers.last_mut() else { return };
        if desk.roll.at == at {
            self.obey(Command::Accept, None);
        } else {
            desk.roll.at = at;
            (desk.call, desk.scroll) = (0, 0);
        }
    }
}

/// Moves the cursor, or the text of the chosen footnote; `false` for a command that moves nothing.
fn walk(desk: &mut FootnoteDesk, command: Command, times: usize, shown: usize, window: usize) -> bool {
    let steps = isize::try_from(times).unwrap_or(isize::MAX);
    let page = isize::try_from(window.saturating_sub(1).max(1)).unwrap_or(1).saturating_mul(steps);
    let before = desk.roll.at;
    match command {
        Command::Down => desk.roll.step(steps, shown),
        Command::Up => desk.roll.step(-steps, shown),
        Command::PageDown => desk.roll.step(page, shown),
        Command::PageUp => desk.roll.step(-page, shown),
        Command::Start => desk.roll.at = 0,
        Command::End => desk.roll.at = shown.saturating_sub(1),
        Command::HalfDown => desk.scroll = desk.scroll.saturating_add(times.saturating_mul(3)),
        Command::HalfUp => desk.scroll = desk.scroll.saturating_sub(times.saturating_mul(3)),
        _ => return false,
    }
    if desk.roll.at != before {
        (desk.call, desk.scroll) = (0, 0);
    }
    true
}
