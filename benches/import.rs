//! How fast plain text is read: `cargo bench --bench import`. `IBID_BENCH_LARGE=1` adds 100 MB.
//!
//! The texts are the invented briefs of the tests, repeated: a Korean one as it comes out of a
//! PDF, double-spaced, with tables and footnote calls; an English one in pages; one without
//! the blanks at line ends, whose joins are weighed by its words; and one line.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ibid::import::{Source, format_named, opening};

const KOREAN: &str = include_str!("../tests/fixtures/text/brief.ko.txt");
const ENGLISH: &str = include_str!("../tests/fixtures/text/pages.en.txt");

fn repeated(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len() + 1)
}

fn trimmed(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn text(criterion: &mut Criterion) {
    let Some(format) = format_named("text") else { return };
    let read = |bytes: &[u8], whole| (format.read)(&Source { name: "brief.txt", bytes: black_box(bytes), whole }, &());
    let mut group = criterion.benchmark_group("import");
    let size = 10_000_000;
    let mut texts = vec![
        ("Korean, 30 KB", repeated(KOREAN, 30_000)),
        ("Korean, 10 MB", repeated(KOREAN, size)),
        ("English pages, 10 MB", repeated(ENGLISH, size)),
        ("Korean without blanks at line ends, 10 MB", repeated(&trimmed(KOREAN), size)),
        ("one line, 10 MB", repeated(&KOREAN.split_whitespace().collect::<Vec<_>>().join(" "), size)),
    ];
    if std::env::var_os("IBID_BENCH_LARGE").is_some() {
        texts.push(("Korean, 100 MB", repeated(KOREAN, 10 * size)));
    }
    for (name, text) in &texts {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.sample_size(if text.len() > 1_000_000 { 10 } else { 50 });
        group.bench_function(*name, |bench| bench.iter(|| read(text.as_bytes(), true)));
    }
    // What the first screen waits for, whatever the size of the file.
    let text = &texts[1].1.as_bytes()[..64 * 1024 + 1];
    group.throughput(Throughput::Bytes(opening(text) as u64));
    group.sample_size(50);
    group.bench_function("opening of 64 KB", |bench| bench.iter(|| read(&text[..opening(text)], false)));
    group.finish();
}

criterion_group!(benches, text);
criterion_main!(benches);
