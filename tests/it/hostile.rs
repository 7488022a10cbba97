//! Made hostile titles, names, tags and bodies in every target: what is written can be read, and
//! gives the values back.

use ibid::annotation::{Anchor, Details, Label, Note, NoteId, NoteKind, Rendition, SafeLines, tags};
use ibid::document::{BlockKind, Builder, Document, SafeText};
use ibid::export::{AnnotatedDocument, ExportInput, Options, Placement, TARGETS, target_named, write};
use ibid::note_import::{Content, read};
use ibid::words::{Language, Words};
use serde_json::Value;

const VALUES: [&str; 20] = [
    "a { b",
    "} {",
    "{{{",
    "\\",
    "\\}",
    "%& $#_ ~^",
    "\"quoted\" 'x'",
    "</script><b>",
    "<!-- x",
    "a,b; c",
    "@book{x,",
    "50%% {x}",
    "=cmd()",
    "---",
    "==========",
    "#+TITLE: x",
    ":END:",
    "x::y",
    "가나다 { 밀착",
    "\u{1b}[31m red \u{7}",
];

struct Made {
    document: Document,
    details: Details,
    notes: Vec<(Note, Placement)>,
}

/// A document of which everything that is told of it is hostile.
fn made(at: usize) -> Made {
    let value = |by: usize| VALUES[(at + by) % VALUES.len()];
    let mut builder = Builder::new();
    builder.open(BlockKind::Paragraph);
    builder.text(&format!("quote {} ends", value(3)));
    let document = builder.finish().expect("a document");
    let mut details = Details::default();
    for (name, value) in [
        ("title", format!("T {}", value(0))),
        ("author", format!("N {}", value(1).replace([';', ','], " "))),
        ("publisher", format!("P {}", value(2))),
        ("date", "2023".to_owned()),
        ("number", value(4).to_owned()),
        ("container", value(5).to_owned()),
        ("url", format!("https://a.kr/{}", value(6).replace(' ', ""))),
    ] {
        details.set(name, &value);
    }
    let rendition = Rendition::of(b"source", &document, "test 1");
    let time: jiff::Zoned = "2026-11-23T18:04:05+09:00[Asia/Seoul]".parse().expect("a time");
    let note = Note {
        id: NoteId::from_bytes([1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 9]),
        kind: NoteKind::Note,
        label: Label::named(value(7)),
        body: SafeLines::new(&format!("{}\n{}\nend", value(8), value(9))),
        tags: tags([value(10), value(11)]),
        created: time.clone(),
        updated: time,
        author: Some(SafeText::new(value(12))),
        anchor: Anchor::of(&document, document.blocks()[0].span, &rendition),
    };
    let span = document.blocks()[0].span;
    Made { document, details, notes: vec![(note, Placement::At(span))] }
}

fn written(made: &Made, target: &str) -> String {
    let words = Words::new(Language::English);
    let rendition = Rendition::of(b"source", &made.document, "test 1");
    let brief = AnnotatedDocument {
        document: Some(&made.document),
        name: "brief.md",
        rendition: Some(&rendition),
        id: Some(rendition.document()),
        details: made.details.clone(),
        notes: &made.notes,
        settled: None,
    };
    let input = ExportInput { briefs: &[brief], words: &words, options: Options::default() };
    String::from_utf8(write(target_named(target).expect("a target"), &input)).expect("UTF-8")
}

/// The fields of the one entry of a BibTeX file; braces count as BibTeX counts them.
fn bibtex(text: &str) -> Vec<(String, String)> {
    let inside = text.strip_prefix('@').and_then(|rest| rest.split_once('{')).expect("an entry").1;
    let (key, mut rest) = inside.split_once(",\n").expect("a key");
    assert!(!key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-'), "{key}");
    let mut fields = Vec::new();
    while let Some((name, value)) = rest.split_once(" = {") {
        let mut depth = 1_usize;
        let end = value.char_indices().find(|(_, c)| {
            depth = match c {
                '{' => depth + 1,
                '}' => depth - 1,
                _ => depth,
            };
            depth == 0
        });
        let end = end.unwrap_or_else(|| panic!("no end: {text}")).0;
        fields.push((name.trim().to_owned(), value[..end].to_owned()));
        rest = value[end + 1..].strip_prefix(",\n").unwrap_or_else(|| panic!("more behind a field: {text}"));
    }
    assert_eq!(rest, "}\n", "{text}");
    fields
}

/// What TeX shows of a field.
fn shown(field: &str) -> String {
    let mut text = field.to_owned();
    for (name, sign) in [
        ("\\textbackslash{}", "\u{1}"),
        ("\\textbraceleft{}", "\u{2}"),
        ("\\textbraceright{}", "\u{3}"),
        ("\\textasciitilde{}", "~"),
        ("\\textasciicircum{}", "^"),
        ("\\{", "\u{2}"),
        ("\\}", "\u{3}"),
    ] {
        text = text.replace(name, sign);
    }
    text.replace(['{', '}', '\\'], "").replace('\u{1}', "\\").replace('\u{2}', "{").replace('\u{3}', "}")
}

#[test]
fn hostile_values_come_back_out_of_every_target() {
    for at in 0..VALUES.len() {
        let made = made(at);
        let (note, _) = &made.notes[0];
        let title = made.details.title.clone().expect("a title").to_string();
        let publisher = made.details.publisher.clone().expect("a publisher").to_string();
        let author = made.details.authors[0].to_string();
        let (body, quote) = (note.body.to_string(), note.anchor.quote.to_string());

        let fields = bibtex(&written(&made, "bibtex"));
        let field = |name: &str| shown(&fields.iter().find(|(key, _)| key == name).unwrap_or_else(|| panic!("{name}")).1);
        assert_eq!((field("title"), field("institution"), field("author")), (title.clone(), publisher, author.clone()), "{at}");

        let csl: Value = serde_json::from_str(&written(&made, "csl")).expect("JSON");
        assert_eq!((csl[0]["title"].as_str(), csl[0]["author"][0]["literal"].as_str()), (Some(&*title), Some(&*author)));
        for target in ["json", "jsonld", "epub"] {
            let value: Value = serde_json::from_str(&written(&made, target)).expect("JSON");
            let told = value.to_string();
            let within = |words: &str| told.contains(serde_json::to_string(words).expect("JSON").trim_matches('"'));
            assert!(within(&body) && within(&quote), "{target} {at}: {told}");
        }

        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(written(&made, "csv").as_bytes()).records().collect::<Result<_, _>>().expect("CSV");
        let cell = |column: usize| rows[0][column].strip_prefix('\'').unwrap_or(&rows[0][column]).to_owned();
        assert_eq!((rows.len(), cell(0), cell(6), cell(7)), (1, title.clone(), quote.clone(), body.clone()));

        for target in ["readwise", "clippings"] {
            let text = written(&made, target);
            let found = read(text.as_bytes(), None, &jiff::tz::TimeZone::UTC).expect("read");
            assert_eq!((found.source, found.notes.len()), (target, 1), "{at}: {text}");
            let Content::Foreign(foreign) = &found.notes[0].content else { panic!("a note") };
            let bare = |text: &str| text.replace("= =========", "==========").split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!((bare(&foreign.body), bare(&foreign.quote)), (bare(&body), bare(&quote)), "{target} {at}: {text}");
        }

        let html = written(&made, "html");
        assert!(!html.contains("</script>") && !html.contains("<b>") && html.trim_end().ends_with("</html>"), "{html}");
        assert_eq!((html.matches("<article").count(), html.matches("</article>").count()), (1, 1));

        let front = written(&made, "obsidian");
        let line = front.lines().find(|line| line.starts_with("title: ")).expect("a title");
        assert_eq!(serde_json::from_str::<String>(&line[7..]).expect("a JSON string is a YAML string"), title);
        let org = written(&made, "org");
        let drawers = |word: &str| org.lines().filter(|line| line.trim() == word).count();
        assert!(org.starts_with(&format!("#+TITLE: {title}\n")) && drawers(":PROPERTIES:") >= 2, "{org}");
        let headlines = org.lines().filter(|line| line.starts_with('*') && line.trim_start_matches('*').starts_with(' ')).count();
        assert_eq!(headlines, 3, "{org}");

        for target in TARGETS {
            let text = written(&made, target.name);
            let is_wrong =
                |c: char| c.is_control() && c != '\n' && !matches!((c, target.name), ('\r', "clippings") | ('\t', "logseq"));
            assert!(!text.contains(is_wrong), "{} {at}", target.name);
        }
    }
}
