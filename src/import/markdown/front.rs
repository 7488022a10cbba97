//! Front matter: what a file says of itself between two fences before its text.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::document::{BlockKind, Builder, FurnitureKind, SafeText, Span, WarningKind};

/// Front matter is looked for in the first bytes only.
const LONGEST: usize = 64 << 10;

/// Front matter as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front<'a> {
    /// Between `---` and `---` or `...`.
    Yaml(&'a str),
    /// Between `+++` and `+++`.
    Toml(&'a str),
}

/// The front matter of `text`, if it has one, and the text after it.
///
/// `---` is a thematic break too. It opens front matter where the first line after it is a
/// key with a colon, or where nothing stands between the fences.
pub(super) fn split(text: &str) -> (Option<Front<'_>>, &str) {
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let mut lines = head.split_inclusive('\n');
    let fence = match lines.next().map(str::trim_end) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => return (None, text),
    };
    let start = head.find('\n').map_or(head.len(), |end| end + 1);
    let mut end = start;
    for line in lines {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            let inside = &text[start..end];
            let front = if fence == "---" { Front::Yaml(inside) } else { Front::Toml(inside) };
            let rest = &text[end + line.len()..];
            return if has_keys(inside, if fence == "---" { ':' } else { '=' }) { (Some(front), rest) } else { (None, text) };
        }
        end += line.len();
    }
    (None, text)
}

fn has_keys(inside: &str, sign: char) -> bool {
    let first = inside.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_none_or(|line| line.contains(sign) || line.starts_with(['[', '{', '"']))
}

/// Reads `front` into what the document says of itself. What can't be read is a warning,
/// and is listed as it stands.
pub(super) fn read(front: Front<'_>, builder: &mut Builder) {
    let (raw, fields) = match front {
        Front::Yaml(raw) => (raw, yaml_fields(raw)),
        Front::Toml(raw) => (raw, toml_fields(raw)),
    };
    match fields {
        Ok(fields) => {
            for (name, value) in &fields {
                state(builder, name, value);
            }
            write_texts(builder, &fields);
        }
        Err(reason) => {
            builder.warn(WarningKind::FrontMatter { reason: SafeText::new(&reason) }, Span::default());
            builder.furniture(FurnitureKind::Markup, raw);
        }
    }
}

/// Writes what is meant to be read ahead of the text: the subtitle, the abstract, the keywords.
fn write_texts(builder: &mut Builder, fields: &[(String, String)]) {
    let value = |names: &[&str]| {
        let found = fields.iter().find(|(name, value)| names.contains(&name.to_lowercase().as_str()) && !value.trim().is_empty());
        found.map(|(name, value)| (name, value.trim()))
    };
    for names in [&["subtitle"][..], &["abstract", "summary", "description"], &["keywords"]] {
        let Some((name, value)) = value(names) else { continue };
        let text = if names == ["keywords"] { format!("{name}: {value}") } else { value.to_owned() };
        for paragraph in text.split("\n\n") {
            builder.open(BlockKind::Paragraph);
            builder.text(paragraph);
            builder.close();
        }
    }
}

fn state(builder: &mut Builder, name: &str, value: &str) {
    let value = value.trim();
    let meta = builder.meta();
    match name.to_lowercase().as_str() {
        _ if value.is_empty() => {}
        "title" if meta.title.is_none() => meta.title = Some(SafeText::new(value)),
        "lang" | "language" | "locale" if meta.language.is_none() => {
            meta.language = Some(SafeText::new(&value.replace('_', "-")));
        }
        _ => meta.fields.push((SafeText::new(name), SafeText::new(value))),
    }
}

/// Names and values of the scalars in YAML, in order: nested names joined by dots, the
/// members of a list by commas. An alias stands for nothing, so that none can be a bomb.
fn yaml_fields(raw: &str) -> Result<Vec<(String, String)>, String> {
    let mut fields = Fields::default();
    // The mapping around, by its current key; a list has none.
    let mut path: Vec<Option<String>> = Vec::new();
    let mut wants_key: Vec<bool> = Vec::new();
    for event in Parser::new_from_str(raw) {
        let (event, _) = event.map_err(|error| error.to_string())?;
        let is_key = wants_key.last().copied().unwrap_or(false);
        match event {
            Event::Scalar(key, ..) if is_key => {
                path.pop();
                path.push(Some(key.into_owned()));
                set_last(&mut wants_key, false);
                continue;
            }
            Event::Scalar(value, style, ..) => {
                let null = style == ScalarStyle::Plain && matches!(&*value, "" | "~" | "null" | "Null" | "NULL");
                if !null {
                    fields.add(path.iter().flatten(), &value);
                }
            }
            Event::MappingStart(..) | Event::SequenceStart(..) if is_key => return Err("a key that is not a word".into()),
            Event::MappingStart(..) => {
                path.push(None);
                wants_key.push(true);
                continue;
            }
            Event::SequenceStart(..) => {
                path.push(None);
                wants_key.push(false);
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                path.pop();
                wants_key.pop();
            }
            Event::DocumentEnd => break,
            _ => continue,
        }
        // A value has ended: in a mapping the next scalar is a key again.
        if path.last().is_some_and(Option::is_some) {
            set_last(&mut wants_key, true);
        }
    }
    Ok(fields.list)
}

fn set_last(stack: &mut [bool], to: bool) {
    if let Some(last) = stack.last_mut() {
        *last = to;
    }
}

/// As [`yaml_fields`], for TOML.
fn toml_fields(raw: &str) -> Result<Vec<(String, String)>, String> {
    let table: BTreeMap<String, toml::Spanned<toml::Value>> = toml::from_str(raw).map_err(|error| error.message().to_owned())?;
    let mut entries: Vec<_> = table.into_iter().collect();
    entries.sort_by_key(|(_, value)| value.span().start);
    let mut fields = Fields::default();
    for (name, value) in entries {
        add_toml(&mut fields, &mut vec![name], value.get_ref());
    }
    Ok(fields.list)
}

/// Recursion is bounded by the TOML reader, which takes no more than 80 levels.
fn add_toml(fields: &mut Fields, path: &mut Vec<String>, value: &toml::Value) {
    match value {
        toml::Value::String(text) => fields.add(path.iter(), text),
        toml::Value::Array(members) => members.iter().for_each(|member| add_toml(fields, path, member)),
        toml::Value::Table(table) => {
            for (name, value) in table {
                path.push(name.clone());
                add_toml(fields, path, value);
                path.pop();
            }
        }
        other => fields.add(path.iter(), &other.to_string()),
    }
}

#[derive(Debug, Default)]
struct Fields {
    list: Vec<(String, String)>,
}

impl Fields {
    fn add<'a>(&mut self, path: impl Iterator<Item = &'a String>, value: &str) {
        let name = path.map(String::as_str).collect::<Vec<_>>().join(".");
        match self.list.last_mut() {
            Some((last, list)) if *last == name => {
                list.push_str(", ");
                list.push_str(value);
            }
            _ => self.list.push((name, value.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(String, String)> {
        match split(text).0 {
            Some(Front::Yaml(raw)) => yaml_fields(raw).unwrap(),
            Some(Front::Toml(raw)) => toml_fields(raw).unwrap(),
            None => Vec::new(),
        }
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn yaml_of_every_shape() {
        let text = "---\n# 주석\ntitle: \"북러: 밀착\"\nauthor:\n  - 김 연구원\n  - Lee\ntags: [외교, 안보]\ndate: 2023-12-01\nsource: |\n  첫 줄\n  둘째 줄\npublisher: {name: KINU, city: 서울}\nempty:\ncopy: &a x\nalias: *a\n---\n본문\n";
        assert_eq!(
            fields(text),
            pairs(&[
                ("title", "북러: 밀착"),
                ("author", "김 연구원, Lee"),
                ("tags", "외교, 안보"),
                ("date", "2023-12-01"),
                ("source", "첫 줄\n둘째 줄\n"),
                ("publisher.name", "KINU"),
                ("publisher.city", "서울"),
                ("copy", "x"),
            ])
        );
        assert_eq!(split(text).1, "본문\n");
    }

    #[test]
    fn toml_in_the_files_order() {
        let text = "+++\ntitle = 'Brief'\ndate = 2023-12-01\nauthors = ['A', 'B']\nweight = 3\n[extra]\nlevel = true\n+++\n# H\n";
        let expected =
            [("title", "Brief"), ("date", "2023-12-01"), ("authors", "A, B"), ("weight", "3"), ("extra.level", "true")];
        assert_eq!(fields(text), pairs(&expected));
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        for text in
            ["---\n본문이다\n---\n", "---\ntitle: never closed\n", "--- \n", "text\n---\na: b\n---\n", "----\na: b\n----\n"]
        {
            assert_eq!(split(text), (None, text));
        }
    }

    #[test]
    fn dots_close_yaml_too() {
        assert_eq!(split("---\na: b\n...\nx").1, "x");
    }

    #[test]
    fn what_can_not_be_read_is_said() {
        let mut builder = Builder::new();
        read(Front::Yaml("a: [b\n"), &mut builder);
        read(Front::Toml("a = \n"), &mut builder);
        read(Front::Yaml(&format!("a: {}", "[".repeat(50_000))), &mut builder);
        read(Front::Yaml(&format!("a: {}", "{".repeat(50_000))), &mut builder);
        read(Front::Toml(&format!("a = {}", "[".repeat(50_000))), &mut builder);
        let document = builder.finish().unwrap();
        assert_eq!(document.warnings().len(), 5);
        assert_eq!(document.furniture().len(), 5);
    }
}
