//! Decoding a picture for the screen.

use std::sync::Arc;

use crate::app::{Origin, Outcome};
use crate::document::Bitmap;
use crate::import::ReadOptions;
use crate::platform::files::Pictures;
use crate::words::Words;

use super::queue::Job;

/// Points on a side of a picture that is shown on the screen, which has no use for more.
const SIDE: u32 = 512;

/// A picture that is to be shown.
pub(crate) struct PictureJob {
    pub(crate) origin: Origin,
    pub(crate) options: ReadOptions,
    /// What the document calls it.
    pub(crate) name: String,
    /// What messages call the document.
    pub(crate) file: String,
    pub(crate) words: Arc<Words>,
}

impl PictureJob {
    pub(crate) fn run(self, job: &Job) {
        let decoded = Pictures::of(&self.origin, self.options).and_then(|pictures| pictures.decode(&self.name, job));
        if job.is_cancelled() {
            return;
        }
        let small = |whole: Bitmap| if whole.width.max(whole.height) > SIDE { whole.fitted(SIDE, SIDE) } else { whole };
        let picture = decoded.map(|whole| Arc::new(small(whole)));
        let picture = picture.map_err(|error| error.words(&self.words, &self.file).into());
        job.send(Outcome::Picture { name: self.name, picture });
    }
}
