//! Which font is set while a page is painted. The interpreter tells an outline's program, and two
//! fonts that are not in the file may be drawn by one: where they differ in style, the page's
//! content is painted with a mark behind each choice of a font.

/// What the tags of the marks begin with; the name of the font in the page's resources follows.
pub(super) const TAG: &[u8] = b"ibid.face.";
/// Fonts that are kept while the state of the graphics is saved.
const MOST_SAVED: usize = 256;

/// `content` with a mark behind each operator after which another font is set.
pub(super) fn marked(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + content.len() / 8);
    let mut saved: Vec<Option<&[u8]>> = Vec::new();
    let (mut font, mut name): (Option<&[u8]>, Option<&[u8]>) = (None, None);
    let mut at = 0;
    while at < content.len() {
        let end = token(content, at);
        let word = &content[at..end];
        out.extend_from_slice(word);
        match word {
            [b'/', rest @ ..] => name = Some(rest),
            b"q" if saved.len() < MOST_SAVED => saved.push(font),
            b"Q" => {
                font = saved.pop().flatten();
                mark(&mut out, font);
            }
            b"Tf" => {
                font = name;
                mark(&mut out, font);
            }
            b"ID" => {
                // A picture in the content: its bytes are no operators.
                let picture = memchr::memmem::find(&content[end..], b"EI").map_or(content.len(), |length| end + length + 2);
                out.extend_from_slice(&content[end..picture]);
                at = picture;
                continue;
            }
            _ => {}
        }
        at = end;
    }
    out
}

fn mark(out: &mut Vec<u8>, font: Option<&[u8]>) {
    if let Some(font) = font {
        out.extend_from_slice(b" /");
        out.extend_from_slice(TAG);
        out.extend_from_slice(font);
        out.extend_from_slice(b" BMC EMC ");
    }
}

/// Where what starts at `at` ends: white space, a comment, a string, a name, a word, one other sign.
fn token(content: &[u8], at: usize) -> usize {
    let is_regular = |byte: &u8| !byte.is_ascii_whitespace() && *byte != 0 && !b"()<>[]{}/%".contains(byte);
    let run = |from: usize, of: &dyn Fn(&u8) -> bool| from + content[from..].iter().take_while(|byte| of(byte)).count();
    match content[at] {
        byte if byte.is_ascii_whitespace() || byte == 0 => run(at, &|byte| byte.is_ascii_whitespace() || *byte == 0),
        b'%' => run(at, &|byte| !matches!(byte, b'\n' | b'\r')),
        b'/' => run(at + 1, &is_regular),
        b'(' => string(content, at),
        b'<' if content.get(at + 1) != Some(&b'<') => (run(at, &|byte| *byte != b'>') + 1).min(content.len()),
        byte if is_regular(&byte) => run(at, &is_regular),
        _ => at + 1,
    }
}

/// Where the string in brackets that starts at `at` ends.
fn string(content: &[u8], at: usize) -> usize {
    let (mut depth, mut escaped) = (0_usize, false);
    for (index, byte) in content.iter().enumerate().skip(at) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return index + 1;
                }
            }
            _ => {}
        }
    }
    content.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(content: &str) -> String {
        let words = String::from_utf8(marked(content.as_bytes())).expect("a text");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_mark_stands_behind_each_choice_of_a_font() {
        assert_eq!(told("BT /F1 12 Tf (a) Tj ET"), "BT /F1 12 Tf /ibid.face.F1 BMC EMC (a) Tj ET");
        assert_eq!(
            told("/F1 9 Tf q /F2 9 Tf Q (b) Tj"),
            "/F1 9 Tf /ibid.face.F1 BMC EMC q /F2 9 Tf /ibid.face.F2 BMC EMC Q /ibid.face.F1 BMC EMC (b) Tj"
        );
    }

    #[test]
    fn what_only_looks_like_an_operator_is_left_alone() {
        for content in ["(/F1 12 Tf \\) \\(( Q) ) Tj", "<2F463120> Tj % /F1 12 Tf", "BI /W 1 ID /F1 1 Tf EI", "(open"] {
            assert_eq!(marked(content.as_bytes()), content.as_bytes(), "{content}");
        }
    }
}
