//! A stable text form of a document, for golden tests and for `ibid text --dump`.

use std::fmt::Write as _;

use super::{BlockKind, Document, Link, MarkKind, Marker, Span};

impl Document {
    /// The structure as text: a line for the document, each page, section, block, mark,
    /// footnote, table, warning, note and piece of furniture. Offsets are bytes.
    ///
    /// The form changes only when the document model does, so that golden files tell what
    /// an importer changed.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut out = String::new();
        // Writing to a String can't fail.
        let _ = self.write_dump(&mut out);
        out
    }

    fn write_dump(&self, out: &mut String) -> std::fmt::Result {
        let meta = self.meta();
        writeln!(out, "document {} bytes", self.text().len())?;
        if let Some(title) = &meta.title {
            writeln!(out, "title {title:?}")?;
        }
        if let Some(language) = &meta.language {
            writeln!(out, "language {language}")?;
        }
        for (name, value) in &meta.fields {
            writeln!(out, "field {name} {value:?}")?;
        }
        let (mut pages, mut sections) = (self.pages().iter().peekable(), self.sections().iter().enumerate().peekable());
        for (index, block) in self.blocks().iter().enumerate() {
            if index == self.bodies() {
                writeln!(out, "bodies")?;
            }
            while let Some(page) = pages.next_if(|page| page.start <= block.span.start) {
                writeln!(out, "page {} @{}", page.label, page.start.0)?;
            }
            if let Some((number, section)) = sections.next_if(|(_, section)| section.block as usize == index) {
                let parent = section.parent.map_or(String::new(), |parent| format!(" in {}", parent + 1));
                writeln!(out, "section {} depth {}{parent} {}", number + 1, section.depth, range(section.span))?;
            }
            let nesting = match (block.depth, block.quote) {
                (0, 0) => String::new(),
                (depth, 0) => format!(" depth {depth}"),
                (0, quote) => format!(" quote {quote}"),
                (depth, quote) => format!(" depth {depth} quote {quote}"),
            };
            writeln!(out, "{}{nesting} {} {:?}", name(block.kind), range(block.span), self.slice(block.span))?;
            while let Some(page) = pages.next_if(|page| page.start <= block.span.end) {
                writeln!(out, "  page {} @{}", page.label, page.start.0)?;
            }
            for mark in self.marks_in(block.span).filter(|mark| mark.span.start >= block.span.start) {
                writeln!(out, "  {}", self.mark_line(mark.span, mark.kind))?;
            }
            if let BlockKind::Table(table) = block.kind {
                self.write_table(out, table as usize)?;
            }
        }
        for page in pages {
            writeln!(out, "page {} @{}", page.label, page.start.0)?;
        }
        for footnote in self.footnotes() {
            let calls: Vec<String> = footnote.calls.iter().map(|call| format!("@{}", call.0)).collect();
            let body = footnote.body.as_ref().map_or("none".to_owned(), |body| format!("blocks {}..{}", body.start, body.end));
            writeln!(
                out,
                "footnote {:?} calls {} body {body}",
                &*footnote.label,
                if calls.is_empty() { "none".to_owned() } else { calls.join(" ") }
            )?;
        }
        for warning in self.warnings() {
            writeln!(out, "warning {} {:?}", range(warning.span), warning.kind)?;
        }
        for picture in self.pictures() {
            writeln!(out, "picture @{} {:?}", picture.at.0, &*picture.name)?;
        }
        for note in self.embedded() {
            let body = note.body();
            write!(out, "note {} {} {:?}", note.kind.name(), range(note.span), self.slice(note.span))?;
            writeln!(out, "{}", if body.is_empty() { String::new() } else { format!(" {body:?}") })?;
        }
        for piece in self.furniture() {
            writeln!(out, "furniture {:?} @{} {:?}", piece.kind, piece.at.0, &*piece.text)?;
        }
        Ok(())
    }

    fn mark_line(&self, span: Span, kind: MarkKind) -> String {
        let text = self.slice(span);
        match kind {
            MarkKind::Emphasis => format!("emphasis {} {text:?}", range(span)),
            MarkKind::Strong => format!("strong {} {text:?}", range(span)),
            MarkKind::Strike => format!("strike {} {text:?}", range(span)),
            MarkKind::Code => format!("code {} {text:?}", range(span)),
            MarkKind::Formula => format!("formula {} {text:?}", range(span)),
            MarkKind::Break => format!("break @{}", span.start.0),
            MarkKind::Call(note) => {
                let label = self.footnotes().get(note as usize).map_or("?", |footnote| &*footnote.label);
                format!("call {label:?} @{}", span.start.0)
            }
            MarkKind::Link(link) => match self.links().get(link as usize) {
                Some(Link::Outer(address)) => format!("link {} {text:?} -> {address:?}", range(span)),
                Some(Link::Inner(point)) => format!("link {} {text:?} -> @{}", range(span), point.0),
                Some(Link::Broken(target)) => format!("link {} {text:?} -> nowhere {target:?}", range(span)),
                None => format!("link {} {text:?}", range(span)),
            },
        }
    }

    fn write_table(&self, out: &mut String, index: usize) -> std::fmt::Result {
        let table = &self.tables()[index];
        writeln!(out, "  table {} columns {} rows {} stub {}", index + 1, table.width(), table.height(), table.stub)?;
        for (name, span) in [("caption", table.caption), ("unit", table.unit), ("source", table.source)] {
            if let Some(span) = span {
                writeln!(out, "  {name} {:?}", self.slice(span))?;
            }
        }
        for (number, column) in table.columns.iter().enumerate() {
            let unit = column.unit.map_or(String::new(), |span| format!(" unit {:?}", self.slice(span)));
            let units = if column.holds_units { " holds units" } else { "" };
            writeln!(
                out,
                "  column {} {:?} width {} word {} fraction {}{unit}{units}",
                number + 1,
                column.align,
                column.width,
                column.word,
                column.fraction
            )?;
        }
        for row in 0..table.head_height() {
            writeln!(out, "  head {}", self.cells_line(table.head_row(row)))?;
        }
        for row in 0..table.height() {
            writeln!(out, "  row {}", self.cells_line(table.row(row)))?;
        }
        Ok(())
    }

    fn cells_line(&self, cells: &[Span]) -> String {
        cells.iter().map(|span| self.slice(*span)).collect::<Vec<_>>().join(" | ")
    }
}

fn range(span: Span) -> String {
    format!("{}..{}", span.start.0, span.end.0)
}

fn name(kind: BlockKind) -> String {
    match kind {
        BlockKind::Heading(level) => format!("heading {level}"),
        BlockKind::Paragraph => "paragraph".into(),
        BlockKind::Item(Marker::Bullet) => "item bullet".into(),
        BlockKind::Item(Marker::Number(number)) => format!("item {number}"),
        BlockKind::Item(Marker::Task(done)) => format!("item task {}", if done { "done" } else { "open" }),
        BlockKind::Item(Marker::Printed) => "item printed".into(),
        BlockKind::Code => "code".into(),
        BlockKind::Table(_) => "table".into(),
        BlockKind::Caption => "caption".into(),
        BlockKind::Source => "source".into(),
        BlockKind::FootnoteBody(_) => "footnote".into(),
        BlockKind::Figure => "figure".into(),
        BlockKind::Rule => "rule".into(),
    }
}
