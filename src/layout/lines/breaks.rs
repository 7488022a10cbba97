//! Where a row may end inside a word: UAX #14, tailored for Korean.
//!
//! Korean sets between words (keep-all): no break between two letters or digits, none between
//! a closing mark and the particle after it. Japanese and Chinese have no spaces, so a run of
//! more than [`SHORT_RUN`] Han letters and kana without Hangul does break between them.
//! Line-start and line-end prohibitions follow KS X ISO 26300 practice and JIS X 4051.

use std::ops::Range;

/// Up to this many Han letters and kana in a run hold together, as in `新조약` or `大統領`.
const SHORT_RUN: usize = 8;

/// A mark that no row starts with.
#[inline]
pub(in crate::layout) fn closes(c: char) -> bool {
    matches!(c, '!' | '%' | ')' | ',' | '.' | ':' | ';' | '?' | ']' | '}' | '¢' | '°' | '»' | '›' | '·' | '’' | '”' | '′' | '″'
        | '‰' | '‱' | '℃' | '℉' | '‼'..='‽' | '⁇'..='⁉' | '…' | '‥'
        | '、' | '。' | '々' | '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '〞' | '〟' | '〻'
        | 'ー' | '・' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '゛' | '゜'
        | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
        | '！' | '％' | '）' | '，' | '．' | '：' | '；' | '？' | '］' | '｝' | '｠' | '｡' | '｣' | '､' | '･' | '￠')
}

/// A mark that no row ends with.
#[inline]
pub(in crate::layout) fn opens(c: char) -> bool {
    matches!(
        c,
        '$' | '('
            | '['
            | '{'
            | '£'
            | '¥'
            | '«'
            | '‹'
            | '‘'
            | '“'
            | '₩'
            | '€'
            | '〈'
            | '《'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '〘'
            | '〚'
            | '〝'
            | '（'
            | '［'
            | '｛'
            | '｟'
            | '｢'
            | '＄'
            | '￡'
            | '￥'
            | '￦'
    )
}

/// A mark between two parts of one word: a row may start after it where both parts are of two
/// letters and more (`well-known`, not `e-mail` or `북-중-러`), and never before it.
fn links(c: char) -> bool {
    matches!(c, '-' | '‐' | '–' | '~' | '∼' | '〜' | '～' | '/' | '·' | 'ㆍ' | '&' | '+' | '=' | '×' | '_' | '|')
}

/// A mark after which a clause starts, so that a Hangul letter right after it may start a row.
fn ends_clause(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '?' | '!' | '…' | '‥' | '—' | '―' | '、' | '。' | '，' | '？' | '！' | '：' | '；')
}

#[inline]
pub(in crate::layout) fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}')
}

/// Han letters and kana.
fn is_cj(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFD}')
}

/// Letters, digits and the squared units (`㎞`, `㎢`), which stand with the number before them.
fn is_letter(c: char) -> bool {
    // Most letters read are told without the tables.
    matches!(c, '가'..='힣' | 'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{4E00}'..='\u{9FFF}' | '\u{3300}'..='\u{33FF}')
        || c.is_alphanumeric()
}

/// Whether no row may end between two clusters with these characters at the seam, even where
/// a word is too long for a row and any other place will do.
pub(in crate::layout) fn clings(before: char, after: char) -> bool {
    let glue = |c: char| matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}' | '\u{2011}');
    glue(before) || glue(after) || opens(before) || closes(after)
}

/// Adds to `out` the bytes of `word`, a text without spaces, where a row may start.
pub(in crate::layout) fn inside(word: &str, out: &mut Vec<usize>) {
    let mut run = Run::default();
    for (at, _) in unicode_linebreak::linebreaks(word) {
        if at > 0 && at < word.len() && is_allowed(word, at, &mut run) {
            out.push(at);
        }
    }
}

fn is_allowed(word: &str, at: usize, run: &mut Run) -> bool {
    let (Some(before), Some(after)) = (word[..at].chars().next_back(), word[at..].chars().next()) else { return false };
    let is_han = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}');
    if is_han(before) && is_han(after) {
        return run.is_long(word, at);
    }
    if before == ' ' || closes(after) || opens(before) || links(after) {
        return false;
    }
    if links(before) {
        return has_two_letters(word[..at].chars().rev().skip(1))
            && has_two_letters(word[at..].chars())
            && !is_digit_range(word, at);
    }
    let touches = is_cj(before) || is_cj(after);
    if touches && !is_hangul(before) && !is_hangul(after) && run.is_long(word, at) {
        // A number and its unit: 2023年.
        return is_cj(before) || !is_cj(after) || !before.is_numeric();
    }
    if is_letter(before) && is_letter(after) {
        return false;
    }
    if is_hangul(after) || is_cj(after) {
        return ends_clause(before);
    }
    if matches!(after, '(' | '（' | '[') && is_letter(before) {
        return !holds_particle(&word[at..]);
    }
    true
}

fn has_two_letters(mut chars: impl Iterator<Item = char>) -> bool {
    chars.next().is_some_and(is_letter) && chars.next().is_some_and(is_letter)
}

/// `2017–2022`, `2023-10-18`, `10/18`: a number or a date holds together.
fn is_digit_range(word: &str, at: usize) -> bool {
    word[..at].chars().rev().nth(1).is_some_and(char::is_numeric) && word[at..].chars().next().is_some_and(char::is_numeric)
}

/// `(를)`, `(으)로`, `(3)`: what is bracketed is so short that it is part of the word before.
fn holds_particle(bracketed: &str) -> bool {
    bracketed.chars().skip(1).take(4).position(|c| matches!(c, ')' | '）' | ']')).is_some()
}

/// The run of characters without Hangul that was looked at last, in bytes of the word.
#[derive(Debug, Default)]
struct Run {
    span: Range<usize>,
    long: bool,
}

impl Run {
    /// Whether the run around byte `at` holds so many Han letters and kana that it is Japanese or Chinese.
    fn is_long(&mut self, word: &str, at: usize) -> bool {
        if !(self.span.start < at && at < self.span.end) {
            let start = word[..at].rfind(is_hangul).unwrap_or(0);
            let end = word[at..].find(is_hangul).map_or(word.len(), |found| at + found);
            self.long = word[start..end].chars().filter(|c| is_cj(*c)).nth(SHORT_RUN).is_some();
            self.span = start..end;
        }
        self.long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `word` with a bar wherever a row may start.
    fn barred(word: &str) -> String {
        let mut at = Vec::new();
        inside(word, &mut at);
        let mut out = word.to_owned();
        at.iter().rev().for_each(|at| out.insert(*at, '|'));
        out
    }

    #[test]
    fn korean_words_stay_whole() {
        for word in [
            "밀착은",
            "新조약",
            "美國의",
            "조선노동당은",
            "“재정건전성”을(를)",
            "후보(으)로",
            "「헌법」은",
            "안보리(UN)는",
            "2023년",
            "10월18일에는",
            "3.5%로",
            "25,660.4천명",
            "100㎞",
            "30℃",
            "△3.2",
            "–0.2",
            "$1,000",
            "2017–2022년",
            "2023-10-18",
            "1,243.0",
            "북-중-러",
            "북·러",
            "COVID-19는",
            "e-mail을",
            "발표했다.”",
            "AI를",
            "대한민국(韓國)",
            "10~20%",
        ] {
            assert_eq!(barred(word), word);
        }
    }

    #[test]
    fn long_words_break_where_their_parts_meet() {
        assert_eq!(barred("정치·경제·사회"), "정치·|경제·|사회");
        assert_eq!(barred("발표했고,그는"), "발표했고,|그는");
        assert_eq!(barred("well-known"), "well-|known");
        assert_eq!(barred("국제원자력기구(IAEA)는"), "국제원자력기구|(IAEA)는");
        assert_eq!(barred("그런데…그는"), "그런데…|그는");
    }

    #[test]
    fn japanese_breaks_between_letters_by_its_rules() {
        assert_eq!(barred("東京都は、新しい「条約」を発表した。"), "東|京|都|は、|新|し|い|「条|約」|を|発|表|し|た。");
        assert_eq!(barred("データのチェックを2023年に行った"), "デー|タ|の|チェッ|ク|を|2023年|に|行っ|た");
        assert_eq!(barred("大統領"), "大統領");
    }

    #[test]
    fn hangul_ends_the_run_that_chinese_breaks_in() {
        assert_eq!(barred("大韓民國臨時政府樹立日에는"), "大|韓|民|國|臨|時|政|府|樹|立|日에는");
        assert_eq!(barred("新조약"), "新조약");
    }

    #[test]
    fn other_scripts_have_no_breaks_but_their_own() {
        for word in ["العربية", "עברית", "ภาษาไทย", "e\u{301}te\u{301}", "👨‍👩‍👧‍👦", "🇰🇷"]
        {
            assert_eq!(barred(word), word);
        }
        assert_eq!(barred("👨‍👩‍👧🇰🇷👍🏽"), "👨‍👩‍👧|🇰🇷|👍🏽");
        assert_eq!(barred("a\u{a0}b"), "a\u{a0}b");
    }
}
