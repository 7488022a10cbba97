//! The reader's configuration: `config.toml` in the configuration folder. No file is no fault.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use serde::Deserialize;

use crate::annotation::Label;
use crate::app::{LABEL_COLOURS, Labels};
use crate::document::SafeText;
use crate::export::{STYLES, TARGETS, check_template, style_named, target_named};
use crate::platform::folders::Folders;
use crate::platform::sandbox::Limits;
use crate::study::Speed;
use crate::words::Words;

/// The names of the label colours from 1 on. Themes count in a ring, and their 0, which is also
/// that of notes without a label, is the yellow that comes last here.
const COLOURS: [&str; LABEL_COLOURS as usize] = ["blue", "red", "green", "magenta", "cyan", "yellow"];

/// What an exported file is called, where nothing else is said.
const FILE_NAME: &str = "{{ document.stem }}-notes";

/// What is configured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Config {
    /// The reader's name, kept with each note.
    pub(crate) author: Option<SafeText>,
    /// The reader's own labels.
    pub(crate) labels: Labels,
    /// What documents may take that are read apart.
    pub(crate) limits: Limits,
    /// How notes are exported where nothing else is said.
    pub(crate) export: Exports,
    /// How passages are cited.
    pub(crate) cite: Citing,
    /// How fast the reader reads.
    pub(crate) speed: Speed,
}

/// How notes are exported where nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exports {
    /// The target.
    pub(crate) format: &'static str,
    /// A template for the names of files.
    pub(crate) name: String,
    /// The folder that files go to from the screen; `~` is home. The working folder where none is said.
    pub(crate) folder: Option<String>,
    /// The folder where files are written again when notes change.
    pub(crate) auto: Option<PathBuf>,
}

impl Default for Exports {
    fn default() -> Self {
        Self { format: TARGETS[0].name, name: FILE_NAME.to_owned(), folder: None, auto: None }
    }
}

/// How passages are cited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Citing {
    /// The style's name; that of the language where none is said.
    pub(crate) style: Option<String>,
    /// Styles of the reader's own, by their names.
    styles: BTreeMap<String, String>,
}

impl Citing {
    /// The template of a style: the reader's own of that name, else ours; nothing is a style
    /// of neither.
    pub(crate) fn template(&self, name: &str) -> Option<String> {
        self.styles.get(name).cloned().or_else(|| style_named(name).map(|style| style.template.to_owned()))
    }

    /// The names of all styles.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.styles.keys().map(String::as_str).chain(STYLES.iter().map(|style| style.name)).collect()
    }
}

/// The file as it is written.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Written {
    reader: Reader,
    /// Names, each with the name of a colour.
    labels: BTreeMap<String, String>,
    limits: Allowed,
    export: Exporting,
    cite: Cited,
    reading: Pace,
}

/// Words, and characters of Korean, Chinese and Japanese, in a minute.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Pace {
    words: u32,
    characters: u32,
}

impl Default for Pace {
    fn default() -> Self {
        let Speed { words, characters } = Speed::default();
        Self { words, characters }
    }
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Exporting {
    format: String,
    name: String,
    folder: String,
    auto: String,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Cited {
    style: Option<String>,
    styles: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Allowed {
    /// In MiB.
    memory: u64,
    page_seconds: u64,
    seconds: u64,
}

impl Default for Allowed {
    fn default() -> Self {
        let Limits { memory, page_seconds, seconds } = Limits::default();
        Self { memory, page_seconds, seconds }
    }
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Reader {
    name: String,
}

impl Config {
    /// Reads the configuration. What can't be read is said in the reader's words, with the
    /// file and the line, beside what is used instead: the defaults.
    pub(crate) fn load(folders: Option<&Folders>, words: &Words) -> (Self, Option<String>) {
        let Some(path) = folders.map(|folders| folders.config.join("config.toml")) else { return Default::default() };
        let read = match fs::read_to_string(&path) {
            Ok(text) => Self::of(&text, words),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Default::default();
            }
            Err(error) => Err(crate::platform::io_reason::io_reason(words, &error)),
        };
        match read {
            Ok(config) => (config, None),
            Err(reason) => {
                let file = SafeText::new(&path.to_string_lossy());
                let args = [("file", file.as_str().into()), ("reason", reason.into())];
                (Self::default(), Some(words.fill("config-wrong", &args)))
            }
        }
    }

    fn of(text: &str, words: &Words) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start.min(text.len())].matches('\n').count());
            words.fill("config-line", &[("line", line.into()), ("reason", error.message().into())])
        })?;
        let mut labels = Vec::new();
        for (name, colour) in &written.labels {
            let at = COLOURS.iter().position(|known| *known == colour.to_lowercase()).ok_or_else(|| {
                let args =
                    [("label", name.as_str().into()), ("colour", colour.as_str().into()), ("known", COLOURS.join(", ").into())];
                words.fill("config-colour", &args)
            })?;
            labels.push((Label::named(name), u8::try_from(at + 1).unwrap_or(1)));
        }
        let author = Some(SafeText::new(written.reader.name.trim())).filter(|name| !name.is_empty());
        let export = exports(&written.export, words)?;
        for (name, template) in &written.cite.styles {
            check_template(template).map_err(|fault| crate::platform::exports::templates::said(&fault, name, words))?;
        }
        let cite = Citing { style: written.cite.style, styles: written.cite.styles };
        let Allowed { memory, page_seconds, seconds } = written.limits;
        let Pace { words, characters } = written.reading;
        let speed = Speed { words, characters };
        Ok(Self { speed, author, labels: Labels::new(labels), limits: Limits { memory, page_seconds, seconds }, export, cite })
    }
}

/// What is said of exports, with the usual where nothing is.
fn exports(written: &Exporting, words: &Words) -> Result<Exports, String> {
    let mut exports = Exports::default();
    if !written.format.is_empty() {
        let known = || TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(", ");
        exports.format = target_named(&written.format).map(|target| target.name).ok_or_else(|| {
            let args = [("value", written.format.as_str().into()), ("known", known().into())];
            words.fill("config-format", &args)
        })?;
    }
    if !written.name.is_empty() {
        check_template(&written.name)
            .map_err(|fault| crate::platform::exports::templates::said(&fault, "[export] name", words))?;
        exports.name.clone_from(&written.name);
    }
    exports.folder = Some(written.folder.clone()).filter(|folder| !folder.is_empty());
    if !written.auto.is_empty() {
        let home = written.auto.strip_prefix("~/").zip(etcetera::home_dir().ok()).map(|(rest, home)| home.join(rest));
        let folder = home.unwrap_or_else(|| PathBuf::from(&written.auto));
        // What it would be under differs from run to run.
        if !folder.is_absolute() {
            return Err(words.fill("config-auto", &[("value", written.auto.as_str().into())]));
        }
        exports.auto = Some(folder);
    }
    Ok(exports)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn of(text: &str) -> Result<Config, String> {
        Config::of(text, &Words::new(Language::English))
    }

    #[test]
    fn a_name_and_labels_are_configured() {
        let config = of("[reader]\nname = \" 홍길동 \"\n[labels]\n\"중요\" = \"Red\"\n").expect("a configuration");
        assert_eq!(config.author.as_deref().map(ToString::to_string), Some("홍길동".into()));
        assert_eq!(config.labels.colour(&Label::named("중요")), 2);
        // Zero is for notes without a label: no colour may be that.
        let yellow = of("[labels]\na = \"yellow\"\nb = \"blue\"\n").expect("a configuration").labels;
        assert_eq!([yellow.colour(&Label::named("a")), yellow.colour(&Label::named("b"))], [6, 1]);
        let limits = of("[limits]\nmemory = 64\n").expect("a configuration").limits;
        assert_eq!(limits, Limits { memory: 64, ..Limits::default() });
        let speed = of("[reading]\nwords = 300\n").expect("a configuration").speed;
        assert_eq!(speed, Speed { words: 300, ..Speed::default() });
        assert_eq!(of(""), Ok(Config::default()));
    }

    #[test]
    fn a_folder_for_exports_is_a_whole_path() {
        let auto = |text: &str| of(&format!("[export]\nauto = \"{text}\"\n")).map(|config| config.export.auto);
        assert_eq!(auto("/vault/notes"), Ok(Some("/vault/notes".into())));
        assert!(auto("~/notes").is_ok_and(|folder| folder.is_none_or(|folder| folder.ends_with("notes"))));
        assert_eq!(auto(""), Ok(None));
        assert!(auto("notes").expect_err("no whole path").contains("notes"));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        assert!(of("[reader]\nnmae = \"x\"\n").expect_err("a wrong name").contains('2'));
        assert!(of("[labels]\nx = \"pink\"\n").expect_err("no such colour").contains("pink"));
        assert!(of("[reader\n").expect_err("no table").contains('1'));
    }
}
