//! A PDF file: its pages as they are painted, and what it says of itself.
//!
//! The only room that knows the interpreter. Content streams, fonts, encodings and encryption
//! are `hayro`'s; what comes out is in points (1/72 inch), from the upper left corner of the
//! page as it is looked at, whatever way the file turns it.

mod annotations;
mod damage;
mod face_marks;
mod font_name;
mod font_style;
mod glyph_text;
mod info;
mod outline;
mod paint;
mod picture;
mod tags;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use hayro_interpret::hayro_syntax::object::{Dict, ObjectIdentifier};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};

pub(super) use annotations::Annotation;
pub(super) use damage::Damage;
pub(super) use outline::{Bookmark, Link, Target};
pub(super) use paint::{BOLD, Glyph, ITALIC, Painted, TYPED};
pub(super) use tags::Role;

use crate::import::ImportError;
use font_style::Faces;
use tags::Tags;

/// A rectangle on a page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Area {
    pub(super) x0: f32,
    pub(super) y0: f32,
    pub(super) x1: f32,
    pub(super) y1: f32,
}

impl Area {
    /// Of two corners, whichever.
    pub(super) fn of((ax, ay): (f32, f32), (bx, by): (f32, f32)) -> Self {
        Self { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) }
    }

    pub(super) fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    pub(super) fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The smallest that holds both.
    pub(super) fn cover(&self, other: &Self) -> Self {
        Self { x0: self.x0.min(other.x0), y0: self.y0.min(other.y0), x1: self.x1.max(other.x1), y1: self.y1.max(other.y1) }
    }

    /// Whether the point lies inside, or not further out than `slack`.
    pub(super) fn holds(&self, x: f32, y: f32, slack: f32) -> bool {
        x >= self.x0 - slack && x <= self.x1 + slack && y >= self.y0 - slack && y <= self.y1 + slack
    }
}

/// A file that was opened.
pub(super) struct File {
    pdf: Pdf,
    settings: InterpreterSettings,
    /// It was opened with a password.
    pub(super) locked: bool,
}

impl File {
    /// Opens the file; `password` is asked for only by files that have one.
    ///
    /// # Errors
    /// [`ImportError::Locked`] for a missing or wrong password, [`ImportError::Damaged`] for
    /// what can't be read as a PDF at all.
    pub(super) fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<Self, ImportError> {
        let bytes = Arc::new(bytes);
        let mut locked = false;
        let opened = match Pdf::new(Arc::clone(&bytes)) {
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                let Some(password) = password else { return Err(ImportError::Locked { wrong: false }) };
                locked = true;
                Pdf::new_with_password(bytes, password)
            }
            other => other,
        };
        match opened {
            Ok(pdf) => Ok(Self { pdf, settings: InterpreterSettings::default(), locked }),
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => Err(ImportError::Locked { wrong: true }),
            Err(LoadPdfError::Decryption(_)) => Err(ImportError::Encrypted),
            Err(LoadPdfError::Invalid) => Err(ImportError::Damaged),
        }
    }

    /// How many pages it has.
    pub(super) fn len(&self) -> usize {
        self.pdf.pages().len()
    }

    /// What to paint pages with: fonts are read once for all of them.
    pub(super) fn painter(&self) -> Painter<'_> {
        Painter { file: self, cache: InterpreterCache::new(), faces: RefCell::default(), tags: self.tags() }
    }

    fn catalog(&self) -> Option<Dict<'_>> {
        self.pdf.xref().get(self.pdf.xref().root_id())
    }

    /// The number of each page object, from 0.
    fn numbers(&self) -> HashMap<ObjectIdentifier, usize> {
        let pages = self.pdf.pages().iter().enumerate();
        pages.filter_map(|(number, page)| Some((page.raw().obj_id()?, number))).collect()
    }
}

/// Paints pages, one after the other.
pub(super) struct Painter<'f> {
    file: &'f File,
    cache: InterpreterCache<'f>,
    faces: RefCell<Faces>,
    tags: Tags<'f>,
}

impl Painter<'_> {
    /// The page `number`, from 0; `None` where painting it failed altogether.
    pub(super) fn page(&self, number: usize) -> Option<Painted> {
        let page = self.file.pdf.pages().get(number)?;
        // The interpreter has not been seen to panic; a page that proves otherwise is one page lost.
        let painted = std::panic::AssertUnwindSafe(|| {
            let roles = self.tags.of(page);
            let mut faces = self.faces.borrow_mut();
            let with = paint::Interpreter { xref: self.file.pdf.xref(), cache: &self.cache, settings: &self.file.settings };
            let mut painted = paint::paint(page, roles, &mut faces, &with);
            painted.damage = damage::damage(page, &painted);
            painted
        });
        std::panic::catch_unwind(painted).ok()
    }
}
