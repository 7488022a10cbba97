//! What a file says of itself in words: text strings, and the information dictionary.

use std::borrow::Cow;

use encoding_rs::{EUC_KR, UTF_8, UTF_16BE, UTF_16LE};
use hayro_interpret::hayro_syntax::object::{self, DateTime};

use super::File;

/// A text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 behind a mark, else PDFDocEncoding;
/// and, as Korean programs wrote them, EUC-KR without any mark.
pub(super) fn text(bytes: &[u8]) -> String {
    let decoded = match bytes {
        [0xFE, 0xFF, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0,
        [0xFF, 0xFE, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => UTF_8.decode_without_bom_handling(rest).0,
        _ if bytes.is_ascii() => String::from_utf8_lossy(bytes),
        _ => korean(bytes).unwrap_or_else(|| Cow::Owned(bytes.iter().map(|byte| doc_char(*byte)).collect())),
    };
    decoded.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned()
}

/// The string as UTF-8 or EUC-KR, if it has Hangul in it.
fn korean(bytes: &[u8]) -> Option<Cow<'_, str>> {
    [UTF_8, EUC_KR].into_iter().find_map(|encoding| {
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        decoded.contains(|c| ('가'..='힣').contains(&c)).then_some(decoded)
    })
}

/// PDFDocEncoding (ISO 32000-2, annex D.3), which is Latin-1 but for these.
fn doc_char(byte: u8) -> char {
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š',
        'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    match byte {
        0x18..=0x1F => LOW[usize::from(byte - 0x18)],
        0x80..=0xA0 => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

impl File {
    /// The document's title, by its information dictionary; none for what programs put there unasked.
    pub(in crate::import::pdf) fn title(&self) -> Option<String> {
        let title = text(self.pdf.metadata().title.as_deref()?);
        let lower = title.to_lowercase();
        let unasked = title.chars().count() < 4
            || lower.starts_with("microsoft word")
            || lower.starts_with("microsoft powerpoint")
            || lower.starts_with("untitled")
            || lower.starts_with("제목 없음")
            || [
                ".doc", ".docx", ".hwp", ".hwpx", ".indd", ".qxd", ".pdf", ".ppt", ".pptx", ".xls", ".tex", ".dvi", ".pmd",
                ".p65",
            ]
            .iter()
            .any(|end| lower.ends_with(end))
            || title.contains('\u{FFFD}');
        (!unasked).then_some(title)
    }

    /// What else it says of itself: names of the fields and what stands in them.
    pub(in crate::import::pdf) fn fields(&self) -> Vec<(&'static str, String)> {
        let said = self.pdf.metadata();
        let words = [
            ("author", &said.author),
            ("subject", &said.subject),
            ("keywords", &said.keywords),
            ("creator", &said.creator),
            ("producer", &said.producer),
        ];
        let words = words.into_iter().filter_map(|(name, value)| Some((name, text(value.as_deref()?))));
        let dates = [("date", said.creation_date), ("modified", said.modification_date)];
        let dates = dates.into_iter().filter_map(|(name, date)| Some((name, day(date?))));
        words.chain(dates).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The language of its text, as a tag.
    pub(in crate::import::pdf) fn language(&self) -> Option<String> {
        let said: object::String<'_> = self.catalog()?.get(b"Lang")?;
        Some(text(said.as_bytes())).filter(|tag| !tag.is_empty() && tag.len() <= 35)
    }
}

fn day(date: DateTime) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_each_encoding() {
        assert_eq!(text(b"\xFE\xFF\xBD\x81\xB7\xEC"), "북러");
        assert_eq!(text(b"\xEF\xBB\xBF\xEB\xB6\x81"), "북");
        assert_eq!(text(b"\xBA\xCF\xB7\xAF \x28\x31\x29"), "북러 (1)");
        assert_eq!(text(b"caf\xE9 \x83 \x8D\x8E"), "café … “”");
        assert_eq!(text(b"plain \0"), "plain");
    }
}
