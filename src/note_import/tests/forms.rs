//! What each form says of a note, by value.

use super::*;

fn one(text: &str) -> ImportedNote {
    let mut notes = read(text.as_bytes(), None, &zone()).unwrap_or_else(|fault| panic!("{text}: {fault:?}")).notes;
    assert_eq!(notes.len(), 1, "{text}");
    notes.remove(0)
}

fn time(at: Option<&Zoned>) -> String {
    at.map_or_else(String::new, |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// One clipping with these facts.
fn clipping(title: &str, facts: &str, words: &str) -> String {
    format!("{title}\n- {facts}\n\n{words}\n==========\n")
}

#[test]
fn a_clipping_says_its_kind_its_page_and_its_time() {
    for (facts, kind, page, at) in [
        (
            "Your Highlight on page 7 | Location 100-101 | Added on Monday, November 23, 2026 6:04:05 PM",
            NoteKind::Highlight,
            "7",
            "2026-11-23 18:04:05",
        ),
        (
            "Your Highlight on Location 100-101 | Added on Monday, 23 November 2026 18:04:05",
            NoteKind::Highlight,
            "",
            "2026-11-23 18:04:05",
        ),
        (
            "Your Bookmark on page 12 | Added on Monday, November 23, 2026 12:04:05 AM",
            NoteKind::Bookmark,
            "12",
            "2026-11-23 00:04:05",
        ),
        ("Your Note on page 7 | Added on Monday, November 23, 2026, 6:04 AM", NoteKind::Note, "7", "2026-11-23 06:04:00"),
        (
            "12페이지의 하이라이트 | 추가일: 2026년 11월 23일 월요일 오후 6:04:05",
            NoteKind::Highlight,
            "12",
            "2026-11-23 18:04:05",
        ),
        ("345페이지의 메모 | 추가일: 2026년 11월 3일 화요일 오전 12:04:05", NoteKind::Note, "345", "2026-11-03 00:04:05"),
        ("5페이지의 책갈피 | 추가일: 2026년 1월 3일 토요일 오후 12:00:09", NoteKind::Bookmark, "5", "2026-01-03 12:00:09"),
        ("5페이지의 메모 | 추가일: 2026년 1월 3일 토요일 오전 9:00", NoteKind::Note, "5", "2026-01-03 09:00:00"),
        ("Ihre Notiz bei Position 5 | kein Datum", NoteKind::Note, "", ""),
    ] {
        let incoming = one(&clipping("Book (A)", facts, "words"));
        let found = foreign(&incoming);
        assert_eq!(
            (found.kind, found.page.as_deref().unwrap_or_default(), time(found.created.as_ref()).as_str()),
            (kind, page, at),
            "{facts}"
        );
    }
}

#[test]
fn a_clipping_s_title_is_without_its_author() {
    for (written, title) in [
        ("Book (A)", "Book"),
        ("Book (2nd) (A B)", "Book (2nd)"),
        ("Book", "Book"),
        ("Book (A) II", "Book (A) II"),
        ("(A)", "(A)"),
        (" (A)", "(A)"),
    ] {
        assert_eq!(one(&clipping(written, "Your Highlight | x", "w")).title.as_deref(), Some(title), "{written}");
    }
}

#[test]
fn a_clipped_note_is_put_on_the_highlight_that_ends_where_it_is() {
    let note = |title: &str, at: &str| clipping(title, &format!("Your Note on Location {at} | x"), "mine");
    let highlight = clipping("Book (A)", "Your Highlight on Location 100-101 | x", "quote");
    let joined = one(&(highlight.clone() + &note("Book (A)", "101")));
    assert_eq!((&*foreign(&joined).quote, &*foreign(&joined).body, foreign(&joined).kind), ("quote", "mine", NoteKind::Note));
    for apart in [note("Book (A)", "102"), note("Other (A)", "101")] {
        let notes = read_as("clippings", &(highlight.clone() + &apart));
        assert_eq!((notes.len(), &*foreign(&notes[1]).body, &*foreign(&notes[1]).quote), (2, "mine", ""));
        assert_eq!(foreign(&notes[0]).kind, NoteKind::Highlight);
    }
    // A second note on it stands on the same words, as a note of its own.
    let notes = read_as("clippings", &(highlight.clone() + &note("Book (A)", "101") + &note("Book (A)", "101")));
    let said: Vec<_> = notes.iter().map(|note| (&*foreign(note).quote, &*foreign(note).body)).collect();
    assert_eq!(said, [("quote", "mine"), ("quote", "mine")]);
    // Before its highlight, or within its range; the highlight that ends there comes first.
    let other = clipping("Book (A)", "Your Highlight on Location 90-120 | x", "wider");
    for (text, wanted) in [
        (note("Book (A)", "101") + &highlight, vec![("quote", "mine")]),
        (highlight.clone() + &note("Book (A)", "100"), vec![("quote", "mine")]),
        (other.clone() + &highlight + &note("Book (A)", "101"), vec![("wider", ""), ("quote", "mine")]),
        (highlight.clone() + &other + &note("Book (A)", "100"), vec![("quote", "mine"), ("wider", "")]),
        (highlight + &other + &note("Book (A)", "119"), vec![("quote", ""), ("wider", "mine")]),
    ] {
        let notes = read_as("clippings", &text);
        assert_eq!(notes.iter().map(|note| (&*foreign(note).quote, &*foreign(note).body)).collect::<Vec<_>>(), wanted, "{text}");
    }
}

#[test]
fn a_note_on_a_passage_that_was_marked_twice_is_not_lost() {
    let marked = |at: &str| clipping("Book (A)", &format!("Your Highlight on Location 100-101 | Monday, {at}"), "quote");
    let text = marked("1 May 2020 1:00:00")
        + &marked("2 May 2020 1:00:00")
        + &clipping("Book (A)", "Your Note on Location 101 | x", "mine");
    let notes = read_as("clippings", &text);
    assert_eq!((notes.len(), notes[0].id == notes[1].id), (2, true));
    assert_eq!((&*foreign(&notes[0]).quote, &*foreign(&notes[0]).body), ("quote", "mine"));
}

#[test]
fn what_is_no_entry_is_passed_over_and_told() {
    let good = clipping("A (x)", "Your Highlight on Location 1-2 | x", "one");
    let odd = clipping("A (x)", "Korostus | sijainti 3-4 | x", "two");
    let told = |text: &str| {
        let file = read(text.as_bytes(), Some("clippings"), &zone()).expect("read");
        (file.notes.len(), file.remarks)
    };
    assert_eq!(told(&good), (1, vec![]));
    assert_eq!(
        told(&format!("\n==========\n{good}==========\n{good}")).1,
        [Remark::PassedOver { line: 1 }, Remark::PassedOver { line: 8 }]
    );
    assert_eq!(told(&format!("{good}{odd}")), (2, vec![Remark::KindUnsure { line: 6 }]));
    // Without its separator the last entry may be half of one.
    for half in ["A (x)\n", "A (x)\n- Your Highlight on Location 3-4 | x\n\nhalf of the wo"] {
        assert_eq!(told(&format!("{good}{half}")), (1, vec![Remark::PassedOver { line: 6 }]), "{half}");
    }
    assert_eq!(told(&format!("{good}\n \n")), (1, vec![]));
}

#[test]
fn a_clipping_has_its_line_and_blank_ones_before_it_are_none() {
    let text =
        format!("\n\n{}\n{}", clipping("A (x)", "Your Highlight | x", "one"), clipping("B (x)", "Your Highlight | x", "two"));
    let notes = read_as("clippings", &text);
    assert_eq!([&*notes[0].place, &*notes[1].place], ["line 1", "line 8"]);
    let fault = read("only a title\n==========\n".as_bytes(), None, &zone()).expect_err("no facts");
    assert!(matches!(fault, NoteFileError::Broken { source: "clippings", ref place, .. } if place == "1"), "{fault:?}");
}

#[test]
fn koreader_s_sidecars_are_known_by_their_first_word_and_its_json_by_its_keys() {
    let source = |text: &str| read(text.as_bytes(), None, &zone()).map(|note_file| note_file.source).ok();
    assert_eq!(source("-- a comment\n\nreturn {}"), Some("koreader"));
    assert_eq!(source("{\"entries\":[]}"), Some("koreader"));
    assert_eq!(source("{\"documents\":[],\"created_on\":1}"), Some("koreader"));
    assert_eq!(source("{\"documents\":[]}"), None);
    assert_eq!(source("entries: \"entries\""), None);
}

#[test]
fn koreader_s_older_bookmarks_keep_only_what_the_reader_wrote() {
    let note = |fields: &str| {
        let incoming = one(&format!("return {{ bookmarks = {{ {{ {fields} }} }}, stats = {{ title = 'T' }} }}"));
        assert_eq!(incoming.title.as_deref(), Some("T"));
        (foreign(&incoming).kind, foreign(&incoming).quote.to_string(), foreign(&incoming).body.to_string())
    };
    assert_eq!(note("notes = 'q', text = 'mine', pos1 = 'b'"), (NoteKind::Note, "q".into(), "mine".into()));
    assert_eq!(note("notes = 'q', text = 'q', pos1 = 'b'"), (NoteKind::Highlight, "q".into(), String::new()));
    assert_eq!(
        note("notes = 'q', text = 'Page 7 q @ 2026', highlighted = true"),
        (NoteKind::Highlight, "q".into(), String::new())
    );
    assert_eq!(note("notes = 'q', highlighted = false"), (NoteKind::Bookmark, "q".into(), String::new()));
}

#[test]
fn koreader_s_annotations_stand_in_the_order_of_their_numbers() {
    let entries: String = [2, 10, 1]
        .iter()
        .map(|at| format!("[{at}] = {{ text = 'q{at}', pos1 = 'x', pageref = 'p{at}', pageno = 9 }},"))
        .collect();
    let notes = read_as("koreader", &format!("return {{ annotations = {{ {entries} }} }}"));
    let quotes: Vec<(&str, Option<&str>, &str)> =
        notes.iter().map(|note| (&*foreign(note).quote, foreign(note).page.as_deref(), note.place.as_str())).collect();
    assert_eq!(quotes, [("q1", Some("p1"), "note 1"), ("q2", Some("p2"), "note 2"), ("q10", Some("p10"), "note 3")]);
}

#[test]
fn koreader_s_json_of_many_books_is_read_whole() {
    let text = r#"{"documents":[{"title":"A","entries":[{"text":"a","time":0,"page":1}]},{"title":"B","entries":[{"text":"","page":"iv"},{"text":"c","chapter":"One"}]}],"created_on":1}"#;
    let notes = read_as("koreader", text);
    let told: Vec<_> = notes
        .iter()
        .map(|note| (note.title.as_deref(), foreign(note).kind, foreign(note).page.as_deref(), note.place.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("A"), NoteKind::Highlight, Some("1"), "note 1"),
            (Some("B"), NoteKind::Bookmark, Some("iv"), "note 1"),
            (Some("B"), NoteKind::Highlight, None, "note 2")
        ]
    );
    assert_eq!(time(foreign(&notes[0]).created.as_ref()), "1970-01-01 09:00:00");
    assert_eq!(foreign(&notes[2]).section.as_deref(), Some("One"));
    assert_eq!(foreign(&notes[1]).section, None);
}

#[test]
fn readwise_is_known_by_its_head_and_read_by_its_names() {
    let text = "Note,\"Highlight\",Book Title,Highlighted at,Tags\n.one two,a  b,T,2026-01-02 03:04:05,\"x, y\"\n.one .,q,,,\n.one\nmine,q,T,,\n";
    let broken = read(text.as_bytes(), None, &zone()).expect_err("a row that is short");
    assert!(matches!(broken, NoteFileError::Broken { source: "readwise", ref place, .. } if place == "4"), "{broken:?}");
    let notes = read_as(
        "readwise",
        "Note,\"Highlight\",Book Title,Highlighted at,Tags\n.one two,a  b,T,2026-01-02 03:04:05,\"x, y\"\n.one .,q,,,\n\".one .two\nmine\",r,T,,z\n",
    );
    let told: Vec<_> = notes
        .iter()
        .map(|note| {
            let found = foreign(note);
            let tags: Vec<&str> = found.tags.iter().map(|tag| &**tag).collect();
            (&*found.quote, &*found.body, tags.join(" "), note.title.as_deref(), note.place.as_str())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("a b", ".one two", "x y".to_owned(), Some("T"), "line 2"),
            ("q", ".one .", String::new(), None, "line 3"),
            ("r", "mine", "one two z".to_owned(), Some("T"), "line 4"),
        ]
    );
    assert_eq!(time(foreign(&notes[0]).created.as_ref()), "2026-01-02 03:04:05");
    let source = |text: &str| read(text.as_bytes(), None, &zone()).map(|note_file| note_file.source);
    assert_eq!(source("Highlights,Note\na,b\n"), Err(NoteFileError::Unknown));
    assert_eq!(read(b"Note\nx\n", Some("readwise"), &zone()), Err(NoteFileError::Unknown));
}

#[test]
fn a_readwise_file_that_was_cut_in_a_field_is_told_with_the_line_where_it_opens() {
    let line = |rows: &str| match read(format!("Highlight,Note\n{rows}").as_bytes(), None, &zone()) {
        Err(NoteFileError::Broken { place, .. }) => place,
        other => format!("{other:?}"),
    };
    assert_eq!(line("a,b\nc,\"d\ne"), "3");
    assert_eq!(line("a,\"b\"\"\nc"), "2");
    assert_eq!(line("\"a\",\"b"), "2");
    assert!(line("a,\"b\"\n").starts_with("Ok"));
    assert!(line("a,b\"c\n").starts_with("Ok"));
}

#[test]
fn web_annotations_are_gathered_from_sets_pages_and_lists() {
    let note = |quote: &str| format!(r#"{{"id":"x","target":{{"selector":{{"type":"TextQuoteSelector","exact":"{quote}"}}}}}}"#);
    let context = r#""@context":"http://www.w3.org/ns/anno.jsonld""#;
    for (text, quotes) in [
        (format!("[{{{context},{}]", &note("a")[1..]), vec!["a"]),
        (format!(r#"{{{context},"first":{{"items":[{},{}]}}}}"#, note("a"), note("b")), vec!["a", "b"]),
        (format!(r#"{{{context},"items":[{{"items":[{}]}},{}]}}"#, note("a"), note("b")), vec!["a", "b"]),
        (format!(r#"{{{context},"items":[{{"type":"Other"}},{}]}}"#, note("a")), vec!["a"]),
        (format!(r#"{{{context},{}"#, &note("a")[1..]), vec!["a"]),
    ] {
        let notes = read_as("jsonld", &text);
        assert_eq!(notes.iter().map(|note| &*foreign(note).quote).collect::<Vec<_>>(), quotes, "{text}");
    }
}

#[test]
fn web_annotations_say_what_they_are() {
    let read = |fields: &str| {
        let target =
            if fields.contains("\"target\"") { "" } else { r#""target":{"selector":{"type":"TextQuoteSelector","exact":"q"}},"# };
        one(&format!(r#"{{"@context":"http://www.w3.org/ns/epub-anno.jsonld","label":"L","items":[{{{target}{fields}}}]}}"#))
    };
    let found = read(
        r#""id":"urn:uuid:0199a5d2-7c3e-7000-8000-000000000001","body":[{"value":"a"},{"value":"b","tags":["t"],"ibid:label":"claim"},{"value":"claim","purpose":"classifying"},"c"]"#,
    );
    let (tags, note) = (foreign(&found).tags.iter().map(ToString::to_string).collect::<Vec<_>>(), foreign(&found));
    assert_eq!(
        (&*note.body, tags, note.label.clone(), note.kind),
        ("a\n\nb\n\nc", vec!["t".to_owned()], Label::named("claim"), NoteKind::Note)
    );
    assert_eq!((found.title.as_deref(), found.id.to_string().as_str()), (Some("L"), "0199a5d2-7c3e-7000-8000-000000000001"));
    let labelled = read(r#""id":"x","body":{"value":"a","ibid:label":"claim"}"#);
    assert_eq!(foreign(&labelled).label, Label::named("claim"));
    assert_eq!(foreign(&read(r#""id":"x","motivation":"bookmarking","body":"w""#)).kind, NoteKind::Bookmark);
    assert_eq!(foreign(&read(r#""id":"x""#)).kind, NoteKind::Highlight);
    assert_eq!(foreign(&read(r#""id":"x","target":"https://a.kr","bodyValue":"w""#)).kind, NoteKind::Bookmark);
    let whole = read(
        r#""id":"x","ibid:footnote":"7","creator":[{"name":"K"}],"created":"2026-01-02T03:04:05+09:00","modified":"2026-01-03T03:04:05+09:00","target":[{"source":{"label":"S"},"selector":[{"type":"Other"},{"type":"TextQuoteSelector","exact":"q","prefix":"p","suffix":"s"},{"type":"TextQuoteSelector","exact":"second"}]}]"#,
    );
    let note = foreign(&whole);
    assert_eq!(
        (note.footnote.as_deref(), note.author.as_deref(), &*note.quote, &*note.before, &*note.after),
        (Some("7"), Some("K"), "q", "p", "s")
    );
    assert_eq!(
        (time(note.created.as_ref()), time(note.updated.as_ref())),
        ("2026-01-02 03:04:05".into(), "2026-01-03 03:04:05".into())
    );
    assert_eq!(whole.title.as_deref(), Some("S"));
    assert_eq!(foreign(&read(r#""id":"x","ibid:footnote":"""#)).footnote, None);
}

#[test]
fn a_quote_of_blanks_alone_has_them_once_among_its_neighbours() {
    let text = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","items":[{"id":"x","target":{"selector":{"type":"TextQuoteSelector","exact":"  ","prefix":"p","suffix":"s"}}}]}"#;
    let note = foreign(&one(text)).clone();
    assert_eq!((&*note.before, &*note.quote, &*note.after), ("p  ", "", "s"));
}

#[test]
fn hypothesis_is_known_by_its_addresses_and_users() {
    let row =
        r#"{"id":"a","uri":"https://a.kr","user":"acct:@x","target":[{"selector":[{"type":"TextQuoteSelector","exact":"q"}]}]}"#;
    for text in [format!("[{row}]"), format!("{{\"rows\":[{row}]}}"), format!("{{\"annotations\":[{row}],\"total\":1}}")] {
        let notes = read_as("hypothesis", &text);
        assert_eq!((notes.len(), &*foreign(&notes[0]).quote, foreign(&notes[0]).author.as_deref()), (1, "q", None), "{text}");
        assert_eq!((foreign(&notes[0]).kind, notes[0].place.as_str()), (NoteKind::Highlight, "note 1"));
    }
    let page = read_as(
        "hypothesis",
        r#"[{"id":"a","uri":"https://a.kr","user":"acct:k@x","text":"about all","document":{"title":"T"}}]"#,
    );
    assert_eq!(
        (foreign(&page[0]).kind, page[0].title.as_deref(), foreign(&page[0]).author.as_deref()),
        (NoteKind::Bookmark, Some("T"), Some("k"))
    );
    let source = |text: &str| read(text.as_bytes(), None, &zone()).map(|note_file| note_file.source).ok();
    assert_eq!(source(r#"[{"uri":"x"}]"#), None);
    assert_eq!(source(r#"[{"user":"acct:k@x"}]"#), None);
    assert_eq!(source(r#"x "uri" acct: "target""#), None);
    assert_eq!(source(r#"[{"uri":"x","target":[]}]"#), Some("hypothesis"));
}

#[test]
fn what_ibid_wrote_is_known_by_its_schema_alone() {
    let source = |text: &str| read(text.as_bytes(), None, &zone()).map(|note_file| note_file.source).ok();
    assert_eq!(source(r#"{ "notes": [], "schema" : "ibid.annotations/1" }"#), Some("ibid"));
    assert_eq!(source(r#"{ "notes": [], "title": "ibid.annotations/1" }"#), None);
    assert_eq!(source(r#"["schema": "ibid.annotations/1"]"#), None);
}

#[test]
fn a_body_is_as_long_as_any_or_a_fault() {
    let row = |bytes: usize| format!("Highlight,Note\nx,{}\n", "y".repeat(bytes));
    assert!(read(row(LONGEST_BODY).as_bytes(), None, &zone()).is_ok());
    assert_eq!(
        read(row(LONGEST_BODY + 1).as_bytes(), None, &zone()),
        Err(NoteFileError::TooLong { place: "line 2".into(), bytes: LONGEST_BODY + 1 })
    );
    let quote = format!("Highlight,Note\n{},x\n", "y".repeat(LONGEST_BODY + 1));
    assert_eq!(
        read(quote.as_bytes(), None, &zone()),
        Err(NoteFileError::TooLong { place: "line 2".into(), bytes: LONGEST_BODY + 1 })
    );
    let most = format!("Highlight\n{}", "x\n".repeat(MOST_NOTES));
    assert_eq!(read(most.as_bytes(), None, &zone()).map(|note_file| note_file.notes.len()), Ok(MOST_NOTES));
}

#[test]
fn bodies_in_regions_have_their_lines_and_the_first_of_a_note_holds() {
    let id = "0199a5d2-7c3e-7000-8000-000000000001";
    let turned_as = |target, body: &str, known: &str| {
        crate::note_import::edited_bodies::turned(
            &EditedBody { text: body.to_owned(), target, base: None, is_as_written: false },
            known,
        )
        .text
    };
    assert_eq!(turned_as("markdown", "a\n\nb", "a\n  \nb"), "a\n  \nb");
    assert_eq!(turned_as("markdown", "a\n\nc", "a\n  \nb"), "a\n\nc");
    assert_eq!(turned_as("logseq", "a\nb", "a  \nb"), "a  \nb");
    assert_eq!(turned_as("logseq", "a\nc", "a  \nb"), "a  \nc");
    assert_eq!(turned_as("org", "*a*", "__a__"), "__a__");
    assert!(id.parse::<NoteId>().is_ok());
}
