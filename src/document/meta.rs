//! What a document says of itself.

use serde::{Deserialize, Serialize};

use super::SafeText;

/// Title, language and whatever else the file states.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Its title, where it has one.
    pub title: Option<SafeText>,
    /// Its language, as a BCP 47 tag, where it is stated or plain from the script.
    pub language: Option<SafeText>,
    /// The rest, name and value, in the file's order (`author`, `date`, `source`, …).
    pub fields: Vec<(SafeText, SafeText)>,
}

/// The field of documents that have a password.
const PASSWORD: &str = "encryption";

impl Meta {
    /// Says that the document has a password.
    pub fn lock(&mut self) {
        self.fields.push((SafeText::new(PASSWORD), SafeText::new("password")));
    }

    /// Whether it has one: its text is kept nowhere then.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.field(PASSWORD).is_some()
    }

    /// The value of field `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&SafeText> {
        self.fields.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }
}
