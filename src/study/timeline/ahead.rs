//! Dates that lie ahead of what their sentence tells: an election that is planned, a deadline, an aim.

/// Bytes before and behind a date that are looked at.
const NEAR: usize = 60;

/// Bytes to either side that the ends of a sentence are looked for in.
const REACH: usize = 300;

/// What stands behind a date that is still to come, its particle left out.
const BEHIND: [&str; 22] = [
    "예정",
    "앞두",
    "계획",
    "목표",
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
/// The particles between them; the longer first.
const PARTICLES: [&str; 7] = ["까지로", "으로", "까지", "로", "에", "의", "경"];
/// What stands before one.
const BEFORE: [&str; 24] = [
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
    "by",
    "until",
    "upcoming",
    "forthcoming",
    "ahead of",
    "run-up to",
    "deadline of",
    "target of",
    "take place in",
    "take place on",
];
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
    if BEHIND.iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    // `2024년 3월 선거를 앞두고`, `2024년 3월에 서울에서 열릴 회의`: behind a word or two.
    let near = &rest[..rest.floor_char_boundary(rest.len().min(NEAR))];
    let clause = near.split([',', '，', '.', ';']).next().unwrap_or_default();
    if clause.split(' ').take(4).any(|word| BEHIND.iter().any(|cue| word.starts_with(cue))) {
        return true;
    }
    let lead = before.trim_end().to_lowercase();
    let lead = ["the", "early", "late", "mid", "end of", "the end of"]
        .iter()
        .find_map(|word| lead.strip_suffix(word).filter(|rest| rest.ends_with(' ')))
        .map_or(lead.as_str(), str::trim_end);
    let is_word = |word: &str| lead.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()));
    if BEFORE.iter().any(|word| is_word(word)) {
        return true;
    }
    // Only what stands before it: `it will end what began in 2019` tells nothing of 2019.
    let clause = before.rsplit([';', ':']).next().unwrap_or_default();
    WILL.iter().any(|word| clause.contains(word)) && !clause.contains(" since ") && !clause.contains(" began ")
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
        ] {
            let start = sentence.find(date).expect("a date");
            assert_eq!(is_ahead(sentence, start, start + date.len()), expected, "{sentence}");
        }
    }
}
