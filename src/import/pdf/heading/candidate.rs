//! Which blocks look like headings, each by itself and by what stands behind it.

use super::super::block::{Block, Element, Kind};
use super::level::decimals;
use crate::document::roman;
use crate::import::caption::is_numbered_caption;
use crate::import::text::{Scheme, ends_sentence, is_hangul, is_unspaced, marker};

/// A heading has at most so many lines and characters.
pub(super) const MOST_LINES: usize = 4;
pub(super) const MOST_LETTERS: usize = 180;
/// The same of a heading in large type: fewer words fill its lines, and nobody sets text in it.
const MOST_LARGE_LINES: usize = 6;
const MOST_LARGE_LETTERS: usize = 240;
/// Type of this part of the body's size is large.
pub(super) const LARGE: f32 = 1.1;
/// Type that is hardly larger, and that nobody sets for nothing.
const LARGER: f32 = 1.04;
/// Type below this part of the body's size is that of notes and tables.
const SMALL: f32 = 0.93;
const SMALLEST: f32 = 0.78;
/// The gap above a heading, in usual distances of lines: more than one, and more than two thirds of a blank line.
const GAP: f32 = 1.05;
const WIDE_GAP: f32 = 1.2;
/// Blocks behind a heading that text is looked for in.
const NEXT: usize = 4;
/// A block without a full stop that is as long is text.
const LONG: usize = 60;
/// Words of large type that hold a whole sentence are a quotation out of the text.
const QUOTED_WORDS: usize = 10;
/// Months, as dates on title pages name them; the first three letters.
const MONTHS: [&str; 14] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai", "okt"];

/// Why a block is taken for a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Large type.
    Size,
    /// Bold, in capitals, or a little larger.
    Weight,
    /// Italic, or a number alone: only beside others of its kind.
    Slight,
}

/// Whether the block at `at` looks like a heading.
pub(super) fn sign(elements: &[Element], at: usize, body: f32) -> Option<Sign> {
    let Element::Block(block) = &elements[at] else { return None };
    let text = block.flow.text.trim();
    let large = block.size >= LARGE * body;
    if !can_head(block, text, large) {
        return None;
    }
    if large {
        return Some(Sign::Size);
    }
    let count = text.chars().count();
    let asks = text.ends_with('?') && block.flow.is_bold() && block.lines <= MOST_LINES;
    let short = block.lines <= 2 && count <= 120 || asks;
    let next = next_block(elements, at)?;
    if !short || is_names(text) {
        return None;
    }
    let starts_small = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    let opens_text = next.lines >= 2 && !next.flow.is_mostly_bold() || ends_sentence(&next.flow.text);
    if block.size < SMALL * body {
        let stands_out = block.size >= SMALLEST * body && block.flow.is_bold() && block.gap > WIDE_GAP && !starts_small;
        return (stands_out && next.lines >= 3 && next.size <= 1.02 * block.size.max(body)).then_some(Sign::Weight);
    }
    // Capitals alone may be code.
    let opens_prose = is_prose(&next.flow.text) || next.flow.is_bold() || is_capitals(&next.flow.text);
    if block.flow.is_bold() || is_capitals(text) && count <= 80 && opens_prose {
        return (block.gap > GAP && !starts_small).then_some(Sign::Weight);
    }
    if block.size >= LARGER * body && block.gap > GAP && count <= 80 && (next.size / body - 1.0).abs() < 0.03 {
        return Some(Sign::Weight);
    }
    if block.lines > 1 || starts_small || block.gap <= WIDE_GAP || !opens_text {
        return None;
    }
    let outline =
        matches!(block.scheme, Some(Scheme::Part | Scheme::Chapter | Scheme::Section | Scheme::Roman | Scheme::Article));
    if outline && count <= 60 {
        return Some(Sign::Weight);
    }
    let italic = block.flow.is_italic() && !next.flow.is_italic() && count <= 80;
    (italic || count <= 90 && decimals(text).is_some_and(|levels| levels > 1)).then_some(Sign::Slight)
}

/// Whether nothing speaks against a heading.
fn can_head(block: &Block, text: &str, large: bool) -> bool {
    // `1. 개요` has two letters: its number is none of its words.
    let words = text.get(marker(text).map_or(0, |found| found.length)..).unwrap_or_default();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let seen = words.chars().filter(|c| !c.is_whitespace()).count();
    let counted = match block.scheme {
        Some(Scheme::Decimal(_) | Scheme::Roman | Scheme::Capital | Scheme::Hangul | Scheme::Article) => true,
        Some(Scheme::NumberParen(_) | Scheme::HangulParen(_) | Scheme::LetterParen(_) | Scheme::Circled | Scheme::Sign(_)) => {
            block.lines == 1
        }
        _ => false,
    };
    let plain = matches!(block.kind, Kind::Paragraph) || counted && matches!(block.kind, Kind::Item { bullet: false, .. });
    let lines = if large { MOST_LARGE_LINES } else { MOST_LINES };
    if !plain
        || block.inside
        || letters < 2
        || letters * 2 <= seen
        || text.chars().count() > longest(large || text.ends_with('?'))
        || block.lines > lines
    {
        return false;
    }
    let ends = ends_sentence(text) && !text.ends_with(['?', '!']) || text.ends_with([',', ';', ':', '：', '،']);
    !(ends
        || block.parted && !counted
        || is_numbered_caption(text)
        || is_formula(text)
        || is_quotation(text)
        || text.contains('@')
        || text.contains("://")
        || roman(text).is_some_and(|value| value < 400))
}

/// The characters of a heading at most; more where large type or a question tells it.
fn longest(large: bool) -> usize {
    if large { MOST_LARGE_LETTERS } else { MOST_LETTERS }
}

/// The text block behind the one at `at`.
fn next_block(elements: &[Element], at: usize) -> Option<&Block> {
    elements[at + 1..].iter().take(NEXT).find_map(|element| match element {
        Element::Block(block) => Some(block),
        _ => None,
    })
}

/// Whether text stands behind the heading at `at`, or what stands for text; other headings may come between.
pub(super) fn leads_to_text(elements: &[Element], at: usize, is_heading: impl Fn(usize) -> bool) -> bool {
    let mut looked_at = 0;
    for (index, element) in elements.iter().enumerate().skip(at + 1) {
        let Element::Block(block) = element else {
            if matches!(element, Element::Page(_)) {
                continue;
            }
            return true;
        };
        let is_text = !matches!(block.kind, Kind::Paragraph)
            || block.lines >= 2 && !is_heading(index)
            || ends_sentence(&block.flow.text)
            || block.flow.text.chars().count() >= LONG && !is_heading(index);
        if is_text {
            return true;
        }
        looked_at += 1;
        if looked_at == NEXT {
            return false;
        }
    }
    false
}

/// Whether text, or what stands for it, comes right behind the block at `at`.
pub(super) fn opens_text(elements: &[Element], at: usize) -> bool {
    elements.get(at + 1).is_some_and(|next| match next {
        Element::Block(block) => {
            !matches!(block.kind, Kind::Paragraph)
                || block.lines >= 2
                || ends_sentence(&block.flow.text)
                || block.flow.text.chars().count() >= LONG
        }
        Element::Page(_) => false,
        Element::Table { .. } | Element::Figure { .. } => true,
    })
}

/// Whether many of the words begin small, as they do in sentences; those of names and addresses do not.
pub(super) fn is_prose(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
    let small = words().filter(|word| !word.starts_with(char::is_uppercase)).count();
    !text.contains('@') && small * 5 >= words().count() * 2
}

pub(super) fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4 && !text.contains(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() * 10 > letters * 9
}

/// Names, one behind the other: each word begins with a capital, and commas or dots part them.
fn is_names(text: &str) -> bool {
    let parts = text.matches([',', ';']).count();
    let words = || text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
    let named =
        words().all(|word| word.starts_with(char::is_uppercase) || matches!(word, "and" | "und" | "et" | "y" | "de" | "von"));
    parts >= 2 && named && !is_capitals(text) || text.matches('·').count() >= 4
}

/// Whether `text` is mathematics or code: signs of them, and no words.
fn is_formula(text: &str) -> bool {
    let signs =
        text.chars().filter(|c| matches!(c, '=' | '+' | '−' | '×' | '∑' | '∫' | '∆' | '≤' | '≥' | '√' | '∂' | '≈')).count();
    let word = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() >= 4 || word.chars().any(|c| is_hangul(c) || is_unspaced(c))
    };
    signs > 0 && text.split_whitespace().filter(|part| word(part)).count() < 2
        || text.contains(['{', '}'])
        || text.contains("::")
        || text.ends_with(");")
}

/// Whether `text` is a quotation, or holds a sentence and goes on behind it.
fn is_quotation(text: &str) -> bool {
    let quoted = text.starts_with(['“', '"', '„', '«']) && text.ends_with(['”', '"', '“', '»']);
    let goes_on = text.match_indices(". ").any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_some_and(char::is_lowercase) && text[at + 2..].starts_with(char::is_uppercase)
    });
    quoted || goes_on && text.split_whitespace().count() >= QUOTED_WORDS
}

/// Whether `text` is nothing but a date.
pub(super) fn is_date(text: &str) -> bool {
    let mut year = false;
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '/' | '-' | '년' | '월' | '일'))
        .filter(|part| !part.is_empty())
        .all(|part| {
            year |= part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
            let lower = part.to_lowercase();
            part.trim_end_matches(char::is_alphabetic).bytes().all(|byte| byte.is_ascii_digit())
                && part.starts_with(|c: char| c.is_ascii_digit())
                || lower.get(..3).is_some_and(|start| MONTHS.contains(&start))
        })
        && year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_formulas_names_and_quotations_are_known() {
        for text in ["December 2020", "12 March 2021", "2020년 4월 2일", "2020. 4. 2.", "1st June 2019"] {
            assert!(is_date(text), "{text}");
        }
        assert!(!is_date("Outlook 2020") && !is_date("12 apples"));
        assert!(is_formula("∆GB = ∆GBE + ∆GBM") && !is_formula("Growth = more work"));
        assert!(is_names("Ann Lee, Bo Chan, Cy Dunn") && !is_names("Wages, prices, and employment"));
        assert!(is_quotation("“We sold them all”") && is_quotation("We sold all of them at the gate. None was left for us"));
        assert!(!is_quotation("The U.S. Economy and what became of it in the years behind us"));
    }
}
