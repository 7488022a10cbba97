//! From bytes to text: which encoding they are in, and what could not be read.
//!
//! The order is: byte-order mark, UTF-16 by its NUL bytes, UTF-8, and only then a guess. All
//! of it is decided on the file's opening, so that the opening is read like the whole; or,
//! where that is ASCII, from the first byte on that is not: what comes before it is the same
//! text in every encoding left.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::window::{self, Width};
use super::{ImportError, binary};
use crate::document::{Builder, Point, SafeText, Span, WarningKind};

/// How much is looked at to tell UTF-16 by its NUL bytes: less than the shortest cut opening, in bytes.
const WIDE_SAMPLE: usize = 4 * 1024;
/// A file with one bad byte among this many good characters is damaged UTF-8, not another encoding.
const GOOD_FOR_ONE_BAD: usize = 20;

/// The encoding of a file, and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Charset {
    /// The encoding.
    pub(super) encoding: &'static Encoding,
    /// Length of the byte-order mark, in bytes.
    pub(super) mark: usize,
    /// Whether it was guessed: nothing in the file says or proves it.
    pub(super) guessed: bool,
}

impl Charset {
    /// The encoding of `bytes`, a file or its opening.
    pub(super) fn of(bytes: &[u8]) -> Self {
        if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
            return Self { encoding, mark, guessed: false };
        }
        let known = |encoding, guessed| Self { encoding, mark: 0, guessed };
        if let Some(encoding) = unmarked_utf_16(bytes) {
            return known(encoding, true);
        }
        let start = &bytes[..window::cut(bytes, Width::One)];
        if memchr::memmem::find(start, b"\x1B$").is_some() && guess(start) == ISO_2022_JP {
            return known(ISO_2022_JP, true);
        }
        let ascii = Encoding::ascii_valid_up_to(bytes);
        // A sample that starts in the middle is cut behind ASCII, so no character is split.
        let sample = if ascii < start.len() { start } else { &bytes[ascii..][..(bytes.len() - ascii).min(window::WINDOW)] };
        if is_utf_8(sample) { known(UTF_8, false) } else { known(guess(sample), true) }
    }

    /// The name of the encoding, as the Encoding Standard has it.
    pub(super) fn name(self) -> &'static str {
        self.encoding.name()
    }

    /// How many bytes a character of ASCII takes in it.
    pub(super) fn width(self) -> Width {
        match self.encoding {
            encoding if encoding == UTF_16LE => Width::Little,
            encoding if encoding == UTF_16BE => Width::Big,
            _ => Width::One,
        }
    }
}

/// How many bytes a character of ASCII takes in the encoding of `bytes`, a file or its opening.
pub(super) fn width_of(bytes: &[u8]) -> Width {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| unmarked_utf_16(bytes)).unwrap_or(UTF_8);
    Charset { encoding, mark: 0, guessed: false }.width()
}

/// The guess, without a hint: a hint for Korean turns Japanese into Korean.
fn guess(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether `sample`, of which the last character may be cut, is UTF-8, be it damaged.
fn is_utf_8(sample: &[u8]) -> bool {
    let Err(error) = std::str::from_utf8(sample) else { return true };
    if error.error_len().is_none() {
        return true;
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * GOOD_FOR_ONE_BAD
}

/// UTF-16 without a mark: NUL bytes on one side of the pairs (every Latin letter, digit,
/// space and line feed has one) and few on the other (가 is U+AC00), and what it gives is text.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
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

/// Decodes a file piece by piece and counts what it could not.
pub(super) struct Decoder {
    charset: Charset,
    inner: encoding_rs::Decoder,
    whole: bool,
    /// Bytes given so far.
    taken: usize,
    /// The first place that could not be decoded, in bytes, and how many there were.
    bad: Option<(usize, u32)>,
}

impl Decoder {
    /// A decoder of pieces of a file in `charset`; `whole` says whether the last piece will be
    /// the file's end, where half a character is a fault.
    pub(super) fn new(charset: Charset, whole: bool) -> Self {
        Self { charset, inner: charset.encoding.new_decoder_without_bom_handling(), whole, taken: 0, bad: None }
    }

    /// A decoder of what stands behind `plain` bytes of ASCII in a file in `charset`.
    pub(super) fn behind(charset: Charset, plain: usize) -> Self {
        Self { taken: plain, ..Self::new(charset, true) }
    }

    /// The text of the next piece, `last` if it is the last one; borrowed where it is UTF-8
    /// already. The byte-order mark is left out.
    ///
    /// Pieces of UTF-8 must end between characters; others may end anywhere.
    pub(super) fn piece<'a>(&mut self, bytes: &'a [u8], last: bool) -> Cow<'a, str> {
        let skipped = if self.taken == 0 { self.charset.mark.min(bytes.len()) } else { 0 };
        let start = self.taken + skipped;
        self.taken += bytes.len();
        let bytes = &bytes[skipped..];
        if self.charset.encoding == UTF_8 { self.utf_8(bytes, start, last) } else { Cow::Owned(self.other(bytes, start, last)) }
    }

    fn utf_8<'a>(&mut self, bytes: &'a [u8], start: usize, last: bool) -> Cow<'a, str> {
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => return Cow::Borrowed(text),
            Err(error) => error,
        };
        let cut = error.error_len().is_none() && last && !self.whole;
        if cut && let Ok(text) = std::str::from_utf8(&bytes[..error.valid_up_to()]) {
            return Cow::Borrowed(text);
        }
        let mut text = String::with_capacity(bytes.len() + 16);
        let mut at = start;
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            at += chunk.valid().len();
            let invalid = chunk.invalid();
            let at_end = at + invalid.len() == start + bytes.len();
            if invalid.is_empty() || (at_end && last && !self.whole && is_cut(invalid)) {
                continue;
            }
            self.fault(at);
            text.push(char::REPLACEMENT_CHARACTER);
            at += invalid.len();
        }
        Cow::Owned(text)
    }

    fn other(&mut self, mut bytes: &[u8], mut at: usize, last: bool) -> String {
        // The end of an opening is not told to the decoder, which then keeps half a character to itself.
        let last = last && self.whole;
        let mut text =
            String::with_capacity(self.inner.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len()));
        loop {
            let (result, read) = self.inner.decode_to_string_without_replacement(bytes, &mut text, last);
            at += read;
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => return text,
                DecoderResult::OutputFull => text.reserve(bytes.len() + 16),
                DecoderResult::Malformed(length, after) => {
                    self.fault(at.saturating_sub(usize::from(length) + usize::from(after)));
                    text.reserve(4);
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }

    fn fault(&mut self, at: usize) {
        let (first, count) = self.bad.unwrap_or((at, 0));
        self.bad = Some((first, count.saturating_add(1)));
    }

    /// What could not be decoded so far: the first place, in bytes, and how many.
    pub(super) fn bad(&self) -> Option<(usize, u32)> {
        self.bad
    }

    /// Warns of a guess at the document's start, and of what could not be decoded at `first`,
    /// the place of the first U+FFFD in the text that is being built.
    pub(super) fn warn(&self, builder: &mut Builder, first: Option<Point>) {
        let encoding = SafeText::new(self.charset.name());
        if self.charset.guessed {
            builder.warn(WarningKind::GuessedEncoding { encoding: encoding.clone() }, Span::default());
        }
        if let Some((offset, count)) = self.bad {
            let first = first.unwrap_or_default();
            let span = Span::new(first.at(), first.at() + char::REPLACEMENT_CHARACTER.len_utf8());
            builder.warn(WarningKind::Undecodable { offset: offset as u64, count, encoding }, span);
        }
    }
}

/// Whether `invalid`, the bytes at the end of an opening, are the start of a character.
fn is_cut(invalid: &[u8]) -> bool {
    std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none())
}

/// A file's text, all at once.
pub(super) struct Decoded<'a> {
    /// The text; borrowed where the file is UTF-8.
    pub(super) text: Cow<'a, str>,
    decoder: Decoder,
}

impl Decoded<'_> {
    /// Adds the warnings that follow; `first` is where the first U+FFFD came to stand in the
    /// text that is being built, where the importer knows it.
    pub(super) fn warn(&self, builder: &mut Builder, first: Option<Point>) {
        self.decoder.warn(builder, first);
    }
}

/// The text of `bytes`: a file, or with `whole: false` its opening, whose last character may be cut.
///
/// # Errors
/// [`ImportError::Unsupported`] for a known format that is no text, [`ImportError::Binary`]
/// where the first 8 KB show that it is none.
pub(super) fn decode(bytes: &[u8], whole: bool) -> Result<Decoded<'_>, ImportError> {
    let charset = readable(bytes)?;
    let mut decoder = Decoder::new(charset, whole);
    let text = decoder.piece(bytes, true);
    Ok(Decoded { text, decoder })
}

/// The encoding of `bytes`, if they are text.
///
/// # Errors
/// As [`decode`].
pub(super) fn readable(bytes: &[u8]) -> Result<Charset, ImportError> {
    binary::refuse_formats(bytes)?;
    let charset = Charset::of(bytes);
    match binary::first_binary(bytes) {
        Some(offset) if charset.width() == Width::One => Err(ImportError::Binary { offset }),
        _ => Ok(charset),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> (String, &'static str, Option<(usize, u32)>) {
        let decoded = decode(bytes, true).expect("text");
        (decoded.text.to_string(), decoded.decoder.charset.name(), decoded.decoder.bad)
    }

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf_8_is_not_copied() {
        let decoded = decode("북러 brief".as_bytes(), true).expect("text");
        assert!(matches!(decoded.text, Cow::Borrowed("북러 brief")));
        assert!(!decoded.decoder.charset.guessed);
    }

    #[test]
    fn a_mark_names_the_encoding_and_is_left_out() {
        assert_eq!(read(b"\xEF\xBB\xBFabc"), ("abc".into(), "UTF-8", None));
        let text = "가나 abc\n";
        let little = [b"\xFF\xFE".as_slice(), &utf_16(text, u16::to_le_bytes)].concat();
        assert_eq!(read(&little), (text.into(), "UTF-16LE", None));
        let big = [b"\xFE\xFF".as_slice(), &utf_16(text, u16::to_be_bytes)].concat();
        assert_eq!(read(&big), (text.into(), "UTF-16BE", None));
    }

    #[test]
    fn utf_16_shows_itself_by_its_nuls() {
        let text = "정책 브리프 2024, a plain text\n다음 줄\n";
        assert_eq!(read(&utf_16(text, u16::to_le_bytes)).1, "UTF-16LE");
        assert_eq!(read(&utf_16(text, u16::to_be_bytes)), (text.into(), "UTF-16BE", None));
        assert_eq!(decode(b"ab\0cd\0\0\0ef", true).err(), Some(ImportError::Binary { offset: 2 }));
    }

    #[test]
    fn korean_is_guessed_without_a_hint() {
        let text = "한국어로 쓴 정책 브리프입니다. 북한과 러시아의 협력을 다룹니다.";
        let (bytes, ..) = encoding_rs::EUC_KR.encode(text);
        let decoded = decode(&bytes, true).expect("text");
        assert_eq!((&*decoded.text, decoded.decoder.charset.name(), decoded.decoder.charset.guessed), (text, "EUC-KR", true));
        let text = "これは日本語の文章です。政策について述べる。";
        let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(text);
        assert_eq!(read(&bytes).1, "Shift_JIS");
    }

    #[test]
    fn encoding_that_starts_late_is_found_where_it_starts() {
        let ascii = "plain words\n".repeat(window::WINDOW / 8);
        let (korean, ..) = encoding_rs::EUC_KR.encode("한국어로 쓴 정책 브리프입니다. 협력을 다룹니다.");
        let bytes = [ascii.as_bytes(), &korean].concat();
        assert_eq!(read(&bytes).1, "EUC-KR");
        assert_eq!(Charset::of(&bytes[..window::WINDOW]), Charset { encoding: UTF_8, mark: 0, guessed: false });
    }

    #[test]
    fn a_bad_byte_is_marked_and_placed() {
        let mut bytes = "가나다라마바사".repeat(10).into_bytes();
        bytes.insert(9, 0xFF);
        let (text, name, bad) = read(&bytes);
        assert_eq!((name, bad), ("UTF-8", Some((9, 1))));
        assert!(text.starts_with("가나다\u{FFFD}라"));
        let (mut korean, ..) = encoding_rs::EUC_KR.encode("한국어로 쓴 정책 브리프입니다. 북한과 러시아의 협력");
        korean.to_mut().insert(0, 0xFF);
        let (text, name, bad) = read(&korean);
        assert_eq!((name, bad.map(|(_, count)| count)), ("EUC-KR", Some(1)));
        assert!(text.starts_with('\u{FFFD}'));
    }

    #[test]
    fn an_opening_may_end_inside_a_character() {
        let bytes = "가나".as_bytes();
        let opening = decode(&bytes[..4], false).expect("text");
        assert_eq!((&*opening.text, opening.decoder.bad), ("가", None));
        assert_eq!(decode(&bytes[..4], true).expect("text").decoder.bad, Some((3, 1)));
        let (korean, ..) = encoding_rs::EUC_KR.encode("한국어로 쓴 정책 브리프");
        assert_eq!(decode(&korean[..9], false).expect("text").decoder.bad, None);
    }

    proptest! {
        #[test]
        fn pieces_give_the_text_of_the_whole(text in "[a-z가-힣ぁ-ん é\n]{0,200}", at in 0_usize..200) {
            for encoding in [UTF_16LE, UTF_16BE] {
                let order = if encoding == UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
                let bytes = utf_16(&text, order);
                let mut decoder = Decoder::new(Charset { encoding, mark: 0, guessed: false }, true);
                let (first, second) = bytes.split_at(at.min(bytes.len()));
                let joined = decoder.piece(first, false).into_owned() + &decoder.piece(second, true);
                prop_assert_eq!(&joined, &text);
            }
        }

        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), whole in any::<bool>()) {
            if let Ok(decoded) = decode(&bytes, whole) {
                prop_assert!(decoded.decoder.bad.is_none() || decoded.text.contains(char::REPLACEMENT_CHARACTER));
            }
        }
    }
}
