//! The export desk: in which form, which notes, in what order and where to, with a preview of
//! what would be written and of what becomes of a file that stands there.

use std::sync::Arc;

use crate::app::{
    App, Command, Effect, Export, ExportRow, ExportSettings, Field, FileFate, Form, FoundNotes, Layer, Message, Pending, Preview,
    Reason, Request, Tone,
};

/// The desk's state.
#[derive(Debug, Clone)]
pub struct Exporting {
    /// The forms that there are; none until they are known.
    pub forms: Vec<Form>,
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

impl Exporting {
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
    pub fn chosen(&self) -> Option<&Form> {
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
    pub(in crate::app) fn look_anew(&mut self) {
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

impl App {
    pub(in crate::app) fn open_export(&mut self) {
        if !self.open.is_whole() && !self.open.stopped {
            self.open.pending = Some(Pending::Command(Command::Export));
            return self.say(Tone::Plain, "message-still-reading", &[]);
        }
        self.layers.push(Layer::Export(Box::new(Exporting::new())));
        self.effects.push(Effect::RecallExport);
    }

    /// The forms that there are, and how the last export of this document was.
    pub(in crate::app) fn take_recalled(&mut self, forms: Vec<Form>, settings: ExportSettings) {
        let Some(Layer::Export(exporting)) = self.layers.iter_mut().rev().find(|layer| matches!(layer, Layer::Export(_))) else {
            return;
        };
        let named = |form: &Form| form.name == settings.form && form.is_own == settings.is_own;
        exporting.form = forms.iter().position(named).unwrap_or(0);
        exporting.forms = forms;
        exporting.settings = settings;
        // A template that is gone leaves the usual form.
        exporting.choose(exporting.form);
        exporting.stale = true;
    }

    /// What would be written is known.
    pub(in crate::app) fn take_preview(&mut self, request: Request, told: Result<Arc<Preview>, Reason>) {
        let Some(exporting) = self.exporting(request) else { return };
        exporting.gathering = None;
        match told {
            Ok(preview) => (exporting.preview, exporting.fault) = (Some(preview), None),
            Err(reason) => exporting.fault = Some(reason.to_string()),
        }
    }

    /// So many documents were read for an export of all.
    pub(in crate::app) fn take_gathering(&mut self, request: Request, done: usize) {
        if let Some(exporting) = self.exporting(request) {
            exporting.gathering = Some(done);
        }
    }

    fn exporting(&mut self, request: Request) -> Option<&mut Exporting> {
        self.layers.iter_mut().rev().find_map(|layer| match layer {
            Layer::Export(exporting) if exporting.request == request => Some(&mut **exporting),
            _ => None,
        })
    }

    /// Asks what would be written, where something about it has changed.
    pub(in crate::app) fn fit_export(&mut self, exporting: &mut Exporting) {
        let room = self.preview_rows();
        if let Some(preview) = &exporting.preview {
            exporting.first = exporting.first.min(preview.lines.len().saturating_sub(room.min(preview.lines.len()).max(1)));
        }
        if std::mem::take(&mut exporting.stale) {
            let export = self.export(exporting);
            self.effects.push(Effect::Preview(Box::new(export)));
        }
    }

    fn export(&mut self, exporting: &mut Exporting) -> Export {
        let request = self.request();
        exporting.request = request;
        let placed = self.open.notebook.placed();
        let notes = exporting
            .notes
            .get_or_insert_with(|| Arc::new(placed.iter().map(|placed| (placed.note.clone(), placed.found.clone())).collect()));
        Export {
            request,
            settings: exporting.settings.clone(),
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

    /// What is typed has another end: the first thing that fits it.
    pub(in crate::app) fn complete_export(&mut self, text: &str) {
        if let Some(Layer::Export(exporting)) = self.layers.last_mut()
            && exporting.on() == ExportRow::Path
        {
            exporting.type_in(|field| *field = Field::new(text));
        }
    }

    pub(in crate::app) fn act_in_export(&mut self, mut exporting: Box<Exporting>, command: Command, count: Option<usize>) {
        if exporting.typing.is_some() {
            self.act_while_typing(&mut exporting, command);
            return self.layers.push(Layer::Export(exporting));
        }
        let rows = ExportRow::ALL.len();
        let page = self.preview_rows().saturating_sub(1).max(1);
        let times = count.unwrap_or(1);
        match command {
            Command::Accept => self.carry_out_export(&mut exporting),
            Command::Close => return,
            Command::Edit => exporting.type_on(ExportRow::Path),
            Command::Filter => exporting.type_on(ExportRow::Filter),
            Command::Sort => exporting.turn(ExportRow::Order, true),
            Command::WithSentence => exporting.turn(ExportRow::Sentence, true),
            Command::AllDocuments => exporting.turn(ExportRow::Documents, true),
            Command::Left | Command::Right => match exporting.on() {
                row @ (ExportRow::Filter | ExportRow::Path) => exporting.type_on(row),
                row => exporting.turn(row, command == Command::Right),
            },
            Command::Down | Command::NextTarget => exporting.row = (exporting.row + times) % rows,
            Command::Up => exporting.row = (exporting.row + rows - times % rows) % rows,
            Command::PageDown => exporting.first = exporting.first.saturating_add(page.saturating_mul(times)),
            Command::PageUp => exporting.first = exporting.first.saturating_sub(page.saturating_mul(times)),
            Command::HalfDown => exporting.first = exporting.first.saturating_add((page / 2).max(1).saturating_mul(times)),
            Command::HalfUp => exporting.first = exporting.first.saturating_sub((page / 2).max(1).saturating_mul(times)),
            Command::Start => exporting.first = 0,
            Command::End => exporting.first = usize::MAX,
            _ => {}
        }
        self.layers.push(Layer::Export(exporting));
    }

    /// A notch of the wheel moves the preview.
    pub(in crate::app) fn scroll_preview(&mut self, by: isize) {
        if let Some(Layer::Export(exporting)) = self.layers.last_mut() {
            exporting.first = exporting.first.saturating_add_signed(by);
        }
    }

    /// A click on a row chooses it; on the chosen one it changes it.
    pub(in crate::app) fn click_export(&mut self, column: u16, row: u16) {
        let area = self.export_areas().settings;
        let Some(Layer::Export(exporting)) = self.layers.last_mut() else { return };
        if exporting.typing.is_some() || !area.holds(column, row) {
            return;
        }
        let at = exporting.first_row(usize::from(area.height)) + usize::from(row - area.y);
        if std::mem::replace(&mut exporting.row, at.min(ExportRow::ALL.len() - 1)) == at {
            self.obey(Command::Right, None);
        }
    }

    fn act_while_typing(&mut self, exporting: &mut Exporting, command: Command) {
        match command {
            Command::Accept => exporting.typing = None,
            Command::NextTarget if exporting.on() == ExportRow::Path => {
                let typed = exporting.typing.as_ref().map_or(String::new(), |field| field.text().to_owned());
                self.effects.push(Effect::Complete(typed));
            }
            Command::Close => {
                let before = std::mem::take(&mut exporting.before);
                exporting.type_in(|field| *field = Field::new(&before));
                exporting.typing = None;
            }
            Command::Down | Command::Up | Command::NextTarget => {
                exporting.typing = None;
                let rows = ExportRow::ALL.len();
                exporting.row = (exporting.row + if command == Command::Up { rows - 1 } else { 1 }) % rows;
            }
            _ => {}
        }
    }

    /// Has the export written, where something would be; the desk closes when it is.
    fn carry_out_export(&mut self, exporting: &mut Exporting) {
        let Some(preview) = exporting.preview.clone().filter(|_| exporting.fault.is_none() && !exporting.writing) else { return };
        // Of an earlier export the notes that are gone are taken out.
        let is_empty = exporting.of_notes() && preview.count == 0;
        if is_empty && !matches!(preview.fate, Some(FileFate::Merged { .. } | FileFate::Replaced { .. })) {
            let id = if preview.all == 0 { "message-nothing-to-export" } else { "list-nothing-passes" };
            return self.say(Tone::Plain, id, &[]);
        }
        if let Some(FileFate::Refused(reason)) = &preview.fate {
            self.message = Some(Message { tone: Tone::Warning, text: reason.to_string() });
            return;
        }
        let export = self.export(exporting);
        exporting.writing = true;
        self.effects.push(Effect::Export(Box::new(export)));
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
        self.layers.retain(|layer| !matches!(layer, Layer::Export(exporting) if exporting.writing));
        self.message = Some(Message { tone: Tone::Good, text });
    }

    /// An export could not be written: the desk stays, and looks again.
    pub(in crate::app) fn take_not_exported(&mut self, reason: &str) {
        for layer in &mut self.layers {
            if let Layer::Export(exporting) = layer {
                exporting.writing = false;
                exporting.stale = true;
            }
        }
        self.message = Some(Message { tone: Tone::Error, text: reason.to_owned() });
    }
}
