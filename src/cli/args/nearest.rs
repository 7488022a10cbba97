//! What a mistyped name was meant to be.

/// The `known` names that `typed` may have been meant for: those that it begins, or that begin it, else those
/// that fewest slips of a finger part it from; none where all are far from it.
pub(crate) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    if length < 2 {
        return Vec::new();
    }
    let slips = |name: &str| {
        let name = name.to_lowercase();
        if name.starts_with(&typed) || typed.starts_with(&name) { 0 } else { strsim::osa_distance(&typed, &name) }
    };
    let mut found: Vec<(usize, &str)> = known.map(|name| (slips(name), name)).collect();
    let least = found.iter().map(|(slips, _)| *slips).min().unwrap_or_default();
    found.retain(|(slips, _)| *slips == least && *slips <= ((length + 1) / 3).clamp(1, 3) && *slips < length);
    found.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_a_finger_is_seen_through() {
        let known = ["outline", "text", "terms", "tables", "annotate", "annotations", "search", "open"];
        for (typed, meant) in [
            ("outlin", &["outline"][..]),
            ("otuline", &["outline"]),
            ("Outlien", &["outline"]),
            ("tabel", &["tables"]),
            ("serach", &["search"]),
            ("txet", &["text"]),
            ("texts", &["text"]),
            ("ann", &["annotate", "annotations"]),
            ("anotation", &["annotations"]),
            ("report", &[]),
            ("x", &[]),
            ("목차", &[]),
            ("openly-so", &["open"]),
        ] {
            assert_eq!(nearest(typed, known.into_iter()), meant, "{typed}");
        }
    }
}
