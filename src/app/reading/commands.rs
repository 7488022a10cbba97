//! The commands of the text itself.

use std::sync::Arc;

use crate::document::{BlockKind, Document, Point};

use crate::app::{App, Command, Desk, FocusMode, LetterPrompt, NamedPlace, Needs, Pending, ReadEffect, TerminalEffect, Tone};

impl App {
    /// Carries out a command in the text.
    pub(in crate::app) fn read(&mut self, command: Command, count: Option<usize>) {
        let document = Arc::clone(self.document());
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let height = isize::try_from(self.pane.view.height).unwrap_or(1);
        // Two rows stay on the screen, so that the eye finds its place again.
        let page = (height - 2).max(1).saturating_mul(times);
        let half = (height / 2).max(1).saturating_mul(times);
        if !self.may_begin(command) {
            return;
        }
        match command {
            Command::Down | Command::Up if self.preferences.focus_mode == FocusMode::Ruler => {
                self.pane.view.move_ruler(&document, if command == Command::Down { times } else { -times });
            }
            Command::Down => self.pane.view.scroll(&document, times),
            Command::Up => self.pane.view.scroll(&document, -times),
            Command::PageDown => self.pane.view.scroll(&document, page),
            Command::PageUp => self.pane.view.scroll(&document, -page),
            Command::HalfDown => self.pane.view.scroll(&document, half),
            Command::HalfUp => self.pane.view.scroll(&document, -half),
            Command::Start => self.jump(Point(0), 0),
            Command::End => self.go_end(&document),
            Command::NextSection => self.by_section(&document, times),
            Command::PreviousSection => self.by_section(&document, -times),
            Command::NextParagraph => self.by_block(&document, times),
            Command::PreviousParagraph => self.by_block(&document, -times),
            Command::NextSentence => self.by_sentence(&document, times),
            Command::PreviousSentence => self.by_sentence(&document, -times),
            Command::NextTable => self.next_table(&document),
            Command::Follow => self.follow(&document),
            Command::Back => self.go_back(true),
            Command::Forward => self.go_back(false),
            Command::Search => self.open_search(),
            Command::NextHit => self.next_hit(false, count.unwrap_or(1)),
            Command::PreviousHit => self.next_hit(true, count.unwrap_or(1)),
            Command::Hits => self.open_hits(),
            Command::Goto => self.open_goto(),
            Command::NextPane if self.panes.is_some() => self.other_pane(),
            Command::Contents | Command::NextPane => self.open_contents(),
            Command::SecondPane => self.second_pane(),
            Command::BorderLeft => self.move_border(false, count.unwrap_or(1)),
            Command::BorderRight => self.move_border(true, count.unwrap_or(1)),
            Command::OpenOwn => self.open_own(),
            Command::Compare => self.ask_compare(),
            Command::Footnotes => self.open_footnotes(),
            Command::Notes => self.open_notes(),
            Command::Drafts => self.open_drafts(),
            Command::Review => self.review(),
            Command::Inquire => self.open_inquiry(),
            Command::NextSibling => self.by_sibling(&document, times),
            Command::PreviousSibling => self.by_sibling(&document, -times),
            Command::ToPage => self.go_to_page(count),
            Command::ToPercent => self.go_to_percent(&document, count),
            Command::Hints => self.open_hints(),
            Command::SetMark => self.ask_letter(LetterPrompt::Set),
            Command::GoToMark => self.ask_letter(LetterPrompt::Go),
            Command::Jumps => self.open_jumps(),
            Command::NextFocusMode => self.next_focus_mode(),
            Command::ToggleFormulas => self.toggle_formulas(),
            Command::AutoScroll => self.start_auto_scroll(),
            Command::ToggleMargin => self.toggle_margin(),
            Command::Select => self.start_selection(),
            Command::Highlight => self.highlight(self.in_hand()),
            Command::Annotate => match self.call_in_focus(&document) {
                Some((footnote, call)) => self.write_body(footnote, Some(call)),
                None => self.annotate(self.in_hand()),
            },
            Command::Bookmark => self.bookmark(self.in_hand()),
            Command::Settle => self.settle_here(self.in_hand()),
            Command::Copy => self.copy(self.in_hand()),
            Command::CopyCited => self.copy_cited(self.in_hand()),
            Command::OpenLink => self.open_address_in(self.pane.view.sentence, count.unwrap_or(1)),
            Command::Export => self.open_export(),
            Command::Import => self.open_import(),
            Command::ImportEmbedded => self.import_embedded(),
            Command::Details => self.open_details(),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Reload => self.reload(),
            Command::ReadAs => self.ask_read_as(),
            Command::ReadIn => self.ask_encoding(),
            Command::Close if self.open.progress.is_some() && self.is_guest() => self.close_pane(),
            Command::Close if self.open.progress.is_some() && self.pane.search.matcher.is_none() => self.stop_reading(),
            Command::Close => self.forget_search(),
            _ => {}
        }
    }

    /// Whether what `command` needs is there; says what is missing, or has the command wait for it.
    fn may_begin(&mut self, command: Command) -> bool {
        let needs = command.needs();
        if needs == Needs::Nothing {
            return true;
        }
        if needs == Needs::Mark && self.must_wait() {
            self.mark_later(command);
            return false;
        }
        if self.is_guest() {
            self.say(Tone::Plain, "message-guest", &[]);
            return false;
        }
        let is_there = self.open.is_whole() || self.open.stopped;
        if is_there || !matches!(needs, Needs::HomeWhole | Needs::HomeLater) {
            return true;
        }
        if needs == Needs::HomeLater {
            self.open.pending = Some(Pending::Command(command));
        }
        self.say(Tone::Plain, "message-still-reading", &[]);
        false
    }

    /// Reads no further: what is there stays.
    fn stop_reading(&mut self) {
        if self.open.origin == crate::app::Origin::Input {
            // Standard input can't be read once more.
            return self.say(Tone::Plain, "message-still-reading", &[]);
        }
        self.open.progress = None;
        self.open.stopped = true;
        self.open.pending = None;
        self.effects.push(ReadEffect::Stop);
        if self.open.is_unread() && self.came_from.is_none() {
            let reason = self.words.fill("read-stopped", &[("file", self.open.name.as_str().into())]);
            self.effects.push(TerminalEffect::GiveUp(reason));
        }
        self.say(Tone::Plain, "message-reading-stopped", &[]);
    }

    /// Whether notes have to wait: they are kept under the hash of the whole file.
    fn must_wait(&self) -> bool {
        !self.open.is_whole() && self.open.notebook.cannot_keep.is_none()
    }

    fn go_end(&mut self, document: &Document) {
        if !self.open.is_whole() && !self.open.stopped {
            self.open.pending = Some(Pending::Command(Command::End));
            self.say(Tone::Plain, "message-end-pending", &[]);
            return;
        }
        self.pane.jumps.leave(self.pane.view.position());
        self.pane.view.go_end(document);
    }

    /// To the heading `by` sections on; back first to the start of the section being read.
    fn by_section(&mut self, document: &Document, by: isize) {
        let sections = document.sections();
        let Some(here) = document.section_at(self.pane.view.focus).or_else(|| sections.len().checked_sub(1)) else { return };
        let inside = isize::from(
            by < 0 && self.pane.view.focus > sections[here].span.start && self.pane.view.top.point > sections[here].span.start,
        );
        let wanted = isize::try_from(here).unwrap_or(isize::MAX).saturating_add(by + inside);
        if wanted >= isize::try_from(sections.len()).unwrap_or(isize::MAX) {
            return self.say(
                Tone::Plain,
                if self.open.is_whole() { "message-last-section" } else { "message-still-reading" },
                &[],
            );
        }
        let wanted = usize::try_from(wanted).unwrap_or(0);
        self.jump(sections[wanted].span.start, 0);
    }

    /// To the section `by` further among those of the same level in the same section.
    fn by_sibling(&mut self, document: &Document, by: isize) {
        let sections = document.sections();
        let Some(here) = document.section_at(self.pane.view.focus) else { return };
        let is_sibling =
            |at: &usize| sections[*at].parent == sections[here].parent && sections[*at].depth == sections[here].depth;
        let far = by.unsigned_abs().saturating_sub(1);
        let found = if by < 0 {
            (0..here).rev().filter(is_sibling).nth(far)
        } else {
            (here + 1..sections.len()).filter(is_sibling).nth(far)
        };
        match found {
            Some(section) => self.jump(sections[section].span.start, 0),
            None => self.say(Tone::Plain, "message-no-sibling", &[]),
        }
    }

    /// To the page with this number on it.
    fn go_to_page(&mut self, number: Option<usize>) {
        if self.open.is_whole() && self.document().pages().is_empty() {
            return self.say(Tone::Plain, "message-no-pages", &[]);
        }
        self.go_at(NamedPlace::Page(number.unwrap_or(1).to_string()));
    }

    /// To the place that so many percent of the text stand before.
    fn go_to_percent(&mut self, document: &Document, percent: Option<usize>) {
        match percent {
            None => self.say(Tone::Plain, "message-percent-how", &[]),
            Some(100..) => self.go_end(document),
            Some(percent) => self.go_at(NamedPlace::Percent(percent)),
        }
    }

    /// Goes to a named place by a jump, once it is read.
    fn go_at(&mut self, at: NamedPlace) {
        self.pane.jumps.leave(self.pane.view.position());
        self.start_at(at);
        if self.waits() {
            self.say(Tone::Plain, "message-place-pending", &[]);
        }
    }

    /// The focus goes `by` blocks on; tables and code count as one.
    fn by_block(&mut self, document: &Document, by: isize) {
        let blocks = document.blocks();
        let Some(here) = document.block_at(self.pane.view.focus) else { return };
        let first = blocks[here].span.start;
        let inside = isize::from(by < 0 && self.pane.view.focus > first);
        let wanted = here.saturating_add_signed(by + inside).min(blocks.len() - 1);
        let step = if by < 0 { -1 } else { 1 };
        let readable = |at: &usize| !matches!(blocks[*at].kind, BlockKind::Rule);
        let found =
            std::iter::successors(Some(wanted), |at| at.checked_add_signed(step).filter(|at| *at < blocks.len())).find(readable);
        if let Some(found) = found {
            self.pane.view.look_at(document, blocks[found].span.start);
        }
    }

    fn by_sentence(&mut self, document: &Document, by: isize) {
        let mut focus = self.pane.view.sentence.start;
        for _ in 0..by.unsigned_abs().min(10_000) {
            let next = if by < 0 { document.previous_sentence(focus) } else { document.next_sentence(focus) };
            match next {
                Some(sentence) => focus = sentence.start,
                None => break,
            }
        }
        self.pane.view.look_at(document, focus);
    }

    /// To the next table, from the last one on to the first again.
    fn next_table(&mut self, document: &Document) {
        let tables = document.tables();
        let start_of = |index: usize| {
            let block = &document.blocks()[tables[index].block as usize];
            tables[index].caption.map_or(block.span.start, |caption| caption.start.min(block.span.start))
        };
        let next = (0..tables.len()).find(|index| start_of(*index) > self.pane.view.focus).or((!tables.is_empty()).then_some(0));
        match next {
            Some(table) => self.jump(start_of(table), 2),
            None => self.say(Tone::Plain, "message-no-tables", &[]),
        }
    }

    /// Acts on what is in focus: the desk of a table, else a peek at what the sentence leads to.
    fn follow(&mut self, document: &Document) {
        if let Some(table) = self.table_in_focus(document) {
            return self.open_desk(table);
        }
        if let Some(picture) = self.picture_in_focus(document) {
            return self.decode(document, picture);
        }
        match self.peek_at_focus(document) {
            Some(peek) => self.layers.push(peek),
            None => self.say(Tone::Plain, "message-nothing-to-follow", &[]),
        }
    }

    /// The table that the focus is in, or whose caption or source it is in.
    #[must_use]
    pub(in crate::app) fn table_in_focus(&self, document: &Document) -> Option<usize> {
        document.table_at(self.pane.view.focus).or_else(|| {
            let block = document.blocks().get(document.block_at(self.pane.view.focus)?)?;
            matches!(block.kind, BlockKind::Caption)
                .then(|| document.tables().iter().position(|table| table.caption.is_some_and(|span| span.overlaps(block.span))))?
        })
    }

    pub(in crate::app) fn open_desk(&mut self, table: usize) {
        let document = self.document();
        let may_go_on = document.tables().get(table).is_some_and(|table| table.block as usize + 1 >= document.blocks().len());
        // Half of a table would be sorted as if it were all.
        if may_go_on && !self.open.is_whole() {
            self.open.pending = Some(Pending::Table(table));
            return self.say(Tone::Plain, "message-table-pending", &[]);
        }
        match Desk::new(self.document(), table, self.pane.view.focus) {
            Some(mut desk) => {
                desk.from = Some(self.pane.view.position());
                self.layers.push(desk);
            }
            None => self.say(Tone::Plain, "message-empty-table", &[]),
        }
    }

    fn go_back(&mut self, back: bool) {
        let here = self.pane.view.position();
        let position = if back { self.pane.jumps.back(here) } else { self.pane.jumps.forward(here) };
        let document = Arc::clone(self.document());
        match (position, self.came_from.clone()) {
            (Some(position), _) => {
                self.pane.view.restore(&document, position);
                if back {
                    self.return_to_footnotes(position);
                }
            }
            // No way back in this document, but one to the document before it.
            (None, Some(origin)) if back => self.leave_for(origin, None),
            (None, _) => self.say(Tone::Plain, if back { "message-no-way-back" } else { "message-no-way-forward" }, &[]),
        }
    }

    /// Puts `span` of the text on the clipboard.
    pub(in crate::app) fn copy(&mut self, span: crate::document::Span) {
        let text = self.document().slice(span).trim_end().to_owned();
        self.copy_text(text);
    }

    pub(in crate::app) fn copy_text(&mut self, text: String) {
        if text.is_empty() {
            self.say(Tone::Plain, "message-nothing-to-copy", &[]);
        } else {
            self.effects.push(TerminalEffect::Copy(text));
        }
    }
}
