//! How the program ends.

use std::process::ExitCode;

/// How the program ends; the numbers are part of its interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All was done.
    Done = 0,
    /// A search found nothing, or two documents differ.
    Nothing = 1,
    /// The command line is wrong.
    Usage = 2,
    /// Something could not be read.
    Unreadable = 3,
    /// Something could not be saved.
    Unsaved = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What a command, or a part of one, comes to. One that can't go on has said why; the error is
/// how the program ends.
pub(crate) type CommandResult<T = Exit> = Result<T, Exit>;
