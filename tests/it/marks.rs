//! Made bodies and quotes, full of what reads as a mark, in every target with regions: a file
//! written again is the same, imported it changes nothing, and what is written beside it stays.

use ibid::annotation::{Anchor, Details, Label, Note, NoteId, NoteKind, Rendition, SafeLines, tags};
use ibid::document::{BlockKind, Builder, Document, Span};
use ibid::export::{
    AnnotatedDocument, ExportInput, Options, Placement, TARGETS, Target, body_digest, merged, region_bodies, write,
};
use ibid::note_import::{ImportStatus, KnownNote, plan, read};
use ibid::words::{Language, Words};

/// Bodies and quotes that are made for each target.
const MADE: usize = 1000;

/// What they are made of: marks of every target, in every bullet; fences, comments, tags, labels.
const PIECES: [&str; 60] = [
    "<!-- ibid:end -->",
    "- <!-- ibid:end -->",
    "* <!-- ibid:begin a b -->",
    "%% ibid:end %%",
    "%% ibid:begin x 00000000 %%",
    "# ibid:end",
    "# ibid:body",
    "  # ibid:body-end",
    "- # ibid:begin a b",
    "<!-- \\ibid:end -->",
    "%% \\\\ibid:body %%",
    "# \\ibid:head a=b",
    "- TODO <!-- ibid:begin a b -->",
    "50%% this year",
    "%%",
    "%%%",
    "%\\%",
    "100%",
    "```",
    "```sh",
    "~~~~",
    "`code`",
    "``",
    "---",
    "===",
    "# Heading",
    "## ",
    "- item",
    "  - deep",
    "* star",
    "+ plus",
    "1. one",
    "- [ ] task",
    "- [x] done",
    "> quote",
    "| a | b |",
    "|---|---|",
    "[^1]",
    "[^1]: a footnote",
    "[x]",
    "[x]: https://a.kr/x",
    "[go][x]",
    "</div>",
    "<div>",
    "<!--",
    "-->",
    "{{embed}}",
    "((x))",
    "[[link]]",
    "id:: 5",
    "collapsed:: true",
    "#+end_quote",
    "#+begin_src",
    ":END:",
    ":PROPERTIES:",
    "정말 *그런가*?",
    "밀착_관계_",
    "$$",
    "\\",
    "",
];

/// Numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn line(&mut self) -> String {
        let words: Vec<&str> = (0..=self.roll(3)).map(|_| PIECES[self.roll(PIECES.len())]).collect();
        let indent = ["", "", "", "  ", "    "][self.roll(5)];
        format!("{indent}{}", words.join([" ", " ", ""][self.roll(3)]))
    }

    fn body(&mut self) -> String {
        let lines: Vec<String> = (0..=self.roll(6)).map(|_| self.line()).collect();
        SafeLines::new(&lines.join("\n")).trim_matches('\n').trim_end().to_owned()
    }
}

/// A document of hostile paragraphs and code, and a note on each.
fn made(seed: u64, count: usize) -> (Document, Vec<(Note, Placement)>) {
    let mut dice = Dice(seed);
    let mut builder = Builder::new();
    builder.meta().title = Some("A %% title <!-- ibid:begin a b --> # ibid:end {".into());
    for number in 0..count {
        if number % 50 == 0 {
            builder.open(BlockKind::Heading(1));
            builder.text(&format!("{number} # ibid:begin a b %% ibid:end %%"));
        }
        let words = format!("{} {number}", dice.line());
        if number % 7 == 0 {
            builder.open(BlockKind::Code);
            builder.code_line(&words);
        } else {
            builder.open(BlockKind::Paragraph);
            builder.text(&words);
        }
    }
    let document = builder.finish().expect("a document");
    let rendition = Rendition::of(b"source", &document, "test 1");
    let at: jiff::Zoned = "2026-11-23T18:04:05+09:00[Asia/Seoul]".parse().expect("a time");
    let blocks = document.blocks().iter().filter(|block| !matches!(block.kind, BlockKind::Heading(_))).map(|block| block.span);
    let note = |(number, span): (usize, Span)| {
        let mut id = [0; 16];
        id[6..9].copy_from_slice(&[0x70, 0, 0x80]);
        id[12..].copy_from_slice(&u32::try_from(number).expect("few").to_be_bytes());
        let note = Note {
            id: NoteId::from_bytes(id),
            kind: NoteKind::Note,
            label: Label::named("# ibid:end"),
            body: SafeLines::new(&dice.body()),
            tags: tags(["%% ibid:end %%", "a&b"]),
            created: at.clone(),
            updated: at.clone(),
            author: Some("<!-- ibid:end -->".into()),
            anchor: Anchor::of(&document, span, &rendition),
        };
        (note, Placement::At(span))
    };
    let notes = blocks.enumerate().map(note).collect();
    (document, notes)
}

fn written(target: &Target, document: &Document, notes: &[(Note, Placement)]) -> String {
    let words = Words::new(Language::Korean);
    let rendition = Rendition::of(b"source", document, "test 1");
    let mut details = Details::of(document.meta());
    assert!(details.set("publisher", "%% ibid:end %%"));
    let brief = AnnotatedDocument {
        document: Some(document),
        name: "# ibid:begin a b",
        rendition: Some(&rendition),
        id: Some(rendition.document()),
        details,
        notes,
        settled: None,
    };
    let briefs = [brief];
    let options = Options { sentence: true, ..Options::default() };
    String::from_utf8(write(target, &ExportInput { briefs: &briefs, words: &words, options })).expect("UTF-8")
}

fn regional() -> impl Iterator<Item = &'static Target> {
    TARGETS.iter().filter(|target| target.regions.is_some())
}

/// How many notes an import of `text` would change.
fn changes(target: &Target, text: &str, notes: &[(Note, Placement)]) -> usize {
    let note_file = read(text.as_bytes(), None, &jiff::tz::TimeZone::UTC).expect("read");
    assert_eq!(note_file.source, if target.name == "obsidian" { "markdown" } else { target.name });
    let held = |id| {
        let (note, _) = notes.iter().find(|(note, _)| note.id == id)?;
        Some(KnownNote { note: note.clone(), is_deleted: false, settled: None, earlier: Vec::new(), is_imported: false })
    };
    let plan = plan(&note_file, None, &held, &"2026-11-24T09:00:00+09:00[Asia/Seoul]".parse().expect("a time"));
    assert_eq!(plan.count(ImportStatus::Unmatched), 0);
    plan.arrivals.changes.len()
}

#[test]
fn a_thousand_bodies_and_quotes_of_marks_come_back_untouched() {
    let (document, notes) = made(7, MADE);
    assert_eq!(notes.len(), MADE);
    for target in regional() {
        let text = written(target, &document, &notes);
        let bodies = region_bodies(&text).expect("regions");
        let own: Vec<&(Note, Placement)> = notes.iter().filter(|(note, _)| !note.body.trim().is_empty()).collect();
        assert_eq!(bodies.len(), own.len(), "{}", target.name);
        for (body, (note, _)) in bodies.iter().zip(&own) {
            assert_eq!(body.note, note.id.to_string(), "{}", target.name);
            assert_eq!(body.base, Some(body_digest(&note.body)), "{}: {}", target.name, note.body);
            assert!(body.is_as_written, "{}: {}", target.name, note.body);
        }
        assert_eq!(changes(target, &text, &notes), 0, "{}", target.name);
        // Without digests, as older exports are: what a body says is what it was.
        let again = merged(&text, &text);
        assert!(again.text == text && again.rescued == 0 && again.kept == 0, "{}: {} kept", target.name, again.kept);
    }
}

#[test]
fn what_is_written_beside_a_thousand_regions_stays() {
    let (document, notes) = made(11, MADE);
    for target in regional() {
        let text = written(target, &document, &notes);
        let begins = |text: &str| text.matches("ibid:begin ").count();
        let mut out = String::new();
        for (number, line) in text.lines().enumerate() {
            out += line;
            out.push('\n');
            let is_end = ["<!-- ibid:end -->", "%% ibid:end %%", "# ibid:end"].contains(&line.trim());
            if is_end && number % 3 == 0 {
                out += &format!("\nMine {number}\n\n```\nfenced {number}\n\nmore\n```\n");
            }
        }
        let again = merged(&out, &text);
        assert_eq!((again.rescued, begins(&again.text)), (0, begins(&text)), "{}", target.name);
        let own = |text: &str| {
            text.lines()
                .filter(|line| line.starts_with("Mine ") || line.starts_with("fenced "))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(own(&again.text), own(&out), "{}", target.name);
        assert!(merged(&again.text, &text).text == again.text, "{}: grows", target.name);
        assert_eq!(changes(target, &again.text, &notes), 0, "{}", target.name);
    }
}

#[test]
fn one_target_s_file_is_written_again_as_another_s() {
    let (document, notes) = made(13, 60);
    for from in regional() {
        let old = written(from, &document, &notes) + "\nMine, at the end.\n";
        for to in regional() {
            let new = written(to, &document, &notes);
            let again = merged(&old, &new);
            let mine = again.text.matches("Mine, at the end.").count();
            assert_eq!((mine, again.rescued), (1, 0), "{} to {}", from.name, to.name);
            assert!(merged(&again.text, &new).text == again.text, "{} to {}", from.name, to.name);
        }
    }
}

#[test]
fn no_comment_of_obsidian_s_begins_in_words() {
    let (document, notes) = made(17, 300);
    let target = regional().find(|target| target.name == "obsidian").expect("obsidian");
    let text = written(target, &document, &notes);
    for line in text.lines() {
        let is_mark = line.starts_with("%% ibid:") && line.ends_with(" %%") && line.matches("%%").count() == 2;
        assert!(is_mark || !line.contains("%%"), "{line}");
    }
}

#[test]
fn labels_of_two_notes_stand_under_their_own() {
    let mut builder = Builder::new();
    builder.open(BlockKind::Paragraph);
    builder.text("One passage.");
    builder.open(BlockKind::Paragraph);
    builder.text("Another passage.");
    let document = builder.finish().expect("a document");
    let (_, made) = made(1, 2);
    let rendition = Rendition::of(b"source", &document, "test 1");
    let bodies = [
        "See[^1] and [it].\n\n[^1]: The first text.\n[it]: https://a.kr/1",
        "See[^1] and [it].\n\n[^1]: The second text.\n[it]: https://a.kr/2",
    ];
    let notes: Vec<(Note, Placement)> = made
        .into_iter()
        .zip(bodies)
        .zip(document.blocks())
        .map(|(((note, _), body), block)| {
            let anchor = Anchor::of(&document, block.span, &rendition);
            (Note { body: SafeLines::new(body), anchor, ..note }, Placement::At(block.span))
        })
        .collect();
    for target in regional().filter(|target| target.name != "org") {
        let text = written(target, &document, &notes);
        let mut options = comrak::Options::default();
        options.extension.footnotes = true;
        options.render.r#unsafe = true;
        let html = comrak::markdown_to_html(&text, &options);
        for words in ["The first text.", "The second text.", "https://a.kr/1", "https://a.kr/2"] {
            assert_eq!(html.matches(words).count(), 1, "{}: {words} in {html}", target.name);
        }
        assert_eq!(changes(target, &text, &notes), 0, "{}", target.name);
        let edited = text.replace("The second text.", "A third text.");
        assert_eq!(changes(target, &edited, &notes), 1, "{}", target.name);
    }
}
