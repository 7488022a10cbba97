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
        Some(text(self.pdf.metadata().title.as_deref()?)).filter(|title| !is_unasked(title))
    }

    /// What else it says of itself: names of the fields and what stands in them.
    pub(in crate::import::pdf) fn fields(&self) -> Vec<(&'static str, String)> {
        let said = self.pdf.metadata();
        let program = |value: Option<&[u8]>| value.map(text).unwrap_or_default();
        let programs = [program(said.creator.as_deref()), program(said.producer.as_deref())];
        // `Creator` is the program that the text was written with (ISO 32000-2, 14.3.3): no author.
        let words = [
            ("author", &said.author),
            ("subject", &said.subject),
            ("keywords", &said.keywords),
            ("program", &said.creator),
            ("producer", &said.producer),
        ];
        let words = words.into_iter().filter_map(|(name, value)| Some((name, text(value.as_deref()?))));
        let words = words.filter(|(name, value)| *name != "author" || !is_nobody(value, &programs));
        let dates = [("date", said.creation_date), ("modified", said.modification_date)];
        let dates = dates.into_iter().filter_map(|(name, date)| Some((name, day(date?)?)));
        words.chain(dates).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The language of its text, as a tag.
    pub(in crate::import::pdf) fn language(&self) -> Option<String> {
        let said: object::String<'_> = self.catalog()?.get(b"Lang")?;
        Some(text(said.as_bytes())).filter(|tag| !tag.is_empty() && tag.len() <= 35)
    }
}

/// Whether a title is one that programs put there unasked: the name of a file, of a program, of nothing.
fn is_unasked(title: &str) -> bool {
    const STARTS: [&str; 20] = [
        "microsoft word",
        "microsoft powerpoint",
        "microsoft excel",
        "powerpoint presentation",
        "word document",
        "untitled",
        "document1",
        "presentation1",
        "slide 1",
        "layout 1",
        "no title",
        "sans titre",
        "unbenannt",
        "sin título",
        "제목 없음",
        "제목없음",
        "프레젠테이션1",
        "powerpoint 프레젠테이션",
        "슬라이드 1",
        "文档1",
    ];
    const ENDS: [&str; 28] = [
        ".doc", ".docx", ".docm", ".rtf", ".odt", ".wpd", ".hwp", ".hwpx", ".indd", ".qxd", ".qxp", ".pdf", ".ps", ".eps",
        ".ppt", ".pptx", ".xls", ".xlsx", ".tex", ".dvi", ".pmd", ".p65", ".fm", ".book", ".pub", ".txt", ".html", ".tmp",
    ];
    let lower = title.trim_start_matches(['(', '[', '<', '"']).to_lowercase();
    let is_path = lower.starts_with("file:") || lower.get(1..3) == Some(":\\") || lower.starts_with("\\\\");
    let bare = lower.trim_end_matches([')', ']', '>', '"']);
    title.chars().count() < 4
        || !title.contains(char::is_alphabetic)
        || title.contains('\u{FFFD}')
        || is_path
        || STARTS.iter().any(|start| lower.starts_with(start))
        || ENDS.iter().any(|end| bare.ends_with(end) && bare.len() > end.len())
        || matches!(bare, "title" | "document" | "제목" | "표지" | "cover" | "print" | "default")
}

/// Whether an author is none: the program, or what programs write where nobody is named.
fn is_nobody(author: &str, programs: &[String; 2]) -> bool {
    let lower = author.trim().to_lowercase();
    let is_program = programs.iter().any(|program| !program.is_empty() && program.to_lowercase() == lower);
    is_program
        || !author.contains(char::is_alphanumeric)
        || matches!(
            lower.as_str(),
            "unknown"
                | "user"
                | "owner"
                | "admin"
                | "administrator"
                | "author"
                | "default"
                | "none"
                | "n/a"
                | "anonymous"
                | "사용자"
                | "작성자"
        )
}

/// A day as it is written; none where there was no such day, or no PDF yet.
fn day(date: DateTime) -> Option<String> {
    let leap = date.year.is_multiple_of(4) && (!date.year.is_multiple_of(100) || date.year.is_multiple_of(400));
    let days = match date.month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let is_day = (1..=12).contains(&date.month) && (1..=days).contains(&date.day);
    (is_day && (1990..2100).contains(&date.year)).then(|| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
}

/// A moment (`D:20231103140509+09'00'`) as ISO 8601 has it, with its offset where that is told; what is left
/// out is the first there is. None where there was no such day, or no PDF yet.
pub(super) fn moment(bytes: &[u8]) -> Option<String> {
    let said = text(bytes.get(..bytes.len().min(100))?);
    let said = said.strip_prefix("D:").unwrap_or(&said);
    let digits = said.bytes().take(14).take_while(u8::is_ascii_digit).count();
    let part = |at: usize, length: usize| said.get(at..at + length).filter(|_| digits >= at + length)?.parse::<u8>().ok();
    let year = said.get(..4).filter(|_| digits >= 4)?.parse().ok()?;
    let date = DateTime {
        year,
        month: part(4, 2).unwrap_or(1),
        day: part(6, 2).unwrap_or(1),
        hour: part(8, 2).unwrap_or(0),
        minute: part(10, 2).unwrap_or(0),
        // A leap second is one that no calendar here knows.
        second: part(12, 2).unwrap_or(0).min(59),
        utc_offset_hour: 0,
        utc_offset_minute: 0,
    };
    if date.hour > 23 || date.minute > 59 {
        return None;
    }
    let rest = &said[digits..];
    let sign = rest.chars().next().filter(|sign| matches!(sign, '+' | '-'));
    let offset = match sign {
        Some(sign) => {
            let numbers: Vec<u8> = rest[1..].split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
            let (hours, minutes) = (numbers.first().copied().unwrap_or(0), numbers.get(1).copied().unwrap_or(0));
            if hours > 23 || minutes > 59 { String::new() } else { format!("{sign}{hours:02}:{minutes:02}") }
        }
        None if rest.starts_with('Z') => "+00:00".to_owned(),
        None => String::new(),
    };
    Some(format!("{}T{:02}:{:02}:{:02}{offset}", day(date)?, date.hour, date.minute, date.second))
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

    #[test]
    fn names_of_files_and_programs_are_no_titles() {
        for title in [
            "Microsoft Word - x.doc",
            "(Microsoft Word - 보고서.hwp)",
            "report_final.indd",
            "C:\\Users\\kim\\a",
            "file:///tmp/a.html",
            "PowerPoint Presentation",
            "제목 없음",
            "untitled-3",
            "12-2004",
            "abc",
            "Layout 1",
        ] {
            assert!(is_unasked(title), "{title}");
        }
        for title in
            ["Words of the sea", "A report on .doc files and others", "2020년 무역 보고서", "Titles and deeds", "Microworlds"]
        {
            assert!(!is_unasked(title), "{title}");
        }
    }

    #[test]
    fn programs_and_placeholders_are_no_authors() {
        let programs = ["Adobe InDesign 15.1".to_owned(), String::new()];
        for author in ["Adobe InDesign 15.1", "adobe indesign 15.1", "Administrator", "사용자", "-"] {
            assert!(is_nobody(author, &programs), "{author}");
        }
        for author in ["Kim, J.", "홍길동", "Adobe Foundation"] {
            assert!(!is_nobody(author, &programs), "{author}");
        }
    }

    #[test]
    fn moments_are_read_with_their_offsets() {
        for (said, read) in [
            ("D:20231103140509+09'00'", Some("2023-11-03T14:05:09+09:00")),
            ("D:20231103140509+09'00", Some("2023-11-03T14:05:09+09:00")),
            ("D:20231103140509-03'30'", Some("2023-11-03T14:05:09-03:30")),
            ("D:20231103140560Z", Some("2023-11-03T14:05:59+00:00")),
            ("D:20231103140509Z00'00'", Some("2023-11-03T14:05:09+00:00")),
            ("D:202311031405", Some("2023-11-03T14:05:00")),
            ("20231103", Some("2023-11-03T00:00:00")),
            ("D:2023", Some("2023-01-01T00:00:00")),
            ("\u{FE}\u{FF}", None),
            ("D:20230230", None),
            ("D:20231103250000", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(moment(said.as_bytes()).as_deref(), read, "{said}");
        }
        assert_eq!(moment(b"\xFE\xFF\0D\0:\x002\x000\x002\x003").as_deref(), Some("2023-01-01T00:00:00"));
    }

    #[test]
    fn a_date_without_sense_is_no_date() {
        let date = |year, month, day| DateTime {
            year,
            month,
            day,
            hour: 0,
            minute: 0,
            second: 0,
            utc_offset_hour: 0,
            utc_offset_minute: 0,
        };
        assert_eq!(day(date(2024, 2, 29)).as_deref(), Some("2024-02-29"));
        for (year, month, of_month) in
            [(2023, 2, 29), (2023, 4, 31), (1904, 1, 1), (1970, 1, 1), (0, 1, 1), (9999, 1, 1), (2023, 1, 0)]
        {
            assert_eq!(day(date(year, month, of_month)), None, "{year} {month} {of_month}");
        }
    }
}
