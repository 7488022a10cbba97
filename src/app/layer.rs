//! What can lie over the text, and how keys and the mouse come to it.
//!
//! A layer is a type with an [`Overlay`]: there it says, in its own folder, what context it has, how it
//! obeys, what is typed into it, what the mouse does in it, how it fits the screen, and whether it
//! outlives another reading of the document. [`layers!`] lists them all, once; the rest of the program
//! knows of a layer only where it opens one, or hands an answer to one.
//!
//! The list is an enum and not a row of trait objects, since drawing lies above this room and has one
//! `match` over it, which the compiler checks. The topmost layer is taken out while it acts, so that it
//! may change the rest of the state, and is put back where it was unless it says that it is done.

use crate::app::core::Typed;
use crate::app::reading::{ContentsLayer, Reload};
use crate::app::{
    App, AutoScroll, ChoiceList, Command, CompareDesk, Context, Desk, DetailsForm, Editor, Effect, ExportDesk, FootnoteDesk,
    Geometry, Goto, Help, Hints, InquiryDesk, LetterPrompt, List, OlderEdition, Peek, PendingImport, Picture, Prompt, Review,
    SearchLine, Selection, StoreOrder,
};

/// Whether a layer stays after what it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum After {
    /// It stays where it is.
    Stay,
    /// It closes.
    Close,
}

/// A place of the screen that the mouse points at: its column and its row.
pub(in crate::app) type Cell = (u16, u16);

/// Entries or rows that one notch of the wheel goes.
pub(in crate::app) const NOTCH: usize = 3;

/// Something that lies over the text and has the keys in its stead.
pub(in crate::app) trait Overlay {
    /// What the reader is doing in it, as far as keys go.
    fn context(&self) -> Context;

    /// Whether it is a desk, which takes the whole screen.
    fn fills_screen(&self) -> bool {
        false
    }

    /// The message that is the word of `command` in the status line, where the context's is not exact.
    fn hint(&self, command: Command) -> Option<&'static str> {
        let _ = command;
        None
    }

    /// Carries out a command. It is taken out of the layers meanwhile.
    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After;

    /// Takes what is typed; `None` where nothing is being typed.
    fn take(&mut self, app: &mut App, typed: Typed) -> Option<After> {
        let _ = (app, typed);
        None
    }

    /// A click anywhere on the screen; `None` leaves it to the text.
    fn click(&mut self, app: &mut App, cell: Cell) -> Option<After> {
        let _ = (app, cell);
        Some(After::Stay)
    }

    /// A notch of the wheel, as the command for a step up or down.
    fn wheel(&mut self, app: &mut App, command: Command) -> After {
        self.obey(app, command, Some(NOTCH))
    }

    /// Fits what it shows to the screen and to the state, while it is the topmost.
    fn fit(&mut self, app: &mut App) {
        let _ = app;
    }

    /// The screen has another size.
    fn resized(&self, geometry: &Geometry) -> After {
        let _ = geometry;
        After::Stay
    }

    /// The notes have changed, or where they stand.
    fn notes_changed(&mut self) {}

    /// Another reading stands where the old one was, with other tables, footnotes and links: it goes over
    /// to that, or closes. What says nothing closes, since it may hold numbers of things in the old one.
    fn carry(&mut self, app: &mut App, reload: &Reload) -> After {
        let _ = (app, reload);
        After::Close
    }

    /// What would be lost if the program ended now.
    fn draft(&self) -> Option<StoreOrder> {
        None
    }
}

/// A type that is one of the layers.
pub(in crate::app) trait InLayers: Sized {
    /// The layer, if it is of this type.
    fn of(layer: &Layer) -> Option<&Self>;
    /// The same, to be changed.
    fn of_mut(layer: &mut Layer) -> Option<&mut Self>;
    /// The same, taken out.
    fn out_of(layer: Layer) -> Option<Box<Self>>;
}

/// Declares the layers: the variant that drawing knows each by, and its type.
macro_rules! layers {
    ($($(#[$about:meta])* $variant:ident($state:ty),)*) => {
        /// Something that has the keys instead of the text.
        #[derive(Debug)]
        pub enum Layer {
            $($(#[$about])* $variant(Box<$state>),)*
        }

        impl Layer {
            fn as_overlay(&self) -> &dyn Overlay {
                match self { $(Self::$variant(state) => &**state,)* }
            }

            fn as_overlay_mut(&mut self) -> &mut dyn Overlay {
                match self { $(Self::$variant(state) => &mut **state,)* }
            }
        }

        $(
            impl From<Box<$state>> for Layer {
                fn from(state: Box<$state>) -> Self {
                    Self::$variant(state)
                }
            }

            impl From<$state> for Layer {
                fn from(state: $state) -> Self {
                    Self::$variant(Box::new(state))
                }
            }

            impl InLayers for $state {
                fn of(layer: &Layer) -> Option<&Self> {
                    if let Layer::$variant(state) = layer { Some(state) } else { None }
                }

                fn of_mut(layer: &mut Layer) -> Option<&mut Self> {
                    if let Layer::$variant(state) = layer { Some(state) } else { None }
                }

                fn out_of(layer: Layer) -> Option<Box<Self>> {
                    if let Layer::$variant(state) = layer { Some(state) } else { None }
                }
            }
        )*
    };
}

layers! {
    /// The contents: over the text on a narrow screen, else beside it.
    Contents(ContentsLayer),
    /// A selection being made.
    Select(Selection),
    /// A look at what something leads to.
    Peek(Peek),
    /// The search line.
    Search(SearchLine),
    /// Go to anything.
    Goto(Goto),
    /// A list: footnotes, notes, hits.
    List(List),
    /// The footnote desk.
    Footnotes(FootnoteDesk),
    /// The table desk.
    Desk(Desk),
    /// A note being written.
    Editor(Editor),
    /// Where and how to export.
    Export(ExportDesk),
    /// Notes from elsewhere, and what they would change.
    Import(PendingImport),
    /// What the document is, to be said.
    Details(DetailsForm),
    /// The keys that work here.
    Help(Help),
    /// The desk of what the brief tells when asked.
    Inquiry(InquiryDesk),
    /// A letter that is waited for.
    Letter(LetterPrompt),
    /// Letters on everything that can be followed.
    Hints(Hints),
    /// The text scrolls by itself.
    AutoScroll(AutoScroll),
    /// A small choice.
    Choose(ChoiceList),
    /// The compare desk.
    Compare(CompareDesk),
    /// A figure's picture.
    Picture(Picture),
    /// Whether notes of an older edition belong here.
    Edition(OlderEdition),
    /// The notes that an edition moved, one by one.
    Review(Review),
    /// A line typed at the foot.
    Prompt(Prompt),
}

impl Layer {
    /// Whether it is a desk, which takes the whole screen.
    #[must_use]
    pub fn fills_screen(&self) -> bool {
        self.as_overlay().fills_screen()
    }

    /// What the reader is doing in it, as far as keys go.
    #[must_use]
    pub fn context(&self) -> Context {
        self.as_overlay().context()
    }
}

/// What lies over the text, the topmost last.
#[derive(Debug, Default)]
pub struct Layers {
    stack: Vec<Layer>,
    /// Where the layer that acts is put back.
    acting: Option<usize>,
}

impl Layers {
    /// All of them, from the text up.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Layer> {
        self.stack.iter()
    }

    /// The topmost.
    #[must_use]
    pub fn last(&self) -> Option<&Layer> {
        self.stack.last()
    }

    /// Whether nothing lies over the text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// Whether one of them takes the whole screen.
    #[must_use]
    pub fn fill_screen(&self) -> bool {
        self.stack.iter().any(Layer::fills_screen)
    }

    /// The word of `command` that the topmost has for itself.
    pub(in crate::app) fn hint(&self, command: Command) -> Option<&'static str> {
        self.stack.last()?.as_overlay().hint(command)
    }

    /// What would be lost if the program ended now.
    pub(in crate::app) fn drafts(&self) -> Vec<Effect> {
        self.stack.iter().filter_map(|layer| layer.as_overlay().draft()).map(Effect::from).collect()
    }

    pub(in crate::app) fn push(&mut self, layer: impl Into<Layer>) {
        self.stack.push(layer.into());
    }

    /// The topmost, if it is of this type.
    pub(in crate::app) fn top<T: InLayers>(&self) -> Option<&T> {
        self.stack.last().and_then(T::of)
    }

    /// The same, to be changed.
    pub(in crate::app) fn top_mut<T: InLayers>(&mut self) -> Option<&mut T> {
        self.stack.last_mut().and_then(T::of_mut)
    }

    /// Whether one is of this type.
    pub(in crate::app) fn have<T: InLayers>(&self) -> bool {
        self.stack.iter().any(|layer| T::of(layer).is_some())
    }

    /// Those of this type, the topmost first.
    pub(in crate::app) fn all_mut<T: InLayers + 'static>(&mut self) -> impl Iterator<Item = &mut T> {
        self.stack.iter_mut().rev().filter_map(T::of_mut)
    }

    /// Closes those of this type.
    pub(in crate::app) fn close<T: InLayers>(&mut self) {
        self.close_where::<T>(|_| true);
    }

    /// Closes those of this type that are `done`.
    pub(in crate::app) fn close_where<T: InLayers>(&mut self, done: impl Fn(&T) -> bool) {
        self.retain(|layer| !T::of(layer).is_some_and(&done));
    }

    /// Takes the topmost of this type away.
    pub(in crate::app) fn remove<T: InLayers>(&mut self) -> Option<Box<T>> {
        let at = self.stack.iter().rposition(|layer| T::of(layer).is_some())?;
        self.acting = self.acting.map(|acting| acting - usize::from(at < acting));
        T::out_of(self.stack.remove(at))
    }

    /// All that changes with the notes has to be made again.
    pub(in crate::app) fn notes_changed(&mut self) {
        self.stack.iter_mut().for_each(|layer| layer.as_overlay_mut().notes_changed());
    }

    /// Closes what does not stand a screen of another size.
    pub(in crate::app) fn resized(&mut self, geometry: &Geometry) {
        self.retain(|layer| layer.as_overlay().resized(geometry) == After::Stay);
    }

    /// Puts layers under those that are there.
    pub(in crate::app) fn put_under(&mut self, layers: Self) {
        self.stack.splice(0..0, layers.stack);
    }

    fn retain(&mut self, stays: impl Fn(&Layer) -> bool) {
        if let Some(acting) = self.acting {
            let gone = self.stack[..acting.min(self.stack.len())].iter().filter(|layer| !stays(layer)).count();
            self.acting = Some(acting - gone);
        }
        self.stack.retain(stays);
    }
}

impl App {
    /// Carries out a command in the topmost layer; `false` where the text has the keys.
    pub(in crate::app) fn obey_in_layer(&mut self, command: Command, count: Option<usize>) -> bool {
        self.act_on_top(|layer, app| Some(layer.obey(app, command, count))).is_some()
    }

    /// Hands what is typed to the topmost layer; `false` where nothing is being typed.
    pub(in crate::app) fn type_in_layer(&mut self, typed: Typed) -> bool {
        self.act_on_top(|layer, app| layer.take(app, typed)).is_some()
    }

    /// Hands a click to the topmost layer; `false` where it is for the text.
    pub(in crate::app) fn click_layer(&mut self, cell: Cell) -> bool {
        self.act_on_top(|layer, app| layer.click(app, cell)).is_some()
    }

    /// Hands a notch of the wheel to the topmost layer; `false` where there is none.
    pub(in crate::app) fn wheel_in_layer(&mut self, command: Command) -> bool {
        self.act_on_top(|layer, app| Some(layer.wheel(app, command))).is_some()
    }

    /// Keeps what the topmost layer shows up to date and inside its window.
    pub(in crate::app) fn fit_layers(&mut self) {
        self.act_on_top(|layer, app| {
            layer.fit(app);
            Some(After::Stay)
        });
    }

    /// Takes every layer over to another reading of the document, from the text up.
    pub(in crate::app) fn carry_layers(&mut self, reload: &Reload) {
        for mut layer in std::mem::take(&mut self.layers).stack {
            if layer.as_overlay_mut().carry(self, reload) == After::Stay {
                self.layers.push(layer);
            }
        }
    }

    /// Lets the topmost layer act, and puts it back where it was unless it closes. What it opens lies
    /// over it. `None` where there is none, or where it leaves the matter to the text.
    fn act_on_top(&mut self, act: impl FnOnce(&mut dyn Overlay, &mut Self) -> Option<After>) -> Option<After> {
        let mut layer = self.layers.stack.pop()?;
        let outer = self.layers.acting.replace(self.layers.stack.len());
        let after = act(layer.as_overlay_mut(), self);
        let at = std::mem::replace(&mut self.layers.acting, outer).unwrap_or(0);
        if after != Some(After::Close) {
            self.layers.stack.insert(at.min(self.layers.stack.len()), layer);
        }
        after
    }
}
