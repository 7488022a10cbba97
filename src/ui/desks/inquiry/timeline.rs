//! The dates of a document: an axis with marks where they lie, and each with its sentence.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::{App, Area, InquiryDesk, date_words};
use crate::document::Span;
use crate::layout::width;
use crate::study::{BREAK, DateMention, Scale, TimeAxis};
use crate::ui::pen::{cut, cut_start, put, put_right};
use crate::ui::{Role, Theme};
use crate::words::Language;

/// Bytes of a sentence that are looked at on either side of its date: more than a row has.
const AROUND: usize = 800;

/// The signs of the axis.
struct Signs {
    /// By how many dates there are: 1, 2, 3 and 4, 5 to 8, and so on.
    crowd: [&'static str; 6],
    line: &'static str,
    tick: &'static str,
    gap: &'static str,
    from: &'static str,
    over: &'static str,
    to: &'static str,
    here: &'static str,
}

const DRAWN: Signs =
    Signs {
        crowd: ["▂", "▃", "▄", "▅", "▆", "█"], line: "─", tick: "┬", gap: " ╱╱ ", from: "├", over: "─", to: "┤", here: "▲"
    };
const ASCII: Signs =
    Signs { crowd: [".", ":", "+", "*", "%", "#"], line: "-", tick: "+", gap: " // ", from: "[", over: "=", to: "]", here: "^" };

/// Draws the axis, and how the chosen date's year is known.
pub(super) fn head(buffer: &mut Buffer, app: &App, desk: &InquiryDesk, theme: Theme) {
    let area = app.axis_area();
    let Some(timeline) = app.open.replies.timeline() else { return };
    let signs = if app.look.ascii { &ASCII } else { &DRAWN };
    let chosen = desk.chosen(timeline.dates.len());
    let date = chosen.and_then(|index| app.dated(index)).filter(|date| date.is_placed());
    let low = area.height < 4;
    let mut y = area.y;
    if let (Some(axis), Some(scale)) = (&timeline.axis, app.axis_scale()) {
        let on = |day: i32| area.x + scale.column(day);
        let lit = date.map(|date| (on(date.first.day_number()), on(date.last.day_number())));
        crowd(buffer, axis, &scale, area, lit, (signs, theme));
        y += 1;
        if !low {
            let lanes = area.height.saturating_sub(5);
            periods(buffer, axis, &scale, Area { y, height: lanes, ..area }, (signs, theme));
            y += lanes;
            line(buffer, &scale, Area { y, ..area }, (signs, theme));
            if let (Some(lit), Some(date)) = (lit, date) {
                mark(buffer, lit, &date_words(&app.words, date), Area { y: y + 2, ..area }, (signs, theme));
            }
        }
    }
    let reason = chosen.and_then(|index| app.year_words(index));
    if low {
        // The row under the tabs is free.
        let reason = cut(&reason.unwrap_or_default(), usize::from(area.width));
        put(buffer, (area.x, area.y.saturating_sub(1)), area.right(), &reason, theme.style(Role::Muted));
        return;
    }
    let y = area.bottom().saturating_sub(1);
    let mut end = area.right();
    let said: Vec<String> = if timeline.is_whole {
        // How the axis bends time: all of it where there is room.
        let broken = app.axis_scale().is_some_and(|scale| scale.breaks().next().is_some());
        let bent = broken.then(|| app.words.fill("timeline-broken", &[("sign", signs.gap.trim().into())]));
        let uneven =
            timeline.axis.as_ref().filter(|axis| axis.is_uneven()).map(|_| app.words.say("timeline-uneven").into_owned());
        let both = bent.iter().zip(&uneven).map(|(bent, uneven)| format!("{bent} · {uneven}")).collect::<Vec<_>>();
        both.into_iter().chain(bent).chain(uneven).collect()
    } else {
        vec![app.words.fill("timeline-cut", &[("count", timeline.dates.len().into())])]
    };
    let room = usize::from(area.width);
    let taken = reason.as_deref().map_or(0, |reason| width(reason) + 3);
    // How a year is known comes first where both don't fit.
    if let Some(said) = said.iter().find(|said| width(said) + taken <= room) {
        end = put_right(buffer, y, area.x, end, said, theme.style(Role::Faint)).saturating_sub(1);
    }
    if let Some(reason) = reason {
        let reason = cut(&reason, usize::from(end.saturating_sub(area.x)));
        put(buffer, (area.x, y), end, &reason, theme.style(Role::Muted));
    }
}

/// How many dates each column has; those of the chosen one lit.
fn crowd(
    buffer: &mut Buffer,
    axis: &TimeAxis,
    scale: &Scale<'_>,
    area: Area,
    lit: Option<(u16, u16)>,
    (signs, theme): (&Signs, Theme),
) {
    for column in 0..area.width {
        let Some((first, last)) = scale.days(column) else { continue };
        let count = axis.count(first, last);
        let x = area.x + column;
        let is_lit = lit.is_some_and(|(from, to)| (from..=to).contains(&x));
        if let Some(more) = count.checked_sub(1) {
            let level = (usize::BITS - more.leading_zeros()) as usize;
            let role = if is_lit { Role::Accent } else { Role::Text };
            put(buffer, (x, area.y), x + 1, signs.crowd[level.min(signs.crowd.len() - 1)], theme.style(role));
        } else if is_lit && area.height < 4 {
            put(buffer, (x, area.y), x + 1, signs.over, theme.style(Role::Accent));
        }
    }
}

/// The periods of more than a year as bars, each on the first row that is free there.
fn periods(buffer: &mut Buffer, axis: &TimeAxis, scale: &Scale<'_>, area: Area, (signs, theme): (&Signs, Theme)) {
    let mut free = vec![0; usize::from(area.height)];
    for (first, last) in axis.periods() {
        let (from, to) = (scale.column(*first), scale.column(*last));
        let Some(lane) = free.iter().position(|end| *end <= from) else { continue };
        free[lane] = to + 2;
        let y = area.y + u16::try_from(lane).unwrap_or(0);
        bar(buffer, (area.x + from, area.x + to, y), [signs.from, signs.over, signs.to], theme.style(Role::Faint));
    }
}

/// From one column to another: a sign at each end, and one between.
fn bar(buffer: &mut Buffer, (from, to, y): (u16, u16, u16), [first, over, last]: [&str; 3], style: Style) {
    for x in from..=to {
        let sign = if x == from {
            first
        } else if x == to {
            last
        } else {
            over
        };
        put(buffer, (x, y), x + 1, sign, style);
    }
}

/// The line of time with its ticks, where years are left out, and the years or months below.
fn line(buffer: &mut Buffer, scale: &Scale<'_>, area: Area, (signs, theme): (&Signs, Theme)) {
    let rule = theme.style(Role::Rule);
    for x in area.x..area.right() {
        put(buffer, (x, area.y), x + 1, signs.line, rule);
    }
    for column in scale.breaks() {
        let x = area.x + column;
        put(buffer, (x, area.y), x + BREAK, signs.gap, theme.style(Role::Muted));
    }
    for (column, label) in scale.labels() {
        let x = area.x + column;
        put(buffer, (x, area.y), x + 1, signs.tick, rule);
        put(buffer, (x, area.y + 1), area.right(), &label, theme.style(Role::Muted));
    }
}

/// The chosen date under the axis, its digits beside it.
fn mark(buffer: &mut Buffer, (from, to): (u16, u16), digits: &str, area: Area, (signs, theme): (&Signs, Theme)) {
    let style = theme.style(Role::Accent);
    bar(buffer, (from, to, area.y), [signs.here, signs.over, signs.here], style);
    let columns = u16::try_from(width(digits)).unwrap_or(u16::MAX);
    if to + 2 + columns <= area.right() {
        put(buffer, (to + 2, area.y), area.right(), digits, style);
    } else if from > area.x + columns {
        put(buffer, (from - columns - 1, area.y), from, digits, style);
    }
}

/// Draws one date: its days in digits, whether its year is a guess, its sentence, and where that stands.
pub(super) fn entry(buffer: &mut Buffer, app: &App, index: usize, theme: Theme, area: Area) {
    let Some(date) = app.dated(index) else { return };
    let (y, mut end) = (area.y, area.right());
    let muted = theme.style(Role::Muted);
    // Hangul takes two columns a syllable.
    let wide = if app.words.language() == Language::Korean { 19 } else { 17 };
    let columns = if area.width >= 60 { wide } else { 10 };
    let x = area.x + 1;
    put(buffer, (x, y), end, &cut(&date_words(&app.words, date), columns), theme.style(Role::Text));
    let x = x + u16::try_from(columns).unwrap_or(10) + 1;
    if date.is_guess() {
        put(buffer, (x, y), end, "?", theme.style(Role::Warning));
    }
    if area.width >= 90 {
        end = put_right(buffer, y, x + 2, end, &place(app, date.span), muted).saturating_sub(2).min(end.saturating_sub(14));
    }
    sentence(buffer, app, date, (x + 2, y, end), theme);
}

/// The page or the section that `span` stands in, in a word or two.
fn place(app: &App, span: Span) -> String {
    let document = app.document();
    if let Some(page) = document.page_at(span.start) {
        return app.words.fill("page-short", &[("page", document.pages()[page].label.as_str().into())]);
    }
    match (document.body_at(span.start), document.section_at(span.start)) {
        (Some(footnote), _) => {
            app.words.fill("place-footnote", &[("label", document.footnotes()[footnote].label.as_str().into())])
        }
        (None, Some(section)) if document.sections().len() > 1 => {
            app.words.fill("section-short", &[("number", (section + 1).into())])
        }
        _ => String::new(),
    }
}

/// The sentence around a date, cut so that the date is seen, its words lit.
fn sentence(buffer: &mut Buffer, app: &App, date: &DateMention, (x, y, end): (u16, u16, u16), theme: Theme) {
    let document = app.document();
    let (from, to) = (date.sentence.start.at(), date.sentence.end.at());
    let from = document.floor(from.max(date.span.start.at().saturating_sub(AROUND)));
    let to = document.floor(to.min(date.span.end.at() + AROUND));
    let part = |from: usize, to: usize| document.slice(Span::new(from, to)).replace('\n', " ");
    let (before, words) = (part(from, date.span.start.at()), part(date.span.start.at(), date.span.end.at()));
    let behind = part(date.span.end.at(), to);
    let room = usize::from(end.saturating_sub(x));
    // All that stands before is shown where the rest fits, too; else a third of the row.
    let whole = width(&before) + width(&words) + width(&behind) <= room;
    let before =
        if whole { before } else { cut_start(&before, (room / 3).max(room.saturating_sub(width(&words) + width(&behind)))) };
    let text = theme.style(Role::Text);
    let x = put(buffer, (x, y), end, &before, text);
    let words = cut(&words, usize::from(end.saturating_sub(x)));
    let x = put(buffer, (x, y), end, &words, theme.style(Role::Accent));
    put(buffer, (x, y), end, &cut(&behind, usize::from(end.saturating_sub(x))), text);
}
