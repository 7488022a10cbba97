//! What the pieces of a page are by the file's structure tree (ISO 32000-2, 14.7 and 14.8).

use std::collections::HashMap;

use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, ObjectIdentifier};
use hayro_interpret::hayro_syntax::page::Page;

use super::File;

/// Elements that a piece is looked for upwards through at most.
const DEEPEST: usize = 32;
/// Pieces of a page that have a role at most.
const MOST: usize = 50_000;

/// What a piece of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(in crate::import::pdf) enum Role {
    /// The file does not say.
    #[default]
    Unsaid,
    /// Running text, or anything that is none of the others.
    Text,
    /// A heading, and its level where that is said.
    Heading(Option<u8>),
    Caption,
    Quote,
    /// A running head or foot, or a page's number.
    Pagination,
}

/// Finds the roles of pieces.
pub(super) struct Tags<'f> {
    file: &'f File,
    /// Behind each page's number in the tree: its pieces' elements.
    parents: HashMap<i64, MaybeRef<Object<'f>>>,
    /// Names of its own, and the names of the standard that they stand for.
    roles: Option<Dict<'f>>,
}

impl File {
    /// What finds the roles of a page's pieces; elements are read when a page asks for its own.
    pub(super) fn tags(&self) -> Tags<'_> {
        let root = self.catalog().and_then(|catalog| catalog.get::<Dict<'_>>(b"StructTreeRoot"));
        let mut parents = HashMap::new();
        if let Some(tree) = root.as_ref().and_then(|root| root.get::<Dict<'_>>(b"ParentTree")) {
            entries_of(&tree, 0, &mut parents);
        }
        Tags { file: self, parents, roles: root.and_then(|root| root.get(b"RoleMap")) }
    }
}

impl<'f> Tags<'f> {
    /// The roles of a page's pieces, by their numbers in its content.
    pub(super) fn of(&self, page: &Page<'_>) -> Vec<Role> {
        let key = page.raw().get::<Number>(b"StructParents").map(|key| key.as_i64());
        let xref = self.file.pdf.xref();
        let elements = match key.and_then(|key| self.parents.get(&key)) {
            Some(MaybeRef::Ref(array)) => xref.get::<Array<'_>>((*array).into()),
            Some(MaybeRef::NotRef(Object::Array(array))) => Some(array.clone()),
            _ => None,
        };
        let Some(elements) = elements else { return Vec::new() };
        let mut known: HashMap<ObjectIdentifier, Role> = HashMap::new();
        let mut role_of = |element: MaybeRef<Object<'f>>| {
            let MaybeRef::Ref(element) = element else { return Role::Unsaid };
            let id = ObjectIdentifier::from(element);
            *known.entry(id).or_insert_with(|| xref.get::<Dict<'_>>(id).map_or(Role::Unsaid, |element| self.role(element)))
        };
        elements.raw_iter().take(MOST).map(&mut role_of).collect()
    }

    /// The role of an element: its own, or that of the nearest one around it that has one.
    fn role(&self, element: Dict<'f>) -> Role {
        let mut here = Some(element);
        for _ in 0..DEEPEST {
            let Some(element) = here else { break };
            let Some(kind) = element.get::<Name<'_>>(b"S") else { break };
            match self.standard(kind.as_str()).as_str() {
                "H" => return Role::Heading(None),
                "Title" => return Role::Heading(Some(1)),
                "Caption" => return Role::Caption,
                "BlockQuote" => return Role::Quote,
                "Table" | "L" | "TOC" | "Note" | "FENote" | "Aside" => return Role::Text,
                name => {
                    if let Some(level) = name.strip_prefix('H').and_then(|level| level.parse::<u8>().ok()) {
                        return Role::Heading(Some(level.clamp(1, 6)));
                    }
                }
            }
            here = element.get(b"P");
        }
        Role::Text
    }

    fn standard(&self, name: &str) -> String {
        let mut name = name.to_owned();
        // Names may stand for names, in a ring too.
        for _ in 0..4 {
            match self.roles.as_ref().and_then(|roles| roles.get::<Name<'_>>(name.as_bytes())) {
                Some(other) if other.as_str() != name => name = other.as_str().to_owned(),
                _ => break,
            }
        }
        name
    }
}

/// The entries of a number tree, behind their numbers; nothing that they lead to is read.
fn entries_of<'f>(tree: &Dict<'f>, depth: u8, found: &mut HashMap<i64, MaybeRef<Object<'f>>>) {
    if let Some(list) = tree.get::<Array<'_>>(b"Nums") {
        let mut entries = list.raw_iter();
        while let (Some(MaybeRef::NotRef(Object::Number(key))), Some(entry)) = (entries.next(), entries.next()) {
            if found.len() >= MOST {
                return;
            }
            found.insert(key.as_i64(), entry);
        }
    }
    if depth < 24
        && let Some(kids) = tree.get::<Array<'_>>(b"Kids")
    {
        kids.iter::<Dict<'_>>().take(MOST).for_each(|kid| entries_of(&kid, depth + 1, found));
    }
}
