//! What a font's name tells of its style.

use super::paint::{BOLD, ITALIC, PICTURES, TYPED};

/// Words that say bold wherever they stand in a name.
const BOLD_WORDS: [&str; 13] = [
    "bold",
    "black",
    "heavy",
    "headline",
    "semibd",
    "견고딕",
    "견명조",
    "견출",
    "태고딕",
    "태명조",
    "헤드라인",
    "굵은",
    "extrab",
];
/// Words that say it where they stand alone: foundries shorten their weights.
const BOLD_PARTS: [&str; 20] = [
    "b", "bd", "bi", "bo", "bdit", "blk", "demi", "eb", "extra", "hv", "med", "medi", "sb", "sbd", "semi", "ub", "ultra", "xb",
    "fat", "xbd",
];
/// How TeX's fonts, and the fonts of its distributions, call bold faces.
const TEX_BOLD: [&str; 22] = [
    "cmb", "cmssbx", "sfb", "sfsx", "sfrb", "ecb", "ecsx", "ecrb", "lmb", "lmssbx", "ptmb", "phvb", "pplb", "pncb", "pbkd",
    "pagd", "putb", "utmb", "uhvb", "rtxb", "rpxb", "txb",
];
const TEX_ITALIC: [&str; 6] = ["cmti", "cmbxti", "cmmi", "sfti", "ecti", "ptmri"];
/// Korean faces of one weight each, which their short names do not tell in words.
const KOREAN_BOLD: [&str; 7] = ["hygtre", "hymjre", "hyhdrm", "hypor", "hygraphic", "smtae", "smkyun"];

/// What the names of typewriters' faces have in them, and what those of TeX start with.
const TYPEWRITERS: [&str; 8] = ["courier", "mono", "consol", "typewriter", "menlo", "letter gothic", "lettergothic", "monaco"];
const TEX_TYPEWRITERS: [&str; 6] = ["cmtt", "sltt", "sftt", "ectt", "lmtt", "cmsltt"];

/// What the names of fonts have in them whose codes stand for pictures and bullets.
const SIGNS: [&str; 8] =
    ["wingding", "webding", "dingbat", "typographicsymbols", "iconicsymbols", "bullets", "monotypesorts", "marlett"];
/// How italic faces are shortened, where it stands alone.
const ITALIC_PARTS: [&str; 7] = ["ital", "ita", "it", "obl", "slanted", "bdit", "medita"];

/// The style that a font's name tells.
pub(super) fn by_name(name: &str) -> u8 {
    let name = name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name, |(_, name)| name);
    let lower = name.to_lowercase();
    let starts = |with: &[&str]| with.iter().any(|start| lower.starts_with(start));
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let parts = parts(name);
    // The family's name may have such a word, too: its first part tells nothing.
    let shortened = parts.iter().skip(1).any(|part| BOLD_PARTS.contains(&part.as_str()))
        && !says(&["light", "condensed", "extended", "thin", "narrow", "medium"]);
    let bold = says(&BOLD_WORDS) || shortened || starts(&TEX_BOLD) || starts(&KOREAN_BOLD) || is_counted_bold(&lower, &parts);
    let sloped = parts.iter().skip(1).any(|part| ITALIC_PARTS.contains(&part.as_str()));
    let italic = starts(&TEX_ITALIC) || says(&["italic", "oblique", "kursiv"]) || sloped;
    let typed = says(&TYPEWRITERS) && !says(&["monotype"]) || starts(&TEX_TYPEWRITERS);
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    flag(bold, BOLD) | flag(italic, ITALIC) | flag(says(&SIGNS), PICTURES) | flag(typed, TYPED)
}

/// Weights in numbers: `Univers-65`, `HelveticaNeueLTStd75`, `Hiragino-W6`, `YoonGothic770`, `SM3TGothic`.
fn is_counted_bold(lower: &str, parts: &[String]) -> bool {
    let digits = |part: &String| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().unwrap_or(0));
    let number = parts.iter().skip(1).rev().find_map(digits);
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["yoon", "윤고딕", "윤명조"]) {
        // The digit in the middle counts the weights of a family.
        return number.is_some_and(|number| (100..1000).contains(&number) && number / 10 % 10 >= 5);
    }
    let counted = match number {
        Some(number @ 40..=99) if says(&["univers", "frutiger"]) => number >= 65,
        Some(number @ 40..=99) if says(&["neue", "avenir", "helvetica"]) => number >= 75,
        Some(number @ 600..=950) => number % 50 == 0,
        _ => false,
    };
    let japanese = lower.split('-').next_back().and_then(|part| part.strip_prefix('w')).and_then(|part| part.parse::<u32>().ok());
    let softmagic = lower.strip_prefix("sm").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let softmagic = softmagic.is_some_and(|rest| ["tgo", "tmy", "kgo", "kmy"].iter().any(|face| rest.starts_with(face)));
    counted || japanese.is_some_and(|weight| (6..=9).contains(&weight)) || softmagic
}

/// The parts of a name, in small letters: cut at signs, before capitals, and round numbers.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let starts = !before.is_alphanumeric()
            || c.is_uppercase() && !before.is_uppercase()
            || c.is_ascii_digit() != before.is_ascii_digit() && before.is_alphanumeric();
        if c.is_alphanumeric() {
            match parts.last_mut() {
                Some(part) if !starts => part.extend(c.to_lowercase()),
                _ => parts.push(c.to_lowercase().collect()),
            }
        }
        before = c;
    }
    // `BoldMT`, `MediMT`: the foundry's letters.
    parts.iter_mut().for_each(|part| {
        if let Some(bare) = part.strip_suffix("mt").filter(|bare| bare.len() > 2) {
            *part = bare.to_owned();
        }
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_styles() {
        assert_eq!(by_name("ABCDEF+CMBX12"), BOLD);
        assert_eq!(by_name("CMR10"), 0);
        assert_eq!(by_name("TimesNewRomanPS-BoldItalicMT"), BOLD | ITALIC);
        assert_eq!(by_name("SFTI1095"), ITALIC);
        assert_eq!(by_name("NimbusRomNo9L-ReguItal"), ITALIC);
        assert_eq!(by_name("ABCDEF+Wingdings-Regular"), PICTURES);
        assert_eq!(by_name("ABCDEF+CMTT10"), TYPED);
        assert_eq!(by_name("Courier-Bold"), BOLD | TYPED);
    }

    #[test]
    fn weights_are_told_in_short_and_in_numbers() {
        for name in [
            "HelveticaRoundedLTStd-Bd",
            "NimbusRomNo9L-Medi",
            "GaramondNo8-Med",
            "GaramondNo8-MedIta",
            "Garamond,Bold",
            "Univers-Black",
            "FuturaStd-Hv",
            "ITCAvantGardeStd-Demi",
            "MyriadPro-Semi",
            "HCRDotum-B",
            "NanumSquareB",
            "NanumSquareRoundEB",
            "YoonGothic770",
            "ABCDEF+YoonMyungjo150",
            "HYGoThic-Extra",
            "HYgtrE",
            "SM3TGothicStd",
            "HiraKakuProN-W6",
            "Frutiger-65",
            "HelveticaNeue-75",
            "Inter-700",
            "LMRoman10-Bold",
            "ptmb8r",
        ] {
            assert_eq!(by_name(name) & BOLD, BOLD, "{name}");
        }
        for name in [
            "HYSMyeongJo-Medium",
            "NotoSansCJKkr-DemiLight",
            "YoonGothic720",
            "YoonMyungjo130",
            "Frutiger-55",
            "HelveticaNeue-65",
            "HiraKakuProN-W3",
            "NanumSquareR",
            "KoPubBatangMedium",
            "MyriadPro-SemiCondensed",
            "CMSY10",
            "MSBM10",
            "BatangChe",
            "Inter-400",
            "GaramondNo8-Reg",
            "ExtraLight-Extra",
            "BemboStd",
        ] {
            assert_eq!(by_name(name) & BOLD, 0, "{name}");
        }
    }
}
