//! Names and terms, and claims, in a real terminal.

use super::support::terminal::{Setup, written};

const BRIEF: &str = "\
# Trade

Seoul met Tokyo. The price rose to 1.24 trillion won, and Tokyo was pleased.

Then Seoul left. 북한의 뜻이다. 북한이 왔다.

| Year | Growth | Price (bn won) |
|:--|--:|--:|
| 2021 | -0.1 | 1,243.0 |
| 2022 | 0.4 | 98.5 |
";

#[test]
fn a_term_is_found_walked_and_a_claim_led_to_its_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "trade.md", BRIEF.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).cwd(folder.path()).size(100, 30).start();
    t.see("Trade")
        .press("i Tab")
        .see("Tokyo")
        .see("북한")
        .press("/")
        .type_text("ㅂㅎ")
        .press("Enter")
        .miss("Tokyo")
        .see("1 of 2");
    t.press("n").see("place 2 of 2").press("Enter").see("2 of 2").press("n").see("From the start again.");
    // Back as it was left; then to the claims.
    t.press("i")
        .see("place 2 of 2")
        .press("Tab")
        .see("in another scale")
        .press("t")
        .see("row 1 of 2")
        .press("Esc")
        .see("in another scale");
    t.press("?")
        .see("Next place of the term")
        .press("Esc")
        .miss("Next place of the term")
        .press("Enter")
        .see("Seoul met Tokyo")
        .press("q");
    assert_eq!(t.ended(), 0);
}
