//! The last step: bodies behind the text, indices and offsets made final, and what follows
//! from the rest derived.

use super::super::{Block, BlockKind, Document, Footnote, Link, Mark, MarkKind, Point, Span, Warning, derive};
use super::{BuildError, Builder, Place, Stream, embedded};

impl Builder {
    /// Derives what follows from the rest, and hands the document over.
    ///
    /// # Errors
    /// [`BuildError::TooLarge`] for 4 GiB of text and more.
    pub fn finish(mut self) -> Result<Document, BuildError> {
        self.close();
        let bytes: usize = self.streams.iter().map(|stream| stream.text.len()).sum();
        if u32::try_from(bytes).is_err() {
            return Err(BuildError::TooLarge { bytes });
        }
        let order = self.order_of_notes();
        let mut streams = self.streams;
        let mut bases = vec![0_u32; streams.len()];
        let mut bodies = vec![None; self.notes.len()];
        let mut main = std::mem::take(&mut streams[0]);
        let first_body = main.blocks.len();
        for &note in &order {
            let Some(stream) = self.notes[note].body else { continue };
            let from = main.blocks.len();
            bases[stream] = main.append_stream(std::mem::take(&mut streams[stream]));
            bodies[note] = (main.blocks.len() > from).then_some((from, main.blocks.len()));
        }
        main.text.shrink_to_fit();
        main.blocks.shrink_to_fit();
        let as_index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let final_place = |(stream, point): Place| Point(point.0 + bases[stream]);
        let mut new_index = vec![0_u32; order.len()];
        for (to, &from) in order.iter().enumerate() {
            new_index[from] = as_index(to);
        }
        // Noted before the blanks behind a block's text were trimmed, or before an accent came that made one
        // character of two, a place may lie in what follows now: it is that of the character there.
        let settled = |text: &str, point: Point| Point::new(text.floor_char_boundary(point.at()));
        let mut calls = vec![Vec::new(); order.len()];
        for mark in &mut main.marks {
            let behind = Point::new(main.text.ceil_char_boundary(mark.span.end.at()));
            mark.span.start = if mark.span.is_empty() { behind } else { settled(&main.text, mark.span.start) };
            mark.span.end = behind;
            if let MarkKind::Call(note) = &mut mark.kind {
                *note = new_index[*note as usize];
                calls[*note as usize].push(behind);
            }
        }
        for block in &mut main.blocks {
            if let BlockKind::FootnoteBody(note) = &mut block.kind {
                *note = new_index[*note as usize];
            }
        }
        for (link, name) in self.awaited {
            if let Some(place) = self.anchors.get(&name) {
                self.links[link] = Link::Inner(settled(&main.text, final_place(*place)));
            }
        }
        let footnotes = order
            .iter()
            .zip(calls)
            .map(|(&note, calls)| Footnote {
                label: self.notes[note].label.clone(),
                calls,
                body: bodies[note].map(|(from, to)| as_index(from)..as_index(to)),
            })
            .collect();
        for page in &mut main.pages {
            page.start = settled(&main.text, page.start);
        }
        for piece in &mut main.furniture {
            piece.at = settled(&main.text, piece.at);
        }
        for picture in &mut main.pictures {
            picture.at = settled(&main.text, picture.at);
        }
        let warnings: Vec<Warning> = self
            .warnings
            .into_iter()
            .map(|(warning, stream)| {
                let Span { start, end } = warning.span.shifted(bases[stream]);
                Warning { span: Span { start: settled(&main.text, start), end: settled(&main.text, end) }, ..warning }
            })
            .collect();
        let document = Document {
            text: main.text,
            meta: self.meta,
            blocks: main.blocks,
            marks: main.marks,
            links: self.links,
            sections: Vec::new(),
            footnotes,
            tables: main.tables,
            pages: main.pages,
            warnings,
            furniture: main.furniture,
            pictures: main.pictures,
            embedded: Vec::new(),
            bodies: as_index(first_body),
            reach: 0,
        };
        let pieces = self.passages.into_iter().map(|(note, stream, span)| (note, (stream, span.shifted(bases[stream]))));
        Ok(embedded::placed(derive::all(document), self.embedded, pieces.collect()))
    }

    /// Footnotes by first call, those called in bodies after those called in the text, uncalled last.
    fn order_of_notes(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.notes.len()).collect();
        order.sort_by_key(|&note| match self.notes[note].calls.first() {
            Some((0, point)) => (0, point.0),
            Some(_) => (1, 0),
            None => (2, 0),
        });
        order
    }
}

impl Stream {
    /// Adds a body's stream behind this one; tells by how many bytes its offsets moved.
    pub(super) fn append_stream(&mut self, body: Self) -> u32 {
        let base = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let block_base = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        let table_base = u32::try_from(self.tables.len()).unwrap_or(u32::MAX);
        self.text.push_str(&body.text);
        self.marks.extend(body.marks.into_iter().map(|mark| Mark { span: mark.span.shifted(base), ..mark }));
        self.blocks.extend(body.blocks.into_iter().map(|block| Block {
            span: block.span.shifted(base),
            kind: match block.kind {
                BlockKind::Table(table) => BlockKind::Table(table + table_base),
                other => other,
            },
            ..block
        }));
        self.tables.extend(body.tables.into_iter().map(|mut table| {
            table.block += block_base;
            for span in table.head.iter_mut().chain(&mut table.cells) {
                *span = span.shifted(base);
            }
            for column in &mut table.columns {
                column.unit = column.unit.map(|span| span.shifted(base));
            }
            for span in [&mut table.caption, &mut table.unit, &mut table.source] {
                *span = span.map(|span| span.shifted(base));
            }
            table
        }));
        base
    }
}
