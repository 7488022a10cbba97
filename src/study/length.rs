//! How long a document is, and where in it its length lies: words and characters up to each
//! block, so that any stretch of it costs two look-ups, and the time that reading it takes.
//! With it, where footnotes are called and where tables stand.

use crate::document::{Document, Point, Span};

use super::Pace;
use crate::words::Words;

/// How fast somebody reads. Latin prose is counted in words, Chinese, Japanese and Korean in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadingSpeed {
    /// Words of Latin and other alphabetic scripts in a minute.
    pub words: u32,
    /// Characters of Hangul, Han and kana in a minute.
    pub characters: u32,
}

impl Default for ReadingSpeed {
    /// 238 words is the mean of silent reading of English non-fiction (Brysbaert, «How many words do
    /// we read per minute?», 2019). For Korean prose about 500 characters are usual.
    fn default() -> Self {
        Self { words: 238, characters: 500 }
    }
}

/// What is counted of a stretch of text. A text is shorter than 4 GiB, so that no count is larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Length {
    /// Words that are not of [`Length::characters`].
    pub words: u32,
    /// Characters of Hangul, Han and kana.
    pub characters: u32,
}

impl Length {
    /// Minutes that reading it takes.
    #[must_use]
    pub fn minutes(self, speed: ReadingSpeed) -> f64 {
        f64::from(self.words) / f64::from(speed.words.max(1)) + f64::from(self.characters) / f64::from(speed.characters.max(1))
    }

    /// The length of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut length = Self::default();
        let mut in_word = false;
        for c in text.chars() {
            if is_counted_alone(c) {
                length.characters += 1;
                in_word = false;
            } else if c.is_alphanumeric() {
                length.words += u32::from(!in_word);
                in_word = true;
            } else if !matches!(c, '\'' | '’' | '-' | '‐' | '.' | ',') {
                in_word = false;
            }
        }
        length
    }

    fn plus(self, other: Self) -> Self {
        Self { words: self.words + other.words, characters: self.characters + other.characters }
    }

    fn minus(self, other: Self) -> Self {
        Self { words: self.words.saturating_sub(other.words), characters: self.characters.saturating_sub(other.characters) }
    }
}

/// A length of time in words: whole minutes, or less than one.
#[must_use]
pub fn minutes_words(words: &Words, minutes: f64) -> String {
    // No document takes longer than the integer holds.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    match minutes.round().max(0.0) as usize {
        0 => words.say("minutes-less").into_owned(),
        whole => words.fill("minutes", &[("count", whole.into())]),
    }
}

/// Whether `c` is of a script whose readers count characters.
fn is_counted_alone(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}' | '\u{3130}'..='\u{318F}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

/// The length of a document up to the start of each of its blocks, and what lies where.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LengthIndex {
    /// One more than there are blocks: the last is the length of all.
    before: Vec<Length>,
    /// Where footnotes are called, in reading order.
    calls: Vec<Point>,
    /// Where tables start, in reading order.
    tables: Vec<Point>,
}

impl LengthIndex {
    /// Counts the words of `document`, in its length's time; `None` where `pace` said no.
    #[must_use]
    pub fn of(document: &Document, pace: Pace) -> Option<Self> {
        let mut before = Vec::with_capacity(document.blocks().len() + 1);
        let mut length = Length::default();
        before.push(length);
        for block in document.blocks() {
            if !pace(block.span.start) {
                return None;
            }
            length = length.plus(Length::of(document.slice(block.span)));
            before.push(length);
        }
        let mut calls: Vec<Point> = document.footnotes().iter().flat_map(|footnote| &footnote.calls).copied().collect();
        calls.sort_unstable();
        let tables = document.tables().iter().map(|table| document.blocks()[table.block as usize].span.start).collect();
        Some(Self { before, calls, tables })
    }

    /// The length of all, footnotes' bodies included.
    #[must_use]
    pub fn whole(&self) -> Length {
        self.before.last().copied().unwrap_or_default()
    }

    /// The length of what stands in `span`. Of blocks that it cuts, their share by bytes: a block can be
    /// 50 MB long, and a key must not pay for it.
    #[must_use]
    pub fn within(&self, document: &Document, span: Span) -> Length {
        self.up_to(document, span.end).minus(self.up_to(document, span.start))
    }

    /// How many footnotes are called in `span`.
    #[must_use]
    pub fn calls_in(&self, span: Span) -> usize {
        count_in(&self.calls, span)
    }

    /// How many tables start in `span`.
    #[must_use]
    pub fn tables_in(&self, span: Span) -> usize {
        count_in(&self.tables, span)
    }

    fn up_to(&self, document: &Document, point: Point) -> Length {
        let at = document.blocks().partition_point(|block| block.span.end <= point);
        let before = self.before.get(at).copied().unwrap_or_else(|| self.whole());
        let Some(block) = document.blocks().get(at).filter(|block| block.span.start < point) else { return before };
        let own = self.before.get(at + 1).copied().unwrap_or(before).minus(before);
        let (done, all) = (u64::from(point.0 - block.span.start.0), u64::try_from(block.span.len().max(1)).unwrap_or(1));
        let part = |count: u32| u32::try_from(u64::from(count) * done / all).unwrap_or(count);
        before.plus(Length { words: part(own.words), characters: part(own.characters) })
    }
}

/// How many of `points`, which are in order, stand in `span`.
fn count_in(points: &[Point], span: Span) -> usize {
    let before = |limit: Point| points.partition_point(|point| *point < limit);
    before(span.end).saturating_sub(before(span.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Builder};
    use proptest::prelude::*;

    fn document(paragraphs: &[String]) -> Document {
        let mut builder = Builder::new();
        for paragraph in paragraphs {
            builder.open(BlockKind::Paragraph);
            builder.text(paragraph);
        }
        builder.finish().expect("a small document")
    }

    #[test]
    fn words_and_characters_are_counted_by_script() {
        for (text, words, characters) in [
            ("One two, three.", 3, 0),
            ("It’s a well-known state-of-the-art thing", 5, 0),
            ("북러 밀착은", 0, 5),
            ("UN 안보리는 3 번", 2, 5),
            ("1,243.0", 1, 0),
            ("", 0, 0),
            ("— · —", 0, 0),
            ("日本の東京", 0, 5),
        ] {
            assert_eq!(Length::of(text), Length { words, characters }, "{text}");
        }
    }

    #[test]
    fn reading_takes_its_minutes() {
        let speed = ReadingSpeed { words: 200, characters: 500 };
        let length = Length { words: 100, characters: 1000 };
        assert!((length.minutes(speed) - 2.5).abs() < 1e-9);
    }

    #[test]
    fn nobody_waits_for_more() {
        assert_eq!(LengthIndex::of(&document(&["a".into()]), &|_| false), None);
    }

    #[test]
    fn time_is_told_in_whole_minutes_or_less_than_one() {
        let words = Words::new(crate::words::Language::English);
        let said = [0.0, 0.49, 0.5, 1.0, 1.6, -3.0].map(|minutes| minutes_words(&words, minutes));
        assert_eq!(said[0], said[1]);
        assert_eq!((&said[2], &said[0]), (&said[3], &said[5]));
        assert!(said[4].contains('2') && said[2].contains('1') && !said[0].contains('0'), "{said:?}");
        let speed = ReadingSpeed { words: 0, characters: 0 };
        assert!((Length { words: 3, characters: 4 }.minutes(speed) - 7.0).abs() < 1e-9);
        assert_eq!(ReadingSpeed::default(), ReadingSpeed { words: 238, characters: 500 });
    }

    #[test]
    fn scripts_that_are_counted_by_characters_have_these_borders() {
        for (first, last) in [
            ('\u{1100}', '\u{11FF}'),
            ('\u{3040}', '\u{30FF}'),
            ('\u{3130}', '\u{318F}'),
            ('\u{31F0}', '\u{31FF}'),
            ('\u{3400}', '\u{4DBF}'),
            ('\u{4E00}', '\u{9FFF}'),
            ('가', '\u{D7A3}'),
            ('\u{F900}', '\u{FAFF}'),
            ('\u{20000}', '\u{323AF}'),
        ] {
            assert!(is_counted_alone(first) && is_counted_alone(last), "{first:?}");
        }
        assert!(!['a', '\u{303F}', '\u{3100}', '\u{4DC0}', '\u{A000}'].into_iter().any(is_counted_alone));
    }

    #[test]
    fn calls_tables_and_lengths_are_those_of_a_stretch() {
        let text = "One[^1] two[^2] three.\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\nFour[^1] five.\n\n| c |\n|--|\n| 3 |\n\n[^1]: Six.\n[^2]: Seven eight.\n";
        let format = crate::import::format_named("markdown").expect("a format");
        let source = crate::import::Source { name: "a.md", bytes: text.as_bytes(), whole: true };
        let document = (format.read)(&source, &()).expect("a document");
        let shape = LengthIndex::of(&document, &|_| true).expect("not stopped");
        let blocks = document.blocks();
        let whole = Span::new(0, document.text().len());
        assert_eq!((shape.calls_in(whole), shape.tables_in(whole), shape.whole().words), (3, 2, 14));
        assert_eq!((shape.calls_in(blocks[0].span), shape.calls_in(blocks[2].span), shape.calls_in(blocks[1].span)), (2, 1, 0));
        assert_eq!((shape.tables_in(blocks[0].span), shape.tables_in(blocks[1].span)), (0, 1));
        assert_eq!(shape.within(&document, blocks[0].span), Length { words: 3, characters: 0 });
        assert_eq!(shape.within(&document, blocks[2].span), Length { words: 2, characters: 0 });
        // Half of a block is half of its words; a point within none is none.
        let block = self::document(&["one two six ten".into()]);
        let shape = LengthIndex::of(&block, &|_| true).expect("not stopped");
        assert_eq!(shape.within(&block, Span::new(0, 8)).words, 2);
        assert_eq!(shape.within(&block, Span::new(8, 15)).words, 2);
        assert_eq!(shape.within(&block, Span::new(4, 4)).words, 0);
        assert_eq!(count_in(&[Point(1), Point(3), Point(5)], Span::new(1, 5)), 2);
        assert_eq!(
            Length { words: 1, characters: 5 }.minus(Length { words: 2, characters: 3 }),
            Length { words: 0, characters: 2 }
        );
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(paragraphs in proptest::collection::vec("[a-z가-힣 ]{0,30}", 1..8), cuts in proptest::collection::vec(0_usize..300, 0..6)) {
            let document = document(&paragraphs);
            let shape = LengthIndex::of(&document, &|_| true).expect("not stopped");
            let end = document.text().len();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| document.floor(cut.min(end))).collect();
            cuts.extend([0, end]);
            cuts.sort_unstable();
            let sum = cuts.windows(2).map(|pair| shape.within(&document, Span::new(pair[0], pair[1]))).fold(Length::default(), Length::plus);
            prop_assert_eq!(sum, shape.whole());
            prop_assert_eq!(shape.whole(), paragraphs.iter().map(|text| Length::of(text)).fold(Length::default(), Length::plus));
        }
    }
}
