//! What tells one file, and one text made of it, from another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::document::{Document, SafeText};

/// A BLAKE3 hash; 64 lower-case hexadecimal digits where it is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash32([u8; 32]);

impl Hash32 {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The hash with these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the hash.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What was read is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not 64 hexadecimal digits")]
pub struct NotAHash;

impl FromStr for Hash32 {
    type Err = NotAHash;
    fn from_str(digits: &str) -> Result<Self, NotAHash> {
        blake3::Hash::from_hex(digits).map(|hash| Self(*hash.as_bytes())).map_err(|_| NotAHash)
    }
}

impl fmt::Display for Hash32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for Hash32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Hash32 {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash32 {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A document is known by the hash of its source bytes, whatever it is called and wherever it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(pub Hash32);

impl DocumentId {
    /// The identity of a source with these bytes.
    #[must_use]
    pub fn of(source: &[u8]) -> Self {
        Self(Hash32::of(source))
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for DocumentId {
    type Err = NotAHash;
    fn from_str(digits: &str) -> Result<Self, NotAHash> {
        digits.parse().map(Self)
    }
}

/// One text made of one source. Offsets mean something only in the rendition they were taken in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rendition {
    /// Hash of the source's bytes.
    pub bytes: Hash32,
    /// Hash of the document's text.
    pub text: Hash32,
    /// The importer and its version: `text 1`.
    pub importer: SafeText,
}

impl Rendition {
    /// The rendition of the source `bytes` that `importer` made into `document`.
    #[must_use]
    pub fn of(bytes: &[u8], document: &Document, importer: &str) -> Self {
        let text = Hash32::of(document.text().as_bytes());
        Self { bytes: Hash32::of(bytes), text, importer: SafeText::new(importer) }
    }

    /// The same of a source whose bytes have this hash.
    #[must_use]
    pub fn hashed(bytes: Hash32, document: &Document, importer: &str) -> Self {
        Self { bytes, text: Hash32::of(document.text().as_bytes()), importer: SafeText::new(importer) }
    }

    /// The document that it is a rendition of.
    #[must_use]
    pub fn document(&self) -> DocumentId {
        DocumentId(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = Hash32::of("발표했고".as_bytes());
        assert_eq!(hash.to_string().len(), 64);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(serde_json::from_str::<Hash32>(&serde_json::to_string(&hash).expect("written")).expect("read"), hash);
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        for wrong in ["", "12", &"g".repeat(64), &"ab".repeat(33), "é"] {
            assert_eq!(wrong.parse::<Hash32>(), Err(NotAHash));
        }
    }
}
