//! What a file is to be read as: a format, an encoding, a sign between its fields.

use crate::app::{App, Choice, ChoiceList, Origin, ReadAs, Tone};

/// Signs that may stand between fields, and the messages that name them.
const SIGNS: [(u8, &str); 6] = [
    (b',', "choice-sign-comma"),
    (b';', "choice-sign-semicolon"),
    (b'\t', "choice-sign-tab"),
    (b'|', "choice-sign-bar"),
    (b':', "choice-sign-colon"),
    (b' ', "choice-sign-blank"),
];

/// The message that names a sign between fields.
pub(super) fn sign_message(sign: u8) -> &'static str {
    SIGNS.iter().find(|(known, _)| *known == sign).map_or("choice-sign-comma", |(_, message)| message)
}

impl App {
    /// Asks what the file is to be read as: what it looks like stands first.
    pub(in crate::app) fn ask_read_as(&mut self) {
        if !self.may_read_as() {
            return;
        }
        let looks_like = self.looks_like().map(|(_, format)| format.to_owned());
        let mut formats = self.ways.formats.clone();
        formats.sort_by_key(|format| looks_like.as_deref() != Some(*format));
        let mut choices: Vec<Choice> = formats.into_iter().map(Choice::ReadAs).collect();
        choices.extend([Choice::ReadInOther, Choice::ReadBySign]);
        if self.open.read_as != ReadAs::default() {
            choices.push(Choice::ReadAsTold);
        }
        self.layers.push(ChoiceList::new("choose-read-as", choices));
    }

    /// Asks for the encoding that the file is to be read in.
    pub(in crate::app) fn ask_encoding(&mut self) {
        if !self.may_read_as() {
            return;
        }
        let told = self.open.read_as.encoding.map(|_| Choice::ReadIn(None));
        let named = self.ways.encodings.iter().map(|name| Choice::ReadIn(Some(*name)));
        let choices = told.into_iter().chain(named).collect();
        self.layers.push(ChoiceList::new("choose-encoding", choices));
    }

    /// Asks for the sign between fields.
    pub(in crate::app) fn ask_sign(&mut self) {
        self.layers.push(ChoiceList::new("choose-delimiter", SIGNS.iter().map(|(sign, _)| Choice::ReadBy(*sign)).collect()));
    }

    fn may_read_as(&mut self) -> bool {
        if self.open.origin == Origin::Input {
            self.say(Tone::Plain, "message-input-once", &[]);
        }
        self.open.origin != Origin::Input
    }
}
