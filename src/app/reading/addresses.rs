//! Addresses outside of the document: shown whole, opened only when the reader says so.

use std::sync::Arc;

use crate::document::{Document, Link, MarkKind, SafeText, Span};

use crate::app::{App, Target, TerminalEffect, Tone};

/// Whether `address` is one of those that may be handed to another program: of the web, or of mail.
/// Paths, and what another program would run, are not.
#[must_use]
pub fn has_address_scheme(address: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)) && address.len() > scheme.len()
    })
}

/// The addresses that links in `span` lead to, in order. A link over two lines of a PDF is two links:
/// what leads to the same address as the one before is told once.
fn addresses_in(document: &Document, span: Span) -> impl Iterator<Item = &SafeText> {
    let mut before: Option<&SafeText> = None;
    let all = document.marks_in(span).filter_map(|mark| match mark.kind {
        MarkKind::Link(link) if !mark.span.is_empty() => match document.links().get(link as usize)? {
            Link::Outer(address) => Some(address),
            _ => None,
        },
        _ => None,
    });
    all.filter(move |address| before.replace(address) != Some(address))
}

impl App {
    /// The addresses that links in `span` lead to, in order.
    pub fn addresses_in(&self, span: Span) -> impl Iterator<Item = &SafeText> {
        addresses_in(self.document(), span)
    }

    /// Opens the `nth` address, from 1, that a link in `span` leads to.
    pub(in crate::app) fn open_address_in(&mut self, span: Span, nth: usize) {
        let document = Arc::clone(self.document());
        match addresses_in(&document, span).nth(nth.saturating_sub(1)) {
            Some(address) => self.open_address(address),
            None => self.say(Tone::Plain, "message-no-address", &[]),
        }
    }

    /// Opens the address that `target` leads to, or that the text it shows has a link to.
    pub(in crate::app) fn open_address_of(&mut self, target: Option<&Target>, nth: usize) {
        let document = Arc::clone(self.document());
        let body = |footnote: usize| document.body_span(footnote).unwrap_or_default();
        match target {
            Some(Target::Link(link, _)) => match document.links().get(*link) {
                Some(Link::Outer(address)) => self.open_address(address),
                _ => self.say(Tone::Plain, "message-no-address", &[]),
            },
            Some(Target::Footnote(footnote, _)) => self.open_address_in(body(*footnote), nth),
            Some(Target::Meant(pointer)) => self.open_address_in(pointer.to.map(body).unwrap_or_default(), nth),
            _ => self.say(Tone::Plain, "message-no-address", &[]),
        }
    }

    fn open_address(&mut self, address: &SafeText) {
        if has_address_scheme(address) {
            self.effects.push(TerminalEffect::OpenAddress(address.clone()));
        } else {
            self.say(Tone::Warning, "address-refused", &[("address", address.to_string().into())]);
        }
    }
}
