//! What the table desk costs: sorting, reading and opening tables of up to a million rows.

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ibid::document::value::{Evidence, Value};
use ibid::document::{Builder, Document};
use ibid::table::{Axis, Derivation, Direction, SortKey, TableView};

/// Numbers that look random and are the same each time (xorshift).
fn noise(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

/// A table of `rows` rows: a Korean word, then `columns - 1` numbers such as `12,345.6`.
fn table(rows: usize, columns: usize) -> Arc<Document> {
    let mut next = noise(0x9E37_79B9_7F4A_7C15);
    let mut builder = Builder::with_capacity(rows * columns * 10);
    builder.open_table(columns, 1);
    let mut text = String::new();
    for row in 0..=rows {
        for column in 0..columns {
            text.clear();
            let n = next();
            if row == 0 {
                let _ = write!(text, "head {column}");
            } else if column == 0 {
                let mut syllables = n;
                for _ in 0..2 + n % 4 {
                    syllables = syllables.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let code = 0xAC00 + u32::try_from((syllables >> 33) % 11_172).unwrap_or(0);
                    text.extend(char::from_u32(code));
                }
            } else {
                let _ = write!(text, "{},{:03}.{}", 1 + n % 99, (n >> 8) % 1000, (n >> 20) % 10);
            }
            builder.open_cell();
            builder.text(&text);
            builder.end_cell();
        }
        builder.end_row();
        if row == 0 {
            builder.end_head();
        }
    }
    Arc::new(builder.finish().unwrap_or_default())
}

fn view(document: &Arc<Document>) -> TableView {
    TableView::new(Arc::clone(document), 0).unwrap_or_else(|| unreachable!("the document has a table"))
}

fn key(line: usize) -> [SortKey; 1] {
    [SortKey { line, direction: Direction::Descending }]
}

fn sorting(c: &mut Criterion) {
    let document = table(1_000_000, 2);
    let fresh = || view(&document);
    let mut group = c.benchmark_group("table");
    group.sample_size(10);
    group.bench_function("sort 1,000,000 numbers, read anew", |b| {
        b.iter_batched(fresh, |mut view| black_box(view.sort(Axis::Rows, &key(1))), BatchSize::PerIteration);
    });
    group.bench_function("sort 1,000,000 Korean words, read anew", |b| {
        b.iter_batched(fresh, |mut view| black_box(view.sort(Axis::Rows, &key(0))), BatchSize::PerIteration);
    });
    let mut known = fresh();
    known.sort(Axis::Rows, &key(1));
    group.bench_function("sort 1,000,000 numbers again", |b| b.iter(|| black_box(known.sort(Axis::Rows, &key(1)))));
    group.bench_function("change down 1,000,000 rows", |b| {
        b.iter_batched(
            fresh,
            |mut view| {
                view.derive(Some(Derivation::Change));
                black_box(view.cell(999_999, 1).text.len())
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn desk(c: &mut Criterion) {
    let document = table(100_000, 8);
    let mut group = c.benchmark_group("desk");
    group.sample_size(20);
    group.bench_function("open 100,000 x 8", |b| b.iter(|| black_box(view(&document))));
    let open = view(&document);
    group.bench_function("a screenful of 50 x 8 cells", |b| {
        b.iter(|| {
            (0..50)
                .flat_map(|row| (0..8).map(move |column| (row, column)))
                .map(|(row, column)| open.cell(50_000 + row, column).text.len())
                .sum::<usize>()
        });
    });
    group.bench_function("widths of 8 columns", |b| b.iter(|| (0..8).map(|column| open.measured(column).width).sum::<usize>()));
    group.finish();
}

fn values(c: &mut Criterion) {
    let evidence = Evidence::default();
    for (name, text) in [("plain", "25,660.4"), ("scaled", "1조 2,000억원"), ("word", "경제성장률"), ("date", "2022년 3월")]
    {
        c.bench_function(&format!("value/{name}"), |b| b.iter(|| Value::parse(black_box(text), &evidence)));
    }
}

criterion_group!(benches, values, desk, sorting);
criterion_main!(benches);
