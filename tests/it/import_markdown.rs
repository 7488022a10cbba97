//! Markdown files to documents.

use std::path::{Path, PathBuf};

use ibid::document::{Block, BlockKind, Document, MarkKind, WarningKind};
use ibid::import::{ImportError, ReadObserver, Source, format_of};
use proptest::prelude::*;

fn read_part(text: &str, whole: bool) -> Document {
    let source = Source { name: "brief.md", bytes: text.as_bytes(), whole };
    (format_of(source.name, source.bytes).read)(&source, &()).expect("Markdown")
}

fn read(text: &str) -> Document {
    read_part(text, true)
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/markdown").join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

fn headings(document: &Document) -> usize {
    document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Heading(_))).count()
}

/// The folder with documents that are not part of the project.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("IBID_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: IBID_CORPUS names no folder");
    }
    folder
}

#[test]
fn a_korean_brief() {
    insta::assert_snapshot!("markdown_brief_ko", read(&fixture("brief.ko.md")).dump());
}

#[test]
fn every_feature() {
    insta::assert_snapshot!("markdown_features_en", read(&fixture("features.en.md")).dump());
}

#[test]
fn raw_html() {
    insta::assert_snapshot!("markdown_html", read(&fixture("html.md")).dump());
}

#[test]
fn what_is_never_closed() {
    insta::assert_snapshot!("markdown_unclosed", read(&fixture("unclosed.md")).dump());
}

#[test]
fn nesting() {
    insta::assert_snapshot!("markdown_nesting", read(&fixture("nesting.md")).dump());
}

#[test]
fn line_ends_of_every_kind_read_the_same() {
    for name in ["brief.ko.md", "features.en.md", "html.md"] {
        let text = fixture(name);
        let expected = read(&text).dump();
        assert_eq!(read(&text.replace('\n', "\r\n")).dump(), expected, "{name}, CR LF");
        assert_eq!(read(&text.replace('\n', "\r")).dump(), expected, "{name}, CR");
        assert_eq!(read(&format!("\u{FEFF}{text}")).dump(), expected, "{name}, byte-order mark");
    }
}

#[test]
fn a_call_is_one_with_a_body_and_without() {
    let document =
        read("a[^1] b[^9] c[^*] `d[^1]` \\[^1] [e[^1]](http://x.kr) [^not closed\n\n[^1]: body\n[^*]: star\n[^left]: over");
    let shape: Vec<_> = document.footnotes().iter().map(|note| (&*note.label, note.calls.len(), note.body.is_some())).collect();
    assert_eq!(shape, [("1", 2, true), ("9", 1, false), ("*", 1, true), ("left", 0, true)]);
    assert!(document.text().starts_with("a b c d[^1] [^1] e [^not closed\n"));
}

#[test]
fn a_call_of_nothing_stays_as_it_was_written() {
    let text = "A word [^missing] and [^a-z], [^\"]+ or [^가나]. **b [^missing]**[^a_b_c]\n\n| [^x] | [^!] |\n|---|---|\n| `[^c]` | \\[^d] |";
    let document = read(text);
    let shown = "A word [^missing] and [^a-z], [^\"]+ or [^가나]. b [^missing][^a_b_c]\n[^x]\n[^!]\n[^c]\n[^d]\n";
    assert_eq!((document.text(), document.footnotes().len()), (shown, 0));
    let without: Vec<_> = document
        .warnings()
        .iter()
        .filter_map(|warning| match &warning.kind {
            WarningKind::FootnoteWithoutBody { label } => Some((label.as_str(), document.slice(warning.span))),
            _ => None,
        })
        .collect();
    // A class of characters is none that a body could be missing for.
    assert_eq!(without, [("missing", "[^missing]"), ("가나", "[^가나]"), ("a_b_c", "[^a_b_c]"), ("x", "[^x]")]);
}

#[test]
fn brackets_of_code_name_no_page() {
    let text = "if [[ -f x ]]; then [[0, 1], [2, 3]] and [[1, 2]], x[[1]], [[:alpha:]], `[[ y ]]` ![[ z ]]";
    let document = read(&format!("{text} [[ a ]](http://x.kr)"));
    assert_eq!(document.text(), format!("{} [ a ]\n", text.replace('`', "")));
    assert_eq!(document.links().len(), 1);
    assert_eq!(read("[[Page]] [[Port dues|dues]] [[2024-01-05]]").links().len(), 3);
}

#[test]
fn brackets_of_prose_are_no_formulas() {
    for (text, formulas) in [
        (r"The law \(US\) says \(a\) one, \(b\) two, \(i\) three; file\(s\), \(C++\), \(+5%\).", vec![]),
        (r"갑은 \(가\) 하나, \(a\) 둘이다.", vec![]),
        (r"Where \(a = 2b\), \(a\) is a share \(EU\).", vec![r"\(a = 2b\)", r"\(a\)"]),
        (r"Let \(n\) and \(x, y\) be.", vec![r"\(n\)", r"\(x, y\)"]),
    ] {
        let document = read(text);
        let marks = document.marks().iter().filter(|mark| mark.kind == MarkKind::Formula);
        assert_eq!(marks.map(|mark| document.slice(mark.span)).collect::<Vec<_>>(), formulas, "{text}");
        let rest = formulas.iter().fold(document.text().to_owned(), |text, formula| text.replace(formula, ""));
        assert!(!rest.contains('\\'), "{rest}");
    }
}

#[test]
fn labels_meet_whatever_their_case_and_composition() {
    let document = read("a[^Note] b[^각주] c[^1~2]\n\n[^note]: one\n[^\u{1100}\u{1161}\u{11a8}주]: two\n[^1~2]: three");
    let shape: Vec<_> = document.footnotes().iter().map(|note| (&*note.label, note.calls.len(), note.body.is_some())).collect();
    assert_eq!(shape, [("Note", 1, true), ("각주", 1, true), ("1~2", 1, true)]);
}

#[test]
fn ranges_are_not_struck_out() {
    let document = read("3~5월, **7~9월**, ~~지움~~, http://a.kr/~kim, `~x~`, \\~y~");
    assert_eq!(document.text(), "3~5월, 7~9월, 지움, http://a.kr/~kim, ~x~, ~y~\n");
    let strikes: Vec<_> =
        document.marks().iter().filter(|mark| mark.kind == MarkKind::Strike).map(|mark| document.slice(mark.span)).collect();
    assert_eq!(strikes, ["지움"]);
}

#[test]
fn the_only_heading_of_level_1_is_the_title() {
    let title = |text: &str| read(text).meta().title.as_ref().map(ToString::to_string);
    assert_eq!(title("# 제목 *하나*\n\n## 절").as_deref(), Some("제목 하나"));
    assert_eq!(title("# One\n\n# Two"), None);
    assert_eq!(title("text\n\n# One"), None);
    assert_eq!(title("---\ntitle: 다른 제목\n---\n# One").as_deref(), Some("다른 제목"));
}

#[test]
fn front_matter_that_can_not_be_read_is_said_and_listed() {
    let document = read("---\ntitle: [one\n---\n본문");
    assert!(matches!(document.warnings()[0].kind, WarningKind::FrontMatter { .. }));
    assert_eq!(document.furniture()[0].text.as_str(), "title: [one ");
    assert_eq!(document.text(), "본문\n");
}

#[test]
fn nothing_to_read_and_nobody_who_waits() {
    struct Gone;
    impl ReadObserver for Gone {
        fn at(&self, _: usize, _: usize) -> Result<(), ImportError> {
            Err(ImportError::Stopped)
        }
    }
    let source = |bytes| Source { name: "x.md", bytes, whole: true };
    let read = format_of("x.md", b"").read;
    assert_eq!(read(&source(b""), &()), Err(ImportError::Empty));
    assert_eq!(read(&source(b" \n\n\t\n"), &()), Err(ImportError::Empty));
    assert_eq!(read(&source(b"text"), &Gone), Err(ImportError::Stopped));
}

#[test]
fn escapes_out_of_entities_are_pictures() {
    let document = read("a&#27;[31m b&#x202E;c\n\n<p title='&#27;'>&#27;]0;x&#7;</p>\n\n[x](http://a\u{1b}b)\n\n`\u{9b}`");
    let dump = document.dump();
    assert!(!dump.chars().any(|c| c.is_control() && c != '\n'), "{dump:?}");
    assert!(dump.contains("a␛[31m"));
}

#[test]
fn hostile_nesting_and_repetition_end_soon() {
    let hostile = [
        ">",
        "> ",
        "[",
        "![",
        "*",
        "**a",
        "a**b ",
        "_a",
        "`",
        "<",
        "<!--",
        "<a href=\"#",
        "<sup>",
        "<b>x",
        "[^",
        "[^a]",
        "[a](",
        "|",
        "- ",
        "1. ",
        "&",
        "\\",
        "~a",
        "> - ",
        "<ul><li>",
        "<table><tr><td>",
        "<td rowspan=9999 colspan=9999>",
        "[^1]: [^1]\n\n",
        "[^1]\n\n",
        "&#8203;\n\n",
        "# 결론\n",
        "- a\n",
        "|a|\n|-|\n",
        "<p id=\"fn1\">x</p>\n\n",
        "<a href=\"#fn1\"><sup>1</sup></a>",
        "표 1. x\n\n",
        "![](x)\n\n",
        "[x]: y\n",
        "<!-- x\n\n",
        "$",
        "http://a.kr/",
        "a\n: b\n\n",
        "<div id=\"fn1\">\n\n[a](#fn1)\n\n",
        "^[",
        "^[a",
        "a^[b] ",
        "$`a ",
        "$a$1",
        "$$a ",
        "[[",
        "[[a|",
        "[[ a ]] ",
        "![[a",
        "\\(a ",
        "\\[",
        "%%a ",
        "==a ",
        "::: a\n",
        "-- --\n",
        "+--",
        "+--+\n|aa|\n",
    ];
    for unit in hostile {
        let document = read(&format!("가{}", unit.repeat(4_000)));
        assert!(!document.text().is_empty(), "{unit:?}");
        read(&unit.repeat(1_000));
    }
}

#[test]
fn too_many_quotes_and_too_deep_are_said() {
    let document = read(&format!("{} 깊은 인용", ">".repeat(100_000)));
    assert_eq!(document.text(), "깊은 인용\n");
    let capped = document.warnings().iter().filter(|warning| matches!(warning.kind, WarningKind::Capped { .. })).count();
    assert_eq!((document.blocks()[0].quote, capped), (32, 2));
}

#[test]
fn markup_beyond_measure_is_read_as_it_stands() {
    let document = read(&format!("# 제목\n\n{}", "*[a".repeat(1_000_000)));
    assert!(document.text().starts_with("# 제목\n*[a*[a"));
    assert!(matches!(document.warnings()[0].kind, WarningKind::Capped { .. }));
}

/// Paragraphs, tables, lists and notes enough for an opening, references at the end.
fn long_report() -> String {
    let mut text = String::from("---\ntitle: 보고서\n---\n\n# 머리\n\n[끝의 정의][first] 참조와 [^end] 주석.\n\n");
    for n in 1..400 {
        text.push_str(&format!(
            "## {n}. 절\n\n본문 {n}[^{n}]은 3~5월에 [둘째 정의][second]를 본다.\n두 번째 줄.\n\n- 하나\n- 둘\n\n  이어짐\n\n\
             표 {n}. 지표\n\n(단위: 억원)\n\n| 구분 | 값 |\n|---|--:|\n| 가 | {n} |\n\n자료: 통계\n\n```\ncode {n}\n\n# not a heading\n```\n\n"
        ));
    }
    text.push_str("[first]: http://first.kr\n[second]: http://second.kr\n\n");
    (1..400).for_each(|n| text.push_str(&format!("[^{n}]: 본문 {n}\n")));
    text.push_str("[^end]: 끝\n");
    text
}

#[test]
fn an_opening_reads_like_the_whole() {
    let text = long_report();
    let cut = (format_of("brief.md", b"").opening)(text.as_bytes());
    assert!(cut < text.len() && cut > 48 << 10);
    let (opening, whole) = (read_part(&text[..cut], false), read(&text));
    let shown =
        |document: &Document, block: &Block| (block.kind, block.depth, block.quote, document.slice(block.span).to_owned());
    let blocks = opening.bodies() - 1;
    assert!(blocks > 300);
    for at in 0..blocks {
        let [part, all] =
            [&opening, &whole].map(|document| (document.blocks()[at].span, shown(document, &document.blocks()[at])));
        assert_eq!(part, all);
    }
    let calls = |document: &Document| -> Vec<u32> {
        let end = opening.blocks()[blocks].span.start;
        document
            .marks()
            .iter()
            .filter(|mark| matches!(mark.kind, MarkKind::Call(_)) && mark.span.start < end)
            .map(|mark| mark.span.start.0)
            .collect()
    };
    assert_eq!(calls(&opening), calls(&whole));
}

#[test]
fn a_definition_far_away_is_found() {
    let filling = "채우는 문단이다. ".repeat(40) + "\n\n";
    let text = format!("[처음][a] [b]\n\n{}[a]: http://a.kr\n[B]: <http://b.kr>\n", filling.repeat(2_600));
    let document = read(&text);
    assert!(text.len() > 1 << 21);
    assert!(document.text().starts_with("처음 b\n"));
    assert_eq!(document.links().len(), 2);
}

/// Ways to write a word that must be read.
const WAYS: [&str; 30] = [
    "@",
    "# @",
    "@\n===",
    "- @",
    "1. @\n   @",
    "> @",
    "> - @\n>\n>   @",
    "| @ | @ |\n|---|---|\n| @ | @ | @ |",
    "*@* **@** ~~@~~ `@`",
    "[@](http://x.kr)",
    "![@](x.png)",
    "a ![@](x.png) b",
    "```\n@\n```",
    "    @",
    "<p>@</p>",
    "<div>\n@\n</div>",
    "a <b>@</b> <u>@</u>",
    "<table><tr><td>@<td>@<tr><td>@</table>",
    "<ul><li>@<li>@</ul>",
    "<blockquote>@</blockquote>",
    "<pre>@</pre>",
    "[^1]: @",
    "call[^1] @\n\n[^2]:\n    - @",
    "@\n: @",
    "> [!NOTE]\n> @",
    "표 1. @\n\n| @ | @ |\n|--|--|\n자료: @",
    "<details><summary>@</summary>\n\n@\n\n</details>",
    "@<br>@  \n@\\\n@",
    "<p id=\"fn1\">1. @</p>\n\nx<sup><a href=\"#fn1\">1</a></sup>",
    "<unclosed @",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_word_is_read(ways in proptest::collection::vec(0..WAYS.len(), 1..30)) {
        let mut words = 0;
        let mut text = String::new();
        for way in ways {
            for piece in WAYS[way].split_inclusive('@') {
                match piece.strip_suffix('@') {
                    Some(before) => {
                        words += 1;
                        text.push_str(&format!("{before}말{words}끝"));
                    }
                    None => text.push_str(piece),
                }
            }
            text.push_str("\n\n");
        }
        let document = read(&text);
        for word in 1..=words {
            let word = format!("말{word}끝");
            prop_assert_eq!(document.text().matches(&word).count(), 1, "{} in {}", word, document.dump());
        }
    }
}

#[test]
fn the_handbook() {
    let Some(folder) = corpus() else { return };
    let document = read(&std::fs::read_to_string(folder.join("18f-handbook.md")).expect("the handbook"));
    assert_eq!(headings(&document), 73);
    assert_eq!(document.footnotes().len(), 14);
    for (number, note) in (1..).zip(document.footnotes()) {
        assert_eq!((&*note.label, note.calls.len(), note.body.is_some()), (number.to_string().as_str(), 1, true));
    }
    let bodies = document.slice(document.body_span(0).expect("a body"));
    assert!(bodies.starts_with("Projects valued at $6M"), "{bodies}");
    assert!(!document.text().contains('↩'));
    assert_eq!((document.tables().len(), document.tables()[0].width(), document.tables()[0].height()), (1, 4, 7));
}

#[test]
fn the_commonmark_specification() {
    let Some(folder) = corpus() else { return };
    let document = read(&std::fs::read_to_string(folder.join("commonmark-spec.txt")).expect("the specification"));
    assert_eq!(document.meta().title.as_deref(), Some("CommonMark Spec"));
    assert_eq!(headings(&document), 45);
}

#[test]
fn the_bundled_brief() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for name in ["north-korea-russia.ko.md", "north-korea-russia.en.md"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        if text.len() < 1000 {
            eprintln!("skipped: {name} is not written yet");
            continue;
        }
        let document = read(&text);
        assert_eq!(document.sections().len(), 7, "{name}");
        assert_eq!(document.footnotes().len(), 8, "{name}");
        assert_eq!(document.footnotes().iter().filter(|note| note.body.is_some()).count(), 2, "{name}");
        let [table] = document.tables() else { panic!("{name} has {} tables", document.tables().len()) };
        assert_eq!((table.height(), table.width()), (6, 8), "{name}");
        assert!(table.caption.is_some() && table.source.is_some(), "{name}");
    }
}
