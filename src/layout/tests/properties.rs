//! What holds for every document at every width.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::lines::is_space;
use super::super::measure::Cells;
use super::super::{Flow, LayoutOptions, PieceContent, Place, Role, Row, plain, width};
use super::fixture::{built, paragraph, table};
use crate::document::{BlockKind, Builder, Document, MarkKind, Marker, Point, Span};

fn setting(measure: u16, room: u16) -> LayoutOptions {
    LayoutOptions { measure, room, ascii: false, formulas: true }
}

/// Checks all that must hold for the rows of `document` and gives them.
fn check(document: &Document, setting: LayoutOptions) -> Vec<Row> {
    let flow = Flow::new(document, setting);
    let rows = flow.rows(Place::default(), usize::MAX);
    for pair in rows.windows(2) {
        assert!(pair[0].place < pair[1].place, "{:?} {:?}", pair[0], pair[1]);
        assert!(pair[0].block <= pair[1].block);
    }
    for row in &rows {
        check_place(&flow, row);
        check_columns(&flow, row);
        check_points(&flow, row);
    }
    check_steps(&flow, &rows);
    check_text(document, setting, &rows);
    let mut out = Vec::new();
    plain(document, setting, &mut out).expect("writing to memory");
    let lines: String = rows.iter().map(|row| flow.line(row) + "\n").collect();
    assert_eq!(String::from_utf8(out).expect("text"), lines);
    rows
}

/// A row's place leads back to it, and so does every point that it shows.
fn check_place(flow: &Flow<'_>, row: &Row) {
    assert_eq!(flow.nearest(row.place), row.place);
    let shown: Vec<Span> = row.texts().map(|(_, span)| span).collect();
    if row.place.above > 0 {
        assert!(shown.is_empty());
        return;
    }
    for span in shown {
        for (at, _) in flow.document.slice(span).char_indices().step_by(7) {
            assert_eq!(flow.place_of(Point::new(span.start.at() + at)), row.place, "{row:?}");
        }
    }
    assert_eq!(flow.place_of(row.place.point), row.place, "{row:?}");
    assert_eq!(flow.rows(row.place, 1).first(), Some(row));
}

/// Pieces stand side by side, are as wide as they say, and end within the row's room.
fn check_columns(flow: &Flow<'_>, row: &Row) {
    let LayoutOptions { measure, room, .. } = flow.setting;
    let in_table = matches!(flow.document.blocks()[row.block as usize].kind, BlockKind::Table(_));
    let limit = if in_table || row.role == Role::Code { room.max(measure) } else { measure }.max(1);
    let mut end = 0;
    let mut lone = false;
    for piece in &row.pieces {
        assert!(piece.x >= end || lone, "{row:?} {:?}", flow.line(row));
        end = piece.x + piece.width;
        let shown = match piece.what {
            PieceContent::Text(span) => Some(flow.document.slice(span)),
            PieceContent::Formula(formula) => Some(row.drawn_for(formula)),
            _ => None,
        };
        if let Some(text) = shown {
            assert_eq!(width(text), piece.width as usize, "{text:?}");
            // One cluster that is wider than the room is the only thing that may stand out.
            lone = Cells::new(text).count() <= 1 || Cells::new(text).filter(|cell| cell.width > 0).count() <= 1;
        }
        assert!(end <= limit || lone, "{end} columns of {limit}: {:?} {row:?}", flow.line(row));
    }
}

/// The column of a shown point leads back to it.
fn check_points(flow: &Flow<'_>, row: &Row) {
    for (piece, span) in row.texts() {
        if let PieceContent::Formula(formula) = piece.what {
            // The whole of it is where its source begins.
            assert!(formula.whole.encloses(span) && !span.is_empty() && !row.drawn_for(formula).is_empty());
            assert_eq!((flow.x_of(row, span.start), flow.point_at(row, piece.x)), (Some(piece.x), Some(span.start)));
            assert_eq!(flow.point_at(row, piece.x + piece.width - 1), Some(span.start));
            continue;
        }
        let text = flow.document.slice(span);
        for cell in Cells::new(text).filter(|cell| cell.width > 0).step_by(5) {
            let point = Point::new(span.start.at() + cell.start);
            let x = flow.x_of(row, point).expect("a shown point has a column");
            assert!(piece.x <= x && x < piece.x + piece.width.max(1));
            assert_eq!(flow.point_at(row, x), Some(point), "{:?} {row:?}", flow.line(row));
        }
    }
    for piece in &row.pieces {
        if let PieceContent::Call(_, at) = piece.what {
            assert_eq!(flow.point_at(row, piece.x), Some(at));
        }
    }
}

fn check_steps(flow: &Flow<'_>, rows: &[Row]) {
    let count = isize::try_from(rows.len()).expect("rows");
    let Some(last) = rows.last() else { return };
    assert_eq!(flow.step(rows[0].place, isize::MAX), (last.place, count - 1));
    assert_eq!(flow.step(last.place, -isize::MAX), (rows[0].place, 1 - count));
    for from in (0..rows.len()).step_by(3) {
        for by in [1, 2, 5, 17] {
            let to = (from + by).min(rows.len() - 1);
            let moved = isize::try_from(to - from).expect("rows");
            assert_eq!(flow.step(rows[from].place, isize::try_from(by).expect("rows")), (rows[to].place, moved));
            assert_eq!(flow.step(rows[to].place, -moved), (rows[from].place, -moved));
        }
        assert_eq!(flow.rows(rows[from].place, 4), rows[from..rows.len().min(from + 4)]);
    }
    for height in [1, 3, 10] {
        assert_eq!(flow.last_top(height), rows[rows.len().saturating_sub(height)].place);
    }
}

/// Every byte but spaces at the ends of rows is shown once, in order; of tables, every cell
/// that starts in a column which is shown.
fn check_text(document: &Document, setting: LayoutOptions, rows: &[Row]) {
    let mut shown: Vec<Span> =
        rows.iter().flat_map(|row| row.texts().map(|(_, span)| span)).filter(|span| !span.is_empty()).collect();
    let cut = rows.iter().any(|row| row.role != Role::Code && row.pieces.iter().any(|piece| piece.what == PieceContent::Cut));
    let in_order = |spans: &[Span]| spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
    if document.tables().is_empty() {
        assert!(in_order(&shown));
    }
    shown.sort();
    assert!(in_order(&shown));
    // So little room that even the sign for what is cut has none.
    if cut || (setting.room < 10 && !document.tables().is_empty()) {
        return;
    }
    let mut at = 0;
    for span in shown {
        let between = &document.text()[at..span.start.at()];
        assert!(between.chars().all(|c| is_space(c) || c == '\n'), "left out: {between:?}");
        at = span.end.at();
    }
    assert!(document.text()[at..].chars().all(|c| is_space(c) || c == '\n'), "left out: {:?}", &document.text()[at..]);
}

#[derive(Debug, Clone)]
enum Made {
    Text(BlockKind, u8, u8, Vec<Run>),
    Code(Vec<String>),
    Formula(Vec<String>),
    Grid(usize, usize, Vec<Vec<String>>),
    Rule,
    Note(u8, Vec<Run>),
}

#[derive(Debug, Clone)]
enum Run {
    Words(String),
    Call(u8),
    Break,
    Formula(String),
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[가-힣]{1,6}( [가-힣]{1,6}[,.]?){0,20}",
        2 => "[a-z]{1,9}( [a-z(]{1,9}[,.)!]?){0,20}",
        1 => "[一-龥ぁ-んァ-ヶー、。「」]{1,60}",
        1 => "[a-z0-9/.:?&=_%-]{1,90}",
        1 => "[ -~ا-يא-תก-์क-्👨👩🏽🇰🇷\u{200d}\u{fe0f}\u{301}\u{a0}\u{3000}ᄀ-ᄒ가-힣“”‘’()《》·…—–%!?.,ﾞ]{0,40}",
    ]
}

/// A formula, its signs included; some that can't be drawn.
fn formula() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z0-9]{1,3}",
        "[a-z]_\\{?[a-z]",
        "[a-z]\\^[0-9]",
        Just(r"\frac{a + b}{c}".to_owned()),
        Just(r"\sum_{j=1}^{n}".to_owned()),
        Just(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}".to_owned()),
        Just(r"\text{한국 성장률}".to_owned()),
        Just(r"\hat{\beta}".to_owned()),
        Just(" = ".to_owned()),
        Just(r" \le ".to_owned()),
        Just(" + ".to_owned()),
        Just(r"\unknown".to_owned()),
        Just("\u{301}".to_owned()),
        Just("👨🏽".to_owned()),
    ];
    vec(part, 1..12).prop_map(|parts| format!("${}$", parts.concat()))
}

fn runs() -> impl Strategy<Value = Vec<Run>> {
    let run = prop_oneof![6 => words().prop_map(Run::Words), 2 => (0..20_u8).prop_map(Run::Call), 1 => Just(Run::Break), 2 => formula().prop_map(Run::Formula)];
    vec(run, 1..6)
}

fn kind() -> impl Strategy<Value = BlockKind> {
    prop_oneof![
        4 => Just(BlockKind::Paragraph),
        1 => (1..4_u8).prop_map(BlockKind::Heading),
        1 => Just(BlockKind::Item(Marker::Bullet)),
        1 => (0..2000_u32).prop_map(|n| BlockKind::Item(Marker::Number(n))),
        1 => Just(BlockKind::Item(Marker::Printed)),
        1 => Just(BlockKind::Item(Marker::Task(true))),
        1 => Just(BlockKind::Caption),
        1 => Just(BlockKind::Source),
        1 => Just(BlockKind::Figure),
    ]
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        1 => Just("^".to_owned()),
        1 => Just("<".to_owned()),
        3 => "[-–△]?[0-9]{1,3}(,[0-9]{3}){0,2}(\\.[0-9]{1,3})?%?",
        3 => "[가-힣a-z]{1,5}( [가-힣a-z]{1,9}){0,6}",
        1 => "[가-힣0-9]{0,5}¹{1,3}( [가-힣a-z¹]{1,9}){0,3}",
        1 => words(),
    ]
}

fn made() -> impl Strategy<Value = Made> {
    prop_oneof![
        6 => (kind(), 0..5_u8, 0..3_u8, runs()).prop_map(|(kind, depth, quote, runs)| Made::Text(kind, depth, quote, runs)),
        1 => vec("[ -~가-힣]{0,60}", 0..6).prop_map(Made::Code),
        1 => vec(formula(), 1..4).prop_map(Made::Formula),
        3 => (0..3_usize, 1..7_usize).prop_flat_map(|(heads, columns)| (Just(heads), Just(columns), vec(vec(cell(), columns), 0..6)))
            .prop_map(|(heads, columns, cells)| Made::Grid(heads, columns, cells)),
        1 => Just(Made::Rule),
        1 => (0..20_u8, runs()).prop_map(|(note, runs)| Made::Note(note, runs)),
    ]
}

fn write(b: &mut Builder, runs: &[Run]) {
    for run in runs {
        match run {
            Run::Words(text) => b.text(text),
            Run::Call(note) => b.call(&note.to_string(), &note.to_string()),
            Run::Break => b.line_break(),
            Run::Formula(source) => {
                let from = b.here();
                b.text(source);
                b.mark(from, MarkKind::Formula);
            }
        }
    }
}

fn document(made: &[Made]) -> Document {
    built(|b| {
        for part in made {
            match part {
                Made::Text(kind, depth, quote, runs) => {
                    b.nest(*depth, *quote);
                    b.open(*kind);
                    write(b, runs);
                }
                Made::Code(lines) => {
                    b.open(BlockKind::Code);
                    lines.iter().for_each(|line| b.code_line(line));
                }
                Made::Formula(lines) => {
                    b.open(BlockKind::Code);
                    let from = b.here();
                    lines.iter().for_each(|line| b.code_line(line.trim_matches('$')));
                    b.mark(from, MarkKind::Formula);
                }
                Made::Grid(heads, columns, cells) => {
                    let rows: Vec<Vec<&str>> = cells.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
                    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
                    if rows.is_empty() {
                        b.open_table(*columns, 0);
                        b.close();
                    } else {
                        table(b, 1, *heads, &rows);
                    }
                }
                Made::Rule => b.open(BlockKind::Rule),
                Made::Note(note, runs) => {
                    b.begin_body(&note.to_string(), &note.to_string());
                    write(b, runs);
                    b.end_body();
                }
            }
            b.nest(0, 0);
        }
    })
}

proptest! {
    // A document is a hundred cases in itself; `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 16, ..ProptestConfig::default() })]

    #[test]
    fn documents_of_all_kinds(made in vec(made(), 0..7), measure in prop_oneof![Just(72_u16), 20..90_u16, 1..12_u16], more in 0..40_u16) {
        check(&document(&made), setting(measure, measure + more));
    }

    #[test]
    fn long_paragraphs(text in words(), times in 400..1500_usize, measure in 8..100_u16) {
        let document = paragraph(&(text + " ").repeat(times / 8).chars().take(20_000).collect::<String>());
        let flow = Flow::new(&document, setting(measure, measure));
        let rows = flow.rows(Place::default(), usize::MAX);
        check_text(&document, flow.setting, &rows);
        rows.iter().for_each(|row| check_columns(&flow, row));
        rows.iter().step_by(rows.len() / 4 + 1).for_each(|row| check_place(&flow, row));
    }
}

#[test]
fn marks_may_be_given_anywhere() {
    let document = built(|b| {
        b.open(BlockKind::Paragraph);
        b.call("1", "1");
        b.mark(Point(0), MarkKind::Break);
        b.text("가 ");
        b.call("2", "2");
        b.call("3", "3");
        b.line_break();
        b.line_break();
        b.text("나");
        b.line_break();
    });
    for measure in 1..20 {
        check(&document, setting(measure, measure));
    }
}
