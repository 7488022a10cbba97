//! Where one thing that a terminal sends ends, and the next begins.
//!
//! A parser that is fed whatever arrives keeps what is unfinished, and takes the next keys for the
//! rest of it: after Alt-`[` or a stray byte a program would be deaf. So the bytes are cut here
//! first, and the parser sees nothing but whole pieces.

/// What every sequence begins with.
pub(super) const ESCAPE: u8 = 0x1b;
const BELL: u8 = 0x07;
/// What a paste begins with.
pub(super) const PASTE_BEGINS: &[u8] = b"\x1b[200~";
/// What a paste ends with.
pub(super) const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// What stands at the start of some bytes, and how many of them it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A key, or a sequence, that the parser may know.
    Piece(usize),
    /// An escape and the key behind it, which is how terminals send that key with Alt.
    Chord(usize),
    /// What a paste begins with.
    Paste(usize),
    /// Nothing that means anything here.
    Noise(usize),
    /// The beginning of something, or nothing at all.
    Begun,
}

/// The first thing in `bytes`.
pub(super) fn next(bytes: &[u8]) -> Next {
    match bytes {
        [] | [ESCAPE] | [ESCAPE, b'O'] => Next::Begun,
        // Two escapes are two keys; the second may begin a sequence.
        [ESCAPE, ESCAPE, ..] => Next::Piece(1),
        [ESCAPE, b'[', ..] => control_sequence(bytes),
        [ESCAPE, b']' | b'P' | b'_', ..] => string(bytes),
        [ESCAPE, b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S', ..] => Next::Piece(3),
        [ESCAPE, rest @ ..] => match character(rest) {
            Next::Piece(length) => Next::Chord(1 + length),
            Next::Begun => Next::Begun,
            _ => Next::Piece(1),
        },
        _ => character(bytes),
    }
}

/// A sequence of keys, the mouse, or an answer: `ESC [`, numbers, a letter.
fn control_sequence(bytes: &[u8]) -> Next {
    if bytes.starts_with(PASTE_BEGINS) {
        return Next::Paste(PASTE_BEGINS.len());
    }
    match bytes.get(2..) {
        None | Some([] | [b'[']) => return Next::Begun,
        // Function keys of Linux's console.
        Some([b'[', b'A'..=b'E', ..]) => return Next::Piece(4),
        Some([b'[', ..]) => return Next::Chord(2),
        // The old way to tell of the mouse: three bytes that may be anything printable, and more.
        Some([b'M', rest @ ..]) => {
            return match rest.iter().take(3).position(|byte| *byte < b' ') {
                Some(at) => Next::Noise(3 + at),
                None if rest.len() < 3 => Next::Begun,
                None => Next::Piece(6),
            };
        }
        Some(_) => {}
    }
    let Some(end) = bytes.iter().skip(2).position(|byte| !(0x20..=0x3f).contains(byte)).map(|at| at + 2) else {
        return Next::Begun;
    };
    match (bytes[end], bytes[2]) {
        // The parser gives up within others, and would take what is left of them for keys.
        (0x40..=0x7e, b'0'..=b'9' | b'<' | b'?' | b'>' | b'A'..=b'Z') => Next::Piece(end + 1),
        (0x40..=0x7e, _) => Next::Noise(end + 1),
        _ => broken(end),
    }
}

/// An answer in words, up to its terminator. Only those to a question about colours mean something.
fn string(bytes: &[u8]) -> Next {
    let is_answer = |first: u8| match bytes[1] {
        b']' => first.is_ascii_digit() || matches!(first, b'l' | b'L' | b'I'),
        b'P' => (0x20..=0x3f).contains(&first),
        _ => first == b'G',
    };
    if bytes.get(2).is_some_and(|first| !is_answer(*first)) {
        return Next::Chord(2);
    }
    let whole = |end: usize| if bytes[1] == b']' { Next::Piece(end) } else { Next::Noise(end) };
    match bytes.iter().skip(2).position(|byte| *byte < 0x20).map(|at| at + 2) {
        None => Next::Begun,
        Some(at) => match bytes[at..] {
            [BELL, ..] => whole(at + 1),
            [ESCAPE, b'\\', ..] => whole(at + 2),
            [ESCAPE] => Next::Begun,
            _ => broken(at),
        },
    }
}

/// What something else breaks off at `at`: a key with Alt where nothing of a sequence has come.
fn broken(at: usize) -> Next {
    if at == 2 { Next::Chord(2) } else { Next::Noise(at) }
}

/// The first character.
fn character(bytes: &[u8]) -> Next {
    let piece = &bytes[..bytes.len().min(4)];
    let (good, error) = match std::str::from_utf8(piece) {
        Ok(text) => (text, None),
        Err(error) => (std::str::from_utf8(&piece[..error.valid_up_to()]).unwrap_or_default(), Some(error)),
    };
    match (good.chars().next(), error.and_then(|error| error.error_len())) {
        (Some(first), _) => Next::Piece(first.len_utf8()),
        (None, Some(wrong)) => Next::Noise(wrong),
        (None, None) => Next::Begun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_piece_ends_where_the_next_begins() {
        for (bytes, found) in [
            (&b"jk"[..], Next::Piece(1)),
            ("한글".as_bytes(), Next::Piece(3)),
            (b"\x1bq", Next::Chord(2)),
            ("\x1bㅂq".as_bytes(), Next::Chord(4)),
            (b"\x1b\rj", Next::Chord(2)),
            (b"\x1b\x1b[A", Next::Piece(1)),
            (b"\x1b[Aj", Next::Piece(3)),
            (b"\x1b[5~j", Next::Piece(4)),
            (b"\x1b[1;3Dj", Next::Piece(6)),
            (b"\x1b[[Bj", Next::Piece(4)),
            (b"\x1b[M !!j", Next::Piece(6)),
            (b"\x1b[<0;1;1Mj", Next::Piece(9)),
            (b"\x1bOPj", Next::Piece(3)),
            (b"\x1b]11;rgb:0/0/0\x07j", Next::Piece(15)),
            (b"\x1b]11;rgb:0/0/0\x1b\\j", Next::Piece(16)),
            (b"\x1bP>|term\x1b\\j", Next::Noise(10)),
            (b"\x1b_Gi=1;OK\x1b\\j", Next::Noise(11)),
            (b"\x1b[200~ab\x1b[201~j", Next::Paste(6)),
            (b"\x1b[200~", Next::Paste(6)),
        ] {
            assert_eq!(next(bytes), found, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_may_go_on_is_waited_for() {
        let begun: [&[u8]; 14] = [
            b"",
            b"\x1b",
            b"\x1b[",
            b"\x1b[[",
            b"\x1b[M !",
            b"\x1b[200",
            b"\x1b[1;",
            b"\x1bO",
            b"\x1b]",
            b"\x1b]11;rgb",
            b"\x1bP>|t\x1b",
            b"\x1b_G",
            b"\xe1\x84",
            b"\x1b\xe1",
        ];
        for bytes in begun {
            assert_eq!(next(bytes), Next::Begun, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_is_no_sequence_is_keys_and_what_breaks_one_off_is_not_part_of_it() {
        for (bytes, found) in [
            (&b"\x1b]j"[..], Next::Chord(2)),
            (b"\x1bPj", Next::Chord(2)),
            (b"\x1b_j", Next::Chord(2)),
            (b"\x1b^j", Next::Chord(2)),
            (b"\x1bXj", Next::Chord(2)),
            (b"\x1bOj", Next::Chord(2)),
            (b"\x1b[\x1b", Next::Chord(2)),
            ("\x1b[한".as_bytes(), Next::Chord(2)),
            (b"\x1b[[j", Next::Chord(2)),
            (b"\x1b[12\x1b[A", Next::Noise(4)),
            (b"\x1b]11;rgb\x1b[A", Next::Noise(8)),
            (b"\x1b]11\rj", Next::Noise(4)),
            (b"\x1b[=1c", Next::Noise(5)),
            (b"\x1b[M\x03", Next::Noise(3)),
            (b"\x1b[M !\x1b[A", Next::Noise(5)),
            (b"\x1b[M !!\x03", Next::Piece(6)),
            (b"\xff\xffj", Next::Noise(1)),
            (b"\xe1jj", Next::Noise(1)),
            (b"\xed\xa0\x80j", Next::Noise(1)),
            (b"\x1b\xffj", Next::Piece(1)),
        ] {
            assert_eq!(next(bytes), found, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
