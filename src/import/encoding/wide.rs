//! UTF-16 without a byte-order mark.

use encoding_rs::{EUC_KR, Encoding, UTF_16BE, UTF_16LE};

use super::guess::is_common;

/// How much is looked at to tell UTF-16 by its NUL bytes: less than the shortest cut opening, in bytes.
pub(super) const WIDE_SAMPLE: usize = 4 * 1024;
/// A short text that is weighed character by character, in bytes.
const SHORT: usize = 512;
/// What its characters weigh at least, in fourths of one.
const LEAST: i32 = 5;
/// Syllables of Hangul, and kana or letters, that stand without a blank or a line's end at least.
const SYLLABLES: usize = 4;
const KANA: usize = 2;

/// UTF-16 without a mark: NUL bytes on one side of the pairs (every Latin letter, digit,
/// space and line feed has one) and few on the other (가 is U+AC00), and what it gives is text.
pub(super) fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    short(bytes).or_else(|| by_nuls(bytes))
}

fn by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(WIDE_SAMPLE)];
    memchr::memchr(0, sample)?;
    let (pairs, half) = sample.as_chunks::<2>();
    if !half.is_empty() {
        return None;
    }
    let first = pairs.iter().filter(|pair| pair[0] == 0).count();
    let second = pairs.iter().filter(|pair| pair[1] == 0).count();
    let one_sided = |many: usize, few: usize| many * 20 >= pairs.len() && few * 4 <= many && (many >= 4 || many == pairs.len());
    let (encoding, wide): (_, fn([u8; 2]) -> u16) = if one_sided(second, first) {
        (UTF_16LE, u16::from_le_bytes)
    } else if one_sided(first, second) {
        (UTF_16BE, u16::from_be_bytes)
    } else {
        return None;
    };
    let odd = char::decode_utf16(pairs.iter().map(|pair| wide(*pair)))
        .filter(|c| !matches!(c, Ok(c) if !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{C}')))
        .count();
    // One unpaired half may be the cut at the sample's end.
    (odd * 200 <= pairs.len() || odd <= 1).then_some(encoding)
}

/// How a pair of bytes is read as one number.
type Pairs = fn([u8; 2]) -> u16;

/// Both orders of bytes.
static WIDE: [(&Encoding, Pairs); 2] = [(UTF_16LE, u16::from_le_bytes), (UTF_16BE, u16::from_be_bytes)];

/// UTF-16 of a few words, where NUL bytes are too few to tell: all of it is text that way.
fn short(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, half) = bytes.as_chunks::<2>();
    if !half.is_empty() || pairs.is_empty() || bytes.len() > SHORT {
        return None;
    }
    let read = |wide: Pairs| char::decode_utf16(pairs.iter().map(|pair| wide(*pair))).collect::<Result<Vec<char>, _>>();
    let known = WIDE.iter().filter_map(|(encoding, wide)| {
        let text = read(*wide).ok()?;
        let weight = text.iter().map(|c| weight(*c)).sum::<Option<i32>>()?;
        let least = LEAST * i32::try_from(text.len()).ok()?;
        (weight * 4 >= least && is_sure(bytes, &text)).then_some((weight, *encoding))
    });
    known.max_by_key(|(weight, _)| *weight).map(|(_, encoding)| encoding)
}

/// Whether a NUL byte, which text of other encodings has none of, or the script alone tells that `text` is what `bytes` say.
fn is_sure(bytes: &[u8], text: &[char]) -> bool {
    let are = |inside: fn(&char) -> bool, least: usize| text.len() >= least && text.iter().all(inside);
    let korean = || are(|c| is_common(*c), SYLLABLES) && EUC_KR.decode_without_bom_handling(bytes).1;
    // Controls of ASCII, one for each letter.
    let greek = || are(|c| ('\u{386}'..='\u{3CE}').contains(c), KANA) || are(|c| ('\u{410}'..='\u{451}').contains(c), KANA);
    memchr::memchr(0, bytes).is_some() || greek() || are(|c| ('\u{3041}'..='\u{30FF}').contains(c), KANA) || korean()
}

/// Whether `byte` is ASCII as text has it.
fn is_printed(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte.is_ascii_whitespace()
}

/// How much `c` looks like a character of a text; none where no text holds it.
fn weight(c: char) -> Option<i32> {
    Some(match c {
        '\t' | '\n' | '\r' | '\u{C}' | ' '..='~' => 3,
        _ if c.is_control() => return None,
        '가'..='힣' => {
            if is_common(c) {
                3
            } else {
                0
            }
        }
        '\u{C0}'..='\u{FF}' | '\u{386}'..='\u{3CE}' | '\u{410}'..='\u{451}' | '\u{3041}'..='\u{30FF}' => 3,
        '\u{100}'..='\u{17F}' | '\u{5D0}'..='\u{5EA}' | '\u{621}'..='\u{64A}' | '\u{E01}'..='\u{E5B}' => 2,
        '\u{2013}'..='\u{2026}' | '€' | '\u{3000}'..='\u{300F}' | '\u{FF01}'..='\u{FF5E}' => 2,
        // Two letters of ASCII side by side are an ideograph, too.
        '\u{4E00}'..='\u{9FFF}' => {
            let [one, other] = u32::from(c).to_be_bytes()[2..] else { return None };
            if is_printed(one) && is_printed(other) { -1 } else { 2 }
        }
        '\u{A0}'..='\u{BF}' => 1,
        _ => -3,
    })
}
