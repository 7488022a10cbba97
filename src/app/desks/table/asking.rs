//! What the desk asks for by a line typed: which rows and columns to see, and where to write.

use crate::app::{App, Ask, Field, Layer, Message, Question, Tone};
use crate::table::{Axis, Test};
use crate::words::Words;

use super::Desk;
use super::filter_errors::{bad_test_words, no_line_words};

impl App {
    fn ask_at(&mut self, desk: Box<Desk>, question: Question, answer: &str) {
        self.layers.push(Layer::Desk(desk));
        self.layers.push(Layer::Ask(Ask { question, field: Field::new(answer) }));
    }

    pub(super) fn ask_rows(&mut self, desk: Box<Desk>) {
        self.ask_at(desk, Question::Rows, "");
    }

    pub(super) fn ask_columns(&mut self, desk: Box<Desk>) {
        self.ask_at(desk, Question::Columns, "");
    }

    pub(super) fn ask_table_path(&mut self, desk: Box<Desk>) {
        let name = &*self.open.name;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let path = format!("{stem}-table-{}.csv", desk.view.table_index() + 1);
        self.ask_at(desk, Question::TablePath, &path);
    }

    /// Lets only those rows or columns be seen that pass `typed`: a comparison holds for the
    /// cursor's column or row, or for the one that it names; words are looked for anywhere.
    /// Nothing typed takes the filters off. `false` where it can't be read.
    pub(in crate::app) fn filter_table(&mut self, axis: Axis, typed: &str) -> bool {
        let Some(Layer::Desk(mut desk)) = self.layers.pop() else { return false };
        let result = desk.filter(axis, typed, &self.words);
        if let Ok(seen) = result {
            if seen == 0 {
                // A table without rows has nowhere for the cursor; the reader sees why.
                desk.rearrange(|view| view.drop_filter(axis));
            }
            let id = if seen == 0 { "message-filter-none" } else { "message-filter-seen" };
            self.say(if seen == 0 { Tone::Warning } else { Tone::Plain }, id, &[("count", seen.into())]);
        }
        self.layers.push(Layer::Desk(desk));
        result.map_err(|text| self.message = Some(Message { tone: Tone::Warning, text })).is_ok()
    }
}

impl Desk {
    /// Filters; tells how many lines are seen, or in words why it can't be done.
    fn filter(&mut self, axis: Axis, typed: &str, words: &Words) -> Result<usize, String> {
        if typed.trim().is_empty() {
            self.rearrange(|view| view.clear_filters(axis));
            return Ok(if axis == Axis::Rows { self.view.height() } else { self.view.width() });
        }
        let (name, test) = Test::parse_named(typed).map_err(|bad| bad_test_words(words, &bad))?;
        let line = match (name, &test) {
            (Some(name), _) => {
                let found = self.view.find(axis.across(), name);
                Some(found.map_err(|unknown| no_line_words(words, axis.across(), &unknown))?)
            }
            (None, Test::Compare(..)) => Some(if axis == Axis::Rows { self.column } else { self.row }),
            (None, _) => None,
        };
        let seen = self.rearrange(|view| view.filter(axis, line, test));
        // Labels stay whatever is asked for.
        Ok(if axis == Axis::Columns { seen.saturating_sub(self.view.label_columns()) } else { seen })
    }
}
