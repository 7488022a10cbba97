//! The part of Lua that settings are kept in: `return { ["a"] = 1, { … } }`. Nothing is run.

use serde_json::{Map, Value};

/// Tables within each other that are followed.
const DEEPEST: usize = 64;

/// The value that a file returns; what is wrong, with the line.
pub(super) fn read(text: &str) -> Result<Value, (usize, &'static str)> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.file();
    value.map_err(|reason| (1 + text[..reader.at.min(text.len())].matches('\n').count(), reason))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn file(&mut self) -> Result<Value, &'static str> {
        self.blank();
        if !self.takes("return") {
            return Err("no table of settings: it does not begin with return");
        }
        let value = self.value(0)?;
        self.blank();
        if self.rest().is_empty() { Ok(value) } else { Err("something behind the table") }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn takes(&mut self, sign: &str) -> bool {
        let is_there = self.rest().starts_with(sign);
        self.at += if is_there { sign.len() } else { 0 };
        is_there
    }

    /// Blanks and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            if !self.rest().starts_with("--") {
                return;
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, &'static str> {
        self.blank();
        let rest = self.rest();
        match rest.chars().next() {
            Some('{') => self.table(depth),
            Some('"' | '\'') => self.string().map(Value::String),
            Some('-' | '.' | '0'..='9') => {
                let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'))).unwrap_or(rest.len());
                self.at += end;
                let number: f64 = rest[..end].parse().map_err(|_| "a number that can't be read")?;
                Ok(serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number))
            }
            Some(c) if c.is_ascii_alphabetic() => {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
                self.at += end;
                match &rest[..end] {
                    "true" => Ok(Value::Bool(true)),
                    "false" => Ok(Value::Bool(false)),
                    "nil" => Ok(Value::Null),
                    _ => Err("a word that is no value"),
                }
            }
            Some(_) => Err("a sign that is no value"),
            None => Err("it ends within a table"),
        }
    }

    /// A table as an object; what has no key is counted from 1.
    fn table(&mut self, depth: usize) -> Result<Value, &'static str> {
        if depth > DEEPEST {
            return Err("tables within tables without end");
        }
        self.at += 1;
        let (mut map, mut count) = (Map::new(), 0);
        loop {
            self.blank();
            if self.takes("}") {
                return Ok(Value::Object(map));
            }
            let key = if self.takes("[") {
                let key = self.value(depth + 1)?;
                self.blank();
                if !self.takes("]") {
                    return Err("a key without its bracket");
                }
                self.blank();
                if !self.takes("=") {
                    return Err("a key without a value");
                }
                match key {
                    Value::String(text) => text,
                    Value::Number(number) => number.as_f64().map(|number| number.to_string()).unwrap_or_default(),
                    _ => return Err("a key that is neither text nor number"),
                }
            } else if let Some(name) = self.name() {
                name
            } else {
                count += 1;
                count.to_string()
            };
            map.insert(key, self.value(depth + 1)?);
            self.blank();
            if !self.takes(",") && !self.takes(";") && !self.rest().starts_with('}') {
                return Err("it ends within a table");
            }
        }
    }

    /// `name =`, where that stands here.
    fn name(&mut self) -> Option<String> {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
        let behind = rest[end..].trim_start();
        if end == 0 || rest.starts_with(|c: char| c.is_ascii_digit()) || !behind.starts_with('=') {
            return None;
        }
        self.at += rest.len() - behind.len() + 1;
        Some(rest[..end].to_owned())
    }

    fn string(&mut self) -> Result<String, &'static str> {
        let quote = self.rest().chars().next().unwrap_or('"');
        self.at += 1;
        let mut bytes: Vec<u8> = Vec::new();
        let mut chars = self.rest().char_indices().peekable();
        let start = self.at;
        while let Some((at, c)) = chars.next() {
            match c {
                c if c == quote => {
                    self.at = start + at + 1;
                    return Ok(String::from_utf8_lossy(&bytes).into_owned());
                }
                '\\' => match chars.next().map(|(_, c)| c) {
                    Some('n' | '\n') => bytes.push(b'\n'),
                    Some('t') => bytes.push(b'\t'),
                    Some('r') => bytes.push(b'\r'),
                    Some(digit @ '0'..='9') => {
                        // Up to three digits; a fourth is a character of the text.
                        let mut number = digit.to_digit(10).unwrap_or(0);
                        for _ in 0..2 {
                            let digit = chars.peek().and_then(|(_, c)| c.to_digit(10));
                            let Some(next) = digit.map(|digit| number * 10 + digit).filter(|next| *next < 256) else { break };
                            number = next;
                            chars.next();
                        }
                        bytes.push(u8::try_from(number).unwrap_or(b'?'));
                    }
                    Some(other) => bytes.extend(other.encode_utf8(&mut [0; 4]).as_bytes()),
                    None => break,
                },
                other => bytes.extend(other.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        self.at = self.text.len();
        Err("a text without its end")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_read_and_nothing_is_run() {
        let text =
            "-- a comment\nreturn {\n  [\"a\"] = \"x\\n\\234\\176\\128\\\"\",\n  [1] = { true, nil, -1.5 },\n  b = 'c',\n}\n";
        assert_eq!(read(text), Ok(json!({ "a": "x\n가\"", "1": { "1": true, "2": null, "3": -1.5 }, "b": "c" })));
        assert_eq!(read(r#"return "a\0131b\13\0\9""#), Ok(json!("a\r1b\r\0\t")));
        assert_eq!(read("return os.exit()").map_err(|(line, _)| line), Err(1));
        assert_eq!(read("return {\n [\"a\"] = \"x\n").map_err(|(line, _)| line), Err(3));
        assert!(read(&format!("return {}", "{".repeat(100_000))).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_a_table_or_a_fault(text in "return [{}\\[\\]=\"',a1\\\\ \n-]{0,60}|\\PC{0,40}") {
            let _ = read(&text);
        }
    }
}
