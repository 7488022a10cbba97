//! What every target sees: documents with their notes, each with all that is known of it.
//! These are the variables of the reader's templates too; `ibid templates --variables` lists them.

use std::collections::HashMap;

use serde::Serialize;

use super::selection::ordered;
use super::{AnnotatedDocument, ExportInput, JOINT, Options, Placement, cell_unit, cell_words, kind_name, label_words};
use crate::annotation::{Address, Details, Note, NoteId, format_timestamp, own_bodies};
use crate::document::{BlockKind, Document, MarkKind, Point, SafeText, Span};
use crate::words::Words;

/// Everything to be written.
#[derive(Debug)]
pub struct Book<'a> {
    /// The documents with their notes.
    pub chapters: Vec<Chapter<'a>>,
    /// The words for what is not the reader's own.
    pub words: &'a Words,
    /// What is asked for beyond the usual.
    pub options: Options,
}

/// A document and its notes.
#[derive(Debug, Serialize)]
pub struct Chapter<'a> {
    /// What the document is, as templates see it.
    pub document: DocumentRecord,
    /// The notes in the order that is asked for.
    pub notes: Vec<Entry<'a>>,
    #[serde(skip)]
    pub(super) brief: &'a AnnotatedDocument<'a>,
}

/// A document.
#[derive(Debug, Serialize)]
pub struct DocumentRecord {
    /// Its title; its file's name where it has none.
    pub title: String,
    /// What its file is called.
    pub file: String,
    /// The same without its ending.
    pub stem: String,
    /// 64 hexadecimal digits that it is known by; empty where nothing is known.
    pub id: String,
    /// An address that `ibid open` understands; empty without an id.
    pub link: String,
    /// Language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Its authors.
    pub authors: Vec<SafeText>,
    /// Who published it.
    pub publisher: Option<SafeText>,
    /// When, as it is written there.
    pub date: Option<SafeText>,
    /// The year in it.
    pub year: Option<String>,
    /// Report, article, book, …
    pub kind: Option<SafeText>,
    /// The journal or book that it stands in.
    pub container: Option<SafeText>,
    /// Volume, issue or report number.
    pub number: Option<SafeText>,
    /// Where it is on the web.
    pub url: Option<SafeText>,
    /// The other fields of its front matter, name and value.
    pub fields: Vec<(SafeText, SafeText)>,
}

/// A note and all that is known of it.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    /// Its identity.
    pub id: String,
    /// An address that `ibid open` understands.
    pub link: String,
    /// `highlight`, `note` or `bookmark`.
    pub kind: String,
    /// The label of the footnote that it is the missing text of; none for other notes.
    pub body_of: Option<&'a str>,
    /// The same in the reader's language.
    pub kind_name: String,
    /// Its label, as commands write it; empty for none.
    pub label: String,
    /// The same in the reader's language.
    pub label_name: String,
    /// The words that it stands on; paragraphs apart by line breaks. Empty for a place.
    pub quote: &'a str,
    /// What stands there now, where those are words of an older edition.
    pub now: Option<String>,
    /// Whether they are code.
    pub is_code: bool,
    /// The 32 characters before.
    pub before: &'a str,
    /// The 32 characters after.
    pub after: &'a str,
    /// The sentence around it, or at a place without words; none where the text is not at hand.
    pub sentence: Option<String>,
    /// What the reader wrote, as Markdown.
    pub body: &'a str,
    /// Its tags, without `#`.
    pub tags: &'a [SafeText],
    /// When it was made, in ISO 8601 with the zone.
    pub created: String,
    /// When it was last changed.
    pub updated: String,
    /// When it was made, as people read it.
    pub created_short: String,
    /// Who wrote it, where that is known.
    pub author: Option<String>,
    /// Titles of the sections around, the outermost first.
    pub section: Vec<String>,
    /// The label of its page.
    pub page: Option<String>,
    /// The footnotes that it calls.
    pub footnotes: Vec<CalledFootnote>,
    /// The table's cell that it stands in.
    pub cell: Option<Cell>,
    /// One of [`STATES`].
    pub state: &'static str,
    /// First byte in the text.
    pub start_byte: Option<u32>,
    /// One past the last byte.
    pub end_byte: Option<u32>,
    /// The same in characters.
    pub start_char: Option<usize>,
    /// The same in characters.
    pub end_char: Option<usize>,
    #[serde(skip)]
    pub(super) note: &'a Note,
    #[serde(skip)]
    pub(super) standing: Placement,
}

/// What [`Entry::state`] may be: it stands there, it waits to be confirmed, it was not found,
/// or its document was not at hand.
pub const STATES: [&str; 4] = ["placed", "doubtful", "lost", "unread"];

/// A footnote that a quote calls.
#[derive(Debug, Serialize)]
pub struct CalledFootnote {
    /// Its label.
    pub label: String,
    /// What it says; none where it was cut off.
    pub body: Option<String>,
    /// Whether the reader wrote it, since the file holds none.
    pub own: bool,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// Its table and its heads in one line.
    pub words: String,
    /// Which table of the document, counted from 1.
    pub table: u32,
    /// The table's caption.
    pub caption: Option<String>,
    /// Heads of its row, the outermost first.
    pub rows: Vec<String>,
    /// Heads of its column, the outermost first.
    pub columns: Vec<String>,
    /// What stands in it.
    pub value: String,
    /// Its unit, where the table has a column of units.
    pub unit: Option<String>,
}

/// The reader's texts for footnotes: which footnote, which note, its words.
type Own<'a> = HashMap<usize, (NoteId, &'a str)>;

impl<'a> Book<'a> {
    /// Everything that is known of a bundle.
    #[must_use]
    pub fn of(bundle: &ExportInput<'a>) -> Self {
        let chapters = bundle.briefs.iter().map(|brief| Chapter::of(brief, bundle)).collect();
        Self { chapters, words: bundle.words, options: bundle.options }
    }
}

impl<'a> Chapter<'a> {
    fn of(brief: &'a AnnotatedDocument<'a>, bundle: &ExportInput<'a>) -> Self {
        let notes = ordered(brief.notes, bundle.options.order);
        let counted = brief.document.filter(|_| !notes.is_empty()).map(|document| Counted::of(document.text()));
        // What the reader wrote for footnotes goes with the passages that call them.
        let own = brief.document.map(|document| {
            let bodies = || brief.notes.iter().filter(|(note, _)| note.body_of().is_some());
            let words: HashMap<NoteId, &str> = bodies().map(|(note, _)| (note.id, note.body.trim())).collect();
            let ids = own_bodies(document, bodies().map(|(note, standing)| (note, standing.span())));
            ids.into_iter().filter_map(|(footnote, id)| Some((footnote, (id, *words.get(&id)?)))).collect::<Own>()
        });
        let own = own.unwrap_or_default();
        let entry = |(note, standing): &'a (Note, Placement)| {
            let mut entry = Entry::of(note, *standing, brief.document, bundle, &own);
            if let (Some(counted), Some(span)) = (&counted, standing.span()) {
                entry.start_char = Some(counted.chars_before(span.start.at()));
                entry.end_char = Some(counted.chars_before(span.end.at()));
            }
            entry
        };
        Self { document: DocumentRecord::of(brief), notes: notes.into_iter().map(entry).collect(), brief }
    }
}

impl DocumentRecord {
    fn of(brief: &AnnotatedDocument) -> Self {
        let Details { title, authors, publisher, date, kind, container, number, url } = brief.details.clone();
        let meta = brief.document.map(Document::meta);
        let file = brief.name.to_owned();
        let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned();
        let link = brief.id.map(|id| Address::Document { id, at: None }.to_string()).unwrap_or_default();
        let id = brief.id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            title: title.map_or_else(|| file.clone(), |title| title.to_string()),
            link,
            stem: if stem.is_empty() { file.clone() } else { stem },
            file,
            id,
            language: meta.and_then(|meta| meta.language.as_ref()).map(ToString::to_string),
            year: brief.details.year().map(str::to_owned),
            authors,
            publisher,
            date,
            kind,
            container,
            number,
            url,
            fields: meta.map(|meta| meta.fields.clone()).unwrap_or_default(),
        }
    }
}

impl DocumentRecord {
    /// What is known besides title and authors, each with its name.
    pub(super) fn named(&self) -> impl Iterator<Item = (&'static str, &SafeText)> {
        let named = [
            ("publisher", &self.publisher),
            ("date", &self.date),
            ("container", &self.container),
            ("number", &self.number),
            ("url", &self.url),
        ];
        named.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)))
    }

    /// The authors in one line.
    pub(super) fn authors_line(&self) -> String {
        self.authors.iter().map(SafeText::as_str).collect::<Vec<_>>().join("; ")
    }
}

impl<'a> Entry<'a> {
    fn of(note: &'a Note, standing: Placement, document: Option<&'a Document>, bundle: &ExportInput, own: &Own) -> Self {
        let (anchor, words) = (&note.anchor, bundle.words);
        let at = document.zip(standing.span());
        let quote = anchor.quote.trim_matches('\n');
        let is_place = quote.trim().is_empty();
        let id = note.id.to_string();
        let page = match at {
            Some((document, span)) => document.page_at(span.start).map(|page| document.pages()[page].label.to_string()),
            None => anchor.page.as_ref().map(ToString::to_string),
        };
        Self {
            link: Address::Note(note.id).to_string(),
            id,
            kind: serde_plain(note.kind),
            kind_name: kind_name(words, note),
            body_of: note.body_of().map(SafeText::as_str),
            label: note.label.name().to_owned(),
            label_name: label_words(words, &note.label),
            quote: if is_place { "" } else { quote },
            now: at
                .map(|(document, span)| document.slice(span))
                .filter(|now| !is_place && !anchor.has_words_of(now))
                .map(str::to_owned),
            is_code: at.is_some_and(|(document, span)| is_code(document, span)),
            before: &anchor.before,
            after: &anchor.after,
            sentence: at.filter(|_| is_place || bundle.options.sentence).map(|(document, span)| sentence(document, span)),
            body: note.body.trim_matches('\n').trim_end(),
            tags: &note.tags,
            created: format_timestamp(&note.created),
            updated: format_timestamp(&note.updated),
            created_short: note.created.strftime("%Y-%m-%d %H:%M %:z").to_string(),
            author: note.author.as_ref().map(ToString::to_string),
            section: match at {
                Some((document, span)) => section_titles(document, span).into_iter().map(str::to_owned).collect(),
                None => anchor.section.iter().map(ToString::to_string).filter(|title| !title.is_empty()).collect(),
            },
            page,
            footnotes: at.map(|(document, span)| called(document, span, own, note.id)).unwrap_or_default(),
            cell: anchor.cell.as_ref().map(|cell| {
                let heads = |heads: &[SafeText]| heads.iter().map(ToString::to_string).collect();
                Cell {
                    words: cell_words(words, cell, at),
                    table: cell.table,
                    caption: cell.caption.as_ref().map(ToString::to_string),
                    rows: heads(&cell.rows),
                    columns: heads(&cell.columns),
                    value: at.map_or(quote, |(document, span)| document.slice(span)).replace('\n', " "),
                    unit: cell_unit(at).map(str::to_owned),
                }
            }),
            state: match standing {
                Placement::At(_) => STATES[0],
                Placement::Doubtful => STATES[1],
                Placement::Lost => STATES[2],
                Placement::Unread => STATES[3],
            },
            start_byte: standing.span().map(|span| span.start.0),
            end_byte: standing.span().map(|span| span.end.0),
            start_char: None,
            end_char: None,
            note,
            standing,
        }
    }

    /// The words of it in one line: the quote, else what stands at its place.
    pub(super) fn line(&self) -> String {
        if !self.quote.is_empty() {
            return self.quote.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        }
        let at = self.sentence.as_deref().filter(|words| !words.is_empty());
        at.unwrap_or_else(|| self.after.lines().next().unwrap_or_default()).trim().to_owned()
    }

    /// The sentence that was asked for, where it says more than the quote does.
    pub(super) fn around(&self) -> Option<&str> {
        self.sentence.as_deref().filter(|sentence| !self.quote.is_empty() && sentence.trim() != self.quote.trim())
    }

    /// Whether it has no place, though it was looked for.
    pub(super) fn is_astray(&self) -> bool {
        matches!(self.standing, Placement::Doubtful | Placement::Lost)
    }

    /// Kind or label, page, and when it was made: for a line under the quote.
    pub(super) fn facts(&self, words: &Words) -> Vec<String> {
        let label = Some(self.label_name.clone()).filter(|label| !label.is_empty());
        let page = self.page.as_ref().map(|page| words.fill("page-short", &[("page", page.as_str().into())]));
        let state = self.is_astray().then(|| words.say(if self.state == STATES[1] { "state-doubtful" } else { "note-lost" }));
        let state = state.map(std::borrow::Cow::into_owned);
        let now = self.now.as_ref().map(|now| words.fill("quote-older", &[("now", now.replace('\n', " ").into())]));
        [Some(self.kind_name.clone()), label, page, state, now].into_iter().flatten().collect()
    }

    /// The footnotes that it calls, each as a line of words.
    pub(super) fn footnote_lines(&self, words: &Words) -> Vec<(String, String)> {
        let line = |called: &CalledFootnote| {
            let label = || ("label", called.label.as_str().into());
            let body = called.body.clone().unwrap_or_else(|| words.fill("footnote-none", &[label()]));
            let id = if called.own { "footnote-own" } else { "place-footnote" };
            (words.fill(id, &[label()]), body)
        };
        self.footnotes.iter().map(line).collect()
    }

    /// Where a note without a place stood: its sections.
    pub(super) fn stood(&self) -> Option<String> {
        (self.is_astray() && !self.section.is_empty()).then(|| self.section.join(JOINT))
    }
}

/// How many characters stand before each piece of a text: nothing counts it all for each note.
pub(super) struct Counted<'a> {
    text: &'a str,
    before: Vec<usize>,
}

impl<'a> Counted<'a> {
    /// Bytes of a piece.
    const PIECE: usize = 4096;

    pub(super) fn of(text: &'a str) -> Self {
        let count = |piece: &[u8]| bytecount(piece);
        let before = text.as_bytes().chunks(Self::PIECE).scan(0, |sum, piece| Some(std::mem::replace(sum, *sum + count(piece))));
        Self { text, before: before.collect() }
    }

    pub(super) fn chars_before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let piece = at / Self::PIECE;
        let Some(before) = self.before.get(piece) else { return self.text.chars().count() };
        before + bytecount(&self.text.as_bytes()[piece * Self::PIECE..at])
    }
}

/// Characters that begin in these bytes of UTF-8.
fn bytecount(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// A unit variant as serde writes it.
fn serde_plain<T: Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn is_code(document: &Document, span: Span) -> bool {
    document.block_at(span.start).is_some_and(|block| {
        let block = &document.blocks()[block];
        block.kind == BlockKind::Code && block.span.encloses(span)
    })
}

/// The sentences that a span touches: a place its own, a quote from the first to the last.
fn sentence(document: &Document, span: Span) -> String {
    let first = document.sentence_at(span.start);
    let last = if span.is_empty() { first } else { document.sentence_at(Point::new(document.floor(span.end.at() - 1))) };
    document.slice(first.cover(last)).trim().to_owned()
}

/// Titles of the sections around, the outermost first; an untitled one has an empty title.
pub(super) fn section_titles(document: &Document, span: Span) -> Vec<&str> {
    let section = document.section_at(span.start);
    let path = section.map(|section| document.section_path(section)).unwrap_or_default();
    path.into_iter().map(|section| document.slice(document.sections()[section].title)).collect()
}

/// The footnotes that `span` calls, each once, with their bodies.
fn called(document: &Document, span: Span, own: &Own, of: NoteId) -> Vec<CalledFootnote> {
    let mut found: Vec<usize> = Vec::new();
    for mark in document.marks_in(span) {
        // A call where the span begins belongs to the word before it.
        if let MarkKind::Call(footnote) = mark.kind
            && mark.span.start > span.start
            && !found.contains(&(footnote as usize))
            && own.get(&(footnote as usize)).is_none_or(|(id, _)| *id != of)
        {
            found.push(footnote as usize);
        }
    }
    let body = |footnote| document.body_span(footnote).map(|body| document.slice(body).replace('\n', " "));
    found
        .into_iter()
        .map(|footnote| {
            let printed = body(footnote);
            let mine = own.get(&footnote).filter(|_| printed.is_none()).map(|(_, words)| words.replace('\n', " "));
            let label = document.footnotes()[footnote].label.to_string();
            CalledFootnote { label, own: mine.is_some(), body: printed.or(mine) }
        })
        .collect()
}
