//! Between points of the text and columns of a row; rows as plain text.

use super::label::{call_label, marker_text};
use super::lines::is_space;
use super::measure::Cells;
use super::{Flow, Piece, PieceContent, Row, width};
use crate::document::{Point, Span};

impl Flow<'_> {
    /// The column of `row` in which the character at `point` is drawn; after the last one for
    /// the end of a text or the spaces that the row's end dropped; `None` where the row
    /// doesn't show it. Whatever stands in a formula that is drawn is where that begins. A call's own column stands in its [`Piece`]: at its point, the text
    /// after it is meant, if there is any in this row.
    #[must_use]
    pub fn x_of(&self, row: &Row, point: Point) -> Option<u16> {
        if let Some((piece, span)) = row.texts().find(|(_, span)| span.contains(point)) {
            if matches!(piece.what, PieceContent::Formula(_)) {
                return Some(piece.x);
            }
            let at = point.at() - span.start.at();
            let mut x = piece.x;
            for cell in Cells::new(self.document.slice(span)).take_while(|cell| cell.end <= at) {
                x = x.saturating_add(u16::try_from(cell.width).unwrap_or(u16::MAX));
            }
            return Some(x);
        }
        if let Some(call) = row.pieces.iter().find(|piece| matches!(piece.what, PieceContent::Call(_, at) if at == point)) {
            return Some(call.x);
        }
        let (piece, span) = row.texts().filter(|(_, span)| span.end <= point).last()?;
        let dropped = Span { start: span.end, end: point };
        let after = self.document.text().get(point.at()..).and_then(|rest| rest.chars().next());
        let is_end = after.is_none_or(|c| c == '\n' || is_space(c))
            && dropped.len() <= 64
            && self.document.slice(dropped).chars().all(is_space);
        is_end.then_some(piece.x + piece.width)
    }

    /// The point nearest to column `x` of `row`: of the character there, or of the call whose
    /// label is there; of the first or last character, left or right of all text. `None` in a
    /// row without text.
    #[must_use]
    pub fn point_at(&self, row: &Row, x: u16) -> Option<Point> {
        let has_point =
            |piece: &&Piece| matches!(piece.what, PieceContent::Text(_) | PieceContent::Formula(_) | PieceContent::Call(..));
        let distance = |piece: &&Piece| {
            let end = piece.x + piece.width.max(1) - 1;
            (piece.x.saturating_sub(x).max(x.saturating_sub(end)), piece.width == 0)
        };
        let nearest = row.pieces.iter().filter(has_point).min_by_key(distance)?;
        match nearest.what {
            PieceContent::Call(_, at) => Some(at),
            PieceContent::Formula(formula) => Some(formula.span.start),
            PieceContent::Text(span) => {
                let mut end = nearest.x;
                let cells = || Cells::new(self.document.slice(span));
                let found = cells().find(|cell| {
                    end = end.saturating_add(u16::try_from(cell.width).unwrap_or(u16::MAX));
                    end > x
                });
                let start = found.or_else(|| cells().last()).map_or(0, |cell| cell.start);
                Some(Point::new(span.start.at() + start))
            }
            _ => None,
        }
    }

    /// The row as plain text, without spaces at its end: what the screen shows of it, without
    /// its colours.
    #[must_use]
    pub fn line(&self, row: &Row) -> String {
        let mut line = String::new();
        self.write_line(row, &mut line);
        line
    }

    /// Adds the row as plain text to `out`.
    pub fn write_line(&self, row: &Row, out: &mut String) {
        self.write_noted(row, out, &mut |_, _| {});
    }

    /// The same; `note` is told at which byte of `out` each text of the document begins.
    pub(super) fn write_noted(&self, row: &Row, out: &mut String, note: &mut dyn FnMut(usize, Span)) {
        let start = out.len();
        let ascii = self.setting.ascii;
        let mut column = 0_u16;
        for piece in &row.pieces {
            out.extend(std::iter::repeat_n(' ', usize::from(piece.x.saturating_sub(column))));
            column = piece.x.max(column).saturating_add(piece.width);
            let room = usize::from(piece.width);
            match piece.what {
                PieceContent::Text(span) => {
                    note(out.len(), span);
                    out.push_str(self.document.slice(span));
                }
                PieceContent::Formula(formula) => out.push_str(row.drawn_for(formula)),
                PieceContent::Call(footnote, _) | PieceContent::Label(footnote) => {
                    let label = self.document.footnotes().get(footnote as usize).map_or("", |note| &*note.label);
                    push_cut(&call_label(label, ascii), room, out);
                }
                PieceContent::Marker(marker) => push_cut(&marker_text(marker, ascii), room, out),
                PieceContent::QuoteBar => out.push(if ascii { '|' } else { '│' }),
                PieceContent::Rule => out.extend(std::iter::repeat_n(if ascii { '-' } else { '─' }, room)),
                PieceContent::Cut => out.push(if ascii { '>' } else { '›' }),
            }
        }
        let text = out[start..].trim_end_matches(is_space).len();
        out.truncate(start + text);
    }
}

/// Adds the start of `text` that takes no more than `room` columns.
fn push_cut(text: &str, room: usize, out: &mut String) {
    if width(text) <= room {
        out.push_str(text);
        return;
    }
    let mut left = room;
    for cell in Cells::new(text) {
        let Some(rest) = left.checked_sub(cell.width as usize) else { break };
        left = rest;
        out.push_str(&text[cell.start..cell.end]);
    }
    out.extend(std::iter::repeat_n(' ', left));
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture::{built, paragraph};
    use super::super::{LayoutOptions, Place};
    use super::*;
    use crate::document::Document;

    const SETTING: LayoutOptions = LayoutOptions { measure: 20, room: 20, ascii: false, formulas: false };

    fn rows(document: &Document) -> (Flow<'_>, Vec<Row>) {
        let flow = Flow::new(document, SETTING);
        (flow, flow.rows(Place::default(), usize::MAX))
    }

    #[test]
    fn columns_and_points_of_wide_characters() {
        let document = paragraph("북러 밀착은");
        let (flow, rows) = rows(&document);
        let xs: Vec<_> = document.text().char_indices().map(|(at, _)| flow.x_of(&rows[0], Point::new(at))).collect();
        assert_eq!(xs, [0, 2, 4, 5, 7, 9, 11].map(Some));
        let points: Vec<_> = (0..12).map(|x| flow.point_at(&rows[0], x).map_or(99, |point| point.0)).collect();
        assert_eq!(points, [0, 0, 3, 3, 6, 7, 7, 10, 10, 13, 13, 13]);
    }

    #[test]
    fn a_click_on_a_label_is_a_click_on_the_call() {
        let document = built(|b| {
            b.text("발표했고,");
            b.call("12", "12");
            b.text(" 10월");
        });
        let (flow, rows) = rows(&document);
        assert_eq!(flow.line(&rows[0]), "발표했고,¹² 10월");
        assert_eq!([9, 10, 11].map(|x| flow.point_at(&rows[0], x)), [Some(Point(13)); 3]);
        assert_eq!(flow.point_at(&rows[0], 12), Some(Point(14)));
        assert_eq!(flow.x_of(&rows[0], Point(13)), Some(11), "the text after the call");
    }

    #[test]
    fn a_label_after_nothing_that_shows_is_still_found() {
        let document = built(|b| {
            b.text("\u{fe0f}");
            b.call("1", "1");
        });
        let (flow, rows) = rows(&document);
        assert_eq!(flow.point_at(&rows[0], 0), Some(Point(3)));
    }

    #[test]
    fn the_space_that_a_row_ends_with_is_after_it() {
        let document = paragraph("워싱턴선언과 정찰위성을 두고");
        let (flow, rows) = rows(&document);
        assert_eq!(flow.line(&rows[0]), "워싱턴선언과");
        let space = Point::new("워싱턴선언과".len());
        assert_eq!(flow.x_of(&rows[0], space), Some(12));
        assert_eq!(flow.x_of(&rows[0], Point(space.0 + 1)), None);
        assert_eq!(flow.x_of(&rows[1], Point(space.0 + 1)), Some(0));
        assert_eq!(flow.x_of(&rows[1], Point::new(document.text().len() - 1)), Some(15));
    }

    #[test]
    fn a_row_without_text_has_no_point() {
        let document = paragraph("하나");
        let (flow, rows) = rows(&document);
        let blank = Row { pieces: smallvec::SmallVec::new(), ..rows[0].clone() };
        assert_eq!((flow.point_at(&blank, 3), flow.x_of(&blank, Point(0))), (None, None));
    }
}
