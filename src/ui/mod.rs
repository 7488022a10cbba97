//! Drawing: the state in, cells out. Nothing here can change the state.

mod desks;
mod exchange;
mod help;
mod lists;
mod notes;
mod pen;
mod reading;
mod status;
mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::{App, Layer};

use desks::{compare, footnotes, inquiry, table};
use exchange::{details, export, import};
use lists::{choice, goto, list};
use notes::{edition, editor, review};
use reading::{contents, hints, letter_marks, margin, peek, picture, text};

pub use footnotes::meant_words;
pub use table::formula_words;
pub use theme::{Role, Theme};

/// Draws `app` into `buffer`, whose area is the screen.
///
/// Tells where the hardware cursor belongs, where one is wanted: an input method draws what
/// is being composed there.
#[must_use]
pub fn draw(buffer: &mut Buffer, app: &App) -> Option<Position> {
    let theme = Theme::of(app.look);
    if buffer.area.is_empty() {
        return None;
    }
    // A desk takes the whole screen; lists and questions may lie on it.
    let under_desk = app.layers.fill_screen();
    if !under_desk {
        contents::beside(buffer, app, theme);
        text::draw(buffer, app, theme);
        margin::draw(buffer, app, theme);
        if let Some(list) = app.panes.as_ref().and_then(|panes| panes.list.as_ref()).filter(|_| app.geometry.other_pane.is_some())
        {
            let _ = list::draw(buffer, app, list, theme);
        }
    }
    let mut cursor = None;
    for layer in app.layers.iter() {
        cursor = match layer {
            Layer::Contents(_) => {
                contents::over(buffer, app, theme);
                None
            }
            Layer::Peek(peek) => {
                peek::draw(buffer, app, peek, theme);
                None
            }
            Layer::Goto(goto) => goto::draw(buffer, app, goto, theme),
            Layer::List(list) => list::draw(buffer, app, list, theme),
            Layer::Footnotes(desk) => footnotes::draw(buffer, app, desk, theme),
            Layer::Desk(desk) => {
                table::draw(buffer, app, desk, theme);
                None
            }
            Layer::Editor(editor) => editor::draw(buffer, app, editor, theme),
            Layer::Picture(shown) => {
                picture::draw(buffer, app, shown, theme);
                None
            }
            Layer::Edition(older) => {
                edition::draw(buffer, app, older, theme);
                None
            }
            Layer::Export(desk) => export::draw(buffer, app, desk, theme),
            Layer::Inquiry(desk) => inquiry::draw(buffer, app, desk, theme),
            Layer::Letter(_) => {
                letter_marks::draw(buffer, app, theme);
                None
            }
            Layer::Hints(hints) => {
                hints::draw(buffer, app, hints, theme);
                None
            }
            Layer::Import(import) => {
                import::draw(buffer, app, import, theme);
                None
            }
            Layer::Details(form) => details::draw(buffer, app, form, theme),
            Layer::Help(help) => {
                help::draw(buffer, app, help, theme);
                None
            }
            Layer::Review(review) => {
                review::draw(buffer, app, review, theme);
                None
            }
            Layer::Choose(list) => {
                choice::draw(buffer, app, list, theme);
                None
            }
            Layer::Compare(desk) => {
                compare::draw(buffer, app, desk, theme);
                None
            }
            Layer::Select(_) | Layer::Search(_) | Layer::Prompt(_) | Layer::AutoScroll(_) => None,
        };
    }
    // On a screen too small for what is typed there is no place for it.
    status::draw(buffer, app, theme).or(cursor).filter(|at| buffer.area.contains(*at))
}
