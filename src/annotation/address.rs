//! Addresses that lead back from an exported note: `ibid://note/ID`, `ibid://document/HASH?at=PLACE`.

use std::fmt;
use std::str::FromStr;

use super::{DocumentId, NoteId};

/// What every address begins with.
const SCHEME: &str = "ibid:";
/// Bytes of an address at most; none of ours has a tenth of it.
const LONGEST: usize = 2048;

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A note, wherever its document lies.
    Note(NoteId),
    /// A document, by what it holds.
    Document {
        /// The document that is meant.
        id: DocumentId,
        /// A place in it as a command line names one: `section:3`.
        at: Option<String>,
    },
}

/// What was read is no address of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address of ibid")]
pub struct NotAnAddress;

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(id) => write!(f, "ibid://note/{id}"),
            Self::Document { id, at: None } => write!(f, "ibid://document/{id}"),
            Self::Document { id, at: Some(at) } => {
                write!(f, "ibid://document/{id}?at=")?;
                at.bytes().try_for_each(|byte| match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => {
                        write!(f, "{}", char::from(byte))
                    }
                    other => write!(f, "%{other:02X}"),
                })
            }
        }
    }
}

impl FromStr for Address {
    type Err = NotAnAddress;

    /// Reads an address as programs hand it on: the scheme and what it is of in any case, with
    /// or without the slashes, a last slash, percent signs for letters. Anything else is none.
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let scheme = text.get(..SCHEME.len()).filter(|scheme| scheme.eq_ignore_ascii_case(SCHEME));
        if text.len() > LONGEST || scheme.is_none() {
            return Err(NotAnAddress);
        }
        let rest = text[SCHEME.len()..].trim_start_matches('/');
        let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
        let (kind, name) = path.trim_end_matches('/').split_once('/').ok_or(NotAnAddress)?;
        match (kind.to_ascii_lowercase().as_str(), query) {
            ("note", None) => name.parse().map(Self::Note).map_err(|_| NotAnAddress),
            ("document", query) => {
                let id = name.to_ascii_lowercase().parse().map_err(|_| NotAnAddress)?;
                let at = query.map(|query| decoded(query.strip_prefix("at=").ok_or(NotAnAddress)?)).transpose()?;
                Ok(Self::Document { id, at })
            }
            _ => Err(NotAnAddress),
        }
    }
}

/// `%EA%B0%80` as the letter that it stands for. No sign that controls a terminal gets in by it.
fn decoded(text: &str) -> Result<String, NotAnAddress> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        (bytes, rest) = match (first, behind) {
            (b'%', [high, low, behind @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                let (high, low) = digit(high).zip(digit(low)).ok_or(NotAnAddress)?;
                bytes.push(16 * high + low);
                (bytes, behind)
            }
            (b'%', _) => return Err(NotAnAddress),
            (other, behind) => {
                bytes.push(*other);
                (bytes, behind)
            }
        };
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control)).ok_or(NotAnAddress)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOTE: &str = "0193a5d2-7c3e-7000-8000-000000000000";

    #[test]
    fn an_address_is_read_as_programs_hand_it_on() {
        let note = Address::Note(NOTE.parse().expect("an id"));
        let forms = ["ibid://note/", "IBID://Note/", "ibid:note/", "ibid:///note/"];
        for form in forms.map(|form| format!("{form}{NOTE}")).into_iter().chain([format!(" ibid://note/{NOTE}/\n")]) {
            assert_eq!(form.parse(), Ok(note.clone()), "{form}");
        }
        let hash = DocumentId::of(b"a document");
        let at = |place: &str| Ok(Address::Document { id: hash, at: Some(place.to_owned()) });
        assert_eq!(format!("ibid://document/{hash}").parse(), Ok(Address::Document { id: hash, at: None }));
        assert_eq!(format!("ibid://document/{hash}/?at=section:3").parse(), at("section:3"));
        assert_eq!(format!("ibid://document/{hash}?at=page%3A%ea%b0%80").parse(), at("page:가"));
    }

    #[test]
    fn what_is_no_address_of_ours_is_none() {
        let hash = DocumentId::of(b"a document");
        for wrong in [
            String::new(),
            "ibid://".into(),
            "ibid://note".into(),
            "ibid://note/".into(),
            "ibid://note/../../etc/passwd".into(),
            format!("https://note/{NOTE}"),
            format!("ibid://note/{NOTE}?at=section:1"),
            format!("ibid://note/{NOTE}/more"),
            format!("ibid://note/{NOTE}%00"),
            format!("ibid://document/{hash}?open=section:1"),
            format!("ibid://document/{hash}?at=page:%1b]0;x"),
            format!("ibid://document/{hash}?at=page:%"),
            format!("ibid://document/{hash}?at=page:%ff"),
            format!("ibid://document/{hash}0"),
            format!("ibid://note/{}", "a".repeat(LONGEST)),
            "가나다://note/".into(),
            "ibi가://note/".into(),
        ] {
            assert_eq!(wrong.parse::<Address>(), Err(NotAnAddress), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(place in "[^\\p{Cc}]{0,60}") {
            let address = Address::Document { id: DocumentId::of(place.as_bytes()), at: Some(place) };
            prop_assert_eq!(address.to_string().parse(), Ok(address));
        }

        #[test]
        fn nothing_that_is_handed_over_is_too_much(text in "(ibid:)?[/]{0,2}(note|document)?[/]?\\PC{0,40}") {
            let _ = text.parse::<Address>();
        }
    }
}
