//! Plain text, read: invented briefs with their golden dumps, the brief of the corpus, and
//! what must hold for any text.

use ibid::document::{Block, BlockKind, Document, WarningKind};
use ibid::import::{ImportError, Source, format_named, opening};
use proptest::prelude::*;

fn import(bytes: &[u8], whole: bool) -> Result<Document, ImportError> {
    let source = Source { name: "test.txt", bytes, whole };
    (format_named("text").expect("a format").read)(&source, &())
}

fn read(text: &str) -> Document {
    import(text.as_bytes(), true).expect("a text")
}

/// The file `name` of the corpus; none, and said, where the corpus is not at hand.
fn corpus(name: &str) -> Option<Vec<u8>> {
    let Some(folder) = std::env::var_os("IBID_CORPUS") else {
        println!("skipped: IBID_CORPUS names no folder");
        return None;
    };
    Some(std::fs::read(std::path::Path::new(&folder).join(name)).expect("a file of the corpus"))
}

fn texts(document: &Document, wanted: impl Fn(BlockKind) -> bool) -> Vec<&str> {
    document.blocks().iter().filter(|block| wanted(block.kind)).map(|block| document.slice(block.span)).collect()
}

/// The words before each footnote's first call.
fn called_after<'d>(document: &'d Document, words: &[&str]) -> Vec<&'d str> {
    let calls = document.footnotes().iter().map(|footnote| footnote.calls[0].at());
    calls.zip(words).map(|(at, words)| &document.text()[at - words.len()..at]).collect()
}

#[test]
fn invented_briefs_read_as_they_did() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/text");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden/text");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut names: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    names.sort();
    for path in names {
        let bytes = std::fs::read(&path).expect("a file");
        let dump = import(&bytes, true).expect("a text").dump();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        settings.bind(|| insta::assert_snapshot!(name, dump));
    }
}

#[test]
fn the_brief_of_the_corpus_is_read_in_full() {
    let Some(bytes) = corpus("brief-ko.txt") else { return };
    let document = import(&bytes, true).expect("a text");
    let labels: Vec<&str> = document.pages().iter().map(|page| &*page.label).collect();
    assert_eq!(labels, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);

    let sections: Vec<_> = document.sections().iter().map(|section| (document.slice(section.title), section.depth)).collect();
    assert_eq!(
        sections,
        [
            ("", 0),
            ("북러 밀착의 배경: 김정은 시대의 북러 관계", 0),
            ("북한의 대러 협력 추진 동기", 0),
            ("1. 지속되는 경제난국과 주민불만 해소책의 마련", 1),
            ("2. 군사적인 업적의 축적", 1),
            ("3. 김정은의 야심: 북-중-러 연대 주도?", 1),
            ("향후의 북-중-러 협력전망과 우리의 대응", 0),
        ]
    );
    let paragraphs: Vec<&Block> = document.blocks().iter().filter(|block| block.kind == BlockKind::Paragraph).collect();
    let in_section =
        |section: usize| paragraphs.iter().filter(|block| document.section_at(block.span.start) == Some(section)).count();
    // 22: a full line that ends a sentence at the foot of page 6 is no more a paragraph's end
    // than the five others that stand in mid-page.
    assert_eq!((0..7).map(in_section).collect::<Vec<_>>(), [3, 5, 1, 4, 2, 1, 6]);

    let words = ["발표했고,", "만큼,", "강조함으로써", "한다.", "있다.", "했다.", "했다.", "있지만,"];
    assert_eq!(called_after(&document, &words), words);
    let labels: Vec<&str> = document.footnotes().iter().map(|footnote| &*footnote.label).collect();
    assert_eq!(labels, ["1", "2", "3", "4", "5", "6", "7", "8"]);
    assert!(document.footnotes().iter().all(|footnote| footnote.body.is_none() && footnote.calls.len() == 1));
    let bodiless = document.warnings().iter().filter(|warning| matches!(warning.kind, WarningKind::FootnoteWithoutBody { .. }));
    assert_eq!(bodiless.count(), 8);

    let [table] = document.tables() else { panic!("one table") };
    let slice = |span| document.slice(span);
    assert_eq!((table.caption.map(slice), table.source.map(slice)), (Some("표 1. 북한의 각종 경제지표 추이"), Some("한국은행")));
    let heads: Vec<&str> = table.head_row(0).iter().map(|span| slice(*span)).collect();
    assert_eq!(heads, ["", "단위", "2022", "2021", "2020", "2019", "2018", "2017"]);
    let rows: Vec<_> = (0..table.height())
        .map(|row| (table.row_path(row).map(slice).collect::<Vec<_>>().join(" "), table.row_unit(row).map(slice)))
        .collect();
    let expected = [
        ("인구", "천명"),
        ("명목 GNI", "십억원"),
        ("명목 GNI", "억달러"),
        ("1인당 GNI", "만원"),
        ("1인당 GNI", "달러"),
        ("경제성장률", "%"),
    ];
    assert_eq!(rows, expected.map(|(label, unit)| (label.to_owned(), Some(unit))));
    assert_eq!(table.cell(4, 3).map(slice), Some("1.243.0"));
    assert_eq!(table.cell(5, 7).map(slice), Some("-3.5"));
    let misprints: Vec<_> =
        document.warnings().iter().filter(|warning| matches!(warning.kind, WarningKind::Misprint { .. })).collect();
    let [misprint] = misprints.as_slice() else { panic!("one misprint") };
    let WarningKind::Misprint { printed, read, table, row, column } = &misprint.kind else { panic!("a misprint") };
    assert_eq!((&**printed, &**read, *table, &**row, &**column), ("1.243.0", "1,243.0", 1, "1인당 GNI (달러)", "2021"));
    assert_eq!(slice(misprint.span), "1.243.0");

    for whole in [
        "미국 백악관은 북러",
        "최근의 북러 밀착은",
        "우크라이나 전쟁에서의 고전",
        "2016년 이후 고강도 국제제재",
        "발표했고, 10월 18일에는",
        "이어가고 더 나아가 북-중-러 3각",
        "국면에서의 단절(insulation)로 체제",
        "시진핑과 가진 최초의",
        "2000년의 북러 新조약",
        "60주년(6월)에",
        "판단된다. 2019년 하노이",
        "북한 노동자(North Korean Workers Officially Dispatched to China & Russia)” 제하",
        "이스라엘-하마스 전쟁",
        "북-중-러 간에도",
        "11월 샌프란시스코 APEC 정상회의",
        "연대결성(Coalition building)을",
        "선제적(proactive)인 조치",
        "2024년 3월로",
        "‘북방·합동-2023' 훈련을",
    ] {
        assert!(document.text().contains(whole), "{whole}");
    }
    assert!(document.furniture().is_empty());
}

#[test]
fn the_same_text_reads_the_same_in_another_encoding() {
    let (Some(korean), Some(unicode)) = (corpus("keywords-euckr.txt"), corpus("keywords-utf8.txt")) else { return };
    let (korean, unicode) = (import(&korean, true).expect("a text"), import(&unicode, true).expect("a text"));
    assert_eq!(korean.text(), unicode.text());
    assert_eq!(korean.blocks(), unicode.blocks());
    assert!(matches!(&korean.warnings()[0].kind, WarningKind::GuessedEncoding { encoding } if &**encoding == "EUC-KR"));
}

#[test]
fn line_ends_and_encodings_change_nothing() {
    let text = include_str!("../fixtures/text/brief.ko.txt");
    let plain = read(text);
    let windows = read(&text.replace('\n', "\r\n"));
    assert_eq!(windows, plain);
    assert_eq!(read(&text.replace('\n', "\r")), plain);
    let marked: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(import(&marked, true).expect("a text"), plain);
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(text).collect();
    assert_eq!(read(&decomposed).text(), plain.text());
}

#[test]
fn a_piped_manual_loses_its_overstrikes() {
    let document = read("N\u{8}NA\u{8}AM\u{8}ME\u{8}E\n       \u{1b}[1mls\u{1b}[0m - list _\u{8}f_\u{8}i_\u{8}l_\u{8}e_\u{8}s\n");
    assert_eq!(document.text(), "NAME\nls - list files\n");
}

#[test]
fn undecodable_bytes_are_marked_and_placed() {
    let mut bytes = "첫 문단은 여기에서 끝난다.\n\n둘째 문단은 여기에서 시작한다.\n".as_bytes().to_vec();
    let at = "첫 문단은 여기에서 끝난다.\n\n둘째 ".len();
    bytes.insert(at, 0xFF);
    let document = import(&bytes, true).expect("a text");
    let [warning] = document.warnings() else { panic!("one warning") };
    let WarningKind::Undecodable { offset, count, encoding } = &warning.kind else { panic!("undecodable") };
    assert_eq!((*offset, *count, &**encoding), (at as u64, 1, "UTF-8"));
    assert_eq!(document.slice(warning.span), "\u{FFFD}");
}

#[test]
fn nothing_and_no_text_are_refused() {
    assert_eq!(import(b"", true), Err(ImportError::Empty));
    assert_eq!(import("\n \t\r\n\u{3000}\u{c}\n".repeat(50_000).as_bytes(), true), Err(ImportError::Empty));
    assert_eq!(import(b"{\\rtf1", true), Err(ImportError::Unsupported { format: "RTF" }));
    assert_eq!(import(b"text\0text", true), Err(ImportError::Binary { offset: 4 }));
    assert_eq!(import(b"\n\n", false).map(|document| document.blocks().len()), Ok(0));
}

#[test]
fn openings_in_other_encodings_read_as_the_whole_does() {
    let text = copies(30);
    let korean = encoding_rs::EUC_KR.encode(&text).0.into_owned();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [korean, wide] {
        let first = import(&bytes[..opening(&bytes)], false).expect("a text");
        let whole = import(&bytes, true).expect("a text");
        let shown = first.blocks().len() - 1;
        assert!(shown > 50);
        assert_eq!(first.blocks()[..shown], whole.blocks()[..shown]);
        assert_eq!(whole.text(), read(&text).text());
    }
}

#[test]
fn a_huge_line_is_one_paragraph() {
    let line = "가나다라 brief 마바사 ".repeat(40_000);
    let document = read(&line);
    assert_eq!(document.blocks().len(), 1);
    assert_eq!(document.text().trim_end(), line.trim_end());
    let unbroken = "가나다라마바사아".repeat(40_000);
    assert_eq!(read(&unbroken).text().trim_end(), unbroken);
}

#[test]
fn many_headings_are_many_sections() {
    let mut text = String::new();
    for number in 1..=20_000 {
        text += &format!("{number}. A heading of this file\n\nA sentence that follows it, and is long enough to be a text.\n\n");
    }
    assert_eq!(read(&text).sections().len(), 20_000);
    let text = "CHAPTER I\n\nA sentence that follows it, and is long enough to be a text.\n\n".repeat(20_000);
    assert_eq!(read(&text).sections().len(), 20_000);
}

#[test]
fn calls_count_on_over_windows() {
    let mut text = String::new();
    for number in 1..=400_u32 {
        text += &format!("In {} the harbour was made deeper, at 3.5 million.{number} The cost of it was ", 1900 + number % 100);
        text += &"borne by all the towns of the coast together, ".repeat(12);
        text += "as is the custom.\n\n";
    }
    let document = read(&text);
    assert!(text.len() > 3 * 64 * 1024);
    let labels: Vec<u32> = document.footnotes().iter().map(|footnote| footnote.label.parse().expect("a number")).collect();
    assert_eq!(labels, (1..=400).collect::<Vec<_>>());
}

#[test]
fn numbered_headings_of_a_long_text_are_no_footnote_bodies() {
    let once = read(&copies(1));
    let times = 60;
    let text = copies(times);
    let document = read(&text);
    assert!(document.footnotes().iter().all(|footnote| footnote.body.is_none()), "a body that is none");
    let headings =
        |document: &Document| document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Heading(_))).count();
    assert!(headings(&document) >= headings(&once) * (times - 1), "{} of {}", headings(&document), headings(&once) * times);
    let end = |text: &str| text.chars().filter(|c| !c.is_whitespace()).rev().take(30).collect::<String>();
    assert_eq!(end(document.text()), end(&text));
}

/// The brief of the fixtures, several times, with words of its own each time: what stands at
/// the edges of pages again and again is no text.
fn copies(times: usize) -> String {
    let brief = include_str!("../fixtures/text/brief.ko.txt");
    let syllables = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후".chars().cycle();
    syllables.take(times).map(|syllable| brief.replace(['다', '는'], &syllable.to_string())).collect()
}

/// A piece of a text: what real ones are made of, and what is none of it.
fn piece() -> impl Strategy<Value = String> {
    let words = prop_oneof![Just("북러 밀착은 이어지고 있다"), Just("the harbour was made deeper"), Just("それは一つの文である")];
    prop_oneof![
        6 => (words, 1_usize..40, 20_usize..100).prop_map(|(words, times, width)| wrapped(words, times, width) + ".\n"),
        2 => "(1\\.|가\\.|□|CHAPTER I|Ⅱ\\.|\\*|-) [A-Z가-힣][a-z가-힣 ]{3,30}\n".prop_map(|line| line + "\n"),
        1 => "<표 [1-9]\\. 무역>\n(구분|단위) 2020 2021 2022\n(수출 1\\.0 2\\.5 3\\.0\n){1,4}",
        1 => "(Korea   12   3\\.5\nJapan   14   4\\.5\nChina    1   0\\.5\n){1,3}",
        1 => "(했다|policy)[.,][1-9] 이는 [0-9.]{1,6}\n",
        1 => "[1-9]\\)? 각주의 내용이다\\.\n\u{c}",
        1 => "[ \t\n]{1,4}",
        1 => Just("\u{c}Running head\n".to_owned()),
        1 => "[a-zA-Z가-힣0-9 .,*<>=_~|\\-]{0,60}\n",
    ]
}

fn wrapped(words: &str, times: usize, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in std::iter::repeat_n(words, times).flat_map(|words| words.split(' ')) {
        if column + word.chars().count() > width {
            out.push('\n');
            column = 0;
        }
        column += word.chars().count() + 1;
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// How often each letter stands in `text`: what may be neither lost nor made.
fn letters(texts: &[&str]) -> Vec<(char, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for c in texts.iter().flat_map(|text| text.chars()).filter(|c| c.is_alphabetic()) {
        *counts.entry(c).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn an_opening_reads_as_the_whole_does(pieces in proptest::collection::vec(piece(), 5..60)) {
        let text = pieces.concat();
        let text = text.repeat(90_000 / text.len().max(1) + 1);
        let cut = opening(text.as_bytes());
        prop_assert!(cut < text.len());
        let (Ok(first), Ok(whole)) = (import(&text.as_bytes()[..cut], false), import(text.as_bytes(), true)) else { return Ok(()) };
        let shown = first.blocks()[..first.bodies()].len().saturating_sub(1);
        for (one, other) in first.blocks()[..shown].iter().zip(whole.blocks()) {
            prop_assert_eq!(one, other);
        }
        if let Some(last) = first.blocks()[..shown].last() {
            let end = last.span.end.at();
            prop_assert_eq!(&first.text()[..end], &whole.text()[..end]);
            let marks = |document: &Document| document.marks().iter().filter(|mark| mark.span.end.at() <= end).count();
            prop_assert_eq!(marks(&first), marks(&whole));
        }
    }

    #[test]
    fn no_letter_is_lost_or_made(pieces in proptest::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let Ok(document) = import(text.as_bytes(), true) else { return Ok(()) };
        let text: String = unicode_normalization::UnicodeNormalization::nfc(&*text).collect();
        let mut out: Vec<&str> = document.furniture().iter().map(|piece| &*piece.text).collect();
        out.push(document.text());
        prop_assert_eq!(letters(&[&text]), letters(&out));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600), text in any::<String>()) {
        let _ = import(&bytes, true);
        let _ = import(&bytes, false);
        let _ = import(text.as_bytes(), true);
    }
}

#[test]
fn headings_and_paragraphs_of_ordinary_text() {
    let document = read(
        "The Title\n\nIt was a dark night; the rain fell in torrents, except at occasional\nintervals.\n\nAnd then it stopped.\n",
    );
    assert_eq!(texts(&document, |kind| matches!(kind, BlockKind::Heading(_))), ["The Title"]);
    assert_eq!(texts(&document, |kind| kind == BlockKind::Paragraph).len(), 2);
}
