//! The tests from outside, in one crate, so that they are linked once.

mod app_footnotes;
mod app_keys;
mod app_margin;
mod app_moving;
mod commands;
mod commands_export;
mod commands_import;
mod commands_korean;
mod commands_timeline;
mod export_screen;
mod floor_plan;
mod import_markdown;
mod import_pdf;
mod import_pdf_typeset;
mod import_text;
mod inquiry;
mod json_shapes;
mod screens;
mod support;
mod terminal_apart;
mod terminal_desk;
mod terminal_export;
mod terminal_keys;
mod terminal_life;
mod terminal_moving;
mod terminal_notes;
