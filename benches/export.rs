//! 10,000 notes written as every target, and read and placed again: `cargo bench --bench export`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ibid::annotation::{Anchor, Details, Finder, Label, Note, NoteId, NoteKind, Rendition, SafeLines, tags};
use ibid::document::{BlockKind, Builder, Document, Span};
use ibid::export::{AnnotatedDocument, ExportInput, Options, Placement, TARGETS, opening, write};
use ibid::note_import::{place, plan, read};
use ibid::words::{Language, Words};

const NOTES: usize = 10_000;

/// About 1 MB of paragraphs under headings, no two the same.
fn document() -> Document {
    let mut builder = Builder::new();
    for number in 0..5_000 {
        if number % 50 == 0 {
            builder.open(BlockKind::Heading(1));
            builder.text(&format!("Section {number}"));
        }
        builder.open(BlockKind::Paragraph);
        builder.text(&format!(
            "Paragraph {number} tells of {} things, and 정책 보고서 {}번이 말하는 바와 같이 of {} more that follow from them; the rest of it is {}.",
            number * 7919 % 10_007,
            number * 104_729 % 9_973,
            number * 31 % 977,
            number * 17 % 1_009,
        ));
    }
    builder.finish().expect("a document")
}

fn notes(document: &Document, rendition: &Rendition) -> Vec<(Note, Placement)> {
    let at: jiff::Zoned = "2026-11-23T09:00:00+09:00[Asia/Seoul]".parse().expect("a time");
    let apart = document.text().len() / NOTES;
    let note = |number: usize| {
        let start = document.floor(number * apart);
        let span = Span::new(start, document.floor((start + 60).min(document.text().len())));
        let note = Note {
            id: NoteId::new(&at),
            kind: NoteKind::Note,
            label: Label::Claim,
            body: SafeLines::new(&format!("Note **{number}**\n\n- with a list")),
            tags: tags([format!("t{}", number % 50)]),
            created: at.clone(),
            updated: at.clone(),
            author: None,
            anchor: Anchor::of(document, span, rendition),
        };
        (note, Placement::At(span))
    };
    (0..NOTES).map(note).collect()
}

fn bench(c: &mut Criterion) {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "bench 1");
    let notes = notes(&document, &rendition);
    let words = Words::new(Language::English);
    let brief = AnnotatedDocument {
        document: Some(&document),
        name: "brief.md",
        rendition: Some(&rendition),
        id: Some(rendition.document()),
        details: Details::of(document.meta()),
        notes: &notes,
        settled: None,
    };
    let briefs = [brief];
    let bundle = ExportInput { briefs: &briefs, words: &words, options: Options { sentence: true, ..Options::default() } };
    let mut group = c.benchmark_group("10,000 notes");
    group.sample_size(10);
    for target in TARGETS {
        group.bench_function(target.name, |b| b.iter(|| write(target, black_box(&bundle))));
    }
    // What the preview on the screen shows, and the notes that it takes.
    for target in TARGETS.iter().filter(|target| ["markdown", "html", "jsonld"].contains(&target.name)) {
        group.bench_function(format!("beginning of {}", target.name), |b| {
            b.iter(|| opening(black_box(&bundle), 16 << 10, &|bundle| Ok::<_, ()>(write(target, bundle))).expect("written"));
        });
    }
    let now = notes[0].0.created.clone();
    let zone = jiff::tz::TimeZone::UTC;
    let target = TARGETS.iter().find(|target| target.name == "json").expect("a target");
    let bytes = write(target, &bundle);
    group.bench_function("import of json", |b| {
        b.iter(|| {
            let note_file = read(&bytes, None, &zone).expect("read");
            let found =
                place(&note_file.notes, note_file.source, &mut Finder::new(&document, &rendition), &|| true).expect("placed");
            plan(&note_file, Some((&document, &rendition, &found)), &|_| None, &now).arrivals.changes.len()
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
