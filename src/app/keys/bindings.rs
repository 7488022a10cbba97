//! The keys of each context. Keys are less's, with vim and helix where they agree. A key is named as
//! [`super::key_name`] reads it; several for one command stand apart by blanks, the one that is shown first.

use super::Command;

/// Keys, and the command that they are bound to.
pub(in crate::app) type Binding = (&'static str, Command);

pub(super) const MOVES: &[Binding] = &[
    ("j Down", Command::Down),
    ("k Up", Command::Up),
    ("Space PageDown C-f", Command::PageDown),
    ("b PageUp C-b", Command::PageUp),
    ("d C-d", Command::HalfDown),
    ("u C-u", Command::HalfUp),
    ("g Home", Command::Start),
    ("G End", Command::End),
];

pub(super) const TEXT: &[Binding] = &[
    ("]", Command::NextSection),
    ("[", Command::PreviousSection),
    ("}", Command::NextParagraph),
    ("{", Command::PreviousParagraph),
    (") Right", Command::NextSentence),
    ("( Left", Command::PreviousSentence),
    ("t", Command::NextTable),
    ("Enter", Command::Follow),
    ("Backspace C-o M-Left", Command::Back),
    ("M-Right", Command::Forward),
    ("/", Command::Search),
    ("n", Command::NextHit),
    ("N p", Command::PreviousHit),
    ("s", Command::Hits),
    (": C-p", Command::Goto),
    ("o", Command::Contents),
    ("Tab", Command::NextPane),
    ("f", Command::Footnotes),
    ("l", Command::Notes),
    ("A &", Command::Drafts),
    ("w", Command::Review),
    ("i", Command::Inquire),
    (">", Command::NextSibling),
    ("<", Command::PreviousSibling),
    ("%", Command::ToPercent),
    ("x", Command::Hints),
    ("`", Command::SetMark),
    ("'", Command::GoToMark),
    ("-", Command::Jumps),
    ("\\", Command::NextFocusMode),
    ("$", Command::ToggleFormulas),
    (";", Command::AutoScroll),
    (",", Command::ToggleMargin),
    ("v", Command::Select),
    ("h", Command::Highlight),
    ("a", Command::Annotate),
    ("m", Command::Bookmark),
    ("+", Command::Settle),
    ("O !", Command::OpenLink),
    ("y", Command::Copy),
    ("c", Command::CopyCited),
    ("=", Command::Compare),
    ("|", Command::SecondPane),
    ("C-Left", Command::BorderLeft),
    ("C-Right", Command::BorderRight),
    ("M-Enter", Command::OpenOwn),
    ("e", Command::Export),
    ("z", Command::Undo),
    ("C-r", Command::Redo),
    ("r", Command::Reload),
    ("R M-r", Command::ReadAs),
    ("?", Command::Help),
    ("Esc", Command::Close),
    ("q C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const SELECT: &[Binding] = &[
    ("Right w", Command::NextWord),
    ("Left b", Command::PreviousWord),
    ("Down j", Command::Down),
    ("Up k", Command::Up),
    (")", Command::NextSentence),
    ("(", Command::PreviousSentence),
    ("s", Command::SelectSentence),
    ("p", Command::SelectParagraph),
    ("o Tab", Command::SwapEnds),
    ("h", Command::Highlight),
    ("a", Command::Annotate),
    ("m", Command::Bookmark),
    ("+", Command::Settle),
    ("y", Command::Copy),
    ("c", Command::CopyCited),
    ("?", Command::Help),
    ("Esc v q", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const CONTENTS: &[Binding] = &[
    ("h Left", Command::Fold),
    ("l Right", Command::Unfold),
    ("Enter", Command::Accept),
    ("/", Command::Search),
    (": C-p", Command::Goto),
    ("?", Command::Help),
    ("Tab", Command::NextPane),
    ("o Esc", Command::Close),
    ("q C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const PEEK: &[Binding] = &[
    ("Enter", Command::Accept),
    ("Tab Right", Command::NextTarget),
    ("j Down", Command::Down),
    ("k Up", Command::Up),
    ("e", Command::Edit),
    ("a", Command::Annotate),
    ("O !", Command::OpenLink),
    ("y", Command::Copy),
    ("c", Command::CopyCited),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const LIST: &[Binding] = &[
    ("Enter", Command::Accept),
    ("/", Command::Filter),
    ("Tab", Command::NextTarget),
    ("e", Command::Edit),
    ("t C-l", Command::NextLabel),
    ("=", Command::SetLabel),
    ("#", Command::SetTags),
    ("s", Command::Sort),
    ("l", Command::Notes),
    ("A &", Command::Drafts),
    ("w", Command::Review),
    ("|", Command::SecondPane),
    ("+", Command::Settle),
    ("x Delete", Command::Delete),
    ("y", Command::Copy),
    ("c", Command::CopyCited),
    ("z", Command::Undo),
    ("C-r", Command::Redo),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const DESK: &[Binding] = &[
    ("h Left", Command::Left),
    ("l Right", Command::Right),
    ("0 ^", Command::FirstColumn),
    ("$", Command::LastColumn),
    ("s", Command::Sort),
    ("S +", Command::ThenSort),
    ("r", Command::SortNumbers),
    ("x", Command::Transpose),
    ("p", Command::Printed),
    ("/", Command::Filter),
    ("&", Command::FilterColumns),
    ("-", Command::Hide),
    ("=", Command::ShowAll),
    ("<", Command::MoveLeft),
    (">", Command::MoveRight),
    ("z", Command::Freeze),
    ("w", Command::Widen),
    ("v", Command::Derive),
    ("o", Command::Scope),
    ("m", Command::Mark),
    ("c", Command::Chart),
    (",", Command::Sparklines),
    ("i", Command::Inspect),
    ("n", Command::Passages),
    ("a", Command::Annotate),
    ("*", Command::Highlight),
    ("t", Command::NextTable),
    ("y", Command::Copy),
    ("e", Command::WriteTable),
    ("Enter", Command::Accept),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const EXPORT: &[Binding] = &[
    ("j Down", Command::Down),
    ("k Up", Command::Up),
    ("l Right", Command::Right),
    ("h Left", Command::Left),
    ("/", Command::Filter),
    ("s", Command::Sort),
    ("w", Command::WithSentence),
    ("a", Command::AllDocuments),
    ("e", Command::Edit),
    ("Enter", Command::Accept),
    ("Tab", Command::NextTarget),
    ("Space PageDown C-f", Command::PageDown),
    ("b PageUp C-b", Command::PageUp),
    ("d C-d", Command::HalfDown),
    ("u C-u", Command::HalfUp),
    ("g Home", Command::Start),
    ("G End", Command::End),
    ("?", Command::Help),
    ("Esc q", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const IMPORT: &[Binding] = &[
    ("Enter", Command::Accept),
    ("e", Command::Edit),
    ("?", Command::Help),
    ("Esc q Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

pub(super) const INQUIRY: &[Binding] = &[
    ("Enter", Command::Accept),
    ("n", Command::NextPlace),
    ("N p", Command::PreviousPlace),
    ("t", Command::ToCell),
    ("Tab l Right", Command::NextTarget),
    ("h Left", Command::Left),
    ("]", Command::NextYear),
    ("[", Command::PreviousYear),
    ("/", Command::Filter),
    ("s", Command::Sort),
    ("y", Command::Copy),
    ("?", Command::Help),
    ("Esc q i Backspace", Command::Close),
    ("C-c", Command::Quit),
    ("C-z", Command::Suspend),
];

/// What a key means behind a number, where that differs.
pub(super) const COUNTED: &[Binding] = &[("p", Command::ToPage)];

pub(super) const LETTER: &[Binding] = &[("Esc C-c", Command::Close), ("C-z", Command::Suspend)];

pub(super) const AUTO_SCROLL: &[Binding] = &[("k Up", Command::Up), ("j Down", Command::Down), ("Space", Command::Pause)];

pub(super) const LINE: &[Binding] = &[
    ("Enter", Command::Accept),
    ("Down C-n", Command::Down),
    ("Up C-p", Command::Up),
    ("Tab", Command::NextTarget),
    ("Esc C-c", Command::Close),
    ("C-z", Command::Suspend),
];

pub(super) const EDITOR: &[Binding] = &[
    ("C-s M-Enter", Command::Save),
    ("C-l", Command::NextLabel),
    ("C-o", Command::EditOutside),
    ("C-t", Command::Rescue),
    ("Esc", Command::Close),
    ("C-z", Command::Suspend),
];

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
