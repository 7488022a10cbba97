//! What reading a document may take, as it is configured.

use std::sync::OnceLock;

use serde::Deserialize;
use toml::Spanned;

use crate::platform::memory;
use crate::words::Words;

/// What a document may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Memory, in MiB.
    pub(crate) memory: u64,
    /// Seconds of the processor that one page may take.
    pub(crate) page_seconds: u64,
    /// Seconds of the processor for all of it.
    pub(crate) seconds: u64,
}

/// What the reader's configuration allows.
static ALLOWED: OnceLock<Limits> = OnceLock::new();

/// Sets what documents may take, once and for all.
pub(crate) fn allow(limits: Limits) {
    let _ = ALLOWED.set(limits);
}

/// What documents may take.
pub(crate) fn limits() -> Limits {
    *ALLOWED.get_or_init(Limits::default)
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: (memory::available() / 2) >> 20, page_seconds: 20, seconds: 300 }
    }
}

impl Limits {
    /// Bytes of memory that a reading may take: no more than seven eighths of what there is, whatever is
    /// configured, or the system would end the program.
    pub(crate) fn bytes(self) -> u64 {
        self.memory.saturating_mul(1 << 20).min(memory::available() / 8 * 7)
    }

    /// Bytes that a file may have: its document, and what is made of that, take the rest of the memory.
    pub(crate) fn file_bytes(self) -> u64 {
        self.bytes() / 4
    }
}

/// The table `[limits]` of the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct LimitsConfig {
    memory: Option<Spanned<i64>>,
    page_seconds: Option<Spanned<i64>>,
    seconds: Option<Spanned<i64>>,
}

impl LimitsConfig {
    /// The limits, each a number that means something; `line` tells where one stands that does not.
    ///
    /// # Errors
    /// What is wrong with one, in the reader's words.
    pub(crate) fn limits(&self, words: &Words, line: &dyn Fn(usize) -> usize) -> Result<Limits, String> {
        let usual = Limits::default();
        let checked = |name: &'static str, given: &Option<Spanned<i64>>, usual: u64, (least, most): (u64, u64)| {
            let Some(given) = given else { return Ok(usual) };
            u64::try_from(*given.get_ref()).ok().filter(|number| (least..=most).contains(number)).ok_or_else(|| {
                let reason = words.fill(
                    "config-limit",
                    &[
                        ("name", name.into()),
                        ("value", given.get_ref().to_string().into()),
                        ("least", least.into()),
                        ("most", most.into()),
                    ],
                );
                words.fill("config-line", &[("line", line(given.span().start).into()), ("reason", reason.into())])
            })
        };
        Ok(Limits {
            memory: checked("memory", &self.memory, usual.memory, (128, 1 << 24))?,
            page_seconds: checked("page_seconds", &self.page_seconds, usual.page_seconds, (1, 86_400))?,
            seconds: checked("seconds", &self.seconds, usual.seconds, (1, 604_800))?,
        })
    }
}
