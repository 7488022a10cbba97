//! What a document tells when it is asked, over about 1 MB: `cargo bench --bench study`.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use ibid::document::Document;
use ibid::import::{Source, format_named};
use ibid::study::{Claims, CrossReferences, Terms, Timeline};

const ENGLISH: &str = include_str!("../content/north-korea-russia.en.md");
const KOREAN: &str = include_str!("../content/north-korea-russia.ko.md");

/// A document of `text`, over and over, of a megabyte at least.
fn megabyte(text: &str) -> Document {
    let mut whole = String::with_capacity(1 << 21);
    while whole.len() < 1_000_000 {
        whole.push_str(text);
        whole.push_str("\n\n");
    }
    let format = format_named("markdown").expect("a format");
    (format.read)(&Source { name: "a.md", bytes: whole.as_bytes(), whole: true }, &()).expect("a document")
}

fn timeline(c: &mut Criterion) {
    let mut group = c.benchmark_group("timeline of 1 MB");
    group.sample_size(20);
    // What stands behind the front matter.
    let body = |text: &'static str| text.splitn(3, "---\n").nth(2).unwrap_or(text);
    for (name, text) in [
        ("Korean brief", body(KOREAN).to_owned()),
        ("English brief", body(ENGLISH).to_owned()),
        ("dates alone", "2018년 3월 5일, on 12 September 2023, Q3 2020. ".repeat(2000)),
        ("digits alone", "2018 2375 19 20 5 1999-12 ".repeat(4000)),
    ] {
        let document = megabyte(&text);
        let found = Timeline::of(&document, &|_| true).expect("not stopped").dates.len();
        group.bench_function(format!("{name}, {found} dates"), |b| {
            b.iter(|| Timeline::of(black_box(&document), &|_| true));
        });
    }
    group.finish();
}

fn references(c: &mut Criterion) {
    let mut group = c.benchmark_group("references of 1 MB");
    group.sample_size(20);
    let body = |text: &'static str| text.splitn(3, "---\n").nth(2).unwrap_or(text);
    let notes: String = (1..=400).map(|at| format!("문장 {at}.[^{at}] ")).collect::<String>()
        + "\n\n"
        + &(1..=400).map(|at| format!("[^{at}]: 김철수, 앞의 책, {at}쪽; 위의 글; see note 3.\n")).collect::<String>();
    for (name, text) in [
        ("Korean brief", body(KOREAN).to_owned()),
        ("English brief", body(ENGLISH).to_owned()),
        ("references alone", "제2장 1절과 <표 1>, 그림 2, 각주 3, Section 4.1, p. 12. ".repeat(2000)),
        ("what is none", "헌법 제2장, 유엔헌장 제7장, 표 300만, 사진 2장, Chapter VII of the UN Charter. ".repeat(1500)),
        ("brackets and digits", "((((제제제1 2 3 4 5 6 7 IVIVIV 〈〈〈 ".repeat(3000)),
        ("footnotes", notes),
    ] {
        let document = megabyte(&text);
        let found = CrossReferences::of(&document, &|| true).map_or(0, |ways| ways.all().len());
        group.bench_function(format!("{name}, {found} references"), |b| {
            b.iter(|| CrossReferences::of(black_box(&document), &|| true));
        });
    }
    group.finish();
}

fn terms(c: &mut Criterion) {
    let mut group = c.benchmark_group("terms of 1 MB");
    group.sample_size(20);
    let body = |text: &'static str| text.splitn(3, "---\n").nth(2).unwrap_or(text);
    let names: String = (0..100_000).map(|number| format!("the W{number:x}q ")).collect();
    for (name, text) in [
        ("Korean brief", body(KOREAN).to_owned()),
        ("English brief", body(ENGLISH).to_owned()),
        ("names alone, each another", names),
        ("one word", "가는 Kim ".repeat(2000)),
    ] {
        let document = megabyte(&text);
        let found = Terms::of(&document, &|_| true).expect("not stopped").all.len();
        group.bench_function(format!("{name}, {found} terms"), |b| b.iter(|| Terms::of(black_box(&document), &|_| true)));
    }
    group.finish();
}

fn claims(c: &mut Criterion) {
    let mut group = c.benchmark_group("claims of 1 MB");
    group.sample_size(20);
    let table = "\n\n| Year | Growth (%) | Price (bn won) |\n|:--|--:|--:|\n| 2021 | -0.1 | 1,243.0 |\n| 2022 | 0.4 | 98.5 |\n\n";
    for (name, text) in [
        ("figures", format!("Growth was 0.4 % in that year, and the price rose to 1.24 trillion won. {table}")),
        ("English brief", ENGLISH.splitn(3, "---\n").nth(2).unwrap_or(ENGLISH).to_owned()),
    ] {
        let document = Arc::new(megabyte(&text));
        let found = Claims::of(&document, &|_| true).expect("not stopped").all.len();
        group.bench_function(format!("{name}, {found} claims"), |b| b.iter(|| Claims::of(black_box(&document), &|_| true)));
    }
    group.finish();
}

criterion_group!(benches, timeline, references, terms, claims);
criterion_main!(benches);
