//! How fast PDFs are read, in this process: `cargo bench --bench pdf`.
//!
//! Pages of text in a standard font, made here; with `IBID_CORPUS` also the files of that
//! folder, all of them one after the other. The time for a process of its own comes on top of
//! it: a whole program that reads apart shows that (`time ibid text FILE`).

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ibid::import::{Source, format_named};

/// A PDF of `pages` pages of 44 lines.
fn paper(pages: usize) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), String::new()];
    let mut kids = String::new();
    for page in 0..pages {
        let _ = write!(kids, "{} 0 R ", objects.len() + 1);
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F << /Type /Font /Subtype \
             /Type1 /BaseFont /Times-Roman >> >> >> >>",
            objects.len() + 2
        ));
        let mut content = format!("BT /F 16 Tf 1 0 0 1 60 790 Tm (Chapter {page}) Tj ET\n");
        for line in 0..44 {
            let y = 760 - 15 * line;
            let _ = writeln!(
                content,
                "BT /F 11 Tf 1 0 0 1 60 {y} Tm (Line {line} of page {page} says what such lines say, at some length, and then goes on) Tj ET"
            );
        }
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len() + 1));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>");
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", out.len());
        out.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", at + 1).as_bytes());
    }
    let (table, size) = (out.len(), objects.len() + 1);
    out.extend_from_slice(
        format!(
            "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
        )
        .as_bytes(),
    );
    out
}

fn pdf(criterion: &mut Criterion) {
    let Some(format) = format_named("pdf") else { return };
    let read = |bytes: &[u8]| (format.read)(&Source { name: "brief.pdf", bytes: black_box(bytes), whole: true }, &());
    let mut group = criterion.benchmark_group("pdf");
    group.sample_size(10);
    for pages in [4, 76, 1000] {
        let bytes = paper(pages);
        group.throughput(Throughput::Elements(pages as u64));
        group.bench_function(format!("{pages} pages"), |bencher| bencher.iter(|| read(&bytes)));
    }
    let Some(folder) = std::env::var_os("IBID_CORPUS").map(PathBuf::from) else { return group.finish() };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let files: Vec<Vec<u8>> = entries
        .filter(|path| path.extension().is_some_and(|end| end == "pdf"))
        .filter_map(|path| std::fs::read(path).ok())
        .collect();
    group.throughput(Throughput::Elements(files.len() as u64));
    group.bench_function("the corpus", |bencher| bencher.iter(|| files.iter().filter(|bytes| read(bytes).is_ok()).count()));
    group.finish();
}

criterion_group!(benches, pdf);
criterion_main!(benches);
