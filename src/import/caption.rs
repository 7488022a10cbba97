//! Lines that go with a table or a figure: captions, units, sources.
//!
//! They are told by their lead words, which briefs in Korean, English, Japanese and Chinese
//! use with few exceptions. A sentence that merely starts with «Table 1» is none.

use std::sync::LazyLock;

use regex::Regex;

/// No caption or source line is longer, in bytes.
pub(super) const LONGEST: usize = 600;
/// A caption without a sign between its number and its words is shorter, in characters.
const LONGEST_BARE: usize = 100;

/// Whether `line` reads like a caption: `표 1. …`, `<그림 2>`, `Table A3: …`, `図1 …`.
pub(super) fn is_caption(line: &str) -> bool {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^\s*[<＜〈《\[［【(（]?\s*(?:표|그림|도표|부표|사진|지도|차트|도식|table|tab\.|figure|fig\.|chart|exhibit|graph|map|表|図表|図|圖|图|图表)\s*",
            r"(?<number>[a-z]?[-–]?[0-9０-９]+(?:[-–.][0-9]+)*[a-z]?\b|[ivxl]+\b|[가나다라마]\b)?\s*",
            r"(?<sign>[.:：)\]＞>〉》】）］|｜—–-]|$)?"
        ))
        .ok()
    });
    if line.len() > LONGEST {
        return false;
    }
    let Some(found) = LEAD.as_ref().and_then(|lead| lead.captures(line)) else { return false };
    let rest = &line[found.get(0).map_or(0, |all| all.end())..];
    match (found.name("number"), found.name("sign").map(|sign| sign.as_str())) {
        (None, sign) => matches!(sign, Some(":" | "：")) && !rest.trim().is_empty(),
        (Some(_), Some(_)) => true,
        // `표 1은 …을 보여준다`, `Table 1 shows …:` are sentences.
        (Some(number), None) => {
            line[number.end()..].starts_with(char::is_whitespace)
                && rest.chars().count() <= LONGEST_BARE
                && !rest.trim_end().ends_with(['.', ':', '。', '?', '!', ','])
        }
    }
}

/// Whether `line` tells where something comes from: `* 자료: 한국은행`, `출처: …`, `Source: …`.
pub(super) fn is_source(line: &str) -> bool {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^\s*[*※▷◦·•†‡-]*\s*[<〈\[［(（]?\s*(?:자료\s*출처|자료원|원자료|자료|출처|출전|",
            r"sources?|data\s+sources?|資料|出典|出所|出处|來源|来源|资料来源|資料來源|数据来源)\s*[:：]"
        ))
        .ok()
    });
    line.len() <= LONGEST && LEAD.as_ref().is_some_and(|lead| lead.is_match(line))
}

/// Whether `line` is a remark under a table: `주: 2022년은 잠정치`, `Note: …`.
pub(super) fn is_remark(line: &str) -> bool {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\s*[*※]?\s*[<〈\[(（]?\s*(?:주석?|비고|註|注|notes?|remarks?)\s*[0-9]*\s*[:：).]").ok()
    });
    line.len() <= LONGEST && LEAD.as_ref().is_some_and(|lead| lead.is_match(line))
}

/// Whether `line` does nothing but name a unit: `(단위: 억원)`.
pub(super) fn is_unit(line: &str) -> bool {
    static SHAPE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)^\s*[(（\[［<〈]?\s*(?:단위|units?|単位|单位|單位)\s*[:：][^.。]{1,60}$").ok());
    line.len() <= LONGEST && SHAPE.as_ref().is_some_and(|shape| shape.is_match(line))
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
