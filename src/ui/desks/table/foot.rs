//! Below the table: the cell under the cursor in full, what is marked comes to, the formula of
//! what is computed, the source.

use ratatui::buffer::Buffer;
use rust_decimal::Decimal;

use crate::app::{App, Desk};
use crate::document::value::grouped;
use crate::table::{Axis, Derivation, Formula, Summary};
use crate::ui::pen::{cut, put};
use crate::ui::{Role, Theme};
use crate::words::Words;

pub(super) fn draw(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme) {
    let screen = app.geometry.screen;
    let y = screen.height.saturating_sub(3);
    let (left, right) = (2, screen.width.saturating_sub(1));
    if let Some(summary) = desk.summary() {
        let words = summary_words(app, summary);
        put(buffer, (left, y), right, &cut(&words, usize::from(right.saturating_sub(left))), theme.style(Role::Text));
    } else {
        cell(buffer, app, desk, theme, (left, y), right);
    }
    // The formula matters more than where the numbers come from.
    let (words, role) = match (desk.view.formula_shown(), desk.view.table().source) {
        (Some(formula), _) => (formula_words(&app.words, formula), Role::Accent),
        (None, Some(source)) => (app.words.fill("desk-source", &[("source", app.document().slice(source).into())]), Role::Faint),
        (None, None) => return,
    };
    put(buffer, (left, y + 1), right, &cut(&words, usize::from(right.saturating_sub(left))), theme.style(role));
}

/// The cursor's cell with its heads, and what is odd about it.
fn cell(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme, (left, y): (u16, u16), right: u16) {
    let cell = desk.view.cell(desk.row, desk.column);
    let heads = [desk.view.row_head(desk.row).label(), desk.view.column_head(desk.column).label()];
    let heads: Vec<String> = heads.into_iter().filter(|head| !head.is_empty()).collect();
    let x = put(buffer, (left, y), right, &heads.join(" · "), theme.style(Role::Muted));
    let x = put(buffer, (x + 2, y), right, &cell.text, theme.style(Role::Text));
    if cell.misprint {
        let read = cell.value.number().map_or(String::new(), |number| number.to_string());
        let args = [("printed", cell.text.to_string().into()), ("read", read.into())];
        put(buffer, (x + 2, y), right, &app.words.fill("desk-misprint", &args), theme.style(Role::Warning));
    }
}

/// What the marked cells come to.
fn summary_words(app: &App, summary: &Summary) -> String {
    let count = app.words.fill("desk-marked", &[("count", (summary.count + summary.empty).into())]);
    if summary.unlike {
        return format!("{count} · {}", app.words.say("desk-unlike"));
    }
    let number = |id: &str, value: Option<Decimal>| {
        value.map(|value| format!("{} {}", app.words.say(id), grouped(&value.round_dp(6).normalize().to_string())))
    };
    let parts = [
        number("desk-sum", summary.sum),
        number("desk-mean", summary.mean),
        number("desk-min", summary.min),
        number("desk-max", summary.max),
        number("desk-median", summary.median),
    ];
    std::iter::once(count).chain(parts.into_iter().flatten()).collect::<Vec<_>>().join(" · ")
}

/// What is computed, and how, in the reader's words.
#[must_use]
pub fn formula_words(words: &Words, formula: &Formula) -> String {
    let id = match formula.derivation {
        Derivation::Change => "formula-change",
        Derivation::ChangePercent => "formula-change-percent",
        Derivation::Index => "formula-index",
        Derivation::Share => "formula-share",
        Derivation::Growth => "formula-growth",
        Derivation::Rank => "formula-rank",
    };
    let base = match &formula.base {
        Some(base) => base.clone(),
        None => words.say("formula-sum").into_owned(),
    };
    let along = words.say(match (formula.along, formula.by_time) {
        (Axis::Columns, true) => "formula-row-by-time",
        (Axis::Columns, false) => "formula-row",
        (Axis::Rows, true) => "formula-column-by-time",
        (Axis::Rows, false) => "formula-column",
    });
    format!("{} · {along}", words.fill(id, &[("base", base.into())]))
}
