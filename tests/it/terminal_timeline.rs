//! The timeline in a real terminal.

use super::support::terminal::{Setup, written};

const TEXT: &str = "\
# Years

In 2018 it began. That year, on 25 March, they met. It ended in 2020.

# Later

They met again in July 2021.
";

#[test]
fn the_timeline_is_asked_for_walked_and_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "years.md", TEXT.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).cwd(folder.path()).size(100, 32).start();
    t.see("Years").press("i").see("Timeline").see("2018-03-25").see("2021-07");
    t.press("j").see("? year from “2018” before it");
    // With the Hangul input mode on.
    t.press("]").see("2020").miss("? year");
    t.press("?").see("To the next year").press("Esc");
    t.press("G Enter").miss("2018-03-25").see("They met again in July 2021.");
    t.press("Backspace i").see("2018-03-25").press("Esc q");
    assert_eq!(t.ended(), 0);
}
