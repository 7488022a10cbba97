//! The heads of all tables, and which of them a sentence names: found in one pass over the sentence.

use std::collections::HashMap;

use super::cells::bare;
use crate::table::TableView;

/// Heads that are looked for at most.
const MOST_HEADS: usize = 50_000;
/// Letters of a head that is looked for; a longer one is a sentence of its own.
const LONGEST: usize = 80;
/// Heads of one word, and heads that one sentence names: more than these say nothing of one.
const MOST_ALIKE: usize = 256;
/// Cells that one sentence names at most.
const MOST_NAMED: usize = 32;

/// The words of the heads, by their letters, and whose they are.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// From a node by a letter to the next; 0 is the root.
    steps: HashMap<(u32, char), u32>,
    /// The word that ends at a node.
    ends: HashMap<u32, u32>,
    /// Each word, with the heads whose innermost word it is.
    words: Vec<Word>,
    /// The heads, in the order that they were added.
    all: Vec<Head>,
    /// By table: where its columns and its rows begin in `all`; none behind the most that are looked for.
    tables: Vec<Option<(usize, usize)>>,
    /// Whether heads were left out.
    pub(super) is_cut: bool,
}

#[derive(Debug, Default)]
struct Word {
    /// Bytes of it.
    length: usize,
    /// Whether it is a year, a month or the like.
    is_time: bool,
    /// Whether it is one syllable.
    is_syllable: bool,
    heads: Vec<u32>,
}

/// A row or a column.
#[derive(Debug)]
struct Head {
    table: usize,
    is_row: bool,
    at: usize,
    words: Vec<u32>,
}

/// Where a sentence names a word of heads.
#[derive(Debug, Default)]
pub(super) struct Naming {
    /// Each word that stands in it, with the places where it is a word of its own, from first to last byte.
    words: HashMap<u32, Vec<(usize, usize)>>,
}

/// A row and a column of one table, both named by a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedCell {
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) column: usize,
    /// Where the sentence has the innermost words of either head.
    pub(super) places: [Vec<(usize, usize)>; 2],
}

impl Heads {
    /// Adds those of a table; costs its width and height.
    pub(super) fn add(&mut self, view: &TableView, table: usize) {
        let labels = view.label_columns();
        let count = view.width().saturating_sub(labels) + view.height();
        self.tables.resize(table + 1, None);
        if self.all.len() + count > MOST_HEADS {
            self.is_cut = true;
        }
        let columns = self.all.len();
        for column in (labels..view.width()).take(MOST_HEADS.saturating_sub(columns)) {
            self.add_head(&view.column_head(column).path, (table, false, column));
        }
        let rows = self.all.len();
        for row in 0..view.height().min(MOST_HEADS.saturating_sub(self.all.len())) {
            self.add_head(&view.row_head(row).path, (table, true, row));
        }
        self.tables[table] = Some((columns, rows));
    }

    fn add_head(&mut self, path: &[&str], (table, is_row, at): (usize, bool, usize)) {
        let words: Vec<String> = path.iter().map(|head| lower(bare(head))).filter(|word| !word.is_empty()).collect();
        let fits = |word: &String| {
            let letters = word.chars().take(LONGEST + 1).count();
            (2..=LONGEST).contains(&letters) || (letters == 1 && word.starts_with(is_hangul))
        };
        let is_whole = !words.is_empty() && words.iter().all(fits);
        let words: Vec<u32> = words.iter().filter(|word| fits(word)).map(|word| self.word(word)).collect();
        let index = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        if let Some(last) = words.last().filter(|_| is_whole).and_then(|last| self.words.get_mut(*last as usize))
            && last.heads.len() <= MOST_ALIKE
        {
            last.heads.push(index);
        }
        self.all.push(Head { table, is_row, at, words });
    }

    fn word(&mut self, word: &str) -> u32 {
        let mut node = 0;
        for c in word.chars() {
            let next = u32::try_from(self.steps.len() + 1).unwrap_or(u32::MAX);
            node = *self.steps.entry((node, c)).or_insert(next);
        }
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let known = *self.ends.entry(node).or_insert(id);
        if known == id {
            let is_syllable = word.chars().count() == 1;
            self.words.push(Word { length: word.len(), is_time: is_time(word), is_syllable, heads: Vec::new() });
        }
        known
    }

    fn head(&self, table: usize, is_row: bool, at: usize) -> Option<&Head> {
        let (columns, rows) = (*self.tables.get(table)?)?;
        // The columns of labels have no head here.
        let index = if is_row {
            rows + at
        } else {
            let first = self.all.get(columns).filter(|head| head.table == table && !head.is_row)?.at;
            columns + at.checked_sub(first)?
        };
        self.all.get(index).filter(|head| (head.table, head.is_row, head.at) == (table, is_row, at))
    }

    /// What `sentence`, in the letters of [`lower`], names.
    pub(super) fn naming(&self, sentence: &str) -> Naming {
        let mut found = Naming::default();
        for (start, _) in sentence.char_indices() {
            let mut node = 0;
            for (at, c) in sentence[start..].char_indices() {
                let Some(next) = self.steps.get(&(node, c)) else { break };
                node = *next;
                let Some(word) = self.ends.get(&node) else { continue };
                let end = start + at + c.len_utf8();
                let places = Surroundings::of(sentence, start, end);
                let known = &self.words[*word as usize];
                if if known.is_syllable { places.is_noun() } else { places.stands() } {
                    let own = found.words.entry(*word).or_default();
                    if places.is_own_word() {
                        own.push((start, end));
                    }
                }
            }
        }
        found
    }

    /// How many heads of the cell at (`row`, `column`) are named; none where nothing but a time is.
    pub(super) fn count(&self, naming: &Naming, table: usize, row: usize, column: usize) -> u32 {
        let heads = [self.head(table, true, row), self.head(table, false, column)];
        let words = || heads.iter().flatten().flat_map(|head| &head.words).filter(|word| naming.words.contains_key(word));
        if words().all(|word| self.words[*word as usize].is_time) {
            0
        } else {
            u32::try_from(words().count()).unwrap_or(u32::MAX)
        }
    }

    /// The cells whose row and column are both named by words of their own; none where more are than say
    /// anything of one.
    pub(super) fn named(&self, naming: &Naming) -> Vec<NamedCell> {
        let is_own = |word: &u32| naming.words.get(word).is_some_and(|places| !places.is_empty());
        let mut found: Vec<&Head> = Vec::new();
        for word in naming.words.keys().filter(|word| is_own(word)) {
            let heads = &self.words[*word as usize].heads;
            if heads.len() <= MOST_ALIKE {
                found.extend(heads.iter().map(|head| &self.all[*head as usize]).filter(|head| head.words.iter().all(is_own)));
            }
            if found.len() > MOST_ALIKE {
                return Vec::new();
            }
        }
        found.sort_unstable_by_key(|head| (head.table, head.is_row, head.at));
        let places = |head: &Head| -> Vec<(usize, usize)> {
            let Some(own) = head.words.last().and_then(|word| naming.words.get(word)) else { return Vec::new() };
            // Where `GNI per head` is named, `GNI` is a part of its name.
            let length = head.words.last().map_or(0, |word| self.words[*word as usize].length);
            let beside =
                found.iter().filter(|other| (other.table, other.is_row) == (head.table, head.is_row) && other.at != head.at);
            let longer: Vec<(usize, usize)> = beside
                .filter_map(|other| other.words.last())
                .filter(|word| self.words[**word as usize].length > length)
                .flat_map(|word| naming.words[word].iter().copied())
                .collect();
            own.iter().copied().filter(|(from, to)| !longer.iter().any(|(start, end)| start <= from && to <= end)).collect()
        };
        let clear: Vec<(&Head, Vec<(usize, usize)>)> =
            found.iter().map(|head| (*head, places(head))).filter(|(_, places)| !places.is_empty()).collect();
        let is_timed = |head: &Head| head.words.iter().all(|word| self.words[*word as usize].is_time);
        let mut cells = Vec::new();
        for (row, row_places) in clear.iter().filter(|(head, _)| head.is_row) {
            for (column, column_places) in clear.iter().filter(|(head, _)| !head.is_row && head.table == row.table) {
                if is_timed(row) && is_timed(column) {
                    continue;
                }
                if cells.len() >= MOST_NAMED {
                    return cells;
                }
                let places = [row_places.clone(), column_places.clone()];
                cells.push(NamedCell { table: row.table, row: row.at, column: column.at, places });
            }
        }
        cells
    }
}

/// A word in a sentence, and what touches it.
struct Surroundings<'t> {
    word: &'t str,
    before: Option<char>,
    /// What goes on the word behind it.
    rest: &'t str,
}

impl<'t> Surroundings<'t> {
    fn of(sentence: &'t str, start: usize, end: usize) -> Self {
        /// Bytes of what goes on a word: particles are short.
        const NEAR: usize = 32;
        let behind = &sentence[end..sentence.floor_char_boundary((end + NEAR).min(sentence.len()))];
        let rest = &behind[..behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len())];
        Self { word: &sentence[start..end], before: sentence[..start].chars().next_back(), rest }
    }

    /// Whether the word stands there at all: one of Latin letters or digits as a whole one, perhaps in the plural.
    fn stands(&self) -> bool {
        let starts =
            !self.word.starts_with(|c: char| c.is_ascii_alphanumeric()) || !self.before.is_some_and(char::is_alphanumeric);
        let ends = !self.word.ends_with(|c: char| c.is_ascii_alphanumeric())
            || matches!(self.rest, "" | "s")
            || self.rest.starts_with(|c: char| !c.is_ascii());
        starts && ends
    }

    /// Whether it is no part of a longer word: behind it stands a particle at most. `인구` does not name itself in
    /// `인구밀도`, nor `부산` in `동부산`.
    fn is_own_word(&self) -> bool {
        self.stands() && !self.before.is_some_and(char::is_alphanumeric) && (self.rest == "s" || is_particle(self.rest))
    }

    /// Whether a noun of one syllable stands there with a particle: `값은`, and not in `값싼`.
    fn is_noun(&self) -> bool {
        const PARTICLES: [&str; 12] = ["은", "는", "이", "가", "을", "를", "의", "도", "에", "에서", "로", "으로"];
        // 할 수는 있다, 그때에: these stand anywhere.
        const VAGUE: [&str; 8] = ["수", "이", "그", "저", "나", "때", "것", "중"];
        !self.before.is_some_and(char::is_alphanumeric) && !VAGUE.contains(&self.word) && PARTICLES.contains(&self.rest)
    }
}

/// Whether what goes on a noun is nothing, or a particle; behind a year also the word for it.
pub(super) fn is_particle(rest: &str) -> bool {
    const PARTICLES: &str = concat!(
        " 은 는 이 가 을 를 의 에 에는 에도 에만 에서 에서는 에서도 에서의 에게 로 로는 으로 으로는 으로서 로서 도 만 만의 와 과 와의 과의 와는 과는",
        " 까지 까지는 까지의 부터 부터는 이나 나 이며 며 이고 이다 이었다 였다 인 보다 들 들은 들이 들의 측 측은 ",
    );
    let bare = ["년도", "년", "월"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    bare.is_empty() || PARTICLES.contains(&format!(" {bare} "))
}

/// Whether a head says a time alone: `2022`, `2022년`, `1분기`, `Q1`, `상반기`, `March`.
fn is_time(word: &str) -> bool {
    const UNITS: &str = concat!(
        " 년 년도 월 년월 분기 년분기 상반기 하반기 년상반기 년하반기 말 년말 연간 잠정 p e f q h fy cy january february march",
        " april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ",
    );
    let rest: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    rest.is_empty() || UNITS.contains(&format!(" {rest} "))
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// `text` in lower case, each letter where it was: one whose lower case has another length stays.
pub(super) fn lower(text: &str) -> String {
    let one = |c: char| {
        let mut small = c.to_lowercase();
        small.next().filter(|low| small.next().is_none() && low.len_utf8() == c.len_utf8()).unwrap_or(c)
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of `heads` that stand in `sentence`; with `!` those that are words of their own.
    fn named(heads: &[&str], sentence: &str) -> Vec<String> {
        let mut made = Heads::default();
        let ids: Vec<u32> = heads.iter().map(|head| made.word(&lower(bare(head)))).collect();
        let naming = made.naming(&lower(sentence));
        let told = |(head, id): (&&str, &u32)| {
            let places = naming.words.get(id)?;
            Some(format!("{head}{}", if places.is_empty() { "" } else { "!" }))
        };
        heads.iter().zip(&ids).filter_map(told).collect()
    }

    #[test]
    fn a_head_is_named_by_its_words_without_its_unit() {
        for (head, sentence, expected) in [
            ("명목 GNI", "명목 GNI는 늘었다", "명목 GNI!"),
            ("인구 (천명)", "인구는", "인구 (천명)!"),
            ("인구（명）", "인구의", "인구（명）!"),
            ("(인구)", "인구", "(인구)!"),
            ("인구", "인구밀도는 높다", "인구"),
            ("부산", "동부산의 수입", "부산"),
            ("2022", "2022년에는", "2022!"),
            ("2022", "20221", ""),
            ("Port", "the ports of", "Port!"),
            ("Port", "portal", ""),
            ("값 (십억원)", "그 값은 크다", "값 (십억원)!"),
            ("값", "값싼 것", ""),
            ("값", "쌀값은", ""),
            ("수", "할 수는 있다", ""),
            ("무역", "인구는", ""),
        ] {
            assert_eq!(named(&[head], sentence).join(" "), expected, "{head} in {sentence}");
        }
        assert_eq!(named(&["GNI", "GNI per head"], "The GNI per head fell"), ["GNI!", "GNI per head!"]);
    }

    #[test]
    fn a_time_alone_is_told() {
        let times = "2022|2022년|1분기|q1|2022 q3|상반기|march|3월|2023p|’22|2022. 3|5";
        assert!(times.split('|').all(is_time));
        assert!(!"인구|gni|2022년 수출|수출 2022|per head|월세".split('|').any(is_time));
    }

    #[test]
    fn letters_stay_where_they_are() {
        for text in ["GNI İstanbul ẞ K 가", "ÀÉ"] {
            let low = lower(text);
            assert!(low.len() == text.len() && low.char_indices().map(|(at, _)| at).eq(text.char_indices().map(|(at, _)| at)));
        }
    }
}
