//! From keys and the mouse to commands.
//!
//! Two tables say all: [`Command`] (name, word in the status line, what it needs) and [`Context`] (keys,
//! those that the status line names, words of its own). The keymap, the help, the status line and
//! go-to-anything are read from them; a new command is a row of each.

mod bindings;
mod chord;
mod command;
mod context;
mod hangul;
mod help;
mod key_name;
pub mod keymap;
mod mouse;

pub use command::{Command, Needs};
pub use context::Context;
pub(in crate::app) use hangul::keys_under;
pub use help::Help;
