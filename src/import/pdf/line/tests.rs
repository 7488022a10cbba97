//! Glyphs to lines, by the words that come out.

use super::*;

/// `text` painted from `x` on, each letter half an em wide.
fn painted(text: &str, x: f32, y: f32, size: f32, apart: f32) -> Vec<Glyph> {
    let step = size * 0.5;
    let mut at = x;
    text.chars()
        .map(|c| {
            let glyph = Glyph { c, x0: at, x1: at + step, y, size, style: 0, turn: 0, role: Role::Unsaid };
            at += step + apart;
            glyph
        })
        .collect()
}

fn texts(glyphs: &[Glyph]) -> Vec<String> {
    lines(glyphs).into_iter().map(|line| line.text).collect()
}

#[test]
fn gaps_are_blanks_and_wide_gaps_part_lines() {
    let mut glyphs = painted("two", 0.0, 10.0, 10.0, 0.0);
    glyphs.extend(painted("words", 18.0, 10.0, 10.0, 0.0));
    glyphs.extend(painted("column", 80.0, 10.0, 10.0, 0.0));
    glyphs.extend(painted("below", 0.0, 22.0, 10.0, 0.0));
    assert_eq!(texts(&glyphs), ["two words", "column", "below"]);
}

#[test]
fn a_line_of_small_capitals_is_as_large_as_its_capitals() {
    let mut glyphs = painted("W", 0.0, 10.0, 14.0, 0.0);
    glyphs.extend(painted("HAT", 7.0, 10.0, 11.0, 0.0));
    glyphs.extend(painted("W", 30.0, 10.0, 14.0, 0.0));
    glyphs.extend(painted("AS", 37.0, 10.0, 11.0, 0.0));
    let found = lines(&glyphs);
    assert_eq!((found[0].text.as_str(), found[0].size), ("WHAT WAS", 14.0));
    let mut glyphs = painted("In", 0.0, 10.0, 14.0, 0.0);
    glyphs.extend(painted("small letters", 20.0, 10.0, 11.0, 0.0));
    assert_eq!(lines(&glyphs)[0].size, 11.0, "letters that are small are");
}

#[test]
fn a_raised_number_goes_into_its_line() {
    let mut glyphs = painted("word", 0.0, 10.0, 10.0, 0.0);
    glyphs.extend(painted("12", 20.5, 6.5, 6.0, 0.0));
    glyphs.extend(painted("and", 30.0, 10.0, 10.0, 0.0));
    let lines = lines(&glyphs);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].text, "word12 and");
    let raised: Vec<&str> = lines[0].pieces.iter().filter(|piece| piece.raised).map(|piece| lines[0].piece_text(piece)).collect();
    assert_eq!(raised, ["12"]);
}

#[test]
fn letters_set_apart_are_words() {
    assert_eq!(texts(&painted("SUMMARY", 0.0, 10.0, 10.0, 3.0)), ["SUMMARY"]);
    assert_eq!(texts(&painted("C O N T E N T S", 0.0, 10.0, 10.0, 0.0)), ["CONTENTS"]);
    assert_eq!(texts(&painted("plain text", 0.0, 10.0, 10.0, 0.0)), ["plain text"]);
}

#[test]
fn what_is_drawn_twice_is_read_once() {
    let mut glyphs = painted("Bold", 0.0, 10.0, 10.0, 0.0);
    glyphs.extend(painted("Bold", 0.3, 10.0, 10.0, 0.0));
    assert_eq!(texts(&glyphs), ["Bold"]);
}

#[test]
fn scripts_from_the_right_are_turned_round() {
    // As painted from the left: the number that is read last, then the word's last letter.
    let found = lines(&painted("12 םולש", 0.0, 10.0, 10.0, 0.0));
    assert_eq!(found[0].text, "שלום 12");
    let places: Vec<(f32, f32)> = found[0].pieces.iter().map(|piece| (piece.x0, piece.x1)).collect();
    assert_eq!(places, [(15.0, 35.0), (0.0, 10.0)]);
}

#[test]
fn parts_from_the_right_are_put_together_from_the_right() {
    let mut line = word("עולם", 0.0, 10.0);
    line.append(word("שלום", 40.0, 10.0));
    assert_eq!((line.text.as_str(), line.x0, line.x1), ("שלום עולם", 0.0, 60.0));
    let mut line = word("two", 0.0, 10.0);
    line.append(word("words", 40.0, 10.0));
    assert_eq!((line.text.as_str(), line.first_word_width()), ("two words", 15.0));
}
