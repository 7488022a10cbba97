//! The small state file: which document was read last, and where each was left.
//!
//! It is read before the first frame, which must not wait for a database; and it is as
//! disposable as it is small. A file is known by its path, size and time of change here: its
//! hash would cost reading it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::app::{LetterMarks, Origin, ReadAs, ReadingPosition};
use crate::document::Point;
use crate::import::{ReadOptions, TextEncoding, format_named};
use crate::platform::state_file;
use crate::words::Language;

/// Documents that are remembered.
const KEPT: usize = 200;
/// The file; another form gets another name.
const NAME: &str = "places-1.json";

/// Where the file lies; set once, when the program has found its folders.
static STATE: OnceLock<PathBuf> = OnceLock::new();

/// From now on files are read as the reader said of them, by what is remembered in `state`.
pub(crate) fn look_in(state: &Path) {
    // Set before, it is the same.
    let _ = STATE.set(state.to_owned());
}

/// How `origin` is read by what the reader said of it.
pub(crate) fn kept_options(origin: &Origin) -> ReadOptions {
    match (origin, STATE.get()) {
        (Origin::File(_), Some(state)) => ReadingPositions::load(state).options_of(origin),
        _ => ReadOptions::default(),
    }
}

/// The remembered places, the last read first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct ReadingPositions {
    places: Vec<Position>,
}

#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
struct Position {
    what: What,
    top: u32,
    focus: u32,
    thousandths: u16,
    /// The places that have letters.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    marks: BTreeMap<char, u32>,
    /// What the reader says that it is.
    #[serde(default, skip_serializing_if = "KeptReadAs::is_nothing")]
    read_as: KeptReadAs,
}

/// What the reader says that a file is, by its names.
#[derive(Debug, Clone, Default, Serialize, Deserialize, PartialEq)]
struct KeptReadAs {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delimiter: Option<u8>,
}

impl KeptReadAs {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum What {
    File(PathBuf),
    Bundled(String),
}

impl What {
    fn of(origin: &Origin) -> Option<Self> {
        match origin {
            Origin::File(path) => Some(Self::File(std::path::absolute(path).unwrap_or_else(|_| path.clone()))),
            Origin::Bundled(language) => Some(Self::Bundled(language.tag().to_owned())),
            Origin::Input => None,
        }
    }
}

impl ReadingPositions {
    /// The remembered places; none where the file can't be read.
    pub(crate) fn load(state: &Path) -> Self {
        state_file::load(state, NAME)
    }

    /// The document that was read last, where it is still there.
    pub(crate) fn last(&self) -> Option<Origin> {
        self.places.iter().find_map(|place| match &place.what {
            What::File(path) => path.is_file().then(|| Origin::File(path.clone())),
            What::Bundled(tag) => Some(Origin::Bundled(Language::of_locale(tag))),
        })
    }

    /// Where `origin` was left.
    pub(crate) fn of(&self, origin: &Origin) -> Option<ReadingPosition> {
        let what = What::of(origin)?;
        let place = self.places.iter().find(|place| place.what == what)?;
        Some(ReadingPosition { top: Point(place.top), focus: Point(place.focus), thousandths: place.thousandths })
    }

    /// Remembers where `origin` was left, and writes the file in one piece.
    ///
    /// # Errors
    /// When it can't be written; nothing is lost then but this place.
    pub(crate) fn remember(&mut self, state: &Path, origin: &Origin, spot: ReadingPosition) -> std::io::Result<()> {
        self.change(state, origin, |place| {
            (place.top, place.focus, place.thousandths) = (spot.top.0, spot.focus.0, spot.thousandths);
        })
    }

    /// The places in `origin` that have letters.
    pub(crate) fn marks_of(&self, origin: &Origin) -> LetterMarks {
        let place = What::of(origin).and_then(|what| self.places.iter().find(|place| place.what == what));
        place.map_or_else(LetterMarks::new, |place| place.marks.iter().map(|(letter, at)| (*letter, Point(*at))).collect())
    }

    /// Remembers the places in `origin` that have letters.
    ///
    /// # Errors
    /// As [`ReadingPositions::remember`].
    pub(crate) fn remember_marks(&mut self, state: &Path, origin: &Origin, marks: &LetterMarks) -> std::io::Result<()> {
        let marks = marks.iter().map(|(letter, point)| (*letter, point.0)).collect();
        self.change(state, origin, |place| place.marks = marks)
    }

    /// How `origin` is read by what the reader said of it.
    pub(crate) fn options_of(&self, origin: &Origin) -> ReadOptions {
        let kept = What::of(origin).and_then(|what| self.places.iter().find(|place| place.what == what));
        let Some(Position { read_as, .. }) = kept else { return ReadOptions::default() };
        ReadOptions {
            format: read_as.format.as_deref().and_then(format_named),
            encoding: read_as.encoding.as_deref().and_then(TextEncoding::named),
            delimiter: read_as.delimiter,
        }
    }

    /// Remembers what the reader says that `origin` is.
    ///
    /// # Errors
    /// As [`ReadingPositions::remember`].
    pub(crate) fn remember_read_as(&mut self, state: &Path, origin: &Origin, read_as: ReadAs) -> std::io::Result<()> {
        let ReadAs { format, encoding, delimiter } = read_as;
        let read_as = KeptReadAs { format: format.map(str::to_owned), encoding: encoding.map(str::to_owned), delimiter };
        self.change(state, origin, |place| place.read_as = read_as)
    }

    /// Changes what is remembered of `origin`, puts it first, and writes the file in one piece.
    fn change(&mut self, state: &Path, origin: &Origin, change: impl FnOnce(&mut Position)) -> std::io::Result<()> {
        let Some(what) = What::of(origin) else { return Ok(()) };
        let known = self.places.iter().position(|place| place.what == what).map(|at| self.places.remove(at));
        let new = || Position { what, top: 0, focus: 0, thousandths: 0, marks: BTreeMap::new(), read_as: KeptReadAs::default() };
        let mut place = known.unwrap_or_else(new);
        change(&mut place);
        self.places.insert(0, place);
        self.places.truncate(KEPT);
        state_file::save(state, NAME, self)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_last_place_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.md");
        fs::write(&file, "x").unwrap();
        let spot = ReadingPosition { top: Point(12), focus: Point(20), thousandths: 400 };
        let mut places = ReadingPositions::load(folder.path());
        places.remember(folder.path(), &Origin::Bundled(Language::Korean), ReadingPosition::default()).unwrap();
        places.remember(folder.path(), &Origin::File(file.clone()), spot).unwrap();
        let marks = LetterMarks::from([('a', Point(7))]);
        places.remember_marks(folder.path(), &Origin::File(file.clone()), &marks).unwrap();
        let loaded = ReadingPositions::load(folder.path());
        assert_eq!(loaded.marks_of(&Origin::File(file.clone())), marks);
        assert_eq!(loaded.marks_of(&Origin::Bundled(Language::Korean)), LetterMarks::new());
        assert!(loaded.options_of(&Origin::File(file.clone())).is_nothing());
        assert_eq!(loaded.last(), Some(Origin::File(file.clone())));
        assert_eq!(loaded.of(&Origin::File(file.clone())), Some(spot));
        fs::remove_file(&file).unwrap();
        assert_eq!(loaded.last(), Some(Origin::Bundled(Language::Korean)));
    }

    #[test]
    fn what_a_file_is_said_to_be_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let origin = Origin::File("notes.txt".into());
        let mut places = ReadingPositions::load(folder.path());
        let said = ReadAs { format: Some("markdown"), encoding: Some("EUC-KR"), delimiter: None };
        places.remember_read_as(folder.path(), &origin, said).unwrap();
        places.remember(folder.path(), &origin, ReadingPosition::default()).unwrap();
        let kept = ReadingPositions::load(folder.path()).options_of(&origin);
        assert_eq!((kept.format.map(|format| format.name), kept.encoding), (said.format, TextEncoding::named("cp949")));
        places.remember_read_as(folder.path(), &origin, ReadAs::default()).unwrap();
        assert!(ReadingPositions::load(folder.path()).options_of(&origin).is_nothing());
    }

    #[test]
    fn a_damaged_state_file_is_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), "{{{").unwrap();
        assert_eq!(ReadingPositions::load(folder.path()).last(), None);
    }
}
