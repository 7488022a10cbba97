//! What the reader is doing, as far as keys go: a row for each context, with its keys, the few of them that
//! the status line names, and the words of its own. The help, the status line and the palette are read from
//! these rows, so that none of them can drift from what the keys do.

use super::Command;
use super::bindings::{self, Binding};

/// What a command means in one context, where that is something of its own.
#[derive(Debug, Clone, Copy)]
struct Here {
    command: Command,
    /// The message that says what it does, in the help.
    does: Option<&'static str>,
    /// The message that is its word in the status line.
    hint: Option<&'static str>,
}

impl Here {
    const fn does(command: Command, does: &'static str) -> Self {
        Self { command, does: Some(does), hint: None }
    }

    const fn hint(command: Command, hint: &'static str) -> Self {
        Self { command, does: None, hint: Some(hint) }
    }
}

/// All that is to be said of a context.
struct Row {
    /// The message that names it.
    name: &'static str,
    /// Its own keys, which come before the shared ones.
    own: &'static [Binding],
    /// Keys that it shares with others.
    shared: &'static [Binding],
    /// What a key means behind a number, where that differs.
    counted: &'static [Binding],
    /// Whether keys are letters of a text being typed here, not commands.
    types: bool,
    /// The commands that the status line names, the ones that give way first before the others.
    hints: &'static [Command],
    /// The words of its own.
    here: &'static [Here],
}

/// Declares the contexts: a variant and its row.
macro_rules! contexts {
    ($($(#[$about:meta])* $variant:ident { $($field:ident: $value:expr,)* })*) => {
        /// What the reader is doing, as far as keys go.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Context {
            $($(#[$about])* $variant,)*
        }

        impl Context {
            /// Every context.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            fn row(self) -> &'static Row {
                match self { $(Self::$variant => const { &Row { $($field: $value,)* } },)* }
            }
        }
    };
}

contexts! {
    /// Reading.
    Text {
        name: "place-text",
        own: bindings::MOVES,
        shared: bindings::TEXT,
        counted: bindings::COUNTED,
        types: false,
        hints: &[Command::Annotate, Command::NextTable, Command::Search, Command::Help],
        here: &[],
    }
    /// In the contents.
    Contents {
        name: "place-contents",
        own: bindings::CONTENTS,
        shared: bindings::MOVES,
        counted: &[],
        types: false,
        hints: &[Command::Accept, Command::Fold, Command::Unfold, Command::Close],
        here: &[],
    }
    /// Selecting.
    Select {
        name: "place-select",
        own: bindings::SELECT,
        shared: &[],
        counted: &[],
        types: false,
        hints: &[Command::Highlight, Command::Annotate, Command::Copy, Command::Close],
        here: &[],
    }
    /// Looking at a peek.
    Peek {
        name: "place-peek",
        own: bindings::PEEK,
        shared: &[],
        counted: &[],
        types: false,
        hints: &[Command::Accept, Command::Close],
        here: &[],
    }
    /// In a list (footnotes, notes, hits).
    List {
        name: "place-list",
        own: bindings::LIST,
        shared: bindings::MOVES,
        counted: &[],
        types: false,
        hints: &[Command::Accept, Command::Filter, Command::Close],
        here: &[],
    }
    /// At the footnote desk.
    Footnotes {
        name: "place-footnotes",
        own: bindings::FOOTNOTES,
        shared: bindings::MOVES,
        counted: &[],
        types: false,
        hints: &[Command::Annotate, Command::GoToBody, Command::NextTarget, Command::Accept, Command::Close, Command::Help],
        here: &[Here::hint(Command::Annotate, "hint-write-body"), Here::hint(Command::NextTarget, "hint-next-call"), Here::hint(Command::Accept, "hint-call")],
    }
    /// At the table desk.
    Desk {
        name: "place-desk",
        own: bindings::DESK,
        shared: bindings::MOVES,
        counted: &[],
        types: false,
        hints: &[Command::Copy, Command::Chart, Command::Transpose, Command::Sort, Command::Close, Command::Help],
        here: &[Here::hint(Command::Close, "hint-text")],
    }
    /// In the help.
    Help {
        name: "place-help",
        own: bindings::HELP,
        shared: bindings::MOVES,
        counted: &[],
        types: false,
        hints: &[Command::Close],
        here: &[],
    }
    /// Choosing how to export.
    Export {
        name: "place-export",
        own: bindings::EXPORT,
        shared: &[],
        counted: &[],
        types: false,
        hints: &[Command::Help, Command::Filter, Command::Edit, Command::Close, Command::Accept],
        here: &[Here::does(Command::Down, "here-row-below"), Here::does(Command::NextTarget, "here-row-below"), Here::does(Command::Up, "here-row-above"), Here::does(Command::Right, "here-next-choice"), Here::does(Command::Left, "here-choice-before"), Here::does(Command::Filter, "here-filter-notes"), Here::does(Command::Sort, "here-export-order"), Here { command: Command::Edit, does: Some("here-export-path"), hint: Some("hint-path") }, Here { command: Command::Accept, does: Some("here-export-write"), hint: Some("hint-write") }],
    }
    /// Looking at what an import would change.
    Import {
        name: "place-import",
        own: bindings::IMPORT,
        shared: bindings::MOVES,
        counted: &[],
        types: false,
        hints: &[Command::Accept, Command::Close],
        here: &[Here { command: Command::Accept, does: Some("here-take-in"), hint: Some("hint-take-in") }, Here::does(Command::Edit, "here-other-file")],
    }
    /// A question about an older edition.
    Edition {
        name: "place-edition",
        own: bindings::EDITION,
        shared: &[],
        counted: &[],
        types: false,
        hints: &[Command::CarryOver, Command::LeaveBehind, Command::Close],
        here: &[],
    }
    /// Reviewing notes that an edition moved.
    Review {
        name: "place-review",
        own: bindings::REVIEW,
        shared: &[],
        counted: &[],
        types: false,
        hints: &[Command::Accept, Command::NextTarget, Command::Settle, Command::Close],
        here: &[Here::hint(Command::Accept, "hint-accept"), Here::hint(Command::NextTarget, "hint-next-place")],
    }
    /// At the desk of what the brief tells when asked.
    Inquiry {
        name: "place-inquiry",
        own: bindings::INQUIRY,
        shared: bindings::MOVES,
        counted: &[],
        types: false,
        hints: &[Command::NextTarget, Command::Filter, Command::Sort, Command::Accept, Command::Help],
        here: &[Here::hint(Command::NextTarget, "hint-next-tab")],
    }
    /// A letter is waited for: a mark, or a hint.
    Letter {
        name: "place-letter",
        own: bindings::LETTER,
        shared: &[],
        counted: &[],
        types: true,
        hints: &[Command::Close],
        here: &[],
    }
    /// The text scrolls by itself.
    AutoScroll {
        name: "place-auto-scroll",
        own: bindings::AUTO_SCROLL,
        shared: bindings::TEXT,
        counted: &[],
        types: false,
        hints: &[Command::Up, Command::Down, Command::Pause, Command::Close],
        here: &[Here::hint(Command::Up, "hint-faster"), Here::hint(Command::Down, "hint-slower")],
    }
    /// Choosing one of a few.
    Choose {
        name: "place-choose",
        own: bindings::CHOOSE,
        shared: bindings::MOVES,
        counted: &[],
        types: false,
        hints: &[Command::Accept, Command::Close],
        here: &[],
    }
    /// At the compare desk.
    Compare {
        name: "place-compare",
        own: bindings::COMPARE,
        shared: bindings::MOVES,
        counted: &[],
        types: false,
        hints: &[Command::NextChange, Command::OtherSide, Command::Changes, Command::Close, Command::Help],
        here: &[],
    }
    /// Typing into a line (search, go to, filter).
    Line {
        name: "place-line",
        own: bindings::LINE,
        shared: &[],
        counted: &[],
        types: true,
        hints: &[Command::Accept, Command::Close],
        here: &[],
    }
    /// Writing a note.
    Editor {
        name: "place-editor",
        own: bindings::EDITOR,
        shared: &[],
        counted: &[],
        types: true,
        hints: &[Command::Save, Command::NextLabel, Command::Close],
        here: &[Here::hint(Command::Close, "hint-leave")],
    }
}

impl Context {
    /// Its bindings, own ones first.
    pub fn bindings(self) -> impl Iterator<Item = &'static Binding> {
        self.row().own.iter().chain(self.row().shared)
    }

    /// The keys that mean something else behind a number.
    #[must_use]
    pub(in crate::app) fn counted(self) -> &'static [Binding] {
        self.row().counted
    }

    /// Whether keys are letters of a text being typed here, not commands.
    #[must_use]
    pub fn types(self) -> bool {
        self.row().types
    }

    /// The message that names it.
    #[must_use]
    pub fn message(self) -> &'static str {
        self.row().name
    }

    /// The commands that the status line names.
    #[must_use]
    pub fn hints(self) -> &'static [Command] {
        self.row().hints
    }

    /// The message that says what `command` does here.
    #[must_use]
    pub fn words(self, command: Command) -> &'static str {
        self.here(command).and_then(|here| here.does).unwrap_or(command.message())
    }

    /// The message that is the word of `command` in the status line here.
    #[must_use]
    pub fn hint(self, command: Command) -> &'static str {
        self.here(command).and_then(|here| here.hint).unwrap_or(command.hint())
    }

    fn here(self, command: Command) -> Option<&'static Here> {
        self.row().here.iter().find(|here| here.command == command)
    }
}
