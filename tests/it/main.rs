//! The tests from outside, in one crate, so that they are linked once.

mod app_embedded;
mod app_footnotes;
mod app_formulas;
mod app_keys;
mod app_margin;
mod app_moving;
mod app_reload;
mod app_waiting;
mod cases;
mod commands;
mod commands_compare;
mod commands_counts;
#[cfg(feature = "pdf")]
mod commands_embedded;
mod commands_export;
mod commands_import;
mod commands_korean;
mod commands_open;
mod commands_output;
mod commands_promises;
mod commands_references;
mod commands_review;
mod commands_terms;
mod commands_timeline;
mod compare_desk;
mod docs;
mod export_auto;
mod export_screen;
mod floor_plan;
mod flows;
mod hostile;
mod import_markdown;
#[cfg(feature = "pdf")]
mod import_pdf;
#[cfg(feature = "pdf")]
mod import_pdf_columns;
#[cfg(feature = "pdf")]
mod import_pdf_damage;
#[cfg(feature = "pdf")]
mod import_pdf_embedded;
#[cfg(feature = "pdf")]
mod import_pdf_headings;
#[cfg(feature = "pdf")]
mod import_pdf_notes;
#[cfg(feature = "pdf")]
mod import_pdf_tables;
mod import_pdf_typeset;
mod import_pdf_words;
mod import_text;
mod inquiry;
mod inquiry_names;
mod json_shapes;
mod layers_at_swaps;
mod limits;
mod marks;
mod panes;
mod screens;
mod sentences;
mod styles;
mod support;
#[cfg(feature = "pdf")]
mod terminal_apart;
mod terminal_desk;
mod terminal_drafts;
#[cfg(feature = "pdf")]
mod terminal_embedded;
mod terminal_ending;
mod terminal_export;
mod terminal_footnotes;
mod terminal_keys;
mod terminal_life;
mod terminal_moving;
mod terminal_names;
mod terminal_notes;
mod terminal_open;
mod terminal_panes;
mod terminal_pipes;
mod terminal_read_as;
mod terminal_signals;
mod terminal_timeline;
mod timeline_desk;
mod walk_app;
mod walk_terminal;
