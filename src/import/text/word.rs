//! The words of a file's opening: what tells a word from a piece of one.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::letters::{first_word, is_hangul, is_word, last_word};
use super::line::Line;

/// Words that stood inside lines, by their hashes, with how they stood.
#[derive(Debug, Default)]
pub(in crate::import) struct Words {
    seen: HashMap<u64, Seen>,
    hasher: BuildHasherDefault<DefaultHasher>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// As a whole.
    whole: bool,
    /// As the start of a longer one.
    start: bool,
}

/// Particles and endings that are no words of their own, and start no line but one that was
/// broken inside a word.
const PARTICLES: [&str; 46] = [
    "은", "는", "을", "를", "의", "에", "로", "와", "과", "도", "다", "며", "서", "면", "게", "지", "에서", "으로", "에게",
    "부터", "까지", "보다", "처럼", "이다", "이며", "이고", "였다", "했다", "한다", "된다", "하며", "하여", "해야", "라는",
    "라고", "다는", "다고", "으며", "로서", "로써", "면서", "들의", "들은", "들을", "들도", "여",
];
/// And those that are words elsewhere.
const DOUBTFUL: [&str; 12] = ["이", "가", "고", "한", "할", "된", "될", "인", "들", "적", "하고", "까지의"];

/// Whether `word` is an ending, and no word of its own.
pub(super) fn is_ending(word: &str) -> bool {
    PARTICLES.contains(&bare(word))
}

impl Words {
    /// The words inside the lines of `text`; the first and the last of a line may be pieces.
    pub(super) fn of(text: &str, lines: &[Line]) -> Self {
        Self::of_lines(lines.iter().map(|line| line.of(text)))
    }

    /// The words of lines that stand for themselves.
    pub(in crate::import) fn of_lines<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut words = Self::default();
        for line in lines {
            let mut inside = line.split([' ', '\t']).skip(1).peekable();
            while let Some(word) = inside.next() {
                if inside.peek().is_some() {
                    words.add(bare(word));
                }
            }
        }
        words
    }

    fn add(&mut self, word: &str) {
        if word.is_empty() || word.len() > 60 {
            return;
        }
        self.see(word);
        if let Some((stem, tail)) = word.rsplit_once('-').filter(|(stem, tail)| !stem.is_empty() && tail.len() > 2) {
            // `Swedish-speaking` speaks for `Sami-speaking`, `work-hours` for `work-hour`.
            self.see(&format!("-{tail}"));
            self.see(&word.to_lowercase());
            if let Some(one) = tail.strip_suffix('s') {
                self.see(&format!("{stem}-{one}"));
            }
        }
        if word.starts_with(is_hangul) {
            for (end, _) in word.char_indices().skip(1) {
                self.seen.entry(self.hasher.hash_one(&word[..end])).or_default().start = true;
            }
        }
    }

    fn see(&mut self, word: &str) {
        self.seen.entry(self.hasher.hash_one(word)).or_default().whole = true;
    }

    /// Whether a word with a hyphen ends in `tail` somewhere.
    pub(super) fn has_tail(&self, tail: &str) -> bool {
        self.look(&format!("-{}", bare(tail))).whole
    }

    fn look(&self, word: &str) -> Seen {
        self.seen.get(&self.hasher.hash_one(word)).copied().unwrap_or_default()
    }

    /// Whether `word` stands somewhere as it is.
    pub(super) fn has(&self, word: &str) -> bool {
        self.look(bare(word)).whole
    }

    /// Whether a line that ends with `here`, in Hangul, was broken inside a word, the rest of
    /// which `next` starts with. Without the blanks that a page's text had at its line ends
    /// this can only be weighed: what else the file shows of both pieces, joined and apart.
    pub(super) fn go_on(&self, here: &str, next: &str) -> bool {
        let (tail, head) = (last_word(here), bare(first_word(next)));
        let tail = tail.trim_start_matches(|c: char| !is_word(c));
        if PARTICLES.contains(&head) || tail.ends_with(|c| final_of(c) == Some(SS)) {
            return true;
        }
        let (before, after) = (self.look(tail), self.look(head));
        let both = self.look(&format!("{tail}{head}"));
        let stem = self.look(&format!("{tail}{}", head.chars().next().map(String::from).unwrap_or_default()));
        let single = tail.chars().nth(1).is_none();
        let ended = tail.ends_with(ENDINGS) || tail.ends_with(|c| final_of(c) == Some(RIEUL) || final_of(c) == Some(NIEUN));
        let glue = 3 * i32::from(both.whole || both.start)
            + i32::from(DOUBTFUL.contains(&head))
            + i32::from(stem.start || stem.whole)
            + 2 * i32::from(single && !before.whole)
            + i32::from(!before.whole && !after.whole && !after.start && !ended);
        let apart = 2 * i32::from(before.whole) + i32::from(after.whole || after.start) + 2 * i32::from(ended && !single);
        glue > apart
    }
}

/// Finals of syllables, counted from none.
const NIEUN: u32 = 4;
const RIEUL: u32 = 8;
/// No word ends in this one: it is a stem's, and its ending is missing.
const SS: u32 = 20;

/// The final of a syllable of Hangul; 0 for none.
pub(super) fn final_of(c: char) -> Option<u32> {
    ('가'..='힣').contains(&c).then(|| (c as u32 - '가' as u32) % 28)
}

/// Syllables that many words end in: particles, endings of verbs.
const ENDINGS: [char; 15] = ['을', '를', '의', '에', '로', '와', '과', '이', '가', '도', '서', '며', '고', '면', '게'];

/// `word` without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !is_word(c))
}
