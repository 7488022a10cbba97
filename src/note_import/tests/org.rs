//! Org turned back, by value: what each line begins, where it ends, and what its words become.

use crate::note_import::org::back;

/// What a body in Org comes to, and how many of its pieces are kept as they are written.
fn turned(org: &str) -> (String, usize) {
    let found = back(org, "");
    (found.text, found.kept.len())
}

fn check(cases: &[(&str, &str)]) {
    for (org, markdown) in cases {
        assert_eq!(turned(org), ((*markdown).to_owned(), 0), "{org:?}");
    }
}

#[test]
fn a_headline_is_stars_and_a_blank() {
    check(&[
        ("* One", "# One"),
        ("****** Six", "###### Six"),
        ("******** Eight", "###### Eight"),
        ("*bold* words", "**bold** words"),
        (" * an item", "- an item"),
    ]);
}

#[test]
fn a_bullet_is_a_sign_or_up_to_nine_digits_with_a_blank() {
    check(&[
        ("-", "-"),
        ("+ a", "- a"),
        ("-   wide", "- wide"),
        ("1. a", "1. a"),
        ("1) a", "1. a"),
        ("123456789. a", "123456789. a"),
        ("-a", "-a"),
        ("1.a", "1.a"),
    ]);
    assert!(!turned("1234567890. a").0.starts_with("1234567890. a\n"));
    // A digit alone and other signs begin no item.
    check(&[("1 a", "1 a"), ("1", "1")]);
}

#[test]
fn a_rule_has_five_dashes() {
    check(&[("-----", "---"), ("------", "---")]);
    assert_ne!(turned("----").0, "---");
    assert_eq!(turned("----- x").0, "----- x");
}

#[test]
fn a_list_ends_where_nothing_of_it_stands_further_in() {
    check(&[
        ("- one\nwords", "- one\n\nwords"),
        ("- one\n  words", "- one\n  words"),
        ("- one\n\n  more\n\nwords", "- one\n\n  more\n\nwords"),
        ("- one\n\n\n  apart", "- one\n\napart"),
        ("  - one\n  - two\n- three", "- one\n- two\n\n- three"),
        ("- one\n\n- two", "- one\n\n- two"),
        ("- a\n  - b\n    - c\n- d", "- a\n  - b\n    - c\n- d"),
        ("10. ten\n    more", "10. ten\n    more"),
    ]);
}

#[test]
fn boxes_of_tasks_are_those_of_markdown() {
    check(&[
        ("- [ ] open", "- [ ] open"),
        ("- [X] done", "- [x] done"),
        ("- [x] done", "- [x] done"),
        ("- [-] half", "- [ ] half"),
        ("1. [X] done", "1. [x] done"),
    ]);
}

#[test]
fn blocks_are_quotes_and_code() {
    check(&[
        ("#+begin_quote\n#+end_quote", ">"),
        ("#+begin_quote\nno end", "> no end"),
        ("#+begin_quote\n- a\n- b\n#+end_quote", "> - a\n> - b"),
        ("#+begin_quote\na\n#+end_quote\nbehind", "> a\n\nbehind"),
        ("#+begin_quote\na\n#+end_src\nb\n#+end_quote", "> a\n> \\#+end_src\n> b"),
        ("#+begin_src\nx\n#+end_src", "```\nx\n```"),
        ("#+begin_src rust :exports code\nx\n#+end_src", "```rust\nx\n```"),
        ("#+begin_example text\nx\n#+end_example", "```\nx\n```"),
        ("#+begin_export html\n<b>\n#+end_export", "```html\n<b>\n```"),
        ("#+begin_src\n``` `\n#+end_src", "````\n``` `\n````"),
        ("#+begin_src\n,,* a\n,x\n,+ b\n#+end_src", "```\n,* a\n,x\n,+ b\n```"),
        (": a\n:\n: b", "```\na\n\nb\n```"),
    ]);
}

#[test]
fn quotes_and_lists_within_each_other_are_followed_to_a_depth_of_32() {
    let levels = |depth: usize| (0..depth).map(|at| format!("{}- x\n", "  ".repeat(at))).collect::<String>();
    let deepest = |depth: usize| turned(&levels(depth)).0.lines().last().unwrap_or_default().to_owned();
    assert_eq!(deepest(32), format!("{}- x", "  ".repeat(31)));
    assert_eq!(deepest(33), format!("{}\\- x", "  ".repeat(32)), "deeper ones are words");
    assert_eq!(turned(&levels(32)).0.lines().count(), 32);
    let quotes = |depth: usize| turned(&format!("{}x", "#+begin_quote\n".repeat(depth)));
    assert_eq!(quotes(32), (format!("{}x", "> ".repeat(32)), 0));
    assert_eq!(quotes(33).1, 1, "what lies deeper is kept as it is written");
}

#[test]
fn tables_keep_empty_cells_and_their_rules() {
    check(&[
        ("| a |  | c |\n|---+---+---|\n| 1 | 2 | |", "| a |  | c |\n|---|---|---|\n| 1 | 2 | |"),
        ("| a |\nwords", "| a |\n\nwords"),
        ("| a |\n| b |", "| a |\n| b |"),
    ]);
}

#[test]
fn what_only_org_has_is_kept_as_it_is_written() {
    for (org, kept) in [
        ("#+TITLE: x\nwords", 1),
        ("#+TITLE\nwords", 0),
        ("# remark", 1),
        ("#", 1),
        ("#tag", 0),
        (":a_b-c@d#e%:\nx\n:end:", 1),
        (":a b:\nx", 0),
        ("::", 0),
        ("a [fn:1] b", 1),
        ("<<target>>", 1),
        ("\\(x\\)", 1),
    ] {
        assert_eq!(turned(org).1, kept, "{org:?}");
    }
    assert_eq!(turned(":X:\nin\n:END:\nout").0, ":X:\nin\n:END:\n\nout");
    assert_eq!(back(&format!("# {}", "가".repeat(99)), "").kept, [format!("# {}", "가".repeat(58))]);
}

#[test]
fn words_break_where_another_thing_begins() {
    check(&[
        ("one\ntwo\n\nthree", "one\ntwo\n\nthree"),
        ("one\n- two", "one\n\n- two"),
        ("one\n* Two\nthree", "one\n\n# Two\n\nthree"),
        ("one\n-----\ntwo", "one\n\n---\n\ntwo"),
        ("\n\none\n\n\n\ntwo\n", "one\n\ntwo"),
    ]);
}

#[test]
fn marks_stand_between_what_org_lets_them_stand_between() {
    check(&[
        ("a*b*c", "a\\*b\\*c"),
        ("(*b*)", "(**b**)"),
        ("-*b*-", "\\-**b**-"),
        ("\"/i/\"", "\"*i*\""),
        ("*b*, *c*. *d*! *e*?", "**b**, **c**. **d**! **e**?"),
        ("* b*", "# b\\*"),
        ("*b *", "\\*b \\*"),
        ("/a b/ c", "*a b* c"),
        ("+gone+ =x= ~y~", "~~gone~~ `x` `y`"),
        ("*a\nb*", "**a\nb**"),
        ("~a`b~ =`c=", "``a`b`` `` `c ``"),
        ("*a /b/ c*", "**a *b* c**"),
        ("**", "\\*\\*"),
    ]);
    assert!(turned("*a\nb\nc*").0.starts_with("\\*a"), "no mark goes over two line ends");
}

#[test]
fn links_are_addresses_with_or_without_words() {
    check(&[
        ("[[a.md]]", "[a.md](a.md)"),
        ("[[https://a.kr]]", "<https://a.kr>"),
        ("[[https://a.kr][]]", "[](https://a.kr)"),
        ("[[a b.md][w]]", "[w](<a b.md>)"),
        ("[[a(1).md][w]]", "[w](<a(1).md>)"),
        ("[[a.md][two\nlines]]", "[two lines](a.md)"),
        ("[[a.md][/i/]] behind", "[*i*](a.md) behind"),
    ]);
    assert_eq!(turned("[[]]").0, "\\[\\[]]");
    assert_eq!(turned("[[a").0, "\\[\\[a");
}

#[test]
fn what_the_reader_did_not_touch_is_what_it_was() {
    let known = "__a__ b\n\n+ c\n\n> d";
    let org = "*a* b\n\n- c\n\n#+begin_quote\nd\n#+end_quote";
    assert_eq!(back(org, known).text, known);
    assert_eq!(back(&format!("{org}\n\nmore"), known).text, "__a__ b\n\n+ c\n\n> d\n\nmore");
    assert_eq!(back(&org.replace("- c", "- e"), known).text, "__a__ b\n\n- e\n\n> d");
    assert_eq!(back("", known).text, "");
}
