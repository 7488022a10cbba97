//! Answers from outside, each to what waits for it. What nobody waits for any more is dropped here.

use std::sync::Arc;

use super::{
    App, CompareAnswer, ExchangeAnswer, NotesAnswer, Outcome, ReadAnswer, SearchAnswer, StoreOrder, StudyAnswer, TerminalAnswer,
    TerminalEffect, Tone,
};

impl App {
    /// Takes in an answer where it belongs: a search or a reading of the other pane there, and what is of
    /// the document that was opened first in its own place.
    pub(super) fn apply_import(&mut self, outcome: Outcome) {
        if self.belongs_beside(&outcome) {
            self.in_other_pane(|app| app.take_in_here(outcome));
        } else {
            self.take_in_here(outcome);
        }
    }

    fn belongs_beside(&self, outcome: &Outcome) -> bool {
        let Some(pane) = self.panes.as_ref().and_then(|panes| panes.beside.as_ref()) else { return false };
        match outcome {
            Outcome::Search { request, .. } => pane.search.awaits(*request),
            Outcome::Read { request, .. } => self.other_document().is_some_and(|other| other.reading_request == *request),
            Outcome::Study { document, .. } => self.other_document().is_some_and(|other| Arc::ptr_eq(&other.document, document)),
            Outcome::Notes(_) | Outcome::FileChanged => self.is_guest(),
            _ => false,
        }
    }

    fn take_in_here(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Read { request, answer } if request == self.open.reading_request => self.take_read(answer),
            Outcome::Search { request, answer } if self.pane.search.is_of(request) => match answer {
                SearchAnswer::First(hit) => self.take_first_hit(hit),
                SearchAnswer::All(hits) => self.take_hits(hits),
            },
            Outcome::Study { document, answer } if Arc::ptr_eq(&document, self.document()) => match answer {
                StudyAnswer::Cells(cells) => self.take_cells(cells),
                StudyAnswer::References(references) => self.take_references(references),
                StudyAnswer::Reply(reply) => self.take_reply(reply),
                StudyAnswer::SoFar(inquiry, point) => self.take_progress(inquiry, point),
            },
            Outcome::Read { .. } | Outcome::Search { .. } | Outcome::Study { .. } => {}
            Outcome::FileChanged if self.open.stale => {}
            Outcome::FileChanged => {
                self.open.stale = true;
                self.say(Tone::Warning, "message-file-changed", &[]);
            }
            Outcome::Picture { name, picture } => self.take_picture(&name, picture),
            Outcome::Ranked { request, ranked } => self.take_ranked(request, ranked),
            Outcome::Notes(answer) => self.take_notes_answer(answer),
            Outcome::Compare { request, answer } => match answer {
                CompareAnswer::Done(held) => self.take_compared(request, held),
                CompareAnswer::SoFar(thousandths) => self.take_compare_progress(request, thousandths),
                CompareAnswer::Failed(reason) => self.take_compare_failure(request, &reason),
            },
            Outcome::Exchange(answer) => self.take_exchange_answer(answer),
            Outcome::Terminal(answer) => match answer {
                TerminalAnswer::Copied(characters) => {
                    self.say(Tone::Good, "message-copied", &[("characters", characters.into())]);
                }
                TerminalAnswer::EditedOutside(text) => self.take_edited(&text),
                TerminalAnswer::Look(look) => self.look = look,
            },
            Outcome::JobFailed => {
                self.open.progress = None;
                self.say(Tone::Error, "message-job-failed", &[]);
            }
            Outcome::Told(tone, words) => self.tell(tone, &*words),
        }
    }

    /// What came of the reading that is waited for.
    fn take_read(&mut self, answer: ReadAnswer) {
        match answer {
            ReadAnswer::Done(reading) => self.take_reading(reading),
            ReadAnswer::SoFar(done, all) => self.open.progress = Some((done, all)),
            ReadAnswer::Failed(reason) if self.is_guest() => {
                self.close_pane();
                self.tell(Tone::Error, &*reason);
            }
            ReadAnswer::Locked(_) if self.is_guest() => {
                let name = self.open.name.to_string();
                self.close_pane();
                self.say(Tone::Error, "read-locked", &[("file", name.into())]);
            }
            // What is there stays, as it was read before.
            ReadAnswer::Failed(reason) if self.open.wanted.take().is_some() => {
                self.open.progress = None;
                if !self.open.is_whole() {
                    self.ask_for_reading();
                }
                self.tell(Tone::Error, &*reason);
            }
            ReadAnswer::Failed(reason) => {
                self.open.progress = None;
                self.open.pending = None;
                // With nothing on the screen and nowhere to go back to there is nothing to stay for.
                if self.open.is_unread() && self.came_from.is_none() {
                    self.effects.push(TerminalEffect::GiveUp(reason.to_string()));
                }
                self.tell(Tone::Error, &*reason);
            }
            ReadAnswer::Locked(wrong) => {
                self.open.progress = None;
                self.ask_password(wrong);
            }
        }
    }

    fn take_notes_answer(&mut self, answer: NotesAnswer) {
        match answer {
            NotesAnswer::Loaded { notes, rendition, past } => self.take_notes(notes, &rendition, past),
            NotesAnswer::All(all) => self.take_all_notes(all),
            NotesAnswer::Touched => self.effects.push(StoreOrder::LookForChanges),
            NotesAnswer::Changed { changed, written } => self.take_changed(changed, &written),
            NotesAnswer::NotWritten(reason) => self.not_written(&reason),
            NotesAnswer::CannotKeep(reason) => {
                self.open.notebook.cannot_keep = Some(reason.to_string());
                self.tell(Tone::Error, &*reason);
            }
            NotesAnswer::CanKeep => {
                self.open.notebook.cannot_keep = None;
                self.say(Tone::Good, "message-can-keep", &[]);
            }
            NotesAnswer::Placed { request, found } => self.take_places(request, found),
            NotesAnswer::Settled { id, span } => self.take_settled(id, span),
            NotesAnswer::Unsettled { id, found } => self.take_unsettled(id, found),
            NotesAnswer::Changes(changes) => self.take_changes(&changes),
            NotesAnswer::Older(older) => self.take_edition(older),
            NotesAnswer::Place(position) => self.resume(position),
            NotesAnswer::Drafts(drafts) => self.take_drafts(drafts),
            NotesAnswer::DraftKept(key) => self.draft_kept(&key),
            NotesAnswer::DraftNotKept { key, reason } => self.draft_not_kept(key, &reason),
            NotesAnswer::Superseded(theirs) => self.ask_about_theirs(theirs),
            NotesAnswer::Details(own) => self.take_details(*own),
        }
    }

    fn take_exchange_answer(&mut self, answer: ExchangeAnswer) {
        match answer {
            ExchangeAnswer::Recalled { forms, settings } => self.take_recalled(forms, settings),
            ExchangeAnswer::Previewed { request, preview } => self.take_preview(request, preview),
            ExchangeAnswer::Gathering { request, done } => self.take_gathering(request, done),
            ExchangeAnswer::Exported { count, path, rescued } => self.take_exported(count, path, rescued),
            ExchangeAnswer::NotExported(reason) => self.take_not_exported(&reason),
            ExchangeAnswer::ImportProgress { request, progress } => self.take_import_progress(request, progress),
            ExchangeAnswer::Cited(text) => self.copy_text(text),
            ExchangeAnswer::Completed { typed, text, choices } => self.take_completed(&typed, &text, &choices),
            ExchangeAnswer::FileWritten(path) => self.say(Tone::Good, "message-file-written", &[("path", path.into())]),
        }
    }
}
