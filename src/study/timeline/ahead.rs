//! Dates that lie ahead of what their sentence tells: an election that is planned, a deadline, an aim.

/// Bytes before and behind a date that are looked at.
const NEAR: usize = 60;

/// Bytes to either side that the ends of a sentence are looked for in.
const REACH: usize = 300;

/// What stands behind a date that is still to come, its particle left out.
const BEHIND: [&str; 19] = [
    "앞두",
    "다가올",
    "치를",
    "치러질",
    "열릴",
    "있을",
    "실시될",
    "개최될",
    "시행될",
    "발효될",
    "만료될",
    "끝날",
    "시작될",
    "출범할",
    "완공될",
    "개통될",
    "도래할",
    "맞을",
    "마칠",
];
/// The same in a sentence that is not of the past: `2019년 목표를 이루었다` is over.
const AIMS: [&str; 3] = ["예정", "계획", "목표"];
/// The particles between them; the longer first.
const PARTICLES: [&str; 7] = ["까지로", "으로", "까지", "로", "에", "의", "경"];
/// What stands before one.
const BEFORE: [&str; 20] = [
    "오는",
    "다가오는",
    "다가올",
    "scheduled for",
    "planned for",
    "slated for",
    "set for",
    "due in",
    "due on",
    "due by",
    "due for",
    "expected in",
    "expected for",
    "expected by",
    "upcoming",
    "forthcoming",
    "ahead of",
    "run-up to",
    "take place in",
    "take place on",
];
/// What stands before one that comes where something near is meant to be done: `it fell by 2019` tells of what was.
const LIMITS: [&str; 6] = ["by", "until", "till", "no later than", "deadline of", "target of"];
/// Words near it that say so, each whole.
const MEANT: &str = concat!(
    " will won't shall must should would ought need needs needed required requires plan plans planned planning aim aims aimed",
    " aiming intend intends intended expect expects expected due scheduled slated pledge pledges pledged promise promises",
    " promised commit commits committed hope hopes hoped want wants goal goals target targets targeted projected forecast",
    " proposed proposes seek seeks set going deadline obliged ordered may can could ",
);
/// The same in two words: `are to fall`, `has to pay`.
const MEANT_TO: [&str; 9] = ["is to ", "are to ", "was to ", "were to ", "has to ", "have to ", "had to ", "be to ", "about to "];
/// Words by which such a sentence is over all the same: `the target of 2019 was missed`.
const OVER: [&str; 8] =
    [" was missed", " was met", " were met", " were missed", " was reached", " was kept", " had been ", " has been "];
/// What tells that a whole sentence is of what comes.
const WILL: [&str; 6] = [" will ", " shall ", " is to be ", " are to be ", " is due to ", " plans to "];

/// The sentence around `start..end` of `text`, as far as it is near: looked for by its full stops, since each date
/// is asked about.
pub(super) fn around(text: &str, start: usize, end: usize) -> (usize, usize) {
    let is_stop = |c: char| matches!(c, '.' | '?' | '!' | '。');
    let first = text.floor_char_boundary(start.saturating_sub(REACH));
    let last = text.floor_char_boundary((end + REACH).min(text.len()));
    let lead = &text[first..start];
    let stops = |piece: &str, at: usize| piece[at..].chars().nth(1).is_none_or(|next| next == ' ');
    let from = lead.rmatch_indices(is_stop).find(|(at, _)| stops(lead, *at)).map_or(first, |(at, stop)| first + at + stop.len());
    let tail = &text[end..last];
    let to = tail.match_indices(is_stop).find(|(at, _)| stops(tail, *at)).map_or(last, |(at, stop)| end + at + stop.len());
    (from, to)
}

/// Whether the date at `start..end` of `sentence` lies ahead of what is told there.
pub(super) fn is_ahead(sentence: &str, start: usize, end: usize) -> bool {
    let (Some(before), Some(behind)) = (sentence.get(..start), sentence.get(end..)) else { return false };
    let rest = PARTICLES.iter().find_map(|particle| behind.strip_prefix(particle)).unwrap_or(behind).trim_start();
    let is_past = is_of_the_past(sentence);
    let is_cue =
        |word: &str| BEHIND.iter().any(|cue| word.starts_with(cue)) || (!is_past && AIMS.iter().any(|cue| word.starts_with(cue)));
    if is_cue(rest) {
        return true;
    }
    // `2024년 3월 선거를 앞두고`, `2024년 3월에 서울에서 열릴 회의`: behind a word or two.
    let near = &rest[..rest.floor_char_boundary(rest.len().min(NEAR))];
    let clause = near.split([',', '，', '.', ';']).next().unwrap_or_default();
    if clause.split(' ').take(4).any(is_cue) {
        return true;
    }
    let lead = before.trim_end().to_lowercase();
    let lead = ["the end of", "the start of", "the beginning of", "end of", "the", "early", "late", "mid"]
        .iter()
        .find_map(|word| lead.strip_suffix(word).filter(|rest| rest.ends_with(' ')))
        .map_or(lead.as_str(), str::trim_end);
    let is_word = |word: &str| lead.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()));
    if BEFORE.iter().any(|word| is_word(word)) || (LIMITS.iter().any(|word| is_word(word)) && is_meant(before, behind)) {
        return true;
    }
    // Only what stands before it: `it will end what began in 2019` tells nothing of 2019.
    let clause = before.rsplit([';', ':']).next().unwrap_or_default();
    WILL.iter().any(|word| clause.contains(word)) && !clause.contains(" since ") && !clause.contains(" began ")
}

/// Whether a Korean sentence ends in the past tense: `이루었다`, `실패했습니다`, `했음`.
fn is_of_the_past(sentence: &str) -> bool {
    /// Syllables from one final consonant of a vowel to the next, and which of the finals `ㅆ` is.
    const FINALS: (u32, u32) = (28, 20);
    let bare = sentence.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = bare.rsplit(' ').next().unwrap_or_default();
    let is_past = |c: char| {
        ('가'..='힣').contains(&c) && (u32::from(c) - u32::from('가')) % FINALS.0 == FINALS.1 && !matches!(c, '있' | '겠')
    };
    word.chars().any(is_past)
}

/// Whether words near a date say that something is to be done by then.
fn is_meant(before: &str, behind: &str) -> bool {
    /// Bytes to either side.
    const REACH: usize = 120;
    let lead = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
    let tail = &behind[..behind.floor_char_boundary(behind.len().min(REACH))];
    let near = format!("{lead} {tail}").to_lowercase();
    let is_word = |word: &str| !word.is_empty() && MEANT.contains(&format!(" {word} "));
    let is_said =
        near.split(|c: char| !c.is_alphanumeric() && c != '\'').any(is_word) || MEANT_TO.iter().any(|word| near.contains(word));
    is_said && !OVER.iter().any(|word| near.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_is_told_by_the_words_beside_it() {
        for (sentence, date, expected) in [
            ("정부는 2024년 3월로 예정된 선거를 앞두고 서둘렀다.", "2024년 3월", true),
            ("2024년 3월 대선을 앞두고 값이 올랐다.", "2024년 3월", true),
            ("2024년 3월에 치를 선거가 변수이다.", "2024년 3월", true),
            ("오는 2025년 5월 부산에서 회의가 있다.", "2025년 5월", true),
            ("2030년까지 목표를 이루려 한다.", "2030년", true),
            ("2023년 7월에 항만 협정을 논의하였다.", "2023년 7월", false),
            ("2023년 7월에 서울에서 만났다.", "2023년 7월", false),
            ("The vote scheduled for March 2024 worried them.", "March 2024", true),
            ("In the run-up to the March 2024 election dues fell.", "March 2024", true),
            ("Dues are to fall by 2030.", "2030", true),
            ("They will meet in May 2025.", "May 2025", true),
            ("They met in May 2023.", "May 2023", false),
            ("Nearby 2019 was quiet.", "2019", false),
            ("Dues had fallen by 2019.", "2019", false),
            ("The quarrel lasted until 2019 and beyond.", "2019", false),
            ("It was built by 2019.", "2019", false),
            ("They must pay by March 2030.", "March 2030", true),
            ("The council pledged to halve dues by 2030.", "2030", true),
            ("By the end of 2030 they will have left.", "2030", true),
            ("The gates stay shut until 2030, as planned.", "2030", true),
            ("The target of 2019 was missed.", "2019", false),
            ("2019년 목표를 이루었다.", "2019년", false),
            ("2019년 계획은 실패했습니다.", "2019년", false),
            ("2019년까지 예정된 공사를 마쳤다.", "2019년", false),
            ("2030년까지의 목표가 있다.", "2030년", true),
            ("2030년으로 예정된 공사이다.", "2030년", true),
            ("2030년까지 마칠 계획이다.", "2030년", true),
            ("2019년까지 이어졌다.", "2019년", false),
        ] {
            let start = sentence.find(date).expect("a date");
            assert_eq!(is_ahead(sentence, start, start + date.len()), expected, "{sentence}");
        }
    }
}
