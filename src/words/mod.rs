//! The catalogue: every word that a person sees, in English and Korean.
//!
//! Messages are Fluent resources in `assets/words/`, compiled in. A test fails when a
//! message lacks a language, when the two take other arguments, and when the program asks
//! for one that is not there.

mod particle;

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, and whatever else is asked for.
    #[default]
    English,
    /// Korean.
    Korean,
}

/// What comes with a language. Adding one is a variant of [`Language`], a row of these and its
/// two files.
struct Tongue {
    language: Language,
    /// Its BCP 47 tag.
    tag: &'static str,
    /// Its catalogue, as a Fluent resource.
    messages: &'static str,
    /// The page that describes all JSON output.
    page_on_json: &'static str,
    /// The style that works in this language are cited in.
    citation: &'static str,
}

static TONGUES: [Tongue; Language::ALL.len()] = [
    Tongue {
        language: Language::English,
        tag: "en",
        messages: include_str!("../../assets/words/en.ftl"),
        page_on_json: include_str!("../../assets/words/json.en.txt"),
        citation: "chicago",
    },
    Tongue {
        language: Language::Korean,
        tag: "ko",
        messages: include_str!("../../assets/words/ko.ftl"),
        page_on_json: include_str!("../../assets/words/json.ko.txt"),
        citation: "korean",
    },
];

impl Language {
    /// Every language, the usual one first.
    pub const ALL: [Self; 2] = [Self::English, Self::Korean];

    fn tongue(self) -> &'static Tongue {
        TONGUES.iter().find(|tongue| tongue.language == self).unwrap_or(&TONGUES[0])
    }

    /// The language of a POSIX locale name such as `ko_KR.UTF-8`.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let tag = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| tag.eq_ignore_ascii_case(language.tag())).unwrap_or_default()
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.tongue().tag
    }

    /// The name of the style that works in this language are cited in.
    #[must_use]
    pub fn citation(self) -> &'static str {
        self.tongue().citation
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
        let id: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks are for bidirectional user interfaces; a terminal would show them.
        bundle.set_use_isolating(false);
        // It is the only one of its name, so that it is always taken.
        let _ = bundle.add_function("JOSA", particle::josa);
        // A test parses both catalogues, so what can be read here is all there is.
        let resource = FluentResource::try_new(language.tongue().messages.to_owned()).unwrap_or_else(|(readable, _)| readable);
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

    /// The page that describes all JSON output.
    #[must_use]
    pub fn page_on_json(&self) -> &'static str {
        self.language.tongue().page_on_json
    }

    fn format<'a>(&'a self, id: &str, args: Option<&'a FluentArgs<'a>>) -> Cow<'a, str> {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return Cow::Owned(id.to_owned());
        };
        let mut faults = Vec::new();
        let said = self.bundle.format_pattern(pattern, args, &mut faults).into_owned();
        debug_assert!(faults.is_empty(), "{id}: {faults:?}");
        said.into()
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
                    Expression::Inline(InlineExpression::FunctionReference { arguments, .. }) => {
                        match &arguments.positional[..] {
                            [first, ..] => first,
                            [] => continue,
                        }
                    }
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

    fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let resource = fluent_syntax::parser::parse(language.tongue().messages).expect("the catalogue parses");
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
        let usual = messages(Language::default());
        for language in Language::ALL {
            assert_eq!(messages(language), usual, "{}", language.tag());
        }
    }

    #[test]
    fn a_message_is_filled_in_without_isolation_marks() {
        let words = Words::new(Language::English);
        assert_eq!(words.fill("status-page-of", &[("page", "5".into()), ("pages", 11_usize.into())]), "p. 5 of 11");
    }

    /// Every pattern of a message, those of its variants too, and by which argument each of them is chosen.
    fn patterns<'a>(pattern: &'a Pattern<&'a str>, chosen: &[&'a str], into: &mut Vec<(Vec<&'a str>, &'a Pattern<&'a str>)>) {
        into.push((chosen.to_vec(), pattern));
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression: Expression::Select { selector, variants } } = element {
                let by = match selector {
                    InlineExpression::VariableReference { id } => Some(id.name),
                    _ => None,
                };
                let chosen: Vec<&str> = chosen.iter().copied().chain(by).collect();
                variants.iter().for_each(|variant| patterns(&variant.value, &chosen, into));
            }
        }
    }

    /// Words behind an argument, in every message of a language: (message, argument, whether it is chosen by it, words).
    fn behind_arguments(language: Language) -> Vec<(String, String, bool, String)> {
        let resource = fluent_syntax::parser::parse(language.tongue().messages).expect("the catalogue parses");
        let mut found = Vec::new();
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut all = Vec::new();
            message.value.iter().for_each(|value| patterns(value, &[], &mut all));
            for (chosen, pattern) in all {
                for pair in pattern.elements.windows(2) {
                    if let [
                        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) },
                        PatternElement::TextElement { value },
                    ] = pair
                    {
                        let (argument, words) = (id.name.to_owned(), (*value).to_owned());
                        found.push((message.id.name.to_owned(), argument, chosen.contains(&id.name), words));
                    }
                }
            }
        }
        found
    }

    #[test]
    fn no_message_counts_one_as_if_it_were_many() {
        /// What is never one: limits that are set, and sizes of what is too large or replaced.
        const NEVER_ONE: [&str; 10] = [
            "cli-many-passages",
            "copy-too-long",
            "copy-too-many-cells",
            "export-fate-replaced",
            "import-too-long",
            "import-too-many",
            "query-too-long",
            "read-too-large",
            "store-too-large",
            "timeline-broken",
        ];
        let many = regex::Regex::new(r"^ (?:[a-z]+ )?(?:bytes|cells|characters|columns|documents|heads|hits|lines|notes|pages|places|regions|rows|times|words|years)\b").expect("a pattern");
        let wrong: Vec<_> = behind_arguments(Language::English)
            .into_iter()
            .filter(|(id, _, is_chosen, words)| !is_chosen && many.is_match(words) && !NEVER_ONE.contains(&id.as_str()))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn no_particle_stands_behind_a_word_that_is_not_known() {
        let particle = regex::Regex::new(
            r"^(?:을|를|이|가|은|는|와|과|로|으로|을\(를\)|이\(가\)|은\(는\)|와\(과\)|\(으\)로)(?:[\s,.;:?!)]|$)",
        )
        .expect("a pattern");
        let wrong: Vec<_> =
            behind_arguments(Language::Korean).into_iter().filter(|(.., words)| particle.is_match(words)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let words = Words::new(Language::Korean);
        let named = |name: &str| words.fill("cli-no-footnote", &[("label", name.into())]);
        assert_eq!((named("3"), named("2")), ("이 문서에는 각주 3이 없습니다.".into(), "이 문서에는 각주 2가 없습니다.".into()));
    }

    /// Ids are written out wherever they are used, so that both directions can be checked.
    fn asked_for() -> BTreeSet<String> {
        let known = messages(Language::English);
        let families: BTreeSet<&str> = known.keys().filter_map(|id| id.split('-').next()).collect();
        let literal = regex::Regex::new(r#""([a-z]+(?:-[a-z0-9]+)+)""#).expect("a pattern");
        let said = regex::Regex::new(r#"words\.(?:say|fill)\(\s*"([a-z0-9-]+)""#).expect("a pattern");
        let mut asked = BTreeSet::new();
        for source in sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
            // Test modules in files of their own name snapshots, not messages.
            let code =
                if source.contains("assert_snapshot!") { "" } else { source.split("#[cfg(test)]").next().unwrap_or_default() };
            asked.extend(said.captures_iter(code).map(|found| found[1].to_owned()));
            for found in literal.captures_iter(code) {
                if found[1].split('-').next().is_some_and(|family| families.contains(family)) {
                    asked.insert(found[1].to_owned());
                }
            }
        }
        asked
    }

    #[test]
    fn every_message_asked_for_is_there() {
        /// Words with a dash that are no messages: options, keys of JSON, names of commands.
        const OTHERS: [&str; 22] = [
            "read-as",
            "read-in",
            "auto-scroll",
            "compare-by",
            "open-link",
            "open-own",
            "footnote-back",
            "footnote-ref",
            "note-ref",
            "no-mouse",
            "page-down",
            "page-up",
            "footnote-without-body",
            "footnote-without-call",
            "footnote-twice",
            "page-number",
            "go-to",
            "next-table",
            "table-rule",
            "places-1",
            "select-sentence",
            "select-paragraph",
        ];
        let known = messages(Language::English);
        let missing: Vec<String> =
            asked_for().into_iter().filter(|id| !known.contains_key(id) && !OTHERS.contains(&id.as_str())).collect();
        assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
    }

    /// The elements of a list in source code, which `rest` is what follows the bracket of.
    fn elements(rest: &str) -> Vec<&str> {
        let (mut found, mut from, mut depth, mut in_words) = (Vec::new(), 0, 0_usize, false);
        for (at, c) in rest.char_indices() {
            match c {
                '"' if !rest[..at].ends_with('\\') => in_words = !in_words,
                _ if in_words => {}
                ',' if depth == 0 => {
                    found.push(rest[from..at].trim());
                    from = at + 1;
                }
                ']' if depth == 0 => {
                    found.extend(Some(rest[from..at].trim()).filter(|last| !last.is_empty()));
                    return found;
                }
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
        }
        panic!("a list without its end: {rest:.80}");
    }

    #[test]
    fn a_message_is_given_just_the_arguments_that_it_takes() {
        let known = messages(Language::English);
        let with_list = regex::Regex::new(r#""([a-z][a-z0-9]*(?:-[a-z0-9]+)+)",\s*&\["#).expect("a pattern");
        let alone = regex::Regex::new(r#"\bwords\.say\(\s*"([a-z0-9-]+)",?\s*\)"#).expect("a pattern");
        let (mut wrong, mut checked) = (BTreeSet::new(), 0);
        // What is not written out, as `("count", n.into())` is, may be any argument.
        let name_of = |given: &&str| given.strip_prefix("(\"").and_then(|rest| Some(rest.split_once('"')?.0.to_owned()));
        let mut check = |id: &str, given: &[&str]| {
            let Some(taken) = known.get(id) else { return };
            checked += 1;
            let names: BTreeSet<String> = given.iter().filter_map(name_of).collect();
            let fits = if names.len() == given.len() { names == *taken } else { names.is_subset(taken) };
            if !fits || given.len() > taken.len() {
                wrong.insert(format!("{id} takes {taken:?} and is given {given:?}"));
            }
        };
        for source in sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
            let code = source.split("\n#[cfg(test)]").next().unwrap_or_default();
            for found in with_list.captures_iter(code) {
                check(&found[1], &elements(&code[found.get(0).map_or(0, |whole| whole.end())..]));
            }
            alone.captures_iter(code).for_each(|found| check(&found[1], &[]));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(checked > 200, "only {checked} calls were found");
    }

    #[test]
    fn no_message_is_left_over() {
        let asked = asked_for();
        // What keys do is asked for by the names of the commands.
        let left: Vec<String> =
            messages(Language::English).into_keys().filter(|id| !id.starts_with("do-") && !asked.contains(id)).collect();
        assert!(left.is_empty(), "nothing says {left:?}");
    }

    /// The sources of the program, without tests in files of their own, which name what they like.
    fn sources(folder: &std::path::Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().file_stem().is_some_and(|name| name == "tests") {
                continue;
            }
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
