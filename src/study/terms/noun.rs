//! Which words of Hangul are nouns, and what is left of them without their particles.
//!
//! No dictionary tells it, but the text: a stem that stands with particles which verbs do not
//! take is a noun, the more of them the surer. Each word is parted where the stem has most of
//! them, so that 김정은 is not 김정 with 은, once 김정은의 has been met.

use std::collections::HashMap;

use super::lexicon::{WHOLE, ends_verbs, is_korean_institution, is_korean_stop, is_korean_title, is_noun_in, is_place};
use super::particle::{LISTED, RIEUL, SSANG_SIOT, STRONG, SUBJECT, Signs, WEAK, coda, partings};
use super::scan::{Gap, Scan, Shape, is_hangul};

/// What is known of a stem.
#[derive(Debug, Clone, Copy, Default)]
struct Stem {
    signs: Signs,
    /// How often it stands without a particle, and with one that verbs do not take.
    bare: u32,
    strong: u32,
}

/// What a word of Hangul is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Noun {
    /// Bytes of the word without its particle.
    pub(super) length: u32,
    /// Whether it has none.
    pub(super) is_bare: bool,
    /// How sure it is.
    pub(super) proof: Proof,
}

/// How sure it is that a stem is a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Proof {
    /// Only by its neighbours: it may stand inside of a compound.
    Bare,
    /// One particle that verbs do not take.
    One,
    /// Several of them, or one and the bare form.
    Several,
    /// Known as a place, or by its syllables as a foreign name.
    Name,
}

/// The nouns of a text: one entry a word, by its number in the scan.
pub(super) fn nouns(scan: &Scan, go_on: &dyn Fn() -> bool) -> Option<Vec<Option<Noun>>> {
    let mut stems: HashMap<&str, Stem> = HashMap::new();
    for word in scan.words.iter().filter(|word| word.shape == Shape::Hangul) {
        let whole = stems.entry(word.text).or_default();
        whole.bare += word.count;
        for (at, signs) in partings(word.text) {
            if may_part(word.text, at) {
                let stem = stems.entry(&word.text[..at]).or_default();
                stem.signs |= signs;
                stem.strong += if signs & STRONG != 0 { word.count } else { 0 };
            }
        }
    }
    if !go_on() {
        return None;
    }
    // Before a bracket that explains it, or a point of a list, stands a noun without particle.
    for (at, token) in scan.tokens.iter().enumerate() {
        let next = scan.tokens.get(at + 1).map(|next| next.gap);
        if (token.behind == b'(' || next == Some(Gap::Middle)) && scan.word(at).shape == Shape::Hangul {
            stems.entry(scan.word(at).text).or_default().signs |= LISTED;
        }
    }
    if !go_on() {
        return None;
    }
    Some(scan.words.iter().map(|word| (word.shape == Shape::Hangul).then(|| decide(word.text, &stems)).flatten()).collect())
}

/// The best way to read `word` as a noun.
fn decide(word: &str, stems: &HashMap<&str, Stem>) -> Option<Noun> {
    // T-80급, Mig-29기: what counts or classes a foreign name.
    let latin = word.find(is_hangul).unwrap_or(0);
    if latin > 1 && word[latin..].chars().count() < 3 && may_be_a_noun(&word[..latin]) {
        let is_bare = false;
        return Some(Noun { length: u32::try_from(latin).unwrap_or(u32::MAX), is_bare, proof: Proof::Name });
    }
    let mut best: Option<(u32, Noun)> = None;
    let whole = (word.len(), 0);
    for (at, signs) in std::iter::once(whole).chain(partings(word)) {
        let text = &word[..at];
        let is_bare = at == word.len();
        if !(is_bare || may_part(word, at)) || !may_be_a_noun(text) {
            continue;
        }
        // 국제사회로부터 is 국제사회 and a particle of three syllables.
        if word[at..].starts_with("부터") && text.ends_with('로') {
            continue;
        }
        let Some(stem) = stems.get(text) else { continue };
        let strong = believed(text, stem.signs).count_ones();
        // 러시아로 of 러시아로부터 is 러시아 and a particle, and 가능성이 has a word of no index in it.
        let is_parted = |(at, _): (usize, Signs)| {
            let inner = &text[..at];
            let own = stems.get(inner).map_or(0, |stem| (stem.signs & STRONG).count_ones());
            may_part(text, at) && (is_korean_stop(inner) || (own > 1 && own >= strong))
        };
        if !is_place(text) && partings(text).any(is_parted) {
            continue;
        }
        let is_known = is_place(text) || is_korean_institution(text) || is_numbered(text) || (is_bare && is_foreign(text));
        let proof = match (strong, is_known) {
            (_, true) => Proof::Name,
            (0, _) if is_bare && is_compound(text, stem.bare) && !has_long_particle(text) => Proof::One,
            (0, _) => Proof::Bare,
            (1, _) if stem.bare == 0 || stem.strong == 0 => Proof::One,
            _ => Proof::Several,
        };
        // A particle that verbs take parts nothing that is no noun by other signs.
        if proof == Proof::Bare && !is_bare {
            continue;
        }
        // Of a bare word alone nothing is known; a parted one is known by its particle at least.
        let weight = strong * 4 + u32::from(stem.bare > 0 && strong > 0) + u32::from(is_known) * 8 + u32::from(signs & WEAK != 0);
        let noun = Noun { length: u32::try_from(at).unwrap_or(u32::MAX), is_bare, proof };
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, noun));
        }
    }
    best.map(|(_, noun)| noun)
}

/// The signs of a stem that count: a subject's 가 behind 아 and 어 may be a verb that goes.
fn believed(stem: &str, signs: Signs) -> Signs {
    let strong = signs & STRONG;
    let last = stem.chars().next_back().unwrap_or(' ');
    let connective =
        is_hangul(last) && coda(last) == 0 && matches!((u32::from(last) - u32::from('가')) / 28 % 21, 0 | 1 | 4 | 6 | 9 | 14);
    if connective && strong == SUBJECT && stem.chars().all(is_hangul) { 0 } else { strong }
}

/// Whether a word that never has a particle is a compound: long, met again and ending as no verb
/// and no adverb does; or names with hyphens between them.
fn is_compound(text: &str, count: u32) -> bool {
    if text.contains('-') {
        return true;
    }
    let last = text.chars().next_back().unwrap_or(' ');
    let open =
        matches!(coda(last), 4 | RIEUL) || "게히로서써도고면지다며야려러라나만까네니자어아여해져와로워춰켜려가".contains(last);
    count > 1 && text.chars().count() > 3 && (!open || text.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a word ends in a particle of two syllables or more: 강조함으로써.
fn has_long_particle(word: &str) -> bool {
    partings(word).any(|(at, _)| word[at..].chars().nth(1).is_some())
}

/// `제2375호`: what has a number for its name.
fn is_numbered(stem: &str) -> bool {
    stem.starts_with('제') && stem.ends_with('호') && !is_counted(stem) && stem.contains(|c: char| c.is_ascii_digit())
}

/// Whether `word` may be parted at byte `at`: not inside of 회의 and 태도, not behind one syllable.
fn may_part(word: &str, at: usize) -> bool {
    let stem = &word[..at];
    if stem.chars().nth(1).is_none() {
        return false;
    }
    // 사회주의, 접경지대: the word's end is of the word, whatever it looks like.
    let tail = &word[at..];
    if tail.chars().count() == 1 {
        let before = stem.char_indices().next_back().map_or(0, |(at, _)| at);
        if WHOLE.contains(&&word[before..]) {
            return false;
        }
    }
    true
}

/// Whether a stem's letters allow a noun.
fn may_be_a_noun(stem: &str) -> bool {
    let count = stem.chars().count();
    let first = stem.chars().next().unwrap_or(' ');
    if count < 2 || is_korean_stop(stem) || is_counted(stem) {
        return false;
    }
    let last = stem.chars().next_back().unwrap_or(' ');
    if !is_hangul(last) {
        return first.is_alphabetic() && stem.chars().any(char::is_uppercase);
    }
    // No noun has ㅆ under a syllable.
    if stem.chars().any(|c| is_hangul(c) && coda(c) == SSANG_SIOT) {
        return false;
    }
    let tail = |syllables: usize| {
        let at = stem.char_indices().rev().nth(syllables - 1).map_or(0, |(at, _)| at);
        &stem[at..]
    };
    if ends_verbs(tail(1)) || ends_verbs(tail(2)) {
        return false;
    }
    let before = stem.chars().rev().nth(1).unwrap_or(' ');
    match last {
        '는' | '던' | '려' | '며' | '면' | '겠' | '니' if count > 2 || last != '니' => {
            !matches!(last, '는' | '던' | '겠' | '며') && !is_ending(stem)
        }
        '지' => {
            !(is_hangul(before)
                && (coda(before) == RIEUL || matches!(before, '는' | '은' | '인' | '던' | '하' | '되' | '키'))
                && count > 2)
        }
        // 크므로, 상황이므로: what ends so is a verb.
        '으' | '므' => false,
        // The plural's 들 is a particle.
        '들' if count > 2 => false,
        // 군사적 says what something is like; 목적 and 실적 are nouns.
        '적' if count > 2 => false,
        '기' => is_noun_in("기", tail(2), stem),
        '다' => is_noun_in("다", tail(2), stem),
        '함' | '됨' | '짐' if count > 2 => last != '됨' && is_noun_in("함", tail(2), stem),
        _ => !is_ending(stem),
    }
}

/// Whether a stem ends as verbs and adverbs do.
fn is_ending(stem: &str) -> bool {
    const ENDS: [&str; 57] = [
        "으로",
        "으로서",
        "으로써",
        "에서",
        "까지",
        "부터",
        "밖에",
        "하게",
        "되게",
        "스럽게",
        "하여",
        "하고",
        "하면",
        "하는",
        "되는",
        "하지",
        "되지",
        "에게",
        "해서",
        "어서",
        "아서",
        "여서",
        "려고",
        "려면",
        "으며",
        "으면",
        "면서",
        "지만",
        "도록",
        "거나",
        "든지",
        "수록",
        "듯이",
        "는데",
        "은데",
        "니까",
        "습니",
        "으려",
        "하려",
        "되려",
        "하도",
        "없이",
        "히도",
        "어야",
        "아야",
        "해야",
        "다고",
        "라고",
        "다는",
        "이라",
        "이던",
        "으나",
        "대로",
        "느냐",
        "으냐",
        "므로",
        "스레",
    ];
    ENDS.iter().any(|end| stem.ends_with(end))
        || (stem.ends_with('게') && stem.chars().count() == 2 && stem != "무게" && stem != "가게")
}

/// Whether a word counts something: 60주년, 5개국, 3차례. `제2375호` names something.
fn is_counted(stem: &str) -> bool {
    let digits = stem.trim_start_matches('제');
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        // 3각 연대 is looked at with what follows it.
        return false;
    }
    let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    !(behind == "호" && stem.starts_with('제') && digits.len() > behind.len() + 2)
}

/// Whether the syllables of a word are those of names from other languages.
pub(super) fn is_foreign(stem: &str) -> bool {
    const SYLLABLES: &str = "크트프스브츠샌럼엘벨블빌델코카쿠케키티튀페퓨쇼셰슈푸뉴드르라로루레리란렌랜런튼턴슨탄칸콜콘캠클킨킬톤톨펠폴플핀팔퍼프흐힐헨헤브즈쥬줄젤젠웨윌윈월뷔뮤뮌멘멜맥맨랑랄롱롤룩룸릭린링림밀버베보비빈싱썬아올울이오우에디데테타토";
    // Those that Korean words hardly have.
    const SURE: &str =
        "크트프브츠샌럼엘벨블델코쿠튀페퓨쇼셰슈푸뉴르튼턴슨콜콘캠클킨톤톨펠펜플핀흐힐헨헤젤웨윌윈뷔뮌멘멜맥맨롤룩룸릭썬팅킹닝빅";
    let count = stem.chars().count();
    if count < 3 || !stem.chars().all(is_hangul) {
        return false;
    }
    let sure = stem.chars().filter(|c| SURE.contains(*c)).count();
    let foreign = stem.chars().filter(|c| SYLLABLES.contains(*c) || SURE.contains(*c)).count();
    (sure > 1 || (sure > 0 && foreign * 3 >= count * 2)) && foreign * 2 >= count
}

/// The same of a word that another name follows: 캠프 of 캠프 데이비드 has two syllables.
pub(super) fn sounds_foreign(word: &str) -> bool {
    const SHORT: &str =
        "캠프클럽포트뉴델엘샌라스랑크산토린브루턴베를롱밀튼팜파크힐버킹엄웨스텍홈런빅벤골든게존케임레인호텔바덴몬테르";
    let count = word.chars().count();
    is_foreign(word) || (count == 2 && word.chars().all(|c| SHORT.contains(c)))
}

/// Whether a Hangul word may stand in a compound, before its last word: a noun without particle.
pub(super) fn joins(noun: Option<Noun>, text: &str) -> bool {
    noun.is_some_and(|noun| noun.is_bare && noun.proof > Proof::Bare) || is_angle(text)
}

/// `3각`, `3자`, `2차`: what stands before a noun and tells how many take part.
pub(super) fn is_angle(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < text.len() && matches!(behind, "각" | "자" | "차" | "국")
}

/// Whether a stem that stands once is worth an entry: long ones are compounds and names.
pub(super) fn is_telling(stem: &str) -> bool {
    stem.chars().filter(|c| is_hangul(*c)).count() > 2 || is_korean_title(stem) || stem.contains('-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::tests::picked;

    #[test]
    fn endings_tell_what_is_no_noun() {
        assert_eq!(
            picked("강조하게 있으면 나라 무게 가게 크게 되게 평화 없이 그대로 회의 하도록 세우려고", is_ending),
            ["강조하게", "있으면", "크게", "되게", "없이", "그대로", "하도록", "세우려고"]
        );
        assert_eq!(
            picked(
                "북 나라 것 60주년 제2397호 제12호 UN un ab 1st 갔 갔다 보았 돕는 하던 하려 하며 하면 하겠 니 어머니 되니 공지 가는지 할지 하지 \
                 먹으 주민들 군들 군사적 목적 적 위기 가기 바다 가다 캐나다 잠수함 중요함 함 됨 안됨 힘짐 받 되찾 밀착 주장은",
                may_be_a_noun
            ),
            picked("제2397호 UN 어머니 되니 공지 할지 하지 군들 목적 위기 바다 캐나다 잠수함 안됨 힘짐 밀착 주장은", |_| true)
        );
    }

    #[test]
    fn what_counts_is_told_from_what_is_numbered() {
        assert_eq!(
            picked("60주년 5개국 3차례 제2375호 제37호 제5호 2375호 1,000개 제1차 주년 12", is_counted),
            ["60주년", "5개국", "3차례", "제37호", "제5호", "2375호", "1,000개", "제1차", "12"]
        );
        assert_eq!(picked("제2375호 제호 2375호 제2375차 제가호 제12호", is_numbered), ["제2375호"]);
        assert_eq!(picked("3각 3자 2차 5국 각 12각 3명 삼각", is_angle), ["3각", "3자", "2차", "5국", "12각"]);
    }

    #[test]
    fn syllables_tell_names_of_other_languages() {
        assert_eq!(
            picked("푸틴 크렘린 톨스토이 라브로프 김정은 위원장 트럼프 아리랑 카트만두 크림 UN크림 나라사랑 스탈린", is_foreign),
            ["크렘린", "톨스토이", "라브로프", "트럼프"]
        );
    }

    #[test]
    fn a_word_is_parted_behind_two_syllables_and_not_within_another_word() {
        let parted = |word: &str, tail: &str| may_part(word, word.len() - tail.len());
        assert!(parted("북한은", "은") && parted("러시아로", "로") && parted("러시아로부터", "로부터"));
        assert!(!parted("북은", "은") && !parted("주의", "의") && !parted("사회주의", "의") && !parted("고속도로", "로"));
        assert!(has_long_particle("강조함으로써") && !has_long_particle("북한은") && !has_long_particle("북한"));
    }

    #[test]
    fn compounds_are_long_and_met_again() {
        for (word, count, is) in [
            ("핵협의그룹", 2, true),
            ("핵협의그룹", 1, false),
            ("핵협의", 2, false),
            ("북-중-러", 1, true),
            ("아름다운", 2, false),
            ("움직이는", 2, false),
            ("움직이고", 2, false),
            ("17개월만", 2, true),
            ("확장억제력", 2, true),
        ] {
            assert_eq!(is_compound(word, count), is, "{word} {count}");
        }
    }

    #[test]
    fn a_lone_subject_behind_some_vowels_may_be_a_verb() {
        assert_eq!(believed("보아", SUBJECT), 0);
        assert_eq!(believed("보아", SUBJECT | super::super::particle::OBJECT), SUBJECT | super::super::particle::OBJECT);
        assert_eq!((believed("러시아", SUBJECT), believed("북한", SUBJECT), believed("푸르", SUBJECT)), (0, SUBJECT, SUBJECT));
        assert_eq!((believed("UN아", SUBJECT), believed("보아", WEAK), believed("가게", SUBJECT)), (SUBJECT, 0, SUBJECT));
    }

    #[test]
    fn what_joins_and_what_tells() {
        let noun = |is_bare, proof| Some(Noun { length: 6, is_bare, proof });
        assert!(joins(noun(true, Proof::One), "북한") && joins(None, "3각"));
        assert!(!joins(noun(true, Proof::Bare), "북한") && !joins(noun(false, Proof::Name), "북한") && !joins(None, "북한"));
        assert_eq!(picked("미사일 핵 미국 대통령 장관 북-중", is_telling), ["미사일", "대통령", "장관", "북-중"]);
    }
}
