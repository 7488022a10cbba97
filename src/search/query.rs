//! What is looked for, and why it may not be.

/// A search as the reader typed it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The words, or the regular expression; in any Unicode form.
    pub text: String,
    /// How they are taken.
    pub mode: Mode,
    /// The last Hangul syllable is still being typed: `부` finds `북`, and `럽` finds `러브`,
    /// so that hits stay where they are from key to key. Regular expressions take no notice.
    pub half_typed: bool,
}

impl Query {
    /// The words `text`, typed to their end.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// The words `text`, of which the last syllable may go on.
    #[must_use]
    pub fn typing(text: &str) -> Self {
        Self { half_typed: true, ..Self::literal(text) }
    }

    /// The regular expression `text`.
    #[must_use]
    pub fn regex(text: &str) -> Self {
        Self { mode: Mode::Regex, ..Self::literal(text) }
    }
}

/// How a query is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// As words, blind to case, spacing, Unicode form, width, accents and typographic variants.
    #[default]
    Literal,
    /// As in `Literal`, where a word starts; and where it ends, in scripts that glue nothing to
    /// a word: `권` is not found in `소유권`, and `권` is found in `권은`, `cat` not in `cats`.
    Words,
    /// As a regular expression that sees one unit (paragraph, cell, code line) at a time.
    /// Blind to case unless it holds a capital letter.
    Regex,
}

/// Why a query finds nothing anywhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Nothing to look for: no character, or nothing but spaces.
    #[error("the query is empty")]
    Empty,
    /// The regular expression matches the empty text, which stands everywhere (`a*`, `^`).
    #[error("the expression matches nothing at all, everywhere")]
    MatchesEmpty,
    /// Not a regular expression.
    #[error("at character {at}: {reason}")]
    BadRegex {
        /// Where the trouble starts, in characters from the start of the query's NFC form.
        at: usize,
        /// What it is.
        reason: RegexFault,
    },
    /// Longer than is searched for, or too large once compiled.
    #[error("the query is too long; {most} characters are the most")]
    TooLong {
        /// The most characters that are taken.
        most: usize,
    },
}

/// What is wrong with a regular expression. The words that a person sees come from the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RegexFault {
    /// `(` without `)`.
    #[error("a group is not closed")]
    GroupUnclosed,
    /// `)` without `(`.
    #[error("a group is not opened")]
    GroupUnopened,
    /// A group's name is empty, taken or not a name.
    #[error("a bad name of a group")]
    GroupName,
    /// `[` without `]`.
    #[error("a class is not closed")]
    ClassUnclosed,
    /// A range that runs backwards or has no end (`[z-a]`).
    #[error("a bad range in a class")]
    ClassRange,
    /// `\p{…}` of no such property.
    #[error("no such class of characters")]
    UnknownClass,
    /// `*`, `+`, `?` or `{…}` with nothing before it.
    #[error("nothing to repeat")]
    NothingToRepeat,
    /// `{…}` without a count, with a bad one, or not closed.
    #[error("a bad count of repetitions")]
    BadCount,
    /// A backslash before what needs none, or at the end.
    #[error("a bad escape")]
    BadEscape,
    /// `(?…)` with a flag that does not exist.
    #[error("a bad flag")]
    BadFlag,
    /// `(?=`, `(?!`, `(?<=`, `(?<!`: would cost more than time in step with the text.
    #[error("look-around is not supported")]
    LookAround,
    /// `\1`: would cost more than time in step with the text.
    #[error("backreferences are not supported")]
    Backreference,
    /// Nested too deep.
    #[error("nested too deep")]
    TooDeep,
    /// Too large once its repetitions and classes are written out.
    #[error("too large")]
    TooLarge,
    /// Anything else.
    #[error("not a regular expression")]
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_by_how_it_is_typed() {
        let query = |text: &str, mode, half_typed| Query { text: text.to_owned(), mode, half_typed };
        assert_eq!(Query::literal("북러"), query("북러", Mode::Literal, false));
        assert_eq!(Query::typing("북러"), query("북러", Mode::Literal, true));
        assert_eq!(Query::regex("북."), query("북.", Mode::Regex, false));
    }
}
