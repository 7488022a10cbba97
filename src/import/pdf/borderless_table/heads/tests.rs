//! Heads of columns, by the columns that they are put over.

use super::super::super::line::word;
use super::*;

const RULES: &[Area] = &[];

/// The heads over columns of values 20 points wide, 40 points apart, from 100 on: `<` and `^` go on what is beside them.
fn found(rows: &[Vec<Line>], width: u8, rules: &[Area]) -> Vec<Vec<String>> {
    let from = |column: u8| 60.0 + 40.0 * f32::from(column);
    let cuts: Vec<f32> = (1..width).map(|column| from(column) - 10.0).collect();
    let values: Vec<Option<(f32, f32)>> = (0..width).map(|column| Some((from(column), from(column) + 20.0))).collect();
    let columns = Columns { cuts: &cuts, values: &values, sides: (0.0, from(width)), rules };
    let text = |cell: &Cell| match cell {
        Cell::Wide => "<".into(),
        Cell::Tall => "^".into(),
        Cell::Lines(_) => cell.text(),
    };
    heads(rows, &columns).iter().map(|row| row.iter().map(text).collect()).collect()
}

/// Words of one line, in the order that they are read in.
fn line(words: &[(&str, f32)]) -> Line {
    let mut words = words.iter().map(|(text, x)| word(text, *x, 10.0));
    let first = words.next().expect("a word");
    words.fold(first, |mut line, word| {
        line.append(word);
        line
    })
}

#[test]
fn a_line_below_it_says_which_columns_a_head_stands_over() {
    let rows = [
        vec![word("Total", 127.0, 10.0)],
        vec![word("Year", 10.0, 22.0), word("men", 100.0, 22.0), word("all", 140.0, 22.0), word("age", 180.0, 22.0)],
    ];
    let rule = Area { x0: 98.0, y0: 13.0, x1: 162.0, y1: 13.0 };
    assert_eq!(found(&rows, 4, &[rule]), [["Year", "Total", "<", "age"], ["^", "men", "all", "^"]]);
}

#[test]
fn heads_of_the_last_row_are_parted_however_close() {
    let row = vec![word("Year", 10.0, 10.0), line(&[("men", 102.0), ("women", 120.0)])];
    assert_eq!(found(&[row], 3, RULES), [["Year", "men", "women"]]);
}

#[test]
fn the_lines_of_a_head_are_one_and_go_down_beside_two_levels() {
    let rows = [
        vec![word("Share", 98.0, 10.0), word("Sold", 155.0, 10.0)],
        vec![word("of", 102.0, 22.0), word("men", 140.0, 22.0), word("age", 180.0, 22.0)],
    ];
    let rule = Area { x0: 138.0, y0: 13.0, x1: 202.0, y1: 13.0 };
    assert_eq!(found(&rows, 4, &[rule]), [["", "Share of", "Sold", "<"], ["", "^", "men", "age"]]);
}

#[test]
fn heads_that_read_from_the_right_stand_over_their_columns() {
    // Read from the right, and parted however close; a word of another script may stand among them.
    for [first, second, third] in [["שנה", "גברים", "נשים"], ["سنة", "رجال", "نساء"], ["שנה", "GDP", "נשים"]]
    {
        let row = vec![line(&[(first, 182.0), (second, 142.0), (third, 102.0)])];
        assert_eq!(found(&[row], 4, RULES), [["", third, second, first]]);
    }
    let close = vec![line(&[("נשים", 120.0), ("גבר", 102.0)])];
    assert_eq!(found(&[close], 3, RULES), [["", "גבר", "נשים"]]);
    // Over several columns, with others below it.
    let rows = [vec![line(&[("גברים", 141.0), ("כל", 128.0)])], vec![word("x", 100.0, 22.0), word("y", 140.0, 22.0)]];
    assert_eq!(found(&rows, 3, RULES).first().map(Vec::len), Some(3));
}
