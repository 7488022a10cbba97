//! Addresses outside of a document: opened by the desktop, when the reader says so.

use crate::app::has_address_scheme;
use crate::words::Words;

/// Bytes of an address that is opened: longer ones are no address of a page.
const LONGEST: usize = 4096;

/// Hands `address` to the desktop. Only what merely shows something is opened (http, https,
/// mailto), never a path, a file or another program's scheme.
///
/// # Errors
/// Why it was not opened, in the reader's words.
pub(crate) fn open(address: &str, words: &Words) -> Result<String, String> {
    let named = [("address", shown(address).into())];
    if !is_safe(address) {
        return Err(words.fill("address-refused", &named));
    }
    if !has_desktop() {
        return Err(words.fill("address-no-desktop", &named));
    }
    match open::that_detached(address) {
        Ok(()) => Ok(words.fill("address-opened", &named)),
        Err(error) => {
            let reason = crate::platform::io_reason::io_reason(words, &error);
            Err(words.fill("address-failed", &[("address", shown(address).into()), ("reason", reason.into())]))
        }
    }
}

/// Whether an address may be handed on: of a known scheme, of characters that addresses have.
fn is_safe(address: &str) -> bool {
    let is_plain =
        |c: char| !c.is_control() && !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    has_address_scheme(address) && address.len() <= LONGEST && address.chars().all(is_plain)
}

/// An address cut for a message.
fn shown(address: &str) -> String {
    /// Characters of it.
    const MOST: usize = 200;
    address.chars().take(MOST).collect()
}

/// Whether there is a screen that a browser could come up on.
fn has_desktop() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(target_os = "macos") || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"].into_iter().any(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_show_something_are_opened() {
        for (address, safe) in [
            ("https://example.org/a?b=c#d", true),
            ("HTTP://example.org", true),
            ("mailto:someone@example.org", true),
            ("https://예시.한국/가", true),
            ("file:///etc/passwd", false),
            ("/etc/passwd", false),
            ("javascript:alert(1)", false),
            ("ftp://example.org", false),
            ("https:", false),
            ("https://", false),
            ("https://a b", false),
            ("https://a\u{1b}]8;;", false),
            ("https://example.org/`rm`", false),
            ("-https://example.org", false),
            ("", false),
        ] {
            assert_eq!(is_safe(address), safe, "{address}");
        }
        assert!(!is_safe(&format!("https://{}", "a".repeat(LONGEST))));
    }
}
