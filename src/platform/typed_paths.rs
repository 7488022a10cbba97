//! Paths as readers type them: a home folder by its sign, and the rest of a name by Tab.

use std::fs;
use std::path::{Path, PathBuf};

use crate::document::clean;

/// Entries of a folder that are looked at for what a typed path may go on with.
const LOOKED_AT: usize = 20_000;
/// Choices that are told.
const TOLD: usize = 12;

/// The path that was typed: `~` at its beginning is the home folder.
pub(crate) fn expanded(typed: &str) -> PathBuf {
    let home = || std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    match (typed.strip_prefix('~'), home()) {
        (Some(""), Some(home)) => home,
        (Some(rest), Some(home)) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(typed),
    }
}

/// A path in full, the home folder by its sign; safe to show.
pub(crate) fn shown(path: &Path) -> String {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let home = std::env::var_os("HOME").filter(|home| home.len() > 1).map(PathBuf::from);
    let text = match home.as_deref().and_then(|home| full.strip_prefix(home).ok()) {
        Some(rest) if !rest.as_os_str().is_empty() => format!("~/{}", rest.to_string_lossy()),
        _ => full.to_string_lossy().into_owned(),
    };
    clean(&text).into_owned()
}

/// The typed path with what all names that fit it have in common, and those names where they
/// are more than one.
pub(crate) fn completed(typed: &str) -> (String, Vec<String>) {
    let (folder, begun) = match typed.rfind('/') {
        Some(at) => typed.split_at(at + 1),
        None => ("", typed),
    };
    let place = if folder.is_empty() { PathBuf::from(".") } else { expanded(folder) };
    let entries = fs::read_dir(place).into_iter().flatten().flatten().take(LOOKED_AT);
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            // What is hidden is meant only where its dot was typed.
            let fits = name.starts_with(begun) && (begun.starts_with('.') || !name.starts_with('.'));
            let is_folder = || fs::metadata(entry.path()).is_ok_and(|found| found.is_dir());
            fits.then(|| if is_folder() { name + "/" } else { name })
        })
        .collect();
    names.sort();
    let Some(first) = names.first() else { return (typed.to_owned(), Vec::new()) };
    let same = names.iter().skip(1).fold(first.as_str(), |same, name| {
        let common = same.char_indices().zip(name.chars()).take_while(|((_, a), b)| a == b).last();
        common.map_or("", |((at, c), _)| &same[..at + c.len_utf8()])
    });
    let text = format!("{folder}{same}");
    let choices =
        if names.len() > 1 { names.iter().take(TOLD).map(|name| clean(name).into_owned()).collect() } else { Vec::new() };
    (text, choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_completed_as_far_as_all_that_fits_agrees() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["notes-한국.json", "notes-한강.json", ".hidden"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("vault")).unwrap();
        let typed = |rest: &str| format!("{}/{rest}", folder.path().display());
        let (text, choices) = completed(&typed("no"));
        assert_eq!((text, choices.len()), (typed("notes-한"), 2));
        assert_eq!(completed(&typed("v")), (typed("vault/"), Vec::new()));
        assert_eq!(completed(&typed(".h")), (typed(".hidden"), Vec::new()));
        assert_eq!(completed(&typed("x")), (typed("x"), Vec::new()));
        assert_eq!(completed(&typed("")).1.len(), 3);
    }
}
