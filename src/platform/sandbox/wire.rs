//! What goes between the reader and the process that reads for it: what is asked, then the
//! bytes; and frames back, each a kind, a length and so many bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::import::ImportError;

/// No frame is longer, in bytes.
const LONGEST: usize = 2 << 30;

/// The version of what goes to and fro: it is not told between two builds.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the child is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    /// [`VERSION`] of who asks.
    pub(super) version: String,
    /// The format's name.
    pub(super) format: String,
    pub(super) password: Option<String>,
    /// Pages to leave out, from 0.
    pub(super) skip: Vec<u32>,
    /// Whether an opening is wanted before the whole.
    pub(super) opening: bool,
    /// The name of a picture, which is wanted instead of the document.
    pub(super) picture: Option<String>,
    /// Memory that it may take, in bytes.
    pub(super) memory: u64,
    /// Seconds of the processor.
    pub(super) seconds: u64,
}

impl Asked {
    /// As it goes to the child: its length, and itself.
    pub(super) fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let bytes = postcard::to_stdvec(self).map_err(io::Error::other)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        Ok([&length.to_le_bytes()[..], &bytes].concat())
    }

    pub(super) fn read(from: &mut dyn Read) -> io::Result<Self> {
        let mut length = [0; 4];
        from.read_exact(&mut length)?;
        let mut bytes = Vec::new();
        from.take(u64::from(u32::from_le_bytes(length))).read_to_end(&mut bytes)?;
        postcard::from_bytes(&bytes).map_err(io::Error::other)
    }
}

/// Why the child could not read the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Fault {
    Empty,
    Binary(u64),
    Locked(bool),
    Encrypted,
    Damaged,
    TooLarge(u64),
}

impl From<ImportError> for Fault {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Empty => Self::Empty,
            ImportError::Binary { offset } => Self::Binary(offset as u64),
            ImportError::Locked { wrong } => Self::Locked(wrong),
            ImportError::Encrypted => Self::Encrypted,
            ImportError::Build(crate::document::BuildError::TooLarge { bytes }) => Self::TooLarge(bytes as u64),
            ImportError::Damaged
            | ImportError::Unsupported { .. }
            | ImportError::LeftOut { .. }
            | ImportError::Stopped
            | ImportError::Ended { .. } => Self::Damaged,
        }
    }
}

impl From<Fault> for ImportError {
    fn from(fault: Fault) -> Self {
        let narrow = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        match fault {
            Fault::Empty => Self::Empty,
            Fault::Binary(offset) => Self::Binary { offset: narrow(offset) },
            Fault::Locked(wrong) => Self::Locked { wrong },
            Fault::Encrypted => Self::Encrypted,
            Fault::Damaged => Self::Damaged,
            Fault::TooLarge(bytes) => Self::Build(crate::document::BuildError::TooLarge { bytes: narrow(bytes) }),
        }
    }
}

/// What comes from the child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Frame {
    /// So many pages are read.
    At { done: u32, all: u32 },
    /// Something for the log.
    Log(String),
    /// The document of the first pages.
    Opening(Vec<u8>),
    /// The document.
    Whole(Vec<u8>),
    /// The picture that was asked for.
    Picture(Vec<u8>),
    /// There is none.
    Failed(Fault),
}

impl Frame {
    pub(super) fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        let (kind, bytes) = match self {
            Self::At { done, all } => (0, [done.to_le_bytes(), all.to_le_bytes()].concat().into()),
            Self::Log(words) => (1, words.as_bytes().into()),
            Self::Opening(flat) => (2, std::borrow::Cow::Borrowed(flat.as_slice())),
            Self::Whole(flat) => (3, flat.as_slice().into()),
            Self::Picture(points) => (5, points.as_slice().into()),
            Self::Failed(fault) => (4, postcard::to_stdvec(fault).map_err(io::Error::other)?.into()),
        };
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        to.write_all(&[kind])?;
        to.write_all(&length.to_le_bytes())?;
        to.write_all(&bytes)?;
        to.flush()
    }

    /// Takes the first frame off `heard`; none where it is not all there.
    pub(super) fn take(heard: &mut Vec<u8>) -> Result<Option<Self>, String> {
        let [kind, a, b, c, d, rest @ ..] = heard.as_slice() else { return Ok(None) };
        let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        if length > LONGEST {
            return Err("a frame is too long".into());
        }
        let Some(bytes) = rest.get(..length) else {
            let wanted = length + 5 - heard.len();
            heard.try_reserve(wanted).map_err(|error| error.to_string())?;
            return Ok(None);
        };
        let frame = match (kind, bytes) {
            (0, [a, b, c, d, e, f, g, h]) => {
                Self::At { done: u32::from_le_bytes([*a, *b, *c, *d]), all: u32::from_le_bytes([*e, *f, *g, *h]) }
            }
            (1, words) => Self::Log(String::from_utf8_lossy(words).into_owned()),
            (2, flat) => Self::Opening(flat.to_vec()),
            (3, flat) => Self::Whole(flat.to_vec()),
            (4, fault) => Self::Failed(postcard::from_bytes(fault).map_err(|error| error.to_string())?),
            (5, points) => Self::Picture(points.to_vec()),
            _ => return Err("a frame of no kind".into()),
        };
        heard.drain(..length + 5);
        Ok(Some(frame))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn frames_come_as_they_were_sent_however_they_are_cut() {
        let sent = [
            Frame::At { done: 3, all: 76 },
            Frame::Log("no landlock here".into()),
            Frame::Opening(vec![1; 300]),
            Frame::Whole(Vec::new()),
            Frame::Picture(vec![2; 9]),
            Frame::Failed(Fault::Locked(true)),
        ];
        let mut bytes = Vec::new();
        sent.iter().for_each(|frame| frame.write(&mut bytes).expect("a vector takes all"));
        let (mut heard, mut came) = (Vec::new(), Vec::new());
        for byte in bytes {
            heard.push(byte);
            came.extend(Frame::take(&mut heard).expect("sound frames"));
        }
        assert_eq!(came, sent);
    }

    proptest! {
        #[test]
        fn any_bytes_end_well(mut bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            while let Ok(Some(_)) = Frame::take(&mut bytes) {}
            let _ = Asked::read(&mut bytes.as_slice());
        }
    }
}
