//! Display widths, in terminal columns.
//!
//! They are those that ratatui draws with: each grapheme cluster (UAX #29) for itself, as wide
//! as `unicode-width` says, half-width voicing marks one column each. Most text is made of
//! characters that stand alone as clusters; they are measured without looking for clusters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes on the screen; control characters take none.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    Cells::new(text).map(|cell| cell.width as usize).sum()
}

/// A grapheme cluster and where it stands, in bytes of the text that it was cut from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Columns.
    pub(super) width: u32,
}

/// The grapheme clusters of a text, in order.
#[derive(Debug, Clone)]
pub(super) struct Cells<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cells<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Cells<'_> {
    type Item = Cell;

    fn next(&mut self) -> Option<Cell> {
        let start = self.at;
        let rest = &self.text[start..];
        let mut chars = rest.chars();
        let first = chars.next()?;
        let lone = alone(first).filter(|_| chars.next().is_none_or(|next| alone(next).is_some()));
        let (length, width) = match lone {
            Some(width) => (first.len_utf8(), width),
            None => {
                let cluster = rest.graphemes(true).next().unwrap_or(rest);
                (cluster.len(), cluster_width(cluster))
            }
        };
        self.at += length;
        Some(Cell { start, end: self.at, width })
    }
}

/// Whether a cluster of `text` starts at byte `at`, as far as the characters beside it tell.
pub(super) fn starts_cluster(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return true };
    if alone(before).is_some() && alone(after).is_some() {
        return true;
    }
    let from = at - before.len_utf8();
    text[from..at + after.len_utf8()].graphemes(true).count() == 2
}

fn cluster_width(cluster: &str) -> u32 {
    if cluster.contains(char::is_control) {
        return 0;
    }
    // ratatui gives half-width voicing marks a column each, since terminals do.
    let voiced = cluster.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
    u32::try_from(cluster.width() + voiced).unwrap_or(u32::MAX)
}

/// The width of `c` where it is one of the characters that never join another such one to a
/// cluster; `None` for all others. Not every character of that kind is listed, only whole
/// ranges of the scripts that are read most.
#[inline]
pub(super) fn alone(c: char) -> Option<u32> {
    match c {
        ' '..='~' => Some(1),
        '가'..='힣' | '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => Some(2),
        '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' => Some(1),
        '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{30FF}' | '\u{3000}' => Some(2),
        '\u{3131}'..='\u{3163}' | '\u{FF01}'..='\u{FF60}' | '\u{F900}'..='\u{FA6D}' | '\u{3300}'..='\u{33FF}' => Some(2),
        '\u{3A3}'..='\u{3FF}' | '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => Some(1),
        '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{660}'..='\u{66F}' => Some(1),
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{2190}'..='\u{2199}' => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// The column that ratatui stops at.
    fn drawn(text: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4000, 1));
        buffer.set_stringn(0, 0, text, 4000, Style::default()).0 as usize
    }

    #[test]
    fn lone_characters_have_the_width_of_the_table_and_join_no_other() {
        for c in ('\0'..=char::MAX).filter(|c| alone(*c).is_some()) {
            let text = c.to_string();
            assert_eq!(alone(c), Some(cluster_width(&text)), "{c:?} {:x}", c as u32);
            for other in ['a', '가', '각', '漢', '©'] {
                assert_eq!(format!("{other}{c}").graphemes(true).count(), 2, "{c:?} {:x}", c as u32);
                assert_eq!(format!("{c}{other}").graphemes(true).count(), 2, "{c:?} {:x}", c as u32);
            }
        }
    }

    #[test]
    fn clusters_are_measured_as_ratatui_draws_them() {
        for (text, columns) in [
            ("한국어 text", 11),
            ("👨‍👩‍👧‍👦", 2),
            ("👍🏽!", 3),
            ("🇰🇷🇷🇺", 4),
            ("각", 2),
            ("e\u{301}\u{302}", 1),
            ("☺\u{fe0f}", 2),
            ("שלום", 4),
            ("لا", 2),
            ("ก็", 1),
            ("\u{301}", 0),
            ("a\u{a0}b", 3),
            ("…―‥", 3),
        ] {
            assert_eq!(width(text), drawn(text), "{text}");
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn what_versions_of_the_width_tables_disagree_on_is_as_wide_as_ratatui_makes_it() {
        for text in ["ｶﾞ", "ﾊﾟﾋﾞ", "ﾞ", "aﾞ", "क्षि", "ᄀᄀᄀ", "‘’“”"] {
            assert_eq!(width(text), drawn(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_as_wide_as_ratatui_draws_it(text in "[ -~가-힣ᄀ-ᇿ一-丟ぁ-ゞﾞﾟｶ\u{300}-\u{305}\u{200d}\u{fe0f}👨👩🏽🇰🇷ก-์क-्]{0,40}") {
            prop_assert_eq!(width(&text), drawn(&text));
            let joined: String = Cells::new(&text).map(|cell| &text[cell.start..cell.end]).collect();
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn any_characters_at_all(text in any::<String>()) {
            prop_assert_eq!(width(&text), drawn(&text));
        }
    }
}
