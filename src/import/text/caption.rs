//! The words over and under tables and figures: what [`crate::import::caption`] tells by their
//! lead words, looked for only in lines that can have them, and without the brackets around.

use super::letters::is_hangul;
use crate::import::caption as words;

const BRACKETS: [(char, char); 9] =
    [('<', '>'), ('[', ']'), ('〈', '〉'), ('＜', '＞'), ('《', '》'), ('【', '】'), ('［', '］'), ('(', ')'), ('（', '）')];

/// The caption that `line` is, without the brackets around all of it: `<표 1. …>` looks like a tag.
pub(super) fn caption(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    let pair = BRACKETS.iter().find(|(open, _)| *open == first);
    let lead = match pair {
        Some((open, _)) => line[open.len_utf8()..].trim_start().chars().next()?,
        None => first,
    };
    // What captions' lead words start with; a pattern is matched only behind these.
    if !matches!(lead, '표' | '그' | '도' | '부' | '사' | '지' | '차' | '表' | '図' | '圖' | '图')
        && !matches!(lead.to_ascii_lowercase(), 't' | 'f' | 'c' | 'e' | 'g' | 'm' | 'a' | 'q' | 's' | 'Т' | 'т' | 'Р' | 'р')
    {
        return None;
    }
    let Some((open, close)) = pair else { return words::is_caption(line).then_some(line) };
    let inside = &line[open.len_utf8()..];
    if let Some(inner) = inside.strip_suffix(*close).filter(|inner| !inner.contains(*close)) {
        return words::is_caption(inner.trim()).then_some(inner.trim());
    }
    // `[표 1]에서 보듯` is a sentence.
    let goes_on = inside.split_once(*close).is_some_and(|(_, rest)| rest.starts_with(is_hangul));
    (!goes_on && words::is_caption(line)).then_some(line)
}

/// Whether `line` says where a table's or a figure's content comes from.
pub(super) fn is_source(line: &str) -> bool {
    let head = &line[..line.floor_char_boundary(60)];
    let starts = matches!(
        head.trim_start_matches(['*', '※', '(', '[', '<', '〈', '（', '▷', '◦', '·', '•', '†', ' ', '-']).chars().next(),
        Some('자' | '출' | '원' | '資' | '资' | '出' | '来' | '來' | '数' | 'S' | 's' | 'D' | 'd')
    );
    starts && head.contains([':', '：']) && words::is_source(line)
}

/// Whether `line` does nothing but name a table's unit: `(단위: 억원)`.
pub(super) fn is_unit(line: &str) -> bool {
    line.len() < 120 && line.contains([':', '：']) && words::is_unit(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_lose_the_brackets_around_all_of_them() {
        assert_eq!(caption("<표 1. 북한의 각종 경제지표 추이>"), Some("표 1. 북한의 각종 경제지표 추이"));
        assert_eq!(caption("〈표 3〉"), Some("표 3"));
        assert_eq!(caption("[표 1] 연도별 추이"), Some("[표 1] 연도별 추이"));
        assert_eq!(caption("Table 2.3: Trade by partner"), Some("Table 2.3: Trade by partner"));
        assert_eq!(caption("그림 2"), Some("그림 2"));
    }

    #[test]
    fn sentences_about_tables_are_no_captions() {
        for line in ["표 1은 추이를 보여준다.", "Table 1 shows that trade fell.", "[표 1]에서 보듯", "The table", "표"]
        {
            assert_eq!(caption(line), None, "{line}");
        }
    }

    #[test]
    fn sources_and_units_are_told_by_their_word_and_its_colon() {
        assert!(is_source("* 자료: 한국은행.") && is_source("Source: World Bank") && !is_source("자료를 보면"));
        assert!(is_unit("(단위: 억원)") && !is_unit("단위 농협"));
    }
}
