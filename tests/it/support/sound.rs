//! What holds of the state and of a frame whatever was pressed.

use ibid::app::{App, Area, Layer, Pane, Subject, row_span};
use ibid::document::{Document, Point, Span};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Draws `app` and looks at everything that has to hold; what does not, in words.
pub(crate) fn faults(app: &App) -> Vec<String> {
    let mut found = Vec::new();
    let document = app.document();
    check_pane(&mut found, "the pane in focus", &app.pane, document);
    if let Some(pane) = app.panes.as_ref().and_then(|panes| panes.beside.as_ref()) {
        check_pane(&mut found, "the pane beside", pane, &app.open_beside().document);
    }
    for point in app.open.marks.values() {
        check_point(&mut found, "a letter", *point, document);
    }
    for placed in app.home().notebook.placed() {
        if let Some(span) = placed.span() {
            check_span(&mut found, "a note", span, &app.home().document);
        }
    }
    for layer in app.layers.iter() {
        match layer {
            Layer::Select(selection) => check_span(&mut found, "the selection", selection.span(), document),
            Layer::Peek(peek) => {
                check_span(&mut found, "the peek", peek.of, document);
                if peek.target().is_none() {
                    found.push("the peek shows nothing".into());
                }
            }
            Layer::Editor(editor) => match editor.subject {
                Subject::New(span) => check_span(&mut found, "the new note", span, document),
                Subject::Body { call, .. } => check_point(&mut found, "the call of a text", call, document),
                Subject::Old(_) | Subject::Adrift(_) => {}
            },
            _ => {}
        }
    }
    check_frame(&mut found, app);
    found
}

fn check_pane(found: &mut Vec<String>, whose: &str, pane: &Pane, document: &Document) {
    let view = &pane.view;
    check_point(found, &format!("the focus of {whose}"), view.focus, document);
    check_point(found, &format!("the top of {whose}"), view.top.point, document);
    check_span(found, &format!("the sentence of {whose}"), view.sentence, document);
    for span in view.rows.iter().flat_map(row_span) {
        check_span(found, &format!("a row of {whose}"), span, document);
    }
    for span in pane.search.hits.iter().flat_map(|hits| &hits.spans) {
        check_span(found, &format!("a hit of {whose}"), *span, document);
    }
}

fn check_point(found: &mut Vec<String>, what: &str, point: Point, document: &Document) {
    if !document.text().is_char_boundary(point.at()) {
        found.push(format!("{what} is at {} of {}", point.at(), document.text().len()));
    }
}

fn check_span(found: &mut Vec<String>, what: &str, span: Span, document: &Document) {
    check_point(found, what, span.start, document);
    check_point(found, what, span.end, document);
    if span.start > span.end {
        found.push(format!("{what} is {span:?}"));
    }
}

/// The areas lie on the screen, and each cell of a frame holds what fits into it.
fn check_frame(found: &mut Vec<String>, app: &App) {
    let screen = app.geometry.screen;
    let geometry = &app.geometry;
    let areas = [geometry.contents, geometry.margin, geometry.strip, geometry.border, Some(geometry.text), Some(geometry.status)];
    for area in areas.into_iter().flatten() {
        let holds = |area: Area| {
            area.width == 0 || area.height == 0 || (area.right() <= screen.width.max(4) && area.bottom() <= screen.height)
        };
        if !holds(area) {
            found.push(format!("{area:?} is not on {screen:?}"));
        }
    }
    let mut buffer = Buffer::empty(Rect::new(0, 0, screen.width, screen.height));
    let cursor = ibid::ui::draw(&mut buffer, app);
    if cursor.is_some_and(|at| at.x >= screen.width || at.y >= screen.height) {
        found.push(format!("the cursor is at {cursor:?} of {screen:?}"));
    }
    for y in 0..screen.height {
        for x in 0..screen.width {
            let symbol = buffer[(x, y)].symbol();
            if symbol.len() == 1 && symbol.as_bytes()[0] >= b' ' {
                continue;
            }
            if symbol.chars().any(char::is_control) || symbol.width() > 2 || (symbol.width() == 2 && x + 1 == screen.width) {
                found.push(format!("the cell {x},{y} holds {symbol:?}"));
            }
        }
    }
}
