//! What one character of a query stands for: the classes that a pattern is made of.
//!
//! Case is left to the engine. Hanja and their readings would come in here, as more
//! characters of a class (a reading names its hanja, a hanja its reading).

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::hangul;

/// Characters from one to another, both included.
pub(super) type Chars = RangeInclusive<char>;

/// What one character of a query stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Forms {
    /// Any one of these.
    pub(super) chars: Vec<Chars>,
    /// Or these characters, one after the other.
    pub(super) sequence: Option<String>,
    /// And after it any number of these.
    pub(super) marks: &'static [Chars],
    /// The ASCII character that is left of it in text without variants ([`holds_variants`]).
    pub(super) ascii: Option<char>,
}

/// Typographic variants of one character: what a keyboard has, and what a typesetter makes of it.
const VARIANTS: [&str; 6] = [
    "'\u{2018}\u{2019}\u{201A}\u{201B}\u{2032}\u{2BC}`\u{B4}\u{FF07}\u{FF40}",
    "\"\u{201C}\u{201D}\u{201E}\u{201F}\u{2033}\u{301D}\u{301E}\u{301F}\u{FF02}",
    "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{FE58}\u{FE63}\u{FF0D}",
    "\u{B7}\u{30FB}\u{318D}\u{2022}\u{2027}\u{2219}\u{22C5}\u{FF65}",
    "~\u{2DC}\u{223C}\u{301C}\u{FF5E}",
    "\u{2026}\u{22EF}",
];

/// Latin letters with a stroke and the like: no accent by decomposition, one to a reader.
const STROKES: [(char, &str); 6] = [('d', "đĐ"), ('h', "ħĦ"), ('i', "ı"), ('l', "łŁ"), ('o', "øØ"), ('t', "ŧŦ")];

/// Signs that full width has besides ASCII.
const WIDE_SIGNS: [(char, char); 4] = [('¢', '\u{FFE0}'), ('£', '\u{FFE1}'), ('¥', '\u{FFE5}'), ('₩', '\u{FFE6}')];

/// Letters that are printed as one sign, which files made from PDF keep.
pub(super) const LIGATURES: [(&str, char); 9] = [
    ("ffi", '\u{FB03}'),
    ("ffl", '\u{FB04}'),
    ("ff", '\u{FB00}'),
    ("fi", '\u{FB01}'),
    ("fl", '\u{FB02}'),
    ("st", '\u{FB06}'),
    ("ae", 'æ'),
    ("oe", 'œ'),
    ("ss", 'ß'),
];

/// What a phrase may be broken by where spacing does not count.
pub(super) const GAPS: &[Chars] = &[
    ' '..=' ',
    '\u{A0}'..='\u{A0}',
    '\u{2000}'..='\u{200A}',
    '\u{202F}'..='\u{202F}',
    '\u{205F}'..='\u{205F}',
    '\u{3000}'..='\u{3000}',
];

const ACCENT_MARKS: &[Chars] = &['\u{300}'..='\u{36F}', '\u{1AB0}'..='\u{1AFF}', '\u{1DC0}'..='\u{1DFF}'];
const ARABIC_MARKS: &[Chars] = &['\u{610}'..='\u{61A}', '\u{64B}'..='\u{65F}', '\u{670}'..='\u{670}', '\u{6D6}'..='\u{6ED}'];
const HEBREW_MARKS: &[Chars] = &['\u{591}'..='\u{5BD}', '\u{5BF}'..='\u{5C7}'];

/// Plain letter (lower case) -> the letters that are it with accents.
static ACCENTED: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut table: HashMap<char, Vec<char>> = STROKES.iter().map(|(base, others)| (*base, others.chars().collect())).collect();
    for c in ['\u{C0}'..='\u{24F}', '\u{370}'..='\u{3FF}', '\u{620}'..='\u{6D3}', '\u{1E00}'..='\u{1FFF}'].into_iter().flatten() {
        if let Some(base) = base_of(c) {
            table.entry(lower(base)).or_default().push(c);
        }
    }
    table
});

/// Full-width katakana and its punctuation -> half-width.
static HALF_KATAKANA: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    ('\u{FF61}'..='\u{FF9D}').filter_map(|half| std::iter::once(half).nfkc().next().map(|full| (full, half))).collect()
});

/// Whether `bytes`, a stretch of a text, may hold one of the characters that [`Forms::ascii`]
/// leaves out: Latin letters past ASCII and their combining marks, full-width forms, ligatures.
/// Full-width punctuation counts where the query is `punctuated` too.
pub(super) fn holds_variants(bytes: &[u8], punctuated: bool) -> bool {
    let starts_one = |at: usize| match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
        (0xC3, Some(next), _) => !matches!(next, 0x97 | 0xB7),
        (0xC3..=0xCD, ..) => true,
        (0xE1, Some(next), _) => matches!(next, 0xAA | 0xAB | 0xB7..=0xBB),
        (0xEF, Some(0xAC), _) => true,
        (0xEF, Some(0xBC), Some(last)) => punctuated || matches!(last, 0x90..=0x99 | 0xA1..=0xBA),
        (0xEF, Some(0xBD), Some(last)) => punctuated || *last <= 0x9A,
        _ => false,
    };
    // By lead bytes first, without an exit inside of a chunk, so that the compiler makes vectors of it.
    let may_start = |byte: u8| u8::from(byte.wrapping_sub(0xC3) <= 0xCD - 0xC3) | u8::from(byte == 0xE1) | u8::from(byte == 0xEF);
    bytes.chunks(256).enumerate().any(|(chunk, part)| {
        part.iter().fold(0, |found, byte| found | may_start(*byte)) != 0
            && (chunk * 256..chunk * 256 + part.len()).any(starts_one)
    })
}

/// `text` with every character in the width that most text has it in.
pub(super) fn usual_width(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut katakana = String::new();
    for c in text.chars() {
        if let '\u{FF61}'..='\u{FF9F}' = c {
            katakana.push(c);
            continue;
        }
        out.extend(katakana.drain(..).nfkc());
        out.push(match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => WIDE_SIGNS.iter().find(|(_, wide)| *wide == c).map_or_else(|| hangul::as_compatible(c), |(usual, _)| *usual),
        });
    }
    out.extend(katakana.drain(..).nfkc());
    out.nfc().collect()
}

/// What LaTeX calls letters and signs that formulas are drawn with.
const IN_LATEX: [(&str, &str); 48] = [
    ("α", "alpha"),
    ("β", "beta"),
    ("γ", "gamma"),
    ("δ", "delta"),
    ("ϵ", "epsilon"),
    ("ε", "varepsilon"),
    ("ζ", "zeta"),
    ("η", "eta"),
    ("θ", "theta"),
    ("ϑ", "vartheta"),
    ("ι", "iota"),
    ("κ", "kappa"),
    ("λ", "lambda"),
    ("μµ", "mu"),
    ("ν", "nu"),
    ("ξ", "xi"),
    ("π", "pi"),
    ("ϖ", "varpi"),
    ("ρ", "rho"),
    ("ϱ", "varrho"),
    ("σ", "sigma"),
    ("ς", "varsigma"),
    ("τ", "tau"),
    ("υ", "upsilon"),
    ("ϕ", "phi"),
    ("φ", "varphi"),
    ("χ", "chi"),
    ("ψ", "psi"),
    ("ω", "omega"),
    ("∑", "sum"),
    ("∏", "prod"),
    ("∫", "int"),
    ("∞", "infty"),
    ("∂", "partial"),
    ("∇", "nabla"),
    ("×", "times"),
    ("÷", "div"),
    ("≤", "leq"),
    ("≥", "geq"),
    ("≠", "neq"),
    ("≈", "approx"),
    ("≡", "equiv"),
    ("∝", "propto"),
    ("∀", "forall"),
    ("∃", "exists"),
    ("√", "sqrt"),
    ("⇒", "Rightarrow"),
    ("∪", "cup"),
];

/// `c` as formulas are written in LaTeX, which the text keeps.
fn in_latex(c: char) -> Option<String> {
    IN_LATEX.iter().find(|(signs, _)| signs.contains(lower(c))).map(|(_, name)| format!("\\{name}"))
}

/// What `c`, in its usual width, stands for. `bare` where no combining mark follows it in the query.
pub(super) fn forms(c: char, bare: bool) -> Forms {
    if !bare {
        return Forms { chars: vec![c..=c], ..Forms::default() };
    }
    if let Some(variants) = VARIANTS.iter().find(|group| group.contains(c)) {
        let sequence = (c == '\u{2026}').then(|| "...".to_owned());
        return Forms { chars: ranges(variants.chars().collect()), sequence, ..Forms::default() };
    }
    let mut chars = vec![c];
    let mut sequence = None;
    if c.is_ascii_graphic() {
        chars.extend(char::from_u32(c as u32 + 0xFEE0));
    } else {
        chars.extend(WIDE_SIGNS.iter().find(|(usual, _)| *usual == c).map(|(_, wide)| *wide));
        chars.extend(hangul::half_width(c));
        chars.extend(HALF_KATAKANA.get(&c));
        sequence = voiced_half_width(c).or_else(|| in_latex(c));
    }
    chars.extend(ACCENTED.get(&lower(c)).filter(|_| base_of(c).is_none()).into_iter().flatten());
    Forms { chars: ranges(chars), sequence, marks: marks_of(c), ascii: c.is_ascii_graphic().then_some(c) }
}

/// Whether text is written without regard to spaces around `c`: Hangul, Han, kana.
pub(super) fn spaces_freely(c: char) -> bool {
    is_hangul(c) || is_unspaced(c)
}

/// Whether `c` is Hangul: a syllable or a jamo of any kind.
pub(super) fn is_hangul(c: char) -> bool {
    matches!(c,
        '가'..='힣' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}'
        | '\u{FFA1}'..='\u{FFDC}')
}

/// Whether `c` is of a script that puts no spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FA}' | '\u{30FC}'..='\u{3130}' | '\u{31A0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}'
        | '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// The letter that `c` is an accented form of: its canonical decomposition without the marks.
fn base_of(c: char) -> Option<char> {
    let mut parts = std::iter::once(c).nfd();
    let base = parts.next().filter(|base| *base != c)?;
    parts.all(is_combining_mark).then_some(base)
}

/// `ガ` as half-width writes it: the kana and its voicing mark.
fn voiced_half_width(c: char) -> Option<String> {
    let mut parts = std::iter::once(c).nfd();
    let half = HALF_KATAKANA.get(&parts.next()?)?;
    let mark = match parts.next()? {
        '\u{3099}' => '\u{FF9E}',
        '\u{309A}' => '\u{FF9F}',
        _ => return None,
    };
    Some([*half, mark].iter().collect())
}

/// The marks that a letter may carry in the text without being another letter to a reader.
fn marks_of(c: char) -> &'static [Chars] {
    match c {
        '\u{5D0}'..='\u{5EA}' => HEBREW_MARKS,
        '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' => ARABIC_MARKS,
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}'
            if base_of(c).is_none() =>
        {
            ACCENT_MARKS
        }
        _ => &[],
    }
}

/// The lower case of `c` where that is one character.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
}

/// Characters as ranges, in order.
fn ranges(mut chars: Vec<char>) -> Vec<Chars> {
    chars.sort_unstable();
    chars.dedup();
    let mut ranges: Vec<Chars> = Vec::new();
    for c in chars {
        match ranges.last_mut() {
            Some(last) if *last.end() as u32 + 1 == c as u32 => *last = *last.start()..=c,
            _ => ranges.push(c..=c),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(c: char, other: char) -> bool {
        forms(c, true).chars.iter().any(|range| range.contains(&other))
    }

    #[test]
    fn a_plain_letter_stands_for_its_accented_forms_and_not_the_other_way() {
        assert!("éèêëěęȩệé".nfc().all(|c| has('e', c)));
        assert!(has('E', 'é') && has('o', 'ø') && has('i', 'İ') && has('α', 'ά') && has('ا', 'أ'));
        assert!(!has('é', 'e') && !has('é', 'è') && !has('и', 'й') && !has('か', 'が'));
    }

    #[test]
    fn width_does_not_count() {
        assert!(has('A', 'Ａ') && has('9', '９') && has('カ', 'ｶ') && has('₩', '￦') && has('ㅏ', '\u{FFC2}'));
        assert_eq!(forms('ガ', true).sequence.as_deref(), Some("ｶﾞ"));
        assert_eq!(usual_width("ＡＢ１％　ｶﾞｯﾂ ﾡ ￦"), "AB1%\u{3000}ガッツ ㄱ ₩");
    }

    #[test]
    fn no_variant_is_overlooked() {
        for c in ('!'..='~').filter(|c| !VARIANTS.iter().any(|group| group.contains(*c))) {
            let forms = forms(c, true);
            assert_eq!(forms.ascii, Some(c));
            for other in forms.chars.iter().chain(forms.marks).cloned().flatten().filter(|other| !other.is_ascii()) {
                for before in [0, 254, 255, 256] {
                    let text = format!("{}{other}가", "a".repeat(before));
                    assert!(holds_variants(text.as_bytes(), c.is_ascii_punctuation()), "{other:?} for {c:?}");
                }
            }
        }
        for (_, sign) in LIGATURES {
            assert!(holds_variants(sign.to_string().as_bytes(), false));
        }
    }

    #[test]
    fn what_korean_text_is_full_of_is_no_variant() {
        for c in "가힣“”‘’—–·…×÷（）！，：％「」①Ⅲ㎡政の ".chars() {
            assert!(!holds_variants(format!("a{c}b").as_bytes(), false), "{c}");
        }
        assert!(holds_variants("（".as_bytes(), true));
    }

    #[test]
    fn ranges_hold_what_they_are_made_of() {
        assert_eq!(ranges(vec!['c', 'a', 'b', 'a', 'x']), ['a'..='c', 'x'..='x']);
    }

    /// What [`holds_variants`] says by lead bytes, said by characters.
    fn is_variant(c: char, punctuated: bool) -> bool {
        match c {
            '×' | '÷' => false,
            '\u{C0}'..='\u{37F}' | '\u{1A80}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB3F}' => true,
            '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF40}'..='\u{FF5A}' => true,
            '\u{FF00}'..='\u{FF7F}' => punctuated,
            _ => false,
        }
    }

    #[test]
    fn variants_are_told_by_their_lead_bytes() {
        for c in ('\u{1}'..='\u{FFFF}').chain(['👩', '\u{20000}', '\u{10FFFF}']) {
            for punctuated in [false, true] {
                let text = c.to_string();
                assert_eq!(holds_variants(text.as_bytes(), punctuated), is_variant(c, punctuated), "{c:?}");
            }
        }
    }

    #[test]
    fn variants_are_found_anywhere() {
        for (before, after) in [(0, 600), (255, 1), (256, 0), (511, 300), (512, 0), (700, 100)] {
            let text = |c: &str| format!("{}{c}{}", "a".repeat(before), "가".repeat(after));
            assert!(holds_variants(text("é").as_bytes(), false), "{before}");
            assert!(holds_variants(text("éé").as_bytes(), false), "{before}: two do not cancel each other");
            assert!(!holds_variants(text("×").as_bytes(), false), "{before}");
        }
        assert!(!holds_variants(b"", false));
    }

    #[test]
    fn a_letter_with_a_mark_in_the_query_is_that_letter_alone() {
        assert_eq!(forms('e', false), Forms { chars: vec!['e'..='e'], ..Forms::default() });
    }

    #[test]
    fn signs_stand_for_their_typographic_variants() {
        assert!(has('\'', '’') && has('"', '„') && has('-', '–') && has('·', '・') && has('~', '～'));
        assert!(!has('\'', '"') && !has('-', '_'));
        assert_eq!(forms('…', true).sequence.as_deref(), Some("..."));
        assert_eq!(forms('…', true).chars, ['\u{2026}'..='\u{2026}', '\u{22EF}'..='\u{22EF}']);
        assert_eq!(forms('~', true).sequence, None);
        assert_eq!(forms('~', true).ascii, None);
    }

    #[test]
    fn a_plain_character_is_itself_and_its_full_width() {
        assert_eq!(forms('1', true), Forms { chars: vec!['1'..='1', '１'..='１'], ascii: Some('1'), ..Forms::default() });
        assert_eq!(forms('가', true), Forms { chars: vec!['가'..='가'], ..Forms::default() });
        assert_eq!(forms('¢', true).chars, ['¢'..='¢', '￠'..='￠']);
        assert_eq!(forms('£', true).chars, ['£'..='£', '￡'..='￡']);
        assert_eq!(forms('か', true), Forms { chars: vec!['か'..='か'], ..Forms::default() });
        assert_eq!(forms('α', true).sequence.as_deref(), Some(r"\alpha"));
        assert_eq!(forms('Σ', true).sequence.as_deref(), Some(r"\sigma"), "case is left to the engine");
        assert_eq!(forms('パ', true).sequence.as_deref(), Some("ﾊﾟ"));
    }

    #[test]
    fn letters_carry_the_marks_of_their_script() {
        assert_eq!(forms('x', true).marks, ACCENT_MARKS);
        assert_eq!(forms('и', true).marks, ACCENT_MARKS);
        assert_eq!(forms('א', true).marks, HEBREW_MARKS);
        assert_eq!(forms('ب', true).marks, ARABIC_MARKS);
        for c in ['é', '1', '가', '日'] {
            assert!(forms(c, true).marks.is_empty(), "{c}: has its accent, or none");
        }
    }

    #[test]
    fn scripts_are_told_apart() {
        for c in ['가', '힣', 'ㄱ', 'ㆎ', '\u{1100}', '\u{11FF}', '\u{A960}', '\u{D7B0}', '\u{FFA1}'] {
            assert!(is_hangul(c) && !is_unspaced(c) && spaces_freely(c), "{c:?}");
        }
        for c in ['中', 'か', 'カ', '々', '\u{20000}', 'ก', 'ｶ', 'က', 'ក'] {
            assert!(!is_hangul(c) && is_unspaced(c) && spaces_freely(c), "{c:?}");
        }
        for c in ['a', 'é', '1', '-', '・', ' ', 'и', 'ب'] {
            assert!(!is_hangul(c) && !is_unspaced(c) && !spaces_freely(c), "{c:?}");
        }
    }

    #[test]
    fn the_lower_case_is_one_character_or_the_same() {
        assert_eq!(['A', 'a', 'É', '가', 'İ'].map(lower), ['a', 'a', 'é', '가', 'İ']);
    }
}
