//! Notes (`^[…]`) and formulas (`` $`…`$ ``) that begin and do not end: comrak looks for the end of each through all
//! that follows.

use memchr::{memchr3_iter, memmem};

use super::{LONGEST, is_escaped, up_to};

/// Where the `^` of notes stand that do not end in their paragraph, or only far behind.
pub(super) fn notes_without(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    // Brackets that are open, and whether each begins a note.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let give_up = |open: &mut Vec<(usize, bool)>, found: &mut Vec<usize>| {
        found.extend(open.drain(..).filter(|(_, is_note)| *is_note).map(|(at, _)| at - 1));
    };
    let mut signs = memchr3_iter(b'[', b']', b'\n', bytes).peekable();
    while let Some(at) = signs.next() {
        match bytes[at] {
            b'\n' => {
                let line = signs.peek().map_or(&bytes[at + 1..], |next| &bytes[at + 1..*next]);
                let is_blank = line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'>'));
                if is_blank && signs.peek().is_none_or(|next| bytes[*next] == b'\n') {
                    give_up(&mut open, &mut found);
                }
            }
            _ if is_escaped(bytes, at) => {}
            b'[' => open.push((at, at > 0 && bytes[at - 1] == b'^' && !is_escaped(bytes, at - 1))),
            _ => {
                let note = open.pop().filter(|(_, is_note)| *is_note);
                found.extend(note.map(|(from, _)| from - 1).filter(|from| at - from > LONGEST));
            }
        }
    }
    give_up(&mut open, &mut found);
    found
}

/// Where the `$` of formulas stand that do not end in their paragraph, or only far behind.
pub(super) fn formulas_without(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, b"$`").filter(move |at| !is_escaped(bytes, *at) && up_to(text, at + 2, "`$").is_none())
}
