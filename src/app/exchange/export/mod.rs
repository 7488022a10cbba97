//! Exporting: how an export is to be, and the desk where that is set.

mod areas;
mod desk;
mod settings;

pub use areas::ExportAreas;
pub use desk::Exporting;
pub use settings::{Export, ExportRow, ExportSettings, FileFate, Form, FoundNotes, Preview};
