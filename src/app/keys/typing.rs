//! Letters for whatever is being typed in: a line, a note, a name that is waited for.

use crate::app::{App, Layer, Tone};

impl App {
    /// A key for the field that is being typed in.
    pub(in crate::app) fn type_key(&mut self, key: crossterm::event::KeyEvent) {
        match self.layers.pop() {
            Some(Layer::Search(mut field)) => {
                field.key(key);
                self.search_as_typed(field);
            }
            Some(Layer::Goto(mut goto)) => {
                goto.field.key(key);
                self.rank(&mut goto);
                self.layers.push(Layer::Goto(goto));
            }
            Some(Layer::List(mut list)) => {
                list.type_filter(|field| field.key(key));
                self.refilter(&mut list);
                self.layers.push(Layer::List(list));
            }
            Some(Layer::Footnotes(mut desk)) => {
                desk.type_filter(|field| field.key(key));
                self.layers.push(Layer::Footnotes(desk));
            }
            Some(Layer::Inquiry(mut inquiring)) => {
                inquiring.type_filter(|field| field.key(key));
                self.filter_leaf(&mut inquiring);
                self.layers.push(Layer::Inquiry(inquiring));
            }
            Some(Layer::Editor(mut editor)) => {
                editor.key(key);
                self.keep_draft(&editor);
                self.layers.push(Layer::Editor(editor));
            }
            Some(Layer::Letter(letter)) => self.take_letter(letter, key),
            Some(Layer::Hints(hints)) => self.take_hint_key(hints, key),
            Some(Layer::Ask(mut ask)) => {
                ask.field.key(key);
                self.layers.push(Layer::Ask(ask));
            }
            Some(Layer::Details(mut form)) => {
                form.field().key(key);
                self.layers.push(Layer::Details(form));
            }
            Some(Layer::Export(mut exporting)) => {
                exporting.type_in(|field| field.key(key));
                self.layers.push(Layer::Export(exporting));
            }
            Some(other) => self.layers.push(other),
            None => {}
        }
    }

    /// Pasted text goes into the field that is being typed in; elsewhere it says that it does nothing.
    pub(in crate::app) fn paste(&mut self, text: &str) {
        match self.layers.pop() {
            Some(Layer::Search(mut field)) => {
                field.paste(text);
                self.search_as_typed(field);
            }
            Some(Layer::Goto(mut goto)) => {
                goto.field.paste(text);
                self.rank(&mut goto);
                self.layers.push(Layer::Goto(goto));
            }
            Some(Layer::List(mut list)) if list.filtering => {
                list.type_filter(|field| field.paste(text));
                self.refilter(&mut list);
                self.layers.push(Layer::List(list));
            }
            Some(Layer::Footnotes(mut desk)) if desk.filtering => {
                desk.type_filter(|field| field.paste(text));
                self.layers.push(Layer::Footnotes(desk));
            }
            Some(Layer::Inquiry(mut inquiring)) if inquiring.leaf().filtering => {
                inquiring.type_filter(|field| field.paste(text));
                self.filter_leaf(&mut inquiring);
                self.layers.push(Layer::Inquiry(inquiring));
            }
            Some(Layer::Editor(mut editor)) => {
                editor.paste(text);
                self.keep_draft(&editor);
                self.layers.push(Layer::Editor(editor));
            }
            Some(Layer::Ask(mut ask)) => {
                ask.field.paste(text);
                self.layers.push(Layer::Ask(ask));
            }
            Some(Layer::Details(mut form)) => {
                form.field().paste(text);
                self.layers.push(Layer::Details(form));
            }
            Some(Layer::Export(mut exporting)) if exporting.typing.is_some() => {
                exporting.type_in(|field| field.paste(text));
                self.layers.push(Layer::Export(exporting));
            }
            other => {
                self.layers.extend(other);
                self.say(Tone::Plain, "message-paste-nowhere", &[]);
            }
        }
    }
}
