//! The pieces of a line, to text and marks of the open block.

use super::inline::{Inline, has_words};
use super::slug::anchor_name;
use crate::document::{Builder, FurnitureKind, MarkKind, Point, SafeText, Span, WarningKind};

/// Styles that become marks, in the order of [`Line::open`].
const STYLES: [MarkKind; 4] = [MarkKind::Emphasis, MarkKind::Strong, MarkKind::Strike, MarkKind::Code];
/// The longest raised text that is taken for a number, in bytes.
const LONGEST_RAISED: usize = 6;

/// Adds `inlines` to the open block. What is not closed reaches to the end.
pub(super) fn write(builder: &mut Builder, inlines: &[Inline]) {
    let mut line = Line { builder, open: Default::default(), link: None, soft: false, broken: false, written: false, last: ' ' };
    let mut at = 0;
    while let Some(inline) = inlines.get(at) {
        at += 1;
        match raised(inline, &inlines[at..]) {
            Some((digits, taken)) => {
                line.words(&digits);
                at += taken;
            }
            None => line.piece(inline, &inlines[at..]),
        }
    }
    line.close();
}

/// Marks what came since `from` as a link to `target`.
pub(super) fn link(builder: &mut Builder, from: Point, target: &str) {
    let target = target.trim();
    if let Some(name) = target.strip_prefix('#') {
        builder.link_inside(from, &anchor_name(name));
    } else if !target.is_empty() {
        builder.link(from, target);
    }
}

/// A line while it is written.
struct Line<'b, 'i> {
    builder: &'b mut Builder,
    /// How often each style is open, and where the outermost starts: only that becomes a mark.
    open: [(u32, Point); 4],
    link: Option<(Point, &'i str)>,
    /// Whether a source line ended here.
    soft: bool,
    /// Whether a line break that is meant stands here.
    broken: bool,
    /// Whether there are words yet.
    written: bool,
    /// The last character.
    last: char,
}

impl<'i> Line<'_, 'i> {
    fn piece(&mut self, inline: &'i Inline, rest: &[Inline]) {
        match inline {
            Inline::Text(text) => self.words(text),
            Inline::Code(text) => {
                self.before(None);
                let from = self.builder.here();
                self.words(text);
                self.builder.mark(from, MarkKind::Code);
            }
            Inline::Image { alt, title } => self.words(if alt.trim().is_empty() { title } else { alt }),
            Inline::Soft => self.soft = true,
            Inline::Break => self.broken = true,
            Inline::Start(kind) => {
                self.before(first_of(rest));
                let here = self.builder.here();
                if let Some((depth, from)) = slot(&mut self.open, *kind) {
                    *from = if *depth == 0 { here } else { *from };
                    *depth += 1;
                }
            }
            Inline::End(kind) => {
                if let Some((depth, from)) = slot(&mut self.open, *kind).filter(|(depth, _)| *depth > 0) {
                    *depth -= 1;
                    if *depth == 0 {
                        self.builder.mark(*from, *kind);
                    }
                }
            }
            Inline::LinkStart { target, .. } => {
                self.before(first_of(rest));
                if let Some((from, former)) = self.link.replace((self.builder.here(), target)) {
                    link(self.builder, from, former);
                }
            }
            Inline::LinkEnd => {
                if let Some((from, target)) = self.link.take() {
                    link(self.builder, from, target);
                }
            }
            Inline::SupStart | Inline::SupEnd => {}
            Inline::Anchor(name) => self.builder.anchor(&anchor_name(name)),
            Inline::Call { key, label } => self.builder.call(key, label),
            Inline::Bodiless { label, is_new } => {
                self.before(Some('['));
                let start = self.builder.here();
                self.words(&format!("[^{label}]"));
                if *is_new && is_label(label) {
                    let kind = WarningKind::FootnoteWithoutBody { label: SafeText::new(label) };
                    self.builder.warn(kind, Span { start, end: self.builder.here() });
                }
            }
            Inline::Formula { source, .. } => {
                self.before(None);
                let from = self.builder.here();
                for (at, line) in source.split('\n').enumerate() {
                    if at > 0 {
                        self.builder.line_break();
                    }
                    self.words(line);
                }
                self.builder.mark(from, MarkKind::Formula);
            }
            // The walk over the blocks has made calls of them.
            Inline::NoteInLine(_) => {}
            Inline::Hidden(raw) => self.builder.furniture(FurnitureKind::Markup, raw),
        }
    }

    fn words(&mut self, text: &str) {
        self.before(text.chars().next());
        self.written |= !text.trim().is_empty();
        self.last = text.chars().next_back().unwrap_or(self.last);
        self.builder.text(text);
    }

    /// Writes the break or the space that stands before `next`. A break counts between words
    /// only; a space before a mark stays outside of it.
    fn before(&mut self, next: Option<char>) {
        if std::mem::take(&mut self.broken) && self.written {
            self.soft = false;
            self.builder.line_break();
        }
        if std::mem::take(&mut self.soft) && !(runs_on(self.last) && next.is_some_and(runs_on)) {
            self.builder.text(" ");
        }
    }

    fn close(self) {
        for (kind, (depth, from)) in STYLES.into_iter().zip(self.open) {
            if depth > 0 {
                self.builder.mark(from, kind);
            }
        }
        if let Some((from, target)) = self.link {
            link(self.builder, from, target);
        }
    }
}

/// Whether `label` is what people call a footnote, no class of characters.
fn is_label(label: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    let is_range = |part: &[char]| matches!(part, [from, '-', to] if from.is_alphanumeric() && to.is_alphanumeric());
    let chars: Vec<char> = label.chars().collect();
    let is_class = chars.len().is_multiple_of(3) && chars.chunks(3).all(is_range);
    label.starts_with(char::is_alphanumeric) && label.chars().all(inside) && !is_class
}

fn slot(open: &mut [(u32, Point); 4], kind: MarkKind) -> Option<&mut (u32, Point)> {
    STYLES.iter().position(|style| *style == kind).map(|at| &mut open[at])
}

/// The first character of what follows a start.
fn first_of(rest: &[Inline]) -> Option<char> {
    let near = rest.iter().take(4);
    near.take_while(|inline| !matches!(inline, Inline::Soft | Inline::Break))
        .find(|inline| has_words(std::slice::from_ref(inline)))
        .and_then(|inline| match inline {
            Inline::Text(text) => text.chars().next(),
            _ => None,
        })
}

/// Characters between which a line end is no space (CSS Text 3, 4.1.3): East Asian wide ones but Hangul.
fn runs_on(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF01}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

/// `10<sup>6</sup>` is not 106: raised digits become the characters for them. Returns
/// them, and the pieces after the start that they take.
fn raised(inline: &Inline, rest: &[Inline]) -> Option<(String, usize)> {
    let (Inline::SupStart, [Inline::Text(text), Inline::SupEnd, ..]) = (inline, rest) else { return None };
    let digits = text.trim();
    if digits.is_empty() || digits.len() > LONGEST_RAISED {
        return None;
    }
    let raise = |c| {
        Some(match c {
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '0' | '4'..='9' => char::from_u32(0x2070 + u32::from(c) - u32::from('0'))?,
            '+' => '⁺',
            '-' | '\u{2212}' => '⁻',
            _ => return None,
        })
    };
    Some((digits.chars().map(raise).collect::<Option<String>>()?, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(inlines: &[Inline]) -> String {
        let mut builder = Builder::new();
        write(&mut builder, inlines);
        builder.finish().unwrap().text().trim_end().to_owned()
    }

    fn lines(first: &'static str, second: &'static str) -> String {
        text(&[Inline::Text(first.into()), Inline::Soft, Inline::Text(second.into())])
    }

    #[test]
    fn a_line_end_is_a_space_where_the_script_has_spaces() {
        assert_eq!(lines("북러", "밀착"), "북러 밀착");
        assert_eq!(lines("joint", "route"), "joint route");
        assert_eq!(lines("合作的", "背景。"), "合作的背景。");
        assert_eq!(lines("背景。", "それは"), "背景。それは");
        assert_eq!(lines("合作", "GDP"), "合作 GDP");
    }

    #[test]
    fn breaks_count_between_words() {
        let word = |word: &'static str| Inline::Text(word.into());
        let mut builder = Builder::new();
        write(&mut builder, &[Inline::Break, word("a"), Inline::Break, Inline::Break, word("b"), Inline::Break]);
        let document = builder.finish().unwrap();
        assert_eq!((document.text(), document.marks().len()), ("a b\n", 1));
    }

    #[test]
    fn marks_of_one_kind_do_not_nest() {
        let bold = || Inline::Start(MarkKind::Strong);
        let end = || Inline::End(MarkKind::Strong);
        let mut builder = Builder::new();
        write(&mut builder, &[bold(), bold(), Inline::Text("a".into()), end(), Inline::Text("b".into()), end(), end()]);
        assert_eq!(builder.finish().unwrap().marks().len(), 1);
    }
}
