//! Which notes are asked for: one small language for the screen and the command line.
//!
//! Terms stand apart by blanks, and all of them have to hold: plain words, `"a phrase"`, `#tag`,
//! `label:claim`, `section:서론`, `page:5`, `tag:한국`, `date:2026-11` (a day, a month, a year, or
//! `from..to`), `is:doubtful`, `is:lost`, `is:bookmark`; a `-` before a term turns it round.

use super::{Note, NoteKind, typed_words};

/// What is known of a note besides itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The title of the section that it stands in, or stood in.
    pub section: &'a str,
    /// The label of its page.
    pub page: &'a str,
    /// What its document is called.
    pub document: &'a str,
    /// Whether its place waits to be confirmed.
    pub doubtful: bool,
    /// Whether it has no place.
    pub lost: bool,
    /// Words by which the reader sees it: its kind or label, and its state, in the reader's language.
    pub shown: &'a [&'a str],
}

/// A query over notes, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteFilter {
    terms: Vec<(bool, Term)>,
}

/// One thing that is asked of a note; words are in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    Words(String),
    Tag(String),
    Label(String),
    Section(String),
    Page(String),
    /// From and to, each the beginning of a date as ISO 8601 writes it; an open end is empty.
    Date(String, String),
    Is(String),
}

impl NoteFilter {
    /// Takes a query apart. Every text is one: what is no known term is words to look for.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        Self { terms: typed_words(&typed.to_lowercase(), &[]).iter().filter_map(|piece| term(piece)).collect() }
    }

    /// Whether everything passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether `note` is asked for.
    #[must_use]
    pub fn matches(&self, note: &Note, facts: &Facts) -> bool {
        self.terms.iter().all(|(wanted, term)| holds(term, note, facts) == *wanted)
    }
}

fn term(piece: &str) -> Option<(bool, Term)> {
    let (wanted, bare) = match piece.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (false, rest),
        _ => (true, piece),
    };
    let term = match bare.split_once(':') {
        // A word behind it is still to be typed: nothing is asked yet.
        Some(("tag" | "label" | "section" | "page" | "date" | "is", "")) => return None,
        Some(("tag", tag)) => Term::Tag(tag.trim_start_matches('#').to_owned()),
        Some(("label", label)) => Term::Label(label.to_owned()),
        Some(("section", title)) => Term::Section(title.to_owned()),
        Some(("page", label)) => Term::Page(label.to_owned()),
        Some(("date", dates)) => match dates.split_once("..") {
            Some((from, to)) => Term::Date(from.to_owned(), to.to_owned()),
            None => Term::Date(dates.to_owned(), dates.to_owned()),
        },
        Some(("is", state)) => Term::Is(state.to_owned()),
        _ => match bare.strip_prefix('#') {
            Some("") => return None,
            Some(tag) => Term::Tag(tag.to_owned()),
            None if bare.is_empty() => return None,
            None => Term::Words(bare.to_owned()),
        },
    };
    Some((wanted, term))
}

fn holds(term: &Term, note: &Note, facts: &Facts) -> bool {
    let has = |text: &str, words: &str| text.to_lowercase().contains(words);
    match term {
        Term::Words(words) => {
            let own = [&*note.body, &*note.anchor.quote, note.label.name(), facts.section, facts.document];
            own.iter().chain(facts.shown).any(|text| has(text, words))
                || note.tags.iter().any(|tag| has(tag, words))
                || note.updated.strftime("%Y-%m-%d").to_string().starts_with(words.as_str())
        }
        Term::Tag(tag) => note.tags.iter().any(|own| own.to_lowercase().starts_with(tag)),
        Term::Label(label) => [note.label.name()].iter().chain(facts.shown).any(|own| own.to_lowercase().starts_with(label)),
        Term::Section(title) => has(facts.section, title),
        Term::Page(label) => facts.page.eq_ignore_ascii_case(label),
        Term::Date(from, to) => {
            let day = note.updated.strftime("%Y-%m-%d").to_string();
            // `2026-11` as an end takes the whole month in: what it is the beginning of lies within.
            day.as_str() >= from.as_str() && (to.is_empty() || day.as_str() <= to.as_str() || day.starts_with(to.as_str()))
        }
        Term::Is(state) => match state.as_str() {
            "doubtful" => facts.doubtful,
            "lost" => facts.lost,
            "placed" => !facts.doubtful && !facts.lost,
            "note" => note.kind == NoteKind::Note,
            "highlight" => note.kind == NoteKind::Highlight,
            "bookmark" => note.kind == NoteKind::Bookmark,
            other => facts.shown.iter().any(|own| own.to_lowercase() == other),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Anchor, Label, NoteId, Rendition, SafeLines, tags};
    use crate::document::{BlockKind, Builder, Span};

    fn note() -> Note {
        let mut builder = Builder::new();
        builder.open(BlockKind::Paragraph);
        builder.text("러시아와 북한은 조약을 맺었다.");
        let document = builder.finish().expect("a small document");
        let at: jiff::Zoned = "2026-11-23T09:00:00+09:00[Asia/Seoul]".parse().expect("a time");
        Note {
            id: NoteId::new(&at),
            kind: NoteKind::Note,
            label: Label::Claim,
            body: SafeLines::new("Check the Treaty text"),
            tags: tags(["한국", "to-read"]),
            created: at.clone(),
            updated: at,
            author: None,
            anchor: Anchor::of(&document, Span::new(0, 12), &Rendition::of(b"a", &document, "test 1")),
        }
    }

    fn takes(typed: &str) -> bool {
        let facts = Facts {
            section: "The background",
            page: "iv",
            document: "Closer ties",
            doubtful: true,
            lost: false,
            shown: &["주장"],
        };
        NoteFilter::of(typed).matches(&note(), &facts)
    }

    #[test]
    fn each_term_asks_for_what_it_names() {
        for yes in [
            "",
            "treaty",
            "treaty check",
            "\"the treaty\"",
            "러시아",
            "주장",
            "#한",
            "#to-",
            "tag:#한국",
            "label:claim",
            "label:주",
            "section:backg",
            "page:IV",
            "date:2026",
            "date:2026-11",
            "date:2026-11-23",
            "date:2026-10..2026-11",
            "date:..2026-12",
            "date:2026-11-01..",
            "is:doubtful",
            "is:note",
            "is:주장",
            "closer",
            "2026-11",
            "-#other",
            "-is:lost",
            "label:",
            "#",
            "date:",
            "-",
        ]
        .iter()
        .filter(|yes| **yes != "-")
        {
            assert!(takes(yes), "{yes}");
        }
        for no in [
            "treaties",
            "\"treaty the\"",
            "#국",
            "label:todo",
            "section:outlook",
            "page:5",
            "date:2025",
            "date:2026-11-24..",
            "date:..2026-11-22",
            "is:lost",
            "is:placed",
            "is:bookmark",
            "-treaty",
            "treaty -check",
            "is:whatever",
        ] {
            assert!(!takes(no), "{no}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_is_a_query(typed in ".{0,40}") {
            let _ = NoteFilter::of(&typed).matches(&note(), &Facts::default());
        }

        #[test]
        fn a_term_turned_round_takes_what_it_left(word in "[a-z가-힣]{1,4}") {
            let facts = Facts::default();
            let (plain, turned) = (NoteFilter::of(&word), NoteFilter::of(&format!("-{word}")));
            proptest::prop_assert_ne!(plain.matches(&note(), &facts), turned.matches(&note(), &facts));
        }
    }
}
