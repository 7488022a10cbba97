//! What becomes of a file that stands where an export is written.

use super::{Merged, Target, merged};

/// What an export does with the file that stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overwrite {
    /// It holds just these words: nothing is done.
    Same,
    /// Its regions are written again; the rest stays.
    Merged(Merged),
    /// It is an older export, and is written over.
    Replaced,
    /// It is no file of ibid's: it is not written over.
    Foreign,
}

/// What writing `new` does with a file that holds `old`. `target` is none for a template of
/// the reader's. Where `old` is known to be what ibid wrote last, it is `known`.
#[must_use]
pub fn overwrite(old: &[u8], new: &[u8], target: Option<&Target>, known: bool) -> Overwrite {
    if old == new {
        return Overwrite::Same;
    }
    if old.is_empty() {
        return Overwrite::Replaced;
    }
    let texts = std::str::from_utf8(old).ok().zip(std::str::from_utf8(new).ok());
    if let Some((old, new)) = texts
        && new.contains("ibid:begin ")
    {
        let merged = merged(old, new);
        return if merged.text == old { Overwrite::Same } else { Overwrite::Merged(merged) };
    }
    // Around regions stand words of the reader's, whoever wrote the file first.
    let has_regions = texts.is_some_and(|(old, _)| old.contains("ibid:begin "));
    let is_ours = !has_regions && (known || texts.is_some_and(|(old, new)| is_ours(old, new, target)));
    if is_ours { Overwrite::Replaced } else { Overwrite::Foreign }
}

/// Whether a file without regions is one that ibid wrote: by its name in it, or by the line
/// that it begins with. Lists of documents are often kept by hand and have no such line.
fn is_ours(old: &str, new: &str, target: Option<&Target>) -> bool {
    /// Characters of a first line that no other file has by chance.
    const TELLING: usize = 12;
    // An address of ibid's is none: people keep those in files of their own.
    let marks = ["\"ibid.annotations/", "name=\"generator\" content=\"ibid\""];
    let is_marked = |text: &str| marks.iter().any(|mark| text.contains(mark));
    if is_marked(old) || is_marked(new) {
        return is_marked(old);
    }
    let first =
        |text: &str| text.trim_start_matches('\u{FEFF}').lines().find(|line| !line.trim().is_empty()).unwrap_or("").to_owned();
    let (old, new) = (first(old), first(new));
    target.is_none_or(|target| target.of_notes) && old == new && old.chars().count() >= TELLING
}

#[cfg(test)]
mod tests {
    use super::super::target_named;
    use super::*;

    fn of(target: &str, old: &str, new: &str) -> Overwrite {
        overwrite(old.as_bytes(), new.as_bytes(), target_named(target), false)
    }

    #[test]
    fn a_file_that_ibid_did_not_write_is_not_written_over() {
        assert_eq!(of("csv", "name,price\napples,3\n", "document,file,section\na,b,c\n"), Overwrite::Foreign);
        assert_eq!(of("csv", "document,file,section\nx\n", "document,file,section\na,b,c\n"), Overwrite::Replaced);
        // A bibliography that begins with the same document holds others too.
        assert_eq!(
            of("bibtex", "@book{hong2023,\n}\n@book{kim,\n}\n", "@book{hong2023,\n  year = {2023},\n}\n"),
            Overwrite::Foreign
        );
        assert_eq!(overwrite(b"@book{a,\n}\n", b"@book{b,\n}\n", target_named("bibtex"), true), Overwrite::Replaced);
        assert_eq!(of("json", "{\n  \"schema\": \"ibid.annotations/1\"\n}", "{}"), Overwrite::Replaced);
        assert_eq!(
            of("html", "<!DOCTYPE html>\n<p>mine", "<!DOCTYPE html>\n<meta name=\"generator\" content=\"ibid\">"),
            Overwrite::Foreign
        );
        assert_eq!(of("text", "", "words"), Overwrite::Replaced);
        assert_eq!(of("text", "words", "words"), Overwrite::Same);
    }

    #[test]
    fn a_file_with_regions_keeps_what_is_around_them() {
        let new = "<!-- ibid:begin a 00000000 -->\n\nA\n\n<!-- ibid:end -->\n";
        let Overwrite::Merged(merged) = of("markdown", "Words of mine.\nAnd more.\n", new) else { panic!("not merged") };
        assert_eq!((merged.kept, merged.rescued), (2, 0));
        assert!(merged.text.contains("Words of mine.") && merged.text.contains("ibid:begin a"));
        assert_eq!(of("markdown", &merged.text, new), Overwrite::Same);
    }

    #[test]
    fn each_sign_of_ours_tells_our_file() {
        for old in ["{\"schema\": \"ibid.annotations/1\"}", "<meta name=\"generator\" content=\"ibid\">"] {
            assert_eq!(of("text", old, "other words"), Overwrite::Replaced, "{old}");
            assert_eq!(of("text", "mine", old), Overwrite::Foreign, "{old}");
        }
        // Notes of the reader's hold addresses of ibid's, and regions stand among the reader's own words.
        for old in ["x ibid://note/1", "x ibid:begin a", "my diary\n<!-- ibid:begin a 00000000 -->\n"] {
            assert_eq!(of("text", old, "other words"), Overwrite::Foreign, "{old}");
            assert_eq!(
                overwrite(old.as_bytes(), b"other words", None, true) == Overwrite::Foreign,
                old.contains(":begin"),
                "{old}"
            );
        }
        // Twelve characters of a first line that are the same tell it, blanks before it left out.
        assert_eq!(of("text", "\u{FEFF}\n\nabcdefghijkl\nmine", "abcdefghijkl\nnew"), Overwrite::Replaced);
        assert_eq!(of("text", "abcdefghijk\nmine", "abcdefghijk\nnew"), Overwrite::Foreign);
        assert_eq!(of("text", "abcdefghijkl\nmine", "abcdefghijkm\nnew"), Overwrite::Foreign);
        assert_eq!(of("bibtex", "abcdefghijkl\nmine", "abcdefghijkl\nnew"), Overwrite::Foreign);
        assert_eq!(overwrite(b"abcdefghijkl\nmine", b"abcdefghijkl\nnew", None, false), Overwrite::Replaced);
        assert_eq!(overwrite(b"mine", b"new", None, true), Overwrite::Replaced);
        assert_eq!(overwrite(b"\xff mine", b"new", None, false), Overwrite::Foreign);
        assert_eq!(overwrite(b"\xff mine", b"new", None, true), Overwrite::Replaced);
        assert_eq!(overwrite(b"", b"new", None, false), Overwrite::Replaced);
    }
}
