//! What every command has at hand: its arguments, the words, the store, and where to print.

mod documents;
mod notes;
mod options;
mod text;

use std::sync::Arc;

use clap::Command;
use serde_json::Value;

use crate::cli::Exit;
use crate::cli::args::given::Arguments;
use crate::cli::output::{Output, eprint};
use crate::export::VersionedJson;
use crate::platform::config::Config;
use crate::platform::folders::Folders;
use crate::words::Words;

pub(crate) use documents::{Loaded, origin_of};
pub(crate) use text::{padded, page, section_title, shortened};

/// What a command works with.
#[derive(Clone, Copy)]
pub(crate) struct Session<'a> {
    pub(crate) args: Arguments<'a>,
    pub(crate) words: &'a Arc<Words>,
    pub(crate) folders: Option<&'a Folders>,
    pub(crate) config: &'a Config,
    /// What is wrong with the configuration, in the reader's words.
    pub(crate) config_fault: Option<&'a str>,
    pub(crate) out: &'a Output,
    /// Makes the whole command line, for those who tell of it.
    pub(crate) command_line: fn(&Words) -> Command,
}

impl Session<'_> {
    /// What is configured; what is wrong with it is said.
    pub(crate) fn config(&self) -> &Config {
        if let Some(fault) = self.config_fault {
            self.remark(fault);
        }
        self.config
    }

    pub(crate) fn print(&self, text: &str) {
        self.out.print(text);
    }

    /// Prints a line.
    pub(crate) fn say(&self, line: &str) {
        self.out.print(line);
        self.out.print("\n");
    }

    /// Prints an object as JSON, with the name of its shape.
    pub(crate) fn print_json(&self, schema: &'static str, fields: Value) {
        // What fails is kept for the end.
        let _ = serde_json::to_writer_pretty(self.out, &VersionedJson { schema, fields });
        self.print("\n");
    }

    /// Says something that is not the answer, on standard error.
    pub(crate) fn remark(&self, said: &str) {
        self.out.hand_on();
        eprint(&format!("{said}\n"));
    }

    /// Says that the command line is wrong, and how.
    pub(crate) fn wrong(&self, said: &str) -> Exit {
        self.remark(said);
        Exit::Usage
    }
}
