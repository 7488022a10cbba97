//! The reader's templates: where they lie, and writing with them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::document::clean;
use crate::export::{self, AnnotatedDocument, Book, ExportInput, Options, TARGETS, Target, TemplateError, write_template};
use crate::platform::folders::Folders;
use crate::platform::io_reason::io_reason;
use crate::words::Words;

/// What the files of templates end in.
const ENDING: &str = ".jinja";
/// Bytes of a template at most.
const MOST: u64 = 1 << 20;

/// A form that notes are written in.
pub(crate) enum ExportForm {
    /// One of ours.
    Target(&'static Target),
    /// The reader's own.
    Template {
        /// Its name.
        name: String,
        /// The ending of files written with it.
        extension: String,
        /// Where it stands, as messages name it.
        shown: String,
        /// Its text.
        source: String,
    },
}

impl ExportForm {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Target(target) => target.name,
            Self::Template { name, .. } => name,
        }
    }

    pub(crate) fn extension(&self) -> &str {
        match self {
            Self::Target(target) => target.extension,
            Self::Template { extension, .. } => extension,
        }
    }

    /// The target, where it is one of ours.
    pub(crate) fn target(&self) -> Option<&'static Target> {
        match self {
            Self::Target(target) => Some(target),
            Self::Template { .. } => None,
        }
    }

    /// Writes the notes; what is wrong with a template is said with its place.
    pub(crate) fn write(&self, bundle: &ExportInput, words: &Words) -> Result<Vec<u8>, String> {
        match self {
            Self::Target(target) => Ok(export::write(target, bundle)),
            Self::Template { extension, shown, source, .. } => {
                write_template(source, extension, &Book::of(bundle)).map_err(|fault| template_words(&fault, shown, words))
            }
        }
    }
}

/// What is wrong with a template, in the reader's words.
pub(crate) fn template_words(fault: &TemplateError, shown: &str, words: &Words) -> String {
    let args = [
        ("file", clean(shown).into()),
        ("line", fault.line.into()),
        ("reason", clean(&fault.reason).into()),
        ("words", clean(&fault.words).into()),
    ];
    words.fill("template-wrong", &args)
}

/// What a file is to be called that a document is exported to.
pub(crate) fn export_file_name(source: &str, brief: &AnnotatedDocument, words: &Words) -> Result<String, String> {
    // Its name needs none of its notes.
    let bare = [AnnotatedDocument { notes: &[], ..brief.clone() }];
    let book = Book::of(&ExportInput { briefs: &bare, words, options: Options::default() });
    export::file_name(source, &book.chapters[0].document).map_err(|fault| template_words(&fault, "[export] name", words))
}

/// The reader's templates: name, ending of what they write, and path; by name.
pub(crate) fn own_templates(folders: Option<&Folders>) -> Vec<(String, String, PathBuf)> {
    let Some(entries) = folders.and_then(|folders| fs::read_dir(folders.config.join("templates")).ok()) else {
        return Vec::new();
    };
    let mut found: Vec<_> = entries
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let (name, extension) = parts(path.file_name()?.to_str()?)?;
            Some((name, extension, path))
        })
        .collect();
    found.sort();
    found
}

/// `review.md.jinja` is the template `review`, which writes `.md`.
fn parts(file: &str) -> Option<(String, String)> {
    let (name, extension) = file.strip_suffix(ENDING)?.rsplit_once('.')?;
    (!name.is_empty()).then(|| (name.to_owned(), extension.to_owned()))
}

/// The template called `name`: a file where it is a path, one of the reader's own, or an example.
pub(crate) fn template_named(name: &str, folders: Option<&Folders>, words: &Words) -> Result<ExportForm, String> {
    let own = own_templates(folders);
    let path = match own.iter().find(|(own, _, _)| own == name) {
        Some((_, _, path)) => path.clone(),
        None if name.contains(['/', '.']) => PathBuf::from(name),
        None => {
            if let Some(target) = TARGETS.iter().find(|target| target.name == name) {
                let (shown, source) = (target.name.to_owned(), target.example.to_owned());
                return Ok(ExportForm::Template { name: name.into(), extension: target.extension.into(), shown, source });
            }
            let known: Vec<&str> =
                own.iter().map(|(name, _, _)| name.as_str()).chain(TARGETS.iter().map(|target| target.name)).collect();
            return Err(words.fill("template-none", &[("name", clean(name).into()), ("known", known.join(", ").into())]));
        }
    };
    let shown = path.to_string_lossy().into_owned();
    let source = read(&path).map_err(|error| {
        words.fill("template-unread", &[("file", clean(&shown).into()), ("reason", io_reason(words, &error).into())])
    })?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (name, extension) = parts(&file).unwrap_or_else(|| {
        let ending = Path::new(&file).extension().map_or("txt".to_owned(), |ending| ending.to_string_lossy().into_owned());
        (file.clone(), ending)
    });
    Ok(ExportForm::Template { name, extension, shown, source })
}

fn read(path: &Path) -> std::io::Result<String> {
    if fs::metadata(path)?.len() > MOST {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    fs::read_to_string(path)
}
