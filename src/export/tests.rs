//! One set of notes, written as every target has it, held against golden files and read back
//! by the parsers of others.

mod hard;

use std::fmt::Write as _;

use serde_json::Value;

use super::*;
use crate::annotation::{Anchor, NoteId, SafeLines, tags};
use crate::document::{BlockKind, Builder};
use crate::words::Language;

/// Those of some texts, parted by `|`, that `holds` of.
pub(super) fn lines_that(texts: &str, holds: impl Fn(&str) -> bool) -> Vec<&str> {
    texts.split('|').filter(|text| holds(text)).collect()
}

/// A brief with sections, pages, a footnote, a table and code.
pub(super) fn brief() -> Document {
    let mut b = Builder::new();
    b.meta().title = Some("가까워진 *평양*과 모스크바: R&D <b>".into());
    b.meta().language = Some("ko".into());
    b.meta().fields = vec![("author".into(), "홍길동; Kim, J.".into()), ("date".into(), "2023-12".into())];
    b.page("1");
    b.open(BlockKind::Heading(1));
    b.text("1. 배경");
    b.open(BlockKind::Paragraph);
    b.text("백악관은 무기 거래 정황을 발표했고,");
    b.call("1", "1");
    b.text(" 러시아는 부인하였다. 다음 문장이다.");
    b.open(BlockKind::Heading(2));
    b.text("1.1 지표 #표");
    b.page("2");
    b.open(BlockKind::Caption);
    b.text("표 1. 경제지표");
    b.open_table(3, 1);
    for row in [["구분", "2021", "2022"], ["인구", "25,528", "25,660"], ["=1+1", "-0.2", "1.243.0"]] {
        for cell in row {
            b.open_cell();
            b.text(cell);
            b.end_cell();
        }
        b.end_row();
        if row[0] == "구분" {
            b.end_head();
        }
    }
    b.open(BlockKind::Code);
    b.code_line("* no headline");
    b.code_line("#+end_src ``` x");
    b.open(BlockKind::Heading(1));
    b.text("2. Outlook");
    b.open(BlockKind::Paragraph);
    b.text("- It may last, but nobody knows. [[Not a link]] and _not_ emphasis.");
    b.begin_body("1", "1");
    b.text("NSC briefing, 13 Oct. 2023.");
    b.end_body();
    b.finish().expect("a small document")
}

fn at(second: i64) -> jiff::Zoned {
    let start: jiff::Zoned = "2026-11-23T18:04:05+09:00[Asia/Seoul]".parse().expect("a time");
    &start + jiff::Span::new().seconds(second)
}

/// The notes: a highlight over a call, a body in Markdown and Korean, tags, cells, code, a
/// bookmark, one that is doubtful and one that is lost.
pub(super) fn notes(document: &Document) -> Vec<(Note, Placement)> {
    let rendition = Rendition::of(b"source", document, "test 1");
    let span = |words: &str| {
        let start = document.text().find(words).unwrap_or_else(|| panic!("{words:?} in {}", document.text()));
        Span::new(start, start + words.len())
    };
    let call = span("발표했고,");
    let (from, to) = (call.start.at(), span("부인하였다").end.at());
    let place = span("It may last");
    let set = [
        (NoteKind::Highlight, Label::None, "", vec![], Span::new(from, to), None),
        (
            NoteKind::Note,
            Label::Claim,
            "정말인가?\n\n- **one** [link](https://a.kr/?x=1&y=2)\n- `code`\n\n> quoted _words_",
            vec!["통계", "to read"],
            span("러시아는"),
            None,
        ),
        (NoteKind::Note, Label::Question, "=HYPERLINK(\"x\")", vec![], span("1.243.0"), None),
        (NoteKind::Highlight, Label::Own("중요".into()), "", vec![], span("=1+1"), None),
        (
            NoteKind::Note,
            Label::None,
            "# Heading\n\n```sh\n# no\n```\n<!-- ibid:end -->\n* star",
            vec![],
            span("no headline\n#+end_src"),
            None,
        ),
        (NoteKind::Bookmark, Label::None, "", vec![], Span::new(place.start.at(), place.start.at()), None),
        (NoteKind::Highlight, Label::Quote, "", vec![], span("[[Not a link]] and _not_"), None),
        (NoteKind::Note, Label::Todo, "Look again.", vec![], span("다음 문장"), Some(Placement::Doubtful)),
        (NoteKind::Highlight, Label::None, "", vec!["gone"], span("nobody knows"), Some(Placement::Lost)),
    ];
    type Row<'a> = (NoteKind, Label, &'a str, Vec<&'a str>, Span, Option<Placement>);
    let note = |(index, (kind, label, body, own, span, standing)): (usize, Row)| {
        let mut id = [0; 16];
        (id[0], id[6], id[8], id[15]) = (1, 0x70, 0x80, u8::try_from(index).expect("few"));
        let made = at(60 * i64::try_from(index).expect("few"));
        let note = Note {
            id: NoteId::from_bytes(id),
            kind,
            label,
            body: SafeLines::new(body),
            tags: tags(own),
            created: made.clone(),
            updated: made,
            author: (index == 1).then(|| "김독자".into()),
            anchor: Anchor::of(document, span, &rendition),
        };
        (note, standing.unwrap_or(Placement::At(span)))
    };
    set.into_iter().enumerate().map(note).collect()
}

fn with_bundle<T>(options: Options, act: impl Fn(&ExportInput) -> T) -> T {
    let document = brief();
    let (notes, words) = (notes(&document), Words::new(Language::English));
    let rendition = Rendition::of(b"source", &document, "test 1");
    let mut own = Details::default();
    assert!(own.set("publisher", "연구원 & Co."));
    let brief = AnnotatedDocument {
        document: Some(&document),
        name: "brief.md",
        rendition: Some(&rendition),
        id: Some(rendition.document()),
        details: Details::of(document.meta()).under(&own),
        notes: &notes,
        settled: None,
    };
    act(&ExportInput { briefs: &[brief], words: &words, options })
}

fn written(name: &str) -> String {
    let bytes = with_bundle(Options::default(), |bundle| write(target_named(name).expect("a target"), bundle));
    String::from_utf8(bytes).expect("UTF-8")
}

fn golden(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../tests/golden/export");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn every_target_has_its_golden_file() {
    for target in TARGETS {
        let text = written(target.name);
        golden(&format!("target-{}", target.name), &text);
        assert_eq!(text, written(target.name), "{}: the same notes, the same bytes", target.name);
    }
}

#[test]
fn a_sentence_and_an_order_are_asked_for() {
    let options = Options { sentence: true, bom: true, order: NoteOrder::Time };
    let text = |name: &str| with_bundle(options, |bundle| write(target_named(name).expect("a target"), bundle));
    let csv = text("csv");
    assert!(csv.starts_with("\u{FEFF}document,".as_bytes()));
    let markdown = String::from_utf8(text("markdown")).expect("UTF-8");
    assert!(markdown.contains("In its sentence: 백악관은 무기 거래 정황을 발표했고,"), "{markdown}");
    let ids: Vec<usize> =
        (0..9).map(|at| markdown.find(&format!("ibid:begin 01000000-0000-7000-8000-00000000000{at}")).expect("there")).collect();
    assert!(ids.is_sorted());
    let json: Value = serde_json::from_slice(&text("json")).expect("JSON");
    assert!(json["notes"][0]["place"]["sentence"].as_str().expect("a sentence").starts_with("백악관은"));
}

#[test]
fn csv_is_read_back_and_runs_nothing() {
    let text = written("csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads: Vec<String> = reader.headers().expect("heads").iter().map(str::to_owned).collect();
    let column = |name: &str| heads.iter().position(|head| head == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    assert_eq!(rows.len(), 9);
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '@', '+']), "{cell:?}");
    }
    let cell = rows.iter().find(|row| &row[column("quote")] == "1.243.0").expect("the cell");
    let of_cell = ["table", "row", "column", "value", "note"].map(|name| cell[column(name)].to_owned());
    assert_eq!(
        of_cell,
        ["표 1. 경제지표", "=1+1", "2022", "1.243.0", "'=HYPERLINK(\"x\")"].map(|text| if text == "=1+1" {
            "'=1+1".into()
        } else {
            text.to_owned()
        })
    );
}

#[test]
fn bibtex_and_csl_name_what_is_known() {
    let text = written("bibtex");
    for field in ["@techreport{홍길동2023,", "institution = {연구원 \\& Co.}", "author = {{홍길동} and Kim, J.}", "year = {2023}"]
    {
        assert!(text.contains(field), "{field} in {text}");
    }
    let items: Value = serde_json::from_str(&written("csl")).expect("JSON");
    assert_eq!(items[0]["author"][1], serde_json::json!({ "family": "Kim", "given": "J." }));
    assert_eq!(items[0]["issued"], serde_json::json!({ "date-parts": [[2023, 12]] }));
}

/// The shapes that the Recommendation asks of a collection and of each annotation in it.
#[test]
fn the_json_ld_has_the_shapes_of_web_annotations() {
    let value: Value = serde_json::from_str(&written("jsonld")).expect("JSON");
    let schema: Value = serde_json::from_str(include_str!("../../assets/schemas/web-annotation.json")).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a right schema");
    let wrong: Vec<String> = validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let items = value["first"]["items"].as_array().expect("items");
    assert_eq!(value["total"], items.len());
    let text: Vec<char> = brief().text().chars().collect();
    for item in items {
        let selectors = item["target"]["selector"].as_array().expect("selectors");
        if let Some(position) = selectors.get(1) {
            let [start, end] =
                ["start", "end"].map(|name| usize::try_from(position[name].as_u64().expect("a number")).expect("small"));
            assert_eq!(text[start..end].iter().collect::<String>(), selectors[0]["exact"].as_str().expect("words"));
        }
    }
    let mut broken = value.clone();
    broken["first"]["items"][0]["motivation"] = "selling".into();
    assert!(!validator.is_valid(&broken), "the schema lets everything through");
}

#[test]
fn the_epub_set_has_the_shape_of_the_profile() {
    let value: Value = serde_json::from_str(&written("epub")).expect("JSON");
    let schema: Value = serde_json::from_str(include_str!("../../assets/schemas/epub-annotations.json")).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a right schema");
    let wrong: Vec<String> = validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn our_json_has_the_shape_of_its_schema() {
    let schema: Value = serde_json::from_str(include_str!("../../assets/schemas/annotations.json")).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a right schema");
    let value: Value = serde_json::from_str(&written("json")).expect("JSON");
    let many = with_bundle(Options::default(), |bundle| {
        let briefs = [bundle.briefs[0].clone(), bundle.briefs[0].clone()];
        write(target_named("json").expect("a target"), &ExportInput { briefs: &briefs, ..*bundle })
    });
    let many: Value = serde_json::from_slice(&many).expect("JSON");
    for value in [&value, &many] {
        let wrong: Vec<String> =
            validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
    let mut broken = value.clone();
    broken["notes"][0]["anchor"]["quote"] = Value::Null;
    assert!(!validator.is_valid(&broken));
}

/// What a CommonMark parser sees: headings with their levels, quotes, and text.
#[test]
fn markdown_parses_back_to_the_same_structure() {
    use comrak::nodes::NodeValue;
    for name in ["markdown", "obsidian"] {
        let text = written(name);
        let text = text.split_once("---\n%%").map_or(text.as_str(), |(_, rest)| rest);
        let arena = comrak::Arena::new();
        let root = comrak::parse_document(&arena, text, &comrak::Options::default());
        let (mut headings, mut quotes) = (Vec::new(), 0);
        for node in root.descendants() {
            match node.data().value {
                NodeValue::Heading(heading)
                    if node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document)) =>
                {
                    let words: String = node
                        .descendants()
                        .filter_map(|inner| match &inner.data().value {
                            NodeValue::Text(text) => Some(text.to_string()),
                            _ => None,
                        })
                        .collect();
                    headings.push((heading.level, words));
                }
                NodeValue::BlockQuote
                    if node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document)) =>
                {
                    quotes += 1
                }
                _ => {}
            }
        }
        let expected = [
            (1, "가까워진 *평양*과 모스크바: R&D <b>"),
            (2, "1. 배경"),
            (3, "1.1 지표 #표"),
            (2, "2. Outlook"),
            (2, "Not found in this text"),
        ];
        assert_eq!(headings, expected.map(|(level, words)| (level, words.to_owned())), "{name}");
        // Nine notes, and a quotation in the body of one.
        assert_eq!(quotes, 10, "{name}");
    }
}

#[test]
fn org_parses_back_to_the_same_structure() {
    use orgize::Org;
    let text = written("org");
    let org = Org::parse(&text);
    let mut found = String::new();
    for headline in org.headlines() {
        let title = headline.title(&org);
        let id = title.properties.iter().find(|(name, _)| name == "ID").map(|(_, id)| &id[id.len() - 2..]);
        let tags: Vec<&str> = title.tags.iter().map(AsRef::as_ref).collect();
        let _ = writeln!(found, "{} {:?} {tags:?}", headline.level(), id);
    }
    let expected = [
        "1 None []",
        "2 None []",
        "3 Some(\"00\") []",
        "3 Some(\"01\") [\"통계\", \"to_read\"]",
        "3 None []",
        "4 Some(\"03\") []",
        "4 Some(\"02\") []",
        "4 Some(\"04\") []",
        "2 None []",
        "3 Some(\"05\") []",
        "3 Some(\"06\") []",
        "2 None []",
        "3 Some(\"07\") []",
        "3 Some(\"08\") [\"gone\"]",
    ];
    assert_eq!(found.lines().collect::<Vec<_>>(), expected);
    let blocks = text.matches("#+begin_quote").count();
    assert_eq!((blocks, text.matches("#+end_quote").count()), (9, 9));
}

#[test]
fn html_needs_no_other_file_and_obeys_no_words() {
    let text = written("html");
    assert!(!text.contains("<script") && !text.contains("src=") && !text.contains("<b>"), "{text}");
    assert_eq!(text.matches("<article").count(), 9);
    assert!(text.contains("<strong>one</strong>") && text.contains("@media print"));
}

#[test]
fn every_example_of_a_template_writes_these_notes() {
    for target in TARGETS {
        let bytes = with_bundle(Options::default(), |bundle| write_template(target.example, target.extension, &Book::of(bundle)));
        let text = String::from_utf8(bytes.unwrap_or_else(|fault| panic!("{}: {fault:?}", target.name))).expect("UTF-8");
        assert!(text.contains("평양") || text.contains("러시아는"), "{}: {text}", target.name);
        if matches!(target.name, "json" | "epub" | "csl") {
            serde_json::from_str::<Value>(&text).unwrap_or_else(|error| panic!("{}: {error}: {text}", target.name));
        }
    }
}

#[test]
fn the_variables_that_are_described_are_those_that_are_there() {
    let names = with_bundle(Options::default(), |bundle| {
        let book = Book::of(bundle);
        let chapter = serde_json::to_value(&book.chapters[0]).expect("a value");
        let keys = |of: &str, value: &Value| {
            value.as_object().expect("an object").keys().map(|key| format!("{of}.{key}")).collect::<Vec<_>>()
        };
        [keys("document", &chapter["document"]), keys("note", &chapter["notes"][0])].concat()
    });
    let described: std::collections::BTreeSet<&str> = VARIABLES
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_')))
        .map(|word| word.trim_end_matches('.'))
        .collect();
    for name in &names {
        assert!(described.contains(name.as_str()), "{name} is not described");
    }
    for word in described.iter().filter(|word| word.starts_with("note.") || word.starts_with("document.")) {
        assert!(names.iter().any(|name| name == word), "{word} is described and not there");
    }
}

#[test]
fn a_wrong_template_is_told_with_its_place() {
    for (source, line) in [("a\n{{ note.nothing }}", 2), ("{% for x in %}", 1), ("\n\n{% if %}", 3), ("{{ document.titel }}", 1)]
    {
        let fault = with_bundle(Options::default(), |bundle| write_template(source, "md", &Book::of(bundle)));
        let fault = fault.expect_err("wrong");
        assert_eq!(fault.line, line, "{fault:?}");
        assert!(!fault.reason.is_empty());
    }
    let endless =
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}x{% endfor %}{% endfor %}{% endfor %}";
    assert!(with_bundle(Options::default(), |bundle| write_template(endless, "md", &Book::of(bundle))).is_err());
}

#[test]
fn a_files_name_is_one_that_every_disk_takes() {
    let name = |source: &str| with_bundle(Options::default(), |bundle| file_name(source, &Book::of(bundle).chapters[0].document));
    assert_eq!(name("{{ document.stem }}-notes"), Ok("brief-notes".into()));
    assert_eq!(name("../{{ document.title }}\n"), Ok("-가까워진 -평양-과 모스크바- R&D -b--".into()));
    assert_eq!(name(" "), Ok("notes".into()));
    assert!(name("{{ nope.x }}").is_err());
}

#[test]
fn a_file_written_again_keeps_the_readers_words() {
    for name in ["markdown", "obsidian", "logseq", "org"] {
        let first = written(name);
        let lines: Vec<&str> = first.lines().collect();
        let mark = lines.iter().rposition(|line| line.contains("ibid:end")).expect("a region");
        let mine = [&lines[..=mark], &["", "My own words.", ""], &lines[mark + 1..]].concat().join("\n") + "\n";
        let again = merged(&mine, &first);
        assert_eq!((again.text.matches("My own words.").count(), again.rescued), (1, 0), "{name}");
        assert_eq!(merged(&again.text, &first).text, again.text, "{name}: written twice");
        assert_eq!(merged(&first, &first), Merged { text: first.clone(), rescued: 0, kept: 0 }, "{name}");
    }
}

#[test]
fn bodies_come_back_as_they_were_written() {
    let document = brief();
    for name in ["markdown", "obsidian"] {
        let found = region_bodies(&written(name)).expect("regions");
        let expected: Vec<(String, String)> = notes(&document)
            .iter()
            .filter(|(note, _)| !note.body.is_empty())
            .map(|(note, _)| (note.id.to_string(), note.body.to_string()))
            .collect();
        let mut found: Vec<(String, String)> = found.into_iter().map(|body| (body.note, body.text)).collect();
        found.sort();
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(region_bodies("# No file of ibid's"), None);
}

#[test]
fn a_beginning_is_what_the_whole_begins_with_and_costs_its_first_notes() {
    use std::cell::Cell;
    let document = brief();
    let words = Words::new(Language::Korean);
    let mut many = Vec::new();
    for round in 0..60_u8 {
        for (mut note, standing) in notes(&document) {
            let mut id = *note.id.as_bytes();
            id[1] = round;
            note.id = NoteId::from_bytes(id);
            many.push((note, standing));
        }
    }
    for order in [NoteOrder::Place, NoteOrder::Time] {
        sort_notes(&mut many, order);
        let brief = AnnotatedDocument {
            document: Some(&document),
            name: "a.md",
            rendition: None,
            id: None,
            details: Details::default(),
            notes: &many,
            settled: None,
        };
        let bundle = ExportInput { briefs: &[brief], words: &words, options: Options { order, ..Options::default() } };
        for target in TARGETS {
            let most = Cell::new(0);
            let begun = opening(&bundle, 4096, &|bundle: &ExportInput| {
                most.set(most.get().max(bundle.briefs.iter().map(|brief| brief.notes.len()).sum()));
                Ok::<_, ()>(write(target, bundle))
            });
            let begun = begun.expect("written");
            let whole = write(target, &bundle);
            assert!(whole.starts_with(&begun.bytes), "{}", target.name);
            assert_eq!(begun.is_whole, begun.bytes == whole, "{}", target.name);
            // A form that counts its notes at its head has to be written whole.
            let counts = ["jsonld", "epub", "bibtex", "csl"].contains(&target.name);
            assert!(counts || (most.get() <= 101 && begun.bytes.len() >= 4096), "{}: {}", target.name, most.get());
        }
    }
}
