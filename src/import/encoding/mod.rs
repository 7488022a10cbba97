//! Encodings of text: those of the Encoding Standard, and two Korean ones that it does not read.

mod guess;
mod korean;
mod latin;
#[cfg(test)]
mod short_texts;
mod wide;

use encoding_rs::{Encoding, UTF_8};

pub(super) use guess::{Charset, width_of};
pub(super) use korean::KoreanDecoder;

/// Every encoding that can be named: its name, and what else it is called.
pub static ENCODINGS: &[(&str, &[&str])] = &[
    ("UTF-8", &["utf8"]),
    ("UTF-16LE", &["utf16le", "utf-16", "utf16", "ucs-2"]),
    ("UTF-16BE", &["utf16be"]),
    ("EUC-KR", &["euckr", "cp949", "ms949", "uhc", "windows-949", "ksc5601", "ks_c_5601-1987", "korean"]),
    ("Johab", &["cp1361", "ms1361"]),
    ("ISO-2022-KR", &["iso2022kr", "csiso2022kr"]),
    ("Shift_JIS", &["shift-jis", "sjis", "cp932", "ms932", "windows-31j", "windows-932"]),
    ("EUC-JP", &["eucjp"]),
    ("ISO-2022-JP", &["iso2022jp"]),
    ("GBK", &["cp936", "ms936", "windows-936", "gb2312", "euc-cn"]),
    ("gb18030", &[]),
    ("Big5", &["cp950", "ms950", "windows-950", "big5-hkscs"]),
    ("windows-1252", &["cp1252", "latin1", "iso-8859-1", "ascii"]),
    ("macintosh", &["mac-roman", "macroman", "mac_roman", "x-mac-roman"]),
    ("windows-1250", &["cp1250"]),
    ("windows-1251", &["cp1251"]),
    ("windows-1253", &["cp1253"]),
    ("windows-1254", &["cp1254", "iso-8859-9"]),
    ("windows-1255", &["cp1255"]),
    ("windows-1256", &["cp1256"]),
    ("windows-1257", &["cp1257"]),
    ("windows-1258", &["cp1258"]),
    ("windows-874", &["cp874", "tis-620"]),
    ("ISO-8859-2", &["latin2"]),
    ("ISO-8859-3", &[]),
    ("ISO-8859-4", &[]),
    ("ISO-8859-5", &[]),
    ("ISO-8859-6", &[]),
    ("ISO-8859-7", &[]),
    ("ISO-8859-8", &[]),
    ("ISO-8859-10", &[]),
    ("ISO-8859-13", &[]),
    ("ISO-8859-14", &[]),
    ("ISO-8859-15", &["latin9"]),
    ("ISO-8859-16", &[]),
    ("IBM866", &["cp866"]),
    ("KOI8-R", &[]),
    ("KOI8-U", &[]),
    ("x-mac-cyrillic", &["mac-cyrillic"]),
];

/// An encoding that text can be read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding(Kind);

/// Who decodes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One of the Encoding Standard.
    Standard(&'static Encoding),
    /// The Korean one whose codes are made of the letters of a syllable.
    Johab,
    /// Korean in seven bits, with signs that shift.
    Iso2022Kr,
}

impl TextEncoding {
    pub(super) const UTF_8: Self = Self::of(UTF_8);
    pub(super) const JOHAB: Self = Self(Kind::Johab);
    pub(super) const ISO_2022_KR: Self = Self(Kind::Iso2022Kr);

    pub(super) const fn of(encoding: &'static Encoding) -> Self {
        Self(Kind::Standard(encoding))
    }

    /// The encoding that is called `name`, whatever its case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let (name, _) = ENCODINGS.iter().find(|(known, others)| is(known) || others.iter().any(|other| is(other)))?;
        match *name {
            "Johab" => Some(Self::JOHAB),
            "ISO-2022-KR" => Some(Self::ISO_2022_KR),
            name => Encoding::for_label(name.as_bytes()).map(Self::of),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Standard(encoding) => encoding.name(),
            Kind::Johab => "Johab",
            Kind::Iso2022Kr => "ISO-2022-KR",
        }
    }

    /// The encoding, where it is one of the Encoding Standard.
    pub(super) fn standard(self) -> Option<&'static Encoding> {
        match self.0 {
            Kind::Standard(encoding) => Some(encoding),
            Kind::Johab | Kind::Iso2022Kr => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_known_by_what_people_call_them() {
        let name = |asked| TextEncoding::named(asked).map(TextEncoding::name);
        assert_eq!(name("cp949"), Some("EUC-KR"));
        assert_eq!(name("CP932"), Some("Shift_JIS"));
        assert_eq!(name("johab"), Some("Johab"));
        assert_eq!(name("iso-2022-kr"), Some("ISO-2022-KR"));
        assert_eq!(name("Mac-Roman"), Some("macintosh"));
        assert_eq!(name("latin1"), Some("windows-1252"));
        assert_eq!(name("utf-16"), Some("UTF-16LE"));
        assert_eq!(name("cp94"), None);
    }

    #[test]
    fn every_encoding_of_the_list_is_one() {
        for (known, others) in ENCODINGS {
            let found = TextEncoding::named(known).unwrap_or_else(|| panic!("{known}"));
            assert_eq!(found.name(), *known);
            for other in *others {
                assert_eq!(TextEncoding::named(other), Some(found), "{other}");
            }
        }
    }
}
