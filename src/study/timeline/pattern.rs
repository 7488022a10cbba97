//! The one pattern that finds words which may be a date. What it finds is judged by what stands around it.

use std::sync::LazyLock;

use regex::Regex;

/// A blank, or none.
const S: &str = "[ \u{a0}]?";
const DASH: &str = "[-\u{2010}-\u{2015}\u{2212}~∼～〜]";
const YEAR: &str = "(?:1[0-9]{3}|20[0-9]{2}|2100)";
/// `’23`
const SHORT: &str = "['’‘][0-9]{2}";
const DAY: &str = "[0-3]?[0-9]";
const NTH: &str = "[0-3]?[0-9](?:st|nd|rd|th)?";
const MONTH: &str = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
const SHORT_MONTH: &str = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?";

/// `early `, `mid-`, `the end of ` without its article, `third quarter of `
const SHADE: &str = concat!(
    "(?:(?:[Ee]arly|[Ll]ate)(?:-| in (?:the )?| )|[Mm]id(?:-| )|[Ee]nd-(?:of-)?",
    "|(?:[Ss]tart|[Bb]eginning|[Mm]iddle|[Ee]nd|[Cc]lose) of (?:the )?",
    "|(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[1-4](?:st|nd|rd|th)) (?:quarter|half) (?:of |in )?(?:the )?)",
);
/// `that `, `the following ` without its article
const WHICH: &str = "(?:[Tt]hat|[Ss]ame|[Ff]ollowing|[Pp]revious|[Pp]receding|[Tt]his|[Ll]ast|[Nn]ext)";

/// `같은 해`, `이듬해`, `작년`
const THAT_YEAR: &str = "(?:같은 ?해|그 ?이듬해|이듬해|(?:그 ?)?다음 ?해|그 ?해|지난해|재작년|작년|올해|금년|내년)";
/// What part of a year or a month is meant.
const PART: &str = concat!(
    "(?:상반기|하반기|전반기|후반기|[1-4](?:/4)? ?(?:사)?분기|초순|초반|초기|초|상순|중순|중반|중엽|후반|하순|말엽|말기|말",
    "|연초|연말|봄|여름|가을|겨울)",
);

/// Finds what may be a date, the longest way of writing first.
pub(super) static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let korean_year = format!("(?:{SHORT}|{YEAR}){S}(?:년도|년|年度|年|회계연도)");
    let months = format!("[0-9]{{1,2}}(?:{S}(?:{DASH}|[·,]){S}[0-9]{{1,2}})?{S}[월月]");
    let days = format!("{DAY}(?:(?:{S}[일日])?(?:과|와|부터|에서)?{S}(?:{DASH}|[·,])?{S}{DAY})?{S}[일日]");
    let english_month = format!("(?:{MONTH}|{SHORT_MONTH})");
    // The year behind a month or a season.
    let tail = format!("(?:(?:,|\\.,)?{S}(?:of )?{YEAR}|(?: of| in)?(?: the)? {WHICH} year)");
    let ways = [
        // 2023-09-12, 2023/9/12, 2024. 3. 5., ’24.3.5., 12.09.2023, 9/12/2023
        "[0-9]{4}(?:-[0-9]{1,2}-[0-9]{1,2}|/[0-9]{1,2}/[0-9]{1,2})".to_owned(),
        "(?:[0-9]{4}|['’‘][0-9]{2})\\. ?[0-9]{1,2}\\. ?(?:[0-9]{1,2}\\.?)?".to_owned(),
        "[0-9]{1,2}(?:\\.[0-9]{1,2}\\.|/[0-9]{1,2}/)[0-9]{4}".to_owned(),
        // 1990년대 중반, 80년대, the mid-1990s
        format!("(?:{YEAR}|['’‘]?[0-9]0){S}년대(?:{S}{PART})?"),
        format!("{SHADE}?(?:1[0-9]{{2}}|20[0-9])0['’]?s"),
        // 2017–2022년, 2017~22년 말
        format!("{YEAR}{S}{DASH}{S}(?:{YEAR}|[0-9]{{2}})년(?:{S}{PART})?"),
        format!("{YEAR}{S}{DASH}{S}{YEAR}"),
        // 2023년 9월 12일, 같은 해 12월, 지난 9월, 7월 26일과 27일, 2022년 말, 3분기
        format!("(?:(?:{korean_year}|{THAT_YEAR}|지난|오는|올){S})?{months}(?:{S}{days}|{S}{PART})?"),
        format!("(?:{korean_year}|{THAT_YEAR})(?:{S}{PART})?"),
        format!("(?:올{S})?(?:[상하]반기|[1-4](?:/4)?{S}(?:사)?분기)"),
        format!("{DAY}일"),
        // 12 September 2023, 26 and 27 July; September 2023; September 12, 2023; that December
        format!("{NTH}(?:(?:{S}(?:{DASH}|&|,){S}| (?:and|to|or) ){NTH})? ?(?:of )?{english_month}{tail}?"),
        format!("{SHADE}?{english_month}{tail}"),
        format!("{english_month} {NTH}(?:(?:{S}(?:{DASH}|&){S}| (?:and|to|or) ){NTH})?{tail}?"),
        format!("{SHADE}?(?:{WHICH} )?{MONTH}"),
        // Q3 2023, 2023Q3, 3Q23, H1 2023
        format!("Q[1-4](?:[ -]?(?:of )?(?:FY ?)?(?:{YEAR}|{SHORT}))?|[HF]?[HQ][12] ?(?:of )?{YEAR}"),
        format!("[1-4][QH] ?(?:{YEAR}|['’]?[0-9]{{2}})|{YEAR}[ -]?(?:Q[1-4]|H[12])"),
        // summer of 2023, last winter
        format!("(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter){tail}"),
        format!("{WHICH} (?:spring|summer|autumn|winter)"),
        // FY2024, fiscal year 2024
        format!("FY ?['’]?[0-9]{{2,4}}(?:[-/–][0-9]{{2,4}})?|[Ff]iscal (?:[Yy]ears? )?{YEAR}"),
        // 2018-19, 2018–19, 2018/19, 2018-09
        format!("{YEAR}(?:{DASH}|/)[0-9]{{2}}"),
        format!("{SHADE}?{YEAR}"),
        // the following year, late last year
        format!("{SHADE}?{WHICH} year"),
    ];
    // Written here, and tried by the tests.
    Regex::new(&ways.join("|")).expect("a pattern")
});
