//! PDFs to documents: each habit of the format in a small file of its own.

use std::path::PathBuf;

use ibid::document::{Document, Link, MarkKind, WarningKind};
use ibid::import::{ImportError, ReadObserver, Source, format_of};

use super::support::paper::{OWN, Paper};

fn read_bytes(bytes: &[u8]) -> Result<Document, ImportError> {
    let source = Source { name: "brief.pdf", bytes, whole: true };
    (format_of(source.name, source.bytes).read)(&source, &())
}

pub(super) fn read(paper: &Paper) -> Document {
    read_bytes(&paper.bytes()).expect("a PDF")
}

pub(super) const TEXT: [&str; 4] = [
    "Plums were sold at the gate in each of the three years, and what was left went",
    "to the market of the town, where the price was lower by a third. The rest of it",
    "was dried. None of this was new to the growers, who had seen such years before,",
    "and who had learnt from them.",
];

/// A page with a paragraph, for others to stand beside.
fn brief() -> Paper {
    let mut paper = Paper::default();
    paper.info("/Title (The harvest) /Author (A. Grower) /CreationDate (D:20231103)").catalog("/Lang (en)");
    paper.page(|page| {
        page.text("B", 20.0, 60.0, 80.0, "The harvest");
        page.text("B", 12.0, 60.0, 120.0, "What was sold");
        page.lines("F", 10.0, 60.0, 140.0, &TEXT);
        page.text("F", 6.0, 196.0, 172.5, "1");
        page.lines(
            "F",
            10.0,
            60.0,
            200.0,
            &["The second paragraph says little, and it ends on this page, with no more to come", "than this."],
        );
        page.text("B", 12.0, 60.0, 250.0, "What was not");
        page.lines(
            "F",
            10.0,
            60.0,
            270.0,
            &["A heavy line of text is broken with a hyphen where the co-", "operation of the words asks for it."],
        );
        page.lines(
            "F",
            10.0,
            60.0,
            310.0,
            &[
                "•  plums of the first kind",
                "•  pears, of which there were so many that nobody counted them, though some growers",
                "   tried",
                "•  figs",
            ],
        );
        page.rule((60.0, 690.0), (160.0, 690.0));
        page.text("F", 5.0, 60.0, 698.0, "1").text("F", 8.0, 64.0, 701.0, "A note on the price, which goes on");
        page.text("F", 8.0, 60.0, 711.0, "over two lines.");
        page.text("F", 9.0, 290.0, 770.0, "1");
    });
    paper.page(|page| {
        page.text("F", 8.0, 60.0, 40.0, "The harvest");
        page.lines("F", 10.0, 60.0, 80.0, &TEXT);
        page.text("F", 9.0, 290.0, 770.0, "2");
    });
    paper
}

#[test]
fn a_brief_of_two_pages() {
    insta::assert_snapshot!("pdf_brief", read(&brief()).dump());
}

#[test]
fn korean_lines_join_by_the_blank_at_their_end() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("K", 16.0, 60.0, 80.0, "북러 밀착과 한반도");
        let lines = [
            "지난 구월 두 번째 정상회담 이후 양측은 계속 밀착관계를 강화하는 모습을 보이고 ",
            "있다. 미국 백악관은 무기거래가 이루어진 정황을 발표했고, 시월에는 외교장관이 평",
            "양을 방문함으로써 밀월관계를 상징적으로 보여줬다. 발사에도 기술 지원이 있었던 ",
            "것으로 파악되고 있을 만큼 양측은 상징적인 협력 차원을 넘어 실질적인 거래를 진",
            "행 중인 것으로 보인다.",
        ];
        page.lines("K", 10.0, 60.0, 120.0, &lines);
    });
    let document = read(&paper);
    assert_eq!(document.sections()[0].title, document.blocks()[0].span);
    let text = document.text();
    for whole in ["보이고 있다", "외교장관이 평양을", "있었던 것으로", "거래를 진행 중인"] {
        assert!(text.contains(whole), "{whole}: {text}");
    }
}

#[test]
fn three_columns_are_read_one_after_the_other() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("B", 18.0, 60.0, 80.0, "A title over all of the columns");
        for (column, name) in ["First", "Second", "Third"].into_iter().enumerate() {
            let x = [60.0, 230.0, 400.0][column];
            for line in 0..12_u8 {
                page.text("F", 9.0, x, 120.0 + 11.0 * f32::from(line), &format!("{name} column and its line {line}"));
            }
        }
    });
    let text = read(&paper).text().to_owned();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(at("A title") < at("First column and its line 0"));
    assert!(at("First column and its line 11") < at("Second column and its line 0"));
    assert!(at("Second column and its line 11") < at("Third column and its line 0"));
}

#[test]
fn tables_with_lines_and_without() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        page.text("F", 10.0, 60.0, 130.0, "Table 1. What was sold (unit: kg)");
        for (row, cells) in [["", "2021", "2022"], ["Plums", "1,204.5", "98"], ["Pears", "-3.5", "12"]].iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "three rows")]
            let y = 150.0 + 20.0 * row as f32;
            for (x, cell) in [64.0, 164.0, 264.0].into_iter().zip(cells) {
                page.text("F", 10.0, x, y + 14.0, cell);
            }
        }
        for y in [150.0, 170.0, 190.0, 210.0] {
            page.rule((60.0, y), (360.0, y));
        }
        for x in [60.0, 160.0, 260.0, 360.0] {
            page.rule((x, 150.0), (x, 210.0));
        }
        page.text("F", 8.0, 60.0, 222.0, "Source: the growers' own books.");
        page.text("F", 10.0, 60.0, 260.0, "Table 2. Prices without lines");
        for (row, cells) in [["", "2021", "2022"], ["Plums", "2.10", "2.40"], ["Pears", "1.80", "1.75"], ["Figs", "5.00", "6.20"]]
            .iter()
            .enumerate()
        {
            #[expect(clippy::cast_precision_loss, reason = "four rows")]
            let y = 276.0 + 13.0 * row as f32;
            for (x, cell) in [60.0, 200.0, 300.0].into_iter().zip(cells) {
                page.text("F", 10.0, x, y, cell);
            }
        }
        page.lines("F", 10.0, 60.0, 360.0, &TEXT);
    });
    insta::assert_snapshot!("pdf_tables", read(&paper).dump());
}

#[test]
fn a_table_goes_on_over_a_page_and_its_head_is_not_read_twice() {
    let mut paper = Paper::default();
    let rows = |page: &mut super::support::paper::Page, from: u8| {
        for (row, y) in (from..from + 8).zip([80.0, 94.0, 108.0, 122.0, 136.0, 150.0, 164.0, 178.0_f32]) {
            let first = y == 80.0;
            let cells = if first {
                ["Year".into(), "Sold".into(), "Left".into()]
            } else {
                [format!("Lot {row}"), format!("{row}.5"), "12".into()]
            };
            for (x, cell) in [64.0, 214.0, 314.0].into_iter().zip(&cells) {
                page.text("F", 10.0, x, y, cell);
            }
        }
        for y in [70.0, 84.0, 184.0] {
            page.rule((60.0, y), (400.0, y));
        }
        for x in [60.0, 200.0, 300.0, 400.0] {
            page.rule((x, 70.0), (x, 184.0));
        }
    };
    paper.page(|page| rows(page, 0)).page(|page| rows(page, 7));
    let document = read(&paper);
    assert_eq!(document.tables().len(), 1, "{}", document.dump());
    let table = &document.tables()[0];
    assert_eq!((table.head_height(), table.height()), (1, 14), "{}", document.dump());
}

#[test]
fn the_outline_names_headings_and_links_lead_inside_and_out() {
    let mut paper = brief();
    paper.object("<< /First 11 0 R >>");
    let page = format!("{} 0 R", paper.page_object(0) + 3);
    paper.object(&format!("<< /Title (What was sold) /Dest [{page} /XYZ 0 690 null] /Next 12 0 R >>"));
    paper.object(&format!("<< /Title (What was not) /Dest [{page} /XYZ 0 560 null] /Next 11 0 R /First 13 0 R >>"));
    paper.object(&format!("<< /Title (The second paragraph) /Dest [{page} /Fit] >>"));
    paper.catalog(&format!("/Outlines {OWN} 0 R /PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 7 >>] >>"));
    let page = format!("{} 0 R", paper.page_object(0));
    paper.page(|own| {
        own.text("F", 10.0, 60.0, 80.0, "See https://example.org and what was not sold.");
        own.link((80.0, 70.0), (180.0, 84.0), "/A << /S /URI /URI (https://example.org) >>");
        own.link((200.0, 70.0), (300.0, 84.0), &format!("/Dest [{page} /XYZ 0 560 null]"));
    });
    let document = read(&paper);
    let titles: Vec<&str> = document.sections().iter().map(|section| document.slice(section.title)).collect();
    assert_eq!(titles, ["The harvest", "What was sold", "What was not"]);
    let labels: Vec<&str> = document.pages().iter().map(|page| &*page.label).collect();
    assert_eq!(labels, ["i", "7", "8"]);
    let leads: Vec<&Link> = document
        .marks()
        .iter()
        .filter_map(|mark| match mark.kind {
            MarkKind::Link(link) => Some(&document.links()[link as usize]),
            _ => None,
        })
        .collect();
    assert!(matches!(leads[0], Link::Outer(address) if &**address == "https://example.org"), "{leads:?}");
    let Link::Inner(to) = leads[1] else { panic!("{leads:?}") };
    assert!(document.text()[to.at()..].starts_with("What was not"));
}

#[test]
fn a_contents_page_leads_to_its_sections() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("B", 14.0, 60.0, 60.0, "Contents");
        for (title, number, y) in [("One", "2", 90.0), ("Two", "3", 104.0), ("Three", "3", 118.0), ("Four", "3", 132.0_f32)] {
            page.text("F", 10.0, 60.0, y, &format!("{title} {} {number}", ".".repeat(60)));
        }
    });
    paper.page(|page| {
        page.text("B", 14.0, 60.0, 60.0, "One").lines("F", 10.0, 60.0, 80.0, &TEXT).text("F", 10.0, 290.0, 770.0, "2");
    });
    paper.page(|page| {
        for (at, title) in ["Two", "Three", "Four"].into_iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "three sections")]
            let y = 60.0 + 120.0 * at as f32;
            page.text("B", 14.0, 60.0, y, title).lines("F", 10.0, 60.0, y + 20.0, &TEXT);
        }
        page.text("F", 10.0, 290.0, 770.0, "3");
    });
    let document = read(&paper);
    let to = |title: &str| {
        document.sections().iter().find(|section| document.slice(section.title) == title).map(|section| section.span.start)
    };
    let entries: Vec<(&str, Link)> = document
        .marks()
        .iter()
        .filter_map(|mark| match mark.kind {
            MarkKind::Link(link) => Some((document.slice(mark.span), document.links()[link as usize].clone())),
            _ => None,
        })
        .collect();
    assert_eq!(entries.len(), 4, "{}", document.dump());
    for (title, link) in entries {
        assert_eq!(link, Link::Inner(to(title).expect("a section")), "{title}");
    }
    assert!(!document.text().contains(".."), "the dots are gone");
}

#[test]
fn a_page_on_its_side_is_read_upright() {
    let mut paper = Paper::default();
    paper.page(|page| {
        for (line, x) in TEXT.iter().zip([60.0, 72.0, 84.0, 96.0_f32]) {
            page.painted("F", 10.0, &format!("0 1 -1 0 {x} 100"), line);
        }
    });
    paper.page(|page| {
        page.entry("/Rotate 90");
        for (line, x) in TEXT.iter().zip([60.0, 72.0, 84.0, 96.0_f32]) {
            page.painted("F", 10.0, &format!("0 1 -1 0 {x} 100"), line);
        }
    });
    let document = read(&paper);
    let whole = TEXT.join(" ");
    assert_eq!(document.text().matches(&whole).count(), 2, "{}", document.text());
}

#[test]
fn pages_that_can_not_be_read_are_told_and_not_shown_as_rubbish() {
    let mut paper = brief();
    paper.page(|page| {
        page.text("U", 10.0, 60.0, 80.0, "letters that nobody can tell from each other");
    });
    paper.page(|page| {
        page.picture(0.0, 0.0, 600.0, 800.0);
    });
    let document = read(&paper);
    let faults: Vec<String> = document
        .warnings()
        .iter()
        .filter_map(|warning| match &warning.kind {
            WarningKind::PageUnread { page, fault } => Some(format!("{page} {fault:?}")),
            _ => None,
        })
        .collect();
    assert_eq!(faults, ["3 Unmapped", "4 Scanned"]);
    assert!(!document.text().contains('\u{FFFD}'));
}

#[test]
fn notes_count_anew_on_each_page_and_powers_are_no_calls() {
    let mut paper = Paper::default();
    for page in ["first", "second"] {
        paper.page(|own| {
            own.lines("F", 10.0, 60.0, 80.0, &TEXT);
            own.text("F", 10.0, 60.0, 140.0, "It has 12 km").text("F", 6.0, 115.0, 136.5, "2").text(
                "F",
                10.0,
                121.0,
                140.0,
                "of land, as is said.",
            );
            own.text("F", 6.0, 203.5, 136.5, "1");
            own.text("F", 5.0, 60.0, 698.0, "1").text("F", 8.0, 64.0, 701.0, &format!("The note of the {page} page."));
        });
    }
    let document = read(&paper);
    let bodies: Vec<&str> =
        (0..document.footnotes().len()).filter_map(|note| document.body_span(note)).map(|span| document.slice(span)).collect();
    assert_eq!(bodies, ["The note of the first page.", "The note of the second page."]);
    assert!(document.footnotes().iter().all(|note| note.calls.len() == 1), "{}", document.dump());
    assert!(document.text().contains("12 km² of land"), "{}", document.text());
}

#[test]
fn endnotes_answer_the_calls_of_the_text() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 80.0, &["It was said before,", "and it was said again."]);
        page.text("F", 6.0, 142.0, 76.5, "1").text("F", 6.0, 157.0, 88.5, "2");
        page.text("B", 14.0, 60.0, 140.0, "Notes");
        page.lines("F", 10.0, 60.0, 170.0, &["1. The first source, which is old."]);
        page.lines("F", 10.0, 60.0, 190.0, &["2. The second source, which is not."]);
    });
    let document = read(&paper);
    assert_eq!(document.footnotes().len(), 2, "{}", document.dump());
    assert!(document.footnotes().iter().all(|note| note.calls.len() == 1 && note.body.is_some()), "{}", document.dump());
}

#[test]
fn hostile_files_end_well() {
    // A page tree that is its own child, a form that paints itself, an outline in a ring.
    let ring = b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R /Outlines 3 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [2 0 R] /Count 9 >> endobj\n3 0 obj << /First 3 0 R /Title (a) /Next 3 0 R >> endobj\ntrailer << /Root 1 0 R >>\n";
    assert!(read_bytes(ring).is_err());
    for bytes in [&b"%PDF-1.7"[..], b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nstartxref\n99999999\n%%EOF"] {
        assert_eq!(read_bytes(bytes).err(), Some(ImportError::Damaged));
    }
    let mut paper = brief();
    paper.page(|page| {
        page.raw(&"q ".repeat(100_000)).raw("BT /F 1e38 Tf 1 0 0 1 1e38 -1e38 Tm (x) Tj ET");
        page.text("F", 10.0, 60.0, 80.0, "still here");
    });
    assert!(read(&paper).text().contains("still here"));
    // An outline of many entries.
    let mut paper = brief();
    paper.object(&format!("<< /First {} 0 R >>", OWN + 1));
    for entry in 1..=30_000 {
        paper.object(&format!("<< /Title (Entry {entry}) /Dest [0 /Fit] /Next {} 0 R >>", OWN + entry + 1));
    }
    paper.catalog(&format!("/Outlines {OWN} 0 R"));
    assert!(read(&paper).text().contains("Plums were sold"));
}

/// Stops at the second look.
struct Impatient(std::cell::Cell<u32>);

impl ReadObserver for Impatient {
    fn at(&self, _: usize, _: usize) -> Result<(), ImportError> {
        self.0.set(self.0.get() + 1);
        if self.0.get() > 1 { Err(ImportError::Stopped) } else { Ok(()) }
    }
}

#[test]
fn reading_stops_when_nobody_waits() {
    let bytes = brief().bytes();
    let source = Source { name: "brief.pdf", bytes: &bytes, whole: true };
    let read = (format_of(source.name, source.bytes).read)(&source, &Impatient(std::cell::Cell::new(0)));
    assert_eq!(read.err(), Some(ImportError::Stopped));
}

#[test]
fn the_corpus_is_read() {
    let Some(folder) = std::env::var_os("IBID_CORPUS").map(PathBuf::from) else {
        return eprintln!("skipped: IBID_CORPUS names no folder");
    };
    let file = |name: &str| std::fs::read(folder.join(name)).expect("a file of the corpus");
    let joined =
        |document: &Document| document.footnotes().iter().filter(|note| !note.calls.is_empty() && note.body.is_some()).count();
    let titles = |document: &Document| -> Vec<String> {
        document.sections().iter().map(|section| document.slice(section.title).to_owned()).collect()
    };

    let handbook = read_bytes(&file("18f-handbook.pdf")).expect("the handbook");
    assert_eq!((joined(&handbook), handbook.footnotes().len()), (14, 14));
    let twin = String::from_utf8(file("18f-handbook.md")).expect("UTF-8");
    let source = Source { name: "18f-handbook.md", bytes: twin.as_bytes(), whole: true };
    let twin = (format_of(source.name, source.bytes).read)(&source, &()).expect("Markdown");
    let outline = |document: &Document| -> Vec<(String, u16)> {
        let bare = |title: &str| title.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        document.sections().iter().map(|section| (bare(document.slice(section.title)), section.depth)).collect()
    };
    let (ours, theirs) = (outline(&handbook), outline(&twin));
    let same = theirs.iter().filter(|heading| ours.contains(heading)).count();
    assert!(same >= 70, "{same} of {} headings", theirs.len());

    let brief = read_bytes(&file("ko-brief-made.pdf")).expect("the made brief");
    assert_eq!((joined(&brief), brief.sections().len(), brief.tables().len()), (9, 4, 1));
    assert!(brief.text().contains("밀월관계를") && brief.text().contains("미국 백악관은"));
    let table = &brief.tables()[0];
    assert_eq!(table.cell(1, 0), table.cell(2, 0), "a label over two rows");

    assert_eq!(joined(&read_bytes(&file("us-ed-nclb.pdf")).expect("a report")), 3);
    let finland = titles(&read_bytes(&file("eu-finland-knowledge-society.pdf")).expect("a report"));
    assert!(finland.iter().any(|title| title.starts_with("1.4. Educational")), "{finland:?}");
    let pirls = read_bytes(&file("us-nces-pirls.pdf")).expect("a report");
    assert_eq!(joined(&pirls), 6);
    assert_eq!(pirls.pages().first().map(|page| page.label.to_string()).as_deref(), Some("A-5"));
    let at = |words: &str| pirls.text().find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(
        at("This pool of students") < at("Combined participation rates") && at("Classroom sample") < at("This pool of students")
    );
    assert!(read_bytes(&file("ko-cid-noembed.pdf")).expect("a brief").text().contains("북한"));
    for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("broken-") {
            let _ = read_bytes(&file(&name));
        }
    }
}

/// Letters and digits that a plain extraction of each file of the corpus counts (by pdftotext
/// 22.12, without form feeds and blanks): ours has 99 of 100 of them at least.
const LETTERS: [(&str, usize); 7] = [
    ("18f-handbook.pdf", 57163),
    ("eu-finland-knowledge-society.pdf", 8950),
    ("gao-23-106826-snapshot.pdf", 8895),
    ("ko-brief-made.pdf", 1706),
    ("ko-cid-noembed.pdf", 2141),
    ("us-ed-nclb.pdf", 8553),
    ("us-nces-pirls.pdf", 16235),
];

#[test]
fn no_letter_of_the_corpus_is_lost_and_every_note_is_joined_or_told() {
    let Some(folder) = std::env::var_os("IBID_CORPUS").map(PathBuf::from) else {
        return eprintln!("skipped: IBID_CORPUS names no folder");
    };
    for (name, letters) in LETTERS {
        let document = read_bytes(&std::fs::read(folder.join(name)).expect("a file of the corpus")).expect(name);
        let labels: usize = document.footnotes().iter().map(|note| note.label.chars().count() * note.calls.len().max(1)).sum();
        let furniture: String = document.furniture().iter().map(|piece| piece.text.as_str()).collect();
        let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let ours = count(document.text()) + count(&furniture) + labels;
        assert!(ours * 100 >= letters * 99, "{name}: {ours} of {letters}");
        assert!(!document.text().contains(|c: char| c.is_control() && c != '\n'), "{name}");
        let told = |note: &str| {
            document.warnings().iter().any(|warning| match &warning.kind {
                WarningKind::FootnoteWithoutBody { label } | WarningKind::FootnoteWithoutCall { label } => **label == *note,
                _ => false,
            })
        };
        for note in document.footnotes() {
            let joined = note.body.is_some() && !note.calls.is_empty();
            assert!(joined || told(&note.label), "{name}: footnote {}", &*note.label);
        }
    }
}
