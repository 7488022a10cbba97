//! The reader's own regular expression: checked, and its faults told by place.
//!
//! `regex` reports a fault as a text for a terminal; its parser, `regex-syntax`, tells the
//! place and the kind, which the screen can say in the reader's language.

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::{self, Ast, ErrorKind};
use regex_syntax::hir;
use unicode_normalization::UnicodeNormalization;

use super::{QueryError, RegexFault};

/// The most characters of an expression.
const MOST: usize = 4000;
/// The most bytes of a compiled expression (`\w{1000}` is over it).
pub(super) const MOST_COMPILED: usize = 8 << 20;
/// The most groups, classes and repetitions in each other.
const DEEPEST: u32 = 100;

/// Compiles the expression `text`, in NFC as the text is.
///
/// Blind to case unless it holds a capital letter; `.` and the rest never cross a line break,
/// because the expression sees one unit at a time.
///
/// # Errors
/// [`QueryError`], each kind of it.
pub(super) fn compile(text: &str) -> Result<Regex, QueryError> {
    if text.chars().nth(MOST).is_some() {
        return Err(QueryError::TooLong { most: MOST });
    }
    let text: String = text.nfc().collect();
    if text.is_empty() {
        return Err(QueryError::Empty);
    }
    let parsed = ast::parse::ParserBuilder::new()
        .nest_limit(DEEPEST)
        .build()
        .parse(&text)
        .map_err(|error| fault(&text, error.span(), kind_of(error.kind())))?;
    let blind = !has_capital(&parsed);
    let meaning =
        hir::translate::TranslatorBuilder::new().case_insensitive(blind).build().translate(&text, &parsed).map_err(|error| {
            let reason = match error.kind() {
                hir::ErrorKind::UnicodePropertyNotFound | hir::ErrorKind::UnicodePropertyValueNotFound => {
                    RegexFault::UnknownClass
                }
                _ => RegexFault::Other,
            };
            fault(&text, error.span(), reason)
        })?;
    if meaning.properties().minimum_len() == Some(0) {
        return Err(QueryError::MatchesEmpty);
    }
    RegexBuilder::new(&text).case_insensitive(blind).size_limit(MOST_COMPILED).nest_limit(DEEPEST).build().map_err(|error| {
        let reason = if matches!(error, regex::Error::CompiledTooBig(_)) { RegexFault::TooLarge } else { RegexFault::Other };
        QueryError::BadRegex { at: 0, reason }
    })
}

/// A fault at the start of `span`, counted in characters.
fn fault(text: &str, span: &ast::Span, reason: RegexFault) -> QueryError {
    let at = text.get(..span.start.offset).map_or(0, |before| before.chars().count());
    QueryError::BadRegex { at, reason }
}

fn kind_of(kind: &ErrorKind) -> RegexFault {
    use ErrorKind as Kind;
    match kind {
        Kind::ClassRangeInvalid | Kind::ClassRangeLiteral => RegexFault::ClassRange,
        Kind::ClassUnclosed => RegexFault::ClassUnclosed,
        Kind::DecimalEmpty
        | Kind::DecimalInvalid
        | Kind::RepetitionCountInvalid
        | Kind::RepetitionCountDecimalEmpty
        | Kind::RepetitionCountUnclosed => RegexFault::BadCount,
        Kind::ClassEscapeInvalid
        | Kind::EscapeHexEmpty
        | Kind::EscapeHexInvalid
        | Kind::EscapeHexInvalidDigit
        | Kind::EscapeUnexpectedEof
        | Kind::EscapeUnrecognized
        | Kind::SpecialWordBoundaryUnclosed
        | Kind::SpecialWordBoundaryUnrecognized
        | Kind::SpecialWordOrRepetitionUnexpectedEof => RegexFault::BadEscape,
        Kind::FlagDanglingNegation
        | Kind::FlagDuplicate { .. }
        | Kind::FlagRepeatedNegation { .. }
        | Kind::FlagUnexpectedEof
        | Kind::FlagUnrecognized => RegexFault::BadFlag,
        Kind::GroupNameDuplicate { .. } | Kind::GroupNameEmpty | Kind::GroupNameInvalid | Kind::GroupNameUnexpectedEof => {
            RegexFault::GroupName
        }
        Kind::GroupUnclosed => RegexFault::GroupUnclosed,
        Kind::GroupUnopened => RegexFault::GroupUnopened,
        Kind::NestLimitExceeded(_) => RegexFault::TooDeep,
        Kind::RepetitionMissing => RegexFault::NothingToRepeat,
        Kind::UnicodeClassInvalid => RegexFault::UnknownClass,
        Kind::UnsupportedBackreference => RegexFault::Backreference,
        Kind::UnsupportedLookAround => RegexFault::LookAround,
        _ => RegexFault::Other,
    }
}

/// Whether a capital letter stands in the expression as itself (in `\W` none does).
fn has_capital(parsed: &Ast) -> bool {
    // The visitor stops at the first error, which here means «found».
    ast::visit(parsed, Capital).is_err()
}

struct Capital;

impl Capital {
    fn check(literal: &ast::Literal) -> Result<(), ()> {
        if literal.c.is_uppercase() { Err(()) } else { Ok(()) }
    }
}

impl ast::Visitor for Capital {
    type Output = ();
    type Err = ();

    fn finish(self) -> Result<(), ()> {
        Ok(())
    }

    fn visit_pre(&mut self, part: &Ast) -> Result<(), ()> {
        match part {
            Ast::Literal(literal) => Self::check(literal),
            _ => Ok(()),
        }
    }

    fn visit_class_set_item_pre(&mut self, item: &ast::ClassSetItem) -> Result<(), ()> {
        match item {
            ast::ClassSetItem::Literal(literal) => Self::check(literal),
            ast::ClassSetItem::Range(range) => Self::check(&range.start).and_then(|()| Self::check(&range.end)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_by_its_place_in_characters() {
        let cases = [
            ("북(러", 1, RegexFault::GroupUnclosed),
            ("북)러", 1, RegexFault::GroupUnopened),
            ("가나[다", 2, RegexFault::ClassUnclosed),
            ("[힣-가]", 1, RegexFault::ClassRange),
            ("*a", 0, RegexFault::NothingToRepeat),
            ("한글{2", 2, RegexFault::BadCount),
            ("한\\글", 1, RegexFault::BadEscape),
            ("\\p{Hangeul}", 0, RegexFault::UnknownClass),
            ("(?y)a", 2, RegexFault::BadFlag),
            ("가(?=나)", 1, RegexFault::LookAround),
            ("(가)\\1", 3, RegexFault::Backreference),
            ("(?<>가)", 3, RegexFault::GroupName),
            ("\\w{1000}{1000}", 0, RegexFault::TooLarge),
            ("[가-\\d]", 3, RegexFault::ClassRange),
            ("가{}", 2, RegexFault::BadCount),
            ("가{3,2}", 1, RegexFault::BadCount),
            ("\\x{}", 2, RegexFault::BadEscape),
            ("\\xZZ", 2, RegexFault::BadEscape),
            ("가\\", 1, RegexFault::BadEscape),
            ("(?ii)a", 3, RegexFault::BadFlag),
            ("(?i--s)a", 4, RegexFault::BadFlag),
            ("(?i", 3, RegexFault::BadFlag),
            ("(?<a>가)(?<a>나)", 10, RegexFault::GroupName),
            ("(?<a", 4, RegexFault::GroupName),
            ("\\p{sc=가}", 0, RegexFault::UnknownClass),
            ("\\p\\d", 2, RegexFault::UnknownClass),
        ];
        let told = cases.map(|(text, ..)| (text, compile(text).err()));
        assert_eq!(told, cases.map(|(text, at, reason)| (text, Some(QueryError::BadRegex { at, reason }))));
        let deep = format!("{}a{}", "(".repeat(1400), ")".repeat(1400));
        assert!(matches!(compile(&deep), Err(QueryError::BadRegex { reason: RegexFault::TooDeep, .. })));
    }

    #[test]
    fn what_matches_nothing_everywhere_is_no_query() {
        for text in ["a*", "(a*)*", "^", "\\b", "()", "가?", "a|"] {
            assert_eq!(compile(text).err(), Some(QueryError::MatchesEmpty), "{text}");
        }
        assert_eq!(compile("").err(), Some(QueryError::Empty));
        assert_eq!(compile(&"가".repeat(10_000)).err(), Some(QueryError::TooLong { most: MOST }));
    }

    #[test]
    fn capitals_make_it_mind_case() {
        let finds = |expression: &str, text: &str| compile(expression).expect("an expression").is_match(text);
        assert!(finds("nato", "NATO") && finds("n\\Wto", "N-TO"));
        assert!(!finds("Nato", "NATO") && !finds("[N]ato", "nato") && !finds("[A-Z]x", "ax"));
        assert!(finds("[a-z]x", "AX"));
    }

    #[test]
    fn an_expression_has_4000_characters_at_most() {
        assert!(compile(&"가".repeat(MOST)).is_ok());
        assert_eq!(compile(&"가".repeat(MOST + 1)).err(), Some(QueryError::TooLong { most: MOST }));
    }
}
