//! Which rows of a list's window show what: entries of two rows, and a head where a group of
//! notes begins. Drawing and the mouse read the same rows.

use crate::app::App;

use super::List;

/// Rows that an entry takes.
const ROWS_AN_ENTRY: usize = 2;

/// An entry in the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Which entry of those that pass.
    pub at: usize,
    /// Its first row, from the top of the window.
    pub y: usize,
    /// The head of the group that it begins, which stands in the row above it.
    pub head: Option<String>,
}

impl ListRow {
    /// Rows that it takes, its head aside.
    pub const HEIGHT: usize = ROWS_AN_ENTRY;
}

impl App {
    /// Rows of the list's window.
    fn list_window(&self) -> usize {
        // The frame, the head and the line with the keys.
        usize::from(self.list_area().height).saturating_sub(4).max(1)
    }

    /// The entries in the window of `list`, from the first one on.
    #[must_use]
    pub fn list_rows(&self, list: &List) -> Vec<ListRow> {
        let (window, count) = (self.list_window(), list.count(self));
        let (mut shown, mut y, mut group) = (Vec::new(), 0, None);
        for at in list.cursor.first.min(count)..count {
            let own = self.group_of(list, list.index(at));
            let head = own.as_ref().filter(|own| group.as_ref() != Some(*own)).cloned();
            if head.is_some() {
                // A blank row between groups.
                y += 1 + usize::from(!shown.is_empty());
            }
            if y + ROWS_AN_ENTRY > window && !shown.is_empty() {
                break;
            }
            shown.push(ListRow { at, y, head });
            (y, group) = (y + ROWS_AN_ENTRY, own);
        }
        shown
    }

    /// Keeps the chosen entry in the window.
    pub(in crate::app) fn fit_rows(&self, list: &mut List) {
        let count = list.count(self);
        list.cursor.fit((self.list_window() / ROWS_AN_ENTRY).max(1), count);
        // Heads take room of the last entries.
        while list.cursor.first < list.cursor.at && self.list_rows(list).last().is_some_and(|last| last.at < list.cursor.at) {
            list.cursor.first += 1;
        }
    }
}
