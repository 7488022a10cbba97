//! Lines that go with a table or a figure: captions, units, sources.
//!
//! They are told by their lead words, which briefs in Korean, English, Japanese and Chinese
//! use with few exceptions. A sentence that merely starts with «Table 1» is none.

/// No caption or source line is longer, in bytes.
pub(super) const LONGEST: usize = 600;
/// A caption without a sign between its number and its words is shorter, in characters.
const LONGEST_BARE: usize = 100;

/// What captions start with; of two that start alike the longer stands first.
const CAPTIONS: [&str; 46] = [
    "tableau",
    "graphique",
    "carte",
    "encadré",
    "tabelle",
    "abbildung",
    "abb.",
    "schaubild",
    "cuadro",
    "gráfico",
    "gráfica",
    "tabla",
    "figura",
    "quadro",
    "tabela",
    "표",
    "그림",
    "도표",
    "부표",
    "사진",
    "지도",
    "차트",
    "도식",
    "table",
    "tab.",
    "figure",
    "fig.",
    "chart",
    "exhibit",
    "graph",
    "map",
    "表",
    "図表",
    "図",
    "圖",
    "图表",
    "图",
    "부도",
    "tabella",
    "grafik",
    "Таблица",
    "таблица",
    "Рисунок",
    "рисунок",
    "Рис.",
    "рис.",
];
/// Words behind a number that make a sentence of a line: what a table does.
const VERBS: [&str; 58] = [
    "shows",
    "show",
    "lists",
    "list",
    "gives",
    "give",
    "presents",
    "present",
    "summarises",
    "summarizes",
    "compares",
    "compare",
    "contains",
    "contain",
    "illustrates",
    "reports",
    "describes",
    "provides",
    "displays",
    "depicts",
    "reveals",
    "indicates",
    "suggests",
    "sets",
    "deals",
    "covers",
    "explains",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "does",
    "says",
    "will",
    "may",
    "can",
    "shall",
    "should",
    "must",
    "and",
    "or",
    "also",
    "which",
    "that",
    "below",
    "above",
    "follows",
    "zeigt",
    "enthält",
    "montre",
    "présente",
    "muestra",
    "presenta",
    "mostra",
    "apresenta",
];
/// Words that stand before a noun, and seldom second in a title that begins in small letters.
const ARTICLES: [&str; 36] = [
    "the", "a", "an", "that", "this", "these", "those", "how", "what", "which", "our", "its", "their", "us", "all", "no", "der",
    "die", "das", "den", "dem", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "una", "il", "os", "um",
    "uma",
];
/// What stands behind a Korean noun; with a blank before it, it is no word.
const PARTICLES: [&str; 16] =
    ["은", "는", "이", "가", "을", "를", "에", "의", "와", "과", "에서", "에는", "에서는", "에도", "로", "처럼"];
/// What stands between a caption's number and its words.
const SIGNS: &str = ".:：)]＞>〉》】）］|｜—–-";
/// What may stand round a caption, a unit or a source.
const OPENERS: &str = "<＜〈《[［【(（";
/// What source lines start with.
const SOURCES: [&str; 20] = [
    "자료출처",
    "자료 출처",
    "자료원",
    "원자료",
    "자료",
    "출처",
    "출전",
    "data sources",
    "data source",
    "sources",
    "source",
    "資料來源",
    "数据来源",
    "資料",
    "出典",
    "出所",
    "出处",
    "來源",
    "来源",
    "资料来源",
];
/// Signs before a source or a remark.
const BULLETS: &str = "*※▷◦·•†‡-";
const REMARKS: [&str; 9] = ["주석", "주", "비고", "註", "注", "notes", "note", "remarks", "remark"];
const UNITS: [&str; 6] = ["단위", "units", "unit", "単位", "单位", "單位"];

/// Whether `line` reads like a caption: `표 1. …`, `<그림 2>`, `Table A3: …`, `図1 …`.
pub(super) fn is_caption(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let Some(rest) = behind_one_of(behind_opener(line.trim_start()), &CAPTIONS) else { return false };
    let rest = rest.trim_start();
    let Some(behind) = behind_number(rest) else {
        return rest.strip_prefix([':', '：']).is_some_and(|words| !words.trim().is_empty());
    };
    // `표 1은 …을 보여준다` is a sentence.
    if behind.starts_with(char::is_alphanumeric) {
        return false;
    }
    let words = behind.trim_start();
    if words.is_empty() || words.starts_with(|c| SIGNS.contains(c)) {
        return true;
    }
    // `Table 1 shows …` is a sentence.
    behind.starts_with(char::is_whitespace)
        && !goes_on(words)
        && !is_sentence(words)
        && words.chars().count() <= LONGEST_BARE
        && !words.trim_end().ends_with(['.', ':', '。', '?', '!', ','])
}

/// Whether the words behind a number go on a sentence: `shows what was sold there`.
fn is_sentence(words: &str) -> bool {
    words.starts_with(char::is_lowercase) && words.split_whitespace().count() >= 4
}

/// Whether `line` begins with the name and the number of a table or a figure, whatever follows.
#[cfg(feature = "pdf")]
pub(super) fn is_numbered_caption(line: &str) -> bool {
    let Some(rest) = behind_one_of(behind_opener(line.trim_start()), &CAPTIONS) else { return false };
    let rest = rest.trim_start_matches([' ', '-', '–', '.', '\u{A0}']);
    let number: String = rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '(' | ')')).collect();
    let counts = number.chars().any(|c| c.is_ascii_digit())
        || number.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '-' | '(' | ')' | 'a'..='d'));
    (1..=9).contains(&number.chars().count())
        && counts
        && number.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// Whether `words`, which stand behind the number of a table or of a chapter, make a sentence with it: a verb, or
/// something that a noun follows, and not the beginning of a title.
pub(super) fn goes_on(words: &str) -> bool {
    if words.starts_with([',', ';', ')']) {
        return true;
    }
    let mut next = words.split_whitespace();
    let (Some(first), second) = (next.next(), next.next()) else { return false };
    if PARTICLES.contains(&first) {
        return second.is_some();
    }
    first.starts_with(char::is_lowercase)
        && (VERBS.contains(&first) || first.ends_with("ly") || second.is_some_and(|second| ARTICLES.contains(&second)))
}

/// Whether `line` tells where something comes from: `* 자료: 한국은행`, `출처: …`, `Source: …`.
pub(super) fn is_source(line: &str) -> bool {
    let rest = line.trim_start().trim_start_matches(|c| BULLETS.contains(c)).trim_start();
    line.len() <= LONGEST
        && behind_one_of(behind_opener(rest), &SOURCES).is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
}

/// Whether `line` is a remark under a table: `주: 2022년은 잠정치`, `Note: …`.
pub(super) fn is_remark(line: &str) -> bool {
    let rest = line.trim_start();
    let rest = behind_opener(rest.strip_prefix(['*', '※']).unwrap_or(rest).trim_start());
    let Some(rest) = behind_one_of(rest, &REMARKS) else { return false };
    let rest = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    line.len() <= LONGEST && rest.starts_with([':', '：', ')', '.'])
}

/// Whether `line` does nothing but name a unit: `(단위: 억원)`.
pub(super) fn is_unit(line: &str) -> bool {
    let Some(rest) = behind_one_of(behind_opener(line.trim_start()), &UNITS) else { return false };
    let Some(unit) = rest.trim_start().strip_prefix([':', '：']) else { return false };
    line.len() <= LONGEST && (1..=60).contains(&unit.chars().count()) && !unit.contains(['.', '。'])
}

/// Behind an opening bracket and the blanks after it, where there is one.
fn behind_opener(text: &str) -> &str {
    text.strip_prefix(|c| OPENERS.contains(c)).unwrap_or(text).trim_start()
}

/// Behind the first of `words` that `text` starts with, blind to ASCII case.
fn behind_one_of<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let starts = |word: &&&str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    words.iter().find(starts).map(|word| &text[word.len()..])
}

/// Behind the number of a caption: `1`, `A3`, `A.1`, `ES-1`, `2-1`, `１`, `iv`, `가`.
fn behind_number(text: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    if let Some(rest) = text.strip_prefix(['가', '나', '다', '라', '마']) {
        return Some(rest);
    }
    // An appendix's tables are counted behind its letters.
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let lettered = match letters {
        2..=3 => &text[letters..],
        _ => text.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(text),
    };
    let digits = lettered.strip_prefix(['-', '–', '.']).filter(|_| lettered.len() < text.len()).unwrap_or(lettered);
    let mut rest = digits.trim_start_matches(is_digit);
    if rest.len() == digits.len() {
        let rest = text.trim_start_matches(|c: char| "ivxlIVXL".contains(c));
        return (rest.len() < text.len()).then_some(rest);
    }
    while let Some(more) = rest.strip_prefix(['-', '–', '.']).filter(|more| more.starts_with(|c: char| c.is_ascii_digit())) {
        rest = more.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    // `3a` is a number with a letter; `3age` is none.
    let lettered = rest.strip_prefix(|c: char| c.is_ascii_alphabetic()).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    Some(lettered.unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions() {
        for line in [
            "표 1. 북한의 각종 경제지표 추이",
            "<표 1> 북한의 경제지표",
            "<표 2-1. 무역>",
            "Table A.1: 1980 census",
            "Table ES-1",
            "Table CA8. Salmonella",
            "표3 국가별 무역액",
            "[그림 2] 추이",
            "【표 4】",
            "그림 1-2: 흐름",
            "Table 1: Economic indicators",
            "TABLE 2",
            "Table A3. Trade by country",
            "Figure 3 — Flow of goods",
            "Fig. 4 Exports 2017 to 2022",
            "Table IV Results",
            "図1 推移",
            "表 2：贸易",
            "Table: Demonstration of simple tables",
            "Table 4 exports by region",
            "Table 2 Show of the ports",
            "Tabelle 3 Gebühren der Häfen",
            "Tableau 2. Les droits",
            "Cuadro 1: Derechos",
            "Таблица 5 Сборы",
            "Abb. 2 Der Hafen",
        ] {
            assert!(is_caption(line), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_captions() {
        for line in [
            "표 1은 북한의 경제지표를 보여준다.",
            "표현의 자유",
            "표결 결과: 가결",
            "그림자 내각",
            "Table 1 shows how trade fell.",
            "Table 2 lists the following:",
            "Table 2 shows the dues of the ports of the coast, and it leaves out those of the inland",
            "Table 3 in the annex",
            "Figure 4 clearly tells",
            "Table 1, which stands above",
            "Tabelle 2 zeigt die Gebühren",
            "표 2 는 항만 사용료를",
            "표 3 에서 보듯",
            "Tables and figures",
            "Mapping the field",
            "Figure out what is needed",
            "도표를 보면 다음과 같다.",
            "Table",
            "",
        ] {
            assert!(!is_caption(line), "{line}");
        }
    }

    #[test]
    fn sources_remarks_and_units() {
        for line in [
            "* 자료: 한국은행.",
            "자료 : 통일부",
            "출처：외교부",
            "Source: Bank of Korea",
            "Sources: A, B",
            "※ 자료출처: x",
            "(자료: 한국은행)",
        ] {
            assert!(is_source(line), "{line}");
        }
        for line in ["자료를 보면", "자료", "The source: unknown", "출처가 불분명하다"] {
            assert!(!is_source(line), "{line}");
        }
        assert!(
            is_remark("주: 2022년은 잠정치")
                && is_remark("주 1) 추정")
                && is_remark("Note: estimates")
                && !is_remark("주민불만: 높다")
        );
        assert!(is_unit("(단위: 억원, %)") && is_unit("Unit: %") && !is_unit("단위 농협"));
    }
}
