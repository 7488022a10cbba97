//! Footnotes' bodies: when one starts, what goes to it, when it ends.

use super::inline::Inline;
use super::write::Writer;
use crate::document::{BlockKind, SafeText, Span, WarningKind};

/// An open footnote body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    /// Whether nothing stands in it yet.
    pub(super) fresh: bool,
    /// The element that ends it, where HTML started it.
    pub(super) element: Option<String>,
    /// The label that its text may start with.
    pub(super) label: Option<String>,
}

impl Writer {
    /// A block of running text. `table_next` tells that a table or a figure follows it.
    pub(super) fn leaf(&mut self, kind: BlockKind, mut inlines: Vec<Inline>, table_next: bool) {
        self.notes.join(&mut inlines);
        if self.body.is_some() || !self.notes.any() || !matches!(kind, BlockKind::Paragraph | BlockKind::Item(_)) {
            return self.block(kind, &inlines, table_next);
        }
        if let Some((key, label)) = self.notes.bare_body(&inlines) {
            self.open_body(&key, &label, None, true);
            self.block(BlockKind::Paragraph, &inlines, false);
            return self.end_body();
        }
        // `<a id="fn1"></a>1. …`, several in one paragraph.
        let mut line_start = true;
        let mut cuts = Vec::new();
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Anchor(name) if line_start && self.notes.is_called(name) => cuts.push(at),
                Inline::Break | Inline::Soft => line_start = true,
                Inline::Text(text) if text.trim().is_empty() => {}
                Inline::Text(_) | Inline::Code(_) | Inline::Image { .. } | Inline::Call { .. } => line_start = false,
                _ => {}
            }
        }
        let Some(&first) = cuts.first() else { return self.block(kind, &inlines, table_next) };
        let mut bodies = inlines.split_off(first);
        self.block(kind, &inlines, false);
        let mut starts: Vec<usize> = cuts.iter().map(|cut| cut - first).collect();
        let mut parts = Vec::with_capacity(starts.len());
        while let Some(start) = starts.pop() {
            parts.push(bodies.split_off(start));
        }
        while let Some(part) = parts.pop() {
            if let Some(Inline::Anchor(name)) = part.first() {
                let (key, label) = self.notes.key_and_label(name);
                self.open_body(&key, &label, None, !matches!(kind, BlockKind::Item(_)));
            }
            self.block(BlockKind::Paragraph, &part, false);
            self.end_body();
        }
    }

    /// Starts the body of the footnote that calls name `name`, if any does: what comes goes
    /// to it until `element` ends. Whether it did.
    pub(super) fn html_body(&mut self, name: &str, element: &str) -> bool {
        let starts = self.body.as_ref().is_none_or(|body| body.element.is_some()) && self.notes.is_called(name);
        if starts {
            self.end_body();
            let (key, label) = self.notes.key_and_label(name);
            // A list counts its items itself.
            self.open_body(&key, &label, Some(element.to_owned()), element != "li");
        }
        starts
    }

    /// Whether a body is open that HTML started.
    pub(super) fn in_html_body(&self) -> bool {
        self.body.as_ref().is_some_and(|body| body.element.is_some())
    }

    /// Ends the body that `element` started, if one is open.
    pub(super) fn html_body_end(&mut self, element: &str) {
        if self.body.as_ref().is_some_and(|body| body.element.as_deref() == Some(element)) {
            self.end_body();
        }
    }

    /// Ends the body that HTML started and did not end.
    pub(super) fn html_body_lost(&mut self) {
        if self.in_html_body() {
            self.end_body();
        }
    }

    /// Starts a footnote's body; whether one may start: bodies do not nest.
    pub(super) fn begin_body(&mut self, key: &str, label: &str) -> bool {
        self.html_body_lost();
        if self.body.is_some() {
            return false;
        }
        let is_second = !self.bodies.insert(key.to_owned());
        self.open_body(key, label, None, false);
        if is_second {
            let here = self.builder.here();
            self.builder.warn(WarningKind::FootnoteTwice { label: SafeText::new(label) }, Span::empty(here));
        }
        true
    }

    fn open_body(&mut self, key: &str, label: &str, element: Option<String>, labelled: bool) {
        self.under_table = 0;
        self.caption_open = false;
        self.builder.nest(0, 0);
        self.builder.begin_body(key, label);
        self.body = Some(Body { fresh: true, element, label: labelled.then(|| label.to_owned()) });
    }

    /// Ends the open body.
    pub(super) fn end_body(&mut self) {
        if self.body.take().is_some() {
            self.builder.end_body();
            let (depth, quote) = self.nest;
            self.nest(depth, quote);
        }
    }
}
