//! How well notes are found again in a text that has changed, and how fast.
//!
//! `cargo run --release --example anchors [FILE…]` prints two tables, over texts made from a
//! seed and over the plain text of each file. Every letter of a text remembers where it came
//! from, so that the right place after an edit is known and not guessed.

use std::time::Instant;

use ibid::annotation::{Anchor, Finder, Found, Rendition};
use ibid::document::{BlockKind, Builder, Document, Span};

/// A letter, and where in the old text it stood.
type Letter = (char, Option<usize>);

/// A small generator (xorshift64*, Vigna 2016): the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = limit.max(1) as u64;
        usize::try_from((self.roll() >> 16) % limit).unwrap_or(0)
    }

    fn hits(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Words of a made language: the letters of a script, put together by the dice.
struct Language {
    words: Vec<String>,
    ends: [&'static str; 3],
}

impl Language {
    fn new(dice: &mut Dice, is_korean: bool) -> Self {
        let syllables: Vec<char> =
            if is_korean { (0..400).filter_map(|n| char::from_u32(0xAC00 + n * 27)).collect() } else { ('a'..='z').collect() };
        let word = |dice: &mut Dice| {
            let length = if is_korean { 1 + dice.below(4) } else { 2 + dice.below(8) };
            (0..length).map(|_| syllables[dice.below(syllables.len())]).collect()
        };
        let ends = if is_korean { ["했다.", "이다.", "한다."] } else { ["ed.", "ing.", "s."] };
        Self { words: (0..2500).map(|_| word(dice)).collect(), ends }
    }

    /// Common words come often, as they do.
    fn word(&self, dice: &mut Dice) -> &str {
        let range = 1 + dice.below(self.words.len());
        &self.words[dice.below(range)]
    }

    fn sentence(&self, dice: &mut Dice) -> String {
        let mut words: Vec<&str> = (0..5 + dice.below(14)).map(|_| self.word(dice)).collect();
        let last = format!("{}{}", words.pop().unwrap_or_default(), self.ends[dice.below(3)]);
        words.push(&last);
        words.join(" ")
    }

    fn text(&self, dice: &mut Dice, letters: usize) -> String {
        let (mut text, mut paragraphs, mut length) = (String::new(), 0, 0);
        while length < letters {
            let line = if paragraphs % 6 == 0 {
                format!("{}. {} {}", paragraphs / 6 + 1, self.word(dice), self.word(dice))
            } else {
                (0..3 + dice.below(4)).map(|_| self.sentence(dice)).collect::<Vec<_>>().join(" ")
            };
            paragraphs += 1;
            length += line.chars().count() + 1;
            text.push_str(&line);
            text.push('\n');
        }
        text
    }
}

fn document(text: &str) -> Document {
    let mut builder = Builder::with_capacity(text.len());
    for line in text.lines() {
        builder.open(BlockKind::Paragraph);
        builder.text(line);
    }
    builder.finish().expect("less than 4 GiB")
}

/// The letters without blank lines and double spaces: what a document keeps of them.
fn tidy(letters: Vec<Letter>) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::with_capacity(letters.len());
    for (c, from) in letters {
        let last = out.last().map_or('\n', |letter| letter.0);
        match c {
            ' ' if last == ' ' || last == '\n' => {}
            '\n' if last == '\n' => {}
            '\n' => {
                if last == ' ' {
                    out.pop();
                }
                out.push((c, from));
            }
            _ => out.push((c, from)),
        }
    }
    while out.last().is_some_and(|(c, _)| matches!(c, ' ' | '\n')) {
        out.pop();
    }
    out.push(('\n', None));
    out
}

/// The ways in which a text changes.
#[derive(Clone, Copy)]
enum Edit {
    Letters(usize),
    Words(usize),
    Sentences(usize),
    Moved,
    Renamed,
    Wrapped,
    Extracted,
}

fn made(text: &str) -> Vec<Letter> {
    text.chars().map(|c| (c, None)).collect()
}

fn pieces(letters: &[Letter], end: impl Fn(char) -> bool) -> Vec<&[Letter]> {
    letters.split_inclusive(|(c, _)| end(*c)).collect()
}

fn edited(letters: &[Letter], edit: Edit, language: &Language, dice: &mut Dice) -> Vec<Letter> {
    let any = |dice: &mut Dice| language.word(dice).chars().next().unwrap_or('x');
    let mut out = Vec::with_capacity(letters.len() + letters.len() / 8);
    match edit {
        Edit::Letters(percent) => {
            for letter in letters {
                if letter.0 == '\n' || !dice.hits(percent) {
                    out.push(*letter);
                    continue;
                }
                match dice.below(3) {
                    0 => out.push((any(dice), letter.1)),
                    1 => {}
                    _ => out.extend([*letter, (any(dice), None)]),
                }
            }
        }
        Edit::Words(percent) => {
            for word in pieces(letters, |c| c == ' ' || c == '\n') {
                if dice.hits(percent) {
                    out.extend(made(language.word(dice)));
                    out.extend(word.last());
                } else {
                    out.extend_from_slice(word);
                }
            }
        }
        Edit::Sentences(percent) => {
            for sentence in pieces(letters, |c| c == '.' || c == '\n') {
                if sentence.len() > 8 && dice.hits(percent) {
                    out.extend(made(" "));
                    out.extend(made(&language.sentence(dice)));
                } else {
                    out.extend_from_slice(sentence);
                }
            }
        }
        Edit::Moved => {
            let mut lines = pieces(letters, |c| c == '\n');
            for _ in 0..lines.len() / 4 {
                let (a, b) = (dice.below(lines.len()), dice.below(lines.len()));
                lines.swap(a, b);
            }
            lines.iter().for_each(|line| out.extend_from_slice(line));
        }
        Edit::Renamed => {
            for line in pieces(letters, |c| c == '\n') {
                if line.len() < 16 {
                    out.extend(made(&format!("{} {}\n", language.word(dice), language.word(dice))));
                } else {
                    out.extend_from_slice(line);
                }
            }
        }
        Edit::Wrapped => {
            for (c, from) in letters {
                out.push(match c {
                    '\n' if dice.hits(40) => (' ', *from),
                    ' ' if dice.hits(8) => ('\n', *from),
                    _ => (*c, *from),
                });
            }
        }
        Edit::Extracted => {
            for (c, from) in letters {
                match c {
                    ' ' if dice.hits(5) => {}
                    '.' if dice.hits(10) => out.extend([(*c, *from), ('7', None)]),
                    _ if dice.hits(2) => out.extend([(*c, *from), (' ', None)]),
                    _ => out.push((*c, *from)),
                }
            }
        }
    }
    tidy(out)
}

/// Quotes of `length` letters, or sentences' worth where it is 0, spread over the text.
fn quotes(letters: &[Letter], count: usize, length: usize, dice: &mut Dice) -> Vec<(usize, usize)> {
    let room = letters.len().saturating_sub(length + 1);
    (0..count).map(|_| dice.below(room)).map(|start| (start, start + length)).collect()
}

fn bytes(letters: &[Letter], (start, end): (usize, usize)) -> Span {
    let width = |part: &[Letter]| part.iter().map(|(c, _)| c.len_utf8()).sum::<usize>();
    let from = width(&letters[..start]);
    Span::new(from, from + width(&letters[start..end]))
}

/// What came of one kind of change.
#[derive(Default)]
struct Tally {
    standing: usize,
    first: usize,
    silent: usize,
    gone: usize,
    wrong: usize,
    millis: Vec<f64>,
}

/// How many of a quote's letters still stand together, and where: the largest group without a
/// gap of more than 400 bytes, since paragraphs may have parted.
fn standing(mut there: Vec<(usize, usize)>) -> (usize, Span) {
    there.sort_unstable();
    let groups = there.chunk_by(|one, next| next.0 - one.1 <= 400);
    let largest = groups.max_by_key(|group| group.len()).unwrap_or_default();
    match (largest.first(), largest.last()) {
        (Some(first), Some(last)) => (largest.len(), Span::new(first.0, last.1)),
        _ => (0, Span::default()),
    }
}

/// Finds quotes of `old` in `new`, and counts.
fn tally(tally: &mut Tally, old: &[Letter], new: &[Letter], quotes: &[(usize, usize)], with_old: bool) {
    let text = |letters: &[Letter]| letters.iter().map(|(c, _)| c).collect::<String>();
    let (before, after) = (document(&text(old)), document(&text(new)));
    for (document, letters) in [(&before, old), (&after, new)] {
        assert!(document.text() == text(letters), "the text is not what the document keeps of it");
    }
    let was = Rendition::of(b"old", &before, "text 1");
    let is = Rendition::of(b"new", &after, "text 1");
    let mut finder = Finder::new(&after, &is);
    if with_old {
        finder.remember(was.text, before.text());
    }
    // Where each old letter stands now, in bytes.
    let mut now = vec![None; old.len()];
    let mut at = 0;
    for (c, from) in new {
        if let Some(from) = from {
            now[*from] = Some((at, at + c.len_utf8()));
        }
        at += c.len_utf8();
    }
    for &(start, end) in quotes {
        let anchor = Anchor::of(&before, bytes(old, (start, end)), &was);
        let started = Instant::now();
        let found = finder.find(&anchor, &|| true).expect("nobody stops it");
        tally.millis.push(started.elapsed().as_secs_f64() * 1000.0);
        let (there, truth) = standing(now[start..end].iter().flatten().copied().collect());
        // At least half of what still stands, and not twice as long as it was.
        let is_right = |span: Span| {
            let shared = span.intersect(truth).len();
            shared > 0 && 2 * shared >= truth.len() && span.len() <= 2 * anchor.quote.len()
        };
        let best = match &found {
            Found::Doubtful { candidates } => candidates.first().map(|one| one.0),
            other => other.span(),
        };
        if there * 2 >= end - start {
            tally.standing += 1;
            tally.first += usize::from(best.is_some_and(is_right));
            tally.silent += usize::from(found.span().is_some_and(is_right));
        } else {
            tally.gone += 1;
        }
        tally.wrong += usize::from(found.span().is_some_and(|span| !is_right(span)));
    }
}

impl Tally {
    fn print(&mut self, name: &str, length: usize) {
        let share = |part: usize| 100.0 * part as f64 / self.standing.max(1) as f64;
        let (first, silent) = (share(self.first), share(self.silent));
        self.millis.sort_by(f64::total_cmp);
        let median = self.millis.get(self.millis.len() / 2).copied().unwrap_or(0.0);
        let share = |percent: f64| if self.standing == 0 { "–".to_owned() } else { format!("{percent:.1} %") };
        println!(
            "| {name} | {length} | {} | {} | {} | {} | {} | {median:.1} |",
            self.standing,
            share(first),
            share(silent),
            self.gone,
            self.wrong
        );
    }
}

/// The old text with things in it that look like each quote, and the new one without the quotes.
fn with_lookalikes(language: &Language, dice: &mut Dice, length: usize) -> (Vec<Letter>, Vec<Letter>, Vec<(usize, usize)>) {
    let base = language.text(dice, 60_000);
    let mut lines: Vec<Vec<char>> = base.lines().map(|line| line.chars().collect()).collect();
    let long: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].len() > length + 80).step_by(3).take(50).collect();
    let mut marks = Vec::new();
    let mut extra: Vec<Vec<char>> = Vec::new();
    for (turn, &line) in long.iter().enumerate() {
        let start = 20 + dice.below(lines[line].len() - length - 40);
        marks.push((line, start));
        let own = lines[line].clone();
        let quote = &own[start..start + length];
        let around: Vec<char> = own[start.saturating_sub(60)..(start + length + 60).min(own.len())].to_vec();
        let copy = match turn % 4 {
            // The very words among others; the words with their surroundings and one changed;
            // the whole paragraph, a little changed; the words, a little changed, among others.
            0 => [
                language.sentence(dice).chars().collect::<Vec<_>>(),
                vec![' '],
                quote.to_vec(),
                vec![' '],
                language.sentence(dice).chars().collect(),
            ]
            .concat(),
            1 => {
                let mut copy = around;
                let middle = copy.len() / 2;
                copy.splice(middle..middle + 3, language.word(dice).chars());
                copy
            }
            _ => {
                let source: Vec<Letter> = if turn % 4 == 2 {
                    own.iter().map(|c| (*c, None)).collect()
                } else {
                    quote.iter().map(|c| (*c, None)).collect()
                };
                let mut copy: Vec<char> =
                    edited(&source, Edit::Letters(4), language, dice).iter().map(|(c, _)| *c).filter(|c| *c != '\n').collect();
                copy.extend(language.sentence(dice).chars());
                copy
            }
        };
        let copy: String = copy.into_iter().collect();
        extra.push(copy.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect());
    }
    for (copy, at) in extra.into_iter().zip((0..).map(|n| n * 7 + 3)) {
        // Between other lines; what stands behind moves on by one.
        let at = at.min(lines.len());
        lines.insert(at, copy);
        marks.iter_mut().for_each(|(line, _)| *line += usize::from(*line >= at));
    }
    let mut old: Vec<Letter> = Vec::new();
    let mut starts = Vec::new();
    for line in &lines {
        starts.push(old.len());
        for c in line.iter().chain(&['\n']) {
            old.push((*c, Some(old.len())));
        }
    }
    let found: Vec<(usize, usize)> =
        marks.iter().map(|(line, start)| (starts[*line] + start, starts[*line] + start + length)).collect();
    let gone = |at: &usize| found.iter().any(|(start, end)| (*start..*end).contains(at));
    let left: Vec<Letter> = old.iter().copied().filter(|(_, from)| !from.as_ref().is_some_and(gone)).collect();
    let new = edited(&left, Edit::Letters(1), language, dice);
    (old, new, found)
}

/// 500 notes on a text of a megabyte, so many of them to be searched for.
fn speed(name: &str, is_korean: bool, percent: usize) {
    let mut dice = Dice(77);
    let language = Language::new(&mut dice, is_korean);
    let old = document(&language.text(&mut dice, if is_korean { 400_000 } else { 1_000_000 }));
    let letters: Vec<Letter> = old.text().chars().enumerate().map(|(at, c)| (c, Some(at))).collect();
    let quotes = quotes(&letters, 500, 60, &mut dice);
    // A letter in the middle of so many of the quotes is another one; a line before all moves the rest.
    let mut text: Vec<char> = letters.iter().map(|letter| letter.0).collect();
    for (start, _) in quotes.iter().take(500 * percent / 100) {
        for at in [20, 35, 50] {
            text[start + at] = if is_korean { '힣' } else { 'z' };
        }
    }
    let new = document(&format!("0. 0\n{}\n9. 9", text.iter().collect::<String>().trim_end()));
    let was = Rendition::of(b"old", &old, "text 1");
    let is = Rendition::of(b"new", &new, "text 1");
    let anchors: Vec<Anchor> = quotes.iter().map(|quote| Anchor::of(&old, bytes(&letters, *quote), &was)).collect();
    for with_old in [false, true] {
        let started = Instant::now();
        let mut finder = Finder::new(&new, &is);
        if with_old {
            finder.remember(was.text, old.text());
        }
        let found =
            anchors.iter().filter(|anchor| finder.find(anchor, &|| true).is_some_and(|found| found.span().is_some())).count();
        let millis = started.elapsed().as_millis();
        println!(
            "| {name} | {:.2} | {percent} % | {} | {found} | {millis} |",
            new.text().len() as f64 / 1e6,
            if with_old { "yes" } else { "no" }
        );
    }
}

fn main() {
    let edits = [
        ("letters, 2 %", Edit::Letters(2)),
        ("letters, 5 %", Edit::Letters(5)),
        ("letters, 10 %", Edit::Letters(10)),
        ("letters, 20 %", Edit::Letters(20)),
        ("words replaced, 10 %", Edit::Words(10)),
        ("words replaced, 25 %", Edit::Words(25)),
        ("sentences rewritten, 30 %", Edit::Sentences(30)),
        ("paragraphs moved", Edit::Moved),
        ("sections renamed", Edit::Renamed),
        ("wrapped anew", Edit::Wrapped),
        ("extracted anew", Edit::Extracted),
    ];
    println!("| change | quote | still there | first right | silent and right | gone | silent and wrong | ms |");
    println!("|:--|--:|--:|--:|--:|--:|--:|--:|");
    let mut dice = Dice(20_261_123);
    let mut texts = Vec::new();
    for is_korean in [true, false] {
        let language = Language::new(&mut dice, is_korean);
        texts.push((language.text(&mut dice, 120_000), language));
    }
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).expect("a UTF-8 file");
        let language = Language::new(&mut dice, true);
        texts.push((text, language));
    }
    for length in [12, 40, 200] {
        for (name, edit) in edits {
            let mut sum = Tally::default();
            for (text, language) in &texts {
                // Twice: what is cleaned once stays as it is.
                let old = document(document(text).text());
                let letters: Vec<Letter> = old.text().chars().enumerate().map(|(at, c)| (c, Some(at))).collect();
                let quotes = quotes(&letters, 250, length, &mut dice);
                let new = edited(&letters, edit, language, &mut dice);
                tally(&mut sum, &letters, &new, &quotes, true);
            }
            sum.print(name, length);
        }
    }
    for (length, with_old) in [(40, true), (40, false), (120, true)] {
        let mut sum = Tally::default();
        for turn in 0..48 {
            let (_, language) = &texts[turn % 2];
            let (old, new, quotes) = with_lookalikes(language, &mut dice, length);
            tally(&mut sum, &old, &new, &quotes, with_old);
        }
        sum.print(if with_old { "deleted, lookalikes left" } else { "the same, old text not at hand" }, length);
    }
    println!("\n| text | MB | changed | old text at hand | placed of 500 | ms for all |");
    println!("|:--|--:|--:|:--|--:|--:|");
    for (name, is_korean) in [("Hangul", true), ("Latin", false)] {
        for percent in [10, 100] {
            speed(name, is_korean, percent);
        }
    }
}
