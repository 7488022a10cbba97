//! How the process that reads a document can end before it has told all of it.

/// Why there is no more of a document: each is another thing for the reader to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// A page, or all of it, took more of the processor than it may.
    Time {
        /// The seconds that it may take.
        seconds: u64,
        /// Whether they are those of a page.
        of_page: bool,
    },
    /// It did nothing for so many seconds.
    Asleep {
        /// By the clock.
        seconds: u64,
    },
    /// It wanted more memory than it may have.
    Memory {
        /// What it may have, in MiB.
        mebibytes: u64,
    },
    /// It failed by a fault of its own; how, in the system's words.
    Crashed(String),
    /// Something else ended it: the system, or a person; how, in the system's words.
    Killed(String),
    /// It ended without a word; how, in the system's words.
    Silent(String),
    /// What it told is no document; what is wrong with it.
    Unsound(String),
    /// It could not be started; why not, in the system's words.
    NotStarted(String),
    /// What was started is another version of this program.
    Replaced,
}
