//! The commands, each declared once: what the catalogue and a keymap file call it, its word in the status
//! line, and what has to be there before it can be carried out. Which keys it has is said by each context
//! ([`super::Context`]), since one command may have different keys in different places.

/// What has to be there before a command can be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing beyond what is open.
    Nothing,
    /// The document that was opened first, which notes and places belong to: not a guest in the second pane.
    Home,
    /// The same, read to its end or as far as the reader let it be read.
    HomeWhole,
    /// The same; the command waits for the rest.
    HomeLater,
    /// The same; a mark on the sentence waits for the rest, since notes are kept under the hash of the file.
    Mark,
}

/// Declares the commands: the variant, the name that the catalogue (`do-NAME`) and a keymap file know it
/// by, the message that is its word in the status line, and what it needs.
macro_rules! commands {
    ($($variant:ident $name:literal $(hint $hint:literal)? $(needs $needs:ident)?,)*) => {
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

            /// The message that is its word in the status line.
            #[must_use]
            pub fn hint(self) -> &'static str {
                match self { $($(Self::$variant => $hint,)?)* other => other.message() }
            }

            /// What has to be there before it can be carried out.
            #[must_use]
            pub fn needs(self) -> Needs {
                match self { $($(Self::$variant => Needs::$needs,)?)* _ => Needs::Nothing }
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
    NextTable "next-table" hint "hint-table",
    NextPane "next-pane",
    Contents "contents",
    Search "search" hint "hint-find",
    NextHit "next-hit",
    PreviousHit "previous-hit",
    Hits "hits",
    Follow "follow",
    Back "back",
    Forward "forward",
    Footnotes "footnotes",
    Notes "notes" needs Home,
    Drafts "drafts" needs Home,
    Select "select",
    SelectSentence "select-sentence",
    SelectParagraph "select-paragraph",
    SwapEnds "swap-ends",
    Highlight "highlight" hint "hint-highlight" needs Mark,
    Annotate "annotate" hint "hint-annotate" needs Mark,
    Bookmark "bookmark" needs Mark,
    Copy "copy" hint "hint-copy",
    Export "export" needs HomeLater,
    Goto "go-to",
    Undo "undo" needs Home,
    Redo "redo" needs Home,
    Reload "reload" needs Home,
    ReadAs "read-as" needs Home,
    ReadIn "read-in" needs Home,
    Help "help" hint "hint-keys",
    Quit "quit",
    Suspend "suspend",
    Close "close" hint "hint-close",
    Fold "fold" hint "hint-fold",
    Unfold "unfold" hint "hint-unfold",
    Left "left",
    Right "right",
    FirstColumn "first-column",
    LastColumn "last-column",
    Sort "sort" hint "hint-sort",
    SortNumbers "sort-row",
    Transpose "transpose" hint "hint-transpose",
    Printed "printed-order",
    Chart "chart" hint "hint-chart",
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
    Filter "filter" hint "hint-filter",
    Edit "edit" hint "hint-edit",
    Delete "delete",
    NextLabel "next-label" hint "hint-label",
    NextTarget "next-target",
    Save "save" hint "hint-save",
    Accept "accept" hint "hint-go",
    EditOutside "edit-outside",
    Settle "settle" hint "hint-by-hand" needs Home,
    SetLabel "set-label",
    SetTags "set-tags",
    Review "review" needs Home,
    Changes "changes" hint "hint-summary",
    Rescue "write-elsewhere",
    CarryOver "carry-over" hint "hint-carry-over",
    LeaveBehind "leave-behind" hint "hint-leave-behind",
    OpenLink "open-link",
    FollowMeant "follow-meant",
    GoToBody "go-to-body" hint "hint-body",
    Inquire "inquire" needs HomeWhole,
    NextPlace "next-place",
    PreviousPlace "previous-place",
    ToCell "to-cell",
    NextSibling "next-sibling",
    PreviousSibling "previous-sibling",
    ToPage "to-page",
    ToPercent "to-percent",
    SetMark "set-mark" needs Home,
    GoToMark "go-to-mark" needs Home,
    Hints "hints",
    Jumps "jumps",
    NextFocusMode "next-focus-mode",
    ToggleFormulas "toggle-formulas",
    AutoScroll "auto-scroll",
    Pause "pause" hint "hint-pause",
    ToggleMargin "toggle-margin",
    WithSentence "with-sentence",
    AllDocuments "all-documents",
    CopyCited "cite" needs Home,
    Import "import" needs Home,
    ImportEmbedded "from-document" needs HomeWhole,
    Details "details" needs Home,
    Compare "compare" needs HomeWhole,
    NextChange "next-change" hint "hint-change",
    PreviousChange "previous-change",
    OtherSide "other-side" hint "hint-side",
    CompareBy "other-way",
    SecondPane "second-pane",
    BorderLeft "border-left",
    BorderRight "border-right",
    OpenOwn "own-document",
    NextYear "next-year",
    PreviousYear "previous-year",
}
