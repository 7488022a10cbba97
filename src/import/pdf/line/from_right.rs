//! Scripts that are written from the right: what is painted from the left, in the order that it is read in.

use super::super::file::Glyph;

/// Puts the glyphs of a line, which come from the left, in the order that they are read in: after the bidirectional
/// algorithm of Unicode (UAX #9), as far as a line of print needs it.
pub(super) fn turn_round(glyphs: &mut [(Glyph, bool)]) {
    let right = glyphs.iter().filter(|(glyph, _)| is_from_right(glyph.c)).count();
    if right == 0 {
        return;
    }
    let letters = glyphs.iter().filter(|(glyph, _)| glyph.c.is_alphabetic()).count();
    if right * 2 <= letters {
        // Words of it inside a line of another script.
        each_run(glyphs, is_from_right, |c| !c.is_alphanumeric(), <[_]>::reverse);
        return;
    }
    glyphs.reverse();
    for (glyph, _) in glyphs.iter_mut() {
        glyph.c = mirrored(glyph.c);
    }
    // Numbers and words of other scripts stand from the left inside.
    let back = |run: &mut [(Glyph, bool)]| {
        run.reverse();
        run.iter_mut().for_each(|(glyph, _)| glyph.c = mirrored(glyph.c));
    };
    let mut at = 0;
    while at < glyphs.len() {
        let length = from_left(&glyphs[at..]);
        back(&mut glyphs[at..at + length]);
        at += length.max(1);
    }
}

/// Whether a line reads from the right: most of its letters do.
pub(super) fn reads_from_right(text: &str) -> bool {
    let right = text.chars().filter(|c| is_from_right(*c)).count();
    right > 0 && right * 2 > text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Letters and signs of scripts that are written from the right; their digits are not.
fn is_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && !is_digit(c)
        && !is_mark_of_number(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// What stands inside a number, between two digits.
fn is_mark_of_number(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '-' | '+' | '\u{66B}' | '\u{66C}')
}

/// What stands right at a number.
fn is_sign_of_number(c: char) -> bool {
    matches!(c, '%' | '\u{66A}' | '$' | '€' | '£' | '₪' | '°' | '#')
}

/// Calls `turn` with each run from one glyph that `starts` to the last one, with what goes on between them.
fn each_run(glyphs: &mut [(Glyph, bool)], starts: fn(char) -> bool, goes_on: fn(char) -> bool, turn: fn(&mut [(Glyph, bool)])) {
    let mut at = 0;
    while at < glyphs.len() {
        if !starts(glyphs[at].0.c) {
            at += 1;
            continue;
        }
        let reach = glyphs[at..].iter().take_while(|(glyph, _)| starts(glyph.c) || goes_on(glyph.c)).count();
        let end = glyphs[at..at + reach].iter().rposition(|(glyph, _)| starts(glyph.c)).map_or(1, |last| last + 1);
        turn(&mut glyphs[at..at + end]);
        at += end;
    }
}

/// How many glyphs, from the first on, stand from the left inside a line from the right: words of another script with
/// what is between them, or a number with its marks and signs. The glyphs are turned round already.
fn from_left(glyphs: &[(Glyph, bool)]) -> usize {
    let c = |at: usize| glyphs.get(at).map(|(glyph, _)| glyph.c);
    let is_word = |c: char| c.is_alphabetic() && !is_from_right(c);
    let stretch = glyphs.iter().take_while(|(glyph, _)| !is_from_right(glyph.c)).count();
    let held = &glyphs[..stretch];
    if c(0).is_some_and(|c| is_word(c) || is_digit(c)) && held.iter().any(|(glyph, _)| is_word(glyph.c)) {
        let last = held.iter().rposition(|(glyph, _)| is_word(glyph.c) || is_digit(glyph.c));
        return last.map_or(0, |last| last + 1);
    }
    let mut end = 0;
    while let Some(here) = c(end) {
        let inside = end > 0 && is_mark_of_number(here) && c(end - 1).is_some_and(is_digit) && c(end + 1).is_some_and(is_digit);
        let signs = is_sign_of_number(here) && (end > 0 || c(1).is_some_and(is_digit));
        // A minus sign that is painted before its number.
        let minus =
            end > 0 && matches!(here, '-' | '−') && c(end - 1).is_some_and(is_digit) && c(end + 1).is_none_or(|c| c == ' ');
        if !(is_digit(here) || inside || signs || minus) {
            break;
        }
        end += 1;
    }
    end
}

/// The bracket that is painted for `c` in a line from the right.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::file::Role;
    use super::*;

    fn read(painted: &str) -> String {
        let glyph = |c: char| (Glyph { c, x0: 0.0, x1: 5.0, y: 0.0, size: 10.0, style: 0, turn: 0, role: Role::Unsaid }, false);
        let mut glyphs: Vec<(Glyph, bool)> = painted.chars().map(glyph).collect();
        turn_round(&mut glyphs);
        glyphs.iter().map(|(glyph, _)| glyph.c).collect()
    }

    #[test]
    fn letters_turn_round_and_numbers_do_not() {
        for (painted, text) in [
            ("12 םולש", "שלום 12"),
            ("1,204.5 םולש", "שלום 1,204.5"),
            ("35% םולש", "שלום 35%"),
            ("-3.5 םולש", "שלום -3.5"),
            ("2021 2020 םולש", "שלום 2020 2021"),
            ("٢٠٢٤ ماع", "عام ٢٠٢٤"),
            ("םולש Red Sea םולש", "שלום Red Sea שלום"),
            ("ד (גבא) ה", "ה (אבג) ד"),
            ("see the words םולש םולש here", "see the words שלום שלום here"),
            ("plain text", "plain text"),
        ] {
            assert_eq!(read(painted), text, "{painted}");
        }
    }

    #[test]
    fn a_line_reads_from_the_right_where_most_of_its_letters_do() {
        assert!(reads_from_right("שלום 12") && reads_from_right("عام"));
        assert!(!reads_from_right("the word שלום") && !reads_from_right("12") && !reads_from_right("개요"));
    }
}
