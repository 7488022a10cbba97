//! Rust's source as trees of tokens: names, signs and what stands in brackets. Comments, texts and numbers say nothing.
//!
//! `syn` would give more than is asked for here, and as a dependency of tests it would have every derive of the program
//! built a second time.

/// A token, or several in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name or a keyword.
    Name(String),
    /// A sign: one of `::` is two.
    Sign(char),
    /// What stands between brackets, by the one that opens them.
    Group(char, Vec<Token>),
    /// A text, a number, a lifetime.
    Other,
}

/// The tokens of `text`, which compiles.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut at, mut open) = (0, vec![(' ', Vec::new())]);
    while let Some(c) = chars.get(at).copied() {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let found = match c {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '/' if next == '/' => {
                at += until(&chars[at..], |rest| rest[0] == '\n');
                continue;
            }
            '/' if next == '*' => {
                at += comment(&chars[at..]);
                continue;
            }
            '(' | '[' | '{' => {
                open.push((c, Vec::new()));
                at += 1;
                continue;
            }
            ')' | ']' | '}' => {
                at += 1;
                let (bracket, inside) = open.pop().expect("an open bracket");
                Token::Group(bracket, inside)
            }
            '"' => {
                at += quoted(&chars[at..]);
                Token::Other
            }
            '\'' => {
                let is_letter = next == '\\' || chars.get(at + 2) == Some(&'\'');
                at += if is_letter { letter(&chars[at..]) } else { 1 + name(&chars[at + 1..]) };
                Token::Other
            }
            c if c.is_ascii_digit() => {
                at += name(&chars[at..]);
                let is_fraction = chars.get(at) == Some(&'.') && chars.get(at + 1).is_some_and(char::is_ascii_digit);
                at += if is_fraction { 1 + name(&chars[at + 1..]) } else { 0 };
                Token::Other
            }
            c if c.is_alphanumeric() || c == '_' => {
                let length = name(&chars[at..]);
                let word: String = chars[at..at + length].iter().collect();
                let rest = &chars[at + length..];
                let hashes = rest.iter().take_while(|c| **c == '#').count();
                let behind = rest.get(hashes).copied().unwrap_or(' ');
                match (word.as_str(), behind) {
                    ("r" | "br" | "cr", '"') => {
                        let close: String = format!("\"{}", "#".repeat(hashes));
                        let close: Vec<char> = close.chars().collect();
                        at += length + hashes + 1;
                        at += until(&chars[at..], |rest| rest.starts_with(&close)) + close.len();
                        Token::Other
                    }
                    ("b" | "c", '"') if hashes == 0 => {
                        at += length + quoted(rest);
                        Token::Other
                    }
                    ("b", '\'') if hashes == 0 => {
                        at += length + letter(rest);
                        Token::Other
                    }
                    ("r", c) if hashes == 1 && (c.is_alphabetic() || c == '_') => {
                        let raw = name(&rest[1..]);
                        at += length + 1 + raw;
                        Token::Name(rest[1..=raw].iter().collect())
                    }
                    _ => {
                        at += length;
                        Token::Name(word)
                    }
                }
            }
            sign => {
                at += 1;
                Token::Sign(sign)
            }
        };
        open.last_mut().expect("a level").1.push(found);
    }
    open.pop().expect("a level").1
}

/// How far it is to where `is_end` holds of the rest.
fn until(chars: &[char], is_end: impl Fn(&[char]) -> bool) -> usize {
    (0..chars.len()).find(|at| is_end(&chars[*at..])).unwrap_or(chars.len())
}

/// How long a name or a number is.
fn name(chars: &[char]) -> usize {
    until(chars, |rest| !rest[0].is_alphanumeric() && rest[0] != '_')
}

/// How long a text in quotes is.
fn quoted(chars: &[char]) -> usize {
    let mut at = 1;
    while chars.get(at).is_some_and(|c| *c != '"') {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// How long a letter in quotes is.
fn letter(chars: &[char]) -> usize {
    let start = if chars.get(1) == Some(&'\\') { 3 } else { 2 };
    start + until(&chars[start..], |rest| rest[0] == '\'') + 1
}

/// How long a comment is that may hold others.
fn comment(chars: &[char]) -> usize {
    let (mut at, mut depth) = (0, 0);
    loop {
        match chars.get(at..at + 2) {
            Some(['/', '*']) => (at, depth) = (at + 2, depth + 1),
            Some(['*', '/']) => (at, depth) = (at + 2, depth - 1),
            Some(_) => at += 1,
            None => return chars.len(),
        }
        if depth == 0 {
            return at;
        }
    }
}

#[test]
fn tokens_are_told_from_what_only_looks_like_them() {
    let names = |text: &str| {
        fn take(tokens: &[Token], found: &mut Vec<String>) {
            for token in tokens {
                match token {
                    Token::Name(name) => found.push(name.clone()),
                    Token::Group(_, inside) => take(inside, found),
                    Token::Sign(_) | Token::Other => {}
                }
            }
        }
        let mut found = Vec::new();
        take(&tokens(text), &mut found);
        found.join(" ")
    };
    for (text, found) in [
        ("a // b\nc /* d /* e */ f */ g", "a c g"),
        ("a \"b \\\" c\" d 'e' '\\'' '\\u{1F600}' f 'g: h<'i>", "a d f h"),
        ("r\"a\" r#\"b\"c\"# br##\"d\"# e\"## b\"f\" c\"g\" b'h' r#i j", "i j"),
        ("0..a.len() 1.5 0x1f_u8 b.0.c 1.max(d)", "a len b c max d"),
        ("[a, (b), {c}]", "a b c"),
    ] {
        assert_eq!(names(text), found, "{text}");
    }
    let group = |bracket, inside| Token::Group(bracket, inside);
    let name = |name: &str| Token::Name(name.into());
    assert_eq!(tokens("a({b};)"), [name("a"), group('(', vec![group('{', vec![name("b")]), Token::Sign(';')])]);
}
