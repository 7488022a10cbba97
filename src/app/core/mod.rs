//! The nouns that every room of the state speaks in: areas of the screen, a line that is typed
//! into, the cursor of a list, messages, what the terminal can show. None of them knows a room.

mod field;
mod geometry;
mod list_cursor;
mod message;
mod terminal_look;

pub use field::Field;
pub(in crate::app) use field::{Typed, takes_chord};
pub(in crate::app) use geometry::WIDEST_MEASURE;
pub use geometry::{Area, Geometry, PaneArea, SidePanels};
pub use list_cursor::ListCursor;
pub use message::{Message, Tone};
pub use terminal_look::{Depth, TerminalLook};
