//! How fast Markdown is read: `cargo bench --bench markdown`.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ibid::import::{Source, format_named};

/// A report of about `bytes`: headings, prose, footnotes, tables, lists, quotes.
fn report(bytes: usize) -> String {
    let prose =
        "두 도시는 **공동 항로**를 열기로 했고, 3~5월에 회담을 이어갔다. The *joint route* was announced in spring. ".repeat(5);
    let mut text = String::from("# 보고서\n\n");
    let mut n = 0;
    while text.len() < bytes {
        n += 1;
        // Writing to a String can't fail.
        let _ = write!(
            text,
            "## {n}. 절\n\n{prose}[^{n}]\n\n{prose}\n\n표 {n}. 지표\n\n| 연도 | 항목 | 금액 |\n|---|:--|--:|\n| 2021 | 수출 | 1,{n} |\n| 2022 | 수입 | -3.5 |\n\n\
             자료: 통계\n\n- 첫째\n- *둘째*\n  - `안쪽`\n\n> {prose}\n\n[^{n}]: 월보 {n}쪽.\n\n"
        );
    }
    text
}

fn markdown(criterion: &mut Criterion) {
    let Some(format) = format_named("markdown") else { return };
    let mut group = criterion.benchmark_group("markdown");
    for (name, size) in [("30 KB", 30_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)] {
        let text = report(size);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.sample_size(if size > 1_000_000 { 10 } else { 50 });
        group.bench_function(name, |bench| {
            bench.iter(|| {
                let source = Source { name: "report.md", bytes: black_box(text.as_bytes()), whole: true };
                (format.read)(&source, &())
            });
        });
        if size > 1_000_000 {
            let opening = &text.as_bytes()[..(format.opening)(text.as_bytes())];
            group.throughput(Throughput::Bytes(opening.len() as u64));
            group.bench_function("opening of 10 MB", |bench| {
                bench.iter(|| {
                    let cut = (format.opening)(black_box(text.as_bytes()));
                    let source = Source { name: "report.md", bytes: &text.as_bytes()[..cut], whole: false };
                    (format.read)(&source, &())
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, markdown);
criterion_main!(benches);
