//! The text scrolls by itself, each row for as long as reading it takes.

use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;
use std::time::Duration;

use crate::document::Span;
use crate::study::Length;

use crate::app::{App, Command, Context, Tone, row_span};

/// No row stays for less: the eye has to see it go.
const SHORTEST: Duration = Duration::from_millis(120);
/// No row stays for longer.
const LONGEST: Duration = Duration::from_secs(30);
/// One step of speed.
const STEP: f64 = 1.25;
/// The steps that there are to each side.
const STEPS: i32 = 10;

/// How the text scrolls by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AutoScroll {
    /// Steps faster than the reader's reading speed; slower below zero.
    pub steps: i32,
    /// Whether it stands for now.
    pub paused: bool,
}

impl AutoScroll {
    /// How many times as fast as the reader's speed.
    #[must_use]
    pub fn pace(self) -> f64 {
        STEP.powi(self.steps)
    }
}

impl Overlay for AutoScroll {
    fn context(&self) -> Context {
        Context::AutoScroll
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        match command {
            Command::Up => self.steps = (self.steps + 1).min(STEPS),
            Command::Down => self.steps = (self.steps - 1).max(-STEPS),
            Command::Pause => self.paused = !self.paused,
            other => {
                app.preferences.scroll_steps = self.steps;
                // Whatever else the reader wants, it ends the scrolling.
                if !matches!(other, Command::Close | Command::AutoScroll) {
                    app.read(other, count);
                }
                return After::Close;
            }
        }
        After::Stay
    }

    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        After::Stay
    }
}

impl App {
    /// Begins to scroll, at the speed of the last time.
    pub(in crate::app) fn start_auto_scroll(&mut self) {
        let scrolling = AutoScroll { paused: false, steps: self.preferences.scroll_steps };
        self.layers.push(scrolling);
    }

    /// How long the next row is waited for, where the text scrolls by itself.
    #[must_use]
    pub fn pause(&self) -> Option<Duration> {
        let scrolling = self.layers.top::<AutoScroll>().filter(|scrolling| !scrolling.paused)?;
        // The row that leaves at the top says how long: an empty one goes with the one before it.
        let row = self.pane.view.rows.first()?;
        let span = row_span(row).reduce(Span::cover).unwrap_or_default();
        let minutes = Length::of(self.document().slice(span)).minutes(self.preferences.speed);
        Some(Duration::from_secs_f64((minutes * 60.0 / scrolling.pace()).min(3600.0)).clamp(SHORTEST, LONGEST))
    }

    /// The time for the next row has come.
    pub(in crate::app) fn tick(&mut self) {
        if self.layers.top::<AutoScroll>().is_none_or(|scrolling| scrolling.paused) {
            return;
        }
        let document = Arc::clone(self.document());
        let before = (self.pane.view.top, self.pane.view.focus);
        self.pane.view.scroll(&document, 1);
        if (self.pane.view.top, self.pane.view.focus) == before {
            self.layers.close::<AutoScroll>();
            self.say(Tone::Plain, "message-scrolled-to-end", &[]);
        }
    }
}
