//! From the text of a cell to its value.

/// Whether `text` is a number, be it with signs, thousands marks or a unit.
#[must_use]
pub fn is_numeric(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || " ,.-+%()△▲▼−–".contains(c))
}

/// Columns taken by the decimal point of `text` and what follows it.
#[must_use]
pub fn fraction_width(text: &str) -> usize {
    text.rfind('.').map_or(0, |at| text.len() - at)
}

/// Whether `text` names a unit.
#[must_use]
pub fn is_unit(text: &str) -> bool {
    matches!(text, "%" | "천명" | "십억원" | "억달러" | "만원" | "달러")
}
