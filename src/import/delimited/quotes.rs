//! Quotation marks as people write them, made into what the `csv` crate reads.
//!
//! Two habits are not in RFC 4180 and common: a blank between the sign and the quotation mark of
//! the next field, and a quotation mark that is never closed. The first would make the mark a part
//! of its field; the second would make all the rest of the file one field. A mark at the start of
//! a field is believed only where its partner is found: one that ends a field.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memchr2};

/// Bytes asked for at once.
const AT_ONCE: usize = 256 * 1024;
/// No field between quotation marks is longer, in bytes: what is has lost its closing mark.
const LONGEST: usize = 4 * 1024 * 1024;

/// A file of fields, on its way to the reader of records.
pub(super) struct Quotes<R> {
    inner: R,
    delimiter: u8,
    /// What was read and is not looked at yet.
    raw: Vec<u8>,
    /// What is handed out next, from `at` on.
    out: Vec<u8>,
    at: usize,
    ended: bool,
    /// Whether `raw` begins where a field begins.
    fresh: bool,
    /// Line breaks before `raw`.
    lines: u64,
    /// The line of the first mark without a partner, from 1, and how many there are.
    unclosed: Option<(u64, u32)>,
}

/// What follows the quotation mark at a field's start.
enum Closing {
    /// Its partner, at this place.
    At(usize),
    /// A mark that ends no field, at this place.
    Doubtful(usize),
    /// None so far.
    Unseen,
}

impl<R: Read> Quotes<R> {
    pub(super) fn new(inner: R, delimiter: u8) -> Self {
        Self { inner, delimiter, raw: Vec::new(), out: Vec::new(), at: 0, ended: false, fresh: true, lines: 0, unclosed: None }
    }

    /// The line of the first quotation mark without a partner, counted from 1, and how many there are.
    pub(super) fn unclosed(&self) -> Option<(u64, u32)> {
        self.unclosed
    }

    fn fill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.at = 0;
        while self.out.is_empty() && !(self.ended && self.raw.is_empty()) {
            if !self.ended {
                let read = (&mut self.inner).take(AT_ONCE as u64).read_to_end(&mut self.raw)?;
                self.ended = read == 0;
            }
            let done = self.hand_out();
            self.lines += memchr_iter(b'\n', &self.raw[..done]).count() as u64;
            if let Some(last) = self.raw[..done].iter().rfind(|byte| !self.is_blank(**byte)) {
                self.fresh = self.ends_field(*last);
            }
            self.raw.drain(..done);
        }
        Ok(())
    }

    /// Moves what is settled from `raw` to `out`; gives how many bytes of `raw` that were.
    fn hand_out(&mut self) -> usize {
        let (mut done, mut from) = (0, 0);
        while let Some(mark) = memchr(b'"', &self.raw[from..]).map(|at| at + from) {
            let start = self.without_blanks(done, mark);
            let begins_field = match start.checked_sub(1) {
                None => self.fresh,
                Some(before) => start > done && self.ends_field(self.raw[before]),
            };
            if !begins_field {
                from = mark + 1;
                continue;
            }
            match self.closing(mark + 1) {
                Closing::At(end) => {
                    self.out.extend_from_slice(&self.raw[done..start]);
                    self.out.extend_from_slice(&self.raw[mark..=end]);
                    done = self.behind_blanks(end + 1);
                    from = done;
                }
                // `"so-called" dues`: what the reader of records makes of it keeps the words.
                Closing::Doubtful(end) if memchr(b'\n', &self.raw[mark..end]).is_none() => from = self.field_end(end),
                Closing::Unseen if !self.ended && self.raw.len() - mark <= LONGEST => {
                    self.out.extend_from_slice(&self.raw[done..start]);
                    return start;
                }
                Closing::Doubtful(_) | Closing::Unseen => {
                    let line = self.lines + memchr_iter(b'\n', &self.raw[..mark]).count() as u64 + 1;
                    let (first, count) = self.unclosed.unwrap_or((line, 0));
                    self.unclosed = Some((first, count.saturating_add(1)));
                    let end = self.field_end(mark);
                    self.out.extend_from_slice(&self.raw[done..start]);
                    self.out.push(b'"');
                    for byte in &self.raw[mark..end] {
                        self.out.extend_from_slice(if *byte == b'"' { b"\"\"" } else { std::slice::from_ref(byte) });
                    }
                    self.out.push(b'"');
                    (done, from) = (end, end);
                }
            }
        }
        // Blanks may stand before a mark that is still to come.
        let end = if self.ended { self.raw.len() } else { self.without_blanks(done, self.raw.len()) };
        let end = if end == done && self.raw.len() - done > AT_ONCE { self.raw.len() } else { end };
        self.out.extend_from_slice(&self.raw[done..end]);
        end
    }

    fn is_blank(&self, byte: u8) -> bool {
        byte == b' ' || (byte == b'\t' && self.delimiter != b'\t')
    }

    fn ends_field(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// Where the blanks before `end` begin, not before `start`.
    fn without_blanks(&self, start: usize, end: usize) -> usize {
        self.raw[start..end].iter().rposition(|byte| !self.is_blank(*byte)).map_or(start, |at| start + at + 1)
    }

    /// Behind the blanks at `start`.
    fn behind_blanks(&self, start: usize) -> usize {
        self.raw[start..].iter().position(|byte| !self.is_blank(*byte)).map_or(self.raw.len(), |at| start + at)
    }

    /// Where the field that goes on at `start` ends, read without quotation marks.
    fn field_end(&self, start: usize) -> usize {
        let end = memchr2(self.delimiter, b'\n', &self.raw[start..]).map_or(self.raw.len(), |at| start + at);
        if end > start && self.raw[end - 1] == b'\r' { end - 1 } else { end }
    }

    /// The partner of the mark before `start`.
    fn closing(&self, start: usize) -> Closing {
        let mut from = start;
        while let Some(mark) = memchr(b'"', &self.raw[from..]).map(|at| at + from) {
            if self.raw.get(mark + 1) == Some(&b'"') {
                from = mark + 2;
                continue;
            }
            return match self.raw.get(self.behind_blanks(mark + 1)) {
                Some(byte) if self.ends_field(*byte) => Closing::At(mark),
                Some(_) => Closing::Doubtful(mark),
                None if self.ended => Closing::At(mark),
                None => Closing::Unseen,
            };
        }
        Closing::Unseen
    }
}

impl<R: Read> Read for Quotes<R> {
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

    fn read(text: &str) -> (String, Option<(u64, u32)>) {
        let mut quotes = Quotes::new(Drops(text.as_bytes(), 3), b',');
        let mut out = String::new();
        quotes.read_to_string(&mut out).expect("text");
        (out, quotes.unclosed())
    }

    #[test]
    fn blanks_beside_quotation_marks_go() {
        assert_eq!(
            read("\"Year\", \"Quantity\" ,\t\"x\"\n 2015, 345, \"a, b\"\n"),
            ("\"Year\",\"Quantity\",\"x\"\n 2015, 345,\"a, b\"\n".into(), None)
        );
        assert_eq!(read("a, b \"c\" d\n"), ("a, b \"c\" d\n".into(), None));
        assert_eq!(read("   "), ("   ".into(), None));
    }

    #[test]
    fn a_mark_without_a_partner_is_a_sign_and_told_with_its_line() {
        assert_eq!(read("id,say\n1,\"open\n2,b\n"), ("id,say\n1,\"\"\"open\"\n2,b\n".into(), Some((2, 1))));
        assert_eq!(read("1,\"open\r\n2,\"x\",y\n"), ("1,\"\"\"open\"\r\n2,\"x\",y\n".into(), Some((1, 1))));
        assert_eq!(read("1,\"a\n2,\"b\n3,c"), ("1,\"\"\"a\"\n2,\"\"\"b\"\n3,c".into(), Some((1, 2))));
        assert_eq!(read("\"").1, Some((1, 1)));
    }

    #[test]
    fn fields_of_several_lines_and_doubled_marks_stay() {
        for text in [
            "1,\"first\nsecond\",Han\n",
            "1,\"he said \"\"no\"\"\nand left\",x\n",
            "\"\",\"a\"\"\"\r\n",
            "x,\"so-called\" dues,y\n",
        ] {
            assert_eq!(read(text), (text.into(), None));
        }
    }

    #[test]
    fn a_field_longer_than_any_is_not_waited_for() {
        let text = format!("1,\"open\n{}", "2,b\n".repeat(LONGEST / 4 + 200_000));
        let mut quotes = Quotes::new(text.as_bytes(), b',');
        let mut out = Vec::new();
        quotes.read_to_end(&mut out).expect("text");
        assert_eq!((out.len(), quotes.unclosed()), (text.len() + 3, Some((1, 1))));
    }

    proptest! {
        #[test]
        fn pieces_of_any_size_give_the_same(text in "[a\", \n\r]{0,60}", step in 1_usize..9) {
            let whole = |step: usize| {
                let mut quotes = Quotes::new(Drops(text.as_bytes(), step), b',');
                let mut out = String::new();
                quotes.read_to_string(&mut out).expect("text");
                (out, quotes.unclosed())
            };
            prop_assert_eq!(whole(step), whole(1000));
        }

        #[test]
        fn no_word_goes(text in "[ab\", \n]{0,60}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
            prop_assert_eq!(letters(&read(&text).0), letters(&text));
        }
    }
}
