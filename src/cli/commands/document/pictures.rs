//! `ibid pictures`: a line a picture, or all of them decoded into a folder.

use std::fs::{self, OpenOptions};
use std::path::Path;

use serde_json::{Value, json};

use crate::app::caption_of;
use crate::cli::Exit;
use crate::cli::session::{Desk, Done, Loaded, page, section_title};
use crate::document::{Bitmap, Document, SafeText, Span};
use crate::platform::files::Pictures;
use crate::platform::io_reason::io_reason;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    let written = match desk.path("write") {
        Some(folder) => write(desk, &loaded, folder)?,
        None => Vec::new(),
    };
    if desk.json() {
        desk.print_json("ibid.pictures/1", value(&loaded, &written));
    } else {
        lines(desk, &loaded.document, &written);
    }
    let failed = written.iter().any(Option::is_none);
    Ok(if failed { Exit::Unreadable } else { Exit::Done })
}

fn caption(document: &Document, picture: usize) -> Option<&str> {
    caption_of(document, picture).map(|caption| document.slice(caption))
}

fn lines(desk: &Desk, document: &Document, written: &[Option<String>]) {
    let digits = document.pictures().len().to_string().len();
    for (index, picture) in document.pictures().iter().enumerate() {
        let place = desk.whereabouts(document, Span::empty(picture.at));
        let file = written.get(index).and_then(Option::as_deref).unwrap_or_default();
        let parts = [place.as_str(), file, caption(document, index).unwrap_or_default()];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        desk.say(&format!("{:>digits$}  {}", index + 1, said.join("  ")));
    }
    if document.pictures().is_empty() {
        desk.say(&desk.words.say("message-no-pictures"));
    }
}

fn value(loaded: &Loaded, written: &[Option<String>]) -> Value {
    let document = &loaded.document;
    let pictures: Vec<Value> = document
        .pictures()
        .iter()
        .enumerate()
        .map(|(index, picture)| {
            json!({
                "number": index + 1,
                "caption": caption(document, index),
                "section": section_title(document, Span::empty(picture.at)),
                "page": page(document, Span::empty(picture.at)),
                "start_byte": picture.at.0,
                "file": written.get(index),
            })
        })
        .collect();
    json!({ "document": loaded.about(), "pictures": pictures })
}

/// Decodes every picture into `folder`; tells the files, and none for what could not be decoded.
fn write(desk: &Desk, loaded: &Loaded, folder: &Path) -> Done<Vec<Option<String>>> {
    let unwritten = |error: &std::io::Error| {
        let place = SafeText::new(&folder.to_string_lossy());
        let reason = match error.kind() {
            std::io::ErrorKind::AlreadyExists => desk.words.say("reason-exists").into_owned(),
            _ => io_reason(desk.words, error),
        };
        desk.remark(&desk.words.fill("pictures-unwritten", &[("path", place.as_str().into()), ("reason", reason.into())]));
        Exit::Unsaved
    };
    let decoder = Pictures::of(&loaded.origin, desk.format("format")).map_err(|error| {
        desk.remark(&error.words(desk.words, &loaded.shown));
        Exit::Unreadable
    })?;
    fs::create_dir_all(folder).map_err(|error| unwritten(&error))?;
    let stem = Path::new(loaded.name.as_str()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut written = Vec::new();
    for (index, picture) in loaded.document.pictures().iter().enumerate() {
        let number = index + 1;
        written.push(match decoder.decode(&picture.name, &()) {
            Ok(bitmap) => {
                let path = folder.join(format!("{stem}-{number:03}.png"));
                save(&path, &bitmap).map_err(|error| unwritten(&error))?;
                Some(path.to_string_lossy().into_owned())
            }
            Err(error) => {
                let why = error.words(desk.words, &loaded.shown);
                desk.remark(&desk.words.fill("pictures-undecoded", &[("number", number.into()), ("reason", why.into())]));
                None
            }
        });
    }
    Ok(written)
}

/// Writes a picture as PNG, where no file is yet.
fn save(path: &Path, bitmap: &Bitmap) -> std::io::Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), bitmap.width, bitmap.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&bitmap.rgb)?;
    writer.finish()?;
    Ok(())
}
