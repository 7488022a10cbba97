//! Which encoding a file is in, where nothing says it.
//!
//! The order is: byte-order mark, UTF-16 by its NUL bytes, the escapes of ISO-2022, UTF-8, and
//! only then a guess. All of it is decided on the file's opening, so that the opening is read
//! like the whole; or, where that is ASCII, from the first byte on that is not: what comes
//! before it is the same text in every encoding left.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, ISO_2022_JP, ISO_8859_6, ISO_8859_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1252,
    WINDOWS_1255, WINDOWS_1256,
};

use super::TextEncoding;
use super::korean::johab;
use super::latin::{are_latin_words, is_mac_roman, is_western};
use super::wide::{WIDE_SAMPLE, unmarked_utf_16};
use crate::import::window::{self, Width};

/// What a sequence of UTF-8 of so many bytes weighs: three bytes follow their rules by chance far more rarely than two,
/// but for two that stand alone among ASCII.
const WEIGHTS: [usize; 5] = [0, 0, 1, 3, 3];
const WEIGHT_ALONE: usize = 2;
/// What the right sequences weigh at least, in all and for each byte that is none, where a file is damaged UTF-8. Text
/// in the old encodings of Korea, Japan, China and the West stays below a half of it.
const LEAST_WEIGHT: usize = 9;
const WEIGHT_FOR_ONE_BAD: usize = 4;
/// What they weigh more than for each byte that is none in a few words, where only those sequences are counted that hardly
/// stand in other encodings.
const STRONG_FOR_ONE_BAD: usize = 3;
/// Syllables of Johab that there are at least, and parts of twenty of its characters that are common ones.
const LEAST_JOHAB: usize = 4;
const JOHAB_SHARE: usize = 17;

/// The encoding of a file, and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct Charset {
    /// The encoding.
    pub(in crate::import) encoding: TextEncoding,
    /// Length of the byte-order mark, in bytes.
    pub(in crate::import) mark: usize,
    /// Whether it was guessed: nothing in the file says or proves it.
    pub(in crate::import) guessed: bool,
}

impl Charset {
    /// The encoding of `bytes`, a file or its opening; `named` is what the reader calls it.
    pub(in crate::import) fn of(bytes: &[u8], named: Option<TextEncoding>) -> Self {
        let marked = Encoding::for_bom(bytes);
        if let Some(encoding) = named {
            let own = marked.filter(|(marked, _)| encoding.standard() == Some(*marked));
            return Self { encoding, mark: own.map_or(0, |(_, mark)| mark), guessed: false };
        }
        if let Some((encoding, mark)) = marked {
            return Self { encoding: TextEncoding::of(encoding), mark, guessed: false };
        }
        let known = |encoding, guessed| Self { encoding, mark: 0, guessed };
        if let Some(encoding) = unmarked_utf_16(bytes) {
            return known(TextEncoding::of(encoding), true);
        }
        let start = &bytes[..window::cut(bytes, Width::One)];
        if let Some(encoding) = shifted(start) {
            return known(encoding, true);
        }
        let ascii = Encoding::ascii_valid_up_to(bytes);
        // A sample that starts in the middle is cut behind ASCII, so no character is split.
        let sample = if ascii < start.len() { start } else { &bytes[ascii..][..(bytes.len() - ascii).min(window::WINDOW)] };
        if is_utf_8(sample) { known(TextEncoding::UTF_8, false) } else { known(guess(sample), true) }
    }

    /// How many bytes a character of ASCII takes in it.
    pub(in crate::import) fn width(self) -> Width {
        match self.encoding.standard() {
            Some(encoding) if encoding == UTF_16LE => Width::Little,
            Some(encoding) if encoding == UTF_16BE => Width::Big,
            _ => Width::One,
        }
    }
}

/// How many bytes a character of ASCII takes in the encoding of `bytes`, a file or its opening.
pub(in crate::import) fn width_of(bytes: &[u8]) -> Width {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| unmarked_utf_16(bytes)).map_or(TextEncoding::UTF_8, TextEncoding::of);
    Charset { encoding, mark: 0, guessed: false }.width()
}

/// An encoding of seven bits, by its escapes.
fn shifted(start: &[u8]) -> Option<TextEncoding> {
    if memchr::memmem::find(start, b"\x1B$)C").is_some() {
        return Some(TextEncoding::ISO_2022_KR);
    }
    let escapes = memchr::memmem::find(start, b"\x1B$").is_some();
    (escapes && detect(start) == ISO_2022_JP).then(|| TextEncoding::of(ISO_2022_JP))
}

/// The guess, without a hint: a hint for Korean turns Japanese into Korean.
fn detect(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The guess, and what it does not know of.
fn guess(sample: &[u8]) -> TextEncoding {
    let guess = detect(sample);
    if is_johab(sample) {
        TextEncoding::JOHAB
    } else if has_jamo(sample) {
        TextEncoding::of(EUC_KR)
    } else if is_japanese(sample, guess) {
        TextEncoding::of(EUC_JP)
    } else if is_short_korean(sample, guess) {
        TextEncoding::of(if are_latin_words(sample) { WINDOWS_1252 } else { EUC_KR })
    } else if is_mac_roman(sample, guess) {
        TextEncoding::of(encoding_rs::MACINTOSH)
    } else if is_western(sample, guess) {
        TextEncoding::of(WINDOWS_1252)
    } else {
        TextEncoding::of(guess)
    }
}

/// Whether all that is not ASCII in `sample`, of which the last character may be cut, are characters of Johab, and
/// nearly all of them syllables that are written. Those of other encodings are not even syllables, most of them.
fn is_johab(sample: &[u8]) -> bool {
    let (mut all, mut common, mut at) = (0, 0, 0);
    while at < sample.len() {
        let lead = sample[at];
        if lead.is_ascii() {
            at += 1;
            continue;
        }
        let Some(trail) = sample.get(at + 1) else { break };
        let Some(c) = johab(lead, *trail) else { return false };
        all += 1;
        common += usize::from(is_common(c));
        at += 2;
    }
    common >= LEAST_JOHAB && common * 20 >= all * JOHAB_SHARE
}

/// Whether `c` is one of the 2,350 syllables of KS X 1001.
pub(super) fn is_common(c: char) -> bool {
    let mut bytes = [0; 4];
    let (encoded, _, lost) = EUC_KR.encode(c.encode_utf8(&mut bytes));
    !lost && matches!(&*encoded, [0xB0..=0xC8, 0xA1..=0xFE])
}

/// Whether a word or two are Korean where the detector, which needs more, tells letters of one byte: everything that is
/// not ASCII comes in pairs, and all of these are common syllables. Letters of other scripts come singly, or lie elsewhere.
fn is_short_korean(sample: &[u8], guess: &'static Encoding) -> bool {
    let other = [WINDOWS_874, WINDOWS_1255, WINDOWS_1256, ISO_8859_6, ISO_8859_8];
    if !are_syllables(sample) {
        return false;
    }
    // One letter of Big5 that is no ideograph is none that anybody writes alone.
    let decoded = || guess.decode_without_bom_handling(sample).0;
    let signs = guess == BIG5 && !decoded().contains(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    guess.is_single_byte() && !other.contains(&guess) || (guess.is_single_byte() || signs) && are_frequent(sample)
}

/// Syllables that most of Korean text is made of.
const FREQUENT: &str = "이의다는에한하을보로지해시정고험가러북기사은대서상를제으적있도수장관국아나중경과인전계라급자원어위우여금회것일할미재감부만리되약성표조유개후분\
니년발동간생력와그행된들신외화함항거단합당등준었실명월구법방주요통군용래려규야연선류역였입했공질비면종모결및김담문체안따무속세두진호때각포강며될업변산작반료률예불능히현더판음점또교필출데피노같별소마말태평절책없터드환직견심품난술물형받황특건못총확향매석써최탄독울르습극토타설왔민영초존목운던줄돌람트열임오편쪽번프복식처령막참끝본남겠디앞천테높날근키검례활승송긴론집낮저알많권릴잠취투살티네값차북핵추격논결즉글길내너녀념눈답덕량록린먼버벌변봄빛색손숙십씨악안양억언얼역왕육응익점좋죄징찰채청층치친택통파팔품피학허협혼홍흥희";

/// Whether all syllables of EUC-KR in `sample` are frequent ones.
fn are_frequent(sample: &[u8]) -> bool {
    let (text, lost) = EUC_KR.decode_without_bom_handling(sample);
    !lost && text.chars().filter(|c| !c.is_ascii() && !('\u{3131}'..='\u{318E}').contains(c)).all(|c| FREQUENT.contains(c))
}

/// Whether `sample` holds single letters of Hangul, said again and again as Koreans laugh and weep, or counting, and
/// nothing else but frequent syllables: letters of kana elsewhere.
fn has_jamo(sample: &[u8]) -> bool {
    let (mut jamo, mut sure, mut others, mut at) = (0, 0, 0, 0);
    let mut before = [0, 0];
    while at < sample.len() {
        match sample[at..] {
            [0xA4, trail @ 0xA1..=0xFE, ref rest @ ..] => {
                let counts = matches!(rest, [b'.' | b')', ..]);
                (jamo, sure) = (jamo + 1, sure + usize::from(counts || before == [0xA4, trail]));
                (before, at) = ([0xA4, trail], at + 2);
            }
            [0xB0..=0xC8, 0xA1..=0xFE, ..] => (before, others, at) = ([0, 0], others + 1, at + 2),
            [0..0x80, ..] => (before, at) = ([0, 0], at + 1),
            _ => return false,
        }
    }
    sure > 0 && sure * 2 >= jamo && jamo + others > 1 && are_frequent(sample)
}

/// Whether all that is not ASCII in `sample` are pairs, each a common syllable of EUC-KR, and none stands inside of a word
/// of ASCII.
fn are_syllables(sample: &[u8]) -> bool {
    let is_letter = |at: Option<usize>| at.and_then(|at| sample.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let (mut at, mut pairs) = (0, 0);
    while at < sample.len() {
        let length = sample[at..].iter().take_while(|byte| !byte.is_ascii()).count();
        let (found, half) = sample[at..at + length].as_chunks::<2>();
        // `AÇÕES`: letters of one word.
        let inside = length > 0 && is_letter(at.checked_sub(1)) && is_letter(Some(at + length));
        if inside || !half.is_empty() || !found.iter().all(|pair| matches!(pair, [0xB0..=0xC8, 0xA1..=0xFE])) {
            return false;
        }
        pairs += found.len();
        at += length.max(1);
    }
    pairs > 0
}

/// Whether `sample`, of which the last character may be cut, is UTF-8, be it damaged.
fn is_utf_8(sample: &[u8]) -> bool {
    let Err(error) = std::str::from_utf8(sample) else { return true };
    if error.error_len().is_none() {
        // One byte behind nothing but ASCII is the end of a short file in another encoding, and not half a character.
        let (valid, cut) = sample.split_at(error.valid_up_to());
        return cut.len() > 1 || !valid.is_ascii() || sample.len() >= WIDE_SAMPLE;
    }
    let (mut weight, mut strong, mut bad) = (0, 0, 0);
    for chunk in sample.utf8_chunks() {
        strong += self::strong(chunk.valid());
        let (mut before, mut rest) = (1, chunk.valid().chars().map(char::len_utf8).peekable());
        while let Some(length) = rest.next() {
            let alone = length == 2 && before == 1 && rest.peek().is_none_or(|next| *next == 1);
            weight += if alone { WEIGHT_ALONE } else { WEIGHTS[length] };
            before = length;
        }
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let many = weight >= LEAST_WEIGHT && weight >= bad * WEIGHT_FOR_ONE_BAD;
    let few = strong > bad * STRONG_FOR_ONE_BAD;
    // Two syllables of EUC-KR may be one sign of UTF-8.
    (many || few) && !are_syllables(sample) && !are_kana(sample)
}

/// What the sequences in `text` weigh that hardly stand in another encoding: those of three bytes, those of two beside a
/// small letter of ASCII, and letters of one alphabet in a row.
fn strong(text: &str) -> usize {
    let alphabet = |c: char| match c {
        '\u{370}'..='\u{3FF}' => 1,
        '\u{400}'..='\u{4FF}' => 2,
        '\u{590}'..='\u{5FF}' => 3,
        '\u{600}'..='\u{6FF}' => 4,
        _ => 0,
    };
    let (mut sum, mut before) = (0, ' ');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let own = alphabet(c);
        sum += match c.len_utf8() {
            1 => 0,
            2 if before.is_ascii_lowercase() || next.is_ascii_lowercase() => 2,
            2 => usize::from(own > 0 && (own == alphabet(before) || own == alphabet(next))),
            _ => 3,
        };
        before = c;
    }
    sum
}

/// Whether a few words are Japanese where the detector, which needs more, tells something else: all that is not ASCII is
/// kana of EUC-JP, or half of it where the guess is letters of one byte.
fn is_japanese(sample: &[u8], guess: &'static Encoding) -> bool {
    let (mut all, mut kana, mut jamo) = (0, 0, 0);
    let (mut before, mut at) = ([0, 0], 0);
    while at < sample.len() {
        match (sample[at], sample.get(at + 1)) {
            (0..0x80, _) => at += 1,
            (_, None) => break,
            (lead @ 0xA1..=0xFE, Some(trail @ 0xA1..=0xFE)) => {
                // Marks count for neither.
                all += usize::from(lead > 0xA3);
                kana += usize::from(matches!((lead, *trail), (0xA4, ..=0xF3) | (0xA5, ..=0xF6)));
                // Koreans write single letters, and one again and again, where Japanese has its syllables.
                jamo += usize::from(lead == 0xA4 && (*trail > 0xF3 || before == [lead, *trail]));
                before = [lead, *trail];
                at += 2;
                continue;
            }
            _ => return false,
        }
        before = [0, 0];
    }
    kana > 0 && jamo * 3 < all && (kana == all && kana > 1 || guess.is_single_byte() && kana * 2 >= all)
}

/// Whether all that is not ASCII in `sample`, of which the last character may be cut, are characters of EUC-JP, and a third
/// of them kana.
fn are_kana(sample: &[u8]) -> bool {
    let (mut all, mut kana, mut at) = (0, 0, 0);
    while at < sample.len() {
        match (sample[at], sample.get(at + 1)) {
            (0..0x80, _) => at += 1,
            (_, None) => break,
            (lead @ 0xA1..=0xFE, Some(0xA1..=0xFE)) => {
                (all, kana, at) = (all + 1, kana + usize::from(matches!(lead, 0xA4 | 0xA5)), at + 2);
            }
            _ => return false,
        }
    }
    all > 0 && kana * 3 >= all
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251};

    /// Korean in Johab, which nothing encodes.
    fn in_johab(text: &str) -> Vec<u8> {
        let code = |c: char| (0x8441..=0xD3BD_u16).map(u16::to_be_bytes).find(|[lead, trail]| johab(*lead, *trail) == Some(c));
        let bytes = |c: char| match code(c) {
            Some(code) => code.to_vec(),
            None => vec![c as u8],
        };
        text.chars().flat_map(bytes).collect()
    }

    fn name(bytes: &[u8]) -> &'static str {
        Charset::of(bytes, None).encoding.name()
    }

    #[test]
    fn one_stray_byte_makes_no_other_encoding_of_utf_8() {
        for text in ["항만 사용료", "“Dues” — the council", "日本語", "Größe, Übermaß, Straße, Käse", "цена и пошлина"]
        {
            for at in text.char_indices().map(|(at, _)| at) {
                let mut bytes = text.as_bytes().to_vec();
                bytes.insert(at, 0xE9);
                // What goes on the byte by chance is one place, too.
                assert_eq!(name(&bytes), "UTF-8", "{text} {at}");
            }
        }
        // Nothing in it speaks for UTF-8.
        assert_ne!(name(b"a caf\xE9 in the town"), "UTF-8");
    }

    #[test]
    fn old_encodings_are_no_damaged_utf_8() {
        let korean = "한국어로 쓴 정책 브리프입니다. 자신들도 등에 핵 전략";
        let japanese = "これは日本語の文章です。政策について述べる。上がった";
        let chinese = "这是中文的文章。港口费用去年上涨了";
        for (encoding, text) in [
            (EUC_KR, korean),
            (SHIFT_JIS, japanese),
            (EUC_JP, japanese),
            (GBK, chinese),
            (BIG5, "這是中文的文章"),
            (WINDOWS_1252, "Le café à la fin de l’été où les élèves étaient partis"),
            (WINDOWS_1251, "Это русский текст о портах"),
            (KOI8_R, "Это русский текст о портах"),
        ] {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (nth, from) in starts.iter().enumerate() {
                for to in &starts[nth + 1..] {
                    let (bytes, ..) = encoding.encode(&text[*from..*to]);
                    // A few bytes may be UTF-8 by chance; what is damaged is not.
                    assert!(std::str::from_utf8(&bytes).is_ok() || !is_utf_8(&bytes) || bytes.len() < 6, "{}", &text[*from..*to]);
                }
            }
        }
    }

    #[test]
    fn johab_is_told_by_its_syllables() {
        for text in ["항만 사용료는 지난해에 올랐다.", "제1장 서론과 배경", "북한과 러시아의 협력을 다룹니다."]
        {
            assert_eq!(name(&in_johab(text)), "Johab", "{text}");
            let (bytes, ..) = EUC_KR.encode(text);
            assert_eq!(name(&bytes), "EUC-KR", "{text}");
        }
        let (bytes, ..) = SHIFT_JIS.encode("これは日本語の文章です。政策について述べる。");
        assert_eq!(name(&bytes), "Shift_JIS");
    }

    #[test]
    fn one_word_of_korean_is_korean() {
        for text in ["결론", "네", "부산", "제1장 서론", "구분,값\n가,1\n", "3. 결론\n"] {
            let (bytes, ..) = EUC_KR.encode(text);
            assert_eq!(name(&bytes), "EUC-KR", "{text}");
        }
        for (encoding, text) in [
            (WINDOWS_1252, "café"),
            (WINDOWS_1252, "naïve, à côté"),
            (WINDOWS_1252, "AÇÕES DA BOLSA"),
            (WINDOWS_1251, "Это цена порта"),
        ] {
            let (bytes, ..) = encoding.encode(text);
            assert_ne!(name(&bytes), "EUC-KR", "{text}");
        }
    }

    #[test]
    fn escapes_tell_encodings_of_seven_bits() {
        assert_eq!(name(b"\x1B$)C\x0EGW58\x0F \x0E;g?k7a4B\x0F\n"), "ISO-2022-KR");
        let (japanese, ..) = encoding_rs::ISO_2022_JP.encode("これは日本語の文章です。");
        assert_eq!(name(&japanese), "ISO-2022-JP");
        assert_eq!(name(b"\x1B[1mbold\x1B[0m"), "UTF-8");
    }

    #[test]
    fn what_the_reader_names_is_believed() {
        let named = TextEncoding::named("cp949");
        let found = Charset::of("결론".as_bytes(), named);
        assert_eq!((found.encoding.name(), found.guessed, found.mark), ("EUC-KR", false, 0));
        let marked = Charset::of(b"\xEF\xBB\xBFa", TextEncoding::named("utf-8"));
        assert_eq!(marked.mark, 3);
        assert_eq!(Charset::of(b"\xEF\xBB\xBFa", TextEncoding::named("latin1")).mark, 0);
    }
}
