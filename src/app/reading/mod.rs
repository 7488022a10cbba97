//! Reading: the document that is open, what part of it is on the screen, and the ways through it.

mod address;
mod auto_scroll;
mod commands;
mod contents;
mod figures;
mod focus_mode;
mod hints;
mod jumps;
mod letter_marks;
mod margin;
mod open_document;
mod peek;
mod picture;
mod place;
mod preferences;
mod reload;
mod selection;
mod view;

pub use address::has_address_scheme;
pub use auto_scroll::Rolling;
pub use contents::{Contents, ContentsLayer};
pub(in crate::app) use figures::Figures;
pub use focus_mode::Aid;
pub use hints::{Hint, Hints};
pub(in crate::app) use jumps::{Jumps, Stop};
pub use letter_marks::{Letter, Marks};
pub use margin::{Aside, Lead, Margin, Sidenote};
pub(in crate::app) use open_document::Pending;
pub use open_document::{OpenDocument, Origin, Reading};
pub use peek::{Peek, Target, aim_span};
pub use picture::{Picture, caption_of};
pub use place::{At, NoPlace};
pub use preferences::Preferences;
pub(in crate::app) use reload::Reload;
pub use selection::Selection;
pub use view::{View, row_span};
