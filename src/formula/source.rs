//! The source of a formula, before it is parsed: what is around it, what is too wild for it, what the parser lacks.

use unicode_normalization::UnicodeNormalization;

/// Braces within braces, at most.
const DEEPEST: usize = 40;
/// Commands that are looked at where one is unknown, at most.
const MOST_COMMANDS: usize = 256;
/// Commands at one level of braces, at most.
const MOST_AT_A_LEVEL: usize = 160;
/// What defines commands is no formula, and could stand for any length of one; a number of a character could be a part
/// of another one to the parser.
const WILD: &[&str] =
    &["char", "def", "gdef", "edef", "xdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand"];
/// Stand for a backslash and for braces in text, until it is drawn.
const STAND_INS: [(char, char); 3] = [('\u{E000}', '\\'), ('\u{E001}', '{'), ('\u{E002}', '}')];

/// What stands between the signs of a formula.
pub(super) fn inner(source: &str) -> &str {
    let source = source.trim();
    let signs = [("$$", "$$"), ("$`", "`$"), ("$", "$"), ("\\[", "\\]"), ("\\(", "\\)")];
    let between = |(open, close): (&str, &str)| source.strip_prefix(open)?.strip_suffix(close);
    signs.into_iter().find_map(between).unwrap_or(source).trim()
}

/// Whether it nests no deeper than a formula does, and defines nothing.
pub(super) fn is_tame(source: &str) -> bool {
    // The commands at each level of braces: where one is the argument of another, the parser calls itself.
    let mut levels = vec![0_usize];
    let mut bytes = source.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
                if let Some(count) = levels.last_mut() {
                    *count += 1;
                    if *count > MOST_AT_A_LEVEL {
                        return false;
                    }
                }
            }
            // A parameter of a definition, or a colour's number, which the parser takes apart byte by byte; a remark.
            b'#' | b'%' => return false,
            b'{' if levels.len() > DEEPEST => return false,
            b'{' => levels.push(0),
            b'}' if levels.len() > 1 => drop(levels.pop()),
            _ => {}
        }
    }
    let private = |c: char| c.is_control() && c != '\n' || STAND_INS.iter().any(|(stand_in, _)| *stand_in == c);
    !source.contains(private) && commands(source).all(|(_, word)| !WILD.contains(&word))
}

/// The commands of letters in `source`, with where their backslashes stand.
fn commands(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + source.get(from..)?.find('\\')?;
            let word = word_at(source, at);
            from = at + 1 + word.len().max(source[at + 1..].chars().next().map_or(0, char::len_utf8));
            if !word.is_empty() {
                return Some((at, word));
            }
        }
    })
}

/// The letters behind the backslash at `at`.
fn word_at(source: &str, at: usize) -> &str {
    let rest = &source[at + 1..];
    &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()]
}

/// `source` in the parser's words: names that it has others for, and what is set beside a formula, not in it.
pub(super) fn ready(source: &str) -> String {
    // The parser takes any space for one of a single byte.
    let source: String = source.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let source = &source[..];
    let mut out = String::with_capacity(source.len());
    let mut from = 0;
    for (at, word) in commands(source) {
        if at < from {
            continue;
        }
        let mut end = at + 1 + word.len();
        let instead = match word {
            "operatorname" if source[end..].starts_with('*') => {
                end += 1;
                "\\operatorname"
            }
            "bm" | "pmb" => "\\boldsymbol",
            "mathbbm" | "mathds" => "\\mathbb",
            "mbox" | "textnormal" | "hbox" | "textup" => "\\text",
            "nonumber" | "notag" | "displaylimits" | "allowbreak" | "nobreak" => " ",
            "mathstrut" | "strut" | "centering" => " ",
            "tag" | "label" => {
                let Some(argument) = argument(source, end) else { continue };
                out.push_str(&source[from..at]);
                if word == "tag" {
                    out.push_str("\\qquad\\text{(");
                    out.push_str(&source[argument.clone()]);
                    out.push_str(")}");
                }
                from = argument.end + 1;
                continue;
            }
            _ => continue,
        };
        out.push_str(&source[from..at]);
        out.push_str(instead);
        from = end;
    }
    out.push_str(&source[from..]);
    out
}

/// What stands in the braces that follow byte `at`.
fn argument(source: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let rest = &source[at..];
    let open = at + rest.len() - rest.trim_start().len();
    if source.as_bytes().get(open) != Some(&b'{') {
        return None;
    }
    let mut depth = 0;
    let mut skip = false;
    for (found, byte) in source.bytes().enumerate().skip(open) {
        match byte {
            _ if skip => skip = false,
            b'\\' => skip = true,
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(open + 1..found),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Lines that stand in no environment of their own.
pub(super) fn in_rows(source: &str) -> Option<String> {
    source.contains("\\\\").then(|| format!("\\begin{{aligned}}{source}\\end{{aligned}}"))
}

/// `source` with the commands that are not `known` as text, with the braces behind them; `None` where all are.
pub(super) fn with_unknown_kept(source: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let mut words: Vec<(&str, bool)> = Vec::new();
    let mut out = String::with_capacity(source.len() + 64);
    // Where braces that are shown close, the innermost last.
    let mut closes: Vec<usize> = Vec::new();
    let (mut from, mut found) = (0, false);
    let copy = |out: &mut String, closes: &mut Vec<usize>, mut from: usize, to: usize| {
        while let Some(close) = closes.pop_if(|close| *close < to) {
            out.push_str(&source[from..close]);
            out.push_str("\\text{\u{E002}}}");
            from = close + 1;
        }
        out.push_str(&source[from..to.max(from)]);
    };
    for (count, (at, word)) in commands(source).enumerate() {
        if count == MOST_COMMANDS {
            return None;
        }
        let is_known = words.iter().find(|(other, _)| *other == word).map(|(_, known)| *known);
        let is_known = is_known.unwrap_or_else(|| {
            words.push((word, known(word)));
            words[words.len() - 1].1
        });
        if is_known {
            continue;
        }
        found = true;
        copy(&mut out, &mut closes, from, at);
        let end = at + 1 + word.len();
        out.push_str("{\\text{\u{E000}");
        out.push_str(word);
        out.push('}');
        from = end;
        match argument(source, end).filter(|argument| argument.start == end + 1) {
            Some(argument) => {
                out.push_str("\\text{\u{E001}}");
                closes.push(argument.end);
                from = argument.start;
            }
            None => out.push('}'),
        }
    }
    copy(&mut out, &mut closes, from, source.len());
    found.then_some(out)
}

/// A line as it is shown: composed, without stand-ins, without spaces at its end.
pub(super) fn restored(line: &str) -> String {
    let shown = |c: char| STAND_INS.iter().find(|(stand_in, _)| *stand_in == c).map_or(c, |(_, shown)| *shown);
    line.trim_end().chars().map(shown).filter(|c| !c.is_control()).nfc().collect()
}
