//! Formulas on the screen: drawn, or as their source; what leaves the screen is the source.

use std::fs;

use ibid::app::{Depth, Effect, TerminalEffect, TerminalLook};
use ibid::words::Language;

use super::support::desk::Desk;
use super::support::reader::Reader;

const TEXT: &str = r"# Growth

Output is $Y_t = A_t K_t^{\alpha}$, where $x_1 \le x^2$ holds.

$$
\begin{aligned}
C_t &= a + b Y_t \\
Y_t &= C_t + I_t
\end{aligned}
$$

| Term | Meaning |
|:--|:--|
| $\beta_1$ | slope |

```math
\sum_{j=1}^n x_j
```

성장률은 $\frac{1}{2}$이다.
";

fn reader(ascii: bool, language: Language) -> Reader {
    Reader::with(TEXT, (80, 28), language, TerminalLook { depth: Depth::True, light: false, ascii })
}

#[test]
fn formulas_are_drawn_and_a_key_shows_their_source() {
    insta::assert_snapshot!("formulas", reader(false, Language::English).styles());
    insta::assert_snapshot!("formulas-source", reader(false, Language::English).press("$").styles());
    insta::assert_snapshot!("formulas-ko", reader(false, Language::Korean).screen());
    insta::assert_snapshot!("formulas-source-ko", reader(false, Language::Korean).press("$").screen());
    let mut again = reader(false, Language::English);
    let first = again.screen();
    assert!(
        first.contains("Yₜ = AₜKₜ^α") && first.contains("∑ⱼ₌₁ⁿ xⱼ") && first.contains("½이다") && first.contains("β₁"),
        "{first}"
    );
    again.press("$ $");
    assert!(again.screen().contains("Yₜ = AₜKₜ^α"));
}

#[test]
fn in_ascii_the_source_stays() {
    let screen = reader(true, Language::English).screen();
    assert!(screen.contains(r"$Y_t = A_t K_t^{\alpha}$") && screen.contains(r"\sum_{j=1}^n x_j"), "{screen}");
}

#[test]
fn what_is_copied_and_found_is_the_source() {
    let unlit = reader(false, Language::English);
    let mut reader = reader(false, Language::English);
    reader.press(") y");
    let copied = matches!(reader.asked.last(), Some(Effect::Terminal(TerminalEffect::Copy(text))) if text.contains(r"$Y_t = A_t K_t^{\alpha}$"));
    assert!(copied, "{:?}", reader.asked.last());
    reader.press("/ '\\alpha' Enter");
    assert!(reader.focus().contains(r"K_t^{\alpha}"), "{}", reader.focus());
    // What is drawn finds it, too.
    reader.press("g / 'α' Enter");
    assert!(reader.focus().contains(r"K_t^{\alpha}"), "{}", reader.focus());
    // A hit in a formula lies on all that is drawn for it.
    let ground = |reader: &Reader| reader.cells_of("Yₜ = Aₜ").iter().map(ratatui::buffer::Cell::style).collect::<Vec<_>>();
    assert_ne!(ground(&reader), ground(&unlit));
}

#[test]
fn text_and_exports_keep_the_source() {
    let desk = Desk::new();
    fs::write(desk.path().join("brief.md"), TEXT).expect("a file");
    let text = desk.said(&["text", "brief.md"]);
    for source in [r"$Y_t = A_t K_t^{\alpha}$", r"C_t &= a + b Y_t \\", r"\sum_{j=1}^n x_j", r"$\beta_1$"] {
        assert!(text.contains(source), "{source} in {text}");
    }
    desk.run(&["annotate", "brief.md", "--quote", "where $x_1", "--note", "Words"]);
    let notes = desk.said(&["export", "brief.md", "--format", "json"]);
    assert!(notes.contains("where $x_1"), "{notes}");
}
