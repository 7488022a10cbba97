//! Sentences of the bundled briefs, held against lists that were made by hand: one sentence a line.

use ibid::document::{BlockKind, Document};
use ibid::import::{Source, format_named};

/// The sentences outside of tables and code, in order.
fn found(bytes: &[u8]) -> Vec<String> {
    let format = format_named("markdown").expect("a format");
    let document: Document = (format.read)(&Source { name: "brief.md", bytes, whole: true }, &()).expect("a document");
    let is_prose = |kind: BlockKind| !matches!(kind, BlockKind::Table(_) | BlockKind::Code);
    let blocks = document.blocks().iter().filter(|block| is_prose(block.kind));
    blocks.flat_map(|block| document.sentences_in(block.span)).map(|span| document.slice(span).to_owned()).collect()
}

#[test]
fn the_sentences_of_the_briefs_are_those_of_the_lists() {
    for (bytes, list) in [
        (
            &include_bytes!("../../content/north-korea-russia.en.md")[..],
            include_str!("../golden/sentences/north-korea-russia.en.txt"),
        ),
        (
            &include_bytes!("../../content/north-korea-russia.ko.md")[..],
            include_str!("../golden/sentences/north-korea-russia.ko.txt"),
        ),
    ] {
        let found = found(bytes);
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, list.lines().collect::<Vec<_>>());
    }
}
