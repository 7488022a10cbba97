//! What a document says of itself.

use super::SafeText;

/// Title, language and whatever else the file states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// Its title, where it has one.
    pub title: Option<SafeText>,
    /// Its language, as a BCP 47 tag, where it is stated or plain from the script.
    pub language: Option<SafeText>,
    /// The rest, name and value, in the file's order (`author`, `date`, `source`, …).
    pub fields: Vec<(SafeText, SafeText)>,
}

impl Meta {
    /// The value of field `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&SafeText> {
        self.fields.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }
}
