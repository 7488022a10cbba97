//! What stands in the frame of a table and is none of its rows.

use super::super::file::Area;
use super::super::line::Line;
use super::Cell;
use crate::import::caption::{is_remark, is_source};

/// Takes the title in a cell over all of the table's top, and the sources and remarks in one at its foot, out of
/// it, and gives their lines back; what is left of its area comes out.
///
/// `ys` is where the rows begin and end. One that has a caption above it has no title inside.
pub(super) fn without_frame_lines(
    cells: &mut Vec<Vec<Cell>>,
    (ys, captioned): (&[f32], bool),
    mut area: Area,
    given_back: &mut Vec<Line>,
) -> Area {
    let alone = |row: &[Cell]| match row {
        [Cell::Lines(lines), rest @ ..] if !lines.is_empty() && rest.iter().all(|cell| *cell == Cell::Wide) => {
            Some(lines.clone())
        }
        _ => None,
    };
    let mut top = 0;
    while cells.len() > 2
        && !captioned
        && let Some(title) = alone(&cells[0])
    {
        given_back.extend(title);
        cells.remove(0);
        top += 1;
        area.y0 = ys[top];
    }
    while cells.len() > 2
        && let Some(words) =
            cells.last().and_then(|row| alone(row)).filter(|lines| is_source(&lines[0].text) || is_remark(&lines[0].text))
    {
        given_back.extend(words);
        cells.pop();
        area.y1 = ys[top + cells.len()];
    }
    area
}
