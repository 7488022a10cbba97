//! A folder with a brief in it, and ibid as a shell starts it there.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// The brief in it.
pub(crate) const BRIEF: &str = "\
---
title: A short brief
language: en
---

The opening calls a footnote[^1] here, and one[^2] that has no text.

## First section

Alpha one. Beta two says alpha again.

Table 1. Numbers (unit: bn won)

| Year | Growth | Price |
|:--|--:|--:|
| 2021 | -0.1 | 1,243.0 |
| 2022 | 0.4 | 98.5 |
| 2020 | | 1,168.0 |

Source: a bank

### Inner

Gamma one.

[^1]: The body of the first.
";

/// Sets limits for reading, as they stand in a configuration, for a home in `folder`.
pub(crate) fn limit(folder: &Path, limits: &str) {
    let config = folder.join("home/.config/ibid");
    std::fs::create_dir_all(&config).expect("a folder");
    std::fs::write(config.join("config.toml"), format!("[limits]\n{limits}\n")).expect("a configuration");
}

/// A folder with a brief in it, and a data folder of its own.
pub(crate) struct Desk {
    folder: TempDir,
    locale: &'static str,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::speaking("en_US.UTF-8")
    }

    /// The same in another language.
    pub(crate) fn speaking(locale: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("brief.md"), BRIEF).expect("a file");
        Self { folder, locale }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::cargo_bin("ibid").expect("the binary");
        command.current_dir(self.path()).env_clear().env("HOME", self.path().join("home")).env("LANG", self.locale);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command().args(args).output().expect("a run")
    }

    /// What a command that succeeds prints.
    pub(crate) fn said(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{args:?}: {wrong}");
        said.into_owned()
    }

    pub(crate) fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.said(args)).expect("JSON")
    }

    /// What a command prints of two documents that differ, which its exit code says too.
    pub(crate) fn differing(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{args:?}: {wrong}");
        said.into_owned()
    }

    /// The exit code and the message of a command that fails.
    pub(crate) fn refused(&self, args: &[&str]) -> (i32, String) {
        let output = self.run(args);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{args:?}");
        (output.status.code().expect("an end"), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Holds an export against its golden file, but for ids and times.
pub(crate) fn steady(name: &str, said: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../golden/export");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, lasting(said)));
}

/// Words with what differs from run to run left out: ids and times.
fn lasting(said: &str) -> String {
    let replaced = [
        (r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "[id]"),
        (r"(ibid:begin \S+) [0-9a-f]{8}", "$1 [sum]"),
        (r"\d{4}-\d{2}-\d{2}[ T][0-9:.]+ ?[+-]\d{2}:\d{2}(\[[A-Za-z/]+\])?", "[time]"),
    ];
    replaced.into_iter().fold(said.to_owned(), |said, (pattern, word)| {
        regex::Regex::new(pattern).expect("a pattern").replace_all(&said, word).into_owned()
    })
}
