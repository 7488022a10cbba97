//! A file that is read as it comes, so that it never stands in memory beside its document.

use std::io::{self, Read};

use super::ImportError;
use super::decode::{self, Decoder};
use super::encoding::{Charset, TextEncoding};

/// Bytes asked for at once.
const AT_ONCE: usize = 256 * 1024;

/// A file whose beginning is read.
pub struct Stream<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// Its first bytes, 64 KB or all.
    pub head: &'a [u8],
    /// What follows them.
    pub rest: &'a mut dyn Read,
    /// How many bytes there are in all, where that is known.
    pub size: Option<u64>,
}

/// The text of a stream, as UTF-8.
pub(super) struct Text<'s, 'a> {
    stream: &'s mut Stream<'a>,
    /// Bytes that are not decoded yet.
    raw: Vec<u8>,
    /// Text that is not handed out yet, from `at` on.
    out: Vec<u8>,
    at: usize,
    /// Bytes of nothing but ASCII that went by before the encoding was known.
    plain: usize,
    decoder: Option<Decoder>,
    ended: bool,
}

impl<'s, 'a> Text<'s, 'a> {
    /// The text of `stream`, in the encoding that is `named`, or the one that it shows.
    ///
    /// # Errors
    /// As for a whole file: a known format that is no text, or bytes that are none.
    pub(super) fn of(stream: &'s mut Stream<'a>, named: Option<TextEncoding>) -> Result<Self, ImportError> {
        let charset = decode::readable(stream.head, named)?;
        // Nothing but ASCII says nothing yet, unless it is more than that: two bytes a character, or escapes.
        let known = named.is_some() || !stream.head.is_ascii() || charset.encoding != TextEncoding::UTF_8;
        let decoder = known.then(|| Decoder::new(charset, true));
        let raw = stream.head.to_vec();
        Ok(Self { stream, raw, out: Vec::new(), at: 0, plain: 0, decoder, ended: false })
    }

    /// What decoded it, for what could not be decoded; of ASCII alone there is nothing to say.
    pub(super) fn decoder(&self) -> Option<&Decoder> {
        self.decoder.as_ref()
    }

    /// Decodes what was read, and reads on.
    fn fill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.at = 0;
        while self.out.is_empty() && !self.ended {
            if self.raw.len() < AT_ONCE {
                let room = (AT_ONCE - self.raw.len()) as u64;
                let read = (&mut *self.stream.rest).take(room).read_to_end(&mut self.raw)?;
                self.ended = read == 0;
            }
            if self.decoder.is_none() && !self.raw.is_ascii() {
                self.decoder = Some(Decoder::behind(Charset::of(&self.raw, None), self.plain));
            }
            let Some(decoder) = &mut self.decoder else {
                self.plain += self.raw.len();
                std::mem::swap(&mut self.out, &mut self.raw);
                self.raw.clear();
                continue;
            };
            // A character that is cut by the end of the piece waits for the next one.
            let cut = if self.ended { self.raw.len() } else { whole_characters(&self.raw) };
            let rest = self.raw.split_off(cut);
            let text = decoder.piece(&self.raw, self.ended);
            self.out.extend_from_slice(text.as_bytes());
            self.raw = rest;
        }
        Ok(())
    }
}

/// How many of `bytes` come before a character of UTF-8 that goes on behind them.
pub(super) fn whole_characters(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(3);
    let open = bytes[tail..].iter().rposition(|byte| *byte >= 0xC0).map(|at| tail + at);
    match open {
        Some(start) => {
            let wanted = match bytes[start] {
                0xF0.. => 4,
                0xE0.. => 3,
                _ => 2,
            };
            if bytes.len() - start < wanted { start } else { bytes.len() }
        }
        None => bytes.len(),
    }
}

impl Read for Text<'_, '_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.at == self.out.len() {
            self.fill()?;
        }
        let taken = to.len().min(self.out.len() - self.at);
        to[..taken].copy_from_slice(&self.out[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives its bytes a few at a time.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            let taken = to.len().min(self.1).min(self.0.len());
            to[..taken].copy_from_slice(&self.0[..taken]);
            self.0 = &self.0[taken..];
            Ok(taken)
        }
    }

    fn streamed(bytes: &[u8], head: usize, step: usize) -> Result<String, ImportError> {
        let (head, rest) = bytes.split_at(head.min(bytes.len()));
        let mut rest = Drops(rest, step);
        let mut stream = Stream { name: "a", head, rest: &mut rest, size: None };
        let mut text = String::new();
        Text::of(&mut stream, None)?.read_to_string(&mut text).expect("UTF-8");
        Ok(text)
    }

    #[test]
    fn pieces_of_any_size_give_one_text() {
        let korean = "이름,값\n서울특별시,1\n".repeat(40);
        let (euc, _, _) = encoding_rs::EUC_KR.encode(&korean);
        let seven_bits = encoding_rs::ISO_2022_JP.encode("名前,値\n東京,1\n大阪,2\n").0;
        assert_eq!(streamed(&seven_bits, 40, 3).as_deref(), Ok("名前,値\n東京,1\n大阪,2\n"));
        let late = format!("{}{korean}", "a,b\n".repeat(100));
        let (late_euc, _, _) = encoding_rs::EUC_KR.encode(&late);
        for (bytes, text) in [(korean.as_bytes(), &korean), (&euc[..], &korean), (late.as_bytes(), &late), (&late_euc[..], &late)]
        {
            for step in [1, 7, 1000] {
                assert_eq!(streamed(bytes, 100, step).as_deref(), Ok(text.as_str()));
            }
        }
    }

    proptest! {
        #[test]
        fn a_stream_of_utf_8_is_itself(text in "\\PC{0,200}", head in 0_usize..60, step in 1_usize..9) {
            let head = text.floor_char_boundary(head.min(text.len()));
            if let Ok(read) = streamed(text.as_bytes(), head, step) {
                prop_assert_eq!(read, text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned());
            }
        }
    }
}
