//! Block quotes: paragraphs that the file calls so, or that stand in on both sides.

use super::block::{Block, Element, Kind};
use super::file::Role;
use crate::import::text::ends_sentence;

/// The air on each side of a quotation at least, in ems.
const AIR: f32 = 1.1;
/// How far its first line may stand further in or out than the others, in ems.
const FIRST: f32 = 2.2;

/// Finds the quotations among the paragraphs.
pub(super) fn find(elements: &mut [Element]) {
    for element in elements {
        if let Element::Block(block) = element
            && matches!(block.kind, Kind::Paragraph)
            && (block.role == Role::Quote || is_set_in(block))
        {
            block.kind = Kind::Quote;
        }
    }
}

fn is_set_in(block: &Block) -> bool {
    let em = block.size.max(1.0);
    let (left, right) = (block.inset.left / em, block.inset.right / em);
    // Lines in the middle have air on both sides, too; no two of them start at one place.
    let level = (block.inset.left_most - block.inset.left) / em < if block.lines > 2 { FIRST } else { 0.3 };
    // The words of a chart stand alone, too, and end no sentence.
    let prose = block.lines > 2 || ends_sentence(&block.flow.text);
    block.lines >= 2 && prose && level && left >= AIR && right >= AIR && right < 4.0 * left && !block.flow.is_bold()
}

#[cfg(test)]
mod tests {
    use super::super::block::Inset;
    use super::super::flow::Flow;
    use super::*;

    fn block(lines: usize, left: f32, left_most: f32, right: f32) -> Block {
        let flow = Flow { text: "Words of somebody else.".into(), ..Flow::default() };
        let inset = Inset { left, left_most, right };
        Block {
            kind: Kind::Paragraph,
            flow,
            page: 0,
            y: 0.0,
            size: 10.0,
            lines,
            gap: 2.0,
            scheme: None,
            role: Role::Unsaid,
            inset,
            parted: false,
            inside: false,
            typed: false,
        }
    }

    #[test]
    fn what_stands_in_on_both_sides_is_a_quotation() {
        assert!(is_set_in(&block(3, 20.0, 20.0, 18.0)));
        assert!(!is_set_in(&block(1, 20.0, 20.0, 18.0)), "one line");
        assert!(!is_set_in(&block(2, 20.0, 60.0, 18.0)), "in the middle");
        assert!(!is_set_in(&block(3, 20.0, 20.0, 0.0)), "set in on one side");
        assert!(!is_set_in(&block(3, 0.0, 12.0, 18.0)), "a first line set in, and a ragged edge");
    }
}
