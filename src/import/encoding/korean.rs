//! Two Korean encodings that the Encoding Standard does not read: Johab and ISO-2022-KR.
//!
//! Both hold the characters of KS X 1001. ISO-2022-KR is EUC-KR in seven bits. Johab's codes of
//! Hangul are made of the letters of a syllable, five bits each; its other characters lie in
//! the order of KS X 1001.

use encoding_rs::EUC_KR;

const ESCAPE: u8 = 0x1B;
const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;

/// What a code of five bits means where it is the first, the middle, the last letter of a syllable.
const FIRST: [Option<u8>; 32] = letters(&[(2, 19, 0)]);
const MIDDLE: [Option<u8>; 32] = letters(&[(3, 5, 0), (10, 6, 5), (18, 6, 11), (26, 4, 17)]);
const LAST: [Option<u8>; 32] = letters(&[(1, 17, 0), (19, 11, 17)]);
/// The codes of a letter that is not there.
const NO_FIRST: u8 = 1;
const NO_MIDDLE: u8 = 2;
const NO_LAST: u8 = 1;

/// Letters that stand alone, by their order as the first and as the last of a syllable.
const ALONE_FIRST: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const ALONE_LAST: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// A table of codes, made of runs: the first code, how many there are, the number of the first.
const fn letters(runs: &[(usize, u8, u8)]) -> [Option<u8>; 32] {
    let mut table = [None; 32];
    let mut run = 0;
    while run < runs.len() {
        let (code, count, number) = runs[run];
        let mut at = 0;
        while at < count {
            table[code + at as usize] = Some(number + at);
            at += 1;
        }
        run += 1;
    }
    table
}

/// The character of two bytes of Johab.
pub(super) fn johab(lead: u8, trail: u8) -> Option<char> {
    if lead < 0xD4 {
        return if matches!(trail, 0x41..=0x7E | 0x81..=0xFE) { hangul(u16::from_be_bytes([lead, trail])) } else { None };
    }
    // Two rows of KS X 1001 lie in the pairs of a first byte.
    let row = match lead {
        0xD9..=0xDE => 2 * (lead - 0xD9),
        0xE0..=0xF9 => 2 * (lead - 0xE0) + 0x29,
        _ => return None,
    };
    let cell = match trail {
        0x31..=0x7E => trail - 0x31,
        0x91..=0xFE => trail - 0x43,
        _ => return None,
    };
    let (row, cell) = if cell < 0x5E { (row, cell) } else { (row + 1, cell - 0x5E) };
    ks_x_1001(row + 0x21, cell + 0x21)
}

/// The syllable, or the letter, of a code of Johab.
fn hangul(code: u16) -> Option<char> {
    let five = |shift: u16| u8::try_from(code >> shift & 0x1F).unwrap_or(0);
    let codes = (five(10), five(5), five(0));
    if code & 0x8000 == 0 {
        return None;
    }
    let [first, middle, last] = [FIRST[usize::from(codes.0)], MIDDLE[usize::from(codes.1)], LAST[usize::from(codes.2)]];
    match (codes, first, middle, last) {
        (_, Some(first), Some(middle), Some(last)) => {
            char::from_u32(0xAC00 + (u32::from(first) * 21 + u32::from(middle)) * 28 + u32::from(last))
        }
        ((_, NO_MIDDLE, NO_LAST), Some(first), ..) => ALONE_FIRST.chars().nth(usize::from(first)),
        ((NO_FIRST, _, NO_LAST), None, Some(middle), _) => char::from_u32('ㅏ' as u32 + u32::from(middle)),
        ((NO_FIRST, NO_MIDDLE, _), .., Some(last)) => ALONE_LAST.chars().nth(usize::from(last).checked_sub(1)?),
        _ => None,
    }
}

/// The character of a row and a cell of KS X 1001, both from 0x21.
fn ks_x_1001(row: u8, cell: u8) -> Option<char> {
    if !(0x21..=0x7E).contains(&row) || !(0x21..=0x7E).contains(&cell) {
        return None;
    }
    let bytes = [row | 0x80, cell | 0x80];
    EUC_KR.decode_without_bom_handling_and_without_replacement(&bytes)?.chars().next()
}

/// Decodes one of the two, piece by piece.
pub(in crate::import) struct KoreanDecoder {
    /// Seven bits, with signs that shift.
    shifts: bool,
    /// Behind a shift out: two bytes a character.
    shifted: bool,
    /// The first bytes of a character, or of an escape, whose rest is still to come.
    held: Vec<u8>,
}

impl KoreanDecoder {
    pub(in crate::import) fn johab() -> Self {
        Self { shifts: false, shifted: false, held: Vec::new() }
    }

    pub(in crate::import) fn iso_2022_kr() -> Self {
        Self { shifts: true, ..Self::johab() }
    }

    /// Adds the text of `bytes` to `out`; `last` says that nothing follows. Tells `fault` what can't be decoded, by
    /// its offset in `bytes`, less than 0 where it began in the piece before.
    pub(in crate::import) fn piece(&mut self, bytes: &[u8], last: bool, out: &mut String, mut fault: impl FnMut(isize)) {
        let before = self.held.len();
        let mut all = std::mem::take(&mut self.held);
        all.extend_from_slice(bytes);
        let mut at = 0;
        while at < all.len() {
            let place = isize::try_from(at).unwrap_or(0) - isize::try_from(before).unwrap_or(0);
            let rest = &all[at..];
            let Some((found, length)) = self.next(rest) else {
                if last {
                    out.push(char::REPLACEMENT_CHARACTER);
                    fault(place);
                } else {
                    self.held = rest.to_vec();
                }
                return;
            };
            match found {
                Found::Char(c) => out.push(c),
                Found::Nothing => {}
                Found::Fault => {
                    out.push(char::REPLACEMENT_CHARACTER);
                    fault(place);
                }
            }
            at += length;
        }
    }

    /// What `rest` starts with, and its bytes; nothing where it is cut.
    fn next(&mut self, rest: &[u8]) -> Option<(Found, usize)> {
        let lead = rest[0];
        if self.shifts { self.next_shifted(lead, rest) } else { next_johab(lead, rest) }
    }

    fn next_shifted(&mut self, lead: u8, rest: &[u8]) -> Option<(Found, usize)> {
        match lead {
            SHIFT_OUT | SHIFT_IN => self.shifted = lead == SHIFT_OUT,
            // The one escape that there is says which characters are shifted to.
            ESCAPE if rest.len() < 4 && b"\x1B$)C".starts_with(rest) => return None,
            ESCAPE if rest.starts_with(b"\x1B$)C") => return Some((Found::Nothing, 4)),
            0x21..=0x7E if self.shifted => {
                let trail = *rest.get(1)?;
                return Some(ks_x_1001(lead, trail).map_or((Found::Fault, 1), |c| (Found::Char(c), 2)));
            }
            // A line starts unshifted.
            b'\n' | b'\r' => {
                self.shifted = false;
                return Some((Found::Char(char::from(lead)), 1));
            }
            0x80.. => return Some((Found::Fault, 1)),
            _ => return Some((Found::Char(char::from(lead)), 1)),
        }
        Some((Found::Nothing, 1))
    }
}

fn next_johab(lead: u8, rest: &[u8]) -> Option<(Found, usize)> {
    if lead.is_ascii() {
        return Some((Found::Char(char::from(lead)), 1));
    }
    let trail = *rest.get(1)?;
    Some(johab(lead, trail).map_or((Found::Fault, 1), |c| (Found::Char(c), 2)))
}

enum Found {
    Char(char),
    Nothing,
    Fault,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(decoder: fn() -> KoreanDecoder, bytes: &[u8]) -> (String, Vec<isize>) {
        let (mut out, mut faults) = (String::new(), Vec::new());
        decoder().piece(bytes, true, &mut out, |at| faults.push(at));
        // However it is cut, the text is the same.
        for cut in 0..bytes.len() {
            let (mut decoder, mut again) = (decoder(), String::new());
            decoder.piece(&bytes[..cut], false, &mut again, |_| {});
            decoder.piece(&bytes[cut..], true, &mut again, |_| {});
            assert_eq!(again, out, "cut at {cut}");
        }
        (out, faults)
    }

    #[test]
    fn johab_is_made_of_letters() {
        for (bytes, c) in [
            (0x8861, '가'),
            (0xD3BD, '힣'),
            (0xD065, '한'),
            (0x8B69, '글'),
            (0xB693, '웁'),
            (0x8841, 'ㄱ'),
            (0xD041, 'ㅎ'),
            (0x8461, 'ㅏ'),
            (0x87A1, 'ㅣ'),
            (0x8444, 'ㄳ'),
        ] {
            let [lead, trail] = u16::to_be_bytes(bytes);
            assert_eq!(johab(lead, trail), Some(c), "{bytes:04X}");
        }
        for bytes in [0x8841_u16 - 1, 0xD47F, 0xDF41, 0xFA31, 0x8400, 0xD9FF] {
            let [lead, trail] = u16::to_be_bytes(bytes);
            assert_eq!(johab(lead, trail), None, "{bytes:04X}");
        }
    }

    #[test]
    fn johab_has_the_signs_and_hanja_of_the_standard() {
        let bytes = b"\xD9\x48\xE9\xC1\xF7\xDB\xD9\x49 a\xD9\x34\xD9\x76\n";
        assert_eq!(read(KoreanDecoder::johab, bytes), ("「北韓」 a·→\n".into(), vec![]));
        assert_eq!(johab(0xE0, 0x31), Some('伽'));
        assert_eq!(johab(0xF9, 0xFE), Some('詰'));
        assert_eq!(johab(0xD9, 0x32), Some('、'));
    }

    #[test]
    fn what_is_no_code_is_a_fault_where_it_stands() {
        let (text, faults) = read(KoreanDecoder::johab, b"ab\xFF\xD0\x65\xD0");
        assert_eq!((text.as_str(), faults), ("ab\u{FFFD}한\u{FFFD}", vec![2, 5]));
        let (text, faults) = read(KoreanDecoder::iso_2022_kr, b"a\x80\x0E!\x7Fb");
        assert_eq!((text.chars().filter(|c| *c == '\u{FFFD}').count(), faults), (3, vec![1, 3, 5]));
    }

    #[test]
    fn iso_2022_kr_shifts_and_starts_each_line_unshifted() {
        let (text, faults) = read(KoreanDecoder::iso_2022_kr, b"\x1B$)C\x0EGQ19\x0F and \x0E>n\nplain\n");
        assert_eq!((text.as_str(), faults.len()), ("한국 and 어\nplain\n", 0));
    }
}
