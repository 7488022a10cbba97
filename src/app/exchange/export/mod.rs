//! Exporting: how an export is to be, and the desk where that is set.

mod areas;
mod desk;
mod settings;

pub use areas::ExportAreas;
pub use desk::ExportDesk;
pub use settings::{ExportForm, ExportRequest, ExportRow, ExportSettings, FileFate, FoundNotes, Preview};
