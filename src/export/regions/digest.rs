//! What a text was, in a few digits: by it is known whether one is as it was written.

/// Digits of a checksum.
const DIGITS: usize = 8;

/// What a body was when its file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digests<'a> {
    /// The note's body.
    pub(super) body: &'a str,
    /// The same as the file has it.
    pub(super) written: &'a str,
}

/// The checksum of lines: blanks at their ends and blank lines don't count, since editors change them.
pub(in crate::export) fn sum<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    digits(lines.map(str::trim).filter(|line| !line.is_empty()))
}

/// The digest of a body: what stands at the ends of its lines, and blank lines around it, don't
/// count; how far its lines are set in does.
#[must_use]
pub fn body_digest(body: &str) -> String {
    let first = body.lines().position(|line| !line.trim().is_empty()).unwrap_or(0);
    digits(body.trim_end().lines().skip(first).map(str::trim_end))
}

fn digits<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for line in lines {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_of_words_and_a_digest_of_their_places_too() {
        let sums = ["a\nb", " a \n\n b", "a b", "ab"].map(|text| sum(text.lines()));
        assert_eq!((&sums[0], sums[0].len()), (&sums[1], 8));
        assert!(sums[2] != sums[3] && sums[0] != sums[2]);
        assert_eq!(body_digest("a\n  b"), body_digest("\n \na  \n  b\n\n"));
        let digests = ["a\n  b", "a\nb", "a\n\n  b", ""].map(body_digest);
        assert!((1..4).all(|at| digests[at] != digests[0] && digests[at].len() == 8), "{digests:?}");
    }
}
