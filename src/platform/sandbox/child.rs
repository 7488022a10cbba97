//! The process that reads: takes in what is asked and the bytes, limits itself, and tells.

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use super::confine::confine;
use super::wire::{Asked, Frame, VERSION};
use crate::document::Document;
use crate::import::{self, ImportError, ReadObserver, Source};

/// The hidden command that starts it.
pub(crate) const COMMAND: &str = "--read-apart";

/// What it ends with where another version of the program asks.
pub(super) const ANOTHER_VERSION: u8 = 65;
/// What it ends with after a panic.
pub(super) const PANICKED: u8 = 70;

/// Reads what standard input holds, and tells standard output.
pub(crate) fn serve() -> ExitCode {
    let mut input = io::stdin().lock();
    let asked = match Asked::read(&mut input) {
        Ok(asked) if asked.version == VERSION => asked,
        _ => return ANOTHER_VERSION.into(),
    };
    let mut bytes = Vec::new();
    if input.read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let teller = Teller { out: RefCell::new(Box::new(io::stdout())), asked: &asked };
    for left in confine(asked.memory, asked.seconds) {
        teller.tell(&Frame::Log(left));
    }
    // A panic is a fault of the file's, told like any other. Its place goes to the log; its words may be the
    // document's, and don't.
    std::panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            eprintln!("panic at {place}");
        }
    }));
    let read = catch_unwind(AssertUnwindSafe(|| answer(&asked, &bytes, &teller)));
    let said = match read {
        Ok(Ok(frame)) => frame,
        Ok(Err(error)) => Frame::Failed(error.into()),
        // The parent knows at which page it happened.
        Err(_) => return PANICKED.into(),
    };
    teller.tell(&said);
    ExitCode::SUCCESS
}

/// The document, or the picture, that is asked for.
fn answer(asked: &Asked, bytes: &[u8], teller: &Teller<'_>) -> Result<Frame, ImportError> {
    let format = import::format_named(&asked.format).ok_or(ImportError::Damaged)?;
    let source = Source { name: "", bytes, whole: true };
    match &asked.picture {
        Some(name) => {
            let picture = format.picture.ok_or(ImportError::Damaged)?(&source, name, teller)?;
            postcard::to_stdvec(&picture).map(Frame::Picture).map_err(|_| ImportError::Damaged)
        }
        None => (format.read)(&source, teller)?.to_flat().map(Frame::Whole).map_err(|_| ImportError::Damaged),
    }
}

/// Tells how far the reading is.
struct Teller<'a> {
    out: RefCell<Box<dyn Write>>,
    asked: &'a Asked,
}

impl Teller<'_> {
    fn tell(&self, frame: &Frame) {
        // Nobody listens any more: the parent is gone, or has seen enough.
        if frame.write(&mut **self.out.borrow_mut()).is_err() {
            std::process::exit(1);
        }
    }
}

impl ReadObserver for Teller<'_> {
    fn at(&self, done: usize, all: usize) -> Result<(), ImportError> {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.tell(&Frame::At { done: narrow(done), all: narrow(all) });
        Ok(())
    }

    fn wants_opening(&self) -> bool {
        self.asked.opening
    }

    fn opening(&self, document: Document) {
        if let Ok(flat) = document.to_flat() {
            self.tell(&Frame::Opening(flat));
        }
    }

    fn password(&self) -> Option<&str> {
        self.asked.password.as_deref()
    }

    fn skips(&self, number: usize) -> bool {
        self.asked.skip.iter().any(|skipped| *skipped as usize == number)
    }
}
