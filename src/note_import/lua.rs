//! The part of Lua that settings are kept in: `return { ["a"] = 1, { … } }`. Nothing is run.

use serde_json::{Map, Value};

/// Tables within each other that are followed.
const DEEPEST: usize = 64;

/// What is wrong with a text that goes on to the end of the file.
const NO_END: &str = "a text without its end";

/// What is wrong with a letter that is written as a number.
const NO_NUMBER: &str = "a letter whose number can't be read";

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
            self.at += 2;
            // One that does not end takes all the rest.
            if self.long().is_none() {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, &'static str> {
        self.blank();
        if let Some(text) = self.long() {
            return text.map(Value::String);
        }
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
            let key = if !self.opens_long() && self.takes("[") {
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

    /// The next character.
    fn take(&mut self) -> Option<char> {
        let next = self.rest().chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// A text in quotes, with the escapes of Lua 5.4 (its manual, 3.1), which are those of LuaJIT too.
    fn string(&mut self) -> Result<String, &'static str> {
        let quote = self.take();
        let mut bytes: Vec<u8> = Vec::new();
        loop {
            match self.take() {
                None => return Err(NO_END),
                c if c == quote => return Ok(String::from_utf8_lossy(&bytes).into_owned()),
                Some('\\') => self.escape(&mut bytes)?,
                Some(other) => bytes.extend(other.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self, bytes: &mut Vec<u8>) -> Result<(), &'static str> {
        let plain = match self.take().ok_or(NO_END)? {
            'a' => 0x07,
            'b' => 0x08,
            't' => b'\t',
            'n' => b'\n',
            'v' => 0x0b,
            'f' => 0x0c,
            'r' => b'\r',
            // Two signs together end one line, whichever system wrote them.
            end @ ('\n' | '\r') => {
                self.takes(if end == '\n' { "\r" } else { "\n" });
                b'\n'
            }
            'z' => {
                let rest = self.rest();
                self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']).len();
                return Ok(());
            }
            'x' => {
                let number = self.rest().get(..2).and_then(hex).and_then(|number| u8::try_from(number).ok()).ok_or(NO_NUMBER)?;
                self.at += 2;
                number
            }
            'u' => {
                let digits = self.rest().strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits);
                let number = digits.and_then(hex).ok_or(NO_NUMBER)?;
                self.at += digits.map_or(0, str::len) + 2;
                let c = char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER);
                bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            // Three digits at most: a fourth is a letter of the text.
            '0'..='9' => {
                self.at -= 1;
                let rest = self.rest();
                let count = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
                self.at += count;
                rest[..count].parse().map_err(|_| NO_NUMBER)?
            }
            other => {
                bytes.extend(other.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
        };
        bytes.push(plain);
        Ok(())
    }

    fn opens_long(&self) -> bool {
        self.rest().strip_prefix('[').is_some_and(|rest| rest.trim_start_matches('=').starts_with('['))
    }

    /// What stands between long brackets (`[[ ]]`, `[==[ ]==]`), where one opens here: nothing in it is an escape.
    fn long(&mut self) -> Option<Result<String, &'static str>> {
        let level = self.rest().strip_prefix('[')?.bytes().take_while(|byte| *byte == b'=').count();
        let inside = self.rest()[1 + level..].strip_prefix('[')?;
        let close = format!("]{}]", "=".repeat(level));
        let Some(end) = inside.find(&close) else {
            self.at = self.text.len();
            return Some(Err(NO_END));
        };
        self.at += 2 + level + end + close.len();
        let text = inside[..end].replace("\r\n", "\n");
        // The end of the line that it opens on is no part of it.
        Some(Ok(text.strip_prefix('\n').map(str::to_owned).unwrap_or(text)))
    }
}

/// A number of hexadecimal digits alone.
fn hex(digits: &str) -> Option<u32> {
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
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

    fn text(quoted: &str) -> Result<String, &'static str> {
        match read(&format!("return {{ {quoted} }}")) {
            Ok(value) => Ok(value["1"].as_str().unwrap().to_owned()),
            Err((_, reason)) => Err(reason),
        }
    }

    #[test]
    fn the_number_of_a_letter_has_three_digits_at_most() {
        for (quoted, read) in [
            // LuaJIT writes a return before a digit so.
            (r#""a\0131b""#, "a\r1b"),
            (r#""\0651""#, "A1"),
            (r#""\65b""#, "Ab"),
            (r#""\0""#, "\0"),
            (r#""\234\176\1280""#, "가0"),
            (r#""\2550""#, "\u{FFFD}0"),
        ] {
            assert_eq!(text(quoted).as_deref(), Ok(read), "{quoted}");
        }
        for wrong in [r#""\256""#, r#""\999""#, r#""\xg0""#, r#""\u{}""#, r#""\u{41""#, r#""\u41""#] {
            assert_eq!(text(wrong), Err(NO_NUMBER), "{wrong}");
        }
    }

    #[test]
    fn every_escape_is_read_and_long_brackets_have_none() {
        for (quoted, read) in [
            (r#""\a\b\t\n\v\f\r\\\"\'""#, "\x07\x08\t\n\x0b\x0c\r\\\"'"),
            (r#""\x41\xEA\xB0\x80g""#, "A가g"),
            (r#""\u{AC00}\u{1F600}\u{d800}""#, "가😀\u{FFFD}"),
            ("\"one\\\ntwo\\\r\nthree\\\rfour\"", "one\ntwo\nthree\nfour"),
            ("\"one\\z  \n\t two\"", "onetwo"),
            (r#"'say "it"'"#, "say \"it\""),
            (r"[[a\n]]", "a\\n"),
            ("[[\na\r\nb]]", "a\nb"),
            ("[==[a]]b]=]c]==]", "a]]b]=]c"),
            ("--[[ a\ncomment ]] 'x' --[=[ ]] ]=]", "x"),
        ] {
            assert_eq!(text(quoted).as_deref(), Ok(read), "{quoted}");
        }
        assert_eq!(read("return { [ [[a]] ] = 1, [\"b\"] = [[c]], [[d]] }"), Ok(json!({ "a": 1.0, "b": "c", "1": "d" })));
        assert_eq!(text("[[a"), Err(NO_END));
        assert_eq!(text(r#""a\"#), Err(NO_END));
    }

    proptest! {
        #[test]
        fn any_text_is_a_table_or_a_fault(text in "return [{}\\[\\]=\"',a1xuz\\\\ \n-]{0,60}|\\PC{0,40}") {
            let _ = read(&text);
        }
    }
}
