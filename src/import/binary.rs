//! Bytes that are no text: told by the first ones, before anything tries to read them.

use super::{ImportError, LEFT_OUT};

/// How much is looked at, in bytes.
const LOOK: usize = 8 * 1024;

/// Bytes that a stray NUL stands among at least: in what is UTF-8 otherwise, and in what is not.
const STRAY_IN_UTF_8: usize = 64;
const STRAY: usize = 512;

/// What a file starts with when it is of a format that text is not.
///
/// Only marks that no text starts with by chance; what starts with two plain letters (`MZ`,
/// `BM`) shows itself by its NUL bytes. Only readers of text ask: a format of
/// [`super::FORMATS`] that knows its own first bytes is chosen before, so that nothing has to
/// be struck out here when a reader for it is added.
const MAGIC: [(&[u8], &str); 29] = [
    (b"%PDF-", "PDF"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "OLE"),
    (b"HWP Document File", "HWP"),
    (b"{\\rtf", "RTF"),
    (b"%!PS-Adobe", "PostScript"),
    (b"AT&TFORM", "DjVu"),
    (b"\x89PNG\r\n\x1A\n", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x1F\x8B\x08", "gzip"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\xFD7zXZ\0", "xz"),
    (b"\x28\xB5\x2F\xFD", "zstd"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
    (b"Rar!\x1A\x07", "RAR"),
    (b"\x7FELF", "ELF"),
    (b"\xCF\xFA\xED\xFE", "Mach-O"),
    (b"\xCA\xFE\xBA\xBE", "Mach-O"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\0asm", "WebAssembly"),
    (b"OggS\0", "Ogg"),
    (b"fLaC", "FLAC"),
    (b"ID3\x03", "MP3"),
    (b"ID3\x04", "MP3"),
    (b"\xFF\xFE\0\0", "UTF-32"),
    (b"\0\0\xFE\xFF", "UTF-32"),
];

/// Refuses `bytes` that are another format by their first ones. Where they are not, see
/// [`first_binary`], which needs to know of UTF-16.
///
/// # Errors
/// [`ImportError::Unsupported`], or [`ImportError::LeftOut`], with the format's name.
pub(super) fn refuse_formats(bytes: &[u8]) -> Result<(), ImportError> {
    let plain = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, format)| *format);
    match plain.or_else(|| zipped(bytes)).or_else(|| boxed(bytes)) {
        Some(format) if LEFT_OUT.contains(&format) => Err(ImportError::LeftOut { format }),
        Some(format) => Err(ImportError::Unsupported { format }),
        None => Ok(()),
    }
}

/// What a ZIP archive holds: office formats name themselves in their first entry.
fn zipped(bytes: &[u8]) -> Option<&'static str> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let first = &bytes[..bytes.len().min(512)];
    let holds = |needle: &[u8]| memchr::memmem::find(first, needle).is_some();
    let known: [(&[u8], &str); 5] = [
        (b"application/epub+zip", "EPUB"),
        (b"application/hwp+zip", "HWPX"),
        (b"application/vnd.oasis.opendocument", "OpenDocument"),
        (b"[Content_Types].xml", "DOCX"),
        (b"word/", "DOCX"),
    ];
    Some(known.iter().find(|(mark, _)| holds(mark)).map_or("ZIP", |(_, format)| format))
}

/// Formats whose mark stands behind a length.
fn boxed(bytes: &[u8]) -> Option<&'static str> {
    match (bytes.get(..4)?, bytes.get(4..8)?, bytes.get(8..12)?) {
        (b"RIFF", _, b"WEBP") => Some("WebP"),
        (b"RIFF", _, b"WAVE") => Some("WAV"),
        (_, b"ftyp", _) => Some("MP4"),
        _ => None,
    }
}

/// The first byte that shows that `bytes`, in an encoding that is a superset of ASCII, are no
/// text: a NUL where there are more than strays, or a control character where these are more
/// than one byte in twenty.
///
/// A backspace (overstrikes), an escape (colours), shifts (ISO-2022), form feed and the like
/// are what text files do hold.
pub(super) fn first_binary(bytes: &[u8]) -> Option<usize> {
    let look = &bytes[..bytes.len().min(LOOK)];
    let nuls = memchr::memchr_iter(0, look).count();
    let is_utf_8 = std::str::from_utf8(look).map_or_else(|error| error.error_len().is_none(), |_| true);
    let stray = if is_utf_8 { STRAY_IN_UTF_8 } else { STRAY };
    if nuls * stray > look.len() {
        return memchr::memchr(0, look);
    }
    let odd = |byte: &u8| matches!(byte, 0..=7 | 0x10..=0x1A | 0x1C..=0x1F | 0x7F);
    let found = look.iter().filter(|byte| odd(byte)).count();
    if found * 20 > look.len() { look.iter().position(odd) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_format_is_named() {
        let refused = |bytes: &[u8]| match refuse_formats(bytes) {
            Err(ImportError::Unsupported { format }) => Some(format),
            _ => None,
        };
        let pdf = refuse_formats(b"%PDF-1.7\n");
        let format = "PDF";
        let of_this_build =
            if cfg!(feature = "pdf") { ImportError::Unsupported { format } } else { ImportError::LeftOut { format } };
        assert_eq!(pdf, Err(of_this_build));
        assert_eq!(refused(b"PK\x03\x04....mimetypeapplication/epub+zip"), Some("EPUB"));
        assert_eq!(refused(b"PK\x03\x04...."), Some("ZIP"));
        assert_eq!(refused(b"\0\0\0\x18ftypmp42"), Some("MP4"));
        assert_eq!(refused(b"PK is how a ZIP file starts"), None);
        assert_eq!(refused(b""), None);
    }

    #[test]
    fn what_is_refused_as_text_is_first_offered_to_the_format_that_reads_it() {
        for (magic, name) in MAGIC {
            let chosen = crate::import::format_of("a file", magic).name;
            let reader = if name == "PDF" && cfg!(feature = "pdf") { "pdf" } else { "text" };
            assert_eq!(chosen, reader, "{name}");
        }
    }

    #[test]
    fn a_stray_nul_makes_no_binary() {
        let text = "The port council met in the spring.\n".repeat(4);
        assert_eq!(first_binary(format!("{text}fi\0nal").as_bytes()), None);
        assert_eq!(first_binary(format!("결론은 다음과 같다. {text}\0").as_bytes()), None);
        assert_eq!(first_binary(format!("\0{text}\0\0").as_bytes()), Some(0));
        assert_eq!(first_binary("a\0b\n".repeat(40).as_bytes()), Some(1));
        let latin = [text.as_bytes(), b"caf\xE9 \0"].concat();
        assert_eq!(first_binary(&latin), Some(latin.len() - 1));
        let longer = [text.repeat(4).as_bytes(), &latin].concat();
        assert_eq!(first_binary(&longer), None);
    }

    #[test]
    fn a_nul_is_binary_and_a_colour_is_not() {
        assert_eq!(first_binary(b"plain\0"), Some(5));
        assert_eq!(first_binary(b"\x1b[1mbold\x1b[0m N\x08NA\x08AM\x08ME\x08E\n"), None);
        assert_eq!(first_binary(b"one \x01 in a text that is long enough"), None);
        assert_eq!(first_binary(b"ab\x01\x02\x03\x04"), Some(2));
    }
}
