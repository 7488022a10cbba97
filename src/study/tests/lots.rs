//! Texts drawn by lot out of words that matter, always the same ones: what is told of them stands
//! in files, so that a boundary that moves is noticed where nobody thought of a text for it.

use std::fmt::Write as _;

use super::{golden, read};
use crate::document::Document;
use crate::study::{CrossReferences, PairKind, Pairing, Terms, TimeAxis, Timeline, compare};

/// Numbers that follow each other in no order that a text has.
struct Lot(u64);

impl Lot {
    /// One of `count`.
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % count
    }

    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// `least` words and up to `more` others, as they follow each other.
    fn words(&mut self, words: &[&str], least: usize, more: usize) -> String {
        let count = least + self.below(more + 1);
        (0..count).map(|_| self.word(words)).collect::<Vec<_>>().join(" ")
    }
}

/// Pairs as signs, and what changed in them.
fn told(left: &Document, right: &Document, by: Option<Pairing>) -> String {
    let found = compare(left, right, by, &|_| true).expect("not stopped");
    let mut out = format!("{} {:.2} ", found.by.name(), found.common);
    for pair in &found.pairs {
        let at = |document: &Document, start: crate::document::Point| document.block_at(start).unwrap_or(99);
        out += &match pair.kind {
            PairKind::Same => format!("={}:{} ", at(left, pair.left.start), at(right, pair.right.start)),
            PairKind::Changed => format!("~{}:{}", at(left, pair.left.start), at(right, pair.right.start)),
            PairKind::Moved(other) => format!("^{other} "),
            PairKind::Left => "- ".to_owned(),
            PairKind::Right => "+ ".to_owned(),
            PairKind::Beside => format!("|{}:{} ", at(left, pair.left.start), at(right, pair.right.start)),
        };
        let edits: Vec<String> = found
            .edits_of(pair)
            .iter()
            .map(|edit| format!("{}>{}", left.slice(edit.left), right.slice(edit.right)).replace('\n', "¶"))
            .collect();
        if !edits.is_empty() {
            let _ = write!(out, "{edits:?} ");
        }
    }
    out.trim_end().to_owned()
}

const WORDS: [&str; 24] = [
    "the", "treaty", "of", "March", "was", "signed,", "and", "money.", "No", "deal", "in", "2019", "trade", "grew.", "Korea",
    "a", "note", "on", "arms;", "ships", "sailed.", "It", "is", "over",
];

#[test]
fn editions_drawn_by_lot_differ_like_this() {
    let mut lot = Lot(1);
    let mut out = String::new();
    for _ in 0..70 {
        let count = 1 + lot.below(6);
        let base: Vec<String> = (0..count).map(|_| lot.words(&WORDS, 3, 14)).collect();
        let mut other = base.clone();
        for _ in 0..1 + lot.below(3) {
            let at = lot.below(other.len().max(1));
            match lot.below(8) {
                0 if other.len() > 1 => drop(other.remove(at)),
                1 => other.insert(at, lot.words(&WORDS, 3, 10)),
                2 => {
                    let moved = other.remove(at);
                    let to = lot.below(other.len() + 1);
                    other.insert(to, moved);
                }
                3 if other[at].len() > 30 => {
                    let cut = other[at].find(". ").map_or(0, |found| found + 2);
                    let rest = other[at].split_off(cut);
                    other.insert(at + 1, rest);
                }
                4 if at + 1 < other.len() => {
                    let next = other.remove(at + 1);
                    other[at] = format!("{} {next}", other[at]);
                }
                _ => {
                    let mut words: Vec<&str> = other[at].split(' ').collect();
                    for _ in 0..1 + lot.below(4) {
                        let which = lot.below(words.len().max(1));
                        match lot.below(3) {
                            0 => words.insert(which, lot.word(&WORDS)),
                            1 if words.len() > 2 => {
                                words.remove(which);
                            }
                            _ => words[which] = lot.word(&WORDS),
                        }
                    }
                    other[at] = words.join(" ");
                }
            }
        }
        other.retain(|text| !text.trim().is_empty());
        let headed = |own: &[String]| {
            own.iter()
                .enumerate()
                .map(|(at, text)| if at % 4 == 3 { format!("## {text}\n\n") } else { format!("{text}\n\n") })
                .collect::<String>()
                + "End."
        };
        let (left, right) = (read(&headed(&base)), read(&headed(&other)));
        let _ = writeln!(out, "{}", told(&left, &right, Some(Pairing::Words)));
    }
    golden("lots-editions", &out);
}

#[test]
fn tables_drawn_by_lot_differ_like_this() {
    let mut lot = Lot(2);
    let mut out = String::new();
    let cells = [
        "1.0",
        "2.0",
        "3.5",
        "none",
        "as told by the bank in a long remark",
        "as said by the bank in one long remark",
        "Korea",
        "Japan",
        "China",
        "-",
    ];
    for _ in 0..50 {
        let (width, height) = (2 + lot.below(3), 1 + lot.below(5));
        let mut rows: Vec<Vec<&str>> = (0..=height).map(|_| (0..width).map(|_| lot.word(&cells)).collect()).collect();
        let written = |rows: &[Vec<&str>]| {
            let line = |row: &Vec<&str>| format!("| {} |\n", row.join(" | "));
            format!(
                "{}|{}\n{}\nEnd of it.",
                line(&rows[0]),
                "--|".repeat(rows[0].len()),
                rows[1..].iter().map(line).collect::<String>()
            )
        };
        let left = read(&written(&rows));
        for _ in 0..1 + lot.below(3) {
            let at = 1 + lot.below(rows.len() - 1);
            match lot.below(5) {
                0 if rows.len() > 2 => drop(rows.remove(at)),
                1 => {
                    let row = (0..rows[0].len()).map(|_| lot.word(&cells)).collect();
                    rows.insert(at, row);
                }
                2 if rows[0].len() > 2 => {
                    let column = lot.below(rows[0].len());
                    for row in &mut rows {
                        row.remove(column);
                    }
                }
                _ => {
                    let column = lot.below(rows[at].len());
                    rows[at][column] = lot.word(&cells);
                }
            }
        }
        let right = read(&written(&rows));
        let _ = writeln!(out, "{}", told(&left, &right, Some(Pairing::Words)));
        let _ = writeln!(out, "    {}", told(&left, &right, Some(Pairing::Structure)));
    }
    golden("lots-tables", &out);
}

#[test]
fn languages_drawn_by_lot_stand_side_by_side_like_this() {
    let mut lot = Lot(3);
    let mut out = String::new();
    let (korean, english) =
        (["조약을", "맺었다.", "두", "나라는", "값이", "늘었다."], ["they", "signed", "it.", "the", "two", "lands"]);
    let anchors = ["2019", "NATO", "1,107.0", "13", "GDP", "36,704.2", "5%", "Mig-29"];
    for _ in 0..45 {
        let (mut left, mut right) = (String::new(), String::new());
        for section in 0..1 + lot.below(4) {
            let level = "#".repeat(1 + lot.below(2));
            if lot.below(6) > 0 {
                let _ = write!(left, "{level} {}. 제목\n\n", section + 1);
            }
            if lot.below(6) > 0 {
                let _ = write!(right, "{level} {}. Title\n\n", section + 1);
            }
            for _ in 0..1 + lot.below(4) {
                let shared = lot.words(&anchors, 0, 3);
                let (mine, theirs) = (lot.words(&korean, 2, 12), lot.words(&english, 2, 16));
                match lot.below(7) {
                    0 => left += &format!("{mine} {shared}\n\n"),
                    1 => right += &format!("{theirs} {shared}\n\n"),
                    2 => {
                        left += &format!("{mine} {shared}\n\n");
                        right += &format!("{theirs}\n\n{shared} {theirs}\n\n");
                    }
                    _ => {
                        left += &format!("{mine} {shared}\n\n");
                        right += &format!("{theirs} {shared}\n\n");
                    }
                }
            }
        }
        let (left, right) = (read(&(left + "끝.")), read(&(right + "End.")));
        let _ = writeln!(out, "{}", told(&left, &right, None));
        let _ = writeln!(out, "    {}", told(&left, &right, Some(Pairing::Structure)));
    }
    golden("lots-languages", &out);
}

#[test]
fn the_index_of_texts_drawn_by_lot_is_this() {
    let latin = [
        "The",
        "the",
        "North",
        "Korea",
        "Korea’s",
        "Russian",
        "Putin",
        "President",
        "Vladimir",
        "Bank",
        "of",
        "and",
        "for",
        "in",
        "Committee",
        "Human",
        "Rights",
        "missile",
        "missiles",
        "ballistic",
        "launch",
        "to",
        "will",
        "summit.",
        "Summit",
        "US–China",
        "US",
        "(UN)",
        "NATO,",
        "United",
        "Nations",
        "‘no deal’",
        "cooperation",
        "Resolution",
        "2375",
        "Day",
        "Central",
        "September",
        "a",
        "its",
        "quickly",
        "tested",
        "Mig-29",
        "state-of-the-art",
    ];
    let hangul = [
        "북한이",
        "북한의",
        "북한은",
        "러시아와",
        "러시아는",
        "미사일을",
        "미사일",
        "발사",
        "발사의",
        "김정은",
        "위원장이",
        "푸틴",
        "대통령의",
        "경제",
        "협력",
        "협력을",
        "협력의",
        "확대",
        "제2375호",
        "3각",
        "연대의",
        "연대",
        "핵협의그룹(NCG)",
        "『로동신문』이",
        "‘군사 위성’을",
        "한국은행은",
        "했다.",
        "있는",
        "것을",
        "가능성이",
        "위기의",
        "위기",
        "북·중·러",
        "중국·러시아",
        "라브로프",
        "외무장관이",
    ];
    for (name, words, seed) in [("latin", &latin[..], 4), ("hangul", &hangul[..], 5)] {
        let mut lot = Lot(seed);
        let mut out = String::new();
        for _ in 0..60 {
            let text = (0..1 + lot.below(3)).map(|_| lot.words(words, 6, 30)).collect::<Vec<_>>().join(".\n\n");
            let document = read(&text);
            let terms = Terms::of(&document, &|_| true).expect("not stopped");
            let line: Vec<String> = terms
                .all
                .iter()
                .map(|term| {
                    let meaning = term.meaning.map(|one| format!("={}", document.slice(one.span))).unwrap_or_default();
                    format!("{} {:?} {}{meaning}", term.form, term.kind, term.count())
                })
                .collect();
            let _ = writeln!(out, "{}", line.join("; "));
        }
        golden(&format!("lots-terms-{name}"), &out);
    }
}

#[test]
fn dates_and_axes_of_texts_drawn_by_lot_are_these() {
    let words = [
        "in",
        "March",
        "May",
        "2019",
        "2023",
        "12",
        "the",
        "following",
        "year",
        "last",
        "early",
        "mid-2020",
        "late",
        "1990s",
        "from",
        "to",
        "until",
        "and",
        "5",
        "June,",
        "Q3",
        "FY2024",
        "that",
        "between",
        "2023년",
        "3월",
        "5일",
        "같은 해",
        "지난",
        "말",
        "초",
        "상반기",
        "부터",
        "까지",
        "~",
        "–",
        "20일과",
        "27일",
        "이듬해",
        "spring",
        "summer of",
        "2018–19",
        "people",
        "(2021)",
        "section",
        "1953년",
        "1800",
    ];
    let mut lot = Lot(6);
    let mut out = String::new();
    for round in 0..150 {
        let mut builder = crate::document::Builder::new();
        if round % 2 == 0 {
            builder.meta().fields = vec![("date".into(), "2023-06-15".into())];
        }
        builder.open(crate::document::BlockKind::Paragraph);
        builder.text(&lot.words(&words, 4, 14));
        let document = builder.finish().expect("a small document");
        let timeline = Timeline::of(&document, &|_| true).expect("not stopped");
        let line: Vec<String> = timeline
            .dates
            .iter()
            .map(|date| {
                format!(
                    "{}={} {}{}",
                    document.slice(date.span),
                    date.digits(),
                    date.year.name(),
                    if date.is_rough { "~" } else { "" }
                )
            })
            .collect();
        let axis = timeline.axis.as_ref().map(|axis: &TimeAxis| {
            let scale = axis.scale(u16::try_from(20 + lot.below(60)).unwrap_or(20));
            let labels: Vec<String> = scale.labels().into_iter().map(|(at, label)| format!("{at}:{label}")).collect();
            let days: Vec<String> = [0_u16, 7, 19].iter().map(|column| format!("{:?}", scale.days(*column))).collect();
            format!(" | {} {:?} {}", labels.join(" "), scale.breaks().collect::<Vec<_>>(), days.join(" "))
        });
        let _ = writeln!(out, "{}{}", line.join("; "), axis.unwrap_or_default());
    }
    golden("lots-dates", &out);
}

#[test]
fn what_notes_and_prose_drawn_by_lot_point_to_is_this() {
    let prose = [
        "표 1",
        "<표 2>",
        "Table 1",
        "Tables 1 and 2",
        "제1장",
        "제2장",
        "2장",
        "1절",
        "Section 2.1",
        "Chapter",
        "II",
        "각주 1",
        "note 2",
        "see",
        "the Act",
        "유엔헌장",
        "Smith 2019,",
        "of the Charter",
        "of this report",
        "참조",
        "에서",
        "그림 1",
        "the table below",
        "아래의 표",
        "부록 A",
        "p. 3",
        "(",
        ")",
        ",",
        ".",
        "이 글",
        "헌법",
    ];
    let notes = [
        "김철수, 『북러 관계』, 2019.",
        "이영희, 「다리」, 2020.",
        "위의 책.",
        "앞의 글.",
        "김철수, 앞의 책.",
        "이영희, 앞의 글.",
        "각주 1 참조.",
        "각주 3 참조.",
        "Ibid.",
        "Smith, op. cit.",
        "John Smith, A Book of Things (London: Press, 2015).",
        "뒤에서 다룬다.",
        "See note 2.",
        "상게서;",
        "주 2)",
    ];
    let mut lot = Lot(7);
    let mut out = String::new();
    for _ in 0..60 {
        let mut text =
            format!("# 제1장 하나\n\n{}\n\n표 1. 이름\n\n| a |\n|--|\n| 1 |\n\n## 2.1 Two\n\n", lot.words(&prose, 4, 16));
        let _ = write!(
            text,
            "{}\n\n# 제2장 둘\n\n## 제1절 셋\n\n![](a.png)\n\n그림 1. 그림\n\n# 부록 A. 넷\n\n",
            lot.words(&prose, 4, 16)
        );
        for at in 1..=5 {
            let _ = write!(text, "말[^{at}] ");
        }
        text += "\n\n";
        for at in 1..=5 {
            let _ = writeln!(text, "[^{at}]: {}", lot.words(&notes, 1, 2));
        }
        let document = read(&text);
        let found = CrossReferences::of(&document, &|| true).expect("not stopped");
        let line: Vec<String> =
            found.all().iter().map(|one| format!("{}={:?} {}", document.slice(one.span), one.aim, one.basis.name())).collect();
        let pointers: Vec<String> = (0..document.footnotes().len())
            .map(|note| {
                let own: Vec<String> = found
                    .citations
                    .pointers(note)
                    .iter()
                    .map(|one| format!("{:?}/{:?} {}", one.to, one.first, one.reason.name()))
                    .collect();
                format!("[{} {:?}]", own.join(","), found.citations.work_of(note))
            })
            .collect();
        let _ = writeln!(out, "{} | {}", line.join("; "), pointers.join(" "));
    }
    golden("lots-references", &out);
}
