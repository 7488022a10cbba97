//! PDFs to documents: highlights and comments that somebody put into the file.

use ibid::document::{Document, EmbeddedKind, EmbeddedNote};

use super::import_pdf::{TEXT, read};
use super::support::paper::{OWN, Page, Paper, width};

/// The area of `words` within `line`, which stands at `x` on the baseline `y` in Helvetica of 10 points.
pub(super) fn over(x: f32, y: f32, line: &str, words: &str) -> (f32, f32, f32, f32) {
    let at = line.find(words).unwrap_or_else(|| panic!("{words}: {line}"));
    let from = x + width(&line[..at], 10.0);
    (from, y - 8.0, from + width(words, 10.0), y + 2.0)
}

/// A page with the paragraph of all tests, and what `write` puts over it.
pub(super) fn noted(write: impl FnOnce(&mut Page)) -> Paper {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 140.0, &TEXT);
        write(page);
    });
    paper
}

fn only(document: &Document) -> &EmbeddedNote {
    let [note] = document.embedded() else { panic!("{:?}", document.embedded()) };
    note
}

fn passages(document: &Document) -> Vec<&str> {
    document.embedded().iter().map(|note| document.slice(note.span)).collect()
}

#[test]
fn a_highlight_stands_on_its_words_with_all_that_is_told_of_it() {
    let document = read(&noted(|page| {
        let entries = "/T (A. Reader) /Contents (Is that so?) /M (D:20240501100000Z) /CreationDate (D:20231103140506+09'00') \
                       /C [1 0.5 0] /NM (f3b1c6de-1111-2222-3333-444455556666) /F 4";
        page.annotation("Highlight", &[over(60.0, 152.0, TEXT[1], "price was lower")], entries);
    }));
    let note = only(&document);
    assert_eq!(document.slice(note.span), "price was lower");
    assert_eq!(
        (note.kind, note.author.as_deref(), note.body().as_str()),
        (EmbeddedKind::Highlight, Some("A. Reader"), "Is that so?")
    );
    assert_eq!(note.created.as_deref(), Some("2023-11-03T14:05:06+09:00"));
    assert_eq!(note.updated.as_deref(), Some("2024-05-01T10:00:00+00:00"));
    assert_eq!((note.colour, note.page), (Some([255, 128, 0]), Some(0)));
    assert!(!document.text().contains("Is that so"), "its words are no part of the text");
}

#[test]
fn each_kind_is_told_and_what_is_none_is_left_out() {
    let area = |words| over(60.0, 140.0, TEXT[0], words);
    let document = read(&noted(|page| {
        for (kind, words) in [
            ("Underline", "Plums"),
            ("StrikeOut", "sold"),
            ("Squiggly", "gate"),
            ("Highlight", "three"),
            ("Link", "years"),
            ("Widget", "years"),
            ("Popup", "years"),
            ("Ink", "years"),
        ] {
            page.annotation(kind, &[area(words)], "/Contents (x)");
        }
        // Hidden, and not to be viewed.
        page.annotation("Highlight", &[area("was")], "/F 2").annotation("Highlight", &[area("was")], "/F 32");
        page.annotation("Highlight", &[area("left")], "/F 1");
    }));
    let found: Vec<(EmbeddedKind, &str)> =
        document.embedded().iter().map(|note| (note.kind, document.slice(note.span))).collect();
    assert_eq!(
        found,
        [
            (EmbeddedKind::Underline, "Plums"),
            (EmbeddedKind::StrikeOut, "sold"),
            (EmbeddedKind::Squiggly, "gate"),
            (EmbeddedKind::Highlight, "three"),
            (EmbeddedKind::Highlight, "left"),
        ]
    );
}

#[test]
fn a_passage_over_lines_is_one_and_takes_half_letters() {
    let document = read(&noted(|page| {
        let (_, top, right, bottom) = over(60.0, 140.0, TEXT[0], "what was left went");
        let (left, ..) = over(60.0, 140.0, TEXT[0], "was left went");
        let (second, ..) = over(60.0, 152.0, TEXT[1], "market");
        // From a little inside the first letter to a little inside the last one.
        page.annotation("Highlight", &[(left + 2.0, top, right, bottom), (60.0, 144.0, second + 6.0, 154.0)], "");
    }));
    assert_eq!(passages(&document), ["was left went to the m"]);
}

#[test]
fn a_passage_goes_from_column_to_column() {
    let mut paper = Paper::default();
    let left: Vec<String> = (0..14).map(|line| format!("The left column has line {line} of the text")).collect();
    let right: Vec<String> = (0..14).map(|line| format!("and the right column line {line} after it")).collect();
    paper.page(|page| {
        for (line, (left, right)) in left.iter().zip(&right).enumerate() {
            let y = 100.0 + 12.0 * f32::from(u8::try_from(line).expect("few"));
            page.text("F", 10.0, 60.0, y, left).text("F", 10.0, 320.0, y, right);
        }
        let areas = [over(60.0, 256.0, &left[13], "13 of the text"), over(320.0, 100.0, &right[0], "and the right")];
        page.annotation("Highlight", &areas, "");
    });
    assert_eq!(passages(&read(&paper)), ["13 of the text and the right"]);
}

#[test]
fn korean_passages_and_words_are_read() {
    let line = "북러 밀착과 한반도의 정세를 살펴본다";
    let at = |words: &str| {
        let from = line[..line.find(words).expect("words")].chars().count();
        let [from, to] = [from, from + words.chars().count()].map(|at| 60.0 + 10.0 * f32::from(u8::try_from(at).expect("few")));
        (from, 92.0, to, 102.0)
    };
    let hex = |text: &str| text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    let mut paper = Paper::default();
    paper.page(|page| {
        page.text("K", 10.0, 60.0, 100.0, line);
        page.annotation(
            "Highlight",
            &[at("밀착과 한반도")],
            &format!("/T <FEFF{}> /Contents <FEFF{}>", hex("김"), hex("왜?\r둘째 줄")),
        );
        // Half of the last letter, and a little more.
        let (from, top, to, bottom) = at("정세를");
        page.annotation("Underline", &[(from, top, to - 4.0, bottom)], "/Contents (caf\\351)");
        page.annotation("Squiggly", &[(from, top, to - 6.0, bottom)], "");
    });
    let document = read(&paper);
    assert_eq!(passages(&document), ["밀착과 한반도", "정세", "정세를"]);
    assert_eq!((document.embedded()[0].author.as_deref(), document.embedded()[0].body().as_str()), (Some("김"), "왜?\n둘째 줄"));
    assert_eq!(document.embedded()[2].body(), "café");
}

#[test]
fn a_page_that_is_turned_keeps_its_passages() {
    for turn in [90, 180, 270] {
        let mut paper = Paper::default();
        paper.page(|page| {
            page.entry(&format!("/Rotate {turn}")).lines("F", 10.0, 60.0, 140.0, &TEXT);
            page.annotation("Highlight", &[over(60.0, 152.0, TEXT[1], "lower by a third")], "");
        });
        assert_eq!(passages(&read(&paper)), ["lower by a third"], "{turn}");
    }
}

#[test]
fn a_comment_stands_on_the_sentence_beside_it_and_a_text_box_is_no_text() {
    let document = read(&noted(|page| {
        page.annotation("Text", &[(30.0, 155.0, 50.0, 175.0)], "/Contents (Who says so?)");
        page.raw("").annotation("FreeText", &[(300.0, 400.0, 400.0, 420.0)], "/Contents (Typed on the page)");
    }));
    let found: Vec<(EmbeddedKind, &str, String)> =
        document.embedded().iter().map(|note| (note.kind, document.slice(note.span), note.body())).collect();
    assert_eq!(found[0].0, EmbeddedKind::Comment);
    assert!(found[0].1.starts_with("The rest of it was dried") || found[0].1.starts_with("None of this"), "{found:?}");
    assert_eq!((found[1].0, found[1].2.as_str()), (EmbeddedKind::TextBox, "Typed on the page"));
    assert!(!document.text().contains("Typed"));
}

#[test]
fn what_a_note_paints_is_no_text_and_no_line() {
    let appearance = |content: &str| {
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F 4 0 R >> >> /Length {} >>\nstream\n{content}\nendstream",
            content.len() + 1
        )
    };
    let mut paper = Paper::default();
    paper.object(&appearance("BT /F 10 Tf 5 5 Td (Typed on the page) Tj ET"));
    paper.object(&appearance("BT /F 10 Tf 5 5 Td (A field) Tj ET"));
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 140.0, &TEXT);
        page.annotation("FreeText", &[(300.0, 400.0, 400.0, 420.0)], &format!("/Contents (Typed) /AP << /N {OWN} 0 R >>"));
        page.annotation("Widget", &[(60.0, 500.0, 160.0, 520.0)], &format!("/AP << /N {} 0 R >>", OWN + 1));
    });
    let document = read(&paper);
    assert!(!document.text().contains("Typed"), "{}", document.text());
    assert!(document.text().contains("A field"), "{}", document.text());
    assert_eq!(only(&document).body(), "Typed");
}

#[test]
fn answers_go_with_what_they_answer_and_rings_end() {
    let mut paper = Paper::default();
    let quad = "/Rect [60 660 90 672]";
    paper.object(&format!("<< /Type /Annot /Subtype /Text {quad} /T (Kim) /Contents (Why?) >>"));
    paper.object(&format!("<< /Type /Annot /Subtype /Text {quad} /T (Lee) /Contents (Because.) /IRT {OWN} 0 R >>"));
    paper.object(&format!("<< /Type /Annot /Subtype /Text {quad} /Contents (I see.) /IRT {} 0 R >>", OWN + 1));
    paper.object(&format!("<< /Type /Annot /Subtype /Text {quad} /Contents (Accepted) /StateModel /Review /IRT {OWN} 0 R >>"));
    // Two that answer each other, and one that answers what is not there.
    paper.object(&format!("<< /Type /Annot /Subtype /Text {quad} /Contents (Hen) /IRT {} 0 R >>", OWN + 5));
    paper.object(&format!("<< /Type /Annot /Subtype /Text {quad} /Contents (Egg) /IRT {} 0 R >>", OWN + 4));
    paper.object(&format!("<< /Type /Annot /Subtype /Text {quad} /Contents (Alone) /IRT 999 0 R >>"));
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 140.0, &TEXT);
        for at in [2, 0, 1, 3, 4, 5, 6] {
            page.annotation_object(OWN + at);
        }
    });
    let document = read(&paper);
    let bodies: Vec<String> = document.embedded().iter().map(EmbeddedNote::body).collect();
    assert_eq!(bodies.len(), 4, "{bodies:?}");
    assert!(bodies.contains(&"Why?\n\nI see.\n\nLee: Because.".to_owned()), "{bodies:?}");
    for alone in ["Hen", "Egg", "Alone"] {
        assert!(bodies.iter().any(|body| body == alone), "{alone}: {bodies:?}");
    }
}

#[test]
fn areas_without_sense_are_none() {
    let document = read(&noted(|page| {
        let raw = |page: &mut Page, entries: &str| {
            page.annotation("Highlight", &[], &format!("{entries} /T (x)"));
        };
        raw(page, "/QuadPoints [1 2 3]");
        raw(page, "/QuadPoints [(a) /b null 99999999999999999999999999999999999999999999 2 3 4 5]");
        raw(page, "/QuadPoints 7 /Rect [0 0]");
        raw(page, "/C [1 2 3 4 5 6] /M (D:99999999) /Contents 5 /NM 7");
    }));
    assert_eq!(document.embedded().len(), 4);
    assert!(document.embedded().iter().all(|note| note.span.is_empty() && note.created.is_none()));
}

#[test]
fn a_million_areas_are_too_many_and_end_soon() {
    let started = std::time::Instant::now();
    let document = read(&noted(|page| {
        let many = vec![(60.0, 132.0, 90.0, 142.0); 1_000_000];
        page.annotation("Highlight", &many, "");
        for _ in 0..6000 {
            page.annotation("Text", &[(0.0, 0.0, 5.0, 5.0)], "/Contents (x)");
        }
    }));
    assert!(document.embedded().len() <= 5000);
    let highlight = document.embedded().iter().find(|note| note.kind == EmbeddedKind::Highlight).expect("a highlight");
    assert!("Plums were".starts_with(document.slice(highlight.span)), "{:?}", document.slice(highlight.span));
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn notes_in_tables_and_on_pages_without_text_have_a_place() {
    let mut paper = Paper::default();
    paper.page(|page| {
        page.lines("F", 10.0, 60.0, 140.0, &TEXT);
    });
    paper.page(|page| {
        page.picture(0.0, 0.0, 600.0, 800.0);
        page.annotation("Highlight", &[(100.0, 100.0, 200.0, 110.0)], "/Contents (On a scan)");
    });
    let document = read(&paper);
    let note = only(&document);
    assert!(note.span.is_empty());
    assert_eq!((note.page, document.page_at(note.span.start)), (Some(1), Some(1)));
}

#[test]
fn two_notes_of_one_name_are_two_and_a_note_keeps_its_name() {
    let file = |contents: &str| {
        read(&noted(|page| {
            let area = over(60.0, 140.0, TEXT[0], "Plums");
            page.annotation("Highlight", &[area], &format!("/NM (1) /Contents ({contents})"));
            page.annotation("Highlight", &[area], "/NM (1)");
        }))
    };
    let (one, other) = (file("before"), file("after"));
    let keys = |document: &Document| document.embedded().iter().map(|note| note.key.to_string()).collect::<Vec<_>>();
    assert_eq!(keys(&one), keys(&other));
    assert_ne!(keys(&one)[0], keys(&one)[1]);
    assert_eq!(Document::from_flat(&one.to_flat().expect("bytes")), Ok(one));
}
