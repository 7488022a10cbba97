//! What damage took from a page: content that can't be unpacked, and pages that paint nothing of
//! what they say.

use std::borrow::Cow;

use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::{Array, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

use super::paint::Painted;

/// Bytes of content that are looked through at most: more is read on trust, and in time.
const MOST: usize = 4 << 20;

/// Streams of a page that are looked at, at most.
const MOST_STREAMS: usize = 10_000;

/// How much of a page is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::import::pdf) enum Damage {
    #[default]
    None,
    Part,
    Whole,
}

/// What is lost of a page that came out as `painted`.
pub(super) fn damage(page: &Page<'_>, painted: &Painted) -> Damage {
    let is_blank = painted.glyphs.is_empty() && painted.pictures.is_empty();
    let said = page.raw().contains_key(b"Contents");
    let (found, broken) = contents(page);
    if is_blank {
        let bare = painted.rules.is_empty() && painted.frames.is_empty();
        let content = page.page_stream();
        let lost = broken || said && (found == 0 || content.is_none()) || bare && content.is_some_and(shows_text);
        return if lost { Damage::Whole } else { Damage::None };
    }
    if broken { Damage::Part } else { Damage::None }
}

/// How many streams the content of a page has, and whether one of them is broken.
fn contents(page: &Page<'_>) -> (usize, bool) {
    let single = page.raw().get::<Stream<'_>>(b"Contents");
    let list = page.raw().get::<Array<'_>>(b"Contents");
    let streams: Vec<Option<Stream<'_>>> = match (single, list) {
        (Some(stream), _) => vec![Some(stream)],
        (None, Some(list)) => {
            list.raw_iter().map(|item| page.xref().get::<Stream<'_>>(item.as_obj_ref()?.into())).take(MOST_STREAMS).collect()
        }
        (None, None) => Vec::new(),
    };
    let broken = streams.iter().any(|stream| stream.as_ref().is_none_or(is_broken));
    (streams.iter().flatten().count(), broken)
}

/// Whether a packed stream does not unpack to what was packed.
fn is_broken(stream: &Stream<'_>) -> bool {
    if stream.filters().as_slice() != [Filter::FlateDecode] {
        // Unpacking what is packed twice could take as long as painting it.
        return false;
    }
    let raw = stream.raw_data();
    let [method, flags, ..] = *raw else { return false };
    // What does not start as such a stream is read by other means.
    if method & 0x0F != 8 || u16::from_be_bytes([method, flags]) % 31 != 0 {
        return false;
    }
    let status = |bytes: &[u8]| decompress_to_vec_zlib_with_limit(bytes, MOST).err().map(|error| error.status);
    match status(&raw) {
        None | Some(TINFLStatus::HasMoreOutput) => false,
        Some(TINFLStatus::FailedCannotMakeProgress) => {
            // Only the check sum at the end may be missing: many writers count a byte too few.
            let whole = Cow::into_owned(raw).into_iter().chain([0; 4]).collect::<Vec<u8>>();
            !matches!(status(&whole), None | Some(TINFLStatus::Adler32Mismatch))
        }
        Some(_) => true,
    }
}

/// Whether a content stream shows any text.
fn shows_text(content: &[u8]) -> bool {
    [b"Tj".as_slice(), b"TJ"].iter().any(|operator| memchr::memmem::find(content, operator).is_some())
}
