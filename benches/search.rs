//! Searching whole documents, and ranking names.
//!
//! `cargo bench --bench search`; the texts are made here, of Korean and of English words as
//! often as words are, with one needle of each kind at 98 % of the text. `IBID_BENCH_LARGE=1`
//! adds the document of 100 MB.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ibid::document::{BlockKind, Builder, Document, Point, Span};
use ibid::search::{Matcher, Mode, Query, excerpt, rank};

const KOREAN: &str = "있다 것이다 이 그 수 등 북한은 러시아의 북러 밀착은 협력을 것으로 위해 대한 경제 군사 한반도 정세는 \
    국제사회의 제재를 통해 무기 거래와 노동자 파견 문제를 논의했다. 정상회담 이후 양국 관계가 빠르게 가까워지고 있다. \
    주민들의 불만을 달래기 위한 성과가 필요했고, 할 수 있다 전망이 우세하다. 우리 정부는 대응책을 마련해야 한다. \
    지난해 10월 18일에는 외무장관이 평양을 방문하였다. 위성 발사 기술 이전 가능성이 제기된다. 식량과 에너지 지원을 \
    받는 대가로 포탄을 제공했다는 분석이다. 중국은 신중한 태도를 유지하면서 “전략적 소통”을 강조하였다.";
const ENGLISH: &str = "the of and to in a is that for on with as by was it from are at has this which policy sanctions \
    government report economic evidence between however relations economy cooperation military trade Pyongyang Moscow \
    “strategic” communication remained under pressure after talks collapsed, and growth figures published by central banks suggest \
    a recovery that few households could feel during winter months.";
/// One of each kind that is looked for: Hangul, ASCII.
const NEEDLES: &str = " 헬륨 플라즈마 NEEDLE9K2X ";

/// Words of `list`, the first ones the most often, in paragraphs; the needles at 98 %.
fn made(list: &str, bytes: usize, paragraph: usize) -> Document {
    let words: Vec<&str> = list.split_whitespace().collect();
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap_or(0)
    };
    let mut builder = Builder::with_capacity(bytes + paragraph);
    let (mut written, mut sown) = (0, false);
    let mut text = String::new();
    while written < bytes {
        text.clear();
        while text.len() < paragraph {
            let up_to = random(words.len()) + 1;
            text.push_str(words[random(up_to)]);
            text.push(' ');
            if !sown && written + text.len() >= bytes / 100 * 98 {
                text.push_str(NEEDLES);
                sown = true;
            }
        }
        builder.open(BlockKind::Paragraph);
        builder.text(&text);
        written += text.len();
    }
    builder.finish().unwrap_or_default()
}

fn questions(c: &mut Criterion, name: &str, document: &Document, queries: &[(&str, Query)]) {
    let mut group = c.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for (what, query) in queries {
        let Ok(matcher) = Matcher::new(query) else { continue };
        let hits = matcher.all(document, usize::MAX, &mut |_| true).spans.len();
        group.bench_function(BenchmarkId::new("all", format!("{what} ({hits} hits)")), |b| {
            b.iter(|| matcher.all(black_box(document), usize::MAX, &mut |_| true));
        });
        if hits == 1 {
            group.bench_function(BenchmarkId::new("first hit at 98 %", what), |b| {
                b.iter(|| matcher.find_at(black_box(document), Point(0)));
            });
            let end = Point::new(document.text().len());
            group.bench_function(BenchmarkId::new("last hit, from the end", what), |b| {
                b.iter(|| matcher.find_before(black_box(document), end));
            });
        }
    }
    group.finish();
}

fn korean() -> Vec<(&'static str, Query)> {
    vec![
        ("이", Query::literal("이")),
        ("북러", Query::literal("북러")),
        ("할수있다", Query::literal("할수있다")),
        ("헬륨플라즈마", Query::literal("헬륨플라즈마")),
        ("헬륨플라즈ㅁ, half typed", Query::typing("헬륨플라즘")),
        ("needle9k2x", Query::literal("needle9k2x")),
        ("ㅂㄹ", Query::literal("ㅂㄹ")),
        ("ㅎㄹㅍㄹㅈㅁ", Query::literal("ㅎㄹㅍㄹㅈㅁ")),
        ("북러, whole words", Query { mode: Mode::Words, ..Query::literal("북러") }),
        ("/헬륨.*즈/", Query::regex("헬륨.*즈")),
        ("/[가-나]\\w+다\\./", Query::regex("[가-나]\\w+다\\.")),
        ("/\\b헬륨\\b/", Query::regex("\\b헬륨\\b")),
    ]
}

fn english() -> Vec<(&'static str, Query)> {
    ["evidence", "needle9k2x", "헬륨플라즈마", "\"strategic\"", "the"].map(|text| (text, Query::literal(text))).into()
}

fn documents(c: &mut Criterion) {
    questions(c, "korean 10 MB", &made(KOREAN, 10 << 20, 400), &korean());
    questions(c, "korean 10 MB in one line", &made(KOREAN, 10 << 20, 10 << 20), &korean()[1..8]);
    questions(c, "korean 10 MB in units of 12 bytes", &made(KOREAN, 10 << 20, 12), &korean()[2..12]);
    questions(c, "english 10 MB", &made(ENGLISH, 10 << 20, 400), &english());
    if std::env::var_os("IBID_BENCH_LARGE").is_some() {
        questions(c, "korean 100 MB", &made(KOREAN, 100 << 20, 400), &korean());
    }
}

fn screen(c: &mut Criterion) {
    let document = made(KOREAN, 10 << 20, 400);
    let line = made(KOREAN, 10 << 20, 10 << 20);
    let mut group = c.benchmark_group("a key");
    for (what, document) in [("paragraphs", &document), ("one line", &line)] {
        let middle = document.floor(document.text().len() / 2);
        let screen = Span::new(middle, document.floor(middle + 6000));
        for query in [Query::literal("북러"), Query::literal("ㅂㄹ"), Query::regex("\\b북러\\b")] {
            let Ok(matcher) = Matcher::new(&query) else { continue };
            let name = |question: &str| BenchmarkId::new(question, format!("{} in {what}", query.text));
            group.bench_function(name("in_span of 6 KB"), |b| b.iter(|| matcher.in_span(black_box(document), screen)));
            group.bench_function(name("next"), |b| b.iter(|| matcher.find_at(black_box(document), screen.start)));
            group.bench_function(name("previous"), |b| b.iter(|| matcher.find_before(black_box(document), screen.start)));
        }
    }
    let middle = document.floor(document.text().len() / 2);
    group.bench_function("excerpt", |b| b.iter(|| excerpt(black_box(&line), Span::new(middle, middle + 6), 80)));
    for text in ["북러", "ㅂㄹ", "evidence of recovery"] {
        group.bench_function(BenchmarkId::new("compile", text), |b| b.iter(|| Matcher::new(black_box(&Query::typing(text)))));
    }
    group.finish();
}

fn names(c: &mut Criterion) {
    let mut group = c.benchmark_group("rank 100,000 names");
    group.sample_size(10).measurement_time(Duration::from_secs(2));
    for (language, list, bytes) in [("korean", KOREAN, 100), ("english", ENGLISH, 50)] {
        let document = made(list, 12 << 20, bytes);
        let names: Vec<&str> = document.text().lines().take(100_000).collect();
        let mean = names.iter().map(|name| name.chars().count()).sum::<usize>() / names.len();
        for query in ["북", "북러", "ㅂㄹ", "밀착은협", "북협경", "policy", "plcy", "ev re", "헬륨플라즈마"] {
            let name = format!("{language}, mean {mean} characters");
            group
                .bench_function(BenchmarkId::new(query, name), |b| b.iter(|| rank(query, black_box(&names).iter().copied(), 50)));
        }
    }
    group.finish();
}

criterion_group!(benches, documents, screen, names);
criterion_main!(benches);
