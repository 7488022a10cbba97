//! One spelling for signs, digits and blanks, so that the readers behind it know only one.

use smallvec::SmallVec;

/// The text of a cell with full-width forms, dashes, tildes, blanks and foreign digits in
/// their ASCII spelling. Bytes are kept on the stack: a number is short.
pub(super) struct Plain(SmallVec<[u8; 64]>);

/// Longer cells are text: no number, unit or date takes that many bytes.
pub(super) const LONGEST: usize = 160;

impl Plain {
    /// `text` in its plain spelling; `None` where it is too long to be a value.
    pub(super) fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let mut bytes = SmallVec::new();
        if text.is_ascii() {
            bytes.extend_from_slice(text.as_bytes());
            return Some(Self(bytes));
        }
        let mut room = [0; 4];
        for c in text.chars().map(plain_char) {
            bytes.extend_from_slice(c.encode_utf8(&mut room).as_bytes());
        }
        Some(Self(bytes))
    }

    /// The plain text.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim()
    }
}

/// The ASCII character that `c` stands for, or `c` itself.
fn plain_char(c: char) -> char {
    match c {
        '０'..='９' => shifted(c, '０', '0'),
        '٠'..='٩' => shifted(c, '٠', '0'),
        '۰'..='۹' => shifted(c, '۰', '0'),
        '०'..='९' => shifted(c, '०', '0'),
        'Ａ'..='Ｚ' => shifted(c, 'Ａ', 'A'),
        'ａ'..='ｚ' => shifted(c, 'ａ', 'a'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '－' | '─' => '-',
        '～' | '〜' | '∼' | '˜' => '~',
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\t' => ' ',
        '’' | '‘' | '′' | '`' | '´' | '＇' => '\'',
        '（' => '(',
        '）' => ')',
        '［' => '[',
        '］' => ']',
        '％' | '﹪' => '%',
        '，' | '﹐' => ',',
        '．' => '.',
        '／' => '/',
        '：' => ':',
        '＋' => '+',
        '＊' => '*',
        '￦' => '₩',
        '￥' => '¥',
        '＄' => '$',
        '￡' => '£',
        '∆' | 'Δ' | '▵' => '△',
        '▴' => '▲',
        '▾' => '▼',
        '▿' => '▽',
        other => other,
    }
}

fn shifted(c: char, from: char, to: char) -> char {
    char::from_u32(to as u32 + (c as u32 - from as u32)).unwrap_or(c)
}
