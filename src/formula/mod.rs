//! Formulas as LaTeX writes them -> text that a terminal shows.
//!
//! pulldown-latex knows the commands; what is here makes characters of what it reads: raised and lowered letters where
//! Unicode has them, fractions in a line, rows of matrices and of aligned lines below each other. See decision 34.

mod font;
mod ink;
mod script;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod writer;

use pulldown_latex::event::Event;
use pulldown_latex::{Parser, Storage};

use writer::Writer;

/// Bytes of a formula that is drawn, at most; a page is not written as one.
const LONGEST: usize = 4096;
/// Events that one is read to, at most.
const MOST_EVENTS: usize = 8192;

/// The lines that `source` is drawn as, its signs (`$`, `\(`, `\[`) left out: one where it stands in a line of text, one
/// or more where it is a `display`. No line is empty or has a control character.
///
/// `None` where it can't be drawn, or is too long or too deep: then its source is what is shown.
#[must_use]
pub(crate) fn drawn(source: &str, display: bool) -> Option<Vec<String>> {
    let inner = source::inner(source);
    if inner.len() > LONGEST || !source::is_tame(inner) {
        return None;
    }
    let ready = source::ready(inner);
    let known = || source::with_unknown_kept(&ready, is_known);
    let lines = written(&ready, display).or_else(|| written(&source::in_rows(&ready)?, display)).or_else(|| {
        let known = known()?;
        written(&known, display).or_else(|| written(&source::in_rows(&known)?, display))
    })?;
    let lines: Vec<String> = lines.iter().map(|line| source::restored(line)).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then_some(lines)
}

fn written(latex: &str, display: bool) -> Option<Vec<String>> {
    let storage = Storage::new();
    let mut events: Vec<Event<'_>> = Vec::new();
    for event in Parser::new(latex, &storage) {
        events.push(event.ok().filter(|_| events.len() < MOST_EVENTS)?);
    }
    Writer::new(&events, display).write()
}

/// Whether the parser knows `\word`, whatever it needs behind it.
fn is_known(word: &str) -> bool {
    use std::error::Error;
    let storage = Storage::new();
    let command = format!("\\{word}");
    let unknown = |error: &dyn Error| error.to_string() == "unknown primitive command found";
    !matches!(Parser::new(&command, &storage).next(), Some(Err(error)) if error.source().is_some_and(unknown))
}
