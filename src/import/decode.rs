//! From bytes to text, and what could not be read of them. Which encoding they are in is told by
//! [`encoding`](super::encoding).

use std::borrow::Cow;

use encoding_rs::DecoderResult;

use super::encoding::{Charset, KoreanDecoder, TextEncoding};
use super::window::Width;
use super::{ImportError, binary};
use crate::document::{Builder, Point, SafeText, Span, WarningKind};

/// Decodes a file piece by piece and counts what it could not.
pub(super) struct Decoder {
    charset: Charset,
    inner: Inner,
    whole: bool,
    /// Bytes given so far.
    taken: usize,
    /// The first place that could not be decoded, in bytes, and how many there were.
    bad: Option<(usize, u32)>,
    /// The first NUL, in bytes, and how many there were.
    nul: Option<(usize, u32)>,
}

/// What decodes all but UTF-8.
enum Inner {
    Standard(encoding_rs::Decoder),
    Korean(KoreanDecoder),
}

impl Inner {
    fn of(encoding: TextEncoding) -> Self {
        match encoding.standard() {
            Some(standard) => Self::Standard(standard.new_decoder_without_bom_handling()),
            None if encoding == TextEncoding::JOHAB => Self::Korean(KoreanDecoder::johab()),
            None => Self::Korean(KoreanDecoder::iso_2022_kr()),
        }
    }
}

impl Decoder {
    /// A decoder of pieces of a file in `charset`; `whole` says whether the last piece will be
    /// the file's end, where half a character is a fault.
    pub(super) fn new(charset: Charset, whole: bool) -> Self {
        Self { charset, inner: Inner::of(charset.encoding), whole, taken: 0, bad: None, nul: None }
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
        let text = if self.charset.encoding == TextEncoding::UTF_8 {
            self.utf_8(bytes, start, last)
        } else {
            Cow::Owned(self.other(bytes, start, last))
        };
        match memchr::memchr(0, bytes).filter(|_| self.charset.width() == Width::One) {
            Some(nul) => Cow::Owned(self.without_nuls(&text, start + nul)),
            None => text,
        }
    }

    /// `text` without its NULs, of which the first is that of byte `at`: words that one stands in are whole.
    fn without_nuls(&mut self, text: &str, at: usize) -> String {
        let count = u32::try_from(memchr::memchr_iter(0, text.as_bytes()).count()).unwrap_or(u32::MAX);
        let (first, before) = self.nul.unwrap_or((at, 0));
        self.nul = Some((first, before.saturating_add(count)));
        text.replace('\0', "")
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

    fn other(&mut self, bytes: &[u8], at: usize, last: bool) -> String {
        // The end of an opening is not told to the decoder, which then keeps half a character to itself.
        let last = last && self.whole;
        let mut text = String::new();
        let mut faults = Vec::new();
        match &mut self.inner {
            Inner::Standard(decoder) => standard(decoder, bytes, last, &mut text, |fault| faults.push(fault)),
            Inner::Korean(decoder) => {
                text.reserve(bytes.len() * 3 / 2);
                decoder.piece(bytes, last, &mut text, |fault| faults.push(fault));
            }
        }
        for fault in faults {
            self.fault(at.saturating_add_signed(fault));
        }
        text
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
        let encoding = SafeText::new(self.charset.encoding.name());
        if self.charset.guessed {
            builder.warn(WarningKind::GuessedEncoding { encoding: encoding.clone() }, Span::default());
        }
        if let Some((offset, count)) = self.bad {
            let first = first.unwrap_or_default();
            let span = Span::new(first.at(), first.at() + char::REPLACEMENT_CHARACTER.len_utf8());
            builder.warn(WarningKind::Undecodable { offset: offset as u64, count, encoding }, span);
        }
        if let Some((offset, count)) = self.nul {
            builder.warn(WarningKind::Nul { offset: offset as u64, count }, Span::default());
        }
    }
}

/// Decodes `bytes`, the last ones or not, and tells `fault` where they can't be.
fn standard(decoder: &mut encoding_rs::Decoder, mut bytes: &[u8], last: bool, text: &mut String, mut fault: impl FnMut(isize)) {
    text.reserve(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len()));
    let mut at = 0_usize;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, text, last);
        at += read;
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => text.reserve(bytes.len() + 16),
            DecoderResult::Malformed(length, after) => {
                let place = isize::try_from(at).unwrap_or(isize::MAX);
                fault(place - isize::from(length) - isize::from(after));
                text.reserve(4);
                text.push(char::REPLACEMENT_CHARACTER);
            }
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

/// The text of `bytes`: a file, or with `whole: false` its opening, whose last character may be cut; in the encoding
/// that is `named`, or the one that it shows.
///
/// # Errors
/// [`ImportError::Unsupported`] for a known format that is no text, [`ImportError::Binary`]
/// where the first 8 KB show that it is none.
pub(super) fn decode(bytes: &[u8], whole: bool, named: Option<TextEncoding>) -> Result<Decoded<'_>, ImportError> {
    let charset = readable(bytes, named)?;
    let mut decoder = Decoder::new(charset, whole);
    let text = decoder.piece(bytes, true);
    Ok(Decoded { text, decoder })
}

/// The encoding of `bytes`, if they are text.
///
/// # Errors
/// As [`decode`].
pub(super) fn readable(bytes: &[u8], named: Option<TextEncoding>) -> Result<Charset, ImportError> {
    binary::refuse_formats(bytes)?;
    let charset = Charset::of(bytes, named);
    match binary::first_binary(bytes) {
        Some(offset) if charset.width() == Width::One => Err(ImportError::Binary { offset }),
        _ => Ok(charset),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::window;
    use encoding_rs::{UTF_16BE, UTF_16LE};
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> (String, &'static str, Option<(usize, u32)>) {
        let decoded = decode(bytes, true, None).expect("text");
        (decoded.text.to_string(), decoded.decoder.charset.encoding.name(), decoded.decoder.bad)
    }

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf_8_is_not_copied() {
        let decoded = decode("북러 brief".as_bytes(), true, None).expect("text");
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
        assert_eq!(decode(b"ab\0cd\0\0\0ef", true, None).err(), Some(ImportError::Binary { offset: 2 }));
    }

    #[test]
    fn korean_is_guessed_without_a_hint() {
        let text = "한국어로 쓴 정책 브리프입니다. 북한과 러시아의 협력을 다룹니다.";
        let (bytes, ..) = encoding_rs::EUC_KR.encode(text);
        let decoded = decode(&bytes, true, None).expect("text");
        assert_eq!(
            (&*decoded.text, decoded.decoder.charset.encoding.name(), decoded.decoder.charset.guessed),
            (text, "EUC-KR", true)
        );
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
        assert_eq!(
            Charset::of(&bytes[..window::WINDOW], None),
            Charset { encoding: TextEncoding::UTF_8, mark: 0, guessed: false }
        );
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
    fn nuls_are_left_out_and_counted() {
        let (before, after) =
            ("a text of some length in front ".repeat(4), "nal and more of it behind, so that it is a text".repeat(2));
        let bytes = format!("{before}fi\0{after}\0.");
        let decoded = decode(bytes.as_bytes(), true, None).expect("text");
        assert_eq!(decoded.text, format!("{before}fi{after}."));
        assert_eq!(decoded.decoder.nul, Some((before.len() + 2, 2)));
    }

    #[test]
    fn the_encoding_that_is_named_is_used() {
        let named = TextEncoding::named("cp949");
        assert_eq!(decode(b"\xB0\xE1\xB7\xD0", true, named).expect("text").text, "결론");
        let kana = decode(b"\xB1\xB2\xB3", true, TextEncoding::named("cp932")).expect("text");
        assert_eq!(kana.text, "ｱｲｳ");
        let (wide, johab) = (TextEncoding::named("utf-16be"), TextEncoding::named("johab"));
        assert_eq!(decode(b"\xAC\0\xB0\x98", true, wide).expect("text").text, "가나");
        let read = decode(b"\xD0\x65\xFF", true, johab).expect("text");
        assert_eq!((&*read.text, read.decoder.bad), ("한\u{FFFD}", Some((2, 1))));
    }

    #[test]
    fn an_opening_may_end_inside_a_character() {
        let bytes = "가나".as_bytes();
        let opening = decode(&bytes[..4], false, None).expect("text");
        assert_eq!((&*opening.text, opening.decoder.bad), ("가", None));
        assert_eq!(decode(&bytes[..4], true, None).expect("text").decoder.bad, Some((3, 1)));
        let (korean, ..) = encoding_rs::EUC_KR.encode("한국어로 쓴 정책 브리프");
        assert_eq!(decode(&korean[..9], false, None).expect("text").decoder.bad, None);
    }

    proptest! {
        #[test]
        fn pieces_give_the_text_of_the_whole(text in "[a-z가-힣ぁ-ん é\n]{0,200}", at in 0_usize..200) {
            for encoding in [UTF_16LE, UTF_16BE] {
                let order = if encoding == UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
                let bytes = utf_16(&text, order);
                let mut decoder = Decoder::new(Charset { encoding: TextEncoding::of(encoding), mark: 0, guessed: false }, true);
                let (first, second) = bytes.split_at(at.min(bytes.len()));
                let joined = decoder.piece(first, false).into_owned() + &decoder.piece(second, true);
                prop_assert_eq!(&joined, &text);
            }
        }

        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), whole in any::<bool>()) {
            if let Ok(decoded) = decode(&bytes, whole, None) {
                prop_assert!(decoded.decoder.bad.is_none() || decoded.text.contains(char::REPLACEMENT_CHARACTER));
            }
        }
    }
}
