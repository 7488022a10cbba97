//! The index of both briefs in full, and of texts for each rule of it.

use std::fmt::Write as _;

use super::{ENGLISH, KOREAN, each, golden, read};
use crate::document::Document;
use crate::study::{Term, TermKind, Terms};

fn sign(kind: TermKind) -> char {
    match kind {
        TermKind::Abbreviation => 'A',
        TermKind::Name => 'N',
        TermKind::Quoted => 'Q',
        TermKind::Term => 'T',
    }
}

/// `N Hanoi 2`, with `= meaning` where a bracket says it and `? meaning` where it is guessed.
fn told(document: &Document, term: &Term) -> String {
    let meaning = term.meaning.map(|meaning| {
        let sign = if meaning.is_guess { '?' } else { '=' };
        format!(" {sign} {}", document.slice(meaning.span))
    });
    format!("{} {} {}{}", sign(term.kind), term.form, term.count(), meaning.unwrap_or_default())
}

fn index(text: &str) -> Vec<String> {
    let document = read(text);
    let terms = Terms::of(&document, &|_| true).expect("not stopped");
    assert!(terms.is_whole);
    let lines: Vec<String> = terms.all.iter().map(|term| told(&document, term)).collect();
    if lines.is_empty() { lines } else { vec![lines.join(" | ")] }
}

#[test]
fn the_index_of_a_brief_has_these_terms_at_these_places() {
    for (name, brief) in [("en", ENGLISH), ("ko", KOREAN)] {
        let document = read(brief);
        let terms = Terms::of(&document, &|_| true).expect("not stopped");
        let mut out = String::new();
        for term in &terms.all {
            let places: Vec<String> = term.places.iter().map(|span| format!("{}+{}", span.start.0, span.len())).collect();
            let bins: Vec<String> = term
                .spread
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(bin, count)| format!("{bin}:{count}"))
                .collect();
            let _ = writeln!(out, "{} | {} | {}", told(&document, term), places.join(" "), bins.join(" "));
        }
        golden(&format!("terms-{name}"), &out);
    }
}

#[test]
fn names_in_latin_go_as_far_as_their_words_do() {
    golden(
        "terms-names",
        &each(
            &[
                "We met Ludwig van Beethoven. The music of Ludwig van Beethoven is old.",
                "He met the Bank of Korea there, and the Cup of Seoul too.",
                "It was the Committee for Human Rights in North Korea that spoke in Geneva.",
                "It was the Committee on Foreign Affairs of Poland that spoke.",
                "It was the Committee on Foreign Affairs of Poland that spoke. We like Poland a lot.",
                "They asked the Ministry of Unification and Trade for help.",
                "They asked the Ministry of Unification and Trade for help. We like Trade most.",
                "They asked Unification and Trade for help.",
                "He is at the University of the Arts now, and the Bank in Korea knows.",
                "The Prize for Peace in Oslo is given by the Institute for Peace in Oslo.",
                "the Bank of  Korea, the Bank of\nKorea and the Bank – of Korea",
                "we saw Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi there",
                "we saw Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu there",
                "the US–Japan–South Korea talks, then the US talks",
                "the Seoul–Tokyo line and the Seoul–March line",
                "It is Kim, Lee and Park who went to Busan, Korea.",
                "We met President Vladimir Putin. Then Putin left.",
                "Then PRESIDENT Putin of RUSSIA left for CHINA.",
                "It began in September Moscow, in Moscow September, and in March.",
                "At the Central Bank we met. Central Bank people came. Day Center was shut; the Day Center was shut.",
                "Later Hanoi agreed. Hanoi agreed again. We saw Hanoi.",
                "Summit talks began. We like the summit. The Summit began in Hanoi.",
                "Talks with Hanoi began. Talks began.",
                "Zebra crossed. Zebra crossed again.",
                "Zebra Valley crossed. We went.",
                "The zebra came, and zebra again; we saw the Zebra Zebra once.",
                "They passed Resolution 2375 and Resolution 1718 and a Resolution.",
                "They passed Resolution 2019 and Resolution 1999 then.",
                "They passed Resolution 2375, a Resolution, a Resolution, a Resolution.",
                "Resolution 2375 was passed. Article 5 was not.",
                "It was Mig-29 that flew. Mig-29 flew. iPhone was sold.",
                "## The Summit Of Great Powers In Hanoi\n\nWe were in Hanoi.",
                "## A summit of powers in Hanoi\n\nWe were there.",
                "## North Korea And Its New Weapons\n\nThe weapons of North Korea are new. Its Weapons.",
                "A LONG LINE IN CAPITALS ABOUT HANOI AND MOSCOW\n\nWe saw Hanoi, about which it is.",
                "WE SAW NATO\n\nThe NATO line. Nato was there. The nato of old.",
                "The US and us. Us? US! They told us of the US.",
                "We read The Korea Herald and The Bank of The North there.",
                "We met Charles de Gaulle and Abu al Hassan, Mr. Smith and Dr. Jones of St. Louis.",
                "Russians came. The Russian side, a Russian, then Russia. Koreans, too: Korea.",
                "Vladimir Putin came. Putin spoke. Maria Putin came. Putin left.",
                "Putin spoke. Then Vladimir Putin came. And Putin left.",
                "North Korean troops and Korean troops of North Korea and of Korea.",
                "the State Affairs Commission of the DPRK, the State Affairs Commission’s chairman, and the Affairs Commission",
                "North Korea’s Workers’ Party, the Workers’ Party and the Party’s chairman",
                "U.S. aid to the U.K. and the U.S. again; R&D at AT&T; A.B. and Q.",
                "ABCDEFG is long, ABCDEF is not, A1B2 is mixed, AB is short.",
                "The UN Security Council met. The Security Council of the UN met. It met at the UN.",
            ],
            index,
        ),
    );
}

#[test]
fn words_that_are_met_again_are_terms_and_compounds() {
    golden(
        "terms-words",
        &each(
            &[
                "The missile flew. A missile fell. His missile was old.",
                "The missile flew. A missile fell.",
                "The missile flew. A missile fell. Missiles are old. The missiles fell.",
                "They will launch it. We launch it. To launch a launch: the launch, a launch.",
                "The quick fox ran. The quickly done thing, the quickly done thing, the quickly done thing.",
                "the tested method, a tested method, the tested method, its tested",
                "the cooperation of both, cooperation with all, cooperation between them",
                "the ox, an ox, the ox; the os, an os, the os",
                "the reading of it, with reading, by reading, the reading",
                "ballistic missile tests and a ballistic missile. The ballistic missile flew.",
                "A long-range missile and a long-range missile; the long range of it.",
                "the supply chain risk and the supply chain risk",
                "the supply chain risk and the supply chain risk; a supply chain",
                "the global supply chain risk model and a global supply chain risk model, a supply chain",
                "nuclear weapons programme here. The nuclear weapons programme there. Nuclear weapons. The nuclear weapons.",
                "measuring progress and measuring progress; to measure progress",
                "conventional weapons were sold, conventional weapons were bought, conventional weapons",
                "Moscow summit and Moscow summit; Moscow summits",
                "the state-of-the-art plan and the state-of-the-art plan",
                "an anti-American mood, the anti-American mood and anti-American words",
                "policies of peace, a policy for peace, the policy of peace and policies",
                "The analysis of data. An analysis, the analysis. Analyses of data.",
                "teachers and leaders, teachers and leaders, teachers and leaders",
                "They would want peace. They want peace. They want peace and the peace of all.",
                "as such a thing, in such a thing; in big things, in big things",
                "the economies of scale; economies of scale; economies of scale; an economy",
                "*the missile* flew, (the missile) fell, “a missile” stood.",
                "```\nthe missile the missile the missile\n```\n\nthe missile.",
                "the axes, boxes and churches; the axis, a box, a church; a church, a box; churches, boxes",
                "buses, a bus, the bus, buses of glass, the glass, a glass, class of class",
            ],
            index,
        ),
    );
}

#[test]
fn korean_nouns_are_parted_from_their_particles() {
    golden(
        "terms-korean",
        &each(
            &[
                "북한이 답했다. 북한의 뜻이다. 북한은 갔다.",
                "미사일을 쏘았다. 미사일이 날았다.",
                "미사일을 쏘았다.",
                "미사일은 날았다. 미사일도 날았다.",
                "김정은의 방문이다. 김정은과 만났다. 김정은 위원장이 갔다.",
                "김정은 국무위원장은 갔다. 그는 김정은 국무위원장이다.",
                "세르게이 라브로프 러시아 외무장관이 왔다.",
                "라브로프 외무장관이 왔다. 블라디미르 푸틴 대통령의 말이다.",
                "신임 외교 장관이 왔다. 공동 대표가 왔다.",
                "T-80급 전차와 Mig-29기를 보았다.",
                "제2397호는 조였다. 제2397호의 뜻. 60주년을 맞았다. 5개국의 뜻. 3각 연대의 뜻. 3각 연대가 섰다.",
                "러시아로부터 왔다. 러시아의 뜻. 러시아에서는 본다.",
                "가능성이 있다. 가능성을 본다. 가능성의 문제.",
                "주민들에게 주민의 불만을 물었다. 주민들이 말했다.",
                "사회주의의 나라다. 사회주의를 지켰다. 회의를 했다. 회의의 뜻.",
                "되찾은 뒤 되찾을 것을. 움직이는 것과 움직이고.",
                "위기의 시기다. 위기를 본다. 가기를 바란다. 가기의 뜻. 가기를.",
                "바다를 건넜다. 바다의 끝. 가다를 본다. 가다의 끝.",
                "잠수함의 뜻. 잠수함을 본다. 중요함의 뜻. 중요함을 본다.",
                "군사적을 본다. 군사적의 뜻. 목적을 본다. 목적의 뜻.",
                "쓰러지를 보고 쓰러지의 뜻. 가지를 보고 가지의 뜻. 공지를 보고 공지의 뜻.",
                "확장억제를 다졌다. 확장억제의 강화다.",
                "핵협의그룹 핵협의그룹 핵협의그룹",
                "전략적동반자 관계와 전략적동반자 관계.",
                "경제협력의 틀. 경제협력을 본다. 경제협력 확대. 경제협력 확대의 뜻. 경제협력 확대를.",
                "군사 협력 강화. 군사를 본다. 군사의 뜻. 협력을 본다. 협력의 뜻. 강화를 본다. 강화의 뜻. 군사 협력을 했다.",
                "군사 협력 강화를 하고 군사 협력 강화의 뜻. 군사를 본다. 군사의 뜻. 협력을 본다. 협력의 뜻. 강화를 본다. 강화의 뜻.",
                "북-중-러 연대의 북-중-러 연대다. 북·중·러 연대와 북중러 연대다.",
                "중국·러시아와 일본·미국의 뜻.",
                "한국은행은 말했다. 노동당이 말했다. 민주당 의원. 통일연구원의 말.",
                "크렘린을 보았다. 톨스토이 문학. 스탈린그라드 전투. 카트만두 회의.",
                "UN은 결의했다. UN이 나섰다. NATO의 뜻.",
                "그가 갔다. 그가 왔다. 우리가 갔다. 우리를 본다.",
                "보아가 왔다. 보아가 갔다. 나라가 섰다. 나라를 본다. 무게를 달았다. 무게의 뜻. 가게를 열었다. 가게의 뜻.",
                "했다는 뜻. 했다를 본다. 있음을 본다. 있음의 뜻.",
                "으로의 길. 에서의 길. 강조함으로써 얻는다. 강조함으로써 잃는다.",
                "단절(insulation)로 힘이 다했다. 시기의 단절이다.",
                "로동신문의 말. 『로동신문』이 말했다.",
            ],
            index,
        ),
    );
}

#[test]
fn brackets_and_quotes_say_what_a_term_is() {
    golden(
        "terms-glosses",
        &each(
            &[
                "The Nuclear Consultative Group (NCG) met. The NCG met.",
                "The Nuclear Consultative Group (the “NCG”) met.",
                "The Nuclear Consultative Group ( NCG ; 2023 ) met.",
                "We saw submarines (SSBN) there, and nuclear submarines (SSBNs) too.",
                "We saw big nuclear attack submarines (SSN) there.",
                "a group of friends (GOF), a long list of odd things (LLOT)",
                "the Air-Launched Cruise Missile (ALCM) flew",
                "He used the NCG (Nuclear Consultative Group) there.",
                "He used the NCG (a group of people) there. He used the NCG (핵협의그룹) there.",
                "Moscow (모스크바) and Vladimir Putin (블라디미르 푸틴) met. The summit (정상회담) began.",
                "The Committee for Human Rights in North Korea (HRNK) wrote.",
                "The Committee (hereafter the Board) met. The Board met. The State Affairs Commission (hereinafter SAC) met.",
                "핵협의그룹(NCG)의 운영이다. 그는 NCG(핵협의그룹)를 말했다.",
                "북한인권위원회(Committee for Human Rights in North Korea, HRNK)가 냈다.",
                "국무위원장(이하 김정은)이 갔다. 김정은 국무위원장(이하, 김정은)의 길.",
                "위원회(이하 )의 길. 위원회(이하 위원회)의 길.",
                "한국(韓國)의 일이다. 시기의 단절(insulation)로. 반응하던(reactive) 자세다.",
                "확장억제 전략(extended deterrence strategy)을 폈다. 강화된 확장억제 전략(a very long and winding deterrence strategy)이다.",
                "회의(회담)에서 말했다. 회의(3월 2일)에서. 회의(100%)에서. 회의(a=b)에서.",
                "‘노딜’(no deal)로 끝났다. 『로동신문』(Rodong Sinmun)의 글.",
                "열린 괄호(open bracket\n다음 줄) 뒤. 빈 괄호() 뒤. 겹(열린(in) 뒤)이다.",
                "a list (one, two, three, four) here; the NCG (Nuclear Consultative Group, or so, as said, once) met",
                "GDP (gross domestic product) rose; GDPs (x) fell; R&D (research and development) too",
                "‘군사정찰위성’을 쏘았다. “중동사태의 장본인은 미국이다”라는 말.",
                "“no deal”, “the no deal”, “a deal or no deal at all or so it goes” and “it ended.”",
                "“one, two” and “North Korea, China and Russia” and “x”",
                "He read «Le Monde» and „Die Welt“ and \"The Times\" and <Foreign Affairs> there.",
                "the Workers’ Party ‘of Labour’ and it’s ‘so’",
                "word“inner”word and 말“안의 말”말",
                "“unclosed and on. ‘Closed inside’ of it",
                "<표 1>과 <Table 2> 그리고 《보고서》와 〈보고서 초안〉",
                "“12” and “...” and “a/b c” and “A/B c” and “I. am”",
                "“North Korean Workers Officially Dispatched to China & Russia Since The End Of The Year Now Gone By”",
                "“하나 둘 셋 넷 다섯”과 “하나 둘 셋 넷 다섯 여섯”과 “가고 오다”와 “하나, 둘”",
                "United States and the US agreed. In the United States the US won.",
                "United States, Union of Seas and the US agreed. We saw the Ulan Steppe and the US.",
                "The European Union met. The EU met. European Union said so.",
            ],
            index,
        ),
    );
}
