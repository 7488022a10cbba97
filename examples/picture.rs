//! Draws a screen of ibid as SVG, from the same state and the same drawing as the program:
//! `cargo run --example picture > assets/screen.svg`.

use std::fmt::Write as _;
use std::sync::Arc;

use ibid::annotation::{Anchor, Found, Label, Note, NoteId, NoteKind, Rendition, SafeLines, find};
use ibid::app::{
    Action, App, Command, Depth, Effect, NamedPlace, NotesAnswer, OpenDocument, Origin, Outcome, Reading, StudyEffect,
    TerminalLook,
};
use ibid::document::{SafeText, Span};
use ibid::import::{self, Source};
use ibid::words::{Language, Words};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

const BRIEF: &str = include_str!("../content/north-korea-russia.en.md");
const SIZE: (u16, u16) = (160, 45);
/// Pixels of a cell.
const CELL: (usize, usize) = (9, 19);
const GROUND: &str = "#1d1f21";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = reader()?;
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: SIZE.0, height: SIZE.1 });
    let _ = ibid::ui::draw(&mut buffer, &app);
    println!("{}", svg(&buffer)?);
    Ok(())
}

/// The bundled brief, at its table, with a note on the page.
fn reader() -> Result<App, Box<dyn std::error::Error>> {
    let format = import::format_named("markdown").ok_or("no such format")?;
    let document = Arc::new((format.read)(&Source { name: "brief.en.md", bytes: BRIEF.as_bytes(), whole: true }, &())?);
    let rendition = Rendition::of(BRIEF.as_bytes(), &document, "markdown 1");
    let reading = Reading { document: Arc::clone(&document), rendition: Some(rendition.clone()) };
    let open = OpenDocument::new(Origin::Bundled(Language::English), SafeText::new("brief.en.md"), reading);
    let look = TerminalLook { depth: Depth::True, light: false, ascii: false };
    let mut app = App::new(Words::new(Language::English), look, open, SIZE);
    let workers = document.text().find("Dispatched").unwrap_or(0);
    let span = document.sentence_at(ibid::document::Point::new(workers));
    let notes = vec![note(&document, span, &rendition)];
    let outcomes = [Outcome::Notes(NotesAnswer::Loaded { notes, rendition: rendition.clone(), past: Arc::default() })];
    for outcome in outcomes {
        for effect in app.update(Action::Outcome(Box::new(outcome))) {
            if let Effect::Study(StudyEffect::Place { request, notes, .. }) = effect {
                let found: Vec<(NoteId, Found)> =
                    notes.iter().map(|(id, anchor)| (*id, find(&document, &rendition, anchor))).collect();
                let _ = app.update(Action::Outcome(Box::new(Outcome::Notes(NotesAnswer::Placed { request, found }))));
            }
        }
    }
    let table = document.text().find("Table 1. ").and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    app.start_at(NamedPlace::Offset(table));
    let _ = app.update(Action::Do(Command::NextSentence));
    Ok(app)
}

fn note(document: &ibid::document::Document, span: Span, rendition: &Rendition) -> Note {
    let at = jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC).saturating_add(jiff::Span::new().hours(14).minutes(2));
    Note {
        id: NoteId::new(&at),
        kind: NoteKind::Note,
        label: Label::Claim,
        body: SafeLines::new("Check against the 2024 panel report before quoting."),
        tags: Vec::new(),
        created: at.clone(),
        updated: at,
        author: None,
        anchor: Anchor::of(document, span, rendition),
    }
}

/// The cells as SVG: a rectangle for each background, a text for each run of one style.
fn svg(buffer: &Buffer) -> Result<String, std::fmt::Error> {
    let (width, height) = (usize::from(SIZE.0) * CELL.0, usize::from(SIZE.1) * CELL.1);
    let mut out = String::new();
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" font-size=\"15\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{GROUND}\"/>"
    )?;
    for y in 0..SIZE.1 {
        let mut runs: Vec<Run> = Vec::new();
        let mut x = 0;
        while x < SIZE.0 {
            let cell = &buffer[(x, y)];
            let columns = cell.symbol().width().max(1);
            let look = look(cell);
            match runs.last_mut() {
                Some(run) if run.look == look => {
                    run.columns += columns;
                    run.text.push_str(cell.symbol());
                }
                _ => runs.push(Run { x: usize::from(x), columns, look, text: cell.symbol().to_owned() }),
            }
            x += u16::try_from(columns).unwrap_or(1);
        }
        for run in &runs {
            draw_run(&mut out, run, usize::from(y))?;
        }
    }
    out.push_str("</svg>");
    Ok(out)
}

/// Text colour, background, bold.
type Worn = (String, String, bool);

/// Cells side by side that look alike.
struct Run {
    x: usize,
    columns: usize,
    look: Worn,
    text: String,
}

fn look(cell: &Cell) -> Worn {
    let (fg, bg) = (colour(cell.fg, "#c5c8c6"), colour(cell.bg, GROUND));
    let (fg, bg) = if cell.modifier.contains(Modifier::REVERSED) { (bg, fg) } else { (fg, bg) };
    (fg, bg, cell.modifier.contains(Modifier::BOLD))
}

fn draw_run(out: &mut String, run: &Run, y: usize) -> std::fmt::Result {
    let (fg, bg, bold) = &run.look;
    let (left, top) = (run.x * CELL.0, y * CELL.1);
    if bg != GROUND {
        write!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" fill=\"{bg}\"/>", run.columns * CELL.0, CELL.1)?;
    }
    let text = run.text.trim();
    if text.is_empty() {
        return Ok(());
    }
    // Stretched to its cells: a viewer's font may be of another width.
    let lead = run.text.len() - run.text.trim_start().len();
    let (left, length) = ((run.x + lead) * CELL.0, text.width() * CELL.0);
    let weight = if *bold { " font-weight=\"bold\"" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    write!(
        out,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{fg}\"{weight}>{text}</text>",
        top + 15
    )
}

fn colour(colour: Color, usual: &str) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => usual.to_owned(),
    }
}
