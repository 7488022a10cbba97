//! The modules of a crate as its source declares them, and what each names, wherever it stands:
//! in `use`, in types, expressions and patterns, in attributes and in macros. Tests are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::tokens::{Token, tokens};

/// A path of names, `crate` or the name of another crate first.
pub(super) type Names = Vec<String>;

/// Names within names that are followed before a circle is supposed.
const DEEPEST: usize = 32;

/// What is being looked up where it is what a glob imports.
const GLOB: &str = "*";

/// A module: what it declares, and what it names.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// Where it stands, from `crate` on.
    pub(super) path: Names,
    /// Its file.
    pub(super) file: String,
    children: BTreeSet<String>,
    items: BTreeSet<String>,
    /// What `use` gives a name here: the name, and what it stands for.
    aliases: BTreeMap<String, Names>,
    globs: Vec<Names>,
    /// Names as they are written. One alone may be a variable.
    named: Vec<Names>,
    /// Names in `use`, where one alone is a crate.
    imported: Vec<Names>,
    /// Methods that are called.
    methods: BTreeSet<String>,
    /// What can't be followed, so that nobody may write it.
    faults: Vec<String>,
}

/// A crate.
#[derive(Debug, Default)]
pub(super) struct Source {
    modules: BTreeMap<Names, Module>,
    /// Files that a module was read from.
    pub(super) files: BTreeSet<String>,
    /// Files of tests, and folders of them.
    pub(super) tests: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl Source {
    /// Reads the modules that `lib.rs` and `main.rs` lead to. `files` are all files by their names inside of `src`,
    /// `others` the crates that may be named.
    pub(super) fn of(files: &BTreeMap<String, String>, others: &[&str]) -> Self {
        let others = ["std", "core", "alloc"].iter().chain(others).map(|name| (*name).to_owned()).collect();
        let mut source = Self { others, ..Self::default() };
        source.read(vec!["crate".into()], "lib.rs", "", files);
        source
    }

    pub(super) fn modules(&self) -> impl Iterator<Item = &Module> {
        self.modules.values()
    }

    fn read(&mut self, path: Names, file: &str, folder: &str, files: &BTreeMap<String, String>) {
        let text = files.get(file).unwrap_or_else(|| panic!("no file {file}"));
        self.files.insert(file.to_owned());
        self.take(path, file, folder, &tokens(text), files);
    }

    /// Takes in a module of these tokens, and those within it.
    fn take(&mut self, path: Names, file: &str, folder: &str, tokens: &[Token], files: &BTreeMap<String, String>) {
        let mut module = Module { path: path.clone(), file: file.to_owned(), ..Module::default() };
        let mut rest = tokens;
        while !rest.is_empty() {
            let item = Item::first(rest);
            rest = &rest[item.length..];
            let Some((name, content)) = item.module() else {
                if !item.is_test() {
                    module.declare(&item);
                    module.scan(item.whole);
                }
                continue;
            };
            let inside = Path::new(folder).join(name).to_string_lossy().into_owned();
            if item.attributes.iter().any(|attribute| matches!(attribute, [Token::Name(name), ..] if name == "path")) {
                module.faults.push(format!("{name} has a path of its own"));
                continue;
            }
            let own = [format!("{inside}.rs"), format!("{inside}/mod.rs")].into_iter().find(|own| files.contains_key(own));
            if item.is_test() {
                self.tests.extend([own, Some(format!("{inside}/"))].into_iter().flatten());
                continue;
            }
            module.children.insert(name.to_owned());
            let path = [path.clone(), vec![name.to_owned()]].concat();
            match (content, own) {
                (Some(tokens), _) => self.take(path, file, &inside, tokens, files),
                (None, Some(own)) => self.read(path, &own, &inside, files),
                (None, None) => module.faults.push(format!("no file for {inside}")),
            }
        }
        self.modules.insert(path, module);
    }

    /// All that a module names, as it is written and as what it stands for, where that is another module's or another
    /// crate's.
    pub(super) fn names(&self, module: &Module) -> BTreeSet<Names> {
        let imported = module.imported.iter().filter_map(|names| self.absolute(module, names, None, 0));
        // A single name that stands for another crate is a variable as like as not; of one imported here `imported` tells.
        let named = module.named.iter().filter(|names| names.len() > 1);
        let named = named.filter_map(|names| self.absolute(module, names, None, 0));
        let globs = module.globs.iter().filter_map(|names| self.absolute(module, names, Some(GLOB), 0));
        imported.chain(named).chain(globs).flat_map(|names| [self.followed(names.clone(), 0), names]).collect()
    }

    /// What hides from being read.
    pub(super) fn faults(&self, module: &Module) -> Vec<String> {
        let roots = module.globs.iter().filter_map(|names| self.absolute(module, names, Some(GLOB), 0));
        let roots = roots.filter(|names| names.len() == 1).map(|names| format!("all of {} is imported", names[0]));
        module.faults.iter().cloned().chain(roots).collect()
    }

    /// Whether a name is one that is handed on, and made elsewhere.
    pub(super) fn is_handed_on(&self, names: &Names) -> bool {
        self.followed(names.clone(), 0) != *names
    }

    /// The methods that a module calls.
    pub(super) fn methods<'a>(&self, module: &'a Module) -> impl Iterator<Item = &'a str> {
        module.methods.iter().map(String::as_str)
    }

    /// What names written in `module` stand for, from a crate on. `but` is an alias that is being looked up.
    fn absolute(&self, module: &Module, names: &[String], but: Option<&str>, depth: usize) -> Option<Names> {
        let (first, rest) = names.split_first()?;
        let within = |mut path: Names| {
            path.extend(rest.iter().cloned());
            Some(path)
        };
        match first.as_str() {
            "" => return Some(rest.to_vec()),
            "crate" => return Some(names.to_vec()),
            "self" => return self.absolute_rest(module, rest),
            "super" => {
                let above = self.modules.get(&module.path[..module.path.len().saturating_sub(1).max(1)])?;
                return match rest.first().map(String::as_str) {
                    Some("super" | "self") => self.absolute(above, rest, None, depth),
                    _ => self.absolute_rest(above, rest),
                };
            }
            _ => {}
        }
        if let Some(alias) = module.aliases.get(first).filter(|_| but != Some(first) && depth < DEEPEST) {
            return within(self.absolute(module, alias, Some(first), depth + 1)?);
        }
        if module.children.contains(first) || module.items.contains(first) {
            return within([module.path.clone(), vec![first.clone()]].concat());
        }
        // Where a glob begins is told by no glob.
        let from_glob = module.globs.iter().filter(|_| but != Some(GLOB) && depth < DEEPEST).find_map(|glob| {
            let path = self.absolute(module, glob, Some(GLOB), depth + 1)?;
            self.modules.get(&path).filter(|other| other.declares(first)).map(|_| path)
        });
        if let Some(path) = from_glob {
            return within([path, vec![first.clone()]].concat());
        }
        self.others.contains(first).then(|| names.to_vec())
    }

    fn absolute_rest(&self, module: &Module, rest: &[String]) -> Option<Names> {
        Some([&module.path[..], rest].concat())
    }

    /// Where a name leads in the end, through what modules on its way hand on.
    fn followed(&self, names: Names, depth: usize) -> Names {
        if names.first().is_none_or(|first| first != "crate") || depth > DEEPEST {
            return names;
        }
        let mut at = 1;
        while at < names.len() && self.modules.contains_key(&names[..=at]) {
            at += 1;
        }
        let (Some(module), Some(name)) = (self.modules.get(&names[..at]), names.get(at)) else { return names };
        let alias = module.aliases.get(name).and_then(|alias| self.absolute(module, alias, Some(name), depth + 1));
        let globbed = || {
            module.globs.iter().find_map(|glob| {
                let path = self.absolute(module, glob, Some(GLOB), depth + 1)?;
                self.modules.get(&path).filter(|other| other.path != module.path && other.declares(name)).map(|_| path)
            })
        };
        match alias {
            Some(alias) => self.followed([alias, names[at + 1..].to_vec()].concat(), depth + 1),
            None if module.items.contains(name) => names,
            None => match globbed() {
                Some(path) => self.followed([path, names[at..].to_vec()].concat(), depth + 1),
                None => names,
            },
        }
    }
}

impl Module {
    fn declares(&self, name: &str) -> bool {
        self.children.contains(name) || self.items.contains(name) || self.aliases.contains_key(name)
    }

    /// Takes in the name of what an item declares.
    fn declare(&mut self, item: &Item) {
        const KINDS: [&str; 9] = ["const", "enum", "fn", "macro_rules", "static", "struct", "trait", "type", "union"];
        const BETWEEN: [&str; 5] = ["async", "extern", "fn", "mut", "unsafe"];
        let mut names = item.tokens.iter().filter_map(name_of).skip_while(|name| !KINDS.contains(name));
        let name = names.nth(1).filter(|name| !BETWEEN.contains(name)).or_else(|| names.find(|name| !BETWEEN.contains(name)));
        self.items.extend(name.filter(|_| item.first_name() != Some("impl")).map(str::to_owned));
    }

    /// Takes in all that tokens name, but for what is there in tests alone.
    fn scan(&mut self, tokens: &[Token]) {
        let (mut at, mut names) = (0, Names::new());
        // How many colons stand since the last name.
        let mut colons = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                Token::Sign('#') if is_attribute(&tokens[at..]) => {
                    self.end(&mut names);
                    let item = Item::first(&tokens[at..]);
                    if item.is_test() {
                        // A field ends at a comma.
                        let is_end = |token: &Token| matches!(token, Token::Sign(';' | ',') | Token::Group('{', _));
                        let ahead = item.whole.len() - item.tokens.len();
                        at += ahead + item.tokens.iter().position(is_end).map_or(item.tokens.len(), |end| end + 1);
                        colons = 0;
                        continue;
                    }
                }
                Token::Name(name)
                    if name == "use"
                        && matches!(tokens.get(at + 1), Some(Token::Name(_) | Token::Sign(':') | Token::Group('{', _))) =>
                {
                    self.end(&mut names);
                    let length = tokens[at..].iter().position(|token| *token == Token::Sign(';')).unwrap_or(tokens.len() - at);
                    let tree = &tokens[at + 1..at + length];
                    let before = if tree.first() == Some(&Token::Sign(':')) { vec![String::new()] } else { Names::new() };
                    self.import(tree, &before);
                    (at, colons) = (at + length, 0);
                    continue;
                }
                Token::Name(name) => {
                    if colons != 2 {
                        self.end(&mut names);
                    }
                    self.look_at(name, &tokens[..at], &tokens[at + 1..]);
                    names.push(name.clone());
                    colons = 0;
                }
                Token::Sign(':') => colons += 1,
                Token::Group('{', _) if colons == 2 && !names.is_empty() => {
                    self.import(std::slice::from_ref(token), &std::mem::take(&mut names));
                    colons = 0;
                }
                Token::Group(_, inside) => {
                    self.end(&mut names);
                    self.scan(inside);
                    colons = 0;
                }
                Token::Sign(_) | Token::Other => {
                    self.end(&mut names);
                    colons = 0;
                }
            }
            at += 1;
        }
        self.end(&mut names);
    }

    /// Takes in what a name is by what stands around it: a method, a module where none may be, code from elsewhere.
    fn look_at(&mut self, name: &str, before: &[Token], behind: &[Token]) {
        match (name, before.last(), behind.first()) {
            (_, Some(Token::Sign('.')), Some(Token::Group('(', _))) => {
                self.methods.insert(name.to_owned());
            }
            ("mod", _, Some(Token::Name(inner))) => self.faults.push(format!("{inner} is a module within something else")),
            ("extern", _, Some(Token::Name(next))) if next == "crate" => self.faults.push("a crate is given a name".into()),
            ("include", _, Some(Token::Sign('!'))) => self.faults.push("code is included".into()),
            _ => {}
        }
    }

    /// A path has ended.
    fn end(&mut self, names: &mut Names) {
        let whole = std::mem::take(names);
        if !whole.is_empty() {
            self.named.push(whole);
        }
    }

    /// Takes in a tree of `use`, below `before`.
    fn import(&mut self, tree: &[Token], before: &Names) {
        let mut path = before.clone();
        for (at, token) in tree.iter().enumerate() {
            match token {
                Token::Name(name) if name == "as" => {
                    let alias = tree[at + 1..].iter().find_map(name_of).map(str::to_owned);
                    return self.import_as(path, alias);
                }
                // `{self}` is what stands before the brackets.
                Token::Name(name) if name == "self" && !path.is_empty() => {}
                Token::Name(name) => path.push(name.clone()),
                Token::Sign('*') => return self.globs.push(path),
                Token::Group(_, inside) => {
                    return inside
                        .split(|token| *token == Token::Sign(','))
                        .filter(|tree| !tree.is_empty())
                        .for_each(|tree| self.import(tree, &path));
                }
                Token::Sign(_) | Token::Other => {}
            }
        }
        let alias = path.last().cloned();
        self.import_as(path, alias);
    }

    fn import_as(&mut self, names: Names, alias: Option<String>) {
        if let Some(alias) = alias.filter(|alias| alias != "_") {
            self.aliases.insert(alias, names.clone());
        }
        self.imported.push(names);
    }
}

/// An item, or what stands in its place: its attributes, and its tokens up to the end.
struct Item<'a> {
    attributes: Vec<&'a [Token]>,
    tokens: &'a [Token],
    /// Both together.
    whole: &'a [Token],
    /// How many tokens all of it are.
    length: usize,
}

impl<'a> Item<'a> {
    /// What `tokens` begin with.
    fn first(tokens: &'a [Token]) -> Self {
        let (mut at, mut attributes) = (0, Vec::new());
        while is_attribute(&tokens[at..]) {
            let group = at + if tokens[at + 1] == Token::Sign('!') { 2 } else { 1 };
            if let Token::Group(_, inside) = &tokens[group] {
                attributes.push(&inside[..]);
            }
            at = group + 1;
            // One of the whole file ends by itself.
            if tokens[group - 1] == Token::Sign('!') {
                return Self { attributes: Vec::new(), tokens: &tokens[..at], whole: &tokens[..at], length: at };
            }
        }
        let words = || tokens[at..].iter().filter_map(name_of).filter(|name| !matches!(*name, "pub"));
        // Braces end what is no value and no `use`.
        let only_sign =
            matches!(words().next(), Some("use" | "const" | "static" | "type" | "let")) && words().nth(1) != Some("fn");
        let is_end = |token: &Token| match token {
            Token::Sign(';') => true,
            Token::Group('{', _) => !only_sign,
            _ => false,
        };
        let length = tokens[at..].iter().position(is_end).map_or(tokens.len(), |end| at + end + 1);
        Self { attributes, tokens: &tokens[at..length], whole: &tokens[..length], length }
    }

    fn first_name(&self) -> Option<&str> {
        self.tokens.iter().find_map(name_of)
    }

    /// The name of the module that it is, and what stands in that, where it is not another file.
    fn module(&self) -> Option<(&'a str, Option<&'a [Token]>)> {
        let at = self.tokens.iter().take(3).position(|token| matches!(token, Token::Name(name) if name == "mod"))?;
        let name = self.tokens.get(at + 1).and_then(name_of)?;
        match self.tokens.get(at + 2) {
            Some(Token::Group(_, inside)) => Some((name, Some(inside))),
            _ => Some((name, None)),
        }
    }

    /// Whether it is there in tests alone: `cfg(test)`, or that among other conditions that all must hold.
    fn is_test(&self) -> bool {
        fn asks(condition: &[Token]) -> bool {
            match condition {
                [Token::Name(name)] => name == "test",
                [Token::Name(name), Token::Group(_, inside)] if name == "all" || name == "cfg" => {
                    inside.split(|token| *token == Token::Sign(',')).any(asks)
                }
                _ => false,
            }
        }
        self.attributes.iter().any(|attribute| matches!(attribute, [Token::Name(name), ..] if name == "cfg") && asks(attribute))
    }
}

fn name_of(token: &Token) -> Option<&str> {
    if let Token::Name(name) = token { Some(name) } else { None }
}

/// Whether `tokens` begin with an attribute.
fn is_attribute(tokens: &[Token]) -> bool {
    matches!(
        tokens,
        [Token::Sign('#'), Token::Group('[', _), ..] | [Token::Sign('#'), Token::Sign('!'), Token::Group('[', _), ..]
    )
}
