//! Pieces of a drawn formula, and how they are set side by side.

use unicode_width::UnicodeWidthStr;

/// Cells that a formula may take on the screen, at most.
const MOST_CELLS: usize = 16 * 1024;

/// What a piece is, for the air around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A variable, or what is set like one.
    Ordinary,
    Number,
    /// `sin`, `log`, `max`.
    Function,
    /// A sum, an integral.
    Large,
    Binary,
    Relation,
    Open,
    Close,
    /// Something in brackets.
    Fenced,
    Punctuation,
    /// Two parts with a stroke between.
    Fraction,
    Space,
}

/// How firmly the parts of a piece hold together, for the brackets that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hold {
    /// One thing.
    Atom,
    /// A derivative's `∂x`: two letters that are read as one thing below a stroke.
    Differential,
    /// Things side by side.
    Product,
    /// Things with signs between.
    Sum,
}

/// A piece of a drawn formula: a line, or several with one that others stand beside.
#[derive(Debug, Clone)]
pub(super) struct Ink {
    pub(super) lines: Vec<String>,
    /// The line that what stands beside it goes on.
    pub(super) base: usize,
    pub(super) kind: Kind,
    pub(super) hold: Hold,
    /// It begins with raised letters that would be read with what stands before (`³√x`).
    pub(super) open_start: bool,
    /// It ends with letters that others would run into (`x_b`).
    pub(super) open_end: bool,
}

impl Ink {
    pub(super) fn new(text: impl Into<String>, kind: Kind) -> Self {
        Self { lines: vec![text.into()], base: 0, kind, hold: Hold::Atom, open_start: false, open_end: false }
    }

    pub(super) fn nothing() -> Self {
        Self::new("", Kind::Ordinary)
    }

    pub(super) fn with(self, hold: Hold) -> Self {
        Self { hold, ..self }
    }

    /// Its text, where it is one line.
    pub(super) fn line(&self) -> Option<&str> {
        if let [line] = &self.lines[..] { Some(line) } else { None }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.iter().all(String::is_empty)
    }

    pub(super) fn width(&self) -> usize {
        self.lines.iter().map(|line| line.width()).max().unwrap_or(0)
    }

    /// Whether it is no larger than a screen takes.
    fn is_small(&self) -> bool {
        let bytes: usize = self.lines.iter().map(String::len).sum();
        bytes <= MOST_CELLS * 4 && self.lines.len() * (self.width() + 1) <= MOST_CELLS
    }

    /// In round brackets.
    pub(super) fn bracketed(self) -> Self {
        self.between(Some('('), Some(')'))
    }

    /// Between brackets as high as it is.
    pub(super) fn between(self, open: Option<char>, close: Option<char>) -> Self {
        let (height, base) = (self.lines.len(), self.base);
        let side = |sign: Option<char>, left: bool| sign.map(|sign| tall(sign, left, height, base)).unwrap_or_default();
        let (left, right) = (side(open, true), side(close, false));
        let width = self.width();
        let mut lines = Vec::with_capacity(height);
        for (at, line) in self.lines.iter().enumerate() {
            let mut whole = left.get(at).cloned().unwrap_or_default();
            whole.push_str(line);
            if !right.is_empty() && height > 1 {
                whole.extend(std::iter::repeat_n(' ', width.saturating_sub(line.width())));
            }
            whole.push_str(right.get(at).map_or("", String::as_str));
            lines.push(whole);
        }
        Self { lines, base, kind: Kind::Fenced, hold: Hold::Atom, open_start: false, open_end: false }
    }

    /// Adds `other` on the right, `gap` columns apart; `None` where that is too large.
    pub(super) fn beside(mut self, gap: usize, other: &Self) -> Option<Self> {
        if let ([mine], [theirs]) = (&mut self.lines[..], &other.lines[..]) {
            mine.extend(std::iter::repeat_n(' ', gap));
            mine.push_str(theirs);
            // No text is wider than it has bytes.
            return (mine.len() <= MOST_CELLS).then_some(self);
        }
        let width = self.width() + gap;
        let base = self.base.max(other.base);
        let below = (self.lines.len() - self.base).max(other.lines.len() - other.base);
        let mut lines = Vec::with_capacity(base + below);
        for at in 0..base + below {
            let line = |ink: &Self| (at + ink.base).checked_sub(base).and_then(|at| ink.lines.get(at)).cloned();
            let mut whole = line(&self).unwrap_or_default();
            if let Some(theirs) = line(other).filter(|line| !line.is_empty()) {
                whole.extend(std::iter::repeat_n(' ', width.saturating_sub(whole.width())));
                whole.push_str(&theirs);
            }
            lines.push(whole);
        }
        let joined = Self { lines, base, ..self };
        joined.is_small().then_some(joined)
    }
}

/// A bracket for each line of something `height` lines high.
fn tall(sign: char, left: bool, height: usize, base: usize) -> Vec<String> {
    let parts = match sign {
        '(' => Some(['⎛', '⎜', '⎜', '⎝']),
        ')' => Some(['⎞', '⎟', '⎟', '⎠']),
        '[' => Some(['⎡', '⎢', '⎢', '⎣']),
        ']' => Some(['⎤', '⎥', '⎥', '⎦']),
        '{' if left && height == 2 => Some(['⎰', '⎰', '⎰', '⎱']),
        '}' if !left && height == 2 => Some(['⎱', '⎱', '⎱', '⎰']),
        '{' => Some(['⎧', '⎪', '⎨', '⎩']),
        '}' => Some(['⎫', '⎪', '⎬', '⎭']),
        '|' | '∣' | '∥' | '‖' => Some([sign; 4]),
        '⌊' => Some(['⎢', '⎢', '⎢', '⎣']),
        '⌋' => Some(['⎥', '⎥', '⎥', '⎦']),
        '⌈' => Some(['⎡', '⎢', '⎢', '⎢']),
        '⌉' => Some(['⎤', '⎥', '⎥', '⎥']),
        _ => None,
    };
    let sign_at = |at: usize| match parts {
        _ if height == 1 => sign,
        None if at == base => sign,
        None => ' ',
        Some([top, ..]) if at == 0 => top,
        Some([.., bottom]) if at + 1 == height => bottom,
        Some([_, _, middle, _]) if at == base => middle,
        Some([_, side, ..]) => side,
    };
    (0..height).map(|at| sign_at(at).to_string()).collect()
}

/// Sets pieces side by side, with the air that their kinds ask for; none in a `tight` row, as in scripts. `None` where
/// they are too large.
pub(super) fn row(items: Vec<Ink>, tight: bool) -> Option<Ink> {
    let items: Vec<Ink> = items.into_iter().filter(|item| item.kind == Kind::Space || !item.is_empty()).collect();
    let visible = items.iter().filter(|item| item.kind != Kind::Space).count();
    if visible == 1 && items.len() == 1 {
        let Ok([only]) = <[Ink; 1]>::try_from(items) else { return None };
        // `{=}` and `{,}` are set without air.
        let kind = match only.kind {
            Kind::Binary | Kind::Relation | Kind::Punctuation | Kind::Open | Kind::Close => Kind::Ordinary,
            kind => kind,
        };
        return Some(Ink { kind, ..only });
    }
    let mut hold = if visible > 1 { Hold::Product } else { Hold::Atom };
    let mut whole: Option<Ink> = None;
    // The kind of the last piece that shows, after it was told whether a sign is between two things or before one.
    let mut last: Option<Kind> = None;
    let (mut open_start, mut open_end) = (false, false);
    let mut air = 0;
    for at in 0..items.len() {
        let item = &items[at];
        if item.kind == Kind::Space {
            air = air.max(item.lines[0].len());
            continue;
        }
        let next = items[at + 1..].iter().find(|next| next.kind != Kind::Space).map(|next| next.kind);
        let kind = match item.kind {
            Kind::Binary if is_lone(last, next) => Kind::Ordinary,
            kind => kind,
        };
        let signs = matches!(kind, Kind::Binary | Kind::Relation | Kind::Punctuation);
        if signs || (item.kind == Kind::Binary && last.is_none()) {
            hold = Hold::Sum;
        }
        let run_in = kind == Kind::Fraction
            && (last.is_some_and(|last| joins(last) || last == Kind::Function)
                || (next.is_some_and(|next| joins(next) || next == Kind::Large)));
        let bracketed;
        let item = if run_in {
            bracketed = item.clone().bracketed();
            &bracketed
        } else {
            item
        };
        let wanted = last.map_or(0, |last| usize::from(!tight && has_air(last, kind)));
        let kept_apart = item.open_start
            || open_end && matches!(kind, Kind::Ordinary | Kind::Number | Kind::Function | Kind::Fenced | Kind::Open);
        // Words do not run into each other however little room there is.
        let words = last.is_some_and(|last| needs_air(last, kind));
        let gap = if whole.is_none() { 0 } else { wanted.max(usize::from(kept_apart || words)).max(if tight { 0 } else { air }) };
        whole = Some(match whole {
            None => item.clone(),
            Some(whole) => whole.beside(gap, item)?,
        });
        open_end = item.open_end;
        if last.is_none() {
            open_start = item.open_start;
        }
        (last, air) = (Some(kind), 0);
    }
    let differential =
        visible == 2 && items.first().and_then(Ink::line).is_some_and(|line| matches!(line, "∂" | "d" | "Δ" | "δ"));
    if differential && hold == Hold::Product {
        hold = Hold::Differential;
    }
    Some(Ink { kind: Kind::Ordinary, hold, open_start, open_end, ..whole.unwrap_or_else(Ink::nothing) })
}

/// Whether a sign with this before and after it stands before one thing, not between two.
fn is_lone(last: Option<Kind>, next: Option<Kind>) -> bool {
    use Kind::{Binary, Close, Function, Large, Open, Punctuation, Relation};
    let nothing_before = matches!(last, None | Some(Binary | Relation | Open | Punctuation | Large | Function));
    nothing_before || matches!(next, None | Some(Relation | Close | Punctuation))
}

/// Whether a fraction beside this would be read as a part of it.
fn joins(kind: Kind) -> bool {
    matches!(kind, Kind::Ordinary | Kind::Number | Kind::Close | Kind::Open | Kind::Fenced | Kind::Fraction | Kind::Function)
}

fn has_air(last: Kind, kind: Kind) -> bool {
    use Kind::{Binary, Close, Large, Open, Punctuation, Relation};
    match (last, kind) {
        (Open, _) | (_, Close | Punctuation) => false,
        (Binary | Relation | Punctuation | Large, _) | (_, Binary | Relation | Large) => true,
        _ => needs_air(last, kind),
    }
}

/// Whether two pieces would be read as one word.
fn needs_air(last: Kind, kind: Kind) -> bool {
    use Kind::{Close, Fenced, Fraction, Function, Number, Ordinary};
    matches!(
        (last, kind),
        (Function, Ordinary | Number | Function | Fraction) | (Ordinary | Number | Close | Fenced | Fraction, Function)
    )
}
