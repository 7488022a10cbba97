//! What happened, in the reader's words.

use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseEvent};

use crate::app::Outcome;

/// Anything that changes the state of the program.
#[derive(Debug, Clone)]
pub enum Action {
    /// A command of the keymap.
    Do(Command),
    /// A digit of a count.
    Digit(u8),
    /// A key for the field that is being typed in.
    Type(KeyEvent),
    /// Text pasted as one piece; it never runs commands.
    Paste(String),
    /// The mouse.
    Mouse(MouseEvent),
    /// The terminal has another size now: columns, rows.
    Resize(u16, u16),
    /// The terminal window has the keyboard again.
    FocusGained,
    /// The pause before the next row is over, where the text scrolls by itself.
    Tick,
    /// Work that was asked for has come to something.
    Outcome(Box<Outcome>),
    /// A key that means nothing here.
    Unknown,
}

/// A shared reason, for outcomes that are cloned with their words.
pub type Reason = Arc<str>;

/// Declares the commands once: the variant, and the name that the catalogue (`do-NAME`) and
/// a keymap file know it by.
macro_rules! commands {
    ($($variant:ident $name:literal,)*) => {
        /// A command that a key can be bound to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command {
            $(#[doc = concat!("`", $name, "`; its words are the message `do-", $name, "`.")] $variant,)*
        }

        impl Command {
            /// Every command.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name, in kebab case.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The message that says what it does.
            #[must_use]
            pub fn message(self) -> &'static str {
                match self { $(Self::$variant => concat!("do-", $name),)* }
            }
        }
    };
}

commands! {
    Down "down",
    Up "up",
    PageDown "page-down",
    PageUp "page-up",
    HalfDown "half-page-down",
    HalfUp "half-page-up",
    Start "start",
    End "end",
    NextSection "next-section",
    PreviousSection "previous-section",
    NextParagraph "next-paragraph",
    PreviousParagraph "previous-paragraph",
    NextSentence "next-sentence",
    PreviousSentence "previous-sentence",
    NextWord "next-word",
    PreviousWord "previous-word",
    NextTable "next-table",
    NextPane "next-pane",
    Contents "contents",
    Search "search",
    NextHit "next-hit",
    PreviousHit "previous-hit",
    Hits "hits",
    Follow "follow",
    Back "back",
    Forward "forward",
    Footnotes "footnotes",
    Notes "notes",
    Select "select",
    SelectSentence "select-sentence",
    SelectParagraph "select-paragraph",
    SwapEnds "swap-ends",
    Highlight "highlight",
    Annotate "annotate",
    Bookmark "bookmark",
    Copy "copy",
    Export "export",
    Goto "go-to",
    Undo "undo",
    Redo "redo",
    Reload "reload",
    Help "help",
    Quit "quit",
    Suspend "suspend",
    Close "close",
    Fold "fold",
    Unfold "unfold",
    Left "left",
    Right "right",
    FirstColumn "first-column",
    LastColumn "last-column",
    Sort "sort",
    SortNumbers "sort-row",
    Transpose "transpose",
    Printed "printed-order",
    Chart "chart",
    ThenSort "then-sort",
    ShowAll "show-all",
    Derive "computed-view",
    Hide "hide",
    MoveLeft "move-left",
    MoveRight "move-right",
    Freeze "freeze",
    Widen "widen",
    Scope "cell-row-column",
    Mark "mark-cells",
    Sparklines "sparklines",
    Inspect "inspect",
    FilterColumns "filter-columns",
    Passages "passages",
    WriteTable "write-table",
    Filter "filter",
    Edit "edit",
    Delete "delete",
    NextLabel "next-label",
    NextTarget "next-target",
    Save "save",
    Accept "accept",
    EditOutside "edit-outside",
    Settle "settle",
    SetLabel "set-label",
    SetTags "set-tags",
    Review "review",
    Changes "changes",
    Rescue "write-elsewhere",
    CarryOver "carry-over",
    LeaveBehind "leave-behind",
    OpenLink "open-link",
    FollowMeant "follow-meant",
    GoToBody "go-to-body",
    Inquire "inquire",
    NextPlace "next-place",
    PreviousPlace "previous-place",
    ToCell "to-cell",
    NextSibling "next-sibling",
    PreviousSibling "previous-sibling",
    ToPage "to-page",
    ToPercent "to-percent",
    SetMark "set-mark",
    GoToMark "go-to-mark",
    Hints "hints",
    Jumps "jumps",
    NextAid "next-aid",
    Roll "roll",
    Pause "pause",
    Beside "beside",
    WithSentence "with-sentence",
    AllDocuments "all-documents",
    CopyCited "cite",
    Import "import",
    Details "details",
    Compare "compare",
    NextChange "next-change",
    PreviousChange "previous-change",
    OtherSide "other-side",
    CompareBy "other-way",
    SecondPane "second-pane",
    BorderLeft "border-left",
    BorderRight "border-right",
    OpenOwn "own-document",
    NextYear "next-year",
    PreviousYear "previous-year",
}
