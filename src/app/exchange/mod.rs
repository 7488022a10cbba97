//! What goes out and comes in: exports, imports of notes, and what a document is for citations.

mod details;
mod effects;
mod export;
mod import;

pub use details::{DETAIL_FIELDS, DetailsForm, Passage};
pub use effects::{ExchangeAnswer, ExchangeEffect};
pub use export::{Export, ExportAreas, ExportRow, ExportSettings, Exporting, FileFate, Form, FoundNotes, Preview};
pub use import::{Importing, Incoming, IncomingLine, Intake, NotesFile};
