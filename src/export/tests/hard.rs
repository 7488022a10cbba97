//! A second set of notes, of two documents, made of what is seldom met: an untitled opening,
//! headings within each other, long quotes, footnotes with the reader's own text, a document
//! that is not at hand. Written as every target has it, and asked for its values.

use super::*;
use crate::annotation::{Confirmation, Confirmations, NoteFilter};

fn report() -> Document {
    let mut b = Builder::new();
    b.meta().title = Some("A report: parts & pieces".into());
    b.page("i");
    b.open(BlockKind::Paragraph);
    b.text("Words before any heading stand here.");
    b.open(BlockKind::Heading(1));
    b.text("One");
    b.page("1");
    b.open(BlockKind::Heading(2));
    b.text("One and a half");
    b.open(BlockKind::Paragraph);
    b.text("A first sentence calls");
    b.call("7", "7");
    b.text(" a note. A second one, which is a good deal longer than sixty characters are, calls another");
    b.call("8", "8");
    b.text(" and ends here. The third is short.");
    b.open(BlockKind::Paragraph);
    b.text("# not a heading, and * no star");
    b.open_table(3, 1);
    for row in [["Land", "Unit", "2021"], ["Korea", "bn won", "1.5"], ["Japan", "", "2.5"]] {
        for cell in row {
            b.open_cell();
            b.text(cell);
            b.end_cell();
        }
        b.end_row();
        if row[0] == "Land" {
            b.end_head();
        }
    }
    b.open(BlockKind::Code);
    b.code_line("let a = `b`;");
    b.code_line("```");
    b.code_line("<!-- ibid:end -->");
    b.open(BlockKind::Heading(2));
    b.text("Another:");
    b.open(BlockKind::Paragraph);
    b.text("The last words.");
    b.begin_body("8", "8");
    b.text("Printed text of eight.");
    b.end_body();
    b.finish().expect("a small document")
}

/// Kind, label, body, tags, the words that it stands on, and how.
type Row<'a> = (NoteKind, Label, &'a str, &'a [&'a str], &'a str, Option<Placement>);

fn rows() -> [Row<'static>; 14] {
    [
        (NoteKind::Bookmark, Label::None, "", &[], "Words before", None),
        (NoteKind::Highlight, Label::None, "", &[], "Words before any heading stand here.", None),
        (NoteKind::Note, Label::Claim, "Own text of seven.\nIn two lines.", &[], "A first sentence calls", None),
        (NoteKind::Highlight, Label::Quote, "", &["two words", "a@b_c-d"], "sentence calls a note", None),
        (
            NoteKind::Note,
            Label::Todo,
            "- one\n- two\n\n  - deep\n\n***\n\nTitle\n---\nend",
            &["x"],
            "A second one, which is a good deal longer than sixty characters are, calls another and ends here.",
            None,
        ),
        (
            NoteKind::Note,
            Label::Own("own label".into()),
            "~~~\nfenced\n~~~",
            &[],
            "The third is short.\n# not a heading, and * no star",
            None,
        ),
        (NoteKind::Highlight, Label::None, "", &[], "1.5", None),
        (NoteKind::Note, Label::None, "<b>tag</b>\n=====", &[], "2.5", None),
        (
            NoteKind::Note,
            Label::None,
            "  indented\n\ttabbed\n> quoted\n1. item",
            &[],
            "let a = `b`;\n```\n<!-- ibid:end -->",
            None,
        ),
        (NoteKind::Highlight, Label::None, "", &[], "The last words.", None),
        (NoteKind::Note, Label::Question, "Where?", &[], "last words", Some(Placement::Doubtful)),
        (NoteKind::Bookmark, Label::None, "gone", &[], "The last", Some(Placement::Lost)),
        (NoteKind::Note, Label::None, "==========\nlike a break", &[], "ends here", None),
        (NoteKind::Highlight, Label::None, "", &[], "words.", Some(Placement::Unread)),
    ]
}

fn notes_of(document: &Document, which: u8) -> Vec<(Note, Placement)> {
    let rendition = Rendition::of(b"report", document, "test 1");
    let mut out = Vec::new();
    for (index, (kind, label, body, own, words, standing)) in rows().iter().enumerate() {
        let start = document.text().find(words).unwrap_or_else(|| panic!("{words:?} in {}", document.text()));
        let end = if *kind == NoteKind::Bookmark { start } else { start + words.len() };
        let span = Span::new(start, end);
        let mut id = [0; 16];
        (id[0], id[1], id[6], id[8], id[15]) = (2, which, 0x70, 0x80, u8::try_from(index).expect("few"));
        let made = at(3600 * i64::try_from(index).expect("few"));
        let mut anchor = Anchor::of(document, span, &rendition);
        if index == 2 {
            anchor.footnote = Some("7".into());
        }
        let note = Note {
            id: NoteId::from_bytes(id),
            kind: *kind,
            label: label.clone(),
            body: SafeLines::new(body),
            tags: tags(*own),
            created: made.clone(),
            updated: at(3600 * 20 - 3600 * i64::try_from(index).expect("few")),
            author: (index == 4).then(|| "김_독자_".into()),
            anchor,
        };
        out.push((note, standing.unwrap_or(Placement::At(span))));
    }
    out
}

fn with_two<T>(options: Options, language: Language, act: impl Fn(&ExportInput) -> T) -> T {
    let document = report();
    let (here, mut away) = (notes_of(&document, 0), notes_of(&document, 1));
    away.truncate(4);
    away.iter_mut().for_each(|(_, standing)| *standing = Placement::Unread);
    let words = Words::new(language);
    let rendition = Rendition::of(b"report", &document, "test 1");
    let mut details = Details::of(document.meta());
    for (name, value) in [
        ("author", "Kim, J.; Lee"),
        ("date", "2021-05"),
        ("kind", "article"),
        ("container", "Journal of Parts"),
        ("number", "12"),
        ("url", "https://a.kr/x_y"),
        ("publisher", "A Press"),
    ] {
        assert!(details.set(name, value), "{name}");
    }
    let settled: Confirmations =
        [(here[3].0.id, Confirmation { anchor: here[3].0.anchor.clone(), at: at(5) })].into_iter().collect();
    let briefs = [
        AnnotatedDocument {
            document: Some(&document),
            name: "report.v1.md",
            rendition: Some(&rendition),
            id: Some(rendition.document()),
            details,
            notes: &here,
            settled: Some(&settled),
        },
        AnnotatedDocument {
            document: None,
            name: ".away",
            rendition: None,
            id: None,
            details: Details::default(),
            notes: &away,
            settled: None,
        },
    ];
    act(&ExportInput { briefs: &briefs, words: &words, options })
}

#[test]
fn every_target_writes_what_is_seldom_met() {
    for target in TARGETS {
        let bytes = with_two(Options::default(), Language::English, |bundle| write(target, bundle));
        golden(&format!("hard-{}", target.name), &String::from_utf8(bytes).expect("UTF-8"));
        let options = Options { sentence: true, bom: true, order: NoteOrder::Time };
        let only = |bundle: &ExportInput| write(target, &ExportInput { briefs: &bundle.briefs[..1], ..*bundle });
        let bytes = with_two(options, Language::Korean, only);
        golden(&format!("hard-{}-time", target.name), &String::from_utf8(bytes).expect("UTF-8"));
    }
}

#[test]
fn every_example_writes_what_is_seldom_met() {
    for target in TARGETS {
        let bytes = with_two(Options::default(), Language::English, |bundle| {
            write_template(target.example, target.extension, &Book::of(bundle))
                .unwrap_or_else(|fault| panic!("{}: {fault:?}", target.name))
        });
        golden(&format!("example-{}", target.name), &String::from_utf8(bytes).expect("UTF-8"));
    }
}

#[test]
fn bodies_of_every_form_come_back_as_they_were_written() {
    for name in ["markdown", "obsidian"] {
        let bytes =
            with_two(Options::default(), Language::English, |bundle| write(target_named(name).expect("a target"), bundle));
        let text = String::from_utf8(bytes).expect("UTF-8");
        let rows = rows();
        for body in region_bodies(&text).expect("regions") {
            let row = rows.iter().enumerate().find(|(at, _)| body.note.ends_with(&format!("{at:02x}"))).expect("a row").1;
            let lines = |text: &str| text.trim_matches('\n').to_owned();
            assert_eq!(lines(&body.text), lines(&SafeLines::new(row.2)), "{name}");
            let line = text.lines().nth(body.line - 1).expect("a line");
            assert!(line.is_empty() || body.text.lines().next().is_some_and(|first| line.ends_with(first)), "{line:?} {body:?}");
        }
    }
}

#[test]
fn what_is_known_of_an_entry_are_these_values() {
    with_two(Options::default(), Language::English, |bundle| {
        let book = Book::of(bundle);
        let entries = &book.chapters[0].notes;
        let by = |at: usize| entries.iter().find(|entry| entry.id.ends_with(&format!("{at:02x}"))).expect("an entry");
        assert_eq!((by(0).quote, by(0).line().as_str()), ("", "Words before any heading stand here."));
        assert_eq!(
            (by(0).section.clone(), by(2).section.clone()),
            (vec![String::new()], vec!["One".to_owned(), "One and a half".to_owned()])
        );
        assert_eq!((by(0).page.as_deref(), by(9).page.as_deref()), (Some("i"), Some("1")));
        assert_eq!(by(5).line(), "The third is short. # not a heading, and * no star");
        assert!(by(8).is_code && !by(9).is_code && by(10).is_astray() && by(11).is_astray() && !by(13).is_astray());
        assert_eq!([10, 11, 13, 9].map(|at| by(at).state), ["doubtful", "lost", "unread", "placed"]);
        let calls =
            |at: usize| by(at).footnotes.iter().map(|one| (one.label.clone(), one.body.clone(), one.own)).collect::<Vec<_>>();
        assert_eq!(calls(2), [], "a text for a footnote does not tell itself again");
        assert_eq!(calls(3), [("7".into(), Some("Own text of seven. In two lines.".into()), true)]);
        assert_eq!(calls(4), [("8".into(), Some("Printed text of eight.".into()), false)]);
        let cell =
            |at: usize| by(at).cell.as_ref().map(|cell| (cell.table, cell.value.clone(), cell.unit.clone(), cell.words.clone()));
        assert_eq!(cell(6), Some((1, "1.5".into(), Some("bn won".into()), "Table 1: Korea (bn won) · 2021".into())));
        assert_eq!(cell(7), Some((1, "2.5".into(), None, "Table 1: Japan · 2021".into())));
        assert_eq!((by(10).stood(), by(9).stood()), (Some("One › Another:".into()), None));
        assert_eq!(
            (by(9).start_char, by(9).end_char.map(|end| end - by(9).start_char.unwrap_or(0))),
            (by(9).start_byte.map(|at| at as usize), Some(15))
        );
        assert_eq!(by(11).start_byte, None);
        assert_eq!(
            by(3).facts(bundle.words),
            ["highlight", "quote", "p. 1"].map(str::to_owned),
            "{:?}",
            by(3).facts(bundle.words)
        );
        let about = |at: usize| {
            let about = &book.chapters[at].document;
            (about.title.clone(), about.stem.clone(), about.link.is_empty(), about.year.clone(), about.authors_line())
        };
        assert_eq!(
            about(0),
            ("A report: parts & pieces".into(), "report.v1".into(), false, Some("2021".into()), "Kim, J.; Lee".into())
        );
        assert_eq!(about(1), (".away".into(), ".away".into(), true, None, String::new()));
    });
}

#[test]
fn a_sieve_asks_for_what_the_document_tells_of_a_note() {
    with_two(Options::default(), Language::English, |bundle| {
        let brief = &bundle.briefs[0];
        let taken = |query: &str, document: Option<&Document>| -> Vec<usize> {
            let filter = NoteFilter::of(query);
            let takes = |(_, (note, standing)): &(usize, &(Note, Placement))| {
                matches_filter(&filter, note, NoteContext { document, title: "A report", standing: *standing }, bundle.words)
            };
            brief.notes.iter().enumerate().filter(takes).map(|(at, _)| at).collect()
        };
        assert_eq!(taken("", brief.document).len(), 14);
        assert_eq!(taken("section:another", brief.document), [9, 10, 11, 13]);
        assert_eq!(taken("section:half", brief.document), [2, 3, 4, 5, 6, 7, 8, 12]);
        assert_eq!(taken("section:half", None), [2, 3, 4, 5, 6, 7, 8, 12], "where they stood when they were made");
        assert_eq!((taken("page:i", brief.document), taken("page:i", None)), (vec![0, 1], vec![0, 1]));
        assert_eq!((taken("is:doubtful", brief.document), taken("is:lost", brief.document)), (vec![10], vec![11]));
        assert_eq!(taken("doubtful", brief.document), [10]);
        assert_eq!(taken("bookmark", brief.document), [0, 11]);
        assert_eq!(taken("label:claim", brief.document), [2]);
        assert_eq!(taken("report", brief.document).len(), 14);
    });
}

#[test]
fn notes_stand_by_place_or_by_time() {
    let document = report();
    let order_of = |order: NoteOrder| {
        let mut notes = notes_of(&document, 0);
        notes.reverse();
        sort_notes(&mut notes, order);
        notes.iter().map(|(note, _)| note.id.as_bytes()[15]).collect::<Vec<u8>>()
    };
    assert_eq!(order_of(NoteOrder::Time), (0..14).collect::<Vec<u8>>());
    assert_eq!(order_of(NoteOrder::Place), [0, 1, 2, 3, 4, 12, 5, 6, 7, 8, 9, 13, 10, 11]);
}

#[test]
fn a_beginning_is_made_of_the_first_hundred_notes_where_there_are_more_than_twice_as_many() {
    let document = report();
    let words = Words::new(Language::English);
    let one = notes_of(&document, 0).swap_remove(1);
    let of = |count: usize| -> Vec<(Note, Placement)> {
        (0..count)
            .map(|at| {
                let mut id = *one.0.id.as_bytes();
                (id[2], id[3]) = (u8::try_from(at / 256).expect("few"), u8::try_from(at % 256).expect("few"));
                (Note { id: NoteId::from_bytes(id), ..one.0.clone() }, one.1)
            })
            .collect()
    };
    let begun = |counts: &[usize], enough: usize| {
        let notes: Vec<Vec<(Note, Placement)>> = counts.iter().map(|count| of(*count)).collect();
        let briefs: Vec<AnnotatedDocument> = notes
            .iter()
            .map(|notes| AnnotatedDocument {
                document: Some(&document),
                name: "a.md",
                rendition: None,
                id: None,
                details: Details::default(),
                notes,
                settled: None,
            })
            .collect();
        let bundle = ExportInput { briefs: &briefs, words: &words, options: Options::default() };
        // A line a note, and how many there are at the foot.
        let asked = std::cell::RefCell::new(Vec::new());
        let found = opening(&bundle, enough, &|bundle: &ExportInput| {
            let per: Vec<usize> = bundle.briefs.iter().map(|brief| brief.notes.len()).collect();
            asked.borrow_mut().push(per.clone());
            Ok::<_, ()>(format!("{}{}", "note\n".repeat(per.iter().sum()), per.len()).into_bytes())
        });
        let found = found.expect("written");
        (found.is_whole, found.bytes.len(), asked.into_inner())
    };
    assert_eq!(begun(&[200], 10), (true, 1001, vec![vec![200]]));
    assert_eq!(begun(&[201], 10), (false, 500, vec![vec![100], vec![101]]));
    assert_eq!(begun(&[201], 500), (false, 500, vec![vec![100], vec![101]]));
    assert_eq!(begun(&[201], 501), (true, 1006, vec![vec![100], vec![101], vec![201]]));
    assert_eq!(begun(&[40, 60, 101], 10), (false, 500, vec![vec![40, 60], vec![40, 60, 1]]));
    assert_eq!(begun(&[0, 300], 10).2, [vec![0, 100], vec![0, 101]]);
}

#[test]
fn characters_are_counted_over_pieces_of_a_text() {
    use super::super::book::Counted;
    let text = "가a".repeat(5000);
    let counted = Counted::of(&text);
    for at in [0, 3, 4, 4092, 4096, 4100, 8192, 12_288, 19_996, 20_000, 30_000] {
        assert_eq!(counted.chars_before(at), text[..text.floor_char_boundary(at.min(text.len()))].chars().count(), "{at}");
    }
    assert_eq!((Counted::of("").chars_before(0), Counted::of("").chars_before(5)), (0, 0));
    let whole = "a".repeat(4096);
    assert_eq!((Counted::of(&whole).chars_before(4096), Counted::of(&whole).chars_before(4095)), (4096, 4095));
}

#[test]
fn targets_are_known_by_their_names() {
    for (name, target) in
        [("markdown", "markdown"), ("md", "markdown"), ("w3c", "jsonld"), ("kindle", "clippings"), ("csl", "csl")]
    {
        assert_eq!(target_named(name).map(|target| target.name), Some(target), "{name}");
    }
    assert!(target_named("m").is_none() && target_named("").is_none());
    assert!(style_named("apa").is_some_and(|style| style.name == "apa") && style_named("mla").is_none());
    let span = Span::new(1, 2);
    assert_eq!(
        [Placement::At(span), Placement::Doubtful, Placement::Lost, Placement::Unread].map(Placement::span),
        [Some(span), None, None, None]
    );
}
