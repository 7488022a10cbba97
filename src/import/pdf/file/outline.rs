//! Bookmarks, page labels and links: what the file says of its own order.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::object::{self, Array, Dict, Name, Number, Object, ObjectIdentifier, Rect};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point};

use super::info::text;
use super::{Area, File};

/// Bookmarks and links that are read at most, of a file and of a page.
const MOST: usize = 20_000;
/// How deep bookmarks and trees may be nested.
const DEEPEST: u8 = 24;

/// A place that a bookmark or a link leads to.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import::pdf) enum Target {
    /// A page, from 0, and how far down on it, where that is said.
    Page(usize, Option<f32>),
    /// An address outside.
    Address(String),
}

/// An entry of the file's outline.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import::pdf) struct Bookmark {
    pub(in crate::import::pdf) title: String,
    /// From 1.
    pub(in crate::import::pdf) level: u8,
    pub(in crate::import::pdf) page: usize,
    pub(in crate::import::pdf) y: Option<f32>,
}

/// An area of a page that leads somewhere.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import::pdf) struct Link {
    pub(in crate::import::pdf) area: Area,
    pub(in crate::import::pdf) target: Target,
}

/// Finds where destinations lead.
struct Destinations<'f> {
    file: &'f File,
    numbers: HashMap<ObjectIdentifier, usize>,
    named: HashMap<Vec<u8>, Object<'f>>,
}

impl File {
    /// The file's outline, in order.
    pub(in crate::import::pdf) fn bookmarks(&self) -> Vec<Bookmark> {
        let mut found = Vec::new();
        if let Some(outlines) = self.catalog().and_then(|catalog| catalog.get::<Dict<'_>>(b"Outlines")) {
            let destinations = Destinations::of(self);
            let mut seen = HashSet::new();
            destinations.walk(&outlines, 1, &mut seen, &mut found);
        }
        found
    }

    /// What each page is called, where the file says so.
    pub(in crate::import::pdf) fn labels(&self) -> Option<Vec<String>> {
        let tree = self.catalog()?.get::<Dict<'_>>(b"PageLabels")?;
        let mut starts = Vec::new();
        numbers_of(&tree, 0, &mut starts);
        starts.sort_by_key(|(from, _)| *from);
        let mut labels = Vec::new();
        for page in 0..self.len() {
            let (from, style) = starts.iter().rev().find(|(from, _)| *from <= page)?;
            let number = style.first.saturating_add(page - from);
            let number = match style.kind {
                Some(b'D') => number.to_string(),
                Some(b'R') => roman(number),
                Some(b'r') => roman(number).to_lowercase(),
                Some(b'A') => letters(number),
                Some(b'a') => letters(number).to_lowercase(),
                _ => String::new(),
            };
            labels.push(format!("{}{number}", style.prefix));
        }
        Some(labels)
    }

    /// The links of each of `pages`.
    pub(in crate::import::pdf) fn links(&self) -> Links<'_> {
        Links(Destinations::of(self))
    }
}

/// Reads the links of pages.
pub(in crate::import::pdf) struct Links<'f>(Destinations<'f>);

impl Links<'_> {
    /// The links of the page `number`, from 0.
    pub(in crate::import::pdf) fn of(&self, number: usize) -> Vec<Link> {
        let Some(page) = self.0.file.pdf.pages().get(number) else { return Vec::new() };
        let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return Vec::new() };
        let links = annotations.iter::<Dict<'_>>().take(MOST).filter_map(|annotation| {
            if annotation.get::<Name<'_>>(b"Subtype")?.as_str() != "Link" {
                return None;
            }
            let rect = annotation.get::<Rect>(b"Rect")?;
            let area = Area::of(on_page(page, rect.x0, rect.y0), on_page(page, rect.x1, rect.y1));
            Some(Link { area, target: self.0.leads(&annotation)? })
        });
        links.collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "points on a page need no more")]
pub(super) fn on_page(page: &Page<'_>, x: f64, y: f64) -> (f32, f32) {
    let Point { x, y } = Affine::new(page.initial_transform(true).as_coeffs()) * Point::new(x, y);
    (x as f32, y as f32)
}

impl<'f> Destinations<'f> {
    fn of(file: &'f File) -> Self {
        let mut named = HashMap::new();
        if let Some(catalog) = file.catalog() {
            if let Some(old) = catalog.get::<Dict<'_>>(b"Dests") {
                let keys: Vec<_> = old.keys().take(MOST).collect();
                for key in keys {
                    if let Some(to) = old.get::<Object<'_>>(&*key) {
                        named.insert(key.to_vec(), to);
                    }
                }
            }
            if let Some(tree) = catalog.get::<Dict<'_>>(b"Names").and_then(|names| names.get::<Dict<'_>>(b"Dests")) {
                names_of(&tree, 0, &mut named);
            }
        }
        Self { file, numbers: file.numbers(), named }
    }

    /// Takes the bookmarks under `parent` in, each with those under it.
    fn walk(&self, parent: &Dict<'f>, level: u8, seen: &mut HashSet<ObjectIdentifier>, found: &mut Vec<Bookmark>) {
        let mut next = parent.get::<Dict<'_>>(b"First");
        while let Some(entry) = next {
            // A ring of bookmarks would be walked for ever.
            if found.len() >= MOST || entry.obj_id().is_some_and(|id| !seen.insert(id)) {
                return;
            }
            let title = entry.get::<object::String<'_>>(b"Title").map(|title| text(title.as_bytes())).unwrap_or_default();
            if let (false, Some(Target::Page(page, y))) = (title.is_empty(), self.leads(&entry)) {
                found.push(Bookmark { title, level, page, y });
            }
            if level < DEEPEST {
                self.walk(&entry, level + 1, seen, found);
            }
            // Without a number of its own an entry can't be told from one seen before.
            next = entry.obj_id().and_then(|_| entry.get::<Dict<'_>>(b"Next"));
        }
    }

    /// Where a bookmark or an annotation leads.
    fn leads(&self, from: &Dict<'f>) -> Option<Target> {
        if let Some(to) = from.get::<Object<'_>>(b"Dest") {
            return self.resolve(to, 0);
        }
        let action = from.get::<Dict<'_>>(b"A")?;
        match action.get::<Name<'_>>(b"S")?.as_str() {
            "GoTo" => self.resolve(action.get::<Object<'_>>(b"D")?, 0),
            "URI" => {
                let address = action.get::<object::String<'_>>(b"URI")?;
                let address = String::from_utf8_lossy(address.as_bytes()).trim().to_owned();
                (!address.is_empty()).then_some(Target::Address(address))
            }
            _ => None,
        }
    }

    fn resolve(&self, to: Object<'f>, depth: u8) -> Option<Target> {
        if depth > 4 {
            return None;
        }
        match to {
            Object::Name(name) => self.resolve(self.named.get(&*name)?.clone(), depth + 1),
            Object::String(name) => self.resolve(self.named.get(name.as_bytes())?.clone(), depth + 1),
            Object::Dict(dict) => self.resolve(dict.get::<Object<'_>>(b"D")?, depth + 1),
            Object::Array(place) => self.place(&place),
            _ => None,
        }
    }

    /// An explicit destination: `[page /XYZ left top zoom]` and the like.
    fn place(&self, place: &Array<'f>) -> Option<Target> {
        let first = place.raw_iter().next()?;
        let number = match first.as_obj_ref() {
            Some(reference) => *self.numbers.get(&reference.into())?,
            // Some writers give the page's number instead.
            None => usize::try_from(place.iter::<Number>().next()?.as_i64()).ok()?,
        };
        let page = self.file.pdf.pages().get(number)?;
        let mut rest = place.flex_iter();
        rest.next::<Object<'_>>();
        let kind = rest.next::<Name<'_>>().map(|name| name.as_str().to_owned()).unwrap_or_default();
        let (left, top) = match kind.as_str() {
            "XYZ" => (rest.next::<Number>(), rest.next::<Number>()),
            "FitH" | "FitBH" => (None, rest.next::<Number>()),
            _ => (None, None),
        };
        let y = top.map(|top| on_page(page, left.map_or(0.0, |left| left.as_f64()), top.as_f64()).1);
        Some(Target::Page(number, y.filter(|y| y.is_finite())))
    }
}

/// How the pages from one on are numbered.
struct Style {
    kind: Option<u8>,
    prefix: String,
    first: usize,
}

/// The entries of a number tree of page labels.
fn numbers_of(tree: &Dict<'_>, depth: u8, found: &mut Vec<(usize, Style)>) {
    if let Some(list) = tree.get::<Array<'_>>(b"Nums") {
        let mut entries = list.flex_iter();
        while let Some(from) = entries.next::<Number>() {
            let Some(style) = entries.next::<Dict<'_>>() else { break };
            let Ok(from) = usize::try_from(from.as_i64()) else { continue };
            if found.len() >= MOST {
                return;
            }
            let kind = style.get::<Name<'_>>(b"S").and_then(|name| name.first().copied());
            let prefix = style.get::<object::String<'_>>(b"P").map(|prefix| text(prefix.as_bytes())).unwrap_or_default();
            let first = style.get::<Number>(b"St").and_then(|n| usize::try_from(n.as_i64()).ok()).unwrap_or(1);
            found.push((from, Style { kind, prefix, first }));
        }
    }
    if depth < DEEPEST
        && let Some(kids) = tree.get::<Array<'_>>(b"Kids")
    {
        kids.iter::<Dict<'_>>().take(MOST).for_each(|kid| numbers_of(&kid, depth + 1, found));
    }
}

/// The entries of a name tree.
fn names_of<'f>(tree: &Dict<'f>, depth: u8, found: &mut HashMap<Vec<u8>, Object<'f>>) {
    if let Some(list) = tree.get::<Array<'_>>(b"Names") {
        let mut entries = list.flex_iter();
        while let Some(name) = entries.next::<object::String<'_>>() {
            let Some(to) = entries.next::<Object<'_>>() else { break };
            if found.len() >= MOST {
                return;
            }
            found.insert(name.as_bytes().to_vec(), to);
        }
    }
    if depth < DEEPEST
        && found.len() < MOST
        && let Some(kids) = tree.get::<Array<'_>>(b"Kids")
    {
        kids.iter::<Dict<'_>>().take(MOST).for_each(|kid| names_of(&kid, depth + 1, found));
    }
}

/// A number in Roman numerals.
fn roman(mut number: usize) -> String {
    const DIGITS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 5000 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, digit) in DIGITS {
        while number >= value {
            out.push_str(digit);
            number -= value;
        }
    }
    out
}

/// A to Z, AA to ZZ, and so on (ISO 32000-2, table 161).
fn letters(number: usize) -> String {
    let Some(at) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (at / 26 + 1).min(20)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_as_readers_number_them() {
        assert_eq!([1, 4, 9, 14, 1999].map(roman), ["I", "IV", "IX", "XIV", "MCMXCIX"]);
        assert_eq!([1, 26, 27, 53].map(letters), ["A", "Z", "AA", "AAA"]);
    }
}
