//! Notes from elsewhere put on a document, by as many threads as the machine has.

use std::num::NonZero;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::annotation::{Finder, Found, Rendition};
use crate::document::Document;
use crate::note_import::{ImportedNote, place};

/// Notes that a thread takes at once.
const PART: usize = 64;
/// Threads at most.
const THREADS: usize = 8;
/// Between two looks at how far it is.
const LOOK: Duration = Duration::from_millis(50);

/// Finds where notes stand in a document, in their order. `told` hears how many are done, and
/// says whether to go on; `None` when it said stop.
pub(crate) fn place_all(
    notes: &[ImportedNote],
    source: &str,
    on: (&Document, &Rendition),
    told: &dyn Fn(usize) -> bool,
) -> Option<Vec<Option<Found>>> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS).min(notes.len().div_ceil(PART));
    let (next, done, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let parts: Mutex<Vec<(usize, Vec<Option<Found>>)>> = Mutex::new(Vec::new());
    let work = || {
        let mut finder = Finder::new(on.0, on.1);
        let go_on = || !stopped.load(Ordering::Relaxed);
        while let Some(part) = take(&next, notes.len()) {
            let Some(found) = place(&notes[part.clone()], source, &mut finder, &go_on) else { return };
            done.fetch_add(found.len(), Ordering::Relaxed);
            parts.lock().unwrap_or_else(PoisonError::into_inner).push((part.start, found));
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        while workers.iter().any(|worker| !worker.is_finished()) {
            if !told(done.load(Ordering::Relaxed)) {
                stopped.store(true, Ordering::Relaxed);
            }
            // What is done at once is not waited for.
            thread::park_timeout(LOOK.min(Duration::from_millis(1 + done.load(Ordering::Relaxed) as u64 / 100)));
        }
    });
    let mut parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
    parts.sort_unstable_by_key(|(start, _)| *start);
    let found: Vec<Option<Found>> = parts.into_iter().flat_map(|(_, found)| found).collect();
    (found.len() == notes.len()).then_some(found)
}

/// The next part of `count` notes that nobody has taken.
fn take(next: &AtomicUsize, count: usize) -> Option<Range<usize>> {
    let start = next.fetch_add(PART, Ordering::Relaxed);
    (start < count).then(|| start..count.min(start + PART))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Builder};
    use crate::note_import;

    #[test]
    fn many_threads_find_what_one_does() {
        let mut builder = Builder::new();
        for number in 0..400 {
            builder.open(BlockKind::Paragraph);
            builder.text(&format!("Paragraph {number} tells of {} things that nobody has counted before.", number * 7919 % 1009));
        }
        let document = builder.finish().expect("a document");
        let rendition = Rendition::of(b"source", &document, "test 1");
        let rows: String =
            (0..400).map(|number| format!("Paragraph {number} tells of {} things\n", number * 7919 % 1009)).collect();
        let note_file = note_import::read(format!("Highlight\n{rows}").as_bytes(), None, &jiff::tz::TimeZone::UTC).expect("read");
        let one = place(&note_file.notes, note_file.source, &mut Finder::new(&document, &rendition), &|| true).expect("placed");
        let many = place_all(&note_file.notes, note_file.source, (&document, &rendition), &|_| true).expect("placed");
        assert_eq!(one, many);
        assert!(
            place_all(&note_file.notes, note_file.source, (&document, &rendition), &|_| false).is_none_or(|found| found == many)
        );
        assert_eq!(place_all(&[], note_file.source, (&document, &rendition), &|_| true), Some(Vec::new()));
    }
}
