//! What the desk asks for by a line typed: which rows and columns to see, and where to write.

use crate::app::{App, Question, Tone};
use crate::table::{Axis, Condition};
use crate::words::Words;

use super::Desk;
use super::filter_errors::{bad_test_words, no_line_words};

impl App {
    /// Asks for the file that the table is written to.
    pub(super) fn ask_table_path(&mut self, desk: &Desk) {
        let name = &*self.open.name;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let path = format!("{stem}-table-{}.csv", desk.view.table_index() + 1);
        self.ask(Question::TablePath, &path);
    }

    /// Lets only those rows or columns be seen that pass `typed`: a comparison holds for the
    /// cursor's column or row, or for the one that it names; words are looked for anywhere.
    /// Nothing typed takes the filters off. `false` where it can't be read.
    pub(in crate::app) fn filter_table(&mut self, axis: Axis, typed: &str) -> bool {
        let Some(desk) = self.layers.top_mut::<Desk>() else { return false };
        match desk.filter(axis, typed, &self.words) {
            Ok(0) => {
                // A table without rows has nowhere for the cursor; the reader sees why.
                desk.rearrange(|view| view.drop_filter(axis));
                self.say(Tone::Warning, "message-filter-none", &[]);
            }
            Ok(seen) => self.say(Tone::Plain, "message-filter-seen", &[("count", seen.into())]),
            Err(text) => {
                self.tell(Tone::Warning, text);
                return false;
            }
        }
        true
    }
}

impl Desk {
    /// Filters; tells how many lines are seen, or in words why it can't be done.
    fn filter(&mut self, axis: Axis, typed: &str, words: &Words) -> Result<usize, String> {
        if typed.trim().is_empty() {
            self.rearrange(|view| view.clear_filters(axis));
            return Ok(if axis == Axis::Rows { self.view.height() } else { self.view.width() });
        }
        let (name, test) = Condition::parse_named(typed).map_err(|bad| bad_test_words(words, &bad))?;
        let line = match (name, &test) {
            (Some(name), _) => {
                let found = self.view.find(axis.across(), name);
                Some(found.map_err(|unknown| no_line_words(words, axis.across(), &unknown))?)
            }
            (None, Condition::Compare(..)) => Some(if axis == Axis::Rows { self.column } else { self.row }),
            (None, _) => None,
        };
        let seen = self.rearrange(|view| view.filter(axis, line, test));
        // Labels stay whatever is asked for.
        Ok(if axis == Axis::Columns { seen.saturating_sub(self.view.label_columns()) } else { seen })
    }
}
