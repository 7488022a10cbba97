//! From keys and the mouse to commands: the bindings of each context, the names of keys, Hangul keys
//! taken for the Latin ones under them, and the help, which is read from the same bindings.

mod desk_bindings;
mod hangul;
mod help;
mod key_name;
pub mod keymap;
mod mouse;
mod typing;

pub(in crate::app) use hangul::keys_under;
pub use help::Help;
pub use keymap::Context;
