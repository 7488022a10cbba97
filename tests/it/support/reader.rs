//! A reader for tests: the state, keys by name, and a world that answers at once, so that a
//! test says «before, keys, after» and nothing waits.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ibid::annotation::{Note, NoteId, Rendition, SafeLines, find};
use ibid::app::{
    Action, App, CompareAnswer, CompareSource, ComparedDocuments, Effect, ExchangeAnswer, ExchangeEffect, ExportSettings,
    FileFate, Inquiry, NoteChange, NotesAnswer, OpenDocument, Origin, Outcome, ReadAnswer, ReadEffect, Reading, Reply,
    SearchAnswer, SearchEffect, StoreOrder, StudyAnswer, StudyEffect, TerminalLook, Written, keymap,
};
use ibid::document::{Point, SafeText};
use ibid::import::{self, Source};
use ibid::words::{Language, Words};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use unicode_width::UnicodeWidthStr;

/// A running state, and what it asked of the world.
pub(crate) struct Reader {
    pub app: App,
    /// Effects that nothing answers here, in order.
    pub asked: Vec<Effect>,
    notes: Vec<Note>,
    /// What each change did: the notes before it.
    undo: Vec<Vec<Note>>,
    redo: Vec<Vec<Note>>,
    made: i64,
    /// Whether what is to be written is only taken down: the store has not answered.
    pub hold_writes: bool,
    /// How the document was exported last.
    pub remembered: ExportSettings,
    /// What becomes of the file that an export goes to.
    pub fate: FileFate,
    /// What every other file holds, where that is not looked up.
    pub other: Option<Reading>,
    /// Whether answers wait until they are told to come.
    pub slow: bool,
    /// Whether what the text points to, and its figures, are left alone: they take long to find.
    pub unstudied: bool,
    /// What waits to be answered.
    waiting: VecDeque<Effect>,
}

/// What a place holds: a brief that comes with the program, or a file.
fn read(origin: &Origin) -> Reading {
    let text = match origin {
        Origin::Bundled(Language::Korean) => include_str!("../../../content/north-korea-russia.ko.md").to_owned(),
        Origin::Bundled(Language::English) => include_str!("../../../content/north-korea-russia.en.md").to_owned(),
        Origin::File(path) => std::fs::read_to_string(path).expect("a file"),
        Origin::Input => unreachable!("no test reads it"),
    };
    let format = import::format_named("markdown").expect("a format");
    let source = Source { name: "other.md", bytes: text.as_bytes(), whole: true };
    let document = Arc::new((format.read)(&source, &()).expect("a document"));
    let rendition = Rendition::of(text.as_bytes(), &document, "markdown test");
    Reading { document, rendition: Some(rendition) }
}

impl Reader {
    /// Reads the brief that comes with the program.
    pub(crate) fn bundled(language: Language, size: (u16, u16), look: TerminalLook) -> Self {
        let reading = read(&Origin::Bundled(language));
        let opening = Reading { document: Arc::clone(&reading.document), rendition: None };
        let open = OpenDocument::new(Origin::Bundled(language), SafeText::new("brief.md"), opening);
        let mut reader = Self::new(App::new(Words::new(language), look, open, size));
        reader.tell(Outcome::Read { request: 0, answer: ReadAnswer::Done(reading) });
        reader
    }

    /// What the file at `path` is read as.
    pub(crate) fn reading_of(path: &std::path::Path) -> Reading {
        read(&Origin::File(path.to_owned()))
    }

    fn new(app: App) -> Self {
        let remembered = ExportSettings { form: "markdown".into(), ..ExportSettings::default() };
        Self {
            app,
            asked: Vec::new(),
            notes: Vec::new(),
            undo: Vec::new(),
            redo: Vec::new(),
            made: 0,
            hold_writes: false,
            remembered,
            fate: FileFate::New,
            other: None,
            slow: false,
            unstudied: false,
            waiting: VecDeque::new(),
        }
    }

    /// Reads what has been read already, on a screen of this size.
    pub(crate) fn over(reading: &Reading, name: &str, (size, language): ((u16, u16), Language), unstudied: bool) -> Self {
        let opening = Reading { rendition: None, ..reading.clone() };
        let open = OpenDocument::new(Origin::File(name.into()), SafeText::new(name), opening);
        // Read once: a reader is made some thousand times.
        static WORDS: [OnceLock<Arc<Words>>; 2] = [OnceLock::new(), OnceLock::new()];
        let words = WORDS[usize::from(language == Language::Korean)].get_or_init(|| Arc::new(Words::new(language)));
        let mut reader = Self::new(App::new(Arc::clone(words), TerminalLook::default(), open, size));
        reader.unstudied = unstudied;
        reader.tell(Outcome::Read { request: 0, answer: ReadAnswer::Done(reading.clone()) });
        reader
    }

    /// Reads Markdown on a screen of this size, in English.
    pub(crate) fn of(markdown: &str, size: (u16, u16)) -> Self {
        Self::with(markdown, size, Language::English, TerminalLook::default())
    }

    pub(crate) fn with(markdown: &str, size: (u16, u16), language: Language, look: TerminalLook) -> Self {
        let format = import::format_named("markdown").expect("a format");
        let source = Source { name: "test.md", bytes: markdown.as_bytes(), whole: true };
        let document = Arc::new((format.read)(&source, &()).expect("a document"));
        let rendition = Rendition::of(markdown.as_bytes(), &document, "markdown test");
        let open = OpenDocument::new(
            Origin::File("test.md".into()),
            SafeText::new("test.md"),
            Reading { document: Arc::clone(&document), rendition: None },
        );
        let mut reader = Self::new(App::new(Words::new(language), look, open, size));
        reader.tell(Outcome::Read { request: 0, answer: ReadAnswer::Done(Reading { document, rendition: Some(rendition) }) });
        reader
    }

    /// Reads an opening, of which the rest has not come.
    pub(crate) fn at_opening(reading: &Reading, name: &str, size: (u16, u16)) -> Self {
        let opening = Reading { rendition: None, ..reading.clone() };
        let open = OpenDocument::new(Origin::File(name.into()), SafeText::new(name), opening);
        Self::new(App::new(Words::new(Language::English), TerminalLook::default(), open, size))
    }

    /// Presses keys by name, apart by blanks; `'…'` types what stands between.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in names(keys) {
            for key in keymap::keys(self.app.context(), key) {
                for action in keymap::actions(self.app.context(), key, self.app.count.is_some()) {
                    self.act(action);
                }
            }
        }
        self
    }

    /// Something happens; whatever it asks for is answered.
    pub(crate) fn act(&mut self, action: Action) -> &mut Self {
        let mut effects: VecDeque<Effect> = self.app.update(action).into();
        if self.slow {
            self.waiting.extend(effects);
            return self;
        }
        while let Some(effect) = effects.pop_front() {
            for outcome in self.answer(effect) {
                effects.extend(self.app.update(Action::Outcome(Box::new(outcome))));
            }
        }
        self
    }

    /// The first answer that waits comes; whether there was one.
    pub(crate) fn answer_next(&mut self) -> bool {
        let Some(effect) = self.waiting.pop_front() else { return false };
        for outcome in self.answer(effect) {
            self.act(Action::Outcome(Box::new(outcome)));
        }
        true
    }

    pub(crate) fn tell(&mut self, outcome: Outcome) -> &mut Self {
        self.act(Action::Outcome(Box::new(outcome)))
    }

    fn answer(&mut self, effect: Effect) -> Vec<Outcome> {
        match effect {
            Effect::Search(SearchEffect::All { request, document, matcher, from }) => {
                let hit = matcher.find_at(&document, from).or_else(|| matcher.find_at(&document, Point(0)));
                let hits = Arc::new(matcher.all(&document, 1000, &mut |_| true));
                vec![
                    Outcome::Search { request, answer: SearchAnswer::First(hit) },
                    Outcome::Search { request, answer: SearchAnswer::All(hits) },
                ]
            }
            Effect::Search(SearchEffect::Rank { request, query, names }) => {
                vec![Outcome::Ranked { request, ranked: ibid::search::rank(&query, names.iter().map(String::as_str), 200) }]
            }
            Effect::Store(StoreOrder::Load) => {
                let Some(rendition) = self.app.home().rendition.clone() else { return Vec::new() };
                vec![Outcome::Notes(NotesAnswer::Loaded { notes: self.notes.clone(), rendition, past: Arc::default() })]
            }
            Effect::Study(StudyEffect::Place { request, document, notes, rendition, .. }) => {
                let found = notes.iter().map(|(id, anchor)| (*id, find(&document, &rendition, anchor))).collect();
                vec![Outcome::Notes(NotesAnswer::Placed { request, found })]
            }
            Effect::Study(StudyEffect::Cells(_) | StudyEffect::References(_)) if self.unstudied => Vec::new(),
            Effect::Study(StudyEffect::Cells(document)) => {
                let cells = ibid::study::Cells::of(&document, &|| true).expect("not stopped");
                vec![Outcome::Study { document, answer: StudyAnswer::Cells(Arc::new(cells)) }]
            }
            Effect::Study(StudyEffect::Inquire { document, inquiry }) => {
                let reply = match inquiry {
                    Inquiry::Timeline => {
                        Reply::Timeline(Arc::new(ibid::study::Timeline::of(&document, &|_| true).expect("not stopped")))
                    }
                    Inquiry::Names => Reply::Names(Arc::new(ibid::study::Terms::of(&document, &|_| true).expect("not stopped"))),
                    Inquiry::Claims => {
                        Reply::Claims(Arc::new(ibid::study::Claims::of(&document, &|_| true).expect("not stopped")))
                    }
                    Inquiry::Shape => {
                        Reply::Shape(Arc::new(ibid::study::LengthIndex::of(&document, &|_| true).expect("not stopped")))
                    }
                };
                vec![Outcome::Study { document, answer: StudyAnswer::Reply(reply) }]
            }
            Effect::Study(StudyEffect::Compare { request, document, other, by }) => {
                let (other, name) = match other {
                    CompareSource::Read(other, name) => (other, name),
                    CompareSource::Origin(Origin::File(path)) if !path.is_file() => match &self.other {
                        Some(other) => (Arc::clone(&other.document), SafeText::new("other")),
                        None => {
                            let answer = CompareAnswer::Failed("there is no such file".into());
                            return vec![Outcome::Compare { request, answer }];
                        }
                    },
                    CompareSource::Origin(origin) => (read(&origin).document, SafeText::new("other.md")),
                    CompareSource::Kept(past, hash) => {
                        let text = past.text(&hash).expect("a kept text");
                        (Arc::new(ibid::study::older(text, &document).expect("a document")), SafeText::new("older"))
                    }
                };
                let found = ibid::study::compare(&document, &other, by, &|_| true).expect("not stopped");
                vec![Outcome::Compare {
                    request,
                    answer: CompareAnswer::Done(ComparedDocuments { other, name, found: Arc::new(found) }),
                }]
            }
            Effect::Read(ReadEffect::Beside { request, .. }) if self.other.is_some() => {
                let answer = self.other.clone().map_or(ReadAnswer::Failed("gone".into()), ReadAnswer::Done);
                self.asked.push(effect);
                vec![Outcome::Read { request, answer }]
            }
            Effect::Read(ReadEffect::Beside { request, origin: Origin::File(path) }) if !path.is_file() => {
                vec![Outcome::Read { request, answer: ReadAnswer::Failed("there is no such file".into()) }]
            }
            Effect::Read(ReadEffect::Beside { request, origin }) => {
                vec![Outcome::Read { request, answer: ReadAnswer::Done(read(&origin)) }]
            }
            Effect::Study(StudyEffect::References(document)) => {
                let ways = ibid::study::CrossReferences::of(&document, &|| true).expect("not stopped");
                vec![Outcome::Study { document, answer: StudyAnswer::References(Arc::new(ways)) }]
            }
            Effect::Store(StoreOrder::Write(write)) if self.hold_writes => {
                self.asked.push(Effect::Store(StoreOrder::Write(write)));
                Vec::new()
            }
            Effect::Store(StoreOrder::Write(write)) => vec![self.write(write)],
            Effect::Exchange(ExchangeEffect::Recall) => vec![super::exports::recalled(self.remembered.clone())],
            Effect::Exchange(ExchangeEffect::Preview(export)) => {
                let request = export.request;
                let preview = super::exports::previewed(&export, &self.app.words, self.fate.clone());
                self.asked.push(Effect::Exchange(ExchangeEffect::Preview(export)));
                vec![Outcome::Exchange(ExchangeAnswer::Previewed { request, preview: Ok(Arc::new(preview)) })]
            }
            Effect::Store(StoreOrder::KeepDetails(own)) => vec![Outcome::Notes(NotesAnswer::Details(own))],
            other => {
                self.asked.push(other);
                Vec::new()
            }
        }
    }

    /// Writes what was held back, and what that leads to.
    pub(crate) fn release_writes(&mut self) {
        self.hold_writes = false;
        let (held, other): (Vec<Effect>, Vec<Effect>) =
            std::mem::take(&mut self.asked).into_iter().partition(|effect| matches!(effect, Effect::Store(StoreOrder::Write(_))));
        self.asked = other;
        for effect in held {
            let Effect::Store(StoreOrder::Write(write)) = effect else { continue };
            let outcome = self.write(write);
            self.tell(outcome);
        }
    }

    fn write(&mut self, write: NoteChange) -> Outcome {
        let before = self.notes.clone();
        let keep = |reader: &mut Self| {
            reader.undo.push(before.clone());
            reader.redo.clear();
        };
        let written = match write {
            NoteChange::Add(new) => {
                keep(self);
                self.made += 1;
                let at =
                    jiff::Timestamp::from_second(1_700_000_000 + self.made).expect("a time").to_zoned(jiff::tz::TimeZone::UTC);
                let id = NoteId::new(&at);
                self.notes.push(Note {
                    id,
                    kind: new.kind,
                    label: new.label,
                    body: SafeLines::new(&new.body),
                    tags: new.tags,
                    created: at.clone(),
                    updated: at,
                    author: None,
                    anchor: new.anchor,
                });
                Written::Added(id)
            }
            NoteChange::Edit { id, patch } => {
                keep(self);
                if let Some(note) = self.notes.iter_mut().find(|note| note.id == id) {
                    let _ = patch.apply(note);
                }
                Written::Edited(id)
            }
            NoteChange::Rewrite(rewrite) => {
                keep(self);
                if let Some(note) = self.notes.iter_mut().find(|note| note.id == rewrite.base.id) {
                    let _ = rewrite.patch.apply(note);
                }
                Written::Edited(rewrite.base.id)
            }
            NoteChange::Delete(id) => {
                keep(self);
                self.notes.retain(|note| note.id != id);
                Written::Deleted
            }
            NoteChange::Undo => match self.undo.pop() {
                Some(notes) => {
                    self.redo.push(std::mem::replace(&mut self.notes, notes));
                    Written::Undone
                }
                None => Written::Nothing,
            },
            NoteChange::Redo => match self.redo.pop() {
                Some(notes) => {
                    self.undo.push(std::mem::replace(&mut self.notes, notes));
                    Written::Redone
                }
                None => Written::Nothing,
            },
        };
        let ids = before.iter().chain(&self.notes).map(|note| note.id).collect::<std::collections::BTreeSet<_>>();
        let changed = ids.into_iter().map(|id| (id, self.notes.iter().find(|note| note.id == id).cloned())).collect();
        Outcome::Notes(NotesAnswer::Changed { changed, written })
    }

    /// The cells of the row that shows `words`, from their first to their last.
    pub(crate) fn cells_of(&self, words: &str) -> Vec<ratatui::buffer::Cell> {
        let area = self.app.geometry.screen;
        let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, area.width, area.height));
        let _ = ibid::ui::draw(&mut buffer, &self.app);
        for y in 0..area.height {
            let row: Vec<_> = (0..area.width).map(|x| buffer[(x, y)].clone()).collect();
            let text: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
            if let Some(at) = text.find(words) {
                let from = text[..at].chars().count();
                return row[from..from + words.chars().count()].to_vec();
            }
        }
        Vec::new()
    }

    /// The screen, as its cells show it.
    pub(crate) fn screen(&self) -> String {
        let area = self.app.geometry.screen;
        let mut terminal = Terminal::new(TestBackend::new(area.width, area.height)).expect("a terminal");
        let mut cursor = None;
        terminal
            .draw(|frame| {
                cursor = ibid::ui::draw(frame.buffer_mut(), &self.app);
            })
            .expect("drawn");
        let buffer = terminal.backend().buffer();
        let rows: Vec<String> = (0..area.height)
            .map(|y| {
                let (mut row, mut x) = (String::new(), 0);
                while x < area.width {
                    let symbol = buffer[(x, y)].symbol();
                    row.push_str(symbol);
                    x += u16::try_from(symbol.width().max(1)).expect("a glyph");
                }
                row.trim_end().to_owned()
            })
            .collect();
        let cursor = cursor.map(|at| format!("\ncursor {},{}", at.x, at.y)).unwrap_or_default();
        format!("{}{cursor}\n", rows.join("\n"))
    }

    /// The screen with the styles of its cells: under each row that has any but that of text a row of letters, at the end
    /// what each letter means. Colours are told by the roles that have them.
    pub(crate) fn styles(&self) -> String {
        let area = self.app.geometry.screen;
        let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, area.width, area.height));
        let _ = ibid::ui::draw(&mut buffer, &self.app);
        let mut letters: Vec<String> = Vec::new();
        let mut out = String::new();
        for y in 0..area.height {
            let (mut row, mut styles, mut x) = (String::new(), String::new(), 0);
            while x < area.width {
                let cell = &buffer[(x, y)];
                let columns = u16::try_from(cell.symbol().width().max(1)).expect("a glyph");
                row.push_str(cell.symbol());
                let style = named(cell, self.app.look);
                let letter = (!style.is_empty()).then(|| {
                    let at = letters.iter().position(|known| *known == style).unwrap_or_else(|| {
                        letters.push(style);
                        letters.len() - 1
                    });
                    char::from(b'a' + u8::try_from(at).expect("few styles"))
                });
                styles.extend(std::iter::repeat_n(letter.unwrap_or(' '), columns.into()));
                x += columns;
            }
            out += &format!("{}\n", row.trim_end());
            if !styles.trim().is_empty() {
                out += &format!("{}\n", styles.trim_end());
            }
        }
        for (letter, style) in ('a'..).zip(letters) {
            out += &format!("\n{letter} {style}");
        }
        out + "\n"
    }

    /// The sentence in focus.
    pub(crate) fn focus(&self) -> &str {
        self.app.document().slice(self.app.pane.view.sentence)
    }

    /// What the status line says, where it says something.
    pub(crate) fn message(&self) -> &str {
        self.app.message.as_ref().map_or("", |message| message.text.as_str())
    }

    /// The first row of text on the screen.
    pub(crate) fn top(&self) -> String {
        let flow = ibid::layout::Flow::new(self.app.document(), self.app.pane.view.setting);
        self.app
            .pane
            .view
            .rows
            .iter()
            .map(|row| flow.line(row))
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default()
            .trim()
            .to_owned()
    }
}

/// How a cell is drawn: its ink and its ground by the roles that have those colours, and its weight. Nothing where it is
/// as text is, or where there is nothing to see.
fn named(cell: &ratatui::buffer::Cell, look: TerminalLook) -> String {
    use ibid::ui::{Role, Theme};
    use ratatui::style::{Color, Modifier};
    const INKS: [(&str, Role); 8] = [
        ("text", Role::Text),
        ("muted", Role::Muted),
        ("faint", Role::Faint),
        ("rule", Role::Rule),
        ("accent", Role::Accent),
        ("code", Role::Code),
        ("warning", Role::Warning),
        ("good", Role::Good),
    ];
    const GROUNDS: [(&str, Role); 9] = [
        ("selection", Role::Selection),
        ("hit", Role::Hit),
        ("floating", Role::Floating),
        ("chosen", Role::Chosen),
        ("label 1", Role::Label(1)),
        ("label 2", Role::Label(2)),
        ("label 3", Role::Label(3)),
        ("label 4", Role::Label(4)),
        ("label 0", Role::Label(0)),
    ];
    let theme = Theme::of(look);
    let is_blank = cell.symbol().trim().is_empty();
    let ink = match cell.fg {
        Color::Reset => String::new(),
        _ if is_blank => String::new(),
        fg => INKS
            .iter()
            .find(|(_, role)| theme.style(*role).fg == Some(fg))
            .map_or(format!("{fg}"), |(name, _)| (*name).to_owned()),
    };
    let ground = match cell.bg {
        Color::Reset => String::new(),
        bg => GROUNDS
            .iter()
            .find(|(_, role)| theme.style(*role).bg == Some(bg))
            .map_or(format!("on {bg}"), |(name, _)| format!("on {name}")),
    };
    // What is not there has no weight, but it has a line below it.
    let seen = if is_blank { cell.modifier & (Modifier::UNDERLINED | Modifier::REVERSED) } else { cell.modifier };
    let weight = seen.iter_names().map(|(name, _)| name.to_lowercase()).collect::<Vec<_>>().join(" ");
    let ink = if ink == "text" { String::new() } else { ink };
    [ink, weight, ground].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Key events by their names.
fn names(keys: &str) -> Vec<KeyEvent> {
    let mut found = Vec::new();
    let mut rest = keys;
    while !rest.is_empty() {
        if let Some(typed) = rest.strip_prefix('\'') {
            let end = typed.find('\'').expect("a closing quote");
            found.extend(typed[..end].chars().map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
            rest = typed[end + 1..].trim_start();
            continue;
        }
        let (name, after) = rest.split_once(' ').unwrap_or((rest, ""));
        rest = after;
        let (modifiers, bare) = match name {
            _ if name.len() <= 2 => (KeyModifiers::NONE, name),
            _ if name.starts_with("C-") => (KeyModifiers::CONTROL, &name[2..]),
            _ if name.starts_with("M-") => (KeyModifiers::ALT, &name[2..]),
            _ => (KeyModifiers::NONE, name),
        };
        let code = match bare {
            "Apostrophe" => KeyCode::Char('\''),
            "Enter" => KeyCode::Enter,
            "Esc" => KeyCode::Esc,
            "Tab" => KeyCode::Tab,
            "Space" => KeyCode::Char(' '),
            "Backspace" => KeyCode::Backspace,
            "Delete" => KeyCode::Delete,
            "Up" => KeyCode::Up,
            "Down" => KeyCode::Down,
            "Left" => KeyCode::Left,
            "Right" => KeyCode::Right,
            "Home" => KeyCode::Home,
            "End" => KeyCode::End,
            "PageUp" => KeyCode::PageUp,
            "PageDown" => KeyCode::PageDown,
            letter => KeyCode::Char(letter.chars().next().expect("a key")),
        };
        found.push(KeyEvent::new(code, modifiers));
    }
    found
}
