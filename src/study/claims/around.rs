//! What stands around a figure: whether it counts something else, is a change, a bound, or about so much.

/// Bytes before and behind a figure that are looked at.
const NEAR: usize = 64;

/// A figure and the text around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// Its letters, the unit among them.
    pub(super) printed: &'a str,
    before: &'a str,
    behind: &'a str,
    /// Where it stands in the text that its sentence was looked through as.
    start: usize,
    end: usize,
}

/// How close a figure says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closeness {
    /// It says nothing of that.
    Plain,
    /// `about 30`, `30 안팎`
    About,
    /// `30%대`: from there to the next round number.
    From,
}

/// Behind a figure, what makes it a rough one.
const ABOUT_BEHIND: [&str; 17] = [
    "안팎",
    "가량",
    "내외",
    "정도",
    "남짓",
    "쯤",
    "수준",
    "에 가까",
    "가까",
    "에 육박",
    "육박",
    "전후",
    "or so",
    "or thereabouts",
    "선을",
    "선에",
    "선이",
];
/// Before one.
const ABOUT_BEFORE: [&str; 20] = [
    "약",
    "대략",
    "거의",
    "근",
    "어림잡아",
    "얼추",
    "about",
    "around",
    "roughly",
    "approximately",
    "approx.",
    "some",
    "circa",
    "ca.",
    "nearly",
    "almost",
    "close to",
    "just over",
    "just under",
    "~",
];
/// Before a figure, what makes it a bound.
const BOUND_BEFORE: [&str; 23] = [
    "over",
    "under",
    "than",
    "least",
    "most",
    "above",
    "below",
    "up to",
    "beyond",
    "exceeding",
    "exceeded",
    "exceeds",
    "최대",
    "최소",
    "적어도",
    "많아야",
    "moins de",
    "plus de",
    "au moins",
    "au plus",
    "dépassant",
    "mindestens",
    "höchstens",
];
/// Behind one.
const BOUND_BEHIND: [&str; 13] =
    ["이상", "이하", "초과", "미만", "을 넘", "를 넘", "넘", "여 ", "을 웃", "를 웃", "을 밑", "를 밑", "or more"];

impl<'a> Around<'a> {
    /// The figure at `start..end` of `text`, whose sentence begins at byte `base`; only what is near is kept.
    pub(super) fn of(text: &'a str, (start, end): (usize, usize), base: usize) -> Self {
        let from = text.ceil_char_boundary(start.saturating_sub(NEAR));
        let to = text.floor_char_boundary((end + NEAR).min(text.len()));
        Self {
            printed: &text[start..end],
            before: &text[from..start],
            behind: &text[end..to],
            start: start.saturating_sub(base),
            end: end.saturating_sub(base),
        }
    }

    /// Where it starts in its sentence.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Bytes between it and the nearest of `places`.
    pub(super) fn distance(&self, places: &[(usize, usize)]) -> usize {
        let away = |(from, to): &(usize, usize)| if *to <= self.start { self.start - to } else { from.saturating_sub(self.end) };
        places.iter().map(away).min().unwrap_or(usize::MAX)
    }

    /// Whether no noun follows that would be counted: `801 in 2022`, `801.`, `801이었다`.
    pub(super) fn ends_here(&self) -> bool {
        const LINKS: &str = concat!(
            " in for to from and or at by against while as on after before whereas but up down compared this last that per",
            " with ",
        );
        const PARTICLES: [&str; 22] = [
            "로",
            "으로",
            "에",
            "이",
            "을",
            "를",
            "에서",
            "까지",
            "보다",
            "과",
            "와",
            "다",
            "였",
            "이었",
            "이다",
            "이며",
            "로서",
            "의",
            "가",
            "은",
            "는",
            "에서는",
        ];
        let rest = self.behind.trim_start();
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if word.is_empty() {
            return true;
        }
        if word.is_ascii() {
            return LINKS.contains(&format!(" {} ", word.to_lowercase()));
        }
        !self.behind.starts_with(' ')
            && PARTICLES.iter().any(|particle| word == *particle || (particle.len() > 3 && word.starts_with(particle)))
            || word.starts_with("였")
            || word.starts_with("이었")
    }

    /// Whether the figure says by how much, and not how much: `fell by 30`, `30억원 줄었다`.
    pub(super) fn is_change(&self) -> bool {
        const VERBS: &str = concat!(
            " by rose fell grew up down increased decreased dropped gained lost shrank added increase decrease rise fall gain",
            " drop growth decline declined another extra additional ",
        );
        const KOREAN: [&str; 25] = [
            "늘", "줄", "증가", "감소", "상승", "하락", "높", "낮", "오른", "올라", "올랐", "내린", "내려", "많", "적은", "적다",
            "적었", "떨어", "커", "작", "더 ", "덜 ", "증액", "감액", "추가",
        ];
        let before = self.before.trim_end().to_lowercase();
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // 30억원이 늘었다, 30억원을 더, 30억원만큼
        let behind = self.behind.trim_start();
        let behind =
            ["이나", "이", "가", "을", "를", "만큼", "씩"].iter().find_map(|one| behind.strip_prefix(one)).unwrap_or(behind);
        let behind = behind.trim_start();
        (!last.is_empty() && VERBS.contains(&format!(" {last} ")))
            || KOREAN.iter().any(|word| behind.starts_with(word))
            || ["more", "less", "higher", "lower", "percentage", "fewer"].iter().any(|word| behind.starts_with(word))
    }

    /// Whether it is only a bound: `over 30`, `30억원 이상`.
    pub(super) fn is_bound(&self) -> bool {
        let behind = self.behind.trim_start();
        is_behind(self.before, &BOUND_BEFORE) || BOUND_BEHIND.iter().any(|word| behind.starts_with(word))
    }

    /// How close it says that it is.
    pub(super) fn closeness(&self) -> Closeness {
        if self.behind.strip_prefix('대').is_some_and(|rest| !rest.starts_with(['비', '의', '한', '부'])) {
            return Closeness::From;
        }
        let behind = self.behind.trim_start();
        let is_about = is_behind(self.before, &ABOUT_BEFORE) || ABOUT_BEHIND.iter().any(|word| behind.starts_with(word));
        if is_about { Closeness::About } else { Closeness::Plain }
    }
}

/// Whether the text before a figure ends with one of `words`, as a word of its own.
fn is_behind(before: &str, words: &[&str]) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '$' | '€' | '£' | '₩')).to_lowercase();
    words.iter().any(|word| before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around<'a>(text: &'a str, figure: &str) -> Around<'a> {
        let start = text.find(figure).expect("a figure");
        Around::of(text, (start, start + figure.len()), 0)
    }

    #[test]
    fn words_around_a_figure_say_what_it_is() {
        for (text, figure, expected) in [
            ("약 30억원이다", "30억원", "about"),
            ("30억원 안팎이다", "30억원", "about"),
            ("30억원가량", "30억원", "about"),
            ("nearly 30 million", "30 million", "about"),
            ("about $30 million", "30 million", "about"),
            ("계약 30억원", "30억원", ""),
            ("winsome 30 million", "30 million", ""),
            ("30%대로", "30%", "from"),
            ("30%대비", "30%", ""),
            ("over 30 million", "30 million", "bound"),
            ("30억원을 넘었다", "30억원", "bound"),
            ("30억원 이상", "30억원", "bound"),
            ("fell by 30 million", "30 million", "change"),
            ("30억원이 늘었다", "30억원", "change"),
            ("30억원 더 걷었다", "30억원", "change"),
            ("30억원을 걷었다", "30억원", ""),
        ] {
            let one = around(text, figure);
            let close = match one.closeness() {
                Closeness::About => "about",
                Closeness::From => "from",
                Closeness::Plain => "",
            };
            let told = if one.is_change() {
                "change"
            } else if one.is_bound() {
                "bound"
            } else {
                close
            };
            assert_eq!(told, expected, "{text}");
        }
    }

    #[test]
    fn a_place_is_as_far_as_the_text_between() {
        let one = around("울산은 801이었다", "801");
        assert_eq!((one.distance(&[(0, 6)]), one.distance(&[(20, 22), (0, 6)]), one.distance(&[])), (4, 4, usize::MAX));
    }
}
