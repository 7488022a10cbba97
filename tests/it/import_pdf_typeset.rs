//! PDFs to documents: what typesetters do with letters, and what files say of their parts.

use ibid::document::{BlockKind, Document, FurnitureKind, MarkKind};
use ibid::import::{Source, format_of};

use super::import_pdf::{TEXT, read};
use super::support::paper::{OWN, Paper};

fn blocks(document: &Document) -> Vec<(BlockKind, u8, &str)> {
    document.blocks().iter().map(|block| (block.kind, block.quote, document.slice(block.span))).collect()
}

#[test]
fn tags_tell_headings_captions_quotations_and_furniture() {
    let mut paper = Paper::default();
    let elements = OWN + 1;
    paper.catalog(&format!("/StructTreeRoot {OWN} 0 R /MarkInfo << /Marked true >>"));
    paper.object(&format!(
        "<< /Type /StructTreeRoot /RoleMap << /Kapitel /H2 /Ring /Ring >> /ParentTree << /Nums [0 [{} 0 R {} 0 R {} 0 R {} 0 R {} 0 R null]] >> >>",
        elements, elements + 1, elements + 2, elements + 3, elements + 4
    ));
    for (kind, parent) in
        [("H1", OWN), ("Kapitel", OWN), ("P", elements + 5), ("Caption", OWN), ("Ring", OWN), ("BlockQuote", OWN)]
    {
        paper.object(&format!("<< /Type /StructElem /S /{kind} /P {parent} 0 R >>"));
    }
    paper.page(|page| {
        page.entry("/StructParents 0");
        let tagged = |page: &mut super::support::paper::Page, number: usize, y: f32, lines: &[&str]| {
            page.raw(&format!("/P << /MCID {number} >> BDC"));
            page.lines("F", 10.0, 60.0, y, lines).raw("EMC");
        };
        page.raw("/Artifact << /Type /Pagination /Subtype /Header >> BDC");
        page.text("F", 10.0, 60.0, 40.0, "The growers' yearbook").raw("EMC");
        page.raw("/Artifact BMC").text("F", 10.0, 60.0, 60.0, "Kept for the files").raw("EMC");
        tagged(page, 0, 90.0, &["The harvest, in the size of the text"]);
        tagged(page, 1, 110.0, &["What was sold"]);
        tagged(page, 4, 130.0, &TEXT);
        tagged(page, 2, 200.0, &TEXT);
        tagged(page, 3, 270.0, &["What no picture shows"]);
    });
    let document = read(&paper);
    let whole = TEXT.join(" ");
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Paragraph, 0, "Kept for the files"),
            (BlockKind::Heading(1), 0, "The harvest, in the size of the text"),
            (BlockKind::Heading(2), 0, "What was sold"),
            (BlockKind::Paragraph, 0, &*whole),
            (BlockKind::Paragraph, 1, &*whole),
            (BlockKind::Caption, 0, "What no picture shows"),
        ]
    );
    let furniture: Vec<_> = document.furniture().iter().map(|piece| (piece.kind, piece.text.to_string())).collect();
    assert_eq!(furniture, [(FurnitureKind::RunningHead, "The growers' yearbook".to_owned())]);
}

#[test]
fn quotations_stand_in_on_both_sides() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 80.0, &TEXT);
        page.lines(
            "F",
            10.0,
            90.0,
            142.0,
            &["Nobody will buy plums at such a price, nor would", "they sell them if anybody did, for the town has", "enough."],
        );
        page.lines("F", 10.0, 60.0, 192.0, &TEXT);
    });
    let quotes: Vec<u8> = read(&paper).blocks().iter().map(|block| block.quote).collect();
    assert_eq!(quotes, [0, 1, 0]);
}

#[test]
fn a_hanging_paragraph_is_one_and_no_quotation() {
    let mut paper = Paper::default();
    paper.page(|page| {
        let first = "Right answer: we hope to sell all plums at the gate of the farm this year, and we";
        let last = ["take what is left to the market of the town when they are", "asked for there."];
        page.lines("F", 10.0, 60.0, 60.0, &TEXT).text("F", 10.0, 60.0, 122.0, first);
        page.lines("F", 10.0, 80.0, 134.0, &last).lines("F", 10.0, 60.0, 180.0, &TEXT);
    });
    let document = read(&paper);
    let found = blocks(&document);
    assert_eq!((found.len(), found[1].1), (3, 0), "{found:?}");
    assert!(
        found[1].2.starts_with("Right answer")
            && found[1].2.ends_with("and we take what is left to the market of the town when they are asked for there.")
    );
}

#[test]
fn a_drop_capital_belongs_to_its_word() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("F", 33.0, 60.0, 103.0, "P");
        page.text("F", 10.0, 84.0, 80.0, "lums were sold at the gate in each of the three years, and what was");
        page.text("F", 10.0, 84.0, 92.0, "left went to the market of the town, where the price was lower by a");
        page.text("F", 10.0, 84.0, 104.0, "third. The rest of it was dried. None of this was new to the growers,");
        page.text("F", 10.0, 60.0, 116.0, "who had seen such years before, and who had learnt from them to wait.");
        page.lines("F", 10.0, 60.0, 140.0, &TEXT);
    });
    let document = read(&paper);
    let first = document.slice(document.blocks()[0].span);
    assert!(first.starts_with("Plums were sold") && first.ends_with("from them to wait."), "{:?}", blocks(&document));
    assert_eq!(document.blocks().len(), 2);
}

#[test]
fn small_capitals_are_as_large_as_their_line() {
    let mut paper = Paper::default();
    paper.page(|page| {
        // Widths of Helvetica: `W` 944, `H` 722, `P` 667 thousandths.
        page.text("F", 14.0, 60.0, 80.0, "W").text("F", 11.0, 73.2, 80.0, "HAT THE");
        page.text("F", 14.0, 130.0, 80.0, "G").text("F", 11.0, 140.9, 80.0, "ROWERS SOLD");
        page.lines("F", 10.0, 60.0, 110.0, &TEXT).lines("F", 10.0, 60.0, 180.0, &TEXT);
    });
    let document = read(&paper);
    assert_eq!(blocks(&document)[0], (BlockKind::Heading(1), 0, "WHAT THE GROWERS SOLD"));
}

#[test]
fn lines_from_top_to_bottom_are_read_from_the_right() {
    let mut paper = Paper::default();
    paper.page(|page| {
        let lines =
            ["북러밀착과한반도의정세는갈수록어려워지고있다고", "보이며그까닭은여러가지이나우선은무기의거래에", "있다고하겠다"];
        for (line, x) in lines.iter().zip([500.0, 480.0, 460.0_f32]) {
            page.text("V", 12.0, x, 80.0, line);
        }
    });
    let text = read(&paper).text().to_owned();
    assert!(text.contains("어려워지고있다고") && text.contains("까닭은여러가지이나"), "{text}");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(at("북러밀착") < at("보이며") && at("보이며") < at("하겠다"), "{text}");
}

#[test]
fn fonts_without_a_program_have_the_style_of_their_names() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("F", 10.0, 60.0, 80.0, "Plums were")
            .text("B", 10.0, 115.0, 80.0, "never")
            .text("I", 10.0, 145.0, 80.0, "sold.");
    });
    let document = read(&paper);
    let marks: Vec<_> = document.marks().iter().map(|mark| (mark.kind, document.slice(mark.span))).collect();
    assert_eq!(marks, [(MarkKind::Strong, "never"), (MarkKind::Emphasis, "sold.")]);
}

#[test]
fn hyphens_ligatures_and_wide_letters_become_words() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("F", 10.0, 60.0, 60.0, "C O N T E N T");
        page.lines(
            "F",
            10.0,
            60.0,
            80.0,
            &[
                "Plums were sold at the gate in each of the three years, and what was left be-",
                "longed to the market of the town, where the price was lower by a third. A well-",
                "known grower found them, and a well-known town. The rest was dried in spring.",
            ],
        );
        page.text("L", 10.0, 60.0, 130.0, "The \u{1}rst were \u{2}ying.");
        page.painted("F", 10.0, "0 1 -1 0 30 400", "Filed upright beside the text");
        page.painted("F", 40.0, "0.7 0.7 -0.7 0.7 200 300", "DRAFT");
    });
    insta::assert_snapshot!("pdf_letters", read(&paper).dump());
}

#[test]
fn pictures_boxes_and_captions() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        page.picture(60.0, 120.0, 300.0, 200.0);
        page.text("F", 9.0, 60.0, 336.0, "Figure 1. The growers at the gate");
        page.lines("F", 10.0, 60.0, 360.0, &TEXT);
        // A box beside the text.
        for line in 0..14_u8 {
            page.text("F", 10.0, 60.0, 430.0 + 12.0 * f32::from(line), &format!("Line {line} of the text goes on beside a box."));
        }
        for (line, y) in ["In short", "Prices fell by a", "third."].iter().zip([450.0, 464.0, 478.0_f32]) {
            page.text(if y < 460.0 { "B" } else { "F" }, 10.0, 420.0, y, line);
        }
        for y in [436.0, 490.0] {
            page.rule((410.0, y), (540.0, y));
        }
        for x in [410.0, 540.0] {
            page.rule((x, 436.0), (x, 490.0));
        }
    });
    insta::assert_snapshot!("pdf_figures", read(&paper).dump());
}

#[test]
fn a_picture_is_decoded_when_it_is_asked_for() {
    let mut paper = Paper::default();
    // Two points wide and high: black, red, green, blue; each drawn 100 points wide.
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 60.0, &TEXT);
        page.raw("q 200 0 0 200 60 400 cm BI /W 2 /H 2 /BPC 8 /CS /RGB /F /AHx ID 000000FF000000FF000000FF> EI Q");
    });
    let bytes = paper.bytes();
    let source = Source { name: "brief.pdf", bytes: &bytes, whole: true };
    let format = format_of(source.name, source.bytes);
    let document = (format.read)(&source, &()).expect("a PDF");
    let picture = &document.pictures()[0];
    assert_eq!(document.picture_of(document.block_at(picture.at).expect("a block")), Some(0));
    let decode = format.picture.expect("PDF has pictures");
    let bitmap = decode(&source, &picture.name, &()).expect("a picture");
    assert_eq!((bitmap.width, bitmap.height), (2, 2));
    assert_eq!(bitmap.rgb, [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]);
    for wrong in ["", "0", "9 0 0 10 10", "0 0 0 10 10", "0 a b c d"] {
        assert_eq!(decode(&source, wrong, &()).err(), Some(ibid::import::ImportError::Damaged), "{wrong}");
    }
}
