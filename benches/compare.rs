//! What comparing costs: two documents of 1 MB as editions, as languages, and as the least welcome input.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ibid::document::{BlockKind, Builder, Document};
use ibid::study::{Pairing, compare};

const WORDS: [&str; 24] = [
    "정부는",
    "지난해",
    "가을",
    "새",
    "협정의",
    "초안을",
    "발표했고",
    "두",
    "나라의",
    "외교장관이",
    "다시",
    "만났다",
    "협정이",
    "다룬",
    "것은",
    "무역과",
    "금융의",
    "갈래이며",
    "성장을",
    "이루겠다는",
    "것이",
    "뼈대였다",
    "손실은",
    "메워지지",
];
const ENGLISH: [&str; 24] = [
    "The",
    "government",
    "published",
    "a",
    "draft",
    "of",
    "its",
    "treaty",
    "last",
    "autumn",
    "and",
    "both",
    "foreign",
    "ministers",
    "met",
    "again",
    "trade",
    "finance",
    "growth",
    "loss",
    "prices",
    "rose",
    "by",
    "little",
];

/// About `bytes` of prose in paragraphs of some sentences, under a heading each eight; `edit` changes a paragraph.
fn prose(words: &[&str], bytes: usize, edit: impl Fn(usize, &mut String)) -> Document {
    let mut builder = Builder::with_capacity(bytes);
    let (mut written, mut seed, mut number) = (0, 7_u32, 0);
    while written < bytes {
        if number % 8 == 0 {
            builder.open(BlockKind::Heading(2));
            builder.text(&format!("{}. {}", number / 8 + 1, words[number / 8 % words.len()]));
        }
        let mut text = String::new();
        for sentence in 0..4 + number % 3 {
            for _ in 0..9 + (number + sentence) % 7 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push_str(words[(seed >> 16) as usize % words.len()]);
                text.push(' ');
            }
            let _ = write!(text, "{}. ", 1900 + (number * 7 + sentence) % 130);
        }
        edit(number, &mut text);
        builder.open(BlockKind::Paragraph);
        builder.text(text.trim_end());
        written += text.len();
        number += 1;
    }
    builder.finish().expect("a document")
}

fn comparing(c: &mut Criterion) {
    const MEGABYTE: usize = 1 << 20;
    let same = |_: usize, _: &mut String| {};
    let edited = |number: usize, text: &mut String| match number % 10 {
        3 => *text = text.replacen("새", "헌", 1),
        6 => text.insert_str(0, "이 문장은 새로 들어온 것이다. "),
        9 if number % 50 == 49 => text.clear(),
        _ => {}
    };
    let old = prose(&WORDS, MEGABYTE, same);
    let new = prose(&WORDS, MEGABYTE, edited);
    let english = prose(&ENGLISH, MEGABYTE, same);
    let rewritten = prose(&WORDS, MEGABYTE, |_, text| *text = text.split(' ').rev().collect::<Vec<_>>().join(" "));
    let mut equal = Builder::new();
    for _ in 0..40_000 {
        equal.open(BlockKind::Paragraph);
        equal.text("The same words again and again.");
    }
    let equal = equal.finish().expect("a document");
    let mut group = c.benchmark_group("compare");
    group.sample_size(10);
    for (name, left, right, by) in [
        ("editions, 1 MB", &old, &new, None),
        ("languages, 1 MB", &old, &english, Some(Pairing::Structure)),
        ("every paragraph rewritten, 1 MB", &old, &rewritten, Some(Pairing::Words)),
        ("languages, found by themselves, 1 MB", &old, &english, None),
        ("40,000 equal paragraphs, 1.2 MB", &equal, &old, Some(Pairing::Words)),
    ] {
        group.bench_function(name, |b| b.iter(|| black_box(compare(left, right, by, &|_| true))));
    }
    group.finish();
}

criterion_group!(benches, comparing);
criterion_main!(benches);
