//! Every layer, and every other reading that may come while it is open: it goes over to that or closes, and
//! no command after it reaches for something that the document does not have any more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use ibid::annotation::DocumentId;
use ibid::app::{
    Action, App, Command, Context, Effect, ExchangeAnswer, ImportPlan, ImportPlanLine, ImportProgress, Layer, NotesAnswer,
    OlderEdition, Outcome, ReadAnswer, ReadEffect, Reading,
};
use ibid::document::{Bitmap, SafeText};
use ibid::words::Language;

use super::support::reader::Reader;
use super::support::sound::faults;
use super::support::wander::{figures, notes, number, reading_of};

/// Every layer by its name; the compiler tells when one is missing here.
fn name(layer: &Layer) -> &'static str {
    match layer {
        Layer::Contents(_) => "contents",
        Layer::Select(_) => "select",
        Layer::Peek(_) => "peek",
        Layer::Search(_) => "search",
        Layer::Goto(_) => "goto",
        Layer::List(_) => "list",
        Layer::Footnotes(_) => "footnotes",
        Layer::Desk(_) => "desk",
        Layer::Editor(_) => "editor",
        Layer::Export(_) => "export",
        Layer::Import(_) => "import",
        Layer::Details(_) => "details",
        Layer::Help(_) => "help",
        Layer::Inquiry(_) => "inquiry",
        Layer::Letter(_) => "letter",
        Layer::Hints(_) => "hints",
        Layer::AutoScroll(_) => "auto-scroll",
        Layer::Choose(_) => "choose",
        Layer::Compare(_) => "compare",
        Layer::Picture(_) => "picture",
        Layer::Edition(_) => "edition",
        Layer::Review(_) => "review",
        Layer::Prompt(_) => "prompt",
    }
}

/// A way to have a layer open: which, the keys, and what is told behind them.
type Way = (&'static str, &'static str, fn(&mut Reader));

const WAYS: &[Way] = &[
    ("contents", "o G", nothing),
    ("select", "G v s w w", nothing),
    ("select", "] ] v p", nothing),
    ("peek", "} ) Enter", nothing),
    ("peek", "} ) Enter Tab Tab", nothing),
    ("search", "/ 'part'", nothing),
    ("goto", ": 'par' Down Down", nothing),
    ("list", "/ 'the' Enter s G", nothing),
    ("list", "G h g h l G", nothing),
    ("list", "G h l / 'a'", nothing),
    ("list", "] ] ] - G", nothing),
    ("footnotes", "f G", nothing),
    ("footnotes", "f s G / 'work' Enter j", nothing),
    ("desk", "t t t Enter G $", nothing),
    ("desk", "t Enter i", nothing),
    ("desk", "t Enter c", nothing),
    ("desk", "t Enter ,", nothing),
    ("editor", "G a 'words'", nothing),
    ("editor", "} } a 'words'", nothing),
    ("export", "G h e", nothing),
    ("import", "", import_planned),
    ("import", "", import_unclear),
    ("details", "", details),
    ("help", "?", nothing),
    ("help", "t Enter ?", nothing),
    ("inquiry", "i G", nothing),
    ("inquiry", "i Tab G n", nothing),
    ("inquiry", "i Tab Tab G n", nothing),
    ("inquiry", "i Tab Tab Tab G", nothing),
    ("letter", "` a G `", nothing),
    ("letter", "G ` a g Apostrophe", nothing),
    ("hints", "x", nothing),
    ("auto-scroll", ";", nothing),
    ("choose", "| G k", nothing),
    ("choose", "= G", nothing),
    ("compare", "", compared),
    ("picture", "} }", picture),
    ("edition", "", edition),
    ("review", "", review),
    ("prompt", "| G Enter 'x'", nothing),
    ("prompt", "t Enter / '1'", nothing),
    ("prompt", "t Enter e 'x.csv'", nothing),
    ("prompt", "G h l =", nothing),
];

fn nothing(_: &mut Reader) {}

fn import_asked(reader: &mut Reader, progress: ImportProgress) {
    reader.act(Action::Do(Command::Import)).press("'notes.json' Enter");
    let asked = reader.asked.iter().rev().find_map(|effect| match effect {
        Effect::Exchange(ibid::app::ExchangeEffect::ReadNotes(asked)) => Some(asked.request),
        _ => None,
    });
    if let Some(request) = asked {
        reader.tell(Outcome::Exchange(ExchangeAnswer::ImportProgress { request, progress }));
    }
}

fn import_planned(reader: &mut Reader) {
    let line = ImportPlanLine { state: "new".into(), is_astray: true, words: "words".into(), place: "line 1".into() };
    let plan = ImportPlan { new: 40, lines: vec![line; 40], ..ImportPlan::default() };
    import_asked(reader, ImportProgress::Planned(Arc::new(plan)));
}

fn import_unclear(reader: &mut Reader) {
    import_asked(reader, ImportProgress::About((0..30).map(|at| format!("title {at}")).collect()));
}

fn details(reader: &mut Reader) {
    reader.act(Action::Do(Command::Details)).press("'a title'");
}

fn compared(reader: &mut Reader) {
    reader.press("=");
    // Where nothing else is offered the file is asked for at once.
    if reader.app.context() == Context::Choose {
        reader.press("G Enter");
    }
    reader.press("'other.md' Enter G");
}

fn edition(reader: &mut Reader) {
    let older =
        OlderEdition { document: DocumentId::of(b"older"), title: SafeText::new("older"), notes: 2, drafts: 0, similarity: 0.5 };
    reader.tell(Outcome::Notes(NotesAnswer::Older(older)));
}

/// A note whose passage goes at the first change.
fn review(reader: &mut Reader) {
    reader.press("G h");
    let lost: Vec<_> =
        reader.app.open.notebook.placed().iter().map(|note| (note.note.id, ibid::annotation::Found::Lost)).collect();
    let request = (0..200).find(|request| {
        reader.tell(Outcome::Notes(NotesAnswer::Placed { request: *request, found: lost.clone() }));
        reader.app.open.notebook.placed().iter().any(|note| matches!(note.found, Some(ibid::annotation::Found::Lost)))
    });
    if request.is_some() {
        reader.press("w");
    }
}

fn picture(reader: &mut Reader) {
    for _ in 0..40 {
        let document = reader.app.document().clone();
        if let Some(at) = reader.app.picture_in_focus(&document) {
            let name = document.pictures()[at].name.to_string();
            reader.tell(Outcome::Picture { name, picture: Ok(Arc::new(Bitmap::white(40, 40))) });
            return;
        }
        reader.press("}");
    }
}

/// Where the layer is, and which reading comes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Panes {
    /// There is one pane.
    One,
    /// The same document stands in both; the layer is in the second, or in the first.
    SameSecond,
    SameFirst,
    /// The notes stand in the second.
    Notes,
    /// Another document stands in the second: the layer and the reading are of the first.
    GuestBeside,
    /// The layer is of the first, the reading of the second.
    GuestRead,
    /// The layer is of the second, the reading of the first.
    HomeRead,
    /// Both are of the second.
    GuestBoth,
}

impl Panes {
    const ALL: [Self; 8] = [
        Self::One,
        Self::SameSecond,
        Self::SameFirst,
        Self::Notes,
        Self::GuestBeside,
        Self::GuestRead,
        Self::HomeRead,
        Self::GuestBoth,
    ];

    fn keys(self) -> &'static str {
        match self {
            Self::One => "",
            Self::SameSecond => "| Enter",
            Self::SameFirst => "| Enter Tab",
            Self::Notes => "| j Enter Tab",
            Self::GuestBeside | Self::GuestRead => "| G Enter 'other.md' Enter Tab",
            Self::HomeRead | Self::GuestBoth => "| G Enter 'other.md' Enter",
        }
    }
}

/// A reader of `base` with a layer open, and the request that a reading is waited for by.
fn opened(base: &Reading, panes: Panes, (layer, keys, told): &Way) -> Option<(Reader, u64)> {
    let mut reader = Reader::over(base, "test.md", ((102, 24), Language::English), true);
    reader.other = Some(base.clone());
    reader.press("r").press(panes.keys());
    let asked = reader.asked.iter().rev().find_map(|effect| match effect {
        Effect::Read(ReadEffect::Whole { request, .. }) if !matches!(panes, Panes::GuestRead | Panes::GuestBoth) => {
            Some(*request)
        }
        Effect::Read(ReadEffect::Beside { request, .. }) if matches!(panes, Panes::GuestRead | Panes::GuestBoth) => {
            Some(*request)
        }
        _ => None,
    });
    reader.press(keys);
    told(&mut reader);
    let is_open = reader.app.layers.last().is_some_and(|top| name(top) == *layer);
    Some((reader, asked?)).filter(|_| is_open)
}

/// The readings that layers are opened over.
fn bases() -> Vec<(&'static str, Reading)> {
    let mut found = vec![("notes.md", notes().into_bytes()), ("figures.csv", figures().into_bytes())];
    #[cfg(feature = "pdf")]
    found.push(("paper.pdf", super::support::wander::pages()));
    found.into_iter().map(|(name, bytes)| (name, reading_of(name, &bytes).expect(name))).collect()
}

/// What may stand there after it.
fn others() -> Vec<(&'static str, Reading)> {
    let whole = notes();
    let without =
        |sign: &str| whole.lines().filter(|line| !line.starts_with(sign)).fold(String::new(), |all, line| all + line + "\n");
    let empty = Arc::new(ibid::document::Builder::new().finish().expect("nothing"));
    let rendition = ibid::annotation::Rendition::of(b"", &empty, "walk");
    let mut found = vec![("nothing", Reading { document: empty, rendition: Some(rendition) })];
    let texts = [
        ("shorter.md", whole[..whole.len() / 9].to_owned()),
        ("no tables.md", without("|")),
        ("no footnotes.md", without("[^").replace("[^", "[")),
        ("no sections.md", without("#")),
        ("longer.md", format!("# New\n\nWords before all.\n\n{whole}\n\n# Last\n\n{}", figures())),
        ("another.csv", figures()),
        ("a word.txt", "word\n".to_owned()),
    ];
    found.extend(texts.iter().map(|(name, text)| (*name, reading_of(name, text.as_bytes()).expect(name))));
    found.extend(bases());
    found
}

/// What the screen is in, roughly: a state that a command left is begun anew.
fn standing(app: &App) -> (Context, usize) {
    (app.context(), app.layers.iter().count())
}

/// Swaps, presses everything, and tells what was wrong.
fn trouble(base: &Reading, other: &Reading, panes: Panes, way: &Way, part: usize) -> Option<String> {
    let swapped = || {
        let (mut reader, request) = opened(base, panes, way)?;
        reader.tell(Outcome::Read { request, answer: ReadAnswer::Done(other.clone()) });
        Some(reader)
    };
    let mut reader = swapped()?;
    let at_first = faults(&reader.app);
    if !at_first.is_empty() {
        return Some(format!("after the swap: {at_first:?}"));
    }
    let after = standing(&reader.app);
    let commands: Vec<Command> = after.0.bindings().map(|(_, command)| *command).collect();
    // A third of them, or with two panes a sixth: another one for each reading.
    let (first, step) = if panes == Panes::One { (part % 3, 3) } else { (part % 6, 6) };
    for command in commands.into_iter().skip(first).step_by(step) {
        if command == Command::Quit || command == Command::Suspend {
            continue;
        }
        if standing(&reader.app) != after {
            reader = swapped()?;
        }
        reader.act(Action::Do(command));
        let found = faults(&reader.app);
        if !found.is_empty() {
            return Some(format!("after {command:?}: {found:?}"));
        }
    }
    None
}

#[test]
fn no_layer_holds_on_to_what_a_swapped_document_does_not_have() {
    let (bases, others) = (bases(), others());
    // All of it takes minutes: a quick run tries a part, other readings for each layer.
    let is_whole = number("IBID_WALK_KEYS", 0) >= 20_000;
    let (mut tried, mut wrong) = (std::collections::BTreeMap::<&str, usize>::new(), Vec::new());
    for (at, way) in WAYS.iter().enumerate() {
        // Over the first of them that has what it takes, beginning with another one each time.
        let from = bases.iter().cycle().skip(at).take(bases.len());
        if let Some((base_name, base)) = from.into_iter().find(|(_, base)| opened(base, Panes::One, way).is_some()) {
            for (round, panes) in Panes::ALL.into_iter().enumerate() {
                for (nth, (other_name, other)) in others.iter().enumerate() {
                    let turn = nth + at + round;
                    if !is_whole && !turn.is_multiple_of(if panes == Panes::One { 5 } else { 40 }) {
                        continue;
                    }
                    *tried.entry(way.0).or_default() += 1;
                    let came = catch_unwind(AssertUnwindSafe(|| trouble(base, other, panes, way, nth + at)));
                    let trouble = came.unwrap_or_else(|_| Some("it panicked".into()));
                    wrong.extend(trouble.map(|said| {
                        format!("{way:?} over {base_name}, {panes:?}, then {other_name}: {said}", way = (way.0, way.1))
                    }));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong.join("\n"));
    // Each layer was there at all.
    let all = 23;
    assert_eq!(tried.len(), all, "{tried:?}");
}

#[test]
fn every_layer_is_drawn_on_every_small_screen() {
    let sizes = [(0, 0), (1, 1), (2, 1), (3, 3), (5, 2), (9, 3), (12, 6), (20, 4), (40, 2), (1, 30), (4, 30), (73, 5), (102, 1)];
    let (bases, mut wrong) = (bases(), Vec::new());
    for way in WAYS {
        for (base_name, base) in &bases {
            for panes in [Panes::One, Panes::SameSecond] {
                let Some((mut reader, _)) = opened(base, panes, way) else { continue };
                for (width, height) in sizes {
                    let came = catch_unwind(AssertUnwindSafe(|| {
                        reader.act(Action::Resize(width, height));
                        faults(&reader.app)
                    }));
                    let found = came.unwrap_or_else(|_| vec!["it panicked".into()]);
                    if !found.is_empty() {
                        wrong.push(format!("{:?} over {base_name}, {panes:?}, {width}x{height}: {found:?}", (way.0, way.1)));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_terminal_that_is_only_taken_back_closes_nothing() {
    let base = &bases()[0].1;
    for way in WAYS.iter().filter(|way| ["contents", "hints"].contains(&way.0)) {
        let mut reader = Reader::over(base, "test.md", ((80, 24), Language::English), true);
        reader.press(way.1);
        let open = reader.app.layers.iter().count();
        reader.act(Action::Resize(80, 24));
        assert_eq!((open, reader.app.layers.iter().count()), (1, 1), "{}", way.0);
        // On another screen letters would stand on other things.
        reader.act(Action::Resize(79, 24));
        assert_eq!(reader.app.layers.iter().count(), 0, "{}", way.0);
    }
}
