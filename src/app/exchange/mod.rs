//! What goes out and comes in: exports, imports of notes, and what a document is for citations.

mod details;
mod effects;
mod export;
mod import;

pub use details::{DETAIL_FIELDS, DetailsForm, Passage};
pub use effects::{ExchangeAnswer, ExchangeEffect};
pub use export::{ExportAreas, ExportDesk, ExportForm, ExportRequest, ExportRow, ExportSettings, FileFate, FoundNotes, Preview};
pub use import::{ImportPlan, ImportPlanLine, ImportProgress, ImportRequest, PendingImport};
