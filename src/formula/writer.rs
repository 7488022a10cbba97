//! Events -> ink.

use pulldown_latex::event::{
    Content, DelimiterType, DimensionUnit, EnvironmentFlow, Event, Font, Grouping, ScriptPosition, ScriptType, StateChange,
    Visual,
};

use super::font::in_font;
use super::ink::{Hold, Ink, Kind, row};
use super::script::{lowered, mark, marked, raised, vulgar};
use super::table;

/// Things within things, at most.
const DEEPEST: usize = 64;

/// Reads the events of a formula, each once.
pub(super) struct Writer<'e> {
    events: &'e [Event<'e>],
    at: usize,
    depth: usize,
    font: Option<Font>,
    /// Whether rows may stand below each other.
    in_rows: bool,
    /// Within a script, where nothing has air.
    tight: bool,
}

impl<'e> Writer<'e> {
    pub(super) fn new(events: &'e [Event<'e>], in_rows: bool) -> Self {
        Self { events, at: 0, depth: 0, font: None, in_rows, tight: false }
    }

    /// The lines of the whole formula.
    pub(super) fn write(mut self) -> Option<Vec<String>> {
        let whole = self.row()?;
        (self.at == self.events.len()).then_some(whole.lines)
    }

    fn peek(&self) -> Option<&'e Event<'e>> {
        self.events.get(self.at)
    }

    /// Everything up to the end of the group, or of a cell.
    fn row(&mut self) -> Option<Ink> {
        let font = self.font;
        let mut items = Vec::new();
        while let Some(event) = self.peek() {
            match event {
                Event::End | Event::EnvironmentFlow(_) => break,
                _ => items.push(self.element()?),
            }
        }
        self.font = font;
        row(items, self.tight)
    }

    /// The next thing, whatever it is made of.
    fn element(&mut self) -> Option<Ink> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let event = self.peek()?;
        self.at += 1;
        let ink = match event {
            Event::Content(content) => self.content(*content),
            Event::Begin(grouping) => self.group(grouping)?,
            Event::Visual(Visual::Fraction(stroke)) => self.fraction(stroke.is_some_and(|stroke| stroke.value == 0.0))?,
            Event::Visual(Visual::SquareRoot) => root(&self.element()?, None)?,
            Event::Visual(Visual::Root) => {
                let inside = self.element()?;
                let index = self.script()?;
                root(&inside, Some(&index))?
            }
            Event::Visual(Visual::Negation) => negated(self.element()?),
            Event::Script { ty, position } => self.scripts(*ty, *position)?,
            Event::Space { width, .. } => {
                let ems = width.map_or(0.0, |width| match width.unit {
                    DimensionUnit::Em => width.value,
                    DimensionUnit::Mu => width.value / 18.0,
                    _ => 0.5,
                });
                let columns = if ems > 1.5 {
                    4
                } else if ems > 0.8 {
                    2
                } else {
                    usize::from(ems > 0.1)
                };
                Ink::new(" ".repeat(columns), Kind::Space)
            }
            Event::StateChange(change) => {
                if let StateChange::Font(font) = change {
                    self.font = *font;
                }
                Ink::new("", Kind::Space)
            }
            Event::End | Event::EnvironmentFlow(_) => return None,
        };
        self.depth -= 1;
        Some(ink)
    }

    fn content(&self, content: Content<'_>) -> Ink {
        let lettered = |text: &str| text.chars().map(|c| in_font(c, self.font)).collect::<String>();
        match content {
            Content::Text("&nbsp;") => Ink::new(" ", Kind::Space),
            Content::Text(text) => {
                let text = plain(text);
                let hold = if text.trim().contains(' ') { Hold::Sum } else { Hold::Atom };
                Ink::new(text, Kind::Ordinary).with(hold)
            }
            Content::Number(text) => Ink::new(lettered(text), Kind::Number),
            Content::Function(text) => Ink::new(text, Kind::Function),
            Content::Ordinary { content, .. } => Ink::new(in_font(content, self.font), Kind::Ordinary),
            Content::LargeOp { content, .. } => Ink::new(content, Kind::Large),
            Content::BinaryOp { content, .. } => Ink::new(if content == '∗' { '*' } else { content }, Kind::Binary),
            Content::Relation { content, .. } => {
                let mut room = [0; 8];
                let bytes = content.encode_utf8_to_buf(&mut room);
                Ink::new(String::from_utf8_lossy(bytes), Kind::Relation)
            }
            Content::Delimiter { content, ty, .. } => Ink::new(
                content,
                match ty {
                    DelimiterType::Open => Kind::Open,
                    DelimiterType::Close => Kind::Close,
                    DelimiterType::Fence => Kind::Ordinary,
                },
            ),
            Content::Punctuation(content) => Ink::new(content, Kind::Punctuation),
        }
    }

    /// What a group holds, its end read.
    fn group(&mut self, grouping: &Grouping) -> Option<Ink> {
        let font = self.font;
        let ink = match grouping {
            Grouping::Normal => self.row()?,
            Grouping::LeftRight(open, close) => self.row()?.between(*open, *close),
            _ => {
                let mut rows = vec![Vec::new()];
                loop {
                    match self.peek()? {
                        Event::End => break,
                        Event::EnvironmentFlow(flow) => {
                            self.at += 1;
                            match flow {
                                EnvironmentFlow::NewLine { .. } => rows.push(Vec::new()),
                                EnvironmentFlow::Alignment => {
                                    // A cell without anything.
                                    let row = rows.last_mut()?;
                                    let flows = self.events.get(self.at.checked_sub(2)?);
                                    if !matches!(flows, Some(event) if !is_edge(event)) {
                                        row.push(Ink::nothing());
                                    }
                                }
                                EnvironmentFlow::StartLines { .. } => {}
                            }
                        }
                        _ => {
                            let cell = self.row()?;
                            rows.last_mut()?.push(cell);
                        }
                    }
                }
                table::set(grouping, rows, self.in_rows && !self.tight)?
            }
        };
        if self.peek() != Some(&Event::End) {
            return None;
        }
        self.at += 1;
        self.font = font;
        Some(ink)
    }

    /// An element set as a script.
    fn script(&mut self) -> Option<Ink> {
        let tight = std::mem::replace(&mut self.tight, true);
        let ink = self.element();
        self.tight = tight;
        ink
    }

    fn fraction(&mut self, strokeless: bool) -> Option<Ink> {
        let (above, below) = (self.element()?, self.element()?);
        if strokeless {
            if self.in_rows && !self.tight {
                return table::set(
                    &Grouping::Matrix { alignment: pulldown_latex::event::ColumnAlignment::Center },
                    vec![vec![above], vec![below]],
                    true,
                );
            }
            return above.beside(0, &Ink::new("¦", Kind::Ordinary))?.beside(0, &below);
        }
        if let (Some(one), Some(other)) = (above.line(), below.line())
            && let Some(whole) = vulgar(one, other)
        {
            return Some(Ink::new(whole, Kind::Number));
        }
        let parts =
            |ink: &Ink| ink.hold == Hold::Sum || (ink.hold == Hold::Product && ink.lines.iter().any(|line| line.contains(' ')));
        // `√π/2` and `e^x/2` would be read with all that follows below the root, or raised.
        let above = if parts(&above) || above.kind == Kind::Fraction || above.open_end { above.bracketed() } else { above };
        let below = if below.hold >= Hold::Product || below.kind == Kind::Fraction { below.bracketed() } else { below };
        let whole = above.beside(0, &Ink::new("/", Kind::Ordinary))?.beside(0, &below)?;
        Some(Ink { kind: Kind::Fraction, hold: Hold::Product, ..whole })
    }

    fn scripts(&mut self, ty: ScriptType, position: ScriptPosition) -> Option<Ink> {
        let base = self.element()?;
        if position == ScriptPosition::AboveBelow
            && ty != ScriptType::SubSuperscript
            && let Some(Event::Content(Content::Ordinary { content, .. })) = self.peek()
            && let Some(line) = base.line()
        {
            if let Some((mark, on_each)) = mark(*content, ty == ScriptType::Subscript) {
                self.at += 1;
                let line = marked(line, mark, on_each);
                return Some(Ink { lines: vec![line], hold: Hold::Atom, ..base });
            }
            // What a brace holds is told by what stands at it.
            if matches!(content, '⏟' | '⏞' | '⏠' | '⏡' | '⎴' | '⎵') {
                self.at += 1;
                return Some(if base.hold >= Hold::Product { base.bracketed() } else { base });
            }
        }
        let (below, above) = match ty {
            ScriptType::Subscript => (Some(self.script()?), None),
            ScriptType::Superscript => (None, Some(self.script()?)),
            ScriptType::SubSuperscript => {
                let below = self.script()?;
                (Some(below), Some(self.script()?))
            }
        };
        with_scripts(base, below.as_ref(), above.as_ref())
    }
}

fn is_edge(event: &Event<'_>) -> bool {
    matches!(event, Event::EnvironmentFlow(_) | Event::Begin(_))
}

/// Text as it is read: what is escaped in it as itself.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '~' | '\n' | '\t' => out.push(' '),
            '{' | '}' | '$' => {}
            _ => out.push(c),
        }
    }
    out
}

fn negated(mut ink: Ink) -> Ink {
    if let [line] = &mut ink.lines[..]
        && let Some(first) = line.chars().next()
    {
        line.insert(first.len_utf8(), '\u{338}');
    }
    ink
}

/// `√x`, `√(a + b)`, `³√x`.
fn root(inside: &Ink, index: Option<&Ink>) -> Option<Ink> {
    let inside =
        if inside.hold > Hold::Atom || inside.kind == Kind::Fraction { inside.clone().bracketed() } else { inside.clone() };
    let index = match index.and_then(Ink::line) {
        Some(index) if !index.is_empty() => raised(index).unwrap_or_else(|| format!("({index})")),
        _ => String::new(),
    };
    let whole = Ink::new(format!("{index}√"), Kind::Ordinary).beside(0, &inside)?;
    let open_end = !matches!(inside.kind, Kind::Fenced);
    Some(Ink { kind: Kind::Ordinary, hold: Hold::Atom, open_start: !index.is_empty(), open_end, ..whole })
}

/// `base` with what stands at its foot and its head.
fn with_scripts(base: Ink, below: Option<&Ink>, above: Option<&Ink>) -> Option<Ink> {
    let (kind, hold, open_start) = (base.kind, base.hold, base.open_start);
    // A script belongs to the whole of these, not to what stands last in them.
    let whole = base.line().is_some_and(|line| line.contains('√')) && kind == Kind::Ordinary && hold == Hold::Atom;
    let mut whole = if whole || kind == Kind::Fraction { base.bracketed() } else { base };
    let set = |script: Option<&Ink>, other: fn(&str) -> Option<String>| -> Option<Option<(String, bool)>> {
        let Some(script) = script.filter(|script| !script.is_empty()) else { return Some(None) };
        let line = script.line()?;
        Some(Some(other(line.trim()).map_or_else(|| (line.trim().to_owned(), false), |set| (set, true))))
    };
    let mut scripts: Vec<(String, bool, char)> = Vec::new();
    scripts.extend(set(below, lowered)?.map(|(text, set)| (text, set, '_')));
    scripts.extend(set(above, raised)?.map(|(text, set)| (text, set, '^')));
    // What Unicode has goes first, so that nothing is taken for a part of what is written out.
    scripts.sort_by_key(|(_, set, _)| !set);
    let mut open_end = false;
    for (text, set, sign) in scripts {
        let written = if set {
            text
        } else if text.chars().count() == 1 || text.chars().all(char::is_alphanumeric) {
            open_end = true;
            format!("{sign}{text}")
        } else {
            open_end = false;
            format!("{sign}({text})")
        };
        whole = at_corner(whole, &written, sign == '^')?;
    }
    let kind = match kind {
        Kind::Number | Kind::Fraction | Kind::Punctuation => Kind::Ordinary,
        kind => kind,
    };
    Some(Ink { kind, hold: Hold::Atom, open_start, open_end, ..whole })
}

/// Puts `text` at the right of `base`: at its first line if `up`, else at its last.
fn at_corner(base: Ink, text: &str, up: bool) -> Option<Ink> {
    let own = base.base;
    let corner = if up { 0 } else { base.lines.len() - 1 };
    let joined = Ink { base: corner, ..base }.beside(0, &Ink::new(text, Kind::Ordinary))?;
    Some(Ink { base: own, ..joined })
}
