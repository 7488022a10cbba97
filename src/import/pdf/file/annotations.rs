//! The highlights and comments of a page: annotations that mark text or say something (ISO 32000-2, 12.5.6).
//!
//! Links and fields of forms are none. What a file says is bounded, whatever it says: notes,
//! areas, lengths of words, answers to answers.

use std::collections::HashMap;

use hayro_interpret::hayro_syntax::object::{self, Array, Dict, Name, Number, ObjectIdentifier, Rect};
use hayro_interpret::hayro_syntax::page::Page;

use super::info::{moment, text};
use super::outline::on_page;
use super::{Area, File};
use crate::document::{EmbeddedKind, EmbeddedNote, EmbeddedReply, SafeText};

/// Annotations that are looked at, of one page.
const MOST: usize = 20_000;
/// Notes that a page has at most, and a file.
const MOST_NOTES: usize = 5_000;
const MOST_OF_FILE: usize = 50_000;
/// Areas that a note has at most, and a page.
const MOST_AREAS: usize = 1_000;
const MOST_ON_PAGE: usize = 4_000;
/// Bytes of what is written in one note at most, and in all of a file.
const LONGEST: usize = 64 << 10;
const LONGEST_OF_FILE: usize = 16 << 20;
/// Answers to a note at most, and how deep answers are followed.
const MOST_REPLIES: usize = 500;
const DEEPEST: usize = 100;
/// Not to be seen: hidden, or not to be viewed (ISO 32000-2, table 167).
const UNSEEN: i64 = 1 << 1 | 1 << 5;

/// A note, and the areas of the page that it lies on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import::pdf) struct Annotation {
    pub(in crate::import::pdf) note: EmbeddedNote,
    pub(in crate::import::pdf) areas: Vec<Area>,
}

/// Reads the notes of pages, one after the other.
pub(in crate::import::pdf) struct Annotations<'f> {
    file: &'f File,
    /// How often each key was met: no two notes have one.
    keys: HashMap<SafeText, usize>,
    /// Notes and answers so far, and bytes of what is written in them.
    count: usize,
    written: usize,
}

impl File {
    /// The notes of its pages.
    pub(in crate::import::pdf) fn annotations(&self) -> Annotations<'_> {
        Annotations { file: self, keys: HashMap::new(), count: 0, written: 0 }
    }
}

/// An annotation that stands for itself, or answers another.
struct Entry<'f> {
    dict: Dict<'f>,
    kind: Option<EmbeddedKind>,
    answers: Option<ObjectIdentifier>,
}

impl Annotations<'_> {
    /// The notes of the page `number`, from 0, in the file's order.
    pub(in crate::import::pdf) fn of(&mut self, number: usize) -> Vec<Annotation> {
        let page = self.file.pdf.pages().get(number).filter(|_| self.count < MOST_OF_FILE);
        let Some(page) = page else { return Vec::new() };
        let entries = entries(page);
        let ids: HashMap<ObjectIdentifier, usize> =
            entries.iter().enumerate().filter_map(|(at, entry)| Some((entry.dict.obj_id()?, at))).collect();
        let mut notes: Vec<Option<Annotation>> = Vec::with_capacity(entries.len());
        let (mut areas, mut replies) = (0, Vec::new());
        for (at, entry) in entries.iter().enumerate() {
            let parent = root(&entries, &ids, at);
            let note = match (parent, entry.kind) {
                (Some(parent), _) => {
                    replies.push((parent, at));
                    None
                }
                (None, Some(kind)) if self.count < MOST_OF_FILE => {
                    self.count += 1;
                    let found = areas_of(page, &entry.dict, kind, MOST_ON_PAGE.saturating_sub(areas));
                    areas += found.len();
                    Some(Annotation { note: self.note(number, &entry.dict, kind), areas: found })
                }
                _ => None,
            };
            notes.push(note);
        }
        for (parent, at) in replies {
            let Some(Some(parent)) = notes.get_mut(parent) else { continue };
            if self.count >= MOST_OF_FILE {
                break;
            }
            self.count += 1;
            let reply = self.reply(&entries[at].dict);
            if !reply.contents.is_empty() && parent.note.replies.len() < MOST_REPLIES {
                parent.note.replies.push(reply);
            }
        }
        notes.into_iter().flatten().collect()
    }

    fn note(&mut self, page: usize, dict: &Dict<'_>, kind: EmbeddedKind) -> EmbeddedNote {
        let said = moments(dict);
        let key = key(page, dict, kind, said[0].as_deref());
        let key = self.alone(&SafeText::new(&key));
        EmbeddedNote {
            author: words(dict, b"T"),
            created: said[0].as_deref().map(SafeText::new),
            updated: said[1].as_deref().map(SafeText::new),
            colour: colour(dict),
            contents: self.contents(dict),
            ..EmbeddedNote::new(kind, &key)
        }
    }
}

impl Annotations<'_> {
    fn reply(&mut self, dict: &Dict<'_>) -> EmbeddedReply {
        let [created, _] = moments(dict);
        let contents = self.contents(dict);
        EmbeddedReply { author: words(dict, b"T"), created: created.as_deref().map(SafeText::new), contents }
    }

    /// What was written, as long as all that is written is not too long.
    fn contents(&mut self, dict: &Dict<'_>) -> Vec<SafeText> {
        let contents = if self.written < LONGEST_OF_FILE { contents(dict) } else { Vec::new() };
        self.written += contents.iter().map(|line| line.len() + size_of::<SafeText>()).sum::<usize>();
        contents
    }

    /// The key, with a number where another note has it.
    fn alone(&mut self, key: &SafeText) -> SafeText {
        let mut own = key.clone();
        while self.keys.contains_key(&own) {
            let met = self.keys.entry(key.clone()).or_default();
            *met += 1;
            own = SafeText::new(&format!("{key} #{met}"));
        }
        self.keys.insert(own.clone(), 1);
        own
    }
}

/// The annotations of a page that are notes, or may answer one.
fn entries<'f>(page: &Page<'f>) -> Vec<Entry<'f>> {
    let Some(list) = page.raw().get::<Array<'_>>(b"Annots") else { return Vec::new() };
    let read = |dict: Dict<'f>| {
        let kind = kind(dict.get::<Name<'_>>(b"Subtype")?.as_str())?;
        let flags = dict.get::<Number>(b"F").map_or(0, |flags| flags.as_i64());
        // A state («accepted») is told by an annotation of its own, which says nothing else.
        if flags & UNSEEN != 0 || dict.contains_key(b"StateModel") {
            return None;
        }
        let answers = dict.get_ref(b"IRT").map(ObjectIdentifier::from);
        // What is grouped with another, but marks a passage of its own, is no answer.
        let grouped = dict.get::<Name<'_>>(b"RT").is_some_and(|kind| kind.as_str() == "Group");
        Some(Entry { answers: answers.filter(|_| !(grouped && kind.marks())), kind: Some(kind), dict })
    };
    list.iter::<Dict<'f>>().take(MOST).filter_map(read).take(MOST_NOTES).collect()
}

fn kind(subtype: &str) -> Option<EmbeddedKind> {
    Some(match subtype {
        "Highlight" => EmbeddedKind::Highlight,
        "Underline" => EmbeddedKind::Underline,
        "StrikeOut" => EmbeddedKind::StrikeOut,
        "Squiggly" => EmbeddedKind::Squiggly,
        // What is to be put in is said in the caret's words.
        "Text" | "Caret" => EmbeddedKind::Comment,
        "FreeText" => EmbeddedKind::TextBox,
        _ => return None,
    })
}

/// The note that the entry `at` answers, over other answers: none where it stands for itself. What
/// is answered may be missing, or answers may go round in a ring.
fn root(entries: &[Entry<'_>], ids: &HashMap<ObjectIdentifier, usize>, at: usize) -> Option<usize> {
    let mut here = at;
    for _ in 0..DEEPEST {
        let next = entries.get(here)?.answers.and_then(|id| ids.get(&id).copied());
        match next {
            Some(next) if next == at => return None,
            Some(next) => here = next,
            None => return (here != at).then_some(here),
        }
    }
    None
}

/// What tells a note from others, in this file and when it is written anew: the name that the file gives
/// it, where that is one for all files; else when and where it was made.
fn key(page: usize, dict: &Dict<'_>, kind: EmbeddedKind, created: Option<&str>) -> String {
    let name = words(dict, b"NM").unwrap_or_default();
    // Some writers merely count.
    if name.chars().filter(|c| c.is_alphanumeric()).count() >= 16 {
        return format!("nm:{name}");
    }
    let rect = dict.get::<Rect>(b"Rect").map_or([0.0; 4], |rect| [rect.x0, rect.y0, rect.x1, rect.y1]);
    let place = rect.map(|side| format!("{side:.0}")).join(",");
    format!("{} {page} {place} {} {name}", kind.name(), created.unwrap_or_default())
}

/// When it was made, and when it was changed last.
fn moments(dict: &Dict<'_>) -> [Option<String>; 2] {
    let said = |name: &[u8]| moment(dict.get::<object::String<'_>>(name)?.as_bytes());
    let (created, updated) = (said(b"CreationDate"), said(b"M"));
    [created.clone().or_else(|| updated.clone()), updated.or(created)]
}

/// A line of words under `name`.
fn words(dict: &Dict<'_>, name: &[u8]) -> Option<SafeText> {
    let said = dict.get::<object::String<'_>>(name)?;
    let bytes = said.as_bytes();
    Some(SafeText::new(&text(&bytes[..bytes.len().min(1000)]))).filter(|words| !words.is_empty())
}

/// What was written, line by line.
fn contents(dict: &Dict<'_>) -> Vec<SafeText> {
    let said = |name: &[u8]| {
        let said = dict.get::<object::String<'_>>(name)?;
        let bytes = said.as_bytes();
        Some(text(&bytes[..bytes.len().min(LONGEST)])).filter(|words| !words.trim().is_empty())
    };
    let plain = said(b"Contents").or_else(|| said(b"RC").map(|rich| unmarked(&rich)));
    let plain = plain.unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<SafeText> = plain.trim().lines().map(|line| SafeText::new(line.trim_end())).collect();
    if lines.iter().all(|line| line.trim().is_empty()) {
        lines.clear();
    }
    lines
}

/// Rich text without its marks: paragraphs end lines.
fn unmarked(rich: &str) -> String {
    let mut out = String::new();
    for part in rich.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        if matches!(tag.trim_end_matches('/').trim(), "/p" | "br" | "/div") {
            out.push('\n');
        }
        out.push_str(words.trim_matches(['\n', '\r']));
    }
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#13;", "\n"), ("&amp;", "&")];
    signs.into_iter().fold(out, |out, (from, to)| out.replace(from, to)).trim().to_owned()
}

/// Its colour: of one number grey, of three red, green and blue, of four inks.
fn colour(dict: &Dict<'_>) -> Option<[u8; 3]> {
    let parts: Vec<f32> = dict.get::<Array<'_>>(b"C")?.iter::<Number>().take(5).map(|part| part.as_f32()).collect();
    let rgb = match parts.as_slice() {
        [grey] => [*grey; 3],
        [red, green, blue] => [*red, *green, *blue],
        [cyan, magenta, yellow, black] => [cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black)),
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
    let byte = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
    rgb.iter().all(|part| part.is_finite()).then(|| rgb.map(byte))
}

/// The areas of the page that the note lies on, at most `most`: its quads, else its rectangle.
fn areas_of(page: &Page<'_>, dict: &Dict<'_>, kind: EmbeddedKind, most: usize) -> Vec<Area> {
    let mut found = Vec::new();
    if let Some(list) = dict.get::<Array<'_>>(b"QuadPoints").filter(|_| kind.marks()) {
        let numbers: Vec<f64> = list.iter::<Number>().take(8 * most.min(MOST_AREAS)).map(|number| number.as_f64()).collect();
        // Four corners, in whatever order writers give them.
        found.extend(numbers.chunks_exact(8).filter_map(|quad| {
            let corners = quad.chunks_exact(2).map(|corner| on_page(page, corner[0], corner[1]));
            corners.map(|corner| Area::of(corner, corner)).reduce(|all, corner| all.cover(&corner)).filter(is_sound)
        }));
    }
    if found.is_empty() && most > 0 {
        let rect = dict.get::<Rect>(b"Rect");
        let area = rect.map(|rect| Area::of(on_page(page, rect.x0, rect.y0), on_page(page, rect.x1, rect.y1)));
        found.extend(area.filter(is_sound));
    }
    found
}

fn is_sound(area: &Area) -> bool {
    [area.x0, area.y0, area.x1, area.y1].iter().all(|side| side.is_finite() && side.abs() < 1e6)
}

/// The areas of a page that notes are painted on: what is painted there for them is not the text's.
pub(super) fn painted_on(page: &Page<'_>) -> Vec<Area> {
    let Some(list) = page.raw().get::<Array<'_>>(b"Annots") else { return Vec::new() };
    let area = |dict: &Dict<'_>| {
        let rect = dict.get::<Rect>(b"Rect")?;
        Some(Area::of(on_page(page, rect.x0, rect.y0), on_page(page, rect.x1, rect.y1))).filter(is_sound)
    };
    let is = |dict: &Dict<'_>, wanted: &dyn Fn(&str) -> bool| {
        let is_seen = dict.get::<i64>(b"F").unwrap_or(0) & UNSEEN == 0;
        is_seen && dict.get::<Name<'_>>(b"Subtype").is_some_and(|subtype| wanted(subtype.as_str())) && dict.contains_key(b"AP")
    };
    let is_note = |subtype: &str| subtype == "Popup" || kind(subtype).is_some();
    let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<Area> {
        let dicts = list.iter::<Dict<'_>>().take(MOST).filter(|dict| is(dict, wanted));
        dicts.filter_map(|dict| area(&dict)).take(MOST_ON_PAGE).collect()
    };
    let mut notes = of(&is_note);
    if !notes.is_empty() {
        // What is filled in stays, even below a note: which of the two paints is not told.
        let fields = of(&|subtype| subtype == "Widget");
        notes.retain(|note| {
            !fields.iter().any(|field| field.x0 < note.x1 && note.x0 < field.x1 && field.y0 < note.y1 && note.y0 < field.y1)
        });
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_loses_its_marks() {
        let rich =
            "<?xml version=\"1.0\"?><body xmlns=\"x\"><p dir=\"ltr\"><span>첫 줄</span></p><p>R&amp;D &lt;b&gt;</p></body>";
        assert_eq!(unmarked(rich), "첫 줄\nR&D <b>");
        assert_eq!(unmarked("plain"), "plain");
    }
}
