//! The keys of what lies over the text and is neither a list nor the table desk.

use super::keymap::Binding;
use crate::app::Command;

pub(super) const HELP: &[Binding] =
    &[("Esc ? q Enter Backspace", Command::Close), ("C-c", Command::Quit), ("C-z", Command::Suspend)];

pub(super) const EDITION: &[Binding] = &[
    ("y Enter", Command::CarryOver),
    ("n", Command::LeaveBehind),
    ("?", Command::Help),
    ("Esc q", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const REVIEW: &[Binding] = &[
    ("y Enter", Command::Accept),
    ("j n Down", Command::Down),
    ("k p Up", Command::Up),
    ("Tab", Command::NextTarget),
    ("o", Command::Follow),
    ("+", Command::Settle),
    ("s", Command::Changes),
    ("z", Command::Undo),
    ("C-r", Command::Redo),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const CHOOSE: &[Binding] = &[
    ("Enter", Command::Accept),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const COMPARE: &[Binding] = &[
    ("n", Command::NextChange),
    ("N p", Command::PreviousChange),
    ("]", Command::NextSection),
    ("[", Command::PreviousSection),
    ("Tab", Command::OtherSide),
    ("Enter", Command::Accept),
    ("s", Command::Changes),
    ("w", Command::CompareBy),
    ("y", Command::Copy),
    ("?", Command::Help),
    ("Esc q = Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const FOOTNOTES: &[Binding] = &[
    ("Enter", Command::Accept),
    ("Tab", Command::NextTarget),
    ("b", Command::GoToBody),
    ("o", Command::FollowMeant),
    ("a", Command::Annotate),
    ("e", Command::Edit),
    ("x Delete", Command::Delete),
    ("/", Command::Filter),
    ("s", Command::Sort),
    ("O !", Command::OpenLink),
    ("c", Command::CopyCited),
    ("y", Command::Copy),
    ("z", Command::Undo),
    ("C-r", Command::Redo),
    ("?", Command::Help),
    ("Backspace", Command::Back),
    ("Esc q f", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];
