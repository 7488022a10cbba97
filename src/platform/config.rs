//! The reader's configuration: `config.toml` in the configuration folder. No file is no fault.
//!
//! The file is read into the very values that the program works with: a setting is a field here,
//! or in the type of its table, and its row in the documentation.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::annotation::Label;
use crate::app::{LABEL_COLOURS, Labels, Settings};
use crate::document::SafeText;
use crate::export::{STYLES, TARGETS, check_template, style_named, target_named};
use crate::platform::files::ways_to_read;
use crate::study::ReadingSpeed;
use crate::words::Words;

use super::exports::templates::template_words;
use super::folders::Folders;
use super::io_reason::io_reason;
use super::sandbox::{Limits, LimitsConfig};

/// The names of the label colours from 1 on. Themes count in a ring, and their 0, which is also
/// that of notes without a label, is the yellow that comes last here.
const COLOURS: [&str; LABEL_COLOURS as usize] = ["blue", "red", "green", "magenta", "cyan", "yellow"];

/// What is configured: a field for each table of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    reader: Reader,
    /// The reader's own labels, each with the name of a colour.
    labels: BTreeMap<String, String>,
    /// What documents may take, as it stands in the file.
    #[serde(rename = "limits")]
    limits_given: LimitsConfig,
    /// What documents may take.
    #[serde(skip)]
    pub(crate) limits: Limits,
    /// How notes are exported where nothing else is said.
    pub(crate) export: ExportConfig,
    /// How passages are cited.
    pub(crate) cite: CitationConfig,
    /// How fast the reader reads.
    #[serde(rename = "reading")]
    pub(crate) speed: ReadingSpeed,
}

/// Who reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Reader {
    /// Kept with each note.
    name: String,
}

/// How notes are exported where nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ExportConfig {
    /// The name of the target.
    pub(crate) format: String,
    /// A template for the names of files.
    pub(crate) name: String,
    /// The folder that files go to from the screen; `~` is home. The working folder where none is said.
    pub(crate) folder: Option<String>,
    /// The folder where files are written again when notes change.
    pub(crate) auto: Option<PathBuf>,
}

impl Default for ExportConfig {
    fn default() -> Self {
        Self { format: TARGETS[0].name.to_owned(), name: "{{ document.stem }}-notes".to_owned(), folder: None, auto: None }
    }
}

/// How passages are cited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CitationConfig {
    /// The style's name; that of the language where none is said.
    pub(crate) style: Option<String>,
    /// Styles of the reader's own, by their names.
    styles: BTreeMap<String, String>,
}

impl CitationConfig {
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

impl Config {
    /// Reads the configuration. What can't be read is said in the reader's words, with the
    /// file and the line, beside what is used instead: the defaults.
    pub(crate) fn load(folders: Option<&Folders>, words: &Words) -> (Self, Option<String>) {
        let Some(path) = folders.map(|folders| folders.config.join("config.toml")) else { return Default::default() };
        let read = match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text, words),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Default::default();
            }
            Err(error) => Err(io_reason(words, &error)),
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

    fn parse(text: &str, words: &Words) -> Result<Self, String> {
        let line = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        let mut config: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line(span.start));
            words.fill("config-line", &[("line", line.into()), ("reason", error.message().into())])
        })?;
        config.limits = config.limits_given.limits(words, &line)?;
        config.validate(words)?;
        Ok(config)
    }

    /// Says what is no value of its setting; what is left empty gets its default.
    fn validate(&mut self, words: &Words) -> Result<(), String> {
        for (name, colour) in &self.labels {
            if colour_named(colour).is_none() {
                let known = COLOURS.join(", ");
                let args = [("label", name.as_str().into()), ("colour", colour.as_str().into()), ("known", known.into())];
                return Err(words.fill("config-colour", &args));
            }
        }
        self.export.validate(words)?;
        for (name, template) in &self.cite.styles {
            check_template(template).map_err(|fault| template_words(&fault, name, words))?;
        }
        Ok(())
    }

    /// The reader's name, where it is told.
    pub(crate) fn author(&self) -> Option<SafeText> {
        Some(SafeText::new(self.reader.name.trim())).filter(|name| !name.is_empty())
    }

    /// What the state of the program is started with.
    pub(crate) fn settings(&self) -> Settings {
        let own = self.labels.iter().filter_map(|(name, colour)| Some((Label::named(name), colour_named(colour)?)));
        Settings { labels: Labels::new(own.collect()), speed: self.speed, ways: ways_to_read() }
    }
}

impl ExportConfig {
    fn validate(&mut self, words: &Words) -> Result<(), String> {
        let Self { format, name, .. } = Self::default();
        if self.format.is_empty() {
            self.format = format;
        }
        if self.name.is_empty() {
            self.name = name;
        }
        let target = target_named(&self.format).ok_or_else(|| {
            let known = TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(", ");
            words.fill("config-format", &[("value", self.format.as_str().into()), ("known", known.into())])
        })?;
        self.format = target.name.to_owned();
        check_template(&self.name).map_err(|fault| template_words(&fault, "[export] name", words))?;
        self.folder = self.folder.take().filter(|folder| !folder.is_empty());
        self.auto = match self.auto.take().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => Some(whole_path(&folder, words)?),
            None => None,
        };
        Ok(())
    }
}

/// A folder with the reader's home in the place of `~`. What a part of a path would be under
/// differs from run to run.
fn whole_path(folder: &Path, words: &Words) -> Result<PathBuf, String> {
    let in_home = folder.strip_prefix("~").ok().zip(etcetera::home_dir().ok()).map(|(rest, home)| home.join(rest));
    let whole = in_home.unwrap_or_else(|| folder.to_owned());
    if !whole.is_absolute() {
        return Err(words.fill("config-auto", &[("value", folder.to_string_lossy().into())]));
    }
    Ok(whole)
}

/// Which of the colours of labels has this name.
fn colour_named(name: &str) -> Option<u8> {
    let at = COLOURS.iter().position(|known| *known == name.to_lowercase())?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn of(text: &str) -> Result<Config, String> {
        Config::parse(text, &Words::new(Language::English))
    }

    #[test]
    fn a_name_and_labels_are_configured() {
        let config = of("[reader]\nname = \" 홍길동 \"\n[labels]\n\"중요\" = \"Red\"\n").expect("a configuration");
        assert_eq!(config.author().as_deref().map(ToString::to_string), Some("홍길동".into()));
        assert_eq!(config.settings().labels.colour(&Label::named("중요")), 2);
        // Zero is for notes without a label: no colour may be that.
        let yellow = of("[labels]\na = \"yellow\"\nb = \"blue\"\n").expect("a configuration").settings().labels;
        assert_eq!([yellow.colour(&Label::named("a")), yellow.colour(&Label::named("b"))], [6, 1]);
        let limits = of("[limits]\nmemory = 256\n").expect("a configuration").limits;
        assert_eq!(limits, Limits { memory: 256, ..Limits::default() });
        let speed = of("[reading]\nwords = 300\n").expect("a configuration").speed;
        assert_eq!(speed, ReadingSpeed { words: 300, ..ReadingSpeed::default() });
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
    fn exports_have_defaults_for_what_is_left_empty() {
        let export = |text: &str| of(&format!("[export]\n{text}\n")).map(|config| config.export);
        assert_eq!(export("format = \"\"\nname = \"\"\nfolder = \"\"\nauto = \"\""), Ok(ExportConfig::default()));
        assert_eq!(export("format = \"md\"").map(|export| export.format), Ok("markdown".into()));
        assert_eq!(export("folder = \"~/notes\"").map(|export| export.folder), Ok(Some("~/notes".into())));
        assert!(export("format = \"docx\"").expect_err("no target").contains("docx"));
        assert!(export("name = \"{{ nothing\"").expect_err("no template").contains("[export] name"));
        assert!(of("[cite.styles]\nmine = \"{{ nothing\"\n").expect_err("no template").contains("mine"));
    }

    #[test]
    fn a_limit_of_any_number_is_taken_or_said_with_its_line() {
        let limit =
            |name: &str, value: &str| of(&format!("# limits\n[limits]\n\n{name} = {value}\n")).map(|config| config.limits);
        for (name, least, most) in [("memory", 128, 16_777_216), ("page_seconds", 1, 86_400), ("seconds", 1, 604_800)] {
            for fine in [least, most] {
                assert!(limit(name, &fine.to_string()).is_ok(), "{name} = {fine}");
            }
            for off in [least - 1, most + 1, 0, -1, i64::MIN, i64::MAX] {
                let said = limit(name, &off.to_string()).expect_err("a message");
                assert!(said.contains("line 4") && said.contains(&format!("[limits] {name}")), "{said}");
                assert!(said.contains(&off.to_string()), "{said}");
            }
            for none in
                ["9223372036854775808", "1e3", "1.5", "nan", "inf", "\"12\"", "true", "[1]", "{}", "2026-01-01", "0x", "-"]
            {
                assert!(limit(name, none).expect_err("a message").contains("line 4"), "{name} = {none}");
            }
        }
        assert!(Limits { memory: u64::MAX, ..Limits::default() }.bytes() < crate::platform::memory::available());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        assert!(of("[reader]\nnmae = \"x\"\n").expect_err("a wrong name").contains('2'));
        assert!(of("[labels]\nx = \"pink\"\n").expect_err("no such colour").contains("pink"));
        assert!(of("[reader\n").expect_err("no table").contains('1'));
    }
}
