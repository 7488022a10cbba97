//! What layout costs: whole documents, and each way to a screenful in documents of 30 KB to 50 MB.

use std::hint::black_box;
use std::io;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ibid::document::{BlockKind, Builder, Document, Point};
use ibid::layout::{Flow, LayoutOptions, Place, plain};

const KOREAN: [&str; 5] = [
    "정부는 지난해 가을 새 협정의 초안을 발표했고, 10월 18일에는 두 나라의 외교장관이 다시 만났다. ",
    "협정이 다룬 것은 무역·금융·노동의 세 갈래이며, “재정건전성”을(를) 지키면서 3.5%의 성장을 이루겠다는 것이 그 뼈대였다. ",
    "다만 국경이 닫혔던 2020–2022년의 손실은 25,660.4천명분의 일자리에 이르렀다. ",
    "북-중-러 사이의 교역이 늘어난 뒤에도 그 손실은 거의 메워지지 않았고, 물가는 더 올랐다. ",
    "그래서 이 글은 두 나라가 서로에게 무엇을 바라는지, 그리고 그것이 얼마나 오래갈 수 있는지를 묻는다. ",
];
const ENGLISH: [&str; 3] = [
    "Workers are still found along the border, though a resolution of 2017 asked for their return within two years. ",
    "Trade that came back in mid-2023 made up for little of what was lost (see Table 1), and prices rose by 3.5% again. ",
    "“Closer ties, limited trust” is how the well-known report puts it; the numbers bear that out. ",
];
const CHINESE: [&str; 2] = [
    "两国外长在莫斯科会面，并发表了“联合声明”。",
    "声明说：双方将在贸易、金融和劳务三个方面扩大合作，但没有给出2023年的时间表。",
];

/// About `bytes` of `sentences`, in paragraphs of `each` sentences under headings; one paragraph where `each` is 0.
fn document(sentences: &[&str], bytes: usize, each: usize) -> Document {
    let mut builder = Builder::with_capacity(bytes);
    let mut written = 0;
    for (at, sentence) in sentences.iter().cycle().enumerate() {
        if each > 0 && at % each == 0 {
            if at % (each * 8) == 0 {
                builder.open(BlockKind::Heading(2));
                builder.text("어려워진 살림과 바깥에서 찾은 길");
            }
            builder.open(BlockKind::Paragraph);
        }
        builder.text(sentence);
        written += sentence.len();
        if written >= bytes {
            break;
        }
    }
    builder.finish().unwrap_or_default()
}

fn setting(measure: u16) -> LayoutOptions {
    LayoutOptions { measure, room: measure, ascii: false, formulas: false }
}

fn whole(c: &mut Criterion) {
    let mut group = c.benchmark_group("whole");
    group.sample_size(10);
    let texts = [
        ("korean", &KOREAN[..], 6),
        ("english", &ENGLISH[..], 6),
        ("chinese", &CHINESE[..], 6),
        ("korean one line", &KOREAN[..], 0),
    ];
    for (name, sentences, each) in texts {
        let document = document(sentences, 4 << 20, each);
        group.throughput(Throughput::Bytes(document.text().len() as u64));
        group.bench_function(BenchmarkId::new("rows", name), |b| {
            let flow = Flow::new(&document, setting(72));
            b.iter(|| {
                let (mut top, mut count) = (Place::default(), 0);
                loop {
                    let rows = flow.rows(top, 4096);
                    count += rows.len();
                    match rows.last() {
                        Some(last) if rows.len() == 4096 => top = flow.step(last.place, 1).0,
                        _ => return count,
                    }
                }
            });
        });
    }
    let document = document(&KOREAN, 4 << 20, 6);
    group.throughput(Throughput::Bytes(document.text().len() as u64));
    group.bench_function("plain korean", |b| b.iter(|| plain(&document, setting(72), &mut io::sink())));
    group.finish();
}

/// The ways to a screenful, from the middle of `document`.
fn ways(c: &mut Criterion, name: &str, document: &Document) {
    let mut group = c.benchmark_group(name);
    group.sample_size(40);
    let flow = Flow::new(document, setting(72));
    let middle = flow.place_of(Point::new(document.floor(document.text().len() / 2)));
    group.bench_function("screen", |b| b.iter(|| flow.rows(black_box(middle), 45)));
    group.bench_function("row down", |b| b.iter(|| flow.step(black_box(middle), 1)));
    group.bench_function("row up", |b| b.iter(|| flow.step(black_box(middle), -1)));
    group.bench_function("page down", |b| b.iter(|| flow.step(black_box(middle), 44)));
    group.bench_function("page up", |b| b.iter(|| flow.step(black_box(middle), -44)));
    group.bench_function("resize", |b| {
        b.iter(|| {
            let flow = Flow::new(document, setting(60));
            flow.rows(flow.nearest(black_box(middle)), 45)
        });
    });
    group.bench_function("last top", |b| b.iter(|| flow.last_top(black_box(45))));
    group.finish();
}

fn anywhere(c: &mut Criterion) {
    for (name, bytes) in [("30 KB", 30_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)] {
        ways(c, name, &document(&KOREAN, bytes, 6));
    }
    ways(c, "50 MB in one line", &document(&KOREAN, 50_000_000, 0));
    let mut builder = Builder::with_capacity(50_000_000);
    for _ in 0..50 {
        builder.text(&"가".repeat(333_333));
    }
    ways(c, "50 MB in one word", &builder.finish().unwrap_or_default());
}

criterion_group!(benches, whole, anywhere);
criterion_main!(benches);
