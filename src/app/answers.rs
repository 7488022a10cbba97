//! Answers from outside, each to what waits for it.

use crate::app::{App, Effect, Outcome, Tone};

impl App {
    /// Takes in an answer from outside.
    pub(in crate::app) fn take_in_here(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Read { request, reading } if request == self.open.reading_request => self.take_reading(reading),
            Outcome::ReadSoFar { request, done, all } if request == self.open.reading_request => {
                self.open.progress = Some((done, all))
            }
            Outcome::NotRead { request, reason } if request == self.open.reading_request && self.is_guest() => {
                self.close_pane();
                self.tell(Tone::Error, &*reason);
            }
            Outcome::Locked { request, .. } if request == self.open.reading_request && self.is_guest() => {
                let name = self.open.name.to_string();
                self.close_pane();
                self.say(Tone::Error, "read-locked", &[("file", name.into())]);
            }
            Outcome::NotRead { request, reason } if request == self.open.reading_request => {
                self.open.progress = None;
                self.open.pending = None;
                // With nothing on the screen and nowhere to go back to there is nothing to stay for.
                if self.open.is_unread() && self.came_from.is_none() {
                    self.effects.push(Effect::GiveUp(reason.to_string()));
                }
                self.tell(Tone::Error, &*reason);
            }
            Outcome::Locked { request, wrong } if request == self.open.reading_request => {
                self.open.progress = None;
                self.ask_password(wrong);
            }
            Outcome::FileChanged => {
                if !self.open.stale {
                    self.open.stale = true;
                    self.say(Tone::Warning, "message-file-changed", &[]);
                }
            }
            Outcome::FirstHit { request, hit } => self.take_first_hit(request, hit),
            Outcome::Hits { request, hits } => self.take_hits(request, hits),
            Outcome::Ranked { request, ranked } => self.take_ranked(request, ranked),
            Outcome::Notes { notes, rendition, past } => self.take_notes(notes, &rendition, past),
            Outcome::Shelf(shelf) => self.take_shelf(shelf),
            Outcome::Referred { document, ways } => self.take_ways(&document, ways),
            Outcome::Opened(words) => self.tell(Tone::Good, &*words),
            Outcome::Studied { document, cells } => self.take_cells(&document, cells),
            Outcome::Inquired { document, reply } => self.take_reply(&document, reply),
            Outcome::InquiredSoFar { document, inquiry, point } => self.take_progress(&document, inquiry, point),
            Outcome::Decoded { name, picture } => self.take_picture(&name, picture),
            Outcome::Held { request, held } => self.take_held(request, held),
            Outcome::HoldingSoFar { request, thousandths } => self.take_holding(request, thousandths),
            Outcome::NotHeld { request, reason } => self.take_not_held(request, &reason),
            Outcome::Compared(changes) => self.take_changes(&changes),
            Outcome::FileWritten(path) => self.say(Tone::Good, "message-file-written", &[("path", path.into())]),
            Outcome::Settled { id, span } => self.take_settled(id, span),
            Outcome::Unsettled { id, found } => self.take_unsettled(id, found),
            Outcome::EditedOutside(text) => self.take_edited(&text),
            Outcome::NotesTouched => self.effects.push(Effect::LookForChanges),
            Outcome::Older(older) => self.take_edition(older),
            Outcome::Changed { changed, written } => self.take_changed(changed, &written),
            Outcome::Placed { request, found } => self.take_places(request, found),
            Outcome::JobFailed => {
                self.open.progress = None;
                self.say(Tone::Error, "message-job-failed", &[]);
            }
            Outcome::Told(words) => self.tell(Tone::Warning, &*words),
            Outcome::CannotKeep(reason) => {
                self.open.notebook.cannot_keep = Some(reason.to_string());
                self.tell(Tone::Error, &*reason);
            }
            Outcome::NotWritten(reason) => self.not_written(&reason),
            Outcome::Place(spot) => self.resume(spot),
            Outcome::Draft { key, text } => self.take_draft(key, text),
            Outcome::Copied(characters) => self.say(Tone::Good, "message-copied", &[("characters", characters.into())]),
            Outcome::ExportRecalled { forms, settings } => self.take_recalled(forms, settings),
            Outcome::Previewed { request, preview } => self.take_preview(request, preview),
            Outcome::Gathering { request, done } => self.take_gathering(request, done),
            Outcome::Intake { request, intake } => self.take_intake(request, intake),
            Outcome::Details(own) => self.take_details(*own),
            Outcome::Cited(text) => self.copy_text(text),
            Outcome::Completed { typed, text, choices } => self.take_completed(&typed, &text, &choices),
            Outcome::Exported { count, path, rescued } => self.take_exported(count, path, rescued),
            Outcome::NotExported(reason) => self.take_not_exported(&reason),
            Outcome::NotCopied(reason) | Outcome::Failed(reason) => {
                self.tell(Tone::Error, &*reason);
            }
            Outcome::Look(look) => self.look = look,
            Outcome::Read { .. } | Outcome::ReadSoFar { .. } | Outcome::NotRead { .. } | Outcome::Locked { .. } => {}
        }
    }
}
