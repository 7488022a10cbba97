//! The labels of notes: their order, and their colours.

use crate::annotation::Label;

/// The built-in labels, in the order that a key goes through them.
const KNOWN: [Label; 5] = [Label::None, Label::Question, Label::Claim, Label::Quote, Label::Todo];
/// Colours that a theme has for labels.
pub const LABEL_COLOURS: u8 = 6;

/// The labels that there are: the built-in ones and the reader's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// The reader's own, each with its colour, in the order that a key goes through them.
    own: Vec<(Label, u8)>,
}

impl Labels {
    /// Labels with those of the reader's own that the configuration names; colours count from 1 to [`LABEL_COLOURS`].
    #[must_use]
    pub fn new(own: Vec<(Label, u8)>) -> Self {
        Self { own }
    }

    /// Takes in a label that is in use.
    pub fn meet(&mut self, label: &Label) {
        if matches!(label, Label::Own(_)) && !self.own.iter().any(|(known, _)| known == label) {
            self.own.push((label.clone(), colour_by_name(label.name())));
        }
    }

    /// The label after `label`, round and round.
    #[must_use]
    pub fn after(&self, label: &Label) -> Label {
        let mut all = KNOWN.iter().chain(self.own.iter().map(|(own, _)| own));
        all.find(|known| *known == label);
        all.next().cloned().unwrap_or_default()
    }

    /// Which of the theme's label colours it has.
    #[must_use]
    pub fn colour(&self, label: &Label) -> u8 {
        match label {
            Label::None => 0,
            Label::Question => 1,
            Label::Claim => 2,
            Label::Quote => 3,
            Label::Todo => 4,
            Label::Own(name) => {
                let named = self.own.iter().find(|(own, _)| own == label).map(|(_, colour)| *colour);
                named.unwrap_or_else(|| colour_by_name(name))
            }
        }
    }
}

/// A colour that only the name decides, so that a label looks the same in every document.
fn colour_by_name(name: &str) -> u8 {
    let sum = name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    1 + u8::try_from(sum % u32::from(LABEL_COLOURS - 1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_through_the_readers_own_labels_too() {
        let mut labels = Labels::new(vec![(Label::named("중요"), 3)]);
        labels.meet(&Label::named("later"));
        labels.meet(&Label::named("later"));
        labels.meet(&Label::Claim);
        let mut seen = vec![Label::None];
        while seen.len() < 8 {
            seen.push(labels.after(&seen[seen.len() - 1]));
        }
        let names: Vec<_> = seen.iter().map(Label::name).collect();
        assert_eq!(names, ["", "question", "claim", "quote", "todo", "중요", "later", ""]);
        assert_eq!(labels.colour(&Label::named("중요")), 3);
        assert_eq!(labels.after(&Label::named("unheard of")), Label::None);
        assert!((1..LABEL_COLOURS).contains(&labels.colour(&Label::named("unheard of"))));
    }
}
