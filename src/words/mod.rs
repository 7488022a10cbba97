//! The catalogue: every word that a person sees, in English and Korean.
//!
//! Messages are Fluent resources in `assets/words/`, compiled in. A test fails when a
//! message lacks a language, when the two take other arguments, and when the program asks
//! for one that is not there.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

const ENGLISH: &str = include_str!("../../assets/words/en.ftl");
const KOREAN: &str = include_str!("../../assets/words/ko.ftl");

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, and whatever else is asked for.
    #[default]
    English,
    /// Korean.
    Korean,
}

impl Language {
    /// The language of a POSIX locale name such as `ko_KR.UTF-8`.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let tag = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
        if tag.eq_ignore_ascii_case("ko") { Self::Korean } else { Self::English }
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }

    fn source(self) -> (&'static str, LanguageIdentifier) {
        match self {
            Self::English => (ENGLISH, langid!("en")),
            Self::Korean => (KOREAN, langid!("ko")),
        }
    }
}

/// The words of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let (source, id) = language.source();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks are for bidirectional user interfaces; a terminal would show them.
        bundle.set_use_isolating(false);
        // A test parses both catalogues, so what can be read here is all there is.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// The language spoken.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message `id`; `id` itself where there is no such message.
    #[must_use]
    pub fn say(&self, id: &str) -> Cow<'_, str> {
        self.format(id, None)
    }

    /// The message `id` with its arguments filled in.
    #[must_use]
    pub fn fill(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        let mut filled = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            filled.set(*name, arg.value());
        }
        self.format(id, Some(&filled)).into_owned()
    }

    fn format<'a>(&'a self, id: &str, args: Option<&'a FluentArgs<'a>>) -> Cow<'a, str> {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return Cow::Owned(id.to_owned());
        };
        self.bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned().into()
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

/// What a message is filled in with.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Words, already in the reader's language or of the document.
    Text(String),
    /// A count, shown without thousands marks.
    Count(u64),
}

impl Arg {
    fn value(&self) -> FluentValue<'static> {
        match self {
            Self::Text(text) => FluentValue::from(text.clone()),
            Self::Count(count) => FluentValue::from(*count),
        }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Cow<'_, str>> for Arg {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<u32> for Arg {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

    use super::*;

    fn variables(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                let inline = match expression {
                    Expression::Inline(inline) => inline,
                    Expression::Select { selector, variants } => {
                        for variant in variants {
                            variables(&variant.value, into);
                        }
                        selector
                    }
                };
                if let InlineExpression::VariableReference { id } = inline {
                    into.insert(id.name.to_owned());
                }
            }
        }
    }

    fn messages(source: &'static str) -> BTreeMap<String, BTreeSet<String>> {
        let resource = fluent_syntax::parser::parse(source).expect("the catalogue parses");
        let mut found = BTreeMap::new();
        for entry in &resource.body {
            if let Entry::Message(message) = entry {
                let mut names = BTreeSet::new();
                if let Some(value) = &message.value {
                    variables(value, &mut names);
                }
                let twice = found.insert(message.id.name.to_owned(), names);
                assert!(twice.is_none(), "{} stands twice", message.id.name);
            }
        }
        found
    }

    #[test]
    fn both_languages_have_every_message_with_the_same_arguments() {
        assert_eq!(messages(ENGLISH), messages(KOREAN));
    }

    #[test]
    fn a_message_is_filled_in_without_isolation_marks() {
        let words = Words::new(Language::English);
        assert_eq!(words.fill("status-page-of", &[("page", "5".into()), ("pages", 11_usize.into())]), "p. 5 of 11");
    }

    #[test]
    fn every_message_asked_for_is_there() {
        let known = messages(ENGLISH);
        let asked = regex::Regex::new(r#"\.(?:say|fill)\(\s*"([a-z0-9-]+)""#).expect("a pattern");
        let mut missing = BTreeSet::new();
        for source in sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
            for found in asked.captures_iter(&source) {
                if !known.contains_key(&found[1]) {
                    missing.insert(found[1].to_owned());
                }
            }
        }
        assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
    }

    fn sources(folder: &std::path::Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                found.extend(sources(&entry.path()));
            } else if entry.path().extension().is_some_and(|end| end == "rs") {
                found.push(std::fs::read_to_string(entry.path()).expect("a source file"));
            }
        }
        found
    }

    #[test]
    fn the_locale_chooses_the_language() {
        assert_eq!(Language::of_locale("ko_KR.UTF-8"), Language::Korean);
        assert_eq!(Language::of_locale("C.UTF-8"), Language::English);
        assert_eq!(Language::of_locale("kok_IN"), Language::English);
    }
}
