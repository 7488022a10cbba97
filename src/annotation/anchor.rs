//! What is saved of a span, so that it can be found again in a text that has changed.

use serde::{Deserialize, Serialize};

use super::finding::approximate::fold;
use super::{Hash32, Rendition, SafeLines};
use crate::document::{Document, Point, SafeText, Span, Table};

/// Characters kept before and after the quote.
pub const CONTEXT_CHARS: usize = 32;
/// Bytes kept of a quote; a longer span is cut to its beginning.
pub const QUOTE_MOST: usize = 1 << 20;

/// Characters kept of a heading or of a table's head.
const HEAD_MOST: usize = 200;
/// Heads kept of one path, the innermost ones.
const PATH_MOST: usize = 32;

/// A place in a document: the words that stand there, what stands around them, and where that is.
///
/// The shape follows the selectors of the W3C Web Annotation model: a quote with its
/// context, a position, and paths that a person reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The words; empty for a point.
    pub quote: SafeLines,
    /// The 32 characters before; fewer at the text's start.
    pub before: SafeLines,
    /// The 32 characters after; fewer at the text's end.
    pub after: SafeLines,
    /// First byte, in `rendition`.
    pub start: u32,
    /// One past the last byte, in `rendition`.
    pub end: u32,
    /// Titles of the sections around, the outermost first.
    #[serde(default)]
    pub section: Vec<SafeText>,
    /// The page's label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<SafeText>,
    /// The table's cell that it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellAnchor>,
    /// The label of the footnote whose missing text the note is: it stands on the words before the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footnote: Option<SafeText>,
    /// The text that the offsets belong to.
    pub rendition: Rendition,
}

/// A cell by its heads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellAnchor {
    /// Which table of the document, counted from 1.
    pub table: u32,
    /// The table's caption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<SafeText>,
    /// Heads of its row, the outermost first; none for a head, which stands for its column.
    pub rows: Vec<SafeText>,
    /// Heads of its column, the outermost first.
    pub columns: Vec<SafeText>,
    /// Whether no other cell of the table has these heads.
    #[serde(default)]
    pub is_alone: bool,
}

impl Anchor {
    /// The anchor of `span`, whose ends may lie anywhere; it is cut to the text, to character
    /// boundaries and to [`QUOTE_MOST`] bytes. An empty span is a point.
    #[must_use]
    pub fn of(document: &Document, span: Span, rendition: &Rendition) -> Self {
        let text = document.text();
        let start = document.floor(span.start.at().min(text.len()));
        let end = document.floor(span.end.at().clamp(start, text.len()).min(start + QUOTE_MOST)).max(start);
        let before = text[..start].char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
        let after = text[end..].char_indices().nth(CONTEXT_CHARS).map_or(text.len(), |(at, _)| end + at);
        let span = Span::new(start, end);
        Self {
            quote: SafeLines::new(&text[start..end]),
            before: SafeLines::new(&text[before..start]),
            after: SafeLines::new(&text[end..after]),
            start: span.start.0,
            end: span.end.0,
            section: section_path(document, span.start),
            page: document.page_at(span.start).map(|page| document.pages()[page].label.clone()),
            cell: CellAnchor::of(document, span),
            footnote: None,
            rendition: rendition.clone(),
        }
    }

    /// Whether another program made it: which text it was made in is not known then.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.rendition.text == Hash32::of(self.rendition.importer.as_bytes())
    }

    /// Whether `words` are those of the quote, however their lines end. A point has no words.
    #[must_use]
    pub fn has_words_of(&self, words: &str) -> bool {
        self.quote.chars().map(fold).eq(words.chars().map(fold))
    }

    /// Where it stood in its own rendition.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: Point(self.start), end: Point(self.end.max(self.start)) }
    }
}

impl Anchor {
    /// Up to `chars` characters before and behind the passage as it stood: from the whole `text`
    /// that it was made in, where that is at hand, else the shorter context that is kept with it.
    #[must_use]
    pub fn surroundings(&self, text: Option<&str>, chars: usize) -> (String, String) {
        let (start, end) = (self.start as usize, self.end as usize);
        match text.and_then(|text| Some((text.get(..start)?, text.get(end..)?))) {
            Some((before, after)) => {
                let from = before.char_indices().rev().nth(chars.saturating_sub(1)).map_or(0, |(at, _)| at);
                (before[from..].to_owned(), after.chars().take(chars).collect())
            }
            None => (self.before.to_string(), self.after.to_string()),
        }
    }
}

impl CellAnchor {
    /// The body cell that holds all of `span`, where one does.
    #[must_use]
    pub fn of(document: &Document, span: Span) -> Option<Self> {
        let index = document.table_at(span.start)?;
        let table = document.tables().get(index)?;
        let heads_over = |path: Vec<Span>| last(path.into_iter().map(|head| head_text(document, head)).collect());
        let body =
            table.cell_at(span.start).filter(|(row, column)| table.cell(*row, *column).is_some_and(|cell| cell.encloses(span)));
        let Some((row, column)) = body else {
            // A head stands for its column: it is known by the heads over it, and itself.
            let column = (0..table.width()).find(|column| table.column_path(*column).any(|head| head.encloses(span)))?;
            let path: Vec<Span> = table.column_path(column).collect();
            let own = path.iter().position(|head| head.encloses(span))?;
            let columns = heads_over(path[..=own].to_vec());
            let is_alone = heads_at(document, table, &columns).take(2).count() == 1;
            let caption = table.caption.map(|caption| head_text(document, caption));
            let table = u32::try_from(index + 1).unwrap_or(u32::MAX);
            return Some(Self { table, caption, rows: Vec::new(), columns, is_alone });
        };
        let text = |span| document.slice(span);
        let heads_of_row = row_heads(document, table, row);
        let wanted: Vec<&str> = heads_of_row.iter().map(|span| text(*span)).collect();
        let same_row = |other: &usize| row_heads(document, table, *other).into_iter().map(text).eq(wanted.iter().copied());
        let same_column = |other: &usize| table.column_path(*other).map(text).eq(table.column_path(column).map(text));
        let rows = (0..table.height()).filter(same_row);
        let first = if column < usize::from(table.stub) { 0 } else { usize::from(table.stub) };
        let columns = (first..table.width()).filter(same_column);
        Some(Self {
            is_alone: rows.take(2).count() == 1 && columns.take(2).count() == 1,
            table: u32::try_from(index + 1).unwrap_or(u32::MAX),
            caption: table.caption.map(|caption| head_text(document, caption)),
            rows: heads_over(heads_of_row),
            columns: heads_over(table.column_path(column).collect()),
        })
    }
}

/// The heads of `table` that have this path of heads, themselves its end; each once.
pub(super) fn heads_at(document: &Document, table: &Table, wanted: &[SafeText]) -> impl Iterator<Item = Span> {
    let mut seen = None;
    (0..table.width()).filter_map(move |column| {
        let path: Vec<Span> = table.column_path(column).take(wanted.len()).collect();
        let own = *path.last()?;
        let same =
            path.len() == wanted.len() && path.iter().zip(wanted).all(|(head, wanted)| head_text(document, *head) == *wanted);
        (same && seen.replace(own) != Some(own)).then_some(own)
    })
}

/// What names a row: its heads, the outermost first; in a table without row heads its first cell with a letter in it.
pub(super) fn row_heads(document: &Document, table: &Table, row: usize) -> Vec<Span> {
    let path: Vec<Span> = table.row_path(row).collect();
    if !path.is_empty() || table.stub > 0 {
        return path;
    }
    let cells = (0..table.width()).filter_map(|column| table.cell(row, column));
    cells.into_iter().find(|cell| document.slice(*cell).contains(char::is_alphabetic)).into_iter().collect()
}

/// Titles of the sections around `point`, the outermost first; an untitled opening has none.
fn section_path(document: &Document, point: Point) -> Vec<SafeText> {
    let Some(section) = document.section_at(point) else { return Vec::new() };
    let titles = document.section_path(section).into_iter().map(|section| document.sections()[section].title);
    last(titles.filter(|title| !title.is_empty()).map(|title| head_text(document, title)).collect())
}

/// The text of a heading or a head, cut to what is kept of one.
pub(super) fn head_text(document: &Document, span: Span) -> SafeText {
    let text = document.slice(span);
    SafeText::new(text.char_indices().nth(HEAD_MOST).map_or(text, |(at, _)| &text[..at]))
}

/// The innermost heads of a path.
fn last(mut path: Vec<SafeText>) -> Vec<SafeText> {
    let extra = path.len().saturating_sub(PATH_MOST);
    path.drain(..extra);
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Builder};
    use proptest::prelude::*;

    fn brief() -> Document {
        let mut b = Builder::new();
        b.open(BlockKind::Heading(1));
        b.text("배경");
        b.open(BlockKind::Heading(2));
        b.text("1. 지표");
        b.page("2");
        b.open(BlockKind::Paragraph);
        b.text("인구는 줄었다.");
        b.open(BlockKind::Caption);
        b.text("표 1. 북한의 각종 경제지표 추이");
        b.open_table(3, 1);
        for row in [["구분", "2022", "2021"], ["인구", "25,660", "25,528"], ["1인당 GNI", "142", "1.243.0"]] {
            for cell in row {
                b.open_cell();
                b.text(cell);
                b.end_cell();
            }
            b.end_row();
            if row[0] == "구분" {
                b.end_head();
            }
        }
        b.finish().expect("a small document")
    }

    fn rendition(document: &Document) -> Rendition {
        Rendition::of(b"source", document, "text 1")
    }

    fn span_of(document: &Document, needle: &str) -> Span {
        let at = document.text().find(needle).expect("needle");
        Span::new(at, at + needle.len())
    }

    #[test]
    fn surroundings_come_from_the_text_or_from_what_is_kept() {
        let document = brief();
        let anchor = Anchor::of(&document, span_of(&document, "줄었다"), &rendition(&document));
        assert_eq!(anchor.surroundings(Some(document.text()), 4), ("인구는 ".into(), ".\n표 ".into()));
        assert_eq!(anchor.surroundings(None, 4), (anchor.before.to_string(), anchor.after.to_string()));
        assert_eq!(anchor.surroundings(Some("short"), 4), (anchor.before.to_string(), anchor.after.to_string()));
    }

    #[test]
    fn an_anchor_knows_its_words_and_its_place() {
        let document = brief();
        let anchor = Anchor::of(&document, span_of(&document, "줄었다"), &rendition(&document));
        assert_eq!(&*anchor.quote, "줄었다");
        assert_eq!(&*anchor.before, "배경\n1. 지표\n인구는 ");
        assert!(anchor.after.starts_with(".\n표 1. 북한의") && anchor.after.chars().count() == CONTEXT_CHARS);
        assert_eq!(anchor.section, [SafeText::new("배경"), SafeText::new("1. 지표")]);
        assert_eq!(anchor.page, Some(SafeText::new("2")));
        assert_eq!(anchor.cell, None);
    }

    #[test]
    fn a_cell_is_known_by_its_heads() {
        let document = brief();
        let anchor = Anchor::of(&document, span_of(&document, "1.243.0"), &rendition(&document));
        let cell = anchor.cell.expect("a cell");
        assert_eq!(cell.caption, Some(SafeText::new("표 1. 북한의 각종 경제지표 추이")));
        assert_eq!((cell.table, cell.rows, cell.columns), (1, vec![SafeText::new("1인당 GNI")], vec![SafeText::new("2021")]));
    }

    #[test]
    fn a_quote_is_cut_and_has_so_many_letters_on_either_side() {
        let mut b = Builder::new();
        b.text(&format!("{}Q{}", "가".repeat(40), "나".repeat(400_000)));
        let document = b.finish().expect("a document");
        let of = |start: usize, end: usize| Anchor::of(&document, Span::new(start, end), &rendition(&document));
        let anchor = of(120, 121);
        assert_eq!((&*anchor.quote, &*anchor.before, &*anchor.after), ("Q", &*"가".repeat(32), &*"나".repeat(32)));
        assert_eq!(of(96, 121).before.chars().count(), 32);
        assert_eq!((of(93, 121).before.chars().count(), of(0, 121).before.chars().count()), (31, 0));
        let long = of(121, usize::MAX);
        assert_eq!((long.start, long.end), (121, 121 + 1_048_575), "1 MiB at most, to a letter's end");
        assert_eq!(of(1, 5).span(), Span::new(0, 3), "ends inside of a letter");
        let last = of(document.text().len(), usize::MAX);
        assert_eq!((last.span().len(), last.after.len()), (0, 0));
        assert_eq!(Anchor { start: 9, end: 3, ..anchor }.span(), Span::new(9, 9));
    }

    #[test]
    fn heads_are_cut_and_the_innermost_are_kept() {
        let mut b = Builder::new();
        for level in 0..40 {
            b.open(BlockKind::Heading(level));
            b.text(&format!("{level} {}", "x".repeat(300)));
        }
        b.open(BlockKind::Paragraph);
        b.text("here");
        let document = b.finish().expect("a document");
        let section = Anchor::of(&document, span_of(&document, "here"), &rendition(&document)).section;
        assert_eq!(section.len(), 32);
        assert!(section[0].starts_with("8 x") && section[31].starts_with("39 x"));
        assert!(section.iter().all(|title| title.chars().count() == 200));
        let mut untitled = Builder::new();
        untitled.text("opening");
        let untitled = untitled.finish().expect("a document");
        let anchor = Anchor::of(&untitled, span_of(&untitled, "opening"), &rendition(&untitled));
        assert_eq!((anchor.section.len(), anchor.page), (0, None), "an untitled opening has no title");
    }

    #[test]
    fn a_head_is_known_by_those_over_it() {
        let mut b = Builder::new();
        b.open_table(3, 1);
        for (at, row) in [["", "Trade", "<"], ["", "2021", "2022"], ["won", "1", "2"]].into_iter().enumerate() {
            let mut last = Span::default();
            for cell in row {
                if cell == "<" {
                    b.repeat_cell(last);
                } else {
                    b.open_cell();
                    b.text(cell);
                    last = b.end_cell();
                }
            }
            b.end_row();
            if at == 1 {
                b.end_head();
            }
        }
        let document = b.finish().expect("a document");
        let table = &document.tables()[0];
        let cell = |words: &str| Anchor::of(&document, span_of(&document, words), &rendition(&document)).cell.expect("a cell");
        let told = |cell: &CellAnchor| {
            (cell.columns.iter().map(ToString::to_string).collect::<Vec<_>>().join("/"), cell.is_alone, cell.rows.len())
        };
        assert_eq!(told(&cell("Trade")), ("Trade".into(), true, 0));
        assert_eq!(told(&cell("2022")), ("Trade/2022".into(), true, 0));
        let number = CellAnchor::of(&document, table.cells[2]).expect("a cell");
        assert_eq!(told(&number), ("Trade/2022".into(), true, 1));
        let heads = |wanted: &[&str]| {
            heads_at(&document, table, &wanted.iter().map(|head| SafeText::new(head)).collect::<Vec<_>>())
                .map(|head| document.slice(head))
                .collect::<Vec<_>>()
        };
        assert_eq!(heads(&["Trade"]), ["Trade"], "a head over two columns is one");
        assert_eq!(heads(&["Trade", "2021"]), ["2021"]);
        assert_eq!(heads(&["Trade", "2021", "x"]), Vec::<&str>::new());
        assert_eq!(heads(&["2021"]), Vec::<&str>::new());
    }

    #[test]
    fn a_span_over_two_cells_is_no_cell() {
        let document = brief();
        let span = span_of(&document, "142").cover(span_of(&document, "1.243.0"));
        assert_eq!(Anchor::of(&document, span, &rendition(&document)).cell, None);
    }

    proptest! {
        #[test]
        fn any_span_has_an_anchor(start in 0_usize..400, length in 0_usize..400) {
            let document = brief();
            let anchor = Anchor::of(&document, Span::new(start, start + length), &rendition(&document));
            prop_assert_eq!(document.slice(anchor.span()), &*anchor.quote);
            let json = serde_json::to_string(&anchor).expect("written");
            prop_assert_eq!(serde_json::from_str::<Anchor>(&json).expect("read"), anchor);
        }
    }
}
