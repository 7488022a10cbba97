//! What a walk without a plan stands on: dice, the documents that it goes through, and the keys that it presses.

use std::sync::Arc;

use ibid::annotation::Rendition;
use ibid::app::Reading;
use ibid::import::{Source, format_of};

/// Dice that fall the same way each time (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).expect("a count")).expect("below")
    }

    /// A column or row of a screen that has so many.
    pub(crate) fn cell(&mut self, end: u16) -> u16 {
        u16::try_from(self.below(end.max(1).into())).expect("below")
    }

    /// True once in so many throws.
    pub(crate) fn once_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// A number out of the environment.
pub(crate) fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// The seed of a walk.
pub(crate) fn seed() -> u64 {
    u64::try_from(number("IBID_WALK_SEED", 1)).expect("a seed")
}

/// The six documents, by what their files are called.
pub(crate) fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let mut found = vec![
        ("brief.ko.md", include_bytes!("../../../content/north-korea-russia.ko.md").to_vec()),
        ("figures.csv", figures().into_bytes()),
        ("notes.md", notes().into_bytes()),
        ("wide.txt", wide().into_bytes()),
        ("hostile.txt", hostile()),
    ];
    #[cfg(feature = "pdf")]
    found.push(("paper.pdf", pages()));
    #[cfg(not(feature = "pdf"))]
    found.push(("flat.txt", "One line, and nothing else.\n".repeat(300).into_bytes()));
    found
}

/// A table of many columns with gaps, units, a misprint and Korean heads.
pub(crate) fn figures() -> String {
    let row = |year: usize| {
        let price = if year.is_multiple_of(7) { "1,2430".to_owned() } else { format!("{}", 90 + year * 13) };
        format!("{},{}.{}%,\"{price}\",,평양 {year},\"said \"\"so\"\"\"\n", 1990 + year, year % 9, year % 10)
    };
    let rows: String = (0..60).map(row).collect();
    format!("연도,Growth,Price (won),Empty,Place,Words\n{rows}")
}

/// Headings, tables, footnotes with and without texts, links, lists, code.
pub(crate) fn notes() -> String {
    let mut text = String::from("---\ntitle: A brief of everything\nauthor: Nobody\n---\n\nWords before all headings[^1].\n\n");
    for part in 1..=4 {
        text += &format!(
            "# Part {part}\n\nThe first sentence of part {part} calls a note[^{part}] and none[^x{part}]. It leads to [the \
             second](#part-2), [nowhere](#nothing) and [outside](https://example.org/{part}). In 2017 exports fell to 1,243 \
             (see Table 1 and section 2). DPRK (Democratic People's Republic of Korea) exports rose.\n\n## Within {part}\n\n\
             > Quoted words, {part}.\n\n- one\n- two\n  - inner\n\n```\nlet code = {part};\n```\n\n"
        );
        if part % 2 == 0 {
            text += "Table 1. Trade (unit: million)\n\n| Year | Exports | Imports |\n|:--|--:|--:|\n| 2016 | 2,821 | 3,711 |\n\
                     | 2017 | 1,243 | -3,778 |\n| 2018 | 243.0 | |\n\nSource: a ministry\n\n";
        }
        for line in 1..=8 {
            text += &format!("Paragraph {part}.{line} stands here. It goes on for a while, as all of them do, and ends.\n\n");
        }
    }
    for note in 1..=4 {
        text += &format!("[^{note}]: Author {note}, *A Work* (Place, 201{note}), p. {note}. See footnote 2 and ibid.\n\n");
    }
    text
}

/// Characters of two columns, of none, of many scalars, from right to left.
fn wide() -> String {
    let lines = [
        "제1장 북한과 러시아의 협력은 2023년 9월 12일 회담에서 비롯되었다.",
        "👨‍👩‍👧‍👦 a family, 🏳️‍🌈 a flag, 🇰🇷 a country, ❤️ a heart, 👍🏽 a thumb, 1️⃣ a key.",
        "e\u{301}a\u{300}o\u{302}\u{323} combining, ｆｕｌｌ　ｗｉｄｔｈ, ﾊﾝｶｸ, ᄒᆞᆫ글 옛한글, \u{1112}\u{1161}\u{11ab}.",
        "שלום עולם and مرحبا بالعالم stand among Latin words, \u{200b}invisible\u{200d} things too.",
        "漢字と仮名の長い文が続く。途中に空白がないので、折り返しは文字ごとになる。禁則処理も必要である。",
        "·…—–“”‘’①②③㈜㎢Ⅳαβγ½×÷±≤≥→←↑↓□■○●△▲",
    ];
    let mut text = String::new();
    for part in 0..30 {
        text += &format!("{}. {}\n\n", part + 1, lines[part % lines.len()]);
        text += &lines[(part + 3) % lines.len()].repeat(1 + part % 4);
        text += "\n\n";
    }
    text
}

/// Escapes of terminals, in every form and cut off, in titles, links, cells and notes.
fn hostile() -> Vec<u8> {
    let escapes: [&[u8]; 10] = [
        b"\x1b[2J\x1b[H",
        b"\x1b]0;title\x07",
        b"\x1b]52;c;aGk=\x1b\\",
        b"\x9b31m",
        "\u{9b}31m\u{9d}0;x\u{9c}".as_bytes(),
        b"\x1bP$q\x1b\\",
        b"\x08\x08\x7f\x01\x07\r",
        b"\x1b[?1049l\x1b[?1000h",
        b"\x1b[99999999999999999;1H\x1b",
        "\u{202e}\u{2066}\u{feff}\u{2028}\u{85}".as_bytes(),
    ];
    let mut text = Vec::new();
    for (at, escape) in escapes.iter().cycle().take(60).enumerate() {
        text.extend_from_slice(format!("{}. Line {at} ", at + 1).as_bytes());
        text.extend_from_slice(escape);
        text.extend_from_slice(b" goes on, and \xff\xfe is no letter");
        text.extend_from_slice(escape);
        text.extend_from_slice(if at % 5 == 0 { b"\n\n" } else { b"\n" });
    }
    text
}

/// Three pages: headings, a table between rules, a picture, a link, Korean words.
#[cfg(feature = "pdf")]
pub(crate) fn pages() -> Vec<u8> {
    use super::paper::Paper;
    let mut paper = Paper::default();
    for number in 1..=3_u8 {
        paper.page(|page| {
            page.text("B", 18.0, 60.0, 60.0, &format!("{number}. A heading"));
            for line in 0..12_u8 {
                let y = 100.0 + 14.0 * f32::from(line);
                page.text("F", 10.0, 60.0, y, &format!("Line {line} of page {number} says that 1,243 were counted in 2017."));
            }
            page.text("K", 10.0, 60.0, 290.0, "북한의 무역은 줄었다.");
            page.raw("q 200 0 0 100 60 300 cm BI /W 2 /H 2 /BPC 8 /CS /RGB /F /AHx ID 000000FF000000FF000000FF> EI Q");
            page.text("F", 9.0, 60.0, 512.0, &format!("Figure {number}. Points of light"));
            for row in 0..4_u8 {
                let y = 560.0 + 20.0 * f32::from(row);
                page.rule((60.0, y - 14.0), (400.0, y - 14.0));
                page.text("F", 10.0, 64.0, y, &format!("201{row}")).text("F", 10.0, 200.0, y, &format!("{}", 7 * row));
            }
            page.rule((60.0, 626.0), (400.0, 626.0));
            for x in [60.0, 180.0, 400.0] {
                page.rule((x, 546.0), (x, 626.0));
            }
            page.link((60.0, 90.0), (200.0, 110.0), "/A << /S /URI /URI (https://example.org/paper) >>");
        });
    }
    paper.bytes()
}

/// What stands in a file after somebody wrote it again: shorter, longer, other, nothing.
pub(crate) fn rewritten(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let cut = dice.below(bytes.len() + 1);
    match dice.below(7) {
        0 => Vec::new(),
        1 => bytes[..cut].to_vec(),
        2 => bytes[cut..].to_vec(),
        3 => [b"# A new beginning\n\nWords that were not there.\n\n", bytes].concat(),
        4 => [bytes, bytes].concat(),
        5 => dice.one(&documents()).1.clone(),
        _ => b"One word.\n".to_vec(),
    }
}

/// Reads bytes as the program would; nothing where it would refuse them.
pub(crate) fn reading_of(name: &str, bytes: &[u8]) -> Option<Reading> {
    let format = format_of(name, bytes);
    let document = Arc::new((format.read)(&Source { name, bytes, whole: true }, &()).ok()?);
    let rendition = Rendition::of(bytes, &document, "walk");
    Some(Reading { document, rendition: Some(rendition) })
}

/// Keys by name that are pressed more often than others, and those that are pressed at times.
pub(crate) const OFTEN: &[&str] = &["j", "k", "Space", "Enter", "Tab", "Down", "Up", "Esc", "Esc"];
pub(crate) const AT_TIMES: &[&str] = &[
    "b",
    "d",
    "u",
    "g",
    "G",
    "]",
    "[",
    "}",
    "{",
    ")",
    "(",
    "o",
    "x",
    "f",
    "v",
    "h",
    "a",
    "m",
    "s",
    "n",
    "p",
    "N",
    "y",
    "c",
    "t",
    "w",
    "i",
    "=",
    "l",
    "e",
    "z",
    "r",
    "?",
    "-",
    ",",
    ";",
    "\\",
    "|",
    "+",
    "%",
    "<",
    ">",
    ":",
    "/",
    "'",
    "`",
    "0",
    "1",
    "5",
    "9",
    ".",
    "&",
    "*",
    "S",
    "J",
    "#",
    "\"",
    "!",
    "O",
    "ㅓ",
    "ㅏ",
    "한",
    "é",
    "Backspace",
    "Left",
    "Right",
    "PageUp",
    "PageDown",
    "Home",
    "End",
    "Delete",
    "M-Right",
    "M-Left",
    "C-Left",
    "C-r",
    "C-o",
    "C-p",
    "C-n",
    "C-s",
    "C-t",
    "C-l",
    "C-f",
    "C-b",
    "C-d",
    "C-u",
    "M-Enter",
];
/// Words that are typed at one go.
pub(crate) const WORDS: &[&str] =
    &["the", "북한", "2022>1000", "a", "한글 note", "> 3", "#tag", "label:claim", "표 1", "xxxxxxxxxx"];

/// A key by name.
pub(crate) fn key(dice: &mut Dice) -> &'static str {
    if dice.once_in(3) { dice.one::<&str>(OFTEN) } else { dice.one::<&str>(AT_TIMES) }
}
