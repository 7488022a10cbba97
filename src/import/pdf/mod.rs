//! PDF: pages of painted glyphs, read as running text.
//!
//! The steps, each a file:
//!
//! 1. [`file`]: glyphs with places, straight lines, pictures, links, outline: the interpreter's work;
//! 2. [`line`]: glyphs to lines, blanks between words, raised signs;
//! 3. [`sheet`]: a page's lines; the size of the text;
//! 4. [`furniture`]: running heads, feet and page numbers go;
//! 5. [`figure`]: pictures, and charts with their words; [`ruled_table`] and [`borderless_table`]: tables with lines
//!    around their cells, and without;
//! 6. [`sidebar`]: boxes beside the text; [`column`]: columns and reading order;
//! 7. [`note`]: what may call notes, footnote bodies, and which calls which; endnotes;
//! 8. [`block`] and [`flow`]: lines to paragraphs, over columns and pages; [`contents`];
//! 9. [`heading`]: which blocks are headings, and their levels; [`quote`];
//! 10. [`mod@write`]: telling the builder.
//!
//! [`noted`] goes along from the glyphs to the text: which of it highlights and comments stand on.

mod block;
mod borderless_table;
mod column;
mod contents;
mod figure;
mod file;
mod flow;
mod furniture;
mod heading;
mod layout;
mod line;
mod note;
mod noted;
mod numeral;
mod quote;
mod ruled_table;
mod sheet;
mod sidebar;
mod write;

use super::{Format, ImportError, ReadObserver, Source};
use crate::document::{Bitmap, Builder, Document, SafeText};
use file::{Area, Bookmark, File};
use sheet::Sheet;

/// PDF. Its opening is told by the reader itself, after a few pages.
pub(super) const FORMAT: Format = Format {
    about: "format-pdf",
    extensions: &["pdf"],
    sniff,
    sandboxed: true,
    picture: Some(read_picture),
    version: 5,
    ..Format::new("pdf", read_pdf)
};

/// Pages that an opening is made of.
const OPENING: usize = 4;
/// Pages that are read at most.
const MOST_PAGES: usize = 50_000;

/// Whether `bytes` start as a PDF does; some have a little of something else before it.
fn sniff(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    memchr::memmem::find(head, b"%PDF-").is_some()
}

/// Reads a PDF. An opening of a few pages is handed to the watch before the rest is read.
///
/// # Errors
/// [`ImportError::Locked`] for a file with a password, [`ImportError::Damaged`] for one without
/// any page that can be found, [`ImportError::Stopped`] when the watch says so.
fn read_pdf(source: &Source, watch: &dyn ReadObserver) -> Result<Document, ImportError> {
    let file = File::open(source.bytes.to_vec(), watch.password())?;
    let pages = file.len().min(MOST_PAGES);
    if pages == 0 {
        return Err(ImportError::Damaged);
    }
    let (painter, links, mut annotations) = (file.painter(), file.links(), file.annotations());
    let said = Said::of(&file);
    let mut sheets = Vec::with_capacity(pages);
    for number in 0..pages {
        watch.at(number, pages)?;
        let painted = if watch.skips(number) { None } else { painter.page(number) };
        let noted = annotations.of(number);
        sheets.push(match painted {
            Some(painted) => Sheet::of(number, painted, links.of(number), noted),
            None => Sheet::failed(number, noted),
        });
        if sheets.len() == OPENING && pages > OPENING && watch.wants_opening() {
            watch.opening(document(sheets.clone(), &said)?);
        }
    }
    watch.at(pages, pages)?;
    document(sheets, &said)
}

/// Decodes the picture that [`picture_name`] named.
///
/// # Errors
/// Those of [`read_pdf`]; [`ImportError::Damaged`] where the page has no such picture.
fn read_picture(source: &Source, name: &str, watch: &dyn ReadObserver) -> Result<Bitmap, ImportError> {
    let file = File::open(source.bytes.to_vec(), watch.password())?;
    let mut parts = name.split(' ');
    let page = parts.next().and_then(|page| page.parse().ok()).ok_or(ImportError::Damaged)?;
    let places: Vec<f32> = parts.filter_map(|place| place.parse().ok()).collect();
    let &[x0, y0, x1, y1] = places.as_slice() else { return Err(ImportError::Damaged) };
    file.picture(page, Area { x0, y0, x1, y1 }).ok_or(ImportError::Damaged)
}

/// What a picture is called: its page, from 0, and its place there, as the page is painted.
fn picture_name(page: usize, area: Area) -> String {
    format!("{page} {:.1} {:.1} {:.1} {:.1}", area.x0, area.y0, area.x1, area.y1)
}

/// What the file says of itself.
struct Said {
    title: Option<String>,
    language: Option<String>,
    fields: Vec<(&'static str, String)>,
    locked: bool,
    bookmarks: Vec<Bookmark>,
    labels: Option<Vec<String>>,
}

impl Said {
    fn of(file: &File) -> Self {
        Self {
            title: file.title(),
            language: file.language(),
            fields: file.fields(),
            locked: file.locked,
            bookmarks: file.bookmarks(),
            labels: file.labels(),
        }
    }
}

fn document(sheets: Vec<Sheet>, said: &Said) -> Result<Document, ImportError> {
    let mut builder = Builder::new();
    let meta = builder.meta();
    meta.title = said.title.as_deref().map(SafeText::new);
    meta.language = said.language.as_deref().map(SafeText::new);
    meta.fields = said.fields.iter().map(|(name, value)| (SafeText::new(name), SafeText::new(value))).collect();
    if said.locked {
        meta.lock();
    }
    layout::lay_out(&mut builder, sheets, &said.bookmarks, said.labels.as_deref());
    Ok(builder.finish()?)
}
