//! PDFs to documents: which lines are headings, and how deep they stand.

use ibid::document::{BlockKind, Document};

use super::import_pdf::{TEXT, read};
use super::support::paper::{OWN, Paper};

/// The headings, with their levels.
fn headings(document: &Document) -> Vec<(u8, &str)> {
    let blocks = document.blocks().iter().filter_map(|block| match block.kind {
        BlockKind::Heading(level) => Some((level, document.slice(block.span))),
        _ => None,
    });
    blocks.collect()
}

#[test]
fn bold_is_told_by_the_name_of_a_font_that_is_not_in_the_file() {
    let widths = ["500"; 95].join(" ");
    for subtype in ["TrueType", "Type1"] {
        for (name, stem, flags) in [
            ("HelveticaRoundedLTStd-Bd", 80, 32),
            ("NimbusRomNo9L-Medi", 80, 34),
            ("GaramondNo8-Med", 80, 34),
            ("Univers-65", 80, 32),
            ("YoonGothic770", 80, 32),
            ("TimesNewRoman,Bold", 80, 34),
            ("Unknown", 140, 34),
            ("Unnamed", 80, 34 + (1 << 18)),
        ] {
            let font = |base: &str, stem: i32, flags: i32| {
                format!(
                    "<< /Type /Font /Subtype /{subtype} /BaseFont /{base} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths \
                     [{widths}] /FontDescriptor << /Type /FontDescriptor /FontName /{base} /Flags {flags} /ItalicAngle 0 /Ascent 891 \
                     /Descent -216 /CapHeight 662 /StemV {stem} /FontBBox [-100 -200 1000 900] >> >>"
                )
            };
            let mut paper = Paper::default();
            paper.object(&font("Family-Roman", 80, flags & 63)).object(&font(name, stem, flags));
            paper.page(|page| {
                page.font("X", OWN).font("Y", OWN + 1);
                for (at, title) in [(80.0, "What was sold"), (180.0, "What was not")] {
                    page.raw("q").text("Y", 10.0, 60.0, at, title).raw("Q");
                    page.lines("X", 10.0, 60.0, at + 24.0, &TEXT);
                }
            });
            assert_eq!(headings(&read(&paper)), [(1, "What was sold"), (1, "What was not")], "{subtype} {name}");
        }
    }
}
