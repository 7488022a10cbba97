//! The export desk: in which form, which notes, in what order and where to, with a preview of
//! what would be written and of what becomes of a file that stands there.

use crate::app::core::Typed;
use crate::app::layer::{After, Cell, NOTCH, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;

use crate::app::{
    App, Command, Context, ExchangeEffect, ExportForm, ExportRequest, ExportRow, ExportSettings, Field, FileFate, FoundNotes,
    Preview, Reason, Request, Tone,
};

/// The desk's state.
#[derive(Debug, Clone)]
pub struct ExportDesk {
    /// The forms that there are; none until they are known.
    pub forms: Vec<ExportForm>,
    /// Which one is chosen.
    pub form: usize,
    /// How the export is to be.
    pub settings: ExportSettings,
    /// The row that keys change.
    pub row: usize,
    /// What is typed, while it is: the filter or the path, by the row.
    pub typing: Option<Field>,
    /// What would be written.
    pub preview: Option<Arc<Preview>>,
    /// Why that can't be told.
    pub fault: Option<String>,
    /// The first line of it that is shown.
    pub first: usize,
    /// Documents read so far, while those of all documents are gathered.
    pub gathering: Option<usize>,
    /// Whether it is being written.
    pub writing: bool,
    before: String,
    request: Request,
    stale: bool,
    notes: Option<FoundNotes>,
}

impl ExportDesk {
    fn new() -> Self {
        Self {
            forms: Vec::new(),
            form: 0,
            settings: ExportSettings::default(),
            row: 0,
            typing: None,
            preview: None,
            fault: None,
            first: 0,
            gathering: None,
            writing: false,
            before: String::new(),
            request: 0,
            stale: false,
            notes: None,
        }
    }

    /// The first row shown, where there is room for so many: the chosen one among its neighbours.
    #[must_use]
    pub fn first_row(&self, shown: usize) -> usize {
        let behind = shown.saturating_sub(usize::from(shown > 2));
        (self.row + 1).saturating_sub(behind).min(ExportRow::ALL.len().saturating_sub(shown))
    }

    /// The form that is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&ExportForm> {
        self.forms.get(self.form)
    }

    /// The row that keys change.
    #[must_use]
    pub fn on(&self) -> ExportRow {
        ExportRow::ALL[self.row.min(ExportRow::ALL.len() - 1)]
    }

    /// Whether what is to be written holds notes.
    #[must_use]
    pub fn of_notes(&self) -> bool {
        self.chosen().is_none_or(|form| form.of_notes)
    }

    /// Something is typed: it holds at once.
    pub(in crate::app) fn type_in(&mut self, change: impl FnOnce(&mut Field)) {
        let Some(field) = &mut self.typing else { return };
        change(field);
        let text = field.text().to_owned();
        match self.on() {
            ExportRow::Filter => self.settings.filter = text,
            _ => self.settings.path = text,
        }
        self.stale = true;
    }

    /// What it is about has changed.
    fn look_again(&mut self) {
        self.stale = true;
        self.notes = None;
    }

    fn type_on(&mut self, row: ExportRow) {
        self.row = ExportRow::ALL.iter().position(|one| *one == row).unwrap_or(0);
        let suggested = || self.preview.as_ref().map_or(String::new(), |preview| preview.path.clone());
        let text = match row {
            ExportRow::Filter => self.settings.filter.clone(),
            _ if self.settings.path.is_empty() => suggested(),
            _ => self.settings.path.clone(),
        };
        self.before = if row == ExportRow::Filter { String::new() } else { self.settings.path.clone() };
        self.typing = Some(Field::new(&text));
    }

    /// The next choice of a row, or the one before.
    fn turn(&mut self, row: ExportRow, forward: bool) {
        match row {
            ExportRow::Form if !self.forms.is_empty() => {
                let by = if forward { 1 } else { self.forms.len() - 1 };
                self.choose((self.form + by) % self.forms.len());
            }
            ExportRow::Order => self.settings.by_time = !self.settings.by_time,
            ExportRow::Sentence => self.settings.sentence = !self.settings.sentence,
            ExportRow::Documents => {
                self.settings.all = !self.settings.all;
                // A file for the notes on one document is none for those on all.
                self.settings.path.clear();
            }
            _ => return,
        }
        self.stale = true;
    }

    fn choose(&mut self, form: usize) {
        let before = self.chosen().map(|form| form.extension.clone());
        self.form = form;
        let Some(chosen) = self.forms.get(form) else { return };
        (self.settings.form, self.settings.is_own) = (chosen.name.clone(), chosen.is_own);
        // A path that ended as the form before did ends as this one does.
        if let Some(stem) = before.and_then(|before| self.settings.path.strip_suffix(&format!(".{before}")).map(str::to_owned)) {
            self.settings.path = format!("{stem}.{}", chosen.extension);
        }
        self.first = 0;
    }
}

impl Overlay for ExportDesk {
    fn context(&self) -> Context {
        if self.typing.is_some() { Context::Line } else { Context::Export }
    }

    fn fills_screen(&self) -> bool {
        true
    }

    fn hint(&self, command: Command) -> Option<&'static str> {
        (command == Command::Accept && self.typing.is_some()).then_some("hint-keep")
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        if self.typing.is_some() {
            self.obey_while_typing(app, command);
            return After::Stay;
        }
        let times = count.unwrap_or(1);
        match command {
            Command::Accept => app.carry_out_export(self),
            Command::Close => return After::Close,
            Command::Edit => self.type_on(ExportRow::Path),
            Command::Filter => self.type_on(ExportRow::Filter),
            Command::Sort => self.turn(ExportRow::Order, true),
            Command::WithSentence => self.turn(ExportRow::Sentence, true),
            Command::AllDocuments => self.turn(ExportRow::Documents, true),
            Command::Left | Command::Right => match self.on() {
                row @ (ExportRow::Filter | ExportRow::Path) => self.type_on(row),
                row => self.turn(row, command == Command::Right),
            },
            Command::Down | Command::NextTarget => self.row = (self.row + times) % ExportRow::ALL.len(),
            Command::Up => {
                let rows = ExportRow::ALL.len();
                self.row = (self.row + rows - times % rows) % rows;
            }
            _ => self.scroll(command, times, app.preview_rows().saturating_sub(1).max(1)),
        }
        After::Stay
    }

    fn take(&mut self, _: &mut App, typed: Typed) -> Option<After> {
        self.typing.as_ref()?;
        self.type_in(|field| field.take(typed));
        Some(After::Stay)
    }

    /// A click on a row chooses it; on the chosen one it changes it.
    fn click(&mut self, app: &mut App, (column, row): Cell) -> Option<After> {
        let area = app.export_areas().settings;
        if self.typing.is_none() && area.holds(column, row) {
            let at = self.first_row(usize::from(area.height)) + usize::from(row - area.y);
            if std::mem::replace(&mut self.row, at.min(ExportRow::ALL.len() - 1)) == at {
                return Some(self.obey(app, Command::Right, None));
            }
        }
        Some(After::Stay)
    }

    /// The wheel moves the preview.
    fn wheel(&mut self, _: &mut App, command: Command) -> After {
        let by = if command == Command::Down { NOTCH.cast_signed() } else { -NOTCH.cast_signed() };
        self.first = self.first.saturating_add_signed(by);
        After::Stay
    }

    /// Asks what would be written, where something about it has changed.
    fn fit(&mut self, app: &mut App) {
        let room = app.preview_rows();
        if let Some(preview) = &self.preview {
            self.first = self.first.min(preview.lines.len().saturating_sub(room.min(preview.lines.len()).max(1)));
        }
        if std::mem::take(&mut self.stale) {
            let export = app.export(self);
            app.effects.push(ExchangeEffect::Preview(Box::new(export)));
        }
    }

    fn notes_changed(&mut self) {
        self.look_again();
    }

    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        self.look_again();
        After::Stay
    }
}

impl ExportDesk {
    /// Moves the preview, `page` lines a page.
    fn scroll(&mut self, command: Command, times: usize, page: usize) {
        let (whole, half) = (page.saturating_mul(times), (page / 2).max(1).saturating_mul(times));
        self.first = match command {
            Command::PageDown => self.first.saturating_add(whole),
            Command::PageUp => self.first.saturating_sub(whole),
            Command::HalfDown => self.first.saturating_add(half),
            Command::HalfUp => self.first.saturating_sub(half),
            Command::Start => 0,
            Command::End => usize::MAX,
            _ => self.first,
        };
    }

    /// Carries out a command while the filter or the path is typed.
    fn obey_while_typing(&mut self, app: &mut App, command: Command) {
        match command {
            Command::Accept => self.typing = None,
            Command::NextTarget if self.on() == ExportRow::Path => {
                let typed = self.typing.as_ref().map_or(String::new(), |field| field.text().to_owned());
                app.effects.push(ExchangeEffect::Complete(typed));
            }
            Command::Close => {
                let before = std::mem::take(&mut self.before);
                self.type_in(|field| *field = Field::new(&before));
                self.typing = None;
            }
            Command::Down | Command::Up | Command::NextTarget => {
                self.typing = None;
                let rows = ExportRow::ALL.len();
                self.row = (self.row + if command == Command::Up { rows - 1 } else { 1 }) % rows;
            }
            _ => {}
        }
    }

    /// Whether just this path is being typed.
    pub(in crate::app) fn types_path(&self, typed: &str) -> bool {
        self.on() == ExportRow::Path && self.typing.as_ref().is_some_and(|field| field.text() == typed)
    }
}

impl App {
    pub(in crate::app) fn open_export(&mut self) {
        self.layers.push(ExportDesk::new());
        self.effects.push(ExchangeEffect::Recall);
    }

    /// The forms that there are, and how the last export of this document was.
    pub(in crate::app) fn take_recalled(&mut self, forms: Vec<ExportForm>, settings: ExportSettings) {
        let Some(desk) = self.layers.all_mut::<ExportDesk>().next() else { return };
        let named = |form: &ExportForm| form.name == settings.form && form.is_own == settings.is_own;
        desk.form = forms.iter().position(named).unwrap_or(0);
        desk.forms = forms;
        desk.settings = settings;
        // A template that is gone leaves the usual form.
        desk.choose(desk.form);
        desk.stale = true;
    }

    /// What would be written is known.
    pub(in crate::app) fn take_preview(&mut self, request: Request, told: Result<Arc<Preview>, Reason>) {
        let Some(desk) = self.export_desk(request) else { return };
        desk.gathering = None;
        match told {
            Ok(preview) => (desk.preview, desk.fault) = (Some(preview), None),
            Err(reason) => desk.fault = Some(reason.to_string()),
        }
    }

    /// So many documents were read for an export of all.
    pub(in crate::app) fn take_gathering(&mut self, request: Request, done: usize) {
        if let Some(desk) = self.export_desk(request) {
            desk.gathering = Some(done);
        }
    }

    fn export_desk(&mut self, request: Request) -> Option<&mut ExportDesk> {
        self.layers.all_mut::<ExportDesk>().find(|desk| desk.request == request)
    }

    fn export(&mut self, desk: &mut ExportDesk) -> ExportRequest {
        let request = self.request();
        desk.request = request;
        let placed = self.open.notebook.placed();
        let notes = desk
            .notes
            .get_or_insert_with(|| Arc::new(placed.iter().map(|placed| (placed.note.clone(), placed.found.clone())).collect()));
        ExportRequest {
            request,
            settings: desk.settings.clone(),
            document: Arc::clone(self.document()),
            name: self.open.name.clone(),
            rendition: self.open.rendition.clone(),
            details: self.details(),
            notes: Arc::clone(notes),
        }
    }

    /// Rows that the preview takes on the screen.
    #[must_use]
    pub fn preview_rows(&self) -> usize {
        usize::from(self.export_areas().preview.height)
    }

    /// Has the export written, where something would be; the desk closes when it is.
    fn carry_out_export(&mut self, desk: &mut ExportDesk) {
        let Some(preview) = desk.preview.clone().filter(|_| desk.fault.is_none() && !desk.writing) else { return };
        // Of an earlier export the notes that are gone are taken out.
        let is_empty = desk.of_notes() && preview.count == 0;
        if is_empty && !matches!(preview.fate, Some(FileFate::Merged { .. } | FileFate::Replaced { .. })) {
            let id = if preview.all == 0 { "message-nothing-to-export" } else { "list-nothing-passes" };
            return self.say(Tone::Plain, id, &[]);
        }
        if let Some(FileFate::Refused(reason)) = &preview.fate {
            return self.tell(Tone::Warning, &**reason);
        }
        let export = self.export(desk);
        desk.writing = true;
        self.effects.push(ExchangeEffect::Export(Box::new(export)));
        self.say(Tone::Plain, "message-exporting", &[]);
    }

    /// An export is on the disk.
    pub(in crate::app) fn take_exported(&mut self, count: Option<usize>, path: String, rescued: usize) {
        let text = match count {
            Some(count) => self.words.fill("message-exported", &[("count", count.into()), ("path", path.into())]),
            None => self.words.fill("message-exported-document", &[("path", path.into())]),
        };
        let text = match rescued {
            0 => text,
            _ => format!("{text} {}", self.words.fill("export-rescued", &[("count", rescued.into())])),
        };
        self.layers.close_where::<ExportDesk>(|desk| desk.writing);
        self.tell(Tone::Good, text);
    }

    /// An export could not be written: the desk stays, and looks again.
    pub(in crate::app) fn take_not_exported(&mut self, reason: &str) {
        for desk in self.layers.all_mut::<ExportDesk>() {
            desk.writing = false;
            desk.stale = true;
        }
        self.tell(Tone::Error, reason);
    }
}
